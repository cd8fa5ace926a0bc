(* The times at which one of countably many functions has a zero with no other near by form a thin set (Flow.v): cells
   of length 1/K in which a function has one zero only can be numbered (soundness.md 38, gradient flow). *)
From Dlmcert Require Import Algebra Flow.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma thin_or (R : realFieldType) (A B : R -> Prop) : thin A -> thin B -> thin (fun t => A t \/ B t).
Proof.
move=> tA tB eps e0; have h0 : 0 < eps / 2%:R by rewrite divr_gt0 ?ltr0n.
have [C [c1 c2 c3 c4]] := tA _ h0; have [D [d1 d2 d3 d4]] := tB _ h0.
exists (fun k i => if odd k then D k./2 i else C k./2 i); split.
- by move=> k i; case: ifP => _; [exact: d1|exact: c1].
- by move=> k i j; case: ifP => _; [exact: d2|exact: c2].
- move=> r un rC; rewrite (bigID (fun x => odd x.1)) /= addrC [eps]splitr.
  have half (b : bool) (E : nat -> R * R -> Prop) : (forall x, x \in r -> odd x.1 = b -> E x.1./2 x.2) ->
      (forall r', uniq (map fst r') -> (forall x, x \in r' -> E x.1 x.2) -> \sum_(x <- r') (x.2.2 - x.2.1) <= eps / 2%:R) ->
      \sum_(x <- r | odd x.1 == b) (x.2.2 - x.2.1) <= eps / 2%:R.
    move=> rE small; rewrite -big_filter; set r1 := filter _ r.
    have -> : \sum_(x <- r1) (x.2.2 - x.2.1) = \sum_(x <- map (fun x => (x.1./2, x.2)) r1) (x.2.2 - x.2.1) by rewrite big_map.
    apply: small => [|x].
      rewrite -map_comp (@eq_map _ _ _ (half \o fst)) // map_comp map_inj_in_uniq.
        by apply: subseq_uniq un; apply: map_subseq; exact: filter_subseq.
      move=> x y /mapP[x' x'r ->] /mapP[y' y'r ->]; move: x'r y'r; rewrite !mem_filter => /andP[/eqP ox _] /andP[/eqP oy _] E'.
      by rewrite -(odd_double_half x'.1) -(odd_double_half y'.1) ox oy E'.
    by move=> /mapP[y]; rewrite mem_filter => /andP[/eqP oy yr] ->; exact: rE.
  apply: ler_add.
    rewrite (eq_bigl (fun x => odd x.1 == false)) => [|x]; last by rewrite eqbF_neg.
    by apply: (half false C) => // x xr ox; have := rC x xr; rewrite ox.
  rewrite (eq_bigl (fun x => odd x.1 == true)) => [|x]; last by rewrite eqb_id.
  by apply: (half true D) => // x xr ox; have := rC x xr; rewrite ox.
move=> t [/c4[k [i [Ci ti]]]|/d4[k [i [Di ti]]]].
  by exists k.*2, i; rewrite odd_double doubleK.
by exists k.*2.+1, i; rewrite /= odd_double /= uphalf_double.
Qed.

Section Lone.
Variables (R : archiFieldType) (I : countType) (f : I -> R -> R).
Definition lone (g : R -> R) t : Prop := 0 <= t /\ g t = 0 /\ exists2 d, 0 < d & forall u, 0 <= u -> `|u - t| < d -> g u = 0 -> u = t.

Lemma whole_part (y : R) : 0 <= y -> exists n : nat, n%:R <= y < n.+1%:R.
Proof.
move=> y0; have ex : exists n : nat, y < n.+1%:R.
  by exists (Num.bound y); apply: lt_trans (archi_boundP y0) _; rewrite ltr_nat.
case: (ex_minnP ex) => n yn least; exists n; rewrite yn andbT; case: n yn least => [//|n] _ least.
by rewrite leNgt; apply/negP=> /least; rewrite ltnn.
Qed.

Definition cell (K n : nat) (t : R) : bool := n%:R <= t * K.+1%:R < n.+1%:R.
Lemma cell_near K n t u : cell K n t -> cell K n u -> `|u - t| * K.+1%:R < 1.
Proof.
move=> /andP[a b] /andP[c e]; rewrite -[X in _ * X]ger0_norm ?ler0n // -normrM mulrBl ltr_norml.
have n1 : n.+1%:R = n%:R + 1 :> R by rewrite -addn1 natrD.
rewrite n1 in b e; apply/andP; split.
  rewrite ltr_subr_addl; apply: lt_le_trans c; by rewrite ltr_subl_addr.
by rewrite ltr_subl_addl; apply: lt_le_trans e _; rewrite ler_add2r.
Qed.

Theorem lone_thin : thin (fun t => exists i, lone (f i) t).
Proof.
move=> eps e0; pose len (k : nat) : R := eps / 2%:R ^+ k.+2.
have p2 k : 0 < 2%:R ^+ k :> R by rewrite exprn_gt0 ?ltr0n.
have len0 k : 0 < len k by rewrite divr_gt0.
exists (fun k j => exists i K n t, [/\ k = pickle (i, K, n), cell K n t /\ 0 <= t, f i t = 0,
  forall u, 0 <= u -> cell K n u -> f i u = 0 -> u = t & j = (t - len k, t + len k)]); split.
- by move=> k _ [i [K [n [t [_ _ _ _ ->]]]]] /=; rewrite ler_add2l ge0_cp // ltW.
- move=> k j j' [i [K [n [t [kE [ct t0] ft one ->]]]]] [i' [K' [n' [t' [kE' [ct' t0'] ft' one' ->]]]]].
  have [ei eK en] : (i, K, n) = (i', K', n') by apply: (pcan_inj pickleK); rewrite -kE -kE'.
  by move: ct' ft' one'; rewrite -ei -eK -en => ct' ft' _; rewrite (one t').
- move=> r un rC; have -> : \sum_(x <- r) (x.2.2 - x.2.1) = \sum_(k <- map fst r) (len k + len k).
    rewrite big_map big_seq [RHS]big_seq; apply: eq_bigr => x /rC[i [K [n [t [_ _ _ _ ->]]]]] /=.
    by move: (len x.1) => z; ring.
  apply: le_trans (@sum_numbers R (fun k => len k + len k) _ (\max_(k <- map fst r) k).+1 un _ _) _ => [k|k kr|].
  + by rewrite addr_ge0 // ltW.
  + by rewrite ltnS; apply: (@leq_bigmax_seq _ _ _ id).
  move: (_.+1) => M; suff -> : \sum_(k < M) (len k + len k) = eps - eps / 2%:R ^+ M.
    by rewrite ger_addl oppr_le0 divr_ge0 // ltW.
  elim: M => [|M IH]; first by rewrite big_ord0 expr0 divr1 subrr.
  rewrite big_ord_recr IH /= /len !exprS; move: (2%:R ^+ M) (p2 M) => z z0; field.
  by rewrite gt_eqF.
move=> t [i [t0 [ft [d d0 alone]]]].
have d1 : 0 <= d^-1 by rewrite invr_ge0 ltW.
pose K := Num.bound d^-1; have K1 : 1 < d * K.+1%:R.
  rewrite -ltr_pdivr_mull // mulr1; apply: lt_trans (archi_boundP d1) _; by rewrite ltr_nat.
have [n ct] : exists n, cell K n t by apply: whole_part; rewrite mulr_ge0 ?ler0n.
exists (pickle (i, K, n)), (t - len (pickle (i, K, n)), t + len (pickle (i, K, n))); split; last first.
  by rewrite /= ltr_subl_addr ltr_addl len0.
exists i, K, n, t; split=> // u u0 cu; apply: alone => //.
rewrite -(ltr_pmul2r (_ : 0 < K.+1%:R)) ?ltr0n //; exact: lt_trans (cell_near ct cu) K1.
Qed.
End Lone.
