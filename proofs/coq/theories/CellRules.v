(* The sign vectors that one unit can have, and every choice of one for each unit (format.md 5.18). Extracted; that
   what is accepted is so is proved in SoundCellTree.v, SoundKernel.v and SoundCells.v, about these very functions. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic CellForm Rules EachPattern.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* --- the tree; a prefix of signs has the last sample's first, true for + --- *)

(* The prefix after all extensions of this one: its last + turned into - *)
Fixpoint next (prefix : list bool) : option (list bool) :=
  match prefix with [] => None | true :: r => Some (false :: r) | false :: r => next r end.

(* The cells that the tree lists from a prefix on, before those in acc, if what it calls empty is so *)
Fixpoint cells_from (n : nat) (empty : list (Z * Q) -> list bool -> bool) (tree : list node)
    (prefix : list bool) (k : nat) (acc : list (list bool)) : option (list (list bool)) :=
  match tree with
  | [] => None
  | Split :: tree' => if Nat.leb n k then None else cells_from n empty tree' (true :: prefix) (S k) acc
  | here :: tree' =>
    let '(proved, acc') := match here with
                   | Empty terms => (empty terms prefix, acc)
                   | _ => (Nat.eqb k n, prefix :: acc)
                   end in
    if proved then
      match next prefix with
      | None => match tree' with [] => Some acc' | _ => None end
      | Some prefix' => cells_from n empty tree' prefix' (length prefix') acc'
      end
    else None
  end.

(* --- why there is no point with the signs of a prefix --- *)

(* A sample as a positive multiple of integers: the factor, and the multiple *)
Definition cleared_column (x : list Q) : option (Z * list Z) :=
  let m := fold_left (fun m q => Z.lcm m (Z.pos (Qden q))) x 1 in
  let zs := map (fun q => Qnum q * (m / Z.pos (Qden q))) x in
  if (0 <? m) && all2 (fun q z => z * Z.pos (Qden q) =? Qnum q * m) x zs then Some (m, zs) else None.

Fixpoint cleared_columns (xs : list (list Q)) : option (list (Z * list Z)) :=
  match xs with
  | [] => Some []
  | x :: xs' =>
    match cleared_column x, cleared_columns xs' with Some c, Some cs => Some (c :: cs) | _, _ => None end
  end.

Definition sample_at (columns : list (Z * list Z)) (n : Z) : Z * list Z := at_index (1, []) columns n.
Definition sign_at (prefix : list bool) (n : Z) : bool := nth (length prefix - S (Z.to_nat n)) prefix true.

(* z + t x; the shorter list counts as padded with zeros *)
Fixpoint plus_multiple (t : Z) (z x : list Z) {struct x} : list Z :=
  match x with
  | [] => z
  | a :: x' => match z with [] => t * a :: plus_multiple t [] x' | b :: z' => b + t * a :: plus_multiple t z' x' end
  end.

(* The sum of the samples with their signs, times the integers ws *)
Fixpoint signed_sum (columns : list (Z * list Z)) (prefix : list bool) (terms : list (Z * Q)) (ws : list Z)
    (sum : list Z) : list Z :=
  match terms, ws with
  | (n, _) :: terms', w :: ws' =>
    signed_sum columns prefix terms' ws'
      (plus_multiple (if sign_at prefix n then w else - w) sum (snd (sample_at columns n)))
  | _, _ => sum
  end.

(* every: preactivation 0 counts as + (the patterns of every w) *)
Definition empty_prefix (every : bool) (columns : list (Z * list Z)) (terms : list (Z * Q)) (prefix : list bool) : bool :=
  index_set (Z.of_nat (length prefix)) (map fst terms) && forallb (fun t => qsign_pos (snd t)) terms &&
  existsb (fun t => if every then negb (sign_at prefix (fst t))
                    else existsb (fun a => negb (a =? 0)) (snd (sample_at columns (fst t)))) terms &&
  match integral false (map (fun '(n, q) => Qmake (Qnum q) (Z.to_pos (Z.pos (Qden q) * fst (sample_at columns n)))) terms) with
  | None => false
  | Some ws => forallb (fun w => 0 <? w) ws && Nat.eqb (length ws) (length terms) &&
               forallb (fun a => a =? 0) (signed_sum columns prefix terms ws [])
  end.

(* --- what rows kill modulo p: combinations of the vectors of a list --- *)

Fixpoint dot_mod (p : Z) (row k : list Z) (acc : Z) : Z :=
  match row, k with a :: row', b :: k' => dot_mod p row' k' ((acc + a * b) mod p) | _, _ => acc end.

(* t y - s k modulo p; the shorter list counts as padded with zeros *)
Fixpoint mixed (p t s : Z) (y k : list Z) : list Z :=
  match y, k with
  | a :: y', b :: k' => (t * a - s * b) mod p :: mixed p t s y' k'
  | _, [] => map (fun a => (t * a) mod p) y
  | [], _ => map (fun b => (- (s * b)) mod p) k
  end.

(* Those combinations that one more row kills: one vector less, if the row does not kill them all *)
Fixpoint narrowed (p : Z) (row : list Z) (kernel : list (list Z)) : list (list Z) :=
  match kernel with
  | [] => []
  | k :: kernel' =>
    let t := dot_mod p row k 0 in
    if t =? 0 then k :: narrowed p row kernel'
    else if Z.gcd t p =? 1 then
      map (fun y => let s := dot_mod p row y 0 in if s =? 0 then y else mixed p t s y k) kernel'
    else kernel
  end.

(* n vectors with one 1 each *)
Definition everything (n : nat) : list (list Z) := map (fun i => repeat 0 i ++ [1]) (seq 0 n).

(* --- every choice of a cell for each unit --- *)

(* A unit modulo a prime: the rows of E∘X with slope 1 and those with slope s, both times its denominator *)
Definition unit_rows := list (list Z * list Z).

Fixpoint sloped_row (cell : list bool) (on off : list Z) : list Z :=
  match cell, on, off with
  | one :: cell', a :: on', b :: off' => (if one : bool then a else b) :: sloped_row cell' on' off'
  | _, _, _ => []
  end.

Fixpoint narrowed_by (p : Z) (unit : unit_rows) (cell : list bool) (kernel : list (list Z)) : list (list Z) :=
  match unit with
  | [] => kernel
  | (on, off) :: unit' =>
    match kernel with
    | [] => []
    | _ => narrowed_by p unit' cell (narrowed p (sloped_row cell on off) kernel)
    end
  end.

Fixpoint narrowed_by_all (p : Z) (units : list unit_rows) (chosen : list (list bool)) (kernel : list (list Z)) :
    list (list Z) :=
  match units, chosen with
  | u :: units', c :: chosen' => narrowed_by_all p units' chosen' (narrowed_by p u c kernel)
  | _, _ => kernel
  end.

Definition nothing_left (kernel : list (list Z)) : bool := match kernel with [] => true | _ => false end.

(* Where the units that have their cells (the last one first) kill nothing, the others need none. *)
Fixpoint every_choice (n : nat) (p : Z) (later : list (Z * list unit_rows)) (cells : list (list bool))
    (units : list unit_rows) (chosen : list (list bool)) (kernel : list (list Z)) : bool :=
  match kernel with
  | [] => true
  | _ =>
    match units with
    | [] => existsb (fun '(q, us) => nothing_left (narrowed_by_all q us (rev chosen) (everything n))) later
    | u :: units' =>
      forallb (fun c => every_choice n p later cells units' (c :: chosen) (narrowed_by p u c kernel)) cells
    end
  end.

(* Samples are in the order of the cells: the last one first. *)
Definition rows_of_unit (p a b : Z) (d i : nat) (cs : list (list Z)) : unit_rows :=
  map (fun j => let r := map (fun c => nth (i * d + j) c 0) cs in
                (map (fun e => (b * e) mod p) r, map (fun e => (a * e) mod p) r)) (seq 0 d).

Definition all_units (p a b : Z) (D d : nat) (cs : list (list Z)) : list unit_rows :=
  map (fun i => rows_of_unit p a b d i cs) (seq 0 D).

(* Without noise all units are equal, and one is enough. *)
Definition equal_units (es : list (list Q)) : bool :=
  forallb (fun e => match e with
                    | [] => true
                    | a :: e' => forallb (fun b => (Qnum a =? Qnum b) && (Z.pos (Qden a) =? Z.pos (Qden b))) e'
                    end) es.

Definition check_cells (P : problem) (every : bool) (primes : list Z) (tree : list node) : bool :=
  let a := slope_num P in let b := slope_den P in
  let D := if equal_units (factors P) then Nat.min 1 (unit_count P) else unit_count P in
  forallb (fun p => is_prime p && (Z.gcd a p =? 1) && (Z.gcd b p =? 1)) primes &&
  lengths_are (dim P) (xs P) && lengths_are (unit_count P) (factors P) && Nat.eqb (length (factors P)) (length (xs P)) &&
  match primes, cleared_columns (xs P), integral_rows false (map2 block_column (map (firstn D) (factors P)) (xs P)) with
  | p :: later, Some columns, Some cs =>
    match cells_from (sample_count P) (empty_prefix every columns) tree [] O [] with
    | None => false
    | Some cells =>
      let units q := all_units q a b D (dim P) (rev cs) in
      every_choice (sample_count P) p (map (fun q => (q, units q)) later) cells (units p) [] (everything (sample_count P))
    end
  | _, _, _ => false
  end.

(* Choices that are tried at least, if they are all independent modulo the first prime: a unit has d rows. *)
Definition cells_work (P : problem) (tree : list node) : Z :=
  let n := Z.of_nat (sample_count P) in
  let d := Z.of_nat (dim P) in
  let cells := Z.of_nat (length (filter (fun t => match t with Cell => true | _ => false end) tree)) in
  let units := if equal_units (factors P) then 1 else Z.min (Z.of_nat (unit_count P)) ((n + d - 1) / d) in
  if 62 <? units * Z.log2 cells then 2 ^ 62 else cells ^ units * d * n.
