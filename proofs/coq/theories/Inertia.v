(* Of all symmetric matrices A (1 + F) with F small, A congruent to a matrix that its diagonal dominates: as many
   directions of positive curvature as positive entries there, with one bound for all of them. And what follows for the
   first block of a bordered matrix (soundness.md 37). *)
From Dlmcert Require Import Algebra Krawczyk Signature.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma injective_unit (F : fieldType) n (A : 'M[F]_n) : (forall y : 'cV_n, A *m y = 0 -> y = 0) -> A \in unitmx.
Proof.
move=> H; rewrite -unitmx_tr -row_free_unit; apply: inj_row_free => v Gv; apply: trmx_inj; rewrite trmx0; apply: H.
by apply: trmx_inj; rewrite trmx_mul trmxK Gv trmx0.
Qed.

Section Inertia.
Variables (R : archiFieldType) (n : nat) (r : 'I_n -> R) (q : R) (A C : 'M[R]_n).
Hypotheses (r0 : forall i, 0 < r i) (q0 : 0 <= q) (q1 : q < 1) (A_sym : A^T = A).
Let D := C *m A *m C^T.
Variable P : pred 'I_n.
Hypothesis dominant : forall i, P i -> \sum_(j | j != i) `|D i j| < D i i.
Definition supported (x : 'cV[R]_n) := forall i, ~~ P i -> x i 0 = 0.

Lemma D_sym i j : D i j = D j i.
Proof.
have : D^T = D by rewrite /D !trmx_mul trmxK A_sym mulmxA.
by move/(congr1 (fun M : 'M_n => M j i)); rewrite mxE.
Qed.

Lemma on_D : exists2 g, 0 < g & forall x, supported x -> g * sq x <= qf D x.
Proof.
pose O i j := if j == i then 0 else `|D i j|.
have Osum i : \sum_j O i j = \sum_(j | j != i) `|D i j|.
  by rewrite (bigD1 i) //= /O eqxx add0r; apply: eq_bigr => j /negPf ->.
have [g g0 gP] : exists2 g, 0 < g & forall i, P i -> g <= D i i - \sum_j O i j.
  by apply: least_of => i /dominant; rewrite Osum subr_gt0.
exists g => // x sx; pose s i := x i 0 ^+ 2.
apply: le_trans (_ : \sum_i (D i i - \sum_j O i j) * s i <= _).
  rewrite /sq mulr_sumr; apply: ler_sum => i _; case Pi : (P i); first by rewrite ler_wpmul2r ?sqr_ge0 ?gP.
  by rewrite /s sx ?Pi // expr0n !mulr0.
have -> : \sum_i (D i i - \sum_j O i j) * s i = \sum_i (D i i * s i - \sum_j O i j * ((s i + s j) / 2%:R)).
  rewrite (eq_bigr (fun i => D i i * s i - (\sum_j O i j) * s i)) => [|i _]; last by rewrite mulrBl.
  rewrite !sumrB; congr (_ - _).
  have -> : \sum_i (\sum_j O i j) * s i = \sum_i \sum_j O i j * (s i / 2%:R) + \sum_i \sum_j O i j * (s i / 2%:R).
    rewrite -big_split /=; apply: eq_bigr => i _; by rewrite -mulr_suml -mulrDr -splitr.
  have sym : \sum_i \sum_j O i j * (s i / 2%:R) = \sum_i \sum_j O i j * (s j / 2%:R) :> R.
    by rewrite exchange_big; apply: eq_bigr => i _; apply: eq_bigr => j _; rewrite /O eq_sym D_sym.
  rewrite {2}sym -big_split /=; apply: eq_bigr => i _; rewrite -big_split /=; apply: eq_bigr => j _.
  by rewrite -mulrDr -mulrDl.
rewrite qfE; apply: ler_sum => i _; rewrite (bigD1 i) //= [X in _ <= X](bigD1 i) //= /O eqxx mul0r add0r.
have -> : x i 0 * D i i * x i 0 = D i i * s i by rewrite /s expr2 mulrAC mulrC.
rewrite ler_add2l -sumrN; apply: ler_sum => j /negPf ->.
have -> : x i 0 * D i j * x j 0 = D i j * (x i 0 * x j 0) by rewrite mulrCA mulrA.
apply: le_trans (_ : - `|D i j * (x i 0 * x j 0)| <= _); last by rewrite ler_oppl -normrN ler_norm.
by rewrite ler_opp2 normrM ler_wpmul2l ?mul_squares.
Qed.

Lemma product_bound : exists2 K, 0 <= K & forall eps X, 0 <= eps -> shrinking r eps X -> total_norm (A *m X) <= eps * K.
Proof.
exists (\sum_i \sum_j \sum_k `|A i k| * (r k / r j)) => [|eps X e0 HX].
  do 3 (rewrite sumr_ge0 // => ? _); by rewrite mulr_ge0 // divr_ge0 // ltW.
rewrite mulr_sumr; apply: ler_sum => i _; rewrite mulr_sumr; apply: ler_sum => j _.
rewrite mxE mulr_sumr; apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => k _.
rewrite normrM mulrCA ler_wpmul2l // mulrA ler_pdivl_mulr //; apply: le_trans (HX k).
by rewrite (bigD1 j) //= ler_addl sumr_ge0 // => l _; rewrite mulr_ge0 // ltW.
Qed.

Theorem positive_part : exists2 c, 0 < c & forall F, shrinking r q F -> F^T *m A = A *m F -> exists V : 'M[R]_n,
  (forall x, supported x -> c * sq (V *m x) <= qf (A *m (1%:M + F)) (V *m x)) /\
  (forall x, supported x -> V *m x = 0 -> x = 0).
Proof.
have [g g0 gP] := on_D; have [C1 C10 C1P] := inverse_bound r0 q0 q1; have [C2 C20 C2P] := mul_bound C^T.
have [K K0 KP] := product_bound.
pose C3 := C1 * C2 + 1; have C30 : 0 < C3 by rewrite ltr_paddl ?mulr_ge0 ?ltr01.
pose c := g / (2%:R * C3); have c0 : 0 < c by rewrite divr_gt0 // mulr_gt0 ?ltr0n.
exists c => // F HF AF; have K1 : 0 < 2%:R * K + 1 by rewrite ltr_paddl ?ltr01 // mulr_ge0 ?ler0n.
have [k kP] := power_small q0 q1 (divr_gt0 c0 K1).
pose X := root F k; pose Y := 2%:R *: (root F k.+1 - root F k); pose T := 1%:M + X.
have HX : shrinking r q X := root_shrinking r0 q0 q1 HF k.
have HY : shrinking r (2%:R * q ^+ k.+1) Y.
  by have := shrinking_scale 2%:R (root_close r0 q0 q1 HF k); rewrite ger0_norm ?ler0n.
have smallY : total_norm (A *m Y) <= c.
  apply: le_trans (KP _ _ _ HY) _; first by rewrite mulr_ge0 ?ler0n ?exprn_ge0.
  have p : q ^+ k.+1 <= q ^+ k by rewrite exprS ler_pimull ?exprn_ge0 // ltW.
  move: (le_lt_trans p kP); rewrite ltr_pdivl_mulr // => /ltW; apply: le_trans.
  by rewrite [2%:R * _]mulrC -mulrA ler_wpmul2l ?exprn_ge0 // ler_addl ler01.
have Tu : T \in unitmx.
  by apply: injective_unit => y Ty; apply: sq_eq0; apply: le_trans (C1P X HX y 0 Ty) _; rewrite sq0 mulr0.
exists (invmx T *m C^T); split=> x sx; last first.
  move=> E; have : C^T *m x = 0 by rewrite -[C^T](mulKVmx Tu) -mulmxA E mulmx0.
  move=> Z; apply: sq_eq0; rewrite -(pmulr_rle0 _ g0); apply: le_trans (gP x sx) _.
  by rewrite /qf /D -!mulmxA Z !mulmx0 mxE.
set y := _ *m x; have Ty : T *m y = C^T *m x by rewrite /y -mulmxA mulKVmx.
have yx : sq y <= C3 * sq x.
  apply: le_trans (C1P X HX y _ Ty) _; apply: le_trans (_ : C1 * (C2 * sq x) <= _); first by rewrite ler_wpmul2l.
  by rewrite mulrA ler_wpmul2r ?sq_ge0 // ler_addl ler01.
rewrite (root_square AF k) -/X -/Y -/T qfD.
have -> : qf (T^T *m A *m T) y = qf D x.
  rewrite /qf /D; have -> : y^T *m (T^T *m A *m T) *m y = (T *m y)^T *m A *m (T *m y) by rewrite [(T *m y)^T]trmx_mul !mulmxA.
  by rewrite Ty trmx_mul trmxK !mulmxA.
have low : - (c * sq y) <= qf (A *m Y) y.
  apply: le_trans (_ : - `|qf (A *m Y) y| <= _); last by rewrite ler_oppl -normrN ler_norm.
  by rewrite ler_opp2; apply: le_trans (qf_bound _ _) _; rewrite ler_wpmul2r ?sq_ge0.
apply: le_trans (_ : g * sq x - c * sq y <= _); last by rewrite ler_add ?gP.
rewrite ler_subr_addl -mulrDl -mulr2n -mulr_natl /c.
have -> : 2%:R * (g / (2%:R * C3)) = g / C3 by rewrite invfM mulrCA [2%:R * _]mulrA divff ?pnatr_eq0 // mul1r.
by rewrite -mulrA ler_pmul2l // ler_pdivr_mull.
Qed.
End Inertia.

(* --- bordered matrices --- *)

Section Bordered.
Variables (R : archiFieldType) (m k : nat) (H : 'M[R]_m) (U : 'M[R]_(k, m)).
Definition bordered : 'M[R]_(m + k) := block_mx H (- U^T) (- U) 0.

Lemma qf_bordered h mu : qf bordered (col_mx h mu) = qf H h - 2%:R * \sum_j mu j 0 * (U *m h) j 0.
Proof.
rewrite /qf /bordered tr_col_mx mul_row_block mul_row_col mulmx0 addr0 mulmxDl.
have sumU : (mu^T *m U *m h) 0 0 = \sum_j mu j 0 * (U *m h) j 0.
  by rewrite -mulmxA mxE; apply: eq_bigr => j _; rewrite mxE.
have a : (h^T *m - U^T *m mu) 0 0 = - (mu^T *m U *m h) 0 0.
  rewrite mulmxN mulNmx mxE -trmx_mul; congr (- _).
  have -> : (U *m h)^T *m mu = (mu^T *m U *m h)^T by rewrite -mulmxA [RHS]trmx_mul trmxK.
  by rewrite mxE.
have b : (mu^T *m - U *m h) 0 0 = - (mu^T *m U *m h) 0 0 by rewrite mulmxN mulNmx mxE.
have add3 (x y z : 'M[R]_1) : (x + y + z) 0 0 = x 0 0 + y 0 0 + z 0 0 by rewrite !mxE.
by rewrite add3 a b sumU mulr_natl mulr2n opprD addrA.
Qed.

Theorem bordered_bound c (P : pred 'I_(m + k)) (V : 'M[R]_(m + k)) : 0 < c -> #|P| = m ->
  (forall x, supported P x -> c * sq (V *m x) <= qf bordered (V *m x)) ->
  (forall x, supported P x -> V *m x = 0 -> x = 0) ->
  forall h, c * sq h <= qf H h + sq (U *m h) / c.
Proof.
move=> c0 szP VP Vinj h.
pose S : 'M[R]_(m + k, #|P|) := \matrix_(i, a) (i == enum_val a)%:R.
have sS a : supported P (S *m a).
  move=> i Pi; rewrite mxE big1 // => b _; rewrite mxE; case: eqP => [E|_]; last by rewrite mul0r.
  by move: Pi; rewrite E; have := enum_valP b; rewrite unfold_in => ->.
have Sinj (a : 'cV_#|P|) : S *m a = 0 -> a = 0.
  move=> E; apply/colP=> b; have := congr1 (fun v : 'cV_(m + k) => v (enum_val b) 0) E; rewrite !mxE.
  rewrite (bigD1 b) //= mxE eqxx mul1r big1 ?addr0 // => b' bb; rewrite mxE (inj_eq enum_val_inj) eq_sym (negPf bb) mul0r.
  by [].
pose L := usubmx (V *m S).
have sqE (y : 'cV[R]_(m + k)) : sq y = sq (usubmx y) + sq (dsubmx y).
  by rewrite /sq big_split_ord; congr (_ + _); apply: eq_bigr => i _; rewrite mxE.
have Lfull : row_full L^T.
  suff free : row_free L^T by rewrite /row_full (eqP free) szP.
  apply: inj_row_free => v Lv.
  have Lv' : L *m v^T = 0 by apply: trmx_inj; rewrite trmx_mul trmxK Lv trmx0.
  apply: trmx_inj; rewrite trmx0; apply: Sinj; apply: Vinj => //; apply: sq_eq0; rewrite -(pmulr_rle0 _ c0).
  apply: le_trans (VP _ (sS _)) _; set y := V *m _.
  have yu : usubmx y = 0 by rewrite /y mulmxA -Lv' mul_usub_mx.
  rewrite -[y]vsubmxK yu qf_bordered /qf trmx0 !mul0mx mxE mulmx0 big1 ?mulr0 ?subrr // => j _.
  by rewrite [X in _ * X]mxE mulr0.
have [B BL] := row_fullP Lfull.
pose y := V *m (S *m (B^T *m h)).
have yh : usubmx y = h.
  by rewrite /y mulmxA -mul_usub_mx -/L mulmxA -[L]trmxK -trmx_mul BL trmx1 mul1mx.
have := VP _ (sS (B^T *m h)); rewrite -/y sqE yh -{2}[y]vsubmxK yh qf_bordered; set mu := dsubmx y => le.
suff le2 : - (2%:R * \sum_j mu j 0 * (U *m h) j 0) <= c * sq mu + sq (U *m h) / c.
  rewrite -(ler_add2r (c * sq mu)) -mulrDr; apply: le_trans le _.
  by rewrite -addrA ler_add2l addrC.
rewrite mulr_sumr -sumrN /sq mulr_sumr mulr_suml -big_split /=; apply: ler_sum => j _.
set a := mu j 0; set b := (U *m h) j 0; rewrite -subr_ge0 opprK.
have -> : c * a ^+ 2 + b ^+ 2 / c + 2%:R * (a * b) = c * (a + b / c) ^+ 2.
  by field; rewrite gt_eqF.
by rewrite mulr_ge0 ?sqr_ge0 // ltW.
Qed.
End Bordered.
