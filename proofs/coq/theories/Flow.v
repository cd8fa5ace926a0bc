(* Curves over an ordered field, as far as gradient flow needs them (format.md 4.15, soundness.md 38): null sets,
   absolute continuity, derivatives, and that a function with small increments at almost all times does not increase.
   No measure and no integral; of the field only that intervals can be divided as fine as one wants (cousin). *)
From Dlmcert Require Import Algebra.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* Cousin's lemma: what holds of all short intervals around each point, and of an interval if it holds of its two
   parts, holds of all intervals. The real numbers have it: if not, halve an interval of which it does not hold again and again. *)
Definition cousin (R : realFieldType) : Prop := forall P : R -> R -> Prop,
  (forall t, exists d, 0 < d /\ forall a b, t - d < a -> a <= t -> t <= b -> b < t + d -> P a b) ->
  (forall a b c, a <= b -> b <= c -> P a b -> P b c -> P a c) ->
  forall a b, a <= b -> P a b.

Section Curves.
Variable R : realFieldType.
Implicit Types (a b t T eps d : R) (f h : R -> R) (s : seq (R * R)).

(* Inside countably many open intervals of as small total length as one wants *)
Definition null (Z : R -> Prop) : Prop := forall eps, 0 < eps -> exists c : nat -> R * R,
  [/\ forall k, (c k).1 <= (c k).2, forall n, \sum_(k < n) ((c k).2 - (c k).1) <= eps &
      forall t, Z t -> exists k, (c k).1 < t < (c k).2].
Definition almost_all_times (Q : R -> Prop) : Prop := exists2 Z, null Z & forall t, 0 <= t -> Z t \/ Q t.

(* Intervals without common inner points, from left to right *)
Fixpoint apart a b s : bool := if s is i :: s' then [&& a <= i.1, i.1 <= i.2 & apart i.2 b s'] else a <= b.
Definition absolutely_continuous_to T f : Prop := forall eps, 0 < eps -> exists2 d, 0 < d &
  forall s, apart 0 T s -> \sum_(i <- s) (i.2 - i.1) <= d -> \sum_(i <- s) `|f i.2 - f i.1| <= eps.
(* on each bounded part of the times t >= 0 *)
Definition absolutely_continuous f : Prop := forall T, 0 <= T -> absolutely_continuous_to T f.

(* The difference quotients at t have the limit v. *)
Definition derivative f t v : Prop := forall eps, 0 < eps -> exists2 d, 0 < d &
  forall u, 0 <= u -> `|u - t| < d -> `|f u - f t - v * (u - t)| <= eps * `|u - t|.

(* --- lists of intervals --- *)

Lemma apart_le a b s : apart a b s -> a <= b.
Proof. by elim: s a => [//|i s IH] a /= /and3P[ai ii /IH]; apply: le_trans; exact: le_trans ii. Qed.
Lemma apart_from a a' b s : a' <= a -> apart a b s -> apart a' b s.
Proof. by case: s => [|i s] aa /=; [exact: le_trans|move=> /andP[ai ->]; rewrite (le_trans aa)]. Qed.
Lemma apart_cat a b c s r : apart a b s -> apart b c r -> apart a c (s ++ r).
Proof.
elim: s a => [|i s IH] a /=; first exact: apart_from.
by move=> /and3P[-> -> /IH H] /H.
Qed.
Lemma apart_to a b b' s : b <= b' -> apart a b s -> apart a b' s.
Proof. by move=> bb' /(@apart_cat a b b' s [::]); rewrite cats0; apply. Qed.

(* The part of an interval between u and v, as a difference of values *)
Definition cut (u v x : R) := Num.min v (Num.max u x).
Lemma cut_mono u v x y : x <= y -> cut u v x <= cut u v y.
Proof. by move=> xy; rewrite /cut le_minr !le_minl !le_maxl !le_maxr !lexx xy !orbT. Qed.
Lemma cut_low u v x : u <= v -> u <= cut u v x. Proof. by move=> uv; rewrite /cut le_minr uv le_maxr lexx. Qed.
Lemma cut_high u v x : cut u v x <= v. Proof. by rewrite /cut le_minl lexx. Qed.
Lemma cut_id u v x : u <= x -> x <= v -> cut u v x = x.
Proof. by move=> ux xv; rewrite /cut (max_idPr ux) (min_idPr xv). Qed.

Lemma cut_total u v a b s : u <= v -> apart a b s -> \sum_(i <- s) (cut u v i.2 - cut u v i.1) <= v - cut u v a.
Proof.
move=> uv; elim: s a => [|i s IH] a /=; first by rewrite big_nil subr_ge0 cut_high.
move=> /and3P[ai ii /IH H]; rewrite big_cons; apply: le_trans (ler_add (lexx _) H) _.
by rewrite [X in X <= _](_ : _ = v - cut u v i.1); [rewrite ler_add2l ler_opp2 cut_mono|ring].
Qed.

Lemma apart_inside a b s : apart a b s -> forall i, i \in s -> [/\ a <= i.1, i.1 <= i.2 & i.2 <= b].
Proof.
elim: s a => [//|j s IH] a /= /and3P[aj jj ap] i; rewrite inE => /orP[/eqP ->|/(IH _ ap)[ji ii ib]].
  by rewrite aj jj (apart_le ap).
by rewrite ii ib (le_trans aj) // (le_trans jj).
Qed.

(* Intervals apart from each other, each inside one of a list, are together no longer than these. *)
Lemma total_length (c : seq (R * R)) a b s : (forall j, j \in c -> j.1 <= j.2) -> apart a b s ->
  (forall i, i \in s -> exists2 j, j \in c & j.1 <= i.1 /\ i.2 <= j.2) ->
  \sum_(i <- s) (i.2 - i.1) <= \sum_(j <- c) (j.2 - j.1).
Proof.
move=> cc ap inside; apply: (@le_trans _ _ (\sum_(i <- s) \sum_(j <- c) (cut j.1 j.2 i.2 - cut j.1 j.2 i.1))).
  rewrite big_seq [X in _ <= X]big_seq; apply: ler_sum => i si; have [j jc [lo hi]] := inside i si.
  have [_ ii _] := apart_inside ap si.
  rewrite (big_rem j jc) /= !cut_id ?(le_trans lo) ?(le_trans _ hi) // ler_addl.
  by rewrite sumr_ge0 // => k _; rewrite subr_ge0 cut_mono.
rewrite exchange_big big_seq [X in _ <= X]big_seq; apply: ler_sum => j /cc jj; apply: le_trans (cut_total jj ap) _.
by rewrite ler_add2l ler_opp2 cut_low.
Qed.

(* Like a null set, but of the intervals only some need be known: number k belongs to one interval at most. *)
Definition thin (Z : R -> Prop) : Prop := forall eps, 0 < eps -> exists C : nat -> R * R -> Prop,
  [/\ forall k i, C k i -> i.1 <= i.2, forall k i j, C k i -> C k j -> i = j,
      forall r : seq (nat * (R * R)), uniq (map fst r) -> (forall x, x \in r -> C x.1 x.2) -> \sum_(x <- r) (x.2.2 - x.2.1) <= eps &
      forall t, Z t -> exists k i, C k i /\ i.1 < t < i.2].

Lemma sum_numbers (f : nat -> R) (ks : seq nat) n : uniq ks -> (forall k, 0 <= f k) -> (forall k, k \in ks -> (k < n)%N) ->
  \sum_(k <- ks) f k <= \sum_(k < n) f k.
Proof.
move=> un f0 kn; rewrite -(big_mkord xpredT f) /index_iota subn0 [X in _ <= X](bigID (fun k => k \in ks)) /= -[X in _ <= X + _]big_filter.
have /(perm_big _) -> : perm_eq [seq k <- iota 0 n | k \in ks] ks.
  apply: uniq_perm; rewrite ?filter_uniq ?iota_uniq // => k; rewrite mem_filter mem_iota add0n /=.
  by apply/andP/idP => [[]//|kks]; rewrite kks kn.
by rewrite ler_addl sumr_ge0.
Qed.

Lemma null_thin Z : null Z -> thin Z.
Proof.
move=> nz eps e0; have [c [cc total cover]] := nz _ e0; exists (fun k i => i = c k); split.
- by move=> k i ->.
- by move=> k i j -> ->.
- move=> r un rC; have -> : \sum_(x <- r) (x.2.2 - x.2.1) = \sum_(k <- map fst r) ((c k).2 - (c k).1).
    by rewrite big_map big_seq [RHS]big_seq; apply: eq_bigr => x /rC ->.
  apply: le_trans (total (\max_(k <- map fst r) k).+1); apply: (@sum_numbers (fun k => (c k).2 - (c k).1)) => // k.
    by rewrite subr_ge0.
  by move=> kr; rewrite ltnS; apply: (@leq_bigmax_seq _ _ _ id).
- by move=> t /cover[k kt]; exists k, (c k).
Qed.

(* --- what does not increase --- *)

(* Increments of h near t are small, or negative. *)
Definition falls_at S T h t : Prop := forall eps, 0 < eps -> exists2 d, 0 < d &
  forall a b, S <= a -> b <= T -> t - d < a -> a <= t -> t <= b -> b < t + d -> h b - h a <= eps * (b - a).

Lemma small_le (x y C : R) : (forall eps, 0 < eps -> x <= y + eps * C) -> x <= y.
Proof.
move=> H; rewrite leNgt; apply/negP=> yx; have D0 : 0 < `|C| + 1 by rewrite ltr_paddl.
have e0 : 0 < (x - y) / (`|C| + 1) / 2%:R by rewrite !divr_gt0 ?subr_gt0 ?ltr0n.
have := H _ e0; apply/negP; rewrite -ltNge.
apply: le_lt_trans (_ : y + (x - y) / (`|C| + 1) / 2%:R * (`|C| + 1) < _).
  by rewrite ler_add2l ler_wpmul2l ?(ltW e0) //; apply: le_trans (ler_norm C) _; rewrite ler_addl ler01.
rewrite mulrAC divfK ?gt_eqF // -ltr_subr_addl ltr_pdivr_mulr ?ltr0n // ltr_pmulr ?subr_gt0 //.
by rewrite ltr1n.
Qed.

Theorem falls_thin S T h Z : cousin R -> 0 <= S -> S <= T -> thin Z -> absolutely_continuous_to T h ->
  (forall t, S <= t -> t <= T -> Z t \/ falls_at S T h t) -> h T <= h S.
Proof.
move=> cn S0 ST nz ac fa; apply: (@small_le _ _ (T - S + 1)) => eps e0.
have [d d0 dP] := ac _ e0; have [C [cc one total cover]] := nz _ d0.
pose P a b := S <= a -> b <= T -> exists2 s, apart a b s &
  (forall i, i \in s -> exists k j, C k j /\ (j.1 <= i.1 /\ i.2 <= j.2)) /\
  h b - h a <= eps * (b - a) + \sum_(i <- s) `|h i.2 - h i.1|.
have : P S T.
  apply: (cn P) => [t|a b e ab be Pab Pbe Sa eT|//]; last first.
    have [s As [Cs Hs]] := Pab Sa (le_trans be eT); have [r Ar [Cr Hr]] := Pbe (le_trans Sa ab) eT.
    exists (s ++ r); first exact: apart_cat As Ar.
    split; first by move=> i; rewrite mem_cat => /orP[/Cs|/Cr].
    rewrite big_cat /=.
    have -> : h e - h a = (h b - h a) + (h e - h b) by ring.
    apply: le_trans (ler_add Hs Hr) _; rewrite addrACA -mulrDr ler_add2r.
    by have -> : b - a + (e - b) = e - a by ring.
  have [tS|St] := ltP t S.
    exists (S - t); rewrite subr_gt0; split=> // a b _ at_ _ _ Sa; by have := lt_le_trans tS (le_trans Sa at_); rewrite ltxx.
  have [Tt|tT] := ltP T t.
    exists (t - T); rewrite subr_gt0; split=> // a b _ _ tb _ _ bT; by have := lt_le_trans Tt (le_trans tb bT); rewrite ltxx.
  have [/cover[k [j [Cj /andP[lo hi]]]]|/(_ _ e0)[dl dl0 H]] := fa t St tT.
    exists (Num.min (t - j.1) (j.2 - t)); rewrite lt_minr !subr_gt0 lo hi; split=> // a b ta at_ tb bt _ _.
    have ab := le_trans at_ tb.
    exists [:: (a, b)]; first by rewrite /= lexx ab lexx.
    split; last by rewrite big_seq1 /=; apply: le_trans (ler_norm _) _; rewrite ler_addr mulr_ge0 ?(ltW e0) ?subr_ge0.
    move=> i; rewrite inE => /eqP -> /=; exists k, j; split=> //; split; apply: ltW.
      by apply: le_lt_trans ta; rewrite ler_subr_addl -ler_subr_addr le_minl lexx.
    by apply: (lt_le_trans bt); rewrite -ler_subr_addl le_minl lexx orbT.
  exists dl; split=> // a b ta at_ tb bt Sa bT; exists [::]; first by rewrite /= (le_trans at_).
  by split=> //; rewrite big_nil addr0; exact: H.
case=> // s As [Cs Hs].
have [r un [rC rs]] : exists2 r : seq (nat * (R * R)), uniq (map fst r) &
    (forall x, x \in r -> C x.1 x.2) /\ forall i, i \in s -> exists2 x, x \in r & x.2.1 <= i.1 /\ i.2 <= x.2.2.
  elim: (s) Cs => [|i s' IH] Cs; first by exists [::].
  have [r un [rC rs]] := IH (fun j js => Cs j (mem_behead (s := i :: s') js)).
  have [k [j [Cj ij]]] := Cs i (mem_head _ _); have [/mapP[x xr kE]|kr] := boolP (k \in map fst r).
    exists r => //; split=> // i'; rewrite inE => /orP[/eqP ->|/rs //].
    by exists x => //; have -> : x.2 = j by apply: (one k) => //; rewrite kE; exact: rC.
  exists ((k, j) :: r); first by rewrite /= kr.
  split=> [x|i']; rewrite inE => /orP[/eqP ->|]; [by []|exact: rC| |].
    by exists (k, j); rewrite ?mem_head.
  by move=> /rs[x xr ix]; exists x; rewrite // inE xr orbT.
have small : \sum_(i <- s) `|h i.2 - h i.1| <= eps.
  apply: dP; first exact: apart_from As.
  have rs' i : i \in s -> exists2 j, j \in map snd r & j.1 <= i.1 /\ i.2 <= j.2.
    by move=> /rs[x xr ix]; exists x.2 => //; exact: map_f.
  apply: le_trans (total_length _ As rs') _; first by move=> j /mapP[x xr ->]; apply: cc (rC x xr).
  by rewrite big_map; exact: total.
rewrite -ler_subl_addl; apply: le_trans Hs _; by rewrite [X in _ <= X]mulrDr mulr1 ler_add2l.
Qed.
Corollary falls S T h Z : cousin R -> 0 <= S -> S <= T -> null Z -> absolutely_continuous_to T h ->
  (forall t, S <= t -> t <= T -> Z t \/ falls_at S T h t) -> h T <= h S.
Proof. by move=> cn S0 ST /null_thin; exact: falls_thin. Qed.

(* --- absolute continuity --- *)

Lemma sum_lists (I : finType) (s : seq (R * R)) (F : I -> R * R -> R) :
  \sum_(i <- s) \sum_p F p i = \sum_p \sum_(i <- s) F p i.
Proof. exact: exchange_big. Qed.

Lemma below (I : finType) (u : I -> R) : (forall p, 0 < u p) -> exists2 d, 0 < d & forall p, d <= u p.
Proof.
move=> u0; suff [d d0 H] : exists2 d, 0 < d & forall p, p \in enum I -> d <= u p.
  by exists d => // p; apply: H; rewrite mem_enum.
elim: (enum I) => [|p r [d d0 H]]; first by exists 1.
exists (Num.min d (u p)) => [|q]; first by rewrite lt_minr d0 u0.
by rewrite inE le_minl => /orP[/eqP ->|/H ->]; rewrite ?lexx ?orbT.
Qed.

Lemma dominated (I : finType) (w : I -> R -> R) (K T : R) h : 0 <= K -> (forall p, absolutely_continuous_to T (w p)) ->
  (forall a b, 0 <= a -> a <= b -> b <= T -> `|h b - h a| <= K * \sum_p `|w p b - w p a|) ->
  absolutely_continuous_to T h.
Proof.
move=> K0 ac dom eps e0; pose e1 := eps / (K * #|I|%:R + 1).
have M0 : 0 < K * #|I|%:R + 1 by rewrite ltr_paddl ?ltr01 // mulr_ge0 ?ler0n.
have e10 : 0 < e1 by rewrite divr_gt0.
have each p : exists d, 0 < d /\ forall s, apart 0 T s ->
  \sum_(i <- s) (i.2 - i.1) <= d -> \sum_(i <- s) `|w p i.2 - w p i.1| <= e1.
  by have [d d0 dP] := ac p _ e10; exists d.
have [dl dlP] := fin_all_exists each.
have [d d0 least] := below (fun p => proj1 (dlP p)); exists d => // s As len; have inside := apart_inside As.
apply: (@le_trans _ _ (\sum_(i <- s) K * \sum_p `|w p i.2 - w p i.1|)).
  by rewrite big_seq [X in _ <= X]big_seq; apply: ler_sum => i /inside[a b c]; exact: dom.
rewrite -mulr_sumr sum_lists; apply: le_trans (_ : K * (#|I|%:R * e1) <= _).
  rewrite ler_wpmul2l //; apply: le_trans (_ : \sum_(p : I) e1 <= _); last by rewrite sumr_const mulr_natl.
  by apply: ler_sum => p _; have [_ H] := dlP p; apply: H => //; exact: le_trans (least p).
rewrite mulrA /e1 mulrCA -[X in _ <= X]mulr1 ler_wpmul2l ?(ltW e0) // ler_pdivr_mulr // mul1r ler_addl ler01 //.
Qed.

Lemma continuous_at f t : absolutely_continuous f -> 0 <= t -> forall eps, 0 < eps -> exists2 d, 0 < d &
  forall u, 0 <= u -> `|u - t| < d -> `|f u - f t| <= eps.
Proof.
move=> ac t0 eps e0; have T0 : 0 <= t + 1 by rewrite addr_ge0 ?ler01.
have [d d0 dP] := ac _ T0 _ e0; exists (Num.min d 1) => [|u u0]; first by rewrite lt_minr d0 ltr01.
rewrite lt_minr => /andP[/ltW ud u1].
have [tu|/ltW ut] := leP t u.
  have := dP [:: (t, u)]; rewrite !big_seq1 /=; apply; last by apply: le_trans ud; exact: ler_norm.
  by rewrite t0 tu -ler_subl_addl (le_trans (ler_norm _)) // ltW.
have := dP [:: (u, t)]; rewrite !big_seq1 /= distrC; apply; last by apply: le_trans ud; rewrite distrC; exact: ler_norm.
by rewrite u0 ut ler_addl ler01.
Qed.

Lemma same_continuous f h : (forall t, f t = h t) -> absolutely_continuous f -> absolutely_continuous h.
Proof.
move=> E H T T0 eps e0; have [d d0 K] := H T T0 eps e0; exists d => // s As len; have := K s As len.
by under eq_bigr => i _ do rewrite !E.
Qed.
Lemma same_derivative f h t v : (forall u, f u = h u) -> derivative f t v -> derivative h t v.
Proof. by move=> E H eps e0; have [d d0 K] := H eps e0; exists d => // u u0 ud; rewrite -!E; exact: K. Qed.

(* an increment around t *)
Lemma increment f t v eps : derivative f t v -> 0 < eps -> exists2 d, 0 < d & forall a b, 0 <= a -> t - d < a ->
  a <= t -> t <= b -> b < t + d -> `|f b - f a - v * (b - a)| <= eps * (b - a).
Proof.
move=> der e0; have [d d0 dP] := der _ e0; exists d => // a b a0 ta at_ tb bt.
have -> : f b - f a - v * (b - a) = (f b - f t - v * (b - t)) - (f a - f t - v * (a - t)) by ring.
apply: le_trans (ler_norm_sub _ _) _; rewrite [X in _ <= X](_ : _ = eps * (b - t) + eps * (t - a)); last by ring.
apply: ler_add.
  rewrite -{2}[b - t]ger0_norm ?subr_ge0 //; apply: dP; first exact: le_trans (le_trans a0 at_) tb.
  by rewrite ger0_norm ?subr_ge0 // ltr_subl_addl.
rewrite -[X in _ <= _ * X]ger0_norm ?subr_ge0 // (distrC t); apply: dP => //.
by rewrite distrC ger0_norm ?subr_ge0 // ltr_subl_addr -ltr_subl_addl.
Qed.
End Curves.
