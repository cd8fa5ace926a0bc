(* Soundness of cells (soundness.md 17): all patterns of points, by the sign vectors that one unit can have. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Model Linear Collapse Rules EachPattern CellForm
  CellRules SoundKernel SoundCellTree Bridge SoundOneLayer SoundTree SoundEach.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- samples as positive multiples of integers --- *)

Lemma cleared_columnP x c : cleared_column x = Some c ->
  [/\ 0 < iz c.1, size c.2 = size x & forall j, (iz (nth Z0 c.2 j))%:~R = (iz c.1)%:~R * q2r (nth q0 x j)].
Proof.
rewrite /cleared_column; set m := List.fold_left _ _ _; set zs := List.map _ _.
case: ifP => // /andP[/Z.ltb_lt m0 /(all2_nth q0 Z0)[sz H]] [<-] /=; split=> //; first by reckon.
move=> j; have [lt|ge] := ltnP j (size x); last by rewrite !nth_default ?sz // q2r0 mulr0.
have /Z.eqb_eq E := H j lt; have d_neq0 := iz_pos (Qden (nth q0 x j)).
have {E} := congr1 (fun z => (iz z)%:~R : rat) E; rewrite /= !izM !intrM /q2r => E.
by apply: (mulIf d_neq0); rewrite E -mulrA divfK // mulrC.
Qed.

Lemma cleared_columnsP xs cs : cleared_columns xs = Some cs -> size cs = size xs /\
  forall n, (n < size xs)%N -> cleared_column (nth [::] xs n) = Some (nth (Zpos xH, [::]) cs n).
Proof.
elim: xs cs => [|x xs IH] cs /=; first by case=> <-.
case Ex: (cleared_column x) => [c|] //; case Exs: (cleared_columns xs) => [cs'|] // [<-].
by have [sz H] := IH _ Exs; split=> [|[|n]] //=; [rewrite sz|exact: H].
Qed.

Lemma nth_plus_multiple t x z j :
  nth Z0 (plus_multiple t z x) j = Z.add (nth Z0 z j) (Z.mul t (nth Z0 x j)).
Proof.
elim: x z j => [|a x IH] z j /=; first by rewrite nth_nil Z.mul_0_r Z.add_0_r.
by case: z j => [|b z] [|j] //=; rewrite IH nth_nil.
Qed.

Lemma inP (T : eqType) (x : T) s : reflect (List.In x s) (x \in s).
Proof.
apply: (iffP idP); elim: s => //= y s IH; rewrite inE; first by case/orP=> [/eqP ->|/IH]; [left|right].
by case=> [->|/IH ->]; rewrite ?eqxx ?orbT.
Qed.

(* --- an empty prefix --- *)

Section Empty.
Variables (R : realFieldType) (d N : nat) (rs : seq (seq Q)) (columns : seq (Z * seq Z)) (w : 'rV[R]_d) (sg : 'I_N -> bool).
Hypotheses (szr : size rs = N) (lenr : lengths_are d rs) (cols : cleared_columns rs = Some columns).

Definition value_on (z : seq Z) : R := \sum_(j < d) w 0 j * (iz (nth Z0 z j))%:~R.
Definition sign_of (n : nat) : bool := if insub n is Some k then sg k else false.
Let X := map_mx (ratr : rat -> R) (mat d N rs).

Lemma value_plus t z x : value_on (plus_multiple t z x) = value_on z + (iz t)%:~R * value_on x.
Proof.
rewrite /value_on mulr_sumr -big_split; apply: eq_bigr => j _ /=.
by rewrite nth_plus_multiple izD izM intrD intrM mulrDr [in RHS]mulrCA.
Qed.

Lemma sample_atP (n : 'I_N) : let c := sample_at columns (Z.of_nat n) in
  0 < (iz c.1)%:~R :> R /\ value_on c.2 = (iz c.1)%:~R * (w *m X) 0 n.
Proof.
have [szc H] := cleared_columnsP cols; rewrite /sample_at /at_index Nat2Z.id list_nth /=.
have ltn : (n < size rs)%N by rewrite szr.
have [m0 _ E] := cleared_columnP (H n ltn); split; first by rewrite ltr0z.
rewrite mxE mulr_sumr; apply: eq_bigr => j _; rewrite mulrCA [X _ _]mxE [mat _ _ _ _ _]mxE; congr (_ * _).
by have := congr1 (ratr : rat -> R) (E j); rewrite rmorphM /= !ratr_int => ->.
Qed.

Fixpoint total prefix (terms : seq (Z * Q)) (ws : seq Z) : R :=
  match terms, ws with
  | t :: terms', z :: ws' =>
    (iz z)%:~R * ((if sign_at prefix t.1 then 1 else -1) * value_on (sample_at columns t.1).2) + total prefix terms' ws'
  | _, _ => 0
  end.

Lemma signed_sumE prefix terms ws sum :
  value_on (signed_sum columns prefix terms ws sum) = value_on sum + total prefix terms ws.
Proof.
elim: terms ws sum => [|[n q] terms IH] [|z ws] sum; rewrite /= ?addr0 //.
rewrite IH value_plus -addrA; congr (_ + (_ + _)).
by case: ifP => _; rewrite ?mul1r // izN mulrNz mulN1r mulrN mulNr.
Qed.

Definition turned prefix (t : Z * Q) : R := ((if sign_at prefix t.1 then 1 else -1) * value_on (sample_at columns t.1).2).

Lemma total_gt0 prefix terms ws : all (fun z => Z.ltb Z0 z) ws -> size ws = size terms ->
  (forall t, List.In t terms -> 0 <= turned prefix t) -> (exists2 t, List.In t terms & 0 < turned prefix t) ->
  0 < total prefix terms ws.
Proof.
have ge0 ts vs : all (fun z => Z.ltb Z0 z) vs -> (forall t, List.In t ts -> 0 <= turned prefix t) -> 0 <= total prefix ts vs.
  elim: ts vs => [|t ts IH] [|z vs] //= /andP[z0 vs0] H; rewrite addr_ge0 //.
    by apply: mulr_ge0; [rewrite ler0z -iz0 ltW // iz_lt|apply: H; left].
  by apply: IH => // t' int; apply: H; right.
elim: terms ws => [|t terms IH] [|z ws] //=; first by move=> _ _ _ [].
case/andP=> z0 ws0 [sz] H [t0 int0 t0P].
have zR : 0 < (iz z)%:~R :> R by rewrite ltr0z -iz0 iz_lt.
have H' t' : List.In t' terms -> 0 <= turned prefix t' by move=> int; apply: H; right.
case: int0 => [tE|int0].
  by rewrite -tE in t0P; rewrite ltr_paddr ?ge0 // mulr_gt0.
have t_ge : 0 <= turned prefix t by apply: H; left.
apply: ltr_paddl; first by apply: mulr_ge0 => //; exact: ltW.
by apply: IH => //; exists t0.
Qed.

(* u = 0 where the sample is 0 *)
Definition meant_signs (every : bool) := forall n : 'I_N,
  if every then sg n = (0 <= (w *m X) 0 n)
  else col n X != 0 -> (w *m X) 0 n != 0 /\ sg n = (0 < (w *m X) 0 n).

Lemma no_sample (n : 'I_N) : col n X = 0 -> (w *m X) 0 n = 0.
Proof.
move=> x0; rewrite mxE big1 // => j _; have /matrixP/(_ j 0) := x0.
by rewrite [col n X j 0]mxE [RHS]mxE => ->; rewrite mulr0.
Qed.

Theorem empty_prefixP every terms prefix : empty_prefix every columns terms prefix -> extended sign_of prefix ->
  (length prefix <= N)%N -> meant_signs every -> False.
Proof.
rewrite /empty_prefix; do 3!case/andP; move=> inc _ strict; case: (integral _ _) => [ws|] //.
case/andP=> /andP[ws0 /PeanoNat.Nat.eqb_eq szw] zero ext le meantP.
have indexP t : List.In t terms -> exists n : 'I_N, t.1 = Z.of_nat n /\ sign_at prefix t.1 = sg n.
  move=> int; have [_ H] := index_setP inc.
  have [|n tE] := H t.1; first by apply/inP; exact: List.in_map.
  have lt : (n < N)%N by apply: leq_trans (ltn_ord n) le.
  exists (Ordinal lt); split=> //; rewrite (sign_atE sign_of prefix _ ext) tE; last by have := ltn_ord n; reckon.
  by rewrite Nat2Z.id /sign_of insubT.
have pos (t : Z * Q) (n : 'I_N) : t.1 = Z.of_nat n -> sign_at prefix t.1 = sg n ->
    0 <= turned prefix t /\ ((if every then ~~ sg n else col n X != 0) -> 0 < turned prefix t).
  move=> tE tS; rewrite /turned tS tE; have [m0 ->] := sample_atP n; have := meantP n.
  set m := (iz _)%:~R in m0 *; set u := (w *m X) 0 n; case: (every).
    move=> E; case Es: (sg n); rewrite E in Es; first by rewrite mul1r; split=> //; rewrite mulr_ge0 // ltW.
    have gt0 : 0 < -1 * (m * u) by rewrite mulN1r -mulrN mulr_gt0 // oppr_gt0 ltNge Es.
    by split=> [|_]; first exact: ltW.
  have [x0|x0] := eqVneq (col n X) 0.
    by move=> _; rewrite /u (no_sample x0) !mulr0; split.
  move=> /(_ isT)[u0 E]; case Es: (sg n); rewrite E in Es.
    by rewrite mul1r; split=> [|_]; rewrite ?mulr_gt0 // mulr_ge0 // ltW.
  have gt0 : 0 < -1 * (m * u).
    by rewrite mulN1r -mulrN mulr_gt0 // oppr_gt0 lt_def eq_sym u0 leNgt Es.
  by split=> [|_]; first exact: ltW.
suff : 0 < total prefix terms ws.
  have := signed_sumE prefix terms ws [::]; rewrite {2}/value_on [X in _ = X + _]big1 => [|j _]; last first.
    by rewrite nth_nil mulr0.
  rewrite add0r => <-; rewrite /value_on big1 ?ltxx // => j _.
  have -> : nth Z0 (signed_sum columns prefix terms ws [::]) j = Z0; last by rewrite mulr0.
  have [lt|ge] := ltnP j (size (signed_sum columns prefix terms ws [::])); last by rewrite nth_default.
  by have /(all_nthP Z0)/(_ j lt)/Z.eqb_eq : all (fun a => Z.eqb a Z0) (signed_sum columns prefix terms ws [::]) by exact: zero.
apply: total_gt0 => //.
  by move=> t /indexP[n [tE tS]]; have [] := pos t n tE tS.
have [t [int tP]] := proj1 (List.existsb_exists _ _) strict.
have [n [tE tS]] := indexP t int; exists t => //; have [_] := pos t n tE tS; apply.
case: (every) tP; first by rewrite tS.
rewrite -[List.existsb _ _]/(has _ _) tE /sample_at /at_index Nat2Z.id list_nth => /(has_nthP Z0)[j lt nz].
have [szc H] := cleared_columnsP cols; have ltn : (n < size rs)%N by rewrite szr.
have [m0 sz E] := cleared_columnP (H n ltn); rewrite sz (lengths_areP lenr) // in lt.
apply: contraNneq nz => /matrixP/(_ (Ordinal lt) 0); rewrite !mxE => /eqP; rewrite fmorph_eq0 => /eqP x0.
by have := E j; rewrite x0 mulr0 => /eqP; rewrite intr_eq0 iz_eq0.
Qed.
End Empty.

(* --- rows modulo a prime --- *)

Lemma against_sum row f : iz (against row f) = \sum_(k < size row) iz (nth Z0 row k) * iz (f k).
Proof.
elim: row f => [|a row IH] f /=; first by rewrite big_ord0.
by rewrite izD izM big_ord_recl IH.
Qed.

Lemma nth_signs_below tau n k : (k < n)%N -> nth false (signs_below tau n) k = tau (n - k.+1)%N.
Proof. by elim: n k => [|n IH] [|k] //= lt; [rewrite subn1|rewrite IH]. Qed.

Lemma eq_signs_below f g n : f =1 g -> signs_below f n = signs_below g n.
Proof. by move=> E; elim: n => //= n ->; rewrite E. Qed.

Lemma revE T (s : seq T) : List.rev s = rev s.
Proof. by elim: s => //= x s ->; rewrite rev_cons -cats1. Qed.

Lemma size_signs_below tau n : size (signs_below tau n) = n.
Proof. exact: signs_below_length. Qed.

Lemma nth_sloped_row cell on off k : size on = size cell -> size off = size cell ->
  size (sloped_row cell on off) = size cell /\
  ((k < size cell)%N -> nth Z0 (sloped_row cell on off) k = if nth false cell k then nth Z0 on k else nth Z0 off k).
Proof.
elim: cell on off k => [|c cell IH] [|a on] [|b off] k //= [szon] [szoff].
have [-> _] := IH on off 0%N szon szoff; split=> //; case: k => [|k] //= lt.
by have [_ ->] := IH on off k szon szoff.
Qed.

Lemma killed_units q f (us : nat -> unit_rows) (cs : nat -> seq bool) m n :
  (forall i, (m <= i < m + n)%N -> killed_by_unit q (us i) (cs i) f) ->
  killed_by_units q f (List.map us (List.seq m n)) (List.map cs (List.seq m n)).
Proof.
elim: n m => [|n IH] m H /=; constructor; first by apply: H; rewrite leqnn addnS ltnS leq_addr.
by apply: IH => i /andP[lo hi]; apply: H; rewrite (ltnW lo) addnS -addSn.
Qed.

Section Rows.
Variables (q a b : Z) (D d N : nat) (cs : seq (seq Z)) (sg : pattern D N).
Hypotheses (q1 : Z.lt (Zpos xH) q) (szN : size cs = N).
Let m (i : 'I_D) (j : 'I_d) (n : 'I_N) : int := entry cs n (i * d + j).

Definition cell_of (i : nat) : seq bool := signs_below (sign_of (fun n => if insub i is Some k then sg k n else false)) N.

Lemma rows_kernel : all_zero q N (all_units q a b D d (List.rev cs)) (List.map cell_of (List.seq 0 D)) ->
  kernel_mod (iz q) (iz q) (sloped_matrix (iz a) (iz b) m sg).
Proof.
move=> zero w Mw n0.
pose f (k : nat) : Z := if insub k is Some n then Z_of_int (w (rev_ord (n : 'I_N)) 0) else Z0.
have fE (n : 'I_N) : iz (f n) = w (rev_ord n) 0 by rewrite /f valK Z_of_intK.
suff fq : forall k, Z.divide q (f k).
  by have /iz_divide := fq (rev_ord n0); rewrite fE rev_ordK.
apply: zero => [k ge|].
  by move/ssrnat.leP: ge => ge; rewrite /f insubN // -leqNgt.
apply: killed_units => i /= lti on off /List.in_map_iff[j [[<- <-] /List.in_seq[_ ltj]]].
have {}ltj : (j < d)%N by apply/ssrnat.ltP.
pose I : 'I_D := Ordinal lti; pose J := Ordinal ltj.
apply/iz_divide; rewrite against_sum.
set row := sloped_row _ _ _; pose r := List.map (fun c => List.nth (i * d + j) c Z0) (List.rev cs).
have szr : size r = N by rewrite /r -[List.map _ _]/(map _ _) size_map -[size _]/(length _) List.rev_length.
have [szrow rowE] : size row = N /\ forall k : 'I_N, (nth Z0 row k) =
    Z.modulo (Z.mul (if sg I (rev_ord k) then b else a) (nth Z0 (nth [::] cs (rev_ord k)) (i * d + j))) q.
  have szc : size (cell_of i) = N by exact: size_signs_below.
  have [szrow _] := @nth_sloped_row (cell_of i) (List.map (fun e => Z.modulo (Z.mul b e) q) r) (List.map (fun e => Z.modulo (Z.mul a e) q) r) 0%N
    (etrans (size_map _ _) (etrans szr (esym szc))) (etrans (size_map _ _) (etrans szr (esym szc))).
  split; first by rewrite szrow.
  move=> k; have [_ ->] := @nth_sloped_row (cell_of i) (List.map (fun e => Z.modulo (Z.mul b e) q) r) (List.map (fun e => Z.modulo (Z.mul a e) q) r) k
    (etrans (size_map _ _) (etrans szr (esym szc))) (etrans (size_map _ _) (etrans szr (esym szc))); last by rewrite szc.
  rewrite nth_signs_below // /sign_of insubT /=; first by have := ltn_ord (rev_ord k).
  move=> lt; rewrite (insubT (fun i => i < D)%N lti) /=.
  have -> : Sub (N - k.+1)%N lt = rev_ord k by apply: val_inj.
  have rE : nth Z0 r k = nth Z0 (nth [::] cs (N - k.+1)%N) (i * d + j).
    rewrite /r -[List.map _ _]/(map _ _) (nth_map [::]) ?list_nth; last first.
      by rewrite -[size _]/(length _) List.rev_length -[length _]/(size _) szN.
    by rewrite revE nth_rev ?szN.
  by case: ifP => _; rewrite -[List.map _ r]/(map _ r) (nth_map Z0) ?szr // rE.
have := Mw (mxvec_index I J); rewrite mxE (reindex_inj rev_ord_inj) /= => H.
rewrite szrow; have -> : \sum_(k < N) iz (nth Z0 row k) * iz (f k) =
    \sum_(k < N) sloped_matrix (iz a) (iz b) m sg (mxvec_index I J) (rev_ord k) * w (rev_ord k) 0 +
    \sum_(k < N) (iz (nth Z0 row k) - sloped_matrix (iz a) (iz b) m sg (mxvec_index I J) (rev_ord k)) * w (rev_ord k) 0.
  by rewrite -big_split; apply: eq_bigr => k _; rewrite fE /= -mulrDl addrCA subrr addr0.
apply: rpredD => //; apply: rpred_sum => k _; apply: dvdz_mulr.
rewrite rowE sloped_matrixE /slope_factor /m /entry.
have -> : (if sg I (rev_ord k) then iz b else iz a) * iz (nth Z0 (nth [::] cs (rev_ord k)) (I * d + J)) =
    iz (Z.mul (if sg I (rev_ord k) then b else a) (nth Z0 (nth [::] cs (rev_ord k)) (i * d + j))).
  by rewrite izM; case: ifP.
rewrite -izB; apply/iz_divide; apply: mod_divides; reckon.
Qed.
End Rows.

(* --- fewer units --- *)

Lemma fewer_units (F : fieldType) d D D' N (le : (D' <= D)%N) s (E : 'M[F]_(D, N)) (X : 'M[F]_(d, N)) (sg : pattern D N) :
  full_column_rank (gradient s (\matrix_(i, n) E (widen_ord le i) n : 'M[F]_(D', N)) X (\matrix_(i, n) sg (widen_ord le i) n : pattern D' N)) ->
  full_column_rank (gradient s E X sg).
Proof.
move=> /full_column_rankP inj; apply/full_column_rankP=> v /khatri_rao_mul0 Gv; apply: inj.
apply/khatri_rao_mul0=> i j; rewrite -[RHS](Gv (widen_ord le i) j); apply: eq_bigr => n _.
by rewrite !mxE.
Qed.

(* Patterns of points, where preactivation 0 counts as + or does not occur *)
Definition of_points (every : bool) (R : realDomainType) d D N (X : 'M[R]_(d, N)) (sg : pattern D N) : Prop :=
  if every then point_pattern X sg else open_cell_pattern X sg.

Lemma of_pointsP every (R : realDomainType) d D N (X : 'M[R]_(d, N)) (sg : pattern D N) : of_points every X sg ->
  exists W : 'M_(D, d), forall i n, if every then sg i n = (0 <= (W *m X) i n)
    else col n X != 0 -> (W *m X) i n != 0 /\ sg i n = (0 < (W *m X) i n).
Proof. by case: every => -[W H]; exists W. Qed.

Theorem check_cells_sound P every primes tree : check_cells P every primes tree ->
  forall (R : realFieldType) sg, of_points every (map_mx (ratr : rat -> R) (X_of P)) sg ->
  full_column_rank (gradient (s_of P) (E_of P) (X_of P) sg).
Proof.
rewrite /check_cells; set D := if equal_units _ then _ else _.
do 4!case/andP; move=> allp lenX lenE /PeanoNat.Nat.eqb_eq szE.
case: primes allp => [|p later] // allp; case Ecols: (cleared_columns _) => [columns|] //.
case Ec: (integral_rows _ _) => [cs|] //; case Et: (cells_from _ _ _ _ _ _) => [cells|] // W R sg pts.
have leD : (D <= unit_count P)%N by rewrite /D; case: ifP => // _; case: (unit_count P).
set d := dim P in lenX cs Ec W sg pts *; set N := sample_count P in Et W sg pts *.
have szE' : size (factors P) = N by exact: szE.
have [szcs [lam [lam0 [sizec entryc]]]] := integral_rows_sound Ec.
have szf : size (List.map (List.firstn D) (factors P)) = N by rewrite -[List.map _ _]/(map _ _) size_map.
have szN : size cs = N by rewrite szcs size_map2 ?szf.
have szx n : (n < N)%N -> size (nth [::] (xs P) n) = d by move=> lt; rewrite (lengths_areP lenX).
have sze n : (n < N)%N -> size (nth [::] (factors P) n) = unit_count P by move=> lt; rewrite (lengths_areP lenE) // szE'.
apply: (@fewer_units _ _ _ D _ leD).
set E' := \matrix_(i, n) _; set sg' : pattern D N := \matrix_(i, n) _.
pose m (i : 'I_D) (j : 'I_d) (n : 'I_N) : int := entry cs n (i * d + j).
have mE i j n : (m i j n)%:~R = lam n * (E' i n * X_of P j n).
  rewrite /m entryc (nth_map2 _ [::] [::]) ?szf // -[List.map _ _]/(map _ _) (nth_map [::]) ?szE' // firstn_take.
  have lt : (i < size (take D (nth [::] (factors P) n)))%N by rewrite size_takel // sze.
  by rewrite block_columnE ?szx // nth_take // !mxE.
(* the cell of each unit *)
pose choice := List.map (cell_of sg') (List.seq 0 D).
have inside i : (i < D)%N -> List.In (cell_of sg' i) cells.
  move=> lti; pose I := Ordinal lti; have [W0 WP] := of_pointsP pts; pose w := row (widen_ord leD I) W0.
  have wE n : (w *m map_mx (ratr : rat -> R) (X_of P)) 0 n = (W0 *m map_mx ratr (X_of P)) (widen_ord leD I) n.
    by rewrite /w -row_mul mxE.
  have signs : meant_signs (xs P) w (sg (widen_ord leD I)) every.
    by move=> n; rewrite wE; exact: WP.
  have -> : cell_of sg' i = signs_below (sign_of (sg (widen_ord leD I))) N.
    apply: eq_signs_below => k; rewrite /sign_of; case: (insub k) => // n.
    by rewrite (insubT (fun i => i < D)%N lti) mxE; congr (sg _ n); apply: val_inj.
  apply: (cells_from_sound _ _ _ _ _ [::] 0%N [::] _ erefl _ Et) => [terms prefix empty ext le||]; [|exact: PeanoNat.Nat.le_0_l|by left].
  by apply: (empty_prefixP erefl lenX Ecols empty ext _ signs); apply/ssrnat.leP.
have szc : length choice = length (all_units p (slope_num P) (slope_den P) D d (List.rev cs)).
  by rewrite /choice /all_units !List.map_length.
have primeP q : List.In q (p :: later) -> Z.lt (Zpos xH) q.
  move=> inq; have := proj1 (List.forallb_forall _ _) allp q inq.
  by case/andP=> /andP[/andP[/andP[/Z.leb_le]]]; reckon.
have [||q [us [inq zero]]] := every_choice_sound _ _ _ _ _ (primeP p (or_introl erefl)) _ W _ szc.
- by move=> q us /List.in_map_iff[q' [[<- _] inq]]; apply: primeP; right.
- by apply/List.Forall_forall => c /List.in_map_iff[k [<- /List.in_seq[_ /ssrnat.ltP ltk]]]; exact: inside.
have [q1 usE] : Z.lt (Zpos xH) q /\ us = all_units q (slope_num P) (slope_den P) D d (List.rev cs).
  case: inq => [[<- <-]|/List.in_map_iff[q' [[<- <-] inq]]]; first by split=> //; exact: primeP (or_introl erefl).
  by split=> //; apply: primeP; right.
rewrite usE in zero; have ker := rows_kernel q1 szN zero.
have sQ : s_of P = (iz (slope_num P))%:~R / (iz (slope_den P))%:~R by [].
rewrite sQ; apply: (sloped_sound _ _ lam0 mE ker); first by reckon.
by rewrite iz_eq0.
Qed.
