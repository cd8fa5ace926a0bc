(* Lower bounds of |G e|: if 1 - L G has rows and columns that are small, |G e| is at least (1-q) |e| / |L|
   (soundness.md 38, gradient flow). Euclidean norms by their squares. *)
From Dlmcert Require Import Algebra FlowRate.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Schur.
Variables (R : realFieldType) (m n : nat).
Implicit Types (M : 'M[R]_(m, n)) (x : 'cV[R]_n).
Definition len2 k (x : 'cV[R]_k) : R := norm2 (fun i => x i 0).

Lemma weighted_square (I : finType) (a x : I -> R) : (forall i, 0 <= a i) ->
  (\sum_i a i * `|x i|) ^+ 2 <= (\sum_i a i) * \sum_i a i * x i ^+ 2.
Proof.
move=> a0; set A := \sum_i a i; set B := \sum_i _ * `|_|; set C := \sum_i _ * _ ^+ 2.
have A0 : 0 <= A by rewrite sumr_ge0.
have [Ap|] := ltP 0 A; last first.
  move=> Al; have z i : a i = 0.
    apply/eqP; rewrite eq_le a0 andbT; apply: le_trans Al; by rewrite /A (bigD1 i) //= ler_addl sumr_ge0.
  by rewrite [B]big1 ?[C]big1 ?expr0n ?mulr0 // => i _; rewrite z mul0r.
have : 0 <= \sum_i a i * (A * `|x i| - B) ^+ 2 by rewrite sumr_ge0 // => i _; rewrite mulr_ge0 ?sqr_ge0.
have -> : \sum_i a i * (A * `|x i| - B) ^+ 2 = A * (A * C - B ^+ 2).
  transitivity (\sum_i (A ^+ 2 * (a i * x i ^+ 2) + B ^+ 2 * a i - 2%:R * A * B * (a i * `|x i|))).
    apply: eq_bigr => i _; rewrite -[x i ^+ 2](real_normK (num_real (x i))); move: (`|x i|) => z; ring.
  by rewrite sumrB big_split /= -!mulr_sumr -/A -/B -/C; ring.
by rewrite pmulr_rge0 // subr_ge0.
Qed.

Lemma schur M (r c : R) x : 0 <= r -> (forall i, \sum_j `|M i j| <= r) -> (forall j, \sum_i `|M i j| <= c) ->
  len2 (M *m x) <= r * c * len2 x.
Proof.
move=> r0 rows cols; apply: (@le_trans _ _ (\sum_i r * \sum_j `|M i j| * x j 0 ^+ 2)).
  apply: ler_sum => i _; apply: le_trans (_ : (\sum_j `|M i j| * `|x j 0|) ^+ 2 <= _).
    rewrite -[X in X <= _](real_normK (num_real _)) ler_sqr ?nnegrE ?normr_ge0 //; last first.
      by rewrite sumr_ge0 // => j _; rewrite mulr_ge0.
    rewrite mxE; apply: le_trans (ler_norm_sum _ _ _) _; by apply: ler_sum => j _; rewrite normrM.
  apply: le_trans (weighted_square _ _) _ => [j|]; first exact: normr_ge0.
  by rewrite ler_wpmul2r // sumr_ge0 // => j _; rewrite mulr_ge0 ?sqr_ge0.
rewrite -mulr_sumr -mulrA ler_wpmul2l // exchange_big /= /len2 /norm2 mulr_sumr; apply: ler_sum => j _.
by rewrite -mulr_suml ler_wpmul2r ?sqr_ge0.
Qed.
End Schur.

Section Norm.
Variables (R : realFieldType) (m n : nat) (L : 'M[R]_(n, m)) (P : R).
Hypothesis rows : forall i, \sum_j `|(L *m L^T) i j| <= P.

Lemma len2E k (x : 'cV[R]_k) : len2 x = (x^T *m x) 0 0.
Proof. by rewrite mxE; apply: eq_bigr => i _; rewrite mxE expr2. Qed.

(* |L y|^2 <= P |y|^2: with z = L y, |z|^4 = (y, L^T z)^2 <= |y|^2 (z, L L^T z), at most P |y|^2 |z|^2. *)
Lemma norm_gram (y : 'cV[R]_m) : 0 <= P -> len2 (L *m y) <= P * len2 y.
Proof.
move=> P0; set z := L *m y; have [z0|] := ltP 0 (len2 z); last by move=> H; apply: le_trans H _; rewrite mulr_ge0 ?norm2_ge0.
have zz : len2 z = \sum_p y p 0 * (L^T *m z) p 0.
  rewrite len2E {1}/z trmx_mul -mulmxA mxE; by apply: eq_bigr => p _; rewrite mxE.
have small : len2 (L^T *m z) <= P * len2 z.
  have -> : len2 (L^T *m z) = \sum_i z i 0 * ((L *m L^T) *m z) i 0.
    rewrite len2E trmx_mul trmxK -!mulmxA mxE; by apply: eq_bigr => i _; rewrite mxE mulmxA.
  apply: (@le_trans _ _ (\sum_i \sum_j `|(L *m L^T) i j| * ((z i 0 ^+ 2 + z j 0 ^+ 2) / 2%:R))).
    apply: ler_sum => i _; rewrite [X in _ * X]mxE mulr_sumr; apply: ler_sum => j _; rewrite mulrCA.
    apply: le_trans (ler_norm _) _; rewrite normrM ler_wpmul2l // ler_pdivl_mulr ?ltr0n //.
    rewrite normrM -(real_normK (num_real (z i 0))) -(real_normK (num_real (z j 0))) -subr_ge0.
    move: (`|z i 0|) (`|z j 0|) => a b; rewrite (_ : _ - _ = (a - b) ^+ 2) ?sqr_ge0 //; ring.
  have sym i j : (L *m L^T) i j = (L *m L^T) j i.
    by rewrite -[in LHS](trmxK (L *m L^T)) [LHS]mxE trmx_mul trmxK.
  have half : \sum_i \sum_j `|(L *m L^T) i j| * ((z i 0 ^+ 2 + z j 0 ^+ 2) / 2%:R) =
      \sum_i \sum_j `|(L *m L^T) i j| * z i 0 ^+ 2.
    transitivity (2%:R^-1 * (\sum_i \sum_j `|(L *m L^T) i j| * z i 0 ^+ 2) + 2%:R^-1 * (\sum_i \sum_j `|(L *m L^T) i j| * z i 0 ^+ 2)).
      rewrite [X in _ = _ + _ * X]exchange_big /= !mulr_sumr -big_split /=; apply: eq_bigr => i _; rewrite !mulr_sumr -big_split /=.
      apply: eq_bigr => j _; rewrite (sym j i); move: (`|(L *m L^T) i j|) (z i 0) (z j 0) => A u v; by field.
    by field.
  rewrite half.
  rewrite /len2 /norm2 mulr_sumr; apply: ler_sum => i _; by rewrite -mulr_suml ler_wpmul2r ?sqr_ge0.
rewrite -(ler_pmul2r z0) -expr2 {1}zz; apply: le_trans (cauchy_schwarz _ _) _.
rewrite -/(len2 y) -/(len2 (L^T *m z)) [P * _]mulrC -mulrA ler_wpmul2l ?norm2_ge0 //.
Qed.
End Norm.

Section Below.
Variables (R : realFieldType) (k : nat) (q : R).
Hypotheses (q0 : 0 <= q).
(* z at most q |e| away from e is at least (1 - q) |e| *)
Lemma near_long (e z : 'cV[R]_k) : q < 1 -> len2 (e - z) <= q ^+ 2 * len2 e -> (1 - q) ^+ 2 * len2 e <= len2 z.
Proof.
move=> q1 near; set d := e - z in near; have zE i : z i 0 = e i 0 - d i 0 by rewrite /d !mxE opprB addrC subrK.
set m := \sum_i e i 0 * d i 0.
have split_z : len2 z = len2 e - 2%:R * m + len2 d.
  rewrite /len2 /norm2 /m mulr_sumr -sumrB -big_split /=; apply: eq_bigr => i _.
  by rewrite zE; move: (e i 0) (d i 0) => x u; ring.
have [qp|] := ltP 0 q; last first.
  move=> ql; have q00 : q = 0 by apply/eqP; rewrite eq_le q0 ql.
  rewrite q00 expr0n mul0r in near; have d0 := norm2_eq0 near.
  rewrite q00 subr0 expr1n mul1r /len2 /norm2 le_eqVlt; apply/orP; left; apply/eqP; apply: eq_bigr => i _.
  by rewrite zE d0 subr0.
have mm : 2%:R * m <= q * len2 e + q^-1 * len2 d.
  rewrite /m /len2 /norm2 !mulr_sumr -big_split /=; apply: ler_sum => i _; rewrite -subr_ge0.
  have -> : q * e i 0 ^+ 2 + q^-1 * d i 0 ^+ 2 - 2%:R * (e i 0 * d i 0) = q^-1 * (q * e i 0 - d i 0) ^+ 2.
    by field; rewrite gt_eqF.
  by rewrite mulr_ge0 ?sqr_ge0 // invr_ge0.
rewrite split_z; apply: (@le_trans _ _ (len2 e - (q * len2 e + q^-1 * len2 d) + len2 d)); last first.
  by rewrite ler_add2r ler_add2l ler_opp2.
have -> : len2 e - (q * len2 e + q^-1 * len2 d) + len2 d = (1 - q) * len2 e - (q^-1 - 1) * len2 d by ring.
have q2 : 0 <= q^-1 - 1 by rewrite subr_ge0 invr_ge1 ?unitf_gt0 // ltW.
apply: (@le_trans _ _ ((1 - q) * len2 e - (q^-1 - 1) * (q ^+ 2 * len2 e))); last by rewrite ler_add2l ler_opp2 ler_wpmul2l.
rewrite le_eqVlt; apply/orP; left; apply/eqP; field; by rewrite gt_eqF.
Qed.
End Below.
