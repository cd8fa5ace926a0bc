(* The walk in which patterns share parts of columns is right: the columns of each choice are independent modulo one
   of the primes. Plain Coq, no library but ZArith. *)
From Coq Require Import ZArith List Bool Lia.
From Dlmcert Require Import Arithmetic Elimination EachPattern SoundWalk Siblings.
Import ListNotations.
Open Scope Z_scope.

(* --- sums of parts --- *)

Lemma divides_0 p : (p | 0 - 0).
Proof. exists 0. ring. Qed.

Lemma sum_mod_nth p v : forall w i, (p | nth i (sum_mod p v w) 0 - (nth i v 0 + nth i w 0)).
Proof.
induction v as [|x v IH]; intros [|y w] i; cbn [sum_mod].
- rewrite nth_nil_Z. apply divides_0.
- rewrite nth_nil_Z. exists 0. ring.
- rewrite nth_nil_Z. exists 0. ring.
- destruct i as [|i]; cbn [nth]; [|apply IH].
  destruct (x + y <? p); [exists 0|exists (-1)]; ring.
Qed.

Definition pairs_of (p r : Z) (parts : list (list Z)) : list (list Z * list Z) :=
  map (fun y => (y, map (fun x => (r * x) mod p) y)) parts.
Definition coefficients (r : Z) (c : list bool) : list Z := map (fun one : bool => if one then 1 else r) c.
Definition chosen_column (p r : Z) (c : list bool) (parts : list (list Z)) : list Z := chosen_sum p [] (pairs_of p r parts) c.

Lemma nth_scaled p r y i : nth i (map (fun x => (r * x) mod p) y) 0 = (r * nth i y 0) mod p.
Proof.
revert i; induction y as [|x y IH]; intros [|i]; cbn [map nth]; rewrite ?Z.mul_0_r, ?Zmod_0_l; auto.
Qed.

Lemma chosen_sum_nth p r i : p <> 0 -> forall parts c v,
  (p | nth i (chosen_sum p v (pairs_of p r parts) c) 0 - (nth i v 0 + comb (coefficients r c) parts i)).
Proof.
intro p0. induction parts as [|y parts IH]; intros [|one c] v; cbn [chosen_sum pairs_of coefficients map comb];
  try (exists 0; ring).
fold (pairs_of p r parts) (coefficients r c). set (y' := if one then y else _).
destruct (IH c (sum_mod p v y')) as [k1 H1]; destruct (sum_mod_nth p v y' i) as [k2 H2].
assert (Y : (p | nth i y' 0 - (if one then 1 else r) * nth i y 0)).
{ unfold y'; destruct one; [exists 0; ring|]. rewrite nth_scaled. apply modulo_divides, p0. }
destruct Y as [k3 H3]. exists (k1 + k2 + k3).
replace (nth i (chosen_sum p (sum_mod p v y') (pairs_of p r parts) c) 0) with
  (k1 * p + (nth i (sum_mod p v y') 0 + comb (coefficients r c) parts i)) by (rewrite <- H1; ring).
replace (nth i (sum_mod p v y') 0) with (k2 * p + (nth i v 0 + nth i y' 0)) by (rewrite <- H2; ring).
replace (nth i y' 0) with (k3 * p + (if one then 1 else r) * nth i y 0) by (rewrite <- H3; ring).
ring.
Qed.

Lemma chosen_column_nth p r c parts i : p <> 0 -> (p | nth i (chosen_column p r c parts) 0 - comb (coefficients r c) parts i).
Proof.
intro p0. destruct (chosen_sum_nth p r i p0 parts c []) as [k H]. exists k. unfold chosen_column.
rewrite nth_nil_Z in H. rewrite <- H. ring.
Qed.

(* --- each choice --- *)

Lemma each_sum_sound p f pairs : forall before v, each_sum p pairs before v f = true ->
  forall c, length c = length pairs -> f (rev_append c before) (chosen_sum p v pairs c) = true.
Proof.
induction pairs as [|[on off] pairs IH]; intros before v H [|one c]; cbn [length]; try discriminate; [intros _; exact H|].
intro len; injection len as len. cbn [each_sum] in H. apply andb_prop in H. destruct H as [T F].
destruct one; cbn [chosen_sum rev_append]; apply IH; assumption.
Qed.

Lemma each_choice_complete n f : forall before, (forall c, length c = n -> f (rev before ++ c) = true) ->
  each_choice n before f = true.
Proof.
induction n as [|n IH]; intros before H; cbn [each_choice].
- rewrite <- (app_nil_r (rev before)). apply H. reflexivity.
- apply andb_true_intro; split; apply IH; intros c len; cbn [rev]; rewrite <- app_assoc; apply H; cbn; congruence.
Qed.

Lemma rev_all n : rev (repeat true n) = repeat true n.
Proof.
induction n as [|n IH]; cbn; [reflexivity|]. rewrite IH. clear IH.
induction n as [|n IH]; cbn; [reflexivity|]. rewrite IH. reflexivity.
Qed.

Lemma existsb_rev {A} (f : A -> bool) l : existsb f (rev l) = existsb f l.
Proof. induction l as [|a l IH]; cbn; [reflexivity|]. rewrite existsb_app, IH. cbn. rewrite orb_false_r. apply orb_comm. Qed.

Lemma sum_classes_sound fold first p pairs f : sum_classes fold first p pairs f = true ->
  classes fold first (length pairs) (fun c => f (rev c) (chosen_sum p [] pairs c)) = true.
Proof.
unfold sum_classes, classes. destruct fold; [destruct first|].
- rewrite rev_all. auto.
- destruct pairs as [|[on off] pairs]; [intro H; exact H|]. intro H. cbn [length Nat.pred].
  apply each_choice_complete. intros c len. cbn [rev app]. cbn [chosen_sum sum_mod].
  assert (G := each_sum_sound _ _ _ _ _ H c len). rewrite rev_append_rev in G. exact G.
- intro H. apply each_choice_complete. intros c len. cbn [rev app].
  assert (G := each_sum_sound _ _ _ _ _ H c len). cbn beta in G. rewrite <- rev_alt, existsb_rev in G. exact G.
Qed.

(* --- one more column --- *)

Lemma cross_nth p a t v : p <> 0 -> forall y i, (p | nth i (cross p a t y v) 0 - (a * nth i y 0 - t * nth i v 0)).
Proof.
intro p0. induction v as [|x v IH]; intros y i; cbn [cross].
{ rewrite nth_scaled, nth_nil_Z. replace (a * nth i y 0 - t * 0) with (a * nth i y 0) by ring. apply modulo_divides, p0. }
destruct y as [|b y]; destruct i as [|i]; cbn [nth].
- replace (a * 0 - t * x) with (- (t * x)) by ring. apply modulo_divides, p0.
- specialize (IH [] i). rewrite nth_nil_Z in IH. exact IH.
- apply modulo_divides, p0.
- apply IH.
Qed.

(* y' is a times y less a multiple of v, so that row j is 0, in the rows that the function names *)
Definition related (p : Z) (v : list Z) (a : Z) (j : nat) (row : nat -> nat) (y y' : list Z) : Prop :=
  forall i, (p | nth i y' 0 - (a * nth (row i) y 0 - nth j y 0 * nth (row i) v 0)).

Lemma without_related p v : p <> 0 -> first_entry v <> 0 -> exists j row, nth j v 0 = first_entry v /\
  forall a y, related p v a j row y (without p a v y).
Proof.
intro p0. induction v as [|x v IH]; cbn [first_entry]; [congruence|].
destruct (Z.eqb_spec x 0) as [x0|x0].
- intro H. destruct (IH H) as (j & row & J & R). clear IH. subst x.
  exists (S j), (fun i => match i with O => O | S i' => S (row i') end). split; [exact J|].
  intros a [|b y] [|i]; cbn [without Z.eqb nth].
  + exists 0. ring.
  + exists 0. ring.
  + rewrite Z.mul_0_r, Z.sub_0_r. apply modulo_divides, p0.
  + apply R.
- intros _. exists O, S. split; [reflexivity|]. intros a [|b y] i; cbn [without].
  + rewrite !nth_nil_Z. exists 0. ring.
  + destruct (Z.eqb_spec x 0) as [E|_]; [congruence|]. cbn [nth]. apply cross_nth, p0.
Qed.

Lemma related_comb p v a j row : forall w ys ys', Forall2 (related p v a j row) ys ys' -> forall i,
  (p | comb w ys' i - (a * comb w ys (row i) - comb w ys j * nth (row i) v 0)).
Proof.
induction w as [|x w IH]; intros ys ys' F i; [destruct ys, ys'; cbn; exists 0; ring|].
destruct F as [|y y' ys ys' R F]; cbn [comb]; [exists 0; ring|].
destruct (IH _ _ F i) as [k1 H1]; destruct (R i) as [k2 H2]. exists (k1 + x * k2).
replace (x * nth i y' 0 + comb w ys' i - (a * (x * nth (row i) y 0 + comb w ys (row i))
    - (x * nth j y 0 + comb w ys j) * nth (row i) v 0))
  with ((comb w ys' i - (a * comb w ys (row i) - comb w ys j * nth (row i) v 0))
    + x * (nth i y' 0 - (a * nth (row i) y 0 - nth j y 0 * nth (row i) v 0))) by ring.
rewrite H1, H2. ring.
Qed.

Lemma same_length {A B} (R : A -> B -> Prop) xs ys : Forall2 R xs ys -> length xs = length ys.
Proof. induction 1; cbn; congruence. Qed.

Lemma divides_comb p w : Forall (Z.divide p) w -> forall ys i, (p | comb w ys i).
Proof.
induction 1 as [|x w [k Hk] D IH]; intros [|y ys] i; cbn; try apply Z.divide_0_r.
apply Z.divide_add_r; [|apply IH]. rewrite Hk. exists (k * nth i y 0). ring.
Qed.

Lemma one_more_independent p v a j row ys ys' : Z.gcd a p = 1 -> nth j v 0 = a ->
  Forall2 (related p v a j row) ys ys' -> independent_mod p ys' -> independent_mod p (v :: ys).
Proof.
intros G J F I [|x w]; cbn [length]; try discriminate. intros len div; injection len as len.
assert (D : Forall (Z.divide p) w).
{ apply I; [rewrite len; exact (same_length _ _ _ F)|]. intro i.
  destruct (related_comb p v a j row w ys ys' F i) as [k1 H1].
  destruct (div (row i)) as [k2 H2]; destruct (div j) as [k3 H3]. cbn [comb] in H2, H3. rewrite J in H3.
  exists (k1 + a * k2 - nth (row i) v 0 * k3).
  replace (comb w ys' i) with ((comb w ys' i - (a * comb w ys (row i) - comb w ys j * nth (row i) v 0))
    + a * (x * nth (row i) v 0 + comb w ys (row i)) - nth (row i) v 0 * (x * a + comb w ys j)) by ring.
  rewrite H1, H2, H3. ring. }
constructor; [|exact D]. apply (Z.gauss p a x); [|rewrite Z.gcd_comm; exact G].
destruct (divides_comb p w D ys j) as [k1 H1]; destruct (div j) as [k2 H2]. cbn [comb] in H2. rewrite J in H2.
exists (k2 - k1). replace (a * x) with ((x * a + comb w ys j) - comb w ys j) by ring. rewrite H2, H1. ring.
Qed.

(* A column of parts that are cleared is the column, cleared. *)
Lemma chosen_related p r c v a j row parts parts' : p <> 0 -> Forall2 (related p v a j row) parts parts' ->
  related p v a j row (chosen_column p r c parts) (chosen_column p r c parts').
Proof.
intros p0 F i.
destruct (related_comb p v a j row (coefficients r c) parts parts' F i) as [k H].
destruct (chosen_column_nth p r c parts' i p0) as [k1 H1].
destruct (chosen_column_nth p r c parts (row i) p0) as [k2 H2].
destruct (chosen_column_nth p r c parts j p0) as [k3 H3].
exists (k + k1 - a * k2 + nth (row i) v 0 * k3).
set (y' := nth i (chosen_column p r c parts') 0) in *.
set (y := nth (row i) (chosen_column p r c parts) 0) in *.
set (z := nth j (chosen_column p r c parts) 0) in *.
replace (y' - (a * y - z * nth (row i) v 0)) with
  ((comb (coefficients r c) parts' i - (a * comb (coefficients r c) parts (row i)
     - comb (coefficients r c) parts j * nth (row i) v 0))
   + (y' - comb (coefficients r c) parts' i) - a * (y - comb (coefficients r c) parts (row i))
   + nth (row i) v 0 * (z - comb (coefficients r c) parts j)) by ring.
rewrite H, H1, H2, H3. ring.
Qed.

Lemma all_related p v a j row ys : (forall y, related p v a j row y (without p a v y)) ->
  Forall2 (related p v a j row) ys (map (without p a v) ys).
Proof. intro R. induction ys; cbn [map]; constructor; auto. Qed.

(* --- the walk --- *)

Section Walk.
Variables (fold : bool) (units d : nat) (a b p r : Z) (otherwise : list (list bool) -> bool).
Hypothesis p1 : 1 < p.

Lemma shared_sound n : forall first samples cs before, length cs = length samples ->
  Forall (fun parts => length parts = units) samples -> shared fold first p r otherwise n samples before = true ->
  forall path, Forall2 ranges_over (tree_levels fold first units d a b cs) path ->
  independent_mod p (map2 (chosen_column p r) path samples) \/
  exists tried rest, path = tried ++ rest /\ otherwise (rev (map (@rev bool) tried) ++ before) = true.
Proof.
induction n as [|n IH]; intros first [|parts samples] [|c0 cs] before; cbn [length]; try discriminate;
  intros len Fu S path R; try discriminate.
1, 2: left; inversion R; subst; intros [|x v]; cbn; try discriminate; constructor.
injection len as len. inversion Fu as [|? ? lp Fs]; subst. cbn [shared] in S.
apply sum_classes_sound in S. rewrite map_length in S.
inversion R as [|? choice ? path' Rc R']; subst. apply Rc in S. clear Rc R. cbn beta zeta in S.
fold (pairs_of p r parts) in S. fold (chosen_column p r choice parts) in S.
set (v := chosen_column p r choice parts) in *. cbn [map2]. fold v.
destruct (Z.eqb_spec (Z.gcd (first_entry v) p) 1) as [G|G].
2: { right. exists [choice], path'. split; [reflexivity|exact S]. }
assert (v0 : first_entry v <> 0).
{ intro E. rewrite E, Z.gcd_0_l in G. lia. }
destruct (without_related p v ltac:(lia) v0) as (j & row & J & W). specialize (W (first_entry v)).
assert (N : independent_mod p (map2 (chosen_column p r) path' (map (map (without p (first_entry v) v)) samples)) ->
  independent_mod p (v :: map2 (chosen_column p r) path' samples)).
{ apply (one_more_independent p v _ j row _ _ G J).
  clear -W p1. revert path'. induction samples as [|s samples IH]; intros [|c path']; cbn [map map2]; constructor; auto.
  apply chosen_related; [lia|]. apply all_related, W. }
assert (S' : shared fold false p r otherwise n (map (map (without p (first_entry v) v)) samples) (rev choice :: before) = true).
{ destruct samples as [|s samples]; [destruct n; reflexivity|exact S]. }
destruct (IH false (map (map (without p (first_entry v) v)) samples) cs (rev choice :: before)) with (path := path') as [I|I];
  try assumption.
- rewrite map_length. exact len.
- apply Forall_map. revert Fs. apply Forall_impl. intros s <-. apply map_length.
- left. exact (N I).
- right. destruct I as (tried & rest & -> & O). exists (choice :: tried), rest. split; [reflexivity|].
  cbn [map rev]. rewrite <- app_assoc. exact O.
Qed.
End Walk.

Lemma retried_sound primes rest : (forall q, In q primes -> 1 < q) -> forall levels path before,
  retried levels before path primes = true -> Forall2 ranges_over levels (path ++ rest) ->
  exists q, In q primes /\ independent_mod q (columns_after before levels (path ++ rest)).
Proof.
intro P. induction levels as [|l levels IH]; intros path before H R.
- inversion R as [E|]. cbn [retried] in H.
  replace (columns_after before [] _) with before by reflexivity.
  apply existsb_exists in H. destruct H as [q [inq W]]. exists q. split; [exact inq|].
  assert (I := can_be_added_sound q _ (P q inq) [] [] (no_column q) W).
  rewrite <- rev_alt, rev_involutive in I. exact I.
- destruct path as [|c path]; cbn [retried] in H.
  + destruct (later_prime primes (rev before)) as [[[q later] B]|] eqn:L; [|discriminate].
    destruct (later_prime_sound _ _ _ _ _ P L) as [I [J K]]. rewrite rev_involutive in K.
    destruct (walk_from _ _ _ _ _ (P q I) (fun r ir => P r (J r ir)) K H _ R) as [r [ir Hr]].
    exists r. split; [|exact Hr]. destruct ir as [<-|ir]; auto.
  + inversion R; subst. cbn [app columns_after]. apply IH; assumption.
Qed.

(* --- the parts of a column --- *)

Lemma independent_congruent p ys ys' : Forall2 (fun y y' => forall i, (p | nth i y' 0 - nth i y 0)) ys ys' ->
  independent_mod p ys' -> independent_mod p ys.
Proof.
intros F I w len div. apply I; [rewrite len; exact (same_length _ _ _ F)|]. intro i.
specialize (div i). clear -F div. revert w div.
assert (C : forall w, (p | comb w ys' i - comb w ys i)).
{ induction F as [|y y' ys ys' H F IH]; intros [|x w]; cbn [comb]; try (exists 0; ring).
  destruct (IH w) as [k1 H1]; destruct (H i) as [k2 H2]. exists (k1 + x * k2).
  replace (x * nth i y' 0 + comb w ys' i - (x * nth i y 0 + comb w ys i))
    with ((comb w ys' i - comb w ys i) + x * (nth i y' 0 - nth i y 0)) by ring.
  rewrite H1, H2. ring. }
intros w div. replace (comb w ys' i) with ((comb w ys' i - comb w ys i) + comb w ys i) by ring.
apply Z.divide_add_r; auto.
Qed.
