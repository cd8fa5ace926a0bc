(* Several outputs above several layers with generic noise: what a certificate claims, and that what held_layers_rule (Check.v)
   accepts is so (soundness.md 44, and 7, 46). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Form Rules EachPattern EachLayer Layers Outputs ReducedOutputs
  TrainedOutputs OutputsAbove Check Model Linear Bridge Groups SoundOneLayer SoundForward Generic Theorem5
  GenericLayers SoundLayers SoundAlive LayersClaims SoundEach SoundEachLayer EachClaims DeepClaims HeldOutputs
  SoundOutputs Trained SoundTrained OutputsClaims SoundEachOutputs HeldLayers SoundHeldLayers SoundCrowdedAbove
  SoundOutputsAbove SoundGenericOutputs.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- slope 0 --- *)

Lemma dead_outputs_above (F : fieldType) t k d D N (W : 'M[F]_(k, D)) (E : 'M[F]_(D, N)) (X : 'M[F]_(d, N)) : (0 < k)%N ->
  ((if t then 1 else 0) < N)%N -> ~~ held_rank t (gradient_held W 0 E X (const_mx false)).
Proof.
move=> k0 lt; have -> : gradient_held W 0 E X (const_mx false) = 0.
  apply/matrixP=> r q; case/mxvec_indexP: r => i j; case/mxvec_indexP: q => n c.
  by rewrite gradient_heldE [RHS]mxE [activations _ _ _ _ _]mxE [const_mx _ _ _]mxE !mulr0 mul0r.
apply: (@few_rows _ _ _ t _ _ 0); first by rewrite mxrank0.
by rewrite add0n; case: t lt => lt; [rewrite ltn_Pmull|rewrite muln_gt0 lt].
Qed.

Section Network.
Variables (net : instance) (given trained : bool).
Let N := size (inputs net).
Let K := dims net (layers net).

(* With weights the claim is about almost every noise of the layers above the determined ones, without about almost every noise,
   weights and biases below layer L-1; and about almost every W_L, if it is not given. *)
Definition claim_of_layers_outputs (holds : bool) : Prop :=
  match weights net with
  | Some _ =>
      let m := (layers net - 2 - determined net)%N in
      @held_layers_claim m N (dims_above net) (bias net) K trained true given (weights_above net) (biases_above net)
        (W_held K (dims_above net m.+1) (output_rows net)) holds (q2r (slope net)) (determined_outputs net)
  | None =>
      let m := (layers net - 2)%N in
      @held_layers_claim m N (dims net) (bias net) K trained false given (weight_of (dims net) (weight_rows net)) (bias_of (dims net) (shift_row net))
        (W_held K (dims net m.+1) (output_rows net)) holds (q2r (slope net)) (mat (dims net 0) N (inputs net))
  end.

Hypothesis wf : well_formed net.

Lemma outputs_above_pos : (0 < K)%N.
Proof. exact: outputs_pos. Qed.

Lemma dead_claim : qis0 (slope net) -> Nat.leb (if trained then 2 else 1)%N N -> claim_of_layers_outputs false.
Proof.
move=> s0 /PeanoNat.Nat.leb_le/ssrnat.leP n0; have {}s0 : q2r (slope net) = 0 by apply/eqP; rewrite -q2r_eq0.
have signs m d : @signs_at m N d [ffun=> false] m.+1 = const_mx false.
  apply/matrixP=> i n; rewrite [LHS]mxE [RHS]mxE /layer_of; case: {-}_ / idP => [lt|[]]; [exact: ffunE|exact: ltnSn].
rewrite /claim_of_layers_outputs s0; case: (weights net) => [ws|]; apply: always => R z; exists [ffun=> false]; rewrite rmorph0 /G_held signs;
  by apply: dead_outputs_above; [exact: outputs_above_pos|case: (trained) n0].
Qed.

Lemma rows_outputs a b c : (a < size (widths net))%N -> (b < size (widths net))%N -> (c < size (widths net))%N ->
  [/\ Z.leb (Z.mul (width net a) (samples net)) (Z.mul (width net b) (Z.add (width net c) (if bias net then Zpos xH else Z0))) =
      (N * dims net a <= dims net b * (dims net c + bias net))%N, Z.leb (width net a) (width net b) = (dims net a <= dims net b)%N &
      Z.eqb (samples net) Z0 = (N == 0%N)].
Proof.
move=> la lb lc; have [<- _] := dims_pos wf la; have [<- _] := dims_pos wf lb; have [<- _] := dims_pos wf lc.
rewrite /samples /Form.count -[List.length _]/N.
have -> : (if bias net then Zpos xH else Z0) = Z.of_nat (bias net) by case: (bias net).
move: (dims net a) (dims net b) (dims net c) (nat_of_bool (bias net)) N => x y z u n.
split; rewrite -?Nat2Z.inj_add -?Nat2Z.inj_mul.
- by apply/idP/idP => [/Z.leb_le/Nat2Z.inj_le/ssrnat.leP|/ssrnat.leP H]; [rewrite mulnC|apply/Z.leb_le/inj_le; rewrite -[Nat.mul x n]/(x * n)%N mulnC].
- by apply/idP/idP => [/Z.leb_le/Nat2Z.inj_le/ssrnat.leP|/ssrnat.leP H] //; apply/Z.leb_le/inj_le.
by apply/idP/eqP => [/Z.eqb_eq|->] //; reckon.
Qed.

Lemma generic_outputs_claim m (enough : bool) : weights net = None -> layers net = m.+3 -> ~~ given -> ~~ trained ->
  (enough -> q2r (slope net) != 0 \/ N = 0%N) ->
  check_generic_outputs (width net m.+3) (width net m.+2) (Z.add (width net m.+1) (if bias net then Zpos xH else Z0)) (samples net) (bias net) (inputs net) enough ->
  claim_of_layers_outputs enough.
Proof.
move=> Ew LE ng nt sl; rewrite /check_generic_outputs => /Bool.eqb_prop.
have szw : size (widths net) = m.+4 by move: LE; rewrite /layers -[List.length _]/(size _); reckon.
have [|||-> -> ->] := @rows_outputs m.+3 m.+2 m.+1; rewrite ?szw ?ltnS ?leqW //.
rewrite no_zero_sample // => enoughE.
have pos l : (l < m.+4)%N -> (0 < dims net l)%N by move=> lt; have [|_ H] := @dims_pos net l wf; rewrite ?szw.
rewrite /claim_of_layers_outputs /K Ew LE (negPf ng) (negPf nt); have -> : (m.+3 - 2)%N = m.+1 by rewrite subSS subn1.
case: enough enoughE sl => [/esym/andP[/andP[fits few] nz]|/esym/negbT no] sl.
  have [s0|N0] := sl isT; last exact: no_samples_above.
  have [N0|few'] := orP few; first by apply: no_samples_above; exact/eqP.
  apply: generic_outputs => // [|l lm]; last by apply: pos; rewrite !ltnS; exact: leq_trans lm (leqW (leqnSn _)).
  by case/orP: nz => [->|/forallP nz]; [left|right].
apply: nothing_outputs; first exact: pos.
move: no; rewrite !negb_and !negb_or -!ltnNge -orbA => /or3P[lt|/andP[N0 lt]|/andP[b0 /forallPn[n z]]].
- exact: Or31.
- by apply: Or32; rewrite lt0n.
by apply: Or33; split=> //; exists n; rewrite negbK in z.
Qed.

(* --- with weights --- *)

Section Weights.
Variables (ws : list rows) (m : nat).
Hypotheses (Ew : weights net = Some ws) (mE : (layers net - 2 - determined net)%N = m.+1).
Let k := determined net.
Let d := dims_above net.
Let x := outputs_of net ws k.
Notation claim Kx tr gv Wo h := (@held_layers_claim m.+1 N d (bias net) Kx tr true gv (weights_above net) (biases_above net) Wo h (q2r (slope net)) (mat (d 0%N) N x)).

Lemma known_outputs : [/\ size x = N, lengths_are (d 0%N) x & determined_outputs net = mat (d 0%N) N x].
Proof.
have [LE _ _] := above_count mE; have [|szo leno outE] := @outputs_network net ws k wf Ew; first by rewrite LE leq_addl.
by split.
Qed.

Lemma claim_at_weights h : claim K trained given (W_held K (d m.+2) (output_rows net)) h -> claim_of_layers_outputs h.
Proof. by have [_ _ E] := known_outputs; rewrite /claim_of_layers_outputs Ew E /= mE. Qed.

Notation alive_lists := (alive_of (fun l => weight_rows net (l + k)) (fun l => shift_row net (l + k)) x (bias net) m).
Lemma some_unit_above : (0 < d m.+1)%N.
Proof.
have [_ _ LE] := above_count mE; have [|_ H] := @dims_pos net (m.+1 + k) wf; last exact: H.
by move: LE; rewrite /layers -[List.length _]/(size _) /k; reckon.
Qed.

(* The units of layer L-1 find different units of layer L-2, at W_L or at the one in the evidence. *)
Lemma pairs_claim p pairs units W biases : q2r (slope net) != 0 ->
  finds_units (d m.+2) (d m.+1 + bias net) alive_lists pairs units -> size W = K -> (given -> W = output_rows net) ->
  (if biases is Some C then trained && check_bases_with (d m.+2) N W p pairs C else check_bases (d m.+2) N W p pairs) ->
  claim_of_layers_outputs true.
Proof.
move=> s0 found szW WE chk; apply: claim_at_weights.
have [_ _ szw lenw szc] := parameters_formed wf (ltac:(by rewrite Ew)); have [szx lenx _] := known_outputs.
have WoE : given -> W_held K (d m.+2) (output_rows net) = W_held K (d m.+2) W by move=> gi; rewrite (WE gi).
move: (W_held K _ _) WoE; rewrite -szW => Wo WoE.
case: biases chk => [C /andP[-> chk]|chk].
  exact: (@pairs_above_biases d N (fun l => weight_rows net (l + k)) (fun l => shift_row net (l + k)) x (bias net)
    (fun l => szw (l + k)%N) (fun l => lenw (l + k)%N) (fun l => szc (l + k)%N) szx lenx m some_unit_above W _ p pairs units s0 found given Wo C WoE chk).
exact: (@pairs_above_sound d N (fun l => weight_rows net (l + k)) (fun l => shift_row net (l + k)) x (bias net)
    (fun l => szw (l + k)%N) (fun l => lenw (l + k)%N) (fun l => szc (l + k)%N) szx lenx m some_unit_above W _ p pairs units s0 found trained given Wo WoE chk).
Qed.

Lemma matching_claim named : q2r (slope net) != 0 -> ~~ given -> check_matching_outputs K (d m.+2) (d m.+1 + bias net) alive_lists named ->
  claim_of_layers_outputs true.
Proof.
move=> s0 ng chk; apply: claim_at_weights; rewrite (negPf ng).
have [_ _ szw lenw szc] := parameters_formed wf (ltac:(by rewrite Ew)); have [szx lenx _] := known_outputs.
exact: (@matching_outputs_sound d N (fun l => weight_rows net (l + k)) (fun l => shift_row net (l + k)) x (bias net)
    (fun l => szw (l + k)%N) (fun l => lenw (l + k)%N) (fun l => szc (l + k)%N) szx lenx m some_unit_above K _ s0 trained _ named chk).
Qed.

Lemma hall_claim ks : check_hall_outputs trained K (d m.+2) (d m.+1 + bias net) alive_lists ks -> claim_of_layers_outputs false.
Proof.
move=> chk; apply: claim_at_weights.
have [_ _ szw lenw szc] := parameters_formed wf (ltac:(by rewrite Ew)); have [szx lenx _] := known_outputs.
exact: (@hall_outputs_sound d N (fun l => weight_rows net (l + k)) (fun l => shift_row net (l + k)) x (bias net)
    (fun l => szw (l + k)%N) (fun l => lenw (l + k)%N) (fun l => szc (l + k)%N) szx lenx m K trained given _ _ ks chk).
Qed.

Lemma crowded_claim p pairs yss (us : option (seq (seq Z))) : given -> trained = (us : bool) ->
  check_crowded_above (d m.+2) (d m.+1 + bias net) alive_lists (output_rows net) pairs p yss us -> claim_of_layers_outputs false.
Proof.
move=> gi tE chk; apply: claim_at_weights; rewrite gi tE /K -(output_rows_size wf Ew).
have [_ _ szw lenw szc] := parameters_formed wf (ltac:(by rewrite Ew)); have [szx lenx _] := known_outputs.
exact: (@crowded_above_sound d N (fun l => weight_rows net (l + k)) (fun l => shift_row net (l + k)) x (bias net)
    (fun l => szw (l + k)%N) (fun l => lenw (l + k)%N) (fun l => szc (l + k)%N) szx lenx m p pairs (output_rows net) yss us _ chk).
Qed.

Lemma each_claim p tables fs : given -> is_prime p ->
  filled N (factors_of N) (List.tl (widths net)) (noises net) tables = Some fs ->
  each_lower (slope net) [seq weight_rows net (l + k) | l <- iota 0 m.+1] [seq shift_row net (l + k) | l <- iota 0 m.+1]
    (List.firstn m.+1 (List.skipn k fs)) x
    (fun v => every_slope_outputs trained (d m.+2) (d m.+1 + bias net) (slope net) p (output_rows net) (List.nth (m.+1 + k) fs [::]) (with_ones (bias net) v)) ->
  claim_of_layers_outputs true.
Proof.
move=> gi pp Ef H; apply: claim_at_weights; rewrite gi.
have p1 : Z.lt (Zpos xH) p by case/andP: pp => /andP[/Z.leb_le H1 _] _; reckon.
have [_ _ szw lenw szc] := parameters_formed wf (ltac:(by rewrite Ew)); have [szx lenx _] := known_outputs.
have szN : (size (noises net)).+1 = layers net := noises_size wf.
have [LE _ L3] := above_count mE.
have [szf fP] := filledP Ef (noises_widths wf).
have dimsE l : Z.to_nat (nth Z0 (List.tl (widths net)) l) = dims net l.+1.
  by rewrite /dims; case: (widths net) => [|? ?] //=; rewrite nth_nil.
pose e l := nth (ones N (d l.+1)) fs (l + k).
have eP l : size (e l) = N /\ lengths_are (d l.+1) (e l).
  rewrite /e; have [lt|ge] := ltnP (l + k) (size fs); last by rewrite nth_default //; exact: onesP.
  rewrite (set_nth_default [::]) //; have ltn : (l + k < size (noises net))%N by rewrite -szf.
  have := fP _ ltn; have := @noise_formed net (l + k) wf ltn; rewrite dimsE /d /dims_above addSn.
  by case: (nth Generic _ _) => [_ [] //|/(_ isT) H' ->|f /(_ isT) H' ->].
have ltm : (m.+1 + k < size fs)%N by rewrite szf -ltnS szN L3 -/k.
apply: one_point_each => sg; exists (weights_above net), (biases_above net), (W_held K (d m.+2) (output_rows net)), (noise_in d N e).
split=> //; first by rewrite orbT.
have eE : List.firstn m.+1 (List.skipn k fs) = [seq e l | l <- iota 0 m.+1].
  have leF : (k + m.+1 <= size fs)%N by rewrite addnC ltnW.
  rewrite (take_drop_iota [::] leF).
  apply/eq_in_map => l; rewrite mem_iota add0n => /andP[_ lm]; rewrite /e (set_nth_default [::]) //.
  by apply: leq_trans (ltnW ltm); rewrite -addSn leq_add2r.
have eM : List.nth (m.+1 + k) fs [::] = e m.+1 by rewrite list_nth; exact: set_nth_default.
rewrite eE eM in H.
have [v [Hv szv lenv vE]] := @each_lowerP d N (fun l => weight_rows net (l + k)) (fun l => shift_row net (l + k)) e
   (fun l => szw (l + k)%N) (fun l => lenw (l + k)%N) (fun l => szc (l + k)%N) (fun l => (eP l).1) (fun l => (eP l).2)
   (slope net) x sg _ _ 0 x H szx lenx erefl.
rewrite add0n in lenv vE; have szo : size (with_ones (bias net) v) = N by rewrite size_with_ones.
have := every_slope_outputs_sound szo p1 Hv (sg m.+2); by rewrite (output_rows_size wf Ew) (mat_with_ones (bias net) szv lenv) vE.
Qed.
End Weights.

Theorem held_layers_sound e : held_layers_rule net given trained e -> claim_of_layers_outputs (holds e).
Proof.
rewrite /held_layers_rule; cbv zeta; case/andP=> /andP[above tb].
have [m mE] := above_layers above; have [LE mE' L3] := above_count mE.
have LEc : Nat.sub (layers net) 1 = (m.+2 + determined net)%N := LE; have mEc : Nat.sub (layers net) 2 = (m.+1 + determined net)%N := mE'.
have slope_or : ~~ qis0 (slope net) || Nat.eqb (List.length (inputs net)) 0 -> q2r (slope net) != 0 \/ N = 0%N := @slope_or_none net.
have none : N = 0%N -> claim_of_layers_outputs true.
  by move=> N0; rewrite /claim_of_layers_outputs; case: (weights net) => [ws|]; exact: no_samples_above.
case Ew: (weights net) => [ws|]; last first.
  have k0 : determined net = 0%N by rewrite /determined Ew.
  rewrite k0 !addn0 in L3 LEc mEc.
  case: e => //= [/andP[/andP[_ s0] n0]|enough|p pairs C [u|] W|pairs p [z|] y u] //; first exact: dead_claim.
  case/andP=> /andP[/andP[ng nt] sl]; rewrite LEc mEc L3 => chk.
  apply: (generic_outputs_claim Ew L3 ng nt _ chk) => en; apply: slope_or; by move: sl; rewrite en.
rewrite (alive_above_determined wf Ew mE) !dims_width width_bias // LEc mEc.
rewrite (_ : Nat.sub (m.+1 + determined net)%N (determined net) = m.+1); last exact: addnK.
case: e => //.
- by case/andP=> /andP[_ s0] n0; exact: dead_claim.
- move=> p tables /andP[/andP[gi pp]]; case Ef: (filled _ _ _ _ _) => [fs|] //.
  have [szW szC _ _ _] := parameters_formed wf (ltac:(by rewrite Ew)); rewrite Ew [odflt _ _]/= in szW.
  have le : (determined net + m.+1 <= layers net)%N by rewrite L3 addnC leq_add2r ltnW.
  rewrite (take_drop_iota [::] (_ : (determined net + m.+1 <= size ws)%N)) ?szW //.
  rewrite (take_drop_iota [::] (_ : (determined net + m.+1 <= size (shifts net))%N)) ?szC // => H.
  apply: (each_claim Ew mE gi pp Ef); move: H; by rewrite /weight_rows Ew.
- move=> named /andP[/andP[ng sl] chk]; case: (slope_or sl) => [s0|/none //]; exact: (matching_claim Ew mE s0 ng chk).
- move=> ks chk; exact: (hall_claim Ew mE chk).
- move=> p pairs biases [units|//] W /andP[/andP[/andP[sl found] gv] chk]; case: (slope_or sl) => [s0|/none //].
  case: W gv chk => [W /andP[/andP[ng tr] /PeanoNat.Nat.eqb_eq szW]|gi] chk.
    by apply: (pairs_claim Ew mE s0 found szW _ chk) => gi; rewrite gi in ng.
  exact: (pairs_claim Ew mE s0 found (output_rows_size wf Ew) (fun=> erefl) chk).
move=> pairs p [//|] yss us /andP[/andP[gi /Bool.eqb_prop tE] chk].
by apply: (crowded_claim Ew mE gi _ chk); rewrite tE; case: us {chk tE}.
Qed.

Lemma several_layers e : held_layers_rule net given trained e -> problem_of net = None.
Proof.
rewrite /held_layers_rule /problem_of /last_inputs; cbv zeta; case/andP=> /andP[above _] _.
have [-> ->] : Nat.eqb (layers net) 2 = false /\ Nat.eqb (determined net) (Nat.sub (layers net) 2) = false; last by case: (weights net).
by case/andP: above => /PeanoNat.Nat.ltb_lt lt _; split; apply/PeanoNat.Nat.eqb_neq; reckon.
Qed.
End Network.
