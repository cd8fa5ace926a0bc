(* The elimination is right: what it accepts has no combination of columns that vanishes modulo q
   but those with coefficients divisible by h. Plain Coq, no library but ZArith. *)
From Coq Require Import ZArith List Bool Lia.
From Dlmcert Require Import Arithmetic.
Import ListNotations.
Open Scope Z_scope.

(* entry j of the combination of the columns with the coefficients v *)
Fixpoint comb (v : list Z) (columns : list (list Z)) (j : nat) : Z :=
  match v, columns with
  | x :: v', c :: columns' => x * nth j c 0 + comb v' columns' j
  | _, _ => 0
  end.

Lemma nth_nil_Z j : nth j (@nil Z) 0 = 0.
Proof. destruct j; reflexivity. Qed.

Lemma axpy_nth q t y x j :
  q <> 0 -> (q | nth j (axpy q t y x) 0 - (nth j y 0 - t * nth j x 0)).
Proof.
intro q0. assert (M : forall a, (q | a mod q - a)).
{ intro a. exists (- (a / q)). rewrite (Z.mod_eq a q q0). ring. }
revert y j; induction x as [|a x IH]; intros y j; cbn [axpy].
{ exists 0. rewrite nth_nil_Z. ring. }
destruct y as [|b y]; destruct j as [|j]; cbn [nth].
- replace (0 - t * a) with (- (t * a)) by ring. apply M.
- specialize (IH [] j). rewrite nth_nil_Z in IH. exact IH.
- apply M.
- apply IH.
Qed.

(* Taking out column k and coefficient k changes no combination. *)
Lemma pull_length {A} k : forall (xs : list A) y r, pull k xs = Some (y, r) -> length xs = S (length r).
Proof.
induction k as [|k IH]; intros [|x xs] y r; cbn [pull]; try discriminate.
- intro H; injection H as <- <-; reflexivity.
- destruct (pull k xs) as [[y' r']|] eqn:E; [|discriminate].
  intro H; injection H as <- <-; cbn [length]. rewrite (IH _ _ _ E). reflexivity.
Qed.

Lemma pull_comb k : forall columns c rest v, pull k columns = Some (c, rest) ->
  length v = length columns -> exists x v', pull k v = Some (x, v') /\ length v' = length rest /\
  (forall j, comb v columns j = x * nth j c 0 + comb v' rest j) /\
  (forall h, (h | x) -> Forall (Z.divide h) v' -> Forall (Z.divide h) v).
Proof.
induction k as [|k IH]; intros [|c0 columns] c rest [|x0 v] H len; cbn [pull] in *; try discriminate.
- injection H as <- <-. exists x0, v. injection len as len. repeat split; auto.
- destruct (pull k columns) as [[c' r']|] eqn:E; [|discriminate]. injection H as <- <-.
  injection len as len. destruct (IH columns c' r' v E len) as (x & v' & P & L & C & D).
  rewrite P. exists x, (x0 :: v'). repeat split.
  + cbn [length]. rewrite L. reflexivity.
  + intro j. cbn [comb]. rewrite C. ring.
  + intros h hx hv. inversion hv; subst. constructor; auto.
Qed.

Lemma divides_all_nth g c : 0 < g -> divides_all g c = true -> forall j, (g | nth j c 0).
Proof.
unfold divides_all. intros g0 H j. apply orb_prop in H. destruct H as [H|H].
{ apply Z.eqb_eq in H. subst g. apply Z.divide_1_l. }
destruct (Nat.lt_ge_cases j (length c)) as [lt|ge].
- rewrite forallb_forall in H. apply (Z.mod_divide _ g); [lia|]. apply Z.eqb_eq, H, nth_In, lt.
- rewrite nth_overflow by exact ge. apply Z.divide_0_r.
Qed.

Section Step.
Variables (q h g u : Z) (j : nat) (c : list Z).
Hypotheses (q1 : 1 < q) (g0 : 0 < g) (gh : (g * h | q)).
Hypothesis unit : exists k, nth j c 0 / g * u = 1 + k * q.
Hypothesis gc : forall i, (g | nth i c 0).

Lemma reduced_combination rest v : length v = length rest ->
  Forall (fun y => (g | nth j y 0)) rest ->
  exists T, (forall i, (q | comb v (map (clear_row q j g u c) rest) i - (comb v rest i - T * nth i c 0)))
    /\ (q | comb v (map (clear_row q j g u c) rest) j)
    /\ (Forall (Z.divide h) v -> (h | T)).
Proof.
revert v. induction rest as [|y rest IH]; intros [|z v] len G; try discriminate.
- exists 0. repeat split; intros; try (exists 0; cbn [comb map]; ring).
- injection len as len. inversion G as [|? ? Gy G']; subst. destruct (IH v len G') as (T & HT & HJ & HD).
  set (t := (nth j y 0 / g * u) mod q).
  exists (z * t + T). split; [|split].
  + intro i. cbn [comb map]. destruct (HT i) as [k Hk].
    destruct (axpy_nth q t y c i ltac:(lia)) as [k' Hk'].
    exists (z * k' + k). unfold clear_row at 1. fold t.
    replace (z * nth i (axpy q t y c) 0 + comb v (map (clear_row q j g u c) rest) i -
             (z * nth i y 0 + comb v rest i - (z * t + T) * nth i c 0))
      with (z * (nth i (axpy q t y c) 0 - (nth i y 0 - t * nth i c 0))
            + (comb v (map (clear_row q j g u c) rest) i - (comb v rest i - T * nth i c 0))) by ring.
    rewrite Hk, Hk'. ring.
  + cbn [comb map]. apply Z.divide_add_r; [|exact HJ]. apply Z.divide_mul_r.
    unfold clear_row. fold t. destruct (axpy_nth q t y c j ltac:(lia)) as [k Hk].
    destruct unit as [ku U]. destruct Gy as [y' Y]. destruct (gc j) as [c' C].
    assert (E : t = nth j y 0 / g * u - q * (nth j y 0 / g * u / q)) by (apply Z.mod_eq; lia).
    rewrite C, Y in *. rewrite Z.div_mul in U, E by lia.
    exists (k + (y' * u / q) * c' * g - y' * ku * g).
    replace (nth j (axpy q t y c) 0) with
      ((nth j (axpy q t y c) 0 - (y' * g - t * (c' * g))) + (y' * g - t * (c' * g))) by ring.
    rewrite Hk, E.
    replace (y' * g - (y' * u - q * (y' * u / q)) * (c' * g))
      with (y' * g - y' * g * (c' * u) + q * (y' * u / q) * (c' * g)) by ring.
    rewrite U. ring.
  + intro F. inversion F as [|? ? [a Ha] F']; subst. destruct (HD F') as [b Hb].
    exists (a * t + b). rewrite Hb. ring.
Qed.

(* One step: the column's coefficient, and the combination of what is left *)
Lemma step x v rest : length v = length rest -> Forall (fun y => (g | nth j y 0)) rest ->
  (forall i, (q | x * nth i c 0 + comb v rest i)) ->
  (forall i, (q | comb v (map (clear_row q j g u c) rest) i)) /\
  (Forall (Z.divide h) v -> (h | x)).
Proof.
intros len G div. destruct (reduced_combination rest v len G) as (T & HT & HJ & HD).
assert (XT : (q | (x + T) * g)).
{ destruct unit as [ku U]. destruct (gc j) as [c' C].
  rewrite C in U. rewrite Z.div_mul in U by lia.
  destruct (div j) as [k1 H1]; destruct (HT j) as [k2 H2]; destruct HJ as [k3 H3]. rewrite C in *.
  exists ((k1 + k2 - k3) * u - (x + T) * g * ku).
  replace (((k1 + k2 - k3) * u - (x + T) * g * ku) * q) with
    ((k1 * q + k2 * q - k3 * q) * u - (x + T) * g * (ku * q)) by ring.
  rewrite <- H1, <- H2, <- H3.
  replace (ku * q) with (c' * u - 1) by (rewrite U; ring). ring. }
split.
- intro i. destruct (div i) as [k1 H1]; destruct (HT i) as [k2 H2]; destruct (gc i) as [c' C].
  destruct XT as [k3 H3]. exists (k1 + k2 - c' * k3). rewrite C in *.
  replace (comb v (map (clear_row q j g u c) rest) i) with
    ((x * (c' * g) + comb v rest i)
     + (comb v (map (clear_row q j g u c) rest) i - (comb v rest i - T * (c' * g)))
     - c' * ((x + T) * g)) by ring.
  rewrite H1, H2, H3. ring.
- intro F. destruct (HD F) as [b Hb]. destruct XT as [k H]; destruct gh as [r R]. subst q.
  exists (k * r - b). assert (E : (x + T) * g = (k * r * h) * g) by (rewrite H; ring).
  apply Z.mul_reg_r in E; [|lia]. lia.
Qed.
End Step.

Lemma eliminate_sound q h find n : 1 < q -> 0 < h -> forall columns v,
  eliminate q h find n columns = true -> length v = length columns ->
  (forall j, (q | comb v columns j)) -> Forall (Z.divide h) v.
Proof.
intros q1 h0. induction n as [|n IH]; intros columns v; destruct columns as [|c0 columns];
  destruct v as [|x0 v]; cbn [eliminate length]; try discriminate; try (intros; constructor; fail).
destruct (find (c0 :: columns)) as [[[[k j] g] u]|]; [|discriminate].
destruct (pull k (c0 :: columns)) as [[c rest]|] eqn:P; [|discriminate].
intros H len div. repeat (apply andb_prop in H; destruct H as [H ?]).
match goal with E : eliminate _ _ _ _ _ = true |- _ => rename E into He end.
match goal with E : (_ || _)%bool = true |- _ => rename E into Hr end.
match goal with E : divides_all _ _ = true |- _ => rename E into Hc end.
match goal with E : (_ mod q =? 1) = true |- _ => apply Z.eqb_eq in E; rename E into Hu end.
match goal with E : (q mod _ =? 0) = true |- _ => apply Z.eqb_eq in E; rename E into Hq end.
apply Z.ltb_lt in H.
assert (len' : length (x0 :: v) = length (c0 :: columns)) by exact len.
destruct (pull_comb _ _ _ _ _ P len') as (x & v' & _ & L & C & D).
assert (U : exists k, nth j c 0 / g * u = 1 + k * q).
{ exists (nth j c 0 / g * u / q). rewrite (Z.div_mod (nth j c 0 / g * u) q) at 1 by lia. rewrite Hu. ring. }
assert (GH : (g * h | q)).
{ apply Z.mod_divide; [|exact Hq]. nia. }
assert (G : Forall (fun y => (g | nth j y 0)) rest).
{ apply Forall_forall. intros y iny. apply orb_prop in Hr. destruct Hr as [Hr|Hr].
  - apply Z.eqb_eq in Hr. subst g. apply Z.divide_1_l.
  - rewrite forallb_forall in Hr. apply Z.mod_divide; [lia|]. apply Z.eqb_eq, Hr, iny. }
destruct (step q h g u j c q1 H GH U (divides_all_nth g c H Hc) x v' rest L G) as [R X].
{ intro i. rewrite <- C. apply div. }
assert (F : Forall (Z.divide h) v').
{ apply (IH _ _ He); [|exact R]. rewrite map_length. exact L. }
apply D; [apply X, F|exact F].
Qed.

Theorem independent_sound p columns v :
  independent p columns = true -> length v = length columns ->
  (forall j, (p | comb v columns j)) -> 1 < p /\ Forall (Z.divide p) v.
Proof.
unfold independent; intros H len div; apply andb_prop in H; destruct H as [p1 He].
apply Z.ltb_lt in p1. split; [exact p1|]. refine (eliminate_sound p p _ _ p1 _ _ _ He len div). lia.
Qed.

Theorem independent_power_sound m k columns v :
  independent_power m k columns = true -> length v = length columns ->
  (forall j, (m ^ k | comb v columns j)) -> 1 < m /\ 1 < m ^ k /\ Forall (Z.divide m) v.
Proof.
unfold independent_power; intros H len div. apply andb_prop in H; destruct H as [H He].
apply andb_prop in H; destruct H as [m1 k1]. apply Z.ltb_lt in m1. apply Z.leb_le in k1.
assert (q1 : 1 < m ^ k) by (apply Z.pow_gt_1; lia).
split; [exact m1|]. split; [exact q1|]. destruct (k =? 1) eqn:K.
- apply Z.eqb_eq in K. subst k. rewrite Z.pow_1_r in div. eapply independent_sound; eassumption.
- refine (eliminate_sound (m ^ k) m _ _ q1 _ _ _ He len div). lia.
Qed.
