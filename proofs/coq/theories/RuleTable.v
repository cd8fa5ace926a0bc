(* Which rule applies to what (format.md 5): one output or several, layer L-1 or several layers. Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Problems Arithmetic Form Rules EachPattern Siblings EachLayer DeepPatterns Layers Outputs
  CellRules ReducedOutputs TrainedOutputs OutputsAbove.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

Definition one_layer (which : patterns) : bool := match which with AllLayers => false | _ => true end.
Definition of_all (which : patterns) : bool := match which with All => true | _ => false end.
Definition of_every_w (which : patterns) : bool := match which with EveryW => true | _ => false end.
Definition of_open_cells (which : patterns) : bool := match which with Realizable => true | _ => false end.

Definition applies (net : instance) (which : patterns) (e : evidence) : bool :=
  let given := negb (generic (last_noise net)) in
  match e with
  | Partition _ _ => negb given
  | Diagonal | Tree _ _ _ | LinearRank _ | LinearNull _ => given
  | Matching _ | HallSet _ | GenericLayers _ | DeepCollapse _ _ | DeepNullVector _ _ => false   (* several layers: below *)
  | CommonPairs _ _ | CrowdedPairs _ _ _ _ | CommonPairsWith _ _ _ _ _ | CrowdedPairsWith _ _ _ _ _ => false   (* several outputs: below *)
  | TightSet _ _ _ | DeadPattern => true
  | EveryPattern _ tables =>
    of_all which && match tables with [] => given | [_] => negb given | _ => false end
  | Cells every _ _ => given && (if every then of_every_w which else of_open_cells which)
  | NullVector _ _ => given && of_all which
  | PointPattern _ _ => given && negb (of_open_cells which)
  | IndependentInputs _ | OpenCell _ _ | Lift _ _ | Collapse _ _ _ _ | Archimedean _ _ _
  | MaskedTightSet _ _ _ => given
  end.

Definition rule (P : problem) (e : evidence) : bool :=
  match e with
  | Partition p groups => check_partition P p groups
  | TightSet ks p zs => check_tight_set P ks p zs
  | IndependentInputs p => check_independent_inputs P p
  | NullVector sg v => check_null_vector P sg v
  | OpenCell w v => check_open_cell P w v
  | PointPattern w v => check_point P w v
  | DeadPattern => check_dead_pattern P
  | Lift p groups => check_lift P p groups
  | Collapse m k us q => check_collapse P m k us q
  | Archimedean r l z => check_archimedean P r l z
  | MaskedTightSet ks p lists => check_masked_tight_set P ks p lists
  | Diagonal => check_diagonal P
  | Tree r primes fold => check_tree P r primes fold
  | EveryPattern p tables => check_every_pattern P p tables
  | Cells every primes tree => check_cells P every primes tree
  | LinearRank p => check_linear_rank P p
  | LinearNull v => check_linear_null P v
  | Matching _ | HallSet _ | GenericLayers _ | DeepCollapse _ _ | DeepNullVector _ _
  | CommonPairs _ _ | CrowdedPairs _ _ _ _ | CommonPairsWith _ _ _ _ _ | CrowdedPairsWith _ _ _ _ _ => false
  end.

(* Several outputs (format.md 4.1): W_L by its rows, and the kinds that apply where it is given, or generic *)
Definition output_rows (net : instance) : rows :=
  match weights net with Some w => nth (layers net - 1) w [] | None => [] end.

(* Where b_L is trained, G has rows that are not those of spread outputs: null vectors have to vanish on them, too, and
   what is singular without them may not be so with them. *)
Definition held_rule (net : instance) (P : problem) (given trained : bool) (e : evidence) : bool :=
  let w := output_rows net in
  let k := Z.to_nat (width net (layers net)) in
  let noise := negb (generic (last_noise net)) in
  let spread_ok := given && noise && spreads P w in
  let null sg v := check_null_outputs P w sg v && (negb trained || sums_to_zero (List.length w) (sample_count P) v) in
  (negb given || match weights net with Some _ => true | None => false end) && (negb trained || bias net) &&
  match e with
  | CommonPairs p pairs => given && check_common_pairs P w (negb noise) p pairs
  | CommonPairsWith p pairs (Some C) None W =>
    trained && negb noise &&
    match W with
    | None => given && check_pairs_trained P w p pairs C
    | Some W => negb given && Nat.eqb (List.length W) k && check_pairs_trained P W p pairs C
    end
  | CommonPairsWith p pairs None None (Some W) =>
    trained && negb noise && negb given && Nat.eqb (List.length W) k && check_common_pairs P W true p pairs
  | CrowdedPairs pairs p zss yss => given && negb trained && check_crowded_pairs P w pairs p zss yss
  | CrowdedPairsWith pairs p (Some zss) yss (Some us) => given && trained && check_crowded_trained P w pairs p zss yss us
  | Partition p groups => negb given && negb noise && check_partition_outputs P k p groups
  | TightSet ks p zs => if trained then check_tight_trained P k ks p zs else check_tight_outputs P k ks p zs
  | DeadPattern => if trained then check_dead_trained P else check_dead_pattern P
  | IndependentInputs p => given && noise && check_inputs_outputs P w p
  | NullVector sg v => given && noise && null sg v
  | Collapse m e us q => spread_ok && check_collapse (spread P w) m e us q
  | Archimedean r l z => given && noise && check_archimedean_outputs P w r l z
  | Tree r primes fold => given && noise && check_tree_outputs P w r primes fold
  | EveryPattern p tables =>
    given && match tables with [] => noise | [_] => negb noise | _ => false end && check_every_outputs trained P w p tables
  | LinearRank p => spread_ok && check_linear_rank (spread P w) p
  | LinearNull v =>
    given && noise && (Qnum (problem_slope P) =? 1) && (Z.pos (Qden (problem_slope P)) =? 1) &&
    null (repeat (repeat true (unit_count P)) (sample_count P)) v
  | _ => false
  end.

(* Kinds that speak of several layers with generic noise *)
Definition of_layers (e : evidence) : bool :=
  match e with Matching _ | HallSet _ | GenericLayers _ => true | _ => false end.

(* The layers k+1, ..., L-1 have generic noise; k is below L-2. *)
Definition generic_above (net : instance) (k : nat) : bool :=
  Nat.ltb k (layers net - 2) && forallb generic (skipn k (noises net)).

Definition layers_rule (net : instance) (e : evidence) : bool :=
  let k := determined net in
  let D := width net (layers net - 1) in
  let d := width net (layers net - 2) + (if bias net then 1 else 0) in
  let slope_ok := negb (qis0 (slope net)) || Nat.eqb (List.length (inputs net)) 0 in
  let alive w := alive_units (bias net) (firstn (layers net - 2 - k) (skipn k w))
                   (firstn (layers net - 2 - k) (skipn k (shifts net))) (outputs_of net w k) in
  match e, weights net with
  | Matching named, Some w =>
    generic_above net k && slope_ok && check_matching (Z.to_nat D) (Z.to_nat d) (alive w) named
  | HallSet ks, Some w => generic_above net k && check_hall_set (Z.to_nat D) (Z.to_nat d) (alive w) ks
  | GenericLayers enough, None =>
    generic_above net 0 && (negb enough || slope_ok) &&
    check_generic_layers D d (samples net) (bias net) (inputs net) enough
  | _, _ => false
  end.

(* 5.51 where several layers are free; those above layer k *)
Definition each_rule (net : instance) (which : patterns) (p : Z) (tables : list rows) : bool :=
  let n := List.length (inputs net) in
  let k := free_from net which in
  let m := (layers net - 2 - k)%nat in
  let above {A} (xs : list A) : list A := firstn m (skipn k xs) in
  match weights net with
  | None => false
  | Some w =>
    match which with
    | All => true
    | AllLayers => Nat.leb 3 (layers net) && forallb (fun e => negb (generic e)) (noises net)
    | _ => false
    end && is_prime p &&
    match filled n (factors_of n) (tl (widths net)) (noises net) tables with
    | None => false
    | Some es =>
      each_lower (slope net) (above w) (above (shifts net)) (above es) (outputs_of net w k)
        (fun v => every_slope (Z.to_nat (width net (layers net - 1)))
           (Z.to_nat (width net (layers net - 2) + (if bias net then 1 else 0))) (slope net) p
           (nth (m + k) es []) (with_ones (bias net) v))
    end
  end.

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

(* Claims about the patterns of all hidden layers (format.md 4.1), with weights *)
Definition all_layers (net : instance) (which : patterns) : bool :=
  match which, weights net with
  | AllLayers, Some _ => Nat.leb 3 (layers net) && forallb (fun e => negb (generic e)) (noises net)
  | _, _ => false
  end.

(* 5.6, 5.19 to 5.21 where several layers are free *)
Definition deep_rule (net : instance) (which : patterns) (e : evidence) : bool :=
  let m := (layers net - 2)%nat in
  let n := List.length (inputs net) in
  let D := Z.to_nat (width net (layers net - 1)) in
  let d := Z.to_nat (width net m + (if bias net then 1 else 0)) in
  let w := match weights net with Some w => w | None => [] end in
  let lower {A} (f : list rows -> list (list Q) -> list rows -> A) : A :=
    f (firstn m w) (firstn m (shifts net)) (firstn m (noise_factors net)) in
  let layer x := Problem d D (slope net) (with_ones (bias net) x) (nth m (noise_factors net) []) in
  match e with
  | DeadPattern =>
    one_layer which && qis0 (slope net) && negb (Nat.eqb n 0) &&
    match weights net with Some _ => true | None => forallb generic (firstn m (noises net)) end
  | Diagonal =>
    all_layers net which && (negb (qis0 (slope net)) || Nat.eqb n 0) &&
    lower few_terms (map on_of (inputs net)) (fun on => check_diagonal (layer (indicators on)))
  | DeepCollapse p k =>
    all_layers net which && collapse_modulus (slope net) p k &&
    (Nat.eqb n 0 || lower (check_linear_layers (bias net) p k) (factors (layer [])) (inputs net))
  | DeepNullVector sgs v =>
    all_layers net which && tables_of n (map Z.to_nat (firstn (layers net - 1) (tl (widths net)))) sgs &&
    check_null_vector (layer (lower (under (slope net)) (firstn m sgs) (inputs net))) (nth m sgs []) v
  | _ => false
  end.
