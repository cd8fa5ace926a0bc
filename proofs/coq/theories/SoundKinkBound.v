(* A network near one whose kinks give 0: what the units of the kinks give, p_j = noise times phi (u_j), changes the
   preactivations exactly by the backward pass of the other network. So half the squares of the residuals are at least
   the Lagrangian plus the sum of λ_j u_j + D_j φ(u_j), and this is at least κ |u_j| for each kink (soundness.md 37). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points
  PointRules NearbyRules CriticalRules SoundNetwork SoundEnclosure SoundSecant SoundBox SoundContraction Smooth
  SoundHeld SoundSecond SoundLagrange.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Bound.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))) (kink : nat -> nat -> nat -> bool).
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Notation rv := (@rv R).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Notation A := (held_slopes R net one box kink).
Notation none := (0%N, 0%N, 0%N).
Variable ks : seq (nat * nat * nat).
Notation kk b := (nth none ks b).
Hypothesis hidden : forall b, (b < size ks)%N -> ((kk b).1.1 < h)%N.
Hypothesis kinkE : forall l n i, kink l n i = ((l, n, i) \in ks).
Hypothesis distinct : uniq ks.
Variable lam : nat -> R.
Variables (W : weights R d) (c : shifts R d).
Notation V' := (V_at W c s E X).
Notation U' := (at_sum s E X W c).
Notation V := (Model.V W c A X).
Notation U := (Model.U W c A X).

(* what the units of the kinks give *)
Definition given_off l : 'M[R]_(d l, N) :=
  match l with O => 0 | S m => \matrix_(i, n) if kink m n i then E m.+1 i n * phi s (U' m i n) else 0 end.
Definition pushed_in : sources R N d := fun l => W l *m given_off l.
Hypothesis slopes : forall l, (l < h)%N -> forall (i : 'I_(d l.+1)) (n : 'I_N), ~~ kink l n i -> V' l.+1 i n = A l.+1 i n * U' l i n.

Lemma given_offE l (i : 'I_(d l.+1)) n : given_off l.+1 i n = if kink l n i then E l.+1 i n * phi s (U' l i n) else 0.
Proof. by rewrite [LHS]mxE. Qed.
Lemma slope_kink l (i : 'I_(d l.+1)) (n : 'I_N) : kink l n i -> A l.+1 i n = 0.
Proof. by move=> K; rewrite [A _ _ _]mxE /held_slope K rv0. Qed.

Lemma true_held l : (l <= h)%N -> V' l = V l + given_off l + change W A pushed_in l.
Proof.
elim: l => [_|l IH lh]; first by rewrite /= !addr0.
have sums : U' l = U l + changeU A W pushed_in l.
  rewrite /at_sum (IH (ltnW lh)) /Model.U /changeU /pushed_in !mulmxDr.
  by rewrite -(addrA (W l *m V l) (W l *m given_off l)) addrAC.
apply/matrixP=> i n; rewrite !sumE.
have -> : V l.+1 i n = A l.+1 i n * U l i n by rewrite [LHS]mxE.
have -> : change W A pushed_in l.+1 i n = A l.+1 i n * changeU A W pushed_in l i n by rewrite [LHS]mxE.
rewrite given_offE.
case K : (kink l n i); first by rewrite V_atS (slope_kink K) !mul0r add0r addr0.
by rewrite slopes ?K // sums addr0 -mulrDr sumE.
Qed.

Lemma true_sums l : (l <= h)%N -> U' l = U l + changeU A W pushed_in l.
Proof.
move=> lh; rewrite /at_sum (true_held lh) /Model.U /changeU /pushed_in !mulmxDr.
by rewrite -(addrA (W l *m V l) (W l *m given_off l)) addrAC.
Qed.

Lemma true_sum l (i : 'I_(d l.+1)) (n : 'I_N) : (l <= h)%N -> U' l i n = U l i n + changeU A W pushed_in l i n.
Proof. by move=> lh; rewrite true_sums // [LHS]mxE. Qed.

(* the derivative of the Lagrangian by what unit i of layer l+1 gives *)
Notation F := (lagrange_sources one box kink ks lam W c).
Definition pull_at l (i : 'I_(d l.+1)) (n : 'I_N) : R := ((W l.+1)^T *m adjoint h A W F l.+1) i n.

Lemma pushed_sum n : \sum_(l < h.+1) \sum_i F l i n * changeU A W pushed_in l i n =
  \sum_(l < h) \sum_i given_off l.+1 i n * pull_at i n.
Proof.
rewrite adjoint_sum big_ord_recl [X in X + _]big1 ?add0r => [|i _]; last by rewrite /pushed_in mulmx0 mxE mulr0.
apply: eq_bigr => l _ /=; rewrite (eq_bigr (fun i => \sum_j adjoint h A W F l.+1 i n * (W l.+1 i j * given_off l.+1 j n))) => [|i _].
  rewrite exchange_big; apply: eq_bigr => j _ /=; rewrite /pull_at [(_ *m _) j n]mxE mulr_sumr; apply: eq_bigr => i _.
  by rewrite [_^T _ _]mxE [LHS]mulrCA mulrA [LHS]mulrC.
by rewrite /pushed_in mxE mulr_sumr.
Qed.

Notation here b l n i := ((kk b == (nat_of_ord l, nat_of_ord n, nat_of_ord i))%:R : R).
(* the sum over the kinks of the sizes of their preactivations *)
Definition kink_sizes : R := \sum_n \sum_(l < h) \sum_i \sum_(b < size ks) here b l n i * `|U' l i n|.
Definition half_squares : R := 2%:R^-1 * \sum_n \sum_i (U' h i n - rv (target net (nat_of_ord n) (nat_of_ord i))) ^+ 2.

Lemma once l n i : (kink l n i)%:R = \sum_(b < size ks) (kk b == (l, n, i))%:R :> R.
Proof.
rewrite kinkE; case: (boolP (_ \in _)) => [/(nthP none)[b bk bE]|nin].
  rewrite (bigD1 (Ordinal bk)) //= bE eqxx big1 ?addr0 // => b' bb; rewrite -bE nth_uniq ?ltn_ord //.
  by rewrite -val_eqE /= in bb; rewrite (negPf bb).
rewrite big1 // => b _; case: eqP => [E1|//]; move: nin; by rewrite -E1 mem_nth ?ltn_ord.
Qed.

Variable ka : R.
Hypothesis push : forall b l (i : 'I_(d l.+1)) (n : 'I_N), (b < size ks)%N -> kk b = (l, nat_of_ord n, nat_of_ord i) ->
  ka <= lam b + E l.+1 i n * pull_at i n /\ lam b + s * (E l.+1 i n * pull_at i n) <= - ka.

Theorem kink_bound : lagrangian one box kink ks lam W c + ka * kink_sizes <= half_squares.
Proof.
pose T n : R := \sum_(l < h) \sum_i (\sum_(b < size ks) here b l n i * lam b) * U' l i n.
have kinks_held : \sum_(b < size ks) lam b * kink_sum one box kink ks W c b =
    \sum_n \sum_(l < h) \sum_i (\sum_(b < size ks) here b l n i * lam b) * U l i n.
  rewrite [RHS](eq_bigr (fun n => \sum_(b < size ks) lam b * \sum_(l < h) \sum_i here b l n i * U l i n)).
    rewrite exchange_big; apply: eq_bigr => b _ /=; rewrite -mulr_sumr; congr (_ * _); rewrite /kink_sum.
    by apply: eq_bigr => n _; rewrite (one_kink n (fun l i => U l i n) (hidden (ltn_ord b))).
  move=> n _; rewrite (eq_bigr (fun l : 'I_h => \sum_(b < size ks) lam b * \sum_i here b l n i * U l i n)).
    by rewrite exchange_big; apply: eq_bigr => b _ /=; rewrite mulr_sumr.
  move=> l _; rewrite (eq_bigr (fun i => \sum_(b < size ks) lam b * (here b l n i * U l i n))).
    by rewrite exchange_big; apply: eq_bigr => b _ /=; rewrite mulr_sumr.
  by move=> i _; rewrite mulr_suml; apply: eq_bigr => b _; rewrite mulrAC mulrC.
have sample n : 2%:R^-1 * (\sum_i (U h i n - rv (target net n i)) ^+ 2) - (\sum_(l < h) \sum_i (\sum_(b < size ks) here b l n i * lam b) * U l i n)
    + T n + \sum_(l < h) \sum_i given_off l.+1 i n * pull_at i n <= 2%:R^-1 * \sum_i (U' h i n - rv (target net n i)) ^+ 2.
  rewrite -pushed_sum big_ord_recr /=.
  have -> : \sum_(l < h) \sum_i F l i n * changeU A W pushed_in l i n = (\sum_(l < h) \sum_i (\sum_(b < size ks) here b l n i * lam b) * U l i n) - T n.
    rewrite -sumrB; apply: eq_bigr => l _; rewrite -sumrB; apply: eq_bigr => i _.
    rewrite lagrange_sourcesE (ltn_eqF (ltn_ord l)) /T (true_sum i n (ltnW (ltn_ord l))).
    move: (changeU A W pushed_in l i n) (U l i n) (\sum_(b < _) _) => x y z; ring.
  have -> (x y z w : R) : x - y + z + ((y - z) + w) = x + w by ring.
  rewrite -subr_ge0 !mulr_sumr -big_split -sumrB sumr_ge0 // => i _.
  rewrite lagrange_sourcesE eqxx true_sum //; move: (changeU A W pushed_in h i n) (U h i n) (rv _) => y x z.
  have -> : 2%:R^-1 * (x + y - z) ^+ 2 - (2%:R^-1 * (x - z) ^+ 2 + (x - z) * y) = 2%:R^-1 * y ^+ 2 by field.
  by rewrite mulr_ge0 ?sqr_ge0 // invr_ge0 ler0n.
rewrite /half_squares [X in _ <= X]mulr_sumr.
have := ler_sum (index_enum [finType of 'I_N]) (fun n (_ : xpredT n) => sample n); apply: le_trans.
rewrite !big_split /= sumrN -kinks_held -mulr_sumr -/(lagrangian one box kink ks lam W c) -addrA ler_add2l -big_split /=.
rewrite /kink_sizes mulr_sumr; apply: ler_sum => n _; rewrite /T mulr_sumr -big_split; apply: ler_sum => l _ /=.
rewrite mulr_sumr -big_split; apply: ler_sum => i _ /=; rewrite given_offE.
have -> : (if kink l n i then E l.+1 i n * phi s (U' l i n) else 0) = \sum_(b < size ks) here b l n i * (E l.+1 i n * phi s (U' l i n)).
  by rewrite -mulr_suml -once; case: (kink l n i); rewrite ?mul1r ?mul0r.
rewrite mulr_sumr !mulr_suml -big_split; apply: ler_sum => b _ /=; case: eqP => [Eb|_]; last by rewrite !mul0r mulr0 addr0.
have [lo hi] := push (ltn_ord b) Eb; rewrite !mul1r; move: (U' l i n) lo hi => u lo hi.
rewrite /phi; case: (lerP 0 u) => u0.
  have -> : lam b * u + E l.+1 i n * (1 * u) * pull_at i n = (lam b + E l.+1 i n * pull_at i n) * u by ring.
  by rewrite ger0_norm // ler_wpmul2r.
have -> : lam b * u + E l.+1 i n * (s * u) * pull_at i n = (lam b + s * (E l.+1 i n * pull_at i n)) * u by ring.
by rewrite ltr0_norm // mulrN -mulNr ler_wnmul2r // ltW.
Qed.
End Bound.
