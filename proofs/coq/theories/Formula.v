(* Noise that is a formula (format.md 5.46): how it is written, and the table that it stands for. Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json Form Reader Check.
Import ListNotations.
Open Scope string_scope.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

Record formula := Formula { near : option rows; lift_prime : Z; lift_bits : Z; lift_groups : list (list Z) }.

Definition formula_json (f : formula) : json :=
  Object [("lift", Object [("near", match near f with None => Text "none" | Some r => table_of r end);
    ("prime", Number (lift_prime f)); ("bits", Number (lift_bits f)); ("groups", table numbers (lift_groups f))])].

Definition near_in (j : json) : option (option rows) :=
  match j with Text _ => Some None | _ => let! r := rows_of j in Some (Some r) end.
Definition formula_in (j : json) : option formula :=
  let! v := get "lift" j in
  let! r := field "near" near_in v in
  let! p := field "prime" number_of v in
  let! e := field "bits" number_of v in
  let! g := field "groups" (list_of indices) v in Some (Formula r p e g).

(* For n samples and d units *)
Definition most_bits : Z := 100000.
Definition formula_formed (n d : Z) (f : formula) : bool :=
  match near f with None => true | Some r => shape n d r end &&
  is_prime (lift_prime f) && negb (lift_prime f =? 2) && (lift_bits f <=? most_bits) &&
  forallb (index_set n) (lift_groups f) && (count (lift_groups f) <=? d).

(* Of all r / M with r = rho modulo p the nearest to x, the upper one of two: (rho + p floor((M x - rho) / p + 1/2)) / M *)
Definition nearest (M p rho : Z) (x : Q) : Q :=
  let q := Z.pos (Qden x) in
  lowest (Qmake (rho + p * ((2 * (M * Qnum x - rho * q) + p * q) / (2 * (p * q)))) (Z.to_pos M)).

Definition lifted (M p : Z) (inside : bool) (x : Q) : Q := nearest M p (if inside then M mod p else 0) x.

(* The factor of unit i on sample k *)
Definition in_group (f : formula) (i k : nat) : bool := existsb (Z.eqb (Z.of_nat k)) (nth i (lift_groups f) []).
Definition start (f : formula) (i k : nat) : Q := match near f with None => q1 | Some r => nth i (nth k r []) q0 end.
Definition factor (f : formula) (i k : nat) : Q :=
  lifted (Z.shiftl 1 (lift_bits f)) (lift_prime f) (in_group f i k) (start f i k).

Definition lift_table (n d : nat) (f : formula) : rows :=
  map (fun k => map (fun i => factor f i k) (seq 0 d)) (seq 0 n).

(* What the table costs: its digits, written with a division for each, and the looks into groups *)
Definition formula_work (n d : Z) (f : formula) : Z :=
  let bits := lift_bits f + 64 in
  n * d * (bits + bits * bits / 256) + n * fold_left (fun a g => a + count g) (lift_groups f) 0.
