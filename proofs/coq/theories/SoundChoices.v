(* The choices that are walked through: every choice of cells, up to the order of units with equal noise (format.md
   5.26, soundness.md 23). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic CellChoices Bridge.
From mathcomp Require Import all_fingroup.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory.
Local Open Scope nat_scope.

(* --- the walk goes through a list of choices --- *)

Fixpoint choices (T : nat) (bs : seq (option nat)) (chosen : seq nat) : seq (seq nat) :=
  if bs is b :: bs' then
    flatten [seq choices T bs' (t :: chosen) | t <- iota (least_cell b chosen) (T - least_cell b chosen)]
  else [:: chosen].

Definition after (S : Type) (step : seq nat -> S -> option S) (st : option S) (cs : seq (seq nat)) : option S :=
  foldl (fun st c => if st is Some st then step c st else None) st cs.

Lemma after_None (S : Type) (step : seq nat -> S -> option S) cs : after step None cs = None.
Proof. by elim: cs. Qed.

Lemma after_cat (S : Type) (step : seq nat -> S -> option S) st cs cs' :
  after step st (cs ++ cs') = after step (after step st cs) cs'.
Proof. exact: foldl_cat. Qed.

Lemma fold_left_foldl (A B : Type) (f : A -> B -> A) xs a : List.fold_left f xs a = foldl f a xs.
Proof. by elim: xs a => //=. Qed.
Lemma list_seq m n : List.seq m n = iota m n.
Proof. by elim: n m => //= n IH m; rewrite IH. Qed.

Theorem walkE (S : Type) (step : seq nat -> S -> option S) T bs chosen st :
  walk step T bs chosen st = after step (Some st) (choices T bs chosen).
Proof.
elim: bs chosen st => [|b bs IH] chosen st //=; rewrite fold_left_foldl list_seq.
elim: (iota _ _) st => [|t ts IHt] st //=; rewrite after_cat -IH.
by case: (walk _ _ _ _ _) => [st'|]; [exact: IHt|rewrite after_None; elim: (ts)].
Qed.

Lemma after_each (S : Type) (step : seq nat -> S -> option S) st cs st' : after step (Some st) cs = Some st' ->
  forall c, c \in cs -> exists a b, step c a = Some b.
Proof.
elim: cs st => [|c cs IH] st //=; rewrite /after /=; case E: (step c st) => [st1|]; last by rewrite -/(after step None cs) after_None.
by move=> H c'; rewrite inE => /orP[/eqP ->|/(IH _ H)] //; exists st, st1.
Qed.

Corollary every_choice_decided (A : Type) (decide : seq nat -> A -> bool) T bs evidence :
  for_every_choice decide T bs evidence -> forall c, c \in choices T bs [::] -> exists a, decide c a.
Proof.
rewrite /for_every_choice walkE; case E: (after _ _ _) => [[|]|] // _ c /(after_each E)[a [b]].
by case: a => // a left; case D: (decide c a) => // _; exists a.
Qed.

(* --- which choices these are --- *)

(* The cells of the units before k, the last first *)
Definition taken (t : nat -> nat) (k : nat) : seq nat := [seq t i | i <- rev (iota 0 k)].

Lemma takenS t k : taken t k.+1 = t k :: taken t k.
Proof. by rewrite /taken -addn1 iotaD rev_cat. Qed.
Lemma size_taken t k : size (taken t k) = k.
Proof. by rewrite size_map size_rev size_iota. Qed.
Lemma nth_taken t k j : j < k -> nth 0 (taken t k) j = t (k - j.+1).
Proof.
move=> jk; rewrite /taken (nth_map 0) ?size_rev ?size_iota // nth_rev ?size_iota // nth_iota //; reckon.
Qed.

Lemma taken_choices t T bs k : (forall i, i < size bs -> t (k + i) < T /\
    least_cell (nth None bs i) (taken t (k + i)) <= t (k + i)) ->
  taken t (k + size bs) \in choices T bs (taken t k).
Proof.
elim: bs k => [|b bs IH] k H; first by rewrite /= addn0 mem_seq1.
have [lt low] := H 0 isT; rewrite /= addn0 in lt low *.
apply/flatten_mapP; exists (t k); first by rewrite mem_iota low subnKC // (leq_trans low) // ltnW.
rewrite -takenS addnS -addSn; apply: IH => i lti.
by rewrite addSnnS; exact: (H i.+1).
Qed.

(* --- units with equal noise --- *)

Definition same_noise (x y : seq Q) : bool := Arithmetic.all2 same_number x y.

Lemma back_ofP e before k : back_of e before = Some k -> k < size before /\ same_noise e (nth [::] before k).
Proof.
elim: before k => [|e' before IH] k //=; case: ifP => [same [<-]|_]; first by split.
by case E: (back_of e before) => [m|] // [<-]; have [] := IH m E.
Qed.

Lemma size_backs before es : size (backs before es) = size es.
Proof. by elim: es before => //= e es IH before; rewrite IH. Qed.

Lemma nth_backs before es i : i < size es ->
  nth None (backs before es) i = back_of (nth [::] es i) (rev (take i es) ++ before).
Proof.
elim: es before i => [|e es IH] before [|i] //= lt; rewrite IH // rev_cons cat_rcons.
by [].
Qed.

(* Nondecreasing among units of equal noise *)
Definition nondecreasing (es : seq (seq Q)) (t : nat -> nat) : Prop :=
  forall i j, i < j -> j < size es -> same_noise (nth [::] es j) (nth [::] es i) -> t i <= t j.

Lemma nondecreasing_choices es T t : (forall i, i < size es -> t i < T) -> nondecreasing es t ->
  taken t (size es) \in choices T (backs [::] es) [::].
Proof.
move=> ltT nd; rewrite -(size_backs [::]) -[size _]add0n -[X in choices _ _ X]/(taken t 0); apply: taken_choices => i.
rewrite size_backs add0n => lt; split; first exact: ltT.
rewrite nth_backs // cats0 /least_cell; case E: (back_of _ _) => [k|] //; have [ltk same] := back_ofP E.
have sz : size (take i es) = i by rewrite size_take lt.
rewrite size_rev sz in ltk; have lt' : i - k.+1 < i by reckon.
rewrite list_nth nth_taken //; apply: nd => //.
by move: same; rewrite nth_rev sz // nth_take.
Qed.

(* --- every choice is one of them up to exchanging such units --- *)

Section Sorting.
Variables (D T : nat) (same : rel 'I_D) (P : ('I_D -> 'I_T) -> Prop).
Hypothesis exchange : forall t i j, same j i -> P (fun k => t (tperm i j k)) -> P t.

Let weight (t : 'I_D -> 'I_T) : nat := \sum_i nat_of_ord i * t i.

Lemma weight_bound (t : 'I_D -> 'I_T) : weight t <= D * (D * T).
Proof.
rewrite /weight -[X in _ <= X * _]card_ord -sum_nat_const; apply: leq_sum => i _.
by apply: leq_mul; apply: ltnW.
Qed.

Lemma weight_exchange (t : 'I_D -> 'I_T) (i j : 'I_D) : i < j -> t j < t i -> weight t < weight (fun k => t (tperm i j k)).
Proof.
move=> ij ts; have ne : j != i by rewrite neq_ltn ij orbT.
rewrite /weight (bigD1 i) //= (bigD1 j) //= [X in _ < X](bigD1 i) //= [X in _ < _ + X](bigD1 j) //= tpermL tpermR.
rewrite [X in _ < _ + (_ + X)](eq_bigr (fun k : 'I_D => nat_of_ord k * t k)); last first.
  by move=> k /andP[ki kj]; rewrite tpermD // eq_sym.
by set r := \sum_(_ | _) _; nia.
Qed.

Theorem sorted_enough : (forall t : 'I_D -> 'I_T, (forall i j : 'I_D, i < j -> same j i -> t i <= t j) -> P t) -> forall t, P t.
Proof.
move=> sorted t; have [m] := ubnP (D * (D * T) - weight t); elim: m t => // m IH t le.
have [ok|/forallPn[i /forallPn[j]]] := boolP [forall i : 'I_D, forall j : 'I_D, (i < j) ==> same j i ==> (t i <= t j)].
  by apply: sorted => i j ij sm; move/forallP/(_ i)/forallP/(_ j): ok; rewrite ij sm.
rewrite !negb_imply -ltnNge => /andP[ij /andP[sm lt]]; apply: (exchange sm); apply: IH.
have := weight_exchange ij lt; have := weight_bound (fun k => t (tperm i j k)); reckon.
Qed.
End Sorting.
