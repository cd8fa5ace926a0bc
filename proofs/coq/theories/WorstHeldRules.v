(* The rule for worst minima of several outputs whose weights are held (format.md 5.48). Extracted; proved in
   SoundWorstHeld.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules CellChoices PointRules CellBounds WorstForm WorstRules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

(* --- outputs nearest to the targets --- *)

(* The outputs a_n (z . x_n) of each unit, d entries of z for each *)
Fixpoint unit_values (d : nat) (slopes xs : rows) (z zeros : list Q) : rows :=
  match slopes with
  | [] => []
  | a :: slopes' => add_unit a xs (firstn d z) zeros :: unit_values d slopes' xs (skipn d z) zeros
  end.

(* acc plus the sum of the vs times their factors *)
Fixpoint combined (ws : list Q) (vs : rows) (acc : list Q) : list Q :=
  match ws, vs with
  | w :: ws', v :: vs' => combined ws' vs' (map2 (fun a x => qadd a (qmul w x)) acc v)
  | _, _ => acc
  end.

Definition zeros_of (n : nat) : list Q := repeat q0 n.

(* The residuals of each output, weights: its weights of the units *)
Definition residuals_of_outputs (vs weights ys : rows) (shifts : list Q) (n : nat) : rows :=
  map2 (fun w cy => map2 qsub (combined w vs (repeat (fst cy) n)) (snd cy)) weights (combine shifts ys).

(* Seen through the weights w of a unit with slopes a, the residuals es are orthogonal to all that the unit can add. *)
Definition unit_stationary (n : nat) (input_rows es : rows) (a w : list Q) : bool :=
  let aq := map2 qmul a (combined w es (zeros_of n)) in forallb (fun r => qis0 (qdot aq r)) input_rows.

Definition held_residuals (bias : bool) (d n : nat) (slopes weights xs input_rows ys : rows) (z : list Q) : option rows :=
  let m := length slopes in
  let k := length weights in
  if Nat.eqb (length z) (m * d + (if bias then k else 0)) then
    let shifts := if bias then skipn (m * d) z else zeros_of k in
    let es := residuals_of_outputs (unit_values d slopes xs z (zeros_of n)) weights ys shifts n in
    if (negb bias || forallb (fun e => qis0 (fold_left qadd e q0)) es) &&
       all2 (unit_stationary n input_rows es) slopes (transposed m weights)
    then Some es else None
  else None.

Definition held_loss_of (n : nat) (es : rows) : Q := mean_square n (qsum (map square_sum es)).

(* --- the rule --- *)

Definition output_rows_of (net : instance) : rows :=
  match weights net with Some w => nth 1 w [] | None => [] end.
Definition target_rows (net : instance) : rows :=
  match wanted net with Some (Outputs y) => y | _ => [] end.

(* The weights of some units *)
Definition chosen_weights (w : rows) (units : list Z) : rows := map (fun wc => map (at_index q0 wc) units) w.

(* The factors of the units in a cell, and 0 for the others *)
Definition in_cell (t : Z) (cells : list Z) (factors : list Q) : list Q :=
  map2 (fun c b => if c =? t then b else q0) cells factors.

(* In each cell the output weights of its units cancel. *)
Definition cancels (w : rows) (b : balanced) : bool :=
  forallb (fun t => let f := in_cell t (balanced_cells b) (balance b) in
                    forallb (fun wc => qis0 (qdot f wc)) w) (balanced_cells b).

(* One list for each choice of cells of some units, and the largest loss *)
Definition held_step (decide : list nat -> list Q -> option Q) (choice : list nat) (st : rows * Q) : option (rows * Q) :=
  match fst st with
  | [] => None
  | z :: rest =>
    match decide choice z with
    | None => None
    | Some l => Some (rest, if qlt (snd st) l then l else snd st)
    end
  end.

Definition held_prime : Z := 2147483647.

Definition worst_of_held_rule (net : instance) (cells : Z) (from : option Q) (to : Q) (points : rows)
    (lower : option balanced) (columns : list Z) (solutions : rows) : bool :=
  let n := sample_size net in
  let d := column_size net in
  let D := layer_size net 1 in
  let k := layer_size net 2 in
  let s := slope net in
  let xs := input_columns net in
  let w := output_rows_of net in
  let ys := transposed k (target_rows net) in
  let input_rows := transposed d xs in
  let ones := repeat q1 n in
  Nat.eqb (layers net) 2 && (2 <=? nth 2 (widths net) 0) && squared net && no_noise net &&
  match weights net with Some _ => true | None => false end &&
  match wanted net with Some _ => true | None => false end &&
  lengths_are d xs && Nat.eqb (length (target_rows net)) n && lengths_are D w && Nat.eqb (length w) k &&
  (count points =? cells) && index_set (Z.of_nat D) columns &&
  match integral_rows false (transposed (length columns) (chosen_weights w columns)) with
  | Some ws => independent held_prime ws
  | None => false
  end &&
  match cells_of_unit d points xs with
  | None => false
  | Some signs =>
    let slopes_in t := cell_slopes s (nth t signs []) ones in
    match lower, from with
    | None, None => true
    | Some b, Some l =>
      Nat.eqb (length (balanced_cells b)) D && Nat.eqb (length (balance b)) D &&
      forallb (fun t => (0 <=? t) && (t <? count points)) (balanced_cells b) && forallb qsign_pos (balance b) &&
      cancels w b &&
      match held_residuals (bias net) d n (map (fun t => slopes_in (Z.to_nat t)) (balanced_cells b)) w xs input_rows ys
              (balanced_solution b) with
      | Some es => qequal (held_loss_of n es) l
      | None => false
      end
    | _, _ => false
    end &&
    match walk (held_step (fun choice z =>
                  match held_residuals (bias net) d n (map slopes_in (rev choice)) (chosen_weights w columns) xs input_rows ys z with
                  | Some es => Some (held_loss_of n es)
                  | None => None
                  end)) (length signs) (map (fun _ => None) columns) [] (solutions, q0) with
    | Some ([], m) => qequal m to
    | _ => false
    end
  end.

Definition worst_of_held_work (net : instance) (points : rows) (lower : option balanced) (columns : list Z) (solutions : rows) : Z :=
  let n := samples net in
  let d := Z.of_nat (column_size net) in
  let D := nth 1 (widths net) 0 in
  let k := nth 2 (widths net) 0 in
  cells_work d (count points) n + 16 * (1 + count solutions) * (count columns * d + k) * (k + 1) * (n + 1) +
  match lower with Some _ => 16 * (D * d + k) * (k + 1) * (n + 1) + 4 * D * D * k | None => 0 end.

(* --- both kinds --- *)

Definition worst_rule (net : instance) (w : worst) : bool :=
  match w with
  | WorstOfOne cells loss points solutions => worst_of_one_rule net cells loss points solutions
  | WorstOfHeld cells from to points lower columns solutions =>
    worst_of_held_rule net cells from to points lower columns solutions
  end.
Definition worst_work (net : instance) (w : worst) : Z :=
  match w with
  | WorstOfOne _ _ points _ => worst_of_one_work net points
  | WorstOfHeld _ _ _ points lower columns solutions => worst_of_held_work net points lower columns solutions
  end.
