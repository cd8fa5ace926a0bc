(* Critical points in Clarke's sense (format.md 4.15) over an ordered field, and the step from a regular matrix to loss
   0: where gradients nearby are matrices of a convex set times the residuals, up to any error, and an L times each of
   these matrices is near the identity, the residuals at a critical point are 0. *)
From Dlmcert Require Import Algebra Model Nearby Points.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Defect.
Variables (R : realFieldType) (m n : nat) (L : 'M[R]_(n, m)) (e : 'cV[R]_n) (q : R).
Hypothesis q1 : q < 1.

Lemma defect_zero :
  (forall eta, 0 < eta -> exists2 G : 'M[R]_(m, n), forall i, \sum_j `|(1%:M - L *m G) i j| <= q &
     forall p, `|(G *m e) p 0| <= eta) ->
  e = 0.
Proof.
move=> H; apply/matrixP=> i c; rewrite (ord1 c) mxE {c}.
have [k _ kmax] := @Order.TotalTheory.arg_maxP _ R _ i xpredT (fun j => `|e j 0|) isT.
suff k0 : `|e k 0| = 0 by apply/eqP; rewrite -normr_le0 -k0; exact: kmax.
pose C := \sum_p `|L k p|; have C0 : 0 <= C by rewrite sumr_ge0.
have r0 : 0 < 1 - q by rewrite subr_gt0.
have small eta : 0 < eta -> (1 - q) * `|e k 0| <= C * eta.
  move=> /H[G row Ge].
  have -> : (1 - q) * `|e k 0| = `|e k 0| - q * `|e k 0| by ring.
  rewrite ler_subl_addl.
  have eE : e = (1%:M - L *m G) *m e + L *m (G *m e) by rewrite mulmxBl mul1mx mulmxA subrK.
  have kE : `|e k 0| = `|((1%:M - L *m G) *m e) k 0 + (L *m (G *m e)) k 0| by rewrite {1}eE mxE.
  rewrite [X in X <= _]kE; apply: le_trans (ler_norm_add _ _) _; apply: ler_add.
    rewrite mxE; apply: le_trans (ler_norm_sum _ _ _) _.
    apply: le_trans (_ : \sum_j `|(1%:M - L *m G) k j| * `|e k 0| <= _).
      by apply: ler_sum => j _; rewrite normrM ler_wpmul2l //; exact: kmax.
    by rewrite -mulr_suml ler_wpmul2r.
  rewrite mxE; apply: le_trans (ler_norm_sum _ _ _) _; rewrite /C mulr_suml.
  by apply: ler_sum => p _; rewrite normrM ler_wpmul2l.
apply/eqP; rewrite eq_le normr_ge0 andbT leNgt; apply/negP=> pos.
have x0 : 0 < (1 - q) * `|e k 0| by rewrite mulr_gt0.
have C1 : 0 < C + 1 by rewrite ltr_paddl.
have := small ((1 - q) * `|e k 0| / (C + 1)) (divr_gt0 x0 C1).
rewrite mulrA ler_pdivl_mulr // mulrDr mulr1 [C * _]mulrC ger_addl => /(lt_le_trans x0).
by rewrite ltxx.
Qed.
End Defect.

Section Critical.
Variables (R : realFieldType) (N : nat) (d : nat -> nat) (l : nat).
Variables (s : R) (E : forall k, 'M[R]_(d k, N)) (X : 'M[R]_(d 0, N)) (y : 'M[R]_(d l.+1, N)).
Variables (huber : option R) (bias : bool).
Implicit Types (W D g : weights R d) (c b h : shifts R d).

(* every one-sided derivative is that of the linear function with the coefficients g, h *)
Definition gradient_is W c g h : Prop := forall D b, allowed bias b ->
  one_sided (loss_along s E X y huber W c D b)
    (\sum_(k < l.+1) (\sum_i \sum_j g k i j * D k i j + \sum_i h k i 0 * b k i 0)).
(* g, h is a limit of gradients from nearby *)
Definition limit_of_gradients W c g h : Prop := forall e, 0 < e -> exists W' c' g' h',
  [/\ allowed bias c', close l W c e W' c', gradient_is W' c' g' h' & close l g h e g' h'].

(* A weight, or a bias (None) *)
Definition slot := {k : nat & ('I_(d k.+1) * option 'I_(d k))%type}.
Definition slot_ok (a : slot) : Prop := (projT1 a <= l)%N /\ ((projT2 a).2 = None -> bias).
Definition at_slot g h (a : slot) : R :=
  if (projT2 a).2 is Some j then g (projT1 a) (projT2 a).1 j else h (projT1 a) (projT2 a).1 0.

(* 0 is a convex combination of limits of gradients from nearby. *)
Definition clarke_critical W c : Prop := exists m (lam : 'I_m -> R) (g : 'I_m -> weights R d) (h : 'I_m -> shifts R d),
  [/\ forall a, 0 <= lam a, \sum_a lam a = 1, forall a, limit_of_gradients W c (g a) (h a) &
      forall p, slot_ok p -> \sum_a lam a * at_slot (g a) (h a) p = 0].

Lemma at_slot_close g h e g' h' p : slot_ok p -> close l g h e g' h' -> `|at_slot g' h' p - at_slot g h p| < e.
Proof.
by case: p => k [i [j|]] [kl _] /(_ k kl)[Hg Hh]; [exact: Hg|exact: Hh].
Qed.

Section Zero.
Variables (W : weights R d) (c : shifts R d) (n m : nat) (e : 'cV[R]_n) (slots : 'I_m -> slot).
Variables (J : 'M[R]_(m, n) -> Prop) (L : 'M[R]_(n, m)) (q : R).
Hypothesis okay : forall p, slot_ok (slots p).
Hypothesis convex : forall r (lam : 'I_r -> R) (G : 'I_r -> 'M[R]_(m, n)), (forall a, 0 <= lam a) -> \sum_a lam a = 1 ->
  (forall a, J (G a)) -> J (\sum_a lam a *: G a).
Hypotheses (q1 : q < 1) (defect : forall G, J G -> forall i, \sum_j `|(1%:M - L *m G) i j| <= q).
(* gradients near W, c are N^-1 G e, up to any error *)
Hypothesis gradients : forall eta, 0 < eta -> exists2 delta, 0 < delta & forall W' c' g h, allowed bias c' ->
  close l W c delta W' c' -> gradient_is W' c' g h ->
  exists2 G, J G & forall p, `|at_slot g h (slots p) - N%:R^-1 * (G *m e) p 0| <= eta.

Theorem critical_zero : (0 < N)%N -> clarke_critical W c -> e = 0.
Proof.
move=> N0 [r [lam [g [h [lam0 lam1 lim zero]]]]].
have n0 : 0 < N%:R :> R by rewrite ltr0n.
apply: (@defect_zero _ _ _ L e q q1) => eta eta0.
pose t := eta / N%:R / 2%:R; have t0 : 0 < t by rewrite !divr_gt0 ?ltr0n.
have [delta delta0 near_G] := gradients t0.
have each (a : 'I_r) : exists G, J G /\ forall p, `|at_slot (g a) (h a) (slots p) - N%:R^-1 * (G *m e) p 0| <= eta / N%:R.
  have m0 : 0 < Num.min delta t by rewrite lt_minr delta0.
  have [W' [c' [g' [h' [al cl gr cg]]]]] := lim a _ m0.
  have cl' : close l W c delta W' c'.
    by move=> k /cl[A B]; split=> [i j|i]; apply: lt_le_trans (_ : Num.min delta t <= _); rewrite ?le_minl ?lexx.
  have [G JG H] := near_G _ _ _ _ al cl' gr; exists G; split=> // p.
  have -> : at_slot (g a) (h a) (slots p) - N%:R^-1 * (G *m e) p 0 =
      (at_slot g' h' (slots p) - N%:R^-1 * (G *m e) p 0) - (at_slot g' h' (slots p) - at_slot (g a) (h a) (slots p)) by ring.
  apply: le_trans (ler_norm_sub _ _) _; rewrite [eta / N%:R]splitr; apply: ler_add => //.
  by apply: le_trans (ltW (at_slot_close (okay p) cg)) _; rewrite le_minl lexx orbT.
have [G GP] := fin_all_exists each.
pose Gbar := \sum_a lam a *: G a; exists Gbar; first by apply: defect; apply: convex => // a; case: (GP a).
move=> p; have Gp : (Gbar *m e) p 0 = \sum_a lam a * (G a *m e) p 0.
  by rewrite /Gbar mulmx_suml summxE; apply: eq_bigr => a _; rewrite -scalemxAl mxE.
have -> : (Gbar *m e) p 0 = N%:R * \sum_a lam a * (N%:R^-1 * (G a *m e) p 0 - at_slot (g a) (h a) (slots p)).
  rewrite Gp (eq_bigr _ (fun a _ => mulrBr _ _ _)) sumrB zero // subr0 mulr_sumr; apply: eq_bigr => a _.
  by rewrite [RHS]mulrCA [N%:R * (_ * _)]mulrA divff ?mul1r // gt_eqF.
rewrite normrM gtr0_norm // mulrC -ler_pdivl_mulr //; apply: le_trans (ler_norm_sum _ _ _) _.
apply: le_trans (_ : \sum_a lam a * (eta / N%:R) <= _); last by rewrite -mulr_suml lam1 mul1r.
apply: ler_sum => a _.
by rewrite normrM ger0_norm // ler_wpmul2l // distrC; case: (GP a) => _; exact.
Qed.
End Zero.
End Critical.
