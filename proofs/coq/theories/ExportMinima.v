(* What files that `dlmcert explain --coq` writes about all minima of one hidden layer inside cells rest on. *)
From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From Dlmcert Require Import Form MinimaForm MinimaRules MinimaCheck MinimaClaims MinimaSound.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Theorem minima_exported net cl e : minima_valid (MinimaCertificate net cl e) = true -> minima_claimed net cl.
Proof. by rewrite /minima_valid /= => /andP[/andP[/andP[wf sub] _] rl]; exact: minima_sound wf sub rl. Qed.
