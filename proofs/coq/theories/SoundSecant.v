(* Differences of outputs at two points of a box are what the intervals of the backward pass hold, times the
   differences of the parameters: exactly, without derivatives (soundness.md 36). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points
  PointRules NearbyRules SoundNetwork SoundEnclosure.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* With the same slopes at both points *)
Section Difference.
Variables (R : comRingType) (N : nat) (d : nat -> nat).
Variables (W W' : forall l, 'M[R]_(d l.+1, d l)) (c c' : forall l, 'cV[R]_(d l.+1)).
Variables (A : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)).
Definition moved l : 'M[R]_(d l.+1, N) := (W l - W' l) *m V W c A X l + (c l - c' l) *m const_mx 1.

Lemma difference_of m (B P Q S T T' : 'M[R]_(m, N)) :
  entrywise B (P + T) - entrywise B (S + T') = entrywise B (P - Q + (T - T') + (Q - S)).
Proof.
apply/matrixP=> i n; rewrite !mxE -mulrBr; congr (_ * _).
move: (P i n) (Q i n) (S i n) (T i n) (T' i n) => p q t x y; ring.
Qed.
Lemma V_difference l : V W c A X l - V W' c' A X l = change W' A moved l.
Proof.
elim: l => [|l IH] /=; first exact: subrr.
rewrite -IH /moved mulmxBr !mulmxBl; exact: difference_of.
Qed.
End Difference.

Section Secant.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))).
Hypothesis one0 : Z.lt Z0 one.
Let N := sample_size net.
Let d := layer_size net.
Let L := (last_hidden net).+1.
Hypothesis layersL : layers net = L.
Notation rv := (@rv R).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Notation holds := (@holds R one).
Let e := enclosure_of net one box.
Let cols := box_columns net box.
Hypothesis sure : all_sure net e.

Lemma outs_at l : (l < L)%N -> List.nth l (outs e) [::] = (enclosed net one box l).1.
Proof.
move=> lL; rewrite /e /enclosure_of /= -layersL in lL *.
rewrite list_nth -[List.map _ _]/(map _ _) (nth_map ([::], [::])) ?size_map ?seq_iota ?size_iota //.
by rewrite -list_nth nth_tab.
Qed.
Lemma empty_atE l n : (l < L)%N -> empty_at e l n = box_empty net one box l n.
Proof.
move=> lL; rewrite /empty_at /box_empty /e /enclosure_of /= -layersL in lL *; congr (List.nth n _ false).
rewrite list_nth -[List.map _ _]/(map _ _) (nth_map ([::], [::])) ?size_map ?seq_iota ?size_iota //.
by rewrite -list_nth nth_tab.
Qed.
Lemma sum_atE l n i : (l < L)%N -> sum_at e l n i = box_sum net one box l n i.
Proof.
move=> lL; rewrite /sum_at /box_sum /e /enclosure_of /= -layersL in lL *.
by rewrite nth_tab // nth_tab.
Qed.
Lemma sure_hidden m : (m <= last_hidden net)%N -> sure_below net one box m.
Proof.
move=> ml l lm n i; have lh : (l < last_hidden net)%N := leq_trans lm ml.
have /everyP/(_ n) := everyP sure (Ordinal lh); move/everyP/(_ i).
by rewrite /= empty_atE ?sum_atE // /L ltnS ltnW.
Qed.
Lemma slope_boxE l n i : (l < L)%N -> rv (slope_at_box net e l (nat_of_ord n) (nat_of_ord i)) = box_slopes R net one box l.+1 i n.
Proof. by move=> lL; rewrite mxE /slope_at_box empty_atE ?sum_atE. Qed.

(* slopes, and which output *)
Definition output_slopes (k : nat) l : 'M[R]_(d l, N) :=
  if l == L then \matrix_(i, n) (i == k :> nat)%:R else box_slopes R net one box l.

Lemma slopes_last k l i n : l = L -> output_slopes k l i n = (i == k :> nat)%:R.
Proof. by rewrite /output_slopes => /eqP ->; rewrite mxE. Qed.

Section At.
Variables (W : weights R d) (c : shifts R d).
Hypothesis fc : allowed (bias net) c.
Hypothesis inside : in_this_box one box W c.
Notation V := (V_at W c s E X).
Notation U := (at_sum s E X W c).

Lemma V_output k l : (l < L)%N -> V l = Model.V W c (output_slopes k) X l.
Proof.
move=> lL; rewrite (V_held one0 fc inside) ?layersL //; last by apply: sure_hidden.
by apply: V_below => // m ml; rewrite /output_slopes ltn_eqF // (leq_ltn_trans ml).
Qed.

Lemma output_total k n : U (last_hidden net) k n = \sum_i Model.V W c (output_slopes k) X L i n.
Proof.
have term i : Model.V W c (output_slopes k) X L i n = (i == k :> nat)%:R * U (last_hidden net) i n.
  rewrite entrywiseE slopes_last //; have lL : (last_hidden net < L)%N by [].
  by rewrite /at_sum [V_at _ _ _ _ _ _](V_output k lL).
rewrite (bigD1 k) //= term eqxx mul1r big1 ?addr0 // => i ik; rewrite term.
by have -> : (i == k :> nat) = false; [apply/negbTE|rewrite mul0r].
Qed.

Lemma delta_in n (k : 'I_(d L)) h m : (h + m.+1 = L)%N ->
  size (delta net one e cols (nat_of_ord n) (nat_of_ord k) h m.+1) = d m.+1 /\
  forall i : 'I_(d m.+1), holds (List.nth (nat_of_ord i) (delta net one e cols (nat_of_ord n) (nat_of_ord k) h m.+1) no_interval)
    (Delta W (output_slopes k) h m.+1 i n).
Proof.
elim: h m => [|h IH] m hm; split; try by rewrite /= /tab -[List.map _ _]/(map _ _) size_map seq_iota size_iota.
  move=> i; rewrite /= nth_tab // slopes_last //.
  case: (PeanoNat.Nat.eqb_spec (nat_of_ord i) k) => [->|/eqP/negbTE->]; first by rewrite eqxx; exact: holds_one.
  exact: holds_0.
have mL : (m.+1 < L)%N by rewrite -hm addSn ltnS leq_addl.
have [sz K] := IH m.+1 (etrans (addnS _ _) hm) => i.
rewrite /= nth_tab // entrywiseE {1}/output_slopes (ltn_eqF mL) -slope_boxE ?(ltnW mL) //.
apply: times_in => //; first exact: around_in.
pose x k' : R := if insub k' is Some a then W m.+1 a i else 0.
pose y k' : R := if insub k' is Some a then Delta W (output_slopes k) h m.+2 a n else 0.
have -> : ((W m.+1)^T *m Delta W (output_slopes k) h m.+2) i n = \sum_(k' < d m.+2) x k' * y k'.
  by rewrite mxE; apply: eq_bigr => a _; rewrite mxE /x /y !valK.
have colE : List.nth i (List.nth m.+1 cols [::]) [::] = tab (d m.+2) (fun a => List.nth i (List.nth a (List.nth m.+1 box [::]) [::]) no_interval).
  by rewrite /cols /box_columns nth_tab ?layersL // nth_tab.
apply: scalar_product_in => //.
  by rewrite colE /tab -[List.map _ _]/(map _ _) size_map seq_iota size_iota.
move=> a ad; rewrite -!list_nth colE nth_tab // /x /y insubT; split; last exact: (K (Ordinal ad)).
have mL' : (m.+1 < layers net)%N by rewrite layersL.
have [_ B] := inside (Ordinal ad) mL'; have := B i; rewrite /value valK; apply.
by rewrite /inputs_to -/d; case: (bias net); rewrite ?ltnS ?(ltnW (ltn_ord i)) ?ltn_ord.
Qed.
End At.

(* The derivative of output k on sample n by the preactivation of unit i of layer l+1, of the network W' *)
Definition slope_part (W' : weights R d) (k : nat) n l i : R :=
  if insub i is Some a then Delta W' (output_slopes k) (L - l.+1) l.+1 a n else 0.

Section Two.
Variables (W W' : weights R d) (c c' : shifts R d).
Hypotheses (fc : allowed (bias net) c) (fc' : allowed (bias net) c').
Hypotheses (inside : in_this_box one box W c) (inside' : in_this_box one box W' c').

Lemma in_rangeP l i j : in_range net (l, i, j) -> [/\ (l < L)%N, (i < d l.+1)%N & (j < inputs_to net l)%N].
Proof. by rewrite /in_range !ltb_ltn layersL => /andP[/andP[]]. Qed.

(* A sum over all places has one term. *)
Lemma sum_at_place (q : place) (F : nat -> nat -> nat -> R) : in_range net q ->
  \sum_(m < L) \sum_(i < d m.+1) \sum_(j < inputs_to net m) F m i j * (q == (nat_of_ord m, nat_of_ord i, nat_of_ord j))%:R =
  F q.1.1 q.1.2 q.2.
Proof.
case: q => [[l i] j] /in_rangeP[lL il jl] /=.
rewrite (bigD1 (Ordinal lL)) //= [X in _ + X]big1 => [|m ml]; last first.
  rewrite big1 // => i' _; rewrite big1 // => j' _; case: eqP => [[E _ _]|_]; last by rewrite mulr0.
  by case/eqP: ml; apply: val_inj.
rewrite addr0 (bigD1 (Ordinal il)) //= [X in _ + X]big1 => [|m ml]; last first.
  rewrite big1 // => j' _; case: eqP => [[E _]|_]; last by rewrite mulr0.
  by case/eqP: ml; apply: val_inj.
rewrite addr0 (bigD1 (Ordinal jl)) //= big1 => [|m ml]; first by rewrite eqxx mulr1 addr0.
case: eqP => [[E]|_]; last by rewrite mulr0.
by case/eqP: ml; apply: val_inj.
Qed.

Lemma derivatives_in movers (n : 'I_N) (k : 'I_(d L)) a l i j : (a < size movers)%N ->
  nth (0%N, 0%N, 0%N) movers a = (l, i, j) -> in_range net (l, i, j) ->
  holds (List.nth a (derivatives net one e cols movers (nat_of_ord n) (nat_of_ord k)) no_interval)
    (slope_part W' k n l i * given_by W c l n j).
Proof.
move=> am ma /in_rangeP[lL il jl].
rewrite /derivatives list_nth -[List.map _ _]/(map _ _) (nth_map (0%N, 0%N, 0%N)) // ma; cbn [fst snd].
have lL' : (l < layers net)%N by rewrite layersL.
apply: times_in => //.
  rewrite (nth_tab _ _ lL') layersL /slope_part insubT.
  have hl : (Nat.sub L l.+1 + l.+1)%N = L by exact: subnK.
  have [_ K] := delta_in inside' n k hl; exact: (K (Ordinal il)).
rewrite outs_at //.
have ll : (l <= last_hidden net)%N by [].
have [F _] := enclosed_in one0 fc inside lL' (sure_hidden ll).
by have [_ K] := F n; exact: K.
Qed.

Lemma moved_split (k : nat) m (i : 'I_(d m.+1)) (n : 'I_N) : (m < L)%N -> moved W W' c c' (output_slopes k) X m i n =
  \sum_(j < inputs_to net m) given_by W c m n j * (value W c i j - value W' c' i j).
Proof.
move=> mL; rewrite /moved -(V_output fc inside k mL) sumE.
have low (j : 'I_(d m)) : given_by W c m n j * (value W c i j - value W' c' i j) = (W m - W' m) i j * V_at W c s E X m j n.
  have -> : (W m - W' m) i j = W m i j - W' m i j by rewrite !mxE.
  by rewrite /value /given_by !valK mulrC.
have last : ((c m - c' m) *m const_mx 1 : 'M_(d m.+1, N)) i n = c m i 0 - c' m i 0 by rewrite mxE big_ord1 !mxE mulr1.
rewrite last [X in X + _]mxE /inputs_to -/d.
have high : given_by W c m n (d m) * (value W c i (d m) - value W' c' i (d m)) = c m i 0 - c' m i 0.
  by rewrite /value /given_by insubN ?ltnn // mul1r.
case E : (bias net); first by rewrite big_ord_recr /= high; congr (_ + _); apply: eq_bigr => j _; rewrite low.
have -> : c m i 0 - c' m i 0 = 0.
  by move: fc fc'; rewrite /allowed E => -[//|->] [//|->]; rewrite mxE subrr.
by rewrite addr0; apply: eq_bigr => j _; rewrite low.
Qed.

Theorem output_secant k n :
  at_sum s E X W c (last_hidden net) k n - at_sum s E X W' c' (last_hidden net) k n =
  \sum_(m < L) \sum_(i < d m.+1) \sum_(j < inputs_to net m)
    slope_part W' k n m i * given_by W c m n j * (value W c i j - value W' c' i j).
Proof.
rewrite (output_total fc inside) (output_total fc' inside') -sumrB.
have term i : Model.V W c (output_slopes k) X L i n - Model.V W' c' (output_slopes k) X L i n =
    change W' (output_slopes k) (moved W W' c c' (output_slopes k) X) L i n.
  by rewrite -V_difference [RHS]mxE [X in _ = _ + X]mxE.
rewrite (eq_bigr _ (fun i _ => term i)) change_total; apply: eq_bigr => m _; apply: eq_bigr => i _.
rewrite (moved_split k i n (ltn_ord m)) mulr_sumr; apply: eq_bigr => j _.
by rewrite /slope_part valK mulrA.
Qed.
End Two.
End Secant.
