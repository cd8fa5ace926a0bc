(* Several outputs whose weights are held (format.md 4.1, Several outputs): the rules of 5.36 and 5.37 for layer L-1.
   W_L is given by its rows, one for each output. Extracted; what they prove is in SoundOutputs.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* Pairs of units and samples are given by the samples of each unit. *)
Definition is_pair (pairs : list (list Z)) (n i : nat) : bool := existsb (Z.eqb (Z.of_nat n)) (nth i pairs []).
Definition units_of_sample (D : nat) (pairs : list (list Z)) (n : nat) : list nat := filter (is_pair pairs n) (seq 0 D).

Definition set_for_each_unit (D N : nat) (pairs : list (list Z)) : bool :=
  Nat.eqb (length pairs) D && forallb (index_set (Z.of_nat N)) pairs.

(* The w^i of these units span modulo p: row c has their weights to output c, and the rows are independent. *)
Definition spanning (p : Z) (k : nat) (ws : list (list Z)) (own : list nat) : bool :=
  independent p (map (fun c => map (fun i => nth c (nth i ws []) 0) own) (seq 0 k)).

(* As many units as outputs, whose w^i are independent modulo p *)
Definition spans (p : Z) (k : nat) (ws : list (list Z)) (own : list nat) : bool :=
  Nat.eqb (length own) k && spanning p k ws own.

(* 5.36 with given noise, as primitive integers: units modulo p on the pairs, divisible by p elsewhere *)
Definition least_on_pairs (p : Z) (D : nat) (pairs : list (list Z)) (n : nat) (e : list Z) : bool :=
  forallb (fun i => if is_pair pairs n i then Z.gcd (nth i e 0) p =? 1 else nth i e 0 mod p =? 0) (seq 0 D).

(* 5.36 *)
Definition check_common_pairs (P : problem) (w : rows) (generic_noise : bool) (p : Z) (pairs : list (list Z)) : bool :=
  let D := unit_count P in let N := sample_count P in
  slope_ok P && is_prime p && lengths_are (dim P) (xs P) && set_for_each_unit D N pairs && lengths_are D w &&
  match integral_rows false (xs P), integral_rows false (transposed D w) with
  | Some zs, Some ws =>
    forallb (independent_of p zs) pairs &&
    forallb (fun n => spans p (length w) ws (units_of_sample D pairs n)) (seq 0 N)
  | _, _ => false
  end &&
  (generic_noise ||
   (Z.gcd (slope_num P) p =? 1) && (Z.gcd (slope_den P) p =? 1) &&
   lengths_are D (factors P) && Nat.eqb (length (factors P)) N &&
   match integral_rows true (factors P) with
   | None => false
   | Some es => forallb (fun n => least_on_pairs p D pairs n (nth n es [])) (seq 0 N)
   end).

(* The units that have noise on sample n and are in no pair with it (generic noise counts as ones) *)
Definition outside (D : nat) (es : rows) (pairs : list (list Z)) (n : nat) : list nat :=
  filter (fun i => negb (is_pair pairs n i) && negb (qis0 (nth i (nth n es []) q0))) (seq 0 D).

Definition total (n : nat) (f : nat -> Z) : Z := fold_right Z.add 0 (map f (seq 0 n)).

(* 5.37 *)
Definition check_crowded_pairs (P : problem) (w : rows) (pairs : list (list Z)) (p : Z)
    (inputs weights : list (list (list Z))) : bool :=
  let D := unit_count P in let N := sample_count P in let d := dim P in let k := length w in
  let own := outside D (factors P) pairs in
  lengths_are d (xs P) && set_for_each_unit D N pairs && lengths_are D w &&
  lengths_are D (factors P) && Nat.eqb (length (factors P)) N &&
  Nat.eqb (length inputs) D && Nat.eqb (length weights) N &&
  match integral_rows false (xs P), integral_rows false (transposed D w) with
  | Some zs, Some ws =>
    forallb (fun i => kernel_vectors d p (nth i inputs []) && orthogonal_to zs (nth i inputs []) (nth i pairs [])) (seq 0 D) &&
    forallb (fun n => kernel_vectors k p (nth n weights []) &&
                      orthogonal_to ws (nth n weights []) (map Z.of_nat (own n))) (seq 0 N)
  | _, _ => false
  end &&
  (total D (fun i => Z.min (count (nth i pairs [])) (Z.of_nat d - count (nth i inputs []))) +
   total N (fun n => Z.min (count (own n)) (Z.of_nat k - count (nth n weights []))) <? Z.of_nat N * Z.of_nat k).

(* --- the kinds of one output that have a form for several --- *)

(* 5.1: every sample in exactly k groups; W_L is generic *)
Definition check_partition_outputs (P : problem) (k : nat) (p : Z) (groups : list (list Z)) : bool :=
  let N := sample_count P in
  slope_ok P && is_prime p && (count groups <=? Z.of_nat (unit_count P)) && lengths_are (dim P) (xs P) &&
  forallb (index_set (Z.of_nat N)) groups &&
  forallb (fun n => Nat.eqb (length (units_of_sample (unit_count P) groups n)) k) (seq 0 N) &&
  match integral_rows false (xs P) with
  | None => false
  | Some zs => forallb (independent_of p zs) groups
  end.

(* 5.2: k columns for each sample *)
Definition check_tight_outputs (P : problem) (k : nat) (ks : list Z) (p : Z) (vectors : list (list Z)) : bool :=
  index_set (count (xs P)) ks && lengths_are (dim P) (xs P) && kernel_vectors (dim P) p vectors &&
  (Z.of_nat (unit_count P) * (Z.of_nat (dim P) - count vectors) <? Z.of_nat k * count ks) &&
  match integral_rows false (xs P) with None => false | Some zs => orthogonal_to zs vectors ks end.

(* 5.3: the output weights of the units with noise on a sample span *)
Definition check_inputs_outputs (P : problem) (w : rows) (p : Z) : bool :=
  let D := unit_count P in
  slope_ok P && is_prime p && lengths_are (dim P) (xs P) &&
  match integral_rows false (xs P), integral_rows false (transposed D w) with
  | Some zs, Some ws =>
    independent p zs &&
    forallb (fun n => spanning p (length w) ws (outside D (factors P) [] n)) (seq 0 (sample_count P))
  | _, _ => false
  end.

(* 5.4: the entries of v for sample n; what unit i sees of them is their product with w^i *)
Definition part (k : nat) (v : list Q) (n : nat) : list Q := firstn k (skipn (n * k) v).

Definition check_null_outputs (P : problem) (w : rows) (sg : list (list bool)) (v : list Q) : bool :=
  let D := unit_count P in let N := sample_count P in let k := length w in
  lengths_are D sg && Nat.eqb (length sg) N && Nat.eqb (length v) (N * k) && existsb (fun y => negb (qis0 y)) v &&
  lengths_are (dim P) (xs P) && lengths_are D (factors P) && Nat.eqb (length (factors P)) N &&
  let a := map2 (chosen (problem_slope P)) (factors P) sg in
  let ws := transposed D w in
  forallb (fun i =>
    let y := map (fun n => qdot (nth i ws []) (part k v n)) (seq 0 N) in
    forallb (fun j => qis0 (weighted a (xs P) y i j)) (seq 0 (dim P))) (seq 0 D).

(* The problem of one output in which every sample occurs once for each output, its noise times the weights to it. The
   columns are those of the outputs; its patterns are more. *)
Definition spread (P : problem) (w : rows) : problem :=
  Problem (dim P) (unit_count P) (problem_slope P)
    (flat_map (fun x => map (fun _ => x) w) (xs P))
    (flat_map (fun e => map (map2 qmul e) w) (factors P)).

Definition spreads (P : problem) (w : rows) : bool :=
  lengths_are (unit_count P) w && lengths_are (unit_count P) (factors P) && Nat.eqb (length (factors P)) (sample_count P).
