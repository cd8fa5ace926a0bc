(* Soundness of tree (soundness.md 14): every pattern, one after the other. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Model Linear Collapse Form Rules EachPattern
  Siblings SoundWalk SoundSiblings Bridge Groups SoundOneLayer SoundArchimedean.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- from lists of columns to matrices --- *)

(* Row (i, j) of the matrix is row i d + j of the columns. *)
Lemma kernel_blocks q D d N cols (M : 'M[int]_(D * d, N)) : size cols = N ->
  (forall n, (size (nth [::] cols n) <= D * d)%N) ->
  (forall i j n, M (mxvec_index i j) n = entry cols n (i * d + j)) ->
  independent_mod q cols -> kernel_mod (iz q) (iz q) M.
Proof.
move=> szN; case: N / szN M => M szs ME ind w Mw n.
have F : List.Forall (Z.divide q) (zseq w).
  apply: ind; first exact: size_zseq.
  apply: (comb_divides (r := D * d)) => // r.
  have ij : (r %/ d < D)%N && (r %% d < d)%N.
    case: (posnP d) => [d0|dpos].
      by case: r => r /= lt; move: (lt); rewrite d0 muln0.
    by rewrite ltn_divLR // ltn_pmod // (ltn_ord r).
  case/andP: ij => ilt jlt.
  have := Mw (mxvec_index (Ordinal ilt) (Ordinal jlt)); rewrite !mxE; congr (divides _ _).
  by apply: eq_bigr => k _; rewrite ME mxE /= -divn_eq.
by rewrite -(nth_zseq w n); apply/iz_divide/(Forall_nth F); rewrite size_zseq.
Qed.

Lemma scaled_columns (F : fieldType) m N (G G' : 'M[F]_(m, N)) (mu : 'I_N -> F) : (forall n, mu n != 0) ->
  (forall k n, G k n = mu n * G' k n) -> full_column_rank G' -> full_column_rank G.
Proof.
move=> mu0 GE /full_column_rankP inj; apply/full_column_rankP=> v Gv.
pose v' : 'cV[F]_N := \col_n (mu n * v n 0).
have /inj v'0 : G' *m v' = 0.
  apply/matrixP=> k c; rewrite (ord1 c) [RHS]mxE -[RHS](mul0E k Gv) mxE; apply: eq_bigr => n _.
  by rewrite mxE GE mulrCA mulrA.
apply/matrixP=> n c; rewrite (ord1 c) [RHS]mxE.
have /eqP := congr1 (fun M : 'cV_N => M n 0) v'0; rewrite !mxE mulf_eq0 (negPf (mu0 n)) => /eqP //.
Qed.

(* --- the slopes of a choice --- *)

Lemma cancelled (u t l e x : rat) : u * l != 0 -> e * t * x = (u * l)^-1 * (u * t * (l * (e * x))).
Proof. by move=> ul; rewrite (_ : u * t * (l * (e * x)) = u * l * (e * t * x)) ?mulKf //; ring. Qed.

Section Slopes.
Variables (d D N : nat) (a b : int) (m : 'I_D -> 'I_d -> 'I_N -> int).

Definition slope_factor (one : bool) : int := if one then b else a.
Definition sloped_matrix (sg : pattern D N) : 'M[int]_(D * d, N) :=
  \matrix_(k, n) mxvec (\matrix_(i, j) (slope_factor (sg i n) * m i j n)) 0 k.
Lemma sloped_matrixE sg i j n : sloped_matrix sg (mxvec_index i j) n = slope_factor (sg i n) * m i j n.
Proof. by rewrite mxE mxvecE mxE. Qed.

Lemma sloped_sound q (E : 'M[rat]_(D, N)) (X : 'M[rat]_(d, N)) (lam : nat -> rat) sg : (1 < `|q|)%N -> b != 0 ->
  (forall n, lam n != 0) -> (forall i j n, (m i j n)%:~R = lam n * (E i n * X j n)) ->
  kernel_mod q q (sloped_matrix sg) -> full_column_rank (gradient (a%:~R / b%:~R) E X sg).
Proof.
move=> q1 b0 lam0 mE ker; have fr := kernel_mod_sound q1 ker.
have bq : b%:~R != 0 :> rat by rewrite intr_eq0.
apply: (@scaled_columns _ _ _ _ _ (fun n : 'I_N => (b%:~R * lam n)^-1) _ _ fr) => [n|k n].
  by rewrite invr_eq0 mulf_neq0.
case/mxvec_indexP: k => i j; rewrite khatri_raoE [ratz _ _ _]mxE sloped_matrixE intrM mE [activations _ _ _ _ _]mxE.
have -> : (slope_factor (sg i n))%:~R = b%:~R * (if sg i n then 1 else a%:~R / b%:~R) :> rat.
  by rewrite /slope_factor; case: ifP => _; rewrite ?mulr1 // mulrC divfK.
have bl := mulf_neq0 bq (lam0 n).
exact: cancelled.
Qed.

(* Modulo a divisor of a + b, turned units and turned samples change nothing. *)
Lemma turned_kernel q (turned : 'I_D -> bool) (all_turned : 'I_N -> bool) (sg sg' : pattern D N) : divides q (a + b) ->
  (forall i n, sg' i n = sg i n (+) turned i (+) all_turned n) ->
  kernel_mod q q (sloped_matrix sg') -> kernel_mod q q (sloped_matrix sg).
Proof.
move=> ab sgE ker w Mw n; pose sign (t : bool) : int := (-1) ^+ t.
have sign2 t : sign t * sign t = 1 by case: t; rewrite /sign ?expr0 ?mulr1 // expr1 mulrNN mulr1.
have flip x t : divides q (slope_factor (x (+) t) - sign t * slope_factor x).
  case: t; rewrite /sign ?addbF ?expr0 ?expr1 ?mul1r ?subrr ?dvdz0 // addbT mulN1r opprK.
  by case: x => /=; rewrite ?[b + a]addrC //.
pose w' : 'cV[int]_N := \col_k (sign (all_turned k) * w k 0).
suff /(_ n) : forall k, divides q (w' k 0).
  rewrite mxE => H; have := dvdz_mull (sign (all_turned n)) H; by rewrite mulrA sign2 mul1r.
apply: ker => k; case/mxvec_indexP: k => i j.
have : divides q (sign (turned i) * (sloped_matrix sg *m w) (mxvec_index i j) 0) by exact: dvdz_mull.
set y := _ * _; rewrite -[X in _ -> divides q X](subrK y) => dy; apply: rpredD => //.
rewrite /y !mxE mulr_sumr -sumrB; apply: rpred_sum => k _; rewrite !sloped_matrixE mxE sgE.
have := flip (sg i k) (turned i (+) all_turned k); rewrite addbA /sign signr_addb => H.
set u := slope_factor _ in H *; set x := slope_factor _ in H *.
have -> : u * m i j k * ((-1) ^+ all_turned k * w k 0) - (-1) ^+ turned i * (x * m i j k * w k 0)
  = (u - (-1) ^+ turned i * (-1) ^+ all_turned k * x) * (m i j k * ((-1) ^+ all_turned k * w k 0))
    + (sign (all_turned k) * sign (all_turned k) - 1) * ((-1) ^+ turned i * (x * m i j k * w k 0)).
  rewrite /sign; ring.
by rewrite sign2 subrr mul0r addr0 dvdz_mulr.
Qed.
End Slopes.

(* --- lists of choices --- *)

Definition bits_of D (f : 'I_D -> bool) : seq bool := [seq f i | i <- enum 'I_D].
Lemma size_bits D (f : 'I_D -> bool) : size (bits_of f) = D.
Proof. by rewrite size_map size_enum_ord. Qed.
Lemma nth_bits D (f : 'I_D -> bool) (i : 'I_D) : nth false (bits_of f) i = f i.
Proof. by rewrite (nth_map i) ?size_enum_ord // nth_ord_enum. Qed.

Lemma every_bits D (f : seq bool -> bool) : each_choice D [::] f -> forall g : 'I_D -> bool, f (bits_of g).
Proof. by move=> H g; exact: (each_choice_sound _ _ _ H _ (size_bits g)). Qed.

Lemma repeatE T (x : T) n : List.repeat x n = nseq n x.
Proof. by elim: n => //= n ->. Qed.

(* --- a pattern of the class that is walked through, for every pattern --- *)

Section Classes.
Variables (D N : nat) (sg : pattern D N) (i1 : 'I_D).

(* Where a sample has no slope 1 all are taken to be 1: its column is multiplied by a number. *)
Definition none_on (n : 'I_N) := [forall i, ~~ sg i n].
Definition without_none : pattern D N := \matrix_(i, n) (none_on n || sg i n).

Lemma without_none_class (n : 'I_N) first f : classes false first D f -> f (bits_of (without_none ^~ n)).
Proof.
move=> /every_bits /(_ (without_none ^~ n)) /orP[|//]; rewrite -[List.existsb _ _]/(has _ _) => /hasPn no.
suff [i yes] : exists i, without_none i n.
  have mem : true \in bits_of (without_none ^~ n) by apply/mapP; exists i; rewrite ?mem_enum.
  by have := no _ mem.
case E: (none_on n); first by exists i1; rewrite mxE E.
have /forallPn[i] : ~~ none_on n by rewrite E.
by rewrite negbK => yes; exists i; rewrite mxE yes orbT.
Qed.

(* Slopes of units, then of samples, exchanged so that those of the first sample and of the first unit are 1 *)
Variable n1 : 'I_N.
Definition turned_unit i := ~~ sg i n1.
Definition turned_sample n := ~~ (sg i1 n (+) turned_unit i1).
Definition turned_pattern : pattern D N := \matrix_(i, n) (sg i n (+) turned_unit i (+) turned_sample n).

Lemma turned_class (n : 'I_N) f : n1 = 0%N :> nat -> i1 = 0%N :> nat -> classes true (n == 0%N :> nat) D f -> f (bits_of (turned_pattern ^~ n)).
Proof.
move=> n10 i10.
have first_unit m : turned_pattern i1 m by rewrite mxE /turned_sample addbN addbb.
have first_sample i : turned_pattern i n1 by rewrite mxE /turned_sample /turned_unit !addbN !addbb.
rewrite /classes; case: ifP => [/eqP E|_].
  have -> : n = n1 by apply: val_inj; rewrite /= E n10.
  have -> : bits_of (turned_pattern ^~ n1) = List.repeat true D; last by [].
  apply: (@eq_from_nth _ false); rewrite size_bits.
    by rewrite repeatE size_nseq.
  move=> k lt; rewrite -[k]/(nat_of_ord (Ordinal lt)) nth_bits first_sample repeatE nth_nseq.
  by rewrite ltn_ord.
move=> H; have := size_bits (turned_pattern ^~ n); have := nth_bits (turned_pattern ^~ n) i1; rewrite first_unit i10.
case E: (bits_of _) => [|c0 c] /= c0E szb; first by have := leq_trans (ltn_ord i1) (eq_leq (esym szb)).
rewrite c0E; apply: (each_choice_sound _ _ _ H); rewrite -szb; exact: erefl.
Qed.
End Classes.

Lemma nth_sloped d a b c column i j D : size c = D -> size column = (D * d)%N -> (i < D)%N -> (j < d)%N ->
  iz (nth Z0 (sloped d a b c column) (i * d + j)) =
  slope_factor (iz a) (iz b) (nth false c i) * iz (nth Z0 column (i * d + j)).
Proof.
move=> szc szk lti ltj; rewrite /sloped repeatE -[List.map _ c]/(map _ c).
have lt : (i * d + j < D * d)%N.
  by apply: leq_trans (_ : i.+1 * d <= _)%N; rewrite ?leq_mul2r ?lti ?orbT // mulSn addnC ltn_add2r.
rewrite (nth_map2 _ Z0 Z0) ?size_kronecker ?size_map ?size_nseq ?szc ?szk // izM.
have := @nth_kronecker [seq (if one then b else a) | one <- c] (nseq d (Zpos xH)) i j; rewrite size_nseq => -> //.
rewrite nth_nseq ltj (nth_map false) ?szc // Z.mul_1_r /slope_factor; by case: ifP.
Qed.

Lemma size_sloped d a b c column D : size c = D -> size column = (D * d)%N -> size (sloped d a b c column) = (D * d)%N.
Proof.
move=> szc szk; rewrite /sloped repeatE -[List.map _ c]/(map _ c).
by rewrite size_map2 size_kronecker size_map size_nseq szc ?szk.
Qed.

Lemma tree_columns fold first units d a b cs path : size path = size cs ->
  List.concat (Arithmetic.map2 columns (tree_levels fold first units d a b cs) path) =
  Arithmetic.map2 (sloped d a b) path cs.
Proof. by elim: cs first path => [|c cs IH] first [|p path] //= [/IH ->]. Qed.

Lemma tree_ranges fold first units d a b cs path : size path = size cs ->
  (forall n, (n < size cs)%N -> forall f, classes fold (first && (n == 0%N)) units f -> f (nth [::] path n)) ->
  List.Forall2 ranges_over (tree_levels fold first units d a b cs) path.
Proof.
elim: cs first path => [|c cs IH] first [|p path] //= [szp] H; constructor.
  by move=> f Hf; apply: (H 0%N) => //; rewrite andbT.
by apply: IH => // n lt f Hf; apply: (H n.+1) => //; rewrite andbF.
Qed.

(* --- the reduced problem --- *)

Lemma reduce_shape P r R : reduce P r = Some R ->
  [/\ problem_slope R = problem_slope P, size (factors R) = sample_count R & (0 < unit_count R)%N].
Proof.
rewrite /reduce; cbv zeta; case: ifP => //; do 6!case/andP; move=> _ nz _ _ _ _ /PeanoNat.Nat.eqb_eq szE.
have pos : (0 < length (units r))%N by move: nz; case: (units r).
case: (removed r) => [|t ts].
  case: (projection r) => // -[<-]; split=> //=; rewrite /sample_count /= -[List.map _ _]/(map _ _) size_map; exact: szE.
case: (integral_rows _ _) => // zs; case: ifP => // _ [<-]; split=> //=.
by rewrite -[size _]/(length _) /sample_count /= !List.map_length.
Qed.

Lemma block_columnE d e x i j : size x = d -> (j < d)%N -> (i < size e)%N ->
  q2r (nth q0 (block_column e x) (i * d + j)) = q2r (nth q0 e i) * q2r (nth q0 x j).
Proof.
move=> szx jd; elim: e i => [|a e IH] // i lt.
rewrite /block_column /= -/(block_column e x) -[List.map _ x]/(map _ x) -[_ ++ _]/(cat _ _) nth_cat size_map szx.
case: i lt => [|i] lt; first by rewrite mul0n add0n jd (nth_map q0) ?szx // q2rM.
by rewrite mulSn -addnA ltnNge leq_addr /= addKn IH.
Qed.

Lemma size_block_column e x : size (block_column e x) = (size e * size x)%N.
Proof.
elim: e => //= a e IH; rewrite /block_column /= -/(block_column e x) -[List.map _ x]/(map _ x) -[_ ++ _]/(cat _ _).
by rewrite size_cat size_map IH mulSn.
Qed.

Theorem check_tree_sound P r primes fold : check_tree P r primes fold ->
  every_pattern (s_of P) (E_of P) (X_of P).
Proof.
rewrite /check_tree; do 2!case/andP; move=> /slope_okP[s0|N0]; last by move=> _ _ sg; exact: no_samples_every.
case: primes => [|p later] //; rewrite -/(is_true _) => allp.
case Er: (reduce P r) => [R|] //; do 2!case/andP; move=> lenX lenE.
case Ec: (integral_rows _ _) => [cs|] // W.
have [slR szE pos] := reduce_shape Er.
apply: (reduce_sound Er s0); have sE : s_of R = s_of P by rewrite /s_of slR.
set D := unit_count R in lenE pos W *; set d := dim R in lenX W *; set N := sample_count R in szE *.
have primeP q : List.In q (p :: later) -> Z.lt (Zpos xH) q /\ (fold -> Z.divide q (Z.add (slope_num P) (slope_den P))).
  move=> inq; have := proj1 (List.forallb_forall _ _) allp q inq.
  case/andP=> /andP[/andP[pq _] _] f; have q1 : Z.lt (Zpos xH) q.
    by case/andP: pq => /andP[/Z.leb_le]; reckon.
  split=> // fo; move: f; rewrite fo /= => /Z.eqb_eq; apply: (proj1 (Z.mod_divide _ _ _)); reckon.
have [szcs [lam [lam0 [sizec entryc]]]] := integral_rows_sound Ec.
have szx n : (n < N)%N -> size (nth [::] (xs R) n) = d by move=> lt; rewrite (lengths_areP lenX).
have sze n : (n < N)%N -> size (nth [::] (factors R) n) = D by move=> lt; rewrite (lengths_areP lenE) // szE.
have szm : size (Arithmetic.map2 block_column (factors R) (xs R)) = N by rewrite size_map2 ?szE.
have szN : size cs = N by rewrite szcs.
have nthc n : (n < N)%N -> nth [::] (Arithmetic.map2 block_column (factors R) (xs R)) n
    = block_column (nth [::] (factors R) n) (nth [::] (xs R) n).
  by move=> lt; rewrite (nth_map2 _ [::] [::]) // szE.
have szc n : (n < N)%N -> size (nth [::] cs n) = (D * d)%N.
  by move=> lt; rewrite sizec nthc // size_block_column sze // szx.
have lens : List.Forall (fun column : seq Z => length column = (D * d)%N) cs.
  apply/List.Forall_forall => c /(List.In_nth _ _ [::])[n [lt <-]]; rewrite list_nth; apply: szc; rewrite -szN; exact/ssrnat.ltP.
pose m (i : 'I_D) (j : 'I_d) (n : 'I_N) : int := entry cs n (i * d + j).
have mE i j n : (m i j n)%:~R = lam n * (E_of R i n * X_of R j n).
  by rewrite /m entryc nthc // block_columnE ?szx ?sze // !mxE.
have b0 : iz (slope_den P) != 0 by rewrite iz_eq0.
have sQ : s_of R = (iz (slope_num P))%:~R / (iz (slope_den P))%:~R by rewrite sE.
(* a way to choose, and the prime modulo which its columns are independent *)
have chosen (sg : pattern D N) :
    (forall (n : 'I_N) f, classes fold (n == 0%N :> nat) D f -> f (bits_of (sg ^~ n))) ->
    exists q, [/\ (1 < `|iz q|)%N, fold -> divides (iz q) (iz (slope_num P) + iz (slope_den P)) &
      kernel_mod (iz q) (iz q) (sloped_matrix (iz (slope_num P)) (iz (slope_den P)) m sg)].
  move=> H; pose path := [seq bits_of (sg ^~ n) | n <- enum 'I_N].
  have szp : size path = size cs by rewrite size_map size_enum_ord szN.
  have nthp (n : 'I_N) : nth [::] path n = bits_of (sg ^~ n) by rewrite (nth_map n) ?size_enum_ord // nth_ord_enum.
  have ranges : List.Forall2 ranges_over (tree_levels fold true D d (slope_num P) (slope_den P) cs) path.
    apply: tree_ranges => // n; rewrite szN => lt f Hf; have := H (Ordinal lt) f Hf; by rewrite -(nthp (Ordinal lt)).
  have [q [inq ind]] := tree_walk_sound _ _ _ _ _ _ lens _ (fun q i => proj1 (primeP q i)) W _ ranges.
  have [q1 qab] := primeP q inq; exists q; split; first by reckon.
    by move=> /qab; rewrite -izD => /iz_divide.
  rewrite tree_columns // in ind; apply: kernel_blocks ind; first by rewrite size_map2 szp ?szN.
    move=> n; have [lt|ge] := ltnP n N; last by rewrite nth_default // size_map2 ?szp ?szN.
    rewrite (nth_map2 _ [::] [::]) ?szp ?szN // (@size_sloped _ _ _ _ _ D) ?szc //.
    by rewrite (nthp (Ordinal lt)) size_bits.
  move=> i j n; rewrite sloped_matrixE /entry (nth_map2 _ [::] [::]) ?szp ?szN //.
  by rewrite (@nth_sloped _ _ _ _ _ _ _ D) ?szc ?nthp ?size_bits ?nth_bits.
move=> sg; have [N0|n0] := posnP N; first exact: (no_samples_every _ _ _ N0 sg).
rewrite sQ; case: fold allp W primeP chosen => allp W primeP chosen; last first.
  (* scaled *)
  have [|q [q1 _ ker]] := chosen (without_none sg); first by move=> n f; exact: without_none_class (Ordinal pos) _ _ _.
  have fr := sloped_sound q1 b0 lam0 mE ker; rewrite -sQ in fr.
  apply: (@scaled_columns _ _ _ _ _ (fun n => if none_on sg n then s_of R else 1) _ _ fr) => [n|k n].
    by case: ifP; rewrite ?oner_neq0 // sE.
  case/mxvec_indexP: k => i j; rewrite !khatri_raoE [activations _ _ _ _ _]mxE [activations _ _ (without_none sg) _ _]mxE [without_none sg i n]mxE -sQ.
  case H: (none_on sg n) => /=; last by rewrite mul1r.
  by move/forallP: H => /(_ i)/negPf ->; rewrite mulr1 mulrAC mulrC mulrA.
(* folded *)
pose n1 := Ordinal n0; pose i1 := Ordinal pos.
have [|q [q1 qab ker]] := chosen (turned_pattern sg i1 n1); first by move=> n f; exact: turned_class.
apply: (sloped_sound q1 b0 lam0 mE); apply: (turned_kernel (qab isT) _ ker) => i n.
by rewrite mxE.
Qed.
