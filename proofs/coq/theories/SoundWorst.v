(* The rule for worst minima without noise proves its claim (soundness.md 25). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Form Rules Bridge Minimum Points CellChoices PointRules
  CellBounds WorstForm WorstRules SoundNetwork SoundForms SoundGradient SoundPoint SoundTree CellsBound
  SoundCellsOfUnit SoundNearest OneHidden StrictMinima SoundCellBounds WorstClaims.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- one cell for all units, no noise --- *)

Section OneCell.
Variables (R : realFieldType) (d D N : nat) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) (y : 'I_N -> R) (bias : bool).
Hypothesis plain : forall i n, E i n = 1.
Notation out := (flat_output s E X).

(* slopes a, and the outputs f of one unit with them that are nearest to y *)
Variables (a f : 'I_N -> R) (z : 'I_d -> R) (b : R).
Hypotheses (bb : bias || (b == 0)) (fE : forall n, f n = \sum_j z j * (a n * X j n) + b)
  (rows : forall j, \sum_n (f n - y n) * (a n * X j n) = 0) (ones : bias -> \sum_n (f n - y n) = 0).

(* No minimum with a unit of these slopes is farther from y. *)
Lemma nearest_bound U v c i : bias || (c == 0) -> off_kinks X U -> flat_minimum s E X y bias U v c ->
  (forall n, col n X != 0 -> slope_at s X U i n = a n) -> flat_error s E X y U v c <= \sum_n (f n - y n) ^+ 2.
Proof.
move=> bc off min same; have [grad sum] := strict_gradient bc off min; pose e n := out U v c n - y n.
have near n k : phi s ((U *m X) k n) = slope_at s X U k n * (U *m X) k n by rewrite /phi /slope_at.
have orth b1 : bias || (b1 == 0) -> \sum_n e n * b1 = 0.
  by rewrite -mulr_suml => /orP[/sum ->|/eqP ->]; rewrite ?mul0r ?mulr0.
have o1 : \sum_n e n * out U v c n = 0.
  under eq_bigr => n _ do rewrite /flat_output mulrDr mulr_sumr; rewrite big_split /= orth // addr0 exchange_big big1 //= => k _.
  under eq_bigr => n _ do rewrite near [(U *m X) k n]mxE !mulr_sumr; rewrite exchange_big big1 //= => j _.
  rewrite (eq_bigr (fun n => v k * U k j * (e n * (E k n * slope_at s X U k n * X j n)))); last by move=> n _; exact: shuffle_sum.
  by rewrite -mulr_sumr grad mulr0.
have o2 : \sum_n e n * f n = 0.
  under eq_bigr => n _ do rewrite fE mulrDr mulr_sumr; rewrite big_split /= orth // addr0 exchange_big big1 //= => j _.
  rewrite (eq_bigr (fun n => z j * (e n * (E i n * slope_at s X U i n * X j n)))) => [|n _]; first by rewrite -mulr_sumr grad mulr0.
  rewrite plain mul1r mulrCA; have [x0|xn] := eqVneq (col n X) 0; last by rewrite same.
  by have /matrixP/(_ j 0) := x0; rewrite !mxE => ->; rewrite !mulr0.
have cross : \sum_n e n * (f n - out U v c n) = 0.
  by under eq_bigr => n _ do rewrite mulrBr; rewrite sumrB o1 o2 subrr.
rewrite [X in _ <= X](eq_bigr _ (fun n _ => shuffle_square (out U v c n) (f n) (y n))) !big_split /= -mulr_sumr.
by rewrite cross mulr0 addr0 ler_addl sumr_ge0 // => n _; exact: sqr_ge0.
Qed.

(* Two units in a cell with these slopes, so that their outputs are those of any z: a minimum off kinks *)
Variables (p : 'rV[R]_d).
Hypotheses (pX : in_open_cell X p) (pa : forall n, col n X != 0 -> a n = if 0 <= (p *m X) 0 n then 1 else s).

Lemma two_units (i1 i2 : 'I_D) : i1 != i2 -> exists U v, [/\ off_kinks X U, flat_minimum s E X y bias U v b &
  forall n, out U v b n = f n].
Proof.
move=> ne; pose zr : 'rV[R]_d := \row_j z j.
pose u n : R := if (p *m X) 0 n == 0 then 1 else `|(p *m X) 0 n|.
have u0 n : 0 < u n by rewrite /u; case: ifP => [_|/negbT]; rewrite ?ltr01 ?normr_gt0.
have [delta [d0 H]] := small (fun n => (zr *m X) 0 n) u0; pose t := delta / 2%:R.
have t0 : 0 < t by rewrite divr_gt0 ?ltr0n.
have td : `|t| < delta by rewrite gtr0_norm // ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
pose U : 'M[R]_(D, d) := \matrix_(i, j) (p 0 j + (if i == i1 then t * z j else 0)).
pose v i : R := if i == i1 then t^-1 else if i == i2 then - t^-1 else 0.
have UE i n : (U *m X) i n = (p *m X) 0 n + (if i == i1 then t * (zr *m X) 0 n else 0).
  rewrite !mxE; case: ifP => E1; last by rewrite addr0; apply: eq_bigr => j _; rewrite mxE E1 addr0.
  rewrite mulr_sumr -big_split; apply: eq_bigr => j _; by rewrite !mxE E1 mulrDl mulrA.
have keeps n : (p *m X) 0 n != 0 -> (0 <= (p *m X) 0 n + t * (zr *m X) 0 n) = (0 <= (p *m X) 0 n) /\
    (p *m X) 0 n + t * (zr *m X) 0 n != 0.
  move=> pn; have := H t td n; rewrite /u (negPf pn); set q := (p *m X) 0 n in pn *; set h := t * _.
  case: (ltP 0 q) => [q0|]; first rewrite (gtr0_norm q0) ltr_norml => /andP[lo _].
    by have pos : 0 < q + h; [rewrite -(ltr_add2l q) addrN in lo|rewrite (ltW pos) (ltW q0) gt_eqF].
  rewrite le_eqVlt (negPf pn) /= => q0; rewrite (ltr0_norm q0) ltr_norml => /andP[_ hi].
  have neg : q + h < 0 by rewrite -(ltr_add2l q) addrN in hi.
  by rewrite !leNgt neg q0 lt_eqF.
have off : off_kinks X U.
  move=> i n xn; have pn := pX xn; rewrite UE; case: ifP => _; last by rewrite addr0.
  by have [] := keeps n pn.
have slopeE i n : col n X != 0 -> slope_at s X U i n = a n.
  move=> xn; have pn := pX xn; rewrite pa // /slope_at UE; case: (i == i1); last by rewrite addr0.
  by have [->] := keeps n pn.
have rowE i n : phi s ((U *m X) i n) = a n * (U *m X) i n.
  have [x0|xn] := eqVneq (col n X) 0; first by rewrite (void_row U) // phi0 mulr0.
  by rewrite -(slopeE i n xn).
have outE n : out U v b n = f n.
  rewrite fE; congr (_ + b); rewrite (bigD1 i1) //= (bigD1 i2) /=; last by rewrite eq_sym.
  rewrite big1 ?addr0 => [|k /andP[k1 k2]]; last by rewrite /v (negPf k1) (negPf k2) mul0r.
  have n21 : (i2 == i1) = false by rewrite eq_sym; exact: negPf.
  rewrite !plain !mul1r !rowE !UE /v !eqxx n21 addr0.
  rewrite [LHS](_ : _ = a n * (zr *m X) 0 n); last by field; rewrite gt_eqF.
  by rewrite mxE mulr_sumr; apply: eq_bigr => j _; rewrite mxE mulrCA.
exists U, v; split=> //; apply: stationary_minimum => // [i j|bs].
  rewrite -[RHS](rows j); apply: eq_bigr => n _; rewrite outE plain mul1r; congr (_ * _).
  have [x0|xn] := eqVneq (col n X) 0; last by rewrite slopeE.
  by have /matrixP/(_ j 0) := x0; rewrite !mxE => ->; rewrite !mulr0.
by rewrite -[RHS](ones bs); apply: eq_bigr => n _; rewrite outE.
Qed.
End OneCell.

(* --- the rule --- *)

Section Largest.
Variable R : realFieldType.
Notation rv := (@rv R).

Lemma largest_from ls m : let L := List.fold_left (fun m l => if qlt m l then l else m) ls m in
  [/\ rv m <= rv L, forall k, (k < size ls)%N -> rv (nth q0 ls k) <= rv L &
      L = m \/ exists2 k, (k < size ls)%N & L = nth q0 ls k].
Proof.
elim: ls m => [|l ls IH] m /=; first by split=> //; left.
set m' := if qlt m l then l else m; have [mL all some] := IH m'; set L := List.fold_left _ _ _ in mL all some *.
have [mm lm] : rv m <= rv m' /\ rv l <= rv m'.
  by rewrite /m' (rv_lt R); case: ltP => [lt|le]; split=> //; exact: ltW.
split=> [|[|k] lt|].
- exact: le_trans mm mL.
- exact: le_trans lm mL.
- exact: all.
case: some => [->|[k lt ->]]; last by right; exists k.+1.
by rewrite /m'; case: ifP => _; [right; exists 0%N|left].
Qed.

Lemma largestP ls : (0 < size ls)%N -> (forall k, (k < size ls)%N -> 0 <= rv (nth q0 ls k)) ->
  (forall k, (k < size ls)%N -> rv (nth q0 ls k) <= rv (largest ls)) /\
  exists2 k, (k < size ls)%N & rv (largest ls) = rv (nth q0 ls k).
Proof.
move=> sz pos; have [_ all some] := largest_from ls q0; rewrite /largest; split=> //.
case: some => [E|[k lt ->]]; last by exists k.
exists 0%N => //; apply/eqP; rewrite eq_le all // andbT; by rewrite E rv0 pos.
Qed.
End Largest.

Lemma losses_of_cellsP bias d n s xs rows y ones cells zs ls : losses_of_cells bias d n s xs rows y ones cells zs = Some ls ->
  size ls = size cells /\ forall k, (k < size cells)%N -> exists z e,
    nearest_residuals bias d [:: cell_slopes s (nth [::] cells k) ones] xs rows y z = Some e /\
    nth q0 ls k = mean_square n (square_sum e).
Proof.
elim: cells zs ls => [|cell cells IH] [|z zs] ls //=; first by case=> <-.
case E1: (nearest_residuals _ _ _ _ _ _ _) => [e|] //; case E2: (losses_of_cells _ _ _ _ _ _ _ _ _ _) => [ls'|] // [<-].
have [sz H] := IH _ _ E2; split; first by rewrite /= sz.
by case=> [_|k lt]; [exists z, e|exact: H].
Qed.

Section Instance.
Variables (R : realFieldType) (net : instance).
Notation rv := (@rv R).
Let N := sample_size net.
Let d := column_size net.

Lemma plain_noise i n : no_noise net -> noise_at R net i n = 1.
Proof.
rewrite /no_noise /noise_at mxE /= /factor; case: (noises net) => [|e es] /=; first by rewrite rv1.
by case: e => //=; rewrite rv1.
Qed.

Theorem worst_of_one_sound cells l points solutions : worst_of_one_rule net cells l points solutions ->
  [/\ open_cells (columns_at R net) cells,
      exists W c, @smooth_minimum R net (rv l) W c &
      forall l' W c, @smooth_minimum R net l' W c -> l' <= rv l].
Proof.
rewrite /worst_of_one_rule; cbv zeta; do 10!case/andP; move=> /PeanoNat.Nat.eqb_eq L2 /Z.eqb_eq o1z /Z.leb_le D2z sq nn _ _ lx.
move=> /PeanoNat.Nat.eqb_eq szy /Z.eqb_eq szc.
have o1 : layer_size net 2 = 1%N by rewrite /layer_size o1z.
have hE : huber net = None by exact: (squares_huber _ sq).
have D2 : (1 < layer_size net 1)%N by rewrite /layer_size; reckon.
case Ec: (cells_of_unit _ _ _) => [signs|] //; case El: (losses_of_cells _ _ _ _ _ _ _ _ _ _) => [ls|] //.
rewrite (rv_equal R) => /eqP lE.
have [[szs szk] own differ all] := cells_of_unit_sound R Ec; rewrite size_input_columns columns_atE // in szk own differ all.
have [szl H] := losses_of_cellsP El.
set X := columns_at R net in own differ all *.
have szx : size (input_columns net) = N := size_input_columns net.
have lenx n : (n < N)%N -> size (nth [::] (input_columns net) n) = d by rewrite -szx => lt; exact: lengths_areP.
pose a k (n : 'I_N) : R := slope_of (s_at R net) (fun (k : 'I_(size points)) n => cell_sign signs k n) k n.
(* what is nearest for each cell *)
have near (k : 'I_(size points)) : exists f z b, [/\ bias net || (b == 0),
    forall n, f n = \sum_j z j * (a k n * X j n) + b, forall j, \sum_n (f n - targets_at R n) * (a k n * X j n) = 0,
    bias net -> \sum_n (f n - targets_at R n) = 0 & rv (nth q0 ls k) = N%:R^-1 * ((\sum_n (f n - targets_at R n) ^+ 2) / 2%:R)].
  have [|z [e [Er Ek]]] := H k; first by rewrite szs.
  have cellsz : size (nth [::] signs k) = size (List.repeat q1 N) by rewrite szk // repeatE size_nseq.
  pose sl := [:: cell_slopes (slope net) (nth [::] signs k) (List.repeat q1 N)].
  have sli i : (i < size sl)%N -> size (nth [::] sl i) = N.
    by case: i => // _; rewrite /= size_cell_slopes // repeatE size_nseq.
  have [sze [z' [b [bb fE]]] rows ones] := nearest_residualsP R szx lenx sli szy Er; rewrite columns_atE // in fE rows.
  have aE (n : 'I_N) : rv (nth q0 (cell_slopes (slope net) (nth [::] signs k) (List.repeat q1 N)) n) = a k n.
    by rewrite nth_cell_slopes // ?repeatE ?size_nseq // nth_nseq ltn_ord rv1 mul1r.
  have yE (n : 'I_N) : targets_at R n = rv (nth q0 (single_targets net) n).
    rewrite /targets_at /target; move: szy; rewrite /single_targets; case: (wanted net) => [[t|t]|] //= szy.
    + by rewrite list_nth.
    + by exfalso; case: n {aE} => m; rewrite /N -szy.
    by exfalso; case: n {aE} => m; rewrite /N -szy.
  have eE (n : 'I_N) : rv (nth q0 e n) + targets_at R n - targets_at R n = rv (nth q0 e n) by rewrite addrK.
  exists (fun n : 'I_N => rv (nth q0 e n) + targets_at R n), (fun j : 'I_d => z' 0%N j), b; split=> // [n|j|bs|].
  - by rewrite yE fE big_ord_recl big_ord0 addr0 /=; congr (_ + b); apply: eq_bigr => j _; rewrite aE.
  - by rewrite -[RHS](rows ord0 j); apply: eq_bigr => n _; rewrite eE /= aE.
  - by rewrite -[RHS](ones bs); apply: eq_bigr => n _; rewrite eE.
  rewrite Ek /mean_square !rvM rv_share rv_half square_sumE sze -/N mulrC [in RHS]mulrC; congr (_ * _).
  rewrite mulrC; congr (_ / _); apply: eq_bigr => n _; by rewrite eE.
have cellsE : Z.to_nat cells = size points by move: szc; rewrite /Form.count -[length points]/(size points); reckon.
have plain := fun i n => plain_noise i n nn.
have T0 : (0 < size points)%N.
  have [k _] := closure_cell (s_at R net) 0 all; exact: leq_ltn_trans (ltn_ord k).
have lossE (k : 'I_(size points)) : 0 <= rv (nth q0 ls k).
  have [f [z [b [_ _ _ _ ->]]]] := near k; rewrite mulr_ge0 ?invr_ge0 ?ler0n // divr_ge0 ?ler0n // sumr_ge0 // => n _.
  exact: sqr_ge0.
have szlp : size ls = size points by rewrite szl szs.
have [|k ltk|upper [k ltk kE]] := @largestP R ls; first by rewrite szlp.
  by rewrite szlp in ltk; exact: (lossE (Ordinal ltk)).
rewrite szlp in ltk upper; pose kk := Ordinal ltk.
split.
- exists (fun i => row_of_point R d (nth [::] points i)); rewrite cellsE; split.
  + by move=> i lt n xn; have [] := own i n lt xn.
  + move=> i j ij lt same; have [n [xn]] := differ i j ij lt; rewrite (own i n (ltn_trans ij lt) xn).2 (own j n lt xn).2.
    by rewrite same // eqxx.
  split; first by rewrite -szc /Form.count; reckon.
  move=> w off; have [i iP] := all w off; exists i => // n xn; by rewrite -(iP n xn) (own i n (ltn_ord i) xn).2.
- have [f [z [b [bb fE rows ones lossk]]]] := near kk.
  have pX : in_open_cell X (row_of_point R d (nth [::] points kk)) by move=> n xn; have [] := own kk n ltk xn.
  have pa n : col n X != 0 -> a kk n = if 0 <= (row_of_point R d (nth [::] points kk) *m X) 0 n then 1 else s_at R net.
    move=> xn; have [ne sE] := own kk n ltk xn; by rewrite /a /slope_of sE le_eqVlt eq_sym (negPf ne).
  have ne : Ordinal (ltnW D2) != Ordinal D2 by [].
  have [U [v [off min outE]]] := two_units plain bb fE rows ones pX pa ne.
  exists (weights_from U v), (shifts_from U b); have fc := from_free U bb; split=> //.
  + by move=> i n xn; have := off i n xn; rewrite -{1}(hidden_from L2 o1 U v b) hidden_sum // at_sumE.
  + apply/(local_flat L2 o1 hE _ fc); rewrite (hidden_from L2 o1) shift_from.
    case: min => eps [e0 min]; exists eps; split=> // U' v' b' bb' nU nv nb.
    have outv : output_of o1 (weights_from U v) =1 v by exact: output_from.
    have -> : flat_error (s_at R net) (noise_at R net) X (@targets_at R net) U (output_of o1 (weights_from U v)) b =
       flat_error (s_at R net) (noise_at R net) X (@targets_at R net) U v b.
      by apply: eq_bigr => n _; rewrite (flat_output_ext _ _ _ _ _ outv).
    by apply: min => // i; rewrite -outv.
  rewrite (loss_flat L2 o1 hE _ fc) (hidden_from L2 o1) shift_from -lE kE lossk; congr (_ * (_ / _)).
  by apply: eq_bigr => n _; rewrite (flat_output_ext _ _ _ _ _ (output_from o1 U v)) outE.
move=> l' W c [fc off min <-]; rewrite (loss_flat L2 o1 hE W fc) -lE.
pose i0 : 'I_(layer_size net 1) := Ordinal (ltnW D2); pose U := hidden_of W c.
have offU : off_kinks X U by move=> i n xn; have := off i n xn; rewrite hidden_sum // at_sumE.
have rowoff : in_open_cell X (row i0 U) by move=> n xn; rewrite -row_mul mxE; exact: offU.
have [k' k'P] := all _ rowoff.
have [f [z [b [bb fE rows ones lossk]]]] := near k'.
apply: le_trans (upper k' (ltn_ord k')); rewrite lossk.
rewrite ler_wpmul2l ?invr_ge0 ?ler0n // ler_wpmul2r ?invr_ge0 ?ler0n //.
have bs : bias net || (shift_of o1 c == 0) by case: fc => [-> |z0] //; rewrite /shift_of z0 mxE eqxx orbT.
have /(local_flat L2 o1 hE W fc) minU := min.
apply: (nearest_bound plain bb fE bs offU minU (i := i0)) => n xn.
have rE : (row i0 U *m X) 0 n = (U *m X) i0 n by rewrite -row_mul mxE.
by rewrite /slope_at /a /slope_of k'P // rE lt_def (offU i0 n xn).
Qed.
End Instance.
