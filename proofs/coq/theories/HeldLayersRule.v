(* temporary: will be part of Check.v *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules EachLayer Layers Outputs ReducedOutputs TrainedOutputs OutputsAbove Check.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

(* Several outputs where several layers have generic noise: all above layer k do. *)
Definition held_layers_rule (net : instance) (given trained : bool) (e : evidence) : bool :=
  let k := determined net in
  let L := layers net in
  let n := List.length (inputs net) in
  let K := Z.to_nat (width net L) in
  let D := Z.to_nat (width net (L - 1)) in
  let d := Z.to_nat (width net (L - 2) + (if bias net then 1 else 0)) in
  let slope_ok := negb (qis0 (slope net)) || Nat.eqb n 0 in
  let above {A} (xs : list A) : list A := firstn (L - 2 - k) (skipn k xs) in
  let alive w := alive_units (bias net) (above w) (above (shifts net)) (outputs_of net w k) in
  let rows := output_rows net in
  generic_above net k && (negb trained || bias net) &&
  match e, weights net with
  | GenericLayers enough, None =>
    negb given && negb trained && (negb enough || slope_ok) &&
    check_generic_outputs (width net L) (width net (L - 1)) (width net (L - 2) + (if bias net then 1 else 0)) (samples net) (bias net) (inputs net) enough
  | DeadPattern, w =>
    (negb given || match w with Some _ => true | None => false end) && qis0 (slope net) && Nat.leb (if trained then 2 else 1) n
  | Matching named, Some w => negb given && slope_ok && check_matching_outputs K D d (alive w) named
  | HallSet ks, Some w => check_hall_outputs trained K D d (alive w) ks
  | CommonPairsWith p pairs biases (Some units) W, Some w =>
    slope_ok && finds_units D d (alive w) pairs units &&
    match W with
    | None => given
    | Some W => negb given && trained && Nat.eqb (List.length W) K
    end &&
    let W := match W with None => rows | Some W => W end in
    match biases with
    | None => check_bases D n W p pairs
    | Some C => trained && check_bases_with D n W p pairs C
    end
  | CrowdedPairsWith pairs p None yss us, Some w =>
    given && eqb trained (match us with Some _ => true | None => false end) && check_crowded_above D d (alive w) rows pairs p yss us
  | EveryPattern p tables, Some w =>
    given && is_prime p &&
    match filled n (factors_of n) (tl (widths net)) (noises net) tables with
    | None => false
    | Some es =>
      each_lower (slope net) (above w) (above (shifts net)) (above es) (outputs_of net w k)
        (fun v => every_slope_outputs trained D d (slope net) p rows (nth (L - 2) es []) (with_ones (bias net) v))
    end
  | _, _ => false
  end.
