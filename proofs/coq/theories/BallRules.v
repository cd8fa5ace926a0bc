(* All weights of a box at once, whatever slopes their kinks have (format.md 5.42): the matrix of the derivatives of all
   outputs in intervals, and the test that leaves no residual at a critical point. Extracted; proved in
   SoundBallForward.v to SoundBall.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic BallForm Form Rules PointRules NearbyRules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

Definition hull (a b : interval) : interval := (Z.min (fst a) (fst b), Z.max (snd a) (snd b)).

(* The given parameters, and all whose distance from them is at most rad, in units of 1/one; [l][i][j] *)
Definition widened (net : instance) (one : Z) (p : parameters) (rad : nat -> nat -> nat -> Z) : list (list (list interval)) :=
  tab (layers net) (fun l => tab (layer_size net (S l)) (fun i => tab (inputs_to net l) (fun j =>
    let w := around one (given_at net p (l, i, j)) in let r := rad l i j in (fst w - r, snd w + r)))).

Section Wide.
Variables (net : instance) (one : Z) (box : list (list (list interval))).

(* --- forward --- *)

(* The slopes of a unit: both, and all between them, if its preactivation may have both signs and that matters *)
Definition wide_slope (k n i : nat) (empty : bool) (u : interval) : interval :=
  if sure net k n i empty u then around one (slope_of net k n i empty u)
  else hull (around one (factor net k n i)) (around one (qmul (factor net k n i) (slope net))).

(* The outputs of layer l, a 1 after them with biases; whether they are void *)
Fixpoint wide_layer (l : nat) : list (list interval) * list bool :=
  match l with
  | O => (tab (sample_size net) (fun n => unit_row net one 0 (fun j => around one (entry_of (inputs net) n j))),
          tab (sample_size net) (fun n =>
            negb (bias net) && every (layer_size net 0) (fun j => qis0 (entry_of (inputs net) n j))))
  | S k =>
    let below := wide_layer k in
    let u := box_sums net one box k (fst below) in
    (tab (sample_size net) (fun n =>
       let un := nth n u [] in
       let empty := nth n (snd below) false in
       unit_row net one (S k) (fun i => let a := nth i un no_interval in times one (wide_slope k n i empty a) a)),
     tab (sample_size net) (fun n =>
       let un := nth n u [] in
       let empty := nth n (snd below) false in
       negb (bias net) && every (layer_size net (S k)) (fun i => off net k n i empty (nth i un no_interval))))
  end.
(* For the layers 0, ..., L-1 *)
Definition wide_enclosure : enclosure :=
  let all := tab (layers net) wide_layer in
  Enclosure (map fst all) (map snd all) (tab (layers net) (fun l => box_sums net one box l (fst (nth l all ([], []))))).

Variable e : enclosure.
(* The slopes of the hidden layers, [l][n][i] *)
Definition wide_slopes : list (list (list interval)) :=
  tab (last_hidden net) (fun l => tab (sample_size net) (fun n => tab (layer_size net (S l)) (fun i =>
    wide_slope l n i (empty_at e l n) (sum_at e l n i)))).

(* --- backward: derivatives of preactivation k of the last layer --- *)

Variables (cols slopes : list (list (list interval))).
(* by the preactivations of layer l, h layers below the last one *)
Fixpoint wide_delta (n k h l : nat) : list interval :=
  match h with
  | O => tab (layer_size net l) (fun i => if Nat.eqb i k then (one, one) else no_interval)
  | S h' =>
    let above := wide_delta n k h' (S l) in
    let cl := nth l cols [] in
    let al := nth n (nth (Nat.pred l) slopes []) [] in
    tab (layer_size net l) (fun i => times one (nth i al no_interval) (scalar_product one (nth i cl []) above))
  end.
Definition wide_derivatives (movers : list place) (n k : nat) : list interval :=
  let ds := tab (layers net) (fun l => wide_delta n k (layers net - S l) (S l)) in
  map (fun p => times one (nth (snd (fst p)) (nth (fst (fst p)) ds []) no_interval)
                  (nth (snd p) (nth n (nth (fst (fst p)) (outs e) []) []) no_interval)) movers.
End Wide.

(* G: a list for each output on each sample, with its derivatives by all movers *)
Definition wide_columns (net : instance) (one : Z) (box : list (list (list interval))) (movers : list place) : list (list interval) :=
  let e := wide_enclosure net one box in
  let cols := box_columns net box in
  let slopes := wide_slopes net one e in
  map (fun q => wide_derivatives net one e cols slopes movers (fst q) (snd q)) (equations net).

(* max |1 - L G|, entry by entry, in units of 1/(2 unit one); L in units of 1/unit, by its rows *)
Definition defects (one unit : Z) (L : list (list Z)) (G : list (list interval)) : list (list Z) :=
  tab (length G) (fun i => let li := nth i L [] in
    tab (length G) (fun j => farthest (if Nat.eqb i j then unit * one else 0) li (nth j G []))).

Definition inverse_formed (net : instance) (e : ball_inverse) : bool :=
  bits_ok (inverse_bits e) && bits_ok (inverse_scale e) &&
  index_set (Z.of_nat (length (places net))) (inverse_rows e) && Nat.leb 1 (length (inverse_rows e)) &&
  Nat.eqb (length (near_inverse e)) (length (equations net)) && lengths_are (length (inverse_rows e)) (near_inverse e).

(* The box of a radius, with the same one for each parameter *)
Definition radius_box (net : instance) (one : Z) (p : parameters) (radius : Q) : list (list (list interval)) :=
  let r := snd (around one radius) in widened net one p (fun _ _ _ => r).

Definition critical_points_rule (net : instance) (p : parameters) (radius : Q) (e : ball_inverse) : bool :=
  inverse_formed net e &&
  let one := 2 ^ inverse_bits e in
  let unit := 2 ^ inverse_scale e in
  let G := wide_columns net one (radius_box net one p radius) (named net (inverse_rows e)) in
  forallb (fun row => fold_right Z.add 0 row <? 2 * unit * one) (defects one unit (near_inverse e) G).

(* About as many products of numbers of 64 bits *)
Definition ball_work (net : instance) (rows columns bits scale : Z) : Z :=
  let forward := fold_left Z.add (map2 Z.mul (map (Z.add 1) (widths net)) (tl (widths net))) 0 * count (widths net) in
  (columns * columns * rows + (columns + samples net) * forward) * (1 + (Z.min 4096 bits + Z.min 4096 scale) / 64).
