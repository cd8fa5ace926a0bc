(* All minima of one hidden layer inside cells (format.md 5.26) as functions on an instance. Extracted; that what they accept
   is so is proved in SoundMinima.v and the files that it uses, about these very functions. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Unreduced Form Rules PointRules UnitCells UnitChoices MinimaForm.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.
Open Scope list_scope.

(* --- the samples, and the cells of one unit --- *)

Definition columns_of_net (net : instance) : list (list Q) := tab (sample_size net) (column net).
Definition unseen_column (x : list Q) : bool := forallb qis0 x.

(* Signs of the samples that are not 0, with + where a sample is *)
Fixpoint spread_signs (xs : list (list Q)) (signs : list bool) : list bool :=
  match xs with
  | [] => []
  | x :: xs' =>
    if unseen_column x then true :: spread_signs xs' signs
    else match signs with b :: signs' => b :: spread_signs xs' signs' | [] => true :: spread_signs xs' [] end
  end.

Definition cells_of_unit (net : instance) (points : list (list Q)) : option (list (list bool)) :=
  let xs := columns_of_net net in
  match unit_cells (column_size net) points (filter (fun x => negb (unseen_column x)) xs) with
  | None => None
  | Some ss => Some (map (spread_signs xs) ss)
  end.

Definition noise_row (net : instance) (i : nat) : list Q := tab (sample_size net) (fun n => factor net 0 n i).
Definition noise_rows (net : instance) : list (list Q) := tab (layer_size net 1) (noise_row net).

(* --- the slopes of a choice, unit by unit, and its outputs --- *)

(* The slopes of a unit on a cell, noise included *)
Definition slopes_on (net : instance) (e : list Q) (cell : list bool) : list Q :=
  map2 (fun a (b : bool) => if b then a else qmul a (slope net)) e cell.
(* X by its rows *)
Definition input_rows (net : instance) (xs : list (list Q)) : list (list Q) :=
  tab (column_size net) (fun j => map (fun x => nth j x q0) xs).

(* A solution: a block for each unit, and the output bias *)
Fixpoint blocks_of (d k : nat) (z : list Q) : list (list Q) :=
  match k with O => [] | S k' => firstn d z :: blocks_of d k' (skipn d z) end.
Definition solution_blocks (net : instance) (z : list Q) : list (list Q) := blocks_of (column_size net) (layer_size net 1) z.
Definition solution_bias (net : instance) (z : list Q) : Q :=
  if bias net then nth (layer_size net 1 * column_size net) z q0 else q0.

Fixpoint fitted (xs slopes zs : list (list Q)) (b : list Q) : list Q :=
  match slopes, zs with
  | a :: slopes', z :: zs' => map2 add_over (map2 Qmult a (map (dot_over z) xs)) (fitted xs slopes' zs' b)
  | _, _ => b
  end.
Definition outputs_of_solution (net : instance) (xs slopes : list (list Q)) (z : list Q) : list Q :=
  fitted xs slopes (solution_blocks net z) (repeat (solution_bias net z) (sample_size net)).

Definition target_row (net : instance) : list Q := tab (sample_size net) (fun n => target net n 0).

(* G e = 0 *)
Definition residuals_orthogonal (net : instance) (rows slopes : list (list Q)) (e : list Q) : bool :=
  forallb (fun a => let w := map2 Qmult a e in forallb (fun r => qis0 (dot_over r w)) rows) slopes &&
  (negb (bias net) || qis0 (sum_over e)).

(* G by its rows *)
Definition matrix_rows_of (net : instance) (rows slopes : list (list Q)) : list (list Q) :=
  concat (map (fun a => map (map2 qmul a) rows) slopes) ++ (if bias net then [repeat q1 (sample_size net)] else []).

(* --- signs of blocks of a solution --- *)

Definition rank_of (q : sign) : nat := match q with Plus => 0 | Zero => 1 | Minus => 2 end.

Definition has_sign (q : sign) (cell : list bool) (xs : list (list Q)) (z : list Q) : bool :=
  match q with
  | Zero => forallb qis0 z
  | _ => all2 (fun (b : bool) x => unseen_column x ||
           (let u := dot_over z x in if (match q with Plus => b | _ => negb b end) then qsign_pos u else qneg u)) cell xs
  end.

Definition sign_in (cell : list bool) (xs : list (list Q)) (z : list Q) : option sign :=
  if forallb qis0 z then Some Zero
  else if has_sign Plus cell xs z then Some Plus
  else if has_sign Minus cell xs z then Some Minus else None.

Fixpoint signs_in (cells : list (list bool)) (xs zs : list (list Q)) : option (list sign) :=
  match cells, zs with
  | cell :: cells', z :: zs' =>
    match sign_in cell xs z, signs_in cells' xs zs' with
    | Some q, Some qs => Some (q :: qs)
    | _, _ => None
    end
  | _, _ => Some []
  end.

Fixpoint have_signs (qs : list sign) (cells : list (list bool)) (xs zs : list (list Q)) : bool :=
  match qs, cells, zs with
  | [], [], [] => true
  | q :: qs', cell :: cells', z :: zs' => has_sign q cell xs z && have_signs qs' cells' xs zs'
  | _, _, _ => false
  end.

(* --- why there is no solution with given signs of the first units --- *)

(* The sum of the columns of a unit with their signs, times the factors *)
Fixpoint signed_columns (d : nat) (q : sign) (cell : list bool) (xs : list (list Q)) (terms : list (Z * Z * Q)) : list Q :=
  match terms with
  | [] => repeat q0 d
  | (_, n, a) :: terms' =>
    let b := nth (Z.to_nat n) cell true in
    let plus := match q with Plus => b | _ => negb b end in
    map2 (fun x f => qadd (qmul (if plus then a else Qopp a) x) f) (nth (Z.to_nat n) xs [])
      (signed_columns d q cell xs terms')
  end.

Definition terms_of (i : nat) (terms : list (Z * Z * Q)) : list (Z * Z * Q) :=
  filter (fun '(k, _, _) => k =? Z.of_nat i) terms.

(* Units i, i + 1, ...: their signs, as far as they have some *)
Fixpoint blocks_balanced (d : nat) (xs rows : list (list Q)) (nu : list Q) (lambda : list (Z * Z * Q)) (i : nat)
    (qs : list sign) (cells : list (list bool)) (slopes : list (list Q)) : bool :=
  match cells, slopes with
  | cell :: cells', a :: slopes' =>
    match qs with
    | Zero :: qs' => blocks_balanced d xs rows nu lambda (S i) qs' cells' slopes'
    | q :: qs' =>
      let w := map2 Qmult a nu in
      all2 (fun r c => qequal (dot_over r w) c) rows (signed_columns d q cell xs (terms_of i lambda)) &&
      blocks_balanced d xs rows nu lambda (S i) qs' cells' slopes'
    | [] =>
      let w := map2 Qmult a nu in
      forallb (fun r => qis0 (dot_over r w)) rows && blocks_balanced d xs rows nu lambda (S i) [] cells' slopes'
    end
  | [], [] => true
  | _, _ => false
  end.

Definition spread_nu (n : nat) (nu : list (Z * Q)) : list Q :=
  tab n (fun m => qsum (map snd (filter (fun t => fst t =? Z.of_nat m) nu))).

Definition term_fits (n : Z) (xs : list (list Q)) (qs : list sign) (t : Z * Z * Q) : bool :=
  let '(i, m, a) := t in
  (0 <=? m) && (m <? n) && (0 <=? i) && (i <? count qs) && qsign_pos a &&
  match nth (Z.to_nat i) qs Zero with Zero => false | _ => true end &&
  negb (unseen_column (nth (Z.to_nat m) xs [])).

Definition signs_excluded (net : instance) (xs rows : list (list Q)) (cells : list (list bool)) (slopes : list (list Q))
    (f : list Q) (qs : list sign) (lambda : list (Z * Z * Q)) (nu : list (Z * Q)) : bool :=
  let n := Z.of_nat (sample_size net) in
  let v := spread_nu (sample_size net) nu in
  index_set n (map fst nu) && forallb (fun t => negb (qis0 (snd t))) nu &&
  index_set (count qs * n) (map (fun '(i, m, _) => i * n + m) lambda) && forallb (term_fits n xs qs) lambda &&
  blocks_balanced (column_size net) xs rows v lambda O qs cells slopes &&
  (negb (bias net) || qis0 (qsum v)) &&
  (let u := dot_over f v in qneg u || (qis0 u && match lambda with [] => false | _ => true end)).

(* --- the tree of signs; units by their class and cell --- *)

Definition state_of (t : nat) (q : sign) : nat := (3 * t + rank_of q)%nat.

(* Goes on with the nodes that are left, if the sign may come next; adds what is found. *)
Definition with_sign (may : bool) (q : sign) (walk : list sign_node -> option (list sign_node * list (list sign)))
    (left : option (list sign_node * list (list sign))) : option (list sign_node * list (list sign)) :=
  match left with
  | None => None
  | Some (nodes, found) =>
    if may then
      match walk nodes with None => None | Some (nodes', more) => Some (nodes', found ++ map (cons q) more) end
    else left
  end.

Section Tree.
Variable solved : list sign -> list Q -> bool.
Variable excluded : list sign -> list (Z * Z * Q) -> list (Z * Q) -> bool.

(* What is left of the nodes, and the signs of these units with a minimum, if the units before have the signs qs, the last
   one first *)
Fixpoint signs_from (units : list (nat * nat)) (before : list (nat * nat)) (qs : list sign) (nodes : list sign_node) :
    option (list sign_node * list (list sign)) :=
  match nodes with
  | [] => None
  | Solved z :: nodes' =>
    match units with [] => if solved (rev qs) z then Some (nodes', [[]]) else None | _ => None end
  | Excluded lambda nu :: nodes' => if excluded (rev qs) lambda nu then Some (nodes', []) else None
  | Undecided :: nodes' =>
    match units with
    | [] => None
    | (c, t) :: units' =>
      let next q := with_sign (Nat.leb (least c before) (state_of t q)) q
                      (signs_from units' ((c, state_of t q) :: before) (q :: qs)) in
      next Minus (next Zero (next Plus (Some (nodes', []))))
    end
  end.
End Tree.

(* The entries of a solution *)
Definition solution_size (net : instance) : Z :=
  width net 1 * (width net 0 + (if bias net then 1 else 0)) + (if bias net then 1 else 0).

(* --- one choice: its loss, and the signs with which it has minima --- *)

Definition mean_square (n : nat) (e : list Q) : Q := qmul (share n) (qmul half (dot_over e e)).

Definition decide_choice (net : instance) (xs rows : list (list Q)) (p : Z) (classes : list nat) (es : list (list Q))
    (cells : list (list bool)) (y : list Q) (t : list nat) (c : cell_choice) : option (Q * list (list sign)) :=
  let own := map (fun k => nth k cells []) t in
  let slopes := map2 (slopes_on net) es own in
  let z0 := over_one (solution c) in
  let f := outputs_of_solution net xs slopes z0 in
  let e := map2 subtract_over f y in
  if residuals_orthogonal net rows slopes e then
    let loss := mean_square (sample_size net) e in
    match signs_tree c with
    | None =>
      if existsb (fun x => negb (unseen_column x)) xs && independent_rational p (matrix_rows_of net rows slopes) then
        match signs_in own xs (solution_blocks net z0) with
        | None => Some (loss, [])
        | Some qs => if rising classes [] (map2 state_of t qs) then Some (loss, [qs]) else None
        end
      else None
    | Some nodes =>
      let solved qs z :=
        (count z =? solution_size net) && all2 qequal (outputs_of_solution net xs slopes z) f &&
        have_signs qs own xs (solution_blocks net z) in
      match signs_from solved (signs_excluded net xs rows own slopes f) (combine classes t) [] [] nodes with
      | Some ([], found) => Some (loss, found)
      | _ => None
      end
    end
  else None.

(* --- all choices: the losses in increasing order, with their numbers of cells --- *)

Definition nonzero_signs (qs : list sign) : bool := forallb (fun q => match q with Zero => false | _ => true end) qs.

Definition line_of (loss : Q) (found : list (list sign)) : list loss_line :=
  match found with
  | [] => []
  | _ => [LossLine loss (count (filter nonzero_signs found)) (count (filter (fun qs => negb (nonzero_signs qs)) found))]
  end.

Fixpoint merge_lines (a : list loss_line) : list loss_line -> list loss_line :=
  fix merge_a (b : list loss_line) : list loss_line :=
    match a, b with
    | [], _ => b
    | _, [] => a
    | l :: a', m :: b' =>
      if qlt (line_loss l) (line_loss m) then l :: merge_lines a' b
      else if qlt (line_loss m) (line_loss l) then m :: merge_a b'
      else LossLine (line_loss l) (line_nonzero l + line_nonzero m) (line_zero l + line_zero m) :: merge_lines a' b'
    end.
Fixpoint merge_pairs (ls : list (list loss_line)) : list (list loss_line) :=
  match ls with a :: b :: ls' => merge_lines a b :: merge_pairs ls' | _ => ls end.
Fixpoint merge_all (steps : nat) (ls : list (list loss_line)) : list loss_line :=
  match steps with
  | O => concat ls
  | S n => match ls with [] => [] | [l] => l | _ => merge_all n (merge_pairs ls) end
  end.

Fixpoint decide_all (decide : list nat -> cell_choice -> option (Q * list (list sign))) (ts : list (list nat))
    (cs : list cell_choice) : option (list (Q * list (list sign))) :=
  match ts, cs with
  | [], [] => Some []
  | t :: ts', c :: cs' =>
    match decide t c with
    | None => None
    | Some r => match decide_all decide ts' cs' with None => None | Some rs => Some (r :: rs) end
    end
  | _, _ => None
  end.

Fixpoint increasing_losses (lines : list loss_line) : bool :=
  match lines with
  | l :: ((m :: _) as lines') => qlt (line_loss l) (line_loss m) && increasing_losses lines'
  | _ => true
  end.

Definition same_line (l m : loss_line) : bool :=
  qequal (line_loss l) (line_loss m) && (line_nonzero l =? line_nonzero m) && (line_zero l =? line_zero m).

(* One hidden layer, one output, targets, squares, no weights, no generic noise *)
Definition minima_subject (net : instance) : bool :=
  Nat.eqb (layers net) 2 && (width net 2 =? 1) && squares_alone net &&
  match weights net, wanted net with None, Some (OneOutput _) => true | _, _ => false end &&
  forallb (fun e => negb (generic e)) (noises net).

Definition minima_rule (net : instance) (cl : minima_claim) (e : minima_evidence) : bool :=
  (1 <=? count (cell_choices e)) && forallb (fun c => count (solution c) =? solution_size net) (cell_choices e) &&
  is_prime (minima_prime e) &&
  match cells_of_unit net (unit_points e) with
  | None => false
  | Some cells =>
    let xs := columns_of_net net in
    let es := noise_rows net in
    let classes := classes_of es in
    let T := length cells in
    let all := choice_count (3 * T) classes in
    let nonzero := choice_count (2 * T) classes in
    (choice_count T classes =? count (cell_choices e)) && (all <? 2 ^ 63 + cells_nonzero cl) &&
    (cells_nonzero cl =? nonzero) && (cells_zero cl =? all - nonzero) && (cells_nonzero cl <? 2 ^ 63) &&
    (match decide_all (decide_choice net xs (input_rows net xs) (minima_prime e) classes es cells (target_row net))
             (unit_choices T classes) (cell_choices e) with
     | None => false
     | Some found =>
       let lines := merge_all (Z.to_nat (Z.log2 (count found)) + 2) (map (fun r => line_of (fst r) (snd r)) found) in
       increasing_losses (loss_lines cl) && all2 same_line lines (loss_lines cl)
     end)
  end.

(* Choices of numbers of cells are counted with so many steps. *)
Definition minima_work (net : instance) (e : minima_evidence) : Z := (count (unit_points e) + width net 1) * width net 1.
