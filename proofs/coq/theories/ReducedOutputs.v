(* Several outputs whose weights are held (format.md 4.1, Several outputs): the rules for layer L-1 that reduce the samples,
   or try each pattern. All columns of a sample have the same slopes. Extracted; what they prove is in
   SoundReducedOutputs.v and SoundEachOutputs.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules EachPattern Outputs.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* 5.14: the reduced problem, and the weights of its units to each output. The output weights of the units that have noise on
   a removed sample span. *)
Definition reduce_outputs (P : problem) (w : rows) (r : reduction) : option (problem * rows) :=
  let D := unit_count P in
  match reduce P r, integral_rows false (transposed D w) with
  | Some R, Some ws =>
    if lengths_are D w &&
       forallb (fun t => spanning (reduction_prime r) (length w) ws
                           (filter (fun i => negb (qis0 (nth i (at_index [] (factors P) t) q0))) (map Z.to_nat (units r))))
         (removed r)
    then Some (R, map (fun row => select q0 row (units r)) w) else None
  | _, _ => None
  end.

(* All units, and no sample removed *)
Definition no_reduction (units : nat) (r : reduction) : reduction :=
  Reduction (map Z.of_nat (seq 0 units)) [] [] (reduction_prime r).

Definition check_archimedean_outputs (P : problem) (w : rows) (r : reduction) (lrow : rows) (z : list Q) : bool :=
  match reduce_outputs P w r with
  | Some (R, v) => spreads R v && check_archimedean (spread R v) (no_reduction (unit_count R) r) lrow z
  | None => false
  end.

(* 5.15: a list of columns for each sample *)
Fixpoint outputs_levels (fold first : bool) (units d : nat) (a b : Z) (css : list (list (list Z))) : list level :=
  match css with
  | [] => []
  | cs :: css' =>
    Level (classes fold first units) (fun c => map (sloped d a b c) cs) :: outputs_levels fold false units d a b css'
  end.

Fixpoint integral_lists (rss : list rows) : option (list (list (list Z))) :=
  match rss with
  | [] => Some []
  | rs :: rss' =>
    match integral_rows false rs, integral_lists rss' with Some zs, Some zss => Some (zs :: zss) | _, _ => None end
  end.

(* The columns of a sample, one for each output, with slope 1 *)
Definition columns_of_sample (w : rows) (e x : list Q) : rows := map (fun row => block_column (map2 qmul e row) x) w.

Definition check_tree_outputs (P : problem) (w : rows) (r : reduction) (primes : list Z) (fold : bool) : bool :=
  let a := slope_num P in let b := slope_den P in
  slope_ok P &&
  forallb (fun p => is_prime p && (Z.gcd a p =? 1) && (Z.gcd b p =? 1) && (negb fold || ((a + b) mod p =? 0))) primes &&
  match primes, reduce_outputs P w r with
  | p :: later, Some (R, v) =>
    lengths_are (dim R) (xs R) && spreads R v &&
    match integral_lists (map2 (columns_of_sample v) (factors R) (xs R)) with
    | Some css => walk (outputs_levels fold true (unit_count R) (dim R) a b css) [] p later []
    | None => false
    end
  | _, _ => false
  end.

(* 5.51: below the blocks, which are there with slope 1 and with slope s, the rows of output biases that are trained *)
Definition unit_row (k c : nat) : list Q := map (fun c' => if Nat.eqb c' c then q1 else q0) (seq 0 k).

Definition both_columns_of (trained : bool) (s : Q) (w : rows) (e x : list Q) : rows :=
  map2 (fun row c => both_columns s (map2 qmul e row) x ++ (if trained then unit_row (length w) c else []))
    w (seq 0 (length w)).

Fixpoint each_outputs_levels (D d : nat) (css : list (list (list Z))) : list level :=
  match css with
  | [] => []
  | cs :: css' =>
    Level (each_choice D []) (fun c => map (fun column =>
      let rest := skipn (D * d) column in
      chosen_blocks d c (firstn (D * d) column) (firstn (D * d) rest) ++ skipn (D * d) rest) cs)
    :: each_outputs_levels D d css'
  end.

Definition every_slope_outputs (trained : bool) (D d : nat) (s : Q) (p : Z) (w es xs : rows) : bool :=
  lengths_are d xs && lengths_are D es && lengths_are D w && Nat.eqb (length es) (length xs) &&
  match integral_lists (map2 (both_columns_of trained s w) es xs) with
  | Some css => walk (each_outputs_levels D d css) [] p [] []
  | None => false
  end.

(* One layer; a table is in place of generic noise *)
Definition check_every_outputs (trained : bool) (P : problem) (w : rows) (p : Z) (tables : list rows) : bool :=
  is_prime p &&
  every_slope_outputs trained (unit_count P) (dim P) (problem_slope P) p w
    (match tables with [] => factors P | e :: _ => e end) (xs P).
