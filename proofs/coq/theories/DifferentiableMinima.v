(* Differentiable local minima as the paper means them (soundness.md 0): the loss has a derivative at the point, though some
   preactivations may be 0. The derivatives of the samples' losses are then in the kernel of the gradient of some open cell that
   has the point in its closure. Less is asked than a derivative: along each change of one unit's weights the derivatives from
   both sides agree. *)
From Dlmcert Require Import Algebra Model Linear Minimum Nearby Points Costs KinkMinima SoundPatterns HeldCells
  SoundHeldNetwork.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Minima.
Variables (R : realFieldType) (d D N : nat) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)).
Implicit Types (W : 'M[R]_(D, d)) (w : 'rV[R]_D) (h : 'rV[R]_d).
Notation u := (preactivation X).

Lemma expands_zero (f : R -> R) b : expands f 0 b -> near (@soon R) (fun t => f t = 0) -> b = 0.
Proof.
move=> F zero; apply/eqP; rewrite eq_le; apply/andP; split.
  have := expands_scale (-1) F; rewrite mulr0 mulN1r => G; rewrite -oppr_ge0.
  by apply: (expands_ge0 G); apply: near_imp zero => t ->; rewrite mulr0.
by apply: (expands_ge0 F); apply: near_imp zero => t ->.
Qed.

Variables cost slope : 'I_N -> R -> R.
Hypothesis diff : smooth cost slope.
Notation loss := (loss_of s E X cost).
Notation minimum := (minimum_of s E X cost).
Let e W w n := slope n (output s E X W w n).

(* The derivative of the loss as row i of W moves along h, from both sides *)
Definition row_derivatives W w : Prop := forall i h, exists g,
  one_sided (fun t => loss (moved_W W i h t) w) g /\ one_sided (fun t => loss (moved_W W i (- h) t) w) (- g).

Lemma moved0 W i h : moved_W W i h 0 = W.
Proof. by apply/matrixP=> k j; rewrite mxE mul0r mulr0 addr0. Qed.

Lemma row_one_sided W w i h :
  one_sided (fun t => loss (moved_W W i h t) w) (\sum_n e W w n * (w 0 i * (E i n * dphi s (u W i n) ((h *m X) 0 n)))).
Proof. by apply: expands_one_sided; rewrite moved0; exact: loss_move. Qed.

Lemma row_stationary W w i h : row_derivatives W w -> minimum W w ->
  \sum_n e W w n * (w 0 i * (E i n * dphi s (u W i n) ((h *m X) 0 n))) = 0.
Proof.
move=> der min; have [g [G G']] := der i h.
have gE := one_sided_unique G (row_one_sided W w i h); have gE' := one_sided_unique G' (row_one_sided W w i (- h)).
have := row_derivative diff i h min; have := row_derivative diff i (- h) min; rewrite -/(e W w) -gE -gE' oppr_ge0 => le ge.
by apply/eqP; rewrite eq_le le ge.
Qed.

(* A unit of output weight 0 can move, and the points on the way are minima, too: nothing depends on how it moves. *)
Lemma idle_stationary W w i h : w 0 i = 0 -> minimum W w ->
  \sum_n e W w n * (E i n * dphi s (u W i n) ((h *m X) 0 n)) = 0.
Proof.
move=> wi min; have at_point k := weight_derivative diff k min.
have same t n : output s E X (moved_W W i h t) w n = output s E X W w n.
  rewrite !output_phi; apply: eq_bigr => k _.
  have [->|ki] := eqVneq k i; first by rewrite wi !mul0r.
  by rewrite moved_preactivation (negPf ki) mul0r addr0.
have sameL t : loss (moved_W W i h t) w = loss W w by apply: eq_bigr => n _; rewrite same.
case: min => eps [eps0 min]; have half0 : 0 < eps / 2%:R by rewrite divr_gt0 ?ltr0n.
have zero : near (@soon R) (fun t => \sum_n e W w n * (E i n * phi s (u (moved_W W i h t) i n)) = 0).
  apply: near_imp (moves_near W i h half0) => t near.
  have : minimum (moved_W W i h t) w.
    exists (eps / 2%:R); split=> // W' w' nW nw; rewrite sameL; apply: min => [k j|k].
      rewrite [eps]splitr; apply: le_lt_trans (_ : `|(W' k j - moved_W W i h t k j) + (moved_W W i h t k j - W k j)| < _).
        by rewrite addrA subrK.
      by apply: le_lt_trans (ler_norm_add _ _) _; rewrite ltr_add ?nW.
    apply: lt_trans (nw k) _; by rewrite ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
  move/(weight_derivative diff i) => H; rewrite -[RHS]H; apply: eq_bigr => n _; by rewrite /e same.
apply: expands_zero zero; rewrite -[X in expands _ X](at_point i).
by apply: expands_sum => n; do 2!apply: expands_scale; have := phi_move s X W i h n i; rewrite eqxx mul1r.
Qed.

Theorem differentiable_cell W w : row_derivatives W w -> minimum W w ->
  exists2 sg : pattern D N, open_cell_pattern X sg & gradient s E X sg *m (\col_n e W w n) = 0.
Proof.
move=> der min.
have unit i : exists g : 'rV[R]_d, (forall n, col n X != 0 -> (g *m X) 0 n != 0) /\
    forall j, \sum_n (E i n * e W w n) * ((if 0 < (g *m X) 0 n then 1 else s) * X j n) = 0.
  have zero h : \sum_n (E i n * e W w n) * dphi s (u W i n) ((h *m X) 0 n) = 0.
    have [wi|wi] := eqVneq (w 0 i) 0.
      by rewrite -[RHS](idle_stationary h wi min); apply: eq_bigr => n _; ring.
    apply: (mulfI wi); rewrite mulr0 -[RHS](row_stationary i h der min) mulr_sumr; apply: eq_bigr => n _; ring.
  case: (@unit_direction R d N s X (row i W) (fun n => E i n * e W w n)) => [h|g gX gP]; last by exists g.
  by rewrite -[RHS](zero h); apply: eq_bigr => n _; rewrite /preactivation -row_mul mxE.
have [g gP] := fin_all_exists unit; pose G : 'M[R]_(D, d) := \matrix_(i, j) g i 0 j.
have GE i n : (G *m X) i n = (g i *m X) 0 n by rewrite !mxE; apply: eq_bigr => j _; rewrite mxE.
exists (\matrix_(i, n) (0 < (G *m X) i n)).
  by exists G => i n xn; rewrite GE [LHS]mxE GE; have [off _] := gP i; split=> //; exact: off.
apply/khatri_rao_mul0=> i j; have [_ H] := gP i; rewrite -[RHS](H j); apply: eq_bigr => n _.
rewrite [activations _ _ _ _ _]mxE [(\matrix_(_, _) _) i n]mxE GE [(\col__ _) _ _]mxE; by rewrite [RHS]mulrAC mulrA.
Qed.

(* Full column rank for the patterns of open cells is enough. *)
Theorem differentiable_minimum W w : (forall sg, open_cell_pattern X sg -> full_column_rank (gradient s E X sg)) ->
  row_derivatives W w -> minimum W w -> forall n, slope n (output s E X W w n) = 0.
Proof.
move=> full der min n; have [sg cell zero] := differentiable_cell der min.
by have /full_column_rankP/(_ _ zero)/matrixP/(_ n 0) := full sg cell; rewrite !mxE.
Qed.
End Minima.
