(* The extensions of Theorem 5: noise of the lower layers held (without it, for example), and layers below L-2 of any
   kind whose preactivations are polynomials in finitely many pieces, as those of convolutions. L = m + 2. *)
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Model Linear Generic Witness Minimum Theorem5 Paper.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- some coordinates held at rational values, almost every value of the others --- *)

Section Held.
Variables (T : finType) (h : pred T) (v z0 : T -> rat).
Definition held_at (R : realFieldType) (z : T -> R) (t : T) : R := if h t then ratr (v t) else z t.
Hypothesis agree : forall t, h t -> z0 t = v t.

Theorem almost_every_held (Q : @property T) : almost_every_at z0 Q -> almost_every_at z0 (fun R z => Q R (held_at z)).
Proof.
case=> P [nz H].
pose P' : polynomial T := mmap (@mpolyC #|T| rat_Ring)
  (fun k : 'I_#|T| => if h (enum_val k) then (v (enum_val k))%:MP else 'X_k) P.
have PE (R : realFieldType) (z : T -> R) : at_point z P' = at_point (held_at z) P.
  apply: push_mmap => [c|k]; first exact: at_point_constant.
  rewrite /held_at; case: ifP => _; first exact: at_point_constant.
  by have := at_point_coordinate z (enum_val k); rewrite /coordinate enum_valK.
exists P'; split=> [|R z]; rewrite PE; last exact: H.
rewrite (@at_point_eq _ _ _ z0) // => t; rewrite /held_at; case: ifP => // /agree ->.
exact: esym (fmorph_eq_rat [rmorphism of (@idfun rat)] _).
Qed.
End Held.

(* Column n of A is not 0 at n / r only, column n of B at n mod r only; B may have more rows. *)
Lemma unit_columns_of (F : fieldType) a b r N (A : 'M[F]_(a, N)) (B : 'M[F]_(b, N)) : (N <= a * r)%N -> (r <= b)%N ->
  (forall i n, (A i n != 0) = (i == n %/ r :> nat)%N) -> (forall j n, (B j n != 0) = (j == n %% r :> nat)%N) ->
  full_column_rank (khatri_rao A B).
Proof.
move=> fits rb AE BE; apply/full_column_rankP=> v /khatri_rao_mul0 Gv; apply/matrixP=> n c; rewrite (ord1 c) [RHS]mxE.
have := Gv (high fits n) (widen_ord rb (low fits n)); rewrite (bigD1 n) //= big1 => [|k kn].
  have An : A (high fits n) n != 0 by rewrite AE.
  have Bn : B (widen_ord rb (low fits n)) n != 0 by rewrite BE.
  by rewrite addr0 => /eqP; rewrite !mulf_eq0 (negPf An) (negPf Bn) => /eqP.
apply/eqP; rewrite !mulf_eq0 -orbA; apply/norP=> -[]; rewrite AE => /eqP hE /norP[].
rewrite BE => /eqP lE _; case/eqP: kn; apply: (high_low (fits := fits)); apply: val_inj; exact: esym.
Qed.

(* --- noise of lower layers held --- *)

Section HeldNoise.
Variables (m N : nat) (d : nat -> nat) (s : rat).
Hypothesis s0 : s != 0.
Variable F : forall l, 'M[rat]_(d l, N).
Hypothesis nonzero : forall l i n, F l i n != 0.
Notation no_bias := (fun l => 0 : 'cV[rat]_(d l.+1)).

(* The noise of the layers 1, ..., k *)
Definition noise_to k (t : index m N d) : bool := if t is inl (inr u) then (tag u < k)%N else false.

(* A point with the noise F there, given inputs X0 and noise E0 elsewhere, weights W0 *)
Section PointWith.
Variables (k : nat) (X0 : 'M[rat]_(d 0, N)) (E0 : forall l, 'M[rat]_(d l, N)) (W0 : forall l, 'M[rat]_(d l.+1, d l)).
Definition noise_with l : 'M[rat]_(d l, N) := if l is l'.+1 then if (l' < k)%N then F l'.+1 else E0 l'.+1 else const_mx 1.
Definition point_with (t : index m N d) : rat :=
  match t with
  | inl (inl (i, n)) => X0 i n
  | inl (inr u) => noise_with (tag u).+1 (tagged u).1 (tagged u).2
  | inr u => W0 (tag u) (tagged u).1 (tagged u).2
  end.
Lemma G_with p : G_of s p (fun t => point_with (inl t)) (fun t => point_with (inr t)) =
  khatri_rao (activations s (noise_with m.+1) (signs_at p m.+1))
    (V W0 no_bias (fun l => activations s (noise_with l) (signs_at p l)) X0 m).
Proof.
have nE l : (l <= m)%N -> noise_at (fun t => point_with (inl t)) l.+1 = noise_with l.+1.
  move=> lm; apply/matrixP=> i n; rewrite [LHS]mxE.
  exact: (@layer_of_tagged _ 1 m.+1 (cell_index N d) (fun l (t : cell_index N d l) => noise_with l.+1 t.1 t.2) l (i, n) lm).
rewrite /G_of /G_absorbed (nE m (leqnn m)); apply: f_equal; apply: V_below => // [l lm|l lm|]; last by apply/matrixP=> i n; rewrite mxE.
  apply/matrixP=> i j; rewrite [LHS]mxE.
  exact: (@layer_of_tagged _ 0 m (weight_index d) (fun l (t : weight_index d l) => W0 l t.1 t.2) l (i, j) lm).
by rewrite nE // ltnW.
Qed.
End PointWith.

Lemma active_neq0 k E0 l (sg : 'M[bool]_(d l, N)) i n : (activations s (noise_with k E0 l) sg i n != 0) = (noise_with k E0 l i n != 0).
Proof. by rewrite mxE mulf_eq0 negb_or; case: ifP; rewrite ?oner_eq0 ?s0 andbT. Qed.

(* E_1, ..., E_{L-3} held: the paper's witness *)
Section AllBelow.
Hypothesis fits : (N <= d m.+1 * d m)%N.
Hypothesis units : forall l, (l < m)%N -> (0 < d l)%N.
Notation Wn := (witness_noise [fieldType of rat] m N d).
Definition held_witness := point_with m.-1 (Wn 0) Wn (witness_weight [fieldType of rat] d).

Lemma held_zeros l i n : (noise_with m.-1 Wn l.+1 i n != 0) = (Wn l.+1 i n != 0).
Proof.
rewrite /noise_with; case: ifP => // lm; rewrite nonzero [Wn _ _ _]mxE.
have -> : (l.+1 < m)%N by case: (m) lm.
by rewrite oner_eq0.
Qed.

Lemma held_point p : full_column_rank (G_of s p (fun t => held_witness (inl t)) (fun t => held_witness (inr t))).
Proof.
rewrite G_with; pose A l := activations s (noise_with m.-1 Wn l) (signs_at p l).
pose A' l : 'M[rat]_(d l, N) := if l is l'.+1 then A l'.+1 else Wn 0.
have same l i n : (A' l i n != 0) = (Wn l i n != 0) by case: l i => // l i; rewrite /A' /A active_neq0 held_zeros.
have := witness_full_rank fits units same; rewrite /G_absorbed.
by rewrite (V_below (W' := witness_weight [fieldType of rat] d) (c' := no_bias) (A' := A) (X' := Wn 0)).
Qed.
End AllBelow.

(* E_1, ..., E_{L-2} held: X has different unit columns, r of them, which the weights hand on *)
Section AllBelowToo.
Variable r : nat.
Hypothesis fits : (N <= d m.+1 * r)%N.
Hypothesis units : forall l, (l <= m)%N -> (r <= d l)%N.
Definition residue_inputs : 'M[rat]_(d 0, N) := \matrix_(i, n) (i == n %% r :> nat)%N%:R.
Definition quotient_noise l : 'M[rat]_(d l, N) := \matrix_(i, n) (i == n %/ r :> nat)%N%:R.
Definition handing l : 'M[rat]_(d l.+1, d l) := \matrix_(i, j) ((i == j :> nat) && (i < r)%N)%:R.
Definition handed_witness := point_with m residue_inputs quotient_noise handing.

Lemma handed_V (A : forall l, 'M[rat]_(d l, N)) l : (forall k i n, (k < m)%N -> A k.+1 i n != 0) -> (l <= m)%N ->
  forall i n, (V handing no_bias A residue_inputs l i n != 0) = (i == n %% r :> nat)%N.
Proof.
move=> nz; elim: l => [|l IH] lm i n; first by rewrite mxE bool_neq0.
have r0 : (0 < r)%N by rewrite lt0n; apply/eqP=> r0; case: n (fits) => n nN; rewrite r0 muln0 leqn0 => /eqP N0; rewrite N0 in nN.
rewrite /= mul0mx addr0 mxE mulf_eq0 negb_or nz //= mxE.
have [ir|ri] := ltnP i r; last first.
  rewrite big1 => [|j _]; last by rewrite mxE ltnNge ri andbF mul0r.
  by rewrite eqxx; apply/esym/negbTE; rewrite gtn_eqF // (leq_trans _ ri) // ltn_mod.
have il : (i < d l)%N := leq_trans ir (units (ltnW lm)).
rewrite (bigD1 (Ordinal il)) //= big1 => [|j ji]; first by rewrite addr0 mxE eqxx ir mul1r IH // ltnW.
rewrite mxE; have -> : (i == j :> nat)%N = false by apply: contra_neqF ji => /eqP E; exact/val_inj/esym.
by rewrite mul0r.
Qed.

Lemma handed_point p : full_column_rank (G_of s p (fun t => handed_witness (inl t)) (fun t => handed_witness (inr t))).
Proof.
rewrite G_with; apply: (unit_columns_of fits (units (leqnn m))) => i n.
  by rewrite active_neq0 /noise_with ltnn mxE bool_neq0.
by apply: handed_V => // k j n' km; rewrite active_neq0 /noise_with km nonzero.
Qed.
End AllBelowToo.

(* The noise of the layers 1, ..., k at F, whatever the coordinates say *)
Definition noise_values (t : index m N d) : rat := if t is inl (inr u) then F (tag u).+1 (tagged u).1 (tagged u).2 else 0.
Definition with_noise k (R : realFieldType) : (index m N d -> R) -> index m N d -> R := @held_at _ (noise_to k) noise_values R.

Lemma point_noise k X0 E0 W0 t : noise_to k t -> point_with k X0 E0 W0 t = noise_values t.
Proof. by case: t => [[[i n]|u]|u] //= lt; rewrite /noise_with lt. Qed.

Hypothesis one : d m.+2 = 1%N.

(* The noise of the layers 1, ..., L-3 is held, at any values that are not 0: for almost every input, other noise and
   weights of the layers 1, ..., L-2 no bad minimum in the last two layers *)
Theorem theorem5_noise_held : (N <= d m.+1 * d m)%N -> (forall l, (l < m)%N -> (0 < d l)%N) ->
  almost_every (fun R z => no_bad_minimum_above s (with_noise m.-1 z)).
Proof.
move=> fits units; have agree := @point_noise m.-1 (witness_noise [fieldType of rat] m N d 0) (witness_noise [fieldType of rat] m N d) (witness_weight [fieldType of rat] d).
apply: almost_every_from; apply: (almost_every_held agree).
by apply: almost_every_at_weaken (rank_from_point (held_point fits units)) => R z; exact: rank_no_bad_minimum.
Qed.

(* Of the layers 1, ..., L-2, where N <= d_{L-1} min d_l over the layers 0, ..., L-2 *)
Theorem theorem5_more_noise_held r : (N <= d m.+1 * r)%N -> (forall l, (l <= m)%N -> (r <= d l)%N) ->
  almost_every (fun R z => no_bad_minimum_above s (with_noise m z)).
Proof.
move=> fits units; have agree := @point_noise m (residue_inputs r) (quotient_noise r) (handing r).
apply: almost_every_from; apply: (almost_every_held agree).
by apply: almost_every_at_weaken (rank_from_point (handed_point fits units)) => R z; exact: rank_no_bad_minimum.
Qed.
End HeldNoise.

(* --- layers of other kinds below layer L-2 --- *)

Section OtherLayers.
Variables (T : finType) (I : finType) (a b N : nat) (s : rat).
(* u_{L-2} in each piece, as polynomials of what is generic below; none of them is 0 in all points. *)
Variable U : I -> 'M[polynomial T]_(b, N).
Hypotheses (s0 : s != 0) (fits : (N <= a * b)%N).
Hypothesis somewhere : forall p, exists z : T -> rat, forall i n, at_point z (U p i n) != 0.

Definition with_last_noise : finType := [finType of (T + (('I_b * 'I_N) + ('I_a * 'I_N)))%type].
Definition generic_below (R : Type) (z : with_last_noise -> R) (t : T) : R := z (inl t).
Definition noise_below (R : Type) (z : with_last_noise -> R) : 'M[R]_(b, N) := \matrix_(i, n) z (inr (inl (i, n))).
Definition noise_last (R : Type) (z : with_last_noise -> R) : 'M[R]_(a, N) := \matrix_(i, n) z (inr (inr (i, n))).
(* v_{L-2} in a piece, with the signs sg *)
Definition outputs_below (R : realFieldType) (z : with_last_noise -> R) p (sg : 'M[bool]_(b, N)) : 'M[R]_(b, N) :=
  entrywise (activations (ratr s) (noise_below z) sg) (map_mx (at_point (generic_below z)) (U p)).

Theorem other_layers_rank : almost_every (fun R z => forall p sg,
  every_pattern (ratr s) (noise_last z) (outputs_below z p sg)).
Proof.
pose lift (P : polynomial T) : polynomial with_last_noise := mmap (@mpolyC _ rat_Ring) (fun k => coordinate (inl (enum_val k) : with_last_noise)) P.
have liftE (R : numFieldType) (z : with_last_noise -> R) P : at_point z (lift P) = at_point (fun t => z (inl t)) P.
  by apply: push_mmap => [c|k]; [exact: at_point_constant|exact: at_point_coordinate].
pose J : finType := [finType of (I * ({ffun 'I_b * 'I_N -> bool} * {ffun 'I_a * 'I_N -> bool}))%type].
pose M (j : J) : 'M[polynomial with_last_noise]_(a * b, N) := khatri_rao
  (activations s%:MP (\matrix_(i, n) coordinate (inr (inr (i, n)) : with_last_noise)) (\matrix_(i, n) j.2.2 (i, n)))
  (entrywise (activations s%:MP (\matrix_(i, n) coordinate (inr (inl (i, n)) : with_last_noise)) (\matrix_(i, n) j.2.1 (i, n)))
     (map_mx lift (U j.1))).
have ME (R : numFieldType) (z : with_last_noise -> R) j : map_mx (at_point z) (M j) = khatri_rao
    (activations (ratr s) (\matrix_(i, n) z (inr (inr (i, n)))) (\matrix_(i, n) j.2.2 (i, n)))
    (entrywise (activations (ratr s) (\matrix_(i, n) z (inr (inl (i, n)))) (\matrix_(i, n) j.2.1 (i, n)))
      (map_mx (at_point (fun t => z (inl t))) (U j.1))).
  have coordinates r (c : 'I_r -> 'I_N -> with_last_noise) :
      map_mx (at_point z) (\matrix_(i, n) coordinate (c i n)) = \matrix_(i, n) z (c i n).
    by apply/matrixP=> i n; rewrite !mxE at_point_coordinate.
  have lifted : map_mx (at_point z) (map_mx lift (U j.1)) = map_mx (at_point (fun t => z (inl t))) (U j.1).
    by apply/matrixP=> i n; rewrite !mxE; exact: liftE.
  by rewrite /M map_khatri_rao map_entrywise !map_activations /= !at_point_constant !coordinates lifted.
have idr (c : rat) : ratr c = c := esym (fmorph_eq_rat [rmorphism of (@idfun rat)] c).
have each j : almost_every (fun R z => full_column_rank (map_mx (at_point z) (M j))).
  have [z nz] := somewhere j.1.
  pose z0 (t : with_last_noise) : rat := match t with
    | inl t => z t | inr (inl (i, n)) => (i == n %% b :> nat)%N%:R | inr (inr (i, n)) => (i == n %/ b :> nat)%N%:R end.
  apply: (@almost_every_from _ z0); apply: lemma8; rewrite ME idr.
  have s1 (x : bool) : (if x then 1 else s) != 0 by case: x; rewrite ?oner_eq0.
  apply: (unit_columns fits) => i n; rewrite !mxE !mulf_eq0 !negb_or s1 bool_neq0 ?andbT //.
  by rewrite nz andbT.
apply: almost_every_weaken (fact7 each) => R z H p sg sg'.
have := H (p, ([ffun t => sg t.1 t.2], [ffun t => sg' t.1 t.2])); rewrite ME.
rewrite /gradient /outputs_below /noise_last /noise_below /generic_below /=.
have -> : \matrix_(i, n) [ffun t : 'I_b * 'I_N => sg t.1 t.2] (i, n) = sg by apply/matrixP=> i n; rewrite mxE ffunE.
by have -> : \matrix_(i, n) [ffun t : 'I_a * 'I_N => sg' t.1 t.2] (i, n) = sg' by apply/matrixP=> i n; rewrite mxE ffunE.
Qed.

(* The layers below held at almost every point: local minima in the last two layers without a preactivation 0 in
   layer L-1, on a piece and with signs that the point has, have error 0, whatever the targets. *)
Theorem other_layers_minima : almost_every (fun R z => forall p sg (y : 'I_N -> R) W w,
  let V := outputs_below z p sg in
  (forall i n, preactivation V W i n != 0) -> local_minimum (ratr s) (noise_last z) V y W w ->
  loss (ratr s) (noise_last z) V y W w = 0).
Proof.
by apply: almost_every_weaken other_layers_rank => R z H p sg y W w V; apply: no_bad_minimum; exact: H.
Qed.
End OtherLayers.
