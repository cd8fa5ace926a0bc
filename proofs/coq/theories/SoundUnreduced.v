(* What Unreduced.v computes has the values of the sums and products. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Unreduced Rules Bridge SoundNetwork.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma q2r_widened a p q : Z.modulo (Zpos q) (Zpos p) = Z0 -> q2r (Qmake (Z.mul a (Z.div (Zpos q) (Zpos p))) q) = q2r (Qmake a p).
Proof.
move=> dvd; have qE : Zpos q = Z.mul (Zpos p) (Z.div (Zpos q) (Zpos p)) by apply: Z_div_exact_full_2.
rewrite /q2r [Qnum _]/= [Qden _]/= [Qnum (Qmake a p)]/= [Qden (Qmake a p)]/= {2}qE !izM !intrM.
have k0 : (iz (Z.div (Zpos q) (Zpos p)))%:~R != 0 :> rat.
  by apply/eqP=> k0; have := iz_pos q; rewrite qE izM intrM k0 mulr0 eqxx.
by rewrite -mulf_div divff // mulr1.
Qed.

Lemma q2r_add_over x y : q2r (add_over x y) = q2r x + q2r y.
Proof.
have same (a b : Z) (p : positive) : q2r (Qmake (Z.add a b) p) = q2r (Qmake a p) + q2r (Qmake b p).
  by rewrite /q2r /= izD intrD mulrDl.
case: x y => [a p] [b q]; rewrite /add_over [Qnum _]/= [Qden _]/= [Qnum (Qmake b q)]/= [Qden (Qmake b q)]/=.
case: (Z.eqb_spec (Zpos p) _) => [[->]|_]; first exact: same.
case: (Z.eqb_spec (Z.modulo (Zpos p) (Zpos q)) _) => [dvd|_]; first by rewrite same q2r_widened.
case: (Z.eqb_spec (Z.modulo (Zpos q) (Zpos p)) _) => [dvd|_]; first by rewrite same q2r_widened.
exact: q2rD.
Qed.

Section Values.
Variable R : realFieldType.
Notation rv := (@rv R).

Lemma rv_add_over x y : rv (add_over x y) = rv x + rv y.
Proof. by rewrite /SoundNetwork.rv q2r_add_over rmorphD. Qed.
Lemma rv_subtract_over x y : rv (subtract_over x y) = rv x - rv y.
Proof. by rewrite rv_add_over -(rvN R). Qed.
Lemma rv_times x y : rv (Qmult x y) = rv x * rv y.
Proof. by rewrite /SoundNetwork.rv q2r_Qmult rmorphM. Qed.

Lemma rv_dot_over x z : size x = size z -> rv (dot_over x z) = \sum_(j < size z) rv (nth q0 x j) * rv (nth q0 z j).
Proof.
elim: x z => [|a x IH] [|b z] //=; first by rewrite big_ord0 rv0.
by case=> sz; rewrite rv_add_over rv_times IH // big_ord_recl.
Qed.
Lemma rv_sum_over x : rv (sum_over x) = \sum_(j < size x) rv (nth q0 x j).
Proof. by elim: x => [|a x IH] /=; rewrite ?big_ord0 ?rv0 // rv_add_over IH big_ord_recl. Qed.

Lemma size_over_one z : size (over_one z) = size z.
Proof. by rewrite /over_one; case: ifP => // _; rewrite -[List.map _ z]/(map _ z) size_map. Qed.
Lemma rv_over_one z j : rv (nth q0 (over_one z) j) = rv (nth q0 z j).
Proof.
rewrite /over_one; case: ifP => // /Z.ltb_lt m0; rewrite -[List.map _ z]/(map _ z).
have [lt|ge] := ltnP j (size z); last by rewrite !nth_default ?size_map.
rewrite (nth_map q0) // /over; case: (nth q0 z j) => a p; rewrite [Qnum _]/= [Qden _]/=.
case: (Z.eqb_spec (Z.modulo _ _) _) => // dvd; rewrite /SoundNetwork.rv; congr (ratr _); move: dvd.
by rewrite -(Z2Pos.id _ m0) Pos2Z.id => dvd; rewrite q2r_widened.
Qed.
End Values.
