(* The rule for gradient flow, mode by mode, is sound (soundness.md 38). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model NearbyForm BallForm Form Rules Bridge Nearby Points PointRules
  Clarke NearbyRules BallRules FlowRules Krawczyk SoundNetwork SoundPoint SoundEnclosure SoundSecant SoundBox
  SoundContraction SoundNearby SoundBallForward SoundBallMatrix SoundBallSecant SoundBallGradient SoundBallNear
  SoundBallBox SoundBall Flow FlowCurves FlowMatrix FlowModes FlowConverges SoundFlowModes SoundFlowVector.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma oppE (R : realFieldType) k (v : 'cV[R]_k) a : (- v) a 0 = - v a 0. Proof. by rewrite mxE. Qed.

(* --- subgradients at a point of a box --- *)

Section Subgradients.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))).
Hypothesis one0 : Z.lt Z0 one.
Hypothesis layersL : layers net = (last_hidden net).+1.
Hypothesis squares : huber net = None.
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net). Notation y := (y_at R net).
Notation h := (last_hidden net).
Notation none := (0%N, 0%N, 0%N).
Notation ms := (places net).
Notation m_ := (size (places net)).
Notation n_ := (size (equations net)).
Notation J := (@in_G R net one box ms).

Lemma all_in_range (a : 'I_m_) : in_range net (nth none ms a). Proof. exact: places_range. Qed.

Lemma columns_convex r (lam : 'I_r -> R) (G : 'I_r -> 'M[R]_(m_, n_)) : (forall a, 0 <= lam a) -> \sum_a lam a = 1 ->
  (forall a, J (G a)) -> J (\sum_a lam a *: G a).
Proof.
move=> l0 l1 inG p' j; rewrite summxE /holds mulr_suml.
have mid (x : R) : x = \sum_a lam a * x by rewrite -mulr_suml l1 mul1r.
split; [rewrite [X in X <= _]mid|rewrite [X in _ <= X]mid]; apply: ler_sum => a _; rewrite mxE -mulrA ler_wpmul2l //.
  by have [] := inG a p' j.
by have [] := inG a p' j.
Qed.

Variables (W : @Points.weights R (layer_size net)) (c : @Points.shifts R (layer_size net)).
Hypotheses (fc : allowed (bias net) c) (inside : in_this_box one box W c).
Notation e_ := (residuals_at W c).

Lemma signs_inside : signs_fit one box W c h.
Proof. by have [] := wide_in one0 fc inside (l := h); rewrite ?layersL. Qed.

Lemma gradient_matrix eta : 0 < eta -> exists2 delta, 0 < delta & forall W' c' g b, allowed (bias net) c' ->
  close h W c delta W' c' -> gradient_is s E X y (huber_at R net) (bias net) W' c' g b ->
  exists2 G, J G & forall a, `|vector g b a 0 - (sample_size net)%:R^-1 * (G *m e_) a 0| <= eta.
Proof.
move=> eta0; have le := @within_le R (layer_size net) h (bias net) W c.
have [delta [delta0 H]] := near_and le (near_signs signs_inside) (near_rows layersL W c all_in_range eta0).
exists delta => // W' c' g b fc' cl gr; have [sf' rows] := H (W', c') (conj cl fc').
have each a : exists sg, fits one box (pattern_slopes R sg) h /\
    at_slot g b (slot_at layersL (all_in_range a)) = (sample_size net)%:R^-1 * row_value (nth none ms a) sg W' c'.
  by have [sg fit E'] := gradient_row layersL squares (all_in_range a) fc' sf' gr; exists sg.
have [sg sgP] := fin_all_exists each.
exists (\matrix_(a, j) G_entry (pattern_slopes R (sg a)) W W c (nth none ms a) j) => [a j|a].
  rewrite mxE; case: (sgP a) => fit _.
  exact: (entry_in one0 layersL j fit inside fc inside (ltn_ord a) (all_in_range a)).
have -> : vector g b a 0 = at_slot g b (slot_at layersL (all_in_range a)) by rewrite at_slotE mxE.
case: (sgP a) => _ ->; rewrite [(_ *m e_) a 0](_ : _ = row_value (nth none ms a) (sg a) W c); first exact: ltW (rows a (sg a)).
by rewrite mxE; apply: eq_bigr => j _; rewrite mxE.
Qed.

Lemma subgradient_matrix g b eta : clarke_subgradient s E X y (huber_at R net) (bias net) W c g b -> 0 < eta ->
  exists2 G, J G & forall a, `|vector g b a 0 - (sample_size net)%:R^-1 * (G *m e_) a 0| <= eta.
Proof.
case=> r [lam [gs [bs [lam0 lam1 lim sum]]]] eta0; pose t := eta / 2%:R; have t0 : 0 < t by rewrite divr_gt0 ?ltr0n.
have [delta delta0 near_G] := gradient_matrix t0.
have each k : exists G, J G /\ forall a, `|vector (gs k) (bs k) a 0 - (sample_size net)%:R^-1 * (G *m e_) a 0| <= eta.
  have m0 : 0 < Num.min delta t by rewrite lt_minr delta0.
  have [W' [c' [g' [b' [al cl gr cg]]]]] := lim k _ m0.
  have cl' : close h W c delta W' c'.
    by move=> l /cl[A B]; split=> [i j|i]; apply: lt_le_trans (_ : Num.min delta t <= _); rewrite ?le_minl ?lexx.
  have [G JG H] := near_G _ _ _ _ al cl' gr; exists G; split=> // a.
  have -> : vector (gs k) (bs k) a 0 - (sample_size net)%:R^-1 * (G *m e_) a 0 =
      (vector g' b' a 0 - (sample_size net)%:R^-1 * (G *m e_) a 0) - (vector g' b' a 0 - vector (gs k) (bs k) a 0) by ring.
  apply: le_trans (ler_norm_sub _ _) _; rewrite [eta]splitr; apply: ler_add => //.
  rewrite [vector g' b' a 0]mxE [vector (gs k) _ a 0]mxE -!(at_slotE layersL _ _ (all_in_range a)).
  by apply: le_trans (ltW (at_slot_close (slot_at_ok layersL (all_in_range a)) cg)) _; rewrite le_minl lexx orbT.
have [G GP] := fin_all_exists each; exists (\sum_k lam k *: G k); first by apply: columns_convex => // k; case: (GP k).
move=> a; have -> : vector g b a 0 = \sum_k lam k * vector (gs k) (bs k) a 0.
  rewrite mxE -(at_slotE layersL _ _ (all_in_range a)) -sum; last exact: slot_at_ok.
  by apply: eq_bigr => k _; rewrite at_slotE mxE.
have -> : ((\sum_k lam k *: G k) *m e_) a 0 = \sum_k lam k * (G k *m e_) a 0.
  by rewrite mulmx_suml summxE; apply: eq_bigr => k _; rewrite -scalemxAl mxE.
rewrite mulr_sumr -sumrB; apply: le_trans (ler_norm_sum _ _ _) _.
apply: (@le_trans _ _ (\sum_k lam k * eta)); last by rewrite -mulr_suml lam1 mul1r.
apply: ler_sum => k _; case: (GP k) => _ H; have := H a; move: (vector _ _ a 0) ((G k *m e_) a 0) (_^-1) => u v N1 le.
rewrite [X in `|X|](_ : _ = lam k * (u - N1 * v)); last by ring.
by rewrite normrM ger0_norm // ler_wpmul2l.
Qed.
End Subgradients.

(* --- the rule --- *)

Section Rule.
Variables (R : archiFieldType) (net : instance) (p : parameters) (radius : Q) (ev : flow_modes).
Hypotheses (full : complete R) (cn : cousin R).
Hypothesis layersL : layers net = (last_hidden net).+1.
Hypothesis squares : huber net = None.
Hypothesis samples0 : (0 < sample_size net)%N.
Hypothesis radius0 : 0 < rv R radius.
Hypothesis fp : allowed (bias net) (c_at R net p).
Hypothesis rule : flow_modes_rule net p radius ev.
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net). Notation y := (y_at R net).
Notation h := (last_hidden net).
Notation none := (0%N, 0%N, 0%N).
Notation m_ := (size (places net)).
Notation n_ := (size (equations net)).
Let one := Z.pow 2 (modes_bits ev).
Let box := flow_box net one p (modes_radii ev).
Let columns := wide_columns net one box (places net).
Let at_centre := widened net one p (fun _ _ _ => Z0).
Notation J := (@in_G R net one box (places net)).
Notation real := (real R one).

Lemma flow_parts : [/\ Z.lt Z0 one, [/\ size (modes_radii ev) = m_, size (modes_integrals ev) = n_ &
    (forall i, (i < n_)%N -> Z.lt Z0 (nth Z0 (modes_integrals ev) i)) /\ forall a, (a < m_)%N -> Z.lt Z0 (nth Z0 (modes_radii ev) a)],
  [/\ size (modes ev) = n_, size (modes_inverse ev) = n_, forall i, (i < n_)%N -> size (nth [::] (modes ev) i) = n_ &
    forall i, (i < n_)%N -> size (nth [::] (modes_inverse ev) i) = n_] &
  corners_inside one (modes_radii ev) radius /\
  modes_contract one n_ m_ (modes ev) (modes_inverse ev) columns (modes_integrals ev) (modes_radii ev)
    (residuals_in net one at_centre)].
Proof.
move: rule; rewrite /flow_modes_rule /flow_formed; cbv zeta.
case/andP=> /andP[/andP[/andP[/andP[/andP[/andP[/andP[/andP[b1 /PeanoNat.Nat.eqb_eq sr] pr] /PeanoNat.Nat.eqb_eq sS] pS]
  /PeanoNat.Nat.eqb_eq sQ] lQ] /PeanoNat.Nat.eqb_eq sP] lP] /andP[cor test].
have rows q : length q = n_ -> lengths_are n_ q -> forall i, (i < n_)%N -> size (nth [::] q i) = n_.
  by move=> sz lq i lt; apply: (lengths_nth lq); rewrite -[size q]/(length q) sz.
split=> //; first exact: positive_power.
- split=> //; split=> i lt; apply/Z.ltb_lt; [move: pS|move: pr] => /(all_nthP Z0)/(_ i); apply; rewrite -[size _]/(length _).
    by rewrite sS.
  by rewrite sr.
- by split=> //; exact: rows.
Qed.
Let one0 : Z.lt Z0 one. Proof. by have [] := flow_parts. Qed.

Definition r_of (a : 'I_m_) : R := real (nth Z0 (modes_radii ev) a).
Definition S_of (j : 'I_n_) : R := real (nth Z0 (modes_integrals ev) j).
Notation w0 := (given R net p).
Definition in_flow_box (x : 'cV[R]_m_) := forall a, `|x a 0 - w0 a 0| <= r_of a.

Lemma flow_inside W c : in_flow_box (vector W c) -> in_this_box one box W c.
Proof. by have [_ [sr _ _] _ _] := flow_parts => H; apply: box_inside => // a; exact: H. Qed.

Lemma given_in : forall c : 'I_n_, holds one (nth no_interval (residuals_in net one at_centre) c)
  (residuals_at (W_at R net p) (c_at R net p) c 0).
Proof.
move=> c; rewrite /residuals_in -[List.map _ _]/(map _ _) (nth_map (0%N, 0%N)) //.
have inside : in_this_box one at_centre (W_at R net p) (c_at R net p).
  by apply: widened_inside => // l i j lL jl; rewrite value_given subrr normr0 mul0r zr0.
rewrite mxE /holds mulrBl; apply: bounds_sub; last by rewrite y_atE; exact: around_in.
have hL : (h < layers net)%N by rewrite layersL.
rewrite wide_sum_at //; have [F _] := wide_in one0 fp inside hL.
exact: (box_sums_in one0 fp inside (output_of c) (sample_of c) hL F).
Qed.

(* the matrices of the rule *)
Notation theta := (fun j : 'I_n_ => real (nth Z0 (shares_of one n_ (modes ev) (defect_of one n_ (modes ev) (modes_inverse ev))) j)).
Notation gamma := (fun a : 'I_m_ => real (nth Z0 (gammas (G_rows m_ columns)) a)).
Notation Qm := (@matrix_of R one n_ (modes ev)).
Notation Pm := (@matrix_of R one n_ (modes_inverse ev)).
Notation Bm := (@speed_matrix R one n_ m_ (modes ev) (modes_inverse ev) columns).
Notation Cm := (@decay_matrix R one n_ m_ (modes ev) (modes_inverse ev) columns).
Notation Hm := (@rest_of R one n_ m_ (modes_inverse ev) columns).

Lemma sizes : [/\ size (modes ev) = n_, size (modes_inverse ev) = n_ & size columns = n_].
Proof. by have [_ _ [? ? _ _] _] := flow_parts; split=> //; rewrite /columns size_columns. Qed.
Lemma Q_rows : forall i, (i < n_)%N -> size (nth [::] (modes ev) i) = n_. Proof. by have [_ _ [_ _ H _] _] := flow_parts. Qed.
Lemma P_rows : forall i, (i < n_)%N -> size (nth [::] (modes_inverse ev) i) = n_. Proof. by have [_ _ [_ _ _ H] _] := flow_parts. Qed.
Lemma contracted : modes_contract one n_ m_ (modes ev) (modes_inverse ev) columns (modes_integrals ev) (modes_radii ev)
    (residuals_in net one at_centre).
Proof. by have [_ _ _ []] := flow_parts. Qed.

Let d_sound := let: And3 sQ sP sG := sizes in @defect_sound R one one0 n_ (modes ev) (modes_inverse ev) sP Q_rows.
Let d_half := defect_half R one0 contracted.
Let d_shares := let: And3 sQ sP sG := sizes in @shares_sound R one one0 n_ (modes ev) (modes_inverse ev) sQ.
Let d_rows (G : 'M[R]_(m_, n_)) : J G -> forall a, \sum_c `|G a c| <= gamma a.
Proof. by have [sQ sP sG] := sizes => JG a; apply: rows_sound. Qed.
Let d_speeds (G : 'M[R]_(m_, n_)) : J G -> forall a j, `|(G *m Qm) a j| + gamma a * theta j <= Bm a j.
Proof. by have [sQ sP sG] := sizes => JG a j; apply: speeds_sound. Qed.
Let d_rests (G : 'M[R]_(m_, n_)) : J G -> forall i, \sum_a `|(Pm *m G^T) i a| * gamma a <= Hm i.
Proof. by have [sQ sP sG] := sizes => JG i; apply: (rest_sound one0 sG P_rows). Qed.
Let d_decays (G G' : 'M[R]_(m_, n_)) : J G -> J G' -> forall i, Cm i i <= (Pm *m G'^T *m (G *m Qm)) i i - Hm i * theta i.
Proof. by have [sQ sP sG] := sizes => JG JG' i; apply: (decays_sound one0 sQ sG P_rows). Qed.
Let d_mixes (G G' : 'M[R]_(m_, n_)) : J G -> J G' -> forall i j, i != j ->
  Cm i j <= - (`|(Pm *m G'^T *m (G *m Qm)) i j| + Hm i * theta j).
Proof. by have [sQ sP sG] := sizes => JG JG' i j; apply: (mixes_sound one0 sQ sG P_rows). Qed.

(* --- the curve --- *)

Variables (Wt : R -> @Points.weights R (layer_size net)) (ct : R -> @Points.shifts R (layer_size net)).
Hypothesis flow : gradient_flow s E X y (huber_at R net) (bias net) Wt ct (W_at R net p) (c_at R net p).
Definition w t : 'cV[R]_m_ := vector (Wt t) (ct t).
Definition res (x : 'cV[R]_m_) : 'cV[R]_n_ := residuals_at (W_of x) (c_of x).

Lemma starts : w 0 = w0.
Proof.
apply/colP=> a; rewrite !mxE -!(at_slotE layersL _ _ (all_in_range a)).
have [lL _] := slot_at_ok layersL (all_in_range a); have [eW ec] := flow_start flow lL.
by rewrite /at_slot eW ec.
Qed.

Lemma secants W c W' c' : allowed (bias net) c -> allowed (bias net) c' -> in_flow_box (vector W c) -> in_flow_box (vector W' c') ->
  exists2 G, J G & residuals_at W c - residuals_at W' c' = G^T *m (vector W c - vector W' c').
Proof.
move=> ac ac' i1 i2; have [G JG H] := box_secant one0 layersL ac ac' (flow_inside i1) (flow_inside i2); exists G => //.
apply/colP=> j; rewrite SoundFlowModes.subE ![residuals_at _ _ _ _]mxE opprB addrA subrK H [RHS]mxE.
by apply: eq_bigr => a _; rewrite [G^T j a]mxE SoundFlowModes.subE !mxE.
Qed.
Lemma res_secant x x' : in_flow_box x -> in_flow_box x' -> exists2 G, J G & res x - res x' = G^T *m (x - x').
Proof.
move=> i1 i2; have := secants (W := W_of x) (W' := W_of x') (allowed_of x) (allowed_of x').
by rewrite !(vectorK layersL); apply.
Qed.
Lemma res_same W c : allowed (bias net) c -> in_flow_box (vector W c) -> res (vector W c) = residuals_at W c.
Proof.
move=> ac i1; have i0 : in_flow_box (vector (W_of (vector W c)) (c_of (vector W c))) by rewrite (vectorK layersL).
have [G _ E'] := secants (allowed_of _) ac i0 i1; move: E'; rewrite (vectorK layersL) subrr mulmx0.
by move/eqP; rewrite subr_eq0 => /eqP.
Qed.

Lemma r_gt0 a : 0 < r_of a.
Proof. by have [_ [_ _ [_ pr]] _ _] := flow_parts; apply: real_gt0 => //; exact: pr. Qed.
Lemma S_gt0 j : 0 < S_of j.
Proof. by have [_ [_ _ [pS _]] _ _] := flow_parts; apply: real_gt0 => //; exact: pS. Qed.
Lemma given_box : in_flow_box w0.
Proof. by move=> a; rewrite subrr normr0 ltW // r_gt0. Qed.
Lemma some_matrix : exists G, J G.
Proof. by have [G JG _] := res_secant given_box given_box; exists G. Qed.

Lemma res_given : res w0 = residuals_at (W_at R net p) (c_at R net p).
Proof. by apply: res_same => //; exact: given_box. Qed.

Lemma curve_moves : exists2 Z, null Z & forall t, 0 <= t -> Z t \/
  (in_flow_box (w t) -> moves J (sample_size net)%:R^-1 w (fun u => res (w u)) t).
Proof.
have [Z nZ H] := flow_moves flow; exists Z => // t t0; case: (H t t0) => [|[g [b [sub der]]]]; [by left|right=> inside].
have ac := flow_allowed flow t0; exists (- vector g b); split=> [a|eta eta0].
  rewrite oppE [vector g b a 0]mxE; have := der _ (slot_at_ok layersL (all_in_range a)); rewrite at_slotE.
  by apply: same_derivative => u; rewrite at_slotE [RHS]mxE.
have [G JG H'] := subgradient_matrix one0 layersL squares ac (flow_inside inside) sub eta0; exists G => // a.
by rewrite res_same // -normrN opprD oppE opprK; exact: H'.
Qed.

Lemma corners : \sum_a r_of a ^+ 2 <= rv R radius ^+ 2.
Proof.
have [_ [sr _ _] _ [cor _]] := flow_parts; move: cor; rewrite /corners_inside => /Z.leb_le /(zr_le R).
have sq : zr R (total (List.map (fun r => Z.mul r r) (modes_radii ev))) = \sum_(a < m_) zr R (nth Z0 (modes_radii ev) a) ^+ 2.
  rewrite -sr; elim: (modes_radii ev) => [|r rs IH]; first by rewrite big_ord0 zr0.
  by rewrite [total _]/= zrD zrM big_ord_recl IH expr2.
have o1 : 0 < zr R one by exact: zr_gt0.
have d1 : 0 < zr R (Zpos (Qden radius)) by exact: zr_gt0.
rewrite !zrM sq -(rv_fraction R radius) => H.
have -> : \sum_a r_of a ^+ 2 = (\sum_(a < m_) zr R (nth Z0 (modes_radii ev) a) ^+ 2) / (zr R one * zr R one).
  by rewrite mulr_suml; apply: eq_bigr => a _; rewrite /r_of /SoundFlowModes.real exprMn exprVn expr2.
rewrite ler_pdivr_mulr ?mulr_gt0 // -(ler_pmul2r (mulr_gt0 d1 d1)); apply: le_trans H _.
by rewrite le_eqVlt; apply/orP; left; apply/eqP; rewrite expr2; ring.
Qed.

Theorem flow_sound :
  (forall t, 0 <= t -> distance2 h (W_at R net p) (c_at R net p) (Wt t) (ct t) < rv R radius ^+ 2) /\
  exists W c, [/\ allowed (bias net) c, @loss_over R net W c = 0 & flow_converges_to h Wt ct W c].
Proof.
have [G0 JG0] := some_matrix; have [Z nZ mv] := curve_moves; have [_ [sr sS _] _ _] := flow_parts.
have off := off_diagonal d_sound d_shares d_rows d_rests d_mixes JG0.
have B0 := B_ge0 d_sound d_shares d_rows d_speeds JG0.
have bd := bounded d_rows JG0; have K0 := bound_ge0 d_rows JG0.
have sp G (JG : J G) x a := speed_bound d_sound d_half d_shares d_rows d_speeds x a JG.
have fa G G' (JG : J G) (JG' : J G') (x : 'cV_n_) i sg s1 sx :=
  @fall_bound _ _ _ J _ _ _ _ _ _ _ d_sound d_half d_shares d_rows d_rests d_decays d_mixes x G G' i sg JG JG' s1 sx.
have regular := modes_regular d_sound d_half d_shares.
have N0 : 0 < (sample_size net)%:R^-1 :> R by rewrite invr_gt0 ltr0n.
have st i : `|(Pm *m res (w 0)) i 0| < \sum_j Cm i j * S_of j.
  rewrite starts res_given; apply: (start_sound one0 sS _ P_rows contracted); last exact: given_in.
  by rewrite /residuals_in -[List.map _ _]/(map _ _) size_map.
have wy a : \sum_j Bm a j * S_of j < r_of a := way_sound R one0 sS contracted a.
have ac a : absolutely_continuous (fun t => w t a 0).
  have := flow_continuous flow (slot_at_ok layersL (all_in_range a)).
  by apply: same_continuous => t; rewrite at_slotE [RHS]mxE.
have sec x x' : in_box r_of w x -> in_box r_of w x' -> exists2 G, J G & res x - res x' = G^T *m (x - x').
  by rewrite /in_box starts; exact: res_secant.
have mv' t : 0 <= t -> Z t \/ (in_box r_of w (w t) -> moves J (sample_size net)%:R^-1 w (fun u => res (w u)) t).
  by rewrite /in_box starts; exact: mv.
split=> [t t0|].
  have near a : `|w t a 0 - w 0 a 0| < r_of a.
    exact: le_lt_trans (bounded_way cn K0 bd N0 off B0 S_gt0 sp fa sec st wy ac nZ mv' a t0) (wy a).
  rewrite (distance_vectors layersL _ _ fp (flow_allowed flow t0)).
  have each a : (w t a 0 - w0 a 0) ^+ 2 < r_of a ^+ 2.
    by rewrite -starts -real_normK ?num_real // ltr_sqr ?nnegrE ?(ltW (r_gt0 a)).
  have [none_|some_] := posnP m_.
    by rewrite big1 ?exprn_gt0 // => a _; exfalso; have := ltn_ord a; move: (nat_of_ord a) => k; rewrite none_.
  apply: lt_le_trans corners; rewrite (bigD1 (Ordinal some_)) // [X in _ < X](bigD1 (Ordinal some_)) //=.
  by apply: ltr_le_add; [exact: each|apply: ler_sum => a _; exact: ltW (each a)].
have [L [Lbox L0 lim]] := flow_converges cn full K0 bd N0 off B0 S_gt0 sp fa regular sec st wy ac nZ mv'.
exists (W_of L), (c_of L); split; first exact: allowed_of.
  exact: residuals_zero.
move=> eps e0; have [T H] := lim eps e0; exists (Num.max T 0) => t; rewrite le_maxl => /andP[Tt t0].
apply: (close_vectors layersL e0 (allowed_of L) (flow_allowed flow t0)) => a.
by rewrite (vectorK layersL); exact: H.
Qed.
End Rule.
