(* The walk over all choices is right: the columns of each are independent modulo one of the primes.
   Plain Coq, no library but ZArith. *)
From Coq Require Import ZArith List Bool Lia.
From Dlmcert Require Import Arithmetic Elimination EachPattern.
Import ListNotations.
Open Scope Z_scope.

(* No combination of the columns vanishes modulo p but those with coefficients divisible by p. *)
Definition independent_mod (p : Z) (cs : list (list Z)) : Prop :=
  forall v, length v = length cs -> (forall i, (p | comb v cs i)) -> Forall (Z.divide p) v.

(* --- combinations --- *)

Definition plus_times (t : Z) (v w : list Z) : list Z := map2 (fun a b => a + t * b) v w.

Lemma plus_times_length t v w : length v = length w -> length (plus_times t v w) = length w.
Proof. unfold plus_times; revert w; induction v as [|a v IH]; intros [|b w]; cbn; try discriminate; auto. Qed.

Lemma plus_times_comb t cs i : forall v w, length v = length cs -> length w = length cs ->
  comb (plus_times t v w) cs i = comb v cs i + t * comb w cs i.
Proof.
unfold plus_times. induction cs as [|c cs IH]; intros [|a v] [|b w]; cbn; try discriminate; [intros; lia|].
intros H K; injection H as H; injection K as K. rewrite IH by assumption. ring.
Qed.

Lemma comb_app v1 cs1 v2 cs2 i : length v1 = length cs1 -> comb (v1 ++ v2) (cs1 ++ cs2) i = comb v1 cs1 i + comb v2 cs2 i.
Proof.
revert cs1; induction v1 as [|a v1 IH]; intros [|c cs1]; cbn; try discriminate; auto.
intro H; injection H as H. rewrite IH by exact H. ring.
Qed.

Lemma comb_rev v cs i : length v = length cs -> comb (rev v) (rev cs) i = comb v cs i.
Proof.
revert cs; induction v as [|a v IH]; intros [|c cs]; cbn; try discriminate; auto.
intro H; injection H as H. rewrite comb_app by (rewrite !rev_length; exact H). rewrite IH by exact H. cbn. ring.
Qed.

Lemma independent_rev p cs : independent_mod p (rev cs) -> independent_mod p cs.
Proof.
intros I v len div. rewrite <- (rev_involutive v). apply Forall_rev. apply I.
- rewrite !rev_length. exact len.
- intro i. rewrite comb_rev by exact len. apply div.
Qed.

(* --- echelons --- *)

Lemma modulo_divides p a : p <> 0 -> (p | a mod p - a).
Proof. intro p0. exists (- (a / p)). rewrite (Z.mod_eq a p p0). ring. Qed.

(* y is the column c up to a combination of others, modulo p *)
Definition reduced_to (p : Z) (cs : list (list Z)) (c y : list Z) : Prop :=
  exists w, length w = length cs /\ forall i, (p | nth i y 0 - (nth i c 0 - comb w cs i)).

Definition vanishes (p : Z) (B : echelon) (f : nat -> Z) : Prop :=
  Forall (fun s => let '(j, _, _) := s in (p | f j)) B.

Inductive echelon_of (p : Z) : list (list Z) -> echelon -> Prop :=
| no_column : echelon_of p [] []
| one_more cs B c j u y : echelon_of p cs B -> reduced_to p cs c y -> vanishes p B (fun i => nth i y 0) ->
    (p | nth j y 0 * u - 1) -> echelon_of p (c :: cs) ((j, u, y) :: B).

Lemma vanishes_sum p B f g h : (forall i, (p | f i) -> (p | g i) -> (p | h i)) ->
  vanishes p B f -> vanishes p B g -> vanishes p B h.
Proof.
unfold vanishes; intros H F G. induction B as [|[[j u] b] B IH]; constructor; inversion F; inversion G; subst; auto.
Qed.

Lemma nth_map_mod p c i : nth i (map (fun a => a mod p) c) 0 = nth i c 0 mod p.
Proof. change 0 with (0 mod p) at 1. apply (map_nth (fun a => a mod p)). Qed.

Lemma cleared_sound p cs B c : 1 < p -> echelon_of p cs B ->
  reduced_to p cs c (cleared p B c) /\ vanishes p B (fun i => nth i (cleared p B c) 0).
Proof.
intros p1 E. induction E as [|cs B c' j u b E [IHr IHv] [wb [lb Hb]] Vb U].
{ split; [|constructor]. exists []. split; [reflexivity|]. intro i. cbn [cleared comb].
  rewrite nth_map_mod, Z.sub_0_r. apply modulo_divides. lia. }
destruct IHr as [w [lw Hw]]. cbn [cleared]. set (y := cleared p B c) in *.
set (t := (nth j y 0 * u) mod p).
set (y' := if t =? 0 then y else axpy p t y b).
assert (Y : forall i, (p | nth i y' 0 - (nth i y 0 - t * nth i b 0))).
{ intro i. unfold y'. destruct (Z.eqb_spec t 0) as [t0|t0].
  - rewrite t0. exists 0. ring.
  - apply axpy_nth. lia. }
destruct (modulo_divides p (nth j y 0 * u) ltac:(lia)) as [kt Ht]. fold t in Ht.
split.
- exists (t :: plus_times (- t) w wb). split; [cbn [length]; rewrite plus_times_length by congruence; congruence|].
  intro i. cbn [comb]. rewrite plus_times_comb by assumption.
  destruct (Y i) as [k1 H1]; destruct (Hw i) as [k2 H2]; destruct (Hb i) as [k3 H3].
  exists (k1 + k2 - t * k3).
  replace (nth i y' 0 - (nth i c 0 - (t * nth i c' 0 + (comb w cs i + - t * comb wb cs i))))
    with ((nth i y' 0 - (nth i y 0 - t * nth i b 0)) + (nth i y 0 - (nth i c 0 - comb w cs i))
          - t * (nth i b 0 - (nth i c' 0 - comb wb cs i))) by ring.
  rewrite H1, H2, H3. ring.
- constructor.
  + destruct (Y j) as [k1 H1]; destruct U as [ku Hu]. exists (k1 - nth j y 0 * ku - kt * nth j b 0).
    replace (nth j y' 0) with ((nth j y' 0 - (nth j y 0 - t * nth j b 0)) + nth j y 0
      - (t - nth j y 0 * u) * nth j b 0 - nth j y 0 * (nth j b 0 * u)) by ring.
    rewrite H1, Ht. replace (nth j b 0 * u) with (ku * p + 1) by lia. ring.
  + refine (vanishes_sum p B (fun i => nth i y 0) (fun i => nth i b 0) _ _ IHv Vb).
    intros i [k1 H1] [k2 H2]. destruct (Y i) as [k3 H3]. exists (k3 + k1 - t * k2).
    replace (nth i y' 0) with ((nth i y' 0 - (nth i y 0 - t * nth i b 0)) + nth i y 0 - t * nth i b 0) by ring.
    rewrite H3, H1, H2. ring.
Qed.

(* One more column: its coefficient is divisible by p if the combination vanishes where y does not. *)
Lemma one_more_coefficient p cs B c y : echelon_of p cs B -> reduced_to p cs c y -> vanishes p B (fun i => nth i y 0) ->
  (forall v, length v = length cs -> vanishes p B (comb v cs) -> Forall (Z.divide p) v) ->
  forall x v, length v = length cs -> vanishes p B (fun i => x * nth i c 0 + comb v cs i) ->
  (forall i, (p | x * nth i c 0 + comb v cs i - x * nth i y 0)) /\ ((p | x) -> Forall (Z.divide p) v).
Proof.
intros E [w [lw Hw]] Vy IH x v len V.
assert (D : Forall (Z.divide p) (plus_times x v w)).
{ apply IH; [rewrite plus_times_length by congruence; exact lw|].
  refine (vanishes_sum p B _ _ _ _ V Vy). intros i [k1 H1] [k2 H2]. destruct (Hw i) as [k3 H3].
  rewrite plus_times_comb by assumption. exists (k1 - x * k2 + x * k3).
  replace (comb v cs i + x * comb w cs i) with ((x * nth i c 0 + comb v cs i) - x * nth i y 0
    + x * (nth i y 0 - (nth i c 0 - comb w cs i))) by ring.
  rewrite H3, H1, H2. ring. }
assert (Z0 : forall i, (p | comb (plus_times x v w) cs i)).
{ intro i. clear -D. revert cs. induction D as [|a l [k Hk] D IH]; intros [|c cs]; cbn; try apply Z.divide_0_r.
  apply Z.divide_add_r; [|apply IH]. rewrite Hk. exists (k * nth i c 0). ring. }
split.
- intro i. destruct (Z0 i) as [k1 H1]. rewrite plus_times_comb in H1 by assumption. destruct (Hw i) as [k3 H3].
  exists (k1 - x * k3).
  replace (x * nth i c 0 + comb v cs i - x * nth i y 0) with ((comb v cs i + x * comb w cs i)
    - x * (nth i y 0 - (nth i c 0 - comb w cs i))) by ring.
  rewrite H1, H3. ring.
- intros [k Hk]. clear -D Hk len lw. rewrite <- len in lw. clear len. revert w lw D.
  induction v as [|a v IH]; intros [|b w]; cbn; try discriminate; [constructor|].
  intro L; injection L as L. intro D. inversion D as [|? ? [k' H'] D']; subst. constructor; [|exact (IH _ L D')].
  exists (k' - k * b). replace a with ((a + k * p * b) - k * p * b) by ring. rewrite H'. ring.
Qed.

Lemma echelon_independent p cs B : 1 < p -> echelon_of p cs B ->
  forall v, length v = length cs -> vanishes p B (comb v cs) -> Forall (Z.divide p) v.
Proof.
intros p1 E. induction E as [|cs B c j u y E IH R Vy U]; intros [|x v]; try discriminate; [constructor|].
intro len; injection len as len. intro V. inversion V as [|? ? Vj VB]; subst. cbn [comb] in Vj, VB.
destruct (one_more_coefficient p cs B c y E R Vy IH x v len VB) as [X F].
assert (px : (p | x)).
{ destruct (X j) as [k1 H1]; destruct U as [ku Hu]; destruct Vj as [k2 H2].
  exists ((k2 - k1) * u - x * ku).
  replace x with (x * (nth j y 0 * u) - x * (nth j y 0 * u - 1)) at 1 by ring.
  replace (x * (nth j y 0 * u)) with (((x * nth j c 0 + comb v cs j)
    - (x * nth j c 0 + comb v cs j - x * nth j y 0)) * u) by ring.
  rewrite H1, H2, Hu. ring. }
constructor; auto.
Qed.

Lemma vanishes_all p B f : (forall i, (p | f i)) -> vanishes p B f.
Proof. intro H. apply Forall_forall. intros [[j u] b] _. apply H. Qed.

Lemma unit_in_sound p c n k j g u : unit_in p c n = Some (k, j, g, u) ->
  (n <= j)%nat /\ (nth (j - n) c 0 * u) mod p = 1.
Proof.
revert n. induction c as [|a c IH]; intros n; cbn [unit_in]; [discriminate|].
assert (S' : forall j, (S n <= j)%nat -> nth (j - n) (a :: c) 0 = nth (j - S n) c 0).
{ intros j' le. replace (j' - n)%nat with (S (j' - S n)) by lia. reflexivity. }
assert (R : unit_in p c (S n) = Some (k, j, g, u) -> (n <= j)%nat /\ (nth (j - n) (a :: c) 0 * u) mod p = 1).
{ intro H. destruct (IH _ H) as [le E]. split; [lia|]. rewrite S' by exact le. exact E. }
destruct (a mod p =? 0); [exact R|].
destruct ((a * inverse p a) mod p =? 1) eqn:E; [|exact R].
intro H; injection H as <- <- <- <-. split; [lia|]. rewrite Nat.sub_diag. apply Z.eqb_eq, E.
Qed.

Lemma added_sound p cs B c B' : 1 < p -> echelon_of p cs B -> added p B c = Some B' -> echelon_of p (c :: cs) B'.
Proof.
intros p1 E. unfold added. destruct (cleared_sound p cs B c p1 E) as [R V].
destruct (unit_in p (cleared p B c) O) as [[[[k j] g] u]|] eqn:H; [|discriminate].
intro K; injection K as <-. destruct (unit_in_sound _ _ _ _ _ _ _ H) as [_ U]. rewrite Nat.sub_0_r in U.
constructor; auto. exists (nth j (cleared p B c) 0 * u / p).
rewrite (Z.div_mod (nth j (cleared p B c) 0 * u) p) at 1 by lia. rewrite U. ring.
Qed.

Lemma all_added_sound p cs : 1 < p -> forall before B B', echelon_of p before B -> all_added p B cs = Some B' ->
  echelon_of p (rev_append cs before) B'.
Proof.
intro p1. induction cs as [|c cs IH]; intros before B B' E; cbn [all_added rev_append].
- intro H; injection H as <-. exact E.
- destruct (added p B c) as [B1|] eqn:A; [|discriminate]. apply IH. exact (added_sound _ _ _ _ _ p1 E A).
Qed.

Lemma echelon_mod p cs B : 1 < p -> echelon_of p cs B -> independent_mod p cs.
Proof. intros p1 E v len div. apply (echelon_independent p cs B p1 E v len). apply vanishes_all, div. Qed.

Lemma can_be_added_sound p cs : 1 < p -> forall before B, echelon_of p before B -> can_be_added p B cs = true ->
  independent_mod p (rev_append cs before).
Proof.
intro p1. induction cs as [|c cs IH]; intros before B E.
{ intros _. exact (echelon_mod _ _ _ p1 E). }
destruct cs as [|c' cs].
- cbn [can_be_added rev_append]. intro H. destruct (cleared_sound p before B c p1 E) as [R V].
  set (y := cleared p B c) in *. apply existsb_exists in H. destruct H as [a [ina G]].
  apply Z.eqb_eq in G. destruct (In_nth y a 0 ina) as [j [_ Ej]].
  intros [|x v]; cbn; try discriminate. intros len div; injection len as len.
  destruct (one_more_coefficient p before B c y E R V (echelon_independent p before B p1 E) x v len
    (vanishes_all _ _ _ div)) as [X F].
  assert (px : (p | x)).
  { apply (Z.gauss p a x); [|rewrite Z.gcd_comm; exact G].
    destruct (X j) as [k1 H1]; destruct (div j) as [k2 H2]. exists (k2 - k1). rewrite <- Ej.
    replace (nth j y 0 * x) with ((x * nth j c 0 + comb v before j)
      - (x * nth j c 0 + comb v before j - x * nth j y 0)) by ring.
    rewrite H1, H2. ring. }
  constructor; auto.
- intro H. cbn [can_be_added] in H. fold can_be_added in H.
  destruct (added p B c) as [B1|] eqn:A; [|discriminate].
  exact (IH (c :: before) B1 (added_sound _ _ _ _ _ p1 E A) H).
Qed.

Lemma later_prime_sound primes cs q later B : (forall q, In q primes -> 1 < q) ->
  later_prime primes cs = Some (q, later, B) ->
  In q primes /\ (forall r, In r later -> In r primes) /\ echelon_of q (rev cs) B.
Proof.
induction primes as [|r primes IH]; intro P; cbn [later_prime]; [discriminate|].
destruct (all_added r [] cs) as [B1|] eqn:A.
- intro H; injection H as <- <- <-. repeat split; [left; reflexivity|intros; right; assumption|].
  rewrite rev_alt. apply (all_added_sound r cs (P r (or_introl eq_refl)) [] [] B1); [constructor|exact A].
- intro H. destruct IH as [I [J K]]; [intros; apply P; right; assumption|exact H|].
  repeat split; [right; exact I|intros; right; apply J; assumption|exact K].
Qed.

(* --- the walk --- *)

(* The choices that a level is about *)
Definition ranges_over (l : level) (choice : list bool) : Prop := forall f, for_all l f = true -> f choice = true.

(* The columns of a way to choose, the last one first *)
Fixpoint columns_after (before : list (list Z)) (levels : list level) (path : list (list bool)) : list (list Z) :=
  match levels, path with
  | l :: levels', c :: path' => columns_after (rev_append (columns l c) before) levels' path'
  | _, _ => before
  end.

Lemma walk_from levels : forall before p later B, 1 < p -> (forall q, In q later -> 1 < q) -> echelon_of p before B ->
  walk levels before p later B = true -> forall path, Forall2 ranges_over levels path ->
  exists q, In q (p :: later) /\ independent_mod q (columns_after before levels path).
Proof.
induction levels as [|l levels IH]; intros before p later B p1 L E W path R.
{ exists p. split; [left; reflexivity|]. exact (echelon_mod _ _ _ p1 E). }
inversion R as [|? c ? path' Rc R']; subst. cbn [walk] in W. fold walk in W. apply Rc in W. cbn beta zeta in W.
cbn [columns_after]. set (before' := rev_append (columns l c) before) in *.
destruct levels as [|l' levels].
- inversion R'; subst. cbn [columns_after]. apply orb_prop in W. destruct W as [W|W].
  + exists p. split; [left; reflexivity|]. exact (can_be_added_sound _ _ p1 _ _ E W).
  + apply existsb_exists in W. destruct W as [q [inq W]]. exists q. split; [right; exact inq|].
    assert (I := can_be_added_sound q _ (L q inq) [] [] (no_column q) W).
    rewrite <- rev_alt, rev_involutive in I. exact I.
- destruct (all_added p B (columns l c)) as [B'|] eqn:A.
  + exact (IH _ _ _ _ p1 L (all_added_sound _ _ p1 _ _ _ E A) W path' R').
  + destruct (later_prime later (rev before')) as [[[q later'] B']|] eqn:P; [|discriminate].
    destruct (later_prime_sound _ _ _ _ _ L P) as [I [J K]]. rewrite rev_involutive in K.
    destruct (IH _ _ _ _ (L q I) (fun r ir => L r (J r ir)) K W path' R') as [r [ir Hr]].
    exists r. split; [right|exact Hr]. destruct ir as [<-|ir]; auto.
Qed.

Lemma columns_after_rev levels : forall path before, rev (columns_after before levels path) =
  rev before ++ concat (map2 columns levels path).
Proof.
induction levels as [|l levels IH]; intros [|c path] before; cbn; try (rewrite app_nil_r; reflexivity).
rewrite IH, rev_append_rev, rev_app_distr, rev_involutive, app_assoc. reflexivity.
Qed.

Theorem walk_sound levels p later : (forall q, In q (p :: later) -> 1 < q) -> walk levels [] p later [] = true ->
  forall path, Forall2 ranges_over levels path ->
  exists q, In q (p :: later) /\ independent_mod q (concat (map2 columns levels path)).
Proof.
intros P W path R.
destruct (walk_from levels [] p later [] (P p (or_introl eq_refl)) (fun q i => P q (or_intror i)) (no_column p) W path R)
  as [q [I H]].
exists q. split; [exact I|]. replace (concat (map2 columns levels path)) with (rev (columns_after [] levels path)).
- apply independent_rev. rewrite rev_involutive. exact H.
- rewrite columns_after_rev. reflexivity.
Qed.

Lemma each_choice_sound n f : forall before, each_choice n before f = true ->
  forall c, length c = n -> f (rev before ++ c) = true.
Proof.
induction n as [|n IH]; intros before H [|b c]; cbn; try discriminate.
- intros _. rewrite app_nil_r. exact H.
- intro len; injection len as len. cbn [each_choice] in H. apply andb_prop in H. destruct H as [T F].
  destruct b.
  + specialize (IH _ T c len). cbn [rev] in IH. rewrite <- app_assoc in IH. exact IH.
  + specialize (IH _ F c len). cbn [rev] in IH. rewrite <- app_assoc in IH. exact IH.
Qed.
