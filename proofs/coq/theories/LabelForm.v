(* Losses of labels (format.md 2, 4.1) and evidence about points with them (5.38). Extracted. *)
From Coq Require Import ZArith List Bool Ascii String.
From Dlmcert Require Import Json.
Import ListNotations.
Open Scope string_scope.

(* The instance's field loss, where it is one of labels *)
Inductive label_loss := Logistic | CrossEntropy.

Definition label_word (l : label_loss) : string :=
  match l with Logistic => "logistic" | CrossEntropy => "cross-entropy" end.
Definition label_loss_in (j : json) : option label_loss :=
  bind (text_in j) (fun s =>
  if String.eqb s "logistic" then Some Logistic else if String.eqb s "cross-entropy" then Some CrossEntropy else None).
