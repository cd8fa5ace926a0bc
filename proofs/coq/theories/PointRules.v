(* The rules about one given point (format.md, Points) as functions on an instance. Extracted; that what they
   accept is so is proved in SoundPoint.v and SoundKinks.v, about these very functions. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

(* --- tables and sums --- *)

Definition tab {A} (n : nat) (f : nat -> A) : list A := map f (seq 0 n).
Definition entry_of (t : rows) (n i : nat) : Q := nth i (nth n t []) q0.
Definition total (n : nat) (f : nat -> Q) : Q := qsum (tab n f).
Definition every (n : nat) (f : nat -> bool) : bool := forallb f (seq 0 n).
Definition qequal (x y : Q) : bool := qis0 (qsub x y).
Definition half : Q := Qmake 1 2.

(* --- the network at given weights and biases --- *)

Definition sample_size (net : instance) : nat := length (inputs net).
Definition layer_size (net : instance) (l : nat) : nat := Z.to_nat (nth l (widths net) 0).
(* The last hidden layer *)
Definition last_hidden (net : instance) : nat := (layers net - 1)%nat.
Definition output_count (net : instance) : nat := layer_size net (S (last_hidden net)).

Definition weight (p : parameters) (l i j : nat) : Q := entry_of (nth l (new_weights p) []) i j.
Definition shift (p : parameters) (l i : nat) : Q :=
  match new_biases p with None => q0 | Some c => nth i (nth l c []) q0 end.
(* The noise of layer l+1 *)
Definition factor (net : instance) (l n i : nat) : Q :=
  match nth l (noises net) Generic with Given f => entry_of f n i | _ => q1 end.
Definition target (net : instance) (n k : nat) : Q :=
  match wanted net with
  | None => q0
  | Some (OneOutput y) => nth n y q0
  | Some (Outputs y) => entry_of y n k
  end.

(* The preactivations of layer l+1, from the outputs v of layer l; a row for each sample *)
Definition sums (net : instance) (p : parameters) (l : nat) (v : rows) : rows :=
  let d := layer_size net l in
  let w := nth l (new_weights p) [] in
  tab (sample_size net) (fun n =>
    let x := nth n v [] in
    tab (layer_size net (S l)) (fun i =>
      let wi := nth i w [] in
      qadd (total d (fun j => qmul (nth j wi q0) (nth j x q0))) (shift p l i))).

Definition activated (net : instance) (l : nat) (u : rows) : rows :=
  tab (sample_size net) (fun n =>
    let x := nth n u [] in
    tab (layer_size net (S l)) (fun i =>
      let a := nth i x q0 in qmul (factor net l n i) (if qneg a then qmul (slope net) a else a))).

Fixpoint outputs_at (net : instance) (p : parameters) (l : nat) : rows :=
  match l with
  | O => inputs net
  | S k => activated net k (sums net p k (outputs_at net p k))
  end.
Definition sums_at (net : instance) (p : parameters) (l : nat) : rows := sums net p l (outputs_at net p l).
Definition network_at (net : instance) (p : parameters) : rows := sums_at net p (last_hidden net).

(* --- the loss --- *)

Definition clipped (h : option Q) (e : Q) : Q :=
  match h with
  | None => e
  | Some q => if qlt q (qabs e) then if qneg e then Qopp q else q else e
  end.
Definition loss_of_residual (h : option Q) (e : Q) : Q :=
  let g := clipped h e in qsub (qmul g e) (qmul half (qmul g g)).
(* 1 / N, and 0 for N = 0 *)
Definition share (n : nat) : Q := match n with O => q0 | S _ => Qmake 1 (Pos.of_nat n) end.

Definition mean_loss (net : instance) (f : rows) : Q :=
  qmul (share (sample_size net)) (total (sample_size net) (fun n =>
    let x := nth n f [] in
    total (output_count net) (fun k => loss_of_residual (huber net) (qsub (nth k x q0) (target net n k))))).
Definition loss_at (net : instance) (p : parameters) : Q := mean_loss net (network_at net p).

(* The derivatives of the loss by the outputs *)
Definition residuals (net : instance) (f : rows) : rows :=
  tab (sample_size net) (fun n =>
    let x := nth n f [] in
    tab (output_count net) (fun k => clipped (huber net) (qsub (nth k x q0) (target net n k)))).

(* --- polynomials, the lowest coefficient first --- *)

Definition polynomial := list Q.
Fixpoint padd (p q : polynomial) : polynomial :=
  match p, q with
  | a :: p', b :: q' => qadd a b :: padd p' q'
  | [], _ => q
  | _, [] => p
  end.
Definition pscale (a : Q) (p : polynomial) : polynomial := map (qmul a) p.
Fixpoint pmul (p q : polynomial) : polynomial :=
  match p with [] => [] | a :: p' => padd (pscale a q) (q0 :: pmul p' q) end.
Definition psum (ps : list polynomial) : polynomial := fold_right padd [] ps.
(* The lowest nonzero coefficient, or 0: its sign is that of the polynomial soon after 0. *)
Fixpoint lowest_of (p : polynomial) : Q :=
  match p with [] => q0 | a :: p' => if qis0 a then lowest_of p' else a end.

(* --- a path (format.md, Path) --- *)

Definition poly_of (t : list (list polynomial)) (n i : nat) : polynomial := nth i (nth n t []) [].

Definition path_sums (net : instance) (p dir : parameters) (l : nat) (v : list (list polynomial)) : list (list polynomial) :=
  tab (sample_size net) (fun n =>
    let x := nth n v [] in
    tab (layer_size net (S l)) (fun i =>
      padd (psum (tab (layer_size net l) (fun j => pmul [weight p l i j; weight dir l i j] (nth j x []))))
        [shift p l i; shift dir l i])).

Definition path_activated (net : instance) (l : nat) (u : list (list polynomial)) : list (list polynomial) :=
  tab (sample_size net) (fun n =>
    let x := nth n u [] in
    tab (layer_size net (S l)) (fun i =>
      let q := nth i x [] in
      pscale (qmul (factor net l n i) (if qneg (lowest_of q) then slope net else q1)) q)).

Fixpoint path_outputs (net : instance) (p dir : parameters) (l : nat) : list (list polynomial) :=
  match l with
  | O => tab (sample_size net) (fun n => tab (layer_size net 0) (fun i => [entry_of (inputs net) n i]))
  | S k => path_activated net k (path_sums net p dir k (path_outputs net p dir k))
  end.

Definition path_term (h : option Q) (e : polynomial) : polynomial :=
  let square := pscale half (pmul e e) in
  match h with
  | None => square
  | Some q =>
    let size := if qneg (lowest_of e) then pscale (Qopp q1) e else e in
    if qsign_pos (lowest_of (padd size [Qopp q])) then padd (pscale q size) [Qopp (qmul half (qmul q q))] else square
  end.

(* The loss on the path soon after 0, times the number of samples *)
Definition path_loss (net : instance) (p dir : parameters) : polynomial :=
  let f := path_sums net p dir (last_hidden net) (path_outputs net p dir (last_hidden net)) in
  psum (tab (sample_size net) (fun n =>
    let x := nth n f [] in
    psum (tab (output_count net) (fun k => path_term (huber net) (padd (nth k x []) [Qopp (target net n k)]))))).

(* --- what a sum over the samples of one unit of layer 1 is along v (format.md, Balanced and Kinks):
   linear v plus the sum over the lines of gamma |z v| --- *)

Record unit_form := UnitForm { linear : list Q; lines : list (Q * list Q) }.

Definition first_nonzero (x : list Q) : Q := nth 0 (filter (fun a => negb (qis0 a)) x) q0.
Definition qinverse (x : Q) : Q :=
  match Qnum x with Z0 => q0 | Zpos a => Qmake (Zpos (Qden x)) a | Zneg a => Qmake (Zneg (Qden x)) a end.

(* Adds gamma |z v| to the line z. *)
Fixpoint on_line (gamma : Q) (z : list Q) (ls : list (Q * list Q)) : list (Q * list Q) :=
  match ls with
  | [] => [(gamma, z)]
  | (g, y) :: ls' => if all2 qequal z y then (qadd g gamma, y) :: ls' else (g, y) :: on_line gamma z ls'
  end.

Definition add_kink (weight : Q) (x : list Q) (ls : list (Q * list Q)) : list (Q * list Q) :=
  let a := first_nonzero x in
  if qis0 a then ls else on_line (qmul weight (qabs a)) (map (qmul (qinverse a)) x) ls.

(* Samples as (is it a kink, its number q times the noise, its slope without noise, its column) *)
Definition form_sample := (bool * Q * Q * list Q)%type.

Definition odd_part (s : Q) : Q := qmul half (qsub q1 s).
Definition even_part (s : Q) : Q := qmul half (qadd q1 s).

Fixpoint form_of (s : Q) (d : nat) (samples : list form_sample) : unit_form :=
  match samples with
  | [] => UnitForm [] []
  | (kink, q, sigma, x) :: samples' =>
    let f := form_of s d samples' in
    let a := qmul q (if kink then even_part s else sigma) in
    UnitForm (tab d (fun j => qadd (qmul a (nth j x q0)) (nth j (linear f) q0)))
      (if kink then add_kink (qmul q (odd_part s)) x (lines f) else lines f)
  end.

Definition active (f : unit_form) : list (Q * list Q) := filter (fun l => negb (qis0 (fst l))) (lines f).
Definition form_zero (f : unit_form) : bool :=
  forallb qis0 (linear f) && forallb (fun l => qis0 (fst l)) (lines f).

(* The columns of layer 1, a 1 appended for a bias *)
Definition column (net : instance) (n : nat) : list Q :=
  let x := nth n (inputs net) [] in
  let d := layer_size net 0 in
  if bias net then tab (S d) (fun j => if Nat.ltb j d then nth j x q0 else q1) else x.
Definition column_size (net : instance) : nat :=
  if bias net then S (layer_size net 0) else layer_size net 0.

Definition sigma_of (net : instance) (u : Q) : Q := if qneg u then slope net else q1.

(* Unit i, for the numbers q_n: at the point (kinks where the preactivation is 0), or everywhere *)
Definition form_at (net : instance) (u : rows) (q : list Q) (i : nat) : unit_form :=
  form_of (slope net) (column_size net) (tab (sample_size net) (fun n =>
    let a := entry_of u n i in
    (qis0 a, qmul (nth n q q0) (factor net 0 n i), sigma_of net a, column net n))).
Definition form_everywhere (net : instance) (q : list Q) (i : nat) : unit_form :=
  form_of (slope net) (column_size net) (tab (sample_size net) (fun n =>
    (true, qmul (nth n q q0) (factor net 0 n i), q1, column net n))).

(* --- slopes, void inputs (format.md, Void and Slopes) --- *)

(* 1 or s or (1+s)/2 *)
Definition middle_slope (net : instance) (u : Q) : Q := if qis0 u then even_part (slope net) else sigma_of net u.
Definition slope_at (net : instance) (l n i : nat) (u : Q) : Q := qmul (factor net l n i) (middle_slope net u).

Definition is_off (net : instance) (l n i : nat) (u : Q) : bool :=
  qis0 (factor net l n i) || (qis0 (slope net) && qneg u).

(* whether the input of layer l+1 is void on sample n *)
Fixpoint void (net : instance) (p : parameters) (l : nat) : list bool :=
  if bias net then tab (sample_size net) (fun _ => false) else
  match l with
  | O => tab (sample_size net) (fun n => every (layer_size net 0) (fun j => qis0 (entry_of (inputs net) n j)))
  | S k =>
    let below := void net p k in
    let u := sums_at net p k in
    tab (sample_size net) (fun n =>
      nth n below false ||
      (let x := nth n u [] in every (layer_size net (S k)) (fun i => is_off net k n i (nth i x q0))))
  end.

(* --- the gradient (format.md, Gradient) --- *)

(* a c for layer l+1, given c: the slopes at the point *)
Definition weighted_slopes (net : instance) (l : nat) (u c : rows) : rows :=
  tab (sample_size net) (fun n =>
    let x := nth n u [] in let y := nth n c [] in
    tab (layer_size net (S l)) (fun i => qmul (slope_at net l n i (nth i x q0)) (nth i y q0))).

(* sums over the samples of ac times the outputs of layer l are 0, and of ac alone with biases *)
Definition no_derivative (net : instance) (p : parameters) (l : nat) (ac v : rows) : bool :=
  every (layer_size net (S l)) (fun i =>
    every (layer_size net l) (fun j =>
      qis0 (total (sample_size net) (fun n => qmul (entry_of ac n i) (entry_of v n j)))) &&
    (negb (bias net) || qis0 (total (sample_size net) (fun n => entry_of ac n i)))).

(* c of layer l from a c of layer l+1 *)
Definition c_below (net : instance) (p : parameters) (l : nat) (ac : rows) : rows :=
  tab (sample_size net) (fun n =>
    let y := nth n ac [] in
    tab (layer_size net l) (fun j => total (layer_size net (S l)) (fun i => qmul (weight p l i j) (nth i y q0)))).

(* layer l+1, hidden, has no kink that matters *)
Definition no_kink (net : instance) (p : parameters) (l : nat) (u c : rows) : bool :=
  let empty := void net p l in
  every (sample_size net) (fun n =>
    nth n empty false ||
    every (layer_size net (S l)) (fun i =>
      negb (qis0 (entry_of u n i)) ||
      qis0 (qmul (qmul (qsub q1 (slope net)) (factor net l n i)) (entry_of c n i)))).

Definition sample_column (net : instance) (t : rows) (i : nat) : list Q :=
  tab (sample_size net) (fun n => entry_of t n i).

(* hidden layer l+1, whose outputs have the derivatives c, and those below *)
Fixpoint no_gradient_below (net : instance) (p : parameters) (l : nat) (c : rows) : bool :=
  let u := sums_at net p l in
  match l with
  | O => every (layer_size net 1) (fun i => form_zero (form_at net u (sample_column net c i) i))
  | S k =>
    no_kink net p l u c &&
    let ac := weighted_slopes net l u c in
    no_derivative net p l ac (outputs_at net p l) && no_gradient_below net p k (c_below net p l ac)
  end.

Definition zero_gradient (net : instance) (p : parameters) : bool :=
  let l := last_hidden net in
  let e := residuals net (network_at net p) in
  no_derivative net p l e (outputs_at net p l) &&
  match l with O => false | S k => no_gradient_below net p k (c_below net p l e) end.

(* --- products of slopes along paths (format.md 5.24) --- *)

(* For the numbers q_n and layer l+1: nothing nearby is correlated with them. *)
Fixpoint uncorrelated (net : instance) (p : parameters) (l : nat) (q : list Q) : bool :=
  let u := sums_at net p l in
  match l with
  | O => every (layer_size net 1) (fun i => form_zero (form_at net u q i))
  | S k =>
    every (layer_size net (S l)) (fun i =>
      let qa := tab (sample_size net) (fun n => qmul (nth n q q0) (slope_at net l n i (entry_of u n i))) in
      (negb (bias net) || qis0 (qsum qa)) && uncorrelated net p k qa)
  end.

Definition no_zero_sums (net : instance) (p : parameters) (l : nat) : bool :=
  let u := sums_at net p l in
  let empty := void net p l in
  every (sample_size net) (fun n =>
    nth n empty false || every (layer_size net (S l)) (fun i => negb (qis0 (entry_of u n i)))).

Definition zero_sums (net : instance) (e : rows) : bool :=
  negb (bias net) ||
  every (output_count net) (fun k => qis0 (total (sample_size net) (fun n => entry_of e n k))).

Definition path_products (net : instance) (p : parameters) : bool :=
  let e := residuals net (network_at net p) in
  zero_sums net e &&
  every (last_hidden net - 1) (fun l => no_zero_sums net p (S l)) &&
  every (output_count net) (fun k => uncorrelated net p (last_hidden net - 1) (sample_column net e k)).

(* --- one hidden layer: balanced everywhere (5.25), and evidence about kinks (5.23) --- *)

Definition balanced_everywhere (net : instance) (p : parameters) : bool :=
  let e := residuals net (network_at net p) in
  zero_sums net e &&
  every (layer_size net 1) (fun i =>
    every (output_count net) (fun k => form_zero (form_everywhere net (sample_column net e k) i))).

Definition global_minimum_rule (net : instance) (p : parameters) : bool :=
  qis0 (loss_at net p) || (Nat.eqb (layers net) 2 && balanced_everywhere net p).

(* The order of the path is 1: a negative derivative; or it is greater, and the gradient is 0. *)
Definition first_order_descent (net : instance) (p dir : parameters) : bool :=
  qneg (nth 1 (path_loss net p dir) q0).
Definition saddle_rule (net : instance) (p dir : parameters) : bool :=
  match path_loss net p dir with
  | _ :: a :: rest => qis0 a && qneg (lowest_of rest) && zero_gradient net p
  | _ => false
  end.
