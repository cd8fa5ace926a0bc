(* Krawczyk's test: a preconditioned map that contracts a box has a zero in it (soundness.md 36). Over every
   archimedean ordered field in which Cauchy sequences converge; the iteration is explicit. No derivatives: what the
   test needs is that differences of values are matrices times differences of points. *)
From Dlmcert Require Import Algebra.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* Every Cauchy sequence converges: so it is in the real numbers. *)
Definition converges (R : realFieldType) (u : nat -> R) (l : R) :=
  forall eps, 0 < eps -> exists K, forall k, (K <= k)%N -> `|u k - l| < eps.
Definition complete (R : realFieldType) := forall u : nat -> R,
  (forall eps, 0 < eps -> exists K, forall i j, (K <= i)%N -> (K <= j)%N -> `|u i - u j| < eps) ->
  exists l, converges u l.

Section Powers.
Variables (R : archiFieldType) (q : R).
Hypotheses (q0 : 0 <= q) (q1 : q < 1).

Lemma power_bound k : q ^+ k * (1 + k%:R * (1 - q)) <= 1.
Proof.
elim: k => [|k IH]; first by rewrite expr0 mul1r mul0r addr0.
apply: le_trans IH; rewrite exprSr -mulrA ler_wpmul2l ?exprn_ge0 // -subr_ge0.
have -> : 1 + k%:R * (1 - q) - q * (1 + k.+1%:R * (1 - q)) = k.+1%:R * (1 - q) ^+ 2 by rewrite -addn1 natrD; ring.
by rewrite mulr_ge0 ?sqr_ge0 ?ler0n.
Qed.

Lemma power_small eps : 0 < eps -> exists k, q ^+ k < eps.
Proof.
move=> e0; have a0 : 0 < 1 - q by rewrite subr_gt0.
have x0 : 0 <= (eps * (1 - q))^-1 by rewrite invr_ge0 mulr_ge0 // ltW.
have := archi_boundP x0; set k := Num.bound _ => kP; exists k.
have B0 : 0 < 1 + k%:R * (1 - q) by rewrite ltr_paddr ?mulr_ge0 ?ler0n ?ltr01 ?(ltW a0).
apply: le_lt_trans (_ : (1 + k%:R * (1 - q))^-1 < _); first by rewrite -[X in _ <= X]mul1r ler_pdivl_mulr // power_bound.
rewrite -[eps]invrK ltf_pinv ?posrE ?invr_gt0 //.
apply: lt_le_trans (_ : k%:R * (1 - q) <= _); last by rewrite ler_addr ler01.
by move: kP; rewrite invfM -ltr_pdivr_mulr.
Qed.
End Powers.

Lemma below_one (R : realFieldType) n (f : 'I_n -> R) : (forall i, f i < 1) ->
  exists q, [/\ 0 <= q, q < 1 & forall i, f i <= q].
Proof.
move=> H; suff [q [q0 q1 K]] : exists q, [/\ 0 <= q, q < 1 & forall i, i \in enum 'I_n -> f i <= q].
  by exists q; split=> // i; apply: K; rewrite mem_enum.
elim: (enum _) => [|i r [q [q0 q1 K]]]; first by exists 0; rewrite lexx ltr01.
exists (Num.max q (f i)); split; rewrite ?le_maxr ?q0 ?lt_maxl ?q1 ?H // => j.
by rewrite inE => /orP[/eqP ->|/K jq]; rewrite le_maxr ?lexx ?orbT // jq.
Qed.

Section Test.
Variables (R : archiFieldType) (n : nat).
Hypothesis full : complete R.
Variables (Phi : 'cV[R]_n -> 'cV[R]_n) (C : 'M[R]_n) (r B : 'I_n -> R) (Q : 'I_n -> 'I_n -> R).
Definition in_box (z : 'cV[R]_n) := forall i, `|z i 0| <= r i.
Hypothesis r0 : forall i, 0 < r i.
Hypothesis start : forall i, `|(C *m Phi 0) i 0| <= B i.
Hypothesis secant : forall z z', in_box z -> in_box z' -> exists M : 'M[R]_n,
  Phi z - Phi z' = M *m (z - z') /\ forall i j, `|(1%:M - C *m M) i j| <= Q i j.
Hypothesis test : forall i, B i + \sum_j Q i j * r j < r i.

Lemma zero_in_box : in_box 0.
Proof. by move=> i; rewrite mxE normr0 ltW. Qed.

Lemma B0 i : 0 <= B i. Proof. exact: le_trans (normr_ge0 _) (start i). Qed.

Lemma factor : exists q, [/\ 0 <= q, q < 1 & forall i, \sum_j Q i j * r j <= q * r i].
Proof.
have [i|q [q0 q1 H]] := @below_one R n (fun i => (\sum_j Q i j * r j) / r i).
  by rewrite ltr_pdivr_mulr // mul1r; apply: le_lt_trans (test i); rewrite ler_addr B0.
by exists q; split=> // i; rewrite -ler_pdivr_mulr.
Qed.

(* differences at most t r *)
Definition within (t : R) (x : 'cV[R]_n) := forall i, `|x i 0| <= t * r i.
Lemma shrinks q M x t : (forall i, \sum_j Q i j * r j <= q * r i) -> 0 <= t -> (forall i j, `|(1%:M - C *m M) i j| <= Q i j) ->
  within t x -> within (q * t) ((1%:M - C *m M) *m x).
Proof.
move=> qP t0 MP xt i; rewrite mxE; apply: le_trans (ler_norm_sum _ _ _) _.
apply: le_trans (_ : \sum_j t * (Q i j * r j) <= _).
  apply: ler_sum => j _; rewrite normrM [t * _]mulrCA; apply: ler_pmul => //; exact: xt.
by rewrite -mulr_sumr [q * t]mulrC -mulrA ler_wpmul2l.
Qed.

Lemma within_zero q x : 0 <= q -> q < 1 -> (forall t, 0 <= t -> within t x -> within (q * t) x) -> x = 0.
Proof.
move=> q0 q1 H; have [T T0 xT] : exists2 T, 0 <= T & within T x.
  exists (\sum_j `|x j 0| / r j); first by rewrite sumr_ge0 // => j _; rewrite divr_ge0 // ltW.
  move=> i; rewrite -ler_pdivr_mulr // (bigD1 i) //= ler_addl sumr_ge0 // => j _; by rewrite divr_ge0 // ltW.
have all k : within (q ^+ k * T) x.
  elim: k => [|k IH]; first by rewrite mul1r.
  by rewrite exprS -mulrA; apply: H => //; rewrite mulr_ge0 ?exprn_ge0.
apply/colP=> i; rewrite mxE; apply/eqP; rewrite -normr_eq0 eq_le normr_ge0 andbT leNgt; apply/negP=> xi.
have T1 : 0 < (T + 1) * r i by rewrite mulr_gt0 // ltr_paddl.
have [k kP] := power_small q0 q1 (divr_gt0 xi T1); move: kP; rewrite ltr_pdivl_mulr //.
apply/negP; rewrite -leNgt; apply: le_trans (all k i) _; rewrite -mulrA ler_wpmul2l ?exprn_ge0 //.
by rewrite ler_pmul2r // ler_addl ler01.
Qed.

Definition T (z : 'cV[R]_n) := z - C *m Phi z.
Lemma T_secant z z' : in_box z -> in_box z' -> exists M, T z - T z' = (1%:M - C *m M) *m (z - z') /\
  forall i j, `|(1%:M - C *m M) i j| <= Q i j.
Proof.
move=> zb zb'; have [M [E MP]] := secant zb zb'; exists M; split=> //.
rewrite /T mulmxBl mul1mx -mulmxA -E mulmxBr.
by apply/matrixP=> i j; rewrite !mxE; ring.
Qed.

Lemma T_box z : in_box z -> in_box (T z).
Proof.
move=> zb i; have [M [E MP]] := T_secant zb zero_in_box.
have -> : T z = (1%:M - C *m M) *m z + T 0 by rewrite -[z in RHS]subr0 -E subrK.
rewrite mxE; apply: le_trans (ler_norm_add _ _) _; apply: le_trans (ltW (test i)); rewrite addrC.
apply: ler_add; first by rewrite /T sub0r mxE normrN.
rewrite mxE; apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => j _.
by rewrite normrM; apply: ler_pmul.
Qed.

Definition iterate k := iter k T (0 : 'cV[R]_n).
Lemma iterate_box k : in_box (iterate k).
Proof. by elim: k => [|k IH]; [exact: zero_in_box|exact: T_box]. Qed.

Theorem krawczyk : exists z, in_box z /\ Phi z = 0.
Proof.
have [q [q0 q1 qP]] := factor.
have step t z z' : 0 <= t -> in_box z -> in_box z' -> within t (z - z') -> within (q * t) (T z - T z').
  by move=> t0 zb zb' zt; have [M [-> MP]] := T_secant zb zb'; exact: shrinks.
have far k m : within (q ^+ k) (iterate (k + m) - iterate k).
  elim: k => [|k IH] i; first by rewrite mul1r subr0; exact: iterate_box.
  rewrite exprS addSn; apply: step IH i; first exact: exprn_ge0.
    exact: iterate_box.
  exact: iterate_box.
have cauchy i eps : 0 < eps -> exists K, forall k m, (K <= k)%N -> (K <= m)%N -> `|iterate k i 0 - iterate m i 0| < eps.
  move=> e0; have r2 : 0 < 2%:R * r i by rewrite mulr_gt0 ?ltr0n.
  have [K KP] := power_small q0 q1 (divr_gt0 e0 r2); exists K => k m Kk Km.
  have near k' : (K <= k')%N -> `|iterate k' i 0 - iterate K i 0| <= q ^+ K * r i.
    by move=> /subnKC <-; have := far K (k' - K)%N i; rewrite !mxE.
  have -> : iterate k i 0 - iterate m i 0 = (iterate k i 0 - iterate K i 0) - (iterate m i 0 - iterate K i 0) by ring.
  apply: le_lt_trans (ler_norm_sub _ _) _; apply: le_lt_trans (ler_add (near k Kk) (near m Km)) _.
  by rewrite -mulr2n -mulr_natl mulrCA -ltr_pdivl_mulr.
have [z zP] := @fin_all_exists [finType of 'I_n] (fun=> R) (fun i l => converges (fun k => iterate k i 0) l) (fun i => full (cauchy i)).
pose l : 'cV[R]_n := \col_i z i.
have lE i : l i 0 = z i by rewrite mxE.
have lbox : in_box l.
  move=> i; rewrite lE leNgt; apply/negP=> big.
  have d0 : 0 < `|z i| - r i by rewrite subr_gt0.
  have [K KP] := zP i _ d0.
  have := KP K (leqnn K); apply/negP; rewrite -leNgt ler_subl_addr; apply: le_trans (ler_add (lexx _) (iterate_box K i)).
  by rewrite -[X in `|X|](subrK (iterate K i 0)) distrC; apply: le_trans (ler_norm_add _ _) _; rewrite distrC.
have close t : 0 < t -> exists K, forall k, (K <= k)%N -> within t (iterate k - l).
  move=> t0; have [K KP] := @fin_all_exists [finType of 'I_n] (fun=> nat)
    (fun i K => forall k, (K <= k)%N -> `|iterate k i 0 - z i| < t * r i) (fun i => zP i (t * r i) (mulr_gt0 t0 (r0 i))).
  exists (\max_i K i)%N => k Kk i; rewrite !mxE; apply/ltW/KP; apply: leq_trans Kk; exact: leq_bigmax.
have fixed : T l = l.
  apply/eqP; rewrite -subr_eq0; apply/eqP/colP=> i; rewrite [RHS]mxE; apply/eqP.
  rewrite -normr_eq0 eq_le normr_ge0 andbT leNgt; apply/negP=> e0.
  have t0 : 0 < `|(T l - l) i 0| / (3%:R * r i) by rewrite divr_gt0 // mulr_gt0 ?ltr0n.
  have [K KP] := close _ t0; set t := _ / _ in t0 KP.
  have a : `|(T (iterate K) - T l) i 0| <= t * r i.
    have := @step t (iterate K) l (ltW t0) (iterate_box K) lbox (KP K (leqnn K)) i => /le_trans; apply.
    by rewrite ler_pmul2r // -[X in _ <= X]mul1r ler_pmul2r // ltW.
  have b := KP K.+1 (leqnSn K) i.
  have E : (T l - l) i 0 = (iterate K.+1 - l) i 0 - (T (iterate K) - T l) i 0.
    have {1}-> : T l - l = (iterate K.+1 - l) - (T (iterate K) - T l).
      by rewrite -[iterate K.+1]/(T (iterate K)) opprB [RHS]addrC [RHS]addrA subrK.
    by rewrite [LHS]mxE [X in _ + X]mxE.
  have : `|(T l - l) i 0| <= t * r i + t * r i by rewrite {1}E; apply: le_trans (ler_norm_sub _ _) _; exact: ler_add.
  apply/negP; rewrite -ltNge -mulr2n -mulr_natl.
  have -> : `|(T l - l) i 0| = 3%:R * (t * r i).
    by rewrite mulrCA /t divfK // gt_eqF // mulr_gt0 ?ltr0n.
  by rewrite ltr_pmul2r ?ltr_nat // mulr_gt0.
have CPhi : C *m Phi l = 0.
  by have := fixed; rewrite /T => /eqP; rewrite -subr_eq0 addrAC subrr add0r oppr_eq0 => /eqP.
exists l; split=> //.
have [M [_ MP]] := secant zero_in_box zero_in_box.
have CM : C *m M \in unitmx.
  rewrite -unitmx_tr -row_free_unit; apply: inj_row_free => v Gv; apply: trmx_inj; rewrite trmx0.
  have Z : C *m M *m v^T = 0 by apply: trmx_inj; rewrite trmx_mul trmxK Gv trmx0.
  apply: (within_zero q0 q1) => t t0 vt.
  by have := shrinks qP t0 MP vt; rewrite mulmxBl mul1mx Z subr0.
move: CM; rewrite unitmx_mul => /andP[Cu _].
by rewrite -(mulKmx Cu (Phi l)) CPhi mulmx0.
Qed.
End Test.
