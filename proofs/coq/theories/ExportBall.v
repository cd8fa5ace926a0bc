(* What files that `dlmcert explain --coq` writes about all weights near given ones rest on. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra BallForm Form BallCheck FlowClaims BallClaims.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Theorem critical_points_exported net radius e : valid_ball net radius (CriticalPoints e) = true -> critical_points_claim net radius.
Proof. exact: (@ball_sound net radius (CriticalPoints e)). Qed.
Theorem flow_exported net radius e : valid_ball net radius (FlowByModes e) = true -> flow_claim net radius.
Proof. exact: (@ball_sound net radius (FlowByModes e)). Qed.
Theorem flow_rate_exported net radius e q : valid_ball net radius (FlowByRate e q) = true -> flow_claim net radius.
Proof. exact: (@ball_sound net radius (FlowByRate e q)). Qed.
