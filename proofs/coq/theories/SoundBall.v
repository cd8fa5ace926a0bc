(* The rule of ball for critical points is sound: within the radius, whatever is critical in Clarke's sense, and every local
   minimum, has the targets as outputs (soundness.md 38, Critical points). Over any ordered field. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model NearbyForm BallForm Form Rules Bridge Nearby Points
  PointRules Clarke NearbyRules BallRules SoundNetwork SoundPoint SoundEnclosure SoundSecant SoundBox SoundContraction
  SoundNearby SoundBallForward SoundBallMatrix SoundBallSecant SoundBallGradient SoundBallNear SoundBallBox.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- the integers of the test --- *)

Section Defects.
Variables (R : realFieldType) (net : instance) (one unit : Z) (box : seq (seq (seq interval))) (ms : seq place) (L : seq (seq Z)).
Hypotheses (one0 : Z.lt Z0 one) (unit0 : Z.lt Z0 unit).
Notation n_ := (size (equations net)).
Notation m_ := (size ms).
Notation zr := (zr R).
Hypothesis rL : forall i, (i < n_)%N -> size (nth [::] L i) = m_.
Definition left_matrix : 'M[R]_(n_, m_) := \matrix_(i, a) (zr (nth Z0 (nth [::] L i) a) / zr unit).
Notation G_list := (wide_columns net one box ms).

Lemma size_columns : size G_list = n_.
Proof. by rewrite /wide_columns -[List.map _ _]/(map _ _) size_map. Qed.
Lemma size_column j : (j < n_)%N -> size (column_at net one box ms j) = m_.
Proof.
move=> jn; rewrite /column_at /wide_columns -[List.map _ _]/(map _ _) (nth_map (0%N, 0%N)) //.
by rewrite /wide_derivatives -[List.map _ _]/(map _ _) size_map.
Qed.
Lemma zpos x : Z.lt Z0 x -> 0 < zr x. Proof. by move=> x0; rewrite -[0](zr0 R) -zr_lt; apply/Z.ltb_lt. Qed.

Definition defect_at (i j : 'I_n_) : Z :=
  farthest (if Nat.eqb i j then Z.mul unit one else Z0) (nth [::] L i) (column_at net one box ms j).
Lemma defect_in (G : 'M[R]_(m_, n_)) i j : in_G one box G ->
  `|(1%:M - left_matrix *m G) i j| * (zr 2 * zr unit * zr one) <= zr (defect_at i j).
Proof.
move=> inG; have u0 := zpos unit0; have o0 := zpos one0.
apply: le_trans (farthest_in (x := fun a => G a j * zr one) _ (rL (ltn_ord i)) (size_column (ltn_ord j)) _); last first.
  by move=> a; exact: inG.
have -> : zr 2 = 2%:R by [].
rewrite -mulrA mulrCA ler_pmul2l ?ltr0n // -{1}(gtr0_norm (mulr_gt0 u0 o0)) -normrM le_eqVlt; apply/orP; left; apply/eqP; congr `|_|.
rewrite mxE [X in X + _]mxE [X in _ + X]mxE [(left_matrix *m G) i j]mxE mulrBl; congr (_ - _).
  have -> : Nat.eqb i j = (i == j) by rewrite -val_eqE; apply/PeanoNat.Nat.eqb_spec/eqP.
  by case: eqP => _; rewrite ?zrM ?mul1r // mul0r zr0.
rewrite mulr_suml; apply: eq_bigr => a _; rewrite mxE mulrACA divfK ?gt_eqF //.
Qed.

Lemma zr_sum n (f : nat -> Z) : zr (List.fold_right Z.add Z0 (tab n f)) = \sum_(j < n) zr (f j).
Proof.
rewrite /tab seq_iota -(big_mkord xpredT (fun j => zr (f j))) /index_iota subn0.
by elim: (iota 0 n) => [|k r IH] /=; rewrite ?big_nil // big_cons zrD IH.
Qed.

Hypothesis test : List.forallb (fun row => Z.ltb (List.fold_right Z.add Z0 row) (Z.mul (Z.mul 2 unit) one)) (defects one unit L G_list).
Definition defect_bound : R := 1 - (zr 2 * zr unit * zr one)^-1.
Lemma bound_lt1 : defect_bound < 1.
Proof. by rewrite ltr_subl_addr ltr_addl invr_gt0 !mulr_gt0 ?zpos. Qed.

Lemma defects_small (G : 'M[R]_(m_, n_)) : in_G one box G -> forall i, \sum_j `|(1%:M - left_matrix *m G) i j| <= defect_bound.
Proof.
move=> inG i; have k0 : 0 < zr 2 * zr unit * zr one by rewrite !mulr_gt0 ?zpos.
rewrite -(ler_pmul2r k0) mulr_suml; apply: le_trans (ler_sum _ (fun j _ => defect_in i j inG)) _.
have len : length G_list = n_ by exact: size_columns.
rewrite mulrBl mul1r mulVf ?gt_eqF // -!zrM -[1]/(zr 1) -zrB.
have -> : \sum_j zr (defect_at i j) = zr (List.fold_right Z.add Z0 (List.nth i (defects one unit L G_list) [::])).
  rewrite /defects len nth_tab // zr_sum; apply: eq_bigr => j _; by rewrite /defect_at !list_nth.
have inD : List.In (List.nth i (defects one unit L G_list) [::]) (defects one unit L G_list).
  apply: List.nth_In; apply/ssrnat.ltP; rewrite -[length _]/(size _) /defects size_tab len; exact: ltn_ord.
apply: zr_le; move/List.forallb_forall: test => /(_ _ inD)/Z.ltb_lt lt.
by rewrite Z.sub_1_r; apply/Z.lt_le_pred.
Qed.
End Defects.

(* --- one row at a local minimum: of one sign or 0 with one choice of slopes, of the other with another --- *)

Section Row.
Variables (R : realFieldType) (n : nat) (one : Z) (f : 'I_n -> interval) (e : 'I_n -> R).
Lemma row_zero (x y : 'I_n -> R) :
  (forall j, holds one (f j) (x j)) -> (forall j, holds one (f j) (y j)) ->
  0 <= \sum_j x j * e j -> \sum_j y j * e j <= 0 ->
  exists2 z, forall j, holds one (f j) (z j) & \sum_j z j * e j = 0.
Proof.
move=> inx iny; set a := \sum_j _; set b := \sum_j _ => a0 b0.
have [q q01 q0] : exists2 q : R, 0 <= q <= 1 & q * a + (1 - q) * b = 0.
  have [E|ne] := eqVneq a b.
    by exists 1; rewrite ?ler01 ?lexx // subrr mul0r addr0 mul1r; apply/eqP; rewrite eq_le a0 E b0.
  have ab : 0 < a - b by rewrite lt0r subr_eq0 ne subr_ge0 (le_trans b0).
  exists (- b / (a - b)); last by field; rewrite gt_eqF.
  by rewrite divr_ge0 ?oppr_ge0 ?(ltW ab) // ler_pdivr_mulr // mul1r ler_addr.
exists (fun j => q * x j + (1 - q) * y j) => [j|].
  have := hull_in q01 (inx j) (iny j); rewrite /hull Z.min_id Z.max_id; by case: (f j).
transitivity (q * a + (1 - q) * b); last exact: q0.
by rewrite /a /b !mulr_sumr -big_split /=; apply: eq_bigr => j _; rewrite mulrDl !mulrA.
Qed.
End Row.

(* --- the rule --- *)

Lemma index_set_below w ks : index_set w ks -> forall k, List.In k ks -> Z.le Z0 k /\ Z.lt k w.
Proof.
rewrite /index_set; elim: ks Z0 => [//|k ks IH] low /= /andP[/andP[/Z.leb_le lk /Z.ltb_lt kw] inc] k' [<-|] //.
by move=> /(IH _ inc)[]; reckon.
Qed.
Lemma named_range net ks a : layers net = (last_hidden net).+1 -> index_set (Z.of_nat (length (places net))) ks ->
  (a < size (named net ks))%N -> in_range net (nth (0%N, 0%N, 0%N) (named net ks) a).
Proof.
move=> layersL ok; rewrite /named -[List.map _ _]/(map _ _) size_map => lt; rewrite (nth_map Z0) // list_nth.
have [k0 kw] := index_set_below ok (List.nth_In ks Z0 (ssrnat.ltP lt)); rewrite list_nth in k0 kw.
have pl : (Z.to_nat (nth Z0 ks a) < size (places net))%N by rewrite -[size _]/(length _); reckon.
by rewrite (set_nth_default (0%N, 0%N, 0%N)) //; exact: places_range.
Qed.

Section Rule.
Variables (R : realFieldType) (net : instance) (p : parameters) (radius : Q) (ev : ball_inverse).
Hypothesis layersL : layers net = (last_hidden net).+1.
Hypothesis squares : huber net = None.
Hypothesis samples0 : (0 < sample_size net)%N.
Hypothesis rule : critical_points_rule net p radius ev.
Notation rv := (@rv R).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net). Notation y := (y_at R net).
Notation h := (last_hidden net).
Notation none := (0%N, 0%N, 0%N).
Let one := Z.pow 2 (inverse_bits ev).
Let unit := Z.pow 2 (inverse_scale ev).
Let ms := named net (inverse_rows ev).
Let box := radius_box net one p radius.
Notation m_ := (size ms).
Notation n_ := (size (equations net)).

Lemma rule_parts : [/\ Z.lt Z0 one, Z.lt Z0 unit &
  [/\ forall i, (i < n_)%N -> size (nth [::] (near_inverse ev) i) = m_, forall a : 'I_m_, in_range net (nth none ms a) &
    List.forallb (fun row => Z.ltb (List.fold_right Z.add Z0 row) (Z.mul (Z.mul 2 unit) one))
      (defects one unit (near_inverse ev) (wide_columns net one box ms))]].
Proof.
move: rule; rewrite /critical_points_rule /inverse_formed; cbv zeta.
case/andP=> /andP[/andP[/andP[/andP[/andP[b1 b2] ix] _] /PeanoNat.Nat.eqb_eq sL] lL] test.
have szm : size ms = size (inverse_rows ev) by rewrite /ms /named -[List.map _ _]/(map _ _) size_map.
split; [exact: positive_power|exact: positive_power|split=> [i lt|a|]]; last exact: test.
  by rewrite szm; apply: (lengths_nth lL); rewrite -[size (near_inverse ev)]/(length _) sL.
exact: named_range.
Qed.

Variables (W : weights R (layer_size net)) (c : shifts R (layer_size net)).
Hypotheses (fc : allowed (bias net) c) (near : within_radius p (rv radius) W c).

Lemma inside_rule : in_this_box one box W c.
Proof. by have [one0 _ _] := rule_parts; exact: radius_inside. Qed.
Lemma signs_rule : signs_fit one box W c h.
Proof.
by have [one0 _ _] := rule_parts; have [] := wide_in one0 fc inside_rule (l := h); rewrite ?layersL.
Qed.

Notation e_ := (residuals_at W c).
Lemma in_row a sg (j : 'I_n_) : fits one box (pattern_slopes R sg) h ->
  holds one (nth no_interval (column_at net one box ms j) (a : 'I_m_)) (G_entry (pattern_slopes R sg) W W c (nth none ms a) j).
Proof.
have [one0 _ [_ rg _]] := rule_parts => fit.
exact: (entry_in one0 layersL j fit inside_rule fc inside_rule (ltn_ord a) (rg a)).
Qed.

Lemma minimum_zero : local_minimum s E X y (huber_at R net) (bias net) W c -> e_ = 0.
Proof.
have [one0 unit0 [rL rg test]] := rule_parts => min.
have row a : exists z : 'I_n_ -> R, (forall j : 'I_n_, holds one (nth no_interval (column_at net one box ms j) (a : 'I_m_)) (z j)) /\
    \sum_j z j * e_ j 0 = 0.
  have [sg fit pos] := minimum_side layersL squares (rg a) 1 fc signs_rule samples0 min.
  have [sg' fit' neg] := minimum_side layersL squares (rg a) (-1) fc signs_rule samples0 min.
  rewrite mul1r in pos; rewrite mulN1r oppr_ge0 in neg.
  have [z zin z0] := row_zero (fun j => in_row a j fit) (fun j => in_row a j fit') pos neg.
  by exists z; split.
have [z zP] := fin_all_exists row; apply: (@defect_zero R m_ n_ (left_matrix R net unit ms (near_inverse ev)) e_ (defect_bound R one unit)).
  exact: bound_lt1.
move=> eta eta0; exists (\matrix_(a, j) z a j) => [i|a].
  by apply: (defects_small one0 unit0 rL test) => a j; rewrite mxE; case: (zP a).
rewrite mxE (eq_bigr (fun j => z a j * e_ j 0)) => [|j _]; last by rewrite mxE.
by case: (zP a) => _ ->; rewrite normr0 ltW.
Qed.

Lemma in_G_convex r (lam : 'I_r -> R) (G : 'I_r -> 'M[R]_(m_, n_)) : (forall a, 0 <= lam a) -> \sum_a lam a = 1 ->
  (forall a, in_G one box (G a)) -> in_G one box (\sum_a lam a *: G a).
Proof.
move=> l0 l1 inG p' j; rewrite summxE /holds mulr_suml.
have mid (x : R) : x = \sum_a lam a * x by rewrite -mulr_suml l1 mul1r.
split; [rewrite [X in X <= _]mid|rewrite [X in _ <= X]mid]; apply: ler_sum => a _; rewrite mxE -mulrA ler_wpmul2l //.
  by have [] := inG a p' j.
by have [] := inG a p' j.
Qed.

Lemma clarke_zero : clarke_critical s E X y (huber_at R net) (bias net) W c -> e_ = 0.
Proof.
have [one0 unit0 [rL rg test]] := rule_parts.
apply: (@critical_zero R _ _ h s E X y (huber_at R net) (bias net) W c n_ m_ e_ (fun a => slot_at layersL (rg a))
  (@in_G R net one box ms) (left_matrix R net unit ms (near_inverse ev)) (defect_bound R one unit)) => //.
- by move=> a; exact: slot_at_ok.
- exact: in_G_convex.
- exact: bound_lt1.
- by move=> G inG i; exact: (defects_small one0 unit0 rL test).
move=> eta eta0; have le := @within_le R (layer_size net) h (bias net) W c.
have [delta [delta0 H]] := near_and le (near_signs signs_rule)
  (near_rows layersL W c rg eta0).
exists delta => // W' c' g b fc' cl gr; have [sf' rows] := H (W', c') (conj cl fc').
have each a : exists sg, fits one box (pattern_slopes R sg) h /\
    at_slot g b (slot_at layersL (rg a)) = (sample_size net)%:R^-1 * row_value (nth none ms a) sg W' c'.
  by have [sg fit E'] := gradient_row layersL squares (rg a) fc' sf' gr; exists sg.
have [sg sgP] := fin_all_exists each.
exists (\matrix_(a, j) G_entry (pattern_slopes R (sg a)) W W c (nth none ms a) j) => [a j|a].
  by rewrite mxE; apply: in_row; case: (sgP a).
case: (sgP a) => _ ->; rewrite [(_ *m e_) a 0](_ : _ = row_value (nth none ms a) (sg a) W c); first exact: ltW (rows a (sg a)).
by rewrite mxE; apply: eq_bigr => j _; rewrite mxE.
Qed.

Lemma residuals_zero : e_ = 0 -> @loss_over R net W c = 0.
Proof.
move=> e0; rewrite /loss_over /loss.
rewrite -(sum_pairs (fun n k => ell (huber_at R net) (out h s E X W c k n - y k n))) big1 ?mulr0 // => j _.
have -> : out h s E X W c (output_of j) (sample_of j) - y (output_of j) (sample_of j) = e_ j 0 by rewrite [RHS]mxE.
by rewrite e0 mxE ell_squares /huber_at ?squares // expr0n mul0r.
Qed.

Theorem critical_points_sound : clarke_critical s E X y (huber_at R net) (bias net) W c \/
    local_minimum s E X y (huber_at R net) (bias net) W c -> @loss_over R net W c = 0.
Proof. by move=> [/clarke_zero|/minimum_zero]; exact: residuals_zero. Qed.
End Rule.
