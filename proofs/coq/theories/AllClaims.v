(* No kind's checker accepts a file but one whose claim is true. *)
From mathcomp Require Import all_ssreflect.
From Dlmcert Require Import Subjects.
From Dlmcert Require Import Json Form Check Claims LabelCheck LabelClaims MinimaCheck MinimaClaims MinimaSound
  MinimaLeastCheck MinimaLeastSound BallCheck BallClaims LocalMinimaCheck LocalMinimaClaims LocalMinimaSound
  WidthCheck WidthOutputsClaims CriticalCheck CriticalClaims CriticalSound MinimumClaims MinimumSound AllKinds.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* The file bs says what is printed as claim, and it is so; of a kind with a form of its own, or of one of Check.v. *)
Inductive own_claim (bs claim : bytes) : Prop :=
  | claim_of_labels c of bs = label_file c & claim = print (label_claim_json c) & label_meaning c
  | claim_of_minima_inside c of bs = minima_file c & claim = print (minima_claim_json c) & minima_claimed (minima_net c) (minima_said c)
  | claim_of_least c of bs = least_file c & claim = print (least_claim_json c) &
      minima_and_least_claimed (least_net c) (minima_said (least_minima c)) (least_loss c)
  | claim_of_near_weights c of bs = ball_file c & claim = print (ball_claim_json c) & ball_claimed (ball_net c) (ball_radius c) (ball_proof c)
  | claim_of_local_minima c of bs = faces_file c & claim = print (faces_claim_json c) & local_minima_claimed (faces_net c) (faces_said c)
  | claim_of_width c of bs = width_file c & claim = print (width_claim_json c) &
      held_width_claim (width_data c) (BinInt.Z.to_nat (width_outputs c)) (width_trained c) (width_rank c) (width_said c)
  | claim_of_saddle c of bs = critical_file false c & claim = print (critical_claim_json false c) &
      near_saddle_claim (critical_net c) (critical_said c) (is_better c)
  | claim_of_near_minimum c of bs = critical_file true c & claim = print (critical_claim_json true c) &
      near_minimum_claim (critical_net c) (critical_said c) (is_better c).

Inductive true_claim (bs claim : bytes) : Prop :=
  | claim_of_file c of bs = file c & claim = print (claim_json c) & asked c & meaning c
  | claim_of_own of own_claim bs claim.

(* Each of the list is sound. *)
Fixpoint all_sound (kinds : list (String.string * (bytes -> verdict))) : Prop :=
  match kinds with
  | nil => True
  | cons (_, checker) others => (forall bs claim k, checker bs = Accepted claim k -> own_claim bs claim) /\ all_sound others
  end.

Lemma own_kinds_sound : all_sound own_kinds.
Proof.
split; first by move=> bs claim k /check_labels_sound[c [? [? ?]]]; apply: (@claim_of_labels _ _ c).
split; first by move=> bs claim k /check_minima_sound[c [? [? ?]]]; apply: (@claim_of_minima_inside _ _ c).
split; first by move=> bs claim k /check_minima_and_least_sound[c [? [? ?]]]; apply: (@claim_of_least _ _ c).
split; first by move=> bs claim k /check_ball_sound[c [? [? ?]]]; apply: (@claim_of_near_weights _ _ c).
split; first by move=> bs claim k /check_local_minima_sound[c [? [? ?]]]; apply: (@claim_of_local_minima _ _ c).
split; first by move=> bs claim k /check_saddle_sound[c [? [? ?]]]; apply: (@claim_of_saddle _ _ c).
split; first by move=> bs claim k /check_minimum_sound[c [? [? ?]]]; apply: (@claim_of_near_minimum _ _ c).
by [].
Qed.

Theorem check_all_sound bs claim k : check_all bs = Accepted claim k -> true_claim bs claim.
Proof.
rewrite /check_all; case: ifP => _.
  case: ifP => _ => [/check_width_outputs_sound[c [? ? ?]]|/check_asked[c [? ? ? ?]]]; last exact: (@claim_of_file _ _ c).
  by apply: claim_of_own; apply: (@claim_of_width _ _ c).
elim: own_kinds own_kinds_sound => [_ /check_asked[c [? ? ? ?]]|[kind checker] others IH [sound rest]].
  exact: (@claim_of_file _ _ c).
rewrite [checker_of _ _]/=; case: ifP => _; last exact: IH.
by move=> /sound own; apply: claim_of_own.
Qed.
