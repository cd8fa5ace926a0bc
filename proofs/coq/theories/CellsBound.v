(* No weights of one hidden layer are better than the best choice of a cell for each unit (soundness.md 23): the core of
   global-minimum by cells, of worst-minimum and of minima. Which choices are listed is not part of it. *)
From Dlmcert Require Import Algebra Model Minimum Points SoundPatterns.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Bound.
Variables (R : realFieldType) (d D N T : nat) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) (y : 'I_N -> R) (bias : bool).
Variable sign : 'I_T -> 'I_N -> bool.
Implicit Types (w : 'rV[R]_d) (t : 'I_D -> 'I_T).

(* The sign vectors of all open cells of one unit; what they say where the sample is 0 does not matter. *)
Definition all_cells : Prop := forall w, (forall n, col n X != 0 -> (w *m X) 0 n != 0) ->
  exists k, forall n, col n X != 0 -> sign k n = (0 < (w *m X) 0 n).

Definition slope_of (k : 'I_T) (n : 'I_N) : R := if sign k n then 1 else s.

Lemma on_void n w : col n X = 0 -> (w *m X) 0 n = 0.
Proof.
move=> x0; rewrite mxE big1 // => j _; have /matrixP/(_ j 0) := x0.
by rewrite [col n X j 0]mxE [RHS]mxE => ->; rewrite mulr0.
Qed.

(* Every w is in the closure of a cell, whose slopes it has. *)
Lemma closure_cell w : all_cells -> exists k, forall n, phi s ((w *m X) 0 n) = slope_of k n * (w *m X) 0 n.
Proof.
move=> all; have [g gX] := generic_weights X.
pose u n : R := if (w *m X) 0 n == 0 then 1 else `|(w *m X) 0 n|.
have u0 n : 0 < u n by rewrite /u; case: ifP => [_|/negbT ne]; rewrite ?ltr01 ?normr_gt0.
have [delta [d0 H]] := small (fun n => (g *m X) 0 n) u0.
pose a := delta / 2%:R; have a0 : 0 < a by rewrite divr_gt0 ?ltr0n.
have ad : `|a| < delta by rewrite gtr0_norm // /a ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
have moved n : ((w + a *: g) *m X) 0 n = (w *m X) 0 n + a * (g *m X) 0 n.
  by rewrite mulmxDl -scalemxAl [LHS]mxE [in RHS]mulrC; congr (_ + _); rewrite mxE mulrC.
have keeps n : (w *m X) 0 n != 0 -> (0 < (w *m X) 0 n + a * (g *m X) 0 n) = (0 < (w *m X) 0 n) /\
    (w *m X) 0 n + a * (g *m X) 0 n != 0.
  move=> ne; have := H a ad n; rewrite /u (negPf ne); set v := (w *m X) 0 n in ne *; set h := a * _.
  case: (ltP 0 v) => [v0|]; first by rewrite (gtr0_norm v0) ltr_norml => /andP[lo _]; rewrite -(ltr_add2r v) addNr addrC in lo; rewrite lo gt_eqF.
  rewrite le_eqVlt (negPf ne) /= => v0; rewrite (ltr0_norm v0) ltr_norml opprK => /andP[_ hi].
  have neg : v + h < 0 by rewrite -(ltr_add2l v) addrN in hi.
  by rewrite ltNge (ltW neg) lt_eqF.
have [|k kP] := all (w + a *: g).
  move=> n xn; rewrite moved; case: (eqVneq ((w *m X) 0 n) 0) => [->|ne]; last by have [] := keeps n ne.
  by rewrite add0r mulf_neq0 ?gX // gt_eqF.
exists k => n; have [w0|ne] := eqVneq ((w *m X) 0 n) 0; first by rewrite w0 phi0 mulr0.
have xn : col n X != 0 by apply: contra_neq ne => /on_void ->.
rewrite /slope_of kP // moved (keeps n ne).1 /phi; congr (_ * _).
by rewrite le_eqVlt eq_sym (negPf ne).
Qed.

(* --- the outputs of a choice nearest to y --- *)

Definition row_of t i j n : R := E i n * slope_of (t i) n * X j n.

Definition nearest t (f : 'I_N -> R) : Prop :=
  [/\ exists z b, (bias || (b == 0)) /\ forall n, f n = \sum_i \sum_j z i j * row_of t i j n + b,
      forall i j, \sum_n (f n - y n) * row_of t i j n = 0 & bias -> \sum_n (f n - y n) = 0].

Lemma orthogonal_outputs t f : nearest t f -> forall z b, bias || (b == 0) ->
  \sum_n (f n - y n) * (\sum_i \sum_j z i j * row_of t i j n + b) = 0.
Proof.
case=> _ rows ones z b bb.
rewrite (eq_bigr (fun n => \sum_i \sum_j z i j * ((f n - y n) * row_of t i j n) + (f n - y n) * b)); last first.
  move=> n _; rewrite mulrDr mulr_sumr; congr (_ + _); apply: eq_bigr => i _.
  by rewrite mulr_sumr; apply: eq_bigr => j _; rewrite mulrCA.
rewrite big_split /= exchange_big /= big1 => [|i _]; last first.
  by rewrite exchange_big /= big1 // => j _; rewrite -mulr_sumr rows mulr0.
by rewrite add0r -mulr_suml; case/orP: bb => [/ones ->|/eqP ->]; rewrite ?mul0r ?mulr0.
Qed.

Lemma shuffle_unit (a e p w x : R) : a * (e * (p * (w * x))) = a * w * (e * p * x).
Proof. by ring. Qed.
Lemma shuffle_square (f g c : R) : (g - c) ^+ 2 = (f - c) ^+ 2 + (g - f) ^+ 2 + 2%:R * ((f - c) * (g - f)).
Proof. by ring. Qed.

Theorem cells_bound (L : R) : all_cells -> (forall t, exists2 f, nearest t f & L <= \sum_n (f n - y n) ^+ 2) ->
  forall (W : 'M[R]_(D, d)) (v : 'I_D -> R) b, bias || (b == 0) ->
  L <= \sum_n (\sum_i v i * (E i n * phi s ((W *m X) i n)) + b - y n) ^+ 2.
Proof.
move=> all H W v b bb; have rowE i n : (row i W *m X) 0 n = (W *m X) i n by rewrite -row_mul mxE.
have cell i : exists k, [forall n, phi s ((W *m X) i n) == slope_of k n * (W *m X) i n].
  by have [k kP] := closure_cell (row i W) all; exists k; apply/forallP => n; rewrite -rowE kP.
have [t tP] : exists t, forall i n, phi s ((W *m X) i n) = slope_of (t i) n * (W *m X) i n.
  by exists (fun i => xchoose (cell i)) => i n; have /forallP/(_ n)/eqP := xchooseP (cell i).
have [f nf le] := H t; apply: le_trans le _; have [[z [c [cb fE]]] _ _] := nf.
set g := fun n => \sum_i v i * (E i n * phi s ((W *m X) i n)) + b.
have gE n : g n = \sum_i \sum_j (v i * W i j) * row_of t i j n + b.
  congr (_ + _); apply: eq_bigr => i _; rewrite tP mxE !mulr_sumr; apply: eq_bigr => j _; exact: shuffle_unit.
have o1 := orthogonal_outputs nf z cb; have o2 := orthogonal_outputs nf (fun i j => v i * W i j) bb.
have cross : \sum_n (f n - y n) * (g n - f n) = 0.
  rewrite (eq_bigr (fun n => (f n - y n) * (\sum_i \sum_j (v i * W i j) * row_of t i j n + b)
    - (f n - y n) * (\sum_i \sum_j z i j * row_of t i j n + c))); last first.
    by move=> n _; rewrite gE fE mulrBr.
  by rewrite sumrB o1 o2 subrr.
rewrite (eq_bigr _ (fun n _ => shuffle_square (f n) (g n) (y n))) !big_split /= -mulr_sumr cross mulr0 addr0.
by rewrite ler_addl sumr_ge0 // => n _; exact: sqr_ge0.
Qed.
End Bound.
