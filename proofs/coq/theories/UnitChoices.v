(* Choices of a state for each unit, up to the order of units of one class (format.md 5.26), and how many there are.
   Extracted; that they are all, once each, is proved in SoundUnitChoices.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* The class of a unit is the first unit with equal noise. *)
Definition equal_row (x y : list Q) : bool := all2 (fun a b => Qnum a * Z.pos (Qden b) =? Qnum b * Z.pos (Qden a)) x y.
Fixpoint first_equal (e : list Q) (es : list (list Q)) (k : nat) : nat :=
  match es with [] => k | e' :: es' => if equal_row e e' then k else first_equal e es' (S k) end.
Definition classes_of (es : list (list Q)) : list nat := map (fun e => first_equal e es O) es.

(* The state of the last unit of class c among those before, which have theirs: the last one first *)
Fixpoint least (c : nat) (before : list (nat * nat)) : nat :=
  match before with [] => O | (c', x) :: before' => if Nat.eqb c' c then x else least c before' end.

(* States that do not fall within a class *)
Fixpoint rising (classes : list nat) (before : list (nat * nat)) (states : list nat) : bool :=
  match classes, states with
  | [], [] => true
  | c :: classes', x :: states' => Nat.leb (least c before) x && rising classes' ((c, x) :: before) states'
  | _, _ => false
  end.

(* All of them with n states, in lexicographic order *)
Fixpoint choices_from (n : nat) (classes : list nat) (before : list (nat * nat)) : list (list nat) :=
  match classes with
  | [] => [[]]
  | c :: classes' =>
    flat_map (fun x => map (cons x) (choices_from n classes' ((c, x) :: before))) (seq (least c before) (n - least c before))
  end.
Definition unit_choices (n : nat) (classes : list nat) : list (list nat) := choices_from n classes [].

(* --- how many: multisets of m out of n for each class of m units --- *)

Fixpoint sums_so_far (sum : Z) (row : list Z) : list Z :=
  match row with [] => [] | a :: row' => let s := sum + a in s :: sums_so_far s row' end.
Fixpoint multiset_row (n : nat) (row : list Z) : list Z :=
  match n with O => row | S n' => multiset_row n' (sums_so_far 0 row) end.
Definition multisets (n m : nat) : Z := nth m (multiset_row n (1 :: repeat 0 m)) 0.

Definition occurrences (c : nat) (classes : list nat) : nat := length (filter (Nat.eqb c) classes).
Definition choice_count (n : nat) (classes : list nat) : Z :=
  fold_right (fun c a => match occurrences c classes with O => a | m => multisets n m * a end) 1 (seq 0 (length classes)).
