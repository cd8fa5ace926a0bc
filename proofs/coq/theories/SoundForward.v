(* Determined layers: what forward computes are the outputs of the network of Model.v at the point with the
   instance's weights, biases and noise (soundness.md 0). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Check Bridge SoundOneLayer.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma activateE s e u : q2r (activate s e u) = q2r e * (if 0 <= q2r u then 1 else q2r s) * q2r u.
Proof.
rewrite /activate q2rM -mulrA; congr (_ * _); rewrite q2r_lt0 leNgt.
by case: ifP => _ /=; rewrite ?q2rM ?mul1r.
Qed.

(* One layer, one sample *)
Lemma layerP s w c e x : size c = size w -> size e = size w -> size (layer s w c e x) = size w /\
  forall i, (i < size w)%N -> q2r (nth q0 (layer s w c e x) i) =
    let u := q2r (qdot (nth [::] w i) x) + q2r (nth q0 c i) in
    q2r (nth q0 e i) * (if 0 <= u then 1 else q2r s) * u.
Proof.
elim: w c e => [|wi w IH] [|ci c] [|ei e] //= [szc] [sze]; have [-> H] := IH c e szc sze.
by split=> // -[|i] lt; rewrite ?H //= activateE q2rD.
Qed.

Section Layers.
(* widths, weights, biases and noise of the layers, from lists *)
Variables (d : nat -> nat) (N : nat) (s : Q) (w : nat -> rows) (c : nat -> seq Q) (e : nat -> rows).
Hypotheses (szw : forall l, size (w l) = d l.+1) (lenw : forall l, lengths_are (d l) (w l)).
Hypotheses (szc : forall l, size (c l) = d l.+1).
Hypotheses (sze : forall l, size (e l) = N) (lene : forall l, lengths_are (d l.+1) (e l)).

Definition weight_of l : 'M[rat]_(d l.+1, d l) := \matrix_(i, j) q2r (nth q0 (nth [::] (w l) i) j).
Definition bias_of l : 'cV[rat]_(d l.+1) := \col_i q2r (nth q0 (c l) i).
Definition noise_in l : 'M[rat]_(d l, N) := if l is l'.+1 then mat (d l'.+1) N (e l') else const_mx 1.

Definition step l (v : rows) : rows := Arithmetic.map2 (layer s (w l) (c l)) (e l) v.

Fixpoint steps l (x : rows) : rows := if l is l'.+1 then step l' (steps l' x) else x.

Theorem steps_network x : size x = N -> lengths_are (d 0%N) x -> forall l,
  [/\ size (steps l x) = N, lengths_are (d l) (steps l x) &
      mat (d l) N (steps l x) = V_at weight_of bias_of (q2r s) noise_in (mat (d 0%N) N x) l].
Proof.
move=> szx lenx; elim=> [|l [sz len IH]] //=.
have szs : size (step l (steps l x)) = N by rewrite size_map2 ?sze.
have nths n : (n < N)%N -> nth [::] (step l (steps l x)) n
    = layer s (w l) (c l) (nth [::] (e l) n) (nth [::] (steps l x) n).
  by move=> lt; rewrite (nth_map2 _ [::] [::]) ?sze.
have szen n : (n < N)%N -> size (nth [::] (e l) n) = size (w l).
  by move=> lt; rewrite (lengths_areP (lene l)) ?sze // szw.
split=> //.
  have : all (fun r => Nat.eqb (length r) (d l.+1)) (step l (steps l x)).
    apply/(all_nthP [::]) => n; rewrite szs => lt; rewrite nths //.
    have [szl _] := @layerP s (w l) (c l) (nth [::] (e l) n) (nth [::] (steps l x) n) (etrans (szc l) (esym (szw l))) (szen n lt).
    by apply/PeanoNat.Nat.eqb_eq; exact: etrans szl (szw l).
  by [].
apply/matrixP=> i n; rewrite [LHS]mxE nths //.
have [_ ->] := @layerP s (w l) (c l) (nth [::] (e l) n) (nth [::] (steps l x) n) (etrans (szc l) (esym (szw l))) (szen n (ltn_ord n)); last by rewrite szw.
have uE : q2r (qdot (nth [::] (w l) i) (nth [::] (steps l x) n)) + q2r (nth q0 (c l) i) =
    (weight_of l *m V_at weight_of bias_of (q2r s) noise_in (mat (d 0%N) N x) l + bias_of l *m const_mx 1) i n.
  rewrite -IH [RHS]mxE; congr (_ + _).
    rewrite qdot_sum ?(lengths_areP (lenw l)) ?(lengths_areP len) ?szw ?sz // [RHS]mxE.
    by apply: eq_bigr => j _; rewrite !mxE.
  by rewrite [RHS]mxE big_ord1 !mxE mulr1.
by cbv zeta; rewrite uE [RHS]mxE [activations _ _ _ i n]mxE [map_mx _ _ i n]mxE [noise_in _ _ _]mxE.
Qed.
End Layers.

(* --- the instance's lists --- *)

Lemma layeredP A (f : Z -> Z -> A -> bool) ws xs : layered f ws xs ->
  size ws = (size xs).+1 /\ forall l a, (l < size xs)%N -> f (nth Z0 ws l) (nth Z0 ws l.+1) (nth a xs l).
Proof.
elim: ws xs => [|w0 ws IH] [|x xs] //=; first by case: ws {IH}.
case: ws IH => //= w1 ws IH /andP[fx /IH[[sz] H]]; split; first by rewrite sz.
by move=> [|l] a //= lt; apply: H.
Qed.

Lemma forward_rcons s w c e : forall ws cs es v, size cs = size ws -> size es = size ws ->
  forward s (rcons ws w) (rcons cs c) (rcons es e) v = Arithmetic.map2 (layer s w c) e (forward s ws cs es v).
Proof. by elim=> [|w1 ws IH] [|c1 cs] [|e1 es] v //= [szc] [sze]; exact: IH. Qed.

Lemma firstnE T n (s : seq T) : List.firstn n s = take n s.
Proof. by elim: n s => [|n IH] [|y s] //=; rewrite IH. Qed.

Lemma layered_zeros A (f : Z -> Z -> A -> bool) wl ws : layered f wl ws -> (forall z, z \in wl -> Z.le Z0 z) ->
  layered (fun _ b (v : seq Q) => Z.eqb (Form.count v) b) wl (List.map (fun w => List.repeat q0 (Z.to_nat w)) (List.tl wl)).
Proof.
elim: wl ws => [|w0 [|w1 wl] IH] [|m ws] //= /andP[_ H] w3.
have H' : layered (fun _ b (v : seq Q) => Z.eqb (Form.count v) b) (w1 :: wl)
    (List.map (fun w => List.repeat q0 (Z.to_nat w)) wl).
  by apply: (IH ws H) => z zin; apply: w3; rewrite inE zin orbT.
apply/andP; split; last exact: H'.
apply/Z.eqb_eq; rewrite /Form.count List.repeat_length Z2Nat.id //.
by apply: w3; rewrite !inE eqxx orbT.
Qed.

Lemma shapeP n d r : shape n d r -> size r = Z.to_nat n /\ lengths_are (Z.to_nat d) r.
Proof.
case/andP=> /andP[/Z.eqb_eq szn all_d] _; split; first by rewrite -szn /Form.count Nat2Z.id.
move: all_d; rewrite /lengths_are; elim: r {szn} => //= x r IH /andP[/Z.eqb_eq szx /IH ->].
by rewrite andbT; apply/PeanoNat.Nat.eqb_eq; rewrite -szx /Form.count Nat2Z.id.
Qed.

Section Instance.
Variable net : instance.
Let N := size (inputs net).
Definition dims l : nat := Z.to_nat (nth Z0 (widths net) l).
Definition weight_rows l : rows := nth [::] (odflt [::] (weights net)) l.
Definition shift_row l : seq Q := nth [::] (shifts net) l.
Definition noise_list := Arithmetic.map2 (fun d e => factors_of N (Z.to_nat d) e) (behead (widths net)) (noises net).
Definition noise_rows l : rows := nth (ones N (dims l.+1)) noise_list l.

(* The outputs of layer l at the point of the instance's weights, biases and noise (Model.V_at) *)
Definition network_outputs l : 'M[rat]_(dims l, N) :=
  V_at (weight_of dims weight_rows) (bias_of dims shift_row) (q2r (slope net))
       (noise_in dims N noise_rows) (mat (dims 0) N (inputs net)) l.

Lemma inputs_formed : well_formed net -> lengths_are (dims 0) (inputs net).
Proof.
move=> wf; have : shape (samples net) (width net 0) (inputs net).
  by move: (wf); rewrite /well_formed; cbv zeta; do 6!case/andP.
by move=> /shapeP[_]; rewrite /width /dims list_nth.
Qed.

(* Shapes of the weights and biases *)
Lemma parameters_layered ws : well_formed net -> weights net = Some ws ->
  layered (fun a b m => shape b a m) (widths net) ws /\
  layered (fun _ b (v : seq Q) => Z.eqb (Form.count v) b) (widths net) (shifts net).
Proof.
move=> wf Ew.
move: (wf); rewrite /well_formed; cbv zeta; case/andP=> _; rewrite Ew /shifts.
case: (biases net) => [cs|].
  case/andP=> /andP[_ ->] H; split=> //; elim: (widths net) (cs) H => [|w0 wl IH] [|c1 cl] //=.
  by case: wl IH => //= w1 wl IH /andP[/andP[-> _] /IH].
case/andP=> _ H; split=> //; have w3 : forall z, z \in widths net -> Z.le Z0 z.
  move: (wf); rewrite /well_formed; cbv zeta; do 6!case/andP; move=> _ wpos _ _ _ _ _ z zin.
  have : all (fun w => Z.leb (Zpos xH) w && Z.ltb w (Z.sub (Z.pow 2 31) (Zpos xH))) (widths net) by exact: wpos.
  by move/allP=> /(_ z zin) /andP[/Z.leb_le H1 _]; apply: Z.le_trans H1.
exact: layered_zeros H w3.
Qed.

(* Sizes of the weights and biases, layer by layer *)
Lemma parameters_formed : well_formed net -> weights net <> None ->
  [/\ size (odflt [::] (weights net)) = layers net,
      size (shifts net) = layers net,
      forall l, size (weight_rows l) = dims l.+1,
      forall l, lengths_are (dims l) (weight_rows l) &
      forall l, size (shift_row l) = dims l.+1].
Proof.
move=> wf; case Ew: (weights net) => [ws|] // _; rewrite [odflt _ _]/=.
have [wfw wfc] := parameters_layered wf Ew.
have [szW lW] := layeredP wfw; have [szC lC] := layeredP wfc.
have szs : size (shifts net) = size ws by move: szC; rewrite szW => -[].
have dW l : (l < size ws)%N -> size (weight_rows l) = dims l.+1 /\ lengths_are (dims l) (weight_rows l).
  by move=> lt; rewrite /weight_rows Ew; exact: shapeP (lW l [::] lt).
have out l : (size ws <= l)%N -> dims l.+1 = 0%N.
  by move=> ge; rewrite /dims nth_default // szW ltnS.
split=> [||l|l|l].
- by rewrite /layers -[List.length _]/(size _) szW.
- by rewrite szs /layers -[List.length _]/(size _) szW.
- have [/dW[] //|ge] := ltnP l (size ws); by rewrite out // /weight_rows Ew nth_default.
- have [/dW[] //|ge] := ltnP l (size ws); by rewrite /weight_rows Ew nth_default.
have [lt|ge] := ltnP l (size (shifts net)); last by rewrite out -?szs // /shift_row nth_default.
by have /Z.eqb_eq := lC l [::] lt; rewrite /dims /Form.count => <-; rewrite Nat2Z.id.
Qed.

Theorem outputs_network ws k : well_formed net -> weights net = Some ws -> (k <= layers net - 1)%N ->
  [/\ size (outputs_of net ws k) = N, lengths_are (dims k) (outputs_of net ws k) &
      mat (dims k) N (outputs_of net ws k) = network_outputs k].
Proof.
move=> wf Ew kL; have len0' := inputs_formed wf.
rewrite /outputs_of !firstnE -[noise_factors net]/noise_list.
have wfe : layered (fun _ w e => match e with Given f => shape (samples net) w f | _ => true end)
   (List.firstn (layers net) (widths net)) (noises net).
  by move: (wf); rewrite /well_formed; cbv zeta; case/andP=> /andP[].
have [wfw wfc] := parameters_layered wf Ew.
have [szW lW] := layeredP wfw; have [szC lC] := layeredP wfc; have [szE lE] := layeredP wfe.
have szl : layers net = size ws by rewrite /layers -[List.length _]/(size _) szW.
have szn : (size (noises net)).+1 = size ws.
  by rewrite -szE firstnE size_take szl szW ltnS leqnn.
have szs : size (shifts net) = size ws by move: szC; rewrite szW => -[].
have szN : size noise_list = size (noises net).
  apply/esym; have : (size (noises net) <= size (behead (widths net)))%N by rewrite size_behead szW -szn leqnSn.
  rewrite /noise_list; elim: (behead _) (noises net) => [|w0 wl IH] [|e0 el] //= /IH; by move=> ->.
have nthw l : (l < size (noises net))%N -> nth Z0 (List.firstn (layers net) (widths net)) l.+1 = nth Z0 (widths net) l.+1.
  by move=> lt; rewrite firstnE nth_take // szl -szn ltnS.
have dW l : (l < size ws)%N -> size (weight_rows l) = dims l.+1 /\ lengths_are (dims l) (weight_rows l).
  by move=> lt; rewrite /weight_rows Ew; exact: shapeP (lW l [::] lt).
have out l : (size ws <= l)%N -> dims l.+1 = 0%N.
  by move=> ge; rewrite /dims nth_default // szW ltnS.
have allw l : size (weight_rows l) = dims l.+1.
  have [/dW[] //|ge] := ltnP l (size ws); by rewrite out // /weight_rows Ew nth_default.
have alllen l : lengths_are (dims l) (weight_rows l).
  have [/dW[] //|ge] := ltnP l (size ws); by rewrite /weight_rows Ew nth_default.
have allc l : size (shift_row l) = dims l.+1.
  have [lt|ge] := ltnP l (size (shifts net)); last by rewrite out -?szs // /shift_row nth_default.
  by have /Z.eqb_eq := lC l [::] lt; rewrite /dims /Form.count => <-; rewrite Nat2Z.id.
have onesP n m : size (ones n m) = n /\ lengths_are m (ones n m).
    split; first exact: List.repeat_length.
    rewrite /ones /lengths_are; elim: n => //= n ->; rewrite andbT; apply/PeanoNat.Nat.eqb_eq; exact: List.repeat_length.
have noisy l : (l < size (noises net))%N -> size (noise_rows l) = N /\ lengths_are (dims l.+1) (noise_rows l).
  move=> lt; have := lE l Generic lt; rewrite nthw //.
  have -> : noise_rows l = factors_of N (dims l.+1) (nth Generic (noises net) l).
    rewrite /noise_rows /noise_list; move: lt; rewrite /dims.
    have -> : nth Z0 (widths net) l.+1 = nth Z0 (behead (widths net)) l by rewrite nth_behead.
    have : (size (noises net) <= size (behead (widths net)))%N by rewrite size_behead szW -szn leqnSn.
    by elim: (behead _) (noises net) l => [|w0 wl IH] [|e0 el] [|l] //= le lt; rewrite IH.
  case: (nth Generic _ _) => [_|_|f] /=; rewrite -/N; try exact: onesP.
  by move/shapeP; rewrite /samples /Form.count Nat2Z.id.
have alle l : size (noise_rows l) = N /\ lengths_are (dims l.+1) (noise_rows l).
  have [/noisy //|ge] := ltnP l (size (noises net)).
  by rewrite /noise_rows nth_default ?szN //; exact: onesP.
have k_noise : (k <= size noise_list)%N by rewrite szN; move: kL; rewrite szl -szn subn1.
have -> : forward (slope net) (take k ws) (take k (shifts net)) (take k noise_list) (inputs net)
    = steps (slope net) weight_rows shift_row noise_rows k (inputs net).
  have szws : (size noise_list <= size ws)%N by rewrite szN -szn.
  move: (k) k_noise; elim=> [|m IH] lt; first by rewrite !take0.
  have lw : (m < size ws)%N := leq_trans lt szws.
  rewrite (@take_nth rows [::] m ws lw) (@take_nth (seq Q) [::] m (shifts net)) ?szs //.
  rewrite (@take_nth rows (ones N (dims m.+1)) m noise_list lt) forward_rcons ?size_takel ?szs ?(ltnW lw) ?(ltnW lt) //.
  by rewrite IH ?(ltnW lt) //= /step /weight_rows Ew.
have [szS lenS E] := @steps_network dims N (slope net) weight_rows shift_row noise_rows allw alllen allc
  (fun l => (alle l).1) (fun l => (alle l).2) (inputs net) (erefl _) len0' k.
by split.
Qed.

Theorem last_inputs_network v : well_formed net -> last_inputs net = Some v ->
  size v = N /\ lengths_are (dims (layers net - 2)) v /\
  mat (dims (layers net - 2)) N v = network_outputs (layers net - 2).
Proof.
move=> wf; have len0' := inputs_formed wf.
rewrite /last_inputs; case: PeanoNat.Nat.eqb_spec => [L2 [<-]|_].
  by rewrite L2; split=> //; split.
case Ew: (weights net) => [ws|] //; case: ifP => // _ [<-].
have [|sz len E] := @outputs_network ws (layers net - 2) wf Ew; last by [].
by rewrite leq_sub2l.
Qed.
End Instance.
