(* Sparse matrices and their ranks (format.md 2 and 5.28). Extracted; what the rule accepts is so: SoundSparse.v.
   Vectors are lists of index and value. *)
From Coq Require Import ZArith List Bool Ascii String QArith_base.
From Dlmcert Require Import Arithmetic Json.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

Record sparse := Sparse { sparse_rows : Z; sparse_columns : Z; places : list (Z * Z * Q) }.

Record sparse_evidence := SparseEvidence {
  sparse_prime : Z; solves_right : bool; sparse_pivots : list (Z * Z); sparse_kernel : list (list (Z * Z)) }.

(* --- how they are written --- *)

Definition sparse_json (M : sparse) : json :=
  Object [("format"%string, Text "dlmcert-sparse-matrix/1"); ("rows"%string, Number (sparse_rows M));
    ("columns"%string, Number (sparse_columns M));
    ("entries"%string, List (map (fun '(i, j, v) => List [Number i; Number j; rational v]) (places M)))].

Definition sparse_evidence_json (e : sparse_evidence) : json :=
  Object [("prime"%string, Number (sparse_prime e));
    ("kernel_side"%string, Text (if solves_right e then "right" else "left"));
    ("pivots"%string, List (map (fun '(i, j) => List [Number i; Number j]) (sparse_pivots e)));
    ("kernel"%string, table (fun z => List (map (fun '(k, a) => List [Number k; Text (number_text a)]) z)) (sparse_kernel e))].

Definition place_in (j : json) : option (Z * Z * Q) :=
  match j with
  | List [Number i; Number k; v] => bind (rational_of v) (fun v => Some (i, k, v))
  | _ => None
  end.
Definition pivot_in (j : json) : option (Z * Z) :=
  match j with List [Number i; Number k] => Some (i, k) | _ => None end.
Definition term_in (j : json) : option (Z * Z) :=
  match j with List [Number k; a] => bind (integer_of a) (fun a => Some (k, a)) | _ => None end.

Definition sparse_in (j : json) : option sparse :=
  bind (bind (get "rows" j) count_of) (fun m =>
  bind (bind (get "columns" j) count_of) (fun n =>
  bind (bind (get "entries" j) (list_of place_in)) (fun ps => Some (Sparse m n ps)))).

Definition sparse_evidence_in (j : json) : option sparse_evidence :=
  bind (bind (get "prime" j) number_of) (fun p =>
  bind (bind (get "kernel_side" j) text_in) (fun side =>
  bind (bind (get "pivots" j) (list_of pivot_in)) (fun ps =>
  bind (bind (get "kernel" j) (list_of (list_of term_in))) (fun ks =>
  Some (SparseEvidence p (String.eqb side "right") ps ks))))).

(* --- well-formed: places in order, none twice, nothing that is zero --- *)

Fixpoint ordered (m n i0 j0 : Z) (ps : list (Z * Z * Q)) : bool :=
  match ps with
  | [] => true
  | (i, j, v) :: ps' =>
    ((i0 <? i) || (i0 =? i) && (j0 <? j)) && (0 <=? i) && (i <? m) && (0 <=? j) && (j <? n) &&
    negb (qis0 v) && reduced v && ordered m n i j ps'
  end.
Definition well_formed_sparse (M : sparse) : bool :=
  (0 <=? sparse_rows M) && (0 <=? sparse_columns M) &&
  ordered (sparse_rows M) (sparse_columns M) (-1) (-1) (places M).

(* --- the rule --- *)

Definition member (ks : list Z) (k : Z) : bool := existsb (Z.eqb k) ks.

(* Each once *)
Fixpoint distinct (ks : list Z) : list Z :=
  match ks with [] => [] | k :: ks' => let ds := distinct ks' in if member ds k then ds else k :: ds end.

Fixpoint all_different (ks : list Z) : bool :=
  match ks with [] => true | k :: ks' => negb (member ks' k) && all_different ks' end.

(* The value at an index *)
Fixpoint value (j : Z) (x : list (Z * Z)) : Z :=
  match x with [] => 0 | (k, a) :: x' => if k =? j then a + value j x' else value j x' end.

(* y - t x modulo p; both are ordered by index *)
Fixpoint subtract (p t : Z) (x : list (Z * Z)) : list (Z * Z) -> list (Z * Z) :=
  match x with
  | [] => fun y => y
  | (k, a) :: x' =>
    fix below (y : list (Z * Z)) : list (Z * Z) :=
      match y with
      | [] => (k, (- (t * a)) mod p) :: subtract p t x' []
      | (l, b) :: y' =>
        if l <? k then (l, b) :: below y'
        else if l =? k then (k, (b - t * a) mod p) :: subtract p t x' y'
        else (k, (- (t * a)) mod p) :: subtract p t x' y
      end
  end.

Definition clear_at (p j u : Z) (c y : list (Z * Z)) : list (Z * Z) :=
  let b := value j y in if b mod p =? 0 then y else subtract p ((b * u) mod p) c y.

Fixpoint eliminate_sparse (p : Z) (js : list Z) (rows : list (list (Z * Z))) : bool :=
  match js, rows with
  | [], [] => true
  | j :: js', c :: rows' =>
    let a := value j c in
    let u := inverse p a in
    ((a * u) mod p =? 1) && eliminate_sparse p js' (map (clear_at p j u c) rows')
  | _, _ => false
  end.

(* Equations and unknowns: rows and columns, or columns and rows *)
Definition equation_at (right : bool) (t : Z * Z * Q) : Z := let '(i, j, _) := t in if right then i else j.
Definition unknown_at (right : bool) (t : Z * Z * Q) : Z := let '(i, j, _) := t in if right then j else i.

Definition equation (right : bool) (M : sparse) (i : Z) : list (Z * Q) :=
  map (fun t => (unknown_at right t, snd t)) (filter (fun t => equation_at right t =? i) (places M)).

Definition cleared (terms : list (Z * Q)) : option (list (Z * Z)) :=
  match integral false (map snd terms) with Some zs => Some (combine (map fst terms) zs) | None => None end.

Fixpoint cleared_rows (right : bool) (M : sparse) (is : list Z) : option (list (list (Z * Z))) :=
  match is with
  | [] => Some []
  | i :: is' => match cleared (equation right M i), cleared_rows right M is' with
                | Some z, Some zs => Some (z :: zs)
                | _, _ => None
                end
  end.

Fixpoint solves (z terms : list (Z * Z)) : Z :=
  match terms with [] => 0 | (k, a) :: terms' => a * value k z + solves z terms' end.

(* Each vector has one index that is no pivot's; these increase. *)
Fixpoint own_indices (js : list Z) (before : Z) (zs : list (list (Z * Z))) : bool :=
  match zs with
  | [] => true
  | z :: zs' => match filter (fun t => negb (member js (fst t))) z with
                | [(k, _)] => (before <? k) && own_indices js k zs'
                | _ => false
                end
  end.

Definition kernel_vector (n : Z) (unknowns : list Z) (eqs : list (list (Z * Z))) (z : list (Z * Z)) : bool :=
  index_set n (map fst z) && forallb (fun t => negb (snd t =? 0)) z &&
  forallb (fun t => member unknowns (fst t)) z && forallb (fun terms => solves z terms =? 0) eqs.

Definition in_range (n : Z) (ks : list Z) : bool := forallb (fun k => (0 <=? k) && (k <? n)) ks.

Definition check_sparse (M : sparse) (r : Z) (e : sparse_evidence) : bool :=
  let right := solves_right e in
  let m := if right then sparse_rows M else sparse_columns M in
  let n := if right then sparse_columns M else sparse_rows M in
  let is := map (if right then fst else snd) (sparse_pivots e) in
  let js := map (if right then snd else fst) (sparse_pivots e) in
  let unknowns := distinct (map (unknown_at right) (places M)) in
  (Z.of_nat (List.length js) =? r) && (r + Z.of_nat (List.length (sparse_kernel e)) =? Z.of_nat (List.length unknowns)) &&
  is_prime (sparse_prime e) && in_range m is && in_range n js && all_different js &&
  match cleared_rows right M is with
  | None => false
  | Some rows => eliminate_sparse (sparse_prime e) js (map (filter (fun t => member js (fst t))) rows)
  end &&
  own_indices js (-1) (sparse_kernel e) &&
  match cleared_rows right M (distinct (map (equation_at right) (places M))) with
  | None => false
  | Some eqs => forallb (kernel_vector n unknowns eqs) (sparse_kernel e)
  end.
