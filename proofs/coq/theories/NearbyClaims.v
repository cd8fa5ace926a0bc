(* What an accepted certificate about a point near given weights means (format.md 4.12), and that it is so. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model NearbyForm Form Rules Bridge Nearby Points PointRules NearbyRules
  Check Krawczyk SoundNetwork SoundGradient SoundPoint SoundForward PointClaims SoundNearby.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section At.
Variables (R : realFieldType) (net : instance) (W : @Points.weights R (layer_size net)) (c : @Points.shifts R (layer_size net)).
Notation here P := (P R (sample_size net) (layer_size net) (last_hidden net) (s_at R net) (E_at R net) (X_at R net)
  (y_at R net) (huber_at R net) (bias net) W c).
Definition global_minimum_here : Prop := here (@global_minimum).

(* What is said of the point itself *)
Definition said_near (cl : near_claim) (e : near_evidence) : Prop :=
  match e with
  | NearZero _ => [/\ global_minimum_here, near_kinks cl = Z0 & near_negative cl = Z0]
  end.
End At.

(* In every archimedean ordered field in which Cauchy sequences converge, so in the real numbers: there are weights
   whose distance from those of the instance is at most the radius, in each coordinate, whose loss is between the two
   bounds, and which are what the verdict says; and, where the claim says so, weights with a loss below both. *)
Definition nearby_claim (net : instance) (cl : near_claim) (e : near_evidence) (better : bool) : Prop :=
  exists p, point_of net = Some p /\ forall R : archiFieldType, complete R ->
  exists (W : @Points.weights R (layer_size net)) (c : @Points.shifts R (layer_size net)),
    [/\ allowed (bias net) c, @within_radius R net p (rv R (near_radius cl)) W c,
        rv R (loss_from cl) <= @loss_over R net W c /\ @loss_over R net W c <= rv R (loss_to cl),
        said_near W c cl e &
        if better then exists W' c', allowed (bias net) c' /\ @loss_over R net W' c' < rv R (loss_from cl) else True].

Lemma enough_layers net : well_formed net -> layers net = (last_hidden net).+1.
Proof.
rewrite /well_formed; cbv zeta; do 6!case/andP; move/Z.leb_le; rewrite /Form.count /last_hidden /layers.
by case: (widths net) => [|a [|b w]] //= H _ _ _ _ _; rewrite PeanoNat.Nat.sub_0_r.
Qed.

Theorem near_sound net cl e better : valid_near net cl e better -> nearby_claim net cl e (better : bool).
Proof.
rewrite /valid_near; do 8!case/andP; move=> wf sq _ _ _ _ _ _.
case Ep: (point_of net) => [p|] // /andP[pf rl]; exists p; split=> // R full.
have fp := formed_free R pf; have layersL := enough_layers wf.
have h0 := squares_huber _ sq.
case: e rl => z /=; do 5!case/andP; move=> rl from0 to0 /Z.eqb_eq k0 /Z.eqb_eq n0 nb.
have [W [c [ac near l0 gm]]] := nearby_zero_sound full layersL h0 fp rl.
move: from0 to0; rewrite !(rv_eq0 R) => /eqP f0 /eqP t0.
by exists W, c; split=> //; [rewrite l0 f0 t0 lexx|case: (better) nb].
Qed.
