(* From lists of integers and rationals to matrices. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Model Linear Collapse Rules.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Notation iz := int_of_Z.

Lemma izD x y : iz (Z.add x y) = iz x + iz y. Proof. exact: (rmorphD [rmorphism of int_of_Z]). Qed.
Lemma izM x y : iz (Z.mul x y) = iz x * iz y. Proof. exact: (rmorphM [rmorphism of int_of_Z]). Qed.
Lemma izN x : iz (Z.opp x) = - iz x. Proof. exact: (rmorphN [rmorphism of int_of_Z]). Qed.
Lemma iz0 : iz Z0 = 0. Proof. by []. Qed.
Lemma izB x y : iz (Z.sub x y) = iz x - iz y. Proof. exact: (rmorphB [rmorphism of int_of_Z]). Qed.
Lemma iz_eq0 x : (iz x == 0) = Z.eqb x Z0.
Proof. by apply/eqP/idP => [H|/Z.eqb_eq -> //]; apply/Z.eqb_eq; rewrite -[x]int_of_ZK H. Qed.

Lemma iz_divide p x : Z.divide p x <-> divides (iz p) (iz x).
Proof.
split=> [[k ->]|/dvdzP[k H]]; first by rewrite izM dvdz_mull.
by exists (Z_of_int k); rewrite -[x]int_of_ZK H -[p in RHS]int_of_ZK; exact: (rmorphM [rmorphism of Z_of_int]).
Qed.

Lemma list_nth T (d : T) s n : List.nth n s d = nth d s n.
Proof. by elim: s n => [|x s IH] [|n] //=; rewrite IH. Qed.

Definition entry (cols : seq (seq Z)) n j : int := iz (nth Z0 (nth [::] cols n) j).

Lemma comb_sum v cols j : size v = size cols ->
  iz (comb v cols j) = \sum_(n < size cols) entry cols n j * iz (nth Z0 v n).
Proof.
elim: cols v => [|c cols IH] [|x v] //=; first by rewrite big_ord0.
by case=> len; rewrite izD izM list_nth big_ord_recl /entry /= mulrC IH.
Qed.

Definition zseq n (w : 'cV[int]_n) : seq Z := [seq Z_of_int (w k 0) | k <- enum 'I_n].
Lemma size_zseq n (w : 'cV_n) : size (zseq w) = n. Proof. by rewrite size_map size_enum_ord. Qed.
Lemma nth_zseq n (w : 'cV_n) (k : 'I_n) : iz (nth Z0 (zseq w) k) = w k 0.
Proof. by rewrite (nth_map k) ?size_enum_ord // nth_ord_enum Z_of_intK. Qed.

Lemma Forall_nth (P : Z -> Prop) s : List.Forall P s -> forall n, (n < size s)%N -> P (nth Z0 s n).
Proof. by elim=> //= x l Px _ IH [|n] //; apply: IH. Qed.

(* --- rationals --- *)
Definition q2r (x : Q) : rat := (iz (Qnum x))%:~R / (iz (Zpos (Qden x)))%:~R.

Lemma iz_lt x y : (iz x < iz y) = Z.ltb x y.
Proof. by apply/idP/idP; reckon. Qed.
Lemma iz_pos p : (iz (Zpos p))%:~R != 0 :> rat.
Proof. by rewrite intr_eq0 iz_eq0. Qed.
Lemma iz_pos_gt p : 0 < (iz (Zpos p))%:~R :> rat.
Proof. by rewrite ltr0z -iz0 iz_lt. Qed.

Lemma q2r0 : q2r q0 = 0. Proof. by rewrite /q2r mul0r. Qed.
Lemma q2r1 : q2r q1 = 1. Proof. by rewrite /q2r divff ?iz_pos. Qed.

Lemma q2r_cross x y : Z.mul (Qnum x) (Zpos (Qden y)) = Z.mul (Qnum y) (Zpos (Qden x)) -> q2r x = q2r y.
Proof.
move=> E; rewrite /q2r; apply/eqP; rewrite eqr_div ?iz_pos // -!intrM -!izM.
by apply/eqP; congr ((iz _)%:~R).
Qed.

Lemma q2r_lowest x : q2r (lowest x) = q2r x.
Proof.
rewrite /lowest; set g := Z.gcd _ _; case: (Z.eqb_spec g (Zpos xH)) => // g1.
apply: q2r_cross => /=.
have gpos : Z.lt Z0 g.
  have := Z.gcd_nonneg (Qnum x) (Zpos (Qden x)); have := Z.gcd_eq_0_r (Qnum x) (Zpos (Qden x)).
  by rewrite -/g; reckon.
have [a Ha] := Z.gcd_divide_l (Qnum x) (Zpos (Qden x)); have [b Hb] := Z.gcd_divide_r (Qnum x) (Zpos (Qden x)).
rewrite -/g in Ha Hb.
have bpos : Z.lt Z0 b by nia.
rewrite Ha Hb !Z.div_mul; try reckon.
rewrite Z2Pos.id //; reckon.
Qed.

Lemma q2r_Qplus x y : q2r (Qplus x y) = q2r x + q2r y.
Proof.
case: x => a p; case: y => b q; rewrite /q2r addf_div ?iz_pos // /Qplus.
by rewrite [Qnum _]/= [Qden _]/= Pos2Z.inj_mul izD !izM intrD !intrM.
Qed.
Lemma q2r_Qmult x y : q2r (Qmult x y) = q2r x * q2r y.
Proof.
case: x => a p; case: y => b q; rewrite /q2r mulf_div /Qmult.
by rewrite [Qnum _]/= [Qden _]/= Pos2Z.inj_mul !izM !intrM.
Qed.

Lemma q2rD x y : q2r (qadd x y) = q2r x + q2r y.
Proof.
rewrite /qadd; case: (Z.eqb_spec (Zpos (Qden x)) _) => p1; last by rewrite q2r_lowest q2r_Qplus.
case: (Z.eqb_spec (Zpos (Qden y)) _) => q1; last by rewrite q2r_lowest q2r_Qplus.
case: x y p1 q1 => [a p] [b q] /= [->] [->].
by rewrite -q2r_Qplus /Qplus [Qnum _]/= [Qden _]/= !Z.mul_1_r.
Qed.
Lemma q2rM x y : q2r (qmul x y) = q2r x * q2r y.
Proof.
rewrite /qmul; case: (Z.eqb_spec (Zpos (Qden x)) _) => p1; last by rewrite q2r_lowest q2r_Qmult.
case: (Z.eqb_spec (Zpos (Qden y)) _) => q1; last by rewrite q2r_lowest q2r_Qmult.
by case: x y p1 q1 => [a p] [b q] /= [->] [->]; rewrite -q2r_Qmult.
Qed.
Lemma q2rN x : q2r (Qopp x) = - q2r x.
Proof. by case: x => a p; rewrite /q2r /Qopp [Qnum _]/= [Qden _]/= izN mulrNz mulNr. Qed.

Lemma q2r_eq0 x : qis0 x = (q2r x == 0).
Proof. by rewrite /qis0 /q2r mulf_eq0 invr_eq0 (negPf (iz_pos _)) orbF intr_eq0 iz_eq0. Qed.
Lemma q2r_lt0 x : qneg x = (q2r x < 0).
Proof. by rewrite /qneg /q2r pmulr_llt0 ?invr_gt0 ?iz_pos_gt // ltrz0 -iz0 iz_lt. Qed.
Lemma q2r_gt0 x : qsign_pos x = (0 < q2r x).
Proof. by rewrite /qsign_pos /q2r pmulr_lgt0 ?invr_gt0 ?iz_pos_gt // ltr0z -iz0 iz_lt. Qed.
Lemma q2r_lt x y : qlt x y = (q2r x < q2r y).
Proof.
rewrite /qlt /q2r ltr_pdivr_mulr ?iz_pos_gt // mulrAC ltr_pdivl_mulr ?iz_pos_gt //.
by rewrite -!intrM -!izM ltr_int iz_lt.
Qed.
Lemma q2r_abs x : q2r (qabs x) = `|q2r x|.
Proof.
rewrite /q2r normrM normfV [X in _ = _ / X]gtr0_norm ?iz_pos_gt //=; congr (_ / _).
by rewrite -intr_norm; congr (_%:~R); reckon.
Qed.

(* --- rows of rationals --- *)

Lemma all2_nth A B (f : A -> B -> bool) xs ys a b :
  all2 f xs ys -> size ys = size xs /\ forall n, (n < size xs)%N -> f (nth a xs n) (nth b ys n).
Proof.
elim: xs ys => [|x xs IH] [|y ys] //=; move/andP=> [fxy /IH[-> H]]; split=> //.
by case.
Qed.

Lemma integral_sound prim r ws : integral prim r = Some ws ->
  size ws = size r /\
  exists lam : rat, lam != 0 /\ forall j, (iz (nth Z0 ws j))%:~R = lam * q2r (nth q0 r j).
Proof.
rewrite /integral; cbv zeta; set m := List.fold_left (fun _ _ => _) r _.
set g0 := if prim then _ else _; set g := if Z.eqb g0 _ then _ else _.
set zs := List.map _ (List.map _ r).
case: ifP => // /andP[m0 /(all2_nth q0 Z0)[sz H]] [<-]; split=> //.
have g_neq0 : (iz g)%:~R != 0 :> rat.
  by rewrite intr_eq0 iz_eq0 /g; case E: (Z.eqb g0 Z0); rewrite ?E.
have m_neq0 : (iz m)%:~R != 0 :> rat by rewrite intr_eq0 iz_eq0.
exists ((iz m)%:~R / (iz g)%:~R); split; first by rewrite mulf_neq0 ?invr_eq0.
move=> j; have [lt|ge] := ltnP j (size r); last first.
  by rewrite !nth_default ?sz // q2r0 mulr0.
have /Z.eqb_eq E := H j lt.
have d_neq0 := iz_pos (Qden (nth q0 r j)).
have {E} := congr1 (fun z => (iz z)%:~R : rat) E; rewrite /= !izM !intrM /q2r => E.
apply: (mulIf d_neq0); apply: (mulIf g_neq0).
by rewrite [LHS]mulrAC E [in RHS]mulrA (divfK d_neq0) [in RHS]mulrAC (divfK g_neq0) mulrC.
Qed.

(* rows of rationals -> integer rows and their factors *)
Lemma integral_rows_sound prim rs ws : integral_rows prim rs = Some ws ->
  size ws = size rs /\
  exists lam : nat -> rat, (forall n, lam n != 0) /\
    (forall n, size (nth [::] ws n) = size (nth [::] rs n)) /\
    forall n j, (entry ws n j)%:~R = lam n * q2r (nth q0 (nth [::] rs n) j).
Proof.
elim: rs ws => [|r rs IH] ws /=.
  case=> <-; split=> //; exists (fun _ => 1); split=> [n|]; first exact: oner_neq0.
  by split=> [n|n j]; rewrite /entry !nth_nil // q2r0 mulr0.
case Er: (integral prim r) => [z|] //; case Ers: (integral_rows prim rs) => [zs|] // [<-].
have [sz [l0 [l0_neq0 lP]]] := integral_sound Er.
have [/= -> [lam [lam_neq0 [szs lamP]]]] := IH _ Ers; split=> //.
exists (fun n => if n is n'.+1 then lam n' else l0); split; first by case.
by split=> -[|n] //=; apply: lamP.
Qed.

(* Samples are rows of lists and columns of matrices. *)
Definition mat d N (rs : seq (seq Q)) : 'M[rat]_(d, N) := \matrix_(j, n) q2r (nth q0 (nth [::] rs n) j).

Lemma lengths_areP T n (rs : seq (seq T)) k :
  lengths_are n rs -> (k < size rs)%N -> size (nth [::] rs k) = n.
Proof.
rewrite /lengths_are; elim: rs k => [|r rs IH] [|k] //= /andP[/PeanoNat.Nat.eqb_eq szr H] //.
by move=> lt; apply: IH H lt.
Qed.

Lemma size_map2 A B C (f : A -> B -> C) xs ys :
  size ys = size xs -> size (Arithmetic.map2 f xs ys) = size xs.
Proof. by elim: xs ys => [|x xs IH] [|y ys] //= [/IH ->]. Qed.

Lemma nth_map2 A B C (f : A -> B -> C) xs ys n a b c :
  size ys = size xs -> (n < size xs)%N ->
  nth c (Arithmetic.map2 f xs ys) n = f (nth a xs n) (nth b ys n).
Proof. by elim: xs ys n => [|x xs IH] [|y ys] [|n] //= [/IH H] /H. Qed.

Lemma size_kronecker e x : size (kronecker e x) = (size e * size x)%N.
Proof.
elim: e => //= a e IH; rewrite /kronecker /= -/(kronecker e x).
by rewrite size_cat size_map IH mulSn.
Qed.

Lemma nth_kronecker e x i j : (j < size x)%N ->
  nth Z0 (kronecker e x) (i * size x + j) = Z.mul (nth Z0 e i) (nth Z0 x j).
Proof.
move=> jx; elim: e i => [|a e IH] i.
  by rewrite /= !nth_nil; case: (nth Z0 x j).
rewrite /kronecker /= -/(kronecker e x) nth_cat size_map; case: i => [|i].
  by rewrite mul0n add0n jx (nth_map Z0).
by rewrite mulSn -addnA ltnNge leq_addr /= addKn IH.
Qed.

Lemma qdot_sum x z : size x = size z ->
  q2r (qdot x z) = \sum_(j < size z) q2r (nth q0 x j) * q2r (nth q0 z j).
Proof.
elim: x z => [|a x IH] [|b z] //=; first by rewrite big_ord0 q2r0.
by case=> sz; rewrite q2rD q2rM big_ord_recl IH.
Qed.

Lemma dot_sum x z : size x = size z ->
  iz (dot x z) = \sum_(j < size z) iz (nth Z0 x j) * iz (nth Z0 z j).
Proof.
elim: x z => [|a x IH] [|b z] //=; first by rewrite big_ord0.
by case=> sz; rewrite izD izM big_ord_recl IH.
Qed.

(* --- independence --- *)
Definition columns_matrix r N (cols : seq (seq Z)) : 'M[int]_(r, N) :=
  \matrix_(k, n) entry cols n k.

Lemma comb_divides p r cols (w : 'cV[int]_(size cols)) :
  (forall n, (size (nth [::] cols n) <= r)%N) ->
  (forall k, divides (iz p) ((columns_matrix r _ cols *m w) k 0)) ->
  forall j, Z.divide p (comb (zseq w) cols j).
Proof.
move=> szs Mw j; apply/iz_divide; rewrite comb_sum ?size_zseq //.
have [lt|ge] := ltnP j r; last first.
  rewrite big1 ?dvdz0 // => n _; rewrite /entry nth_default ?mul0r //.
  exact: leq_trans (szs n) ge.
have := Mw (Ordinal lt); rewrite mxE; congr (divides _ _).
by apply: eq_bigr => n _; rewrite mxE nth_zseq.
Qed.

Theorem independent_kernel p r N cols :
  independent p cols -> size cols = N -> (forall n, (size (nth [::] cols n) <= r)%N) ->
  (1 < `|iz p|)%N /\ kernel_mod (iz p) (iz p) (columns_matrix r N cols).
Proof.
move=> ind szN; case: N / szN => szs; split.
  by move: ind; rewrite /independent => /andP[/Z.ltb_lt p1 _]; reckon.
move=> w Mw n.
have [_ F] := independent_sound _ _ _ ind (size_zseq w) (comb_divides szs Mw).
by rewrite -(nth_zseq w n); apply/iz_divide/(Forall_nth F); rewrite size_zseq.
Qed.

Lemma comb_zero cols j : comb (nseq (size cols) Z0) cols j = Z0.
Proof. by elim: cols => //= c cols ->. Qed.

Theorem independent_power_kernel m k r N cols :
  independent_power m k cols -> size cols = N -> (forall n, (size (nth [::] cols n) <= r)%N) ->
  (1 < `|iz m|)%N /\ iz (Z.pow m k) != 0 /\
  kernel_mod (iz (Z.pow m k)) (iz m) (columns_matrix r N cols).
Proof.
move=> ind szN; case: N / szN => szs.
have szz : length (nseq (size cols) Z0) = length cols by exact: size_nseq.
have div0 j : Z.divide (Z.pow m k) (comb (nseq (size cols) Z0) cols j).
  by rewrite comb_zero; exists Z0.
have [m1 [q1 _]] := independent_power_sound _ _ _ _ ind szz div0.
split; first by reckon.
split; first by rewrite iz_eq0; apply/negP=> /Z.eqb_eq; reckon.
move=> w Mw n.
have [_ [_ F]] := independent_power_sound _ _ _ _ ind (size_zseq w) (comb_divides szs Mw).
by rewrite -(nth_zseq w n); apply/iz_divide/(Forall_nth F); rewrite size_zseq.
Qed.

(* --- some of the samples --- *)

Lemma size_select T (d : T) all ks : size (select d all ks) = size ks.
Proof. by rewrite /select -[List.map _ _]/(map _ _) size_map. Qed.

Lemma nth_select T (d : T) all ks x0 i : (i < size ks)%N ->
  nth x0 (select d all ks) i = nth d all (Z.to_nat (nth Z0 ks i)).
Proof. by move=> lt; rewrite /select -[List.map _ _]/(map _ _) (nth_map Z0) // /at_index list_nth. Qed.

Lemma increasing_fromP low n ks : Z.le Z0 low -> increasing_from low n ks ->
  uniq (map Z.to_nat ks) /\ forall k, k \in ks -> Z.le low k /\ Z.lt k n.
Proof.
elim: ks low => //= k ks IH low low0 /andP[/andP[/Z.leb_le lk /Z.ltb_lt kn] /IH H0].
have [|u H] := H0; first by reckon.
split; first by rewrite u andbT; apply/negP=> /mapP[k' /H[H1 H2] E]; reckon.
by move=> k'; rewrite inE => /orP[/eqP ->|/H]; reckon.
Qed.

(* The samples of an index set as a set *)
Definition members N (ks : seq Z) : {set 'I_N} := [set n : 'I_N | Z.of_nat n \in ks].

Lemma index_setP N ks : index_set (Z.of_nat N) ks ->
  uniq (map Z.to_nat ks) /\ forall k, k \in ks -> exists n : 'I_N, k = Z.of_nat n.
Proof.
move=> inc; have [u H] := increasing_fromP (Z.le_refl Z0) inc; split=> // k /H[k0 kN].
have lt : (Z.to_nat k < N)%N by reckon.
by exists (Ordinal lt) => /=; rewrite Z2Nat.id.
Qed.

Lemma sum_members (R : zmodType) N ks (f : nat -> R) : index_set (Z.of_nat N) ks ->
  \sum_(k <- ks) f (Z.to_nat k) = \sum_(n < N | n \in members N ks) f n.
Proof.
move=> /index_setP[u H].
have -> : \sum_(k <- ks) f (Z.to_nat k) = \sum_(n <- map Z.to_nat ks) f n by rewrite big_map.
have lt m : m \in map Z.to_nat ks -> (m < N)%N.
  by case/mapP=> k /H[n ->] ->; rewrite Nat2Z.id.
under [RHS]eq_bigl do rewrite inE.
rewrite -(big_mkord (fun n => Z.of_nat n \in ks) f) /=.
rewrite -[RHS]big_filter; apply: perm_big; apply: uniq_perm => //.
  by rewrite filter_uniq ?iota_uniq.
move=> m; rewrite mem_filter mem_index_iota /=; apply/idP/andP.
  move=> inm; rewrite lt //; split=> //; case/mapP: inm => k ink ->.
  by have [n E] := H k ink; rewrite E Nat2Z.id -E.
by case=> ink _; apply/mapP; exists (Z.of_nat m); rewrite // Nat2Z.id.
Qed.
