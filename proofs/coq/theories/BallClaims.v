(* What an accepted certificate of the kind ball means (format.md 4.15), and that it is so. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Json Model BallForm Form Rules Bridge Nearby Points PointRules
  Check Clarke BallRules BallCheck SoundNetwork SoundPoint SoundForward PointClaims SoundNearby NearbyClaims SoundBall
  FlowClaims SoundFlow SoundRate.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* Whatever weights and biases are within the radius of the given ones, each by itself, and critical in Clarke's sense
   or a local minimum, have loss 0. *)
Definition only_zero_critical (R : realFieldType) (net : instance) (p : parameters) (radius : R) : Prop :=
  forall (W : @Points.weights R (layer_size net)) (c : @Points.shifts R (layer_size net)),
    allowed (bias net) c -> within_radius p radius W c ->
    clarke_critical (s_at R net) (E_at R net) (X_at R net) (y_at R net) (huber_at R net) (bias net) W c \/
    local_minimum (s_at R net) (E_at R net) (X_at R net) (y_at R net) (huber_at R net) (bias net) W c ->
    @loss_over R net W c = 0.

(* In every ordered field, so over the reals *)
Definition critical_points_claim (net : instance) (radius : Q) : Prop :=
  exists p, point_of net = Some p /\ forall R : realFieldType, @only_zero_critical R net p (rv R radius).

Definition ball_claimed (net : instance) (radius : Q) (e : ball_evidence) : Prop :=
  match e with
  | CriticalPoints _ => critical_points_claim net radius
  | FlowByRate _ _ | FlowByModes _ => flow_claim net radius
  end.

Theorem ball_sound net radius e : valid_ball net radius e -> ball_claimed net radius e.
Proof.
rewrite /valid_ball /ball_subject; case/andP=> /andP[/andP[/andP[/andP[/andP[/andP[/andP[wf sq] _] _] sm] _] r0] _].
case Ep: (point_of net) => [p|] // /andP[pf rl]; have N0 : (0 < sample_size net)%N.
  by move: sm; rewrite /samples /Form.count /sample_size; move/Z.leb_le; reckon.
have rp (R : realFieldType) : 0 < rv R radius by rewrite /SoundNetwork.rv ltr0q -q2r_gt0.
case: e rl => [e|e q|e] rl; exists p; split=> // R; last first.
- move=> full cn Wt ct; exact: (flow_sound full cn (enough_layers wf) (squares_huber _ sq) N0 (rp R) (formed_free R pf) rl).
- move=> full cn Wt ct; exact: (flow_rate_sound full cn (enough_layers wf) (squares_huber _ sq) N0 (rp R) (formed_free R pf) rl).
move=> W c fc near crit; exact: (critical_points_sound (enough_layers wf) (squares_huber _ sq) N0 rl fc near crit).
Qed.

Theorem check_ball_sound bs claim k : check_ball bs = Accepted claim k ->
  exists c, bs = ball_file c /\ claim = print (ball_claim_json c) /\ ball_claimed (ball_net c) (ball_radius c) (ball_proof c).
Proof. by move=> /check_ball_valid[c [fE [cE v]]]; exists c; do 2!split=> //; exact: ball_sound. Qed.
