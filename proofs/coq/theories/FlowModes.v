(* A curve that moves by -1/N times matrices of a set times the residuals, whose secants are matrices of this set, mode
   by mode: it does not come to the border of a box, and the residuals tend to 0 (soundness.md 38). *)
From Dlmcert Require Import Algebra Flow Mmatrix.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Modes.
Variables (R : realFieldType) (m n : nat).
Hypothesis cn : cousin R.
Variables (J : 'M[R]_(m, n) -> Prop) (K rho : R) (P C : 'M[R]_n) (B : 'M[R]_(m, n)).
Hypotheses (K0 : 0 <= K) (bounded : forall G, J G -> forall p c, `|G p c| <= K) (rho0 : 0 < rho).
Hypothesis off : forall i j, i != j -> C i j <= 0.
Hypothesis speed : forall G, J G -> forall (x : 'cV_n) p, `|(G *m x) p 0| <= \sum_j B p j * `|(P *m x) j 0|.
Hypothesis fall : forall G G', J G -> J G' -> forall (x : 'cV_n) i sg, `|sg| = 1 -> sg * (P *m x) i 0 = `|(P *m x) i 0| ->
  \sum_j C i j * `|(P *m x) j 0| <= sg * (P *m (G'^T *m (G *m x))) i 0.

(* what a matrix of the set can make of small changes *)
Definition reach (i : 'I_n) : R := \sum_(p < m) \sum_c `|P i c| * K.
Lemma reach_ge0 i : 0 <= reach i.
Proof. by rewrite sumr_ge0 // => p _; rewrite sumr_ge0 // => c _; rewrite mulr_ge0. Qed.

Lemma reached G (x : 'cV_m) i t : J G -> (forall p, `|x p 0| <= t) -> `|(P *m (G^T *m x)) i 0| <= reach i * t.
Proof.
move=> JG xt; rewrite mulmxA mxE; apply: le_trans (ler_norm_sum _ _ _) _; rewrite mulr_suml.
apply: ler_sum => p _; rewrite normrM; apply: ler_pmul => //.
rewrite mxE; apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => c _.
by rewrite normrM mxE ler_wpmul2l // bounded.
Qed.

Section Curve.
Variables (T : R) (w : R -> 'cV[R]_m) (e : R -> 'cV[R]_n) (Z : R -> Prop).
Let z t : 'cV[R]_n := P *m e t.
Hypothesis T0 : 0 <= T.
Hypothesis ac : forall p, absolutely_continuous (fun t => w t p 0).
Hypothesis secant : forall a b, 0 <= a -> a <= T -> 0 <= b -> b <= T -> exists2 G, J G & e b - e a = G^T *m (w b - w a).
Hypothesis nZ : null Z.
Definition moves t : Prop := exists v : 'cV[R]_m, (forall p, derivative (fun t => w t p 0) t (v p 0)) /\
  forall eta, 0 < eta -> exists2 G, J G & forall p, `|v p 0 + rho * (G *m e t) p 0| <= eta.
Hypothesis flow : forall t, 0 <= t -> t <= T -> Z t \/ moves t.

Lemma z_secant a b : 0 <= a -> a <= T -> 0 <= b -> b <= T ->
  exists2 G, J G & forall i, z b i 0 - z a i 0 = (P *m (G^T *m (w b - w a))) i 0.
Proof.
move=> a0 aT b0 bT; have [G JG E] := secant a0 aT b0 bT; exists G => // i.
by rewrite -E mulmxBr !mxE.
Qed.

(* The increments around a time at which the curve moves *)
Lemma motion t eta : moves t -> 0 < eta -> exists2 d, 0 < d & exists2 G, J G & forall a b, 0 <= a ->
  t - d < a -> a <= t -> t <= b -> b < t + d ->
  forall p, `|w b p 0 - w a p 0 + rho * (G *m e t) p 0 * (b - a)| <= eta * (b - a).
Proof.
move=> [v [der vG]] eta0; have h0 : 0 < eta / 2%:R by rewrite divr_gt0 ?ltr0n.
have [G JG GP] := vG _ h0.
have each p : exists d, 0 < d /\ forall a b, 0 <= a -> t - d < a -> a <= t -> t <= b -> b < t + d ->
  `|w b p 0 - w a p 0 - v p 0 * (b - a)| <= eta / 2%:R * (b - a).
  by have [d d0 H] := increment (der p) h0; exists d.
have [dl dlP] := fin_all_exists each; have [d d0 least] := below (fun p => proj1 (dlP p)).
exists d => //; exists G => // a b a0 ta at_ tb bt p; have [_ H] := dlP p; have dp := least p.
have ab : 0 <= b - a by rewrite subr_ge0 (le_trans at_).
have -> : w b p 0 - w a p 0 + rho * (G *m e t) p 0 * (b - a) =
  (w b p 0 - w a p 0 - v p 0 * (b - a)) + (v p 0 + rho * (G *m e t) p 0) * (b - a) by ring.
apply: le_trans (ler_norm_add _ _) _; rewrite [eta]splitr [X in _ <= X]mulrDl; apply: ler_add.
  apply: H => //; first by apply: le_lt_trans ta; rewrite ler_add2l ler_opp2.
  by apply: lt_le_trans bt _; rewrite ler_add2l.
by rewrite normrM (ger0_norm ab) ler_wpmul2r.
Qed.

Lemma z_continuous t i : 0 <= t -> t <= T -> forall eps, 0 < eps -> exists2 d, 0 < d & forall u, 0 <= u -> u <= T ->
  `|u - t| < d -> `|z u i 0 - z t i 0| <= eps.
Proof.
move=> t0 tT eps e0; have h0 : 0 < eps / (reach i + 1) by rewrite divr_gt0 // ltr_paddl ?reach_ge0 ?ltr01.
have each p : exists d, 0 < d /\ forall u, 0 <= u -> `|u - t| < d -> `|w u p 0 - w t p 0| <= eps / (reach i + 1).
  by have [d d0 H] := continuous_at (ac p) t0 h0; exists d.
have [dl dlP] := fin_all_exists each; have [d d0 least] := below (fun p => proj1 (dlP p)).
exists d => // u u0 uT ud; have [G JG ->] := z_secant t0 tT u0 uT.
apply: le_trans (reached (t := eps / (reach i + 1)) _ JG _) _ => [p|].
  by rewrite !mxE; case: (dlP p) => _; apply=> //; exact: lt_le_trans ud (least p).
by rewrite mulrA ler_pdivr_mulr ?ltr_paddl ?reach_ge0 ?ltr01 // mulrC ler_wpmul2l ?(ltW e0) // ler_addl ler01.
Qed.

(* between two times, one of which may be t itself *)
Lemma signed t a b G i sg eta : 0 <= t -> t <= T -> J G -> 0 <= a -> a <= b -> b <= T -> `|sg| = 1 ->
  sg * z t i 0 = `|z t i 0| ->
  (forall p, `|w b p 0 - w a p 0 + rho * (G *m e t) p 0 * (b - a)| <= eta * (b - a)) ->
  sg * (z b i 0 - z a i 0) <= (b - a) * (eta * reach i - rho * \sum_j C i j * `|z t j 0|).
Proof.
move=> t0 tT JG a0 ab bT s1 sz mo; have [G' JG' ->] := z_secant a0 (le_trans ab bT) (le_trans a0 ab) bT.
pose x : 'cV[R]_m := (w b - w a) + (rho * (b - a)) *: (G *m e t).
have xP p : `|x p 0| <= eta * (b - a).
  by have := mo p; rewrite /x; move: (G *m e t) => g; rewrite !mxE mulrAC.
have -> : sg * (P *m (G'^T *m (w b - w a))) i 0 =
    sg * (P *m (G'^T *m x)) i 0 - rho * (b - a) * (sg * (P *m (G'^T *m (G *m e t))) i 0).
  have -> : w b - w a = x - (rho * (b - a)) *: (G *m e t) by rewrite addrK.
  by rewrite !mulmxBr -!scalemxAr [X in sg * X]mxE [X in _ + X]mxE [X in - X]mxE mulrBr mulrCA.
rewrite [X in _ <= X](_ : _ = reach i * (eta * (b - a)) - rho * (b - a) * \sum_j C i j * `|z t j 0|); last by ring.
apply: ler_add.
  by apply: le_trans (ler_norm _) _; rewrite normrM s1 mul1r; apply: reached.
by rewrite ler_opp2 ler_wpmul2l ?mulr_ge0 ?subr_ge0 ?(ltW rho0) //; apply: fall.
Qed.

(* An absolute value falls as the matrix C says, whether it is 0 at t or not. *)
Lemma absolute_value t G eta d0 i : 0 <= t -> t <= T -> 0 <= eta -> J G -> 0 < d0 ->
  (forall a b, 0 <= a -> t - d0 < a -> a <= t -> t <= b -> b < t + d0 ->
    forall p, `|w b p 0 - w a p 0 + rho * (G *m e t) p 0 * (b - a)| <= eta * (b - a)) ->
  exists2 d, 0 < d & forall a b, 0 <= a -> b <= T -> t - d < a -> a <= t -> t <= b -> b < t + d ->
    `|z b i 0| - `|z a i 0| <= (b - a) * (eta * reach i - rho * \sum_j C i j * `|z t j 0|).
Proof.
move=> t0 tT eta0 JG d00 mo.
have [zero|nz] := eqVneq (z t i 0) 0.
  exists d0 => // a b a0 bT ta at_ tb bt; pose sg : R := if 0 <= z b i 0 then 1 else -1.
  have s1 : `|sg| = 1 by rewrite /sg; case: ifP => _; rewrite ?normrN normr1.
  have sb : sg * z b i 0 = `|z b i 0|.
    by rewrite /sg; case: lerP => zb; rewrite ?mul1r ?mulN1r ?(ger0_norm zb) ?(ltr0_norm zb).
  have st : sg * z t i 0 = `|z t i 0| by rewrite zero mulr0 normr0.
  apply: le_trans (_ : `|z b i 0| <= _); first by rewrite ler_subl_addr ler_addl.
  have -> : `|z b i 0| = sg * (z b i 0 - z t i 0) by rewrite mulrBr sb st zero normr0 subr0.
  have t_d : t - d0 < t by rewrite ltr_subl_addr ltr_addl.
  apply: le_trans (signed t0 tT JG t0 tb bT s1 st (mo t b t0 t_d (lexx t) tb bt)) _.
  apply: ler_wpmul2r; last by rewrite ler_add2l ler_opp2.
  rewrite subr_ge0; apply: le_trans (_ : 0 <= _); last by rewrite mulr_ge0 ?reach_ge0.
  rewrite mulr_ge0_le0 ?(ltW rho0) // -oppr_ge0 -sumrN sumr_ge0 // => j _; rewrite oppr_ge0.
  have [<-|ij] := eqVneq i j; first by rewrite zero normr0 mulr0.
  by rewrite mulr_le0_ge0 ?off.
pose sg : R := if 0 <= z t i 0 then 1 else -1.
have s1 : `|sg| = 1 by rewrite /sg; case: ifP => _; rewrite ?normrN normr1.
have st : sg * z t i 0 = `|z t i 0|.
  by rewrite /sg; case: lerP => zb; rewrite ?mul1r ?mulN1r ?(ger0_norm zb) ?(ltr0_norm zb).
have h0 : 0 < `|z t i 0| by rewrite normr_gt0.
have [d1 d10 near_z] := z_continuous i t0 tT h0; exists (Num.min d0 d1); first by rewrite lt_minr d00 d10.
move=> a b a0 bT ta at_ tb bt.
have ab := le_trans at_ tb; have aT := le_trans ab bT; have b0 := le_trans a0 ab.
have lowa d : Num.min d0 d1 <= d -> t - d < a by move=> D; apply: le_lt_trans ta; rewrite ler_add2l ler_opp2.
have upb d : Num.min d0 d1 <= d -> b < t + d by move=> D; apply: lt_le_trans bt _; rewrite ler_add2l.
have D0 : Num.min d0 d1 <= d0 by rewrite le_minl lexx.
have D1 : Num.min d0 d1 <= d1 by rewrite le_minl lexx orbT.
have same u : 0 <= u -> u <= T -> `|u - t| < d1 -> `|z u i 0| = sg * z u i 0.
  move=> u0 uT ud; have := near_z u u0 uT ud => H.
  have pos : 0 <= sg * z u i 0.
    have -> : sg * z u i 0 = `|z t i 0| - sg * (z t i 0 - z u i 0) by rewrite -st; ring.
    by rewrite subr_ge0; apply: le_trans (ler_norm _) _; rewrite normrM s1 mul1r distrC.
  by rewrite -[RHS]ger0_norm // normrM s1 mul1r.
rewrite (same b) ?(same a) //; last 2 first.
- by rewrite distrC ger0_norm ?subr_ge0 // ltr_subl_addr -ltr_subl_addl lowa.
- by rewrite ger0_norm ?subr_ge0 // ltr_subl_addl upb.
rewrite -mulrBr; apply: (signed t0 tT JG a0 ab bT s1 st) => p; apply: mo => //; [exact: lowa|exact: upb].
Qed.

Section Functional.
Variables (tau : 'I_m -> R) (y : 'rV[R]_n) (kappa : R).
Hypothesis y0 : forall i, 0 <= y 0 i.
Definition functional t : R := \sum_p tau p * w t p 0 + \sum_i y 0 i * `|z t i 0| + kappa * t.

Lemma functional_increment a b : functional b - functional a =
  \sum_p tau p * (w b p 0 - w a p 0) + \sum_i y 0 i * (`|z b i 0| - `|z a i 0|) + kappa * (b - a).
Proof.
have -> : \sum_p tau p * (w b p 0 - w a p 0) = \sum_p tau p * w b p 0 - \sum_p tau p * w a p 0.
  by rewrite -sumrB; apply: eq_bigr => p _; rewrite mulrBr.
have -> : \sum_i y 0 i * (`|z b i 0| - `|z a i 0|) = \sum_i y 0 i * `|z b i 0| - \sum_i y 0 i * `|z a i 0|.
  by rewrite -sumrB; apply: eq_bigr => i _; rewrite mulrBr.
have F (x x' u u' k : R) : x + u + k * b - (x' + u' + k * a) = x - x' + (u - u') + k * (b - a) by ring.
exact: F.
Qed.

Lemma functional_continuous : absolutely_continuous_to T functional.
Proof.
pose ws (q : 'I_m.+1) t := if unlift ord0 q is Some p then w t p 0 else t.
pose A := \sum_p `|tau p|; pose Y := \sum_i y 0 i * reach i.
have A0 : 0 <= A by rewrite sumr_ge0.
have Y0 : 0 <= Y by rewrite sumr_ge0 // => i _; rewrite mulr_ge0 ?reach_ge0.
apply: (@dominated R [finType of 'I_m.+1] ws (A + Y + `|kappa|)) => [|q|a b a0 ab bT].
- by rewrite !addr_ge0.
- rewrite /ws; case: (unlift ord0 q) => [p|]; first exact: ac.
  move=> eps e0; exists eps => // s As; apply: le_trans; rewrite big_seq [X in _ <= X]big_seq.
  by apply: ler_sum => i /(apart_inside As)[_ ii _]; rewrite ger0_norm ?subr_ge0.
rewrite functional_increment big_ord_recl /ws unlift_none.
rewrite [in X in _ <= _ * X](eq_bigr (fun p => `|w b p 0 - w a p 0|)) => [|p _]; last by rewrite liftK.
set D := \sum_p `|w b p 0 - _|; have D0 : 0 <= D by rewrite sumr_ge0.
have aD : `|b - a| <= `|b - a| + D by rewrite ler_addl.
have DD : D <= `|b - a| + D by rewrite ler_addr.
have each p : `|w b p 0 - w a p 0| <= D by rewrite /D (bigD1 p) //= ler_addl sumr_ge0.
apply: le_trans (ler_norm_add _ _) _; rewrite [X in _ <= X]mulrDl; apply: ler_add; last by rewrite normrM ler_wpmul2l.
apply: le_trans (ler_norm_add _ _) _; rewrite [X in _ <= X]mulrDl; apply: ler_add; apply: le_trans (ler_norm_sum _ _ _) _; rewrite mulr_suml;
  apply: ler_sum => i _; rewrite normrM.
  by rewrite ler_wpmul2l // (le_trans (each i)).
rewrite (ger0_norm (y0 i)) -mulrA ler_wpmul2l //.
have [G JG zE] := z_secant a0 (le_trans ab bT) (le_trans a0 ab) bT.
apply: le_trans (ler_dist_dist _ _) _; rewrite zE; apply: le_trans (_ : reach i * D <= _).
  by apply: reached => // p; rewrite !mxE.
by rewrite ler_wpmul2l ?reach_ge0.
Qed.

Theorem functional_falls S : 0 <= S -> S <= T ->
  (forall t, S <= t -> t <= T -> rho * (\sum_p `|tau p| * \sum_j B p j * `|z t j 0|) + kappa <=
    rho * \sum_j (y *m C) 0 j * `|z t j 0|) ->
  functional T <= functional S.
Proof.
move=> S0 ST rate; apply: (falls cn S0 ST nZ functional_continuous) => t St tT.
have t0 := le_trans S0 St; case: (flow t0 tT) => [Zt|mt]; [by left|right] => eps e0.
pose A := \sum_p `|tau p|; pose Y := \sum_i y 0 i * reach i.
have A0 : 0 <= A by rewrite sumr_ge0.
have Y0 : 0 <= Y by rewrite sumr_ge0 // => i _; rewrite mulr_ge0 ?reach_ge0.
have M0 : 0 < A + Y + 1 by rewrite ltr_paddl ?addr_ge0 ?ltr01.
pose eta := eps / (A + Y + 1); have eta0 : 0 < eta by rewrite divr_gt0.
have [d0 d00 [G JG mo]] := motion mt eta0.
have each i : exists d, 0 < d /\ forall a b, 0 <= a -> b <= T -> t - d < a -> a <= t -> t <= b -> b < t + d ->
    `|z b i 0| - `|z a i 0| <= (b - a) * (eta * reach i - rho * \sum_j C i j * `|z t j 0|).
  by have [d dp H] := absolute_value i t0 tT (ltW eta0) JG d00 mo; exists d.
have [dl dlP] := fin_all_exists each; have [d1 d10 least] := below (fun p => proj1 (dlP p)).
exists (Num.min d0 d1) => [|a b Sa bT ta at_ tb bt]; first by rewrite lt_minr d00.
have a0 := le_trans S0 Sa.
have lowa d : Num.min d0 d1 <= d -> t - d < a by move=> D; apply: le_lt_trans ta; rewrite ler_add2l ler_opp2.
have upb d : Num.min d0 d1 <= d -> b < t + d by move=> D; apply: lt_le_trans bt _; rewrite ler_add2l.
have D0 : Num.min d0 d1 <= d0 by rewrite le_minl lexx.
have D1 i : Num.min d0 d1 <= dl i by rewrite le_minl least orbT.
have ab : 0 <= b - a by rewrite subr_ge0 (le_trans at_).
rewrite functional_increment.
pose Q p := \sum_j B p j * `|z t j 0|; pose F i := \sum_j C i j * `|z t j 0|.
have first : \sum_p tau p * (w b p 0 - w a p 0) <= (b - a) * (eta * A + rho * \sum_p `|tau p| * Q p).
  have -> : (b - a) * (eta * A + rho * \sum_p `|tau p| * Q p) = \sum_p `|tau p| * (eta * (b - a) + rho * Q p * (b - a)).
    have -> : (b - a) * (eta * A + rho * \sum_p `|tau p| * Q p) = A * (eta * (b - a)) + (\sum_p `|tau p| * Q p) * (rho * (b - a)) by ring.
    by rewrite /A !mulr_suml -big_split; apply: eq_bigr => p _ /=; ring.
  apply: ler_sum => p _; apply: le_trans (ler_norm _) _; rewrite normrM ler_wpmul2l //.
  have -> : w b p 0 - w a p 0 = (w b p 0 - w a p 0 + rho * (G *m e t) p 0 * (b - a)) - rho * (G *m e t) p 0 * (b - a).
    by rewrite addrK.
  apply: le_trans (ler_norm_sub _ _) _; apply: ler_add; first by apply: mo => //; [exact: lowa|exact: upb].
  by rewrite !normrM (ger0_norm ab) (gtr0_norm rho0) ler_wpmul2r // ler_wpmul2l ?(ltW rho0) // speed.
have second : \sum_i y 0 i * (`|z b i 0| - `|z a i 0|) <= (b - a) * (eta * Y - rho * \sum_j (y *m C) 0 j * `|z t j 0|).
  have -> : \sum_j (y *m C) 0 j * `|z t j 0| = \sum_i y 0 i * F i.
    under eq_bigr => j _ do rewrite mxE mulr_suml.
    by rewrite exchange_big; apply: eq_bigr => i _; rewrite mulr_sumr; apply: eq_bigr => j _; rewrite mulrA.
  have -> : (b - a) * (eta * Y - rho * \sum_i y 0 i * F i) = \sum_i y 0 i * ((b - a) * (eta * reach i - rho * F i)).
    have -> : (b - a) * (eta * Y - rho * \sum_i y 0 i * F i) = Y * ((b - a) * eta) - (\sum_i y 0 i * F i) * ((b - a) * rho) by ring.
    by rewrite /Y !mulr_suml -sumrB; apply: eq_bigr => i _; ring.
  apply: ler_sum => i _; rewrite ler_wpmul2l //.
  by case: (dlP i) => _; apply=> //; [exact: lowa|exact: upb].
apply: le_trans (ler_add (ler_add first second) (lexx _)) _.
have -> : eps = eta * (A + Y + 1) by rewrite divfK // gt_eqF.
rewrite [X in X <= _](_ : _ = (b - a) * (eta * (A + Y) + ((rho * (\sum_p `|tau p| * Q p) + kappa) -
  rho * \sum_j (y *m C) 0 j * `|z t j 0|))); last by ring.
rewrite [X in _ <= X]mulrC ler_wpmul2l // [X in _ <= X]mulrDr mulr1 ler_add2l (le_trans _ (ltW eta0)) // subr_le0.
exact: rate.
Qed.
End Functional.
End Curve.
End Modes.
