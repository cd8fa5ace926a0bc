(* What is claimed of several outputs above several layers with generic noise (format.md 4.1), and that one point for each
   pattern proves it (soundness.md 0, Fact B; 44). The layers above the determined ones are counted from 1 to m + 1. *)
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Model Linear Generic Witness Theorem5 GenericLayers SoundLayers HeldOutputs
  Trained HeldLayers.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Outputs.
Variables (m N : nat) (d : nat -> nat) (bias : bool) (k : nat) (trained : bool).

(* --- at one point: weights W and biases c below layer m + 1, noise E, output weights Wo --- *)

(* G of several outputs (HeldOutputs.v): its inputs are the outputs of layer m, a row of ones below if there are biases *)
Definition G_held (R : comRingType) (W : forall l, 'M[R]_(d l.+1, d l)) (c : forall l, 'cV[R]_(d l.+1)) (Wo : 'M[R]_(k, d m.+1)) s
    (E : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)) (sg : forall l, 'M[bool]_(d l, N)) :=
  gradient_held Wo s (E m.+1) (with_bias bias (V W c (fun l => activations s (E l) (sg l)) X m)) (sg m.+1).

Definition held_layers_at (R : realFieldType) W c Wo (s : R) E X holds : Prop :=
  if holds then forall p : all_patterns m N d, held_rank trained (G_held W c Wo s E X (signs_at p))
  else exists p : all_patterns m N d, ~~ held_rank trained (G_held W c Wo s E X (signs_at p)).

Lemma map_G_held (R S : comRingType) (f : {rmorphism R -> S}) W c Wo s E X sg :
  map_mx f (G_held W c Wo s E X sg) =
  G_held (fun l => map_mx f (W l)) (fun l => map_mx f (c l)) (map_mx f Wo) (f s) (fun l => map_mx f (E l)) (map_mx f X) sg.
Proof.
have VE : V (fun l => map_mx f (W l)) (fun l => map_mx f (c l)) (fun l => map_mx f (activations s (E l) (sg l))) (map_mx f X) m =
    V (fun l => map_mx f (W l)) (fun l => map_mx f (c l)) (fun l => activations (f s) (map_mx f (E l)) (sg l)) (map_mx f X) m.
  by apply: V_below => // l _; exact: map_activations.
by rewrite /G_held map_gradient_held map_with_bias map_V VE.
Qed.

Lemma G_held_below (R : comRingType) (W W' : forall l, 'M[R]_(d l.+1, d l)) c c' Wo Wo' s s' (E E' : forall l, 'M[R]_(d l, N)) X X' sg :
  (forall l, (l < m)%N -> W l = W' l) -> (forall l, (l < m)%N -> c l = c' l) -> Wo = Wo' -> s = s' ->
  (forall l, (l < m.+1)%N -> E l.+1 = E' l.+1) -> X = X' -> G_held W c Wo s E X sg = G_held W' c' Wo' s' E' X' sg.
Proof.
move=> WE cE <- <- EE <-; have VE : V W c (fun l => activations s (E l) (sg l)) X m = V W' c' (fun l => activations s (E' l) (sg l)) X m.
  by apply: V_below => // l lm; rewrite EE // ltnW.
have Em : E m.+1 = E' m.+1 := EE m (ltnSn m).
by rewrite /G_held Em VE.
Qed.

(* --- for almost every value of what is generic --- *)

(* Noise, weights and biases below layer m + 1, output weights; of those that are given the values play no part. *)
Definition outputs_index : finType := [finType of (free_index m N d + 'I_k * 'I_(d m.+1))%type].

Variables (given_below given : bool).
Variables (W0 : forall l, 'M[rat]_(d l.+1, d l)) (c0 : forall l, 'cV[rat]_(d l.+1)) (Wo0 : 'M[rat]_(k, d m.+1)).

Section Values.
Variables (R : numFieldType) (z : outputs_index -> R).
Definition noise_values := noise_of (fun t : noise_index m N d => z (inl (inl t))).
Definition weight_values l : 'M[R]_(d l.+1, d l) := if given_below then map_mx ratr (W0 l) else lower_at (fun t => z (inl (inr (inl t)))) l.
Definition bias_values l : 'cV[R]_(d l.+1) := if given_below then map_mx ratr (c0 l) else biases_of bias (fun t => z (inl (inr (inr t)))) l.
Definition output_values : 'M[R]_(k, d m.+1) := if given then map_mx ratr Wo0 else \matrix_(o, i) z (inr (o, i)).
End Values.

Definition held_layers_claim holds (s : rat) (X : 'M[rat]_(d 0, N)) : Prop :=
  @almost_every outputs_index (fun R z => @held_layers_at R (weight_values z) (bias_values z) (output_values z) (ratr s) (noise_values z) (map_mx ratr X) holds).

(* One point for each pattern *)
Theorem one_point_each s (X : 'M[rat]_(d 0, N)) :
  (forall sg : forall l, 'M[bool]_(d l, N), exists (W : forall l, 'M[rat]_(d l.+1, d l)) (c : forall l, 'cV[rat]_(d l.+1)) (Wo : 'M[rat]_(k, d m.+1))
     (E : forall l, 'M[rat]_(d l, N)), [/\ given_below -> W = W0 /\ c = c0, given -> Wo = Wo0, bias || given_below || [forall l : 'I_m, c l == 0] &
     held_rank trained (G_held W c Wo s E X sg)]) -> held_layers_claim true s X.
Proof.
move=> H; pose T := outputs_index; pose C := @mpolyC #|T| rat_Ring.
pose Wp l : 'M[polynomial T]_(d l.+1, d l) := if given_below then map_mx C (W0 l) else lower_at (fun t => @coordinate T (inl (inr (inl t)))) l.
pose cp l : 'cV[polynomial T]_(d l.+1) := if given_below then map_mx C (c0 l) else biases_of bias (fun t => @coordinate T (inl (inr (inr t)))) l.
pose Op : 'M[polynomial T]_(k, d m.+1) := if given then map_mx C Wo0 else \matrix_(o, i) @coordinate T (inr (o, i)).
pose Ep := noise_of (fun t : noise_index m N d => @coordinate T (inl (inl t))).
pose M (p : all_patterns m N d) := with_biases trained (G_held Wp cp Op s%:MP Ep (map_mx C X) (signs_at p)).
have ME (R : numFieldType) (z : T -> R) p : map_mx (at_point z) (M p) =
    with_biases trained (G_held (weight_values z) (bias_values z) (output_values z) (ratr s) (noise_values z) (map_mx ratr X) (signs_at p)).
  rewrite /M map_with_biases map_G_held /=; apply: f_equal; apply: G_held_below => [l _|l _|||l _|]; rewrite ?ratr_at ?at_point_constant //.
  - rewrite /Wp /weight_values; case: (given_below); first exact: ratr_at.
    apply/matrixP=> i j; rewrite !mxE /layer_of; case: {-}_ / idP => lt; [exact: at_point_coordinate|exact: rmorph0].
  - rewrite /cp /bias_values; case: (given_below); first exact: ratr_at.
    apply/matrixP=> i j; rewrite !mxE; case: (bias) => /=; last exact: rmorph0.
    rewrite /layer_of; case: {-}_ / idP => lt; [exact: at_point_coordinate|exact: rmorph0].
  - rewrite /Op /output_values; case: (given); first exact: ratr_at.
    by apply/matrixP=> i j; rewrite !mxE at_point_coordinate.
  exact: (@noise_of_at m N d T R z (fun t => inl (inl t))).
have : @almost_every T (fun R z => forall p, full_column_rank (map_mx (at_point z) (M p))).
  apply: fact7 => p; have [W [c [Wo [E [below out cz fr]]]]] := H (signs_at p).
  pose z0 (t : T) : rat := match t with
    | inl (inl t) => E (tag t).+1 (tagged t).1 (tagged t).2
    | inl (inr (inl t)) => W (tag t) (tagged t).1 (tagged t).2
    | inl (inr (inr t)) => c (tag t) (tagged t) 0
    | inr t => Wo t.1 t.2 end.
  apply: (@almost_every_from _ z0); apply: lemma8; rewrite ME.
  suff <- : G_held W c Wo s E X (signs_at p) =
      G_held (weight_values z0) (bias_values z0) (output_values z0) (ratr s) (noise_values z0) (map_mx ratr X) (signs_at p) by exact: fr.
  apply: G_held_below => [l lm|l lm|||l lm|]; rewrite ?ratr_rat //.
  - rewrite /weight_values; case: (given_below) below => [/(_ isT)[-> _]|_]; first by rewrite ratr_rat.
    apply/matrixP=> i j; rewrite [RHS]mxE; apply: esym.
    exact: (@layer_of_tagged _ 0 m (weight_index d) (fun l (t : weight_index d l) => W l t.1 t.2) l (i, j) lm).
  - rewrite /bias_values; case: (given_below) below cz => [/(_ isT)[_ ->]|_ cz]; first by rewrite ratr_rat.
    apply/matrixP=> i j; rewrite [RHS]mxE (ord1 j); case: (bias) cz => [_|/forallP/(_ (Ordinal lm))/eqP -> ]; last by rewrite mxE.
    apply: esym; exact: (@layer_of_tagged _ 0 m (fun l => [finType of 'I_(d l.+1)]) (fun l i => c l i 0) l i lm).
  - rewrite /output_values; case: (given) out => [/(_ isT) ->|_]; first by rewrite ratr_rat.
    by apply/matrixP=> i j; rewrite mxE.
  - exact: (fmorph_eq_rat [rmorphism of (@idfun rat)] s).
  apply/matrixP=> i n; rewrite [RHS]mxE; apply: esym.
  exact: (@layer_of_tagged _ 1 m.+1 (cell_index N d) (fun l (t : cell_index N d l) => E l.+1 t.1 t.2) l (i, n) lm).
by apply: almost_every_weaken => R z K p; rewrite /held_rank -ME; exact: K.
Qed.

(* What fails for every value and every pattern *)
Lemma never s (X : 'M[rat]_(d 0, N)) : (forall (R : realFieldType) (z : outputs_index -> R) (p : all_patterns m N d),
    ~~ held_rank trained (G_held (weight_values z) (bias_values z) (output_values z) (ratr s) (noise_values z) (map_mx ratr X) (signs_at p))) ->
  held_layers_claim false s X.
Proof. by move=> H; apply: always => R z; exists [ffun=> true]; exact: H. Qed.

Lemma no_samples_above s (X : 'M[rat]_(d 0, N)) : N = 0%N -> held_layers_claim true s X.
Proof.
move=> N0; apply: always => R z p; apply: held_rank_full.
by rewrite /full_column_rank eqn_leq rank_leq_col /=; apply: leq_trans (leq0n _); rewrite leqn0 muln_eq0 N0.
Qed.
End Outputs.

(* --- common pairs: units of layer m + 2 and samples, matched with alive units of layer m + 1 --- *)

Section Pairs.
Variables (N : nat) (d : nat -> nat) (bias : bool) (k m : nat).
Variables (W : forall l, 'M[rat]_(d l.+1, d l)) (c : forall l, 'cV[rat]_(d l.+1)) (X : 'M[rat]_(d 0, N)).
Variables (I : 'I_(d m.+2) -> 'I_N -> bool) (named : 'I_(d m.+2) -> 'I_N -> 'I_(d m.+1 + bias)).

Definition matched : Prop := (forall i n, I i n -> named_alive W c X n (named i n)) /\
  (forall i n n', I i n -> I i n' -> named i n = named i n' -> n = n').

Lemma pairs_above s sg : s != 0 -> matched -> exists E : forall l, 'M[rat]_(d l, N),
  independent_pairs (with_bias bias (V W c (fun l => activations s (E l) (sg l)) X m.+1)) I /\ E m.+2 = pair_noise _ I.
Proof.
move=> s0 [al inj]; have [E ind] := matched_pairs sg s0 al inj.
exists (@replaced (fun l => 'M[rat]_(d l, N)) E m.+2 (pair_noise _ I)); split; last exact: replaced_same.
have -> : V W c (fun l => activations s (@replaced (fun l => 'M[rat]_(d l, N)) E m.+2 (pair_noise _ I) l) (sg l)) X m.+1 =
    V W c (fun l => activations s (E l) (sg l)) X m.+1; last exact: ind.
by apply: V_below => // l lm; rewrite replaced_other // eqSS ltn_eqF.
Qed.

(* soundness.md 44: the output weights of a sample's pairs span, *)
Theorem pairs_rank (Wo : 'M[rat]_(k, d m.+2)) s sg t : s != 0 -> matched -> spanning_pairs Wo I ->
  exists E, held_rank t (@G_held m.+1 N d bias k _ W c Wo s E X sg).
Proof.
move=> s0 mt span; have [E [ind EI]] := pairs_above sg s0 mt; exists E; apply: held_rank_full.
by rewrite /G_held EI; exact: common_pairs_witness.
Qed.
End Pairs.
