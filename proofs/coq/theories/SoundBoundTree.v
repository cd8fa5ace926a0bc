(* What the walk of a bound tree accepts (soundness.md 30): all weights come to a leaf, up to an exchange of units of equal
   noise, and have there a nonnegative product with the vector of the leaf. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model BoundForm Form Rules Bridge Points PointRules BoundTree
  SoundNetwork SoundBound.
From mathcomp Require Import all_fingroup.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- lists --- *)

Lemma all2_eq T (f : T -> T -> bool) : (forall x y, f x y -> x = y) -> forall xs ys, all2 f xs ys -> xs = ys.
Proof. by move=> H; elim=> [|x xs IH] [|y ys] //= /andP[/H -> /IH ->]. Qed.

Lemma same_signP a b : same_sign a b -> a = b.
Proof. by case: a b => [[]|] [[]|]. Qed.
Lemma same_knowledgeP a b : same_knowledge a b -> a = b.
Proof. by case: a b => [o l] [o' l'] /andP[/= /same_signP -> /(all2_eq same_signP) ->]. Qed.
Lemma same_noiseP a b : same_noise a b -> a = b.
Proof.
apply: all2_eq => -[x p] [y q]; rewrite /same_rational /= => /andP[H1 H2].
have -> : x = y by reckon.
by have -> : p = q by reckon.
Qed.

Lemma size_change T k (f : T -> T) xs : size (change_at k f xs) = size xs.
Proof. by elim: xs k => [|x xs IH] [|k] //=; rewrite IH. Qed.
Lemma nth_change T k (f : T -> T) xs d m : (k < size xs)%N ->
  List.nth m (change_at k f xs) d = if m == k then f (List.nth m xs d) else List.nth m xs d.
Proof. by elim: xs k m => [|x xs IH] [|k] [|m] //= lt; rewrite IH. Qed.

Lemma index_belowP i n : index_below i n -> (Z.to_nat i < n)%N.
Proof. by case/andP=> /Z.leb_le i0 /Z.ltb_lt ilt; reckon. Qed.

(* --- leaves --- *)

Section Factors.
Variable R : realFieldType.
Notation rv := (@rv R).

Lemma bounding_factorsP s q n mus es signs zeros low given ks :
  bounding_factors s q n mus es signs zeros low given = Some ks ->
  [/\ size mus = size signs, size es = size signs, size ks = size signs &
   forall m, (m < size signs)%N -> ~~ List.nth m zeros true ->
     let high := (if q then 1 else -1) * (rv (List.nth m mus q0) * rv (List.nth m es q0)) in
     (List.nth m signs None <> Some false -> rv (List.nth m ks q0) <= high) /\
     (List.nth m signs None <> Some true -> rv s * high <= rv (List.nth m ks q0))].
Proof.
elim: mus n es signs zeros low given ks => [|mu mus IH] n [|e es] [|t signs] [|z zeros] low given ks //=.
  by case: low => [|? ?] //; case: given => [|? ?] // [<-].
case: (listed_at n low) => [is_low low']; case: (term_at n given) => [k' given'].
set k := if z then q0 else _; set high := if q then _ else Qopp _.
case: ifP => // /negbT; rewrite negb_or negbK => /andP[_ fits].
case Eks: (bounding_factors _ _ _ _ _ _ _ _ _) => [ks'|] // [<-].
have [-> -> /= -> H] := IH _ _ _ _ _ _ _ Eks; split=> // -[|m] /=; last exact: H.
move=> _ nz; move: fits; rewrite (negPf nz) /= !(rv_lt R) rvM -!leNgt.
have -> : rv high = (if q then 1 else -1) * (rv mu * rv e).
  by rewrite /high; case: (q); rewrite ?rvN rvM ?mul1r ?mulN1r.
clearbody k; case: (t) => [[]|] /=; rewrite ?andbT.
- by move=> le; split.
- by move=> le; split.
by case/andP.
Qed.

Lemma leaf_ruleP U mu st es us : leaf_rule U mu st es us -> forall i, (i < size st)%N ->
  exists q f k, [/\ output_sign (List.nth i st nothing_known) = Some q,
    bounding_factors (units_slope U) q Z0 mu (List.nth i es [::]) (sample_signs (List.nth i st nothing_known))
      (zero_samples U) (low_samples f) (given_factors f) = Some k & dependency (input_rows U) k].
Proof.
elim: st es us => [|u st IH] [|e es] [|f us] //=.
case Eo: (output_sign u) => [q|] //=; case Ek: (bounding_factors _ _ _ _ _ _ _ _ _) => [k|] //=.
by case/andP=> dep /IH H [|i] lt; [exists q, f, k|exact: H].
Qed.

(* The signed factors of an empty cell *)
Lemma signed_factorsP n signs lambda ks : signed_factors n signs lambda = Some ks ->
  [/\ size ks = size signs,
   forall m, rv (List.nth m ks q0) != 0 -> List.nth m signs None = Some (0 < rv (List.nth m ks q0)) &
   lambda <> [::] -> exists2 m, (m < size signs)%N & rv (List.nth m ks q0) != 0].
Proof.
elim: signs n lambda ks => [|t signs IH] n lambda ks /=.
  by case: lambda => // -[<-]; split=> // -[|m]; rewrite rv0 eqxx.
rewrite /term_at; case: lambda => [|[m q] rest].
  case E: (signed_factors _ _ _) => [k|] // [<-]; have [sz H _] := IH _ _ _ E.
  by split=> [|[|m]|] //=; rewrite ?sz ?rv0 ?eqxx //; exact: H.
case: (Z.eqb m n).
  case: t => [b|] //; case: ifP => // q0; case E: (signed_factors _ _ _) => [k|] // [<-].
  have [sz H _] := IH _ _ _ E; rewrite (rv_gt0 R) in q0.
  split=> [|[|m'] /=|_]; rewrite /= ?sz //; [|exact: H|exists 0%N => //=].
    by case: (b) => _; rewrite ?q0 // rvN oppr_gt0 ltNge (ltW q0).
  by case: (b); rewrite ?rvN ?oppr_eq0 gt_eqF.
case E: (signed_factors _ _ _) => [k|] // [<-]; have [sz H X] := IH _ _ _ E.
split=> [|[|m'] /=|_]; rewrite /= ?sz ?rv0 ?eqxx //; first exact: H.
by have [//|m' lt nz] := X; exists m'.+1.
Qed.
End Factors.

(* --- the walk --- *)

Section Walk.
Variables (R : realFieldType) (U : bounded_units) (d D N : nat).
Notation rv := (@rv R).
Variables (X : 'M[R]_(d, N)) (E : 'M[R]_(D, N)) (g : 'rV[R]_d).
Hypothesis gX : forall n, col n X != 0 -> (g *m X) 0 n != 0.
Hypothesis rowsE : forall k, dependency (input_rows U) k -> size k = N ->
  dependent X (fun n : 'I_N => rv (List.nth n k q0)).
Hypothesis zeros_size : size (zero_samples U) = N.
Hypothesis zerosE : forall n : 'I_N, List.nth n (zero_samples U) true = (col n X == 0).
Hypothesis noise_size : size (units_noise U) = D.
Hypothesis noiseE : forall (i : 'I_D) (n : 'I_N), rv (List.nth n (List.nth i (units_noise U) [::]) q0) = E i n.
Notation s := (rv (units_slope U)).

(* Weights of a unit (and its bias), and its output weight *)
Definition unit_weights := ('rV[R]_d * R)%type.
Implicit Types (u : unit_signs) (th : unit_weights) (ths : 'I_D -> unit_weights) (st : seq unit_signs).

Definition knows u th : Prop :=
  [/\ size (sample_signs u) = N, forall b, output_sign u = Some b -> (0 <= th.2) = b &
      forall (n : 'I_N) b, List.nth n (sample_signs u) None = Some b -> col n X != 0 /\ positive X g th.1 n = b].

Definition agrees st ths : Prop := size st = D /\ forall i : 'I_D, knows (List.nth i st nothing_known) (ths i).

Definition outputs ths (n : 'I_N) : R := \sum_i (ths i).2 * (E i n * phi s (sum_at X (ths i).1 n)).

Definition exchanged ths i j : 'I_D -> unit_weights := fun k => ths (tperm i j k).

Lemma exchanged_outputs ths i j : (forall n, E i n = E j n) -> forall n, outputs (exchanged ths i j) n = outputs ths n.
Proof.
move=> same n; rewrite /outputs /exchanged (reindex_inj (@perm_inj _ (tperm i j))) /=.
by apply: eq_bigr => k _; rewrite tpermK; congr (_ * (_ * _)); case: tpermP => [->|->|].
Qed.

Lemma exchanged_agrees st ths (i j : 'I_D) : List.nth i st nothing_known = List.nth j st nothing_known ->
  agrees st ths -> agrees st (exchanged ths i j).
Proof.
move=> same [sz H]; split=> // k; rewrite /exchanged; case: tpermP => [->|->|_ _]; last exact: H.
  by rewrite same; exact: H.
by rewrite -same; exact: H.
Qed.

(* A split: f true says of a unit that p is so, f false that it is not *)
Lemma split_agrees st ths (i : 'I_D) (f : bool -> unit_signs -> unit_signs) (p : unit_weights -> bool) :
  let known := List.nth i st nothing_known in
  (forall th, knows known th -> knows (f (p th) known) th) -> agrees st ths ->
  (exists2 ths', forall n, outputs ths' n = outputs ths n & agrees (change_at i (f true) st) ths') \/
  agrees (for_twins (List.nth i (units_noise U) [::]) known (f false) (units_noise U) st) ths.
Proof.
move=> known step ag; have [sz H] := ag.
pose twin (j : 'I_D) := same_knowledge (List.nth j st nothing_known) known &&
  same_noise (List.nth j (units_noise U) [::]) (List.nth i (units_noise U) [::]).
case: (pickP (fun j => twin j && p (ths j))) => [j /andP[/andP[/same_knowledgeP kj /same_noiseP nj] pj]|none].
  left; exists (exchanged ths i j); first by apply: exchanged_outputs => n; rewrite -!noiseE nj.
  have [_ H'] := exchanged_agrees (esym kj) ag; split=> [|k]; first by rewrite size_change.
  rewrite nth_change ?sz //; case: eqP => [E1|_]; last exact: H'.
  have -> : k = i by exact: val_inj.
  rewrite /exchanged tpermL -/known -pj; apply: step; rewrite -kj; exact: H.
right; split=> [|k]; first by rewrite size_map2 ?noise_size // sz.
rewrite list_nth (nth_map2 _ [::] nothing_known) ?noise_size ?sz // -!list_nth -/(twin k).
case: ifP => tk; last exact: H.
have pk : p (ths k) = false by have := none k; rewrite tk.
have /andP[/same_knowledgeP kk _] := tk.
by rewrite kk -pk; apply: step; rewrite -kk; exact: H.
Qed.

(* --- a leaf with a vector --- *)

Lemma leaf_product mu st ths us : leaf_rule U mu st (units_noise U) us -> agrees st ths ->
  0 <= \sum_n rv (List.nth (nat_of_ord n) mu q0) * outputs ths n.
Proof.
move=> /leaf_ruleP lf [sz H].
rewrite (eq_bigr (fun n : 'I_N => \sum_i (ths i).2 * (rv (List.nth n mu q0) * E i n * phi s (sum_at X (ths i).1 n)))); last first.
  by move=> n _; rewrite mulr_sumr; apply: eq_bigr => i _; rewrite mulrCA !mulrA.
rewrite exchange_big; apply: sumr_ge0 => i _; rewrite -mulr_sumr.
have [|q [f [k [Eo Ek dep]]]] := lf i; first by rewrite sz.
have [szs out sig] := H i; have := out _ Eo => {out} qE.
have [szmu sze szk bounds] := bounding_factorsP R Ek; rewrite szs in szmu sze szk bounds.
pose m (n : 'I_N) : R := (if q then 1 else -1) * (rv (List.nth n mu q0) * E i n).
have : 0 <= \sum_n m n * phi s (sum_at X (ths i).1 n).
  apply: (nonnegative_unit (g := g) (rowsE dep szk)) => n xn.
  have zn : ~~ List.nth n (zero_samples U) true by rewrite zerosE.
  have [up lo] := bounds n (ltn_ord n) zn; rewrite noiseE in up lo.
  split=> pos; [apply: up|apply: lo] => Es; have [_] := sig _ _ Es; by rewrite ?pos ?(negPf pos).
have -> : \sum_n m n * phi s (sum_at X (ths i).1 n) =
    (if q then 1 else -1) * \sum_n rv (List.nth (nat_of_ord n) mu q0) * E i n * phi s (sum_at X (ths i).1 n).
  by rewrite mulr_sumr; apply: eq_bigr => n _; rewrite mulrA.
move: qE; case: (q) => qE; first by rewrite mul1r => S0; exact: mulr_ge0.
rewrite mulN1r oppr_ge0 => S0; apply: mulr_le0 => //; apply: ltW; by rewrite ltNge qE.
Qed.

(* --- an empty cell --- *)

Lemma empty_ruleP u th lambda : empty_rule (input_rows U) u lambda -> knows u th -> False.
Proof.
case: lambda => [|t0 lambda0] //; set lambda := t0 :: lambda0; rewrite /empty_rule => er [szs _ sig].
have ne : lambda <> [::] by [].
move: er; rewrite -[X in signed_factors _ _ X]/lambda.
case Ek: (signed_factors _ _ _) => [k|] // dep.
have [szk signs some] := signed_factorsP R Ek; rewrite szs in szk some.
have [m lt nz] := some ne.
have := no_such_unit gX (rowsE dep szk) (w := th.1) _ (Ordinal lt) => H.
move: nz; rewrite H ?eqxx // => n kn; have [xn ->] := sig _ _ (signs _ kn); by [].
Qed.

(* --- all together --- *)

Variable bounded : ('I_N -> R) -> Prop.
Hypothesis bounded_same : forall v v', (forall n, v n = v' n) -> bounded v -> bounded v'.
Hypothesis bounded_by : forall m v, (m < size (units_vectors U))%N ->
  0 <= \sum_n rv (List.nth (nat_of_ord n) (List.nth m (units_vectors U) [::]) q0) * v n -> bounded v.

Theorem walk_bounded nodes open : bound_walk U nodes open ->
  forall st, List.In st open -> forall ths, agrees st ths -> bounded (outputs ths).
Proof.
elim: nodes open => [|node nodes IH] [|st0 open] //.
have rest : bound_walk U nodes open -> forall st, List.In st open -> forall ths, agrees st ths -> bounded (outputs ths).
  exact: IH.
case: node => [i|i n|i lambda|m us] /=.
- case/andP=> /andP[lt unk] /IH{IH} H st [<-|inn] ths ag; last by apply: (H st) => //; right; right.
  have [sz _] := ag; have ltD : (Z.to_nat i < D)%N by rewrite -sz; exact: index_belowP.
  have [|[ths' same ag']|ag'] := @split_agrees st0 ths (Ordinal ltD) with_output (fun th => 0 <= th.2) _ ag.
  + by move=> th [s1 _ s3]; split=> // b [<-].
  + by apply: bounded_same same _; apply: H ag'; left.
  by apply: H ag'; right; left.
- case/andP=> /andP[/andP[/andP[lt ltn] nz] unk] /IH{IH} H st [<-|inn] ths ag; last by apply: (H st) => //; right; right.
  have [sz _] := ag; have ltD : (Z.to_nat i < D)%N by rewrite -sz; exact: index_belowP.
  have ltN : (Z.to_nat n < N)%N by rewrite -zeros_size; exact: index_belowP.
  have xn : col (Ordinal ltN) X != 0 by rewrite -zerosE.
  have [|[ths' same ag']|ag'] := @split_agrees st0 ths (Ordinal ltD) (with_sample (Z.to_nat n))
      (fun th => positive X g th.1 (Ordinal ltN)) _ ag.
  + move=> th [s1 s2 s3]; split=> [||n' b] //; first by rewrite /= size_change.
    rewrite /= nth_change ?s1 //; case: eqP => [E1 [<-]|_]; last exact: s3.
    by have -> : n' = Ordinal ltN by exact: val_inj.
  + by apply: bounded_same same _; apply: H ag'; left.
  by apply: H ag'; right; left.
- case/andP=> /andP[lt er] /rest H st [<-|inn] ths ag; last exact: H inn _ ag.
  have [sz kn] := ag; have ltD : (Z.to_nat i < D)%N by rewrite -sz; exact: index_belowP.
  by case: (empty_ruleP er (kn (Ordinal ltD))).
case/andP=> /andP[lt lf] /rest H st [<-|inn] ths ag; last exact: H inn _ ag.
exact: bounded_by (index_belowP lt) (leaf_product lf ag).
Qed.
End Walk.
