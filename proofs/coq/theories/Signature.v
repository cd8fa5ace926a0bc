(* Signs of curvature of all symmetric matrices near one, without eigenvalues: A0 (1 + F) with F small is
   T^T A0 T up to what is as small as one likes, T = 1 + X with X X + 2 X near F. Over every archimedean ordered field
   (soundness.md 37, Inertia). *)
From Dlmcert Require Import Algebra Krawczyk.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Sums.
Variable R : realFieldType.

Lemma maximum n (f : 'I_n -> R) (i0 : 'I_n) : exists i, forall j, f j <= f i.
Proof. by case: (Order.TotalTheory.arg_maxP f (isT : xpredT i0)) => i _ H; exists i => j; exact: H. Qed.

Lemma least_of n (P : pred 'I_n) (f : 'I_n -> R) : (forall i, P i -> 0 < f i) -> exists2 g, 0 < g & forall i, P i -> g <= f i.
Proof.
move=> H; suff [g g0 K] : exists2 g, 0 < g & forall i, i \in enum 'I_n -> P i -> g <= f i.
  by exists g => // i; apply: K; rewrite mem_enum.
elim: (enum _) => [|i s [g g0 K]]; first by exists 1; rewrite ?ltr01.
case Pi : (P i); last by exists g => // j; rewrite inE => /orP[/eqP ->|/K //]; rewrite Pi.
exists (Num.min g (f i)); first by rewrite lt_minr g0 H.
by move=> j; rewrite inE => /orP[/eqP ->|/K jg Pj]; rewrite le_minl ?lexx ?orbT // jg.
Qed.

Lemma mul_squares (a b : R) : `|a * b| <= (a ^+ 2 + b ^+ 2) / 2%:R.
Proof.
rewrite ler_pdivl_mulr ?ltr0n // normrM -subr_ge0 -[a ^+ 2]ger0_norm ?sqr_ge0 // -[b ^+ 2]ger0_norm ?sqr_ge0 //.
rewrite !normrX; have -> : `|a| ^+ 2 + `|b| ^+ 2 - `|a| * `|b| * 2%:R = (`|a| - `|b|) ^+ 2 by ring.
exact: sqr_ge0.
Qed.

Definition sq n (y : 'cV[R]_n) : R := \sum_i y i 0 ^+ 2.
Lemma sq_ge0 n (y : 'cV[R]_n) : 0 <= sq y. Proof. by rewrite sumr_ge0 // => i _; exact: sqr_ge0. Qed.
Lemma sq_entry n (y : 'cV[R]_n) i : y i 0 ^+ 2 <= sq y.
Proof. by rewrite /sq (bigD1 i) //= ler_addl sumr_ge0 // => j _; exact: sqr_ge0. Qed.
Lemma sq_eq0 n (y : 'cV[R]_n) : sq y <= 0 -> y = 0.
Proof.
move=> H; apply/colP=> i; rewrite mxE; apply/eqP; rewrite -sqrf_eq0 eq_le sqr_ge0 andbT.
exact: le_trans (sq_entry y i) H.
Qed.
Lemma sq0 n : sq (0 : 'cV[R]_n) = 0. Proof. by rewrite /sq big1 // => i _; rewrite mxE expr0n. Qed.

Lemma sum_square n (a : 'I_n -> R) : (\sum_i a i) ^+ 2 <= n%:R * \sum_i a i ^+ 2.
Proof.
rewrite expr2 mulr_suml; apply: le_trans (_ : \sum_i \sum_j (a i ^+ 2 + a j ^+ 2) / 2%:R <= _).
  apply: ler_sum => i _; rewrite mulr_sumr; apply: ler_sum => j _; apply: le_trans (ler_norm _) _; exact: mul_squares.
rewrite (eq_bigr (fun i => n%:R * a i ^+ 2 / 2%:R + (\sum_j a j ^+ 2) / 2%:R)); last first.
  by move=> i _; rewrite -mulr_suml big_split /= sumr_const card_ord mulrDl -[a i ^+ 2 *+ n]mulr_natl.
rewrite big_split /= sumr_const card_ord -[(_ / _) *+ n]mulr_natl -mulr_suml -mulr_sumr.
set S := \sum_i _; have -> : n%:R * S / 2%:R + n%:R * (S / 2%:R) = n%:R * S by rewrite mulrA -splitr.
exact: lexx.
Qed.

Definition qf n (A : 'M[R]_n) (y : 'cV[R]_n) : R := (y^T *m A *m y) 0 0.
Lemma qfE n (A : 'M[R]_n) y : qf A y = \sum_i \sum_j y i 0 * A i j * y j 0.
Proof.
rewrite /qf mxE exchange_big; apply: eq_bigr => j _; rewrite mxE mulr_suml; apply: eq_bigr => i _; by rewrite mxE.
Qed.
Lemma qfD n (A B : 'M[R]_n) y : qf (A + B) y = qf A y + qf B y.
Proof. by rewrite /qf mulmxDr mulmxDl mxE. Qed.
Lemma qfN n (A : 'M[R]_n) y : qf (- A) y = - qf A y.
Proof. by rewrite /qf mulmxN mulNmx mxE. Qed.
Definition total_norm n (A : 'M[R]_n) : R := \sum_i \sum_j `|A i j|.
Lemma total_norm_ge0 n (A : 'M[R]_n) : 0 <= total_norm A.
Proof. by rewrite sumr_ge0 // => i _; rewrite sumr_ge0. Qed.
Lemma qf_bound n (A : 'M[R]_n) y : `|qf A y| <= total_norm A * sq y.
Proof.
rewrite qfE mulr_suml; apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => i _.
rewrite mulr_suml; apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => j _.
have -> : y i 0 * A i j * y j 0 = A i j * (y i 0 * y j 0) by rewrite mulrCA mulrA.
rewrite normrM ler_wpmul2l //; apply: le_trans (mul_squares _ _) _.
rewrite ler_pdivr_mulr ?ltr0n // mulr_natr mulr2n; apply: ler_add; exact: sq_entry.
Qed.
Lemma mul_bound m n (A : 'M[R]_(m, n)) : exists2 C, 0 <= C & forall x, sq (A *m x) <= C * sq x.
Proof.
exists (n%:R * \sum_i \sum_j A i j ^+ 2) => [|x].
  by rewrite mulr_ge0 ?ler0n // sumr_ge0 // => i _; rewrite sumr_ge0 // => j _; exact: sqr_ge0.
rewrite /sq -mulrA mulr_suml mulr_sumr; apply: ler_sum => i _; rewrite mxE; apply: le_trans (sum_square _) _.
rewrite ler_wpmul2l ?ler0n // mulr_suml; apply: ler_sum => j _; rewrite exprMn ler_wpmul2l ?sqr_ge0 //.
exact: (sq_entry x j).
Qed.
End Sums.

(* --- matrices that do not enlarge the box of the radii --- *)

Section Norm.
Variables (R : realFieldType) (n : nat) (r : 'I_n -> R).
Hypothesis r0 : forall i, 0 < r i.
Definition shrinking (q : R) (F : 'M[R]_n) := forall i, \sum_j `|F i j| * r j <= q * r i.

Lemma shrinking_mul p q F G : 0 <= q -> shrinking p F -> shrinking q G -> shrinking (q * p) (F *m G).
Proof.
move=> q0 HF HG i; apply: le_trans (_ : \sum_k `|F i k| * (q * r k) <= _); last first.
  rewrite -mulrA; apply: le_trans (_ : q * (\sum_k `|F i k| * r k) <= _); last by rewrite ler_wpmul2l.
  by rewrite mulr_sumr; apply: ler_sum => k _; rewrite mulrCA.
apply: le_trans (_ : \sum_j \sum_k `|F i k| * (`|G k j| * r j) <= _).
  apply: ler_sum => j _; rewrite mxE; apply: le_trans (_ : (\sum_k `|F i k| * `|G k j|) * r j <= _).
    rewrite ler_wpmul2r ?(ltW (r0 _)) //; apply: le_trans (ler_norm_sum _ _ _) _; by apply: ler_sum => k _; rewrite normrM.
  by rewrite mulr_suml; apply: ler_sum => k _; rewrite mulrA.
rewrite exchange_big; apply: ler_sum => k _; rewrite -mulr_sumr ler_wpmul2l //; exact: HG.
Qed.
Lemma shrinking_add p q F G : shrinking p F -> shrinking q G -> shrinking (p + q) (F + G).
Proof.
move=> HF HG i; rewrite mulrDl; apply: le_trans (ler_add (HF i) (HG i)); rewrite -big_split /=; apply: ler_sum => j _.
by rewrite -mulrDl ler_wpmul2r ?(ltW (r0 _)) // mxE ler_norm_add.
Qed.
Lemma shrinking_scale a q F : shrinking q F -> shrinking (`|a| * q) (a *: F).
Proof.
move=> HF i; rewrite -mulrA; apply: le_trans (_ : `|a| * (\sum_j `|F i j| * r j) <= _); last by rewrite ler_wpmul2l.
by rewrite mulr_sumr; apply: ler_sum => j _; rewrite mxE normrM mulrA.
Qed.
Lemma shrinking_le p q F : p <= q -> shrinking p F -> shrinking q F.
Proof. by move=> pq H i; apply: le_trans (H i) _; rewrite ler_wpmul2r // ltW. Qed.

(* F = K + B F *)
Lemma shrinking_fixed q (F K B : 'M[R]_n) : 0 <= q -> q < 1 ->
  (forall i, \sum_j (`|K i j| + `|B i j|) * r j <= q * r i) -> F = K + B *m F -> shrinking q F.
Proof.
move=> q0 q1 H E i0; pose f i := (\sum_j `|F i j| * r j) / r i.
have fE i : \sum_j `|F i j| * r j = f i * r i by rewrite /f divfK // gt_eqF.
have f0 i : 0 <= f i by rewrite divr_ge0 ?(ltW (r0 _)) // sumr_ge0 // => j _; rewrite mulr_ge0 // ltW.
have [i imax] := maximum f i0; rewrite fE ler_pmul2r //; apply: le_trans (imax i0) _.
pose a := \sum_j `|K i j| * r j; pose b := \sum_j `|B i j| * r j.
have ab : a + b <= q * r i by rewrite -big_split /=; under eq_bigr do rewrite -mulrDl; exact: H.
have b0 : 0 <= b by rewrite sumr_ge0 // => j _; rewrite mulr_ge0 // ltW.
have le : f i * r i <= a + f i * b.
  rewrite -fE {1}E; apply: le_trans (_ : \sum_j (`|K i j| + \sum_k `|B i k| * `|F k j|) * r j <= _).
    apply: ler_sum => j _; rewrite ler_wpmul2r ?(ltW (r0 _)) // mxE; apply: le_trans (ler_norm_add _ _) _.
    by rewrite ler_add2l mxE; apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => k _; rewrite normrM.
  under eq_bigr do rewrite mulrDl; rewrite big_split /= ler_add2l /b mulr_sumr.
  under eq_bigr do rewrite mulr_suml; rewrite exchange_big; apply: ler_sum => k _.
  under eq_bigr do rewrite -mulrA; rewrite -mulr_sumr fE mulrCA ler_wpmul2r ?imax // mulr_ge0 //.
  exact: ltW.
have le2 : f i * r i <= q * r i + (f i - 1) * b.
  apply: le_trans le _; have -> : q * r i + (f i - 1) * b = (q * r i - b) + f i * b by ring.
  by rewrite ler_add2r ler_subr_addr.
case: (lerP (f i) 1) => f1; last first.
  have : f i * r i <= q * r i + (f i - 1) * (q * r i).
    apply: le_trans le2 _; rewrite ler_add2l ler_wpmul2l ?subr_ge0 ?(ltW f1) //; apply: le_trans ab.
    by rewrite ler_addr sumr_ge0 // => j _; rewrite mulr_ge0 // ltW.
  have -> : q * r i + (f i - 1) * (q * r i) = (f i * q) * r i by ring.
  rewrite ler_pmul2r // => le3; have : f i * q < f i by rewrite gtr_pmulr // (lt_trans ltr01).
  by rewrite ltNge le3.
rewrite -(ler_pmul2r (r0 i)); apply: le_trans le2 _; by rewrite ger_addl mulr_le0_ge0 ?subr_le0.
Qed.

(* y = w - X y *)
Lemma inverse_bound q : 0 <= q -> q < 1 -> exists2 C, 0 <= C & forall X, shrinking q X -> forall y w,
  (1%:M + X) *m y = w -> sq y <= C * sq w.
Proof.
move=> q0 q1; have d0 : 0 < 1 - q by rewrite subr_gt0.
exists (\sum_i (r i / (1 - q)) ^+ 2 * (n%:R * \sum_i (r i)^-1 ^+ 2)) => [|X HX y w E].
  by rewrite sumr_ge0 // => i _; rewrite mulr_ge0 ?sqr_ge0 // mulr_ge0 ?ler0n // sumr_ge0 // => j _; exact: sqr_ge0.
pose S := \sum_i `|w i 0| / r i.
have S2 : S ^+ 2 <= n%:R * (\sum_i (r i)^-1 ^+ 2) * sq w.
  apply: le_trans (sum_square _) _; rewrite -mulrA ler_wpmul2l ?ler0n // mulr_suml; apply: ler_sum => i _.
  rewrite exprMn mulrC ler_wpmul2l ?sqr_ge0 // -normrX ger0_norm ?sqr_ge0 //; exact: sq_entry.
have small i : `|y i 0| <= S / (1 - q) * r i.
  have [j jmax] := maximum (fun i => `|y i 0| / r i) i.
  rewrite -ler_pdivr_mulr //; apply: le_trans (jmax i) _; rewrite ler_pdivl_mulr // mulrBr mulr1 ler_subl_addr.
  set al := `|y j 0| / r j in jmax *; have yE : y = w - X *m y by rewrite -E mulmxDl mul1mx addrK.
  rewrite /al ler_pdivr_mulr // {1}yE mxE [X in _ + X]mxE; apply: le_trans (ler_norm_sub _ _) _; rewrite mulrDl; apply: ler_add.
    rewrite -ler_pdivr_mulr // /S (bigD1 j) //= ler_addl sumr_ge0 // => k _; by rewrite divr_ge0 // ltW.
  rewrite mxE; apply: le_trans (ler_norm_sum _ _ _) _; apply: le_trans (_ : al * (\sum_k `|X j k| * r k) <= _); last first.
    by rewrite -mulrA ler_wpmul2l ?divr_ge0 ?(ltW (r0 _)).
  rewrite mulr_sumr; apply: ler_sum => k _; rewrite normrM mulrCA ler_wpmul2l // -ler_pdivr_mulr //; exact: jmax.
rewrite {1}/sq mulr_suml; apply: ler_sum => i _; rewrite -mulrA.
apply: le_trans (_ : (r i / (1 - q)) ^+ 2 * S ^+ 2 <= _); last by rewrite ler_wpmul2l ?sqr_ge0.
rewrite -exprMn -[y i 0 ^+ 2]ger0_norm ?sqr_ge0 // normrX; have := small i.
have -> : S / (1 - q) * r i = r i / (1 - q) * S by ring.
by move=> H; rewrite ler_sqr ?nnegrE // (le_trans _ H).
Qed.

(* --- nearly a square root --- *)
Variables (q : R) (F : 'M[R]_n).
Hypotheses (q0 : 0 <= q) (q1 : q < 1) (HF : shrinking q F).
Fixpoint root k : 'M[R]_n := if k is k'.+1 then 2%:R^-1 *: (F - root k' *m root k') else 0.

Lemma half_norm : `|2%:R^-1| = 2%:R^-1 :> R. Proof. by rewrite ger0_norm // invr_ge0 ler0n. Qed.

Lemma root_shrinking k : shrinking q (root k).
Proof.
elim: k => [|k IH] /=; first by move=> i; rewrite big1 ?mulr_ge0 ?(ltW (r0 _)) // => j _; rewrite mxE normr0 mul0r.
have N : shrinking (q * q) (- (root k *m root k)).
  by have := shrinking_scale (-1) (shrinking_mul q0 IH IH); rewrite normrN1 mul1r scaleN1r.
apply: shrinking_le (shrinking_scale 2%:R^-1 (shrinking_add HF N)).
rewrite half_norm mulrC ler_pdivr_mulr ?ltr0n // mulr_natr mulr2n ler_add2l -[X in _ <= X]mulr1 ler_wpmul2l // ltW //.
Qed.

Lemma root_close k : shrinking (q ^+ k.+1) (root k.+1 - root k).
Proof.
elim: k => [|k IH].
  have := shrinking_scale 2%:R^-1 HF; rewrite /= mul0mx !subr0 half_norm; apply: shrinking_le.
  by rewrite expr1 mulrC ler_pdivr_mulr ?ltr0n // ler_pemulr // ler1n.
set X' := root k.+1 in IH *; set X := root k in IH *.
have -> : root k.+2 - X' = (- 2%:R^-1) *: (X' *m (X' - X) + (X' - X) *m X).
  have -> : root k.+2 - X' = 2%:R^-1 *: (F - X' *m X') - 2%:R^-1 *: (F - X *m X) by [].
  rewrite -scalerBr scaleNr -scalerN.
  congr (_ *: _); rewrite mulmxBr mulmxBl; move: (X' *m X') (X' *m X) (X *m X) => a b c.
  by apply/matrixP=> i j; rewrite !mxE; ring.
have HX' := root_shrinking k.+1; have HX := root_shrinking k.
have e0 : 0 <= q ^+ k.+1 by rewrite exprn_ge0.
have := shrinking_scale (- 2%:R^-1) (shrinking_add (shrinking_mul e0 HX' IH) (shrinking_mul q0 IH HX)).
apply: shrinking_le; rewrite normrN half_norm [q ^+ k.+1 * q]mulrC -mulr2n -[(q * _) *+ 2]mulr_natl mulKf ?pnatr_eq0 //.
Qed.

Variable A : 'M[R]_n.
Hypotheses (A_sym : A^T = A) (AF : F^T *m A = A *m F).
Lemma root_sym k : (root k)^T *m A = A *m root k.
Proof.
elim: k => [|k IH] /=; first by rewrite trmx0 mul0mx mulmx0.
rewrite linearZ /= -scalemxAl -scalemxAr; congr (_ *: _).
by rewrite linearB /= mulmxBl mulmxBr AF trmx_mul -mulmxA IH mulmxA IH mulmxA.
Qed.

Lemma root_square k : A *m (1%:M + F) = (1%:M + root k)^T *m A *m (1%:M + root k) + A *m (2%:R *: (root k.+1 - root k)).
Proof.
have -> : (1%:M + root k)^T *m A = A *m (1%:M + root k).
  by rewrite linearD /= trmx1 mulmxDl mulmxDr mul1mx mulmx1 root_sym.
rewrite -mulmxA -mulmxDr; congr (_ *m _).
rewrite -[root k.+1]/(2%:R^-1 *: (F - root k *m root k)) scalerBr scalerA divff ?pnatr_eq0 // scale1r.
rewrite mulmxDl mul1mx mulmxDr mulmx1; move: (root k *m root k) => Y; move: (root k) (1%:M : 'M[R]_n) => X e.
apply/matrixP=> i j; rewrite !mxE mulr_natl mulr2n.
move: (e i j) (X i j) (Y i j) (F i j) => a b c f; ring.
Qed.
End Norm.
