(* Theorems 4 and 5 of the paper for all its differentiable local minima, those with preactivations 0 included: of the loss
   only derivatives along lines are asked. L = m + 2; Paper.v has the same for minima without preactivations 0. *)
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Model Linear Generic Witness Minimum Nearby Points Costs KinkMinima Theorem5 Paper
  DifferentiableMinima.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma one_sided_double (R : realFieldType) (f : R -> R) g : one_sided (fun t => 2%:R * f t) g -> one_sided f (g / 2%:R).
Proof.
move=> H eps eps0; have [delta [d0 D]] := H (2%:R * eps) (mulr_gt0 (ltr0Sn _ _) eps0); exists delta; split=> // t /D.
have -> : 2%:R * f t - 2%:R * f 0 - t * g = 2%:R * (f t - f 0 - t * (g / 2%:R)) by field.
by rewrite normrM gtr0_norm ?ltr0n // -mulrA ler_pmul2l ?ltr0n.
Qed.

Section Minima.
Variables (R : realFieldType) (m N : nat) (d : nat -> nat) (s : R) (E : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)).
Variable y : 'M[R]_(d m.+2, N).
Notation no_bias := (fun l => 0 : 'cV[R]_(d l.+1)).
Notation error := (error s E X y).
Implicit Types W D : forall l, 'M[R]_(d l.+1, d l).

(* Along each line through W on which the layers below L-1 stay, the error has the same derivative from both sides:
   less than that it is differentiable in the weights of the last two layers. *)
Definition has_derivatives W : Prop := forall D, (forall l, (l < m)%N -> D l = 0) ->
  exists g, one_sided (fun t => error (fun l => W l + t *: D l)) g /\ one_sided (fun t => error (fun l => W l - t *: D l)) (- g).

Hypothesis one : d m.+2 = 1%N.
Let k0 : 'I_(d m.+2) := cast_ord (esym one) ord0.
Notation V W := (V_at W no_bias s E X m).
Notation targets := (fun n => y k0 n).
Notation squares := (fun n v => ell None (v - y k0 n)).
Notation last_row W := (\row_i W m.+1 k0 i).

Lemma loss_half (W0 : 'M[R]_(d m.+1, d m)) w V0 :
  Minimum.loss s (E m.+1) V0 targets W0 w = 2%:R * loss_of s (E m.+1) V0 squares W0 w.
Proof.
rewrite /loss_of /Minimum.loss mulr_sumr; apply: eq_bigr => n _; rewrite ell_squares //.
by rewrite mulrC divfK // pnatr_eq0.
Qed.

(* Row i of W_{L-1} moves along h, or back. *)
Definition row_change i (h : 'rV[R]_(d m)) : forall l, 'M[R]_(d l.+1, d l) :=
  @replaced (fun l => 'M[R]_(d l.+1, d l)) (fun l => 0) m (\matrix_(k, j) ((k == i)%:R * h 0 j)).
Lemma row_change_other i h l : l != m -> row_change i h l = 0.
Proof. by move=> ne; rewrite /row_change replaced_other. Qed.

Lemma error_moved W W' i h t : (forall l, l != m -> W' l = W l) -> W' m = moved_W (W m) i h t ->
  error W' = 2%:R * loss_of s (E m.+1) (V W) squares (moved_W (W m) i h t) (last_row W).
Proof.
move=> same mE; have VE : V W' = V W by apply: V_at_below => l lm; rewrite same // ltn_eqF.
have rE : last_row W' = last_row W by apply/rowP=> k; rewrite !mxE same // gtn_eqF.
apply: etrans (error_loss s E X y one W') _; rewrite mE VE rE; exact: loss_half.
Qed.

Lemma error_along W i h t : error (fun l => W l + t *: row_change i h l) =
  2%:R * loss_of s (E m.+1) (V W) squares (moved_W (W m) i h t) (last_row W).
Proof.
apply: error_moved => [l ne|]; first by rewrite row_change_other // scaler0 addr0.
by apply/matrixP=> k j; rewrite /row_change replaced_same !mxE mulrCA.
Qed.
Lemma error_back W i h t : error (fun l => W l - t *: row_change i h l) =
  2%:R * loss_of s (E m.+1) (V W) squares (moved_W (W m) i (- h) t) (last_row W).
Proof.
apply: error_moved => [l ne|]; first by rewrite row_change_other // scaler0 subr0.
by apply/matrixP=> k j; rewrite /row_change replaced_same !mxE !mulrN mulrCA.
Qed.

Theorem differentiable_last_two W : every_pattern s (E m.+1) (V W) -> has_derivatives W ->
  last_two_minimum s E X y W -> error W = 0.
Proof.
move=> full der min; have H := @differentiable_minimum R (d m) (d m.+1) N s (E m.+1) (V W) squares _ (@residual_smooth R N None targets I) (W m) (last_row W).
rewrite (error_loss s E X y one) /Minimum.loss big1 // => n _.
suff -> : Minimum.residual s (E m.+1) (V W) targets (W m) (last_row W) n = 0 by rewrite expr0n.
apply: H => [sg _|i h|]; first exact: full.
  have [|g [G G']] := der (row_change i h); first by move=> l lm; rewrite row_change_other // ltn_eqF.
  exists (g / 2%:R); rewrite -mulNr; split; apply: one_sided_double => eps; [case/G|case/G'] => delta [d0 P]; exists delta.
    by split=> // t /P; rewrite !error_along.
  by split=> // t /P; rewrite !error_back.
have [eps [eps0 loc]] := last_two_local one min; exists eps; split=> // W' w' nW nw.
by have := loc W' w' nW nw; rewrite !loss_half ler_pmul2l ?ltr0n.
Qed.
End Minima.

Section Statements.
Variables (m N : nat) (d : nat -> nat) (s : rat).
Hypotheses (s0 : s != 0) (fits : (N <= d m.+1 * d m)%N) (units : forall l, (l < m)%N -> (0 < d l)%N).
Hypothesis one : d m.+2 = 1%N.

(* Every differentiable local minimum in the last two layers, the weights below held at those of the point z, has error 0,
   whatever the targets. *)
Definition no_differentiable_minimum_above : @property (index m N d) := fun R z =>
  forall (y : 'M[R]_(d m.+2, N)) (W : forall l, 'M[R]_(d l.+1, d l)),
  (forall l, (l < m)%N -> W l = lower_at (lower_part z) l) ->
  let E := noise_at (data_part z) in let X := input_at (data_part z) in
  has_derivatives (ratr s) E X y W -> last_two_minimum (ratr s) E X y W -> error (ratr s) E X y W = 0.

Theorem theorem5_differentiable : almost_every no_differentiable_minimum_above.
Proof.
apply: almost_every_weaken (almost_every_from (theorem5_rank fits units s0)) => R z fr y W WE E X der min.
apply: (differentiable_last_two one _ der min); have := fr; rewrite /lower_outputs /E /X.
by rewrite (V_at_below _ _ _ _ WE).
Qed.
End Statements.

Section OneHiddenLayer.
Variables (N : nat) (d : nat -> nat) (s : rat).
Hypotheses (s0 : s != 0) (fits : (N <= d 1 * d 0)%N).

(* Every differentiable local minimum in all weights of one hidden layer *)
Theorem theorem4_differentiable : d 2 = 1%N -> @almost_every (index 0 N d) (fun R z =>
  forall (y : 'M[R]_(d 2, N)) (W : forall l, 'M[R]_(d l.+1, d l)),
  let E := noise_at (data_part z) in let X := input_at (data_part z) in
  has_derivatives (m := 0) (ratr s) E X y W -> last_two_minimum (m := 0) (ratr s) E X y W -> error (m := 0) (ratr s) E X y W = 0).
Proof.
move=> one; have units l : (l < 0)%N -> (0 < d l)%N by [].
by apply: almost_every_weaken (theorem5_differentiable s0 fits units one) => R z H y W; exact: H.
Qed.
End OneHiddenLayer.
