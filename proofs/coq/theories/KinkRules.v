(* The rules about points of one hidden layer with kinks (format.md, Kinks, 5.23 and 5.29) as functions on an
   instance. Extracted; that what they accept is so: SoundKinks.v, SoundKinkPoints.v and SoundKinkSaddle.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules KinkForm PointRules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

(* --- the functions H_k of a unit: lines in the order of their first samples --- *)

(* Unit i, for the numbers q_n, as form_at but for the order of the lines *)
Definition form_in_order (net : instance) (u : rows) (q : list Q) (i : nat) : unit_form :=
  form_of (slope net) (column_size net) (rev_append (tab (sample_size net) (fun n =>
    let a := entry_of u n i in
    (qis0 a, qmul (nth n q q0) (factor net 0 n i), sigma_of net a, column net n))) []).

Definition unit_forms (net : instance) (u e : rows) (i : nat) : list unit_form :=
  tab (output_count net) (fun k => form_in_order net u (sample_column net e k) i).
Definition output_weights (net : instance) (p : parameters) (i : nat) : list Q :=
  tab (output_count net) (fun k => weight p 1 k i).
(* p·H *)
Definition form_along (net : instance) (p : parameters) (u e : rows) (i : nat) : unit_form :=
  form_in_order net u (tab (sample_size net) (fun n =>
    total (output_count net) (fun k => qmul (weight p 1 k i) (entry_of e n k)))) i.

Definition dot_to (d : nat) (x v : list Q) : Q := total d (fun j => qmul (nth j x q0) (nth j v q0)).
Definition form_value (d : nat) (f : unit_form) (v : list Q) : Q :=
  qadd (dot_to d (linear f) v) (qsum (map (fun l => qmul (fst l) (qabs (dot_to d (snd l) v))) (lines f))).

(* --- rays --- *)

Definition no_line : Q * list Q := (q0, []).
(* The lines that are active for some output, with a weight for each output *)
Definition joined (hs : list unit_form) : list (list Q * list Q) :=
  filter (fun l => negb (forallb qis0 (fst l)))
    (tab (length (lines (hd (UnitForm [] []) hs))) (fun c =>
      (map (fun h => fst (nth c (lines h) no_line)) hs, snd (nth c (lines (hd (UnitForm [] []) hs)) no_line)))).

(* Directions are represented by their products with the m active lines, and with each linear part after them. *)
Definition coordinate (ls : list (list Q * list Q)) (hs : list unit_form) (j : nat) : list Q :=
  map (fun l => nth j (snd l) q0) ls ++ map (fun h => nth j (linear h) q0) hs.

Fixpoint first_place (m : nat) (x : list Q) : option nat :=
  match m, x with
  | S m', a :: x' => if qis0 a then option_map S (first_place m' x') else Some O
  | _, _ => None
  end.

(* x without its entry c, by a multiple of b, whose entry c is not zero *)
Definition without (c : nat) (x b : list Q) : list Q :=
  let a := nth c x q0 in
  if qis0 a then x else padd x (pscale (Qopp (qmul a (qinverse (nth c b q0)))) b).

(* A further vector for an echelon basis; none if it is not zero, but on all lines *)
Fixpoint insert (m : nat) (x : list Q) (basis : rows) : option rows :=
  match basis with
  | [] => match first_place m x with Some _ => Some [x] | None => if forallb qis0 x then Some [] else None end
  | b :: bs =>
    match first_place m b with
    | None => None
    | Some c => option_map (cons b) (insert m (without c x b) bs)
    end
  end.
Fixpoint echelon (m : nat) (xs : rows) : option rows :=
  match xs with
  | [] => Some []
  | x :: xs' => match echelon m xs' with Some basis => insert m x basis | None => None end
  end.

(* A pivot for the entry c, if there is one, and a basis of the vectors of entry 0 *)
Fixpoint orthogonal (c : nat) (basis : rows) : option (list Q) * rows :=
  match basis with
  | [] => (None, [])
  | b :: bs =>
    match orthogonal c bs with
    | (Some pivot, bs') => (Some pivot, without c b pivot :: bs')
    | (None, bs') => if qis0 (nth c b q0) then (None, b :: bs') else (Some b, bs')
    end
  end.

(* The vectors that are orthogonal to as many independent ones of the lines cs as leave one dimension *)
Fixpoint rays (cs : list nat) (basis : rows) : rows :=
  match basis with
  | [] => []
  | [w] => [w]
  | _ =>
    match cs with
    | [] => []
    | c :: cs' =>
      match orthogonal c basis with
      | (Some _, smaller) => rays cs' smaller ++ rays cs' basis
      | (None, _) => rays cs' basis
      end
    end
  end.

Definition even_value (ls : list (list Q * list Q)) (k : nat) (w : list Q) : Q :=
  total (length ls) (fun c => qmul (nth k (fst (nth c ls ([], []))) q0) (qabs (nth c w q0))).
(* p·H is positive, or all H_k are zero *)
Definition allowed_value (p values : list Q) : bool :=
  qsign_pos (total (length values) (fun k => qmul (nth k p q0) (nth k values q0))) || forallb qis0 values.

Definition rays_rule (d : nat) (p : list Q) (hs : list unit_form) : bool :=
  let ls := joined hs in
  let m := length ls in
  match echelon m (tab d (coordinate ls hs)) with
  | None => false
  | Some basis =>
    forallb (fun w =>
      let value (sign : Q) := tab (length hs) (fun k => qadd (even_value ls k w) (qmul sign (nth (m + k) w q0))) in
      allowed_value p (value q1) && allowed_value p (value (Qopp q1))) (rays (seq 0 m) basis)
  end.

(* --- combinations of the lines with positive weights --- *)

Definition rising (h : unit_form) : list (Q * list Q) := filter (fun l => qsign_pos (fst l)) (lines h).
Definition falling (h : unit_form) : list (Q * list Q) := filter (fun l => qneg (fst l)) (lines h).

(* x is the sum of t_j z_j *)
Definition combines (d : nat) (x t : list Q) (zs : list (Q * list Q)) : bool :=
  Nat.eqb (length t) (length zs) &&
  every d (fun i => qequal (nth i x q0)
    (total (length zs) (fun j => qmul (nth j t q0) (nth i (snd (nth j zs no_line)) q0)))).

(* The weights that |t_j| leaves *)
Definition taken (t : list Q) (zs : list (Q * list Q)) : list (Q * list Q) :=
  map2 (fun t z => (qsub (fst z) (qabs t), snd z)) t zs.
Definition none_negative (zs : list (Q * list Q)) : bool := forallb (fun l => negb (qneg (fst l))) zs.

(* The vectors xs with the combinations ts, out of the weights of zs *)
Fixpoint combined (d : nat) (xs ts : rows) (zs : list (Q * list Q)) : bool :=
  match xs, ts with
  | [], [] => none_negative zs
  | x :: xs', t :: ts' => combines d x t zs && combined d xs' ts' (taken t zs)
  | _, _ => false
  end.
Definition combination_rule (d : nat) (h : unit_form) (t : list Q) (concave : rows) : bool :=
  combined d (linear h :: map (fun l => pscale (Qopp (fst l)) (snd l)) (falling h)) (t :: concave) (rising h).

(* --- a combination for all signs of the lines with negative weights --- *)

Fixpoint every_other {A} (xs : list A) : list A :=
  match xs with x :: _ :: xs' => x :: every_other xs' | [x] => [x] | [] => [] end.

Fixpoint signs_rule_from (d : nat) (x : list Q) (ys zs : list (Q * list Q)) (points : rows) : bool :=
  match ys with
  | [] => match points with [t] => combines d x t zs && none_negative (taken t zs) | _ => false end
  | (g, y) :: ys' =>
    signs_rule_from d (padd x (pscale g y)) ys' zs (every_other points) &&
    signs_rule_from d (padd x (pscale (Qopp g) y)) ys' zs (every_other (tl points))
  end.
Definition signs_rule (d : nat) (h : unit_form) (points : rows) : bool :=
  signs_rule_from d (linear h) (falling h) (rising h) points.

(* --- evidence for all units --- *)

(* Σ w_k·H_k does not descend, nor for weights near w. *)
Definition no_descent (d : nat) (w : list Q) (hs : list unit_form) (by_ : kink_way) : bool :=
  match by_, w, hs with
  | ByRays, _, _ => rays_rule d w hs
  | ByCombination t concave, [a], [h] => qsign_pos a && combination_rule d h t concave
  | BySigns points, [a], [h] => qsign_pos a && signs_rule d h points
  | _, _, _ => false
  end.

(* The functions of the units i, i+1, ... that are not zero have evidence, in order, and nothing else. *)
Fixpoint settled (d i : nat) (asked : list (list Q * list unit_form)) (ks : list kink) : bool :=
  match asked with
  | [] => match ks with [] => true | _ => false end
  | (w, hs) :: asked' =>
    if forallb form_zero hs then settled d (S i) asked' ks
    else match ks with
    | [] => false
    | k :: ks' => (kink_unit k =? Z.of_nat i) && no_descent d w hs (kink_by k) && settled d (S i) asked' ks'
    end
  end.

Definition local_minimum_rule (net : instance) (p : parameters) (ks : list kink) : bool :=
  let u := sums_at net p 0 in
  let e := residuals net (network_at net p) in
  zero_sums net e && forallb kink_formed ks &&
  every (layer_size net 1) (fun i =>
    forallb form_zero (unit_forms net u e i) || negb (forallb qis0 (output_weights net p i))) &&
  settled (column_size net) 0 (tab (layer_size net 1) (fun i =>
    if Nat.eqb (output_count net) 1 then ([q1], [form_along net p u e i])
    else (output_weights net p i, unit_forms net u e i))) ks.

(* The incoming weights of a unit, with its bias *)
Definition own_weights (net : instance) (p : parameters) (i : nat) : list Q :=
  tab (column_size net) (fun j => if Nat.ltb j (layer_size net 0) then weight p 0 i j else shift p 0 i).

Definition kink_saddle_rule (net : instance) (p : parameters) (unit : Z) (move : list Q) (ks : list kink) : bool :=
  let u := sums_at net p 0 in
  let e := residuals net (network_at net p) in
  let d := column_size net in
  let i := Z.to_nat unit in
  zero_sums net e && forallb kink_formed ks &&
  every (layer_size net 1) (fun j =>
    forallb (fun h => qis0 (form_value d h (own_weights net p j))) (unit_forms net u e j)) &&
  settled d 0 (tab (layer_size net 1) (fun j => ([q1], [form_along net p u e j]))) ks &&
  (0 <=? unit) && (unit <? nth 1 (widths net) 0) && Nat.eqb (length move) d && forallb reduced move &&
  forallb qis0 (output_weights net p i) &&
  existsb (fun h => negb (qis0 (form_value d h move))) (unit_forms net u e i).
