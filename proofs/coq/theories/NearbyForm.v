(* Evidence about points near given weights (format.md 5.39) and how it is written. Extracted. *)
From Coq Require Import ZArith List Bool Ascii String.
From Dlmcert Require Import Arithmetic Json.
Import ListNotations.
Open Scope string_scope.
Open Scope list_scope.

(* A box around a centre, in units of 1/2^box_unit; enclosures in units of 1/2^enclosure_unit; the preconditioner in
   units of 1/2^precision *)
Record nearby := NearbyZero {
  box_unit : Z; enclosure_unit : Z; centre : list Z; moving : list Z; radii : list Z;
  precision : Z; preconditioner : list (list Z) }.

Definition nearby_json (e : nearby) : json :=
  Object [("bits", Number (box_unit e)); ("box_bits", Number (enclosure_unit e)); ("centre", integers (centre e));
          ("moving", numbers (moving e)); ("radii", integers (radii e)); ("scale", Number (precision e));
          ("preconditioner", table integers (preconditioner e))].

Definition nearby_in (j : json) : option nearby :=
  bind (bind (get "bits" j) number_of) (fun k =>
  bind (bind (get "box_bits" j) number_of) (fun b =>
  bind (bind (get "centre" j) (list_of integer_of)) (fun c =>
  bind (bind (get "moving" j) (list_of number_of)) (fun m =>
  bind (bind (get "radii" j) (list_of integer_of)) (fun r =>
  bind (bind (get "scale" j) number_of) (fun s =>
  bind (bind (get "preconditioner" j) (list_of (list_of integer_of))) (fun p =>
  Some (NearbyZero k b c m r s p)))))))).
