(* Rules of several outputs above several layers with generic noise (format.md 5.7 to 5.9, 5.36, 5.37), on lists. D units in
   layer L-1, d rows in its inputs, of which a list for each sample says which are alive (5.8). Extracted; what they accept is so:
   SoundOutputsAbove.v, SoundCrowdedAbove.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules Layers Outputs TrainedOutputs Colouring.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* --- every unit of layer L-1 finds its samples different units of layer L-2 that are alive on them --- *)

Fixpoint distinct (ks : list Z) : bool :=
  match ks with [] => true | k :: ks' => negb (existsb (Z.eqb k) ks') && distinct ks' end.

Definition alive_at (d : nat) (alive : list (list bool)) (n u : Z) : bool :=
  (0 <=? u) && (u <? Z.of_nat d) && nth (Z.to_nat u) (at_index [] alive n) false.

Definition finds (d : nat) (alive : list (list bool)) (samples units : list Z) : bool :=
  all2 (alive_at d alive) samples units && distinct units.
Definition finds_units (D d : nat) (alive : list (list bool)) (pairs units : list (list Z)) : bool :=
  set_for_each_unit D (length alive) pairs && all2 (finds d alive) pairs units.

(* 5.8, K outputs of generic weights: the colours are the units of layer L-1. *)
Definition check_matching_outputs (K D d : nat) (alive : list (list bool)) (named : list Z) : bool :=
  let N := length alive in
  (Nat.eqb N 0 || Nat.leb K D) && check_matching D d (flat_map (fun a => repeat a K) alive) named &&
  let (pairs, units) := colouring D K N named in
  finds_units D d alive pairs units && forallb (fun n => Nat.eqb (length (units_of_sample D pairs n)) K) (seq 0 N).

(* 5.36: the output weights of every sample's units are a basis, *)
Definition check_bases (D N : nat) (w : rows) (p : Z) (pairs : list (list Z)) : bool :=
  is_prime p && lengths_are D w &&
  match integral_rows false (transposed D w) with
  | None => false
  | Some ws => forallb (fun n => spans p (length w) ws (units_of_sample D pairs n)) (seq 0 N)
  end.

(* or are so together with those of the biases C. *)
Definition check_bases_with (D N : nat) (w : rows) (p : Z) (pairs : list (list Z)) (C : list Z) : bool :=
  let k := length w in let ts := short_samples k D N pairs in
  is_prime p && lengths_are D w && index_set (Z.of_nat k) C && negb (Nat.eqb (length C) 0) &&
  (total N (fun n => count (units_of_sample D pairs n)) + count C =? Z.of_nat N * Z.of_nat k) &&
  match integral_rows false (transposed D w) with
  | None => false
  | Some ws =>
    forallb (fun n => existsb (Nat.eqb n) ts || spans p k ws (units_of_sample D pairs n)) (seq 0 N) &&
    independent p (entry_rows k ws (bias_keys D pairs ts C) ts)
  end.

(* --- what leaves no room --- *)

(* 5.9, K outputs *)
Definition check_hall_outputs (trained : bool) (K D d : nat) (alive : list (list bool)) (ks : list Z) : bool :=
  index_set (count alive) ks &&
  ((Z.of_nat D * count (filter (alive_in alive ks) (seq 0 d)) + (if trained then Z.of_nat K else 0) <? Z.of_nat K * count ks) ||
   (Z.of_nat D <? Z.of_nat K) && ((if trained then 2 else 1) <=? count ks)).

(* 5.7, K outputs; biases of outputs that are trained are not among it *)
Definition check_generic_outputs (K D d N : Z) (bias : bool) (samples : rows) (enough : bool) : bool :=
  eqb enough ((K * N <=? D * d) && ((N =? 0) || (K <=? D)) && (bias || forallb (existsb (fun x => negb (qis0 x))) samples)).

(* 5.37: the units that are in no pair with sample n *)
Definition others (D : nat) (pairs : list (list Z)) (n : nat) : list nat := filter (fun i => negb (is_pair pairs n i)) (seq 0 D).
Definition alive_rows (d : nat) (alive : list (list bool)) (ks : list Z) : Z := count (filter (alive_in alive ks) (seq 0 d)).

Definition check_crowded_above (D d : nat) (alive : list (list bool)) (w : rows) (pairs : list (list Z)) (p : Z)
    (weights : list (list (list Z))) (biases : option (list (list Z))) : bool :=
  let N := length alive in let k := length w in
  set_for_each_unit D N pairs && lengths_are D w && Nat.eqb (length weights) N &&
  match integral_rows false (transposed D w) with
  | None => false
  | Some ws =>
    forallb (fun n => kernel_vectors k p (nth n weights []) &&
                      orthogonal_to ws (nth n weights []) (map Z.of_nat (others D pairs n))) (seq 0 N)
  end &&
  let room := total D (fun i => Z.min (count (nth i pairs [])) (alive_rows d alive (nth i pairs []))) in
  match biases with
  | None =>
    room + total N (fun n => Z.min (count (others D pairs n)) (Z.of_nat k - count (nth n weights []))) <? Z.of_nat N * Z.of_nat k
  | Some us =>
    kernel_vectors k p us &&
    forallb (fun n => orthogonal_to (nth n weights []) us (map Z.of_nat (seq 0 (length (nth n weights []))))) (seq 0 N) &&
    (room + total N (fun n => Z.of_nat k - count (nth n weights [])) + (Z.of_nat k - count us) <? Z.of_nat N * Z.of_nat k)
  end.
