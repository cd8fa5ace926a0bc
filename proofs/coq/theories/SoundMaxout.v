(* Maxout units (soundness.md 32): the matrix of a choice of pieces, and that what is so for units of slope 1 is so for
   every choice, or for one. *)
From Coq Require Import ZArith QArith_base.
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Arithmetic Model Linear AlmostEvery Generic HeldOutputs Trained.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Pieces.
Variables (R : comRingType) (D M r : nat).

(* Block (i, j) of a column: the slopes of unit i where it uses piece j, otherwise 0 *)
Definition piece_slopes (ch : 'I_D -> 'I_M -> 'I_r) (A : 'M[R]_(D, M)) : 'M[R]_(D * r, M) :=
  \matrix_(q, m) mxvec (\matrix_(i, j) (if ch i m == j then A i m else 0)) 0 q.
Lemma piece_slopesE ch A i j m : piece_slopes ch A (mxvec_index i j) m = if ch i m == j then A i m else 0.
Proof. by rewrite mxE mxvecE mxE. Qed.
End Pieces.

(* The sample of a column *)
Definition sample_of N k (q : 'I_(N * k)) : 'I_N := (enum_val (cast_ord (esym (mxvec_cast N k)) q)).1.
Lemma sample_of_index N k (n : 'I_N) (c : 'I_k) : sample_of (mxvec_index n c) = n.
Proof. by rewrite /sample_of /mxvec_index cast_ordK enum_rankK. Qed.

Section Gradients.
Variables (R : comRingType) (D N d r : nat) (ch : 'I_D -> 'I_N -> 'I_r).

(* One output *)
Definition gradient_pieces (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) : 'M[R]_(D * r * d, N) := khatri_rao (piece_slopes ch E) X.
(* Several outputs of held weights: the choices are those of the samples *)
Definition gradient_held_pieces k (W : 'M[R]_(k, D)) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) : 'M[R]_(D * r * d, N * k) :=
  khatri_rao (piece_slopes (fun i q => ch i (sample_of q)) (held_slopes W E)) (copied k X).

Lemma gradient_held_piecesE k (W : 'M[R]_(k, D)) (E : 'M[R]_(D, N)) X i j h n c :
  gradient_held_pieces W E X (mxvec_index (mxvec_index i j) h) (mxvec_index n c) =
  (if ch i n == j then W c i * E i n else 0) * X h n.
Proof. by rewrite khatri_raoE piece_slopesE sample_of_index held_slopesE copiedE. Qed.
End Gradients.

Section Kernels.
Variables (F : fieldType) (D M d r : nat).
Implicit Types (A : 'M[F]_(D, M)) (Y : 'M[F]_(d, M)) (v : 'cV[F]_M).

Lemma pieces_kernel ch A Y v : khatri_rao (piece_slopes (r := r) ch A) Y *m v = 0 -> khatri_rao A Y *m v = 0.
Proof.
move=> Gv; apply/matrixP=> q z; rewrite (ord1 z) [RHS]mxE; case/mxvec_indexP: q => i h.
have <- : \sum_(j < r) (khatri_rao (piece_slopes ch A) Y *m v) (mxvec_index (mxvec_index i j) h) 0 = 0.
  by rewrite big1 // => j _; rewrite Gv mxE.
rewrite mxE [RHS](eq_bigr (fun j => \sum_n (if ch i n == j then A i n else 0) * Y h n * v n 0)) => [|j _]; last first.
  by rewrite mxE; apply: eq_bigr => n _; rewrite khatri_raoE piece_slopesE.
rewrite exchange_big /=; apply: eq_bigr => n _; rewrite khatri_raoE -!mulr_suml (bigD1 (ch i n)) //= eqxx.
by rewrite big1 ?addr0 // => j; rewrite eq_sym => /negPf ->.
Qed.

Lemma one_piece_kernel (j0 : 'I_r) A Y v : khatri_rao A Y *m v = 0 -> khatri_rao (piece_slopes (fun _ _ => j0) A) Y *m v = 0.
Proof.
move=> Gv; apply/matrixP=> q z; rewrite (ord1 z) [RHS]mxE; case/mxvec_indexP: q => q h; case/mxvec_indexP: q => i j.
rewrite mxE; have [E|ne] := eqVneq j0 j; last first.
  by rewrite big1 // => n _; rewrite khatri_raoE piece_slopesE (negPf ne) !mul0r.
have := congr1 (fun K : 'cV_(D * d) => K (mxvec_index i h) 0) Gv; rewrite /= [RHS]mxE mxE => H; rewrite -[RHS]H.
by apply: eq_bigr => n _; rewrite !khatri_raoE piece_slopesE E eqxx.
Qed.
End Kernels.

Section Rank.
Variables (F : fieldType) (D N d r : nat).
Implicit Types (E : 'M[F]_(D, N)) (X : 'M[F]_(d, N)).

Lemma activations_one E (sg : pattern D N) : activations 1 E sg = E.
Proof. by apply/matrixP=> i n; rewrite mxE; case: ifP; rewrite mulr1. Qed.

Theorem every_choice E X sg : full_column_rank (gradient 1 E X sg) ->
  forall ch : 'I_D -> 'I_N -> 'I_r, full_column_rank (gradient_pieces ch E X).
Proof.
rewrite /gradient activations_one => /full_column_rankP inj ch; apply/full_column_rankP=> v Gv.
by apply: inj; exact: pieces_kernel Gv.
Qed.

Theorem some_choice E X sg : (0 < r)%N -> ~~ full_column_rank (gradient 1 E X sg) ->
  exists ch : 'I_D -> 'I_N -> 'I_r, ~~ full_column_rank (gradient_pieces ch E X).
Proof.
move=> r0; rewrite /gradient activations_one => no; exists (fun _ _ => Ordinal r0); apply: contraNN no => /full_column_rankP inj.
by apply/full_column_rankP=> v Gv; apply: inj; exact: one_piece_kernel.
Qed.

Theorem every_held_choice (t : bool) k (W : 'M[F]_(k, D)) E X sg : held_rank t (gradient_held W 1 E X sg) ->
  forall ch : 'I_D -> 'I_N -> 'I_r, held_rank t (gradient_held_pieces ch W E X).
Proof.
rewrite /gradient_held activations_one => /held_rankP inj ch; apply/held_rankP=> v Gv bv.
by apply: inj => //; exact: pieces_kernel Gv.
Qed.

Theorem some_held_choice (t : bool) k (W : 'M[F]_(k, D)) E X sg : (0 < r)%N -> ~~ held_rank t (gradient_held W 1 E X sg) ->
  exists ch : 'I_D -> 'I_N -> 'I_r, ~~ held_rank t (gradient_held_pieces ch W E X).
Proof.
move=> r0; rewrite /gradient_held activations_one => no; exists (fun _ _ => Ordinal r0); apply: contraNN no => /held_rankP inj.
by apply/held_rankP=> v Gv bv; apply: inj => //; exact: one_piece_kernel.
Qed.
End Rank.
