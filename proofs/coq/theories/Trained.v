(* Output biases that are trained (format.md 4.1, Several outputs): below the gradient there is a row for each output, with
   a 1 in its columns (soundness.md 33 and 34). *)
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Model Linear Generic HeldOutputs.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Rows.
Variables (R : comRingType) (trained : bool) (N k : nat).

(* Row c; none, if the biases are held *)
Definition bias_rows : 'M[R]_(if trained then k else 0%N, N * k) :=
  \matrix_(c, q) each_output (fun n (c' : 'I_k) => (c' == c :> nat)%:R) 0 q.
Definition with_biases m (G : 'M[R]_(m, N * k)) : 'M[R]_(m + (if trained then k else 0%N), N * k) := col_mx G bias_rows.
End Rows.

Lemma map_with_biases (R S : comRingType) (f : {rmorphism R -> S}) t m N k (G : 'M[R]_(m, N * k)) :
  map_mx f (with_biases t G) = with_biases t (map_mx f G).
Proof.
rewrite /with_biases map_col_mx; congr col_mx; apply/matrixP=> c q; case/mxvec_indexP: q => n c'.
by rewrite [LHS]mxE ![bias_rows _ _ _ _ _ _]mxE !each_outputE rmorph_nat.
Qed.

(* Full column rank, with the rows of the biases if these are trained *)
Definition held_rank (F : fieldType) (trained : bool) m N k (G : 'M[F]_(m, N * k)) : bool :=
  full_column_rank (with_biases trained G).

Lemma map_held_rank (F : fieldType) (K : fieldType) (f : {rmorphism F -> K}) t m N k (G : 'M[F]_(m, N * k)) :
  held_rank t (map_mx f G) = held_rank t G.
Proof. by rewrite /held_rank -map_with_biases /full_column_rank mxrank_map. Qed.

Section Rank.
Variables (F : fieldType) (m N k : nat) (G : 'M[F]_(m, N * k)).

Lemma bias_rows0 (v : 'cV_(N * k)) :
  bias_rows F true N k *m v = 0 <-> forall c, \sum_n v (mxvec_index n c) 0 = 0.
Proof.
have E c : (bias_rows F true N k *m v) c 0 = \sum_n v (mxvec_index n c) 0.
  rewrite mxE sum_columns; apply: eq_bigr => n _; rewrite (bigD1 c) //= big1 ?addr0 => [|c' ne].
    by rewrite mxE each_outputE eqxx mul1r.
  by rewrite mxE each_outputE (_ : (c' == c :> nat) = false) ?mul0r //; exact: negbTE.
split=> [/matrixP H c|H]; first by rewrite -E H mxE.
by apply/matrixP=> c z; rewrite (ord1 z) [RHS]mxE E.
Qed.

Lemma held_rankP (t : bool) : held_rank t G <->
  forall v : 'cV_(N * k), G *m v = 0 -> (t -> forall c, \sum_n v (mxvec_index n c) 0 = 0) -> v = 0.
Proof.
have E (v : 'cV_(N * k)) : with_biases t G *m v = 0 <-> G *m v = 0 /\ (t -> forall c, \sum_n v (mxvec_index n c) 0 = 0).
  rewrite /with_biases mul_col_mx; case: t => /=.
    split=> [/eqP|[-> /(_ isT)/bias_rows0 ->]]; last by rewrite col_mx0.
    by rewrite col_mx_eq0 => /andP[/eqP -> /eqP/bias_rows0].
  split=> [/eqP|[-> _]]; first by rewrite col_mx_eq0 => /andP[/eqP ->].
  by rewrite (flatmx0 (_ *m v)) col_mx0.
split=> [/full_column_rankP inj v Gv bv|H]; first by apply: inj; apply/E.
by apply/full_column_rankP=> v /E[Gv bv]; exact: H.
Qed.

(* The other rows are enough. *)
Lemma held_rank_full t : full_column_rank G -> held_rank t G.
Proof. by move=> /full_column_rankP inj; apply/held_rankP=> v Gv _; exact: inj. Qed.

Lemma held_rank_biases t : held_rank t G -> held_rank true G.
Proof. by move=> /held_rankP H; apply/held_rankP=> v Gv bv; apply: H => // _; exact: bv. Qed.

Lemma held_rank_held : held_rank false G = full_column_rank G.
Proof.
apply/idP/idP=> [/held_rankP H|]; last exact: held_rank_full.
by apply/full_column_rankP=> v Gv; exact: H.
Qed.

(* A null vector whose entries add up to 0 for each output *)
Lemma not_held_rank (t : bool) (v : 'cV_(N * k)) : v != 0 -> G *m v = 0 -> (t -> forall c, \sum_n v (mxvec_index n c) 0 = 0) ->
  ~~ held_rank t G.
Proof. by move=> v0 Gv bv; apply: contraNN v0 => /held_rankP/(_ v Gv bv) ->. Qed.
End Rank.

(* --- for almost every noise, and almost every W_L --- *)

Section AlmostEvery.
Variables (T : finType) (t : bool) (k d D N : nat).

Lemma one_point_trained (W : 'M[polynomial T]_(k, D)) (E : 'M[polynomial T]_(D, N)) s (X : 'M[rat]_(d, N)) (z0 : T -> rat) :
  (forall sg, held_rank t (gradient_held (map_mx (at_point z0) W) s (map_mx (at_point z0) E) X sg)) ->
  almost_every (fun R (z : T -> R) => forall sg,
    held_rank t (gradient_held (map_mx (at_point z) W) (ratr s) (map_mx (at_point z) E) (map_mx ratr X) sg)).
Proof.
move=> H; apply: almost_every_from; apply: (fact7_at (z0 := z0)) => sg.
pose M := gradient_held W s%:MP E (map_mx (@mpolyC #|T| rat_Ring) X) sg.
have at_z (R : numFieldType) (z : T -> R) : map_mx (at_point z) M =
    gradient_held (map_mx (at_point z) W) (ratr s) (map_mx (at_point z) E) (map_mx ratr X) sg.
  have XE : map_mx (at_point z) (map_mx (@mpolyC #|T| rat_Ring) X) = map_mx ratr X.
    by apply/matrixP=> i j; rewrite !mxE at_point_constant.
  by rewrite map_gradient_held /= at_point_constant XE.
have idr (x : rat) : ratr x = x := esym (fmorph_eq_rat [rmorphism of (@idfun rat)] x).
apply: almost_every_at_weaken (lemma8 (M := with_biases t M) _) => [R z|].
  by rewrite map_with_biases /= at_z.
rewrite map_with_biases /= at_z idr; have -> : map_mx ratr X = X by apply/matrixP=> i j; rewrite mxE idr.
exact: H.
Qed.
End AlmostEvery.

(* --- what is singular with the rows of the biases, too --- *)

Section Singular.
Variables (F : fieldType) (k d D N : nat).
Implicit Types (W : 'M[F]_(k, D)) (A : 'M[F]_(D, N)) (X : 'M[F]_(d, N)).

(* soundness.md 33: with fewer units than outputs some u is orthogonal to all w^i. *)
Lemma few_units W A X (n n' : 'I_N) : (D < k)%N -> n != n' ->
  ~~ held_rank true (khatri_rao (held_slopes W A) (copied k X)).
Proof.
move=> lt ne; have [u u0 Wu] : exists2 u : 'rV[F]_k, u != 0 & u *m W = 0.
  have r0 : (0 < \rank (kermx W))%N by rewrite mxrank_ker subn_gt0; exact: leq_ltn_trans (rank_leq_col _) lt.
  have [i ki] : exists i, row i (kermx W) != 0.
    apply/existsP; apply: contraLR r0; rewrite negb_exists => /forallP H; rewrite lt0n negbK mxrank_eq0; apply/eqP/row_matrixP=> i.
    by rewrite row0; apply/eqP; have := H i; rewrite negbK.
  by exists (row i (kermx W)) => //; apply/sub_kermxP; exact: row_sub.
pose v : 'M[F]_(N, k) := \matrix_(m, c) (((m == n)%:R - (m == n')%:R) * u 0 c).
apply: (@not_held_rank _ _ _ _ _ true (mxvec v)^T).
- apply/eqP=> /(congr1 trmx); rewrite trmxK trmx0 => /(congr1 vec_mx); rewrite mxvecK linear0 => v0.
  case/eqP: u0; apply/matrixP=> z c; rewrite (ord1 z) [RHS]mxE; have /matrixP/(_ n c) := v0.
  by rewrite !mxE eqxx (negPf ne) subr0 mul1r.
- apply/held_block=> i; have -> : \col_m (A i m * seen W v m i) = 0; last by rewrite mulmx0.
  apply/matrixP=> m z; rewrite !mxE /seen; have -> : \sum_c W c i * v m c = 0; last by rewrite mulr0.
  have /matrixP/(_ 0 i) := Wu; rewrite !mxE => H.
  rewrite -[RHS](mulr0 ((m == n)%:R - (m == n')%:R)) -[in RHS]H mulr_sumr; apply: eq_bigr => c _.
  by rewrite mxE mulrCA [W c i * _]mulrC.
move=> _ c; rewrite (eq_bigr (fun m => (m == n)%:R * u 0 c - (m == n')%:R * u 0 c)) => [|m _]; last first.
  by rewrite mxE mxvecE mxE mulrBl.
rewrite sumrB (bigD1 n) //= eqxx big1 ?addr0 => [|m /negPf ->]; last by rewrite mul0r.
by rewrite [X in _ - X](bigD1 n') //= eqxx [X in _ - (_ + X)]big1 ?addr0 ?subrr // => m /negPf ->; rewrite mul0r.
Qed.

(* All rows are spanned by few. *)
Lemma few_rows (t : bool) m (G : 'M[F]_(m, N * k)) (r : nat) : (\rank G <= r)%N -> (r + (if t then k else 0) < N * k)%N -> ~~ held_rank t G.
Proof.
move=> le lt; apply: contraTN lt => /eqP E; rewrite -leqNgt -{1}E /with_biases.
apply: (@leq_trans (\rank G + \rank (bias_rows F t N k))%N); last by apply: leq_add => //; exact: rank_leq_row.
rewrite -addsmxE; exact: (mxrank_adds_leqif G (bias_rows F t N k)).1.
Qed.
End Singular.
