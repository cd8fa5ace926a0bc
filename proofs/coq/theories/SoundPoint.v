(* The rules about one given point prove their verdicts: global and local minima, descent, saddles. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge Nearby Points PointRules SoundNetwork SoundPaths
  SoundForms SoundGradient.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Point.
Variables (R : realFieldType) (net : instance) (p : parameters).

(* The loss of the instance's network over R (Points.v) at weights and biases, and what Points.v says of p *)
Definition loss_over := loss (s_at R net) (E_at R net) (X_at R net) (y_at R net) (huber_at R net).
Notation at_p P := (P R (sample_size net) (layer_size net) (last_hidden net) (s_at R net) (E_at R net) (X_at R net)
  (y_at R net) (huber_at R net) (bias net) (W_at R net p) (c_at R net p)).
Definition is_global_minimum : Prop := at_p (@global_minimum).
Definition is_local_minimum : Prop := at_p (@local_minimum).
Definition is_not_critical : Prop := at_p (@not_critical).
Definition is_saddle : Prop := at_p (@saddle).
Definition is_spurious : Prop := at_p (@spurious_at).

Hypothesis pr : proper (huber_at R net).
Hypothesis fc : free (c_at R net p).

Lemma same_at_p l0 : forall k, (k <= l0)%N -> forall i n,
  at_sum (s_at R net) (E_at R net) (X_at R net) (W_at R net p) (c_at R net p) k i n != 0 ->
  (0 <= at_sum (s_at R net) (E_at R net) (X_at R net) (W_at R net p) (c_at R net p) k i n) =
  (0 <= at_sum (s_at R net) (E_at R net) (X_at R net) (W_at R net p) (c_at R net p) k i n) /\
  at_sum (s_at R net) (E_at R net) (X_at R net) (W_at R net p) (c_at R net p) k i n != 0.
Proof. by []. Qed.

(* the convexity of the loss in the outputs, for residuals that are not correlated with the outputs *)
Lemma uncorrelated_loss W' c' :
  (forall w, w = (W', c') \/ w = (W_at R net p, c_at R net p) ->
   \sum_n \sum_k residual (s_at R net) (E_at R net) (X_at R net) (y_at R net) (huber_at R net) (W_at R net p) (c_at R net p) k n
     * at_sum (s_at R net) (E_at R net) (X_at R net) w.1 w.2 (last_hidden net) k n = 0) ->
  loss_over (W_at R net p) (c_at R net p) <= loss_over W' c'.
Proof.
move=> H; apply: (loss_convex pr); rewrite (eq_bigr _ (fun n _ => eq_bigr _ (fun k _ => mulrBr _ _ _))).
rewrite (eq_bigr _ (fun n _ => sumrB _ _ _ _)) sumrB.
by rewrite (H (W', c')) ?(H (W_at R net p, c_at R net p)) ?subrr //; [right|left].
Qed.

Theorem global_minimum_sound : global_minimum_rule net p -> is_global_minimum.
Proof.
move=> H0 W' c' fc'; case/orP: H0 => [|/andP[/PeanoNat.Nat.eqb_eq L2 /andP[zs /everyP H]]].
  by rewrite (rv_eq0 R) loss_atE => /eqP ->; exact: loss_ge0.
have L : last_hidden net = 1%N by rewrite /last_hidden L2.
apply: uncorrelated_loss => w ww; have fw : free w.2 by case: ww => ->.
rewrite -[RHS](@outputs_sum R net w.1 w.2 fw 0%N (residuals net (network_at net p))) //.
  by apply: eq_bigr => n _; apply: eq_bigr => k _; rewrite residualsE.
rewrite L => k i.
rewrite -[RHS](@form_far R net w.1 w.2 fw (sample_column net (residuals net (network_at net p)) k) i); last first.
  by have := everyP (H i); rewrite /output_count L => /(_ k).
by apply: eq_bigr => n _; rewrite nth_tab.
Qed.

Theorem path_products_sound : (2 <= layers net)%N -> path_products net p -> is_local_minimum.
Proof.
move=> L2 /andP[/andP[zs /everyP nz] /everyP un]; apply: near_local_minimum.
have [l L] : exists l, last_hidden net = l.+1.
  by rewrite /last_hidden; case: (layers net) L2 => [|[|l]] // _; exists l.
have := near_same_signs (last_hidden net) (s_at R net) (E_at R net) (X_at R net) (bias net) (W_at R net p) (c_at R net p).
case=> e [e0 H]; exists e; split=> // -[W' c'] cl; have same := H _ cl; have fc' : free c' := cl.2.
apply: uncorrelated_loss => w ww; have fw : free w.2 by case: ww => ->.
have sw : same_signs (last_hidden net) (s_at R net) (E_at R net) (X_at R net) (W_at R net p) (c_at R net p) w.
  by case: ww => ->.
rewrite -[RHS](@outputs_sum R net w.1 w.2 fw l (residuals net (network_at net p))) //.
  by apply: eq_bigr => n _; apply: eq_bigr => k _; rewrite residualsE.
move=> k; have := un k; rewrite {1}L /= PeanoNat.Nat.sub_0_r => uk.
have nzl m : (m < l)%N -> no_zero_sums net p m.+1.
  by move=> ml; have lt : (m < Nat.sub (last_hidden net) 1)%N; [rewrite L /= PeanoNat.Nat.sub_0_r|exact: (nz (Ordinal lt))].
have := @uncorrelatedE R net p fc w.1 w.2 fw l _ l _ (leqnn l) nzl uk.
move=> U; suff H1 m : m = l.+1 -> forall i : 'I_(layer_size net m), \sum_n rv R (entry_of (residuals net (network_at net p)) (nat_of_ord n) k) *
    V_at w.1 w.2 (s_at R net) (E_at R net) (X_at R net) m i n = 0 by exact: H1 L.
move=> -> i; rewrite -[RHS](U _ i); last by move=> j jl; apply: sw; rewrite L ltnW.
by apply: eq_bigr => n _; rewrite nth_tab.
Qed.

(* --- paths --- *)
Variable dir : parameters.
Hypothesis fd : free (c_at R net dir).
Notation along := (loss_along (s_at R net) (E_at R net) (X_at R net) (y_at R net) (huber_at R net)
  (W_at R net p) (c_at R net p) (W_at R net dir) (c_at R net dir)).
Notation q := (path_loss net p dir).
Notation n1 := ((sample_size net)%:R^-1 : R).

Lemma along_0 : along 0 = loss_over (W_at R net p) (c_at R net p).
Proof. exact: loss_ahead_0. Qed.

Lemma along_soon : near (@soon R) (fun t => along t - along 0 = n1 * (peval q t - peval q 0)).
Proof.
have [e [e0 H]] := path_lossE p dir pr; exists e; split=> // t /andP[t0 te].
rewrite -!H ?/from_0 ?t0 ?(ltW t0) ?te ?lexx ?e0 //; ring.
Qed.

Lemma share_pos : q <> [::] -> 0 < n1.
Proof.
move=> ne; rewrite invr_gt0 ltr0n lt0n; apply/eqP=> N0; apply: ne.
by rewrite /path_loss N0.
Qed.

Theorem not_critical_sound : first_order_descent net p dir -> is_not_critical.
Proof.
rewrite /first_order_descent (rv_lt0 R) => neg.
exists (W_at R net dir), (c_at R net dir), (n1 * rv R (nth q0 q 1)); split=> //.
  by rewrite pmulr_rlt0 -?list_nth // share_pos // => E; move: neg; rewrite E rv0 ltxx.
case Eq : q neg => [|a [|b rest]] /=; try by rewrite rv0 ltxx.
move=> neg; apply: expands_one_sided.
have [B B0 H] := peval_bounded R rest; exists (n1 * B).
have ex := near_and (@soon_le R) along_soon (near_and (@soon_le R) (@soon_pos R) (soon_lt (@ltr01 R))).
apply: near_imp ex => t [E [t0 t1]].
exists (n1 * peval rest t); last first.
  by rewrite normrM ger0_norm ?invr_ge0 ?ler0n // ler_wpmul2l ?invr_ge0 ?ler0n // H // !ltW.
move: E; rewrite Eq /= !mul0r !addr0 => E.
have -> : along t = along 0 + (along t - along 0) by ring.
by rewrite E; ring.
Qed.

Theorem saddle_sound : saddle_rule net p dir -> is_saddle.
Proof.
rewrite /saddle_rule; case Eq : q => [|a0 [|a rest]] //= /andP[/andP[a_0 neg] zg].
split=> [D b fb|].
  exists 0 => //; have := loss_one_sided (s_at R net) (E_at R net) (X_at R net) (y_at R net) pr (W_at R net p) D (c_at R net p) b.
  by rewrite (zero_gradientE fc D fb zg) mulr0.
suff H1 : near (@soon R) (fun t => along t < loss_over (W_at R net p) (c_at R net p)) by exact: (descent_saddle fc fd H1).
have n0 : 0 < n1 by apply: share_pos; rewrite Eq.
have ex := near_and (@soon_le R) along_soon (near_and (@soon_le R) (@soon_pos R) (peval_soon R rest)).
apply: near_imp ex => t [E [t0 S]]; rewrite -/loss_over -along_0 -subr_lt0 E Eq /= !mul0r !addr0.
move: a_0; rewrite (rv_eq0 R) => /eqP ->; rewrite pmulr_rlt0 // add0r addrC addKr !pmulr_rlt0 //.
by rewrite -sgr_lt0 S sgr_lt0 -(rv_lt0 R).
Qed.
End Point.
