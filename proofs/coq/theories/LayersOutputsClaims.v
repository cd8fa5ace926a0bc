(* Several outputs above several layers with generic noise: what a certificate claims, and that what held_layers_rule (Check.v)
   accepts is so (soundness.md 44, and 7, 46). *)
From Coq Require Import ZArith QArith_base.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify ssrZ.
From Dlmcert Require Import Arithmetic Form Rules EachPattern EachLayer Layers Outputs ReducedOutputs TrainedOutputs OutputsAbove Check Model Linear Bridge Groups SoundOneLayer SoundForward
  Generic Theorem5 GenericLayers SoundLayers SoundAlive LayersClaims SoundEach SoundEachLayer EachClaims HeldOutputs SoundOutputs Trained SoundTrained OutputsClaims SoundEachOutputs
  HeldLayers SoundHeldLayers SoundCrowdedAbove SoundOutputsAbove SoundGenericOutputs HeldLayersRule.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- slope 0 --- *)

Lemma dead_outputs_above (F : fieldType) t k d D N (W : 'M[F]_(k, D)) (E : 'M[F]_(D, N)) (X : 'M[F]_(d, N)) : (0 < k)%N ->
  ((if t then 1 else 0) < N)%N -> ~~ held_rank t (gradient_held W 0 E X (const_mx false)).
Proof.
move=> k0 lt; have -> : gradient_held W 0 E X (const_mx false) = 0.
  apply/matrixP=> r q; case/mxvec_indexP: r => i j; case/mxvec_indexP: q => n c.
  by rewrite gradient_heldE [RHS]mxE [activations _ _ _ _ _]mxE [const_mx _ _ _]mxE !mulr0 mul0r.
apply: (@few_rows _ _ _ t _ _ 0); first by rewrite mxrank0.
by rewrite add0n; case: t lt => lt; [rewrite ltn_Pmull|rewrite muln_gt0 lt].
Qed.

Section Network.
Variables (net : instance) (given trained : bool).
Let N := size (inputs net).
Let K := dims net (layers net).

(* With weights the claim is about almost every noise of the layers above the determined ones, without about almost every noise,
   weights and biases below layer L-1; and about almost every W_L, if it is not given. *)
Definition claim_of_layers_outputs (holds : bool) : Prop :=
  match weights net with
  | Some _ =>
      let m := (layers net - 2 - determined net)%N in
      @held_layers_claim m N (dims_above net) (bias net) K trained true given (weights_above net) (biases_above net)
        (W_held K (dims_above net m.+1) (output_rows net)) holds (q2r (slope net)) (determined_outputs net)
  | None =>
      let m := (layers net - 2)%N in
      @held_layers_claim m N (dims net) (bias net) K trained false given (weight_of (dims net) (weight_rows net)) (bias_of (dims net) (shift_row net))
        (W_held K (dims net m.+1) (output_rows net)) holds (q2r (slope net)) (mat (dims net 0) N (inputs net))
  end.

Hypothesis wf : well_formed net.

Lemma outputs_above_pos : (0 < K)%N.
Proof. exact: outputs_pos. Qed.

Lemma dead_claim : qis0 (slope net) -> Nat.leb (if trained then 2 else 1)%N N -> claim_of_layers_outputs false.
Proof.
move=> s0 /PeanoNat.Nat.leb_le/ssrnat.leP n0; have {}s0 : q2r (slope net) = 0 by apply/eqP; rewrite -q2r_eq0.
have signs m d : @signs_at m N d [ffun=> false] m.+1 = const_mx false.
  apply/matrixP=> i n; rewrite [LHS]mxE [RHS]mxE /layer_of; case: {-}_ / idP => [lt|[]]; [exact: ffunE|exact: ltnSn].
rewrite /claim_of_layers_outputs s0; case: (weights net) => [ws|]; apply: always => R z; exists [ffun=> false]; rewrite rmorph0 /G_held signs;
  by apply: dead_outputs_above; [exact: outputs_above_pos|case: (trained) n0].
Qed.

Lemma rows_outputs a b c : (a < size (widths net))%N -> (b < size (widths net))%N -> (c < size (widths net))%N ->
  [/\ Z.leb (Z.mul (width net a) (samples net)) (Z.mul (width net b) (Z.add (width net c) (if bias net then Zpos xH else Z0))) =
      (N * dims net a <= dims net b * (dims net c + bias net))%N, Z.leb (width net a) (width net b) = (dims net a <= dims net b)%N &
      Z.eqb (samples net) Z0 = (N == 0%N)].
Proof.
move=> la lb lc; have [<- _] := dims_pos wf la; have [<- _] := dims_pos wf lb; have [<- _] := dims_pos wf lc.
rewrite /samples /Form.count -[List.length _]/N.
have -> : (if bias net then Zpos xH else Z0) = Z.of_nat (bias net) by case: (bias net).
move: (dims net a) (dims net b) (dims net c) (nat_of_bool (bias net)) N => x y z u n.
split; rewrite -?Nat2Z.inj_add -?Nat2Z.inj_mul.
- by apply/idP/idP => [/Z.leb_le/Nat2Z.inj_le/ssrnat.leP|/ssrnat.leP H]; [rewrite mulnC|apply/Z.leb_le/inj_le; rewrite -[Nat.mul x n]/(x * n)%N mulnC].
- by apply/idP/idP => [/Z.leb_le/Nat2Z.inj_le/ssrnat.leP|/ssrnat.leP H] //; apply/Z.leb_le/inj_le.
by apply/idP/eqP => [/Z.eqb_eq|->] //; clear; lia.
Qed.

Lemma generic_outputs_claim m (enough : bool) : weights net = None -> layers net = m.+3 -> ~~ given -> ~~ trained ->
  (enough -> q2r (slope net) != 0 \/ N = 0%N) ->
  check_generic_outputs (width net m.+3) (width net m.+2) (Z.add (width net m.+1) (if bias net then Zpos xH else Z0)) (samples net) (bias net) (inputs net) enough ->
  claim_of_layers_outputs enough.
Proof.
move=> Ew LE ng nt sl; rewrite /check_generic_outputs => /Bool.eqb_prop.
have szw : size (widths net) = m.+4 by move: LE; rewrite /layers -[List.length _]/(size _); clear; lia.
have [|||-> -> ->] := @rows_outputs m.+3 m.+2 m.+1; rewrite ?szw ?ltnS ?leqW //.
rewrite no_zero_sample // => enoughE.
have pos l : (l < m.+4)%N -> (0 < dims net l)%N by move=> lt; have [|_ H] := @dims_pos net l wf; rewrite ?szw.
rewrite /claim_of_layers_outputs /K Ew LE (negPf ng) (negPf nt); have -> : (m.+3 - 2)%N = m.+1 by rewrite subSS subn1.
case: enough enoughE sl => [/esym/andP[/andP[fits few] nz]|/esym/negbT no] sl.
  have [s0|N0] := sl isT; last exact: no_samples_above.
  have [N0|few'] := orP few; first by apply: no_samples_above; exact/eqP.
  apply: generic_outputs => // [|l lm]; last by apply: pos; rewrite !ltnS; exact: leq_trans lm (leqW (leqnSn _)).
  by case/orP: nz => [->|/forallP nz]; [left|right].
apply: nothing_outputs; first exact: pos.
move: no; rewrite !negb_and !negb_or -!ltnNge -orbA => /or3P[lt|/andP[N0 lt]|/andP[b0 /forallPn[n z]]].
- exact: Or31.
- by apply: Or32; rewrite lt0n.
by apply: Or33; split=> //; exists n; rewrite negbK in z.
Qed.
End Network.
