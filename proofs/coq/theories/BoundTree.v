(* A bound tree proves that no weights of one hidden layer have a smaller loss (format.md 5.33): the rule as functions.
   Extracted; that what they accept is so is proved in SoundBoundTree.v, about these very functions. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic BoundForm Form Rules PointRules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

(* --- what a node knows of a hidden unit: the sign of its output weight, and its signs on the samples --- *)

Record unit_signs := UnitSigns { output_sign : option bool; sample_signs : list (option bool) }.

Definition nothing_known : unit_signs := UnitSigns None [].

Definition same_sign (a b : option bool) : bool :=
  match a, b with
  | None, None => true
  | Some x, Some y => Bool.eqb x y
  | _, _ => false
  end.
Definition same_knowledge (a b : unit_signs) : bool :=
  same_sign (output_sign a) (output_sign b) && all2 same_sign (sample_signs a) (sample_signs b).

Fixpoint change_at {A} (k : nat) (f : A -> A) (xs : list A) : list A :=
  match xs with
  | [] => []
  | x :: xs' => match k with O => f x :: xs' | S k' => x :: change_at k' f xs' end
  end.

Definition with_output (b : bool) (u : unit_signs) : unit_signs := UnitSigns (Some b) (sample_signs u).
Definition with_sample (n : nat) (b : bool) (u : unit_signs) : unit_signs :=
  UnitSigns (output_sign u) (change_at n (fun _ => Some b) (sample_signs u)).

(* --- the network --- *)

Record bounded_units := BoundedUnits {
  units_slope : Q;
  units_noise : rows;              (* a row for each hidden unit *)
  zero_samples : list bool;
  input_rows : list (list Z);      (* X by rows, each a multiple *)
  units_vectors : rows }.

(* Rationals in lowest terms *)
Definition same_rational (x y : Q) : bool := (Qnum x =? Qnum y) && (Z.pos (Qden x) =? Z.pos (Qden y)).
Definition same_noise : list Q -> list Q -> bool := all2 same_rational.

(* f for unit i, of which the node knows `known`, and for all its twins *)
Definition for_twins (e : list Q) (known : unit_signs) (f : unit_signs -> unit_signs) (es : rows) (st : list unit_signs)
    : list unit_signs :=
  map2 (fun e' u => if same_knowledge u known && same_noise e' e then f u else u) es st.

(* sum of k_n x_n = 0, a coordinate after the other *)
Definition dependency (xs : list (list Z)) (k : list Q) : bool :=
  match integral false k with
  | Some z => forallb (fun x => dot x z =? 0) xs
  | None => false
  end.

(* --- leaves --- *)

(* The number that a list, ordered by samples, has for sample n, and what is left *)
Definition term_at (n : Z) (terms : list (Z * Q)) : option Q * list (Z * Q) :=
  match terms with
  | (m, q) :: rest => if m =? n then (Some q, rest) else (None, terms)
  | [] => (None, terms)
  end.
Definition listed_at (n : Z) (ks : list Z) : bool * list Z :=
  match ks with
  | m :: rest => if m =? n then (true, rest) else (false, ks)
  | [] => (false, ks)
  end.

(* lambda with the signs that are known, zeros elsewhere *)
Fixpoint signed_factors (n : Z) (signs : list (option bool)) (lambda : list (Z * Q)) : option (list Q) :=
  match signs with
  | [] => match lambda with [] => Some [] | _ => None end
  | t :: signs' =>
    let '(q, rest) := term_at n lambda in
    match q, t with
    | None, _ => match signed_factors (n + 1) signs' rest with Some k => Some (q0 :: k) | None => None end
    | Some q, Some b =>
      if qsign_pos q then
        match signed_factors (n + 1) signs' rest with
        | Some k => Some ((if b then q else Qopp q) :: k)
        | None => None
        end
      else None
    | Some _, None => None
    end
  end.

Definition empty_rule (xs : list (list Z)) (u : unit_signs) (lambda : list (Z * Q)) : bool :=
  match lambda with
  | [] => false
  | _ => match signed_factors 0 (sample_signs u) lambda with Some k => dependency xs k | None => false end
  end.

(* The numbers k of a unit with the sign q of its output weight, if all are where they may be *)
Fixpoint bounding_factors (s : Q) (q : bool) (n : Z) (mus es : list Q) (signs : list (option bool)) (zeros : list bool)
    (low : list Z) (given : list (Z * Q)) : option (list Q) :=
  match mus, es, signs, zeros with
  | [], [], [], [] => match low, given with [], [] => Some [] | _, _ => None end
  | mu :: mus', e :: es', t :: signs', zero :: zeros' =>
    let '(is_low, low') := listed_at n low in
    let '(k', given') := term_at n given in
    let product := qmul mu e in
    let high := if q then product else Qopp product in
    let least := qmul s high in
    let negative := match t with Some false => true | _ => false end in
    let positive := match t with Some true => true | _ => false end in
    let k := if zero then q0
             else match k' with Some k => k | None => if is_low || negative then least else high end in
    if (is_low && (negative || positive)) ||
       negb (zero || (negative || negb (qlt high k)) && (positive || negb (qlt k least)))
    then None
    else match bounding_factors s q (n + 1) mus' es' signs' zeros' low' given' with
         | Some ks => Some (k :: ks)
         | None => None
         end
  | _, _, _, _ => None
  end.

(* The outputs of each unit have a nonnegative product with mu wherever the signs are the known ones. *)
Fixpoint leaf_rule (U : bounded_units) (mu : list Q) (st : list unit_signs) (es : rows) (us : list bound_factors) : bool :=
  match st, es, us with
  | [], [], [] => true
  | u :: st', e :: es', f :: us' =>
    match output_sign u with
    | None => false
    | Some q =>
      match bounding_factors (units_slope U) q 0 mu e (sample_signs u) (zero_samples U) (low_samples f) (given_factors f) with
      | Some k => dependency (input_rows U) k
      | None => false
      end
    end && leaf_rule U mu st' es' us'
  | _, _, _ => false
  end.

(* --- the walk: the nodes in the order of the list, and what those that are to come know --- *)

Definition index_below (i : Z) (n : nat) : bool := (0 <=? i) && (i <? Z.of_nat n).

Fixpoint bound_walk (U : bounded_units) (nodes : list bound_node) (open : list (list unit_signs)) : bool :=
  match nodes, open with
  | [], [] => true
  | node :: nodes', st :: open' =>
    match node with
    | OutputSplit i =>
      let known := nth (Z.to_nat i) st nothing_known in
      let e := nth (Z.to_nat i) (units_noise U) [] in
      index_below i (length st) &&
      match output_sign known with Some _ => false | None => true end &&
      bound_walk U nodes' (change_at (Z.to_nat i) (with_output true) st
                     :: for_twins e known (with_output false) (units_noise U) st :: open')
    | InputSplit i n =>
      let known := nth (Z.to_nat i) st nothing_known in
      let e := nth (Z.to_nat i) (units_noise U) [] in
      index_below i (length st) && index_below n (length (zero_samples U)) &&
      negb (nth (Z.to_nat n) (zero_samples U) true) &&
      match nth (Z.to_nat n) (sample_signs known) None with Some _ => false | None => true end &&
      bound_walk U nodes' (change_at (Z.to_nat i) (with_sample (Z.to_nat n) true) st
                     :: for_twins e known (with_sample (Z.to_nat n) false) (units_noise U) st :: open')
    | NoSuchUnit i lambda =>
      index_below i (length st) && empty_rule (input_rows U) (nth (Z.to_nat i) st nothing_known) lambda && bound_walk U nodes' open'
    | BoundLeaf m us =>
      index_below m (length (units_vectors U)) &&
      leaf_rule U (nth (Z.to_nat m) (units_vectors U) []) st (units_noise U) us && bound_walk U nodes' open'
    end
  | _, _ => false
  end.

(* --- the rule --- *)

Definition one_hidden_squares (net : instance) : bool :=
  Nat.eqb (layers net) 2 && Nat.eqb (output_count net) 1 && squares_alone net.

Definition bounded_of (net : instance) (vectors : rows) : option bounded_units :=
  let n := sample_size net in
  let xs := tab n (column net) in
  match integral_rows false (tab (column_size net) (fun j => map (fun x => nth j x q0) xs)) with
  | Some zs =>
    Some (BoundedUnits (slope net) (tab (layer_size net 1) (fun i => tab n (fun m => factor net 0 m i)))
            (map (forallb qis0) xs) zs vectors)
  | None => None
  end.

(* With biases sum mu = 0; mu y < 0, and (mu y)^2 >= 2 N loss |mu|^2 *)
Definition vector_rule (net : instance) (loss : Q) (ys mu : list Q) : bool :=
  let p := qdot mu ys in
  Nat.eqb (length mu) (sample_size net) && (negb (bias net) || qis0 (qsum mu)) && qneg p &&
  negb (qlt (qmul p p) (qmul (qmul (Qmake (2 * samples net) 1) loss) (qdot mu mu))).

Definition terms_formed (terms : list (Z * Q)) : bool := forallb (fun t => reduced (snd t)) terms.
Definition bound_formed (b : bound_tree) : bool :=
  forallb (forallb reduced) (bound_vectors b) &&
  forallb (fun t => match t with
    | OutputSplit _ | InputSplit _ _ => true
    | NoSuchUnit _ lambda => terms_formed lambda
    | BoundLeaf _ us => forallb (fun f => terms_formed (given_factors f)) us
    end) (bound_nodes b).

(* No weights of the network have a loss below this one. *)
Definition bound_rule (net : instance) (loss : Q) (b : bound_tree) : bool :=
  one_hidden_squares net &&
  if qis0 loss then match bound_vectors b, bound_nodes b with [], [] => true | _, _ => false end
  else bound_formed b &&
       forallb (vector_rule net loss (tab (sample_size net) (fun n => target net n 0))) (bound_vectors b) &&
       match bounded_of net (bound_vectors b) with
       | Some U => bound_walk U (bound_nodes b) [repeat (UnitSigns None (repeat None (sample_size net))) (layer_size net 1)]
       | None => false
       end.

(* Products of rationals, at most *)
Definition bound_work (net : instance) (b : bound_tree) : Z :=
  count (bound_nodes b) * width net 1 * samples net * (width net 0 + 8).
