(* The kind ball: its file, its reader, its verdict (format.md 4.15, 5.42). Extracted. It has a certificate of its own,
   beside the ones of Form.v. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json Sha256 BallForm Form Reader PointRules NearbyRules Check BallRules
  FlowRules RateRules.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope string_scope.
Open Scope list_scope.

Record ball_certificate := BallCertificate { ball_net : instance; ball_radius : Q; ball_proof : ball_evidence }.

Definition ball_kind : string := "ball".

Definition ball_claim_json (c : ball_certificate) : json :=
  Object ([("property", Text "ball"); ("statement", Text (ball_statement (ball_proof c)))]
          ++ setting (ball_net c) ++ [("radius", rational (ball_radius c))]).
Definition ball_json (c : ball_certificate) : json :=
  let subject := instance_json (ball_net c) in
  Object [("format", Text "dlmcert-certificate/1"); ("kind", Text "ball"); ("claim", ball_claim_json c);
          ("instance", subject); ("instance_sha256", Text (sha256_text (print subject)));
          ("evidence", ball_evidence_json (ball_proof c))].
Definition ball_file (c : ball_certificate) : bytes := print (ball_json c).

Definition ball_in (j : json) : option ball_certificate :=
  let! claim := get "claim" j in
  let! radius := field "radius" rational_of claim in
  let! net := field "instance" instance_in j in
  let! e := field "evidence" ball_evidence_in j in Some (BallCertificate net radius e).

(* Given weights and targets of an instance with squares, noise that is not generic, and samples *)
Definition ball_subject (net : instance) : bool :=
  well_formed net && squares_alone net && forallb (fun e => negb (generic e)) (noises net) &&
  match wanted net with Some _ => true | None => false end && (1 <=? samples net)%Z.

Definition ball_rule (net : instance) (p : parameters) (radius : Q) (e : ball_evidence) : bool :=
  match e with
  | CriticalPoints e => critical_points_rule net p radius e
  | FlowByRate e q => flow_rate_rule net p radius e q
  | FlowByModes e => flow_modes_rule net p radius e
  end.

Definition valid_ball (net : instance) (radius : Q) (e : ball_evidence) : bool :=
  ball_subject net && reduced radius && qsign_pos radius && ball_evidence_formed e &&
  match point_of net with None => false | Some p => parameters_formed net p && ball_rule net p radius e end.

Definition ball_too_long (c : ball_certificate) : bool :=
  match ball_proof c with
  | CriticalPoints e =>
    (most_products <? ball_work (ball_net c) (count (inverse_rows e)) (count (near_inverse e)) (inverse_bits e) (inverse_scale e))%Z
  | FlowByModes e =>
    (most_products <? ball_work (ball_net c) (count (modes_radii e) + count (modes e)) (count (modes e)) (modes_bits e) (modes_bits e))%Z
  | FlowByRate e _ =>
    (most_products <? ball_work (ball_net c) (2 * count (inverse_rows e)) (count (near_inverse e)) (inverse_bits e) (inverse_scale e))%Z
  end.

Definition check_ball (bs : bytes) : verdict :=
  match parse bs with
  | None => Rejected
  | Some j =>
    match ball_in j with
    | None => Rejected
    | Some c =>
      if negb (printed (ball_json c) bs) then Rejected
      else if ball_too_long c then TooLong (list_ascii_of_string ball_kind)
      else if valid_ball (ball_net c) (ball_radius c) (ball_proof c)
           then Accepted (print (ball_claim_json c)) (list_ascii_of_string ball_kind)
      else Rejected
    end
  end.

Theorem check_ball_valid bs claim k : check_ball bs = Accepted claim k ->
  exists c, bs = ball_file c /\ claim = print (ball_claim_json c) /\ valid_ball (ball_net c) (ball_radius c) (ball_proof c) = true.
Proof.
unfold check_ball. destruct (parse bs) as [j|]; [|discriminate].
destruct (ball_in j) as [c|]; [|discriminate].
destruct (printed (ball_json c) bs) eqn:E; [|discriminate]. cbn [negb].
destruct (ball_too_long c); [discriminate|].
destruct (valid_ball (ball_net c) (ball_radius c) (ball_proof c)) eqn:V; [|discriminate].
intro H. injection H as <- _. exists c. split; [apply printed_eq; exact E|auto].
Qed.
