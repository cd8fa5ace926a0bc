(* Krawczyk's test in integers, and the points of a box as weights and biases (format.md, Centre and box). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model NearbyForm Form Rules Bridge Nearby Points PointRules NearbyRules
  SoundNetwork SoundEnclosure.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- the integers of the test --- *)

Section Integers.
Variable R : realFieldType.
Notation zr := (zr R).
Notation bounds := (@bounds R).

Lemma zr_dot n x z : size x = n -> size z = n -> zr (dot x z) = \sum_(j < n) zr (nth Z0 x j) * zr (nth Z0 z j).
Proof.
move=> sx sz; rewrite /SoundEnclosure.zr dot_sum ?sx ?sz // rmorph_sum; apply: eq_bigr => j _.
by rewrite rmorphM.
Qed.

Lemma farthest_in n m (c : seq Z) (f : seq interval) (x : 'I_n -> R) : size c = n -> size f = n ->
  (forall e : 'I_n, bounds (nth no_interval f e) (x e)) ->
  2%:R * `|zr m - \sum_(e < n) zr (nth Z0 c e) * x e| <= zr (farthest m c f).
Proof.
move=> sc sf B; rewrite /farthest zrD zr_abs zrB zrM -[2%:R * _]ger0_norm ?mulr_ge0 ?ler0n // normrM normr_id -normrM.
rewrite (zr_dot (n := n)) ?size_map // (zr_dot (n := n)) ?size_map // /mids /widths_of.
pose lo (e : 'I_n) := zr (nth no_interval f e).1; pose hi (e : 'I_n) := zr (nth no_interval f e).2.
have mid (e : 'I_n) : zr (nth Z0 (List.map (fun a => Z.add a.1 a.2) f) e) = lo e + hi e.
  by rewrite -[List.map _ _]/(map _ _) (nth_map no_interval) ?sf ?ltn_ord // zrD.
have wide (e : 'I_n) : zr (nth Z0 (List.map (fun a => Z.sub a.2 a.1) f) e) = hi e - lo e.
  by rewrite -[List.map _ _]/(map _ _) (nth_map no_interval) ?sf ?ltn_ord // zrB.
have size_ (e : 'I_n) : zr (nth Z0 (List.map Z.abs c) e) = `|zr (nth Z0 c e)|.
  by rewrite -[List.map _ _]/(map _ _) (nth_map Z0) ?sc ?ltn_ord // zr_abs.
have -> : \sum_(e < n) zr (nth Z0 c e) * zr (nth Z0 (List.map (fun a => Z.add a.1 a.2) f) e) =
    \sum_(e < n) zr (nth Z0 c e) * (lo e + hi e) by apply: eq_bigr => e _; rewrite mid.
have -> : \sum_(e < n) zr (nth Z0 (List.map Z.abs c) e) * zr (nth Z0 (List.map (fun a => Z.sub a.2 a.1) f) e) =
    \sum_(e < n) `|zr (nth Z0 c e)| * (hi e - lo e) by apply: eq_bigr => e _; rewrite size_ wide.
have -> : 2%:R * (zr m - \sum_(e < n) zr (nth Z0 c e) * x e) =
    (zr 2 * zr m - \sum_(e < n) zr (nth Z0 c e) * (lo e + hi e)) + \sum_(e < n) zr (nth Z0 c e) * (lo e + hi e - 2%:R * x e).
  rewrite [X in _ = _ + X](_ : _ = \sum_(e < n) zr (nth Z0 c e) * (lo e + hi e) - 2%:R * \sum_(e < n) zr (nth Z0 c e) * x e).
    by rewrite addrA subrK mulrBr.
  rewrite mulr_sumr -sumrB; apply: eq_bigr => e _ /=.
  move: (zr (nth Z0 c e)) (lo e) (hi e) (x e) => a b b' t; ring.
apply: le_trans (ler_norm_add _ _) _; rewrite ler_add2l; apply: le_trans (ler_norm_sum _ _ _) _.
apply: ler_sum => e _; rewrite normrM ler_wpmul2l // ler_norml; have [l u] := B e.
have -> : lo e + hi e - 2%:R * x e = (hi e - x e) - (x e - lo e) by move: (lo e) (hi e) (x e) => a b t; ring.
have a0 : 0 <= hi e - x e by rewrite subr_ge0.
have b0 : 0 <= x e - lo e by rewrite subr_ge0.
have -> : hi e - lo e = (hi e - x e) + (x e - lo e) by rewrite addrA subrK.
move: (hi e - x e) (x e - lo e) a0 b0 => a b a0 b0.
have neg (t : R) : 0 <= t -> - t <= t by move=> t0; apply: le_trans (_ : 0 <= t); rewrite ?oppr_le0.
by rewrite opprD ler_add2r ler_add2l !neg.
Qed.

Lemma same_placeE p q : same_place p q = (p == q).
Proof.
case: p => [[l i] j]; case: q => [[m a] b]; rewrite /same_place !xpair_eqE.
by congr (_ && _ && _); apply/PeanoNat.Nat.eqb_spec/idP => [->|/eqP ->].
Qed.

Lemma radius_in (from : R) (ms : seq place) (rs : seq Z) q (f : nat -> R) : size ms = size rs ->
  (forall a, (a < size ms)%N -> `|f a| * from <= zr (nth Z0 rs a)) -> 0 <= from ->
  `|\sum_(a < size ms) (nth (0%N, 0%N, 0%N) ms a == q)%:R * f a| * from <= zr (radius_of ms rs q).
Proof.
move=> + + f0; elim: ms rs f => [|m ms IH] [|r rs] f //=; first by rewrite big_ord0 normr0 mul0r.
case=> sz H; rewrite big_ord_recl /= zrD same_placeE.
apply: le_trans (_ : (`|(m == q)%:R * f 0%N| + `|\sum_(a < size ms) (nth (0%N, 0%N, 0%N) ms a == q)%:R * f a.+1|) * from <= _).
  by rewrite ler_wpmul2r // ler_norm_add.
rewrite mulrDl; apply: ler_add; last by apply: (IH rs (fun a => f a.+1)) => // a am; exact: (H a.+1).
by have := H 0%N isT; case: (m == q); rewrite ?mul1r // mul0r normr0 mul0r.
Qed.
End Integers.

(* --- points of the box --- *)

Section Points.
Variables (R : realFieldType) (net : instance) (from : Z) (centres : seq (seq (seq Z))) (movers : seq place).
Hypothesis from0 : Z.lt Z0 from.
Let d := layer_size net.
Notation zr := (zr R).
Notation none := (0%N, 0%N, 0%N).

Definition deviation (z : nat -> R) (q : place) : R := \sum_(a < size movers) (nth none movers a == q)%:R * z a.
Definition parameter (z : nat -> R) l i j : R := zr (entry3 Z0 centres (l, i, j)) / zr from + deviation z (l, i, j).
Definition W_near (z : nat -> R) : weights R d := fun l => \matrix_(i, j) parameter z l i j.
Definition c_near (z : nat -> R) : shifts R d := fun l => \col_i if bias net then parameter z l i (d l) else 0.

Lemma allowed_near z : allowed (bias net) (c_near z).
Proof. by rewrite /allowed /c_near; case: (bias net); [left|right=> k; apply/colP=> i; rewrite !mxE]. Qed.

Lemma value_near z l (i : 'I_(d l.+1)) j : (j < inputs_to net l)%N -> value (W_near z) (c_near z) i j = parameter z l i j.
Proof.
move=> jl; rewrite /value; case: insubP => [j' jd jE|]; first by rewrite mxE jE.
rewrite -leqNgt mxE; move: jl; rewrite /inputs_to -/d; case: (bias net) => [lt ge|lt ge].
  by have -> : j = d l by apply/eqP; rewrite eqn_leq ge andbT.
by rewrite ltnNge ge in lt.
Qed.

Lemma from1 : 0 < zr from. Proof. by rewrite -[0](zr0 R) -zr_lt; apply/Z.ltb_lt. Qed.

Lemma inside_near one z ms rs : Z.lt Z0 one ->
  (forall q, `|deviation z q| * zr from <= zr (radius_of ms rs q)) ->
  in_this_box one (box_of net one from centres ms rs) (W_near z) (c_near z).
Proof.
move=> o0 H l i lL; rewrite /box_of nth_tab // nth_tab //; split.
  by rewrite /tab -[List.map _ _]/(map _ _) size_map seq_iota size_iota.
move=> j jl; rewrite nth_tab // value_near //; apply: rescale_in => //.
rewrite /parameter mulrDl divfK ?gt_eqF ?from1 //.
have := H (l, nat_of_ord i, j); rewrite -{1}(gtr0_norm from1) -normrM ler_norml => /andP[lo hi].
by split; rewrite [X in zr X]/= ?zrB ?zrD /entry3 ler_add2l.
Qed.
End Points.
