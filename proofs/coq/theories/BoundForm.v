(* Bound trees and how they are written (format.md 5.33). Extracted. *)
From Coq Require Import ZArith List Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json CellForm.
Import ListNotations.
Open Scope Z_scope.
Open Scope string_scope.

(* The numbers k of a unit: the samples on which they are s m, and those that are given *)
Record bound_factors := BoundFactors { low_samples : list Z; given_factors : list (Z * Q) }.

Inductive bound_node :=
| OutputSplit (unit : Z)                 (* by the sign of an output weight *)
| InputSplit (unit sample : Z)           (* by the sign of a unit on a sample *)
| NoSuchUnit (unit : Z) (lambda : list (Z * Q))   (* an empty cell *)
| BoundLeaf (vector : Z) (factors : list bound_factors).

Record bound_tree := BoundTreeOf { bound_vectors : list (list Q); bound_nodes : list bound_node }.

Definition terms_json (terms : list (Z * Q)) : json :=
  List (map (fun '(n, q) => List [Number n; rational q]) terms).

Definition factors_json (f : bound_factors) : json :=
  Object [("low", numbers (low_samples f)); ("factors", terms_json (given_factors f))].

Definition bound_node_json (t : bound_node) : json :=
  match t with
  | OutputSplit i => List [Number i]
  | InputSplit i n => List [Number i; Number n]
  | NoSuchUnit i lambda => Object [("unit", Number i); ("lambda", terms_json lambda)]
  | BoundLeaf m us => Object [("vector", Number m); ("units", List (map factors_json us))]
  end.

(* Two fields, after those that an evidence has before *)
Definition bound_fields (b : bound_tree) : list (string * json) :=
  [("vectors", table rationals (bound_vectors b)); ("tree", List (map bound_node_json (bound_nodes b)))].

(* --- the reader; nothing depends on it but what is accepted at all --- *)

Definition factors_in (j : json) : option bound_factors :=
  match get "low" j, get "factors" j with
  | Some l, Some f =>
    match list_of number_of l, list_of term_in f with
    | Some l, Some f => Some (BoundFactors l f)
    | _, _ => None
    end
  | _, _ => None
  end.

Definition bound_node_in (j : json) : option bound_node :=
  match j with
  | List [i] => match number_of i with Some i => Some (OutputSplit i) | None => None end
  | List [i; n] =>
    match number_of i, number_of n with Some i, Some n => Some (InputSplit i n) | _, _ => None end
  | _ =>
    match get "vector" j with
    | Some m =>
      match number_of m, get "units" j with
      | Some m, Some us => match list_of factors_in us with Some us => Some (BoundLeaf m us) | None => None end
      | _, _ => None
      end
    | None =>
      match get "unit" j, get "lambda" j with
      | Some i, Some l =>
        match number_of i, list_of term_in l with Some i, Some l => Some (NoSuchUnit i l) | _, _ => None end
      | _, _ => None
      end
    end
  end.

Definition bound_tree_in (j : json) : option bound_tree :=
  match get "vectors" j, get "tree" j with
  | Some v, Some t =>
    match list_of (list_of rational_of) v, list_of bound_node_in t with
    | Some v, Some t => Some (BoundTreeOf v t)
    | _, _ => None
    end
  | _, _ => None
  end.
