(* There is a pattern of an open cell, and with slope 0 one that kills the first sample (soundness.md 2, 6). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge SoundOneLayer.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Patterns.
Variable R : realFieldType.

Lemma nonroot (p : {poly R}) : p != 0 -> exists k : nat, p.[k%:R] != 0.
Proof.
move=> p0; have [/hasP[k _ ne]|/hasPn all0] := boolP (has (fun k => p.[k%:R] != 0) (iota 0 (size p))).
  by exists k.
have roots : all (root p) [seq k%:R | k <- iota 0 (size p)].
  by apply/allP=> x /mapP[k ink ->]; rewrite /root; have := all0 k ink; rewrite negbK.
have uniqs : uniq [seq k%:R : R | k <- iota 0 (size p)].
  by rewrite map_inj_uniq ?iota_uniq // => a b /eqP; rewrite eqr_nat => /eqP.
by have := max_poly_roots p0 roots uniqs; rewrite size_map size_iota ltnn.
Qed.

(* A weight vector off all hyperplanes of the samples *)
Lemma generic_weights d N (X : 'M[R]_(d, N)) :
  exists w : 'rV[R]_d, forall n, col n X != 0 -> (w *m X) 0 n != 0.
Proof.
pose p n : {poly R} := \poly_(j < d) (if insub j is Some i then X (i : 'I_d) n else 0).
have p0 n : col n X != 0 -> p n != 0.
  apply: contraNneq => pn0; apply/eqP/matrixP=> j c; rewrite !mxE.
  have := congr1 (fun q : {poly R} => q`_j) pn0; rewrite /= coef_poly coef0 ltn_ord.
  by case: insubP => [i _ E|/negP[]//]; have -> : i = j by exact: val_inj.
have [k kP] : exists k : nat, (\prod_(n | col n X != 0) p n).[k%:R] != 0.
  by apply: nonroot; apply/prodf_neq0 => n /p0.
exists (\row_j k%:R ^+ j) => n xn; move: kP; rewrite horner_prod => /prodf_neq0/(_ n xn).
apply: contra => /eqP E; rewrite -E horner_poly mxE; apply/eqP; apply: eq_bigr => j _.
rewrite mxE mulrC; congr (_ * _); case: insubP => [i _ Ei|/negP[]//]; by have -> : i = j by exact: val_inj.
Qed.

Variables (d D N : nat) (X : 'M[R]_(d, N)).

Lemma pattern_of_weights (w : 'rV[R]_d) : (forall n, col n X != 0 -> (w *m X) 0 n != 0) ->
  let sg : pattern D N := \matrix_(i, n) (0 <= (w *m X) 0 n) in open_cell_pattern X sg /\ point_pattern X sg.
Proof.
move=> H sg; have E i n : ((\matrix_(i, j) w 0 j : 'M_(D, d)) *m X) i n = (w *m X) 0 n.
  by rewrite !mxE; apply: eq_bigr => j _; rewrite mxE.
split; exists (\matrix_(i, j) w 0 j) => i n; rewrite E; last by rewrite [LHS]mxE.
move=> xn; split; first exact: H.
by rewrite [LHS]mxE [RHS]lt_def H.
Qed.
End Patterns.

Lemma some_pattern (R : realFieldType) d D N (X : 'M[R]_(d, N)) :
  exists sg : pattern D N, open_cell_pattern X sg /\ point_pattern X sg.
Proof. by have [w H] := generic_weights X; exists (\matrix_(i, n) (0 <= (w *m X) 0 n)); apply: pattern_of_weights. Qed.

(* With slope 0 one that makes the column of sample k zero, whatever the noise *)
Lemma dead_sample (R : realFieldType) d D N (X : 'M[R]_(d, N)) (k : 'I_N) : exists sg : pattern D N,
  [/\ open_cell_pattern X sg, point_pattern X sg & forall E : 'M[R]_(D, N), ~~ full_column_rank (gradient 0 E X sg)].
Proof.
have [w H] := generic_weights X.
pose w' : 'rV[R]_d := if 0 <= (w *m X) 0 k then - w else w.
have oppE n : (- w *m X) 0 n = - (w *m X) 0 n by rewrite mulNmx [LHS]mxE.
have H' n : col n X != 0 -> (w' *m X) 0 n != 0.
  by move=> /H; rewrite /w'; case: ifP => // _; rewrite oppE oppr_eq0.
have [o p] := @pattern_of_weights R _ D _ X w' H'; exists (\matrix_(i, n) (0 <= (w' *m X) 0 n)); split=> // E.
apply: (@deficientP _ _ _ _ (\col_n (n == k)%:R)).
  by apply/eqP=> /matrixP/(_ k 0); rewrite !mxE eqxx => /eqP; rewrite oner_eq0.
apply/khatri_rao_mul0=> i j; rewrite (bigD1 k) //= big1 ?addr0 => [|n ne]; last first.
  by rewrite [(\col__ _) n 0]mxE (negPf ne) mulr0.
have [xk|/H' xk] := eqVneq (col k X) 0.
  have -> : X j k = 0 by have /matrixP/(_ j 0) := xk; rewrite [col k X j 0]mxE [RHS]mxE.
  by rewrite mulr0 mul0r.
rewrite [activations _ _ _ i k]mxE [(\matrix_(_, _) _) i k]mxE.
have -> : (0 <= (w' *m X) 0 k) = false; last by rewrite mulr0 !mul0r.
apply/negbTE; rewrite -ltNge lt_def eq_sym xk /w'; case: ifP => [ge|/negbT]; last by rewrite -ltNge => /ltW.
by rewrite oppE oppr_le0.
Qed.

Theorem dead_pattern_over (R : realFieldType) P : check_dead_pattern P ->
  exists sg : pattern (unit_count P) (sample_count P),
    [/\ open_cell_pattern (map_mx (ratr : rat -> R) (X_of P)) sg, point_pattern (map_mx (ratr : rat -> R) (X_of P)) sg &
    forall E : 'M[R]_(unit_count P, sample_count P), ~~ full_column_rank (gradient (ratr (s_of P) : R) E (map_mx ratr (X_of P)) sg)].
Proof.
case/andP=> /andP[s0 N0] _.
have n0 : (0 < sample_count P)%N by case: (sample_count P) N0.
have -> : s_of P = 0 by apply/eqP; rewrite -q2r_eq0.
by rewrite rmorph0; exact: dead_sample (Ordinal n0).
Qed.
