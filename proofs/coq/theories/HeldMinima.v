(* Every local minimum with several outputs whose weights are held, at kinks too (soundness.md 28 and 33): if the gradients
   of all outputs have full column rank for all slopes between s and 1, its residuals are 0. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From Dlmcert Require Import Model Linear Archimedean Minimum Nearby Points HeldOutputs Separation KinkMinima.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma shuffle_held (R : realFieldType) (eps a f q : R) : eps * (a * f) * q = f * (a * (eps * q)).
Proof. by ring. Qed.

(* G^theta of several outputs, V the weights of the last layer *)
Definition every_slope_held (R : realFieldType) k d D N (V : 'M[R]_(k, D)) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) :=
  forall th, between_slopes s th -> full_column_rank (khatri_rao (held_slopes V (entrywise E th)) (copied k X)).

Section Held.
Variables (R : realFieldType) (k d D N : nat) (V : 'M[R]_(k, D)) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)).
Variables (huber : option R) (y : 'M[R]_(k, N)).
Implicit Types (W : 'M[R]_(D, d)) (h : 'rV[R]_d).
Notation u := (preactivation X).

(* The outputs; their biases, which are held, may be part of the targets y. *)
Definition held_output W c n := \sum_i V c i * (E i n * phi s (u W i n)).
Definition held_residual W c n := held_output W c n - y c n.
Definition held_loss W := \sum_n \sum_c ell huber (held_residual W c n).
Definition held_minimum W := exists eps : R, 0 < eps /\ forall W',
  (forall i j, `|W' i j - W i j| < eps) -> held_loss W <= held_loss W'.
Let e W c n := clip huber (held_residual W c n).

Hypothesis pr : proper huber.

Lemma held_move W i h : expands (fun t => held_loss (moved_W W i h t)) (held_loss W)
  (\sum_n \sum_c e W c n * (V c i * (E i n * dphi s (u W i n) ((h *m X) 0 n)))).
Proof.
apply: expands_sum => n; apply: expands_sum => c; apply: (ell_expands pr).
have out : expands (fun t => held_output (moved_W W i h t) c n) (held_output W c n)
    (V c i * (E i n * dphi s (u W i n) ((h *m X) 0 n))).
  rewrite (_ : V c i * _ = \sum_j V c j * (E j n * dphi s (u W j n) ((j == i)%:R * (h *m X) 0 n))).
    by apply: expands_sum => j; do 2!apply: expands_scale; exact: phi_move.
  rewrite (bigD1 i) //= eqxx mul1r big1 ?addr0 // => j /negPf ->; by rewrite mul0r dphi0 !mulr0.
by have := expands_add out (expands_const (- y c n)); rewrite addr0.
Qed.

Theorem held_kink_minimum W : every_slope_held V s E X -> held_minimum W -> forall c n, held_residual W c n = 0.
Proof.
move=> full [eps [eps0 min]]; pose v : 'M[R]_(N, k) := \matrix_(n, c) e W c n.
have slopes i : exists th : 'rV[R]_N, (forall n, Num.min s 1 <= th 0 n <= Num.max s 1) /\
    forall j, \sum_n E i n * th 0 n * seen V v n i * X j n = 0.
  have H h : 0 <= \sum_n (E i n * seen V v n i) * dphi s (u W i n) ((h *m X) 0 n).
    have -> : \sum_n (E i n * seen V v n i) * dphi s (u W i n) ((h *m X) 0 n) =
        \sum_n \sum_c e W c n * (V c i * (E i n * dphi s (u W i n) ((h *m X) 0 n))).
      apply: eq_bigr => n _; rewrite /seen mulr_sumr mulr_suml; apply: eq_bigr => c _; rewrite [v _ _]mxE.
      exact: shuffle_held.
    apply: expands_ge0 (held_move W i h) _; apply: near_imp (moves_near W i h eps0) => t near; exact: min.
  have [th thP zero] := unit_slopes H; exists (\row_n th n); split=> [n|j]; first by rewrite mxE.
  by rewrite -[RHS](zero j); apply: eq_bigr => n _; rewrite mxE; move: (seen _ _ _ _) => q; ring.
have [f fP] := fin_all_exists slopes; pose th : 'M[R]_(D, N) := \matrix_(i, n) f i 0 n.
have ths : between_slopes s th by move=> i n; rewrite mxE; have [H _] := fP i.
have /full_column_rankP/(_ (mxvec v)^T) H := full _ ths.
have v0 : v = 0.
  apply: (can_inj mxvecK); apply: trmx_inj; rewrite linear0 trmx0; apply: H; apply/held_block=> i; apply/matrixP=> j z.
  rewrite (ord1 z) [RHS]mxE mxE; have [_ zero] := fP i; rewrite -[RHS](zero j); apply: eq_bigr => n _.
  by rewrite [(\col__ _) _ _]mxE [entrywise _ _ _ _]mxE [th _ _]mxE [LHS]mulrC.
by move=> c n; apply: (clip_eq0 pr); have /matrixP/(_ n c) := v0; rewrite !mxE.
Qed.
End Held.

(* Every local minimum in W_{L-1}, W_L held, kinks included, whatever the targets *)
Definition every_held_minimum_global (R : realFieldType) k d D N (V : 'M[R]_(k, D)) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) :=
  forall huber y W, proper huber -> held_minimum V s E X huber y W -> forall c n, held_residual V s E X y W c n = 0.

Corollary every_slope_held_minima (R : realFieldType) k d D N (V : 'M[R]_(k, D)) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) :
  every_slope_held V s E X -> every_held_minimum_global V s E X.
Proof. by move=> full huber y W pr; exact: held_kink_minimum. Qed.

(* --- evidence --- *)

Section Slopes.
Variables (R : realFieldType) (k d D N : nat) (V : 'M[R]_(k, D)).
Implicit Types (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)).

Lemma slope_one_held E X sg : full_column_rank (gradient_held V 1 E X sg) -> every_slope_held V 1 E X.
Proof.
move=> full th thP; have -> : entrywise E th = activations 1 E sg; last exact: full.
apply/matrixP=> i n; rewrite !mxE if_same; congr (_ * _); have := thP i n.
by rewrite minxx maxxx -eq_le => /eqP.
Qed.

Lemma independent_inputs_held s E X : 0 < s -> full_column_rank X ->
  (forall sg, full_column_rank (gradient_held V s E X sg)) -> every_slope_held V s E X.
Proof.
move=> s0 /full_column_rankP Xinj every th thP; apply/full_column_rankP=> v; rewrite -[v]trmxK -[v^T]vec_mxK.
set w := vec_mx v^T => /held_block Gv.
have /full_column_rankP inj := every (const_mx true); apply: inj; apply/held_block=> i.
have -> : \col_n (activations s E (const_mx true) i n * seen V w n i) = 0; last by rewrite mulmx0.
apply/matrixP=> n c; have /matrixP/(_ n c) := Xinj _ (Gv i); rewrite !mxE mulr1 => /eqP.
by rewrite (mulrC (E i n)) -mulrA mulf_eq0 (gt_eqF (between_slopes_gt0 s0 thP i n)) => /eqP.
Qed.

Lemma no_samples_held s E X : N = 0%N -> every_slope_held V s E X.
Proof.
move=> N0 th _; rewrite /full_column_rank eqn_leq rank_leq_col /=.
by apply: leq_trans (leq0n _); rewrite leqn0 muln_eq0 N0.
Qed.
End Slopes.
