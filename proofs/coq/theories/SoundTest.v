(* Krawczyk's test in integers, for any map whose differences are matrices with entries in given intervals; and what it
   says of all these matrices: each is the middle one times 1 + F, with F small (soundness.md 36, 37). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model NearbyForm Form Rules Bridge Nearby Points PointRules NearbyRules
  Krawczyk SoundNetwork SoundEnclosure SoundBox Signature Inertia.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Test.
Variables (R : archiFieldType) (n : nat) (from one unit : Z) (rs : seq Z) (C : seq (seq Z)).
Variables (values : seq interval) (H : seq (seq interval)).
Hypotheses (from0 : Z.lt Z0 from) (one0 : Z.lt Z0 one) (unit0 : Z.lt Z0 unit).
Hypotheses (szr : size rs = n) (r_0 : forall i, (i < n)%N -> Z.lt Z0 (nth Z0 rs i)).
Hypotheses (szC : forall i, (i < n)%N -> size (nth [::] C i) = n).
Hypotheses (szv : size values = n) (szH : forall j, (j < n)%N -> size (nth [::] H j) = n).
Hypothesis test : contracts one unit values H C rs.
Notation zr := (zr R).

Definition radius (i : 'I_n) : R := zr (nth Z0 rs i) / zr from.
Definition conditioner : 'M[R]_n := \matrix_(i, j) (zr (nth Z0 (nth [::] C i) j) / zr unit).
(* H by its columns *)
Definition entry_in (M : 'M[R]_n) := forall i j : 'I_n, bounds (nth no_interval (nth [::] H j) i) (M i j * zr one).
Definition starts (i : 'I_n) : R := zr (farthest 0 (nth [::] C i) values) / (2%:R * zr unit * zr from).
Definition far_entry (i j : 'I_n) : R :=
  zr (farthest (if i == j then Z.mul unit one else Z0) (nth [::] C i) (nth [::] H j)) / (2%:R * zr unit * zr one).

Lemma pos (x : Z) : Z.lt Z0 x -> 0 < zr x.
Proof. by move=> x0; rewrite -[0](zr0 R) -zr_lt; apply/Z.ltb_lt. Qed.
Lemma radius_pos i : 0 < radius i.
Proof. by apply: divr_gt0; apply: pos => //; exact: r_0. Qed.

Lemma scaled (x u f : R) : 0 < u -> 0 < f -> `|x| * (2%:R * u * f) = 2%:R * `|x * (u * f)|.
Proof. by move=> u0 f0; rewrite normrM (gtr0_norm (mulr_gt0 u0 f0)) -[2%:R * _ * _]mulrA mulrCA. Qed.
Lemma row_scaled (i : 'I_n) (x : 'I_n -> R) f :
  (\sum_j conditioner i j * x j) * (zr unit * f) = \sum_(j < n) zr (nth Z0 (nth [::] C i) j) * (x j * f).
Proof.
rewrite mulr_suml; apply: eq_bigr => j _.
by rewrite mulrACA mxE divfK // gt_eqF // pos.
Qed.

Lemma test_sum i : starts i + \sum_j far_entry i j * radius j < radius i.
Proof.
have lt := ltn_ord i; move: test; rewrite /contracts; cbv zeta => /everyP; rewrite -[length _]/(size rs) szr => /(_ i).
rewrite (zr_lt R) zrD !zrM (@zr_dot R n) ?size_tab // => T.
have P : 0 < 2%:R * zr unit * zr one * zr from by rewrite !mulr_gt0 ?ltr0n ?pos.
rewrite -(ltr_pmul2r P) mulrDl.
have a2 (x u f g : R) : 0 < u -> 0 < f -> x / (2%:R * u * f) * (2%:R * u * g * f) = x * g.
  move=> u0 f0; have D : 2%:R * u * f != 0 by rewrite gt_eqF // !mulr_gt0 ?ltr0n.
  by rewrite -[_ * g * f]mulrAC mulrA divfK.
have a3 (x u f g r : R) : 0 < u -> 0 < f -> 0 < g -> x / (2%:R * u * g) * (r / f) * (2%:R * u * g * f) = x * r.
  move=> u0 f0 g0; have D : 2%:R * u * g != 0 by rewrite gt_eqF // !mulr_gt0 ?ltr0n.
  by rewrite [2%:R * u * g * f]mulrC -mulrA [r / f * _]mulrA divfK ?gt_eqF // [r * _]mulrC mulrA divfK.
rewrite a2 ?pos //; have -> : (\sum_j far_entry i j * radius j) * (2%:R * zr unit * zr one * zr from) =
    \sum_(j < n) zr (nth Z0 (tab n (fun j => farthest (if Nat.eqb i j then Z.mul unit one else Z0) (List.nth i C [::]) (List.nth j H [::]))) j) * zr (nth Z0 rs j).
  rewrite mulr_suml; apply: eq_bigr => j _; rewrite -[in RHS]list_nth nth_tab //.
  have -> : Nat.eqb i j = (i == j) by apply/PeanoNat.Nat.eqb_spec/eqP => [/val_inj|->].
  by rewrite a3 ?pos // !list_nth.
move: T; rewrite !list_nth => /lt_le_trans; apply; rewrite /radius.
by rewrite [2%:R * zr unit * _ * _]mulrC mulrA divfK ?gt_eqF ?pos // -!mulrA !(mulrCA _ (zr (nth _ _ _))) !mulrA.
Qed.

(* --- a zero --- *)

Theorem test_zero (Phi : 'cV[R]_n -> 'cV[R]_n) : complete R ->
  (forall i : 'I_n, bounds (nth no_interval values i) (Phi 0 i 0 * zr from)) ->
  (forall z z', in_box radius z -> in_box radius z' -> exists2 M, Phi z - Phi z' = M *m (z - z') & entry_in M) ->
  exists z, in_box radius z /\ Phi z = 0.
Proof.
move=> full val secant; apply: (krawczyk full radius_pos _ _ test_sum (C := conditioner)) => [i|z z' zb zb'].
  have lt := ltn_ord i; rewrite /starts ler_pdivl_mulr ?mulr_gt0 ?ltr0n ?pos // scaled ?pos //.
  have := @farthest_in R n Z0 (nth [::] C i) values (fun e => Phi 0 e 0 * zr from) (szC lt) szv val.
  by rewrite zr0 sub0r normrN mxE row_scaled.
have [M E HM] := secant z z' zb zb'; exists M; split=> // i j.
have lt := ltn_ord i; rewrite /far_entry ler_pdivl_mulr ?mulr_gt0 ?ltr0n ?pos // scaled ?pos //.
have := @farthest_in R n (if i == j then Z.mul unit one else Z0) (nth [::] C i) (nth [::] H j)
  (fun e => M e j * zr one) (szC lt) (szH (ltn_ord j)) (fun e => HM e j).
have -> : (1%:M - conditioner *m M) i j = (i == j)%:R - \sum_k conditioner i k * M k j.
  by rewrite [LHS]mxE [1%:M i j]mxE [X in _ + X]mxE [X in - X]mxE.
rewrite mulrBl row_scaled; case: (i == j); first by rewrite zrM mul1r.
by rewrite zr0 mul0r.
Qed.

(* --- all matrices near the middle --- *)

(* twice the middle, in units of 1/one *)
Definition middle : 'M[R]_n := \matrix_(i, j) zr (nth Z0 (mids (nth [::] H j)) i).

Lemma unscale (a u S : R) : a != 0 -> a^-1 * S * (a * u) = S * u.
Proof. by move=> a0; rewrite mulrACA mulVf // mul1r. Qed.

Lemma far_split (M : 'M[R]_n) i j : entry_in M ->
  `|(conditioner *m ((2%:R * zr one) *: M - middle)) i j| / (2%:R * zr one) + `|(1%:M - (2%:R * zr one)^-1 *: (conditioner *m middle)) i j| <= far_entry i j.
Proof.
move=> HM; have lt := ltn_ord i; have u0 := pos unit0; have o0 := pos one0.
have D0 : 0 < 2%:R * zr one by rewrite mulr_gt0 ?ltr0n.
have D1 : 0 < 2%:R * zr unit * zr one by rewrite !mulr_gt0 ?ltr0n.
rewrite /far_entry ler_pdivl_mulr // mulrDl /farthest zrD addrC; apply: ler_add.
  rewrite zr_abs zrB zrM (@zr_dot R n) ?szC // ?/mids ?size_map ?szH //.
  rewrite -[X in _ * X]gtr0_norm // -normrM [X in `|X * _|]mxE [1%:M i j]mxE [X in _ + X]mxE [X in - X]mxE [(_ *m _) i j]mxE mulrBl.
  rewrite le_eqVlt; apply/orP; left; apply/eqP; congr (`|_ - _|).
    case: (i == j); last by rewrite zr0 mulr0 mul0r.
    by rewrite zrM mul1r -mulrA.
  have -> : (2%:R * zr one)^-1 * (\sum_k conditioner i k * middle k j) * (2%:R * zr unit * zr one) = (\sum_k conditioner i k * middle k j) * zr unit.
    have -> : 2%:R * zr unit * zr one = (2%:R * zr one) * zr unit by rewrite mulrAC.
    by rewrite unscale // gt_eqF.
  by rewrite mulr_suml; apply: eq_bigr => k _; rewrite !mxE mulrAC divfK // gt_eqF.
have -> : `|(conditioner *m ((2%:R * zr one) *: M - middle)) i j| / (2%:R * zr one) * (2%:R * zr unit * zr one) =
    `|\sum_(k < n) zr (nth Z0 (nth [::] C i) k) * ((2%:R * zr one) * M k j - middle k j)|.
  have -> : 2%:R * zr unit * zr one = (2%:R * zr one) * zr unit by rewrite mulrAC.
  rewrite mulrA divfK ?gt_eqF // -[X in _ * X]gtr0_norm // -normrM mxE mulr_suml; congr `|_|; apply: eq_bigr => k _.
  by rewrite !mxE mulrAC divfK ?gt_eqF.
apply: le_trans (ler_norm_sum _ _ _) _; rewrite (@zr_dot R n) ?size_map ?szC // ?/widths_of ?size_map ?szH //.
apply: ler_sum => k _; rewrite normrM -[List.map Z.abs _]/(map _ _) (nth_map Z0) ?szC // zr_abs ler_wpmul2l //.
rewrite /widths_of -[List.map _ _]/(map _ _) (nth_map no_interval) ?szH // zrB mxE /mids -[List.map _ _]/(map _ _) (nth_map no_interval) ?szH // zrD.
have [] := HM k j; move: (zr (nth _ _ _).1) (zr (nth _ _ _).2) (M k j) (zr one) => a b y o lo hi.
have -> : 2%:R * o * y - (a + b) = (y * o - a) - (b - y * o) by ring.
apply: le_trans (ler_norm_sub _ _) _; rewrite !ger0_norm ?subr_ge0 //.
by have -> : y * o - a + (b - y * o) = b - a by ring.
Qed.

Theorem near_middle (v : 'I_n -> R) : (forall i : 'I_n, bounds (nth no_interval values i) (v i * zr from)) ->
  exists q, [/\ 0 <= q, q < 1 & forall M, entry_in M -> exists2 F, shrinking radius q F &
  (2%:R * zr one) *: M = middle *m (1%:M + F)].
Proof.
move=> val; have o0 := pos one0; have D0 : 0 < 2%:R * zr one by rewrite mulr_gt0 ?ltr0n.
have Dn : 2%:R * zr one != 0 by rewrite gt_eqF.
have [i|q [q0 q1 qP]] := @below_one R n (fun i => (\sum_j far_entry i j * radius j) / radius i).
  rewrite ltr_pdivr_mulr ?radius_pos // mul1r; apply: le_lt_trans (test_sum i); rewrite ler_addr.
  rewrite /starts; apply: divr_ge0; last by apply: ltW; rewrite !mulr_gt0 ?ltr0n ?pos.
  apply: le_trans (@farthest_in R n Z0 (nth [::] C i) values (fun e => v e * zr from) (szC (ltn_ord i)) szv val).
  by rewrite mulr_ge0 ?ler0n.
have qr i : \sum_j far_entry i j * radius j <= q * radius i by rewrite -ler_pdivr_mulr ?radius_pos.
exists q; split=> // M HM.
pose B := 1%:M - (2%:R * zr one)^-1 *: (conditioner *m middle).
pose K := (2%:R * zr one)^-1 *: (conditioner *m ((2%:R * zr one) *: M - middle)).
have KB i j : `|K i j| + `|B i j| <= far_entry i j.
  have := far_split i j HM; rewrite -/B; congr (_ + _ <= _); rewrite [K i j]mxE normrM mulrC; congr (_ * _).
  by rewrite ger0_norm // invr_ge0 ltW.
have KBr i : \sum_j (`|K i j| + `|B i j|) * radius j <= q * radius i.
  by apply: le_trans (qr i); apply: ler_sum => j _; rewrite ler_wpmul2r ?(ltW (radius_pos _)).
have HB : shrinking radius q (- B).
  move=> i; apply: le_trans (KBr i); apply: ler_sum => j _; rewrite ler_wpmul2r ?(ltW (radius_pos _)) //.
  by rewrite mxE normrN ler_addr.
have CM : 1%:M - B = (2%:R * zr one)^-1 *: (conditioner *m middle) by rewrite /B opprB addrC subrK.
have [C1 C10 C1P] := inverse_bound radius_pos q0 q1.
have u1 : (2%:R * zr one)^-1 *: (conditioner *m middle) \in unitmx.
  rewrite -CM; apply: injective_unit => y Ey; apply: sq_eq0; apply: le_trans (C1P _ HB y 0 Ey) _; by rewrite sq0 mulr0.
have mu : middle \in unitmx by move: u1; rewrite unitmxZ ?unitfE ?invr_eq0 // unitmx_mul => /andP[].
exists (invmx middle *m ((2%:R * zr one) *: M - middle)); last first.
  by rewrite mulmxDr mulmx1 mulKVmx // addrC subrK.
set F := _ *m _; have FE : F = K + B *m F.
  have : (1%:M - B) *m F = K by rewrite CM -scalemxAl /F -mulmxA mulKVmx.
  by rewrite mulmxBl mul1mx => <-; rewrite subrK.
exact: (shrinking_fixed radius_pos q0 q1 KBr FE).
Qed.
End Test.
