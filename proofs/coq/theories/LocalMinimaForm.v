(* The evidence about all local minima of one hidden layer, kinks included, and how it is written (format.md 4.7, 5.30).
   Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json KinkForm.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope string_scope.
Open Scope list_scope.

(* Of a choice: a point, and why it is a minimum; or directions of no descent that contradict each other *)
Inductive face_choice :=
| PointOfChoice (z : list Q) (kinks : list kink)
| Directions (moves : list (Z * list Q)) (sum : option Q) (lambda : list (Z * Z * Q)).

Record faces_evidence := FacesEvidence { face_points : list (list Q); face_choices : list face_choice }.

(* A loss, and in how many choices there are minima with it *)
Record face_line := FaceLine { face_loss : Q; faces_of_loss : Z }.
Record faces_claim := FacesClaim { unit_faces_said : Z; unit_cells_said : Z; choices_of_faces : Z; face_lines : list face_line }.

Definition faces_verdict (lines : list face_line) : string :=
  if forallb (fun l => qis0 (face_loss l)) lines then "ALL_GLOBAL" else "BAD_MINIMA".

Definition face_line_json (l : face_line) : json :=
  Object [("loss", rational (face_loss l)); ("faces", Number (faces_of_loss l))].
Definition faces_fields (c : faces_claim) : list (string * json) :=
  [("unit_faces", Number (unit_faces_said c)); ("unit_cells", Number (unit_cells_said c)); ("choices", Number (choices_of_faces c));
   ("minima", List (map face_line_json (face_lines c)))].

Definition face_choice_json (c : face_choice) : json :=
  match c with
  | PointOfChoice z ks => Object (("point", rationals z) :: kinks_json ks)
  | Directions moves sum lambda =>
    Object (("directions", List (map (fun m => List [Number (fst m); rationals (snd m)]) moves)) ::
            match sum with None => [] | Some b => [("sum", rational b)] end ++
            [("lambda", List (map (fun '(i, n, q) => List [Number i; Number n; rational q]) lambda))])
  end.
Definition faces_evidence_json (e : faces_evidence) : json :=
  Object [("faces", table rationals (face_points e)); ("choices", List (map face_choice_json (face_choices e)))].

(* All rationals are in lowest terms. *)
Definition face_choice_formed (c : face_choice) : bool :=
  match c with
  | PointOfChoice z ks => forallb reduced z && forallb kink_formed ks
  | Directions moves sum lambda =>
    forallb (fun m => forallb reduced (snd m)) moves && match sum with None => true | Some b => reduced b end &&
    forallb (fun t => reduced (snd t)) lambda
  end.
Definition faces_formed (c : faces_claim) (e : faces_evidence) : bool :=
  forallb (fun l => reduced (face_loss l)) (face_lines c) && forallb (forallb reduced) (face_points e) &&
  forallb face_choice_formed (face_choices e).

(* --- the reader; nothing depends on it but what is accepted at all --- *)

Definition move_in (j : json) : option (Z * list Q) :=
  match j with
  | List [i; v] =>
    match number_of i, list_of rational_of v with Some i, Some v => Some (i, v) | _, _ => None end
  | _ => None
  end.
Definition factor_in (j : json) : option (Z * Z * Q) :=
  match j with
  | List [i; n; q] =>
    match number_of i, number_of n, rational_of q with Some i, Some n, Some q => Some (i, n, q) | _, _, _ => None end
  | _ => None
  end.
Definition face_choice_in (j : json) : option face_choice :=
  match get "point" j with
  | Some z => bind (list_of rational_of z) (fun z => bind (kinks_in j) (fun ks => Some (PointOfChoice z ks)))
  | None =>
    bind (bind (get "directions" j) (list_of move_in)) (fun moves =>
    bind (bind (get "lambda" j) (list_of factor_in)) (fun lambda =>
    match get "sum" j with
    | None => Some (Directions moves None lambda)
    | Some b => bind (rational_of b) (fun b => Some (Directions moves (Some b) lambda))
    end))
  end.
Definition faces_evidence_in (j : json) : option faces_evidence :=
  bind (bind (get "faces" j) (list_of (list_of rational_of))) (fun w =>
  bind (bind (get "choices" j) (list_of face_choice_in)) (fun c => Some (FacesEvidence w c))).

Definition face_line_in (j : json) : option face_line :=
  bind (bind (get "loss" j) rational_of) (fun q =>
  bind (bind (get "faces" j) number_of) (fun a => Some (FaceLine q a))).
Definition faces_claim_in (j : json) : option faces_claim :=
  bind (bind (get "unit_faces" j) number_of) (fun f =>
  bind (bind (get "unit_cells" j) number_of) (fun c =>
  bind (bind (get "choices" j) number_of) (fun n =>
  bind (bind (get "minima" j) (list_of face_line_in)) (fun l => Some (FacesClaim f c n l))))).
