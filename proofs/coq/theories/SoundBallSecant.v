(* For any two points of the box, outputs differ by a matrix in the intervals of G times the difference of the
   parameters; at any point, derivatives along a direction are such a matrix times the direction (soundness.md 38). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points
  PointRules NearbyRules BallRules SoundNetwork SoundEnclosure SoundSecant SoundContraction SoundBallForward
  SoundBallMatrix.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma subE (R : comRingType) m n (P Q : 'M[R]_(m, n)) i j : (P - Q) i j = P i j - Q i j.
Proof. by rewrite !mxE. Qed.

Section Secant.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))).
Hypothesis one0 : Z.lt Z0 one.
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Notation rv := (@rv R).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Notation none := (0%N, 0%N, 0%N).
Notation pairs := (equations net).
Notation empty l n := (wide_empty net one box l (nat_of_ord n)).
Implicit Types (W D : weights R d) (c b : shifts R d).

Definition output_at W c (j : 'I_(size pairs)) : R := at_sum s E X W c h (output_of j) (sample_of j).
Lemma par_sub W c W' c' q : par (fun l => W l - W' l) (fun l => c l - c' l) q = par W c q - par W' c' q.
Proof.
rewrite /par; case: insubP => [i _ _|_]; last by rewrite subrr.
by rewrite /value; case: insubP => [a _ _|_]; rewrite !mxE.
Qed.
Lemma places_range a : (a < size (places net))%N -> in_range net (nth none (places net) a).
Proof.
move=> lt; have := List.nth_In (places net) none (ssrnat.ltP lt); rewrite list_nth.
case/List.in_flat_map=> l [/List.in_seq[_ /ssrnat.ltP lL]] /List.in_flat_map[i [/List.in_seq[_ /ssrnat.ltP il]]].
case/List.in_map_iff=> j [<- /List.in_seq[_ /ssrnat.ltP jl]].
rewrite /in_range !ltb_ltn; apply/andP; split; [apply/andP; split|]; by [].
Qed.
Lemma sum_at_places (F : place -> R) : \sum_(q <- places net) F q = \sum_(a < size (places net)) F (nth none (places net) a).
Proof. by rewrite (big_nth none) big_mkord. Qed.

(* --- two points --- *)

Section Two.
Variables (W W' : weights R d) (c c' : shifts R d).
Hypotheses (fc : allowed (bias net) c) (fc' : allowed (bias net) c').
Hypotheses (sf : signs_fit one box W c h) (sf' : signs_fit one box W' c' h).
Notation U := (at_sum s E X W c). Notation U' := (at_sum s E X W' c').
Notation V := (V_at W c s E X). Notation V' := (V_at W' c' s E X).

Definition chords l : 'M[R]_(d l, N) :=
  match l with
  | O => const_mx 1
  | l.+1 => \matrix_(i, n) slope_with (empty l n) (rv (factor net l n i)) (chord s (U l i n) (U' l i n))
  end.
Lemma chords_fit : fits one box chords h.
Proof.
move=> l lh n i; rewrite [chords _ _ _]mxE; have [p q] := sf lh n i; have [p' q'] := sf' lh n i.
apply: slope_with_in; first exact: chord_between.
  by move=> H; apply: chord_positive; [exact: p|exact: p'].
by move=> H; apply: chord_negative; [exact: q|exact: q'].
Qed.
Notation P := (push W (fun l => W l - W' l) c (fun l => c l - c' l)).
Lemma sum_difference l : U l - U' l = P l + W' l *m (V l - V' l).
Proof.
rewrite /at_sum /push mulmxBr !mulmxBl.
move: (W l *m V l) (W' l *m V' l) (W' l *m V l) (c l *m _) (c' l *m _) => p q r t t'.
by apply/matrixP=> i j; rewrite !mxE; move: (p i j) (q i j) (r i j) (t i j) (t' i j) => {}p {}q {}r {}t {}t'; ring.
Qed.
Lemma chords_change l : (l <= h)%N -> V l - V' l = change W' chords P l.
Proof.
elim: l => [|l IH] lh; first exact: subrr.
rewrite [RHS]/= -IH ?(ltnW lh) // -sum_difference; apply/matrixP=> i n.
rewrite entrywiseE [chords _ _ _]mxE !subE !V_atS -mulrBr E_atE /slope_with.
have below (W1 : weights R d) (c1 : shifts R d) : signs_fit one box W1 c1 h -> signs_fit one box W1 c1 l.
  by move=> H k kl; apply: H; exact: ltn_trans lh.
case: ifP => [em|_]; last by rewrite chordE mulrA.
have [nb v] := void_below fc (below _ _ sf) em; have [_ v'] := void_below fc' (below _ _ sf') em.
have u0 := void_sum fc i nb v; have u0' := void_sum fc' i nb v'.
by rewrite u0 u0' !subrr !mulr0.
Qed.
Lemma output_difference (j : 'I_(size pairs)) : output_at W c j - output_at W' c' j =
  \sum_(q <- places net) G_entry chords W' W c q j * (par W c q - par W' c' q).
Proof.
have fd : allowed (bias net) (fun l => c l - c' l).
  by case: fc => [?|z]; [left|case: fc' => [?|z']; [left|right=> k; rewrite z z' subrr]].
rewrite (eq_bigr (fun q => G_entry chords W' W c q j * par (fun l => W l - W' l) (fun l => c l - c' l) q)); last first.
  by move=> q _; rewrite par_sub.
rewrite -(push_entries layersL chords W' W (fun l => W l - W' l) c fd j) /push_out -chords_change // -sum_difference; exact: esym (subE _ _ _ _).
Qed.
End Two.

Theorem box_secant W c W' c' : allowed (bias net) c -> allowed (bias net) c' ->
  in_this_box one box W c -> in_this_box one box W' c' ->
  exists2 G : 'M[R]_(size (places net), size pairs), in_G one box G &
    forall j, output_at W c j - output_at W' c' j =
      \sum_a G a j * (par W c (nth none (places net) a) - par W' c' (nth none (places net) a)).
Proof.
move=> fc fc' inside inside'; have hL : (h < layers net)%N by rewrite layersL.
have [_ sf] := wide_in one0 fc inside hL; have [_ sf'] := wide_in one0 fc' inside' hL.
exists (\matrix_(a, j) G_entry (chords W W' c c') W' W c (nth none (places net) a) j) => [a j|j].
  by rewrite mxE; exact: (entry_in one0 layersL j (chords_fit sf sf') inside' fc inside (ltn_ord a) (places_range (ltn_ord a))).
rewrite (output_difference fc fc' sf sf') sum_at_places; apply: eq_bigr => a _; by rewrite mxE.
Qed.

(* --- along a direction --- *)

Definition pattern_slopes (sg : forall l, 'M[bool]_(d l.+1, N)) l : 'M[R]_(d l, N) :=
  match l with O => const_mx 1 | l.+1 => activations s (E l.+1) (sg l) end.

Section Along.
Variables (W D : weights R d) (c b : shifts R d).
Hypotheses (fc : allowed (bias net) c) (fb : allowed (bias net) b).
Hypothesis sf : signs_fit one box W c h.
Notation U := (at_sum s E X W c).
Notation V := (V_at W c s E X).
Notation dU := (dU s E X W D c b).
Notation dV := (dV s E X W D c b).

Definition sides l : 'M[bool]_(d l.+1, N) := \matrix_(i, n) (empty l n || (0 <= (if U l i n == 0 then dU l i n else U l i n))).
Lemma sidesE l i n : pattern_slopes sides l.+1 i n = slope_with (empty l n) (rv (factor net l n i)) (side s (U l i n) (dU l i n)).
Proof.
rewrite [LHS]mxE E_atE [sides _ _ _]mxE /slope_with /side /sign_slope.
by case: (empty l n) => //=; rewrite mulr1.
Qed.
Lemma sides_fit : fits one box (pattern_slopes sides) h.
Proof.
move=> l lh n i; rewrite sidesE; have [p q] := sf lh n i.
apply: slope_with_in; first exact: sign_slope_between.
  by move=> /p u0; rewrite /side gt_eqF // /sign_slope (ltW u0).
by move=> /q u0; rewrite /side lt_eqF // /sign_slope leNgt u0.
Qed.

Lemma void_direction l : (l <= h)%N -> forall n : 'I_N, empty l n -> forall j, dV l j n = 0.
Proof.
elim: l => [|l IH] lh n em j; first by rewrite /= mxE.
have sf' : signs_fit one box W c l.+1 by move=> k kl; apply: sf; exact: leq_trans lh.
have sl : signs_fit one box W c l by move=> k kl; apply: sf'; exact: ltnW.
have Z := void_below fc sl; rewrite dVS E_atE.
move: em; rewrite /wide_empty /= nth_tab // => /andP[nb /everyP z].
have := z j; rewrite /off -[List.nth n _ false]/(wide_empty net one box l n) -[List.nth j _ no_interval]/(wide_sum net one box l n j).
case/orP=> [/orP[em|]|/andP[]].
- have [_ v] := Z n em; have v' := IH (ltnW lh) n em.
  have -> : dU l j n = 0.
    rewrite mxE big1 => [|i _]; last by rewrite v v' !mulr0 addr0.
    by rewrite add0r; case: fb nb => [->//|-> _]; rewrite mxE.
  by rewrite sideE mulr0 mulr0.
- by rewrite (rv_eq0 R) => /eqP ->; rewrite mul0r.
rewrite (rv_eq0 R) => /eqP s0 /(sf lh n j).2 neg.
by rewrite sideE /side lt_eqF // /sign_slope leNgt neg /= /s_at s0 mul0r mulr0.
Qed.
Notation P := (push W D c b).
Lemma dU_change l : dU l = P l + W l *m dV l.
Proof.
apply/matrixP=> i n; rewrite mxE [RHS]mxE [X in _ = X + _]mxE big_split -addrA [X in _ = _ + X]mxE.
rewrite [(D l *m _) i n]mxE [(b l *m _) i n]mxE big_ord1 [const_mx _ _ _]mxE mulr1.
by rewrite [RHS]addrAC -addrA.
Qed.
Lemma sides_change l : (l <= h)%N -> dV l = change W (pattern_slopes sides) P l.
Proof.
elim: l => [//|l IH] lh; rewrite [RHS]/= -IH ?(ltnW lh) // -dU_change; apply/matrixP=> i n.
rewrite entrywiseE sidesE dVS E_atE sideE /slope_with; case: ifP => [em|_]; last by rewrite mulrA.
have sl : signs_fit one box W c l by move=> k kl; apply: sf; exact: ltn_trans lh.
have [nb v] := void_below fc sl em; have v' := void_direction (ltnW lh) em.
have -> : dU l i n = 0; last by rewrite !mulr0.
rewrite mxE big1 => [|j _]; last by rewrite v v' !mulr0 addr0.
by rewrite add0r; case: fb nb => [->//|-> _]; rewrite mxE.
Qed.
Theorem along_entries (j : 'I_(size pairs)) : dU h (output_of j) (sample_of j) =
  \sum_(q <- places net) G_entry (pattern_slopes sides) W W c q j * par D b q.
Proof. by rewrite -(push_entries layersL _ W W D c fb j) /push_out -sides_change // -dU_change. Qed.
End Along.
End Secant.
