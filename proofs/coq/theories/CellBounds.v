(* The rule for global minima by cells (format.md 5.25): no choice of cells has outputs nearer to the targets than the
   loss of the point. Extracted; proved in SoundCellBounds.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules CellChoices PointRules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

(* --- an instance with one hidden layer and one output --- *)

(* X by its columns, a 1 appended for a bias *)
Definition input_columns (net : instance) : rows :=
  if bias net then map (fun x => x ++ [q1]) (inputs net) else inputs net.

(* The noise of the hidden units, one list for each *)
Definition unit_noise (net : instance) : rows :=
  let D := layer_size net 1 in
  match nth 0 (noises net) Generic with
  | Given f => transposed D f
  | _ => repeat (repeat q1 (sample_size net)) D
  end.

Definition single_targets (net : instance) : list Q :=
  match wanted net with Some (OneOutput y) => y | _ => [] end.

(* --- choices --- *)

(* The residuals of a choice at its solution, if they are those of outputs nearest to the targets *)
Definition choice_residuals (bias : bool) (d : nat) (s : Q) (xs rows units : rows) (y : list Q) (cells : list (list bool))
    (choice : list nat) (z : list Q) : option (list Q) :=
  nearest_residuals bias d (map2 (fun k e => cell_slopes s (nth k cells []) e) (rev choice) units) xs rows y z.

(* No choice has a smaller square sum of residuals. *)
Definition bounded_by_choices (bias : bool) (d : nat) (s : Q) (xs units : rows) (y : list Q) (points solutions : rows)
    (bound : Q) : bool :=
  let n := length xs in
  lengths_are d xs && lengths_are n units && Nat.eqb (length y) n &&
  match cells_of_unit d points xs with
  | None => false
  | Some cells =>
    let rows := transposed d xs in
    for_every_choice (fun choice z =>
        match choice_residuals bias d s xs rows units y cells choice z with
        | None => false
        | Some e => negb (qlt (square_sum e) bound)
        end) (length cells) (backs [] units) solutions
  end.

(* The loss is not below the given one for any weights. *)
Definition least_by_cells (net : instance) (points solutions : rows) (loss : Q) : bool :=
  Nat.eqb (layers net) 2 && Nat.eqb (layer_size net 2) 1 && squares_alone net &&
  Nat.eqb (length (unit_noise net)) (layer_size net 1) &&
  bounded_by_choices (bias net) (column_size net) (slope net) (input_columns net) (unit_noise net) (single_targets net)
    points solutions (qmul loss (Qmake (2 * samples net) 1)).

(* The products of rationals, and the cells *)
Definition by_cells_work (net : instance) (points solutions : rows) : Z :=
  let n := samples net in
  let d := Z.of_nat (column_size net) in
  cells_work d (count points) n + 16 * (1 + count solutions) * (nth 1 (widths net) 0 * d + 1) * n.
