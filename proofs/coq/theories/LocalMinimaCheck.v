(* The kind local-minima: its file, its reader, its verdict (format.md 4.7, 5.30). Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json Sha256 Form Reader Check MinimaRules MinimaCheck LocalMinimaForm
  LocalMinimaRules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope string_scope.
Open Scope list_scope.

Record faces_certificate := FacesCertificate { faces_net : instance; faces_said : faces_claim; faces_proof : faces_evidence }.

Definition faces_kind : string := "local-minima".

Definition faces_claim_json (c : faces_certificate) : json :=
  Object ([("property", Text "local-minima"); ("verdict", Text (faces_verdict (face_lines (faces_said c))))]
          ++ setting (faces_net c) ++ faces_fields (faces_said c)).
Definition faces_json (c : faces_certificate) : json :=
  let subject := instance_json (faces_net c) in
  Object [("format", Text "dlmcert-certificate/1"); ("kind", Text "local-minima"); ("claim", faces_claim_json c);
          ("instance", subject); ("instance_sha256", Text (sha256_text (print subject)));
          ("evidence", faces_evidence_json (faces_proof c))].
Definition faces_file (c : faces_certificate) : bytes := print (faces_json c).

Definition faces_in (j : json) : option faces_certificate :=
  let! claim := field "claim" faces_claim_in j in
  let! net := field "instance" instance_in j in
  let! e := field "evidence" faces_evidence_in j in Some (FacesCertificate net claim e).

Definition faces_valid (c : faces_certificate) : bool :=
  well_formed (faces_net c) && minima_subject (faces_net c) && faces_formed (faces_said c) (faces_proof c) &&
  faces_rule (faces_net c) (faces_said c) (faces_proof c).

Definition check_faces (bs : bytes) : verdict :=
  match parse bs with
  | None => Rejected
  | Some j =>
    match faces_in j with
    | None => Rejected
    | Some c =>
      if negb (printed (faces_json c) bs) then Rejected
      else if Z.ltb most_steps (faces_work (faces_net c) (faces_proof c)) then TooLong (list_ascii_of_string faces_kind)
      else if faces_valid c then Accepted (print (faces_claim_json c)) (list_ascii_of_string faces_kind)
      else Rejected
    end
  end.

Theorem check_faces_valid bs claim k : check_faces bs = Accepted claim k ->
  exists c, bs = faces_file c /\ claim = print (faces_claim_json c) /\ faces_valid c = true.
Proof.
unfold check_faces. destruct (parse bs) as [j|]; [|discriminate].
destruct (faces_in j) as [c|]; [|discriminate].
destruct (printed (faces_json c) bs) eqn:E; [|discriminate]. cbn [negb].
destruct (Z.ltb most_steps (faces_work (faces_net c) (faces_proof c))); [discriminate|].
destruct (faces_valid c) eqn:V; [|discriminate].
intro H. injection H as <- _. exists c. split; [apply printed_eq; exact E|auto].
Qed.
