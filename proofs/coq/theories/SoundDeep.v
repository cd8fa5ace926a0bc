(* Soundness of dead-pattern where several layers are free, and of diagonal and deep-null-vector for the patterns of all
   hidden layers (soundness.md 6, 18, 19). *)
From Coq Require Import ZArith QArith_base.
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Arithmetic Form Rules Check EachPattern EachLayer DeepPatterns Model Linear Bridge
  SoundOneLayer SoundForward Generic Theorem5 GenericLayers SoundPatterns SoundLayers SoundLinear SoundEachLayer
  Archimedean.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- dead-pattern --- *)

Section Dead.
Variables (m N : nat) (d : nat -> nat) (bias : bool) (R : realFieldType).
Variables (W : forall l, 'M[R]_(d l.+1, d l)) (c : forall l, 'cV[R]_(d l.+1)).
Variables (E : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0%N, N)).

Theorem dead_layers which : (0 < N)%N -> which <> AllLayers -> layers_claim m bias W c 0 E X which false.
Proof.
move=> n0 ne; have [sg [o pt dead]] := dead_sample (d m.+1) (with_bias bias (V_at W c 0 E X m)) (Ordinal n0).
have [p [below pE]] := some_signs W c 0 E X sg; exists p; split.
  by rewrite /meant_above pE; case: which ne => [_|_|_|/(_ erefl) []].
rewrite /G_of_pattern /G_above pE.
have -> : V W c (fun l => activations 0 (E l) (signs_at p l)) X m = V_at W c 0 E X m; last exact: dead.
rewrite V_at_slopes; apply: V_below => // l lm; by rewrite (below l lm).
Qed.
End Dead.

(* --- a pattern from one table for each layer --- *)

Lemma pattern_of_layers m N (d : nat -> nat) (sign : forall l, 'M[bool]_(d l.+1, N)) :
  exists p : all_patterns m N d, forall l, (l <= m)%N -> signs_at p l.+1 = sign l.
Proof.
pose p : all_patterns m N d := [ffun t : {l : 'I_m.+1 & cell_index N d l} => sign (tag t) (tagged t).1 (tagged t).2].
exists p => l lm; apply/matrixP=> i n; rewrite mxE.
rewrite -[RHS](@layer_of_tagged _ true m.+1 (cell_index N d) (fun l (t : cell_index N d l) => sign l t.1 t.2) l (i, n)) //.
by rewrite /layer_of; case: {-}_ / idP => // lt; rewrite ffunE.
Qed.

(* --- lists --- *)

Lemma lengths_each (T : Type) n (r : seq (seq T)) : (forall k, (k < size r)%N -> size (nth [::] r k) = n) -> lengths_are n r.
Proof.
move=> H; have : all (fun y => Nat.eqb (length y) n) r; last by [].
by apply/(all_nthP [::]) => k lt; apply/PeanoNat.Nat.eqb_eq; exact: H.
Qed.

Lemma check_null_vector_at d D N s es rs sg v : size rs = N -> check_null_vector (Problem d D s rs es) sg v ->
  ~~ full_column_rank (gradient (q2r s) (mat D N es) (mat d N rs) (pattern_of D N sg)).
Proof. by move=> szN; case: N / szN; exact: check_null_vector_sound. Qed.

Section Lists.
Variables (d : nat -> nat) (N : nat) (w : nat -> rows) (c : nat -> seq Q) (e : nat -> rows).
Hypotheses (szw : forall l, size (w l) = d l.+1) (lenw : forall l, lengths_are (d l) (w l)).
Hypotheses (szc : forall l, size (c l) = d l.+1).
Hypotheses (sze : forall l, size (e l) = N) (lene : forall l, lengths_are (d l.+1) (e l)).
Variables (s : Q) (x : rows).
Notation W := (weight_of d w).
Notation b := (bias_of d c).
Notation X := (mat (d 0%N) N x).
Notation E := (noise_in d N e).

Let szen l n : (n < N)%N -> size (nth [::] (e l) n) = d l.+1.
Proof. by move=> lt; rewrite (lengths_areP (lene l)) ?sze. Qed.

Lemma nth_preactivations a v (V' : 'M[rat]_(d a, N)) : size v = N -> lengths_are (d a) v -> mat (d a) N v = V' ->
  let us := preactivations (w a) (c a) v in
  [/\ size us = N, forall n, (n < N)%N -> size (nth [::] us n) = d a.+1 &
      forall (i : 'I_(d a.+1)) (n : 'I_N), q2r (nth q0 (nth [::] us n) i) = (W a *m V' + b a *m const_mx 1) i n].
Proof.
move=> szv lenv vE us.
have szu : size us = N by rewrite /us /preactivations -[List.map _ _]/(map _ _) size_map.
have nthu n : (n < N)%N -> nth [::] us n = Arithmetic.map2 (fun wi ci => qadd (qdot wi (nth [::] v n)) ci) (w a) (c a).
  by move=> lt; rewrite /us /preactivations -[List.map _ _]/(map _ _) (nth_map [::]) ?szv.
split=> // [n lt|i n]; first by rewrite nthu // size_map2 szw ?szc.
rewrite nthu // (nth_map2 _ [::] q0) ?szw ?szc // q2rD qdot_sum ?(lengths_areP (lenw a)) ?(lengths_areP lenv) ?szw ?szv //.
rewrite [RHS]mxE; congr (_ + _); last by rewrite [RHS]mxE big_ord1 !mxE mulr1.
by rewrite -vE [RHS]mxE; apply: eq_bigr => j _; rewrite !mxE.
Qed.

(* The outputs of a layer under a pattern *)
Lemma step_under A a v sg : A a.+1 = activations (q2r s) (E a.+1) (pattern_of (d a.+1) N sg) ->
  size sg = N -> lengths_are (d a.+1) sg -> size v = N -> lengths_are (d a) v -> mat (d a) N v = V W b A X a ->
  let v' := Arithmetic.map2 (Arithmetic.map2 qmul) (Arithmetic.map2 (chosen s) (e a) sg) (preactivations (w a) (c a) v) in
  [/\ size v' = N, lengths_are (d a.+1) v' & mat (d a.+1) N v' = V W b A X a.+1].
Proof.
move=> AE szs lens szv lenv vE v'; have [szu szun uE] := nth_preactivations szv lenv vE.
have szsn n : (n < N)%N -> size (nth [::] sg n) = d a.+1 by move=> lt; rewrite (lengths_areP lens) ?szs.
have szc1 : size (Arithmetic.map2 (chosen s) (e a) sg) = N by rewrite size_map2 sze ?szs.
have szv1 : size v' = N by rewrite /v' size_map2 szc1 ?szu.
have nthv n : (n < N)%N -> nth [::] v' n = Arithmetic.map2 qmul (chosen s (nth [::] (e a) n) (nth [::] sg n)) (nth [::] (preactivations (w a) (c a) v) n).
  by move=> lt; rewrite /v' (nth_map2 _ [::] [::]) ?szc1 ?szu // (nth_map2 _ [::] [::]) ?sze ?szs.
have szch n : (n < N)%N -> size (chosen s (nth [::] (e a) n) (nth [::] sg n)) = d a.+1.
  by move=> lt; rewrite /chosen size_map2 ?szen ?szsn.
split=> //; first by apply: lengths_each => n; rewrite szv1 => lt; rewrite nthv // size_map2 ?szch ?szun.
apply/matrixP=> i n; rewrite [LHS]mxE nthv // (nth_map2 _ q0 q0) ?szch ?szun // q2rM uE.
rewrite nth_chosen ?szsn ?szen // [RHS]mxE AE [activations _ _ _ _ _]mxE [pattern_of _ _ _ _ _]mxE.
by rewrite [noise_in _ _ _ _ _ _]mxE.
Qed.

Lemma underP A k a v sgs : size v = N -> lengths_are (d a) v -> mat (d a) N v = V W b A X a ->
  (forall l, (l < k)%N -> let sg := nth [::] sgs l in
     [/\ size sg = N, lengths_are (d (a + l).+1) sg & A (a + l).+1 = activations (q2r s) (E (a + l).+1) (pattern_of (d (a + l).+1) N sg)]) ->
  size sgs = k ->
  let v' := under s (map w (iota a k)) (map c (iota a k)) (map e (iota a k)) sgs v in
  [/\ size v' = N, lengths_are (d (a + k)%N) v' & mat (d (a + k)%N) N v' = V W b A X (a + k)].
Proof.
elim: k a v sgs => [|k IH] a v sgs szv lenv vE H; first by move/size0nil=> -> /=; rewrite addn0.
case: sgs H => [|sg sgs] //= H [szk]; have [szs lens AE] := H 0%N (ltn0Sn _).
rewrite addn0 in lens AE; have [szv' lenv' vE'] := step_under AE szs lens szv lenv vE.
rewrite -addSnnS; apply: IH => // l lk; have := H l.+1 lk; by rewrite -addSnnS.
Qed.

(* --- diagonal --- *)

Section Diagonal.
Hypothesis s0 : q2r s != 0.
Variable sg : forall l, 'M[bool]_(d l, N).
Notation A := (fun l => activations (q2r s) (E l) (sg l)).

Lemma termsP (us : seq Q) (on : seq bool) (y : nat -> rat) : size on = size us ->
  (forall j, (j < size us)%N -> (y j != 0) = nth false on j) ->
  (terms us on = 0%N -> \sum_(j < size us) q2r (nth q0 us j) * y j = 0) /\
  (terms us on = 1%N -> \sum_(j < size us) q2r (nth q0 us j) * y j != 0).
Proof.
elim: us on y => [|a us IH] [|o on] y //=; first by rewrite big_ord0.
case=> sz H; have [|H0 H1] := IH on (fun j => y j.+1) sz; first by move=> j lt; exact: (H j.+1).
rewrite big_ord_recl /=; have := H 0%N (ltn0Sn _) => /= yo.
have headE : (q2r a * y 0%N != 0) = o && ~~ qis0 a by rewrite mulf_eq0 negb_or yo q2r_eq0 andbC.
case: (o && ~~ qis0 a) headE => [ne|/negbFE/eqP ->]; rewrite /= ?add0r //.
by split=> // -[/H0 ->]; rewrite addr0.
Qed.

Lemma few_termsP f k a on : few_terms (map w (iota a k)) (map c (iota a k)) (map e (iota a k)) on f ->
  size on = N -> lengths_are (d a) on -> (forall j n, (V W b A X a j n != 0) = nth false (nth [::] on n) j) ->
  exists on', [/\ f on', size on' = N, lengths_are (d (a + k)%N) on' &
    forall j n, (V W b A X (a + k) j n != 0) = nth false (nth [::] on' n) j].
Proof.
elim: k a on => [|k IH] a on /=; first by exists on; rewrite addn0.
rewrite -[List.map _ _]/(map _ _); set counts := map _ on; case/andP=> few H szo leno onP.
have szk : size counts = N by rewrite size_map.
have nthk n : (n < N)%N -> nth [::] counts n = term_counts (w a) (c a) (nth [::] on n).
  by move=> lt; rewrite (nth_map [::]) ?szo.
have szkn n : (n < N)%N -> size (nth [::] counts n) = d a.+1 by move=> lt; rewrite nthk // size_map2 szw ?szc.
have [_ fewn] := all2_nth [::] [::] few; rewrite sze in fewn.
have fewP (i : 'I_(d a.+1)) (n : 'I_N) : qis0 (nth q0 (nth [::] (e a) n) i) || Nat.leb (nth 0%N (nth [::] counts n) i) 1.
  by have [_] := all2_nth q0 0%N (fewn n (ltn_ord n)); apply; rewrite szen.
set on1 := Arithmetic.map2 _ _ _ in H.
have szo1 : size on1 = N by rewrite /on1 size_map2 sze ?szk.
have ntho n : (n < N)%N -> nth [::] on1 n = Arithmetic.map2 (fun a t => ~~ qis0 a && Nat.eqb t 1) (nth [::] (e a) n) (nth [::] counts n).
  by move=> lt; rewrite /on1 (nth_map2 _ [::] [::]) ?sze ?szk.
rewrite -addSnnS; apply: (IH _ _ H szo1).
  by apply: lengths_each => n; rewrite szo1 => lt; rewrite ntho // size_map2 szen ?szkn.
move=> i n; rewrite ntho // (nth_map2 _ q0 0%N) ?szen ?szkn //.
rewrite [V _ _ _ _ _]/= mxE mulf_eq0 negb_or [activations _ _ _ _ _]mxE mulf_eq0 negb_or [mat _ _ _ _ _]mxE.
have -> : (if sg a.+1 i n then 1 else q2r s) != 0 by case: ifP; rewrite ?oner_neq0.
rewrite andbT -q2r_eq0; case e0: (qis0 _) (fewP i n) => //= few1.
set t := nth 0%N _ i in few1 *.
have tE : t = (terms (nth [::] (w a) i) (nth [::] on n) + (if qis0 (nth q0 (c a) i) then 0 else 1))%N.
  by rewrite /t nthk // /term_counts (nth_map2 _ [::] q0) ?szw ?szc.
have -> : (W a *m V W b A X a + b a *m const_mx 1) i n =
    \sum_(j < size (nth [::] (w a) i)) q2r (nth q0 (nth [::] (w a) i) j) * (if insub (j : nat) is Some j' then V W b A X a j' n else 0) + q2r (nth q0 (c a) i).
  rewrite mxE; congr (_ + _); last by rewrite mxE big_ord1 !mxE mulr1.
  rewrite mxE (lengths_areP (lenw a)) ?szw //; apply: eq_bigr => j _; by rewrite mxE valK.
have [||H0 H1] := @termsP (nth [::] (w a) i) (nth [::] on n) (fun j => if insub j is Some j' then V W b A X a j' n else 0).
- by rewrite (lengths_areP (lenw a)) ?szw // (lengths_areP leno) ?szo.
- rewrite (lengths_areP (lenw a)) ?szw // => j lt; case: insubP => [j' _ jE|]; last by rewrite lt.
  by rewrite onP jE.
move: few1; rewrite tE; case c0: (qis0 (nth q0 (c a) i)); move: (c0); rewrite q2r_eq0.
  move/eqP=> ->; rewrite addr0 addn0; case: (terms _ _) H0 H1 => [/(_ erefl) -> _ _|[_ /(_ erefl) -> _|]] //.
by move/negbT; rewrite addn1; case: (terms _ _) H0 H1 => [/(_ erefl) -> _|] //; rewrite add0r => -> .
Qed.

(* One entry in each column of the noise and of the inputs above, at places that differ *)
Lemma diagonal_places (bias : bool) m on : check_diagonal (Problem (d m + bias) (d m.+1) s (with_ones bias (indicators on)) (e m)) ->
  size on = N -> lengths_are (d m) on -> (forall j n, (V W b A X m j n != 0) = nth false (nth [::] on n) j) ->
  exists (f : 'I_N -> 'I_(d m.+1)) (g : 'I_N -> 'I_(d m + bias)), [/\ forall i n, (E m.+1 i n != 0) = (i == f n),
    forall j n, (with_bias bias (V W b A X m) j n != 0) = (j == g n) & injective (fun n => (f n, g n))].
Proof.
move=> chk szo leno onP; case/andP: chk => /andP[/andP[_ /= lenX] lenE] /diagonalP /=; set xs1 := with_ones _ _ in lenX *.
have szi : size (indicators on) = N by rewrite /indicators -[List.map _ _]/(map _ _) size_map.
have nthi n : (n < N)%N -> nth [::] (indicators on) n = [seq (if t : bool then q1 else q0) | t <- nth [::] on n].
  by move=> lt; rewrite /indicators -[List.map _ _]/(map _ _) (nth_map [::]) ?szo.
have leni : lengths_are (d m) (indicators on).
  by apply: lengths_each => n; rewrite szi => lt; rewrite nthi // size_map (lengths_areP leno) ?szo.
have szx : size xs1 = N by rewrite /xs1 size_with_ones.
rewrite szx => -[szf [f [g [places_ok [_ inj]]]]].
have XE j (n : 'I_N) : (with_bias bias (V W b A X m) j n != 0) = (q2r (nth q0 (nth [::] xs1 n) j) != 0).
  have := congr1 (fun M : 'M_(_, N) => M j n) (mat_with_ones bias szi leni); rewrite [LHS]mxE => ->.
  rewrite /with_bias; case: (split_ordP j) => i ->; last by rewrite !col_mxEd.
  rewrite !col_mxEu onP mxE nthi // (nth_map false) ?(lengths_areP leno) ?szo //.
  by case: nth; rewrite ?q2r1 ?q2r0 ?oner_neq0 ?eqxx.
have fP (n : 'I_N) : exists i : 'I_(d m.+1), f n = i.
  by have [/nonzero_atP[lt _] _] := places_ok n (ltn_ord n); rewrite szen // in lt; exists (Ordinal lt).
have gP (n : 'I_N) : exists j : 'I_(d m + bias), g n = j.
  by have [_ /nonzero_atP[lt _]] := places_ok n (ltn_ord n); rewrite (lengths_areP lenX) ?szx // in lt; exists (Ordinal lt).
have [f' fE] := fin_all_exists fP; have [g' gE] := fin_all_exists gP.
exists f', g'; split=> [i n|j n|n k [E1 E2]].
- by have [/nonzero_atP[_ H] _] := places_ok n (ltn_ord n); rewrite mxE H ?szen // fE.
- by have [_ /nonzero_atP[_ H]] := places_ok n (ltn_ord n); rewrite XE H ?(lengths_areP lenX) ?szx // gE.
apply: val_inj; apply: (inj n k (ltn_ord n) (ltn_ord k)); first by rewrite !fE E1.
by rewrite !gE E2.
Qed.

Lemma diagonal_above (bias : bool) m on : check_diagonal (Problem (d m + bias) (d m.+1) s (with_ones bias (indicators on)) (e m)) ->
  size on = N -> lengths_are (d m) on -> (forall j n, (V W b A X m j n != 0) = nth false (nth [::] on n) j) ->
  full_column_rank (G_above bias W b A X m).
Proof.
move=> chk szo leno onP; have [f [g [EP XP inj]]] := diagonal_places chk szo leno onP.
apply: (@one_place _ _ _ _ _ _ f g) => // i n; rewrite -EP mxE mulf_eq0 negb_or.
by case: ifP; rewrite ?oner_neq0 ?s0 andbT.
Qed.

(* For all slopes of the last layer between s and 1, in any ordered field *)
Lemma diagonal_slopes_above (bias : bool) m on (R : realFieldType) :
  check_diagonal (Problem (d m + bias) (d m.+1) s (with_ones bias (indicators on)) (e m)) ->
  size on = N -> lengths_are (d m) on -> (forall j n, (V W b A X m j n != 0) = nth false (nth [::] on n) j) -> 0 < q2r s ->
  every_slope_rank (ratr (q2r s) : R) (map_mx ratr (E m.+1)) (map_mx ratr (with_bias bias (V W b A X m))).
Proof.
move=> chk szo leno onP sp th thP; have [f [g [EP XP inj]]] := diagonal_places chk szo leno onP.
apply: (@one_place _ _ _ _ _ _ f g) => // [i n|j n]; last by rewrite -XP mxE fmorph_eq0.
rewrite -EP mxE mulf_eq0 negb_or [th i n == 0]gt_eqF ?andbT; last by rewrite (between_slopes_gt0 _ thP) // ltr0q.
by rewrite mxE fmorph_eq0.
Qed.
End Diagonal.
End Lists.
