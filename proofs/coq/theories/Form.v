(* Instances, claims, certificates and how they are written (format.md 2 to 5). Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json Sha256 Sparse KinkForm CellForm WorstForm NearbyForm BoundForm LabelForm.
Import ListNotations.
Open Scope Z_scope.
Open Scope string_scope.
Open Scope list_scope.

(* --- subjects (format.md 2) --- *)

Definition rows := list (list Q).

Inductive noise := Generic | NoNoise | Given (factors : rows).
Inductive targets := OneOutput (y : list Q) | Outputs (y : rows).
Inductive loss_of_sample := Huber (q : Q) | Labels (l : label_loss).

Record instance := Instance {
  widths : list Z;
  slope : Q;
  bias : bool;
  pieces : option Z;   (* of maxout units *)
  sample_loss : option loss_of_sample;   (* if it is not that of squares *)
  inputs : rows;
  wanted : option targets;
  noises : list noise;
  weights : option (list rows);
  biases : option rows }.

Record dataset := Dataset { data_bias : bool; data_inputs : rows }.
Record matrix := Matrix { matrix_rows : Z; matrix_columns : Z; entries : rows }.

Definition huber (I : instance) : option Q := match sample_loss I with Some (Huber q) => Some q | _ => None end.
Definition of_labels (I : instance) : bool :=
  match sample_loss I with Some (Labels _) => true | _ => false end.
(* Squares, and units of one piece *)
Definition squares_alone (I : instance) : bool :=
  match sample_loss I, pieces I with None, None => true | _, _ => false end.
Lemma squares_huber I : squares_alone I = true -> huber I = None.
Proof. unfold squares_alone, huber. destruct (sample_loss I); [discriminate|reflexivity]. Qed.

Definition count {A} (xs : list A) : Z := Z.of_nat (List.length xs).
Definition samples (I : instance) : Z := count (inputs I).
Definition layers (I : instance) : nat := Nat.pred (List.length (widths I)).
Definition width (I : instance) (l : nat) : Z := nth l (widths I) 0.
Definition noise_of_layer (I : instance) (l : nat) : noise := nth (Nat.pred l) (noises I) Generic.

Definition optional {A} (f : string) (j : A -> json) (x : option A) : list (string * json) :=
  match x with Some a => [(f, j a)] | None => [] end.

Definition table_of (r : rows) : json := table rationals r.

Definition instance_json (I : instance) : json :=
  Object ([("format", Text "dlmcert-instance/1"); ("widths", numbers (widths I));
           ("slope", rational (slope I)); ("bias", Flag (bias I))]
    ++ optional "pieces" Number (pieces I)
    ++ optional "loss" (fun l => Text (match l with
         | Huber q => String.append "huber:" (rational_text q)
         | Labels l => label_word l end)) (sample_loss I)
    ++ [("inputs", table_of (inputs I))]
    ++ optional "targets" (fun t => match t with OneOutput y => rationals y | Outputs y => table_of y end)
         (wanted I)
    ++ [("noise", List (map (fun e => match e with
         | Generic => Text "generic" | NoNoise => Text "none" | Given f => table_of f end) (noises I)))]
    ++ optional "weights" (fun ws => List (map table_of ws)) (weights I)
    ++ optional "biases" table_of (biases I)).

Definition dataset_json (D : dataset) : json :=
  Object [("format", Text "dlmcert-dataset/1"); ("bias", Flag (data_bias D));
          ("inputs", table_of (data_inputs D))].

Definition matrix_json (M : matrix) : json :=
  Object [("format", Text "dlmcert-matrix/1"); ("rows", Number (matrix_rows M));
          ("columns", Number (matrix_columns M)); ("entries", table_of (entries M))].

(* --- evidence (format.md 5) --- *)

Inductive patterns := All | Realizable | EveryW | AllLayers.

Record reduction := Reduction {
  units : list Z; removed : list Z; projection : list (list Z); reduction_prime : Z }.

Inductive evidence :=
| Partition (p : Z) (groups : list (list Z))
| TightSet (S : list Z) (p : Z) (orthogonal : list (list Z))
| IndependentInputs (p : Z)
| NullVector (pattern : list (list bool)) (v : list Q)
| OpenCell (w : rows) (v : list Q)
| DeadPattern
| Lift (p : Z) (groups : list (list Z))
| Collapse (m k : Z) (transforms : list rows) (q : Z)
| Archimedean (r : reduction) (left : rows) (z : list Q)
| MaskedTightSet (S : list Z) (p : Z) (orthogonal : list (list (list Z)))
| PointPattern (w : rows) (v : list Q)
| Diagonal
| Tree (r : reduction) (primes : list Z) (fold : bool)
| EveryPattern (p : Z) (tables : list rows)  (* the tables are values of generic noise *)
| LinearRank (p : Z)                         (* linear-units, if the claim holds *)
| LinearNull (v : list Q)                    (* and if it does not *)
| Matching (named : list Z)
| HallSet (S : list Z)
| GenericLayers (enough : bool)
| DeepCollapse (m k : Z)
| DeepNullVector (tables : list (list (list bool))) (v : list Q)   (* a pattern of each layer *)
| Cells (every : bool) (primes : list Z) (tree : list node)   (* every: for the patterns every-w *)
| CommonPairs (p : Z) (pairs : list (list Z))   (* several outputs of held weights *)
| CrowdedPairs (pairs : list (list Z)) (p : Z) (inputs weights : list (list (list Z)))
(* The same with fields that trained output biases, generic W_L or several generic layers ask for *)
| CommonPairsWith (p : Z) (pairs : list (list Z)) (biases : option (list Z)) (units : option (list (list Z))) (W : option rows)
| CrowdedPairsWith (pairs : list (list Z)) (p : Z) (inputs : option (list (list (list Z)))) (weights : list (list (list Z)))
    (biases : option (list (list Z))).

Record rank_evidence := RankEvidence {
  minor_prime : Z; minor_rows : list Z; minor_columns : list Z;
  kernel_right : bool; kernel_prime : Z; kernel : list (list Z) }.

Record tight_set := TightSetOf { tight_samples : list Z; tight_prime : Z; tight_orthogonal : list (list Z) }.

Inductive width_evidence :=
| FiniteWidth (r : tight_set) (p : Z) (groups : list (list Z)) (t : option tight_set)
| NoWidth (r : tight_set) (zero_sample : Z).

(* Weights (and biases, if the network has some) in an evidence: those of a point, or a direction *)
Record parameters := Parameters { new_weights : list rows; new_biases : option rows }.

Inductive point_evidence :=
| ZeroLoss                                   (* global-minimum *)
| LeastByCells (points solutions : rows)     (* and by cells: a solution for each choice *)
| LocalMinimum (kinks : list kink) (better : option parameters)   (* local-minimum *)
| PathProducts (better : option parameters)  (* path-products *)
| Descent (saddle : bool) (direction : parameters)  (* descent-path *)
| KinkSaddle (unit : Z) (move : list Q) (kinks : list kink)
| GlobalByTree (b : bound_tree).            (* global-minimum, by a bound tree *)

(* any-width: a network of some width, or numbers that all outputs are orthogonal to *)
Inductive any_width_evidence := WideNetwork (w : Z) (p : parameters) | OrthogonalTo (mu : list Q).

(* noise-ball: the samples of a unit, and as many rows *)
Record ball_group := BallGroup { ball_samples : list Z; ball_left : rows }.

Inductive certificate :=
| FullRank (I : instance) (which : patterns) (e : evidence)
| FullRankHeld (I : instance) (given trained : bool) (e : evidence)   (* several outputs; all patterns; W_L given or almost every one; whether b_L is trained *)
| EveryMinimum (I : instance) (which : patterns) (e : evidence)   (* the same with the field scope *)
| EveryMinimumHeld (I : instance) (given trained : bool) (e : evidence)
| NoiseBall (I : instance) (which : patterns) (radius : Q) (groups : list ball_group) (z : list Q)
| Width (D : dataset) (rank : Z) (w : option Z) (e : width_evidence)
| RankOf (M : matrix) (rank : Z) (e : rank_evidence)
| MinorsOf (M : matrix) (rank : Z) (p : Z) (R C : list Z)
| SparseRank (M : sparse) (rank : Z) (e : sparse_evidence)
| AtPoint (I : instance) (loss : Q) (e : point_evidence)
| WorstMinimum (I : instance) (w : worst)
| NearPoint (I : instance) (c : near_claim) (e : near_evidence) (better : option parameters)
| LeastLoss (I : instance) (loss : Q) (p : parameters) (b : bound_tree)
| AnyWidth (I : instance) (loss : Q) (e : any_width_evidence).

(* --- the claim of full column rank (format.md 4.1) --- *)

Definition generic (e : noise) : bool := match e with Generic => true | _ => false end.
Definition absent (e : noise) : bool := match e with NoNoise => true | _ => false end.

(* How many layers, beginning with the first of the list, are not generic *)
Fixpoint given_layers (es : list noise) : nat :=
  match es with e :: es' => if generic e then O else S (given_layers es') | [] => O end.

Definition determined (I : instance) : nat :=
  match weights I with
  | Some _ => given_layers (firstn (layers I - 2) (noises I))
  | None => O
  end.

Definition free_from (I : instance) (which : patterns) : nat :=
  match which with AllLayers => O | _ => determined I end.

Definition pattern_bits (I : instance) (which : patterns) : Z :=
  samples I * fold_left Z.add (firstn (layers I - 1 - free_from I which) (skipn (S (free_from I which)) (widths I))) 0.

Definition noise_word (es : list noise) : string :=
  if forallb generic es then "generic"
  else if forallb absent es then "none"
  else if existsb generic es then "mixed" else "given".

Definition patterns_word (w : patterns) : string :=
  match w with All => "all" | Realizable => "realizable" | EveryW => "every-w" | AllLayers => "all-layers" end.

(* The fields that all claims about a network have. *)
Definition setting (I : instance) : list (string * json) :=
  [("widths", numbers (widths I)); ("slope", rational (slope I)); ("bias", Flag (bias I))]
  ++ optional "pieces" Number (pieces I)
  ++ [("noise", Text (noise_word (noises I))); ("samples", Number (samples I))].

Definition holds (e : evidence) : bool :=
  match e with
  | Partition _ _ | IndependentInputs _ | Lift _ _ | Collapse _ _ _ _ | Archimedean _ _ _
  | Diagonal | Tree _ _ _ | EveryPattern _ _ | Cells _ _ _ | LinearRank _ | Matching _ | DeepCollapse _ _ | CommonPairs _ _
  | CommonPairsWith _ _ _ _ _ => true
  | GenericLayers enough => enough
  | CrowdedPairs _ _ _ _ | CrowdedPairsWith _ _ _ _ _ | DeepNullVector _ _ | LinearNull _ | HallSet _ | TightSet _ _ _ | NullVector _ _ | OpenCell _ _ | DeadPattern | MaskedTightSet _ _ _ | PointPattern _ _ => false
  end.

Definition kind_of (e : evidence) : string :=
  match e with
  | Partition _ _ => "partition" | TightSet _ _ _ => "tight-set"
  | IndependentInputs _ => "independent-inputs" | NullVector _ _ => "null-vector"
  | OpenCell _ _ => "open-cell" | DeadPattern => "dead-pattern" | Lift _ _ => "lift"
  | Collapse _ _ _ _ => "collapse" | Archimedean _ _ _ => "archimedean"
  | MaskedTightSet _ _ _ => "masked-tight-set" | PointPattern _ _ => "point"
  | Diagonal => "diagonal" | Tree _ _ _ => "tree" | EveryPattern _ _ => "every-pattern" | Cells _ _ _ => "cells" | LinearRank _ | LinearNull _ => "linear-units"
  | Matching _ => "matching" | HallSet _ => "hall-set" | GenericLayers _ => "generic-layers"
  | DeepCollapse _ _ => "deep-collapse" | DeepNullVector _ _ => "deep-null-vector"
  | CommonPairs _ _ | CommonPairsWith _ _ _ _ _ => "common-pairs"
  | CrowdedPairs _ _ _ _ | CrowdedPairsWith _ _ _ _ _ => "crowded-pairs"
  end.

Definition kind (c : certificate) : string :=
  match c with
  | FullRank _ _ e | FullRankHeld _ _ _ e | EveryMinimum _ _ e | EveryMinimumHeld _ _ _ e => kind_of e
  | NoiseBall _ _ _ _ _ => "noise-ball"
  | Width _ _ _ _ => "width" | RankOf _ _ _ => "rank" | MinorsOf _ _ _ _ _ => "bordered-minors"
  | SparseRank _ _ _ => "sparse-rank"
  | AtPoint _ _ ZeroLoss => "global-minimum" | AtPoint _ _ (LeastByCells _ _) => "global-minimum"
  | AtPoint _ _ (GlobalByTree _) => "global-minimum" | AtPoint _ _ (LocalMinimum _ _) => "local-minimum"
  | AtPoint _ _ (PathProducts _) => "path-products" | AtPoint _ _ (Descent _ _) => "descent-path"
  | AtPoint _ _ (KinkSaddle _ _ _) => "kink-saddle"
  | WorstMinimum _ (WorstOfOne _ _ _ _) => "worst-minimum"
  | WorstMinimum _ (WorstOfHeld _ _ _ _ _ _ _) => "worst-minimum-held"
  | NearPoint _ _ (NearZero _) _ => "nearby-zero"
  | LeastLoss _ _ _ _ => "least-loss" | AnyWidth _ _ _ => "any-width"
  end.

Definition verdict_of (e : point_evidence) : string :=
  match e with
  | ZeroLoss | LeastByCells _ _ | GlobalByTree _ => "GLOBAL_MINIMUM" | LocalMinimum _ _ | PathProducts _ => "LOCAL_MINIMUM"
  | Descent saddle _ => if saddle then "SADDLE" else "NOT_CRITICAL"
  | KinkSaddle _ _ _ => "SADDLE"
  end.
Definition spurious (e : point_evidence) : bool := match e with LocalMinimum _ (Some _) | PathProducts (Some _) => true | _ => false end.

Definition width_of (e : any_width_evidence) : option Z := match e with WideNetwork w _ => Some w | OrthogonalTo _ => None end.
Definition width_json (w : option Z) : json := match w with Some n => Number n | None => Null end.

(* What is said of the last layer where there are several outputs *)
Definition held_fields (given trained : bool) : list (string * json) :=
  ("output_weights", Text (if given then "given" else "generic")) ::
  if trained then [("output_biases", Text "trained")] else [].

Definition columns_of (xs : rows) : Z := match xs with x :: _ => count x | [] => 0 end.

Definition claim_json (c : certificate) : json :=
  match c with
  | FullRank net which e =>
    Object ([("property", Text "full-column-rank"); ("holds", Flag (holds e));
             ("patterns", Text (patterns_word which))]
            ++ setting net ++ [("pattern_bits", Number (pattern_bits net which))])
  | FullRankHeld net given trained e =>
    Object ([("property", Text "full-column-rank"); ("holds", Flag (holds e)); ("patterns", Text (patterns_word All))]
            ++ held_fields given trained ++ setting net ++ [("pattern_bits", Number (pattern_bits net All))])
  | EveryMinimum net which e =>
    Object ([("property", Text "full-column-rank"); ("holds", Flag (holds e));
             ("patterns", Text (patterns_word which))]
            ++ setting net ++ [("pattern_bits", Number (pattern_bits net which)); ("scope", Text "all-local-minima")])
  | EveryMinimumHeld net given trained e =>
    Object ([("property", Text "full-column-rank"); ("holds", Flag (holds e)); ("patterns", Text (patterns_word All))]
            ++ held_fields given trained ++ setting net ++ [("pattern_bits", Number (pattern_bits net All)); ("scope", Text "all-local-minima")])
  | NoiseBall net which radius _ _ =>
    Object ([("property", Text "full-column-rank"); ("holds", Flag true); ("patterns", Text (patterns_word which))]
            ++ setting net ++ [("pattern_bits", Number (pattern_bits net which));
                               ("scope", Text "all-local-minima"); ("radius", rational radius)])
  | Width D rank w _ =>
    Object [("property", Text "width"); ("samples", Number (count (data_inputs D)));
            ("inputs", Number (columns_of (data_inputs D)));
            ("bias", Flag (data_bias D)); ("rank", Number rank); ("width", width_json w)]
  | RankOf M rank _ | MinorsOf M rank _ _ _ =>
    Object [("property", Text "rank"); ("rows", Number (matrix_rows M));
            ("columns", Number (matrix_columns M)); ("rank", Number rank)]
  | SparseRank M rank _ =>
    Object [("property", Text "rank"); ("rows", Number (sparse_rows M));
            ("columns", Number (sparse_columns M)); ("rank", Number rank)]
  | AtPoint net loss e =>
    Object ([("property", Text "point"); ("verdict", Text (verdict_of e)); ("spurious", Flag (spurious e))]
            ++ setting net ++ [("loss", rational loss)])
  | WorstMinimum net w => Object (worst_before w ++ setting net ++ worst_after w)
  | NearPoint net c e better =>
    Object ([("property", Text "nearby-point"); ("verdict", Text (near_verdict e));
             ("spurious", Flag (match better with Some _ => true | None => false end))]
            ++ setting net ++ near_claim_json c)
  | LeastLoss net loss _ _ =>
    Object ([("property", Text "least-loss")] ++ setting net ++ [("loss", rational loss)])
  | AnyWidth net loss e =>
    Object ([("property", Text "least-loss-any-width")] ++ setting net ++
            [("loss", rational loss); ("width", width_json (width_of e))])
  end.

Definition subject_json (c : certificate) : json :=
  match c with
  | FullRank net _ _ | FullRankHeld net _ _ _ | EveryMinimum net _ _ | EveryMinimumHeld net _ _ _ | NoiseBall net _ _ _ _ | AtPoint net _ _ | NearPoint net _ _ _
  | WorstMinimum net _ | LeastLoss net _ _ _ | AnyWidth net _ _ => instance_json net
  | Width D _ _ _ => dataset_json D
  | RankOf M _ _ | MinorsOf M _ _ _ _ => matrix_json M
  | SparseRank M _ _ => sparse_json M
  end.

Definition reduction_json (r : reduction) : json :=
  Object [("units", numbers (units r)); ("removed", numbers (removed r));
          ("projection", table integers (projection r)); ("prime", Number (reduction_prime r))].

Definition tight_json (t : tight_set) : json :=
  Object [("samples", numbers (tight_samples t)); ("prime", Number (tight_prime t));
          ("orthogonal", table integers (tight_orthogonal t))].

Definition groups_json (p : Z) (groups : list (list Z)) : json :=
  Object [("prime", Number p); ("groups", table numbers groups)].

Definition point_json (w : rows) (v : list Q) : json :=
  Object [("weights", table_of w); ("null_vector", rationals v)].

Definition evidence_of (e : evidence) : json :=
  match e with
  | Partition p groups | Lift p groups => groups_json p groups
  | TightSet ns p zs => tight_json (TightSetOf ns p zs)
  | IndependentInputs p => Object [("prime", Number p)]
  | NullVector sg v => Object [("pattern", table bits sg); ("null_vector", rationals v)]
  | OpenCell w v | PointPattern w v => point_json w v
  | DeadPattern | Diagonal | GenericLayers _ => Object []
  | Tree r primes fold =>
    Object [("reduction", reduction_json r); ("primes", numbers primes);
            ("classes", Text (if fold then "folded" else "scaled"))]
  | EveryPattern p tables => Object [("prime", Number p); ("noise", List (map table_of tables))]
  | Cells _ primes tree => tree_json primes tree
  | LinearRank p => Object [("prime", Number p)]
  | LinearNull v => Object [("null_vector", rationals v)]
  | Matching named => Object [("units", numbers named)]
  | HallSet ns => Object [("samples", numbers ns)]
  | DeepCollapse m k => Object [("modulus", Number m); ("exponent", Number k)]
  | DeepNullVector ts v => Object [("patterns", List (map (table bits) ts)); ("null_vector", rationals v)]
  | CommonPairs p pairs => Object [("prime", Number p); ("pairs", table numbers pairs)]
  | CrowdedPairs pairs p zss yss =>
    Object [("pairs", table numbers pairs); ("prime", Number p);
            ("orthogonal_inputs", List (map (table integers) zss)); ("orthogonal_weights", List (map (table integers) yss))]
  | CommonPairsWith p pairs C units W =>
    Object ([("prime", Number p); ("pairs", table numbers pairs)] ++ optional "biases" numbers C
            ++ optional "units" (table numbers) units ++ optional "weights" table_of W)
  | CrowdedPairsWith pairs p zss yss us =>
    Object ([("pairs", table numbers pairs); ("prime", Number p)]
            ++ optional "orthogonal_inputs" (fun zss => List (map (table integers) zss)) zss
            ++ [("orthogonal_weights", List (map (table integers) yss))] ++ optional "orthogonal_biases" (table integers) us)
  | Collapse m k us q =>
    Object [("modulus", Number m); ("exponent", Number k); ("transforms", List (map table_of us));
            ("transform_prime", Number q)]
  | Archimedean r inv z =>
    Object [("reduction", reduction_json r); ("left", table_of inv); ("weights", rationals z)]
  | MaskedTightSet ns p zss =>
    Object [("samples", numbers ns); ("prime", Number p); ("orthogonal", List (map (table integers) zss))]
  end.

Definition parameters_fields (p : parameters) : list (string * json) :=
  [("weights", List (map table_of (new_weights p)))] ++ optional "biases" table_of (new_biases p).
Definition parameters_json (p : parameters) : json := Object (parameters_fields p).

Definition evidence_json (c : certificate) : json :=
  match c with
  | FullRank _ _ e | FullRankHeld _ _ _ e | EveryMinimum _ _ e | EveryMinimumHeld _ _ _ e => evidence_of e
  | NoiseBall _ _ _ groups z =>
    Object [("groups", List (map (fun g => Object [("samples", numbers (ball_samples g)); ("left", table_of (ball_left g))]) groups));
            ("weights", rationals z)]
  | Width _ _ _ (FiniteWidth r p groups t) =>
    Object ([("rank", tight_json r); ("partition", groups_json p groups)]
            ++ optional "tight_set" tight_json t)
  | Width _ _ _ (NoWidth r n) => Object [("rank", tight_json r); ("zero_sample", Number n)]
  | RankOf _ _ e =>
    Object [("prime", Number (minor_prime e)); ("minor_rows", numbers (minor_rows e));
            ("minor_columns", numbers (minor_columns e));
            ("kernel_side", Text (if kernel_right e then "right" else "left"));
            ("kernel_prime", Number (kernel_prime e)); ("kernel", table integers (kernel e))]
  | SparseRank _ _ e => sparse_evidence_json e
  | MinorsOf _ _ p R C => Object [("prime", Number p); ("minor_rows", numbers R); ("minor_columns", numbers C)]
  | AtPoint _ _ ZeroLoss => Object []
  | AtPoint _ _ (LeastByCells points solutions) =>
    Object [("cells", table_of points); ("choices", List (map (fun z => Object [("solution", rationals z)]) solutions))]
  | AtPoint _ _ (GlobalByTree b) => Object (bound_fields b)
  | WorstMinimum _ w => worst_evidence_json w
  | AtPoint _ _ (LocalMinimum kinks better) => Object (kinks_json kinks ++ optional "better" parameters_json better)
  | AtPoint _ _ (PathProducts better) => Object (optional "better" parameters_json better)
  | AtPoint _ _ (Descent _ d) => Object [("direction", parameters_json d)]
  | AtPoint _ _ (KinkSaddle unit move kinks) =>
    Object ([("unit", Number unit); ("move", rationals move)] ++ kinks_json kinks)
  | NearPoint _ _ e better => Object (near_json e ++ optional "better" parameters_json better)
  | LeastLoss _ _ p b => Object (parameters_fields p ++ bound_fields b)
  | AnyWidth _ _ (WideNetwork _ p) => parameters_json p
  | AnyWidth _ _ (OrthogonalTo mu) => Object [("residuals", rationals mu)]
  end.

Definition certificate_json (c : certificate) : json :=
  Object [("format", Text "dlmcert-certificate/1"); ("kind", Text (kind c)); ("claim", claim_json c);
          ("instance", subject_json c);
          ("instance_sha256", Text (sha256_text (print (subject_json c))));
          ("evidence", evidence_json c)].

(* The file of a certificate *)
Definition file (c : certificate) : bytes := print (certificate_json c).
