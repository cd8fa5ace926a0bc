(* What rows kill modulo p is a combination of the vectors that are kept: the walk over all choices of a cell for each
   unit is right (soundness.md 17). Plain Coq, no library but ZArith. *)
From Coq Require Import ZArith List Bool Lia.
From Dlmcert Require Import Arithmetic CellRules.
Import ListNotations.
Open Scope Z_scope.

(* A vector is a function here, and a list the function of its entries, 0 beyond. *)
Definition entry_of (k : list Z) (i : nat) : Z := nth i k 0.

Fixpoint against (row : list Z) (f : nat -> Z) : Z :=
  match row with [] => 0 | a :: row' => a * f O + against row' (fun i => f (S i)) end.

(* f is a combination of the vectors of a list, modulo p *)
Fixpoint in_span (p : Z) (kernel : list (list Z)) (f : nat -> Z) : Prop :=
  match kernel with
  | [] => forall i, (p | f i)
  | k :: kernel' => exists a, in_span p kernel' (fun i => f i - a * entry_of k i)
  end.

Lemma entry_nil i : entry_of [] i = 0.
Proof. destruct i; reflexivity. Qed.

Lemma divides_mod p a b : (p | a - b) -> p <> 0 -> a mod p = b mod p.
Proof. intros [k H] p0. replace a with (b + k * p) by lia. apply Z.mod_add. exact p0. Qed.

Lemma mod_divides p a : p <> 0 -> (p | a mod p - a).
Proof. intro p0. exists (- (a / p)). rewrite (Z.mod_eq a p p0). ring. Qed.

Lemma against_congruent p row : forall f g, (forall i, (p | f i - g i)) -> (p | against row f - against row g).
Proof.
induction row as [|a row IH]; intros f g H; cbn [against]; [exists 0; ring|].
destruct (H O) as [k1 H1]. destruct (IH (fun i => f (S i)) (fun i => g (S i)) (fun i => H (S i))) as [k2 H2].
exists (a * k1 + k2). replace (a * f O + against row (fun i => f (S i)) - (a * g O + against row (fun i => g (S i))))
  with (a * (f O - g O) + (against row (fun i => f (S i)) - against row (fun i => g (S i)))) by ring.
rewrite H1, H2. ring.
Qed.

Lemma against_minus row : forall f a g, against row (fun i => f i - a * g i) = against row f - a * against row g.
Proof.
induction row as [|b row IH]; intros f a g; cbn [against]; [ring|].
rewrite (IH (fun i => f (S i)) a (fun i => g (S i))). ring.
Qed.

Lemma dot_modE p : p <> 0 -> forall row k acc, (p | dot_mod p row k acc - (acc + against row (entry_of k))).
Proof.
intro p0. induction row as [|a row IH]; intros [|b k] acc; cbn [dot_mod against].
- exists 0; ring.
- exists 0; ring.
- exists 0. replace (against row (fun i => entry_of [] (S i))) with 0; [rewrite entry_nil; ring|].
  symmetry. clear IH. assert (E : forall f, (forall i, f i = 0) -> against row f = 0).
  { induction row as [|c row IH]; intros f F; cbn [against]; [reflexivity|].
    rewrite F, IH by (intro; apply F). ring. }
  apply E. intro i. apply entry_nil.
- destruct (IH k ((acc + a * b) mod p)) as [j H]. destruct (mod_divides p (acc + a * b) p0) as [m M].
  exists (j + m). change (against row (fun i => entry_of (b :: k) (S i))) with (against row (entry_of k)).
  change (entry_of (b :: k) O) with b.
  replace (dot_mod p row k ((acc + a * b) mod p) - (acc + (a * b + against row (entry_of k))))
    with ((dot_mod p row k ((acc + a * b) mod p) - ((acc + a * b) mod p + against row (entry_of k)))
          + ((acc + a * b) mod p - (acc + a * b))) by ring.
  rewrite H, M. ring.
Qed.

Lemma in_span_congruent p kernel : forall f g, (forall i, (p | f i - g i)) -> in_span p kernel f -> in_span p kernel g.
Proof.
induction kernel as [|k kernel IH]; intros f g H; cbn [in_span].
- intros F i. destruct (H i) as [a A]. destruct (F i) as [b B]. exists (b - a). lia.
- intros [a A]. exists a. apply (IH (fun i => f i - a * entry_of k i)); [|exact A].
  intro i. destruct (H i) as [b B]. exists b. lia.
Qed.

Lemma mixedE p t s : p <> 0 -> forall y k i, (p | entry_of (mixed p t s y k) i - (t * entry_of y i - s * entry_of k i)).
Proof.
intro p0.
assert (M : forall g k i, g 0 mod p = 0 -> (p | entry_of (map (fun b => g b mod p) k) i - g (entry_of k i))).
{ intros g k i g0. unfold entry_of. change 0 with (0 : Z).
  replace (nth i (map (fun b => g b mod p) k) 0) with (g (nth i k 0) mod p); [apply mod_divides; exact p0|].
  rewrite <- (map_nth (fun b => g b mod p)). rewrite g0. reflexivity. }
induction y as [|a y IH]; intros [|b k] i; cbn [mixed].
- rewrite !entry_nil. exists 0. destruct i; cbn; ring.
- assert (H := M (fun b => - (s * b)) (b :: k) i). cbn beta in H. rewrite Z.mul_0_r in H.
  specialize (H eq_refl). destruct H as [m H]. exists m. rewrite entry_nil, <- H. ring.
- assert (H := M (fun a => t * a) (a :: y) i). cbn beta in H. rewrite Z.mul_0_r in H.
  specialize (H eq_refl). destruct H as [m H]. exists m. rewrite entry_nil, <- H. ring.
- destruct i as [|i]; [apply mod_divides; exact p0|]. apply (IH k i).
Qed.

Section Narrow.
Variables (p : Z) (row : list Z).
Hypothesis p1 : 1 < p.
Notation step t k := (map (fun y => let s := dot_mod p row y 0 in if s =? 0 then y else mixed p t s y k)).

Lemma step_sound k t u kernel : (p | dot_mod p row k 0 - t) -> (p | u * t - 1) ->
  forall a f, in_span p kernel (fun i => f i - a * entry_of k i) -> (p | against row f) -> in_span p (step t k kernel) f.
Proof.
intros Ht [v U].
assert (K : (p | against row (entry_of k) - t)).
{ destruct Ht as [x X]. destruct (dot_modE p ltac:(lia) row k 0) as [y Y]. exists (x - y). lia. }
destruct K as [kk K].
induction kernel as [|y kernel IH]; cbn [map in_span]; intros a f S Z0.
- (* the coefficient of k is divisible by p *)
  assert (A : (p | a)).
  { assert (C := against_congruent p row f (fun i => a * entry_of k i) S).
    replace (against row (fun i => a * entry_of k i)) with (against row (fun i => 0 - (- a) * entry_of k i)) in C.
    - rewrite against_minus in C.
      assert (N : against row (fun _ => 0) = 0).
      { clear. induction row as [|c r IH]; cbn [against]; [reflexivity|]. rewrite IH. ring. }
      rewrite N in C. destruct C as [x X]. destruct Z0 as [z Z0]. exists (u * (z - x) - a * v - a * u * kk).
      replace a with (a * (u * t) - a * (u * t - 1)) at 1 by ring. rewrite U.
      replace t with (against row (entry_of k) - kk * p) by lia.
      replace (a * (u * (against row (entry_of k) - kk * p)))
        with (u * (a * against row (entry_of k)) - a * u * kk * p) by ring.
      replace (a * against row (entry_of k)) with (z * p - x * p) by lia. ring.
    - assert (E : forall r f g, (forall i, f i = g i) -> against r f = against r g).
      { clear. induction r as [|c r IH]; intros f g H; cbn [against]; [reflexivity|].
        rewrite H, (IH _ (fun i => g (S i))) by (intro; apply H). reflexivity. }
      apply E. intro i. ring. }
  intro i. destruct (S i) as [x X]. destruct A as [z A]. exists (x + z * entry_of k i).
  replace (f i) with ((f i - a * entry_of k i) + a * entry_of k i) by ring. rewrite X, A. ring.
- destruct S as [b S]. set (s := dot_mod p row y 0). cbn zeta.
  assert (Y : exists yy, against row (entry_of y) - s = yy * p).
  { destruct (dot_modE p ltac:(lia) row y 0) as [x X]. exists (- x). subst s. lia. }
  destruct Y as [yy Y].
  set (y' := if s =? 0 then y else mixed p t s y k).
  assert (Y' : exists c e, (exists x, c * e = 1 + x * p) /\ forall i, (p | entry_of y' i - (c * entry_of y i - s * entry_of k i)) /\ (s = 0 \/ c = t)).
  { unfold y'. destruct (Z.eqb_spec s 0) as [s0|s0].
    - exists 1, 1. split; [exists 0; ring|]. intro i. split; [exists 0; rewrite s0; ring|left; exact s0].
    - exists t, u. split; [exists v; lia|]. intro i. split; [apply mixedE; lia|right; reflexivity]. }
  destruct Y' as [c [e [[x CE] Y']]]. clearbody y' s.
  exists (b * e). cbn [in_span] in IH. apply (IH (a + b * e * s)).
  + refine (in_span_congruent p kernel _ _ _ S). intro i. destruct (Y' i) as [[w W] _].
    exists (b * e * w + b * entry_of y i * x).
    match goal with |- ?l = _ => replace l with (b * e * (entry_of y' i - (c * entry_of y i - s * entry_of k i))
      + b * entry_of y i * (c * e - 1)) by ring end.
    rewrite W, CE. ring.
  + rewrite against_minus.
    assert (D : (p | against row (entry_of y'))).
    { assert (C := against_congruent p row (entry_of y') (fun i => c * entry_of y i - s * entry_of k i) (fun i => proj1 (Y' i))).
      rewrite (against_minus row (fun i => c * entry_of y i) s (entry_of k)) in C.
      assert (M : against row (fun i => c * entry_of y i) = c * against row (entry_of y)).
      { clear. revert y. generalize row. intros r y. generalize (entry_of y). clear.
        induction r as [|d r IH]; intro f; cbn [against]; [ring|]. rewrite IH. ring. }
      rewrite M in C. destruct C as [z C]. destruct (Y' O) as [_ [s0|ct]].
      - exists (z + c * yy). rewrite s0 in *. lia.
      - exists (z + c * yy - s * kk). subst c. lia. }
    destruct Z0 as [z Z0]. destruct D as [d D]. exists (z - b * e * d). lia.
Qed.

Lemma narrowed_sound kernel : forall f, in_span p kernel f -> (p | against row f) -> in_span p (narrowed p row kernel) f.
Proof.
induction kernel as [|k kernel IH]; intros f S Z0; cbn [narrowed]; [exact S|].
cbn [in_span] in S. destruct S as [a S]. cbn zeta. set (t := dot_mod p row k 0).
destruct (Z.eqb_spec t 0) as [t0|t0].
- exists a. apply IH; [exact S|]. rewrite against_minus.
  destruct (dot_modE p ltac:(lia) row k 0) as [x X]. fold t in X. destruct Z0 as [z Z0].
  exists (z + a * x). lia.
- destruct (Z.eqb_spec (Z.gcd t p) 1) as [g|g]; [|exists a; exact S].
  destruct (Z.gcd_bezout t p 1 g) as [u [v B]].
  apply (step_sound k t u kernel) with (a := a); [exists 0; unfold t; ring| |exact S|exact Z0].
  exists (- v). lia.
Qed.
End Narrow.

(* --- units and choices --- *)

Definition killed_by_unit (p : Z) (unit : unit_rows) (cell : list bool) (f : nat -> Z) : Prop :=
  forall on off, In (on, off) unit -> (p | against (sloped_row cell on off) f).

Lemma in_span_nil p kernel f : in_span p [] f -> in_span p kernel f.
Proof.
revert f. induction kernel as [|k kernel IH]; intros f H; [exact H|]. exists 0. apply IH. intro i.
destruct (H i) as [a A]. exists a. lia.
Qed.

Lemma narrowed_by_sound p cell f : 1 < p -> forall unit kernel, killed_by_unit p unit cell f -> in_span p kernel f ->
  in_span p (narrowed_by p unit cell kernel) f.
Proof.
intro p1. induction unit as [|[on off] unit IH]; intros kernel H S; cbn [narrowed_by]; [exact S|].
destruct kernel as [|k kernel]; [exact S|]. apply IH.
- intros on' off' i. apply H. right. exact i.
- apply narrowed_sound; [exact p1|exact S|]. apply H. left. reflexivity.
Qed.

Inductive killed_by_units (p : Z) (f : nat -> Z) : list unit_rows -> list (list bool) -> Prop :=
| no_unit chosen : killed_by_units p f [] chosen
| one_unit u c us cs : killed_by_unit p u c f -> killed_by_units p f us cs -> killed_by_units p f (u :: us) (c :: cs).

Lemma narrowed_by_all_sound p f : 1 < p -> forall units chosen kernel, killed_by_units p f units chosen ->
  in_span p kernel f -> in_span p (narrowed_by_all p units chosen kernel) f.
Proof.
intro p1. induction units as [|u units IH]; intros chosen kernel K S; [exact S|].
inversion K; subst. cbn [narrowed_by_all]. apply IH; [assumption|]. apply narrowed_by_sound; assumption.
Qed.

Lemma entry_repeat m i : entry_of (repeat 0 m ++ [1]) i = if Nat.eqb i m then 1 else 0.
Proof.
revert i. induction m as [|m IH]; intros [|i]; cbn; try reflexivity; [apply entry_nil|]. apply IH.
Qed.

Lemma in_everything p n f : (forall i, (n <= i)%nat -> f i = 0) -> in_span p (everything n) f.
Proof.
intro H. unfold everything.
assert (G : forall k m f, (forall i, (i < m)%nat -> f i = 0) -> (forall i, (m + k <= i)%nat -> f i = 0) ->
  in_span p (map (fun i => repeat 0 i ++ [1]) (seq m k)) f).
{ clear. induction k as [|k IH]; intros m f lo hi; cbn [seq map in_span].
  - intro i. destruct (Nat.lt_ge_cases i m) as [l|l]; [rewrite lo by exact l|rewrite hi by lia]; exists 0; reflexivity.
  - exists (f m). apply IH; intros i l; rewrite entry_repeat; destruct (Nat.eqb_spec i m) as [->|ne]; try lia.
    + rewrite lo by lia. ring.
    + rewrite hi by lia. ring. }
apply G; [lia|]. exact H.
Qed.

(* n samples; what is killed in a later prime is so from the beginning *)
Definition all_zero (q : Z) (n : nat) (us : list unit_rows) (choice : list (list bool)) : Prop :=
  forall f, (forall i, (n <= i)%nat -> f i = 0) -> killed_by_units q f us choice -> forall i, (q | f i).

Lemma every_choice_from n p later cells : 1 < p -> (forall q us, In (q, us) later -> 1 < q) ->
  forall units chosen kernel, every_choice n p later cells units chosen kernel = true ->
  forall choice, length choice = length units -> Forall (fun c => In c cells) choice ->
  (forall f, in_span p kernel f -> killed_by_units p f units choice -> forall i, (p | f i)) \/
  exists q us, In (q, us) later /\ all_zero q n us (rev chosen ++ choice).
Proof.
intros p1 L. induction units as [|u units IH]; intros chosen kernel E choice len all.
- destruct choice; [|discriminate]. rewrite app_nil_r. destruct kernel as [|k kernel].
  + left. intros f S _. exact S.
  + right. cbn [every_choice] in E. apply existsb_exists in E. destruct E as [[q us] [inq E]].
    exists q, us. split; [exact inq|]. intros f F K.
    assert (S := narrowed_by_all_sound q f (L q us inq) us (rev chosen) (everything n) K (in_everything q n f F)).
    destruct (narrowed_by_all q us (rev chosen) (everything n)); [exact S|discriminate].
- destruct kernel as [|k kernel].
  + left. intros f S _. exact S.
  + destruct choice as [|c choice]; [discriminate|]. injection len as len. inversion all as [|? ? inc all']; subst.
    cbn [every_choice] in E. rewrite forallb_forall in E. specialize (E c inc).
    destruct (IH (c :: chosen) _ E choice len all') as [H|[q [us [inq H]]]].
    * left. intros f S K. inversion K; subst. apply H; [|assumption]. apply narrowed_by_sound; assumption.
    * right. exists q, us. split; [exact inq|]. cbn [rev] in H. rewrite <- app_assoc in H. exact H.
Qed.

Theorem every_choice_sound n p later cells units : 1 < p -> (forall q us, In (q, us) later -> 1 < q) ->
  every_choice n p later cells units [] (everything n) = true ->
  forall choice, length choice = length units -> Forall (fun c => In c cells) choice ->
  exists q us, In (q, us) ((p, units) :: later) /\ all_zero q n us choice.
Proof.
intros p1 L E choice len all.
destruct (every_choice_from n p later cells p1 L units [] (everything n) E choice len all) as [H|[q [us [inq H]]]].
- exists p, units. split; [left; reflexivity|]. intros f F K. apply H; [apply in_everything; exact F|exact K].
- exists q, us. split; [right; exact inq|exact H].
Qed.
