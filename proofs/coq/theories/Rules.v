(* The rules (format.md 4 and 5) as functions on the matrices of a certificate. Extracted; that what
   they accept is so is proved in the files Sound*.v, about these very functions. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* --- the one-layer problem: N samples of d inputs, D units, slope s, given noise or none --- *)

Record problem := Problem {
  dim : nat; unit_count : nat; problem_slope : Q; xs : rows; factors : rows }.

Definition sample_count (P : problem) : nat := length (xs P).
Definition slope_num (P : problem) : Z := Qnum (problem_slope P).
Definition slope_den (P : problem) : Z := Z.pos (Qden (problem_slope P)).

Definition select {A} (d : A) (all : list A) (ks : list Z) : list A := map (at_index d all) ks.

Definition independent_of (p : Z) (zs : list (list Z)) (ks : list Z) : bool := independent p (select [] zs ks).

(* Whether every sample is in one of the groups, and their sizes add up to N *)
Definition covers (n : nat) (groups : list (list Z)) : bool :=
  forallb (fun k => existsb (existsb (Z.eqb (Z.of_nat k))) groups) (seq 0 n) &&
  (fold_left (fun a g => a + count g) groups 0 =? Z.of_nat n).

Definition slope_ok (P : problem) : bool :=
  negb (qis0 (problem_slope P)) || Nat.eqb (sample_count P) 0.

(* 5.1 *)
Definition grouped (D d : nat) (rows : rows) (p : Z) (groups : list (list Z)) : bool :=
  is_prime p && (count groups <=? Z.of_nat D) && lengths_are d rows &&
  forallb (index_set (count rows)) groups && covers (length rows) groups &&
  match integral_rows false rows with
  | None => false
  | Some zs => forallb (independent_of p zs) groups
  end.

Definition check_partition (P : problem) (p : Z) (groups : list (list Z)) : bool :=
  slope_ok P && grouped (unit_count P) (dim P) (xs P) p groups.

(* Orthogonal, for integer vectors and the samples of an index set *)
Definition orthogonal_to (zs vectors : list (list Z)) (ks : list Z) : bool :=
  forallb (fun k => forallb (fun z => dot z (at_index [] zs k) =? 0) vectors) ks.

Definition kernel_vectors (d : nat) (p : Z) (vectors : list (list Z)) : bool :=
  is_prime p && lengths_are d vectors && Nat.leb (length vectors) d && independent p vectors.

(* 5.2 *)
Definition tight (D d : nat) (rows : rows) (ks : list Z) (p : Z) (vectors : list (list Z)) : bool :=
  index_set (count rows) ks && lengths_are d rows && kernel_vectors d p vectors &&
  (Z.of_nat D * (Z.of_nat d - count vectors) <? count ks) &&
  match integral_rows false rows with None => false | Some zs => orthogonal_to zs vectors ks end.

Definition check_tight_set (P : problem) := tight (unit_count P) (dim P) (xs P).

(* 5.3 *)
Definition check_independent_inputs (P : problem) (p : Z) : bool :=
  slope_ok P && is_prime p && lengths_are (dim P) (xs P) && lengths_are (unit_count P) (factors P) &&
  Nat.eqb (length (factors P)) (length (xs P)) &&
  forallb (existsb (fun e => negb (qis0 e))) (factors P) &&
  match integral_rows false (xs P) with None => false | Some zs => independent p zs end.

(* G v, row (i, j), for slopes times noise given as rows *)
Fixpoint weighted (activations xs : rows) (v : list Q) (i j : nat) : Q :=
  match activations, xs, v with
  | a :: activations', x :: xs', y :: v' =>
    qadd (qmul (qmul (nth i a q0) (nth j x q0)) y) (weighted activations' xs' v' i j)
  | _, _, _ => q0
  end.

Definition chosen (s : Q) (e : list Q) (sg : list bool) : list Q :=
  map2 (fun a (b : bool) => if b then a else qmul a s) e sg.

(* 5.4: G^sigma v = 0, v <> 0 *)
Definition check_null_vector (P : problem) (sg : list (list bool)) (v : list Q) : bool :=
  lengths_are (unit_count P) sg && Nat.eqb (length sg) (sample_count P) &&
  Nat.eqb (length v) (sample_count P) && existsb (fun y => negb (qis0 y)) v &&
  lengths_are (dim P) (xs P) && lengths_are (unit_count P) (factors P) &&
  Nat.eqb (length (factors P)) (length (xs P)) &&
  let a := map2 (chosen (problem_slope P)) (factors P) sg in
  forallb (fun i => forallb (fun j => qis0 (weighted a (xs P) v i j)) (seq 0 (dim P))) (seq 0 (unit_count P)).

Definition signs (w : rows) (xs : rows) : list (list bool) :=
  map (fun x => map (fun wi => negb (qneg (qdot wi x))) w) xs.

Definition off_kinks (w : rows) (xs : rows) : bool :=
  forallb (fun x => forallb qis0 x || forallb (fun wi => negb (qis0 (qdot wi x))) w) xs.

(* 5.17 *)
Definition check_point (P : problem) (w : rows) (v : list Q) : bool :=
  Nat.eqb (length w) (unit_count P) && lengths_are (dim P) w && check_null_vector P (signs w (xs P)) v.

(* 5.5 *)
Definition check_open_cell (P : problem) (w : rows) (v : list Q) : bool :=
  off_kinks w (xs P) && check_point P w v.

(* 5.12: primitive integer rows, so that the own unit's factor is a unit and p divides the others *)
Fixpoint lift_row (p g : Z) (row : list Z) (i : Z) : bool :=
  match row with
  | [] => true
  | e :: row' => (if i =? g then Z.gcd e p =? 1 else e mod p =? 0) && lift_row p g row' (i + 1)
  end.

Fixpoint lift_group (p i : Z) (es : list (list Z)) (groups : list (list Z)) : bool :=
  match groups with
  | [] => true
  | g :: groups' => forallb (fun k => lift_row p i (at_index [] es k) 0) g && lift_group p (i + 1) es groups'
  end.

Definition check_lift (P : problem) (p : Z) (groups : list (list Z)) : bool :=
  (Z.gcd (slope_num P) p =? 1) && (Z.gcd (slope_den P) p =? 1) &&
  grouped (unit_count P) (dim P) (xs P) p groups &&
  lengths_are (unit_count P) (factors P) && Nat.eqb (length (factors P)) (length (xs P)) &&
  match integral_rows true (factors P) with None => false | Some es => lift_group p 0 es groups end.

(* 5.13 *)
Definition transposed (n : nat) (m : rows) : rows := map (fun j => map (fun r => nth j r q0) m) (seq 0 n).
Definition independent_rational (p : Z) (columns : rows) : bool :=
  match integral_rows false columns with None => false | Some zs => independent p zs end.

Definition collapsed_column (us : list rows) (e x : list Q) : list Q :=
  flat_map (fun '(a, u) => map (fun r => qmul a (qdot r x)) u) (combine e us).

Definition collapsed (us : list rows) (es xs : rows) : option (list (list Z)) :=
  match us with
  | [] => match integral_rows true es, integral_rows true xs with
          | Some e, Some x => Some (map2 kronecker e x)
          | _, _ => None
          end
  | _ => integral_rows true (map2 (collapsed_column us) es xs)
  end.

Definition check_collapse (P : problem) (m k : Z) (us : list rows) (q : Z) : bool :=
  (2 <=? m) && (m <? 2 ^ 63) && (1 <=? k) && (k <=? 64) && is_prime q && ((k =? 1) || is_prime m) &&
  ((slope_num P - slope_den P) mod (m ^ k) =? 0) && (Z.gcd (slope_den P) (m ^ k) =? 1) &&
  Nat.eqb (length (factors P)) (length (xs P)) &&
  lengths_are (dim P) (xs P) && lengths_are (unit_count P) (factors P) &&
  (Nat.eqb (length us) 0 ||
   Nat.eqb (length us) (unit_count P) &&
   forallb (fun u => Nat.eqb (length u) (dim P) && lengths_are (dim P) u &&
                     independent_rational q (transposed (dim P) u)) us) &&
  match collapsed us (factors P) (xs P) with None => false | Some cs => independent_power m k cs end.

(* 5.14, the reduction: units J, samples outside T with inputs multiplied by the projection *)
Definition kept (n : nat) (t : list Z) : list Z :=
  filter (fun k => negb (existsb (Z.eqb k) t)) (map Z.of_nat (seq 0 n)).

Definition integer_row (z : list Z) : list Q := map (fun a => Qmake a 1) z.

Definition reduce (P : problem) (r : reduction) : option problem :=
  let n := sample_count P in
  let ks := kept n (removed r) in
  if index_set (Z.of_nat (unit_count P)) (units r) && negb (Nat.eqb (length (units r)) 0) &&
     index_set (Z.of_nat n) (removed r) && is_prime (reduction_prime r) &&
     lengths_are (dim P) (xs P) && lengths_are (unit_count P) (factors P) &&
     Nat.eqb (length (factors P)) (length (xs P)) then
    let es := map (fun k => select q0 (at_index [] (factors P) k) (units r)) ks in
    match removed r with
    | [] => match projection r with
            | [] => Some (Problem (dim P) (length (units r)) (problem_slope P) (xs P)
                            (map (fun e => select q0 e (units r)) (factors P)))
            | _ => None
            end
    | _ =>
      match integral_rows false (xs P) with
      | None => None
      | Some zs =>
        if independent_of (reduction_prime r) zs (removed r) &&
           (count (projection r) =? Z.of_nat (dim P) - count (removed r)) &&
           kernel_vectors (dim P) (reduction_prime r) (projection r) &&
           orthogonal_to zs (projection r) (removed r) &&
           forallb (fun t => existsb (fun i => negb (qis0 (at_index q0 (at_index [] (factors P) t) i))) (units r))
             (removed r)
        then Some (Problem (length (projection r)) (length (units r)) (problem_slope P)
               (map (fun k => let x := at_index [] (xs P) k in
                              map (fun z => qdot (integer_row z) x) (projection r)) ks) es)
        else None
      end
    end
  else None.

(* 5.14 *)
Definition qsub (x y : Q) : Q := qadd x (Qopp y).

(* the blocks of one row of L against one column: e_i (L_i x), unit after unit *)
Fixpoint block_products (d : nat) (lrow : list Q) (e x : list Q) : list Q :=
  match e with
  | [] => []
  | a :: e' => qmul a (qdot (firstn d lrow) x) :: block_products d (skipn d lrow) e' x
  end.

Definition qsum (v : list Q) : Q := fold_right qadd q0 v.

(* sum over the samples m of (|A_nm - delta_nm| + t K_nm) z_m *)
Fixpoint deviation (d : nat) (t : Q) (lrow : list Q) (n m : nat) (es xs : rows) (z : list Q) : Q :=
  match es, xs, z with
  | e :: es', x :: xs', zm :: z' =>
    let b := block_products d lrow e x in
    let a := qabs (qsub (qsum b) (if Nat.eqb n m then q1 else q0)) in
    qadd (qmul (qadd a (qmul t (qsum (map qabs b)))) zm) (deviation d t lrow n (S m) es' xs' z')
  | _, _, _ => q0
  end.

Definition slope_distance (s : Q) : Q :=
  (* |1 - s| / (1 + s), for s > 0 *)
  let a := Qnum s in let b := Z.pos (Qden s) in lowest (Qmake (Z.abs (b - a)) (Z.to_pos (b + a))).

Fixpoint dominated (d : nat) (t : Q) (n : nat) (lefts : rows) (es xs : rows) (z zs : list Q) : bool :=
  match lefts, zs with
  | lrow :: lefts', zn :: zs' =>
    qlt (deviation d t lrow n O es xs z) zn && dominated d t (S n) lefts' es xs z zs'
  | [], [] => true
  | _, _ => false
  end.

Definition check_archimedean (P : problem) (r : reduction) (lrow : rows) (z : list Q) : bool :=
  qsign_pos (problem_slope P) &&
  match reduce P r with
  | None => false
  | Some R =>
    Nat.eqb (length lrow) (sample_count R) && lengths_are (unit_count R * dim R) lrow &&
    Nat.eqb (length z) (sample_count R) && forallb qsign_pos z &&
    dominated (dim R) (slope_distance (problem_slope R)) O lrow (factors R) (xs R) z z
  end.

(* 5.16 *)
Definition seen_by (es : rows) (ks : list Z) (i : nat) : list Z :=
  filter (fun k => negb (qis0 (nth i (at_index [] es k) q0))) ks.

Fixpoint masked (d : nat) (p : Z) (zs : list (list Z)) (es : rows) (ks : list Z) (i : nat)
    (lists : list (list (list Z))) : bool :=
  match lists with
  | [] => true
  | vectors :: lists' =>
    kernel_vectors d p vectors && orthogonal_to zs vectors (seen_by es ks i) && masked d p zs es ks (S i) lists'
  end.

Definition rank_bound (d : nat) (lists : list (list (list Z))) : Z :=
  fold_right (fun l a => (Z.of_nat d - count l) + a) 0 lists.

Definition check_masked_tight_set (P : problem) (ks : list Z) (p : Z) (lists : list (list (list Z))) : bool :=
  index_set (Z.of_nat (sample_count P)) ks && lengths_are (dim P) (xs P) && is_prime p &&
  lengths_are (unit_count P) (factors P) && Nat.eqb (length (factors P)) (length (xs P)) &&
  Nat.eqb (length lists) (unit_count P) && (rank_bound (dim P) lists <? count ks) &&
  match integral_rows false (xs P) with None => false | Some zs => masked (dim P) p zs (factors P) ks O lists end.

(* 5.6 *)
Definition check_dead_pattern (P : problem) : bool :=
  qis0 (problem_slope P) && negb (Nat.eqb (sample_count P) 0) && lengths_are (dim P) (xs P).

(* 5.19, one layer: every sample has one place where noise and input are not zero, none the place of another *)
Definition nonzero_at (x : list Q) : list nat :=
  filter (fun j => negb (qis0 (nth j x q0))) (seq 0 (length x)).

Fixpoint diagonal (d : nat) (es xs : rows) (before : list Z) : bool :=
  match es, xs with
  | [], [] => true
  | e :: es', x :: xs' =>
    match nonzero_at e, nonzero_at x with
    | [i], [j] => let k := Z.of_nat i * Z.of_nat d + Z.of_nat j in
                  negb (existsb (Z.eqb k) before) && diagonal d es' xs' (k :: before)
    | _, _ => false
    end
  | _, _ => false
  end.

Definition check_diagonal (P : problem) : bool :=
  slope_ok P && lengths_are (dim P) (xs P) && lengths_are (unit_count P) (factors P) &&
  diagonal (dim P) (factors P) (xs P) [].

(* 5.35, one output *)
Definition check_linear_rank (P : problem) (p : Z) : bool :=
  (Qnum (problem_slope P) =? 1) && (Z.pos (Qden (problem_slope P)) =? 1) && is_prime p &&
  lengths_are (dim P) (xs P) && lengths_are (unit_count P) (factors P) &&
  Nat.eqb (length (factors P)) (length (xs P)) &&
  match integral_rows false (factors P), integral_rows false (xs P) with
  | Some es, Some zs => independent p (map2 kronecker es zs)
  | _, _ => false
  end.

Definition check_linear_null (P : problem) (v : list Q) : bool :=
  (Qnum (problem_slope P) =? 1) && (Z.pos (Qden (problem_slope P)) =? 1) &&
  check_null_vector P (repeat (repeat true (unit_count P)) (sample_count P)) v.

(* --- 5.11: ranks; the matrix is given by its rows, the columns are the samples here --- *)

Definition integer_combination_zero (lists : rows) (z : list Z) : bool :=
  (* every row of the list is orthogonal to z *)
  forallb (fun r => qis0 (qdot (integer_row z) r)) lists.

Definition check_rank (M : matrix) (r : Z) (e : rank_evidence) : bool :=
  let m := Z.to_nat (matrix_rows M) in
  let n := Z.to_nat (matrix_columns M) in
  let columns := transposed n (entries M) in
  let minor := map (fun c => select q0 (at_index [] columns c) (minor_rows e)) (minor_columns e) in
  let side := if kernel_right e then entries M else columns in
  let size := if kernel_right e then n else m in
  (count (minor_rows e) =? r) && (count (minor_columns e) =? r) &&
  index_set (Z.of_nat m) (minor_rows e) && index_set (Z.of_nat n) (minor_columns e) &&
  is_prime (minor_prime e) && is_prime (kernel_prime e) &&
  independent_rational (minor_prime e) minor &&
  lengths_are size (kernel e) && independent (kernel_prime e) (kernel e) &&
  forallb (integer_combination_zero side) (kernel e) &&
  ((r + count (kernel e) =? Z.of_nat size) ||
   Nat.eqb (length (kernel e)) 0 && (r =? Z.of_nat (if kernel_right e then m else n))).

(* --- 5.10: widths --- *)

Definition check_rank_of_samples (d : nat) (rows : rows) (r : Z) (t : tight_set) : bool :=
  index_set (count rows) (tight_samples t) && (count (tight_samples t) =? r) &&
  kernel_vectors d (tight_prime t) (tight_orthogonal t) &&
  (count (tight_orthogonal t) =? Z.of_nat d - r) && lengths_are d rows &&
  match integral_rows false rows with
  | None => false
  | Some zs => independent_of (tight_prime t) zs (tight_samples t) &&
               orthogonal_to zs (tight_orthogonal t) (map Z.of_nat (seq 0 (length rows)))
  end.

Definition check_width (d : nat) (rows : rows) (r : Z) (w : option Z) (e : width_evidence) : bool :=
  match e, w with
  | FiniteWidth t p groups tightness, Some w =>
    check_rank_of_samples d rows r t && (0 <=? w) && (count groups =? w) &&
    forallb (fun g => negb (Nat.eqb (length g) 0)) groups && grouped (Z.to_nat w) d rows p groups &&
    match tightness with
    | None => Nat.eqb (length rows) 0 && (w =? 0)
    | Some t' => (1 <=? w) && tight (Z.to_nat (w - 1)) d rows (tight_samples t') (tight_prime t') (tight_orthogonal t')
    end
  | NoWidth t n, None =>
    check_rank_of_samples d rows r t && (0 <=? n) && (n <? count rows) && forallb qis0 (at_index [] rows n)
  | _, _ => false
  end.
