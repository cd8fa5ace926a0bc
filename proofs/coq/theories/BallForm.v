(* Evidence about all weights near given ones (format.md 5.42) and how it is written. Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json.
Import ListNotations.
Open Scope string_scope.
Open Scope list_scope.

(* For some of the parameters, named by their numbers, a matrix in units of 1/2^inverse_scale that nearly inverts
   their derivatives; these in units of 1/2^inverse_bits *)
Record ball_inverse := BallInverse {
  inverse_bits : Z; inverse_rows : list Z; inverse_scale : Z; near_inverse : list (list Z) }.

(* A radius for each parameter, a bound of the integral for each mode, the modes and their inverse, all in units of
   1/2^modes_bits *)
Record flow_modes := FlowModes {
  modes_bits : Z; modes_radii : list Z; modes_integrals : list Z; modes : list (list Z); modes_inverse : list (list Z) }.

Inductive ball_evidence :=
| CriticalPoints (e : ball_inverse)
| FlowByRate (e : ball_inverse) (q : Q)
| FlowByModes (e : flow_modes).

Definition ball_statement (e : ball_evidence) : string :=
  match e with CriticalPoints _ => "critical-points" | _ => "gradient-flow" end.

Definition ball_inverse_fields (e : ball_inverse) : list (string * json) :=
  [("bits", Number (inverse_bits e)); ("rows", numbers (inverse_rows e)); ("scale", Number (inverse_scale e));
   ("preconditioner", table integers (near_inverse e))].
Definition ball_evidence_json (e : ball_evidence) : json :=
  Object match e with
  | CriticalPoints e => ball_inverse_fields e
  | FlowByRate e q => ball_inverse_fields e ++ [("q", rational q)]
  | FlowByModes e =>
    [("bits", Number (modes_bits e)); ("radii", integers (modes_radii e)); ("integrals", integers (modes_integrals e));
     ("modes", table integers (modes e)); ("inverse", table integers (modes_inverse e))]
  end.

(* The rational is in lowest terms. *)
Definition ball_evidence_formed (e : ball_evidence) : bool :=
  match e with FlowByRate _ q => reduced q | _ => true end.

(* --- the reader; nothing depends on it but what is accepted at all --- *)

Definition ball_inverse_in (j : json) : option ball_inverse :=
  bind (bind (get "bits" j) number_of) (fun b =>
  bind (bind (get "rows" j) (list_of number_of)) (fun r =>
  bind (bind (get "scale" j) number_of) (fun s =>
  bind (bind (get "preconditioner" j) (list_of (list_of integer_of))) (fun p => Some (BallInverse b r s p))))).
Definition flow_modes_in (j : json) : option flow_modes :=
  bind (bind (get "bits" j) number_of) (fun b =>
  bind (bind (get "radii" j) (list_of integer_of)) (fun r =>
  bind (bind (get "integrals" j) (list_of integer_of)) (fun s =>
  bind (bind (get "modes" j) (list_of (list_of integer_of))) (fun m =>
  bind (bind (get "inverse" j) (list_of (list_of integer_of))) (fun p => Some (FlowModes b r s m p)))))).
Definition ball_evidence_in (j : json) : option ball_evidence :=
  match get "radii" j, get "q" j with
  | Some _, _ => bind (flow_modes_in j) (fun e => Some (FlowByModes e))
  | None, Some q => bind (rational_of q) (fun q => bind (ball_inverse_in j) (fun e => Some (FlowByRate e q)))
  | None, None => bind (ball_inverse_in j) (fun e => Some (CriticalPoints e))
  end.
