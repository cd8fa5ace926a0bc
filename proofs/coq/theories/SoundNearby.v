(* Weights of loss 0 near given ones (soundness.md 36): from the outputs that are reached to the claim. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model NearbyForm Form Rules Bridge Nearby Points PointRules NearbyRules
  Krawczyk SoundNetwork SoundPoint SoundEnclosure SoundSecant SoundBox SoundContraction.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- how far the box reaches --- *)

Section Reach.
Variables (R : realFieldType) (net : instance) (p : parameters).
Notation rv := (@rv R).
Notation zr := (zr R).
Let d := layer_size net.

(* each weight and bias at most rho from the given one *)
Definition within_radius (rho : R) (W : @weights R d) (c : @shifts R d) : Prop :=
  forall k, (k <= last_hidden net)%N ->
    (forall i j, `|W k i j - W_at R net p k i j| <= rho) /\ (forall i, `|c k i 0 - c_at R net p k i 0| <= rho).

Lemma rv_make n m : Z.lt Z0 m -> rv (Qmake n (Z.to_pos m)) * zr m = zr n.
Proof. by move=> m0; have := rv_fraction R (Qmake n (Z.to_pos m)); rewrite /= Z2Pos.id. Qed.

Lemma place_listed l i j : (l < layers net)%N -> (i < d l.+1)%N -> (j < inputs_to net l)%N ->
  List.In (l, i, j) (places net).
Proof.
move=> lL id ji; have seqI k m : (k < m)%N -> List.In k (List.seq 0 m).
  by move=> km; apply/List.in_seq; split; [exact: PeanoNat.Nat.le_0_l|apply/ssrnat.ltP].
rewrite /places; apply/List.in_flat_map; exists l; split; first exact: seqI.
apply/List.in_flat_map; exists i; split; first exact: seqI.
by apply/List.in_map_iff; exists j; split=> //; exact: seqI.
Qed.

Variables (from : Z) (cs : seq (seq (seq Z))) (movers : seq place) (rs : seq Z) (radius : Q) (z : nat -> R).
Hypothesis from0 : Z.lt Z0 from.
Hypothesis layersL : layers net = (last_hidden net).+1.
Hypothesis allowed_p : allowed (bias net) (c_at R net p).
Hypothesis reach : reaches net p from cs movers rs radius.
Hypothesis small : forall q, `|deviation movers z q| * zr from <= zr (radius_of movers rs q).

Lemma parameter_near q : List.In q (places net) ->
  `|parameter from cs movers z q.1.1 q.1.2 q.2 - rv (given_at net p q)| <= rv radius.
Proof.
move=> qin; have from1' : 0 < zr from by exact: from1.
have le : rv (distance from (entry3 Z0 cs q) (radius_of movers rs q) (given_at net p q)) <= rv radius.
  case/andP: reach => all_le _; rewrite leNgt -rv_lt.
  move/List.forallb_forall: all_le; apply.
  by apply/List.in_map_iff; exists q.
apply: le_trans le; rewrite /distance rvD rv_abs rvB -(ler_pmul2r from1') [X in _ <= X]mulrDl.
rewrite rv_make // -{1 2}(gtr0_norm from1') -!normrM !mulrBl rv_make //.
have -> : parameter from cs movers z q.1.1 q.1.2 q.2 * zr from = zr (entry3 Z0 cs q) + deviation movers z q * zr from.
  by rewrite /parameter -!surjective_pairing mulrDl divfK // gt_eqF.
rewrite [X in `|X| <= _](_ : _ = (zr (entry3 Z0 cs q) - rv (given_at net p q) * zr from) + deviation movers z q * zr from).
  by apply: le_trans (ler_norm_add _ _) _; rewrite ler_add2l normrM (gtr0_norm from1'); exact: small.
by rewrite addrAC.
Qed.

Lemma reach_radius : within_radius (rv radius) (W_near net from cs movers z) (c_near net from cs movers z).
Proof.
move=> k kl; have kL : (k < layers net)%N by rewrite layersL.
split=> [i j|i]; rewrite !mxE.
  have jl : (j < inputs_to net k)%N by rewrite /inputs_to -/d; case: (bias net); rewrite ?ltnS ?(ltnW (ltn_ord j)) ?ltn_ord.
  have := parameter_near (place_listed kL (ltn_ord i) jl); rewrite /given_at /= ltb_ltn.
  by rewrite (ltn_ord j : (j < layer_size net k)%N).
case: ifP => [b|nb]; last first.
  case: allowed_p => [b|c0]; first by rewrite b in nb.
  have := congr1 (fun v : 'cV_ _ => v i 0) (c0 k); rewrite !mxE => ->; rewrite subrr normr0.
  have [q _ /(le_trans (normr_ge0 _))//] : exists2 q, List.In q (places net) &
      `|parameter from cs movers z q.1.1 q.1.2 q.2 - rv (given_at net p q)| <= rv radius.
    case/andP: reach => _ /List.existsb_exists[x [/List.in_map_iff[q [_ qin]] _]].
    by exists q => //; exact: parameter_near.
have jl : (d k < inputs_to net k)%N by rewrite /inputs_to b.
by have := parameter_near (place_listed kL (ltn_ord i) jl); rewrite /given_at /= ltb_ltn ltnn.
Qed.
End Reach.

Lemma positive_power k : bits_ok k -> Z.lt Z0 (Z.pow 2 k).
Proof. by case/andP=> /Z.leb_le k0 _; exact: Z.pow_pos_nonneg. Qed.

Lemma lengths_nth T n (rs : seq (seq T)) i : lengths_are n rs -> (i < size rs)%N -> size (nth [::] rs i) = n.
Proof. by rewrite /lengths_are => /(all_nthP [::]) H lt; exact/PeanoNat.Nat.eqb_eq/(H i lt). Qed.

(* 36 *)
Theorem nearby_zero_sound (R : archiFieldType) net p radius e : complete R -> layers net = (last_hidden net).+1 ->
  huber net = None -> allowed (bias net) (c_at R net p) -> nearby_zero_rule net p radius e ->
  exists W c, [/\ allowed (bias net) c, @within_radius R net p (rv R radius) W c,
    @loss_over R net W c = 0 &
    global_minimum (s_at R net) (E_at R net) (X_at R net) (y_at R net) (huber_at R net) (bias net) W c].
Proof.
move=> full layersL sq fp; rewrite /nearby_zero_rule; cbv zeta; case/andP=> /andP[formed /PeanoNat.Nat.eqb_eq se].
case/andP=> /andP[ranges]; rewrite /reached; cbv zeta; case/andP=> /andP[sure0 sure1] test reach.
move: formed; rewrite /nearby_formed; cbv zeta.
case/andP=> /andP[/andP[/andP[/andP[/andP[/andP[/andP[fb ob] ub] _] _]] /PeanoNat.Nat.eqb_eq sr pos] /PeanoNat.Nat.eqb_eq sC lC].
have from0 := positive_power fb; have one0 := positive_power ob; have unit0 := positive_power ub.
have sm : size (named net (moving e)) = size (radii e).
  by rewrite /named -[List.map _ _]/(map _ _) size_map; exact: esym sr.
have rangeP a : (a < size (radii e))%N -> in_range net (nth (0%N, 0%N, 0%N) (named net (moving e)) a).
  by rewrite -sm => lt; move: ranges => /(all_nthP (0%N, 0%N, 0%N))/(_ a lt).
have rowsC i : (i < size (radii e))%N -> size (nth [::] (preconditioner e) i) = size (radii e).
  move=> lt; have lt' : (i < size (preconditioner e))%N by rewrite -[size (preconditioner e)]/(length _) sC -sr.
  by rewrite (lengths_nth lC lt') -sr.
have posP i : (i < size (radii e))%N -> Z.lt Z0 (nth Z0 (radii e) i).
  by move=> lt; apply/Z.ltb_lt; move: pos => /(all_nthP Z0)/(_ i lt).
have szE : size (equations net) = size (radii e) by rewrite -[LHS]/(length _) se; exact: esym sr.
have [z [small out]] := outputs_reached full from0 one0 unit0 layersL sm rowsC posP szE rangeP sure0 sure1 test.
exists (W_near net (Z.pow 2 (box_unit e)) (centres net (centre e)) (named net (moving e)) z),
  (c_near net (Z.pow 2 (box_unit e)) (centres net (centre e)) (named net (moving e)) z).
have pr : proper (huber_at R net) by rewrite /huber_at sq.
have loss0 : @loss_over R net (W_near net (Z.pow 2 (box_unit e)) (centres net (centre e)) (named net (moving e)) z)
    (c_near net (Z.pow 2 (box_unit e)) (centres net (centre e)) (named net (moving e)) z) = 0.
  rewrite /loss_over /loss big1 ?mulr0 // => n _; rewrite big1 // => k _.
  by rewrite outE out subrr ell_squares /huber_at ?sq // expr0n mul0r.
split=> //; first exact: allowed_near.
  exact: (reach_radius from0 layersL fp reach small).
move=> W' c' _; rewrite -/(@loss_over R net _ _) loss0; exact: loss_ge0.
Qed.
