(* Canonical JSON (format.md 1): one value, one spelling. The printer is part of what is claimed;
   the reader below is not: whatever it reads is printed again and compared byte by byte. Extracted. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic.
Import ListNotations.
Open Scope Z_scope.

Definition bytes := list ascii.

Inductive json :=
| Text (s : string)
| Number (n : Z)
| Flag (b : bool)
| Null
| List (items : list json)
| Object (fields : list (string * json)).

(* --- the printer; bytes are pushed on a list, the last one first --- *)

Fixpoint push (s : string) (out : bytes) : bytes :=
  match s with EmptyString => out | String c s' => push s' (c :: out) end.

(* The number of a byte *)
Definition code (c : ascii) : Z := Z.of_N (N_of_ascii c).

(* Numbers with names: an extracted numeral is computed anew wherever it stands. *)
Definition ten := 10.
Definition first_digit := 48.
Definition last_digit := 57.
Definition no_digit := -1.

Definition digit (d : Z) : ascii :=
  nth (Z.to_nat d) ["0"; "1"; "2"; "3"; "4"; "5"; "6"; "7"; "8"; "9"]%char "0"%char.

(* decimal digits, the first one first, before acc *)
Fixpoint decimal (fuel : nat) (n : Z) (acc : bytes) : bytes :=
  match fuel with
  | O => acc
  | S f => if n <? ten then digit n :: acc else decimal f (n / ten) (digit (n mod ten) :: acc)
  end.

Definition push_number (n : Z) (out : bytes) : bytes :=
  let out := if n <? 0 then "-"%char :: out else out in
  rev_append (decimal (S (Z.to_nat (Z.log2 (Z.abs n)))) (Z.abs n) []) out.

Definition quote : ascii := """"%char.

Fixpoint emit (j : json) (out : bytes) : bytes :=
  match j with
  | Text s => quote :: push s (quote :: out)
  | Number n => push_number n out
  | Flag b => push (if b then "true" else "false")%string out
  | Null => push "null" out
  | List items =>
    let fix more items out :=
      match items with [] => out | i :: items' => more items' (emit i (","%char :: out)) end in
    "]"%char ::
    match items with
    | [] => "["%char :: out
    | i :: items' => more items' (emit i ("["%char :: out))
    end
  | Object fields =>
    let field f value out := emit value (":"%char :: quote :: push f (quote :: out)) in
    let fix more fields out :=
      match fields with
      | [] => out
      | (f, v) :: fields' => more fields' (emit v (":"%char :: quote :: push f (quote :: ","%char :: out)))
      end in
    "}"%char ::
    match fields with
    | [] => "{"%char :: out
    | (f, v) :: fields' => more fields' (emit v (":"%char :: quote :: push f (quote :: "{"%char :: out)))
    end
  end.

Definition print (j : json) : bytes := rev_append (emit j []) [].

Fixpoint same (xs ys : bytes) : bool :=
  match xs, ys with
  | [], [] => true
  | x :: xs', y :: ys' => if Ascii.eqb x y then same xs' ys' else false
  | _, _ => false
  end.

(* Whether bs is what j is printed as *)
Definition printed (j : json) (bs : bytes) : bool := same (emit j []) (rev_append bs []).

Lemma same_eq xs : forall ys, same xs ys = true -> xs = ys.
Proof.
induction xs as [|x xs IH]; intros [|y ys]; cbn [same]; try discriminate; auto.
destruct (Ascii.eqb_spec x y) as [->|]; [|discriminate]. intro H. rewrite (IH ys H). reflexivity.
Qed.

Lemma printed_eq j bs : printed j bs = true -> bs = print j.
Proof.
intro H. apply same_eq in H. unfold print. rewrite H, !rev_append_rev, !app_nil_r.
symmetry. apply rev_involutive.
Qed.

(* rationals: "p" or "p/q" *)
Definition number_text (n : Z) : string := string_of_list_ascii (rev_append (push_number n []) []).
Definition rational_text (x : Q) : string :=
  if (Z.pos (Qden x) =? 1) then number_text (Qnum x)
  else (number_text (Qnum x) ++ String "/"%char (number_text (Z.pos (Qden x))))%string.
Definition rational (x : Q) : json := Text (rational_text x).
Definition rationals (r : list Q) : json := List (map rational r).
Definition integers (r : list Z) : json := List (map (fun n => Text (number_text n)) r).
Definition numbers (r : list Z) : json := List (map Number r).
Definition bits (r : list bool) : json := List (map (fun b : bool => Number (if b then 1 else 0)) r).
Definition table {A} (row : A -> json) (rows : list A) : json := List (map row rows).

(* --- the reader: nothing depends on it but what is accepted at all --- *)

Inductive token := TText (s : string) | TNumber (n : Z) | TWord (s : string) | TMark (c : ascii).

Definition value_of_digit (c : ascii) : Z :=
  let n := code c in if (first_digit <=? n) && (n <=? last_digit) then n - first_digit else no_digit.

Inductive mode := Between | InText (s : bytes) | InNumber (n : Z) | InWord (s : bytes).

Definition text_of (reversed : bytes) : string :=
  fold_left (fun s c => String c s) reversed EmptyString.

Definition is_mark (c : ascii) : bool :=
  Ascii.eqb c "["%char || Ascii.eqb c "]"%char || Ascii.eqb c "{"%char || Ascii.eqb c "}"%char
  || Ascii.eqb c ","%char || Ascii.eqb c ":"%char.

Definition begin (c : ascii) (done : list token) : mode * list token :=
  if Ascii.eqb c quote then (InText [], done)
  else if is_mark c then (Between, TMark c :: done)
  else let d := value_of_digit c in
       if d <? 0 then (InWord [c], done) else (InNumber d, done).

Definition next (state : mode * list token) (c : ascii) : mode * list token :=
  let '(m, done) := state in
  match m with
  | Between => begin c done
  | InText s => if Ascii.eqb c quote then (Between, TText (text_of s) :: done) else (InText (c :: s), done)
  | InNumber n => let d := value_of_digit c in
                  if d <? 0 then begin c (TNumber n :: done) else (InNumber (ten * n + d), done)
  | InWord s => if Ascii.eqb c quote || is_mark c then begin c (TWord (text_of s) :: done)
                else (InWord (c :: s), done)
  end.

Definition tokens (bs : bytes) : list token := rev_append (snd (fold_left next bs (Between, []))) [].

Inductive frame := Items (done : list json) | Fields (done : list (string * json)) (name : option string).

Definition add (v : json) (stack : list frame) : list frame :=
  match stack with
  | Items l :: rest => Items (v :: l) :: rest
  | Fields l (Some f) :: rest => Fields ((f, v) :: l) None :: rest
  | _ => stack
  end.

(* Commas and colons say nothing that the printer would not say again. *)
Definition feed (stack : list frame) (t : token) : list frame :=
  match t with
  | TText s => match stack with
               | Fields l None :: rest => Fields l (Some s) :: rest
               | _ => add (Text s) stack
               end
  | TNumber n => add (Number n) stack
  | TWord s => add (if String.eqb s "true" then Flag true else if String.eqb s "false" then Flag false
                    else Null) stack
  | TMark c =>
    if Ascii.eqb c "["%char then Items [] :: stack
    else if Ascii.eqb c "{"%char then Fields [] None :: stack
    else if Ascii.eqb c "]"%char then
      match stack with Items l :: rest => add (List (rev_append l [])) rest | _ => stack end
    else if Ascii.eqb c "}"%char then
      match stack with Fields l _ :: rest => add (Object (rev_append l [])) rest | _ => stack end
    else stack
  end.

Definition parse (bs : bytes) : option json :=
  match fold_left feed (tokens bs) [Items []] with [Items [v]] => Some v | _ => None end.

(* Typed access *)
Definition get (f : string) (j : json) : option json :=
  let fix find fields :=
    match fields with
    | [] => None
    | (g, v) :: fields' => if String.eqb f g then Some v else find fields'
    end in
  match j with Object fields => find fields | _ => None end.

Definition bind {A B} (x : option A) (f : A -> option B) : option B :=
  match x with Some a => f a | None => None end.

Definition list_of {A} (item : json -> option A) (j : json) : option (list A) :=
  let fix go items :=
    match items with
    | [] => Some []
    | i :: items' => match item i with
                     | None => None
                     | Some a => match go items' with Some l => Some (a :: l) | None => None end
                     end
    end in
  match j with List items => go items | _ => None end.

Definition number_of (j : json) : option Z := match j with Number n => Some n | _ => None end.
(* Numbers of things, and their places: below 2^31 *)
Definition count_of (j : json) : option Z := match j with Number n => if n <? 2 ^ 31 then Some n else None | _ => None end.
Definition flag_of (j : json) : option bool := match j with Flag b => Some b | _ => None end.
Definition text_in (j : json) : option string := match j with Text s => Some s | _ => None end.
Definition bit_of (j : json) : option bool :=
  match j with Number n => if n =? 0 then Some false else if n =? 1 then Some true else None | _ => None end.

Fixpoint unsigned (s : string) (n : Z) : Z * string :=
  match s with
  | EmptyString => (n, s)
  | String c s' => let d := value_of_digit c in if d <? 0 then (n, s) else unsigned s' (ten * n + d)
  end.
Definition signed (s : string) : Z * string :=
  match s with
  | String c s' => if Ascii.eqb c "-"%char then let '(n, r) := unsigned s' 0 in (- n, r) else unsigned s 0
  | _ => (0, s)
  end.
(* At most 200,000 digits in a row *)
Definition most_digits : Z := 200000.
Fixpoint digits_at_most (s : string) (left : Z) : bool :=
  match s with
  | EmptyString => true
  | String c s' => if value_of_digit c <? 0 then digits_at_most s' most_digits else (0 <? left) && digits_at_most s' (left - 1)
  end.
Definition short (s : string) : bool := (Z.of_nat (String.length s) <=? most_digits) || digits_at_most s most_digits.

Definition rational_of (j : json) : option Q :=
  match j with
  | Text s => if negb (short s) then None else let '(p, r) := signed s in
              match r with
              | EmptyString => Some (Qmake p 1)
              | String _ r' => Some (Qmake p (Z.to_pos (fst (unsigned r' 0))))
              end
  | _ => None
  end.
Definition integer_of (j : json) : option Z :=
  match j with Text s => if short s then Some (fst (signed s)) else None | _ => None end.
