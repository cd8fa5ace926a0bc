(* "For almost every point": outside the zeros of one nonzero polynomial with rational coefficients in the
   coordinates of the point, in every ordered field, so over the reals outside a set of measure zero. T names the
   coordinates. Fact 7 and Lemma 8 of the paper, and that such points are dense. *)
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Model.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Points.
Variable T : finType.
Definition polynomial := {mpoly rat[#|T|]}.

(* The value of a polynomial at a point *)
Definition at_point (R : numFieldType) (z : T -> R) (P : polynomial) : R :=
  mmap (ratr : rat -> R) (fun k => z (enum_val k)) P.
Definition coordinate t : polynomial := 'X_(enum_rank t).

Lemma at_point_is_rmorphism (R : numFieldType) (z : T -> R) : rmorphism (at_point z).
Proof. exact: (GRing.RMorphism.class [rmorphism of mmap (ratr : rat -> R) (fun k => z (enum_val k))]). Qed.
Canonical at_point_rmorphism (R : numFieldType) (z : T -> R) := RMorphism (@at_point_is_rmorphism R z).
Canonical at_point_additive (R : numFieldType) (z : T -> R) := Additive (@at_point_is_rmorphism R z).

Lemma at_point_constant (R : numFieldType) (z : T -> R) c : at_point z c%:MP = ratr c.
Proof. exact: mmapC. Qed.
Lemma at_point_coordinate (R : numFieldType) (z : T -> R) t : at_point z (coordinate t) = z t.
Proof. by rewrite /at_point mmapX mmap1U enum_rankK. Qed.
Lemma at_point_eq (R : numFieldType) (z z' : T -> R) P : z =1 z' -> at_point z P = at_point z' P.
Proof.
move=> zz; rewrite /at_point /mmap; apply: eq_bigr => m _; congr (_ * _).
by rewrite /mmap1; apply: eq_bigr => k _; rewrite zz.
Qed.

Definition property := forall R : realFieldType, (T -> R) -> Prop.
Definition almost_every (Q : property) :=
  exists P : polynomial, P != 0 /\ forall (R : realFieldType) (z : T -> R), at_point z P != 0 -> Q R z.

(* Fact 7: finitely many properties *)
Theorem fact7 (I : finType) (Q : I -> property) :
  (forall i, almost_every (Q i)) -> almost_every (fun R z => forall i, Q i R z).
Proof.
move=> H; have [P PH] := @fin_all_exists I (fun=> polynomial) (fun i P => P != 0 /\
  forall (R : realFieldType) (z : T -> R), at_point z P != 0 -> Q i R z) H.
exists (\prod_i P i); split=> [|R z].
  by apply/prodf_neq0 => i _; case: (PH i).
by rewrite rmorph_prod => /prodf_neq0 nz i; case: (PH i) => _; apply; exact: nz.
Qed.

Lemma almost_every_weaken (Q Q' : property) : (forall R z, Q R z -> Q' R z) -> almost_every Q -> almost_every Q'.
Proof. by move=> QQ [P [P0 H]]; exists P; split=> // R z /H; exact: QQ. Qed.

(* The same, and a rational point outside the zeros *)
Definition almost_every_at (z0 : T -> rat) (Q : property) := exists P : polynomial, at_point z0 P != 0 /\
  forall (R : realFieldType) (z : T -> R), at_point z P != 0 -> Q R z.

Lemma almost_every_from z0 Q : almost_every_at z0 Q -> almost_every Q.
Proof.
by case=> P [nz H]; exists P; split=> //; apply: contraNneq nz => ->; rewrite rmorph0.
Qed.

Lemma fact7_at z0 (I : finType) (Q : I -> property) :
  (forall i, almost_every_at z0 (Q i)) -> almost_every_at z0 (fun R z => forall i, Q i R z).
Proof.
move=> H; have [P PH] := @fin_all_exists I (fun=> polynomial) (fun i P => at_point z0 P != 0 /\
  forall (R : realFieldType) (z : T -> R), at_point z P != 0 -> Q i R z) H.
exists (\prod_i P i); split=> [|R z]; rewrite rmorph_prod.
  by apply/prodf_neq0 => i _; case: (PH i).
by move=> /prodf_neq0 nz i; case: (PH i) => _; apply; exact: nz.
Qed.

Lemma almost_every_at_weaken z0 (Q Q' : property) :
  (forall R z, Q R z -> Q' R z) -> almost_every_at z0 Q -> almost_every_at z0 Q'.
Proof. by move=> QQ [P [P0 H]]; exists P; split=> // R z /H; exact: QQ. Qed.

(* Lemma 8: a matrix of polynomials with full column rank at one rational point has it at almost every one *)
Theorem lemma8 m k (M : 'M[polynomial]_(m, k)) (z0 : T -> rat) :
  full_column_rank (map_mx (at_point z0) M) ->
  almost_every_at z0 (fun R z => full_column_rank (map_mx (at_point z) M)).
Proof.
case/full_column_rank_inverse=> L LM.
exists (\det (map_mx (@mpolyC #|T| rat_Ring) L *m M)).
have PE (R : numFieldType) (z : T -> R) : at_point z (\det (map_mx (@mpolyC #|T| rat_Ring) L *m M)) =
    \det (map_mx ratr L *m map_mx (at_point z) M).
  rewrite -det_map_mx map_mxM /=; congr (\det (_ *m _)).
  by apply/matrixP=> i j; rewrite !mxE at_point_constant.
split=> [|R z].
  rewrite PE; have -> : map_mx ratr L = L.
    by apply/matrixP=> i j; rewrite mxE; exact: esym (fmorph_eq_rat [rmorphism of (@idfun rat)] _).
  by rewrite LM det1 oner_eq0.
rewrite PE -unitfE -[_ \is a _]/(_ \in unitmx) => U.
apply: (@inverse_full_column_rank _ _ _ _ (invmx (map_mx ratr L *m map_mx (at_point z) M) *m map_mx ratr L)).
by rewrite -mulmxA mulVmx.
Qed.
End Points.
Arguments coordinate {T} t.

(* --- some coordinates first: for almost every x, the property holds for almost every u --- *)

Section Slices.
Variables A B : finType.
Notation both := [finType of (A + B)%type].

Definition joined (R : Type) (x : A -> R) (u : B -> R) (t : both) : R :=
  match t with inl a => x a | inr b => u b end.

Lemma push_mmap n (S1 S2 : comRingType) (f1 : rat -> S1) (f2 : rat -> S2) (h1 : 'I_n -> S1) (h2 : 'I_n -> S2)
    (g : {rmorphism S1 -> S2}) P : (forall c, g (f1 c) = f2 c) -> (forall k, g (h1 k) = h2 k) ->
  g (mmap f1 h1 P) = mmap f2 h2 P.
Proof.
move=> fE hE; rewrite /mmap rmorph_sum; apply: eq_bigr => k _; rewrite rmorphM fE; congr (_ * _).
by rewrite /mmap1 rmorph_prod; apply: eq_bigr => i _; rewrite rmorphX hE.
Qed.

Theorem slices (z0 : both -> rat) (Q : @property both) : almost_every_at z0 Q ->
  @almost_every_at A (fun a => z0 (inl a)) (fun R x => exists P : {mpoly R[#|B|]},
    meval (fun k => ratr (z0 (inr (enum_val k)))) P != 0 /\
    forall u : B -> R, meval (fun k => u (enum_val k)) P != 0 -> Q R (joined x u)).
Proof.
case=> P [nz H]; exists (mmap (@mpolyC #|A| rat_Ring) (fun k => match enum_val k with
  inl a => coordinate a | inr b => (z0 (inr b))%:MP end) P).
have PE (R : realFieldType) (x : A -> R) : at_point x (mmap (@mpolyC #|A| rat_Ring) (fun k => match enum_val k with
  inl a => coordinate a | inr b => (z0 (inr b))%:MP end) P) = at_point (joined x (fun b => ratr (z0 (inr b)))) P.
  apply: push_mmap => [c|k]; first exact: at_point_constant.
  by case: (enum_val k) => t /=; [exact: at_point_coordinate|exact: at_point_constant].
have idr (c : rat) : ratr c = c := esym (fmorph_eq_rat [rmorphism of (@idfun rat)] c).
split=> [|R x].
  by rewrite PE (@at_point_eq _ _ _ z0) // => -[] t //=; exact: idr.
rewrite PE => ne; exists (mmap (fun c => (ratr c)%:MP) (fun k => match enum_val k with
  inl a => (x a)%:MP | inr b => 'X_(enum_rank b) end) P).
have uE (u : B -> R) : meval (fun k => u (enum_val k)) (mmap (fun c => (ratr c)%:MP) (fun k => match enum_val k with
    inl a => (x a)%:MP | inr b => 'X_(enum_rank b) end) P) = at_point (joined x u) P.
  apply: push_mmap => [c|k]; first by rewrite /= mevalC.
  by case: (enum_val k) => t /=; rewrite ?mevalC // mevalXU enum_rankK.
split=> [|u]; last by rewrite uE; exact: H.
by have := uE (fun b => ratr (z0 (inr b))) => /= ->.
Qed.
End Slices.

(* --- near every point there is one outside the zeros --- *)

Section Dense.
Variables (R : realFieldType) (n : nat) (P : {mpoly R[n]}).

(* P along a line *)
Definition line (z h : 'I_n -> R) : {poly R} := mmap (@polyC R) (fun k => (z k)%:P + (h k)%:P * 'X) P.
Lemma lineE z h t : (line z h).[t] = meval (fun k => z k + t * h k) P.
Proof.
rewrite /line /mmap /meval horner_sum; apply: eq_bigr => m _.
rewrite hornerM hornerC; congr (_ * _); rewrite /mmap1 horner_prod; apply: eq_bigr => k _.
by rewrite horner_exp !hornerE mulrC.
Qed.

Lemma few_roots (q : {poly R}) eps : q != 0 -> 0 < eps -> exists t, 0 < t < eps /\ q.[t] != 0.
Proof.
move=> q0 eps0; pose f (i : nat) : R := eps / (i.+2)%:R.
have fP i : 0 < f i < eps.
  rewrite divr_gt0 ?ltr0n //= ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n //.
have finj : injective f.
  move=> i j /(mulfI (lt0r_neq0 eps0)) /invr_inj /eqP; rewrite eqr_nat eqSS eqSS => /eqP //.
have := @max_poly_roots _ q (map f (iota 0 (size q))) q0.
rewrite size_map size_iota ltnn => H.
have : ~~ all (root q) (map f (iota 0 (size q))).
  by apply/negP=> /H; rewrite map_inj_uniq // iota_uniq => /(_ isT).
by case/allPn=> t /mapP[i _ ->] ne; exists (f i).
Qed.

Theorem zeros_nowhere_dense (z1 : 'I_n -> R) : meval z1 P != 0 -> forall z (eps : R), 0 < eps ->
  exists z', (forall k, `|z' k - z k| < eps) /\ meval z' P != 0.
Proof.
move=> P1 z eps eps0; pose h k := z1 k - z k; pose S := \sum_k `|h k| + 1.
have S0 : 0 < S by rewrite ltr_paddl // sumr_ge0.
have q0 : line z h != 0.
  apply/eqP=> q0; case/negP: P1; have := lineE z h 1; rewrite q0 horner0.
  by rewrite (@meval_eq _ _ _ z1) => [<-|k] //; rewrite /h mul1r addrCA subrr addr0.
have [t [/andP[t0 tS] nz]] := few_roots q0 (divr_gt0 eps0 S0).
exists (fun k => z k + t * h k); rewrite -lineE; split=> // k.
rewrite addrC addKr normrM gtr0_norm //; apply: le_lt_trans (_ : t * S < _); last by rewrite -ltr_pdivl_mulr.
rewrite ler_pmul2l // /S (bigD1 k) //= -addrA ler_addl addr_ge0 ?ler01 // sumr_ge0 //.
Qed.
End Dense.
