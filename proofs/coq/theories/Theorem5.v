(* Lemma 3, Theorems 4 and 5 and Corollary 6 of the paper, for almost every input, noise and weight of the lower
   layers, in polynomial form. L = m + 2; the network has no biases. *)
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Model Linear Generic Witness Minimum.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- the network of Model.v does not look at layers above, and commutes with ring morphisms --- *)

Section Morphism.
Variables (R S : comRingType) (f : {rmorphism R -> S}) (N : nat) (d : nat -> nat).

Lemma map_entrywise m n (A B : 'M[R]_(m, n)) : map_mx f (entrywise A B) = entrywise (map_mx f A) (map_mx f B).
Proof. by apply/matrixP=> i j; rewrite !mxE rmorphM. Qed.

Lemma map_V (W : forall l, 'M[R]_(d l.+1, d l)) (c : forall l, 'cV[R]_(d l.+1)) (A : forall l, 'M[R]_(d l, N)) X l :
  map_mx f (V W c A X l) =
  V (fun l => map_mx f (W l)) (fun l => map_mx f (c l)) (fun l => map_mx f (A l)) (map_mx f X) l.
Proof. by elim: l => //= l IH; rewrite map_entrywise map_mxD !map_mxM IH map_const_mx rmorph1. Qed.
End Morphism.

Section Below.
Variables (R : comRingType) (N : nat) (d : nat -> nat).
Implicit Types (W : forall l, 'M[R]_(d l.+1, d l)) (c : forall l, 'cV[R]_(d l.+1)) (A : forall l, 'M[R]_(d l, N)).

Lemma V_below W W' c c' A A' X X' m : (forall l, (l < m)%N -> W l = W' l) -> (forall l, (l < m)%N -> c l = c' l) ->
  (forall l, (l < m)%N -> A l.+1 = A' l.+1) -> X = X' -> V W c A X m = V W' c' A' X' m.
Proof.
move=> WE cE AE <-; elim: {-2}m (leqnn m) => //= l IH lm.
by rewrite (WE l lm) (cE l lm) (AE l lm) (IH (ltnW lm)).
Qed.
End Below.

Section BelowAt.
Variables (F : realDomainType) (N : nat) (d : nat -> nat).
Variables (c : forall l, 'cV[F]_(d l.+1)) (s : F) (E : forall l, 'M[F]_(d l, N)) (X : 'M[F]_(d 0, N)).
Lemma V_at_below (W W' : forall l, 'M[F]_(d l.+1, d l)) m : (forall l, (l < m)%N -> W l = W' l) ->
  V_at W c s E X m = V_at W' c s E X m.
Proof. by move=> WE; elim: {-2}m (leqnn m) => //= l IH lm; rewrite (WE l lm) (IH (ltnW lm)). Qed.
End BelowAt.

(* A family with the one for k replaced *)
Definition replaced (T_ : nat -> Type) (f : forall l, T_ l) k (x : T_ k) (l : nat) : T_ l :=
  match @eqP _ k l with ReflectT e => ecast i (T_ i) e x | ReflectF _ => f l end.

Lemma replaced_same (T_ : nat -> Type) (f : forall l, T_ l) k (x : T_ k) : replaced f x k = x.
Proof. by rewrite /replaced; case: {-}_ / eqP => // e; rewrite (eq_axiomK e). Qed.
Lemma replaced_other (T_ : nat -> Type) (f : forall l, T_ l) k (x : T_ k) l : l != k -> replaced f x l = f l.
Proof. by rewrite /replaced; case: {-}_ / eqP => // e; rewrite eq_sym; case/eqP. Qed.

(* --- points: inputs, noise of the layers 1 .. L-1, weights of the layers 1 .. L-2 --- *)

(* A family for k layers, as one for all: x0 above *)
Definition layer_of (R : Type) (x0 : R) k (T_ : nat -> finType) (z : {l : 'I_k & T_ l} -> R) (l : nat) (t : T_ l) : R :=
  match @idP (l < k)%N with
  | ReflectT lt => z (existT (fun l : 'I_k => T_ l) (Ordinal lt) t)
  | ReflectF _ => x0
  end.
Arguments layer_of {R} x0 {k T_} z l t.

Lemma layer_of_map (R S : Type) (f : R -> S) (x0 : R) k (T_ : nat -> finType) (z : {l : 'I_k & T_ l} -> R) l t :
  f (layer_of x0 z l t) = layer_of (f x0) (fun t => f (z t)) l t.
Proof. by rewrite /layer_of; case: {-}_ / idP. Qed.

Lemma layer_of_tagged (R : Type) (x0 : R) k (T_ : nat -> finType) (g : forall l, T_ l -> R) l t : (l < k)%N ->
  layer_of x0 (fun u : {l : 'I_k & T_ l} => g (tag u) (tagged u)) l t = g l t.
Proof. by rewrite /layer_of; case: {-}_ / idP. Qed.

Section Points.
Variables (m N : nat) (d : nat -> nat).
Definition cell_index l : finType := [finType of ('I_(d l.+1) * 'I_N)%type].
Definition weight_index l : finType := [finType of ('I_(d l.+1) * 'I_(d l))%type].
Definition data_index : finType :=
  [finType of (('I_(d 0) * 'I_N) + {l : 'I_m.+1 & cell_index l})%type].
Definition lower_index : finType := [finType of {l : 'I_m & weight_index l}].
Definition index : finType := [finType of (data_index + lower_index)%type].

Definition input_at (R : ringType) (z : data_index -> R) : 'M[R]_(d 0, N) := \matrix_(i, n) z (inl (i, n)).
Definition noise_at (R : ringType) (z : data_index -> R) (l : nat) : 'M[R]_(d l, N) :=
  if l is l'.+1 then \matrix_(i, n) layer_of 1 (fun t => z (inr t)) l' ((i, n) : cell_index l') else const_mx 1.
Definition lower_at (R : ringType) (z : lower_index -> R) (l : nat) : 'M[R]_(d l.+1, d l) :=
  \matrix_(i, j) layer_of 0 z l ((i, j) : weight_index l).

(* slopes of a pattern of the layers 1 .. L-1 *)
Definition all_patterns := {ffun {l : 'I_m.+1 & cell_index l} -> bool}.
Definition signs_at (p : all_patterns) (l : nat) : 'M[bool]_(d l, N) :=
  if l is l'.+1 then \matrix_(i, n) layer_of true p l' ((i, n) : cell_index l') else const_mx true.

Notation no_bias R := (fun l => 0 : 'cV[R]_(d l.+1)).
Definition G_of (R : comRingType) (s : R) (p : all_patterns) (z : data_index -> R) (u : lower_index -> R) :=
  G_absorbed (lower_at u) (no_bias R) (fun l => activations s (noise_at z l) (signs_at p l)) (input_at z) m.

Section Map.
Variables (R S : comRingType) (f : {rmorphism R -> S}).
Lemma map_input z : map_mx f (input_at z) = input_at (fun t => f (z t)).
Proof. by apply/matrixP=> i n; rewrite !mxE. Qed.
Lemma map_noise z l : map_mx f (noise_at z l) = noise_at (fun t => f (z t)) l.
Proof.
by case: l => [|l]; apply/matrixP=> i n; rewrite !mxE ?rmorph1 // (layer_of_map f) rmorph1.
Qed.
Lemma map_lower u l : map_mx f (lower_at u l) = lower_at (fun t => f (u t)) l.
Proof. by apply/matrixP=> i n; rewrite !mxE (layer_of_map f) rmorph0. Qed.

Lemma map_G_of s p z u : map_mx f (G_of s p z u) = G_of (f s) p (fun t => f (z t)) (fun t => f (u t)).
Proof.
rewrite /G_of /G_absorbed map_khatri_rao map_V map_activations map_noise map_input; congr khatri_rao.
by apply: V_below => // l _; rewrite ?map_lower ?map_mx0 // map_activations map_noise.
Qed.
End Map.

(* the witness as a point *)
Definition witness_data (t : data_index) : rat :=
  match t with
  | inl (i, n) => witness_noise [fieldType of rat] m N d 0 i n
  | inr u => witness_noise [fieldType of rat] m N d (tag u).+1 (tagged u).1 (tagged u).2
  end.
Definition witness_lower (t : lower_index) : rat := ((tagged t).2 == 0 :> nat)%N%:R.

Hypothesis fits : (N <= d m.+1 * d m)%N.
Hypothesis units : forall l, (l < m)%N -> (0 < d l)%N.

Lemma witness_point s p : s != 0 -> full_column_rank (G_of s p witness_data witness_lower).
Proof.
move=> s0; have := @witness_every_pattern _ m N d fits units s (signs_at p) s0.
rewrite /G_of /G_absorbed; set M := khatri_rao _ _; set M' := khatri_rao _ _; suff -> : M = M' by [].
have nE l : (l <= m)%N -> noise_at witness_data l.+1 = witness_noise [fieldType of rat] m N d l.+1.
  move=> lm; apply/matrixP=> i n; rewrite [LHS]mxE.
  exact: (@layer_of_tagged _ 1 m.+1 cell_index (fun l (t : cell_index l) => witness_noise [fieldType of rat] m N d l.+1 t.1 t.2) l (i, n) lm).
rewrite /M /M' (nE m (leqnn m)); apply: f_equal.
apply: V_below => // [l lm|l lm|]; last by apply/matrixP=> i n; rewrite [RHS]mxE.
  apply/matrixP=> i j; rewrite [LHS]mxE [RHS]mxE; apply: esym.
  exact: (@layer_of_tagged _ 0 m weight_index (fun l (t : weight_index l) => (t.2 == 0 :> nat)%N%:R) l (i, j) lm).
by rewrite nE // ltnW.
Qed.

(* The pattern of all layers at a point *)
Section AtPoint.
Variables (R : realFieldType) (s : rat) (z : index -> R).
Let data t := z (inl t).
Let lower t := z (inr t).
Definition lower_outputs := V_at (lower_at lower) (no_bias R) (ratr s) (noise_at data) (input_at data) m.

Lemma pattern_below (sg : 'M[bool]_(d m.+1, N)) : exists p : all_patterns,
  gradient (ratr s) (noise_at data m.+1) lower_outputs sg = G_of (ratr s) p data lower.
Proof.
pose below l : 'M[bool]_(d l.+1, N) := map_mx (fun x => 0 <= x) (lower_at lower l *m
  V_at (lower_at lower) (no_bias R) (ratr s) (noise_at data) (input_at data) l + (0 : 'cV[R]_(d l.+1)) *m const_mx 1).
pose sign := @replaced (fun l => 'M[bool]_(d l.+1, N)) below m sg.
pose p : all_patterns := [ffun t : {l : 'I_m.+1 & cell_index l} => sign (tag t) (tagged t).1 (tagged t).2].
have pE l : (l <= m)%N -> signs_at p l.+1 = sign l.
  move=> lm; apply/matrixP=> i n; rewrite mxE -[RHS](@layer_of_tagged _ true m.+1 cell_index (fun l (t : cell_index l) => sign l t.1 t.2) l (i, n)) //.
  by rewrite /layer_of; case: {-}_ / idP => // lt; rewrite ffunE.
exists p; rewrite /gradient /G_of /G_absorbed (pE m (leqnn m)) /sign replaced_same; apply: f_equal.
rewrite /lower_outputs V_at_slopes; apply: V_below => // l lm; rewrite pE ?(ltnW lm) //.
by rewrite /= /sign replaced_other ?ltn_eqF.
Qed.
End AtPoint.

(* Full column rank at one rational point, for every pattern of all layers, and so at almost every point *)
Theorem rank_from_point (s : rat) (z0 : index -> rat) :
  (forall p, full_column_rank (G_of s p (fun t => z0 (inl t)) (fun t => z0 (inr t)))) ->
  @almost_every_at index z0 (fun R z => every_pattern (ratr s) (noise_at (fun t => z (inl t)) m.+1) (lower_outputs s z)).
Proof.
move=> H0; pose M p := G_of s%:MP p (fun t => @coordinate index (inl t)) (fun t => @coordinate index (inr t)).
have ME (R : numFieldType) (z : index -> R) p :
    map_mx (at_point z) (M p) = G_of (ratr s) p (fun t => z (inl t)) (fun t => z (inr t)).
  rewrite /M map_G_of /= at_point_constant /G_of /G_absorbed.
  have -> : input_at (fun t => at_point z (coordinate (inl t : index))) = input_at (fun t => z (inl t)).
    by apply/matrixP=> i n; rewrite !mxE at_point_coordinate.
  have nE l : noise_at (fun t => at_point z (coordinate (inl t : index))) l = noise_at (fun t => z (inl t)) l.
    case: l => // l; apply/matrixP=> i n; rewrite !mxE /layer_of; case: {-}_ / idP => // lt.
    exact: at_point_coordinate.
  rewrite nE; congr khatri_rao; apply: V_below => // l lm; last by rewrite nE.
  by apply/matrixP=> i j; rewrite !mxE /layer_of; case: {-}_ / idP => // lt; exact: at_point_coordinate.
have H p : full_column_rank (map_mx (at_point z0) (M p)).
  by rewrite ME (_ : ratr s = s) ?H0 //; exact: esym (fmorph_eq_rat [rmorphism of (@idfun rat)] _).
apply: almost_every_at_weaken (fact7_at (fun p => lemma8 (H p))) => R z Hz sg.
by have [p ->] := pattern_below s z sg; have := Hz p; rewrite ME.
Qed.

Definition witness (t : index) : rat := match t with inl t => witness_data t | inr t => witness_lower t end.

(* Lemma 3 is m = 0: simultaneously for every pattern of layer L-1, whatever the signs below are *)
Theorem theorem5_rank (s : rat) : s != 0 ->
  @almost_every_at index witness (fun R z => every_pattern (ratr s) (noise_at (fun t => z (inl t)) m.+1) (lower_outputs s z)).
Proof. by move=> s0; apply: rank_from_point => p; exact: witness_point. Qed.
End Points.
