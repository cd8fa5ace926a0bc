(* Soundness of the kinds of one output that have a form for several: partition, tight-set, dead-pattern,
   independent-inputs and null-vector (soundness.md 33). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Model Linear Collapse Form Rules Outputs Bridge
  Groups Generic SoundOneLayer HeldOutputs SoundOutputs.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- partition: output weights whose minors are not zero --- *)

Definition vandermonde k D : 'M[rat]_(k, D) := \matrix_(c, i) (i : nat)%:R ^+ c.

Lemma vandermonde_spans k D (own : {pred 'I_D}) (u : 'I_k -> rat) : #|own| = k ->
  (forall i, i \in own -> \sum_c vandermonde k D c i * u c = 0) -> forall c, u c = 0.
Proof.
move=> card H c; pose q : {poly rat} := \poly_(c < k) (if insub c is Some c' then u c' else 0).
have q0 : q = 0.
  apply: (@roots_geq_poly_eq0 [idomainType of rat] q [seq (nat_of_ord i)%:R | i <- enum own]).
  - apply/allP=> x /mapP[i]; rewrite mem_enum => io ->; apply/eqP; rewrite horner_poly -[RHS](H i io).
    by apply: eq_bigr => c' _; rewrite mxE mulrC; congr (_ * _); rewrite valK.
  - by rewrite map_inj_uniq ?enum_uniq // => i j /eqP; rewrite eqr_nat => /eqP; exact: val_inj.
  by rewrite size_map -cardE card size_poly.
by have := coef0 [ringType of rat] c; rewrite -q0 coef_poly ltn_ord valK.
Qed.

Theorem check_partition_outputs_sound P k p groups : check_partition_outputs P k p groups -> s_of P != 0 ->
  forall sg, full_column_rank (gradient_held (vandermonde k (unit_count P)) (s_of P)
    (pair_noise _ (@pairs_of (unit_count P) (sample_count P) groups)) (X_of P) sg).
Proof.
rewrite /check_partition_outputs; cbv zeta; do 6!case/andP; move=> so pp le len inc each.
case Ez: (integral_rows false (xs P)) => [zs|] // ind s0 sg.
have inc' i : (i < size groups)%N -> index_set (Z.of_nat (sample_count P)) (nth [::] groups i).
  move=> lt; have : all (index_set (Z.of_nat (sample_count P))) groups by [].
  by move/(all_nthP [::]); apply.
have ind' i : (i < size groups)%N -> independent_of p zs (nth [::] groups i).
  by move=> lt; have : all (independent_of p zs) groups by []; move/(all_nthP [::]); apply.
apply: common_pairs_witness => // [i v vout Xv|n u H].
  have [lt|ge] := ltnP i (size groups).
    exact: (pairs_independent len Ez (inc' _ lt) (ind' _ lt)) Xv.
  by apply/matrixP=> n z; rewrite (ord1 z) [RHS]mxE vout // /pairs_of inE nth_default.
have /PeanoNat.Nat.eqb_eq szo := forallb_seq each (ltn_ord n).
apply: (@vandermonde_spans _ _ [pred i : 'I_(unit_count P) | pairs_of groups i n]) => //.
rewrite -szo -[length _]/(size _) /units_of_sample seqE -[List.filter _ _]/(filter _ _).
rewrite size_filter -val_enum_ord count_map enumT cardE /enum_mem size_filter; apply: eq_count => i.
by rewrite /= !inE -is_pairE.
Qed.

(* --- tight-set --- *)

(* soundness.md 33: k columns for each sample of S, in the span of its inputs *)
Theorem check_tight_outputs_sound P k ks p vectors : check_tight_outputs P k ks p vectors ->
  forall (R : realFieldType) (W : 'M[R]_(k, unit_count P)) s E sg,
  ~~ full_column_rank (gradient_held W s E (map_mx ratr (X_of P)) sg).
Proof.
rewrite /check_tight_outputs; do 4!case/andP; rewrite /Form.count -[length (xs P)]/(size (xs P)) => inc len kv /Z.ltb_lt lt.
case Ez: (integral_rows false (xs P)) => [zs|] // orth R W s E sg.
have [lenv [tle Zfree]] := kernel_vectorsP kv.
set S := members (sample_count P) ks.
pose T : {set 'I_(sample_count P * k)} := [set mxvec_index t.1 t.2 | t in [set t : 'I_(sample_count P) * 'I_k | t.1 \in S]].
have cardT : #|T| = (k * size ks)%N.
  rewrite card_imset; last by move=> [n c] [n' c'] /= /cast_ord_inj/enum_rank_inj.
  have -> : [set t : 'I_(sample_count P) * 'I_k | t.1 \in S] = setX S setT.
    by apply/setP=> -[n c]; rewrite !inE andbT.
  by rewrite cardsX cardsT card_ord mulnC card_members.
have -> : gradient_held W s E (map_mx ratr (X_of P)) sg =
    gradient 1 (held_slopes W (activations s E sg)) (copied k (map_mx ratr (X_of P))) (const_mx true).
  by apply: (f_equal (fun A => khatri_rao A _)); apply/matrixP=> i q; rewrite [RHS]mxE [const_mx _ _ _]mxE mulr1.
apply: (@tight_set_sound R _ _ _ 1 _ T _ (map_mx ratr (vectors_of (dim P) vectors))).
- by rewrite row_free_map.
- move=> q /imsetP[[n c]]; rewrite inE /= => nS ->.
  have -> : col (mxvec_index n c) (copied k (map_mx ratr (X_of P))) = map_mx ratr (col n (X_of P)) :> 'cV[R]_(dim P).
    by apply/matrixP=> j z; rewrite [LHS]mxE copiedE !mxE.
  by rewrite -map_mxM (orthogonal_toP (erefl _) len Ez lenv inc orth nS) map_mx0.
rewrite cardT; move: lt; rewrite -[length vectors]/(size vectors) -[length ks]/(size ks).
have -> : Z.sub (Z.of_nat (dim P)) (Z.of_nat (size vectors)) = Z.of_nat (dim P - size vectors) by reckon.
by rewrite -!Nat2Z.inj_mul => /Nat2Z.inj_lt/ssrnat.ltP.
Qed.

(* --- dead-pattern --- *)

Theorem dead_outputs P k : check_dead_pattern P -> (0 < k)%N ->
  forall (R : realFieldType) (W : 'M[R]_(k, unit_count P)) E X,
  ~~ full_column_rank (gradient_held (d := dim P) W 0 E X (const_mx false : pattern _ (sample_count P))).
Proof.
case/andP=> /andP[_ n0] _ k0 R W E X; have N0 : (0 < sample_count P)%N.
  by rewrite lt0n; apply: contra n0 => /eqP ->.
apply: (@deficientP _ _ _ _ (delta_mx (mxvec_index (Ordinal N0) (Ordinal k0)) 0)).
  by apply/eqP=> /matrixP/(_ (mxvec_index (Ordinal N0) (Ordinal k0)) 0); rewrite !mxE !eqxx; apply/eqP; exact: oner_neq0.
apply/matrixP=> r z; rewrite [RHS]mxE mxE big1 // => q _; case/mxvec_indexP: q => n c; case/mxvec_indexP: r => i j.
by rewrite gradient_heldE [activations _ _ _ _ _]mxE [const_mx _ _ _]mxE !mulr0 !mul0r.
Qed.

(* --- independent-inputs --- *)

Theorem check_inputs_outputs_sound P w p : check_inputs_outputs P w p ->
  forall sg, full_column_rank (gradient_held (W_held (size w) (unit_count P) w) (s_of P) (E_of P) (X_of P) sg).
Proof.
rewrite /check_inputs_outputs; cbv zeta; do 3!case/andP; move=> so pp len.
case Ez: (integral_rows false (xs P)) => [zs|] //; case Ew: (integral_rows _ (transposed _ _)) => [ws|] // /andP[ind sp] sg.
have [s0|N0] := slope_okP so; last first.
  by rewrite /full_column_rank eqn_leq rank_leq_col /=; apply: leq_trans (leq0n _); rewrite leqn0 muln_eq0 N0.
have p1 : (1 < `|iz p|)%N by case/andP: pp => /andP[/Z.leb_le H _] _; reckon.
have [szw [lam [lam0 [_ entryW]]]] := integral_weights Ew.
have /full_column_rankP Xinj := all_independent (erefl (sample_count P)) len Ez ind.
apply/full_column_rankP=> v; rewrite -[v]trmxK -[v^T]vec_mxK.
set V := vec_mx v^T => /held_block H; suff -> : V = 0 by rewrite linear0 trmx0.
apply/matrixP=> n c; rewrite [RHS]mxE; move: c; apply: (spans_free p1 (forallb_seq sp (ltn_ord n))) => i.
rewrite /outside seqE -[List.filter _ _]/(filter _ _) mem_filter mem_iota leq0n add0n => /andP[/andP[_ e0] lti].
rewrite !list_nth q2r_eq0 in e0; pose i' := Ordinal (lti : (i < unit_count P)%N).
have /matrixP/(_ n 0) := Xinj _ (H i'); rewrite !mxE => /eqP; rewrite mulf_eq0.
have /negPf -> : q2r (nth q0 (nth [::] (factors P) n) i) * (if sg i' n then 1 else s_of P) != 0.
  by rewrite mulf_neq0 //; case: ifP => _; rewrite ?oner_neq0.
move=> /eqP seen0; rewrite -[RHS](mulr0 (lam i)) -[in RHS]seen0 /seen mulr_sumr; apply: eq_bigr => c _.
by rewrite (entryW i') mulrA.
Qed.

(* --- null-vector --- *)

Lemma nth_part k v n c : (c < k)%N -> nth q0 (part k v n) c = nth q0 v (n * k + c).
Proof.
have skipnE m (t : seq Q) : List.skipn m t = drop m t by elim: m t => [|m IH] [|y t] //=.
have firstnE m (t : seq Q) : List.firstn m t = take m t by elim: m t => [|m IH] [|y t] //=; rewrite IH.
by move=> lt; rewrite /part firstnE nth_take // skipnE nth_drop.
Qed.
Lemma size_part k v n N : size v = (N * k)%N -> (n < N)%N -> size (part k v n) = k.
Proof.
have skipnE m (t : seq Q) : List.skipn m t = drop m t by elim: m t => [|m IH] [|y t] //=.
have firstnE m (t : seq Q) : List.firstn m t = take m t by elim: m t => [|m IH] [|y t] //=; rewrite IH.
move=> sz lt; rewrite /part firstnE skipnE size_takel // size_drop sz -mulnBl.
by rewrite -{1}[k]mul1n leq_mul2r subn_gt0 lt orbT.
Qed.

Lemma check_null_outputs_vector P w sg v : check_null_outputs P w sg v ->
  exists V : 'M[rat]_(sample_count P, size w),
  [/\ V != 0, gradient_held (W_held (size w) (unit_count P) w) (s_of P) (E_of P) (X_of P) (pattern_of _ _ sg) *m (mxvec V)^T = 0 &
      forall n c, V n c = q2r (nth q0 v (n * size w + c))].
Proof.
rewrite /check_null_outputs; cbv zeta; do 7!case/andP; move=> lenS /PeanoNat.Nat.eqb_eq szS /PeanoNat.Nat.eqb_eq szv.
move=> nz lenX lenE /PeanoNat.Nat.eqb_eq szE zero.
pose V : 'M[rat]_(sample_count P, size w) := \matrix_(n, c) q2r (nth q0 v (n * size w + c)).
exists V; split; last by move=> n c; rewrite mxE.
  apply/eqP=> V0; have /(has_nthP q0)[q lt y0] : has (fun y => ~~ qis0 y) v by [].
  have ltq : (q < sample_count P * size w)%N by rewrite -[(_ * _)%N]/(Nat.mul (sample_count P) (length w)) -szv.
  have k0 : (0 < size w)%N by move: ltq; case: (size w) => //; rewrite muln0.
  have ltn : (q %/ size w < sample_count P)%N by rewrite ltn_divLR.
  have ltc : (q %% size w < size w)%N by rewrite ltn_mod.
  have /matrixP/(_ (Ordinal ltn) (Ordinal ltc)) := V0; rewrite !mxE /= -divn_eq => /eqP.
  by rewrite -q2r_eq0 (negPf y0).
apply/held_block=> i; apply/matrixP=> j z; rewrite (ord1 z) [RHS]mxE mxE.
have := forallb_seq (forallb_seq zero (ltn_ord i)) (ltn_ord j); rewrite q2r_eq0.
have szf : size (factors P) = sample_count P by exact: szE.
rewrite (@weighted_sum (sample_count P)) //; last 2 first.
- by rewrite size_map2 // szf -[size sg]/(length sg) szS.
- by rewrite -[List.map _ _]/(map _ _) size_map seqE size_iota.
move/eqP=> H; rewrite -[RHS]H; apply: eq_bigr => n _; rewrite !mxE.
have ltn : (n < size (factors P))%N by rewrite szf.
rewrite (nth_map2 _ [::] [::]) //; last by rewrite -[size sg]/(length sg) szS szf.
rewrite nth_chosen ?(lengths_areP lenE) ?(lengths_areP lenS) // -?[size sg]/(length sg) ?szS //.
rewrite -[List.map _ _]/(map _ _) seqE (nth_map 0%N) ?size_iota // nth_iota // add0n.
have szn : size (nth [::] (transposed (unit_count P) w) i) = size w.
  by rewrite (lengths_areP (lengths_transposed _ _)) ?size_transposed.
have szp : size (part (size w) v n) = size w by exact: (size_part (N := sample_count P)).
rewrite list_nth qdot_sum ?szn ?szp // mulrCA mulrA; congr (_ * _).
by apply: eq_bigr => c _; rewrite !mxE transposedE // nth_part.
Qed.

Theorem check_null_outputs_sound P w sg v : check_null_outputs P w sg v ->
  ~~ full_column_rank (gradient_held (W_held (size w) (unit_count P) w) (s_of P) (E_of P) (X_of P) (pattern_of _ _ sg)).
Proof.
case/check_null_outputs_vector=> V [V0 GV _]; apply: deficientP GV.
by apply: contraNneq V0 => /(congr1 trmx); rewrite trmxK trmx0 => /(congr1 vec_mx); rewrite mxvecK linear0 => ->.
Qed.

(* --- collapse, linear-units: a sample for each output --- *)

Lemma size_flat A B (g : A -> seq B) k xs : (forall x, size (g x) = k) -> size (List.flat_map g xs) = (size xs * k)%N.
Proof. by move=> H; elim: xs => //= x xs IH; rewrite -[(_ ++ _)%list]/(cat _ _) size_cat IH H mulSn. Qed.
Lemma nth_flat A B (g : A -> seq B) k xs (a : A) (b : B) n c : (forall x, size (g x) = k) -> (n < size xs)%N -> (c < k)%N ->
  nth b (List.flat_map g xs) (n * k + c) = nth b (g (nth a xs n)) c.
Proof.
move=> H lt ltc; elim: xs n lt => //= x xs IH n lt; rewrite -[(_ ++ _)%list]/(cat _ _) nth_cat H; case: n lt => [|n] lt.
  by rewrite mul0n add0n ltc.
by rewrite mulSn -addnA ltnNge leq_addr /= addKn IH.
Qed.

Section Spread.
Variables (P : problem) (w : rows).
Notation D := (unit_count P).
Notation N := (sample_count P).
Notation k := (size w).
Let P' := spread P w.

Lemma spread_count : sample_count P' = (N * k)%N.
Proof. by apply: (@size_flat _ _ _ k) => x; exact: size_map. Qed.

Definition place (q : 'I_(N * k)) : 'I_N * 'I_k := enum_val (cast_ord (esym (mxvec_cast N k)) q).
Lemma place_index n c : place (mxvec_index n c) = (n, c).
Proof. by rewrite /place /mxvec_index cast_ordK enum_rankK. Qed.

Lemma column_lt q : ((place q).1 * k + (place q).2 < sample_count P')%N.
Proof.
rewrite spread_count; case: (place q) => n c /=.
apply: (@leq_trans (n.+1 * k)%N); first by rewrite mulSn addnC ltn_add2r.
by rewrite leq_mul2r ltn_ord orbT.
Qed.
Definition column q : 'I_(sample_count P') := Ordinal (column_lt q).
Lemma columnE n c : column (mxvec_index n c) = (n * k + c)%N :> nat.
Proof. by rewrite /= place_index. Qed.
Lemma column_div n c : (column (mxvec_index n c) %/ k = n)%N.
Proof. by rewrite columnE divnMDl ?(divn_small (ltn_ord c)) ?addn0 //; apply: leq_ltn_trans (ltn_ord c). Qed.
Lemma column_inj : injective column.
Proof.
move=> q q'; case/mxvec_indexP: q => n c; case/mxvec_indexP: q' => n' c' E.
have En : n = n' by apply: val_inj; rewrite /= -(column_div n c) E column_div.
move: E; rewrite -En => /(congr1 val); rewrite /= !place_index => /addnI Ec.
by congr mxvec_index; apply: val_inj.
Qed.

(* The slopes of a sample, for each of its columns *)
Definition spread_pattern (sg : pattern D N) : pattern D (sample_count P') :=
  \matrix_(i, m) nth false [seq sg i n | n <- enum 'I_N] (m %/ k).

Theorem spread_pattern_sound sg : spreads P w -> full_column_rank (gradient (s_of P') (E_of P') (X_of P') (spread_pattern sg)) ->
  full_column_rank (gradient_held (W_held k D w) (s_of P) (E_of P) (X_of P) sg).
Proof.
case/andP=> /andP[lenw lenE] /PeanoNat.Nat.eqb_eq szE H.
have szE' : size (factors P) = N by exact: szE.
have -> : gradient_held (W_held k D w) (s_of P) (E_of P) (X_of P) sg = colsub column (gradient (s_of P') (E_of P') (X_of P') (spread_pattern sg)).
  apply/matrixP=> r q; case/mxvec_indexP: r => i j; case/mxvec_indexP: q => n c.
  rewrite gradient_heldE [RHS]mxE khatri_raoE ![activations _ _ _ _ _]mxE [spread_pattern sg _ _]mxE column_div.
  rewrite (nth_map n) ?size_enum_ord // nth_ord_enum [W_held _ _ _ _ _]mxE [E_of P' _ _]mxE [X_of P' _ _]mxE columnE.
  have ltf : (n < size (factors P))%N by rewrite szE'.
  have ltx : (n < size (xs P))%N := ltn_ord n.
  rewrite (@nth_flat _ _ _ k _ [::]) //; last by move=> x; exact: size_map.
  rewrite (@nth_flat _ _ _ k _ [::]) //; last by move=> x; exact: size_map.
  rewrite -![List.map _ w]/(map _ w) !(nth_map [::]) // [E_of P _ _]mxE [X_of P _ _]mxE.
  rewrite (nth_map2 _ q0 q0) ?q2rM ?(lengths_areP lenE) ?(lengths_areP lenw) ?szE' //.
  by move: (q2r _) (q2r (nth q0 (nth [::] (factors P) n) i)) (if _ then _ else _) (q2r (nth q0 (nth [::] (xs P) n) j)) => *; ring.
exact: full_column_rank_colsub column_inj H.
Qed.

Theorem spread_sound : spreads P w -> every_pattern (s_of P') (E_of P') (X_of P') ->
  forall sg, full_column_rank (gradient_held (W_held k D w) (s_of P) (E_of P) (X_of P) sg).
Proof. by move=> sp H sg; exact: spread_pattern_sound sp (H _). Qed.
End Spread.
