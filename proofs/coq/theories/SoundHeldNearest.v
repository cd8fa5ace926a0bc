(* What the functions of WorstHeldRules.v compute: outputs of several units below held weights that are nearest to the
   targets, the largest loss of a walk, and units of one cell whose output weights cancel. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Form Rules Bridge Minimum Nearby Points KinkMinima
  CellChoices PointRules CellBounds WorstForm WorstRules WorstHeldRules SoundNetwork SoundForms SoundGradient
  SoundPoint SoundTree CellsBound SoundCellsOfUnit SoundChoices SoundNearest OneHidden StrictMinima SoundCellBounds
  WorstClaims SoundWorst HeldCells.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- what the functions compute --- *)

Section Residuals.
Variables (R : realFieldType) (d N k : nat).
Notation rv := (@rv R).
Variable xs : seq (seq Q).
Hypotheses (szx : size xs = N) (lenx : forall n, (n < N)%N -> size (nth [::] xs n) = d).

Lemma size_unit_values slopes z zeros : size (unit_values d slopes xs z zeros) = size slopes.
Proof. by elim: slopes z => //= a slopes IH z; rewrite IH. Qed.

Lemma unit_valuesE slopes z i n : (forall i, (i < size slopes)%N -> size (nth [::] slopes i) = N) ->
  (size slopes * d <= size z)%N -> (i < size slopes)%N -> (n < N)%N ->
  rv (nth q0 (nth [::] (unit_values d slopes xs z (zeros_of N)) i) n) =
  rv (nth q0 (nth [::] slopes i) n) * \sum_(j < d) rv (nth q0 z (i * d + j)) * rv (nth q0 (nth [::] xs n) j).
Proof.
move=> + + + lt; elim: slopes z i => // a slopes IH z [|i] sza szz ltn; last first.
  rewrite /= list_skipn IH //; first by congr (_ * _); apply: eq_bigr => j _; rewrite nth_drop addnA mulSn.
  - by move=> m ltm; exact: (sza m.+1).
  by move: szz; rewrite /= mulSn size_drop; reckon.
rewrite /= list_firstn; have szt : size (take d z) = d.
  by move: szz; rewrite /= mulSn size_take; case: ltnP; reckon.
rewrite nth_add_unit ?szx //; first last.
- by rewrite /zeros_of repeatE size_nseq.
- exact: (sza 0%N).
rewrite /zeros_of repeatE nth_nseq lt rvD rvM rv0 add0r qdot_rv ?szt ?lenx //; congr (_ * _).
by apply: eq_bigr => j _; rewrite nth_take ?ltn_ord // mul0n add0n.
Qed.

Lemma size_combined ws vs acc : (forall i, (i < size vs)%N -> size (nth [::] vs i) = N) -> size acc = N -> size (combined ws vs acc) = N.
Proof.
elim: ws vs acc => [|w ws IH] [|v vs] acc //= szv sza; apply: IH => [i lt|]; first exact: (szv i.+1).
by rewrite size_map2 ?sza // (szv 0%N).
Qed.

Lemma combinedE ws vs acc n : size ws = size vs -> (forall i, (i < size vs)%N -> size (nth [::] vs i) = N) -> size acc = N -> (n < N)%N ->
  rv (nth q0 (combined ws vs acc) n) = rv (nth q0 acc n) + \sum_(i < size vs) rv (nth q0 ws i) * rv (nth q0 (nth [::] vs i) n).
Proof.
move=> + + + lt; elim: ws vs acc => [|w ws IH] [|v vs] acc //=; first by rewrite big_ord0 addr0.
case=> sz szv sza; have szv0 : size v = N := szv 0%N isT.
rewrite IH // => [|i lti|]; last by rewrite size_map2 ?sza.
  by rewrite big_ord_recl (nth_map2 _ q0 q0) ?sza // rvD rvM addrA.
exact: (szv i.+1).
Qed.

Lemma size_unit_value slopes z i : (forall i, (i < size slopes)%N -> size (nth [::] slopes i) = N) ->
  (i < size slopes)%N -> size (nth [::] (unit_values d slopes xs z (zeros_of N)) i) = N.
Proof.
elim: slopes z i => // a slopes IH z [|i] sza lt /=; last by apply: IH => // m ltm; exact: (sza m.+1).
by rewrite size_add_unit ?szx // ?(sza 0%N) // /zeros_of repeatE size_nseq.
Qed.

Lemma nth_combine (shifts : seq Q) (ys : seq (seq Q)) c : size shifts = size ys -> nth (q0, [::]) (List.combine shifts ys) c = (nth q0 shifts c, nth [::] ys c).
Proof. by elim: shifts ys c => [|b shifts IH] [|y ys] [|c] //= [sz]; exact: IH. Qed.
Lemma size_combine (shifts : seq Q) (ys : seq (seq Q)) : size shifts = size ys -> size (List.combine shifts ys) = size shifts.
Proof. by elim: shifts ys => [|b shifts IH] [|y ys] //= [sz]; rewrite IH. Qed.

Variables (bias : bool) (slopes weights ys : seq (seq Q)).
Notation m := (size slopes).
Hypotheses (sza : forall i, (i < m)%N -> size (nth [::] slopes i) = N) (szw : size weights = k) (szy : size ys = k)
  (lenw : forall c, (c < k)%N -> size (nth [::] weights c) = m) (leny : forall c, (c < k)%N -> size (nth [::] ys c) = N).
Notation w c i := (rv (nth q0 (nth [::] weights c) i)).
Notation a i n := (rv (nth q0 (nth [::] slopes i) n)).
Notation X := (matrix_of_rows R d xs N).

Theorem held_residualsP z es : held_residuals bias d N slopes weights xs (transposed d xs) ys z = Some es ->
  [/\ size es = k /\ (forall c, (c < k)%N -> size (nth [::] es c) = N),
      exists (z' : nat -> nat -> R) (b : 'I_k -> R), zero_unless_bias bias b /\ forall (c : 'I_k) (n : 'I_N),
        rv (nth q0 (nth [::] es c) n) + rv (nth q0 (nth [::] ys c) n) =
        \sum_(i < m) w c i * (a i n * \sum_(j < d) z' i j * X j n) + b c,
      forall (i : 'I_m) (j : 'I_d), \sum_n (\sum_(c < k) w c i * rv (nth q0 (nth [::] es c) (nat_of_ord n))) * (a i n * X j n) = 0 &
      bias -> forall c : 'I_k, \sum_(n < N) rv (nth q0 (nth [::] es c) n) = 0].
Proof.
rewrite /held_residuals -[length slopes]/(size slopes) -[length weights]/(size weights) szw; case: ifP => // /PeanoNat.Nat.eqb_eq szz.
set shifts := (if bias then _ else _); set vs := unit_values _ _ _ _ _; set es0 := residuals_of_outputs _ _ _ _ _.
case: ifP => // /andP[ones /(all2_nth [::] [::])[szt orth]] [<-] {es}.
have szz' : size z = (m * d + (if bias then k else 0))%N := szz.
have szs : size shifts = k.
  rewrite /shifts; case: (bias) szz' => szz'; first by rewrite list_skipn size_drop szz'; reckon.
  by rewrite /zeros_of repeatE size_nseq.
have szv : size vs = m by exact: size_unit_values.
have lv i : (i < size vs)%N -> size (nth [::] vs i) = N by rewrite szv; exact: size_unit_value.
have sb c : size (List.repeat (nth q0 shifts c) N) = N by rewrite repeatE size_nseq.
have esE c : (c < k)%N -> nth [::] es0 c = Arithmetic.map2 qsub (combined (nth [::] weights c) vs (List.repeat (nth q0 shifts c) N)) (nth [::] ys c).
  move=> lt; rewrite /es0 /residuals_of_outputs (nth_map2 _ [::] (q0, [::])) ?size_combine ?szs ?szw ?szy //.
  by rewrite nth_combine ?szs ?szy.
have szc c : (c < k)%N -> size (combined (nth [::] weights c) vs (List.repeat (nth q0 shifts c) N)) = N by move=> lt; exact: size_combined.
have sze0 : size es0 = k by rewrite /es0 /residuals_of_outputs size_map2 ?size_combine ?szs ?szw ?szy.
have szec c : (c < k)%N -> size (nth [::] es0 c) = N by move=> lt; rewrite esE // size_map2 ?szc ?leny.
have leq_z : (m * d <= size z)%N by rewrite szz' leq_addr.
pose b (c : 'I_k) := rv (nth q0 shifts c); pose z' i j := rv (nth q0 z (i * d + j)).
have fE (c : 'I_k) (n : 'I_N) : rv (nth q0 (nth [::] es0 c) n) + rv (nth q0 (nth [::] ys c) n) =
    \sum_(i < m) w c i * (a i n * \sum_(j < d) z' i j * X j n) + b c.
  have lt := ltn_ord c; have ltn := ltn_ord n.
  have szwv : size (nth [::] weights c) = size vs by rewrite szv lenw.
  have szyc : size (nth [::] ys c) = size (combined (nth [::] weights c) vs (List.repeat (nth q0 shifts c) N)) by rewrite szc // leny.
  have ltc : (n < size (combined (nth [::] weights c) vs (List.repeat (nth q0 shifts c) N)))%N by rewrite szc.
  rewrite esE // (nth_map2 _ q0 q0 q0 szyc ltc) rvB subrK (combinedE szwv lv (sb c) ltn) repeatE nth_nseq ltn szv addrC; congr (_ + _).
  apply: eq_bigr => i _; congr (_ * _); rewrite unit_valuesE //; congr (_ * _); apply: eq_bigr => j _; by rewrite mxE.
split=> //.
- exists z', b; split=> // ; rewrite /zero_unless_bias /b /shifts; case: (bias); [by left|right=> c].
  by rewrite /zeros_of repeatE nth_nseq if_same rv0.
- move=> i j; have lti := ltn_ord i; have := orth i lti.
  move=> /List.forallb_forall/(_ (nth [::] (transposed d xs) j)) H.
  have {}H := H _; have inr : List.In (nth [::] (transposed d xs) j) (transposed d xs).
    by rewrite -list_nth; apply: List.nth_In; apply/ssrnat.ltP; rewrite -[length _]/(size _) size_transposed.
  have := H inr; set q := combined _ _ _.
  have szq : size (nth [::] (transposed m weights) i) = size es0 by rewrite sze0 (size_transposed_row szw).
  have les c : (c < size es0)%N -> size (nth [::] es0 c) = N by rewrite sze0; exact: szec.
  have sz0 : size (zeros_of N) = N by rewrite /zeros_of repeatE size_nseq.
  have szqq : size q = N by exact: size_combined.
  have szaq : size (Arithmetic.map2 qmul (nth [::] slopes i) q) = N by rewrite size_map2 ?(sza lti).
  rewrite (rv_eq0 R) qdot_rv (size_transposed_row szx) // => /eqP S0; rewrite -[RHS]S0; apply: eq_bigr => n _.
  rewrite (nth_map2 _ q0 q0) ?(sza lti) // rvM (nth_transposed szx) // combinedE //.
  rewrite /zeros_of repeatE nth_nseq ltn_ord rv0 add0r mxE mulrA [X in _ = X * _]mulrC; congr (_ * _ * _).
  rewrite sze0; apply: eq_bigr => c _; by rewrite (nth_transposed szw).
move=> bs c; move: ones; rewrite bs /= => /List.forallb_forall/(_ (nth [::] es0 c)) H.
have {}H := H _; have inr : List.In (nth [::] es0 c) es0.
  by rewrite -list_nth; apply: List.nth_In; apply/ssrnat.ltP; rewrite -[length _]/(size _) sze0.
by have := H inr; rewrite (rv_eq0 R) fold_qadd rv0 add0r szec // => /eqP.
Qed.

Lemma held_loss_ofE es : size es = k -> (forall c, (c < k)%N -> size (nth [::] es c) = N) ->
  rv (held_loss_of N es) = N%:R^-1 * ((\sum_n \sum_(c < k) rv (nth q0 (nth [::] es c) (nat_of_ord (n : 'I_N))) ^+ 2) / 2%:R).
Proof.
move=> sze len; rewrite /held_loss_of /mean_square !rvM rv_share rv_half; congr (_ * _); rewrite mulrC; congr (_ / _).
have sumE (r : seq Q) : rv (qsum r) = \sum_(i < size r) rv (nth q0 r i).
  by elim: r => [|x r IH] /=; rewrite ?big_ord0 ?rv0 // rvD IH big_ord_recl.
rewrite sumE -[List.map _ _]/(map _ _) size_map sze exchange_big /=; apply: eq_bigr => c _.
by rewrite (nth_map [::]) ?sze // square_sumE len.
Qed.
End Residuals.

(* --- the walk: the largest loss --- *)

Lemma held_walk (R : realFieldType) decide T bs sols l0 L : walk (held_step decide) T bs [::] (sols, l0) = Some ([::], L) ->
  forall c, c \in choices T bs [::] -> exists z l, decide c z = Some l /\ rv R l <= rv R L.
Proof.
rewrite walkE; elim: (choices T bs [::]) sols l0 => [|c cs IH] sols l0 //; rewrite /after /= /held_step /=.
case: sols => [|z sols]; first by rewrite -/(after _ None cs) after_None.
case D: (decide c z) => [l|]; last by rewrite -/(after (held_step decide) None cs) after_None.
set l1 := (if _ then _ else _); rewrite -/(after (held_step decide) (Some (sols, l1)) cs) => H.
have mono : forall cs sols l, after (held_step decide) (Some (sols, l)) cs = Some ([::], L) -> rv R l <= rv R L.
  elim=> [|c1 cs1 IH1] sols1 l2 /=; first by case=> _ ->.
  rewrite /after /= /held_step /=; case: sols1 => [|z1 sols1]; first by rewrite -/(after _ None cs1) after_None.
  case: (decide c1 z1) => [l3|]; last by rewrite -/(after (held_step decide) None cs1) after_None.
  move/IH1; apply: le_trans; rewrite (rv_lt R); by case: ltP => // /ltW.
move=> c'; rewrite inE => /orP[/eqP ->|inc]; last exact: IH H c' inc.
exists z, l; split=> //; apply: le_trans (mono _ _ _ H); rewrite /l1 (rv_lt R); by case: ltP.
Qed.

(* --- units of one cell cancel --- *)

Lemma cancels_sum (R : realFieldType) D (w : rows) (bl : balanced) (g : nat -> R) (wc : seq Q) (v : 'I_D -> R) :
  size (balanced_cells bl) = D -> size (balance bl) = D -> cancels w bl -> size wc = D -> List.In wc w ->
  (forall i, v i = rv R (nth q0 wc i)) -> forall a : 'I_D -> R, (forall i, a i = g (Z.to_nat (nth Z0 (balanced_cells bl) i))) ->
  \sum_i v i * (rv R (nth q0 (balance bl) i) * a i) = 0.
Proof.
move=> szc szb /List.forallb_forall can szw inw vE a aE; pose t (i : 'I_D) := nth Z0 (balanced_cells bl) i.
(* the units of one cell after the other *)
have zero z : z \in balanced_cells bl -> \sum_(i | t i == z) v i * rv R (nth q0 (balance bl) i) = 0.
  move=> /(nthP Z0)[m ltm mE]; have inz : List.In z (balanced_cells bl).
    by rewrite -mE -list_nth; apply: List.nth_In; apply/ssrnat.ltP.
  have /List.forallb_forall/(_ wc inw) := can z inz; rewrite (rv_eq0 R) => /eqP S0.
  have szf : size (in_cell z (balanced_cells bl) (balance bl)) = size wc by rewrite /in_cell size_map2 szc ?szw.
  rewrite -[RHS]S0 qdot_rv // szw big_mkcond /=; apply: eq_bigr => i _.
  rewrite /in_cell (nth_map2 _ Z0 q0) ?szc ?szb // -/(t i) vE.
  case: (Z.eqb_spec (t i) z) => [->|ne]; first by rewrite eqxx mulrC.
  by rewrite (negPf (introN eqP ne)) rv0 mul0r.
pose zs := undup (balanced_cells bl).
rewrite (eq_bigr (fun i => \sum_(z <- zs) if t i == z then v i * rv R (nth q0 (balance bl) i) * g (Z.to_nat z) else 0)); last first.
  move=> i _; have ti : t i \in zs by rewrite mem_undup mem_nth ?szc.
  rewrite (big_rem _ ti) /= eqxx big1_seq ?addr0 => [|z /andP[_ inz]]; first by rewrite aE mulrA.
  case: eqP => // E; move: inz; rewrite -E mem_rem_uniq ?undup_uniq // inE eqxx.
  by [].
rewrite exchange_big /= big1_seq // => z /andP[_]; rewrite mem_undup => inz.
by rewrite -big_mkcond /= -mulr_suml zero // mul0r.
Qed.
