(* A curve along which a function L falls at the rate of the squared speed, and this is at least mu L: the distance from
   L(S) on is at most 2 sqrt(L(S) / mu), and L tends to 0 (soundness.md 38, gradient flow). Without square roots, which
   the field need not have: instead of sqrt L, L is compared with the square of a linear function of the position. *)
From Dlmcert Require Import Algebra Flow Derivatives.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Positive.
Variable R : realFieldType.
Implicit Types (x y a t : R) (f h : R -> R).
Definition pos x := Num.max x 0.
Lemma pos_ge0 x : 0 <= pos x. Proof. by rewrite /pos le_maxr lexx orbT. Qed.
Lemma pos_le x : x <= pos x. Proof. by rewrite /pos le_maxr lexx. Qed.
Lemma pos_lip x y : `|pos x - pos y| <= `|x - y|.
Proof.
rewrite /pos; have [x0|x0] := leP x 0; have [y0|y0] := leP y 0 => //.
- by rewrite subrr normr0.
- by rewrite sub0r normrN (gtr0_norm y0) distrC (le_trans _ (ler_norm _)) // ler_subr_addl ger_addr.
- by rewrite subr0 (gtr0_norm x0) (le_trans _ (ler_norm _)) // ler_subr_addl ger_addr.
Qed.
Lemma pos_square x y : `|pos x ^+ 2 - pos y ^+ 2 - 2%:R * pos y * (x - y)| <= `|x - y| ^+ 2.
Proof.
rewrite real_normK ?num_real //.
rewrite /pos; have [x0|x0] := leP x 0; have [y0|y0] := leP y 0.
- by rewrite expr0n mulr0 mul0r !subr0 normr0 sqr_ge0.
- have -> : 0 ^+ 2 - y ^+ 2 - 2%:R * y * (x - y) = y ^+ 2 - 2%:R * (x * y) by ring.
  have xy : 0 <= - (x * y) by rewrite oppr_ge0 mulr_le0_ge0 // ltW.
  rewrite ger0_norm; last by rewrite addr_ge0 ?sqr_ge0 // -mulrN mulr_ge0 ?ler0n.
  rewrite -subr_ge0 [X in 0 <= X](_ : _ = x ^+ 2); last by ring.
  by rewrite sqr_ge0.
- have -> : x ^+ 2 - 0 ^+ 2 - 2%:R * 0 * (x - y) = x ^+ 2 by ring.
  rewrite ger0_norm ?sqr_ge0 // -subr_ge0 [X in 0 <= X](_ : _ = y ^+ 2 + 2%:R * (x * - y)); last by ring.
  by rewrite addr_ge0 ?sqr_ge0 // mulr_ge0 ?ler0n // mulr_ge0 ?oppr_ge0 // ltW.
have -> : x ^+ 2 - y ^+ 2 - 2%:R * y * (x - y) = (x - y) ^+ 2 by ring.
by rewrite ger0_norm ?sqr_ge0.
Qed.

Lemma derivative_pos2 f t a : 0 <= t -> derivative f t a -> derivative (fun u => pos (f u) ^+ 2) t (2%:R * pos (f t) * a).
Proof.
move=> t0 F; set k := 2%:R * pos (f t).
apply: (@same_derivative _ (fun u => (pos (f u) ^+ 2 - k * f u) + k * f u)) => [u|]; first by rewrite subrK.
rewrite -[k * a]add0r; apply: derivative_add; last exact: derivative_scale.
apply: (derivative_square (C := (`|a| + 1) ^+ 2)); first by rewrite sqr_ge0.
have [d d0 H] := derivative_lip F; exists d => // u u0 ud.
have -> : pos (f u) ^+ 2 - k * f u - (pos (f t) ^+ 2 - k * f t) - 0 * (u - t) =
  pos (f u) ^+ 2 - pos (f t) ^+ 2 - k * (f u - f t) by ring.
apply: le_trans (pos_square _ _) _; rewrite -exprMn ler_expn2r ?nnegrE ?mulr_ge0 ?addr_ge0 ?ler01 //.
exact: H.
Qed.

Lemma continuous_to T f t : absolutely_continuous_to T f -> 0 <= t -> t <= T -> forall eps, 0 < eps ->
  exists2 d, 0 < d & forall u, 0 <= u -> u <= T -> `|u - t| < d -> `|f u - f t| <= eps.
Proof.
move=> ac t0 tT eps e0; have [d d0 dP] := ac _ e0; exists d => // u u0 uT /ltW ud.
have [tu|/ltW ut] := leP t u.
  have := dP [:: (t, u)]; rewrite !big_seq1 /=; apply; first by rewrite t0 tu.
  by apply: le_trans ud; exact: ler_norm.
have := dP [:: (u, t)]; rewrite !big_seq1 /= distrC; apply; first by rewrite u0 ut.
by apply: le_trans ud; rewrite distrC; exact: ler_norm.
Qed.

(* What falls wherever it is not negative does not become positive. *)
Lemma falls_where_positive S T h (Z : R -> Prop) : cousin R -> 0 <= S -> S <= T -> thin Z -> absolutely_continuous_to T h ->
  h S <= 0 -> (forall t, S <= t -> t <= T -> Z t \/ (0 <= h t -> exists2 a, a <= 0 & derivative h t a)) -> h T <= 0.
Proof.
move=> cn S0 ST tz ac hS fa; suff : pos (h T) <= pos (h S).
  by rewrite {2}/pos (max_idPr hS) => /(le_trans (pos_le _)).
apply: (@falls_thin R S T (fun t => pos (h t)) Z) => //.
  apply: (@dominated R [finType of 'I_1] (fun=> h) 1) => [||a b _ _ _]; [exact: ler01|by []|].
  by rewrite mul1r big_ord1 pos_lip.
move=> t St tT; case: (fa t St tT) => [|H]; [by left|right=> eps e0].
have t0 := le_trans S0 St; have [h0|h0] := ltP (h t) 0.
  have m0 : 0 < - h t by rewrite oppr_gt0.
  have [d d0 dP] := continuous_to ac t0 tT m0; exists d => // a b Sa bT ta at_ tb bt.
  have ab := le_trans at_ tb.
  rewrite [pos (h b)](_ : _ = 0); last first.
    apply/max_idPr; have := dP b (le_trans t0 tb) bT; rewrite ger0_norm ?subr_ge0 // ltr_subl_addl => /(_ bt).
    by rewrite ler_norml => /andP[_]; rewrite ler_subl_addr addNr.
  by apply: le_trans (_ : 0 <= _); rewrite ?sub0r ?oppr_le0 ?pos_ge0 // mulr_ge0 ?(ltW e0) ?subr_ge0.
have [v v0 der] := H h0; have [d d0 dP] := increment der e0; exists d => // a b Sa bT ta at_ tb bt.
have ab : 0 <= b - a by rewrite subr_ge0 (le_trans at_).
have [hb|hb] := leP (h b) 0.
  rewrite {1}/pos (max_idPr hb) sub0r; apply: le_trans (_ : 0 <= _); first by rewrite oppr_le0 pos_ge0.
  by rewrite mulr_ge0 // ltW.
have := dP a b (le_trans S0 Sa) ta at_ tb bt; rewrite ler_norml => /andP[_]; rewrite ler_subl_addr => H'.
rewrite {1}/pos (max_idPl (ltW hb)); apply: le_trans (_ : h b - h a <= _); first by rewrite ler_add2l ler_opp2 pos_le.
by apply: le_trans H' _; rewrite ger_addl mulr_le0_ge0.
Qed.

(* A minimum *)
Lemma derivative_least f t a : (forall u, 0 <= f u) -> 0 <= t -> f t = 0 -> derivative f t a -> 0 <= a.
Proof.
move=> f0 t0 ft F; rewrite -oppr_le0; apply: (@small_le _ _ _ 1) => eps e0; rewrite add0r mulr1.
have [d d0 dP] := F _ e0; have h0 : 0 < d / 2%:R by rewrite divr_gt0 ?ltr0n.
have := dP (t + d / 2%:R); have -> : t + d / 2%:R - t = d / 2%:R by rewrite addrC addKr.
rewrite (gtr0_norm h0) ft subr0 => H.
have {H} := H (addr_ge0 t0 (ltW h0)) _; rewrite ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n => /(_ isT).
rewrite ler_norml => /andP[_ H]; rewrite -(ler_pmul2r h0) mulNr; apply: le_trans H.
by rewrite ler_addr.
Qed.
End Positive.

Section Squares.
Variables (R : realFieldType) (m : nat).
Implicit Types (u v : 'I_m -> R).
Definition norm2 v : R := \sum_p v p ^+ 2.
Lemma norm2_ge0 v : 0 <= norm2 v. Proof. by rewrite sumr_ge0 // => p _; exact: sqr_ge0. Qed.
Lemma norm2_eq0 v : norm2 v <= 0 -> forall p, v p = 0.
Proof.
move=> H p; apply/eqP; rewrite -sqrf_eq0 eq_le sqr_ge0 andbT; apply: le_trans H.
by rewrite /norm2 (bigD1 p) //= ler_addl sumr_ge0 // => q _; exact: sqr_ge0.
Qed.
Lemma norm2_at v p : v p ^+ 2 <= norm2 v.
Proof. by rewrite /norm2 (bigD1 p) //= ler_addl sumr_ge0 // => q _; exact: sqr_ge0. Qed.
Lemma cauchy_schwarz u v : (\sum_p u p * v p) ^+ 2 <= norm2 u * norm2 v.
Proof.
set c := \sum_p _; have [u0|] := ltP 0 (norm2 u); last first.
  move=> u0; rewrite [c]big1 ?expr0n /= ?mulr_ge0 ?norm2_ge0 // => p _.
  by rewrite (norm2_eq0 u0) mul0r.
have : 0 <= norm2 (fun p => norm2 u * v p - c * u p) by exact: norm2_ge0.
have -> : norm2 (fun p => norm2 u * v p - c * u p) = norm2 u * (norm2 u * norm2 v - c ^+ 2).
  transitivity (\sum_p (norm2 u ^+ 2 * v p ^+ 2 + c ^+ 2 * u p ^+ 2 - 2%:R * norm2 u * c * (u p * v p))).
    by apply: eq_bigr => p _; ring.
  by rewrite sumrB big_split /= -!mulr_sumr -/(norm2 u) -/(norm2 v) -/c; ring.
by rewrite pmulr_rge0 // subr_ge0.
Qed.
End Squares.
