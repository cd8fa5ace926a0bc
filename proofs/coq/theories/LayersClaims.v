(* Claims of certificates about several layers with generic noise, and what layers_rule (Check.v) accepts. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Form Layers Check Model Linear Bridge Groups SoundOneLayer
  SoundForward Generic Theorem5 GenericLayers SoundPatterns SoundLayers SoundAlive SoundGeneric.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Network.
Variable net : instance.
Let N := size (inputs net).
Let k := determined net.

(* The layers above the determined ones: widths, weights and biases; layer 0 is the last determined one. *)
Definition dims_above l := dims net (l + k).
Definition weights_above := weight_of dims_above (fun l => weight_rows net (l + k)).
Definition biases_above := bias_of dims_above (fun l => shift_row net (l + k)).
Definition determined_outputs : 'M[rat]_(dims_above 0, N) := network_outputs net k.

(* With weights the claim is about almost every noise of these layers, without (no layer is determined) about almost
   every noise, weights and biases below layer L-1. *)
Definition claim_of_layers which holds : Prop :=
  match weights net with
  | Some _ => @held_claim (layers net - 2 - k) N dims_above (bias net) which holds (q2r (slope net)) weights_above biases_above determined_outputs
  | None => @free_claim (layers net - 2) N (dims net) (bias net) which holds (q2r (slope net)) (mat (dims net 0) N (inputs net))
  end.

Lemma take_drop_iota (T : Type) (x0 : T) (s : seq T) a b : (a + b <= size s)%N ->
  List.firstn b (List.skipn a s) = [seq nth x0 s (l + a) | l <- iota 0 b].
Proof.
move=> le; have skipnE n (t : seq T) : List.skipn n t = drop n t by elim: n t => [|n IH] [|y t] //=.
rewrite firstnE skipnE; apply: (@eq_from_nth _ x0) => [|i].
  by rewrite size_take size_drop size_map size_iota; case: ltnP => //; reckon.
move=> lt; have ib : (i < b)%N by move: lt; rewrite size_take size_drop; case: ifP => // /negbT; reckon.
by rewrite nth_take // nth_drop (nth_map 0%N) ?size_iota // nth_iota // add0n addnC.
Qed.

Lemma no_samples_held (m : nat) (d : nat -> nat) b which s W c (X : 'M[rat]_(d 0%N, N)) :
  N = 0%N -> @held_claim m N d b which true s W c X.
Proof. by move=> N0; apply: always => R z p _; rewrite /full_column_rank eqn_leq rank_leq_col /=; apply: leq_trans (eq_leq N0) (leq0n _). Qed.
Lemma no_samples_free (m : nat) (d : nat -> nat) b which s (X : 'M[rat]_(d 0%N, N)) :
  N = 0%N -> @free_claim m N d b which true s X.
Proof. by move=> N0; apply: always => R z p _; rewrite /full_column_rank eqn_leq rank_leq_col /=; apply: leq_trans (eq_leq N0) (leq0n _). Qed.

(* --- the instance's sizes --- *)

Lemma one_layer_word which : one_layer which -> which <> AllLayers. Proof. by case: which. Qed.
Lemma dims_width l : Z.to_nat (width net l) = dims net l. Proof. by rewrite /width /dims list_nth. Qed.

Lemma slope_or_none : ~~ qis0 (slope net) || Nat.eqb (List.length (inputs net)) 0 -> q2r (slope net) != 0 \/ N = 0%N.
Proof. by case/orP=> [|/PeanoNat.Nat.eqb_eq]; [rewrite q2r_eq0; left|right]. Qed.

Lemma width_pos l : well_formed net -> (l < size (widths net))%N -> Z.le (Zpos xH) (width net l).
Proof.
move=> wf lt; move: (wf); rewrite /well_formed; cbv zeta; do 6!case/andP; move=> _ wpos _ _ _ _ _.
have : all (fun w => Z.leb (Zpos xH) w && Z.ltb w (Z.sub (Z.pow 2 31) (Zpos xH))) (widths net) by exact: wpos.
by move/allP=> /(_ _ (mem_nth Z0 lt)) /andP[/Z.leb_le H1 _]; rewrite /width list_nth.
Qed.

Lemma dims_pos l : well_formed net -> (l < size (widths net))%N -> Z.of_nat (dims net l) = width net l /\ (0 < dims net l)%N.
Proof.
move=> wf /(width_pos wf); rewrite -dims_width => H1.
have E : Z.of_nat (Z.to_nat (width net l)) = width net l by rewrite Z2Nat.id //; apply: Z.le_trans H1.
split=> //; apply/ssrnat.ltP/Nat2Z.inj_lt; rewrite E; exact: Z.lt_le_trans H1.
Qed.

Lemma width_bias l : well_formed net ->
  Z.to_nat (Z.add (width net l) (if bias net then Zpos xH else Z0)) = (dims net l + bias net)%N.
Proof.
move=> wf; have w0 : Z.le Z0 (width net l).
  have [/(width_pos wf)|ge] := ltnP l (size (widths net)); first exact: Z.le_trans.
  by rewrite /width list_nth nth_default.
by rewrite Z2Nat.inj_add ?dims_width //; case: (bias net).
Qed.

Lemma above_layers k0 : generic_above net k0 -> exists m, (layers net - 2 - k0)%N = m.+1.
Proof.
case/andP=> /PeanoNat.Nat.ltb_lt/ssrnat.ltP lt _; exists (layers net - 2 - k0).-1.
by rewrite prednK // subn_gt0.
Qed.
Lemma above_count k0 m : (layers net - 2 - k0)%N = m.+1 ->
  [/\ (layers net - 1)%N = (m.+2 + k0)%N, (layers net - 2)%N = (m.+1 + k0)%N & layers net = (m.+3 + k0)%N].
Proof. by move=> E; split; reckon. Qed.

(* --- generic-layers --- *)

Lemma rows_enough a b : well_formed net -> (a < size (widths net))%N -> (b < size (widths net))%N ->
  Z.leb (samples net) (Z.mul (width net a) (Z.add (width net b) (if bias net then Zpos xH else Z0))) =
  (N <= dims net a * (dims net b + bias net))%N.
Proof.
move=> wf la lb; have [<- _] := dims_pos wf la; have [<- _] := dims_pos wf lb.
rewrite /samples /Form.count -[List.length _]/N.
have -> : (if bias net then Zpos xH else Z0) = Z.of_nat (bias net) by case: (bias net).
rewrite -Nat2Z.inj_add -Nat2Z.inj_mul; apply/idP/idP => [/Z.leb_le/Nat2Z.inj_le/ssrnat.leP //|/ssrnat.leP H].
by apply/Z.leb_le; exact: inj_le.
Qed.

Lemma no_zero_sample : well_formed net ->
  List.forallb (List.existsb (fun x => ~~ qis0 x)) (inputs net) = [forall n, col n (mat (dims net 0) N (inputs net)) != 0].
Proof.
move=> wf; have len0 := inputs_formed wf.
have colE (n : 'I_N) : has (fun x => ~~ qis0 x) (nth [::] (inputs net) n) = (col n (mat (dims net 0) N (inputs net)) != 0).
  have szn : size (nth [::] (inputs net) n) = dims net 0 by rewrite (lengths_areP len0).
  apply/idP/idP => [/(has_nthP q0)[j lt x0]|].
    rewrite szn in lt; apply/eqP=> /matrixP/(_ (Ordinal lt) 0); rewrite !mxE => /eqP.
    by rewrite -q2r_eq0 (negPf x0).
  apply: contraNT => none; apply/eqP/matrixP=> j z; rewrite (ord1 z) !mxE; apply/eqP.
  rewrite -q2r_eq0; apply: contraNT none => x0; apply/(has_nthP q0).
  by exists j; rewrite ?szn.
apply/idP/forallP => [H n|H]; first by rewrite -colE; have : all (has (fun x => ~~ qis0 x)) (inputs net) by []; move/(all_nthP [::]); apply.
have : all (has (fun x => ~~ qis0 x)) (inputs net); last by [].
by apply/(all_nthP [::]) => n lt; have := H (Ordinal lt); rewrite -colE.
Qed.

Lemma generic_layers_rule which enough : well_formed net -> one_layer which -> weights net = None ->
  layers_rule net (GenericLayers enough) -> claim_of_layers which enough.
Proof.
move=> wf ol Ew; rewrite /layers_rule /claim_of_layers Ew; case/andP=> /andP[above sl].
have [m mE] := above_layers above; have [LE mE' _] := above_count mE; rewrite subn0 in mE; rewrite addn0 in LE mE'.
rewrite mE.
have LEc : Nat.sub (layers net) 1 = m.+2 := LE; have mEc : Nat.sub (layers net) 2 = m.+1 := mE.
rewrite /check_generic_layers LEc mEc => /Bool.eqb_prop.
have szw : size (widths net) = m.+4.
  by move: mE; rewrite /layers -[List.length _]/(size _); reckon.
have l2 : (m.+2 < size (widths net))%N by rewrite szw ltnS leqnSn.
have l1 : (m.+1 < size (widths net))%N by exact: ltn_trans (ltnSn _) l2.
rewrite no_zero_sample // (rows_enough wf l2 l1); case: enough sl => sl; last first.
  move/esym/negbT; rewrite negb_and -ltnNge negb_or => no; apply: nothing_enough (one_layer_word ol) _.
  case/orP: no => [->|/andP[b0 /forallPn[n z]]]; first by left.
  by right; split=> //; exists n; rewrite negbK in z.
move/esym/andP=> [fits nz]; case: (slope_or_none sl) => [s0|N0]; last exact: no_samples_free.
apply: everything_generic => //; first by case/orP: nz => [->|/forallP nz]; [left|right].
by move=> l lm; have [|_ ->] := @dims_pos l.+1 wf => //; rewrite szw; reckon.
Qed.

(* --- matching, hall-set --- *)

Lemma alive_above_determined ws m : well_formed net -> weights net = Some ws -> (layers net - 2 - k)%N = m.+1 ->
  alive_units (bias net) (List.firstn (Nat.sub (Nat.sub (layers net) 2) k) (List.skipn k ws))
    (List.firstn (Nat.sub (Nat.sub (layers net) 2) k) (List.skipn k (shifts net))) (outputs_of net ws k) =
  alive_of (fun l => weight_rows net (l + k)) (fun l => shift_row net (l + k)) (outputs_of net ws k) (bias net) m.
Proof.
move=> wf Ew mE; have [szW szC _ _ _] := parameters_formed wf (ltac:(by rewrite Ew)); rewrite Ew [odflt _ _]/= in szW.
have mEc : Nat.sub (Nat.sub (layers net) 2) k = m.+1 := mE; have [_ _ LE] := above_count mE.
have le : (k + m.+1 <= layers net)%N by rewrite LE addnC leq_add2r ltnW.
have leW : (k + m.+1 <= size ws)%N by rewrite szW.
have leC : (k + m.+1 <= size (shifts net))%N by rewrite szC.
rewrite mEc (take_drop_iota [::] leW) (take_drop_iota [::] leC).
by rewrite /alive_of /weight_rows Ew.
Qed.

Lemma with_weights_rule which e ws : well_formed net -> one_layer which -> weights net = Some ws ->
  layers_rule net e -> claim_of_layers which (holds e).
Proof.
move=> wf ol Ew; have ne := one_layer_word ol; rewrite /layers_rule /claim_of_layers Ew; cbv zeta; rewrite -/k.
have [_ _ szw lenw szc] := parameters_formed wf (ltac:(by rewrite Ew)).
have use m : (layers net - 2 - k)%N = m.+1 -> determined_outputs = mat (dims_above 0) N (outputs_of net ws k) /\
    size (outputs_of net ws k) = N /\ lengths_are (dims_above 0) (outputs_of net ws k).
  move=> mE; have [LE _ _] := above_count mE.
  by have [|szo leno outE] := @outputs_network net ws k wf Ew; rewrite ?LE ?leq_addl.
case: e => // [named|ks].
  case/andP=> /andP[above sl]; have [m mE] := above_layers above; have [LE dE _] := above_count mE.
  have LEc : Nat.sub (layers net) 1 = (m.+2 + k)%N := LE; have dEc : Nat.sub (layers net) 2 = (m.+1 + k)%N := dE.
  have [-> [szo leno]] := use m mE.
  rewrite (alive_above_determined wf Ew mE) dims_width width_bias // LEc dEc => chk.
  case: (slope_or_none sl) => [s0|N0]; last exact: no_samples_held.
  rewrite mE; exact: (@matching_sound dims_above N (fun l => weight_rows net (l + k)) (fun l => shift_row net (l + k)) (outputs_of net ws k) (bias net)
    (fun l => szw (l + k)%N) (fun l => lenw (l + k)%N) (fun l => szc (l + k)%N) szo leno m) chk.
case/andP=> above; have [m mE] := above_layers above; have [LE dE _] := above_count mE.
have LEc : Nat.sub (layers net) 1 = (m.+2 + k)%N := LE; have dEc : Nat.sub (layers net) 2 = (m.+1 + k)%N := dE.
have [-> [szo leno]] := use m mE.
rewrite (alive_above_determined wf Ew mE) dims_width width_bias // LEc dEc mE => chk.
exact: (@hall_set_sound dims_above N (fun l => weight_rows net (l + k)) (fun l => shift_row net (l + k)) (outputs_of net ws k) (bias net)
    (fun l => szw (l + k)%N) (fun l => lenw (l + k)%N) (fun l => szc (l + k)%N) szo leno m) chk.
Qed.

Theorem layers_rule_sound which e : well_formed net -> one_layer which -> layers_rule net e ->
  claim_of_layers which (holds e).
Proof.
move=> wf ol; case Ew: (weights net) => [ws|]; first exact: with_weights_rule Ew.
rewrite {1}/layers_rule Ew; case: e => // enough; rewrite -[holds _]/enough => H.
by apply: generic_layers_rule => //; rewrite /layers_rule Ew.
Qed.

(* Then the claim is not one about layer L-1 alone. *)
Lemma no_one_layer_problem e : layers_rule net e -> problem_of net = None.
Proof.
rewrite /layers_rule /problem_of /last_inputs; cbv zeta; rewrite -/k.
have no2 k0 : generic_above net k0 -> Nat.eqb (layers net) 2 = false /\ Nat.eqb k0 (Nat.sub (layers net) 2) = false.
  by case/andP=> /PeanoNat.Nat.ltb_lt lt _; split; apply/PeanoNat.Nat.eqb_neq; reckon.
case: e => // [named|ks|enough]; case: (weights net) => //.
- by move=> ws /andP[/andP[/no2[-> ->]]].
- by move=> ws /andP[/no2[-> ->]].
by case/andP=> /andP[/no2[-> _]].
Qed.
End Network.
