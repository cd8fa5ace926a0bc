(* Soundness of bordered-minors (soundness.md 10). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Model Linear Collapse Minors Form Rules Bridge
  Groups SoundOneLayer SoundRank.
From mathcomp Require Import all_fingroup.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- determinants --- *)

(* No determinant is larger than the product of the sums of its rows. *)
Lemma det_bound n (M : 'M[int]_n) : `|\det M| <= \prod_i \sum_j `|M i j|.
Proof.
rewrite /determinant; apply: le_trans (ler_norm_sum _ _ _) _.
rewrite bigA_distr_bigA /=.
rewrite (eq_bigr (fun s : {perm 'I_n} => \prod_i `|M i (val s i)|)); last first.
  move=> s _; rewrite normrM normrX normrN1 expr1n mul1r normr_prod.
  by apply: eq_bigr => i _; rewrite /= pvalE.
rewrite -(big_imset (fun f : {ffun 'I_n -> 'I_n} => \prod_i `|M i (f i)|) (in2W val_inj)) /=.
rewrite big_mkcond; apply: ler_sum => f _; case: ifP => // _.
by apply: prodr_ge0 => i _; exact: normr_ge0.
Qed.

(* The sum over some of the places, each once *)
Lemma some_sum (I J : finType) (F : J -> int) (f : I -> J) : injective f -> (forall j, 0 <= F j) ->
  \sum_i F (f i) <= \sum_j F j.
Proof.
move=> finj F0; rewrite -(big_imset F (in2W finj)) /= big_mkcond.
by apply: ler_sum => j _; case: ifP.
Qed.

Section Core.
Variables (m n r : nat) (A : 'M[int]_(m, n)) (f : 'I_r -> 'I_m) (g : 'I_r -> 'I_n).
Hypothesis ginj : injective g.

Definition minor : 'M[int]_r := \matrix_(a, b) A (f a) (g b).
Definition border i j : 'M[int]_(r + 1) :=
  block_mx minor (\matrix_(a, _) A (f a) j) (\matrix_(_, b) A i (g b)) (A i j)%:M.

(* Digits: column j is a combination of the minor's columns plus p^k times an integral one *)
Definition digits_of (pk : int) j := exists (y : 'cV[int]_r) (s : 'cV[int]_m),
  forall i, A i j = \sum_b A i (g b) * y b 0 + pk * s i 0.

Lemma border_multiple pk i j : digits_of pk j -> divides pk (\det (border i j)).
Proof.
case=> y [s H].
pose M' : 'M[int]_(r + 1) :=
  block_mx minor (\matrix_(a, _) s (f a) 0) (\matrix_(_, b) A i (g b)) (s i 0)%:M.
have -> : border i j = M' *m block_mx 1%:M y 0 pk%:M.
  rewrite mulmx_block !mulmx1 !mulmx0 !addr0; congr block_mx.
    apply/matrixP=> a c; rewrite (ord1 c) !mxE H; congr (_ + _).
      by apply: eq_bigr => b _; rewrite !mxE.
    by rewrite big_ord1 !mxE mulr1n mulrC.
  apply/matrixP=> a c; rewrite (ord1 a) (ord1 c) !mxE H; congr (_ + _).
    by apply: eq_bigr => b _; rewrite !mxE.
  by rewrite big_ord1 !mxE !mulr1n mulrC.
by rewrite det_mulmx det_ublock det1 det_scalar1 mul1r; apply: dvdz_mull.
Qed.

Definition row_norm i : int := \sum_j `|A i j|.

Lemma border_bound i j : (forall b, g b != j) ->
  `|\det (border i j)| <= (\prod_a row_norm (f a)) * row_norm i.
Proof.
move=> jg; apply: le_trans (det_bound _) _.
have norm0 k : 0 <= row_norm k by apply: sumr_ge0 => l _; exact: normr_ge0.
pose gj (b : 'I_(r + 1)) := match split b with inl b' => g b' | inr _ => j end.
have gjinj : injective gj.
  move=> b c; rewrite /gj; case: (split_ordP b) => b' ->; case: (split_ordP c) => c' ->.
  - by move/ginj ->.
  - by move/eqP; rewrite (negPf (jg b')).
  - by move/esym/eqP; rewrite (negPf (jg c')).
  by rewrite (ord1 b') (ord1 c').
have rowE k a : (forall b, border i j a b = A k (gj b)) -> \sum_b `|border i j a b| <= row_norm k.
  move=> E; rewrite (eq_bigr (fun b => `|A k (gj b)|)) => [|b _]; last by rewrite E.
  exact: (@some_sum _ _ (fun l => `|A k l|)).
have bE a b : border i j a b = A (match split a with inl a' => f a' | inr _ => i end) (gj b).
  rewrite /gj; case: (split_ordP a) => a' ->; case: (split_ordP b) => b' ->.
  - by rewrite block_mxEul mxE.
  - by rewrite block_mxEur mxE.
  - by rewrite block_mxEdl mxE.
  by rewrite block_mxEdr (ord1 a') (ord1 b') mxE eqxx.
rewrite big_split_ord /= big_ord1; apply: ler_pmul; try by [apply: prodr_ge0 => a _; apply: sumr_ge0|apply: sumr_ge0].
  apply: ler_prod => a _; apply/andP; split; first by apply: sumr_ge0.
  by apply: rowE => b; rewrite bE (unsplitK (inl a)).
by apply: rowE => b; rewrite bE (unsplitK (inr ord0)).
Qed.

Lemma border_zero pk i j : (forall b, g b != j) -> digits_of pk j ->
  (\prod_a row_norm (f a)) * row_norm i < pk -> \det (border i j) = 0.
Proof.
move=> jg dig lt; have /dvdzP[q E] := border_multiple i dig.
have le := border_bound i jg; have {le}lt := le_lt_trans le lt.
have [q0|q0] := eqVneq q 0; first by rewrite E q0 mul0r.
have pk0 : 0 < pk by apply: le_lt_trans (normr_ge0 _) lt.
move: lt; rewrite E normrM (gtr0_norm pk0) ltNge; case/negP.
by rewrite ler_pmull // -gtz0_ge1 normr_gt0.
Qed.

(* If the minor is invertible and all minors with one more row and column are zero, the rank is r. *)
Let rA : 'M[rat]_(m, n) := map_mx intr A.
Let rB : 'M[rat]_r := map_mx intr minor.

Lemma minor_rank : full_column_rank rB -> (r <= \rank rA)%N.
Proof.
move=> fr; rewrite -[X in (X <= _)%N](eqP fr).
have -> : rB = (\matrix_(k, i) (i == f k)%:R) *m rA *m (\matrix_(j, k) (j == g k)%:R).
  apply/matrixP=> a b; rewrite [RHS]mxE [in RHS](bigD1 (g b)) //= [X in _ = _ + X]big1 ?addr0 => [|j ne]; last first.
    by rewrite [X in _ * X]mxE (negPf ne) mulr0.
  rewrite [X in _ = _ * X]mxE eqxx mulr1 [RHS]mxE [in RHS](bigD1 (f a)) //= [X in _ = _ + X]big1 ?addr0 => [|i ne]; last first.
    by rewrite [X in X * _]mxE (negPf ne) mul0r.
  by rewrite !mxE eqxx mul1r.
exact: leq_trans (mxrankM_maxl _ _) (mxrankM_maxr _ _).
Qed.

Theorem bordered_rank : full_column_rank rB ->
  (forall i j, (forall b, g b != j) -> \det (border i j) = 0) -> \rank rA = r.
Proof.
move=> fr zero.
have uB : rB \in unitmx by rewrite -row_full_unit /row_full.
pose AC : 'M[rat]_(m, r) := \matrix_(i, b) (A i (g b))%:~R.
pose AR : 'M[rat]_(r, n) := \matrix_(a, j) (A (f a) j)%:~R.
have E : rA = AC *m invmx rB *m AR.
  apply/matrixP=> i j; rewrite -mulmxA.
  have [/existsP[b /eqP <-]|none] := boolP [exists b, g b == j].
    have -> : (AC *m (invmx rB *m AR)) i (g b) = (AC *m (invmx rB *m rB)) i b.
      rewrite mxE [RHS]mxE; apply: eq_bigr => k _; congr (_ * _).
      by rewrite mxE [RHS]mxE; apply: eq_bigr => l _; rewrite !mxE.
    by rewrite (mulVmx uB) mulmx1 !mxE.
  have jg b : g b != j by apply: contraNneq none => <-; apply/existsP; exists b.
  have d0 : \det (map_mx intr (border i j) : 'M[rat]_(r + 1)) == 0.
    by rewrite det_map_mx (zero i j jg).
  have /det0P[v v0] := d0.
  rewrite -[v]hsubmxK map_block_mx mul_row_block => /eqP; rewrite row_mx_eq0 => /andP[/eqP H1 /eqP H2].
  set a := lsubmx v in H1 H2; set c := rsubmx v in H1 H2.
  have c0 : c 0 0 != 0.
    apply: contraNneq v0 => c0; have cz : c = 0 by apply/matrixP=> x y; rewrite (ord1 x) (ord1 y) c0 mxE.
    move: H1; rewrite cz mul0mx addr0 => H1.
    have a0 : a = 0 by rewrite -[a]mulmx1 -(mulmxV uB) mulmxA H1 mul0mx.
    by rewrite -[v]hsubmxK -/a -/c a0 cz row_mx0.
  have aE : a = - (c 0 0 *: (row i AC *m invmx rB)).
    have := congr1 (fun M => M *m invmx rB) H1; rewrite mul0mx mulmxDl -mulmxA (mulmxV uB) mulmx1.
    move/eqP; rewrite addr_eq0 => /eqP ->; congr (- _); rewrite scalemxAl; congr (_ *m _).
    by apply/matrixP=> x y; rewrite (ord1 x) !mxE big_ord1 !mxE.
  move: H2; rewrite aE mulNmx -scalemxAl => /eqP; rewrite addrC subr_eq0 => /eqP H2.
  have := congr1 (fun M : 'M_(1, 1) => M 0 0) H2; rewrite /= mxE big_ord1 [X in _ * X]mxE [X in _ * X%:~R]mxE eqxx mulr1n.
  rewrite [RHS]mxE => /(mulfI c0) H; rewrite [LHS]mxE H -mulmxA.
  rewrite mxE [RHS]mxE; apply: eq_bigr => k _; congr (_ * _); first by rewrite mxE.
  by rewrite mxE [RHS]mxE; apply: eq_bigr => l _; rewrite !mxE.
apply/eqP; rewrite eqn_leq minor_rank // andbT.
by rewrite E; apply: leq_trans (mxrankM_maxr _ _) (rank_leq_row _).
Qed.
End Core.

(* --- lists --- *)

Lemma izX x k : iz (Z.pow x (Z.of_nat k)) = iz x ^+ k.
Proof.
elim: k => [|k IH]; first by rewrite expr0.
by rewrite Nat2Z.inj_succ Z.pow_succ_r ?izM ?IH ?exprS //; exact: Nat2Z.is_nonneg.
Qed.

Definition zmat m n (zs : seq (seq Z)) : 'M[int]_(m, n) := \matrix_(i, j) iz (nth Z0 (nth [::] zs i) j).

Lemma lifted_sound r m p inv ac R k s : size ac = m -> lengths_are r ac -> size inv = r -> size s = m ->
  lifted k p inv ac R s -> exists (y : 'cV[int]_r) (s' : nat -> int), forall i, (i < m)%N ->
    iz (nth Z0 s i) = \sum_(b < r) iz (nth Z0 (nth [::] ac i) b) * y b 0 + iz p ^+ k * s' i.
Proof.
move=> sza lena szi; elim: k s => [|k IH] s szs /=.
  move=> _; exists 0, (fun i => iz (nth Z0 s i)) => i _.
  by rewrite big1 ?add0r ?expr0 ?mul1r // => b _; rewrite mxE mulr0.
set x := List.map _ inv; set d := Arithmetic.map2 _ ac s; case/andP=> dz rest.
have szx : size x = r by rewrite /x -[List.map _ inv]/(map _ inv) size_map.
have szd : size d = m by rewrite size_map2 ?sza ?szs.
have szd' : size (List.map (fun v => Z.div v p) d) = m by rewrite -[List.map _ d]/(map _ d) size_map.
have [y [s' H]] := IH _ szd' rest.
exists (\col_b (iz (nth Z0 x b) + iz p * y b 0)), s' => i lt.
have dE : iz (nth Z0 d i) = iz p * iz (nth Z0 (List.map (fun v => Z.div v p) d) i).
  have dz' : all (fun v => Z.eqb (Z.modulo v p) Z0) d by [].
  rewrite -[List.map _ d]/(map _ d) (nth_map Z0) ?szd // -izM; congr iz.
  have lt' : (i < size d)%N by rewrite szd.
  have /Z.eqb_eq H0 := elimT (all_nthP Z0) dz' i lt'.
  by rewrite {1}(Z_div_mod_eq_full (nth Z0 d i) p) H0 Z.add_0_r.
move: dE; rewrite (H i lt) {1}/d (nth_map2 _ [::] Z0) ?sza ?szs // izB => /eqP.
rewrite subr_eq => /eqP ->.
rewrite dot_sum ?szx; last by rewrite (lengths_areP lena) ?sza.
rewrite mulrDr exprS -mulrA addrC addrA; congr (_ + _).
rewrite mulr_sumr -big_split; apply: eq_bigr => b _ /=; rewrite mxE mulrDr; congr (_ + _).
by rewrite mulrCA.
Qed.

Lemma row_sumE n s : size s = n -> iz (row_sum s) = \sum_(j < n) `|iz (nth Z0 s j)|.
Proof.
move=> <- {n}; elim: s => [|a s IH] /=; first by rewrite big_ord0.
rewrite big_ord_recl izD IH /=; congr (_ + _); reckon.
Qed.

Lemma row_sum_max zs i : iz (row_sum (nth [::] zs i)) <= iz (List.fold_right (fun r b => Z.max (row_sum r) b) Z0 zs).
Proof.
elim: zs i => [|r zs IH] [|i] //=; first by reckon.
by have := IH i; reckon.
Qed.

Lemma prodE (F : Z -> Z) ks : iz (List.fold_right (fun k b => Z.mul (F k) b) (Zpos xH) ks) =
  \prod_(a < size ks) iz (F (nth Z0 ks a)).
Proof. by elim: ks => [|k ks IH] /=; rewrite ?big_ord0 // big_ord_recl izM IH. Qed.

Lemma outside_in n C (j : 'I_n) : (forall b, (b < size C)%N -> nth Z0 C b != Z.of_nat j) ->
  List.In (Z.of_nat j) (outside n C).
Proof.
move=> H; apply/List.filter_In; split.
  apply: List.in_map; apply/List.in_seq; split; [exact: PeanoNat.Nat.le_0_l|rewrite PeanoNat.Nat.add_0_l; apply/ssrnat.ltP; exact: ltn_ord].
apply/negP=> /List.existsb_exists[c [inc /Z.eqb_eq E]].
have [b [lt Eb]] := List.In_nth C c Z0 inc.
have lt' : (b < size C)%N by apply/ssrnat.ltP.
by move: (H b lt'); rewrite -list_nth Eb -E eqxx.
Qed.

Theorem bordered_sound m n zs p R C r : size zs = m -> lengths_are n zs ->
  index_set (Z.of_nat m) R -> index_set (Z.of_nat n) C -> size R = r -> size C = r ->
  bordered m n zs p R C -> \rank (map_mx intr (zmat m n zs) : 'M[rat]_(m, n)) = r.
Proof.
move=> szz lenz incR incC szR szC; rewrite /bordered; cbv zeta.
set ac := List.map _ zs; set b := List.map _ R; case/andP=> ind rest.
have [uR HR] := index_setP incR; have [uC HC] := index_setP incC.
have rP (a : 'I_r) : exists i : 'I_m, nth Z0 R a = Z.of_nat i by apply: HR; rewrite mem_nth ?szR.
have cP (a : 'I_r) : exists j : 'I_n, nth Z0 C a = Z.of_nat j by apply: HC; rewrite mem_nth ?szC.
have [f fE] := fin_all_exists rP; have [g gE] := fin_all_exists cP.
have ginj : injective g.
  move=> a c E; apply/ord_inj/eqP; rewrite -(nth_uniq 0%N _ _ uC) ?size_map ?szC //.
  by rewrite !(nth_map Z0) ?szC // !gE E.
set A := zmat m n zs.
have acE (i : 'I_m) : nth [::] ac i = select Z0 (nth [::] zs i) C.
  by rewrite /ac -[List.map _ zs]/(map _ zs) (nth_map [::]) ?szz.
have acA (i : 'I_m) (c : 'I_r) : iz (nth Z0 (nth [::] ac i) c) = A i (g c).
  by rewrite acE nth_select ?szC // gE Nat2Z.id mxE.
have szac : size ac = m by rewrite /ac -[List.map _ zs]/(map _ zs) size_map.
have lenac : lengths_are r ac.
  rewrite /ac /lengths_are; elim: (zs) => //= s l ->; rewrite andbT; apply/PeanoNat.Nat.eqb_eq.
  by rewrite -[LHS]/(size (select Z0 s C)) size_select.
have szb : size b = r by rewrite /b -[List.map _ R]/(map _ R) size_map.
have bE (a : 'I_r) : nth [::] b a = nth [::] ac (f a).
  by rewrite -[b]/(select [::] ac R) nth_select ?szR // fE Nat2Z.id.
have fr : full_column_rank (map_mx intr (minor A f g) : 'M[rat]_r).
  have szs k : (size (nth [::] b k) <= r)%N.
    have [lt|ge] := ltnP k (size b); last by rewrite nth_default.
    by rewrite szb in lt; rewrite (bE (Ordinal lt)) (lengths_areP lenac) // szac.
  have [p1 kn] := independent_kernel ind szb szs.
  have := kernel_mod_sound p1 kn; rewrite /full_column_rank => /eqP H; apply/eqP.
  rewrite -mxrank_tr; apply: etrans _ H; congr (\rank _); apply/matrixP=> a c.
  by rewrite [LHS]mxE [LHS]mxE [X in X%:~R = _]mxE [RHS]mxE [X in _ = X%:~R]mxE /entry bE acA.
have lo : (r <= \rank (map_mx intr A : 'M[rat]_(m, n)))%N.
  by apply: minor_rank fr.
case/orP: rest => [/orP[/PeanoNat.Nat.eqb_eq E|/PeanoNat.Nat.eqb_eq E]|].
- apply/eqP; rewrite eqn_leq lo andbT; apply: leq_trans (rank_leq_row _) _.
  by rewrite -szR -[size R]/(length R) E.
- apply/eqP; rewrite eqn_leq lo andbT; apply: leq_trans (rank_leq_col _) _.
  by rewrite -szC -[size C]/(length C) E.
case: (inverse_matrix p b) => [inv|] //; set h := minor_bound zs R; set k := digits _ _ _ _.
case/andP; case/andP=> /Z.ltb_lt hk /PeanoNat.Nat.eqb_eq szi all_lifted.
apply: bordered_rank fr _ => // i j jg.
have normE i' : iz (row_sum (nth [::] zs (i' : 'I_m))) = row_norm A i'.
  rewrite (@row_sumE n) ?(lengths_areP lenz) ?szz //.
  by apply: eq_bigr => l _; rewrite mxE.
have szi' : size inv = r by rewrite -szC.
apply: (@border_zero _ _ _ A f g ginj (iz (Z.pow p (Z.of_nat k)))) => //.
  have nj c : (c < size C)%N -> nth Z0 C c != Z.of_nat j.
    rewrite szC => lt; rewrite (gE (Ordinal lt)); apply: contra_neq (jg (Ordinal lt)) => E.
    by apply/ord_inj/Nat2Z.inj.
  have lj : lifted k p inv ac R (List.map (fun r0 => at_index Z0 r0 (Z.of_nat j)) zs).
    by move: all_lifted; move/List.forallb_forall=> /(_ _ (outside_in nj)).
  have szs : size (List.map (fun r0 => at_index Z0 r0 (Z.of_nat j)) zs) = m.
    by rewrite -[List.map _ zs]/(map _ zs) size_map.
  have [y [s' H]] := lifted_sound szac lenac szi' szs lj.
  exists y, (\col_i0 s' (nat_of_ord i0)) => i0; move: (H i0 (ltn_ord i0)).
  rewrite -[List.map _ zs]/(map _ zs) (nth_map [::]) ?szz // /at_index Nat2Z.id list_nth => E.
  rewrite [LHS]mxE E [X in _ = _ + _ * X]mxE; congr (_ + _ * _).
    by apply: eq_bigr => c _; rewrite acA.
  by rewrite izX.
have hE : iz h = (\prod_a row_norm A (f a)) * iz (List.fold_right (fun r b => Z.max (row_sum r) b) Z0 zs).
  rewrite /h /minor_bound izM (prodE (fun k0 => row_sum (at_index [::] zs k0))) szR; congr (_ * _).
  by apply: eq_bigr => a _; rewrite fE /at_index Nat2Z.id list_nth normE.
have : (\prod_a row_norm A (f a)) * row_norm A i <= iz h.
  rewrite hE ler_wpmul2l //; first by apply: prodr_ge0 => a _; apply: sumr_ge0.
  by rewrite -normE; exact: row_sum_max.
by move/le_lt_trans; apply; rewrite iz_lt; apply/Z.ltb_lt.
Qed.

Lemma zmat_transposed m n zs : size zs = m ->
  zmat n m (transposed_integers n zs) = (zmat m n zs)^T.
Proof.
move=> szz; apply/matrixP=> j i; rewrite !mxE; congr iz.
have seqE a b : List.seq a b = iota a b by elim: b a => //= b IH a; rewrite IH.
rewrite /transposed_integers seqE -[List.map _ (iota 0 n)]/(map _ (iota 0 n)) (nth_map 0%N) ?size_iota //.
by rewrite nth_iota // add0n -[List.map _ zs]/(map _ zs) (nth_map [::]) ?szz // list_nth.
Qed.

Theorem check_minors_sound m n zs r p R C : size zs = m -> lengths_are n zs ->
  check_minors m n zs r p R C -> Z.of_nat (\rank (map_mx intr (zmat m n zs) : 'M[rat]_(m, n))) = r.
Proof.
move=> szz lenz; rewrite /check_minors; do 6!case/andP; move=> _ /Z.eqb_eq szR /Z.eqb_eq szC incR incC _.
have szRC : size C = size R by move: szR szC; rewrite -[length R]/(size R) -[length C]/(size C); reckon.
case: ifP => _ bd; last by rewrite (bordered_sound szz lenz incR incC erefl szRC bd).
rewrite -mxrank_tr map_trmx -(zmat_transposed _ szz).
have sz : size (transposed_integers n zs) = n.
  by rewrite /transposed_integers -[List.map _ _]/(map _ _) size_map -[size _]/(length _) List.seq_length.
have len : lengths_are m (transposed_integers n zs).
  rewrite /transposed_integers /lengths_are; elim: (List.seq 0 n) => //= j l ->; rewrite andbT.
  by apply/PeanoNat.Nat.eqb_eq; rewrite List.map_length.
by rewrite (bordered_sound sz len incC incR szRC erefl bd).
Qed.

(* Rows multiplied by what clears their denominators *)
Theorem check_bordered_sound M r p R C zs : lengths_are (Z.to_nat (matrix_columns M)) (entries M) ->
  size (entries M) = Z.to_nat (matrix_rows M) -> integral_rows false (entries M) = Some zs ->
  check_minors (Z.to_nat (matrix_rows M)) (Z.to_nat (matrix_columns M)) zs r p R C ->
  Z.of_nat (\rank (matrix_of M)) = r.
Proof.
move=> len szm Ez ck; have [szz [lam [lam0 [sizeZ entryZ]]]] := integral_rows_sound Ez.
have szz' : size zs = Z.to_nat (matrix_rows M) by rewrite szz.
have lenz : lengths_are (Z.to_nat (matrix_columns M)) zs.
  have : all (fun r => Nat.eqb (length r) (Z.to_nat (matrix_columns M))) zs.
    apply/(all_nthP [::]) => n lt; apply/PeanoNat.Nat.eqb_eq; rewrite -[length _]/(size _) sizeZ.
    by rewrite (lengths_areP len) // -szz.
  by [].
rewrite -(check_minors_sound szz' lenz ck); congr (Z.of_nat _).
pose D : 'M[rat]_(Z.to_nat (matrix_rows M)) := diag_mx (\row_i lam i).
have uD : D \in unitmx.
  by rewrite unitmxE det_diag unitfE; apply/prodf_neq0 => i _; rewrite mxE.
have -> : map_mx intr (zmat (Z.to_nat (matrix_rows M)) (Z.to_nat (matrix_columns M)) zs) = D *m matrix_of M.
  apply/matrixP=> i j; rewrite [LHS]mxE [X in X%:~R]mxE mul_diag_mx mxE [X in _ = X * _]mxE [X in _ = _ * X]mxE.
  exact: entryZ.
by rewrite -[in RHS]mxrank_tr trmx_mul mxrankMfree ?mxrank_tr // row_free_unit unitmx_tr.
Qed.
