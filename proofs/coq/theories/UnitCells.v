(* All open cells of one unit (format.md 5.26): how many there are, by deletion and restriction, and the sign vectors of
   given points. Extracted; that these are all is proved in SoundCellCount.v and SoundUnitCells.v, about these very
   functions. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* --- the number of cells that hyperplanes leave, given by integer normal vectors --- *)

Definition first_sign (r : list Z) : Z := Z.sgn (fold_left (fun s a => if s =? 0 then a else s) r 0).

(* The primitive multiple with positive first entry that is not 0; that it is a multiple is checked *)
Definition direction (r : list Z) : list Z :=
  let g := fold_left Z.gcd r 0 * first_sign r in
  let q := map (fun a => a / g) r in
  if negb (g =? 0) && all2 (fun a e => a =? e * g) r q then q else r.

Fixpoint same_vector (x y : list Z) : bool :=
  match x, y with
  | [], [] => true
  | a :: x', b :: y' => (a =? b) && same_vector x' y'
  | _, _ => false
  end.

(* Each line once *)
Fixpoint distinct (ls : list (list Z)) (kept : list (list Z)) : list (list Z) :=
  match ls with
  | [] => kept
  | r :: ls' => distinct ls' (if existsb (same_vector r) kept then kept else r :: kept)
  end.

Definition lines_of (rs : list (list Z)) : list (list Z) := distinct (map direction rs) [].

(* The first entry that is not 0, and the vector without it *)
Fixpoint first_entry (r : list Z) : option (nat * Z) :=
  match r with
  | [] => None
  | a :: r' => if a =? 0 then match first_entry r' with Some (j, b) => Some (S j, b) | None => None end else Some (O, a)
  end.

Fixpoint without {A} (j : nat) (r : list A) : list A :=
  match r with [] => [] | a :: r' => match j with O => r' | S j' => a :: without j' r' end end.

(* The trace of the hyperplane of x in that of r, whose entry j is b *)
Definition trace (r : list Z) (j : nat) (b : Z) (x : list Z) : list Z :=
  let a := nth j x 0 in map2 (fun e f => e * b - a * f) (without j x) (without j r).

(* Every hyperplane adds the cells of its traces; at once, if there are more than the most *)
Fixpoint add_cells (restricted : Z -> list (list Z) -> Z) (most : Z) (normals : list (list Z)) (cells : Z) : Z :=
  match normals with
  | [] => cells
  | r :: normals' =>
    if most <? cells then cells
    else match first_entry r with
         | None => add_cells restricted most normals' cells
         | Some (j, b) =>
           add_cells restricted most normals'
             (cells + Z.max 0 (restricted (most - cells) (lines_of (map (trace r j b) normals'))))
         end
  end.

Fixpoint cell_count (dimension : nat) (most : Z) (normals : list (list Z)) : Z :=
  match dimension with O => 1 | S d => add_cells (cell_count d) most normals 1 end.

(* --- points in cells --- *)

(* + before - *)
Fixpoint precedes (x y : list bool) : bool :=
  match x, y with a :: x', b :: y' => if Bool.eqb a b then precedes x' y' else a | _, _ => false end.

Fixpoint ascending (ls : list (list bool)) : bool :=
  match ls with x :: ((y :: _) as ls') => precedes x y && ascending ls' | _ => true end.

(* The signs of a point on samples, true for +, if none is 0 *)
Fixpoint strict_signs (w : list Q) (xs : list (list Q)) : option (list bool) :=
  match xs with
  | [] => Some []
  | x :: xs' =>
    let u := qdot w x in
    if qis0 u then None else match strict_signs w xs' with Some s => Some (negb (qneg u) :: s) | None => None end
  end.

Fixpoint all_signs (points xs : list (list Q)) : option (list (list bool)) :=
  match points with
  | [] => Some []
  | w :: points' =>
    match strict_signs w xs, all_signs points' xs with Some s, Some ss => Some (s :: ss) | _, _ => None end
  end.

(* The sign vectors over the samples that are not 0, if the points are in all cells *)
Definition unit_cells (d : nat) (points xs : list (list Q)) : option (list (list bool)) :=
  match integral_rows false xs, all_signs points xs with
  | Some zs, Some ss =>
    if lengths_are d xs && lengths_are d points && ascending ss &&
       (cell_count d (Z.of_nat (length points)) (lines_of zs) =? Z.of_nat (length points))
    then Some ss else None
  | _, _ => None
  end.
