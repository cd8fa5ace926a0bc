(* generic-layers with several outputs (soundness.md 7, Several outputs): the units of layer L-1 take the samples in turn, each
   sample the next k. *)
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Model Linear Generic Theorem5 GenericLayers SoundPatterns SoundLayers SoundGeneric
  HeldOutputs SoundOutputKinds Trained HeldLayers SoundHeldLayers.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Turns.
Variables (D N k rows : nat).
Hypotheses (kD : (k <= D)%N) (fits : (N * k <= D * rows)%N) (rows0 : (0 < rows)%N).

(* The t-th of the k turns of sample n *)
Definition turn (n : 'I_N) (t : 'I_k) := (n * k + t)%N.
Lemma turn_lt n t : (turn n t < N * k)%N.
Proof. by apply: (@leq_trans (n.+1 * k)%N); rewrite ?leq_mul2r ?ltn_ord ?orbT // /turn mulSn addnC ltn_add2r. Qed.
Lemma units0 (t : 'I_k) : (0 < D)%N.
Proof. exact: leq_ltn_trans (leq0n t) (leq_trans (ltn_ord t) kD). Qed.

Definition takes (i : 'I_D) n := [exists t, (turn n t %% D == i)%N].
Definition row_of (i : 'I_D) n : 'I_rows :=
  insubd (Ordinal rows0) (if [pick t | (turn n t %% D == i)%N] is Some t then (turn n t %/ D)%N else 0%N).

Lemma row_ofP i n : takes i n -> exists t, (turn n t %% D)%N = i /\ row_of i n = (turn n t %/ D)%N :> nat.
Proof.
case/existsP=> t0 t0i; rewrite /row_of; case: pickP => [t /eqP ti|/(_ t0)]; last by rewrite t0i.
exists t; split=> //; rewrite val_insubd; suff -> : (turn n t %/ D < rows)%N by [].
by rewrite ltn_divLR ?(units0 t) // mulnC; exact: leq_trans (turn_lt n t) fits.
Qed.

Lemma row_of_inj i n n' : takes i n -> takes i n' -> row_of i n = row_of i n' -> n = n'.
Proof.
move=> /row_ofP[t [ti rt]] /row_ofP[t' [ti' rt']] E; apply: val_inj.
have : turn n t = turn n' t' by rewrite (divn_eq (turn n t) D) (divn_eq (turn n' t') D) ti ti' -rt -rt' E.
move=> /(congr1 (fun x => x %/ k)%N); have k0 : (0 < k)%N := leq_ltn_trans (leq0n _) (ltn_ord t).
by rewrite /turn !divnMDl // !divn_small // !addn0.
Qed.

Lemma takes_card n : #|[pred i | takes i n]| = k.
Proof.
have unit_lt t : (turn n t %% D < D)%N by rewrite ltn_mod; exact: units0 t.
have inj : injective (fun t => Ordinal (unit_lt t)).
  move=> t t' /(congr1 val) /= /eqP; rewrite eqn_modDl !modn_small ?(leq_trans (ltn_ord _) kD) // => /eqP E; exact: val_inj.
rewrite -[RHS]card_ord -(card_imset _ inj); apply: eq_card => i; rewrite !inE; apply/existsP/imsetP => [[t /eqP E]|[t _ ->]].
  by exists t => //; apply: val_inj.
by exists t; apply/eqP.
Qed.
End Turns.

Section Everything.
Variables (m N : nat) (d : nat -> nat) (bias : bool) (k : nat).
Notation claim m holds s X W0 c0 Wo := (@held_layers_claim m N d bias k false false false W0 c0 Wo holds s X).

Theorem generic_outputs W0 c0 Wo (s : rat) (X : 'M[rat]_(d 0, N)) : s != 0 ->
  (N * k <= d m.+2 * (d m.+1 + bias))%N -> (k <= d m.+2)%N -> (bias \/ forall n, col n X != 0) -> (forall l, (l <= m)%N -> (0 < d l.+1)%N) ->
  claim m.+1 true s X W0 c0 Wo.
Proof.
move=> s0 fits kD nz units; apply: one_point_each => sg.
have [w wP] := generic_weights X.
have H : bias \/ forall n, (w *m X) 0 n != 0 by case: nz => [->|nz]; [left|right=> n; apply: wP].
have al := lively H (fun l lm => units l (ltnW lm)).
have rows0 : (0 < d m.+1 + bias)%N by rewrite ltn_addr // units.
have mt : matched (lively_weights bias w) (lively_biases d bias) X (@takes (d m.+2) N k) (@row_of (d m.+2) N k _ rows0).
  split=> [i n _|i n n']; last exact: row_of_inj.
  by rewrite /named_alive; case: split => // j; exact: al.
have [|E rk] := pairs_rank (Wo := vandermonde k (d m.+2)) sg false s0 mt.
  by move=> n u Hu; apply: (@vandermonde_spans _ _ [pred i | @takes (d m.+2) N k i n]) => [|i]; [exact: takes_card|rewrite inE; exact: Hu].
exists (lively_weights bias w), (lively_biases d bias), (vandermonde k (d m.+2)), E; split=> //.
by case Eb: bias => //=; apply/forallP=> l; apply/eqP/matrixP=> i j; rewrite !mxE.
Qed.

Theorem nothing_outputs W0 c0 Wo (s : rat) (X : 'M[rat]_(d 0, N)) : (0 < k)%N ->
  [\/ (d m.+1 * (d m + bias) < N * k)%N, (d m.+1 < k)%N /\ (0 < N)%N | ~~ bias /\ (exists n, col n X == 0)] ->
  claim m false s X W0 c0 Wo.
Proof.
move=> k0 H; apply: never => R z p; rewrite held_rank_held /G_held.
case: H => [lt|[Dk N0]|[b0 [n /eqP zero]]].
- by rewrite /full_column_rank neq_ltn (leq_ltn_trans (rank_leq_row _) lt).
- apply: (@crowded_pairs_sound _ _ _ _ _ _ _ _ (fun _ _ => false) (fun=> 0%N) (fun=> d m.+1)) => [i|n|].
  + rewrite leqn0 mxrank_eq0; apply/eqP/matrixP=> j n; by rewrite !mxE.
  + exact: rank_leq_row.
  by rewrite !sum_nat_const !card_ord muln0 add0n ltn_pmul2l.
set W := weight_values _ _ _; set c := bias_values _ _ _ _; set A := fun l => activations _ _ _; set X' := map_mx _ X.
have X0 j : X' j n = 0 by have /matrixP/(_ j 0) := zero; rewrite !mxE => ->; rewrite rmorph0.
have V0 l j : V W c A X' l j n = 0.
  elim: l j => [|l IH] j /=; first exact: X0.
  rewrite mxE; suff -> : (W l *m V W c A X' l + c l *m const_mx 1) j n = 0 by rewrite mulr0.
  rewrite mxE [X in X + _]mxE big1 ?add0r => [|i _]; last by rewrite IH mulr0.
  by rewrite mxE big_ord1 [c l _ _]mxE (negPf b0) mul0r.
apply: (@deficientP _ _ _ _ (delta_mx (mxvec_index n (Ordinal k0)) 0)).
  by apply/eqP=> /matrixP/(_ (mxvec_index n (Ordinal k0)) 0); rewrite !mxE !eqxx; apply/eqP; exact: oner_neq0.
apply/matrixP=> r o; rewrite [RHS]mxE mxE (bigD1 (mxvec_index n (Ordinal k0))) //= [X in _ + X]big1 ?addr0 => [|q ne]; last first.
  by rewrite [delta_mx _ _ _ _]mxE (negPf ne) mulr0.
case/mxvec_indexP: r => i j; rewrite gradient_heldE; case: (split_ordP j) => a ->; first by rewrite /with_bias col_mxEu V0 mulr0 mul0r.
by case: a => a lt; move: (lt); rewrite (negPf b0).
Qed.
End Everything.
