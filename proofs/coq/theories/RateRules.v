(* Gradient flow in a ball by its rate (format.md 5.42, the evidence with q). Extracted; proved in SoundRate.v to
   FlowClaims.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic BallForm Form Rules PointRules NearbyRules BallRules FlowRules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

(* The largest row sum of |L L^T| *)
Definition gram_sum (L : list (list Z)) : Z :=
  maximum (map (fun a => total (map (fun b => Z.abs (dot a b)) L)) L).
(* The residuals on sample n; the upper end of the sum over the samples of their squares *)
Definition residuals_on (net : instance) (one : Z) (e : enclosure) (n : nat) : list interval :=
  tab (output_count net) (fun k => isub (sum_at e (last_hidden net) n k) (around one (target net n k))).
Definition squares_up (net : instance) (one : Z) (box : list (list (list interval))) : Z :=
  let e := wide_enclosure net one box in
  total (tab (sample_size net) (fun n => let r := residuals_on net one e n in snd (scalar_product one r r))).
(* The largest row sum and the largest column sum of n rows of n numbers *)
Definition row_sum (D : list (list Z)) : Z := maximum (map total D).
Definition column_sum (n : nat) (D : list (list Z)) : Z := maximum (tab n (fun j => total (column D j))).

(* D in units of 1/(2 unit one), E of 1/one, P of 1/unit^2 *)
Definition rate_test (one unit : Z) (n : nat) (D : list (list Z)) (E P : Z) (q radius : Q) : bool :=
  let a := Qnum q in let b := Zpos (Qden q) in
  let r := Qnum radius in let s := Zpos (Qden radius) in
  (0 <=? a) && (a <? b) &&
  (row_sum D * column_sum n D * (b * b) <=? a * a * ((2 * unit * one) * (2 * unit * one))) &&
  (E * P * ((b * b) * (s * s)) <? ((b - a) * (b - a)) * (r * r) * (one * (unit * unit))).

Definition flow_rate_rule (net : instance) (p : parameters) (radius : Q) (e : ball_inverse) (q : Q) : bool :=
  inverse_formed net e &&
  let one := 2 ^ inverse_bits e in
  let unit := 2 ^ inverse_scale e in
  let L := near_inverse e in
  let G := wide_columns net one (radius_box net one p radius) (named net (inverse_rows e)) in
  rate_test one unit (length (equations net)) (defects one unit L G)
    (squares_up net one (widened net one p (fun _ _ _ => 0))) (gram_sum L) q radius.
