(* Maxout units (format.md 4.1): one hidden layer of slope 1, each unit with r pieces. Without the weights of the pieces,
   which no rule looks at, such an instance is one with r = 1. Extracted; what follows for the choices of pieces is in
   SoundMaxout.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* Of the first layer a row for each unit only *)
Definition first_rows {A} (net : instance) (xs : list (list A)) : list (list A) :=
  match xs with x :: xs' => firstn (Z.to_nat (width net 1)) x :: xs' | [] => [] end.
Definition first_pieces (net : instance) : instance :=
  Instance (widths net) (slope net) (bias net) None (sample_loss net) (inputs net) (wanted net) (noises net)
    (match weights net with Some w => Some (first_rows net w) | None => None end)
    (match biases net with Some c => Some (first_rows net c) | None => None end).

(* The pieces of unit i are in the rows i r, ..., i r + r - 1. *)
Definition pieces_formed (net : instance) (r : Z) : bool :=
  (2 <=? r) && (r <? 2 ^ 31) && Nat.eqb (layers net) 2 && (Qnum (slope net) =? 1) && (Z.pos (Qden (slope net)) =? 1) &&
  match weights net with
  | Some (w :: _) =>
    (count w =? r * width net 1) && forallb (fun x => (count x =? width net 0) && forallb reduced x) w
  | Some [] => false
  | None => true
  end &&
  match biases net with
  | Some (c :: _) => (count c =? r * width net 1) && forallb reduced c
  | Some [] => false
  | None => true
  end.

(* The kinds that apply *)
Definition of_pieces (e : evidence) : bool :=
  match e with
  | Partition _ _ | TightSet _ _ _ | LinearRank _ | LinearNull _
  | CommonPairs _ _ | CommonPairsWith _ _ _ _ _ | CrowdedPairs _ _ _ _ | CrowdedPairsWith _ _ _ _ _ => true
  | _ => false
  end.
