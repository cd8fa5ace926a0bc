(* Edges of a bipartite graph coloured so that those at a vertex differ (soundness.md 44: König 1916), with chains of two
   colours that are exchanged (Kempe 1879). Extracted. Nothing is proved of it: what it finds is tested (OutputsAbove.v). *)
From Coq Require Import ZArith List FMapPositive.
Import ListNotations.

Section Colours.
Variable D : nat.   (* colours *)

(* At a sample and a colour the unit of its edge, at a unit and a colour the sample *)
Definition ends := PositiveMap.t nat.
Definition place (v c : nat) : positive := Z.to_pos (Z.of_nat (v * D + c) + 1).
Definition end_at (t : ends) (v c : nat) : option nat := PositiveMap.find (place v c) t.

Fixpoint first_free (t : ends) (v c fuel : nat) : option nat :=
  match fuel with
  | O => None
  | S fuel' => match end_at t v c with None => Some c | Some _ => first_free t v (S c) fuel' end
  end.

(* The edges from unit u on whose colours are a, b, a, b, ... *)
Fixpoint chain (samples units : ends) (u a b fuel : nat) : list (nat * nat * nat) :=
  match fuel with
  | O => []
  | S fuel' =>
    match end_at units u a with
    | None => []
    | Some n => (n, u, a) :: match end_at samples n b with
                             | None => []
                             | Some u' => (n, u', b) :: chain samples units u' a b fuel'
                             end
    end
  end.

Definition drop_edge (t : ends * ends) (e : nat * nat * nat) : ends * ends :=
  let '(n, u, c) := e in (PositiveMap.remove (place n c) (fst t), PositiveMap.remove (place u c) (snd t)).
Definition add_edge (t : ends * ends) (e : nat * nat * nat) : ends * ends :=
  let '(n, u, c) := e in (PositiveMap.add (place n c) u (fst t), PositiveMap.add (place u c) n (snd t)).
Definition exchanged (a b : nat) (e : nat * nat * nat) : nat * nat * nat :=
  let '(n, u, c) := e in (n, u, if Nat.eqb c a then b else a).

Definition colour_edge (fuel : nat) (t : ends * ends) (n u : nat) : option (ends * ends) :=
  match first_free (fst t) n 0 D, first_free (snd t) u 0 D with
  | Some a, Some b =>
    match end_at (snd t) u a, end_at (fst t) n b with
    | None, _ => Some (add_edge t (n, u, a))
    | _, None => Some (add_edge t (n, u, b))
    | _, _ =>
      let es := chain (fst t) (snd t) u a b fuel in
      let t' := fold_left add_edge (map (exchanged a b) es) (fold_left drop_edge es t) in
      Some (add_edge t' (n, u, a))
    end
  | _, _ => None
  end.

(* The edges join sample e / K to the unit named at e. *)
Fixpoint colour_edges (K fuel e : nat) (named : list Z) (t : ends * ends) : option (ends * ends) :=
  match named with
  | [] => Some t
  | u :: named' =>
    match colour_edge fuel t (Nat.div e K) (Z.to_nat u) with
    | None => None
    | Some t' => colour_edges K fuel (S e) named' t'
    end
  end.

(* For each colour its samples, and their units; no colours, if there are not enough *)
Definition colouring (K N : nat) (named : list Z) : list (list Z) * list (list Z) :=
  match colour_edges K (S N) 0 named (PositiveMap.empty nat, PositiveMap.empty nat) with
  | None => ([], [])
  | Some t =>
    let of_colour c := flat_map (fun n => match end_at (fst t) n c with
                                          | None => []
                                          | Some u => [(Z.of_nat n, Z.of_nat u)] end) (seq 0 N) in
    (map (fun c => map fst (of_colour c)) (seq 0 D), map (fun c => map snd (of_colour c)) (seq 0 D))
  end.
End Colours.
