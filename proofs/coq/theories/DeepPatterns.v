(* Patterns of all hidden layers (format.md 5.19 to 5.21), and slope 0 above free layers (5.6). Extracted; that what these
   functions accept is so: SoundDeep.v, SoundDeepCollapse.v. The layers are those from the inputs up to layer L-2. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules EachPattern EachLayer.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* --- 5.21: one pattern of each layer --- *)

(* A table of N rows for each width *)
Fixpoint tables_of (n : nat) (ds : list nat) (tables : list (list (list bool))) : bool :=
  match ds, tables with
  | [], [] => true
  | d :: ds', t :: tables' => Nat.eqb (length t) n && lengths_are d t && tables_of n ds' tables'
  | _, _ => false
  end.

(* The outputs of the layers above v *)
Fixpoint under (s : Q) (ws : list rows) (cs : list (list Q)) (es : list rows) (sgs : list (list (list bool))) (v : rows) : rows :=
  match ws, cs, es, sgs with
  | w :: ws', c :: cs', e :: es', sg :: sgs' =>
    under s ws' cs' es' sgs' (map2 (map2 qmul) (map2 (chosen s) e sg) (preactivations w c v))
  | _, _, _, _ => v
  end.

(* --- 5.19: units that are on, whatever the pattern --- *)

Definition on_of (x : list Q) : list bool := map (fun a => negb (qis0 a)) x.

Fixpoint terms (w : list Q) (on : list bool) : nat :=
  match w, on with a :: w', b :: on' => ((if b && negb (qis0 a) then 1 else 0) + terms w' on')%nat | _, _ => 0%nat end.
Definition term_counts (w : rows) (c : list Q) (on : list bool) : list nat :=
  map2 (fun wi ci => (terms wi on + (if qis0 ci then 0 else 1))%nat) w c.

(* Every unit with noise that is not 0 has at most one term; f is asked about the units of the last layer. *)
Fixpoint few_terms (ws : list rows) (cs : list (list Q)) (es : list rows) (on : list (list bool)) (f : list (list bool) -> bool) : bool :=
  match ws, cs, es with
  | w :: ws', c :: cs', e :: es' =>
    let counts := map (term_counts w c) on in
    all2 (all2 (fun a t => qis0 a || Nat.leb t 1)) e counts &&
    few_terms ws' cs' es' (map2 (map2 (fun a t => negb (qis0 a) && Nat.eqb t 1)) e counts) f
  | _, _, _ => f on
  end.

Definition indicators (on : list (list bool)) : rows := map (map (fun b : bool => if b then q1 else q0)) on.

(* --- 5.20: everything modulo q, with slopes 1 --- *)

Fixpoint residues (q : Z) (r : list Q) : option (list Z) :=
  match r with
  | [] => Some []
  | x :: r' =>
    let b := Z.pos (Qden x) in
    let z := (Qnum x * inverse q b) mod q in
    if (Z.gcd b q =? 1) && ((b * z - Qnum x) mod q =? 0)
    then match residues q r' with Some zs => Some (z :: zs) | None => None end else None
  end.

(* Without biases a common factor is free. *)
Definition scaled (bias : bool) (q : Z) (r : list Q) : option (list Z) := if bias then residues q r else integral true r.
Fixpoint scaled_rows (bias : bool) (q : Z) (rs : rows) : option (list (list Z)) :=
  match rs with
  | [] => Some []
  | r :: rs' =>
    match scaled bias q r, scaled_rows bias q rs' with Some z, Some zs => Some (z :: zs) | _, _ => None end
  end.

(* w has the rows of a matrix one after the other. *)
Fixpoint linear_units (w c x : list Z) : list Z :=
  match c with
  | [] => []
  | a :: c' => (dot (firstn (length x) w) x + a) :: linear_units (skipn (length x) w) c' x
  end.

Fixpoint linear_layers (bias : bool) (q : Z) (ws : list rows) (cs : list (list Q)) (es : list rows) (v : list (list Z))
    (f : list (list Z) -> bool) : bool :=
  match ws, cs, es with
  | w :: ws', c :: cs', e :: es' =>
    match scaled bias q (concat w), residues q c, scaled_rows bias q e with
    | Some w1, Some c1, Some e1 =>
      linear_layers bias q ws' cs' es' (map2 (fun a x => map2 (fun y u => (y * u) mod q) a (linear_units w1 c1 x)) e1 v) f
    | _, _, _ => false
    end
  | _, _, _ => f v
  end.

Definition collapse_modulus (s : Q) (m k : Z) : bool :=
  (2 <=? m) && (m <? 2 ^ 63) && (1 <=? k) && (k <=? 64) && ((k =? 1) || is_prime m) &&
  ((Qnum s - Z.pos (Qden s)) mod (m ^ k) =? 0) && (Z.gcd (Z.pos (Qden s)) (m ^ k) =? 1).

Definition check_linear_layers (bias : bool) (m k : Z) (ws : list rows) (cs : list (list Q)) (es : list rows) (last x : rows) : bool :=
  match scaled_rows bias (m ^ k) x, integral_rows true last with
  | Some v, Some e =>
    linear_layers bias (m ^ k) ws cs es v (fun v' =>
      independent_power m k (map2 kronecker e (if bias then map (fun y => y ++ [1]) v' else v')))
  | _, _ => false
  end.

(* --- how much work that is (format.md 6): products of numbers of up to 60 bits; a product of rationals is taken for
   eight, as the result is brought to lowest terms --- *)

Definition units_of (z : Z) : Z := Z.log2 (Z.abs z) / 60 + 1.
Definition longest (r : rows) : Z :=
  fold_left (fun a row => fold_left (fun a x => Z.max a (Z.max (units_of (Qnum x)) (units_of (Z.pos (Qden x))))) row a) r 1.
Definition width_of (v : rows) : Z := match v with x :: _ => count x | [] => 0 end.

(* under, layer by layer: as soon as that is more than most no further outputs are computed; last: what is asked of
   those of the last layer *)
Fixpoint under_work (most done : Z) (s : Q) (ws : list rows) (cs : list (list Q)) (es : list rows)
    (sgs : list (list (list bool))) (v : rows) (last : rows -> Z) : Z :=
  match ws, cs, es, sgs with
  | w :: ws', c :: cs', e :: es', sg :: sgs' =>
    let more := done + 8 * count v * count w * (width_of v + 1) * longest (e ++ c :: w) * longest v in
    if most <? more then more else under_work most more s ws' cs' es' sgs' (under s [w] [c] [e] [sg] v) last
  | _, _, _, _ => done + last v
  end.

(* G v, where the entries of a row are sought from the front *)
Definition null_work (e : rows) (u : list Q) (x : rows) : Z :=
  count x * width_of e * width_of x * (8 * longest (u :: e) * longest x + (width_of e + width_of x) / 8).

(* few_terms, and the places of the entries of n samples *)
Definition diagonal_work (n D d lower : Z) : Z := n * (lower + D * D + d * d + n).

(* check_linear_layers; with biases each number is divided modulo q = m^k *)
Definition collapse_work (bias : bool) (m k n D d lower : Z) : Z :=
  let bits := Z.log2 m * k in
  let l := bits / 60 + 1 in
  n * (lower * l * l + n * D * d * (l * l + k)) + if bias then 2 * bits * l * (n + 1) * (lower + D + d) else 0.
