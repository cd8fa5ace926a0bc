(* The least loss over all widths (soundness.md 31): what AnyWidth.v accepts bounds the loss of networks of Model.v. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge Points PointRules BoundTree AnyWidth
  SoundNetwork SoundForms SoundGradient SoundPoint SoundBound SoundBoundLoss.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Orthogonal.
Variables (R : realFieldType) (net : instance).
Notation rv := (@rv R).
Notation N := (sample_size net).

Hypothesis len : lengths_are (layer_size net 0) (inputs net).

(* What units and a bias give is orthogonal to mu. *)
Lemma orthogonal_outputs mu W c (v : 'I_(layer_size net 1) -> R) b : free c -> bias net \/ b = 0 -> size mu = N ->
  (negb (bias net) || qis0 (qsum mu)) ->
  (forall i : 'I_(layer_size net 1), form_zero (form_everywhere net mu i)) ->
  \sum_n rv (List.nth (nat_of_ord n) mu q0) * outputs_with W c v b n = 0.
Proof.
move=> fc bb szmu zs bal.
rewrite (eq_bigr (fun n : 'I_N => \sum_i v i * (rv (List.nth n mu q0) * V_at W c (s_at R net) (E_at R net) (X_at R net) 1 i n)
    + rv (List.nth n mu q0) * b)); last first.
  move=> n _; rewrite mulrDr mulr_sumr; congr (_ + _); apply: eq_bigr => i _; by rewrite unit_rowE // V_atS mulrCA.
rewrite big_split exchange_big /= big1 => [|i _]; last by rewrite -mulr_sumr (form_far W fc (bal i)) mulr0.
rewrite add0r -mulr_suml; case: bb => [bi|->]; last by rewrite mulr0.
by move: zs; rewrite bi (rv_eq0 R) rv_qsum szmu => /eqP ->; rewrite mul0r.
Qed.

Theorem residuals_sound l mu : one_hidden_squares net -> residuals_rule net l mu ->
  forall W c, free c -> rv l <= @loss_over R net W c.
Proof.
move=> oh /andP[/andP[/PeanoNat.Nat.eqb_eq szmu /andP[zs /everyP bal]] rl] W c fc.
have {}szmu : size mu = N := szmu; have [L d2 hu] := one_output R oh.
move: rl; case: ifP => [_|nz]; first by rewrite (rv_eq0 R) => /eqP ->; apply: loss_ge0; rewrite hu.
rewrite (rv_equal R) !rvM rv_int => /eqP E0.
have [v [b [bb _ ->]]] := loss_of_units W oh fc.
have orth := @orthogonal_outputs mu W c v b fc bb szmu zs bal.
have szt : size (tab N (fun n => target net n 0)) = N by exact: size_tab.
pose m (n : 'I_N) := rv (List.nth n mu q0).
have norm : rv (qdot mu mu) = \sum_n m n ^+ 2.
  by rewrite rv_dot // szmu; apply: eq_bigr => n _; rewrite expr2.
have prod : rv (qdot mu (tab N (fun n => target net n 0))) = \sum_n m n * rv (target net n 0).
  by rewrite rv_dot ?szt //; apply: eq_bigr => n _; rewrite nth_tab.
apply: (bounded_by_product (mu := m)).
  apply: squares_gt0; apply/existsP; rewrite -negb_forall; apply: contraFN nz => /forallP z.
  by rewrite -[List.forallb _ _]/(all _ _) (all_zero R) szmu; apply/forallP.
rewrite -norm; have -> : 2%:R * N%:R = (iz (Z.mul 2 (samples net)))%:~R :> R by rewrite twice_samples.
rewrite E0 -expr2 prod le_eqVlt; apply/orP; left; apply/eqP.
have -> : \sum_n m n * (outputs_with W c v b n - rv (target net n 0)) = - \sum_n m n * rv (target net n 0).
  rewrite (eq_bigr (fun n => m n * outputs_with W c v b n - m n * rv (target net n 0))) => [|n _]; last by rewrite mulrBr.
  by rewrite sumrB [X in X - _]orth sub0r.
by rewrite sqrrN.
Qed.
End Orthogonal.

(* --- without noise: every width --- *)

Section Wide.
Variables (R : realFieldType) (net : instance).
Notation rv := (@rv R).
Notation N := (sample_size net).
Hypothesis len : lengths_are (layer_size net 0) (inputs net).
Hypothesis oh : one_hidden_squares net.
Hypothesis none : List.forallb absent (noises net).

Lemma wide_squares w : one_hidden_squares (with_hidden net w).
Proof. by case/andP: oh => _ h; rewrite /one_hidden_squares (_ : squares_alone (with_hidden net w) = squares_alone net) ?h. Qed.

Lemma factor_none l n i : factor net l n i = q1.
Proof.
rewrite /factor; elim: (noises net) l none => [|e es IH] [|l] //= /andP[a /IH H]; last exact: H.
by case: e a.
Qed.

Lemma same_forms w q i : form_everywhere (with_hidden net w) q i = form_everywhere (with_hidden net 1) q 0.
Proof.
rewrite /form_everywhere; congr (form_of _ _ _); apply: List.map_ext => n.
by rewrite /factor -!/(factor net 0 _ _) !factor_none.
Qed.

Theorem wide_sound l w p : wide_rule net l w p -> free (c_at R (with_hidden net w) p) ->
  @loss_over R (with_hidden net w) (W_at R (with_hidden net w) p) (c_at R (with_hidden net w) p) = rv l /\
  forall (D : nat) W c, free c -> rv l <= @loss_over R (with_hidden net (Z.of_nat D)) W c.
Proof.
set wide := with_hidden net w => /andP[eq /andP[zs /everyP bal]] fp.
have lossE : @loss_over R wide (W_at R wide p) (c_at R wide p) = rv l.
  by move: eq; rewrite (rv_equal R) => /eqP <-; rewrite loss_atE.
split=> // D W c fc; rewrite -lossE.
set mu := sample_column _ _ _ in zs bal.
have szmu : size mu = N by exact: size_tab.
have balanced w' i : form_zero (form_everywhere (with_hidden net w') mu i) by rewrite same_forms; exact: (bal ord0).
have [v [b [bb _ ->]]] := @loss_of_units R (with_hidden net (Z.of_nat D)) W c (wide_squares _) fc.
have [v' [b' [bb' outE ->]]] := @loss_of_units R wide (W_at R wide p) (c_at R wide p) (wide_squares w) fp.
pose k0 : 'I_(layer_size wide (last_hidden wide).+1) := Ordinal (isT : (0 < 1)%N).
have res (n : 'I_N) : rv (List.nth n mu q0) =
    @outputs_with R wide (W_at R wide p) (c_at R wide p) v' b' n - rv (target wide n 0).
  rewrite nth_tab // -(outE k0) -[0%N]/(nat_of_ord k0) (residualsE R p k0) /residual.
  have [_ _ ->] := one_output R (wide_squares w).
  by rewrite y_atE.
apply: nearest_outputs.
  rewrite -[RHS](@orthogonal_outputs R wide mu (W_at R wide p) (c_at R wide p) v' b' fp bb' szmu zs (fun i => balanced w i)).
  by apply: eq_bigr => n _; rewrite res.
rewrite -[RHS](@orthogonal_outputs R (with_hidden net (Z.of_nat D)) mu W c v b fc bb szmu zs (fun i => balanced _ i)).
by apply: eq_bigr => n _; rewrite res.
Qed.
End Wide.
