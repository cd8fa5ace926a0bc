(* exp(-x) and derivatives of losses of labels between integers, and the rule about a direction of descent
   (format.md 5.38, soundness.md 35). Extracted; proved in SoundLabels.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic LabelForm Form Rules PointRules NearbyRules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

(* Rounded up *)
Definition above (p q : Z) : Z := - ((- p) / q).

(* Bounds of one * exp(-y), y = at_ / one: partial sums, from the term number k on, which is between small / one and
   large / one; sum is what the terms before it add up to. With over (or not) the sum ends at a term that is added
   (subtracted), and is a bound from above (below). *)
Fixpoint partial_sum (fuel : nat) (over : bool) (one at_ : Z) (sum small large k : Z) (even : bool) : Z :=
  match fuel with
  | O => if over then one else 0
  | S fuel' =>
    let sum' := if even then sum + (if over then large else small) else sum - (if over then small else large) in
    if (large <=? 1) && Bool.eqb even over then sum'
    else partial_sum fuel' over one at_ sum' (small * at_ / one / (k + 1))
           (above (large * at_) one / (k + 1) + 1) (k + 1) (negb even)
  end.
Definition exp_bound (over : bool) (w at_ : Z) : Z :=
  let one := 2 ^ w in partial_sum (Z.to_nat (w + 64)) over one at_ 0 one one 0 true.

Fixpoint squared (n : nat) (round : Z -> Z) (a : Z) : Z :=
  match n with O => a | S n' => squared n' round (round (a * a)) end.

(* exp(-x), x >= 0, in units of 1/2^b *)
Definition exp_minus (b : Z) (x : Q) : interval :=
  let whole := Qnum x / Zpos (Qden x) in
  if b <=? whole then (0, 1)
  else
    let halvings := if whole =? 0 then 1 else Z.log2 whole + 2 in
    let w := b + 2 * halvings + 16 in
    let one := 2 ^ w in
    let at_ := Qnum x * 2 ^ (w - halvings) / Zpos (Qden x) in
    let n := Z.to_nat halvings in
    let low := squared n (fun a => a / one) (Z.max 0 (exp_bound false w (at_ + 1))) in
    let high := squared n (fun a => above a one) (exp_bound true w at_) in
    let less := 2 ^ (w - b) in
    (low / less, above high less).

(* --- derivatives of the losses by the outputs of a sample, in units of 1/one --- *)

(* Bounds of p / q, 0 <= p; 0 and 1 where nothing is known *)
Definition at_most (one p q : Z) : Z := if q =? 0 then 0 else p * one / q.
Definition at_least (one p q : Z) : Z := if q =? 0 then one else above (p * one) q.

(* A label that is not positive is -1. *)
Definition logistic_gradient (b : Z) (v label : Q) : interval :=
  let one := 2 ^ b in
  let positive := qsign_pos label in
  let e := exp_minus b (qabs v) in
  let agrees := Bool.eqb (negb (qneg v)) positive in
  let least := if agrees then at_most one (fst e) (one + fst e) else at_most one one (one + snd e) in
  let most := if agrees then at_least one (snd e) (one + snd e) else at_least one one (one + fst e) in
  if positive then (- most, - least) else (least, most).

Fixpoint largest (x : Q) (v : list Q) : Q :=
  match v with [] => x | y :: v' => largest (if qlt x y then y else x) v' end.

Definition softmax_gradient (b : Z) (v labels : list Q) : list interval :=
  let one := 2 ^ b in
  let m := largest (hd q0 v) v in
  let e := map (fun x => exp_minus b (qsub m x)) v in
  let low := fold_right Z.add 0 (map fst e) in
  let high := fold_right Z.add 0 (map snd e) in
  map2 (fun c label =>
    let shift := if qsign_pos label then one else 0 in
    (at_most one (fst c) (fst c + (high - snd c)) - shift,
     at_least one (snd c) (snd c + (low - fst c)) - shift)) e labels.

Definition label_gradient (l : label_loss) (b : Z) (v labels : list Q) : list interval :=
  match l with
  | Logistic => map2 (logistic_gradient b) v labels
  | CrossEntropy => softmax_gradient b v labels
  end.

(* The greatest value of a term, and of the sum *)
Definition most_of_term (g : interval) (change : Q) : Q :=
  qmul (Qmake (if qsign_pos change then snd g else fst g) 1) change.
Definition most_of_sample (g : list interval) (change : list Q) : Q := qsum (map2 most_of_term g change).

(* --- labels (format.md 4.1) --- *)

Definition labels_of (net : instance) (n : nat) : list Q := tab (output_count net) (target net n).
Definition is_one (x : Q) : bool := qequal x q1.
Definition is_minus_one (x : Q) : bool := qequal x (Qmake (-1) 1).

Definition every_label (net : instance) (f : Q -> bool) : bool :=
  every (sample_size net) (fun n => every (output_count net) (fun k => f (target net n k))).
Definition labels_formed (net : instance) (l : label_loss) : bool :=
  match l with
  | Logistic => every_label net (fun y => is_one y || is_minus_one y) || every_label net (fun y => is_one y || qis0 y)
  | CrossEntropy =>
    Nat.ltb 1 (output_count net) && every_label net (fun y => is_one y || qis0 y) &&
    every (sample_size net) (fun n => is_one (total (output_count net) (target net n)))
  end.

(* --- 5.38 --- *)

Definition constant_term (p : polynomial) : Q := nth 0 p q0.
Definition linear_term (p : polynomial) : Q := nth 1 p q0.

Definition label_descent (net : instance) (l : label_loss) (p dir : parameters) (b : Z) : bool :=
  let f := path_sums net p dir (last_hidden net) (path_outputs net p dir (last_hidden net)) in
  bits_ok b &&
  qneg (qsum (tab (sample_size net) (fun n =>
    let x := tab (output_count net) (poly_of f n) in
    most_of_sample (label_gradient l b (map constant_term x) (labels_of net n)) (map linear_term x)))).
