(* The paper's model (Soudry and Carmon 2016), to be compared line by line with the paper and with
   format.md 4.1 and soundness.md section 0.

   Layer l has d l units; layer 0 is the input, layer L the output. Samples are columns. W l maps layer l
   to layer l+1 (the paper's W_{l+1}), c l is the bias of layer l+1 (zero where there are none), A l has
   the slopes of layer l, noise included (the paper's a_l as columns; A 0 is not used). *)
From Dlmcert Require Import Algebra.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* --- matrices --- *)

Section Products.
Variable R : comRingType.

(* Entry by entry *)
Definition entrywise m n (A B : 'M[R]_(m, n)) : 'M[R]_(m, n) := \matrix_(i, j) (A i j * B i j).

(* The Khatri-Rao product: column n is the Kronecker product of the columns n; row (i, j) = i b + j. *)
Definition khatri_rao a b N (A : 'M[R]_(a, N)) (B : 'M[R]_(b, N)) : 'M[R]_(a * b, N) :=
  \matrix_(k, n) mxvec ((col n A) *m (col n B)^T) 0 k.

Lemma khatri_raoE a b N (A : 'M[R]_(a, N)) (B : 'M[R]_(b, N)) i j n :
  khatri_rao A B (mxvec_index i j) n = A i n * B j n.
Proof. by rewrite !mxE mxvecE !mxE big_ord1 !mxE. Qed.

(* slope 1 where the pattern says true, s where it says false; times the noise *)
Definition activations m n (s : R) (E : 'M[R]_(m, n)) (sg : 'M[bool]_(m, n)) : 'M[R]_(m, n) :=
  \matrix_(i, j) (E i j * (if sg i j then 1 else s)).
End Products.

Lemma map_khatri_rao (R S : comRingType) (f : {rmorphism R -> S}) a b N
    (A : 'M[R]_(a, N)) (B : 'M[R]_(b, N)) :
  map_mx f (khatri_rao A B) = khatri_rao (map_mx f A) (map_mx f B).
Proof.
by apply/matrixP=> k n; case/mxvec_indexP: k => i j; rewrite mxE !khatri_raoE !mxE rmorphM.
Qed.

Lemma map_activations (R S : comRingType) (f : {rmorphism R -> S}) m n s
    (E : 'M[R]_(m, n)) (sg : 'M[bool]_(m, n)) :
  map_mx f (activations s E sg) = activations (f s) (map_mx f E) sg.
Proof. by apply/matrixP=> i j; rewrite !mxE rmorphM; case: ifP; rewrite ?rmorph1. Qed.

(* --- networks of any depth --- *)

Section Network.
Variables (R : comRingType) (N : nat) (d : nat -> nat).
Variables (W : forall l, 'M[R]_(d l.+1, d l)) (c : forall l, 'cV[R]_(d l.+1)).
Variables (A : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)).

(* (3.1): u_l = W_l v_{l-1} + b_l, v_l = diag(a_l) u_l, v_0 = x *)
Fixpoint V (l : nat) : 'M[R]_(d l, N) :=
  match l with
  | 0 => X
  | k.+1 => entrywise (A k.+1) (W k *m V k + c k *m const_mx 1)
  end.

Definition U (l : nat) : 'M[R]_(d l.+1, N) := W l *m V l + c l *m const_mx 1.

(* (5.2): delta_l = diag(a_l) W_{l+1}^T diag(a_{l+1}) ... W_L^T diag(a_L), h = L - l layers above *)
Fixpoint Delta (h l : nat) : 'M[R]_(d l, N) :=
  match h with
  | 0 => A l
  | k.+1 => entrywise (A l) ((W l)^T *m Delta k l.+1)
  end.

(* (5.4): the gradient of the output with respect to W l (the weights from layer l to layer l+1) *)
Definition G (L l : nat) : 'M[R]_(d l.+1 * d l, N) := khatri_rao (Delta (L - l.+1) l.+1) (V l).

(* (4.4), (B.2): with the last layer absorbed, for the weights to the last hidden layer L-1 = l+1 *)
Definition G_absorbed (l : nat) : 'M[R]_(d l.+1 * d l, N) := khatri_rao (A l.+1) (V l).
End Network.

Section RealNetwork.
Variables (F : realDomainType) (N : nat) (d : nat -> nat).
Variables (W : forall l, 'M[F]_(d l.+1, d l)) (c : forall l, 'cV[F]_(d l.+1)).
Variables (s : F) (E : forall l, 'M[F]_(d l, N)) (X : 'M[F]_(d 0, N)).

(* At a point the slopes follow from the signs: 1 where u >= 0, s where u < 0. *)
Fixpoint V_at (l : nat) : 'M[F]_(d l, N) :=
  match l with
  | 0 => X
  | k.+1 => let u := W k *m V_at k + c k *m const_mx 1 in
            entrywise (activations s (E k.+1) (map_mx (fun x => 0 <= x) u)) u
  end.

Definition slopes_at (l : nat) : 'M[F]_(d l, N) :=
  match l with
  | 0 => const_mx 1
  | k.+1 => activations s (E k.+1) (map_mx (fun x => 0 <= x) (W k *m V_at k + c k *m const_mx 1))
  end.

Lemma V_at_slopes l : V_at l = V W c slopes_at X l.
Proof. by elim: l => [//|l IH]; rewrite [RHS]/= -IH. Qed.

(* The outputs where layer l+1 is the last one: a_L = 1 *)
Definition network_output (l : nat) : 'M[F]_(d l.+1, N) := W l *m V_at l + c l *m const_mx 1.

(* (3.2), times 2N *)
Definition squared_error (l : nat) (y : 'M[F]_(d l.+1, N)) : F :=
  \sum_n \sum_k (network_output l k n - y k n) ^+ 2.
End RealNetwork.

(* --- the one-layer problem: X the inputs of layer L-1 (with a row of ones for a bias) --- *)

Section Model.
Variables (F : fieldType) (d D N : nat).

Definition pattern := 'M[bool]_(D, N).

Definition gradient s (E : 'M[F]_(D, N)) (X : 'M[F]_(d, N)) (sg : pattern) := khatri_rao (activations s E sg) X.

Definition full_column_rank m (G : 'M[F]_(m, N)) := \rank G == N.

(* holds: true *)
Definition every_pattern s E X := forall sg, full_column_rank (gradient s E X sg).

Lemma khatri_rao_mul0 (A : 'M[F]_(D, N)) (X : 'M[F]_(d, N)) (v : 'cV[F]_N) :
  khatri_rao A X *m v = 0 <-> forall i j, \sum_n A i n * X j n * v n 0 = 0.
Proof.
split=> [Gv i j|Gv].
  have := congr1 (fun M : 'cV_(D * d) => M (mxvec_index i j) 0) Gv.
  rewrite /= mxE [X in _ = X -> _]mxE => H; rewrite -[RHS]H.
  by apply: eq_bigr => n _; rewrite khatri_raoE.
apply/matrixP=> k c; rewrite (ord1 c) mxE [RHS]mxE; case/mxvec_indexP: k => i j.
by rewrite -[RHS](Gv i j); apply: eq_bigr => n _; rewrite khatri_raoE.
Qed.

(* The same, a block for each unit: X diag(a_i) v = 0. *)
Lemma khatri_rao_block (A : 'M[F]_(D, N)) (X : 'M[F]_(d, N)) (v : 'cV[F]_N) :
  khatri_rao A X *m v = 0 <-> forall i, X *m (\col_n (A i n * v n 0)) = 0.
Proof.
rewrite khatri_rao_mul0; split=> [Gv i|Gv i j].
  apply/matrixP=> j c; rewrite !mxE -[RHS](Gv i j); apply: eq_bigr => n _.
  by rewrite !mxE mulrCA !mulrA.
have := congr1 (fun M : 'cV_d => M j 0) (Gv i).
rewrite /= mxE [X in _ = X -> _]mxE => H; rewrite -[RHS]H.
by apply: eq_bigr => n _; rewrite !mxE mulrCA !mulrA.
Qed.

Lemma full_column_rankP m (G : 'M[F]_(m, N)) :
  reflect (forall v : 'cV_N, G *m v = 0 -> v = 0) (full_column_rank G).
Proof.
rewrite /full_column_rank -mxrank_tr; apply: (iffP idP) => [fr v Gv|inj].
  have /eqP : v^T *m G^T = 0 by rewrite -trmx_mul Gv trmx0.
  by rewrite (mulmx_free_eq0 _ fr) => /eqP/(congr1 trmx); rewrite trmxK trmx0.
apply: inj_row_free => v Gv; apply: trmx_inj; rewrite trmx0; apply: inj.
by apply: trmx_inj; rewrite trmx_mul trmxK trmx0.
Qed.

Lemma deficientP m (G : 'M[F]_(m, N)) (v : 'cV_N) :
  v != 0 -> G *m v = 0 -> ~~ full_column_rank G.
Proof. by move=> v0 Gv; apply/negP=> /full_column_rankP/(_ v Gv)/eqP; rewrite (negPf v0). Qed.

Lemma full_column_rank_inverse m (G : 'M[F]_(m, N)) :
  full_column_rank G -> exists L, L *m G = 1%:M.
Proof.
rewrite /full_column_rank -mxrank_tr => /row_freeP[B GB]; exists B^T.
by rewrite -[G]trmxK -trmx_mul GB trmx1.
Qed.

Lemma inverse_full_column_rank m (G : 'M[F]_(m, N)) L :
  L *m G = 1%:M -> full_column_rank G.
Proof. by move=> LG; apply/full_column_rankP=> v Gv; rewrite -[v]mul1mx -LG -mulmxA Gv mulmx0. Qed.
End Model.
Arguments every_pattern {F d D N}.

(* --- which patterns a claim is about (format.md 4.1): all, those of open cells, those of all points --- *)

Section Patterns.
Variables (R : realDomainType) (d D N : nat) (X : 'M[R]_(d, N)).

Definition open_cell_pattern (sg : pattern D N) := exists W : 'M[R]_(D, d),
  forall i n, col n X != 0 -> (W *m X) i n != 0 /\ sg i n = (0 < (W *m X) i n).

Definition point_pattern (sg : pattern D N) := exists W : 'M[R]_(D, d),
  forall i n, sg i n = (0 <= (W *m X) i n).
End Patterns.
