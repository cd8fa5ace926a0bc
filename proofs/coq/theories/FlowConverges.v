(* A curve as in FlowModes.v does not leave the box in which this is so, and converges to a point without residuals
   (soundness.md 38, mode by mode). In every archimedean ordered field in which Cauchy sequences converge and which has
   Cousin's lemma, so in the real numbers. *)
From Dlmcert Require Import Algebra Krawczyk Flow Mmatrix FlowModes.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Stays.
Variables (R : archiFieldType) (m n : nat).
Hypotheses (cn : cousin R) (full : complete R).
Variables (J : 'M[R]_(m, n) -> Prop) (K rho : R) (P C : 'M[R]_n) (B : 'M[R]_(m, n)) (S : 'I_n -> R) (r : 'I_m -> R).
Hypotheses (K0 : 0 <= K) (bounded : forall G, J G -> forall p c, `|G p c| <= K) (rho0 : 0 < rho).
Hypotheses (off : forall i j, i != j -> C i j <= 0) (B0 : forall p j, 0 <= B p j) (S0 : forall i, 0 < S i).
Hypothesis speed : forall G, J G -> forall (x : 'cV_n) p, `|(G *m x) p 0| <= \sum_j B p j * `|(P *m x) j 0|.
Hypothesis fall : forall G G', J G -> J G' -> forall (x : 'cV_n) i sg, `|sg| = 1 -> sg * (P *m x) i 0 = `|(P *m x) i 0| ->
  \sum_j C i j * `|(P *m x) j 0| <= sg * (P *m (G'^T *m (G *m x))) i 0.
Hypothesis regular : forall x : 'cV_n, P *m x = 0 -> x = 0.
Variables (w : R -> 'cV[R]_m) (res : 'cV[R]_m -> 'cV[R]_n) (Z : R -> Prop).
Definition in_box (x : 'cV[R]_m) := forall p, `|x p 0 - w 0 p 0| <= r p.
Hypothesis secant : forall x y, in_box x -> in_box y -> exists2 G, J G & res x - res y = G^T *m (x - y).
Hypothesis start : forall i, `|(P *m res (w 0)) i 0| < \sum_j C i j * S j.
Hypothesis way : forall p, \sum_j B p j * S j < r p.
Hypothesis ac : forall p, absolutely_continuous (fun t => w t p 0).
Hypothesis nZ : null Z.
Hypothesis flow : forall t, 0 <= t -> Z t \/ (in_box (w t) -> moves J rho w (fun t => res (w t)) t).
Let z t : 'cV[R]_n := P *m res (w t).

Lemma CS i : 0 < \sum_j C i j * S j. Proof. exact: le_lt_trans (start i). Qed.
Lemma r_gt0 p : 0 < r p.
Proof. by apply: le_lt_trans (way p); rewrite sumr_ge0 // => j _; rewrite mulr_ge0 // ltW. Qed.
Lemma start_in_box : in_box (w 0).
Proof. by move=> p; rewrite subrr normr0 ltW // r_gt0. Qed.

(* What falls while the curve is in the box *)
Lemma falls_in_box T : 0 <= T -> (forall t, 0 <= t -> t <= T -> in_box (w t)) ->
  forall (tau : 'I_m -> R) (y : 'rV[R]_n) kappa, (forall i, 0 <= y 0 i) -> forall a, 0 <= a -> a <= T ->
  (forall t, a <= t -> t <= T -> rho * (\sum_p `|tau p| * \sum_j B p j * `|z t j 0|) + kappa <=
    rho * \sum_j (y *m C) 0 j * `|z t j 0|) ->
  functional P w (fun t => res (w t)) tau y kappa T <= functional P w (fun t => res (w t)) tau y kappa a.
Proof.
move=> T0 inside tau y kappa y0 a a0 aT rate.
apply: (functional_falls cn K0 bounded rho0 off speed fall T0 ac _ nZ _ y0 a0 aT rate).
- by move=> b b' b0 bT b0' bT'; apply: secant; exact: inside.
- by move=> t t0 tT; case: (flow t0) => [|H]; [left|right; apply: H; exact: inside].
Qed.

Lemma way_of p : exists2 y : 'rV[R]_n, (forall i, 0 <= y 0 i) &
  \sum_i y 0 i * `|z 0 i 0| <= \sum_j B p j * S j /\
  forall T a, (forall t, 0 <= t -> t <= T -> in_box (w t)) -> 0 <= a -> a <= T ->
    `|w T p 0 - w a p 0| <= \sum_i y 0 i * `|z a i 0|.
Proof.
have Bp j : 0 <= (row p B) 0 j by rewrite mxE.
have [y yC y0] := Mmatrix_solve off S0 CS Bp; exists y => //.
have yCj j : (y *m C) 0 j = B p j by rewrite yC mxE.
split.
  apply: (@le_trans _ _ (\sum_i y 0 i * \sum_j C i j * S j)).
    by apply: ler_sum => i _; rewrite ler_wpmul2l // ltW.
  rewrite le_eqVlt; apply/orP; left; apply/eqP; under [RHS]eq_bigr => j _ do rewrite -yCj mxE mulr_suml.
  by rewrite exchange_big; apply: eq_bigr => i _; rewrite mulr_sumr; apply: eq_bigr => j _; rewrite mulrA.
move=> T a inside a0 aT; have T0 := le_trans a0 aT.
suff side sg : `|sg| = 1 -> sg * (w T p 0 - w a p 0) <= \sum_i y 0 i * `|z a i 0|.
  rewrite ler_norml -ler_oppl; apply/andP; split; last by have := side 1 (normr1 _); rewrite mul1r.
  by have := side (-1); rewrite normrN normr1 mulN1r; exact.
move=> s1; pose tau q := if q == p then sg else 0.
have one (f : 'I_m -> R) : \sum_q tau q * f q = sg * f p.
  by rewrite (bigD1 p) //= /tau eqxx big1 ?addr0 // => q /negPf ->; rewrite mul0r.
have norm (f : 'I_m -> R) : \sum_q `|tau q| * f q = f p.
  by rewrite (bigD1 p) //= /tau eqxx s1 mul1r big1 ?addr0 // => q /negPf ->; rewrite normr0 mul0r.
have := falls_in_box T0 inside (tau := tau) (y := y) (kappa := 0) y0 a0 aT; rewrite /functional !one !mul0r !addr0.
move=> H; have {H} := H _; have rate t : a <= t -> t <= T -> rho * (\sum_q `|tau q| * \sum_j B q j * `|z t j 0|) + 0 <=
    rho * \sum_j (y *m C) 0 j * `|z t j 0|.
  move=> _ _; rewrite addr0 norm ler_wpmul2l ?(ltW rho0) //.
  by apply: ler_sum => j _; rewrite yCj.
move=> /(_ rate) H; rewrite mulrBr ler_subl_addl; apply: le_trans H.
by rewrite ler_addl sumr_ge0 // => i _; rewrite mulr_ge0.
Qed.

Lemma within_way T p : (forall t, 0 <= t -> t <= T -> in_box (w t)) -> 0 <= T ->
  `|w T p 0 - w 0 p 0| <= \sum_j B p j * S j.
Proof.
move=> inside T0; have [y _ [yS H]] := way_of p; apply: le_trans (H _ _ inside (lexx 0) T0) yS.
Qed.

Theorem stays t : 0 <= t -> in_box (w t).
Proof.
move=> t0; pose Q a b := 0 <= a -> (forall u, 0 <= u -> u <= a -> in_box (w u)) -> forall u, 0 <= u -> u <= b -> in_box (w u).
suff : Q 0 t.
  apply=> // u u0 u0'.
  by have -> : u = 0; [apply/eqP; rewrite eq_le u0 u0'|exact: start_in_box].
apply: (cn (P := Q)) => // [x|a b c ab bc Qab Qbc a0 Ha u]; last first.
  by apply: Qbc; [exact: le_trans ab|exact: Qab].
have [x0|x0] := ltP x 0.
  exists (- x); rewrite oppr_gt0; split=> // a b _ ax _ _ a0; by have := lt_le_trans (le_lt_trans ax x0) a0; rewrite ltxx.
have each p : exists d, 0 < d /\ forall u, 0 <= u -> `|u - x| < d -> `|w u p 0 - w x p 0| <= (r p - \sum_j B p j * S j) / 2%:R.
  have g0 : 0 < (r p - \sum_j B p j * S j) / 2%:R by rewrite divr_gt0 ?subr_gt0 ?ltr0n.
  by have [d d0 H] := continuous_at (ac p) x0 g0; exists d.
have [dl dlP] := fin_all_exists each; have [d d0 least] := below (fun p => proj1 (dlP p)).
exists d; split=> // a b xa ax xb bx a0 Ha u u0 ub p; have [ua|au] := leP u a; first exact: Ha.
have near v : 0 <= v -> a <= v -> v <= b -> `|w v p 0 - w x p 0| <= (r p - \sum_j B p j * S j) / 2%:R.
  move=> v0 av vb; have [_ H] := dlP p; apply: H => //; apply: lt_le_trans (least p).
  rewrite ltr_norml; apply/andP; split; [rewrite ltr_subr_addl|rewrite ltr_subl_addl].
    exact: lt_le_trans xa av.
  exact: le_lt_trans bx.
have -> : w u p 0 - w 0 p 0 = (w u p 0 - w x p 0) - (w a p 0 - w x p 0) + (w a p 0 - w 0 p 0) by ring.
have -> : r p = (r p - \sum_j B p j * S j) / 2%:R + (r p - \sum_j B p j * S j) / 2%:R + \sum_j B p j * S j.
  by rewrite -splitr subrK.
apply: le_trans (ler_norm_add _ _) _; apply: ler_add; last exact: within_way.
apply: le_trans (ler_norm_sub _ _) _; apply: ler_add; apply: near => //; first exact: ltW.
exact: le_trans xb.
Qed.
Lemma inside T : forall t, 0 <= t -> t <= T -> in_box (w t). Proof. by move=> t t0 _; exact: stays. Qed.

(* --- convergence --- *)

Lemma bounded_way t p : 0 <= t -> `|w t p 0 - w 0 p 0| <= \sum_j B p j * S j.
Proof. by move=> t0; apply: within_way => //; exact: inside. Qed.

Lemma archimedes (x y : R) : 0 < x -> exists2 k : nat, 0 <= k%:R :> R & y < x * k%:R.
Proof.
move=> x0; have y0 : 0 <= `|y| / x by rewrite divr_ge0 // ltW.
exists (Num.bound (`|y| / x)); first exact: ler0n.
by have := archi_boundP y0; rewrite ltr_pdivr_mulr // mulrC; apply: le_lt_trans; exact: ler_norm.
Qed.

(* All modes become small: a sum of them falls as long as it is not small. *)
Lemma modes_vanish eps : 0 < eps -> exists2 T, 0 <= T & forall t, T <= t -> forall i, `|z t i 0| <= eps.
Proof.
have one0 j : 0 <= (const_mx 1 : 'rV[R]_n) 0 j by rewrite mxE ler01.
have [x xC x0] := Mmatrix_solve off S0 CS one0.
have xCj j : (x *m C) 0 j = 1 by rewrite xC mxE.
have x1 i : 0 < x 0 i.
  rewrite lt_neqAle x0 andbT eq_sym; apply/eqP=> xi; have := xCj i; rewrite mxE (bigD1 i) //= xi mul0r add0r => E.
  have := @ltr01 R; rewrite -E ltNge => /negP[]; rewrite -oppr_ge0 -sumrN sumr_ge0 // => k ki.
  by rewrite oppr_ge0 mulr_ge0_le0 // off.
pose V t := functional P w (fun t => res (w t)) (fun=> 0) x 0 t.
have VE t : V t = \sum_i x 0 i * `|z t i 0|.
  by rewrite /V /functional mul0r addr0 big1 ?add0r // => p _; rewrite mul0r.
have rateE t (kappa : R) : kappa <= rho * (\sum_j `|z t j 0|) ->
    rho * (\sum_p `|(0 : R)| * \sum_j B p j * `|z t j 0|) + kappa <= rho * \sum_j (x *m C) 0 j * `|z t j 0|.
  move=> H; rewrite [X in rho * X + _]big1 => [|p _]; last by rewrite normr0 mul0r.
  by rewrite mulr0 add0r; under eq_bigr => j _ do rewrite xCj mul1r.
have VT a T : 0 <= a -> a <= T -> V T <= V a.
  move=> a0 aT; apply: (falls_in_box (le_trans a0 aT) (inside (T := T)) (tau := fun=> 0) x0 a0 aT) => t _ _.
  by apply: rateE; rewrite mulr_ge0 ?(ltW rho0) // sumr_ge0.
have [d d0 least] := below x1 => e0; have de0 : 0 < d * eps by rewrite mulr_gt0.
pose X := \sum_i x 0 i + 1; have X0 : 0 < X by rewrite ltr_paddl ?ltr01 // sumr_ge0.
pose kappa := rho * (d * eps / X); have k0 : 0 < kappa by rewrite !mulr_gt0 ?invr_gt0.
have [k kk big] := archimedes (V 0) k0; exists k%:R => // t kt i; have t0 := le_trans kk kt.
suff small : V k%:R <= d * eps.
  rewrite -(ler_pmul2l d0); apply: le_trans (le_trans (VT _ _ kk kt) small).
  rewrite VE (bigD1 i) //=; apply: ler_paddr; last by rewrite ler_wpmul2r.
  by rewrite sumr_ge0 // => j _; rewrite mulr_ge0.
rewrite leNgt; apply/negP=> large; move: big; apply/negP; rewrite -leNgt.
have := falls_in_box kk (inside (T := k%:R)) (tau := fun=> 0) (kappa := kappa) x0 (lexx 0) kk.
have shift a : functional P w (fun t => res (w t)) (fun=> 0) x kappa a = V a + kappa * a.
  by rewrite /V /functional mul0r addr0.
rewrite !shift mulr0 addr0 => H; apply: le_trans (H _).
  by rewrite ler_addr VE sumr_ge0 // => j _; rewrite mulr_ge0.
move=> u u0 uk; apply: rateE; rewrite ler_wpmul2l ?(ltW rho0) // ler_pdivr_mulr //.
apply: le_trans (ltW large) _; apply: le_trans (VT _ _ u0 uk) _; rewrite VE mulr_suml.
apply: ler_sum => j _; rewrite mulrC ler_wpmul2l // /X; apply: ler_paddr; first exact: ler01.
by rewrite (bigD1 j) //= ler_addl sumr_ge0.
Qed.

Lemma settles p eps : 0 < eps -> exists2 T, 0 <= T & forall a t, T <= a -> a <= t -> `|w t p 0 - w a p 0| <= eps.
Proof.
have [y y0 [_ H]] := way_of p => e0; pose Y := \sum_i y 0 i + 1.
have Y0 : 0 < Y by rewrite ltr_paddl ?ltr01 // sumr_ge0.
have h0 : 0 < eps / Y by rewrite divr_gt0.
have [T T0 small] := modes_vanish h0; exists T => // a t Ta at_.
apply: le_trans (H t a (inside (T := t)) (le_trans T0 Ta) at_) _.
apply: (@le_trans _ _ (\sum_i y 0 i * (eps / Y))).
  by apply: ler_sum => i _; rewrite ler_wpmul2l // small.
by rewrite -mulr_suml mulrCA -[X in _ <= X]mulr1 ler_wpmul2l ?(ltW e0) // ler_pdivr_mulr // mul1r ler_addl ler01.
Qed.

Theorem flow_converges : exists l : 'cV[R]_m, [/\ in_box l, res l = 0 &
  forall eps, 0 < eps -> exists T, forall t, T <= t -> forall p, `|w t p 0 - l p 0| < eps].
Proof.
have half (x : R) : 0 < x -> 0 < x / 2%:R by move=> x0; rewrite divr_gt0 ?ltr0n.
have each p : exists lp, forall eps, 0 < eps -> exists2 T, 0 <= T & forall t, T <= t -> `|w t p 0 - lp| < eps.
  have [eps e0|lp lim] := full (u := fun k => w k%:R p 0).
    have [T T0 H] := settles p (half _ (half _ e0)).
    have [k _ kT] := archimedes T ltr01; rewrite mul1r in kT; exists k => i j ki kj.
    have near a : (k <= a)%N -> `|w a%:R p 0 - w k%:R p 0| <= eps / 2%:R / 2%:R.
      by move=> ka; apply: H; [exact: ltW|rewrite ler_nat].
    have -> : w i%:R p 0 - w j%:R p 0 = (w i%:R p 0 - w k%:R p 0) - (w j%:R p 0 - w k%:R p 0) by ring.
    apply: le_lt_trans (ler_norm_sub _ _) _; apply: le_lt_trans (ler_add (near i ki) (near j kj)) _.
    by rewrite -splitr gtr_pmulr // invf_lt1 ?ltr0n // ltr1n.
  exists lp => eps e0; have [T T0 H] := settles p (half _ e0); exists T => // t Tt.
  have [k kP] := lim _ (half _ e0); have [k' _ kt] := archimedes t ltr01; rewrite mul1r in kt.
  have far : t <= (maxn k k')%:R by apply: le_trans (ltW kt) _; rewrite ler_nat leq_maxr.
  have -> : w t p 0 - lp = (w (maxn k k')%:R p 0 - lp) - (w (maxn k k')%:R p 0 - w t p 0) by ring.
  apply: le_lt_trans (ler_norm_sub _ _) _; rewrite [eps]splitr; apply: ltr_le_add; last exact: H.
  by apply: kP; rewrite leq_maxl.
have [l lP] := fin_all_exists each; pose L : 'cV[R]_m := \col_p l p.
have all eps : 0 < eps -> exists2 T, 0 <= T & forall t, T <= t -> forall p, `|w t p 0 - L p 0| < eps.
  move=> e0; have each' p : exists T, 0 <= T /\ forall t, T <= t -> `|w t p 0 - L p 0| < eps.
    by have [T T0 H] := lP p _ e0; exists T; split=> // t Tt; rewrite mxE; exact: H.
  have [Ts TP] := fin_all_exists each'; exists (\sum_p Ts p); first by rewrite sumr_ge0 // => p _; case: (TP p).
  move=> t Tt p; have [_ H] := TP p; apply: H; apply: le_trans Tt; rewrite (bigD1 p) //= ler_addl sumr_ge0 //.
  by move=> q _; case: (TP q).
have Lbox : in_box L.
  move=> p; rewrite leNgt; apply/negP=> out.
  have g0 : 0 < `|L p 0 - w 0 p 0| - r p by rewrite subr_gt0.
  have [T T0 H] := all _ g0; have := H T (lexx T) p; apply/negP; rewrite -leNgt ler_subl_addr.
  have -> : L p 0 - w 0 p 0 = (w T p 0 - w 0 p 0) - (w T p 0 - L p 0) by ring.
  by apply: le_trans (ler_norm_sub _ _) _; rewrite addrC ler_add2l; exact: stays.
exists L; split=> //; last by move=> eps /all[T _ H]; exists T.
apply: regular; apply/colP=> i; rewrite [RHS]mxE; apply/eqP; rewrite -normr_le0.
apply: (@small_le _ _ _ (reach m K P i + 1)) => eps e0; rewrite add0r.
have [T T0 small] := modes_vanish e0; have [T' T'0 near] := all _ e0.
pose t := T + T'; have t0 : 0 <= t by rewrite addr_ge0.
have [G JG E] := secant Lbox (stays t0).
have -> : (P *m res L) i 0 = (P *m (G^T *m (L - w t))) i 0 + z t i 0.
  by rewrite -E mulmxBr [X in _ = X + _]mxE [X in _ = _ + X + _]mxE subrK.
apply: le_trans (ler_norm_add _ _) _; rewrite [eps * _]mulrDr mulr1; apply: ler_add; last by apply: small; rewrite ler_addl.
rewrite [X in _ <= X]mulrC.
apply: (reached P bounded _ JG) => p; have := near t _ p; rewrite !mxE distrC => H.
by apply/ltW/H; rewrite ler_addr.
Qed.
End Stays.
