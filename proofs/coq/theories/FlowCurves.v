(* Gradient flow (format.md 4.15): Clarke's subdifferential of the loss, and curves that move along it. No measure:
   "almost all times" and "absolutely continuous" are as in Flow.v. *)
From Dlmcert Require Import Algebra Model Points Clarke Flow.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Subdifferential.
Variables (R : realFieldType) (N : nat) (d : nat -> nat) (l : nat).
Variables (s : R) (E : forall k, 'M[R]_(d k, N)) (X : 'M[R]_(d 0, N)) (y : 'M[R]_(d l.+1, N)).
Variables (huber : option R) (bias : bool).
Implicit Types (W g : weights R d) (c h : shifts R d).

(* g, h is a convex combination of limits of gradients from nearby. *)
Definition clarke_subgradient W c g h : Prop := exists m (lam : 'I_m -> R) (G : 'I_m -> weights R d) (H : 'I_m -> shifts R d),
  [/\ forall a, 0 <= lam a, \sum_a lam a = 1, forall a, limit_of_gradients s E X y huber bias W c (G a) (H a) &
      forall p : slot d, slot_ok l bias p -> \sum_a lam a * at_slot (G a) (H a) p = at_slot g h p].
(* Critical points are those where 0 is one. *)
Lemma critical_subgradient W c :
  clarke_critical s E X y huber bias W c <-> clarke_subgradient W c (fun=> 0) (fun=> 0).
Proof.
have zero (p : slot d) : at_slot (fun=> 0) (fun=> 0) p = 0 :> R.
  by rewrite /at_slot; case: (projT2 p).2 => [j|]; rewrite mxE.
split=> -[m [lam [G [H [l0 l1 lim sum]]]]]; exists m, lam, G, H; split=> // p ok; rewrite sum ?zero //.
Qed.

(* A curve of weights and biases, for times t >= 0, from W, c *)
Variables (Wt : R -> weights R d) (ct : R -> shifts R d).
(* -(its derivative) is in the subdifferential of the loss at almost all times. *)
Record gradient_flow W c : Prop := GradientFlow {
  flow_start : forall k, (k <= l)%N -> Wt 0 k = W k /\ ct 0 k = c k;
  flow_allowed : forall t, 0 <= t -> allowed bias (ct t);
  flow_continuous : forall p : slot d, slot_ok l bias p -> absolutely_continuous (fun t => at_slot (Wt t) (ct t) p);
  flow_moves : almost_all_times (fun t => exists g h, clarke_subgradient (Wt t) (ct t) g h /\
    forall p : slot d, slot_ok l bias p -> derivative (fun u => at_slot (Wt u) (ct u) p) t (- at_slot g h p)) }.

(* The square of the Euclidean distance *)
Definition distance2 W c W' c' : R :=
  \sum_(k < l.+1) (\sum_i \sum_j (W' k i j - W k i j) ^+ 2 + \sum_i (c' k i 0 - c k i 0) ^+ 2).
Definition flow_converges_to W c : Prop := forall eps, 0 < eps -> exists T, forall t, T <= t ->
  close l W c eps (Wt t) (ct t).
End Subdifferential.
