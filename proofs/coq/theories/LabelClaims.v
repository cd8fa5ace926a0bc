(* What an accepted certificate about a point with a loss of labels means, and that it is so. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Json Model LabelForm Form Rules Bridge Points PointRules Check
  SoundNetwork PointClaims Exponential LabelRules LabelPoints SoundLabels LabelCheck Asked.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* Over every archimedean ordered field with exp and log, so over the reals: the targets are labels of the loss, and
   its mean over the samples has a negative one-sided derivative at the weights p in some direction. *)
Definition descends (R : archiFieldType) (exp log : R -> R) (net : instance) (l : label_loss) (p : parameters) : Prop :=
  are_labels l (y_at R net) /\
  labels_not_critical exp log l (s_at R net) (E_at R net) (X_at R net) (y_at R net) (bias net) (W_at R net p) (c_at R net p).

Definition label_meaning (c : label_point) : Prop :=
  asked_labels (label_net c) /\ exists p, point_of (label_net c) = Some p /\
    forall (R : archiFieldType) (exp log : R -> R), exponential exp -> logarithm exp log ->
    descends exp log (label_net c) (label_kind c) p.

Theorem label_sound c : valid_label_point c -> label_meaning c.
Proof.
rewrite /valid_label_point; case/andP=> /andP[/andP[/andP[wf ng] sq] tw]; case Ep: (point_of _) => [p|] // /andP[/andP[/andP[_ fd] lf] ds].
split.
  by split=> //; move: Ep; rewrite /point_of /has_weights; case: (Form.weights _).
exists p; split=> // R exp log law inverse; split; first exact: labels_formed_sound lf.
apply: label_descent_sound law inverse _ lf ds; exact: formed_free fd.
Qed.

(* An accepted file is, byte by byte, what a certificate is printed as whose claim is true. *)
Theorem check_labels_sound bs claim k : check_labels bs = Accepted claim k ->
  exists c, bs = label_file c /\ claim = print (label_claim_json c) /\ label_meaning c.
Proof. by move=> /check_labels_valid[c [fE [cE v]]]; exists c; do 2!split=> //; exact: label_sound. Qed.
