(* At a point of the box at which the kinks' preactivations are 0: where the rule's intervals say that an input is void it
   is, and where it is the kinks above it do not depend on what moves (format.md, Void; soundness.md 37). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points
  PointRules NearbyRules CriticalRules SoundNetwork SoundEnclosure SoundSecant SoundBox SoundContraction Smooth
  SoundHeld SoundSecond SoundPoint SoundNearby SoundLagrange SoundKinkBound SoundNearKinks SoundNearSlopes
  MinimumClaims.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Void.
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
Notation U l := (at_sum s E X W0 c0 l).
Notation void := (void_input W0 c0).

Lemma U_holds l (i : 'I_(d l.+1)) (n : 'I_N) : (l < h)%N -> holds one (h_sum l n i) (U l i n).
Proof. by move=> lh; apply: (sum_holds one0 layersL f0 inside lh (layers_near one0 layersL f0 inside zero sure_all (ltnW lh)).1). Qed.
Lemma empty_zero l (i : 'I_(d l.+1)) (n : 'I_N) : (l <= h)%N -> h_empty l n -> U l i n = 0.
Proof.
move=> lh em; have vd := (layers_near one0 layersL f0 inside zero sure_all lh).2.
exact: (here_itself f0 (void_sums vd i em)).
Qed.
Lemma kink_zero l (i : 'I_(d l.+1)) (n : 'I_N) : (l < h)%N -> kink l n i -> U l i n = 0.
Proof. by move=> lh K; rewrite (same_sums one0 layersL f0 inside zero sure_all (ltnW lh)) zero. Qed.

(* what the signs at the point say of the rule's slopes *)
Lemma decided l (i : 'I_(d l.+1)) (n : 'I_N) : (l < h)%N -> ~~ h_empty l n -> E l.+1 i n != 0 -> s != 1 -> ~~ kink l n i -> U l i n != 0.
Proof.
move=> lh ne E0 s1 nk; have := sure_at layersL sure_all lh nk; have H := U_holds i n lh.
rewrite /sure /upper /smooth (negPf ne) (rv_eq0 R) -E_atE (negPf E0) (rv_equal R) rv1 -/s (negPf s1) /=.
by case/orP=> [/(is_positive one0 H)/lt0r_neq0|/(is_negative one0 H)/ltr0_neq0].
Qed.
Lemma negative_off l (i : 'I_(d l.+1)) (n : 'I_N) : (l < h)%N -> s = 0 -> U l i n < 0 -> A l.+1 i n = 0.
Proof.
move=> lh s0 neg; have nk : ~~ kink l n i by apply/negP=> /(kink_zero lh) U0; rewrite U0 ltxx in neg.
have := sure_at layersL sure_all lh nk; have H := U_holds i n lh.
rewrite [A _ _ _]mxE /held_slope /= (negPf nk) /slope_of /sure; case up: (upper net l n i _ _); last first.
  by move=> _; rewrite rvM -/s s0 mulr0.
move=> _; move: up; rewrite /upper /smooth; case/orP=> [/orP[/orP[em|]|]|pos].
- by rewrite (empty_zero i (ltnW lh) em) ltxx in neg.
- by rewrite (rv_eq0 R) => /eqP.
- by rewrite (rv_equal R) rv1 -/s s0 eq_sym oner_eq0.
by have := is_positive one0 H pos; rewrite ltNge (ltW neg).
Qed.

Lemma empty_void l (n : 'I_N) : (l <= h)%N -> h_empty l n -> void l n.
Proof.
elim: l => [_|l IH lh]; rewrite /SoundHeld.h_empty [held_layer _ _ _ _ _]/= nth_tab //.
  case/andP=> nb /everyP z; rewrite /= nb /=; apply/forallP=> j; rewrite mxE -(rv_eq0 R); exact: z.
case/andP=> nb off; rewrite /= nb /=; case em : (h_empty l n); first by rewrite (IH (ltnW lh) em).
apply/orP; right; apply/forallP=> i; have := everyP off i; rewrite /held_off -[List.nth n _ false]/(h_empty l n) em /=.
case/orP=> [|/andP[_ /andP[]]]; rewrite (rv_eq0 R); first by rewrite E_atE => ->.
move=> -> /(is_negative one0 (U_holds i n lh)) ->; by rewrite orbT.
Qed.

(* void, in terms of the slopes *)
Fixpoint dark l (n : 'I_N) : Prop := match l with O => forall j, X j n = 0 | S m => dark m n \/ forall i, A m.+1 i n = 0 end.
Lemma void_dark l n : (l <= h)%N -> void l n -> ~~ bias net /\ dark l n.
Proof.
elim: l => [_|l IH lh] /=; case/andP=> nb; first by move/forallP=> z; split=> // j; exact/eqP.
case/orP=> [/(IH (ltnW lh))[_ v]|/forallP off]; split=> //; [by left|right=> i].
case/orP: (off i) => [/eqP E0|/andP[/eqP s0 neg]]; last exact: negative_off.
rewrite [A _ _ _]mxE /held_slope /slope_of /=; move: E0; rewrite E_atE => E0.
by case: ifP => _; [rewrite rv0|case: ifP => _; rewrite ?rvM E0 ?mul0r].
Qed.

Hypothesis nb : ~~ bias net.
Lemma c_zero l : c0 l = 0. Proof. by case: f0 => [b|->//]; case/negP: nb. Qed.
Lemma dark_zero l n : dark l n -> forall j, Model.V W0 c0 A X l j n = 0.
Proof.
elim: l => [z j|l IH]; first exact: z.
move=> dk i; have -> : Model.V W0 c0 A X l.+1 i n = A l.+1 i n * Model.U W0 c0 A X l i n by rewrite [LHS]mxE.
case: dk => [v|a0]; last by rewrite a0 mul0r.
rewrite /Model.U c_zero mul0mx addr0 [X in _ * X]mxE big1 ?mulr0 // => j _; by rewrite IH ?mulr0.
Qed.

(* backward from above a dark layer: nothing reaches the parameters *)
Lemma dark_product l n (F : sources R N d) : (l <= h)%N -> dark l n -> (forall m i, (m < l)%N -> F m i n = 0) ->
  forall m (i : 'I_(d m.+1)) (j : 'I_(d m)), (m <= l)%N -> adjoint h A W0 F m i n * Model.V W0 c0 A X m j n = 0.
Proof.
elim: l => [|l IH] lh dk F0 m i j; first by rewrite leqn0 => /eqP E1; subst m; rewrite dark_zero ?mulr0.
rewrite leq_eqVlt => /orP[/eqP E1|]; first by subst m; rewrite dark_zero ?mulr0.
rewrite ltnS => ml; case: dk => [v|a0]; first by apply: (IH (ltnW lh) v) => // m' i' ml'; apply: F0; rewrite ltnW.
have none k m' (i' : 'I_(d m'.+1)) : (k + m' = l)%N -> adjoint h A W0 F m' i' n = 0.
  elim: k m' i' => [|k IHk] m' i' km.
    have ml' : m' = l by []. subst m'.
    by rewrite adjoint_step // sumE F0 // entrywiseE a0 mul0r addr0.
  have mh : (m' < h)%N by apply: leq_ltn_trans lh; rewrite -km leq_addl.
  have mm : (m' < l.+1)%N by rewrite ltnS -km leq_addl.
  rewrite adjoint_step // sumE F0 // entrywiseE [(_ *m _) _ _]mxE big1 ?mulr0 ?addr0 // => a _.
  by rewrite IHk ?mulr0 // addnS -addSn.
by rewrite (none (l - m)%N) ?mul0r // subnK.
Qed.

Lemma adjoint_over (l0 i0 : nat) m (i : 'I_(d m.+1)) n : (l0 < m)%N -> (m <= h)%N -> adjoint h A W0 (unit_at R N d l0 i0) m i n = 0.
Proof.
move=> lm mh; have : exists k, (k + m = h)%N by exists (h - m)%N; rewrite subnK.
have u0 m' (i' : 'I_(d m'.+1)) n' : (l0 < m')%N -> unit_at R N d l0 i0 m' i' n' = 0.
  by move=> lm'; rewrite mxE; have -> : (m' == l0) = false by rewrite gtn_eqF.
case=> k; elim: k m i lm mh => [|k IH] m i lm mh km.
  have E1 : m = h by []. by subst m; rewrite adjoint_last u0.
have lt : (m < h)%N by rewrite -km addSn ltnS leq_addl.
rewrite adjoint_step // sumE u0 // entrywiseE [(_ *m _) _ _]mxE big1 ?mulr0 ?addr0 // => a _.
by rewrite (IH m.+1 a (leqW lm) lt) ?mulr0 // addnS -addSn.
Qed.

Theorem dark_kink l (n : 'I_N) (i : nat) p : (l <= h)%N -> dark l n -> in_range net p ->
  by_place one box kink W0 W0 c0 (unit_at R N d l i) n p = 0.
Proof.
case: p => [[m a] j] lh dk /(in_rangeE layersL)[mh am jm]; rewrite /by_place /adjoint_nat /= (insubT (fun x => x < d m.+1)%N am) /fed.
have jd : (j < d m)%N by move: jm; rewrite /inputs_to (negPf nb).
rewrite (insubT (fun x => x < d m)%N jd); case: (leqP m l) => [ml|lm]; last by rewrite adjoint_over ?mul0r.
apply: (dark_product lh dk) => // m' i' ml'.
by rewrite mxE; have -> : (m' == l) = false by rewrite ltn_eqF.
Qed.
End Void.
