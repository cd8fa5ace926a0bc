(* Inputs that stay in their file (format.md 5.47): how they are written, the numbers that bytes are, digests of
   blocks. The user's file is read here, too; what it says of itself is compared with the certificate. Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json Sha256 Form Reader Check.
Import ListNotations.
Open Scope string_scope.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

Record array := Array {
  array_type : string; array_rows : Z; array_columns : Z; block_rows : Z; block_digests : list string }.

Definition array_json (a : array) : json :=
  Object [("array", Object [("type", Text (array_type a)); ("rows", Number (array_rows a));
    ("columns", Number (array_columns a)); ("block_rows", Number (block_rows a));
    ("sha256", List (map Text (block_digests a)))])].

Definition array_in (j : json) : option array :=
  let! v := get "array" j in
  let! t := field "type" text_in v in
  let! n := field "rows" number_of v in
  let! d := field "columns" number_of v in
  let! b := field "block_rows" number_of v in
  let! h := field "sha256" (list_of text_in) v in Some (Array t n d b h).

(* --- elements --- *)

Inductive number_kind := Unsigned | Signed | Floating (exponent significand : Z).   (* in bits *)
Record element := Element { element_kind : number_kind; element_size : nat; low_first : bool }.

Definition element_types : list (string * element) :=
  [("u1", Element Unsigned 1 false); ("i1", Element Signed 1 false)] ++
  flat_map (fun '(order, low) => map (fun '(t, k, n) => (String.append order t, Element k n low))
    [("u2", Unsigned, 2%nat); ("u4", Unsigned, 4%nat); ("u8", Unsigned, 8%nat);
     ("i2", Signed, 2%nat); ("i4", Signed, 4%nat); ("i8", Signed, 8%nat);
     ("f4", Floating 8 23, 4%nat); ("f8", Floating 11 52, 8%nat)])
  [("<", true); (">", false)].

Definition bits_of (low_first : bool) (bs : bytes) : Z :=
  fold_left (fun n c => 256 * n + code c) (if low_first then rev_append bs [] else bs) 0.

(* IEEE 754; infinities and what is no number have the largest exponent *)
Definition floating (exponent significand bits : Z) : option Q :=
  let one := Z.shiftl 1 significand in
  let m := bits mod one in
  let e := (bits / one) mod Z.shiftl 1 exponent in
  let negative := 1 <=? bits / (one * Z.shiftl 1 exponent) in
  if e =? Z.shiftl 1 exponent - 1 then None
  else
    let m := if e =? 0 then m else one + m in
    let power := Z.max e 1 - (Z.shiftl 1 (exponent - 1) - 1) - significand in
    let m := if negative then - m else m in
    Some (if 0 <=? power then Qmake (Z.shiftl m power) 1 else lowest (Qmake m (Z.to_pos (Z.shiftl 1 (- power))))).

Definition element_value (t : element) (bs : bytes) : option Q :=
  let n := bits_of (low_first t) bs in
  match element_kind t with
  | Unsigned => Some (Qmake n 1)
  | Signed =>
    let all := Z.shiftl 1 (8 * Z.of_nat (element_size t)) in
    Some (Qmake (if all <=? 2 * n then n - all else n) 1)
  | Floating e s => floating e s n
  end.

(* --- rows and blocks --- *)

(* The first n bytes, and the others *)
Fixpoint cut (n : nat) (before bs : bytes) : bytes * bytes :=
  match n, bs with
  | S n', b :: bs' => cut n' (b :: before) bs'
  | _, _ => (rev_append before [], bs)
  end.
(* count pieces of n bytes each, the last one perhaps shorter *)
Fixpoint pieces_of (count n : nat) (bs : bytes) : list bytes :=
  match count with
  | O => []
  | S c => let '(first, others) := cut n [] bs in first :: pieces_of c n others
  end.

Fixpoint all_some {A} (xs : list (option A)) : option (list A) :=
  match xs with
  | [] => Some []
  | None :: _ => None
  | Some x :: xs' => match all_some xs' with Some ys => Some (x :: ys) | None => None end
  end.

Definition array_values (t : element) (n d : nat) (elements : bytes) : option rows :=
  all_some (map (fun row => all_some (map (element_value t) (pieces_of d (element_size t) row)))
    (pieces_of n (d * element_size t) elements)).

Definition same_text (xs ys : list string) : bool := all2 String.eqb xs ys.

Definition digests_of (a : array) (t : element) (elements : bytes) : list string :=
  map sha256_text (pieces_of (Z.to_nat ((array_rows a + block_rows a - 1) / block_rows a))
    (Z.to_nat (block_rows a * array_columns a) * element_size t) elements).

(* The rows that an array with these bytes as elements has: if they have its shape and its digests *)
Definition array_of (a : array) (elements : bytes) : option rows :=
  let! t := lookup (array_type a) element_types in
  if (1 <=? array_columns a) && (1 <=? block_rows a) &&
     (count_bytes elements =? array_rows a * array_columns a * Z.of_nat (element_size t)) &&
     same_text (digests_of a t elements) (block_digests a)
  then array_values t (Z.to_nat (array_rows a)) (Z.to_nat (array_columns a)) elements
  else None.

(* --- the user's file: type, shape and elements, from NPY or IDX --- *)

Record array_file := ArrayFile { file_type : string; file_rows : Z; file_columns : Z; file_elements : bytes }.

Fixpoint after (word bs : bytes) : option bytes :=
  match word, bs with
  | [], _ => Some bs
  | c :: word', b :: bs' => if Ascii.eqb c b then after word' bs' else None
  | _ :: _, [] => None
  end.
Definition skip (word : string) (bs : bytes) : option bytes := after (list_ascii_of_string word) bs.

(* What comes before the mark, and after it *)
Fixpoint until (mark : ascii) (before bs : bytes) : option (bytes * bytes) :=
  match bs with
  | [] => None
  | b :: bs' => if Ascii.eqb mark b then Some (rev_append before [], bs') else until mark (b :: before) bs'
  end.

Definition blank (c : ascii) : bool :=
  let n := code c in (n =? 32) || (9 <=? n) && (n <=? 13).

(* 3, 28, 28 *)
Fixpoint dimensions (bs : bytes) (current : option Z) : option (list Z) :=
  match bs with
  | [] => Some (match current with Some n => [n] | None => [] end)
  | b :: bs' =>
    let d := value_of_digit b in
    if 0 <=? d then dimensions bs' (Some (10 * match current with Some n => n | None => 0 end + d))
    else if Ascii.eqb b ","%char then let! ns := dimensions bs' None in Some (match current with Some n => n :: ns | None => ns end)
    else if blank b then dimensions bs' current
    else None
  end.

Definition shaped (type : string) (dims : list Z) (elements : bytes) : option array_file :=
  match dims with
  | n :: d :: ds => Some (ArrayFile type n (fold_left Z.mul ds d) elements)
  | _ => None
  end.

Definition npy (bs : bytes) : option array_file :=
  let! bs := after ["147"%char; "N"%char; "U"%char; "M"%char; "P"%char; "Y"%char] bs in
  match bs with
  | version :: _ :: bs =>
    let v := code version in
    if (v <? 1) || (3 <? v) then None else
    let '(size, bs) := cut (if v =? 1 then 2%nat else 4%nat) [] bs in
    let length := bits_of true size in
    if 65536 <? length then None else
    let '(header, elements) := cut (Z.to_nat length) [] bs in
    let! h := skip "{'descr': '" header in
    let! type := until "'"%char [] h in
    let! h := skip ", 'fortran_order': False, 'shape': (" (snd type) in
    let! dims := until ")"%char [] h in
    let! h := skip ", }" (snd dims) in
    let! ds := dimensions (fst dims) None in
    if forallb blank h then
      let type := match fst type with "|"%char :: t => t | t => t end in
      shaped (string_of_list_ascii type) ds elements
    else None
  | _ => None
  end.

Definition idx_types : list (Z * string) := [(8, "u1"); (9, "i1"); (11, ">i2"); (12, ">i4"); (13, ">f4"); (14, ">f8")].
Definition idx (bs : bytes) : option array_file :=
  match bs with
  | z1 :: z2 :: type :: count :: bs =>
    if (code z1 =? 0) && (code z2 =? 0) then
      let! t := find (fun e => fst e =? code type) idx_types in
      let n := Z.to_nat (code count) in
      let '(sizes, elements) := cut (4 * n) [] bs in
      shaped (snd t) (map (bits_of false) (pieces_of n 4 sizes)) elements
    else None
  | _ => None
  end.

Definition array_file_in (bs : bytes) : option array_file := match npy bs with Some f => Some f | None => idx bs end.

(* The elements, if the file has the type and the shape of which the certificate speaks *)
Definition elements_for (a : array) (f : array_file) : option bytes :=
  if String.eqb (file_type f) (array_type a) && (file_rows f =? array_rows a) && (file_columns f =? array_columns a)
  then Some (file_elements f) else None.
