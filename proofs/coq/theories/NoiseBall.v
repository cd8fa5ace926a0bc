(* The rule of noise-ball (format.md 5.31): all noises near the given one. Extracted; what it proves is in
   SoundNoiseBall.v. *)
From Coq Require Import ZArith List Bool QArith_base.
From Dlmcert Require Import Arithmetic Form Rules Outputs.
Import ListNotations.
Open Scope Z_scope.
Open Scope bool_scope.

(* The row of a sample in its group *)
Fixpoint row_at (n : Z) (samples : list Z) (left : rows) : list Q :=
  match samples, left with
  | m :: samples', row :: left' => if m =? n then row else row_at n samples' left'
  | _, _ => []
  end.

Definition owners_of (groups : list ball_group) (n : nat) : list nat :=
  units_of_sample (length groups) (map ball_samples groups) n.
Definition owner (groups : list ball_group) (n : nat) : nat := hd O (owners_of groups n).
Definition row_of (groups : list ball_group) (n : nat) : list Q :=
  let g := nth (owner groups n) groups (BallGroup [] []) in row_at (Z.of_nat n) (ball_samples g) (ball_left g).

(* T_{m,n} for all samples m *)
Definition terms (z : list Q) (left : rows) (x : list Q) : list Q := map2 (fun a l => qmul a (qabs (qdot l x))) z left.

(* Of the samples, each with its group: T of sample n itself minus those of the others in its group *)
Definition own_sum (n g : nat) (samples : list (nat * nat)) (ts : list Q) : Q :=
  qsum (map2 (fun (mh : nat * nat) t => if Nat.eqb (snd mh) g then if Nat.eqb (fst mh) n then t else Qopp t else q0) samples ts).

(* and those of the other groups, with the largest noise that can be there *)
Definition other_sum (g : nat) (rho : Q) (e : list Q) (samples : list (nat * nat)) (ts : list Q) : Q :=
  qsum (map2 (fun (mh : nat * nat) t => if Nat.eqb (snd mh) g then q0 else qmul (qadd (qabs (nth (snd mh) e q0)) rho) t) samples ts).

Definition least_slope (s : Q) : Q := if qlt s q1 then s else q1.
Definition largest_slope (s : Q) : Q := if qlt s q1 then q1 else s.

Definition dominant (P : problem) (rho : Q) (groups : list ball_group) (z : list Q) (left : rows)
    (samples : list (nat * nat)) (n : nat) : bool :=
  let g := owner groups n in
  let e := nth n (factors P) [] in
  let ts := terms z left (nth n (xs P) []) in
  let own := own_sum n g samples ts in
  let noise := qabs (nth g e q0) in
  qsign_pos own && negb (qlt noise rho) &&
  negb (qlt (qmul (qmul (least_slope (problem_slope P)) (qsub noise rho)) own)
            (qmul (largest_slope (problem_slope P)) (other_sum g rho e samples ts))).

(* 5.31 *)
Definition check_noise_ball (P : problem) (rho : Q) (groups : list ball_group) (z : list Q) : bool :=
  let N := sample_count P in
  let left := map (row_of groups) (seq 0 N) in
  let samples := map (fun n => (n, owner groups n)) (seq 0 N) in
  qsign_pos (problem_slope P) && qsign_pos rho && lengths_are (dim P) (xs P) && lengths_are (unit_count P) (factors P) &&
  Nat.eqb (length (factors P)) N && Nat.leb (length groups) (unit_count P) &&
  forallb (fun g => index_set (Z.of_nat N) (ball_samples g) && Nat.eqb (length (ball_left g)) (length (ball_samples g)) &&
                    lengths_are (dim P) (ball_left g)) groups &&
  forallb (fun n => Nat.eqb (length (owners_of groups n)) 1) (seq 0 N) &&
  Nat.eqb (length z) N && forallb qsign_pos z && lengths_are (dim P) left &&
  forallb (dominant P rho groups z left samples) (seq 0 N).
