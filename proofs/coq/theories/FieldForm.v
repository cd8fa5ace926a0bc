(* Fields of data: noise as a formula (format.md 5.46), features (4.17), inputs that stay in their file (5.47) and
   detached certificates (3). A file with such fields stands for one without them, which says the same of the same
   numbers: the table in place of the formula, the rows in place of the array, the instance in its place; it is that
   file that the rules are applied to. Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json Sha256 Form Reader Check Formula ArrayForm.
Import ListNotations.
Open Scope string_scope.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

Definition equal_json (v w : json) : bool := same (emit v []) (emit w []).
(* Read, and written as it is read *)
Definition canonical {A} (read : json -> option A) (write : A -> json) (v : json) : option A :=
  let! a := read v in if equal_json v (write a) then Some a else None.

Definition is_digest (h : string) : bool :=
  (Z.of_nat (String.length h) =? 64) &&
  forallb (fun c => existsb (Ascii.eqb c) (list_ascii_of_string "0123456789abcdef")) (list_ascii_of_string h).
Definition small (n : Z) : bool := n <? 2 ^ 31.

(* --- features: the SHA-256 of a model, and a number of nodes --- *)

Definition features_json (f : string * Z) : json := Object [("model", Text (fst f)); ("nodes", Number (snd f))].
Definition features_in (v : json) : option (string * Z) :=
  let! h := field "model" text_in v in let! n := field "nodes" number_of v in Some (h, n).
Definition features_formed (v : json) : bool :=
  match canonical features_in features_json v with
  | Some (h, n) => is_digest h && (1 <=? n) && small n
  | None => false
  end.

(* --- inputs, noise, evidence --- *)

Definition array_formed (a : array) : bool :=
  small (array_rows a) && small (array_columns a) && small (block_rows a) && forallb is_digest (block_digests a).

Definition plain_inputs (arrays : bool) (elements : bytes) (v : json) : option json :=
  match v with
  | Object _ =>
    let! a := canonical array_in array_json v in
    if arrays && array_formed a then let! r := array_of a elements in Some (table_of r) else None
  | _ => Some v
  end.

(* How many samples *)
Definition rows_of_inputs (v : json) : Z :=
  match v with List xs => count xs | _ => match array_in v with Some a => array_rows a | None => 0 end end.

Definition plain_factors (n d : Z) (v : json) : option json :=
  match v with
  | Object _ =>
    let! f := canonical formula_in formula_json v in
    if formula_formed n d f then Some (table_of (lift_table (Z.to_nat n) (Z.to_nat d) f)) else None
  | _ => Some v
  end.
Fixpoint plain_noises (n : Z) (widths : list Z) (es : list json) : option (list json) :=
  match widths, es with
  | d :: widths', e :: es' =>
    let! v := plain_factors n d e in let! vs := plain_noises n widths' es' in Some (v :: vs)
  | _, [] => Some []
  | [], _ :: _ => None
  end.

(* The formula of the last noise gives lift its prime and its groups. *)
Definition last_formula (subject : json) : option formula :=
  let! es := field "noise" (list_of Some) subject in formula_in (last es Null).
Definition plain_evidence (kind : string) (subject e : json) : json :=
  match e, last_formula subject with
  | Object [], Some f => if String.eqb kind "lift" then groups_json (lift_prime f) (lift_groups f) else e
  | _, _ => e
  end.

(* --- the instance and the certificate without such fields --- *)

Fixpoint plain_fields (instance arrays : bool) (elements : bytes) (n : Z) (widths : list Z)
    (fields : list (string * json)) : option (list (string * json)) :=
  match fields with
  | [] => Some []
  | (f, v) :: rest =>
    let! rest' := plain_fields instance arrays elements n widths rest in
    if String.eqb f "features" then
      (* directly before the inputs *)
      match rest with
      | (g, _) :: _ => if instance && String.eqb g "inputs" && features_formed v then Some rest' else None
      | [] => None
      end
    else if String.eqb f "inputs" then let! x := plain_inputs arrays elements v in Some ((f, x) :: rest')
    else if String.eqb f "noise" then
      let! es := list_of Some v in let! vs := plain_noises n (tl widths) es in Some ((f, List vs) :: rest')
    else Some ((f, v) :: rest')
  end.

Definition samples_in (subject : json) : Z := match get "inputs" subject with Some v => rows_of_inputs v | None => 0 end.
Definition widths_in (subject : json) : list Z :=
  match field "widths" (list_of number_of) subject with Some ws => ws | None => [] end.

Definition plain_subject (arrays : bool) (elements : bytes) (subject : json) : option json :=
  match subject with
  | Object fields =>
    let! format := field "format" text_in subject in
    let! fs := plain_fields (String.eqb format "dlmcert-instance/1") arrays elements (samples_in subject) (widths_in subject) fields in
    Some (Object fs)
  | _ => None
  end.

(* The claims whose inputs may be an array: 4.1, 4.2 and 4.13 *)
Definition may_have_arrays (j : json) : bool :=
  match bind (get "claim" j) (field "property" text_in) with
  | Some property => existsb (String.eqb property) ["full-column-rank"; "width"; "point-of-labels"]
  | None => false
  end.

Definition put (f : string) (v : json) (fields : list (string * json)) : list (string * json) :=
  map (fun p => if String.eqb (fst p) f then (f, v) else p) fields.

(* What a certificate stands for, if elements are those of the array that it names *)
Definition stands_for (elements : bytes) (j : json) : option json :=
  match j with
  | Object fields =>
    let! kind := field "kind" text_in j in
    let! subject := get "instance" j in
    let! h := field "instance_sha256" text_in j in
    let! e := get "evidence" j in
    if String.eqb h (sha256_text (print subject)) then
      let! s := plain_subject (may_have_arrays j) elements subject in
      Some (Object (put "instance" s (put "instance_sha256" (Text (sha256_text (print s)))
                   (put "evidence" (plain_evidence kind subject e) fields))))
    else None
  | _ => None
  end.

(* --- detached certificates --- *)

Record reading := Reading {
  header : bool; delimiter : string; decimal : string; number_words : string;
  input_columns : list Z; target_columns : list Z }.
Definition reading_json (r : reading) : json :=
  Object [("header", Flag (header r)); ("delimiter", Text (delimiter r)); ("decimal", Text (decimal r));
    ("numbers", Text (number_words r)); ("inputs", numbers (input_columns r)); ("targets", numbers (target_columns r))].
Definition reading_in (v : json) : option reading :=
  let! h := field "header" flag_of v in
  let! d := field "delimiter" text_in v in
  let! m := field "decimal" text_in v in
  let! n := field "numbers" text_in v in
  let! x := field "inputs" indices v in
  let! y := field "targets" indices v in Some (Reading h d m n x y).
Definition reading_formed (v : json) : bool :=
  match canonical reading_in reading_json v with
  | Some r =>
    existsb (String.eqb (delimiter r)) ["comma"; "semicolon"; "tab"; "blanks"] &&
    existsb (String.eqb (decimal r)) ["point"; "comma"] && existsb (String.eqb (number_words r)) ["exact"; "doubles"] &&
    index_set (2 ^ 31) (input_columns r) && forallb small (target_columns r)
  | None => false
  end.

(* With the instance of the digest in its place, and without the field that says how it was read *)
Fixpoint attach (subject : json) (fields : list (string * json)) : option (list (string * json)) :=
  match fields with
  | [] => None
  | (f, v) :: rest =>
    if String.eqb f "reading" then if reading_formed v then
      match rest with
      | (g, h) :: _ => if String.eqb g "instance_sha256" && equal_json h (Text (sha256_text (print subject)))
                       then Some (("instance", subject) :: rest) else None
      | [] => None
      end else None
    else if String.eqb f "instance_sha256" then
      if equal_json v (Text (sha256_text (print subject))) then Some (("instance", subject) :: fields) else None
    else let! rest' := attach subject rest in Some ((f, v) :: rest')
  end.
Definition attached (subject j : json) : option json :=
  match j with Object fields => let! fs := attach subject fields in Some (Object fs) | _ => None end.

(* --- how much it costs to write the tables --- *)

Definition noise_work (n : Z) (widths : list Z) (subject : json) : Z :=
  match field "noise" (list_of Some) subject with
  | Some es => fold_left Z.add (map2 (fun d e => match formula_in e with Some f => formula_work n d f | None => 0 end) (tl widths) es) 0
  | None => 0
  end.
Definition array_work (subject : json) : Z :=
  match bind (get "inputs" subject) array_in with
  | Some a => 64 * array_rows a * array_columns a
  | None => 0
  end.
Definition most_written : Z := 2 ^ 28.
Definition too_much (j : json) : bool :=
  match get "instance" j with
  | Some subject => most_written <? noise_work (samples_in subject) (widths_in subject) subject + array_work subject
  | None => false
  end.
