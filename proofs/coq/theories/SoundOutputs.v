(* Soundness of common-pairs and crowded-pairs for layer L-1 (soundness.md 33 and 34). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Model Linear Collapse Form Rules Outputs Bridge
  Groups Generic SoundOneLayer SoundCongruence HeldOutputs.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* W_L from its rows *)
Definition W_held k D (w : rows) : 'M[rat]_(k, D) := \matrix_(c, i) q2r (nth q0 (nth [::] w c) i).

Lemma seqE a n : List.seq a n = iota a n. Proof. by elim: n a => //= n IH a; rewrite IH. Qed.

Lemma transposedE n (m : rows) i c : (i < n)%N -> (c < size m)%N ->
  nth q0 (nth [::] (transposed n m) i) c = nth q0 (nth [::] m c) i.
Proof.
move=> lt ltc; rewrite /transposed seqE -[List.map _ _]/(map _ _) (nth_map 0%N) ?size_iota // nth_iota // add0n.
by rewrite -[List.map _ _]/(map _ _) (nth_map [::]) // list_nth.
Qed.
Lemma size_transposed n m : size (transposed n m) = n.
Proof. by rewrite /transposed seqE size_map size_iota. Qed.
Lemma lengths_transposed n (m : rows) : lengths_are (size m) (transposed n m).
Proof.
have : all (fun r => Nat.eqb (length r) (size m)) (transposed n m); last by [].
apply/(all_nthP [::]) => i; rewrite size_transposed => lt; apply/PeanoNat.Nat.eqb_eq.
by rewrite /transposed seqE -[List.map _ _]/(map _ _) (nth_map 0%N) ?size_iota // -[length _]/(size _) size_map.
Qed.

(* The columns w^i as integers *)
Lemma integral_weights D (w : rows) ws : integral_rows false (transposed D w) = Some ws ->
  size ws = D /\ exists lam : nat -> rat, (forall i, lam i != 0) /\
    (forall i, (size (nth [::] ws i) <= size w)%N) /\
    forall (i : 'I_D) (c : 'I_(size w)), (entry ws i c)%:~R = lam i * W_held (size w) D w c i.
Proof.
move=> /integral_rows_sound[sz [lam [lam0 [szs E]]]]; rewrite size_transposed in sz; split=> //.
exists lam; split=> //; split=> [i|i c].
  rewrite szs; have [lt|ge] := ltnP i D; last by rewrite nth_default ?size_transposed.
  by rewrite (lengths_areP (lengths_transposed D w)) ?size_transposed.
by rewrite E transposedE // mxE.
Qed.

(* --- pairs --- *)

Definition pairs_of D N (pairs : seq (seq Z)) (i : 'I_D) (n : 'I_N) : bool := n \in members N (nth [::] pairs i).

Lemma is_pairE D N pairs (i : 'I_D) (n : 'I_N) : is_pair pairs n i = pairs_of pairs i n.
Proof.
rewrite /is_pair /pairs_of inE list_nth; elim: (nth [::] pairs i) => //= x s ->; rewrite inE; congr (_ || _).
Qed.

Lemma set_for_each_unitP D N pairs : set_for_each_unit D N pairs ->
  size pairs = D /\ forall i, (i < D)%N -> index_set (Z.of_nat N) (nth [::] pairs i).
Proof.
case/andP=> /PeanoNat.Nat.eqb_eq sz H; split=> // i lt.
have : all (index_set (Z.of_nat N)) pairs by [].
by move/(all_nthP [::]); apply; rewrite -[size _]/(length _) sz.
Qed.

Lemma units_of_sampleP D N pairs (n : 'I_N) i : i \in units_of_sample D pairs n ->
  exists2 j : 'I_D, i = j & pairs_of pairs j n.
Proof.
rewrite /units_of_sample seqE -[List.filter _ _]/(filter _ _) mem_filter mem_iota add0n => /andP[H /andP[_ lt]].
by exists (Ordinal lt) => //; rewrite -is_pairE.
Qed.

(* Integers modulo p: the output weights of a sample's units determine its part. *)
Lemma spans_mod p k ws own : spanning p k ws own -> forall u : 'cV[int]_k,
  (forall i, i \in own -> divides (iz p) (\sum_(c < k) entry ws i c * u c 0)) -> forall c, divides (iz p) (u c 0).
Proof.
rewrite /spanning seqE.
set rs := List.map _ _ => ind u H.
have szrs : size rs = k by rewrite size_map size_iota.
have nthr c : (c < k)%N -> nth [::] rs c = [seq List.nth c (List.nth i ws [::]) Z0 | i <- own].
  by move=> lt; rewrite (nth_map 0%N) ?size_iota // nth_iota.
have [|_] := @independent_kernel p (size own) k rs ind szrs; last first.
  apply=> a; rewrite mxE; have := H _ (mem_nth 0%N (ltn_ord a)); congr (divides _ _).
  apply: eq_bigr => c _; rewrite mxE /entry nthr // (nth_map 0%N) // !list_nth //.
by move=> c; have [lt|ge] := ltnP c k; [rewrite nthr // size_map|rewrite nth_default ?szrs].
Qed.

Lemma spans_free p k ws own : (1 < `|iz p|)%N -> spanning p k ws own -> forall u : 'I_k -> rat,
  (forall i, i \in own -> \sum_(c < k) (entry ws i c)%:~R * u c = 0) -> forall c, u c = 0.
Proof.
move=> p1 sp u H c; pose M : 'M[int]_(size own, k) := \matrix_(a, c) entry ws (nth 0%N own a) c.
have ker : kernel_mod (iz p) (iz p) M.
  move=> x Mx; apply: (spans_mod sp) => i /(nthP 0%N)[a lt <-].
  by have := Mx (Ordinal lt); rewrite mxE; congr (divides _ _); apply: eq_bigr => c' _; rewrite mxE.
have /full_column_rankP/(_ (\col_c u c)) := kernel_mod_sound p1 ker.
have -> : ratz M *m (\col_c u c) = 0.
  apply/matrixP=> a z; rewrite (ord1 z) [RHS]mxE mxE -[RHS](H _ (mem_nth 0%N (ltn_ord a))).
  by apply: eq_bigr => c' _; rewrite !mxE.
by move=> /(_ erefl)/matrixP/(_ c 0); rewrite !mxE.
Qed.

(* --- common-pairs --- *)

Section CommonPairs.
Variables (P : problem) (w : rows) (p : Z) (pairs : seq (seq Z)).
Notation D := (unit_count P).
Notation N := (sample_count P).
Notation k := (size w).
Let W : 'M[rat]_(k, D) := W_held k D w.

(* What both kinds of noise need *)
Lemma common_pairsP g : check_common_pairs P w g p pairs ->
  [/\ slope_ok P, (1 < `|iz p|)%N /\ lengths_are (dim P) (xs P), forall i, (i < D)%N -> index_set (Z.of_nat N) (nth [::] pairs i),
    exists zs ws, [/\ integral_rows false (xs P) = Some zs, integral_rows false (transposed D w) = Some ws,
      forall i, (i < D)%N -> independent_of p zs (nth [::] pairs i) &
      forall n, (n < N)%N -> spanning p k ws (units_of_sample D pairs n)] &
    ~~ g -> [/\ Z.eqb (Z.gcd (slope_num P) p) (Zpos xH), Z.eqb (Z.gcd (slope_den P) p) (Zpos xH), lengths_are D (factors P) /\ size (factors P) = N &
      exists es, integral_rows true (factors P) = Some es /\ forall n, (n < N)%N -> least_on_pairs p D pairs n (nth [::] es n)]].
Proof.
rewrite /check_common_pairs; cbv zeta; do 6!case/andP; move=> so pp len /set_for_each_unitP[szp inc] lenw H1 H2.
have p1 : (1 < `|iz p|)%N by case/andP: pp => /andP[/Z.leb_le H _] _; reckon.
split=> //.
  case Ez: (integral_rows false (xs P)) H1 => [zs|] //; case Ew: (integral_rows _ (transposed _ _)) => [ws|] //.
  case/andP=> ind sp; exists zs, ws; split=> //; last by move=> n ltn; have /andP[] := forallb_seq sp ltn.
  move=> i lt; have : all (independent_of p zs) pairs by [].
  by move/(all_nthP [::]); apply; rewrite szp.
move/negPf=> ng; rewrite ng /= in H2; case/andP: H2; do 3!case/andP; move=> a b lenE /PeanoNat.Nat.eqb_eq szE.
case Ee: (integral_rows true _) => [es|] // H; split=> //; exists es; split=> // n lt.
by have := forallb_seq H lt; rewrite list_nth.
Qed.

Lemma pairs_independent zs (i : 'I_D) : lengths_are (dim P) (xs P) -> integral_rows false (xs P) = Some zs ->
  index_set (Z.of_nat N) (nth [::] pairs i) -> independent_of p zs (nth [::] pairs i) ->
  forall v : 'cV[rat]_N, (forall n, ~~ pairs_of pairs i n -> v n 0 = 0) -> X_of P *m v = 0 -> v = 0.
Proof.
move=> len Ez inc ind v vout Xv; have [szz [lam [lam0 [sizeZ entryZ]]]] := integral_rows_sound Ez.
apply: (group_independent szz _ inc lam0 _ ind) Xv => // [n|j n]; last by rewrite entryZ mxE.
rewrite sizeZ; have [lt|ge] := ltnP n (size (xs P)); last by rewrite nth_default.
by rewrite (lengths_areP len).
Qed.

Theorem common_pairs_generic g : check_common_pairs P w g p pairs -> s_of P != 0 ->
  forall sg, full_column_rank (gradient_held W (s_of P) (pair_noise _ (@pairs_of D N pairs)) (X_of P) sg).
Proof.
case/common_pairsP=> so [p1 len] inc [zs [ws [Ez Ew ind sp]]] _ s0 sg.
apply: common_pairs_witness => // [i v|n u H].
  exact: (pairs_independent len Ez (inc _ (ltn_ord i)) (ind _ (ltn_ord i))).
have [szw [lam [lam0 [_ entryW]]]] := integral_weights Ew.
apply: (spans_free p1 (sp n (ltn_ord n))) => i' /units_of_sampleP[i -> In].
rewrite -[RHS](mulr0 (lam i)) -[in RHS](H i In) mulr_sumr; apply: eq_bigr => c _.
by rewrite entryW mulrA.
Qed.

Theorem common_pairs_given : check_common_pairs P w false p pairs ->
  forall sg, full_column_rank (gradient_held W (s_of P) (E_of P) (X_of P) sg).
Proof.
case/common_pairsP=> so [p1 len] inc [zs [ws [Ez Ew ind sp]]] /(_ isT)[ap bp [lenE szE] [es [Ees least]]] sg.
have [szz [lam [lam0 [sizeZ entryZ]]]] := integral_rows_sound Ez.
have szs n : (size (nth [::] zs n) <= dim P)%N.
  rewrite sizeZ; have [lt|ge] := ltnP n (size (xs P)); last by rewrite nth_default.
  by rewrite (lengths_areP len).
have [szes [lamE [lamE0 [sizeE entryE]]]] := integral_rows_sound Ees.
have [szw [lamW [lamW0 [_ entryW]]]] := integral_weights Ew.
set a := iz (slope_num P) in ap; set b := iz (slope_den P) in bp.
pose c (i : 'I_D) (n : 'I_N) : int := if sg i n then b else a.
have cop i n : coprimez (iz p) (c i n) by rewrite /c; case: ifP => _; exact: gcd1_coprime.
have own (n : 'I_N) (i : 'I_D) :
    if pairs_of pairs i n then coprimez (iz p) (entry es n i) else divides (iz p) (entry es n i).
  have := forallb_seq (least n (ltn_ord n)) (ltn_ord i); rewrite is_pairE list_nth; case: ifP => _ H.
    exact: gcd1_coprime.
  have p0 : p <> Z0 by move=> p0; move: p1; rewrite p0.
  by move/Z.eqb_eq: H => H; apply/iz_divide; exact: (proj1 (Z.mod_divide _ _ p0) H).
pose f (i : 'I_D) (j : 'I_(dim P)) (n : 'I_N) (o : 'I_k) : int := entry ws i o * (entry es n i * c i n) * entry zs n j.
pose M : 'M[int]_(D * dim P, N * k) := \matrix_(r, q)
  mxvec (\matrix_(i, j) each_output (f i j) 0 q) 0 r.
have ME i j n o : M (mxvec_index i j) (mxvec_index n o) = f i j n o by rewrite mxE mxvecE mxE each_outputE.
pose y (v : 'cV[int]_(N * k)) (i : 'I_D) (n : 'I_N) := \sum_(o < k) entry ws i o * v (mxvec_index n o) 0.
have My (v : 'cV[int]_(N * k)) i j : (M *m v) (mxvec_index i j) 0 = \sum_(n < N) entry zs n j * (entry es n i * c i n * y v i n).
  rewrite mxE sum_columns.
  apply: eq_bigr => n _; rewrite /y !mulr_sumr; apply: eq_bigr => o _; rewrite ME /f.
  by move: (entry ws i o) (entry es n i) (c i n) (entry zs n j) (v _ 0) => ? ? ? ? ?; ring.
have ker : kernel_mod (iz p) (iz p) M.
  move=> v Mv; have seen_div n i : pairs_of pairs i n -> divides (iz p) (y v i n).
    move=> In; set S := members N (nth [::] pairs i).
    pose v' : 'cV[int]_N := \col_m (if m \in S then entry es m i * c i m * y v i m else 0).
    have : divides (iz p) (v' n 0).
      apply: (select_kernel szz szs (inc _ (ltn_ord i)) (ind _ (ltn_ord i))) => [m nm|j].
        by rewrite mxE (negPf nm) dvdz0.
      have := Mv (mxvec_index i j); rewrite My.
      rewrite (bigID (fun m => m \in S)) /= rpredDr; last first.
        apply: rpred_sum => m nm; apply: dvdz_mull; do 2![apply: dvdz_mulr].
        by have := own m i; rewrite /pairs_of (negPf nm).
      rewrite [X in _ -> divides _ X](bigID (fun m => m \in S)) /= [X in _ -> divides _ (_ + X)]big1 ?addr0; last first.
        by move=> m nm; rewrite mxE (negPf nm) mulr0.
      by congr (divides _ _); apply: eq_bigr => m ms; rewrite mxE ms.
    rewrite mxE -/S; have -> : n \in S by [].
    rewrite -mulrA Gauss_dvdzr; last by have := own n i; rewrite In.
    by rewrite Gauss_dvdzr.
  move=> q; case/mxvec_indexP: q => n o.
  have := @spans_mod p k ws _ (sp n (ltn_ord n)) (\col_o v (mxvec_index n o) 0) _ o; rewrite mxE; apply.
  move=> i' /units_of_sampleP[i -> In]; have := seen_div n i In; rewrite /y; congr (divides _ _).
  by apply: eq_bigr => o' _; rewrite mxE.
have /full_column_rankP Mfull := kernel_mod_sound p1 ker.
apply/full_column_rankP=> v Gv.
have b0 : b%:~R != 0 :> rat := iz_pos _.
pose v' : 'cV[rat]_(N * k) := \col_q (each_output (fun n (o : 'I_k) => (lamE n * lam n)^-1) 0 q * v q 0).
have /Mfull v'0 : ratz M *m v' = 0.
  apply/matrixP=> r h; rewrite (ord1 h) [RHS]mxE mxE; case/mxvec_indexP: r => i j.
  have := congr1 (fun G : 'cV_(D * dim P) => G (mxvec_index i j) 0) Gv; rewrite /= [RHS]mxE mxE => G0.
  rewrite -[RHS](mulr0 (b%:~R * lamW i)) -[in RHS]G0 mulr_sumr; apply: eq_bigr => q _.
  case/mxvec_indexP: q => n o; rewrite [ratz M _ _]mxE ME /f !intrM entryE entryZ entryW gradient_heldE.
  rewrite [v' _ _]mxE each_outputE.
  have -> : (c i n)%:~R = b%:~R * (if sg i n then 1 else s_of P) :> rat.
    by rewrite /c /s_of /q2r; case: ifP => _; rewrite ?mulr1 // mulrC divfK.
  rewrite [activations _ _ _ _ _]mxE ![E_of _ _ _]mxE [X_of _ _ _]mxE -/W.
  have vE : v (mxvec_index n o) 0 = (lamE n * lam n) * ((lamE n * lam n)^-1 * v (mxvec_index n o) 0).
    by rewrite mulVKf // mulf_neq0.
  rewrite [in RHS]vE; move: ((lamE n * lam n)^-1 * _) (if sg i n then _ else _) (W o i) => x t u; ring.
apply/matrixP=> q h; rewrite (ord1 h) [RHS]mxE; case/mxvec_indexP: q => n o.
move/matrixP/(_ (mxvec_index n o) 0): v'0; rewrite [LHS]mxE [RHS]mxE each_outputE => /eqP.
by rewrite mulf_eq0 invr_eq0 mulf_eq0 (negPf (lamE0 n)) (negPf (lam0 n)) /= => /eqP.
Qed.
End CommonPairs.

(* --- crowded-pairs --- *)

Lemma rank_bound_set (F : fieldType) m n t (B : 'M[F]_(m, n)) (S : {set 'I_n}) (Z : 'M[F]_(t, m)) :
  row_free Z -> (forall j, j \notin S -> col j B = 0) -> (forall j, j \in S -> Z *m col j B = 0) ->
  (\rank B <= minn #|S| (m - t))%N.
Proof.
move=> Zfree out orth; rewrite leq_min; apply/andP; split.
  pose f : 'I_#|S| -> 'I_n := enum_val.
  pose T : 'M[F]_(#|S|, n) := \matrix_(a, j) (f a == j)%:R.
  have -> : B = colsub f B *m T.
    apply/matrixP=> i j; rewrite [RHS]mxE; have [jS|jS] := boolP (j \in S).
      rewrite (bigD1 (enum_rank_in jS j)) //= big1 ?addr0 => [|a ne].
        by rewrite !mxE /f enum_rankK_in // eqxx mulr1.
      rewrite !mxE; case: eqP => [E|]; last by rewrite mulr0.
      by case/eqP: ne; apply: enum_val_inj; rewrite enum_rankK_in.
    have /matrixP/(_ i 0) := out j jS; rewrite !mxE => ->; rewrite big1 // => a _; rewrite !mxE.
    by case: eqP => [E|]; [case/negP: jS; rewrite -E; exact: enum_valP|rewrite mulr0].
  exact: leq_trans (mxrankM_maxr _ _) (rank_leq_row _).
have ZB : Z *m B = 0.
  apply/matrixP=> a j; rewrite [RHS]mxE; have : Z *m col j B = 0.
    by have [/orth//|/out ->] := boolP (j \in S); rewrite mulmx0.
  by rewrite colE mulmxA -colE => /matrixP/(_ a 0); rewrite [LHS]mxE [RHS]mxE.
have : (Z <= kermx B)%MS by apply/sub_kermxP.
move/mxrankS; rewrite mxrank_ker (eqP Zfree) => tle; have dle := rank_leq_row B.
by rewrite -(subKn dle) leq_sub2l.
Qed.

Lemma totalE n (f : nat -> Z) (g : nat -> nat) : (forall i, (i < n)%N -> f i = Z.of_nat (g i)) ->
  total n f = Z.of_nat (\sum_(i < n) g i).
Proof.
rewrite /total seqE -(big_mkord xpredT g) /index_iota subn0 => H0.
have {H0} : forall i, i \in iota 0 n -> f i = Z.of_nat (g i) by move=> i; rewrite mem_iota add0n => /H0.
elim: (iota 0 n) => [|i s IH] H; first by rewrite big_nil.
rewrite big_cons /= H ?mem_head // IH ?Nat2Z.inj_add // => j js; apply: H; rewrite inE js orbT //.
Qed.

Lemma card_set_of n (own : seq nat) : (#|[set j : 'I_n | (j : nat) \in own]| <= size own)%N.
Proof.
rewrite cardE -(size_map (@nat_of_ord n)); apply: uniq_leq_size.
  by rewrite (map_inj_uniq val_inj) enum_uniq.
by move=> x /mapP[j]; rewrite mem_enum inE => jo ->.
Qed.

Section CrowdedPairs.
Variables (P : problem) (w : rows) (p : Z) (pairs : seq (seq Z)) (zss yss : seq (seq (seq Z))).
Notation D := (unit_count P).
Notation N := (sample_count P).
Notation k := (size w).
Let W : 'M[rat]_(k, D) := W_held k D w.
Let own n := outside D (factors P) pairs n.

Lemma outsideE (i : 'I_D) (n : 'I_N) : (val i \in own n) = ~~ pairs_of pairs i n && (E_of P i n != 0).
Proof.
rewrite /own /outside seqE -[List.filter _ _]/(filter _ _) mem_filter mem_iota add0n ltn_ord andbT.
by rewrite -is_pairE q2r_eq0 !list_nth [E_of _ _ _]mxE leq0n andbT.
Qed.

(* Vectors orthogonal to all columns of a list of positions *)
Lemma orthogonal_at d M rs zs vectors ks : size rs = M -> lengths_are d rs ->
  integral_rows false rs = Some zs -> lengths_are d vectors -> orthogonal_to zs vectors ks ->
  forall n : 'I_M, Z.of_nat n \in ks -> vectors_of d vectors *m col n (mat d M rs) = 0.
Proof.
move=> szr len Ez lenv orth n nin.
have sub : orthogonal_to zs vectors [:: Z.of_nat n].
  have : all (fun k => List.forallb (fun z => Z.eqb (dot z (at_index [::] zs k)) Z0) vectors) ks by exact: orth.
  by move/allP=> /(_ _ nin) H; rewrite /orthogonal_to /= H.
apply: (orthogonal_toP szr len Ez lenv _ sub); last by rewrite inE mem_seq1.
by rewrite /index_set /= !andbT; apply/andP; split; [apply/Z.leb_le|apply/Z.ltb_lt]; have := ltn_ord n; reckon.
Qed.

Theorem crowded_pairs_rule : check_crowded_pairs P w pairs p zss yss ->
  forall (R : realFieldType) (A : 'M[R]_(D, N)), (forall i n, E_of P i n = 0 -> A i n = 0) ->
  ~~ full_column_rank (khatri_rao (held_slopes (map_mx ratr W) A) (copied k (map_mx ratr (X_of P)))).
Proof.
rewrite /check_crowded_pairs; cbv zeta; do 8!case/andP.
move=> lenX /set_for_each_unitP[szp inc] lenw lenE /PeanoNat.Nat.eqb_eq szE /PeanoNat.Nat.eqb_eq szz /PeanoNat.Nat.eqb_eq szy.
case Ez: (integral_rows false (xs P)) => [zs|] //; case Ew: (integral_rows _ (transposed _ _)) => [ws|] //.
case/andP=> Hi Hn lt R A A0.
have inputs_ok (i : 'I_D) := forallb_seq Hi (ltn_ord i); have weights_ok (n : 'I_N) := forallb_seq Hn (ltn_ord n).
pose r (i : nat) := minn (size (nth [::] pairs i)) (dim P - size (nth [::] zss i)).
pose q (n : nat) := minn (size (own n)) (k - size (nth [::] yss n)).
apply: (@crowded_pairs_sound _ _ _ _ _ _ _ _ (@pairs_of D N pairs) r q).
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
- move=> n; have /andP[kv orth] := weights_ok n; rewrite !list_nth in kv orth.
  have [lenv [tle Zfree]] := kernel_vectorsP kv.
  pose V : 'M[rat]_(k, D) := \matrix_(c, i) (if val i \in own n then W c i else 0).
  have VE : (\rank V <= q n)%N.
    have Vout j : j \notin [set j : 'I_D | val j \in own n] -> col j V = 0.
      by rewrite inE => /negPf no; apply/matrixP=> c z; rewrite !mxE no.
    have Vin j : j \in [set j : 'I_D | val j \in own n] -> vectors_of k (nth [::] yss n) *m col j V = 0.
      rewrite inE => yes; rewrite -[RHS](orthogonal_at (size_transposed D w) (lengths_transposed D w) Ew lenv orth (n := j)).
        by congr (_ *m _); apply/matrixP=> c z; rewrite !mxE yes transposedE // mxE.
      by apply: map_f.
    apply: leq_trans (rank_bound_set Zfree Vout Vin) _.
    by rewrite leq_min (leq_trans (geq_minl _ _) (card_set_of _ _)) geq_minr.
  apply: leq_trans VE; rewrite -(mxrank_map [rmorphism of (ratr : rat -> R)] V) -(mxrank_tr (map_mx _ V)).
  pose S : 'M[R]_D := \matrix_(i, j) ((i == j) && ~~ pairs_of pairs i n && (A i n != 0))%:R.
  have -> : weights_outside (map_mx ratr W) A (@pairs_of D N pairs) n = S *m (map_mx ratr V)^T.
    apply/matrixP=> i c; rewrite [RHS]mxE (bigD1 i) //= big1 ?addr0 => [|j ne]; last first.
      by rewrite !mxE eq_sym (negPf ne) mul0r.
    rewrite !mxE eqxx /=; case: ifP => H; last by rewrite mul0r.
    rewrite mul1r outsideE; case/andP: H => -> An /=.
    by have -> : E_of P i n != 0 by apply: contraNneq An => /A0 ->.
  exact: mxrankM_maxr.
move: lt; rewrite (totalE (g := r)) => [|i lti]; last first.
  have /andP[/kernel_vectorsP[_ [le _]] _] := inputs_ok (Ordinal lti).
  by rewrite /r !list_nth /Form.count -[List.length (nth _ pairs i)]/(size _) -[List.length (nth _ zss i)]/(size _);
    move: le; rewrite /= list_nth; reckon.
rewrite (totalE (g := q)) => [|n ltn]; last first.
  have /andP[/kernel_vectorsP[_ [le _]] _] := weights_ok (Ordinal ltn).
  rewrite /q !list_nth /Form.count -/(own n) -[List.length (own n)]/(size _) -[List.length (nth _ yss n)]/(size _) -[List.length w]/(size w).
  by move: le; rewrite /= list_nth -[List.length w]/(size w); reckon.
by move=> /Z.ltb_lt; rewrite -[List.length w]/(size w) -Nat2Z.inj_add -Nat2Z.inj_mul => /Nat2Z.inj_lt/ssrnat.ltP.
Qed.
End CrowdedPairs.
