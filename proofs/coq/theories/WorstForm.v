(* Worst minima without noise, of one output and of several whose weights are held: evidence and how it is written
   (format.md 4.6, 4.16, 5.27, 5.48). Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json.
Import ListNotations.
Open Scope Z_scope.
Open Scope string_scope.
Open Scope list_scope.

(* Each unit in a cell; factors for which the output weights of the units of each cell cancel *)
Record balanced := Balanced { balanced_cells : list Z; balance : list Q; balanced_solution : list Q }.

Inductive worst :=
| WorstOfOne (cells : Z) (loss : Q) (points solutions : list (list Q))
| WorstOfHeld (cells : Z) (from : option Q) (to : Q) (points : list (list Q)) (lower : option balanced)
    (columns : list Z) (solutions : list (list Q)).

Definition worst_kind (w : worst) : string :=
  match w with WorstOfOne _ _ _ _ => "worst-minimum" | WorstOfHeld _ _ _ _ _ _ _ => "worst-minimum-held" end.

Definition worst_verdict (w : worst) : string :=
  match w with
  | WorstOfOne _ loss _ _ => if qis0 loss then "ALL_GLOBAL" else "BAD_MINIMA"
  | WorstOfHeld _ from to _ _ _ _ =>
    if qis0 to then "ALL_GLOBAL"
    else match from with Some l => if qsign_pos l then "BAD_MINIMA" else "DONE" | None => "DONE" end
  end.

(* The claim's fields before those of the setting, and after them *)
Definition worst_before (w : worst) : list (string * json) :=
  [("property", Text (worst_kind w)); ("verdict", Text (worst_verdict w))].
Definition worst_after (w : worst) : list (string * json) :=
  match w with
  | WorstOfOne cells loss _ _ => [("cells", Number cells); ("loss", rational loss)]
  | WorstOfHeld cells from to _ _ _ _ =>
    [("cells", Number cells); ("loss_from", match from with Some l => rational l | None => Null end);
     ("loss_to", rational to)]
  end.

Definition balanced_json (b : balanced) : json :=
  Object [("cells", numbers (balanced_cells b)); ("balance", rationals (balance b));
          ("solution", rationals (balanced_solution b))].

Definition worst_evidence_json (w : worst) : json :=
  match w with
  | WorstOfOne _ _ points solutions =>
    Object [("cells", table rationals points); ("solutions", table rationals solutions)]
  | WorstOfHeld _ _ _ points lower columns solutions =>
    Object [("cells", table rationals points);
            ("lower", match lower with Some b => balanced_json b | None => Null end);
            ("columns", numbers columns); ("solutions", table rationals solutions)]
  end.

Definition worst_formed (w : worst) : bool :=
  match w with
  | WorstOfOne _ loss points solutions =>
    reduced loss && forallb (forallb reduced) points && forallb (forallb reduced) solutions
  | WorstOfHeld _ from to points lower _ solutions =>
    match from with Some l => reduced l | None => true end && reduced to &&
    match lower with Some b => forallb reduced (balance b) && forallb reduced (balanced_solution b) | None => true end &&
    forallb (forallb reduced) points && forallb (forallb reduced) solutions
  end.

(* --- the reader; nothing depends on it but what is accepted at all --- *)

Definition at_field {A} (f : string) (read : json -> option A) (j : json) : option A := bind (get f j) read.
Definition rational_table : json -> option (list (list Q)) := list_of (list_of rational_of).

Definition balanced_in (j : json) : option balanced :=
  bind (at_field "cells" (list_of number_of) j) (fun c =>
  bind (at_field "balance" (list_of rational_of) j) (fun b =>
  bind (at_field "solution" (list_of rational_of) j) (fun z => Some (Balanced c b z)))).

(* Of the kind of this name, from the claim and the evidence *)
Definition worst_in (k : string) (claim e : json) : option worst :=
  bind (at_field "cells" number_of claim) (fun cells =>
  bind (at_field "cells" rational_table e) (fun points =>
  bind (at_field "solutions" rational_table e) (fun solutions =>
  if String.eqb k "worst-minimum" then
    bind (at_field "loss" rational_of claim) (fun loss => Some (WorstOfOne cells loss points solutions))
  else
    bind (at_field "loss_to" rational_of claim) (fun to =>
    bind (at_field "columns" (list_of number_of) e) (fun columns =>
    Some (WorstOfHeld cells (at_field "loss_from" rational_of claim) to points (at_field "lower" balanced_in e)
            columns solutions)))))).
Definition worst_kinds : list string := ["worst-minimum"; "worst-minimum-held"].
