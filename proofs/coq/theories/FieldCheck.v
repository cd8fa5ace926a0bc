(* The verdict on a file and, if it needs one, on the user's own file: the certificate is checked as it is, or as the one
   it stands for (FieldForm.v). Extracted. *)
From Coq Require Import ZArith List Bool Ascii String.
From Dlmcert Require Import Arithmetic Json Sha256 Form Reader Check AllKinds ArrayForm FieldForm TableForm.
Import ListNotations.
Open Scope string_scope.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

(* NoFile: a file of the user's is needed. OtherFile: it is not the one of which the digests are. *)
Inductive answer := Says (v : verdict) | NoFile | OtherFile.

(* Of a file that stands for another one *)
Definition check_plain (elements : bytes) (bs : bytes) (j : json) : verdict :=
  if too_much j then TooLong (list_ascii_of_string (match field "kind" text_in j with Some k => k | None => "" end))
  else match stands_for elements j with
  | Some p => if printed p bs then Rejected else check_all (print p)
  | None => Rejected
  end.

(* A file that is rejected as it is may have such fields. *)
Definition check_with (elements : bytes) (bs : bytes) (j : json) : verdict :=
  match check_all bs with Rejected => check_plain elements bs j | v => v end.

(* Once it is read, and printed as it was *)
Definition check_data (given : option bytes) (bs : bytes) (j : json) : answer :=
  match get "instance" j with
  | Some subject =>
    match bind (get "inputs" subject) array_in, given with
    | Some a, Some file =>
      match bind (array_file_in file) (elements_for a) with
      | Some elements => Says (check_plain elements bs j)
      | None => Says Rejected
      end
    | Some _, None => NoFile
    | None, None => Says (check_plain [] bs j)
    | None, Some file =>
      if existsb (fun v => equal_json v subject) (subjects_in file j) then Says (check_with [] bs j) else OtherFile
    end
  | None =>
    match given with
    | None => NoFile
    | Some file =>
      match find (fun v => match attached v j with Some _ => true | None => false end) (subjects_in file j) with
      | None => OtherFile
      | Some subject =>
        match attached subject j with
        | Some w => Says (check_with [] (print w) w)
        | None => OtherFile
        end
      end
    end
  end.

Definition check_read (given : option bytes) (bs : bytes) : answer :=
  match parse bs with
  | Some j => if printed j bs then check_data given bs j else Says Rejected
  | None => Says Rejected
  end.

Definition check_file (given : option bytes) (bs : bytes) : answer :=
  match given with
  | Some _ => check_read given bs
  | None => match check_all bs with Rejected => check_read None bs | v => Says v end
  end.
