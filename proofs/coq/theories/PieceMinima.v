(* Every local minimum of a network with one hidden layer of maxout units, at ties too (soundness.md 32): if the matrix of
   units of slope 1 has full column rank, the derivatives of the samples' losses are 0 there. All pieces of a unit are
   moved alike, so the outputs are linear on the way. *)
From Dlmcert Require Import Algebra Model Linear Minimum Nearby Points LabelForm Exponential LabelPoints Costs
  HeldOutputs Trained SoundMaxout KinkMinima.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Largest.
Variables (R : realFieldType) (r : nat).
(* the largest of r + 1 numbers *)
Definition largest (f : 'I_r.+1 -> R) : R := \big[Num.max/f ord0]_j f j.
Lemma largest_shift f t : largest (fun j => f j + t) = largest f + t.
Proof.
rewrite /largest (@big_morph _ _ (fun x => x + t) (f ord0 + t) Num.max (f ord0) Num.max) // => x y.
by rewrite addr_maxl.
Qed.
Lemma largest_eq f g : f =1 g -> largest f = largest g.
Proof. by move=> fg; rewrite /largest fg; apply: eq_bigr. Qed.
End Largest.

Lemma shuffle_move (R : realFieldType) (w e u t x : R) : w * (e * (u + t * x)) = w * (e * u) + t * (w * (e * x)).
Proof. by ring. Qed.
Lemma shuffle_block (R : realFieldType) (q w e x : R) : q * (w * (e * x)) = q * (w * e) * x.
Proof. by ring. Qed.
Lemma shuffle_weight (R : realFieldType) (w t c q : R) : (w + t * c) * q = w * q + t * (c * q).
Proof. by ring. Qed.
Lemma shuffle_idle (R : realFieldType) (q e t x : R) : t * (q * e * x) = q * (e * (t * x)).
Proof. by ring. Qed.
Lemma shuffle_column (R : realFieldType) (q e x : R) : e * x * q = q * e * x.
Proof. by ring. Qed.

Lemma shuffle_last (R : realFieldType) (w q e x : R) : w * (e * x * q) = q * (w * e) * x.
Proof. by ring. Qed.

Lemma shuffle_seen (R : realFieldType) (q v e : R) : e * (v * q) = q * (v * e).
Proof. by ring. Qed.

Section Pieces.
Variables (R : realFieldType) (d D N r : nat) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)).

(* The weights of the pieces: row j of matrix i for piece j of unit i *)
Definition piece_weights := 'I_D -> 'M[R]_(r.+1, d).
Implicit Types (U : piece_weights) (h : 'rV[R]_d).

Definition unit_value U i n := largest (fun j => (U i *m X) j n).
Definition moved_pieces U i h (t : R) : piece_weights := fun k => U k + (k == i)%:R *: (const_mx t *m h).

Lemma moved_value U i h t k n : unit_value (moved_pieces U i h t) k n = unit_value U k n + t * ((k == i)%:R * (h *m X) 0 n).
Proof.
rewrite /unit_value -largest_shift; apply: largest_eq => j.
rewrite mulmxDl [LHS]mxE; congr (_ + _); rewrite -scalemxAl -mulmxA [LHS]mxE mulrCA; congr (_ * _).
by rewrite mxE big_ord1 mxE.
Qed.

Lemma pieces_near U i h eps : 0 < eps -> near (@soon R) (fun t => forall k j l, `|moved_pieces U i h t k j l - U k j l| < eps).
Proof.
move=> eps0; have [delta [d0 H]] := @small R [finType of 'I_d] (fun=> eps) (fun j => h 0 j) (fun=> eps0).
exists delta; split=> // t /andP[t0 td] k j l; rewrite !mxE addrC addKr big_ord1 mxE.
by case: (k == i); rewrite ?mul1r ?mul0r ?normr0 //; apply: H; rewrite gtr0_norm.
Qed.

(* Of both signs *)
Lemma both_signs (f : 'rV[R]_d -> R) : (forall h, 0 <= f h) -> (forall h, f (- h) = - f h) -> forall h, f h = 0.
Proof. by move=> pos odd h; apply/eqP; rewrite eq_le pos andbT -oppr_ge0 -odd. Qed.

Lemma block_zero (q : 'I_N -> R) : (forall h, \sum_n q n * (h *m X) 0 n = 0) -> forall j, \sum_n q n * X j n = 0.
Proof. by move=> H j; rewrite -[RHS](H (delta_mx 0 j)) -rowE; apply: eq_bigr => n _; rewrite mxE. Qed.

Lemma opp_sum (q : 'I_N -> R) h : \sum_n q n * ((- h) *m X) 0 n = - \sum_n q n * (h *m X) 0 n.
Proof. by rewrite -sumrN; apply: eq_bigr => n _; rewrite mulNmx [(- _ : 'M_(_, _)) _ _]mxE mulrN. Qed.

(* --- one output, its weights trained --- *)
Section OneOutput.
Variables cost slope : 'I_N -> R -> R.
Implicit Types w : 'rV[R]_D.

Definition piece_output U w n := \sum_i w 0 i * (E i n * unit_value U i n).
Definition piece_loss U w := \sum_n cost n (piece_output U w n).
Definition piece_minimum U w := exists eps : R, 0 < eps /\ forall U' w',
  (forall i j l, `|U' i j l - U i j l| < eps) -> (forall i, `|w' 0 i - w 0 i| < eps) -> piece_loss U w <= piece_loss U' w'.
Let e U w n := slope n (piece_output U w n).
Hypothesis diff : smooth cost slope.

Lemma moved_output U w i h t n : piece_output (moved_pieces U i h t) w n = piece_output U w n + t * (w 0 i * (E i n * (h *m X) 0 n)).
Proof.
rewrite /piece_output (bigD1 i) //= [in RHS](bigD1 i) //= moved_value eqxx mul1r addrAC; congr (_ + _); first exact: shuffle_move.
by apply: eq_bigr => k /negPf ki; rewrite moved_value ki mul0r mulr0 addr0.
Qed.

Lemma piece_move U w i h : piece_minimum U w -> \sum_n e U w n * (w 0 i * (E i n * (h *m X) 0 n)) = 0.
Proof.
move=> [eps [eps0 min]]; pose q n := e U w n * (w 0 i * E i n).
have E1 h' : \sum_n e U w n * (w 0 i * (E i n * (h' *m X) 0 n)) = \sum_n q n * (h' *m X) 0 n.
  by apply: eq_bigr => n _; rewrite /q shuffle_block.
rewrite E1; apply: (both_signs (f := fun h => \sum_n q n * (h *m X) 0 n)) => [h'|h']; last exact: opp_sum.
rewrite -E1; apply: (@expands_ge0 _ (fun t => piece_loss (moved_pieces U i h' t) w) (piece_loss U w)).
  apply: expands_sum => n; apply: diff; apply: (@expands_eq _ (fun t => piece_output U w n + t * (w 0 i * (E i n * (h' *m X) 0 n)))).
    by move=> t; rewrite moved_output.
  by have := expands_add (expands_const (piece_output U w n)) (expands_linear (w 0 i * (E i n * (h' *m X) 0 n))); rewrite addr0 add0r.
by apply: near_imp (pieces_near U i h' eps0) => t near; apply: min => // k; exact: same_near.
Qed.

Lemma piece_weight U w i : piece_minimum U w -> \sum_n e U w n * (E i n * unit_value U i n) = 0.
Proof.
move=> [eps [eps0 min]]; have sign c : 0 <= c * \sum_n e U w n * (E i n * unit_value U i n).
  have -> : c * (\sum_n e U w n * (E i n * unit_value U i n)) = \sum_n e U w n * (c * (E i n * unit_value U i n)).
    by rewrite mulr_sumr; apply: eq_bigr => n _; rewrite mulrCA.
  apply: (@expands_ge0 _ (fun t => piece_loss U (moved_w w i (t * c))) (piece_loss U w)).
    apply: expands_sum => n; apply: diff.
    apply: (@expands_eq _ (fun t => piece_output U w n + t * (c * (E i n * unit_value U i n)))) => [t|].
      rewrite /piece_output (bigD1 i) //= [in RHS](bigD1 i) //= addrAC; congr (_ + _).
        by rewrite mxE eqxx mul1r shuffle_weight.
      by apply: eq_bigr => k /negPf ki; rewrite mxE ki mul0r addr0.
    by have := expands_add (expands_const (piece_output U w n)) (expands_linear (c * (E i n * unit_value U i n))); rewrite addr0 add0r.
  apply: near_imp (weights_near w i c eps0) => t near; apply: min => // k j l; exact: same_near.
apply/eqP; rewrite eq_le; have := sign (-1); have := sign 1; rewrite mul1r mulN1r oppr_ge0 => -> ->; by [].
Qed.

Lemma idle_pieces U w i h : w 0 i = 0 -> piece_minimum U w -> \sum_n (e U w n * E i n) * (h *m X) 0 n = 0.
Proof.
move=> wi min; have min0 := piece_weight i min; case: min => eps [eps0 min].
have same t n : piece_output (moved_pieces U i h t) w n = piece_output U w n by rewrite moved_output wi mul0r mulr0 addr0.
have half0 : 0 < eps / 2%:R by rewrite divr_gt0 ?ltr0n.
have [t t0 near] := near_pick (pieces_near U i h half0).
have : piece_minimum (moved_pieces U i h t) w.
  exists (eps / 2%:R); split=> // U' w' nU nw.
  rewrite (_ : piece_loss (moved_pieces U i h t) w = piece_loss U w); last by apply: eq_bigr => n _; rewrite same.
  apply: min => [k j l|k].
    rewrite [eps]splitr; apply: le_lt_trans (_ : `|(U' k j l - moved_pieces U i h t k j l) + (moved_pieces U i h t k j l - U k j l)| < _).
      by rewrite addrA subrK.
    by apply: le_lt_trans (ler_norm_add _ _) _; rewrite ltr_add ?nU.
  apply: lt_trans (nw k) _; by rewrite ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
move/(piece_weight i); under eq_bigr => n _ do rewrite /e same moved_value eqxx mul1r mulrDr mulrDr.
rewrite big_split /= min0 add0r => H; apply: (mulfI (lt0r_neq0 t0)); rewrite mulr0 -[RHS]H mulr_sumr.
by apply: eq_bigr => n _; exact: shuffle_idle.
Qed.

Theorem piece_minimum_critical U w : full_column_rank (khatri_rao E X) -> piece_minimum U w -> forall n, e U w n = 0.
Proof.
move=> /full_column_rankP inj min n.
suff z : \col_n e U w n = 0 by have /matrixP/(_ n 0) := z; rewrite !mxE.
apply: inj; apply/khatri_rao_mul0 => i j.
have [wi|wi] := eqVneq (w 0 i) 0.
  have H := block_zero (fun h => idle_pieces h wi min) j; rewrite -[RHS]H.
  apply: eq_bigr => k _; rewrite mxE; exact: shuffle_column.
have H h : \sum_n (e U w n * (w 0 i * E i n)) * (h *m X) 0 n = 0.
  by rewrite -[RHS](piece_move i h min); apply: eq_bigr => k _; rewrite shuffle_block.
apply: (mulfI wi); rewrite mulr0 -[RHS](block_zero H j) mulr_sumr; apply: eq_bigr => k _; rewrite mxE; exact: shuffle_last.
Qed.
End OneOutput.

(* --- several outputs of held weights --- *)
Section Held.
Variables (k : nat) (V : 'M[R]_(k, D)).
Variables (cost : 'I_N -> 'cV[R]_k -> R) (slope : 'I_N -> 'cV[R]_k -> 'cV[R]_k).
Implicit Types b : 'cV[R]_k.

Definition piece_outputs U b n : 'cV[R]_k := \col_c (\sum_i V c i * (E i n * unit_value U i n) + b c 0).
Definition held_piece_loss U b := \sum_n cost n (piece_outputs U b n).
Definition held_piece_minimum (trained : bool) U b := exists eps : R, 0 < eps /\ forall U' b',
  (forall i j l, `|U' i j l - U i j l| < eps) -> (forall c, `|b' c 0 - b c 0| < eps) -> (~~ trained -> b' = b) ->
  held_piece_loss U b <= held_piece_loss U' b'.
Let e U b n c := slope n (piece_outputs U b n) c 0.
Hypothesis diff : differentiable cost slope.

Lemma expands_line (a b : R) : expands (fun t => a + t * b) a b.
Proof. by have := expands_add (expands_const a) (expands_linear b); rewrite addr0 add0r. Qed.

Lemma held_piece_move trained U b i h : held_piece_minimum trained U b ->
  \sum_n \sum_c e U b n c * (V c i * (E i n * (h *m X) 0 n)) = 0.
Proof.
move=> [eps [eps0 min]]; pose q n := \sum_c e U b n c * (V c i * E i n).
have E1 h' : \sum_n \sum_c e U b n c * (V c i * (E i n * (h' *m X) 0 n)) = \sum_n q n * (h' *m X) 0 n.
  by apply: eq_bigr => n _; rewrite /q mulr_suml; apply: eq_bigr => c _; exact: shuffle_block.
rewrite E1; apply: (both_signs (f := fun h => \sum_n q n * (h *m X) 0 n)) => [h'|h']; last exact: opp_sum.
rewrite -E1; apply: (@expands_ge0 _ (fun t => held_piece_loss (moved_pieces U i h' t) b) (held_piece_loss U b)).
  apply: expands_sum => n; apply: diff => c.
  apply: (@expands_eq _ (fun t => piece_outputs U b n c 0 + t * (V c i * (E i n * (h' *m X) 0 n)))) => [t|]; last exact: expands_line.
  rewrite [piece_outputs _ _ _ _ _]mxE [RHS]mxE addrAC; congr (_ + _); symmetry.
  rewrite (bigD1 i) //= [in RHS](bigD1 i) //= moved_value eqxx mul1r [RHS]addrAC; congr (_ + _); first exact: shuffle_move.
  by apply: eq_bigr => l /negPf li; rewrite moved_value li mul0r mulr0 addr0.
by apply: near_imp (pieces_near U i h' eps0) => t near; apply: min => // c; exact: same_near.
Qed.

Lemma held_piece_bias U b c : held_piece_minimum true U b -> \sum_n e U b n c = 0.
Proof.
move=> [eps [eps0 min]]; have sign a : 0 <= a * \sum_n e U b n c.
  apply: (@expands_ge0 _ (fun t => held_piece_loss U (b + (t * a) *: delta_mx c 0)) (held_piece_loss U b)).
    rewrite mulr_sumr; apply: expands_sum => n.
    have -> : a * e U b n c = \sum_j e U b n j * (a * (j == c)%:R).
      rewrite (bigD1 c) //= eqxx mulr1 big1 ?addr0 => [|j /negPf ->]; first by rewrite mulrC.
      by rewrite !mulr0.
    apply: diff => j; apply: (@expands_eq _ (fun t => piece_outputs U b n j 0 + t * (a * (j == c)%:R))) => [t|]; last exact: expands_line.
    by rewrite !mxE eqxx andbT -!addrA mulrA.
  have [delta [d0 H]] := @small R [finType of 'I_1] (fun=> eps) (fun=> a) (fun=> eps0).
  exists delta; split=> // t /andP[t0 td]; apply: min => // [i j l|c']; first exact: same_near.
  rewrite !mxE addrC addKr eqxx andbT; case: (c' == c); rewrite ?mulr1 ?mulr0 ?normr0 //.
  by apply: (H _ _ 0); rewrite gtr0_norm.
apply/eqP; rewrite eq_le; have := sign (-1); have := sign 1; rewrite mul1r mulN1r oppr_ge0 => -> ->; by [].
Qed.

Theorem held_piece_critical trained U b : held_rank trained (khatri_rao (held_slopes V E) (copied k X)) ->
  held_piece_minimum trained U b -> forall n, slope n (piece_outputs U b n) = 0.
Proof.
move=> /held_rankP inj min; pose v : 'M[R]_(N, k) := \matrix_(n, c) e U b n c.
have v0 : v = 0.
  apply: (can_inj mxvecK); apply: trmx_inj; rewrite linear0 trmx0; apply: inj.
    apply/held_block=> i; apply/matrixP=> j z; rewrite (ord1 z) [RHS]mxE mxE.
    have H h : \sum_n (\sum_c e U b n c * (V c i * E i n)) * (h *m X) 0 n = 0.
      by rewrite -[RHS](held_piece_move i h min); apply: eq_bigr => n _; rewrite mulr_suml; apply: eq_bigr => c _; rewrite -shuffle_block.
    rewrite -[RHS](block_zero H j); apply: eq_bigr => n _; rewrite mxE mulrC; congr (_ * _).
    rewrite /seen mulr_sumr; apply: eq_bigr => c _; rewrite [v _ _]mxE; exact: shuffle_seen.
  move=> t c; move: min; rewrite t => /(held_piece_bias c) H; rewrite -[RHS]H; apply: eq_bigr => n _.
  by rewrite !mxE mxvecE mxE.
by move=> n; apply/matrixP=> c z; rewrite (ord1 z) [RHS]mxE; have /matrixP/(_ n c) := v0; rewrite !mxE.
Qed.
End Held.
End Pieces.
