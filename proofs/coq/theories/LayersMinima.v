(* The field scope where several layers are free (soundness.md 28): with slope 1 every local minimum in the weights of the last
   two layers, the layers below held, has derivatives of losses that are 0, at kinks too. *)
From Coq Require Import ZArith QArith_base.
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Arithmetic Form Rules PointRules Check Model Linear Archimedean Generic Bridge
  Witness Theorem5 GenericLayers SoundForward SoundPatterns SoundLayers SoundEachLayer LayersClaims EachClaims
  KinkMinima SoundScope.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section At.
Variables (m N : nat) (d : nat -> nat) (bias : bool).
Variables (R : realFieldType) (W : forall l, 'M[R]_(d l.+1, d l)) (c : forall l, 'cV[R]_(d l.+1)) (s : R).
Variables (E : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)).

(* The inputs of the last two layers are what the layers below give at this point. *)
Definition minima_above : Prop := every_minimum_critical s (E m.+1) (with_bias bias (V_at W c s E X m)).

Lemma no_samples_above : N = 0%N -> minima_above.
Proof. by move=> N0; apply: every_slope_minima; exact: no_samples_slopes. Qed.

Lemma slope_one_above which : which <> AllLayers -> s = 1 -> @layers_claim m N d bias R W c s E X which true -> minima_above.
Proof.
move=> ne s1 H; have [sg [o p]] := some_pattern (d m.+1) (with_bias bias (V_at W c s E X m)).
have [q [below qE]] := some_signs W c s E X sg.
have {H} fr : full_column_rank (@G_of_pattern m N d bias R W c s E X q).
  by apply: H; rewrite /meant_above qE; case: which ne => [_|_|_|/(_ erefl) []].
apply: every_slope_minima; rewrite s1; apply: (@slope_one_ranks R _ _ _ _ _ sg).
move: fr; rewrite /G_of_pattern /G_above qE s1 V_at_slopes; congr (full_column_rank (khatri_rao _ (with_bias _ _))).
apply: V_below => // l lm; apply/matrixP=> i n; rewrite [LHS]mxE [RHS]mxE; by do 2!case: ifP.
Qed.
End At.

(* Of the claims of LayersClaims.v and EachClaims.v, for almost every value of what is generic *)
Section Network.
Variable net : instance.
Let N := size (inputs net).

Definition claim_of_layers_minima : Prop :=
  let k := determined net in
  match weights net with
  | Some _ => @almost_every (noise_index (layers net - 2 - k) N (dims_above net)) (fun R z => @minima_above (layers net - 2 - k) N (dims_above net) (bias net) R
      (fun l => map_mx ratr (weights_above net l)) (fun l => map_mx ratr (biases_above net l)) (ratr (q2r (slope net))) (noise_of z) (map_mx ratr (determined_outputs net)))
  | None => @almost_every (free_index (layers net - 2) N (dims net)) (fun R z => @minima_above (layers net - 2) N (dims net) (bias net) R
      (lower_at (fun t => z (inr (inl t)))) (biases_of (bias net) (fun t => z (inr (inr t)))) (ratr (q2r (slope net))) (noise_of (fun t => z (inl t)))
      (map_mx ratr (mat (dims net 0) N (inputs net))))
  end.

Lemma layers_minima which : one_layer which -> one_slope net -> claim_of_layers net which true -> claim_of_layers_minima.
Proof.
move=> ol one; have ne : which <> AllLayers by case: which ol.
have all (m : nat) (d : nat -> nat) (R : realFieldType) W c E X :
    @layers_claim m N d (bias net) R W c (ratr (q2r (slope net))) E X which true -> @minima_above m N d (bias net) R W c (ratr (q2r (slope net))) E X.
  move=> H; case/orP: one => [/PeanoNat.Nat.eqb_eq N0|]; first exact: no_samples_above.
  by rewrite /qequal /qsub q2r_eq0 q2rD q2rN q2r1 subr_eq0 => /eqP s1; apply: slope_one_above ne _ H; rewrite s1 rmorph1.
by rewrite /claim_of_layers /claim_of_layers_minima; case: (weights net) => [ws|]; apply: almost_every_weaken => R z; exact: all.
Qed.

Section Each.
Variable which : patterns.

Definition claim_of_each_minima : Prop :=
  let k := free_from net which in
  match weights net with
  | Some _ => @almost_every (noise_index (layers net - 2 - k) N (dims_from net which)) (fun R z => @minima_above (layers net - 2 - k) N (dims_from net which) (bias net) R
      (fun l => map_mx ratr (weights_from net which l)) (fun l => map_mx ratr (biases_from net which l)) (ratr (q2r (slope net)))
      (mixed_noise (fun l => generic (noise_from net which l)) (given_from net which) z) (map_mx ratr (outputs_from net which)))
  | None => @almost_every (free_index (layers net - 2 - k) N (dims_from net which)) (fun R z => @minima_above (layers net - 2 - k) N (dims_from net which) (bias net) R
      (lower_at (fun t => z (inr (inl t)))) (biases_of (bias net) (fun t => z (inr (inr t)))) (ratr (q2r (slope net)))
      (mixed_noise (fun l => generic (noise_from net which l)) (given_from net which) (fun t => z (inl t))) (map_mx ratr (outputs_from net which)))
  end.

Lemma each_minima : one_slope net -> claim_of_each net which true -> claim_of_each_minima.
Proof.
move=> one; have ne : among which <> AllLayers by case: (which).
have all (m : nat) (d : nat -> nat) (R : realFieldType) W c E X :
    @layers_claim m N d (bias net) R W c (ratr (q2r (slope net))) E X (among which) true -> @minima_above m N d (bias net) R W c (ratr (q2r (slope net))) E X.
  move=> H; case/orP: one => [/PeanoNat.Nat.eqb_eq N0|]; first exact: no_samples_above.
  by rewrite /qequal /qsub q2r_eq0 q2rD q2rN q2r1 subr_eq0 => /eqP s1; apply: slope_one_above ne _ H; rewrite s1 rmorph1.
by rewrite /claim_of_each /claim_of_each_minima; case: (weights net) => [ws|]; apply: almost_every_weaken => R z; exact: all.
Qed.
End Each.
End Network.
