(* The evidence about all minima of one hidden layer inside cells, and how it is written (format.md 4.5, 5.26). Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json.
Import ListNotations.
Open Scope Z_scope.
Open Scope string_scope.
Open Scope list_scope.

(* The sign of an output weight *)
Inductive sign := Plus | Zero | Minus.

(* What is left of a list of signs: its extensions; itself, with a solution; or nothing *)
Inductive sign_node :=
| Undecided
| Solved (z : list Q)
| Excluded (lambda : list (Z * Z * Q)) (nu : list (Z * Q)).

Record cell_choice := CellChoice { solution : list Q; signs_tree : option (list sign_node) }.
Record minima_evidence := MinimaEvidence { unit_points : list (list Q); minima_prime : Z; cell_choices : list cell_choice }.

(* A loss, and in how many cells without and with output weights 0 there are minima with it *)
Record loss_line := LossLine { line_loss : Q; line_nonzero : Z; line_zero : Z }.
Record minima_claim := MinimaClaim { cells_nonzero : Z; cells_zero : Z; loss_lines : list loss_line }.

Definition minima_verdict (lines : list loss_line) : string :=
  match lines with
  | [] => "NONE"
  | _ => if forallb (fun l => qis0 (line_loss l)) lines then "ALL_GLOBAL" else "BAD_MINIMA"
  end.

Definition line_json (l : loss_line) : json :=
  Object [("loss", rational (line_loss l)); ("cells", Number (line_nonzero l));
          ("cells_with_zero_output_weights", Number (line_zero l))].
Definition minima_fields (c : minima_claim) : list (string * json) :=
  [("cells_nonzero_output", Number (cells_nonzero c)); ("cells_zero_output", Number (cells_zero c));
   ("minima", List (map line_json (loss_lines c)))].

Definition sign_node_json (t : sign_node) : json :=
  match t with
  | Undecided => Number 0
  | Solved z => rationals z
  | Excluded lambda nu =>
    Object [("lambda", List (map (fun '(i, n, q) => List [Number i; Number n; rational q]) lambda));
            ("nu", List (map (fun '(n, q) => List [Number n; rational q]) nu))]
  end.
Definition cell_choice_json (c : cell_choice) : json :=
  Object (("solution", rationals (solution c)) ::
          match signs_tree c with None => [] | Some t => [("signs", List (map sign_node_json t))] end).
Definition minima_evidence_json (e : minima_evidence) : json :=
  Object [("cells", table rationals (unit_points e)); ("prime", Number (minima_prime e));
          ("choices", List (map cell_choice_json (cell_choices e)))].

(* All rationals are in lowest terms. *)
Definition node_formed (t : sign_node) : bool :=
  match t with
  | Undecided => true
  | Solved z => forallb reduced z
  | Excluded lambda nu => forallb (fun e => reduced (snd e)) lambda && forallb (fun e => reduced (snd e)) nu
  end.
Definition minima_formed (c : minima_claim) (e : minima_evidence) : bool :=
  forallb (fun l => reduced (line_loss l)) (loss_lines c) && forallb (forallb reduced) (unit_points e) &&
  forallb (fun c => forallb reduced (solution c) && match signs_tree c with None => true | Some t => forallb node_formed t end)
    (cell_choices e).

(* --- the reader; nothing depends on it but what is accepted at all --- *)

Definition lambda_in (j : json) : option (Z * Z * Q) :=
  match j with
  | List [i; n; q] =>
    match number_of i, number_of n, rational_of q with Some i, Some n, Some q => Some (i, n, q) | _, _, _ => None end
  | _ => None
  end.
Definition nu_in (j : json) : option (Z * Q) :=
  match j with
  | List [n; q] => match number_of n, rational_of q with Some n, Some q => Some (n, q) | _, _ => None end
  | _ => None
  end.
Definition sign_node_in (j : json) : option sign_node :=
  match j with
  | Number _ => Some Undecided
  | List _ => bind (list_of rational_of j) (fun z => Some (Solved z))
  | _ => bind (bind (get "lambda" j) (list_of lambda_in)) (fun l =>
         bind (bind (get "nu" j) (list_of nu_in)) (fun v => Some (Excluded l v)))
  end.
Definition cell_choice_in (j : json) : option cell_choice :=
  bind (bind (get "solution" j) (list_of rational_of)) (fun z =>
  match get "signs" j with
  | None => Some (CellChoice z None)
  | Some t => bind (list_of sign_node_in t) (fun t => Some (CellChoice z (Some t)))
  end).
Definition minima_evidence_in (j : json) : option minima_evidence :=
  bind (bind (get "cells" j) (list_of (list_of rational_of))) (fun w =>
  bind (bind (get "prime" j) number_of) (fun p =>
  bind (bind (get "choices" j) (list_of cell_choice_in)) (fun c => Some (MinimaEvidence w p c)))).

Definition line_in (j : json) : option loss_line :=
  bind (bind (get "loss" j) rational_of) (fun q =>
  bind (bind (get "cells" j) number_of) (fun a =>
  bind (bind (get "cells_with_zero_output_weights" j) number_of) (fun b => Some (LossLine q a b)))).
Definition minima_claim_in (j : json) : option minima_claim :=
  bind (bind (get "cells_nonzero_output" j) number_of) (fun a =>
  bind (bind (get "cells_zero_output" j) number_of) (fun b =>
  bind (bind (get "minima" j) (list_of line_in)) (fun l => Some (MinimaClaim a b l)))).
