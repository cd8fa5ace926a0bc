(* The box of the rule holds all parameters within the radius of the given ones. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model NearbyForm Form Rules Bridge Nearby Points PointRules NearbyRules
  BallRules SoundNetwork SoundEnclosure SoundNearby.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Box.
Variables (R : realFieldType) (net : instance) (one : Z) (p : parameters).
Hypothesis one0 : Z.lt Z0 one.
Let d := layer_size net.
Notation rv := (@rv R).
Notation zr := (zr R).
Implicit Types (W : weights R d) (c : shifts R d).

Lemma value_given l (i : 'I_(d l.+1)) j : value (W_at R net p) (c_at R net p) i j = rv (given_at net p (l, nat_of_ord i, j)).
Proof.
rewrite /value /given_at ltb_ltn; case: insubP => [a ad aE|nd]; first by rewrite mxE aE ad.
by rewrite mxE (negPf nd).
Qed.

(* Each parameter within rad of the given one *)
Lemma widened_inside (rad : nat -> nat -> nat -> Z) W c :
  (forall l (i : 'I_(d l.+1)) j, (l < layers net)%N -> (j < inputs_to net l)%N ->
     `|value W c i j - rv (given_at net p (l, nat_of_ord i, j))| * zr one <= zr (rad l i j)) ->
  in_this_box one (widened net one p rad) W c.
Proof.
move=> near l i lL; rewrite /widened nth_tab // nth_tab //; split; first by rewrite size_tab.
move=> j jl; rewrite nth_tab //; have := near l i j lL jl; have := around_in R one (given_at net p (l, nat_of_ord i, j)).
have o1 : 0 < zr one by rewrite -[0](zr0 R) -zr_lt; apply/Z.ltb_lt.
rewrite /holds /bounds; move: (around one _) (rv _) (value W c i j) => a g v [lo hi].
rewrite -{1}(gtr0_norm o1) -normrM ler_norml mulrBl => /andP[below above]; rewrite /= zrB zrD; split.
  by apply: le_trans (ler_add lo below) _; rewrite addrC subrK.
by apply: le_trans (ler_add hi above); rewrite addrC subrK.
Qed.

Lemma radius_inside radius W c : layers net = (last_hidden net).+1 -> within_radius p (rv radius) W c -> in_this_box one (radius_box net one p radius) W c.
Proof.
move=> layersL near; apply: widened_inside => l i j lL jl.
have [_ up] := around_in R one radius; apply: le_trans up.
have o0 : 0 <= zr one by rewrite -[0](zr0 R); apply: zr_le; exact: Z.lt_le_incl.
apply: ler_wpmul2r => //; rewrite -value_given; rewrite layersL in lL; have [HW Hc] := near l lL.
by rewrite /value; case: insubP => [a _ _|_]; [exact: HW|exact: Hc].
Qed.
End Box.
