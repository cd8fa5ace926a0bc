(* A point of the box at which all derivatives of the Lagrangian are 0 is a local minimum in all weights and biases, if the
   rest of the rule holds (format.md 5.40; soundness.md 37, Minimum). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby
  Points PointRules NearbyRules CriticalRules Krawczyk SoundNetwork SoundEnclosure SoundSecant SoundBox
  SoundContraction Smooth SoundHeld SoundSecond SoundPoint SoundNearby Signature Inertia SoundTest SoundCritical
  SoundLagrange SoundKinkBound SoundNearKinks SoundNearMinimum SoundNearSlopes Gauge SoundGauge SoundGaugeNear
  SoundCurvature SoundInside.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Local Opaque held_slopes held_enclosure box_of.

(* Outputs depend on the weights of the network's layers only. *)
Section Layers.
Variables (R : realFieldType) (N : nat) (d : nat -> nat) (h : nat) (s : R) (E : forall k, 'M[R]_(d k, N)) (X : 'M[R]_(d 0, N)).
Variables (W W' : weights R d) (c c' : shifts R d).
Hypotheses (sameW : forall l, (l <= h)%N -> W l = W' l) (samec : forall l, (l <= h)%N -> c l = c' l).
Lemma same_sums_of l : (l <= h)%N -> at_sum s E X W c l = at_sum s E X W' c' l.
Proof.
have V l' : (l' <= h)%N -> V_at W c s E X l' = V_at W' c' s E X l'.
  by elim: l' => [//|l' IH lh] /=; rewrite (IH (ltnW lh)) (sameW (ltnW lh)) (samec (ltnW lh)).
by move=> lh; rewrite /at_sum V // sameW // samec.
Qed.
End Layers.

Section Minimum.
Variables (R : archiFieldType) (net : instance) (from one : Z) (cs : seq (seq (seq Z))).
Variables (kink : nat -> nat -> nat -> bool) (ks : seq (nat * nat * nat)).
Variables (movers : seq place) (rs mus : seq Z) (gs : seq gauge_group).
Hypotheses (from0 : Z.lt Z0 from) (one0 : Z.lt Z0 one).
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Let m := size movers.
Let k := size ks.
Let n := (m + k)%N.
Notation zr := (zr R).
Notation rv := (@rv R).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Notation none := (0%N, 0%N, 0%N).
Notation mv a := (nth none movers a).
Notation kk b := (nth none ks b).
Hypothesis ranges : forall a, (a < m)%N -> in_range net (mv a).
Hypothesis kinks_in : forall b, (b < k)%N -> [/\ ((kk b).1.1 < h)%N, ((kk b).1.2 < N)%N & ((kk b).2 < d (kk b).1.1.+1)%N].
Hypotheses (szr : size rs = n) (r_0 : forall i, (i < n)%N -> Z.lt Z0 (nth Z0 rs i)) (szm : size mus = k).
Let box := box_of net one from cs movers (List.firstn m rs).
Let on_box := held_enclosure net one box kink.
Let lambda := List.map (fun z => rescale one from (Z.sub z.1 z.2, Z.add z.1 z.2)) (List.combine mus (List.skipn m rs)).
Let cols := box_columns net box.
Let adj := all_adjoints net one kink on_box cols ks lambda.
Notation A := (held_slopes R net one box kink).
Hypotheses (movers_once : uniq movers) (kinks_once : uniq ks) (kinkE : forall l n i, kink l n i = ((l, n, i) \in ks)).
Hypothesis sure_all : held_sure net kink on_box.
Hypothesis once : grouped_once net (idle net kink on_box) gs.
Hypothesis formed : all (group_formed net cs kink (fun l n i => upper net l n i (empty_at on_box l n) (sum_at on_box l n i))) gs.
Hypothesis moversE : movers = List.filter (moves net (idle net kink on_box) gs) (places net).
Hypothesis push : pushed_up net one cols ks lambda adj.
Hypothesis squares : huber net = None.

Notation W_of z := (W_near net from cs movers (ext z)).
Notation c_of z := (c_near net from cs movers (ext z)).
Notation lam_of z := (lam_of from mus z).
Notation radius := (@SoundTest.radius R n from rs).
Notation fine z := (allowed_near net from cs movers (ext z)).

(* the point *)
Variable z : 'cV[R]_n.
Hypotheses (zb : in_box radius z) (zi : forall i, `|z i 0| < radius i).
Hypothesis critical : derivatives_at net from one cs kink rs mus z = 0.
Notation W0 := (W_of z).
Notation c0 := (c_of z).
Notation pt := (weights R d * shifts R d)%type.
Notation here := (Points.within h (bias net) W0 c0).
Notation near_here := (near here).
Notation U w := (at_sum s E X w.1 w.2).
Let le := @within_le R d h (bias net) W0 c0.
Let inside := @in_the_box R net from one cs ks movers rs from0 one0 szr.

Lemma slopes_zero a : (a < m)%N -> slope_of_loss one box kink ks (lam_of z) W0 c0 (mv a) = 0.
Proof.
move=> am; have := congr1 (fun v : 'cV_n => v (lshift k (Ordinal am)) 0) critical.
by rewrite !mxE (unsplitK (inl (Ordinal am))).
Qed.
Lemma kinks_zero b : (b < k)%N -> kink_sum one box kink ks W0 c0 b = 0.
Proof.
move=> bk; have := congr1 (fun v : 'cV_n => v (rshift m (Ordinal bk)) 0) critical.
by rewrite !mxE (unsplitK (inr (Ordinal bk))) => /eqP; rewrite oppr_eq0 => /eqP.
Qed.
Lemma held_zero l (i : 'I_(d l.+1)) (t : 'I_N) : (l < h)%N -> kink l t i -> Model.U W0 c0 A X l i t = 0.
Proof.
move=> lh; rewrite kinkE => /(nthP none)[b bk bE].
by rewrite -(SoundNearKinks.kink_sumE one box kink W0 c0 bE) kinks_zero.
Qed.
Lemma true_sums_at l : (l <= h)%N -> at_sum s E X W0 c0 l = Model.U W0 c0 A X l.
Proof. exact: (same_sums one0 layersL (fine z) (inside zb) held_zero sure_all). Qed.

Lemma centre_values l (i : 'I_(d l.+1)) j : (l <= h)%N -> (j < inputs_to net l)%N -> (l, nat_of_ord i, j) \notin movers ->
  value W0 c0 i j = zr (entry3 Z0 cs (l, nat_of_ord i, j)) / zr from.
Proof.
move=> lh jl nm; rewrite value_near // /parameter /deviation big1 ?addr0 // => a _.
by case: eqP => [E1|_]; [move: nm; rewrite -E1 mem_nth|rewrite mul0r].
Qed.

Lemma from_pos : 0 < zr from. Proof. exact: from1. Qed.
Lemma near_moving r : 0 < r -> near_here (fun w => exists w', [/\ here r w', U w' h = U w h & agrees movers W0 c0 w']).
Proof.
exact: (near_gauge one0 layersL from_pos once formed moversE centre_values (fine z) (inside zb) held_zero sure_all).
Qed.

(* --- points of the box --- *)

Definition written (w : pt) : Prop := exists2 z2 : 'cV[R]_n, in_box radius z2 & w = (W_of z2, c_of z2).

Lemma shift_ofE (z2 : 'cV[R]_n) a : (a < m)%N -> shift_of movers W0 c0 (W_of z2, c_of z2) a = ext z2 a - ext z a.
Proof.
move=> am; rewrite /shift_of; have := ranges am; case q : (mv a) => [[l i] j] /(in_rangeE layersL)[lh il jl] /=.
rewrite insubT /=; have := two_points from cs z2 z (Ordinal il) lh jl => /= ->.
rewrite (bigD1 (Ordinal am)) //= q eqxx mul1r big1 ?addr0 // => b ba; rewrite -q nth_uniq //.
by move: ba; rewrite -val_eqE /= => /negPf ->; rewrite mul0r.
Qed.

(* kinks pull away from 0 *)
Let ka : R := (zr one)^-1.
Lemma one_pos : 0 < zr one. Proof. by rewrite -[0](zr0 R) -zr_lt; apply/Z.ltb_lt. Qed.
Lemma ka_pos : 0 < ka. Proof. by rewrite invr_gt0 one_pos. Qed.
Lemma sure_above a x : holds one a x -> sure_positive a -> ka <= x.
Proof.
move=> [lo _] p; rewrite /ka -[X in X <= _]mul1r ler_pdivr_mulr ?one_pos //; apply: le_trans lo.
have -> : 1 = zr 1 by []. apply: zr_le; move: p; rewrite /sure_positive => /Z.ltb_lt; reckon.
Qed.
Lemma sure_below a x : holds one a x -> sure_negative a -> x <= - ka.
Proof.
move=> [_ hi] p; rewrite /ka -[X in _ <= X]mulN1r ler_pdivl_mulr ?one_pos //; apply: le_trans hi _.
have -> : -1 = zr (-1) by []. apply: zr_le; move: p; rewrite /sure_negative => /Z.ltb_lt; reckon.
Qed.

Lemma pull_holds z2 l (i : 'I_(d l.+1)) (t : 'I_N) : in_box radius z2 -> (l < h)%N ->
  holds one (pull_in net one cols adj (l, nat_of_ord t, nat_of_ord i))
    (E l.+1 i t * pull_at one box kink ks (lam_of z) (W_of z2) (c_of z2) i t).
Proof.
move=> b2 lh; have lL' : (l.+1 < layers net)%N by rewrite layersL ltnS.
have fF m' (i' : 'I_(d m'.+1)) : (m' <= h)%N -> holds one (factors_in net one on_box ks lambda t m' i')
    (lagrange_sources one box kink ks (lam_of z) (W_of z2) (c_of z2) m' i' t).
  apply: (factors_holds kink one0 layersL (fine z2) (inside b2)); first exact: (size_lambda from one szr szm).
  by move=> a ak; exact: (lambda_holds from0 one0 szr szm zb ak).
have [sz K] := back_holds kink one0 layersL (inside b2) (subnK lh) fF.
rewrite /pull_in E_atE; apply: times_in => //; first exact: around_in.
pose x k' : R := if insub k' is Some a then W_of z2 l.+1 a i else 0.
pose F := lagrange_sources one box kink ks (lam_of z) (W_of z2) (c_of z2).
pose y k' : R := if insub k' is Some a then adjoint h A (W_of z2) F l.+1 a t else 0.
have -> : pull_at one box kink ks (lam_of z) (W_of z2) (c_of z2) i t = \sum_(k' < d l.+2) x k' * y k'.
  by rewrite /pull_at mxE; apply: eq_bigr => a _; rewrite [_^T _ _]mxE /x /y !valK.
have colE : List.nth i (List.nth l.+1 cols [::]) [::] = tab (d l.+2) (fun a => List.nth i (List.nth a (List.nth l.+1 box [::]) [::]) no_interval).
  by rewrite /cols /box_columns nth_tab // nth_tab.
have adjE : List.nth l.+1 (List.nth t adj [::]) [::] = back_in net one kink on_box cols (factors_in net one on_box ks lambda t) t (h - l.+1) l.+1.
  by rewrite [List.nth t adj _]nth_tab // [List.nth l.+1 _ _]nth_tab.
rewrite adjE; apply: scalar_product_in => //; first by rewrite colE size_tab.
move=> a ad; rewrite -!list_nth colE nth_tab // /x /y insubT; split; last exact: (K (Ordinal ad)).
exact: (weight_in (inside b2) (Ordinal ad) i lL').
Qed.

Lemma pushes z2 b l (i : 'I_(d l.+1)) (t : 'I_N) : in_box radius z2 -> (b < k)%N -> kk b = (l, nat_of_ord t, nat_of_ord i) ->
  ka <= lam_of z b + E l.+1 i t * pull_at one box kink ks (lam_of z) (W_of z2) (c_of z2) i t /\
  lam_of z b + s * (E l.+1 i t * pull_at one box kink ks (lam_of z) (W_of z2) (c_of z2) i t) <= - ka.
Proof.
move=> b2 bk bE; have [lh _ _] := kinks_in bk; rewrite bE /= in lh.
have P := pull_holds i t b2 lh; have L := lambda_holds from0 one0 szr szm zb bk.
have szl := size_lambda from one szr szm : size lambda = k.
have : List.In (kk b, nth no_interval lambda b) (List.combine ks lambda).
  rewrite -(nth_combine none no_interval); last by rewrite szl.
  by rewrite -list_nth; apply: List.nth_In; apply/ssrnat.ltP; rewrite -[length _]/(size _) size_combine szl.
move/List.forallb_forall: push => H /H; rewrite bE => /andP[up down]; split.
  by apply: sure_above up; rewrite /SoundEnclosure.holds mulrDl; exact: bounds_add.
apply: sure_below down; rewrite /SoundEnclosure.holds mulrDl; apply: bounds_add => //.
by apply: times_in => //; exact: around_in.
Qed.

(* curvature *)
Variable cc : R.
Hypothesis cc0 : 0 < cc.
Notation Hm z2 := (\matrix_(p < m, q < m) mixed net from one cs kink rs mus z2 z p q).
Notation Um z2 := (\matrix_(b < k, p < m) K_at one box kink ks W0 (W_of z2) (c_of z2) b (mv p)).
Hypothesis curved : forall z2, in_box radius z2 -> forall x : 'cV[R]_m, cc * sq x <= qf (Hm z2) x + sq (Um z2 *m x) / cc.

Lemma form_holds z2 : in_box radius z2 ->
  0 <= \sum_(a < m) \sum_(b < m) shift_of movers W0 c0 (W_of z2, c_of z2) a *
      second one box kink ks W0 c0 (W_of z2) (c_of z2) (lam_of z) W0 c0 (mv a) (mv b) * shift_of movers W0 c0 (W_of z2, c_of z2) b
    + cc^-1 * \sum_(b < k) kink_sum one box kink ks (W_of z2) (c_of z2) b ^+ 2.
Proof.
move=> b2; pose x : 'cV[R]_m := \col_a shift_of movers W0 c0 (W_of z2, c_of z2) a.
have := curved b2 x; have x0 : 0 <= cc * sq x by rewrite mulr_ge0 ?sq_ge0 // ltW.
move/(le_trans x0); rewrite qfE [_ / cc]mulrC; congr (0 <= _ + _ * _).
  by apply: eq_bigr => a _; apply: eq_bigr => b _; rewrite !mxE.
rewrite /sq; apply: eq_bigr => b _; congr (_ ^+ 2); rewrite mxE.
have K := @kink_difference R net one box kink layersL movers ranges ks (fun b bk => let: And3 lh _ _ := kinks_in bk in lh)
  (W_of z2) W0 (c_of z2) c0 (fun a => ext z2 a - ext z a) (fine z2) (fine z) (two_points from cs z2 z) b (ltn_ord b).
have -> : kink_sum one box kink ks (W_of z2) (c_of z2) b = kink_sum one box kink ks (W_of z2) (c_of z2) b - kink_sum one box kink ks W0 c0 b.
  by rewrite kinks_zero // subr0.
by rewrite K; apply: eq_bigr => a _; rewrite !mxE shift_ofE.
Qed.

Lemma near_good : near_here (fun w => agrees movers W0 c0 w -> written w ->
  good one box kink movers ks (lam_of z) W0 c0 ka cc^-1 w).
Proof.
have F := near_follows one0 layersL (fine z) (inside zb) held_zero sure_all.
apply: near_imp F => w fw _ [z2 b2 wE]; subst w; split=> //; last exact: form_holds.
by move=> b l i t bk bE; exact: (pushes b2 bk bE).
Qed.

Lemma near_minimum : near_here (fun w => agrees movers W0 c0 w -> written w -> half_squares W0 c0 <= half_squares w.1 w.2).
Proof.
have cc1 : 0 <= cc^-1 by rewrite invr_ge0 ltW.
exact: (moving_minimum layersL movers_once ranges kinkE kinks_once kinks_in (fine z) slopes_zero kinks_zero true_sums_at ka_pos cc1 near_good).
Qed.

(* --- a point near it that differs in what moves only, as a point of the box --- *)

Definition rewritten (w : pt) : 'cV[R]_n := \col_i
  (z i 0 + match split i with inl a => shift_of movers W0 c0 w a | inr _ => 0 end).
Lemma rewritten_ext w a : (a < m)%N -> ext (rewritten w) a - ext z a = shift_of movers W0 c0 w a.
Proof.
move=> am; have := ext_left z (Ordinal am); have := ext_left (rewritten w) (Ordinal am) => /= -> ->.
by rewrite mxE (unsplitK (inl (Ordinal am))) addrC addKr.
Qed.
Lemma rewritten_value w : agrees movers W0 c0 w -> forall l (i : 'I_(d l.+1)) j, (l <= h)%N -> (j < inputs_to net l)%N ->
  value (W_of (rewritten w)) (c_of (rewritten w)) i j = value w.1 w.2 i j.
Proof.
move=> ag l i j lh jl; apply: (addIr (- value W0 c0 i j)); rewrite (two_points from cs _ _ i lh jl) (agrees_differ movers_once ag i lh jl).
by apply: eq_bigr => a _; rewrite rewritten_ext.
Qed.
Lemma rewritten_layers w : allowed (bias net) w.2 -> agrees movers W0 c0 w ->
  (forall l, (l <= h)%N -> W_of (rewritten w) l = w.1 l) /\ (forall l, (l <= h)%N -> c_of (rewritten w) l = w.2 l).
Proof.
move=> al ag; have V := rewritten_value ag; split=> l lh.
  apply/matrixP=> i j; have := V l i j lh; rewrite /value !valK; apply.
  by rewrite /inputs_to -/d; case: (bias net); rewrite ?ltnS ?(ltnW (ltn_ord j)) ?ltn_ord.
apply/colP=> i; case: (boolP (bias net)) => [b|nb].
  by have := V l i (d l) lh; rewrite /value insubN ?ltnn //; apply; rewrite /inputs_to b.
have [b|->] := al; first by rewrite b in nb.
have [b|->] := fine (rewritten w); first by rewrite b in nb.
by [].
Qed.
Lemma shift_small r w a : here r w -> 0 < r -> (a < m)%N -> `|shift_of movers W0 c0 w a| < r.
Proof.
move=> [cl _] r0 am; have := ranges am; rewrite /shift_of; case: (mv a) => [[l i] j] /(in_rangeE layersL)[lh il jl] /=.
rewrite insubT /value; have [HW Hc] := cl l lh; case: insubP => [j' _ _|_]; [exact: HW|exact: Hc].
Qed.
Lemma near_box : exists2 r, 0 < r & forall w, here r w -> in_box radius (rewritten w).
Proof.
have [r r0 rP] := @least_of R n xpredT (fun i => radius i - `|z i 0|) (fun i _ => etrans (subr_gt0 _ _) (zi i)).
exists r => // w hw i; rewrite mxE; case E : (split i) => [a|b]; last by rewrite addr0.
apply: le_trans (ler_norm_add _ _) _; rewrite -ler_subr_addl.
by apply: le_trans (rP i isT); apply: ltW; exact: (shift_small hw r0 (ltn_ord a)).
Qed.

Lemma half_squaresE (w w' : pt) : U w h = U w' h -> half_squares w.1 w.2 = half_squares w'.1 w'.2.
Proof. by rewrite /half_squares => ->. Qed.

Theorem half_squares_minimum : near_here (fun w => half_squares W0 c0 <= half_squares w.1 w.2).
Proof.
have [r r0 RB] := near_box; have [r1 [r10 R1]] := near_minimum.
have m0 : 0 < Num.min r r1 by rewrite lt_minr r0.
apply: near_imp (near_moving m0) => w [w' [hw out ag]].
have hr : here r w' by apply: within_le hw; rewrite le_minl lexx.
have hr1 : here r1 w' by apply: within_le hw; rewrite le_minl lexx orbT.
have [LW Lc] := rewritten_layers hw.2 ag; pose w2 : pt := (W_of (rewritten w'), c_of (rewritten w')).
have same : U w2 h = U w h by rewrite -out; exact: (same_sums_of _ _ _ LW Lc (leqnn h)).
rewrite -(half_squaresE same); apply: R1.
- split; last exact: (fine (rewritten w')).
  by move=> l lh; have [HW Hc] := hr1.1 l lh; have -> : w2.1 l = w'.1 l := LW l lh; have -> : w2.2 l = w'.2 l := Lc l lh.
- by move=> l i j lh jl nm; have -> : value w2.1 w2.2 i j = value w'.1 w'.2 i j := rewritten_value ag i lh jl; exact: ag.
by exists (rewritten w') => //; exact: RB.
Qed.

Lemma loss_half (w : pt) : @loss_over R net w.1 w.2 = N%:R^-1 * half_squares w.1 w.2.
Proof.
rewrite /loss_over /loss /half_squares; congr (_ * _); rewrite mulr_sumr; apply: eq_bigr => t _.
rewrite mulr_sumr; apply: eq_bigr => i _; rewrite ell_squares ?/huber_at ?squares // y_atE; exact: mulrC.
Qed.

Theorem local_minimum_at : local_minimum (s_at R net) (E_at R net) (X_at R net) (y_at R net) (huber_at R net) (bias net) W0 c0.
Proof.
apply: near_local_minimum; apply: near_imp half_squares_minimum => w le_w.
rewrite -/(@loss_over R net _ _) -/(@loss_over R net _ _) (loss_half (W0, c0)) loss_half.
by rewrite ler_wpmul2l // invr_ge0 ler0n.
Qed.
End Minimum.
