(* The lists of alive units are those of GenericLayers.v; soundness of the rules of Layers.v (soundness.md 7, 8). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Layers Linear Bridge Groups SoundOneLayer SoundForward
  Generic Theorem5 GenericLayers SoundPatterns SoundLayers.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Lists.
Variables (d : nat -> nat) (N : nat) (w : nat -> rows) (c : nat -> seq Q) (v : rows) (bias : bool).
Hypotheses (szw : forall l, size (w l) = d l.+1) (lenw : forall l, lengths_are (d l) (w l)).
Hypotheses (szc : forall l, size (c l) = d l.+1) (szv : size v = N) (lenv : lengths_are (d 0%N) v).
Notation W := (weight_of d w).
Notation b := (bias_of d c).
Notation X := (mat (d 0%N) N v).

Fixpoint alive_lists l : seq (seq bool) :=
  if l is l'.+1 then map (alive_above (w l'.+1) (c l'.+1)) (alive_lists l') else map (alive_first (w 0%N) (c 0%N)) v.

Lemma some_aliveP (ws : seq Q) below : size below = size ws ->
  reflect (exists2 j, (j < size ws)%N & (q2r (nth q0 ws j) != 0) && nth false below j) (some_alive ws below).
Proof.
elim: ws below => [|a ws IH] [|x below] //=; first by move=> _; apply: ReflectF; case.
case=> sz; apply: (iffP orP) => [[/andP[x1 a0]|/(IH _ sz)[j lt H]]|[[|j] lt]].
- by exists 0%N => //=; rewrite x1 andbT -q2r_eq0.
- by exists j.+1.
- by move=> /= /andP[a0 ->]; left; rewrite q2r_eq0.
by move=> H; right; apply/(IH _ sz); exists j.
Qed.

Lemma alive_listsP l : size (alive_lists l) = N /\ forall n : 'I_N,
  size (nth [::] (alive_lists l) n) = d l.+1 /\
  forall i : 'I_(d l.+1), nth false (nth [::] (alive_lists l) n) i = alive W b X l i n.
Proof.
elim: l => [|l [sz H]] /=.
  rewrite size_map; split=> // n; rewrite (nth_map [::]) ?szv // /alive_first size_map2 ?szc ?szw //; split=> // i.
  rewrite (nth_map2 _ [::] q0) ?szc ?szw // mxE q2r_eq0 q2rD qdot_sum ?(lengths_areP (lenw 0)) ?(lengths_areP lenv) ?szw ?szv //.
  rewrite /U [in RHS]mxE [X in _ = (_ + X != 0)]mxE big_ord1 [const_mx _ _ _]mxE mulr1 [(W 0 *m _) i n]mxE [b 0 i 0]mxE.
  by congr (_ + _ != 0); apply: eq_bigr => j _; rewrite !mxE.
rewrite size_map; split=> // n; have [szn nE] := H n.
rewrite (nth_map [::]) ?sz // /alive_above size_map2 ?szc ?szw //; split=> // i.
rewrite (nth_map2 _ [::] q0) ?szc ?szw // mxE q2r_eq0 [b l.+1 i 0]mxE; congr (_ || _).
have szi : size (nth [::] (w l.+1) i) = d l.+1 by rewrite (lengths_areP (lenw l.+1)) ?szw.
apply/some_aliveP/existsP; rewrite ?szn ?szi //.
  by case=> j lt /andP[w0 a]; exists (Ordinal lt); rewrite mxE w0 /= -nE.
by case=> j /andP[]; rewrite mxE -nE => w0 a; exists j => //; rewrite w0.
Qed.

Lemma alive_higherE a m : alive_higher (map w (iota a.+1 m)) (map c (iota a.+1 m)) (alive_lists a) = alive_lists (a + m).
Proof. by elim: m a => [|m IH] a /=; rewrite ?addn0 // -[List.map _ _]/(alive_lists a.+1) IH addSnnS. Qed.

Variable m : nat.
Definition alive_of := alive_units bias (map w (iota 0 m.+1)) (map c (iota 0 m.+1)) v.

Lemma alive_ofP (n : 'I_N) (k : 'I_(d m.+1 + bias)) :
  List.nth k (nth [::] alive_of n) false = named_alive W b X n k.
Proof.
have [sz H] := alive_listsP m; have [szn nE] := H n.
rewrite /alive_of /= -[List.map _ v]/(alive_lists 0) alive_higherE add0n list_nth /named_alive.
case: splitP => j /= jE.
  rewrite jE -nE; case: (bias) => //; rewrite -[List.map _ _]/(map _ _) (nth_map [::]) ?sz //.
  by rewrite -[_ ++ _]/(cat _ _) nth_cat szn ltn_ord.
case: (bias) j k jE => -[[|j] // lt] k /= ->; rewrite -[List.map _ _]/(map _ _) (nth_map [::]) ?sz //.
by rewrite -[_ ++ _]/(cat _ _) nth_cat szn addn0 ltnn subnn.
Qed.

Lemma size_alive_of : size alive_of = N.
Proof.
have [sz _] := alive_listsP m.
rewrite /alive_of /= -[List.map _ v]/(alive_lists 0) alive_higherE add0n.
by case: (bias) => //; rewrite -[List.map _ _]/(map _ _) size_map.
Qed.

(* --- matching --- *)

Lemma listed (k : Z) ks : k \in ks -> List.In k ks.
Proof. by elim: ks => //= a ks IH; rewrite inE => /orP[/eqP ->|/IH]; [left|right]. Qed.

Lemma usesE ks k : uses ks k = Z.of_nat (count_mem k ks).
Proof.
elim: ks => //= a ks ->; rewrite Nat2Z.inj_add; congr Z.add.
by rewrite -[a == k]/(Z.eqb a k); case: Z.eqb.
Qed.

Lemma card_uses ks k : size ks = N -> #|[set n : 'I_N | nth Z0 ks n == k]| = count_mem k ks.
Proof.
move=> sz; rewrite -sum1_card -sum1_count (big_nth Z0) sz big_mkord.
by apply: eq_bigl => n; rewrite inE.
Qed.

Lemma all2P (f : seq bool -> Z -> bool) xs ks : all2 f xs ks ->
  size ks = size xs /\ forall n, (n < size xs)%N -> f (nth [::] xs n) (nth Z0 ks n).
Proof. exact: all2_nth. Qed.

Theorem matching_sound which s named : s != 0 ->
  check_matching (d m.+2) (d m.+1 + bias) alive_of named -> @held_claim m.+1 N d bias which true s W b X.
Proof.
move=> s0 /andP[/all2P[szn al] /List.forallb_forall fits]; rewrite size_alive_of in szn al.
have namedP (n : 'I_N) : exists k : 'I_(d m.+1 + bias), nth Z0 named n = Z.of_nat k.
  have /andP[/andP[/Z.leb_le k0 /Z.ltb_lt kn] _] := al n (ltn_ord n).
  have lt : (Z.to_nat (nth Z0 named n) < d m.+1 + bias)%N by apply/ssrnat.ltP; apply/Nat2Z.inj_lt; rewrite Z2Nat.id.
  by exists (Ordinal lt); rewrite /= Z2Nat.id.
have [k kE] := fin_all_exists namedP.
have live (n : 'I_N) : named_alive W b X n (k n).
  by have /andP[_] := al n (ltn_ord n); rewrite kE Nat2Z.id alive_ofP.
pose before (n : 'I_N) := [set n' : 'I_N | (n' < n)%N && (k n' == k n)].
have same (n : 'I_N) : [set n' : 'I_N | k n' == k n] = [set n' : 'I_N | nth Z0 named n' == nth Z0 named n].
  apply/setP=> n'; rewrite !inE !kE; apply/eqP/eqP => [->//|/Nat2Z.inj E]; exact: val_inj.
have unit_lt (n : 'I_N) : (#|before n| < d m.+2)%N.
  have : (#|before n| < #|[set n' : 'I_N | k n' == k n]|)%N.
    apply: proper_card; apply/properP; split; first by apply/subsetP=> n'; rewrite !inE => /andP[].
    by exists n; rewrite !inE ?ltnn ?eqxx.
  move/leq_trans; apply; rewrite same card_uses //.
  have : List.In (nth Z0 named n) named by apply: listed; rewrite mem_nth ?szn.
  by move/fits => /Z.leb_le; rewrite usesE => /Nat2Z.inj_le/ssrnat.leP.
apply: held_almost_every => sg.
apply: (@matching_witness N d bias _ W b X m s sg (fun n => Ordinal (unit_lt n)) k s0 live).
move=> n n' [E1 E2]; apply/eqP; apply/negPn/negP=> ne.
have lt_of (a a' : 'I_N) : (a < a')%N -> k a = k a' -> (#|before a| < #|before a'|)%N.
  move=> aa kk; apply: proper_card; apply/properP; split.
    by apply/subsetP=> x; rewrite !inE kk => /andP[xa ->]; rewrite (ltn_trans xa aa).
  by exists a; rewrite !inE ?aa ?kk ?ltnn ?eqxx.
case: (ltngtP n n') => nn; last by case/eqP: ne; exact: val_inj.
- by have := lt_of _ _ nn E2; rewrite E1 ltnn.
by have := lt_of _ _ nn (esym E2); rewrite E1 ltnn.
Qed.

(* --- hall-set --- *)

Theorem hall_set_sound which s ks : which <> AllLayers ->
  check_hall_set (d m.+2) (d m.+1 + bias) alive_of ks -> @held_claim m.+1 N d bias which false s W b X.
Proof.
move=> ne /andP[inc /Z.ltb_lt lt]; apply: always => R z; apply: all_deficient ne _ => p.
have szA : Form.count alive_of = Z.of_nat N by rewrite /Form.count -[length _]/(size _) size_alive_of.
rewrite szA in inc.
pose T := [set k : 'I_(d m.+1 + bias) | alive_in alive_of ks k].
have map_alive l : alive (fun l => map_mx (ratr : rat -> R) (W l)) (fun l => map_mx ratr (b l)) (map_mx ratr X) l = alive W b X l.
  elim: l => [|l IH]; apply/matrixP=> i n.
    rewrite [LHS]mxE [RHS]mxE.
    have UE : U (fun l => map_mx (ratr : rat -> R) (W l)) (fun l => map_mx ratr (b l)) (fun l => const_mx 1) (map_mx ratr X) 0 =
        map_mx ratr (U W b (fun l => const_mx 1) X 0) by rewrite /U map_mxD !map_mxM map_const_mx rmorph1.
    by rewrite UE [map_mx _ _ _ _]mxE fmorph_eq0.
  rewrite [LHS]/= [RHS]/= [LHS]mxE [RHS]mxE IH.
  by rewrite [map_mx _ _ _ _]mxE fmorph_eq0; congr (_ || _); apply: eq_existsb => j; rewrite [map_mx _ _ _ _]mxE fmorph_eq0.
apply: (@hall_deficient N d bias R _ _ _ m _ (members N ks) T).
  move=> n k nS kT; move: nS kT; rewrite !inE => ink.
  rewrite /alive_in => notin.
  have off : ~~ List.nth k (nth [::] alive_of n) false.
    apply: contra notin => on; apply/List.existsb_exists; exists (Z.of_nat n); split; first exact: listed.
    by move: on; rewrite /at_index Nat2Z.id !list_nth.
  by move: off; rewrite alive_ofP /named_alive; case: split => // j; rewrite map_alive.
rewrite card_members //; apply/ssrnat.ltP; apply/Nat2Z.inj_lt; apply: Z.le_lt_trans lt.
rewrite Nat2Z.inj_mul; apply: Z.mul_le_mono_nonneg_l; first exact: Nat2Z.is_nonneg.
have seqE x y : List.seq x y = iota x y by elim: y x => //= y IH x; rewrite IH.
rewrite seqE -[List.filter _ _]/(filter _ _) /Form.count -[length _]/(size _) size_filter.
apply: inj_le; apply/ssrnat.leP; rewrite -sum1_card -sum1_count -[X in iota 0 X]subn0 -/(index_iota 0 _) big_mkord.
by apply: eq_leq; apply: eq_bigl => k; rewrite inE.
Qed.
End Lists.
