(* The paper's own points: Fact 2, the witness (B.3) to (B.6) for every shape, and section 6's counterexample. *)
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Model Generic.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma bool_neq0 (F : fieldType) (b : bool) : (b%:R != 0 :> F) = b.
Proof. by case: b; rewrite ?oner_eq0 ?eqxx. Qed.

(* Column n of A is nonzero at n / b only, column n of B at n mod b only: the columns of the product are
   nonzero multiples of different unit vectors. *)
Section Units.
Variables (F : fieldType) (a b N : nat).
Hypothesis fits : (N <= a * b)%N.

Lemma positive_of (n : 'I_N) : (0 < b)%N.
Proof. by case: (b) fits n => //; rewrite muln0 leqn0 => /eqP-> []. Qed.

Lemma high_fits (n : 'I_N) : (n %/ b < a)%N.
Proof. by rewrite ltn_divLR ?(positive_of n) // (leq_trans (ltn_ord n)). Qed.
Lemma low_fits (n : 'I_N) : (n %% b < b)%N.
Proof. by rewrite ltn_mod positive_of. Qed.
Definition high n : 'I_a := Ordinal (high_fits n).
Definition low n : 'I_b := Ordinal (low_fits n).

Lemma high_low (n k : 'I_N) : high n = high k -> low n = low k -> n = k.
Proof.
move=> /(congr1 val) /= h /(congr1 val) /= l; apply: val_inj => /=.
by rewrite (divn_eq n b) (divn_eq k b) h l.
Qed.

Theorem unit_columns (A : 'M[F]_(a, N)) (B : 'M[F]_(b, N)) :
  (forall i n, (A i n != 0) = (i == n %/ b :> nat)%N) -> (forall j n, (B j n != 0) = (j == n %% b :> nat)%N) ->
  full_column_rank (khatri_rao A B).
Proof.
move=> AE BE; apply/full_column_rankP=> v /khatri_rao_mul0 Gv; apply/matrixP=> n c; rewrite (ord1 c) [RHS]mxE.
have := Gv (high n) (low n); rewrite (bigD1 n) //= big1 => [|k kn].
  have An : A (high n) n != 0 by rewrite AE.
  have Bn : B (low n) n != 0 by rewrite BE.
  by rewrite addr0 => /eqP; rewrite !mulf_eq0 (negPf An) (negPf Bn) => /eqP.
apply/eqP; rewrite !mulf_eq0 -orbA; apply/norP=> -[]; rewrite AE => /eqP hE /norP[].
rewrite BE => /eqP lE _; case/eqP: kn; apply: high_low; apply: val_inj; exact: esym.
Qed.
End Units.

(* --- Fact 2 --- *)

Section Fact2.
Variables a b N : nat.
Definition pairs : finType := [finType of (('I_a * 'I_N) + ('I_b * 'I_N))%type].
Definition left_of (R : Type) (z : pairs -> R) : 'M[R]_(a, N) := \matrix_(i, n) z (inl (i, n)).
Definition right_of (R : Type) (z : pairs -> R) : 'M[R]_(b, N) := \matrix_(i, n) z (inr (i, n)).

Theorem fact2 : (N <= a * b)%N ->
  @almost_every pairs (fun R z => full_column_rank (khatri_rao (left_of z) (right_of z))).
Proof.
move=> fits; pose M := khatri_rao (left_of (@coordinate pairs)) (right_of (@coordinate pairs)).
have ME (R : numFieldType) (z : pairs -> R) : map_mx (at_point z) M = khatri_rao (left_of z) (right_of z).
  rewrite /M map_khatri_rao; congr khatri_rao; apply/matrixP=> i n; rewrite !mxE; exact: at_point_coordinate.
pose z0 (t : pairs) : rat := match t with
  | inl (i, n) => (i == n %/ b :> nat)%N%:R | inr (j, n) => (j == n %% b :> nat)%N%:R end.
have H : full_column_rank (map_mx (at_point z0) M).
  by rewrite ME; apply: (unit_columns fits) => i n; rewrite mxE bool_neq0.
by apply: almost_every_weaken (almost_every_from (lemma8 H)) => R z; rewrite ME.
Qed.
End Fact2.

(* --- (B.3) to (B.6), L = m + 2: inputs of ones, slopes 1 below layer L-2, weights [1, 0] --- *)

Section Witness.
Variables (F : fieldType) (m N : nat) (d : nat -> nat).

(* the noise of layer l; that of layer 0 stands for the inputs *)
Definition witness_noise l : 'M[F]_(d l, N) := \matrix_(i, n)
  if (l < m)%N then 1 else if l == m then (i == n %% d m :> nat)%N%:R else (i == n %/ d m :> nat)%N%:R.
Definition witness_weight l : 'M[F]_(d l.+1, d l) := \matrix_(i, j) (j == 0 :> nat)%N%:R.
Notation no_bias := (fun l => 0 : 'cV[F]_(d l.+1)).

Hypothesis fits : (N <= d m.+1 * d m)%N.
Hypothesis units : forall l, (l < m)%N -> (0 < d l)%N.

Section AnySlopes.
(* one noise for all patterns: slopes differ from it by nonzero factors *)
Variable A : forall l, 'M[F]_(d l, N).
Hypothesis same_zeros : forall l i n, (A l i n != 0) = (witness_noise l i n != 0).

Lemma witness_V l : (l <= m)%N -> forall i n,
  (V witness_weight no_bias A (witness_noise 0) l i n != 0) = (witness_noise l i n != 0).
Proof.
elim: l => [//|l IH] lm i n /=; rewrite mxE mulf_eq0 negb_or same_zeros.
case: (witness_noise _ _ _ != 0) => //=; have d0 := units lm.
rewrite mul0mx addr0 mxE (bigD1 (Ordinal d0)) //= big1 => [|j jn].
  by rewrite addr0 mxE /= mul1r IH ?(ltnW lm) // mxE lm oner_eq0.
rewrite mxE; have -> : (j == 0 :> nat)%N = false by apply: contra_neqF jn => /eqP j0; exact: val_inj.
by rewrite mul0r.
Qed.

Theorem witness_full_rank : full_column_rank (G_absorbed witness_weight no_bias A (witness_noise 0) m).
Proof.
apply: (unit_columns fits) => i n.
  by rewrite same_zeros mxE ltnNge leqnSn /= (gtn_eqF (ltnSn m)) bool_neq0.
by rewrite witness_V // mxE ltnn eqxx bool_neq0.
Qed.
End AnySlopes.

(* The paper's equations, where the slopes are the noise itself: V_{L-2} is (B.5), and G_{L-1} the first N
   columns of the identity: column n is the unit vector of row (n / d, n mod d), which is row n. *)
Lemma witness_V_exact l : (l <= m)%N ->
  V witness_weight no_bias witness_noise (witness_noise 0) l = witness_noise l.
Proof.
elim: l => [//|l IH] lm; apply/matrixP=> i n /=; have d0 := units lm.
rewrite mxE IH ?(ltnW lm) // mul0mx addr0 [(_ *m _) i n]mxE (bigD1 (Ordinal d0)) //= big1 => [|j jn].
  by rewrite addr0 [witness_weight _ _ _]mxE /= mul1r [witness_noise l _ _]mxE lm mulr1.
rewrite mxE; have -> : (j == 0 :> nat)%N = false by apply: contra_neqF jn => /eqP j0; exact: val_inj.
by rewrite mul0r.
Qed.

Theorem witness_exact i j n :
  G_absorbed witness_weight no_bias witness_noise (witness_noise 0) m (mxvec_index i j) n =
  (i * d m + j == n)%N%:R.
Proof.
rewrite /G_absorbed khatri_raoE witness_V_exact // mxE ltnNge leqnSn /= (gtn_eqF (ltnSn m)).
rewrite mxE ltnn eqxx -natrM mulnb; congr (_%:R); congr nat_of_bool.
have d0 : (0 < d m)%N by case: (d m) j => [[]|].
apply/andP/eqP=> [[/eqP-> /eqP->]|<-]; first by rewrite -divn_eq.
by rewrite divnMDl // modnMDl divn_small ?modn_small ?addn0 ?eqxx.
Qed.

(* Slope s where the pattern says so *)
Corollary witness_every_pattern (s : F) (sg : forall l, 'M[bool]_(d l, N)) : s != 0 ->
  full_column_rank (G_absorbed witness_weight no_bias
    (fun l => activations s (witness_noise l) (sg l)) (witness_noise 0) m).
Proof.
move=> s0; apply: witness_full_rank => l i n; rewrite [activations _ _ _ _ _]mxE mulf_eq0 negb_or.
by case: (sg l i n); rewrite ?oner_eq0 ?s0 andbT.
Qed.
End Witness.

(* --- section 6: all weights negative, no noise, inputs >= 0 and none of them 0 --- *)

Section Negative.
Variables (F : realFieldType) (N : nat) (d : nat -> nat) (s : F).
Variables (W : forall l, 'M[F]_(d l.+1, d l)) (X : 'M[F]_(d 0, N)).
Notation no_bias := (fun l => 0 : 'cV[F]_(d l.+1)).
Notation no_noise := (fun l => const_mx 1 : 'M[F]_(d l, N)).
Notation outputs := (V_at W no_bias s no_noise X).
Notation slopes := (slopes_at W no_bias s no_noise X).
Hypothesis negative : forall l i j, W l i j < 0.
Hypothesis nonnegative : forall i n, 0 <= X i n.
Hypothesis no_zero : forall n, exists i, X i n != 0.
Hypothesis s0 : s != 0.
Hypothesis units : forall l, (0 < d l)%N.

(* c v >= 0 for all units and samples, no sample with all 0 *)
Definition one_sign c l := (forall i n, 0 <= c * outputs l i n) /\ (forall n, exists i, outputs l i n != 0).

Lemma preactivation_sign c l : c != 0 -> one_sign c l -> forall i n, c * (W l *m outputs l) i n < 0.
Proof.
move=> c0 [ge0 nz] i n; rewrite mxE mulr_sumr; have [j vj] := nz n; rewrite (bigD1 j) //=.
apply: ltr_naddr; last first.
  by rewrite mulrCA nmulr_rlt0 // lt_def ge0 andbT mulf_neq0.
by rewrite -oppr_ge0 -sumrN sumr_ge0 // => k _; rewrite oppr_ge0 mulrCA nmulr_rle0.
Qed.

Lemma slope_sign c l : c != 0 -> one_sign c l -> forall i n,
  (if 0 <= (W l *m outputs l) i n then 1 else s) = if c < 0 then 1 else s.
Proof.
move=> c0 os i n; have := preactivation_sign c0 os i n; case: (ltP c 0) => [cn|cp].
  by rewrite (nmulr_rlt0 _ cn) => /ltW ->.
have {}cp : 0 < c by rewrite lt_def c0 cp.
by rewrite (pmulr_rlt0 _ cp) ltNge => /negPf ->.
Qed.

Lemma one_sign_layer l : exists c, c != 0 /\ one_sign c l.
Proof.
elim: l => [|l [c [c0 os]]]; first by exists 1; rewrite oner_eq0; split=> //; split=> [i n|//]; rewrite mul1r.
have u := preactivation_sign c0 os; pose t : F := if c < 0 then 1 else s.
have tE := slope_sign c0 os.
have t0 : t != 0 by rewrite /t; case: ifP; rewrite ?oner_eq0.
have vE i n : outputs l.+1 i n = t * (W l *m outputs l) i n.
  rewrite /= mul0mx addr0 [LHS]mxE [activations _ _ _ i n]mxE /t -(tE i n).
  by rewrite [const_mx _ _ _]mxE mul1r [map_mx _ _ _ _]mxE.
exists (- (c / t)); rewrite oppr_eq0 mulf_neq0 ?invr_eq0 //; split=> //; split=> [i n|n].
  by rewrite vE mulNr mulrA divfK // oppr_ge0 ltW.
exists (Ordinal (units l.+1)); rewrite vE mulf_neq0 //; apply: contraTneq (u (Ordinal (units l.+1)) n) => ->.
by rewrite mulr0 ltxx.
Qed.

(* The slopes of every layer are all the same *)
Theorem constant_slopes l : exists t, slopes l.+1 = const_mx t.
Proof.
have [c [c0 os]] := one_sign_layer l; have tE := slope_sign c0 os.
exists (if c < 0 then 1 else s); apply/matrixP=> i n; rewrite /= mul0mx addr0 [LHS]mxE [RHS]mxE -(tE i n).
by rewrite [const_mx _ _ _]mxE mul1r [map_mx _ _ _ _]mxE.
Qed.

Lemma constant_rank a b (A : 'M[F]_(a, N)) (B : 'M[F]_(b, N)) : (forall i n k, A i n = A i k) ->
  (\rank (khatri_rao A B) <= \rank B)%N.
Proof.
move=> same; have : (khatri_rao A B <= B)%MS.
  apply/row_subP=> r; case/mxvec_indexP: r => i j.
  have [n0 _|none] := pickP (fun _ : 'I_N => true).
    suff -> : row (mxvec_index i j) (khatri_rao A B) = A i n0 *: row j B by rewrite scalemx_sub // row_sub.
    by apply/rowP=> n; rewrite [LHS]mxE khatri_raoE !mxE (same i n n0).
  suff -> : row (mxvec_index i j) (khatri_rao A B) = 0 by exact: sub0mx.
  by apply/rowP=> n; have := none n.
exact: mxrankS.
Qed.

(* So G_{L-1} (absorbed, or (5.4) whatever lies above) has no more rank than V_{L-2}. *)
Theorem counterexample l : (\rank (outputs l) < N)%N ->
  ~~ full_column_rank (G_absorbed W no_bias slopes X l).
Proof.
move=> lt; have [t tE] := constant_slopes l; rewrite /full_column_rank neq_ltn; apply/orP; left.
apply: leq_ltn_trans lt; rewrite /G_absorbed -V_at_slopes; apply: constant_rank => i n k; by rewrite tE !mxE.
Qed.

Lemma Delta_constant h l i n k : Delta W slopes h l.+1 i n = Delta W slopes h l.+1 i k.
Proof.
elim: h l i => [|h IH] l i /=.
  by have [t tE] := constant_slopes l; rewrite /= in tE; rewrite tE !mxE.
have [t tE] := constant_slopes l; rewrite /= in tE; rewrite [LHS]mxE [RHS]mxE tE.
rewrite [const_mx _ _ _]mxE [const_mx _ i k]mxE; congr (_ * _); rewrite [LHS]mxE [RHS]mxE.
by apply: eq_bigr => j _; congr (_ * _); exact: IH.
Qed.

Theorem counterexample_true L l : (\rank (outputs l) < N)%N ->
  ~~ full_column_rank (G W no_bias slopes X L l).
Proof.
move=> lt; rewrite /full_column_rank neq_ltn; apply/orP; left.
by apply: leq_ltn_trans lt; rewrite /G -V_at_slopes; apply: constant_rank => i n k; exact: Delta_constant.
Qed.

Corollary counterexample_wide l : (d l < N)%N -> ~~ full_column_rank (G_absorbed W no_bias slopes X l).
Proof. by move=> lt; apply: counterexample; apply: leq_ltn_trans (rank_leq_row _) lt. Qed.
End Negative.
