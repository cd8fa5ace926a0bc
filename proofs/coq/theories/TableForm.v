(* The user's data for a detached certificate: an instance in canonical JSON, or a table that is read as the certificate
   says (format.md 3, reading). Not trusted: what was read has the digest of the certificate, or it is not used.
   Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json Form Reader ArrayForm FieldForm.
Import ListNotations.
Open Scope string_scope.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

Definition newline : ascii := "010"%char.
Definition tab : ascii := "009"%char.
Definition is_blank (c : ascii) : bool := Ascii.eqb c " " || Ascii.eqb c tab.

(* The text between marks *)
Fixpoint split (mark : ascii -> bool) (current : bytes) (bs : bytes) : list bytes :=
  match bs with
  | [] => [rev_append current []]
  | c :: bs' => if mark c then rev_append current [] :: split mark [] bs' else split mark (c :: current) bs'
  end.
Fixpoint drop_blanks (bs : bytes) : bytes := match bs with c :: bs' => if is_blank c then drop_blanks bs' else bs | [] => [] end.
Definition trim (bs : bytes) : bytes := rev_append (drop_blanks (rev_append (drop_blanks bs) [])) [].

(* Lines end with LF, CRLF or CR; those that begin with # are left out, and so are blank ones at the end. *)
Definition lines (bs : bytes) : list bytes :=
  let bs := filter (fun c => negb (Ascii.eqb c "013"%char)) bs in
  let all := split (Ascii.eqb newline) [] bs in
  filter (fun l => match drop_blanks l with [] => false | c :: _ => negb (Ascii.eqb c "#") end) all.

(* Cells between delimiters that are not in quotes *)
Fixpoint cells (delimiter : ascii -> bool) (quoted : bool) (current : bytes) (bs : bytes) : list bytes :=
  match bs with
  | [] => [trim (rev_append current [])]
  | c :: bs' =>
    if Ascii.eqb c quote then cells delimiter (negb quoted) current bs'
    else if negb quoted && delimiter c then trim (rev_append current []) :: cells delimiter false [] bs'
    else cells delimiter quoted (c :: current) bs'
  end.
Definition cells_of (r : reading) (line : bytes) : list bytes :=
  let w := delimiter r in
  if String.eqb w "comma" then cells (Ascii.eqb ",") false [] line
  else if String.eqb w "semicolon" then cells (Ascii.eqb ";") false [] line
  else if String.eqb w "tab" then cells (Ascii.eqb tab) false [] line
  else filter (fun c => match c with [] => false | _ => true end) (cells is_blank false [] line).

(* Numbers: a sign, digits with a mark, an exponent; or a fraction *)
Fixpoint digits (bs : bytes) (n k : Z) : Z * Z * bytes :=   (* the number, how many, the rest *)
  match bs with
  | c :: bs' => let d := value_of_digit c in if d <? 0 then (n, k, bs) else digits bs' (10 * n + d) (k + 1)
  | [] => (n, k, [])
  end.
Definition sign_of (bs : bytes) : Z * bytes :=
  match bs with
  | c :: bs' => if Ascii.eqb c "-" then (-1, bs') else if Ascii.eqb c "+" then (1, bs') else (1, bs)
  | [] => (1, [])
  end.
Definition most_digits : Z := 10000.
Definition number_in (point : ascii) (bs : bytes) : option Q :=
  let '(s, bs) := sign_of bs in
  let '(n, k, bs) := digits bs 0 0 in
  match bs with
  | c :: rest =>
    if Ascii.eqb c "/" then
      let '(d, kd, rest) := digits rest 0 0 in
      match rest with [] => if (0 <? d) && (0 <? k) then Some (lowest (Qmake (s * n) (Z.to_pos d))) else None | _ => None end
    else
      let '(m, km, bs) := if Ascii.eqb c point then digits rest n 0 else (n, 0, bs) in
      let exponent :=
        match bs with
        | [] => Some 0
        | e :: rest =>
          if Ascii.eqb e "e" || Ascii.eqb e "E" then
            let '(t, rest) := sign_of rest in
            let '(x, kx, rest) := digits rest 0 0 in
            match rest with [] => if (0 <? kx) && (x <=? most_digits) then Some (t * x) else None | _ => None end
          else None
        end in
      match exponent with
      | Some x =>
        let power := x - km in
        if k + km <? 1 then None
        else Some (if 0 <=? power then Qmake (s * m * 10 ^ power) 1 else lowest (Qmake (s * m) (Z.to_pos (10 ^ (- power)))))
      | None => None
      end
  | [] => if 0 <? k then Some (Qmake (s * n) 1) else None
  end.

Definition chosen_cells (point : ascii) (columns : list Z) (row : list bytes) : option (list Q) :=
  all_some (map (fun j => number_in point (at_index [] row j)) columns).

(* Rows of inputs and, if they are all numbers, of targets *)
Definition table_in (r : reading) (bs : bytes) : option (rows * option rows) :=
  if negb (String.eqb (number_words r) "exact") then None else
  let all := lines bs in
  let rows := map (cells_of r) (if header r then tl all else all) in
  let point := if String.eqb (decimal r) "comma" then ","%char else "."%char in
  let! x := all_some (map (chosen_cells point (input_columns r)) rows) in
  Some (x, match target_columns r with [] => None | _ => all_some (map (chosen_cells point (target_columns r)) rows) end).

(* The targets of the network: one column of classes stands for several outputs. *)
Definition one_hot (k : Z) (y : list Q) : list Q :=
  match y with
  | [c] => if 1 <? k then map (fun j => if (Qnum c =? Z.of_nat j) && (Z.pos (Qden c) =? 1) then q1 else q0) (seq 0 (Z.to_nat k)) else y
  | _ => y
  end.
Definition targets_json (k : Z) (y : rows) : json :=
  if k =? 1 then rationals (List.concat y) else table_of (map (one_hot k) y).

(* The instances, or the data set, that a table may have been: with or without its targets, with each loss that has
   no constant. All else is in the claim. *)
Definition of_table (x : rows) (y : option rows) (claim : json) : list json :=
  match get "widths" claim, get "slope" claim, get "bias" claim, field "noise" text_in claim with
  | Some (List ws), Some s, Some b, Some noise =>
    let k := match last ws Null with Number k => k | _ => 1 end in
    let pieces := match get "pieces" claim with Some r => [("pieces", r)] | None => [] end in
    let losses := [[]; [("loss", Text "logistic")]; [("loss", Text "cross-entropy")]] in
    let targets := match y with Some y => [[("targets", targets_json k y)]; []] | None => [[]] end in
    flat_map (fun t => map (fun l =>
      Object ([("format", Text "dlmcert-instance/1"); ("widths", List ws); ("slope", s); ("bias", b)] ++ pieces ++ l
              ++ [("inputs", table_of x)] ++ t ++ [("noise", List (repeat (Text noise) (List.length ws - 2)))])) losses) targets
  | _, _, Some b, _ => [Object [("format", Text "dlmcert-dataset/1"); ("bias", b); ("inputs", table_of x)]]
  | _, _, _, _ =>
    [Object [("format", Text "dlmcert-matrix/1"); ("rows", Number (count x)); ("columns", Number (columns_of x)); ("entries", table_of x)]]
  end.

(* What the user's file may be for the certificate *)
Definition subjects_in (file : bytes) (j : json) : list json :=
  match file with
  | c :: _ =>
    if Ascii.eqb c "{" then match parse file with Some v => [v] | None => [] end
    else match get "claim" j, bind (get "reading" j) reading_in with
    | Some claim, Some r => match table_in r file with Some (x, y) => of_table x y claim | None => [] end
    | _, _ => []
    end
  | [] => []
  end.
