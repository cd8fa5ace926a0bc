(* The paper's statements about training, for almost every input, noise and weight of the lower layers:
   Lemma 3, Theorems 4 and 5, Corollary 6. L = m + 2. *)
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Model Linear Generic Witness Minimum Theorem5.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Minima.
Variables (R : realFieldType) (m N : nat) (d : nat -> nat) (s : R) (E : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)).
Variable y : 'M[R]_(d m.+2, N).
Notation no_bias := (fun l => 0 : 'cV[R]_(d l.+1)).
Implicit Types W : forall l, 'M[R]_(d l.+1, d l).

Definition error W : R := squared_error W no_bias s E X y.

(* No preactivation of layer L-1 is 0. *)
Definition strict W := forall i n, (W m *m V_at W no_bias s E X m) i n != 0.

(* A local minimum in the weights of the last two layers *)
Definition last_two_minimum W := exists eps : R, 0 < eps /\ forall W', (forall l, (l < m)%N -> W' l = W l) ->
  (forall i j, `|W' m i j - W m i j| < eps) -> (forall i j, `|W' m.+1 i j - W m.+1 i j| < eps) ->
  error W <= error W'.

Hypothesis one : d m.+2 = 1%N.
Let k0 : 'I_(d m.+2) := cast_ord (esym one) ord0.
Lemma only_output k : k = k0.
Proof. by apply: val_inj; case: k => k /=; rewrite one; case: k. Qed.

Lemma error_loss W : error W =
  loss s (E m.+1) (V_at W no_bias s E X m) (fun n => y k0 n) (W m) (\row_i W m.+1 k0 i).
Proof.
rewrite /error /squared_error /loss; apply: eq_bigr => n _.
rewrite (bigD1 k0) //= big1 => [|k]; last by rewrite (only_output k) eqxx.
rewrite addr0 /residual /output; congr ((_ - _) ^+ 2).
rewrite /network_output mul0mx addr0 mxE; apply: eq_bigr => i _.
rewrite [(\row__ _) _ _]mxE /= mul0mx addr0 [entrywise _ _ _ _]mxE [activations _ _ _ _ _]mxE [map_mx _ _ _ _]mxE.
by rewrite -[RHS]mulrA.
Qed.

Lemma last_two_local W : last_two_minimum W ->
  local_minimum s (E m.+1) (V_at W no_bias s E X m) (fun n => y k0 n) (W m) (\row_i W m.+1 k0 i).
Proof.
move=> [eps [eps0 min]]; exists eps; split=> // W1 w1 near1 near2; rewrite -error_loss.
pose T_ l : Type := 'M[R]_(d l.+1, d l).
pose W' := @replaced T_ (@replaced T_ W m W1) m.+1 (\matrix_(k, i) w1 0 i : 'M_(d m.+2, d m.+1)).
have W'm : W' m = W1 by rewrite /W' replaced_other ?replaced_same // neq_ltn ltnSn.
have W'l l : (l < m)%N -> W' l = W l.
  by move=> lm; rewrite /W' !replaced_other // neq_ltn ?lm // ltnW.
have W'S : W' m.+1 = \matrix_(k, i) w1 0 i by rewrite /W' replaced_same.
have := min W' W'l; rewrite W'm (error_loss W') W'm W'S (V_at_below _ _ _ _ W'l).
have -> : \row_i (\matrix_(k < d m.+2, i < d m.+1) w1 0 i) k0 i = w1 by apply/rowP=> i; rewrite !mxE.
apply=> [//|i j]; rewrite mxE (only_output i); have := near2 j; by rewrite mxE.
Qed.

Theorem last_two_global W : every_pattern s (E m.+1) (V_at W no_bias s E X m) -> strict W ->
  last_two_minimum W -> error W = 0.
Proof. by move=> fr st /last_two_local min; rewrite error_loss; apply: (no_bad_minimum fr st). Qed.
End Minima.

Section Statements.
Variables (m N : nat) (d : nat -> nat) (s : rat).
Hypotheses (s0 : s != 0) (fits : (N <= d m.+1 * d m)%N) (units : forall l, (l < m)%N -> (0 < d l)%N).
Hypothesis one : d m.+2 = 1%N.

Definition data_part (R : Type) (z : index m N d -> R) (t : data_index m N d) : R := z (inl t).
Definition lower_part (R : Type) (z : index m N d -> R) (t : lower_index m d) : R := z (inr t).

(* Every local minimum in the last two layers, the weights below held at those of the point z, has error 0,
   whatever the targets. *)
Definition no_bad_minimum_above : @property (index m N d) := fun R z =>
  forall (y : 'M[R]_(d m.+2, N)) (W : forall l, 'M[R]_(d l.+1, d l)),
  (forall l, (l < m)%N -> W l = lower_at (lower_part z) l) ->
  let E := noise_at (data_part z) in let X := input_at (data_part z) in
  strict m (ratr s) E X W -> last_two_minimum (ratr s) E X y W -> error (ratr s) E X y W = 0.

Lemma rank_no_bad_minimum (R : realFieldType) (z : index m N d -> R) :
  every_pattern (ratr s) (noise_at (data_part z) m.+1) (lower_outputs s z) -> no_bad_minimum_above z.
Proof.
move=> fr y W WE E X st min; apply: (last_two_global one _ st min); have := fr; rewrite /lower_outputs.
by rewrite /E /X (V_at_below _ _ _ _ WE).
Qed.

Theorem theorem5_at : almost_every_at (@witness m N d) no_bad_minimum_above.
Proof. by apply: almost_every_at_weaken (theorem5_rank fits units s0) => R z; exact: rank_no_bad_minimum. Qed.

Theorem theorem5 : almost_every no_bad_minimum_above.
Proof. exact: almost_every_from theorem5_at. Qed.

(* Corollary 6: for almost every input and noise, near any weights of the lower layers there are others (all
   but the zeros of one nonzero polynomial) above which there is no bad minimum. *)
Theorem corollary6 : @almost_every (data_index m N d) (fun R x => exists P : {mpoly R[#|lower_index m d|]}, P != 0 /\
  (forall u, meval (fun k => u (enum_val k)) P != 0 -> no_bad_minimum_above (joined x u)) /\
  forall (u : lower_index m d -> R) (eps : R), 0 < eps -> exists u', (forall t, `|u' t - u t| < eps) /\
    meval (fun k => u' (enum_val k)) P != 0).
Proof.
apply: almost_every_weaken (almost_every_from (slices theorem5_at)) => R x [P [nz H]]; exists P; split.
  by apply: contraNneq nz => ->; rewrite meval0.
split=> // u eps eps0; have [u' [near nz']] := zeros_nowhere_dense nz (fun k => u (enum_val k)) eps0.
exists (fun t => u' (enum_rank t)); split=> [t|]; first by have := near (enum_rank t); rewrite enum_rankK.
by rewrite (@meval_eq _ _ _ u') // => k; rewrite enum_valK.
Qed.
End Statements.

(* --- one hidden layer --- *)

Section OneHiddenLayer.
Variables (N : nat) (d : nat -> nat) (s : rat).
Hypotheses (s0 : s != 0) (fits : (N <= d 1 * d 0)%N).

(* Lemma 3: simultaneously for all weights; for all patterns, even *)
Theorem lemma3 : @almost_every (index 0 N d) (fun R z => forall W : 'M[R]_(d 1, d 0),
  full_column_rank (khatri_rao
    (slopes_at (fun l => if l is 0 then W else 0) (fun l => 0) (ratr s) (noise_at (data_part z)) (input_at (data_part z)) 1)
    (input_at (data_part z)))).
Proof.
have units l : (l < 0)%N -> (0 < d l)%N by [].
apply: almost_every_weaken (almost_every_from (theorem5_rank fits units s0)) => R z fr W.
exact: (fr (map_mx (fun x => 0 <= x) (W *m input_at (data_part z) + (0 : 'cV_(d 1)) *m const_mx 1))).
Qed.

(* Theorem 4: every local minimum in all weights *)
Theorem theorem4 : d 2 = 1%N -> @almost_every (index 0 N d) (fun R z =>
  forall (y : 'M[R]_(d 2, N)) (W : forall l, 'M[R]_(d l.+1, d l)),
  let E := noise_at (data_part z) in let X := input_at (data_part z) in
  strict 0 (ratr s) E X W -> last_two_minimum (m := 0) (ratr s) E X y W -> error (m := 0) (ratr s) E X y W = 0).
Proof.
move=> one; have units l : (l < 0)%N -> (0 < d l)%N by [].
by apply: almost_every_weaken (theorem5 s0 fits units one) => R z H y W; exact: H.
Qed.
End OneHiddenLayer.
