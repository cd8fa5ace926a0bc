(* All symmetric matrices in the intervals of the second derivatives have as many directions of positive (negative)
   curvature as the integers R M R^T have positive (negative) diagonal entries (format.md 5.40; soundness.md 37, Inertia). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model NearbyForm Form Rules Bridge Nearby Points PointRules NearbyRules
  CriticalRules Krawczyk SoundNetwork SoundEnclosure SoundBox Signature Inertia SoundTest.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Integers.
Variables (R : archiFieldType) (n : nat) (H : seq (seq interval)) (B : seq (seq Z)).
Hypotheses (szB : size B = n) (szBr : forall i, (i < n)%N -> size (nth [::] B i) = n).
Hypotheses (szHn : size H = n) (szH : forall j, (j < n)%N -> size (nth [::] H j) = n).
Notation zr := (zr R).
Notation D := (congruent (twice_middle H) B).
Definition congruence : 'M[R]_n := \matrix_(i, j) zr (nth Z0 (nth [::] B i) j).
Notation DD := (congruence *m middle R n H *m congruence^T).

Lemma size_congruent : size D = n.
Proof. by rewrite /congruent -![List.map _ _]/(map _ _) !size_map. Qed.
Lemma size_row i : (i < n)%N -> size (nth [::] D i) = n.
Proof. by move=> lt; rewrite /congruent -![List.map _ _]/(map _ _) (nth_map [::]) ?size_map ?szB. Qed.
Lemma congruentE (i j : 'I_n) : zr (nth Z0 (nth [::] D i) j) = DD i j.
Proof.
have bi := ltn_ord i; have bj := ltn_ord j.
rewrite /congruent -![List.map _ _]/(map _ _) (nth_map [::]) ?size_map ?szB // (nth_map [::]) ?szB // (nth_map [::]) ?szB //.
rewrite (@zr_dot R n) ?size_map ?szHn ?szBr // [RHS]mxE; apply: eq_bigr => a _; rewrite [congruence^T _ _]mxE [congruence _ _]mxE; congr (_ * _).
have an := ltn_ord a; rewrite /twice_middle -[List.map _ _]/(map _ _) (nth_map [::]) ?size_map ?szHn // (nth_map [::]) ?szHn //.
rewrite (@zr_dot R n) ?szBr // ?/mids -?[List.map _ _]/(map _ _) ?size_map ?szH // [RHS]mxE; apply: eq_bigr => b _.
by rewrite [congruence _ _]mxE [middle _ _ _ _ _]mxE.
Qed.

Hypothesis dominant : dominates D.
Lemma row_dominant i : \sum_(j | j != i) `|DD i j| < `|DD i i|.
Proof.
have := everyP dominant; rewrite -[length D]/(size D) size_congruent => /(_ i); cbv beta zeta; rewrite !list_nth (zr_lt R).
have -> : zr (List.fold_right Z.add Z0 (List.map Z.abs (nth [::] D i))) = \sum_j `|DD i j|.
  rewrite (eq_bigr (fun j : 'I_n => zr (nth Z0 (List.map Z.abs (nth [::] D i)) j))); last first.
    by move=> j _; rewrite -[List.map _ _]/(map _ _) (nth_map Z0) ?size_row // zr_abs congruentE.
  have sz : size (List.map Z.abs (nth [::] D i)) = n by rewrite -[List.map _ _]/(map _ _) size_map size_row.
  rewrite -(big_mkord xpredT (fun j => zr (nth Z0 (List.map Z.abs (nth [::] D i)) j))) -[X in index_iota 0 X]sz -(big_nth Z0 xpredT (fun x => zr x)).
  by elim: (List.map _ _) => [|x t IH]; rewrite ?big_nil ?zr0 // big_cons /= zrD IH.
rewrite zrM zr_abs congruentE (bigD1 i) //=.
have -> : zr 2 = 2%:R by [].
by rewrite mulr_natl mulr2n ltr_add2l.
Qed.

Lemma diagonal_nz i : DD i i != 0.
Proof. by rewrite -normr_gt0; apply: le_lt_trans (row_dominant i); rewrite sumr_ge0. Qed.

Lemma negativesE : negatives D = Z.of_nat #|[pred i | DD i i < 0]|.
Proof.
rewrite /negatives /Form.count; congr (Z.of_nat _); rewrite -[length _]/(size (filter _ _)) -[length D]/(size D) size_congruent seq_iota.
rewrite -sum1_card -sum1_size big_filter (eq_bigl (fun i : 'I_n => Z.ltb (nth Z0 (nth [::] D i) i) 0)); last first.
  by move=> i; rewrite inE (zr_lt R) congruentE.
rewrite (eq_bigl (fun p => Z.ltb (nth Z0 (nth [::] D p) p) 0)); last by move=> p; rewrite !list_nth.
by rewrite -(big_mkord (fun p => Z.ltb (nth Z0 (nth [::] D p) p) 0) (fun=> 1%N)) /index_iota subn0.
Qed.
Lemma positives : addn #|[pred i | 0 < DD i i]| #|[pred i | DD i i < 0]| = n.
Proof.
have -> : #|[pred i | DD i i < 0]| = #|[predC [pred i | 0 < DD i i]]|.
  by apply: eq_card => i; rewrite !inE -leNgt lt_neqAle diagonal_nz.
by rewrite cardC card_ord.
Qed.
End Integers.

Section Curvature.
Variables (R : archiFieldType) (n : nat) (from one unit : Z) (rs : seq Z) (C : seq (seq Z)).
Variables (values : seq interval) (H : seq (seq interval)) (B : seq (seq Z)).
Hypotheses (from0 : Z.lt Z0 from) (one0 : Z.lt Z0 one) (unit0 : Z.lt Z0 unit).
Hypotheses (szr : size rs = n) (r_0 : forall i, (i < n)%N -> Z.lt Z0 (nth Z0 rs i)).
Hypotheses (szC : forall i, (i < n)%N -> size (nth [::] C i) = n).
Hypotheses (szv : size values = n) (szHn : size H = n) (szH : forall j, (j < n)%N -> size (nth [::] H j) = n).
Hypothesis test : contracts one unit values H C rs.
Variable v : 'I_n -> R.
Hypothesis val : forall i : 'I_n, bounds (nth no_interval values i) (v i * zr R from).
Hypothesis symmetric : (middle R n H)^T = middle R n H.
Hypotheses (szB : size B = n) (szBr : forall i, (i < n)%N -> size (nth [::] B i) = n).
Hypothesis dominant : dominates (congruent (twice_middle H) B).
Notation DD := (congruence R n B *m middle R n H *m (congruence R n B)^T).

(* sg: of negative curvature *)
Definition curved (sg : bool) : pred 'I_n := [pred i | if sg then DD i i < 0 else 0 < DD i i].
Theorem curvature (sg : bool) : exists2 c, 0 < c & forall M : 'M[R]_n, entry_in one H M -> M^T = M -> exists V : 'M[R]_n,
  (forall x, supported (curved sg) x -> c * sq (V *m x) <= (-1) ^+ sg * qf M (V *m x)) /\
  (forall x, supported (curved sg) x -> V *m x = 0 -> x = 0).
Proof.
have [q [q0 q1 near]] := near_middle from0 one0 unit0 szr r_0 szC szv szH test val.
pose e : R := (-1) ^+ sg; pose A := e *: middle R n H.
have A_sym : A^T = A by rewrite /A linearZ /= symmetric.
have DE : congruence R n B *m A *m (congruence R n B)^T = e *: DD by rewrite /A -scalemxAr -scalemxAl.
have dom i : curved sg i -> \sum_(j | j != i) `|(congruence R n B *m A *m (congruence R n B)^T) i j| < (congruence R n B *m A *m (congruence R n B)^T) i i.
  rewrite DE => ci; rewrite [X in _ < X]mxE; have -> : e * DD i i = `|DD i i|.
    move: ci; rewrite /curved inE /e; case: (sg) => ci /=; first by rewrite expr1 mulN1r ltr0_norm.
    by rewrite expr0 mul1r gtr0_norm.
  apply: le_lt_trans (row_dominant R szB szBr szHn szH dominant i); apply: ler_sum => j _.
  by rewrite mxE normrM /e normrX normrN1 expr1n mul1r.
have r0 := radius_pos R from0 r_0.

have [c c0 H1] := positive_part (r := radius R from rs) r0 q0 q1 A_sym dom.
have o2 : 0 < 2%:R * zr R one by rewrite mulr_gt0 ?ltr0n // pos.
exists (c / (2%:R * zr R one)); first by rewrite divr_gt0.
move=> M HM Ms; have [F HF E] := near M HM.
have AF : F^T *m A = A *m F.
  have S : (1%:M + F)^T *m middle R n H = middle R n H *m (1%:M + F).
    by rewrite -{1}symmetric -trmx_mul -E linearZ /= Ms.
  move: S; rewrite linearD /= trmx1 mulmxDl mulmxDr mul1mx mulmx1 => /addrI S.
  by rewrite /A -scalemxAr S -scalemxAl.
have [V [V1 V2]] := H1 F HF AF; exists V; split=> // x sx.
have := V1 x sx; have -> : A *m (1%:M + F) = e *: ((2%:R * zr R one) *: M) by rewrite E /A scalemxAl.
have qZ a (Y : 'M[R]_n) y : qf (a *: Y) y = a * qf Y y by rewrite /qf -scalemxAr -scalemxAl mxE.
rewrite !qZ => bound; rewrite mulrAC ler_pdivr_mulr //; apply: le_trans bound _.
by rewrite mulrCA mulrC -/e.
Qed.
End Curvature.
