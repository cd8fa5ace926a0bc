(* What is claimed where several layers are free whose noise need not be generic, and that what each_rule (Check.v)
   accepts is so: every-pattern there. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Form EachPattern EachLayer Check Model Linear Bridge
  SoundOneLayer SoundForward Generic Theorem5 GenericLayers SoundLayers LayersClaims SoundEach SoundEachLayer.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Network.
Variables (net : instance) (which : patterns).
Let N := size (inputs net).
Let k := free_from net which.

(* The layers above layer k, which is the last determined one, or the inputs: widths, weights, biases, noise *)
Definition dims_from l := dims net (l + k).
Definition weights_from := weight_of dims_from (fun l => weight_rows net (l + k)).
Definition biases_from := bias_of dims_from (fun l => shift_row net (l + k)).
Definition noise_from l := noise_of_layer net (l + k).
Definition given_from l : 'M[rat]_(dims_from l, N) := mat (dims_from l) N (factors_of N (dims_from l) (noise_from l)).
Definition outputs_from : 'M[rat]_(dims_from 0, N) := network_outputs net k.

(* The word all-layers means all patterns of these layers: k is 0 there. *)
Definition among : patterns := match which with AllLayers => All | w => w end.

(* For almost every value of the noise that is generic, and of weights and biases below layer L-1 where none are given *)
Definition claim_of_each (holds : bool) : Prop :=
  match weights net with
  | Some _ => @mixed_claim (layers net - 2 - k) N dims_from (bias net) (fun l => generic (noise_from l)) given_from among holds
      (q2r (slope net)) weights_from biases_from outputs_from
  | None => @free_mixed_claim (layers net - 2 - k) N dims_from (bias net) (fun l => generic (noise_from l)) given_from among holds
      (q2r (slope net)) outputs_from
  end.

Lemma filledP n f ds es ts fs : filled n f ds es ts = Some fs -> (size es <= size ds)%N ->
  size fs = size es /\ forall l, (l < size es)%N ->
    match nth Generic es l with
    | Generic => size (nth [::] fs l) = n /\ lengths_are (Z.to_nat (nth Z0 ds l)) (nth [::] fs l)
    | e => nth [::] fs l = f (Z.to_nat (nth Z0 ds l)) e
    end.
Proof.
elim: es ds ts fs => [|e es IH] [|d ds] ts fs /=.
- by case: ts => // -[<-].
- by case: ts => // -[<-].
- by case: ts => // -[<-].
have rest ts' gs l : filled n f ds es ts' = Some gs -> (size es <= size ds)%N -> _ := fun H le => IH ds ts' gs H le.
case: e => [|| g]; first case: ts => [|t ts] //.
- case: ifP => // /andP[/PeanoNat.Nat.eqb_eq szt lent]; case E: (filled _ _ _ _ _) => [gs|] // [<-] /(IH _ _ _ E)[sz H].
  by split=> [|[|l]] //=; [rewrite sz|exact: H].
- by case E: (filled _ _ _ _ _) => [gs|] // [<-] /(IH _ _ _ E)[sz H]; split=> [|[|l]] //=; [rewrite sz|exact: H].
by case E: (filled _ _ _ _ _) => [gs|] // [<-] /(IH _ _ _ E)[sz H]; split=> [|[|l]] //=; [rewrite sz|exact: H].
Qed.

Lemma given_layers_size es : (given_layers es <= size es)%N.
Proof. by elim: es => //= e es IH; case: ifP. Qed.

Lemma onesP n m : size (ones n m) = n /\ lengths_are m (ones n m).
Proof.
split; first exact: List.repeat_length.
rewrite /ones /lengths_are; elim: n => //= n ->; rewrite andbT; apply/PeanoNat.Nat.eqb_eq; exact: List.repeat_length.
Qed.

Lemma free_from_below : (k <= layers net - 2)%N.
Proof.
rewrite /k /free_from /determined; case: (which) => //; case: (weights net) => // ws;
  apply: leq_trans (given_layers_size _) _; rewrite firstnE size_take; case: ltnP => //.
Qed.

(* Tables that are given *)
Lemma noise_formed l : well_formed net -> (l < size (noises net))%N -> ~~ generic (nth Generic (noises net) l) ->
  let f := factors_of N (dims net l.+1) (nth Generic (noises net) l) in size f = N /\ lengths_are (dims net l.+1) f.
Proof.
move=> wf lt; have wfe : layered (fun _ w e => match e with Given f => shape (samples net) w f | _ => true end)
   (List.firstn (layers net) (widths net)) (noises net).
  by move: (wf); rewrite /well_formed; cbv zeta; case/andP=> /andP[].
have [szE lE] := layeredP wfe; have := lE l Generic lt.
have lw : (l.+1 < layers net)%N.
  move: szE; rewrite firstnE size_take /layers -[List.length _]/(size _) -[Nat.pred _]/(size (widths net)).-1.
  by move: lt; case: (size (widths net)) => [|n] //; rewrite /= ltnSn => lt ->.
rewrite firstnE nth_take //; case: (nth Generic _ _) => [//|_ _|f] /=; first exact: onesP.
by move/shapeP; rewrite /samples /Form.count Nat2Z.id.
Qed.

Theorem each_rule_sound p tables : well_formed net -> each_rule net which p tables -> claim_of_each true.
Proof.
move=> wf; rewrite /each_rule /claim_of_each -/k; case Ew: (weights net) => [ws|] //; case/andP=> /andP[word pp].
case Ef: (filled _ _ _ _ _) => [fs|] // H.
have p1 : Z.lt (Zpos xH) p by case/andP: pp => /andP[/Z.leb_le]; reckon.
have [szW szC szw lenw szc] := parameters_formed wf (ltac:(by rewrite Ew)); rewrite Ew [odflt _ _]/= in szW.
have kL := free_from_below.
have L2 : (2 <= layers net)%N.
  move: (wf); rewrite /well_formed; cbv zeta; do 6!case/andP; move=> /Z.leb_le w3 _ _ _ _ _ _.
  by move: w3; rewrite /layers /Form.count -[List.length _]/(size _); reckon.
have szN : (size (noises net)).+1 = layers net.
  have wfe : layered (fun _ w e => match e with Given f => shape (samples net) w f | _ => true end)
     (List.firstn (layers net) (widths net)) (noises net).
    by move: (wf); rewrite /well_formed; cbv zeta; case/andP=> /andP[].
  have [szE _] := layeredP wfe; rewrite -szE firstnE size_takel // /layers -[List.length _]/(size _); exact: leq_pred.
set m := (layers net - 2 - k)%N in H *.
have mk : (layers net - 2)%N = (m + k)%N by rewrite /m subnK.
have mk1 : (layers net - 1)%N = (m.+1 + k)%N by rewrite addSn -mk -subSn.
have mL : (m + k < layers net)%N by rewrite -mk ltn_subrL (ltnW L2).
have szt : (size (noises net) <= size (List.tl (widths net)))%N.
  rewrite -ltnS szN /layers -[List.length _]/(size _); by case: (widths net).
have [szf fP] := filledP Ef szt.
have dimsE l : Z.to_nat (nth Z0 (List.tl (widths net)) l) = dims net l.+1.
  by rewrite /dims; case: (widths net) => [|? ?] //=; rewrite nth_nil.
pose e l := nth (ones N (dims_from l.+1)) fs (l + k).
have eP l : size (e l) = N /\ lengths_are (dims_from l.+1) (e l).
  rewrite /e; have [lt|ge] := ltnP (l + k) (size fs); last by rewrite nth_default //; exact: onesP.
  rewrite (set_nth_default [::]) //; have ltn : (l + k < size (noises net))%N by rewrite -szf.
  have := fP _ ltn; have := @noise_formed (l + k) wf ltn; rewrite dimsE /dims_from addSn.
  by case: (nth Generic _ _) => [_ [] //|/(_ isT) H' ->|f /(_ isT) H' ->].
apply: (@mixed_almost_every m N dims_from (bias net) _ given_from among _ _ _ _ (noise_in dims_from N e)) => [l lm ng|sg].
  have ltn : (l + k < size (noises net))%N.
    by rewrite -ltnS szN -(subnK L2) addn2 ltnS ltnS mk leq_add2r.
  rewrite /= /given_from /e (set_nth_default [::]) ?szf //; congr mat.
  move: ng (fP _ ltn); rewrite /noise_from /noise_of_layer addSn [Nat.pred _]/= list_nth dimsE /dims_from addSn.
  by case: (nth Generic _ _).
have [|szo leno outE] := @outputs_network net ws k wf Ew.
  by apply: leq_trans kL _; rewrite leq_sub2l.
have le : (k + m <= layers net)%N by rewrite addnC -mk leq_subr.
have leF : (k + m <= size fs)%N by rewrite szf -ltnS szN addnC.
rewrite /outputs_from -outE; apply: (@each_lower_sound dims_from N (fun l => weight_rows net (l + k)) (fun l => shift_row net (l + k)) e
   (fun l => szw (l + k)%N) (fun l => lenw (l + k)%N) (fun l => szc (l + k)%N) (fun l => (eP l).1) (fun l => (eP l).2)
   (slope net) _ sg (bias net) p m szo leno p1).
move: H; have mkc : Nat.sub (layers net) 2 = (m + k)%N := mk; have mk1c : Nat.sub (layers net) 1 = (m.+1 + k)%N := mk1.
rewrite dims_width width_bias // mk1c mkc; have -> : Nat.sub (m + k)%N k = m by exact: addnK.
rewrite (take_drop_iota [::] (_ : (k + m <= size ws)%N)) ?szW //.
rewrite (take_drop_iota [::] (_ : (k + m <= size (shifts net))%N)) ?szC //.
rewrite (take_drop_iota [::] leF) list_nth.
have -> : [seq nth [::] fs (l + k) | l <- iota 0 m] = [seq e l | l <- iota 0 m].
  apply/eq_in_map => l; rewrite mem_iota add0n => /andP[_ lm]; rewrite /e (set_nth_default [::]) //.
  by apply: leq_trans leF; rewrite addnC ltn_add2l.
have -> : nth [::] fs (m + k) = e m.
  rewrite /e (set_nth_default [::]) // szf -ltnS szN -(subnK L2) addn2 ltnS; by rewrite mk.
by rewrite /weight_rows Ew.
Qed.
End Network.
