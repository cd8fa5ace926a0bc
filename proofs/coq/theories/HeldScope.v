(* The field scope with several outputs whose weights are held, layer L-1 alone: what it claims, and that the kinds that
   serve all slopes between s and 1 prove it (soundness.md 28 and 33). *)
From Coq Require Import ZArith QArith_base.
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Arithmetic Elimination Model Linear Archimedean Form PointRules Rules Outputs
  Check Bridge Groups SoundOneLayer SoundForward Generic LayersClaims HeldOutputs SoundArchimedean SoundOutputs
  SoundOutputKinds Outputs ReducedOutputs Trained SoundReducedOutputs OutputsClaims KinkMinima HeldMinima SoundScope.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Claim.
Variables (net : instance) (P : problem) (given trained : bool).

(* In W_{L-1}, with W_L held; in b_L as well, where it is trained *)
Definition minima_at (R : realFieldType) (z : held_index net P -> R) : Prop :=
  every_held_minimum_critical (held_weights given z) (ratr (s_of P)) (held_noise z) (map_mx ratr (X_of P)) trained.

(* For almost every value of what is generic, as in claim_of_outputs *)
Definition claim_of_held_minima : Prop :=
  if generic (last_noise net) || ~~ given then almost_every minima_at
  else forall (R : realFieldType) (z : held_index net P -> R), minima_at z.

Lemma held_minima_of_slopes : claim_of_outputs net P given trained true ->
  (forall (R : realFieldType) (z : held_index net P -> R),
     (forall sg, held_rank trained (gradient_held (held_weights given z) (ratr (s_of P)) (held_noise z) (map_mx ratr (X_of P)) sg)) ->
     every_slope_held (held_weights given z) (ratr (s_of P)) (held_noise z) (map_mx ratr (X_of P)) trained) ->
  claim_of_held_minima.
Proof.
move=> claim slopes; move: claim; rewrite /claim_of_outputs /claim_of_held_minima; case: ifP => _ H.
  by apply: almost_every_weaken H => R z full; apply: every_slope_held_minima; apply: slopes => sg; exact: full.
by move=> R z; apply: every_slope_held_minima; apply: slopes => sg; exact: H.
Qed.
End Claim.

(* archimedean: slopes that differ from output to output are more than is needed. *)
Theorem spread_slopes P w : spreads P w ->
  (forall R : realFieldType, every_slope_rank (ratr (s_of (spread P w)) : R) (map_mx ratr (E_of (spread P w))) (map_mx ratr (X_of (spread P w)))) ->
  forall R : realFieldType, every_slope_held (map_mx ratr (W_held (size w) (unit_count P) w)) (ratr (s_of P) : R)
    (map_mx ratr (E_of P)) (map_mx ratr (X_of P)) false.
Proof.
case/andP=> /andP[lenw lenE] /PeanoNat.Nat.eqb_eq szE H R th thP; rewrite held_rank_held.
have szE' : size (factors P) = sample_count P by exact: szE.
pose th' : 'M[R]_(unit_count P, sample_count (spread P w)) :=
  \matrix_(i, m) nth 1 [seq th i n | n <- enum 'I_(sample_count P)] (m %/ size w).
have th'P : between_slopes (ratr (s_of P)) th'.
  move=> i m; rewrite mxE; have [lt|ge] := ltnP (m %/ size w) (sample_count P).
    by rewrite (nth_map (Ordinal lt)) ?size_enum_ord.
  rewrite nth_default; last by rewrite size_map size_enum_ord.
  by rewrite le_minl le_maxr lexx !orbT.
have -> : khatri_rao (held_slopes (map_mx ratr (W_held (size w) (unit_count P) w)) (entrywise (map_mx ratr (E_of P)) th))
    (copied (size w) (map_mx ratr (X_of P))) =
    colsub (@column P w) (khatri_rao (entrywise (map_mx ratr (E_of (spread P w))) th') (map_mx ratr (X_of (spread P w)))).
  apply/matrixP=> r q; case/mxvec_indexP: r => i j; case/mxvec_indexP: q => n c.
  rewrite [RHS]mxE !khatri_raoE held_slopesE copiedE ![entrywise _ _ _ _]mxE [th' _ _]mxE column_div.
  rewrite (nth_map n) ?size_enum_ord // nth_ord_enum ![map_mx _ _ _ _]mxE [W_held _ _ _ _ _]mxE [E_of (spread P w) _ _]mxE [X_of (spread P w) _ _]mxE columnE.
  have ltf : (n < size (factors P))%N by rewrite szE'.
  have ltx : (n < size (xs P))%N := ltn_ord n.
  rewrite (@nth_flat _ _ _ (size w) _ [::]) //; last by move=> x; exact: size_map.
  rewrite (@nth_flat _ _ _ (size w) _ [::]) //; last by move=> x; exact: size_map.
  rewrite -![List.map _ w]/(map _ w) !(nth_map [::]) // [E_of P _ _]mxE [X_of P _ _]mxE.
  rewrite (nth_map2 _ q0 q0) ?q2rM ?(lengths_areP lenE) ?(lengths_areP lenw) ?szE' //.
  move: (q2r (nth q0 (nth [::] w c) i)) (q2r (nth q0 (nth [::] (factors P) n) i)) (q2r (nth q0 (nth [::] (xs P) n) j)) => b a x.
  by rewrite rmorphM /= mulrA [ratr a * _]mulrC.
apply: full_column_rank_colsub; [exact: column_inj|exact: H].
Qed.

Section Rule.
Variables (net : instance) (P : problem) (given trained : bool).
Hypotheses (wf : well_formed net) (EP : problem_of net = Some P).
Hypotheses (szN : sample_count P = size (inputs net)) (slE : problem_slope P = slope net).

Theorem held_scope_sound e : held_rule net P given trained e -> covers_slopes net e -> claim_of_held_minima net P given trained.
Proof.
move=> rl; rewrite /covers_slopes; cbv zeta; case/andP=> h; have := held_rule_sound wf EP rl; rewrite h => claim.
case/orP=> [/PeanoNat.Nat.eqb_eq N0|/andP[]].
  by apply: (held_minima_of_slopes claim) => R z _; apply: no_samples_held; rewrite szN.
rewrite -slE => sp; have s0 : 0 < s_of P by rewrite -q2r_gt0.
have s0R (R : realFieldType) : 0 < ratr (s_of P) :> R by rewrite ltr0q.
case/orP=> [|kinds].
  rewrite /qequal /qsub q2r_eq0 q2rD q2rN q2r1 subr_eq0 => /eqP s1.
  apply: (held_minima_of_slopes claim) => R z H.
  by rewrite /s_of s1 rmorph1 in H *; exact: slope_one_held (H (const_mx true)).
have independent : full_column_rank (X_of P) -> claim_of_held_minima net P given trained.
  move=> xi; apply: (held_minima_of_slopes claim) => R z H; apply: (independent_inputs_held (s0R R) _ H).
  by rewrite /full_column_rank mxrank_map.
have whole_inputs p groups : lengths_are (dim P) (xs P) -> (exists2 zs, integral_rows false (xs P) = Some zs &
    forall i, (i < size groups)%N -> index_set (Z.of_nat (sample_count P)) (nth [::] groups i) /\ independent_of p zs (nth [::] groups i)) ->
    whole (size (inputs net)) groups -> full_column_rank (X_of P).
  by rewrite -szN => len [zs Ez ind]; exact: whole_group_independent len Ez ind.
have pairs_whole w g p groups : check_common_pairs P w g p groups -> whole (size (inputs net)) groups -> claim_of_held_minima net P given trained.
  move=> chk wh; have [_ [_ len] inc [zs [ws [Ez _ ind _]]] _] := common_pairsP chk.
  apply: independent; apply: (whole_inputs p _ _ _ wh) => //.
  have szp : size groups = unit_count P by move: chk; rewrite /check_common_pairs; cbv zeta; do 6!case/andP; move=> _ _ _ /set_for_each_unitP[].
  by exists zs => // i lt; rewrite szp in lt; split; [exact: inc|exact: ind].
move: rl; rewrite /held_rule; case/andP=> /andP[gw _].
case: e {claim} h kinds => //=.
- move=> p groups _ wh /andP[_ chk]; apply: independent; move: chk; rewrite /check_partition_outputs; cbv zeta; do 6!case/andP.
  move=> _ _ _ len inc _; case Ez: (integral_rows false (xs P)) => [zs|] // ind.
  apply: (whole_inputs p _ _ _ wh) => //.
  exists zs => // i lt; split; first by have : all (index_set (Z.of_nat (sample_count P))) groups by []; move/(all_nthP [::]); apply.
  by have : all (independent_of p zs) groups by []; move/(all_nthP [::]); apply.
- move=> p _ _ /andP[_ chk]; apply: independent; move: chk; rewrite /check_inputs_outputs; cbv zeta; do 3!case/andP.
  move=> _ _ len; case Ez: (integral_rows false (xs P)) => [zs|] //; case: (integral_rows _ _) => // ws /andP[ind _].
  exact: all_independent len Ez ind.
- move=> r l z _ _ /andP[/andP[gi ng] chk]; rewrite /claim_of_held_minima gi (negPf ng) => R zz.
  have [ws Ew] : exists ws, weights net = Some ws by move: gw; rewrite gi; case: (weights net) => // ws; exists ws.
  apply: every_slope_held_minima; apply: slopes_trained; rewrite /held_weights /held_noise (negPf ng).
  move: chk; rewrite /check_archimedean_outputs; case Er: (reduce_outputs _ _ _) => [[Q v]|] // /andP[sp' chk].
  have := spread_slopes sp' (fun R' => check_archimedean_slopes chk (F := R')) (R := R).
  rewrite (reduce_outputs_slope Er) => H; have := reduce_outputs_slopes Er s0 H.
  by rewrite (output_rows_size wf Ew).
- by move=> p pairs _ wh /andP[_ chk]; exact: pairs_whole chk wh.
by move=> p pairs [C|] [u|] [W|] //= _ wh /andP[_ chk]; exact: pairs_whole chk wh.
Qed.
End Rule.
