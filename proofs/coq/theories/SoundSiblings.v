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

Lemma map2_nil {A B C} (f : A -> B -> C) xs : map2 f xs [] = [].
Proof. destruct xs; reflexivity. Qed.

Lemma nth_zeros zs : Forall (eq 0) zs -> forall i, nth i zs 0 = 0.
Proof. induction 1 as [|z zs <- F IH]; intros [|i]; cbn; auto. Qed.

Lemma zeros_more zs n : Forall (eq 0) zs -> Forall (eq 0) (zs ++ repeat 0 n).
Proof. intro F. apply Forall_app; split; [exact F|]. induction n; constructor; auto. Qed.

(* The first block of a column *)
Lemma nth_sloped_block d a b one c column i : (d <= length column)%nat ->
  nth i (sloped d a b (one :: c) column) 0 =
  if (i <? d)%nat then (if one then b else a) * nth i column 0 else nth (i - d) (sloped d a b c (skipn d column)) 0.
Proof.
unfold sloped. cbn [map]. unfold kronecker at 1. cbn [flat_map]. fold (kronecker (map (fun one : bool => if one then b else a) c) (repeat 1 d)).
set (f := if one then b else a). set (k := kronecker _ _). clearbody f k.
revert column i. induction d as [|d IH]; intros column i le.
- cbn [repeat map app skipn]. rewrite Nat.sub_0_r. reflexivity.
- destruct column as [|x column]; cbn [length] in le; [lia|]. cbn [repeat map app map2 skipn].
  destruct i as [|i]; cbn [nth]; [rewrite Z.mul_1_r; reflexivity|]. apply IH. lia.
Qed.

Lemma parts_comb p r a b d : p <> 0 -> (p | r * b - a) -> forall units zs column c, length column = (units * d)%nat ->
  Forall (eq 0) zs -> forall i, (p | comb (coefficients r c) (parts_of p b d zs units column) i
    - if (i <? length zs)%nat then 0 else nth (i - length zs) (sloped d a b c column) 0).
Proof.
intros p0 [k K]. induction units as [|units IH]; intros zs column c len F i.
{ destruct column; [|discriminate]. unfold sloped. rewrite map2_nil, nth_nil_Z.
  destruct c; cbn [parts_of coefficients map comb]; destruct (_ <? _)%nat; apply divides_0. }
destruct c as [|one c].
{ cbn [coefficients map comb]. unfold sloped. cbn [map kronecker flat_map map2]. rewrite nth_nil_Z. destruct (_ <? _)%nat; apply divides_0. }
cbn [parts_of coefficients map comb]. fold (coefficients r c).
assert (le : (d <= length column)%nat) by (rewrite len; cbn; lia).
assert (len' : length (skipn d column) = (units * d)%nat) by (rewrite skipn_length, len; cbn; lia).
destruct (IH (zs ++ repeat 0 d) (skipn d column) c len' (zeros_more zs d F) i) as [k1 H1].
rewrite app_length, repeat_length in H1.
rewrite nth_sloped_block by exact le.
destruct (Nat.ltb_spec i (length zs)) as [lt|ge].
- rewrite app_nth1, (nth_zeros zs F) by exact lt.
  destruct (Nat.ltb_spec i (length zs + d)) as [_|?]; [|lia]. exists k1. rewrite <- H1. ring.
- rewrite app_nth2 by exact ge.
  rewrite (nth_scaled p b (firstn d column)).
  destruct (Nat.ltb_spec (i - length zs) d) as [lt|ge'].
  + destruct (Nat.ltb_spec i (length zs + d)) as [_|?]; [|lia].
    assert (E : nth (i - length zs) (firstn d column) 0 = nth (i - length zs) column 0).
    { rewrite <- (firstn_skipn d column) at 2. rewrite app_nth1; [reflexivity|]. rewrite firstn_length_le; lia. }
    rewrite E. set (x := nth (i - length zs) column 0).
    destruct (modulo_divides p (b * x) p0) as [k2 H2].
    exists ((if one then 1 else r) * k2 + k1 + (if one then 0 else k * x)).
    replace ((b * x) mod p) with (k2 * p + b * x) by (rewrite <- H2; ring).
    replace (comb _ _ i) with (k1 * p) by (rewrite <- H1; ring).
    destruct one; [ring|]. replace a with (r * b - k * p) by (rewrite <- K; ring). ring.
  + destruct (Nat.ltb_spec i (length zs + d)) as [?|_]; [lia|].
    rewrite nth_overflow by (rewrite firstn_length_le; lia). rewrite Z.mul_0_r, Zmod_0_l.
    replace (i - length zs - d)%nat with (i - (length zs + d))%nat by lia.
    exists k1. rewrite <- H1. ring.
Qed.

Lemma parts_length p b d units : forall zs column, length (parts_of p b d zs units column) = units.
Proof. induction units as [|n IH]; intros; cbn; auto. Qed.

Theorem tree_walk_sound fold units d a b cs p later : (forall q, In q (p :: later) -> 1 < q) ->
  Forall (fun column => length column = (units * d)%nat) cs -> tree_walk fold units d a b cs p later = true ->
  let levels := tree_levels fold true units d a b cs in
  forall path, Forall2 ranges_over levels path ->
  exists q, In q (p :: later) /\ independent_mod q (concat (map2 columns levels path)).
Proof.
intros P Len W levels path R. unfold tree_walk in W. fold levels in W.
set (r := (a * inverse p b) mod p) in *. assert (p1 := P p (or_introl eq_refl)).
destruct (Z.eqb_spec ((r * b - a) mod p) 0) as [E|_]; [|exact (walk_sound levels p later P W path R)].
apply Z.mod_divide in E; [|lia].
assert (U : Forall (fun parts => length parts = units) (map (parts_of p b d [] units) cs)).
{ apply Forall_map. revert Len. apply Forall_impl. intros c _. apply parts_length. }
destruct (shared_sound fold units d a b p r _ p1 _ true _ cs [] (eq_sym (map_length _ cs)) U W path R)
  as [I|(tried & rest & -> & T)].
- exists p. split; [left; reflexivity|]. refine (independent_congruent p _ _ _ I).
  clear I W U. subst levels. revert Len path R. generalize true as first.
  induction cs as [|c cs IH]; intros first Len path R; inversion R as [|? choice ? path' _ R']; subst; cbn; constructor.
  + inversion Len as [|? ? lc _]; subst. intro i.
    destruct (parts_comb p r a b d ltac:(lia) E units [] c choice lc (Forall_nil _) i) as [k1 H1].
    cbn [length Nat.ltb Nat.leb] in H1. rewrite Nat.sub_0_r in H1.
    destruct (chosen_column_nth p r choice (parts_of p b d [] units c) i ltac:(lia)) as [k2 H2].
    exists (k1 + k2). rewrite Z.mul_add_distr_r, <- H1, <- H2. ring.
  + inversion Len; subst. exact (IH false ltac:(assumption) path' R').
- rewrite app_nil_r, <- map_rev, rev_involutive, map_map in T.
  rewrite (map_ext _ (fun c => c) (@rev_involutive bool)), map_id in T.
  destruct (retried_sound later rest (fun q i => P q (or_intror i)) levels tried [] T R) as [q [I H]].
  exists q. split; [right; exact I|].
  replace (concat _) with (rev (columns_after [] levels (tried ++ rest))).
  + apply independent_rev. rewrite rev_involutive. exact H.
  + rewrite columns_after_rev. reflexivity.
Qed.
