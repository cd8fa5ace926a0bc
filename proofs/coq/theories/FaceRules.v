(* All faces of one unit (format.md 5.30): the sign vectors, zeros included, that the preactivations have on the samples, and
   the rule that given points have them all. Extracted; that they are all is proved in SoundFaces.v, about these very
   functions. A sample that is 0 has the sign 0 everywhere. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules PointRules UnitCells MinimaForm MinimaRules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* --- sign vectors --- *)

Definition sign_of_value (u : Q) : sign := if qis0 u then Zero else if qneg u then Minus else Plus.
Definition is_zero (s : sign) : bool := match s with Zero => true | _ => false end.

Definition face_signs (xs : list (list Q)) (w : list Q) : list sign := map (fun x => sign_of_value (qdot w x)) xs.
(* On which samples the signs are 0: a flat, if they are of a point *)
Definition zeros_of (face : list sign) : list bool := map is_zero face.
(* No zeros but on samples that are 0 *)
Definition open_face (xs : list (list Q)) (face : list sign) : bool :=
  all2 (fun x s => unseen_column x || negb (is_zero s)) xs face.

(* + before 0 before - *)
Fixpoint face_precedes (x y : list sign) : bool :=
  match x, y with
  | a :: x', b :: y' =>
    if Nat.eqb (rank_of a) (rank_of b) then face_precedes x' y' else Nat.ltb (rank_of a) (rank_of b)
  | _, _ => false
  end.
Fixpoint ascending_faces (ls : list (list sign)) : bool :=
  match ls with x :: ((y :: _) as ls') => face_precedes x y && ascending_faces ls' | _ => true end.

Definition same_flat (x y : list bool) : bool := all2 Bool.eqb x y.
(* Each flat once *)
Fixpoint distinct_flats (ls kept : list (list bool)) : list (list bool) :=
  match ls with
  | [] => kept
  | z :: ls' => distinct_flats ls' (if existsb (same_flat z) kept then kept else z :: kept)
  end.

(* --- the hyperplanes within a flat --- *)

Definition vanishes (r : list Z) : bool := match first_entry r with None => true | Some _ => false end.

(* The normal vectors within the hyperplane of one of them, all primitive; and the dimension *)
Definition restrict_to (r : list Z) (d : nat) (normals : list (list Z)) : nat * list (list Z) :=
  match first_entry r with
  | None => (d, normals)
  | Some (j, b) => (pred d, map (fun x => direction (trace r j b x)) normals)
  end.

(* Within the samples k, k + 1, ... of a flat, one after the other *)
Fixpoint within_flat (zeros : list bool) (k : nat) (d : nat) (normals : list (list Z)) : nat * list (list Z) :=
  match zeros with
  | [] => (d, normals)
  | z :: zeros' =>
    let (d', normals') := if z then restrict_to (nth k normals []) d normals else (d, normals) in
    within_flat zeros' (S k) d' normals'
  end.

(* So many faces have these zeros; and for each line of the normal vectors the flat together with the samples on it is one
   of the flats. *)
Definition flat_complete (d : nat) (normals : list (list Z)) (flats : list (list bool)) (zeros : list bool) (faces : Z) : bool :=
  let (d', rs) := within_flat zeros 0 d normals in
  let lines := distinct (filter (fun r => negb (vanishes r)) rs) [] in
  (cell_count d' faces lines =? faces) &&
  forallb (fun l => existsb (same_flat (map2 (fun (z : bool) r => z || same_vector r l) zeros rs)) flats) lines.

(* The sign vectors of the points over all samples, if these are all faces *)
Definition unit_faces (d : nat) (points xs : list (list Q)) : option (list (list sign)) :=
  match integral_rows false xs with
  | None => None
  | Some zs =>
    let faces := map (face_signs xs) points in
    let zeros := map zeros_of faces in
    let flats := distinct_flats zeros [] in
    let normals := map direction zs in
    if lengths_are d xs && lengths_are d points && ascending_faces faces && existsb (open_face xs) faces &&
       forallb (fun z => flat_complete d normals flats z (count (filter (same_flat z) zeros))) flats
    then Some faces else None
  end.

(* X with ones, if there are biases *)
Definition faces_of_unit (net : instance) (points : list (list Q)) : option (list (list sign)) :=
  unit_faces (column_size net) points (columns_of_net net).

(* The faces that are cells *)
Definition open_faces (xs : list (list Q)) (faces : list (list sign)) : list (list sign) := filter (open_face xs) faces.
