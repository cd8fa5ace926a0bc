(* Gradient flow in a box in which the derivatives of the outputs keep a lower bound: it stays within the radius and
   converges to weights of loss 0 (soundness.md 38, gradient flow). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model NearbyForm BallForm Form Rules Bridge Nearby Points PointRules
  Clarke NearbyRules BallRules FlowRules Krawczyk SoundNetwork SoundPoint SoundEnclosure SoundSecant SoundBox
  SoundContraction SoundNearby SoundBallForward SoundBallMatrix SoundBallSecant SoundBallGradient SoundBallNear
  SoundBallBox SoundBall Flow FlowCurves Derivatives Chain FlowThin FlowPasses FlowEnergy FlowRate FlowPath
  FlowSettles RateMatrix SoundFlowModes SoundFlowVector SoundFlow.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Curve.
Variables (R : archiFieldType) (net : instance) (p : parameters) (one : Z) (box : seq (seq (seq interval))) (r kap : R).
Hypotheses (full : complete R) (cn : cousin R) (one0 : Z.lt Z0 one).
Hypothesis layersL : layers net = (last_hidden net).+1.
Hypothesis squares : huber net = None.
Hypothesis samples0 : (0 < sample_size net)%N.
Hypothesis fp : allowed (bias net) (c_at R net p).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net). Notation y := (y_at R net).
Notation h := (last_hidden net).
Notation none := (0%N, 0%N, 0%N).
Notation m_ := (size (places net)).
Notation n_ := (size (equations net)).
Notation N1 := ((sample_size net)%:R^-1 : R).
Notation J := (@in_G R net one box (places net)).
Notation w0 := (given R net p).
Hypotheses (r0 : 0 < r) (kap0 : 0 < kap).
Hypothesis box_cube : forall W c, (forall a, `|vector W c a 0 - w0 a 0| <= r) -> in_this_box one box W c.
Hypothesis lower : forall G, J G -> forall x : 'cV[R]_n_, kap * len2 x <= len2 (G *m x).
Hypothesis near : len2 (residuals_at (W_at R net p) (c_at R net p)) < kap * r ^+ 2.
Variables (Wt : R -> @Points.weights R (layer_size net)) (ct : R -> @Points.shifts R (layer_size net)).
Hypothesis flow : gradient_flow s E X y (huber_at R net) (bias net) Wt ct (W_at R net p) (c_at R net p).

Definition wt t (a : 'I_m_) : R := vector (Wt t) (ct t) a 0.
Definition Lt t : R := loss s E X y None (Wt t) (ct t).
Notation e_ t := (residuals_at (Wt t) (ct t)).
Let mu := 2%:R * kap * N1.
Let N10 : 0 < N1. Proof. by rewrite invr_gt0 ltr0n. Qed.
Let mu0 : 0 < mu. Proof. by rewrite !mulr_gt0 ?ltr0n. Qed.
Let none_huber : huber_at R net = None. Proof. by rewrite /huber_at squares. Qed.

Lemma starts a : wt 0 a = w0 a 0.
Proof.
rewrite /wt !mxE -!(at_slotE layersL _ _ (all_in_range a)).
have [lL _] := slot_at_ok layersL (all_in_range a); have [eW ec] := flow_start flow lL.
by rewrite /at_slot eW ec.
Qed.
Lemma cube_in t : in_cube wt r (wt t) -> in_this_box one box (Wt t) (ct t).
Proof. by move=> H; apply: box_cube => a; have := H a; rewrite starts. Qed.

Lemma loss_len W c : loss s E X y None W c = N1 * (len2 (residuals_at W c) / 2%:R).
Proof.
rewrite /loss; congr (_ * _); rewrite -(sum_pairs (fun n k => ell None (out h s E X W c k n - y k n))) /len2 /norm2 mulr_suml.
by apply: eq_bigr => j _; rewrite ell_squares //; congr (_ ^+ 2 / _); rewrite [RHS]mxE.
Qed.
Lemma Lt_ge0 t : 0 <= Lt t.
Proof. rewrite /Lt loss_len; apply: mulr_ge0 (ltW N10) _; exact: divr_ge0 (norm2_ge0 _) (ler0n _ _). Qed.
Lemma mu_L t : mu * Lt t = N1 ^+ 2 * (kap * len2 (e_ t)).
Proof. by rewrite /Lt loss_len /mu; move: (len2 _) N1 => z n1; field. Qed.

Lemma secants W c W' c' : allowed (bias net) c -> allowed (bias net) c' -> in_this_box one box W c -> in_this_box one box W' c' ->
  exists2 G, J G & forall j, residuals_at W c j 0 - residuals_at W' c' j 0 = \sum_a G a j * (vector W c a 0 - vector W' c' a 0).
Proof.
move=> ac ac' i1 i2; have [G JG H] := box_secant one0 layersL ac ac' i1 i2; exists G => // j.
by rewrite ![residuals_at _ _ _ _]mxE opprB addrA subrK H; apply: eq_bigr => a _; rewrite !mxE.
Qed.

Let K := \sum_(a < m_) \sum_(j < n_) (`|SoundFlowModes.real R one (largest (nth no_interval (column_at net one box (places net) j) a))|).
Lemma entry_bound G : J G -> forall a j, `|G a j| <= K.
Proof.
move=> JG a j; apply: le_trans (largest_in one0 (JG a j)) _; apply: le_trans (ler_norm _) _.
rewrite /K (bigD1 a) // (bigD1 j) //= -addrA ler_addl addr_ge0 // sumr_ge0 // => b _; rewrite sumr_ge0 //.
Qed.
Let K0 : 0 <= K. Proof. by rewrite sumr_ge0 // => a _; rewrite sumr_ge0. Qed.

Lemma e_lip a b j : 0 <= a -> 0 <= b -> in_cube wt r (wt a) -> in_cube wt r (wt b) ->
  `|e_ b j 0 - e_ a j 0| <= K * \sum_q `|wt b q - wt a q|.
Proof.
move=> a0 b0 ia ib.
have [G JG ->] := secants (flow_allowed flow b0) (flow_allowed flow a0) (cube_in ib) (cube_in ia).
apply: le_trans (ler_norm_sum _ _ _) _; rewrite mulr_sumr; apply: ler_sum => q _.
by rewrite normrM ler_wpmul2r // entry_bound.
Qed.

Let S0 := \sum_j `|e_ 0 j 0| + K * \sum_(q < m_) r.
Lemma e_bound t j : 0 <= t -> in_cube wt r (wt t) -> `|e_ t j 0| <= S0.
Proof.
move=> t0 it; have i0 : in_cube wt r (wt 0) by move=> a; rewrite subrr normr0 ltW.
rewrite -[e_ t j 0](subrK (e_ 0 j 0)) addrC; apply: le_trans (ler_norm_add _ _) _; apply: ler_add.
  by rewrite (bigD1 j) //= ler_addl sumr_ge0.
apply: le_trans (e_lip _ (lexx 0) t0 i0 it) _; rewrite ler_wpmul2l //; apply: ler_sum => q _; exact: it.
Qed.

Lemma Lt_continuous T : 0 <= T -> (forall t, 0 <= t -> t <= T -> in_cube wt r (wt t)) -> absolutely_continuous_to T Lt.
Proof.
move=> T0 inside; have i0 := inside 0 (lexx 0) T0.
have S00 : 0 <= S0 by rewrite addr_ge0 ?sumr_ge0 // mulr_ge0 // sumr_ge0 // => q _; exact: ltW.
pose M := N1 / 2%:R * \sum_(j < n_) (K * (S0 + S0)).
have SS : 0 <= K * (S0 + S0) := mulr_ge0 K0 (addr_ge0 S00 S00).
have M0 : 0 <= M by apply: mulr_ge0; [rewrite divr_ge0 ?ler0n // ltW|rewrite sumr_ge0].
apply: (@dominated R [finType of 'I_m_] (fun q t => wt t q) M) => // [q|a b a0 ab bT].
  have := flow_continuous flow (slot_at_ok layersL (all_in_range q)) T0.
  move=> ac eps e0; have [d d0 H] := ac eps e0; exists d => // sq As len; have := H sq As len.
  by apply: le_trans; rewrite le_eqVlt; apply/orP; left; apply/eqP; apply: eq_bigr => i _; rewrite !at_slotE /wt !mxE.
have b0 := le_trans a0 ab; have ia := inside a a0 (le_trans ab bT); have ib := inside b b0 bT.
have -> : Lt b - Lt a = N1 / 2%:R * \sum_j (e_ b j 0 ^+ 2 - e_ a j 0 ^+ 2).
  have -> : \sum_j (e_ b j 0 ^+ 2 - e_ a j 0 ^+ 2) = len2 (e_ b) - len2 (e_ a) by rewrite /len2 /norm2 sumrB.
  by rewrite /Lt !loss_len; move: N1 (len2 _) (len2 _) => n1 u v; field.
have half0 : 0 <= N1 / 2%:R by rewrite divr_ge0 ?ler0n // ltW.
have -> : M * (\sum_q `|wt b q - wt a q|) = N1 / 2%:R * ((\sum_(j < n_) (K * (S0 + S0))) * \sum_q `|wt b q - wt a q|).
  by rewrite /M mulrA.
rewrite normrM (ger0_norm half0); apply: ler_wpmul2l => //; rewrite mulr_suml; apply: le_trans (ler_norm_sum _ _ _) _.
apply: ler_sum => j _; rewrite subr_sqr normrM mulrAC; apply: ler_pmul => //; first exact: e_lip.
by apply: le_trans (ler_norm_add _ _) _; apply: ler_add; exact: e_bound.
Qed.

(* --- the times --- *)

Lemma rate_holds t g b : 0 <= t -> allowed (bias net) b -> clarke_subgradient s E X y None (bias net) (Wt t) (ct t) g b ->
  in_cube wt r (wt t) -> mu * Lt t <= norm2 (fun a => - vector g b a 0).
Proof.
move=> t0 ab sub it; rewrite mu_L.
apply: (@small_le _ _ _ (\sum_(a < m_) (2%:R * `|vector g b a 0| + 1))) => eps e0.
pose eta := Num.min eps 1; have eta0 : 0 < eta by rewrite lt_minr e0 ltr01.
have eta1 : eta <= 1 by rewrite le_minl lexx orbT.
have etae : eta <= eps by rewrite le_minl lexx.
have sub' : clarke_subgradient s E X y (huber_at R net) (bias net) (Wt t) (ct t) g b by rewrite none_huber.
have [G JG H] := subgradient_matrix one0 layersL squares (flow_allowed flow t0) (cube_in it) sub' eta0.
apply: le_trans (ler_wpmul2l (sqr_ge0 _) (lower JG (e_ t))) _.
rewrite /len2 /norm2 !mulr_sumr -big_split /=; apply: ler_sum => a _; rewrite sqrrN -exprMn.
have := H a; move: (vector g b a 0) (N1 * (G *m e_ t) a 0) => u x ux.
have -> : x = u - (u - x) by ring.
move: (u - x) ux => z zs; rewrite sqrrB -addrA ler_add2l.
have z2 : z ^+ 2 <= eta.
  rewrite -(real_normK (num_real z)); apply: le_trans (_ : eta * 1 <= _); last by rewrite mulr1.
  by rewrite expr2; apply: ler_pmul => //; exact: le_trans eta1.
apply: (@le_trans _ _ (eta * (2%:R * `|u| + 1))); last by rewrite ler_wpmul2r // addr_ge0 ?ler01 // mulr_ge0 ?ler0n.
have uz : `|u * z| <= `|u| * eta by rewrite normrM; apply: ler_wpmul2l.
rewrite mulrDr mulr1; apply: ler_add => //; apply: le_trans (ler_norm _) _; rewrite normrN normrMn.
have -> : eta * (2%:R * `|u|) = (`|u| * eta) *+ 2 by rewrite -mulr_natl; ring.
by rewrite ler_muln2r uz orbT.
Qed.

Lemma curve_rates : exists2 Z, thin Z & forall t, 0 <= t -> Z t \/ (in_cube wt r (wt t) -> rate_at wt Lt mu t).
Proof.
have [Z nZ H] := flow_moves flow; exists (fun t => Z t \/ passing s E X Wt ct t).
  by apply: thin_or; [exact: null_thin|exact: passing_thin].
move=> t t0; case: (H t t0) => [Zt|[g [b0 [sub0 der0]]]]; first by left; left.
pose b : @Points.shifts R (layer_size net) := fun k => if bias net then b0 k else 0.
have same (q : slot (layer_size net)) : slot_ok h (bias net) q -> at_slot g b q = at_slot g b0 q.
  by rewrite /at_slot /slot_ok /b => -[_]; case: ((projT2 q).2) => // /(_ erefl) ->.
have ab : allowed (bias net) b.
  by rewrite /allowed /b; case: (bias net); [left|right].
have sub : clarke_subgradient s E X y None (bias net) (Wt t) (ct t) g b.
  move: sub0; rewrite none_huber => -[m' [lam [G [B [l0 l1 lim sum]]]]]; exists m', lam, G, B; split=> // q ok.
  by rewrite same //; exact: sum.
have der q : slot_ok h (bias net) q -> derivative (fun u => at_slot (Wt u) (ct u) q) t (- at_slot g b q).
  by move=> ok; rewrite same //; exact: der0.
have al := flow_allowed flow.
have mW := weight_moves der; have mc := shift_moves t0 al ab der.
have [ps|still] := boolP (passes h s E X Wt ct t (fun k => - g k) (fun k => - b k)).
  by left; right; exact: passes_lone t0 mW mc ps.
right=> it; exists (fun a => - vector g b a 0); split; last exact: rate_holds t0 ab sub it.
  move=> a; have := der _ (slot_at_ok layersL (all_in_range a)); rewrite at_slotE mxE.
  by apply: same_derivative => u; rewrite at_slotE /wt mxE.
have := energy t0 al ab sub der still.
have -> : \sum_(k < h.+1) (\sum_i \sum_j g k i j ^+ 2 + \sum_i b k i 0 ^+ 2) = norm2 (fun a => - vector g b a 0).
  transitivity (\sum_(k < h.+1) (\sum_i \sum_j g k i j * g k i j + \sum_i b k i 0 * b k i 0)).
    by apply: eq_bigr => k _; congr (_ + _); apply: eq_bigr => i _; rewrite ?expr2 //; apply: eq_bigr => j _; rewrite expr2.
  rewrite (slots_dot layersL) // sum_at_places; apply: eq_bigr => a _; by rewrite sqrrN expr2 !mxE.
exact.
Qed.

Lemma ac_wt a : absolutely_continuous (fun t => wt t a).
Proof.
have := flow_continuous flow (slot_at_ok layersL (all_in_range a)).
by apply: same_continuous => t; rewrite at_slotE /wt mxE.
Qed.

Lemma start_residuals : len2 (e_ 0) = len2 (residuals_at (W_at R net p) (c_at R net p)).
Proof.
have i0 : in_cube wt r (wt 0) by move=> a; rewrite subrr normr0 ltW.
have ig : in_this_box one box (W_at R net p) (c_at R net p).
  by apply: box_cube => a; rewrite subrr normr0 ltW.
have [G _ H] := secants (flow_allowed flow (lexx 0)) fp (cube_in i0) ig.
rewrite /len2 /norm2; apply: eq_bigr => j _; congr (_ ^+ 2); apply/eqP; rewrite -subr_eq0 H big1 // => a _.
by have := starts a; rewrite /wt => ->; rewrite subrr mulr0.
Qed.

Lemma short_way : 4%:R * Lt 0 < mu * r ^+ 2.
Proof.
rewrite /Lt loss_len start_residuals /mu.
rewrite [X in X < _](_ : _ = 2%:R * N1 * len2 (residuals_at (W_at R net p) (c_at R net p))); last by move: N1 (len2 _) => n1 u; field.
rewrite [X in _ < X](_ : _ = 2%:R * N1 * (kap * r ^+ 2)); last by ring.
by rewrite ltr_pmul2l ?mulr_gt0 ?ltr0n.
Qed.

Theorem rate_curve :
  (forall t, 0 <= t -> distance2 h (W_at R net p) (c_at R net p) (Wt t) (ct t) < r ^+ 2) /\
  exists W c, [/\ allowed (bias net) c, @loss_over R net W c = 0 & flow_converges_to h Wt ct W c].
Proof.
have [Z tZ mv] := curve_rates.
have st := stays cn mu0 tZ Lt_ge0 r0 ac_wt Lt_continuous mv short_way.
split=> [t t0|].
  rewrite (distance_vectors layersL _ _ fp (flow_allowed flow t0)) -(ltr_pmul2l mu0).
  apply: le_lt_trans short_way; have := distance cn mu0 tZ Lt_ge0 r0 ac_wt Lt_continuous mv short_way t0.
  apply: le_trans; rewrite ler_wpmul2l ?(ltW mu0) // le_eqVlt; apply/orP; left; apply/eqP.
  by apply: eq_bigr => a _; rewrite starts.
have [l [lin lim]] := flow_settles cn full mu0 tZ Lt_ge0 r0 ac_wt Lt_continuous mv short_way.
pose x : 'cV[R]_m_ := \col_a l a.
have xin : in_this_box one box (W_of x) (c_of x).
  by apply: box_cube => a; rewrite (vectorK layersL) mxE; have := lin a; rewrite starts.
exists (W_of x), (c_of x); split; first exact: allowed_of.
  apply: residuals_zero => //; apply/colP=> j; rewrite [RHS]mxE; apply/eqP; rewrite -normr_le0.
  apply: (@small_le _ _ _ (K * (\sum_(a < m_) 1) + 1)) => eps e0; rewrite add0r.
  have q0 : 0 < N1 * (eps ^+ 2 / 2%:R) by rewrite mulr_gt0 // divr_gt0 ?ltr0n ?exprn_gt0.
  have [T T0 small] := vanishes cn mu0 tZ Lt_ge0 r0 ac_wt Lt_continuous mv short_way q0.
  have [T' T'0 close_] := lim _ e0; pose t := T + T'; have t0 : 0 <= t by rewrite addr_ge0.
  have [G JG H] := secants (allowed_of x) (flow_allowed flow t0) xin (cube_in (st t t0)).
  rewrite -[residuals_at _ _ j 0](subrK (e_ t j 0)); apply: le_trans (ler_norm_add _ _) _.
  rewrite [X in _ <= X](_ : _ = eps * (K * \sum_(a < m_) 1) + eps); last by rewrite mulrDr mulr1.
  apply: ler_add.
    rewrite H; apply: le_trans (ler_norm_sum _ _ _) _; rewrite mulrCA !mulr_sumr; apply: ler_sum => a _.
    rewrite normrM mulr1; apply: ler_pmul => //; first exact: entry_bound.
    rewrite (vectorK layersL) mxE distrC; apply/ltW/close_; by rewrite ler_addr.
  rewrite -ler_sqr ?nnegrE ?(ltW e0) // real_normK ?num_real //.
  apply: le_trans (norm2_at (fun j => e_ t j 0) j) _.
  have : Lt t <= N1 * (eps ^+ 2 / 2%:R) by apply: small; rewrite ler_addl.
  by rewrite /Lt loss_len ler_pmul2l // ler_pmul2r // invr_gt0 ltr0n.
move=> eps e0; have [T T0 H] := lim eps e0; exists T => t Tt; have t0 := le_trans T0 Tt.
apply: (close_vectors layersL e0 (allowed_of x) (flow_allowed flow t0)) => a.
by rewrite (vectorK layersL) [x a 0]mxE; exact: H.
Qed.
End Curve.
