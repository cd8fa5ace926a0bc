(* What certificates about worst minima mean (format.md 4.6), in the network of Model.v and the minima of Points.v. *)
From Coq Require Import ZArith QArith_base.
From mathcomp Require Import all_ssreflect all_algebra.
From Dlmcert Require Import Arithmetic Model WorstForm Form Bridge Points PointRules SoundNetwork SoundForms SoundGradient SoundPoint OneHidden.
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

Definition claim_of_worst (net : instance) (w : worst) : Prop :=
  match w with
  | WorstOfOne cells l _ _ => worst_claim net cells l
  | WorstOfHeld _ _ _ _ _ _ _ => False
  end.
