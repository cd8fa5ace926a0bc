(* What an accepted certificate about a critical point near given weights means (format.md 4.12, 5.41). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model NearbyForm Form Rules Bridge Nearby Points PointRules NearbyRules
  Check Krawczyk SoundNetwork SoundPoint SoundNearby.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* f t = f 0 + t^2 g + O(t^3), for t of either sign: a first derivative 0 at 0, and g is half the second one. *)
Definition bends (R : realFieldType) (f : R -> R) (g : R) : Prop := exists C delta, 0 < delta /\
  forall t, `|t| < delta -> `|f t - f 0 - t ^+ 2 * g| <= C * `|t| ^+ 3.

Section At.
Variables (R : realFieldType) (net : instance) (W : @Points.weights R (layer_size net)) (c : @Points.shifts R (layer_size net)).
Notation d := (layer_size net).
Notation here P := (P R (sample_size net) (layer_size net) (last_hidden net) (s_at R net) (E_at R net) (X_at R net)
  (y_at R net) (huber_at R net) (bias net) W c).
(* the loss at W + t D, c + t b *)
Definition along (D : @Points.weights R d) (b : @Points.shifts R d) (t : R) : R := @loss_over R net (ahead_W W D t) (ahead_c c b t).

(* The derivative of the loss is 0 along every line. *)
Definition critical_here : Prop := forall D b, allowed (bias net) b -> one_sided (along D b) 0.
(* Weights with a smaller loss are arbitrarily near. *)
Definition smaller_near : Prop := forall e, 0 < e -> exists W' c',
  [/\ allowed (bias net) c', close (last_hidden net) W c e W' c' & @loss_over R net W' c' < @loss_over R net W c].
(* k directions (so they are independent) such that along each of their combinations but 0 the loss is
   loss + t^2 g + O(t^3) with a negative g *)
Definition negative_directions (k : nat) : Prop := exists (D : 'I_k -> @Points.weights R d) (b : 'I_k -> @Points.shifts R d),
  (forall i, allowed (bias net) (b i)) /\
  forall x : 'I_k -> R, (exists i, x i != 0) -> exists2 g, g < 0 &
    bends (along (fun l => \sum_i x i *: D i l) (fun l => \sum_i x i *: b i l)) g.

Definition saddle_here (k : nat) : Prop := [/\ critical_here, smaller_near & negative_directions k].
End At.

(* In every archimedean ordered field in which Cauchy sequences converge, so in the real numbers: there are weights whose
   distance from those of the instance is at most the radius, in each coordinate, whose loss is between the two bounds,
   and which are a saddle; and, where the claim says so, weights with a loss below both. *)
Definition near_saddle_claim (net : instance) (cl : near_claim) (better : bool) : Prop :=
  near_kinks cl = Z0 /\ exists k : nat, near_negative cl = Z.of_nat k /\
  exists p, point_of net = Some p /\ forall R : archiFieldType, complete R ->
  exists (W : @Points.weights R (layer_size net)) (c : @Points.shifts R (layer_size net)),
    [/\ allowed (bias net) c, @within_radius R net p (rv R (near_radius cl)) W c,
        rv R (loss_from cl) <= @loss_over R net W c /\ @loss_over R net W c <= rv R (loss_to cl),
        saddle_here W c k &
        if better then exists W' c', allowed (bias net) c' /\ @loss_over R net W' c' < rv R (loss_from cl) else True].
