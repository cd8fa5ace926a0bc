(* Several outputs above several layers: hall-set and crowded-pairs (soundness.md 44). Whatever the noise, the inputs of layer L-1
   have no more rows on some samples than units are alive on them. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Form Layers Rules Outputs OutputsAbove Linear Bridge
  Groups SoundOneLayer SoundForward Generic Theorem5 GenericLayers SoundLayers SoundAlive HeldOutputs SoundOutputs
  Trained SoundTrained HeldLayers SoundHeldLayers.
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
Variable m : nat.
Notation alive_units := (alive_of w c v bias m).
Notation D := (d m.+2).
Notation rows_of ks := (alive_rows (d m.+1 + bias) alive_units ks).

Lemma alive_over (R : numFieldType) l :
  alive (fun l => map_mx (ratr : rat -> R) (W l)) (fun l => map_mx ratr (b l)) (map_mx ratr X) l = alive W b X l.
Proof.
elim: l => [|l IH]; apply/matrixP=> i n.
  rewrite [LHS]mxE [RHS]mxE.
  have UE : U (fun l => map_mx (ratr : rat -> R) (W l)) (fun l => map_mx ratr (b l)) (fun l => const_mx 1) (map_mx ratr X) 0 =
      map_mx ratr (U W b (fun l => const_mx 1) X 0) by rewrite /U map_mxD !map_mxM map_const_mx rmorph1.
  by rewrite UE [map_mx _ _ _ _]mxE fmorph_eq0.
rewrite [LHS]/= [RHS]/= [LHS]mxE [RHS]mxE IH.
by rewrite [map_mx _ _ _ _]mxE fmorph_eq0; congr (_ || _); apply: eq_existsb => j; rewrite [map_mx _ _ _ _]mxE fmorph_eq0.
Qed.

Definition row_count ks := size (filter (alive_in alive_units ks) (iota 0 (d m.+1 + bias))).
Lemma row_countE ks : rows_of ks = Z.of_nat (row_count ks).
Proof. by rewrite /alive_rows seqE. Qed.

Section Over.
Variables (R : realFieldType) (A : forall l, 'M[R]_(d l, N)).
Let V' : 'M[R]_(d m.+1 + bias, N) := with_bias bias (V (fun l => map_mx ratr (W l)) (fun l => map_mx ratr (b l)) A (map_mx ratr X) m.+1).

Lemma row_count_rank ks (I : 'I_N -> bool) : index_set (Z.of_nat N) ks -> (forall n, I n = (n \in members N ks)) ->
  (\rank (\matrix_(j, n) (if I n then V' j n else 0 : R)%R) <= minn (size ks) (row_count ks))%N.
Proof.
move=> inc IE; pose G := [set j : 'I_(d m.+1 + bias) | alive_in alive_units ks j].
have := @alive_rank N d bias R (fun l => map_mx ratr (W l)) (fun l => map_mx ratr (b l)) (map_mx ratr X) m A I G _.
have -> : #|[set n | I n]| = size ks by rewrite -(card_members inc); apply: eq_card => n; rewrite inE IE.
move=> H; apply: leq_trans (H _) _; last first.
  rewrite leq_min geq_minl /=; apply: leq_trans (geq_minr _ _) _.
  rewrite /row_count size_filter -sum1_card -sum1_count -[X in iota 0 X]subn0 -/(index_iota 0 _) big_mkord.
  by apply: eq_leq; apply: eq_bigl => j; rewrite inE.
move=> n j; rewrite IE inE => nin; rewrite inE => notin.
have off : ~~ List.nth j (nth [::] alive_units n) false.
  apply: contra notin => on; apply/List.existsb_exists; exists (Z.of_nat n); split; first exact: listed.
  by move: on; rewrite /at_index Nat2Z.id !list_nth.
by move: off; rewrite alive_ofP // /named_alive; case: split => // i; rewrite alive_over.
Qed.
End Over.

(* --- hall-set --- *)

Variables (K : nat) (trained : bool).
Notation claim given Wo s := (@held_layers_claim m.+1 N d bias K trained true given W b Wo false s X).

Theorem hall_outputs_sound given Wo s ks :
  check_hall_outputs trained K D (d m.+1 + bias) alive_units ks -> claim given Wo s.
Proof.
case/andP=> inc room; have szA : Form.count alive_units = Z.of_nat N by rewrite /Form.count -[length _]/(size _) (size_alive_of bias szw lenw szc szv lenv).
rewrite szA in inc; apply: never => R z p; rewrite /G_held.
set Wz := output_values _ _ _; pose A l := activations (ratr s) (noise_values z l) (signs_at p l).
pose S := members N ks; have cS : #|S| = size ks by rewrite card_members.
rewrite /gradient_held.
case/orP: room => [/Z.ltb_lt lt|/andP[/Z.ltb_lt DK /Z.leb_le two]]; last first.
  have {}DK : (D < K)%N by reckon.
  case tr: (trained) two => two.
    have S1 : (1 < #|S|)%N by rewrite cS; move: two; rewrite /Form.count -[length ks]/(size ks); reckon.
    by have /card_gt1P[n [n' [_ _ ne]]] := S1; exact: few_units ne.
  have S0 : (0 < #|S|)%N by rewrite cS; move: two; rewrite /Form.count -[length ks]/(size ks); reckon.
  have N0 : (0 < N)%N by have := leq_trans S0 (max_card (mem S)); rewrite card_ord.
  rewrite held_rank_held; apply: (@crowded_pairs_sound _ _ _ _ _ _ _ _ (fun _ _ => false) (fun=> 0%N) (fun=> D)) => [i|n|].
  - rewrite leqn0 mxrank_eq0; apply/eqP/matrixP=> j n; by rewrite !mxE.
  - exact: rank_leq_row.
  by rewrite !sum_nat_const !card_ord muln0 add0n ltn_pmul2l.
pose I (i : 'I_D) (n : 'I_N) := n \in S.
have rk i : (\rank (inputs_inside (with_bias bias (V (weight_values true W z) (bias_values bias true b z)
    A (map_mx ratr X) m.+1)) I i) <= row_count ks)%N.
  exact: leq_trans (row_count_rank (I := I i) _ inc (fun=> erefl)) (geq_minr _ _).
have out n : n \in S -> forall B, weights_outside Wz B I n = 0.
  by move=> nS B; apply/matrixP=> i o; rewrite !mxE /I nS.
have total : (\sum_(i < D) row_count ks + \sum_(n < N) (if n \in S then 0 else K) + (if trained then K else 0) < N * K)%N.
  have -> : (\sum_(n < N) (if n \in S then 0 else K) = #|~: S| * K)%N.
    by rewrite -sum_nat_const [RHS]big_mkcond; apply: eq_bigr => n _; rewrite in_setC; case: (n \in S).
  rewrite sum_nat_const card_ord; have := cardsC S; rewrite card_ord => cC; rewrite -[in (N * K)%N]cC mulnDl.
  move: lt; rewrite -/(rows_of ks) row_countE /Form.count -[length ks]/(size ks) -cS.
  move: (row_count ks) #|S| #|~: S| => x y u.
  by case: (trained); rewrite ?Z.add_0_r -!Nat2Z.inj_mul -?Nat2Z.inj_add => /Nat2Z.inj_lt/ssrnat.ltP;
    rewrite -![Nat.mul _ _]/(_ * _)%N -?[Nat.add _ _]/(_ + _)%N; reckon.
case tr: (trained) total => total.
  apply: (@crowded_trained _ _ _ _ _ Wz _ _ I (fun=> row_count ks) (fun n => if n \in S then 0 else 1%:M) (fun n => if n \in S then 0%N else K) 0 0).
  - exact: rk.
  - by move=> n; case: (n \in S); [rewrite mxrank0|exact: rank_leq_row].
  - by move=> n; case: (boolP (n \in S)) => nS; [rewrite out ?sub0mx|exact: submx1].
  - by rewrite /row_free mxrank0.
  - by move=> n; exact: sub0mx.
  by rewrite subn0.
rewrite held_rank_held; apply: (@crowded_pairs_sound _ _ _ _ _ Wz _ _ I (fun=> row_count ks) (fun n => if n \in S then 0%N else K)).
- exact: rk.
- by move=> n; case: (boolP (n \in S)) => nS; [rewrite out ?mxrank0|exact: rank_leq_col].
by rewrite addn0 in total.
Qed.
(* --- crowded-pairs --- *)

Section Crowded.
Variables (p : Z) (pairs : seq (seq Z)) (wl : rows) (yss : seq (seq (seq Z))).
Notation k := (size wl).
Let Wo : 'M[rat]_(k, D) := W_held k D wl.

Lemma othersE (i : 'I_D) (n : 'I_N) : (val i \in others D pairs n) = ~~ pairs_of pairs i n.
Proof.
rewrite /others seqE -[List.filter _ _]/(filter _ _) mem_filter mem_iota add0n ltn_ord andbT.
by rewrite -is_pairE leq0n andbT.
Qed.

Theorem crowded_above_sound (biases : option (seq (seq Z))) s :
  check_crowded_above D (d m.+1 + bias) alive_units wl pairs p yss biases ->
  @held_layers_claim m.+1 N d bias k (biases : bool) true true W b Wo false s X.
Proof.
rewrite /check_crowded_above; cbv zeta; rewrite -[length alive_units]/(size _) (size_alive_of bias szw lenw szc szv lenv).
case/andP=> /andP[/andP[/andP[/set_for_each_unitP[szp inc] lenw'] /PeanoNat.Nat.eqb_eq szy]].
case Ew: (integral_rows _ (transposed _ _)) => [ws|] // Hn room; apply: never => R z q; rewrite /G_held /gradient_held.
set Wz := output_values _ _ _; pose A l := activations (ratr s) (noise_values z l) (signs_at q l).
have WzE : Wz = map_mx ratr Wo by [].
have weights_ok (n : 'I_N) := forallb_seq Hn (ltn_ord n).
pose r (i : nat) := minn (size (nth [::] pairs i)) (row_count (nth [::] pairs i)).
have rk (i : 'I_D) : (\rank (inputs_inside (with_bias bias (V (weight_values true W z) (bias_values bias true b z) A (map_mx ratr X) m.+1))
    (@pairs_of D N pairs) i) <= r i)%N.
  exact: (row_count_rank (I := pairs_of pairs i) A (inc _ (ltn_ord i)) (fun=> erefl)).
have totalr : total D (fun i => Z.min (Form.count (List.nth i pairs [::])) (rows_of (List.nth i pairs [::]))) = Z.of_nat (\sum_(i < D) r i).
  by apply: totalE => i _; rewrite !list_nth row_countE /r /Form.count -[List.length _]/(size _); reckon.
have orthW (n : 'I_N) (i : 'I_D) : ~~ pairs_of pairs i n -> vectors_of k (nth [::] yss n) *m col i Wo = 0.
  move=> out; have /andP[kv orth] := weights_ok n; rewrite !list_nth in kv orth.
  have [lenk _] := kernel_vectorsP kv; rewrite -[RHS](orthogonal_at (size_transposed D wl) (lengths_transposed D wl) Ew lenk orth (n := i)).
    by congr (_ *m _); apply/matrixP=> o x; rewrite !mxE transposedE // mxE.
  by apply: map_f; rewrite othersE.
case: biases room => [us|]; last first.
  rewrite totalr; pose f (n : nat) := minn (size (others D pairs n)) (k - size (nth [::] yss n)).
  rewrite (totalE (g := f)) => [|n ltn]; last first.
    have /andP[/kernel_vectorsP[_ [le _]] _] := weights_ok (Ordinal ltn).
    rewrite /f !list_nth /Form.count -[List.length (others _ _ _)]/(size _) -[List.length (nth _ yss n)]/(size _) -[List.length wl]/(size wl).
    by move: le; rewrite /= list_nth -[List.length wl]/(size wl); reckon.
  rewrite -[List.length wl]/(size wl) -Nat2Z.inj_add -Nat2Z.inj_mul => /Z.ltb_lt/Nat2Z.inj_lt/ssrnat.ltP lt.
  rewrite held_rank_held; apply: (@crowded_pairs_sound _ _ _ _ _ Wz _ _ (@pairs_of D N pairs) r f) => // n.
  have /andP[kv _] := weights_ok n; rewrite !list_nth in kv; have [_ [_ Yfree]] := kernel_vectorsP kv.
  pose B : 'M[rat]_(k, D) := \matrix_(o, i) (if ~~ pairs_of pairs i n then Wo o i else 0).
  have BE : (\rank B <= f n)%N.
    have out j : j \notin [set j : 'I_D | val j \in others D pairs n] -> col j B = 0.
      by rewrite inE othersE => /negPf no; apply/matrixP=> o x; rewrite !mxE no.
    have inn j : j \in [set j : 'I_D | val j \in others D pairs n] -> vectors_of k (nth [::] yss n) *m col j B = 0.
      rewrite inE othersE => yes; rewrite -[RHS](orthW n j yes); congr (_ *m _).
      by apply/matrixP=> o x; rewrite !mxE yes.
    apply: leq_trans (rank_bound_set Yfree out inn) _.
    by rewrite leq_min (leq_trans (geq_minl _ _) (card_set_of _ _)) geq_minr.
  apply: leq_trans BE; rewrite -(mxrank_map [rmorphism of (ratr : rat -> R)] B) -(mxrank_tr (map_mx _ B)).
  pose S : 'M[R]_D := \matrix_(i, j) ((i == j) && ~~ pairs_of pairs i n && (A m.+2 i n != 0))%:R.
  have -> : weights_outside Wz (A m.+2) (@pairs_of D N pairs) n = S *m (map_mx ratr B)^T; last exact: mxrankM_maxr.
  apply/matrixP=> i o; rewrite [RHS]mxE (bigD1 i) //= big1 ?addr0 => [|j ne]; last first.
    by rewrite [S _ _]mxE eq_sym (negPf ne) mul0r.
  rewrite [LHS]mxE [S _ _]mxE eqxx /= [_^T _ _]mxE [map_mx _ _ _ _]mxE [B _ _]mxE WzE [map_mx _ _ _ _]mxE.
  by case: (~~ pairs_of pairs i n); rewrite ?mul0r //=; case: ifP => _; rewrite ?mul1r ?mul0r.
case/andP=> /andP[kvU orthU] lt; have [lenU [ule Ufree]] := kernel_vectorsP kvU.
pose Y (n : nat) : 'M[R]_(size (nth [::] yss n), k) := map_mx ratr (vectors_of k (nth [::] yss n)).
apply: (@crowded_trained _ _ _ _ _ Wz _ _ (@pairs_of D N pairs) r (fun n => kermx (Y n)^T) (fun n => k - size (nth [::] yss n))%N _ (map_mx ratr (vectors_of k us))).
- exact: rk.
- move=> n; have /andP[kv _] := weights_ok n; rewrite !list_nth in kv.
  have [_ [_ Yfree]] := kernel_vectorsP kv.
  by rewrite mxrank_ker mxrank_tr mxrank_map (eqP Yfree).
- move=> n; apply/sub_kermxP; apply/matrixP=> i a; rewrite [RHS]mxE mxE.
  have [out|/negPf out] := boolP (~~ pairs_of pairs i n && (A m.+2 i n != 0)); last by rewrite big1 // => o _; rewrite mxE out mul0r.
  have /matrixP/(_ a 0) := orthW n i (proj1 (andP out)); rewrite [RHS]mxE mxE => /(congr1 (ratr : rat -> R)); rewrite rmorph0 rmorph_sum /= => H.
  rewrite -[RHS]H; apply: eq_bigr => o _; rewrite [LHS]mulrC rmorphM /=; congr (_ * _); first by rewrite [LHS]mxE [LHS]mxE.
  by rewrite [LHS]mxE out WzE [LHS]mxE [in RHS]mxE.
- by rewrite row_free_map.
- move=> n; have /andP[kv _] := weights_ok n; rewrite !list_nth in kv.
  have oU := forallb_seq orthU (ltn_ord n); rewrite !list_nth in oU.
  have [lenk _] := kernel_vectorsP kv; apply/sub_kermxP; apply/matrixP=> u a; rewrite [RHS]mxE mxE.
  have : all (fun i => List.forallb (fun x => Z.eqb (dot x (at_index [::] (nth [::] yss n) i)) Z0) us)
      (List.map Z.of_nat (List.seq 0 (length (nth [::] yss n)))) by exact: oU.
  rewrite seqE -[List.map _ _]/(map _ _) => /allP/(_ (Z.of_nat a)).
  have -> : Z.of_nat a \in [seq Z.of_nat i | i <- iota 0 (length (nth [::] yss n))].
    by apply: map_f; rewrite mem_iota add0n; exact: ltn_ord.
  move=> /(_ isT) H; have : all (fun x => Z.eqb (dot x (at_index [::] (nth [::] yss n) (Z.of_nat a))) Z0) us by exact: H.
  move/(all_nthP [::])/(_ u (ltn_ord u))/Z.eqb_eq; rewrite /at_index Nat2Z.id list_nth => /(congr1 iz).
  rewrite dot_sum ?(lengths_areP lenU) ?(lengths_areP lenk) // iz0 => E0.
  have := congr1 (fun x : int => x%:~R : R) E0; rewrite rmorph_sum /= => E1; rewrite -[RHS]E1.
  by apply: eq_bigr => o _; rewrite !mxE intrM !ratr_int.
move: lt; rewrite totalr (totalE (g := fun n => (k - size (nth [::] yss n))%N)) => [|n ltn]; last first.
  have /andP[/kernel_vectorsP[_ [le _]] _] := weights_ok (Ordinal ltn).
  rewrite !list_nth /Form.count -[List.length (nth _ yss n)]/(size _) -[List.length wl]/(size wl).
  by move: le; rewrite /= list_nth -[List.length wl]/(size wl); reckon.
rewrite /Form.count -[List.length wl]/(size wl) -[List.length us]/(size us) => /Z.ltb_lt.
have -> : Z.sub (Z.of_nat k) (Z.of_nat (size us)) = Z.of_nat (k - size us) by move: ule; rewrite -[List.length wl]/(size wl); reckon.
by rewrite -!Nat2Z.inj_add -Nat2Z.inj_mul => /Nat2Z.inj_lt/ssrnat.ltP.
Qed.
End Crowded.
End Lists.
