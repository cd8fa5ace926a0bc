(* Well-formed instances, what their determined layers give, and the problem of layer L-1 that they pose (format.md 2 and
   4.1). Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Form Rules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

(* --- well-formed subjects (format.md 2) --- *)

Definition lowest_terms (r : rows) : bool := forallb (forallb reduced) r.
Definition shape (n d : Z) (r : rows) : bool :=
  (count r =? n) && forallb (fun x => count x =? d) r && lowest_terms r.

Fixpoint layered {A} (f : Z -> Z -> A -> bool) (ws : list Z) (xs : list A) : bool :=
  match ws, xs with
  | [_], [] => true
  | below :: ((above :: _) as ws'), x :: xs' => f below above x && layered f ws' xs'
  | _, _ => false
  end.

Definition well_formed (net : instance) : bool :=
  let n := samples net in
  let d0 := width net 0 in
  let dl := last (widths net) 0 in
  (3 <=? count (widths net)) && forallb (fun w => (1 <=? w) && (w <? 2 ^ 31 - 1)) (widths net) &&
  reduced (slope net) && shape n d0 (inputs net) &&
  match wanted net with
  | None => true
  | Some (OneOutput y) => (dl =? 1) && (count y =? n) && forallb reduced y
  | Some (Outputs y) => negb (dl =? 1) && shape n dl y
  end &&
  layered (fun _ w e => match e with Given f => shape n w f | _ => true end)
          (firstn (layers net) (widths net)) (noises net) &&
  match weights net, biases net with
  | None, None => true
  | Some w, None => negb (bias net) && layered (fun a b m => shape b a m) (widths net) w
  | Some w, Some c => bias net && layered (fun a b m => shape b a m) (widths net) w &&
                      layered (fun _ b v => (count v =? b) && forallb reduced v) (widths net) c
  | None, Some _ => false
  end.

Definition well_formed_dataset (D : dataset) : bool :=
  let d := columns_of (data_inputs D) in shape (count (data_inputs D)) d (data_inputs D).
Definition well_formed_matrix (M : matrix) : bool :=
  (0 <=? matrix_rows M) && (0 <=? matrix_columns M) && shape (matrix_rows M) (matrix_columns M) (entries M).

(* --- determined layers: exact outputs --- *)

Definition ones (n d : nat) : rows := repeat (repeat q1 d) n.
Definition factors_of (n d : nat) (e : noise) : rows := match e with Given f => f | _ => ones n d end.

(* eps times u, or times s u where u is negative *)
Definition activate (s eps u : Q) : Q := qmul eps (if qneg u then qmul s u else u).

(* one layer: the rows of the weights (and biases), the noise and input of one sample *)
Fixpoint layer (s : Q) (w : rows) (c : list Q) (e x : list Q) : list Q :=
  match w, c, e with
  | wi :: w', ci :: c', ei :: e' => activate s ei (qadd (qdot wi x) ci) :: layer s w' c' e' x
  | _, _, _ => []
  end.

(* the outputs of the layers l, l + 1, ..., for all samples *)
Fixpoint forward (s : Q) (ws : list rows) (cs : list (list Q)) (es : list rows) (v : rows) : rows :=
  match ws, cs, es with
  | w :: ws', c :: cs', e :: es' => forward s ws' cs' es' (map2 (layer s w c) e v)
  | _, _, _ => v
  end.

Definition with_ones (b : bool) (v : rows) : rows := if b then map (fun x => x ++ [q1]) v else v.

(* The biases, zeros where there are none *)
Definition shifts (net : instance) : list (list Q) :=
  match biases net with
  | Some c => c
  | None => map (fun w => repeat q0 (Z.to_nat w)) (tl (widths net))
  end.

(* The noise of the hidden layers, ones where there is none *)
Definition noise_factors (net : instance) : list rows :=
  map2 (fun d e => factors_of (List.length (inputs net)) (Z.to_nat d) e) (tl (widths net)) (noises net).

(* The outputs of layer k at given weights *)
Definition outputs_of (net : instance) (w : list rows) (k : nat) : rows :=
  forward (slope net) (firstn k w) (firstn k (shifts net)) (firstn k (noise_factors net)) (inputs net).

(* The inputs of layer L-1 (format.md 4.1, one-layer problem), if they are known *)
Definition last_inputs (net : instance) : option rows :=
  if Nat.eqb (layers net) 2 then Some (inputs net)
  else match weights net with
  | None => None
  | Some w =>
    let k := (layers net - 2)%nat in
    if Nat.eqb (determined net) k then Some (outputs_of net w k) else None
  end.

Definition last_noise (net : instance) : noise := noise_of_layer net (layers net - 1).

Definition problem_of (net : instance) : option problem :=
  match last_inputs net with
  | None => None
  | Some v =>
    let d := Z.to_nat (width net (layers net - 2)) in
    let D := Z.to_nat (width net (layers net - 1)) in
    Some (Problem (if bias net then S d else d) D (slope net) (with_ones (bias net) v)
            (factors_of (List.length (inputs net)) D (last_noise net)))
  end.
