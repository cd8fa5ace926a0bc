(* What files that `dlmcert explain --coq` writes about all minima of one hidden layer inside cells rest on. *)
From Coq Require Import ZArith.
From Dlmcert Require Import Algebra BoundForm Form MinimaForm MinimaRules MinimaCheck MinimaLeastCheck MinimaClaims
  MinimaSound MinimaLeastSound.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Theorem minima_exported net cl e : minima_valid (MinimaCertificate net cl e) = true -> minima_claimed net cl.
Proof. by rewrite /minima_valid /= => /andP[/andP[/andP[wf sub] _] rl]; exact: minima_sound wf sub rl. Qed.

Theorem minima_and_least_exported net cl e loss p b :
  least_valid (LeastCertificate (MinimaCertificate net cl e) loss p b) = true -> minima_and_least_claimed net cl loss.
Proof. exact: (@minima_and_least_sound (LeastCertificate (MinimaCertificate net cl e) loss p b)). Qed.
