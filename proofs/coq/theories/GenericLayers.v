(* Soundness of matching, hall-set and generic-layers (soundness.md 7, 8): networks whose layers above a known one
   have generic noise. The m + 1 layers above it are counted from 1; X are the outputs of the known one. *)
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Model Linear Generic Witness Theorem5.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* A row of ones below, if there are biases *)
Definition with_bias (R : ringType) (b : bool) d N (V : 'M[R]_(d, N)) : 'M[R]_(d + b, N) := col_mx V (const_mx 1).

Section Deep.
Variables (N : nat) (d : nat -> nat) (bias : bool).

(* G of the last two layers, for any slopes of all layers (noise included) *)
Definition G_above (R : comRingType) (W : forall l, 'M[R]_(d l.+1, d l)) (c : forall l, 'cV[R]_(d l.+1))
    (A : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)) m :=
  khatri_rao (A m.+1) (with_bias bias (V W c A X m)).

(* --- one sample after the other --- *)

Section Field.
Variable F : fieldType.
Variables (W : forall l, 'M[F]_(d l.+1, d l)) (c : forall l, 'cV[F]_(d l.+1)) (X : 'M[F]_(d 0, N)).
Implicit Types A E : forall l, 'M[F]_(d l, N).

Lemma V_column A A' n : (forall l i, A l i n = A' l i n) -> forall l i, V W c A X l i n = V W c A' X l i n.
Proof.
move=> AE; elim=> //= l IH i; rewrite !mxE AE; congr (_ * (_ + _)).
by apply: eq_bigr => j _; rewrite IH.
Qed.

(* Alive units of layer l + 1: format.md 5.8 *)
Fixpoint alive l : 'M[bool]_(d l.+1, N) :=
  match l with
  | 0 => \matrix_(i, n) (U W c (fun l => const_mx 1) X 0 i n != 0)
  | l'.+1 => \matrix_(i, n) ((c l'.+1 i 0 != 0) || [exists j, (W l'.+1 i j != 0) && alive l' j n])
  end.

(* What is not alive is 0, whatever the noise *)
Lemma not_alive A l i n : ~~ alive l i n -> U W c A X l i n = 0.
Proof.
elim: l i => [|l IH] i; first by rewrite mxE negbK => /eqP.
rewrite [alive _ _ _]mxE negb_or negbK => /andP[/eqP c0 /existsPn H].
rewrite /U [LHS]mxE [X in _ + X]mxE big_ord1 c0 mul0r addr0 mxE big1 // => j _.
have := H j; rewrite negb_and negbK => /orP[/eqP ->|/IH]; first by rewrite mul0r.
by rewrite /U => E; rewrite [V _ _ _ _ _]/= [entrywise _ _ _ _]mxE E !mulr0.
Qed.

(* What is alive is not 0 for some noise, whatever the pattern *)
Lemma alive_noise s (sg : forall l, 'M[bool]_(d l, N)) l i n : s != 0 -> alive l i n ->
  exists E, U W c (fun l => activations s (E l) (sg l)) X l i n != 0.
Proof.
move=> s0; elim: l i => [|l IH] i.
  by rewrite mxE => H; exists (fun l => const_mx 1).
rewrite mxE; have [c0|c0] := eqVneq (c l.+1 i 0) 0; last first.
  move=> _; exists (fun l => 0); rewrite /U mxE [X in _ + X]mxE big_ord1 [const_mx _ _ _]mxE mulr1 mxE big1 ?add0r // => j _.
  by rewrite /= !mxE !mul0r mulr0.
case/existsP=> j /andP[w0 /IH[E uE]].
pose E' (k : nat) : 'M[F]_(d k, N) := \matrix_(a, b) (if k == l.+1 then ((a == j :> nat)%N)%:R else E k a b).
exists E'; rewrite /U mxE [X in _ + X]mxE big_ord1 c0 mul0r addr0 mxE.
have VE a b : V W c (fun l => activations s (E' l) (sg l)) X l a b = V W c (fun l => activations s (E l) (sg l)) X l a b.
  have H : V W c (fun l => activations s (E' l) (sg l)) X l = V W c (fun l => activations s (E l) (sg l)) X l.
    apply: V_below => // k kl; apply/matrixP=> x y; rewrite !mxE eqSS.
    by rewrite (ltn_eqF kl).
  by rewrite H.
have UE a : U W c (fun l => activations s (E' l) (sg l)) X l a n = U W c (fun l => activations s (E l) (sg l)) X l a n.
  by rewrite /U !mxE; congr (_ + _); apply: eq_bigr => b _; rewrite VE.
rewrite (bigD1 j) //= big1 ?addr0 => [|a ne].
  rewrite [entrywise _ _ _ _]mxE mulf_neq0 // -/(U _ _ _ _ _) UE mulf_neq0 //.
  by rewrite !mxE eqxx eqxx mul1r; case: ifP; rewrite ?oner_neq0.
rewrite [entrywise _ _ _ _]mxE [activations _ _ _ _ _]mxE [E' _ _ _]mxE eqxx.
by rewrite (negPf (_ : (a : nat) != j)) ?mul0r ?mulr0 //.
Qed.

(* --- hall-set --- *)

Lemma hall_deficient m A (S : {set 'I_N}) (T : {set 'I_(d m.+1 + bias)}) :
  (forall n k, n \in S -> k \notin T -> match split k with inl j => ~~ alive m j n | inr _ => false end) ->
  (d m.+2 * #|T| < #|S|)%N -> ~~ full_column_rank (G_above W c A X m.+1).
Proof.
move=> H lt; pose f : 'I_#|~: T| -> 'I_(d m.+1 + bias) := enum_val.
pose Y : 'M[F]_(#|~: T|, d m.+1 + bias) := rowsub f 1%:M.
have tcard : (d m.+1 + bias - #|~: T| = #|T|)%N.
  by apply: canLR (addnK _) _; rewrite cardsC card_ord.
have AE : A m.+2 = activations 1 (A m.+2) (const_mx true) by apply/matrixP=> i n; rewrite !mxE mulr1.
rewrite /G_above AE; apply: (@tight_set_sound _ _ _ _ _ _ S _ Y).
- apply/inj_row_free => v vY; apply/matrixP=> z k; rewrite (ord1 z) [RHS]mxE {z}.
  have := congr1 (fun M : 'rV_(d m.+1 + bias) => M 0 (f k)) vY; rewrite [X in X = _ -> _]mxE [X in _ = X -> _]mxE.
  rewrite (bigD1 k) //= big1 ?addr0 => [|a ne]; first by rewrite !mxE eqxx mulr1.
  by rewrite !mxE (inj_eq (@enum_val_inj _ (mem (~: T)))) (negPf ne) mulr0.
- move=> n nS; apply/matrixP=> k z; rewrite (ord1 z) [RHS]mxE {z} mxE (bigD1 (f k)) //= big1 ?addr0 => [|a ne]; last first.
    by rewrite [Y _ _]mxE [_%:M _ _]mxE eq_sym (negPf ne) mul0r.
  rewrite [col n _ _ _]mxE.
  have fk : f k \notin T by have := enum_valP k; rewrite inE.
  have := H n (f k) nS fk; case: splitP => // j E na.
  have -> : f k = lshift bias j by exact: val_inj.
  by rewrite /with_bias col_mxEu /= [entrywise _ _ _ _]mxE -/(U _ _ _ _ _) (not_alive _ na) !mulr0.
by rewrite tcard.
Qed.

(* --- matching: the noise that shows full column rank --- *)

Definition named_alive m n (k : 'I_(d m.+1 + bias)) : bool :=
  match split k with inl j => alive m j n | inr _ => true end.

Lemma matching_witness m s (sg : forall l, 'M[bool]_(d l, N)) (unit : 'I_N -> 'I_(d m.+2)) (named : 'I_N -> 'I_(d m.+1 + bias)) :
  s != 0 -> (forall n, named_alive n (named n)) -> injective (fun n => (unit n, named n)) ->
  exists E, full_column_rank (G_above W c (fun l => activations s (E l) (sg l)) X m.+1).
Proof.
move=> s0 al inj.
have lowP n : exists E, match split (named n) with inl j => U W c (fun l => activations s (E l) (sg l)) X m j n != 0 | inr _ => true end.
  have := al n; rewrite /named_alive; case: split => [j|_ _]; last by exists (fun l => 0).
  by move=> /(alive_noise sg s0)[E H]; exists E.
have {lowP}[E0 E0P] := @fin_all_exists [finType of 'I_N] (fun=> forall l, 'M[F]_(d l, N)) (fun n E =>
  match split (named n) with
  | inl j => U W c (fun l => activations s (E l) (sg l)) X m j n != 0 | inr _ => true end : Prop) lowP.
pose E (l : nat) : 'M[F]_(d l, N) := \matrix_(a, n)
  if l == m.+2 then ((a == unit n :> nat)%N)%:R else if l == m.+1 then ((a == named n :> nat)%N)%:R else E0 n l a n.
pose A l := activations s (E l) (sg l); exists E; rewrite -[full_column_rank _]/(full_column_rank (G_above W c A X m.+1)).
have slope0 l i n : (A l i n != 0) = (E l i n != 0).
  by rewrite [A l i n]mxE mulf_eq0 negb_or; case: ifP; rewrite ?oner_neq0 ?s0 ?andbT.
have unitE i n : (A m.+2 i n != 0) = (i == unit n).
  by rewrite slope0 mxE eqxx bool_neq0.
have lowE j n : named n = lshift bias j -> U W c A X m j n != 0.
  move=> nE; have := E0P n; rewrite nE; case: splitP => [j' /= E1|k /= E1]; last first.
    by move: (ltn_ord j); rewrite E1 ltnNge leq_addr.
  have -> : j' = j by apply: val_inj.
  have UE : U W c A X m j n = U W c (fun l => activations s (E0 n l) (sg l)) X m j n; last by rewrite UE.
  rewrite /U !mxE; congr (_ + _); apply: eq_bigr => b _; congr (_ * _).
  have H : V W c A X m = V W c (fun l => if (l <= m)%N then A l else activations s (E0 n l) (sg l)) X m.
    by apply: V_below => // l lm; rewrite lm.
  rewrite H; apply: V_column => l i; case: ifP => // lm.
  rewrite [A l i n]mxE [RHS]mxE [E l i n]mxE; congr (_ * _).
  by rewrite (ltn_eqF (leqW (lm : (l < m.+1)%N))) (ltn_eqF (lm : (l < m.+1)%N)).
have VE j n : (V W c A X m.+1 j n != 0) = (lshift bias j == named n).
  rewrite /= mxE mulf_eq0 negb_or slope0 mxE (ltn_eqF (ltnSn _)) eqxx.
  rewrite bool_neq0 -[X in _ = X]/(j == named n :> nat)%N; case E1: (_ == _ :> nat)%N => //=.
  by rewrite -/(U W c A X m) lowE //; apply: val_inj; apply: esym; exact/eqP.
apply/full_column_rankP=> v /khatri_rao_mul0 Gv.
have rowsum n k : \sum_(n' | (unit n' == unit n)) A m.+2 (unit n) n' * with_bias bias (V W c A X m.+1) k n' * v n' 0 = 0.
  rewrite -[RHS](Gv (unit n) k) [RHS](bigID (fun n' => unit n' == unit n)) /= [X in _ = _ + X]big1 ?addr0 // => n' ne.
  by have := unitE (unit n) n'; rewrite [unit n == _]eq_sym (negPf ne) => /negbFE/eqP ->; rewrite !mul0r.
have unit_row n j : named n = lshift bias j -> v n 0 = 0.
  move=> nE; have := rowsum n (lshift bias j); rewrite (bigD1 n) //= big1 ?addr0 => [|n' /andP[/eqP un ne]].
    have a0 : A m.+2 (unit n) n != 0 by rewrite unitE.
    have v0 : V W c A X m.+1 j n != 0 by rewrite VE nE.
    by rewrite /with_bias col_mxEu => /eqP; rewrite !mulf_eq0 (negPf a0) (negPf v0) => /eqP.
  rewrite /with_bias col_mxEu; have := VE j n'; have [nE'|_] := eqVneq (lshift bias j) (named n').
    by case/eqP: ne; apply: inj; rewrite un -nE' nE.
  by move/negbFE/eqP ->; rewrite mulr0 mul0r.
apply/matrixP=> n z; rewrite (ord1 z) [RHS]mxE {z}.
case: (split_ordP (named n)) => [j /unit_row //|k nE].
have := rowsum n (rshift (d m.+1) k); rewrite (bigD1 n) //= big1 ?addr0 => [|n' /andP[/eqP un ne]].
  have a0 : A m.+2 (unit n) n != 0 by rewrite unitE.
  by rewrite /with_bias col_mxEd [const_mx _ _ _]mxE mulr1 => /eqP; rewrite mulf_eq0 (negPf a0) => /eqP.
case: (split_ordP (named n')) => [j /unit_row ->|k' nE']; first by rewrite mulr0.
case/eqP: ne; apply: inj; rewrite un nE nE'; congr (_, rshift _ _).
by case: (bias) k k' {nE nE'} => -[[|a] ?] // -[[|b] ?] //; exact: val_inj.
Qed.
End Field.
End Deep.
