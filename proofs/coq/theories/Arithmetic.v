(* The arithmetic of the checker: plain functions on lists of integers and rationals. Extracted.
   Every function here is total; what it is good for is proved in Elimination.v and Bridge.v. *)
From Coq Require Import ZArith List Bool QArith_base.
Import ListNotations.
Open Scope Z_scope.

(* --- lists --- *)

Fixpoint all2 {A B} (f : A -> B -> bool) (xs : list A) (ys : list B) : bool :=
  match xs, ys with
  | [], [] => true
  | x :: xs', y :: ys' => f x y && all2 f xs' ys'
  | _, _ => false
  end.

Fixpoint map2 {A B C} (f : A -> B -> C) (xs : list A) (ys : list B) : list C :=
  match xs, ys with x :: xs', y :: ys' => f x y :: map2 f xs' ys' | _, _ => [] end.

Definition lengths_are {A} (n : nat) (rs : list (list A)) : bool :=
  forallb (fun r => Nat.eqb (length r) n) rs.

(* The element at position k, and the list without it. *)
Fixpoint pull {A} (k : nat) (xs : list A) : option (A * list A) :=
  match xs with
  | [] => None
  | x :: xs' =>
    match k with
    | O => Some (x, xs')
    | S k' => match pull k' xs' with Some (y, r) => Some (y, x :: r) | None => None end
    end
  end.

Definition at_index {A} (d : A) (xs : list A) (k : Z) : A := nth (Z.to_nat k) xs d.

(* Strictly increasing, from 0 to below n: the index sets of format.md. *)
Fixpoint increasing_from (low n : Z) (ks : list Z) : bool :=
  match ks with [] => true | k :: ks' => (low <=? k) && (k <? n) && increasing_from (k + 1) n ks' end.
Definition index_set (n : Z) (ks : list Z) : bool := increasing_from 0 n ks.

(* --- integers modulo q --- *)

(* y - t x modulo q; the shorter list counts as padded with zeros *)
Fixpoint axpy (q t : Z) (y x : list Z) {struct x} : list Z :=
  match x with
  | [] => y
  | a :: x' =>
    match y with
    | [] => (- (t * a)) mod q :: axpy q t [] x'
    | b :: y' => (b - t * a) mod q :: axpy q t y' x'
    end
  end.

(* Euclid: (gcd, s) with gcd = s r0 modulo r1. Its results are checked where they are used. *)
Fixpoint euclid (fuel : nat) (r0 r1 s0 s1 : Z) : Z * Z :=
  match fuel with
  | O => (r0, s0)
  | S f => if r1 =? 0 then (r0, s0)
           else let t := r0 / r1 in euclid f r1 (r0 - t * r1) s1 (s0 - t * s1)
  end.

Definition steps_for (q : Z) : nat := Z.to_nat (2 * Z.log2 (Z.abs q) + 4).
Definition inverse (q a : Z) : Z := snd (euclid (steps_for q) (a mod q) q 1 0) mod q.

(* The elimination modulo q. A pivot (k, j, g, u): column k, row j, where the entry is g times a unit
   with inverse u modulo q, and g divides the whole column k and the rest of row j. *)
Definition pivot := (nat * nat * Z * Z)%type.

Definition divides_all (g : Z) (c : list Z) : bool :=
  (g =? 1) || forallb (fun a => a mod g =? 0) c.

Definition clear_row (q : Z) (j : nat) (g u : Z) (c y : list Z) : list Z :=
  axpy q ((nth j y 0 / g * u) mod q) y c.

Fixpoint eliminate (q h : Z) (find : list (list Z) -> option pivot) (n : nat)
    (columns : list (list Z)) : bool :=
  match columns with
  | [] => true
  | _ :: _ =>
    match n with
    | O => false
    | S n' =>
      match find columns with
      | None => false
      | Some (k, j, g, u) =>
        match pull k columns with
        | None => false
        | Some (c, rest) =>
          (0 <? g) && (q mod (g * h) =? 0) && ((nth j c 0 / g * u) mod q =? 1) &&
          divides_all g c && ((g =? 1) || forallb (fun y => nth j y 0 mod g =? 0) rest) &&
          eliminate q h find n' (map (clear_row q j g u c) rest)
        end
      end
    end
  end.

(* The first invertible entry of the first column *)
Fixpoint unit_in (q : Z) (c : list Z) (j : nat) : option pivot :=
  match c with
  | [] => None
  | a :: c' =>
    if a mod q =? 0 then unit_in q c' (S j)
    else let u := inverse q a in
         if (a * u) mod q =? 1 then Some (O, j, 1, u) else unit_in q c' (S j)
  end.
Definition first_unit (q : Z) (columns : list (list Z)) : option pivot :=
  match columns with [] => None | c :: _ => unit_in q c O end.

(* format.md, Independent: the columns are linearly independent modulo p *)
Definition independent (p : Z) (columns : list (list Z)) : bool :=
  (1 <? p) && eliminate p p (first_unit p) (length columns) columns.

(* An entry g times a unit, for a given power g of the modulus m *)
Fixpoint power_in_column (q m g : Z) (c : list Z) (j : nat) : option (nat * Z) :=
  match c with
  | [] => None
  | a :: c' =>
    if negb (a mod g =? 0) || (a / g mod m =? 0) then power_in_column q m g c' (S j)
    else let u := inverse q (a / g) in
         if (a / g * u) mod q =? 1 then Some (j, u) else power_in_column q m g c' (S j)
  end.
Fixpoint power_in (q m g : Z) (columns : list (list Z)) (k : nat) : option pivot :=
  match columns with
  | [] => None
  | c :: columns' =>
    match power_in_column q m g c O with
    | Some (j, u) => Some (k, j, g, u)
    | None => power_in q m g columns' (S k)
    end
  end.
Fixpoint least_power (q m g : Z) (exponents : nat) (columns : list (list Z)) : option pivot :=
  match exponents with
  | O => None
  | S e => match power_in q m g columns O with
           | Some v => Some v
           | None => least_power q m (g * m) e columns
           end
  end.

(* format.md 5.13: the elimination modulo m^k *)
Definition independent_power (m k : Z) (columns : list (list Z)) : bool :=
  (1 <? m) && (1 <=? k) &&
  if k =? 1 then independent m columns
  else eliminate (m ^ k) m (least_power (m ^ k) m 1 (Z.to_nat k)) (length columns) columns.

(* Trial division; soundness needs no prime, the format asks for one. *)
Fixpoint no_divisor (fuel : nat) (k p : Z) : bool :=
  match fuel with
  | O => false
  | S f => if p <? k * k then true else if p mod k =? 0 then false else no_divisor f (k + 1) p
  end.
Definition is_prime (p : Z) : bool :=
  (2 <=? p) && (p <? 2 ^ 31) && no_divisor (Z.to_nat 46342) 2 p.

(* --- rationals --- *)

Definition reduced (x : Q) : bool := Z.gcd (Qnum x) (Z.pos (Qden x)) =? 1.

(* x in lowest terms *)
Definition lowest (x : Q) : Q :=
  let g := Z.gcd (Qnum x) (Z.pos (Qden x)) in
  if g =? 1 then x else Qmake (Qnum x / g) (Z.to_pos (Z.pos (Qden x) / g)).

Definition qadd (x y : Q) : Q :=
  if Z.pos (Qden x) =? 1 then
    if Z.pos (Qden y) =? 1 then Qmake (Qnum x + Qnum y) 1 else lowest (Qplus x y)
  else lowest (Qplus x y).
Definition qmul (x y : Q) : Q :=
  if (Z.pos (Qden x) =? 1) && (Z.pos (Qden y) =? 1) then Qmake (Qnum x * Qnum y) 1
  else lowest (Qmult x y).
Definition qis0 (x : Q) : bool := Qnum x =? 0.
Definition qabs (x : Q) : Q := Qmake (Z.abs (Qnum x)) (Qden x).
Definition qsign_pos (x : Q) : bool := 0 <? Qnum x.
Definition qneg (x : Q) : bool := Qnum x <? 0.
Definition qlt (x y : Q) : bool := Qnum x * Z.pos (Qden y) <? Qnum y * Z.pos (Qden x).

Definition q0 : Q := Qmake 0 1.
Definition q1 : Q := Qmake 1 1.

Fixpoint qdot (xs ys : list Q) : Q :=
  match xs, ys with x :: xs', y :: ys' => qadd (qmul x y) (qdot xs' ys') | _, _ => q0 end.

(* A nonzero multiple of a row that is integral: the least one (format.md, Independent), or, primitive,
   the one with greatest common divisor 1. That it is a multiple is checked. *)
Definition integral (primitive : bool) (r : list Q) : option (list Z) :=
  let m := fold_left (fun m x => Z.lcm m (Z.pos (Qden x))) r 1 in
  let zs := map (fun x => Qnum x * (m / Z.pos (Qden x))) r in
  let g0 := if primitive then fold_left Z.gcd zs 0 else 1 in
  let g := if g0 =? 0 then 1 else g0 in
  let ws := map (fun z => z / g) zs in
  if negb (m =? 0) && all2 (fun x w => w * g * Z.pos (Qden x) =? Qnum x * m) r ws
  then Some ws else None.

Fixpoint integral_rows (primitive : bool) (rs : list (list Q)) : option (list (list Z)) :=
  match rs with
  | [] => Some []
  | r :: rs' =>
    match integral primitive r, integral_rows primitive rs' with
    | Some z, Some zs => Some (z :: zs)
    | _, _ => None
    end
  end.

Definition kronecker (e x : list Z) : list Z := flat_map (fun a => map (Z.mul a) x) e.

Fixpoint dot (x z : list Z) : Z :=
  match x, z with a :: x', b :: z' => a * b + dot x' z' | _, _ => 0 end.
