(* Every sign vector but those that are proved to be empty is a cell of the tree (soundness.md 17).
   Plain Coq, no library but ZArith. *)
From Coq Require Import ZArith List Bool Lia QArith_base.
From Dlmcert Require Import Arithmetic CellForm CellRules.
Import ListNotations.

Section Tree.
Variable tau : nat -> bool.

(* The signs of the samples below n, the last one first *)
Fixpoint signs_below (n : nat) : list bool := match n with O => [] | S k => tau k :: signs_below k end.

Lemma signs_below_length n : length (signs_below n) = n.
Proof. induction n; cbn; congruence. Qed.

Definition extended (prefix : list bool) : Prop := prefix = signs_below (length prefix).

(* The signs come after all extensions of the prefix. *)
Fixpoint passed (prefix : list bool) : Prop :=
  match prefix with [] => False | true :: r => extended (false :: r) \/ passed r | false :: r => passed r end.

Lemma passed_next prefix : passed prefix ->
  exists prefix', next prefix = Some prefix' /\ (extended prefix' \/ passed prefix').
Proof.
induction prefix as [|[] r IH]; cbn [passed next]; [intros []| |exact IH].
intro H. exists (false :: r). split; [reflexivity|exact H].
Qed.

Lemma split prefix : extended prefix -> extended (true :: prefix) \/ extended (false :: prefix).
Proof.
unfold extended. cbn [length signs_below]. intro E. rewrite <- E.
destruct (tau (length prefix)); [left|right]; reflexivity.
Qed.

Lemma cells_from_kept n empty tree : forall prefix k acc cells,
  cells_from n empty tree prefix k acc = Some cells -> forall c, In c acc -> In c cells.
Proof.
induction tree as [|t tree IH]; intros prefix k acc cells; cbn [cells_from]; [discriminate|].
assert (After : forall proved acc', (forall c, In c acc -> In c acc') ->
  (if proved : bool then match next prefix with
    | None => match tree with [] => Some acc' | _ => None end
    | Some prefix' => cells_from n empty tree prefix' (length prefix') acc' end else None) = Some cells ->
  forall c, In c acc -> In c cells).
{ intros [] acc' sub; [|discriminate]. destruct (next prefix) as [prefix'|].
  - intros H c inc. exact (IH _ _ _ _ H c (sub c inc)).
  - destruct tree; [|discriminate]. intro H; injection H as <-. exact sub. }
destruct t as [| |terms].
- destruct (Nat.leb n k); [discriminate|]. apply IH.
- apply (After (Nat.eqb k n) (prefix :: acc)). intros c inc. right. exact inc.
- apply (After (empty terms prefix) acc). auto.
Qed.

Theorem cells_from_sound n empty : (forall terms prefix, empty terms prefix = true -> extended prefix -> (length prefix <= n)%nat -> False) ->
  forall tree prefix k acc cells, k = length prefix -> (k <= n)%nat ->
  cells_from n empty tree prefix k acc = Some cells -> extended prefix \/ passed prefix -> In (signs_below n) cells.
Proof.
intro none. induction tree as [|t tree IH]; intros prefix k acc cells kE kn; cbn [cells_from]; [discriminate|].
assert (nextle : forall q q', next q = Some q' -> (length q' <= length q)%nat).
{ clear. induction q as [|[] q IH]; intros q'; cbn [next]; [discriminate| |].
  - intro H; injection H as <-. reflexivity.
  - intro H. specialize (IH _ H). cbn [length]. lia. }
assert (After : forall proved acc', (proved = true -> extended prefix -> In (signs_below n) acc') ->
  (if proved : bool then match next prefix with
    | None => match tree with [] => Some acc' | _ => None end
    | Some prefix' => cells_from n empty tree prefix' (length prefix') acc' end else None) = Some cells ->
  extended prefix \/ passed prefix -> In (signs_below n) cells).
{ intros [] acc' here; [|discriminate]. intros H [E|P].
  - assert (I := here eq_refl E). destruct (next prefix) as [prefix'|].
    + exact (cells_from_kept _ _ _ _ _ _ _ H _ I).
    + destruct tree; [|discriminate]. injection H as <-. exact I.
  - destruct (passed_next prefix P) as [prefix' [E Q]]. rewrite E in H.
    refine (IH _ _ _ _ eq_refl _ H Q). apply nextle in E. lia. }
destruct t as [| |terms].
- destruct (Nat.leb_spec n k) as [le|lt]; [discriminate|]. intros H [E|P].
  + refine (IH _ _ _ _ _ lt H _); [cbn [length]; congruence|].
    destruct (split prefix E) as [T|F]; [left; exact T|right; cbn [passed]; left; exact F].
  + refine (IH _ _ _ _ _ lt H _); [cbn [length]; congruence|]. right. cbn [passed]. right. exact P.
- apply (After (Nat.eqb k n) (prefix :: acc)). intros E X. apply Nat.eqb_eq in E. left.
  rewrite X. congruence.
- apply (After (empty terms prefix) acc). intros E X. exfalso. apply (none terms prefix E X). lia.
Qed.

Lemma sign_atE prefix n : extended prefix -> (0 <= n < Z.of_nat (length prefix))%Z -> sign_at prefix n = tau (Z.to_nat n).
Proof.
unfold extended, sign_at. intros E lt. rewrite E, signs_below_length. set (k := length prefix) in *.
assert (l : (Z.to_nat n < k)%nat) by lia. clearbody k. clear E lt. revert l. generalize (Z.to_nat n). clear n.
induction k as [|k IH]; intros m l; [lia|]. cbn [signs_below].
destruct (Nat.eq_dec m k) as [->|ne].
- replace (S k - S k)%nat with O by lia. reflexivity.
- replace (S k - S m)%nat with (S (k - S m)) by lia. cbn [nth]. apply IH. lia.
Qed.
End Tree.
