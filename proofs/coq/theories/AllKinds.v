(* The checker of all kinds: that of Check.v, and those of kinds with forms of their own. Extracted. *)
From Coq Require Import ZArith List Bool Ascii String.
From Dlmcert Require Import Arithmetic Json Check LabelCheck MinimaCheck MinimaLeastCheck.
Import ListNotations.
Open Scope string_scope.
Open Scope list_scope.

(* How every certificate of a kind begins *)
Definition opening (kind : string) : bytes :=
  list_ascii_of_string ("{""format"":""dlmcert-certificate/1"",""kind"":""" ++ kind ++ """,").
Fixpoint begins (word bs : bytes) : bool :=
  match word, bs with
  | [], _ => true
  | c :: word', b :: bs' => if Ascii.eqb c b then begins word' bs' else false
  | _ :: _, [] => false
  end.

Definition check_all (bs : bytes) : verdict :=
  if begins (opening "enclosed-descent") bs then check_labels bs
  else if begins (opening minima_kind) bs then check_minima bs
  else if begins (opening least_kind) bs then check_minima_and_least bs
  else check bs.
