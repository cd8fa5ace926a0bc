(* The rule for worst minima of several outputs whose weights are held proves its claim (soundness.md 43). *)
From Coq Require Import ZArith QArith_base.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify ssrZ ring.
From Dlmcert Require Import Arithmetic Model Form Rules Bridge Minimum Nearby Points KinkMinima CellChoices PointRules CellBounds WorstForm WorstRules WorstHeldRules
  SoundNetwork SoundForms SoundGradient SoundPoint SoundTree CellsBound SoundCellsOfUnit SoundChoices SoundNearest OneHidden StrictMinima SoundCellBounds
  WorstClaims SoundWorst HeldCells.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- what the functions compute --- *)

Section Residuals.
Variables (R : realFieldType) (d N k : nat).
Notation rv := (@rv R).
Variable xs : seq (seq Q).
Hypotheses (szx : size xs = N) (lenx : forall n, (n < N)%N -> size (nth [::] xs n) = d).

Lemma size_unit_values slopes z zeros : size (unit_values d slopes xs z zeros) = size slopes.
Proof. by elim: slopes z => //= a slopes IH z; rewrite IH. Qed.

Lemma unit_valuesE slopes z i n : (forall i, (i < size slopes)%N -> size (nth [::] slopes i) = N) ->
  (size slopes * d <= size z)%N -> (i < size slopes)%N -> (n < N)%N ->
  rv (nth q0 (nth [::] (unit_values d slopes xs z (zeros_of N)) i) n) =
  rv (nth q0 (nth [::] slopes i) n) * \sum_(j < d) rv (nth q0 z (i * d + j)) * rv (nth q0 (nth [::] xs n) j).
Proof.
move=> + + + lt; elim: slopes z i => // a slopes IH z [|i] sza szz ltn; last first.
  rewrite /= list_skipn IH //; first by congr (_ * _); apply: eq_bigr => j _; rewrite nth_drop addnA mulSn.
  - by move=> m ltm; exact: (sza m.+1).
  by move: szz; rewrite /= mulSn size_drop; lia.
rewrite /= list_firstn; have szt : size (take d z) = d.
  by move: szz; rewrite /= mulSn size_take; case: ltnP; lia.
rewrite nth_add_unit ?szx //; first last.
- by rewrite /zeros_of repeatE size_nseq.
- exact: (sza 0%N).
rewrite /zeros_of repeatE nth_nseq lt rvD rvM rv0 add0r qdot_rv ?szt ?lenx //; congr (_ * _).
by apply: eq_bigr => j _; rewrite nth_take ?ltn_ord // mul0n add0n.
Qed.

Lemma size_combined ws vs acc : (forall i, (i < size vs)%N -> size (nth [::] vs i) = N) -> size acc = N -> size (combined ws vs acc) = N.
Proof.
elim: ws vs acc => [|w ws IH] [|v vs] acc //= szv sza; apply: IH => [i lt|]; first exact: (szv i.+1).
by rewrite size_map2 ?sza // (szv 0%N).
Qed.

Lemma combinedE ws vs acc n : size ws = size vs -> (forall i, (i < size vs)%N -> size (nth [::] vs i) = N) -> size acc = N -> (n < N)%N ->
  rv (nth q0 (combined ws vs acc) n) = rv (nth q0 acc n) + \sum_(i < size vs) rv (nth q0 ws i) * rv (nth q0 (nth [::] vs i) n).
Proof.
move=> + + + lt; elim: ws vs acc => [|w ws IH] [|v vs] acc //=; first by rewrite big_ord0 addr0.
case=> sz szv sza; have szv0 : size v = N := szv 0%N isT.
rewrite IH // => [|i lti|]; last by rewrite size_map2 ?sza.
  by rewrite big_ord_recl (nth_map2 _ q0 q0) ?sza // rvD rvM addrA.
exact: (szv i.+1).
Qed.

Lemma size_unit_value slopes z i : (forall i, (i < size slopes)%N -> size (nth [::] slopes i) = N) ->
  (i < size slopes)%N -> size (nth [::] (unit_values d slopes xs z (zeros_of N)) i) = N.
Proof.
elim: slopes z i => // a slopes IH z [|i] sza lt /=; last by apply: IH => // m ltm; exact: (sza m.+1).
by rewrite size_add_unit ?szx // ?(sza 0%N) // /zeros_of repeatE size_nseq.
Qed.

Lemma nth_combine (shifts : seq Q) (ys : seq (seq Q)) c : size shifts = size ys -> nth (q0, [::]) (List.combine shifts ys) c = (nth q0 shifts c, nth [::] ys c).
Proof. by elim: shifts ys c => [|b shifts IH] [|y ys] [|c] //= [sz]; exact: IH. Qed.
Lemma size_combine (shifts : seq Q) (ys : seq (seq Q)) : size shifts = size ys -> size (List.combine shifts ys) = size shifts.
Proof. by elim: shifts ys => [|b shifts IH] [|y ys] //= [sz]; rewrite IH. Qed.

Variables (bias : bool) (slopes weights ys : seq (seq Q)).
Notation m := (size slopes).
Hypotheses (sza : forall i, (i < m)%N -> size (nth [::] slopes i) = N) (szw : size weights = k) (szy : size ys = k)
  (lenw : forall c, (c < k)%N -> size (nth [::] weights c) = m) (leny : forall c, (c < k)%N -> size (nth [::] ys c) = N).
Notation w c i := (rv (nth q0 (nth [::] weights c) i)).
Notation a i n := (rv (nth q0 (nth [::] slopes i) n)).
Notation X := (matrix_of_rows R d xs N).

Theorem held_residualsP z es : held_residuals bias d N slopes weights xs (transposed d xs) ys z = Some es ->
  [/\ size es = k /\ (forall c, (c < k)%N -> size (nth [::] es c) = N),
      exists (z' : nat -> nat -> R) (b : 'I_k -> R), zero_unless_bias bias b /\ forall (c : 'I_k) (n : 'I_N),
        rv (nth q0 (nth [::] es c) n) + rv (nth q0 (nth [::] ys c) n) =
        \sum_(i < m) w c i * (a i n * \sum_(j < d) z' i j * X j n) + b c,
      forall (i : 'I_m) (j : 'I_d), \sum_n (\sum_(c < k) w c i * rv (nth q0 (nth [::] es c) (nat_of_ord n))) * (a i n * X j n) = 0 &
      bias -> forall c : 'I_k, \sum_(n < N) rv (nth q0 (nth [::] es c) n) = 0].
Proof.
rewrite /held_residuals -[length slopes]/(size slopes) -[length weights]/(size weights) szw; case: ifP => // /PeanoNat.Nat.eqb_eq szz.
set shifts := (if bias then _ else _); set vs := unit_values _ _ _ _ _; set es0 := residuals_of_outputs _ _ _ _ _.
case: ifP => // /andP[ones /(all2_nth [::] [::])[szt orth]] [<-] {es}.
have szz' : size z = (m * d + (if bias then k else 0))%N := szz.
have szs : size shifts = k.
  rewrite /shifts; case: (bias) szz' => szz'; first by rewrite list_skipn size_drop szz'; lia.
  by rewrite /zeros_of repeatE size_nseq.
have szv : size vs = m by exact: size_unit_values.
have lv i : (i < size vs)%N -> size (nth [::] vs i) = N by rewrite szv; exact: size_unit_value.
have sb c : size (List.repeat (nth q0 shifts c) N) = N by rewrite repeatE size_nseq.
have esE c : (c < k)%N -> nth [::] es0 c = Arithmetic.map2 qsub (combined (nth [::] weights c) vs (List.repeat (nth q0 shifts c) N)) (nth [::] ys c).
  move=> lt; rewrite /es0 /residuals_of_outputs (nth_map2 _ [::] (q0, [::])) ?size_combine ?szs ?szw ?szy //.
  by rewrite nth_combine ?szs ?szy.
have szc c : (c < k)%N -> size (combined (nth [::] weights c) vs (List.repeat (nth q0 shifts c) N)) = N by move=> lt; exact: size_combined.
have sze0 : size es0 = k by rewrite /es0 /residuals_of_outputs size_map2 ?size_combine ?szs ?szw ?szy.
have szec c : (c < k)%N -> size (nth [::] es0 c) = N by move=> lt; rewrite esE // size_map2 ?szc ?leny.
have leq_z : (m * d <= size z)%N by rewrite szz' leq_addr.
pose b (c : 'I_k) := rv (nth q0 shifts c); pose z' i j := rv (nth q0 z (i * d + j)).
have fE (c : 'I_k) (n : 'I_N) : rv (nth q0 (nth [::] es0 c) n) + rv (nth q0 (nth [::] ys c) n) =
    \sum_(i < m) w c i * (a i n * \sum_(j < d) z' i j * X j n) + b c.
  have lt := ltn_ord c; have ltn := ltn_ord n.
  have szwv : size (nth [::] weights c) = size vs by rewrite szv lenw.
  have szyc : size (nth [::] ys c) = size (combined (nth [::] weights c) vs (List.repeat (nth q0 shifts c) N)) by rewrite szc // leny.
  have ltc : (n < size (combined (nth [::] weights c) vs (List.repeat (nth q0 shifts c) N)))%N by rewrite szc.
  rewrite esE // (nth_map2 _ q0 q0 q0 szyc ltc) rvB subrK (combinedE szwv lv (sb c) ltn) repeatE nth_nseq ltn szv addrC; congr (_ + _).
  apply: eq_bigr => i _; congr (_ * _); rewrite unit_valuesE //; congr (_ * _); apply: eq_bigr => j _; by rewrite mxE.
split=> //.
- exists z', b; split=> // ; rewrite /zero_unless_bias /b /shifts; case: (bias); [by left|right=> c].
  by rewrite /zeros_of repeatE nth_nseq if_same rv0.
- move=> i j; have lti := ltn_ord i; have := orth i lti.
  move=> /List.forallb_forall/(_ (nth [::] (transposed d xs) j)) H.
  have {}H := H _; have inr : List.In (nth [::] (transposed d xs) j) (transposed d xs).
    by rewrite -list_nth; apply: List.nth_In; apply/ssrnat.ltP; rewrite -[length _]/(size _) size_transposed.
  have := H inr; set q := combined _ _ _.
  have szq : size (nth [::] (transposed m weights) i) = size es0 by rewrite sze0 (size_transposed_row szw).
  have les c : (c < size es0)%N -> size (nth [::] es0 c) = N by rewrite sze0; exact: szec.
  have sz0 : size (zeros_of N) = N by rewrite /zeros_of repeatE size_nseq.
  have szqq : size q = N by exact: size_combined.
  have szaq : size (Arithmetic.map2 qmul (nth [::] slopes i) q) = N by rewrite size_map2 ?(sza lti).
  rewrite (rv_eq0 R) qdot_rv (size_transposed_row szx) // => /eqP S0; rewrite -[RHS]S0; apply: eq_bigr => n _.
  rewrite (nth_map2 _ q0 q0) ?(sza lti) // rvM (nth_transposed szx) // combinedE //.
  rewrite /zeros_of repeatE nth_nseq ltn_ord rv0 add0r mxE mulrA [X in _ = X * _]mulrC; congr (_ * _ * _).
  rewrite sze0; apply: eq_bigr => c _; by rewrite (nth_transposed szw).
move=> bs c; move: ones; rewrite bs /= => /List.forallb_forall/(_ (nth [::] es0 c)) H.
have {}H := H _; have inr : List.In (nth [::] es0 c) es0.
  by rewrite -list_nth; apply: List.nth_In; apply/ssrnat.ltP; rewrite -[length _]/(size _) sze0.
by have := H inr; rewrite (rv_eq0 R) fold_qadd rv0 add0r szec // => /eqP.
Qed.

Lemma held_loss_ofE es : size es = k -> (forall c, (c < k)%N -> size (nth [::] es c) = N) ->
  rv (held_loss_of N es) = N%:R^-1 * ((\sum_n \sum_(c < k) rv (nth q0 (nth [::] es c) (nat_of_ord (n : 'I_N))) ^+ 2) / 2%:R).
Proof.
move=> sze len; rewrite /held_loss_of /mean_square !rvM rv_share rv_half; congr (_ * _); rewrite mulrC; congr (_ / _).
have sumE (r : seq Q) : rv (qsum r) = \sum_(i < size r) rv (nth q0 r i).
  by elim: r => [|x r IH] /=; rewrite ?big_ord0 ?rv0 // rvD IH big_ord_recl.
rewrite sumE -[List.map _ _]/(map _ _) size_map sze exchange_big /=; apply: eq_bigr => c _.
by rewrite (nth_map [::]) ?sze // square_sumE len.
Qed.
End Residuals.

(* --- the walk: the largest loss --- *)

Lemma held_walk (R : realFieldType) decide T bs sols l0 L : walk (held_step decide) T bs [::] (sols, l0) = Some ([::], L) ->
  forall c, c \in choices T bs [::] -> exists z l, decide c z = Some l /\ rv R l <= rv R L.
Proof.
rewrite walkE; elim: (choices T bs [::]) sols l0 => [|c cs IH] sols l0 //; rewrite /after /= /held_step /=.
case: sols => [|z sols]; first by rewrite -/(after _ None cs) after_None.
case D: (decide c z) => [l|]; last by rewrite -/(after (held_step decide) None cs) after_None.
set l1 := (if _ then _ else _); rewrite -/(after (held_step decide) (Some (sols, l1)) cs) => H.
have mono : forall cs sols l, after (held_step decide) (Some (sols, l)) cs = Some ([::], L) -> rv R l <= rv R L.
  elim=> [|c1 cs1 IH1] sols1 l2 /=; first by case=> _ ->.
  rewrite /after /= /held_step /=; case: sols1 => [|z1 sols1]; first by rewrite -/(after _ None cs1) after_None.
  case: (decide c1 z1) => [l3|]; last by rewrite -/(after (held_step decide) None cs1) after_None.
  move/IH1; apply: le_trans; rewrite (rv_lt R); by case: ltP => // /ltW.
move=> c'; rewrite inE => /orP[/eqP ->|inc]; last exact: IH H c' inc.
exists z, l; split=> //; apply: le_trans (mono _ _ _ H); rewrite /l1 (rv_lt R); by case: ltP.
Qed.

(* --- derivatives from one side --- *)

Section Lines.
Variable R : realFieldType.
Implicit Types (f : R -> R) (g : R).

Lemma one_sided_unique f g g' : one_sided f g -> one_sided f g' -> g = g'.
Proof.
move=> H H'; apply/eqP; rewrite -subr_eq0 -normr_le0 leNgt; apply/negP => pos; pose eps := `|g - g'| / 4%:R.
have eps0 : 0 < eps by rewrite divr_gt0 ?ltr0n.
have [d [d0 D]] := H eps eps0; have [d' [d0' D']] := H' eps eps0; pose t := Num.min d d' / 2%:R.
have m0 : 0 < Num.min d d' by rewrite lt_minr d0.
have t0 : 0 < t by rewrite divr_gt0 ?ltr0n.
have tm : t < Num.min d d' by rewrite ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
have td : 0 < t < d by rewrite t0 (lt_le_trans tm) // le_minl lexx.
have td' : 0 < t < d' by rewrite t0 (lt_le_trans tm) // le_minl lexx orbT.
have : t * `|g - g'| <= eps * t + eps * t.
  rewrite -{1}(gtr0_norm t0) -normrM (_ : t * (g - g') = (f t - f 0 - t * g') - (f t - f 0 - t * g)); last by ring.
  by apply: le_trans (ler_norm_sub _ _) _; apply: ler_add; [exact: D'|exact: D].
rewrite -mulrDl mulrC ler_pmul2r // leNgt => /negP; apply; rewrite /eps -mulrDl ltr_pdivr_mulr ?ltr0n //.
by rewrite -{1 2}[`|g - g'|]mulr1 -mulrDr ltr_pmul2l // -[1 + 1]/(2%:R) ltr_nat.
Qed.

Lemma one_sided_min f g : one_sided f g -> near (@soon R) (fun t => f 0 <= f t) -> 0 <= g.
Proof.
move=> H [e [e0 up]]; rewrite leNgt; apply/negP => g0; pose eps := - g / 2%:R.
have eps0 : 0 < eps by rewrite divr_gt0 ?ltr0n // oppr_gt0.
have [d [d0 D]] := H eps eps0; pose t := Num.min d e / 2%:R.
have m0 : 0 < Num.min d e by rewrite lt_minr d0.
have t0 : 0 < t by rewrite divr_gt0 ?ltr0n.
have tm : t < Num.min d e by rewrite ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
have td : 0 < t < d by rewrite t0 (lt_le_trans tm) // le_minl lexx.
have te : soon e t by rewrite /soon t0 (lt_le_trans tm) // le_minl lexx orbT.
have := D t td; rewrite ler_norml => /andP[_ hi]; have := up t te; rewrite -subr_ge0 => ge.
have : f t - f 0 <= t * (g / 2%:R).
  rewrite (_ : t * (g / 2%:R) = eps * t + t * g); last by rewrite /eps; field.
  by rewrite -ler_subl_addr.
rewrite leNgt => /negP; apply; apply: lt_le_trans ge; by rewrite pmulr_rlt0 // pmulr_llt0 // invr_gt0 ltr0n.
Qed.

Lemma soon_small e x : 0 < e -> near (@soon R) (fun t => `|t * x| < e).
Proof.
move=> e0; have x1 : 0 < `|x| + 1 by rewrite ltr_paddl.
have d0 : 0 < e / (`|x| + 1) by rewrite divr_gt0.
apply: near_imp (near_and (@soon_le R) (@soon_pos R) (soon_lt d0)) => t [t0].
rewrite ltr_pdivl_mulr // => lt; rewrite normrM gtr0_norm //; apply: le_lt_trans lt.
by rewrite ler_pmul2l // ler_addl ler01.
Qed.
End Lines.

Lemma rev_taken t n : List.rev (taken t n) = [seq t i | i <- iota 0 n].
Proof.
by rewrite /taken map_rev (_ : forall s, List.rev s = rev s) ?revK //; elim=> //= a s0 ->; rewrite rev_cons -cats1.
Qed.

(* --- an instance with one hidden layer and no noise --- *)

Section Instance.
Variables (R : realFieldType) (net : instance).
Hypotheses (L2 : layers net = 2%N) (squares : huber net = None) (plain : no_noise net).
Notation rv := (@rv R).
Let D := layer_size net 1.
Let d := column_size net.
Let N := sample_size net.
Let k := layer_size net 2.
Notation X := (columns_at R net).
Notation s := (s_at R net).
Implicit Types (W : @weights R (layer_size net)) (c : @shifts R (layer_size net)) (U : 'M[R]_(D, d)) (b : 'I_k -> R).

Definition all_targets : 'M[R]_(k, N) := \matrix_(i, n) rv (target net n i).
Definition output_shifts c : 'I_k -> R := fun i => c 1%N i 0.
Notation error W := (held_error s X (W 1%N : 'M[R]_(k, D)) all_targets).

Lemma plain_E i n : E_at R net 1 i n = 1. Proof. exact: plain_noise. Qed.

Lemma held_outputE W c i n : allowed (bias net) c ->
  at_sum s (E_at R net) (X_at R net) W c 1 i n = held_out s X (W 1%N) (hidden_of W c) (output_shifts c) i n.
Proof.
move=> fc; rewrite at_sumE; congr (_ + _); apply: eq_bigr => j _; rewrite V_atS plain_E mul1r; congr (_ * phi _ _).
by rewrite hidden_sum // at_sumE.
Qed.

Lemma loss_held W c : allowed (bias net) c ->
  @loss_over R net W c = N%:R^-1 * (error W (hidden_of W c) (output_shifts c) / 2%:R).
Proof.
move=> fc; rewrite /loss_over /loss; congr (_ * _); rewrite /held_error mulr_suml; apply: eq_bigr => n _.
have hE : huber_at R net = None by rewrite /huber_at squares.
rewrite hE mulr_suml; under eq_bigr => i _ do rewrite ell_squares // y_atE outE.
rewrite /last_hidden L2 /=; apply: eq_bigr => i _; by rewrite held_outputE // mxE.
Qed.

Lemma bias_free c : allowed (bias net) c -> zero_unless_bias (bias net) (output_shifts c).
Proof. by case=> [bs|z]; [left|right=> i; rewrite /output_shifts z mxE]. Qed.

(* --- from the flat network --- *)

Definition held_weights U (V : 'M[R]_(k, D)) : @weights R (layer_size net) := fun l =>
  match l with
  | O => \matrix_(i, j) U i (widen_ord (inputs_le net) j)
  | S O => V
  | _ => 0
  end.
Definition held_shifts U b : @shifts R (layer_size net) := fun l =>
  match l with
  | O => \col_i (if insub (layer_size net 0) is Some j then U i j else 0)
  | S O => \col_i b i
  | _ => 0
  end.

Lemma held_hidden U V b : hidden_of (held_weights U V) (held_shifts U b) = U.
Proof.
clear L2 squares plain; apply/matrixP=> i j; rewrite mxE /vector; case: insubP => [l lt lE|ge].
  by rewrite mxE; congr (U i _); apply: val_inj; rewrite /= lE.
have jE : nat_of_ord j = layer_size net 0.
  move: ge (ltn_ord j : (nat_of_ord j < column_size net)%N); rewrite /column_size; set a := nat_of_ord j; set m := layer_size net 0.
  by case: (bias net) => /negP; lia.
by rewrite mxE -jE; case: insubP => [l _ lE|]; [congr (U i _); apply: val_inj|rewrite ltn_ord].
Qed.
Lemma held_shifts_out U b : output_shifts (held_shifts U b) =1 b.
Proof. by move=> i; rewrite /output_shifts mxE. Qed.
Lemma held_free U b : zero_unless_bias (bias net) b -> allowed (bias net) (held_shifts U b).
Proof.
case: (boolP (bias net)) => [t _|nb [bs|z]]; [by left|by case/negP: nb|].
right=> -[|[|l]] //; apply/matrixP=> i j; rewrite !mxE //; case: insubP => // m lt _; exfalso.
by have : (layer_size net 0 < column_size net)%N := lt; rewrite /column_size (negPf nb) ltnn.
Qed.

Lemma held_error_ext V U b b' : b =1 b' -> held_error s X V all_targets U b = held_error s X V all_targets U b'.
Proof. by move=> E; apply: eq_bigr => n _; apply: eq_bigr => i _; rewrite /held_out E. Qed.

Lemma minimum_of_flat U V b : zero_unless_bias (bias net) b -> held_flat_minimum s X V all_targets (bias net) U b ->
  @held_minimum R net (held_weights U V) (held_shifts U b).
Proof.
move=> bb [e [e0 H]]; exists e; split=> // W' c' fc' WE cl; have ff := held_free U bb.
rewrite !loss_held // WE (held_hidden U V b) (held_error_ext _ _ (held_shifts_out U b)).
rewrite ler_wpmul2l ?invr_ge0 ?ler0n // ler_wpmul2r ?invr_ge0 ?ler0n //.
have L1 : last_hidden net = 1%N by rewrite /last_hidden L2.
rewrite L1 in cl; have [cl0 cs0] := cl 0%N isT; have [_ cs1] := cl 1%N isT.
apply: H => [|i j|i].
- exact: bias_free.
- have -> : U i j = hidden_of (held_weights U V) (held_shifts U b) i j by rewrite held_hidden.
  by rewrite [hidden_of W' c' i j]mxE [hidden_of _ _ i j]mxE /vector; case: insubP => [l _ _|_]; [exact: cl0|exact: cs0].
by rewrite -(held_shifts_out U b); exact: cs1.
Qed.

(* --- to it --- *)

Lemma line_stays W c (DW : @weights R (layer_size net)) (b : @shifts R (layer_size net)) : allowed (bias net) c -> allowed (bias net) b -> DW 1%N = 0 -> @held_minimum R net W c ->
  near (@soon R) (fun t => held_line W c DW b 0 <= held_line W c DW b t).
Proof.
move=> fc fb D1 [e [e0 H]].
have lineE t : held_line W c DW b t = @loss_over R net (ahead_W W DW t) (ahead_c c b t) by [].
have zero : held_line W c DW b 0 = @loss_over R net W c.
  rewrite lineE /loss_over /loss; congr (_ * _); apply: eq_bigr => n _; apply: eq_bigr => i _.
  congr (ell _ (_ - _)); rewrite /out /network_output.
  have same m : V_at (ahead_W W DW 0) (ahead_c c b 0) s (E_at R net) (X_at R net) m = V_at W c s (E_at R net) (X_at R net) m.
    by elim: m => //= m ->; rewrite /ahead_W /ahead_c !scale0r !addr0.
  by rewrite same /ahead_W /ahead_c !scale0r !addr0.
have L1 : last_hidden net = 1%N by rewrite /last_hidden L2.
have : near (@soon R) (fun t => forall l : 'I_2, (forall ij : 'I_(layer_size net l.+1) * 'I_(layer_size net l), `|t * DW l ij.1 ij.2| < e) /\
    forall i : 'I_(layer_size net l.+1), `|t * b l i 0| < e).
  apply: (near_all (@soon_le R)) => l; apply: (near_and (@soon_le R)); apply: (near_all (@soon_le R)) => *; exact: soon_small.
apply: near_imp => t small; rewrite zero lineE; apply: H.
- by case: fc => [?|c0]; [left|case: fb => [?|b0]; [left|right=> l; rewrite /ahead_c c0 b0 scaler0 addr0]].
- by rewrite /ahead_W D1 scaler0 addr0.
rewrite L1 => l l1; have [sW sc] := small (Ordinal (l1 : (l < 2)%N)); split=> [i j|i].
  by rewrite !mxE addrC addKr; exact: (sW (i, j)).
by rewrite !mxE addrC addKr; exact: sc.
Qed.

Lemma flat_of_minimum W c : allowed (bias net) c -> @held_minimum R net W c -> @derivative_along_lines R net W c ->
  forall (U1 : 'M[R]_(D, d)) (b1 : 'I_k -> R), zero_unless_bias (bias net) b1 ->
  \sum_n \sum_i (held_out s X (W 1%N) (hidden_of W c) (output_shifts c) i n - all_targets i n) *
    (\sum_j (W 1%N : 'M[R]_(k, D)) i j * dphi s ((hidden_of W c *m X) j n) ((U1 *m X) j n) + b1 i) = 0.
Proof.
move=> fc min smooth U1 b1 bb; pose DW := held_weights U1 0; pose b := held_shifts U1 b1.
have fb : allowed (bias net) b := held_free U1 bb; have D1 : DW 1%N = 0 by [].
have fn : allowed (bias net) (fun l => - b l) by case: fb => [?|z]; [left|right=> l; rewrite z oppr0].
have Dn : (fun l => - DW l) 1%N = 0 by rewrite /= oppr0.
have [g [gp gm]] := smooth DW b fb D1.
have g0 : g = 0.
  apply/eqP; rewrite eq_le -oppr_ge0 (one_sided_min gp (line_stays fc fb D1 min)) andbT.
  exact: one_sided_min gm (line_stays fc fn Dn min).
have pr : proper (huber_at R net) by rewrite /huber_at squares.
have hE : huber_at R net = None by rewrite /huber_at squares.
have := one_sided_unique gp (loss_one_sided s (E_at R net) (X_at R net) (y_at R net) pr W DW c b); rewrite g0 => /esym/eqP.
have dUE (i : 'I_k) (n : 'I_N) : dU s (E_at R net) (X_at R net) W DW c b 1 i n =
    \sum_j (W 1%N : 'M[R]_(k, D)) i j * dphi s ((hidden_of W c *m X) j n) ((U1 *m X) j n) + b1 i.
  rewrite /dU mxE; congr (_ + _); last by rewrite mxE.
  apply: eq_bigr => j _; rewrite [DW 1%N i j]mxE mul0r add0r dVS plain_E mul1r; congr (_ * dphi _ _ _).
    by rewrite hidden_sum // at_sumE.
  rewrite -(held_hidden U1 0 b1) hidden_sum // /dU mxE; congr (_ + _); apply: eq_bigr => l _.
  by rewrite /= [(0 : 'M_(_, _)) _ _]mxE mulr0 addr0.
rewrite mulf_eq0 invr_eq0 pnatr_eq0 => /orP[/eqP N0|/eqP S0].
  by rewrite big1 // => n; have := leq_trans (ltn_ord n) (eq_leq N0).
move: S0; under eq_bigr => n _ do under eq_bigr => i _ do rewrite /residual hE /= y_atE outE.
rewrite /last_hidden L2 /= => S0; rewrite -[RHS]S0; apply: eq_bigr => n _; apply: eq_bigr => i _.
by rewrite dUE held_outputE // mxE.
Qed.
End Instance.

(* --- units of one cell cancel --- *)

Lemma cancels_sum (R : realFieldType) D (w : rows) (bl : balanced) (g : nat -> R) (wc : seq Q) (v : 'I_D -> R) :
  size (balanced_cells bl) = D -> size (balance bl) = D -> cancels w bl -> size wc = D -> List.In wc w ->
  (forall i, v i = rv R (nth q0 wc i)) -> forall a : 'I_D -> R, (forall i, a i = g (Z.to_nat (nth Z0 (balanced_cells bl) i))) ->
  \sum_i v i * (rv R (nth q0 (balance bl) i) * a i) = 0.
Proof.
move=> szc szb /List.forallb_forall can szw inw vE a aE; pose t (i : 'I_D) := nth Z0 (balanced_cells bl) i.
(* the units of one cell after the other *)
have zero z : z \in balanced_cells bl -> \sum_(i | t i == z) v i * rv R (nth q0 (balance bl) i) = 0.
  move=> /(nthP Z0)[m ltm mE]; have inz : List.In z (balanced_cells bl).
    by rewrite -mE -list_nth; apply: List.nth_In; apply/ssrnat.ltP.
  have /List.forallb_forall/(_ wc inw) := can z inz; rewrite (rv_eq0 R) => /eqP S0.
  have szf : size (in_cell z (balanced_cells bl) (balance bl)) = size wc by rewrite /in_cell size_map2 szc ?szw.
  rewrite -[RHS]S0 qdot_rv // szw big_mkcond /=; apply: eq_bigr => i _.
  rewrite /in_cell (nth_map2 _ Z0 q0) ?szc ?szb // -/(t i) vE.
  case: (Z.eqb_spec (t i) z) => [->|ne]; first by rewrite eqxx mulrC.
  by rewrite (negPf (introN eqP ne)) rv0 mul0r.
pose zs := undup (balanced_cells bl).
rewrite (eq_bigr (fun i => \sum_(z <- zs) if t i == z then v i * rv R (nth q0 (balance bl) i) * g (Z.to_nat z) else 0)); last first.
  move=> i _; have ti : t i \in zs by rewrite mem_undup mem_nth ?szc.
  rewrite (big_rem _ ti) /= eqxx big1_seq ?addr0 => [|z /andP[_ inz]]; first by rewrite aE mulrA.
  case: eqP => // E; move: inz; rewrite -E mem_rem_uniq ?undup_uniq // inE eqxx.
  by [].
rewrite exchange_big /= big1_seq // => z /andP[_]; rewrite mem_undup => inz.
by rewrite -big_mkcond /= -mulr_suml zero // mul0r.
Qed.

(* --- the rule --- *)

Section Rule.
Variables (R : realFieldType) (net : instance).
Notation rv := (@rv R).
Let D := layer_size net 1.
Let d := column_size net.
Let N := sample_size net.
Let k := layer_size net 2.
Notation X := (columns_at R net).
Notation s := (s_at R net).

Lemma given_weight w i j : nth q0 (nth [::] (List.nth 1 w [::]) i) j = weight (Parameters w (biases net)) 1 i j.
Proof. by rewrite /weight /entry_of /= !list_nth. Qed.

Theorem worst_of_held_sound cells from to points lower columns solutions :
  worst_of_held_rule net cells from to points lower columns solutions -> exists w, Form.weights net = Some w /\
  let p := Parameters w (biases net) in
  [/\ open_cells X cells,
      (if from is Some l then exists (W : @weights R (layer_size net)) (c : @shifts R (layer_size net)), [/\ allowed (bias net) c,
         given_outputs p W, @off_all_kinks R net W c, held_minimum W c & @loss_over R net W c = rv l] else True) &
      forall (W : @weights R (layer_size net)) (c : @shifts R (layer_size net)), allowed (bias net) c -> @given_outputs R net p W ->
        held_minimum W c -> derivative_along_lines W c -> @loss_over R net W c <= rv to].
Proof.
rewrite /worst_of_held_rule; cbv zeta; do 13!case/andP; move=> /PeanoNat.Nat.eqb_eq L2 k2 sq plain hasw hast lx /PeanoNat.Nat.eqb_eq szt lw.
move=> /PeanoNat.Nat.eqb_eq szw /Z.eqb_eq szc cols _ main.
have hE : huber net = None by exact: squares_huber sq.
case Ew: (Form.weights net) hasw => [w|] // _; exists w; split=> //; set p := Parameters _ _; cbv zeta.
have wE : output_rows_of net = List.nth 1 w [::] by rewrite /output_rows_of Ew.
set wr := output_rows_of net in wE lw szw main *.
move: main; case Ec: (cells_of_unit d points (input_columns net)) => [signs|] //; case/andP => low up.
have [[szs szk] own differ all] := cells_of_unit_sound R Ec; rewrite size_input_columns columns_atE // in szk own differ all.
have szx : size (input_columns net) = N := size_input_columns net.
have lenx n : (n < N)%N -> size (nth [::] (input_columns net) n) = d by rewrite -szx => lt; exact: lengths_areP.
have cellsE : Z.to_nat cells = size points by move: szc; rewrite /Form.count -[length points]/(size points); lia.
have szT : size (target_rows net) = N := szt.
set ys := transposed k (target_rows net) in low up *.
have szy : size ys = k by exact: size_transposed.
have leny c : (c < k)%N -> size (nth [::] ys c) = N by exact: (size_transposed_row szT).
have yE (c : 'I_k) (n : 'I_N) : rv (nth q0 (nth [::] ys c) n) = all_targets R net c n.
  rewrite /ys (nth_transposed szT) // mxE /target; move: szT; rewrite /target_rows; case: (wanted net) => [[t|t]|] //= szT.
  + by have := leq_trans (ltn_ord n) (eq_leq (esym szT)).
  + by rewrite /entry_of !list_nth.
  by have := leq_trans (ltn_ord n) (eq_leq (esym szT)).
set slopes_in := fun t => cell_slopes (slope net) (List.nth t signs [::]) (List.repeat q1 N) in low up *.
have szsl t : (t < size points)%N -> size (slopes_in t) = N.
  by move=> lt; rewrite /slopes_in size_cell_slopes ?repeatE ?size_nseq // list_nth szk.
have slE t (n : 'I_N) : (t < size points)%N -> rv (nth q0 (slopes_in t) n) = if cell_sign signs t n then 1 else s.
  move=> lt; have ln : (n < size (List.repeat q1 N))%N by rewrite repeatE size_nseq ltn_ord.
  rewrite /slopes_in nth_cell_slopes //; last by rewrite list_nth szk // repeatE size_nseq.
  by rewrite repeatE nth_nseq ltn_ord rv1 mul1r list_nth.
pose V : 'M[R]_(k, D) := W_at R net p 1%N.
have VE (c : 'I_k) (i : 'I_D) : V c i = rv (nth q0 (nth [::] wr c) i) by rewrite /V mxE /weight /entry_of wE !list_nth.
have szwr : size wr = k := szw.
have lenw c : (c < k)%N -> size (nth [::] wr c) = D by rewrite -szwr => lt; exact: lengths_areP.
have ownE i (n : 'I_N) : (i < size points)%N -> col n X != 0 ->
    (if cell_sign signs i n then 1 else s) = if 0 <= (row_of_point R d (nth [::] points i) *m X) 0 n then 1 else s.
  move=> lt xn; have [ne ->] := own i n lt xn; by rewrite [0 < _]lt_def ne.
split.
- exists (fun i => row_of_point R d (nth [::] points i)); rewrite cellsE; split.
  + by move=> i lt n xn; have [] := own i n lt xn.
  + move=> i j ij lt same; have [n [xn]] := differ i j ij lt; rewrite (own i n (ltn_trans ij lt) xn).2 (own j n lt xn).2.
    by rewrite same // eqxx.
  split; first by rewrite -szc /Form.count; lia.
  move=> v off; have [i iP] := all v off; exists i => // n xn; by rewrite -(iP n xn) (own i n (ltn_ord i) xn).2.
- case: lower low => [bl|]; case: from => [l|] //; do 5!case/andP.
  move=> /PeanoNat.Nat.eqb_eq szbc /PeanoNat.Nat.eqb_eq szbb inT pos can.
  set sl := List.map _ _; case Er: (held_residuals _ _ _ _ _ _ _ _ _) => [es|] //.
  rewrite (rv_equal R) => /eqP lE.
  have szbc' : size (balanced_cells bl) = D := szbc; have szbb' : size (balance bl) = D := szbb.
  pose t (i : 'I_D) := Z.to_nat (nth Z0 (balanced_cells bl) i).
  have ltT (i : 'I_D) : (t i < size points)%N.
    have : seq.all (fun t => Z.leb Z0 t && Z.ltb t (count points)) (balanced_cells bl) by [].
    move/(all_nthP Z0)/(_ i); rewrite szbc' => /(_ (ltn_ord i))/andP[/Z.leb_le a0 /Z.ltb_lt]; rewrite /t /count -[length points]/(size points); lia.
  have slnth (i : 'I_D) : nth [::] sl i = slopes_in (t i).
    by rewrite /sl -[List.map _ _]/(map _ _) (nth_map Z0) // szbc'.
  have szsl' : size sl = D by rewrite /sl -[List.map _ _]/(map _ _) size_map.
  have sza i : (i < size sl)%N -> size (nth [::] sl i) = N.
    by rewrite szsl' => lt; rewrite (slnth (Ordinal lt)) szsl.
  have lenw' c : (c < k)%N -> size (nth [::] wr c) = size sl by rewrite szsl'; exact: lenw.
  have [[sze lene] [z [b [bb fE]]] orth ones] := held_residualsP R szx lenx sza szwr szy lenw' leny Er.
  rewrite columns_atE // in fE orth.
  pose a (i : 'I_D) (n : 'I_N) : R := if cell_sign signs (t i) n then 1 else s.
  pose pt i := row_of_point R d (nth [::] points (t i)).
  pose be (i : 'I_D) := rv (nth q0 (balance bl) i).
  have aE (i : 'I_D) (n : 'I_N) : rv (nth q0 (nth [::] sl i) n) = a i n by rewrite slnth slE.
  pose f (c : 'I_k) (n : 'I_N) := \sum_i V c i * (a i n * \sum_(j < d) z i j * X j n) + b c.
  have feE (c : 'I_k) (n : 'I_N) : rv (nth q0 (nth [::] es c) n) = f c n - all_targets R net c n.
    apply/eqP; rewrite eq_sym subr_eq -yE fE /f; apply/eqP; congr (_ + _); rewrite szsl'; apply: eq_bigr => i _.
    by rewrite VE aE.
  have be0 i : 0 < be i.
    have : seq.all qsign_pos (balance bl) by [].
    by move/(all_nthP q0)/(_ i); rewrite szbb' => /(_ (ltn_ord i)); rewrite (rv_gt0 R).
  have pX i : in_open_cell X (pt i) by move=> n xn; have [] := own (t i) n (ltT i) xn.
  have pa i n : col n X != 0 -> a i n = if 0 <= (pt i *m X) 0 n then 1 else s by exact: ownE.
  have cancel c n : \sum_i V c i * (be i * (a i n * (pt i *m X) 0 n)) = 0.
    have inw : List.In (nth [::] wr c) wr by rewrite -list_nth; apply: List.nth_In; apply/ssrnat.ltP; rewrite -[length _]/(size _) szwr.
    exact: (@cancels_sum R D wr bl (fun t => (if cell_sign signs t n then 1 else s) * (row_of_point R d (nth [::] points t) *m X) 0 n)
      (nth [::] wr c) (fun i => V c i) szbc' szbb' can (lenw c (ltn_ord c)) inw (VE c) (fun i => a i n * (pt i *m X) 0 n) (fun i => erefl)).
  have unit i : orthogonal_unit X V (fun c n => f c n - all_targets R net c n) (a i) i.
    move=> j; have lt : (i < size sl)%N by rewrite szsl'.
    rewrite -[RHS](orth (Ordinal lt) j); apply: eq_bigr => n _; rewrite /= (aE i); congr (_ * _).
    by apply: eq_bigr => c _; rewrite feE VE.
  have sum : orthogonal_bias (bias net) (fun c n => f c n - all_targets R net c n).
    by move=> bs c; rewrite -[RHS](ones bs c); apply: eq_bigr => n _; rewrite feE.
  have [U [off min errE]] := balanced_minimum (z := fun (i : 'I_D) (j : 'I_d) => z i j) bb be0 pX pa cancel unit sum.
  have fc := held_free U bb; exists (held_weights U V), (held_shifts U b); split=> //.
  + move=> i n xn; have := off i n xn; rewrite -{1}(held_hidden U V b) hidden_sum // at_sumE; exact.
  + exact: minimum_of_flat.
  rewrite (loss_held L2 hE plain _ fc) (held_hidden U V b) (held_error_ext _ _ (held_shifts_out U b)) errE.
  rewrite -lE (held_loss_ofE R sze lene); congr (_ * (_ / _)); apply: eq_bigr => n _; apply: eq_bigr => c _; by rewrite feE.
move=> W c fc WE min smooth.
move: up; case Ewalk: (walk _ _ _ _ _) => [[[|z0 left0] m]|] //; rewrite (rv_equal R) => /eqP <-.
have [unit unitE] : exists unit : 'I_(size columns) -> 'I_D, forall j : 'I_(size columns), Z.to_nat (nth Z0 columns j) = unit j.
  have [_ ex] := index_setP cols; apply: (@fin_all_exists _ (fun=> 'I_D) (fun (j : 'I_(size columns)) (i : 'I_D) => Z.to_nat (nth Z0 columns j) = i)) => j.
  have [i ->] := ex (nth Z0 columns j) (mem_nth _ (ltn_ord j)); by exists i; rewrite Nat2Z.id.
have [t tP] := upper_bound (bias_free fc) (flat_of_minimum L2 hE plain fc min smooth) all.
pose u j := if insub j is Some i then nat_of_ord (t (unit i)) else 0%N.
have ltu j : (j < size columns)%N -> (u j < size points)%N by move=> lt; rewrite /u insubT.
have inch : taken u (size columns) \in choices (length signs) (List.map (fun=> None) columns) [::].
  have szb : size (List.map (fun=> None) columns : seq (option nat)) = size columns by rewrite -[List.map _ _]/(map _ _) size_map.
  rewrite -{1}szb -[X in taken u X]add0n -[X in choices _ _ X]/(taken u 0); apply: taken_choices => i; rewrite szb add0n => lt.
  split; first by rewrite -[length signs]/(size signs) szs; exact: ltu.
  by rewrite -[List.map _ _]/(map _ _) (nth_map Z0).
have [z [l [+ le]]] := held_walk R Ewalk inch; rewrite rev_taken.
set sl := List.map slopes_in _; case Er: (held_residuals _ _ _ _ _ _ _ _ _) => [es|] // [lE].
have szsl' : size sl = size columns by rewrite /sl -[List.map _ _]/(map _ _) !size_map size_iota.
have slnth j : (j < size columns)%N -> nth [::] sl j = slopes_in (u j).
  by move=> lt; rewrite /sl -[List.map _ _]/(map _ _) (nth_map 0%N) ?size_map ?size_iota // (nth_map 0%N) ?size_iota // nth_iota.
have sza i : (i < size sl)%N -> size (nth [::] sl i) = N by rewrite szsl' => lt; rewrite slnth // szsl // ltu.
have szcw : size (chosen_weights wr columns) = k by rewrite /chosen_weights -[List.map _ _]/(map _ _) size_map.
have nthcw o j : (o < k)%N -> (j < size columns)%N ->
    nth q0 (nth [::] (chosen_weights wr columns) o) j = nth q0 (nth [::] wr o) (Z.to_nat (nth Z0 columns j)).
  move=> lt ltj; rewrite /chosen_weights -[List.map _ _]/(map _ _) (nth_map [::]) ?szwr //.
  by rewrite -[List.map _ _]/(map _ _) (nth_map Z0) // /at_index list_nth.
have lencw c' : (c' < k)%N -> size (nth [::] (chosen_weights wr columns) c') = size sl.
  by move=> lt; rewrite szsl' /chosen_weights -[List.map _ _]/(map _ _) (nth_map [::]) ?szwr // -[List.map _ _]/(map _ _) size_map.
have [[sze lene] [z' [b [bb fE]]] orth ones] := held_residualsP R szx lenx sza szcw szy lencw leny Er.
rewrite columns_atE // in fE.
apply: le_trans le; rewrite -lE (held_loss_ofE R sze lene) (loss_held L2 hE plain _ fc).
rewrite ler_wpmul2l ?invr_ge0 ?ler0n // ler_wpmul2r ?invr_ge0 ?ler0n //.
have := tP _ xpredT unit (fun j l => z' j l) b bb; rewrite WE => /le_trans; apply.
rewrite le_eqVlt; apply/orP; left; apply/eqP; apply: eq_bigr => n _; apply: eq_bigr => c' _; congr (_ ^+ 2).
apply/eqP; rewrite subr_eq -yE fE; apply/eqP; congr (_ + _); rewrite szsl'; apply: eq_bigr => j _.
have lt := ltn_ord j; rewrite nthcw // unitE -VE slnth // slE ?ltu // /u insubT; congr (_ * (_ * _)).
by rewrite /slope_of; congr (if cell_sign _ _ _ then _ else _); congr (nat_of_ord (t (unit _))); apply: val_inj.
Qed.
End Rule.

Theorem worst_rule_sound net w : worst_rule net w -> claim_of_worst net w.
Proof.
case: w => [cells l points solutions ok R|cells from to points lower columns solutions ok]; first exact: (worst_of_one_sound R ok).
have [w [wE _]] := worst_of_held_sound rat_realFieldType ok; exists w; split=> // R.
by have [w' [+ H]] := worst_of_held_sound R ok; rewrite wE => -[E]; rewrite E.
Qed.
