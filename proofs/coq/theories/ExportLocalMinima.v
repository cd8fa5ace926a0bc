(* What files that `dlmcert explain --coq` writes about all local minima of one hidden layer rest on. *)
From Coq Require Import ZArith.
From Dlmcert Require Import Algebra Form LocalMinimaForm LocalMinimaRules LocalMinimaCheck LocalMinimaClaims
  LocalMinimaSound.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Theorem local_minima_exported net cl e : faces_valid (FacesCertificate net cl e) = true -> local_minima_claimed net cl.
Proof. by rewrite /faces_valid /= => /andP[/andP[/andP[wf sub] _] rl]; exact: local_minima_sound wf sub rl. Qed.
