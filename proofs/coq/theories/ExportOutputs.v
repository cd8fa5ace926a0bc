(* What files that `dlmcert explain --coq` writes about several outputs above several layers, and about widths for several outputs, rest on. *)
From Coq Require Import ZArith.
From Dlmcert Require Import Algebra Arithmetic Form Rules Check WidthCheck Bridge SoundOneLayer SoundRank
  LayersOutputsClaims LayersOutputsMinima WidthOutputsClaims Claims Export.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Theorem layers_outputs_claim net given trained e : valid_held_layers net given trained e = true ->
  claim_of_layers_outputs net given trained (holds e).
Proof. exact: valid_held_layers_meaning. Qed.

(* The field scope; of units with one piece *)
Definition layers_minima_valid (net : instance) (given trained : bool) (e : evidence) : bool :=
  match pieces net with None => above_layers_free net && valid (EveryMinimumHeld net given trained e) | Some _ => false end.
Theorem layers_held_minimum_claim net given trained e : layers_minima_valid net given trained e = true ->
  claim_of_layers_outputs net given trained (holds e) /\ claim_of_layers_held_minima net given trained.
Proof.
rewrite /layers_minima_valid /above_layers_free; case Ep: (pieces net) => [//|] /andP[+ /valid_meaning /=]; rewrite Ep.
by case: (problem_of net).
Qed.

(* The rank of the data and the least width *)
Definition outputs_width_is (D : dataset) (k : nat) (trained : bool) (w : option Z) : Prop := held_width_is k trained (inputs_matrix D) w.
Theorem outputs_width_claim D k trained r w e : width_valid (WidthCertificate D k trained r w e) = true ->
  rank_is (inputs_matrix D) r /\ outputs_width_is D (Z.to_nat k) trained w.
Proof. exact: (@width_valid_sound (WidthCertificate D k trained r w e)). Qed.
