(* What is claimed of a file whose data stand elsewhere, or are a formula, and that an accepted file is such a claim. *)
From Coq Require Import ZArith List QArith_base Lia.
From mathcomp Require Import all_ssreflect.
From Dlmcert Require Import Arithmetic Json Form Check AllKinds AllClaims Formula ArrayForm FieldForm TableForm
  FieldCheck.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* The claim is that of the file as it is; or of the one that it stands for, with the numbers of its formulas and the
   rows of an array whose blocks have its digests; or of the certificate with an instance that has its digest. *)
Inductive true_of_data (bs claim : bytes) : Prop :=
  | as_it_is of true_claim bs claim
  | with_fields elements j p of bs = print j & stands_for elements j = Some p & true_claim (print p) claim
  | with_instance subject j w of bs = print j & attached subject j = Some w & true_of_data (print w) claim.

Lemma check_plain_sound elements bs j claim k : bs = print j ->
  check_plain elements bs j = Accepted claim k -> true_of_data bs claim.
Proof.
move=> bsE; rewrite /check_plain; case: (too_much j) => //; case E: (stands_for elements j) => [p|//].
by case: (printed p bs) => // /check_all_sound; apply: (with_fields bsE E).
Qed.

Lemma check_with_sound elements bs j claim k : bs = print j ->
  check_with elements bs j = Accepted claim k -> true_of_data bs claim.
Proof.
move=> bsE; rewrite /check_with; case E: (check_all bs) => [c k'||k'|k'] //; last exact: check_plain_sound.
by case=> <- _; apply: as_it_is; apply: check_all_sound E.
Qed.

Lemma check_data_sound given bs j claim k : bs = print j ->
  check_data given bs j = Says (Accepted claim k) -> true_of_data bs claim.
Proof.
move=> bsE; have plain elements : Says (check_plain elements bs j) = Says (Accepted claim k) -> true_of_data bs claim.
  by case; apply: check_plain_sound.
rewrite /check_data; case: (get _ j) => [subject|].
  case: (bind _ array_in) => [a|]; case: given => [file|] //; last exact: plain.
    by case: (bind _ _) => // elements; apply: plain.
  by case: List.existsb => // -[]; apply: check_with_sound.
case: given => // file; case: (List.find _ _) => // subject; case A: (attached subject j) => [w|//] [].
by move/(check_with_sound erefl); apply: (with_instance bsE A).
Qed.

Lemma check_read_sound given bs claim k : check_read given bs = Says (Accepted claim k) -> true_of_data bs claim.
Proof.
rewrite /check_read; case: (parse bs) => // j; case E: (printed j bs) => //.
by apply: check_data_sound; apply: printed_eq E.
Qed.

Theorem check_file_sound given bs claim k : check_file given bs = Says (Accepted claim k) -> true_of_data bs claim.
Proof.
case: given => [file|]; rewrite /check_file; first exact: check_read_sound.
case E: (check_all bs) => [c k'||k'|k'] //; last exact: check_read_sound.
by case=> <- _; apply: as_it_is; apply: check_all_sound E.
Qed.
