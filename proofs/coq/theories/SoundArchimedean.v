(* Soundness of archimedean and of the reduction before it (soundness.md 13). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Model Linear Collapse Archimedean Form Rules Bridge
  Groups SoundOneLayer.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* soundness.md 13, Reduction: for any activations A, units J and samples K that are kept, T that are removed *)
Lemma reduction_activations (F : fieldType) d d' D D' N N' (A : 'M[F]_(D, N)) (X : 'M_(d, N))
    (J : 'I_D' -> 'I_D) (K : 'I_N' -> 'I_N) (T : {set 'I_N}) (P : 'M_(d', d)) :
  injective K -> (forall n, n \notin T -> exists m, n = K m) ->
  (forall n, n \in T -> P *m col n X = 0) ->
  (forall v : 'cV_N, (forall n, n \notin T -> v n 0 = 0) -> X *m v = 0 -> v = 0) ->
  (forall n, n \in T -> exists i, A (J i) n != 0) -> (forall m, K m \notin T) ->
  full_column_rank (khatri_rao (\matrix_(i, m) A (J i) (K m)) (P *m colsub K X)) -> full_column_rank (khatri_rao A X).
Proof.
move=> Kinj Kall PT Tind Tseen KT kept; apply/full_column_rankP=> v /khatri_rao_block Gv.
pose v' : 'cV[F]_N' := \col_m v (K m) 0.
have out n : n \notin T -> v n 0 = 0.
  case/Kall=> m ->; have /full_column_rankP inj := kept.
  suff /inj /matrixP/(_ m 0) : khatri_rao (\matrix_(i, m) A (J i) (K m)) (P *m colsub K X) *m v' = 0.
    by rewrite !mxE.
  apply/khatri_rao_block=> i; rewrite -mulmxA.
  have PX0 : P *m (X *m \col_n (A (J i) n * v n 0)) = 0 by rewrite Gv mulmx0.
  apply/matrixP=> k c; rewrite (ord1 c) [RHS]mxE.
  have PXs n' : (P *m col n' X) k 0 = \sum_j P k j * X j n' by rewrite mxE; apply: eq_bigr => j _; rewrite !mxE.
  have total : \sum_n (A (J i) n * v n 0) * (P *m col n X) k 0 = 0.
    move/matrixP/(_ k 0): PX0; rewrite [RHS]mxE mxE => H; rewrite -[RHS]H.
    under [RHS]eq_bigr do rewrite mxE mulr_sumr.
    rewrite exchange_big /=; apply: eq_bigr => n1 _; rewrite PXs mulr_sumr; apply: eq_bigr => j _.
    by rewrite !mxE [LHS]mulrC -mulrA.
  rewrite mulmxA mxE -[RHS]total [RHS](bigID (fun n => n \in T)) /= [X in _ = X + _]big1 ?add0r => [|n1 nT]; last first.
    by rewrite PT // mxE mulr0.
  rewrite (reindex_onto K (fun n => odflt m [pick m' | K m' == n])) /=; last first.
    move=> n1 /Kall[m' ->]; case: pickP => [m'' /eqP //|/(_ m')]; by rewrite eqxx.
  have pred m' : (K m' \notin T) && (odflt m [pick m'' | K m'' == K m'] == m') = true.
    rewrite KT; case: pickP => [m'' /eqP /Kinj -> |/(_ m')]; by rewrite eqxx.
  rewrite (eq_bigl _ _ pred); apply: eq_bigr => m' _.
  rewrite [LHS]mulrC; congr (_ * _); first by rewrite !mxE.
  by rewrite !mxE; apply: eq_bigr => j _; rewrite !mxE.
apply/matrixP=> n c; rewrite (ord1 c) [RHS]mxE.
have [nT|] := boolP (n \in T); last exact: out.
have [i Ain] := Tseen n nT.
have := Tind _ _ (Gv (J i)) => /(_ _)/matrixP/(_ n 0) H.
have : (\col_n0 (A (J i) n0 * v n0 0)) n 0 = (0 : 'cV[F]_N) n 0.
  by apply: H => n' n'T; rewrite mxE (out n' n'T) mulr0.
by rewrite [RHS]mxE mxE => /eqP; rewrite mulf_eq0 (negPf Ain) => /eqP.
Qed.

(* Independent samples are so over every field of characteristic 0. *)
Lemma independent_over (R : numFieldType) d N (X : 'M[rat]_(d, N)) (T : {set 'I_N}) :
  (forall v : 'cV_N, (forall n, n \notin T -> v n 0 = 0) -> X *m v = 0 -> v = 0) ->
  forall v : 'cV[R]_N, (forall n, n \notin T -> v n 0 = 0) -> map_mx ratr X *m v = 0 -> v = 0.
Proof.
move=> ind v out Xv; pose B : 'M[rat]_(d + N, N) := col_mx X (diag_mx (\row_n (n \notin T)%:R)).
have outE (F : fieldType) (w : 'cV[F]_N) : diag_mx (\row_n (n \notin T)%:R) *m w = 0 <-> forall n, n \notin T -> w n 0 = 0.
  rewrite mul_diag_mx; split=> [/matrixP H n nT|H]; first by have := H n 0; rewrite !mxE nT mul1r.
  by apply/matrixP=> n c; rewrite (ord1 c) !mxE; case: (boolP (n \in T)) => nT; rewrite ?mul0r ?mul1r ?H.
have full : full_column_rank B.
  by apply/full_column_rankP=> w; rewrite mul_col_mx => /eqP; rewrite col_mx_eq0 => /andP[/eqP Xw /eqP/outE Dw]; exact: ind.
have : full_column_rank (map_mx (ratr : rat -> R) B) by rewrite /full_column_rank mxrank_map.
move/full_column_rankP; apply; rewrite map_col_mx mul_col_mx Xv.
have -> : map_mx (ratr : rat -> R) (diag_mx (\row_n (n \notin T)%:R)) = diag_mx (\row_n (n \notin T)%:R).
  by apply/matrixP=> i j; rewrite !mxE rmorphMn rmorph_nat.
by have/outE -> := out; rewrite col_mx0.
Qed.

Lemma to_nat_lt z n : Z.le Z0 z -> Z.lt z (Z.of_nat n) -> (Z.to_nat z < n)%N.
Proof. by reckon. Qed.

Lemma keptP n t : index_set (Z.of_nat n) t ->
  uniq (kept n t) /\ forall k, k \in kept n t = ((Z.leb Z0 k && Z.ltb k (Z.of_nat n)) && (k \notin t)).
Proof.
move=> inc; rewrite /kept -[List.filter _ _]/(filter _ _) -[List.map _ _]/(map _ _).
have seqE a b : List.seq a b = iota a b by elim: b a => //= b IH a; rewrite IH.
have exE k : List.existsb (Z.eqb k) t = (k \in t).
  elim: t {inc} => //= x t IH; rewrite inE IH; congr orb.
rewrite seqE; split.
  by rewrite filter_uniq // map_inj_uniq ?iota_uniq // => a b; apply: Nat2Z.inj.
move=> k; rewrite mem_filter exE andbC; congr andb; apply/mapP/andP.
  by case=> m; rewrite mem_iota => lt ->; split; [apply/Z.leb_le|apply/Z.ltb_lt]; reckon.
by case=> /Z.leb_le k0 /Z.ltb_lt kn; exists (Z.to_nat k); rewrite ?mem_iota; reckon.
Qed.

Lemma qdot_integer d z x : size z = d -> size x = d ->
  q2r (qdot (integer_row z) x) = \sum_(j < d) (iz (nth Z0 z j))%:~R * q2r (nth q0 x j).
Proof.
move=> szz szx; rewrite qdot_sum; last by rewrite /integer_row -[List.map _ z]/(map _ z) size_map szz.
rewrite szx; apply: eq_bigr => j _; congr (_ * _).
rewrite /integer_row -[List.map _ z]/(map _ z) (nth_map Z0) ?szz //.
by rewrite /q2r /= divr1.
Qed.

(* What reduce gives: the units J and samples K of a problem, its inputs projected *)
Definition reduced_by (P : problem) (r : reduction) (R : problem) : Prop :=
  exists (J : 'I_(unit_count R) -> 'I_(unit_count P)) (K : 'I_(sample_count R) -> 'I_(sample_count P))
    (T : {set 'I_(sample_count P)}) (M : 'M[rat]_(dim R, dim P)),
  [/\ injective K, forall n, n \notin T -> exists m, n = K m, forall n, n \in T -> M *m col n (X_of P) = 0 &
      forall v : 'cV_(sample_count P), (forall n, n \notin T -> v n 0 = 0) -> X_of P *m v = 0 -> v = 0] /\
  [/\ forall n, n \in T -> exists i, E_of P (J i) n != 0, forall m, K m \notin T,
      E_of R = \matrix_(i, m) E_of P (J i) (K m) & X_of R = M *m colsub K (X_of P)] /\
  (forall i : 'I_(unit_count R), nth Z0 (units r) i = Z.of_nat (J i)) /\ (forall n : 'I_(sample_count P), (n \in T) = (Z.of_nat n \in removed r)).

Theorem reduceP P r R : reduce P r = Some R -> reduced_by P r R.
Proof.
rewrite /reduce; cbv zeta; case: ifP => //; do 6!case/andP; move=> incU _ incT _ lenX lenE /PeanoNat.Nat.eqb_eq szE.
have szf : size (factors P) = sample_count P by exact: szE.
have JP (i : 'I_(size (units r))) : exists u : 'I_(unit_count P), nth Z0 (units r) i = Z.of_nat u.
  have [_ H] := index_setP incU; have [u Eu] := H _ (mem_nth Z0 (ltn_ord i)); by exists u.
have [J JE] := fin_all_exists JP.
have nthE (i : 'I_(size (units r))) e : q2r (nth q0 (select q0 e (units r)) i) = q2r (nth q0 e (J i)).
  by rewrite nth_select // JE Nat2Z.id.
case ET: (removed r) => [|t0 ts].
  case: (projection r) => // -[<-] {R}; set R := Problem _ _ _ _ _; exists J, id, set0, 1%:M; split; [|split]; split=> //.
  - by move=> n _; exists n.
  - by move=> n; rewrite inE.
  - by move=> v v0 _; apply/matrixP=> n c; rewrite (ord1 c) [RHS]mxE v0 ?inE.
  - by move=> n; rewrite inE.
  - by move=> n; rewrite inE.
  - apply/matrixP=> i n; rewrite [RHS]mxE [RHS]mxE [LHS]mxE /R /= -[List.map _ (factors P)]/(map _ (factors P)).
    by rewrite (nth_map [::]) ?szf ?nthE.
  - by rewrite mul1mx; apply/matrixP=> j n; rewrite [RHS]mxE [RHS]mxE [LHS]mxE.
  by move=> n; rewrite inE ET.
rewrite -ET; case Ez: (integral_rows false (xs P)) => [zs|] //; case: ifP => //.
do 4!case/andP; move=> indT _ kv orth seen [<-] {R}.
have [lenv [_ _]] := kernel_vectorsP kv.
have [szz [lam [lam0 [sizeZ entryZ]]]] := integral_rows_sound Ez.
have szs n : (size (nth [::] zs n) <= dim P)%N.
  rewrite sizeZ; have [lt|ge] := ltnP n (size (xs P)); last by rewrite nth_default.
  by rewrite (lengths_areP lenX).
set T := removed r in incT indT orth seen *.
set ks := kept (sample_count P) T.
have [uk memk] := keptP incT; rewrite -/ks in uk memk.
set R := Problem _ _ _ _ _.
have szR : sample_count R = size ks by rewrite /sample_count /R /= List.map_length.
have KP (m : 'I_(sample_count R)) : exists n : 'I_(sample_count P), nth Z0 ks m = Z.of_nat n.
  have := mem_nth Z0 (s := ks) (n := m); rewrite -szR ltn_ord => /(_ isT); rewrite memk.
  case/andP=> /andP[/Z.leb_le k0 /Z.ltb_lt kn] _.
  have lt : (Z.to_nat (nth Z0 ks m) < sample_count P)%N := to_nat_lt k0 kn.
  by exists (Ordinal lt) => /=; rewrite Z2Nat.id.
have [K KE] := fin_all_exists KP.
have ltk (m : 'I_(sample_count R)) : (m < size ks)%N by rewrite -szR.
exists J, K, (members (sample_count P) T), (vectors_of (dim P) (projection r)); split; [|split]; split=> //.
- move=> m m' /(congr1 (fun n => Z.of_nat (nat_of_ord n))); rewrite -!KE => /eqP.
  by rewrite nth_uniq // => /eqP E; apply: val_inj.
- move=> n; rewrite inE => nT.
  have ink : Z.of_nat n \in ks.
    rewrite memk nT andbT; apply/andP; split; first exact/Z.leb_le/Nat2Z.is_nonneg.
    by apply/Z.ltb_lt/Nat2Z.inj_lt/ssrnat.ltP; exact: ltn_ord.
  have /(nthP Z0)[m lt E] := ink; have ltm : (m < sample_count R)%N by rewrite szR.
  exists (Ordinal ltm); apply: val_inj => /=; have := KE (Ordinal ltm); rewrite /= E; exact: Nat2Z.inj.
- move=> n nT; exact: (orthogonal_toP (erefl _) lenX Ez lenv incT orth nT).
- move=> v vout Xv; apply: (group_independent szz szs incT lam0 _ indT vout Xv) => j n.
  by rewrite entryZ mxE.
- move=> n; rewrite inE => nT.
  have : all (fun t => List.existsb (fun i => negb (qis0 (at_index q0 (at_index [::] (factors P) t) i))) (units r)) T by [].
  move/allP=> /(_ _ nT) H; have /(has_nthP Z0)[i lt] : has (fun i => ~~ qis0 (at_index q0 (at_index [::] (factors P) (Z.of_nat n)) i)) (units r) by exact: H.
  rewrite /at_index Nat2Z.id !list_nth (JE (Ordinal lt)) Nat2Z.id => e0.
  by exists (Ordinal lt); rewrite mxE -q2r_eq0.
- move=> m; rewrite inE -KE; have := mem_nth Z0 (ltk m); rewrite memk; by case/andP.
- apply/matrixP=> i m; rewrite [RHS]mxE [RHS]mxE [LHS]mxE [factors R]/= -[List.map _ ks]/(map _ ks).
  by rewrite (nth_map Z0) // nthE /at_index list_nth KE Nat2Z.id.
- apply/matrixP=> j m; rewrite [RHS]mxE [LHS]mxE [xs R]/= -[List.map _ ks]/(map _ ks) (nth_map Z0) //.
  rewrite -[List.map _ (projection r)]/(map _ _) (nth_map [::]) //.
  rewrite /at_index list_nth KE Nat2Z.id (@qdot_integer (dim P)) ?(lengths_areP lenv) ?(lengths_areP lenX) //.
  by apply: eq_bigr => h _; rewrite !mxE.
by move=> n; rewrite inE.
Qed.

Theorem reduce_sound P r R : reduce P r = Some R -> s_of P != 0 ->
  every_pattern (s_of R) (E_of R) (X_of R) -> every_pattern (s_of P) (E_of P) (X_of P).
Proof.
move=> Er; have slR : s_of R = s_of P.
  move: Er; rewrite /reduce; cbv zeta; case: ifP => // _.
  by case: (removed r) => [|? ?]; [case: (projection r) => // -[<-]|case: (integral_rows _ _) => // ?; case: ifP => // _ [<-]].
have [J [K [T [M [[Kinj Kall MT Tind] [[Tseen KT ER XR] _]]]]]] := reduceP Er => s0 every sg.
apply: (reduction_activations (J := J) (K := K) (T := T) (P := M)) => // [n /Tseen[i Ein]|].
  by exists i; exact: activation_neq0.
have -> : \matrix_(i, m) activations (s_of P) (E_of P) sg (J i) (K m) =
    activations (s_of R) (E_of R) (\matrix_(i, m) sg (J i) (K m)).
  by rewrite slR ER; apply/matrixP=> i m; rewrite !mxE.
by rewrite -XR; exact: every.
Qed.

(* for slopes that are not 0, in every ordered field *)
Theorem reduce_slopes P r R : reduce P r = Some R -> 0 < s_of P -> forall F : realFieldType,
  every_slope_rank (ratr (s_of P) : F) (map_mx ratr (E_of R)) (map_mx ratr (X_of R)) ->
  every_slope_rank (ratr (s_of P) : F) (map_mx ratr (E_of P)) (map_mx ratr (X_of P)).
Proof.
move=> Er s0 F; have [J [K [T [M [[Kinj Kall MT Tind] [[Tseen KT ER XR] _]]]]]] := reduceP Er => every th thP.
have th0 i n : th i n != 0 by rewrite gt_eqF // (between_slopes_gt0 _ thP) // ltr0q.
apply: (reduction_activations (J := J) (K := K) (T := T) (P := map_mx ratr M)) => // [n nT|v|n /Tseen[i Ein]|].
- by rewrite -map_col -map_mxM MT // map_mx0.
- exact: independent_over.
- by exists i; rewrite mxE mulf_neq0 // mxE fmorph_eq0.
have bs : between_slopes (ratr (s_of P)) (\matrix_(i, m) th (J i) (K m)) by move=> i m; rewrite mxE.
have -> : \matrix_(i, m) entrywise (map_mx ratr (E_of P)) th (J i) (K m) =
    entrywise (map_mx ratr (E_of R)) (\matrix_(i, m) th (J i) (K m)).
  by rewrite ER; apply/matrixP=> i m; rewrite !mxE.
have -> : map_mx ratr M *m colsub K (map_mx ratr (X_of P)) = map_mx ratr (X_of R) :> 'M[F]_(_, _).
  by rewrite XR map_mxM; congr (_ *m _); apply/matrixP=> j m; rewrite !mxE.
exact: every.
Qed.

(* --- the dominated rows --- *)

Lemma qsum_sum v : q2r (qsum v) = \sum_(i < size v) q2r (nth q0 v i).
Proof. by elim: v => [|x v IH]; rewrite ?big_ord0 ?q2r0 // big_ord_recl /= -IH -q2rD. Qed.

Lemma block_productsP d row e x : size x = d -> size row = (size e * d)%N ->
  size (block_products d row e x) = size e /\
  forall i, (i < size e)%N -> q2r (nth q0 (block_products d row e x) i) =
    \sum_(j < d) q2r (nth q0 row (i * d + j)) * (q2r (nth q0 e i) * q2r (nth q0 x j)).
Proof.
have takeE n (s : seq Q) : List.firstn n s = take n s by elim: n s => [|n IH] [|y s] //=; rewrite IH.
have dropE n (s : seq Q) : List.skipn n s = drop n s by elim: n s => [|n IH] [|y s] //=.
move=> szx; elim: e row => [|a e IH] row //= szr.
have sz' : size (List.skipn d row) = (size e * d)%N by rewrite dropE size_drop szr mulSn addKn.
have [-> H] := IH _ sz'; split=> // -[|i] lt.
  rewrite /= q2rM qdot_sum; last by rewrite takeE size_takel ?szx // szr mulSn leq_addr.
  rewrite szx mulr_sumr; apply: eq_bigr => j _; rewrite takeE nth_take // mul0n add0n; ring.
rewrite /= H //; apply: eq_bigr => j _; by rewrite dropE nth_drop mulSn addnA.
Qed.

Section Dominated.
Variables (d D N : nat) (es rs : rows).
Hypotheses (lenE : lengths_are D es) (lenX : lengths_are d rs).
Let B (row : seq Q) i m := \sum_(j < d) q2r (nth q0 row (i * d + j)) *
  (q2r (nth q0 (nth [::] es m) i) * q2r (nth q0 (nth [::] rs m) j)).

Lemma deviation_sum t row n : size row = (D * d)%N -> forall es' rs' z m0,
  size rs' = size es' -> size z = size es' -> lengths_are D es' -> lengths_are d rs' ->
  q2r (deviation d t row n m0 es' rs' z) = \sum_(m < size es')
    (`|\sum_(i < D) (\sum_(j < d) q2r (nth q0 row (i * d + j)) *
          (q2r (nth q0 (nth [::] es' m) i) * q2r (nth q0 (nth [::] rs' m) j))) - (n == (m0 + m)%N)%:R|
     + q2r t * \sum_(i < D) `|\sum_(j < d) q2r (nth q0 row (i * d + j)) *
          (q2r (nth q0 (nth [::] es' m) i) * q2r (nth q0 (nth [::] rs' m) j))|) * q2r (nth q0 z m).
Proof.
move=> szr; elim=> [|e es' IH] [|x rs'] [|zm z] m0 //=; first by rewrite big_ord0 q2r0.
case=> szx [szz] /andP[/PeanoNat.Nat.eqb_eq sze lenE'] /andP[/PeanoNat.Nat.eqb_eq szx0 lenX'].
have sze' : size e = D by exact: sze.
have szx' : size x = d by exact: szx0.
have [szb bE] := block_productsP szx' (etrans szr (congr1 (fun k => k * d)%N (esym sze'))).
rewrite q2rD q2rM big_ord_recl; congr (_ + _); last first.
  rewrite IH //; apply: eq_bigr => m _; by rewrite /bump /= addSnnS.
congr (_ * _); rewrite q2rD q2r_abs q2rM; congr (_ + _ * _).
  rewrite /qsub q2rD q2rN qsum_sum szb sze'; congr `|_ - _|.
    by apply: eq_bigr => i _; rewrite bE ?sze'.
  by rewrite addn0; case: (PeanoNat.Nat.eqb_spec n m0) => [->|ne]; rewrite ?eqxx ?q2r1 // (introF eqP ne) q2r0.
rewrite qsum_sum -[List.map _ _]/(map _ _) size_map szb sze'; apply: eq_bigr => i _.
by rewrite (nth_map q0) ?szb ?sze' // q2r_abs bE ?sze'.
Qed.

Lemma dominatedP t n0 lefts z zs : dominated d t n0 lefts es rs z zs ->
  size zs = size lefts /\ forall k, (k < size lefts)%N ->
  qlt (deviation d t (nth [::] lefts k) (n0 + k) 0 es rs z) (nth q0 zs k).
Proof.
elim: lefts n0 zs => [|l lefts IH] n0 [|y zs] //= /andP[H /IH[-> Hr]]; split=> // -[|k] lt /=.
  by rewrite addn0.
by rewrite -addSnnS; apply: Hr.
Qed.
End Dominated.

Lemma iz_abs x : iz (Z.abs x) = `|iz x|. Proof. by reckon. Qed.

Lemma slope_distanceE s : qsign_pos s -> q2r (slope_distance s) = `|1 - q2r s| / (1 + q2r s).
Proof.
case: s => a p; rewrite /qsign_pos /= => /Z.ltb_lt a0; rewrite /slope_distance q2r_lowest /q2r.
rewrite [Qnum _]/= [Qden _]/= [Qnum _]/= [Qden _]/=.
have -> : Zpos (Z.to_pos (Z.add (Zpos p) a)) = Z.add (Zpos p) a by reckon.
have p0 := iz_pos p; have pg := iz_pos_gt p.
have ab : 0 < (iz a)%:~R :> rat by rewrite ltr0z -iz0 iz_lt; apply/Z.ltb_lt.
rewrite izD intrD.
have -> : 1 - (iz a)%:~R / (iz (Zpos p))%:~R = (iz (Z.sub (Zpos p) a))%:~R / (iz (Zpos p))%:~R :> rat.
  by rewrite izB rmorphB /= mulrBl divff.
have -> : 1 + (iz a)%:~R / (iz (Zpos p))%:~R = ((iz (Zpos p))%:~R + (iz a)%:~R) / (iz (Zpos p))%:~R :> rat.
  by rewrite mulrDl divff.
rewrite normrM normfV (gtr0_norm pg) invf_div mulrA divfK //.
by rewrite iz_abs intr_norm.
Qed.

Theorem check_archimedean_slopes P r rows z : check_archimedean P r rows z -> forall F : realFieldType,
  every_slope_rank (ratr (s_of P) : F) (map_mx ratr (E_of P)) (map_mx ratr (X_of P)).
Proof.
case/andP=> sp; case Er: (reduce P r) => [R|] //; do 4!case/andP.
move=> /PeanoNat.Nat.eqb_eq szl lenl /PeanoNat.Nat.eqb_eq szz zpos dom.
have s0 : 0 < s_of P by rewrite -q2r_gt0.
have [slR lenE szE lenX] : [/\ problem_slope R = problem_slope P, lengths_are (unit_count R) (factors R),
    size (factors R) = sample_count R & lengths_are (dim R) (xs R)].
  move: Er; rewrite /reduce; cbv zeta; case: ifP => //; do 6!case/andP; move=> _ _ _ _ lenX lenE /PeanoNat.Nat.eqb_eq szE.
  have sel (T : Type) (es : seq T) (f : T -> seq Q) : (forall e, size (f e) = size (units r)) ->
      lengths_are (length (units r)) (List.map f es).
    by move=> H; rewrite /lengths_are; elim: es => //= e es ->; rewrite andbT; apply/PeanoNat.Nat.eqb_eq/H.
  case: (removed r) => [|t ts].
    case: (projection r) => // -[<-]; split=> //=; first by apply: sel => e; rewrite size_select.
    by rewrite /sample_count /= -[List.map _ _]/(map _ _) size_map; exact: szE.
  case: (integral_rows _ _) => // zs; case: ifP => // _ [<-]; split=> //=.
  - by apply: sel => e; rewrite size_select.
  - by rewrite -[size _]/(length _) /sample_count /= !List.map_length.
  rewrite /lengths_are; elim: (kept _ _) => //= k l ->; rewrite andbT; apply/PeanoNat.Nat.eqb_eq.
  by rewrite List.map_length.
move=> F; apply: (reduce_slopes Er) => //.
pose zc : 'cV[rat]_(sample_count R) := \col_n q2r (nth q0 z n).
pose L : 'M[rat]_(sample_count R, unit_count R * dim R) :=
  \matrix_(n, k) mxvec (\matrix_(i < unit_count R, j < dim R) q2r (nth q0 (nth [::] rows n) (i * dim R + j))) 0 k.
have LE n i j : L n (mxvec_index i j) = q2r (nth q0 (nth [::] rows n) (i * dim R + j)) by rewrite mxE mxvecE mxE.
have szz' : size z = sample_count R by exact: szz.
have z0 n : 0 < zc n 0.
  have : all qsign_pos z by [].
  by move/(all_nthP q0)=> /(_ n); rewrite szz' ltn_ord => /(_ isT); rewrite mxE -q2r_gt0.
have ineq n : \sum_m (`|(L *m khatri_rao (E_of R) (X_of R)) n m - (n == m)%:R| + `|1 - s_of P| / (1 + s_of P) *
    \sum_i `|\sum_j L n (mxvec_index i j) * (E_of R i m * X_of R j m)|) * zc m 0 < zc n 0.
  have [szd domn] := dominatedP dom.
  have ltn : (n < size rows)%N by rewrite -[size rows]/(length rows) szl.
  have := domn n ltn; rewrite add0n q2r_lt.
  rewrite (deviation_sum (D := unit_count R)) ?(lengths_areP lenl) ?szE ?szz' // ?slR slope_distanceE ?slR // => H.
  rewrite [zc n 0]mxE; apply: le_lt_trans H; rewrite le_eqVlt; apply/orP; left; apply/eqP.
  apply: eq_bigr => m _; rewrite [zc m 0]mxE add0n; congr ((`|_ - _| + _ * _) * _).
    by rewrite mul_blocks; apply: eq_bigr => i _; apply: eq_bigr => j _; rewrite LE !mxE.
  by apply: eq_bigr => i _; congr `|_|; apply: eq_bigr => j _; rewrite LE !mxE.
apply: (@archimedean_slopes F _ _ _ _ _ _ (map_mx ratr L) (map_mx ratr zc)) => [|n|n]; rewrite ?ltr0q // ?[map_mx _ zc _ _]mxE ?ltr0q //.
have := ineq n; rewrite -(ltr_rat F) rmorph_sum; congr (_ < _); apply: eq_bigr => m _.
rewrite [LHS]rmorphM [map_mx _ zc _ _]mxE; congr (_ * _); rewrite rmorphD rmorphM fmorph_div rmorph_sum /=.
rewrite !ratr_norm !rmorphB rmorphD rmorph1 rmorph_nat /= -map_khatri_rao -map_mxM [map_mx _ _ n m]mxE; congr (_ + _ * _).
apply: eq_bigr => i _; rewrite ratr_norm rmorph_sum /=; congr `|_|; apply: eq_bigr => j _.
by rewrite !rmorphM !mxE.
Qed.

Corollary check_archimedean_sound P r rows z : check_archimedean P r rows z ->
  every_pattern (s_of P) (E_of P) (X_of P).
Proof.
move=> ok sg; have idr (x : rat) : ratr x = x := esym (fmorph_eq_rat [rmorphism of (@idfun rat)] x).
have id_mx m n (M : 'M[rat]_(m, n)) : map_mx ratr M = M by apply/matrixP=> i j; rewrite mxE idr.
have := every_slope_pattern (@check_archimedean_slopes _ _ _ _ ok [realFieldType of rat]) sg; by rewrite idr !id_mx.
Qed.
