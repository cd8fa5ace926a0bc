(* Soundness of collapse and lift (soundness.md 11, 12). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Model Linear Collapse Form Rules Bridge Groups
  SoundOneLayer.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma gcd1_coprime a m : Z.eqb (Z.gcd a m) (Zpos xH) -> coprimez (iz m) (iz a).
Proof.
move/Z.eqb_eq=> g1; have [u [v E]] := Z.gcd_bezout a m (Zpos xH) g1.
apply/coprimezP; exists (iz v, iz u) => /=.
by rewrite -!izM -izD; have -> : Z.add (Z.mul v m) (Z.mul u a) = Zpos xH by reckon.
Qed.

(* One column of the transformed matrix *)
Lemma nth_collapsed d us e x i j : size e = size us -> all (fun u => Nat.eqb (length u) d) us -> (j < d)%N ->
  (i < size us)%N ->
  q2r (nth q0 (collapsed_column us e x) (i * d + j)) =
  q2r (nth q0 e i) * q2r (qdot (nth [::] (nth [::] us i) j) x).
Proof.
elim: us e i => [|u us IH] [|a e] i //= [sz] /andP[/PeanoNat.Nat.eqb_eq szu all_d] jd.
rewrite /collapsed_column /= -/(collapsed_column us e x) -[List.map _ u]/(map _ u).
rewrite -[_ ++ _]/(cat _ _) nth_cat size_map -[size u]/(length u) szu; case: i => [|i] lt.
  by rewrite mul0n add0n jd (nth_map [::]) ?q2rM -?[size u]/(length u) ?szu.
by rewrite mulSn -addnA ltnNge leq_addr /= addKn IH.
Qed.

Lemma size_collapsed d us e x : size e = size us -> all (fun u => Nat.eqb (length u) d) us ->
  size (collapsed_column us e x) = (size us * d)%N.
Proof.
elim: us e => [|u us IH] [|a e] //= [sz] /andP[/PeanoNat.Nat.eqb_eq szu all_d].
rewrite /collapsed_column /= -/(collapsed_column us e x) -[List.map _ u]/(map _ u).
by rewrite -[_ ++ _]/(cat _ _) size_cat size_map -[size u]/(length u) szu IH // mulSn.
Qed.

Theorem check_collapse_sound P m k us q :
  check_collapse P m k us q -> every_pattern (s_of P) (E_of P) (X_of P).
Proof.
rewrite /check_collapse; do 12!case/andP.
move=> _ _ _ _ _ _ ab bm /PeanoNat.Nat.eqb_eq szE lenX lenE usok.
case Ec: (collapsed us (factors P) (xs P)) => [cs|] // ind.
have szf : size (factors P) = size (xs P) by exact: szE.
suff [U [lam [lam0 [szcs [szc csE]]]]] : exists (U : 'I_(unit_count P) -> 'M[rat]_(dim P, dim P)) (lam : nat -> rat),
    (forall n, lam n != 0) /\ size cs = sample_count P /\
    (forall n, (size (nth [::] cs n) <= unit_count P * dim P)%N) /\
    forall (i : 'I_(unit_count P)) (j : 'I_(dim P)) (n : 'I_(sample_count P)),
      (entry cs n (i * dim P + j))%:~R = lam n * (E_of P i n * (U i *m X_of P) j n).
  have [m1 [mk0 ker]] := independent_power_kernel ind szcs szc.
  pose M : 'M[int]_(unit_count P * dim P, sample_count P) :=
    \matrix_(r, n) mxvec (\matrix_(i < unit_count P, j < dim P) entry cs n (i * dim P + j)) 0 r.
  have ME i j n : M (mxvec_index i j) n = entry cs n (i * dim P + j) by rewrite mxE mxvecE mxE.
  rewrite /s_of /q2r; apply: (@collapse_sound (iz (Z.pow m k)) (iz m) _ _ _ _ _ _ _ _ U (fun n : 'I_(sample_count P) => lam n) M) => //.
  - by rewrite iz_eq0.
  - exact: gcd1_coprime.
  - rewrite -izB; apply/iz_divide; apply/Z.mod_divide; last exact/Z.eqb_eq.
    by move=> m0; rewrite m0 in mk0.
  - by move=> i j n; rewrite ME csE.
  move=> w Mw; apply: ker => r.
  have ij : (r %/ dim P < unit_count P)%N && (r %% dim P < dim P)%N.
    case: (posnP (dim P)) => [d0|dpos].
      by case: r => r /= lt; move: (lt); rewrite d0 muln0.
    by rewrite ltn_divLR // ltn_pmod // (ltn_ord r).
  case/andP: ij => ilt jlt.
  have := Mw (mxvec_index (Ordinal ilt) (Ordinal jlt)); rewrite !mxE; congr (divides _ _).
  by apply: eq_bigr => n _; rewrite ME mxE /= -divn_eq.
have szx n : (n < sample_count P)%N -> size (nth [::] (xs P) n) = dim P by move=> lt; rewrite (lengths_areP lenX).
have sze n : (n < sample_count P)%N -> size (nth [::] (factors P) n) = unit_count P.
  by move=> lt; rewrite (lengths_areP lenE) // szf.
move: Ec; rewrite /collapsed; case Eu: us => [|u us'].
  case Ees: (integral_rows true (factors P)) => [es|] //.
  case Exs: (integral_rows true (xs P)) => [zs|] // [<-].
  have [szes [lamE [lamE0 [sizeE entryE]]]] := integral_rows_sound Ees.
  have [szzs [lamX [lamX0 [sizeX entryX]]]] := integral_rows_sound Exs.
  have sz : size zs = size es by rewrite szes szzs szf.
  have nthc n : (n < sample_count P)%N ->
      nth [::] (Arithmetic.map2 kronecker es zs) n = kronecker (nth [::] es n) (nth [::] zs n).
    by move=> lt; rewrite (nth_map2 _ [::] [::]) // -sz szzs.
  exists (fun=> 1%:M), (fun n => lamE n * lamX n); split; first by move=> n; rewrite mulf_neq0.
  split; first by rewrite size_map2 // -sz szzs.
  split=> [n|i j n].
    have [lt|ge] := ltnP n (sample_count P); last by rewrite nth_default // size_map2 // -sz szzs.
    by rewrite nthc // size_kronecker sizeE sizeX sze // szx.
  rewrite /entry nthc // -{1}(szx n) // -sizeX nth_kronecker ?sizeX ?szx //.
  rewrite izM intrM -/(entry es n i) -/(entry zs n j) entryE entryX mul1mx !mxE.
  by rewrite mulrACA !mulrA.
rewrite -Eu => Er; have [szcs [lam [lam0 [sizec entryc]]]] := integral_rows_sound Er.
have /andP[/PeanoNat.Nat.eqb_eq szu /= uall] : Nat.eqb (length us) (unit_count P) && List.forallb (fun u =>
    Nat.eqb (length u) (dim P) && lengths_are (dim P) u && independent_rational q (transposed (dim P) u)) us.
  by move: usok; rewrite Eu.
have szu' : size us = unit_count P by exact: szu.
have uall' : all (fun u => Nat.eqb (length u) (dim P)) us.
  by apply: sub_all (uall : all _ us) => v /andP[/andP[]].
have lenu i : (i < unit_count P)%N -> lengths_are (dim P) (nth [::] us i).
  move=> lt; have := all_nthP [::] (uall : all _ us) i; rewrite szu' => /(_ lt).
  by case/andP=> /andP[].
have szui i : (i < unit_count P)%N -> size (nth [::] us i) = dim P.
  by move=> lt; have := all_nthP [::] uall' i; rewrite szu' => /(_ lt) /PeanoNat.Nat.eqb_eq.
exists (fun i => \matrix_(j, h) q2r (nth q0 (nth [::] (nth [::] us i) j) h)), lam; split=> //.
have szm : size (Arithmetic.map2 (collapsed_column us) (factors P) (xs P)) = sample_count P.
  by rewrite size_map2 ?szf.
have nthc n : (n < sample_count P)%N -> nth [::] (Arithmetic.map2 (collapsed_column us) (factors P) (xs P)) n
    = collapsed_column us (nth [::] (factors P) n) (nth [::] (xs P) n).
  by move=> lt; rewrite (nth_map2 _ [::] [::]) // szf.
split; first by rewrite szcs.
split=> [n|i j n].
  rewrite sizec; have [lt|ge] := ltnP n (sample_count P); last by rewrite nth_default ?szm.
  by rewrite nthc // (size_collapsed _ _ uall') ?szu' ?sze.
rewrite entryc nthc // (nth_collapsed _ _ uall') ?szu' ?sze //; congr (_ * _).
rewrite !mxE; congr (_ * _); rewrite qdot_sum ?(lengths_areP (lenu i _)) ?szui ?szx //.
by apply: eq_bigr => h _; rewrite !mxE.
Qed.

(* --- lift --- *)

Lemma lift_rowP p g row i0 : lift_row p g row i0 -> forall i, (i < size row)%N ->
  if Z.eqb (Z.add i0 (Z.of_nat i)) g then Z.eqb (Z.gcd (nth Z0 row i) p) (Zpos xH)
  else Z.eqb (Z.modulo (nth Z0 row i) p) Z0.
Proof.
elim: row i0 => //= e row IH i0 /andP[H /IH Hr] [|i] lt; first by rewrite /= Z.add_0_r.
by have := Hr i lt; rewrite -Z.add_assoc; have -> : Z.add (Zpos xH) (Z.of_nat i) = Z.of_nat i.+1 by reckon.
Qed.

Lemma lift_groupP p i0 es groups : lift_group p i0 es groups -> forall i k, (i < size groups)%N ->
  k \in nth [::] groups i -> lift_row p (Z.add i0 (Z.of_nat i)) (nth [::] es (Z.to_nat k)) Z0.
Proof.
elim: groups i0 => //= g groups IH i0 /andP[H /IH Hg] [|i] k lt /= ink.
  have : all (fun k => lift_row p i0 (at_index [::] es k) Z0) g by [].
  by move/allP=> /(_ k ink); rewrite Z.add_0_r /at_index list_nth.
have := Hg i k lt ink; rewrite -Z.add_assoc.
by have -> : Z.add (Zpos xH) (Z.of_nat i) = Z.of_nat i.+1 by reckon.
Qed.

Theorem check_lift_sound P p groups : check_lift P p groups -> every_pattern (s_of P) (E_of P) (X_of P).
Proof.
rewrite /check_lift; do 5!case/andP; move=> ap bp gr lenE /PeanoNat.Nat.eqb_eq szE.
case Ees: (integral_rows true (factors P)) => [es|] // lg sg.
have szf : size (factors P) = size (xs P) by exact: szE.
have [szes [lamE [lamE0 [sizeE entryE]]]] := integral_rows_sound Ees.
have := groupedP gr; case=> len [zs [Ez ind]] [g gP].
have [szz [lam [lam0 [sizeZ entryZ]]]] := integral_rows_sound Ez.
have szs n : (size (nth [::] zs n) <= dim P)%N.
  rewrite sizeZ; have [lt|ge] := ltnP n (size (xs P)); last by rewrite nth_default.
  by rewrite (lengths_areP len).
have sze n : (n < sample_count P)%N -> size (nth [::] es n) = unit_count P.
  by move=> lt; rewrite sizeE (lengths_areP lenE) // szf.
set a := iz (slope_num P) in ap; set b := iz (slope_den P) in bp.
pose c (i : 'I_(unit_count P)) (n : 'I_(sample_count P)) : int := if sg i n then b else a.
have cop i n : coprimez (iz p) (c i n) by rewrite /c; case: ifP => _; exact: gcd1_coprime.
pose M : 'M[int]_(unit_count P * dim P, sample_count P) := \matrix_(r, n)
  mxvec (\matrix_(i, j) (entry es n i * c i n * entry zs n j)) 0 r.
have ME i j n : M (mxvec_index i j) n = entry es n i * c i n * entry zs n j by rewrite mxE mxvecE mxE.
have own (n : 'I_(sample_count P)) (i : 'I_(unit_count P)) :
    if g n == i then coprimez (iz p) (entry es n i) else divides (iz p) (entry es n i).
  have [lt nin] := gP n; rewrite inE in nin.
  have := lift_groupP lg lt nin; rewrite Nat2Z.id => lr.
  have := lift_rowP lr (i := i); rewrite sze // => /(_ (ltn_ord i)).
  have -> : Z.eqb (Z.add Z0 (Z.of_nat i)) (Z.add Z0 (Z.of_nat (g n))) = (g n == i).
    by apply/idP/eqP => [/Z.eqb_eq E|->]; [apply: val_inj => /=; reckon|exact: Z.eqb_refl].
  case: ifP => _ H; first exact: gcd1_coprime.
  have p0 : p <> Z0 by move=> p0; rewrite p0 in gr.
  by move/Z.eqb_eq: H => H; apply/iz_divide; exact: (proj1 (Z.mod_divide _ _ p0) H).
have [N0|n0] := posnP (sample_count P); first exact: (no_samples_every _ _ _ N0 sg).
have [_ [_ ind0]] : True /\ True /\ independent_of p zs (nth [::] groups (g (Ordinal n0))).
  by have [lt _] := gP (Ordinal n0); have [_] := ind _ lt.
have p1 := independent_gt1 ind0.
have ker : kernel_mod (iz p) (iz p) M.
  move=> w Mw n; have [lt nin] := gP n; have [inc indn] := ind _ lt.
  set S := members (sample_count P) (nth [::] groups (g n)).
  pose w' : 'cV[int]_(sample_count P) := \col_m (if m \in S then entry es m (g n) * c (g n) m * w m 0 else 0).
  have : divides (iz p) (w' n 0).
    apply: (select_kernel szz szs inc indn) => [m nm|j]; first by rewrite mxE (negPf nm) dvdz0.
    have := Mw (mxvec_index (g n) j); rewrite mxE.
    rewrite (bigID (fun m => m \in S)) /= rpredDr; last first.
      apply: rpred_sum => m nm; rewrite ME; do 3![apply: dvdz_mulr].
      have := own m (g n); case: eqP => // E; case/negP: nm.
      by have [_] := gP m; rewrite E.
    rewrite [X in _ -> divides _ X](bigID (fun m => m \in S)) /= [X in _ -> divides _ (_ + X)]big1 ?addr0; last first.
      by move=> m nm; rewrite mxE (negPf nm) mulr0.
    congr (divides _ _); apply: eq_bigr => m ms; rewrite ME mxE ms.
    by move: (entry es m _) (c _ m) (entry zs m j) (w m 0) => x y z t; ring.
  rewrite mxE nin -mulrA Gauss_dvdzr; last by have := own n (g n); rewrite eqxx.
  by rewrite Gauss_dvdzr.
have /full_column_rankP Mfull := kernel_mod_sound p1 ker.
apply/full_column_rankP=> v /khatri_rao_mul0 Gv.
have b0 : b%:~R != 0 :> rat := iz_pos _.
pose v' : 'cV[rat]_(sample_count P) := \col_n (v n 0 / (lamE n * lam n)).
have /Mfull v'0 : ratz M *m v' = 0.
  apply/matrixP=> r h; rewrite (ord1 h) [RHS]mxE mxE; case/mxvec_indexP: r => i j.
  rewrite -[RHS](mulr0 b%:~R) -[in RHS](Gv i j) mulr_sumr; apply: eq_bigr => n _.
  rewrite [ratz M _ _]mxE ME !intrM entryE entryZ !mxE.
  have -> : (c i n)%:~R = b%:~R * (if sg i n then 1 else s_of P) :> rat.
    by rewrite /c /s_of /q2r; case: ifP => _; rewrite ?mulr1 // mulrC divfK.
  rewrite -[in RHS](divfK (mulf_neq0 (lamE0 n) (lam0 n)) (v n 0)).
  move: (v n 0 / _) (if sg i n then _ else _) => x y; ring.
apply/matrixP=> n h; rewrite (ord1 h) [RHS]mxE.
have /eqP := congr1 (fun M : 'cV_(sample_count P) => M n 0) v'0; rewrite !mxE.
by rewrite mulf_eq0 invr_eq0 mulf_eq0 (negPf (lamE0 n)) (negPf (lam0 n)) /= orbF => /eqP.
Qed.
