(* The zero that Krawczyk's test gives is inside the box, not on its boundary. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model NearbyForm Form Rules Bridge Nearby Points PointRules NearbyRules
  Krawczyk SoundNetwork SoundEnclosure SoundBox SoundTest.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Inside.
Variables (R : archiFieldType) (n : nat) (from one unit : Z) (rs : seq Z) (C : seq (seq Z)).
Variables (values : seq interval) (H : seq (seq interval)).
Hypotheses (from0 : Z.lt Z0 from) (one0 : Z.lt Z0 one) (unit0 : Z.lt Z0 unit).
Hypothesis szr : size rs = n.
Hypothesis szC : forall i, (i < n)%N -> size (nth [::] C i) = n.
Hypotheses (szv : size values = n) (szH : forall j, (j < n)%N -> size (nth [::] H j) = n).
Hypothesis test : contracts one unit values H C rs.
Notation zr := (zr R).
Notation Q := (conditioner R n unit C).

Theorem strictly_inside (Phi : 'cV[R]_n -> 'cV[R]_n) (M : 'M[R]_n) z : (forall i : 'I_n, bounds (nth no_interval values i) (Phi 0 i 0 * zr from)) ->
  in_box (radius R from rs) z -> Phi z = 0 -> Phi z - Phi 0 = M *m (z - 0) -> entry_in one H M -> forall i, `|z i 0| < radius R from rs i.
Proof.
move=> val zb z0 E HM i; have lt := ltn_ord i; apply: le_lt_trans (test_sum R from0 one0 unit0 szr test i).
have zE : z = (1%:M - Q *m M) *m z - Q *m Phi 0.
  have Mz : M *m z = - Phi 0 by rewrite -[z in LHS]subr0 -E z0 sub0r.
  by rewrite mulmxBl mul1mx -mulmxA Mz mulmxN opprK addrK.
have start : `|(Q *m Phi 0) i 0| <= starts R from unit C values i.
  rewrite /starts ler_pdivl_mulr ?mulr_gt0 ?ltr0n ?pos // scaled ?pos //.
  have := @farthest_in R n Z0 (nth [::] C i) values (fun e => Phi 0 e 0 * zr from) (szC lt) szv val.
  by rewrite zr0 sub0r normrN mxE row_scaled.
have far j : `|(1%:M - Q *m M) i j| <= far_entry R one unit C H i j.
  rewrite /far_entry ler_pdivl_mulr ?mulr_gt0 ?ltr0n ?pos // scaled ?pos //.
  have := @farthest_in R n (if i == j then Z.mul unit one else Z0) (nth [::] C i) (nth [::] H j)
    (fun e => M e j * zr one) (szC lt) (szH (ltn_ord j)) (fun e => HM e j).
  have -> : (1%:M - Q *m M) i j = (i == j)%:R - \sum_k Q i k * M k j.
    by rewrite [LHS]mxE [1%:M i j]mxE [X in _ + X]mxE [X in - X]mxE.
  rewrite mulrBl row_scaled //; case: (i == j); first by rewrite zrM mul1r.
  by rewrite zr0 mul0r.
have -> : z i 0 = ((1%:M - Q *m M) *m z) i 0 - (Q *m Phi 0) i 0.
  by have := congr1 (fun v : 'cV_n => v i 0) zE; rewrite [X in _ = X -> _]mxE [X in _ = _ + X -> _]mxE.
rewrite addrC; apply: le_trans (ler_norm_add _ _) _; rewrite normrN; apply: ler_add => //.
rewrite mxE; apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => j _.
by rewrite normrM; apply: ler_pmul => //; exact: far.
Qed.
End Inside.
