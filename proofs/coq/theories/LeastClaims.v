(* What an accepted certificate about the least loss of one hidden layer means (format.md 4.8, 4.9), and that it is so. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model BoundForm Form Rules Bridge Points PointRules BoundTree AnyWidth
  SoundForward Check SoundNetwork SoundGradient SoundPoint PointClaims SoundBoundLoss SoundAnyWidth.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Loss.
Variables (R : realFieldType) (net : instance) (loss : Q).

(* Weights (and biases, which are 0 if the network has none) of the network of Model.v, and their loss (Points.v) *)
Definition some_weights_have : Prop := exists (W : Points.weights R (layer_size net)) (c : Points.shifts R (layer_size net)),
  allowed (bias net) c /\ loss_over W c = ratr (q2r loss).
Definition none_have_less : Prop := forall (W : Points.weights R (layer_size net)) (c : Points.shifts R (layer_size net)),
  allowed (bias net) c -> ratr (q2r loss) <= loss_over W c.
End Loss.

(* 4.8: in every ordered field, so over the reals *)
Definition least_loss_claim (net : instance) (loss : Q) : Prop :=
  forall R : realFieldType, some_weights_have R net loss /\ none_have_less R net loss.

(* 4.9: with_hidden net w is the network with w hidden units. A width: no network of one hidden layer has less, whatever its
   width, and the one of this width has it. None: no weights of the network have less. *)
Definition any_width_claim (net : instance) (loss : Q) (width : option Z) : Prop :=
  forall R : realFieldType,
  match width with
  | Some w => [/\ Z.le 1 w, some_weights_have R (with_hidden net w) loss &
                forall D : nat, none_have_less R (with_hidden net (Z.of_nat D)) loss]
  | None => none_have_less R net loss
  end.

Lemma inputs_lengths net : well_formed net -> lengths_are (layer_size net 0) (inputs net).
Proof. by move=> /inputs_formed; rewrite /dims /layer_size -list_nth. Qed.

Theorem least_loss_sound net loss p b : valid_least net loss p b -> least_loss_claim net loss.
Proof.
case/andP=> /andP[/andP[/andP[/andP[/andP[/andP[wf _] _] _] _] pf] eq] br R; split.
  exists (W_at R net p), (c_at R net p); split; first exact: formed_free.
  by move: eq; rewrite (rv_equal R) => /eqP H; exact: etrans (esym (loss_atE R net p)) H.
exact: (bound_sound (inputs_lengths wf) br).
Qed.

Theorem any_width_sound net loss e : valid_any_width net loss e -> any_width_claim net loss (width_of e).
Proof.
case/andP=> /andP[/andP[/andP[/andP[wf oh] _] _] _]; have len := inputs_lengths wf.
case: e => [w p|mu] /=; last by case/andP=> _ rl R; exact: (residuals_sound oh rl).
case/andP=> /andP[/andP[/andP[none /Z.leb_le w1] _] pf] rl R; have fp := formed_free R pf.
have [lossE least] := wide_sound oh none rl fp.
by split=> //; exists (W_at R (with_hidden net w) p), (c_at R (with_hidden net w) p).
Qed.
