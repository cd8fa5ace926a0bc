(* What an accepted file means: the claim of its certificate in the vocabulary of Model.v, and the theorem
   that the checker accepts no file but one whose claim is true. *)
From Coq Require Import ZArith QArith_base Ascii.
From mathcomp Require Import all_ssreflect all_algebra.
From SsrMultinomials Require Import mpoly.
From mathcomp Require Import zify ssrZ ring.
From Dlmcert Require Import Arithmetic Elimination Json Model Linear Archimedean Collapse AlmostEvery Generic Headline KinkMinima HeldMinima Form Reader PointRules Rules Check
  Bridge Groups SoundOneLayer SoundCongruence SoundArchimedean SoundRank SoundMinors SoundPatterns SoundForward
  Sparse SoundSparse SoundLinear SoundOutputs EachPattern Siblings SoundTree SoundEach SoundScope SoundCells PointClaims LayersClaims EachClaims DeepClaims HeldOutputs OutputsClaims SoundNoiseBall HeldScope NetworkClaims NearbyClaims WorstClaims SoundWorst LeastClaims SoundWorstHeld Maxout Trained SoundMaxout PieceClaims LayersMinima DeepMinima.
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

(* --- the same of the network --- *)

Section NetworkMinima.
Variables (net : instance) (P : problem).
Hypothesis nP : of_network net P.

(* P's fields, as the claims about the network name them *)
Lemma problem_fields m : layers net = m.+2 -> exists v,
  [/\ problem_slope P = slope net, sample_count P = size (inputs net), unit_count P = dims net m.+1,
      dim P = (dims net m + bias net)%N & factors P = factors_of (size (inputs net)) (dims net m.+1) (last_noise net)] /\
  [/\ xs P = with_ones (bias net) v, size v = size (inputs net), lengths_are (dims net m) v &
      mat (dims net m) (size (inputs net)) v = network_outputs net m].
Proof.
have szN := network_samples nP; case: nP => slE unE faE [v [xsE [szv [dimE [lenv vE]]]]] deep.
move: unE faE dimE lenv vE; rewrite deep !subSS !subn0 => unE faE dimE lenv vE.
exists v; split; split=> //; first by rewrite dimE; case: (bias net); rewrite ?addn1 ?addn0.
by rewrite faE unE.
Qed.

Lemma claim_of_minima_at g n D dp : sample_count P = n -> unit_count P = D -> dim P = dp -> claim_of_minima g P ->
  if g then exists pol : {mpoly rat[D * n]}, pol != 0 /\ forall (R : realFieldType) (F : 'M[R]_(D, n)), value_at F pol != 0 ->
    every_minimum_critical (ratr (s_of P)) F (map_mx ratr (mat dp n (xs P)))
  else forall R : realFieldType,
    every_minimum_critical (ratr (s_of P) : R) (map_mx ratr (mat D n (factors P))) (map_mx ratr (mat dp n (xs P))).
Proof. by move=> <- <- <-. Qed.

Lemma minima_of_ball_at rho n D dp : sample_count P = n -> unit_count P = D -> dim P = dp -> minima_of_ball P rho ->
  forall (R : realFieldType) (F : 'M[R]_(D, n)), (forall i j, `|F i j - ratr (mat D n (factors P) i j)| < ratr rho) ->
    every_minimum_critical (ratr (s_of P)) F (map_mx ratr (mat dp n (xs P))).
Proof. by move=> <- <- <-. Qed.

Hypothesis one_output : Z.eqb (List.last (widths net) Z0) (Zpos xH).

Lemma one_output_dims m : layers net = m.+2 -> dims net m.+2 = 1%N.
Proof.
move=> deep; have lastE (s : seq Z) : List.last s Z0 = last Z0 s by elim: s => [|x [|z s] IH].
move: one_output; rewrite lastE -nth_last /dims.
have -> : size (widths net) = m.+3.
  by move: deep; rewrite /layers -[List.length _]/(size _); case: (size (widths net)) => [|n] //=; lia.
by move=> /Z.eqb_eq ->.
Qed.

Lemma network_minima_sound g : claim_of_minima g P -> g = generic (last_noise net) -> claim_of_network_minima net g.
Proof.
move=> claim gE m deep; have [v [[slE szN unE dimE faE] [xsE szv lenv vE]]] := problem_fields deep.
have one := one_output_dims deep.
have := claim_of_minima_at szN unE dimE claim; rewrite faE; case: g {claim gE} => [[pol [p0 H]]|H].
  exists pol; split=> // R F ne; exact: (minima_of_network slE xsE szv lenv vE one (H R F ne)).
move=> D N R; exact: (minima_of_network slE xsE szv lenv vE one (H R)).
Qed.

Lemma network_ball_sound rho : minima_of_ball P rho -> ball_of_network_minima net rho.
Proof.
move=> claim m deep D N R F near; have [v [[slE szN unE dimE faE] [xsE szv lenv vE]]] := problem_fields deep.
apply: (minima_of_network slE xsE szv lenv vE (one_output_dims deep)).
by apply: (minima_of_ball_at szN unE dimE claim) => i n; rewrite faE; exact: near.
Qed.
End NetworkMinima.

Lemma claim_of_held_minima_at net P given trained n D k dp : sample_count P = n -> unit_count P = D -> dims net (layers net) = k ->
  dim P = dp -> claim_of_held_minima net P given trained ->
  let at_values (R : realFieldType) (z : ('I_D * 'I_n + 'I_k * 'I_D)%type -> R) :=
    every_held_minimum_critical (if given then map_mx ratr (W_held k D (output_rows net)) else \matrix_(c, i) z (inr (c, i))) (ratr (s_of P))
      (if generic (last_noise net) then \matrix_(i, j) z (inl (i, j)) else map_mx ratr (mat D n (factors P))) (map_mx ratr (mat dp n (xs P))) trained in
  if generic (last_noise net) || ~~ given then @almost_every _ at_values else forall R z, at_values R z.
Proof. by move=> <- <- <- <-. Qed.

Lemma network_held_sound net P given trained : of_network net P -> (0 < dims net (layers net))%N -> trained ==> bias net ->
  claim_of_held_minima net P given trained -> claim_of_held_network_minima net (generic (last_noise net)) given trained.
Proof.
move=> nP k0 tb claim m deep D N k at_values; have [v [[slE szN unE dimE faE] [xsE szv lenv vE]]] := problem_fields nP deep.
have := claim_of_held_minima_at szN unE (congr1 (dims net) deep) dimE claim.
rewrite deep in k0; have step (R : realFieldType) V F := @held_minima_of_network net m R P v slE xsE szv lenv vE trained V F k0 tb.
rewrite faE; case: ifP => _ H; last by move=> R z; exact: step (H R z).
apply: almost_every_weaken H => R z; exact: step.
Qed.

(* --- maxout units: for every choice of pieces, or not for every one --- *)

Definition pieces_at (R : realFieldType) d D N r (holds : bool) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) : Prop :=
  if holds then forall ch : 'I_D -> 'I_N -> 'I_r, full_column_rank (gradient_pieces ch E X)
  else exists ch : 'I_D -> 'I_N -> 'I_r, ~~ full_column_rank (gradient_pieces ch E X).

Definition claim_of_pieces (generic_noise : bool) r holds (P : problem) : Prop :=
  if generic_noise then exists pol : {mpoly rat[unit_count P * sample_count P]}, pol != 0 /\
    forall (R : realFieldType) (E : 'M[R]_(unit_count P, sample_count P)), value_at E pol != 0 ->
    pieces_at r holds E (map_mx ratr (X_of P))
  else forall R : realFieldType, pieces_at r holds (map_mx (ratr : rat -> R) (E_of P)) (map_mx ratr (X_of P)).

(* Several outputs of held weights *)
Definition held_pieces_at net P given trained holds r (R : realFieldType) (z : held_index net P -> R) : Prop :=
  let G ch := gradient_held_pieces ch (held_weights given z) (held_noise z) (map_mx ratr (X_of P)) in
  if holds then forall ch : 'I_(unit_count P) -> 'I_(sample_count P) -> 'I_r, held_rank trained (G ch)
  else exists ch : 'I_(unit_count P) -> 'I_(sample_count P) -> 'I_r, ~~ held_rank trained (G ch).
Definition claim_of_pieces_outputs net P (given trained holds : bool) r : Prop :=
  if generic (last_noise net) || ~~ given then almost_every (@held_pieces_at net P given trained holds r)
  else forall (R : realFieldType) (z : held_index net P -> R), held_pieces_at given trained holds r z.

Section Pieces.
Variables (P : problem) (r : nat).
Hypotheses (s1 : s_of P = 1) (r0 : (0 < r)%N).

Lemma pieces_of_problem g holds : claim_of_problem g All holds P -> claim_of_pieces g r holds P.
Proof.
have at_one (R : realFieldType) (E : 'M[R]_(unit_count P, sample_count P)) X :
    (if holds then forall sg, full_column_rank (gradient (ratr (s_of P)) E X sg) else exists sg, ~~ full_column_rank (gradient (ratr (s_of P)) E X sg)) ->
    pieces_at (d := dim P) r holds E X.
  rewrite s1 rmorph1 /pieces_at; case: holds => [H ch|[sg no]]; first exact: every_choice (H (const_mx true)) ch.
  exact: some_choice r0 no.
rewrite /claim_of_problem /claim_of_pieces; case: g => [[pol [p0 H]]|H].
  exists pol; split=> // R E ne; apply: at_one; have := H R E ne; case: (holds) => [K sg|[sg [_ no]]]; first exact: K.
  by exists sg.
move=> R; apply: at_one.
have over sg : full_column_rank (gradient (ratr (s_of P) : R) (map_mx ratr (E_of P)) (map_mx ratr (X_of P)) sg) =
    full_column_rank (gradient (s_of P) (E_of P) (X_of P) sg).
  by rewrite /gradient -map_activations -map_khatri_rao /full_column_rank mxrank_map.
move: H; rewrite /claim_given; case: (holds) => [K sg|[sg [_ no]]]; first by rewrite over; exact: (K R).
by exists sg; rewrite over.
Qed.

(* every minimum, from the one matrix of units of slope 1 *)
Lemma piece_minima_of_problem g q : claim_of_problem g All true P -> claim_of_piece_minima g q P.
Proof.
have at_one (R : realFieldType) (E : 'M[R]_(unit_count P, sample_count P)) X :
    (forall sg, full_column_rank (gradient (ratr (s_of P)) E X sg)) -> piece_minima (d := dim P) q E X.
  by move=> /(_ (const_mx true)); rewrite s1 rmorph1 /gradient activations_one; exact: piece_minima_of_rank.
rewrite /claim_of_problem /claim_of_piece_minima; case: g => [[pol [p0 H]]|H].
  by exists pol; split=> // R E ne; apply: at_one => sg; exact: H.
move=> R; apply: at_one => sg; rewrite /gradient -map_activations -map_khatri_rao /full_column_rank mxrank_map; exact: (H R).
Qed.

Lemma piece_minima_of_outputs net given trained q : claim_of_outputs net P given trained true ->
  claim_of_held_piece_minima net P given trained q.
Proof.
have step (R : realFieldType) (z : held_index net P -> R) : claim_at given trained true z ->
    held_piece_minima q (held_noise z) (map_mx ratr (X_of P)) (held_weights given z) trained.
  rewrite /claim_at s1 rmorph1 => /(_ (const_mx true)); rewrite /gradient_held activations_one; exact: held_piece_minima_of_rank.
rewrite /claim_of_outputs /claim_of_held_piece_minima; case: ifP => _ H; first by apply: almost_every_weaken H => R z; exact: step.
by move=> R z; exact: step.
Qed.

Lemma pieces_of_outputs net given trained holds : claim_of_outputs net P given trained holds ->
  claim_of_pieces_outputs net P given trained holds r.
Proof.
have step (R : realFieldType) (z : held_index net P -> R) : claim_at given trained holds z -> held_pieces_at given trained holds r z.
  rewrite /claim_at /held_pieces_at s1 rmorph1; case: (holds) => [H ch|[sg no]]; first exact: every_held_choice (H (const_mx true)) ch.
  exact: some_held_choice r0 no.
rewrite /claim_of_outputs /claim_of_pieces_outputs; case: ifP => _ H; first by apply: almost_every_weaken H => R z; exact: step.
by move=> R z; exact: step.
Qed.
End Pieces.

Lemma formed_pieces net r P : pieces_formed net r -> problem_slope P = slope net -> s_of P = 1 /\ (0 < Z.to_nat r)%N.
Proof.
rewrite /pieces_formed; do 6!case/andP; move=> /Z.leb_le r2 _ _ /Z.eqb_eq n1 /Z.eqb_eq d1 _ _ slE; split; last by move: r2; lia.
by move: n1 d1; rewrite /s_of slE; case: (slope net) => a b /= -> [->]; exact: q2r1.
Qed.

(* Full column rank: of several layers, or of layer L-1 *)
Definition rank_meaning net which e : Prop :=
  if of_each_layer net which e then claim_of_each net which (holds e)
  else match problem_of net with
  | Some P => of_network net P /\ claim_of_problem (generic (last_noise net)) which (holds e) P
  | None => claim_of_layers net which (holds e)
  end.

(* And every minimum: above several layers, or in the last two *)
Definition minima_meaning net which e : Prop :=
  if of_layers e then claim_of_layers net which (holds e) /\ claim_of_layers_minima net
  else if of_each_layer net which e then claim_of_each net which (holds e) /\ claim_of_each_minima net which
  else match problem_of net with
  | Some P => of_network net P /\ claim_of_problem (generic (last_noise net)) which (holds e) P /\
                  claim_of_minima (generic (last_noise net)) P /\ claim_of_network_minima net (generic (last_noise net))
  | None => False
  end.

(* The claim of a certificate *)
Definition meaning (c : certificate) : Prop :=
  match c with
  | FullRank net which e =>
      match pieces net with
      | None => rank_meaning net which e
      | Some r =>
          let one := first_pieces net in   (* the instance with a piece for each unit *)
          match problem_of one with
          | Some P => of_network one P /\ claim_of_pieces (generic (last_noise one)) (Z.to_nat r) (holds e) P
          | None => False
          end
      end
  | FullRankHeld net given trained e =>
      match pieces net with
      | None =>
          match problem_of net with
          | Some P => of_network net P /\ claim_of_outputs net P given trained (holds e)
          | None => False
          end
      | Some r =>
          let one := first_pieces net in
          match problem_of one with
          | Some P => of_network one P /\ claim_of_pieces_outputs one P given trained (holds e) (Z.to_nat r)
          | None => False
          end
      end
  | EveryMinimum net which e =>
      match pieces net with
      | None => minima_meaning net which e
      | Some r =>
          let one := first_pieces net in
          match problem_of one with
          | Some P => of_network one P /\ claim_of_pieces (generic (last_noise one)) (Z.to_nat r) (holds e) P /\
                      claim_of_piece_minima (generic (last_noise one)) (Z.to_nat r).-1 P
          | None => False
          end
      end
  | EveryMinimumHeld net given trained e =>
      match pieces net with
      | None =>
          match problem_of net with
          | Some P => of_network net P /\ claim_of_outputs net P given trained (holds e) /\ claim_of_held_minima net P given trained /\
                      claim_of_held_network_minima net (generic (last_noise net)) given trained
          | None => False
          end
      | Some r =>
          let one := first_pieces net in
          match problem_of one with
          | Some P => of_network one P /\ claim_of_pieces_outputs one P given trained (holds e) (Z.to_nat r) /\
                      claim_of_held_piece_minima one P given trained (Z.to_nat r).-1
          | None => False
          end
      end
  | NoiseBall net which radius _ _ =>
      match problem_of net with
      | Some P => of_network net P /\ claim_of_ball P (q2r radius) /\ minima_of_ball P (q2r radius) /\
                  ball_of_network_minima net (q2r radius)
      | None => False
      end
  | Width D r w _ =>
      let d := let d0 := Z.to_nat (columns_of (data_inputs D)) in if data_bias D then S d0 else d0 in
      let rs := with_ones (data_bias D) (data_inputs D) in
      Z.of_nat (\rank (mat d (size rs) rs)) = r /\ width_is (mat d (size rs) rs) w
  | RankOf M r _ | MinorsOf M r _ _ _ => Z.of_nat (\rank (matrix_of M)) = r
  | SparseRank M r _ => Z.of_nat (\rank (sparse_matrix M)) = r
  | AtPoint net loss e => point_claim net loss e
  | WorstMinimum net w => claim_of_worst net w
  | NearPoint net cl e better => nearby_claim net cl e (better : bool)
  | LeastLoss net loss _ _ => least_loss_claim net loss
  | AnyWidth net loss e => any_width_claim net loss (width_of e)
  end.

(* Rows and entries are as many as the matrix says. *)
Lemma matrix_formed M : well_formed_matrix M ->
  lengths_are (Z.to_nat (matrix_columns M)) (entries M) /\ size (entries M) = Z.to_nat (matrix_rows M).
Proof.
case/andP=> /andP[/Z.leb_le m0 /Z.leb_le n0] /andP[/andP[/Z.eqb_eq szm len] _].
split; last by move: szm; rewrite /Form.count -[length _]/(size _); lia.
move: len; rewrite /lengths_are; elim: (entries M) => //= r0 rs IH /andP[/Z.eqb_eq sz /IH ->].
by rewrite andbT; apply/PeanoNat.Nat.eqb_eq; move: sz; rewrite /Form.count; lia.
Qed.

Lemma each_layer_sound net which e : well_formed net ->
  match e with EveryPattern p tables => each_rule net which p tables | _ => deep_rule net which e end ->
  claim_of_each net which (holds e).
Proof.
move=> wf; have deep := @deep_rule_sound net which e wf; case: e deep => //= p tables _; exact: each_rule_sound.
Qed.

Lemma layers_kind net which e : of_layers e -> of_each_layer net which e = false.
Proof. by case: e. Qed.

Lemma valid_layers net which e : valid_rank net which e -> of_layers e -> one_layer which /\ claim_of_layers net which (holds e).
Proof.
rewrite /valid_rank; do 5!case/andP; move=> wf _ ol _ _ + l; rewrite l; rewrite (layers_kind net which l) orbF in ol.
by move=> rl; split=> //; exact: layers_rule_sound.
Qed.

Lemma valid_each net which e : valid_rank net which e -> of_each_layer net which e -> claim_of_each net which (holds e).
Proof.
rewrite /valid_rank; do 5!case/andP; move=> wf _ _ _ _ + each; rewrite each.
by case l: (of_layers e); [rewrite (layers_kind net which l) in each|exact: each_layer_sound].
Qed.

Lemma valid_rank_meaning net which e : valid_rank net which e -> rank_meaning net which e.
Proof.
move=> v; rewrite /rank_meaning; case each: (of_each_layer net which e); first exact: valid_each.
case l: (of_layers e).
  have [_ H] := valid_layers v l; move: v; rewrite /valid_rank l; case/andP=> _ rl; by rewrite (no_one_layer_problem rl).
move: v; rewrite /valid_rank l each orbF; do 5!case/andP; move=> wf _ ol _ _.
case/andP=> ap; case EP: (problem_of net) => [P|] // rl.
by split; [exact: problem_of_network|exact: rule_sound].
Qed.

Lemma valid_held_meaning net given trained e : valid_held net given trained e -> exists P,
  [/\ well_formed net, problem_of net = Some P, of_network net P, claim_of_outputs net P given trained (holds e) & held_rule net P given trained e].
Proof.
rewrite /valid_held; do 4!case/andP; move=> wf _ _ _; case EP: (problem_of net) => [P|] // rl.
by exists P; split=> //; [exact: problem_of_network|exact: (held_rule_sound wf EP rl)].
Qed.

Lemma valid_held_outputs net given trained e : valid_held net given trained e -> (0 < dims net (layers net))%N.
Proof.
rewrite /valid_held; do 4!case/andP; move=> wf _ two _ _; have lastE (s : seq Z) : List.last s Z0 = last Z0 s by elim: s => [|x [|z s] IH].
move: two; rewrite lastE -nth_last /dims /layers -[List.length _]/(size _) -[Nat.pred _]/((size _).-1) => /Z.leb_le; lia.
Qed.

Lemma valid_minima_meaning net which e : valid_rank net which e -> covers_slopes net e -> minima_meaning net which e.
Proof.
move=> v cov; have h : holds e by case/andP: cov.
have several := @several_slopes net which e cov; rewrite /minima_meaning; rewrite /of_several_layers in several.
case l: (of_layers e) several => /= several.
  have [ol H] := valid_layers v l; rewrite h in H *; split=> //; apply: layers_minima ol _ H.
  by case: (several isT) => // -[eD]; rewrite eD in l.
case each: (of_each_layer net which e) several => /= several.
  have H := valid_each v each; rewrite h in H *; split=> //.
  case: (several isT) => [one|[eD [wA sp]]]; first exact: each_minima one H.
  subst e which; move: v; rewrite /valid_rank; do 5!case/andP; move=> wf _ _ _ _ rl.
  by apply: diagonal_minima => //; rewrite -q2r_gt0.
move: v; rewrite /valid_rank l each orbF; do 5!case/andP; move=> wf _ ol one _ /andP[ap]; case EP: (problem_of net) => [P|] // rl.
have nP := problem_of_network wf EP; split=> //; split; first exact: rule_sound.
have minima := scope_sound nP ol ap rl cov; split=> //; exact: (network_minima_sound nP one minima erefl).
Qed.

Theorem valid_meaning c : valid c -> meaning c.
Proof.
case: c => [net which e|net given trained e|net which e|net given trained e|net which rho groups z|D r w e|M r e|M r p R C|M r e|net loss e|net w|net cl e better|net loss p b|net loss e] /=;
  last exact: any_width_sound; last exact: least_loss_sound; last exact: near_sound; last by [case/andP=> _; exact: worst_rule_sound];
  last exact: point_sound.
- case: (pieces net) => [r|]; last exact: valid_rank_meaning.
  do 3!case/andP; move=> pf _ op; rewrite /valid_rank; do 5!case/andP; move=> wf _ _ _ _.
  have [-> ->] : of_layers e = false /\ of_each_layer (first_pieces net) All e = false by case: (e) op.
  case/andP=> ap; case EP: (problem_of _) => [P|] // rl; have nP := problem_of_network wf EP; split=> //.
  have [slE _ _ _] := nP; have [s1 r0] := formed_pieces pf slE.
  by apply: pieces_of_problem s1 r0 _ _ _; exact: (rule_sound (which := All) isT ap rl).
- case: (pieces net) => [r|]; last by case/valid_held_meaning=> P [_ -> nP H _].
  do 2!case/andP; move=> pf _ /valid_held_meaning[P [_ -> nP H _]]; split=> //.
  have [slE _ _ _] := nP; have [s1 r0] := formed_pieces pf slE; exact: pieces_of_outputs s1 r0 _ _ _ _ H.
- case: (pieces net) => [r|]; last by case/andP; exact: valid_minima_meaning.
  do 4!case/andP; move=> pf _ op; rewrite /valid_rank; do 5!case/andP; move=> wf _ _ _ _.
  have [-> ->] : of_layers e = false /\ of_each_layer (first_pieces net) All e = false by case: (e) op.
  case/andP=> ap; case EP: (problem_of _) => [P|] // rl cov; have nP := problem_of_network wf EP; split=> //.
  have h : holds e by case/andP: cov.
  have [slE _ _ _] := nP; have [s1 r0] := formed_pieces pf slE.
  have claim := rule_sound (which := All) isT ap rl; split; first exact: pieces_of_problem s1 r0 _ _ _.
  by rewrite h in claim; exact: piece_minima_of_problem.
- case: (pieces net) => [r|]; last first.
    case/andP=> v cov; have [P [wf EP nP H rl]] := valid_held_meaning v; rewrite EP; split=> //.
    have h : holds e by case/andP: cov.
    have [slE _ _ _] := nP; have minima := held_scope_sound wf EP (network_samples nP) slE rl cov.
    split=> //; split=> //; apply: (network_held_sound nP) minima; first exact: valid_held_outputs v.
    by apply/implyP=> t; move: rl; rewrite t /held_rule; cbv zeta; case/andP=> /andP[_].
  do 3!case/andP; move=> pf _ /valid_held_meaning[P [_ -> nP H _]] cov; split=> //.
  have h : holds e by case/andP: cov.
  have [slE _ _ _] := nP; have [s1 r0] := formed_pieces pf slE; split; first exact: pieces_of_outputs s1 r0 _ _ _ _ H.
  by rewrite h in H; exact: piece_minima_of_outputs.
- do 9!case/andP; move=> wf _ _ one _ _ _ _ _; case EP: (problem_of net) => [P|] // rl.
  have ball := check_noise_ball_sound rl; have nP := problem_of_network wf EP; have minima := ball_minima ball.
  split=> //; split=> //; split=> //; exact: (network_ball_sound nP one minima).
- by case/andP=> _ /check_width_sound.
- by case/andP=> /matrix_formed[len szm]; exact: check_rank_sound.
- case/andP=> /matrix_formed[len szm]; case Ez: (integral_rows _ _) => [zs|] //.
  exact: check_bordered_sound Ez.
by case/andP; exact: check_sparse_sound.
Qed.

(* The checker accepts a file only if it is, byte by byte, what a certificate is printed as whose claim is true. *)
Theorem check_sound bs claim k : check bs = Accepted claim k ->
  exists c, bs = file c /\ claim = print (claim_json c) /\ meaning c.
Proof. by move=> /check_valid[c [fE [cE v]]]; exists c; do 2!split=> //; exact: valid_meaning. Qed.
