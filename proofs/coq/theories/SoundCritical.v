(* The derivatives of the Lagrangian by the moving parameters and the multipliers, as a map of the points of a box to which
   Krawczyk's test applies: so all of them are 0 at some point of the box (soundness.md 37, The point). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points
  PointRules NearbyRules CriticalRules Krawczyk SoundNetwork SoundEnclosure SoundSecant SoundBox SoundContraction
  Smooth SoundHeld SoundSecond SoundTest.
From mathcomp Require Import ssrZ.
From Dlmcert Require Export SoundSameSlopes.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* Otherwise unification would compute intervals. *)
Local Opaque held_slopes held_enclosure box_of box_columns.

Section Critical.
Variables (R : archiFieldType) (net : instance) (from one unit : Z) (cs : seq (seq (seq Z))).
Variables (kink : nat -> nat -> nat -> bool) (ks : seq (nat * nat * nat)).
Variables (movers : seq place) (rs mus : seq Z) (C : seq (seq Z)).
Hypotheses (from0 : Z.lt Z0 from) (one0 : Z.lt Z0 one) (unit0 : Z.lt Z0 unit).
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Let m := size movers.
Let k := size ks.
Let n := (m + k)%N.
Notation zr := (zr R).
Notation rv := (@rv R).
Notation X := (X_at R net).
Notation none := (0%N, 0%N, 0%N).
Notation mv a := (nth none movers a).
Notation kk b := (nth none ks b).
Hypothesis ranges : forall a, (a < m)%N -> in_range net (mv a).
Hypothesis ordered : forall a b, (a <= b)%N -> (b < m)%N -> ((mv a).1.1 <= (mv b).1.1)%N.
Hypothesis kinks_in : forall b, (b < k)%N -> [/\ ((kk b).1.1 < h)%N, ((kk b).1.2 < N)%N & ((kk b).2 < d (kk b).1.1.+1)%N].
Hypotheses (szr : size rs = n) (r_0 : forall i, (i < n)%N -> Z.lt Z0 (nth Z0 rs i)) (szm : size mus = k).
Hypothesis szC : forall i, (i < n)%N -> size (nth [::] C i) = n.
(* as in critical_rule *)
Let point := box_of net from from cs [::] [::].
Let at_centre := held_enclosure net from point kink.
Let box := box_of net one from cs movers (List.firstn m rs).
Let on_box := held_enclosure net one box kink.
Let at_lambda := List.map (fun x => rescale from from (x, x)) mus.
Let lambda := List.map (fun z => rescale one from (Z.sub z.1 z.2, Z.add z.1 z.2)) (List.combine mus (List.skipn m rs)).
Let adj := all_adjoints net one kink on_box (box_columns net box) ks lambda.
Let H := second_in net one box kink on_box (box_columns net box) movers ks adj.
Let centre_adj := all_adjoints net from kink at_centre (box_columns net point) ks at_lambda.
Let values := gradient_in net from at_centre movers ks centre_adj.
Hypothesis same : same_slopes net kink at_centre on_box.
Hypothesis test : contracts one unit values H C rs.
Notation A := (held_slopes R net one box kink).
Notation radius := (@SoundTest.radius R n from rs).
Notation holds := (@holds R one).

(* --- points of the box: parameters and multipliers --- *)

Definition ext (z : 'cV[R]_n) (a : nat) : R := if insub a is Some a' then z a' 0 else 0.
Notation W_of z := (W_near net from cs movers (ext z)).
Notation c_of z := (c_near net from cs movers (ext z)).
Definition lam_of (z : 'cV[R]_n) (b : nat) : R := zr (nth Z0 mus b) / zr from + ext z (m + b).
Notation fine z := (allowed_near net from cs movers (ext z)).

Lemma zr_pos (x : Z) : Z.lt Z0 x -> 0 < zr x.
Proof. by move=> x0; rewrite -[0](zr0 R) -zr_lt; apply/Z.ltb_lt. Qed.
Lemma ext_small z a : in_box radius z -> (a < n)%N -> `|ext z a| * zr from <= zr (nth Z0 rs a).
Proof. by move=> zb an; rewrite /ext insubT -ler_pdivl_mulr ?zr_pos //; exact: (zb (Ordinal an)). Qed.
Lemma ext0 a : ext 0 a = 0.
Proof. by rewrite /ext; case: insub => [a'|]; rewrite ?mxE. Qed.

Lemma firstn_rs : List.firstn m rs = take m rs. Proof. exact: firstn_take. Qed.
Lemma deviation_small z q : in_box radius z -> `|deviation movers (ext z) q| * zr from <= zr (radius_of movers (List.firstn m rs) q).
Proof.
move=> zb; apply: radius_in => [|a am|]; last exact: ltW (zr_pos from0).
  by rewrite firstn_rs size_takel // szr leq_addr.
by rewrite firstn_rs nth_take //; apply: ext_small; rewrite // (leq_trans am) // leq_addr.
Qed.
Lemma in_the_box z : in_box radius z -> in_this_box one box (W_of z) (c_of z).
Proof. by move=> zb; apply: inside_near => // q; exact: deviation_small. Qed.
Lemma at_the_point : in_this_box from point (W_of 0) (c_of 0).
Proof.
apply: inside_near => // q; rewrite /deviation big1 ?normr0 ?mul0r // => a _.
by rewrite ext0 mulr0.
Qed.

Lemma size_lambda : size lambda = k.
Proof. by rewrite /lambda -[List.map _ _]/(map _ _) size_map skipn_drop size_combine size_drop szr /n addKn // szm. Qed.
Lemma lambda_holds z b : in_box radius z -> (b < k)%N -> holds (nth no_interval lambda b) (lam_of z b).
Proof.
move=> zb bk; have sz : size mus = size (drop m rs) by rewrite size_drop szr /n addKn szm.
rewrite /lambda -[List.map _ _]/(map _ _) skipn_drop (nth_map (Z0, Z0)) ?size_combine -?sz ?szm // nth_combine // nth_drop.
apply: rescale_in => //; rewrite /lam_of mulrDl divfK ?gt_eqF ?zr_pos //.
have small : `|ext z (m + b)| * zr from <= zr (nth Z0 rs (m + b)) by apply: ext_small; rewrite // ltn_add2l.
move: small; rewrite -{1}(gtr0_norm (zr_pos from0)) -normrM ler_norml => /andP[lo hi].
by split; rewrite /= ?zrB ?zrD ler_add2l.
Qed.
Lemma size_at_lambda : size at_lambda = k. Proof. by rewrite /at_lambda -[List.map _ _]/(map _ _) size_map. Qed.
Lemma at_lambda_holds b : (b < k)%N -> SoundEnclosure.holds from (nth no_interval at_lambda b) (lam_of 0 b).
Proof.
move=> bk; rewrite /at_lambda -[List.map _ _]/(map _ _) (nth_map Z0) ?szm //; apply: rescale_in => //.
by rewrite /lam_of ext0 addr0 divfK ?gt_eqF ?zr_pos //; split.
Qed.

Lemma two_points z z' l (i : 'I_(d l.+1)) j : (l <= h)%N -> (j < inputs_to net l)%N ->
  value (W_of z) (c_of z) i j - value (W_of z') (c_of z') i j =
  \sum_(a < m) (mv a == (l, nat_of_ord i, j))%:R * (ext z a - ext z' a).
Proof.
move=> _ jl; rewrite !value_near // /parameter opprD addrACA subrr add0r /deviation -sumrB; apply: eq_bigr => a _.
by rewrite -mulrBr.
Qed.

(* --- the map, and its differences --- *)

Notation slope z p := (slope_of_loss one box kink ks (lam_of z) (W_of z) (c_of z) p).
Notation at_kink z b := (kink_sum one box kink ks (W_of z) (c_of z) b).
Notation K_of z z' b p := (K_at one box kink ks (W_of z) (W_of z') (c_of z') b p).
Definition derivatives_at (z : 'cV[R]_n) : 'cV[R]_n :=
  \col_i match split i with inl p => slope z (mv p) | inr b => - at_kink z b end.
Definition second_matrix z z' : 'M[R]_n := \matrix_(i, j)
  match split i, split j with
  | inl p, inl q => second one box kink ks (W_of z) (c_of z) (W_of z) (c_of z) (lam_of z') (W_of z') (c_of z') (mv p) (mv q)
  | inl p, inr b => - K_of z z b (mv p)
  | inr b, inl q => - K_of z' z b (mv q)
  | inr _, inr _ => 0
  end.

Lemma hidden_kinks b : (b < size ks)%N -> ((kk b).1.1 < last_hidden net)%N.
Proof. by move=> /kinks_in[]. Qed.
Lemma ext_left z (a : 'I_m) : ext z a = z (lshift k a) 0.
Proof. by rewrite /ext insubT ?(leq_trans (ltn_ord a)) ?leq_addr // => lt; congr (z _ 0); exact: val_inj. Qed.
Lemma ext_right z (b : 'I_k) : ext z (m + b) = z (rshift m b) 0.
Proof. by rewrite /ext insubT ?ltn_add2l // => lt; congr (z _ 0); exact: val_inj. Qed.

Theorem derivatives_difference z z' : derivatives_at z - derivatives_at z' = second_matrix z z' *m (z - z').
Proof.
have S := @slope_difference R net one box kink layersL movers ranges ks hidden_kinks (W_of z) (W_of z') (c_of z) (c_of z')
  (lam_of z) (lam_of z') (fun a => ext z a - ext z' a) (fine z) (fine z') (@two_points z z').
have K := @kink_difference R net one box kink layersL movers ranges ks hidden_kinks (W_of z) (W_of z') (c_of z) (c_of z')
  (fun a => ext z a - ext z' a) (fine z) (fine z') (@two_points z z').
apply/colP=> i; rewrite [LHS]mxE [in LHS]mxE [X in _ + X]mxE [X in _ - X]mxE [RHS]mxE big_split_ord /=.
have left (F : 'I_m -> R) : \sum_(a < m) F a * (ext z a - ext z' a) = \sum_(a < m) F a * (z - z') (lshift k a) 0.
  by apply: eq_bigr => a _; rewrite !ext_left !mxE.
case E : (split i) => [p|b].
  rewrite S // left -sumrN; congr (_ + _); [apply: eq_bigr => a _|apply: eq_bigr => b _].
    by rewrite [second_matrix _ _ _ _]mxE E (unsplitK (inl a)).
  rewrite [second_matrix _ _ _ _]mxE E (unsplitK (inr b)) mulNr; congr (- (_ * _)).
  by rewrite /lam_of opprD addrACA subrr add0r !ext_right !mxE.
rewrite opprK addrC -[X in X = _]opprK opprB K // left -sumrN [X in _ = _ + X]big1 ?addr0 => [|b' _]; last first.
  by rewrite [second_matrix _ _ _ _]mxE E (unsplitK (inr b')) mul0r.
by apply: eq_bigr => a _; rewrite [second_matrix _ _ _ _]mxE E (unsplitK (inl a)) mulNr.
Qed.

(* --- the values at the centre --- *)

Notation A0 := (held_slopes R net from point kink).
Lemma same_layer l : (l < h)%N -> A0 l.+1 = A l.+1.
Proof.
move=> lh; have lL : (l < layers net)%N by rewrite layersL ltnS ltnW.
apply/matrixP=> i s; have a := @slope_inE R net from point kink l s i lL; have b := @slope_inE R net one box kink l s i lL.
apply: etrans (esym a) (etrans _ b).
by have /everyP/(_ s) := everyP same (Ordinal lh); move/everyP/(_ i); rewrite (rv_equal R) => /eqP.
Qed.
Lemma size_values : size values = n.
Proof. by rewrite /values /gradient_in -![List.map _ _]/(map _ _) -[List.app _ _]/(cat _ _) size_cat !size_map. Qed.
Lemma values_hold (i : 'I_n) : bounds (nth no_interval values i) (derivatives_at 0 i 0 * zr from).
Proof.
rewrite mxE /values /gradient_in -![List.map _ _]/(map _ _) -[List.app _ _]/(cat _ _) nth_cat size_map -/m.
case: splitP => [p ->|b ->].
  rewrite (nth_map none) //.
  have := ranges (ltn_ord p); case E : (mv p) => [[l i'] j] rg; have [lh _ _] := in_rangeE layersL rg.
  rewrite -(same_slope ks same_layer) //; apply: isum_in => s; rewrite [List.nth _ _ _]nth_tab //.
  apply: (by_place_in kink from0 layersL (fine 0) at_the_point (fine 0) at_the_point rg).
  apply: (factors_holds kink from0 layersL (fine 0) at_the_point); [exact: size_at_lambda|exact: at_lambda_holds].
rewrite addKn (nth_map none) //; have [lh sN il] := kinks_in (ltn_ord b).
have lL : ((kk b).1.1 < layers net)%N by rewrite layersL ltnS ltnW.
rewrite mulNr; have <- := same_kink same_layer (W_of 0) (c_of 0) (ltnW lh).
have -> := @kink_sumE R net from point kink ks (W_of 0) (c_of 0) b (Ordinal sN) (Ordinal il) erefl erefl.
have [lo hi] := sum_in kink from0 (fine 0) at_the_point (Ordinal il) (Ordinal sN) lL.
by move: lo hi; case: (kk b) lh sN il lL => [[l s] i'] /= lh sN il lL lo hi; split; rewrite /= zrN ler_opp2.
Qed.

(* --- the intervals of the second derivatives --- *)

Section Intervals.
Variables z1 z2 z3 : 'cV[R]_n.
Hypotheses (b1 : in_box radius z1) (b2 : in_box radius z2) (b3 : in_box radius z3).
Notation on_output z z' s o p := (D_at one box kink (W_of z) (W_of z') (c_of z') o s p).

Lemma D_holds z z' (s : 'I_N) (o : nat) p : in_box radius z -> in_box radius z' -> (p < m)%N ->
  holds (by_parameter one on_box (adjoints net one kink on_box (box_columns net box) (unit_factor one h o) s) s (mv p)) (on_output z z' s o (mv p)).
Proof.
move=> bz bz' pm; apply: (by_place_in kink one0 layersL (fine z) (in_the_box bz) (fine z') (in_the_box bz') (ranges pm)) => l i _.
exact: unit_holds.
Qed.

Let columns := output_columns net one kink on_box (box_columns net box) movers.
Lemma columns_hold p q : (p < m)%N -> (q < m)%N -> holds (scalar_product one (List.nth p columns [::]) (List.nth q columns [::]))
  (\sum_(s < N) \sum_(o < d h.+1) on_output z1 z2 s o (mv p) * on_output z3 z2 s o (mv q)).
Proof.
move=> pm qm; pose D z (e : nat * nat) p : R := if insub e.1 is Some s then on_output z z2 s e.2 (mv p) else 0.
have -> : \sum_(s < N) \sum_(o < d h.+1) on_output z1 z2 s o (mv p) * on_output z3 z2 s o (mv q) =
    \sum_(j < size (equations net)) D z1 (nth (0%N, 0%N) (equations net) j) p * D z3 (nth (0%N, 0%N) (equations net) j) q.
  rewrite (equations_sum net (fun e => D z1 e p * D z3 e q)); apply: eq_bigr => s _; apply: eq_bigr => o _.
  by rewrite /D valK.
have colE a : (a < m)%N -> List.nth a columns [::] = [seq by_parameter one on_box (adjoints net one kink on_box (box_columns net box) (unit_factor one h e.2) e.1) e.1 (mv a) | e <- equations net].
  move=> am; rewrite /columns /output_columns nth_tab // -![List.map _ _]/(map _ _) -map_comp; apply: eq_map => e /=.
  by rewrite list_nth (nth_map none).
have each z a j : in_box radius z -> (a < m)%N -> (j < size (equations net))%N ->
    holds (nth no_interval (List.nth a columns [::]) j) (D z (nth (0%N, 0%N) (equations net) j) a).
  move=> bz am je; rewrite colE // (nth_map (0%N, 0%N)) // /D.
  case E : (nth _ _ j) => [s o] /=; have [sN _] : (s < sample_size net)%N /\ (o < output_count net)%N.
    by apply/equationP; rewrite -E -list_nth; apply: List.nth_In; apply/ssrnat.ltP.
  by rewrite insubT; exact: (D_holds (Ordinal sN) o bz b2 am).
apply: (scalar_product_in (n := size (equations net)) (x := fun j => D z1 (nth (0%N, 0%N) (equations net) j) p)
  (y := fun j => D z3 (nth (0%N, 0%N) (equations net) j) q) one0); try by rewrite colE // size_map.
by move=> j je; split; apply: each.
Qed.

Lemma curvature_holds p q : (p < m)%N -> (q < m)%N ->
  let through := tab (sample_size net) (fun s => tab h.+1 (through_in net one box kink on_box (mv p).1.1 s (mv p).1.2)) in
  holds (curvature net one on_box adj through (mv p) (mv q))
    (\sum_(s < N) S_at one box kink ks (lam_of z3) (W_of z3) (c_of z3) (mv q).1.1 s (mv q).1.2 *
       thr one box kink (W_of z1) s (mv p).1.1 (mv q).1.1 (mv q).2 (mv p).1.2 * fed_at one box kink (W_of z2) (c_of z2) (mv p).1.1 s (mv p).2).
Proof.
move=> pm qm /=; have := ranges pm; have := ranges qm; case: (mv p) => [[l i] j]; case: (mv q) => [[l' a] b] /=.
move=> /(in_rangeE layersL)[lh' al bl] /(in_rangeE layersL)[lh il jl]; rewrite /curvature !ltb_ltn.
case: ifP => [/andP[ll bd]|no]; last first.
  rewrite big1 => [|s _]; first exact: holds_0.
  suff -> : thr one box kink (W_of z1) s l l' b i = 0 by rewrite mulr0 mul0r.
  rewrite /thr; case: insubP => // b' bd _; case: insubP => // i' _ _; rewrite through_low ?mxE //.
  by rewrite leqNgt; apply: contraFN no => ->.
apply: isum_in => s; rewrite [List.nth s adj _]nth_tab // [List.nth s (tab _ _) _]nth_tab // nth_tab ?ltnS //.
apply: times_in => //; first apply: times_in => //.
- rewrite /S_at /adjoint_nat insubT.
  apply: (adjoint_in kink one0 layersL (in_the_box b3) (Ordinal al) lh').
  apply: (factors_holds kink one0 layersL (fine z3) (in_the_box b3)) => [|e ek]; first exact: size_lambda.
  exact: lambda_holds.
- rewrite /thr insubT insubT.
  by have [_ T] := through_holds kink one0 layersL (in_the_box b1) (Ordinal il) s ll lh'; exact: (T (Ordinal bd)).
by apply: (out_in kink); rewrite ?layersL ?ltnS //; [exact: allowed_near|exact: in_the_box].
Qed.

Lemma kink_holds b p : (b < k)%N -> (p < m)%N ->
  holds (List.nth p (List.nth b (kink_rows net one kink on_box (box_columns net box) movers ks) [::]) no_interval)
    (K_of z1 z2 b (mv p)).
Proof.
move=> bk pm; rewrite /kink_rows list_nth -[List.map _ ks]/(map _ _) list_nth (nth_map none) //.
have := kinks_in bk; rewrite /K_at; case: (kk b) => [[l s] i] /= [lh sN il].
rewrite -[List.map _ _]/(map _ _) (nth_map none) // (bigD1 (Ordinal sN)) //= eqxx mul1r big1 ?addr0 => [|s' ss]; last first.
  by have -> : (nat_of_ord s' == s) = false; [apply: contra_neqF ss => /eqP E; exact: val_inj|rewrite mul0r].
apply: (by_place_in kink one0 layersL (fine z1) (in_the_box b1) (fine z2) (in_the_box b2) (ranges pm) (n := Ordinal sN)) => l' i' _.
exact: unit_holds.
Qed.
End Intervals.

(* H is symmetric, of size n *)
Let upper := tab m (fun p => let '(l, i, _) := List.nth p movers none in
    let through := tab (sample_size net) (fun s => tab h.+1 (through_in net one box kink on_box l s i)) in
    tab n (fun q => if Nat.ltb q m then
        if Nat.leb p q then iadd (scalar_product one (List.nth p (output_columns net one kink on_box (box_columns net box) movers) [::])
            (List.nth q (output_columns net one kink on_box (box_columns net box) movers) [::])) (curvature net one on_box adj through (List.nth p movers none) (List.nth q movers none))
        else no_interval
      else ineg (List.nth p (List.nth (q - m) (kink_rows net one kink on_box (box_columns net box) movers ks) [::]) no_interval))).
Lemma nth_H i j : (i < n)%N -> (j < n)%N -> nth no_interval (nth [::] H j) i =
  if (j <= i)%N then nth no_interval (nth [::] upper j) i else nth no_interval (nth [::] upper i) j.
Proof.
move=> lt jn; have -> : H = tab n (fun p => tab n (fun q => if Nat.leb p q then List.nth q (List.nth p upper [::]) no_interval
    else List.nth p (List.nth q upper [::]) no_interval)) by [].
by rewrite -!list_nth nth_tab // nth_tab // !list_nth leb_leq.
Qed.

Lemma thr_low W (s : 'I_N) l l' b i : (l' <= l)%N -> thr one box kink W s l l' b i = 0 :> R.
Proof. by move=> le; rewrite /thr; case: insubP => // b' _ _; case: insubP => // i' _ _; rewrite through_low // mxE. Qed.
Lemma neg_holds a (x : R) : holds a x -> holds (ineg a) (- x).
Proof. by case=> lo hi; rewrite /SoundEnclosure.holds mulNr; split; rewrite /= zrN ler_opp2. Qed.

(* on and above the diagonal, the parts at four points *)
Definition corner z1 z2 z3 z4 p q : R :=
  \sum_(s < N) \sum_(o < d h.+1) D_at one box kink (W_of z1) (W_of z2) (c_of z2) o s (mv p) * D_at one box kink (W_of z3) (W_of z2) (c_of z2) o s (mv q)
   + \sum_(s < N) S_at one box kink ks (lam_of z4) (W_of z4) (c_of z4) (mv q).1.1 s (mv q).1.2 *
       thr one box kink (W_of z1) s (mv p).1.1 (mv q).1.1 (mv q).2 (mv p).1.2 * fed_at one box kink (W_of z2) (c_of z2) (mv p).1.1 s (mv p).2.
Lemma corner_hold z1 z2 z3 z4 p q : in_box radius z1 -> in_box radius z2 -> in_box radius z3 -> in_box radius z4 -> (p <= q)%N -> (q < m)%N ->
  holds (List.nth q (List.nth p upper [::]) no_interval) (corner z1 z2 z3 z4 p q).
Proof.
move=> b1 b2 b3 b4 le qm; have pm := leq_ltn_trans le qm; have qn : (q < n)%N by rewrite (leq_trans qm) // leq_addr.
have -> : List.nth q (List.nth p upper [::]) no_interval =
    iadd (scalar_product one (List.nth p (output_columns net one kink on_box (box_columns net box) movers) [::])
          (List.nth q (output_columns net one kink on_box (box_columns net box) movers) [::]))
      (curvature net one on_box adj (tab (sample_size net) (fun s => tab h.+1 (through_in net one box kink on_box (mv p).1.1 s (mv p).1.2))) (mv p) (mv q)).
  by rewrite nth_tab // !(list_nth none); case: (mv p) => [[l i'] j'] /=; rewrite nth_tab // ltb_ltn qm (list_nth none) leb_leq le.
rewrite /SoundEnclosure.holds mulrDl; apply: bounds_add; first exact: (columns_hold b1 b2 b3 pm qm).
exact: (curvature_holds b1 b2 b4 pm qm).
Qed.
Lemma border_hold z1 z2 p b : in_box radius z1 -> in_box radius z2 -> (p < m)%N -> (b < k)%N ->
  holds (List.nth (m + b) (List.nth p upper [::]) no_interval) (- K_of z1 z2 b (mv p)).
Proof.
move=> b1 b2 pm bk; have bn : (m + b < n)%N by rewrite ltn_add2l.
have -> : List.nth (m + b) (List.nth p upper [::]) no_interval =
    ineg (List.nth p (List.nth b (kink_rows net one kink on_box (box_columns net box) movers ks) [::]) no_interval).
  by rewrite nth_tab //; case: (List.nth p movers none) => [[l i'] j'] /=; rewrite nth_tab // ltb_ltn ltnNge leq_addr /= addKn.
by apply: neg_holds; apply: kink_holds.
Qed.

(* Symmetric matrices: forward at z, backward at z' *)
Definition mixed z z' p q : R := second one box kink ks (W_of z') (c_of z') (W_of z) (c_of z) (lam_of z') (W_of z') (c_of z') (mv p) (mv q).
Definition mixed_matrix z z' : 'M[R]_n := block_mx (\matrix_(p, q) mixed z z' p q)
  (- (\matrix_(b, p) K_of z' z b (mv p))^T) (- (\matrix_(b, p) K_of z' z b (mv p))) 0.
Lemma mixed_sym z z' p q : mixed z z' p q = mixed z z' q p.
Proof.
rewrite /mixed /second addrAC; congr (_ + _ + _); apply: eq_bigr => s _; apply: eq_bigr => o _; exact: mulrC.
Qed.
Lemma mixed_matrix_sym z z' : (mixed_matrix z z')^T = mixed_matrix z z'.
Proof.
rewrite /mixed_matrix tr_block_mx trmx0 !linearN /= trmxK; congr (block_mx _ _ _ _).
by apply/matrixP=> p q; rewrite !mxE mixed_sym.
Qed.

Lemma upper_mixed z z' (i j : 'I_n) : in_box radius z -> in_box radius z' -> (i <= j)%N ->
  holds (nth no_interval (nth [::] upper i) j) (mixed_matrix z z' i j).
Proof.
move=> bz bz'; rewrite -!list_nth /mixed_matrix -(splitK i) -(splitK j); case: (split i) (split j) => [p|b] [q|b'] /= le.
- rewrite block_mxEul mxE /mixed /second [X in _ + _ + X]big1 ?addr0 => [|s _]; first exact: corner_hold.
  by rewrite thr_low ?mulr0 ?mul0r // ordered.
- by rewrite block_mxEur !mxE; exact: border_hold.
- by have := leq_ltn_trans le (ltn_ord q); rewrite ltnNge leq_addr.
rewrite block_mxEdr mxE !list_nth (nth_default [::]) ?size_tab ?leq_addr // nth_nil; exact: holds_0.
Qed.

Lemma upper_hold z z' (i j : 'I_n) : in_box radius z -> in_box radius z' -> (i <= j)%N ->
  holds (nth no_interval (nth [::] upper i) j) (second_matrix z z' i j) /\ holds (nth no_interval (nth [::] upper i) j) (second_matrix z z' j i).
Proof.
move=> bz bz'; rewrite -(splitK i) -(splitK j) !mxE !unsplitK -!list_nth; case: (split i) (split j) => [p|b] [q|b'] /= le.
- have lay := ordered le (ltn_ord q); split; rewrite /second.
    rewrite [X in _ + _ + X]big1 ?addr0 => [|s _]; last by rewrite thr_low // mulr0 mul0r.
    exact: corner_hold.
  rewrite [X in _ + X + _]big1 ?addr0 => [|s _]; last by rewrite thr_low // mulr0 mul0r.
  have := corner_hold bz' bz bz bz' le (ltn_ord q); rewrite /corner; congr (holds _ (_ + _)).
  by apply: eq_bigr => s _; apply: eq_bigr => o _; rewrite mulrC.
- by split; exact: border_hold.
- by have := leq_ltn_trans le (ltn_ord q); rewrite ltnNge leq_addr.
rewrite !list_nth (nth_default [::]) ?size_tab ?leq_addr // nth_nil; split; exact: holds_0.
Qed.

Theorem entries_mixed z z' : in_box radius z -> in_box radius z' -> entry_in one H (mixed_matrix z z').
Proof.
move=> bz bz' i j; rewrite nth_H //; case: ifP => [le|/negbT].
  by rewrite -mixed_matrix_sym mxE; exact: upper_mixed.
by rewrite -ltnNge => /ltnW le; exact: upper_mixed.
Qed.
(* and so is H *)
Lemma middle_sym : (middle R n H)^T = middle R n H.
Proof.
apply/matrixP=> i j; rewrite [LHS]mxE !mxE; congr (SoundEnclosure.zr _ _).
have szr' (a b : 'I_n) : nth Z0 (mids (nth [::] H b)) a = (fun x => Z.add x.1 x.2) (nth no_interval (nth [::] H b) a).
  by rewrite /mids -[List.map _ _]/(map _ _) (nth_map no_interval) // -list_nth nth_tab // size_tab.
by rewrite !szr' !nth_H //; case: (ltngtP i j) => // E; rewrite E.
Qed.

Theorem entries_hold z z' : in_box radius z -> in_box radius z' -> entry_in one H (second_matrix z z').
Proof.
move=> bz bz' i j; rewrite nth_H //; case: ifP => [le|/negbT]; first exact: (upper_hold bz bz' le).2.
by rewrite -ltnNge => /ltnW le; exact: (upper_hold bz bz' le).1.
Qed.

Lemma size_columns j : (j < n)%N -> size (nth [::] H j) = n.
Proof. by move=> jn; rewrite -list_nth nth_tab // size_tab. Qed.

(* The point: all derivatives by what moves, and by the multipliers, are 0; and near it, for matrices of second
   derivatives, what near_middle says. *)
Theorem critical_point : complete R -> exists z, in_box radius z /\ derivatives_at z = 0.
Proof.
move=> full; apply: (test_zero from0 one0 unit0 szr r_0 szC size_values size_columns test full values_hold) => z z' bz bz'.
by exists (second_matrix z z'); [exact: derivatives_difference|exact: entries_hold].
Qed.
End Critical.
