(* The times at which the curve has a derivative and some unit passes through 0 (Chain.v): each is a zero of a
   preactivation with no other near by (soundness.md 38, gradient flow). *)
From Dlmcert Require Import Algebra Model Points Clarke Flow Derivatives Chain FlowThin.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Passes.
Variables (R : archiFieldType) (N : nat) (d : nat -> nat) (l : nat).
Variables (s : R) (E : forall k, 'M[R]_(d k, N)) (X : 'M[R]_(d 0, N)).
Variables (Wt : R -> weights R d) (ct : R -> shifts R d).
Definition unit_times (i : {k : nat & ('I_(d k.+1) * 'I_N)%type}) (u : R) : R :=
  at_sum s E X (Wt u) (ct u) (tag i) (tagged i).1 (tagged i).2.
Definition passing t : Prop := exists i, lone (unit_times i) t.
Lemma passing_thin : thin passing.
Proof. exact: (lone_thin unit_times). Qed.

Lemma passes_lone t (D : weights R d) (b : shifts R d) : 0 <= t ->
  (forall k, (k <= l)%N -> forall i j, derivative (fun u => Wt u k i j) t (D k i j)) ->
  (forall k, (k <= l)%N -> forall i, derivative (fun u => ct u k i 0) t (b k i 0)) ->
  passes l s E X Wt ct t D b -> passing t.
Proof.
move=> t0 mW mc /existsP[k1 pk1].
pose P k := [exists i : 'I_(d k.+1), exists n : 'I_N,
  (at_sum s E X (Wt t) (ct t) k i n == 0) && (dU s E X (Wt t) D (ct t) b k i n != 0)].
have ex : exists k, P k by exists k1.
case: (ex_minnP ex) => k /existsP[i /existsP[n /andP[/eqP U0 dU0]]] least.
have kl : (k <= l)%N by apply: leq_trans (least _ pk1) _; exact: ltnW.
have still : ~~ passes k s E X Wt ct t D b.
  by apply/negP=> /existsP[k2 /least]; rewrite leqNgt ltn_ord.
have mW' k' : (k' <= k)%N -> forall i j, derivative (fun u => Wt u k' i j) t (D k' i j).
  by move=> k'k; apply: mW; exact: leq_trans kl.
have mc' k' : (k' <= k)%N -> forall i, derivative (fun u => ct u k' i 0) t (b k' i 0).
  by move=> k'k; apply: mc; exact: leq_trans kl.
have der := outputs_derivative mW' mc' still i n.
exists (existT (fun k => ('I_(d k.+1) * 'I_N)%type) k (i, n)); split=> //; split=> //.
exact: isolated U0 der dU0.
Qed.
End Passes.
