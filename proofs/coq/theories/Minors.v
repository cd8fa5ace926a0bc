(* Bordered minors (format.md 5.43): a minor, and p-adic digits that show that those with one more row and
   column vanish. Extracted; that what is accepted is so is proved in SoundMinors.v. *)
From Coq Require Import ZArith List Bool.
From Dlmcert Require Import Arithmetic.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

Definition at_places (s ks : list Z) : list Z := map (at_index 0 s) ks.

(* Digits of the column s to the base p: ac has the columns of the minor, all rows; x is what their combination
   is taken with. Any x is right as long as p divides what remains; the inverse of the minor finds it. *)
Fixpoint lifted (k : nat) (p : Z) (inv ac : list (list Z)) (R s : list Z) : bool :=
  match k with
  | O => true
  | S k' =>
    let t := at_places s R in
    let x := map (fun b => dot b t mod p) inv in
    let d := map2 (fun a v => v - dot a x) ac s in
    forallb (fun v => v mod p =? 0) d && lifted k' p inv ac R (map (fun v => v / p) d)
  end.

(* --- the inverse modulo p, by Gauss and Jordan; nothing depends on it but what is accepted at all --- *)

Fixpoint pivot_row (p : Z) (j : nat) (rows : list (list Z)) : option (list Z * list (list Z)) :=
  match rows with
  | [] => None
  | r :: rows' =>
    if nth j r 0 mod p =? 0 then
      match pivot_row p j rows' with Some (v, others) => Some (v, r :: others) | None => None end
    else Some (r, rows')
  end.

Fixpoint gauss_jordan (p : Z) (n j : nat) (finished rows : list (list Z)) : option (list (list Z)) :=
  match n with
  | O => Some (rev finished)
  | S n' =>
    match pivot_row p j rows with
    | None => None
    | Some (r, others) =>
      let u := inverse p (nth j r 0) in
      let v := map (fun a => (u * a) mod p) r in
      let clear y := let t := nth j y 0 in if t =? 0 then y else axpy p t y v in
      gauss_jordan p n' (S j) (v :: map clear finished) (map clear others)
    end
  end.

Definition unit_row (n i : nat) : list Z := map (fun j => if Nat.eqb i j then 1 else 0) (seq 0 n).

Definition inverse_matrix (p : Z) (b : list (list Z)) : option (list (list Z)) :=
  let n := length b in
  match gauss_jordan p n 0 [] (map2 (fun r i => map (fun a => a mod p) r ++ unit_row n i) b (seq 0 n)) with
  | Some rows => Some (map (skipn n) rows)
  | None => None
  end.

(* --- how many digits: no minor is larger than the product of the sums of its rows --- *)

Definition row_sum (r : list Z) : Z := fold_right (fun a s => Z.abs a + s) 0 r.
Definition minor_bound (zs : list (list Z)) (R : list Z) : Z :=
  fold_right (fun k b => row_sum (at_index [] zs k) * b) 1 R * fold_right (fun r b => Z.max (row_sum r) b) 0 zs.

Fixpoint digits (fuel : nat) (p power bound : Z) : nat :=
  match fuel with
  | O => O
  | S f => if bound <? power then O else S (digits f p (p * power) bound)
  end.

(* --- the rule, for integers: m rows of n entries --- *)

Definition outside (n : nat) (C : list Z) : list Z :=
  filter (fun j => negb (existsb (Z.eqb j) C)) (map Z.of_nat (seq 0 n)).

Definition bordered (m n : nat) (zs : list (list Z)) (p : Z) (R C : list Z) : bool :=
  let ac := map (fun r => at_places r C) zs in
  let b := map (at_index [] ac) R in
  independent p b &&
  (Nat.eqb (length R) m || Nat.eqb (length C) n ||
   match inverse_matrix p b with
   | None => false
   | Some inv =>
     let h := minor_bound zs R in
     let k := digits (Z.to_nat (Z.log2 h + 2)) p 1 h in
     (h <? p ^ Z.of_nat k) && Nat.eqb (length inv) (length C) &&
     forallb (fun j => lifted k p inv ac R (map (fun r => at_index 0 r j) zs)) (outside n C)
   end).

Definition transposed_integers (n : nat) (zs : list (list Z)) : list (list Z) :=
  map (fun j => map (fun r => nth j r 0) zs) (seq 0 n).

(* The checkers that compute with 63 bits ask for this. *)
Definition small_sums (r p : Z) (zs : list (list Z)) : bool :=
  ((r + 1) * (p * p) <? 2 ^ 62) && forallb (forallb (fun a => (r + 1) * p * (Z.abs a + 1) <? 2 ^ 62)) zs.

Definition check_minors (m n : nat) (zs : list (list Z)) (r p : Z) (R C : list Z) : bool :=
  is_prime p && (Z.of_nat (length R) =? r) && (Z.of_nat (length C) =? r) &&
  index_set (Z.of_nat m) R && index_set (Z.of_nat n) C && small_sums r p zs &&
  if Nat.ltb m n then bordered n m (transposed_integers n zs) p C R else bordered m n zs p R C.
