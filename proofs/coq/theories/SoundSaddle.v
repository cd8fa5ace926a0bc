(* Weights at which all derivatives of the loss are 0, without kinks: what the loss is along lines through them, and that
   they are critical; smaller losses are arbitrarily near if one of these lines bends down (soundness.md 37, Saddle). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points
  PointRules NearbyRules CriticalRules SoundNetwork SoundEnclosure SoundSecant SoundBox SoundContraction Smooth
  SoundHeld SoundSecond SoundPoint SoundCells SoundNearby SoundLagrange SoundKinkBound SoundNearKinks SoundNearSlopes
  SoundNearMinimum SoundBends CriticalClaims.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.
Local Opaque held_slopes held_enclosure.

(* --- lines, and functions that bend --- *)

Section Lines.
Variables (R : realFieldType) (d : nat -> nat) (h : nat) (bias : bool).
Variables (W D : @Points.weights R d) (c b : @Points.shifts R d).
Hypotheses (fc : allowed bias c) (fb : allowed bias b).
Lemma near_line e : 0 < e -> exists2 delta, 0 < delta & forall t, `|t| < delta -> within h bias W c e (ahead_W W D t, ahead_c c b t).
Proof.
move=> e0; pose B := \sum_(k < h.+1) (\sum_i \sum_j `|D k i j| + \sum_i `|b k i 0|) + 1.
have B0 : 0 < B by rewrite ltr_paddl ?ltr01 // sumr_ge0 // => k _; rewrite addr_ge0 ?sumr_ge0 // => i _; rewrite sumr_ge0.
exists (e / B) => [|t]; first by rewrite divr_gt0.
rewrite ltr_pdivl_mulr // => tB; split; last first.
  case: fc => [?|c0]; first by left.
  by case: fb => [?|b0]; [left|right=> l; rewrite /= /ahead_c c0 b0 scaler0 addr0].
have small y : `|y| <= B -> `|t * y| < e.
  by move=> yB; rewrite normrM; apply: le_lt_trans tB; rewrite ler_wpmul2l.
move=> k kh; have kB : \sum_i \sum_j `|D k i j| + \sum_i `|b k i 0| <= B.
  rewrite /B (bigD1 (Ordinal (kh : (k < h.+1)%N))) //= -addrA ler_addl addr_ge0 ?ler01 // sumr_ge0 // => m _.
  by rewrite addr_ge0 ?sumr_ge0 // => i _; rewrite sumr_ge0.
split=> [i j|i]; rewrite !mxE addrC addKr; apply: small; apply: le_trans kB.
  rewrite (bigD1 i) //= (bigD1 j) //= -!addrA ler_addl !addr_ge0 ?sumr_ge0 // => m _; by rewrite sumr_ge0.
rewrite addrC (bigD1 i) //= -addrA ler_addl addr_ge0 ?sumr_ge0 // => m _; by rewrite sumr_ge0.
Qed.
End Lines.

Section Bends.
Variable R : realFieldType.
Lemma bends_flat (f : R -> R) g : bends f g -> one_sided f 0.
Proof.
move=> [C [delta [delta0 H]]] eps eps0; pose K := `|g| + `|C| + 1.
have K0 : 0 < K by rewrite ltr_paddl ?ltr01 // addr_ge0.
exists (Num.min delta (Num.min 1 (eps / K))); split; first by rewrite !lt_minr delta0 ltr01 divr_gt0.
move=> t /andP[t0]; rewrite !lt_minr => /andP[td /andP[t1 te]]; rewrite mulr0 subr0.
have tn : `|t| = t by rewrite gtr0_norm.
have Ht := H t; rewrite tn in Ht; have {}Ht := Ht td.
rewrite -[X in `|X|](subrK (t ^+ 2 * g)); apply: le_trans (ler_norm_add _ _) _.
apply: le_trans (ler_add Ht (lexx _)) _; rewrite normrM normrX tn.
apply: le_trans (_ : t ^+ 2 * K <= _); last first.
  by rewrite expr2 -mulrA mulrC ler_pmul2r // -ler_pdivl_mulr // ltW.
have -> : C * t ^+ 3 + t ^+ 2 * `|g| = t ^+ 2 * (`|g| + t * C) by ring.
rewrite ler_wpmul2l ?exprn_ge0 ?(ltW t0) // /K -addrA ler_add2l.
apply: le_trans (_ : `|C| <= _); last by rewrite ler_addl ler01.
apply: le_trans (_ : t * `|C| <= _); first by rewrite ler_pmul2l // ler_norm.
by rewrite ler_pimull // ltW.
Qed.

Lemma bends_down (f : R -> R) g : bends f g -> g < 0 -> near (@soon R) (fun t => f t < f 0).
Proof.
move=> [C [delta [delta0 H]]] g0; pose K := `|C| + 1; have K0 : 0 < K by rewrite ltr_paddl ?ltr01.
exists (Num.min delta (- g / K)); split; first by rewrite lt_minr delta0 divr_gt0 // oppr_gt0.
move=> t /andP[t0]; rewrite lt_minr => /andP[td]; rewrite ltr_pdivl_mulr // => te.
have tn : `|t| = t by rewrite gtr0_norm.
have Ht := H t; rewrite tn in Ht; have := Ht td; rewrite ler_norml => /andP[_]; rewrite ler_subl_addr => up.
rewrite -subr_lt0; apply: le_lt_trans up _; have -> : C * t ^+ 3 + t ^+ 2 * g = t ^+ 2 * (t * C - - g) by ring.
rewrite pmulr_rlt0 ?exprn_gt0 //.
rewrite subr_lt0; apply: le_lt_trans te; rewrite ler_pmul2l //.
by apply: le_trans (ler_norm _) _; rewrite ler_addl ler01.
Qed.
End Bends.

(* --- sums over all weights and biases --- *)

Lemma places_sum (R : zmodType) net (F : place -> R) : \sum_(a < size (places net)) F (nth (0%N, 0%N, 0%N) (places net) a) =
  \sum_(l < layers net) \sum_(i < layer_size net l.+1) \sum_(j < inputs_to net l) F (nat_of_ord l, nat_of_ord i, nat_of_ord j).
Proof.
rewrite -(big_mkord xpredT (fun j => F (nth (0%N, 0%N, 0%N) (places net) j))) -(big_nth _ xpredT F) /places.
have flat (T : Type) (f : nat -> seq T) n (G : T -> R) : \sum_(y <- List.flat_map f (List.seq 0 n)) G y = \sum_(l < n) \sum_(y <- f l) G y.
  rewrite seq_iota -(big_mkord xpredT (fun l => \sum_(y <- f l) G y)) /index_iota subn0.
  elim: (iota 0 n) => [|k r IH] /=; first by rewrite !big_nil.
  by rewrite big_cat big_cons IH.
rewrite flat; apply: eq_bigr => l _; rewrite flat; apply: eq_bigr => i _.
by rewrite /tab seq_iota -[List.map _ _]/(map _ _) big_map -(big_mkord xpredT (fun j => F (nat_of_ord l, nat_of_ord i, j))) /index_iota subn0.
Qed.

Section At.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))) (kink : nat -> nat -> nat -> bool).
Hypothesis one0 : Z.lt Z0 one.
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Hypothesis squares : huber net = None.
Hypothesis nokink : forall l n i, kink l n i = false.
Hypothesis sure_all : held_sure net kink (held_enclosure net one box kink).
Variables (W : @Points.weights R d) (c : @Points.shifts R d).
Hypotheses (fc : allowed (bias net) c) (inside : in_this_box one box W c).
Notation none := (0%N, 0%N, 0%N).
Variable lam0 : nat -> R.
Notation A := (held_slopes R net one box kink).
Notation X := (X_at R net).
Notation L w k := (lagrangian one box kink [::] lam0 w k).
Notation slope p := (slope_of_loss one box kink [::] lam0 W c p).

Lemma no_sums l (i : 'I_(d l.+1)) (n : 'I_N) : (l < h)%N -> kink l n i -> Model.U W c A X l i n = 0.
Proof. by rewrite nokink. Qed.

Lemma loss_held (w : @Points.weights R d * @Points.shifts R d) : follows one box kink w ->
  @loss_over R net w.1 w.2 = N%:R^-1 * L w.1 w.2.
Proof.
move=> fw; have VE l : (l <= h)%N -> V_at w.1 w.2 (s_at R net) (E_at R net) X l = Model.V w.1 w.2 A X l.
  elim: l => [//|l IH] lh; apply/matrixP=> i n; rewrite fw ?nokink // [RHS]V_step /at_sum.
  by rewrite (IH (ltnW lh)).
have UE : at_sum (s_at R net) (E_at R net) X w.1 w.2 h = Model.U w.1 w.2 A X h by rewrite /at_sum VE.
rewrite /loss_over /loss /lagrangian big_ord0 subr0; congr (_ * _); rewrite mulr_sumr; apply: eq_bigr => n _.
rewrite mulr_sumr; apply: eq_bigr => k _; rewrite ell_squares ?/huber_at ?squares // mulrC outE UE.
by rewrite y_atE.
Qed.

Lemma loss_at_point : @loss_over R net W c = N%:R^-1 * L W c.
Proof.
have [r [r0 H]] := near_follows one0 layersL fc inside no_sums sure_all.
have fw : follows one box kink (W, c).
  by apply: H; split=> // k kh; split=> [i j|i]; rewrite subrr normr0.
exact: (loss_held fw).
Qed.

Section Direction.
Variables (D : @Points.weights R d) (b : @Points.shifts R d).
Hypothesis fb : allowed (bias net) b.

Lemma loss_line : exists2 delta, 0 < delta & forall t, `|t| < delta ->
  along W c D b t = N%:R^-1 * L (ahead_W W D t) (ahead_c c b t).
Proof.
have [e [e0 H]] := near_follows one0 layersL fc inside no_sums sure_all.
have [delta delta0 K] := near_line h W D fc fb e0; exists delta => // t td.
exact: (loss_held (H _ (K t td))).
Qed.

Lemma along0 : along W c D b 0 = @loss_over R net W c.
Proof. exact: loss_ahead_0. Qed.

Theorem bends_along movers (x : nat -> R) : (forall a, (a < size movers)%N -> in_range net (nth none movers a)) ->
  (forall l (i : 'I_(d l.+1)) j, (l <= h)%N -> (j < inputs_to net l)%N ->
    value D b i j = \sum_(a < size movers) (nth none movers a == (l, nat_of_ord i, j))%:R * x a) ->
  (forall a, (a < size movers)%N -> slope (nth none movers a) = 0) ->
  bends (along W c D b) (N%:R^-1 * (form one box kink lam0 movers W c x / 2%:R)).
Proof.
move=> rg dir crit; have [C H] := lagrangian_line layersL rg fc fb dir crit.
have [delta delta0 K] := loss_line; exists (N%:R^-1 * C), (Num.min delta 1); split; first by rewrite lt_minr delta0 ltr01.
move=> t; rewrite lt_minr => /andP[td t1]; have Ni : 0 <= N%:R^-1 :> R by rewrite invr_ge0 ler0n.
rewrite K // along0 loss_at_point [t ^+ 2 * (_ * _)]mulrCA -mulrBr -mulrBr normrM (ger0_norm Ni) -[X in _ <= X]mulrA; apply: ler_wpmul2l => //.
by apply: H; exact: ltW.
Qed.
End Direction.

Hypothesis flat : forall l (i : 'I_(d l.+1)) j, (l <= h)%N -> (j < inputs_to net l)%N -> slope (l, nat_of_ord i, j) = 0.

Lemma places_range a : (a < size (places net))%N -> in_range net (nth none (places net) a).
Proof.
move=> lt; have : List.In (nth none (places net) a) (places net) by apply/inP; exact: mem_nth.
case: (nth _ _ _) => [[l i] j] /List.in_flat_map[l' [/List.in_seq[_ /ssrnat.ltP ll] /List.in_flat_map[i' [/List.in_seq[_ /ssrnat.ltP ii]]]]].
move=> /List.in_map_iff[j' [[<- <- <-] /List.in_seq[_ /ssrnat.ltP jj]]].
by rewrite /in_range !ltb_ltn ll ii jj.
Qed.

Theorem critical_all : critical_here W c.
Proof.
move=> D b fb; pose x a : R := let p := nth none (places net) a in
  if insub p.1.2 is Some i then value D b (i : 'I_(d p.1.1.+1)) p.2 else 0.
apply: (@bends_flat _ _ _ (bends_along fb (x := x) places_range _ _)) => [l i j lh jl|a lt].
  pose F (p : place) : R := (p == (l, nat_of_ord i, j))%:R * (if insub p.1.2 is Some i then value D b (i : 'I_(d p.1.1.+1)) p.2 else 0).
  have rg : in_range net (l, nat_of_ord i, j) by rewrite /in_range !ltb_ltn layersL ltnS lh (ltn_ord i) jl.
  have := sum_at_place layersL (fun l i j => if insub i is Some i' then value D b (i' : 'I_(d l.+1)) j else 0) rg.
  rewrite /= valK => <-; rewrite (places_sum net F) layersL.
  apply: eq_bigr => l' _; apply: eq_bigr => i' _; apply: eq_bigr => j' _.
  by rewrite /F valK mulrC eq_sym.
have := places_range lt; case: (nth _ _ _) => [[l i] j] /(in_rangeE layersL)[lh il jl].
exact: (flat (Ordinal il) lh jl).
Qed.

Lemma down_smaller D b g : allowed (bias net) b -> bends (along W c D b) g -> g < 0 -> smaller_near W c.
Proof.
move=> fb bd g0 e e0; have := bends_down bd g0; rewrite along0 => nr; exact: (descent_saddle fc fb nr e0).
Qed.
End At.
