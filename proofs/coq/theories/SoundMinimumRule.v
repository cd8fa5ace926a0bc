(* The parts of the rule of 5.40 give a point of the box that is a local minimum (soundness.md 37). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model NearbyForm Form Rules Bridge Nearby Points PointRules NearbyRules
  CriticalRules Krawczyk SoundNetwork SoundEnclosure SoundBox SoundHeld SoundSecond SoundPoint SoundNearby Signature
  Inertia SoundTest SoundCritical SoundKinkBound SoundNearKinks SoundNearSlopes SoundGauge SoundCurvature SoundInside
  SoundRegular SoundVoid SoundMinimum MinimumClaims.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Local Opaque held_slopes held_enclosure box_of box_columns.

Section Rule.
Variables (R : archiFieldType) (net : instance) (from one unit : Z) (cs : seq (seq (seq Z))).
Variables (kink : nat -> nat -> nat -> bool) (ks : seq (nat * nat * nat)).
Variables (movers : seq place) (rs mus : seq Z) (C B : seq (seq Z)) (gs : seq gauge_group).
Hypotheses (from0 : Z.lt Z0 from) (one0 : Z.lt Z0 one) (unit0 : Z.lt Z0 unit).
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Let m := size movers.
Let k := size ks.
Let n := (m + k)%N.
Notation none := (0%N, 0%N, 0%N).
Notation mv a := (nth none movers a).
Notation kk b := (nth none ks b).
Hypothesis ranges : forall a, (a < m)%N -> in_range net (mv a).
Hypothesis ordered : forall a b, (a <= b)%N -> (b < m)%N -> ((mv a).1.1 <= (mv b).1.1)%N.
Hypothesis kinks_in : forall b, (b < k)%N -> [/\ ((kk b).1.1 < h)%N, ((kk b).1.2 < N)%N & ((kk b).2 < d (kk b).1.1.+1)%N].
Hypotheses (szr : size rs = n) (r_0 : forall i, (i < n)%N -> Z.lt Z0 (nth Z0 rs i)) (szm : size mus = k).
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
Hypothesis signs : negatives (congruent (twice_middle H) B) = Z.of_nat k.
Hypotheses (movers_once : uniq movers) (kinks_once : uniq ks) (kinkE : forall l n i, kink l n i = ((l, n, i) \in ks)).
Hypothesis sure_all : held_sure net kink on_box.
Hypothesis once : grouped_once net (idle net kink on_box) gs.
Hypothesis formed : all (group_formed net cs kink (fun l n i => upper net l n i (empty_at on_box l n) (sum_at on_box l n i))) gs.
Hypothesis moversE : movers = List.filter (moves net (idle net kink on_box) gs) (places net).
Hypothesis push : pushed_up net one (box_columns net box) ks lambda adj.
Hypothesis squares : huber net = None.
Notation W_of z := (W_near net from cs movers (ext z)).
Notation c_of z := (c_near net from cs movers (ext z)).
Notation radius := (@SoundTest.radius R n from rs).
Notation gradient := (@derivatives_at R net from one cs kink ks movers rs mus).

Lemma critical_inside : complete R -> exists z, [/\ in_box radius z, forall i, `|z i 0| < radius i & gradient z = 0].
Proof.
move=> full; have [z [zb z0]] := critical_point from0 one0 unit0 layersL ranges ordered kinks_in szr r_0 szm szC same test full.
have zero : in_box radius (0 : 'cV[R]_n) by move=> i; rewrite mxE normr0; exact: ltW (radius_pos R from0 r_0 i).
exists z; split=> //; apply: (strictly_inside from0 one0 unit0 szr szC (size_values _ _ _ _ _ _ _) (size_columns _ _ _ _ _ _ _) test _ zb z0).
- exact: (values_hold R from0 layersL ranges kinks_in szm same).
- exact: derivatives_difference.
exact: (entries_hold cs kink from0 one0 layersL ranges ordered kinks_in szr szm zb zero).
Qed.

Lemma size_H : size H = n.
Proof. by rewrite /H /second_in; cbv zeta; rewrite size_tab. Qed.

Lemma positive_rows : #|@curved R n H B false| = m.
Proof.
have szH j : (j < n)%N -> size (nth [::] H j) = n by exact: size_columns.
have := negativesE R szB szBr size_H szH; rewrite signs => /Nat2Z.inj E.
have := positives R szB szBr size_H szH dominant; rewrite -E; rewrite /n => /(canRL (addnK _)) P.
by rewrite [LHS]P addnK.
Qed.

Lemma curved_up z : in_box radius z -> exists2 cc : R, 0 < cc & forall z2, in_box radius z2 -> forall x : 'cV[R]_m,
  cc * sq x <= qf (\matrix_(p < m, q < m) mixed net from one cs kink rs mus z2 z p q) x +
    sq ((\matrix_(b < k, p < m) K_at one box kink ks (W_of z) (W_of z2) (c_of z2) b (mv p)) *m x) / cc.
Proof.
move=> zb; have szH j : (j < n)%N -> size (nth [::] H j) = n by exact: size_columns.
have [cc cc0 cP] := curvature from0 one0 unit0 szr r_0 szC (size_values _ _ _ _ _ _ _) size_H szH test
  (values_hold R from0 layersL ranges kinks_in szm same) (middle_sym R net from one cs kink ks movers rs mus) szB szBr dominant false.
exists cc => // z2 b2 x.
have [V [V1 V2]] := cP _ (entries_mixed cs kink from0 one0 layersL ranges ordered kinks_in szr szm b2 zb) (mixed_matrix_sym _ _ _ _ _ _ _ _ _).
apply: (bordered_bound cc0 positive_rows (V := V)) => // y sy; have := V1 y sy; by rewrite expr0 mul1r.
Qed.

(* of the preactivations whose signs decide a slope exactly those of the kinks are 0 *)
Lemma kinks_exact z : in_box radius z -> gradient z = 0 -> zero_preactivations (W_of z) (c_of z) (Z.of_nat k).
Proof.
move=> zb z0; have fine := allowed_near net from cs movers (ext z).
have inb := @in_the_box R net from one cs ks movers rs from0 one0 szr z zb.
have zero := held_zero (one := one) kinkE z0.
exists ks; split=> // [q /(nthP none)[b bk <-]|l i t lh]; first exact: kinks_in.
have sz0 : s_at R net = rv R (slope net) by [].
have kz := kink_zero one0 layersL fine inb zero sure_all lh.
apply/idP/andP=> [/(nthP none)[b bk bE]|[/and3P[E0 s1 nv] /eqP U0]]; last first.
  rewrite -kinkE; apply/negPn/negP=> nk; have ne : ~~ h_empty net one box kink l t.
    by apply: contra nv; exact: (empty_void one0 layersL fine inb zero sure_all (ltnW lh)).
  by have := decided one0 layersL fine inb zero sure_all lh ne E0 s1 nk; rewrite U0 eqxx.
have K : kink l t i by rewrite kinkE -bE mem_nth.
split; last by apply/eqP; exact: kz.
have [up down] := pushes from0 one0 layersL kinks_in szr szm push zb zb bk bE.
have ka0 := ka_pos R one0.
apply/and3P; split.
- apply/negP=> /eqP E1; move: up down; rewrite E1 !mul0r mulr0 addr0 => up down.
  by have := le_trans up down; rewrite leNgt (lt_trans _ ka0) // oppr_lt0.
- apply/negP=> /eqP s1; move: down; rewrite s1 mul1r => down.
  by have := le_trans up down; rewrite leNgt (lt_trans _ ka0) // oppr_lt0.
apply/negP=> vd; have [nb dk] := void_dark one0 layersL fine inb zero sure_all (ltnW lh) vd.
have row a : (a < m)%N -> K_at one box kink ks (W_of z) (W_of z) (c_of z) b (mv a) = 0.
  move=> am; rewrite /K_at bE /= big1 // => t' _; case: eqP => [tt|_]; last by rewrite mul0r.
  have -> : t' = t by exact: val_inj.
  by rewrite (dark_kink layersL (W_of z) fine nb i (ltnW lh) dk (ranges am)) mulr0.
pose y : 'cV[R]_n := \col_i (i == rshift m (Ordinal bk))%:R.
have szH j : (j < n)%N -> size (nth [::] H j) = n by exact: size_columns.
have M0 : mixed_matrix net from one cs kink rs mus z z *m y = 0.
  apply/colP=> j; rewrite mxE [RHS]mxE (bigD1 (rshift m (Ordinal bk))) //= [y _ _]mxE eqxx mulr1 big1 ?addr0 => [|j' jj]; last first.
    by rewrite [y _ _]mxE (negPf jj) mulr0.
  rewrite /mixed_matrix -(splitK j); case: (split j) => [p|b'] /=; last by rewrite block_mxEdr mxE.
  by rewrite block_mxEur !mxE row // oppr0.
have y0 := entries_regular from0 one0 unit0 szr szC szH test (radius_pos R from0 r_0)
  _ (entries_mixed cs kink from0 one0 layersL ranges ordered kinks_in szr szm zb zb) M0.
have : y (rshift m (Ordinal bk)) 0 = 0.
  rewrite y0 ?mxE // => v; apply: divr_ge0; last by apply: ltW; rewrite !mulr_gt0 ?ltr0n ?SoundTest.pos.
  apply: le_trans (@farthest_in R n Z0 (nth [::] C v) values (fun e => gradient 0 e 0 * zr R from) (szC (ltn_ord v)) (size_values _ _ _ _ _ _ _)
    (values_hold R from0 layersL ranges kinks_in szm same)); by rewrite mulr_ge0 ?ler0n.
by rewrite mxE eqxx => /eqP; rewrite oner_eq0.
Qed.

Theorem minimum_point : complete R -> exists z, [/\ in_box radius z, gradient z = 0,
  forall l, (l <= h)%N -> at_sum (s_at R net) (E_at R net) (X_at R net) (W_of z) (c_of z) l =
    Model.U (W_of z) (c_of z) (held_slopes R net one box kink) (X_at R net) l &
  local_minimum (s_at R net) (E_at R net) (X_at R net) (y_at R net) (huber_at R net) (bias net) (W_of z) (c_of z) /\
  zero_preactivations (W_of z) (c_of z) (Z.of_nat k)].
Proof.
move=> full; have [z [zb zi z0]] := critical_inside full; have [cc cc0 cP] := curved_up zb.
exists z; split=> //.
  exact: (true_sums_at from0 one0 layersL szr kinkE sure_all zb z0).
split; last exact: kinks_exact.
exact: (local_minimum_at from0 one0 layersL ranges kinks_in szr szm movers_once kinks_once kinkE sure_all once formed moversE push squares zb zi z0 cc0 cP).
Qed.
End Rule.
