(* The kind minima: its file, its reader, its verdict (format.md 4.5, 5.26). Extracted. It has a certificate of its own,
   beside the ones of Form.v. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json Sha256 Form Reader Check UnitChoices MinimaForm MinimaRules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope string_scope.
Open Scope list_scope.

Record minima_certificate := MinimaCertificate { minima_net : instance; minima_said : minima_claim; minima_proof : minima_evidence }.

Definition minima_kind : string := "minima".

Definition minima_claim_json (c : minima_certificate) : json :=
  Object ([("property", Text "differentiable-minima"); ("verdict", Text (minima_verdict (loss_lines (minima_said c))))]
          ++ setting (minima_net c) ++ minima_fields (minima_said c)).
Definition minima_json (c : minima_certificate) : json :=
  let subject := instance_json (minima_net c) in
  Object [("format", Text "dlmcert-certificate/1"); ("kind", Text "minima"); ("claim", minima_claim_json c);
          ("instance", subject); ("instance_sha256", Text (sha256_text (print subject)));
          ("evidence", minima_evidence_json (minima_proof c))].
Definition minima_file (c : minima_certificate) : bytes := print (minima_json c).

Definition minima_in (j : json) : option minima_certificate :=
  let! claim := field "claim" minima_claim_in j in
  let! net := field "instance" instance_in j in
  let! e := field "evidence" minima_evidence_in j in Some (MinimaCertificate net claim e).

Definition minima_valid (c : minima_certificate) : bool :=
  well_formed (minima_net c) && minima_subject (minima_net c) && minima_formed (minima_said c) (minima_proof c) &&
  minima_rule (minima_net c) (minima_said c) (minima_proof c).

(* More steps than this for the numbers of choices would take minutes. *)
Definition most_steps : Z := (2 ^ 26)%Z.

Definition check_minima (bs : bytes) : verdict :=
  match parse bs with
  | None => Rejected
  | Some j =>
    match minima_in j with
    | None => Rejected
    | Some c =>
      if negb (printed (minima_json c) bs) then Rejected
      else if Z.ltb most_steps (minima_work (minima_net c) (minima_proof c)) then TooLong (list_ascii_of_string minima_kind)
      else if minima_valid c then Accepted (print (minima_claim_json c)) (list_ascii_of_string minima_kind)
      else Rejected
    end
  end.

Theorem check_minima_valid bs claim k : check_minima bs = Accepted claim k ->
  exists c, bs = minima_file c /\ claim = print (minima_claim_json c) /\ minima_valid c = true.
Proof.
unfold check_minima. destruct (parse bs) as [j|]; [|discriminate].
destruct (minima_in j) as [c|]; [|discriminate].
destruct (printed (minima_json c) bs) eqn:E; [|discriminate]. cbn [negb].
destruct (Z.ltb most_steps (minima_work (minima_net c) (minima_proof c))); [discriminate|].
destruct (minima_valid c) eqn:V; [|discriminate].
intro H. injection H as <- _. exists c. split; [apply printed_eq; exact E|auto].
Qed.
