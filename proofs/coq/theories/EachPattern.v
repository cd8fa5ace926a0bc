(* Patterns one after the other, those that agree on the first samples with one elimination (format.md 5.15, 5.51).
   Extracted; that what is accepted is so is proved in SoundWalk.v, SoundTree.v and SoundEach.v, about these very
   functions. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* --- elimination modulo p of columns that come one after the other --- *)

(* For each column, the last one first: a row, the inverse of the column's entry in it, and the column, cleared by
   the columns before. *)
Definition echelon := list (nat * Z * list Z).

Fixpoint cleared (p : Z) (B : echelon) (c : list Z) : list Z :=
  match B with
  | [] => map (fun a => a mod p) c
  | (j, u, b) :: B' =>
    let y := cleared p B' c in
    let t := (nth j y 0 * u) mod p in
    if t =? 0 then y else axpy p t y b
  end.

Definition added (p : Z) (B : echelon) (c : list Z) : option echelon :=
  let y := cleared p B c in
  match unit_in p y O with Some (_, j, _, u) => Some ((j, u, y) :: B) | None => None end.

Fixpoint all_added (p : Z) (B : echelon) (cs : list (list Z)) : option echelon :=
  match cs with
  | [] => Some B
  | c :: cs' => match added p B c with Some B' => all_added p B' cs' | None => None end
  end.

(* Whether all could be added; the last one needs no row of its own *)
Fixpoint can_be_added (p : Z) (B : echelon) (cs : list (list Z)) : bool :=
  match cs with
  | [] => true
  | c :: [] => existsb (fun a => Z.gcd a p =? 1) (cleared p B c)
  | c :: cs' => match added p B c with Some B' => can_be_added p B' cs' | None => false end
  end.

(* The first prime modulo which the columns are independent, and those after it *)
Fixpoint later_prime (primes : list Z) (cs : list (list Z)) : option (Z * list Z * echelon) :=
  match primes with
  | [] => None
  | q :: primes' =>
    match all_added q [] cs with Some B => Some (q, primes', B) | None => later_prime primes' cs end
  end.

(* --- one sample after the other --- *)

(* The choices for a sample: a function is true for each; and the columns of a choice *)
Record level := Level { for_all : (list bool -> bool) -> bool; columns : list bool -> list (list Z) }.

(* Whether the columns of every way to choose are independent modulo one of the primes: p, modulo which those
   chosen before are (the last one first; B), or a later one. *)
Fixpoint walk (levels : list level) (before : list (list Z)) (p : Z) (later : list Z) (B : echelon) : bool :=
  match levels with
  | [] => true
  | l :: levels' =>
    for_all l (fun choice =>
      let cs := columns l choice in
      let before' := rev_append cs before in
      match levels' with
      | [] => can_be_added p B cs || existsb (fun q => can_be_added q [] (rev before')) later
      | _ =>
        match all_added p B cs with
        | Some B' => walk levels' before' p later B'
        | None =>
          match later_prime later (rev before') with
          | Some (q, later', B') => walk levels' before' q later' B'
          | None => false
          end
        end
      end)
  end.

(* All choices of n, after those before (the last one first) *)
Fixpoint each_choice (n : nat) (before : list bool) (f : list bool -> bool) : bool :=
  match n with
  | O => f (rev before)
  | S n' => each_choice n' (true :: before) f && each_choice n' (false :: before) f
  end.

(* --- 5.15: true for slope 1 --- *)

(* Up to what changes no rank: scaled, not s for all units; folded, 1 for the first unit, on the first sample for all *)
Definition classes (fold first : bool) (units : nat) (f : list bool -> bool) : bool :=
  if fold then if first then f (repeat true units) else each_choice (pred units) [true] f
  else each_choice units [] (fun c => negb (existsb (fun b : bool => b) c) || f c).

(* The blocks of a column times the slopes, times the denominator of the slope a/b *)
Definition sloped (d : nat) (a b : Z) (c : list bool) (column : list Z) : list Z :=
  map2 Z.mul (kronecker (map (fun one : bool => if one then b else a) c) (repeat 1 d)) column.

Fixpoint tree_levels (fold first : bool) (units d : nat) (a b : Z) (cs : list (list Z)) : list level :=
  match cs with
  | [] => []
  | column :: cs' =>
    Level (classes fold first units) (fun c => [sloped d a b c column]) :: tree_levels fold false units d a b cs'
  end.

Definition block_column (e x : list Q) : list Q := flat_map (fun a => map (qmul a) x) e.

(* How many products of residues the walk can need modulo one prime; at least 2^62 if there are so many choices *)
Definition tree_work (P : problem) (r : reduction) (fold : bool) : Z :=
  let units := count (units r) in
  let n := Z.of_nat (sample_count P) - count (removed r) in
  let rows := units * (match removed r with [] => Z.of_nat (dim P) | _ => count (projection r) end) in
  let choices :=
    if fold then 2 ^ Z.min 62 ((units - 1) * (n - 1))
    else if units =? 1 then 1 else if 62 <? units * n then 2 ^ 62 else (2 ^ units - 1) ^ n in
  choices * n * rows.

(* --- 5.51 --- *)

(* A column with slope 1 throughout, and below it the same with slope s: one factor clears both. *)
Definition both_columns (s : Q) (e x : list Q) : list Q :=
  block_column e x ++ block_column (map (fun a => qmul a s) e) x.

Fixpoint chosen_blocks (d : nat) (c : list bool) (active inactive : list Z) : list Z :=
  match c with
  | [] => []
  | one :: c' => firstn d (if one then active else inactive) ++ chosen_blocks d c' (skipn d active) (skipn d inactive)
  end.

Fixpoint each_levels (D d : nat) (cs : list (list Z)) : list level :=
  match cs with
  | [] => []
  | column :: cs' =>
    let active := firstn (D * d) column in
    let inactive := skipn (D * d) column in
    Level (each_choice D []) (fun c => [chosen_blocks d c active inactive]) :: each_levels D d cs'
  end.

(* Every pattern of D units with d inputs has independent columns modulo p, times powers of p. *)
Definition every_slope (D d : nat) (s : Q) (p : Z) (es xs : rows) : bool :=
  lengths_are d xs && lengths_are D es && Nat.eqb (length es) (length xs) &&
  match integral_rows false (map2 (both_columns s) es xs) with
  | Some cs => walk (each_levels D d cs) [] p [] []
  | None => false
  end.

(* One layer; a table is in place of generic noise *)
Definition check_every_pattern (P : problem) (p : Z) (tables : list rows) : bool :=
  is_prime p &&
  every_slope (unit_count P) (dim P) (problem_slope P) p (match tables with [] => factors P | e :: _ => e end) (xs P).

Definition each_work (bits n rows : Z) : Z := 2 ^ Z.min 62 bits * n * rows.
