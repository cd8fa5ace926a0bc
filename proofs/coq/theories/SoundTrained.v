(* Soundness of the kinds for which trained output biases make a difference (soundness.md 33 and 34). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Model Linear Collapse Form Rules Outputs
  TrainedOutputs Bridge Groups Generic SoundOneLayer HeldOutputs SoundOutputs SoundOutputKinds Trained.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- dead-pattern, null-vector --- *)

Theorem dead_trained P k : check_dead_trained P -> (0 < k)%N ->
  forall (R : realFieldType) (W : 'M[R]_(k, unit_count P)) E X,
  ~~ held_rank true (gradient_held (d := dim P) W 0 E X (const_mx false : pattern _ (sample_count P))).
Proof.
case/andP=> _ /PeanoNat.Nat.leb_le/ssrnat.leP N2 k0 R W E X.
pose n : 'I_(sample_count P) := Ordinal (ltnW N2); pose n' : 'I_(sample_count P) := Ordinal N2.
pose c0 : 'I_k := Ordinal k0.
have ne : n' == n = false by []; have ne' : n == n' = false by []; clearbody n n' c0.
pose v : 'M[R]_(sample_count P, k) := \matrix_(m, c) (((m == n)%:R - (m == n')%:R) * (c == c0)%:R).
apply: (@not_held_rank _ _ _ _ _ true (mxvec v)^T).
- apply/eqP=> /(congr1 trmx); rewrite trmxK trmx0 => /(congr1 vec_mx); rewrite mxvecK linear0 => /matrixP/(_ n c0).
  by rewrite !mxE !eqxx ne' subr0 mul1r => /eqP; rewrite oner_eq0.
- apply/matrixP=> r z; rewrite [RHS]mxE mxE big1 // => q _; case/mxvec_indexP: q => m c; case/mxvec_indexP: r => i j.
  by rewrite gradient_heldE [activations _ _ _ _ _]mxE [const_mx _ _ _]mxE !mulr0 !mul0r.
move=> _ c; rewrite (eq_bigr (fun m => (m == n)%:R * (c == c0)%:R - (m == n')%:R * (c == c0)%:R)) => [|m _]; last first.
  by rewrite mxE mxvecE mxE mulrBl.
rewrite sumrB (bigD1 n) //= eqxx big1 ?addr0 => [|m /negPf ->]; last by rewrite mul0r.
by rewrite [X in _ - X](bigD1 n') //= eqxx [X in _ - (_ + X)]big1 ?addr0 ?subrr // => m /negPf ->; rewrite mul0r.
Qed.

Theorem check_null_held_sound (trained : bool) P w sg v : check_null_outputs P w sg v ->
  ~~ trained || sums_to_zero (size w) (sample_count P) v ->
  ~~ held_rank trained (gradient_held (W_held (size w) (unit_count P) w) (s_of P) (E_of P) (X_of P) (pattern_of _ _ sg)).
Proof.
move=> chk sums; have [V [V0 GV VE]] := check_null_outputs_vector chk.
apply: (@not_held_rank _ _ _ _ _ trained (mxvec V)^T) => [||tr c] //.
  by apply: contraNneq V0 => /(congr1 trmx); rewrite trmxK trmx0 => /(congr1 vec_mx); rewrite mxvecK linear0 => ->.
rewrite tr /= in sums; have := forallb_seq sums (ltn_ord c).
rewrite q2r_eq0 /qsum seqE => /eqP H; rewrite -[RHS]H.
have E (t : seq nat) : q2r (List.fold_right qadd q0 (List.map (fun n => List.nth (Nat.add (Nat.mul n (size w)) c) v q0) t)) =
    \sum_(n <- t) q2r (nth q0 v (n * size w + c)).
  by elim: t => [|n t IH]; rewrite ?big_nil ?q2r0 //= big_cons q2rD IH list_nth.
rewrite E; have -> : iota 0 (sample_count P) = index_iota 0 (sample_count P) by rewrite /index_iota subn0.
rewrite big_mkord; apply: eq_bigr => n _.
by rewrite mxE mxvecE VE.
Qed.

(* --- tight-set --- *)

Section TightSet.
Variables (F : fieldType) (d D M b : nat).

Lemma tight_set_more (A : 'M[F]_(D, M)) (Y : 'M[F]_(d, M)) (B : 'M[F]_(b, M)) (S : {set 'I_M}) t (Z : 'M[F]_(t, d)) :
  row_free Z -> (forall n, n \in S -> Z *m col n Y = 0) -> (D * (d - t) + b < #|S|)%N ->
  ~~ full_column_rank (col_mx (khatri_rao A Y) B).
Proof.
move=> Zfree ZY lt; apply/negP=> fr.
pose f : 'I_#|S| -> 'I_M := enum_val.
have {fr} := full_column_rank_colsub (@enum_val_inj _ (mem S) : injective f) fr.
have -> : colsub f (col_mx (khatri_rao A Y) B) = col_mx (khatri_rao (colsub f A) (colsub f Y)) (colsub f B).
  apply/matrixP=> r n; rewrite [LHS]mxE; case: (split_ordP r) => q ->; rewrite ?col_mxEu ?col_mxEd; last by rewrite mxE.
  by case/mxvec_indexP: q => i j; rewrite !khatri_raoE !mxE.
have rk : (\rank (colsub f Y) <= d - t)%N.
  have ZYS : Z *m colsub f Y = 0.
    apply/matrixP=> i n; have := congr1 (fun K : 'cV_t => K i 0) (ZY (f n) (enum_valP n)).
    by rewrite !mxE => H; rewrite -[RHS]H; apply: eq_bigr => j _; rewrite !mxE.
  have : (Z <= kermx (colsub f Y))%MS by apply/sub_kermxP.
  move/mxrankS; rewrite mxrank_ker (eqP Zfree) => tle; have dle := rank_leq_row (colsub f Y).
  by rewrite -(subKn dle) leq_sub2l.
rewrite -[colsub f Y]mulmx_base => /full_column_rankP inj.
have : full_column_rank (col_mx (khatri_rao (colsub f A) (row_base (colsub f Y))) (colsub f B)).
  apply/full_column_rankP=> v; rewrite mul_col_mx => /eqP; rewrite col_mx_eq0 => /andP[/eqP/khatri_rao_block H /eqP Bv].
  apply: inj; rewrite mul_col_mx Bv; suff -> : khatri_rao (colsub f A) (col_base (colsub f Y) *m row_base (colsub f Y)) *m v = 0 by rewrite col_mx0.
  by apply/khatri_rao_block=> i; rewrite -mulmxA H mulmx0.
move/eqP=> E; have := rank_leq_row (col_mx (khatri_rao (colsub f A) (row_base (colsub f Y))) (colsub f B)); rewrite E => le.
move: lt; rewrite ltnNge (leq_trans le) // leq_add2r leq_mul2l rk orbT //.
Qed.
End TightSet.

Theorem check_tight_trained_sound P k ks p vectors : check_tight_trained P k ks p vectors ->
  forall (R : realFieldType) (W : 'M[R]_(k, unit_count P)) s E sg,
  ~~ held_rank true (gradient_held W s E (map_mx ratr (X_of P)) sg).
Proof.
rewrite /check_tight_trained; do 4!case/andP; rewrite /Form.count -[length (xs P)]/(size (xs P)) => inc len kv.
case Ez: (integral_rows false (xs P)) => [zs|] // orth lt R W s E sg.
set S := members (sample_count P) ks; have cS : #|S| = size ks by rewrite card_members.
case/orP: lt => [/Z.ltb_lt lt|/andP[/Z.ltb_lt Dk /Z.leb_le two]]; last first.
  have S1 : (1 < #|S|)%N by rewrite cS; move: two; rewrite -[length ks]/(size ks); reckon.
  have /card_gt1P[n [n' [_ _ ne]]] := S1.
  rewrite /gradient_held; apply: (@few_units R k _ _ _ W _ _ n n') => //; by reckon.
have [lenv [tle Zfree]] := kernel_vectorsP kv.
pose T : {set 'I_(sample_count P * k)} := [set mxvec_index t.1 t.2 | t in [set t : 'I_(sample_count P) * 'I_k | t.1 \in S]].
have cardT : #|T| = (k * size ks)%N.
  rewrite card_imset; last by move=> [n c] [n' c'] /= /cast_ord_inj/enum_rank_inj.
  have -> : [set t : 'I_(sample_count P) * 'I_k | t.1 \in S] = setX S setT.
    by apply/setP=> -[n c]; rewrite !inE andbT.
  by rewrite cardsX cardsT card_ord mulnC cS.
apply: (@tight_set_more R _ _ _ _ _ _ _ T _ (map_mx ratr (vectors_of (dim P) vectors))).
- by rewrite row_free_map.
- move=> q /imsetP[[n c]]; rewrite inE /= => nS ->.
  have -> : col (mxvec_index n c) (copied k (map_mx ratr (X_of P))) = map_mx ratr (col n (X_of P)) :> 'cV[R]_(dim P).
    by apply/matrixP=> j z; rewrite [LHS]mxE copiedE !mxE.
  by rewrite -map_mxM (orthogonal_toP (erefl _) len Ez lenv inc orth nS) map_mx0.
rewrite cardT; move: lt; rewrite -[length vectors]/(size vectors) -[length ks]/(size ks).
have -> : Z.sub (Z.of_nat (dim P)) (Z.of_nat (size vectors)) = Z.of_nat (dim P - size vectors) by reckon.
by rewrite -!Nat2Z.inj_mul -Nat2Z.inj_add => /Nat2Z.inj_lt/ssrnat.ltP.
Qed.

(* --- common-pairs with biases --- *)

Theorem bias_pairs_witness (F : fieldType) k d D N (W : 'M[F]_(k, D)) s (X : 'M[F]_(d, N)) I (sg : pattern D N) :
  s != 0 -> independent_pairs X I ->
  (forall v : 'M[F]_(N, k), (forall i n, I i n -> seen W v n i = 0) -> (forall c, \sum_n v n c = 0) -> v = 0) ->
  held_rank true (gradient_held W s (pair_noise F I) X sg).
Proof.
move=> s0 ind span; apply/held_rankP=> v; rewrite -[v]trmxK -[v^T]vec_mxK.
set w := vec_mx v^T => /held_block H sums; suff -> : w = 0 by rewrite linear0 trmx0.
apply: span => [i n Iin|c]; last first.
  by rewrite -[RHS](sums isT c); apply: eq_bigr => n _; rewrite [RHS]mxE mxvecE.
have z0 : \col_m (activations s (pair_noise F I) sg i m * seen W w m i) = 0.
  by apply: (ind i _ _ (H i)) => m nm; rewrite !mxE (negPf nm) !mul0r.
have /eqP := congr1 (fun M : 'cV_N => M n 0) z0; rewrite /= !mxE Iin mul1r mulf_eq0.
by case/orP=> [|/eqP//]; case: ifP => _; [rewrite oner_eq0|rewrite (negPf s0)].
Qed.

Lemma sum_blocks (R : zmodType) T k (f : nat -> R) : \sum_(q < T * k) f q = \sum_(a < T) \sum_(c < k) f (a * k + c)%N.
Proof.
elim: T => [|T IH]; first by rewrite !big_ord0.
rewrite big_ord_recr /= -IH mulSnr -!(big_mkord xpredT) (@big_cat_nat _ _ _ (T * k)) ?leq_addr //=; congr (_ + _).
by rewrite -[RHS](big_mkord xpredT (fun c => f (T * k + c)%N)) -{1}[(T * k)%N]add0n big_addn addKn; apply: eq_bigr => c _; rewrite addnC.
Qed.

Section Pairs.
Variables (P : problem) (w : rows) (p : Z) (pairs : seq (seq Z)) (C : seq Z).
Notation D := (unit_count P).
Notation N := (sample_count P).
Notation k := (size w).
Let W : 'M[rat]_(k, D) := W_held k D w.
Let ts := short_samples k D N pairs.

Lemma short_lt n : n \in ts -> (n < N)%N.
Proof. by rewrite /ts /short_samples seqE -[List.filter _ _]/(filter _ _) mem_filter mem_iota add0n => /andP[_ /andP[_]]. Qed.

(* What the rows of entries say of samples that have fewer units than outputs *)
Lemma entry_rows_free ws : (1 < `|iz p|)%N -> independent p (entry_rows k ws (bias_keys D pairs ts C) ts) ->
  forall v : nat -> nat -> rat,
  (forall n i, n \in ts -> i \in units_of_sample D pairs n -> \sum_(c < k) (entry ws i c)%:~R * v n c = 0) ->
  (forall c, (c < k)%N -> \sum_(a < size ts) v (nth 0%N ts a) c = 0) -> forall n c, n \in ts -> (c < k)%N -> v n c = 0.
Proof.
move=> p1; set keys := bias_keys _ _ _ _; set rs := entry_rows _ _ _ _ => ind v Hv Hs n c nts ck.
have sz1 (n0 : nat) : size [seq [seq bias_entry ws n0 c0 key | key <- keys] | c0 <- iota 0 k] = k by rewrite size_map size_iota.
have szrs : size rs = (size ts * k)%N.
  by apply: size_flat => n0; rewrite seqE -[List.map _ _]/(map _ _) size_map size_iota.
have nthr a c0 : (a < size ts)%N -> (c0 < k)%N -> nth [::] rs (a * k + c0) = [seq bias_entry ws (nth 0%N ts a) c0 key | key <- keys].
  move=> la lc; have szg (n0 : nat) : size (List.map (fun c1 => List.map (bias_entry ws n0 c1) keys) (List.seq 0 k)) = k.
    by rewrite seqE -[List.map _ _]/(map _ _) size_map size_iota.
  rewrite /rs /entry_rows (nth_flat 0%N [::] szg la lc).
  by rewrite seqE -[List.map _ (iota _ _)]/(map _ _) (nth_map 0%N) ?size_iota // nth_iota // add0n.
have split_q (q : nat) : (q < size ts * k)%N -> (q %/ k < size ts)%N /\ (q %% k < k)%N.
  move=> lt; have k0 : (0 < k)%N by move: lt; case: (k) => //; rewrite muln0.
  by rewrite ltn_divLR // ltn_mod.
pose M : 'M[int]_(size keys, size ts * k) := \matrix_(r, q) entry rs q r.
have ker : kernel_mod (iz p) (iz p) M.
  have [|_] := @independent_kernel p (size keys) (size ts * k) rs ind szrs.
    move=> q; have [lt|ge] := ltnP q (size ts * k); last by rewrite nth_default ?szrs.
    by have [la lc] := split_q q lt; rewrite (divn_eq q k) nthr // size_map.
  exact.
have ME r (a : 'I_(size ts)) (c0 : 'I_k) : entry rs (a * k + c0) r = iz (nth Z0 [seq bias_entry ws (nth 0%N ts a) c0 key | key <- keys] r).
  by rewrite /entry nthr.
have uts : uniq ts by rewrite /ts /short_samples seqE -[List.filter _ _]/(filter _ _) filter_uniq ?iota_uniq.
have /full_column_rankP/(_ (\col_q v (nth 0%N ts (q %/ k)%N) (q %% k)%N)) := kernel_mod_sound p1 ker.
have -> : ratz M *m (\col_q v (nth 0%N ts (q %/ k)%N) (q %% k)%N) = 0.
  apply/matrixP=> r z; rewrite (ord1 z) [RHS]mxE mxE.
  rewrite (eq_bigr (fun q : 'I_(size ts * k) => (fun q => (entry rs q r)%:~R * v (nth 0%N ts (q %/ k)%N) (q %% k)%N) q)) => [|q _]; last by rewrite !mxE.
  rewrite (sum_blocks (size ts) k (fun q => (entry rs q r)%:~R * v (nth 0%N ts (q %/ k)%N) (q %% k)%N)).
  have inner (a : 'I_(size ts)) (c0 : 'I_k) : (entry rs (a * k + c0) r)%:~R * v (nth 0%N ts ((a * k + c0) %/ k)%N) ((a * k + c0) %% k)%N
      = (iz (bias_entry ws (nth 0%N ts a) c0 (nth (inr Z0) keys r)))%:~R * v (nth 0%N ts a) c0.
    have k0 : (0 < k)%N := leq_ltn_trans (leq0n _) (ltn_ord c0).
    by rewrite ME (nth_map (inr Z0)) ?ltn_ord // divnMDl // divn_small // addn0 modnMDl modn_small.
  under eq_bigr => a _ do under eq_bigr => c0 _ do rewrite inner.
  have : nth (inr Z0) keys r \in keys by apply: mem_nth.
  case: (nth (inr Z0) keys r) => [[m i]|c'] inkeys.
    have [mts iu] : m \in ts /\ i \in units_of_sample D pairs m.
      move: inkeys; rewrite /keys /bias_keys -[(_ ++ _)%list]/(cat _ _) mem_cat => /orP[|]; last first.
        by rewrite -[List.map _ _]/(map _ _) => /mapP[].
      elim: (ts) => //= t0 tt IH; rewrite -[(_ ++ _)%list]/(cat _ _) mem_cat => /orP[|/IH[mt iu]]; last by rewrite inE mt orbT.
      by rewrite -[List.map _ _]/(map _ _) => /mapP[i0 i0u [-> ->]]; rewrite mem_head.
    have lta : (index m ts < size ts)%N by rewrite index_mem.
    rewrite (bigD1 (Ordinal lta)) //= [X in _ + X]big1 ?addr0 => [|a ne].
      have E1 : nth 0%N ts (index m ts) = m := nth_index 0%N mts.
      rewrite -[RHS](Hv m i mts iu); apply: eq_bigr => c0 _; rewrite E1.
      by rewrite PeanoNat.Nat.eqb_refl /entry !list_nth.
    rewrite big1 // => c0 _; have -> : Nat.eqb m (nth 0%N ts a) = false; last by rewrite mul0r.
    apply/PeanoNat.Nat.eqb_neq => E; case/eqP: ne; apply: val_inj => /=; by rewrite E index_uniq.
  have [c1 E1|no] := pickP (fun c0 : 'I_k => Z.eqb c' (Z.of_nat c0)).
    rewrite exchange_big /= (bigD1 c1) //= [X in _ + X]big1 ?addr0 => [|c0 ne].
      by rewrite -[RHS](Hs c1 (ltn_ord c1)); apply: eq_bigr => a _; rewrite E1 mul1r.
    rewrite big1 // => a _; have -> : Z.eqb c' (Z.of_nat c0) = false; last by rewrite mul0r.
    by apply/Z.eqb_neq => E; move/Z.eqb_eq: E1; rewrite E => /Nat2Z.inj/val_inj E0; rewrite E0 eqxx in ne.
  rewrite big1 // => a _; rewrite big1 // => c0 _; rewrite /bias_entry; have := no c0; rewrite /= => ->.
  by rewrite mul0r.
move=> /(_ erefl)/matrixP; have lta : (index n ts < size ts)%N by rewrite index_mem.
have lq : (index n ts * k + c < size ts * k)%N.
  by apply: (@leq_trans ((index n ts).+1 * k)%N); rewrite ?leq_mul2r ?lta ?orbT // mulSn addnC ltn_add2r.
move/(_ (Ordinal lq) 0); rewrite !mxE /= divnMDl ?(leq_ltn_trans _ ck) // divn_small // addn0 modnMDl modn_small //.
by rewrite nth_index.
Qed.

Theorem check_pairs_trained_sound : check_pairs_trained P w p pairs C -> s_of P != 0 ->
  forall sg, held_rank true (gradient_held W (s_of P) (pair_noise _ (@pairs_of D N pairs)) (X_of P) sg).
Proof.
rewrite /check_pairs_trained; cbv zeta; do 8!case/andP; move=> so pp len /set_for_each_unitP[szp inc] lenw _ _ _.
have p1 : (1 < `|iz p|)%N by case/andP: pp => /andP[/Z.leb_le H _] _; reckon.
case Ez: (integral_rows false (xs P)) => [zs|] //; case Ew: (integral_rows _ (transposed _ _)) => [ws|] //.
do 2!case/andP; move=> ind sp er s0 sg; have [szw [lam [lam0 [_ entryW]]]] := integral_weights Ew.
apply: bias_pairs_witness => // [i v|v Hv Hs].
  apply: (pairs_independent len Ez (inc _ (ltn_ord i))).
  have : all (independent_of p zs) pairs by exact: ind.
  by move/(all_nthP [::]); apply; rewrite szp.
have seen0 (n : 'I_N) i : i \in units_of_sample D pairs n -> \sum_(c < k) (entry ws i c)%:~R * v n c = 0.
  move=> /units_of_sampleP[j -> jn]; rewrite -[RHS](mulr0 (lam j)) -[in RHS](Hv j n jn) mulr_sumr.
  by apply: eq_bigr => c _; rewrite entryW mulrA.
have long (n : 'I_N) : (n : nat) \notin ts -> forall c, v n c = 0.
  move=> nts; have := forallb_seq sp (ltn_ord n); case/orP=> [|/andP[_ H]].
    rewrite -[List.existsb _ _]/(has _ _) => /hasP[m mts /PeanoNat.Nat.eqb_eq E].
    by rewrite E in nts; rewrite mts in nts.
  exact: (spans_free p1 H (seen0 n)).
pose v' n c : rat := if insub n is Some n' then (if insub c is Some c' then v n' c' else 0) else 0.
have v'E (n : 'I_N) (c : 'I_k) : v' n c = v n c by rewrite /v' !valK.
have uts : uniq ts by rewrite /ts /short_samples seqE -[List.filter _ _]/(filter _ _) filter_uniq ?iota_uniq.
apply/matrixP=> n c; rewrite [RHS]mxE; have [nts|/long//] := boolP ((n : nat) \in ts).
rewrite -v'E; apply: (entry_rows_free p1 er) => // [m i mts iu|c0 ck].
  by rewrite -[RHS](seen0 (Ordinal (short_lt mts)) i iu); apply: eq_bigr => c' _; rewrite -(v'E (Ordinal (short_lt mts))).
have -> : \sum_(a < size ts) v' (nth 0%N ts a) c0 = \sum_(m <- ts) v' m c0 by rewrite (big_nth 0%N) big_mkord.
rewrite -[RHS](Hs (Ordinal ck)) [RHS](bigID (fun m : 'I_N => (m : nat) \in ts)) /= [X in _ = _ + X]big1 ?addr0 => [|m mts]; last exact: long.
rewrite [RHS](eq_bigr (fun m : 'I_N => v' m c0)) => [|m _]; last by rewrite -(v'E m (Ordinal ck)).
rewrite -[RHS](big_mkord (fun m => m \in ts) (fun m => v' m c0)) -[RHS]big_filter; apply: perm_big.
apply: uniq_perm => //; first by rewrite filter_uniq ?iota_uniq.
move=> m; rewrite [RHS]mem_filter mem_index_iota; apply/idP/andP=> [mts|[]//].
by rewrite mts leq0n (short_lt mts).
Qed.
End Pairs.

(* --- crowded-pairs --- *)

Section Crowded.
Variables (F : fieldType) (k d D N : nat).
Implicit Types (W : 'M[F]_(k, D)) (A : 'M[F]_(D, N)) (X : 'M[F]_(d, N)).

(* K_n are spaces that hold the output weights of the pairs outside, U is in all of them. *)
Theorem crowded_trained W A X I (r : 'I_D -> nat) (K : 'I_N -> 'M[F]_k) (q : 'I_N -> nat) u (U : 'M[F]_(u, k)) :
  (forall i, \rank (inputs_inside X I i) <= r i)%N -> (forall n, \rank (K n) <= q n)%N ->
  (forall n, (weights_outside W A I n <= K n)%MS) -> row_free U -> (forall n, (U <= K n)%MS) ->
  (\sum_i r i + \sum_n q n + (k - u) < N * k)%N -> ~~ held_rank true (khatri_rao (held_slopes W A) (copied k X)).
Proof.
move=> rk qk inK Ufree UK lt; apply/negP=> /held_rankP inj.
pose B i : 'M[F]_(N * k) := <<inputs_inside X I i *m products_of W A i>>%MS.
pose C n : 'M[F]_(N * k) := <<K n *m @part_of F k N n>>%MS.
pose S := (\sum_i B i + \sum_n C n + U^C%MS *m bias_rows F true N k)%MS.
have rankS : (\rank S < N * k)%N.
  apply: leq_ltn_trans lt; apply: leq_trans (mxrank_adds_leqif _ _).1 (leq_add _ _); last first.
    by apply: leq_trans (mxrankM_maxl _ _) _; rewrite mxrank_compl (eqP Ufree).
  by apply: leq_trans (mxrank_adds_leqif _ _).1 (leq_add _ _); apply: rank_sum => t;
    rewrite mxrank_gen; [apply: leq_trans (rk t)|apply: leq_trans (qk t)]; exact: mxrankM_maxl.
suff : full_column_rank S by move=> /eqP E; move: rankS; rewrite E ltnn.
apply/full_column_rankP=> v Sv.
have under m (M : 'M_(m, N * k)) : (M <= S)%MS -> M *m v = 0.
  by case/submxP=> L ->; rewrite -mulmxA Sv mulmx0.
have parts n m (M : 'M_(m, k)) : (M <= K n)%MS -> M *m @part_of F k N n *m v = 0.
  case/submxP=> L ->; rewrite -!mulmxA; suff -> : K n *m (@part_of F k N n *m v) = 0 by rewrite mulmx0.
  rewrite mulmxA; apply: under; apply: submx_trans (addsmxSl _ _); apply: submx_trans (addsmxSr _ _).
  by apply: (sumsmx_sup n); rewrite ?genmxE.
apply: inj => [|_].
  rewrite -[v]trmxK -[v^T]vec_mxK; set w := vec_mx v^T.
  have vE : v = (mxvec w)^T by rewrite /w vec_mxK trmxK.
  have inside i : inputs_inside X I i *m (\col_n (A i n * seen W w n i)) = 0.
    rewrite -products_ofE -vE mulmxA; apply: under; do 2!apply: submx_trans (addsmxSl _ _).
    by apply: (sumsmx_sup i); rewrite ?genmxE.
  have outside n i : ~~ I i n -> A i n != 0 -> seen W w n i = 0.
    move=> nI nA; have : weights_outside W A I n *m (row n w)^T = 0.
      by rewrite -part_ofE -vE mulmxA; apply: parts.
    move/(congr1 (fun M : 'cV_D => M i 0)); rewrite /= [RHS]mxE mxE => H; rewrite -[RHS]H.
    by apply: eq_bigr => c _; rewrite !mxE nI nA.
  apply/held_block=> i; rewrite -[RHS](inside i); apply/matrixP=> j z; rewrite [LHS]mxE [RHS]mxE.
  apply: eq_bigr => n _; rewrite ![(\col__ _) _ _]mxE [inputs_inside _ _ _ _ _]mxE.
  case: ifP => // /negbT nI; rewrite mul0r; have [->|nA] := eqVneq (A i n) 0; first by rewrite mul0r mulr0.
  by rewrite outside // !mulr0.
apply/bias_rows0.
have UB : U *m bias_rows F true N k *m v = 0.
  have -> : bias_rows F true N k = \sum_n @part_of F k N n.
    apply/matrixP=> c t; rewrite summxE; case/mxvec_indexP: t => n c'; rewrite [LHS]mxE each_outputE (bigD1 n) //= mxE each_outputE eqxx mul1r.
    by rewrite big1 ?addr0 // => m ne; rewrite mxE each_outputE eq_sym (negPf ne) mul0r.
  by rewrite mulmx_sumr mulmx_suml big1 // => n _; exact: parts.
have UCB : U^C%MS *m bias_rows F true N k *m v = 0 by apply: under; exact: addsmxSr.
have split_rows (Br : 'M[F]_(k, N * k)) : U *m Br *m v = 0 -> U^C%MS *m Br *m v = 0 -> Br *m v = 0.
  move=> U0 UC0; have full : (1%:M <= U + U^C)%MS by rewrite sub1mx addsmx_compl_full.
  have [[L1 L2] /= E1] := sub_addsmxP full; rewrite -[Br]mul1mx E1 !mulmxDl.
  by rewrite -(mulmxA L1 U) -(mulmxA L1) -(mulmxA L2 _ Br) -(mulmxA L2) U0 UC0 !mulmx0 addr0.
exact: split_rows UB UCB.
Qed.
End Crowded.

Section CrowdedRule.
Variables (P : problem) (w : rows) (p : Z) (pairs : seq (seq Z)) (zss yss : seq (seq (seq Z))) (us : seq (seq Z)).
Notation D := (unit_count P).
Notation N := (sample_count P).
Notation k := (size w).
Let W : 'M[rat]_(k, D) := W_held k D w.
Let own n := outside D (factors P) pairs n.

Theorem crowded_trained_rule : check_crowded_trained P w pairs p zss yss us ->
  forall (R : realFieldType) (A : 'M[R]_(D, N)), (forall i n, E_of P i n = 0 -> A i n = 0) ->
  ~~ held_rank true (khatri_rao (held_slopes (map_mx ratr W) A) (copied k (map_mx ratr (X_of P)))).
Proof.
rewrite /check_crowded_trained; cbv zeta; do 9!case/andP.
move=> lenX /set_for_each_unitP[szp inc] lenw lenE /PeanoNat.Nat.eqb_eq szE /PeanoNat.Nat.eqb_eq szz /PeanoNat.Nat.eqb_eq szy kvU.
case Ez: (integral_rows false (xs P)) => [zs|] //; case Ew: (integral_rows _ (transposed _ _)) => [ws|] //.
case/andP=> Hi Hn lt R A A0.
have inputs_ok (i : 'I_D) := forallb_seq Hi (ltn_ord i); have weights_ok (n : 'I_N) := forallb_seq Hn (ltn_ord n).
pose r (i : nat) := minn (size (nth [::] pairs i)) (dim P - size (nth [::] zss i)).
pose q (n : nat) := (k - size (nth [::] yss n))%N.
pose Y (n : nat) : 'M[R]_(size (nth [::] yss n), k) := map_mx ratr (vectors_of k (nth [::] yss n)).
have [lenU [ule Ufree]] := kernel_vectorsP kvU.
apply: (@crowded_trained _ _ _ _ _ _ _ _ (@pairs_of D N pairs) r (fun n => kermx (Y n)^T) q _ (map_mx ratr (vectors_of k us))).
- move=> i; have /andP[kv orth] := inputs_ok i; rewrite !list_nth in kv orth.
  have [lenv [tle Zfree]] := kernel_vectorsP kv.
  rewrite /r -(card_members (inc _ (ltn_ord i))).
  have -> : inputs_inside (map_mx ratr (X_of P)) (@pairs_of D N pairs) i =
      map_mx (ratr : rat -> R) (inputs_inside (X_of P) (@pairs_of D N pairs) i).
    by apply/matrixP=> j n; rewrite !mxE; case: ifP => // _; rewrite rmorph0.
  rewrite mxrank_map; apply: rank_bound_set Zfree _ _ => n nin; rewrite -/(pairs_of pairs i n) in nin.
    by apply/matrixP=> j z; rewrite !mxE (negPf nin).
  rewrite -[RHS](orthogonal_at (erefl _) lenX Ez lenv orth (n := n)); last by move: nin; rewrite /pairs_of inE.
  by congr (_ *m _); apply/matrixP=> j z; rewrite !mxE nin.
- move=> n; have /andP[/andP[kv _] _] := weights_ok n; rewrite !list_nth in kv.
  have [_ [_ Yfree]] := kernel_vectorsP kv.
  by rewrite mxrank_ker mxrank_tr mxrank_map (eqP Yfree).
- move=> n; have /andP[/andP[kv orth] _] := weights_ok n; rewrite !list_nth in kv orth.
  have [lenv _] := kernel_vectorsP kv; apply/sub_kermxP; apply/matrixP=> i a; rewrite [RHS]mxE mxE.
  have [out|/negPf out] := boolP (~~ pairs_of pairs i n && (A i n != 0)); last by rewrite big1 // => c _; rewrite mxE out mul0r.
  have io : val i \in own n.
    rewrite outsideE; case/andP: out => -> An /=.
    by apply: contraNneq An => /A0 ->.
  have := orthogonal_at (size_transposed D w) (lengths_transposed D w) Ew lenv orth (n := i) (map_f _ io).
  move/matrixP/(_ a 0); rewrite [RHS]mxE mxE => /(congr1 (ratr : rat -> R)); rewrite rmorph0 rmorph_sum /= => H.
  rewrite -[RHS]H; apply: eq_bigr => c _; rewrite [LHS]mulrC rmorphM /=; congr (_ * _); first by rewrite [LHS]mxE [LHS]mxE.
  by rewrite /W !mxE out transposedE.
- by rewrite row_free_map.
- move=> n; have /andP[/andP[kv _] orthU] := weights_ok n; rewrite !list_nth in kv orthU.
  have [lenv _] := kernel_vectorsP kv; apply/sub_kermxP; apply/matrixP=> b a; rewrite [RHS]mxE mxE.
  have lta := ltn_ord a.
  have : all (fun i => List.forallb (fun z => Z.eqb (dot z (at_index [::] (nth [::] yss n) i)) Z0) us)
      (List.map Z.of_nat (List.seq 0 (length (nth [::] yss n)))) by exact: orthU.
  rewrite seqE -[List.map _ _]/(map _ _) => /allP/(_ (Z.of_nat a)).
  have -> : Z.of_nat a \in [seq Z.of_nat i | i <- iota 0 (length (nth [::] yss n))] by apply: map_f; rewrite mem_iota add0n.
  move=> /(_ isT) H; have : all (fun z => Z.eqb (dot z (at_index [::] (nth [::] yss n) (Z.of_nat a))) Z0) us by exact: H.
  move/(all_nthP [::])/(_ b (ltn_ord b))/Z.eqb_eq; rewrite /at_index Nat2Z.id list_nth => /(congr1 iz).
  rewrite dot_sum ?(lengths_areP lenU) ?(lengths_areP lenv) // iz0 => E0.
  have := congr1 (fun x : int => x%:~R : R) E0; rewrite rmorph_sum /= => E1; rewrite -[RHS]E1.
  by apply: eq_bigr => c _; rewrite !mxE intrM !ratr_int.
move: lt; rewrite (totalE (g := r)) => [|i lti]; last first.
  have /andP[/kernel_vectorsP[_ [le _]] _] := inputs_ok (Ordinal lti).
  by rewrite /r !list_nth /Form.count -[List.length (nth _ pairs i)]/(size _) -[List.length (nth _ zss i)]/(size _);
    move: le; rewrite /= list_nth; reckon.
rewrite (totalE (g := q)) => [|n ltn]; last first.
  have /andP[/andP[/kernel_vectorsP[_ [le _]] _] _] := weights_ok (Ordinal ltn).
  rewrite /q !list_nth /Form.count -[List.length (nth _ yss n)]/(size _) -[List.length w]/(size w).
  by move: le; rewrite /= list_nth -[List.length w]/(size w); reckon.
rewrite /Form.count -[List.length w]/(size w) -[List.length us]/(size us) => /Z.ltb_lt.
have -> : Z.sub (Z.of_nat k) (Z.of_nat (size us)) = Z.of_nat (k - size us) by move: ule; rewrite -[List.length w]/(size w); reckon.
by rewrite -!Nat2Z.inj_add -Nat2Z.inj_mul => /Nat2Z.inj_lt/ssrnat.ltP.
Qed.
End CrowdedRule.
