(* The points of an evidence are in all open cells of one unit, each in one of its own (soundness.md 24): what
   SoundUnitCells.v says of the samples that are not 0, about the matrix of all samples. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic UnitCells CellChoices Bridge SoundNetwork SoundUnitCells CellsBound.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Notation nonzero := (fun x => ~~ zero_sample x).

(* --- the samples that are not 0 among all --- *)

Lemma count_take_lt (xs : seq (seq Q)) n : (n < size xs)%N -> nonzero (nth [::] xs n) ->
  (count nonzero (take n xs) < count nonzero xs)%N.
Proof.
by elim: xs n => [|x xs IH] [|n] //= lt nz; [rewrite nz|rewrite ltn_add2l; exact: IH].
Qed.

Lemma nth_filtered (xs : seq (seq Q)) n : (n < size xs)%N -> nonzero (nth [::] xs n) ->
  nth [::] (List.filter (fun x => negb (zero_sample x)) xs) (count nonzero (take n xs)) = nth [::] xs n.
Proof.
elim: xs n => [|x xs IH] [|n] //= lt nz; first by rewrite nz.
by case: ifP => z /=; rewrite ?add1n /= IH.
Qed.

Lemma size_filtered (xs : seq (seq Q)) : size (List.filter (fun x => negb (zero_sample x)) xs) = count nonzero xs.
Proof. by elim: xs => //= x xs IH; case: ifP => /= _; rewrite IH. Qed.

Lemma filtered_index (xs : seq (seq Q)) m : (m < count nonzero xs)%N ->
  exists n, [/\ (n < size xs)%N, nonzero (nth [::] xs n) & count nonzero (take n xs) = m].
Proof.
elim: xs m => [|x xs IH] m //=; case z: (zero_sample x) => /=.
  by move=> /IH[n [lt nz E]]; exists n.+1; rewrite /= z.
case: m => [_|m]; first by exists 0%N; rewrite z.
by rewrite add1n ltnS => /IH[n [lt nz E]]; exists n.+1; rewrite /= z E.
Qed.

Lemma size_on_all xs ss : size (on_all_samples xs ss) = size xs.
Proof. by elim: xs ss => //= x xs IH ss; case: ifP => _; [rewrite /= IH|case: ss => [|b ss] /=; rewrite IH]. Qed.

Lemma nth_on_all xs ss n : (n < size xs)%N -> nonzero (nth [::] xs n) -> size ss = count nonzero xs ->
  nth false (on_all_samples xs ss) n = nth false ss (count nonzero (take n xs)).
Proof.
elim: xs ss n => [|x xs IH] ss [|n] //= lt nz; first by rewrite (negPf nz); case: ss.
case: ifP => z /=; first by rewrite add0n; exact: IH.
by case: ss => [|b ss] //= [sz]; exact: IH.
Qed.

Section Cells.
Variables (R : realFieldType) (d : nat).
Notation rv := (@rv R).

Definition matrix_of_rows (xs : seq (seq Q)) N : 'M[R]_(d, N) := \matrix_(j, n) rv (nth q0 (nth [::] xs n) j).
Definition row_of_point (p : seq Q) : 'rV[R]_d := \row_j rv (nth q0 p j).

Lemma zero_column xs N (n : 'I_N) : zero_sample (nth [::] xs n) -> col n (matrix_of_rows xs N) = 0.
Proof.
move=> z; apply/matrixP=> j i; rewrite !mxE; have [lt|ge] := ltnP j (size (nth [::] xs n)); last by rewrite nth_default // rv0.
by have := all_nthP q0 z j lt; rewrite (rv_eq0 R) => /eqP.
Qed.

Lemma nonzero_column xs N (n : 'I_N) : size (nth [::] xs n) = d -> nonzero (nth [::] xs n) -> col n (matrix_of_rows xs N) != 0.
Proof.
move=> sz; apply: contra => /eqP z; apply/(all_nthP q0) => j lt; rewrite sz in lt.
by have /matrixP/(_ (Ordinal lt) 0) := z; rewrite !mxE (rv_eq0 R) => ->.
Qed.

Definition as_function (w : 'rV[R]_d) (j : nat) : R := if insub j is Some i then w 0 i else 0.

Lemma value_row w xs N (n : 'I_N) : value d (as_function w) (nth [::] xs n) = (w *m matrix_of_rows xs N) 0 n.
Proof. by rewrite mxE; apply: eq_bigr => j _; rewrite mxE /as_function valK. Qed.
Lemma value_point p xs N (n : 'I_N) : value d (point_of_row R p) (nth [::] xs n) = (row_of_point p *m matrix_of_rows xs N) 0 n.
Proof. by rewrite mxE; apply: eq_bigr => j _; rewrite !mxE. Qed.

Definition cell_sign (cells : seq (seq bool)) (k n : nat) : bool := nth false (nth [::] cells k) n.

Theorem cells_of_unit_sound ps xs cells : cells_of_unit d ps xs = Some cells ->
  let X := matrix_of_rows xs (size xs) in
  [/\ size cells = size ps /\ (forall k, (k < size ps)%N -> size (nth [::] cells k) = size xs),
      (* every point is in its cell *)
      forall k (n : 'I_(size xs)), (k < size ps)%N -> col n X != 0 ->
        (row_of_point (nth [::] ps k) *m X) 0 n != 0 /\ cell_sign cells k n = (0 < (row_of_point (nth [::] ps k) *m X) 0 n),
      (* the cells are different *)
      forall k k', (k < k')%N -> (k' < size ps)%N ->
        exists n : 'I_(size xs), col n X != 0 /\ cell_sign cells k n != cell_sign cells k' n &
      (* and all *)
      all_cells X (fun (k : 'I_(size ps)) n => cell_sign cells k n)].
Proof.
rewrite /cells_of_unit; set fs := List.filter _ xs; case Es: (unit_cells d ps fs) => [ss|] // [<-]; set X := matrix_of_rows _ _; cbv zeta.
have [szs szk all] := unit_cells_sound R Es.
have szf := size_filtered xs; rewrite -/fs in szf.
move: (Es); rewrite /unit_cells; case: (integral_rows _ _) => [zs|] //; case Ea: (all_signs _ _) => [ss'|] //.
case: ifP => // /andP[/andP[/andP[lenf lenp] asc] _] [E]; rewrite {}E in Ea asc.
have [_ signs] := all_signsP lenp lenf Ea.
have kth k : (k < size ps)%N -> nth [::] (List.map (on_all_samples xs) ss) k = on_all_samples xs (nth [::] ss k).
  by move=> lt; rewrite -[List.map _ _]/(map _ _) (nth_map [::]) // szs.
have len n : (n < size xs)%N -> nonzero (nth [::] xs n) -> size (nth [::] xs n) = d.
  move=> lt nz; rewrite -(nth_filtered lt nz); apply: (lengths_areP lenf); rewrite -/fs szf; exact: count_take_lt.
have isnz (n : 'I_(size xs)) : col n X != 0 -> nonzero (nth [::] xs n) by apply: contra => /zero_column/eqP.
have signE k (n : 'I_(size xs)) : (k < size ps)%N -> nonzero (nth [::] xs n) ->
    cell_sign (List.map (on_all_samples xs) ss) k n = nth false (nth [::] ss k) (count nonzero (take n xs)).
  by move=> lt nz; rewrite /cell_sign kth // nth_on_all // szk // szf.
split.
- split=> [|k lt]; first by rewrite -[List.map _ _]/(map _ _) size_map szs.
  by rewrite kth // size_on_all.
- move=> k n lt /isnz nz; have [_ H] := strict_signsP R (lengths_areP lenp lt) lenf (signs k lt).
  have [|v0 sE] := H (count nonzero (take n xs)); first by rewrite szf; exact: count_take_lt.
  by move: v0 sE; rewrite signE // /fs nth_filtered // (value_point _ xs n) => v0 ->; split.
- move=> k k' lt lt'; have ltk := ltn_trans lt lt'.
  have before : precedes (nth [::] ss k) (nth [::] ss k').
    have ltss : (k' < size ss)%N by rewrite szs.
    move: asc k k' lt {lt' ltk} ltss; move: (ss); elim=> [|x tt IH] // asc [|k] [|k'] //= lt ltt.
      by have [_ H] := ascendingP asc; apply: H; rewrite -list_nth; apply: List.nth_In; apply/ssrnat.ltP.
    by have [asc' _] := ascendingP asc; exact: IH.
  have [m ne] := precedes_differ before.
  have [ltm|ge] := ltnP m (count nonzero xs); last first.
    have short j : (j < size ps)%N -> (size (nth [::] ss j) <= m)%N by move=> ltj; rewrite szk // szf.
    by move: ne; rewrite (nth_default _ (short k ltk)) (nth_default _ (short k' lt')).
  have [n [ltn nz E]] := filtered_index ltm; exists (Ordinal ltn); split.
    by apply: nonzero_column => //=; exact: len.
  by rewrite !signE // E.
move=> w off; have [|k lt kP] := all (as_function w).
  move=> m; rewrite szf => /filtered_index[n [ltn nz <-]]; rewrite /fs nth_filtered // (value_row w xs (Ordinal ltn)).
  by apply: off; apply: nonzero_column => //=; exact: len.
exists (Ordinal lt) => n /isnz nz; rewrite signE //= kP; last by rewrite szf; exact: count_take_lt.
by rewrite /fs nth_filtered // value_row.
Qed.
End Cells.
