(* Points of the loss surface: the loss of a network of Model.v, minima, descent, saddles (format.md 4.4), over
   any ordered field; convexity of the loss in the outputs, its one-sided derivatives, continuity. *)
From Dlmcert Require Import Algebra Model Nearby.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- losses of a residual: squares, or Huber's with q --- *)

Section Loss.
Variables (R : realFieldType) (huber : option R).

(* The derivative: the residual, or the number in [-q, q] nearest to it *)
Definition clip (x : R) : R :=
  if huber is Some q then if `|x| <= q then x else if 0 <= x then q else - q else x.
Definition ell (x : R) : R := clip x * x - clip x ^+ 2 / 2%:R.
Definition proper : Prop := if huber is Some q then 0 < q else True.

Lemma ell_squares x : huber = None -> ell x = x ^+ 2 / 2%:R.
Proof. by rewrite /ell /clip => ->; field. Qed.
Lemma ell_huber q x : huber = Some q ->
  ell x = if `|x| <= q then x ^+ 2 / 2%:R else q * `|x| - q ^+ 2 / 2%:R.
Proof.
rewrite /ell /clip => ->; case: ifP => [_|_]; first by field.
by case: ltrP => [lt|ge]; [rewrite ltr0_norm // sqrrN mulrN mulNr|rewrite ger0_norm].
Qed.

Hypothesis pr : proper.

Lemma clip0 : clip 0 = 0.
Proof. by move: pr; rewrite /proper /clip; case: huber => // q q0; rewrite normr0 ltW. Qed.

(* clip x is the point of an interval nearest to x *)
Lemma clip_projection x y : (clip y - clip x) * (x - clip x) <= 0.
Proof.
move: pr; rewrite /proper /clip; case: huber => [q q0|_]; last by rewrite subrr mulr0.
have inq : `|(if `|y| <= q then y else if 0 <= y then q else - q)| <= q.
  by case: ifP => // _; case: ifP => _; rewrite ?normrN gtr0_norm.
move: inq; set p := (if `|y| <= q then _ else _); rewrite ler_norml => /andP[lo hi].
have [_|] := lerP `|x| q; first by rewrite subrr mulr0.
case: (lerP 0 x) => x0; first rewrite ger0_norm // => qx.
  by rewrite mulr_le0_ge0 ?subr_le0 // subr_ge0 ltW.
rewrite ltr0_norm // => qx; rewrite opprK mulr_ge0_le0 //.
  by rewrite -ler_subl_addr sub0r.
by rewrite -ler_subr_addr sub0r ler_oppr ltW.
Qed.

Lemma half2 (x : R) : x = (x / 2%:R) * 2%:R. Proof. by rewrite divfK // pnatr_eq0. Qed.

Lemma ell_convex x y : ell x + clip x * (y - x) <= ell y.
Proof.
rewrite -subr_ge0 /ell; have := clip_projection y x; set g := clip x; set g' := clip y => P.
rewrite [X in 0 <= X](_ : _ = (g' - g) ^+ 2 / 2%:R - (g - g') * (y - g')); last by field.
by rewrite subr_ge0; apply: le_trans P _; rewrite divr_ge0 ?sqr_ge0 ?ler0n.
Qed.

Lemma ell_upper x y : ell y <= ell x + clip x * (y - x) + (y - x) ^+ 2 / 2%:R.
Proof.
rewrite -subr_ge0 /ell; have := clip_projection x y; set g := clip x; set g' := clip y => P.
rewrite [X in 0 <= X](_ : _ = (y - x - (g' - g)) ^+ 2 / 2%:R - (g' - g) * (x - g)); last by field.
by rewrite subr_ge0; apply: le_trans P _; rewrite divr_ge0 ?sqr_ge0 ?ler0n.
Qed.

Lemma ell_ge0 x : 0 <= ell x.
Proof. by have := ell_convex 0 x; rewrite /ell clip0 !mul0r expr0n mul0r subrr addr0. Qed.

Lemma ell_expands f a b : expands f a b -> expands (fun t => ell (f t)) (ell a) (clip a * b).
Proof.
move=> [C F]; pose B := `|clip a| * `|C| + (`|b| + `|C|) ^+ 2.
exists B; apply: near_imp (near_and (@soon_le _) F (near_and (@soon_le _) (@soon_pos R) (soon_lt (@ltr01 R)))).
move=> t [[h fE hC] [t0 t1]]; pose k := b + t * h.
have fk : f t - a = t * k by rewrite fE /k; ring.
pose r := (ell (f t) - ell a - clip a * (f t - a)) / t ^+ 2.
have t2 : 0 < t ^+ 2 by rewrite exprn_gt0.
have r0 : 0 <= r by rewrite divr_ge0 ?(ltW t2) // -addrA -opprD subr_ge0 ell_convex.
have hC' : `|h| <= `|C| := le_trans hC (ler_norm _).
have kB : `|k| <= `|b| + `|C|.
  apply: le_trans (ler_norm_add _ _) _; rewrite ler_add2l normrM gtr0_norm //.
  by apply: le_trans hC'; rewrite ler_pimull // ltW.
have rB : r <= (`|b| + `|C|) ^+ 2.
  rewrite ler_pdivr_mulr // -addrA -opprD ler_subl_addr addrC.
  apply: le_trans (ell_upper a (f t)) _; rewrite ler_add2l fk exprMn.
  apply: le_trans (_ : t ^+ 2 * k ^+ 2 <= _).
    by rewrite ler_pdivr_mulr ?ltr0n // ler_pemulr ?ler1n // mulr_ge0 ?sqr_ge0.
  by rewrite mulrC ler_pmul2r // -[k ^+ 2]ger0_norm ?sqr_ge0 // normrX ler_sqr ?nnegrE ?addr_ge0.
exists (clip a * h + r); last first.
  apply: le_trans (ler_norm_add _ _) _; rewrite normrM; apply: ler_add; last by rewrite ger0_norm.
  by rewrite ler_wpmul2l.
have rE : t ^+ 2 * r = ell (f t) - ell a - clip a * (f t - a) by rewrite mulrC divfK // gt_eqF.
by rewrite mulrDr rE fk /k; ring.
Qed.
End Loss.

(* --- the activation --- *)

Section Activation.
Variables (R : realFieldType) (s : R).
Definition phi (u : R) : R := (if 0 <= u then 1 else s) * u.
(* its one-sided derivative at u along v *)
Definition dphi (u v : R) : R := if u == 0 then phi v else (if 0 <= u then 1 else s) * v.

Lemma phi_half u : phi u = (1 + s) / 2%:R * u + (1 - s) / 2%:R * `|u|.
Proof. by rewrite /phi; case: ltrP => [lt|ge]; [rewrite ltr0_norm //|rewrite ger0_norm //]; field. Qed.
Lemma phi0 : phi 0 = 0. Proof. by rewrite /phi mulr0. Qed.
Lemma phi_pos t u : 0 < t -> phi (t * u) = t * phi u.
Proof. by move=> t0; rewrite /phi pmulr_rge0 // mulrCA. Qed.
Lemma dphi_self u : dphi u u = phi u.
Proof. by rewrite /dphi; case: eqP => // ->; rewrite phi0. Qed.

Lemma phi_lipschitz x y : `|phi x - phi y| <= (1 + `|s|) * `|x - y|.
Proof.
rewrite !phi_half [X in `|X|](_ : _ = (1 + s) / 2%:R * (x - y) + (1 - s) / 2%:R * (`|x| - `|y|)); last by ring.
have half x' : `|x' / 2%:R : R| = `|x'| / 2%:R by rewrite normrM normfV (@gtr0_norm _ 2%:R) ?ltr0n.
have one b : `|(1 + b) / 2%:R| <= (1 + `|b|) / 2%:R :> R.
  by rewrite half ler_pmul2r ?invr_gt0 ?ltr0n //; apply: le_trans (ler_norm_add _ _) _; rewrite normr1.
apply: le_trans (ler_norm_add _ _) _; rewrite (normrM ((1 + s) / 2%:R)) (normrM ((1 - s) / 2%:R)).
have -> : (1 + `|s|) * `|x - y| = (1 + `|s|) / 2%:R * `|x - y| + (1 + `|s|) / 2%:R * `|x - y| by field.
apply: ler_add; first by rewrite ler_wpmul2r.
apply: ler_pmul => //; last exact: ler_dist_dist.
by have := one (- s); rewrite normrN.
Qed.

(* exactly, if the sign does not change *)
Lemma phi_near u u' : (u != 0 -> (0 <= u') = (0 <= u)) -> phi u' = phi u + dphi u (u' - u).
Proof.
rewrite /dphi; case: eqP => [-> _|u0 /(_ isT) same]; first by rewrite phi0 add0r subr0.
by rewrite /phi same; ring.
Qed.

Lemma phi_expands f a b : expands f a b -> expands (fun t => phi (f t)) (phi a) (dphi a b).
Proof.
move=> F; rewrite /dphi; case: eqP => [a0|/eqP a0]; last first.
  have [C G] := expands_scale (if 0 <= a then 1 else s) F; exists C.
  by apply: near_imp (near_and (@soon_le _) G (expands_sign F a0)) => t [] H; rewrite {1}/phi => ->.
move: F; rewrite {a}a0 phi0 => -[C F]; exists ((1 + `|s|) * C).
apply: near_imp (near_and (@soon_le _) F (@soon_pos R)) => t [[h fE hC] t0].
have fE' : f t = t * (b + t * h) by rewrite fE; ring.
exists ((phi (b + t * h) - phi b) / t).
  rewrite fE' phi_pos // expr2 -mulrA [t * (_ / t)]mulrC divfK ?gt_eqF //; ring.
rewrite normrM normfV (gtr0_norm t0) ler_pdivr_mulr //; apply: le_trans (phi_lipschitz _ _) _.
have -> : b + t * h - b = t * h by ring.
rewrite normrM (gtr0_norm t0) -mulrA ler_wpmul2l ?addr_ge0 ?ler01 //.
by rewrite mulrC ler_wpmul2r // ltW.
Qed.
End Activation.

(* --- the loss of a network of Model.v; layer l+1 is the last one --- *)

Section Surface.
Variables (R : realFieldType) (N : nat) (d : nat -> nat) (l : nat).
Variables (s : R) (E : forall k, 'M[R]_(d k, N)) (X : 'M[R]_(d 0, N)) (y : 'M[R]_(d l.+1, N)).
Variables (huber : option R) (bias : bool).

Definition weights := forall k, 'M[R]_(d k.+1, d k).
Definition shifts := forall k, 'cV[R]_(d k.+1).
Implicit Types (W D : weights) (c b : shifts).

Definition out W c : 'M[R]_(d l.+1, N) := network_output W c s E X l.
(* the mean over the samples *)
Definition loss W c : R := N%:R^-1 * \sum_n \sum_k ell huber (out W c k n - y k n).

(* Without biases, they are zero. *)
Definition allowed c : Prop := bias \/ forall k, c k = 0.

(* each weight and bias within e *)
Definition close W c (e : R) W' c' : Prop := forall k, (k <= l)%N ->
  (forall i j, `|W' k i j - W k i j| < e) /\ (forall i, `|c' k i 0 - c k i 0| < e).

Definition global_minimum W c : Prop := forall W' c', allowed c' -> loss W c <= loss W' c'.
Definition local_minimum W c : Prop := exists e, 0 < e /\
  forall W' c', allowed c' -> close W c e W' c' -> loss W c <= loss W' c'.

(* w + t D, and the loss there *)
Definition ahead_W W D (t : R) : weights := fun k => W k + t *: D k.
Definition ahead_c c b (t : R) : shifts := fun k => c k + t *: b k.
Definition loss_along W c D b (t : R) : R := loss (ahead_W W D t) (ahead_c c b t).

Lemma loss_ahead_0 W D c b : loss (ahead_W W D 0) (ahead_c c b 0) = loss W c.
Proof.
have same m : V_at (ahead_W W D 0) (ahead_c c b 0) s E X m = V_at W c s E X m.
  by elim: m => //= m ->; rewrite /ahead_W /ahead_c !scale0r !addr0.
rewrite /loss; congr (_ * _); apply: eq_bigr => n _; apply: eq_bigr => k _.
by rewrite /out /network_output same /ahead_W /ahead_c !scale0r !addr0.
Qed.

(* a negative one-sided derivative in some direction *)
Definition not_critical W c : Prop := exists D b g,
  [/\ allowed b, g < 0 & one_sided (loss_along W c D b) g].
(* no negative one-sided derivative, and smaller losses arbitrarily near *)
Definition saddle W c : Prop :=
  (forall D b, allowed b -> exists2 g, 0 <= g & one_sided (loss_along W c D b) g) /\
  forall e, 0 < e -> exists W' c', [/\ allowed c', close W c e W' c' & loss W' c' < loss W c].
(* other weights have a smaller loss *)
Definition spurious_at W c : Prop := exists W' c', allowed c' /\ loss W' c' < loss W c.

(* --- *)
Hypothesis pr : proper huber.

Lemma loss_ge0 W c : 0 <= loss W c.
Proof.
by rewrite mulr_ge0 ?invr_ge0 ?ler0n // !sumr_ge0 // => n _; rewrite sumr_ge0 // => k _; exact: ell_ge0.
Qed.

Definition residual W c k n : R := clip huber (out W c k n - y k n).

Lemma loss_convex W c W' c' : 0 <= \sum_n \sum_k residual W c k n * (out W' c' k n - out W c k n) ->
  loss W c <= loss W' c'.
Proof.
move=> S0; rewrite ler_wpmul2l ?invr_ge0 ?ler0n // -subr_ge0; apply: le_trans S0 _.
rewrite -sumrB ler_sum // => n _; rewrite -sumrB ler_sum // => k _.
rewrite ler_subr_addl; have -> : out W' c' k n - out W c k n = (out W' c' k n - y k n) - (out W c k n - y k n) by ring.
exact: ell_convex.
Qed.

Lemma descent_saddle W c D b : allowed c -> allowed b -> near (@soon R) (fun t => loss_along W c D b t < loss W c) ->
  forall e, 0 < e -> exists W' c', [/\ allowed c', close W c e W' c' & loss W' c' < loss W c].
Proof.
move=> ac ab [e1 [e10 H]] e e0.
pose B := \sum_(k < l.+1) (\sum_i \sum_j `|D k i j| + \sum_i `|b k i 0|).
have B0 : 0 <= B.
  by apply: sumr_ge0 => k _; rewrite addr_ge0 ?sumr_ge0 // => i _; rewrite sumr_ge0.
have B1 : 0 < B + 1 by rewrite ltr_paddl.
pose t := Num.min e1 (e / (B + 1)) / 2%:R.
have m0 : 0 < Num.min e1 (e / (B + 1)) by rewrite lt_minr e10 divr_gt0.
have t0 : 0 < t by rewrite divr_gt0 ?ltr0n.
have tm : t < Num.min e1 (e / (B + 1)) by rewrite /t ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
have te1 : t < e1 by apply: lt_le_trans tm _; rewrite le_minl lexx.
have te : t * (B + 1) < e by rewrite -ltr_pdivl_mulr //; apply: lt_le_trans tm _; rewrite le_minl lexx orbT.
exists (ahead_W W D t), (ahead_c c b t); split; last by apply: H; rewrite /soon t0.
  case: ac => [?|c0]; first by left.
  by case: ab => [?|b0]; [left|right=> k; rewrite /ahead_c c0 b0 scaler0 addr0].
have small x : `|x| <= B -> `|t * x| < e.
  move=> xB; rewrite normrM (gtr0_norm t0); apply: le_lt_trans te; rewrite ler_pmul2l //.
  by apply: le_trans xB _; rewrite ler_addl.
move=> k kl; have kB : \sum_i \sum_j `|D k i j| + \sum_i `|b k i 0| <= B.
  rewrite /B (bigD1 (Ordinal (kl : (k < l.+1)%N))) //= ler_addl sumr_ge0 // => m _.
  by rewrite addr_ge0 ?sumr_ge0 // => i _; rewrite sumr_ge0.
split=> [i j|i]; rewrite !mxE addrC addKr; apply: small; apply: le_trans kB.
  rewrite (bigD1 i) //= (bigD1 j) //= -!addrA ler_addl !addr_ge0 ?sumr_ge0 // => m _; by rewrite sumr_ge0.
rewrite addrC (bigD1 i) //= -addrA ler_addl addr_ge0 ?sumr_ge0 // => m _; by rewrite sumr_ge0.
Qed.

(* --- first order --- *)

Definition at_sum W c k : 'M[R]_(d k.+1, N) := W k *m V_at W c s E X k + c k *m const_mx 1.
Lemma V_atS W c k i n : V_at W c s E X k.+1 i n = E k.+1 i n * phi s (at_sum W c k i n).
Proof. by rewrite /phi mulrA /at_sum /= [LHS]mxE [activations _ _ _ _ _]mxE [map_mx _ _ i n]mxE. Qed.
Lemma at_sumE W c k i n : at_sum W c k i n = \sum_j W k i j * V_at W c s E X k j n + c k i 0.
Proof. by rewrite mxE [X in X + _]mxE [X in _ + X]mxE big_ord1 mxE mulr1. Qed.
Lemma outE W c : out W c = at_sum W c l. Proof. by []. Qed.

Section Direction.
Variables (W D : weights) (c b : shifts).
(* the changes of outputs and preactivations, per t *)
Fixpoint dV k : 'M[R]_(d k, N) :=
  match k with
  | 0 => 0
  | m.+1 => \matrix_(i, n) (E m.+1 i n * dphi s (at_sum W c m i n)
      (\sum_j (D m i j * V_at W c s E X m j n + W m i j * dV m j n) + b m i 0))
  end.
Definition dU k : 'M[R]_(d k.+1, N) :=
  \matrix_(i, n) (\sum_j (D k i j * V_at W c s E X k j n + W k i j * dV k j n) + b k i 0).
Lemma dVS k i n : dV k.+1 i n = E k.+1 i n * dphi s (at_sum W c k i n) (dU k i n).
Proof. by rewrite /= !mxE. Qed.

Lemma expands_affine (a a' : R) : expands (fun t => a + t * a') a a'.
Proof.
by have := expands_add (expands_const a) (expands_linear a'); rewrite addr0 add0r.
Qed.

Lemma V_expands k :
  (forall i n, expands (fun t => V_at (ahead_W W D t) (ahead_c c b t) s E X k i n) (V_at W c s E X k i n) (dV k i n)) /\
  forall i n, expands (fun t => at_sum (ahead_W W D t) (ahead_c c b t) k i n) (at_sum W c k i n) (dU k i n).
Proof.
have step m : (forall i n, expands (fun t => V_at (ahead_W W D t) (ahead_c c b t) s E X m i n) (V_at W c s E X m i n) (dV m i n)) ->
  forall i n, expands (fun t => at_sum (ahead_W W D t) (ahead_c c b t) m i n) (at_sum W c m i n) (dU m i n).
  move=> IH i n; rewrite at_sumE /dU mxE.
  apply: (@expands_eq _ (fun t => \sum_j (W m i j + t * D m i j) * V_at (ahead_W W D t) (ahead_c c b t) s E X m j n
            + (c m i 0 + t * b m i 0))) => [t|].
    rewrite at_sumE; congr (_ + _); last by rewrite !mxE.
    by apply: eq_bigr => j _; rewrite !mxE.
  apply: expands_add (expands_affine _ _); apply: expands_sum => j; rewrite addrC.
  exact: expands_mul (expands_affine _ _) (IH j n).
have base i n : expands (fun t => V_at (ahead_W W D t) (ahead_c c b t) s E X 0 i n) (V_at W c s E X 0 i n) (dV 0 i n).
  by rewrite /= !mxE; exact: expands_const.
elim: k => [|k [IHV IHU]]; first by split=> //; exact: step.
have H i n : expands (fun t => V_at (ahead_W W D t) (ahead_c c b t) s E X k.+1 i n) (V_at W c s E X k.+1 i n) (dV k.+1 i n).
  rewrite V_atS dVS.
  by apply: expands_eq (expands_scale (E k.+1 i n) (phi_expands s (IHU i n))) => t; rewrite V_atS.
by split=> //; exact: step.
Qed.

Theorem loss_one_sided :
  one_sided (loss_along W c D b) (N%:R^-1 * \sum_n \sum_k residual W c k n * dU l k n).
Proof.
apply: expands_one_sided.
have -> : loss_along W c D b 0 = loss W c := loss_ahead_0 W D c b.
apply: expands_scale; apply: expands_sum => n; apply: expands_sum => k.
apply: (ell_expands pr); apply: (@expands_eq _ (fun t => at_sum (ahead_W W D t) (ahead_c c b t) l k n + - y k n)) => //.
rewrite outE; have := expands_add ((V_expands l).2 k n) (expands_const (- y k n)); by rewrite addr0.
Qed.
End Direction.

(* --- continuity --- *)
Section Continuity.
Variables (W : weights) (c : shifts).
Definition within (e : R) (w : weights * shifts) := close W c e w.1 w.2 /\ allowed w.2.
Lemma within_le e e' w : e <= e' -> within e w -> within e' w.
Proof.
move=> le [cl al]; split=> // k /cl[HW Hc].
by split=> [i j|i]; [apply: lt_le_trans (HW i j) le|apply: lt_le_trans (Hc i) le].
Qed.
Let tends := tends within.

Lemma W_tends k i j : (k <= l)%N -> tends (fun w => w.1 k i j) (W k i j).
Proof. by move=> kl eta eta0; exists eta; split=> // w [/(_ k kl)[H _] _]; exact: H. Qed.
Lemma c_tends k i : (k <= l)%N -> tends (fun w => w.2 k i 0) (c k i 0).
Proof. by move=> kl eta eta0; exists eta; split=> // w [/(_ k kl)[_ H] _]; exact: H. Qed.

Lemma tends_eq (f g : weights * shifts -> R) a : (forall w, f w = g w) -> tends f a -> tends g a.
Proof. by move=> fg F eta eta0; apply: near_imp (F eta eta0) => w; rewrite fg. Qed.

Lemma at_sum_tends k : (k <= l)%N -> forall i n, tends (fun w => at_sum w.1 w.2 k i n) (at_sum W c k i n).
Proof.
have step m : (m <= l)%N -> (forall j n, tends (fun w => V_at w.1 w.2 s E X m j n) (V_at W c s E X m j n)) ->
    forall i n, tends (fun w => at_sum w.1 w.2 m i n) (at_sum W c m i n).
  move=> ml H i n; rewrite at_sumE; apply: (@tends_eq (fun w => \sum_j w.1 m i j * V_at w.1 w.2 s E X m j n + w.2 m i 0)).
    by move=> w; rewrite at_sumE.
  apply: (tends_add within_le) (c_tends _ ml); apply: (tends_sum within_le) => j.
  exact: (tends_mul within_le) (W_tends _ _ ml) (H j n).
elim: k => [|k IH] kl; apply: step => // j n.
  exact: tends_const.
apply: (@tends_eq (fun w => E k.+1 j n * phi s (at_sum w.1 w.2 k j n))); first by move=> w; rewrite V_atS.
rewrite V_atS; apply: (tends_mul within_le); first exact: tends_const.
apply: (@tends_lipschitz _ _ _ (phi s) (1 + `|s|)) (IH (ltnW kl) j n); last exact: phi_lipschitz.
by rewrite ltr_paddr ?ltr01.
Qed.

(* Near (W, c) preactivations that are not 0 keep their signs. *)
Definition same_signs (w : weights * shifts) := forall k, (k <= l)%N -> forall i n, at_sum W c k i n != 0 ->
  (0 <= at_sum w.1 w.2 k i n) = (0 <= at_sum W c k i n) /\ at_sum w.1 w.2 k i n != 0.
Lemma near_same_signs : near within same_signs.
Proof.
pose P (k : 'I_l.+1) (w : weights * shifts) := forall (p : 'I_(d k.+1) * 'I_N), at_sum W c k p.1 p.2 != 0 ->
  (0 <= at_sum w.1 w.2 k p.1 p.2) = (0 <= at_sum W c k p.1 p.2) /\ at_sum w.1 w.2 k p.1 p.2 != 0.
have : near within (fun w => forall k, P k w).
  apply: (near_all within_le) => k; apply: (near_all within_le) => -[i n] /=.
  have [z|nz] := eqVneq (at_sum W c k i n) 0; first by apply: near_always.
  have := tends_sign (at_sum_tends (ltn_ord k : (k <= l)%N) i n) nz; exact: near_imp.
by apply: near_imp => w H k kl i n; exact: (H (Ordinal (kl : (k < l.+1)%N)) (i, n)).
Qed.

Lemma near_local_minimum : near within (fun w => loss W c <= loss w.1 w.2) -> local_minimum W c.
Proof. by move=> [e [e0 H]]; exists e; split=> // W' c' al cl; exact: (H (W', c')). Qed.
End Continuity.
End Surface.
