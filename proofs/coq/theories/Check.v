(* The checker as a whole: what is asked of the evidence, the claim, the verdict. Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json Minors Sparse Form Reader Rules EachPattern DeepPatterns PointRules
  KinkRules NoiseBall CellForm CellRules CellBounds WorstForm NearbyForm NearbyRules BoundForm BoundTree AnyWidth
  WorstHeldRules Maxout LabelForm.
From Dlmcert Require Export Problems RuleTable.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

(* The rationals of the evidence are in lowest terms. *)
Definition evidence_formed (e : evidence) : bool :=
  match e with
  | NullVector _ v => forallb reduced v
  | OpenCell w v | PointPattern w v => lowest_terms w && forallb reduced v
  | Collapse _ _ us _ => forallb lowest_terms us
  | Archimedean _ l z => lowest_terms l && forallb reduced z
  | LinearNull v | DeepNullVector _ v => forallb reduced v
  | EveryPattern _ tables => forallb lowest_terms tables
  | CommonPairsWith _ _ _ _ (Some W) => lowest_terms W
  | Cells _ _ tree => forallb (fun t => match t with Empty terms => forallb (fun t => reduced (snd t)) terms | _ => true end) tree
  | _ => true
  end.

(* Huber's loss has a positive constant. Points have no loss of labels, and no maxout units. *)
Definition huber_formed (net : instance) : bool :=
  match huber net with None => true | Some q => qsign_pos q && reduced q end.
Definition one_piece (net : instance) : bool := match pieces net with None => true | Some _ => false end.
Definition loss_formed (net : instance) : bool := huber_formed net && negb (of_labels net) && one_piece net.

(* Labels (format.md 4.1): 1 and -1, or 1 and 0, throughout; or a single 1 among zeros *)
Definition all_are (zero : Z) (y : list Q) : bool :=
  forallb (fun x => (Z.pos (Qden x) =? 1) && ((Qnum x =? 1) || (Qnum x =? zero))) y.
Definition one_class (y : list Q) : bool := all_are 0 y && (count (filter (fun x => negb (qis0 x)) y) =? 1).
Definition labels_formed (net : instance) : bool :=
  match sample_loss net, wanted net with
  | Some (Labels Logistic), Some (OneOutput y) => all_are (-1) y || all_are 0 y
  | Some (Labels Logistic), Some (Outputs y) => forallb (all_are (-1)) y || forallb (all_are 0) y
  | Some (Labels CrossEntropy), Some (Outputs y) => forallb one_class y
  | Some (Labels _), _ => false
  | _, _ => huber_formed net
  end && one_piece net.

(* --- points (format.md 4.4, 5.22 to 5.25) --- *)

Definition point_of (net : instance) : option parameters :=
  match weights net with Some w => Some (Parameters w (biases net)) | None => None end.

Definition parameters_formed (net : instance) (p : parameters) : bool :=
  layered (fun a b m => shape b a m) (widths net) (new_weights p) &&
  match new_biases p with
  | None => negb (bias net)
  | Some c => bias net && layered (fun _ b v => (count v =? b) && forallb reduced v) (widths net) c
  end.

(* Other weights have a smaller loss. *)
Definition better_formed (net : instance) (p : parameters) (better : option parameters) : bool :=
  match better with
  | None => true
  | Some b => parameters_formed net b && qlt (loss_at net b) (loss_at net p)
  end.

Definition point_rule (net : instance) (p : parameters) (e : point_evidence) : bool :=
  match e with
  | ZeroLoss => global_minimum_rule net p
  | LeastByCells points solutions =>
    lowest_terms points && lowest_terms solutions && least_by_cells net points solutions (loss_at net p)
  | LocalMinimum ks better => Nat.eqb (layers net) 2 && local_minimum_rule net p ks && better_formed net p better
  | PathProducts better => Nat.leb 3 (layers net) && path_products net p && better_formed net p better
  | Descent saddle dir =>
    parameters_formed net dir && if saddle then saddle_rule net p dir else first_order_descent net p dir
  | KinkSaddle unit move ks => Nat.eqb (layers net) 2 && kink_saddle_rule net p unit move ks
  | GlobalByTree b => bound_rule net (loss_at net p) b
  end.

Definition valid_point (net : instance) (loss : Q) (e : point_evidence) : bool :=
  well_formed net && loss_formed net && forallb (fun e => negb (generic e)) (noises net) &&
  match wanted net with Some _ => true | None => false end && reduced loss &&
  match point_of net with
  | None => false
  | Some p => parameters_formed net p && qequal (loss_at net p) loss && point_rule net p e
  end.

(* --- points near given weights (format.md 4.12, 5.39) --- *)

Definition near_rule (net : instance) (p : parameters) (c : near_claim) (e : near_evidence) (better : option parameters) : bool :=
  match e with
  | NearZero z =>
    nearby_zero_rule net p (near_radius c) z && qis0 (loss_from c) && qis0 (loss_to c) &&
    (near_kinks c =? 0) && (near_negative c =? 0) && match better with None => true | Some _ => false end
  end.

Definition valid_near (net : instance) (c : near_claim) (e : near_evidence) (better : option parameters) : bool :=
  well_formed net && squares_alone net &&
  forallb (fun e => negb (generic e)) (noises net) && match wanted net with Some _ => true | None => false end &&
  (1 <=? samples net) && reduced (near_radius c) && reduced (loss_from c) && reduced (loss_to c) &&
  match point_of net with None => false | Some p => parameters_formed net p && near_rule net p c e better end.

(* --- the least loss of one hidden layer (format.md 4.8, 4.9, 5.33, 5.34) --- *)

(* An instance as in 4.5 *)
Definition one_hidden_data (net : instance) : bool :=
  well_formed net && one_hidden_squares net && forallb (fun e => negb (generic e)) (noises net) &&
  match wanted net, weights net with Some _, None => true | _, _ => false end.

Definition valid_least (net : instance) (loss : Q) (p : parameters) (b : bound_tree) : bool :=
  one_hidden_data net && reduced loss && parameters_formed net p && qequal (loss_at net p) loss && bound_rule net loss b.

Definition valid_any_width (net : instance) (loss : Q) (e : any_width_evidence) : bool :=
  one_hidden_data net && reduced loss &&
  match e with
  | WideNetwork w p =>
    forallb absent (noises net) && (1 <=? w) && (w <? 2 ^ 31) && parameters_formed (with_hidden net w) p &&
    wide_rule net loss w p
  | OrthogonalTo mu => negb (forallb absent (noises net)) && forallb reduced mu && residuals_rule net loss mu
  end.

(* Whether it speaks of the patterns of several layers, whose noise need not be generic *)
Definition of_each_layer (net : instance) (which : patterns) (e : evidence) : bool :=
  match e with
  | DeepCollapse _ _ | DeepNullVector _ _ => true
  | Diagonal => negb (one_layer which)
  | EveryPattern _ _ | DeadPattern => negb (one_layer which) || match problem_of net with None => true | Some _ => false end
  | _ => false
  end.

Definition valid_rank (net : instance) (which : patterns) (e : evidence) : bool :=
  well_formed net && (evidence_formed e && labels_formed net) && (one_layer which || of_each_layer net which e) && (last (widths net) 0 =? 1) &&
  (pattern_bits net which <? 2 ^ 63) &&
  if of_layers e then layers_rule net e
  else if of_each_layer net which e then
    match e with EveryPattern p tables => each_rule net which p tables | _ => deep_rule net which e end
  else applies net which e && match problem_of net with None => false | Some P => rule P e end.

(* Scope (format.md 5): every sample in one group; evidence that serves all slopes between s and 1 *)
Definition whole (n : nat) (groups : list (list Z)) : bool := existsb (fun g => Nat.eqb (List.length g) n) groups.
Definition covers_slopes (net : instance) (e : evidence) : bool :=
  let n := List.length (inputs net) in
  holds e && (Nat.eqb n 0 || qsign_pos (slope net) && (qequal (slope net) q1 ||
    match e with
    | IndependentInputs _ | Diagonal | Archimedean _ _ _ => true
    | Partition _ groups | Lift _ groups | CommonPairs _ groups | CommonPairsWith _ groups None None _ => whole n groups
    | _ => false
    end)).

(* Several outputs: layer L-1 alone, or several layers with generic noise *)
Definition held_formed (net : instance) (e : evidence) : bool :=
  well_formed net && (evidence_formed e && labels_formed net) && (2 <=? last (widths net) 0) && (pattern_bits net All <? 2 ^ 63).
Definition valid_held (net : instance) (given trained : bool) (e : evidence) : bool :=
  held_formed net e && match problem_of net with None => false | Some P => held_rule net P given trained e end.
Definition valid_held_layers (net : instance) (given trained : bool) (e : evidence) : bool :=
  held_formed net e && held_layers_rule net given trained e.

(* Where several layers are free, it is slope 1, or no samples, or diagonal. *)
Definition one_slope (net : instance) : bool := Nat.eqb (List.length (inputs net)) 0 || qequal (slope net) q1.
Definition above_layers_free (net : instance) : bool := match problem_of net with None => true | Some _ => false end.
Definition of_several_layers (net : instance) (which : patterns) (e : evidence) : bool := of_layers e || of_each_layer net which e.
Lemma several_slopes net which e : covers_slopes net e = true -> of_several_layers net which e = true ->
  one_slope net = true \/ e = Diagonal /\ which = AllLayers /\ qsign_pos (slope net) = true.
Proof.
unfold covers_slopes, one_slope, of_several_layers; intros C S. apply andb_prop in C; destruct C as [_ C].
apply orb_prop in C; destruct C as [->|C]; [left; reflexivity|].
apply andb_prop in C; destruct C as [p C]. apply orb_prop in C; destruct C as [->|C]; [left; apply orb_true_r|].
right. destruct e; cbn in *; try discriminate. destruct which; cbn in *; try discriminate. auto.
Qed.

Definition valid (c : certificate) : bool :=
  match c with
  | FullRank net which e =>
    match pieces net with
    | None => valid_rank net which e
    | Some r => pieces_formed net r && of_all which && of_pieces e && valid_rank (first_pieces net) All e
    end
  | EveryMinimum net which e =>
    match pieces net with
    | None => valid_rank net which e && covers_slopes net e
    | Some r => pieces_formed net r && of_all which && of_pieces e && valid_rank (first_pieces net) All e && covers_slopes net e
    end
  | FullRankHeld net given trained e =>
    match pieces net with
    | None => if above_layers_free net then valid_held_layers net given trained e else valid_held net given trained e
    | Some r => pieces_formed net r && of_pieces e && valid_held (first_pieces net) given trained e
    end
  | EveryMinimumHeld net given trained e =>
    match pieces net with
    | None =>
      (if above_layers_free net then valid_held_layers net given trained e && one_slope net else valid_held net given trained e) &&
      covers_slopes net e
    | Some r => pieces_formed net r && of_pieces e && valid_held (first_pieces net) given trained e && covers_slopes net e
    end
  | NoiseBall net which radius groups z =>
    well_formed net && labels_formed net && one_layer which && (last (widths net) 0 =? 1) && (pattern_bits net which <? 2 ^ 63) &&
    negb (generic (last_noise net)) && reduced radius && forallb reduced z &&
    forallb (fun g => lowest_terms (ball_left g)) groups &&
    match problem_of net with None => false | Some P => check_noise_ball P radius groups z end
  | Width D r w e =>
    well_formed_dataset D &&
    let d := Z.to_nat (columns_of (data_inputs D)) in
    check_width (if data_bias D then S d else d) (with_ones (data_bias D) (data_inputs D)) r w e
  | RankOf M r e => well_formed_matrix M && check_rank M r e
  | MinorsOf M r p R C =>
    well_formed_matrix M &&
    match integral_rows false (entries M) with
    | None => false
    | Some zs => check_minors (Z.to_nat (matrix_rows M)) (Z.to_nat (matrix_columns M)) zs r p R C
    end
  | SparseRank M r e => well_formed_sparse M && check_sparse M r e
  | AtPoint net loss e => valid_point net loss e
  | WorstMinimum net w =>
    well_formed net && worst_formed w && worst_rule net w
  | NearPoint net c e better => valid_near net c e better
  | LeastLoss net loss p b => valid_least net loss p b
  | AnyWidth net loss e => valid_any_width net loss e
  end.

(* More products of residues than this would take minutes. *)
Definition most_products : Z := 2 ^ 32.

(* The patterns of all layers: the kinds of deep_rule *)
Definition deep_work (net : instance) (e : evidence) : Z :=
  let m := (layers net - 2)%nat in
  let D := width net (layers net - 1) in
  let d := width net m + (if bias net then 1 else 0) in
  let lower := fold_left Z.add (map2 Z.mul (map (Z.add 1) (widths net)) (firstn m (tl (widths net)))) 0 in
  match e with
  | Diagonal => diagonal_work (samples net) D d lower
  | DeepCollapse p k => collapse_work (bias net) p k (samples net) D d lower
  | DeepNullVector sgs v =>
    under_work most_products 0 (slope net) (firstn m (match weights net with Some w => w | None => [] end))
      (firstn m (shifts net)) (firstn m (noise_factors net)) (firstn m sgs) (inputs net)
      (fun x => null_work (nth m (noise_factors net) []) v (with_ones (bias net) x))
  | _ => 0
  end.

(* Many patterns, one after the other, or long sums *)
Definition too_long (c : certificate) : bool :=
  match c with
  | FullRank net _ (Tree r _ fold) | EveryMinimum net _ (Tree r _ fold) =>
    match problem_of net with Some P => most_products <? tree_work P r fold | None => false end
  | FullRankHeld net _ _ (Tree r _ fold) | EveryMinimumHeld net _ _ (Tree r _ fold) =>
    let k := width net (layers net) in
    match problem_of net with Some P => most_products <? tree_work P r fold * k * k | None => false end
  | FullRankHeld net _ _ (EveryPattern _ _) | EveryMinimumHeld net _ _ (EveryPattern _ _) =>
    let k := width net (layers net) in
    let lower := if above_layers_free net then 8 * fold_left Z.add (map2 Z.mul (widths net) (tl (widths net))) 0 else 0 in
    most_products <? each_work (pattern_bits net All) (samples net) (width net (layers net - 1) * (width net (layers net - 2) + 1) + k + lower) * k * k
  | FullRank net _ (Cells _ _ tree) | EveryMinimum net _ (Cells _ _ tree) =>
    match problem_of net with Some P => most_products <? cells_work P tree | None => false end
  | FullRank net which (EveryPattern _ _) | EveryMinimum net which (EveryPattern _ _) =>
    (* with several layers the outputs of those below are exact: a few more of each *)
    let lower := match problem_of net, which with
                 | Some _, All => 0
                 | _, _ => 8 * fold_left Z.add (map2 Z.mul (widths net) (tl (widths net))) 0
                 end in
    most_products <? each_work (pattern_bits net which) (samples net)
                       (width net (layers net - 1) * (width net (layers net - 2) + 1) + lower)
  | NearPoint net _ e _ => most_products <? near_work net e
  | LeastLoss net _ _ b | AtPoint net _ (GlobalByTree b) => most_products <? bound_work net b
  | AnyWidth net _ (OrthogonalTo _) => most_products <? any_width_work net (width net 1)
  | AnyWidth net _ (WideNetwork w _) => most_products <? any_width_work net w
  | FullRank net which e | EveryMinimum net which e => well_formed net && all_layers net which && (most_products <? deep_work net e)
  | AtPoint net _ (LeastByCells points solutions) => most_products <? by_cells_work net points solutions
  | WorstMinimum net w => most_products <? worst_work net w
  | _ => false
  end.

(* --- the verdict on a file --- *)

Inductive verdict :=
| Accepted (claim kind : bytes)
| Rejected
| TooLong (kind : bytes)
| NotChecked (kind : bytes).

Definition check (bs : bytes) : verdict :=
  match parse bs with
  | None => Rejected
  | Some j =>
    match field "kind" text_in j with
    | None => Rejected
    | Some k =>
      if negb (known k) then if plain_name k then NotChecked (list_ascii_of_string k) else Rejected
      else if other_evidence k j then NotChecked (list_ascii_of_string k)
      else match certificate_in k j with
      | None => Rejected
      | Some c =>
        if negb (printed (certificate_json c) bs) then Rejected
        else if too_long c then TooLong (list_ascii_of_string k)
        else if valid c then Accepted (print (claim_json c)) (list_ascii_of_string k)
        else Rejected
      end
    end
  end.

Theorem check_valid bs claim k : check bs = Accepted claim k ->
  exists c, bs = file c /\ claim = print (claim_json c) /\ valid c = true.
Proof.
unfold check. destruct (parse bs) as [j|]; [|discriminate].
destruct (field "kind" text_in j) as [k'|]; [|discriminate].
destruct (negb (known k')); [destruct (plain_name k'); discriminate|].
destruct (other_evidence k' j); [discriminate|].
destruct (certificate_in k' j) as [c|]; [|discriminate].
destruct (printed (certificate_json c) bs) eqn:E; [|discriminate]. cbn [negb].
destruct (too_long c); [discriminate|].
destruct (valid c) eqn:V; [|discriminate].
intro H. injection H as <- _. exists c. split; [apply printed_eq; exact E|auto].
Qed.
