(* The intervals of CriticalRules.v hold the values of the network whose slopes are held, those of the kinks at 0, at
   all parameters of the box: forward, backward, and from layer to layer. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points
  PointRules NearbyRules CriticalRules SoundNetwork SoundEnclosure SoundSecant SoundBox SoundContraction Smooth.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma firstn_take T n (s : seq T) : List.firstn n s = take n s.
Proof. by elim: n s => [|n IH] [|y s] //=; rewrite IH. Qed.

Section Held.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))) (kink : nat -> nat -> nat -> bool).
Hypothesis one0 : Z.lt Z0 one.
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Notation rv := (@rv R).
Notation X := (X_at R net).
Notation holds := (@holds R one).
Notation e := (held_enclosure net one box kink).
Notation cols := (box_columns net box).

Definition h_empty l n : bool := List.nth n (held_layer net one box kink l).2 false.
Definition h_sum l n i : interval :=
  List.nth i (List.nth n (box_sums net one box l (held_layer net one box kink l).1) [::]) no_interval.
Definition held_slopes l : 'M[R]_(d l, N) :=
  \matrix_(i, n) rv (held_slope net kink l.-1 n i (h_empty l.-1 n) (h_sum l.-1 n i)).
Notation A := held_slopes.

Lemma outs_held l : (l < layers net)%N -> List.nth l (outs e) [::] = (held_layer net one box kink l).1.
Proof.
move=> lL; rewrite /held_enclosure /= list_nth -[List.map _ _]/(map _ _) (nth_map ([::], [::])) ?size_map ?seq_iota ?size_iota //.
by rewrite -list_nth nth_tab.
Qed.
Lemma empty_held l n : (l < layers net)%N -> empty_at e l n = h_empty l n.
Proof.
move=> lL; rewrite /empty_at /h_empty /held_enclosure /=; congr (List.nth n _ false).
rewrite list_nth -[List.map _ _]/(map _ _) (nth_map ([::], [::])) ?size_map ?seq_iota ?size_iota //.
by rewrite -list_nth nth_tab.
Qed.
Lemma sum_held l n i : (l < layers net)%N -> sum_at e l n i = h_sum l n i.
Proof. by move=> lL; rewrite /sum_at /h_sum /held_enclosure /= nth_tab // nth_tab. Qed.
Lemma slope_inE l n i : (l < layers net)%N -> rv (slope_in net kink e l (nat_of_ord n) (nat_of_ord i)) = A l.+1 i n.
Proof. by move=> lL; rewrite mxE /slope_in empty_held ?sum_held. Qed.

Section At.
Variables (W : weights R d) (c : shifts R d).
Hypothesis fc : allowed (bias net) c.
Hypothesis inside : in_this_box one box W c.
Notation V := (Model.V W c A X).
Notation U := (Model.U W c A X).
(* what is fed into layer l+1: its inputs, and a 1 after them for a bias *)
Definition fed l (n : 'I_N) (j : nat) : R := if insub j is Some j' then V l j' n else 1.

Lemma U_split l i n : \sum_(j < inputs_to net l) value W c i j * fed l n j = U l i n.
Proof.
have low (j : 'I_(d l)) : value W c i j * fed l n j = W l i j * V l j n.
  by rewrite /value /fed insubT // => lt; congr (W l i _ * V l _ n); apply: val_inj.
rewrite /Model.U mxE mxE [X in _ + X]mxE big_ord1 [const_mx _ _ _]mxE mulr1 /inputs_to -/d; case: fc => [->|c0].
  rewrite big_ord_recr /=; congr (_ + _); first by apply: eq_bigr => j _; exact: low.
  by rewrite /value /fed insubN ?ltnn // mulr1.
rewrite c0 mxE addr0; case: (bias net); last by apply: eq_bigr => j _; exact: low.
rewrite big_ord_recr /= (eq_bigr _ (fun j _ => low j)).
by rewrite /value insubN ?ltnn // c0 mxE mul0r addr0.
Qed.

Lemma fed_in l f (n : 'I_N) : (forall j : 'I_(d l), holds (f (nat_of_ord j)) (V l j n)) ->
  size (unit_row net one l f) = inputs_to net l /\
  forall j, (j < inputs_to net l)%N -> holds (List.nth j (unit_row net one l f) no_interval) (fed l n j).
Proof.
move=> H; split=> [|j jl]; first by rewrite /unit_row size_tab.
rewrite /unit_row nth_tab // ltb_ltn /fed; case: insubP => [j' jd jE|nj]; first by rewrite jd -jE; exact: H.
by rewrite (negPf nj); exact: holds_one.
Qed.

Lemma V_step l i n : V l.+1 i n = A l.+1 i n * U l i n.
Proof. by rewrite [LHS]mxE. Qed.

Lemma held_forward l : (l < layers net)%N -> forall n : 'I_N, size (List.nth n (held_layer net one box kink l).1 [::]) = inputs_to net l /\
  forall j, (j < inputs_to net l)%N -> holds (List.nth j (List.nth n (held_layer net one box kink l).1 [::]) no_interval) (fed l n j).
Proof.
have sums_in k (kL : (k < layers net)%N) : (forall n : 'I_N, size (List.nth n (held_layer net one box kink k).1 [::]) = inputs_to net k /\
    forall j, (j < inputs_to net k)%N -> holds (List.nth j (List.nth n (held_layer net one box kink k).1 [::]) no_interval) (fed k n j)) ->
    forall i n, holds (h_sum k (nat_of_ord n) (nat_of_ord i)) (U k i n).
  move=> H i n; rewrite /h_sum /box_sums nth_tab // nth_tab // -U_split.
  have [sz K] := inside i kL; have [sz' K'] := H n.
  by apply: scalar_product_in => // j jl; rewrite -!list_nth; split; [exact: K|exact: K'].
elim: l => [|l IH] lL n.
  rewrite /= nth_tab //; apply: fed_in => j; rewrite /= mxE; exact: around_in.
have F := IH (ltnW lL); rewrite /= nth_tab //; apply: fed_in => i; rewrite V_step.
apply: times_in => //; last exact: (sums_in l (ltnW lL) F).
by rewrite [A _ _ _]mxE; exact: around_in.
Qed.

Lemma sums_held_in l i n : (l < layers net)%N -> holds (h_sum l (nat_of_ord n) (nat_of_ord i)) (U l i n).
Proof.
move=> lL; have H := held_forward lL; rewrite /h_sum /box_sums nth_tab // nth_tab // -U_split.
have [sz K] := inside i lL; have [sz' K'] := H n.
by apply: scalar_product_in => // j jl; rewrite -!list_nth; split; [exact: K|exact: K'].
Qed.

Lemma out_in l (n : 'I_N) j : (l < layers net)%N -> (j < inputs_to net l)%N -> holds (out_at e l n j) (fed l n j).
Proof. by move=> lL jl; rewrite /out_at outs_held //; have [_ H] := held_forward lL n; exact: H. Qed.
Lemma sum_in l i (n : 'I_N) : (l < layers net)%N -> holds (sum_at e l n (nat_of_ord i)) (U l i n).
Proof. by move=> lL; rewrite sum_held //; exact: sums_held_in. Qed.

Lemma weight_in l (a : 'I_(d l.+1)) (i : 'I_(d l)) : (l < layers net)%N ->
  holds (List.nth i (List.nth a (List.nth l box [::]) [::]) no_interval) (W l a i).
Proof.
move=> lL; have [_ B] := inside a lL; have := B i; rewrite /value valK; apply.
by rewrite /inputs_to -/d; case: (bias net); rewrite ?ltnS ?(ltnW (ltn_ord i)) ?ltn_ord.
Qed.

(* backward *)
Lemma back_holds f (F : sources R N d) (n : 'I_N) k l : (k + l = h)%N ->
  (forall m (i : 'I_(d m.+1)), (m <= h)%N -> holds (f m (nat_of_ord i)) (F m i n)) ->
  size (back_in net one kink e cols f n k l) = d l.+1 /\
  forall i : 'I_(d l.+1), holds (List.nth i (back_in net one kink e cols f n k l) no_interval) (back A W F k l i n).
Proof.
move=> + fF; elim: k l => [|k IH] l kl; split; try by rewrite /= size_tab.
  by move=> i; rewrite /= nth_tab //; apply: fF; rewrite -kl.
have lh : (l < h)%N by rewrite -kl addSn ltnS leq_addl.
have [sz K] := IH l.+1 (etrans (addnS _ _) kl) => i.
rewrite /= nth_tab // sumE /SoundEnclosure.holds mulrDl; apply: bounds_add; first exact: fF (ltnW lh).
have lL : (l < layers net)%N by rewrite layersL ltnS ltnW.
have lL' : (l.+1 < layers net)%N by rewrite layersL ltnS.
rewrite entrywiseE -slope_inE //; apply: times_in => //; first exact: around_in.
pose x k' : R := if insub k' is Some a then W l.+1 a i else 0.
pose y k' : R := if insub k' is Some a then back A W F k l.+1 a n else 0.
have -> : ((W l.+1)^T *m back A W F k l.+1) i n = \sum_(k' < d l.+2) x k' * y k'.
  by rewrite mxE; apply: eq_bigr => a _; rewrite mxE /x /y !valK.
have colE : List.nth i (List.nth l.+1 cols [::]) [::] = tab (d l.+2) (fun a => List.nth i (List.nth a (List.nth l.+1 box [::]) [::]) no_interval).
  by rewrite /box_columns nth_tab // nth_tab.
apply: scalar_product_in => //; first by rewrite colE size_tab.
move=> a ad; rewrite -!list_nth colE nth_tab // /x /y insubT; split; last exact: (K (Ordinal ad)).
exact: (weight_in (Ordinal ad) i lL').
Qed.

Lemma adjoint_in f (F : sources R N d) (n : 'I_N) l (i : 'I_(d l.+1)) : (l <= h)%N ->
  (forall m (i : 'I_(d m.+1)), (m <= h)%N -> holds (f m (nat_of_ord i)) (F m i n)) ->
  holds (List.nth i (List.nth l (adjoints net one kink e cols f n) [::]) no_interval) (adjoint h A W F l i n).
Proof.
move=> lh fF; rewrite /adjoints nth_tab // /adjoint; have [_ H] := back_holds (subnK lh) fF; exact: H.
Qed.

Lemma unit_holds l0 i0 m (i : 'I_(d m.+1)) (n : 'I_N) : holds (unit_factor one l0 i0 m (nat_of_ord i)) (unit_at R N d l0 i0 m i n).
Proof.
rewrite /unit_factor mxE; have -> : Nat.eqb m l0 && Nat.eqb i i0 = (m == l0) && (i == i0 :> nat).
  by congr (_ && _); apply/PeanoNat.Nat.eqb_spec/eqP.
by case: (_ && _); [exact: holds_one|exact: holds_0].
Qed.

(* layer by layer *)
Lemma through_holds l (i : 'I_(d l.+1)) (n : 'I_N) m : (l < m)%N -> (m <= h)%N ->
  size (through_in net one box kink e l n i m) = d m /\
  forall b : 'I_(d m), holds (List.nth b (through_in net one box kink e l n i m) no_interval) (through W A n l m b i).
Proof.
elim: m => [//|m IH] lm mh; have mL : (m < layers net)%N by rewrite layersL ltnS ltnW.
have -> : through_in net one box kink e l n i m.+1 = if m == l then tab (d m.+1) (fun b => if Nat.eqb b i then around one (slope_in net kink e l n i) else no_interval)
    else tab (d m.+1) (fun b => times one (around one (slope_in net kink e m n b))
        (scalar_product one (List.firstn (d m) (List.nth b (List.nth m box [::]) [::])) (through_in net one box kink e l n i m))).
  by rewrite /=; case: (PeanoNat.Nat.eqb_spec m l) => [->|/eqP/negPf ->]; rewrite ?eqxx.
case: (altP (m =P l)) => [E|ml].
  subst m; split=> [|b]; first by rewrite size_tab.
  rewrite nth_tab // throughE eqxx -slope_inE //.
  case: (PeanoNat.Nat.eqb_spec b i) => [bi|/eqP/negPf ->]; last by rewrite mulr0; exact: holds_0.
  rewrite bi eqxx mulr1; exact: around_in.
have lm' : (l < m)%N by rewrite ltn_neqAle eq_sym ml -ltnS.
have [sz K] := IH lm' (ltnW mh); split=> [|b]; first by rewrite size_tab.
rewrite nth_tab // throughE (negPf ml) -slope_inE //; apply: times_in => //; first exact: around_in.
pose x k' : R := if insub k' is Some a then W m b a else 0.
pose y k' : R := if insub k' is Some a then through W A n l m a i else 0.
have -> : (W m *m through W A n l m) b i = \sum_(k' < d m) x k' * y k'.
  by rewrite mxE; apply: eq_bigr => a _; rewrite /x /y !valK.
have [szr _] := inside b mL.
have le : (d m <= size (List.nth b (List.nth m box [::]) [::]))%N.
  by rewrite szr /inputs_to -/d; case: (bias net).
have fE : List.firstn (d m) (List.nth b (List.nth m box [::]) [::]) = take (d m) (List.nth b (List.nth m box [::]) [::]) by exact: firstn_take.
apply: scalar_product_in => //; first by rewrite fE size_takel.
move=> a ad; rewrite fE nth_take // /x /y insubT; split; last by rewrite -list_nth; exact: (K (Ordinal ad)).
by rewrite -list_nth; exact: (weight_in b (Ordinal ad) mL).
Qed.

End At.

(* --- a derivative by a parameter: the backward pass at one point, the outputs at another --- *)

Notation none := (0%N, 0%N, 0%N).
Definition adjoint_nat (W : weights R d) (F : sources R N d) l (n : 'I_N) (i : nat) : R :=
  if insub i is Some a then adjoint h A W F l a n else 0.
Definition by_place (W1 W2 : weights R d) (c2 : shifts R d) (F : sources R N d) (n : 'I_N) (p : place) : R :=
  adjoint_nat W1 F p.1.1 n p.1.2 * fed W2 c2 p.1.1 n p.2.

Lemma in_rangeE l i j : in_range net (l, i, j) -> [/\ (l <= h)%N, (i < d l.+1)%N & (j < inputs_to net l)%N].
Proof. by rewrite /in_range !ltb_ltn layersL => /andP[/andP[]]. Qed.

Lemma by_place_in W1 c1 W2 c2 f (F : sources R N d) (n : 'I_N) p : allowed (bias net) c1 -> in_this_box one box W1 c1 ->
  allowed (bias net) c2 -> in_this_box one box W2 c2 -> in_range net p ->
  (forall m (i : 'I_(d m.+1)), (m <= h)%N -> holds (f m (nat_of_ord i)) (F m i n)) ->
  holds (by_parameter one e (adjoints net one kink e cols f n) n p) (by_place W1 W2 c2 F n p).
Proof.
case: p => [[l i] j] f1 i1 f2 i2 /in_rangeE[lh il jl] fF.
rewrite /by_parameter /by_place /adjoint_nat /= insubT; apply: times_in => //.
  exact: (adjoint_in i1 (Ordinal il) lh fF).
by apply: out_in => //; rewrite layersL ltnS.
Qed.

(* --- factors of the Lagrangian --- *)

Section Factors.
Variables (ks : seq (nat * nat * nat)) (lam : nat -> R) (W : weights R d) (c : shifts R d).
Definition lagrange : sources R N d := fun l => \matrix_(i, n)
  (if l == h then Model.U W c A X l i n - rv (target net n i)
   else - \sum_(a < size ks) (nth none ks a == (l, nat_of_ord n, nat_of_ord i))%:R * lam a).
Lemma pulled_in ls l n i : size ls = size ks -> (forall a, (a < size ks)%N -> holds (nth no_interval ls a) (lam a)) ->
  holds (pulled ks ls l n i) (- \sum_(a < size ks) (nth none ks a == (l, n, i))%:R * lam a).
Proof.
elim: ks ls lam => [|q qs IH] [|x xs] f //=; first by rewrite big_ord0 oppr0 => _ _; exact: holds_0.
case=> sz H; rewrite big_ord_recl opprD /SoundEnclosure.holds mulrDl; apply: bounds_add; last first.
  by apply: (IH xs (fun a => f a.+1)) => // a am; exact: (H a.+1).
rewrite same_placeE /=; case: eqP => [_|_]; last by rewrite mul0r oppr0; exact: holds_0.
rewrite mul1r; have [l1 u1] := H 0%N isT.
by rewrite /bounds /= !zrN mulNr !ler_opp2.
Qed.
Hypothesis fc : allowed (bias net) c.
Hypothesis inside : in_this_box one box W c.
Lemma factors_holds ls (n : 'I_N) : size ls = size ks -> (forall a, (a < size ks)%N -> holds (nth no_interval ls a) (lam a)) ->
  forall m (i : 'I_(d m.+1)), (m <= h)%N -> holds (factors_in net one e ks ls n m i) (lagrange m i n).
Proof.
move=> sz H m i mh; rewrite /factors_in mxE; have -> : Nat.eqb m h = (m == h) by apply/PeanoNat.Nat.eqb_spec/eqP.
case: eqP => [E|_]; last exact: pulled_in.
rewrite /SoundEnclosure.holds mulrBl; apply: bounds_sub; last exact: around_in.
subst m; apply: sum_in => //; by rewrite layersL.
Qed.
End Factors.

Lemma isum_in n (x : nat -> interval) (y : 'I_n -> R) : (forall i : 'I_n, holds (x i) (y i)) ->
  holds (isum (tab n x)) (\sum_i y i).
Proof.
move=> H; pose y' i : R := if insub i is Some a then y a else 0.
have -> : \sum_i y i = \sum_(0 <= i < n) y' i by rewrite big_mkord; apply: eq_bigr => i _; rewrite /y' valK.
rewrite /tab seq_iota /index_iota subn0.
have : all (fun i => i < n)%N (iota 0 n) by apply/allP=> i; rewrite mem_iota.
elim: (iota 0 n) => [|i s IH] /=; first by move=> _; rewrite big_nil; exact: (holds_0 R one).
case/andP=> lt al; rewrite big_cons /SoundEnclosure.holds mulrDl; apply: bounds_add; last exact: IH.
by rewrite /y' insubT; exact: (H (Ordinal lt)).
Qed.
End Held.
