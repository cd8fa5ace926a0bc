(* The outputs of a network along a curve: where the curve has a derivative, they have the one that its direction says,
   except where a preactivation passes through 0; such times are isolated, unit by unit (soundness.md 38). *)
From Dlmcert Require Import Algebra Model Points Clarke Flow Derivatives.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Chain.
Variables (R : realFieldType) (N : nat) (d : nat -> nat) (l : nat).
Variables (s : R) (E : forall k, 'M[R]_(d k, N)) (X : 'M[R]_(d 0, N)).
Variables (Wt : R -> weights R d) (ct : R -> shifts R d) (t : R).
Hypothesis t0 : 0 <= t.
Variables (D : weights R d) (b : shifts R d).
Hypothesis moveW : forall k, (k <= l)%N -> forall i j, derivative (fun u => Wt u k i j) t (D k i j).
Hypothesis movec : forall k, (k <= l)%N -> forall i, derivative (fun u => ct u k i 0) t (b k i 0).
Notation U u k := (at_sum s E X (Wt u) (ct u) k).
Notation V u k := (V_at (Wt u) (ct u) s E X k).
Notation dU := (dU s E X (Wt t) D (ct t) b).
Notation dV := (dV s E X (Wt t) D (ct t) b).

(* A unit passes through 0. *)
Definition passes : bool := [exists k : 'I_l, exists i : 'I_(d k.+1), exists n : 'I_N,
  (U t k i n == 0) && (dU k i n != 0)].

Lemma U_derivative k : (k <= l)%N -> (forall i n, derivative (fun u => V u k i n) t (dV k i n)) ->
  forall i n, derivative (fun u => U u k i n) t (dU k i n).
Proof.
move=> kl H i n; rewrite mxE.
apply: (@same_derivative _ (fun u => \sum_j Wt u k i j * V u k j n + ct u k i 0)) => [u|]; first by rewrite at_sumE.
apply: derivative_add; last exact: movec.
apply: derivative_sum => j; exact: derivative_mul (moveW kl i j) (H j n).
Qed.

Hypothesis still : ~~ passes.
Lemma V_derivative k : (k <= l)%N -> forall i n, derivative (fun u => V u k i n) t (dV k i n).
Proof.
elim: k => [|k IH] kl i n; first by rewrite mxE; exact: derivative_const.
have FU := U_derivative (ltnW kl) (IH (ltnW kl)) i n; rewrite dVS.
apply: (@same_derivative _ (fun u => E k.+1 i n * phi s (U u k i n))) => [u|]; first by rewrite V_atS.
apply: derivative_scale; rewrite /dphi; have [z|nz] := eqVneq (U t k i n) 0.
  have dz : dU k i n = 0.
    apply/eqP; move: still; apply: contraNT => nz; apply/existsP; exists (Ordinal kl); apply/existsP; exists i.
    by apply/existsP; exists n; rewrite z eqxx.
  rewrite dz phi0; rewrite dz in FU; apply: (derivative_flat (C := 1 + `|s|)) => //; first by rewrite addr_ge0 ?ler01.
    exact: phi0.
  exact: phi_lipschitz.
move=> eps e0; have S1 : 0 < `|(if 0 <= U t k i n then 1 else s)| + 1 by rewrite ltr_paddl.
have [dl dl0 H] := near_both (near_sign FU nz) (derivative_scale (if 0 <= U t k i n then 1 else s) FU e0).
by exists dl => // u u0 /(H u u0)[sg]; rewrite /phi sg.
Qed.

Theorem outputs_derivative i n : derivative (fun u => U u l i n) t (dU l i n).
Proof. by apply: U_derivative => //; exact: V_derivative. Qed.
End Chain.
