(* The tree of the sign vectors of one unit, and how it is written (format.md 5.18). Extracted. *)
From Coq Require Import ZArith List Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json.
Import ListNotations.
Open Scope Z_scope.
Open Scope string_scope.

(* What is left of a prefix of signs: both its extensions; itself, as a cell; or nothing, by factors of some samples *)
Inductive node := Split | Cell | Empty (terms : list (Z * Q)).

Definition node_json (t : node) : json :=
  match t with
  | Split => Number 0
  | Cell => Number 1
  | Empty terms => List (map (fun '(n, q) => List [Number n; rational q]) terms)
  end.

Definition tree_json (primes : list Z) (tree : list node) : json :=
  Object [("primes", numbers primes); ("tree", List (map node_json tree))].

(* --- the reader; nothing depends on it but what is accepted at all --- *)

Definition term_in (j : json) : option (Z * Q) :=
  match j with
  | List [n; q] => match number_of n, rational_of q with Some n, Some q => Some (n, q) | _, _ => None end
  | _ => None
  end.

Definition node_in (j : json) : option node :=
  match j with
  | Number n => Some (if (n =? 0)%Z then Split else Cell)
  | _ => match list_of term_in j with Some terms => Some (Empty terms) | None => None end
  end.
