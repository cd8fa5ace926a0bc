(* Near a point of the box every point has the outputs of one near it that differs from it in what moves only: the rule's
   groups and idle units are as Gauge.v asks for (soundness.md 37). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points
  PointRules NearbyRules CriticalRules SoundNetwork SoundEnclosure SoundSecant SoundBox SoundContraction Smooth
  SoundHeld SoundSecond SoundNearby SoundLagrange SoundKinkBound SoundNearKinks SoundNearMinimum SoundNearSlopes Gauge
  SoundGauge.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma In_mem (T : eqType) (x : T) (t : seq T) : List.In x t -> x \in t.
Proof. by elim: t => //= y t IH [->|/IH H]; rewrite inE ?eqxx // H orbT. Qed.

Section Near.
Variables (R : realFieldType) (net : instance) (one from : Z) (box : seq (seq (seq interval))) (kink : nat -> nat -> nat -> bool).
Variables (cs : seq (seq (seq Z))) (gs : seq gauge_group).
Hypothesis one0 : Z.lt Z0 one.
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Notation A := (held_slopes R net one box kink).
Notation e := (held_enclosure net one box kink).
Notation idles := (idle net kink e).
Notation zr := (zr R).
Hypothesis from0 : 0 < zr from.
Hypothesis once : grouped_once net idles gs.
Notation upper_at := (fun l n i => upper net l n i (empty_at e l n) (sum_at e l n i)).
Hypothesis formed : all (group_formed net cs kink upper_at) gs.
Variables (W0 : weights R d) (c0 : shifts R d).
Variable movers : seq place.
Hypothesis moversE : movers = List.filter (moves net idles gs) (places net).
Hypothesis at_centre : forall l (i : 'I_(d l.+1)) j, (l <= h)%N -> (j < inputs_to net l)%N -> (l, nat_of_ord i, j) \notin movers ->
  value W0 c0 i j = zr (entry3 Z0 cs (l, nat_of_ord i, j)) / zr from.
Hypotheses (f0 : allowed (bias net) c0) (inside : in_this_box one box W0 c0).
Hypothesis zero : forall l (i : 'I_(d l.+1)) (n : 'I_N), (l < h)%N -> kink l n i -> Model.U W0 c0 A X l i n = 0.
Hypothesis sure_all : held_sure net kink e.
Notation pt := (weights R d * shifts R d)%type.
Notation here := (within h (bias net) W0 c0).
Notation near_here := (near here).
Notation V w := (V_at w.1 w.2 s E X).
Notation U w := (at_sum s E X w.1 w.2).

Lemma group_slopes l : (l < h)%N -> forall (i : 'I_(d l.+1)) n, (forall i', same gs i i' -> i' = i) \/
  exists a, near_here (fun w => forall i', same gs i i' -> V w l.+1 i' n = a * U w l i' n).
Proof.
move=> lh i n; case: (boolP (has (fun g => in_group g l i) gs)) => [/hasP[g gin ig]|none]; last first.
  by left=> i' /hasP[g gin /andP[ig _]]; move/hasP: none; case; exists g.
have [[l' lE _] _ sl] := formedP R layersL formed gin.
have ll : l' = l by case/andP: ig => /eqP; rewrite lE => -[].
have sameE i' : same gs i i' -> nat_of_ord i' \in us g.
  case/hasP=> g' gin' /andP[a b]; have := group_unique R layersL once formed gin ig.
  by rewrite (group_unique R layersL once formed gin' a) => -[<-]; case/andP: b.
have := sl l; rewrite lE ll => /(_ erefl) [s1|S].
  left=> i' /sameE iu'; have iu : nat_of_ord i \in us g by case/andP: ig.
  move: iu iu'; case: (us g) s1 => [//|a [|b t]] // _; rewrite !inE => /eqP ia /eqP ib.
  by apply: val_inj; rewrite /= ia ib.
have lL : (l < layers net)%N by rewrite layersL ltnS ltnW.
right; exists (A l.+1 i n); have F := near_follows one0 layersL f0 inside zero sure_all.
apply: near_imp F => w fw i' ii'; have iu' := sameE i' ii'; have iu : nat_of_ord i \in us g by case/andP: ig.
have [nk [up fa]] := S _ iu n; have [nk' [up' fa']] := S _ iu' n.
rewrite fw //; congr (_ * _); rewrite !mxE /= /held_slope (negPf nk) (negPf nk') /slope_of.
rewrite -!(empty_held one box kink _ lL) -!(sum_held one box kink _ _ lL) up up'.
by case: (upper _ _ _ _ _ _); rewrite ?rvM ?fa ?fa'.
Qed.

Theorem near_gauge r : 0 < r -> near_here (fun w => exists w', [/\ here r w', U w' h = U w h & agrees movers W0 c0 w']).
Proof.
move=> r0.
have G := gauge f0 (@same_sym net gs) (same_trans R layersL once formed) (no_last R layersL formed)
  (regular layersL from0 once formed moversE at_centre) group_slopes
  (fun l lh i => @near_idle _ _ _ _ _ one0 layersL _ _ f0 inside zero sure_all l i lh) r0.
apply: near_imp G => w [w' [hw out fr]]; exists w'; split=> // l i j lh jl nm.
apply: fr => //; move: nm; rewrite moversE -[List.filter _ _]/(filter _ _) mem_filter negb_and => /orP[|]; last first.
  by rewrite In_mem //; apply: place_listed => //; rewrite layersL.
rewrite /moves -!negb_or negbK !ltb_ltn /frozen /unused; case/orP=> [->//|].
case/hasP=> g gin; rewrite /held_by eqb_eq !existsb_nat => /andP[/andP[lE iu] ju].
apply/orP; right; have ig : in_group g l i by rewrite /in_group lE.
have [[l' lE' [lh' [uu uj sz lu lj]]] _ _] := formedP R layersL formed gin.
have ll : l' = l by move: lE; rewrite lE' => /eqP[].
subst l'; have ku : (seq.index j (js g) < size (us g))%N by rewrite -sz index_mem.
have kin : nth 0%N (us g) (seq.index j (js g)) \in us g by rewrite mem_nth.
pose i' := Ordinal (lu _ kin); have ig' : in_group g l i' by rewrite /in_group lE.
apply/existsP; exists i'; apply/andP; split; first by apply/hasP; exists g; rewrite ?ig.
by rewrite (pinE R layersL once formed gin ig') index_uniq // nth_index.
Qed.
End Near.
