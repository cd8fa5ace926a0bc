(* What format.md asks of the instance of a claim: that it is well formed (section 2), and has weights, targets, noise as
   section 4 says. The claims read missing numbers as 0 and generic noise as ones: here it says that nothing is missing, and
   which noise is generic. *)
From Coq Require Import ZArith QArith_base.
From mathcomp Require Import all_ssreflect.
From Dlmcert Require Import Reckon Arithmetic Form PointRules BoundTree Check.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Section Instance.
Variable net : instance.
Definition has_weights : bool := weights net : bool.
Definition has_targets : bool := wanted net : bool.
Definition not_generic : bool := all (fun e => ~~ generic e) (noises net).
Definition outputs_are (k : Z) : Prop := List.last (widths net) Z0 = k.

(* 4.1, for one output or several. Where no weights are given, what is generic includes the layers 1, ..., L-2. *)
Definition asked_rank (which : patterns) : Prop :=
  [/\ well_formed net, labels_formed net, Z.lt (pattern_bits net which) (Z.pow 2 63),
      which = AllLayers -> [/\ has_weights, not_generic & (3 <= layers net)%N] &
      ~~ has_weights -> all generic (take (layers net - 2) (noises net))].
(* The claims about several layers with generic noise: all above the determined ones, and these are not all below L-1 *)
Definition asked_layers (e : evidence) : Prop :=
  of_layers e -> (determined net < layers net - 2)%N /\ all generic (drop (determined net) (noises net)).
(* The same of several outputs *)
Definition asked_above : Prop :=
  above_layers_free net -> (determined net < layers net - 2)%N /\ all generic (drop (determined net) (noises net)).
Definition asked_held (given trained : bool) : Prop :=
  [/\ Z.le 2 (List.last (widths net) Z0), given -> has_weights & trained -> bias net].
(* The field scope *)
Definition asked_scope : Prop := inputs net = [::] \/ qsign_pos (slope net).

(* 4.4, and with the loss of squares 4.12 *)
Definition asked_point : Prop := [/\ well_formed net, loss_formed net, not_generic, has_targets & has_weights].
(* 4.13, where the loss is not one of the instance's fields (LabelCheck.v) *)
Definition asked_labels : Prop := [/\ well_formed net, squares_alone net, not_generic, has_targets & has_weights].
(* 4.5, 4.8, 4.9, 4.14 *)
Definition asked_hidden : Prop :=
  [/\ well_formed net, layers net = 2%N, outputs_are 1 & [/\ squares_alone net, not_generic, has_targets & ~~ has_weights]].
End Instance.

(* --- what the checker makes sure of --- *)

Lemma takeE A n (s : seq A) : List.firstn n s = take n s.
Proof. by elim: n s => [|n IH] [|x s] //=; rewrite IH. Qed.
Lemma dropE A n (s : seq A) : List.skipn n s = drop n s.
Proof. by elim: n s => [|n IH] [|x s] //=; rewrite IH. Qed.
Lemma negb_some A (o : option A) : match o with Some _ => false | None => true end -> ~~ o.
Proof. by case: o. Qed.
Lemma some_some A (o : option A) : match o with Some _ => true | None => false end -> o.
Proof. by case: o. Qed.

Section Instance.
Variable net : instance.

Lemma all_layers_asked which : all_layers net which -> [/\ has_weights net, not_generic net & (3 <= layers net)%N].
Proof.
rewrite /all_layers /has_weights /not_generic; case: which => //; case: (weights net) => // ws /andP[/PeanoNat.Nat.leb_le L3 ng].
by split=> //; exact/ssrnat.leP.
Qed.

(* Without weights the problem of layer L-1 is there only if L = 2. *)
Lemma problem_generic P : problem_of net = Some P -> ~~ has_weights net -> all generic (take (layers net - 2) (noises net)).
Proof.
rewrite /problem_of /last_inputs /has_weights; case: PeanoNat.Nat.eqb_spec => [-> _ _|_]; first by rewrite take0.
by case: (weights net).
Qed.

Lemma generic_above_asked k : generic_above net k -> (k < layers net - 2)%N /\ all generic (drop k (noises net)).
Proof. by case/andP=> /PeanoNat.Nat.ltb_lt/ssrnat.ltP lt; rewrite dropE => H. Qed.

Lemma undetermined : ~~ has_weights net -> determined net = 0%N.
Proof. by rewrite /has_weights /determined; case: (weights net). Qed.

Lemma layers_rule_asked e : layers_rule net e -> (determined net < layers net - 2)%N /\ all generic (drop (determined net) (noises net)).
Proof.
rewrite /layers_rule; cbv zeta; case Ew: (weights net) => [ws|]; case: e => //.
- by move=> named /andP[/andP[]] /generic_above_asked.
- by move=> S /andP[] /generic_above_asked.
by move=> enough /andP[/andP[]] /generic_above_asked; rewrite undetermined // /has_weights Ew.
Qed.

(* Claims about the patterns of all layers, and claims without weights *)
Lemma deep_all_layers e : deep_rule net AllLayers e -> [/\ has_weights net, not_generic net & (3 <= layers net)%N].
Proof.
rewrite /deep_rule; cbv zeta; move=> rl; apply: (@all_layers_asked AllLayers); case: e rl => //.
- by case/andP=> /andP[].
- by move=> p k /andP[/andP[]].
by move=> sgs v /andP[/andP[]].
Qed.
Lemma each_all_layers p tables : each_rule net AllLayers p tables -> [/\ has_weights net, not_generic net & (3 <= layers net)%N].
Proof.
rewrite /each_rule; cbv zeta; rewrite /has_weights /not_generic; case: (weights net) => // ws.
by case/andP=> /andP[/andP[/PeanoNat.Nat.leb_le/ssrnat.leP L3 ng] _] _; split.
Qed.
Lemma deep_weights which e : deep_rule net which e -> ~~ has_weights net -> all generic (take (layers net - 2) (noises net)).
Proof.
rewrite /deep_rule; cbv zeta; move=> rl nw.
have no : all_layers net which -> False by move/all_layers_asked=> [w _ _]; rewrite w in nw.
case: e rl => //.
- by case/andP=> _; move: nw; rewrite /has_weights takeE; case: (weights net).
- by case/andP=> /andP[/no].
- by move=> p k /andP[/andP[/no]].
by move=> sgs v /andP[/andP[/no]].
Qed.
Lemma each_weights which p tables : each_rule net which p tables -> ~~ has_weights net -> all generic (take (layers net - 2) (noises net)).
Proof. by rewrite /each_rule; cbv zeta; rewrite /has_weights; case: (weights net). Qed.

Lemma valid_rank_asked which e : valid_rank net which e -> outputs_are net 1 /\ asked_rank net which /\ asked_layers net e.
Proof.
rewrite /valid_rank; do 5!case/andP; move=> wf /andP[_ lf] ol /Z.eqb_eq one /Z.ltb_lt bits rl; split=> //.
case l: (of_layers e) rl => rl.
  have [kL gen] := layers_rule_asked rl; split; last by split.
  split=> //; first by move: ol; case: (which) => //; case: (e) l.
  by move=> nw; move: gen; rewrite undetermined // drop0 -{1}(cat_take_drop (layers net - 2) (noises net)) all_cat => /andP[].
split; last by rewrite /asked_layers l.
case each: (of_each_layer net which e) rl => rl; last first.
  case/andP: rl => _; case EP: (problem_of net) => [P|] // _; split=> //; last exact: problem_generic EP.
  by move: ol; rewrite each orbF; case: (which).
split=> // [aE|nw].
  subst which; case: e rl {l each ol} => //; [exact: deep_all_layers|exact: each_all_layers| |].
    by move=> p k; exact: deep_all_layers.
  by move=> sgs v; exact: deep_all_layers.
case: e rl {l each ol} => // [H|H|p tables H|p k H|sgs v H]; last exact: deep_weights H nw; last exact: deep_weights H nw.
- exact: deep_weights H nw.
- exact: deep_weights H nw.
exact: each_weights H nw.
Qed.

Lemma valid_held_asked given trained e : valid_held net given trained e -> asked_rank net All /\ asked_held net given trained.
Proof.
rewrite /valid_held; do 4!case/andP; move=> wf /andP[_ lf] /Z.leb_le two /Z.ltb_lt bits; case EP: (problem_of net) => [P|] //.
rewrite /held_rule; cbv zeta; case/andP=> /andP[gw tb] _; split; first by split=> //; exact: problem_generic EP.
split=> // [g|t]; first by move: gw; rewrite g /= => /some_some.
by move: tb; rewrite t.
Qed.

Lemma valid_held_layers_asked given trained e : valid_held_layers net given trained e ->
  [/\ asked_rank net All, asked_held net given trained & (determined net < layers net - 2)%N /\ all generic (drop (determined net) (noises net))].
Proof.
rewrite /valid_held_layers; case/andP=> /andP[/andP[/andP[wf /andP[_ lf]] /Z.leb_le two] /Z.ltb_lt bits].
rewrite /held_layers_rule; cbv zeta; case/andP=> /andP[/generic_above_asked above tb] rl; split=> //.
- split=> // nw; case: above => _; rewrite undetermined // drop0 -{1}(cat_take_drop (layers net - 2) (noises net)) all_cat.
  by case/andP.
split=> // [g|t]; last by move: tb; rewrite t.
move: rl; rewrite g /has_weights; case: (weights net) => //; case: e => //=.
- by move=> p pairs biases [].
by move=> pairs p units yss us; case: units.
Qed.

Lemma covers_asked e : covers_slopes net e -> asked_scope net.
Proof.
rewrite /covers_slopes /asked_scope; cbv zeta; case/andP=> _ /orP[/PeanoNat.Nat.eqb_eq|/andP[sp _]]; last by right.
by case: (inputs net) => // _; left.
Qed.

Lemma last_width : well_formed net -> layers net = 2%N -> layer_size net 2 = 1%N -> outputs_are net 1.
Proof.
rewrite /well_formed; cbv zeta; do 6!case/andP; move=> _ /List.forallb_forall wpos _ _ _ _ _.
move: wpos; rewrite /layers /layer_size /outputs_are; case: (widths net) => [|a [|b [|c [|? ?]]]] //= wpos _ c1.
have /andP[/Z.leb_le H _] := wpos c (or_intror (or_intror (or_introl (erefl c)))); reckon.
Qed.

Lemma one_hidden_asked : one_hidden_data net -> asked_hidden net.
Proof.
rewrite /one_hidden_data /one_hidden_squares /output_count /last_hidden.
case/andP=> /andP[/andP[wf /andP[/andP[/PeanoNat.Nat.eqb_eq L2 /PeanoNat.Nat.eqb_eq o1] sq]] ng] tw.
split=> //; first by apply: last_width => //; move: o1; rewrite L2.
split=> //; move: tw; rewrite /has_targets /has_weights; by case: (wanted net); case: (weights net).
Qed.

Lemma point_asked p : well_formed net -> loss_formed net -> not_generic net -> match wanted net with Some _ => true | None => false end ->
  point_of net = Some p -> asked_point net.
Proof. by move=> wf lf ng w; rewrite /point_of => Ep; split=> //; move: Ep; rewrite /has_weights; case: (weights net). Qed.
End Instance.
