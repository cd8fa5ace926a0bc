(* The field scope for the patterns of all hidden layers with other slopes than 1: diagonal (soundness.md 28). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Form Check Model Linear Archimedean Bridge Generic GenericLayers
  SoundOneLayer SoundForward LayersClaims SoundEachLayer EachClaims OutputsClaims SoundDeep Theorem5 SoundLayers
  DeepClaims KinkMinima LayersMinima.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Theorem diagonal_minima net : well_formed net -> deep_rule net AllLayers Diagonal -> 0 < q2r (slope net) :> rat ->
  claim_of_each_minima net AllLayers.
Proof.
move=> wf H sp; have /all_layersP[ws [_ Ew L3 ng]] : all_layers net AllLayers by case/andP: H => /andP[].
rewrite /claim_of_each_minima Ew [free_from _ _]/= subn0; apply: always => R z.
apply: every_slope_minima; apply: (diagonal_rule_slopes wf Ew) => // l lm.
by rewrite /mixed_noise (not_generic wf) // (given_noise wf).
Qed.
