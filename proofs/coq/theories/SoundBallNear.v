(* At points near one of the box, which may lie outside, derivatives are matrices of the box times its residuals, up to
   any error; so are gradients, where there are any (soundness.md 38). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points
  PointRules Clarke NearbyRules BallRules SoundNetwork SoundEnclosure SoundSecant SoundContraction SoundHeldNetwork
  SoundBallForward SoundBallMatrix SoundBallSecant SoundBallGradient.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma Delta_same (R : comRingType) N (d : nat -> nat) (W : forall l, 'M[R]_(d l.+1, d l)) (A A' : forall l, 'M[R]_(d l, N)) t l :
  (forall m, (l <= m <= l + t)%N -> A m = A' m) -> Delta W A t l = Delta W A' t l.
Proof.
elim: t l => [|t IH] l H /=; first by apply: H; rewrite addn0 leqnn.
rewrite H ?leqnn ?leq_addr // (IH l.+1) // => m /andP[lm mt]; apply: H.
by rewrite ltnW // -addSnnS.
Qed.

Section Near.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))).
Hypothesis one0 : Z.lt Z0 one.
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Hypothesis squares : huber net = None.
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net). Notation y := (y_at R net).
Notation none := (0%N, 0%N, 0%N).
Notation n_ := (size (equations net)).
Notation slopes_of := (@pattern_slopes R net).
Variables (W : weights R d) (c : shifts R d).
Hypothesis fc : allowed (bias net) c.
Hypothesis sf : signs_fit one box W c h.
Notation near := (near (within h (bias net) W c)).
Notation tends := (tends (within h (bias net) W c)).
Let le := @within_le R d h (bias net) W c.
Implicit Types (sg : forall l, 'M[bool]_(d l.+1, N)).

Lemma near_signs : near (fun w => signs_fit one box w.1 w.2 h).
Proof.
apply: near_imp (@near_same_signs R N d h s E X (bias net) W c) => w same l lh n i.
have [p q] := sf lh n i; split=> [/p u0|/q u0].
  by have [] := same l (ltnW lh) i n (lt0r_neq0 u0); rewrite (ltW u0) lt0r => -> ->.
have [] := same l (ltnW lh) i n (ltr0_neq0 u0); rewrite [X in _ = X]leNgt u0 /= => /negbT + _; by rewrite -ltNge.
Qed.

Lemma outputs_tend l j (n : 'I_N) : (l <= h)%N -> tends (fun w => given_by w.1 w.2 l n j) (given_by W c l n j).
Proof.
move=> lh; rewrite /given_by; case: insubP => [j' _ _|_]; last exact: tends_const.
case: l lh j' => [|l] lh j' /=; first exact: tends_const.
apply: (@tends_eq _ _ _ _ _ _ (fun w => E l.+1 j' n * phi s (at_sum s E X w.1 w.2 l j' n))); first by move=> w; rewrite -V_atS.
rewrite -/(V_at W c s E X l.+1) V_atS; apply: (tends_mul le); first exact: tends_const.
apply: (@tends_lipschitz _ _ _ (phi s) (1 + `|s|)); [by rewrite ltr_paddr ?ltr01|exact: phi_lipschitz|].
by apply: at_sum_tends; exact: ltnW.
Qed.

Lemma Delta_tends (A : forall l, 'M[R]_(d l, N)) t l i n : (0 < l)%N -> (l + t <= h.+1)%N ->
  tends (fun w => Delta w.1 A t l i n) (Delta W A t l i n).
Proof.
elim: t l i => [|t IH] l i l0 lt; first exact: tends_const.
apply: (@tends_eq _ _ _ _ _ _ (fun w => A l i n * \sum_k (w.1 l k i * Delta w.1 A t l.+1 k n))).
  by move=> w; rewrite /= entrywiseE mxE; congr (_ * _); apply: eq_bigr => k _; rewrite mxE.
rewrite [Delta _ _ _ _]/= entrywiseE mxE; apply: (tends_mul le); first exact: tends_const.
rewrite (eq_bigr (fun k => W l k i * Delta W A t l.+1 k n)) => [|k _]; last by rewrite mxE.
apply: (tends_sum le) => k; apply: (tends_mul le); last by apply: IH => //; rewrite addSnnS.
by apply: W_tends; move: lt; rewrite addnS ltnS; apply: leq_trans; exact: leq_addr.
Qed.

Lemma residual_tends j : tends (fun w => residuals_at w.1 w.2 j 0) (residuals_at W c j 0).
Proof.
have resE W' c' : residuals_at W' c' j 0 = output_at W' c' j + - y (output_of j) (sample_of j) by exact: mxE.
apply: (@tends_eq _ _ _ _ _ _ (fun w => output_at w.1 w.2 j + - y (output_of j) (sample_of j))); first by move=> w; rewrite resE.
rewrite resE; apply: (tends_add le); last exact: tends_const.
exact: at_sum_tends.
Qed.

Section Row.
Variable q : place.
Hypothesis range : in_range net q.
Lemma row_tends sg : tends (fun w => N%:R^-1 * row_value q sg w.1 w.2) (N%:R^-1 * row_value q sg W c).
Proof.
have [lL il jl] := in_range_lt layersL range; have lh : (q.1.1 <= h)%N by [].
apply: (tends_mul le); first exact: tends_const.
apply: (tends_sum le) => j; apply: (tends_mul le); last exact: residual_tends.
apply: (tends_mul le); last exact: outputs_tend.
rewrite /wide_part; case: insubP => [i _ _|_]; last exact: tends_const.
by apply: Delta_tends => //; rewrite addnC subnK.
Qed.

Lemma row_same sg sg' (W' : weights R d) (c' : shifts R d) : (forall l, (l < h)%N -> sg l = sg' l) -> row_value q sg W' c' = row_value q sg' W' c'.
Proof.
move=> same; have [lL _ _] := in_range_lt layersL range; apply: eq_bigr => j _; congr (_ * _ * _).
rewrite /wide_part; case: insubP => [i _ _|//]; congr (fun_of_matrix _ i _); apply: Delta_same => m /andP[ml mh].
rewrite /with_output; case: eqP => // /eqP mL; case: m ml mh mL => // m ml mh mL.
rewrite /= same //; move: mh; rewrite addnC subnK // leq_eqVlt ltnS (negPf mL) /=; exact.
Qed.
End Row.

(* --- finitely many patterns matter --- *)

Definition spot := {l : 'I_h & ('I_(d l.+1) * 'I_N)%type}.
Definition spot_at (f : {ffun spot -> bool}) (l i : nat) (n : 'I_N) : bool :=
  if insub l is Some l' then
    if (insub i : option 'I_(d (nat_of_ord (l' : 'I_h)).+1)) is Some i'
    then f (Tagged (fun l : 'I_h => ('I_(d l.+1) * 'I_N)%type) (i', n)) else false
  else false.
Definition pattern_of f l : 'M[bool]_(d l.+1, N) := \matrix_(i, n) spot_at f l i n.
Lemma pattern_ofP sg : exists f, forall l, (l < h)%N -> sg l = pattern_of f l.
Proof.
exists [ffun p : spot => sg (tag p) (tagged p).1 (tagged p).2] => l lh; apply/matrixP=> i n.
rewrite mxE /spot_at insubT /= insubT => [|lt]; first exact: ltn_ord.
by rewrite ffunE; congr (sg l _ n); exact: val_inj.
Qed.

Lemma near_rows m (ms : 'I_m -> place) eta : (forall a, in_range net (ms a)) -> 0 < eta ->
  near (fun w => forall a sg, `|N%:R^-1 * row_value (ms a) sg w.1 w.2 - N%:R^-1 * row_value (ms a) sg W c| < eta).
Proof.
move=> rg e0; apply: (near_all le) => a.
have all (f : {ffun spot -> bool}) := row_tends (rg a) (pattern_of f) e0.
apply: near_imp (near_all le all) => w H sg; have [f fE] := pattern_ofP sg.
rewrite (row_same (rg a) _ _ fE) (row_same (rg a) _ _ fE); exact: H.
Qed.

(* --- a gradient, parameter by parameter --- *)

Lemma slot_lt q : in_range net q -> (q.1.2 < d q.1.1.+1)%N.
Proof. by case/(in_range_lt layersL). Qed.
Definition slot_at q (rg : in_range net q) : slot d :=
  existT (fun k => ('I_(d k.+1) * option 'I_(d k))%type) q.1.1 (Ordinal (slot_lt rg), insub q.2).
Lemma slot_at_ok q (rg : in_range net q) : slot_ok h (bias net) (slot_at rg).
Proof.
have [lL il jl] := in_range_lt layersL rg; split=> //=; case: insubP => // nj _; move: nj jl; rewrite /inputs_to -leqNgt.
by case: (bias net) => // ge lt; move: (leq_trans lt ge); rewrite ltnn.
Qed.
Lemma at_slotE (g : weights R d) (b : shifts R d) q (rg : in_range net q) : at_slot g b (slot_at rg) = par g b q.
Proof.
rewrite /par insubT => [|lt]; first exact: slot_lt.
by rewrite /at_slot /slot_at /value /=; have -> : Ordinal (slot_lt rg) = Ordinal lt by exact: val_inj.
Qed.

Lemma slots_dot (g D : weights R d) (b b' : shifts R d) : allowed (bias net) b' ->
  \sum_(k < h.+1) (\sum_i \sum_j g k i j * D k i j + \sum_i b k i 0 * b' k i 0) = \sum_(q <- places net) par g b q * par D b' q.
Proof.
move=> fb; rewrite (sum_places layersL); apply: eq_bigr => l _; rewrite -big_split; apply: eq_bigr => i _ /=.
have lowE (j : 'I_(d l)) : g l i j * D l i j = par g b (nat_of_ord l, nat_of_ord i, nat_of_ord j) * par D b' (nat_of_ord l, nat_of_ord i, nat_of_ord j).
  by rewrite /par /= !valK /value !valK.
have highE : b l i 0 * b' l i 0 = par g b (nat_of_ord l, nat_of_ord i, d l) * par D b' (nat_of_ord l, nat_of_ord i, d l).
  by rewrite /par /= !valK /value !insubN ?ltnn.
rewrite (eq_bigr _ (fun j _ => lowE j)) /inputs_to -/d; case: fb => [->|z]; first by rewrite big_ord_recr /= highE.
rewrite z mxE mulr0 addr0; case: (bias net) => //; rewrite big_ord_recr /= -highE z mxE mulr0 addr0 //.
Qed.

Lemma gradient_row W' c' g b q (rg : in_range net q) : allowed (bias net) c' -> signs_fit one box W' c' h ->
  gradient_is s E X y (huber_at R net) (bias net) W' c' g b ->
  exists2 sg, fits one box (slopes_of sg) h & at_slot g b (slot_at rg) = N%:R^-1 * row_value q sg W' c'.
Proof.
move=> fc' sf' gr; have [sg fit der] := unit_derivative layersL squares rg 1 fc' sf'; exists sg => //.
have fu := unit_allowed layersL rg (1 : R); rewrite mul1r in der.
rewrite -(one_sided_unique (gr _ _ fu) der) slots_dot // (sum_places layersL) at_slotE.
pose F l i a := par g b (l, i, a).
have <- : F q.1.1 q.1.2 q.2 = par g b q by rewrite /F -!surjective_pairing.
rewrite -(sum_at_place layersL F rg); apply: eq_bigr => l _; apply: eq_bigr => i _; apply: eq_bigr => a _.
rewrite unit_par ?mul1r //; rewrite /in_range !ltb_ltn layersL; apply/andP; split; [apply/andP; split|]; exact: ltn_ord.
Qed.
End Near.
