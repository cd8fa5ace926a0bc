(* All local minima of one hidden layer, kinks included (format.md 5.30), as functions on an instance. Extracted. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Unreduced Form Rules KinkForm PointRules KinkRules UnitChoices MinimaForm
  MinimaRules FaceRules LocalMinimaForm.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

(* --- the states of one unit --- *)

Definition same_sign (s t : sign) : bool :=
  match s, t with Plus, Plus | Zero, Zero | Minus, Minus => true | _, _ => false end.
Definition times_sign (s t : sign) : sign :=
  match s with Plus => t | Zero => Zero | Minus => match t with Plus => Minus | Zero => Zero | Minus => Plus end end.

(* A point of a face, its signs on all samples, and the sign of the output weight *)
Record face_state := FaceState { state_point : list Q; state_face : list sign; state_weight : sign }.
Definition no_state : face_state := FaceState [] [] Zero.

(* The number of a face and a sign; with 0 only for a cell *)
Definition signs_of_face (xs : list (list Q)) (faces : list (list sign)) (k : nat) : list (nat * sign) :=
  if open_face xs (nth k faces []) then [(k, Plus); (k, Zero); (k, Minus)] else [(k, Plus); (k, Minus)].
Definition state_numbers (xs : list (list Q)) (faces : list (list sign)) : list (nat * sign) :=
  flat_map (signs_of_face xs faces) (seq 0 (length faces)).
Definition state_at (points : list (list Q)) (faces : list (list sign)) (s : nat * sign) : face_state :=
  FaceState (nth (fst s) points []) (nth (fst s) faces []) (snd s).
Definition face_states (xs points : list (list Q)) (faces : list (list sign)) : list face_state :=
  map (state_at points faces) (state_numbers xs faces).

(* --- a point of a choice --- *)

Definition block_inside (xs : list (list Q)) (s : face_state) (z : list Q) : bool :=
  match state_weight s with
  | Zero => forallb qis0 z
  | q => all2 (fun f x => unseen_column x || same_sign (sign_of_value (dot_over z x)) (times_sign q f)) (state_face s) xs
  end.

Definition q_of_sign (s : sign) : Q := match s with Plus => q1 | Zero => q0 | Minus => Qopp q1 end.
(* The row of a unit, with its bias *)
Definition row_of_block (s : face_state) (z : list Q) : list Q :=
  match state_weight s with Plus => z | Zero => state_point s | Minus => map Qopp z end.
Definition parameters_of (net : instance) (own : list face_state) (z : list Q) : parameters :=
  let rows := map2 row_of_block own (solution_blocks net z) in
  let d := layer_size net 0 in
  Parameters [map (firstn d) rows; [map (fun s => q_of_sign (state_weight s)) own]]
    (if bias net then Some [map (fun r => nth d r q0) rows; [solution_bias net z]] else None).

Definition point_decides (net : instance) (xs : list (list Q)) (own : list face_state) (z : list Q) (ks : list kink) : option Q :=
  let p := parameters_of net own z in
  if (count z =? solution_size net) && all2 (block_inside xs) own (solution_blocks net z) && local_minimum_rule net p ks
  then Some (loss_at net p) else None.

(* --- directions that exclude every minimum --- *)

(* The slope times u, on a sample of this sign *)
Definition bent_value (s : Q) (f : sign) (u : Q) : Q :=
  match f with Plus => u | Minus => qmul s u | Zero => if qneg u then qmul s u else u end.
Definition move_row (net : instance) (xs : list (list Q)) (e : list Q) (s : face_state) (v : list Q) : list Q :=
  let r := map2 qmul e (map2 (bent_value (slope net)) (state_face s) (map (qdot v) xs)) in
  match state_weight s with Minus => map Qopp r | _ => r end.

Fixpoint moves_row (net : instance) (xs es : list (list Q)) (own : list face_state) (b : list Q) (moves : list (Z * list Q)) : list Q :=
  match moves with
  | [] => b
  | (i, v) :: moves' =>
    map2 qadd (move_row net xs (nth (Z.to_nat i) es []) (nth (Z.to_nat i) own no_state) v) (moves_row net xs es own b moves')
  end.

(* The slopes of a unit on its face, noise included; 0 at the sign 0 *)
Definition slopes_on_face (net : instance) (e : list Q) (f : list sign) : list Q :=
  map2 (fun a s => match s with Plus => a | Zero => q0 | Minus => qmul a (slope net) end) e f.
(* q phi, or 1 where phi is 0 *)
Definition lambda_sign (q f : sign) : Q := match f with Zero => q1 | _ => q_of_sign (times_sign q f) end.
Definition lambda_row (net : instance) (i : nat) (s : face_state) (lambda : list (Z * Z * Q)) : list Q :=
  map2 (fun f l => qmul (lambda_sign (state_weight s) f) l) (state_face s)
    (spread_nu (sample_size net) (map (fun '(_, n, a) => (n, a)) (terms_of i lambda))).

(* Blocks i, i+1, ... are 0, those of output weight 0 left out. *)
Fixpoint blocks_vanish (net : instance) (rows : list (list Q)) (nu : list Q) (lambda : list (Z * Z * Q)) (i : nat)
    (own : list face_state) (es : list (list Q)) : bool :=
  match own, es with
  | s :: own', e :: es' =>
    (is_zero (state_weight s) ||
     (let g := map2 qadd (map2 qmul (slopes_on_face net e (state_face s)) nu) (lambda_row net i s lambda) in
      forallb (fun r => qis0 (dot_over r g)) rows)) &&
    blocks_vanish net rows nu lambda (S i) own' es'
  | [], [] => true
  | _, _ => false
  end.

Definition lambda_fits (n d : Z) (xs : list (list Q)) (own : list face_state) (t : Z * Z * Q) : bool :=
  let '(i, m, a) := t in
  let s := nth (Z.to_nat i) own no_state in
  (0 <=? m) && (m <? n) && (0 <=? i) && (i <? d) && negb (is_zero (state_weight s)) &&
  negb (unseen_column (nth (Z.to_nat m) xs [])) &&
  (if is_zero (nth (Z.to_nat m) (state_face s) Zero) then negb (qis0 a) else qsign_pos a).
Definition lambda_strict (own : list face_state) (t : Z * Z * Q) : bool :=
  let '(i, m, _) := t in negb (is_zero (nth (Z.to_nat m) (state_face (nth (Z.to_nat i) own no_state)) Zero)).

Definition directions_exclude (net : instance) (xs rows es : list (list Q)) (y : list Q) (own : list face_state)
    (moves : list (Z * list Q)) (sum : option Q) (lambda : list (Z * Z * Q)) : bool :=
  let n := Z.of_nat (sample_size net) in
  let d := width net 1 in
  let nu := moves_row net xs es own (repeat (match sum with Some b => b | None => q0 end) (sample_size net)) moves in
  forallb (fun m => (0 <=? fst m) && (fst m <? d) && Nat.eqb (length (snd m)) (column_size net)) moves &&
  (match sum with Some _ => bias net | None => negb (bias net) end) &&
  index_set (d * n) (map (fun '(i, m, _) => i * n + m) lambda) && forallb (lambda_fits n d xs own) lambda &&
  blocks_vanish net rows nu lambda O own es && (negb (bias net) || qis0 (qsum nu)) &&
  (let u := qdot nu y in qsign_pos u || (qis0 u && existsb (lambda_strict own) lambda)).

(* --- one choice: whether there is a minimum, and its loss --- *)

Definition decide_face_choice (net : instance) (xs rows es : list (list Q)) (y : list Q) (own : list face_state) (c : face_choice) :
    option (option Q) :=
  match c with
  | PointOfChoice z ks => match point_decides net xs own z ks with Some l => Some (Some l) | None => None end
  | Directions moves sum lambda => if directions_exclude net xs rows es y own moves sum lambda then Some None else None
  end.

Fixpoint decide_choices (decide : list nat -> face_choice -> option (option Q)) (ts : list (list nat)) (cs : list face_choice) :
    option (list (option Q)) :=
  match ts, cs with
  | [], [] => Some []
  | t :: ts', c :: cs' =>
    match decide t c with
    | None => None
    | Some r => match decide_choices decide ts' cs' with None => None | Some rs => Some (r :: rs) end
    end
  | _, _ => None
  end.

(* --- all choices; the lines of losses are added up as in MinimaRules.v --- *)

Definition line_of_found (r : option Q) : list loss_line := match r with None => [] | Some l => [LossLine l 1 0] end.
Definition line_of_face (l : face_line) : loss_line := LossLine (face_loss l) (faces_of_loss l) 0.

Definition faces_rule (net : instance) (cl : faces_claim) (e : faces_evidence) : bool :=
  match faces_of_unit net (face_points e) with
  | None => false
  | Some faces =>
    let xs := columns_of_net net in
    let states := face_states xs (face_points e) faces in
    let es := noise_rows net in
    let classes := classes_of es in
    let S := length states in
    (* The least loss is always listed (soundness.md 27); that some loss is, the proof takes from here. *)
    (1 <=? count (face_lines cl)) && (unit_faces_said cl =? count faces) && (unit_cells_said cl =? count (open_faces xs faces)) &&
    (choices_of_faces cl =? choice_count S classes) && (choices_of_faces cl <? 2 ^ 63) &&
    (choices_of_faces cl =? count (face_choices e)) &&
    (match decide_choices (fun t => decide_face_choice net xs (input_rows net xs) es (target_row net) (map (fun k => nth k states no_state) t))
             (unit_choices S classes) (face_choices e) with
     | None => false
     | Some found =>
       let lines := merge_all (Z.to_nat (Z.log2 (count found)) + 2) (map line_of_found found) in
       increasing_losses (map line_of_face (face_lines cl)) && all2 same_line lines (map line_of_face (face_lines cl))
     end)
  end.

(* Choices of states are counted with so many steps; and units that are not in the file have classes. *)
Definition faces_work (net : instance) (e : faces_evidence) : Z := (3 * count (face_points e) + width net 1) * width net 1.
