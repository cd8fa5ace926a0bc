(* Matrices with entries <= 0 off the diagonal that make some positive vector positive: they are invertible, and the
   inverse has no negative entry (soundness.md 38, mode by mode). *)
From Dlmcert Require Import Algebra.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Mmatrix.
Variables (R : realFieldType) (n : nat) (C : 'M[R]_n) (S : 'I_n -> R).
Hypothesis off : forall i j, i != j -> C i j <= 0.
Hypothesis S0 : forall i, 0 < S i.
Hypothesis CS : forall i, 0 < \sum_j C i j * S j.

Lemma monotone (x : 'cV[R]_n) : (forall i, 0 <= (C *m x) i 0) -> forall i, 0 <= x i 0.
Proof.
move=> Cx i0; have [i _ least] := @Order.TotalTheory.arg_minP _ R _ i0 xpredT (fun i => x i 0 / S i) isT.
have [i_ge0|i_lt0] := lerP 0 (x i 0 / S i).
  have := le_trans i_ge0 (least i0 isT); by rewrite ler_pdivl_mulr // mul0r.
have := Cx i; rewrite leNgt => /negP[]; rewrite mxE.
apply: (@le_lt_trans _ _ ((x i 0 / S i) * \sum_j C i j * S j)); last by rewrite nmulr_rlt0.
rewrite mulr_sumr; apply: ler_sum => j _; rewrite mulrCA.
have [<-|ij] := eqVneq i j; first by rewrite divfK ?gt_eqF.
by rewrite ler_wnmul2l ?off // -ler_pdivl_mulr //; exact: least.
Qed.

Lemma Mmatrix_unit : C \in unitmx.
Proof.
rewrite -unitmx_tr -row_free_unit; apply: inj_row_free => v Gv; apply: trmx_inj; rewrite trmx0.
have Z : C *m v^T = 0 by apply: trmx_inj; rewrite trmx_mul trmxK Gv trmx0.
apply/colP=> i; rewrite [RHS]mxE; apply/eqP; rewrite eq_le; apply/andP; split; last first.
  by apply: monotone => j; rewrite Z mxE.
by rewrite -oppr_ge0; have := @monotone (- v^T) _ i; rewrite mxE; apply=> j; rewrite mulmxN Z oppr0 mxE.
Qed.

Lemma Mmatrix_solve (b : 'rV[R]_n) : (forall j, 0 <= b 0 j) -> exists2 y : 'rV[R]_n, y *m C = b & forall i, 0 <= y 0 i.
Proof.
move=> b0; exists (b *m invmx C); first by rewrite mulmxKV ?Mmatrix_unit.
move=> i; rewrite mxE sumr_ge0 // => j _; rewrite mulr_ge0 //.
have := @monotone (col i (invmx C)) _ j; rewrite mxE; apply=> k.
by rewrite colE mulmxA mulmxV ?Mmatrix_unit // mul1mx mxE ler0n.
Qed.
End Mmatrix.
