(* From parsed JSON to certificates. Not trusted: what is read is printed again and compared. Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json Sparse KinkForm CellForm WorstForm NearbyForm Form BoundForm LabelForm.
Import ListNotations.
Open Scope Z_scope.
Open Scope string_scope.

Definition rows_of : json -> option rows := list_of (list_of rational_of).
Definition field {A} (f : string) (read : json -> option A) (j : json) : option A := bind (get f j) read.
Definition maybe {A} (f : string) (read : json -> option A) (j : json) : option (option A) :=
  match get f j with None => Some None | Some v => bind (read v) (fun a => Some (Some a)) end.

Notation "'let!' x := e 'in' k" := (bind e (fun x => k)) (at level 200, x name, e at level 100, k at level 200).

Definition noise_in (j : json) : option noise :=
  match j with
  | Text s => if String.eqb s "generic" then Some Generic else if String.eqb s "none" then Some NoNoise else None
  | _ => let! f := rows_of j in Some (Given f)
  end.

Definition loss_in (j : json) : option loss_of_sample :=
  let! s := text_in j in
  match label_loss_in j with Some l => Some (Labels l) | None =>
  if String.prefix "huber:" s then
    let! q := rational_of (Text (substring 6 (String.length s - 6) s)) in Some (Huber q)
  else None end.

(* An empty list of targets means one output, unless there are several. *)
Definition targets_in (widths : list Z) (j : json) : option targets :=
  if (last widths 0 =? 1)%Z then let! y := list_of rational_of j in Some (OneOutput y)
  else let! y := rows_of j in Some (Outputs y).

Definition instance_in (j : json) : option instance :=
  let! ws := field "widths" (list_of number_of) j in
  let! s := field "slope" rational_of j in
  let! b := field "bias" flag_of j in
  let! r := maybe "pieces" number_of j in
  let! l := maybe "loss" loss_in j in
  let! x := field "inputs" rows_of j in
  let! y := maybe "targets" (targets_in ws) j in
  let! e := field "noise" (list_of noise_in) j in
  let! w := maybe "weights" (list_of rows_of) j in
  let! c := maybe "biases" rows_of j in
  Some (Instance ws s b r l x y e w c).

Definition dataset_in (j : json) : option dataset :=
  let! b := field "bias" flag_of j in let! x := field "inputs" rows_of j in Some (Dataset b x).

Definition matrix_in (j : json) : option matrix :=
  let! m := field "rows" count_of j in
  let! n := field "columns" count_of j in
  let! a := field "entries" rows_of j in Some (Matrix m n a).

Definition patterns_in (j : json) : option patterns :=
  let! s := text_in j in
  if String.eqb s "all" then Some All else if String.eqb s "realizable" then Some Realizable
  else if String.eqb s "every-w" then Some EveryW else if String.eqb s "all-layers" then Some AllLayers
  else None.

Definition indices : json -> option (list Z) := list_of number_of.
Definition vectors : json -> option (list (list Z)) := list_of (list_of integer_of).

Definition reduction_in (j : json) : option reduction :=
  let! u := field "units" indices j in
  let! t := field "removed" indices j in
  let! p := field "projection" vectors j in
  let! q := field "prime" number_of j in Some (Reduction u t p q).

Definition tight_in (j : json) : option tight_set :=
  let! s := field "samples" indices j in
  let! p := field "prime" number_of j in
  let! z := field "orthogonal" vectors j in Some (TightSetOf s p z).

Definition groups_in (make : Z -> list (list Z) -> evidence) (j : json) : option evidence :=
  let! p := field "prime" number_of j in
  let! g := field "groups" (list_of indices) j in Some (make p g).

Definition point_in (make : rows -> list Q -> evidence) (j : json) : option evidence :=
  let! w := field "weights" rows_of j in
  let! v := field "null_vector" (list_of rational_of) j in Some (make w v).

(* The kinds of evidence for full column rank that this checker knows. *)
Definition readers : list (string * (json -> option evidence)) := [
  ("partition", groups_in Partition);
  ("lift", groups_in Lift);
  ("tight-set", fun j => let! t := tight_in j in
     Some (TightSet (tight_samples t) (tight_prime t) (tight_orthogonal t)));
  ("independent-inputs", fun j => let! p := field "prime" number_of j in Some (IndependentInputs p));
  ("null-vector", fun j =>
     let! sg := field "pattern" (list_of (list_of bit_of)) j in
     let! v := field "null_vector" (list_of rational_of) j in Some (NullVector sg v));
  ("open-cell", point_in OpenCell);
  ("point", point_in PointPattern);
  ("dead-pattern", fun _ => Some DeadPattern);
  ("collapse", fun j =>
     let! m := field "modulus" number_of j in
     let! k := field "exponent" number_of j in
     let! us := field "transforms" (list_of rows_of) j in
     let! q := field "transform_prime" number_of j in Some (Collapse m k us q));
  ("archimedean", fun j =>
     let! r := field "reduction" reduction_in j in
     let! l := field "left" rows_of j in
     let! z := field "weights" (list_of rational_of) j in Some (Archimedean r l z));
  ("masked-tight-set", fun j =>
     let! s := field "samples" indices j in
     let! p := field "prime" number_of j in
     let! z := field "orthogonal" (list_of vectors) j in Some (MaskedTightSet s p z));
  ("diagonal", fun _ => Some Diagonal);
  ("tree", fun j =>
     let! r := field "reduction" reduction_in j in
     let! p := field "primes" indices j in
     let! c := field "classes" text_in j in Some (Tree r p (String.eqb c "folded")));
  ("every-pattern", fun j =>
     let! p := field "prime" number_of j in
     let! e := field "noise" (list_of rows_of) j in Some (EveryPattern p e));
  ("cells", fun j =>
     let! p := field "primes" indices j in
     let! t := field "tree" (list_of node_in) j in Some (Cells false p t));   (* decided by the claim *)
  ("generic-layers", fun _ => Some (GenericLayers false));   (* decided by the claim *)
  ("matching", fun j => let! u := field "units" indices j in Some (Matching u));
  ("hall-set", fun j => let! s := field "samples" indices j in Some (HallSet s));
  ("deep-collapse", fun j =>
     let! m := field "modulus" number_of j in
     let! k := field "exponent" number_of j in Some (DeepCollapse m k));
  ("deep-null-vector", fun j =>
     let! t := field "patterns" (list_of (list_of (list_of bit_of))) j in
     let! v := field "null_vector" (list_of rational_of) j in Some (DeepNullVector t v));
  ("common-pairs", fun j =>
     let! p := field "prime" number_of j in
     let! s := field "pairs" (list_of indices) j in
     let! c := maybe "biases" indices j in
     let! u := maybe "units" (list_of indices) j in
     let! w := maybe "weights" rows_of j in
     Some (match c, u, w with None, None, None => CommonPairs p s | _, _, _ => CommonPairsWith p s c u w end));
  ("crowded-pairs", fun j =>
     let! s := field "pairs" (list_of indices) j in
     let! p := field "prime" number_of j in
     let! z := maybe "orthogonal_inputs" (list_of vectors) j in
     let! y := field "orthogonal_weights" (list_of vectors) j in
     let! u := maybe "orthogonal_biases" vectors j in
     Some (match z, u with Some z, None => CrowdedPairs s p z y | _, _ => CrowdedPairsWith s p z y u end));
  ("linear-units", fun j => match get "prime" j with
     | Some p => let! p := number_of p in Some (LinearRank p)
     | None => let! v := field "null_vector" (list_of rational_of) j in Some (LinearNull v)
     end)].

(* What only the claim says *)
Definition decided (claim : json) (e : evidence) : evidence :=
  match e with
  | GenericLayers _ => match field "holds" flag_of claim with Some b => GenericLayers b | None => e end
  | Cells _ p t => match field "patterns" patterns_in claim with Some EveryW => Cells true p t | _ => e end
  | _ => e
  end.

Definition width_in (j : json) : option width_evidence :=
  let! r := field "rank" tight_in j in
  match get "partition" j with
  | Some pj =>
    let! p := field "prime" number_of pj in
    let! g := field "groups" (list_of indices) pj in
    let! t := maybe "tight_set" tight_in j in Some (FiniteWidth r p g t)
  | None => let! n := field "zero_sample" number_of j in Some (NoWidth r n)
  end.

Definition rank_in (j : json) : option rank_evidence :=
  let! p := field "prime" number_of j in
  let! mr := field "minor_rows" indices j in
  let! mc := field "minor_columns" indices j in
  let! side := field "kernel_side" text_in j in
  let! q := field "kernel_prime" number_of j in
  let! k := field "kernel" vectors j in
  Some (RankEvidence p mr mc (String.eqb side "right") q k).

Definition parameters_in (j : json) : option parameters :=
  let! w := field "weights" (list_of rows_of) j in
  let! c := maybe "biases" rows_of j in Some (Parameters w c).

Definition any_width_in (claim j : json) : option any_width_evidence :=
  match get "residuals" j with
  | Some _ => let! mu := field "residuals" (list_of rational_of) j in Some (OrthogonalTo mu)
  | None => let! w := field "width" number_of claim in let! p := parameters_in j in Some (WideNetwork w p)
  end.

Definition minors_in (M : matrix) (r : Z) (j : json) : option certificate :=
  let! p := field "prime" number_of j in
  let! mr := field "minor_rows" indices j in
  let! mc := field "minor_columns" indices j in Some (MinorsOf M r p mr mc).

(* From the claim and the evidence *)
Definition point_readers : list (string * (json -> json -> option point_evidence)) := [
  ("global-minimum", fun _ j => match get "cells" j, get "vectors" j with
     | Some w, _ =>
       let! w := rows_of w in
       let! z := field "choices" (list_of (field "solution" (list_of rational_of))) j in Some (LeastByCells w z)
     | None, Some _ => let! b := bound_tree_in j in Some (GlobalByTree b)
     | None, None => Some ZeroLoss
     end);
  ("local-minimum", fun _ j =>
     let! ks := kinks_in j in
     let! b := maybe "better" parameters_in j in Some (LocalMinimum ks b));
  ("path-products", fun _ j => let! b := maybe "better" parameters_in j in Some (PathProducts b));
  ("kink-saddle", fun _ j =>
     let! i := field "unit" number_of j in
     let! v := field "move" (list_of rational_of) j in
     let! ks := kinks_in j in Some (KinkSaddle i v ks));
  ("descent-path", fun claim j =>
     let! v := field "verdict" text_in claim in
     let! d := field "direction" parameters_in j in Some (Descent (String.eqb v "SADDLE") d))].

Definition ball_group_in (j : json) : option ball_group :=
  let! s := field "samples" indices j in
  let! l := field "left" rows_of j in Some (BallGroup s l).

Fixpoint lookup {A} (k : string) (table : list (string * A)) : option A :=
  match table with [] => None | (f, a) :: t => if String.eqb k f then Some a else lookup k t end.

Definition certificate_in (k : string) (j : json) : option certificate :=
  let! claim := get "claim" j in
  let! subject := get "instance" j in
  let! e := get "evidence" j in
  if String.eqb k "width" then
    let! r := field "rank" number_of claim in
    let! D := dataset_in subject in
    let! ev := width_in e in Some (Width D r (bind (get "width" claim) number_of) ev)
  else if String.eqb k "rank" then
    let! r := field "rank" number_of claim in
    let! M := matrix_in subject in
    let! ev := rank_in e in Some (RankOf M r ev)
  else if String.eqb k "bordered-minors" then
    let! r := field "rank" number_of claim in
    let! M := matrix_in subject in minors_in M r e
  else if String.eqb k "sparse-rank" then
    let! r := field "rank" number_of claim in
    let! M := sparse_in subject in
    let! ev := sparse_evidence_in e in Some (SparseRank M r ev)
  else if String.eqb k "noise-ball" then
    let! which := field "patterns" patterns_in claim in
    let! radius := field "radius" rational_of claim in
    let! net := instance_in subject in
    let! g := field "groups" (list_of ball_group_in) e in
    let! z := field "weights" (list_of rational_of) e in Some (NoiseBall net which radius g z)
  else if existsb (String.eqb k) worst_kinds then
    let! net := instance_in subject in
    let! w := worst_in k claim e in Some (WorstMinimum net w)
  else if String.eqb k "least-loss" then
    let! net := instance_in subject in
    let! loss := field "loss" rational_of claim in
    let! p := parameters_in e in
    let! b := bound_tree_in e in Some (LeastLoss net loss p b)
  else if String.eqb k "any-width" then
    let! net := instance_in subject in
    let! loss := field "loss" rational_of claim in
    let! ev := any_width_in claim e in Some (AnyWidth net loss ev)
  else match lookup k near_readers with
  | Some read =>
    let! net := instance_in subject in
    let! c := near_claim_in claim in
    let! ev := read e in
    let! b := maybe "better" parameters_in e in Some (NearPoint net c ev b)
  | None =>
  match lookup k point_readers with
  | Some read =>
    let! net := instance_in subject in
    let! loss := field "loss" rational_of claim in
    let! ev := read claim e in Some (AtPoint net loss ev)
  | None =>
    let! read := lookup k readers in
    let! which := field "patterns" patterns_in claim in
    let! net := instance_in subject in
    let! ev := read e in
    let trained := match get "output_biases" claim with Some _ => true | None => false end in
    match field "output_weights" text_in claim, get "scope" claim with
    | Some w, Some _ => Some (EveryMinimumHeld net (String.eqb w "given") trained (decided claim ev))
    | Some w, None => Some (FullRankHeld net (String.eqb w "given") trained (decided claim ev))
    | None, Some _ => Some (EveryMinimum net which (decided claim ev))
    | None, None => Some (FullRank net which (decided claim ev))
    end
  end end.

(* Of other kinds this checker says that it does not know them, and accepts none. A name that is no kind's
   name, with characters that a terminal might take for something else, is not repeated. *)
Definition known (k : string) : bool :=
  orb (existsb (String.eqb k) (["width"; "rank"; "bordered-minors"; "sparse-rank"; "noise-ball"; "least-loss"; "any-width"] ++ worst_kinds)%list)
    (orb (existsb (fun r => String.eqb k (fst r)) near_readers)
    (orb (existsb (fun r => String.eqb k (fst r)) point_readers) (existsb (fun r => String.eqb k (fst r)) readers))).
Definition plain_name (k : string) : bool :=
  forallb (fun c => existsb (Ascii.eqb c) (list_ascii_of_string "abcdefghijklmnopqrstuvwxyz-"))
    (list_ascii_of_string k).

(* With several outputs it knows these kinds. *)
Definition held_kinds : list string := ["common-pairs"; "crowded-pairs"; "partition"; "tight-set"; "dead-pattern";
  "independent-inputs"; "null-vector"; "collapse"; "archimedean"; "linear-units"; "tree"; "every-pattern"; "matching"; "hall-set"; "generic-layers"].

Definition other_outputs (k : string) (j : json) : bool :=
  match bind (get "claim" j) (get "output_weights") with
  | None => false
  | Some _ => negb (existsb (String.eqb k) held_kinds)
  end.

Definition other_evidence (k : string) (j : json) : bool := other_outputs k j.
