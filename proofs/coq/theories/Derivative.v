(* G of Model.v is the gradient of the output, and section 5's Hessian is that of the mean squared error: with
   slopes held, outputs and losses on a line W + t D are polynomials in t, of which the coefficients of t and t^2 are
   these. Over any commutative ring; for networks near a point without preactivation 0, over any ordered field. *)
From Dlmcert Require Import Algebra Model Nearby Points Theorem5.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma sumE (R : comRingType) m n (P Q : 'M[R]_(m, n)) i j : (P + Q) i j = P i j + Q i j.
Proof. by rewrite mxE. Qed.
Lemma entrywiseE (R : comRingType) m n (P Q : 'M[R]_(m, n)) i j : entrywise P Q i j = P i j * Q i j.
Proof. by rewrite mxE. Qed.

(* --- slopes held --- *)

Section Held.
Variables (R : comRingType) (N : nat) (d : nat -> nat).
Variables (W D : forall l, 'M[R]_(d l.+1, d l)) (c : forall l, 'cV[R]_(d l.+1)).
Variables (A : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)).
Notation V := (V W c A X).

(* What a change S l of the preactivations of each layer l+1 changes in the outputs of layer k, to first order *)
Section Change.
Variable S : forall l, 'M[R]_(d l.+1, N).
Fixpoint change k : 'M[R]_(d k, N) :=
  match k with
  | 0 => 0
  | l.+1 => entrywise (A l.+1) (S l + W l *m change l)
  end.

(* the derivatives of the sum of the outputs of layer l + h by those of layer l *)
Definition from_outputs h l : 'M[R]_(d l, N) := if h is k.+1 then (W l)^T *m Delta W A k l.+1 else const_mx 1.
Lemma DeltaE h l i n : Delta W A h l i n = A l i n * from_outputs h l i n.
Proof. by case: h => [|h] /=; rewrite !mxE ?mulr1. Qed.

Lemma change_from h l L n : L = (h + l)%N -> \sum_k change L k n =
  \sum_i from_outputs h l i n * change l i n + \sum_(l <= m < L) \sum_i Delta W A (L - m.+1) m.+1 i n * S m i n.
Proof.
elim: h l => [|h IH] l LE.
  rewrite LE big_geq ?addr0 //; apply: eq_bigr => i _; by rewrite mxE mul1r.
rewrite (IH l.+1) ?LE ?addnS // [in RHS]big_ltn ?ltnS ?leq_addl // addrA; congr (_ + _).
have -> : ((h.+1 + l) - l.+1 = h)%N by rewrite addSnnS addnK.
have -> : \sum_i from_outputs h.+1 l i n * change l i n =
    \sum_k Delta W A h l.+1 k n * (\sum_j W l k j * change l j n).
  under [RHS]eq_bigr do rewrite mulr_sumr; rewrite exchange_big; apply: eq_bigr => i _ /=.
  rewrite mxE mulr_suml; apply: eq_bigr => k _; by rewrite mxE -mulrA mulrCA.
rewrite -big_split; apply: eq_bigr => k _ /=; rewrite DeltaE [change _]/= entrywiseE sumE [(_ *m _) k n]mxE.
by rewrite mulrA (mulrC (from_outputs _ _ _ _)) mulrDr addrC.
Qed.

Lemma change_total L n :
  \sum_k change L k n = \sum_(m < L) \sum_i Delta W A (L - m.+1) m.+1 i n * S m i n.
Proof.
rewrite (@change_from L 0) ?addn0 // big1 ?add0r => [|i _]; last by rewrite [change 0]/= mxE mulr0.
exact: (big_mkord xpredT (fun m => \sum_i Delta W A (L - m.+1) m.+1 i n * S m i n)).
Qed.

(* The derivatives of the outputs of layer m by the preactivations of layer l+1, on sample n: the product
   diag(a_m) W diag(a_{m-1}) ... W diag(a_{l+1}); 0 if m <= l *)
Fixpoint through (n : 'I_N) l m : 'M[R]_(d m, d l.+1) :=
  match m with
  | 0 => 0
  | k.+1 => \matrix_(i, p) (A k.+1 i n * (if k == l then (i == p :> nat)%:R else (W k *m through n l k) i p))
  end.

Lemma change_through m i n : change m i n = \sum_(l < m) \sum_p through n l m i p * S l p n.
Proof.
elim: m i => [|m IH] i; first by rewrite big_ord0 [change 0]/= mxE.
rewrite [change _]/= entrywiseE sumE mulrDr big_ord_recr /= addrC; congr (_ + _).
  rewrite mxE; under eq_bigr do rewrite IH mulr_sumr.
  rewrite exchange_big mulr_sumr; apply: eq_bigr => l _ /=.
  transitivity (A m.+1 i n * \sum_p (W m *m through n l m) i p * S l p n).
    congr (_ * _); under [RHS]eq_bigr do rewrite mxE mulr_suml.
    rewrite exchange_big; apply: eq_bigr => j _ /=; rewrite mulr_sumr; apply: eq_bigr => p _.
    by rewrite mulrA.
  rewrite mulr_sumr; apply: eq_bigr => p _; by rewrite [in RHS]mxE (gtn_eqF (ltn_ord l)) mulrA.
rewrite (bigD1 i) //= big1 => [|p pi]; first by rewrite mxE !eqxx mulr1 addr0.
have -> : through n m m.+1 i p = 0; last by rewrite mul0r.
rewrite mxE eqxx; have -> : (i == p :> nat) = false; last by rewrite mulr0.
by apply: contra_neqF pi => /eqP H; exact/val_inj/esym.
Qed.
End Change.

Lemma mxvec_sum m n k (M : 'M[R]_(m, n)) (Q : 'M[R]_(m * n, k)) j :
  (mxvec M *m Q) 0 j = \sum_i \sum_p M i p * Q (mxvec_index i p) j.
Proof.
rewrite mxE (reindex _ (curry_mxvec_bij m n)) /= pair_bigA /=.
by apply: eq_bigr => -[i p] _ /=; rewrite mxvecE.
Qed.

(* First order *)
Definition first k := change (fun l => D l *m V l) k.
Theorem first_gradient L n : \sum_k first L k n = \sum_(m < L) (mxvec (D m) *m G W c A X L m) 0 n.
Proof.
rewrite /first change_total; apply: eq_bigr => m _; rewrite mxvec_sum; apply: eq_bigr => i _.
rewrite mxE mulr_sumr; apply: eq_bigr => j _; by rewrite khatri_raoE mulrCA.
Qed.

(* Second order: (5.6) and (5.7), for l < m; rows and columns are as in G, (i, k) for the weight W m i k *)
Definition place m n (a : 'I_(m * n)) : 'I_m * 'I_n := enum_val (cast_ord (esym (mxvec_cast m n)) a).
Lemma place_index m n (i : 'I_m) (j : 'I_n) : place (mxvec_index i j) = (i, j).
Proof. by rewrite /place /mxvec_index cast_ordK enum_rankK. Qed.

Definition Lambda L (n : 'I_N) m l : 'M[R]_(d m.+1 * d m, d l.+1 * d l) := \matrix_(a, b)
  (Delta W A (L - m.+1) m.+1 (place a).1 n * through n l m (place a).2 (place b).1 * V l (place b).2 n).

Definition second k := change (fun l => D l *m first l) k.
Theorem second_hessian L n : \sum_k second L k n =
  \sum_(m < L) \sum_(l < m) (mxvec (D m) *m Lambda L n m l *m (mxvec (D l))^T) 0 0.
Proof.
rewrite /second change_total; apply: eq_bigr => m _.
have bilinear (l : 'I_m) : (mxvec (D m) *m Lambda L n m l *m (mxvec (D l))^T) 0 0 =
    \sum_i \sum_k D m i k * (Delta W A (L - m.+1) m.+1 i n * \sum_p through n l m k p * (D l *m V l) p n).
  rewrite -mulmxA mxvec_sum; apply: eq_bigr => i _; apply: eq_bigr => k _; congr (_ * _).
  rewrite -[Lambda _ _ _ _]trmxK -trmx_mul mxE mxvec_sum mulr_sumr; apply: eq_bigr => p _.
  rewrite mxE !mulr_sumr; apply: eq_bigr => q _; rewrite mxE [Lambda _ _ _ _ _ _]mxE !place_index /=.
  by rewrite mulrCA -!mulrA.
rewrite (eq_bigr _ (fun l _ => bilinear l)) [RHS]exchange_big; apply: eq_bigr => i _ /=.
rewrite [RHS]exchange_big mxE mulr_sumr; apply: eq_bigr => k _ /=.
by rewrite /first change_through 2!mulr_sumr; apply: eq_bigr => l _; rewrite mulrCA.
Qed.
End Held.

(* --- along a line: outputs are polynomials in t --- *)

Section Line.
Variables (R : comRingType) (N : nat) (d : nat -> nat).
Variables (W D : forall l, 'M[R]_(d l.+1, d l)) (c : forall l, 'cV[R]_(d l.+1)).
Variables (A : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)).
Notation constant M := (map_mx (@polyC R) M).

Definition V_line l : 'M[{poly R}]_(d l, N) :=
  V (fun l => constant (W l) + 'X *: constant (D l)) (fun l => constant (c l)) (fun l => constant (A l)) (constant X) l.

Lemma V_lineE t l : map_mx (horner_eval t) (V_line l) = V (fun l => W l + t *: D l) c A X l.
Proof.
rewrite /V_line map_V; apply: V_below => // [k _|k _|k _|]; apply/matrixP=> i j; rewrite !mxE /= /horner_eval.
- by rewrite hornerD hornerM hornerX !hornerC.
- by rewrite hornerC.
- by rewrite hornerC.
by rewrite hornerC.
Qed.

Lemma line_coefS e l i n : (V_line l.+1 i n)`_e = A l.+1 i n *
  ((W l *m (\matrix_(j, k) (V_line l j k)`_e)) i n + (if e is e'.+1 then (D l *m (\matrix_(j, k) (V_line l j k)`_e')) i n else c l i 0)).
Proof.
rewrite /V_line [V _ _ _ _ _]/= -/(V_line l) entrywiseE [constant (A l.+1) i n]mxE coefCM; congr (_ * _).
rewrite sumE coefD [(_ *m const_mx 1) i n]mxE big_ord1 !mxE mulr1 coefC.
rewrite coef_sum.
under eq_bigr do rewrite !mxE mulrDl coefD coefCM -mulrA (mulrC 'X) coefMX.
rewrite big_split /= -addrA; congr (_ + _); first by apply: eq_bigr => j _; rewrite !mxE.
case: e => [|e] /=; first by rewrite big1 ?add0r.
by rewrite addr0 mxE; apply: eq_bigr => j _; rewrite coefCM mxE.
Qed.

Lemma line_coef0 l i n : (V_line l i n)`_0 = V W c A X l i n.
Proof.
elim: l i n => [|l IH] i n; first by rewrite /V_line /= mxE coefC.
rewrite line_coefS /= [RHS]entrywiseE sumE; congr (_ * (_ + _)); last by rewrite mxE big_ord1 mxE mulr1.
by congr ((_ *m _) _ _); apply/matrixP=> j k; rewrite mxE IH.
Qed.

Lemma line_coef1 l i n : (V_line l i n)`_1 = first W D c A X l i n.
Proof.
elim: l i n => [|l IH] i n; first by rewrite /V_line /= !mxE coefC.
rewrite line_coefS /first [RHS]entrywiseE sumE addrC; congr (_ * (_ + _)).
  by congr ((_ *m _) _ _); apply/matrixP=> j k; rewrite mxE line_coef0.
by congr ((_ *m _) _ _); apply/matrixP=> j k; rewrite mxE IH.
Qed.

Lemma line_coef2 l i n : (V_line l i n)`_2 = second W D c A X l i n.
Proof.
elim: l i n => [|l IH] i n; first by rewrite /V_line /= !mxE coefC.
rewrite line_coefS /second [RHS]entrywiseE sumE addrC; congr (_ * (_ + _)).
  by congr ((_ *m _) _ _); apply/matrixP=> j k; rewrite mxE line_coef1.
by congr ((_ *m _) _ _); apply/matrixP=> j k; rewrite mxE IH.
Qed.

(* The output, where layer L has one unit *)
Definition output_line L n : {poly R} := \sum_k V_line L k n.
Theorem output_lineE L n t : (output_line L n).[t] = \sum_k V (fun l => W l + t *: D l) c A X L k n.
Proof. by rewrite horner_sum; apply: eq_bigr => k _; rewrite -V_lineE mxE. Qed.
Theorem output_coef0 L n : (output_line L n)`_0 = \sum_k V W c A X L k n.
Proof. by rewrite coef_sum; apply: eq_bigr => k _; rewrite line_coef0. Qed.
Theorem output_coef1 L n : (output_line L n)`_1 = \sum_(m < L) (mxvec (D m) *m G W c A X L m) 0 n.
Proof. by rewrite -first_gradient coef_sum; apply: eq_bigr => k _; rewrite line_coef1. Qed.
Theorem output_coef2 L n : (output_line L n)`_2 =
  \sum_(m < L) \sum_(l < m) (mxvec (D m) *m Lambda W c A X L n m l *m (mxvec (D l))^T) 0 0.
Proof. by rewrite -second_hessian coef_sum; apply: eq_bigr => k _; rewrite line_coef2. Qed.
End Line.
