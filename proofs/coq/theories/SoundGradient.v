(* A gradient that is zero; sums that are zero for all weights nearby, or for all weights (soundness.md 20 to 23). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge Nearby Points PointRules SoundNetwork SoundForms.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Gradient.
Variables (R : realFieldType) (net : instance) (p : parameters).
Let N := sample_size net.
Let d := layer_size net.
Notation rv := (@rv R).
Notation W := (W_at R net p). Notation c := (c_at R net p).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Let V := V_at W c s E X.
Let U := at_sum s E X W c.
Definition free (b : shifts R d) : Prop := allowed (bias net) b.
Hypothesis free_c : free c.

Lemma total0 n f : qis0 (total n f) -> \sum_(i < n) rv (f i) = 0.
Proof. by rewrite (rv_eq0 R) totalE => /eqP. Qed.

Lemma free_zero b k : free b -> ~~ bias net -> b k = 0.
Proof. by case=> [->|]. Qed.

Definition vec (ac : rows) l : 'M[R]_(d l, N) := \matrix_(i, n) rv (entry_of ac n i).

(* --- void inputs --- *)

Lemma void_bias l (n : 'I_N) : List.nth n (void net p l) false -> ~~ bias net.
Proof. by case: l => [|l] /=; case: (bias net) => //; rewrite nth_tab. Qed.

Section Void.
Variables (D : weights R d) (b : shifts R d) (W' : weights R d) (c' : shifts R d).
Hypotheses (fb : free b) (fc' : free c').
Variable l0 : nat.
Hypothesis same : forall k, (k < l0)%N -> forall i n, U k i n != 0 ->
  (0 <= at_sum s E X W' c' k i n) = (0 <= U k i n) /\ at_sum s E X W' c' k i n != 0.

Lemma void_zero l (n : 'I_N) : (l <= l0)%N -> List.nth n (void net p l) false ->
  forall j, [/\ V l j n = 0, dV s E X W D c b l j n = 0 & V_at W' c' s E X l j n = 0].
Proof.
elim: l => [|l IH] ll v; have nb := void_bias v.
  move: v => /=; rewrite (negPf nb) nth_tab // => /everyP H j.
  by rewrite /V /= !mxE; have := H j; rewrite (rv_eq0 R) => /eqP.
move: v; rewrite /= (negPf nb) nth_tab // => /orP[v|/everyP H] i.
  have Z := IH (ltnW ll) v.
  have U0 : U l i n = 0.
    rewrite /U at_sumE big1 => [|j _]; last by case: (Z j) => + _ _; rewrite -/V => ->; rewrite mulr0.
    by rewrite (free_zero _ free_c) // mxE add0r.
  have dU0 : dU s E X W D c b l i n = 0.
    rewrite mxE big1 => [|j _]; first by rewrite (free_zero _ fb) // mxE add0r.
    by case: (Z j); rewrite -/V => -> -> _; rewrite !mulr0 addr0.
  have U'0 : at_sum s E X W' c' l i n = 0.
    rewrite at_sumE big1 => [|j _]; last by case: (Z j) => _ _ ->; rewrite mulr0.
    by rewrite (free_zero _ fc') // mxE add0r.
  rewrite /V !V_atS dVS -/U U0 dU0 U'0 dphi_self !phi0; by split; rewrite mulr0.
have := H i; rewrite -[List.nth i _ _]/(entry_of (sums_at net p l) n i) /is_off.
rewrite !(rv_eq0 R) (rv_lt0 R) sums_atE -/U /V !V_atS dVS -/U E_atE.
case/orP=> [/eqP ->|/andP[/eqP s0 neg]]; first by split; rewrite mul0r.
have n0 : U l i n != 0 by rewrite lt_eqF.
have [sg _] := same ll n0; rewrite /dphi (negPf n0) /phi sg leNgt neg /= /s_at s0.
by split; rewrite !mul0r mulr0.
Qed.
End Void.

(* --- the gradient --- *)

Section Direction.
Variables (D : weights R d) (b : shifts R d).
Hypothesis fb : free b.
Notation dV := (dV s E X W D c b).
Notation dU := (dU s E X W D c b).

Lemma pass_below l ac : no_derivative net p l ac (outputs_at net p l) ->
  \sum_n \sum_i vec ac l.+1 i n * dU l i n = \sum_n \sum_j vec (c_below net p l ac) l j n * dV l j n.
Proof.
move=> /everyP H.
have Z : \sum_n \sum_i vec ac l.+1 i n * (\sum_j D l i j * V l j n + b l i 0) = 0.
  rewrite exchange_big big1 //= => i _.
  under eq_bigr do rewrite mulrDr; rewrite big_split /=.
  have /andP[/everyP Hj Hb] := H i.
  rewrite [X in X + _](_ : _ = 0); last first.
    under eq_bigr do rewrite mulr_sumr; rewrite exchange_big big1 //= => j _.
    have := total0 (Hj j).
    rewrite (eq_bigr (fun n => vec ac l.+1 i n * V l j n)) => [T|n _]; last by rewrite rvM outputs_atE mxE.
    rewrite (eq_bigr (fun n => D l i j * (vec ac l.+1 i n * V l j n))) => [|n _]; last by rewrite mulrCA.
    by rewrite -mulr_sumr T mulr0.
  rewrite add0r -mulr_suml; case/orP: Hb => [nb|/total0 T]; first by rewrite (free_zero _ fb) // mxE mulr0.
  rewrite (eq_bigr (fun n : 'I_N => rv (entry_of ac n i))) => [|n _]; last by rewrite mxE.
  by rewrite T mul0r.
rewrite -[RHS]add0r -[X in _ = X + _]Z -big_split /=; apply: eq_bigr => n _.
have -> : \sum_j vec (c_below net p l ac) l j n * dV l j n = \sum_i vec ac l.+1 i n * (\sum_j W l i j * dV l j n).
  under [RHS]eq_bigr do rewrite mulr_sumr; rewrite exchange_big; apply: eq_bigr => j _ /=.
  rewrite mxE /c_below entry_tab ?ltn_ord // totalE mulr_suml; apply: eq_bigr => i _.
  by rewrite rvM -[List.nth i _ _]/(entry_of ac n i) [vec ac _ _ _]mxE [W_at R net p l i j]mxE -mulrA mulrCA.
rewrite -big_split; apply: eq_bigr => i _ /=; rewrite -mulrDr; congr (_ * _).
by rewrite mxE big_split /= addrAC.
Qed.

Lemma form_dU0 q (i : 'I_(d 1)) : form_zero (form_at net (sums_at net p 0) q i) ->
  \sum_(n < N) rv (List.nth n q q0) * dV 1 i n = 0.
Proof.
move=> /(@form_zeroE R (column_size net)) H.
have ab : bias net \/ b 0%N i 0 = 0 by case: fb => [?|->]; [left|right; rewrite mxE].
have := H (vector (fun j => D 0%N i j) (b 0%N i 0)); rewrite form_atE => Z; rewrite -[RHS]Z.
apply: eq_bigr => n _; rewrite -mulrA; congr (_ * _).
rewrite dVS E_atE column_dot // sums_atE; congr (_ * dphi _ _ _).
by rewrite mxE; congr (_ + _); apply: eq_bigr => j _; rewrite [Points.dV _ _ _ _ _ _ _ _ _ _]mxE mulr0 addr0.
Qed.

Lemma slope_smooth l (i : 'I_(d l.+1)) n : U l i n != 0 ->
  forall h, E l.+1 i n * dphi s (U l i n) h = rv (slope_at net l n i (entry_of (sums_at net p l) n i)) * h.
Proof.
move=> u0 h; rewrite /slope_at rvM E_atE /dphi (negPf u0) /middle_slope (rv_eq0 R) sums_atE -/U (negPf u0).
by rewrite /sigma_of (rv_lt0 R) sums_atE -/U leNgt; case: (_ < _); rewrite /= ?rv1 ?mulrA.
Qed.

Lemma kink_shuffle (x f t h a : R) : (1 - t) * f * x = 0 ->
  x * (f * ((1 + t) / 2%:R * h + (1 - t) / 2%:R * a)) = f * (2%:R^-1 * (1 + t)) * x * h.
Proof.
move=> K; have -> : x * (f * ((1 + t) / 2%:R * h + (1 - t) / 2%:R * a)) =
  f * (2%:R^-1 * (1 + t)) * x * h + (1 - t) * f * x * (a / 2%:R) by ring.
by rewrite K mul0r addr0.
Qed.

Lemma gradient_below l cs : no_gradient_below net p l cs ->
  \sum_n \sum_i vec cs l.+1 i n * dV l.+1 i n = 0.
Proof.
elim: l cs => [|l IH] cs.
  move=> /everyP H; rewrite exchange_big big1 //= => i _; rewrite -[RHS](form_dU0 (H i)).
  by apply: eq_bigr => n _; rewrite nth_tab ?ltn_ord // !mxE.
set l1 := l.+1; rewrite [no_gradient_below _ _ _ _]/= -/l1 => /andP[nk /andP[nd /IH rest]].
set ac := weighted_slopes net l1 (sums_at net p l1) cs in nd rest *.
rewrite -[RHS]rest -(pass_below nd); apply: eq_bigr => n _; apply: eq_bigr => i _.
rewrite dVS -/U [vec ac _ _ _]mxE /ac /weighted_slopes entry_tab ?ltn_ord // rvM.
rewrite -[List.nth i _ _]/(entry_of (sums_at net p l1) n i) -[List.nth i (List.nth n cs _) _]/(entry_of cs n i).
rewrite [vec cs _ _ _]mxE; have [u0|u0] := eqVneq (U l1 i n) 0; last first.
  by rewrite slope_smooth // mulrCA mulrA.
have := everyP nk n; case/orP=> [v|/everyP /(_ i)].
  have Z := @void_zero D b W c fb free_c l1 (fun k kl i n u => conj erefl u) l1 n (leqnn _) v.
  have -> : dU l1 i n = 0.
    rewrite mxE big1 => [|j _]; first by rewrite (free_zero _ fb) ?(void_bias v) // mxE add0r.
    by case: (Z j); rewrite -/V => -> -> _; rewrite !mulr0 addr0.
  by rewrite u0 dphi_self phi0 !mulr0.
rewrite (rv_eq0 R) sums_atE -/U u0 eqxx /= (rv_eq0 R) !rvM rvB rv1 => /eqP K.
have -> : rv (middle_slope net (entry_of (sums_at net p l1) n i)) = 2%:R^-1 * (1 + s).
  by rewrite /middle_slope (rv_eq0 R) sums_atE -/U u0 eqxx /even_part rvM rvD rv_half rv1.
rewrite /dphi eqxx phi_half E_atE; exact: kink_shuffle.
Qed.

Theorem zero_gradientE : zero_gradient net p ->
  \sum_n \sum_k residual s E X (y_at R net) (huber_at R net) W c k n * dU (last_hidden net) k n = 0.
Proof.
case/andP=> nd rest.
rewrite (eq_bigr (fun n => \sum_k vec (residuals net (network_at net p)) (last_hidden net).+1 k n * dU (last_hidden net) k n)); last first.
  by move=> n _; apply: eq_bigr => k _; rewrite [vec _ _ _ _]mxE residualsE.
rewrite pass_below //; case: (last_hidden net) rest => [//|l]; exact: gradient_below.
Qed.
End Direction.

(* --- all weights nearby, all weights --- *)

Section Other.
Variables (W' : weights R d) (c' : shifts R d).
Hypothesis fc' : free c'.
Let V' := V_at W' c' s E X.
Let U' := at_sum s E X W' c'.

Lemma first_sum i n : U' 0%N i n = \sum_j W' 0%N i j * X j n + c' 0%N i 0.
Proof. by rewrite /U' at_sumE. Qed.

Lemma bias_or_0 k i : bias net \/ c' k i 0 = 0.
Proof. by case: fc' => [?|->]; [left|right; rewrite mxE]. Qed.

Lemma form_near q (i : 'I_(d 1)) : (forall n, U 0%N i n != 0 -> (0 <= U' 0%N i n) = (0 <= U 0%N i n)) ->
  form_zero (form_at net (sums_at net p 0) q i) -> \sum_(n < N) rv (List.nth n q q0) * V' 1 i n = 0.
Proof.
move=> same /(@form_zeroE R (column_size net)) H.
have ab : bias net \/ c' 0%N i 0 - c 0%N i 0 = 0.
  by case: fc' => [?|->]; [left|case: free_c => [?|->]; [left|right; rewrite !mxE subrr]].
have ac : bias net \/ c 0%N i 0 = 0 by case: free_c => [?|->]; [left|right; rewrite mxE].
have := H (vector (fun j => W' 0%N i j - W 0%N i j) (c' 0%N i 0 - c 0%N i 0)); rewrite form_atE => Z1.
have := H (vector (fun j => W 0%N i j) (c 0%N i 0)); rewrite form_atE => Z2.
rewrite -[RHS](addr0 0) -[X in _ = X + _]Z1 -[X in _ = _ + X]Z2 -big_split /=; apply: eq_bigr => n _.
rewrite !column_dot // sums_atE -/U.
have -> : \sum_j W 0%N i j * X j n + c 0%N i 0 = U 0%N i n by rewrite /U at_sumE.
have -> : \sum_j (W' 0%N i j - W 0%N i j) * X j n + (c' 0%N i 0 - c 0%N i 0) = U' 0%N i n - U 0%N i n.
  rewrite first_sum /U at_sumE; under eq_bigr do rewrite mulrBl; by rewrite sumrB /= opprD addrACA.
by rewrite /V' V_atS -/U' E_atE dphi_self (phi_near s (same n)) -mulrDr -mulrA [phi _ _ + _]addrC.
Qed.

Lemma form_far q (i : 'I_(d 1)) : form_zero (form_everywhere net q i) ->
  \sum_(n < N) rv (List.nth n q q0) * V' 1 i n = 0.
Proof.
move=> /(@form_zeroE R (column_size net)) H; have ab := bias_or_0 i.
rewrite -[RHS](H (vector (fun j => W' 0%N i j) (c' 0%N i 0))) form_everywhereE; apply: eq_bigr => n _.
by rewrite column_dot // -first_sum /V' V_atS E_atE -/U' mulrA.
Qed.

Section Near.
Variable l0 : nat.
Hypothesis same : forall k, (k <= l0)%N -> forall i n, U k i n != 0 ->
  (0 <= U' k i n) = (0 <= U k i n) /\ U' k i n != 0.

Lemma uncorrelatedE l q : (l <= l0)%N -> (forall k, (k < l)%N -> no_zero_sums net p k.+1) ->
  uncorrelated net p l q -> forall i : 'I_(d l.+1), \sum_(n < N) rv (List.nth n q q0) * V' l.+1 i n = 0.
Proof.
elim: l q => [|l IH] q ll nz.
  move=> /everyP H i; apply: form_near (H i) => n u0; by have [] := same (leq0n _) u0.
set l1 := l.+1; rewrite [uncorrelated _ _ _ _]/= -/l1 => /everyP H i.
have := H i; set qa := tab _ _ => /andP[Hb /IH{IH} Hq].
have qaE (n : 'I_N) : List.nth n qa q0 = qmul (List.nth n q q0) (slope_at net l1 n i (entry_of (sums_at net p l1) n i)).
  by rewrite /qa nth_tab.
have step (n : 'I_N) : rv (List.nth n q q0) * V' l1.+1 i n = rv (List.nth n qa q0) * U' l1 i n.
  rewrite /V' V_atS -/U' qaE rvM -mulrA; congr (_ * _).
  have [u0|u0] := eqVneq (U l1 i n) 0; last first.
    have [sg _] := same ll u0; rewrite -(@slope_smooth l1 i n u0 (U' l1 i n)).
    by rewrite /dphi (negPf u0) /phi sg.
  have : List.nth n (void net p l1) false.
    have := everyP (nz l (ltnSn _)) n; case/orP=> // /everyP/(_ i).
    by rewrite (rv_eq0 R) sums_atE -/U u0 eqxx.
  move=> v; have same' k : (k < l1)%N -> forall i n, U k i n != 0 ->
     (0 <= at_sum s E X W' c' k i n) = (0 <= U k i n) /\ at_sum s E X W' c' k i n != 0.
    by move=> kl; apply: same; apply: leq_trans ll; exact: ltnW.
  have Z := @void_zero (fun _ => 0) c W' c' free_c fc' l1 same' l1 n (leqnn _) v.
  have -> : U' l1 i n = 0.
    rewrite /U' at_sumE big1 => [|j _]; last by case: (Z j) => _ _ ->; rewrite mulr0.
    by rewrite (free_zero _ fc') ?(void_bias v) // mxE add0r.
  by rewrite phi0 !mulr0.
rewrite (eq_bigr _ (fun n _ => step n)).
rewrite (eq_bigr (fun n : 'I_N => \sum_j W' l1 i j * (rv (List.nth n qa q0) * V' l1 j n) + rv (List.nth n qa q0) * c' l1 i 0)); last first.
  move=> n _; rewrite /U' at_sumE mulrDr mulr_sumr; congr (_ + _); apply: eq_bigr => j _; exact: mulrCA.
rewrite big_split exchange_big /= big1 => [|j _]; last first.
  rewrite -mulr_sumr Hq ?mulr0 //; [exact: ltnW|].
  by move=> k kl; apply: nz; exact: ltnW.
rewrite add0r -mulr_suml; case/orP: Hb => [nb|]; first by rewrite (free_zero _ fc') // mxE mulr0.
rewrite (rv_eq0 R) /qa qsum_tab => /eqP T.
by rewrite (eq_bigr _ (fun n _ => congr1 _ (qaE n))) T mul0r.
Qed.
End Near.

(* the sum of residuals times outputs *)
Lemma outputs_sum l (q : rows) : last_hidden net = l.+1 -> zero_sums net q ->
  (forall (k : 'I_(d (last_hidden net).+1)) i, \sum_(n < N) rv (entry_of q n k) * V' (last_hidden net) i n = 0) ->
  \sum_(n < N) \sum_(k < d (last_hidden net).+1) rv (entry_of q n k) * U' (last_hidden net) k n = 0.
Proof.
move=> _ zs H; rewrite exchange_big big1 //= => k _.
rewrite (eq_bigr (fun n : 'I_N => \sum_j W' (last_hidden net) k j * (rv (entry_of q n k) * V' (last_hidden net) j n)
    + rv (entry_of q n k) * c' (last_hidden net) k 0)); last first.
  move=> n _; rewrite /U' at_sumE mulrDr mulr_sumr; congr (_ + _); apply: eq_bigr => j _; exact: mulrCA.
rewrite big_split exchange_big /= big1 => [|j _]; last by rewrite -mulr_sumr H mulr0.
rewrite add0r -mulr_suml; case/orP: zs => [nb|/everyP/(_ k)/total0 ->]; last by rewrite mul0r.
by rewrite (free_zero _ fc') // mxE mulr0.
Qed.
End Other.
End Gradient.
