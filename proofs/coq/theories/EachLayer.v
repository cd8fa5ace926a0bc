(* Patterns of several layers one after the other (format.md 5.51). Extracted; proved in SoundEachLayer.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules EachPattern.
Import ListNotations.
Open Scope bool_scope.

Definition preactivations (w : rows) (c : list Q) (v : rows) : rows :=
  map (fun x => map2 (fun wi ci => qadd (qdot wi x) ci) w c) v.

(* All patterns of a layer: the outputs of the samples that are left, after those before (the last one first) *)
Fixpoint each_output (s : Q) (es us : rows) (before : rows) (f : rows -> bool) : bool :=
  match es, us with
  | e :: es', u :: us' =>
    each_choice (length u) [] (fun choice => each_output s es' us' (map2 qmul (chosen s e choice) u :: before) f)
  | _, _ => f (rev before)
  end.

(* and of the layers above v: f is true for the outputs of the last *)
Fixpoint each_lower (s : Q) (ws : list rows) (cs : list (list Q)) (es : list rows) (v : rows) (f : rows -> bool) : bool :=
  match ws, cs, es with
  | w :: ws', c :: cs', e :: es' =>
    each_output s e (preactivations w c v) [] (fun v' => each_lower s ws' cs' es' v' f)
  | _, _, _ => f v
  end.

(* The noise of the hidden layers as tables, those given in place of generic noise; each N rows. factors are those
   of noise that is not generic. *)
Fixpoint filled (n : nat) (factors : nat -> noise -> rows) (ds : list Z) (es : list noise) (tables : list rows) : option (list rows) :=
  match ds, es with
  | d :: ds', Generic :: es' =>
    match tables with
    | t :: tables' =>
      if Nat.eqb (length t) n && lengths_are (Z.to_nat d) t
      then match filled n factors ds' es' tables' with Some ts => Some (t :: ts) | None => None end
      else None
    | [] => None
    end
  | d :: ds', e :: es' =>
    match filled n factors ds' es' tables with Some ts => Some (factors (Z.to_nat d) e :: ts) | None => None end
  | _, _ => match tables with [] => Some [] | _ => None end
  end.
