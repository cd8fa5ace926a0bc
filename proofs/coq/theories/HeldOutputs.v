(* Several outputs whose weights are held (format.md 4.1, Several outputs; soundness.md 33 and 34): the gradient with
   respect to the weights of layer L-1, common pairs and crowded pairs, over any field. *)
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Model Linear Generic.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Gradient.
Variables (R : comRingType) (k d D N : nat).

(* One column for each sample n and output c: mxvec_index n c *)
Definition each_output (f : 'I_N -> 'I_k -> R) : 'rV[R]_(N * k) := mxvec (\matrix_(n, c) f n c).
Lemma each_outputE f n c : each_output f 0 (mxvec_index n c) = f n c.
Proof. by rewrite mxvecE mxE. Qed.

(* The slopes of the units times their weights to the output *)
Definition held_slopes (W : 'M[R]_(k, D)) (A : 'M[R]_(D, N)) : 'M[R]_(D, N * k) :=
  \matrix_(i, q) each_output (fun n c => W c i * A i n) 0 q.
(* The inputs, once for each output *)
Definition copied (X : 'M[R]_(d, N)) : 'M[R]_(d, N * k) := \matrix_(j, q) each_output (fun n _ => X j n) 0 q.

Lemma held_slopesE W A i n c : held_slopes W A i (mxvec_index n c) = W c i * A i n.
Proof. by rewrite mxE each_outputE. Qed.
Lemma copiedE X j n c : copied X j (mxvec_index n c) = X j n.
Proof. by rewrite mxE each_outputE. Qed.

(* Block i of column (n, c) is W_L[c, i] times eps[i, n] sigma[i, n] x_n. *)
Definition gradient_held (W : 'M[R]_(k, D)) s (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) (sg : pattern D N) : 'M[R]_(D * d, N * k) :=
  khatri_rao (held_slopes W (activations s E sg)) (copied X).

Lemma gradient_heldE W s E X sg i j n c :
  gradient_held W s E X sg (mxvec_index i j) (mxvec_index n c) = W c i * activations s E sg i n * X j n.
Proof. by rewrite khatri_raoE held_slopesE copiedE. Qed.
End Gradient.

Lemma map_gradient_held (R S : comRingType) (f : {rmorphism R -> S}) k d D N (W : 'M[R]_(k, D)) s (E : 'M[R]_(D, N))
    (X : 'M[R]_(d, N)) (sg : pattern D N) :
  map_mx f (gradient_held W s E X sg) = gradient_held (map_mx f W) (f s) (map_mx f E) (map_mx f X) sg.
Proof.
apply/matrixP=> r q; case/mxvec_indexP: r => i j; case/mxvec_indexP: q => n c.
by rewrite [LHS]mxE !gradient_heldE !rmorphM !mxE rmorphM; case: ifP; rewrite ?rmorph1.
Qed.

(* It is the model's gradient (5.4), for the outputs one after the other: where output c alone is counted, a_L is 1 for
   it and 0 for the others. *)
Lemma gradient_of_output (R : comRingType) N (d : nat -> nat) (W : forall l, 'M[R]_(d l.+1, d l)) c
    (A : forall l, 'M[R]_(d l, N)) X l s E (sg : pattern (d l.+1) N) (o : 'I_(d l.+2)) r n :
  A l.+1 = activations s E sg -> A l.+2 = (\matrix_(o', _) (o' == o)%:R) ->
  G W c A X l.+2 l r n = gradient_held (W l.+1) s E (V W c A X l) sg r (mxvec_index n o).
Proof.
move=> A1 A2; case/mxvec_indexP: r => i j; rewrite /G khatri_raoE gradient_heldE.
have -> : (l.+2 - l.+1)%N = 1%N by rewrite subSnn.
rewrite /= [entrywise _ _ i n]mxE A1; congr (_ * _); rewrite mulrC; congr (_ * _).
rewrite mxE (bigD1 o) //= A2 !mxE eqxx mulr1 big1 ?addr0 // => o' ne.
by rewrite !mxE (negPf ne) mulr0.
Qed.

Lemma sum_columns (V : zmodType) N k (f : 'I_(N * k) -> V) : \sum_q f q = \sum_n \sum_c f (mxvec_index n c).
Proof. by rewrite (reindex _ (curry_mxvec_bij _ _)) /= pair_bigA; apply: eq_bigr => -[]. Qed.

Section Field.
Variables (F : fieldType) (k d D N : nat).
Implicit Types (W : 'M[F]_(k, D)) (A : 'M[F]_(D, N)) (X : 'M[F]_(d, N)).

(* What the vector v gives at output weights w^i on sample n *)
Definition seen W (v : 'M[F]_(N, k)) n i := \sum_c W c i * v n c.

Lemma held_block W A X (v : 'M[F]_(N, k)) :
  khatri_rao (held_slopes W A) (copied k X) *m (mxvec v)^T = 0 <->
  forall i, X *m (\col_n (A i n * seen W v n i)) = 0.
Proof.
rewrite khatri_rao_mul0; split=> H i.
  apply/matrixP=> j z; rewrite (ord1 z) [RHS]mxE -[RHS](H i j) mxE sum_columns; apply: eq_bigr => n _.
  rewrite [(\col__ _) _ _]mxE /seen !mulr_sumr; apply: eq_bigr => c _.
  by rewrite held_slopesE copiedE [_^T _ _]mxE mxvecE [W c i * A i n]mulrC -!mulrA mulrCA; congr (_ * _); rewrite mulrCA.
move=> j; have := congr1 (fun M : 'cV_d => M j 0) (H i); rewrite /= [X in _ = X -> _]mxE => H0; rewrite -[RHS]H0 [RHS]mxE.
rewrite sum_columns; apply: eq_bigr => n _.
rewrite [(\col__ _) _ _]mxE /seen !mulr_sumr; apply: eq_bigr => c _.
symmetry; by rewrite held_slopesE copiedE [_^T _ _]mxE mxvecE [W c i * A i n]mulrC -!mulrA mulrCA; congr (_ * _); rewrite mulrCA.
Qed.

(* --- soundness.md 33: common pairs --- *)

(* Pairs of units and samples: the inputs of a unit's samples are independent, the output weights of a sample's units span. *)
Definition independent_pairs X (I : 'I_D -> 'I_N -> bool) :=
  forall i (v : 'cV[F]_N), (forall n, ~~ I i n -> v n 0 = 0) -> X *m v = 0 -> v = 0.
Definition spanning_pairs W (I : 'I_D -> 'I_N -> bool) :=
  forall n (u : 'I_k -> F), (forall i, I i n -> \sum_c W c i * u c = 0) -> forall c, u c = 0.

Definition pair_noise (I : 'I_D -> 'I_N -> bool) : 'M[F]_(D, N) := \matrix_(i, n) (I i n)%:R.

Theorem common_pairs_witness W s X I (sg : pattern D N) : s != 0 -> independent_pairs X I -> spanning_pairs W I ->
  full_column_rank (gradient_held W s (pair_noise I) X sg).
Proof.
move=> s0 ind span; apply/full_column_rankP=> v; rewrite -[v]trmxK -[v^T]vec_mxK.
set w := vec_mx v^T => /held_block H; suff -> : w = 0 by rewrite linear0 trmx0.
apply/matrixP=> n c; rewrite [RHS]mxE; move: c; apply: (span n (w n)) => i Iin.
have z0 : \col_m (activations s (pair_noise I) sg i m * seen W w m i) = 0.
  by apply: (ind i _ _ (H i)) => m nm; rewrite !mxE (negPf nm) !mul0r.
have /eqP := congr1 (fun M : 'cV_N => M n 0) z0; rewrite /= !mxE Iin mul1r mulf_eq0.
by case/orP=> [|/eqP//]; case: ifP => _; [rewrite oner_eq0|rewrite (negPf s0)].
Qed.

(* --- soundness.md 34: crowded pairs --- *)

Lemma sum_first (f : 'I_N -> F) n : \sum_m (m == n)%:R * f m = f n.
Proof. by rewrite (bigD1 n) //= eqxx mul1r big1 ?addr0 // => m /negPf ->; rewrite mul0r. Qed.

(* The products of slopes and outputs' weights with v that unit i sees, and the part of v for sample n, as linear maps *)
Definition products_of W A i : 'M[F]_(N, N * k) :=
  \matrix_(n, q) each_output (fun m c => (m == n)%:R * (A i n * W c i)) 0 q.
Definition part_of n : 'M[F]_(k, N * k) := \matrix_(c, q) each_output (fun m c' => (m == n)%:R * (c' == c)%:R) 0 q.

Lemma products_ofE W A i (v : 'M_(N, k)) : products_of W A i *m (mxvec v)^T = \col_n (A i n * seen W v n i).
Proof.
apply/matrixP=> n z; rewrite (ord1 z) [RHS]mxE mxE sum_columns.
under eq_bigr => m _.
  under eq_bigr => c _ do rewrite [products_of _ _ _ _ _]mxE each_outputE [_^T _ _]mxE mxvecE -!mulrA.
  rewrite -mulr_sumr -mulr_sumr; over.
by rewrite (sum_first (fun m => A i n * \sum_c W c i * v m c)).
Qed.

Lemma part_ofE n (v : 'M_(N, k)) : part_of n *m (mxvec v)^T = (row n v)^T.
Proof.
apply/matrixP=> c z; rewrite (ord1 z) [RHS]mxE [in RHS]mxE mxE sum_columns.
under eq_bigr => m _.
  under eq_bigr => c' _ do rewrite [part_of _ _ _]mxE each_outputE [_^T _ _]mxE mxvecE -!mulrA.
  rewrite -mulr_sumr; over.
rewrite (sum_first (fun m => \sum_c' (c' == c)%:R * v m c')).
by rewrite (bigD1 c) //= eqxx mul1r big1 ?addr0 // => c' /negPf ->; rewrite mul0r.
Qed.

(* The inputs of a unit's pairs, and the output weights that sample n sees outside of its pairs *)
Definition inputs_inside X (I : 'I_D -> 'I_N -> bool) i : 'M[F]_(d, N) := \matrix_(j, n) (if I i n then X j n else 0).
Definition weights_outside W A (I : 'I_D -> 'I_N -> bool) n : 'M[F]_(D, k) :=
  \matrix_(i, c) (if ~~ I i n && (A i n != 0) then W c i else 0).

Lemma rank_sum (T : finType) m (B : T -> 'M[F]_m) (r : T -> nat) : (forall t, \rank (B t) <= r t)%N ->
  (\rank (\sum_t B t)%MS <= \sum_t r t)%N.
Proof.
move=> le; apply: (@leq_trans (\sum_t \rank (B t))%N); last by apply: leq_sum => t _; exact: le.
elim/big_rec2: _ => [|t a M _ IH]; first by rewrite mxrank0.
exact: leq_trans (mxrank_adds_leqif _ _).1 (leq_add (leqnn _) IH).
Qed.

Theorem crowded_pairs_sound W A X I (r : 'I_D -> nat) (q : 'I_N -> nat) :
  (forall i, \rank (inputs_inside X I i) <= r i)%N -> (forall n, \rank (weights_outside W A I n) <= q n)%N ->
  (\sum_i r i + \sum_n q n < N * k)%N -> ~~ full_column_rank (khatri_rao (held_slopes W A) (copied k X)).
Proof.
move=> rk qk lt; apply/negP=> /full_column_rankP inj.
pose B i : 'M[F]_(N * k) := <<inputs_inside X I i *m products_of W A i>>%MS.
pose C n : 'M[F]_(N * k) := <<weights_outside W A I n *m part_of n>>%MS.
pose S := (\sum_i B i + \sum_n C n)%MS.
have rankS : (\rank S < N * k)%N.
  apply: leq_ltn_trans lt; apply: leq_trans (mxrank_adds_leqif _ _).1 (leq_add _ _); apply: rank_sum => t;
    rewrite mxrank_gen; [apply: leq_trans (rk t)|apply: leq_trans (qk t)]; exact: mxrankM_maxl.
suff : full_column_rank S by move=> /eqP E; move: rankS; rewrite E ltnn.
apply/full_column_rankP=> v Sv; apply: inj; move: Sv; rewrite -[v]trmxK -[v^T]vec_mxK.
set w := vec_mx v^T => Sv.
have under m (M : 'M_(m, N * k)) : (M <= S)%MS -> M *m (mxvec w)^T = 0.
  by case/submxP=> L ->; rewrite -mulmxA Sv mulmx0.
have inside i : inputs_inside X I i *m (\col_n (A i n * seen W w n i)) = 0.
  rewrite -products_ofE mulmxA; apply: under; apply: submx_trans (addsmxSl _ _).
  by apply: (sumsmx_sup i); rewrite ?genmxE.
have outside n i : ~~ I i n -> A i n != 0 -> seen W w n i = 0.
  move=> nI nA; have : weights_outside W A I n *m (row n w)^T = 0.
    rewrite -part_ofE mulmxA; apply: under; apply: submx_trans (addsmxSr _ _).
    by apply: (sumsmx_sup n); rewrite ?genmxE.
  move/(congr1 (fun M : 'cV_D => M i 0)); rewrite /= [RHS]mxE mxE => H; rewrite -[RHS]H.
  by apply: eq_bigr => c _; rewrite !mxE nI nA.
apply/held_block=> i; rewrite -[RHS](inside i); apply/matrixP=> j z; rewrite [LHS]mxE [RHS]mxE.
apply: eq_bigr => n _; rewrite ![(\col__ _) _ _]mxE [inputs_inside _ _ _ _ _]mxE.
case: ifP => // /negbT nI; rewrite mul0r; have [->|nA] := eqVneq (A i n) 0; first by rewrite mul0r mulr0.
by rewrite outside // !mulr0.
Qed.
End Field.

(* --- for almost every noise, and almost every W_L (soundness.md 0, Fact B) --- *)

Section AlmostEvery.
Variables (T : finType) (k d D N : nat).
Notation constant := (@mpolyC #|T| rat_Ring).

(* Output weights and noise that are polynomials in the coordinates of a point *)
Lemma one_point_held (W : 'M[polynomial T]_(k, D)) (E : 'M[polynomial T]_(D, N)) s (X : 'M[rat]_(d, N)) (z0 : T -> rat) :
  (forall sg, full_column_rank (gradient_held (map_mx (at_point z0) W) s (map_mx (at_point z0) E) X sg)) ->
  almost_every (fun R (z : T -> R) => forall sg,
    full_column_rank (gradient_held (map_mx (at_point z) W) (ratr s) (map_mx (at_point z) E) (map_mx ratr X) sg)).
Proof.
move=> H; apply: almost_every_from; apply: (fact7_at (z0 := z0)) => sg.
have at_z (R : numFieldType) (z : T -> R) : map_mx (at_point z) (gradient_held W s%:MP E (map_mx constant X) sg) =
    gradient_held (map_mx (at_point z) W) (ratr s) (map_mx (at_point z) E) (map_mx ratr X) sg.
  have XE : map_mx (at_point z) (map_mx (@mpolyC #|T| rat_Ring) X) = map_mx ratr X.
    by apply/matrixP=> i j; rewrite !mxE at_point_constant.
  by rewrite map_gradient_held /= at_point_constant XE.
have idr (x : rat) : ratr x = x := esym (fmorph_eq_rat [rmorphism of (@idfun rat)] x).
apply: almost_every_at_weaken (lemma8 (M := gradient_held W s%:MP E (map_mx constant X) sg) _) => [R z|].
  by rewrite at_z.
rewrite at_z idr; have -> : map_mx ratr X = X by apply/matrixP=> i j; rewrite mxE idr.
exact: H.
Qed.
End AlmostEvery.

(* The noise alone, with output weights that are given *)
Definition noise_at (R : Type) D N (z : 'I_D * 'I_N -> R) : 'M[R]_(D, N) := \matrix_(i, n) z (i, n).

Theorem one_noise_held k d D N (W : 'M[rat]_(k, D)) s (X : 'M[rat]_(d, N)) (E0 : 'M[rat]_(D, N)) :
  (forall sg, full_column_rank (gradient_held W s E0 X sg)) ->
  almost_every (fun R (z : 'I_D * 'I_N -> R) => forall sg,
    full_column_rank (gradient_held (map_mx ratr W) (ratr s) (noise_at z) (map_mx ratr X) sg)).
Proof.
move=> H; pose z0 (t : 'I_D * 'I_N) := E0 t.1 t.2.
have idr (x : rat) : ratr x = x := esym (fmorph_eq_rat [rmorphism of (@idfun rat)] x).
pose T := [finType of ('I_D * 'I_N)%type].
have WE (R : numFieldType) (z : T -> R) : map_mx (at_point z) (map_mx (@mpolyC #|T| rat_Ring) W) = map_mx ratr W.
  by apply/matrixP=> c i; rewrite !mxE at_point_constant.
have EE (R : numFieldType) (z : T -> R) :
    map_mx (at_point z) (\matrix_(i, n) @coordinate T (i, n)) = noise_at z.
  by apply/matrixP=> i n; rewrite !mxE at_point_coordinate.
apply: almost_every_weaken (@one_point_held T k d D N (map_mx (@mpolyC #|T| rat_Ring) W)
  (\matrix_(i, n) @coordinate T (i, n)) s X z0 _) => [R z|sg].
  by rewrite WE EE.
rewrite WE EE; have -> : map_mx ratr W = W by apply/matrixP=> c i; rewrite mxE idr.
by have -> : noise_at z0 = E0 by apply/matrixP=> i n; rewrite mxE.
Qed.
