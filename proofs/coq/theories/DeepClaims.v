(* What deep_rule (Check.v) accepts: dead-pattern where several layers are free, and diagonal, deep-collapse and
   deep-null-vector for the patterns of all hidden layers. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Form Rules EachLayer DeepPatterns Check Model Linear Collapse
  Bridge SoundCongruence SoundOneLayer SoundForward Generic Theorem5 GenericLayers SoundLayers LayersClaims
  SoundEachLayer EachClaims SoundDeep SoundDeepCollapse Archimedean.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Network.
Variable net : instance.
Hypothesis wf : well_formed net.
Let N := size (inputs net).

(* --- shapes --- *)

Lemma layers_two : (2 <= layers net)%N.
Proof.
move: (wf); rewrite /well_formed; cbv zeta; do 6!case/andP; move=> /Z.leb_le w3 _ _ _ _ _ _.
by move: w3; rewrite /layers /Form.count -[List.length _]/(size _); reckon.
Qed.

Lemma noises_size : (size (noises net)).+1 = layers net.
Proof.
have wfe : layered (fun _ w e => match e with Given f => shape (samples net) w f | _ => true end)
   (List.firstn (layers net) (widths net)) (noises net).
  by move: (wf); rewrite /well_formed; cbv zeta; case/andP=> /andP[].
have [szE _] := layeredP wfe; rewrite -szE firstnE size_takel // /layers -[List.length _]/(size _); exact: leq_pred.
Qed.

Lemma noises_widths : (size (noises net) <= size (behead (widths net)))%N.
Proof. by rewrite -ltnS noises_size /layers -[List.length _]/(size _); case: (widths net). Qed.

Lemma noise_list_size : size (noise_list net) = size (noises net).
Proof.
have := noises_widths; rewrite /noise_list.
by elim: (behead _) (noises net) => [|w0 wl IH] [|e0 el] //= /IH ->.
Qed.

Lemma noise_rowsE l : (l < size (noises net))%N ->
  noise_rows net l = factors_of N (dims net l.+1) (nth Generic (noises net) l).
Proof.
rewrite /noise_rows /noise_list => lt; have -> : dims net l.+1 = Z.to_nat (nth Z0 (behead (widths net)) l) by rewrite /dims nth_behead.
have := noises_widths; move: lt; rewrite -/N.
by elim: (behead _) (noises net) l => [|w0 wl IH] [|e0 el] [|l] //= lt le; rewrite IH.
Qed.

Lemma noise_rows_formed l : size (noise_rows net l) = N /\ lengths_are (dims net l.+1) (noise_rows net l).
Proof.
have [lt|ge] := ltnP l (size (noises net)); last by rewrite /noise_rows nth_default ?noise_list_size //; exact: onesP.
rewrite noise_rowsE //; have := @noise_formed net l wf lt.
by case: (nth Generic _ _) => [_|_|f /(_ isT)] //; exact: onesP.
Qed.

(* --- dead-pattern --- *)

Theorem dead_rule_sound which : deep_rule net which DeadPattern -> claim_of_each net which false.
Proof.
rewrite /deep_rule; case/andP=> /andP[/andP[ol s0] /negP n0] _.
have npos : (0 < N)%N by rewrite lt0n; apply/eqP => E; apply: n0; apply/PeanoNat.Nat.eqb_eq.
have {}s0 : q2r (slope net) = 0 by apply/eqP; rewrite -q2r_eq0.
have ne : among which <> AllLayers by case: (which) ol.
rewrite /claim_of_each; case: (weights net) => [ws|]; apply: always => R z; rewrite s0 rmorph0; exact: dead_layers npos ne.
Qed.

(* --- the patterns of all hidden layers --- *)

Variable ws : seq rows.
Hypotheses (Ew : weights net = Some ws) (L3 : Nat.leb 3 (layers net)).
Hypothesis ng : List.forallb (fun e => negb (generic e)) (noises net).
Let m := (layers net - 2)%N.
Notation d := (dims_from net AllLayers).
Notation W := (weights_from net AllLayers).
Notation c := (biases_from net AllLayers).
Notation X := (outputs_from net AllLayers).
Let w l := weight_rows net (l + 0).
Let b l := shift_row net (l + 0).
Let e l := noise_rows net (l + 0).
Let s := q2r (slope net).
Let E : forall l, 'M[rat]_(d l, N) := noise_in d N e.
Let G (sg : forall l, 'M[bool]_(d l, N)) := G_above (bias net) W c (fun l => activations s (E l) (sg l)) X m.

Let formed := parameters_formed wf (ltac:(by rewrite Ew) : weights net <> None).
Let szw l : size (w l) = d l.+1. Proof. by have [_ _ H _ _] := formed; exact: H. Qed.
Let lenw l : lengths_are (d l) (w l). Proof. by have [_ _ _ H _] := formed; exact: H. Qed.
Let szb l : size (b l) = d l.+1. Proof. by have [_ _ _ _ H] := formed; exact: H. Qed.
Let sze l : size (e l) = N. Proof. exact: (noise_rows_formed (l + 0)).1. Qed.
Let lene l : lengths_are (d l.+1) (e l). Proof. exact: (noise_rows_formed (l + 0)).2. Qed.
Let len0 : lengths_are (d 0%N) (inputs net). Proof. exact: inputs_formed. Qed.
Let XE : X = mat (d 0%N) N (inputs net). Proof. by []. Qed.

Let mE : layers net = m.+2. Proof. by rewrite /m -{1}(subnK layers_two) addn2. Qed.
Let szn : size (noises net) = m.+1. Proof. by apply: succn_inj; rewrite noises_size mE. Qed.

Lemma not_generic l : (l <= m)%N -> generic (noise_from net AllLayers l.+1) = false.
Proof.
move=> lm; have : all (fun e => ~~ generic e) (noises net) by [].
move/(all_nthP Generic)/(_ l); rewrite szn ltnS => /(_ lm)/negbTE <-.
by rewrite /noise_from /noise_of_layer list_nth addSn [Nat.pred _]/= /free_from addn0.
Qed.

Lemma given_noise l : (l <= m)%N -> given_from net AllLayers l.+1 = E l.+1.
Proof.
move=> lm; rewrite /given_from /E /= /e; congr mat; rewrite noise_rowsE ?addn0 ?szn //.
by rewrite /noise_from /noise_of_layer list_nth addSn [Nat.pred _]/= /free_from /dims_from ?addn0.
Qed.

Lemma G_at (R : realFieldType) (z : noise_index m N d -> R) (p : all_patterns m N d) :
  G_of_pattern (bias net) (fun l => map_mx ratr (W l)) (fun l => map_mx ratr (c l)) (ratr s)
    (mixed_noise (fun l => generic (noise_from net AllLayers l)) (given_from net AllLayers) z) (map_mx ratr X) p =
  map_mx ratr (G (signs_at p)).
Proof.
rewrite /G map_G_above; apply: G_above_below => // l lm; rewrite map_activations; congr activations.
by rewrite /mixed_noise not_generic // given_noise.
Qed.

Lemma full_rank_map (R : realFieldType) k n (M : 'M[rat]_(k, n)) : full_column_rank (map_mx (ratr : rat -> R) M) = full_column_rank M.
Proof. by rewrite /full_column_rank mxrank_map. Qed.

Lemma every_pattern_claim : (forall sg, full_column_rank (G sg)) -> claim_of_each net AllLayers true.
Proof.
move=> H; rewrite /claim_of_each Ew [free_from _ _]/= subn0; apply: always => R z p _.
by rewrite G_at full_rank_map.
Qed.

Lemma some_pattern_claim sg : ~~ full_column_rank (G sg) -> claim_of_each net AllLayers false.
Proof.
move=> H; rewrite /claim_of_each Ew [free_from _ _]/= subn0; apply: always => R z.
have [p pE] := @pattern_of_layers m N d (fun l => sg l.+1).
exists p; split=> //; rewrite G_at full_rank_map; move: H; congr (~~ full_column_rank _).
by apply: G_above_below => // l lm; rewrite pE.
Qed.

Let dE l : d l = dims net l. Proof. by rewrite /dims_from addn0. Qed.
Let firstW : List.firstn m ws = map w (iota 0 m).
Proof.
have [szW _ _ _ _] := formed; rewrite Ew /= in szW; rewrite -[ws]/(List.skipn 0 ws) (take_drop_iota [::]) ?szW ?mE ?add0n ?(leqW (leqnSn m)) //.
by rewrite /w /weight_rows Ew.
Qed.
Let firstC : List.firstn m (shifts net) = map b (iota 0 m).
Proof.
have [_ szC _ _ _] := formed; by rewrite -[shifts net]/(List.skipn 0 (shifts net)) (take_drop_iota [::]) ?szC ?mE ?add0n ?(leqW (leqnSn m)).
Qed.
Let firstE : List.firstn m (noise_factors net) = map e (iota 0 m).
Proof.
have szl := noise_list_size; rewrite szn in szl; rewrite -[noise_factors net]/(List.skipn 0 (noise_list net)).
rewrite (take_drop_iota [::]) ?szl ?add0n //; apply/eq_in_map => l; rewrite mem_iota add0n => /andP[_ lm].
rewrite /e /noise_rows; apply: set_nth_default; rewrite addn0 szl; exact: ltnW.
Qed.
Let lastE : List.nth m (noise_factors net) [::] = e m.
Proof.
have szl := noise_list_size; rewrite szn in szl; rewrite list_nth -[noise_factors net]/(noise_list net).
by rewrite /e /noise_rows addn0 (set_nth_default (ones N (dims net m.+1))) // szl.
Qed.
Let widthD : Z.to_nat (width net (Nat.sub (layers net) 1)) = d m.+1.
Proof. by rewrite dims_width dE mE. Qed.
Let widthd : Z.to_nat (Z.add (width net (Nat.sub (layers net) 2)) (if bias net then Zpos xH else Z0)) = (d m + bias net)%N.
Proof. by rewrite width_bias // dE. Qed.

Theorem diagonal_rule_sound : deep_rule net AllLayers Diagonal -> claim_of_each net AllLayers true.
Proof.
rewrite /deep_rule widthD widthd Ew -/m firstW firstC firstE lastE; case/andP=> /andP[_ sl] H; apply: every_pattern_claim => sg.
case: (slope_or_none sl) => [s0|N0]; last by rewrite /full_column_rank eqn_leq rank_leq_col /=; apply: leq_trans (eq_leq N0) (leq0n _).
have [|||on [chk szo leno onP]] := @few_termsP d N w b e szw lenw szb sze lene (slope net) (inputs net) s0 sg _ _ 0 _ H.
- by rewrite -[List.map _ _]/(map _ _) size_map.
- apply: lengths_each => n; rewrite -[List.map _ _]/(map _ _) size_map => lt; rewrite (nth_map [::]) // size_map.
  exact: (lengths_areP len0).
- move=> j n; rewrite -[List.map _ _]/(map _ _) (nth_map [::]) // /on_of -[List.map _ _]/(map _ _) (nth_map q0) ?(lengths_areP len0) //.
  by rewrite q2r_eq0 mxE.
rewrite add0n in leno onP; exact: (@diagonal_above d N w b e sze lene (slope net) (inputs net) s0 sg (bias net) m on chk szo leno onP).
Qed.

(* And with any slopes of layer L-1 between s and 1, above what the lower layers give at the instance's weights *)
Theorem diagonal_rule_slopes (R : realFieldType) (F : forall l, 'M[R]_(d l, N)) : (forall l, (l <= m)%N -> F l.+1 = map_mx ratr (E l.+1)) ->
  deep_rule net AllLayers Diagonal -> 0 < s ->
  every_slope_rank (ratr s) (F m.+1)
    (with_bias (bias net) (V_at (fun l => map_mx ratr (W l)) (fun l => map_mx ratr (c l)) (ratr s) F (map_mx ratr X) m)).
Proof.
move=> FE; rewrite /deep_rule widthD widthd Ew -/m firstW firstC firstE lastE; case/andP=> _ H sp.
have s0 : q2r (slope net) != 0 by rewrite gt_eqF.
pose u l := map_mx (ratr : rat -> R) (W l) *m V_at (fun l => map_mx ratr (W l)) (fun l => map_mx ratr (c l)) (ratr s) F (map_mx ratr X) l + map_mx ratr (c l) *m const_mx 1.
pose sg l : 'M[bool]_(d l, N) := if l is l'.+1 then map_mx (fun x => 0 <= x) (u l') else const_mx true.
have [|||on [chk szo leno onP]] := @few_termsP d N w b e szw lenw szb sze lene (slope net) (inputs net) s0 sg _ _ 0 _ H.
- by rewrite -[List.map _ _]/(map _ _) size_map.
- apply: lengths_each => n; rewrite -[List.map _ _]/(map _ _) size_map => lt; rewrite (nth_map [::]) // size_map.
  exact: (lengths_areP len0).
- move=> j n; rewrite -[List.map _ _]/(map _ _) (nth_map [::]) // /on_of -[List.map _ _]/(map _ _) (nth_map q0) ?(lengths_areP len0) //.
  by rewrite q2r_eq0 mxE.
rewrite add0n in leno onP.
have := @diagonal_slopes_above d N w b e sze lene (slope net) (inputs net) sg (bias net) m on R chk szo leno onP sp.
rewrite FE // V_at_slopes map_with_bias map_V; congr (every_slope_rank _ _ (with_bias _ _)); apply: V_below => // l lm.
by rewrite map_activations /= FE // ltnW.
Qed.

Lemma tables_ofP n ds (ts : seq (seq (seq bool))) : tables_of n ds ts -> size ts = size ds /\ forall l, (l < size ts)%N ->
  size (nth [::] ts l) = n /\ lengths_are (nth 0%N ds l) (nth [::] ts l).
Proof.
elim: ds ts => [|k ds IH] [|t ts] //= /andP[/andP[/PeanoNat.Nat.eqb_eq szt lent] /IH[-> H]].
by split=> // -[|l] lt //; exact: H.
Qed.

Theorem null_vector_rule_sound sgs v : deep_rule net AllLayers (DeepNullVector sgs v) -> claim_of_each net AllLayers false.
Proof.
rewrite /deep_rule widthD widthd Ew -/m firstW firstC firstE lastE; case/andP=> /andP[_ tab] chk.
have [szs tabP] := tables_ofP tab.
have szs1 : size sgs = m.+1.
  rewrite szs -[List.map _ _]/(map _ _) size_map firstnE size_takel ?mE ?subn1 //.
  by have := noises_widths; rewrite szn.
have formed_table l : (l <= m)%N -> size (nth [::] sgs l) = N /\ lengths_are (d l.+1) (nth [::] sgs l).
  move=> lm; have [|-> lens] := tabP l; first by rewrite szs1 ltnS.
  split=> //; move: lens; rewrite -[List.map _ _]/(map _ _) (nth_map Z0) ?firstnE ?nth_take ?mE ?subn1 //.
    by rewrite dE /dims nth_behead.
  by rewrite size_takel ?mE ?subn1 //; have := noises_widths; rewrite szn.
pose sg l : 'M[bool]_(d l, N) := if l is l'.+1 then pattern_of (d l'.+1) N (nth [::] sgs l') else const_mx true.
apply: (@some_pattern_claim sg).
have [|||||szv' lenv' vE] := @underP d N w b e szw lenw szb sze lene (slope net) (inputs net) (fun l => activations s (E l) (sg l)) m 0 (inputs net) (List.firstn m sgs) => //.
- move=> l lm; rewrite firstnE nth_take // add0n; by have [] := formed_table l (ltnW lm).
- by rewrite firstnE size_takel // szs1.
rewrite add0n in lenv' vE.
have := @check_null_vector_at (d m + bias net) (d m.+1) N (slope net) (e m) _ _ v (etrans (size_with_ones (bias net) _) szv') chk.
by rewrite list_nth mat_with_ones // vE.
Qed.

Theorem collapse_rule_sound p k : deep_rule net AllLayers (DeepCollapse p k) -> claim_of_each net AllLayers true.
Proof.
rewrite /deep_rule Ew -/m firstW firstC firstE [factors _]/= lastE; case/andP=> /andP[_ md] H; apply: every_pattern_claim => sg.
case/orP: H => [/PeanoNat.Nat.eqb_eq N0|H]; first by rewrite /full_column_rank eqn_leq rank_leq_col /=; apply: leq_trans (eq_leq N0) (leq0n _).
move: md; rewrite /collapse_modulus; do 6!case/andP; move=> /Z.leb_le p2 _ /Z.leb_le k1 _ _ sm co.
have pk : Z.pow p k <> Z0 by apply: Z.pow_nonzero; reckon.
have near_s : near (iz (Z.pow p k)) s 1.
  apply: near_slope; rewrite ?iz_eq0 //; first exact: gcd1_coprime.
  by rewrite -izB; apply/iz_divide; apply/Z.mod_divide => //; apply/Z.eqb_eq.
apply: (@check_linear_layers_sound d N w b e szw lenw szb sze lene (bias net) (slope net) (Z.pow p k) (inputs net) sg pk near_s _ p m k erefl erefl len0 H).
move=> /negP nb l i; move: (wf); rewrite /well_formed; cbv zeta; case/andP=> _; rewrite Ew /b /shift_row /shifts.
case: (biases net) => [cs|_]; first by case/andP=> /andP[].
have [lt|ge] := ltnP (l + 0) (size (List.tl (widths net))); last first.
  by rewrite [nth [::] _ _]nth_default ?nth_nil ?q2r0 //; rewrite -[size _]/(List.length _) List.map_length.
rewrite -[List.map _ _]/(map _ _) (nth_map Z0) //.
suff -> : nth q0 (List.repeat q0 (Z.to_nat (nth Z0 (List.tl (widths net)) (l + 0)))) i = q0 by rewrite q2r0.
by elim: (Z.to_nat _) i => [|n IH] [|i] //=.
Qed.
End Network.

Lemma all_layersP net which : all_layers net which -> exists ws, [/\ which = AllLayers, weights net = Some ws, Nat.leb 3 (layers net) &
  List.forallb (fun e => negb (generic e)) (noises net)].
Proof. by case: which => //=; case: (weights net) => // ws /andP[]; exists ws. Qed.

Theorem deep_rule_sound net which e : well_formed net -> deep_rule net which e -> claim_of_each net which (holds e).
Proof.
move=> wf; case: e => //.
- exact: dead_rule_sound.
- move=> H; have /all_layersP[ws [E Ew L3 ng]] : all_layers net which by case/andP: H => /andP[].
  by subst which; exact: diagonal_rule_sound Ew _ H.
- move=> p k H; have /all_layersP[ws [E Ew L3 ng]] : all_layers net which by case/andP: H => /andP[].
  by subst which; by eapply collapse_rule_sound; eauto.
move=> sgs v H; have /all_layersP[ws [E Ew L3 ng]] : all_layers net which by case/andP: H => /andP[].
by subst which; exact: (null_vector_rule_sound wf Ew ng H).
Qed.
