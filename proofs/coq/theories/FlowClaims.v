(* What is claimed of gradient flow near given weights (format.md 4.15), in words. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge Points PointRules Check Clarke Krawczyk
  SoundNetwork SoundPoint Flow FlowCurves.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* In every archimedean ordered field in which Cauchy sequences converge and which has Cousin's lemma, so in the real
   numbers: each such curve from the weights of the instance stays at a distance below the radius, and converges to
   weights of loss 0. *)
Definition flow_claim (net : instance) (radius : Q) : Prop :=
  exists p, point_of net = Some p /\ forall R : archiFieldType, complete R -> cousin R ->
  forall (Wt : R -> @Points.weights R (layer_size net)) (ct : R -> @Points.shifts R (layer_size net)),
    gradient_flow (s_at R net) (E_at R net) (X_at R net) (y_at R net) (huber_at R net) (bias net) Wt ct
      (W_at R net p) (c_at R net p) ->
    (forall t, 0 <= t -> distance2 (last_hidden net) (W_at R net p) (c_at R net p) (Wt t) (ct t) < (rv R radius) ^+ 2) /\
    exists W c, [/\ allowed (bias net) c, @loss_over R net W c = 0 & flow_converges_to (last_hidden net) Wt ct W c].
