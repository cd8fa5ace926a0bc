(* The rule for worst minima without noise, one output (format.md 5.27). Extracted; proved in SoundWorst.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules CellChoices PointRules CellBounds.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

Definition no_noise (net : instance) : bool := forallb absent (noises net).
Definition squared (net : instance) : bool := squares_alone net.

(* 1 / 2N times a sum of squares; 0 if N = 0 *)
Definition mean_square (n : nat) (squares : Q) : Q := qmul (share n) (qmul half squares).

Definition largest (ls : list Q) : Q := fold_left (fun m l => if qlt m l then l else m) ls q0.

(* The losses of the outputs nearest to the targets, for one unit in each of the cells *)
Fixpoint losses_of_cells (bias : bool) (d n : nat) (s : Q) (xs rows : rows) (y ones : list Q)
    (cells : list (list bool)) (solutions : Form.rows) : option (list Q) :=
  match cells, solutions with
  | [], [] => Some []
  | cell :: cells', z :: solutions' =>
    match nearest_residuals bias d [cell_slopes s cell ones] xs rows y z,
          losses_of_cells bias d n s xs rows y ones cells' solutions' with
    | Some e, Some ls => Some (mean_square n (square_sum e) :: ls)
    | _, _ => None
    end
  | _, _ => None
  end.

Definition worst_of_one_rule (net : instance) (cells : Z) (loss : Q) (points solutions : rows) : bool :=
  let n := sample_size net in
  let d := column_size net in
  let xs := input_columns net in
  let y := single_targets net in
  Nat.eqb (layers net) 2 && (nth 2 (widths net) 0 =? 1) && (2 <=? nth 1 (widths net) 0) && squared net && no_noise net &&
  match weights net with None => true | Some _ => false end &&
  match wanted net with Some _ => true | None => false end &&
  lengths_are d xs && Nat.eqb (length y) n && (count points =? cells) &&
  match cells_of_unit d points xs with
  | None => false
  | Some signs =>
    match losses_of_cells (bias net) d n (slope net) xs (transposed d xs) y (repeat q1 n) signs solutions with
    | None => false
    | Some losses => qequal (largest losses) loss
    end
  end.

(* One cell of one unit, and the products of rationals *)
Definition worst_of_one_work (net : instance) (points : rows) : Z :=
  let n := samples net in
  let d := Z.of_nat (column_size net) in
  cells_work d (count points) n + 16 * count points * (d + 1) * n.
