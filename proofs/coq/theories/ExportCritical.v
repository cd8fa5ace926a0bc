(* What files that `dlmcert explain --coq` writes about critical points near given weights rest on. *)
From Coq Require Import ZArith.
From Dlmcert Require Import Algebra NearbyForm Form CriticalCheck CriticalClaims CriticalSound MinimumClaims
  MinimumSound.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Theorem near_saddle_exported net cl e better : critical_valid false (CriticalCertificate net cl e better) = true ->
  near_saddle_claim net cl (better : bool).
Proof. exact: (@saddle_sound (CriticalCertificate net cl e better)). Qed.
Theorem near_minimum_exported net cl e better : critical_valid true (CriticalCertificate net cl e better) = true ->
  near_minimum_claim net cl (better : bool).
Proof. exact: (@minimum_sound (CriticalCertificate net cl e better)). Qed.
