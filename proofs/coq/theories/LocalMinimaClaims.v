(* What an accepted certificate about all local minima of one hidden layer means (format.md 4.7). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge Points PointRules MinimaForm MinimaRules
  LocalMinimaForm LocalMinimaRules Asked SoundNetwork SoundPoint CellMinima WorstClaims.
From mathcomp Require Import perm.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- faces of one unit --- *)

Section Faces.
Variables (R : realFieldType) (net : instance).
Notation N := (sample_size net).

(* A sign for each sample, which some weights of a unit (with the bias as last entry) have; what is said of samples that are
   0 does not matter. *)
Definition signs_of_samples := 'I_N -> sign.
Implicit Types (f : signs_of_samples) (P : signs_of_samples -> Prop).
Definition is_face f : Prop := exists v : nat -> R, forall n, seen R n -> f n = sign_of (dot v n).
Definition is_open_face f : Prop := is_face f /\ forall n, seen R n -> f n <> Zero.
Definition same_face f g : Prop := forall n, seen R n -> f n = g n.

(* So many have the property. *)
Definition faces_number P (m : Z) : Prop := exists k (f : 'I_k -> signs_of_samples),
  [/\ Z.of_nat k = m, forall a, P (f a), forall a b, same_face (f a) (f b) -> a = b & forall g, P g -> exists a, same_face (f a) g].
End Faces.

(* --- choices for all units, and local minima in them --- *)

Section Claim.
Variables (R : realFieldType) (net : instance).
Notation D := (layer_size net 1).
Implicit Types (W : @weights R (layer_size net)) (b : @shifts R (layer_size net)).

(* For each unit the signs of the samples, and the sign of its output weight *)
Definition choice := (('I_D -> signs_of_samples net) * ('I_D -> sign))%type.
Implicit Types (c : choice) (P : choice -> Prop).

(* What is said of samples that are 0 does not matter. *)
Definition in_choice W b c : Prop :=
  (forall i n, seen R n -> sign_of (preactivation W b i n) = c.1 i n) /\ forall i k, sign_of (W 1%N k i) = c.2 i.
(* A face and a sign + or -, or a cell and 0 *)
Definition is_choice c : Prop := forall i, is_face R (c.1 i) /\ (c.2 i = Zero -> is_open_face R (c.1 i)).

(* Units of equal noise are exchanged. *)
Definition exchanged_choice c c' : Prop := exists p : {perm 'I_D},
  (forall i, row (p i) (E_at R net 1) = row i (E_at R net 1)) /\
  forall i, c'.2 i = c.2 (p i) /\ same_face R (c'.1 i) (c.1 (p i)).

(* There are m choices with the property, if those that differ by an exchange count once. *)
Definition choices_number P (m : Z) : Prop := exists k (f : 'I_k -> choice),
  [/\ Z.of_nat k = m, forall a, P (f a), forall a a', exchanged_choice (f a) (f a') -> a = a' &
      forall c, P c -> exists a, exchanged_choice (f a) c].

(* A local minimum, at kinks or not, of this loss *)
Definition minimum_of_loss (l : R) W b : Prop :=
  [/\ allowed (bias net) b, @net_minimum R net W b & @loss_over R net W b = l].
Definition holds_minimum_of (l : R) c : Prop := exists W b, minimum_of_loss l W b /\ in_choice W b c.

Definition faces_over (cl : faces_claim) : Prop :=
  [/\ faces_number R (@is_face R net) (unit_faces_said cl), faces_number R (@is_open_face R net) (unit_cells_said cl),
      choices_number is_choice (choices_of_faces cl),
      forall l W b, minimum_of_loss l W b -> exists2 m, List.In m (face_lines cl) & l = rv R (face_loss m) &
      forall m, List.In m (face_lines cl) ->
        (exists W b, minimum_of_loss (rv R (face_loss m)) W b) /\
        choices_number (fun c => is_choice c /\ holds_minimum_of (rv R (face_loss m)) c) (faces_of_loss m)].
End Claim.

(* One hidden layer of units of one piece, one output, squares, no generic noise; in every ordered field, so over the reals. Some loss is listed,
   so the verdict ALL_GLOBAL (all that are listed are 0) says that 0 is the only one. *)
Definition local_minima_claimed (net : instance) (cl : faces_claim) : Prop :=
  [/\ asked_hidden net,
      face_lines cl <> nil /\ increasing_losses (List.map line_of_face (face_lines cl)) &
      forall R : realFieldType, faces_over R net cl].
