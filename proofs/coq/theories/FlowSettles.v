(* A curve as in FlowPath.v as long as it is in a box does not leave the box, if this is larger than its path, and
   converges to a point of the box where L is 0 (soundness.md 38, gradient flow). In every archimedean ordered field in
   which Cauchy sequences converge and which has Cousin's lemma, so in the real numbers. *)
From Dlmcert Require Import Algebra Krawczyk Flow FlowRate FlowPath.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Settles.
Variables (R : archiFieldType) (m : nat).
Hypotheses (cn : cousin R) (full : complete R).
Variables (w : R -> 'I_m -> R) (L : R -> R) (Z : R -> Prop) (mu r : R).
Hypotheses (mu0 : 0 < mu) (tz : thin Z) (L0 : forall t, 0 <= L t) (r0 : 0 < r).
Definition in_cube (x : 'I_m -> R) := forall p, `|x p - w 0 p| <= r.
Hypothesis acw : forall p, absolutely_continuous (fun t => w t p).
Hypothesis acL : forall T, 0 <= T -> (forall t, 0 <= t -> t <= T -> in_cube (w t)) -> absolutely_continuous_to T L.
Hypothesis moves : forall t, 0 <= t -> Z t \/ (in_cube (w t) -> rate_at w L mu t).
Hypothesis short : 4%:R * L 0 < mu * r ^+ 2.

Lemma cube_bounded T : (forall t, 0 <= t -> t <= T -> in_cube (w t)) ->
  forall t, 0 <= t -> t <= T -> forall p, `|w t p| <= \sum_p `|w 0 p| + r.
Proof.
move=> inside t t0 tT p; rewrite -[w t p](subrK (w 0 p)) addrC; apply: le_trans (ler_norm_add _ _) _.
by apply: ler_add; [rewrite (bigD1 p) //= ler_addl sumr_ge0|exact: inside].
Qed.
Lemma moves_to T : (forall t, 0 <= t -> t <= T -> in_cube (w t)) -> forall t, 0 <= t -> t <= T -> Z t \/ rate_at w L mu t.
Proof. by move=> inside t t0 tT; case: (moves t0) => [|H]; [left|right; apply: H; exact: inside]. Qed.

Lemma path T S : (forall t, 0 <= t -> t <= T -> in_cube (w t)) -> 0 <= S -> S <= T ->
  mu * norm2 (fun p => w T p - w S p) <= 4%:R * L S.
Proof.
move=> inside S0 ST; have T0 := le_trans S0 ST.
exact: (path_short cn mu0 tz L0 T0 (fun p => acw p T0) (acL T0 inside) (cube_bounded inside) (moves_to inside) S0 ST).
Qed.

(* a bound below r of the way *)
Lemma way : exists2 b, 0 <= b < r & forall x : R, mu * x ^+ 2 <= 4%:R * L 0 -> `|x| <= b.
Proof.
pose y := 4%:R * L 0 / (mu * r ^+ 2); have d0 : 0 < mu * r ^+ 2 by rewrite mulr_gt0 ?exprn_gt0.
have y0 : 0 <= y by rewrite divr_ge0 ?mulr_ge0 ?ler0n // ltW.
have y1 : y < 1 by rewrite ltr_pdivr_mulr // mul1r.
pose th := (1 + y) / 2%:R; have th0 : 0 <= th by rewrite divr_ge0 ?addr_ge0 ?ler01 ?ler0n.
have th1 : th < 1 by rewrite ltr_pdivr_mulr ?ltr0n // mul1r -[2%:R]/(1 + 1) ltr_add2l.
have thy : y <= th ^+ 2.
  rewrite -subr_ge0 (_ : _ - _ = ((1 - y) / 2%:R) ^+ 2) ?sqr_ge0 // /th; by field.
have b0 : 0 <= th * r by rewrite mulr_ge0 // ltW.
exists (th * r) => [|x H]; first by rewrite b0 gtr_pmull.
rewrite -ler_sqr ?nnegrE // real_normK ?num_real // -(ler_pmul2l mu0); apply: le_trans H _.
have -> : 4%:R * L 0 = y * (mu * r ^+ 2) by rewrite /y divfK // gt_eqF.
rewrite [X in _ <= X](_ : _ = th ^+ 2 * (mu * r ^+ 2)); last by ring.
by rewrite ler_wpmul2r // ltW.
Qed.

Lemma start_in : in_cube (w 0).
Proof. by move=> p; rewrite subrr normr0 ltW. Qed.

Theorem stays t : 0 <= t -> in_cube (w t).
Proof.
have [bd /andP[bd0 bdr] bdP] := way.
have within T : (forall t, 0 <= t -> t <= T -> in_cube (w t)) -> 0 <= T -> forall p, `|w T p - w 0 p| <= bd.
  move=> inside T0 p; apply: bdP; apply: le_trans (path inside (lexx 0) T0); rewrite ler_wpmul2l ?(ltW mu0) //.
  exact: (norm2_at (fun p => w T p - w 0 p)).
move=> t0; pose Q a b := 0 <= a -> (forall u, 0 <= u -> u <= a -> in_cube (w u)) -> forall u, 0 <= u -> u <= b -> in_cube (w u).
suff : Q 0 t.
  apply=> // u u0 u0'.
  by have -> : u = 0; [apply/eqP; rewrite eq_le u0 u0'|exact: start_in].
apply: (cn (P := Q)) => // [x|a b c ab bc Qab Qbc a0 Ha u]; last first.
  by apply: Qbc; [exact: le_trans ab|exact: Qab].
have [x0|x0] := ltP x 0.
  exists (- x); rewrite oppr_gt0; split=> // a b _ ax _ _ a0; by have := lt_le_trans (le_lt_trans ax x0) a0; rewrite ltxx.
have g0 : 0 < (r - bd) / 2%:R by rewrite divr_gt0 ?subr_gt0 ?ltr0n.
have each p : exists d, 0 < d /\ forall u, 0 <= u -> `|u - x| < d -> `|w u p - w x p| <= (r - bd) / 2%:R.
  by have [d d0 H] := continuous_at (acw p) x0 g0; exists d.
have [dl dlP] := fin_all_exists each; have [d d0 least] := below (fun p => proj1 (dlP p)).
exists d; split=> // a b xa ax xb bx a0 Ha u u0 ub p; have [ua|au] := leP u a; first exact: Ha.
have near v : 0 <= v -> a <= v -> v <= b -> `|w v p - w x p| <= (r - bd) / 2%:R.
  move=> v0 av vb; have [_ H] := dlP p; apply: H => //; apply: lt_le_trans (least p).
  rewrite ltr_norml; apply/andP; split; [rewrite ltr_subr_addl|rewrite ltr_subl_addl].
    exact: lt_le_trans xa av.
  exact: le_lt_trans bx.
have -> : w u p - w 0 p = (w u p - w x p) - (w a p - w x p) + (w a p - w 0 p) by ring.
have -> : r = (r - bd) / 2%:R + (r - bd) / 2%:R + bd by rewrite -splitr subrK.
apply: le_trans (ler_norm_add _ _) _; apply: ler_add; last exact: within.
apply: le_trans (ler_norm_sub _ _) _; apply: ler_add; apply: near => //; first exact: ltW.
exact: le_trans xb.
Qed.
Lemma inside T : forall t, 0 <= t -> t <= T -> in_cube (w t). Proof. by move=> t t0 _; exact: stays. Qed.

Theorem distance t : 0 <= t -> mu * norm2 (fun p => w t p - w 0 p) <= 4%:R * L 0.
Proof. by move=> t0; apply: path => //; exact: inside. Qed.

Lemma archimedes (x y : R) : 0 < x -> exists2 k : nat, 0 <= k%:R :> R & y < x * k%:R.
Proof.
move=> x0; have y0 : 0 <= `|y| / x by rewrite divr_ge0 // ltW.
exists (Num.bound (`|y| / x)); first exact: ler0n.
by have := archi_boundP y0; rewrite ltr_pdivr_mulr // mulrC; apply: le_lt_trans; exact: ler_norm.
Qed.

Lemma vanishes eps : 0 < eps -> exists2 T, 0 <= T & forall t, T <= t -> L t <= eps.
Proof.
move=> e0; have [k kk big] := archimedes (L 0) (mulr_gt0 mu0 e0); exists k%:R => // t kt; have t0 := le_trans kk kt.
rewrite leNgt; apply/negP=> large.
have := @L_time R m cn w L Z mu t mu0 tz t0 (acL t0 (inside (T := t))) (moves_to (inside (T := t))).
move=> /(_ eps (ltW e0) (ltW large)); apply/negP; rewrite -ltNge; apply: lt_le_trans big _.
by rewrite ler_paddl // ler_wpmul2l // ltW // mulr_gt0.
Qed.

Lemma settles eps : 0 < eps -> exists2 T, 0 <= T & forall a t, T <= a -> a <= t -> forall p, `|w t p - w a p| <= eps.
Proof.
move=> e0; have h0 : 0 < mu * eps ^+ 2 / 4%:R by rewrite divr_gt0 ?ltr0n // mulr_gt0 ?exprn_gt0.
have [T T0 small] := vanishes h0; exists T => // a t Ta at_ p; have a0 := le_trans T0 Ta.
rewrite -ler_sqr ?nnegrE ?(ltW e0) // real_normK ?num_real // -(ler_pmul2l mu0).
apply: le_trans (_ : mu * norm2 (fun p => w t p - w a p) <= _).
  by rewrite ler_wpmul2l ?(ltW mu0) //; exact: (norm2_at (fun p => w t p - w a p)).
apply: le_trans (path (inside (T := t)) a0 at_) _.
by have := small a Ta; rewrite ler_pdivl_mulr ?ltr0n // mulrC.
Qed.

Theorem flow_settles : exists l : 'I_m -> R, in_cube l /\
  forall eps, 0 < eps -> exists2 T, 0 <= T & forall t, T <= t -> forall p, `|w t p - l p| < eps.
Proof.
have half (x : R) : 0 < x -> 0 < x / 2%:R by move=> x0; rewrite divr_gt0 ?ltr0n.
have each p : exists lp, forall eps, 0 < eps -> exists2 T, 0 <= T & forall t, T <= t -> `|w t p - lp| < eps.
  have [eps e0|lp lim] := full (u := fun k => w k%:R p).
    have [T T0 H] := settles (half _ (half _ e0)).
    have [k _ kT] := archimedes T ltr01; rewrite mul1r in kT; exists k => i j ki kj.
    have near a : (k <= a)%N -> `|w a%:R p - w k%:R p| <= eps / 2%:R / 2%:R.
      by move=> ka; apply: H; [exact: ltW|rewrite ler_nat].
    have -> : w i%:R p - w j%:R p = (w i%:R p - w k%:R p) - (w j%:R p - w k%:R p) by ring.
    apply: le_lt_trans (ler_norm_sub _ _) _; apply: le_lt_trans (ler_add (near i ki) (near j kj)) _.
    by rewrite -splitr gtr_pmulr // invf_lt1 ?ltr0n // ltr1n.
  exists lp => eps e0; have [T T0 H] := settles (half _ e0); exists T => // t Tt.
  have [k kP] := lim _ (half _ e0); have [k' _ kt] := archimedes t ltr01; rewrite mul1r in kt.
  have far : t <= (maxn k k')%:R by apply: le_trans (ltW kt) _; rewrite ler_nat leq_maxr.
  have -> : w t p - lp = (w (maxn k k')%:R p - lp) - (w (maxn k k')%:R p - w t p) by ring.
  apply: le_lt_trans (ler_norm_sub _ _) _; rewrite [eps]splitr; apply: ltr_le_add; last exact: H.
  by apply: kP; rewrite leq_maxl.
have [l lP] := fin_all_exists each; exists l.
have all eps : 0 < eps -> exists2 T, 0 <= T & forall t, T <= t -> forall p, `|w t p - l p| < eps.
  move=> e0; have each' p : exists T, 0 <= T /\ forall t, T <= t -> `|w t p - l p| < eps.
    by have [T T0 H] := lP p _ e0; exists T.
  have [Ts TP] := fin_all_exists each'; exists (\sum_p Ts p); first by rewrite sumr_ge0 // => p _; case: (TP p).
  move=> t Tt p; have [_ H] := TP p; apply: H; apply: le_trans Tt; rewrite (bigD1 p) //= ler_addl sumr_ge0 //.
  by move=> q _; case: (TP q).
split=> // p; rewrite leNgt; apply/negP=> out.
have g0 : 0 < `|l p - w 0 p| - r by rewrite subr_gt0.
have [T T0 H] := all _ g0; have := H T (lexx T) p; apply/negP; rewrite -leNgt ler_subl_addr.
have -> : l p - w 0 p = (w T p - w 0 p) - (w T p - l p) by ring.
by apply: le_trans (ler_norm_sub _ _) _; rewrite addrC ler_add2l; exact: stays.
Qed.
End Settles.
