(* Soundness of every-pattern where several layers are free (soundness.md 46), and what is claimed there: noise that is
   generic in some of the layers. *)
From Coq Require Import ZArith QArith_base.
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Arithmetic Form Rules Check EachPattern EachLayer SoundWalk Model Linear Bridge
  Groups SoundOneLayer SoundForward Generic Theorem5 GenericLayers SoundPatterns SoundLayers SoundTree SoundEach.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- the claim: layers are counted from 1 to m + 1 above the one with outputs X --- *)

Section Claim.
Variables (m N : nat) (d : nat -> nat) (bias : bool).
Variables (is_generic : nat -> bool) (given : forall l, 'M[rat]_(d l, N)).

(* z are values for all layers; only those of layers with generic noise matter. *)
Definition mixed_noise (R : numFieldType) (z : noise_index m N d -> R) (l : nat) : 'M[R]_(d l, N) :=
  if is_generic l then noise_of z l else map_mx ratr (given l).

Definition mixed_claim which holds (s : rat) (W : forall l, 'M[rat]_(d l.+1, d l)) (c : forall l, 'cV[rat]_(d l.+1)) (X : 'M[rat]_(d 0%N, N)) :=
  @almost_every (noise_index m N d) (fun R z => @layers_claim m N d bias R (fun l => map_mx ratr (W l)) (fun l => map_mx ratr (c l))
    (ratr s) (mixed_noise z) (map_mx ratr X) which holds).

(* Without weights *)
Definition free_mixed_claim which holds (s : rat) (X : 'M[rat]_(d 0%N, N)) :=
  @almost_every (free_index m N d) (fun R z => @layers_claim m N d bias R (lower_at (fun t => z (inr (inl t)))) (biases_of bias (fun t => z (inr (inr t))))
    (ratr s) (mixed_noise (fun t => z (inl t))) (map_mx ratr X) which holds).

(* One value of what is generic, for all patterns *)
Lemma mixed_almost_every which s W c (X : 'M[rat]_(d 0%N, N)) (E : forall l, 'M[rat]_(d l, N)) :
  (forall l, (l <= m)%N -> ~~ is_generic l.+1 -> E l.+1 = given l.+1) ->
  (forall sg : forall l, 'M[bool]_(d l, N), full_column_rank (G_above bias W c (fun l => activations s (E l) (sg l)) X m)) ->
  mixed_claim which true s W c X.
Proof.
move=> EG H; pose T := noise_index m N d; pose C := @mpolyC #|T| rat_Ring.
pose noise l : 'M[polynomial T]_(d l, N) := if is_generic l then noise_of (@coordinate T) l else map_mx C (given l).
pose M (p : all_patterns m N d) := G_above bias (fun l => map_mx C (W l)) (fun l => map_mx C (c l))
  (fun l => activations s%:MP (noise l) (signs_at p l)) (map_mx C X) m.
have ME (R : numFieldType) (z : T -> R) p : map_mx (at_point z) (M p) =
    G_above bias (fun l => map_mx ratr (W l)) (fun l => map_mx ratr (c l)) (fun l => activations (ratr s) (mixed_noise z l) (signs_at p l)) (map_mx ratr X) m.
  rewrite /M map_G_above; apply: G_above_below => [l _|l _|l _|]; rewrite ?ratr_at //.
  rewrite map_activations /= at_point_constant; congr activations; rewrite /noise /mixed_noise; case: ifP => _; last exact: ratr_at.
  exact: (@noise_of_at m N d T R z id).
have : @almost_every T (fun R z => forall p, full_column_rank (map_mx (at_point z) (M p))).
  apply: fact7 => p; have fr := H (signs_at p).
  apply: (@almost_every_from _ (fun t : T => E (tag t).+1 (tagged t).1 (tagged t).2)); apply: lemma8.
  rewrite ME; apply: (eq_ind _ (fun G => full_column_rank G) fr); apply: G_above_below => [l _|l _|l lm|]; rewrite ?ratr_rat //.
  have -> : ratr s = s by exact: esym (fmorph_eq_rat [rmorphism of (@idfun rat)] _).
  congr activations; rewrite /mixed_noise; case: ifP => [_|/negbT ng]; last by rewrite ratr_rat EG.
  apply/matrixP=> i n; rewrite [RHS]mxE; apply: esym.
  exact: (@layer_of_tagged _ 1 m.+1 (cell_index N d) (fun l (t : cell_index N d l) => E l.+1 t.1 t.2) l (i, n) lm).
by apply: almost_every_weaken => R z K p _; rewrite /G_of_pattern -ME; exact: K.
Qed.
End Claim.

(* --- the outputs of the layers below --- *)

Lemma each_outputP s (sgs : seq (seq bool)) es us f : forall before, each_output s es us before f ->
  size es = size us -> size sgs = size us -> (forall n, (n < size us)%N -> size (nth [::] sgs n) = size (nth [::] us n)) ->
  f (cat (rev before) (Arithmetic.map2 (Arithmetic.map2 qmul) (Arithmetic.map2 (chosen s) es sgs) us)).
Proof.
have revE (T : Type) (l : seq T) : List.rev l = rev l.
  by elim: l => //= x l IH; rewrite IH rev_cons -cats1.
elim: us es sgs => [|u us IH] es sgs before H sze szs sz.
  by rewrite (size0nil sze) (size0nil szs) /= cats0 -revE; move: H; rewrite (size0nil sze).
case: es sgs H sze szs sz => [|e es] [|sg sgs] //= H [sze] [szs] sz; have lenu : length sg = length u by exact: (sz 0%N).
have := each_choice_sound _ _ _ H sg lenu => /= {}H.
have := IH es sgs _ H sze szs (fun n lt => sz n.+1 lt).
by rewrite rev_cons cat_rcons.
Qed.

Section Lists.
Variables (d : nat -> nat) (N : nat) (w : nat -> rows) (c : nat -> seq Q) (e : nat -> rows).
Hypotheses (szw : forall l, size (w l) = d l.+1) (lenw : forall l, lengths_are (d l) (w l)).
Hypotheses (szc : forall l, size (c l) = d l.+1).
Hypotheses (sze : forall l, size (e l) = N) (lene : forall l, lengths_are (d l.+1) (e l)).
Variables (s : Q) (x : rows) (sg : forall l, 'M[bool]_(d l, N)).
Notation W := (weight_of d w).
Notation b := (bias_of d c).
Let A l := activations (q2r s) (noise_in d N e l) (sg l).
Notation X := (mat (d 0%N) N x).

Lemma lengths_all n (r : rows) : (forall k, (k < size r)%N -> size (nth [::] r k) = n) -> lengths_are n r.
Proof.
move=> H; have : all (fun y => Nat.eqb (length y) n) r; last by [].
by apply/(all_nthP [::]) => k lt; apply/PeanoNat.Nat.eqb_eq; exact: H.
Qed.

Lemma each_lowerP f k a v : each_lower s (map w (iota a k)) (map c (iota a k)) (map e (iota a k)) v f ->
  size v = N -> lengths_are (d a) v -> mat (d a) N v = V W b A X a ->
  exists v', [/\ f v', size v' = N, lengths_are (d (a + k)%N) v' & mat (d (a + k)%N) N v' = V W b A X (a + k)].
Proof.
elim: k a v => [|k IH] a v /= H szv lenv vE; first by exists v; rewrite addn0.
set us := preactivations _ _ _ in H.
have szu : size us = N by rewrite /us /preactivations -[List.map _ _]/(map _ _) size_map.
have nthu n : (n < N)%N -> nth [::] us n = Arithmetic.map2 (fun wi ci => qadd (qdot wi (nth [::] v n)) ci) (w a) (c a).
  by move=> lt; rewrite /us /preactivations -[List.map _ _]/(map _ _) (nth_map [::]) ?szv.
have szun n : (n < N)%N -> size (nth [::] us n) = d a.+1 by move=> lt; rewrite nthu // size_map2 szw ?szc.
pose sgs := [seq bits_of (sg a.+1 ^~ n) | n <- enum 'I_N].
have szs : size sgs = N by rewrite size_map size_enum_ord.
have nths (n : 'I_N) : nth [::] sgs n = bits_of (sg a.+1 ^~ n) by rewrite (nth_map n) ?size_enum_ord // nth_ord_enum.
have {}H := @each_outputP s sgs _ _ _ _ H (etrans (sze a) (esym szu)) (etrans szs (esym szu)).
have {}H := H (fun n lt => etrans (etrans (congr1 size (nths (Ordinal (leq_trans lt (eq_leq szu))))) (size_bits _)) (esym (szun n (leq_trans lt (eq_leq szu))))).
set v1 := cat _ _ in H.
have szc1 : size (Arithmetic.map2 (chosen s) (e a) sgs) = N by rewrite size_map2 sze ?szs.
have szv1 : size v1 = N by rewrite /v1 /= size_map2 szc1 ?szu.
have nthv (n : 'I_N) : nth [::] v1 n = Arithmetic.map2 qmul (chosen s (nth [::] (e a) n) (bits_of (sg a.+1 ^~ n))) (nth [::] us n).
  by rewrite /v1 /= (nth_map2 _ [::] [::]) ?szc1 ?szu // (nth_map2 _ [::] [::]) ?sze ?szs // nths.
have szen n : (n < N)%N -> size (nth [::] (e a) n) = d a.+1 by move=> lt; rewrite (lengths_areP (lene a)) ?sze.
have szch (n : 'I_N) : size (chosen s (nth [::] (e a) n) (bits_of (sg a.+1 ^~ n))) = d a.+1.
  by rewrite /chosen size_map2 ?szen ?size_bits.
have lenv1 : lengths_are (d a.+1) v1.
  apply: lengths_all => n; rewrite szv1 => lt; rewrite (nthv (Ordinal lt)) size_map2 ?szch //.
  exact: szun.
rewrite -addSnnS; apply: (IH _ _ H szv1 lenv1); apply/matrixP=> i n.
rewrite [LHS]mxE nthv (nth_map2 _ q0 q0) ?szch ?szun // q2rM nth_chosen ?size_bits ?szen // nth_bits.
rewrite nthu // (nth_map2 _ [::] q0) ?szw ?szc // q2rD qdot_sum ?(lengths_areP (lenw a)) ?(lengths_areP lenv) ?szw ?szv //.
rewrite [RHS]mxE [A _ _ _]mxE [noise_in _ _ _ _ _ _]mxE; congr (_ * _).
rewrite [RHS]mxE; congr (_ + _); last by rewrite [RHS]mxE big_ord1 !mxE mulr1.
by rewrite -/(V W b A X a) -vE [RHS]mxE; apply: eq_bigr => j _; rewrite !mxE.
Qed.

(* With a row of ones, if there are biases *)
Lemma mat_with_ones (bias : bool) k v : size v = N -> lengths_are k v ->
  mat (k + bias) N (with_ones bias v) = with_bias bias (mat k N v).
Proof.
move=> szv lenv; apply/matrixP=> j n; rewrite [LHS]mxE /with_bias; case: bias j => j; case: (split_ordP j) => i ->.
- rewrite col_mxEu [RHS]mxE /with_ones -[List.map _ _]/(map _ _) (nth_map [::]) ?szv // -[_ ++ _]/(cat _ _) nth_cat.
  by rewrite (lengths_areP lenv) ?szv //= ltn_ord.
- rewrite col_mxEd [RHS]mxE /with_ones -[List.map _ _]/(map _ _) (nth_map [::]) ?szv // -[_ ++ _]/(cat _ _) nth_cat.
  by rewrite (lengths_areP lenv) ?szv //= (ord1 i) addn0 ltnn subnn q2r1.
- by rewrite col_mxEu [RHS]mxE.
by case: i => i lt; move: (lt).
Qed.

Lemma size_with_ones bias v : size (with_ones bias v) = size v.
Proof. by case: bias => //=; exact: size_map. Qed.

Theorem each_lower_sound (bias : bool) p m : size x = N -> lengths_are (d 0%N) x -> Z.lt (Zpos xH) p ->
  each_lower s (map w (iota 0 m)) (map c (iota 0 m)) (map e (iota 0 m)) x
    (fun v => every_slope (d m.+1) (d m + bias) s p (e m) (with_ones bias v)) ->
  full_column_rank (G_above bias W b A X m).
Proof.
move=> szx lenx p1 /each_lowerP[] // v [H szv lenv vE]; rewrite add0n in lenv vE.
have szo : size (with_ones bias v) = N by rewrite size_with_ones.
have := every_slope_sound szo p1 H (sg m.+1); rewrite /gradient mat_with_ones // vE.
exact.
Qed.
End Lists.
