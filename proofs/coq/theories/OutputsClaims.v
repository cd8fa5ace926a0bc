(* Several outputs: what a certificate claims, and that what held_rule (Check.v) accepts is so. *)
From Coq Require Import ZArith QArith_base.
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Linear Form Rules EachPattern Outputs ReducedOutputs
  TrainedOutputs Check Bridge SoundOneLayer SoundForward Generic SoundLayers LayersClaims HeldOutputs SoundCongruence
  SoundArchimedean SoundLinear SoundOutputs SoundOutputKinds Trained SoundTrained SoundReducedOutputs SoundEachOutputs.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Claim.
Variables (net : instance) (P : problem) (given trained holds : bool).
Notation D := (unit_count P).
Notation N := (sample_count P).
Notation d := (dim P).
Let k := dims net (layers net).
Let generic_noise := generic (last_noise net).

(* What can be generic: noise of layer L-1, and W_L *)
Definition held_index : finType := [finType of ('I_D * 'I_N + 'I_k * 'I_D)%type].
Definition noise_part (R : Type) (z : held_index -> R) : 'M[R]_(D, N) := \matrix_(i, n) z (inl (i, n)).
Definition weights_part (R : Type) (z : held_index -> R) : 'M[R]_(k, D) := \matrix_(c, i) z (inr (c, i)).

Definition held_noise (R : numFieldType) (z : held_index -> R) : 'M[R]_(D, N) :=
  if generic_noise then noise_part z else map_mx ratr (E_of P).
Definition held_weights (R : numFieldType) (z : held_index -> R) : 'M[R]_(k, D) :=
  if given then map_mx ratr (W_held k D (output_rows net)) else weights_part z.

Definition claim_at (R : realFieldType) (z : held_index -> R) : Prop :=
  let G sg := gradient_held (held_weights z) (ratr (s_of P)) (held_noise z) (map_mx ratr (X_of P)) sg in
  if holds then forall sg, held_rank trained (G sg) else exists sg, ~~ held_rank trained (G sg).

(* For almost every value of what is generic; where nothing is, the values z play no part. *)
Definition claim_of_outputs : Prop :=
  if generic_noise || ~~ given then almost_every claim_at else forall (R : realFieldType) (z : held_index -> R), claim_at z.

Lemma without_exception : (forall (R : realFieldType) (z : held_index -> R), claim_at z) -> claim_of_outputs.
Proof. by move=> H; rewrite /claim_of_outputs; case: ifP => _ //; exact: always. Qed.

(* One value of what is generic is enough. *)
Lemma one_value (W : 'M[rat]_(k, D)) (E : 'M[rat]_(D, N)) : holds ->
  (given -> W = W_held k D (output_rows net)) -> (~~ generic_noise -> E = E_of P) ->
  (forall sg, held_rank trained (gradient_held W (s_of P) E (X_of P) sg)) -> claim_of_outputs.
Proof.
move=> h WE EE H; pose z0 (t : held_index) := match t with inl t => E t.1 t.2 | inr t => W t.1 t.2 end.
have idr (x : rat) : ratr x = x := esym (fmorph_eq_rat [rmorphism of (@idfun rat)] x).
have id_mx m n (M : 'M[rat]_(m, n)) : map_mx ratr M = M by apply/matrixP=> i j; rewrite mxE idr.
have ae : almost_every claim_at.
  pose Wp : 'M[polynomial held_index]_(k, D) :=
    if given then map_mx (@mpolyC _ _) (W_held k D (output_rows net)) else \matrix_(c, i) @coordinate held_index (inr (c, i)).
  pose Ep : 'M[polynomial held_index]_(D, N) :=
    if generic_noise then \matrix_(i, n) @coordinate held_index (inl (i, n)) else map_mx (@mpolyC _ _) (E_of P).
  have Wz (R : numFieldType) (z : held_index -> R) : map_mx (at_point z) Wp = held_weights z.
    rewrite /Wp /held_weights; case: (given); apply/matrixP=> c i; last by rewrite !mxE at_point_coordinate.
    by rewrite [LHS]mxE [in LHS]mxE [RHS]mxE at_point_constant.
  have Ez (R : numFieldType) (z : held_index -> R) : map_mx (at_point z) Ep = held_noise z.
    rewrite /Ep /held_noise; case: (generic_noise); apply/matrixP=> c i; first by rewrite !mxE at_point_coordinate.
    by rewrite [LHS]mxE [in LHS]mxE [RHS]mxE at_point_constant.
  apply: almost_every_weaken (@one_point_trained held_index trained k d D N Wp Ep (s_of P) (X_of P) z0 _) => [R z|sg].
    by rewrite /claim_at h Wz Ez.
  rewrite Wz Ez; suff [-> ->] : held_weights z0 = W /\ held_noise z0 = E by exact: H.
  split; rewrite /held_weights /held_noise.
    case E1: (given); first by rewrite id_mx WE.
    by apply/matrixP=> c i; rewrite mxE.
  case E2: (generic_noise); last by rewrite id_mx EE ?E2.
  by apply/matrixP=> c i; rewrite mxE.
rewrite /claim_of_outputs; case: ifP => [_|/negbT] //; rewrite negb_or negbK => /andP[ng gi] R z.
rewrite /claim_at h /held_weights /held_noise gi (negPf ng) => sg.
rewrite -map_gradient_held -(WE gi) -(EE ng) map_held_rank; exact: H.
Qed.
End Claim.

(* W_L has a row for each output. *)
Lemma output_rows_size net ws : well_formed net -> weights net = Some ws ->
  size (output_rows net) = dims net (layers net).
Proof.
move=> wf Ew; have [_ _ szw _ _] := parameters_formed wf (ltac:(by rewrite Ew)).
have L2 : (2 <= layers net)%N.
  move: (wf); rewrite /well_formed; cbv zeta; do 6!case/andP; move=> /Z.leb_le w3 _ _ _ _ _ _.
  by move: w3; rewrite /layers /Form.count -[List.length _]/(size _); reckon.
have := szw (layers net).-1; rewrite prednK ?(ltnW L2) // /weight_rows /output_rows Ew /= list_nth.
by have -> : Nat.sub (layers net) 1 = (layers net).-1 by move: L2; clear; case: (layers net) => // n _; exact: PeanoNat.Nat.sub_0_r.
Qed.

(* Where noise is generic the problem has ones in its place. *)
Lemma ones_neq0 a b n i : (n < size (ones a b))%N -> (i < size (nth [::] (ones a b) n))%N ->
  q2r (nth q0 (nth [::] (ones a b) n) i) != 0.
Proof.
move=> ltn; have -> : nth [::] (ones a b) n = List.repeat q1 b.
  by have := @List.nth_In _ n (ones a b) [::]; rewrite list_nth => H; apply: (List.repeat_spec a); apply: H; apply/ssrnat.ltP.
move=> lti; have -> : nth q0 (List.repeat q1 b) i = q1.
  by have := @List.nth_In _ i (List.repeat q1 b) q0; rewrite list_nth => H; apply: (List.repeat_spec b); apply: H; apply/ssrnat.ltP.
by rewrite q2r1 oner_neq0.
Qed.

Lemma generic_ones net P : problem_of net = Some P -> generic (last_noise net) ->
  lengths_are (unit_count P) (factors P) -> size (factors P) = sample_count P -> forall i n, E_of P i n != 0.
Proof.
rewrite /problem_of; case: (last_inputs net) => // v [<-] /=; case: (last_noise net) => //= _ len sz i n.
by rewrite mxE; apply: ones_neq0; rewrite ?(lengths_areP len) ?sz.
Qed.

Section Rule.
Variables (net : instance) (P : problem) (given trained : bool).
Notation k := (dims net (layers net)).
Hypothesis wf : well_formed net.

(* Given output weights and noise, and no exception *)
Lemma given_claim (holds : bool) ws : weights net = Some ws -> given -> ~~ generic (last_noise net) ->
  let G sg := gradient_held (W_held (size (output_rows net)) (unit_count P) (output_rows net)) (s_of P) (E_of P) (X_of P) sg in
  (if holds then forall sg, held_rank trained (G sg) else exists sg, ~~ held_rank trained (G sg)) ->
  claim_of_outputs net P given trained holds.
Proof.
move=> Ew gi ng /=; rewrite (output_rows_size wf Ew) => H; apply: without_exception => R z.
rewrite /claim_at /held_weights /held_noise gi (negPf ng); case: holds H => [H sg|[sg H]].
  by rewrite -map_gradient_held map_held_rank; exact: H.
by exists sg; rewrite -map_gradient_held map_held_rank; exact: H.
Qed.

(* The rows of the biases are not needed. *)
Lemma given_full ws : weights net = Some ws -> given -> ~~ generic (last_noise net) ->
  (forall sg, full_column_rank (gradient_held (W_held (size (output_rows net)) (unit_count P) (output_rows net)) (s_of P) (E_of P) (X_of P) sg)) ->
  claim_of_outputs net P given trained true.
Proof. by move=> Ew gi ng H; apply: (given_claim Ew gi ng) => /= sg; exact: held_rank_full. Qed.

Lemma no_samples_outputs : sample_count P = 0%N -> claim_of_outputs net P given trained true.
Proof.
move=> N0; apply: without_exception => R z; rewrite /claim_at => sg; apply: held_rank_full.
by rewrite /full_column_rank eqn_leq rank_leq_col /=; apply: leq_trans (leq0n _); rewrite leqn0 muln_eq0 N0.
Qed.

Lemma outputs_pos : (0 < k)%N.
Proof.
have w3 : (layers net < size (widths net))%N.
  move: (wf); rewrite /well_formed; cbv zeta; do 6!case/andP; move=> /Z.leb_le w3 _ _ _ _ _ _.
  by move: w3; rewrite /layers /Form.count -[List.length _]/(size _); reckon.
by have [] := dims_pos wf w3.
Qed.

(* A W_L that is not given, at which it holds *)
Lemma weights_witness W (E : 'M[rat]_(unit_count P, sample_count P)) : ~~ given -> generic (last_noise net) -> size W = k ->
  (forall sg, held_rank trained (gradient_held (W_held (size W) (unit_count P) W) (s_of P) E (X_of P) sg)) ->
  claim_of_outputs net P given trained true.
Proof.
move=> ng gen szW; rewrite szW => H; apply: (one_value _ _ _ H) => //; first by move=> gi; rewrite gi in ng.
by rewrite gen.
Qed.

Theorem held_rule_sound e : problem_of net = Some P -> held_rule net P given trained e ->
  claim_of_outputs net P given trained (holds e).
Proof.
move=> EP; rewrite /held_rule dims_width; case/andP=> /andP[gw _].
have gws : given -> exists ws, weights net = Some ws by move: gw; case: (weights net) => [ws|]; [exists ws|case: (given)].
case: e => //=.
- move=> p groups /andP[/andP[ng gen]]; rewrite negbK in gen; move=> chk.
  have so : slope_ok P by move: chk; rewrite /check_partition_outputs; cbv zeta; do 6!case/andP.
  have [s0|N0] := slope_okP so; last exact: no_samples_outputs.
  apply: (one_value _ _ _ (fun sg => held_rank_full trained (check_partition_outputs_sound chk s0 sg))) => //; first by move=> gi; rewrite gi in ng.
  by rewrite gen.
- move=> ks p zs; case tr: (trained) => chk; apply: without_exception => R z; exists (const_mx true).
    exact: (check_tight_trained_sound chk).
  by rewrite held_rank_held; exact: (check_tight_outputs_sound chk).
- move=> p /andP[/andP[gi ng] chk]; have [ws Ew] := gws gi.
  by apply: (given_full Ew gi ng); exact: check_inputs_outputs_sound chk.
- move=> sg v /andP[/andP[gi ng] /andP[chk sums]]; have [ws Ew] := gws gi.
  by apply: (given_claim Ew gi ng) => /=; exists (pattern_of _ _ sg); exact: check_null_held_sound chk sums.
- case tr: (trained) => chk; apply: without_exception => R z; exists (const_mx false).
    have s0 : s_of P = 0 by case/andP: chk => s0 _; apply/eqP; rewrite -q2r_eq0.
    by rewrite s0 rmorph0; exact: dead_trained chk outputs_pos _ _ _ _.
  have s0 : s_of P = 0 by case/andP: chk => /andP[s0 _] _; apply/eqP; rewrite -q2r_eq0.
  by rewrite s0 rmorph0 held_rank_held; exact: dead_outputs chk outputs_pos _ _ _ _.
- move=> m e us q /andP[/andP[/andP[gi ng] sp] chk]; have [ws Ew] := gws gi.
  by apply: (given_full Ew gi ng); apply: spread_sound sp _; exact: check_collapse_sound chk.
- move=> r l z /andP[/andP[gi ng] chk]; have [ws Ew] := gws gi.
  by apply: (given_full Ew gi ng); exact: check_archimedean_outputs_sound chk.
- move=> r primes fold /andP[/andP[gi ng] chk]; have [ws Ew] := gws gi.
  by apply: (given_full Ew gi ng); exact: check_tree_outputs_sound chk.
- move=> p tables /andP[/andP[gi tb] chk]; have [ws Ew] := gws gi.
  case: tables tb chk => [ng|e [gen|//]] chk; have H := check_every_outputs_sound chk.
    by apply: (given_claim Ew gi ng) => /=; exact: H.
  rewrite negbK in gen; rewrite (output_rows_size wf Ew) in H.
  by apply: (one_value _ _ _ H) => //; rewrite gen.
- move=> p /andP[/andP[/andP[gi ng] sp] chk]; have [ws Ew] := gws gi.
  by apply: (given_full Ew gi ng); apply: spread_sound sp _; exact: check_linear_rank_sound chk.
- move=> v /andP[/andP[/andP[/andP[gi ng] _] _] /andP[chk sums]]; have [ws Ew] := gws gi.
  by apply: (given_claim Ew gi ng) => /=; eexists; exact: check_null_held_sound chk sums.
- move=> p pairs /andP[gi chk]; have [ws Ew] := gws gi.
  have szw := output_rows_size wf Ew; have [so _ _ _ _] := common_pairsP chk.
  case gen : (generic (last_noise net)) chk => chk; last first.
    by apply: (given_full Ew gi) => /=; rewrite ?gen //; exact: common_pairs_given chk.
  have [s0|N0] := slope_okP so; last exact: no_samples_outputs.
  have H := common_pairs_generic chk s0; rewrite szw in H.
  by apply: (one_value _ _ _ (fun sg => held_rank_full trained (H sg))) => //; rewrite gen.
- move=> pairs p zss yss /andP[/andP[gi ntr] chk]; have [ws Ew] := gws gi; have szw := output_rows_size wf Ew.
  apply: without_exception => R z; rewrite /claim_at /held_weights gi /gradient_held (negPf ntr); exists (const_mx true).
  rewrite held_rank_held -szw; apply: (crowded_pairs_rule chk) => i n E0.
  rewrite mxE /held_noise; case: ifP => gen; last by rewrite mxE E0 rmorph0 mul0r.
  have [lenE szE] : lengths_are (unit_count P) (factors P) /\ size (factors P) = sample_count P.
    by move: chk; rewrite /check_crowded_pairs; cbv zeta; do 8!case/andP; move=> _ _ _ lenE /PeanoNat.Nat.eqb_eq szE.
  by have := generic_ones EP gen lenE szE i n; rewrite E0 eqxx.
- move=> p pairs [C|] [//|] [W|] //.
  + case/andP=> /andP[tr gen]; rewrite negbK in gen; case/andP=> /andP[ng /PeanoNat.Nat.eqb_eq szW] chk.
    have so : slope_ok P by move: chk; rewrite /check_pairs_trained; cbv zeta; do 8!case/andP.
    have [s0|N0] := slope_okP so; last exact: no_samples_outputs.
    apply: (weights_witness ng gen szW) => sg; rewrite tr; exact: check_pairs_trained_sound chk s0 sg.
  + case/andP=> /andP[tr gen]; rewrite negbK in gen; case/andP=> gi chk; have [ws Ew] := gws gi.
    have so : slope_ok P by move: chk; rewrite /check_pairs_trained; cbv zeta; do 8!case/andP.
    have [s0|N0] := slope_okP so; last exact: no_samples_outputs.
    have H := check_pairs_trained_sound chk s0; rewrite (output_rows_size wf Ew) in H.
    move: tr; case: (trained) => // _; by apply: (one_value _ _ _ H) => //; rewrite gen.
  case/andP=> /andP[/andP[/andP[tr gen] ng] /PeanoNat.Nat.eqb_eq szW] chk; rewrite negbK in gen.
  have [so _ _ _ _] := common_pairsP chk; have [s0|N0] := slope_okP so; last exact: no_samples_outputs.
  by apply: (weights_witness ng gen szW) => sg; apply: held_rank_full; exact: common_pairs_generic chk s0 sg.
move=> pairs p [zss|//] yss [us|//] /andP[/andP[gi tr] chk]; have [ws Ew] := gws gi; have szw := output_rows_size wf Ew.
apply: without_exception => R z; rewrite /claim_at /held_weights gi /gradient_held tr; exists (const_mx true).
rewrite -szw; apply: (crowded_trained_rule chk) => i n E0.
rewrite mxE /held_noise; case: ifP => gen; last by rewrite mxE E0 rmorph0 mul0r.
have [lenE szE] : lengths_are (unit_count P) (factors P) /\ size (factors P) = sample_count P.
  by move: chk; rewrite /check_crowded_trained; cbv zeta; do 9!case/andP; move=> _ _ _ lenE /PeanoNat.Nat.eqb_eq szE.
by have := generic_ones EP gen lenE szE i n; rewrite E0 eqxx.
Qed.
End Rule.
