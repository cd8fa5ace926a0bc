(* An accepted certificate of the kind minima-and-least-loss is a true claim (format.md 4.14). *)
From Coq Require Import ZArith QArith_base.
From mathcomp Require Import all_ssreflect.
From Dlmcert Require Import Json Form Check MinimaForm MinimaCheck MinimaLeastCheck LeastClaims MinimaClaims
  MinimaSound.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* Both claims, 4.5 and 4.8, of one instance *)
Definition minima_and_least_claimed (net : instance) (cl : minima_claim) (loss : Q) : Prop :=
  minima_claimed net cl /\ least_loss_claim net loss.

Theorem minima_and_least_sound c : least_valid c ->
  minima_and_least_claimed (least_net c) (minima_said (least_minima c)) (least_loss c).
Proof.
rewrite /least_valid /minima_valid => /andP[/andP[/andP[/andP[wf sub] _] rl] least]; split; first exact: minima_sound rl.
exact: least_loss_sound least.
Qed.

Theorem check_minima_and_least_sound bs claim k : check_minima_and_least bs = Accepted claim k ->
  exists c, bs = least_file c /\ claim = print (least_claim_json c) /\
    minima_and_least_claimed (least_net c) (minima_said (least_minima c)) (least_loss c).
Proof. by move=> /check_minima_and_least_valid[c [fE [cE v]]]; exists c; do 2!split=> //; exact: minima_and_least_sound. Qed.
