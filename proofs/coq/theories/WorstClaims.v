(* What certificates about worst minima mean (format.md 4.6 and 4.16), in the network of Model.v and the minima of Points.v. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model WorstForm Form Bridge Nearby Points PointRules SoundNetwork
  SoundForms SoundGradient SoundPoint OneHidden.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- the open cells of one unit, X its inputs (a row of ones appended for a bias) --- *)

Section Cells.
Variables (R : realFieldType) (d N : nat) (X : 'M[R]_(d, N)).
Implicit Types (w p : 'rV[R]_d).

(* w . x is not 0 wherever x is not *)
Definition in_open_cell w : Prop := forall n, col n X != 0 -> (w *m X) 0 n != 0.
Definition same_cell w p : Prop := forall n, col n X != 0 -> (0 < (w *m X) 0 n) = (0 < (p *m X) 0 n).

(* k is the number of the open cells: k points, each in another one, are in all. *)
Definition open_cells (k : Z) : Prop := exists p : nat -> 'rV[R]_d,
  [/\ forall i, (i < Z.to_nat k)%N -> in_open_cell (p i),
      forall i j, (i < j)%N -> (j < Z.to_nat k)%N -> ~ same_cell (p i) (p j) &
      Z.le Z0 k /\ forall w, in_open_cell w -> exists2 i, (i < Z.to_nat k)%N & same_cell w (p i)].
End Cells.

Section Minima.
Variables (R : realFieldType) (net : instance).
Implicit Types (W : @weights R (layer_size net)) (c : @shifts R (layer_size net)).

(* No preactivation of a hidden unit is 0, but where its input is. *)
Definition off_all_kinks W c : Prop := forall i n, col n (columns_at R net) != 0 ->
  at_sum (s_at R net) (E_at R net) (X_at R net) W c 0 i n != 0.

Definition net_minimum W c : Prop :=
  local_minimum (s_at R net) (E_at R net) (X_at R net) (y_at R net) (huber_at R net) (bias net) W c.

(* The minima of format.md 4.5, of this loss *)
Definition smooth_minimum (l : R) W c : Prop :=
  [/\ allowed (bias net) c, off_all_kinks W c, net_minimum W c & @loss_over R net W c = l].
End Minima.

(* In every ordered field, so over the reals: so many open cells has one unit, some minimum has the loss, and none more. *)
Definition worst_claim (net : instance) (cells : Z) (l : Q) : Prop := forall R : realFieldType,
  [/\ open_cells (columns_at R net) cells,
      exists W c, @smooth_minimum R net (ratr (q2r l)) W c &
      forall l' W c, @smooth_minimum R net l' W c -> l' <= ratr (q2r l)].

(* --- several outputs, the output weights held (format.md 4.16) --- *)

Section Held.
Variables (R : realFieldType) (net : instance).
Implicit Types (W D : @weights R (layer_size net)) (c b : @shifts R (layer_size net)).

(* A local minimum in the hidden layer's weights and all biases *)
Definition held_minimum W c : Prop := exists e : R, 0 < e /\ forall W' c', allowed (bias net) c' -> W' 1%N = W 1%N ->
  close (last_hidden net) W c e W' c' -> @loss_over R net W c <= @loss_over R net W' c'.

Definition held_line W c D b : R -> R :=
  loss_along (s_at R net) (E_at R net) (X_at R net) (y_at R net) (huber_at R net) W c D b.

(* The loss has a derivative along each line through the point on which the output weights stay, the same from both sides:
   less than that it is differentiable. *)
Definition derivative_along_lines W c : Prop := forall D b, allowed (bias net) b -> D 1%N = 0 ->
  exists g, one_sided (held_line W c D b) g /\ one_sided (held_line W c (fun k => - D k) (fun k => - b k)) (- g).

Variable p : parameters.
Definition given_outputs W : Prop := W 1%N = W_at R net p 1%N.
End Held.

(* In every ordered field, at the output weights of the instance: so many open cells has one unit; some minimum off kinks has
   the loss from, if it is there; and no minimum at which the loss is differentiable has a loss above to. *)
Definition worst_held_claim (net : instance) (cells : Z) (from : option Q) (to : Q) : Prop :=
  exists w, Form.weights net = Some w /\ forall R : realFieldType, let p := Parameters w (biases net) in
  [/\ open_cells (columns_at R net) cells,
      (if from is Some l then exists (W : @weights R (layer_size net)) (c : @shifts R (layer_size net)), [/\ allowed (bias net) c, given_outputs p W, @off_all_kinks R net W c,
         held_minimum W c & @loss_over R net W c = ratr (q2r l)] else True) &
      forall (W : @weights R (layer_size net)) (c : @shifts R (layer_size net)), allowed (bias net) c -> @given_outputs R net p W -> held_minimum W c -> derivative_along_lines W c ->
        @loss_over R net W c <= ratr (q2r to)].

Definition claim_of_worst (net : instance) (w : worst) : Prop :=
  match w with
  | WorstOfOne cells l _ _ => worst_claim net cells l
  | WorstOfHeld cells from to _ _ _ _ => worst_held_claim net cells from to
  end.
