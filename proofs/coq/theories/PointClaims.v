(* What an accepted certificate about one given point means, and that it is so. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge Nearby Points PointRules Check SoundNetwork
  SoundGradient SoundPoint SoundKinkPoints SoundKinkSaddle SoundCellBounds SoundForward SoundBoundLoss.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.


Definition said (R : realFieldType) (net : instance) (p : parameters) (e : point_evidence) : Prop :=
  match e with
  | ZeroLoss | LeastByCells _ _ | GlobalByTree _ => is_global_minimum R net p
  | LocalMinimum _ better | PathProducts better => is_local_minimum R net p /\ (if better then is_spurious R net p else True)
  | Descent saddle _ => if saddle then is_saddle R net p else is_not_critical R net p
  | KinkSaddle _ _ _ => is_saddle R net p
  end.

(* In every ordered field, so over the reals: the loss of the instance's weights is the one of the claim,
   and the point is what the verdict says. *)
Definition point_claim (net : instance) (loss : Q) (e : point_evidence) : Prop :=
  exists p, point_of net = Some p /\ forall R : realFieldType,
    @loss_over R net (W_at R net p) (c_at R net p) = ratr (q2r loss) /\ said R net p e.

Lemma formed_free R net p : Check.parameters_formed net p -> free (c_at R net p).
Proof.
case/andP=> _; case E: (new_biases p) => [c|]; first by case/andP=> b _; left.
by right=> k; apply/matrixP=> i j; rewrite !mxE /shift E rv0.
Qed.

Lemma lt_equal (R : realFieldType) (x y x' y' : R) : x = x' -> y = y' -> x < y -> x' < y'.
Proof. by move=> -> ->. Qed.

Lemma better_sound R net p better : better_formed net p better -> if better then is_spurious R net p else True.
Proof.
case: better => [b|_]; last exact: I.
rewrite /better_formed => /andP[pf]; rewrite (rv_lt R) => lt.
exists (W_at R net b), (c_at R net b); split; first exact: formed_free.
exact: lt_equal (loss_atE R net b) (loss_atE R net p) lt.
Qed.

Theorem point_sound net loss e : valid_point net loss e -> point_claim net loss e.
Proof.
rewrite /valid_point; case/andP=> /andP[/andP[/andP[/andP[wf lf] _] _] _].
case Ep: (point_of net) => [p|] // /andP[/andP[pf eq] rl].
exists p; split=> // R; have fc := formed_free R pf.
have pr : proper (huber_at R net).
  by move: lf; rewrite /loss_formed /huber_formed /huber_at; case/andP=> /andP[+ _] _; case: (huber net) => //= q /andP[]; rewrite (rv_gt0 R).
split; first by move: eq; rewrite (rv_equal R) => /eqP H; exact: etrans (esym (loss_atE R net p)) H.
case: e rl => [|ps zs|ks better|better|saddle dir|unit move ks|b].
- by move=> H; apply: global_minimum_sound; first [exact: pr | exact: fc | exact: H].
- by case/andP=> _; exact: global_by_cells_sound.
- move=> /andP[/andP[/PeanoNat.Nat.eqb_eq L2 lm] bf]; split; last exact: better_sound bf.
  exact: local_minimum_sound pr fc L2 lm.
- move=> /andP[/andP[/PeanoNat.Nat.leb_le L3 pp] bf]; split; last exact: better_sound bf.
  have L2 : (1 < layers net)%N.
    by move: L3; case: (layers net) => [|[|n]] // L3; [inversion L3|inversion L3 as [|m H]; inversion H].
  by apply: path_products_sound; first [exact: pr | exact: fc | exact: pp | exact: L2].
- move=> /andP[/(formed_free R) fd]; case: saddle => H.
    exact: (saddle_sound pr fc fd H).
  exact: (not_critical_sound pr fd H).
- by move=> /andP[/PeanoNat.Nat.eqb_eq L2 ks0]; exact: kink_saddle_sound pr fc L2 ks0.
have len : lengths_are (layer_size net 0) (inputs net) by have := inputs_formed wf; rewrite /dims /layer_size -list_nth.
move=> br W c fc'; have := bound_sound len br W fc'; rewrite loss_atE; exact.

Qed.
