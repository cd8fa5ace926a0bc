(* What an accepted file means: the claim of its certificate in the vocabulary of Model.v, and the theorem
   that the checker accepts no file but one whose claim is true. *)
From Coq Require Import ZArith QArith_base Ascii.
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Json Model Linear Archimedean Collapse AlmostEvery
  Generic Headline KinkMinima HeldMinima Form Reader PointRules Rules Check Bridge Groups SoundOneLayer
  SoundCongruence SoundArchimedean SoundRank SoundMinors SoundPatterns SoundForward Sparse SoundSparse SoundLinear
  SoundOutputs EachPattern Siblings SoundTree SoundEach SoundScope SoundCells PointClaims LayersClaims EachClaims
  DeepClaims HeldOutputs OutputsClaims SoundNoiseBall HeldScope NetworkClaims NearbyClaims WorstClaims SoundWorst
  LeastClaims SoundWorstHeld Maxout Trained SoundMaxout PieceClaims LayersMinima DeepMinima LayersOutputsClaims
  LayersOutputsMinima.
From Dlmcert Require Export ProblemClaims.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

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
  by move: deep; rewrite /layers -[List.length _]/(size _); case: (size (widths net)) => [|n] //=; reckon.
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
rewrite /pieces_formed; do 6!case/andP; move=> /Z.leb_le r2 _ _ /Z.eqb_eq n1 /Z.eqb_eq d1 _ _ slE; split; last by move: r2; reckon.
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
          | None => claim_of_layers_outputs net given trained (holds e)
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
          | None => claim_of_layers_outputs net given trained (holds e) /\ claim_of_layers_held_minima net given trained
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
split; last by move: szm; rewrite /Form.count -[length _]/(size _); reckon.
move: len; rewrite /lengths_are; elim: (entries M) => //= r0 rs IH /andP[/Z.eqb_eq sz /IH ->].
by rewrite andbT; apply/PeanoNat.Nat.eqb_eq; move: sz; rewrite /Form.count; reckon.
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
rewrite /valid_held /held_formed; do 4!case/andP; move=> wf _ _ _; case EP: (problem_of net) => [P|] // rl.
by exists P; split=> //; [exact: problem_of_network|exact: (held_rule_sound wf EP rl)].
Qed.

Lemma valid_held_outputs net given trained e : valid_held net given trained e -> (0 < dims net (layers net))%N.
Proof.
rewrite /valid_held; do 4!case/andP; move=> wf _ two _ _; have lastE (s : seq Z) : List.last s Z0 = last Z0 s by elim: s => [|x [|z s] IH].
move: two; rewrite lastE -nth_last /dims /layers -[List.length _]/(size _) -[Nat.pred _]/((size _).-1) => /Z.leb_le; reckon.
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
Lemma valid_held_layers_meaning net given trained e : valid_held_layers net given trained e -> claim_of_layers_outputs net given trained (holds e).
Proof. by rewrite /valid_held_layers /held_formed; do 4!case/andP; move=> wf _ _ _; exact: held_layers_sound. Qed.

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
- case: (pieces net) => [r|]; last first.
    rewrite /above_layers_free; case EP: (problem_of net) => [P|]; last exact: valid_held_layers_meaning.
    by case/valid_held_meaning=> P' [_]; rewrite EP => -[<-].
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
    case/andP=> v cov; have h : holds e by case/andP: cov.
    move: v; rewrite /above_layers_free; case EP0: (problem_of net) => [P0|]; last first.
      case/andP=> /valid_held_layers_meaning H one; rewrite h in H *; split=> //; exact: layers_held_minima one H.
    move=> v; have [P [wf EP nP H rl]] := valid_held_meaning v; have [->] : Some P0 = Some P by rewrite -EP0.
    split=> //.
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
