(* The kind minima-and-least-loss: the rules of minima and of least-loss, each for its part of the claim (format.md 4.14,
   5.44). Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json Sha256 BoundForm Form Reader Check MinimaForm MinimaRules MinimaCheck.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope string_scope.
Open Scope list_scope.

Record least_certificate := LeastCertificate {
  least_minima : minima_certificate; least_loss : Q; least_weights : parameters; least_tree : bound_tree }.

Definition least_kind : string := "minima-and-least-loss".
Definition least_net (c : least_certificate) : instance := minima_net (least_minima c).

Definition least_claim_json (c : least_certificate) : json :=
  let said := minima_said (least_minima c) in
  Object ([("property", Text "differentiable-minima-and-least-loss"); ("verdict", Text (minima_verdict (loss_lines said)))]
          ++ setting (least_net c) ++ minima_fields said ++ [("loss", rational (least_loss c))]).
Definition least_json (c : least_certificate) : json :=
  let subject := instance_json (least_net c) in
  Object [("format", Text "dlmcert-certificate/1"); ("kind", Text "minima-and-least-loss"); ("claim", least_claim_json c);
          ("instance", subject); ("instance_sha256", Text (sha256_text (print subject)));
          ("evidence", Object [("minima", minima_evidence_json (minima_proof (least_minima c)));
                               ("least", Object (parameters_fields (least_weights c) ++ bound_fields (least_tree c)))])].
Definition least_file (c : least_certificate) : bytes := print (least_json c).

Definition least_in (j : json) : option least_certificate :=
  let! claim := get "claim" j in
  let! said := minima_claim_in claim in
  let! loss := field "loss" rational_of claim in
  let! net := field "instance" instance_in j in
  let! e := get "evidence" j in
  let! m := field "minima" minima_evidence_in e in
  let! l := get "least" e in
  let! p := parameters_in l in
  let! b := bound_tree_in l in Some (LeastCertificate (MinimaCertificate net said m) loss p b).

Definition least_valid (c : least_certificate) : bool :=
  minima_valid (least_minima c) && valid_least (least_net c) (least_loss c) (least_weights c) (least_tree c).

Definition least_too_long (c : least_certificate) : bool :=
  Z.ltb most_steps (minima_work (least_net c) (minima_proof (least_minima c))) ||
  too_long (LeastLoss (least_net c) (least_loss c) (least_weights c) (least_tree c)).

Definition check_minima_and_least (bs : bytes) : verdict :=
  match parse bs with
  | None => Rejected
  | Some j =>
    match least_in j with
    | None => Rejected
    | Some c =>
      if negb (printed (least_json c) bs) then Rejected
      else if least_too_long c then TooLong (list_ascii_of_string least_kind)
      else if least_valid c then Accepted (print (least_claim_json c)) (list_ascii_of_string least_kind)
      else Rejected
    end
  end.

Theorem check_minima_and_least_valid bs claim k : check_minima_and_least bs = Accepted claim k ->
  exists c, bs = least_file c /\ claim = print (least_claim_json c) /\ least_valid c = true.
Proof.
unfold check_minima_and_least. destruct (parse bs) as [j|]; [|discriminate].
destruct (least_in j) as [c|]; [|discriminate].
destruct (printed (least_json c) bs) eqn:E; [|discriminate]. cbn [negb].
destruct (least_too_long c); [discriminate|].
destruct (least_valid c) eqn:V; [|discriminate].
intro H. injection H as <- _. exists c. split; [apply printed_eq; exact E|auto].
Qed.
