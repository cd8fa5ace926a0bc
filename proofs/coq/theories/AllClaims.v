(* No kind's checker accepts a file but one whose claim is true. *)
From mathcomp Require Import all_ssreflect.
From Dlmcert Require Import Json Form Check Claims LabelCheck LabelClaims MinimaCheck MinimaClaims MinimaSound MinimaLeastCheck MinimaLeastSound AllKinds.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Theorem check_all_sound bs claim k : check_all bs = Accepted claim k ->
  (exists c, bs = file c /\ claim = print (claim_json c) /\ meaning c) \/
  (exists c, bs = label_file c /\ claim = print (label_claim_json c) /\ label_meaning c) \/
  (exists c, bs = minima_file c /\ claim = print (minima_claim_json c) /\ minima_claimed (minima_net c) (minima_said c)) \/
  (exists c, bs = least_file c /\ claim = print (least_claim_json c) /\
     minima_and_least_claimed (least_net c) (minima_said (least_minima c)) (least_loss c)).
Proof.
rewrite /check_all; case: ifP => _; first by move=> /check_labels_sound H; right; left.
case: ifP => _; first by move=> /check_minima_sound H; right; right; left.
case: ifP => _; first by move=> /check_minima_and_least_sound H; right; right; right.
by move=> /check_sound H; left.
Qed.
