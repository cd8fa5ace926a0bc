(* The field scope with several outputs above several layers (soundness.md 28 and 44): with slope 1, or without samples, at every
   local minimum in the weights of layer L-1 (and in the biases of the outputs, if they are trained), W_L and the layers below held,
   the derivatives of the samples' losses are 0, at kinks too. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Form Rules PointRules Check Model Linear Generic Bridge Witness
  Theorem5 GenericLayers SoundForward SoundOutputs SoundLayers LayersClaims KinkMinima HeldMinima HeldOutputs Trained
  HeldScope SoundHeldLayers LayersOutputsClaims.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section At.
Variables (m N : nat) (d : nat -> nat) (bias : bool) (k : nat).
Variables (R : realFieldType) (W : forall l, 'M[R]_(d l.+1, d l)) (c : forall l, 'cV[R]_(d l.+1)) (Wo : 'M[R]_(k, d m.+1)) (s : R).
Variables (E : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)).

(* The inputs of layer L-1 are what the layers below give at this point. *)
Definition held_minima_above (trained : bool) : Prop :=
  every_held_minimum_critical Wo s (E m.+1) (with_bias bias (V_at W c s E X m)) trained.

Lemma slope_one_minima trained : s = 1 -> @held_layers_at m N d bias k trained R W c Wo s E X true -> held_minima_above trained.
Proof.
move=> s1 H; pose p : all_patterns m N d := [ffun=> true]; have := H p; rewrite /G_held => fr.
apply: every_slope_held_minima; rewrite s1; apply: (@slope_one_held _ _ _ _ _ _ _ _ (signs_at p m.+1)).
have VE : V W c (fun l => activations 1 (E l) (signs_at p l)) X m = V W c (slopes_at W c 1 E X) X m.
  by apply: V_below => // l lm; apply/matrixP=> i n; rewrite [LHS]mxE [RHS]mxE !if_same.
by rewrite V_at_slopes -VE -s1.
Qed.
End At.

Section Network.
Variables (net : instance) (given trained : bool).
Let N := size (inputs net).
Let K := dims net (layers net).

(* What claim_of_layers_outputs says for almost every value of, for a property of the layers at these values *)
Definition almost_every_above (Q : forall (m : nat) (d : nat -> nat) (R : realFieldType), (forall l, 'M[R]_(d l.+1, d l)) -> (forall l, 'cV[R]_(d l.+1)) ->
    'M[R]_(K, d m.+1) -> (forall l, 'M[R]_(d l, N)) -> 'M[R]_(d 0%N, N) -> Prop) : Prop :=
  match weights net with
  | Some _ =>
      let m := (layers net - 2 - determined net)%N in let d := dims_above net in
      @almost_every (outputs_index m N d K) (fun R z => Q m d R (weight_values true (weights_above net) z) (bias_values (bias net) true (biases_above net) z)
        (output_values given (W_held K (d m.+1) (output_rows net)) z) (noise_values z) (map_mx ratr (determined_outputs net)))
  | None =>
      let m := (layers net - 2)%N in let d := dims net in
      @almost_every (outputs_index m N d K) (fun R z => Q m d R (weight_values false (weight_of d (weight_rows net)) z) (bias_values (bias net) false (bias_of d (shift_row net)) z)
        (output_values given (W_held K (d m.+1) (output_rows net)) z) (noise_values z) (map_mx ratr (mat (d 0%N) N (inputs net))))
  end.

Definition claim_of_layers_held_minima : Prop :=
  almost_every_above (fun m d R W c Wo E X => @held_minima_above m N d (bias net) K R W c Wo (ratr (q2r (slope net))) E X trained).

Lemma almost_every_aboveW (Q Q' : forall (m : nat) (d : nat -> nat) (R : realFieldType), _ -> _ -> _ -> _ -> _ -> Prop) :
  (forall m d R W c Wo E X, Q m d R W c Wo E X -> Q' m d R W c Wo E X) -> almost_every_above Q -> almost_every_above Q'.
Proof. by move=> QQ; rewrite /almost_every_above; case: (weights net) => [ws|]; apply: almost_every_weaken => R z; exact: QQ. Qed.

Lemma layers_outputs_above holds : claim_of_layers_outputs net given trained holds =
  almost_every_above (fun m d R W c Wo E X => @held_layers_at m N d (bias net) K trained R W c Wo (ratr (q2r (slope net))) E X holds).
Proof. by []. Qed.

Lemma layers_held_minima : one_slope net -> claim_of_layers_outputs net given trained true -> claim_of_layers_held_minima.
Proof.
move=> one; rewrite layers_outputs_above; apply: almost_every_aboveW => m d R W c Wo E X H.
case/orP: one => [/PeanoNat.Nat.eqb_eq N0|]; first by apply: every_slope_held_minima; exact: HeldMinima.no_samples_held.
by rewrite /qequal /qsub q2r_eq0 q2rD q2rN q2r1 subr_eq0 => /eqP s1; apply: slope_one_minima H; rewrite s1 rmorph1.
Qed.
End Network.
