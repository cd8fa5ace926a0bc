(* Linear algebra over any field: soundness.md 1 (the witness), 2, 3, 4, 15, and section 0. *)
From Dlmcert Require Import Algebra Model.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Section Linear.
Variables (F : fieldType) (d D N : nat).
Implicit Types (s : F) (E : 'M[F]_(D, N)) (X : 'M[F]_(d, N)).

(* Lemma 1 of the paper, its last step: gradient zero and rank N give residual zero. *)
Theorem zero_gradient_zero_error m (G : 'M[F]_(m, N)) (e : 'cV_N) :
  full_column_rank G -> G *m e = 0 -> e = 0.
Proof. by move/full_column_rankP; apply. Qed.

(* soundness.md 4 *)
Theorem null_vector_sound s E X sg (v : 'cV_N) :
  v != 0 -> gradient s E X sg *m v = 0 -> ~~ full_column_rank (gradient s E X sg).
Proof. by move=> v0 Gv; apply: deficientP v0 Gv. Qed.

Lemma activation_neq0 s E (sg : pattern D N) i n :
  s != 0 -> E i n != 0 -> activations s E sg i n != 0.
Proof. by move=> s0 E0; rewrite !mxE mulf_neq0 //; case: ifP; rewrite ?oner_neq0. Qed.

(* soundness.md 3 *)
Theorem independent_inputs_sound s E X :
  s != 0 -> full_column_rank X -> (forall n, exists i, E i n != 0) -> every_pattern s E X.
Proof.
move=> s0 /full_column_rankP Xinj Eseen sg; apply/full_column_rankP=> v.
move/khatri_rao_block=> Gv; apply/matrixP=> n c; rewrite (ord1 c) mxE.
have [i Ein] := Eseen n; have /matrixP/(_ n 0) := Xinj _ (Gv i); rewrite !mxE => /eqP.
by rewrite mulf_eq0 -[E i n * _](mxE matrix_key (fun i n => E i n * (if sg i n then 1 else s)))
           (negPf (activation_neq0 sg s0 Ein)) => /eqP.
Qed.

(* Columns of X in group i are independent. *)
Definition independent_group X (g : 'I_N -> 'I_D) i :=
  forall v : 'cV[F]_N, (forall n, g n != i -> v n 0 = 0) -> X *m v = 0 -> v = 0.

Definition group_noise (g : 'I_N -> 'I_D) : 'M[F]_(D, N) := \matrix_(i, n) (g n == i)%:R.

(* soundness.md 1, the witness: one noise for all patterns *)
Theorem partition_witness s X (g : 'I_N -> 'I_D) :
  s != 0 -> (forall i, independent_group X g i) -> every_pattern s (group_noise g) X.
Proof.
move=> s0 ind sg; apply/full_column_rankP=> v /khatri_rao_block Gv.
apply/matrixP=> n c; rewrite (ord1 c) [RHS]mxE.
have H := ind (g n) _ _ (Gv (g n)).
have {H} : \col_k (activations s (group_noise g) sg (g n) k * v k 0) = 0.
  by apply: H => k ne; rewrite !mxE (negPf ne) !mul0r.
move=> /(congr1 (fun M : 'cV_N => M n 0)); rewrite !mxE eqxx mul1r => /eqP.
by rewrite mulf_eq0 => /orP[|/eqP//]; case: ifP => _; rewrite ?oner_eq0 // (negPf s0).
Qed.

(* Some noise works: (c) => (b) of theory.md 3.2 *)
Corollary partition_exists s X (g : 'I_N -> 'I_D) :
  s != 0 -> (forall i, independent_group X g i) -> exists E, every_pattern s E X.
Proof. by move=> s0 ind; exists (group_noise g); apply: partition_witness. Qed.
End Linear.

Section TightSet.
Variables (F : fieldType) (d D N : nat).

Lemma khatri_rao_rank M r (A : 'M[F]_(D, M)) (B : 'M[F]_(d, r)) (C : 'M[F]_(r, M)) :
  full_column_rank (khatri_rao A (B *m C)) -> (M <= D * r)%N.
Proof.
move=> /full_column_rankP inj; have: full_column_rank (khatri_rao A C).
  apply/full_column_rankP=> v /khatri_rao_block H; apply: inj; apply/khatri_rao_block=> i.
  by rewrite -mulmxA H mulmx0.
by move/eqP=> <-; apply: rank_leq_row.
Qed.

Lemma full_column_rank_colsub M m (G : 'M[F]_(m, N)) (f : 'I_M -> 'I_N) :
  injective f -> full_column_rank G -> full_column_rank (colsub f G).
Proof.
move=> finj /full_column_rank_inverse[L LG].
apply: (@inverse_full_column_rank _ _ _ _ (rowsub f L)).
apply/matrixP=> i j; have := congr1 (fun M : 'M_N => M (f i) (f j)) LG.
by rewrite !mxE (inj_eq finj) => <-; apply: eq_bigr => k _; rewrite !mxE.
Qed.

(* soundness.md 2: |Z| independent vectors orthogonal to the samples of S *)
Theorem tight_set_sound s (X : 'M[F]_(d, N)) (S : {set 'I_N}) t (Z : 'M[F]_(t, d)) :
  row_free Z -> (forall n, n \in S -> Z *m col n X = 0) -> (D * (d - t) < #|S|)%N ->
  forall (E : 'M_(D, N)) sg, ~~ full_column_rank (gradient s E X sg).
Proof.
move=> Zfree ZX lt E sg; apply/negP=> fr.
pose f : 'I_#|S| -> 'I_N := enum_val.
have {fr} := full_column_rank_colsub (@enum_val_inj _ (mem S) : injective f) fr.
have -> : colsub f (gradient s E X sg) = khatri_rao (colsub f (activations s E sg)) (colsub f X).
  by apply/matrixP=> k n; case/mxvec_indexP: k => i j; rewrite mxE !khatri_raoE !mxE.
rewrite -[colsub f X]mulmx_base => /khatri_rao_rank le.
suff rk : (\rank (colsub f X) <= d - t)%N.
  by move: lt; rewrite ltnNge (leq_trans le) // leq_mul2l rk orbT.
have ZXS : Z *m colsub f X = 0.
  apply/matrixP=> i n; have := congr1 (fun M : 'cV_t => M i 0) (ZX (f n) (enum_valP n)).
  by rewrite !mxE => H; rewrite -[RHS]H; apply: eq_bigr => k _; rewrite !mxE.
have : (Z <= kermx (colsub f X))%MS by apply/sub_kermxP.
move/mxrankS; rewrite mxrank_ker (eqP Zfree).
move=> tle; have := rank_leq_row (colsub f X) => dle.
by rewrite -(subKn dle) leq_sub2l.
Qed.
End TightSet.
