(* What holds near: for small positive t, for weights near given ones, and so on. First-order expansions,
   and polynomials for small t. *)
From Dlmcert Require Import Algebra.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Near.
Variables (R : realFieldType) (T : Type) (within : R -> T -> Prop).
Hypothesis within_le : forall e e' t, e <= e' -> within e t -> within e' t.

Definition near (P : T -> Prop) := exists e, 0 < e /\ forall t, within e t -> P t.

Lemma near_always (P : T -> Prop) : (forall t, P t) -> near P.
Proof. by exists 1; split=> //; exact: ltr01. Qed.
Lemma near_imp (P Q : T -> Prop) : (forall t, P t -> Q t) -> near P -> near Q.
Proof. by move=> PQ [e [e0 H]]; exists e; split=> // t /H/PQ. Qed.
Lemma near_and (P Q : T -> Prop) : near P -> near Q -> near (fun t => P t /\ Q t).
Proof.
move=> [e [e0 H]] [e' [e0' H']]; exists (Num.min e e'); rewrite lt_minr e0; split=> // t b.
by split; [apply: H|apply: H']; apply: within_le b; rewrite le_minl lexx ?orbT.
Qed.
Lemma near_in (I : eqType) (r : seq I) (P : I -> T -> Prop) :
  (forall i, i \in r -> near (P i)) -> near (fun t => forall i, i \in r -> P i t).
Proof.
elim: r => [|i r IH] H; first exact: near_always.
have [|] := near_and (H i (mem_head _ _)) (IH _); first by move=> j jr; apply: H; rewrite inE jr orbT.
move=> e [e0 K]; exists e; split=> // t /K[Pi Pr] j; rewrite inE => /orP[/eqP -> //|]; exact: Pr.
Qed.
Lemma near_all (I : finType) (P : I -> T -> Prop) : (forall i, near (P i)) -> near (fun t => forall i, P i t).
Proof.
move=> H; have := @near_in I (enum I) P (fun i _ => H i).
by apply: near_imp => t K i; apply: K; rewrite mem_enum.
Qed.

(* --- continuity --- *)

Definition tends (f : T -> R) (a : R) := forall eta, 0 < eta -> near (fun t => `|f t - a| < eta).

Lemma tends_const a : tends (fun=> a) a.
Proof. by move=> eta eta0; apply: near_always => t; rewrite subrr normr0. Qed.
Lemma tends_add f g a b : tends f a -> tends g b -> tends (fun t => f t + g t) (a + b).
Proof.
move=> F G eta eta0; have h0 : 0 < eta / 2%:R by rewrite divr_gt0 ?ltr0n.
apply: near_imp (near_and (F _ h0) (G _ h0)) => t [lf lg].
rewrite [X in `|X|](_ : _ = (f t - a) + (g t - b)); last by ring.
by apply: le_lt_trans (ler_norm_add _ _) _; rewrite [eta]splitr ltr_add.
Qed.
Lemma tends_lipschitz (h : R -> R) C f a : 0 < C -> (forall x y, `|h x - h y| <= C * `|x - y|) ->
  tends f a -> tends (fun t => h (f t)) (h a).
Proof.
move=> C0 lip F eta eta0; have e0 : 0 < eta / C by rewrite divr_gt0.
apply: near_imp (F _ e0) => t lt; apply: le_lt_trans (lip _ _) _.
by rewrite mulrC -ltr_pdivl_mulr.
Qed.
Lemma tends_mul f g a b : tends f a -> tends g b -> tends (fun t => f t * g t) (a * b).
Proof.
move=> F G eta eta0.
have A1 : 0 < `|a| + 1 by rewrite ltr_paddl. have B1 : 0 < `|b| + 1 by rewrite ltr_paddl.
pose K := (`|a| + 1) + (`|b| + 1); have K0 : 0 < K by rewrite addr_gt0.
have e0 : 0 < eta / K by rewrite divr_gt0.
apply: near_imp (near_and (near_and (F _ e0) (F _ ltr01)) (G _ e0)) => t [[f1 f2] g1].
rewrite [X in `|X|](_ : _ = f t * (g t - b) + (f t - a) * b); last by ring.
apply: le_lt_trans (ler_norm_add _ _) _; rewrite !normrM.
have ft : `|f t| < `|a| + 1.
  have -> : f t = a + (f t - a) by ring.
  by apply: le_lt_trans (ler_norm_add _ _) _; rewrite ltr_add2l.
apply: le_lt_trans (_ : (`|a| + 1) * `|g t - b| + `|f t - a| * (`|b| + 1) < _).
  by rewrite ler_add ?ler_wpmul2r ?ler_wpmul2l // ?ltW // ltr_addl.
have -> : eta = (`|a| + 1) * (eta / K) + (eta / K) * (`|b| + 1).
  by rewrite [_ * (eta / K)]mulrC -mulrDr -/K divfK // gt_eqF.
by rewrite ltr_add // ?ltr_pmul2l ?ltr_pmul2r.
Qed.
Lemma tends_sum (I : finType) (F : I -> T -> R) (a : I -> R) : (forall i, tends (F i) (a i)) ->
  tends (fun t => \sum_i F i t) (\sum_i a i).
Proof.
move=> H; rewrite /index_enum; elim: (Finite.enum I) => [|i r IH].
  by move=> eta eta0; apply: near_always => t; rewrite !big_nil subrr normr0.
move=> eta eta0; have := tends_add (H i) IH eta0.
by apply: near_imp => t; rewrite !big_cons.
Qed.
Lemma tends_sign f a : tends f a -> a != 0 -> near (fun t => (0 <= f t) = (0 <= a) /\ f t != 0).
Proof.
move=> F a0; have n0 : 0 < `|a| by rewrite normr_gt0.
apply: near_imp (F _ n0) => t; case: (ltrgt0P a) a0 => // sa _.
  by rewrite ltr_distl subrr => /andP[l _]; rewrite (ltW l) gt_eqF.
by rewrite ltr_distl subrr => /andP[_ r]; rewrite leNgt r lt_eqF.
Qed.
End Near.

(* --- small positive t --- *)

Section Expansion.
Variable R : realFieldType.
Definition soon (e t : R) := 0 < t < e.
Lemma soon_le e e' t : e <= e' -> soon e t -> soon e' t.
Proof. by move=> le /andP[t0 te]; rewrite /soon t0; exact: lt_le_trans le. Qed.
Let near_and := near_and soon_le.

Lemma soon_pos : near soon (fun t => 0 < t).
Proof. by exists 1; split=> [|t /andP[]//]; exact: ltr01. Qed.
Lemma soon_lt e : 0 < e -> near soon (fun t => t < e).
Proof. by exists e; split=> // t /andP[]. Qed.

(* f t = a + b t + O(t^2) for small t > 0 *)
Definition expands (f : R -> R) (a b : R) := exists C, near soon (fun t =>
  exists2 h, f t = a + t * b + t ^+ 2 * h & `|h| <= C).

Lemma expands_const a : expands (fun=> a) a 0.
Proof. by exists 0; apply: near_always => t; exists 0; rewrite ?normr0 // !mulr0 !addr0. Qed.
Lemma expands_linear b : expands (fun t => t * b) 0 b.
Proof. by exists 0; apply: near_always => t; exists 0; rewrite ?normr0 // mulr0 addr0 add0r. Qed.
Lemma expands_eq f g a b : (forall t, f t = g t) -> expands f a b -> expands g a b.
Proof. by move=> fg [C H]; exists C; apply: near_imp H => t; rewrite fg. Qed.
Lemma expands_add f g a b a' b' : expands f a b -> expands g a' b' ->
  expands (fun t => f t + g t) (a + a') (b + b').
Proof.
move=> [C F] [C' G]; exists (C + C'); apply: near_imp (near_and F G) => t [[h -> hC] [h' -> hC']].
by exists (h + h'); [ring|exact: le_trans (ler_norm_add _ _) (ler_add hC hC')].
Qed.
Lemma expands_mul f g a b a' b' : expands f a b -> expands g a' b' ->
  expands (fun t => f t * g t) (a * a') (a * b' + b * a').
Proof.
move=> [C F] [C' G].
exists (`|b| * `|b'| + ((`|a| + `|b|) * C' + C * (`|a'| + `|b'|)) + C * C').
apply: near_imp (near_and (near_and F G) (near_and soon_pos (soon_lt ltr01))) => t [[[h -> hC] [h' -> hC']] [t0 t1]].
exists (b * b' + ((a + t * b) * h' + h * (a' + t * b')) + (t * h) * (t * h')); first by ring.
have tn x : `|t * x| <= `|x| by rewrite normrM gtr0_norm // ler_pimull // ltW.
have C0 : 0 <= C := le_trans (normr_ge0 _) hC; have C0' : 0 <= C' := le_trans (normr_ge0 _) hC'.
have lin x y : `|x + t * y| <= `|x| + `|y| by apply: le_trans (ler_norm_add _ _) _; rewrite ler_add2l.
apply: le_trans (ler_norm_add _ _) _; apply: ler_add; last first.
  by rewrite normrM; apply: ler_pmul => //; apply: le_trans (tn _) _.
apply: le_trans (ler_norm_add _ _) _; apply: ler_add; first by rewrite normrM.
by apply: le_trans (ler_norm_add _ _) _; apply: ler_add; rewrite normrM; apply: ler_pmul.
Qed.
Lemma expands_scale k f a b : expands f a b -> expands (fun t => k * f t) (k * a) (k * b).
Proof.
move=> H; have := expands_mul (expands_const k) H; by rewrite mul0r addr0.
Qed.
Lemma expands_sum (I : finType) (F : I -> R -> R) (a b : I -> R) : (forall i, expands (F i) (a i) (b i)) ->
  expands (fun t => \sum_i F i t) (\sum_i a i) (\sum_i b i).
Proof.
move=> H; rewrite /index_enum; elim: (Finite.enum I) => [|i r IH].
  by rewrite !big_nil; apply: expands_eq (expands_const 0) => t; rewrite big_nil.
by rewrite !big_cons; apply: expands_eq (expands_add (H i) IH) => t; rewrite big_cons.
Qed.
Lemma expands_sign f a b : expands f a b -> a != 0 -> near soon (fun t => (0 <= f t) = (0 <= a)).
Proof.
move=> [C F] a0; have n0 : 0 < `|a| by rewrite normr_gt0.
have C1 : 0 < `|b| + `|C| + 1 by rewrite ltr_paddl // addr_ge0.
have e0 : 0 < `|a| / (`|b| + `|C| + 1) by rewrite divr_gt0.
apply: near_imp (near_and F (near_and soon_pos (near_and (soon_lt ltr01) (soon_lt e0)))) => t [[h -> hC] [t0 [t1 te]]].
set r := t * b + t ^+ 2 * h; rewrite -addrA -/r.
have lt : `|r| < `|a|.
  rewrite /r [X in `|X|](_ : _ = t * (b + t * h)); last by ring.
  rewrite normrM (gtr0_norm t0); move: te; rewrite ltr_pdivl_mulr //; apply: le_lt_trans.
  rewrite ler_pmul2l //; apply: le_trans (ler_norm_add _ _) _; rewrite -addrA ler_add2l ler_paddr //.
  rewrite normrM (gtr0_norm t0); apply: le_trans (_ : 1 * `|h| <= _); first by rewrite ler_wpmul2r // ltW.
  by rewrite mul1r; apply: le_trans hC (ler_norm _).
case: (ltrgt0P a) a0 lt => // sa _; rewrite ltr_norml => /andP[l u].
  by rewrite -ler_subl_addl sub0r (ltW l).
by apply/negbTE; rewrite -ltNge -ltr_subr_addl sub0r.
Qed.

(* the one-sided derivative at 0 along t > 0, in the usual words *)
Definition one_sided (f : R -> R) (g : R) :=
  forall eps, 0 < eps -> exists delta, 0 < delta /\ forall t, 0 < t < delta -> `|f t - f 0 - t * g| <= eps * t.

Lemma expands_one_sided f b : expands f (f 0) b -> one_sided f b.
Proof.
move=> [C F] eps eps0; have C1 : 0 < `|C| + 1 by rewrite ltr_paddl.
have e0 : 0 < eps / (`|C| + 1) by rewrite divr_gt0.
have [d [d0 H]] := near_and F (soon_lt e0); exists d; split=> // t td.
have [[h -> hC]] := H t td; case/andP: td => t0 _; rewrite ltr_pdivl_mulr // => te.
rewrite [X in `|X|](_ : _ = t ^+ 2 * h); last by ring.
rewrite normrM ger0_norm ?sqr_ge0 // expr2 -mulrA mulrC ler_pmul2r //.
apply: le_trans (ltW te); rewrite ler_pmul2l //; apply: le_trans hC _.
by apply: le_trans (ler_norm _) _; rewrite ler_addl.
Qed.
End Expansion.
