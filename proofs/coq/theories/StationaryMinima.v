(* Local minima of one hidden layer with one output, at kinks or not, are where the conditions of soundness.md 21 hold, and
   nowhere else. Over any ordered field, in the terms of OneHidden.v. *)
From Dlmcert Require Import Algebra Model Minimum Nearby Points Costs KinkMinima CellsBound OneHidden StrictMinima.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* A unit of output weight 0 may have its noise negated: equality in idle_unit. *)
Section Idle.
Variables (R : realFieldType) (d D N : nat) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) (y : 'I_N -> R).
Notation minimum E := (minimum_of s E X (fun n f => ell None (f - y n))).
Let pr := @residual_smooth R N None y I.
Implicit Types (W : 'M[R]_(D, d)) (w : 'rV[R]_D).

Definition negated (i : 'I_D) : 'M[R]_(D, N) := \matrix_(k, n) if k == i then - E k n else E k n.

Lemma negated_residual i W w w' n : (forall k, w' 0 k = if k == i then - w 0 k else w 0 k) ->
  Minimum.residual s (negated i) X y W w n = Minimum.residual s E X y W w' n.
Proof.
move=> wE; rewrite /Minimum.residual !output_phi; congr (_ - _); apply: eq_bigr => k _.
by rewrite wE mxE; case: eqP => _; rewrite ?mulNr ?mulrN.
Qed.

Lemma negated_minimum i W w : w 0 i = 0 -> minimum E W w -> minimum (negated i) W w.
Proof.
move=> wi [eps [eps0 min]]; exists eps; split=> // W' w' nW nw.
pose f (a : 'rV[R]_D) : 'rV[R]_D := \row_k if k == i then - a 0 k else a 0 k.
have lossE U a : loss_of s (negated i) X (fun n f => ell None (f - y n)) U a = loss_of s E X (fun n f => ell None (f - y n)) U (f a).
  by apply: eq_bigr => n _; congr (ell None _); apply: negated_residual => k; rewrite mxE.
rewrite !lossE; have -> : f w = w by apply/rowP => k; rewrite mxE; case: eqP => // ->; rewrite wi oppr0.
apply: min => // k; rewrite mxE; case: eqP => // ->; have := nw i; by rewrite wi !subr0 normrN.
Qed.

Lemma idle_unit_zero W w i (h : 'rV[R]_d) : w 0 i = 0 -> minimum E W w ->
  \sum_n Minimum.residual s E X y W w n * (E i n * dphi s (preactivation X W i n) ((h *m X) 0 n)) = 0.
Proof.
move=> wi min; apply/eqP; rewrite eq_le; apply/andP; split; last exact: (idle_unit pr h wi min).
rewrite -oppr_ge0 -sumrN; have := idle_unit pr h wi (negated_minimum wi min); congr (_ <= _); apply: eq_bigr => n _.
rewrite [X in X * _ = _](_ : _ = Minimum.residual s E X y W w n); last first.
  by apply: (@negated_residual i) => k; case: eqP => // ->; rewrite wi oppr0.
by rewrite mxE eqxx /= -mulrN mulNr.
Qed.
End Idle.

Section Stationary.
Variables (R : realFieldType) (d D N : nat) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) (y : 'I_N -> R) (bias : bool).
Implicit Types (U : 'M[R]_(D, d)) (v : 'I_D -> R) (b : R) (h : 'rV[R]_d).
Notation out := (flat_output s E X).
Notation minimum := (flat_minimum s E X y bias).

Definition error U v b n : R := out U v b n - y n.
(* N times the derivative of the loss along a move h of unit i, divided by its output weight: H_i of soundness.md 21 *)
Definition unit_slope (e : 'I_N -> R) U i h : R := \sum_n e n * (E i n * dphi s ((U *m X) i n) ((h *m X) 0 n)).

Definition stationary U v b : Prop :=
  [/\ forall i h, v i != 0 -> 0 <= v i * unit_slope (error U v b) U i h,
      forall i h, v i = 0 -> unit_slope (error U v b) U i h = 0 &
      bias -> \sum_n error U v b n = 0].

(* --- necessary --- *)

Theorem minimum_stationary U v b : bias || (b == 0) -> minimum U v b -> stationary U v b.
Proof.
move=> bb min; have mh := minimum_held bb min.
have eE n : output s E X U (\row_i v i) n - (y n - b) = error U v b n.
  rewrite output_phi /error /flat_output opprB addrA; congr (_ + b - _).
  by apply: eq_bigr => i _; rewrite mxE.
have pr := @residual_smooth R N None (fun n => y n - b) I.
split=> [i h _|i h vi|bs].
- have := row_derivative pr i h mh; congr (_ <= _); rewrite /unit_slope mulr_sumr; apply: eq_bigr => n _.
  by rewrite /= eE mxE mulrCA.
- have wi : (\row_i v i) 0 i = 0 by rewrite mxE.
  by rewrite -[RHS](idle_unit_zero h wi mh); apply: eq_bigr => n _; congr (_ * _); rewrite -eE.
case: min => eps [eps0 min]; have half (c : R) : `|c| = 1 -> 0 <= c * \sum_n error U v b n.
  move=> c1; pose f t := \sum_n (error U v b n + t * c) * (error U v b n + t * c).
  have ex : expands f (\sum_n error U v b n * error U v b n) (\sum_n (error U v b n * c + c * error U v b n)).
    apply: expands_sum => n; have A : expands (fun t => error U v b n + t * c) (error U v b n) c.
      by have := expands_add (expands_const (error U v b n)) (expands_linear c); rewrite addr0 add0r.
    exact: (expands_mul A A).
  have := expands_ge0 ex; have -> : \sum_n (error U v b n * c + c * error U v b n) = 2%:R * (c * \sum_n error U v b n).
    by rewrite !mulr_sumr; apply: eq_bigr => n _; ring.
  rewrite pmulr_rge0 ?ltr0n //; apply; apply: near_imp (near_and (@soon_le R) (@soon_pos R) (soon_lt eps0)) => t [t0 te].
  have := min U v (b + t * c); rewrite bs /= => H; have := H isT; rewrite /flat_error.
  have E0 : \sum_n (out U v b n - y n) ^+ 2 = \sum_n error U v b n * error U v b n by apply: eq_bigr => n _; rewrite expr2.
  have E1 : \sum_n (out U v (b + t * c) n - y n) ^+ 2 = f t.
    by apply: eq_bigr => n _; rewrite expr2 /error /flat_output; congr (_ * _); ring.
  rewrite E0 E1; apply=> [i j|i|]; rewrite ?subrr ?normr0 //.
  by rewrite addrC addKr normrM c1 mulr1 gtr0_norm.
apply/eqP; rewrite eq_le -oppr_ge0; have := half 1 (normr1 _); rewrite mul1r => ->.
by have := half (-1); rewrite normrN normr1 mulN1r andbT; apply.
Qed.

(* --- sufficient --- *)

(* Near a point no preactivation that is not 0 changes its sign. *)
Lemma signs_near U : exists eps : R, 0 < eps /\ forall U', (forall i j, `|U' i j - U i j| < eps) ->
  forall i n, (U *m X) i n != 0 -> (0 <= (U' *m X) i n) = (0 <= (U *m X) i n) /\ (U' *m X) i n != 0.
Proof.
pose B n := \sum_j `|X j n| + 1.
have B0 n : 0 < B n by rewrite ltr_paddl // sumr_ge0.
pose u (k : 'I_D * 'I_N) : R := if (U *m X) k.1 k.2 == 0 then 1 else `|(U *m X) k.1 k.2|.
have u0 k : 0 < u k by rewrite /u; case: ifP => [_|/negbT]; rewrite ?ltr01 ?normr_gt0.
have [delta [d0 H]] := small (fun k => B k.2) u0; exists (delta / 2%:R); split; first by rewrite divr_gt0 ?ltr0n.
move=> U' nU i n un; have h0 : 0 < delta / 2%:R by rewrite divr_gt0 ?ltr0n.
have ad : `|delta / 2%:R| < delta.
  by rewrite gtr0_norm // ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
have := H _ ad (i, n); rewrite /u /= (negPf un) normrM (gtr0_norm h0) (gtr0_norm (B0 n)) => near.
have moved : `|(U' *m X) i n - (U *m X) i n| < `|(U *m X) i n|.
  apply: le_lt_trans near; rewrite !mxE -sumrB; apply: le_trans (ler_norm_sum _ _ _) _.
  have up : delta / 2%:R * (\sum_j `|X j n|) <= delta / 2%:R * B n by rewrite ler_pmul2l // ler_addl ler01.
  apply: le_trans up.
  rewrite mulr_sumr; apply: ler_sum => j _.
  by rewrite -mulrBl normrM ler_wpmul2r // ltW.
move: moved; set a := (U *m X) i n in un *; set a' := (U' *m X) i n => moved.
have ne : a' != 0 by apply: contraTneq moved => ->; rewrite sub0r normrN ltxx.
split=> //; case: (ltrgt0P a) un moved => // sa _; rewrite ltr_norml => /andP[lo hi].
  by rewrite ltW // -(ltr_add2r (- a)) add0r.
by apply/negbTE; rewrite -ltNge -(ltr_add2r (- a)) add0r.
Qed.

(* H_i(w_i) = 0 *)
Lemma slope_opp e U i h : (forall n, (U *m X) i n = 0 -> (h *m X) 0 n = 0) ->
  unit_slope e U i (- h) = - unit_slope e U i h.
Proof.
move=> z; rewrite /unit_slope -sumrN; apply: eq_bigr => n _; rewrite -mulrN -mulrN; congr (_ * (_ * _)).
have -> : (- h *m X) 0 n = - (h *m X) 0 n by rewrite mulNmx mxE.
rewrite /dphi; case: eqP => [/z ->|_]; last by rewrite mulrN.
by rewrite oppr0 phi0 oppr0.
Qed.
Lemma row_mulE U i n : (row i U *m X) 0 n = (U *m X) i n.
Proof. by rewrite -row_mul mxE. Qed.

Lemma row_moved U U' i n : ((row i U' - row i U) *m X) 0 n = (U' *m X) i n - (U *m X) i n.
Proof. by rewrite mulmxBl -!row_mul; set A := U' *m X; set B := U *m X; rewrite !mxE. Qed.

Lemma own_slope U v b i : stationary U v b -> v i * unit_slope (error U v b) U i (row i U) = 0.
Proof.
case=> pos zero _; have [vi|vi] := eqVneq (v i) 0; first by rewrite vi mul0r.
apply/eqP; rewrite eq_le (pos i (row i U) vi) andbT -oppr_ge0 -mulrN -slope_opp; first exact: pos.
by move=> n; rewrite row_mulE.
Qed.

(* The residual times other outputs, if unit i has the slopes of U there *)
Lemma residual_outputs e U U' v' b' (h : 'I_D -> 'rV[R]_d) :
  (forall i, \sum_n e n * (E i n * phi s ((U' *m X) i n)) = unit_slope e U i (h i)) ->
  bias || (b' == 0) -> (bias -> \sum_n e n = 0) ->
  \sum_n e n * out U' v' b' n = \sum_i v' i * unit_slope e U i (h i).
Proof.
move=> H bb z; under eq_bigr => n _ do rewrite /flat_output mulrDr mulr_sumr.
rewrite big_split /= exchange_big /= -mulr_suml [X in _ + X](_ : _ = 0) ?addr0; last first.
  by case/orP: bb => [/z ->|/eqP ->]; rewrite ?mul0r ?mulr0.
by apply: eq_bigr => i _; rewrite -H mulr_sumr; apply: eq_bigr => n _; rewrite mulrCA.
Qed.

Lemma error_convex e f f' : (forall n, e n = f n - y n) -> 0 <= \sum_n e n * (f' n - f n) ->
  \sum_n (f n - y n) ^+ 2 <= \sum_n (f' n - y n) ^+ 2.
Proof.
move=> eE pos; rewrite -subr_ge0 -sumrB.
rewrite (eq_bigr (fun n => 2%:R * (e n * (f' n - f n)) + (f' n - f n) ^+ 2)) => [|n _]; last by rewrite eE; ring.
by rewrite big_split /= -mulr_sumr addr_ge0 ?mulr_ge0 ?ler0n // sumr_ge0 // => n _; exact: sqr_ge0.
Qed.

Lemma dphi_add u a c : (u == 0 -> a = 0) -> dphi s u (a + c) = dphi s u a + dphi s u c.
Proof. by rewrite /dphi; case: eqP => [_ /(_ isT) ->|_ _]; [rewrite add0r phi0 add0r|rewrite mulrDr]. Qed.

Theorem stationary_is_minimum U v b : bias || (b == 0) -> stationary U v b -> minimum U v b.
Proof.
move=> bb st; have [pos zero ones] := st; have [eps [eps0 near]] := signs_near U.
pose u (k : 'I_D) : R := if v k == 0 then 1 else `|v k|.
have u0 k : 0 < u k by rewrite /u; case: ifP => [_|/negbT]; rewrite ?ltr01 ?normr_gt0.
have [delta [d0 sm]] := small (fun=> 2%:R : R) u0.
pose ep := Num.min eps delta; have ep0 : 0 < ep by rewrite lt_minr eps0.
exists ep; split=> // U' v' b' bb' nU nv nb; pose e := error U v b.
have nU' i j : `|U' i j - U i j| < eps by apply: lt_le_trans (nU i j) _; rewrite le_minl lexx.
pose h i := row i U' - row i U.
have own0 i : unit_slope e U i (row i U) = 0.
  have [vi|vi] := eqVneq (v i) 0; first exact: zero.
  by have /eqP := own_slope i st; rewrite mulf_eq0 (negPf vi) => /eqP.
have at_own i : \sum_n e n * (E i n * phi s ((U *m X) i n)) = unit_slope e U i (row i U).
  by apply: eq_bigr => n _; rewrite row_mulE dphi_self.
have at_near i : \sum_n e n * (E i n * phi s ((U' *m X) i n)) = unit_slope e U i (h i).
  have -> : unit_slope e U i (h i) = \sum_n e n * (E i n * phi s ((U *m X) i n)) + unit_slope e U i (h i) by rewrite at_own own0 add0r.
  rewrite /unit_slope -big_split; apply: eq_bigr => n _ /=.
  rewrite -mulrDr -mulrDr row_moved; congr (_ * (_ * _)).
  by apply: phi_near => un; have [] := near U' nU' i n un.
apply: (@error_convex e (out U v b) (out U' v' b')) => //.
rewrite (eq_bigr (fun n => e n * out U' v' b' n - e n * out U v b n)) => [|n _]; last by rewrite mulrBr.
rewrite sumrB.
rewrite (residual_outputs v at_own bb ones) (residual_outputs v' at_near bb' ones).
rewrite [X in _ - X]big1 ?subr0 => [|i _]; last by rewrite own0 mulr0.
rewrite sumr_ge0 // => i _; have [vi|vi] := eqVneq (v i) 0; first by rewrite zero ?mulr0.
have lt : `|v' i - v i| < `|v i|.
  have dd : `|delta / 2%:R| < delta.
    by rewrite gtr0_norm ?divr_gt0 ?ltr0n // ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
  apply: lt_le_trans (nv i) _; rewrite le_minl; apply/orP; right.
  by have := sm _ dd i; rewrite /u (negPf vi) -mulrA mulVf ?pnatr_eq0 // mulr1 gtr0_norm // => /ltW.
have := pos i (h i) vi; move: lt; rewrite -/e; set q := unit_slope _ _ _ _.
case: (ltrgt0P (v i)) vi => // sv _; rewrite ltr_norml => /andP[lo hi].
  rewrite pmulr_rge0 // => q0; rewrite mulr_ge0 // ltW //.
  by rewrite -(ltr_add2r (- v i)) add0r.
rewrite nmulr_rge0 // => q0; rewrite mulr_le0 // ltW //.
by rewrite -(ltr_add2r (- v i)) add0r.
Qed.
End Stationary.
