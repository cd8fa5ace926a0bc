(* Certificates about critical points near given weights (format.md 4.12, 5.40, 5.41): how they are written and read, when
   they are valid. Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json Sha256 NearbyForm Form Reader Rules PointRules NearbyRules CriticalRules
  Check.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope string_scope.
Open Scope list_scope.

Record critical_certificate := CriticalCertificate {
  critical_net : instance; critical_said : near_claim; critical_proof : critical; critical_better : option parameters }.

(* The two kinds are written and read alike: minimum says which. *)
Definition critical_kind (minimum : bool) : string := match minimum with true => "nearby-minimum" | false => "nearby-saddle" end.
Definition critical_verdict (minimum : bool) : string := if minimum then "LOCAL_MINIMUM" else "SADDLE".
Definition is_better (c : critical_certificate) : bool := match critical_better c with Some _ => true | None => false end.

Definition critical_claim_json (minimum : bool) (c : critical_certificate) : json :=
  Object ([("property", Text "nearby-point"); ("verdict", Text (critical_verdict minimum)); ("spurious", Flag (is_better c))]
          ++ setting (critical_net c) ++ near_claim_json (critical_said c)).
Definition critical_certificate_json (minimum : bool) (c : critical_certificate) : json :=
  let subject := instance_json (critical_net c) in
  Object [("format", Text "dlmcert-certificate/1"); ("kind", Text (critical_kind minimum)); ("claim", critical_claim_json minimum c);
          ("instance", subject); ("instance_sha256", Text (sha256_text (print subject)));
          ("evidence", Object (critical_json (critical_proof c) ++ optional "better" parameters_json (critical_better c)))].
Definition critical_file (minimum : bool) (c : critical_certificate) : bytes := print (critical_certificate_json minimum c).

(* The reader; not trusted, as what is read is printed again and compared. *)
Definition critical_certificate_in (j : json) : option critical_certificate :=
  let! said := field "claim" near_claim_in j in
  let! net := field "instance" instance_in j in
  let! e := get "evidence" j in
  let! z := critical_in e in
  let! b := maybe "better" parameters_in e in Some (CriticalCertificate net said z b).

(* other weights have a loss below the bound *)
Definition below_formed (net : instance) (from : Q) (better : option parameters) : bool :=
  match better with None => true | Some b => parameters_formed net b && qlt (loss_at net b) from end.

Definition critical_valid (minimum : bool) (c : critical_certificate) : bool :=
  let net := critical_net c in
  let said := critical_said c in
  well_formed net && squares_alone net &&
  forallb (fun e => negb (generic e)) (noises net) && match wanted net with Some _ => true | None => false end &&
  (1 <=? samples net)%Z && reduced (near_radius said) && reduced (loss_from said) && reduced (loss_to said) &&
  match point_of net with
  | None => false
  | Some p => parameters_formed net p && critical_rule net p minimum said (critical_proof c) &&
      below_formed net (loss_from said) (critical_better c)
  end.

(* About as many products of numbers of 64 bits *)
Definition critical_work (net : instance) (e : critical) : Z :=
  let n := count (crit_radii e) in
  let outs := samples net * (1 + Z.of_nat (output_count net)) in
  let forward := fold_left Z.add (map2 Z.mul (map (Z.add 1) (widths net)) (tl (widths net))) 0 * count (widths net) in
  (4 * n * n * n + n * n * outs + (n * count (widths net) * samples net + outs + count (crit_kinks e)) * forward) *
    (1 + (Z.min 4096 (crit_unit e) + Z.min 4096 (crit_enclosure e) + Z.min 4096 (crit_precision e)) / 64).

Definition check_critical (minimum : bool) (bs : bytes) : verdict :=
  match parse bs with
  | None => Rejected
  | Some j =>
    match critical_certificate_in j with
    | None => Rejected
    | Some c =>
      if negb (printed (critical_certificate_json minimum c) bs) then Rejected
      else if Z.ltb most_products (critical_work (critical_net c) (critical_proof c)) then TooLong (list_ascii_of_string (critical_kind minimum))
      else if critical_valid minimum c then Accepted (print (critical_claim_json minimum c)) (list_ascii_of_string (critical_kind minimum))
      else Rejected
    end
  end.

Theorem check_critical_valid minimum bs claim k : check_critical minimum bs = Accepted claim k ->
  exists c, bs = critical_file minimum c /\ claim = print (critical_claim_json minimum c) /\ critical_valid minimum c = true.
Proof.
unfold check_critical. destruct (parse bs) as [j|]; [|discriminate].
destruct (critical_certificate_in j) as [c|]; [|discriminate].
destruct (printed (critical_certificate_json minimum c) bs) eqn:E; [|discriminate]. cbn [negb].
destruct (Z.ltb most_products (critical_work (critical_net c) (critical_proof c))); [discriminate|].
destruct (critical_valid minimum c) eqn:V; [|discriminate].
intro H. injection H as <- _. exists c. split; [apply printed_eq; exact E|auto].
Qed.
