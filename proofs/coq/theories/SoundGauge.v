(* The rule's groups and idle units are a gauge (Gauge.v): near a point of the box every point has the outputs of one that
   has the same values at all places that do not move (soundness.md 37). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Linear Collapse Theorem5 Derivative NearbyForm Form Rules
  Bridge Groups Nearby Points PointRules NearbyRules CriticalRules SoundNetwork SoundEnclosure SoundSecant SoundBox
  SoundContraction Smooth SoundHeld SoundSecond SoundNearby Inertia SoundLagrange SoundKinkBound SoundNearKinks
  SoundNearMinimum SoundNearSlopes Gauge.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* Rows that are independent modulo a prime are so over the field. *)
Lemma minor_regular (R : realFieldType) p m (rows : seq (seq Z)) (f : nat -> R) : independent p rows -> size rows = m ->
  (forall a, (a < m)%N -> size (nth [::] rows a) = m) ->
  (forall k, (k < m)%N -> \sum_(a < m) f a * zr R (nth Z0 (nth [::] rows a) k) = 0) -> forall a, (a < m)%N -> f a = 0.
Proof.
move=> ind sz szs H; have short n : (size (nth [::] rows n) <= m)%N.
  by have [lt|ge] := ltnP n m; [rewrite szs|rewrite nth_default ?sz].
have [p1 ker] := independent_kernel ind sz short.
have fr := kernel_mod_sound p1 ker.
have /full_column_rankP K : full_column_rank (map_mx (ratr : rat -> R) (ratz (columns_matrix m m rows))).
  by rewrite /full_column_rank mxrank_map.
have v0 : \col_(a < m) f a = 0 :> 'cV[R]_m; last first.
  by move=> a am; have := congr1 (fun v : 'cV[R]_m => v (Ordinal am) 0) v0; rewrite !mxE.
apply: K; apply/matrixP=> k c; rewrite (ord1 c) [LHS]mxE [RHS]mxE -[RHS](H k (ltn_ord k)); apply: eq_bigr => a _.
by rewrite !mxE ratr_int mulrC /entry.
Qed.

Definition of_group (g : gauge_group) := (gauge_layer g, gauge_units g, gauge_inputs g).
Lemma of_groupK : cancel of_group (fun t => GaugeGroup t.1.1 t.1.2 t.2). Proof. by case. Qed.
Canonical gauge_eqType := EqType gauge_group (CanEqMixin of_groupK).

Section Rule.
Variables (R : realFieldType) (net : instance) (one from : Z) (box : seq (seq (seq interval))) (kink : nat -> nat -> nat -> bool).
Variables (cs : seq (seq (seq Z))) (gs : seq gauge_group).
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

Definition us (g : gauge_group) := map Z.to_nat (gauge_units g).
Definition js (g : gauge_group) := map Z.to_nat (gauge_inputs g).
Definition in_group (g : gauge_group) l i := (Z.to_nat (gauge_layer g) == l.+1) && (i \in us g).

Lemma existsb_nat (zs : seq Z) i : List.existsb (fun a => Nat.eqb (Z.to_nat a) i) zs = (i \in map Z.to_nat zs).
Proof.
elim: zs => //= z zs ->; rewrite inE [i == _]eq_sym; congr (_ || _); exact/PeanoNat.Nat.eqb_spec/eqP.
Qed.
Lemma eqb_eq a b : Nat.eqb a b = (a == b).
Proof. exact/PeanoNat.Nat.eqb_spec/eqP. Qed.

Record formed_so (g : gauge_group) : Prop := FormedSo {
  at_layer : exists2 l, Z.to_nat (gauge_layer g) = l.+1 & (l < h)%N /\
    [/\ uniq (us g), uniq (js g), size (js g) = size (us g), (forall i, i \in us g -> (i < d l.+1)%N) &
        (forall j, j \in js g -> (j < inputs_to net l)%N)];
  at_minor : forall l, Z.to_nat (gauge_layer g) = l.+1 -> forall f : nat -> R,
    (forall k, (k < size (us g))%N -> \sum_(a < size (us g)) f a * zr (entry3 Z0 cs (l, nth 0%N (us g) a, nth 0%N (js g) k)) = 0) ->
    forall a, (a < size (us g))%N -> f a = 0;
  at_slopes : forall l, Z.to_nat (gauge_layer g) = l.+1 -> size (us g) = 1%N \/
    forall i, i \in us g -> forall n : 'I_N, ~~ kink l n i /\ upper_at l n i = upper_at l n (List.hd 0%N (us g)) /\
      rv R (factor net l n i) = rv R (factor net l n (List.hd 0%N (us g))) }.

Lemma formedP g : g \in gs -> formed_so g.
Proof.
move=> gin; have := allP formed g gin; rewrite /group_formed; cbv zeta.
case/andP=> /andP[/andP[/andP[/andP[/andP[/Z.leb_le l1 /Z.ltb_lt lL] iu] ij] /PeanoNat.Nat.leb_spec0 u1] /PeanoNat.Nat.eqb_spec su] minor.
have [l lE] : exists l, Z.to_nat (gauge_layer g) = l.+1 by exists (Z.to_nat (gauge_layer g)).-1; rewrite prednK //; reckon.
have lh : (l < h)%N by rewrite layersL in lL; reckon.
rewrite lE /= in iu ij minor; have [uu Hu] := index_setP iu; have [uj Hj] := index_setP ij.
have su' : size (js g) = size (us g) by symmetry.
have ltu i : i \in us g -> (i < d l.+1)%N by case/mapP=> a /Hu[i' ->] ->; rewrite Nat2Z.id.
have ltj j : j \in js g -> (j < inputs_to net l)%N by case/mapP=> a /Hj[i' ->] ->; rewrite Nat2Z.id.
split; first by exists l.
  move=> l'; rewrite lE => -[<-] f H a au; move: minor; rewrite eqb_eq -[length _]/(size (us g)).
  case: eqP => [s1|_].
    move=> /allP/(_ [seq entry3 Z0 cs (l, nth 0%N (us g) 0, j) | j <- js g]) K.
    have nz : ~~ Z.eqb (entry3 Z0 cs (l, nth 0%N (us g) 0, nth 0%N (js g) 0)) 0.
      have /K/allP : [seq entry3 Z0 cs (l, nth 0%N (us g) 0, j) | j <- js g] \in
          [seq [seq entry3 Z0 cs (l, i, j) | j <- js g] | i <- us g].
        by apply/mapP; exists (nth 0%N (us g) 0) => //; rewrite mem_nth ?s1.
      by apply; apply/mapP; exists (nth 0%N (js g) 0) => //; rewrite mem_nth ?su' ?s1.
    have a0 : a = 0%N by move: au; rewrite s1; case: (a).
    have := H 0%N; rewrite s1 => /(_ isT); rewrite big_ord1 a0 => /eqP; rewrite mulf_eq0 => /orP[/eqP //|].
    by move: nz; rewrite /SoundEnclosure.zr intr_eq0 iz_eq0 => /negPf ->.
  case/andP=> ind _; apply: (minor_regular ind _ _ _ au) => [|b bu|k ku].
  - by rewrite -![List.map _ _]/(map _ _) size_map.
  - by rewrite -![List.map _ _]/(map _ _) (nth_map 0%N) // size_map su'.
  rewrite -[RHS](H k ku); apply: eq_bigr => b _.
  by rewrite -![List.map _ _]/(map _ _) (nth_map 0%N) // (nth_map 0%N) ?su'.
move=> l'; rewrite lE => -[<-]; move: minor; rewrite eqb_eq -[length _]/(size (us g)); case: eqP => [->|_]; first by left.
case/andP=> _ /allP S; right=> i iu' n; have /everyP/(_ n) := S i iu'; case/andP=> /andP[nk /Bool.eqb_prop up].
by rewrite (rv_equal R) => /eqP fe; split=> //; split=> //; exact: fe.
Qed.

Lemma group_unique l (i : 'I_(d l.+1)) g : g \in gs -> in_group g l i -> [seq g <- gs | in_group g l i] = [:: g].
Proof.
move=> gin ig; have lh : (l < h)%N.
  have [[l' lE [lh' _]] _ _] := formedP gin; suff <- : l' = l by [].
  by case/andP: ig => /eqP; rewrite lE => -[].
have /everyP/(_ i) := everyP once (Ordinal lh); rewrite /= => /PeanoNat.Nat.eqb_spec.
have -> : List.filter (fun g => Nat.eqb (Z.to_nat (gauge_layer g)) l.+1 && List.existsb (fun a => Nat.eqb (Z.to_nat a) i) (gauge_units g)) gs =
    [seq g <- gs | in_group g l i].
  rewrite -[List.filter _ _]/(filter _ _); apply: eq_filter => g'; by rewrite eqb_eq existsb_nat.
have : g \in [seq g <- gs | in_group g l i] by rewrite mem_filter ig.
case: (filter _ _) => [//|g1 [|g2 t]]; first by rewrite inE => /eqP ->.
by rewrite /=; case: ifP.
Qed.

Definition same l (i i' : 'I_(d l.+1)) : bool := has (fun g => in_group g l i && in_group g l i') gs.
Definition pin l (i : 'I_(d l.+1)) : nat :=
  let g := head (GaugeGroup Z0 [::] [::]) [seq g <- gs | in_group g l i] in nth 0%N (js g) (seq.index (nat_of_ord i) (us g)).
Lemma pinE l (i : 'I_(d l.+1)) g : g \in gs -> in_group g l i -> pin i = nth 0%N (js g) (seq.index (nat_of_ord i) (us g)).
Proof. by move=> gin ig; rewrite /pin (group_unique gin ig). Qed.
Lemma same_sym l : symmetric (@same l).
Proof. by move=> i i'; apply: eq_has => g; rewrite andbC. Qed.
Lemma same_trans l : transitive (@same l).
Proof.
move=> i' i i2 /hasP[g gin /andP[a b]] /hasP[g' gin' /andP[b' a']]; apply/hasP; exists g => //; rewrite a.
by have := group_unique gin b; rewrite (group_unique gin' b') => -[<-].
Qed.
Lemma no_last (i i' : 'I_(d h.+1)) : ~~ same i i'.
Proof.
apply/hasP=> -[g gin /andP[/andP[/eqP E _] _]]; have [[l lE [lh _]] _ _] := formedP gin.
by move: E lh; rewrite lE => -[->]; rewrite ltnn.
Qed.

Variables (W0 : weights R d) (c0 : shifts R d).
Variable movers : seq place.
Hypothesis moversE : movers = List.filter (moves net idles gs) (places net).
Hypothesis at_centre : forall l (i : 'I_(d l.+1)) j, (l <= h)%N -> (j < inputs_to net l)%N -> (l, nat_of_ord i, j) \notin movers ->
  value W0 c0 i j = zr (entry3 Z0 cs (l, nat_of_ord i, j)) / zr from.

Lemma held_place l (i i' : 'I_(d l.+1)) : same i i' -> (l, nat_of_ord i, pin i') \notin movers /\ (pin i' < inputs_to net l)%N.
Proof.
move=> /hasP[g gin /andP[ig ig']]; have [[l' lE [lh [uu uj sz lu lj]]] _ _] := formedP gin.
have ll : l' = l by case/andP: ig => /eqP; rewrite lE => -[].
subst l'; have pj : pin i' \in js g.
  by rewrite (pinE gin ig') mem_nth // sz index_mem; case/andP: ig'.
split; last exact: lj.
rewrite moversE -[List.filter _ _]/(filter _ _) mem_filter negb_and; apply/orP; left; rewrite /moves !negb_and !negbK; apply/orP; right.
apply/hasP; exists g => //; rewrite /held_by eqb_eq lE eqxx !existsb_nat pj andbT.
by case/andP: ig.
Qed.

Lemma regular l : (l <= h)%N -> held_block (@same) (@pin) (W0 l) (c0 l) \in unitmx.
Proof.
move=> lh; rewrite -unitmx_tr; apply: injective_unit => y By.
have col (i' : 'I_(d l.+1)) : \sum_i y i 0 * (if same i i' then value W0 c0 i (pin i') else (i == i')%:R) = 0.
  have := congr1 (fun v : 'cV_(d l.+1) => v i' 0) By; rewrite /= mxE [X in _ = X -> _]mxE => E1; rewrite -[RHS]E1; apply: eq_bigr => i _.
  by rewrite [_^T _ _]mxE [held_block _ _ _ _ _ _]mxE mulrC.
apply/colP=> i; rewrite [RHS]mxE.
case: (boolP (has (fun g => in_group g l i) gs)) => [/hasP[g gin ig]|none]; last first.
  have no i' : same i' i = false.
    by apply/negbTE/hasP=> -[g gin /andP[_ ig]]; move/hasP: none; apply; exists g.
  have := col i; rewrite (bigD1 i) //= big1 => [|i' ii]; last by rewrite no (negPf ii) mulr0.
  by rewrite no eqxx mulr1 addr0.
have [[l' lE [lh' [uu uj sz lu lj]]] mn _] := formedP gin.
have ll : l' = l by case/andP: ig => /eqP; rewrite lE => -[].
subst l'; pose f a : R := if insub (nth 0%N (us g) a) is Some k then y (k : 'I_(d l.+1)) 0 else 0.
have iu : nat_of_ord i \in us g by case/andP: ig.
have fi : f (seq.index (nat_of_ord i) (us g)) = y i 0 by rewrite /f nth_index // valK.
rewrite -fi; apply: (mn l lE f); last by rewrite index_mem.
move=> k ku; have kin : nth 0%N (us g) k \in us g by rewrite mem_nth.
pose i' := Ordinal (lu _ kin); have ig' : in_group g l i' by rewrite /in_group lE eqxx.
have pk : pin i' = nth 0%N (js g) k by rewrite (pinE gin ig') index_uniq.
have sameE i2 : same i2 i' = (nat_of_ord i2 \in us g).
  apply/hasP/idP => [[g' gin' /andP[a b]]|i2u]; last by exists g => //; rewrite ig' /in_group lE eqxx i2u.
  by have := group_unique gin ig'; rewrite (group_unique gin' b) => -[<-]; case/andP: a.
have := congr1 (fun x => x * zr from) (col i'); rewrite mul0r mulr_suml => E1; rewrite -[RHS]E1.
rewrite (bigID (fun i2 : 'I_(d l.+1) => nat_of_ord i2 \in us g)) /= [X in _ = _ + X]big1 ?addr0; last first.
  by move=> i2 ni; rewrite sameE (negPf ni); case: eqP => [ii|_]; [rewrite ii kin in ni|rewrite mulr0 mul0r].
rewrite (eq_bigr (fun i2 : 'I_(d l.+1) => y i2 0 * zr (entry3 Z0 cs (l, nat_of_ord i2, nth 0%N (js g) k)))); last first.
  move=> i2 i2u; have S : same i2 i' by rewrite sameE.
  have [nm pj] := held_place S; rewrite S (at_centre lh pj nm) -mulrA divfK ?gt_eqF // pk.
  by [].
have ltu a : (a < size (us g))%N -> (nth 0%N (us g) a < d l.+1)%N by move=> au; exact: (lu _ (mem_nth _ au)).
pose F i2 : R := (if insub i2 is Some k then y (k : 'I_(d l.+1)) 0 else 0) * zr (entry3 Z0 cs (l, i2, nth 0%N (js g) k)).
transitivity (\sum_(i2 <- us g) F i2); first by rewrite (big_nth 0%N) big_mkord.
transitivity (\sum_(i2 < d l.+1 | nat_of_ord i2 \in us g) F i2); last by apply: eq_bigr => i2 _; rewrite /F valK.
rewrite -(big_mkord (fun i2 => i2 \in us g) F) -[RHS]big_filter; apply: perm_big; apply: uniq_perm => //.
  by rewrite filter_uniq ?iota_uniq.
move=> x; rewrite mem_filter mem_index_iota /=; case xu : (x \in us g) => //=; by have -> := lu _ xu.
Qed.
End Rule.
