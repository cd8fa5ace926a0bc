(* Losses of the outputs of a sample, as soundness.md 28 needs them: they have derivatives along every path that has
   some. Squares and Huber's loss, of which the derivatives are 0 at the targets only; losses of labels, of which they
   are never all 0. *)
From Dlmcert Require Import Algebra Nearby Points LabelForm Exponential LabelPoints.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Costs.
Variables (R : realFieldType) (N k : nat).

(* Of one output; of several. For each sample the loss of its outputs, and its derivatives *)
Definition smooth (cost slope : 'I_N -> R -> R) : Prop :=
  forall n f a b, expands f a b -> expands (fun t => cost n (f t)) (cost n a) (slope n a * b).
Definition differentiable (cost : 'I_N -> 'cV[R]_k -> R) (slope : 'I_N -> 'cV[R]_k -> 'cV[R]_k) : Prop :=
  forall n (f : R -> 'cV[R]_k) (v : 'cV[R]_k) (b : 'I_k -> R), (forall c, expands (fun t => f t c 0) (v c 0) (b c)) ->
  expands (fun t => cost n (f t)) (cost n v) (\sum_c slope n v c 0 * b c).

Lemma residual_smooth huber (y : 'I_N -> R) : proper huber ->
  smooth (fun n v => ell huber (v - y n)) (fun n v => clip huber (v - y n)).
Proof.
move=> pr n f a b F; apply: (ell_expands pr).
by have := expands_add F (expands_const (- y n)); rewrite addr0.
Qed.

(* --- residuals: squares or Huber's loss --- *)
Section Residuals.
Variables (huber : option R) (y : 'M[R]_(k, N)).
Definition residual_cost (n : 'I_N) (v : 'cV[R]_k) : R := \sum_c ell huber (v c 0 - y c n).
Definition residual_slope (n : 'I_N) (v : 'cV[R]_k) : 'cV[R]_k := \col_c clip huber (v c 0 - y c n).
Hypothesis pr : proper huber.

Lemma residual_differentiable : differentiable residual_cost residual_slope.
Proof.
move=> n f v b F; apply: expands_sum => c; rewrite mxE; apply: (ell_expands pr).
by have := expands_add (F c) (expands_const (- y c n)); rewrite addr0.
Qed.

Lemma clip_eq0 x : clip huber x = 0 -> x = 0.
Proof.
move: pr; rewrite /proper /clip; case: huber => // q q0; case: ifP => // _.
by case: ifP => _ E; move: q0; [rewrite E|rewrite -(oppr0 R) -E opprK]; rewrite ltxx.
Qed.
Lemma residual_slope0 n v : residual_slope n v = 0 -> forall c, v c 0 = y c n.
Proof. by move=> z c; apply/eqP; rewrite -subr_eq0; apply/eqP; apply: clip_eq0; have /matrixP/(_ c 0) := z; rewrite !mxE. Qed.
End Residuals.

(* --- labels --- *)
Section Labels.
Variables (exp log : R -> R) (kind : label_loss) (y : 'M[R]_(k, N)).
Definition label_cost (n : 'I_N) (v : 'cV[R]_k) : R := label_loss_of exp log kind (fun c => v c 0) (fun c => y c n).
Definition label_slopes (n : 'I_N) (v : 'cV[R]_k) : 'cV[R]_k := \col_c label_slope exp kind (fun c => v c 0) (fun c => y c n) c.
Hypotheses (law : exponential exp) (inverse : logarithm exp log).

Lemma label_differentiable : (kind = CrossEntropy -> (0 < k)%N) -> differentiable label_cost label_slopes.
Proof.
move=> k0 n f v b F; have := label_expands law inverse (fun c => y c n) k0 F; congr (expands _ _ _).
by apply: eq_bigr => c _; rewrite mxE.
Qed.

Lemma exp_fraction (x : R) : exp x / (1 + exp x) != 0.
Proof. apply: mulf_neq0; first exact: (exp_neq0 law); by rewrite invr_eq0 gt_eqF // addr_gt0 ?ltr01 ?(exp_gt0 law). Qed.

Lemma label_slopes_neq0 n v other : (0 < k)%N -> labels_ok kind other (fun c => y c n) -> label_slopes n v != 0.
Proof.
move=> k0 ok; apply/eqP=> /matrixP z; move: ok; rewrite /labels_ok /label_slopes in z *.
case: kind z => z ok.
  have := z (Ordinal k0) 0; rewrite !mxE /= => /eqP; rewrite mulf_eq0 (negPf (exp_fraction _)) orbF oppr_eq0 /sign_of.
  by case: ifP => _; rewrite ?oppr_eq0 oner_eq0.
case: ok => k1 [c [yc other0]]; have [j jc] : exists j : 'I_k, j != c.
  have [c0|c0] := eqVneq (c : nat) 0%N; first by exists (Ordinal k1); rewrite -val_eqE /= c0.
  by exists (Ordinal k0); rewrite -val_eqE /= eq_sym.
have := z j 0; rewrite !mxE /= other0 // eq_sym oner_eq0 subr0 => /eqP; apply/negP; apply: mulf_neq0; first exact: (exp_neq0 law).
rewrite invr_eq0 gt_eqF // (bigD1 j) //=; by rewrite ltr_paddr ?(exp_gt0 law) // sumr_ge0 // => i _; exact: ltW (exp_gt0 law _).
Qed.
End Labels.
End Costs.
