(* Evidence about kinks (format.md, Kinks) and how it is written. Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json.
Import ListNotations.
Open Scope string_scope.
Open Scope list_scope.

(* Why a function of one unit does not descend *)
Inductive kink_way :=
| ByRays
| ByCombination (t : list Q) (concave : list (list Q))
| BySigns (points : list (list Q)).
Record kink := Kink { kink_unit : Z; kink_by : kink_way }.

Definition way_json (by_ : kink_way) : list (string * json) :=
  match by_ with
  | ByRays => [("by", Text "rays")]
  | ByCombination t concave => [("by", Text "combination"); ("t", rationals t); ("T", table rationals concave)]
  | BySigns points => [("by", Text "signs"); ("points", table rationals points)]
  end.
Definition kink_json (k : kink) : json := Object (("unit", Number (kink_unit k)) :: way_json (kink_by k)).
(* There only if it is not empty *)
Definition kinks_json (ks : list kink) : list (string * json) :=
  match ks with [] => [] | _ => [("kinks", table kink_json ks)] end.

Definition way_in (j : json) : option kink_way :=
  bind (bind (get "by" j) text_in) (fun way =>
  if String.eqb way "rays" then Some ByRays
  else if String.eqb way "combination" then
    bind (bind (get "t" j) (list_of rational_of)) (fun t =>
    bind (bind (get "T" j) (list_of (list_of rational_of))) (fun concave => Some (ByCombination t concave)))
  else bind (bind (get "points" j) (list_of (list_of rational_of))) (fun points => Some (BySigns points))).
Definition kink_in (j : json) : option kink :=
  bind (bind (get "unit" j) number_of) (fun i => bind (way_in j) (fun way => Some (Kink i way))).
Definition kinks_in (j : json) : option (list kink) :=
  match get "kinks" j with None => Some [] | Some ks => list_of kink_in ks end.

Definition kink_formed (k : kink) : bool :=
  match kink_by k with
  | ByRays => true
  | ByCombination t concave => forallb reduced t && forallb (forallb reduced) concave
  | BySigns points => forallb (forallb reduced) points
  end.
