(* The Lagrangian of a network whose kinks give 0: half the squared residuals minus the multipliers times the kinks'
   preactivations. Its differences at two points are exactly a quadratic form in the difference of the parameters, with
   the rule's formulas for second derivatives at mixed points as entries; and so are those of its derivatives
   (soundness.md 37). No limits, no Taylor expansion. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points
  PointRules NearbyRules CriticalRules SoundNetwork SoundEnclosure SoundSecant SoundBox SoundContraction Smooth
  SoundHeld SoundSecond.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Lagrange.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))) (kink : nat -> nat -> nat -> bool).
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Notation rv := (@rv R).
Notation X := (X_at R net).
Notation A := (held_slopes R net one box kink).
Notation none := (0%N, 0%N, 0%N).
Variables (movers : seq place) (ks : seq (nat * nat * nat)).
Let m := size movers.
Notation mv a := (nth none movers a).
Notation kk b := (nth none ks b).
Hypothesis ranges : forall a, (a < m)%N -> in_range net (mv a).
Hypothesis hidden : forall b, (b < size ks)%N -> ((kk b).1.1 < h)%N.
Variable lam : nat -> R.
Notation S_at := (S_at one box kink ks lam).
Notation D_at := (D_at one box kink).
Notation thr := (thr one box kink).
Notation fed_at := (fed_at one box kink).
Notation kink_sum := (kink_sum one box kink ks).
Notation second W1 c1 W2 c2 W3 c3 := (second one box kink ks W1 c1 W2 c2 lam W3 c3).
Notation output W c n i := (Model.U W c A X h i n).
Notation residual W c n i := (output W c n i - rv (target net (nat_of_ord n) (nat_of_ord i))).

Definition lagrangian (W : weights R d) (c : shifts R d) : R :=
  2%:R^-1 * (\sum_n \sum_i residual W c n i ^+ 2) - \sum_(b < size ks) lam b * kink_sum W c b.

Lemma one_kink q (n : 'I_N) (G : forall l, 'I_(d l.+1) -> R) : (q.1.1 < h)%N ->
  \sum_(l < h) \sum_i (q == (nat_of_ord l, nat_of_ord n, nat_of_ord i))%:R * G l i =
  \sum_(i < d q.1.1.+1) ((nat_of_ord n == q.1.2) && (nat_of_ord i == q.2))%:R * G q.1.1 i.
Proof.
case: q => [[l n0] i0] /= lh; rewrite (bigD1 (Ordinal lh)) //= [X in _ + X]big1 ?addr0 => [|l' ll]; last first.
  rewrite big1 // => i' _; case: eqP => [[E1 _ _]|_]; last by rewrite mul0r.
  by case/eqP: ll; apply: val_inj.
by apply: eq_bigr => i _; rewrite !xpair_eqE eqxx /= [n0 == _]eq_sym [i0 == _]eq_sym.
Qed.

Section Two.
Variables (W W' : weights R d) (c c' : shifts R d) (t : nat -> R).
Hypotheses (fc : allowed (bias net) c) (fc' : allowed (bias net) c').
Hypothesis differ : forall l (i : 'I_(d l.+1)) j, (l <= h)%N -> (j < inputs_to net l)%N ->
  value W c i j - value W' c' i j = \sum_(a < m) (mv a == (l, nat_of_ord i, j))%:R * t a.
Notation M := (moved W W' c c' A X).

Lemma kink_sums : \sum_n \sum_(l < h) \sum_i (\sum_(b < size ks) (kk b == (nat_of_ord l, nat_of_ord n, nat_of_ord i))%:R * lam b) *
    changeU A W' M l i n = \sum_(b < size ks) lam b * (kink_sum W c b - kink_sum W' c' b).
Proof.
rewrite (eq_bigr (fun n => \sum_(b < size ks) lam b * \sum_(l < h) \sum_i (kk b == (nat_of_ord l, nat_of_ord n, nat_of_ord i))%:R * changeU A W' M l i n)).
  rewrite exchange_big; apply: eq_bigr => b _ /=; rewrite -mulr_sumr; congr (_ * _); rewrite /SoundSecond.kink_sum -sumrB.
  apply: eq_bigr => n _; rewrite (one_kink n (fun l i => changeU A W' M l i n) (hidden (ltn_ord b))) -sumrB; apply: eq_bigr => i _.
  by rewrite -U_difference -mulrBr !mxE.
move=> n _; rewrite (eq_bigr (fun l : 'I_h => \sum_(b < size ks) lam b * \sum_i (kk b == (nat_of_ord l, nat_of_ord n, nat_of_ord i))%:R * changeU A W' M l i n)).
  by rewrite exchange_big; apply: eq_bigr => b _ /=; rewrite mulr_sumr.
move=> l _; rewrite (eq_bigr (fun i => \sum_(b < size ks) lam b * ((kk b == (nat_of_ord l, nat_of_ord n, nat_of_ord i))%:R * changeU A W' M l i n))).
  by rewrite exchange_big; apply: eq_bigr => b _ /=; rewrite mulr_sumr.
by move=> i _; rewrite mulr_suml; apply: eq_bigr => b _; rewrite mulrAC mulrC.
Qed.

Lemma lagrangian_moved : lagrangian W c - lagrangian W' c' =
  \sum_n \sum_(a < m) S_at W' c' (mv a).1.1 n (mv a).1.2 * fed_at W c (mv a).1.1 n (mv a).2 * t a
  + 2%:R^-1 * (\sum_n \sum_(j < d h.+1) (\sum_(a < m) D_at W' W c j n (mv a) * t a) ^+ 2).
Proof.
have first n : \sum_(a < m) S_at W' c' (mv a).1.1 n (mv a).1.2 * fed_at W c (mv a).1.1 n (mv a).2 * t a =
    (\sum_i residual W' c' n i * (output W c n i - output W' c' n i))
    - \sum_(l < h) \sum_i (\sum_(b < size ks) (kk b == (nat_of_ord l, nat_of_ord n, nat_of_ord i))%:R * lam b) * changeU A W' M l i n.
  rewrite -(moved_spread one box kink layersL ranges fc fc' differ (fun l i => S_at W' c' l n i) n).
  transitivity (\sum_(l < h.+1) \sum_i adjoint h A W' (lagrange_sources one box kink ks lam W' c') l i n * M l i n).
    by apply: eq_bigr => l _; apply: eq_bigr => i _; rewrite /SoundSecond.S_at adjoint_natE.
  rewrite -adjoint_sum big_ord_recr /= addrC; congr (_ + _).
    by apply: eq_bigr => i _; rewrite lagrange_sourcesE eqxx -U_difference !mxE.
  rewrite -sumrN; apply: eq_bigr => l _; rewrite -sumrN; apply: eq_bigr => i _.
  by rewrite lagrange_sourcesE (ltn_eqF (ltn_ord l)) mulNr.
rewrite (eq_bigr _ (fun n _ => first n)) sumrB kink_sums addrAC /lagrangian.
have -> : \sum_(b < size ks) lam b * (kink_sum W c b - kink_sum W' c' b) =
    \sum_(b < size ks) lam b * kink_sum W c b - \sum_(b < size ks) lam b * kink_sum W' c' b.
  by rewrite -sumrB; apply: eq_bigr => b _; rewrite mulrBr.
have -> : (\sum_n \sum_i residual W' c' n i * (output W c n i - output W' c' n i))
    + 2%:R^-1 * (\sum_n \sum_(j < d h.+1) (\sum_(a < m) D_at W' W c j n (mv a) * t a) ^+ 2) =
    2%:R^-1 * (\sum_n \sum_i residual W c n i ^+ 2) - 2%:R^-1 * (\sum_n \sum_i residual W' c' n i ^+ 2).
  rewrite -mulrBr -sumrB !mulr_sumr -big_split /=; apply: eq_bigr => n _; rewrite -sumrB !mulr_sumr -big_split /=; apply: eq_bigr => i _.
  rewrite -(output_difference one box kink layersL ranges fc fc' differ).
  by move: (output W c n i) (output W' c' n i) (rv _) => x y z; field.
move: (2%:R^-1 * _) (2%:R^-1 * _) (\sum_(b < _) _) (\sum_(b < _) _) => x y z w; ring.
Qed.

Lemma form_split (F : 'I_N -> 'I_(d h.+1) -> nat -> R) : \sum_n \sum_j (\sum_(a < m) F n j a * t a) ^+ 2 =
  \sum_(a < m) \sum_(b < m) t a * (\sum_n \sum_j F n j a * F n j b) * t b.
Proof.
rewrite (eq_bigr (fun n => \sum_(a < m) \sum_(b < m) \sum_j t a * (F n j a * F n j b) * t b)).
  rewrite exchange_big; apply: eq_bigr => a _ /=; rewrite exchange_big; apply: eq_bigr => b _ /=.
  by rewrite mulr_sumr mulr_suml; apply: eq_bigr => n _; rewrite mulr_sumr mulr_suml.
move=> n _; rewrite (eq_bigr (fun a : 'I_m => \sum_j \sum_(b < m) t a * (F n j a * F n j b) * t b)) => [|a _]; last by rewrite exchange_big.
rewrite exchange_big; apply: eq_bigr => j _ /=; rewrite expr2 mulr_suml; apply: eq_bigr => a _.
by rewrite mulr_sumr; apply: eq_bigr => b _; move: (F _ _ _) (F _ _ _) => x y; ring.
Qed.

Theorem lagrangian_difference : (forall a, (a < m)%N -> slope_of_loss one box kink ks lam W' c' (mv a) = 0) ->
  lagrangian W c - lagrangian W' c' =
  2%:R^-1 * (\sum_(a < m) \sum_(b < m) t a * second W' c' W c W' c' (mv a) (mv b) * t b).
Proof.
move=> crit; rewrite lagrangian_moved (form_split (fun n j a => D_at W' W c j n (mv a))).
pose C a b : R := \sum_(n < N) S_at W' c' (mv a).1.1 n (mv a).1.2 *
  thr W' n (mv b).1.1 (mv a).1.1 (mv a).2 (mv b).1.2 * fed_at W c (mv b).1.1 n (mv b).2.
have linear : \sum_n \sum_(a < m) S_at W' c' (mv a).1.1 n (mv a).1.2 * fed_at W c (mv a).1.1 n (mv a).2 * t a =
    \sum_(a < m) \sum_(b < m) t a * C a b * t b.
  rewrite exchange_big; apply: eq_bigr => a _ /=; 
  have -> : \sum_n S_at W' c' (mv a).1.1 n (mv a).1.2 * fed_at W c (mv a).1.1 n (mv a).2 * t a =
      \sum_n (S_at W' c' (mv a).1.1 n (mv a).1.2 * fed_at W c (mv a).1.1 n (mv a).2 * t a -
        S_at W' c' (mv a).1.1 n (mv a).1.2 * fed_at W' c' (mv a).1.1 n (mv a).2 * t a).
    by rewrite sumrB -[X in _ = _ - X]mulr_suml; have := crit a (ltn_ord a); rewrite /slope_of_loss => ->; rewrite mul0r subr0.
  have := ranges (ltn_ord a); rewrite /C; case: (mv a) => [[l i] j] /(in_rangeE layersL)[lh il jl] /=.
  rewrite (eq_bigr (fun n => \sum_(b < m) t a * (S_at W' c' l n i * thr W' n (mv b).1.1 l j (mv b).1.2 * fed_at W c (mv b).1.1 n (mv b).2) * t b)).
    by rewrite exchange_big; apply: eq_bigr => b _ /=; rewrite -mulr_suml -mulr_sumr.
  move=> n _; rewrite -mulrBl -mulrBr (fed_difference one box kink layersL ranges fc fc' differ n lh jl).
  rewrite mulr_sumr mulr_suml; apply: eq_bigr => b _; move: (S_at _ _ _ _ _) (thr _ _ _ _ _ _) (fed_at _ _ _ _ _) (t a) (t b) => x y z u v; ring.
have swap : \sum_(a < m) \sum_(b < m) t a * C a b * t b = \sum_(a < m) \sum_(b < m) t a * C b a * t b.
  by rewrite exchange_big; apply: eq_bigr => a _; apply: eq_bigr => b _; move: (C _ _) (t a) (t b) => x u v; ring.
have -> : \sum_n \sum_(a < m) S_at W' c' (mv a).1.1 n (mv a).1.2 * fed_at W c (mv a).1.1 n (mv a).2 * t a =
    2%:R^-1 * (\sum_(a < m) \sum_(b < m) t a * C b a * t b + \sum_(a < m) \sum_(b < m) t a * C a b * t b).
  by rewrite linear -swap; move: (\sum_a _) => x; field.
rewrite -mulrDr -!big_split /=; congr (_ * _); apply: eq_bigr => a _; rewrite -!big_split /=; apply: eq_bigr => b _.
rewrite /SoundSecond.second -/(C b a) -/(C a b); move: (C b a) (C a b) (\sum_(n < N) \sum_(j < d h.+1) _) (t a) (t b) => x y z u v; ring.
Qed.
End Two.
End Lagrange.
