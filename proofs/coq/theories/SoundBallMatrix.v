(* G of BallRules.v: what changes of the parameters do to the outputs, to first order or between two points, is a matrix
   in these intervals times the change (soundness.md 38, Derivatives). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points
  PointRules NearbyRules BallRules SoundNetwork SoundEnclosure SoundSecant SoundContraction SoundBallForward.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Matrix.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))).
Hypothesis one0 : Z.lt Z0 one.
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Let L := h.+1.
Hypothesis layersL : layers net = L.
Notation rv := (@rv R).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Notation holds := (@holds R one).
Let e := wide_enclosure net one box.
Let cols := box_columns net box.
Let slopes := wide_slopes net one e.

Lemma wide_outs l : (l < L)%N -> List.nth l (outs e) [::] = (wide_layer net one box l).1.
Proof.
move=> lL; rewrite /e /wide_enclosure /= -layersL in lL *.
rewrite list_nth -[List.map _ _]/(map _ _) (nth_map ([::], [::])) ?size_map ?seq_iota ?size_iota //.
by rewrite -list_nth nth_tab.
Qed.
Lemma wide_empty_at l n : (l < L)%N -> empty_at e l n = wide_empty net one box l n.
Proof.
move=> lL; rewrite /empty_at /wide_empty /e /wide_enclosure /= -layersL in lL *; congr (List.nth n _ false).
rewrite list_nth -[List.map _ _]/(map _ _) (nth_map ([::], [::])) ?size_map ?seq_iota ?size_iota //.
by rewrite -list_nth nth_tab.
Qed.
Lemma wide_sum_at l n i : (l < L)%N -> sum_at e l n i = wide_sum net one box l n i.
Proof.
move=> lL; rewrite /sum_at /wide_sum /e /wide_enclosure /= -layersL in lL *.
by rewrite nth_tab // nth_tab.
Qed.
Lemma wide_slope_at l (n : 'I_N) (i : 'I_(d l.+1)) : (l < h)%N ->
  List.nth i (List.nth n (List.nth l slopes [::]) [::]) no_interval = slope_interval net one box l n i.
Proof.
move=> lh; have lL : (l < L)%N by exact: ltnW.
by rewrite /slopes /wide_slopes nth_tab // nth_tab // nth_tab // wide_empty_at // wide_sum_at.
Qed.

(* --- backward --- *)

Section Backward.
Variables (A : forall l, 'M[R]_(d l, N)) (W : weights R d) (c : shifts R d).
Hypothesis fA : fits one box A h.
Hypothesis inside : in_this_box one box W c.

(* slopes, and which output *)
Definition with_output (k : nat) l : 'M[R]_(d l, N) := if l == L then \matrix_(i, n) (i == k :> nat)%:R else A l.
Lemma with_output_last k l i n : l = L -> with_output k l i n = (i == k :> nat)%:R.
Proof. by rewrite /with_output => /eqP ->; rewrite mxE. Qed.
Lemma with_output_below k l : (l < L)%N -> with_output k l = A l.
Proof. by rewrite /with_output => lL; rewrite ltn_eqF. Qed.

Lemma wide_delta_in (n : 'I_N) (k : 'I_(d L)) t m : (t + m.+1 = L)%N ->
  size (wide_delta net one cols slopes (nat_of_ord n) (nat_of_ord k) t m.+1) = d m.+1 /\
  forall i : 'I_(d m.+1), holds (List.nth (nat_of_ord i) (wide_delta net one cols slopes (nat_of_ord n) (nat_of_ord k) t m.+1) no_interval)
    (Delta W (with_output k) t m.+1 i n).
Proof.
elim: t m => [|t IH] m hm; split; try by rewrite /= /tab -[List.map _ _]/(map _ _) size_map seq_iota size_iota.
  move=> i; rewrite /= nth_tab // with_output_last //.
  case: (PeanoNat.Nat.eqb_spec (nat_of_ord i) k) => [->|/eqP/negbTE->]; first by rewrite eqxx; exact: holds_one.
  exact: holds_0.
have mL : (m.+1 < L)%N by rewrite -hm addSn ltnS leq_addl.
have [sz K] := IH m.+1 (etrans (addnS _ _) hm) => i.
rewrite /= nth_tab // entrywiseE with_output_below //.
rewrite -/(List.nth _ _ _) wide_slope_at //; apply: times_in => //; first by apply: fA.
pose x k' : R := if insub k' is Some a then W m.+1 a i else 0.
pose y k' : R := if insub k' is Some a then Delta W (with_output k) t m.+2 a n else 0.
have -> : ((W m.+1)^T *m Delta W (with_output k) t m.+2) i n = \sum_(k' < d m.+2) x k' * y k'.
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

(* The derivative of output k on sample n by the preactivation of unit i of layer l+1 *)
Definition wide_part (k : nat) (n : 'I_N) l i : R :=
  if insub i is Some a then Delta W (with_output k) (L - l.+1) l.+1 a n else 0.
End Backward.

(* --- the entries of G --- *)

Notation none := (0%N, 0%N, 0%N).
Notation pairs := (equations net).
Notation pair_at j := (nth (0%N, 0%N) pairs j).

Lemma pair_in (j : 'I_(size pairs)) : ((pair_at j).1 < N)%N /\ ((pair_at j).2 < d L)%N.
Proof.
have := List.nth_In pairs (0%N, 0%N) (ssrnat.ltP (ltn_ord j)); rewrite list_nth.
by case: (pair_at j) => a b /equationP.
Qed.
Definition sample_of j : 'I_N := Ordinal (pair_in j).1.
Definition output_of j : 'I_(d L) := Ordinal (pair_in j).2.

(* slopes A, weights W1 above, outputs below those at W, c *)
Definition G_entry A (W1 : weights R d) (W : weights R d) (c : shifts R d) (q : place) j : R :=
  wide_part A W1 (output_of j) (sample_of j) q.1.1 q.1.2 * given_by W c q.1.1 (sample_of j) q.2.

Lemma in_range_lt q : in_range net q -> [/\ (q.1.1 < L)%N, (q.1.2 < d q.1.1.+1)%N & (q.2 < inputs_to net q.1.1)%N].
Proof. by case: q => [[l i] j]; rewrite /in_range !ltb_ltn layersL => /andP[/andP[]]. Qed.

Definition column_at movers (j : nat) : seq interval := nth [::] (wide_columns net one box movers) j.
(* matrices whose entries are in the intervals *)
Definition in_G (movers : seq place) (G : 'M[R]_(size movers, size pairs)) : Prop :=
  forall (a : 'I_(size movers)) (j : 'I_(size pairs)), holds (nth no_interval (column_at movers j) a) (G a j).

Lemma entry_in A W1 c1 W c movers a (j : 'I_(size pairs)) : fits one box A h -> in_this_box one box W1 c1 ->
  allowed (bias net) c -> in_this_box one box W c -> (a < size movers)%N -> in_range net (nth none movers a) ->
  holds (nth no_interval (column_at movers j) a) (G_entry A W1 W c (nth none movers a) j).
Proof.
move=> fA in1 fc inside am /in_range_lt[lL il jl].
rewrite /column_at /wide_columns -[List.map _ _]/(map _ _) (nth_map (0%N, 0%N)) // /wide_derivatives.
rewrite -[List.map _ _]/(map _ _) (nth_map none) //; cbv zeta.
have lL' : ((nth none movers a).1.1 < layers net)%N by rewrite layersL.
apply: times_in => //.
  rewrite (nth_tab _ _ lL') layersL /wide_part insubT.
  have hl : (Nat.sub L (nth none movers a).1.1.+1 + (nth none movers a).1.1.+1)%N = L by exact: subnK.
  have [_ K] := wide_delta_in fA in1 (sample_of j) (output_of j) hl; exact: (K (Ordinal il)).
rewrite wide_outs //; have [F _] := wide_in one0 fc inside lL'; by have [_ K] := F (sample_of j); exact: K.
Qed.

(* --- changes of parameters --- *)

Definition par (W : weights R d) (c : shifts R d) (q : place) : R :=
  if insub q.1.2 is Some i then value (l := q.1.1) W c i q.2 else 0.

Lemma sum_flat_map T T' (f : T -> seq T') (r : seq T) (F : T' -> R) :
  \sum_(x <- List.flat_map f r) F x = \sum_(y <- r) \sum_(x <- f y) F x.
Proof. by elim: r => [|y r IH] /=; rewrite ?big_nil // big_cons big_cat IH. Qed.
Lemma sum_seq n (F : nat -> R) : \sum_(i <- List.seq 0 n) F i = \sum_(i < n) F i.
Proof. by rewrite seq_iota -(big_mkord xpredT F) /index_iota subn0. Qed.
Lemma sum_tab T n (f : nat -> T) (F : T -> R) : \sum_(x <- tab n f) F x = \sum_(i < n) F (f i).
Proof. by rewrite /tab -[List.map _ _]/(map _ _) big_map; exact: sum_seq. Qed.
Lemma sum_places (F : place -> R) :
  \sum_(q <- places net) F q = \sum_(l < L) \sum_(i < d l.+1) \sum_(j < inputs_to net l) F (nat_of_ord l, nat_of_ord i, nat_of_ord j).
Proof.
rewrite /places sum_flat_map layersL (sum_seq L (fun l => \sum_(q <- List.flat_map (fun i => tab (inputs_to net l) (fun j => (l, i, j)))
  (List.seq 0 (layer_size net l.+1))) F q)); apply: eq_bigr => l _.
rewrite sum_flat_map (sum_seq _ (fun i => \sum_(q <- tab (inputs_to net l) (fun j => (nat_of_ord l, i, j))) F q)).
by apply: eq_bigr => i _; rewrite sum_tab.
Qed.
Lemma sum_pairs (F : 'I_N -> 'I_(d L) -> R) : \sum_j F (sample_of j) (output_of j) = \sum_n \sum_k F n k.
Proof.
pose F' (q : nat * nat) : R := if insub q.1 is Some n then if insub q.2 is Some k then F n k else 0 else 0.
have -> : \sum_j F (sample_of j) (output_of j) = \sum_(j < size pairs) F' (pair_at j).
  apply: eq_bigr => j _; rewrite /F'; have [n0 k0] := pair_in j; rewrite !insubT.
  by congr (F _ _); apply: val_inj.
rewrite -(big_mkord xpredT (fun j => F' (pair_at j))) -(big_nth _ xpredT F') /equations sum_flat_map.
rewrite (sum_seq _ (fun n => \sum_(x <- tab (output_count net) (fun k => (n, k))) F' x)); apply: eq_bigr => n _.
by rewrite sum_tab; apply: eq_bigr => k _; rewrite /F' !valK.
Qed.

Section Change.
Variables (A : forall l, 'M[R]_(d l, N)) (W1 W D : weights R d) (c b : shifts R d).
Hypotheses (fc : allowed (bias net) c) (fb : allowed (bias net) b).
(* what D, b do directly to the preactivations of layer l+1 *)
Definition push l : 'M[R]_(d l.+1, N) := D l *m V_at W c s E X l + b l *m const_mx 1.
Definition push_out : 'M[R]_(d L, N) := push h + W1 h *m change W1 A push h.

Lemma push_split l (i : 'I_(d l.+1)) (n : 'I_N) :
  push l i n = \sum_(j < inputs_to net l) given_by W c l n j * value D b i j.
Proof.
have low (j : 'I_(d l)) : given_by W c l n j * value D b i j = D l i j * V_at W c s E X l j n.
  by rewrite /value /given_by !valK mulrC.
have high : given_by W c l n (d l) * value D b i (d l) = b l i 0.
  by rewrite /value /given_by insubN ?ltnn // mul1r.
rewrite /push sumE [X in X + _]mxE [X in _ + X]mxE big_ord1 [const_mx _ _ _]mxE mulr1 /inputs_to -/d; case: fb => [->|b0].
  by rewrite big_ord_recr /= high; congr (_ + _); apply: eq_bigr => j _; rewrite low.
rewrite b0 mxE addr0; case: (bias net); last by apply: eq_bigr => j _; rewrite low.
by rewrite big_ord_recr /= high b0 mxE addr0; apply: eq_bigr => j _; rewrite low.
Qed.

Lemma push_total k n : push_out k n = \sum_i change W1 (with_output A k) push L i n.
Proof.
have below m : (m < L)%N -> change W1 (with_output A k) push m = change W1 A push m.
  elim: m => [//|m IH] mL; rewrite [LHS]/= [RHS]/= IH ?(ltnW mL) //.
  by rewrite with_output_below.
rewrite (bigD1 k) //= entrywiseE with_output_last // eqxx mul1r below // big1 ?addr0 // => i ik.
rewrite entrywiseE with_output_last // (_ : (i == k :> nat) = false) ?mul0r //; exact: negbTE.
Qed.

Theorem push_entries (j : 'I_(size pairs)) :
  push_out (output_of j) (sample_of j) = \sum_(q <- places net) G_entry A W1 W c q j * par D b q.
Proof.
rewrite push_total change_total sum_places; apply: eq_bigr => l _; apply: eq_bigr => i _.
rewrite push_split mulr_sumr; apply: eq_bigr => a _.
by rewrite /G_entry /par /wide_part /= !valK mulrA.
Qed.
End Change.
End Matrix.
