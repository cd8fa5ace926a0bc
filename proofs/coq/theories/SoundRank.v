(* Soundness of rank and width (soundness.md 9, 10). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Model Linear Collapse AlmostEvery Form Rules Bridge
  Groups SoundOneLayer SoundArchimedean.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* Independent columns among those of an index set *)
Lemma group_rank p d N rs zs ks : size rs = N -> lengths_are d rs -> integral_rows false rs = Some zs ->
  index_set (Z.of_nat N) ks -> independent_of p zs ks -> (size ks <= \rank (mat d N rs))%N.
Proof.
move=> szr len Ez inc ind; have [szz [lam [lam0 [sizeZ entryZ]]]] := integral_rows_sound Ez.
have szs n : (size (nth [::] zs n) <= d)%N.
  rewrite sizeZ; have [lt|ge] := ltnP n (size rs); last by rewrite nth_default.
  by rewrite (lengths_areP len).
have szN : size zs = N by rewrite szz.
pose S := members N ks; pose f : 'I_#|S| -> 'I_N := enum_val.
have fr : full_column_rank (colsub f (mat d N rs)).
  apply/full_column_rankP=> v Xv.
  pose u : 'cV[rat]_N := \col_n \sum_(k | f k == n) v k 0.
  have u0 : u = 0.
    have XE (j : 'I_d) (n : 'I_N) : (entry zs n j)%:~R = lam n * mat d N rs j n by rewrite entryZ mxE.
    apply: (group_independent szN szs inc lam0 XE ind) => [n nS|].
    - by rewrite mxE big1 // => k /eqP E; case/negP: nS; rewrite -E; exact: enum_valP.
    apply/matrixP=> j c; rewrite (ord1 c) [RHS]mxE [LHS]mxE -[RHS](mul0E j Xv).
    rewrite (eq_bigr (fun n => \sum_(k | f k == n) mat d N rs j n * v k 0)); last first.
      by move=> n _; rewrite [u n 0]mxE mulr_sumr.
    rewrite (exchange_big_dep xpredT) //=; apply: eq_bigr => k _.
    by rewrite (big_pred1 (f k)) => [|n /=]; [rewrite [colsub f _ j k]mxE|rewrite eq_sym].
  apply/matrixP=> k c; rewrite (ord1 c) [RHS]mxE.
  have := congr1 (fun M : 'cV_N => M (f k) 0) u0; rewrite /= mxE [X in _ = X -> _]mxE.
  rewrite (eq_bigl (fun k' => k' == k)) ?big_pred1_eq // => k'.
  by rewrite (inj_eq (@enum_val_inj _ (mem S))).
rewrite -(card_members inc) -/S -(eqP fr) -[colsub f _]mulmx1.
have -> : colsub f (mat d N rs) = mat d N rs *m (\matrix_(n, k) (n == f k)%:R).
  apply/matrixP=> j k; rewrite [LHS]mxE [RHS]mxE (bigD1 (f k)) //= mxE eqxx mulr1 big1 ?addr0 // => n ne.
  by rewrite mxE (negPf ne) mulr0.
by rewrite mulmx1 mxrankM_maxl.
Qed.

Lemma rank_le_orthogonal d N (X : 'M[rat]_(d, N)) t (Z : 'M[rat]_(t, d)) :
  row_free Z -> Z *m X = 0 -> (\rank X <= d - t)%N.
Proof.
move=> Zfree ZX; have : (Z <= kermx X)%MS by apply/sub_kermxP.
move/mxrankS; rewrite mxrank_ker (eqP Zfree) => tle; have dle := rank_leq_row X.
by rewrite -(subKn dle) leq_sub2l.
Qed.

Lemma all_members N : index_set (Z.of_nat N) (List.map Z.of_nat (List.seq 0 N)) /\
  forall n : 'I_N, n \in members N (List.map Z.of_nat (List.seq 0 N)).
Proof.
have H a b : increasing_from (Z.of_nat a) (Z.of_nat (a + b)) (List.map Z.of_nat (List.seq a b)).
  elim: b a => //= b IH a; rewrite -addSnnS.
  have -> : Z.add (Z.of_nat a) (Zpos xH) = Z.of_nat a.+1 by reckon.
  by rewrite IH Z.leb_refl andbT; apply/Z.ltb_lt; reckon.
split; first exact: (H 0%N N).
move=> n; rewrite inE -[List.map _ _]/(map _ _); apply/mapP; exists (n : nat) => //.
have seqE a b : List.seq a b = iota a b by elim: b a => //= b IH a; rewrite IH.
by rewrite seqE mem_iota add0n ltn_ord.
Qed.

Theorem check_rank_of_samples_sound d rs r t : check_rank_of_samples d rs r t ->
  Z.of_nat (\rank (mat d (size rs) rs)) = r.
Proof.
rewrite /check_rank_of_samples; do 5!case/andP; rewrite /Form.count.
move=> inc /Z.eqb_eq szs kv /Z.eqb_eq szk len.
case Ez: (integral_rows false rs) => [zs|] // /andP[ind orth].
have [lenv [tle Zfree]] := kernel_vectorsP kv; have [incall inall] := all_members (size rs).
have lo := group_rank (erefl _) len Ez inc ind.
have hi : (\rank (mat d (size rs) rs) <= d - size (tight_orthogonal t))%N.
  apply: rank_le_orthogonal Zfree _; apply/matrixP=> k n; rewrite [RHS]mxE.
  have := orthogonal_toP (erefl _) len Ez lenv incall orth (inall n).
  move/matrixP/(_ k 0); rewrite [RHS]mxE mxE => H; rewrite -[RHS]H mxE.
  by apply: eq_bigr => j _; congr (_ * _); rewrite [RHS]mxE.
move: szs szk; rewrite -[length (tight_samples t)]/(size _) -[length (tight_orthogonal t)]/(size _); reckon.
Qed.

(* --- width: enough for almost every noise, and one less is never enough --- *)

(* With D units, no noise and no pattern gives full column rank. *)
Definition never_enough d N (X : 'M[rat]_(d, N)) D : Prop := forall (R : numFieldType) (s : R) (E : 'M_(D, N)) sg,
  ~~ full_column_rank (gradient s E (map_mx ratr X) sg).

(* As many groups of independent samples, and not fewer; so many units are enough for almost every noise, and fewer never *)
Definition width_is d N (X : 'M[rat]_(d, N)) (w : option Z) :=
  match w with
  | Some w => [/\ Z.le Z0 w, (exists g : 'I_N -> 'I_(Z.to_nat w), forall i, independent_group X g i),
      (forall D, Z.lt (Z.of_nat D) w -> forall g : 'I_N -> 'I_D, ~ forall i, independent_group X g i),
      (forall s, s != 0 -> almost_every_noise (Z.to_nat w) s X) &
      forall D, Z.lt (Z.of_nat D) w -> never_enough X D]
  | None => forall D, never_enough X D /\ forall g : 'I_N -> 'I_D, ~ forall i, independent_group X g i
  end.

Lemma never_groups d N (X : 'M[rat]_(d, N)) D : never_enough X D -> forall g : 'I_N -> 'I_D, ~ forall i, independent_group X g i.
Proof.
move=> never g ind; have := never [numFieldType of rat] 1 (group_noise _ g) (const_mx true).
have -> : map_mx ratr X = X by apply/matrixP=> i j; rewrite mxE; exact: esym (fmorph_eq_rat [rmorphism of (@idfun rat)] _).
by case/negP; exact: (partition_witness (oner_neq0 _) ind).
Qed.

Lemma zero_never d N (X : 'M[rat]_(d, N)) n D : col n X = 0 -> never_enough X D.
Proof.
move=> z R s E sg; apply: (@deficientP _ _ _ _ (\col_k (k == n)%:R)).
  by apply/eqP=> /matrixP/(_ n 0); rewrite !mxE eqxx => /eqP; rewrite oner_eq0.
apply/khatri_rao_mul0=> i j; rewrite big1 // => k _; rewrite [map_mx _ _ _ _]mxE [(\col__ _) _ _]mxE.
have [->|] := eqVneq k n; last by rewrite mulr0.
by move/matrixP: z => /(_ j 0); rewrite !mxE => ->; rewrite rmorph0 mulr0 mul0r.
Qed.

Lemma ratr_id m n (A : 'M[rat]_(m, n)) : map_mx ratr A = A.
Proof.
by apply/matrixP=> i j; rewrite mxE; exact: esym (fmorph_eq_rat [rmorphism of (@idfun rat)] _).
Qed.

Lemma fewer_units (F : fieldType) d D D' N (s : F) (X : 'M[F]_(d, N)) : (D <= D')%N ->
  (forall (E : 'M_(D', N)) sg, ~~ full_column_rank (gradient s E X sg)) ->
  forall (E : 'M_(D, N)) sg, ~~ full_column_rank (gradient s E X sg).
Proof.
move=> le def E sg; apply/negP=> /full_column_rankP inj.
pose E' : 'M[F]_(D', N) := \matrix_(i, n) (if insub (i : nat) is Some j then E (j : 'I_D) n else 0).
pose sg' : pattern D' N := \matrix_(i, n) (if insub (i : nat) is Some j then sg (j : 'I_D) n else true).
case/negP: (def E' sg'); apply/full_column_rankP=> v /khatri_rao_block Gv; apply: inj.
apply/khatri_rao_block=> i; rewrite -[RHS](Gv (widen_ord le i)); congr (_ *m _).
apply/matrixP=> n c; rewrite !mxE; case: insubP => [j _ E1|/negP[]]; last exact: (ltn_ord i).
have -> : j = i by apply: val_inj.
done.
Qed.

Theorem check_width_sound d rs r w e : check_width d rs r w e ->
  Z.of_nat (\rank (mat d (size rs) rs)) = r /\ width_is (mat d (size rs) rs) w.
Proof.
case: e => [t p groups tt|t n]; case: w => [w|] //=.
  do 5!case/andP; move=> rk /Z.leb_le w0 szg _ gr tts; split; first exact: check_rank_of_samples_sound rk.
  have never D : Z.lt (Z.of_nat D) w -> never_enough (mat d (size rs) rs) D.
    case: tt tts => [t'|] /andP[H1 H2]; last by move/Z.eqb_eq: H2; reckon.
    move=> Dw R s; apply: (@fewer_units R d D (Z.to_nat (Z.sub w (Zpos xH)))); first by reckon.
    by move=> E sg; apply: (tight_sound (erefl _) H2).
  have [g ind] := grouped_independent (erefl _) gr; split=> //; first by exists g.
    by move=> D /never; exact: never_groups.
  by move=> s s0; exact: partition_almost_every s0 ind.
case/andP; case/andP; case/andP=> rk /Z.leb_le n0 /Z.ltb_lt nN zero.
split; first exact: check_rank_of_samples_sound rk.
have ltn : (Z.to_nat n < size rs)%N by move: nN; rewrite /Form.count -[length rs]/(size rs); reckon.
move=> D; have never : never_enough (mat d (size rs) rs) D; last by split=> //; exact: never_groups.
apply: (@zero_never _ _ _ (Ordinal ltn)); apply/matrixP=> j c; rewrite !mxE /=.
have : all qis0 (at_index [::] rs n) by [].
rewrite /at_index list_nth; have [lt|ge] := ltnP j (size (nth [::] rs (Z.to_nat n))).
  by move/(all_nthP q0)=> /(_ j lt); rewrite q2r_eq0 => /eqP.
by move=> _; rewrite [nth q0 _ _]nth_default ?q2r0.
Qed.

(* --- rank of a matrix --- *)

Definition matrix_of (M : matrix) : 'M[rat]_(Z.to_nat (matrix_rows M), Z.to_nat (matrix_columns M)) :=
  \matrix_(i, j) q2r (nth q0 (nth [::] (entries M) i) j).

Lemma nth_transposed n m j : (j < n)%N -> nth [::] (transposed n m) j = [seq nth q0 r j | r <- m].
Proof.
have seqE a b : List.seq a b = iota a b by elim: b a => //= b IH a; rewrite IH.
move=> lt; rewrite /transposed seqE -[List.map _ (iota 0 n)]/(map _ (iota 0 n)) (nth_map 0%N) ?size_iota //.
by rewrite nth_iota // add0n -[List.map _ m]/(map _ m); apply: eq_map => r; rewrite list_nth.
Qed.

Theorem check_rank_sound M r e : lengths_are (Z.to_nat (matrix_columns M)) (entries M) ->
  size (entries M) = Z.to_nat (matrix_rows M) -> check_rank M r e ->
  Z.of_nat (\rank (matrix_of M)) = r.
Proof.
move=> len szm; rewrite /check_rank; cbv zeta; set m := Z.to_nat (matrix_rows M) in szm *.
set n := Z.to_nat (matrix_columns M) in len *.
do 10!case/andP; rewrite /Form.count; move=> /Z.eqb_eq szR /Z.eqb_eq szC incR incC _ _ minor lenk indk zero size_ok.
set C := transposed n (entries M) in minor zero.
have szCm (j : 'I_n) : size (nth [::] C j) = m by rewrite nth_transposed // size_map.
have CE (j : 'I_n) (i : 'I_m) : nth q0 (nth [::] C j) i = nth q0 (nth [::] (entries M) i) j.
  by rewrite nth_transposed // (nth_map [::]) ?szm.
(* the minor *)
have lo : (size (minor_columns e) <= \rank (matrix_of M))%N.
  set mc := minor_columns e in szC incC minor *; set mr := minor_rows e in szR incR minor *.
  move: minor; rewrite /independent_rational; set K := List.map _ mc.
  case Ez: (integral_rows false K) => [zs|] // ind.
  have szK : size K = size mc by rewrite size_map.
  have lenK : lengths_are (size mr) K.
    rewrite /K /lengths_are; elim: (mc) => //= c l ->; rewrite andbT; apply/PeanoNat.Nat.eqb_eq.
    by rewrite -[LHS]/(size _) size_select.
  have := all_independent szK lenK Ez ind; rewrite /full_column_rank => /eqP <-.
  have cP (k : 'I_(size mc)) : exists j : 'I_n, nth Z0 mc k = Z.of_nat j.
    by have [_ H] := index_setP incC; exact: H (mem_nth Z0 (ltn_ord k)).
  have rP (k : 'I_(size mr)) : exists i : 'I_m, nth Z0 mr k = Z.of_nat i.
    by have [_ H] := index_setP incR; exact: H (mem_nth Z0 (ltn_ord k)).
  have [cj cE] := fin_all_exists cP; have [ri rE] := fin_all_exists rP.
  have -> : mat (size mr) (size mc) K = (\matrix_(k, i) (i == ri k)%:R) *m matrix_of M *m (\matrix_(j, k) (j == cj k)%:R).
    apply/matrixP=> a b; rewrite [RHS]mxE [in RHS](bigD1 (cj b)) //= [X in _ = _ + X]big1 ?addr0 => [|j ne]; last first.
      by rewrite [X in _ * X]mxE (negPf ne) mulr0.
    rewrite [X in _ = _ * X]mxE eqxx mulr1 [RHS]mxE [in RHS](bigD1 (ri a)) //= [X in _ = _ + X]big1 ?addr0 => [|i ne]; last first.
      by rewrite [X in X * _]mxE (negPf ne) mul0r.
    rewrite !mxE eqxx mul1r /K -[List.map _ mc]/(map _ mc) (nth_map Z0) // nth_select //.
    by rewrite /at_index list_nth cE rE !Nat2Z.id CE.
  exact: leq_trans (mxrankM_maxl _ _) (mxrankM_maxr _ _).
(* the kernel *)
have kfree side (A : 'M[rat]_(side, n + m)) : True by [].
set ker := kernel e in lenk indk zero size_ok.
have fin k : (\rank (matrix_of M) <= k - size ker)%N -> Z.add r (Z.of_nat (size ker)) = Z.of_nat k ->
    Z.of_nat (\rank (matrix_of M)) = r.
  by move: szC; rewrite -[length (minor_columns e)]/(size _); reckon.
have fin2 k : (\rank (matrix_of M) <= k)%N -> r = Z.of_nat k -> Z.of_nat (\rank (matrix_of M)) = r.
  by move: szC; rewrite -[length (minor_columns e)]/(size _); reckon.
have rows_le := rank_leq_row (matrix_of M); have cols_le := rank_leq_col (matrix_of M).
have freeK k : lengths_are k ker -> row_free (vectors_of k ker).
  move=> lk; have szs i : (size (nth [::] ker i) <= k)%N.
    have [lt|ge] := ltnP i (size ker); last by rewrite nth_default.
    by rewrite (lengths_areP lk).
  have [p1 kn] := independent_kernel indk erefl szs.
  by have := kernel_mod_sound p1 kn; rewrite /full_column_rank /row_free mxrank_tr.
have zeroP z l (i j : nat) : all (integer_combination_zero l) z -> (i < size z)%N -> (j < size l)%N ->
    q2r (qdot (integer_row (nth [::] z i)) (nth [::] l j)) = 0.
  move=> /(all_nthP [::]) H lt ltj; have := H i lt; rewrite /integer_combination_zero => H'.
  have : all (fun r => qis0 (qdot (integer_row (nth [::] z i)) r)) l by [].
  by move/(all_nthP [::])=> /(_ j ltj); rewrite q2r_eq0 => /eqP.
case: (kernel_right e) lenk zero size_ok => lenk zero; rewrite -[length ker]/(size ker).
  case/orP=> [/Z.eqb_eq sz|/andP[_ /Z.eqb_eq sz]]; last exact: (fin2 m rows_le sz).
  apply: (fin n) => //; rewrite -mxrank_tr; apply: rank_le_orthogonal (freeK n lenk) _.
  apply/matrixP=> k i; rewrite [RHS]mxE mxE.
  have lti : (i < size (entries M))%N by rewrite szm.
  have := zeroP ker (entries M) k i zero (ltn_ord k) lti.
  rewrite (@qdot_integer n) ?(lengths_areP lenk) ?(lengths_areP len) // => H; rewrite -[RHS]H.
  by apply: eq_bigr => j _; rewrite !mxE.
case/orP=> [/Z.eqb_eq sz|/andP[_ /Z.eqb_eq sz]]; last exact: (fin2 n cols_le sz).
apply: (fin m) => //; apply: rank_le_orthogonal (freeK m lenk) _.
apply/matrixP=> k j; rewrite [RHS]mxE mxE.
have ltj : (j < size C)%N by rewrite /C /transposed -[List.map _ _]/(map _ _) size_map -[size _]/(length _) List.seq_length.
have := zeroP ker C k j zero (ltn_ord k) ltj.
rewrite (@qdot_integer m) ?(lengths_areP lenk) ?szCm // => H; rewrite -[RHS]H.
by apply: eq_bigr => i _; rewrite !mxE CE.
Qed.
