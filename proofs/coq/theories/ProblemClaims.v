(* What is claimed of the problem of layer L-1 (format.md 4.1): in the vocabulary of Model.v, for each word about patterns;
   of every local minimum, where the file has the field scope; and that what the rules accept is so. *)
From Coq Require Import ZArith QArith_base Ascii.
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Arithmetic Elimination Json Model Linear Archimedean Collapse AlmostEvery Generic
  Headline KinkMinima HeldMinima Form Reader PointRules Rules Check Bridge Groups SoundOneLayer SoundCongruence
  SoundArchimedean SoundRank SoundMinors SoundPatterns SoundForward Sparse SoundSparse SoundLinear SoundOutputs
  EachPattern Siblings SoundTree SoundEach SoundScope SoundCells PointClaims LayersClaims EachClaims DeepClaims
  HeldOutputs OutputsClaims SoundNoiseBall HeldScope NetworkClaims NearbyClaims WorstClaims SoundWorst LeastClaims
  SoundWorstHeld Maxout Trained SoundMaxout PieceClaims LayersMinima DeepMinima LayersOutputsClaims
  LayersOutputsMinima.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* Which patterns are meant by a word (format.md 4.1) *)
Definition meant (R : realFieldType) (which : patterns) d D N (X : 'M[R]_(d, N)) (sg : pattern D N) : Prop :=
  match which with
  | All => True
  | Realizable => open_cell_pattern X sg
  | EveryW => point_pattern X sg
  | AllLayers => False
  end.

(* Layer L-1 has given noise E: for every pattern, or not for every pattern. *)
Definition claim_given (which : patterns) (holds : bool) d D N s (E : 'M[rat]_(D, N)) (X : 'M[rat]_(d, N)) :=
  if holds then forall (R : realFieldType) sg, meant which (map_mx (ratr : rat -> R) X) sg ->
                  full_column_rank (gradient s E X sg)
  else exists sg, meant which X sg /\ ~~ full_column_rank (gradient s E X sg).

(* Layer L-1 has generic noise: for almost every noise, outside the zeros of one nonzero polynomial *)
Definition claim_generic (which : patterns) (holds : bool) d D N s (X : 'M[rat]_(d, N)) :=
  exists P : {mpoly rat[D * N]}, P != 0 /\ forall (R : realFieldType) (E : 'M[R]_(D, N)), value_at E P != 0 ->
  if holds then forall sg, meant which (map_mx (ratr : rat -> R) X) sg ->
                  full_column_rank (gradient (ratr s) E (map_mx ratr X) sg)
  else exists sg, meant which (map_mx (ratr : rat -> R) X) sg /\
                  ~~ full_column_rank (gradient (ratr s) E (map_mx ratr X) sg).

Definition claim_of_problem (generic_noise : bool) which holds (P : problem) : Prop :=
  if generic_noise then @claim_generic which holds (dim P) (unit_count P) (sample_count P) (s_of P) (X_of P)
  else claim_given which holds (s_of P) (E_of P) (X_of P).

Lemma meant_both (R : realFieldType) which d D N (X : 'M[R]_(d, N)) (sg : pattern D N) :
  one_layer which -> open_cell_pattern X sg -> point_pattern X sg -> meant which X sg.
Proof. by case: which. Qed.
Lemma meant_all (R : realFieldType) which d D N (X : 'M[R]_(d, N)) (sg : pattern D N) :
  of_all which -> meant which X sg.
Proof. by case: which. Qed.
Lemma meant_point (R : realFieldType) which d D N (X : 'M[R]_(d, N)) (sg : pattern D N) :
  one_layer which -> ~~ of_open_cells which -> point_pattern X sg -> meant which X sg.
Proof. by case: which. Qed.

Lemma meant_of_points (R : realFieldType) which (every : bool) d D N (X : 'M[R]_(d, N)) (sg : pattern D N) :
  (if every then of_every_w which else of_open_cells which) -> meant which X sg -> of_points every X sg.
Proof. by case: every; case: which. Qed.

Lemma rule_sound net which e P : one_layer which -> applies net which e -> rule P e ->
  claim_of_problem (generic (last_noise net)) which (holds e) P.
Proof.
move=> ol ap; rewrite /claim_of_problem.
have every : every_pattern (s_of P) (E_of P) (X_of P) -> claim_given which true (s_of P) (E_of P) (X_of P).
  by move=> H R sg _; exact: H.
have never0 : (forall (R : realFieldType) (s : R) (E : 'M[R]_(unit_count P, sample_count P)) sg, ~~ full_column_rank (gradient s E (map_mx ratr (X_of P)) sg)) ->
    claim_generic which false (unit_count P) (s_of P) (X_of P).
  move=> H; exists 1; split=> [|R E _]; first exact: oner_neq0.
  have [sg [o p]] := some_pattern (unit_count P) (map_mx (ratr : rat -> R) (X_of P)).
  by exists sg; split; [exact: meant_both|exact: H].
have never : (forall sg, ~~ full_column_rank (gradient (s_of P) (E_of P) (X_of P) sg)) ->
    claim_given which false (s_of P) (E_of P) (X_of P).
  move=> H; have [sg [o p]] := some_pattern (unit_count P) (X_of P).
  by exists sg; split; [exact: meant_both|exact: H].
case: e ap => /=.
- move=> p groups; rewrite negbK => -> /check_partition_sound[pol [p0 H]].
  by exists pol; split=> // R E ne sg _; exact: H.
- move=> ks p zs _ t; case: (generic _).
    by apply: never0 => R s E sg; exact: (tight_sound (erefl _) t).
  apply: never => sg; have := tight_sound (erefl _) t (s_of P) (E_of P) sg; by rewrite ratr_id.
- by move=> p /negPf -> /check_independent_inputs_sound.
- move=> sg v /andP[/negPf -> al] /check_null_vector_sound nv.
  by exists (pattern_of _ _ sg); split=> //; exact: meant_all.
- move=> w v /negPf -> /check_open_cell_sound[sg [o p def]].
  by exists sg; split=> //; exact: meant_both.
- move=> _ dp; case: (generic _); last first.
    have [sg [o p H]] := dead_pattern_over [realFieldType of rat] dp.
    have s0 : s_of P = 0 by case/andP: dp => /andP[s0 _] _; apply/eqP; rewrite -q2r_eq0.
    exists sg; split; first by rewrite ratr_id in o p; exact: meant_both.
    by have := H (E_of P); rewrite ratr_id s0 rmorph0.
  exists 1; split=> [|R E _]; first exact: oner_neq0.
  have [sg' [o' p' H']] := dead_pattern_over R dp.
  by exists sg'; split; [exact: meant_both|exact: H'].
- by move=> p groups /negPf -> /check_lift_sound.
- by move=> m k us q /negPf -> /check_collapse_sound.
- by move=> r l z /negPf -> /check_archimedean_sound.
- by move=> ks p lists /negPf -> /check_masked_tight_set_sound.
- move=> w v /andP[/negPf -> no] /check_point_sound[sg [p def]].
  by exists sg; split=> //; exact: meant_point.
- by move=> /negPf -> /check_diagonal_sound.
- by move=> r primes fold /negPf -> /check_tree_sound.
- move=> p tables /andP[_]; case: tables => [|e [|//]] ap /check_every_pattern_sound; first by rewrite (negPf ap).
  by rewrite negbK in ap; rewrite ap => -[pol [p0 H]]; exists pol; split=> // R E ne sg _; exact: H.
- by move=> p /negPf -> /check_linear_rank_sound.
- by move=> v /negPf -> /check_linear_null_sound H; exact: never.
- by [].
- by [].
- by [].
- by [].
- by [].
- move=> every_w primes tree /andP[/negPf -> word] /check_cells_sound H R sg.
  by move=> m; apply: (H R); exact: (meant_of_points word m).
- by [].
- by [].
- by [].
by [].
Qed.

(* P is the problem of layer L-1 of the network: slope and noise of the instance, and as inputs the outputs of
   layer L-2 of Model.v's network at the instance's weights (the instance's inputs, if L = 2), with a row of
   ones for the bias. *)
Definition of_network (net : instance) (P : problem) : Prop :=
  [/\ problem_slope P = slope net, unit_count P = dims net (layers net - 1),
      factors P = factors_of (size (inputs net)) (unit_count P) (last_noise net) &
      exists v, xs P = with_ones (bias net) v /\ size v = size (inputs net) /\
        dim P = (if bias net then (dims net (layers net - 2)).+1 else dims net (layers net - 2)) /\
        lengths_are (dims net (layers net - 2)) v /\
        mat (dims net (layers net - 2)) (size (inputs net)) v = network_outputs net (layers net - 2)].

Lemma problem_of_network net P : well_formed net -> problem_of net = Some P -> of_network net P.
Proof.
move=> wf; rewrite /problem_of; case Ev: (last_inputs net) => [v|] // [<-].
have [szv [lenv E]] := last_inputs_network wf Ev.
split=> //=; try by rewrite /width /dims list_nth.
by exists v; do !split=> //; rewrite /width /dims list_nth.
Qed.

(* --- the field scope --- *)

(* At every local minimum in the weights of the last two layers, at kinks too, the derivatives of the samples' losses are
   0, whatever these losses (KinkMinima.v; with generic noise, for almost every noise). *)
Definition claim_of_minima (generic_noise : bool) (P : problem) : Prop :=
  if generic_noise then
    exists pol : {mpoly rat[unit_count P * sample_count P]}, pol != 0 /\
      forall (R : realFieldType) (E : 'M[R]_(unit_count P, sample_count P)), value_at E pol != 0 ->
      every_minimum_critical (ratr (s_of P)) E (map_mx ratr (X_of P))
  else forall R : realFieldType, every_minimum_critical (ratr (s_of P) : R) (map_mx ratr (E_of P)) (map_mx ratr (X_of P)).

(* for every noise nearer than rho *)
Definition minima_of_ball (P : problem) (rho : rat) : Prop :=
  forall (R : realFieldType) (E : 'M[R]_(unit_count P, sample_count P)), (forall i n, `|E i n - ratr (E_of P i n)| < ratr rho) ->
  every_minimum_critical (ratr (s_of P)) E (map_mx ratr (X_of P)).

Lemma ball_minima P rho : claim_of_ball P rho -> minima_of_ball P rho.
Proof. by move=> H R E near; apply: every_slope_minima => th; exact: H. Qed.

(* What serves all slopes, for every noise of which some pattern that is meant, or all, have full column rank *)
Lemma claim_of_slopes generic_noise which P : claim_of_problem generic_noise which true P ->
  (forall (R : realFieldType) (E : 'M[R]_(unit_count P, sample_count P)),
     (~~ generic_noise -> E = map_mx ratr (E_of P)) ->
     (forall sg, meant which (map_mx (ratr : rat -> R) (X_of P)) sg ->
        full_column_rank (gradient (ratr (s_of P)) E (map_mx ratr (X_of P)) sg)) ->
     every_slope_rank (ratr (s_of P)) E (map_mx ratr (X_of P))) ->
  claim_of_minima generic_noise P.
Proof.
rewrite /claim_of_problem /claim_of_minima; case: generic_noise => [[pol [p0 H]]|H] slopes.
  by exists pol; split=> // R E ne; apply: every_slope_minima; apply: slopes => // sg m; exact: H.
move=> R; apply: every_slope_minima; apply: slopes => // sg m.
by rewrite /gradient -map_activations -map_khatri_rao /full_column_rank mxrank_map; exact: (H R).
Qed.

Lemma network_samples net P : of_network net P -> sample_count P = size (inputs net).
Proof.
case=> _ _ _ [v [xsE [szv _]]]; rewrite /sample_count xsE /with_ones -szv.
by case: (bias net) => //; exact: List.map_length.
Qed.

Lemma scope_sound net which e P : of_network net P -> one_layer which ->
  applies net which e -> rule P e -> covers_slopes net e -> claim_of_minima (generic (last_noise net)) P.
Proof.
move=> nP ol ap rl; rewrite /covers_slopes; cbv zeta; case/andP=> h.
have szN := network_samples nP; case: nP => slE _ _ _.
have := rule_sound ol ap rl; rewrite h => claim; case/orP=> [/PeanoNat.Nat.eqb_eq N0|/andP[]].
  by apply: (claim_of_slopes claim) => R E _ _; apply: no_samples_slopes; rewrite szN.
rewrite -slE => sp; have s0 : 0 < s_of P by rewrite -q2r_gt0.
have s0R (R : realFieldType) : 0 < ratr (s_of P) :> R by rewrite ltr0q.
case/orP=> [|kinds].
  rewrite /qequal /qsub q2r_eq0 q2rD q2rN q2r1 subr_eq0 => /eqP s1.
  apply: (claim_of_slopes claim) => R E _ H; have [sg [o p]] := some_pattern (unit_count P) (map_mx (ratr : rat -> R) (X_of P)).
  by rewrite /s_of s1 rmorph1 in H *; exact: slope_one_ranks (H sg (meant_both ol o p)).
have xR (R : realFieldType) : full_column_rank (X_of P) -> full_column_rank (map_mx (ratr : rat -> R) (X_of P)).
  by rewrite /full_column_rank mxrank_map.
have given : (forall R : realFieldType, every_slope_rank (ratr (s_of P) : R) (map_mx ratr (E_of P)) (map_mx ratr (X_of P))) ->
    generic (last_noise net) = false -> claim_of_minima (generic (last_noise net)) P.
  by move=> H ng; rewrite /claim_of_minima ng => R; exact: every_slope_minima.
have independent : full_column_rank (X_of P) -> every_pattern (s_of P) (E_of P) (X_of P) ->
    generic (last_noise net) = false -> claim_of_minima (generic (last_noise net)) P.
  move=> xi every; apply: given => R; apply: (independent_inputs_slopes (s0R R) (xR R xi)); exact: every_pattern_map.
have wholeE groups : whole (size (inputs net)) groups = has (fun g => Nat.eqb (length g) (size (xs P))) groups.
  by rewrite -szN.
case: e ap rl {h claim} kinds => //=.
- move=> p groups; rewrite negbK /claim_of_minima => -> chk; rewrite wholeE => wh.
  have gr : grouped (unit_count P) (dim P) (xs P) p groups by case/andP: chk.
  have [pol [p0 H]] := check_partition_sound chk; exists pol; split=> // R E ne.
  apply: every_slope_minima; apply: (independent_inputs_slopes (s0R R)); last exact: H.
  by apply: xR; exact: whole_independent gr wh.
- by move=> p /negPf ng chk _; apply: independent ng; [exact: check_independent_inputs_independent chk|exact: check_independent_inputs_sound chk].
- move=> p groups /negPf ng chk; rewrite wholeE => wh; apply: independent ng; last exact: check_lift_sound chk.
  apply: whole_independent wh; move: chk; rewrite /check_lift; do 5!case/andP; move=> _ _ gr _ _ _; exact: gr.
- by move=> r l z /negPf ng chk _; apply: given ng; exact: check_archimedean_slopes chk.
by move=> /negPf ng chk _; apply: given ng; exact: check_diagonal_slopes.
Qed.
