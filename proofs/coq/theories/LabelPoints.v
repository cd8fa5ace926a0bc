(* Losses of labels at a point (format.md 4.13): logistic loss and cross-entropy of a network of Model.v over an
   ordered field with exp and log (Exponential.v), and what a negative one-sided derivative is there, as in Points.v. *)
From Dlmcert Require Import Algebra Model Nearby Points LabelForm Exponential.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Losses.
Variables (R : realFieldType) (exp log : R -> R) (kind : label_loss) (K : nat).
Implicit Types v y b : 'I_K -> R.

(* 1, or -1 for a label that is -1 or 0 *)
Definition sign_of (y : R) : R := if y == 1 then 1 else -1.
(* of the outputs v of a sample with the labels y *)
Definition label_loss_of v y : R :=
  match kind with
  | Logistic => \sum_k log (1 + exp (- (sign_of (y k) * v k)))
  | CrossEntropy => log (\sum_k exp (v k)) - \sum_(k | y k == 1) v k
  end.
(* Labels of one sample: each is 1 or other; for cross-entropy a single 1 among zeros *)
Definition labels_ok (other : R) y : Prop :=
  match kind with
  | Logistic => forall k, y k = 1 \/ y k = other
  | CrossEntropy => (1 < K)%N /\ exists c, y c = 1 /\ forall k, k != c -> y k = 0
  end.

(* Its derivative by output k *)
Definition label_slope v y k : R :=
  match kind with
  | Logistic => - sign_of (y k) * (exp (- (sign_of (y k) * v k)) / (1 + exp (- (sign_of (y k) * v k))))
  | CrossEntropy => exp (v k) / (\sum_j exp (v j)) - (y k == 1)%:R
  end.

Hypotheses (law : exponential exp) (inverse : logarithm exp log).

Lemma label_expands (f : 'I_K -> R -> R) v b y : (kind = CrossEntropy -> (0 < K)%N) ->
  (forall k, expands (f k) (v k) (b k)) ->
  expands (fun t => label_loss_of (fun k => f k t) y) (label_loss_of v y) (\sum_k label_slope v y k * b k).
Proof.
rewrite /label_loss_of /label_slope; case: kind => K0 F.
  apply: expands_sum => k; set s := sign_of (y k).
  have e0 : 0 < exp (- (s * v k)) := exp_gt0 law _.
  have G : expands (fun t => - (s * f k t)) (- (s * v k)) (- (s * b k)).
    apply: (@expands_eq _ (fun t => - s * f k t)) => [t|]; first by rewrite mulNr.
    by have := expands_scale (- s) (F k); rewrite !mulNr.
  have G1 := expands_add (expands_const 1) (expands_exp law G); rewrite add0r in G1.
  have p : 0 < 1 + exp (- (s * v k)) by rewrite addr_gt0 ?ltr01.
  have := expands_log law inverse p G1.
  set e := exp _; have -> // : (1 + e)^-1 * (e * - (s * b k)) = - s * (e / (1 + e)) * b k.
  move: (1 + e)^-1 => q; ring.
have [k0] : exists k0 : 'I_K, true by exists (Ordinal (K0 (erefl _))).
move=> _; have p : 0 < \sum_k exp (v k).
  rewrite (bigD1 k0) //= ltr_paddr ?(exp_gt0 law) // sumr_ge0 // => k _; exact: ltW (exp_gt0 law _).
have G := expands_log law inverse p (expands_sum (fun k => expands_exp law (F k))).
have pick (g : 'I_K -> R) : - (\sum_(k | y k == 1) g k) = -1 * \sum_k (y k == 1)%:R * g k.
  by rewrite mulN1r big_mkcond; congr (- _); apply: eq_bigr => k _; case: eqP; rewrite ?mul1r ?mul0r.
have H : expands (fun t => - (\sum_(k | y k == 1) f k t)) (- (\sum_(k | y k == 1) v k)) (- (\sum_k (y k == 1)%:R * b k)).
  rewrite pick -[X in expands _ _ X]mulN1r.
  apply: (@expands_eq _ (fun t => -1 * \sum_k (y k == 1)%:R * f k t)) => [t|]; first by rewrite pick.
  by apply: expands_scale; apply: expands_sum => k; exact: expands_scale.
have := expands_add G H; set s := \sum_k exp (v k).
have -> // : s^-1 * (\sum_k exp (v k) * b k) + - (\sum_k (y k == 1)%:R * b k) =
  \sum_k (exp (v k) / s - (y k == 1)%:R) * b k.
rewrite mulr_sumr -sumrB; apply: eq_bigr => k _; by rewrite mulrBl [exp _ / _]mulrC mulrA.
Qed.
End Losses.

(* --- a network; layer l+1 is the last one --- *)

Section Surface.
Variables (R : realFieldType) (exp log : R -> R) (kind : label_loss) (N : nat) (d : nat -> nat) (l : nat).
Variables (s : R) (E : forall k, 'M[R]_(d k, N)) (X : 'M[R]_(d 0, N)) (y : 'M[R]_(d l.+1, N)) (bias : bool).
Implicit Types (W D : weights R d) (c b : shifts R d).

(* the mean over the samples *)
Definition labelled_loss W c : R :=
  N%:R^-1 * \sum_n label_loss_of exp log kind (fun k => out l s E X W c k n) (fun k => y k n).
Definition labelled_along W c D b (t : R) : R := labelled_loss (ahead_W W D t) (ahead_c c b t).

(* Targets are labels: for logistic loss 1 and -1, or 1 and 0, throughout. *)
Definition are_labels : Prop :=
  exists other, (other = -1 \/ other = 0) /\ forall n, labels_ok kind other (fun k => y k n).

(* a negative one-sided derivative in some direction *)
Definition labels_not_critical W c : Prop := exists D b g,
  [/\ allowed bias b, g < 0 & one_sided (labelled_along W c D b) g].

Hypotheses (law : exponential exp) (inverse : logarithm exp log).

Lemma labels_descend W c D b (v v' : 'I_(d l.+1) -> 'I_N -> R) : (kind = CrossEntropy -> (0 < d l.+1)%N) ->
  (forall k n, out l s E X (ahead_W W D 0) (ahead_c c b 0) k n = v k n) ->
  (forall k n, expands (fun t => out l s E X (ahead_W W D t) (ahead_c c b t) k n) (v k n) (v' k n)) ->
  one_sided (labelled_along W c D b)
    (N%:R^-1 * \sum_n \sum_k label_slope exp kind (fun k => v k n) (fun k => y k n) k * v' k n).
Proof.
move=> K0 at0 F; apply: expands_one_sided.
have -> : labelled_along W c D b 0 =
    N%:R^-1 * \sum_n label_loss_of exp log kind (fun k => v k n) (fun k => y k n).
  rewrite /labelled_along /labelled_loss; congr (_ * _); apply: eq_bigr => n _.
  rewrite /label_loss_of; case: (kind); first by apply: eq_bigr => k _; rewrite at0.
  congr (log _ - _); first by apply: eq_bigr => k _; rewrite at0.
  by apply: eq_bigr => k _; rewrite at0.
apply: expands_scale; apply: expands_sum => n.
exact: (@label_expands _ exp log kind _ law inverse (fun k t => out l s E X (ahead_W W D t) (ahead_c c b t) k n)
  (fun k => v k n) (fun k => v' k n) (fun k => y k n) K0 (fun k => F k n)).
Qed.
End Surface.
