(* Certificates about points with losses of labels (format.md 4.13, 5.38): how they are written and read, when they
   are valid. Their instance has the loss among its fields. Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json Sha256 LabelForm Form Reader Rules PointRules Check LabelRules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope string_scope.
Open Scope list_scope.

Record label_point := LabelPoint {
  label_net : instance; label_kind : label_loss; label_bits : Z; label_direction : parameters }.

(* The loss follows format, widths, slope and bias. *)
Definition labelled_json (l : label_loss) (net : instance) : json :=
  match instance_json net with
  | Object fields => Object (firstn 4 fields ++ ("loss", Text (label_word l)) :: skipn 4 fields)
  | j => j
  end.

Definition label_claim_json (c : label_point) : json :=
  Object ([("property", Text "point-of-labels"); ("verdict", Text "NOT_CRITICAL")] ++ setting (label_net c)).

Definition label_certificate_json (c : label_point) : json :=
  let subject := labelled_json (label_kind c) (label_net c) in
  Object [("format", Text "dlmcert-certificate/1"); ("kind", Text "enclosed-descent"); ("claim", label_claim_json c);
          ("instance", subject); ("instance_sha256", Text (sha256_text (print subject)));
          ("evidence", Object [("bits", Number (label_bits c)); ("direction", parameters_json (label_direction c))])].
Definition label_file (c : label_point) : bytes := print (label_certificate_json c).

(* The reader; not trusted, as what is read is printed again and compared. *)
Definition without_loss (j : json) : json :=
  match j with Object fields => Object (filter (fun f => negb (String.eqb (fst f) "loss")) fields) | _ => j end.
Definition label_point_in (j : json) : option label_point :=
  let! subject := get "instance" j in
  let! l := field "loss" label_loss_in subject in
  let! net := instance_in (without_loss subject) in
  let! e := get "evidence" j in
  let! b := field "bits" number_of e in
  let! d := field "direction" parameters_in e in Some (LabelPoint net l b d).

Definition valid_label_point (c : label_point) : bool :=
  let net := label_net c in
  well_formed net && forallb (fun e => negb (generic e)) (noises net) &&
  squares_alone net &&
  match wanted net with Some _ => true | None => false end &&
  match point_of net with
  | None => false
  | Some p =>
    parameters_formed net p && parameters_formed net (label_direction c) && labels_formed net (label_kind c) &&
    label_descent net (label_kind c) p (label_direction c) (label_bits c)
  end.

Definition check_labels (bs : bytes) : verdict :=
  match parse bs with
  | None => Rejected
  | Some j =>
    match label_point_in j with
    | None => Rejected
    | Some c =>
      if negb (printed (label_certificate_json c) bs) then Rejected
      else if valid_label_point c then Accepted (print (label_claim_json c)) (list_ascii_of_string "enclosed-descent")
      else Rejected
    end
  end.

Theorem check_labels_valid bs claim k : check_labels bs = Accepted claim k ->
  exists c, bs = label_file c /\ claim = print (label_claim_json c) /\ valid_label_point c = true.
Proof.
unfold check_labels. destruct (parse bs) as [j|]; [|discriminate].
destruct (label_point_in j) as [c|]; [|discriminate].
destruct (printed (label_certificate_json c) bs) eqn:E; [|discriminate]. cbn [negb].
destruct (valid_label_point c) eqn:V; [|discriminate].
intro H. injection H as <- _. exists c. split; [apply printed_eq; exact E|auto].
Qed.
