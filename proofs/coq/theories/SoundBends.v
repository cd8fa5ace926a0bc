(* Along a line through weights at which the loss times the number of samples has derivatives 0, with slopes held and no
   kinks, it is its value + t^2/2 times the form of its second derivatives + O(t^3) (soundness.md 37, Saddle). *)
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
Local Opaque held_slopes held_enclosure.

(* --- f t = a + O(t) for |t| <= 1 --- *)

Section Lands.
Variable R : realFieldType.
Definition lands (f : R -> R) (a : R) := exists C, forall t, `|t| <= 1 -> `|f t - a| <= C * `|t|.

Lemma lands_const a : lands (fun=> a) a.
Proof. by exists 0 => t _; rewrite subrr normr0 mul0r. Qed.
Lemma lands_eq f g a : (forall t, f t = g t) -> lands f a -> lands g a.
Proof. by move=> fg [C H]; exists C => t /H; rewrite fg. Qed.
Lemma lands_line a b : lands (fun t => a + t * b) a.
Proof. by exists `|b| => t _; rewrite (addrC a) addrK normrM mulrC. Qed.
Lemma lands_add f g a b : lands f a -> lands g b -> lands (fun t => f t + g t) (a + b).
Proof.
move=> [C F] [D G]; exists (C + D) => t t1; rewrite opprD addrACA mulrDl.
by apply: le_trans (ler_norm_add _ _) _; apply: ler_add; [exact: F|exact: G].
Qed.
Lemma lands_mul f g a b : lands f a -> lands g b -> lands (fun t => f t * g t) (a * b).
Proof.
move=> [C F] [D G]; exists ((`|a| + `|C|) * `|D| + `|C| * `|b|) => t t1.
have big (x y : R) : x * `|t| <= `|x| * `|t| by rewrite ler_wpmul2r // ler_norm.
have f1 : `|f t - a| <= `|C| * `|t| by apply: le_trans (F t t1) (big C 0).
have g1 : `|g t - b| <= `|D| * `|t| by apply: le_trans (G t t1) (big D 0).
have -> : f t * g t - a * b = f t * (g t - b) + (f t - a) * b by ring.
apply: le_trans (ler_norm_add _ _) _; rewrite !normrM mulrDl; apply: ler_add; last by rewrite mulrAC ler_wpmul2r.
rewrite -mulrA; apply: ler_pmul => //; rewrite -[f t](subrK a) addrC; apply: le_trans (ler_norm_add _ _) _.
by rewrite ler_add2l; apply: le_trans f1 _; rewrite ler_pimulr.
Qed.
Lemma lands_sum (I : finType) (F : I -> R -> R) (a : I -> R) : (forall i, lands (F i) (a i)) ->
  lands (fun t => \sum_i F i t) (\sum_i a i).
Proof.
move=> H; rewrite /index_enum; elim: (Finite.enum I) => [|i r IH].
  by rewrite big_nil; apply: lands_eq (lands_const 0) => t; rewrite big_nil.
by rewrite big_cons; apply: lands_eq (lands_add (H i) IH) => t; rewrite big_cons.
Qed.
End Lands.

Section Line.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))) (kink : nat -> nat -> nat -> bool).
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Notation rv := (@rv R).
Notation X := (X_at R net).
Notation A := (held_slopes R net one box kink).
Notation none := (0%N, 0%N, 0%N).
Variable lam0 : nat -> R.
Variables (movers : seq place).
Let m := size movers.
Notation mv a := (nth none movers a).
Hypothesis ranges : forall a, (a < m)%N -> in_range net (mv a).
Variables (W D : @Points.weights R d) (c b : @Points.shifts R d).
Hypotheses (fc : allowed (bias net) c) (fb : allowed (bias net) b).
Variable x : nat -> R.
(* the direction, in the parameters of the list *)
Hypothesis direction : forall l (i : 'I_(d l.+1)) j, (l <= h)%N -> (j < inputs_to net l)%N ->
  value D b i j = \sum_(a < m) (mv a == (l, nat_of_ord i, j))%:R * x a.
Notation Wt t := (ahead_W W D t).
Notation ct t := (ahead_c c b t).

Lemma allowed_ahead t : allowed (bias net) (ct t).
Proof.
case: fc => [?|c0]; first by left.
by case: fb => [?|b0]; [left|right=> l; rewrite /ahead_c c0 b0 scaler0 addr0].
Qed.
Lemma V_lands l i n : lands (fun t => Model.V (Wt t) (ct t) A X l i n) (Model.V W c A X l i n).
Proof.
elim: l i n => [|l IH] i n; first exact: lands_const.
have E w k : Model.V w k A X l.+1 i n = A l.+1 i n * (\sum_j w l i j * Model.V w k A X l j n + k l i 0).
  have -> : Model.V w k A X l.+1 i n = A l.+1 i n * Model.U w k A X l i n by rewrite [LHS]mxE.
  by congr (_ * _); rewrite /Model.U mxE mxE [X in _ + X]mxE big_ord1 [const_mx _ _ _]mxE mulr1.
rewrite E; apply: lands_eq (lands_mul (lands_const _) (lands_add (lands_sum (fun j => lands_mul (lands_line (W l i j) (D l i j)) (IH j n)))
  (lands_line (c l i 0) (b l i 0)))) => t.
rewrite E; congr (_ * (_ + _)); last by rewrite !mxE.
by apply: eq_bigr => j _; rewrite !mxE.
Qed.
Lemma fed_lands l n j : lands (fun t => fed_at one box kink (Wt t) (ct t) l n j) (fed_at one box kink W c l n j).
Proof. by rewrite /fed_at /fed; case: insub => [j'|]; [exact: V_lands|exact: lands_const]. Qed.

Lemma second_lands p q : lands (fun t => second one box kink [::] W c (Wt t) (ct t) lam0 W c p q) (second one box kink [::] W c W c lam0 W c p q).
Proof.
have Dl o n p' : lands (fun t => D_at one box kink W (Wt t) (ct t) o n p') (D_at one box kink W W c o n p').
  by apply: lands_mul; [exact: lands_const|exact: fed_lands].
apply: lands_add; first apply: lands_add.
- by apply: lands_sum => n; apply: lands_sum => o; apply: lands_mul.
- by apply: lands_sum => n; apply: lands_mul; [exact: lands_const|exact: fed_lands].
by apply: lands_sum => n; apply: lands_mul; [exact: lands_const|exact: fed_lands].
Qed.

Hypothesis crit : forall a, (a < m)%N -> slope_of_loss one box kink [::] lam0 W c (mv a) = 0.
Definition form : R := \sum_(p < m) \sum_(q < m) x p * second one box kink [::] W c W c lam0 W c (mv p) (mv q) * x q.
Notation L w k := (lagrangian one box kink [::] lam0 w k).

Theorem lagrangian_line : exists C, forall t, `|t| <= 1 ->
  `|L (Wt t) (ct t) - L W c - t ^+ 2 * (form / 2%:R)| <= C * `|t| ^+ 3.
Proof.
have [C H] : lands (fun t => \sum_(p < m) \sum_(q < m) x p * second one box kink [::] W c (Wt t) (ct t) lam0 W c (mv p) (mv q) * x q) form.
  apply: lands_sum => p; apply: lands_sum => q; apply: lands_mul; last exact: lands_const.
  by apply: lands_mul; [exact: lands_const|exact: second_lands].
exists (C / 2%:R) => t t1.
have dif l (i : 'I_(d l.+1)) j : (l <= h)%N -> (j < inputs_to net l)%N ->
    value (Wt t) (ct t) i j - value W c i j = \sum_(a < m) (mv a == (l, nat_of_ord i, j))%:R * (t * x a).
  move=> lh jl; have -> : value (Wt t) (ct t) i j - value W c i j = t * value D b i j.
    by rewrite /value; case: insub => [j'|]; rewrite !mxE addrC addKr.
  by rewrite direction // mulr_sumr; apply: eq_bigr => a _; rewrite mulrCA.
have hid e : (e < size (Nil (nat * nat * nat)))%N -> ((nth none [::] e).1.1 < last_hidden net)%N by [].
have E : L (Wt t) (ct t) - L W c = 2%:R^-1 * (\sum_(p < m) \sum_(q < m) t * x p * second one box kink [::] W c (Wt t) (ct t) lam0 W c (mv p) (mv q) * (t * x q)).
  exact: (lagrangian_difference (t := fun a => t * x a) layersL ranges hid (allowed_ahead t) fc dif crit).
rewrite {}E; set T := \sum_p _; have -> : T = t ^+ 2 * \sum_(p < m) \sum_(q < m) x p * second one box kink [::] W c (Wt t) (ct t) lam0 W c (mv p) (mv q) * x q.
  rewrite mulr_sumr; apply: eq_bigr => p _; rewrite mulr_sumr; apply: eq_bigr => q _.
  move: (second _ _ _ _ _ _ _ _ _ _ _ _ _) (x p) (x q) => u y z; ring.
set Q := \sum_p _ ; have -> : 2%:R^-1 * (t ^+ 2 * Q) - t ^+ 2 * (form / 2%:R) = t ^+ 2 * ((Q - form) / 2%:R) by field.
rewrite normrM normrX normrM [`|2%:R^-1|]ger0_norm ?invr_ge0 ?ler0n //.
have -> : C / 2%:R * `|t| ^+ 3 = `|t| ^+ 2 * (C * `|t| / 2%:R) by field.
rewrite ler_wpmul2l ?exprn_ge0 // ler_wpmul2r ?invr_ge0 ?ler0n //; exact: H.
Qed.
End Line.
