(* Gradient flow in a box, mode by mode (format.md 5.42). Extracted; proved in SoundFlowModes.v to FlowClaims.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic BallForm Form Rules PointRules NearbyRules BallRules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

(* The largest absolute value of an interval; an interval of one number *)
Definition largest (a : interval) : Z := Z.max (Z.abs (fst a)) (Z.abs (snd a)).
Definition sharp (x : Z) : interval := (x, x).
Definition sharps (xs : list Z) : list interval := map sharp xs.
Definition total (xs : list Z) : Z := fold_right Z.add 0 xs.
(* The upper end of a product *)
Definition product_up (one x y : Z) : Z := snd (times one (sharp x) (sharp y)).
Definition maximum (xs : list Z) : Z := fold_right Z.max 0 xs.
Definition column (q : list (list Z)) (j : nat) : list Z := map (fun row => nth j row 0) q.

Section Modes.
Variables (one : Z) (n m : nat) (Q P : list (list Z)) (G : list (list interval)).
(* G by its columns, one for each output on each sample; n of them, m parameters *)

(* The largest row sum of |1 - Q P| *)
Definition defect_of : Z :=
  let columns := tab n (fun j => sharps (column P j)) in
  maximum (tab n (fun i => let q := sharps (nth i Q []) in total (tab n (fun j =>
    largest (isub (sharp (if Nat.eqb i j then one else 0)) (scalar_product one q (nth j columns []))))))).
Definition shares_of (d : Z) : list Z := tab n (fun j => product_up one (2 * d) (maximum (map Z.abs (column Q j)))).
Definition G_rows : list (list interval) := tab m (fun p => map (fun c => nth p c no_interval) G).
Definition gammas (rows : list (list interval)) : list Z := map (fun g => total (map largest g)) rows.
(* V = G Q, by rows and by columns *)
Definition mode_speeds (rows : list (list interval)) : list (list interval) :=
  let columns := tab n (fun j => sharps (column Q j)) in
  map (fun g => map (fun q => scalar_product one q g) columns) rows.
Definition turned (k : nat) (rows : list (list interval)) : list (list interval) :=
  tab k (fun j => map (fun r => nth j r no_interval) rows).
(* |values| + rest times shares *)
Definition bounds_of (values : list interval) (rest : Z) (shares : list Z) : list Z :=
  map2 (fun v s => largest v + product_up one rest s) values shares.

(* Row i of the matrix with D on the diagonal and -F elsewhere *)
Definition decay_row (rows speeds : list (list interval)) (gamma shares : list Z) (i : nat) : list Z :=
  let row := sharps (nth i P []) in
  let through := map (fun g => scalar_product one g row) rows in
  let rest := snd (scalar_product one (sharps (map largest through)) (sharps gamma)) in
  let rates := map (fun v => scalar_product one v through) speeds in
  let bounds := bounds_of rates rest shares in
  tab n (fun j => if Nat.eqb i j then fst (nth i rates no_interval) - product_up one rest (nth i shares 0)
                  else - nth j bounds 0).

Definition modes_contract (S radii : list Z) (e : list interval) : bool :=
  let d := defect_of in
  (2 * d <=? one) &&
  let shares := shares_of d in
  let rows := G_rows in
  let gamma := gammas rows in
  let speeds := mode_speeds rows in
  let by_mode := turned n speeds in
  every n (fun i => largest (scalar_product one (sharps (nth i P [])) e) * one
    <? dot (decay_row rows by_mode gamma shares i) S) &&
  every m (fun p => dot (bounds_of (nth p speeds []) (nth p gamma 0) shares) S <? nth p radii 0 * one).
End Modes.

Definition flow_formed (net : instance) (e : flow_modes) : bool :=
  let n := length (equations net) in
  bits_ok (modes_bits e) &&
  Nat.eqb (length (modes_radii e)) (length (places net)) && forallb (fun r => 0 <? r) (modes_radii e) &&
  Nat.eqb (length (modes_integrals e)) n && forallb (fun s => 0 <? s) (modes_integrals e) &&
  Nat.eqb (length (modes e)) n && lengths_are n (modes e) &&
  Nat.eqb (length (modes_inverse e)) n && lengths_are n (modes_inverse e).

(* The corners of the box are not farther away than the radius. *)
Definition corners_inside (one : Z) (radii : list Z) (radius : Q) : bool :=
  total (map (fun r => r * r) radii) * (Zpos (Qden radius) * Zpos (Qden radius)) <=?
  Qnum radius * Qnum radius * (one * one).

Definition residuals_in (net : instance) (one : Z) (box : list (list (list interval))) : list interval :=
  let e := wide_enclosure net one box in
  map (fun q => isub (sum_at e (last_hidden net) (fst q) (snd q)) (around one (target net (fst q) (snd q)))) (equations net).

Definition flow_box (net : instance) (one : Z) (p : parameters) (radii : list Z) : list (list (list interval)) :=
  widened net one p (fun l i j => radius_of (places net) radii (l, i, j)).

Definition flow_modes_rule (net : instance) (p : parameters) (radius : Q) (e : flow_modes) : bool :=
  flow_formed net e &&
  let one := 2 ^ modes_bits e in
  let G := wide_columns net one (flow_box net one p (modes_radii e)) (places net) in
  corners_inside one (modes_radii e) radius &&
  modes_contract one (length (equations net)) (length (places net)) (modes e) (modes_inverse e) G
    (modes_integrals e) (modes_radii e) (residuals_in net one (widened net one p (fun _ _ _ => 0))).
