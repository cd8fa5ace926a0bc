(* Where the derivatives of the loss by what moves are 0, without kinks, those by all other weights and biases are 0 too:
   those of idle units and those that are held (soundness.md 37, Saddle). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points
  PointRules NearbyRules CriticalRules SoundNetwork SoundEnclosure SoundSecant SoundBox SoundContraction Smooth
  SoundHeld SoundSecond SoundCells SoundNearby Inertia SoundNearSlopes SoundGauge.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.
Local Opaque held_slopes held_enclosure box_of box_columns.

(* A square table whose rows are independent: its columns are, too. *)
Lemma square_columns (R : fieldType) m (T : nat -> nat -> R) :
  (forall f : nat -> R, (forall k, (k < m)%N -> \sum_(a < m) f a * T a k = 0) -> forall a, (a < m)%N -> f a = 0) ->
  forall g : nat -> R, (forall a, (a < m)%N -> \sum_(k < m) T a k * g k = 0) -> forall k, (k < m)%N -> g k = 0.
Proof.
move=> rows g G; pose M : 'M[R]_m := \matrix_(a, k) T a k.
have Mu : M \in unitmx.
  rewrite -unitmx_tr; apply: injective_unit => y My; apply/colP=> a; rewrite [RHS]mxE.
  pose f b : R := if insub b is Some b' then y (b' : 'I_m) 0 else 0.
  have -> : y a 0 = f a by rewrite /f valK.
  apply: rows => // k km; have := congr1 (fun v : 'cV_m => v (Ordinal km) 0) My; rewrite /= mxE [X in _ = X -> _]mxE => E.
  by rewrite -[RHS]E; apply: eq_bigr => b _; rewrite !mxE /f valK mulrC.
have z : M *m (\col_k g k) = 0.
  apply/colP=> a; rewrite [RHS]mxE mxE -[RHS](G a (ltn_ord a)); apply: eq_bigr => k _; by rewrite !mxE.
move=> k km; have := congr1 (fun v : 'cV_m => v (Ordinal km) 0) (mulKmx Mu (\col_k g k)).
by rewrite z mulmx0 !mxE.
Qed.

Lemma one_member (s : seq nat) x y : size s = 1%N -> x \in s -> y \in s -> x = y.
Proof. by case: s => [|z [|]] //= _; rewrite !inE => /eqP -> /eqP ->. Qed.

Section Held.
Variables (R : realFieldType) (net : instance) (one from : Z) (box : seq (seq (seq interval))) (kink : nat -> nat -> nat -> bool).
Variables (cs : seq (seq (seq Z))) (gs : seq gauge_group).
Hypothesis one0 : Z.lt Z0 one.
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Notation rv := (@rv R).
Notation X := (X_at R net).
Notation A := (held_slopes R net one box kink).
Notation e := (held_enclosure net one box kink).
Notation idles := (idle net kink e).
Notation zr := (zr R).
Notation none := (0%N, 0%N, 0%N).
Hypothesis nokink : forall l n i, kink l n i = false.
Hypothesis from0 : 0 < zr from.
Hypothesis once : grouped_once net idles gs.
Notation upper_at := (fun l n i => upper net l n i (empty_at e l n) (sum_at e l n i)).
Hypothesis formed : all (group_formed net cs kink upper_at) gs.
Hypothesis sure_all : held_sure net kink e.
Notation movers := (List.filter (moves net idles gs) (places net)).
Variables (W : weights R d) (c : shifts R d).
Hypotheses (fc : allowed (bias net) c) (inside : in_this_box one box W c).
Hypothesis at_centre : forall l (i : 'I_(d l.+1)) j, (l <= h)%N -> (j < inputs_to net l)%N -> (l, nat_of_ord i, j) \notin movers ->
  value W c i j = zr (entry3 Z0 cs (l, nat_of_ord i, j)) / zr from.
Variable lam0 : nat -> R.
Notation U l i n := (Model.U W c A X l i n).
Notation V l i n := (Model.V W c A X l i n).
Notation S l n i := (S_at one box kink [::] lam0 W c l n i).
Notation slope p := (slope_of_loss one box kink [::] lam0 W c p).
Hypothesis crit : forall p, p \in movers -> slope p = 0.

Lemma S_step l (i : 'I_(d l.+1)) n : (l < h)%N -> S l n i = A l.+1 i n * \sum_k W l.+1 k i * S l.+1 n k.
Proof.
move=> lh; have adjE l' (k : 'I_(d l'.+1)) : S l' n k = adjoint h A W (lagrange_sources one box kink [::] lam0 W c) l' k n.
  by rewrite /S_at adjoint_natE.
rewrite adjE adjoint_step // sumE lagrange_sourcesE (ltn_eqF lh) big_ord0 oppr0 add0r entrywiseE; congr (_ * _).
by rewrite mxE; apply: eq_bigr => k _; rewrite mxE adjE.
Qed.

Lemma no_kink_sums l (i : 'I_(d l.+1)) (n : 'I_N) : (l < h)%N -> kink l n i -> U l i n = 0.
Proof. by rewrite nokink. Qed.

(* at the point *)
Lemma off_here l (i : 'I_(d l.+1)) (n : 'I_N) j : (l < h)%N -> (j < inputs_to net l)%N -> off_in net kink e l n i ->
  V l.+1 i n = 0 /\ S l n i * fed one box kink W c l n j = 0.
Proof.
move=> lh jl off; have lL : (l < layers net)%N by rewrite layersL ltnS ltnW.
have [sm vd] := layers_near one0 layersL fc inside no_kink_sums sure_all (ltnW lh).
have sm1 := (layers_near one0 layersL fc inside no_kink_sums sure_all lh).1.
rewrite /off_in empty_held // sum_held // in off; split.
  have := here_itself fc (near_off one0 layersL fc inside lh vd sm off); rewrite /= => Z.
  by have := congr1 (fun M : 'M_(_, _) => M i n) sm1; rewrite /= Z => <-.
have Aslope : A l.+1 i n = rv (held_slope net kink l n i (h_empty net one box kink l n) (h_sum net one box kink l n i)).
  by rewrite -slope_inE // /slope_in empty_held // sum_held.
have zeroA : A l.+1 i n = 0 -> S l n i * fed one box kink W c l n j = 0.
  by move=> z; rewrite S_step // z !mul0r.
case/orP: off => [/orP[em|z]|/andP[_ /andP[s0 neg]]].
- have [nb /(here_itself fc) Z] := vd n em; rewrite /fed.
  have jd : (j < d l)%N by move: jl; rewrite /inputs_to (negPf nb).
  by rewrite insubT; have := Z (Ordinal jd); rewrite /= sm => ->; rewrite mulr0.
- apply: zeroA; rewrite Aslope /held_slope nokink /slope_of; case: ifP => _; rewrite ?rvM.
    by move: z; rewrite (rv_eq0 R) => /eqP.
  by move: z; rewrite (rv_eq0 R) => /eqP ->; rewrite mul0r.
case em : (h_empty net one box kink l n).
  have [nb /(here_itself fc) Z] := vd n em; rewrite /fed.
  have jd : (j < d l)%N by move: jl; rewrite /inputs_to (negPf nb).
  by rewrite insubT; have := Z (Ordinal jd); rewrite /= sm => ->; rewrite mulr0.
apply: zeroA; rewrite Aslope /held_slope nokink em /slope_of; case: ifP => [up|_]; last first.
  by rewrite rvM; move: s0; rewrite (rv_eq0 R) => /eqP ->; rewrite mulr0.
move: up; rewrite /upper /smooth; case/orP=> [/orP[/orP[//|]|]|pos].
- by rewrite (rv_eq0 R) => /eqP.
- by rewrite (rv_equal R) rv1; move: s0; rewrite (rv_eq0 R) => /eqP -> /eqP /esym/eqP; rewrite oner_eq0.
have a := is_positive one0 (sum_holds one0 layersL fc inside lh sm i n) pos.
have := is_negative one0 (sum_holds one0 layersL fc inside lh sm i n) neg.
by rewrite ltNge (ltW a).
Qed.

Lemma idle_unit l (i : 'I_(d l.+1)) j : (l < h)%N -> (j < inputs_to net l)%N -> idles l.+1 i -> slope (l, nat_of_ord i, j) = 0.
Proof.
move=> lh jl id; apply: big1 => n _.
exact: (off_here lh jl (everyP id n)).2.
Qed.
Lemma idle_below l i (j : 'I_(d l)) : (l <= h)%N -> idles l j -> slope (l, i, nat_of_ord j) = 0.
Proof.
move=> lh id; apply: big1 => n _; have -> : fed_at one box kink W c l n j = V l j n by rewrite /fed_at /fed valK.
case: l j lh id => [|l] j lh id; last first.
  have [sm vd] := layers_near one0 layersL fc inside no_kink_sums sure_all (ltnW lh).
  have sm1 := (layers_near one0 layersL fc inside no_kink_sums sure_all lh).1.
  have off := everyP id n; rewrite /off_in empty_held ?sum_held // in off; try by rewrite layersL ltnS ltnW.
  have := here_itself fc (near_off one0 layersL fc inside lh vd sm off) => /= Z.
  by have := congr1 (fun M : 'M_(_, _) => M j n) sm1; rewrite /= Z => <-; rewrite mulr0.
by rewrite /= mxE; have := everyP id n; rewrite (rv_eq0 R) => /eqP ->; rewrite mulr0.
Qed.

(* What a unit's derivatives say of the preactivations of another one *)
Lemma slopes_sum l (i i' : 'I_(d l.+1)) :
  \sum_(j < inputs_to net l) slope (l, nat_of_ord i, nat_of_ord j) * value W c i' j = \sum_n S l n i * U l i' n.
Proof.
rewrite (eq_bigr (fun j : 'I_(inputs_to net l) => \sum_n S l n i * (value W c i' j * fed one box kink W c l n j))) => [|j _].
  rewrite exchange_big; apply: eq_bigr => n _ /=; rewrite -mulr_sumr; congr (_ * _); exact: U_split.
by rewrite mulr_suml; apply: eq_bigr => n _; rewrite /fed_at -mulrA; congr (_ * _); rewrite mulrC.
Qed.

Lemma group_sum l (i i' : 'I_(d l.+1)) : (l < h)%N -> (forall n, A l.+1 i n * U l i' n = A l.+1 i' n * U l i' n) ->
  (forall k : 'I_(d l.+2), slope (l.+1, nat_of_ord k, nat_of_ord i') = 0) -> \sum_n S l n i * U l i' n = 0.
Proof.
move=> lh same zero; rewrite (eq_bigr (fun n => \sum_k W l.+1 k i * (S l.+1 n k * V l.+1 i' n))) => [|n _]; last first.
  rewrite S_step // mulrAC same mulr_sumr; apply: eq_bigr => k _; rewrite V_step.
  by rewrite mulrC -mulrA.
rewrite exchange_big big1 // => k _ /=; rewrite -mulr_sumr -[RHS](mulr0 (W l.+1 k i)) -[in RHS](zero k); congr (_ * _).
by apply: eq_bigr => n _; rewrite /fed_at /fed valK.
Qed.

Lemma not_held l (i : 'I_(d l.+1)) j : (l <= h)%N -> (j < inputs_to net l)%N ->
  (forall g, g \in gs -> held_by g (l, nat_of_ord i, j) = false) -> slope (l, nat_of_ord i, j) = 0.
Proof.
move=> lh jl nh; case: (boolP ((l, nat_of_ord i, j) \in movers)) => [/crit //|].
have lL : (l < layers net)%N by rewrite layersL.
rewrite -[List.filter _ _]/(filter _ _) mem_filter; have -> : (l, nat_of_ord i, j) \in places net.
  by apply/inP; exact: place_listed.
rewrite andbT /moves !ltb_ltn; case E1 : (_ && idles l j) => /=.
  by case/andP: E1 => jd id _; exact: (@idle_below l i (Ordinal jd) lh id).
case E2 : (_ && idles l.+1 i) => /=.
  by case/andP: E2 => lh' id _; exact: idle_unit.
by rewrite negbK => /hasP[g gin hg]; case: (elimF idP (nh g gin) hg).
Qed.

Theorem all_zero l (i : 'I_(d l.+1)) j : (l <= h)%N -> (j < inputs_to net l)%N -> slope (l, nat_of_ord i, j) = 0.
Proof.
move=> lh; have : exists k, (k + l = h)%N by exists (h - l)%N; rewrite subnK.
case=> k; elim: k l i j lh => [|k IH] l i j lh kl jl.
  apply: not_held => // g gin; apply/negbTE/negP=> /andP[/andP[gl _] _].
  have [[l' lE [lh' _]] _ _] := formedP R layersL formed gin.
  by move: gl; rewrite lE => /PeanoNat.Nat.eqb_eq [E]; have := lh'; rewrite E -[X in (_ < X)%N]kl add0n ltnn.
have lt : (l < h)%N by rewrite -kl addSn ltnS leq_addl.
have above (k' : 'I_(d l.+2)) j' : (j' < inputs_to net l.+1)%N -> slope (l.+1, nat_of_ord k', j') = 0.
  by apply: IH => //; rewrite addnS -addSn.
case: (boolP (has (fun g => held_by g (l, nat_of_ord i, j)) gs)) => [/hasP[g gin]|/hasPn nh]; last first.
  by apply: not_held => // g /nh /negbTE.
rewrite /held_by eqb_eq !existsb_nat => /andP[/andP[/eqP lE iu] jj].
have [[l' lE' [_ [uu uj sz lu lj]]] mn sl] := formedP R layersL formed gin.
have ll : l' = l by move: lE'; rewrite lE => -[].
subst l'; pose m := size (us g).
suff Z : forall k, (k < m)%N -> slope (l, nat_of_ord i, nth 0%N (js g) k) = 0.
  have := Z (seq.index j (js g)); rewrite nth_index //; apply; by rewrite /m -sz index_mem.
apply: (@square_columns R m (fun a k => zr (entry3 Z0 cs (l, nth 0%N (us g) a, nth 0%N (js g) k))) (mn l lE)) => a am.
have au : nth 0%N (us g) a \in us g by rewrite mem_nth.
pose i' := Ordinal (lu _ au).
have sum0 : \sum_(j' < inputs_to net l) slope (l, nat_of_ord i, nat_of_ord j') * value W c i' j' = 0.
  rewrite slopes_sum; apply: group_sum => // [n|k']; last first.
    by apply: above; rewrite /inputs_to -/d; case: (bias net); rewrite ?ltnS ?(ltnW (ltn_ord i')).
  case: (sl l lE) => [one_unit|S2].
    suff -> : i' = i by [].
    by apply: val_inj; exact: (one_member one_unit au iu).
  have same_slope (x : 'I_(d l.+1)) : nat_of_ord x \in us g -> A l.+1 x n = A l.+1 i n.
    have lL : (l < layers net)%N by rewrite layersL ltnS ltnW.
    move=> xu; rewrite -!slope_inE // /slope_in /held_slope !nokink /slope_of.
    have [_ [ux fx]] := S2 _ xu n; have [_ [ui fi]] := S2 _ iu n; rewrite ux ui.
    by case: ifP => _; rewrite ?rvM fx fi.
  by rewrite (same_slope i').
pose F j' := slope (l, nat_of_ord i, j') * (if insub j' is Some j2 then value W c i' (nat_of_ord (j2 : 'I_(inputs_to net l))) else 0).
have sumF : \sum_(j' <- js g) F j' = 0.
  rewrite -[RHS]sum0 (eq_bigr (fun j' : 'I_(inputs_to net l) => F j')) => [|j' _]; last by rewrite /F valK.
  rewrite -(big_mkord xpredT F) [RHS](bigID (fun j' => j' \in js g)) /= [X in _ = _ + X]big1_seq ?addr0; last first.
    move=> j' /andP[nj]; rewrite mem_index_iota /= => jl'; rewrite /F not_held ?mul0r // => g' gin'.
    apply/negbTE/negP; rewrite /held_by eqb_eq !existsb_nat => /andP[/andP[lE2 iu2] jj2].
    have ig : in_group g l i by rewrite /in_group lE eqxx.
    have ig' : in_group g' l i by rewrite /in_group lE2.
    by have := group_unique R layersL once formed gin ig; rewrite (group_unique R layersL once formed gin' ig') => -[gg]; rewrite -gg jj2 in nj.
  rewrite -[RHS]big_filter; apply: perm_big; apply: uniq_perm => //.
    by rewrite filter_uniq ?iota_uniq.
  move=> x; rewrite mem_filter mem_index_iota /=; case xj : (x \in js g) => //=; by rewrite lj.
have fz : zr from != 0 by rewrite gt_eqF.
apply: (mulIf (invr_neq0 fz)); rewrite mul0r -[RHS]sumF (big_nth 0%N) big_mkord sz mulr_suml.
apply: eq_bigr => k' _; have kj : nth 0%N (js g) k' \in js g by rewrite mem_nth // sz.
have vE : value W c i' (nth 0%N (js g) k') = zr (entry3 Z0 cs (l, nth 0%N (us g) a, nth 0%N (js g) k')) / zr from.
  apply: (at_centre (i := i') lh (lj _ kj)).
  rewrite -[List.filter _ _]/(filter _ _) mem_filter negb_and; apply/orP; left; rewrite /moves !negb_and !negbK; apply/orP; right.
  by apply/hasP; exists g => //; rewrite /held_by eqb_eq lE eqxx !existsb_nat kj andbT.
rewrite /F insubT ?lj // => lt'; rewrite -[X in _ = _ * X]/(value W c i' (nth 0%N (js g) k')) vE.
by rewrite [_ * slope _]mulrC -mulrA.
Qed.
End Held.
