(* A network with one hidden layer, without noise, below held output weights (soundness.md 43): its loss, its minima and its
   derivatives along lines are those of HeldCells.v. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Form Rules Bridge Minimum Nearby Points KinkMinima
  CellChoices PointRules CellBounds WorstForm WorstRules WorstHeldRules SoundNetwork SoundForms SoundGradient
  SoundPoint SoundTree CellsBound SoundCellsOfUnit SoundChoices SoundNearest OneHidden StrictMinima SoundCellBounds
  WorstClaims SoundWorst HeldCells.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

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
  by case: (bias net) => /negP; reckon.
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
have zero : held_line W c DW b 0 = @loss_over R net W c by rewrite lineE; exact: loss_ahead_0.
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
