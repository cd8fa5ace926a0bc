(* What files that `dlmcert explain --coq` writes about points rest on: the verdict at the instance's weights. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Form Rules Check Bridge Points PointRules SoundNetwork SoundPoint
  PointClaims NearbyForm NearbyClaims WorstForm WorstClaims Claims LeastClaims.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* The weights of the instance, and its biases if it has some *)
Definition point_given (net : instance) : parameters :=
  match point_of net with Some p => p | None => Parameters [::] None end.

(* The loss (Points.v) at p is q. *)
Definition loss_is (R : realFieldType) (net : instance) (p : parameters) (q : Q) : Prop :=
  @loss_over R net (W_at R net p) (c_at R net p) = ratr (q2r q).

Definition verdict_at (R : realFieldType) (net : instance) (p : parameters) (e : point_evidence) : Prop :=
  match e with
  | ZeroLoss | LeastByCells _ _ | GlobalByTree _ => is_global_minimum R net p
  | LocalMinimum _ (Some _) | PathProducts (Some _) => is_local_minimum R net p /\ is_spurious R net p
  | LocalMinimum _ None | PathProducts None => is_local_minimum R net p
  | Descent saddle _ => if saddle then is_saddle R net p else is_not_critical R net p
  | KinkSaddle _ _ _ => is_saddle R net p
  end.

Theorem verdict_claim net loss e : valid (AtPoint net loss e) = true ->
  forall R : realFieldType, loss_is R net (point_given net) loss /\ verdict_at R net (point_given net) e.
Proof.
move=> /valid_meaning[p [pE H]] R; rewrite /point_given pE; have [lossE sE] := H R; split=> //.
by move: sE; case: (e) => [|ps zs|ks [b|]|[b|]|saddle dir|u m ks|b] //= [].
Qed.

(* The largest loss of minima *)
Theorem worst_minimum_claim net w : valid (WorstMinimum net w) = true -> claim_of_worst net w.
Proof. exact: (@valid_meaning (WorstMinimum net w)). Qed.

(* Near them *)
Theorem near_point_claim net cl e better : valid (NearPoint net cl e better) = true -> nearby_claim net cl e (better : bool).
Proof. exact: (@valid_meaning (NearPoint net cl e better)). Qed.

(* The least loss of one hidden layer, over all weights or all widths *)
Theorem least_claim net loss p b : valid (LeastLoss net loss p b) = true -> least_loss_claim net loss.
Proof. exact: (@valid_meaning (LeastLoss net loss p b)). Qed.

Theorem width_bound_claim net loss e : valid (AnyWidth net loss e) = true -> any_width_claim net loss (width_of e).
Proof. exact: (@valid_meaning (AnyWidth net loss e)). Qed.
