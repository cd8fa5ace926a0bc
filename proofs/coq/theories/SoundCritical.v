(* The derivatives of the loss by the moving parameters at the points of a box, as a map to which Krawczyk's test can be
   applied; no kinks (soundness.md 37). *)
From Coq Require Import ZArith QArith_base.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify ssrZ ring.
From Dlmcert Require Import Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby Points PointRules NearbyRules
  CriticalRules Krawczyk SoundNetwork SoundEnclosure SoundSecant SoundBox SoundContraction Smooth SoundHeld SoundSecond SoundTest.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* Sums over the equations are sums over samples and outputs. *)
Lemma equations_sum (R : zmodType) net (F : nat * nat -> R) :
  \sum_(j < size (equations net)) F (nth (0%N, 0%N) (equations net) j) =
  \sum_(n < sample_size net) \sum_(k < output_count net) F (nat_of_ord n, nat_of_ord k).
Proof.
rewrite -(big_mkord xpredT (fun j => F (nth (0%N, 0%N) (equations net) j))) -(big_nth _ xpredT F).
rewrite /equations seq_iota.
have -> : \sum_(n < sample_size net) \sum_(k < output_count net) F (nat_of_ord n, nat_of_ord k) =
    \sum_(n <- iota 0 (sample_size net)) \sum_(k <- iota 0 (output_count net)) F (n, k).
  rewrite -(big_mkord xpredT (fun n => \sum_(k < output_count net) F (n, nat_of_ord k))) /index_iota subn0.
  by apply: eq_bigr => n _; rewrite -(big_mkord xpredT (fun k => F (n, k))) /index_iota subn0.
elim: (iota 0 (sample_size net)) => [|n s IH]; first by rewrite !big_nil.
by rewrite /= big_cat /= IH big_cons; congr (_ + _); rewrite /tab seq_iota -[List.map _ _]/(map _ _) big_map.
Qed.

(* Slopes that agree in the hidden layers *)
Section Agree.
Variables (R : comRingType) (N : nat) (d : nat -> nat) (h : nat) (A A' : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)).
Variables (W : forall l, 'M[R]_(d l.+1, d l)) (c : forall l, 'cV[R]_(d l.+1)).
Hypothesis agree : forall l, (l < h)%N -> A l.+1 = A' l.+1.
Lemma same_V l : (l <= h)%N -> Model.V W c A X l = Model.V W c A' X l.
Proof. by elim: l => [//|l IH] lh; rewrite [LHS]/= [RHS]/= (IH (ltnW lh)) (agree lh). Qed.
Lemma same_adjoint (F G : sources R N d) l : (forall k, (k <= h)%N -> F k = G k) -> (l <= h)%N -> adjoint h A W F l = adjoint h A' W G l.
Proof.
move=> FG lh; have : exists k, (k + l = h)%N by exists (h - l)%N; rewrite subnK.
case=> k; elim: k l lh => [|k IH] l lh kl; first by have -> : l = h by []; rewrite !adjoint_last FG.
have lt : (l < h)%N by rewrite -kl addSn ltnS leq_addl.
have kl' : (k + l.+1 = h)%N by rewrite addnS -addSn.
by rewrite (adjoint_step A W F lt) (adjoint_step A' W G lt) (agree lt) (FG l lh) (IH l.+1 lt kl').
Qed.
End Agree.

Section Critical.
Variables (R : archiFieldType) (net : instance) (from one unit : Z) (cs : seq (seq (seq Z))) (kink : nat -> nat -> nat -> bool).
Variables (movers : seq place) (rs : seq Z) (C : seq (seq Z)).
Hypotheses (from0 : Z.lt Z0 from) (one0 : Z.lt Z0 one) (unit0 : Z.lt Z0 unit).
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Let m := size movers.
Notation zr := (zr R).
Notation rv := (@rv R).
Notation X := (X_at R net).
Notation none := (0%N, 0%N, 0%N).
Notation mv a := (nth none movers a).
Hypothesis ranges : forall a, (a < m)%N -> in_range net (mv a).
Hypothesis ordered : forall a b, (a <= b)%N -> (b < m)%N -> ((mv a).1.1 <= (mv b).1.1)%N.
Hypotheses (szr : size rs = m) (r_0 : forall i, (i < m)%N -> Z.lt Z0 (nth Z0 rs i)).
Hypothesis szC : forall i, (i < m)%N -> size (nth [::] C i) = m.
Let point := box_of net from from cs [::] [::].
Let at_centre := held_enclosure net from point kink.
Let box := box_of net one from cs movers rs.
Let on_box := held_enclosure net one box kink.
Let adj := all_adjoints net one kink on_box (box_columns net box) [::] [::].
Let H := second_in net one box kink on_box (box_columns net box) movers [::] adj.
Let centre_adj := all_adjoints net from kink at_centre (box_columns net point) [::] [::].
Let values := gradient_in net from at_centre movers [::] centre_adj.
Hypothesis same : same_slopes net kink at_centre on_box.
Hypothesis test : contracts one unit values H C rs.
Notation A := (held_slopes R net one box kink).
Notation radius := (@SoundTest.radius R m from rs).

Definition ext (z : 'cV[R]_m) (a : nat) : R := if insub a is Some a' then z a' 0 else 0.
Notation W_of z := (W_near net from cs movers (ext z)).
Notation c_of z := (c_near net from cs movers (ext z)).
Definition derivatives_at (z : 'cV[R]_m) : 'cV[R]_m := \col_p slope_of_loss one box kink (W_of z) (c_of z) (mv p).

Lemma zr_pos (x : Z) : Z.lt Z0 x -> 0 < zr x.
Proof. by move=> x0; rewrite -[0](zr0 R) -zr_lt; apply/Z.ltb_lt. Qed.

Lemma deviation_small z q : in_box radius z -> `|deviation movers (ext z) q| * zr from <= zr (radius_of movers rs q).
Proof.
move=> zb; apply: radius_in => // [a am|]; last exact: ltW (zr_pos from0).
by rewrite /ext insubT -ler_pdivl_mulr ?zr_pos //; exact: (zb (Ordinal am)).
Qed.
Lemma in_the_box z : in_box radius z -> in_this_box one box (W_of z) (c_of z).
Proof. by move=> zb; apply: inside_near => // q; exact: deviation_small. Qed.
Lemma at_the_point : in_this_box from point (W_of 0) (c_of 0).
Proof.
apply: inside_near => // q; rewrite /deviation big1 ?normr0 ?mul0r // => a _.
by rewrite /ext; case: insub => [a'|]; rewrite ?mxE mulr0.
Qed.

Lemma two_points z z' l (i : 'I_(d l.+1)) j : (l <= h)%N -> (j < inputs_to net l)%N ->
  value (W_of z) (c_of z) i j - value (W_of z') (c_of z') i j =
  \sum_(a < m) (mv a == (l, nat_of_ord i, j))%:R * (ext z a - ext z' a).
Proof.
move=> _ jl; rewrite !value_near // /parameter opprD addrACA subrr add0r /deviation -sumrB; apply: eq_bigr => a _.
by rewrite -mulrBr.
Qed.

Definition second_matrix z z' : 'M[R]_m := \matrix_(p, a)
  second one box kink (W_of z) (c_of z) (W_of z) (c_of z) (W_of z') (c_of z') (mv p) (mv a).

Lemma derivatives_difference z z' : derivatives_at z - derivatives_at z' = second_matrix z z' *m (z - z').
Proof.
apply/colP=> p; rewrite [LHS]mxE [in LHS]mxE [X in _ + X]mxE [X in _ - X]mxE.
have E := @slope_difference R net one box kink layersL movers ranges (W_of z) (W_of z') (c_of z) (c_of z') (fun a => ext z a - ext z' a)
  (allowed_near _ _ _ _ _) (allowed_near _ _ _ _ _) (@two_points z z') p (ltn_ord p).
rewrite E {E}.
rewrite [RHS]mxE; apply: eq_bigr => a _; rewrite !mxE; congr (_ * _).
by rewrite /ext !valK.
Qed.

(* the same slopes at the centre *)
Notation A0 := (held_slopes R net from point kink).
Lemma same_layer l : (l < h)%N -> A0 l.+1 = A l.+1.
Proof.
move=> lh; have lL : (l < layers net)%N by rewrite layersL ltnS ltnW.
apply/matrixP=> i n; have a := @slope_inE R net from point kink l n i lL; have b := @slope_inE R net one box kink l n i lL; rewrite -a -b.
have /everyP/(_ n) := everyP same (Ordinal lh); move/everyP/(_ i); by rewrite (rv_equal R) => /eqP.
Qed.
Lemma valuesE : values = [seq isum (tab N (fun n => by_parameter from at_centre (List.nth n centre_adj [::]) n p)) | p <- movers].
Proof. exact: List.app_nil_r. Qed.
Lemma size_values : size values = m.
Proof. by rewrite valuesE size_map. Qed.
End Critical.
