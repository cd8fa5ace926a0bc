(* What an accepted certificate about all minima of one hidden layer inside cells means (format.md 4.5). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge Points PointRules MinimaForm MinimaRules Asked
  SoundNetwork CellMinima.
From mathcomp Require Import perm.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Claim.
Variables (R : realFieldType) (net : instance).
Notation D := (layer_size net 1).

(* A cell of the network: for each unit the samples with positive preactivation, and the sign of the output weight. *)
Definition cell := (sides net * ('I_D -> sign))%type.
Implicit Types (c : cell) (P : cell -> Prop).

(* Units of equal noise are exchanged; what is said of samples that are 0 does not matter. *)
Definition exchanged c c' : Prop := exists p : {perm 'I_D},
  (forall i, row (p i) (E_at R net 1) = row i (E_at R net 1)) /\
  forall i, c'.2 i = c.2 (p i) /\ forall n, seen R n -> c'.1 i n = c.1 (p i) n.

(* There are m cells with the property, if those that differ by an exchange count once. *)
Definition number_of P (m : Z) : Prop := exists k (f : 'I_k -> cell),
  [/\ Z.of_nat k = m, forall a, P (f a), forall a b, exchanged (f a) (f b) -> a = b & forall c, P c -> exists a, exchanged (f a) c].

(* Some weights are in it. *)
Definition inhabited c : Prop := exists W b, allowed (bias net) b /\ in_cell (R := R) W b c.1 c.2.
(* Some local minimum of this loss is in it. *)
Definition holds_minimum (loss : Q) c : Prop := exists W b,
  [/\ is_minimum (R := R) W b, in_cell W b c.1 c.2 & loss_with W b = rv R loss].
Definition nonzero_cell c : Prop := forall i, c.2 i <> Zero.

(* The preactivations are not 0 on samples that are not 0. *)
Definition inside_cells (W : weights R (layer_size net)) (b : shifts R (layer_size net)) : Prop :=
  forall i n, seen R n -> preactivation W b i n != 0.

Definition minima_over (cl : minima_claim) : Prop :=
  [/\ number_of (fun c => inhabited c /\ nonzero_cell c) (cells_nonzero cl),
      number_of (fun c => inhabited c /\ ~ nonzero_cell c) (cells_zero cl),
      forall W b, is_minimum W b -> inside_cells W b -> exists2 l, List.In l (loss_lines cl) & loss_with W b = rv R (line_loss l) &
      forall l, List.In l (loss_lines cl) ->
        [/\ exists W b, [/\ is_minimum (R := R) W b, inside_cells W b & loss_with W b = rv R (line_loss l)],
            number_of (fun c => holds_minimum (line_loss l) c /\ nonzero_cell c) (line_nonzero l) &
            number_of (fun c => holds_minimum (line_loss l) c /\ ~ nonzero_cell c) (line_zero l)]].
End Claim.

(* One hidden layer of units of one piece, one output, squares, no generic noise; in every ordered field, so over the reals *)
Definition minima_claimed (net : instance) (cl : minima_claim) : Prop :=
  [/\ asked_hidden net, increasing_losses (loss_lines cl) & forall R : realFieldType, minima_over R net cl].
