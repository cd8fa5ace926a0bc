(* A network with slopes held, at two points of its parameters: exact differences of preactivations and of the
   derivatives by them, without limits (soundness.md 37). Over any commutative ring. Layer l+1 has the preactivations
   U l; those of layer h+1 are the outputs. *)
From Dlmcert Require Import Algebra Model Theorem5 Derivative SoundSecant.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Section Held.
Variables (R : comRingType) (N : nat) (d : nat -> nat) (h : nat).
Variables (A : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)).
Definition sources := forall l, 'M[R]_(d l.+1, N).

Section At.
Variable W : forall l, 'M[R]_(d l.+1, d l).
(* What sources M change in the preactivations of layer l+1 *)
Definition changeU (M : sources) l : 'M[R]_(d l.+1, N) := M l + W l *m change W A M l.
(* The derivatives, by the preactivations of layer l+1, of the sum of all preactivations with the given factors; k layers above *)
Fixpoint back (F : sources) k l : 'M[R]_(d l.+1, N) :=
  match k with
  | 0 => F l
  | k'.+1 => F l + entrywise (A l.+1) ((W l.+1)^T *m back F k' l.+1)
  end.
Definition adjoint (F : sources) l := back F (h - l) l.

Lemma adjoint_last F : adjoint F h = F h. Proof. by rewrite /adjoint subnn. Qed.
Lemma adjoint_step F l : (l < h)%N -> adjoint F l = F l + entrywise (A l.+1) ((W l.+1)^T *m adjoint F l.+1).
Proof. by move=> lh; rewrite /adjoint subnS; have : (0 < h - l)%N by [rewrite subn_gt0]; case: (h - l)%N. Qed.

(* Both ways of counting what sources M do to the preactivations with factors F *)
Lemma adjoint_above (F M : sources) n k l : (k + l = h)%N ->
  \sum_(l <= m < h.+1) \sum_i F m i n * changeU M m i n =
  \sum_(l <= m < h.+1) \sum_i back F (h - m) m i n * M m i n + \sum_i back F k l i n * (W l *m change W A M l) i n.
Proof.
elim: k l => [|k IH] l kl.
  have -> : l = h by [].
  rewrite !big_nat1 subnn /= -big_split /=; apply: eq_bigr => i _; by rewrite /changeU mxE mulrDr.
have lh : (l < h)%N by rewrite -kl addSn ltnS leq_addl.
rewrite big_ltn ?ltnS ?(ltnW lh) // IH ?addnS -?addSn // [in RHS]big_ltn ?ltnS ?(ltnW lh) //.
have hl : (h - l = k.+1)%N by rewrite -kl addnK.
rewrite hl; have key : \sum_i F l i n * changeU M l i n + \sum_i back F k l.+1 i n * (W l.+1 *m change W A M l.+1) i n =
    \sum_i back F k.+1 l i n * M l i n + \sum_i back F k.+1 l i n * (W l *m change W A M l) i n.
  have -> : \sum_i back F k l.+1 i n * (W l.+1 *m change W A M l.+1) i n =
      \sum_i ((W l.+1)^T *m back F k l.+1) i n * A l.+1 i n * changeU M l i n.
    rewrite (eq_bigr (fun i => \sum_j back F k l.+1 i n * (W l.+1 i j * change W A M l.+1 j n))); last first.
      by move=> i _; rewrite mxE mulr_sumr.
    rewrite exchange_big; apply: eq_bigr => j _ /=; rewrite [(_^T *m _) j n]mxE -mulrA mulr_suml; apply: eq_bigr => i _.
    rewrite [_^T _ _]mxE entrywiseE /changeU.
    move: (back F k l.+1 i n) (W l.+1 i j) (A l.+1 j n) ((M l + _) j n) => a b e f; ring.
  rewrite -!big_split /=; apply: eq_bigr => i _; rewrite /changeU !sumE entrywiseE.
  move: (F l i n) (M l i n) ((W l *m _) i n) (((W l.+1)^T *m _) i n) (A l.+1 i n) => a b e f g; ring.
by rewrite addrCA key addrA [in RHS]addrAC [in RHS]addrC addrA.
Qed.

Theorem adjoint_sum (F M : sources) n : \sum_(l < h.+1) \sum_i F l i n * changeU M l i n = \sum_(l < h.+1) \sum_i adjoint F l i n * M l i n.
Proof.
have := adjoint_above F M n (addn0 h); rewrite !big_mkord [X in _ + X]big1 ?addr0 // => i _.
by rewrite [change _ _ _ 0]/= mulmx0 mxE mulr0.
Qed.

(* one factor, or one source *)
Definition unit_at (l0 i0 : nat) : sources := fun l => \matrix_(i, n) ((l == l0) && (i == i0 :> nat))%:R.

Lemma throughE n l m i p : through W A n l m.+1 i p =
  A m.+1 i n * (if m == l then (i == p :> nat)%:R else (W m *m through W A n l m) i p).
Proof. by rewrite [LHS]mxE. Qed.

Lemma through_low n l m : (m <= l)%N -> through W A n l m = 0.
Proof.
elim: m => [//|m IH] ml; apply/matrixP=> i p; by rewrite throughE (ltn_eqF ml) (IH (ltnW ml)) mulmx0 !mxE mulr0.
Qed.

(* The response of preactivation b of layer m+1 to that of unit i of layer l+1 *)
Definition response n l m (b : 'I_(d m.+1)) (i : 'I_(d l.+1)) : R :=
  ((m == l) && (b == i :> nat))%:R + (W m *m through W A n l m) b i.

Lemma throughS n l m b i : through W A n l m.+1 b i = A m.+1 b n * response n b i.
Proof.
rewrite throughE /response; case: eqP => [E|_]; last by rewrite add0r.
by rewrite through_low ?E // mulmx0 mxE addr0.
Qed.

Lemma changeU_response (M : sources) m b n : (m <= h)%N -> changeU M m b n = \sum_(l < h.+1) \sum_i response n b i * M l i n.
Proof.
move=> mh; rewrite /changeU sumE mxE.
have -> : \sum_j W m b j * change W A M m j n = \sum_(l < h.+1) \sum_i (W m *m through W A n l m) b i * M l i n.
  rewrite (eq_bigr (fun j => \sum_(l < h.+1) \sum_i W m b j * (through W A n l m j i * M l i n))); last first.
    move=> j _; rewrite change_through (@big_ord_widen _ _ _ m h.+1 (fun l => \sum_p through W A n l m j p * M l p n) (leqW mh)).
    rewrite big_mkcond mulr_sumr; apply: eq_bigr => l _; rewrite -mulr_sumr; case: ltnP => // ml.
    by rewrite big1 ?mulr0 // => p _; rewrite through_low ?mxE ?mul0r.
  rewrite exchange_big; apply: eq_bigr => l _ /=; rewrite exchange_big; apply: eq_bigr => i _ /=.
  by rewrite mxE mulr_suml; apply: eq_bigr => j _; rewrite mulrA.
rewrite (eq_bigr _ (fun (l : 'I_h.+1) _ => eq_bigr _ (fun i _ => mulrDl _ _ _))).
rewrite (eq_bigr _ (fun (l : 'I_h.+1) _ => big_split _ _ _ _ _)) big_split /=; congr (_ + _).
rewrite (bigD1 (Ordinal (mh : (m < h.+1)%N))) //= [X in _ + X]big1 => [|l lm]; last first.
  rewrite big1 // => i _; have -> : (m == l) = false; last by rewrite mul0r.
  by apply: contra_neqF lm => /eqP E; exact: val_inj.
rewrite addr0 (bigD1 b) //= !eqxx mul1r big1 ?addr0 // => i ib.
have -> : (b == i :> nat) = false by apply: contra_neqF ib => /eqP E; exact: val_inj.
by rewrite andbF mul0r.
Qed.

Theorem adjoint_response (F : sources) l i n : (l <= h)%N -> adjoint F l i n = \sum_(m < h.+1) \sum_b F m b n * response n b i.
Proof.
move=> lh; have M1 (l' : 'I_h.+1) (i' : 'I_(d l'.+1)) : unit_at l i l' i' n = ((l' == l :> nat) && (i' == i :> nat))%:R by rewrite mxE.
have pick (G : forall l', 'I_(d l'.+1) -> R) : \sum_(l' < h.+1) \sum_i' G l' i' * unit_at l i l' i' n = G l i.
  rewrite (bigD1 (Ordinal (lh : (l < h.+1)%N))) //= [X in _ + X]big1 => [|l' ll]; last first.
    rewrite big1 // => i' _; rewrite M1; have -> : (l' == l :> nat) = false; last by rewrite mulr0.
    by apply: contra_neqF ll => /eqP E; exact: val_inj.
  rewrite addr0 (bigD1 i) //= mxE !eqxx mulr1 big1 ?addr0 // => i' ii; rewrite mxE.
  have -> : (i' == i :> nat) = false by apply: contra_neqF ii => /eqP E; exact: val_inj.
  by rewrite andbF mulr0.
rewrite -(pick (fun l' i' => adjoint F l' i' n)) -(adjoint_sum F (unit_at l i) n).
apply: eq_bigr => m _; apply: eq_bigr => b _; congr (_ * _).
have mh : (m <= h)%N by rewrite -ltnS.
by rewrite changeU_response //; exact: (pick (fun l' i' => response n b i')).
Qed.
End At.

(* --- two points --- *)

Section Two.
Variables (W W' : forall l, 'M[R]_(d l.+1, d l)) (c c' : forall l, 'cV[R]_(d l.+1)).
Notation M := (moved W W' c c' A X).

Lemma U_difference l : U W c A X l - U W' c' A X l = changeU W' M l.
Proof.
rewrite /U /changeU -V_difference /moved mulmxBr !mulmxBl.
move: (W l *m _) (c l *m _) (W' l *m V W c A X l) (c' l *m _) (W' l *m V W' c' A X l) => a b e f g.
by apply/matrixP=> i j; rewrite !mxE; ring.
Qed.

Definition turned (F' : sources) l : 'M[R]_(d l.+1, N) :=
  if (l < h)%N then entrywise (A l.+1) ((W l.+1 - W' l.+1)^T *m adjoint W' F' l.+1) else 0.

Theorem adjoint_difference (F F' : sources) l : (l <= h)%N ->
  adjoint W F l - adjoint W' F' l = adjoint W (fun m => F m - F' m + turned F' m) l.
Proof.
move=> lh; have : exists k, (k + l = h)%N by exists (h - l)%N; rewrite subnK.
case=> k; elim: k l lh => [|k IH] l lh kl.
  have -> : l = h by []. by rewrite !adjoint_last /turned ltnn addr0.
have lt : (l < h)%N by rewrite -kl addSn ltnS leq_addl.
have kl' : (k + l.+1 = h)%N by rewrite addnS -addSn.
rewrite (adjoint_step W F lt) (adjoint_step W' F' lt) (adjoint_step W _ lt) -(IH l.+1 lt kl') /turned lt.
have -> : (W l.+1 - W' l.+1)^T = (W l.+1)^T - (W' l.+1)^T by rewrite linearB.
rewrite mulmxBl mulmxBr.
move: (_ *m adjoint W F _) (_ *m adjoint W' F' _) ((W l.+1)^T *m adjoint W' F' _) => a b e.
apply/matrixP=> i n; rewrite !(sumE, entrywiseE, mxE).
move: (F l i n) (F' l i n) (a i n) (b i n) (e i n) (A l.+1 i n) => x y p q r t; ring.
Qed.
End Two.
End Held.
