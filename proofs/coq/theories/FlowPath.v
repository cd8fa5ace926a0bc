(* A curve along which a function L falls at the rate of the squared speed, and this is at least mu L: the squared
   distance from where it is at S is at most 4 L(S) / mu, and L tends to 0 (soundness.md 38, gradient flow). Without
   square roots, which the field need not have: L is compared with the square of a linear function of the position. *)
From Dlmcert Require Import Algebra Flow Derivatives FlowRate.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Path.
Variables (R : realFieldType) (m : nat).
Hypothesis cn : cousin R.
Variables (w : R -> 'I_m -> R) (L : R -> R) (Z : R -> Prop) (mu K T : R).
Hypotheses (mu0 : 0 < mu) (tz : thin Z) (L0 : forall t, 0 <= L t) (T0 : 0 <= T).
Hypothesis acw : forall p, absolutely_continuous_to T (fun t => w t p).
Hypothesis acL : absolutely_continuous_to T L.
Hypothesis bounded : forall t, 0 <= t -> t <= T -> forall p, `|w t p| <= K.
Definition rate_at t : Prop := exists v : 'I_m -> R,
  [/\ forall p, derivative (fun u => w u p) t (v p), derivative L t (- norm2 v) & mu * L t <= norm2 v].
Hypothesis moves : forall t, 0 <= t -> t <= T -> Z t \/ rate_at t.

Lemma up_to S f : S <= T -> absolutely_continuous_to T f -> absolutely_continuous_to S f.
Proof.
move=> ST ac eps e0; have [d d0 H] := ac _ e0; exists d => // s As; exact: (H s (apart_to ST As)).
Qed.

Lemma L_falls S t : 0 <= S -> S <= t -> t <= T -> L t <= L S.
Proof.
move=> S0 St tT; rewrite -subr_le0.
apply: (@falls_where_positive R S t (fun u => L u - L S) Z) => //; rewrite ?subrr //.
  apply: (@dominated R [finType of 'I_1] (fun=> L) 1) => [|_|a b _ _ _]; [exact: ler01|exact: up_to acL|].
  by rewrite mul1r big_ord1 opprB addrA subrK.
move=> u Su ut; case: (moves (le_trans S0 Su) (le_trans ut tT)) => [|[v [_ dL _]]]; [by left|right=> _].
exists (- norm2 v + 0); first by rewrite addr0 oppr_le0 norm2_ge0.
exact: derivative_add dL (derivative_const _ _).
Qed.

(* While L is at least eps it falls. *)
Lemma L_time eps : 0 <= eps -> eps <= L T -> L T + mu * eps * T <= L 0.
Proof.
move=> e0 eL; rewrite -subr_le0.
have -> : L T + mu * eps * T - L 0 = L T - L 0 + mu * eps * T by ring.
apply: (@falls_where_positive R 0 T (fun u => L u - L 0 + mu * eps * u) Z) => //; rewrite ?subrr ?mulr0 ?addr0 //.
  apply: (@dominated R [finType of bool] (fun i u => if i then L u else u) (1 + mu * eps)) => [|[]|a b a0 ab bT].
  - by rewrite addr_ge0 ?ler01 // mulr_ge0 // ltW.
  - exact: acL.
  - move=> e e0'; exists e => // s As; apply: le_trans; rewrite big_seq [X in _ <= X]big_seq.
    by apply: ler_sum => i /(apart_inside As)[_ ii _]; rewrite ger0_norm ?subr_ge0.
  rewrite big_bool /=.
  have -> : L b - L 0 + mu * eps * b - (L a - L 0 + mu * eps * a) = (L b - L a) + mu * eps * (b - a) by ring.
  have m0 : 0 <= mu * eps by rewrite mulr_ge0 // ltW.
  apply: le_trans (ler_norm_add _ _) _; rewrite [X in _ <= X]mulrDl mul1r normrM (ger0_norm m0); apply: ler_add.
    by rewrite ler_addl.
  by rewrite ler_wpmul2l // ler_addr.
move=> u u0 uT; case: (moves u0 uT) => [|[v [_ dL rate]]]; [by left|right=> _].
exists (- norm2 v + 0 + mu * eps).
  rewrite addr0 addrC subr_le0; apply: le_trans rate; rewrite ler_wpmul2l ?(ltW mu0) //.
  by apply: le_trans eL _; exact: L_falls.
apply: derivative_add => //; first exact: derivative_add dL (derivative_const _ _).
by move=> e e0'; exists 1 => // x _ _; rewrite -mulrBr subrr normr0 mulr_ge0 // ltW.
Qed.

Section Direction.
Variables (S : R) (tau : 'I_m -> R) (sigma : R).
Hypotheses (S0 : 0 <= S) (ST : S <= T) (n0 : 0 < norm2 tau) (s0 : 0 <= sigma).
Hypothesis far : 4%:R * L S * norm2 tau <= mu * sigma ^+ 2.
Let u t := \sum_p tau p * (w t p - w S p).
Let c := mu / (4%:R * norm2 tau).
Let n4 : 0 < 4%:R * norm2 tau. Proof. by rewrite mulr_gt0 ?ltr0n. Qed.
Let c0 : 0 < c. Proof. by rewrite divr_gt0. Qed.

Lemma u_start : u S = 0.
Proof. by rewrite /u big1 // => p _; rewrite subrr mulr0. Qed.
Lemma u_derivative t v : 0 <= t -> (forall p, derivative (fun t => w t p) t (v p)) -> derivative u t (\sum_p tau p * v p).
Proof.
move=> t0 H; apply: derivative_sum => // p; apply: derivative_scale => //.
by rewrite -[v p]addr0; apply: derivative_add => //; exact: derivative_const.
Qed.

Let A := \sum_p `|tau p|.
Lemma u_lip a b : `|u b - u a| <= A * \sum_p `|w b p - w a p|.
Proof.
rewrite /u -sumrB; apply: le_trans (ler_norm_sum _ _ _) _; rewrite mulr_suml; apply: ler_sum => p _.
rewrite -mulrBr opprB addrA subrK normrM ler_wpmul2l // (bigD1 p) //= ler_addl sumr_ge0 //.
Qed.
Let A0 : 0 <= A. Proof. by rewrite sumr_ge0. Qed.
Lemma u_continuous : absolutely_continuous_to T u.
Proof. by apply: (@dominated R [finType of 'I_m] (fun p t => w t p) A) => // a b _ _ _; exact: u_lip. Qed.

Let B := \sum_(p < m) (K + K).
Lemma u_bound t : 0 <= t -> t <= T -> `|sigma - u t| <= sigma + A * B.
Proof.
move=> t0 tT; apply: le_trans (ler_norm_sub _ _) _; rewrite (ger0_norm s0) ler_add2l.
rewrite -[u t]subr0 -u_start; apply: le_trans (u_lip _ _) _; rewrite ler_wpmul2l //; apply: ler_sum => p _.
by apply: le_trans (ler_norm_sub _ _) _; rewrite ler_add // bounded.
Qed.

Let h t := L t - c * pos (sigma - u t) ^+ 2.
Lemma h_continuous : absolutely_continuous_to T h.
Proof.
pose X := sigma + A * B; have X0 : 0 <= X by apply: le_trans (u_bound (lexx 0) T0).
pose M := 1 + c * (X + X).
have M0 : 0 <= c * (X + X) := mulr_ge0 (ltW c0) (addr_ge0 X0 X0).
apply: (@dominated R [finType of bool] (fun i => if i then L else u) M) => [|[]|a b a0 ab bT].
- by rewrite addr_ge0 ?ler01.
- exact: acL.
- exact: u_continuous.
rewrite big_bool /=.
have -> : h b - h a = (L b - L a) - c * (pos (sigma - u b) ^+ 2 - pos (sigma - u a) ^+ 2) by rewrite /h; ring.
apply: le_trans (ler_norm_sub _ _) _; rewrite [X in _ <= X]mulrDl mul1r; apply: ler_add; first by rewrite ler_addl.
rewrite normrM (gtr0_norm c0) -mulrA ler_wpmul2l ?(ltW c0) // subr_sqr normrM mulrC; apply: ler_pmul => //.
  have small t : 0 <= t -> t <= T -> `|pos (sigma - u t)| <= X.
    move=> t0 tT; apply: le_trans (u_bound t0 tT); have := pos_lip (sigma - u t) 0.
    by rewrite {2}/pos maxxx !subr0.
  by apply: le_trans (ler_norm_add _ _) _; apply: ler_add; apply: small => //; rewrite ?(le_trans a0) ?(le_trans ab).
apply: le_trans (pos_lip _ _) _; have -> : sigma - u b - (sigma - u a) = - (u b - u a) by ring.
by rewrite normrN ler_addr.
Qed.

Lemma below_square t : S <= t -> t <= T -> L t <= c * pos (sigma - u t) ^+ 2.
Proof.
move=> St tT; rewrite -subr_le0 -/(h t).
apply: (@falls_where_positive R S t h Z) => //; first exact: up_to tT h_continuous.
  rewrite /h u_start subr0 /pos (max_idPl s0) subr_le0 /c mulrAC ler_pdivl_mulr //.
  by move: far; rewrite mulrAC mulrC.
move=> x Sx xt; have x0 := le_trans S0 Sx.
case: (moves x0 (le_trans xt tT)) => [|[v [dw dL rate]]]; [by left|right=> hx].
set y := pos (sigma - u x); set s := \sum_p tau p * v p.
exists (- norm2 v - c * (2%:R * y * (0 - s))); last first.
  rewrite -mulrN; apply: derivative_add => //.
  apply: (@same_derivative _ (fun z => (- c) * pos (sigma - u z) ^+ 2)) => [z|]; first by rewrite mulNr.
  rewrite mulrN -mulNr; apply: derivative_scale => //; apply: derivative_pos2 => //; apply: derivative_add; first exact: derivative_const.
  have := derivative_scale (-1) (u_derivative x0 dw); rewrite mulN1r; apply: same_derivative => z; exact: mulN1r.
have -> : - norm2 v - c * (2%:R * y * (0 - s)) = c * 2%:R * y * s - norm2 v by ring.
rewrite subr_le0; apply: le_trans (ler_norm _) _.
rewrite -ler_sqr ?nnegrE ?norm2_ge0 // real_normK ?num_real //.
have cE : c * (4%:R * norm2 tau) = mu by rewrite /c divfK // gt_eqF.
apply: (@le_trans _ _ (mu * (c * y ^+ 2) * norm2 v)).
  rewrite [X in X <= _](_ : _ = 4%:R * c * (c * y ^+ 2) * s ^+ 2); last by ring.
  rewrite -cE [X in _ <= X](_ : _ = 4%:R * c * (c * y ^+ 2) * (norm2 tau * norm2 v)); last by ring.
  by apply: ler_wpmul2l (cauchy_schwarz _ _); exact: mulr_ge0 (mulr_ge0 (ler0n R 4) (ltW c0)) (mulr_ge0 (ltW c0) (sqr_ge0 y)).
rewrite expr2 ler_wpmul2r ?norm2_ge0 //; apply: le_trans rate; rewrite ler_wpmul2l ?(ltW mu0) //.
by move: hx; rewrite /h subr_ge0.
Qed.

(* Where sigma is reached, L is 0 and the curve stands still. *)
Lemma stops : u T <= sigma.
Proof.
rewrite -subr_le0; apply: (@falls_where_positive R S T (fun t => u t - sigma) Z) => //.
- apply: (@dominated R [finType of 'I_1] (fun=> u) 1) => [|_|a b _ _ _]; [exact: ler01|exact: u_continuous|].
  by rewrite mul1r big_ord1 opprB addrA subrK.
- by rewrite u_start sub0r oppr_le0.
move=> t St tT; have t0 := le_trans S0 St; case: (moves t0 tT) => [|[v [dw dL rate]]]; [by left|right=> ut].
have Lt : L t = 0.
  apply/eqP; rewrite eq_le L0 andbT; apply: le_trans (below_square St tT) _.
  rewrite /pos (max_idPr _) ?expr0n ?mulr0 //.
  by rewrite -opprB oppr_le0.
have v0 : norm2 v <= 0 by rewrite -oppr_ge0; exact: (derivative_least L0 t0 Lt dL).
exists (\sum_p tau p * v p + 0); first by rewrite addr0 big1 // => p _; rewrite (norm2_eq0 v0) mulr0.
exact: derivative_add (u_derivative t0 dw) (derivative_const _ _).
Qed.
End Direction.

Theorem path_short S : 0 <= S -> S <= T -> mu * norm2 (fun p => w T p - w S p) <= 4%:R * L S.
Proof.
move=> S0 ST; rewrite leNgt; apply/negP=> long; set tau := fun p => w T p - w S p.
set D := norm2 tau in long; have D0 : 0 < D.
  rewrite -(pmulr_rgt0 _ mu0); apply: le_lt_trans long; by rewrite mulr_ge0 ?ler0n.
pose x := 4%:R * L S / (mu * D); have mD : 0 < mu * D by rewrite mulr_gt0.
have x0 : 0 <= x by rewrite divr_ge0 ?mulr_ge0 ?ler0n // ltW.
have x1 : x < 1 by rewrite ltr_pdivr_mulr // mul1r.
pose th := (1 + x) / 2%:R; have th0 : 0 <= th by rewrite divr_ge0 ?addr_ge0 ?ler01 ?ler0n.
have th1 : th < 1 by rewrite ltr_pdivr_mulr ?ltr0n // mul1r -[2%:R]/(1 + 1) ltr_add2l.
have thx : x <= th ^+ 2.
  rewrite -subr_ge0 (_ : _ - _ = ((1 - x) / 2%:R) ^+ 2) ?sqr_ge0 // /th; by field.
have far : 4%:R * L S * norm2 tau <= mu * (th * D) ^+ 2.
  have -> : 4%:R * L S * norm2 tau = x * (mu * D * D) by rewrite mulrA divfK ?gt_eqF.
  by rewrite [X in _ <= X](_ : _ = th ^+ 2 * (mu * D * D)); [rewrite ler_wpmul2r // mulr_ge0 // ltW|ring].
have := stops S0 ST D0 (mulr_ge0 th0 (ltW D0)) far.
have -> : \sum_p tau p * (w T p - w S p) = D by apply: eq_bigr => p _; rewrite expr2.
by rewrite leNgt gtr_pmull // th1.
Qed.
End Path.
