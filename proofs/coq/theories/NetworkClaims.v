(* The field scope, said of the network: what is claimed of the problem of layer L-1 (Claims.v, HeldScope.v) is so of
   every local minimum of the loss of Points.v, at kinks too, whatever the targets, with squares or Huber's loss. *)
From Coq Require Import ZArith QArith_base.
From mathcomp Require Import all_ssreflect all_algebra.
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Arithmetic Model AlmostEvery Form Rules Check Bridge Points KinkMinima HeldMinima SoundOneLayer SoundForward Generic GenericLayers
  SoundLayers SoundOutputs LayersClaims SoundEachLayer OutputsClaims HeldScope NetworkMinima.
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

Notation outputs_at E W c := (out m.+1 (ratr (q2r (slope net))) E (over (mat (d 0) N (inputs net))) W c).
Notation minimum_at P E y huber W c :=
  (minimum_in (bias net) (ratr (q2r (slope net))) E (over (mat (d 0) N (inputs net))) y huber P W c).

(* With noise F in layer L-1: every local minimum in the weights and biases of the last two layers has the targets as outputs. *)
Definition network_minima_zero (F : 'M[R]_(d m.+1, N)) : Prop := forall E W c y huber,
  lower_of W c E -> E m.+1 = F -> allowed (bias net) c -> proper huber ->
  minimum_at (last_two m) E y huber W c -> forall k n, outputs_at E W c k n = y k n.

(* With output weights V too: every one in the weights and biases of layer L-1 *)
Definition held_network_minima_zero (V : 'M[R]_(d m.+2, d m.+1)) (F : 'M[R]_(d m.+1, N)) : Prop := forall E W c y huber,
  lower_of W c E -> E m.+1 = F -> W m.+1 = V -> allowed (bias net) c -> proper huber ->
  minimum_at (pred1 m) E y huber W c -> forall k n, outputs_at E W c k n = y k n.

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

Lemma network_minima (F : 'M[R]_(d m.+1, N)) : d m.+2 = 1%N ->
  every_minimum_global (ratr (s_of P)) F (over (mat (d m + bias net) N (xs P))) -> network_minima_zero F.
Proof.
move=> one H E W c y huber low FE al pr; apply: network_minimum => //.
by rewrite (last_inputs_over low szv lenv vE) -xsE FE -slE.
Qed.

Lemma held_network_minima V (F : 'M[R]_(d m.+1, N)) :
  every_held_minimum_global V (ratr (s_of P)) F (over (mat (d m + bias net) N (xs P))) -> held_network_minima_zero V F.
Proof.
move=> H E W c y huber low FE VE al pr; apply: held_network_minimum => //.
by rewrite (last_inputs_over low szv lenv vE) -xsE FE VE -slE.
Qed.
End Instance.

(* Given noise of layer L-1, or almost every one *)
Definition claim_of_network_minima (net : instance) (generic_noise : bool) : Prop := forall m, layers net = m.+2 ->
  let D := dims net m.+1 in let N := size (inputs net) in
  if generic_noise then exists pol : {mpoly rat[D * N]}, pol != 0 /\
    forall (R : realFieldType) (F : 'M[R]_(D, N)), value_at F pol != 0 -> network_minima_zero F
  else forall R : realFieldType, network_minima_zero (over R (mat D N (factors_of N D (last_noise net)))).

(* Every noise of layer L-1 nearer than rho *)
Definition ball_of_network_minima (net : instance) (rho : rat) : Prop := forall m, layers net = m.+2 ->
  let D := dims net m.+1 in let N := size (inputs net) in
  forall (R : realFieldType) (F : 'M[R]_(D, N)),
    (forall i n, `|F i n - ratr (mat D N (factors_of N D (last_noise net)) i n)| < ratr rho) -> network_minima_zero F.

(* Several outputs: given noise and output weights, or almost every value of what is generic *)
Definition claim_of_held_network_minima (net : instance) (generic_noise given : bool) : Prop := forall m, layers net = m.+2 ->
  let D := dims net m.+1 in let N := size (inputs net) in let k := dims net m.+2 in
  let at_values (R : realFieldType) (z : ('I_D * 'I_N + 'I_k * 'I_D)%type -> R) :=
    held_network_minima_zero (if given then over R (W_held k D (output_rows net)) else \matrix_(c, i) z (inr (c, i)))
      (if generic_noise then \matrix_(i, n) z (inl (i, n)) else over R (mat D N (factors_of N D (last_noise net)))) in
  if generic_noise || ~~ given then @almost_every _ at_values else forall R z, at_values R z.
