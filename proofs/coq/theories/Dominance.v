(* Matrices that are dominated by their diagonal, and all noises near a given one (soundness.md 29). *)
From Dlmcert Require Import Algebra Model Linear HeldOutputs.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Dominance.
Variable F : realFieldType.

(* Levy, Desplanques, Hadamard, by columns *)
Theorem dominant_regular N (B : 'M[F]_N) :
  (forall n, \sum_(m | m != n) `|B m n| < `|B n n|) -> full_column_rank B.
Proof.
move=> dom; rewrite /full_column_rank; apply: inj_row_free => u uB.
case: N B dom u uB => [|N] B dom u uB; first by apply/matrixP=> i [].
pose n := [arg max_(n > (ord0 : 'I_N.+1)) `|u 0 n|]%O.
have maxn m : `|u 0 m| <= `|u 0 n|.
  by rewrite /n; case: (@arg_maxP _ _ _ ord0 xpredT (fun n => `|u 0 n|)) => // i _; apply.
have un : u 0 n = 0.
  apply/eqP; apply: contraT => un; have := congr1 (fun M : 'rV_N.+1 => M 0 n) uB.
  rewrite /= mxE [RHS]mxE (bigD1 n) //= => /eqP; rewrite addr_eq0 => /eqP E.
  have : `|u 0 n| * `|B n n| <= `|u 0 n| * \sum_(m | m != n) `|B m n|.
    rewrite -normrM E normrN; apply: le_trans (ler_norm_sum _ _ _) _.
    rewrite mulr_sumr; apply: ler_sum => m _; rewrite normrM; apply: ler_wpmul2r => //; exact: maxn.
  by rewrite ler_pmul2l ?normr_gt0 // leNgt dom.
apply/matrixP=> i m; rewrite (ord1 i) [RHS]mxE; apply/eqP; rewrite -normr_le0.
by apply: le_trans (maxn m) _; rewrite un normr0.
Qed.

Variables (d D N : nat) (X : 'M[F]_(d, N)) (g : 'I_N -> 'I_D) (l : 'M[F]_(N, d)) (z : 'I_N -> F).

(* What row m takes from sample n *)
Definition taken m n := z m * `|(l *m X) m n|.
Definition margin n := taken n n - \sum_(m | (m != n) && (g m == g n)) taken m n.

Theorem dominant_columns (A : 'M[F]_(D, N)) : (forall m, 0 < z m) ->
  (forall n, \sum_(m | g m != g n) `|A (g m) n| * taken m n < `|A (g n) n| * margin n) ->
  full_column_rank (khatri_rao A X).
Proof.
move=> z0 H; pose L : 'M[F]_(N, D * d) := \matrix_(m, r) mxvec (\matrix_(i, j) ((i == g m)%:R * (z m * l m j))) 0 r.
pose B : 'M[F]_N := \matrix_(m, n) (z m * A (g m) n * (l *m X) m n).
have LG : L *m khatri_rao A X = B.
  apply/matrixP=> m n; rewrite [RHS]mxE mxE sum_columns.
  under eq_bigr => i _ do under eq_bigr => j _ do rewrite khatri_raoE [L _ _]mxE mxvecE mxE.
  rewrite (bigD1 (g m)) //= [X in _ + X]big1 ?addr0 => [|i /negPf ne]; last first.
    by rewrite big1 // => j _; rewrite ne !mul0r.
  rewrite [(l *m X) m n]mxE mulr_sumr; apply: eq_bigr => j _.
  by rewrite eqxx mul1r -!mulrA; congr (_ * _); rewrite mulrCA.
have normB m n : `|B m n| = `|A (g m) n| * taken m n.
  by rewrite mxE !normrM (gtr0_norm (z0 m)) /taken -mulrA mulrCA.
have /full_column_rankP inj : full_column_rank B.
  apply: dominant_regular => n; rewrite normB (bigID (fun m => g m == g n)) /=.
  have := H n; rewrite /margin mulrBr ltr_subr_addr addrC; congr (_ + _ < _).
    by rewrite mulr_sumr; apply: eq_big => // m /andP[_ /eqP E]; rewrite normB E.
  apply: eq_big => [m|m _]; last by rewrite normB.
  by have [->|] := eqVneq m n; rewrite ?eqxx.
by apply/full_column_rankP=> v Gv; apply: inj; rewrite -LG -mulmxA Gv mulmx0.
Qed.

(* Slopes between lo and hi, noise nearer than rho to E0 *)
Theorem noise_ball_sound (E0 E th : 'M[F]_(D, N)) lo hi rho : (forall m, 0 < z m) -> 0 < lo -> 0 < rho ->
  (forall i n, lo <= th i n <= hi) -> (forall i n, `|E i n - E0 i n| < rho) ->
  (forall n, [/\ 0 < margin n, rho <= `|E0 (g n) n| &
     (hi * (\sum_(m | g m != g n) (`|E0 (g m) n| + rho) * taken m n) <= lo * (`|E0 (g n) n| - rho) * margin n)%R]) ->
  full_column_rank (khatri_rao (entrywise E th) X).
Proof.
move=> z0 lo0 rho0 thb near H; apply: dominant_columns => // n; have [b0 le ineq] := H n.
have th0 i m : 0 < th i m by have /andP[/(lt_le_trans lo0)] := thb i m.
have AE i m : `|entrywise E th i m| = `|E i m| * th i m by rewrite mxE normrM (gtr0_norm (th0 i m)).
apply: (@le_lt_trans _ _ (hi * \sum_(m | g m != g n) (`|E0 (g m) n| + rho) * taken m n)).
  rewrite mulr_sumr; apply: ler_sum => m _; rewrite AE [X in _ <= X]mulrA; apply: ler_wpmul2r.
    by rewrite mulr_ge0 ?normr_ge0 // ltW.
  rewrite mulrC; apply: ler_pmul; rewrite ?normr_ge0 ?(ltW (th0 _ _)) //; first by case/andP: (thb (g m) n).
  have := ler_norm_add (E0 (g m) n) (E (g m) n - E0 (g m) n); rewrite addrC subrK => /le_trans -> //.
  by rewrite ler_add2l ltW.
apply: le_lt_trans ineq _; rewrite ltr_pmul2r // AE.
apply: (@lt_le_trans _ _ (lo * `|E (g n) n|)).
  rewrite ltr_pmul2l // ltr_subl_addr -ltr_subl_addl; apply: le_lt_trans (near (g n) n).
  rewrite -[X in _ <= X]normrN opprB; exact: ler_sub_dist.
by rewrite mulrC; apply: ler_wpmul2l; rewrite ?normr_ge0 //; case/andP: (thb (g n) n).
Qed.
End Dominance.
