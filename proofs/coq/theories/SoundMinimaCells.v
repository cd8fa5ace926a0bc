(* The cells of an evidence about minima are all open cells of one unit, once each (soundness.md 24). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge PointRules UnitCells UnitChoices MinimaForm
  MinimaRules SoundCellCount SoundUnitCells SoundNetwork SoundForms CellMinima SoundMinimaChoice.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope seq_scope.
Local Open Scope ring_scope.

Lemma size_spread xs ss : size (spread_signs xs ss) = size xs.
Proof. by elim: xs ss => [|x xs IH] ss //=; case: ifP => _; [|case: ss => [|b ss]]; rewrite /= IH. Qed.

Lemma spread_nth (g : seq Q -> bool) xs ss : let seen_xs := filter (fun x => ~~ unseen_column x) xs in
  size ss = size seen_xs -> (forall m, (m < size ss)%N -> nth true ss m = g (nth [::] seen_xs m)) ->
  forall n, (n < size xs)%N -> ~~ unseen_column (nth [::] xs n) -> nth true (spread_signs xs ss) n = g (nth [::] xs n).
Proof.
elim: xs ss => [|x xs IH] ss //=; case un: (unseen_column x) => /= szs H.
  by case=> [|n] /=; [rewrite un|move=> lt; exact: IH].
case: ss szs H => [|b ss] //= [szs] H [_ _|n lt] /=; first exact: (H 0%N).
by apply: IH => // m lt'; exact: (H m.+1).
Qed.

Lemma nth_of_filter T (x0 : T) P xs m : (m < size (filter P xs))%N ->
  exists n, [/\ (n < size xs)%N, nth x0 (filter P xs) m = nth x0 xs n & P (nth x0 xs n)].
Proof.
elim: xs m => [|x xs IH] m //=; case Px: (P x) => /=; last by move=> /IH[n [lt E p]]; exists n.+1.
by case: m => [_|m /IH[n [lt E p]]]; [exists 0%N|exists n.+1].
Qed.
Lemma nth_in_filter T (x0 : T) (P : pred T) xs n : (n < size xs)%N -> P (nth x0 xs n) ->
  exists2 m, (m < size (filter P xs))%N & nth x0 (filter P xs) m = nth x0 xs n.
Proof.
elim: xs n => [|x xs IH] [|n] //= lt; first by move=> ->; exists 0%N.
by move=> /(IH n lt)[m ltm E]; case: (P x); [exists m.+1|exists m].
Qed.

Lemma ascending_nth ss k k' : ascending ss -> (k < k' < size ss)%N -> precedes (nth [::] ss k) (nth [::] ss k').
Proof.
elim: ss k k' => [|s ss IH] k k' asc /andP[kk lt] //; have [asc' before] := ascendingP asc.
case: k' kk lt => [|k'] // kk lt; case: k kk => [|k] kk /=; last by apply: IH; rewrite // -ltnS kk.
apply: before; rewrite -list_nth; apply: List.nth_In; apply/ssrnat.ltP; exact: lt.
Qed.

Section Cells.
Variables (R : realFieldType) (net : instance).
Notation N := (sample_size net).
Notation dd := (column_size net).
Notation xs := (columns_of_net net).
Notation dot := (@dot R net).
Hypothesis samples_formed : forall n, (n < N)%N -> size (column net n) = dd.
Variables (points : seq (seq Q)) (cells : seq (seq bool)).
Hypothesis cellsE : cells_of_unit net points = Some cells.

Lemma value_dot (w : nat -> R) (n : 'I_N) : value dd w (nth [::] xs n) = dot w n.
Proof. by rewrite nth_xs // /value /CellMinima.dot /ldot; apply: eq_bigr => j _; rewrite mulrC. Qed.

Theorem cells_of_unitP :
  [/\ forall k, (k < size cells)%N -> size (nth [::] cells k) = N,
      forall v, (forall n, seen R n -> dot v n != 0) ->
        exists2 k, (k < size cells)%N & forall n, seen R n -> nth true (nth [::] cells k) n = (0 < dot v n),
      forall k, (k < size cells)%N -> exists v, forall n, seen R n ->
        dot v n != 0 /\ nth true (nth [::] cells k) n = (0 < dot v n) &
      forall k k', (k < size cells)%N -> (k' < size cells)%N ->
        (forall n : 'I_N, seen R n -> nth true (nth [::] cells k) n = nth true (nth [::] cells k') n) -> k = k'].
Proof.
move: cellsE; rewrite /cells_of_unit; set ys := List.filter _ xs.
case E: (unit_cells _ _ _) => [ss|] // [<-]; rewrite -[List.map _ _]/(map _ _).
have ysE : ys = filter (fun x => ~~ unseen_column x) xs by [].
have [szss sizes cover] := @unit_cells_sound R dd points ys ss E.
have seen_xs (n : 'I_N) : seen R n = ~~ unseen_column (nth [::] xs n).
  by rewrite (@unseenP R net samples_formed n (ltn_ord n) n) // negbK.
have inys m : (m < size ys)%N -> exists n : 'I_N, nth [::] ys m = nth [::] xs n /\ seen R n.
  rewrite ysE => /(nth_of_filter [::])[n [+ -> un]]; rewrite size_xs => lt; by exists (Ordinal lt); rewrite seen_xs.
move: (E); rewrite /unit_cells; case: (integral_rows _ _) => [zs|] //; case Es: (all_signs _ _) => [ss'|] //.
case: ifP => // /andP[/andP[/andP[leny lenp] asc] _] [ssE]; rewrite ssE in Es asc.
have [_ each] := all_signsP lenp leny Es.
have sign_of_point k : (k < size ss)%N -> size (nth [::] ss k) = size ys /\ forall m, (m < size ys)%N ->
    value dd (point_of_row R (nth [::] points k)) (nth [::] ys m) != 0 /\
    nth true (nth [::] ss k) m = (0 < value dd (point_of_row R (nth [::] points k)) (nth [::] ys m)).
  rewrite szss => lt; have [sz H] := @strict_signsP R dd _ _ _ (lengths_areP lenp lt) leny (each k lt).
  by split=> // m ltm; have [ne <-] := H m ltm; split=> //; apply: set_nth_default; rewrite sz.
have spreadP k (g : seq Q -> bool) : (k < size ss)%N ->
    (forall m, (m < size ys)%N -> nth true (nth [::] ss k) m = g (nth [::] ys m)) ->
    forall n : 'I_N, seen R n -> nth true (nth [::] (map (spread_signs xs) ss) k) n = g (nth [::] xs n).
  move=> lt H n sn; rewrite (nth_map [::]) //; have [sz _] := sign_of_point k lt.
  apply: spread_nth; rewrite -?ysE ?sz ?size_xs -?seen_xs // => m ltm; exact: H.
have pointP k (n : 'I_N) : (k < size ss)%N -> seen R n ->
    dot (point_of_row R (nth [::] points k)) n != 0 /\
    nth true (nth [::] (map (spread_signs xs) ss) k) n = (0 < dot (point_of_row R (nth [::] points k)) n).
  move=> lt sn; have [sz H] := sign_of_point k lt; split; last first.
    rewrite (@spreadP k (fun x => 0 < value dd (point_of_row R (nth [::] points k)) x)) ?value_dot // => m ltm.
    by have [] := H m ltm.
  have [||m] := @nth_in_filter _ [::] (fun x => ~~ unseen_column x) xs n; rewrite ?size_xs -?seen_xs // -ysE => ltm mE.
  have [ne _] := H m ltm; by rewrite -value_dot -mE.
split.
- by move=> k; rewrite size_map => lt; rewrite (nth_map [::]) // size_spread size_xs.
- move=> v off; have [|k lt kP] := cover v.
    by move=> m ltm; have [n [-> sn]] := inys m ltm; rewrite value_dot off.
  rewrite -szss in lt; exists k => [|n sn]; first by rewrite size_map.
  have [sz _] := sign_of_point k lt.
  rewrite (@spreadP k (fun x => 0 < value dd v x)) ?value_dot // => m ltm.
  by rewrite -(kP m ltm); apply: set_nth_default; rewrite sz.
- move=> k; rewrite size_map => lt; exists (point_of_row R (nth [::] points k)) => n sn; exact: pointP.
have one k k' : (k < k' < size ss)%N -> ~ (forall n : 'I_N, seen R n ->
    nth true (nth [::] (map (spread_signs xs) ss) k) n = nth true (nth [::] (map (spread_signs xs) ss) k') n).
  move=> /andP[kk lt'] same; have lt := ltn_trans kk lt'.
  have [sz H] := sign_of_point k lt; have [sz' H'] := sign_of_point k' lt'.
  have [|m ne] := precedes_differ (ascending_nth asc (k := k) (k' := k') _); first by rewrite kk.
  case/eqP: ne; have [ltm|ge] := ltnP m (size ys); last first.
    by rewrite (@nth_default _ false (nth [::] ss k)) ?sz // (@nth_default _ false (nth [::] ss k')) ?sz'.
  rewrite (set_nth_default true) ?sz // (set_nth_default true false) ?sz' //.
  have [_ ->] := H m ltm; have [_ ->] := H' m ltm; have [n [-> sn]] := inys m ltm; rewrite !value_dot.
  by have := same n sn; have [_ ->] := pointP k n lt sn; have [_ ->] := pointP k' n lt' sn.
move=> k k'; rewrite !size_map => lt lt' same; case: (ltngtP k k') => // kk.
  by case: (@one k k'); [rewrite kk lt'|exact: same].
by case: (@one k' k); [rewrite kk lt|move=> n sn; rewrite (same n sn)].
Qed.
End Cells.
