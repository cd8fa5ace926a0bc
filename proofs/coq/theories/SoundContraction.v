(* Where the integers of Krawczyk's test are as the rule asks, outputs are equal to targets at a point of the box. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model NearbyForm Form Rules Bridge Nearby Points PointRules NearbyRules
  Krawczyk SoundNetwork SoundEnclosure SoundSecant SoundBox SoundTest.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* The equations: every output on every sample *)
Lemma equationP net a b : List.In (a, b) (equations net) <-> (a < sample_size net)%N /\ (b < output_count net)%N.
Proof.
rewrite /equations List.in_flat_map /tab; split.
  case=> x [/List.in_seq[_ xs] /List.in_map_iff[y [[<- <-] /List.in_seq[_ ys]]]].
  by split; apply/ssrnat.ltP.
case=> /ssrnat.ltP an /ssrnat.ltP bk; exists a; split; first by apply/List.in_seq; split; [exact: PeanoNat.Nat.le_0_l|].
by apply/List.in_map_iff; exists b; split=> //; apply/List.in_seq; split; [exact: PeanoNat.Nat.le_0_l|].
Qed.

Section Core.
Variables (R : archiFieldType) (net : instance) (from one unit : Z) (centres : seq (seq (seq Z)))
  (movers : seq place) (rs : seq Z) (C : seq (seq Z)).
Hypothesis full : complete R.
Hypotheses (from0 : Z.lt Z0 from) (one0 : Z.lt Z0 one) (unit0 : Z.lt Z0 unit).
Hypothesis layersL : layers net = (last_hidden net).+1.
Let N := sample_size net.
Let d := layer_size net.
Let L := (last_hidden net).+1.
Let n := size rs.
Hypotheses (sm : size movers = n) (sC : size C = n) (sr : forall i, (i < n)%N -> size (nth [::] C i) = n).
Hypothesis r0 : forall i, (i < n)%N -> Z.lt Z0 (nth Z0 rs i).
Hypothesis se : size (equations net) = n.
Notation zr := (zr R).
Notation rv := (@rv R).
Notation none := (0%N, 0%N, 0%N).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Hypothesis ranges : forall a, (a < n)%N -> in_range net (nth none movers a).
Let point := box_of net from from centres [::] [::].
Let at_centre := enclosure_of net from point.
Let box := box_of net one from centres movers rs.
Let on_box := enclosure_of net one box.
Let cols := box_columns net box.
Hypotheses (sure0 : all_sure net at_centre) (sure1 : all_sure net on_box).
Let val_of (q : nat * nat) := isub (sum_at at_centre (last_hidden net) q.1 q.2) (around from (target net q.1 q.2)).
Let row_of (q : nat * nat) := derivatives net one on_box cols movers q.1 q.2.
Let values := List.map val_of (equations net).
Let jacobian := tab (size movers) (fun j => List.map (fun r => List.nth j r no_interval) (List.map row_of (equations net))).
Hypothesis test : contracts one unit values jacobian C rs.

Definition extended (z : 'cV[R]_n) (a : nat) : R := if insub a is Some a' then z a' 0 else 0.
Notation W_of z := (W_near net from centres movers (extended z)).
Notation c_of z := (c_near net from centres movers (extended z)).
Notation out z k m := (at_sum s E X (W_of z) (c_of z) (last_hidden net) k m).
Definition r_ (i : 'I_n) : R := zr (nth Z0 rs i) / zr from.

Lemma pos (x : Z) : Z.lt Z0 x -> 0 < zr x.
Proof. by move=> x0; rewrite -[0](zr0 R) -zr_lt; apply/Z.ltb_lt. Qed.

Lemma deviation_in z q : in_box r_ z -> `|deviation movers (extended z) q| * zr from <= zr (radius_of movers rs q).
Proof.
move=> zb; apply: radius_in => // [a am|]; last exact: ltW (pos from0).
have an : (a < n)%N by rewrite -sm.
by rewrite /extended insubT -ler_pdivl_mulr ?pos //; exact: (zb (Ordinal an)).
Qed.

Lemma inside_box z : in_box r_ z -> in_this_box one box (W_of z) (c_of z).
Proof. by move=> zb; apply: inside_near => // q; exact: deviation_in. Qed.

Lemma inside_point : in_this_box from point (W_of 0) (c_of 0).
Proof.
apply: inside_near => // q; rewrite /deviation big1 ?normr0 ?mul0r // => a _.
by rewrite /extended; case: insub => [a'|]; rewrite ?mxE mulr0.
Qed.

(* the equations as samples and outputs *)
Lemma equation_at : exists pe : 'I_n -> 'I_N * 'I_(d L), forall i : 'I_n,
  nth (0%N, 0%N) (equations net) i = (nat_of_ord (pe i).1, nat_of_ord (pe i).2).
Proof.
have := @fin_all_exists [finType of 'I_n] (fun=> ('I_N * 'I_(d L))%type)
  (fun i q => nth (0%N, 0%N) (equations net) i = (nat_of_ord q.1, nat_of_ord q.2)); apply=> i.
case q : (nth (0%N, 0%N) (equations net) i) => [a b].
have : List.In (a, b) (equations net).
  by rewrite -q -list_nth; apply: List.nth_In; apply/ssrnat.ltP; rewrite -[length _]/(size _) se.
by move/equationP=> [an bk]; exists (Ordinal an, Ordinal bk).
Qed.

Section Chosen.
Variable pe : 'I_n -> 'I_N * 'I_(d L).
Hypothesis peP : forall i : 'I_n, nth (0%N, 0%N) (equations net) i = (nat_of_ord (pe i).1, nat_of_ord (pe i).2).
Definition Phi (z : 'cV[R]_n) : 'cV[R]_n := \col_i (out z (pe i).2 (pe i).1 - y_at R net (pe i).2 (pe i).1).

Definition mean_slopes z z' : 'M[R]_n := \matrix_(i, a)
  (let q := nth none movers a in
   slope_part one box (W_of z') (pe i).2 (pe i).1 q.1.1 q.1.2 * given_by (W_of z) (c_of z) q.1.1 (pe i).1 q.2).

Lemma Phi_difference z z' : in_box r_ z -> in_box r_ z' -> Phi z - Phi z' = mean_slopes z z' *m (z - z').
Proof.
move=> zb zb'; apply/colP=> i; rewrite [LHS]mxE [in LHS]mxE [X in _ + X]mxE [X in _ - X]mxE opprB addrA subrK.
rewrite (output_secant one0 layersL sure1 (allowed_near _ _ _ _ _) (allowed_near _ _ _ _ _) (inside_box zb) (inside_box zb')).
rewrite [RHS]mxE.
have diff (m : 'I_L) (i' : 'I_(d m.+1)) (j : 'I_(inputs_to net m)) :
    value (W_of z) (c_of z) i' j - value (W_of z') (c_of z') i' j =
    \sum_(a < n) (nth none movers a == (nat_of_ord m, nat_of_ord i', nat_of_ord j))%:R * (z - z') a 0.
  rewrite !value_near // /parameter opprD addrACA subrr add0r /deviation sm -sumrB; apply: eq_bigr => a _.
  by rewrite -mulrBr /extended !valK [(z - z') a 0]mxE [X in _ = _ * (_ + X)]mxE.
pose F a m i' j := slope_part one box (W_of z') (pe i).2 (pe i).1 m i' * given_by (W_of z) (c_of z) m (pe i).1 j * (z - z') a 0.
transitivity (\sum_(a < n) \sum_(m < L) \sum_(i' < d m.+1) \sum_(j < inputs_to net m)
    F a m i' j * (nth none movers a == (nat_of_ord m, nat_of_ord i', nat_of_ord j))%:R).
  rewrite [RHS]exchange_big; apply: eq_bigr => m _; rewrite [RHS]exchange_big; apply: eq_bigr => i' _.
  rewrite [RHS]exchange_big; apply: eq_bigr => j _; rewrite diff mulr_sumr; apply: eq_bigr => a _.
  by rewrite /F -!mulrA; congr (_ * (_ * _)); rewrite mulrC.
apply: eq_bigr => a _; rewrite (sum_at_place layersL (F a)) ?ranges // /F; congr (_ * _).
by rewrite [RHS]mxE.
Qed.
Lemma value_in (i : 'I_n) : bounds (nth no_interval values i) (Phi 0 i 0 * zr from).
Proof.
have -> : nth no_interval values i = val_of (nth (0%N, 0%N) (equations net) i).
  by rewrite /values -[List.map _ _]/(map _ _) (nth_map (0%N, 0%N)) // se.
rewrite peP /val_of /Phi mxE mulrBl; apply: bounds_sub; last by rewrite y_atE; exact: around_in.
have hL : (last_hidden net < L)%N by [].
rewrite /at_centre (sum_atE from point layersL) //; apply: (box_sums_in from0 (allowed_near _ _ _ _ _) inside_point).
  by rewrite layersL.
have lL : (last_hidden net < layers net)%N by rewrite layersL.
by have [] := enclosed_in from0 (allowed_near net from centres movers (extended 0)) inside_point lL (sure_hidden layersL sure0 (leqnn _)).
Qed.

Lemma r_pos (i : 'I_n) : 0 < r_ i.
Proof. by apply: divr_gt0; apply: pos => //; exact: r0. Qed.
Lemma zero_box : in_box r_ (0 : 'cV[R]_n).
Proof. by move=> i; rewrite mxE normr0 ltW // r_pos. Qed.

Lemma slopes_in z z' (i a : 'I_n) : in_box r_ z -> in_box r_ z' ->
  bounds (nth no_interval (nth [::] jacobian a) i) (mean_slopes z z' i a * zr one).
Proof.
move=> zb zb'; have am : (a < size movers)%N by rewrite sm.
have -> : nth [::] jacobian a = List.map (fun r => List.nth a r no_interval) (List.map row_of (equations net)).
  by rewrite -list_nth nth_tab.
rewrite -![List.map _ _]/(map _ _) (nth_map [::]) ?size_map ?se // (nth_map (0%N, 0%N)) ?se //.
rewrite peP /row_of mxE; case q : (nth none movers a) => [[l i'] j].
have rg := ranges (ltn_ord a); rewrite q in rg.
exact: (derivatives_in one0 layersL sure1 (allowed_near _ _ _ _ _) (inside_box zb) (inside_box zb') (pe i).1 (pe i).2 am q rg).
Qed.

Lemma zero_point : exists z, in_box r_ z /\ Phi z = 0.
Proof.
have sv : size values = n by rewrite /values -[List.map _ _]/(map _ _) size_map se.
have sj j : (j < n)%N -> size (nth [::] jacobian j) = n.
  by move=> lt; rewrite -list_nth nth_tab ?sm // -![List.map _ _]/(map _ _) !size_map se.
apply: (test_zero from0 one0 unit0 (erefl n) r0 sr sv sj test full value_in) => z z' zb zb'.
by exists (mean_slopes z z'); [exact: Phi_difference|move=> i j; exact: slopes_in].
Qed.
End Chosen.

(* Some point of the box at which all outputs are equal to the targets *)
Theorem outputs_reached : exists z : nat -> R,
  (forall q, `|deviation movers z q| * zr from <= zr (radius_of movers rs q)) /\
  forall k m, at_sum s E X (W_near net from centres movers z) (c_near net from centres movers z) (last_hidden net) k m =
    y_at R net k m.
Proof.
have [pe peP] := equation_at; have [z [zb z0]] := zero_point peP.
exists (extended z); split=> [q|k m]; first exact: deviation_in.
have : List.In (nat_of_ord m, nat_of_ord k) (equations net) by apply/equationP; split; exact: ltn_ord.
move/(List.In_nth _ _ (0%N, 0%N)) => [i [/ssrnat.ltP il E0]].
have ln : (i < n)%N by rewrite -se.
have := peP (Ordinal ln); rewrite -list_nth E0 => -[mE kE].
have := congr1 (fun v : 'cV_n => v (Ordinal ln) 0) z0; rewrite [LHS]mxE [RHS]mxE.
have <- : k = (pe (Ordinal ln)).2 by exact: val_inj.
have <- : m = (pe (Ordinal ln)).1 by exact: val_inj.
by move/eqP; rewrite subr_eq0 => /eqP.
Qed.
End Core.
