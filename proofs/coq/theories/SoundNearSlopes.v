(* At a point of the box at which the kinks' preactivations are 0 the true network has the values of the one whose kinks
   give 0; near it the units that are no kinks have the slopes of the rule, and idle units give 0 (soundness.md 37). *)
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

Section Slopes.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))) (kink : nat -> nat -> nat -> bool).
Hypothesis one0 : Z.lt Z0 one.
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Notation rv := (@rv R).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Notation A := (held_slopes R net one box kink).
Notation e := (held_enclosure net one box kink).
Notation h_empty := (h_empty net one box kink).
Notation h_sum := (h_sum net one box kink).
Variables (W0 : weights R d) (c0 : shifts R d).
Hypotheses (f0 : allowed (bias net) c0) (inside : in_this_box one box W0 c0).
Hypothesis zero : forall l (i : 'I_(d l.+1)) (n : 'I_N), (l < h)%N -> kink l n i -> Model.U W0 c0 A X l i n = 0.
Hypothesis sure_all : held_sure net kink e.
Notation pt := (weights R d * shifts R d)%type.
Notation here := (within h (bias net) W0 c0).
Notation near_here := (near here).
Let le := @within_le R d h (bias net) W0 c0.
Notation V w := (V_at w.1 w.2 s E X).
Notation U w := (at_sum s E X w.1 w.2).

Lemma here_itself : forall P : pt -> Prop, near_here P -> P (W0, c0).
Proof.
move=> P [r [r0 H]]; apply: H; split=> // k kh.
by split=> [i j|i]; rewrite subrr normr0.
Qed.

Lemma sure_at l (i : 'I_(d l.+1)) (n : 'I_N) : (l < h)%N -> ~~ kink l n i -> sure net l n i (h_empty l n) (h_sum l n i).
Proof.
move=> lh nk; have lL : (l < layers net)%N by rewrite layersL ltnS ltnW.
have /everyP/(_ n) := everyP sure_all (Ordinal lh); move/everyP/(_ i) => /=.
by rewrite (negPf nk) empty_held ?sum_held.
Qed.

Lemma near_sign l (i : 'I_(d l.+1)) (n : 'I_N) : (l <= h)%N -> U (W0, c0) l i n != 0 ->
  near_here (fun w => (0 <= U w l i n) = (0 <= U (W0, c0) l i n)).
Proof.
move=> lh nz; have := tends_sign (at_sum_tends s E X (bias net) W0 c0 lh i n) nz; by apply: near_imp => w [].
Qed.

Definition void_near l := forall n : 'I_N, h_empty l n -> ~~ bias net /\ near_here (fun w => forall j, V w l j n = 0).

Lemma void_sums l : void_near l -> forall (i : 'I_(d l.+1)) (n : 'I_N), h_empty l n -> near_here (fun w => U w l i n = 0).
Proof.
move=> vd i n /vd[nb [r [r0 H]]]; exists r; split=> // w hw; have Z := H w hw.
rewrite at_sumE big1 => [|j _]; last by rewrite Z mulr0.
by case: hw => _ [b|->]; [rewrite b in nb|rewrite mxE addr0].
Qed.

Section Layer.
Variable l : nat.
Hypotheses (lh : (l < h)%N) (vd : void_near l) (same : V (W0, c0) l = Model.V W0 c0 A X l).

Lemma sums_at i n : U (W0, c0) l i n = Model.U W0 c0 A X l i n.
Proof. by rewrite /at_sum same. Qed.
Lemma sum_holds (i : 'I_(d l.+1)) (n : 'I_N) : holds one (h_sum l n i) (U (W0, c0) l i n).
Proof. by rewrite sums_at; apply: (sums_held_in _ one0 f0 inside); rewrite layersL ltnS ltnW. Qed.
Lemma near_negative (i : 'I_(d l.+1)) (n : 'I_N) : sure_negative (h_sum l n i) -> near_here (fun w => U w l i n < 0).
Proof.
move=> /(is_negative one0 (sum_holds i n)) neg; have := near_sign (ltnW lh) (ltr0_neq0 neg); apply: near_imp => w.
by rewrite [RHS]leNgt neg leNgt => /negbFE.
Qed.
Lemma near_positive (i : 'I_(d l.+1)) (n : 'I_N) : sure_positive (h_sum l n i) -> near_here (fun w => 0 <= U w l i n).
Proof.
by move=> /(is_positive one0 (sum_holds i n)) p; have := near_sign (ltnW lh) (lt0r_neq0 p); apply: near_imp => w ->; exact: ltW.
Qed.

Lemma near_slope (i : 'I_(d l.+1)) (n : 'I_N) : ~~ kink l n i -> near_here (fun w => V w l.+1 i n = A l.+1 i n * U w l i n).
Proof.
move=> nk; have := sure_at lh nk.
have -> : A l.+1 i n = rv (slope_of net l n i (h_empty l n) (h_sum l n i)).
  by rewrite [LHS]mxE /held_slope /= (negPf nk).
rewrite /sure /slope_of; case up: (upper net l n i _ _); [move=> _|move=> /= neg]; last first.
  by have H := near_negative neg; apply: near_imp H => w lt; rewrite V_atS E_atE /phi leNgt lt rvM mulrA.
move: up; rewrite /upper /smooth; case/orP=> [/orP[/orP[em|]|]|pos].
- by have H := void_sums vd i em; apply: near_imp H => w Z; rewrite V_atS Z phi0 !mulr0.
- by rewrite (rv_eq0 R) => /eqP E0; apply: near_always => w; rewrite V_atS E_atE E0 !mul0r.
- rewrite (rv_equal R) rv1 => /eqP E1; apply: near_always => w; rewrite V_atS E_atE /phi /s_at E1.
  by case: ifP; rewrite mul1r.
by have H := near_positive pos; apply: near_imp H => w p; rewrite V_atS E_atE /phi p mul1r.
Qed.

Lemma near_off (i : 'I_(d l.+1)) (n : 'I_N) : held_off net kink l n i (h_empty l n) (h_sum l n i) -> near_here (fun w => V w l.+1 i n = 0).
Proof.
case/orP=> [/orP[em|]|/andP[nk /andP[]]].
- by have H := void_sums vd i em; apply: near_imp H => w Z; rewrite V_atS Z phi0 mulr0.
- by rewrite (rv_eq0 R) => /eqP E0; apply: near_always => w; rewrite V_atS E_atE E0 mul0r.
rewrite (rv_eq0 R) => /eqP s0 neg; have H := near_negative neg; apply: near_imp H => w lt.
by rewrite V_atS /phi leNgt lt /= /s_at s0 mul0r mulr0.
Qed.

Lemma same_next : V (W0, c0) l.+1 = Model.V W0 c0 A X l.+1.
Proof.
apply/matrixP=> i n; have -> : Model.V W0 c0 A X l.+1 i n = A l.+1 i n * U (W0, c0) l i n by rewrite sums_at [LHS]mxE.
case K : (kink l n i); last by exact: (here_itself (near_slope (negbT K))).
by rewrite V_atS sums_at zero // phi0 !mulr0.
Qed.

Lemma void_next : void_near l.+1.
Proof.
move=> n; rewrite /h_empty [held_layer _ _ _ _ _]/= nth_tab // => /andP[nb off]; split=> //.
by apply: (near_all le) => i; apply: near_off; exact: (everyP off i).
Qed.
End Layer.

Lemma layers_near l : (l <= h)%N -> V (W0, c0) l = Model.V W0 c0 A X l /\ void_near l.
Proof.
elim: l => [_|l IH lh]; last by have [a b] := IH (ltnW lh); split; [exact: same_next|exact: void_next].
split=> // n; rewrite /h_empty [held_layer _ _ _ _ _]/= nth_tab // => /andP[nb z]; split=> //.
apply: near_always => w j; rewrite /= mxE; have := everyP z j; by rewrite (rv_eq0 R) => /eqP.
Qed.

Theorem same_sums l : (l <= h)%N -> U (W0, c0) l = Model.U W0 c0 A X l.
Proof. by move=> lh; rewrite /at_sum (layers_near lh).1. Qed.

Theorem near_follows : near_here (follows one box kink).
Proof.
suff H (l : 'I_h) : near_here (fun w => forall (i : 'I_(d l.+1)) (n : 'I_N), ~~ kink l n i -> V w l.+1 i n = A l.+1 i n * U w l i n).
  apply: near_imp (near_all le H) => w K l lh; exact: (K (Ordinal lh)).
have [sm vd] := layers_near (ltnW (ltn_ord l)).
apply: (near_all le) => i; apply: (near_all le) => n; case K : (kink l n i); first by apply: near_always.
by have := near_slope (ltn_ord l) vd sm (negbT K); apply: near_imp.
Qed.

Theorem near_idle l (i : 'I_(d l)) : (l <= h)%N -> idle net kink e l i -> near_here (fun w => forall n, V w l i n = 0).
Proof.
case: l i => [|l] i lh id.
  apply: near_always => w n; rewrite /= mxE; have := everyP id n; by rewrite (rv_eq0 R) => /eqP.
have [sm vd] := layers_near (ltnW lh); apply: (near_all le) => n; apply: (near_off lh vd sm).
have := everyP id n; rewrite /off_in empty_held ?sum_held // layersL ltnS; exact: ltnW.
Qed.
End Slopes.
