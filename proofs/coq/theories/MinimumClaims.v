(* What an accepted certificate about a local minimum near given weights means (format.md 4.12, 5.40). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model NearbyForm Form Rules Bridge Nearby Points PointRules Check
  Krawczyk SoundNetwork SoundPoint SoundNearby.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section At.
Variables (R : realFieldType) (net : instance) (W : @Points.weights R (layer_size net)) (c : @Points.shifts R (layer_size net)).
Notation d := (layer_size net).
Notation N := (sample_size net).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Notation sum_at := (at_sum s E X W c).
Notation here P := (P R N d (last_hidden net) s E X (y_at R net) (huber_at R net) (bias net) W c).

Definition local_minimum_here : Prop := here (@local_minimum).

(* The input of layer l+1 is void on sample n (format.md, Void). *)
Fixpoint void_input (l : nat) (n : 'I_N) : bool :=
  ~~ bias net &&
  match l with
  | O => [forall j, X j n == 0]
  | S m => void_input m n || [forall i, (E m.+1 i n == 0) || (s == 0) && (sum_at m i n < 0)]
  end.
(* The sign of the preactivation of unit i of layer l+1 on sample n decides its slope. *)
Definition decides l (i : 'I_(d l.+1)) (n : 'I_N) : bool := [&& E l.+1 i n != 0, s != 1 & ~~ void_input l n].
(* Of the preactivations of hidden units whose signs decide a slope exactly k are 0: a list has them all, once each. *)
Definition zero_preactivations (k : Z) : Prop := exists K : seq (nat * nat * nat),
  [/\ uniq K, k = Z.of_nat (size K),
      (forall q, q \in K -> [/\ (q.1.1 < last_hidden net)%N, (q.1.2 < N)%N & (q.2 < d q.1.1.+1)%N]) &
      forall l (i : 'I_(d l.+1)) (n : 'I_N), (l < last_hidden net)%N ->
        ((l, nat_of_ord n, nat_of_ord i) \in K) = (decides i n && (sum_at l i n == 0))].

Definition minimum_here (kinks : Z) : Prop := local_minimum_here /\ zero_preactivations kinks.
End At.

(* In every archimedean ordered field in which Cauchy sequences converge, so in the real numbers: there are weights whose
   distance from those of the instance is at most the radius, in each coordinate, whose loss is between the two bounds,
   and which are a local minimum, with so many preactivations 0; and, where the claim says so, weights with a loss below both. *)
Definition near_minimum_claim (net : instance) (cl : near_claim) (better : bool) : Prop :=
  near_negative cl = Z0 /\
  exists p, point_of net = Some p /\ forall R : archiFieldType, complete R ->
  exists (W : @Points.weights R (layer_size net)) (c : @Points.shifts R (layer_size net)),
    [/\ allowed (bias net) c, @within_radius R net p (rv R (near_radius cl)) W c,
        rv R (loss_from cl) <= @loss_over R net W c /\ @loss_over R net W c <= rv R (loss_to cl),
        minimum_here W c (near_kinks cl) &
        if better then exists W' c', allowed (bias net) c' /\ @loss_over R net W' c' < rv R (loss_from cl) else True].
