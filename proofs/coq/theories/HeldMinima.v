(* Every local minimum with several outputs whose weights are held, at kinks too (soundness.md 28 and 33): if the gradients
   of all outputs have full column rank for all slopes between s and 1, the derivatives of the samples' losses are 0 there;
   where the biases of the outputs are trained as well, if they have it with a row for each of these. *)
From Dlmcert Require Import Algebra Model Linear Archimedean Minimum Nearby Points Costs HeldOutputs Trained
  Separation KinkMinima.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma shuffle_held (R : realFieldType) (eps a f q : R) : eps * (a * f) * q = f * (a * (eps * q)).
Proof. by ring. Qed.

(* G^theta of several outputs, V the weights of the last layer; with a row for each bias of the outputs, if they are trained *)
Definition every_slope_held (R : realFieldType) k d D N (V : 'M[R]_(k, D)) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) (trained : bool) :=
  forall th, between_slopes s th -> held_rank trained (khatri_rao (held_slopes V (entrywise E th)) (copied k X)).

Section Held.
Variables (R : realFieldType) (k d D N : nat) (V : 'M[R]_(k, D)) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)).
Variables (cost : 'I_N -> 'cV[R]_k -> R) (slope : 'I_N -> 'cV[R]_k -> 'cV[R]_k).
Implicit Types (W : 'M[R]_(D, d)) (h : 'rV[R]_d) (b : 'cV[R]_k).
Notation u := (preactivation X).

Definition held_output W c n := \sum_i V c i * (E i n * phi s (u W i n)).
(* With the biases b of the outputs *)
Definition held_outputs W b n : 'cV[R]_k := \col_c (held_output W c n + b c 0).
Definition held_loss W b := \sum_n cost n (held_outputs W b n).
(* In W; in W and b, which is held, or trained too *)
Definition held_minimum (trained : bool) W b := exists eps : R, 0 < eps /\ forall W' b',
  (forall i j, `|W' i j - W i j| < eps) -> (forall c, `|b' c 0 - b c 0| < eps) -> (~~ trained -> b' = b) ->
  held_loss W b <= held_loss W' b'.
Let e W b n c := slope n (held_outputs W b n) c 0.

Hypothesis diff : differentiable cost slope.

Lemma held_move W b i h : expands (fun t => held_loss (moved_W W i h t) b) (held_loss W b)
  (\sum_n \sum_c e W b n c * (V c i * (E i n * dphi s (u W i n) ((h *m X) 0 n)))).
Proof.
apply: expands_sum => n; apply: diff => c.
apply: (@expands_eq _ (fun t => \sum_j V c j * (E j n * phi s (u (moved_W W i h t) j n)) + b c 0)) => [t|].
  by rewrite [RHS]mxE.
rewrite mxE; have out : expands (fun t => held_output (moved_W W i h t) c n) (held_output W c n)
    (V c i * (E i n * dphi s (u W i n) ((h *m X) 0 n))).
  rewrite (_ : V c i * _ = \sum_j V c j * (E j n * dphi s (u W j n) ((j == i)%:R * (h *m X) 0 n))).
    by apply: expands_sum => j; do 2!apply: expands_scale; exact: phi_move.
  rewrite (bigD1 i) //= eqxx mul1r big1 ?addr0 // => j /negPf ->; by rewrite mul0r dphi0 !mulr0.
by have := expands_add out (expands_const (b c 0)); rewrite addr0.
Qed.

(* The bias of output c by a t *)
Lemma bias_move W b c a : expands (fun t => held_loss W (b + (t * a) *: delta_mx c 0)) (held_loss W b) (a * \sum_n e W b n c).
Proof.
rewrite mulr_sumr; apply: expands_sum => n.
have -> : a * e W b n c = \sum_j e W b n j * (a * (j == c)%:R).
  rewrite (bigD1 c) //= eqxx mulr1 big1 ?addr0 => [|j /negPf ->]; first by rewrite mulrC.
  by rewrite !mulr0.
apply: diff => j; apply: (@expands_eq _ (fun t => held_outputs W b n j 0 + t * (a * (j == c)%:R))) => [t|].
  by rewrite !mxE eqxx andbT -!addrA mulrA.
by have := expands_add (expands_const (held_outputs W b n j 0)) (expands_linear (a * (j == c)%:R)); rewrite addr0 add0r.
Qed.

Lemma bias_derivative W b c : held_minimum true W b -> \sum_n e W b n c = 0.
Proof.
move=> [eps [eps0 min]]; have sign a : 0 <= a * \sum_n e W b n c.
  apply: expands_ge0 (bias_move W b c a) _.
  have [delta [d0 H]] := @small R [finType of 'I_1] (fun=> eps) (fun=> a) (fun=> eps0).
  exists delta; split=> // t /andP[t0 td]; apply: min => // [i j|c']; first exact: same_near.
  rewrite !mxE addrC addKr eqxx andbT; case: (c' == c); rewrite ?mulr1 ?mulr0 ?normr0 //.
  by apply: (H _ _ 0); rewrite gtr0_norm.
apply/eqP; rewrite eq_le; have := sign (-1); have := sign 1; rewrite mul1r mulN1r oppr_ge0 => -> ->; by [].
Qed.

Theorem held_kink_minimum (trained : bool) W b : every_slope_held V s E X trained ->
  held_minimum trained W b -> forall n, slope n (held_outputs W b n) = 0.
Proof.
move=> full minb; have [eps [eps0 min]] := minb; pose v : 'M[R]_(N, k) := \matrix_(n, c) e W b n c.
have slopes i : exists th : 'rV[R]_N, (forall n, Num.min s 1 <= th 0 n <= Num.max s 1) /\
    forall j, \sum_n E i n * th 0 n * seen V v n i * X j n = 0.
  have H h : 0 <= \sum_n (E i n * seen V v n i) * dphi s (u W i n) ((h *m X) 0 n).
    have -> : \sum_n (E i n * seen V v n i) * dphi s (u W i n) ((h *m X) 0 n) =
        \sum_n \sum_c e W b n c * (V c i * (E i n * dphi s (u W i n) ((h *m X) 0 n))).
      apply: eq_bigr => n _; rewrite /seen mulr_sumr mulr_suml; apply: eq_bigr => c _; rewrite [v _ _]mxE.
      exact: shuffle_held.
    apply: expands_ge0 (held_move W b i h) _; apply: near_imp (moves_near W i h eps0) => t near.
    by apply: min => // c; exact: same_near.
  have [th thP zero] := unit_slopes H; exists (\row_n th n); split=> [n|j]; first by rewrite mxE.
  by rewrite -[RHS](zero j); apply: eq_bigr => n _; rewrite mxE; move: (seen _ _ _ _) => q; ring.
have [f fP] := fin_all_exists slopes; pose th : 'M[R]_(D, N) := \matrix_(i, n) f i 0 n.
have ths : between_slopes s th by move=> i n; rewrite mxE; have [H _] := fP i.
have /held_rankP/(_ (mxvec v)^T) H := full _ ths.
have v0 : v = 0.
  apply: (can_inj mxvecK); apply: trmx_inj; rewrite linear0 trmx0; apply: H.
    apply/held_block=> i; apply/matrixP=> j z.
    rewrite (ord1 z) [RHS]mxE mxE; have [_ zero] := fP i; rewrite -[RHS](zero j); apply: eq_bigr => n _.
    by rewrite [(\col__ _) _ _]mxE [entrywise _ _ _ _]mxE [th _ _]mxE [LHS]mulrC.
  move=> t c; move: minb; rewrite t => /(bias_derivative c) H'; rewrite -[RHS]H'; apply: eq_bigr => n _.
  by rewrite !mxE mxvecE mxE.
by move=> n; apply/matrixP=> c z; rewrite (ord1 z) [RHS]mxE; have /matrixP/(_ n c) := v0; rewrite !mxE.
Qed.
End Held.

(* Every local minimum in W_{L-1}, W_L held, the biases of the outputs held or trained, kinks included, whatever the
   losses of the samples: their derivatives are 0. *)
Definition every_held_minimum_critical (R : realFieldType) k d D N (V : 'M[R]_(k, D)) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N))
    (trained : bool) :=
  forall cost slope, differentiable cost slope -> forall W b, held_minimum V s E X cost trained W b ->
  forall n, slope n (held_outputs V s E X W b n) = 0.

Corollary every_slope_held_minima (R : realFieldType) k d D N (V : 'M[R]_(k, D)) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) trained :
  every_slope_held V s E X trained -> every_held_minimum_critical V s E X trained.
Proof. by move=> full cost slope diff W b; exact: held_kink_minimum. Qed.

(* --- evidence --- *)

Section Slopes.
Variables (R : realFieldType) (k d D N : nat) (V : 'M[R]_(k, D)).
Implicit Types (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)).

Lemma slope_one_held E X sg trained : held_rank trained (gradient_held V 1 E X sg) -> every_slope_held V 1 E X trained.
Proof.
move=> full th thP; have -> : entrywise E th = activations 1 E sg; last exact: full.
apply/matrixP=> i n; rewrite !mxE if_same; congr (_ * _); have := thP i n.
by rewrite minxx maxxx -eq_le => /eqP.
Qed.

Lemma slopes_trained s E X trained : every_slope_held V s E X false -> every_slope_held V s E X trained.
Proof. by move=> H th /H; rewrite held_rank_held; exact: held_rank_full. Qed.

Lemma independent_inputs_held s E X trained : 0 < s -> full_column_rank X ->
  (forall sg, held_rank trained (gradient_held V s E X sg)) -> every_slope_held V s E X trained.
Proof.
move=> s0 /full_column_rankP Xinj every th thP; apply/held_rankP=> v; rewrite -[v]trmxK -[v^T]vec_mxK.
set w := vec_mx v^T => /held_block Gv bv.
have /held_rankP inj := every (const_mx true); apply: (inj _ _ bv); apply/held_block=> i.
have -> : \col_n (activations s E (const_mx true) i n * seen V w n i) = 0; last by rewrite mulmx0.
apply/matrixP=> n c; have /matrixP/(_ n c) := Xinj _ (Gv i); rewrite !mxE mulr1 => /eqP.
by rewrite (mulrC (E i n)) -mulrA mulf_eq0 (gt_eqF (between_slopes_gt0 s0 thP i n)) => /eqP.
Qed.

Lemma no_samples_held s E X trained : N = 0%N -> every_slope_held V s E X trained.
Proof.
move=> N0; apply: slopes_trained => th _; rewrite held_rank_held /full_column_rank eqn_leq rank_leq_col /=.
by apply: leq_trans (leq0n _); rewrite leqn0 muln_eq0 N0.
Qed.
End Slopes.
