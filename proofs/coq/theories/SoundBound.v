(* One unit and its signs: what an empty cell and a dual vector prove (soundness.md 30). A unit that is 0 on a sample has
   there the sign of one weight vector g off all hyperplanes: so no weights have to be moved. *)
From Dlmcert Require Import Algebra Model Points.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Signs.
Variables (R : realFieldType) (d N : nat) (X : 'M[R]_(d, N)) (s : R) (g : 'rV[R]_d).
Hypothesis gX : forall n, col n X != 0 -> (g *m X) 0 n != 0.
Implicit Types (w : 'rV[R]_d) (k m : 'I_N -> R).

Definition sum_at w n : R := (w *m X) 0 n.
Definition positive w n : bool := (0 < sum_at w n) || (sum_at w n == 0) && (0 < sum_at g n).
Definition dependent k : Prop := forall j, \sum_n k n * X j n = 0.

Lemma positive_ge0 w n : positive w n -> 0 <= sum_at w n.
Proof. by case/orP=> [/ltW|/andP[/eqP ->]]. Qed.
Lemma negative_le0 w n : ~~ positive w n -> sum_at w n <= 0.
Proof. by rewrite negb_or -leNgt => /andP[]. Qed.

Lemma dependent_sum k w : dependent k -> \sum_n k n * sum_at w n = 0.
Proof.
move=> H; rewrite (eq_bigr (fun n => \sum_j w 0 j * (k n * X j n))); last first.
  by move=> n _; rewrite /sum_at mxE mulr_sumr; apply: eq_bigr => j _; rewrite mulrCA.
by rewrite exchange_big big1 // => j _; rewrite -mulr_sumr H mulr0.
Qed.

(* Signs that contradict each other *)
Lemma no_such_unit k w : dependent k ->
  (forall n, k n != 0 -> col n X != 0 /\ (0 < k n) = positive w n) -> forall n, k n = 0.
Proof.
move=> dep H.
have null (f : 'I_N -> R) : (forall n, 0 <= k n * f n) -> \sum_n k n * f n = 0 -> forall n, k n * f n = 0.
  by move=> ge0 /eqP; rewrite psumr_eq0 // => /allP all n; apply/eqP/all; rewrite mem_index_enum.
have zero_w : forall n, k n * sum_at w n = 0.
  apply: null (dependent_sum w dep) => n; have [->|kn] := eqVneq (k n) 0; first by rewrite mul0r.
  have [_ E] := H n kn; case: (ltP 0 (k n)) E => [k0|k0] /esym E.
    by rewrite mulr_ge0 ?positive_ge0 // ltW.
  by rewrite mulr_le0 // negative_le0 // E.
have on_g n : k n != 0 -> 0 < k n * sum_at g n.
  move=> kn; have [xn E] := H n kn; have w0 : sum_at w n = 0.
    by have /eqP := zero_w n; rewrite mulf_eq0 (negPf kn) => /eqP.
  move: E; rewrite /positive w0 ltxx eqxx /=.
  have gn : sum_at g n != 0 := gX xn.
  case: (ltP 0 (k n)) => k0 /esym E; first by rewrite mulr_gt0.
  have kneg : k n < 0 by rewrite lt_neqAle kn.
  by rewrite nmulr_rgt0 // lt_neqAle gn leNgt E.
have zero_g : forall n, k n * sum_at g n = 0.
  apply: null (dependent_sum g dep) => n; have [->|kn] := eqVneq (k n) 0; first by rewrite mul0r.
  exact: ltW (on_g n kn).
move=> n; apply/eqP/negP=> /negP kn; have := on_g n kn; by rewrite zero_g ltxx.
Qed.

Lemma on_zero w n : col n X = 0 -> sum_at w n = 0.
Proof.
move=> x0; rewrite /sum_at mxE big1 // => j _; have /matrixP/(_ j 0) := x0.
by rewrite [col n X j 0]mxE [RHS]mxE => ->; rewrite mulr0.
Qed.

(* The numbers k of a leaf *)
Lemma nonnegative_unit k m w : dependent k ->
  (forall n, col n X != 0 -> (positive w n -> k n <= m n) /\ (~~ positive w n -> s * m n <= k n)) ->
  0 <= \sum_n m n * phi s (sum_at w n).
Proof.
move=> dep H; rewrite -[X in X <= _](dependent_sum w dep) -subr_ge0 -sumrB; apply: sumr_ge0 => n _.
have [x0|xn] := eqVneq (col n X) 0; first by rewrite on_zero // phi0 !mulr0 subrr.
have [Hp Hm] := H n xn; case: (boolP (positive w n)) => [p|p].
  have u0 := positive_ge0 p; rewrite /phi u0 mul1r -mulrBl mulr_ge0 // subr_ge0; exact: Hp.
have u0 := negative_le0 p; have -> : phi s (sum_at w n) = s * sum_at w n.
  rewrite /phi; case: ifP => // ge0; have /eqP -> : sum_at w n == 0 by rewrite eq_le u0 ge0.
  by rewrite !mulr0.
by rewrite mulrA -mulrBl mulr_le0 // subr_le0 mulrC; exact: Hm.
Qed.
End Signs.

(* --- Cauchy and Schwarz --- *)

Section Bound.
Variables (R : realFieldType) (N : nat).
Implicit Types (a b mu v y : 'I_N -> R).

Lemma cauchy_schwarz a b : (\sum_n a n * b n) ^+ 2 <= (\sum_n a n ^+ 2) * \sum_n b n ^+ 2.
Proof.
set p := \sum_n a n * b n; set q := \sum_n a n ^+ 2; set r := \sum_n b n ^+ 2.
have q0 : 0 <= q by apply: sumr_ge0 => n _; exact: sqr_ge0.
have [qz|qn] := eqVneq q 0.
  suff -> : p = 0 by rewrite expr0n /= mulr_ge0 // sumr_ge0 // => n _; exact: sqr_ge0.
  rewrite /p big1 // => n _; have /eqP := qz; rewrite psumr_eq0 => [/allP/(_ n)|i _]; last exact: sqr_ge0.
  by rewrite mem_index_enum => /(_ isT); rewrite sqrf_eq0 => /eqP ->; rewrite mul0r.
have : 0 <= \sum_n (q * b n - p * a n) ^+ 2 by apply: sumr_ge0 => n _; exact: sqr_ge0.
have -> : \sum_n (q * b n - p * a n) ^+ 2 = q * (q * r - p ^+ 2).
  rewrite (eq_bigr (fun n => q ^+ 2 * b n ^+ 2 + (p ^+ 2 * a n ^+ 2 - 2%:R * q * p * (a n * b n)))); last first.
    by move=> n _; ring.
  rewrite big_split sumrB -!mulr_sumr /= -/p -/q -/r; ring.
by rewrite pmulr_rge0 ?lt_def ?qn // subr_ge0.
Qed.

(* A vector that is not 0 and its product with the residuals *)
Lemma bounded_by_product (l : R) mu v y : 0 < \sum_n mu n ^+ 2 ->
  2%:R * N%:R * l * (\sum_n mu n ^+ 2) <= (\sum_n mu n * (v n - y n)) ^+ 2 ->
  l <= N%:R^-1 * (\sum_n (v n - y n) ^+ 2 / 2%:R).
Proof.
set q := \sum_n mu n ^+ 2 => q0 H.
have N0 : 0 < N%:R :> R.
  rewrite ltr0n lt0n; apply/eqP=> N0; move: q0; rewrite /q big1 ?ltxx // => n _.
  by have := ltn_ord n; rewrite [X in (_ < X)%N]N0.
have := le_trans H (cauchy_schwarz mu (fun n => v n - y n)); rewrite -/q [q * _]mulrC ler_pmul2r //.
move=> H1; rewrite -mulr_suml mulrA ler_pdivl_mulr ?ltr0n // ler_pdivl_mull //.
by have -> : N%:R * (l * 2%:R) = 2%:R * N%:R * l by ring.
Qed.

Lemma squares_gt0 mu : (exists n, mu n != 0) -> 0 < \sum_n mu n ^+ 2.
Proof.
case=> n nz; rewrite lt_def sumr_ge0 ?andbT => [|m _]; last exact: sqr_ge0.
apply/eqP=> /eqP; rewrite psumr_eq0 => [/allP/(_ n)|m _]; last exact: sqr_ge0.
by rewrite mem_index_enum => /(_ isT); rewrite sqrf_eq0 (negPf nz).
Qed.

(* A vector that has a nonnegative product with the outputs v *)
Lemma bounded_by_vector (l : R) mu v y : \sum_n mu n * y n < 0 ->
  2%:R * N%:R * l * (\sum_n mu n ^+ 2) <= (\sum_n mu n * y n) ^+ 2 -> 0 <= \sum_n mu n * v n ->
  l <= N%:R^-1 * (\sum_n (v n - y n) ^+ 2 / 2%:R).
Proof.
set p := \sum_n mu n * y n => p0 H v0; apply: (bounded_by_product (mu := mu)).
  apply: squares_gt0; apply/existsP; rewrite -negb_forall; apply: contraTN p0 => /forallP z.
  by rewrite /p big1 ?ltxx // => n _; rewrite (eqP (z n)) mul0r.
apply: le_trans H _; have e0 : - p <= \sum_n mu n * (v n - y n).
  rewrite (eq_bigr (fun n => mu n * v n - mu n * y n)) => [|n _]; last by rewrite mulrBr.
  by rewrite sumrB -/p ler_addr.
by rewrite -(sqrrN p) ler_sqr ?nnegrE ?oppr_ge0 ?(ltW p0) //; apply: le_trans e0; rewrite oppr_ge0 ltW.
Qed.

(* Residuals of f that are orthogonal to f and to v *)
Lemma nearest_outputs f v y : \sum_n (f n - y n) * f n = 0 -> \sum_n (f n - y n) * v n = 0 ->
  N%:R^-1 * (\sum_n (f n - y n) ^+ 2 / 2%:R) <= N%:R^-1 * (\sum_n (v n - y n) ^+ 2 / 2%:R) :> R.
Proof.
move=> of_ ov; rewrite ler_wpmul2l ?invr_ge0 ?ler0n // -!mulr_suml ler_wpmul2r ?invr_ge0 ?ler0n //.
rewrite [X in _ <= X](eq_bigr (fun n => (f n - y n) ^+ 2 + ((v n - f n) ^+ 2 + 2%:R * ((f n - y n) * v n - (f n - y n) * f n)))).
  rewrite !big_split /= ler_addl -mulr_sumr sumrB of_ ov subrr mulr0 addr0 sumr_ge0 // => n _; exact: sqr_ge0.
by move=> n _; ring.
Qed.
End Bound.
