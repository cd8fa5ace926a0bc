(* Sums of products of rationals that mostly have one denominator: greatest common divisors, which are what such sums
   cost, are computed only where neither denominator divides the other. Extracted; the values are those of qadd and qmul
   (SoundUnreduced.v). *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

Definition add_over (x y : Q) : Q :=
  let a := Z.pos (Qden x) in
  let b := Z.pos (Qden y) in
  if a =? b then Qmake (Qnum x + Qnum y) (Qden x)
  else if a mod b =? 0 then Qmake (Qnum x + Qnum y * (a / b)) (Qden x)
  else if b mod a =? 0 then Qmake (Qnum x * (b / a) + Qnum y) (Qden y)
  else qadd x y.

Definition subtract_over (x y : Q) : Q := add_over x (Qopp y).

Fixpoint dot_over (xs ys : list Q) : Q :=
  match xs, ys with x :: xs', y :: ys' => add_over (Qmult x y) (dot_over xs' ys') | _, _ => q0 end.

Fixpoint sum_over (xs : list Q) : Q := match xs with x :: xs' => add_over x (sum_over xs') | [] => q0 end.

(* The same numbers, over one denominator m *)
Definition over (m : Z) (x : Q) : Q :=
  let a := Z.pos (Qden x) in
  if m mod a =? 0 then Qmake (Qnum x * (m / a)) (Z.to_pos m) else x.
Definition over_one (xs : list Q) : list Q :=
  let m := fold_left (fun m x => Z.lcm m (Z.pos (Qden x))) xs 1 in
  if 0 <? m then map (over m) xs else xs.
