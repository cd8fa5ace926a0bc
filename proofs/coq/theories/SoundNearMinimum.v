(* A point at which the derivatives of the Lagrangian by what moves and the kinks' preactivations are 0 is a minimum of
   the loss among nearby points that differ from it in what moves only: if the quadratic forms of second derivatives are
   at least minus a multiple of the squares of the kinks' preactivations, and λ + D is positive, λ + s·D negative at each
   kink (soundness.md 37, Minimum). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points
  PointRules NearbyRules CriticalRules SoundNetwork SoundEnclosure SoundSecant SoundBox SoundContraction Smooth
  SoundHeld SoundSecond SoundLagrange SoundKinkBound SoundNearKinks.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Moving.
Variables (R : realFieldType) (net : instance) (movers : seq place).
Let d := layer_size net.
Let h := last_hidden net.
Notation none := (0%N, 0%N, 0%N).
Variables (W0 : weights R d) (c0 : shifts R d).

(* as at (W0, c0) at all places but those that move *)
Definition agrees (w : weights R d * shifts R d) := forall l (i : 'I_(d l.+1)) j, (l <= h)%N -> (j < inputs_to net l)%N ->
  (l, nat_of_ord i, j) \notin movers -> value w.1 w.2 i j = value W0 c0 i j.
Definition shift_of (w : weights R d * shifts R d) (a : nat) : R :=
  let p := nth none movers a in
  if insub p.1.2 is Some i then value w.1 w.2 (i : 'I_(d p.1.1.+1)) p.2 - value W0 c0 i p.2 else 0.

Lemma agrees_differ w : uniq movers -> agrees w -> forall l (i : 'I_(d l.+1)) j, (l <= h)%N -> (j < inputs_to net l)%N ->
  value w.1 w.2 i j - value W0 c0 i j = \sum_(a < size movers) (nth none movers a == (l, nat_of_ord i, j))%:R * shift_of w a.
Proof.
move=> un ag l i j lh jl; case: (boolP ((l, nat_of_ord i, j) \in movers)) => [|nin]; last first.
  rewrite ag // subrr big1 // => a _; case: eqP => [E1|_]; last by rewrite mul0r.
  by move: nin; rewrite -E1 mem_nth.
move/(nthP none) => [a am aE]; rewrite (bigD1 (Ordinal am)) //= aE eqxx mul1r big1 ?addr0 => [|b ba].
  by rewrite /shift_of aE /= valK.
rewrite -aE nth_uniq //; move: ba; rewrite -val_eqE /= => /negPf ->; by rewrite mul0r.
Qed.
End Moving.

Section Minimum.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))) (kink : nat -> nat -> nat -> bool).
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Notation A := (held_slopes R net one box kink).
Notation none := (0%N, 0%N, 0%N).
Variables (movers : seq place) (ks : seq (nat * nat * nat)).
Let m := size movers.
Notation mv a := (nth none movers a).
Notation kk b := (nth none ks b).
Hypotheses (movers_once : uniq movers) (ranges : forall a, (a < m)%N -> in_range net (mv a)).
Hypotheses (kinkE : forall l n i, kink l n i = ((l, n, i) \in ks)) (kinks_once : uniq ks).
Hypothesis inside : forall b, (b < size ks)%N -> [/\ ((kk b).1.1 < h)%N, ((kk b).1.2 < N)%N & ((kk b).2 < d (kk b).1.1.+1)%N].
Variables (lam : nat -> R) (W0 : weights R d) (c0 : shifts R d).
Notation pt := (weights R d * shifts R d)%type.
Notation near_here := (near (within h (bias net) W0 c0)).
Notation shift_of := (shift_of movers W0 c0).
Let le := @within_le R d h (bias net) W0 c0.
Hypotheses (f0 : allowed (bias net) c0).
Hypothesis critical : forall a, (a < m)%N -> slope_of_loss one box kink ks lam W0 c0 (mv a) = 0.
Hypothesis at_kinks : forall b, (b < size ks)%N -> kink_sum one box kink ks W0 c0 b = 0.
Hypothesis same_sums : forall l, (l <= h)%N -> at_sum s E X W0 c0 l = Model.U W0 c0 A X l.

(* what is asked of nearby points, those that are written in some way *)
Variables (ka K1 : R).
Hypotheses (ka0 : 0 < ka) (K10 : 0 <= K1).
Definition good (w : weights R d * shifts R d) := [/\ follows one box kink w,
  forall b l (i : 'I_(d l.+1)) (n : 'I_N), (b < size ks)%N -> kk b = (l, nat_of_ord n, nat_of_ord i) ->
    ka <= lam b + E l.+1 i n * pull_at one box kink ks lam w.1 w.2 i n /\
    lam b + s * (E l.+1 i n * pull_at one box kink ks lam w.1 w.2 i n) <= - ka &
  0 <= \sum_(a < m) \sum_(b < m) shift_of w a * second one box kink ks W0 c0 w.1 w.2 lam W0 c0 (mv a) (mv b) * shift_of w b
    + K1 * \sum_(b < size ks) kink_sum one box kink ks w.1 w.2 b ^+ 2].
Variable written : pt -> Prop.
Hypothesis near_good : near_here (fun w => agrees movers W0 c0 w -> written w -> good w).

Lemma true_zero l (i : 'I_(d l.+1)) (n : 'I_N) : (l < h)%N -> kink l n i -> at_sum s E X W0 c0 l i n = 0.
Proof.
move=> lh; rewrite kinkE same_sums ?(ltnW lh) // => /(nthP none)[b bk bE].
by rewrite -(kink_sumE one box kink W0 c0 bE) at_kinks.
Qed.

Theorem moving_minimum : near_here (fun w => agrees movers W0 c0 w -> written w -> half_squares W0 c0 <= half_squares w.1 w.2).
Proof.
have [K K0 NK] := held_small one box kinkE W0 c0 inside.
pose M := K1 * ((size ks)%:R * K ^+ 2); have M0 : 0 <= M by rewrite !mulr_ge0 ?ler0n ?sqr_ge0.
have M1 : 0 < M + 1 by rewrite ltr_paddl ?ltr01.
have e0 : 0 < 2%:R * ka / (M + 1) by rewrite divr_gt0 // mulr_gt0 ?ltr0n.
have NS := sizes_small kinkE true_zero e0.
have NA : near_here (fun w => allowed (bias net) w.2) by exists 1; split=> [|w []]; rewrite ?ltr01.
apply: near_imp (near_and le (near_and le NK NS) (near_and le NA near_good)) => w [[HK HS] [al G]] ag wr.
have [fw push form] := G ag wr; have small := HK fw.
have hid b : (b < size ks)%N -> ((kk b).1.1 < h)%N by case/inside.
have start : half_squares W0 c0 = lagrangian one box kink ks lam W0 c0.
  rewrite /half_squares /lagrangian [X in _ - X]big1 ?subr0 => [|b _]; last by rewrite at_kinks ?mulr0.
  by rewrite (same_sums (leqnn _)).
have bound := kink_bound hid kinkE kinks_once fw push.
apply: le_trans bound; rewrite start -ler_subl_addl -opprB ler_oppl.
rewrite (lagrangian_difference layersL ranges hid al f0 (agrees_differ movers_once ag) critical).
set Q := \sum_(a < _) _ in form *; set S := kink_sizes _ _ _.
have S0 : 0 <= S := sizes_ge0 ks w.
have squares : \sum_(b < size ks) kink_sum one box kink ks w.1 w.2 b ^+ 2 <= (size ks)%:R * K ^+ 2 * S ^+ 2.
  apply: le_trans (_ : \sum_(b < size ks) (K * S) ^+ 2 <= _); last by rewrite sumr_const card_ord exprMn -mulrA mulr_natl.
  apply: ler_sum => b _; rewrite -[X in X <= _]ger0_norm ?sqr_ge0 // normrX ler_sqr ?nnegrE ?mulr_ge0 //; exact: small.
have Q0 : - (M * S ^+ 2) <= Q.
  rewrite -[Q]addr0 -(subrr (K1 * \sum_(b < size ks) kink_sum one box kink ks w.1 w.2 b ^+ 2)) addrA.
  apply: le_trans (_ : - (K1 * \sum_(b < size ks) kink_sum one box kink ks w.1 w.2 b ^+ 2) <= _); last by rewrite ler_addr.
  by rewrite ler_opp2 /M -mulrA ler_wpmul2l.
apply: le_trans (_ : 2%:R^-1 * - (M * S ^+ 2) <= _); last by rewrite ler_wpmul2l // invr_ge0 ler0n.
rewrite mulrN ler_opp2 ler_pdivr_mull ?ltr0n // expr2 !mulrA ler_wpmul2r //.
apply: le_trans (_ : (M + 1) * S <= _); first by rewrite ler_wpmul2r // ler_addl ler01.
by rewrite mulrC -ler_pdivl_mulr // ltW.
Qed.
End Minimum.
