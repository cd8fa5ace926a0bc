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

(* As many units as outputs, whose w^i are independent modulo p: row c has the weights of these units to output c. *)
Definition spans (p : Z) (k : nat) (ws : list (list Z)) (own : list nat) : bool :=
  Nat.eqb (length own) k &&
  independent p (map (fun c => map (fun i => nth c (nth i ws []) 0) own) (seq 0 k)).

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
