(* Modes: with P near the inverse of Q, what matrices of a set do to residuals x is bounded by the |z_j|, z = P x
   (soundness.md 38, mode by mode). *)
From Dlmcert Require Import Algebra.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Modes.
Variables (R : realFieldType) (m n : nat) (J : 'M[R]_(m, n) -> Prop) (P Q C : 'M[R]_n) (B : 'M[R]_(m, n)).
Variables (delta : R) (theta : 'I_n -> R) (gamma : 'I_m -> R) (H : 'I_n -> R).
Hypothesis defect : forall i, \sum_j `|(1%:M - Q *m P) i j| <= delta.
Hypothesis half : 2%:R * delta <= 1.
Hypothesis shares : forall k j, 2%:R * delta * `|Q k j| <= theta j.
Hypothesis rows : forall G, J G -> forall p, \sum_c `|G p c| <= gamma p.
Hypothesis speeds : forall G, J G -> forall p j, `|(G *m Q) p j| + gamma p * theta j <= B p j.
Hypothesis rests : forall G, J G -> forall i, \sum_p `|(P *m G^T) i p| * gamma p <= H i.
Hypothesis decays : forall G G', J G -> J G' -> forall i, C i i <= (P *m G'^T *m (G *m Q)) i i - H i * theta i.
Hypothesis mixes : forall G G', J G -> J G' -> forall i j, i != j ->
  C i j <= - (`|(P *m G'^T *m (G *m Q)) i j| + H i * theta j).

Lemma addE k (u v : 'cV[R]_k) i : (u + v) i 0 = u i 0 + v i 0. Proof. by rewrite mxE. Qed.
Lemma theta_ge0 j : 0 <= theta j.
Proof.
have d0 : 0 <= delta by apply: le_trans (defect j); rewrite sumr_ge0.
by apply: le_trans (shares j j); rewrite !mulr_ge0 ?ler0n.
Qed.

Section At.
Variable x : 'cV[R]_n.
Let z := P *m x.
Let rest := x - Q *m z.

Lemma rest_small c : `|rest c 0| <= \sum_j theta j * `|z j 0|.
Proof.
have E : rest = (1%:M - Q *m P) *m x by rewrite mulmxBl mul1mx -mulmxA.
have [k _ kmax] := @Order.TotalTheory.arg_maxP _ R _ c xpredT (fun k => `|x k 0|) isT.
have d0 : 0 <= delta by apply: le_trans (defect c); rewrite sumr_ge0.
have small i : `|rest i 0| <= delta * `|x k 0|.
  rewrite E mxE; apply: le_trans (ler_norm_sum _ _ _) _; apply: (@le_trans _ _ (\sum_j `|(1%:M - Q *m P) i j| * `|x k 0|)).
    by apply: ler_sum => j _; rewrite normrM ler_wpmul2l //; exact: kmax.
  by rewrite -mulr_suml ler_wpmul2r.
have top : `|x k 0| <= 2%:R * `|(Q *m z) k 0|.
  have E' : x k 0 = (Q *m z) k 0 + rest k 0 by rewrite /rest; move: (Q *m z) => y; rewrite !mxE addrC subrK.
  have : `|x k 0| <= `|(Q *m z) k 0| + delta * `|x k 0|.
    by rewrite {1}E'; apply: le_trans (ler_norm_add _ _) _; rewrite ler_add2l.
  rewrite -ler_subl_addr => low; apply: le_trans (_ : 2%:R * (`|x k 0| - delta * `|x k 0|) <= _).
    have -> : 2%:R * (`|x k 0| - delta * `|x k 0|) = `|x k 0| + (1 - 2%:R * delta) * `|x k 0| by ring.
    by rewrite ler_addl mulr_ge0 ?subr_ge0.
  by rewrite ler_pmul2l ?ltr0n.
apply: le_trans (small c) _; apply: le_trans (_ : delta * (2%:R * `|(Q *m z) k 0|) <= _); first by rewrite ler_wpmul2l.
rewrite mulrCA mulrA mxE; apply: le_trans (_ : 2%:R * delta * (\sum_j `|Q k j| * `|z j 0|) <= _).
  rewrite ler_wpmul2l ?mulr_ge0 ?ler0n //; apply: le_trans (ler_norm_sum _ _ _) _.
  by apply: ler_sum => j _; rewrite normrM.
by rewrite mulr_sumr; apply: ler_sum => j _; rewrite mulrA ler_wpmul2r.
Qed.

Lemma split_x : x = Q *m z + rest. Proof. by rewrite /rest addrC subrK. Qed.

Lemma through_rest G p : J G -> `|(G *m rest) p 0| <= gamma p * \sum_j theta j * `|z j 0|.
Proof.
move=> JG; rewrite mxE; apply: le_trans (ler_norm_sum _ _ _) _.
apply: (@le_trans _ _ (\sum_c `|G p c| * \sum_j theta j * `|z j 0|)).
  by apply: ler_sum => c _; rewrite normrM ler_wpmul2l ?rest_small.
by rewrite -mulr_suml ler_wpmul2r ?rows // sumr_ge0 // => j _; rewrite mulr_ge0 ?theta_ge0.
Qed.

Lemma speed_bound G p : J G -> `|(G *m x) p 0| <= \sum_j B p j * `|z j 0|.
Proof.
move=> JG; rewrite {1}split_x mulmxDr mulmxA addE; apply: le_trans (ler_norm_add _ _) _.
apply: le_trans (ler_add (lexx _) (through_rest p JG)) _; rewrite mulr_sumr [X in `|X|]mxE.
apply: le_trans (ler_add (ler_norm_sum _ _ _) (lexx _)) _; rewrite -big_split /=; apply: ler_sum => j _.
by rewrite normrM mulrA -mulrDl ler_wpmul2r ?speeds.
Qed.

Lemma fall_bound G G' i sg : J G -> J G' -> `|sg| = 1 -> sg * z i 0 = `|z i 0| ->
  \sum_j C i j * `|z j 0| <= sg * (P *m (G'^T *m (G *m x))) i 0.
Proof.
move=> JG JG' s1 sz; pose M := P *m G'^T *m (G *m Q).
have -> : P *m (G'^T *m (G *m x)) = M *m z + P *m G'^T *m (G *m rest) by rewrite {1}split_x !mulmxDr /M !mulmxA.
rewrite addE mulrDr; set T := \sum_j theta j * `|z j 0|.
have low : - (H i * T) <= sg * (P *m G'^T *m (G *m rest)) i 0.
  apply: le_trans (_ : - `|sg * (P *m G'^T *m (G *m rest)) i 0| <= _); last by rewrite ler_oppl -normrN ler_norm.
  rewrite ler_opp2 normrM s1 mul1r mxE; apply: le_trans (ler_norm_sum _ _ _) _.
  apply: (@le_trans _ _ (\sum_p `|(P *m G'^T) i p| * (gamma p * T))).
    by apply: ler_sum => p _; rewrite normrM ler_wpmul2l ?through_rest.
  under eq_bigr => p _ do rewrite mulrA.
  by rewrite -mulr_suml ler_wpmul2r ?rests // sumr_ge0 // => j _; rewrite mulr_ge0 ?theta_ge0.
apply: le_trans (ler_add (lexx _) low); rewrite ler_subr_addr /T mulr_sumr -big_split /=.
rewrite [(M *m z) i 0]mxE mulr_sumr; apply: ler_sum => j _; rewrite mulrA -mulrDl.
have [<-|ij] := eqVneq i j.
  by rewrite mulrCA sz ler_wpmul2r // -ler_subr_addr decays.
rewrite mulrA; apply: le_trans (_ : - (`|M i j| * `|z j 0|) <= _).
  by rewrite -mulNr ler_wpmul2r // -ler_subr_addr -opprD mixes.
by rewrite ler_oppl -mulNr -mulrN; apply: le_trans (ler_norm _) _; rewrite !normrM normrN s1 mul1r.
Qed.
End At.

Lemma modes_regular (x : 'cV[R]_n) : P *m x = 0 -> x = 0.
Proof.
move=> Px; apply/colP=> c; rewrite [RHS]mxE; apply/eqP; rewrite -normr_le0.
have := rest_small x c; rewrite Px mulmx0 subr0 => /le_trans; apply.
by rewrite big1 // => j _; rewrite mxE normr0 mulr0.
Qed.

Variable G0 : 'M[R]_(m, n).
Hypothesis JG0 : J G0.
Lemma H_ge0 i : 0 <= H i.
Proof.
apply: le_trans (rests JG0 i); apply: sumr_ge0 => p _; rewrite mulr_ge0 //.
by apply: le_trans (rows JG0 p); rewrite sumr_ge0.
Qed.
Lemma off_diagonal i j : i != j -> C i j <= 0.
Proof.
by move=> ij; apply: le_trans (mixes JG0 JG0 ij) _; rewrite oppr_le0 addr_ge0 // mulr_ge0 ?H_ge0 ?theta_ge0.
Qed.
Lemma B_ge0 p j : 0 <= B p j.
Proof.
apply: le_trans (speeds JG0 p j); rewrite addr_ge0 // mulr_ge0 ?theta_ge0 //.
by apply: le_trans (rows JG0 p); rewrite sumr_ge0.
Qed.
Lemma bounded G : J G -> forall p c, `|G p c| <= \sum_q gamma q.
Proof.
have g0 q : 0 <= gamma q by apply: le_trans (rows JG0 q); rewrite sumr_ge0.
move=> JG p c; apply: (@le_trans _ _ (gamma p)).
  by apply: le_trans (rows JG p); rewrite (bigD1 c) //= ler_addl sumr_ge0.
by rewrite (bigD1 p) //= ler_addl sumr_ge0.
Qed.
Lemma bound_ge0 : 0 <= \sum_q gamma q.
Proof. by apply: sumr_ge0 => q _; apply: le_trans (rows JG0 q); rewrite sumr_ge0. Qed.
End Modes.
