(* One hidden layer below held output weights, several outputs (soundness.md 43): where the loss has derivatives along all
   lines, the residual of a local minimum is orthogonal to all outputs of some open cell of all units; and minima with the
   outputs nearest to the targets for cells in which the output weights cancel. *)
From Dlmcert Require Import Algebra Model Minimum Nearby Points KinkMinima SoundPatterns CellsBound OneHidden
  StrictMinima WorstClaims.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- one unit: some cell has slopes with the same derivatives --- *)

Section Unit.
Variables (R : realFieldType) (d N T : nat) (s : R) (X : 'M[R]_(d, N)) (sign : 'I_T -> 'I_N -> bool).
Implicit Types (w g h : 'rV[R]_d) (q : 'I_N -> R).
Notation slope := (slope_of s sign).

Lemma shuffle_moved (a b p t x : R) : a * (b * (p + t * x)) = a * (b * p) + t * (a * (b * x)).
Proof. by ring. Qed.
Lemma moved_value w h t n : ((w + t *: h) *m X) 0 n = (w *m X) 0 n + t * (h *m X) 0 n.
Proof. by rewrite mulmxDl -scalemxAl [LHS]mxE [in RHS]mulrC; congr (_ + _); rewrite mxE mulrC. Qed.

(* Near directions that are off all hyperplanes nothing changes its sign. *)
Lemma same_side g h : in_open_cell X g -> exists t, 0 < t /\ forall n, col n X != 0 ->
  (0 <= ((g + t *: h) *m X) 0 n) = (0 < (g *m X) 0 n).
Proof.
move=> gX; pose u n : R := if (g *m X) 0 n == 0 then 1 else `|(g *m X) 0 n|.
have u0 n : 0 < u n by rewrite /u; case: ifP => [_|/negbT]; rewrite ?ltr01 ?normr_gt0.
have [delta [d0 H]] := small (fun n => (h *m X) 0 n) u0; exists (delta / 2%:R).
have t0 : 0 < delta / 2%:R by rewrite divr_gt0 ?ltr0n.
have td : `|delta / 2%:R| < delta by rewrite gtr0_norm // ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
split=> // n xn; have pn := gX n xn; have := H _ td n; rewrite /u (negPf pn).
rewrite moved_value.
set p := (g *m X) 0 n in pn *; set c := _ * _.
case: (ltP 0 p) => [p0|]; first rewrite (gtr0_norm p0) ltr_norml => /andP[lo _].
  by rewrite ltW // -(ltr_add2l (- p)) addr0 addKr.
rewrite le_eqVlt (negPf pn) /= => p0; rewrite (ltr0_norm p0) ltr_norml => /andP[_ hi].
by apply/negbTE; rewrite -ltNge -(ltr_add2l (- p)) addr0 addKr.
Qed.

(* Some weights near w are off all hyperplanes, and the slopes there have the same derivatives. *)
Lemma unit_direction w q : (forall h, \sum_n q n * dphi s ((w *m X) 0 n) ((h *m X) 0 n) = 0) ->
  exists2 v, in_open_cell X v & forall j, \sum_n q n * ((if 0 < (v *m X) 0 n then 1 else s) * X j n) = 0.
Proof.
move=> zero; have [g0 g0X] := generic_weights X; pose g := g0.
have gX : in_open_cell X g by move=> n xn; exact: g0X.
(* a point of the cell, w moved towards g *)
pose u n : R := if (w *m X) 0 n == 0 then 1 else `|(w *m X) 0 n|.
have u0 n : 0 < u n by rewrite /u; case: ifP => [_|/negbT]; rewrite ?ltr01 ?normr_gt0.
have [delta [d0 H]] := small (fun n => (g *m X) 0 n) u0; pose a := delta / 2%:R.
have a0 : 0 < a by rewrite divr_gt0 ?ltr0n.
have ad : `|a| < delta by rewrite gtr0_norm // ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
have moved n := moved_value w g a n.
have keeps n : (w *m X) 0 n != 0 -> (0 < ((w + a *: g) *m X) 0 n) = (0 <= (w *m X) 0 n) /\ ((w + a *: g) *m X) 0 n != 0.
  move=> ne; have := H a ad n; rewrite moved /u (negPf ne); set v := (w *m X) 0 n in ne *; set c := a * _.
  case: (ltP 0 v) => [v0|]; first rewrite (gtr0_norm v0) ltr_norml => /andP[lo _].
    by have pos : 0 < v + c; [rewrite -(ltr_add2l (- v)) addr0 addKr|rewrite pos (ltW v0) gt_eqF].
  rewrite le_eqVlt (negPf ne) /= => v0; rewrite (ltr0_norm v0) ltr_norml => /andP[_ hi].
  have neg : v + c < 0 by rewrite -(ltr_add2l (- v)) addr0 addKr.
  by rewrite leNgt v0 ltNge (ltW neg) lt_eqF.
exists (w + a *: g).
  move=> n xn; case: (eqVneq ((w *m X) 0 n) 0) => [z|ne]; last by have [] := keeps n ne.
  by rewrite moved z add0r mulf_neq0 ?gX // gt_eqF.
pose slope n := if 0 < ((w + a *: g) *m X) 0 n then 1 else s.
have slopeE h n : (col n X != 0 -> (0 <= (h *m X) 0 n) = (0 < (g *m X) 0 n)) ->
    dphi s ((w *m X) 0 n) ((h *m X) 0 n) = slope n * (h *m X) 0 n.
  move=> side; have [x0|xn] := eqVneq (col n X) 0.
    by rewrite !(on_void _ x0) /dphi eqxx phi0 mulr0.
  rewrite /dphi /slope; case: eqP => [z|/eqP ne]; last by have [-> _] := keeps n ne.
  by rewrite /phi side // moved z add0r pmulr_rgt0.
move=> j; have along h : exists t, 0 < t /\ \sum_n q n * (slope n * ((g + t *: h) *m X) 0 n) = 0.
  have [t [t0 tP]] := same_side h gX; exists t; split=> //; rewrite -[RHS](zero (g + t *: h)).
  by apply: eq_bigr => n _; rewrite slopeE // => xn; rewrite tP.
have atg : \sum_n q n * (slope n * (g *m X) 0 n) = 0.
  rewrite -[RHS](zero g); apply: eq_bigr => n _; rewrite slopeE // => xn.
  by rewrite lt_def gX.
have [t [t0]] := along (delta_mx 0 j).
rewrite (eq_bigr (fun n => q n * (slope n * (g *m X) 0 n) + t * (q n * (slope n * X j n)))) => [|n _]; last first.
  have hx : ((delta_mx 0 j : 'rV[R]_d) *m X) 0 n = X j n by rewrite -rowE mxE.
  by rewrite moved_value hx; exact: shuffle_moved.
by rewrite big_split /= atg add0r -mulr_sumr => /eqP; rewrite mulf_eq0 gt_eqF //= => /eqP.
Qed.

Lemma unit_cell w q : all_cells X sign -> (forall h, \sum_n q n * dphi s ((w *m X) 0 n) ((h *m X) 0 n) = 0) ->
  exists k, forall j, \sum_n q n * (slope k n * X j n) = 0.
Proof.
move=> all /unit_direction[v vX zero]; have [k kP] := all v vX; exists k => j; rewrite -[RHS](zero j).
apply: eq_bigr => n _; have [x0|xn] := eqVneq (col n X) 0; last by rewrite /slope_of kP.
by have /matrixP/(_ j 0) := x0; rewrite [col n X j 0]mxE [RHS]mxE => ->; rewrite !mulr0.
Qed.
End Unit.

(* --- the network with held output weights V, its outputs and what it is trained for --- *)

Section Held.
Variables (R : realFieldType) (d D N k : nat) (s : R) (X : 'M[R]_(d, N)) (V : 'M[R]_(k, D)) (y : 'M[R]_(k, N)) (bias : bool).
Implicit Types (U : 'M[R]_(D, d)) (b : 'I_k -> R).

Definition held_out U b c n : R := \sum_i V c i * phi s ((U *m X) i n) + b c.
Definition held_error U b : R := \sum_n \sum_c (held_out U b c n - y c n) ^+ 2.
Definition zero_unless_bias b : Prop := bias \/ forall c, b c = 0.

(* Residuals e that are orthogonal to everything that can be trained: with slopes a, for some units *)
Definition orthogonal_unit (e : 'I_k -> 'I_N -> R) (a : 'I_N -> R) (i : 'I_D) : Prop :=
  forall j, \sum_n (\sum_c V c i * e c n) * (a n * X j n) = 0.
Definition orthogonal_bias (e : 'I_k -> 'I_N -> R) : Prop := bias -> forall c, \sum_n e c n = 0.

(* A sum of outputs of units with slopes a i, i in P, is orthogonal to e. *)
Lemma orthogonal_sum (I : finType) (P : pred I) (e : 'I_k -> 'I_N -> R) (unit : I -> 'I_D) (a : I -> 'I_N -> R) (u : I -> 'I_d -> R) b :
  (forall i, P i -> orthogonal_unit e (a i) (unit i)) -> orthogonal_bias e -> zero_unless_bias b ->
  \sum_n \sum_c e c n * (\sum_(i | P i) V c (unit i) * (a i n * \sum_j u i j * X j n) + b c) = 0.
Proof.
move=> orth sum bb.
have -> : \sum_n \sum_c e c n * (\sum_(i | P i) V c (unit i) * (a i n * \sum_j u i j * X j n) + b c) =
    \sum_(i | P i) \sum_j u i j * (\sum_n (\sum_c V c (unit i) * e c n) * (a i n * X j n)) + \sum_c b c * (\sum_n e c n).
  under eq_bigr => n _ do (under eq_bigr => c _ do rewrite mulrDr; rewrite big_split /=); rewrite big_split /=; congr (_ + _); last first.
    by rewrite exchange_big; apply: eq_bigr => c _; rewrite mulr_sumr; apply: eq_bigr => n _; rewrite mulrC.
  under [RHS]eq_bigr => i _ do (under eq_bigr => j _ do rewrite mulr_sumr; rewrite exchange_big /=).
  rewrite [RHS]exchange_big /=; apply: eq_bigr => n _.
  under eq_bigr => c _ do rewrite mulr_sumr; rewrite exchange_big /=; apply: eq_bigr => i _.
  under eq_bigr => c _ do rewrite mulrCA mulrA; rewrite -mulr_suml.
  under [RHS]eq_bigr => j _ do rewrite mulrCA; rewrite -mulr_sumr; congr (_ * _).
  by rewrite mulr_sumr; apply: eq_bigr => j _; rewrite mulrCA.
rewrite big1 => [|i Pi]; last by rewrite big1 // => j _; rewrite orth // mulr0.
rewrite add0r big1 // => c _; case: bb => [/sum H|->]; last by rewrite mul0r.
by rewrite H mulr0.
Qed.

Lemma shuffle_balance (v a z t be p : R) : v * (a * (z + t * (be * p))) = v * (a * z) + t * (v * (be * (a * p))).
Proof. by ring. Qed.
Lemma shuffle_squares (f g c : R) : (g - c) ^+ 2 = (f - c) ^+ 2 + (g - f) ^+ 2 + 2%:R * ((f - c) * (g - f)).
Proof. by ring. Qed.

(* The nearest of outputs from which y differs by something orthogonal *)
Lemma nearest_of (f g : 'I_k -> 'I_N -> R) : \sum_n \sum_c (f c n - y c n) * f c n = 0 ->
  \sum_n \sum_c (f c n - y c n) * g c n = 0 -> \sum_n \sum_c (f c n - y c n) ^+ 2 <= \sum_n \sum_c (g c n - y c n) ^+ 2.
Proof.
move=> zf zg; have cross : \sum_n \sum_c (f c n - y c n) * (g c n - f c n) = 0.
  under eq_bigr => n _ do (under eq_bigr => c _ do rewrite mulrBr; rewrite sumrB); by rewrite sumrB zf zg subrr.
rewrite -subr_ge0 -sumrB (eq_bigr (fun n => \sum_c (g c n - f c n) ^+ 2 + 2%:R * \sum_c (f c n - y c n) * (g c n - f c n))).
  rewrite big_split /= -mulr_sumr cross mulr0 addr0 sumr_ge0 // => n _; rewrite sumr_ge0 // => c _; exact: sqr_ge0.
move=> n _; rewrite -sumrB mulr_sumr -big_split; apply: eq_bigr => c _ /=.
by rewrite (shuffle_squares (f c n) (g c n) (y c n)) -addrA addrC addKr.
Qed.

(* --- an upper bound --- *)

Section Bound.
Variables (U : 'M[R]_(D, d)) (b : 'I_k -> R).
Let e c n := held_out U b c n - y c n.
Hypothesis bb : zero_unless_bias b.
(* The derivatives by all that is trained vanish. *)
Hypothesis flat : forall (U1 : 'M[R]_(D, d)) (b1 : 'I_k -> R), zero_unless_bias b1 ->
  \sum_n \sum_c e c n * (\sum_i V c i * dphi s ((U *m X) i n) ((U1 *m X) i n) + b1 c) = 0.

Lemma zero_bias : zero_unless_bias (fun=> 0). Proof. by right. Qed.

Lemma own_outputs : \sum_n \sum_c e c n * held_out U b c n = 0.
Proof.
rewrite -[RHS](flat U bb); apply: eq_bigr => n _; apply: eq_bigr => c _; congr (_ * (_ + _)).
by apply: eq_bigr => i _; rewrite dphi_self.
Qed.

Lemma flat_bias : orthogonal_bias e.
Proof.
move=> bs c; have F := @flat 0 (fun c' => (c' == c)%:R) (or_introl bs); rewrite -[RHS]F exchange_big /=.
have zero n c' : \sum_i V c' i * dphi s ((U *m X) i n) ((0 *m X) i n) = 0.
  by rewrite big1 // => i _; rewrite mul0mx [(0 : 'M_(_, _)) _ _]mxE dphi0 mulr0.
rewrite (bigD1 c) //= [X in _ = _ + X]big1 ?addr0 => [|c' ne].
  by apply: eq_bigr => n _; rewrite zero eqxx add0r mulr1.
by rewrite big1 // => n _; rewrite zero (negPf ne) addr0 mulr0.
Qed.

Lemma flat_unit i (h : 'rV[R]_d) : \sum_n (\sum_c V c i * e c n) * dphi s ((U *m X) i n) ((h *m X) 0 n) = 0.
Proof.
pose U1 : 'M[R]_(D, d) := \matrix_(i', j) (if i' == i then h 0 j else 0).
rewrite -[RHS](flat U1 zero_bias); apply: eq_bigr => n _; rewrite mulr_suml; apply: eq_bigr => c _.
rewrite addr0 (bigD1 i) //= big1 ?addr0 => [|i' ne]; last first.
  rewrite [(U1 *m X) i' n]mxE big1 ?dphi0 ?mulr0 // => j _; by rewrite mxE (negPf ne) mul0r.
have -> : (U1 *m X) i n = (h *m X) 0 n by rewrite !mxE; apply: eq_bigr => j _; rewrite mxE eqxx.
by rewrite [V c i * _]mulrC mulrA.
Qed.

Theorem upper_bound T (sign : 'I_T -> 'I_N -> bool) : all_cells X sign -> exists t : 'I_D -> 'I_T,
  forall (I : finType) (P : pred I) (unit : I -> 'I_D) (u : I -> 'I_d -> R) b1, zero_unless_bias b1 ->
  held_error U b <= \sum_n \sum_c (\sum_(i | P i) V c (unit i) * (slope_of s sign (t (unit i)) n * \sum_j u i j * X j n) + b1 c - y c n) ^+ 2.
Proof.
move=> all; have cell i : exists t, [forall j, \sum_n (\sum_c V c i * e c n) * (slope_of s sign t n * X j n) == 0].
  have H (h : 'rV[R]_d) : \sum_n (\sum_c V c i * e c n) * dphi s ((row i U *m X) 0 n) ((h *m X) 0 n) = 0.
    rewrite -[RHS](flat_unit i h); apply: eq_bigr => n _; by rewrite -row_mul [row _ _ _ _]mxE.
  by have [t tP] := unit_cell all H; exists t; apply/forallP => j; rewrite tP.
exists (fun i => xchoose (cell i)) => I P unit u b1 bb1; apply: (nearest_of own_outputs).
apply: orthogonal_sum => // [i _ j|]; last exact: flat_bias.
by have /forallP/(_ j)/eqP := xchooseP (cell (unit i)).
Qed.
End Bound.

(* --- minima --- *)

Definition held_flat_minimum U b : Prop := exists eps : R, 0 < eps /\ forall U' b', zero_unless_bias b' ->
  (forall i j, `|U' i j - U i j| < eps) -> (forall c, `|b' c - b c| < eps) -> held_error U b <= held_error U' b'.

Theorem stationary_held U b : off_kinks X U -> zero_unless_bias b ->
  (forall i, orthogonal_unit (fun c n => held_out U b c n - y c n) (slope_at s X U i) i) ->
  orthogonal_bias (fun c n => held_out U b c n - y c n) -> held_flat_minimum U b.
Proof.
move=> off bb orth sum; have [eps [e0 near]] := slopes_near s off; exists eps; split=> // U' b' bb' nU _.
have same : forall i n, phi s ((U *m X) i n) = slope_at s X U i n * (U *m X) i n by move=> i n; rewrite /phi /slope_at.
have zero U1 b1 : zero_unless_bias b1 -> (forall i n, phi s ((U1 *m X) i n) = slope_at s X U i n * (U1 *m X) i n) ->
    \sum_n \sum_c (held_out U b c n - y c n) * held_out U1 b1 c n = 0.
  move=> bb1 slopes; rewrite -[RHS](@orthogonal_sum _ xpredT _ id (slope_at s X U) (fun i j => U1 i j) b1 (fun i _ => orth i) sum bb1).
  apply: eq_bigr => n _; apply: eq_bigr => c _; congr (_ * (_ + _)); apply: eq_bigr => i _.
  by rewrite slopes [(U1 *m X) i n]mxE.
by apply: nearest_of; [exact: (zero U b bb same)|exact: (zero U' b' bb' (near _ nU))].
Qed.

(* Units in cells a of points p; where output weights of equal points cancel *)
Theorem balanced_minimum (p : 'I_D -> 'rV[R]_d) (a : 'I_D -> 'I_N -> R) (be : 'I_D -> R) (z : 'I_D -> 'I_d -> R) b :
  zero_unless_bias b -> (forall i, 0 < be i) -> (forall i, in_open_cell X (p i)) ->
  (forall i n, col n X != 0 -> a i n = if 0 <= (p i *m X) 0 n then 1 else s) ->
  (forall c n, \sum_i V c i * (be i * (a i n * (p i *m X) 0 n)) = 0) ->
  let f c n := \sum_i V c i * (a i n * \sum_j z i j * X j n) + b c in
  (forall i, orthogonal_unit (fun c n => f c n - y c n) (a i) i) -> orthogonal_bias (fun c n => f c n - y c n) ->
  exists U, [/\ off_kinks X U, held_flat_minimum U b & held_error U b = \sum_n \sum_c (f c n - y c n) ^+ 2].
Proof.
move=> bb be0 pX aE cancel f orth sum.
pose zr i : 'rV[R]_d := \row_j z i j.
pose q (m : 'I_D * 'I_N) := be m.1 * (p m.1 *m X) 0 m.2.
pose u (m : 'I_D * 'I_N) : R := if q m == 0 then 1 else `|q m|.
have u0 m : 0 < u m by rewrite /u; case: ifP => [_|/negbT]; rewrite ?ltr01 ?normr_gt0.
have [delta [d0 H]] := small (fun m => (zr m.1 *m X) 0 m.2) u0; pose t := delta / 2%:R.
have t0 : 0 < t by rewrite divr_gt0 ?ltr0n.
have td : `|t| < delta by rewrite gtr0_norm // ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
pose U : 'M[R]_(D, d) := \matrix_(i, j) (z i j + t^-1 * (be i * p i 0 j)).
have UE i n : (U *m X) i n = (zr i *m X) 0 n + t^-1 * q (i, n).
  rewrite /q /= !mxE !mulr_sumr -big_split; apply: eq_bigr => j _ /=; rewrite !mxE mulrDl; congr (_ + _).
  by rewrite -!mulrA.
have keeps i n : col n X != 0 -> (0 <= (U *m X) i n) = (0 <= (p i *m X) 0 n) /\ (U *m X) i n != 0.
  move=> xn; have pn := pX i n xn; have qn : q (i, n) != 0 by rewrite /q mulf_neq0 // gt_eqF.
  have := H t td (i, n); rewrite /u (negPf qn) /=.
  have -> : (U *m X) i n = t^-1 * (q (i, n) + t * (zr i *m X) 0 n).
    by rewrite UE mulrDr mulKf ?gt_eqF // addrC.
  have -> : (0 <= (p i *m X) 0 n) = (0 <= q (i, n)) by rewrite /q /= pmulr_rge0.
  have ti : 0 < t^-1 by rewrite invr_gt0.
  rewrite (pmulr_rge0 _ ti) mulf_eq0 negb_or (gt_eqF ti) /=; move: (q (i, n)) qn (t * _) => r rn h.
  case: (ltP 0 r) => [r0|]; first rewrite (gtr0_norm r0) ltr_norml => /andP[lo _].
    by have pos : 0 < r + h; [rewrite -(ltr_add2l (- r)) addr0 addKr|rewrite !ltW // gt_eqF].
  rewrite le_eqVlt (negPf rn) /= => r0; rewrite (ltr0_norm r0) ltr_norml => /andP[_ hi].
  have neg : r + h < 0 by rewrite -(ltr_add2l (- r)) addr0 addKr.
  by rewrite !leNgt neg r0 lt_eqF.
have off : off_kinks X U by move=> i n xn; have [] := keeps i n xn.
have slopeE i n : col n X != 0 -> slope_at s X U i n = a i n.
  by move=> xn; rewrite /slope_at aE //; have [-> _] := keeps i n xn.
have outE c n : held_out U b c n = f c n.
  rewrite /f /held_out; congr (_ + b c).
  have Z : t^-1 * (\sum_i V c i * (be i * (a i n * (p i *m X) 0 n))) = 0 by rewrite cancel mulr0.
  rewrite -[RHS]addr0 -[X in _ = _ + X]Z mulr_sumr -big_split; apply: eq_bigr => i _ /=.
  have -> : phi s ((U *m X) i n) = a i n * (U *m X) i n.
    have [x0|xn] := eqVneq (col n X) 0; first by rewrite (void_row U) // phi0 mulr0.
    by rewrite -(slopeE i n xn) /phi /slope_at.
  have zE : (zr i *m X) 0 n = \sum_j z i j * X j n by rewrite mxE; apply: eq_bigr => j _; rewrite mxE.
  by rewrite UE zE /q /=; exact: shuffle_balance.
have unitE i : orthogonal_unit (fun c n => held_out U b c n - y c n) (slope_at s X U i) i.
  move=> j; rewrite -[RHS](orth i j); apply: eq_bigr => n _; congr (_ * _).
    by apply: eq_bigr => c _; rewrite outE.
  have [x0|xn] := eqVneq (col n X) 0; last by rewrite slopeE.
  by have /matrixP/(_ j 0) := x0; rewrite !mxE => ->; rewrite !mulr0.
exists U; split=> //; last by apply: eq_bigr => n _; apply: eq_bigr => c _; rewrite outE.
apply: stationary_held => // bs c; rewrite -[RHS](sum bs c); by apply: eq_bigr => n _; rewrite outE.
Qed.
End Held.
