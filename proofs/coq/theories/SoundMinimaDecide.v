(* What the rule finds of one choice of cells is so: its loss, and all signs with a solution (soundness.md 24). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Unreduced Model Form Rules Bridge PointRules UnitChoices MinimaForm
  MinimaRules SoundNetwork SoundUnreduced SoundForms SoundUnitChoices CellMinima SoundSignTree SoundMinimaChoice
  SoundMinimaSigns.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope seq_scope.
Local Open Scope ring_scope.

Section Decide.
Variables (R : realFieldType) (net : instance).
Notation rv := (@rv R).
Notation N := (sample_size net).
Notation dd := (column_size net).
Notation D := (layer_size net 1).
Notation xs := (columns_of_net net).
Notation rows := (input_rows net xs).

Hypothesis samples_formed : forall n, (n < N)%N -> size (column net n) = dd.
Variable own : seq (seq bool).
Hypotheses (size_own : size own = D) (sizes_own : forall i, (i < D)%N -> size (nth [::] own i) = N).
Notation tau := (@sides_of net own).
Notation slopes := (Arithmetic.map2 (slopes_on net) (noise_rows net) own).
Notation zf := (@zf R net).
Notation zb := (@zb R net).
Notation full := (full_size net).
Notation has_solution := (@has_solution R net own).

Lemma have_signsP qs zs : have_signs qs own xs zs -> size qs = size own /\
  forall i, (i < size own)%N -> has_sign (nth Zero qs i) (nth [::] own i) xs (nth [::] zs i).
Proof.
elim: (own) qs zs => [|cell cells IH] [|q qs] [|z zs] //=.
by case/andP=> h /IH[-> H]; split=> // -[|i] //; exact: H.
Qed.

Lemma solved_sound z0 z qs : full z0 -> full z -> solves tau (zf z0) (zb z0) ->
  all2 qequal (outputs_of_solution net xs slopes z) (outputs_of_solution net xs slopes z0) ->
  have_signs qs own xs (solution_blocks net z) -> has_solution qs.
Proof.
move=> sz0 sz sol0 /(all2_nth q0 q0)[_ same] /have_signsP[szq hs].
have sameE n : fit tau (zf z) (zb z) n = fit tau (zf z0) (zb z0) n.
  rewrite -!(outputsE R samples_formed size_own sizes_own) //; apply/eqP; rewrite -(rv_equal R).
  by apply: same; rewrite size_outputs.
split; first by rewrite szq size_own.
exists (zf z), (zb z); split; last first.
  by move=> i; apply/(has_signP R samples_formed sizes_own _ _ sz); apply: hs; rewrite size_own.
have [_ rs bs] := sol0; split; [by rewrite /zb /solution_bias; case: (bias net) => //=; rewrite rv0 eqxx| |].
  by move=> i v; rewrite -[RHS](rs i v); apply: eq_bigr => n _; rewrite /residual_of sameE.
by move=> B; rewrite -[RHS](bs B); apply: eq_bigr => n _; rewrite /residual_of sameE.
Qed.

Lemma signs_inP zs : size zs = size own ->
  match signs_in own xs zs with
  | Some qs => size qs = size own /\ forall i, (i < size own)%N -> sign_in (nth [::] own i) xs (nth [::] zs i) = Some (nth Zero qs i)
  | None => exists2 i, (i < size own)%N & sign_in (nth [::] own i) xs (nth [::] zs i) = None
  end.
Proof.
elim: (own) zs => [|cell cells IH] [|z zs] //= [/IH].
case Eq: (sign_in cell xs z) => [q|]; last by move=> _; exists 0%N.
case: (signs_in cells xs zs) => [qs [szq H]|[i lt E]]; last by exists i.+1.
by split=> [|[|i] lt] //=; [rewrite szq|exact: H].
Qed.

Lemma sign_in_has cell z q : sign_in cell xs z = Some q -> has_sign q cell xs z.
Proof.
rewrite /sign_in; case: ifP => [zero [<-] //|_].
by case: ifP => [plus [<-] //|_]; case: ifP => [minus [<-] //|].
Qed.

(* Some sample is seen: a block has one sign at most. *)
Lemma sign_unique z (i : 'I_D) q : full z -> List.existsb (fun x => negb (unseen_column x)) xs -> signed_block own q i (zf z i) ->
  sign_in (nth [::] own i) xs (nth [::] (solution_blocks net z) i) = Some q.
Proof.
move=> sz some sb; have [n0 sn] : exists n : 'I_N, seen R n.
  have : has (fun x => ~~ unseen_column x) xs by [].
  case/(has_nthP [::]) => n; rewrite size_xs => lt un; exists (Ordinal lt).
  by move: un; rewrite (@unseenP R net samples_formed n lt (Ordinal lt)) // negbK.
have hs := has_signP R samples_formed sizes_own; have own_q := (hs q i z sz).2 sb.
have nonzero : q <> Zero -> List.forallb qis0 (nth [::] (solution_blocks net z) i) = false.
  move=> nz; apply/negbTE/negP => /(hs Zero i z sz) zero.
  have : dot (zf z i) n0 = 0 by rewrite /dot /ldot big1 // => j _; rewrite (zero j) mulr0.
  by move: sb; rewrite /signed_block; case: q nz {own_q} => // _ /(_ n0 sn) + z0; rewrite z0 mulr0 ltxx.
rewrite /sign_in; case: q sb own_q nonzero => sb own_q nonzero.
- by rewrite nonzero // own_q.
- by rewrite -[List.forallb _ _]/(has_sign Zero (nth [::] own i) xs (nth [::] (solution_blocks net z) i)) own_q.
rewrite nonzero // own_q; case P: (has_sign Plus _ _ _) => //.
have /(hs Plus i z sz)/(_ n0 sn) := P; have := sb n0 sn; rewrite /= mul1r mulN1r mulNr oppr_gt0 => a b.
by move: (lt_trans a b); rewrite ltxx.
Qed.

Definition finding (classes t : seq nat) (loss : Q) (found : seq (seq sign)) : Prop :=
  [/\ uniq found,
      forall qs, qs \in found <-> [/\ size qs = D, rising classes [::] (Arithmetic.map2 state_of t qs) & has_solution qs] &
      forall z b, solves tau z b -> N%:R^-1 * (\sum_n residual_of tau z b n ^+ 2 / 2%:R) = rv loss].
End Decide.

Theorem decide_choiceP (R : realFieldType) net p classes cells t c loss found :
  (forall n, (n < sample_size net)%N -> size (column net n) = column_size net) ->
  (forall k, (k < size cells)%N -> size (nth [::] cells k) = sample_size net) ->
  size classes = layer_size net 1 -> size t = layer_size net 1 -> all (fun k => (k < size cells)%N) t ->
  (forall z, count z = solution_size net -> full_size net z) -> count (solution c) = solution_size net ->
  decide_choice net (columns_of_net net) (input_rows net (columns_of_net net)) p classes (noise_rows net) cells (target_row net) t c =
    Some (loss, found) ->
  @finding R net (map (fun k => nth [::] cells k) t) classes t loss found.
Proof.
move=> sf szc szcl szt inside full_of szsol; rewrite /decide_choice.
have -> : List.map (fun k => List.nth k cells [::]) t = map (fun k => nth [::] cells k) t.
  by rewrite -[List.map _ _]/(map _ _); apply: eq_map => k; rewrite list_nth.
set own := map _ t; have szo : size own = layer_size net 1 by rewrite size_map.
have szos i : (i < layer_size net 1)%N -> size (nth [::] own i) = sample_size net.
  by rewrite -szt => lt; rewrite (nth_map 0%N) // szc // (all_nthP 0%N inside).
have sz : full_size net (over_one (solution c)) by rewrite /full_size size_over_one; exact: full_of.
set z0 := over_one (solution c) in sz *.
case: ifP => // orth; have sol0 := residuals_solve R sf szo szos sz orth.
have lossP (z : 'I_(layer_size net 1) -> nat -> R) (b : R) : solves (@sides_of net own) z b ->
    (sample_size net)%:R^-1 * (\sum_n residual_of (@sides_of net own) z b n ^+ 2 / 2%:R) =
    rv R (mean_square (sample_size net) (Arithmetic.map2 subtract_over (outputs_of_solution net (columns_of_net net)
      (Arithmetic.map2 (slopes_on net) (noise_rows net) own) z0) (target_row net))).
  move=> sol; rewrite (mean_squareE R sf szo szos sz); congr (_ * _); apply: eq_bigr => n _.
  by rewrite /residual_of (same_outputs sol sol0).
case Es: (signs_tree c) => [nodes|]; last first.
  case: ifP => // /andP[some ind].
  have sbE (q : sign) i (z : 'I_(layer_size net 1) -> nat -> R) (b : R) : solves (@sides_of net own) z b -> signed_block own q i (z i) -> signed_block own q i (@zf R net z0 i).
    move=> sol; have E := only_solution szo szos ind sol0 sol i.
    have dE (n : 'I_(sample_size net)) : dot (z i) n = dot (@zf R net z0 i) n.
      by rewrite /dot /ldot; apply: eq_bigr => j _; rewrite (E _ (ltn_ord j)).
    case: q => /= H; [by move=> n sn; rewrite -dE; exact: H| |by move=> n sn; rewrite -dE; exact: H].
    move=> j; have [lt|ge] := ltnP j (column_size net); first by rewrite -(E _ lt).
    by rewrite /zf nth_default ?rv0 // size_block.
  have szz : size (solution_blocks net z0) = size own by rewrite size_blocks.
  have solution_sign qs : @has_solution R net own qs -> forall i : 'I_(layer_size net 1),
      sign_in (nth [::] own i) (columns_of_net net) (nth [::] (solution_blocks net z0) i) = Some (nth Zero qs i).
    by case=> _ [z [b [sol sg]]] i; apply: (sign_unique sf szos sz some); exact: sbE sol (sg i).
  have := @signs_inP net own _ szz; case: (signs_in _ _ _) => [qs [szq H]|[i lt none]].
    case: ifP => // ris [<- <-]; split=> // qs'; rewrite inE; split=> [/eqP ->|[szq' _ hs]].
      split=> //; first by rewrite szq szo.
      split; first by rewrite szq szo.
      exists (@zf R net z0), (@zb R net z0); split=> // i; apply/(has_signP R sf szos _ _ sz); apply: sign_in_has; apply: H.
      by rewrite szo.
    apply/eqP/(@eq_from_nth _ Zero) => [|i]; first by rewrite szq szo.
    rewrite szq' => lt; have := solution_sign _ hs (Ordinal lt); rewrite /= H ?szo //.
    by case.
  case=> <- <-; split=> // qs; split=> // -[_ _ hs]; rewrite szo in lt.
  by have := solution_sign _ hs (Ordinal lt); rewrite /= none.
case Et: (signs_from _ _ _ _ _ _) => [[[|//] more]|] // [<- <-].
have [fst_units snd_units] : map fst (List.combine classes t) = classes /\ map snd (List.combine classes t) = t.
  have : size classes = size t by rewrite szcl szt.
  by elim: (classes) (t) => [|a l IH] [|b s] //= [/IH[-> ->]].
have szU : size (List.combine classes t) = layer_size net 1 by rewrite -szt -[in RHS]snd_units size_map.
have [uf ff] : all_found (@has_solution R net own) (List.combine classes t) [::] [::] more.
  apply: (signs_fromP (D := layer_size net 1) _ _ _ Et); last by rewrite addn0.
    move=> qs z /andP[/andP[/Z.eqb_eq cz same] hs] szq.
    exact: (solved_sound (R := R) sf szo szos sz (full_of _ cz) sol0 same hs).
  by move=> qs l v rest ex szq; exact: (excluded_sound sf szo szos sz sol0 ex szq).
split=> // qs; rewrite ff /fits fst_units snd_units szU; by split=> -[].
Qed.
