(* Choices of an open cell for each hidden unit, up to the order of units with equal noise (format.md 5.26), and the
   outputs of a choice nearest to the targets. Extracted; that they are what they are called is proved in
   SoundCellsOfUnit.v, SoundChoices.v and SoundNearest.v, about these very functions. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Rules UnitCells.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* --- cells of one unit, as signs on all samples: true for +, and where the sample is 0 --- *)

Definition zero_sample (x : list Q) : bool := forallb qis0 x.

Fixpoint on_all_samples (xs : list (list Q)) (signs : list bool) : list bool :=
  match xs with
  | [] => []
  | x :: xs' =>
    if zero_sample x then true :: on_all_samples xs' signs
    else match signs with b :: signs' => b :: on_all_samples xs' signs' | [] => true :: on_all_samples xs' [] end
  end.

(* The points' signs, if the points are in all open cells; xs are the columns with d entries, with a 1 for a bias *)
Definition cells_of_unit (d : nat) (points xs : list (list Q)) : option (list (list bool)) :=
  match unit_cells d points (filter (fun x => negb (zero_sample x)) xs) with
  | None => None
  | Some signs => Some (map (on_all_samples xs) signs)
  end.

(* The vectors that are compared, and their entries: each of the cells met on the way restricts as many at most. *)
Definition cells_work (d : Z) (points xs : Z) : Z := points * xs * (xs + 8) * (d + 1).

(* --- choices: cell indices, that of the last unit first --- *)

Definition same_number (a b : Q) : bool := (Qnum a =? Qnum b) && (Z.pos (Qden a) =? Z.pos (Qden b)).

(* How many units back the last one with the same noise is, not counting the one before; units before, the last first *)
Fixpoint back_of (e : list Q) (before : list (list Q)) : option nat :=
  match before with
  | [] => None
  | e' :: before' =>
    if all2 same_number e e' then Some O
    else match back_of e before' with Some k => Some (S k) | None => None end
  end.
Fixpoint backs (before units : list (list Q)) : list (option nat) :=
  match units with [] => [] | e :: units' => back_of e before :: backs (e :: before) units' end.

(* The least cell of a unit *)
Definition least_cell (back : option nat) (chosen : list nat) : nat :=
  match back with None => O | Some k => nth k chosen O end.

(* One step for each choice, in lexicographic order; of cells 0, ..., T-1 *)
Fixpoint walk {S} (step : list nat -> S -> option S) (T : nat) (bs : list (option nat)) (chosen : list nat) (st : S) :
    option S :=
  match bs with
  | [] => step chosen st
  | b :: bs' =>
    let low := least_cell b chosen in
    fold_left (fun st t => match st with None => None | Some st => walk step T bs' (t :: chosen) st end)
      (seq low (T - low)) (Some st)
  end.

(* The same number of pieces of evidence as of choices, each for its choice *)
Definition for_every_choice {A} (decide : list nat -> A -> bool) (T : nat) (bs : list (option nat)) (evidence : list A) :
    bool :=
  match walk (fun choice left => match left with
                                 | [] => None
                                 | a :: left' => if decide choice a then Some left' else None
                                 end) T bs [] evidence with
  | Some [] => true
  | _ => false
  end.

(* --- outputs of units of known slopes, nearest to targets --- *)

(* The slopes of a unit, noise included, in a cell *)
Definition cell_slopes (s : Q) (cell : list bool) (noise : list Q) : list Q :=
  map2 (fun (one : bool) e => if one then e else qmul e s) cell noise.

(* f_n + a_n (z . x_n) *)
Fixpoint add_unit (a : list Q) (xs : list (list Q)) (z : list Q) (f : list Q) : list Q :=
  match a, xs, f with
  | an :: a', x :: xs', fn :: f' => qadd fn (qmul an (qdot z x)) :: add_unit a' xs' z f'
  | _, _, _ => []
  end.

(* The outputs of units with slopes as, from those in f; a solution has d entries for each unit and what is left is
   the output's bias *)
Fixpoint add_units (d : nat) (slopes : list (list Q)) (xs : list (list Q)) (z f : list Q) : list Q :=
  match slopes with
  | [] => match z with b :: _ => map (qadd b) f | [] => f end
  | a :: slopes' => add_units d slopes' xs (skipn d z) (add_unit a xs (firstn d z) f)
  end.

(* Residuals, if they are orthogonal to all that the units can add, and with biases add up to 0; rows are those of X *)
Definition stationary (bias : bool) (slopes rows : list (list Q)) (e : list Q) : bool :=
  (negb bias || qis0 (fold_left qadd e q0)) &&
  forallb (fun a => let ae := map2 qmul a e in forallb (fun r => qis0 (qdot ae r)) rows) slopes.

Definition nearest_residuals (bias : bool) (d : nat) (slopes xs rows : list (list Q)) (y z : list Q) : option (list Q) :=
  if Nat.eqb (length z) (length slopes * d + (if bias then 1 else 0)) then
    let e := map2 qsub (add_units d slopes xs z (map (fun _ => q0) y)) y in
    if stationary bias slopes rows e then Some e else None
  else None.

Definition transposed (d : nat) (xs : list (list Q)) : list (list Q) :=
  map (fun j => map (fun x => nth j x q0) xs) (seq 0 d).
Definition square_sum (e : list Q) : Q := qdot e e.
