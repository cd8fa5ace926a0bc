(* The field scope with maxout units: what it claims of a network with one hidden layer of them, and that it follows from
   full column rank for every choice of pieces (soundness.md 32). *)
From Coq Require Import ZArith QArith_base.
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Arithmetic Model Linear AlmostEvery Generic Form Rules Check Bridge SoundOneLayer
  Nearby Points LabelForm Exponential LabelPoints Costs HeldOutputs Trained LayersClaims OutputsClaims SoundMaxout
  KinkMinima PieceMinima.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Minima.
Variables (R : realFieldType) (d D N r : nat) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)).

(* One output, of bias b: every local minimum of N times the loss in the weights of all pieces and of the output has the
   targets as outputs, with squares or Huber's loss; with logistic loss and one sample at least there is none. *)
Definition piece_minima : Prop :=
  (forall huber y b U w, proper huber -> piece_minimum (r := r) E X (fun n v => ell huber (v + b - y n)) U w ->
     forall n, piece_output E X U w n + b = y n) /\
  forall exp log : R -> R, exponential exp -> logarithm exp log -> forall other (y : 'I_N -> R) b U w,
    (forall n, y n = 1 \/ y n = other) -> (0 < N)%N ->
    ~ piece_minimum (r := r) E X (fun n v => label_loss_of exp log Logistic (fun _ : 'I_1 => v + b) (fun _ => y n)) U w.

Lemma piece_minima_of_rank : full_column_rank (khatri_rao E X) -> piece_minima.
Proof.
move=> full; split=> [huber y b U w pr min n|exp log law inverse other y b U w labels N0 min].
  have diff : smooth (fun (n : 'I_N) v => ell huber (v + b - y n)) (fun n v => clip huber (v + b - y n)).
    move=> k f a h F; have := @residual_smooth R N huber (fun n => y n - b) pr k f a h F.
    have moved (v : R) : v - (y k - b) = v + b - y k by rewrite opprB addrA.
    by rewrite !moved; apply: expands_eq => t; rewrite moved.
  have /(clip_eq0 pr)/eqP := piece_minimum_critical diff full min n.
  by rewrite subr_eq0 => /eqP.
pose yy : 'M[R]_(1, N) := \matrix_(c, n) y n.
have diffV := @label_differentiable R N 1 exp log Logistic yy law inverse (fun e => ltn0Sn 0).
have diff : smooth (fun (n : 'I_N) v => label_loss_of exp log Logistic (fun _ : 'I_1 => v + b) (fun _ => y n))
    (fun n v => label_slopes exp Logistic yy n (const_mx (v + b)) 0 0).
  move=> k f a h F; have := diffV k (fun t => const_mx (f t + b)) (const_mx (a + b)) (fun=> h).
  rewrite big_ord1 /label_cost /label_loss_of !big_ord1 !mxE; move=> H; apply: expands_eq (H _) => [t|c].
    by rewrite !big_ord1 !mxE.
  apply: (@expands_eq _ (fun t => f t + b)) => [t|]; first by rewrite mxE.
  by rewrite mxE; have := expands_add F (expands_const b); rewrite addr0.
have z := piece_minimum_critical diff full min (Ordinal N0).
have ok : labels_ok Logistic other (fun c : 'I_1 => yy c (Ordinal N0)) by move=> c; rewrite mxE; exact: labels.
have /eqP := label_slopes_neq0 law (const_mx (piece_output E X U w (Ordinal N0) + b)) (ltn0Sn 0) ok.
by case; apply/matrixP=> i j; rewrite (ord1 i) (ord1 j) [RHS]mxE.
Qed.

(* Several outputs of held weights V *)
Variables (k : nat) (V : 'M[R]_(k, D)) (trained : bool).
Definition held_piece_minima : Prop :=
  (forall huber y U b, proper huber -> held_piece_minimum (r := r) E X V (residual_cost huber y) trained U b ->
     forall n c, piece_outputs E X V U b n c 0 = y c n) /\
  forall exp log : R -> R, exponential exp -> logarithm exp log -> forall kind other (y : 'M[R]_(k, N)) U b,
    (forall n, labels_ok kind other (fun c => y c n)) -> (0 < N)%N -> (0 < k)%N ->
    ~ held_piece_minimum (r := r) E X V (label_cost exp log kind y) trained U b.

Lemma held_piece_minima_of_rank : held_rank trained (khatri_rao (held_slopes V E) (copied k X)) -> held_piece_minima.
Proof.
move=> full; split=> [huber y U b pr min n c|exp log law inverse kind other y U b labels N0 k0 min].
  by have := residual_slope0 pr (held_piece_critical (residual_differentiable y pr) full min n) c.
have diff : differentiable (label_cost exp log kind y) (label_slopes exp kind y) by exact: label_differentiable.
have /eqP := held_piece_critical diff full min (Ordinal N0).
by apply/negP; exact: (label_slopes_neq0 law _ k0 (labels (Ordinal N0))).
Qed.
End Minima.

(* For the given noise, or for almost every one; r + 1 pieces *)
Definition claim_of_piece_minima (generic_noise : bool) (r : nat) (P : problem) : Prop :=
  if generic_noise then exists pol : {mpoly rat[unit_count P * sample_count P]}, pol != 0 /\
    forall (R : realFieldType) (E : 'M[R]_(unit_count P, sample_count P)), value_at E pol != 0 ->
    piece_minima r E (map_mx ratr (X_of P))
  else forall R : realFieldType, piece_minima r (map_mx (ratr : rat -> R) (E_of P)) (map_mx ratr (X_of P)).

Definition claim_of_held_piece_minima (net : instance) (P : problem) (given trained : bool) (r : nat) : Prop :=
  let at_values (R : realFieldType) (z : held_index net P -> R) :=
    held_piece_minima r (held_noise z) (map_mx ratr (X_of P)) (held_weights given z) trained in
  if generic (last_noise net) || ~~ given then almost_every at_values else forall R z, at_values R z.
