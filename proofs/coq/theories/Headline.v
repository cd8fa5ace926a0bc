(* From full column rank to training: over the reals, or any ordered field (soundness.md section 0). *)
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Model Linear AlmostEvery Minimum.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma every_pattern_map (R : numFieldType) d D N s (E : 'M[rat]_(D, N)) (X : 'M[rat]_(d, N)) :
  every_pattern s E X -> every_pattern (ratr s : R) (map_mx ratr E) (map_mx ratr X).
Proof.
by move=> fr sg; rewrite /gradient -map_activations -map_khatri_rao /full_column_rank mxrank_map; exact: fr.
Qed.

(* Every local minimum of (W_{L-1}, w_L), the layers below held, with nonzero preactivations in layer L-1,
   has loss 0, whatever the targets. One hidden layer: X are the inputs, and nothing is held. *)
Definition all_minima_global (R : realFieldType) d D N (s : R) (E : 'M_(D, N)) (X : 'M_(d, N)) :=
  forall y W w, (forall i n, preactivation X W i n != 0) -> local_minimum s E X y W w ->
  loss s E X y W w = 0.

Theorem every_pattern_minima d D N s (E : 'M[rat]_(D, N)) (X : 'M[rat]_(d, N)) : every_pattern s E X ->
  forall R : realFieldType, all_minima_global (ratr s : R) (map_mx ratr E) (map_mx ratr X).
Proof. by move=> fr R y W w strict min; apply: no_bad_minimum min => //; exact: every_pattern_map. Qed.

(* Theorem 4 of the paper for the inputs of one data set, and almost every noise *)
Theorem almost_every_minima d D N s (X : 'M[rat]_(d, N)) : almost_every_noise D s X ->
  exists P : {mpoly rat[D * N]}, P != 0 /\ forall (R : realFieldType) (E : 'M[R]_(D, N)),
    value_at E P != 0 -> all_minima_global (ratr s) E (map_mx ratr X).
Proof.
case=> P [P0 H]; exists P; split=> // R E PE y W w strict min.
by apply: no_bad_minimum min => //; exact: H.
Qed.
