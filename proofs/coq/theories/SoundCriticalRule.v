(* What the rule of critical points says, part by part, in the words in which the theorems ask for it (format.md 5.40). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model NearbyForm Form Rules Bridge Points PointRules NearbyRules
  CriticalRules SoundNetwork SoundEnclosure SoundBox SoundCells SoundNearby.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope seq_scope.

Notation none := (0%N, 0%N, 0%N).

(* --- weights and biases are listed once, layer by layer --- *)

Lemma flat_pairwise (T : eqType) (r : rel T) (f : nat -> seq T) : (forall l, pairwise r (f l)) ->
  (forall l l' x y, (l < l')%N -> x \in f l -> y \in f l' -> r x y) -> forall n a, pairwise r (List.flat_map f (List.seq a n)).
Proof.
move=> H1 H2; elim=> //= n IH a; rewrite -[List.app _ _]/(cat _ _) pairwise_cat H1 IH !andbT.
apply/allrelP=> x y xa /inP/List.in_flat_map[l' [/List.in_seq[lo _] /inP yl]]; apply: (H2 a l') => //; exact/ssrnat.ltP.
Qed.
Lemma tab_pairwise (T : eqType) (r : rel T) n (f : nat -> T) : (forall i j, (i < j)%N -> r (f i) (f j)) -> pairwise r (tab n f).
Proof.
move=> H; rewrite /tab seq_iota -[List.map _ _]/(map _ _) pairwise_map.
apply: (sub_pairwise (r := ltn)) => [i j|]; first exact: H.
by rewrite -(sorted_pairwise ltn_trans) iota_ltn_sorted.
Qed.

Definition before (p q : place) : bool := (p != q) && (p.1.1 <= q.1.1)%N.
Lemma places_before net : pairwise before (places net).
Proof.
apply: flat_pairwise => [l|l l' x y ll].
  apply: flat_pairwise => [i|i i' x y ii].
    by apply: tab_pairwise => j j' jj; rewrite /before !xpair_eqE (ltn_eqF jj) andbF leqnn.
  move=> /inP/List.in_map_iff[j [<- _]] /inP/List.in_map_iff[j' [<- _]].
  by rewrite /before !xpair_eqE (ltn_eqF ii) andbF leqnn.
move=> /inP/List.in_flat_map[i [_ /List.in_map_iff[j [<- _]]]] /inP/List.in_flat_map[i' [_ /List.in_map_iff[j' [<- _]]]].
by rewrite /before !xpair_eqE (ltn_eqF ll) /= ltnW.
Qed.
Lemma some_before net a : pairwise before (List.filter a (places net)).
Proof. by rewrite -[List.filter _ _]/(filter _ _); exact: pairwise_filter (places_before net). Qed.
Lemma before_uniq s : pairwise before s -> uniq s.
Proof.
rewrite uniq_pairwise; apply: sub_pairwise => p q; by rewrite /before => /andP[].
Qed.
Lemma before_ordered s : pairwise before s -> forall a b, (a <= b)%N -> (b < size s)%N -> ((nth none s a).1.1 <= (nth none s b).1.1)%N.
Proof.
move=> /(pairwiseP none) H a b; rewrite leq_eqVlt => /orP[/eqP -> //|ab] bs.
by have := H a b; rewrite !inE (ltn_trans ab bs) bs => /(_ isT isT ab) /andP[].
Qed.
Lemma place_in_range net p : p \in places net -> in_range net p.
Proof.
case: p => [[l i] j] /inP/List.in_flat_map[l' [/List.in_seq[_ /ssrnat.ltP ll] /List.in_flat_map[i' [/List.in_seq[_ /ssrnat.ltP ii]]]]].
move=> /List.in_map_iff[j' [[<- <- <-] /List.in_seq[_ /ssrnat.ltP jj]]].
by rewrite /in_range !ltb_ltn ll ii jj.
Qed.

(* --- the rule's parts --- *)

Section Parts.
Variables (net : instance) (e : critical).
Definition rule_from : Z := Z.pow 2 (crit_unit e).
Definition rule_one : Z := Z.pow 2 (crit_enclosure e).
Definition rule_unit : Z := Z.pow 2 (crit_precision e).
Definition rule_cs := centres net (crit_centre e).
Definition rule_kink (l n i : nat) : bool := List.existsb (same_place (l, n, i)) (kink_places e).
Definition rule_point := box_of net rule_from rule_from rule_cs [::] [::].
Definition rule_at_centre := held_enclosure net rule_from rule_point rule_kink.
Definition rule_movers := List.filter (moves net (idle net rule_kink rule_at_centre) (crit_gauge e)) (places net).
Definition rule_moving : nat := size rule_movers.
Definition rule_box := box_of net rule_one rule_from rule_cs rule_movers (List.firstn rule_moving (crit_radii e)).
Definition rule_on_box := held_enclosure net rule_one rule_box rule_kink.
Definition rule_at_lambda := List.map (fun x => rescale rule_from rule_from (x, x)) (crit_multipliers e).
Definition rule_lambda := List.map (fun z => rescale rule_one rule_from (Z.sub z.1 z.2, Z.add z.1 z.2))
  (List.combine (crit_multipliers e) (List.skipn rule_moving (crit_radii e))).
Definition rule_adj := all_adjoints net rule_one rule_kink rule_on_box (box_columns net rule_box) (kink_places e) rule_lambda.
Definition rule_H := second_in net rule_one rule_box rule_kink rule_on_box (box_columns net rule_box) rule_movers (kink_places e) rule_adj.
Definition rule_values := gradient_in net rule_from rule_at_centre rule_movers (kink_places e)
  (all_adjoints net rule_from rule_kink rule_at_centre (box_columns net rule_point) (kink_places e) rule_at_lambda).
Definition rule_D := congruent (twice_middle rule_H) (crit_congruence e).
Definition rule_size : nat := rule_moving + size (kink_places e).

Record critical_parts (p : parameters) (minimum : bool) (c : near_claim) : Prop := CriticalParts {
  part_from : Z.lt Z0 rule_from; part_one : Z.lt Z0 rule_one; part_unit : Z.lt Z0 rule_unit;
  part_radii : size (crit_radii e) = rule_size;
  part_positive : forall i, (i < rule_size)%N -> Z.lt Z0 (nth Z0 (crit_radii e) i);
  part_multipliers : size (crit_multipliers e) = size (kink_places e);
  part_rows : forall i, (i < rule_size)%N -> size (nth [::] (crit_preconditioner e) i) = rule_size;
  part_congruence : size (crit_congruence e) = rule_size;
  part_congruence_rows : forall i, (i < rule_size)%N -> size (nth [::] (crit_congruence e) i) = rule_size;
  part_ranges : forall a, (a < size rule_movers)%N -> in_range net (nth none rule_movers a);
  part_ordered : forall a b, (a <= b)%N -> (b < size rule_movers)%N -> ((nth none rule_movers a).1.1 <= (nth none rule_movers b).1.1)%N;
  part_once : uniq rule_movers;
  part_movers : rule_movers = List.filter (moves net (idle net rule_kink rule_on_box) (crit_gauge e)) (places net);
  part_kinks : forall b, (b < size (kink_places e))%N -> let q := nth none (kink_places e) b in
    [/\ (q.1.1 < last_hidden net)%N, (q.1.2 < sample_size net)%N & (q.2 < layer_size net q.1.1.+1)%N];
  part_distinct : uniq (kink_places e);
  part_kink : forall l n i, rule_kink l n i = ((l, n, i) \in kink_places e);
  part_sure : held_sure net rule_kink rule_on_box;
  part_same : same_slopes net rule_kink rule_at_centre rule_on_box;
  part_grouped : grouped_once net (idle net rule_kink rule_on_box) (crit_gauge e);
  part_groups : all (group_formed net rule_cs rule_kink
    (fun l n i => upper net l n i (empty_at rule_on_box l n) (sum_at rule_on_box l n i))) (crit_gauge e);
  part_test : contracts rule_one rule_unit rule_values rule_H (crit_preconditioner e) (crit_radii e);
  part_dominant : dominates rule_D;
  part_signs : if minimum then negatives rule_D = Z.of_nat (size (kink_places e)) else kink_places e = [::] /\ Z.lt Z0 (negatives rule_D);
  part_pushed : pushed_up net rule_one (box_columns net rule_box) (kink_places e) rule_lambda rule_adj;
  part_near_kinks : near_kinks c = Z.of_nat (size (kink_places e));
  part_near_negative : near_negative c = if minimum then Z0 else negatives rule_D;
  part_reach : reaches net p rule_from rule_cs rule_movers (List.firstn rule_moving (crit_radii e)) (near_radius c);
  part_loss_from : qequal (loss_from c) (share_of net rule_one (Z.max Z0 (squares_in net rule_one rule_on_box).1));
  part_loss_to : qequal (loss_to c) (share_of net rule_one (squares_in net rule_one rule_on_box).2) }.

Lemma kink_numbers l i n : layers net = (last_hidden net).+1 -> Z.le 1 l -> Z.lt l (Z.of_nat (layers net)) -> Z.le 0 i ->
  Z.lt i (width net (Z.to_nat l)) -> Z.le 0 n -> Z.lt n (samples net) ->
  [/\ (Nat.pred (Z.to_nat l) < last_hidden net)%N, (Z.to_nat n < sample_size net)%N &
      (Z.to_nat i < layer_size net (Nat.pred (Z.to_nat l)).+1)%N].
Proof.
move=> -> l1 lL i0 iw n0 nN; have lE : (Nat.pred (Z.to_nat l)).+1 = Z.to_nat l by reckon.
split; first by reckon.
  by move: nN; rewrite /samples /sample_size /Form.count; reckon.
rewrite lE; have -> : layer_size net (Z.to_nat l) = Z.to_nat (width net (Z.to_nat l)) by [].
reckon.
Qed.

Lemma distinctE ks : distinct ks = uniq ks.
Proof.
elim: ks => //= k ks ->; congr (~~ _ && _); elim: ks => //= q ks IH.
by rewrite same_placeE inE IH.
Qed.
Lemma existsbE (q : nat * nat * nat) ks : List.existsb (same_place q) ks = (q \in ks).
Proof. by elim: ks => //= k ks ->; rewrite same_placeE inE. Qed.
Lemma all2E (a b : seq place) : all_equal a b -> a = b.
Proof.
rewrite /all_equal => /andP[/PeanoNat.Nat.eqb_eq]; elim: a b => [|p a IH] [|q b] //= [sz] /andP[+ /(IH b sz) ->].
by rewrite same_placeE => /eqP ->.
Qed.

(* Otherwise unification would compute. *)
Local Opaque held_enclosure box_of box_columns second_in gradient_in all_adjoints squares_in contracts dominates negatives
  congruent twice_middle pushed_up reaches group_formed grouped_once same_slopes held_sure moves idle centres share_of places
  rescale qequal.

Lemma critical_ruleP p minimum c : layers net = (last_hidden net).+1 -> critical_rule net p minimum c e -> critical_parts p minimum c.
Proof.
move=> layersL rule; have : critical_formed net e && distinct (kink_places e) && (minimum || Nat.eqb (length (crit_kinks e)) 0) &&
  (held_sure net rule_kink rule_at_centre && Nat.eqb (length (crit_radii e)) (rule_moving + length (kink_places e)) &&
  (held_sure net rule_kink rule_on_box && same_slopes net rule_kink rule_at_centre rule_on_box &&
   all_equal (List.filter (moves net (idle net rule_kink rule_on_box) (crit_gauge e)) (places net)) rule_movers &&
   grouped_once net (idle net rule_kink rule_on_box) (crit_gauge e) &&
   List.forallb (group_formed net rule_cs rule_kink
     (fun l n i => upper net l n i (empty_at rule_on_box l n) (sum_at rule_on_box l n i))) (crit_gauge e) &&
  (contracts rule_one rule_unit rule_values rule_H (crit_preconditioner e) (crit_radii e) &&
  (dominates rule_D &&
   (if minimum then Z.eqb (negatives rule_D) (count (kink_places e)) else Z.ltb Z0 (negatives rule_D)) &&
   pushed_up net rule_one (box_columns net rule_box) (kink_places e) rule_lambda rule_adj &&
   Z.eqb (near_kinks c) (count (kink_places e)) && Z.eqb (near_negative c) (if minimum then Z0 else negatives rule_D) &&
   reaches net p rule_from rule_cs rule_movers (List.firstn rule_moving (crit_radii e)) (near_radius c) &&
  (qequal (loss_from c) (share_of net rule_one (Z.max Z0 (squares_in net rule_one rule_on_box).1)) &&
   qequal (loss_to c) (share_of net rule_one (squares_in net rule_one rule_on_box).2)))))) by exact: rule.
case/andP=> /andP[/andP[formed dis] kmin].
case/andP=> /andP[sure0 /PeanoNat.Nat.eqb_eq sr].
case/andP=> /andP[/andP[/andP[/andP[sure1 same] eqm] once] groups].
case/andP=> test /andP[/andP[/andP[/andP[/andP[/andP[dom signs] push] /Z.eqb_eq nk] /Z.eqb_eq nn] reach] /andP[lf lt]].
move: formed; rewrite /critical_formed; cbv zeta.
case/andP=> /andP[/andP[/andP[/andP[/andP[/andP[/andP[/andP[/andP[fb ob] ub] _] /PeanoNat.Nat.eqb_eq smu] kin] pos] /PeanoNat.Nat.eqb_eq sC] lC] /PeanoNat.Nat.eqb_eq sB] lB.
have szk : size (kink_places e) = size (crit_kinks e) by rewrite /kink_places -[List.map _ _]/(map _ _) size_map.
have sr' : size (crit_radii e) = rule_size by exact: sr.
have rows (M : seq (seq Z)) : length M = length (crit_radii e) -> lengths_are (length (crit_radii e)) M ->
    forall i, (i < rule_size)%N -> size (nth [::] M i) = rule_size.
  move=> sM lM i lti; have lti' : (i < size M)%N by rewrite -[size M]/(length M) sM -[length _]/(size _) sr'.
  by rewrite (lengths_nth lM lti').
apply: CriticalParts.
- exact: positive_power.
- exact: positive_power.
- exact: positive_power.
- exact: sr'.
- by move=> i lti; apply/Z.ltb_lt; move: pos => /(all_nthP Z0)/(_ i); rewrite sr'; apply.
- by rewrite szk.
- exact: rows.
- by rewrite -[LHS]/(length _) sB.
- exact: rows.
- move=> a am; apply: place_in_range; have := mem_nth none am.
  by rewrite {2}/rule_movers -[List.filter _ _]/(filter _ _) mem_filter => /andP[].
- exact: before_ordered (some_before _ _).
- exact: before_uniq (some_before _ _).
- by apply/esym/all2E; exact: eqm.
- move=> b bk; rewrite szk in bk; rewrite /kink_places -[List.map _ _]/(map _ _) (nth_map (Z0, Z0, Z0)) //.
  move: kin => /(all_nthP (Z0, Z0, Z0))/(_ b bk); case: (nth _ _ b) => [[l i] n] /=.
  case/andP=> /andP[/andP[/andP[/andP[/Z.leb_le l1 /Z.ltb_lt lL] /Z.leb_le i0] /Z.ltb_lt iw] /Z.leb_le n0] /Z.ltb_lt nN.
  exact: kink_numbers.
- by rewrite -distinctE.
- by move=> l n i; exact: existsbE.
- exact: sure1.
- exact: same.
- exact: once.
- exact: groups.
- exact: test.
- exact: dom.
- move: signs; case: (minimum) kmin => [_ /Z.eqb_eq|/= /PeanoNat.Nat.eqb_eq k0 /Z.ltb_lt ng]; first exact.
  by split; [apply: size0nil; rewrite szk|exact: ng].
- exact: push.
- exact: nk.
- exact: nn.
- exact: reach.
- exact: lf.
exact: lt.
Qed.
End Parts.
