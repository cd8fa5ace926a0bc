(* Along gradient flow the loss falls at the rate of the squared speed, at each time at which the curve moves and no unit
   passes through 0 (soundness.md 38, gradient flow): the chain rule that the rule with q needs. Mean squared errors. *)
From Dlmcert Require Import Algebra Model Points Clarke Flow FlowCurves Derivatives Chain Subgradients.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Energy.
Variables (R : realFieldType) (N : nat) (d : nat -> nat) (l : nat).
Variables (s : R) (E : forall k, 'M[R]_(d k, N)) (X : 'M[R]_(d 0, N)) (y : 'M[R]_(d l.+1, N)) (bias : bool).
Variables (Wt : R -> weights R d) (ct : R -> shifts R d) (t : R) (g : weights R d) (h : shifts R d).
Hypothesis t0 : 0 <= t.
Hypotheses (al : forall u, 0 <= u -> allowed bias (ct u)) (ah : allowed bias h).
Hypothesis sub : clarke_subgradient s E X y None bias (Wt t) (ct t) g h.
Hypothesis moves : forall p : slot d, slot_ok l bias p -> derivative (fun u => at_slot (Wt u) (ct u) p) t (- at_slot g h p).
Let D : weights R d := fun k => - g k.
Let b : shifts R d := fun k => - h k.
Hypothesis still : ~~ passes l s E X Wt ct t D b.
Let L u := loss s E X y None (Wt u) (ct u).

Lemma weight_moves k : (k <= l)%N -> forall i j, derivative (fun u => Wt u k i j) t (D k i j).
Proof.
move=> kl i j; have := moves (p := existT (fun k => ('I_(d k.+1) * option 'I_(d k))%type) k (i, Some j)).
by rewrite /at_slot /= /D mxE; apply.
Qed.
Lemma shift_moves k : (k <= l)%N -> forall i, derivative (fun u => ct u k i 0) t (b k i 0).
Proof.
move=> kl i; have := moves (p := existT (fun k => ('I_(d k.+1) * option 'I_(d k))%type) k (i, None)).
rewrite /at_slot /= /b mxE => H; case: ah => [bb|z]; first exact: H.
case bb : bias al => al'; first by apply: H; split=> //; rewrite bb.
rewrite z mxE oppr0 => eps e0; exists 1 => // u u0 _.
have zero v : 0 <= v -> ct v k i 0 = 0 by move=> /al'[//|->]; rewrite mxE.
by rewrite !zero // subrr mul0r subr0 normr0 mulr_ge0 // ltW.
Qed.

Theorem energy : derivative L t
  (- (\sum_(k < l.+1) (\sum_i \sum_j g k i j ^+ 2 + \sum_i h k i 0 ^+ 2))).
Proof.
have ab : allowed bias b by case: ah => [?|z]; [left|right=> k; rewrite /b z oppr0].
have np : none_passes l s E X (Wt t) D (ct t) b.
  move=> k kl i n z; apply/eqP; move: still; apply: contraNT => nz; apply/existsP; exists (Ordinal kl).
  by apply/existsP; exists i; apply/existsP; exists n; rewrite z eqxx.
have := subgradient_along (huber := None) (y := y) I ab np sub.
rewrite /pairing /along => A.
have -> : - (\sum_(k < l.+1) (\sum_i \sum_j g k i j ^+ 2 + \sum_i h k i 0 ^+ 2)) =
    N%:R^-1 * \sum_n \sum_k residual s E X y None (Wt t) (ct t) k n * dU s E X (Wt t) D (ct t) b l k n.
  rewrite -A -sumrN; apply: eq_bigr => k _; rewrite opprD; congr (_ + _).
    rewrite -sumrN; apply: eq_bigr => i _; rewrite -sumrN; apply: eq_bigr => j _; by rewrite /D mxE mulrN expr2.
  by rewrite -sumrN; apply: eq_bigr => i _; rewrite /b mxE mulrN expr2.
apply: (@same_derivative _ (fun u => N%:R^-1 * \sum_n \sum_k ell None (out l s E X (Wt u) (ct u) k n - y k n))) => [//|].
apply: derivative_scale; apply: derivative_sum => // n; apply: derivative_sum => // k.
have F := outputs_derivative weight_moves shift_moves still k n.
have G : derivative (fun u => at_sum s E X (Wt u) (ct u) l k n + - y k n) t (dU s E X (Wt t) D (ct t) b l k n).
  by rewrite -[dU _ _ _ _ _ _ _ _ _ _]addr0; apply: derivative_add F _; exact: derivative_const.
apply: (@same_derivative _ (fun u => 2%:R^-1 * ((at_sum s E X (Wt u) (ct u) l k n - y k n) * (at_sum s E X (Wt u) (ct u) l k n - y k n)))).
  by move=> u; rewrite ell_squares // outE mulrC expr2.
have -> : residual s E X y None (Wt t) (ct t) k n * dU s E X (Wt t) D (ct t) b l k n =
    2%:R^-1 * (dU s E X (Wt t) D (ct t) b l k n * (at_sum s E X (Wt t) (ct t) l k n - y k n) +
      (at_sum s E X (Wt t) (ct t) l k n - y k n) * dU s E X (Wt t) D (ct t) b l k n).
  rewrite /residual /clip outE; move: (dU _ _ _ _ _ _ _ _ _ _) (at_sum _ _ _ _ _ _ _ _ - _) => p q; by field.
exact: derivative_scale (derivative_mul G G).
Qed.
End Energy.
