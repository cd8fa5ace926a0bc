(* Soundness of sparse-rank (soundness.md 10). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Sparse SparseElimination Model Linear Collapse Rules
  Bridge Groups SoundRank.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* Fractions that are written alike *)
Lemma same_fractionP : Equality.axiom (fun x y : Q => Z.eqb (Qnum x) (Qnum y) && Pos.eqb (Qden x) (Qden y)).
Proof.
move=> [a p] [b q]; apply: (iffP andP) => /= [[/Z.eqb_eq -> /Pos.eqb_eq ->] //|[-> ->]].
by rewrite Z.eqb_refl Pos.eqb_refl.
Qed.
Canonical Q_eqType := EqType Q (EqMixin same_fractionP).

(* The entry of row i and column j: no place is named twice, so the sum has one term at most. *)
Definition sparse_entry (M : sparse) (i j : Z) : rat :=
  \sum_(t <- places M | (t.1.1 == i) && (t.1.2 == j)) q2r t.2.
Definition sparse_matrix (M : sparse) : 'M[rat]_(Z.to_nat (sparse_rows M), Z.to_nat (sparse_columns M)) :=
  \matrix_(i, j) sparse_entry M (Z.of_nat i) (Z.of_nat j).

(* The coefficient of unknown k in equation i *)
Definition coefficient right M (i k : Z) : rat := if right then sparse_entry M i k else sparse_entry M k i.

Lemma coefficientE right M i k : coefficient right M i k =
  \sum_(t <- places M | (equation_at right t == i) && (unknown_at right t == k)) q2r t.2.
Proof.
by case: right; apply: eq_bigl => -[[a b] v] //=; rewrite andbC.
Qed.

Lemma memberP ks k : member ks k = (k \in ks).
Proof. by elim: ks => //= a ks IH; rewrite /member /= -/(member ks k) IH inE. Qed.

Lemma distinctP ks : uniq (distinct ks) /\ distinct ks =i ks.
Proof.
elim: ks => //= k ks [u H]; rewrite memberP H; case: ifP => ink; split=> //=.
- by move=> a; rewrite H inE; case: eqP => // ->.
- by rewrite H ink.
by move=> a; rewrite !inE H.
Qed.

Lemma all_differentP ks : all_different ks = uniq ks.
Proof. by elim: ks => //= k ks ->; rewrite memberP. Qed.

Lemma value_filter (P : Z -> bool) k x : P k -> value k (filter (fun t => P t.1) x) = value k x.
Proof.
move=> Pk; elim: x => //= -[l a] x IH /=; case: ifP => [_|nP] /=; rewrite IH //.
by case: Z.eqb_spec => // E; move: nP; rewrite /= E Pk.
Qed.

Lemma value_notin k x : k \notin map fst x -> value k x = Z0.
Proof.
elim: x => //= -[l a] x IH; rewrite inE negb_or => /andP[ne /IH ->] /=.
by case: Z.eqb_spec => // E; rewrite E eqxx in ne.
Qed.

Lemma value_uniq k c x : uniq (map fst x) -> (k, c) \in x -> value k x = c.
Proof.
elim: x => //= -[l a] x IH /= /andP[nin u]; rewrite inE => /orP[/eqP[-> ->]|ink].
  by rewrite Z.eqb_refl value_notin ?Z.add_0_r.
rewrite IH //; case: Z.eqb_spec => // E; case/negP: nin; rewrite E.
by apply/mapP; exists (k, c).
Qed.

Lemma cleared_value terms z : cleared terms = Some z ->
  map fst z = map fst terms /\
  exists lam : rat, lam != 0 /\ forall k, (iz (value k z))%:~R = lam * \sum_(t <- terms | t.1 == k) q2r t.2.
Proof.
rewrite /cleared; case E: (integral _ _) => [zs|] // [<-].
have [] := integral_sound E; rewrite -[List.map snd terms]/(map snd terms) size_map => sz [lam [lam0 H]].
have H' j : (j < size terms)%N -> (iz (nth Z0 zs j))%:~R = lam * q2r (nth (Z0, q0) terms j).2.
  by move=> lt; rewrite H (nth_map (Z0, q0)).
split; last (exists lam; split=> // k).
  by elim: terms zs sz {E H H'} => [|t terms IH] [|y zs] //= [/IH ->].
elim: terms zs sz H' {E H} => [|[l v] terms IH] [|y zs] //= => [_ _|[sz] H]; first by rewrite big_nil mulr0.
have := H 0%N isT => /= E0; have {}IH := IH zs sz (fun j => H j.+1).
rewrite big_cons /=; have -> : (l == k) = Z.eqb l k by apply/eqP/idP => [->|/Z.eqb_eq //]; rewrite Z.eqb_refl.
by case: (Z.eqb l k) => //; rewrite izD intrD E0 IH mulrDr.
Qed.

Lemma equation_sum right M i k :
  \sum_(t <- equation right M i | t.1 == k) q2r t.2 = coefficient right M i k.
Proof.
rewrite coefficientE /equation -[List.map _ _]/(map _ _) -[List.filter _ _]/(filter _ _) big_map big_filter_cond.
by apply: eq_bigl.
Qed.

Lemma cleared_rowsP right M ks rows : cleared_rows right M ks = Some rows ->
  size rows = size ks /\ forall b, (b < size ks)%N ->
    {subset map fst (nth [::] rows b) <= map (unknown_at right) (places M)} /\
    exists lam : rat, lam != 0 /\ forall k, (iz (value k (nth [::] rows b)))%:~R = lam * coefficient right M (nth Z0 ks b) k.
Proof.
elim: ks rows => [|i ks IH] rows /=; first by case=> <-.
case E: (cleared _) => [z|] //; case Er: (cleared_rows _ _ _) => [zs|] // [<-].
have [/= -> H] := IH _ Er; split=> // -[_|b lt] /=; last exact: H.
have [fE [lam [lam0 L]]] := cleared_value E; split.
  move=> k; rewrite fE /equation -[List.map _ _]/(map _ _) -[List.filter _ _]/(filter _ _) -map_comp.
  by case/mapP=> t; rewrite mem_filter => /andP[_ int] ->; apply: (map_f (unknown_at right)).
by exists lam; split=> // k; rewrite L equation_sum.
Qed.

Lemma scomb_sum v rows k : size v = size rows ->
  iz (scomb v rows k) = \sum_(b < size rows) iz (value k (nth [::] rows b)) * iz (nth Z0 v b).
Proof.
elim: rows v => [|c rows IH] [|x v] //=; first by rewrite big_ord0.
by case=> sz; rewrite izD izM big_ord_recl IH //= mulrC.
Qed.

(* --- rank >= r --- *)

Lemma sparse_lower right M m n ks js p rows (A : 'M[rat]_(m, n)) :
  (forall i k, A i k = coefficient right M (Z.of_nat i) (Z.of_nat k)) ->
  size ks = size js -> in_range (Z.of_nat m) ks -> in_range (Z.of_nat n) js -> Z.lt (Zpos xH) p ->
  cleared_rows right M ks = Some rows ->
  eliminate_sparse p js (List.map (List.filter (fun t => member js t.1)) rows) -> (size js <= \rank A)%N.
Proof.
move=> AE szi ini inj p1 Er; set rs := List.map _ rows => el; set r := size js.
have [szr rowP] := cleared_rowsP Er.
have szrs : size rs = r by rewrite /rs -[List.map _ rows]/(map _ rows) size_map szr szi.
have valueE b (a : 'I_r) : (b < r)%N -> value (nth Z0 js a) (nth [::] rs b) = value (nth Z0 js a) (nth [::] rows b).
  move=> lt; rewrite /rs -[List.map _ rows]/(map _ rows) (nth_map [::]) ?szr ?szi //.
  by apply: (value_filter (P := member js)); rewrite memberP mem_nth.
pose B : 'M[int]_(r, r) := \matrix_(a, b) iz (value (nth Z0 js a) (nth [::] rows b)).
have ker : kernel_mod (iz p) (iz p) B.
  move=> w Bw b.
  have div j : List.In j js -> Z.divide p (scomb (zseq w) rs j).
    move=> inj'; have {inj'} : j \in js.
      by elim: (js) inj' => //= a l IH [->|/IH H]; rewrite inE ?eqxx // H orbT.
    move/(nthP Z0)=> [a lt <-]; apply/iz_divide; rewrite scomb_sum ?size_zseq //.
    have := Bw (Ordinal lt); rewrite mxE; congr (divides _ _).
    rewrite szrs; apply: eq_bigr => k _.
    by rewrite mxE (@valueE k (Ordinal lt)) // nth_zseq.
  have lenw : length (zseq w) = length rs by rewrite -[LHS]/(size _) size_zseq -[RHS]/(size _) szrs.
  have F := eliminate_sparse_sound _ p1 _ _ _ el lenw div.
  by rewrite -(nth_zseq w b); apply/iz_divide/(Forall_nth F); rewrite size_zseq.
have p1' : (1 < `|iz p|)%N by reckon.
have fr := kernel_mod_sound p1' ker.
have iP (b : 'I_r) : exists i : 'I_m, nth Z0 ks b = Z.of_nat i.
  have : all (fun k => (Z.leb Z0 k && Z.ltb k (Z.of_nat m))) ks by exact: ini.
  move/allP=> /(_ (nth Z0 ks b)); rewrite mem_nth ?szi // => /(_ isT) /andP[/Z.leb_le k0 /Z.ltb_lt kn].
  have lt : (Z.to_nat (nth Z0 ks b) < m)%N by reckon.
  by exists (Ordinal lt) => /=; rewrite Z2Nat.id.
have jP (a : 'I_r) : exists k : 'I_n, nth Z0 js a = Z.of_nat k.
  have : all (fun k => (Z.leb Z0 k && Z.ltb k (Z.of_nat n))) js by exact: inj.
  move/allP=> /(_ (nth Z0 js a)); rewrite mem_nth // => /(_ isT) /andP[/Z.leb_le k0 /Z.ltb_lt kn].
  have lt : (Z.to_nat (nth Z0 js a) < n)%N by reckon.
  by exists (Ordinal lt) => /=; rewrite Z2Nat.id.
have [ri riE] := fin_all_exists iP; have [cj cjE] := fin_all_exists jP.
have lamP (b : 'I_r) : exists lam : rat, lam != 0 /\ forall a : 'I_r, ratz B a b = lam * A (ri b) (cj a).
  have [|_ [lam [lam0 L]]] := rowP b; first by rewrite szi.
  by exists lam; split=> // a; rewrite !mxE L AE riE cjE.
have [lam lamE] := fin_all_exists lamP.
rewrite -mxrank_tr.
have BE : ratz B = (\matrix_(a, k) (k == cj a)%:R) *m A^T *m (\matrix_(i, b) ((i == ri b)%:R * lam b)).
  apply/matrixP=> a b; rewrite [RHS]mxE [in RHS](bigD1 (ri b)) //= [X in _ = _ + X]big1 ?addr0 => [|i ne]; last first.
    by rewrite [X in _ * X]mxE (negPf ne) mul0r mulr0.
  rewrite [X in _ = _ * X]mxE eqxx mul1r [X in _ = X * _]mxE [in RHS](bigD1 (cj a)) //= [X in _ = (_ + X) * _]big1 ?addr0 => [|k ne]; last first.
    by rewrite [X in X * _]mxE (negPf ne) mul0r.
  by rewrite (lamE b).2 [X in _ = X * _ * _]mxE eqxx mul1r [A^T _ _]mxE mulrC.
move: fr; rewrite /full_column_rank BE => /eqP <-.
exact: leq_trans (mxrankM_maxl _ _) (mxrankM_maxr _ _).
Qed.

(* --- rank <= r --- *)

Lemma solves_sum us z terms : uniq us -> {subset map fst terms <= us} ->
  iz (solves z terms) = \sum_(b < size us) iz (value (nth Z0 us b) terms) * iz (value (nth Z0 us b) z).
Proof.
move=> u; elim: terms => [|[k a] terms IH] sub /=.
  by rewrite big1 // => b _; rewrite mul0r.
have kin : k \in us by apply: sub; rewrite /= inE eqxx.
have {}IH := IH (fun l inl => sub l (@predU1r _ l k _ inl)).
have ltk : (index k us < size us)%N by rewrite index_mem.
rewrite izD izM IH (bigD1 (Ordinal ltk)) //= [in RHS](bigD1 (Ordinal ltk)) //= nth_index // Z.eqb_refl.
rewrite izD mulrDl -addrA; congr (_ + (_ + _)); apply: eq_bigr => b ne.
case: Z.eqb_spec => // E; case/eqP: ne; apply: val_inj => /=.
by rewrite E index_uniq.
Qed.

Definition own js (z : seq (Z * Z)) : Z * Z := head (Z0, Z0) (filter (fun t => ~~ member js t.1) z).

Lemma own_indicesP js before zs : own_indices js before zs ->
  (forall a, (a < size zs)%N -> Z.lt before (own js (nth [::] zs a)).1 /\
     filter (fun t => ~~ member js t.1) (nth [::] zs a) = [:: own js (nth [::] zs a)]) /\
  forall a b, (a < b)%N -> (b < size zs)%N -> Z.lt (own js (nth [::] zs a)).1 (own js (nth [::] zs b)).1.
Proof.
elim: zs before => [|z zs IH] before //=.
rewrite -[List.filter _ z]/(filter _ z).
case E: (filter _ z) => [|[k c] [|]] // /andP[/Z.ltb_lt lt /IH[H1 H2]].
have ownE : own js z = (k, c) by rewrite /own E.
split; first by case=> [_|a /H1[l ->]] /=; rewrite ?ownE ?E //; split=> //; apply: Z.lt_trans l.
case=> [|a] [|b] //= lab ltb; last exact: H2.
by rewrite ownE; exact: (H1 b ltb).1.
Qed.

Lemma sparse_upper right M m n js zs eqs (A : 'M[rat]_(m, n)) :
  (forall i k, A i k = coefficient right M (Z.of_nat i) (Z.of_nat k)) ->
  own_indices js (Zneg xH) zs ->
  let us := distinct (List.map (unknown_at right) (places M)) in
  cleared_rows right M (distinct (List.map (equation_at right) (places M))) = Some eqs ->
  List.forallb (kernel_vector (Z.of_nat n) us eqs) zs ->
  (\rank A <= size us - size zs)%N.
Proof.
move=> AE own_ok us Ee ker; have [uus usP] := distinctP (List.map (unknown_at right) (places M)).
rewrite -/us in uus usP.
have [ueq eqP'] := distinctP (List.map (equation_at right) (places M)).
have [sze rowP] := cleared_rowsP Ee.
have [ownP ownlt] := own_indicesP own_ok.
pose c := size us; pose K := size zs.
pose Y : 'M[rat]_(K, c) := \matrix_(a, b) (iz (value (nth Z0 us b) (nth [::] zs a)))%:~R.
pose AU : 'M[rat]_(m, c) := \matrix_(i, b) coefficient right M (Z.of_nat i) (nth Z0 us b).
have kerP (a : 'I_K) : kernel_vector (Z.of_nat n) us eqs (nth [::] zs a).
  by have : all (kernel_vector (Z.of_nat n) us eqs) zs by []; move/(all_nthP [::]); apply.
have zero i k : k \notin us -> coefficient right M i k = 0.
  move=> nin; rewrite coefficientE big_seq_cond big_pred0 // => t; apply/negP=> /and3P[int _ /eqP E].
  by case/negP: nin; rewrite usP -E; apply/mapP; exists t.
have -> : A = AU *m (\matrix_(b, k) (nth Z0 us b == Z.of_nat k)%:R).
  apply/matrixP=> i k; rewrite AE [RHS]mxE; have [kin|nin] := boolP (Z.of_nat k \in us).
    have ltk : (index (Z.of_nat k) us < c)%N by rewrite index_mem.
    rewrite (bigD1 (Ordinal ltk)) //= big1 ?addr0 => [|b ne].
      by rewrite !mxE /= nth_index // eqxx mulr1.
    rewrite [X in _ * X]mxE; case: eqP => [E|]; last by rewrite mulr0.
    by case/eqP: ne; apply: val_inj => /=; rewrite -E index_uniq.
  rewrite zero // big1 // => b _; rewrite [X in _ * X]mxE; case: eqP => [E|]; last by rewrite mulr0.
  by case/negP: nin; rewrite -E mem_nth.
apply: leq_trans (mxrankM_maxl _ _) _; rewrite -mxrank_tr; apply: (@rank_le_orthogonal _ _ _ _ Y).
  apply: inj_row_free => v vY; apply/matrixP=> z0 a; rewrite (ord1 z0) [RHS]mxE {z0}.
  have [_ fa] := ownP a (ltn_ord a); set o := own js (nth [::] zs a) in fa.
  have ino : o \in nth [::] zs a.
    have : o \in filter (fun t => ~~ member js t.1) (nth [::] zs a) by rewrite fa mem_head.
    by rewrite mem_filter => /andP[].
  have onjs : ~~ member js o.1.
    have : o \in filter (fun t => ~~ member js t.1) (nth [::] zs a) by rewrite fa mem_head.
    by rewrite mem_filter => /andP[].
  have := kerP a; rewrite /kernel_vector; do 3!case/andP; move=> inc nz inus _.
  have o_us : o.1 \in us.
    have : all (fun t => member us t.1) (nth [::] zs a) by exact: inus.
    by move/allP=> /(_ o ino); rewrite memberP.
  have lto : (index o.1 us < c)%N by rewrite index_mem.
  have := congr1 (fun w : 'rV_c => w 0 (Ordinal lto)) vY; rewrite [X in X = _ -> _]mxE [X in _ = X -> _]mxE (bigD1 a) //= big1 ?addr0 => [|b ne].
    rewrite mxE /= nth_index // => /eqP; rewrite mulf_eq0 => /orP[/eqP //|].
    rewrite intr_eq0 iz_eq0; have [u _] := increasing_fromP (Z.le_refl Z0) inc.
    have u' : uniq (map fst (nth [::] zs a)) by apply: map_uniq u.
    have -> : value o.1 (nth [::] zs a) = o.2 by apply: value_uniq; rewrite -?surjective_pairing.
    have : all (fun t => ~~ Z.eqb t.2 Z0) (nth [::] zs a) by exact: nz.
    by move/allP=> /(_ o ino) /negPf ->.
  rewrite mxE /= nth_index // value_notin ?mulr0 //; apply/negP=> /mapP[t int oE].
  have [_ fb] := ownP b (ltn_ord b).
  have : t \in filter (fun t => ~~ member js t.1) (nth [::] zs b) by rewrite mem_filter int andbT -oE.
  rewrite fb inE => /eqP tE.
  have E : (own js (nth [::] zs a)).1 = (own js (nth [::] zs b)).1 by rewrite -tE -oE.
  case: (ltngtP a b) => ab.
  - by have := ownlt _ _ ab (ltn_ord b); rewrite E => /Z.lt_irrefl.
  - by have := ownlt _ _ ab (ltn_ord a); rewrite E => /Z.lt_irrefl.
  by case/eqP: ne; apply: val_inj.
apply/matrixP=> a i; rewrite [RHS]mxE mxE.
have [iin|nin] := boolP (Z.of_nat i \in distinct (List.map (equation_at right) (places M))); last first.
  rewrite big1 // => b _; rewrite !mxE coefficientE big_seq_cond big_pred0 ?mulr0 // => t.
  apply/negP=> /and3P[int /eqP E _]; case/negP: nin; rewrite eqP' -E; by apply/mapP; exists t.
have lti : (index (Z.of_nat i) (distinct (List.map (equation_at right) (places M))) < size (distinct (List.map (equation_at right) (places M))))%N.
  by rewrite index_mem.
have [sub [lam [lam0 L]]] := rowP _ lti; rewrite nth_index // in L.
set terms := nth [::] eqs _ in sub L.
have := kerP a; rewrite /kernel_vector; case/andP=> _ sol.
have : all (fun terms => Z.eqb (solves (nth [::] zs a) terms) Z0) eqs by exact: sol.
move/(all_nthP [::])=> /(_ (index (Z.of_nat i) (distinct (List.map (equation_at right) (places M))))).
rewrite sze lti -/terms => /(_ isT) /Z.eqb_eq /(congr1 (fun z => (iz z)%:~R : rat)).
rewrite (@solves_sum us) // => [|k /sub H]; last by rewrite usP.
rewrite rmorph_sum /= => H; apply: (mulfI lam0); rewrite mulr0 -[RHS]H mulr_sumr; apply: eq_bigr => b _.
by rewrite !mxE intrM L mulrCA [in RHS]mulrC mulrA.
Qed.

Theorem check_sparse_sound M r e : well_formed_sparse M -> check_sparse M r e ->
  Z.of_nat (\rank (sparse_matrix M)) = r.
Proof.
case/andP=> /andP[/Z.leb_le m0 /Z.leb_le n0] _; rewrite /check_sparse; cbv zeta.
set right := solves_right e; set js := List.map _ (sparse_pivots e); set ks := List.map _ (sparse_pivots e).
do 8!case/andP; move=> /Z.eqb_eq szj /Z.eqb_eq szk pr ini inj _ el own_ok.
case Ee: (cleared_rows right M (distinct _)) => [eqs|] // ker.
case Er: (cleared_rows right M ks) el => [rows|] // el.
have szi : size ks = size js by rewrite !size_map.
have p1 : Z.lt (Zpos xH) (sparse_prime e) by move: pr; rewrite /is_prime; do 2!case/andP; move=> /Z.leb_le H _ _; reckon.
have main m n (A : 'M[rat]_(m, n)) : (forall i k, A i k = coefficient right M (Z.of_nat i) (Z.of_nat k)) ->
    (if right then sparse_rows M else sparse_columns M) = Z.of_nat m ->
    (if right then sparse_columns M else sparse_rows M) = Z.of_nat n -> Z.of_nat (\rank A) = r.
  move=> AE mE nE; rewrite mE in ini; rewrite nE in inj ker.
  have lo := sparse_lower AE szi ini inj p1 Er el; have hi := sparse_upper AE own_ok Ee ker.
  by move: szj szk lo hi; rewrite -![List.length _]/(size _); reckon.
move: main; rewrite /coefficient; case: right {ini inj el own_ok Ee ker Er ks js szj szk szi} => main.
  by apply: main => [i k||]; rewrite ?mxE ?Z2Nat.id.
by rewrite -mxrank_tr; apply: main => [i k||]; rewrite ?mxE ?Z2Nat.id.
Qed.
