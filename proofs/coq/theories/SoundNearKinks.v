(* Near weights at which kinks' preactivations are 0, those of the network whose kinks give 0 are at most a constant
   times the sum of the sizes of the true ones, and this sum is small (soundness.md 37). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points
  PointRules NearbyRules CriticalRules SoundNetwork SoundEnclosure SoundSecant SoundBox SoundContraction Smooth
  SoundHeld SoundSecond SoundLagrange SoundKinkBound.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Near.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))) (kink : nat -> nat -> nat -> bool).
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Notation A := (held_slopes R net one box kink).
Notation none := (0%N, 0%N, 0%N).
Variable ks : seq (nat * nat * nat).
Notation kk b := (nth none ks b).
Hypothesis kinkE : forall l n i, kink l n i = ((l, n, i) \in ks).
Notation U' W c := (at_sum s E X W c).
Notation U W c := (Model.U W c A X).
Notation moves_U w := (changeU A w.1 (pushed_in kink w.1 w.2)).
Notation gives w := (given_off kink w.1 w.2).
Notation size_at w := (kink_sizes ks w.1 w.2).

Lemma sizes_ge0 (w : weights R d * shifts R d) : 0 <= size_at w.
Proof.
do 4 (rewrite sumr_ge0 // => ? _); by rewrite mulr_ge0 // ler0n.
Qed.
Lemma one_size (w : weights R d * shifts R d) l (i : 'I_(d l.+1)) (n : 'I_N) : (l < h)%N -> kink l n i -> `|U' w.1 w.2 l i n| <= size_at w.
Proof.
move=> lh; rewrite kinkE => /(nthP none)[b bk bE].
have pos (a : R) (x : bool) : 0 <= x%:R * `|a| by rewrite mulr_ge0 // ler0n.
rewrite /kink_sizes (bigD1 n) //= (bigD1 (Ordinal lh)) //= (bigD1 i) //= (bigD1 (Ordinal bk)) //= bE eqxx mul1r -!addrA ler_addl.
by rewrite !addr_ge0 //; do 4 ?(rewrite ?sumr_ge0 // => ? _).
Qed.
Lemma given_small (w : weights R d * shifts R d) l : (l < h)%N -> forall (i : 'I_(d l.+1)) (n : 'I_N),
  `|gives w l.+1 i n| <= (\sum_i' \sum_n' `|E l.+1 i' n'|) * (1 + `|s|) * size_at w.
Proof.
move=> lh i n; rewrite given_offE; case K : (kink l n i); last first.
  rewrite normr0 !mulr_ge0 ?sizes_ge0 ?addr_ge0 ?ler01 //; do 2 (rewrite sumr_ge0 // => ? _).
have E1 : `|E l.+1 i n| <= \sum_i' \sum_n' `|E l.+1 i' n'|.
  by rewrite (bigD1 i) //= (bigD1 n) //= -addrA ler_addl addr_ge0 ?sumr_ge0 // => i' _; rewrite sumr_ge0.
rewrite normrM -mulrA; apply: ler_pmul => //.
have := phi_lipschitz s (U' w.1 w.2 l i n) 0; rewrite phi0 !subr0 => H; apply: le_trans H _.
by rewrite ler_wpmul2l ?one_size // addr_ge0 ?ler01.
Qed.

Lemma kink_sumE W c b l (i : 'I_(d l.+1)) (n : 'I_N) : kk b = (l, nat_of_ord n, nat_of_ord i) ->
  kink_sum one box kink ks W c b = U W c l i n.
Proof.
move=> q; rewrite /kink_sum q /= (bigD1 n) //= [X in _ + X]big1 ?addr0 => [|n' nn]; last first.
  rewrite big1 // => i' _; have -> : (nat_of_ord n' == n) = false; last by rewrite mul0r.
  by apply: contra_neqF nn => /eqP E1; exact: val_inj.
rewrite (bigD1 i) //= !eqxx mul1r big1 ?addr0 // => i' ii.
have -> : (nat_of_ord i' == i) = false; last by rewrite andbF mul0r.
by apply: contra_neqF ii => /eqP E1; exact: val_inj.
Qed.

Variables (W0 : weights R d) (c0 : shifts R d).
Notation near_here := (near (within h (bias net) W0 c0)).
Let le := @within_le R d h (bias net) W0 c0.

Lemma near_weight l i j : (l <= h)%N -> near_here (fun w => `|w.1 l i j| <= `|W0 l i j| + 1).
Proof.
move=> lh; have [e [e0 H]] := W_tends (bias net) W0 c0 i j lh (@ltr01 R); exists e; split=> // w /H lt.
rewrite -[w.1 l i j](subrK (W0 l i j)) addrC; apply: le_trans (ler_norm_add _ _) _; by rewrite ler_add2l ltW.
Qed.

Lemma near_change l : (l <= h)%N -> exists2 K, 0 <= K & near_here (fun w => forall i n, `|moves_U w l i n| <= K * size_at w).
Proof.
elim: l => [_|l IH lh].
  exists 0; first exact: lexx.
  apply: near_always => w i n; have -> : moves_U w 0 i n = 0 by rewrite /changeU /pushed_in /= !mulmx0 addr0 mxE.
  by rewrite normr0 mul0r.
have [K K0 NK] := IH (ltnW lh).
pose G := (\sum_i' \sum_n' `|E l.+1 i' n'|) * (1 + `|s|); pose a := \sum_i \sum_n `|A l.+1 i n|.
have G0 : 0 <= G by rewrite mulr_ge0 ?addr_ge0 ?ler01 //; do 2 (rewrite sumr_ge0 // => ? _).
have a0 : 0 <= a by do 2 (rewrite sumr_ge0 // => ? _).
have a1 i n : `|A l.+1 i n| <= a.
  by rewrite /a (bigD1 i) //= (bigD1 n) //= -addrA ler_addl addr_ge0 ?sumr_ge0 // => i' _; rewrite sumr_ge0.
have term i j : 0 <= (`|W0 l.+1 i j| + 1) * (G + a * K) by rewrite mulr_ge0 ?addr_ge0 ?ler01 // mulr_ge0.
exists (\sum_i \sum_j (`|W0 l.+1 i j| + 1) * (G + a * K)).
  by rewrite sumr_ge0 // => i _; rewrite sumr_ge0.
have NW := near_all le (fun i => near_all le (fun j => near_weight i j lh)).
apply: near_imp (near_and le NK NW) => w [HK HW] i n.
have -> : moves_U w l.+1 i n = \sum_j w.1 l.+1 i j * (gives w l.+1 j n + A l.+1 j n * moves_U w l j n).
  rewrite /changeU [LHS]mxE [X in X + _]mxE [X in _ + X]mxE -big_split; apply: eq_bigr => j _ /=.
  by rewrite -mulrDr entrywiseE.
apply: le_trans (ler_norm_sum _ _ _) _; rewrite (bigD1 i) //= mulrDl -[X in X <= _]addr0; apply: ler_add; last first.
  by rewrite mulr_ge0 ?sizes_ge0 // sumr_ge0 // => i' _; rewrite sumr_ge0.
rewrite mulr_suml; apply: ler_sum => j _; rewrite normrM -mulrA; apply: ler_pmul => //.
rewrite mulrDl; apply: le_trans (ler_norm_add _ _) _; apply: ler_add; first exact: given_small.
by rewrite normrM -mulrA; apply: ler_pmul.
Qed.

Hypothesis inside : forall b, (b < size ks)%N -> [/\ ((kk b).1.1 < h)%N, ((kk b).1.2 < N)%N & ((kk b).2 < d (kk b).1.1.+1)%N].
Hypothesis at_zero : forall l (i : 'I_(d l.+1)) (n : 'I_N), (l < h)%N -> kink l n i -> U' W0 c0 l i n = 0.

Lemma sizes_small e : 0 < e -> near_here (fun w => size_at w < e).
Proof.
move=> e0; have T : tends (within h (bias net) W0 c0) (fun w => size_at w) 0.
  have -> : 0 = \sum_(n < N) \sum_(l < h) \sum_(i < d l.+1) \sum_(b < size ks) 0 :> R by do 4 (rewrite big1 // => ? _).
  apply: (tends_sum le) => n; apply: (tends_sum le) => l; apply: (tends_sum le) => i; apply: (tends_sum le) => b.
  case: eqP => [Eb|_]; last first.
    by move=> eta eta0; apply: near_always => w; rewrite mul0r subrr normr0.
  move=> eta eta0; have := at_sum_tends s E X (bias net) W0 c0 (ltnW (ltn_ord l)) i n eta0; apply: near_imp => w.
  rewrite mul1r at_zero; first by rewrite !subr0 normr_id.
    exact: ltn_ord.
  by rewrite kinkE -Eb mem_nth.
by have := T e e0; apply: near_imp => w; rewrite subr0 ger0_norm ?sizes_ge0.
Qed.

(* where the slopes are the held ones *)
Definition follows (w : weights R d * shifts R d) := forall l, (l < h)%N -> forall (i : 'I_(d l.+1)) (n : 'I_N),
  ~~ kink l n i -> V_at w.1 w.2 s E X l.+1 i n = A l.+1 i n * U' w.1 w.2 l i n.

Theorem held_small : exists2 K, 0 <= K & near_here (fun w => follows w -> forall b, (b < size ks)%N ->
  `|kink_sum one box kink ks w.1 w.2 b| <= K * size_at w).
Proof.
have [K KP] := @fin_all_exists2 [finType of 'I_h] (fun=> R) _ _ (fun l => near_change (ltnW (ltn_ord l))).
move=> NK; exists (1 + \sum_l K l); first by rewrite addr_ge0 ?ler01 // sumr_ge0.
apply: near_imp (near_all le NK) => w H fw b bk; have [lh nN id] := inside bk.
case q : (kk b) lh nN id => [[l n0] i0] /= lh nN id; rewrite (@kink_sumE _ _ b l (Ordinal id) (Ordinal nN) q).
have -> : U w.1 w.2 l (Ordinal id) (Ordinal nN) = U' w.1 w.2 l (Ordinal id) (Ordinal nN) - moves_U w l (Ordinal id) (Ordinal nN).
  by rewrite (true_sum fw (Ordinal id) (Ordinal nN) (ltnW lh)) addrK.
apply: le_trans (ler_norm_sub _ _) _; rewrite mulrDl mul1r; apply: ler_add.
  by apply: one_size => //; rewrite kinkE /= -q mem_nth.
apply: le_trans (H (Ordinal lh) _ _) _; rewrite ler_wpmul2r ?sizes_ge0 //.
by rewrite (bigD1 (Ordinal lh)) //= ler_addl sumr_ge0.
Qed.
End Near.
