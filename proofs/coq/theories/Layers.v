(* Rules about layers whose noise is generic (format.md 5.7 to 5.9), on lists. Extracted; what they accept is so:
   SoundLayers.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* --- alive units (format.md 5.8), sample by sample --- *)

(* Of the first layer that is not determined: preactivations that are not zero *)
Definition alive_first (w : rows) (c x : list Q) : list bool :=
  map2 (fun wi ci => negb (qis0 (qadd (qdot wi x) ci))) w c.

Fixpoint some_alive (w : list Q) (below : list bool) : bool :=
  match w, below with
  | a :: w', b :: below' => b && negb (qis0 a) || some_alive w' below'
  | _, _ => false
  end.

Definition alive_above (w : rows) (c : list Q) (below : list bool) : list bool :=
  map2 (fun wi ci => negb (qis0 ci) || some_alive wi below) w c.

Fixpoint alive_higher (ws : list rows) (cs : list (list Q)) (below : list (list bool)) : list (list bool) :=
  match ws, cs with
  | w :: ws', c :: cs' => alive_higher ws' cs' (map (alive_above w c) below)
  | _, _ => below
  end.

(* Which units of layer L-2 are alive: w and c are weights and biases of the layers that are not determined, up to
   layer L-2, v the outputs of those below. If there are biases, one unit more, which is always alive. *)
Definition alive_units (bias : bool) (ws : list rows) (cs : list (list Q)) (v : rows) : list (list bool) :=
  match ws, cs with
  | w :: ws', c :: cs' =>
    let alive := alive_higher ws' cs' (map (alive_first w c) v) in
    if bias then map (fun a => a ++ [true]) alive else alive
  | _, _ => []
  end.

Fixpoint uses (ks : list Z) (k : Z) : Z :=
  match ks with [] => 0 | k' :: ks' => (if k' =? k then 1 else 0) + uses ks' k end.

(* 5.8: D units in layer L-1, d rows in the inputs of that layer *)
Definition check_matching (D d : nat) (alive : list (list bool)) (named : list Z) : bool :=
  all2 (fun a k => (0 <=? k) && (k <? Z.of_nat d) && nth (Z.to_nat k) a false) alive named &&
  forallb (fun k => uses named k <=? Z.of_nat D) named.

(* 5.9 *)
Definition alive_in (alive : list (list bool)) (ks : list Z) (j : nat) : bool :=
  existsb (fun k => nth j (at_index [] alive k) false) ks.
Definition check_hall_set (D d : nat) (alive : list (list bool)) (ks : list Z) : bool :=
  index_set (count alive) ks &&
  (Z.of_nat D * count (filter (alive_in alive ks) (seq 0 d)) <? count ks).

(* 5.7 *)
Definition check_generic_layers (D d N : Z) (bias : bool) (samples : rows) (enough : bool) : bool :=
  eqb enough ((N <=? D * d) && (bias || forallb (existsb (fun x => negb (qis0 x))) samples)).
