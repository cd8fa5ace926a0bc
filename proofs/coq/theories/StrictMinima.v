(* Local minima of one hidden layer off its kinks (soundness.md 24): the residual is orthogonal to all rows of G there;
   and what is orthogonal to them is such a minimum. *)
From Dlmcert Require Import Algebra Model Linear Minimum Nearby Points Costs KinkMinima CellsBound OneHidden.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Strict.
Variables (R : realFieldType) (d D N : nat) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) (y : 'I_N -> R) (bias : bool).
Implicit Types (U : 'M[R]_(D, d)) (v : 'I_D -> R) (b : R).
Notation out := (flat_output s E X).
Notation minimum := (flat_minimum s E X y bias).

Definition slope_at U i n : R := if 0 <= (U *m X) i n then 1 else s.

Lemma shuffle_row (e c a sl h x : R) : e * (c * (a * (sl * (h * x)))) = h * (c * (e * (a * sl * x))).
Proof. by ring. Qed.
Lemma shuffle_sum (e a w sl u x : R) : e * (a * (w * (sl * (u * x)))) = a * u * (e * (w * sl * x)).
Proof. by ring. Qed.

Lemma void_row U i n : col n X = 0 -> (U *m X) i n = 0.
Proof.
move=> x0; rewrite mxE big1 // => j _; have /matrixP/(_ j 0) := x0.
by rewrite [col n X j 0]mxE [RHS]mxE => ->; rewrite mulr0.
Qed.

(* The network of Minimum.v, its targets less the output's bias *)
Let cost (b : R) (n : 'I_N) (f : R) := ell None (f - (y n - b)).
Lemma minimum_held U v b : bias || (b == 0) -> minimum U v b -> minimum_of s E X (cost b) U (\row_i v i).
Proof.
move=> bb [eps [eps0 H]]; exists eps; split=> // U' w' nU nw.
have lossE U1 (w : 'rV[R]_D) v1 : (forall i, w 0 i = v1 i) ->
    loss_of s E X (cost b) U1 w = flat_error s E X y U1 v1 b / 2%:R.
  move=> wE; rewrite /loss_of /flat_error mulr_suml; apply: eq_bigr => n _; rewrite /cost ell_squares //; congr (_ ^+ 2 / _).
  rewrite output_phi /flat_output opprB addrA; congr (_ + b - _).
  by apply: eq_bigr => i _; rewrite wE.
rewrite (lossE U _ v) => [|i]; last by rewrite mxE.
rewrite (lossE U' _ (fun i => w' 0 i)) // ler_pmul2r ?invr_gt0 ?ltr0n //; apply: H => // [i|].
  by have := nw i; rewrite mxE.
by rewrite subrr normr0.
Qed.

Lemma linear_zero (f : 'rV[R]_d -> R) (g : 'I_d -> R) : (forall h, f h = \sum_j h 0 j * g j) ->
  (forall h, 0 <= f h) -> forall j, g j = 0.
Proof.
move=> lin pos j; have E1 c : f (c *: delta_mx 0 j) = c * g j.
  rewrite lin (bigD1 j) //= !mxE !eqxx mulr1 big1 ?addr0 // => k kj.
  by rewrite !mxE (negPf kj) andbF mulr0 mul0r.
by apply/eqP; rewrite eq_le -oppr_ge0 -[- g j]mulN1r -[X in _ && (_ <= X)]mul1r -!E1 !pos.
Qed.

Theorem strict_gradient U v b : bias || (b == 0) -> off_kinks X U -> minimum U v b ->
  (forall i j, \sum_n (out U v b n - y n) * (E i n * slope_at U i n * X j n) = 0) /\
  (bias -> \sum_n (out U v b n - y n) = 0).
Proof.
move=> bb off min; have mh := minimum_held bb min.
have eE n : clip None (output s E X U (\row_i v i) n - (y n - b)) = out U v b n - y n.
  rewrite /= output_phi /flat_output opprB addrA; congr (_ + b - _).
  by apply: eq_bigr => i _; rewrite mxE.
have pr := @residual_smooth R N None (fun n => y n - b) I.
split=> [i j|bs].
  pose g j := \sum_n (out U v b n - y n) * (E i n * slope_at U i n * X j n).
  have dphiE (h : 'rV[R]_d) n : dphi s (preactivation X U i n) ((h *m X) 0 n) = slope_at U i n * (h *m X) 0 n.
    rewrite /dphi /preactivation /slope_at; case: eqP => // z.
    have x0 : col n X = 0 by apply/eqP; apply/negPn/negP => xn; have := off i n xn; rewrite z eqxx.
    by rewrite (on_void h x0) phi0 mulr0.
  have linear (c : R) (h : 'rV[R]_d) : \sum_n (out U v b n - y n) * (c * (E i n * (slope_at U i n * (h *m X) 0 n))) =
      \sum_j h 0 j * (c * g j).
    under [RHS]eq_bigr => k _ do rewrite /g !mulr_sumr; rewrite exchange_big /=; apply: eq_bigr => n _.
    rewrite mxE !mulr_sumr; apply: eq_bigr => k _; exact: shuffle_row.
  have [vi|vi] := eqVneq (v i) 0.
    have H (h : 'rV[R]_d) : 0 <= \sum_n (out U v b n - y n) * (1 * (E i n * (slope_at U i n * (h *m X) 0 n))).
      have wi : (\row_i v i) 0 i = 0 by rewrite mxE.
      have := idle_unit pr h wi mh; congr (_ <= _); apply: eq_bigr => n _; by rewrite eE dphiE mul1r.
    have := @linear_zero _ (fun j => 1 * g j) (linear 1) H j; rewrite /= mul1r; exact.
  have H (h : 'rV[R]_d) : 0 <= \sum_n (out U v b n - y n) * (v i * (E i n * (slope_at U i n * (h *m X) 0 n))).
    have := row_derivative pr i h mh; congr (_ <= _); apply: eq_bigr => n _; by rewrite eE dphiE mxE.
  have /eqP := @linear_zero _ (fun j => v i * g j) (linear (v i)) H j; rewrite mulf_eq0 (negPf vi) => /eqP; exact.
case: min => eps [eps0 min]; pose S := \sum_n (out U v b n - y n).
have step t : `|t| < eps -> 0 <= 2%:R * (t * S) + N%:R * t ^+ 2.
  move=> te; have := min U v (b + t); rewrite bs /= addrAC subrr add0r => H.
  have {H} : 0 <= flat_error s E X y U v (b + t) - flat_error s E X y U v b.
    by rewrite subr_ge0; apply: H => // *; rewrite subrr normr0.
  rewrite /flat_error -sumrB; congr (_ <= _).
  rewrite (eq_bigr (fun n => 2%:R * (t * (out U v b n - y n)) + t ^+ 2)).
    rewrite big_split /=; congr (_ + _); first by rewrite /S !mulr_sumr.
    by rewrite sumr_const card_ord mulr_natl.
  by move=> n _; rewrite /flat_output; ring.
apply/eqP; rewrite eq_le; apply/andP; split; last first.
  rewrite -oppr_le0; apply: (@first_order R _ (N%:R / 2%:R) eps eps0) => t /andP[t0 te].
  have := step t; rewrite gtr0_norm // => /(_ te); rewrite -/S => H; rewrite -subr_ge0.
  rewrite (_ : _ - _ = (2%:R * (t * S) + N%:R * t ^+ 2) / 2%:R) ?divr_ge0 ?ler0n //; by field.
apply: (@first_order R _ (N%:R / 2%:R) eps eps0) => t /andP[t0 te].
have := step (- t); rewrite normrN gtr0_norm // => /(_ te); rewrite -/S => H; rewrite -subr_ge0.
rewrite (_ : _ - _ = (2%:R * (- t * S) + N%:R * (- t) ^+ 2) / 2%:R) ?divr_ge0 ?ler0n //; by field.
Qed.

(* --- the converse --- *)

(* Near a point off kinks no slope changes. *)
Lemma slopes_near U : off_kinks X U -> exists eps : R, 0 < eps /\ forall U', (forall i j, `|U' i j - U i j| < eps) ->
  forall i n, phi s ((U' *m X) i n) = slope_at U i n * (U' *m X) i n.
Proof.
move=> off; pose B n := \sum_j `|X j n| + 1.
have B0 n : 0 < B n by rewrite ltr_paddl // sumr_ge0.
pose u (k : 'I_D * 'I_N) : R := if (U *m X) k.1 k.2 == 0 then 1 else `|(U *m X) k.1 k.2|.
have u0 k : 0 < u k by rewrite /u; case: ifP => [_|/negbT]; rewrite ?ltr01 ?normr_gt0.
have [delta [d0 H]] := small (fun k => B k.2) u0; exists (delta / 2%:R); split; first by rewrite divr_gt0 ?ltr0n.
move=> U' nU i n; have [x0|xn] := eqVneq (col n X) 0; first by rewrite (void_row U') // phi0 mulr0.
have un := off i n xn; have ad : `|delta / 2%:R| < delta.
  by rewrite gtr0_norm ?divr_gt0 ?ltr0n // ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
have h0 : 0 < delta / 2%:R by rewrite divr_gt0 ?ltr0n.
have := H _ ad (i, n); rewrite /u /= (negPf un) normrM (gtr0_norm h0) (gtr0_norm (B0 n)) => near.
have moved : `|(U' *m X) i n - (U *m X) i n| < `|(U *m X) i n|.
  apply: le_lt_trans near; rewrite !mxE -sumrB; apply: le_trans (ler_norm_sum _ _ _) _.
  have up : delta / 2%:R * (\sum_j `|X j n|) <= delta / 2%:R * B n by rewrite ler_pmul2l // ler_addl ler01.
  apply: le_trans up.
  rewrite mulr_sumr; apply: ler_sum => j _.
  by rewrite -mulrBl normrM ler_wpmul2r // ltW.
rewrite /phi /slope_at; congr (_ * _); set a := (U *m X) i n in un moved *; set a' := (U' *m X) i n in moved *.
case: (lerP 0 a) => a0.
  by move: moved; rewrite (ger0_norm a0) ltr_norml => /andP[lo _]; rewrite ltW // -(ltr_add2r (- a)) add0r.
move: moved; rewrite (ltr0_norm a0) ltr_norml => /andP[_ hi].
by have neg : a' < 0; [rewrite -(ltr_add2r (- a)) add0r|rewrite leNgt neg].
Qed.

Theorem stationary_minimum U v b : off_kinks X U ->
  (forall i j, \sum_n (out U v b n - y n) * (E i n * slope_at U i n * X j n) = 0) ->
  (bias -> \sum_n (out U v b n - y n) = 0) -> bias || (b == 0) -> minimum U v b.
Proof.
move=> off rows ones bb; have [eps [eps0 near]] := slopes_near off.
have near0 : forall i n, phi s ((U *m X) i n) = slope_at U i n * (U *m X) i n by apply: near => i j; rewrite subrr normr0.
exists eps; split=> // U' v' b' bb' nU nv nb; set e := fun n => out U v b n - y n.
have orth U1 v1 b1 : bias || (b1 == 0) -> (forall i n, phi s ((U1 *m X) i n) = slope_at U i n * (U1 *m X) i n) ->
    \sum_n e n * out U1 v1 b1 n = 0.
  move=> bb1 slopes; under eq_bigr => n _ do rewrite /flat_output mulrDr mulr_sumr; rewrite big_split /=.
  rewrite exchange_big big1 /= => [|i _]; last first.
    under eq_bigr => n _ do rewrite slopes [(U1 *m X) i n]mxE !mulr_sumr; rewrite exchange_big big1 //= => j _.
    rewrite (eq_bigr (fun n => v1 i * U1 i j * (e n * (E i n * slope_at U i n * X j n)))); last by move=> n _; exact: shuffle_sum.
    by rewrite -mulr_sumr rows mulr0.
  by rewrite add0r -mulr_suml; case/orP: bb1 => [/ones ->|/eqP ->]; rewrite ?mul0r ?mulr0.
have cross : \sum_n e n * (out U' v' b' n - out U v b n) = 0.
  under eq_bigr => n _ do rewrite mulrBr; rewrite sumrB (orth _ _ _ bb' (near _ nU)) (orth _ _ _ bb near0) subrr.
  by [].
rewrite /flat_error (eq_bigr _ (fun n _ => shuffle_square (out U v b n) (out U' v' b' n) (y n))) !big_split /= -mulr_sumr cross mulr0 addr0.
by rewrite ler_addl sumr_ge0 // => n _; exact: sqr_ge0.
Qed.
End Strict.
