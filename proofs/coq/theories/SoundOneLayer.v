(* Soundness of the simple kinds: partition, tight-set, independent-inputs, null-vector, open-cell, point,
   masked-tight-set (soundness.md 1 to 5, 15, 16). *)
From Coq Require Import ZArith QArith_base.
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Model Linear Collapse AlmostEvery Form Rules Bridge
  Groups.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* The problem as matrices: samples are columns. *)
Definition X_of P : 'M[rat]_(dim P, sample_count P) := mat _ _ (xs P).
Definition E_of P : 'M[rat]_(unit_count P, sample_count P) := mat _ _ (factors P).
Definition s_of P : rat := q2r (problem_slope P).
Definition pattern_of D N (sg : seq (seq bool)) : pattern D N := \matrix_(i, n) nth false (nth [::] sg n) i.

Lemma no_samples (F : fieldType) m (G : 'M[F]_(m, 0)) : full_column_rank G.
Proof. by rewrite /full_column_rank -leqn0 rank_leq_col. Qed.

Lemma slope_okP P : slope_ok P -> s_of P != 0 \/ sample_count P = 0%N.
Proof. by case/orP=> [|/PeanoNat.Nat.eqb_eq]; [rewrite q2r_eq0; left|right]. Qed.

Lemma no_samples_every (F : fieldType) d D N (s : F) (E : 'M_(D, N)) (X : 'M_(d, N)) :
  N = 0%N -> every_pattern s E X.
Proof. by move=> N0; subst N => sg; exact: no_samples. Qed.

Theorem check_partition_sound P p groups :
  check_partition P p groups -> almost_every_noise (unit_count P) (s_of P) (X_of P).
Proof.
case/andP=> /slope_okP[s0|N0] gr; last first.
  apply: (@one_noise_almost_every _ _ _ _ _ 0); exact: no_samples_every.
have [g ind] := grouped_independent (erefl (sample_count P)) gr.
exact: partition_almost_every s0 ind.
Qed.

Theorem tight_sound D d N rs ks p vectors (R : numFieldType) : size rs = N -> tight D d rs ks p vectors ->
  forall (s : R) (E : 'M_(D, N)) sg, ~~ full_column_rank (gradient s E (map_mx ratr (mat d N rs)) sg).
Proof.
move=> szr; rewrite /tight; do 4!case/andP.
rewrite /Form.count -[length rs]/(size rs) szr => inc len kv /Z.ltb_lt lt.
case Ez: (integral_rows false rs) => [zs|] // orth s E sg.
have [lenv [tle Zfree]] := kernel_vectorsP kv.
apply: (@tight_set_sound R d D N s _ (members N ks) _ (map_mx ratr (vectors_of d vectors))).
- by rewrite row_free_map.
- move=> n nin; rewrite -map_col -map_mxM.
  by rewrite (orthogonal_toP szr len Ez lenv inc orth nin) map_mx0.
rewrite card_members //; move: lt; rewrite -[length vectors]/(size vectors) -[length ks]/(size ks).
have -> : Z.sub (Z.of_nat d) (Z.of_nat (size vectors)) = Z.of_nat (d - size vectors) by reckon.
by rewrite -Nat2Z.inj_mul => /Nat2Z.inj_lt/ssrnat.ltP; exact.
Qed.

Theorem check_independent_inputs_sound P p :
  check_independent_inputs P p -> every_pattern (s_of P) (E_of P) (X_of P).
Proof.
rewrite /check_independent_inputs; do 6!case/andP.
move=> /slope_okP[s0|N0] _ lenX lenE /PeanoNat.Nat.eqb_eq szE seen; last by move=> _; exact: no_samples_every.
case Ez: (integral_rows false (xs P)) => [zs|] // ind.
apply: independent_inputs_sound => //; first exact: all_independent lenX Ez ind.
move=> n; have ltn : (n < size (factors P))%N by rewrite -[size _]/(length _) szE (ltn_ord n).
have : all (has (fun e => ~~ qis0 e)) (factors P) by [].
move/(all_nthP [::])=> /(_ n ltn) /(has_nthP q0)[i lt e0].
have ltD : (i < unit_count P)%N by rewrite (lengths_areP lenE) // in lt.
by exists (Ordinal ltD); rewrite mxE /= -q2r_eq0.
Qed.

(* --- exact products --- *)

Lemma weighted_sum N act rs v i j : size act = N -> size rs = N -> size v = N ->
  q2r (weighted act rs v i j) =
  \sum_(n < N) q2r (nth q0 (nth [::] act n) i) * q2r (nth q0 (nth [::] rs n) j) * q2r (nth q0 v n).
Proof.
move=> sza; case: N / sza; elim: act rs v => [|a act IH] [|x rs] [|y v] //=; first by rewrite big_ord0 q2r0.
by case=> szr [szv]; rewrite q2rD !q2rM !list_nth big_ord_recl IH.
Qed.

Lemma nth_chosen s e sg i : size sg = size e -> (i < size e)%N ->
  q2r (nth q0 (chosen s e sg) i) = q2r (nth q0 e i) * (if nth false sg i then 1 else q2r s).
Proof.
by move=> sz lt; rewrite /chosen (nth_map2 _ q0 false) //; case: ifP => _; rewrite ?mulr1 ?q2rM.
Qed.

Lemma forallb_seq n (f : nat -> bool) : List.forallb f (List.seq 0 n) -> forall i, (i < n)%N -> f i.
Proof.
move=> H i lt; have := proj1 (List.forallb_forall _ _) H i; apply; apply/List.in_seq.
by split; [exact: PeanoNat.Nat.le_0_l|rewrite PeanoNat.Nat.add_0_l; apply/ssrnat.ltP].
Qed.

Theorem check_null_vector_sound P sg v : check_null_vector P sg v ->
  ~~ full_column_rank (gradient (s_of P) (E_of P) (X_of P) (pattern_of _ _ sg)).
Proof.
rewrite /check_null_vector; do 7!case/andP; move=> lenS /PeanoNat.Nat.eqb_eq szS /PeanoNat.Nat.eqb_eq szv.
move=> nz lenX lenE /PeanoNat.Nat.eqb_eq szE zero.
pose w : 'cV[rat]_(sample_count P) := \col_n q2r (nth q0 v n).
apply: (@null_vector_sound _ _ _ _ _ _ _ _ w).
  have /(has_nthP q0)[n lt y0] : has (fun y => ~~ qis0 y) v by [].
  have ltN : (n < sample_count P)%N by rewrite -szv.
  apply/eqP=> /matrixP/(_ (Ordinal ltN) 0); rewrite !mxE /= => /eqP.
  by rewrite -q2r_eq0 (negPf y0).
apply/khatri_rao_mul0=> i j.
have := forallb_seq (forallb_seq zero (ltn_ord i)) (ltn_ord j).
rewrite q2r_eq0 (@weighted_sum (sample_count P)) //; last first.
  by rewrite size_map2 ?(esym szE) // -[size sg]/(length sg) szS.
move/eqP=> H; rewrite -[RHS]H; apply: eq_bigr => n _; rewrite !mxE.
have ltn : (n < size (factors P))%N by rewrite -[size _]/(length _) szE (ltn_ord n).
have szf : size (factors P) = sample_count P by exact: szE.
rewrite (nth_map2 _ [::] [::]) //; last by rewrite -[size sg]/(length sg) szS szf.
by rewrite nth_chosen ?(lengths_areP lenE) ?(lengths_areP lenS) // -[size sg]/(length sg) szS (ltn_ord n).
Qed.

(* --- patterns of points --- *)

Definition W_of P (w : rows) : 'M[rat]_(unit_count P, dim P) := \matrix_(i, j) q2r (nth q0 (nth [::] w i) j).

Lemma preactivation_of P w (i : 'I_(unit_count P)) (n : 'I_(sample_count P)) :
  lengths_are (dim P) w -> size w = unit_count P -> lengths_are (dim P) (xs P) ->
  q2r (qdot (nth [::] w i) (nth [::] (xs P) n)) = (W_of P w *m X_of P) i n.
Proof.
move=> lenw szw lenX; rewrite qdot_sum ?(lengths_areP lenw) ?(lengths_areP lenX) ?szw //.
by rewrite mxE; apply: eq_bigr => j _; rewrite !mxE.
Qed.

Lemma check_pointP P w v : check_point P w v ->
  (forall i n, pattern_of _ _ (signs w (xs P)) i n = (0 <= (W_of P w *m X_of P) i n)) /\
  ~~ full_column_rank (gradient (s_of P) (E_of P) (X_of P) (pattern_of _ _ (signs w (xs P)))).
Proof.
rewrite /check_point; do 2!case/andP; move=> /PeanoNat.Nat.eqb_eq szw lenw nv.
split; last exact: check_null_vector_sound nv.
have lenX : lengths_are (dim P) (xs P) by move: nv; rewrite /check_null_vector; do 7!case/andP.
move=> i n; rewrite mxE /signs -[List.map _ (xs P)]/(map _ (xs P)) (nth_map [::]) //.
rewrite -[List.map _ w]/(map _ w) (nth_map [::]) -?[size w]/(length w) ?szw //.
by rewrite q2r_lt0 preactivation_of // leNgt.
Qed.

Theorem check_point_sound P w v : check_point P w v ->
  exists sg, point_pattern (X_of P) sg /\ ~~ full_column_rank (gradient (s_of P) (E_of P) (X_of P) sg).
Proof. by move=> /check_pointP[H def]; exists (pattern_of _ _ (signs w (xs P))); split=> //; exists (W_of P w). Qed.

Theorem check_open_cell_sound P w v : check_open_cell P w v ->
  exists sg, [/\ open_cell_pattern (X_of P) sg, point_pattern (X_of P) sg &
    ~~ full_column_rank (gradient (s_of P) (E_of P) (X_of P) sg)].
Proof.
case/andP=> off cp; have [H def] := check_pointP cp.
exists (pattern_of _ _ (signs w (xs P))); split=> //; last by exists (W_of P w).
exists (W_of P w) => i n xn.
move: cp; rewrite /check_point; do 2!case/andP; move=> /PeanoNat.Nat.eqb_eq szw lenw nv.
have lenX : lengths_are (dim P) (xs P) by move: nv; rewrite /check_null_vector; do 7!case/andP.
have nz : (W_of P w *m X_of P) i n != 0.
  have : all (fun x => all qis0 x || all (fun wi => ~~ qis0 (qdot wi x)) w) (xs P) by [].
  move/(all_nthP [::])=> /(_ n (ltn_ord n)) /orP[z|].
    case/negP: xn; apply/eqP/matrixP=> j c; rewrite !mxE; apply/eqP; rewrite -q2r_eq0.
    by move/(all_nthP q0): z; apply; rewrite (lengths_areP lenX).
  move/(all_nthP [::])=> /(_ i); rewrite -[size w]/(length w) szw ltn_ord => /(_ isT).
  by rewrite q2r_eq0 preactivation_of.
by split=> //; rewrite H le_eqVlt eq_sym (negPf nz).
Qed.

(* --- masked tight sets --- *)

(* soundness.md 15 *)
Lemma masked_rank (F : fieldType) d D N (A : 'M[F]_(D, N)) (X : 'M[F]_(d, N)) (S : {set 'I_N}) (r : 'I_D -> nat) :
  (forall i, exists t (Z : 'M[F]_(t, d)), [/\ row_free Z, (d - t <= r i)%N &
     forall n, n \in S -> A i n != 0 -> Z *m col n X = 0]) ->
  (\sum_i r i < #|S|)%N -> ~~ full_column_rank (khatri_rao A X).
Proof.
move=> H lt; apply/negP=> fr; pose f : 'I_#|S| -> 'I_N := enum_val.
have {fr} := full_column_rank_colsub (@enum_val_inj _ (mem S) : injective f) fr.
have -> : colsub f (khatri_rao A X) = khatri_rao (colsub f A) (colsub f X).
  by apply/matrixP=> k n; case/mxvec_indexP: k => i j; rewrite mxE !khatri_raoE !mxE.
pose B i : 'M[F]_(d, #|S|) := \matrix_(j, n) (A i (f n) * X j (f n)).
move=> /full_column_rankP inj.
have rk i : (\rank (B i) <= r i)%N.
  have [t [Z [Zfree le ZX]]] := H i; apply: leq_trans le.
  have ZB : Z *m B i = 0.
    apply/matrixP=> k n; rewrite [RHS]mxE mxE.
    have [a0|a0] := eqVneq (A i (f n)) 0.
      by rewrite big1 // => j _; rewrite !mxE a0 mul0r mulr0.
    have := ZX (f n) (enum_valP n) a0; move/matrixP/(_ k 0); rewrite [RHS]mxE mxE => E.
    rewrite -[RHS](mulr0 (A i (f n))) -[in RHS]E mulr_sumr; apply: eq_bigr => j _; rewrite !mxE mulrCA //.
  have : (Z <= kermx (B i))%MS by apply/sub_kermxP.
  move/mxrankS; rewrite mxrank_ker (eqP Zfree) => tle; have dle := rank_leq_row (B i).
  by rewrite -(subKn dle) leq_sub2l.
(* the columns are in the intersection of the kernels' orthogonal spaces: count ranks *)
have total : (\rank (\sum_i <<B i>>)%MS <= \sum_i r i)%N.
  apply: (@leq_trans (\sum_i \rank <<B i>>%MS)%N).
    elim/big_rec2: _ => [|i a M _ le]; first by rewrite mxrank0.
    exact: leq_trans (mxrank_adds_leqif _ _).1 (leq_add (leqnn _) le).
  by apply: leq_sum => i _; rewrite mxrank_gen.
have : (#|S| <= \rank (\sum_i <<B i>>)%MS)%N; last by rewrite leqNgt (leq_ltn_trans total).
set M := (\sum_i <<B i>>)%MS.
have Mfull : full_column_rank M.
  apply/full_column_rankP=> v Mv; apply: inj; apply/khatri_rao_block=> i.
  have : (B i <= M)%MS by rewrite /M (sumsmx_sup i) ?genmxE.
  case/submxP=> C BC; have : B i *m v = 0 by rewrite BC -mulmxA Mv mulmx0.
  move=> Bv; apply/matrixP=> j c; rewrite (ord1 c) [RHS]mxE [LHS]mxE -[RHS](mul0E j Bv).
  by apply: eq_bigr => n _; rewrite !mxE mulrCA mulrA.
by rewrite (eqP Mfull).
Qed.

Lemma maskedP d p zs es ks i0 lists : masked d p zs es ks i0 lists -> forall i, (i < size lists)%N ->
  kernel_vectors d p (nth [::] lists i) /\ orthogonal_to zs (nth [::] lists i) (seen_by es ks (i0 + i)).
Proof.
elim: lists i0 => //= l lists IH i0 /andP[/andP[kv orth] /IH H] [|i] lt.
  by rewrite addn0.
by have := H i lt; rewrite addSnnS.
Qed.

Lemma rank_boundP d (lists : seq (seq (seq Z))) : (forall i, (i < size lists)%N -> (size (nth [::] lists i) <= d)%N) ->
  rank_bound d lists = Z.of_nat (\sum_(i < size lists) (d - size (nth [::] lists i))).
Proof.
rewrite /rank_bound; elim: lists => [|l lists IH] H; first by rewrite big_ord0.
have H0 : (size l <= d)%N := H 0%N isT.
have {IH}E := IH (fun i lt => H i.+1 lt).
rewrite big_ord_recl [LHS]/= E /Form.count -[length l]/(size l).
rewrite Nat2Z.inj_add; congr Z.add; rewrite /=; reckon.
Qed.

Theorem check_masked_tight_set_sound P ks p lists : check_masked_tight_set P ks p lists ->
  forall sg, ~~ full_column_rank (gradient (s_of P) (E_of P) (X_of P) sg).
Proof.
rewrite /check_masked_tight_set; do 7!case/andP; move=> inc lenX _ lenE /PeanoNat.Nat.eqb_eq szE.
move=> /PeanoNat.Nat.eqb_eq szl /Z.ltb_lt lt.
case Ez: (integral_rows false (xs P)) => [zs|] // /maskedP ms sg.
have szl' : size lists = unit_count P by exact: szl.
have {}ms i : (i < unit_count P)%N -> kernel_vectors (dim P) p (nth [::] lists i) /\
    orthogonal_to zs (nth [::] lists i) (seen_by (factors P) ks i).
  by rewrite -szl' => /ms.
apply: (@masked_rank _ _ _ _ _ _ (members (sample_count P) ks) (fun i => dim P - size (nth [::] lists i))%N).
  move=> i; have [kv orth] := ms i (ltn_ord i); have [lenv [tle Zfree]] := kernel_vectorsP kv.
  exists (size (nth [::] lists i)), (vectors_of (dim P) (nth [::] lists i)); split=> // n nin an.
  have sub : all (fun k => List.forallb (fun z => Z.eqb (dot z (at_index [::] zs k)) Z0) (nth [::] lists i))
      [:: Z.of_nat n].
    rewrite /= andbT; have : all (fun k => List.forallb (fun z => Z.eqb (dot z (at_index [::] zs k)) Z0)
      (nth [::] lists i)) (seen_by (factors P) ks i) by exact: orth.
    move/allP; apply; rewrite /seen_by -[List.filter _ _]/(filter _ _) mem_filter.
    move: nin; rewrite inE => ->; rewrite andbT /at_index Nat2Z.id !list_nth.
    rewrite q2r_eq0; apply: contra an => /eqP e0; rewrite !mxE e0 mul0r //.
  apply: (orthogonal_toP (ks := [:: Z.of_nat n]) (erefl _) lenX Ez lenv) => //.
    have ltn : (n < size (xs P))%N := ltn_ord n.
    by rewrite /index_set /= !andbT; apply/andP; split; [apply/Z.leb_le|apply/Z.ltb_lt]; reckon.
  by rewrite inE mem_seq1.
rewrite card_members //; move: lt; rewrite rank_boundP => [|i]; last first.
  by rewrite szl' => /ms[/kernel_vectorsP[_ []]].
rewrite szl' /Form.count -[length ks]/(size ks) => /Nat2Z.inj_lt/ssrnat.ltP; exact.
Qed.
