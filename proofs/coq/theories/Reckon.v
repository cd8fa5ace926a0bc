(* lia in the long proofs. It reads every hypothesis, those on networks and rules too, which takes seconds each time;
   [reckon] puts aside first what is not about whole numbers. *)
From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect.
From mathcomp Require Export zify ssrZ.

Ltac about_numbers T :=
  lazymatch T with
  | is_true (leq _ _) => idtac
  | is_true (eq_op _ _) => idtac
  | is_true (Z.leb _ _) => idtac
  | is_true (Z.ltb _ _) => idtac
  | is_true (Z.eqb _ _) => idtac
  | is_true (Nat.eqb _ _) => idtac
  | is_true (Nat.leb _ _) => idtac
  | is_true (Nat.ltb _ _) => idtac
  | is_true (Pos.eqb _ _) => idtac
  | is_true (~~ ?A) => about_numbers (is_true A)
  | is_true (?A && ?B) => about_numbers (is_true A); about_numbers (is_true B)
  | is_true (?A || ?B) => about_numbers (is_true A); about_numbers (is_true B)
  | ?A = true => about_numbers (is_true A)
  | ?A = false => about_numbers (is_true A)
  | @eq ?S _ _ => let S := eval hnf in S in lazymatch S with Z => idtac | nat => idtac | positive => idtac end
  | Z.lt _ _ => idtac
  | Z.le _ _ => idtac
  | Z.gt _ _ => idtac
  | Peano.le _ _ => idtac
  | Peano.lt _ _ => idtac
  | ~ ?A => about_numbers A
  | ?A /\ ?B => about_numbers A; about_numbers B
  | ?A \/ ?B => about_numbers A; about_numbers B
  | ?A <-> ?B => about_numbers A; about_numbers B
  | ?A -> ?B => about_numbers A; about_numbers B
  end.

Ltac reckon := repeat match goal with H : ?T |- _ => tryif about_numbers T then fail else clear H end; lia.
