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

Definition coefficients (r : Z) (c : list bool) : list Z := map (fun one : bool => if one then 1 else r) c.
Definition chosen_column (p r : Z) (c : list bool) (parts : list (list Z)) : list Z := chosen_sum p [] (with_slope p r parts) c.

Lemma nth_scaled p r y i : nth i (map (fun x => (r * x) mod p) y) 0 = (r * nth i y 0) mod p.
Proof.
revert i; induction y as [|x y IH]; intros [|i]; cbn [map nth]; rewrite ?Z.mul_0_r, ?Zmod_0_l; auto.
Qed.

Lemma chosen_sum_nth p r i : p <> 0 -> forall parts c v,
  (p | nth i (chosen_sum p v (with_slope p r parts) c) 0 - (nth i v 0 + comb (coefficients r c) parts i)).
Proof.
intro p0. induction parts as [|y parts IH]; intros [|one c] v; cbn [chosen_sum with_slope coefficients map comb];
  try (exists 0; ring).
fold (with_slope p r parts) (coefficients r c). set (y' := if one then y else _).
destruct (IH c (sum_mod p v y')) as [k1 H1]; destruct (sum_mod_nth p v y' i) as [k2 H2].
assert (Y : (p | nth i y' 0 - (if one then 1 else r) * nth i y 0)).
{ unfold y'; destruct one; [exists 0; ring|]. rewrite nth_scaled. apply modulo_divides, p0. }
destruct Y as [k3 H3]. exists (k1 + k2 + k3).
replace (nth i (chosen_sum p (sum_mod p v y') (with_slope p r parts) c) 0) with
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

Lemma one_more_sample p r choice parts later path : 1 < p ->
  let v := chosen_column p r choice parts in let a := first_entry v in Z.gcd a p = 1 ->
  independent_mod p (map2 (chosen_column p r) path (map (map (without p a v)) later)) ->
  independent_mod p (map2 (chosen_column p r) (choice :: path) (parts :: later)).
Proof.
intros p1 v a G. assert (a0 : a <> 0) by (intro E; rewrite E, Z.gcd_0_l in G; lia).
destruct (without_related p v ltac:(lia) a0) as (j & row & J & W). specialize (W a).
cbn [map2]. fold v. apply (one_more_independent p v a j row _ _ G J).
clear -W p1. revert path. induction later as [|s later IH]; intros [|c path]; cbn [map map2]; constructor; auto.
apply chosen_related; [lia|]. apply all_related, W.
Qed.

Lemma no_sample p r path : independent_mod p (map2 (chosen_column p r) path []).
Proof. intros [|x v]; destruct path; cbn; try discriminate; constructor. Qed.

Lemma units_stay units p a v samples : Forall (fun parts => length parts = units) samples ->
  Forall (fun parts => length parts = units) (map (map (without p a v)) samples).
Proof. intro F. apply Forall_map. revert F. apply Forall_impl. intros s <-. apply map_length. Qed.

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
  intros len Fu S path R; try discriminate; try (left; apply no_sample).
injection len as len. inversion Fu as [|? ? lp Fs]; subst. cbn [shared] in S.
apply sum_classes_sound in S. unfold with_slope at 1 in S. rewrite map_length in S.
inversion R as [|? choice ? path' Rc R']; subst. apply Rc in S. clear Rc R. cbn beta zeta in S.
fold (chosen_column p r choice parts) in S. set (v := chosen_column p r choice parts) in *.
destruct (Z.eqb_spec (Z.gcd (first_entry v) p) 1) as [G|G].
2: { right. exists [choice], path'. split; [reflexivity|exact S]. }
set (later := map (map (without p (first_entry v) v)) samples) in *.
assert (S' : shared fold false p r otherwise n later (rev choice :: before) = true).
{ destruct samples as [|s samples]; [destruct n; reflexivity|exact S]. }
assert (len' : length cs = length later) by (unfold later; rewrite map_length; exact len).
destruct (IH false later cs (rev choice :: before) len' (units_stay _ _ _ _ _ Fs) S' path' R') as [I|I].
- left. exact (one_more_sample p r choice parts samples path' p1 G I).
- right. destruct I as (tried & rest & -> & O). exists (choice :: tried), rest. split; [reflexivity|].
  cbn [map rev]. rewrite <- app_assoc. exact O.
Qed.

Lemma cleared_by_sound rest : forall path samples samples', cleared_by p r samples path = Some samples' ->
  independent_mod p (map2 (chosen_column p r) rest samples') ->
  independent_mod p (map2 (chosen_column p r) (path ++ rest) samples).
Proof.
induction path as [|choice path IH]; intros [|parts later] samples'; cbn [cleared_by].
- intros _ _. apply no_sample.
- intro H; injection H as <-. auto.
- intros _ _. apply no_sample.
- fold (chosen_column p r choice parts). set (v := chosen_column p r choice parts).
  destruct (Z.eqb_spec (Z.gcd (first_entry v) p) 1) as [G|G]; [|discriminate].
  intros H I. apply (one_more_sample p r choice parts later (path ++ rest) p1 G). exact (IH _ _ H I).
Qed.

Lemma cleared_by_shape : forall path samples samples', cleared_by p r samples path = Some samples' ->
  Forall (fun parts => length parts = units) samples ->
  Forall (fun parts => length parts = units) samples' /\ length samples' = (length samples - length path)%nat.
Proof.
induction path as [|choice path IH]; intros [|parts later] samples'; cbn [cleared_by];
  try (intro H; injection H as <-; intro F; split; [exact F|reflexivity]).
destruct (_ =? 1); [|discriminate]. intros H F. inversion F; subst.
destruct (IH _ _ H (units_stay _ _ _ _ _ ltac:(eassumption))) as [F' len]. split; [exact F'|].
rewrite len, map_length. reflexivity.
Qed.

Lemma levels_after rest : forall tried first cs, Forall2 ranges_over (tree_levels fold first units d a b cs) (tried ++ rest) ->
  Forall2 ranges_over (tree_levels fold (match tried with [] => first | _ => false end) units d a b (skipn (length tried) cs)) rest.
Proof.
induction tried as [|c tried IH]; intros first cs R; [exact R|]. destruct cs as [|c0 cs]; [inversion R|].
inversion R as [|? ? ? ? _ R']; subst. specialize (IH false cs R'). destruct tried; exact IH.
Qed.
End Walk.

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

Lemma turned_twice (tried : list (list bool)) : rev (map (@rev bool) (rev (map (@rev bool) tried))) = tried.
Proof. rewrite <- map_rev, rev_involutive, map_map, (map_ext _ (fun c => c) (@rev_involutive bool)). apply map_id. Qed.

Section Tree.
Variables (fold : bool) (units d : nat) (a b : Z) (cs : list (list Z)).
Hypothesis lengths : Forall (fun column => length column = (units * d)%nat) cs.
Let levels := tree_levels fold true units d a b cs.

Lemma parts_columns p r path : p <> 0 -> (p | r * b - a) -> Forall2 ranges_over levels path ->
  independent_mod p (map2 (chosen_column p r) path (map (parts_of p b d [] units) cs)) ->
  independent_mod p (concat (map2 columns levels path)).
Proof.
intros p0 E R. apply independent_congruent. subst levels. revert lengths path R. generalize true as first.
induction cs as [|c cs' IH]; intros first Len path R; inversion R as [|? choice ? path' _ R']; subst; cbn; constructor.
- inversion Len as [|? ? lc _]; subst. intro i.
  destruct (parts_comb p r a b d p0 E units [] c choice lc (Forall_nil _) i) as [k1 H1].
  cbn [length Nat.ltb Nat.leb] in H1. rewrite Nat.sub_0_r in H1.
  destruct (chosen_column_nth p r choice (parts_of p b d [] units c) i p0) as [k2 H2].
  exists (k1 + k2). rewrite Z.mul_add_distr_r, <- H1, <- H2. ring.
- inversion Len; subst. exact (IH false ltac:(assumption) path' R').
Qed.

Lemma tree_walk_from primes : (forall q, In q primes -> 1 < q) ->
  forall tried, tree_walk fold units d a b cs primes (rev (map (@rev bool) tried)) = true ->
  forall rest, Forall2 ranges_over levels (tried ++ rest) ->
  exists q, In q primes /\ independent_mod q (concat (map2 columns levels (tried ++ rest))).
Proof.
induction primes as [|p later IH]; intros P tried W rest R; cbn [tree_walk] in W; [discriminate|].
assert (p1 := P p (or_introl eq_refl)). specialize (IH (fun q i => P q (or_intror i))).
assert (Later : forall tried' rest', tried' ++ rest' = tried ++ rest ->
  tree_walk fold units d a b cs later (rev (map (@rev bool) tried')) = true ->
  exists q, In q (p :: later) /\ independent_mod q (concat (map2 columns levels (tried ++ rest)))).
{ intros tried' rest' E W'. rewrite <- E in R |- *. destruct (IH tried' W' rest' R) as [q [I H]].
  exists q. split; [right; exact I|exact H]. }
rewrite turned_twice in W. set (r := (a * inverse p b) mod p) in *.
destruct (Z.eqb_spec ((r * b - a) mod p) 0) as [E|_]; [|exact (Later tried rest eq_refl W)].
apply Z.mod_divide in E; [|lia].
destruct (cleared_by _ _ _ _) as [samples|] eqn:C; [|exact (Later tried rest eq_refl W)].
assert (U : Forall (fun parts => length parts = units) (map (parts_of p b d [] units) cs)).
{ apply Forall_map. revert lengths. apply Forall_impl. intros c _. apply parts_length. }
destruct (cleared_by_shape units p r _ _ _ C U) as [U' len]. rewrite map_length in len.
assert (W' : shared fold (match tried with [] => true | _ => false end) p r (tree_walk fold units d a b cs later) (length cs)
  samples (rev (map (@rev bool) tried)) = true).
{ destruct tried as [|c tried]; [exact W|]. cbn [map rev] in W |- *.
  destruct (rev (map (@rev bool) tried) ++ [rev c]) eqn:N; [destruct (app_cons_not_nil _ _ _ (eq_sym N))|exact W]. }
destruct (shared_sound fold units d a b p r _ p1 _ _ samples (skipn (length tried) cs) _
  ltac:(rewrite skipn_length, len; reflexivity) U' W' rest (levels_after _ _ _ _ _ rest tried true cs R))
  as [I|(more & rest' & -> & T)].
- exists p. split; [left; reflexivity|]. apply (parts_columns p r); [lia|exact E|exact R|].
  exact (cleared_by_sound p r p1 rest tried _ _ C I).
- apply (Later (tried ++ more) rest'); [symmetry; apply app_assoc|]. rewrite map_app, rev_app_distr. exact T.
Qed.

Theorem tree_walk_sound primes : (forall q, In q primes -> 1 < q) -> tree_walk fold units d a b cs primes [] = true ->
  forall path, Forall2 ranges_over levels path ->
  exists q, In q primes /\ independent_mod q (concat (map2 columns levels path)).
Proof. intros P W path R. exact (tree_walk_from primes P [] W path R). Qed.
End Tree.
