(* The network of an instance with one hidden layer and one output, squares as the loss, in the terms of Minimum.v: one
   matrix of hidden weights (and biases), one row of output weights, one output bias. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Form Rules Bridge Nearby Points PointRules SoundNetwork
  SoundForms SoundGradient SoundPoint.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- the one-layer problem --- *)

Section Flat.
Variables (R : realFieldType) (d D N : nat) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) (y : 'I_N -> R) (bias : bool).
Implicit Types (U : 'M[R]_(D, d)) (v : 'I_D -> R) (b : R).

Definition flat_output U v b n : R := \sum_i v i * (E i n * phi s ((U *m X) i n)) + b.
Definition flat_error U v b : R := \sum_n (flat_output U v b n - y n) ^+ 2.

Definition flat_minimum U v b : Prop := exists eps : R, 0 < eps /\ forall U' v' b', bias || (b' == 0) ->
  (forall i j, `|U' i j - U i j| < eps) -> (forall i, `|v' i - v i| < eps) -> `|b' - b| < eps ->
  flat_error U v b <= flat_error U' v' b'.

(* w_i . x_n is not 0 wherever x_n is not *)
Definition off_kinks U : Prop := forall i n, col n X != 0 -> (U *m X) i n != 0.
End Flat.

(* --- an instance --- *)

Section Instance.
Variables (R : realFieldType) (net : instance).
Hypotheses (L2 : layers net = 2%N) (o1 : layer_size net 2 = 1%N) (squares : huber net = None).
Notation rv := (@rv R).
Let D := layer_size net 1.
Let d := column_size net.
Let N := sample_size net.
Implicit Types (W : @weights R (layer_size net)) (c : @shifts R (layer_size net)).

Definition columns_at : 'M[R]_(d, N) := \matrix_(j, n) rv (nth q0 (column net n) j).
Definition noise_at : 'M[R]_(D, N) := E_at R net 1.
Definition targets_at (n : 'I_N) : R := rv (target net n 0).
Definition output_unit : 'I_(layer_size net 2) := cast_ord (esym o1) ord0.
Lemma output_unitE k : k = output_unit.
Proof. by apply: val_inj => /=; case: k => k /=; rewrite o1; case: k. Qed.

Lemma last_hidden1 : last_hidden net = 1%N. Proof. by rewrite /last_hidden L2. Qed.

Definition hidden_of W c : 'M[R]_(D, d) := \matrix_(i, j) vector (fun k => W 0%N i k) (c 0%N i 0) j.
Definition output_of W (i : 'I_D) : R := W 1%N output_unit i.
Definition shift_of c : R := c 1%N output_unit 0.

Notation flat := (flat_error (s_at R net) noise_at columns_at targets_at).
Notation is_free c := (allowed (bias net) c).

Lemma free_zero_shift c : is_free c -> ~~ bias net -> forall k, c k = 0.
Proof. by case=> [->|]. Qed.

Lemma hidden_sum W c i n : is_free c ->
  (hidden_of W c *m columns_at) i n = \sum_j W 0%N i j * X_at R net j n + c 0%N i 0.
Proof.
move=> fc; rewrite -column_dot; last by case: fc => [?|->]; [left|right; rewrite mxE].
by rewrite /ldot mxE; apply: eq_bigr => j _; rewrite !mxE mulrC.
Qed.

Lemma network_outputE W c n : is_free c ->
  at_sum (s_at R net) (E_at R net) (X_at R net) W c 1 output_unit n =
  flat_output (s_at R net) noise_at columns_at (hidden_of W c) (output_of W) (shift_of c) n.
Proof.
move=> fc; rewrite at_sumE; congr (_ + _); apply: eq_bigr => i _; rewrite V_atS; congr (_ * (_ * phi _ _)).
by rewrite hidden_sum // at_sumE.
Qed.

Lemma loss_flat W c : is_free c ->
  @loss_over R net W c = N%:R^-1 * (flat (hidden_of W c) (output_of W) (shift_of c) / 2%:R).
Proof.
move=> fc; rewrite /loss_over /loss; congr (_ * _); rewrite /flat_error mulr_suml; apply: eq_bigr => n _.
have hE : huber_at R net = None by rewrite /huber_at squares.
rewrite hE -network_outputE // -/(targets_at n) /targets_at.
under eq_bigr => k _ do rewrite ell_squares // y_atE outE.
rewrite /last_hidden L2 /=; rewrite (bigD1 output_unit) //= big1 ?addr0; first by congr ((_ - rv (target _ _ _)) ^+ 2 / _).
by move=> k; rewrite (output_unitE k) eqxx.
Qed.

(* --- and back --- *)

Lemma inputs_le : (layer_size net 0 <= d)%N. Proof. by rewrite /d /column_size; case: ifP. Qed.

Definition weights_from (U : 'M[R]_(D, d)) (v : 'I_D -> R) : @weights R (layer_size net) := fun k =>
  match k with
  | O => \matrix_(i, j) U i (widen_ord inputs_le j)
  | S O => \matrix_(_, i) v i
  | _ => 0
  end.
Definition shifts_from (U : 'M[R]_(D, d)) (b : R) : @shifts R (layer_size net) := fun k =>
  match k with
  | O => \col_i (if insub (layer_size net 0) is Some j then U i j else 0)
  | S O => \col_i b
  | _ => 0
  end.

Lemma hidden_from U v b : hidden_of (weights_from U v) (shifts_from U b) = U.
Proof.
apply/matrixP=> i j; rewrite mxE /vector; case: insubP => [k lt kE|ge].
  by rewrite mxE; congr (U i _); apply: val_inj; rewrite /= kE.
have jE : nat_of_ord j = layer_size net 0.
  move: ge (ltn_ord j : (nat_of_ord j < column_size net)%N); rewrite /column_size; set a := nat_of_ord j; set m := layer_size net 0.
  by case: (bias net) => /negP; reckon.
by rewrite mxE -jE; case: insubP => [k _ kE|]; [congr (U i _); apply: val_inj|rewrite ltn_ord].
Qed.
Lemma output_from U v : output_of (weights_from U v) =1 v. Proof. by move=> i; rewrite /output_of mxE. Qed.
Lemma shift_from U b : shift_of (shifts_from U b) = b. Proof. by rewrite /shift_of mxE. Qed.
Lemma from_free U b : bias net || (b == 0) -> is_free (shifts_from U b).
Proof.
case: (boolP (bias net)) => [t _|nb /= /eqP ->]; first by left.
right=> -[|[|k]] //; apply/matrixP=> i j; rewrite !mxE //; case: insubP => // k lt _; exfalso.
by have : (layer_size net 0 < column_size net)%N := lt; rewrite /column_size (negPf nb) ltnn.
Qed.

Lemma flat_output_ext s' E' X' (U : 'M[R]_(D, d)) v v' b : v =1 v' ->
  flat_output s' E' X' U v b =1 flat_output s' E' X' U v' b :> ('I_N -> R).
Proof. by move=> H n; congr (_ + _); apply: eq_bigr => i _; rewrite H. Qed.

Notation net_minimum := (local_minimum (s_at R net) (E_at R net) (X_at R net) (y_at R net) (huber_at R net) (bias net)).

Lemma local_flat W c : is_free c -> net_minimum W c <->
  flat_minimum (s_at R net) noise_at columns_at targets_at (bias net) (hidden_of W c) (output_of W) (shift_of c).
Proof.
move=> fc; have scale a b : (N%:R^-1 * (a / 2%:R) <= N%:R^-1 * (b / 2%:R) :> R) = ((N == 0)%N || (a <= b)).
  case: posnP => [->|N0]; first by rewrite invr0 !mul0r lexx.
  by rewrite ler_pmul2l ?invr_gt0 ?ltr0n // ler_pmul2r ?invr_gt0 ?ltr0n // -[_ == 0]negbK -lt0n N0.
split=> -[e [e0 H]]; exists e; split=> //.
  move=> U v b bb nU nv nb; have ff := from_free U bb.
  have := H (weights_from U v) (shifts_from U b) ff.
  rewrite -[loss _ _ _ _ _ W c]/(@loss_over R net W c) -[loss _ _ _ _ _ _ _]/(@loss_over R net (weights_from U v) (shifts_from U b)).
  rewrite !loss_flat // hidden_from shift_from scale.
  have -> : flat U (output_of (weights_from U v)) b = flat U v b.
    by apply: eq_bigr => n _; rewrite (flat_output_ext _ _ _ _ _ (output_from U v)).
  case: posnP => [N0 _|_ /=].
    rewrite /flat_error; apply: ler_sum => n; exfalso; move: n; rewrite N0 => -[]; by [].
  apply; rewrite last_hidden1 => -[|[|]] // _; split=> [i j|i].
  - by have := nU i (widen_ord inputs_le j); rewrite !mxE /vector /= insubT // => lt; congr (`|_ - W _ _ _| < _); apply: val_inj.
  - rewrite mxE; case: insubP => [j lt jE|]; last first.
      rewrite -[d]/(column_size net) /column_size; case: (boolP (bias net)) => [_|nb' _]; first by rewrite ltnS leqnn.
      by rewrite (free_zero_shift fc nb') mxE subrr normr0.
    have := nU i j; rewrite mxE /vector; case: insubP => [k|_]; first by rewrite jE ltnn.
    by [].
  - by rewrite mxE (output_unitE i); exact: nv.
  by rewrite mxE (output_unitE i); exact: nb.
move=> W' c' fc' cl; rewrite -[loss _ _ _ _ _ W c]/(@loss_over R net W c) -[loss _ _ _ _ _ _ _]/(@loss_over R net W' c').
rewrite !loss_flat // scale; apply/orP; right; rewrite last_hidden1 in cl.
have [cl0 cs0] := cl 0%N isT; have [cl1 cs1] := cl 1%N isT.
apply: H => [|i j|i|].
- case: fc' => [->|] // z; by rewrite /shift_of z mxE eqxx orbT.
- by rewrite !mxE /vector; case: insubP => [k _ _|_]; [exact: cl0|exact: cs0].
- exact: cl1.
exact: cs1.
Qed.
End Instance.
