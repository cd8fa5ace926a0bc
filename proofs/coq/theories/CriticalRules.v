(* Critical points near given weights (format.md 5.40 and 5.41), in integers: a network whose declared kinks give 0,
   the derivatives of the Lagrangian on a box, its second derivatives, their signs. What is extracted. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic NearbyForm Form Rules PointRules NearbyRules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

Definition ineg (a : interval) : interval := (- snd a, - fst a).
Definition isum (xs : list interval) : interval := fold_right iadd no_interval xs.

(* --- forward, with kinks; layer l+1 is hidden for l < h --- *)

Section Kinks.
Variables (net : instance) (one : Z) (box : list (list (list interval))) (kink : nat -> nat -> nat -> bool).
Let h := last_hidden net.

Definition held_slope (l n i : nat) (empty : bool) (u : interval) : Q :=
  if kink l n i then q0 else slope_of net l n i empty u.
Definition held_off (l n i : nat) (empty : bool) (u : interval) : bool :=
  empty || qis0 (factor net l n i) || negb (kink l n i) && (qis0 (slope net) && sure_negative u).

Fixpoint held_layer (l : nat) : list (list interval) * list bool :=
  match l with
  | O => (tab (sample_size net) (fun n => unit_row net one 0 (fun j => around one (entry_of (inputs net) n j))),
          tab (sample_size net) (fun n =>
            negb (bias net) && every (layer_size net 0) (fun j => qis0 (entry_of (inputs net) n j))))
  | S k =>
    let below := held_layer k in
    let u := box_sums net one box k (fst below) in
    (tab (sample_size net) (fun n =>
       let un := nth n u [] in
       let empty := nth n (snd below) false in
       unit_row net one (S k) (fun i => let a := nth i un no_interval in times one (around one (held_slope k n i empty a)) a)),
     tab (sample_size net) (fun n =>
       let un := nth n u [] in
       let empty := nth n (snd below) false in
       negb (bias net) && every (layer_size net (S k)) (fun i => held_off k n i empty (nth i un no_interval))))
  end.
Definition held_enclosure : enclosure :=
  let all := tab (layers net) held_layer in
  Enclosure (map fst all) (map snd all) (tab (layers net) (fun l => box_sums net one box l (fst (nth l all ([], []))))).

Variable e : enclosure.
Definition slope_in (l n i : nat) : Q := held_slope l n i (empty_at e l n) (sum_at e l n i).
Definition off_in (l n i : nat) : bool := held_off l n i (empty_at e l n) (sum_at e l n i).
Definition held_sure : bool :=
  every h (fun l => every (sample_size net) (fun n => every (layer_size net (S l)) (fun i =>
    kink l n i || sure net l n i (empty_at e l n) (sum_at e l n i)))).
Definition out_at (l n j : nat) : interval := nth j (nth n (nth l (outs e) []) []) no_interval.

(* --- backward: factors f on preactivations, k layers above layer l+1 --- *)

Variable cols : list (list (list interval)).
Fixpoint back_in (f : nat -> nat -> interval) (n k l : nat) : list interval :=
  match k with
  | O => tab (layer_size net (S l)) (f l)
  | S k' =>
    let above := back_in f n k' (S l) in
    let cl := nth (S l) cols [] in
    tab (layer_size net (S l)) (fun i =>
      iadd (f l i) (times one (around one (slope_in l n i)) (scalar_product one (nth i cl []) above)))
  end.
Definition adjoints (f : nat -> nat -> interval) (n : nat) : list (list interval) := tab (S h) (fun l => back_in f n (h - l) l).
Definition unit_factor (l0 i0 l i : nat) : interval := if Nat.eqb l l0 && Nat.eqb i i0 then (one, one) else no_interval.
Definition by_parameter (adj : list (list interval)) (n : nat) (p : place) : interval :=
  times one (nth (snd (fst p)) (nth (fst (fst p)) adj []) no_interval) (out_at (fst (fst p)) n (snd p)).

(* the outputs of layer m by the preactivation of unit i of layer l+1, m > l *)
Fixpoint through_in (l n i m : nat) : list interval :=
  match m with
  | O => []
  | S k =>
    if Nat.eqb k l then tab (layer_size net (S k)) (fun b => if Nat.eqb b i then around one (slope_in l n i) else no_interval)
    else
      let below := through_in l n i k in
      tab (layer_size net (S k)) (fun b => times one (around one (slope_in k n b))
        (scalar_product one (firstn (layer_size net k) (nth b (nth k box []) [])) below))
  end.

(* --- the Lagrangian: half the squares of the residuals minus the multipliers times the preactivations of the kinks --- *)

Variables (movers : list place) (kinks : list (nat * nat * nat)) (lambda : list interval).   (* a kink as l, n, i *)
Definition residual_in (n k : nat) : interval := isub (sum_at e h n k) (around one (target net n k)).
Fixpoint pulled (ks : list (nat * nat * nat)) (ls : list interval) (l n i : nat) : interval :=
  match ks, ls with
  | q :: ks', a :: ls' => iadd (if same_place q (l, n, i) then ineg a else no_interval) (pulled ks' ls' l n i)
  | _, _ => no_interval
  end.
Definition factors_in (n l i : nat) : interval := if Nat.eqb l h then residual_in n i else pulled kinks lambda l n i.
Definition all_adjoints : list (list (list interval)) := tab (sample_size net) (fun n => adjoints (factors_in n) n).

Definition gradient_in (adj : list (list (list interval))) : list interval :=
  map (fun p => isum (tab (sample_size net) (fun n => by_parameter (nth n adj []) n p))) movers
  ++ map (fun q => let '(l, n, i) := q in ineg (sum_at e l n i)) kinks.

Definition output_columns : list (list interval) :=
  let rows := map (fun q => let adj := adjoints (unit_factor h (snd q)) (fst q) in map (by_parameter adj (fst q)) movers) (equations net) in
  tab (length movers) (fun p => map (fun r => nth p r no_interval) rows).
Definition kink_rows : list (list interval) :=
  map (fun q => let '(l, n, i) := q in let adj := adjoints (unit_factor l i) n in map (by_parameter adj n) movers) kinks.

Definition curvature (adj : list (list (list interval))) (through : list (list (list interval))) (p q : place) : interval :=
  let '(l, i, j) := p in let '(m, a, b) := q in
  if Nat.ltb l m && Nat.ltb b (layer_size net m) then
    isum (tab (sample_size net) (fun n =>
      times one (times one (nth a (nth m (nth n adj []) []) no_interval) (nth b (nth m (nth n through []) []) no_interval)) (out_at l n j)))
  else no_interval.
Definition second_in (adj : list (list (list interval))) : list (list interval) :=
  let cs := output_columns in
  let ks := kink_rows in
  let m := length movers in
  let size := (m + length kinks)%nat in
  let upper := tab m (fun p =>
    let '(l, i, _) := nth p movers (O, O, O) in
    let through := tab (sample_size net) (fun n => tab (S h) (through_in l n i)) in
    tab size (fun q =>
      if Nat.ltb q m then
        if Nat.leb p q then
          iadd (scalar_product one (nth p cs []) (nth q cs [])) (curvature adj through (nth p movers (O, O, O)) (nth q movers (O, O, O)))
        else no_interval
      else ineg (nth p (nth (q - m) ks []) no_interval))) in
  tab size (fun p => tab size (fun q =>
    if Nat.leb p q then nth q (nth p upper []) no_interval else nth p (nth q upper []) no_interval)).

(* The noise of a kink times the derivative by what its unit gives *)
Definition pull_in (adj : list (list (list interval))) (q : nat * nat * nat) : interval :=
  let '(l, n, i) := q in
  times one (around one (factor net l n i)) (scalar_product one (nth i (nth (S l) cols []) []) (nth (S l) (nth n adj []) [])).
Definition pushed_up (adj : list (list (list interval))) : bool :=
  forallb (fun z => let '(q, a) := z in let d := pull_in adj q in
    sure_positive (iadd a d) && sure_negative (iadd a (times one (around one (slope net)) d))) (combine kinks lambda).

Definition squares_in : interval :=
  let es := map (fun q => residual_in (fst q) (snd q)) (equations net) in scalar_product one es es.

(* --- idle units and inputs, and what is held --- *)

Definition idle (l i : nat) : bool :=
  match l with
  | O => every (sample_size net) (fun n => qis0 (entry_of (inputs net) n i))
  | S k => every (sample_size net) (fun n => off_in k n i)
  end.
End Kinks.

Definition held_by (g : gauge_group) (p : place) : bool :=
  let '(l, i, j) := p in
  Nat.eqb (Z.to_nat (gauge_layer g)) (S l) && existsb (fun a => Nat.eqb (Z.to_nat a) i) (gauge_units g) &&
  existsb (fun a => Nat.eqb (Z.to_nat a) j) (gauge_inputs g).
Definition moves (net : instance) (idle : nat -> nat -> bool) (gs : list gauge_group) (p : place) : bool :=
  let '(l, i, j) := p in
  negb (Nat.ltb j (layer_size net l) && idle l j) && negb (Nat.ltb l (last_hidden net) && idle (S l) i) &&
  negb (existsb (fun g => held_by g p) gs).

(* In exactly one group, if it is not idle; otherwise in none *)
Definition grouped_once (net : instance) (idle : nat -> nat -> bool) (gs : list gauge_group) : bool :=
  every (last_hidden net) (fun l => every (layer_size net (S l)) (fun i =>
    Nat.eqb (length (filter (fun g => Nat.eqb (Z.to_nat (gauge_layer g)) (S l) &&
                                      existsb (fun a => Nat.eqb (Z.to_nat a) i) (gauge_units g)) gs))
            (if idle (S l) i then 0 else 1))).

Definition group_prime : Z := 2147483647.
Definition group_formed (net : instance) (c : list (list (list Z))) (kink : nat -> nat -> nat -> bool)
    (positive : nat -> nat -> nat -> bool) (g : gauge_group) : bool :=
  let l := Nat.pred (Z.to_nat (gauge_layer g)) in
  let us := map Z.to_nat (gauge_units g) in
  let js := map Z.to_nat (gauge_inputs g) in
  let minor := map (fun i => map (fun j => entry3 0 c (l, i, j)) js) us in
  (1 <=? gauge_layer g) && (gauge_layer g <? Z.of_nat (layers net)) &&
  index_set (Z.of_nat (layer_size net (S l))) (gauge_units g) && index_set (Z.of_nat (inputs_to net l)) (gauge_inputs g) &&
  Nat.leb 1 (length us) && Nat.eqb (length us) (length js) &&
  (if Nat.eqb (length us) 1 then forallb (forallb (fun x => negb (x =? 0))) minor
   else independent group_prime minor &&
     let i0 := hd O us in
     forallb (fun i => every (sample_size net) (fun n =>
       negb (kink l n i) && Bool.eqb (positive l n i) (positive l n i0) && qequal (factor net l n i) (factor net l n i0))) us).

(* --- signs of curvature --- *)

Definition twice_middle (H : list (list interval)) : list (list Z) := map mids H.
Definition congruent (M C : list (list Z)) : list (list Z) :=
  map (fun row => map (dot row) C) (map (fun r => map (dot r) M) C).
Definition dominates (D : list (list Z)) : bool :=
  every (length D) (fun p => let row := nth p D [] in
    fold_right Z.add 0 (map Z.abs row) <? 2 * Z.abs (nth p row 0)).
Definition negatives (D : list (list Z)) : Z := count (filter (fun p => nth p (nth p D []) 0 <? 0) (seq 0 (length D))).

(* --- 5.40 and 5.41 --- *)

Definition critical_formed (net : instance) (e : critical) : bool :=
  let w := length (places net) in
  let n := length (crit_radii e) in
  bits_ok (crit_unit e) && bits_ok (crit_enclosure e) && bits_ok (crit_precision e) &&
  Nat.eqb (length (crit_centre e)) w && Nat.eqb (length (crit_multipliers e)) (length (crit_kinks e)) &&
  forallb (fun k => let '(l, i, n) := k in (1 <=? l) && (l <? Z.of_nat (layers net)) && (0 <=? i) && (i <? width net (Z.to_nat l)) &&
    (0 <=? n) && (n <? samples net)) (crit_kinks e) &&
  forallb (fun r => 0 <? r) (crit_radii e) &&
  Nat.eqb (length (crit_preconditioner e)) n && lengths_are n (crit_preconditioner e) &&
  Nat.eqb (length (crit_congruence e)) n && lengths_are n (crit_congruence e).

Definition kink_places (e : critical) : list (nat * nat * nat) :=
  map (fun k => let '(l, i, n) := k in (Nat.pred (Z.to_nat l), Z.to_nat n, Z.to_nat i)) (crit_kinks e).
Fixpoint distinct (ks : list (nat * nat * nat)) : bool :=
  match ks with [] => true | k :: ks' => negb (existsb (same_place k) ks') && distinct ks' end.

Definition share_of (net : instance) (one x : Z) : Q := Qmake x (Z.to_pos (2 * samples net * one)).
Definition same_slopes (net : instance) (kink : nat -> nat -> nat -> bool) (a b : enclosure) : bool :=
  every (last_hidden net) (fun l => every (sample_size net) (fun n => every (layer_size net (S l)) (fun i =>
    qequal (slope_in net kink a l n i) (slope_in net kink b l n i)))).
Definition all_equal (a b : list place) : bool := Nat.eqb (length a) (length b) && all2 same_place a b.

Definition critical_rule (net : instance) (p : parameters) (minimum : bool) (c : near_claim) (e : critical) : bool :=
  critical_formed net e && distinct (kink_places e) && (minimum || Nat.eqb (length (crit_kinks e)) 0) &&
  let from := 2 ^ crit_unit e in
  let one := 2 ^ crit_enclosure e in
  let cs := centres net (crit_centre e) in
  let ks := kink_places e in
  let kink l n i := existsb (same_place (l, n, i)) ks in
  let point := box_of net from from cs [] [] in
  let at_centre := held_enclosure net from point kink in
  let gs := crit_gauge e in
  let movers := filter (moves net (idle net kink at_centre) gs) (places net) in
  let m := length movers in
  held_sure net kink at_centre && Nat.eqb (length (crit_radii e)) (m + length ks) &&
  let box := box_of net one from cs movers (firstn m (crit_radii e)) in
  let on_box := held_enclosure net one box kink in
  held_sure net kink on_box && same_slopes net kink at_centre on_box &&
  all_equal (filter (moves net (idle net kink on_box) gs) (places net)) movers &&
  grouped_once net (idle net kink on_box) gs &&
  forallb (group_formed net cs kink (fun l n i => upper net l n i (empty_at on_box l n) (sum_at on_box l n i))) gs &&
  let centre_cols := box_columns net point in
  let cols := box_columns net box in
  let at_lambda := map (fun x => rescale from from (x, x)) (crit_multipliers e) in
  let lambda := map (fun z => rescale one from (fst z - snd z, fst z + snd z)) (combine (crit_multipliers e) (skipn m (crit_radii e))) in
  let value := gradient_in net from at_centre movers ks (all_adjoints net from kink at_centre centre_cols ks at_lambda) in
  let adj := all_adjoints net one kink on_box cols ks lambda in
  let H := second_in net one box kink on_box cols movers ks adj in
  contracts one (2 ^ crit_precision e) value H (crit_preconditioner e) (crit_radii e) &&
  let D := congruent (twice_middle H) (crit_congruence e) in
  let negative := negatives D in
  dominates D &&
  (if minimum then negative =? count ks else 0 <? negative) && pushed_up net one cols ks lambda adj &&
  (near_kinks c =? count ks) && (near_negative c =? (if minimum then 0 else negative)) &&
  reaches net p from cs movers (firstn m (crit_radii e)) (near_radius c) &&
  let squares := squares_in net one on_box in
  qequal (loss_from c) (share_of net one (Z.max 0 (fst squares))) && qequal (loss_to c) (share_of net one (snd squares)).
