(* Every local minimum, at kinks too (soundness.md 28): if the gradients have full column rank for all slopes between s
   and 1, one for each unit and sample, the derivatives of the samples' losses are 0 there. The one-layer problem of
   Minimum.v, with any losses that have derivatives (Costs.v). *)
From Dlmcert Require Import Algebra Model Linear Archimedean Minimum Nearby Points Costs Separation.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Kinks.
Variable R : realFieldType.

Lemma near_pick (P : R -> Prop) : near (@soon R) P -> exists2 t, 0 < t & P t.
Proof.
case=> e [e0 H]; exists (e / 2%:R); first by rewrite divr_gt0 ?ltr0n.
by apply: H; rewrite /soon divr_gt0 ?ltr0n //= ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
Qed.

(* What does not descend has no negative derivative. *)
Lemma expands_ge0 (f : R -> R) a b : expands f a b -> near (@soon R) (fun t => a <= f t) -> 0 <= b.
Proof.
move=> [C F] up; rewrite leNgt; apply/negP=> b0.
have C1 : 0 < `|C| + 1 by rewrite ltr_paddl.
have e0 : 0 < - b / (`|C| + 1) by rewrite divr_gt0 // oppr_gt0.
have [t t0 [[[h fE hC] le] te]] := near_pick (near_and (@soon_le _) (near_and (@soon_le _) F up) (soon_lt e0)).
move: le; rewrite fE -addrA ler_addl leNgt => /negP; apply.
rewrite [X in X < 0](_ : _ = t * (b + t * h)); last by ring.
rewrite pmulr_rlt0 // -ltr_subr_addl sub0r; apply: le_lt_trans (_ : t * (`|C| + 1) < _); last by rewrite -ltr_pdivl_mulr.
rewrite ler_pmul2l //; apply: le_trans (ler_norm _) _; apply: le_trans hC _.
by apply: le_trans (ler_norm _) _; rewrite ler_addl.
Qed.

Variables (d D N : nat) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)).
Implicit Types (W : 'M[R]_(D, d)) (w : 'rV[R]_D) (h : 'rV[R]_d).
Notation u := (preactivation X).

Lemma dphi0 a : dphi s a 0 = 0.
Proof. by rewrite /dphi phi0 mulr0; case: ifP. Qed.

(* A unit along whose changes nothing descends: some slopes between s and 1 make its block of the gradient 0. *)
Lemma unit_slopes (a q : 'I_N -> R) : (forall h : 'rV[R]_d, 0 <= \sum_n q n * dphi s (a n) ((h *m X) 0 n)) ->
  exists2 th : 'I_N -> R, forall n, Num.min s 1 <= th n <= Num.max s 1 & forall j, \sum_n q n * th n * X j n = 0.
Proof.
move=> H; have bounds (b : bool) : Num.min s 1 <= (if b then 1 else s) <= Num.max s 1.
  by case: b; rewrite le_minl le_maxr lexx ?orbT.
pose lo n := if a n == 0 then Num.min s 1 else if 0 <= a n then 1 else s.
pose hi n := if a n == 0 then Num.max s 1 else if 0 <= a n then 1 else s.
case: (@separation R N d (fun n j => q n * X j n) lo hi).
  move=> v; pose h : 'rV[R]_d := \row_j v j; pose hx n := (h *m X) 0 n.
  exists (fun n => if a n == 0 then (if 0 <= hx n then 1 else s) else if 0 <= a n then 1 else s).
    by move=> n; rewrite /lo /hi; case: ifP => _; [exact: bounds|rewrite lexx].
  have := H h; congr (_ <= _); apply: eq_bigr => n _.
  have -> : \sum_j v j * (q n * X j n) = q n * hx n.
    by rewrite /hx mxE mulr_sumr; apply: eq_bigr => j _; rewrite mxE mulrCA.
  by rewrite /dphi /phi -/(hx n) [RHS]mulrCA; case: ifP.
move=> th thP zero; exists th => [n|j]; last by rewrite -[RHS](zero j); apply: eq_bigr => n _; ring.
have := thP n; rewrite /lo /hi; case: ifP => // _ /andP[lt ht].
have/andP[lb hb] := bounds (0 <= a n); by rewrite (le_trans lb lt) (le_trans ht hb).
Qed.

(* --- one output --- *)
Section OneOutput.
Variables cost slope : 'I_N -> R -> R.

Definition loss_of W w := \sum_n cost n (output s E X W w n).
Definition minimum_of W w := exists eps : R, 0 < eps /\ forall W' w',
  (forall i j, `|W' i j - W i j| < eps) -> (forall i, `|w' 0 i - w 0 i| < eps) -> loss_of W w <= loss_of W' w'.
Let e W w n := slope n (output s E X W w n).

Hypothesis diff : smooth cost slope.

Lemma output_phi W w n : output s E X W w n = \sum_i w 0 i * (E i n * phi s (u W i n)).
Proof. by apply: eq_bigr => i _; rewrite /phi; ring. Qed.

Lemma phi_move W i h n k : expands (fun t => phi s (u (moved_W W i h t) k n)) (phi s (u W k n))
  (dphi s (u W k n) ((k == i)%:R * (h *m X) 0 n)).
Proof.
apply: phi_expands; apply: (@expands_eq _ (fun t => u W k n + t * ((k == i)%:R * (h *m X) 0 n))).
  by move=> t; rewrite moved_preactivation mulrCA.
by have := expands_add (expands_const (u W k n)) (expands_linear ((k == i)%:R * (h *m X) 0 n)); rewrite addr0 add0r.
Qed.

Lemma loss_move W w i h : expands (fun t => loss_of (moved_W W i h t) w) (loss_of W w)
  (\sum_n e W w n * (w 0 i * (E i n * dphi s (u W i n) ((h *m X) 0 n)))).
Proof.
apply: expands_sum => n; apply: diff.
apply: (@expands_eq _ (fun t => \sum_k w 0 k * (E k n * phi s (u (moved_W W i h t) k n)))) => [t|].
  by rewrite output_phi.
rewrite output_phi (_ : w 0 i * _ = \sum_k w 0 k * (E k n * dphi s (u W k n) ((k == i)%:R * (h *m X) 0 n))).
  by apply: expands_sum => k; do 2!apply: expands_scale; exact: phi_move.
rewrite (bigD1 i) //= eqxx mul1r big1 ?addr0 // => k /negPf ->; by rewrite mul0r dphi0 !mulr0.
Qed.

(* the output weight of unit i by c t *)
Lemma loss_weight W w i c : expands (fun t => loss_of W (moved_w w i (t * c))) (loss_of W w)
  (\sum_n e W w n * (c * (E i n * phi s (u W i n)))).
Proof.
apply: expands_sum => n; apply: diff.
apply: (@expands_eq _ (fun t => output s E X W w n + t * (c * (E i n * phi s (u W i n))))).
  move=> t; rewrite !output_phi.
  rewrite (bigD1 i) //= [in RHS](bigD1 i) //= addrAC; congr (_ + _).
    by rewrite mxE eqxx mul1r; ring.
  by apply: eq_bigr => k /negPf ki; rewrite mxE ki mul0r addr0.
have := expands_add (expands_const (output s E X W w n)) (expands_linear (c * (E i n * phi s (u W i n)))).
by rewrite addr0 add0r.
Qed.

(* Small moves of the incoming weights of unit i stay near. *)
Lemma moves_near W i h eps : 0 < eps -> near (@soon R) (fun t => forall k j, `|moved_W W i h t k j - W k j| < eps).
Proof.
move=> eps0; have [delta [d0 H]] := @small R [finType of 'I_d] (fun=> eps) (fun j => h 0 j) (fun=> eps0).
exists delta; split=> // t /andP[t0 td] k j; rewrite mxE addrC addKr.
by case: (k == i); rewrite ?mul1r ?mul0r ?normr0 //; apply: H; rewrite gtr0_norm.
Qed.
Lemma weights_near w i c eps : 0 < eps -> near (@soon R) (fun t => forall k, `|moved_w w i (t * c) 0 k - w 0 k| < eps).
Proof.
move=> eps0; have [delta [d0 H]] := @small R [finType of 'I_1] (fun=> eps) (fun=> c) (fun=> eps0).
exists delta; split=> // t /andP[t0 td] k; rewrite mxE addrC addKr.
by case: (k == i); rewrite ?mul1r ?mul0r ?normr0 //; apply: (H _ _ 0); rewrite gtr0_norm.
Qed.
Lemma same_near (eps x : R) : 0 < eps -> `|x - x| < eps.
Proof. by rewrite subrr normr0. Qed.

Lemma row_derivative W w i h : minimum_of W w ->
  0 <= \sum_n e W w n * (w 0 i * (E i n * dphi s (u W i n) ((h *m X) 0 n))).
Proof.
move=> [eps [eps0 min]]; apply: expands_ge0 (loss_move W w i h) _.
by apply: near_imp (moves_near W i h eps0) => t near; apply: min => // k; exact: same_near.
Qed.

Lemma weight_derivative W w i : minimum_of W w -> \sum_n e W w n * (E i n * phi s (u W i n)) = 0.
Proof.
move=> [eps [eps0 min]].
have sign c : 0 <= c * \sum_n e W w n * (E i n * phi s (u W i n)).
  have -> : c * (\sum_n e W w n * (E i n * phi s (u W i n))) = \sum_n e W w n * (c * (E i n * phi s (u W i n))).
    by rewrite mulr_sumr; apply: eq_bigr => n _; rewrite mulrCA.
  apply: expands_ge0 (loss_weight W w i c) _.
  apply: near_imp (weights_near w i c eps0) => t near; apply: min => // k j; exact: same_near.
apply/eqP; rewrite eq_le; have := sign (-1); have := sign 1; rewrite mul1r mulN1r oppr_ge0 => -> ->; by [].
Qed.

(* A unit of output weight 0 can move: the points on the way are minima, too. *)
Lemma idle_unit W w i h : w 0 i = 0 -> minimum_of W w ->
  0 <= \sum_n e W w n * (E i n * dphi s (u W i n) ((h *m X) 0 n)).
Proof.
move=> wi min; have min0 := weight_derivative i min; case: min => eps [eps0 min].
have same t : forall n, output s E X (moved_W W i h t) w n = output s E X W w n.
  move=> n; rewrite !output_phi; apply: eq_bigr => k _.
  have [->|ki] := eqVneq k i; first by rewrite wi !mul0r.
  by rewrite moved_preactivation (negPf ki) mul0r addr0.
have sameL t : loss_of (moved_W W i h t) w = loss_of W w by apply: eq_bigr => n _; rewrite same.
have half0 : 0 < eps / 2%:R by rewrite divr_gt0 ?ltr0n.
have zero : near (@soon R) (fun t => \sum_n e W w n * (E i n * phi s (u (moved_W W i h t) i n)) = 0).
  apply: near_imp (moves_near W i h half0) => t near.
  have : minimum_of (moved_W W i h t) w.
    exists (eps / 2%:R); split=> // W' w' nW nw; rewrite sameL; apply: min => [k j|k].
      rewrite [eps]splitr; apply: le_lt_trans (_ : `|(W' k j - moved_W W i h t k j) + (moved_W W i h t k j - W k j)| < _).
        by rewrite addrA subrK.
      by apply: le_lt_trans (ler_norm_add _ _) _; rewrite ltr_add ?nW.
    apply: lt_trans (nw k) _; by rewrite ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
  move/(weight_derivative i) => H; rewrite -[RHS]H; apply: eq_bigr => n _; by rewrite /e same.
apply: (@expands_ge0 (fun t => \sum_n e W w n * (E i n * phi s (u (moved_W W i h t) i n))) 0).
  have : expands (fun t => \sum_n e W w n * (E i n * phi s (u (moved_W W i h t) i n)))
      (\sum_n e W w n * (E i n * phi s (u W i n))) (\sum_n e W w n * (E i n * dphi s (u W i n) ((h *m X) 0 n))).
    apply: expands_sum => n; do 2!apply: expands_scale; by have := phi_move W i h n i; rewrite eqxx mul1r.
  by rewrite min0.
by apply: near_imp zero => t ->.
Qed.

(* soundness.md 28 *)
Theorem kink_minimum W w : every_slope_rank s E X -> minimum_of W w -> forall n, slope n (output s E X W w n) = 0.
Proof.
move=> full min.
have slopes i : exists th : 'rV[R]_N, (forall n, Num.min s 1 <= th 0 n <= Num.max s 1) /\
    forall j, \sum_n E i n * th 0 n * X j n * e W w n = 0.
  have [om om0 H] : exists2 om, om != 0 & forall h : 'rV[R]_d,
      0 <= \sum_n (om * (e W w n * E i n)) * dphi s (u W i n) ((h *m X) 0 n).
    have [wi|wi] := eqVneq (w 0 i) 0.
      exists 1 => [|h]; first exact: oner_neq0.
      by have := idle_unit h wi min; congr (_ <= _); apply: eq_bigr => n _; ring.
    by exists (w 0 i) => // h; have := row_derivative i h min; congr (_ <= _); apply: eq_bigr => n _; ring.
  have [th thP zero] := unit_slopes H; exists (\row_n th n); split=> [n|j]; first by rewrite mxE.
  apply: (mulfI om0); rewrite mulr0 -[RHS](zero j) mulr_sumr; apply: eq_bigr => n _; by rewrite mxE; ring.
have [f fP] := fin_all_exists slopes; pose th : 'M[R]_(D, N) := \matrix_(i, n) f i 0 n.
have ths : between_slopes s th by move=> i n; rewrite mxE; have [H _] := fP i.
have /full_column_rankP/(_ (\col_n e W w n)) H := full _ ths.
have e0 : \col_n e W w n = 0.
  apply: H; apply/khatri_rao_mul0 => i j; have [_ z] := fP i; rewrite -[RHS](z j).
  by apply: eq_bigr => n _; rewrite !mxE.
by move=> n; have := congr1 (fun M : 'cV[R]_N => M n 0) e0; rewrite !mxE.
Qed.
End OneOutput.
End Kinks.

(* Every local minimum, kinks included, whatever the losses of the samples: their derivatives are 0. *)
Definition every_minimum_critical (R : realFieldType) d D N (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) :=
  forall cost slope, smooth cost slope ->
  forall W w, minimum_of s E X cost W w -> forall n, slope n (output s E X W w n) = 0.

Corollary every_slope_minima (R : realFieldType) d D N (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) :
  every_slope_rank s E X -> every_minimum_critical s E X.
Proof. by move=> full cost slope diff W w; exact: kink_minimum. Qed.
