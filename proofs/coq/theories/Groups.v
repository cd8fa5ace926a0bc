(* Some of the samples: groups with independent inputs, vectors orthogonal to a set of samples. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Model Linear Collapse Form Rules Bridge.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma mul0E (R : ringType) m n (A : 'M[R]_(m, n)) (v : 'cV_n) i : A *m v = 0 -> \sum_j A i j * v j 0 = 0.
Proof. by move/matrixP/(_ i 0); rewrite [LHS]mxE [RHS]mxE. Qed.

Lemma independent_gt1 p cols : independent p cols -> (1 < `|iz p|)%N.
Proof. by rewrite /independent => /andP[/Z.ltb_lt q1 _]; reckon. Qed.

Lemma select_kernel p d N zs ks : size zs = N ->
  (forall n, (size (nth [::] zs n) <= d)%N) -> index_set (Z.of_nat N) ks -> independent_of p zs ks ->
  forall w : 'cV[int]_N, (forall n : 'I_N, n \notin members N ks -> divides (iz p) (w n 0)) ->
  (forall j : 'I_d, divides (iz p) (\sum_(n < N) entry zs n j * w n 0)) ->
  forall n, divides (iz p) (w n 0).
Proof.
move=> szz szs inc ind w out Mw n.
have [ink|] := boolP (n \in members N ks); last exact: out.
pose v := [seq nth Z0 (zseq w) (Z.to_nat k) | k <- ks].
have szv : size v = size (select [::] zs ks) by rewrite size_map size_select.
have F : List.Forall (Z.divide p) v.
  have [] // := independent_sound _ _ v ind szv.
  move=> j; apply/iz_divide; rewrite comb_sum // size_select.
  have -> : \sum_(i < size ks) entry (select [::] zs ks) i j * iz (nth Z0 v i)
            = \sum_(m < N | m \in members N ks) entry zs m j * iz (nth Z0 (zseq w) m).
    rewrite -(@sum_members _ N ks (fun m => entry zs m j * iz (nth Z0 (zseq w) m))) //.
    rewrite (big_nth Z0) big_mkord; apply: eq_bigr => i _.
    by rewrite /entry nth_select // (nth_map Z0).
  have [lt|ge] := ltnP j d; last first.
    rewrite big1 ?dvdz0 // => m _; rewrite /entry nth_default ?mul0r //.
    exact: leq_trans (szs m) ge.
  have := Mw (Ordinal lt); rewrite (bigID (fun m => m \in members N ks)) /= rpredDr.
    by congr (divides _ _); apply: eq_bigr => m _; rewrite nth_zseq.
  by apply: rpred_sum => m om; apply: dvdz_mull; apply: out.
move: ink; rewrite inE => /(nthP Z0)[i lt E].
have := Forall_nth F (n := i); rewrite size_map => /(_ lt).
by rewrite (nth_map Z0) // E Nat2Z.id => /iz_divide; rewrite nth_zseq.
Qed.

(* Over the rationals: the columns of a group are independent. *)
Lemma group_independent p d N (X : 'M[rat]_(d, N)) (lam : nat -> rat) zs ks : size zs = N ->
  (forall n, (size (nth [::] zs n) <= d)%N) -> index_set (Z.of_nat N) ks -> (forall n, lam n != 0) ->
  (forall (j : 'I_d) (n : 'I_N), (entry zs n j)%:~R = lam n * X j n) ->
  independent_of p zs ks ->
  forall v : 'cV[rat]_N, (forall n : 'I_N, n \notin members N ks -> v n 0 = 0) -> X *m v = 0 -> v = 0.
Proof.
move=> szz szs inc lam0 XE ind v vout Xv.
pose A : 'M[int]_(d, N) := \matrix_(j, n) entry zs n j.
pose B : 'M[int]_N := \matrix_(k, n) (((k == n) && (n \notin members N ks))%:R).
have ker : kernel_mod (iz p) (iz p) (col_mx A B).
  move=> w Mw; apply: (select_kernel szz szs inc ind) => [n ng|j].
    have := Mw (rshift d n); rewrite mul_col_mx col_mxEd mxE (bigD1 n) //=.
    rewrite mxE eqxx ng mul1r big1 ?addr0 // => k kn.
    by rewrite mxE eq_sym (negPf kn) mul0r.
  have := Mw (lshift N j); rewrite mul_col_mx col_mxEu mxE.
  by congr (divides _ _); apply: eq_bigr => n _; rewrite mxE.
have := kernel_mod_sound (independent_gt1 ind) ker; move/full_column_rankP.
pose v' : 'cV[rat]_N := \col_n (v n 0 / lam n) => /(_ v').
have -> : ratz (col_mx A B) *m v' = 0.
  rewrite map_col_mx mul_col_mx; apply/matrixP=> k c; rewrite (ord1 c) [RHS]mxE.
  case: (split_ordP k) => [j|n] ->; rewrite ?col_mxEu ?col_mxEd.
    have := congr1 (fun M : 'cV_d => M j 0) Xv; rewrite /= [X in _ = X -> _]mxE => H; rewrite -[RHS]H.
    rewrite !mxE; apply: eq_bigr => n _; rewrite !mxE XE.
    by rewrite [lam n * _]mulrC -mulrA; congr (_ * _); rewrite mulrCA divff ?mulr1.
  rewrite mxE (bigD1 n) //= big1 => [|k' ne]; rewrite !mxE.
    rewrite eqxx /=; have [_|ng] := boolP (n \in _); first by rewrite mul0r addr0.
    by rewrite vout // mul0r mulr0 addr0.
  by rewrite eq_sym (negPf ne) mul0r.
move=> /(_ erefl) v'0; apply/matrixP=> n c; rewrite (ord1 c) [RHS]mxE.
have /eqP := congr1 (fun M : 'cV_N => M n 0) v'0; rewrite !mxE.
by rewrite mulf_eq0 invr_eq0 (negPf (lam0 n)) orbF => /eqP.
Qed.

(* All samples at once *)
Lemma all_independent p d N rs zs : size rs = N -> lengths_are d rs -> integral_rows false rs = Some zs ->
  independent p zs -> full_column_rank (mat d N rs).
Proof.
move=> szr len Ez ind; have [szz [lam [lam0 [sizeZ entryZ]]]] := integral_rows_sound Ez.
have szs n : (size (nth [::] zs n) <= d)%N.
  rewrite sizeZ; have [lt|ge] := ltnP n (size rs); last by rewrite nth_default.
  by rewrite (lengths_areP len).
have szN : size zs = N by rewrite szz.
have [p1 ker] := independent_kernel ind szN szs.
have /full_column_rankP fr := kernel_mod_sound p1 ker.
apply/full_column_rankP=> v Xv; pose v' : 'cV[rat]_N := \col_n (v n 0 / lam n).
have /fr v'0 : ratz (columns_matrix d N zs) *m v' = 0.
  apply/matrixP=> j c; rewrite (ord1 c) [RHS]mxE.
  rewrite [LHS]mxE -[RHS](mul0E j Xv).
  apply: eq_bigr => n _; rewrite !mxE entryZ.
  by rewrite [lam n * _]mulrC -mulrA; congr (_ * _); rewrite mulrCA divff ?mulr1.
apply/matrixP=> n c; rewrite (ord1 c) [RHS]mxE.
have /eqP := congr1 (fun M : 'cV_N => M n 0) v'0; rewrite !mxE.
by rewrite mulf_eq0 invr_eq0 (negPf (lam0 n)) orbF => /eqP.
Qed.

(* The groups of a partition *)
Lemma coversP n groups (k : 'I_n) : covers n groups ->
  exists2 i, (i < size groups)%N & Z.of_nat k \in nth [::] groups i.
Proof.
case/andP=> H _; have {}H := proj1 (List.forallb_forall _ _) H (nat_of_ord k).
have {}H : List.existsb (List.existsb (Z.eqb (Z.of_nat k))) groups by apply: H; apply/List.in_seq; have := ltn_ord k; reckon.
elim: groups H => //= g groups IH /orP[|/IH[i lt H]]; last by exists i.+1.
move=> H; exists 0%N => //=; elim: g H => //= x g IHg /orP[/Z.eqb_eq ->|/IHg H].
  by rewrite inE eqxx.
by rewrite inE H orbT.
Qed.

Definition units_of N D (groups : seq (seq Z)) (g : 'I_N -> 'I_D) :=
  forall n : 'I_N, (g n < size groups)%N /\ n \in members N (nth [::] groups (g n)).

Lemma groupedP D d rs p groups : grouped D d rs p groups ->
  [/\ lengths_are d rs,
      exists zs, integral_rows false rs = Some zs /\ forall i, (i < size groups)%N ->
        index_set (Z.of_nat (size rs)) (nth [::] groups i) /\ independent_of p zs (nth [::] groups i) &
      exists g : 'I_(size rs) -> 'I_D, units_of groups g].
Proof.
rewrite /grouped; do 5!case/andP; move=> _ /Z.leb_le szD len inc cov.
case Ez: (integral_rows false rs) => [zs|] // ind; split=> //.
  exists zs; split=> // i lt; split.
    have : all (index_set (Z.of_nat (size rs))) groups by [].
    by move/all_nthP; apply.
  have : all (independent_of p zs) groups by [].
  by move/all_nthP; apply.
have gP (n : 'I_(size rs)) : exists i : 'I_D, (i < size groups)%N /\ n \in members _ (nth [::] groups i).
  have [i lt H] := coversP n cov.
  have ltD : (i < D)%N by move: szD; rewrite /Form.count -[length groups]/(size groups); reckon.
  by exists (Ordinal ltD); rewrite inE.
have [g H] := fin_all_exists gP; by exists g.
Qed.

Lemma grouped_independent D d N rs p groups : size rs = N -> grouped D d rs p groups ->
  exists g : 'I_N -> 'I_D, forall i, independent_group (mat d N rs) g i.
Proof.
move=> szr; case: N / szr; case/groupedP=> len [zs [Ez ind]] [g gP]; exists g => i v vout Xv.
have [szz [lam [lam0 [sizeZ entryZ]]]] := integral_rows_sound Ez.
have szs n : (size (nth [::] zs n) <= d)%N.
  rewrite sizeZ; have [lt|ge] := ltnP n (size rs); last by rewrite nth_default.
  by rewrite (lengths_areP len).
have [lt|ge] := ltnP i (size groups); last first.
  apply/matrixP=> n c; rewrite (ord1 c) [RHS]mxE; apply: vout; apply/eqP=> gi.
  by have [] := gP n; rewrite gi ltnNge ge.
have [inc indi] := ind i lt.
apply: (group_independent szz szs inc lam0 _ indi _ Xv) => [j n|n]; first by rewrite entryZ mxE.
move=> nin; apply: vout; apply: contraNneq nin => <-.
by have [] := gP n.
Qed.

(* --- vectors orthogonal to the samples of a set --- *)

Definition vectors_of d (zs : seq (seq Z)) : 'M[rat]_(size zs, d) :=
  (ratz (columns_matrix d (size zs) zs))^T.

Lemma kernel_vectorsP d p vectors : kernel_vectors d p vectors ->
  lengths_are d vectors /\ (size vectors <= d)%N /\ row_free (vectors_of d vectors).
Proof.
rewrite /kernel_vectors; do 3!case/andP; move=> _ len /PeanoNat.Nat.leb_le le ind.
split=> //; split; first by apply/leP.
have szs n : (size (nth [::] vectors n) <= d)%N.
  have [lt|ge] := ltnP n (size vectors); last by rewrite nth_default.
  by rewrite (lengths_areP len).
have [p1 ker] := independent_kernel ind erefl szs.
by have := kernel_mod_sound p1 ker; rewrite /full_column_rank /row_free mxrank_tr.
Qed.

Lemma orthogonal_toP d N rs zs vectors ks : size rs = N -> lengths_are d rs ->
  integral_rows false rs = Some zs -> lengths_are d vectors -> index_set (Z.of_nat N) ks ->
  orthogonal_to zs vectors ks ->
  forall n, n \in members N ks -> vectors_of d vectors *m col n (mat d N rs) = 0.
Proof.
move=> szr len Ez lenv inc orth n; rewrite inE => ink.
have [szz [lam [lam0 [sizeZ entryZ]]]] := integral_rows_sound Ez.
apply/matrixP=> k c; rewrite (ord1 c) [RHS]mxE.
have : all (fun k => List.forallb (fun z => Z.eqb (dot z (at_index [::] zs k)) Z0) vectors) ks by [].
move/allP=> /(_ _ ink); rewrite /at_index Nat2Z.id list_nth => H.
have {H} : all (fun z => Z.eqb (dot z (nth [::] zs n)) Z0) vectors by [].
move/(all_nthP [::])=> /(_ k (ltn_ord k)) /Z.eqb_eq /(congr1 (fun z => (iz z)%:~R : rat)).
have szn : size (nth [::] zs n) = d by rewrite sizeZ (lengths_areP len) // szr.
rewrite dot_sum ?szn ?(lengths_areP lenv) // => H.
apply: (mulfI (lam0 n)); rewrite mulr0 -[RHS]H mxE mulr_sumr rmorph_sum; apply: eq_bigr => j _.
rewrite !mxE rmorphM /= -[iz (nth Z0 (nth [::] zs n) j)]/(entry zs n j) entryZ /entry.
by rewrite mulrCA.
Qed.

Lemma card_members N ks : index_set (Z.of_nat N) ks -> #|members N ks| = size ks.
Proof.
move=> inc; have := @sum_members [zmodType of int] N ks (fun=> 1) inc.
rewrite big_const_seq count_predT -/(1 *+ _) => /esym.
rewrite sumr_const /= => H; apply/eqP; rewrite -eqz_nat.
have iterE n : iter n (+%R 1) 0 = n%:R :> int by elim: n => //= n ->; rewrite [RHS]mulrS.
by move: H; rewrite iterE -mulr_natr mul1r !natz => /eqP.
Qed.
