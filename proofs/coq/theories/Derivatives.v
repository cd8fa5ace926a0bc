(* Derivatives along curves: sums, products; two-sided, for times t >= 0 (soundness.md 38). *)
From Dlmcert Require Import Algebra Flow.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Derivatives.
Variables (R : realFieldType) (t : R).
Hypothesis t0 : 0 <= t.
Implicit Types (f g : R -> R) (a b v : R).

Lemma derivative_const a : derivative (fun=> a) t 0.
Proof. by move=> eps e0; exists 1 => // u _ _; rewrite subrr mul0r subr0 normr0 mulr_ge0 // ltW. Qed.

Lemma near_both (P Q : R -> Prop) : (exists2 d, 0 < d & forall u, 0 <= u -> `|u - t| < d -> P u) ->
  (exists2 d, 0 < d & forall u, 0 <= u -> `|u - t| < d -> Q u) ->
  exists2 d, 0 < d & forall u, 0 <= u -> `|u - t| < d -> P u /\ Q u.
Proof.
move=> [d d0 H] [e e0 K]; exists (Num.min d e); first by rewrite lt_minr d0.
by move=> u u0; rewrite lt_minr => /andP[ud ue]; split; [exact: H|exact: K].
Qed.

Lemma derivative_add f g a b : derivative f t a -> derivative g t b -> derivative (fun u => f u + g u) t (a + b).
Proof.
move=> F G eps e0; have h0 : 0 < eps / 2%:R by rewrite divr_gt0 ?ltr0n.
have [d d0 H] := near_both (F _ h0) (G _ h0); exists d => // u u0 /(H u u0)[Fu Gu].
rewrite [X in `|X|](_ : _ = (f u - f t - a * (u - t)) + (g u - g t - b * (u - t))); last by ring.
by apply: le_trans (ler_norm_add _ _) _; rewrite [eps]splitr mulrDl ler_add.
Qed.

Lemma derivative_sum (I : finType) (f : I -> R -> R) (a : I -> R) : (forall i, derivative (f i) t (a i)) ->
  derivative (fun u => \sum_i f i u) t (\sum_i a i).
Proof.
move=> H; rewrite /index_enum; elim: (Finite.enum I) => [|i r IH].
  by apply: (@same_derivative _ (fun=> 0)) => [u|]; rewrite big_nil //; exact: derivative_const.
rewrite big_cons; apply: (@same_derivative _ (fun u => f i u + \sum_(j <- r) f j u)) => [u|]; first by rewrite big_cons.
exact: derivative_add.
Qed.

(* increments are at most proportional *)
Lemma derivative_lip f a : derivative f t a -> exists2 d, 0 < d & forall u, 0 <= u -> `|u - t| < d -> `|f u - f t| <= (`|a| + 1) * `|u - t|.
Proof.
move=> F; have [d d0 H] := F 1 ltr01; exists d => // u u0 ud; have := H u u0 ud; rewrite mul1r => K.
have -> : f u - f t = (f u - f t - a * (u - t)) + a * (u - t) by ring.
by apply: le_trans (ler_norm_add _ _) _; rewrite mulrDl mul1r addrC normrM ler_add2l.
Qed.
Lemma near_t d : 0 < d -> exists2 e, 0 < e & forall u, 0 <= u -> `|u - t| < e -> `|u - t| <= d.
Proof. by move=> d0; exists d => // u _ /ltW. Qed.

(* a remainder of at most C |u - t|^2 *)
Lemma derivative_square (F : R -> R) a C : 0 <= C -> (exists2 d, 0 < d & forall u, 0 <= u -> `|u - t| < d ->
    `|F u - F t - a * (u - t)| <= C * `|u - t| ^+ 2) -> derivative F t a.
Proof.
move=> C0 H eps e0; have C1 : 0 < C + 1 by rewrite ltr_paddl.
have [d d0 K] := near_both H (near_t (divr_gt0 e0 C1)); exists d => // u u0 /(K u u0)[Fu small].
apply: le_trans Fu _; rewrite expr2 mulrA ler_wpmul2r //; apply: le_trans (_ : (C + 1) * `|u - t| <= _).
  by rewrite ler_wpmul2r // ler_addl ler01.
by rewrite mulrC -ler_pdivl_mulr.
Qed.

Lemma derivative_scale f a v : derivative f t a -> derivative (fun u => v * f u) t (v * a).
Proof.
move=> F eps e0; have V0 : 0 < `|v| + 1 by rewrite ltr_paddl.
have [d d0 H] := F _ (divr_gt0 e0 V0); exists d => // u u0 ud.
rewrite [X in `|X|](_ : _ = v * (f u - f t - a * (u - t))); last by ring.
rewrite normrM; apply: le_trans (_ : (`|v| + 1) * `|f u - f t - a * (u - t)| <= _).
  by rewrite ler_wpmul2r // ler_addl ler01.
by rewrite mulrC -ler_pdivl_mulr // mulrAC; exact: H.
Qed.

Lemma derivative_mul f g a b : derivative f t a -> derivative g t b -> derivative (fun u => f u * g u) t (a * g t + f t * b).
Proof.
move=> F G eps e0.
pose K := `|g t| + `|f t| + (`|a| + 1) * (`|b| + 1) + 1.
have K0 : 0 < K by rewrite ltr_paddl // !addr_ge0 // mulr_ge0 ?addr_ge0 ?ler01.
have h0 : 0 < eps / K by rewrite divr_gt0.
have [d d0 H] := near_both (near_both (F _ h0) (G _ h0)) (near_both (near_both (derivative_lip F) (derivative_lip G)) (near_t h0)).
exists d => // u u0 /(H u u0)[[Fu Gu] [[LF LG] small]].
rewrite [X in `|X|](_ : _ = (f u - f t - a * (u - t)) * g t + f t * (g u - g t - b * (u - t)) + (f u - f t) * (g u - g t)); last by ring.
have step : `|f u - f t| * `|g u - g t| <= (`|a| + 1) * (`|b| + 1) * (eps / K * `|u - t|).
  apply: le_trans (ler_pmul (normr_ge0 _) (normr_ge0 _) LF LG) _; rewrite mulrACA ler_wpmul2l ?mulr_ge0 ?addr_ge0 ?ler01 //.
  by rewrite ler_wpmul2r.
apply: le_trans (ler_norm_add _ _) _; apply: le_trans (ler_add (ler_norm_add _ _) (lexx _)) _; rewrite !normrM.
apply: le_trans (ler_add (ler_add (ler_wpmul2r (normr_ge0 _) Fu) (ler_wpmul2l (normr_ge0 _) Gu)) step) _.
rewrite [X in X <= _](_ : _ = (K - 1) * (eps / K * `|u - t|)); last first.
  by move: (eps / K * `|u - t|) => x; rewrite /K addrK !mulrDl [x * _]mulrC.
have -> : eps * `|u - t| = K * (eps / K * `|u - t|) by rewrite mulrA mulrCA divff ?mulr1 // gt_eqF.
apply: ler_wpmul2r; first by rewrite mulr_ge0 ?(ltW h0).
by rewrite ler_subl_addl ler_addr ler01.
Qed.

(* What is 0 at t and has the derivative 0 has it after any Lipschitz map that keeps 0. *)
Lemma derivative_flat f (phi : R -> R) C : 0 <= C -> phi 0 = 0 -> (forall x y, `|phi x - phi y| <= C * `|x - y|) ->
  f t = 0 -> derivative f t 0 -> derivative (fun u => phi (f u)) t 0.
Proof.
move=> C0 z lip ft F eps e0; have C1 : 0 < C + 1 by rewrite ltr_paddl.
have [d d0 H] := F _ (divr_gt0 e0 C1); exists d => // u u0 ud; have := H u u0 ud; rewrite !mul0r !subr0 => Fu.
apply: le_trans (lip _ _) _; apply: le_trans (_ : (C + 1) * `|f u - f t| <= _).
  by rewrite ler_wpmul2r // ler_addl ler01.
by rewrite mulrC -ler_pdivl_mulr // mulrAC.
Qed.

(* What has a derivative other than 0 where it is 0 has no other zero near by. *)
Lemma isolated f a : f t = 0 -> derivative f t a -> a != 0 -> exists2 d, 0 < d & forall u, 0 <= u -> `|u - t| < d -> f u = 0 -> u = t.
Proof.
move=> ft F a0; have h0 : 0 < `|a| / 2%:R by rewrite divr_gt0 ?normr_gt0 ?ltr0n.
have [d d0 H] := F _ h0; exists d => // u u0 ud fu; have := H u u0 ud; rewrite fu ft subrr sub0r normrN normrM.
have [->//|ne] := eqVneq u t; have p : 0 < `|u - t| by rewrite normr_gt0 subr_eq0.
rewrite ler_pmul2r // ler_pdivl_mulr ?ltr0n // ger_pmulr ?normr_gt0 //; by rewrite leNgt ltr1n.
Qed.

(* near t the values have the sign they have at t *)
Lemma near_sign f a : derivative f t a -> f t != 0 -> exists2 d, 0 < d & forall u, 0 <= u -> `|u - t| < d ->
  (0 <= f u) = (0 <= f t).
Proof.
move=> F ne; have C1 : 0 < `|a| + 1 by rewrite ltr_paddl.
have h0 : 0 < `|f t| / 2%:R / (`|a| + 1) by rewrite !divr_gt0 ?normr_gt0 ?ltr0n.
have [d d0 H] := near_both (derivative_lip F) (near_t h0); exists d => // u u0 /(H u u0)[L small].
have close : `|f u - f t| < `|f t|.
  apply: le_lt_trans (le_trans L _) (_ : `|f t| / 2%:R < _); last by rewrite gtr_pmulr ?normr_gt0 // invf_lt1 ?ltr0n // ltr1n.
  by rewrite mulrC -ler_pdivl_mulr.
move: close; rewrite ltr_norml ltr_subl_addl ltr_subr_addl => /andP[lo hi].
have [f0|f0] := lerP 0 (f t).
  by apply/ltW; move: lo; rewrite ger0_norm // subrr.
by apply/negbTE; rewrite -ltNge; move: hi; rewrite ltr0_norm // subrr.
Qed.
End Derivatives.
