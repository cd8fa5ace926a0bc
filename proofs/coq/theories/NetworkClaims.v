(* The field scope, said of the network: what is claimed of the problem of layer L-1 (Claims.v, HeldScope.v) is so of
   every local minimum of the loss of Points.v, at kinks too, whatever the targets, with squares or Huber's loss: the
   targets are its outputs. With a loss of labels (LabelPoints.v) there is none, whatever the labels. *)
From Coq Require Import ZArith QArith_base.
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Arithmetic Model AlmostEvery Form Rules Check Bridge Points LabelForm Exponential
  LabelPoints Costs KinkMinima HeldMinima SoundOneLayer SoundForward Generic GenericLayers SoundLayers SoundOutputs
  LayersClaims SoundEachLayer OutputsClaims HeldScope NetworkMinima.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Instance.
Variable net : instance.
Notation N := (size (inputs net)).
Notation d := (dims net).
Variables (m : nat) (R : realFieldType).

Definition over l k (M : 'M[rat]_(l, k)) : 'M[R]_(l, k) := map_mx ratr M.

(* Any network whose layers 1, ..., m = L-2 are those of the instance, weights, biases and noise *)
Definition lower_of (W : @weights R d) (c : @shifts R d) (E : forall k, 'M[R]_(d k, N)) : Prop :=
  forall k, (k < m)%N -> [/\ W k = over (weight_of d (weight_rows net) k), c k = over (bias_of d (shift_row net) k) &
                             E k.+1 = over (noise_in d N (noise_rows net) k.+1)].

Notation sl := (ratr (q2r (slope net))).
Notation X := (over (mat (d 0) N (inputs net))).
Notation outputs_at E W c := (out m.+1 sl E X W c).

(* Every local minimum, in the weights of the layers of P and the biases of those of Q, at these weights and noise: *)
Section At.
Variables (P Q : pred nat) (ok : @weights R d -> @shifts R d -> (forall k, 'M[R]_(d k, N)) -> Prop).

(* has the targets as outputs, with squares or Huber's loss; *)
Definition residuals_zero : Prop := forall E W c y huber, lower_of W c E -> ok W c E -> allowed (bias net) c -> proper huber ->
  (exists e : R, 0 < e /\ forall W' c', allowed (bias net) c' ->
     (forall k, ~~ P k -> W' k = W k) -> (forall k, ~~ Q k -> c' k = c k) -> close m.+1 W c e W' c' ->
     Points.loss sl E X y huber W c <= Points.loss sl E X y huber W' c') ->
  forall k n, outputs_at E W c k n = y k n.

(* does not exist, with a loss of labels and one sample at least. *)
Definition without_minima : Prop := forall (exp log : R -> R), exponential exp -> logarithm exp log ->
  forall kind E W c (y : 'M[R]_(d m.+2, N)), lower_of W c E -> ok W c E -> allowed (bias net) c -> @are_labels R kind N d m.+1 y -> (0 < N)%N ->
  ~ exists e : R, 0 < e /\ forall W' c', allowed (bias net) c' ->
     (forall k, ~~ P k -> W' k = W k) -> (forall k, ~~ Q k -> c' k = c k) -> close m.+1 W c e W' c' ->
     @labelled_loss R exp log kind N d m.+1 sl E X y W c <= @labelled_loss R exp log kind N d m.+1 sl E X y W' c'.

(* Of any losses of the samples' outputs that have derivatives, they are 0 there. *)
Definition critical : Prop := forall E W c (cost : _ -> 'cV[R]_(d m.+2) -> R) slope, lower_of W c E -> ok W c E -> allowed (bias net) c ->
  differentiable cost slope -> minimum_in (bias net) sl E X cost P Q W c -> forall n, slope n (outputs_of m sl E X W c n) = 0.

Lemma critical_residuals : critical -> residuals_zero.
Proof.
move=> H E W c y huber low okW al pr [e [e0 min]] k n.
have := H E W c _ _ low okW al (residual_differentiable y pr) _ n; set M := minimum_in _ _ _ _ _ _ _ _ _.
have min' : M by exists e; split=> // W' c' *; rewrite !network_cost_loss; exact: min.
by move=> /(_ min') z; have := residual_slope0 pr z k; rewrite mxE.
Qed.

Lemma critical_labels : (0 < d m.+2)%N -> critical -> without_minima.
Proof.
move=> k0 H exp log law inverse kind E W c y low okW al [other [_ labels]] N0 [e [e0 min]].
have min' : minimum_in (bias net) sl E X (label_cost exp log kind y) P Q W c.
  by exists e; split=> // W' c' *; rewrite !network_cost_labels; exact: min.
have diff : differentiable (label_cost exp log kind y) (label_slopes exp kind y) by exact: label_differentiable.
have /eqP := H E W c _ _ low okW al diff min' (Ordinal N0).
by apply/negP; exact: (label_slopes_neq0 law _ k0 (labels (Ordinal N0))).
Qed.
End At.

(* With noise F in layer L-1: every local minimum in the weights and biases of the last two layers *)
Definition network_minima (F : 'M[R]_(d m.+1, N)) : Prop :=
  let at_noise W c E := E m.+1 = F in
  residuals_zero (last_two m) (last_two m) at_noise /\ without_minima (last_two m) (last_two m) at_noise.

(* With output weights V too: every one in the weights and biases of layer L-1, and the biases of the outputs if they are trained *)
Definition held_network_minima (trained : bool) (V : 'M[R]_(d m.+2, d m.+1)) (F : 'M[R]_(d m.+1, N)) : Prop :=
  let at_values (W : @weights R d) (c : @shifts R d) E := E m.+1 = F /\ W m.+1 = V in
  residuals_zero (pred1 m) (held_biases m trained) at_values /\ without_minima (pred1 m) (held_biases m trained) at_values.

Lemma V_at_over W c E : lower_of W c E -> forall k, (k <= m)%N ->
  V_at W c (ratr (q2r (slope net))) E (over (mat (d 0) N (inputs net))) k = over (network_outputs net k).
Proof.
move=> low; elim=> [|k IH] km //; have [Wk ck Ek] := low k km.
have sums : at_sum (ratr (q2r (slope net))) E (over (mat (d 0) N (inputs net))) W c k =
    over (weight_of d (weight_rows net) k *m network_outputs net k + bias_of d (shift_row net) k *m const_mx 1).
  by rewrite /at_sum (IH (ltnW km)) Wk ck /over !map_mxD !map_mxM map_const_mx rmorph1.
apply/matrixP=> i n; rewrite V_atS sums Ek [over _ i n]mxE [RHS]mxE.
rewrite /network_outputs /= -/(network_outputs net k) [in RHS]mxE [activations _ _ _ _ _]mxE [map_mx _ _ i n]mxE.
rewrite [over _ i n]mxE /phi; move: ((_ *m _ + _) i n) (q2r _) (mat _ _ _ i n) => u q e; rewrite !rmorphM ler0q.
by case: ifP => _; rewrite ?rmorph1 /= mulrA.
Qed.

Lemma last_inputs_over W c E v : lower_of W c E -> size v = N -> lengths_are (d m) v ->
  mat (d m) N v = network_outputs net m ->
  last_inputs_at m (bias net) (ratr (q2r (slope net))) E (over (mat (d 0) N (inputs net))) W c =
  over (mat (d m + bias net) N (with_ones (bias net) v)) :> 'M_(d m + bias net, N).
Proof.
move=> low szv lenv vE; rewrite /last_inputs_at (V_at_over low) // /over mat_with_ones // vE.
by rewrite map_with_bias.
Qed.

(* --- from the problem of layer L-1 --- *)

Variables (P : problem) (v : rows).
Hypotheses (slE : problem_slope P = slope net) (szN : sample_count P = N) (units : unit_count P = d m.+1).
Hypotheses (dimE : dim P = (d m + bias net)%N) (xsE : xs P = with_ones (bias net) v) (szv : size v = N).
Hypotheses (lenv : lengths_are (d m) v) (vE : mat (d m) N v = network_outputs net m).

Lemma minima_of_network (F : 'M[R]_(d m.+1, N)) : d m.+2 = 1%N ->
  every_minimum_critical (ratr (s_of P)) F (over (mat (d m + bias net) N (xs P))) -> network_minima F.
Proof.
move=> one H; have crit : critical (last_two m) (last_two m) (fun W c E => E m.+1 = F).
  move=> E W c cost slope low FE al diff; apply: network_minimum => //.
  by rewrite (last_inputs_over low szv lenv vE) -xsE FE -slE.
by split; [exact: critical_residuals|apply: critical_labels crit; rewrite one].
Qed.

Lemma held_minima_of_network trained V (F : 'M[R]_(d m.+1, N)) : (0 < d m.+2)%N -> trained ==> bias net ->
  every_held_minimum_critical V (ratr (s_of P)) F (over (mat (d m + bias net) N (xs P))) trained -> held_network_minima trained V F.
Proof.
move=> k0 tb H; have crit : critical (pred1 m) (held_biases m trained) (fun W c E => E m.+1 = F /\ W m.+1 = V).
  move=> E W c cost slope low [FE VE] al diff; apply: held_network_minimum => //.
  by rewrite (last_inputs_over low szv lenv vE) -xsE FE VE -slE.
by split; [exact: critical_residuals|exact: critical_labels].
Qed.
End Instance.

(* Given noise of layer L-1, or almost every one *)
Definition claim_of_network_minima (net : instance) (generic_noise : bool) : Prop := forall m, layers net = m.+2 ->
  let D := dims net m.+1 in let N := size (inputs net) in
  if generic_noise then exists pol : {mpoly rat[D * N]}, pol != 0 /\
    forall (R : realFieldType) (F : 'M[R]_(D, N)), value_at F pol != 0 -> @network_minima net m R F
  else forall R : realFieldType, @network_minima net m R (over R (mat D N (factors_of N D (last_noise net)))).

(* Every noise of layer L-1 nearer than rho *)
Definition ball_of_network_minima (net : instance) (rho : rat) : Prop := forall m, layers net = m.+2 ->
  let D := dims net m.+1 in let N := size (inputs net) in
  forall (R : realFieldType) (F : 'M[R]_(D, N)),
    (forall i n, `|F i n - ratr (mat D N (factors_of N D (last_noise net)) i n)| < ratr rho) -> @network_minima net m R F.

(* Several outputs: given noise and output weights, or almost every value of what is generic *)
Definition claim_of_held_network_minima (net : instance) (generic_noise given trained : bool) : Prop := forall m, layers net = m.+2 ->
  let D := dims net m.+1 in let N := size (inputs net) in let k := dims net m.+2 in
  let at_values (R : realFieldType) (z : ('I_D * 'I_N + 'I_k * 'I_D)%type -> R) :=
    @held_network_minima net m R trained (if given then over R (W_held k D (output_rows net)) else \matrix_(c, i) z (inr (c, i)))
      (if generic_noise then \matrix_(i, n) z (inl (i, n)) else over R (mat D N (factors_of N D (last_noise net)))) in
  if generic_noise || ~~ given then @almost_every _ at_values else forall R z, at_values R z.
