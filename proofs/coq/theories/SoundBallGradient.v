(* Gradients and one-sided derivatives of the squared loss at points of the box and near them, by one parameter: a row
   of G times the residuals, divided by N (soundness.md 38). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points
  PointRules Clarke NearbyRules BallRules SoundNetwork SoundEnclosure SoundSecant SoundContraction SoundHeldNetwork
  SoundBallForward SoundBallMatrix SoundBallSecant.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Gradient.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))).
Hypothesis one0 : Z.lt Z0 one.
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Hypothesis squares : huber net = None.
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net). Notation y := (y_at R net).
Notation none := (0%N, 0%N, 0%N).
Notation pairs := (equations net).
Notation n_ := (size pairs).
Notation slopes_of := (@pattern_slopes R net).
Implicit Types (W D : weights R d) (c b : shifts R d) (sg : forall l, 'M[bool]_(d l.+1, N)).

Lemma proper_squares : proper (huber_at R net). Proof. by rewrite /huber_at squares. Qed.
Definition residuals_at W c : 'cV[R]_n_ := \col_j (output_at W c j - y (output_of j) (sample_of j)).

(* --- directions along one parameter --- *)

Variable q : place.
Hypothesis range : in_range net q.
Definition unit_W (t : R) : weights R d := fun l => \matrix_(i, j) (t * (q == (l, nat_of_ord i, nat_of_ord j))%:R).
Definition unit_c (t : R) : shifts R d := fun l => \col_i (t * (q == (l, nat_of_ord i, d l))%:R).

Lemma unit_allowed t : allowed (bias net) (unit_c t).
Proof.
case b: (bias net); first by left.
right=> l; apply/colP=> i; rewrite !mxE; case: eqP => [qE|_]; last by rewrite mulr0.
by have [_ _] := in_range_lt layersL range; rewrite qE /inputs_to b ltnn.
Qed.
Lemma unit_par t q' : in_range net q' -> par (unit_W t) (unit_c t) q' = t * (q == q')%:R.
Proof.
case: q' => [[l i] j] rg; have [lL il jl] := in_range_lt layersL rg; move: lL il jl => /= lL il jl.
rewrite /par /= insubT /value; case: insubP => [j' jd jE|]; first by rewrite mxE jE.
rewrite -leqNgt => dj; rewrite mxE; congr (t * (q == (_, _, _))%:R).
apply/eqP; rewrite eqn_leq dj; move: jl; rewrite /inputs_to -/d; case: (bias net); first by rewrite ltnS.
by move=> lt; exact: ltnW.
Qed.

Definition row_value sg W c : R := \sum_j G_entry (slopes_of sg) W W c q j * (residuals_at W c) j 0.

Lemma unit_derivative W c t : allowed (bias net) c -> signs_fit one box W c h -> exists2 sg, fits one box (slopes_of sg) h &
  one_sided (loss_along s E X y (huber_at R net) W c (unit_W t) (unit_c t)) (N%:R^-1 * (t * row_value sg W c)).
Proof.
move=> fc sf; have fb := unit_allowed t; exists (sides one box W (unit_W t) c (unit_c t)); first exact: sides_fit.
have := loss_one_sided s E X y proper_squares W (unit_W t) c (unit_c t).
have -> : \sum_n \sum_k residual s E X y (huber_at R net) W c k n * dU s E X W (unit_W t) c (unit_c t) h k n =
    t * row_value (sides one box W (unit_W t) c (unit_c t)) W c; last by [].
rewrite -(sum_pairs (fun n k => residual s E X y (huber_at R net) W c k n * dU s E X W (unit_W t) c (unit_c t) h k n)).
rewrite mulr_sumr; apply: eq_bigr => j _; rewrite (along_entries layersL (unit_W t) fc fb sf) (sum_places layersL).
rewrite [X in _ * X](_ : _ = t * G_entry (slopes_of (sides one box W (unit_W t) c (unit_c t))) W W c q j).
  rewrite mulrCA; congr (t * _); rewrite mulrC; congr (_ * _).
  by rewrite [RHS]mxE /residual /clip /huber_at squares.
pose F l i a := G_entry (slopes_of (sides one box W (unit_W t) c (unit_c t))) W W c (l, i, a) j.
have <- : F q.1.1 q.1.2 q.2 = G_entry (slopes_of (sides one box W (unit_W t) c (unit_c t))) W W c q j by rewrite /F -!surjective_pairing.
rewrite -(sum_at_place layersL F range) mulr_sumr.
apply: eq_bigr => l _; rewrite mulr_sumr; apply: eq_bigr => i _; rewrite mulr_sumr; apply: eq_bigr => a _.
rewrite unit_par; first exact: mulrCA.
rewrite /in_range !ltb_ltn layersL; apply/andP; split; [apply/andP; split|]; exact: ltn_ord.
Qed.

(* --- a local minimum --- *)

Lemma near_line W c D b eps : 0 < eps -> near (@soon R) (fun t => close h W c eps (ahead_W W D t) (ahead_c c b t)).
Proof.
move=> e0; have all (k : 'I_h.+1) : near (@soon R) (fun t =>
    (forall p : 'I_(d k.+1) * 'I_(d k), `|t * D k p.1 p.2| < eps) /\ forall i, `|t * b k i 0| < eps).
  by apply: (near_and (@soon_le R)); apply: (near_all (@soon_le R)) => p; exact: soon_small.
apply: near_imp (near_all (@soon_le R) all) => t H k kl; have [HD Hb] := H (Ordinal (kl : (k < h.+1)%N)).
by split=> [i j|i]; rewrite !mxE addrC addKr; [exact: (HD (i, j))|exact: Hb].
Qed.

Lemma minimum_side W c t : allowed (bias net) c -> signs_fit one box W c h -> (0 < N)%N ->
  local_minimum s E X y (huber_at R net) (bias net) W c -> exists2 sg, fits one box (slopes_of sg) h & 0 <= t * row_value sg W c.
Proof.
move=> fc sf N0 [eps [e0 min]]; have [sg fit der] := unit_derivative t fc sf; exists sg => //.
have N1 : 0 < N%:R^-1 :> R by rewrite invr_gt0 ltr0n.
rewrite -(pmulr_rge0 _ N1); apply: one_sided_min der _.
apply: near_imp (near_line W c (unit_W t) (unit_c t) e0) => r cl; rewrite /loss_along.
rewrite loss_ahead_0.
apply: min => //; case: fc => [?|z]; first by left.
case: (unit_allowed t) => [?|z']; first by left.
by right=> k; rewrite /ahead_c z z' scaler0 addr0.
Qed.
End Gradient.
