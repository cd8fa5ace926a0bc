(* Output biases that are trained (format.md 4.1, Several outputs): G has a row more for each output. The rules of those
   kinds for which they make a difference. Extracted; what they prove is in SoundTrained.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules Outputs.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* 5.4: the entries of v add up to 0 for every output *)
Definition sums_to_zero (k N : nat) (v : list Q) : bool :=
  forallb (fun c => qis0 (qsum (map (fun n => nth (n * k + c) v q0) (seq 0 N)))) (seq 0 k).

(* 5.2 *)
Definition check_tight_trained (P : problem) (k : nat) (ks : list Z) (p : Z) (vectors : list (list Z)) : bool :=
  index_set (count (xs P)) ks && lengths_are (dim P) (xs P) && kernel_vectors (dim P) p vectors &&
  match integral_rows false (xs P) with None => false | Some zs => orthogonal_to zs vectors ks end &&
  ((Z.of_nat (unit_count P) * (Z.of_nat (dim P) - count vectors) + Z.of_nat k <? Z.of_nat k * count ks) ||
   (Z.of_nat (unit_count P) <? Z.of_nat k) && (2 <=? count ks)).

(* 5.6 *)
Definition check_dead_trained (P : problem) : bool := qis0 (problem_slope P) && Nat.leb 2 (sample_count P).

(* 5.36 with biases: the samples with fewer units than outputs *)
Definition short_samples (k D N : nat) (pairs : list (list Z)) : list nat :=
  filter (fun n => Nat.ltb (length (units_of_sample D pairs n)) k) (seq 0 N).

(* One row for each of these samples and each output: its entries in the vectors of the pairs, and of the biases *)
Definition bias_keys (D : nat) (pairs : list (list Z)) (ts : list nat) (C : list Z) : list (nat * nat + Z) :=
  flat_map (fun m => map (fun i => inl (m, i)) (units_of_sample D pairs m)) ts ++ map inr C.
Definition bias_entry (ws : list (list Z)) (n c : nat) (key : nat * nat + Z) : Z :=
  match key with
  | inl (m, i) => if Nat.eqb m n then nth c (nth i ws []) 0 else 0
  | inr c' => if c' =? Z.of_nat c then 1 else 0
  end.
Definition entry_rows (k : nat) (ws : list (list Z)) (keys : list (nat * nat + Z)) (ts : list nat) : list (list Z) :=
  flat_map (fun n => map (fun c => map (bias_entry ws n c) keys) (seq 0 k)) ts.

Definition check_pairs_trained (P : problem) (w : rows) (p : Z) (pairs : list (list Z)) (C : list Z) : bool :=
  let D := unit_count P in let N := sample_count P in let k := length w in
  let ts := short_samples k D N pairs in
  slope_ok P && is_prime p && lengths_are (dim P) (xs P) && set_for_each_unit D N pairs && lengths_are D w &&
  index_set (Z.of_nat k) C && negb (Nat.eqb (length C) 0) &&
  (total N (fun n => count (units_of_sample D pairs n)) + count C =? Z.of_nat N * Z.of_nat k) &&
  match integral_rows false (xs P), integral_rows false (transposed D w) with
  | Some zs, Some ws =>
    forallb (independent_of p zs) pairs &&
    forallb (fun n => existsb (Nat.eqb n) ts || spans p k ws (units_of_sample D pairs n)) (seq 0 N) &&
    independent p (entry_rows k ws (bias_keys D pairs ts C) ts)
  | _, _ => false
  end.

(* 5.37 *)
Definition check_crowded_trained (P : problem) (w : rows) (pairs : list (list Z)) (p : Z)
    (inputs weights : list (list (list Z))) (biases : list (list Z)) : bool :=
  let D := unit_count P in let N := sample_count P in let d := dim P in let k := length w in
  let own := outside D (factors P) pairs in
  lengths_are d (xs P) && set_for_each_unit D N pairs && lengths_are D w &&
  lengths_are D (factors P) && Nat.eqb (length (factors P)) N &&
  Nat.eqb (length inputs) D && Nat.eqb (length weights) N && kernel_vectors k p biases &&
  match integral_rows false (xs P), integral_rows false (transposed D w) with
  | Some zs, Some ws =>
    forallb (fun i => kernel_vectors d p (nth i inputs []) && orthogonal_to zs (nth i inputs []) (nth i pairs [])) (seq 0 D) &&
    forallb (fun n => kernel_vectors k p (nth n weights []) &&
                      orthogonal_to ws (nth n weights []) (map Z.of_nat (own n)) &&
                      orthogonal_to (nth n weights []) biases (map Z.of_nat (seq 0 (length (nth n weights []))))) (seq 0 N)
  | _, _ => false
  end &&
  (total D (fun i => Z.min (count (nth i pairs [])) (Z.of_nat d - count (nth i inputs []))) +
   total N (fun n => Z.of_nat k - count (nth n weights [])) + (Z.of_nat k - count biases) <? Z.of_nat N * Z.of_nat k).
