(* Claims about several layers with generic noise: what they say, and the soundness of matching, hall-set and
   generic-layers (soundness.md 7, 8). The layers above the determined ones are counted from 1 to m + 1. *)
From Coq Require Import ZArith QArith_base.
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Arithmetic Form Model Linear Generic Witness Theorem5 GenericLayers SoundPatterns.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Layers.
Variables (m N : nat) (d : nat -> nat) (bias : bool).

(* --- what is claimed, at one noise E and with weights W and biases c below layer m + 1 --- *)

Section At.
Variables (R : realFieldType) (W : forall l, 'M[R]_(d l.+1, d l)) (c : forall l, 'cV[R]_(d l.+1)) (s : R).
Variables (E : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)).

Definition G_of_pattern (p : all_patterns m N d) :=
  G_above bias W c (fun l => activations s (E l) (signs_at p l)) X m.

(* p is what the layers below m + 1 have at this point *)
Definition signs_below (p : all_patterns m N d) := forall l, (l < m)%N ->
  signs_at p l.+1 = map_mx (fun x => 0 <= x) (W l *m V_at W c s E X l + c l *m const_mx 1).

(* format.md 4.1: all, those of open cells, those of all points *)
Definition meant_above (which : patterns) (p : all_patterns m N d) : Prop :=
  let inputs := with_bias bias (V_at W c s E X m) in
  match which with
  | All => True
  | Realizable => signs_below p /\ open_cell_pattern inputs (signs_at p m.+1)
  | EveryW => signs_below p /\ point_pattern inputs (signs_at p m.+1)
  | AllLayers => False
  end.

Definition layers_claim (which : patterns) (holds : bool) : Prop :=
  if holds then forall p, meant_above which p -> full_column_rank (G_of_pattern p)
  else exists p, meant_above which p /\ ~~ full_column_rank (G_of_pattern p).

Lemma some_signs (sg : 'M[bool]_(d m.+1, N)) : exists p, signs_below p /\ signs_at p m.+1 = sg.
Proof.
pose below l : 'M[bool]_(d l.+1, N) := map_mx (fun x => 0 <= x) (W l *m V_at W c s E X l + c l *m const_mx 1).
pose sign := @replaced (fun l => 'M[bool]_(d l.+1, N)) below m sg.
pose p : all_patterns m N d := [ffun t : {l : 'I_m.+1 & cell_index N d l} => sign (tag t) (tagged t).1 (tagged t).2].
have pE l : (l <= m)%N -> signs_at p l.+1 = sign l.
  move=> lm; apply/matrixP=> i n; rewrite mxE -[RHS](@layer_of_tagged _ true m.+1 (cell_index N d) (fun l (t : cell_index N d l) => sign l t.1 t.2) l (i, n)) //.
  by rewrite /layer_of; case: {-}_ / idP => // lt; rewrite ffunE.
exists p; split; last by rewrite pE // /sign replaced_same.
by move=> l lm; rewrite pE ?(ltnW lm) // /sign replaced_other // ltn_eqF.
Qed.

(* If every pattern is deficient, some pattern that is meant is. *)
Lemma all_deficient which : which <> AllLayers -> (forall p, ~~ full_column_rank (G_of_pattern p)) -> layers_claim which false.
Proof.
move=> ne H; have [sg [o pt]] := some_pattern (d m.+1) (with_bias bias (V_at W c s E X m)).
have [p [below pE]] := some_signs sg; exists p; split; last exact: H.
rewrite /meant_above pE.
by case: which ne => [_|_|_|/(_ erefl) []].
Qed.
End At.

(* --- for almost every noise, and weights where none are given --- *)

Definition noise_index : finType := [finType of {l : 'I_m.+1 & cell_index N d l}].
Definition bias_index : finType := [finType of {l : 'I_m & 'I_(d l.+1)}].
Definition free_index : finType := [finType of (noise_index + (lower_index m d + bias_index))%type].

Definition noise_of (R : ringType) (z : noise_index -> R) (l : nat) : 'M[R]_(d l, N) :=
  if l is l'.+1 then \matrix_(i, n) layer_of 1 z l' ((i, n) : cell_index N d l') else const_mx 1.
(* Without biases they are 0. *)
Definition biases_of (R : ringType) (z : bias_index -> R) (l : nat) : 'cV[R]_(d l.+1) :=
  \col_i if bias then layer_of (T_ := fun l => [finType of 'I_(d l.+1)]) 0 z l i else 0.

(* Weights and biases are given *)
Definition held_claim which holds (s : rat) (W : forall l, 'M[rat]_(d l.+1, d l)) (c : forall l, 'cV[rat]_(d l.+1)) (X : 'M[rat]_(d 0, N)) :=
  @almost_every noise_index (fun R z => layers_claim (fun l => map_mx ratr (W l)) (fun l => map_mx ratr (c l))
    (ratr s) (noise_of z) (map_mx ratr X) which holds).

(* They are not *)
Definition free_claim which holds (s : rat) (X : 'M[rat]_(d 0, N)) :=
  @almost_every free_index (fun R z => layers_claim (lower_at (fun t => z (inr (inl t)))) (biases_of (fun t => z (inr (inr t))))
    (ratr s) (noise_of (fun t => z (inl t))) (map_mx ratr X) which holds).

Lemma always (T : finType) (Q : property T) : (forall R z, Q R z) -> almost_every Q.
Proof. by move=> H; exists 1; split=> [|R z _]; [exact: oner_neq0|exact: H]. Qed.

Lemma map_with_bias (R S : ringType) (f : {rmorphism R -> S}) k (V : 'M[R]_(k, N)) :
  map_mx f (with_bias bias V) = with_bias bias (map_mx f V).
Proof. by rewrite /with_bias map_col_mx map_const_mx rmorph1. Qed.

Lemma map_G_above (R S : comRingType) (f : {rmorphism R -> S}) (W : forall l, 'M[R]_(d l.+1, d l))
    (c : forall l, 'cV[R]_(d l.+1)) (A : forall l, 'M[R]_(d l, N)) X :
  map_mx f (G_above bias W c A X m) =
  G_above bias (fun l => map_mx f (W l)) (fun l => map_mx f (c l)) (fun l => map_mx f (A l)) (map_mx f X) m :> 'M_(_, N).
Proof. by rewrite /G_above map_khatri_rao map_with_bias map_V. Qed.

Lemma G_above_below (R : comRingType) (W W' : forall l, 'M[R]_(d l.+1, d l)) c c' (A A' : forall l, 'M[R]_(d l, N)) (X X' : 'M[R]_(d 0, N)) :
  (forall l, (l < m)%N -> W l = W' l) -> (forall l, (l < m)%N -> c l = c' l) ->
  (forall l, (l < m.+1)%N -> A l.+1 = A' l.+1) -> X = X' -> G_above bias W c A X m = G_above bias W' c' A' X' m.
Proof.
move=> WE cE AE XE; have VE : V W c A X m = V W' c' A' X' m by apply: V_below => // l lm; apply: AE; exact: ltnW.
by rewrite /G_above (AE m (ltnSn m)) VE.
Qed.

(* Coordinates as matrices of polynomials *)
Lemma noise_of_at (T : finType) (R : numFieldType) (z : T -> R) (h : noise_index -> T) l :
  map_mx (at_point z) (noise_of (fun t => coordinate (h t)) l) = noise_of (fun t => z (h t)) l.
Proof.
case: l => [|l]; apply/matrixP=> i n; rewrite !mxE ?rmorph1 // (layer_of_map (at_point z)) rmorph1.
by rewrite /layer_of; case: {-}_ / idP => // lt; exact: at_point_coordinate.
Qed.

Lemma ratr_at (T : finType) (R : numFieldType) (z : T -> R) a b (A : 'M[rat]_(a, b)) :
  map_mx (at_point z) (map_mx (@mpolyC #|T| rat_Ring) A) = map_mx ratr A.
Proof. by apply/matrixP=> i j; rewrite !mxE at_point_constant. Qed.

Lemma ratr_rat a b (A : 'M[rat]_(a, b)) : map_mx ratr A = A.
Proof. by apply/matrixP=> i j; rewrite mxE; exact: esym (fmorph_eq_rat [rmorphism of (@idfun rat)] _). Qed.

(* One noise for each pattern is enough: given weights *)
Lemma held_almost_every which s W c (X : 'M[rat]_(d 0, N)) :
  (forall sg : forall l, 'M[bool]_(d l, N), exists E, full_column_rank (G_above bias W c (fun l => activations s (E l) (sg l)) X m)) ->
  held_claim which true s W c X.
Proof.
move=> H; pose T := noise_index.
pose M (p : all_patterns m N d) := G_above bias (fun l => map_mx (@mpolyC #|T| rat_Ring) (W l)) (fun l => map_mx (@mpolyC #|T| rat_Ring) (c l))
  (fun l => activations s%:MP (noise_of (@coordinate T) l) (signs_at p l)) (map_mx (@mpolyC #|T| rat_Ring) X) m.
have ME (R : numFieldType) (z : T -> R) p : map_mx (at_point z) (M p) =
    G_above bias (fun l => map_mx ratr (W l)) (fun l => map_mx ratr (c l)) (fun l => activations (ratr s) (noise_of z l) (signs_at p l)) (map_mx ratr X) m.
  rewrite /M map_G_above; apply: G_above_below => [l _|l _|l _|]; rewrite ?ratr_at //.
  rewrite map_activations /= at_point_constant; congr activations; exact: (@noise_of_at T R z id).
have : @almost_every T (fun R z => forall p, full_column_rank (map_mx (at_point z) (M p))).
  apply: fact7 => p; have [E fr] := H (signs_at p).
  apply: (@almost_every_from _ (fun t : T => E (tag t).+1 (tagged t).1 (tagged t).2)); apply: lemma8.
  rewrite ME; apply: (eq_ind _ (fun G => full_column_rank G) fr); apply: G_above_below => [l _|l _|l lm|]; rewrite ?ratr_rat //.
  have -> : ratr s = s by exact: esym (fmorph_eq_rat [rmorphism of (@idfun rat)] _).
  congr activations; apply/matrixP=> i n; rewrite [RHS]mxE; apply: esym.
  exact: (@layer_of_tagged _ 1 m.+1 (cell_index N d) (fun l (t : cell_index N d l) => E l.+1 t.1 t.2) l (i, n) lm).
by apply: almost_every_weaken => R z K p _; rewrite /G_of_pattern -ME; exact: K.
Qed.

(* and one noise with one choice of weights *)
Lemma free_almost_every which s (X : 'M[rat]_(d 0, N)) :
  (forall sg : forall l, 'M[bool]_(d l, N), exists (W : forall l, 'M[rat]_(d l.+1, d l)) (c : forall l, 'cV[rat]_(d l.+1))
     (E : forall l, 'M[rat]_(d l, N)), (bias || [forall l : 'I_m, c l == 0]) /\
     full_column_rank (G_above bias W c (fun l => activations s (E l) (sg l)) X m)) ->
  free_claim which true s X.
Proof.
move=> H; pose T := free_index.
pose M (p : all_patterns m N d) := G_above bias (lower_at (fun t => @coordinate T (inr (inl t)))) (biases_of (fun t => @coordinate T (inr (inr t))))
  (fun l => activations s%:MP (noise_of (fun t => @coordinate T (inl t)) l) (signs_at p l)) (map_mx (@mpolyC #|T| rat_Ring) X) m.
have ME (R : numFieldType) (z : T -> R) p : map_mx (at_point z) (M p) =
    G_above bias (lower_at (fun t => z (inr (inl t)))) (biases_of (fun t => z (inr (inr t))))
      (fun l => activations (ratr s) (noise_of (fun t => z (inl t)) l) (signs_at p l)) (map_mx ratr X) m.
  rewrite /M map_G_above; apply: G_above_below => [l _|l _|l _|]; rewrite ?ratr_at //.
  - rewrite map_lower; apply/matrixP=> i j; rewrite !mxE /layer_of; case: {-}_ / idP => // lt; exact: at_point_coordinate.
  - apply/matrixP=> i j; rewrite !mxE; case: (bias) => /=; last exact: rmorph0.
    rewrite /layer_of; case: {-}_ / idP => lt; [exact: at_point_coordinate|exact: rmorph0].
  rewrite map_activations /= at_point_constant; congr activations; exact: (@noise_of_at T R z inl).
have : @almost_every T (fun R z => forall p, full_column_rank (map_mx (at_point z) (M p))).
  apply: fact7 => p; have [W [c [E [c0 fr]]]] := H (signs_at p).
  apply: (@almost_every_from _ (fun t : T => match t with
    | inl t => E (tag t).+1 (tagged t).1 (tagged t).2
    | inr (inl t) => W (tag t) (tagged t).1 (tagged t).2
    | inr (inr t) => c (tag t) (tagged t) 0 end)); apply: lemma8.
  rewrite ME; apply: (eq_ind _ (fun G => full_column_rank G) fr); apply: G_above_below => [l lm|l lm|l lm|]; rewrite ?ratr_rat //.
  - apply/matrixP=> i j; rewrite [RHS]mxE; apply: esym.
    exact: (@layer_of_tagged _ 0 m (weight_index d) (fun l (t : weight_index d l) => W l t.1 t.2) l (i, j) lm).
  - apply/matrixP=> i j; rewrite [RHS]mxE (ord1 j); case: (bias) c0 => [_|/forallP/(_ (Ordinal lm))/eqP -> ].
      apply: esym; exact: (@layer_of_tagged _ 0 m (fun l => [finType of 'I_(d l.+1)]) (fun l i => c l i 0) l i lm).
    by rewrite mxE.
  have -> : ratr s = s by exact: esym (fmorph_eq_rat [rmorphism of (@idfun rat)] _).
  congr activations; apply/matrixP=> i n; rewrite [RHS]mxE; apply: esym.
  exact: (@layer_of_tagged _ 1 m.+1 (cell_index N d) (fun l (t : cell_index N d l) => E l.+1 t.1 t.2) l (i, n) lm).
by apply: almost_every_weaken => R z K p _; rewrite /G_of_pattern -ME; exact: K.
Qed.
End Layers.
