(* An accepted certificate of the kind nearby-minimum is a true claim (format.md 4.12, 5.40). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Json Model NearbyForm Form Rules Bridge Nearby Points PointRules
  NearbyRules CriticalRules Check CriticalCheck Krawczyk SoundNetwork SoundGradient SoundEnclosure SoundBox SoundHeld
  SoundPoint SoundForward PointClaims SoundNearby NearbyClaims SoundTest SoundCritical SoundNearSlopes SoundNearLoss
  SoundCriticalRule MinimumClaims SoundMinimumRule CriticalSound.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Local Opaque held_slopes held_enclosure box_of box_columns second_in gradient_in all_adjoints squares_in contracts dominates negatives
  congruent twice_middle pushed_up reaches group_formed grouped_once same_slopes held_sure moves idle centres share_of places
  rescale qequal.

Section Point.
Variables (net : instance) (p : parameters) (cl : near_claim) (e : critical).
Hypotheses (layersL : layers net = (last_hidden net).+1) (squares : huber net = None) (some : Z.le 1 (samples net)).
Hypothesis rule : critical_rule net p true cl e.

Lemma minimum_near (R : archiFieldType) : complete R -> allowed (bias net) (c_at R net p) ->
  exists (W : @Points.weights R (layer_size net)) (c : @Points.shifts R (layer_size net)),
    [/\ allowed (bias net) c, @within_radius R net p (rv R (near_radius cl)) W c,
        rv R (loss_from cl) <= @loss_over R net W c /\ @loss_over R net W c <= rv R (loss_to cl) & minimum_here W c (near_kinks cl)].
Proof.
move=> full fp; have P := critical_ruleP layersL rule.
have from0 := part_from P; have one0 := part_one P.
have [z [zb z0 same [lm kinks]]] := minimum_point from0 one0 (part_unit P) layersL (part_ranges P) (part_ordered P) (part_kinks P)
  (part_radii P) (part_positive P) (part_multipliers P) (part_rows P) (part_same P) (part_test P) (part_congruence P)
  (part_congruence_rows P) (part_dominant P) (part_signs P) (part_once P) (part_distinct P) (part_kink P) (part_sure P)
  (part_grouped P) (part_groups P) (part_movers P) (part_pushed P) squares full.
have small q := deviation_small from0 (part_radii P) q zb.
have fine := allowed_near net (rule_from e) (rule_cs net e) (rule_movers net e) (ext z).
have inside := @in_the_box R net _ _ (rule_cs net e) (kink_places e) _ _ from0 one0 (part_radii P) z zb.
have [lo hi] := loss_between one0 layersL squares some fine inside (same _ (leqnn _)).
exists (W_near net (rule_from e) (rule_cs net e) (rule_movers net e) (ext z)),
  (c_near net (rule_from e) (rule_cs net e) (rule_movers net e) (ext z)); split.
- exact: fine.
- exact: (reach_radius from0 layersL fp (part_reach P) small).
- have := part_loss_from P; have := part_loss_to P; rewrite !(rv_equal R) => /eqP -> /eqP ->; split; [exact: lo|exact: hi].
by split; [exact: lm|rewrite (part_near_kinks P); exact: kinks].
Qed.
End Point.

Theorem minimum_sound c : critical_valid true c -> near_minimum_claim (critical_net c) (critical_said c) (is_better c).
Proof.
rewrite /critical_valid; cbv zeta; case/andP=> /andP[/andP[/andP[/andP[/andP[/andP[/andP[wf sq] _] _] /Z.leb_le some] _] _] _].
case Ep: (point_of _) => [p|] // /andP[/andP[pf rl] bf].
have layersL := enough_layers wf; have squares := squares_huber _ sq.
have P := critical_ruleP layersL rl; split; first exact: (part_near_negative P).
exists p; split=> // R full.
have [W [b [ab near between mini]]] := minimum_near layersL squares some rl full (formed_free R pf).
exists W, b; split=> //; have := below_sound R bf; by rewrite /is_better; case: (critical_better c).
Qed.

(* The checker accepts a file of this kind only if it is, byte by byte, what a certificate is printed as whose claim is true. *)
Theorem check_minimum_sound bs claim k : check_critical true bs = Accepted claim k ->
  exists c, bs = critical_file true c /\ claim = print (critical_claim_json true c) /\
    near_minimum_claim (critical_net c) (critical_said c) (is_better c).
Proof. by move=> /check_critical_valid[c [fE [cE v]]]; exists c; do 2!split=> //; exact: minimum_sound. Qed.
