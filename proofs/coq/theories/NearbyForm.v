(* Evidence about points near given weights (format.md 5.39) and how it is written. Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json.
Import ListNotations.
Open Scope string_scope.
Open Scope list_scope.

(* A box around a centre, in units of 1/2^box_unit; enclosures in units of 1/2^enclosure_unit; the preconditioner in
   units of 1/2^precision *)
Record nearby := NearbyBox {
  box_unit : Z; enclosure_unit : Z; centre : list Z; moving : list Z; radii : list Z;
  precision : Z; preconditioner : list (list Z) }.

(* Some units of a hidden layer (counted from 1), and as many of their inputs *)
Record gauge_group := GaugeGroup { gauge_layer : Z; gauge_units : list Z; gauge_inputs : list Z }.

(* A kink as layer, unit, sample *)
Record critical := CriticalBox {
  crit_unit : Z; crit_enclosure : Z; crit_centre : list Z; crit_kinks : list (Z * Z * Z); crit_multipliers : list Z;
  crit_gauge : list gauge_group; crit_radii : list Z; crit_precision : Z; crit_preconditioner : list (list Z);
  crit_congruence : list (list Z) }.

Inductive near_evidence :=
| NearZero (e : nearby).   (* nearby-zero *)

(* What the rule decides of the claim (format.md 4.12) *)
Record near_claim := NearClaim {
  near_radius : Q; loss_from : Q; loss_to : Q; near_kinks : Z; near_negative : Z }.

Definition near_verdict (e : near_evidence) : string := match e with NearZero _ => "GLOBAL_MINIMUM" end.
Definition near_claim_json (c : near_claim) : list (string * json) :=
  [("radius", rational (near_radius c)); ("loss_from", rational (loss_from c)); ("loss_to", rational (loss_to c));
   ("kinks", Number (near_kinks c)); ("negative", Number (near_negative c))].

Definition nearby_json (e : nearby) : list (string * json) :=
  [("bits", Number (box_unit e)); ("box_bits", Number (enclosure_unit e)); ("centre", integers (centre e));
          ("moving", numbers (moving e)); ("radii", integers (radii e)); ("scale", Number (precision e));
          ("preconditioner", table integers (preconditioner e))].

Definition near_json (e : near_evidence) : list (string * json) := match e with NearZero z => nearby_json z end.

Definition near_claim_in (j : json) : option near_claim :=
  bind (bind (get "radius" j) rational_of) (fun r =>
  bind (bind (get "loss_from" j) rational_of) (fun a =>
  bind (bind (get "loss_to" j) rational_of) (fun b =>
  bind (bind (get "kinks" j) number_of) (fun k =>
  bind (bind (get "negative" j) number_of) (fun m => Some (NearClaim r a b k m)))))).

Definition nearby_in (j : json) : option nearby :=
  bind (bind (get "bits" j) number_of) (fun k =>
  bind (bind (get "box_bits" j) number_of) (fun b =>
  bind (bind (get "centre" j) (list_of integer_of)) (fun c =>
  bind (bind (get "moving" j) (list_of number_of)) (fun m =>
  bind (bind (get "radii" j) (list_of integer_of)) (fun r =>
  bind (bind (get "scale" j) number_of) (fun s =>
  bind (bind (get "preconditioner" j) (list_of (list_of integer_of))) (fun p =>
  Some (NearbyBox k b c m r s p)))))))).
Definition near_readers : list (string * (json -> option near_evidence)) := [
  ("nearby-zero", fun j => bind (nearby_in j) (fun z => Some (NearZero z)))].

(* --- critical points (format.md 5.40, 5.41) --- *)

Definition gauge_json (g : gauge_group) : json :=
  Object [("layer", Number (gauge_layer g)); ("units", numbers (gauge_units g)); ("inputs", numbers (gauge_inputs g))].
Definition gauge_in (j : json) : option gauge_group :=
  bind (bind (get "layer" j) number_of) (fun l =>
  bind (bind (get "units" j) (list_of number_of)) (fun u =>
  bind (bind (get "inputs" j) (list_of number_of)) (fun i => Some (GaugeGroup l u i)))).
Definition kink_in (j : json) : option (Z * Z * Z) :=
  match j with
  | List [l; i; n] => bind (number_of l) (fun l => bind (number_of i) (fun i => bind (number_of n) (fun n => Some (l, i, n))))
  | _ => None
  end.

Definition critical_json (e : critical) : list (string * json) :=
  [("bits", Number (crit_unit e)); ("box_bits", Number (crit_enclosure e)); ("centre", integers (crit_centre e));
   ("kinks", List (map (fun '(l, i, n) => numbers [l; i; n]) (crit_kinks e))); ("multipliers", integers (crit_multipliers e));
   ("gauge", table gauge_json (crit_gauge e)); ("radii", integers (crit_radii e)); ("scale", Number (crit_precision e));
   ("preconditioner", table integers (crit_preconditioner e)); ("congruence", table integers (crit_congruence e))].
Definition critical_in (j : json) : option critical :=
  bind (bind (get "bits" j) number_of) (fun k =>
  bind (bind (get "box_bits" j) number_of) (fun b =>
  bind (bind (get "centre" j) (list_of integer_of)) (fun c =>
  bind (bind (get "kinks" j) (list_of kink_in)) (fun ks =>
  bind (bind (get "multipliers" j) (list_of integer_of)) (fun m =>
  bind (bind (get "gauge" j) (list_of gauge_in)) (fun g =>
  bind (bind (get "radii" j) (list_of integer_of)) (fun r =>
  bind (bind (get "scale" j) number_of) (fun s =>
  bind (bind (get "preconditioner" j) (list_of (list_of integer_of))) (fun p =>
  bind (bind (get "congruence" j) (list_of (list_of integer_of))) (fun q =>
  Some (CriticalBox k b c ks m g r s p q))))))))))).
