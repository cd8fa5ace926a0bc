(* An accepted certificate of the kind nearby-saddle is a true claim (format.md 4.12, 5.41). *)
From Coq Require Import ZArith QArith_base.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify ssrZ.
From Dlmcert Require Import Arithmetic Json Model NearbyForm Form Rules Bridge Nearby Points PointRules NearbyRules CriticalRules Check
  CriticalCheck Krawczyk SoundNetwork SoundGradient SoundEnclosure SoundBox SoundHeld SoundPoint SoundForward PointClaims SoundNearby NearbyClaims
  SoundTest SoundCritical SoundNearSlopes SoundNearLoss SoundCriticalRule CriticalClaims SoundSaddleRule.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Local Opaque held_slopes held_enclosure box_of box_columns second_in gradient_in all_adjoints squares_in contracts dominates negatives
  congruent twice_middle pushed_up reaches group_formed grouped_once same_slopes held_sure moves idle centres share_of places
  rescale qequal.

Lemma below_sound (R : realFieldType) net from better : below_formed net from better ->
  if better then exists W' c', allowed (bias net) c' /\ @loss_over R net W' c' < rv R from else True.
Proof.
case: better => [b|_]; last exact: I.
rewrite /below_formed => /andP[pf]; rewrite (rv_lt R) => lt.
exists (W_at R net b), (c_at R net b); split; first exact: formed_free.
exact: lt_equal (loss_atE R net b) (erefl _) lt.
Qed.

Section Point.
Variables (net : instance) (p : parameters) (cl : near_claim) (e : critical).
Hypotheses (layersL : layers net = (last_hidden net).+1) (squares : huber net = None) (some : Z.le 1 (samples net)).
Hypothesis rule : critical_rule net p false cl e.

Lemma saddle_near (R : archiFieldType) k : negatives (rule_D net e) = Z.of_nat k -> complete R -> allowed (bias net) (c_at R net p) ->
  exists (W : @Points.weights R (layer_size net)) (c : @Points.shifts R (layer_size net)),
    [/\ allowed (bias net) c, @within_radius R net p (rv R (near_radius cl)) W c,
        rv R (loss_from cl) <= @loss_over R net W c /\ @loss_over R net W c <= rv R (loss_to cl) & saddle_here W c k].
Proof.
move=> kE full fp; have P := critical_ruleP layersL rule.
have [ks0 neg] := part_signs P.
have from0 := part_from P; have one0 := part_one P; have unit0 := part_unit P.
have k0 : (0 < k)%N by move: neg; rewrite kE; case: (k).
have nokink l n i : rule_kink e l n i = false by rewrite (part_kink P) ks0.
have some' : (0 < sample_size net)%N by move: some; rewrite /samples /sample_size /Form.count; case: (length _).
admit.
Admitted.
End Point.
