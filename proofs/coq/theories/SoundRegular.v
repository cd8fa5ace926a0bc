(* Where Krawczyk's test holds, each matrix in the intervals kills 0 only. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model NearbyForm Form Rules Bridge Nearby Points PointRules NearbyRules
  Krawczyk SoundNetwork SoundEnclosure SoundBox Signature SoundTest.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Regular.
Variables (R : archiFieldType) (n : nat) (from one unit : Z) (rs : seq Z) (C : seq (seq Z)).
Variables (values : seq interval) (H : seq (seq interval)).
Hypotheses (from0 : Z.lt Z0 from) (one0 : Z.lt Z0 one) (unit0 : Z.lt Z0 unit).
Hypothesis szr : size rs = n.
Hypothesis szC : forall i, (i < n)%N -> size (nth [::] C i) = n.
Hypotheses (szv : size values = n) (szH : forall j, (j < n)%N -> size (nth [::] H j) = n).
Hypothesis test : contracts one unit values H C rs.
Notation zr := (zr R).
Notation Q := (conditioner R n unit C).

Theorem entries_regular (M : 'M[R]_n) (y : 'cV[R]_n) : (forall i : 'I_n, 0 < radius R from rs i) ->
  (forall i : 'I_n, 0 <= starts R from unit C values i) -> entry_in one H M -> M *m y = 0 -> y = 0.
Proof.
move=> r0 st HM My; apply/colP=> i0; rewrite mxE.
have far i j : `|(1%:M - Q *m M) i j| <= far_entry R one unit C H i j.
  have lt := ltn_ord i; rewrite /far_entry ler_pdivl_mulr ?mulr_gt0 ?ltr0n ?pos // scaled ?pos //.
  have := @farthest_in R n (if i == j then Z.mul unit one else Z0) (nth [::] C i) (nth [::] H j)
    (fun e => M e j * zr one) (szC lt) (szH (ltn_ord j)) (fun e => HM e j).
  have -> : (1%:M - Q *m M) i j = (i == j)%:R - \sum_k Q i k * M k j.
    by rewrite [LHS]mxE [1%:M i j]mxE [X in _ + X]mxE [X in - X]mxE.
  rewrite mulrBl row_scaled //; case: (i == j); first by rewrite zrM mul1r.
  by rewrite zr0 mul0r.
have yE : (1%:M - Q *m M) *m y = y by rewrite mulmxBl mul1mx -mulmxA My mulmx0 subr0.
have [i imax] := maximum (fun i => `|y i 0| / radius R from rs i) i0.
set t := `|y i 0| / radius R from rs i in imax.
have t0 : 0 <= t by rewrite divr_ge0 // ltW.
have yb j : `|y j 0| <= t * radius R from rs j by rewrite -ler_pdivr_mulr.
have ti : `|y i 0| = t * radius R from rs i by rewrite /t divfK // gt_eqF.
have bound : t * radius R from rs i <= t * \sum_j far_entry R one unit C H i j * radius R from rs j.
  rewrite -ti -{1}yE mxE; apply: le_trans (ler_norm_sum _ _ _) _; rewrite mulr_sumr; apply: ler_sum => j _.
  by rewrite normrM mulrCA; apply: ler_pmul.
have lt1 : \sum_j far_entry R one unit C H i j * radius R from rs j < radius R from rs i.
  by apply: le_lt_trans (test_sum R from0 one0 unit0 szr test i); rewrite ler_addr.
have tz : t = 0.
  apply/eqP; rewrite eq_le t0 andbT leNgt; apply/negP=> tp.
  by move: bound; rewrite ler_pmul2l // leNgt lt1.
by apply/eqP; rewrite -normr_le0; apply: le_trans (yb i0) _; rewrite tz mul0r.
Qed.
End Regular.
