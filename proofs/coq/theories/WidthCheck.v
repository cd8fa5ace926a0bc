(* The kind width for several outputs: the claim, the evidence, how they are written, the rule (format.md 4.2, 5.10), and the verdict. It has
   a certificate of its own, beside the one of Form.v for one output. Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json Sha256 Form Reader Rules Outputs TrainedOutputs Check.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope string_scope.
Open Scope list_scope.

(* Why so many units are enough: groups, or with trained output biases pairs and a W_L *)
Inductive enough_units :=
| ByGroups (p : Z) (groups : list (list Z))
| ByPairs (p : Z) (pairs : list (list Z)) (biases : option (list Z)) (W : rows).
Inductive held_width_evidence :=
| UnitsEnough (r : tight_set) (u : enough_units) (t : option tight_set)
| ZeroSample (r : tight_set) (n : Z).

Record width_certificate := WidthCertificate {
  width_data : dataset; width_outputs : Z; width_trained : bool; width_rank : Z; width_said : option Z; width_proof : held_width_evidence }.

Definition width_claim_json (c : width_certificate) : json :=
  Object ([("property", Text "width"); ("samples", Number (count (data_inputs (width_data c))));
           ("inputs", Number (columns_of (data_inputs (width_data c)))); ("bias", Flag (data_bias (width_data c)));
           ("outputs", Number (width_outputs c))]
          ++ (if width_trained c then [("output_biases", Text "trained")] else [])
          ++ [("rank", Number (width_rank c)); ("width", width_json (width_said c))]).
Definition enough_json (u : enough_units) : string * json :=
  match u with
  | ByGroups p groups => ("partition", groups_json p groups)
  | ByPairs p pairs C W =>
    ("common_pairs", Object ([("prime", Number p); ("pairs", table numbers pairs)] ++ optional "biases" numbers C ++ [("weights", table_of W)]))
  end.
Definition width_evidence_json (e : held_width_evidence) : json :=
  match e with
  | UnitsEnough r u t => Object ([("rank", tight_json r); enough_json u] ++ optional "tight_set" tight_json t)
  | ZeroSample r n => Object [("rank", tight_json r); ("zero_sample", Number n)]
  end.
Definition width_certificate_json (c : width_certificate) : json :=
  let subject := dataset_json (width_data c) in
  Object [("format", Text "dlmcert-certificate/1"); ("kind", Text "width"); ("claim", width_claim_json c);
          ("instance", subject); ("instance_sha256", Text (sha256_text (print subject)));
          ("evidence", width_evidence_json (width_proof c))].
Definition width_file (c : width_certificate) : bytes := print (width_certificate_json c).

(* --- the reader; nothing depends on it but what is accepted at all --- *)

Definition enough_in (j : json) : option enough_units :=
  match get "partition" j with
  | Some pj =>
    let! p := field "prime" number_of pj in
    let! g := field "groups" (list_of indices) pj in Some (ByGroups p g)
  | None =>
    let! pj := get "common_pairs" j in
    let! p := field "prime" number_of pj in
    let! g := field "pairs" (list_of indices) pj in
    let! C := maybe "biases" indices pj in
    let! W := field "weights" rows_of pj in Some (ByPairs p g C W)
  end.
Definition held_width_in (j : json) : option held_width_evidence :=
  let! r := field "rank" tight_in j in
  match get "zero_sample" j with
  | Some _ => let! n := field "zero_sample" number_of j in Some (ZeroSample r n)
  | None =>
    let! u := enough_in j in
    let! t := maybe "tight_set" tight_in j in Some (UnitsEnough r u t)
  end.
Definition width_certificate_in (j : json) : option width_certificate :=
  let! claim := get "claim" j in
  let! D := field "instance" dataset_in j in
  let! k := field "outputs" number_of claim in
  let! r := field "rank" number_of claim in
  let! e := field "evidence" held_width_in j in
  Some (WidthCertificate D k (match get "output_biases" claim with Some _ => true | None => false end) r (bind (get "width" claim) number_of) e).

(* --- the rule --- *)

(* Generic noise: the factors play no part, and the slope is any but 0. *)
Definition width_problem (d D : nat) (s : Q) (rows : rows) : problem := Problem d D s rows [].

Definition check_enough (trained : bool) (k : nat) (P : problem) (u : enough_units) : bool :=
  match u with
  | ByGroups p groups =>
    Nat.eqb (List.length groups) (unit_count P) && forallb (fun g => negb (Nat.eqb (List.length g) 0)) groups && check_partition_outputs P k p groups
  | ByPairs p pairs C W =>
    trained && Nat.eqb (List.length W) k && lowest_terms W &&
    match C with None => check_common_pairs P W true p pairs | Some C => check_pairs_trained P W p pairs C end
  end.
Definition check_tight (trained : bool) (k : nat) (P : problem) (t : tight_set) : bool :=
  (if trained then check_tight_trained else check_tight_outputs) P k (tight_samples t) (tight_prime t) (tight_orthogonal t).

Definition check_held_width (trained : bool) (k d : nat) (rows : rows) (r : Z) (w : option Z) (e : held_width_evidence) : bool :=
  match e, w with
  | UnitsEnough t u tightness, Some w =>
    check_rank_of_samples d rows r t && (0 <=? w)%Z && check_enough trained k (width_problem d (Z.to_nat w) q1 rows) u &&
    match tightness with
    | None => (w =? 0)%Z
    | Some t' => (1 <=? w)%Z && check_tight trained k (width_problem d (Z.to_nat (w - 1)%Z) q1 rows) t'
    end
  | ZeroSample t n, None =>
    check_rank_of_samples d rows r t && (0 <=? n)%Z && (n <? count rows)%Z && forallb qis0 (at_index [] rows n) && negb trained
  | _, _ => false
  end.

Definition data_dim (D : dataset) : nat := let d := Z.to_nat (columns_of (data_inputs D)) in if data_bias D then S d else d.
Definition width_valid (c : width_certificate) : bool :=
  let D := width_data c in
  well_formed_dataset D && (2 <=? width_outputs c)%Z && (width_outputs c <? 2 ^ 31)%Z && (negb (width_trained c) || data_bias D) &&
  check_held_width (width_trained c) (Z.to_nat (width_outputs c)) (data_dim D) (with_ones (data_bias D) (data_inputs D))
    (width_rank c) (width_said c) (width_proof c).

(* Whether it is for several outputs *)
Definition of_several (bs : bytes) : bool :=
  match bind (bind (parse bs) (get "claim")) (get "outputs") with Some _ => true | None => false end.

Definition check_width_outputs (bs : bytes) : verdict :=
  match parse bs with
  | None => Rejected
  | Some j =>
    match width_certificate_in j with
    | None => Rejected
    | Some c =>
      if negb (printed (width_certificate_json c) bs) then Rejected
      else if width_valid c then Accepted (print (width_claim_json c)) (list_ascii_of_string "width")
      else Rejected
    end
  end.

Theorem check_width_outputs_valid bs claim k : check_width_outputs bs = Accepted claim k ->
  exists c, bs = width_file c /\ claim = print (width_claim_json c) /\ width_valid c = true.
Proof.
unfold check_width_outputs. destruct (parse bs) as [j|]; [|discriminate].
destruct (width_certificate_in j) as [c|]; [|discriminate].
destruct (printed (width_certificate_json c) bs) eqn:E; [|discriminate]. cbn [negb].
destruct (width_valid c) eqn:V; [|discriminate].
intro H. injection H as <- _. exists c. split; [apply printed_eq; exact E|auto].
Qed.
