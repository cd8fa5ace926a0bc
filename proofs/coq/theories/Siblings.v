(* The walk of tree (format.md 5.15), in which patterns that agree on the first samples share more than an elimination:
   for each later sample and each unit it keeps the column that has only this unit's block, cleared by the columns
   chosen so far. A choice of slopes adds up those of one sample. Extracted; proved in
   SoundSiblings.v and SoundTree.v, about these very functions. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules EachPattern.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* v + w modulo p, of residues; the shorter list counts as padded with zeros *)
Fixpoint sum_mod (p : Z) (v w : list Z) : list Z :=
  match v, w with
  | [], _ => w
  | _, [] => v
  | x :: v', y :: w' => let s := x + y in (if s <? p then s else s - p) :: sum_mod p v' w'
  end.

(* The column of a choice: v and the parts of the units, one after the other; in a pair with slope 1, with slope s *)
Fixpoint chosen_sum (p : Z) (v : list Z) (pairs : list (list Z * list Z)) (choice : list bool) : list Z :=
  match pairs, choice with
  | (on, off) :: pairs', one :: choice' => chosen_sum p (sum_mod p v (if one then on else off)) pairs' choice'
  | _, _ => v
  end.

(* each_choice of as many units, with the column of each choice *)
Fixpoint each_sum (p : Z) (pairs : list (list Z * list Z)) (before : list bool) (v : list Z)
    (f : list bool -> list Z -> bool) : bool :=
  match pairs with
  | [] => f before v
  | (on, off) :: pairs' =>
    each_sum p pairs' (true :: before) (sum_mod p v on) f && each_sum p pairs' (false :: before) (sum_mod p v off) f
  end.

(* classes, with the column of each choice; the choices' last unit first *)
Definition sum_classes (fold first : bool) (p : Z) (pairs : list (list Z * list Z)) (f : list bool -> list Z -> bool) : bool :=
  if fold then
    let all := repeat true (length pairs) in
    if first then f all (chosen_sum p [] pairs all)
    else match pairs with
         | [] => f [true] []
         | (on, _) :: pairs' => each_sum p pairs' [true] on f
         end
  else each_sum p pairs [] [] (fun c v => negb (existsb (fun b : bool => b) c) || f c v).

(* a y - t v modulo p *)
Fixpoint cross (p a t : Z) (y v : list Z) {struct v} : list Z :=
  match v with
  | [] => map (fun b => (a * b) mod p) y
  | x :: v' =>
    match y with
    | [] => (- (t * x)) mod p :: cross p a t [] v'
    | b :: y' => (a * b - t * x) mod p :: cross p a t y' v'
    end
  end.

(* The first entry of v that is not 0 *)
Fixpoint first_entry (v : list Z) : Z := match v with [] => 0 | x :: v' => if x =? 0 then first_entry v' else x end.

(* first_entry v times y, without the row of this entry, in which a multiple of v has been subtracted to have 0 *)
Fixpoint without (p a : Z) (v y : list Z) : list Z :=
  match v, y with
  | x :: v', b :: y' => if x =? 0 then (a * b) mod p :: without p a v' y' else cross p a b y' v'
  | _, _ => []
  end.

(* The parts of a sample with slope 1, and with a slope that is r modulo p *)
Definition with_slope (p r : Z) (parts : list (list Z)) : list (list Z * list Z) :=
  map (fun y => (y, map (fun x => (r * x) mod p) y)) parts.

(* samples: for each of the n that are left the parts of its units; path: the choices so far, the last first (of each
   the last unit first), with whose columns they are cleared; otherwise: what is asked of a path that is dependent
   modulo p *)
Fixpoint shared (fold first : bool) (p r : Z) (otherwise : list (list bool) -> bool) (n : nat)
    (samples : list (list (list Z))) (path : list (list bool)) : bool :=
  match n, samples with
  | _, [] => true
  | O, _ => false
  | S n', parts :: later =>
    sum_classes fold first p (with_slope p r parts) (fun choice v =>
      let a := first_entry v in
      if Z.gcd a p =? 1 then
        match later with
        | [] => true
        | _ => shared fold false p r otherwise n' (map (map (without p a v)) later) (choice :: path)
        end
      else otherwise (choice :: path))
  end.

(* The samples after a path, cleared by its columns; none if these are dependent *)
Fixpoint cleared_by (p r : Z) (samples : list (list (list Z))) (path : list (list bool)) : option (list (list (list Z))) :=
  match path, samples with
  | choice :: path', parts :: later =>
    let v := chosen_sum p [] (with_slope p r parts) choice in
    let a := first_entry v in
    if Z.gcd a p =? 1 then cleared_by p r (map (map (without p a v)) later) path' else None
  | _, _ => Some samples
  end.

(* The blocks of a column, times b, each in its place *)
Fixpoint parts_of (p b : Z) (d : nat) (zeros : list Z) (units : nat) (column : list Z) : list (list Z) :=
  match units with
  | O => []
  | S n => (zeros ++ map (fun x => (b * x) mod p) (firstn d column)) :: parts_of p b d (zeros ++ repeat 0 d) n (skipn d column)
  end.

(* Whether every choice of slopes that begins with those before gives independent columns modulo one of the primes. A
   path that is dependent modulo one is tried modulo the next, from its first sample on, and so is what lies below. *)
Fixpoint tree_walk (fold : bool) (units d : nat) (a b : Z) (cs : list (list Z)) (primes : list Z)
    (before : list (list bool)) : bool :=
  match primes with
  | [] => false
  | p :: later =>
    let r := (a * inverse p b) mod p in
    let first := match before with [] => true | _ => false end in
    let cleared :=
      if (r * b - a) mod p =? 0
      then cleared_by p r (map (parts_of p b d [] units) cs) (rev (map (@rev bool) before)) else None in
    match cleared with
    | Some samples => shared fold first p r (tree_walk fold units d a b cs later) (length cs) samples before
    | None => tree_walk fold units d a b cs later before
    end
  end.

Definition check_tree (P : problem) (r : reduction) (primes : list Z) (fold : bool) : bool :=
  let a := slope_num P in let b := slope_den P in
  slope_ok P &&
  forallb (fun p => is_prime p && (Z.gcd a p =? 1) && (Z.gcd b p =? 1) && (negb fold || ((a + b) mod p =? 0))) primes &&
  match primes, reduce P r with
  | p :: later, Some R =>
    lengths_are (dim R) (xs R) && lengths_are (unit_count R) (factors R) &&
    match integral_rows false (map2 block_column (factors R) (xs R)) with
    | Some cs => tree_walk fold (unit_count R) (dim R) a b cs (p :: later) []
    | None => false
    end
  | _, _ => false
  end.
