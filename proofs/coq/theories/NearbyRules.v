(* A network on all samples for all parameters of a box at once, in intervals; weights of loss 0 near given ones
   (format.md, Enclosures and 5.39). Extracted; proved in SoundEnclosure.v to SoundNearby.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic NearbyForm Form Rules PointRules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

(* --- intervals: the numbers from lower to upper in unit_row of 1/one, rounded outward --- *)

Definition interval := (Z * Z)%type.
Definition no_interval : interval := (0, 0).
Definition iadd (a b : interval) : interval := (fst a + fst b, snd a + snd b).
Definition isub (a b : interval) : interval := (fst a - snd b, snd a - fst b).
(* in unit_row of 1/one^2 *)
Definition imul (a b : interval) : interval :=
  let p := fst a * fst b in let q := fst a * snd b in let r := snd a * fst b in let s := snd a * snd b in
  (Z.min (Z.min p q) (Z.min r s), Z.max (Z.max p q) (Z.max r s)).
Definition divided (n : Z) (a : interval) : interval := (fst a / n, - ((- snd a) / n)).
Definition rescale (one from : Z) (a : interval) : interval := divided from (fst a * one, snd a * one).
Definition around (one : Z) (x : Q) : interval := divided (Zpos (Qden x)) (Qnum x * one, Qnum x * one).
Fixpoint products (a b : list interval) : interval :=
  match a, b with x :: a', y :: b' => iadd (imul x y) (products a' b') | _, _ => no_interval end.
Definition scalar_product (one : Z) (a b : list interval) : interval := divided one (products a b).
Definition times (one : Z) (a b : interval) : interval := divided one (imul a b).
Definition sure_positive (a : interval) : bool := 0 <? fst a.
Definition sure_negative (a : interval) : bool := snd a <? 0.

(* --- parameters: W_{l+1}[i,j], or b_{l+1}[i] where j = d_l --- *)

Definition place := (nat * nat * nat)%type.
Definition same_place (p q : place) : bool :=
  let '(l, i, j) := p in let '(m, a, b) := q in Nat.eqb l m && Nat.eqb i a && Nat.eqb j b.
Definition inputs_to (net : instance) (l : nat) : nat :=
  if bias net then S (layer_size net l) else layer_size net l.
Definition in_range (net : instance) (p : place) : bool :=
  let '(l, i, j) := p in Nat.ltb l (layers net) && Nat.ltb i (layer_size net (S l)) && Nat.ltb j (inputs_to net l).
(* in order *)
Definition places (net : instance) : list place :=
  flat_map (fun l => flat_map (fun i => tab (inputs_to net l) (fun j => (l, i, j)))
    (seq 0 (layer_size net (S l)))) (seq 0 (layers net)).

Fixpoint cut {A} (k n : nat) (xs : list A) : list (list A) :=
  match n with O => [] | S n' => firstn k xs :: cut k n' (skipn k xs) end.
Fixpoint by_layers {A} (net : instance) (l todo : nat) (xs : list A) : list (list (list A)) :=
  match todo with
  | O => []
  | S t => let k := inputs_to net l in let n := layer_size net (S l) in
           cut k n xs :: by_layers net (S l) t (skipn (n * k) xs)
  end.

Definition entry3 {A} (d : A) (t : list (list (list A))) (p : place) : A :=
  let '(l, i, j) := p in nth j (nth i (nth l t []) []) d.
(* 0 where a parameter is held *)
Fixpoint radius_of (movers : list place) (rs : list Z) (p : place) : Z :=
  match movers, rs with
  | m :: movers', r :: rs' => (if same_place m p then r else 0) + radius_of movers' rs' p
  | _, _ => 0
  end.

(* The intervals of all parameters, [l][i][j], from unit_row of 1/from *)
Definition box_of (net : instance) (one from : Z) (c : list (list (list Z))) (movers : list place) (rs : list Z) :
    list (list (list interval)) :=
  tab (layers net) (fun l =>
    let cl := nth l c [] in
    tab (layer_size net (S l)) (fun i =>
      let ci := nth i cl [] in
      tab (inputs_to net l) (fun j =>
        let x := nth j ci 0 in let r := radius_of movers rs (l, i, j) in rescale one from (x - r, x + r)))).

(* --- forward --- *)

Section Enclosure.
Variables (net : instance) (one : Z) (box : list (list (list interval))).

Definition unit_row (l : nat) (f : nat -> interval) : list interval :=
  tab (inputs_to net l) (fun j => if Nat.ltb j (layer_size net l) then f j else (one, one)).
Definition box_sums (l : nat) (v : list (list interval)) : list (list interval) :=
  let w := nth l box [] in
  tab (sample_size net) (fun n =>
    let x := nth n v [] in tab (layer_size net (S l)) (fun i => scalar_product one (nth i w []) x)).

Definition smooth (k n i : nat) (empty : bool) : bool :=
  empty || qis0 (factor net k n i) || qequal (slope net) q1.
(* Whether the unit's slope is its noise, not that times s *)
Definition upper (k n i : nat) (empty : bool) (u : interval) : bool := smooth k n i empty || sure_positive u.
Definition sure (k n i : nat) (empty : bool) (u : interval) : bool := upper k n i empty u || sure_negative u.
Definition slope_of (k n i : nat) (empty : bool) (u : interval) : Q :=
  if upper k n i empty u then factor net k n i else qmul (factor net k n i) (slope net).
Definition off (k n i : nat) (empty : bool) (u : interval) : bool :=
  empty || qis0 (factor net k n i) || (qis0 (slope net) && sure_negative u).

(* The outputs of layer l, a 1 after them with biases; whether they are void *)
Fixpoint enclosed (l : nat) : list (list interval) * list bool :=
  match l with
  | O => (tab (sample_size net) (fun n => unit_row 0 (fun j => around one (entry_of (inputs net) n j))),
          tab (sample_size net) (fun n =>
            negb (bias net) && every (layer_size net 0) (fun j => qis0 (entry_of (inputs net) n j))))
  | S k =>
    let below := enclosed k in
    let u := box_sums k (fst below) in
    (tab (sample_size net) (fun n =>
       let un := nth n u [] in
       let empty := nth n (snd below) false in
       unit_row (S k) (fun i => let a := nth i un no_interval in times one (around one (slope_of k n i empty a)) a)),
     tab (sample_size net) (fun n =>
       let un := nth n u [] in
       let empty := nth n (snd below) false in
       negb (bias net) && every (layer_size net (S k)) (fun i => off k n i empty (nth i un no_interval))))
  end.

Record enclosure := Enclosure { outs : list (list (list interval)); voids : list (list bool);
  sums_in : list (list (list interval)) }.
(* For the layers 0, ..., L-1 *)
Definition enclosure_of : enclosure :=
  let all := tab (layers net) enclosed in
  Enclosure (map fst all) (map snd all) (tab (layers net) (fun l => box_sums l (fst (nth l all ([], []))))).

Variable e : enclosure.
Definition sum_at (l n i : nat) : interval := nth i (nth n (nth l (sums_in e) []) []) no_interval.
Definition empty_at (l n : nat) : bool := nth n (nth l (voids e) []) false.
Definition slope_at_box (l n i : nat) : Q := slope_of l n i (empty_at l n) (sum_at l n i).
(* No preactivation of a hidden layer may have both signs where that matters. *)
Definition all_sure : bool :=
  every (last_hidden net) (fun l => every (sample_size net) (fun n =>
    every (layer_size net (S l)) (fun i => sure l n i (empty_at l n) (sum_at l n i)))).

(* --- backward: derivatives of preactivation k of the last layer --- *)

Definition box_columns : list (list (list interval)) :=
  tab (layers net) (fun l => let w := nth l box [] in tab (layer_size net l) (fun j =>
    tab (layer_size net (S l)) (fun i => nth j (nth i w []) no_interval))).
Variable cols : list (list (list interval)).
(* by the preactivations of layer l, h layers below the last one *)
Fixpoint delta (n k h l : nat) : list interval :=
  match h with
  | O => tab (layer_size net l) (fun i => if Nat.eqb i k then (one, one) else no_interval)
  | S h' =>
    let above := delta n k h' (S l) in
    let cl := nth l cols [] in
    tab (layer_size net l) (fun i =>
      times one (around one (slope_at_box (Nat.pred l) n i)) (scalar_product one (nth i cl []) above))
  end.
Definition derivatives (movers : list place) (n k : nat) : list interval :=
  let ds := tab (layers net) (fun l => delta n k (layers net - S l) (S l)) in
  map (fun p => times one (nth (snd (fst p)) (nth (fst (fst p)) ds []) no_interval)
                  (nth (snd p) (nth n (nth (fst (fst p)) (outs e) []) []) no_interval)) movers.
End Enclosure.

(* --- Krawczyk's test, in integers --- *)

Definition mids (f : list interval) : list Z := map (fun a => fst a + snd a) f.
Definition widths_of (f : list interval) : list Z := map (fun a => snd a - fst a) f.
(* The largest |m - c x| for x in f, in unit_row of 1/2 *)
Definition farthest (m : Z) (c : list Z) (f : list interval) : Z :=
  Z.abs (2 * m - dot c (mids f)) + dot (map Z.abs c) (widths_of f).

(* value in unit_row of 1/from, derivatives (by columns) of 1/one, C of 1/unit, radii of 1/from *)
Definition contracts (one unit : Z) (value : list interval) (jacobian : list (list interval))
    (c : list (list Z)) (rs : list Z) : bool :=
  let n := length rs in
  every n (fun i =>
    let ci := nth i c [] in
    farthest 0 ci value * one +
      dot (tab n (fun j => farthest (if Nat.eqb i j then unit * one else 0) ci (nth j jacobian []))) rs
    <? 2 * nth i rs 0 * unit * one).

(* --- 5.39 --- *)

Definition given_at (net : instance) (p : parameters) (q : place) : Q :=
  let '(l, i, j) := q in if Nat.ltb j (layer_size net l) then weight p l i j else shift p l i.
Definition distance (from : Z) (c r : Z) (w : Q) : Q :=
  qadd (qabs (qsub (Qmake c (Z.to_pos from)) w)) (Qmake r (Z.to_pos from)).
Definition equations (net : instance) : list (nat * nat) :=
  flat_map (fun n => tab (output_count net) (fun k => (n, k))) (seq 0 (sample_size net)).

Definition bits_ok (k : Z) : bool := (0 <=? k) && (k <=? 4096).

Definition nearby_formed (net : instance) (e : nearby) : bool :=
  let w := length (places net) in
  let n := length (moving e) in
  bits_ok (box_unit e) && bits_ok (enclosure_unit e) && bits_ok (precision e) &&
  Nat.eqb (length (centre e)) w && index_set (Z.of_nat w) (moving e) &&
  Nat.eqb (length (radii e)) n && forallb (fun r => 0 <? r) (radii e) &&
  Nat.eqb (length (preconditioner e)) n && lengths_are n (preconditioner e).

(* The parameters that a list of their numbers names; one that is none for a number that is too large *)
Definition named (net : instance) (ks : list Z) : list place :=
  let all := places net in map (fun k => nth (Z.to_nat k) all (layers net, O, O)) ks.
Definition centres (net : instance) (c : list Z) : list (list (list Z)) := by_layers net 0 (layers net) c.

(* radius is the largest distance of a parameter in the box from the given one *)
Definition reaches (net : instance) (p : parameters) (from : Z) (c : list (list (list Z))) (movers : list place)
    (rs : list Z) (radius : Q) : bool :=
  let far := map (fun q => distance from (entry3 0 c q) (radius_of movers rs q) (given_at net p q)) (places net) in
  forallb (fun x => negb (qlt radius x)) far && existsb (qequal radius) far.

(* The outputs are targets at a point of the box. *)
Definition reached (net : instance) (from one unit : Z) (c : list (list (list Z))) (movers : list place) (rs : list Z)
    (C : list (list Z)) : bool :=
  let eqs := equations net in
  let at_centre := enclosure_of net from (box_of net from from c [] []) in
  let box := box_of net one from c movers rs in
  let on_box := enclosure_of net one box in
  let cols := box_columns net box in
  all_sure net at_centre && all_sure net on_box &&
  let value := map (fun q => isub (sum_at at_centre (last_hidden net) (fst q) (snd q)) (around from (target net (fst q) (snd q)))) eqs in
  let rows := map (fun q => derivatives net one on_box cols movers (fst q) (snd q)) eqs in
  contracts one unit value (tab (length movers) (fun j => map (fun r => nth j r no_interval) rows)) C rs.

Definition nearby_zero_rule (net : instance) (p : parameters) (radius : Q) (e : nearby) : bool :=
  nearby_formed net e && Nat.eqb (length (equations net)) (length (moving e)) &&
  let from := 2 ^ box_unit e in
  let movers := named net (moving e) in
  let c := centres net (centre e) in
  forallb (in_range net) movers &&
  reached net from (2 ^ enclosure_unit e) (2 ^ precision e) c movers (radii e) (preconditioner e) &&
  reaches net p from c movers (radii e) radius.

(* About as many products of numbers of 64 bits *)
Definition near_work (net : instance) (e : near_evidence) : Z :=
  match e with
  | NearZero z =>
    let n := count (moving z) in
    let forward := fold_left Z.add (map2 Z.mul (map (Z.add 1) (widths net)) (tl (widths net))) 0 * count (widths net) in
    (n * n * n + (n + samples net) * forward) *
      (1 + (Z.min 4096 (box_unit z) + Z.min 4096 (enclosure_unit z) + Z.min 4096 (precision z)) / 64)
  end.
