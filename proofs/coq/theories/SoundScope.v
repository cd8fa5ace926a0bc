(* Kinds whose evidence serves all slopes between s and 1, one for each unit and sample (soundness.md 28): slope 1,
   independent inputs, diagonal; archimedean is in SoundArchimedean.v, noise-ball in SoundNoiseBall.v. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Elimination Model Linear Archimedean Form Rules Bridge Groups
  SoundOneLayer SoundLinear.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Slopes.
Variables (R : realFieldType) (d D N : nat).
Implicit Types (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)).

(* Slope 1: there is nothing between, and one pattern is all of them. *)
Lemma slope_one_ranks E X sg : full_column_rank (gradient 1 E X sg) -> every_slope_rank 1 E X.
Proof.
move=> full th thP; have -> : entrywise E th = activations 1 E sg; last exact: full.
apply/matrixP=> i n; rewrite !mxE if_same; congr (_ * _); have := thP i n.
by rewrite minxx maxxx -eq_le => /eqP.
Qed.

(* Independent inputs: whatever the slopes, if not 0, sample n is seen by a unit with noise, as for one pattern. *)
Lemma independent_inputs_slopes s E X : 0 < s -> full_column_rank X -> every_pattern s E X -> every_slope_rank s E X.
Proof.
move=> s0 /full_column_rankP Xinj every th thP; apply/full_column_rankP=> v /khatri_rao_block Gv.
have /full_column_rankP inj := every (const_mx true); apply: inj; apply/khatri_rao_block=> i.
have -> : \col_n (activations s E (const_mx true) i n * v n 0) = 0; last by rewrite mulmx0.
apply/matrixP=> n c; have /matrixP/(_ n c) := Xinj _ (Gv i); rewrite !mxE mulr1 => /eqP.
by rewrite (mulrC (E i n)) -mulrA mulf_eq0 (gt_eqF (between_slopes_gt0 s0 thP i n)) => /eqP.
Qed.
End Slopes.

Lemma no_samples_slopes (R : realFieldType) d D N (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) : N = 0%N -> every_slope_rank s E X.
Proof. by move=> N0; subst N => th _; exact: no_samples. Qed.

(* A group that holds every sample *)
Lemma whole_group_independent d rs p zs groups : lengths_are d rs -> integral_rows false rs = Some zs ->
  (forall i, (i < size groups)%N -> index_set (Z.of_nat (size rs)) (nth [::] groups i) /\ independent_of p zs (nth [::] groups i)) ->
  has (fun g => Nat.eqb (length g) (size rs)) groups -> full_column_rank (mat d (size rs) rs).
Proof.
move=> len Ez ind /(has_nthP [::])[i lt /PeanoNat.Nat.eqb_eq whole].
have [inc indi] := ind i lt; have [szz [lam [lam0 [sizeZ entryZ]]]] := integral_rows_sound Ez.
have szs n : (size (nth [::] zs n) <= d)%N.
  rewrite sizeZ; have [ltn|ge] := ltnP n (size rs); last by rewrite nth_default.
  by rewrite (lengths_areP len).
have all_in : members (size rs) (nth [::] groups i) = setT.
  by apply/eqP; rewrite eqEcard subsetT cardsT card_ord card_members // -[size (nth _ _ _)]/(length _) whole leqnn.
apply/full_column_rankP=> v; apply: (group_independent szz szs inc lam0 _ indi) => [j n|n]; first by rewrite entryZ mxE.
by rewrite all_in inE.
Qed.
Lemma whole_independent D p groups d rs : grouped D d rs p groups -> has (fun g => Nat.eqb (length g) (size rs)) groups ->
  full_column_rank (mat d (size rs) rs).
Proof. by case/groupedP=> len [zs [Ez ind]] _; exact: whole_group_independent len Ez ind. Qed.

Lemma check_independent_inputs_independent P p : check_independent_inputs P p -> full_column_rank (X_of P).
Proof.
rewrite /check_independent_inputs; do 6!case/andP; move=> _ _ lenX _ _ _.
case Ez: (integral_rows false (xs P)) => [zs|] // ind; exact: all_independent lenX Ez ind.
Qed.

Theorem check_diagonal_slopes P : check_diagonal P -> 0 < s_of P -> forall R : realFieldType,
  every_slope_rank (ratr (s_of P) : R) (map_mx ratr (E_of P)) (map_mx ratr (X_of P)).
Proof.
case/andP=> /andP[/andP[_ lenX] lenE] /diagonalP[szf [f [g [places_ok [_ inj]]]]] s0 R th thP.
have fP (n : 'I_(sample_count P)) : exists i : 'I_(unit_count P), f n = i.
  have [/nonzero_atP[lt _] _] := places_ok n (ltn_ord n).
  rewrite (lengths_areP lenE) ?szf // in lt; by exists (Ordinal lt).
have gP (n : 'I_(sample_count P)) : exists j : 'I_(dim P), g n = j.
  have [_ /nonzero_atP[lt _]] := places_ok n (ltn_ord n).
  rewrite (lengths_areP lenX) // in lt; by exists (Ordinal lt).
have [f' fE] := fin_all_exists fP; have [g' gE] := fin_all_exists gP.
apply: (@one_place _ _ _ _ _ _ f' g').
- move=> i n; have [/nonzero_atP[_ H] _] := places_ok n (ltn_ord n).
  rewrite mxE mulf_eq0 negb_or [th i n == 0]gt_eqF ?andbT; last by rewrite (between_slopes_gt0 _ thP) // ltr0q.
  by rewrite mxE fmorph_eq0 mxE H ?(lengths_areP lenE) ?szf // fE.
- move=> j n; have [_ /nonzero_atP[_ H]] := places_ok n (ltn_ord n).
  by rewrite mxE fmorph_eq0 mxE H ?(lengths_areP lenX) // gE.
move=> n k [E1 E2]; apply: val_inj; apply: (inj n k (ltn_ord n) (ltn_ord k)); first by rewrite !fE E1.
by rewrite !gE E2.
Qed.
