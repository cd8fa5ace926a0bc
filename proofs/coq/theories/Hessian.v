(* Section 5 of the paper: gradient and Hessian of the mean squared error in all weights, blocks (5.6) and (5.7); for
   networks near a point whose hidden preactivations are not 0, over any ordered field. One output. *)
From Dlmcert Require Import Algebra Model Nearby Points Theorem5 Derivative.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Error.
Variables (R : numFieldType) (N : nat) (d : nat -> nat) (L : nat).
Variables (W : forall l, 'M[R]_(d l.+1, d l)) (c : forall l, 'cV[R]_(d l.+1)).
Variables (A : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)) (y : 'cV[R]_N).
Notation G := (G W c A X L).

(* The output of layer L, of one unit *)
Definition output_of (W' : forall l, 'M[R]_(d l.+1, d l)) : 'cV[R]_N := \col_n \sum_k V W' c A X L k n.
Definition error : 'cV[R]_N := output_of W - y.
(* (3.2) *)
Definition mean_squared_error (f : 'cV[R]_N) : R := (2%:R * N%:R)^-1 * \sum_n (f n 0 - y n 0) ^+ 2.

(* (5.7): Lambda_ml, its transpose above the diagonal, 0 on it *)
Definition Lambda_block n m l : 'M[R]_(d m.+1 * d m, d l.+1 * d l) :=
  if (l < m)%N then Lambda W c A X L n m l else if (m < l)%N then (Lambda W c A X L n l m)^T else 0.
(* (5.6) *)
Definition Hessian m l : 'M[R]_(d m.+1 * d m, d l.+1 * d l) :=
  N%:R^-1 *: (\sum_n error n 0 *: Lambda_block n m l + G m *m (G l)^T).

Section Line.
Variable D : forall l, 'M[R]_(d l.+1, d l).
Notation f n := (output_line W D c A X L n).
Definition error_line : {poly R} := ((2%:R * N%:R)^-1)%:P * \sum_n (f n - (y n 0)%:P) ^+ 2.

Theorem error_lineE t : error_line.[t] = mean_squared_error (output_of (fun l => W l + t *: D l)).
Proof.
rewrite /error_line hornerM hornerC horner_sum; congr (_ * _); apply: eq_bigr => n _.
by rewrite horner_exp hornerD hornerN hornerC output_lineE mxE.
Qed.

Lemma square_coefs (p : {poly R}) (a : R) : let q := p - a%:P in
  [/\ (q ^+ 2)`_0 = (p`_0 - a) ^+ 2, (q ^+ 2)`_1 = 2%:R * (p`_0 - a) * p`_1 &
      (q ^+ 2)`_2 = 2%:R * (p`_0 - a) * p`_2 + p`_1 ^+ 2].
Proof.
move=> q; have q0 : q`_0 = p`_0 - a by rewrite coefB coefC.
have q1 : q`_1 = p`_1 by rewrite coefB coefC subr0.
have q2 : q`_2 = p`_2 by rewrite coefB coefC subr0.
rewrite expr2; split; rewrite coefM !big_ord_recl big_ord0 /= ?/bump /= ?subn0 ?subSS ?subn0 ?subnn ?addn0 ?add1n ?q0 ?q1 ?q2 ?addr0.
- by rewrite expr2.
- by rewrite [X in _ + X]mulrC -mulr2n -mulr_natl mulrA.
by rewrite addrCA addrC (mulrC p`_2) -mulr2n -mulr_natl mulrA expr2.
Qed.
Lemma error_coef n : (f n)`_0 - y n 0 = error n 0.
Proof. by rewrite output_coef0 !mxE. Qed.

Theorem error_coef0 : error_line`_0 = mean_squared_error (output_of W).
Proof.
rewrite /error_line coefCM coef_sum; congr (_ * _); apply: eq_bigr => n _.
by have [-> _ _] := square_coefs (f n) (y n 0); rewrite output_coef0 mxE.
Qed.

Lemma halves (x : R) : (2%:R * N%:R)^-1 * (2%:R * x) = N%:R^-1 * x.
Proof. by rewrite invfM mulrACA mulVf ?mul1r // pnatr_eq0. Qed.

(* The gradient in the weights from layer m to layer m+1 is G_m e / N. *)
Theorem error_coef1 : error_line`_1 = \sum_(m < L) (mxvec (D m) *m (N%:R^-1 *: (G m *m error))) 0 0.
Proof.
rewrite /error_line coefCM coef_sum.
under eq_bigr => n _ do (have [_ -> _] := square_coefs (f n) (y n 0); rewrite error_coef output_coef1 -mulrA).
rewrite -mulr_sumr halves.
under [RHS]eq_bigr do rewrite -scalemxAr mxE mulmxA.
rewrite -mulr_sumr; congr (_ * _).
under [RHS]eq_bigr do rewrite mxE.
by rewrite exchange_big; apply: eq_bigr => n _; rewrite mulr_sumr; apply: eq_bigr => m _; rewrite mulrC.
Qed.

Lemma flipped m n (u : 'rV[R]_m) (B : 'M[R]_(n, m)) (v : 'rV[R]_n) :
  (u *m B^T *m v^T) 0 0 = (v *m B *m u^T) 0 0.
Proof.
have <- : (v *m B *m u^T)^T = u *m B^T *m v^T by rewrite !trmx_mul trmxK mulmxA.
by rewrite mxE.
Qed.

Lemma blocks (b : nat -> nat -> R) :
  \sum_(m < L) \sum_(l < L) (if (l < m)%N then b m l else if (m < l)%N then b l m else 0) =
  2%:R * \sum_(m < L) \sum_(l < m) b m l.
Proof.
have low (m : 'I_L) : \sum_(l < m) b m l = \sum_(l < L) (if (l < m)%N then b m l else 0).
  by rewrite (big_ord_widen_cond _ xpredT (fun l => b m l) (ltnW (ltn_ord m))) /= -big_mkcond.
rewrite mulr_natl mulr2n (eq_bigr _ (fun m _ => low m)) [X in _ = _ + X]exchange_big -big_split; apply: eq_bigr => m _ /=.
rewrite -big_split; apply: eq_bigr => l _ /=; case: ltngtP => _; by rewrite ?addr0 ?add0r.
Qed.

Theorem error_coef2 : 2%:R * error_line`_2 =
  \sum_(m < L) \sum_(l < L) (mxvec (D m) *m Hessian m l *m (mxvec (D l))^T) 0 0.
Proof.
pose b n m l := (mxvec (D m) *m Lambda W c A X L n m l *m (mxvec (D l))^T) 0 0.
pose g m : 'rV[R]_N := mxvec (D m) *m G m.
have block n m l : (mxvec (D m) *m Lambda_block n m l *m (mxvec (D l))^T) 0 0 =
    if (l < m)%N then b n m l else if (m < l)%N then b n l m else 0.
  rewrite /Lambda_block; case: ifP => // _; case: ifP => // _; last by rewrite mulmx0 mul0mx mxE.
  by rewrite flipped.
have term (m l : 'I_L) : (mxvec (D m) *m Hessian m l *m (mxvec (D l))^T) 0 0 =
    N%:R^-1 * (\sum_n error n 0 * (if (l < m)%N then b n m l else if (m < l)%N then b n l m else 0) + \sum_n g m 0 n * g l 0 n).
  rewrite /Hessian -scalemxAr -scalemxAl mxE mulmxDr mulmxDl sumE; congr (_ * (_ + _)).
    rewrite mulmx_sumr mulmx_suml summxE; apply: eq_bigr => n _.
    by rewrite -scalemxAr -scalemxAl mxE block.
  have -> : mxvec (D m) *m (G m *m (G l)^T) *m (mxvec (D l))^T = g m *m (g l)^T by rewrite /g trmx_mul !mulmxA.
  by rewrite mxE; apply: eq_bigr => n _; rewrite [(_^T) n 0]mxE.
rewrite (eq_bigr _ (fun m _ => eq_bigr _ (fun l _ => term m l))).
under [RHS]eq_bigr do rewrite -mulr_sumr big_split /=.
rewrite -mulr_sumr big_split /=.
have -> : \sum_(m < L) \sum_(l < L) \sum_n error n 0 * (if (l < m)%N then b n m l else if (m < l)%N then b n l m else 0) =
    \sum_n error n 0 * (2%:R * (f n)`_2).
  under [LHS]eq_bigr => m _ do rewrite exchange_big /=.
  rewrite exchange_big; apply: eq_bigr => n _ /=.
  under eq_bigr do rewrite -mulr_sumr.
  by rewrite -mulr_sumr blocks output_coef2.
have -> : \sum_(m < L) \sum_(l < L) \sum_n g m 0 n * g l 0 n = \sum_n (f n)`_1 ^+ 2.
  under [LHS]eq_bigr => m _ do rewrite exchange_big /=.
  rewrite exchange_big; apply: eq_bigr => n _ /=.
  under eq_bigr do rewrite -mulr_sumr.
  by rewrite -mulr_suml output_coef1 expr2.
rewrite -big_split /error_line coefCM coef_sum /=.
rewrite invfM -mulrA mulVKf ?pnatr_eq0 //; congr (_ * _); apply: eq_bigr => n _.
by have [_ _ ->] := square_coefs (f n) (y n 0); rewrite error_coef mulrCA mulrA.
Qed.
End Line.

(* What section 5 says of it: the part with the errors has no trace, the other part no more rank than samples. *)
Lemma error_part_diagonal m : \sum_n error n 0 *: Lambda_block n m m = 0.
Proof. by rewrite big1 // => n _; rewrite /Lambda_block ltnn scaler0. Qed.
Lemma other_part_rank k (Gs : 'M[R]_(k, N)) : (\rank (Gs *m Gs^T) <= N)%N.
Proof. exact: mulmx_max_rank. Qed.
Lemma Hessian_symmetric m l : (Hessian m l)^T = Hessian l m.
Proof.
rewrite /Hessian linearZ /= linearD /= trmx_mul trmxK linear_sum /=; congr (_ *: (_ + _)).
apply: eq_bigr => n _; rewrite linearZ /=; congr (_ *: _); rewrite /Lambda_block.
by case: ltngtP => _ //; rewrite ?trmxK ?trmx0.
Qed.
End Error.

(* Where all weights are 0 and there are three layers or more, gradient and Hessian are 0, whatever the data. *)
Section Zero.
Variables (R : numFieldType) (N : nat) (d : nat -> nat) (L : nat).
Variables (A : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)) (y : 'cV[R]_N).
Notation W0 := (fun l => 0 : 'M[R]_(d l.+1, d l)).
Notation c0 := (fun l => 0 : 'cV[R]_(d l.+1)).

Lemma zero_V l : V W0 c0 A X l.+1 = 0.
Proof. by rewrite /= mul0mx mul0mx addr0; apply/matrixP=> i n; rewrite !mxE mulr0. Qed.
Lemma zero_Delta h l : Delta W0 A h.+1 l = 0.
Proof. by rewrite /= trmx0 mul0mx; apply/matrixP=> i n; rewrite !mxE mulr0. Qed.

Theorem zero_G m : (2 <= L)%N -> (m < L)%N -> G W0 c0 A X L m = 0.
Proof.
move=> L2 mL; apply/matrixP=> a n; case/mxvec_indexP: a => i j; rewrite khatri_raoE [RHS]mxE.
case: m mL i j => [|m] mL i j; last by rewrite zero_V mxE mulr0.
have -> : (L - 1 = (L - 2).+1)%N by rewrite subnSK.
by rewrite zero_Delta mxE mul0r.
Qed.

Lemma zero_Lambda n m l : (3 <= L)%N -> (m < L)%N -> (l < m)%N -> Lambda W0 c0 A X L n m l = 0.
Proof.
move=> L3 mL lm; apply/matrixP=> a b; rewrite !mxE.
case: l lm b => [|l] lm b; last by rewrite zero_V [X in _ * X]mxE mulr0.
have [mE|] := eqVneq m 1%N.
  by have -> : (L - m.+1 = (L - 3).+1)%N; [rewrite mE; case: (L) L3 => [|[|[|k]]] // _; rewrite !subSS !subn0 | rewrite zero_Delta mxE !mul0r].
case: m lm mL a => [|[|m]] // _ mL a _; rewrite [through _ _ _ _ _ _]/= [X in _ * X * _]mxE /=.
by rewrite [X in _ * (_ * X) * _]mxE big1 ?mulr0 ?mul0r // => k _; rewrite mxE mul0r.
Qed.

Theorem zero_Hessian m l : (3 <= L)%N -> (m < L)%N -> (l < L)%N -> Hessian L W0 c0 A X y m l = 0.
Proof.
move=> L3 mL lL; rewrite /Hessian zero_G ?(ltnW L3) // mul0mx addr0 big1 ?scaler0 // => n _.
rewrite /Lambda_block; case: ifP => [lm|_]; first by rewrite zero_Lambda ?scaler0.
by case: ifP => [ml|_]; rewrite ?scaler0 // zero_Lambda // trmx0 scaler0.
Qed.
End Zero.

(* --- networks of Model.v near a point without hidden preactivation 0; layer l+1 is the last one --- *)

Section NetworkNear.
Variables (R : realFieldType) (N : nat) (d : nat -> nat) (l : nat).
Variables (s : R) (E : forall k, 'M[R]_(d k, N)) (X : 'M[R]_(d 0, N)) (y : 'M[R]_(d l.+1, N)).
Variables (W D : weights R d) (c : shifts R d).
Hypothesis inside : forall k, (k < l)%N -> forall i n, at_sum s E X W c k i n != 0.

(* The slopes at the point, 1 for the output *)
Definition point_slopes : forall k, 'M[R]_(d k, N) :=
  @replaced (fun k => 'M[R]_(d k, N)) (slopes_at W c s E X) l.+1 (const_mx 1).

Definition tail3 (p : {poly R}) : {poly R} := \poly_(i < size p) p`_i.+3.
Lemma horner_split (p : {poly R}) t : p.[t] = p`_0 + t * p`_1 + t ^+ 2 * p`_2 + t ^+ 3 * (tail3 p).[t].
Proof.
have {1}-> : p = (p`_0)%:P + p`_1 *: 'X + p`_2 *: 'X^2 + 'X^3 * tail3 p.
  apply/polyP=> i; rewrite !coefD !coefZ coefC coefX !coefXn coefXnM coef_poly.
  case: i => [|[|[|i]]] /=; rewrite ?(mulr1, mulr0, addr0, add0r) //; rewrite !subSS subn0.
  by case: ltnP => // le; rewrite nth_default // (leq_trans le) // -addn3 leq_addr.
by rewrite !hornerD !hornerZ hornerC hornerX hornerXn [('X^3 * _).[t]]hornerM hornerXn [p`_1 * t]mulrC [p`_2 * _]mulrC.
Qed.

Lemma near_line eps : 0 < eps -> exists delta, 0 < delta /\ forall t, `|t| < delta -> close l W c eps (ahead_W W D t) c.
Proof.
move=> eps0; pose S k := \sum_i \sum_j `|D k i j|; pose B := \sum_(k < l.+1) S k + 1.
have S0 k : 0 <= S k by rewrite sumr_ge0 // => i _; rewrite sumr_ge0.
have B0 : 0 < B by rewrite ltr_paddl ?sumr_ge0.
exists (eps / B); rewrite divr_gt0 //; split=> // t; rewrite ltr_pdivl_mulr // => tB k kl.
split=> [i j|i]; last by rewrite subrr normr0.
rewrite !mxE addrC addKr normrM; apply: le_lt_trans tB; rewrite ler_wpmul2l //.
rewrite /B (bigD1 (Ordinal (kl : (k < l.+1)%N))) //= {1}/S (bigD1 i) //= (bigD1 j) //= -!addrA ler_addl.
rewrite !addr_ge0 ?ler01 ?sumr_ge0 // => m _; by rewrite sumr_ge0.
Qed.

Lemma slopes_line : exists delta, 0 < delta /\ forall t, `|t| < delta ->
  forall k, (k < l)%N -> slopes_at (ahead_W W D t) c s E X k.+1 = slopes_at W c s E X k.+1.
Proof.
have [eps [eps0 H]] := near_same_signs l s E X true W c.
have [delta [delta0 near]] := near_line eps0; exists delta; split; first exact: delta0.
move=> t td k kl.
have := H (ahead_W W D t, c) (conj (near t td) (or_introl (erefl true))) k (ltnW kl) => same.
rewrite /=; congr activations; apply/matrixP=> i n; rewrite !mxE.
by have [] := same i n (inside kl i n); rewrite /at_sum !mxE.
Qed.

(* The output along a line, and its loss, are the polynomials above for small t of either sign. *)
Theorem network_line : exists delta, 0 < delta /\ forall t, `|t| < delta ->
  output_of l.+1 c point_slopes X (fun k => W k + t *: D k) = \col_n \sum_k out l s E X (ahead_W W D t) c k n.
Proof.
have [delta [delta0 same]] := slopes_line; exists delta; split=> // t td.
apply/colP=> n; rewrite !mxE; apply: eq_bigr => k _.
rewrite /= /point_slopes replaced_same entrywiseE mxE mul1r /out /network_output.
suff -> : V (fun k => W k + t *: D k) c point_slopes X l = V_at (ahead_W W D t) c s E X l by [].
rewrite V_at_slopes; apply: V_below => // k' kl.
by rewrite /point_slopes replaced_other ?(same t td) // ltn_eqF.
Qed.

Lemma line_start : (\col_n \sum_k out l s E X W c k n) = output_of l.+1 c point_slopes X W.
Proof.
have [delta [delta0 H]] := network_line; have := H 0; rewrite normr0 => /(_ delta0).
have -> : output_of l.+1 c point_slopes X (fun k => W k + 0 *: D k) = output_of l.+1 c point_slopes X W.
  have E0 : V (fun k => W k + 0 *: D k) c point_slopes X l.+1 = V W c point_slopes X l.+1.
    by apply: V_below => // m _; rewrite scale0r addr0.
  by rewrite /output_of E0.
move=> ->; apply/colP=> n; rewrite !mxE; apply: eq_bigr => k _; rewrite /out /network_output.
have VE : V_at (ahead_W W D 0) c s E X l = V_at W c s E X l by apply: V_at_below => m _; rewrite /ahead_W scale0r addr0.
by rewrite [ahead_W W D 0 l]/ahead_W scale0r addr0 VE.
Qed.

(* Near the point outputs have the gradient G ... *)
Theorem network_gradient : exists (rest : 'I_N -> {poly R}) delta, 0 < delta /\ forall t, `|t| < delta -> forall n,
  \sum_k out l s E X (ahead_W W D t) c k n = (\sum_k out l s E X W c k n)
  + t * (\sum_(m < l.+1) (mxvec (D m) *m G W c point_slopes X l.+1 m) 0 n) + t ^+ 2 * (rest n).[t].
Proof.
pose P n := output_line W D c point_slopes X l.+1 n.
exists (fun n => ((P n)`_2)%:P + 'X * tail3 (P n)).
have [delta [delta0 H]] := network_line; exists delta; split=> // t td n.
have := congr1 (fun M : 'cV_N => M n 0) (H t td); rewrite !mxE => <-.
have := congr1 (fun M : 'cV_N => M n 0) line_start; rewrite !mxE => ->.
rewrite -(output_lineE W D) -/(P n) (horner_split (P n)) /P output_coef0 output_coef1 hornerD hornerC hornerM hornerX.
by rewrite mulrDr mulrA -exprSr addrA.
Qed.

(* ... and the mean squared error the gradient G e / N and the Hessian of section 5. *)
Variable z : 'cV[R]_N.
Theorem network_hessian : exists (rest : {poly R}) delta, 0 < delta /\ forall t, `|t| < delta ->
  let mse W' := mean_squared_error z (\col_n \sum_k out l s E X W' c k n) in
  let e := error l.+1 W c point_slopes X z in
  mse (ahead_W W D t) = mse W
  + t * (\sum_(m < l.+1) (mxvec (D m) *m (N%:R^-1 *: (G W c point_slopes X l.+1 m *m e))) 0 0)
  + t ^+ 2 / 2%:R * (\sum_(m < l.+1) \sum_(k < l.+1) (mxvec (D m) *m Hessian l.+1 W c point_slopes X z m k *m (mxvec (D k))^T) 0 0)
  + t ^+ 3 * rest.[t].
Proof.
pose P := error_line l.+1 W c point_slopes X z D.
exists (tail3 P); have [delta [delta0 H]] := network_line; exists delta; split=> // t td /=.
rewrite -(H t td) line_start -error_lineE -/P (horner_split P) /P error_coef0 error_coef1 -error_coef2.
by rewrite [_ / _ * _]mulrAC mulrA [t ^+ 2 * _ * _]mulrAC -[_ / _]mulrA divff ?mulr1 ?pnatr_eq0 // mulrC.
Qed.

(* which is the loss of Points.v, where there is one output *)
Lemma mean_squared_loss W' : d l.+1 = 1%N ->
  loss s E X y None W' c = mean_squared_error (\col_n \sum_k y k n) (\col_n \sum_k out l s E X W' c k n).
Proof.
move=> one; rewrite /loss /mean_squared_error invfM [2%:R^-1 * _]mulrC -mulrA; congr (_ * _); rewrite mulr_sumr; apply: eq_bigr => n _.
rewrite !mxE -sumrB; have k0 : 'I_(d l.+1) by rewrite one; exact: ord0.
have all k : k = k0 by apply: val_inj; case: k => k /=; case: (k0) => k1; rewrite one => /=; case: k k1 => [|?] [|?].
rewrite (bigD1 k0) //= [in RHS](bigD1 k0) //= !big1 => [|k|k]; rewrite ?(all k) ?eqxx //.
by rewrite !addr0 ell_squares // mulrC.
Qed.
End NetworkNear.
