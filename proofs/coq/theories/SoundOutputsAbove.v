(* Several outputs above several layers: matching and common-pairs (soundness.md 44). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Form Layers Rules Outputs TrainedOutputs Colouring
  OutputsAbove Linear Bridge Groups SoundOneLayer SoundForward Generic Theorem5 GenericLayers SoundLayers SoundAlive
  HeldOutputs SoundOutputs SoundOutputKinds Trained SoundTrained HeldLayers SoundHeldLayers.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma distinctE ks : distinct ks = uniq ks.
Proof.
elim: ks => //= k ks ->; congr (~~ _ && _); elim: ks => //= k' ks' ->.
by rewrite inE -[Z.eqb k k']/(k == k').
Qed.

(* --- output weights --- *)

Lemma check_bases_sound D N w p pairs : check_bases D N w p pairs -> spanning_pairs (W_held (size w) D w) (@pairs_of D N pairs).
Proof.
rewrite /check_bases; case/andP=> /andP[pp lenw]; case Ew: (integral_rows _ (transposed _ _)) => [ws|] // sp n u H.
have p1 : (1 < `|iz p|)%N by case/andP: pp => /andP[/Z.leb_le H1 _] _; reckon.
have [szw [lam [lam0 [_ entryW]]]] := integral_weights Ew.
have /andP[_ spn] := forallb_seq sp (ltn_ord n).
apply: (spans_free p1 spn) => i' /units_of_sampleP[i -> In].
rewrite -[RHS](mulr0 (lam i)) -[in RHS](H i In) mulr_sumr; apply: eq_bigr => o _.
by rewrite entryW mulrA.
Qed.

Lemma short_sample k D N pairs n : n \in short_samples k D N pairs -> (n < N)%N.
Proof. by rewrite /short_samples seqE -[List.filter _ _]/(filter _ _) mem_filter mem_iota add0n => /andP[_ /andP[_]]. Qed.

Lemma check_bases_with_sound D N w p pairs C : check_bases_with D N w p pairs C ->
  forall v : 'M[rat]_(N, size w), (forall i n, @pairs_of D N pairs i n -> seen (W_held (size w) D w) v n i = 0) ->
  (forall o, \sum_n v n o = 0) -> v = 0.
Proof.
rewrite /check_bases_with; cbv zeta; do 5!case/andP; move=> pp lenw _ _ _.
have p1 : (1 < `|iz p|)%N by case/andP: pp => /andP[/Z.leb_le H _] _; reckon.
case Ew: (integral_rows _ (transposed _ _)) => [ws|] //; rewrite -[length w]/(size w); set k := size w.
set ts := short_samples k D N pairs; case/andP=> sp er v Hv Hs; have [szw [lam [lam0 [_ entryW]]]] := integral_weights Ew.
have seen0 (n : 'I_N) i : i \in units_of_sample D pairs n -> \sum_(o < k) (entry ws i o)%:~R * v n o = 0.
  move=> /units_of_sampleP[j -> jn]; rewrite -[RHS](mulr0 (lam j)) -[in RHS](Hv j n jn) mulr_sumr.
  by apply: eq_bigr => o _; rewrite entryW mulrA.
have long (n : 'I_N) : (n : nat) \notin ts -> forall o, v n o = 0.
  move=> nts; have := forallb_seq sp (ltn_ord n); case/orP=> [|/andP[_ H]].
    rewrite -[List.existsb _ _]/(has _ _) => /hasP[m mts /PeanoNat.Nat.eqb_eq E].
    by rewrite E in nts; rewrite mts in nts.
  exact: (spans_free p1 H (seen0 n)).
pose v' n o : rat := if insub n is Some n' then (if insub o is Some o' then v n' o' else 0) else 0.
have v'E (n : 'I_N) (o : 'I_k) : v' n o = v n o by rewrite /v' !valK.
have uts : uniq ts by rewrite /ts /short_samples seqE -[List.filter _ _]/(filter _ _) filter_uniq ?iota_uniq.
pose P0 := Problem 0 D q1 (List.repeat [::] N) [::].
have P0N : sample_count P0 = N by rewrite /sample_count /= List.repeat_length.
apply/matrixP=> n o; rewrite [RHS]mxE; have [nts|/long//] := boolP ((n : nat) \in ts).
have free := @entry_rows_free P0 w p pairs C ws p1; rewrite P0N in free.
rewrite -v'E; apply: (free er) => // [m i mts iu|o0 ok].
  rewrite -[RHS](seen0 (Ordinal (short_sample mts)) i iu); apply: eq_bigr => o' _; by rewrite -(v'E (Ordinal (short_sample mts))).
have -> : \sum_(a < size ts) v' (nth 0%N ts a) o0 = \sum_(m <- ts) v' m o0 by rewrite (big_nth 0%N) big_mkord.
rewrite -[RHS](Hs (Ordinal ok)) [RHS](bigID (fun m : 'I_N => (m : nat) \in ts)) /= [X in _ = _ + X]big1 ?addr0 => [|m mts]; last exact: long.
rewrite [RHS](eq_bigr (fun m : 'I_N => v' m o0)) => [|m _]; last by rewrite -(v'E m (Ordinal ok)).
rewrite -[RHS](big_mkord (fun m => m \in ts) (fun m => v' m o0)) -[RHS]big_filter; apply: perm_big.
apply: uniq_perm => //; first by rewrite filter_uniq ?iota_uniq.
move=> m; rewrite [RHS]mem_filter mem_index_iota; apply/idP/andP=> [mts|[]//].
by rewrite mts leq0n (short_sample mts).
Qed.

(* Any W_L without zero minors, if each sample has k units *)
Lemma all_bases k D N pairs : (forall n : 'I_N, Nat.eqb (length (units_of_sample D pairs n)) k) ->
  spanning_pairs (vandermonde k D) (@pairs_of D N pairs).
Proof.
move=> each n u H; have /PeanoNat.Nat.eqb_eq szo := each n.
apply: (@vandermonde_spans _ _ [pred i : 'I_D | pairs_of pairs i n]) => //.
rewrite -szo -[length _]/(size _) /units_of_sample seqE -[List.filter _ _]/(filter _ _).
rewrite size_filter -val_enum_ord count_map enumT cardE /enum_mem size_filter; apply: eq_count => i.
by rewrite /= !inE -is_pairE.
Qed.

(* --- inputs --- *)

Section Lists.
Variables (d : nat -> nat) (N : nat) (w : nat -> rows) (c : nat -> seq Q) (v : rows) (bias : bool).
Hypotheses (szw : forall l, size (w l) = d l.+1) (lenw : forall l, lengths_are (d l) (w l)).
Hypotheses (szc : forall l, size (c l) = d l.+1) (szv : size v = N) (lenv : lengths_are (d 0%N) v).
Notation W := (weight_of d w).
Notation b := (bias_of d c).
Notation X := (mat (d 0%N) N v).
Variable m : nat.
Notation alive_units := (alive_of w c v bias m).
Notation D := (d m.+2).
Hypothesis some_unit : (0 < d m.+1)%N.

Lemma finds_units_matched pairs units : finds_units D (d m.+1 + bias) alive_units pairs units ->
  exists named : 'I_D -> 'I_N -> 'I_(d m.+1 + bias), matched W b X (@pairs_of D N pairs) named.
Proof.
rewrite /finds_units -[length alive_units]/(size _) (size_alive_of bias szw lenw szc szv lenv).
case/andP=> /set_for_each_unitP[szp inc] /(all2_nth [::] [::])[szu found]; rewrite szp in szu found.
have unit0 : (0 < d m.+1 + bias)%N by rewrite ltn_addr.
pose place (i : 'I_D) (n : 'I_N) := seq.index (Z.of_nat n) (nth [::] pairs i).
pose u (i : 'I_D) (n : 'I_N) := nth Z0 (nth [::] units i) (place i n).
have foundE (i : 'I_D) : size (nth [::] units i) = size (nth [::] pairs i) /\ uniq (nth [::] units i) /\
    forall n, pairs_of pairs i n -> alive_at (d m.+1 + bias) alive_units (Z.of_nat n) (u i n).
  have /andP[/(all2_nth Z0 Z0)[sz al] un] := found i (ltn_ord i); rewrite distinctE in un; do 2!split=> //.
  move=> n; rewrite /pairs_of inE => nin; have lt : (place i n < size (nth [::] pairs i))%N by rewrite index_mem.
  by have := al _ lt; rewrite nth_index.
have to_nat i n : pairs_of pairs i n -> (Z.to_nat (u i n) < d m.+1 + bias)%N /\ Z.of_nat (Z.to_nat (u i n)) = u i n.
  have [_ [_ al]] := foundE i; move=> /al/andP[/andP[/Z.leb_le u0 /Z.ltb_lt ud] _].
  by split; [apply/ssrnat.ltP/Nat2Z.inj_lt; rewrite Z2Nat.id|rewrite Z2Nat.id].
pose named i n : 'I_(d m.+1 + bias) := insubd (Ordinal unit0) (Z.to_nat (u i n)).
have namedE i n : pairs_of pairs i n -> Z.of_nat (named i n) = u i n.
  by move=> /to_nat[lt E]; rewrite /named val_insubd lt.
exists named; split=> [i n In|i n n' In In' E].
  have [_ [_ al]] := foundE i; have /andP[_] := al n In.
  have -> : Z.to_nat (u i n) = named i n by rewrite -(namedE i n In) Nat2Z.id.
  by rewrite /at_index Nat2Z.id -(alive_ofP szw lenw szc szv lenv) !list_nth.
have [sz [un _]] := foundE i; have uE : u i n = u i n' by rewrite -!namedE // E.
have lt (k : 'I_N) : pairs_of pairs i k -> (place i k < size (nth [::] units i))%N /\ nth Z0 (nth [::] pairs i) (place i k) = Z.of_nat k.
  by rewrite /pairs_of inE sz index_mem => kin; split=> //; exact: nth_index.
have [lt1 E1] := lt n In; have [lt2 E2] := lt n' In'.
have : place i n = place i n' by apply/eqP; rewrite -(nth_uniq Z0 lt1 lt2 un); apply/eqP.
by move=> P; apply: val_inj; apply: Nat2Z.inj; rewrite /= -E1 -E2 P.
Qed.

Section Rank.
Variables (k : nat) (s : rat).
Hypothesis s0 : s != 0.
Notation claim trained given Wo := (@held_layers_claim m.+1 N d bias k trained true given W b Wo true s X).

(* --- matching: W_L is generic --- *)

Theorem matching_outputs_sound trained Wo named : check_matching_outputs k D (d m.+1 + bias) alive_units named -> claim trained false Wo.
Proof.
rewrite /check_matching_outputs; case/andP=> _; case: (colouring _ _ _ _) => pairs units.
rewrite -[length alive_units]/(size _) (size_alive_of bias szw lenw szc szv lenv) => /andP[/finds_units_matched[f mt] each].
apply: one_point_each => sg; exists W, b, (vandermonde k D).
have [|E rk] := @pairs_rank N d bias k m W b X _ f (vandermonde k D) s sg trained s0 mt.
  by apply: all_bases => n; exact: (forallb_seq each (ltn_ord n)).
by exists E; split=> //; rewrite orbT.
Qed.

End Rank.

(* --- common-pairs: a W_L is given, or in the evidence, one that stands for almost every one --- *)

Section Common.
Variables (wl : rows) (s : rat) (p : Z) (pairs units : seq (seq Z)).
Hypothesis s0 : s != 0.
Notation k := (size wl).
Notation claim trained given Wo := (@held_layers_claim m.+1 N d bias k trained true given W b Wo true s X).
Hypothesis found : finds_units D (d m.+1 + bias) alive_units pairs units.

Theorem pairs_above_sound trained (given : bool) Wo : (given -> Wo = W_held k D wl) -> check_bases D N wl p pairs -> claim trained given Wo.
Proof.
move=> WE /check_bases_sound span; have [f mt] := finds_units_matched found.
apply: one_point_each => sg; exists W, b, (W_held k D wl).
have [E rk] := pairs_rank sg trained s0 mt span.
by exists E; split=> //; [move/WE|rewrite orbT].
Qed.

Theorem pairs_above_biases (given : bool) Wo C : (given -> Wo = W_held k D wl) -> check_bases_with D N wl p pairs C -> claim true given Wo.
Proof.
move=> WE /check_bases_with_sound span; have [f mt] := finds_units_matched found.
apply: one_point_each => sg; exists W, b, (W_held k D wl).
have [E [ind EI]] := pairs_above sg s0 mt; exists E; split=> //; [by move/WE|by rewrite orbT|].
by rewrite /G_held EI; exact: bias_pairs_witness.
Qed.
End Common.
End Lists.
