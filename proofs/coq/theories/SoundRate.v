(* The rule for gradient flow in a ball by its rate is sound (soundness.md 38, Gradient flow). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model NearbyForm BallForm Form Rules Bridge Nearby Points
  PointRules Clarke NearbyRules BallRules FlowRules RateRules Krawczyk SoundNetwork SoundPoint SoundEnclosure
  SoundSecant SoundBox SoundNearby SoundBallForward SoundBallMatrix SoundBallSecant SoundBallGradient SoundBallNear
  SoundBallBox SoundBall Flow FlowCurves FlowRate RateMatrix SoundFlowModes SoundFlowVector SoundRateCurve.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* Numbers of a list that increases are all different. *)
Lemma increasing_apart w ks low : increasing_from low w ks -> forall a, (a < size ks)%N -> Z.le low (nth Z0 ks a) /\
  forall b, (a < b)%N -> (b < size ks)%N -> Z.lt (nth Z0 ks a) (nth Z0 ks b).
Proof.
elim: ks low => [//|k ks IH] low /= /andP[/andP[/Z.leb_le lk /Z.ltb_lt kw] inc].
have below a : (a < size ks)%N -> Z.lt k (nth Z0 ks a).
  by move=> la; have [H _] := IH _ inc a la; reckon.
case=> [|a] la /=.
  by split=> // -[//|b] _ lb; exact: below.
have [_ H] := IH _ inc a la; split; first by have := below a la; reckon.
by case=> [//|b]; exact: H.
Qed.

Lemma sum_some (R : realFieldType) k m (ix : 'I_k -> 'I_m) (f : 'I_m -> R) : injective ix -> (forall i, 0 <= f i) ->
  \sum_a f (ix a) <= \sum_i f i.
Proof.
move=> inj f0; have -> : \sum_a f (ix a) = \sum_(i <- map ix (enum 'I_k)) f i by rewrite big_map big_enum.
rewrite big_uniq /=; last by rewrite map_inj_uniq ?enum_uniq.
by rewrite [X in _ <= X](bigID (fun i => i \in map ix (enum 'I_k))) /= ler_addl sumr_ge0.
Qed.

Lemma zpos_lt (R : realFieldType) x y : Z.lt x y -> zr R x < zr R y.
Proof. by move=> /Z.ltb_lt; rewrite -zr_lt. Qed.

Section Rule.
Variables (R : archiFieldType) (net : instance) (p : parameters) (radius : Q) (ev : ball_inverse) (q : Q).
Hypotheses (full : complete R) (cn : cousin R).
Hypothesis layersL : layers net = (last_hidden net).+1.
Hypothesis squares : huber net = None.
Hypothesis samples0 : (0 < sample_size net)%N.
Hypothesis radius0 : 0 < rv R radius.
Hypothesis fp : allowed (bias net) (c_at R net p).
Hypothesis rule : flow_rate_rule net p radius ev q.
Notation rv := (@rv R).
Notation zr := (@zr R).
Notation h := (last_hidden net).
Notation none := (0%N, 0%N, 0%N).
Let one := Z.pow 2 (inverse_bits ev).
Let unit := Z.pow 2 (inverse_scale ev).
Let ms := named net (inverse_rows ev).
Let box := radius_box net one p radius.
Let centre := widened net one p (fun _ _ _ => Z0).
Let L := near_inverse ev.
Notation m_ := (size ms).
Notation M_ := (size (places net)).
Notation n_ := (size (equations net)).
Let D := defects one unit L (wide_columns net one box ms).

Lemma rate_parts : [/\ Z.lt Z0 one, Z.lt Z0 unit, size L = n_,
  forall i, (i < n_)%N -> size (nth [::] L i) = m_ &
  increasing_from Z0 (Z.of_nat M_) (inverse_rows ev) /\
  rate_test one unit n_ D (squares_up net one centre) (gram_sum L) q radius].
Proof.
move: rule; rewrite /flow_rate_rule /inverse_formed; cbv zeta.
case/andP=> /andP[/andP[/andP[/andP[/andP[b1 b2] ix] _] /PeanoNat.Nat.eqb_eq sL] lL] test.
have szm : size ms = size (inverse_rows ev) by rewrite /ms /named -[List.map _ _]/(map _ _) size_map.
split=> //; [exact: positive_power|exact: positive_power|move=> i lt].
by rewrite szm; apply: (lengths_nth lL); rewrite -[size (near_inverse ev)]/(length _) sL.
Qed.
Let one0 : Z.lt Z0 one. Proof. by have [] := rate_parts. Qed.
Let unit0 : Z.lt Z0 unit. Proof. by have [] := rate_parts. Qed.
Let sL : size L = n_. Proof. by have [] := rate_parts. Qed.
Let rL : forall i, (i < n_)%N -> size (nth [::] L i) = m_. Proof. by have [] := rate_parts. Qed.
Let o1 : 0 < zr one := zpos R one0.
Let u1 : 0 < zr unit := zpos R unit0.

(* --- the parameters of the evidence are different ones --- *)

Lemma row_below (a : 'I_m_) : (Z.to_nat (nth Z0 (inverse_rows ev) a) < M_)%N.
Proof.
have [_ _ _ _ [inc _]] := rate_parts; have la : (a < size (inverse_rows ev))%N.
  have sz : m_ = size (inverse_rows ev) by rewrite /ms /named -[List.map _ _]/(map _ _) size_map.
  by rewrite -sz ltn_ord.
have := @index_set_below (Z.of_nat M_) (inverse_rows ev) inc (nth Z0 (inverse_rows ev) a).
rewrite -list_nth => /(_ (List.nth_In _ _ (ssrnat.ltP la))) [k0 kw]; reckon.
Qed.
Definition ix (a : 'I_m_) : 'I_M_ := Ordinal (row_below a).
Lemma ix_inj : injective ix.
Proof.
have [_ _ _ _ [inc _]] := rate_parts; move=> a b /(congr1 val) /= E; apply: val_inj => /=.
have sz : m_ = size (inverse_rows ev) by rewrite /ms /named -[List.map _ _]/(map _ _) size_map.
have [la lb] : (a < size (inverse_rows ev))%N /\ (b < size (inverse_rows ev))%N by rewrite -sz !ltn_ord.
have [a0 Ha] := increasing_apart inc la; have [b0 Hb] := increasing_apart inc lb.
by case: (ltngtP a b) => // lt; [have := Ha _ lt lb|have := Hb _ lt la]; reckon.
Qed.
Lemma ix_place (a : 'I_m_) : nth none ms a = nth none (places net) (ix a).
Proof.
have sz : m_ = size (inverse_rows ev) by rewrite /ms /named -[List.map _ _]/(map _ _) size_map.
rewrite /ms /named -[List.map _ _]/(map _ _) (nth_map Z0) -?sz // list_nth.
by apply: set_nth_default; exact: row_below.
Qed.

Lemma rows_in G : @in_G R net one box (places net) G -> @in_G R net one box ms (\matrix_(a, j) G (ix a) j).
Proof.
move=> JG a j; rewrite mxE; have := JG (ix a) j; rewrite /column_at /wide_columns -![List.map _ _]/(map _ _).
rewrite !(nth_map (0%N, 0%N)) // /wide_derivatives -![List.map _ _]/(map _ _).
by rewrite !(nth_map none) ?ltn_ord // -ix_place.
Qed.

(* --- the integers --- *)

Let k := zr 2 * zr unit * zr one.
Let k0 : 0 < k. Proof. by rewrite !mulr_gt0 ?zpos. Qed.
Lemma zr_total xs : zr (total xs) = \sum_(i < size xs) zr (nth Z0 xs i).
Proof. by elim: xs => [|x xs IH] /=; rewrite ?big_ord0 ?zr0 // zrD big_ord_recl IH. Qed.
Lemma D_size : size D = n_.
Proof. by rewrite /D /defects size_tab -[length _]/(size _) size_columns. Qed.
Lemma D_at i j : (i < n_)%N -> (j < n_)%N -> nth Z0 (nth [::] D i) j =
  farthest (if Nat.eqb i j then Z.mul unit one else Z0) (nth [::] L i) (column_at net one box ms j).
Proof.
move=> ln lj; have len : length (wide_columns net one box ms) = n_ by exact: size_columns.
by rewrite /D /defects len nth_tab2 // nth_tab2 // !list_nth.
Qed.
Lemma D_row_size i : (i < n_)%N -> size (nth [::] D i) = n_.
Proof.
move=> ln; have len : length (wide_columns net one box ms) = n_ by exact: size_columns.
by rewrite /D /defects len nth_tab2 // size_tab.
Qed.

Section Defect.
Variable G : 'M[R]_(m_, n_).
Hypothesis JG : in_G one box G.
Notation M := (1%:M - left_matrix R net unit ms L *m G).
Lemma M_in (i j : 'I_n_) : `|M i j| * k <= zr (nth Z0 (nth [::] D i) j).
Proof. by rewrite D_at //; exact: defect_in. Qed.
Lemma M_rows i : \sum_j `|M i j| <= zr (row_sum D) / k.
Proof.
rewrite ler_pdivl_mulr // mulr_suml; apply: le_trans (ler_sum _ (fun j _ => M_in i j)) _.
have -> : \sum_(j < n_) zr (nth Z0 (nth [::] D i) j) = zr (total (nth [::] D i)) by rewrite zr_total D_row_size.
apply: zr_le; have := @maximum_ge (List.map total D) i.
by rewrite -[List.map _ _]/(map _ _) (nth_map [::]) // D_size.
Qed.
Lemma M_columns j : \sum_i `|M i j| <= zr (column_sum n_ D) / k.
Proof.
rewrite ler_pdivl_mulr // mulr_suml; apply: le_trans (ler_sum _ (fun i _ => M_in i j)) _.
have -> : \sum_(i < n_) zr (nth Z0 (nth [::] D i) j) = zr (total (column D j)).
  rewrite zr_total /column -[List.map _ _]/(map _ _) size_map D_size; apply: eq_bigr => i _.
  by rewrite (nth_map [::]) ?D_size // list_nth.
apply: zr_le; have := @maximum_ge (tab n_ (fun j => total (column D j))) j.
by rewrite nth_tab2.
Qed.
End Defect.

Notation Lm := (left_matrix R net unit ms L).
Let P := zr (gram_sum L) / (zr unit * zr unit).
Lemma P_rows i : \sum_j `|(Lm *m Lm^T) i j| <= P.
Proof.
have uu : 0 < zr unit * zr unit by rewrite mulr_gt0.
rewrite /P ler_pdivl_mulr // mulr_suml.
have entry (j : 'I_n_) : `|(Lm *m Lm^T) i j| * (zr unit * zr unit) = zr (Z.abs (dot (nth [::] L i) (nth [::] L j))).
  rewrite zr_abs (@zr_dot R m_) ?rL // -{1}(gtr0_norm uu) -normrM; congr `|_|; rewrite mxE mulr_suml.
  by apply: eq_bigr => a _; rewrite !mxE mulrACA !divfK ?gt_eqF // mulrACA !divfK ?gt_eqF.
under eq_bigr => j _ do rewrite entry.
have -> : \sum_(j < n_) zr (Z.abs (dot (nth [::] L i) (nth [::] L j))) =
    zr (total (List.map (fun b => Z.abs (dot (nth [::] L i) b)) L)).
  rewrite zr_total -[List.map _ _]/(map _ _) size_map sL; apply: eq_bigr => j _; by rewrite (nth_map [::]) ?sL.
apply: zr_le; have := @maximum_ge (List.map (fun a => total (List.map (fun b => Z.abs (dot a b)) L)) L) i.
by rewrite -[List.map (fun a => total _) _]/(map _ _) (nth_map [::]) ?sL.
Qed.

Notation e0 := (residuals_at (W_at R net p) (c_at R net p)).
Let E := zr (squares_up net one centre) / zr one.
Lemma E_in : len2 e0 <= E.
Proof.
have inside : in_this_box one centre (W_at R net p) (c_at R net p).
  by apply: widened_inside => // l i j lL jl; rewrite value_given subrr normr0 mul0r zr0.
have hL : (h < layers net)%N by rewrite layersL.
have [F _] := wide_in one0 fp inside hL.
pose res (n : 'I_(sample_size net)) (k : 'I_(layer_size net h.+1)) : R :=
  out h (s_at R net) (E_at R net) (X_at R net) (W_at R net p) (c_at R net p) k n - y_at R net k n.
have -> : len2 e0 = \sum_n \sum_k res n k * res n k.
  rewrite -(sum_pairs (fun n k => res n k * res n k)); apply: eq_bigr => j _; by rewrite -expr2 /res; congr (_ ^+ 2); rewrite mxE.
rewrite /E ler_pdivl_mulr // mulr_suml /squares_up zr_total size_tab; apply: ler_sum => n _; rewrite nth_tab2 //.
set rs := residuals_on _ _ _ _.
have sz : size rs = layer_size net h.+1 by rewrite size_tab.
pose x (i : nat) : R := if insub i is Some i' then res n i' else 0.
have holds_at (i : 'I_(layer_size net h.+1)) : holds one (nth no_interval rs i) (res n i).
  rewrite /rs /residuals_on nth_tab2 // /holds /res mulrBl; apply: bounds_sub; last by rewrite y_atE; exact: around_in.
  by rewrite wide_sum_at //; exact: (box_sums_in one0 fp inside i n hL F).
have [] // := @scalar_product_in R one (layer_size net h.+1) rs rs x x one0 sz sz _.
  by move=> j jn; rewrite /x insubT; have := holds_at (Ordinal jn).
rewrite (eq_bigr (fun i => res n i * res n i)) => [//|i _]; by rewrite /x valK.
Qed.

Let qr := rv q.
Lemma rate_facts : [/\ 0 <= qr, qr < 1, zr (row_sum D) / k * (zr (column_sum n_ D) / k) <= qr ^+ 2 &
  E * P < (1 - qr) ^+ 2 * rv radius ^+ 2].
Proof.
have [_ _ _ _ [_]] := rate_parts; rewrite /rate_test; cbv zeta.
case/andP=> /andP[/andP[/Z.leb_le/(zr_le R) a0 /Z.ltb_lt/(zpos_lt R) ab] /Z.leb_le/(zr_le R) sums] /Z.ltb_lt/(zpos_lt R) way.
have b0 : 0 < zr (Zpos (Qden q)) by exact: zpos.
have s0 : 0 < zr (Zpos (Qden radius)) by exact: zpos.
have qE : zr (Qnum q) = qr * zr (Zpos (Qden q)) by rewrite -rv_fraction.
have rE : zr (Qnum radius) = rv radius * zr (Zpos (Qden radius)) by rewrite -rv_fraction.
rewrite !zrM in sums way; rewrite !zrB in way; rewrite ?zr0 in a0; rewrite qE rE in a0 ab sums way.
move: (zr (Zpos (Qden q))) (zr (Zpos (Qden radius))) b0 s0 a0 ab sums way => b s b0 s0 a0 ab sums way.
split.
- by rewrite -(ler_pmul2r b0) mul0r.
- by rewrite -(ltr_pmul2r b0) mul1r.
- rewrite mulrACA -invfM (ler_pdivr_mulr _ _ (mulr_gt0 k0 k0)) -(ler_pmul2r (mulr_gt0 b0 b0)); apply: le_trans sums _.
  by rewrite le_eqVlt; apply/orP; left; apply/eqP; rewrite /k; ring.
rewrite /E /P mulrACA -invfM (ltr_pdivr_mulr _ _ (mulr_gt0 o1 (mulr_gt0 u1 u1))) -(ltr_pmul2r (mulr_gt0 (mulr_gt0 b0 b0) (mulr_gt0 s0 s0))).
apply: lt_le_trans way _; rewrite le_eqVlt; apply/orP; left; apply/eqP; ring.
Qed.

Theorem flow_rate_sound (Wt : R -> @Points.weights R (layer_size net)) (ct : R -> @Points.shifts R (layer_size net)) :
  gradient_flow (s_at R net) (E_at R net) (X_at R net) (y_at R net) (huber_at R net) (bias net) Wt ct
    (W_at R net p) (c_at R net p) ->
  (forall t, 0 <= t -> distance2 h (W_at R net p) (c_at R net p) (Wt t) (ct t) < rv radius ^+ 2) /\
  exists W c, [/\ allowed (bias net) c, @loss_over R net W c = 0 & flow_converges_to h Wt ct W c].
Proof.
move=> flow; have [q0 q1 sums way] := rate_facts.
have C0 : 0 < (1 - qr) ^+ 2 * rv radius ^+ 2 by rewrite mulr_gt0 ?exprn_gt0 // subr_gt0.
have E0 : 0 <= E := le_trans (norm2_ge0 _) E_in.
have [P' [P0 PP Pway]] : exists P', [/\ 0 < P', P <= P' & E * P' < (1 - qr) ^+ 2 * rv radius ^+ 2].
  have [P0|P0] := ltP 0 P; first by exists P.
  have F0 : 0 < E + 1 by rewrite ltr_paddl ?ltr01.
  exists ((1 - qr) ^+ 2 * rv radius ^+ 2 / (E + 1)); have X0 := divr_gt0 C0 F0; split=> //.
    by apply: le_trans P0 (ltW X0).
  by rewrite mulrCA gtr_pmulr // ltr_pdivr_mulr // mul1r ltr_addl ltr01.
have Q0 : 0 < (1 - qr) ^+ 2 by rewrite exprn_gt0 // subr_gt0.
apply: (@rate_curve R net p one box (rv radius) ((1 - qr) ^+ 2 / P')) => //.
- by rewrite divr_gt0.
- move=> W c near; apply: widened_inside => // l i j; rewrite layersL ltnS => lh jl.
  have [a aE] := place_index R layersL (range_of layersL i lh jl); have := near a; rewrite !mxE aE !par_value value_given => H.
  have [_ up] := around_in R one radius; apply: le_trans up; exact: ler_wpmul2r (ltW o1) _ _ H.
- move=> G JG x; rewrite mulrAC ler_pdivr_mulr //.
  pose G' : 'M[R]_(m_, n_) := \matrix_(a, j) G (ix a) j; have JG' : in_G one box G' := rows_in JG.
  have near : len2 (x - Lm *m (G' *m x)) <= qr ^+ 2 * len2 x.
    have -> : x - Lm *m (G' *m x) = (1%:M - Lm *m G') *m x by rewrite mulmxBl mul1mx mulmxA.
    have r0 : 0 <= zr (row_sum D) / k by rewrite divr_ge0 ?(ltW k0) // -[0](zr0 R); apply: zr_le; exact: maximum_ge0.
    apply: le_trans (schur x r0 (M_rows JG') (M_columns JG')) _; by rewrite ler_wpmul2r ?norm2_ge0.
  apply: le_trans (near_long q0 q1 near) _.
  have rows' i : \sum_j `|(Lm *m Lm^T) i j| <= P' := le_trans (P_rows i) PP.
  apply: le_trans (norm_gram rows' _ (ltW P0)) _; rewrite mulrC; apply: ler_wpmul2r (ltW P0) _ _ _.
  have -> : len2 (G' *m x) = \sum_a (fun b => (G *m x) b 0 ^+ 2) (ix a).
    apply: eq_bigr => a _ /=; congr (_ ^+ 2); rewrite !mxE; apply: eq_bigr => j _; by rewrite mxE.
  by apply: sum_some; [exact: ix_inj|move=> b; exact: sqr_ge0].
rewrite mulrAC ltr_pdivl_mulr //; apply: le_lt_trans Pway; by rewrite ler_wpmul2r ?E_in // ltW.
Qed.
End Rule.
