(* The checker of all kinds: that of Check.v, and those of kinds with forms of their own. Extracted. *)
From Coq Require Import ZArith List Bool Ascii String.
From Dlmcert Require Import Arithmetic Json Check LabelCheck MinimaCheck MinimaLeastCheck BallCheck LocalMinimaCheck
  WidthCheck CriticalCheck.
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

(* The kinds with forms of their own. One more: a line here, one of own_claim and one of own_kinds_sound (AllClaims.v). *)
Definition own_kinds : list (string * (bytes -> verdict)) :=
  [("enclosed-descent", check_labels);
   (minima_kind, check_minima);
   (least_kind, check_minima_and_least);
   (ball_kind, check_ball);
   (faces_kind, check_faces);
   (critical_kind false, check_critical false);
   (critical_kind true, check_critical true)].

Fixpoint checker_of (kinds : list (string * (bytes -> verdict))) (bs : bytes) : bytes -> verdict :=
  match kinds with
  | [] => check
  | (kind, checker) :: others => if begins (opening kind) bs then checker else checker_of others bs
  end.

(* Widths for several outputs have a form of their own, those for one have that of Form.v. *)
Definition check_all (bs : bytes) : verdict :=
  if begins (opening "width") bs then if of_several bs then check_width_outputs bs else check bs
  else checker_of own_kinds bs bs.
