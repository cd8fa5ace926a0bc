(* Differences of the derivatives of the Lagrangian at two points of a box, by parameters and by multipliers, are exactly
   a matrix in the intervals of the second derivatives times the differences of both (soundness.md 37). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points
  PointRules NearbyRules CriticalRules SoundNetwork SoundEnclosure SoundSecant SoundBox SoundContraction Smooth
  SoundHeld.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Second.
Variables (R : realFieldType) (net : instance) (one from : Z) (box : seq (seq (seq interval))) (kink : nat -> nat -> nat -> bool).
Hypotheses (one0 : Z.lt Z0 one).
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Notation rv := (@rv R).
Notation X := (X_at R net).
Notation A := (held_slopes R net one box kink).
Notation none := (0%N, 0%N, 0%N).
Variable movers : seq place.
Let m := size movers.
Hypothesis ranges : forall a, (a < m)%N -> in_range net (nth none movers a).

(* the kinks: hidden layer, sample, unit; their multipliers are the values of a function *)
Variable ks : seq (nat * nat * nat).
Hypothesis hidden : forall b, (b < size ks)%N -> ((nth none ks b).1.1 < h)%N.

(* derivatives of the Lagrangian, and of one output, by preactivations; layer by layer *)
Definition lagrange_sources (lam : nat -> R) (W : weights R d) (c : shifts R d) : sources R N d := lagrange one box kink ks lam W c.
Definition S_at (lam : nat -> R) (W : weights R d) (c : shifts R d) l (n : 'I_N) (i : nat) : R := adjoint_nat one box kink W (lagrange_sources lam W c) l n i.
Definition D_at (W1 W2 : weights R d) (c2 : shifts R d) (k : nat) (n : 'I_N) (p : place) : R :=
  by_place one box kink W1 W2 c2 (unit_at R N d h k) n p.
(* of the preactivation of kink b *)
Definition K_at (W1 W2 : weights R d) (c2 : shifts R d) (b : nat) (p : place) : R := let q := nth none ks b in
  \sum_(n < N) (nat_of_ord n == q.1.2)%:R * by_place one box kink W1 W2 c2 (unit_at R N d q.1.1 q.2) n p.
Definition thr (W : weights R d) (n : 'I_N) l k (b i : nat) : R :=
  if insub b is Some b' then if insub i is Some i' then through W A n l k b' i' else 0 else 0.
Definition fed_at (W : weights R d) (c : shifts R d) l (n : 'I_N) (j : nat) : R := fed one box kink W c l n j.

(* derivatives of the Lagrangian by a parameter, and by a multiplier; without kinks, of the loss times the number of samples *)
Definition slope_of_loss (lam : nat -> R) (W : weights R d) (c : shifts R d) (p : place) : R :=
  \sum_(n < N) S_at lam W c p.1.1 n p.1.2 * fed_at W c p.1.1 n p.2.
Definition kink_sum (W : weights R d) (c : shifts R d) (b : nat) : R := let q := nth none ks b in
  \sum_(n < N) \sum_(i < d q.1.1.+1) ((nat_of_ord n == q.1.2) && (nat_of_ord i == q.2))%:R * Model.U W c A X q.1.1 i n.

Definition second (W1 : weights R d) (c1 : shifts R d) (W2 : weights R d) (c2 : shifts R d) (lam : nat -> R) (W3 : weights R d) (c3 : shifts R d) (p q : place) : R :=
  \sum_(n < N) \sum_(k < d h.+1) D_at W1 W2 c2 k n p * D_at W3 W2 c2 k n q
  + \sum_(n < N) S_at lam W3 c3 q.1.1 n q.1.2 * thr W1 n p.1.1 q.1.1 q.2 p.1.2 * fed_at W2 c2 p.1.1 n p.2
  + \sum_(n < N) S_at lam W3 c3 p.1.1 n p.1.2 * thr W3 n q.1.1 p.1.1 p.2 q.1.2 * fed_at W2 c2 q.1.1 n q.2.

Lemma lagrange_sourcesE lam W c l i n : lagrange_sources lam W c l i n = if l == h then Model.U W c A X l i n - rv (target net n i)
  else - \sum_(b < size ks) (nth none ks b == (l, nat_of_ord n, nat_of_ord i))%:R * lam b.
Proof. by rewrite mxE. Qed.

Section Two.
Variables (W W' : weights R d) (c c' : shifts R d) (lam lam' t : nat -> R).
Hypotheses (fc : allowed (bias net) c) (fc' : allowed (bias net) c').
(* The two points differ in what moves only. *)
Hypothesis differ : forall l (i : 'I_(d l.+1)) j, (l <= h)%N -> (j < inputs_to net l)%N ->
  value W c i j - value W' c' i j = \sum_(a < m) (nth none movers a == (l, nat_of_ord i, j))%:R * t a.
Notation M := (moved W W' c c' A X).

Lemma moved_fed l (i : 'I_(d l.+1)) (n : 'I_N) :
  M l i n = \sum_(j < inputs_to net l) fed_at W c l n j * (value W c i j - value W' c' i j).
Proof.
rewrite /moved sumE.
have low (j : 'I_(d l)) : fed_at W c l n j * (value W c i j - value W' c' i j) = (W l - W' l) i j * Model.V W c A X l j n.
  have -> : (W l - W' l) i j = W l i j - W' l i j by rewrite !mxE.
  by rewrite /value /fed_at /fed !valK mulrC.
have last : ((c l - c' l) *m const_mx 1 : 'M_(d l.+1, N)) i n = c l i 0 - c' l i 0 by rewrite mxE big_ord1 !mxE mulr1.
rewrite last [X in X + _]mxE /inputs_to -/d.
have high : fed_at W c l n (d l) * (value W c i (d l) - value W' c' i (d l)) = c l i 0 - c' l i 0.
  by rewrite /value /fed_at /fed insubN ?ltnn // mul1r.
case E : (bias net); first by rewrite big_ord_recr /= high; congr (_ + _); apply: eq_bigr => j _; rewrite low.
have -> : c l i 0 - c' l i 0 = 0.
  by move: fc fc'; rewrite /allowed E => -[//|->] [//|->]; rewrite mxE subrr.
by rewrite addr0; apply: eq_bigr => j _; rewrite low.
Qed.

Lemma spread (K : nat -> nat -> nat -> R) :
  \sum_(l < h.+1) \sum_(i < d l.+1) \sum_(j < inputs_to net l) K l i j * (value W c i j - value W' c' i j) =
  \sum_(a < m) K (nth none movers a).1.1 (nth none movers a).1.2 (nth none movers a).2 * t a.
Proof.
transitivity (\sum_(a < m) \sum_(l < h.+1) \sum_(i < d l.+1) \sum_(j < inputs_to net l)
    K l i j * t a * (nth none movers a == (nat_of_ord l, nat_of_ord i, nat_of_ord j))%:R).
  rewrite [RHS]exchange_big; apply: eq_bigr => l _; rewrite [RHS]exchange_big; apply: eq_bigr => i _.
  rewrite [RHS]exchange_big; apply: eq_bigr => j _; rewrite (differ i (ltn_ord l : (l <= h)%N) (ltn_ord j)) mulr_sumr; apply: eq_bigr => a _.
  by rewrite -mulrA; congr (_ * _); rewrite mulrC.
apply: eq_bigr => a _; exact: (sum_at_place layersL (fun l i j => K l i j * t a) (ranges (ltn_ord a))).
Qed.

Lemma moved_spread (K : nat -> nat -> R) (n : 'I_N) : \sum_(l < h.+1) \sum_(i < d l.+1) K l i * M l i n =
  \sum_(a < m) K (nth none movers a).1.1 (nth none movers a).1.2 * fed_at W c (nth none movers a).1.1 n (nth none movers a).2 * t a.
Proof.
rewrite -(spread (fun l i j => K l i * fed_at W c l n j)); apply: eq_bigr => l _; apply: eq_bigr => i _.
by rewrite moved_fed mulr_sumr; apply: eq_bigr => j _; rewrite mulrA.
Qed.

Lemma adjoint_natE W0 F l n (i : 'I_(d l.+1)) : adjoint_nat one box kink W0 F l n i = adjoint h A W0 F l i n.
Proof. by rewrite /adjoint_nat valK. Qed.

(* one factor *)
Lemma unit_sum (G : forall l, 'I_(d l.+1) -> R) l0 (i0 : nat) n : (l0 <= h)%N ->
  \sum_(l < h.+1) \sum_i unit_at R N d l0 i0 l i n * G l i = if insub i0 is Some i then G l0 i else 0.
Proof.
move=> lh; rewrite (bigD1 (Ordinal (lh : (l0 < h.+1)%N))) //= [X in _ + X]big1 ?addr0 => [|l ll]; last first.
  rewrite big1 // => i _; rewrite mxE; have -> : (l == l0 :> nat) = false; last by rewrite mul0r.
  by apply: contra_neqF ll => /eqP E; exact: val_inj.
case: insubP => [i _ iE|ni]; last first.
  rewrite big1 // => i _; rewrite mxE; have -> : (i == i0 :> nat) = false; last by rewrite andbF mul0r.
  by apply: contraNF ni => /eqP <-.
rewrite (bigD1 i) //= mxE iE !eqxx mul1r big1 ?addr0 // => i' ii; rewrite mxE -iE.
have -> : (i' == i :> nat) = false; last by rewrite andbF mul0r.
by apply: contra_neqF ii => /eqP E; exact: val_inj.
Qed.

Lemma unit_difference l0 (k : 'I_(d l0.+1)) n : (l0 <= h)%N -> Model.U W c A X l0 k n - Model.U W' c' A X l0 k n =
  \sum_(a < m) by_place one box kink W' W c (unit_at R N d l0 k) n (nth none movers a) * t a.
Proof.
move=> lh; have -> : Model.U W c A X l0 k n - Model.U W' c' A X l0 k n = changeU A W' M l0 k n.
  by rewrite -U_difference !mxE.
have := adjoint_sum h A W' (unit_at R N d l0 k) M n; rewrite (unit_sum (fun l i => changeU A W' M l i n)) // valK => ->.
rewrite -(moved_spread (fun l i => adjoint_nat one box kink W' (unit_at R N d l0 k) l n i) n).
by apply: eq_bigr => l _; apply: eq_bigr => i _; rewrite adjoint_natE.
Qed.
Lemma output_difference (k : 'I_(d h.+1)) n :
  Model.U W c A X h k n - Model.U W' c' A X h k n = \sum_(a < m) D_at W' W c k n (nth none movers a) * t a.
Proof. exact: unit_difference. Qed.

Theorem kink_difference b : (b < size ks)%N ->
  kink_sum W c b - kink_sum W' c' b = \sum_(a < m) K_at W' W c b (nth none movers a) * t a.
Proof.
move=> bk; have lh := ltnW (hidden bk); rewrite /kink_sum /K_at /=; case: (nth none ks b) lh => [[l n0] i0] /= lh.
rewrite -sumrB; under [RHS]eq_bigr do rewrite mulr_suml.
rewrite [RHS]exchange_big; apply: eq_bigr => n _ /=; rewrite -sumrB.
case: (nat_of_ord n == n0); last by rewrite !big1 // => [a _|i _]; rewrite ?mul0r ?subrr.
rewrite (eq_bigr (fun a : 'I_m => by_place one box kink W' W c (unit_at R N d l i0) n (nth none movers a) * t a)); last by move=> a _; rewrite mul1r.
case: (ltnP i0 (d l.+1)) => [lt|ge].
  rewrite -(unit_difference (Ordinal lt) n lh) (bigD1 (Ordinal lt)) //= eqxx !mul1r big1 ?addr0 // => i ii.
  have -> : (nat_of_ord i == i0) = false; last by rewrite !mul0r subrr.
  by apply: contra_neqF ii => /eqP E; exact: val_inj.
have z l' (i : 'I_(d l'.+1)) : adjoint h A W' (unit_at R N d l i0) l' i n = 0.
  case: (leqP l' h) => l'h; last by rewrite /adjoint (eqP (ltnW l'h)) /= mxE; case: eqP => // E; rewrite E ltnNge lh in l'h.
  by rewrite adjoint_response // (unit_sum (fun m b => response A W' n b i)) // insubN // -leqNgt.
rewrite !big1 // => [a _|i _]; first rewrite /by_place /adjoint_nat.
  by case: insubP => [i _ _|_]; rewrite ?z !mul0r.
have -> : (nat_of_ord i == i0) = false by rewrite ltn_eqF // (leq_trans (ltn_ord i)).
by rewrite !mul0r subrr.
Qed.

Lemma fed_difference l j n : (l <= h)%N -> (j < inputs_to net l)%N -> fed_at W c l n j - fed_at W' c' l n j =
  \sum_(a < m) thr W' n (nth none movers a).1.1 l j (nth none movers a).1.2 * fed_at W c (nth none movers a).1.1 n (nth none movers a).2 * t a.
Proof.
move=> lh jl; rewrite -(moved_spread (fun k i => thr W' n k l j i) n) /thr /fed_at /fed.
case: insubP => [j' _ _|_]; last by rewrite subrr big1 // => k _; rewrite big1 // => i _; rewrite mul0r.
have -> : Model.V W c A X l j' n - Model.V W' c' A X l j' n = change W' A M l j' n by rewrite -V_difference !mxE.
rewrite change_through (@big_ord_widen _ _ _ l h.+1 (fun k => \sum_p through W' A n k l j' p * M k p n) (leqW lh)) big_mkcond.
apply: eq_bigr => k _; case: ltnP => kl; first by apply: eq_bigr => i _; rewrite valK.
by rewrite big1 // => i _; rewrite valK through_low // mxE mul0r.
Qed.

Lemma adjoint_moved l (i : 'I_(d l.+1)) n : (l <= h)%N -> S_at lam W c l n i - S_at lam' W' c' l n i =
  \sum_(k < d h.+1) adjoint_nat one box kink W (unit_at R N d h k) l n i *
    (\sum_(a < m) D_at W' W c k n (nth none movers a) * t a)
  + \sum_(a < m) S_at lam' W' c' (nth none movers a).1.1 n (nth none movers a).1.2 *
      thr W n l (nth none movers a).1.1 (nth none movers a).2 i * t a
  - \sum_(b < size ks) (nat_of_ord n == (nth none ks b).1.2)%:R *
      adjoint_nat one box kink W (unit_at R N d (nth none ks b).1.1 (nth none ks b).2) l n i * (lam b - lam' b).
Proof.
move=> lh; rewrite /S_at !adjoint_natE.
have -> : adjoint h A W (lagrange_sources lam W c) l i n - adjoint h A W' (lagrange_sources lam' W' c') l i n =
    adjoint h A W (fun k => lagrange_sources lam W c k - lagrange_sources lam' W' c' k + turned h A W W' (lagrange_sources lam' W' c') k) l i n.
  by rewrite -adjoint_difference // !mxE.
rewrite adjoint_response //.
pose e k := \sum_(a < m) D_at W' W c k n (nth none movers a) * t a.
have factor (k : 'I_h.+1) (b : 'I_(d k.+1)) : lagrange_sources lam W c k b n - lagrange_sources lam' W' c' k b n =
    \sum_(k' < d h.+1) unit_at R N d h k' k b n * e k'
    - \sum_(b' < size ks) (nat_of_ord n == (nth none ks b').1.2)%:R * unit_at R N d (nth none ks b').1.1 (nth none ks b').2 k b n * (lam b' - lam' b').
  rewrite !lagrange_sourcesE; case: eqP => [kh|/eqP kh].
    rewrite [X in _ = _ - X]big1 ?subr0 => [|b' _]; last first.
      rewrite mxE; have -> : (k == (nth none ks b').1.1 :> nat) = false by rewrite kh (gtn_eqF (hidden (ltn_ord b'))).
      by rewrite mulr0 mul0r.
    case: k kh b => k lt /= kh; subst k => b; rewrite opprB addrA subrK output_difference -/(e b) (bigD1 b) //= mxE !eqxx mul1r big1 ?addr0 // => k' kb.
    rewrite mxE; have -> : (b == k' :> nat) = false; last by rewrite andbF mul0r.
    by apply: contra_neqF kb => /eqP E; exact/val_inj/esym.
  rewrite [X in _ = X - _]big1 ?sub0r => [|k' _]; last by rewrite mxE (negPf kh) mul0r.
  rewrite -opprD -sumrB; congr (- _); apply: eq_bigr => b' _; rewrite mxE.
  case: (nth none ks b') => [[l1 n1] i1] /=; rewrite !xpair_eqE (eq_sym l1) (eq_sym n1) (eq_sym i1).
  rewrite -natrM mulnb andbCA andbA; move: (_ && _) => x; case: x; rewrite ?mul1r ?mul0r ?subrr ?oppr0 //.
have split (k : 'I_h.+1) : \sum_b (lagrange_sources lam W c k - lagrange_sources lam' W' c' k + turned h A W W' (lagrange_sources lam' W' c') k) b n * response A W n b i =
    \sum_b (lagrange_sources lam W c k b n - lagrange_sources lam' W' c' k b n) * response A W n b i +
    \sum_b turned h A W W' (lagrange_sources lam' W' c') k b n * response A W n b i.
  by rewrite -big_split /=; apply: eq_bigr => b _; rewrite -mulrDl; congr (_ * _); rewrite !mxE.
rewrite (eq_bigr _ (fun k _ => split k)) big_split /= addrAC; congr (_ + _).
  rewrite (eq_bigr _ (fun k _ => eq_bigr _ (fun b _ => congr1 (fun x => x * _) (factor k b)))).
  have one_factor l0 i0 : (l0 <= h)%N ->
      \sum_(k < h.+1) \sum_b unit_at R N d l0 i0 k b n * response A W n b i = adjoint_nat one box kink W (unit_at R N d l0 i0) l n i.
    by move=> _; rewrite adjoint_natE adjoint_response.
  under eq_bigr => k _ do under eq_bigr => b _ do rewrite mulrBl !mulr_suml.
  under eq_bigr => k _ do rewrite sumrB.
  rewrite sumrB; congr (_ - _).
    under eq_bigr => k _ do rewrite exchange_big /=.
    rewrite exchange_big; apply: eq_bigr => k' _ /=; rewrite -(one_factor h k' (leqnn h)) -/(e k') mulr_suml.
    by apply: eq_bigr => k _; rewrite mulr_suml; apply: eq_bigr => b _; rewrite mulrAC.
  under eq_bigr => k _ do rewrite exchange_big /=.
  rewrite exchange_big; apply: eq_bigr => b' _ /=; rewrite -(one_factor _ _ (ltnW (hidden (ltn_ord b')))) mulr_sumr mulr_suml.
  apply: eq_bigr => k _; rewrite mulr_sumr mulr_suml; apply: eq_bigr => b _.
  by rewrite -!mulrA; congr (_ * (_ * _)); rewrite mulrC.
rewrite -(spread (fun k a b => S_at lam' W' c' k n a * thr W n l k b i)).
rewrite big_ord_recr /= [X in _ + X]big1 ?addr0 => [|b _]; last by rewrite /turned ltnn mxE mul0r.
rewrite [RHS]big_ord_recl /= [X in X + _]big1 ?add0r => [|a _]; last first.
  rewrite big1 // => b _; rewrite /thr; case: insubP => [b' _ _|_]; last by rewrite mulr0 mul0r.
  by rewrite valK through_low // mxE mulr0 mul0r.
apply: eq_bigr => k _; rewrite /turned ltn_ord.
have kh : (k.+1 <= h)%N by exact: ltn_ord.
have rowE (a : 'I_(d k.+2)) : \sum_(b < inputs_to net k.+1) S_at lam' W' c' k.+1 n a * thr W n l k.+1 b i * (value W c a b - value W' c' a b) =
    \sum_(b < d k.+1) S_at lam' W' c' k.+1 n a * through W A n l k.+1 b i * (W k.+1 a b - W' k.+1 a b).
  have low (b : 'I_(d k.+1)) : S_at lam' W' c' k.+1 n a * thr W n l k.+1 b i * (value W c a b - value W' c' a b) =
      S_at lam' W' c' k.+1 n a * through W A n l k.+1 b i * (W k.+1 a b - W' k.+1 a b).
    by rewrite /thr /value !valK.
  rewrite /inputs_to -/d; case: (bias net); last by apply: eq_bigr => b _; exact: low.
  rewrite big_ord_recr /= [X in _ + X](_ : _ = 0) ?addr0; first by apply: eq_bigr => b _; exact: low.
  by rewrite /thr insubN ?ltnn // mulr0 mul0r.
transitivity (\sum_(a < d k.+2) \sum_(b < d k.+1) S_at lam' W' c' k.+1 n a * through W A n l k.+1 b i * (W k.+1 a b - W' k.+1 a b)); last first.
  by symmetry; exact: (eq_bigr _ (fun a _ => rowE a)).
rewrite exchange_big; apply: eq_bigr => b _ /=; rewrite entrywiseE mulrAC -throughS.
rewrite [(_ *m _) b n]mxE mulr_sumr; apply: eq_bigr => a _; rewrite /S_at adjoint_natE.
have -> : (W k.+1 - W' k.+1)^T b a = W k.+1 a b - W' k.+1 a b by rewrite !mxE.
move: (through _ _ _ _ _ _ _) (W k.+1 a b) (W' k.+1 a b) (adjoint _ _ _ _ _ _ _) => x y z w; ring.
Qed.

Theorem slope_difference p : (p < m)%N ->
  slope_of_loss lam W c (nth none movers p) - slope_of_loss lam' W' c' (nth none movers p) =
  \sum_(a < m) second W c W c lam' W' c' (nth none movers p) (nth none movers a) * t a
  - \sum_(b < size ks) K_at W W c b (nth none movers p) * (lam b - lam' b).
Proof.
move=> pm; have := ranges pm; case E : (nth none movers p) => [[l i] j] /(in_rangeE layersL)[lh il jl].
rewrite /slope_of_loss -sumrB /=.
rewrite (eq_bigr (fun a : 'I_m => \sum_(n < N) (\sum_(k < d h.+1) D_at W W c k n (l, i, j) * D_at W' W c k n (nth none movers a) * t a
   + S_at lam' W' c' (nth none movers a).1.1 n (nth none movers a).1.2 * thr W n l (nth none movers a).1.1 (nth none movers a).2 i * fed_at W c l n j * t a
   + S_at lam' W' c' l n i * thr W' n (nth none movers a).1.1 l j (nth none movers a).1.2 * fed_at W c (nth none movers a).1.1 n (nth none movers a).2 * t a)) ); last first.
  move=> a _; rewrite /second /= !mulrDl !mulr_suml -!big_split /=; apply: eq_bigr => n _.
  by rewrite mulr_suml.
have -> : \sum_(b < size ks) K_at W W c b (l, i, j) * (lam b - lam' b) = \sum_(n < N) (\sum_(b < size ks) (nat_of_ord n == (nth none ks b).1.2)%:R *
    adjoint_nat one box kink W (unit_at R N d (nth none ks b).1.1 (nth none ks b).2) l n i * (lam b - lam' b)) * fed_at W c l n j.
  under [RHS]eq_bigr do rewrite mulr_suml.
  rewrite [RHS]exchange_big; apply: eq_bigr => b _ /=; rewrite /K_at mulr_suml; apply: eq_bigr => n _.
  by rewrite /by_place -!mulrA; congr (_ * (_ * _)); rewrite mulrC.
rewrite exchange_big -sumrB; apply: eq_bigr => n _ /=; rewrite !big_split /=.
have -> : S_at lam W c l n i * fed_at W c l n j - S_at lam' W' c' l n i * fed_at W' c' l n j =
    (S_at lam W c l n i - S_at lam' W' c' l n i) * fed_at W c l n j + S_at lam' W' c' l n i * (fed_at W c l n j - fed_at W' c' l n j).
  move: (S_at lam W c l n i) (S_at lam' W' c' l n i) (fed_at W c l n j) (fed_at W' c' l n j) => x y z w; ring.
rewrite (adjoint_moved (Ordinal il) n lh) fed_difference // mulrBl addrAC mulrDl; congr (_ + _ + _ - _).
- rewrite mulr_suml [RHS]exchange_big; apply: eq_bigr => k _ /=; rewrite mulrAC mulr_sumr; apply: eq_bigr => a _.
  by rewrite mulrA.
- rewrite mulr_suml; apply: eq_bigr => a _; by rewrite mulrAC.
by rewrite mulr_sumr; apply: eq_bigr => a _; rewrite !mulrA.
Qed.
End Two.
End Second.
