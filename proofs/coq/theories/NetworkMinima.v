(* From the one-layer problem to the network: what is said of all local minima of the problem of layer L-1 holds of every
   local minimum of the network's loss in the weights and biases of the last two layers, those below held; with several
   outputs in those of layer L-1 (and the biases of the outputs, if they are trained), all others held. A local minimum in
   all weights is one in these. The loss is the mean of any losses of the samples' outputs (Costs.v); in particular that
   of Points.v, and those of labels (LabelPoints.v). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Model Minimum Nearby Points LabelForm Exponential LabelPoints Costs KinkMinima
  HeldMinima GenericLayers.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* f, but a at k *)
Definition replaced (T : nat -> Type) (f : forall k, T k) k (a : T k) : forall i, T i :=
  fun i => match @eqP _ k i with ReflectT e => ecast j (T j) e a | ReflectF _ => f i end.
Lemma replaced_same T f k (a : T k) : replaced f a k = a.
Proof. by rewrite /replaced; case: eqP => // e; rewrite eq_axiomK. Qed.
Lemma replaced_other T f k (a : T k) i : k != i -> replaced f a i = f i.
Proof. by rewrite /replaced; case: eqP => // ->; rewrite eqxx. Qed.

Section Network.
Variables (R : realFieldType) (N : nat) (d : nat -> nat) (m : nat) (bias : bool).
Variables (s : R) (E : forall k, 'M[R]_(d k, N)) (X : 'M[R]_(d 0, N)).
Variables (cost : 'I_N -> 'cV[R]_(d m.+2) -> R) (slope : 'I_N -> 'cV[R]_(d m.+2) -> 'cV[R]_(d m.+2)).
Implicit Types (W : @weights R d) (c : @shifts R d) (M : 'M[R]_(d m.+1, d m + bias)) (w : 'rV[R]_(d m.+1)).

Definition outputs_of W c n : 'cV[R]_(d m.+2) := col n (out m.+1 s E X W c).
(* the mean over the samples *)
Definition network_cost W c : R := N%:R^-1 * \sum_n cost n (outputs_of W c n).

(* A local minimum where only the weights of the layers k with P k, and the biases of those with Q k, may move *)
Definition minimum_in (P Q : pred nat) W c := exists e : R, 0 < e /\ forall W' c', allowed bias c' ->
  (forall k, ~~ P k -> W' k = W k) -> (forall k, ~~ Q k -> c' k = c k) -> close m.+1 W c e W' c' ->
  network_cost W c <= network_cost W' c'.
(* In all of them *)
Definition minimum_of_cost W c := exists e : R, 0 < e /\ forall W' c', allowed bias c' -> close m.+1 W c e W' c' ->
  network_cost W c <= network_cost W' c'.
Lemma minimum_in_all P Q W c : minimum_of_cost W c -> minimum_in P Q W c.
Proof. by move=> [e [e0 H]]; exists e; split=> // W' c' al _ _; exact: H. Qed.

Lemma V_at_lower W c W' c' k : (forall j, (j < k)%N -> W' j = W j /\ c' j = c j) -> V_at W' c' s E X k = V_at W c s E X k.
Proof.
elim: k => //= k IH same; have [-> ->] := same k (ltnSn k); rewrite IH // => j lt; exact: same (ltnW lt).
Qed.

(* --- the weights of layer L-1, a bias beside them, as the problem has them --- *)

Definition last_inputs_at W c := with_bias bias (V_at W c s E X m).
Definition last_weights W c : 'M[R]_(d m.+1, d m + bias) := row_mx (W m) (c m *m const_mx 1).
Definition with_layer W M : @weights R d := replaced W (lsubmx M : 'M[R]_(d m.+1, d m)).
Definition with_shift c M : @shifts R d := replaced c (rsubmx M *m const_mx 1 : 'cV[R]_(d m.+1)).

Lemma ones_ones a b : (const_mx 1 : 'M[R]_(a, 1)) *m (const_mx 1 : 'M_(1, b)) = const_mx 1.
Proof. by apply/matrixP=> i j; rewrite !mxE big_ord1 !mxE mulr1. Qed.
Lemma no_bias_below : bias = false -> 'I_bias -> False.
Proof. by move=> b k; have := leq_trans (ltn_ord k) (eq_leq (congr1 nat_of_bool b)). Qed.
Lemma only_bias (k k' : 'I_bias) : k = k'.
Proof.
by apply: val_inj; case: k => k /= lt; case: k' => k' /= lt'; move: lt lt'; case: (bias); case: k => [|k]; case: k'.
Qed.
Lemma no_biases (B : 'M[R]_(d m.+1, bias)) : bias = false -> B *m (const_mx 1 : 'M_(bias, 1)) = 0.
Proof. by move=> b; apply/matrixP=> i j; rewrite mxE mxE big1 // => k; case: (no_bias_below b k). Qed.
Lemma one_bias (k : 'I_bias) (B : 'M[R]_(d m.+1, bias)) i j : (B *m (const_mx 1 : 'M_(bias, 1))) i j = B i k.
Proof. by rewrite mxE (bigD1 k) //= big1 ?addr0 ?mxE ?mulr1 // => k'; rewrite (only_bias k' k) eqxx. Qed.

Lemma biases_only c : allowed bias c -> c m *m const_mx 1 *m (const_mx 1 : 'M[R]_(bias, 1)) = c m.
Proof.
move=> al; have [b|b] : bias = true \/ bias = false by case: (bias); [left|right].
  have k : 'I_bias by apply: (@Ordinal _ 0); rewrite b.
  by apply/matrixP=> i j; rewrite (one_bias k) mxE big_ord1 mxE mulr1 (ord1 j).
by rewrite no_biases //; case: al => [b'|-> //]; move: (etrans (esym b) b').
Qed.

Lemma with_layer_m W M : with_layer W M m = lsubmx M. Proof. exact: replaced_same. Qed.
Lemma with_shift_m c M : with_shift c M m = rsubmx M *m const_mx 1. Proof. exact: replaced_same. Qed.
Lemma with_layer_other W M c k : k != m -> with_layer W M k = W k /\ with_shift c M k = c k.
Proof. by rewrite eq_sym => km; rewrite /with_layer /with_shift !replaced_other. Qed.

Lemma with_shift_allowed c M : allowed bias c -> allowed bias (with_shift c M).
Proof.
move=> al; have [b|b] : bias = true \/ bias = false by case: (bias); [left|right].
  by left; rewrite b.
right=> k; have c0 k' : c k' = 0 by case: al => [b'|-> //]; move: (etrans (esym b) b').
have [<-|km] := eqVneq m k; first by rewrite with_shift_m no_biases.
by rewrite /with_shift replaced_other.
Qed.

Lemma preactivations_with W c M W' : W' m = lsubmx M -> (forall j, (j < m)%N -> W' j = W j) ->
  M *m last_inputs_at W c = at_sum s E X W' (with_shift c M) m.
Proof.
move=> Wm lower; rewrite /at_sum Wm with_shift_m (@V_at_lower W c); last first.
  by move=> j lt; have [_ ->] := with_layer_other W M c (negbT (ltn_eqF lt)); rewrite lower.
by rewrite -[in LHS](hsubmxK M) /last_inputs_at /with_bias mul_row_col -mulmxA ones_ones.
Qed.

Lemma preactivations_own W c : allowed bias c -> last_weights W c *m last_inputs_at W c = at_sum s E X W c m.
Proof.
move=> al; rewrite /last_weights /last_inputs_at /with_bias mul_row_col /at_sum; congr (_ + _).
by rewrite -{2}(biases_only al) -!mulmxA !ones_ones.
Qed.

Lemma near_layer W c M e : 0 < e -> allowed bias c -> (forall i j, `|M i j - last_weights W c i j| < e) ->
  (forall i j, `|lsubmx M i j - W m i j| < e) /\ forall i, `|with_shift c M m i 0 - c m i 0| < e.
Proof.
move=> e0 al near; split=> [i j|i].
  by rewrite [lsubmx M i j]mxE; have := near i (lshift _ j); rewrite /last_weights row_mxEl.
rewrite with_shift_m; have [b|b] : bias = true \/ bias = false by case: (bias); [left|right].
  have k : 'I_bias by apply: (@Ordinal _ 0); rewrite b.
  rewrite (one_bias k) -[c m](biases_only al) (one_bias k) [rsubmx M i k]mxE.
  by have := near i (rshift _ k); rewrite /last_weights row_mxEr.
by rewrite no_biases //; case: al => [b'|->]; [move: (etrans (esym b) b')|rewrite subrr normr0].
Qed.

(* --- several outputs: the weights and biases of layer L-1, perhaps the biases of the outputs --- *)

Lemma outputs_held W c W' c' M : M *m last_inputs_at W c = at_sum s E X W' c' m -> W' m.+1 = W m.+1 ->
  forall n, held_outputs (W m.+1) s (E m.+1) (last_inputs_at W c) M (c' m.+1) n = outputs_of W' c' n.
Proof.
move=> pre WE n; apply/matrixP=> k z; rewrite (ord1 z) mxE [RHS]mxE outE at_sumE -WE; congr (_ + _).
by apply: eq_bigr => i _; rewrite V_atS /preactivation pre.
Qed.

Lemma loss_held W c W' c' M : M *m last_inputs_at W c = at_sum s E X W' c' m -> W' m.+1 = W m.+1 ->
  network_cost W' c' = N%:R^-1 * held_loss (W m.+1) s (E m.+1) (last_inputs_at W c) cost M (c' m.+1).
Proof.
by move=> pre WE; congr (_ * _); apply: eq_bigr => n _; rewrite (outputs_held pre WE).
Qed.

Lemma mean_le (A B : 'I_N -> R) :
  ((N%:R : R)^-1 * (\sum_n A n) <= (N%:R : R)^-1 * (\sum_n B n))%R -> (\sum_n A n <= \sum_n B n)%R.
Proof.
have [N0|N0] := eqVneq N 0%N.
  by move=> _; rewrite !big1 // => n; have := leq_trans (ltn_ord n) (eq_leq N0).
by rewrite ler_pmul2l // invr_gt0 ltr0n lt0n.
Qed.

Lemma neq_next : m.+1 != m. Proof. by rewrite gtn_eqF. Qed.

Definition with_output_bias c M (b : 'cV[R]_(d m.+2)) : @shifts R d := replaced (with_shift c M) b.
Definition held_biases (trained : bool) : pred nat := if trained then fun k => (m <= k)%N else pred1 m.

Theorem held_minimum_of (trained : bool) W c : allowed bias c -> trained ==> bias -> minimum_in (pred1 m) (held_biases trained) W c ->
  held_minimum (W m.+1) s (E m.+1) (last_inputs_at W c) cost trained (last_weights W c) (c m.+1).
Proof.
move=> al tb [e [e0 min]]; exists e; split=> // M b near nearb same; apply: mean_le.
have [lastW _] := with_layer_other W M c neq_next.
pose c' := with_output_bias c M b.
have c'1 : c' m.+1 = b by exact: replaced_same.
have c'o k : k != m.+1 -> c' k = with_shift c M k by rewrite eq_sym => ne; rewrite /c' /with_output_bias replaced_other.
have pre : M *m last_inputs_at W c = at_sum s E X (with_layer W M) c' m.
  rewrite (@preactivations_with W c M (with_layer W M)) ?with_layer_m // => [|j /ltn_eqF/negbT lt]; last by have [] := with_layer_other W M c lt.
  have VE : V_at (with_layer W M) (with_shift c M) s E X m = V_at (with_layer W M) c' s E X m.
    by apply: V_at_lower => j lt; split=> //; rewrite c'o // ltn_eqF // ltnS ltnW.
  by rewrite /at_sum VE c'o // ltn_eqF.
rewrite -c'1 -[X in _ <= X](loss_held pre lastW) -[X in X <= _](loss_held (preactivations_own W al) erefl).
apply: min => [|k km|k|k _].
- case: al => [al|c0]; first by left.
  have b0 : bias = false \/ bias = true by case: (bias); [right|left].
  case: b0 => [bF|bT]; last by left; rewrite bT.
  right=> k; have [->|ne] := eqVneq k m.+1.
    by rewrite c'1 same ?c0 //; move: tb; rewrite bF; case: (trained).
  rewrite c'o //; have [] := @with_shift_allowed c M (or_intror c0); first by rewrite bF.
  exact.
- exact: (with_layer_other W M c km).1.
- move=> hk; have [k1|ne] := eqVneq k m.+1.
    rewrite k1 c'1; apply: same; apply/negP=> t; move: hk; by rewrite /held_biases t k1 leqnSn.
  rewrite c'o //; have km : k != m by move: hk; rewrite /held_biases; case: (trained) => //=; rewrite -ltnNge => /ltn_eqF/negbT.
  exact: (with_layer_other W M c km).2.
have [k1|ne] := eqVneq k m.+1.
  subst k; rewrite lastW c'1; split=> [i j|i]; first by rewrite subrr normr0.
  exact: nearb.
rewrite (c'o _ ne); have [km|km] := eqVneq k m; first by subst k; rewrite with_layer_m; exact: near_layer.
by have [-> ->] := with_layer_other W M c km; split=> *; rewrite subrr normr0.
Qed.

Theorem held_network_minimum (trained : bool) W c : differentiable cost slope -> allowed bias c -> trained ==> bias ->
  every_held_minimum_critical (W m.+1) s (E m.+1) (last_inputs_at W c) trained -> minimum_in (pred1 m) (held_biases trained) W c ->
  forall n, slope n (outputs_of W c n) = 0.
Proof.
move=> diff al tb H min n; rewrite -(outputs_held (preactivations_own W al) erefl).
exact: H diff _ _ (held_minimum_of al tb min) n.
Qed.

(* --- one output: the weights and biases of the last two layers --- *)

Hypothesis one : d m.+2 = 1%N.
Let o : 'I_(d m.+2) := cast_ord (esym one) ord0.
Lemma only k : k = o.
Proof. by apply: val_inj; case: k => k lt /=; move: lt; rewrite one ltnS leqn0 => /eqP. Qed.

Definition last_two : pred nat := fun k => (m <= k)%N.
Definition output_weights W : 'rV[R]_(d m.+1) := row o (W m.+1).
(* The loss of the one output, with the bias that is held here *)
Definition last_cost c n (v : R) : R := cost n (const_mx (v + c m.+1 o 0)).
Definition last_slope c n (v : R) : R := slope n (const_mx (v + c m.+1 o 0)) o 0.

Lemma last_smooth c : differentiable cost slope -> smooth (last_cost c) (last_slope c).
Proof.
move=> diff n f a b F; have := diff n (fun t => const_mx (f t + c m.+1 o 0)) (const_mx (a + c m.+1 o 0)) (fun=> b).
rewrite (bigD1 o) //= big1 ?addr0 => [|k]; last by rewrite (only k) eqxx.
apply=> k; apply: (@expands_eq _ (fun t => f t + c m.+1 o 0)) => [t|]; first by rewrite mxE.
by rewrite mxE; have := expands_add F (expands_const (c m.+1 o 0)); rewrite addr0.
Qed.

Lemma output_last W c W' c' M w : M *m last_inputs_at W c = at_sum s E X W' c' m -> w = output_weights W' ->
  c' m.+1 = c m.+1 -> forall n,
  const_mx (output s (E m.+1) (last_inputs_at W c) M w n + c m.+1 o 0) = outputs_of W' c' n.
Proof.
move=> pre -> cE n; apply/matrixP=> k z; rewrite (only k) (ord1 z) mxE [RHS]mxE outE at_sumE cE; congr (_ + _).
rewrite /output; apply: eq_bigr => i _.
by rewrite V_atS /phi /preactivation pre [output_weights _ _ _]mxE -!mulrA.
Qed.

Lemma loss_last W c W' c' M w : M *m last_inputs_at W c = at_sum s E X W' c' m -> w = output_weights W' ->
  c' m.+1 = c m.+1 ->
  network_cost W' c' = N%:R^-1 * loss_of s (E m.+1) (last_inputs_at W c) (last_cost c) M w.
Proof.
by move=> pre wE cE; congr (_ * _); apply: eq_bigr => n _; rewrite /last_cost (output_last pre wE cE).
Qed.

Definition with_two W M w : @weights R d := replaced (with_layer W M) (\matrix_(i, j) w 0 j : 'M[R]_(d m.+2, d m.+1)).
Lemma with_two_last W M w : with_two W M w m.+1 = \matrix_(i, j) w 0 j. Proof. exact: replaced_same. Qed.
Lemma with_two_other W M w k : k != m.+1 -> with_two W M w k = with_layer W M k.
Proof. by rewrite eq_sym => ?; rewrite /with_two replaced_other. Qed.

Theorem minimum_of_last W c : allowed bias c -> minimum_in last_two last_two W c ->
  minimum_of s (E m.+1) (last_inputs_at W c) (last_cost c) (last_weights W c) (output_weights W).
Proof.
move=> al [e [e0 min]]; exists e; split=> // M w nearV nearw; apply: mean_le.
have wE : w = output_weights (with_two W M w).
  by rewrite /output_weights with_two_last; apply/matrixP=> i j; rewrite (ord1 i) !mxE.
have below : m != m.+1 by rewrite ltn_eqF.
have twom : with_two W M w m = lsubmx M by rewrite with_two_other // with_layer_m.
have lower k : (k < m)%N -> with_two W M w k = W k.
  move=> lt; rewrite with_two_other; last by rewrite ltn_eqF // ltnS ltnW.
  by have [] := with_layer_other W M c (negbT (ltn_eqF lt)).
have [_ lastc] := with_layer_other W M c neq_next.
rewrite -[X in _ <= X](loss_last (preactivations_with c twom lower) wE lastc).
rewrite -[X in X <= _](loss_last (preactivations_own W al) erefl erefl).
apply: min => [|k|k|k _]; first exact: with_shift_allowed.
- by rewrite /last_two -ltnNge => lt; exact: lower.
- by rewrite /last_two -ltnNge => lt; have [_ ->] := with_layer_other W M c (negbT (ltn_eqF lt)).
have [->|k1] := eqVneq k m.+1.
  rewrite with_two_last lastc; split=> [i j|i]; last by rewrite subrr normr0.
  by have := nearw j; rewrite !mxE (only i).
rewrite with_two_other //; have [->|km] := eqVneq k m; first by rewrite with_layer_m; exact: near_layer.
by have [-> ->] := with_layer_other W M c km; split=> *; rewrite subrr normr0.
Qed.

Theorem network_minimum W c : differentiable cost slope -> allowed bias c ->
  every_minimum_critical s (E m.+1) (last_inputs_at W c) -> minimum_in last_two last_two W c ->
  forall n, slope n (outputs_of W c n) = 0.
Proof.
move=> diff al H min n; have := H _ _ (last_smooth c diff) _ _ (minimum_of_last al min) n.
rewrite /last_slope (output_last (preactivations_own W al) erefl erefl) => z.
by apply/matrixP=> k j; rewrite (only k) (ord1 j) z mxE.
Qed.
End Network.

(* --- the losses --- *)

Section Losses.
Variables (R : realFieldType) (N : nat) (d : nat -> nat) (m : nat) (bias : bool).
Variables (s : R) (E : forall k, 'M[R]_(d k, N)) (X : 'M[R]_(d 0, N)) (y : 'M[R]_(d m.+2, N)).
Implicit Types (W : @weights R d) (c : @shifts R d).

Lemma network_cost_loss huber W c : network_cost s E X (residual_cost huber y) W c = Points.loss s E X y huber W c.
Proof.
by congr (_ * _); apply: eq_bigr => n _; apply: eq_bigr => k _; rewrite mxE.
Qed.
Lemma local_minimum_of_cost huber W c : local_minimum s E X y huber bias W c -> minimum_of_cost bias s E X (residual_cost huber y) W c.
Proof. by move=> [e [e0 H]]; exists e; split=> // W' c' al cl; rewrite !network_cost_loss; exact: H. Qed.

Lemma label_loss_eq (exp log : R -> R) kind k (v w z : 'I_k -> R) : v =1 w -> label_loss_of exp log kind v z = label_loss_of exp log kind w z.
Proof.
move=> vw; rewrite /label_loss_of; case: kind; first by apply: eq_bigr => i _; rewrite vw.
by congr (log _ - _); apply: eq_bigr => i _; rewrite vw.
Qed.
Lemma network_cost_labels exp log kind W c :
  network_cost s E X (label_cost exp log kind y) W c = labelled_loss exp log kind s E X y W c.
Proof. by congr (_ * _); apply: eq_bigr => n _; apply: label_loss_eq => k; rewrite mxE. Qed.
End Losses.
