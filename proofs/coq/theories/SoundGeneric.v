(* Soundness of generic-layers (soundness.md 7): everything generic. *)
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Form Model Linear Generic Witness Theorem5 GenericLayers SoundPatterns SoundLayers.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Everything.
Variables (m N : nat) (d : nat -> nat) (bias : bool).

(* Weights with which every unit is alive on every sample: with biases 1, or else a row off all hyperplanes of the
   samples, and above it the first unit handed on *)
Definition lively_weights (w : 'rV[rat]_(d 0)) l : 'M[rat]_(d l.+1, d l) :=
  match l with
  | 0 => \matrix_(i, j) if bias then 0 else w 0 j
  | l'.+1 => \matrix_(i, j) if bias then 0 else (j == 0 :> nat)%N%:R
  end.
Definition lively_biases l : 'cV[rat]_(d l.+1) := \col_i if bias then 1 else 0.

Lemma lively w (X : 'M[rat]_(d 0, N)) : (bias \/ forall n, (w *m X) 0 n != 0) -> (forall l, (l < m)%N -> (0 < d l.+1)%N) ->
  forall l, (l <= m)%N -> forall i n, alive (lively_weights w) lively_biases X l i n.
Proof.
move=> H units; elim=> [|l IH] lm i n.
  rewrite [alive _ _ _ _]/= mxE /U mxE [V _ _ _ _ _]/= [X in _ + X]mxE big_ord1 [const_mx _ _ _]mxE mulr1 [lively_biases _ _ _]mxE.
  case: H => [b1|H].
    by rewrite b1 mxE big1 ?add0r ?oner_neq0 // => j _; rewrite mxE b1 mul0r.
  case Eb: bias.
    by rewrite mxE big1 ?add0r ?oner_neq0 // => j _; rewrite mxE Eb mul0r.
  rewrite addr0; have -> : (lively_weights w 0 *m X) i n = (w *m X) 0 n by rewrite !mxE; apply: eq_bigr => j _; rewrite mxE Eb.
  exact: H.
rewrite mxE; case Eb: bias; first by rewrite [lively_biases _ _ _]mxE Eb oner_neq0.
apply/orP; right; apply/existsP; exists (Ordinal (units l lm)).
by rewrite IH ?(ltnW lm) // andbT [lively_weights _ _ _ _]mxE Eb eqxx oner_neq0.
Qed.

Theorem everything_generic which (s : rat) (X : 'M[rat]_(d 0, N)) : s != 0 ->
  (N <= d m.+2 * (d m.+1 + bias))%N -> (bias \/ forall n, col n X != 0) -> (forall l, (l < m)%N -> (0 < d l.+1)%N) ->
  @free_claim m.+1 N d bias which true s X.
Proof.
move=> s0 fits nz units; apply: free_almost_every => sg.
have [w wP] := generic_weights X.
have H : bias \/ forall n, (w *m X) 0 n != 0 by case: nz => [->|nz]; [left|right=> n; apply: wP].
pose al := lively H units.
have live n : named_alive (lively_weights w) lively_biases X n (low fits n).
  by rewrite /named_alive; case: split => // j; exact: al.
have inj : injective (fun n => (high fits n, low fits n)) by move=> n k [h l]; apply: (high_low (fits := fits)); exact: val_inj.
have [E fr] := matching_witness sg s0 live inj.
exists (lively_weights w), lively_biases, E; split=> //.
case Eb: bias => //=; apply/forallP=> l; apply/eqP/matrixP=> i j; by rewrite !mxE Eb.
Qed.

Theorem nothing_enough which (s : rat) (X : 'M[rat]_(d 0, N)) : which <> AllLayers ->
  (d m.+1 * (d m + bias) < N)%N \/ ~~ bias /\ (exists n, col n X == 0) ->
  @free_claim m N d bias which false s X.
Proof.
move=> ne H; apply: always => R z; apply: all_deficient ne _ => p; rewrite /G_of_pattern /G_above.
case: H => [lt|[b0 [n /eqP zero]]].
  by rewrite /full_column_rank neq_ltn (leq_ltn_trans (rank_leq_row _) lt).
set W := lower_at _; set c := biases_of _ _; set A := fun l => activations _ _ _; set X' := map_mx _ X.
have X0 j : X' j n = 0 by have /matrixP/(_ j 0) := zero; rewrite !mxE => ->; rewrite rmorph0.
have V0 l j : V W c A X' l j n = 0.
  elim: l j => [|l IH] j /=; first exact: X0.
  rewrite mxE; suff -> : (W l *m V W c A X' l + c l *m const_mx 1) j n = 0 by rewrite mulr0.
  rewrite mxE [X in X + _]mxE big1 ?add0r => [|k _]; last by rewrite IH mulr0.
  by rewrite mxE big_ord1 [c l _ _]mxE (negPf b0) mul0r.
apply: (@deficientP _ _ _ _ (\col_k (k == n)%:R)).
  by apply/eqP=> /matrixP/(_ n 0); rewrite !mxE eqxx => /eqP; rewrite oner_eq0.
apply/khatri_rao_mul0=> i j; rewrite (bigD1 n) //= big1 ?addr0 => [|k kn]; last by rewrite [(\col__ _) k 0]mxE (negPf kn) mulr0.
case: (split_ordP j) => k ->; first by rewrite /with_bias col_mxEu V0 mulr0 mul0r.
by case: k => k lt; move: (lt); rewrite (negPf b0).
Qed.
End Everything.
