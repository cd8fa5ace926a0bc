(* The parts of the rule of 5.41 give a point of the box that is a saddle (soundness.md 37). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model NearbyForm Form Rules Bridge Nearby Points PointRules NearbyRules
  CriticalRules Krawczyk SoundNetwork SoundEnclosure SoundBox SoundHeld SoundSecond SoundPoint SoundCells SoundNearby
  Signature Inertia SoundTest SoundCritical SoundLagrange SoundNearSlopes SoundGauge SoundCurvature SoundHeldPlaces
  SoundBends CriticalClaims SoundSaddle.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Local Opaque held_slopes held_enclosure box_of box_columns.

(* A direction, by what it changes in the parameters of a list *)
Section Directions.
Variables (R : realFieldType) (net : instance) (movers : seq place).
Notation d := (layer_size net).
Definition D_of (t : nat -> R) : @Points.weights R d := fun l => \matrix_(i, j) deviation movers t (l, nat_of_ord i, nat_of_ord j).
Definition b_of (t : nat -> R) : @Points.shifts R d := fun l => \col_i if bias net then deviation movers t (l, nat_of_ord i, d l) else 0.
Lemma allowed_of t : allowed (bias net) (b_of t).
Proof. by rewrite /allowed /b_of; case: (bias net); [left|right=> k; apply/colP=> i; rewrite !mxE]. Qed.
Lemma value_of t l (i : 'I_(d l.+1)) j : (j < inputs_to net l)%N -> value (D_of t) (b_of t) i j = deviation movers t (l, nat_of_ord i, j).
Proof.
move=> jl; rewrite /value; case: insubP => [j' jd jE|]; first by rewrite mxE jE.
rewrite -leqNgt mxE; move: jl; rewrite /inputs_to; case: (bias net) => [lt ge|lt ge].
  by have -> : j = d l by apply/eqP; rewrite eqn_leq ge andbT.
by rewrite ltnNge ge in lt.
Qed.
Lemma value_sum n (x : 'I_n -> R) (t : 'I_n -> nat -> R) l (i : 'I_(d l.+1)) j : (j < inputs_to net l)%N ->
  value (fun l => \sum_a x a *: D_of (t a) l) (fun l => \sum_a x a *: b_of (t a) l) i j =
  deviation movers (fun q => \sum_a x a * t a q) (l, nat_of_ord i, j).
Proof.
move=> jl; have -> : value (fun l => \sum_a x a *: D_of (t a) l) (fun l => \sum_a x a *: b_of (t a) l) i j =
    \sum_a x a * value (D_of (t a)) (b_of (t a)) i j.
  by rewrite /value; case: insub => [j'|]; rewrite summxE; apply: eq_bigr => a _; rewrite mxE.
rewrite (eq_bigr _ (fun a _ => congr1 (fun y => x a * y) (value_of (t a) i jl))) /deviation.
rewrite (eq_bigr (fun a => \sum_(q < size movers) x a * ((nth (0%N, 0%N, 0%N) movers q == (l, nat_of_ord i, j))%:R * t a q))); last first.
  by move=> a _; rewrite mulr_sumr.
rewrite exchange_big; apply: eq_bigr => q _ /=; rewrite mulr_sumr; apply: eq_bigr => a _; exact: mulrCA.
Qed.
Lemma allowed_sum n (x : 'I_n -> R) (t : 'I_n -> nat -> R) : allowed (bias net) (fun l => \sum_a x a *: b_of (t a) l).
Proof.
case B : (bias net); [by left|right=> l]; rewrite big1 // => a _; apply/colP=> i; by rewrite !mxE B mulr0.
Qed.
End Directions.

Section Rule.
Variables (R : archiFieldType) (net : instance) (from one unit : Z) (cs : seq (seq (seq Z))).
Variables (kink : nat -> nat -> nat -> bool).
Variables (movers : seq place) (rs : seq Z) (C B : seq (seq Z)) (gs : seq gauge_group).
Hypotheses (from0 : Z.lt Z0 from) (one0 : Z.lt Z0 one) (unit0 : Z.lt Z0 unit).
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Let m := size movers.
Notation ks := (Nil (nat * nat * nat)).
Notation mus := (Nil Z).
Let n := (m + size ks)%N.
Notation none := (0%N, 0%N, 0%N).
Notation mv a := (nth none movers a).
Hypothesis ranges : forall a, (a < m)%N -> in_range net (mv a).
Hypothesis ordered : forall a b, (a <= b)%N -> (b < m)%N -> ((mv a).1.1 <= (mv b).1.1)%N.
Hypotheses (szr : size rs = n) (r_0 : forall i, (i < n)%N -> Z.lt Z0 (nth Z0 rs i)).
Hypothesis szC : forall i, (i < n)%N -> size (nth [::] C i) = n.
Let point := box_of net from from cs [::] [::].
Let at_centre := held_enclosure net from point kink.
Let box := box_of net one from cs movers (List.firstn m rs).
Let on_box := held_enclosure net one box kink.
Let at_lambda := List.map (fun x => rescale from from (x, x)) mus.
Let lambda := List.map (fun z => rescale one from (Z.sub z.1 z.2, Z.add z.1 z.2)) (List.combine mus (List.skipn m rs)).
Let adj := all_adjoints net one kink on_box (box_columns net box) ks lambda.
Let H := second_in net one box kink on_box (box_columns net box) movers ks adj.
Let values := gradient_in net from at_centre movers ks (all_adjoints net from kink at_centre (box_columns net point) ks at_lambda).
Hypothesis same : same_slopes net kink at_centre on_box.
Hypothesis test : contracts one unit values H C rs.
Hypotheses (szB : size B = n) (szBr : forall i, (i < n)%N -> size (nth [::] B i) = n).
Hypothesis dominant : dominates (congruent (twice_middle H) B).
Variable k : nat.
Hypotheses (signs : negatives (congruent (twice_middle H) B) = Z.of_nat k) (k0 : (0 < k)%N).
Hypothesis nokink : forall l n i, kink l n i = false.
Hypothesis sure_all : held_sure net kink on_box.
Hypothesis once : grouped_once net (idle net kink on_box) gs.
Hypothesis formed : all (group_formed net cs kink (fun l n i => upper net l n i (empty_at on_box l n) (sum_at on_box l n i))) gs.
Hypothesis moversE : movers = List.filter (moves net (idle net kink on_box) gs) (places net).
Hypotheses (squares : huber net = None) (some : (0 < N)%N).
Notation W_of z := (W_near net from cs movers (ext z)).
Notation c_of z := (c_near net from cs movers (ext z)).
Notation radius := (@SoundTest.radius R n from rs).
Notation gradient := (@derivatives_at R net from one cs kink ks movers rs mus).
Notation zr := (zr R).

Lemma no_kinks b : (b < size ks)%N -> [/\ ((nth none ks b).1.1 < h)%N, ((nth none ks b).1.2 < N)%N & ((nth none ks b).2 < d (nth none ks b).1.1.+1)%N].
Proof. by []. Qed.
Lemma no_multipliers : size mus = size ks. Proof. by []. Qed.
Lemma size_H : size H = n.
Proof. by rewrite /H /second_in; cbv zeta; rewrite size_tab. Qed.

Section Point.
Variable z : 'cV[R]_n.
Hypotheses (zb : in_box radius z) (critical : gradient z = 0).
Notation W := (W_of z).
Notation c := (c_of z).
Notation lam := (lam_of from mus z).
Let fine := allowed_near net from cs movers (ext z).
Let inside := @in_the_box R net from one cs ks movers rs from0 one0 szr z zb.

Lemma slopes_zero a : (a < m)%N -> slope_of_loss one box kink ks lam W c (mv a) = 0.
Proof.
move=> am; have := congr1 (fun v : 'cV_n => v (lshift (size ks) (Ordinal am)) 0) critical.
by rewrite !mxE (unsplitK (inl (Ordinal am))).
Qed.
Lemma flat l (i : 'I_(d l.+1)) j : (l <= h)%N -> (j < inputs_to net l)%N -> slope_of_loss one box kink ks lam W c (l, nat_of_ord i, j) = 0.
Proof.
apply: (all_zero one0 layersL nokink (from1 R from0) once formed sure_all fine inside) => [l' i' j' lh jl|p].
  rewrite -moversE => nm; rewrite value_near // /parameter /deviation big1 ?addr0 // => a _.
  by case: eqP => [E1|_]; [move: nm; rewrite -E1 mem_nth|rewrite mul0r].
rewrite -moversE => /(nthP none)[a am <-]; exact: slopes_zero.
Qed.

Lemma form_qf (y : 'cV[R]_n) : form one box kink lam movers W c (ext y) = qf (mixed_matrix net from one cs kink rs mus z z) y.
Proof.
rewrite qfE big_split_ord /= [X in _ = _ + X]big_ord0 addr0; apply: eq_bigr => p _.
rewrite big_split_ord /= [X in _ = _ + X]big_ord0 addr0; apply: eq_bigr => q _.
by rewrite block_mxEul mxE /mixed !ext_left.
Qed.

Theorem saddle_at : saddle_here W c k.
Proof.
have szH j : (j < n)%N -> size (nth [::] H j) = n by exact: size_columns.
have [cc cc0 cP] := curvature from0 one0 unit0 szr r_0 szC (size_values _ _ _ _ _ _ _) size_H szH test
  (values_hold R from0 layersL ranges no_kinks no_multipliers same) (middle_sym R net from one cs kink ks movers rs mus) szB szBr dominant true.
have [V [V1 V2]] := cP _ (entries_mixed cs kink from0 one0 layersL ranges ordered no_kinks szr no_multipliers zb zb) (mixed_matrix_sym _ _ _ _ _ _ _ _ _).
set P := @curved R n H B true in V1 V2.
have cardP : #|P| = k.
  have := negativesE R szB szBr size_H szH; rewrite signs => /Nat2Z.inj ->.
  by apply: eq_card => i; rewrite !inE.
have [f fP fI] : exists2 f : 'I_k -> 'I_n, (forall a, P (f a)) & injective f.
  exists (fun a => enum_val (cast_ord (esym cardP) a)) => [a|]; first by have := enum_valP (cast_ord (esym cardP) a); rewrite unfold_in.
  by move=> a b /enum_val_inj/cast_ord_inj.
pose y a : 'cV[R]_n := V *m (\col_j (j == f a)%:R).
have bend (x : 'I_k -> R) : (exists a, x a != 0) -> exists2 g, g < 0 &
    bends (along W c (fun l => \sum_a x a *: D_of net movers (ext (y a)) l) (fun l => \sum_a x a *: b_of net movers (ext (y a)) l)) g.
  move=> [a0 xa0]; pose X : 'cV[R]_n := \sum_a x a *: \col_j (j == f a)%:R.
  have XE b : X (f b) 0 = x b.
    rewrite summxE (bigD1 b) //= !mxE eqxx mulr1 big1 ?addr0 // => a ab.
    by rewrite !mxE (inj_eq fI) eq_sym (negPf ab) mulr0.
  have sX : supported P X.
    move=> i Pi; rewrite summxE big1 // => a _; rewrite !mxE; case: eqP => [E|_]; last by rewrite mulr0.
    by case/negP: Pi; rewrite E; exact: fP.
  have VX : V *m X = \sum_a x a *: y a.
    by rewrite mulmx_sumr; apply: eq_bigr => a _; rewrite -scalemxAr.
  have pos : 0 < sq (V *m X).
    rewrite lt_neqAle sq_ge0 andbT eq_sym; apply: contra_neq xa0 => s0; rewrite -XE.
    by rewrite (V2 X sX) ?mxE //; apply: sq_eq0; rewrite s0.
  pose t q := \sum_a x a * ext (y a) q.
  have tE q : t q = ext (V *m X) q.
    rewrite VX /t /ext; case: insub => [q'|]; last by rewrite big1 // => a _; rewrite mulr0.
    by rewrite summxE; apply: eq_bigr => a _; rewrite [RHS]mxE.
  have fE : form one box kink lam movers W c t = qf (mixed_matrix net from one cs kink rs mus z z) (V *m X).
    by rewrite -form_qf; apply: eq_bigr => p _; apply: eq_bigr => q _; rewrite !tE.
  exists (N%:R^-1 * (form one box kink lam movers W c t / 2%:R)).
    rewrite pmulr_rlt0 ?invr_gt0 ?ltr0n // ltr_pdivr_mulr ?ltr0n // mul0r fE -oppr_gt0.
    apply: lt_le_trans (_ : cc * sq (V *m X) <= _); first exact: mulr_gt0.
    by have := V1 X sX; rewrite /= expr1 mulN1r.
  apply: (bends_along one0 layersL squares nokink sure_all fine inside (@allowed_sum _ _ _ _ _ _)) => // [l i j lh jl|a am].
    exact: value_sum.
  exact: slopes_zero.
split.
- exact: (critical_all one0 layersL squares nokink sure_all fine inside flat).
- have [|g g0 bd] := bend (fun=> 1); first by exists (Ordinal k0); exact: oner_neq0.
  exact: (down_smaller fine (@allowed_sum _ _ _ _ _ _) bd g0).
exists (fun a => D_of net movers (ext (y a))), (fun a => b_of net movers (ext (y a))); split; last exact: bend.
by move=> a; exact: allowed_of.
Qed.
End Point.
End Rule.
