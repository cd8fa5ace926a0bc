(* What files that `dlmcert explain --coq` writes about points with losses of labels rest on. *)
From Coq Require Import ZArith.
From Dlmcert Require Import Algebra LabelForm Form PointRules Exponential LabelRules LabelCheck LabelClaims
  ExportPoints.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* over every archimedean ordered field with exp and log *)
Definition descends_everywhere (net : instance) (l : label_loss) (p : parameters) : Prop :=
  forall (R : archiFieldType) (exp log : R -> R), exponential exp -> logarithm exp log -> descends exp log net l p.

Theorem label_claim net l b dir : valid_label_point (LabelPoint net l b dir) = true ->
  descends_everywhere net l (point_given net).
Proof. by move=> /label_sound[_ [p [pE H]]]; rewrite /point_given pE. Qed.
