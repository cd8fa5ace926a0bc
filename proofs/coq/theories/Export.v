(* What files that `dlmcert explain --coq` writes rest on: the claim of a certificate about matrices of Model.v. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Form Rules Check Bridge SoundOneLayer SoundRank Sparse SoundSparse
  LayersClaims EachClaims OutputsClaims SoundNoiseBall HeldScope Maxout PieceClaims LayersMinima NetworkClaims Claims.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* The problem of layer L-1: s_of, E_of and X_of are its slope, noise and inputs. *)
Definition layer_of (net : instance) : problem :=
  match problem_of net with Some P => P | None => Problem 0 0 q0 [::] [::] end.

(* The inputs of a data set, with a row of ones for a bias *)
Definition inputs_of (D : dataset) : rows := with_ones (data_bias D) (data_inputs D).
Definition dimension_of (D : dataset) : nat :=
  let d := Z.to_nat (columns_of (data_inputs D)) in if data_bias D then S d else d.
Definition inputs_matrix (D : dataset) := mat (dimension_of D) (size (inputs_of D)) (inputs_of D).

Definition rank_is m n (M : 'M[rat]_(m, n)) (r : Z) : Prop := Z.of_nat (\rank M) = r.

Section Claims.
Variables (net : instance) (which : patterns) (e : evidence).
Let P := layer_of net.
Hypotheses (ok : valid_rank net which e = true).

Theorem layers_claim : of_layers e = true -> claim_of_layers net which (holds e).
Proof. by move=> l; have [] := valid_layers ok l. Qed.

Theorem each_layer_claim : of_each_layer net which e = true -> claim_of_each net which (holds e).
Proof. exact: valid_each ok. Qed.

Hypothesis one : of_layers e || of_each_layer net which e = false.

Lemma layer_claim : of_network net P /\ claim_of_problem (generic (last_noise net)) which (holds e) P.
Proof.
move: ok; rewrite /P /layer_of /= /valid_rank; do 5!case/andP; move=> wf _ ol _ _; move/negbT: one; rewrite negb_or => /andP[/negPf one1 /negPf one2].
rewrite one2 orbF in ol; rewrite one1 one2 => /andP[ap]; case EP: (problem_of net) => [Q|] // rl.
by split; [exact: problem_of_network|exact: rule_sound].
Qed.

Theorem given_layer : generic (last_noise net) = false ->
  of_network net P /\ claim_given which (holds e) (s_of P) (E_of P) (X_of P).
Proof. by have := layer_claim; rewrite /claim_of_problem => H gen; rewrite gen in H. Qed.

Theorem generic_layer : generic (last_noise net) = true ->
  of_network net P /\ claim_generic which (holds e) (unit_count P) (s_of P) (X_of P).
Proof. by have := layer_claim; rewrite /claim_of_problem => H gen; rewrite gen in H. Qed.
End Claims.

(* Several outputs, and noise near the given one: the problem of layer L-1 is there. *)
Theorem held_claim net given trained e : valid_held net given trained e = true ->
  of_network net (layer_of net) /\ claim_of_outputs net (layer_of net) given trained (holds e).
Proof. by case/valid_held_meaning=> P [_ EP nP H _]; rewrite /layer_of EP. Qed.

(* Maxout units: one_of has a piece for each of them. *)
Definition one_of (net : instance) : instance := first_pieces net.
Theorem pieces_claim net r e generic_noise : pieces net = Some r -> generic (last_noise net) = generic_noise -> valid (FullRank net All e) = true ->
  of_network (one_of net) (layer_of (one_of net)) /\ claim_of_pieces generic_noise (Z.to_nat r) (holds e) (layer_of (one_of net)).
Proof. by move=> Er <- /valid_meaning /=; rewrite Er /layer_of /one_of; case: (problem_of _). Qed.

Theorem held_pieces_claim net r given trained e : pieces net = Some r -> valid (FullRankHeld net given trained e) = true ->
  of_network (one_of net) (layer_of (one_of net)) /\
  claim_of_pieces_outputs (one_of net) (layer_of (one_of net)) given trained (holds e) (Z.to_nat r).
Proof. by move=> Er /valid_meaning /=; rewrite Er /layer_of /one_of; case: (problem_of _). Qed.

Theorem ball_claim net which radius groups z : valid (NoiseBall net which radius groups z) = true ->
  of_network net (layer_of net) /\ claim_of_ball (layer_of net) (q2r radius) /\
  minima_of_ball (layer_of net) (q2r radius) /\ ball_of_network_minima net (q2r radius).
Proof. by move=> /valid_meaning /=; rewrite /layer_of; case: (problem_of net). Qed.

(* The field scope; of units with one piece. generic_noise says of layer L-1 whether its noise is *)
Definition minima_valid (net : instance) (which : patterns) (e : evidence) : bool :=
  match pieces net with None => valid (EveryMinimum net which e) | Some _ => false end.
Definition held_minima_valid (net : instance) (given trained : bool) (e : evidence) : bool :=
  match pieces net with None => negb (above_layers_free net) && valid (EveryMinimumHeld net given trained e) | Some _ => false end.

Lemma minima_valid_meaning net which e : minima_valid net which e = true -> minima_meaning net which e.
Proof. by rewrite /minima_valid; case Ep: (pieces net) => [//|] /valid_meaning /=; rewrite Ep. Qed.

Theorem minimum_claim net which e generic_noise : minima_valid net which e = true ->
  of_layers e || of_each_layer net which e = false -> generic (last_noise net) = generic_noise ->
  of_network net (layer_of net) /\ claim_of_problem generic_noise which (holds e) (layer_of net) /\
  claim_of_minima generic_noise (layer_of net) /\ claim_of_network_minima net generic_noise.
Proof.
move=> /minima_valid_meaning m /negbT; rewrite negb_or => /andP[/negPf no1 /negPf no2] gE; move: m; rewrite /minima_meaning no1 no2 gE.
by rewrite /layer_of; case: (problem_of net).
Qed.

(* Where several layers are free *)
Theorem layers_minimum_claim net which e : minima_valid net which e = true -> of_layers e = true ->
  claim_of_layers net which (holds e) /\ claim_of_layers_minima net.
Proof. by move=> /minima_valid_meaning + l; rewrite /minima_meaning l. Qed.
Theorem each_minimum_claim net which e : minima_valid net which e = true -> of_each_layer net which e = true ->
  claim_of_each net which (holds e) /\ claim_of_each_minima net which.
Proof.
by move=> /minima_valid_meaning + each; rewrite /minima_meaning each; case: ifP => // /(layers_kind net which) E; rewrite E in each.
Qed.

Theorem held_minimum_claim net given trained e : held_minima_valid net given trained e = true ->
  of_network net (layer_of net) /\ claim_of_outputs net (layer_of net) given trained (holds e) /\
  claim_of_held_minima net (layer_of net) given trained /\ claim_of_held_network_minima net (generic (last_noise net)) given trained.
Proof.
rewrite /held_minima_valid /above_layers_free; case Ep: (pieces net) => [//|] /andP[+ /valid_meaning /=]; rewrite Ep /layer_of.
by case: (problem_of net).
Qed.

(* Of maxout units *)
Theorem pieces_minimum_claim net r e generic_noise : pieces net = Some r -> generic (last_noise net) = generic_noise ->
  valid (EveryMinimum net All e) = true ->
  of_network (one_of net) (layer_of (one_of net)) /\ claim_of_pieces generic_noise (Z.to_nat r) (holds e) (layer_of (one_of net)) /\
  claim_of_piece_minima generic_noise (Z.to_nat r).-1 (layer_of (one_of net)).
Proof. by move=> Er <- /valid_meaning /=; rewrite Er /layer_of /one_of; case: (problem_of _). Qed.

Theorem held_pieces_minimum_claim net r given trained e : pieces net = Some r -> valid (EveryMinimumHeld net given trained e) = true ->
  of_network (one_of net) (layer_of (one_of net)) /\
  claim_of_pieces_outputs (one_of net) (layer_of (one_of net)) given trained (holds e) (Z.to_nat r) /\
  claim_of_held_piece_minima (one_of net) (layer_of (one_of net)) given trained (Z.to_nat r).-1.
Proof. by move=> Er /valid_meaning /=; rewrite Er /layer_of /one_of; case: (problem_of _). Qed.

Theorem width_claim D r w e : valid (Width D r w e) = true ->
  rank_is (inputs_matrix D) r /\ width_is (inputs_matrix D) w.
Proof. exact: (@valid_meaning (Width D r w e)). Qed.

Theorem rank_claim M r e : valid (RankOf M r e) = true -> rank_is (matrix_of M) r.
Proof. exact: (@valid_meaning (RankOf M r e)). Qed.

Theorem minors_claim M r p R C : valid (MinorsOf M r p R C) = true -> rank_is (matrix_of M) r.
Proof. exact: (@valid_meaning (MinorsOf M r p R C)). Qed.

Theorem sparse_claim M r e : valid (SparseRank M r e) = true -> rank_is (sparse_matrix M) r.
Proof. exact: (@valid_meaning (SparseRank M r e)). Qed.
