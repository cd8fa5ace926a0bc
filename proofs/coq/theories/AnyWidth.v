(* The least loss over all widths (format.md 5.34): the rules as functions. Extracted; that what they accept is so is proved
   in SoundAnyWidth.v, about these very functions. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules PointRules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* The network of one hidden layer with w units, and the same slope, biases, data and noise *)
Definition with_hidden (net : instance) (w : Z) : instance :=
  Instance [width net 0; w; 1] (slope net) (bias net) (pieces net) (sample_loss net) (inputs net) (wanted net) (noises net) None None.

(* mu is orthogonal to the outputs of the first units of the network, whatever their weights, and to a bias *)
Definition orthogonal_rule (net : instance) (units : nat) (mu : list Q) : bool :=
  (negb (bias net) || qis0 (qsum mu)) && every units (fun i => form_zero (form_everywhere net mu i)).

(* Without noise all units are alike: one of them serves for all. *)
Definition wide_rule (net : instance) (loss : Q) (w : Z) (p : parameters) : bool :=
  let wide := with_hidden net w in
  qequal (loss_at wide p) loss &&
  orthogonal_rule (with_hidden net 1) 1 (sample_column wide (residuals wide (network_at wide p)) 0).

(* (mu y)^2 / (2 N |mu|^2) is the loss; or mu and the loss are 0. *)
Definition residuals_rule (net : instance) (loss : Q) (mu : list Q) : bool :=
  let p := qdot mu (tab (sample_size net) (fun n => target net n 0)) in
  Nat.eqb (length mu) (sample_size net) && orthogonal_rule net (layer_size net 1) mu &&
  if forallb qis0 mu then qis0 loss
  else qequal (qmul (qmul (Qmake (2 * samples net) 1) loss) (qdot mu mu)) (qmul p p).

(* Products of rationals, at most, and units *)
Definition any_width_work (net : instance) (units : Z) : Z :=
  units * (samples net + 1) * (width net 0 + samples net + 8).
