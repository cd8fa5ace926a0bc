(* The intervals of NearbyRules.v hold the true values at all parameters of the box: forward and backward. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model NearbyForm Form Rules Bridge Nearby Points PointRules
  NearbyRules SoundNetwork.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma ltb_ltn a b : Nat.ltb a b = (a < b)%N.
Proof. by apply/idP/idP => [/PeanoNat.Nat.ltb_lt|H]; [reckon|apply/PeanoNat.Nat.ltb_lt; reckon]. Qed.

Section Intervals.
Variable R : realFieldType.
Notation rv := (@rv R).
Definition zr (x : Z) : R := (iz x)%:~R.

Lemma zr0 : zr Z0 = 0. Proof. by []. Qed.
Lemma zrD x y : zr (Z.add x y) = zr x + zr y. Proof. by rewrite /zr izD rmorphD. Qed.
Lemma zrM x y : zr (Z.mul x y) = zr x * zr y. Proof. by rewrite /zr izM rmorphM. Qed.
Lemma zrN x : zr (Z.opp x) = - zr x. Proof. by rewrite /zr izN rmorphN. Qed.
Lemma zrB x y : zr (Z.sub x y) = zr x - zr y. Proof. by rewrite /zr izB rmorphB. Qed.
Lemma zr_le x y : Z.le x y -> zr x <= zr y.
Proof. by rewrite /zr ler_int; reckon. Qed.
Lemma zr_lt x y : Z.ltb x y = (zr x < zr y).
Proof. by rewrite /zr ltr_int; reckon. Qed.
Lemma zr_abs x : zr (Z.abs x) = `|zr x|.
Proof.
case: (Z.abs_spec x) => -[h ->].
  by rewrite ger0_norm // -zr0; apply: zr_le.
rewrite zrN ler0_norm // -zr0; apply: zr_le; reckon.
Qed.

Lemma rv_fraction x : rv x * zr (Zpos (Qden x)) = zr (Qnum x).
Proof.
have -> : rv x = zr (Qnum x) / zr (Zpos (Qden x)) by rewrite /rv /q2r fmorph_div !rmorph_int.
by rewrite divfK // intr_eq0 iz_eq0.
Qed.

(* in the interval's units *)
Definition bounds (a : interval) (x : R) : Prop := zr a.1 <= x /\ x <= zr a.2.
Definition holds (one : Z) (a : interval) (x : R) : Prop := bounds a (x * zr one).

Lemma bounds_add a b x y : bounds a x -> bounds b y -> bounds (iadd a b) (x + y).
Proof. by case=> l u [l' u']; rewrite /bounds /= !zrD; split; exact: ler_add. Qed.
Lemma bounds_sub a b x y : bounds a x -> bounds b y -> bounds (isub a b) (x - y).
Proof. by case=> l u [l' u']; rewrite /bounds /= !zrB; split; exact: ler_sub. Qed.

Lemma least_product (m lo hi x y : R) : lo <= x -> x <= hi -> m <= lo * y -> m <= hi * y -> m <= x * y.
Proof.
move=> l h ml mh; case: (lerP 0 y) => y0; first by apply: le_trans ml _; rewrite ler_wpmul2r.
by apply: le_trans mh _; rewrite ler_wnmul2r // ltW.
Qed.
Lemma bounds_mul a b x y : bounds a x -> bounds b y -> bounds (imul a b) (x * y).
Proof.
case=> l u [l' u']; pose p := zr a.1 * zr b.1; pose q := zr a.1 * zr b.2; pose r := zr a.2 * zr b.1; pose t := zr a.2 * zr b.2.
have low (m : R) : m <= p -> m <= q -> m <= r -> m <= t -> m <= x * y.
  move=> mp mq mr mt; apply: (least_product l u); rewrite mulrC; apply: (least_product l' u'); by rewrite mulrC.
have high (m : R) : p <= m -> q <= m -> r <= m -> t <= m -> x * y <= m.
  move=> pm qm rm tm; rewrite -ler_opp2 -mulrN; apply: (least_product l u); rewrite mulrN ler_opp2.
    by rewrite -ler_opp2 mulrC -mulrN -[_ * _]mulrC; rewrite mulrC; apply: (least_product l' u'); rewrite mulrN ler_opp2 mulrC.
  by rewrite -ler_opp2 mulrC -mulrN; apply: (least_product l' u'); rewrite mulrN ler_opp2 mulrC.
rewrite /bounds /imul [X in zr X <= _]/= [X in _ /\ _ <= zr X]/=; split.
  by apply: low; rewrite /p /q /r /t -!zrM; apply: zr_le; reckon.
by apply: high; rewrite /p /q /r /t -!zrM; apply: zr_le; reckon.
Qed.

Lemma divided_in n a x : Z.lt Z0 n -> bounds a (x * zr n) -> bounds (divided n a) x.
Proof.
move=> n0 [l u]; have n1 : 0 < zr n by rewrite -zr0 -zr_lt; apply/Z.ltb_lt.
split; rewrite -(ler_pmul2r n1) /divided /= ?zrN ?mulNr.
  apply: le_trans l; rewrite -zrM; apply: zr_le; rewrite Z.mul_comm; exact: Z.mul_div_le.
apply: le_trans u _; rewrite ler_oppr -zrN -zrM; apply: zr_le; rewrite Z.mul_comm; exact: Z.mul_div_le.
Qed.

Lemma around_in one x : holds one (around one x) (rv x).
Proof.
apply: divided_in => //; rewrite mulrAC rv_fraction -zrM; by split; rewrite lexx.
Qed.

Lemma rescale_in one from a v : Z.lt Z0 from -> Z.lt Z0 one -> bounds a (v * zr from) -> holds one (rescale one from a) v.
Proof.
move=> f0 o0 [l u]; apply: divided_in => //; have o1 : 0 <= zr one by rewrite -zr0; apply: zr_le; reckon.
by rewrite mulrAC; split; rewrite /= zrM ler_wpmul2r.
Qed.

Lemma times_in one a b x y : Z.lt Z0 one -> holds one a x -> holds one b y -> holds one (times one a b) (x * y).
Proof.
move=> o0 H K; apply: divided_in => //; have := bounds_mul H K; by rewrite mulrACA mulrA.
Qed.

Lemma products_in n (a b : seq interval) (x y : nat -> R) : size a = n -> size b = n ->
  (forall j, (j < n)%N -> bounds (nth no_interval a j) (x j) /\ bounds (nth no_interval b j) (y j)) ->
  bounds (products a b) (\sum_(j < n) x j * y j).
Proof.
elim: a b n x y => [|p a IH] [|q b] [|n] // x y.
  by move=> _ _ _; rewrite big_ord0; split; rewrite /= zr0.
case=> sa [sb] H; rewrite big_ord_recl; apply: bounds_add; first by have [] := H 0%N isT; exact: bounds_mul.
by apply: (IH b n (fun j => x j.+1) (fun j => y j.+1)) => // j jn; exact: (H j.+1).
Qed.

Lemma scalar_product_in one n (a b : seq interval) (x y : nat -> R) : Z.lt Z0 one -> size a = n -> size b = n ->
  (forall j, (j < n)%N -> holds one (nth no_interval a j) (x j) /\ holds one (nth no_interval b j) (y j)) ->
  holds one (scalar_product one a b) (\sum_(j < n) x j * y j).
Proof.
move=> o0 sa sb H; apply: divided_in => //.
have := products_in (x := fun j => x j * zr one) (y := fun j => y j * zr one) sa sb H.
rewrite (_ : \sum_(j < n) _ = (\sum_(j < n) x j * y j) * zr one * zr one) //.
by rewrite !mulr_suml; apply: eq_bigr => j _; rewrite mulrACA mulrA.
Qed.

Lemma is_positive one a x : Z.lt Z0 one -> holds one a x -> sure_positive a -> 0 < x.
Proof.
move=> o0 [l _]; rewrite /sure_positive zr_lt zr0 => p; have o1 : 0 < zr one by rewrite -zr0 -zr_lt; apply/Z.ltb_lt.
by rewrite -(pmulr_lgt0 _ o1); exact: lt_le_trans l.
Qed.
Lemma is_negative one a x : Z.lt Z0 one -> holds one a x -> sure_negative a -> x < 0.
Proof.
move=> o0 [_ u]; rewrite /sure_negative zr_lt zr0 => p; have o1 : 0 < zr one by rewrite -zr0 -zr_lt; apply/Z.ltb_lt.
by rewrite -(pmulr_llt0 _ o1); exact: le_lt_trans p.
Qed.
Lemma holds_one one : holds one (one, one) 1.
Proof. by rewrite /holds mul1r; split. Qed.
Lemma holds_0 one : holds one no_interval 0.
Proof. by rewrite /holds mul0r; split; rewrite /= zr0. Qed.
End Intervals.

(* --- forward --- *)

Section Forward.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))).
Hypothesis one0 : Z.lt Z0 one.
Let N := sample_size net.
Let d := layer_size net.
Notation rv := (@rv R).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Notation holds := (@holds R one).

(* What holds of sums and outputs in the box: slopes that do not depend on the parameters *)
Definition box_empty l n : bool := List.nth n (enclosed net one box l).2 false.
Definition box_sum l n i : interval :=
  List.nth i (List.nth n (box_sums net one box l (enclosed net one box l).1) [::]) no_interval.
Definition sure_below m := forall l, (l < m)%N -> forall (n : 'I_N) (i : 'I_(d l.+1)), sure net l n i (box_empty l n) (box_sum l n i).
Definition box_slopes l : 'M[R]_(d l, N) :=
  \matrix_(i, n) rv (slope_of net l.-1 n i (box_empty l.-1 n) (box_sum l.-1 n i)).

Section At.
Variables (W : weights R d) (c : shifts R d).
Hypothesis fc : allowed (bias net) c.
Definition value l (i : 'I_(d l.+1)) (j : nat) : R := if insub j is Some j' then W l i j' else c l i 0.
Definition in_this_box := forall l (i : 'I_(d l.+1)), (l < layers net)%N ->
  size (List.nth i (List.nth l box [::]) [::]) = inputs_to net l /\
  forall j, (j < inputs_to net l)%N -> holds (List.nth j (List.nth i (List.nth l box [::]) [::]) no_interval) (value i j).
Hypothesis inside : in_this_box.
Notation V := (V_at W c s E X).
Notation U := (at_sum s E X W c).
Definition given_by l n (j : nat) : R := if insub j is Some j' then V l j' n else 1.

Lemma unit_row_in l f (n : 'I_N) : (forall j : 'I_(d l), holds (f (nat_of_ord j)) (V l j n)) ->
  size (unit_row net one l f) = inputs_to net l /\
  forall j, (j < inputs_to net l)%N -> holds (List.nth j (unit_row net one l f) no_interval) (given_by l n j).
Proof.
move=> H; split=> [|j jl].
  by rewrite /unit_row /tab -[List.map _ _]/(map _ _) size_map seq_iota size_iota.
rewrite /unit_row nth_tab // ltb_ltn /given_by; case: insubP => [j' jd jE|nj]; first by rewrite jd -jE; exact: H.
by rewrite (negPf nj); exact: holds_one.
Qed.

Lemma sum_split l i n : \sum_(j < inputs_to net l) value i j * given_by l n j = U l i n.
Proof.
have low (j : 'I_(d l)) : value i j * given_by l n j = W l i j * V l j n.
  by rewrite /value /given_by insubT // => lt; congr (W l i _ * V l _ n); apply: val_inj.
rewrite at_sumE /inputs_to -/d; case: fc => [->|c0].
  rewrite big_ord_recr /=; congr (_ + _); first by apply: eq_bigr => j _; exact: low.
  by rewrite /value /given_by insubN ?ltnn // mulr1.
rewrite c0 mxE addr0; case: (bias net); last by apply: eq_bigr => j _; exact: low.
rewrite big_ord_recr /= (eq_bigr _ (fun j _ => low j)).
by rewrite /value insubN ?ltnn // c0 mxE mul0r addr0.
Qed.

Definition forward_in l (v : seq (seq interval)) := forall n : 'I_N, size (List.nth n v [::]) = inputs_to net l /\
  forall j, (j < inputs_to net l)%N -> holds (List.nth j (List.nth n v [::]) no_interval) (given_by l n j).

Lemma box_sums_in l v i n : (l < layers net)%N -> forward_in l v ->
  holds (List.nth (nat_of_ord i) (List.nth (nat_of_ord n) (box_sums net one box l v) [::]) no_interval) (U l i n).
Proof.
move=> lL H; rewrite /box_sums nth_tab // nth_tab // -sum_split.
have [sz K] := inside i lL; have [sz' K'] := H n.
by apply: scalar_product_in => // j jl; rewrite -!list_nth; split; [exact: K|exact: K'].
Qed.

Lemma void_sum l i n : ~~ bias net -> (forall j, V l j n = 0) -> U l i n = 0.
Proof.
move=> nb Z; rewrite at_sumE big1 => [|j _]; last by rewrite Z mulr0.
by case: fc nb => [->//|-> _]; rewrite mxE addr0.
Qed.

Lemma slope_in_box l (i : 'I_(d l.+1)) (n : 'I_N) (empty : bool) u : (empty -> U l i n = 0) -> holds u (U l i n) ->
  sure net l n i empty u -> V l.+1 i n = rv (slope_of net l n i empty u) * U l i n.
Proof.
move=> em hu; rewrite /sure V_atS E_atE /slope_of.
case up: (upper net l n i empty u); [move=> _|move=> /= neg].
  move: up; rewrite /upper /smooth; case/orP=> [/orP[/orP[e|]|]|p0].
  - by rewrite em // phi0.
  - by rewrite (rv_eq0 R) => /eqP ->; rewrite !mul0r.
  - by rewrite (rv_equal R) rv1 /phi => /eqP E1; rewrite /s_at E1; case: ifP; rewrite !mul1r.
  by have p := is_positive one0 hu p0; rewrite /phi (ltW p) mul1r.
by rewrite rvM -mulrA; congr (_ * _); rewrite /phi leNgt (is_negative one0 hu neg).
Qed.

Lemma enclosed_in l : (l < layers net)%N -> sure_below l ->
  forward_in l (enclosed net one box l).1 /\
  forall n : 'I_N, box_empty l n -> ~~ bias net /\ forall j, V l j n = 0.
Proof.
elim: l => [|l IH] lL su.
  split=> n; first by rewrite /= nth_tab //; apply: unit_row_in => j; rewrite /= mxE; exact: around_in.
  by rewrite /box_empty /= nth_tab // => /andP[nb /everyP z]; split=> // j; rewrite /= mxE; have := z j; rewrite (rv_eq0 R) => /eqP.
have [F Z] := IH (ltnW lL) (fun k kl => su k (ltnW kl)).
have S i n := box_sums_in i n (ltnW lL) F.
have sl i n : V l.+1 i n = rv (slope_of net l n i (box_empty l n) (box_sum l n i)) * U l i n.
  by apply: slope_in_box => [/Z[nb z]||]; [exact: void_sum|exact: S|exact: su].
split=> n.
  rewrite /= nth_tab //; apply: unit_row_in => i; rewrite sl; apply: times_in => //; exact: around_in.
rewrite /box_empty /= nth_tab // => /andP[nb /everyP z]; split=> // i.
have := z i; rewrite /off -[List.nth n _ false]/(box_empty l n) -[List.nth i _ no_interval]/(box_sum l n i).
rewrite V_atS E_atE; case/orP=> [/orP[/Z[_ v]|]|/andP[]].
- by rewrite void_sum // phi0 mulr0.
- by rewrite (rv_eq0 R) => /eqP ->; rewrite mul0r.
rewrite (rv_eq0 R) => /eqP s0 /(is_negative one0 (S i n)) neg.
by rewrite /phi leNgt neg /= /s_at s0 mul0r mulr0.
Qed.

Lemma V_box l i n : (l.+1 < layers net)%N -> sure_below l.+1 -> V l.+1 i n = box_slopes l.+1 i n * U l i n.
Proof.
move=> lL su; have [F Z] := enclosed_in (ltnW lL) (fun k kl => su k (ltnW kl)); rewrite [box_slopes _ _ _]mxE.
by apply: slope_in_box => [/Z[nb z]||]; [exact: void_sum|exact: box_sums_in (ltnW lL) F|exact: su].
Qed.

Lemma V_held l : (l < layers net)%N -> sure_below l -> V l = Model.V W c box_slopes X l.
Proof.
elim: l => [//|l IH] lL su; apply/matrixP=> i n; rewrite V_box // /at_sum.
by rewrite (IH (ltnW lL) (fun k kl => su k (ltnW kl))) [RHS]mxE.
Qed.
End At.
End Forward.
