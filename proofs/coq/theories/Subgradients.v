(* What subgradients of the loss say along a direction in which no unit passes through 0: all the same, the residuals
   times the changes of the outputs (soundness.md 38; here for squares or Huber's loss, any depth, several outputs). *)
From Dlmcert Require Import Algebra Model Nearby Points Clarke Flow FlowCurves.
From mathcomp Require Import ring.
From Dlmcert Require SoundHeldNetwork.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Direction.
Variables (R : realFieldType) (N : nat) (d : nat -> nat) (l : nat).
Variables (s : R) (E : forall k, 'M[R]_(d k, N)) (X : 'M[R]_(d 0, N)) (y : 'M[R]_(d l.+1, N)).
Variables (huber : option R) (bias : bool).
Hypothesis pr : proper huber.
Variables (W D : weights R d) (c b : shifts R d).
Hypotheses (fb : allowed bias b).
Notation U := (at_sum s E X).
Notation dU W c := (dU s E X W D c b).
Notation dV W c := (dV s E X W D c b).
Notation near := (near (within l bias W c)).
Notation tends := (tends (within l bias W c)).
Let le := @within_le R d l bias W c.

(* No unit of a hidden layer is at 0 and leaves it. *)
Definition none_passes : Prop := forall k, (k < l)%N -> forall i n, U W c k i n = 0 -> dU W c k i n = 0.
Hypothesis still : none_passes.

Lemma dphi_lipschitz u v : `|dphi s u v| <= (1 + `|s|) * `|v|.
Proof.
rewrite /dphi; case: eqP => _.
  by have := phi_lipschitz s v 0; rewrite phi0 !subr0.
rewrite normrM ler_wpmul2r //; case: ifP => _; rewrite ?normr1 ?ler_addl ?ler_addr //.
Qed.

Lemma changes_tend k : (k <= l)%N -> (forall i n, tends (fun w => dV w.1 w.2 k i n) (dV W c k i n)) /\
  forall i n, tends (fun w => dU w.1 w.2 k i n) (dU W c k i n).
Proof.
have step m : (m <= l)%N -> (forall i n, tends (fun w => dV w.1 w.2 m i n) (dV W c m i n)) ->
    forall i n, tends (fun w => dU w.1 w.2 m i n) (dU W c m i n).
  move=> ml H i n; rewrite [dU W c m i n]mxE.
  apply: (@tends_eq _ _ _ _ _ _ (fun w => \sum_j (D m i j * V_at w.1 w.2 s E X m j n + w.1 m i j * dV w.1 w.2 m j n) + b m i 0)).
    by move=> w; rewrite mxE.
  apply: (tends_add le); last exact: tends_const.
  apply: (tends_sum le) => j; apply: (tends_add le); apply: (tends_mul le) => //; [exact: tends_const| |exact: W_tends].
  case: m ml {H i} j => [|m] ml j; first exact: tends_const.
  apply: (@tends_eq _ _ _ _ _ _ (fun w => E m.+1 j n * phi s (U w.1 w.2 m j n))); first by move=> w; rewrite V_atS.
  rewrite V_atS; apply: (tends_mul le); first exact: tends_const.
  apply: (@tends_lipschitz _ _ _ (phi s) (1 + `|s|)); [by rewrite ltr_paddr ?ltr01|exact: phi_lipschitz|].
  by apply: at_sum_tends; exact: ltnW.
elim: k => [|k IH] kl.
  have base i n : tends (fun w => dV w.1 w.2 0 i n) (dV W c 0 i n) by exact: tends_const.
  by split=> //; exact: step.
have [_ HU] := IH (ltnW kl).
have H i n : tends (fun w => dV w.1 w.2 k.+1 i n) (dV W c k.+1 i n).
  rewrite dVS; apply: (@tends_eq _ _ _ _ _ _ (fun w => E k.+1 i n * dphi s (U w.1 w.2 k i n) (dU w.1 w.2 k i n))).
    by move=> w; rewrite dVS.
  apply: (tends_mul le); first exact: tends_const.
  have [z|nz] := eqVneq (U W c k i n) 0.
    have dz := still kl z; rewrite dz z /dphi eqxx phi0.
    have S1 : 0 < 1 + `|s| by rewrite ltr_paddr ?ltr01.
    move=> eta eta0; apply: near_imp (HU i n _ (divr_gt0 eta0 S1)) => w; rewrite dz !subr0 => small.
    by apply: le_lt_trans (dphi_lipschitz _ _) _; rewrite mulrC -ltr_pdivl_mulr.
  have sgn := @near_same_signs R N d l s E X bias W c.
  have F := tends_mul le (tends_const _ (if 0 <= U W c k i n then 1 else s)) (HU i n).
  rewrite {2}/dphi (negPf nz) => eta eta0; apply: near_imp (near_and le sgn (F eta eta0)) => w [same].
  by have [sg nz'] := same k (ltnW kl) i n nz; rewrite /dphi (negPf nz') sg.
by split=> //; exact: step.
Qed.

Definition along : R := N%:R^-1 * \sum_n \sum_k residual s E X y huber W c k n * dU W c l k n.
Definition pairing (g : weights R d) (h : shifts R d) : R := \sum_(k < l.+1) (\sum_i \sum_j g k i j * D k i j + \sum_i h k i 0 * b k i 0).

Lemma clip_lipschitz u v : `|clip huber u - clip huber v| <= 1 * `|u - v|.
Proof.
rewrite mul1r; have [->|ne] := eqVneq (clip huber u) (clip huber v); first by rewrite subrr normr0.
have A := clip_projection pr u v; have B := clip_projection pr v u.
rewrite -ler_sqr ?nnegrE // !real_normK ?num_real // -subr_ge0.
pose a := clip huber u - clip huber v; pose z := u - v.
have az : a ^+ 2 <= a * z.
  rewrite -subr_le0; have := ler_add A B; rewrite addr0; apply: le_trans.
  by rewrite le_eqVlt; apply/orP; left; apply/eqP; rewrite /a /z; ring.
have -> : (u - v) ^+ 2 - (clip huber u - clip huber v) ^+ 2 = (z - a) ^+ 2 + 2%:R * (a * z - a ^+ 2).
  by rewrite /a /z; ring.
by rewrite addr_ge0 ?sqr_ge0 // mulr_ge0 ?ler0n // subr_ge0.
Qed.

Lemma along_tends : tends (fun w => N%:R^-1 * \sum_n \sum_k residual s E X y huber w.1 w.2 k n * dU w.1 w.2 l k n) along.
Proof.
apply: (tends_mul le); first exact: tends_const.
apply: (tends_sum le) => n; apply: (tends_sum le) => k; apply: (tends_mul le); last by have [_ H] := changes_tend (leqnn l).
apply: (@tends_eq _ _ _ _ _ _ (fun w => clip huber (out l s E X w.1 w.2 k n - y k n))); first by [].
rewrite /residual; apply: (tends_lipschitz ltr01 clip_lipschitz); apply: (tends_add le); last exact: tends_const.
exact: at_sum_tends.
Qed.

Lemma pairing_close g h g' h' e : 0 <= e -> close l g h e g' h' ->
  `|pairing g' h' - pairing g h| <= e * \sum_(k < l.+1) (\sum_i \sum_j `|D k i j| + \sum_i `|b k i 0|).
Proof.
move=> e0 cl; rewrite /pairing -sumrB mulr_sumr; apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => k _.
have [HD Hb] := cl k (ltn_ord k); rewrite opprD addrACA mulrDr; apply: le_trans (ler_norm_add _ _) _; apply: ler_add.
  rewrite -sumrB mulr_sumr; apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => i _.
  rewrite -sumrB mulr_sumr; apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => j _.
  by rewrite -mulrBl normrM ler_wpmul2r // ltW.
rewrite -sumrB mulr_sumr; apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => i _.
by rewrite -mulrBl normrM ler_wpmul2r // ltW.
Qed.

Lemma limit_along g h : limit_of_gradients s E X y huber bias W c g h -> pairing g h = along.
Proof.
move=> lim; pose S := \sum_(k < l.+1) (\sum_i \sum_j `|D k i j| + \sum_i `|b k i 0|).
apply/eqP; rewrite -subr_eq0 -normr_le0; apply: (@small_le _ _ _ (S + 1)) => eps e0; rewrite add0r.
have [delta [delta0 H]] := along_tends e0; have m0 : 0 < Num.min delta eps by rewrite lt_minr delta0.
have [W' [c' [g' [h' [al cl gr cg]]]]] := lim _ m0.
have cl' : close l W c delta W' c'.
  by move=> k /cl[A B]; split=> [i j|i]; apply: lt_le_trans (_ : Num.min delta eps <= _); rewrite ?le_minl ?lexx.
have cg' : close l g h eps g' h'.
  by move=> k /cg[A B]; split=> [i j|i]; apply: lt_le_trans (_ : Num.min delta eps <= _); rewrite ?le_minl ?lexx ?orbT.
have same := SoundHeldNetwork.one_sided_unique (gr D b fb) (loss_one_sided s E X y pr W' D c' b).
have near' := H (W', c') (conj cl' al); rewrite /= -same in near'.
have -> : pairing g h - along = (pairing g' h' - along) - (pairing g' h' - pairing g h) by ring.
apply: le_trans (ler_norm_sub _ _) _; rewrite mulrDr mulr1 addrC; apply: ler_add; last exact: ltW.
exact: pairing_close (ltW e0) cg'.
Qed.

Theorem subgradient_along g h : clarke_subgradient s E X y huber bias W c g h -> pairing g h = along.
Proof.
case=> m [lam [G [H [l0 l1 lim sum]]]].
have -> : along = \sum_a lam a * pairing (G a) (H a).
  transitivity (\sum_a lam a * along); first by rewrite -mulr_suml l1 mul1r.
  by apply: eq_bigr => a _; rewrite limit_along.
rewrite /pairing; under [RHS]eq_bigr => a _ do rewrite mulr_sumr; rewrite [RHS]exchange_big; apply: eq_bigr => k _ /=.
have kl : (k <= l)%N := ltn_ord k.
under [RHS]eq_bigr => a _ do rewrite mulrDr; rewrite [RHS]big_split /=; congr (_ + _).
  under [RHS]eq_bigr => a _ do rewrite mulr_sumr; rewrite [RHS]exchange_big; apply: eq_bigr => i _ /=.
  under [RHS]eq_bigr => a _ do rewrite mulr_sumr; rewrite [RHS]exchange_big; apply: eq_bigr => j _ /=.
  have ok : slot_ok l bias (existT (fun k => ('I_(d k.+1) * option 'I_(d k))%type) (nat_of_ord k) (i, Some j)) by [].
  by move: (sum _ ok); rewrite {2}/at_slot /= => <-; rewrite /at_slot /= mulr_suml; apply: eq_bigr => a _; rewrite mulrA.
under [RHS]eq_bigr => a _ do rewrite mulr_sumr; rewrite [RHS]exchange_big; apply: eq_bigr => i _ /=.
case: fb => [bb|z]; last by rewrite z mxE mulr0 big1 // => a _; rewrite !mulr0.
have ok : slot_ok l bias (existT (fun k => ('I_(d k.+1) * option 'I_(d k))%type) (nat_of_ord k) (i, None)) by [].
by move: (sum _ ok); rewrite {2}/at_slot /= => <-; rewrite /at_slot /= mulr_suml; apply: eq_bigr => a _; rewrite mulrA.
Qed.
End Direction.
