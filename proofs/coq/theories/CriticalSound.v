(* An accepted certificate of the kind nearby-saddle is a true claim (format.md 4.12, 5.41). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Json Model NearbyForm Form Rules Bridge Nearby Points PointRules
  NearbyRules CriticalRules Check CriticalCheck Krawczyk SoundNetwork SoundGradient SoundEnclosure SoundBox SoundHeld
  SoundPoint SoundForward PointClaims SoundNearby NearbyClaims SoundTest SoundCritical SoundNearSlopes SoundNearLoss
  SoundCriticalRule CriticalClaims SoundSaddleRule.
From mathcomp Require Import ssrZ.
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

Lemma no_kinks net b : (b < size (Nil (nat * nat * nat)))%N -> let q := nth (0%N, 0%N, 0%N) [::] b in
  [/\ (q.1.1 < last_hidden net)%N, (q.1.2 < sample_size net)%N & (q.2 < layer_size net q.1.1.+1)%N].
Proof. by []. Qed.

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
have mu0 : crit_multipliers e = [::] by apply: size0nil; rewrite (part_multipliers P) ks0.
have sE : rule_size net e = (size (rule_movers net e) + size (Nil (nat * nat * nat)))%N by rewrite /rule_size ks0.
have szr := part_radii P; have r_0 := part_positive P; have szC := part_rows P.
have szB := part_congruence P; have szBr := part_congruence_rows P; rewrite sE in szr r_0 szC szB szBr.
have test := part_test P; have dom := part_dominant P; have kE' := kE.
rewrite /rule_values /rule_H /rule_adj /rule_lambda /rule_at_lambda ks0 mu0 in test.
rewrite /rule_D /rule_H /rule_adj /rule_lambda ks0 mu0 in dom kE'.
have [z [zb z0]] := critical_point (ks := Nil (nat * nat * nat)) (mus := Nil Z) from0 one0 unit0 layersL (part_ranges P) (part_ordered P)
  (@no_kinks net) szr r_0 (erefl _) szC (part_same P) test full.
have small q := deviation_small from0 szr q zb.
have fine := allowed_near net (rule_from e) (rule_cs net e) (rule_movers net e) (ext z).
have inside := @in_the_box R net _ _ (rule_cs net e) (Nil (nat * nat * nat)) _ _ from0 one0 szr z zb.
have zero l (i : 'I_(layer_size net l.+1)) (n : 'I_(sample_size net)) : (l < last_hidden net)%N -> rule_kink e l n i ->
    Model.U (W_near net (rule_from e) (rule_cs net e) (rule_movers net e) (ext z))
      (c_near net (rule_from e) (rule_cs net e) (rule_movers net e) (ext z))
      (held_slopes R net (rule_one e) (rule_box net e) (rule_kink e)) (X_at R net) l i n = 0 by rewrite nokink.
have [lo hi] := loss_between one0 layersL squares some fine inside
  (same_sums one0 layersL fine inside zero (part_sure P) (leqnn _)).
exists (W_near net (rule_from e) (rule_cs net e) (rule_movers net e) (ext z)),
  (c_near net (rule_from e) (rule_cs net e) (rule_movers net e) (ext z)); split.
- exact: fine.
- exact: (reach_radius from0 layersL fp (part_reach P) small).
- have := part_loss_from P; have := part_loss_to P; rewrite !(rv_equal R) => /eqP -> /eqP ->; split; [exact: lo|exact: hi].
exact: (saddle_at from0 one0 unit0 layersL (part_ranges P) (part_ordered P) szr r_0 szC (part_same P) test szB szBr dom kE' k0
  nokink (part_sure P) (part_grouped P) (part_groups P) (part_movers P) squares some' zb z0).
Qed.
End Point.

Theorem saddle_sound c : critical_valid false c -> near_saddle_claim (critical_net c) (critical_said c) (is_better c).
Proof.
rewrite /critical_valid; cbv zeta; case/andP=> /andP[/andP[/andP[/andP[/andP[/andP[/andP[wf sq] _] _] /Z.leb_le some] _] _] _].
case Ep: (point_of _) => [p|] // /andP[/andP[pf rl] bf].
have layersL := enough_layers wf; have squares := squares_huber _ sq.
have P := critical_ruleP layersL rl; have [ks0 neg] := part_signs P; split; first by rewrite (part_near_kinks P) ks0.
exists (Z.to_nat (negatives (rule_D (critical_net c) (critical_proof c)))).
have kE : negatives (rule_D (critical_net c) (critical_proof c)) = Z.of_nat (Z.to_nat (negatives (rule_D (critical_net c) (critical_proof c)))).
  by rewrite Z2Nat.id //; exact: Z.lt_le_incl.
split; first by rewrite (part_near_negative P); exact: kE.
exists p; split=> // R full.
have [W [b [ab near between sad]]] := saddle_near layersL squares some rl kE full (formed_free R pf).
exists W, b; split=> //; have := below_sound R bf; by rewrite /is_better; case: (critical_better c).
Qed.

(* The checker accepts a file of this kind only if it is, byte by byte, what a certificate is printed as whose claim is true. *)
Theorem check_saddle_sound bs claim k : check_critical false bs = Accepted claim k ->
  exists c, bs = critical_file false c /\ claim = print (critical_claim_json false c) /\
    near_saddle_claim (critical_net c) (critical_said c) (is_better c).
Proof. by move=> /check_critical_valid[c [fE [cE v]]]; exists c; do 2!split=> //; exact: saddle_sound. Qed.
