(* The rule for global minima by cells proves that no weights have a smaller loss (soundness.md 23). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Form Rules Bridge Points CellChoices PointRules CellBounds
  SoundNetwork SoundForms SoundGradient SoundPoint CellsBound SoundCellsOfUnit SoundTree SoundChoices SoundNearest
  OneHidden.
From mathcomp Require Import all_fingroup ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- what is nearest to the targets does not depend on the order of units with equal noise --- *)

Section Exchange.
Variables (R : realFieldType) (d D N T : nat) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) (y : 'I_N -> R) (bias : bool).
Variable sign : 'I_T -> 'I_N -> bool.

Lemma nearest_exchange (t : 'I_D -> 'I_T) i j f : (forall n, E i n = E j n) ->
  nearest s E X y bias sign (fun k => t (tperm i j k)) f -> nearest s E X y bias sign t f.
Proof.
move=> same; have Ep k n : E (tperm i j k) n = E k n by case: tpermP => [->|->|].
have rowE k m n : row_of s E X sign (fun k => t (tperm i j k)) k m n = row_of s E X sign t (tperm i j k) m n.
  by rewrite /row_of Ep.
case=> [[z [b [bb fE]]] rows ones]; split=> //.
  exists (fun k => z (tperm i j k)), b; split=> // n; rewrite fE; congr (_ + b).
  rewrite [RHS](reindex_inj (@perm_inj _ (tperm i j))) /=; apply: eq_bigr => k _; rewrite tpermK.
  by apply: eq_bigr => m _; rewrite rowE.
move=> k m; have := rows (tperm i j k) m; congr (_ = 0); apply: eq_bigr => n _; by rewrite rowE tpermK.
Qed.
End Exchange.

(* --- slopes of a choice --- *)

Section Slopes.
Variables (R : realFieldType).
Notation rv := (@rv R).

Lemma nth_cell_slopes s cell e n : size cell = size e -> (n < size e)%N ->
  rv (nth q0 (cell_slopes s cell e) n) = rv (nth q0 e n) * (if nth false cell n then 1 else rv s).
Proof.
move=> sz lt; rewrite /cell_slopes (nth_map2 _ false q0) ?sz //; case: (nth false cell n); by rewrite ?mulr1 ?rvM.
Qed.
Lemma size_cell_slopes s cell e : size cell = size e -> size (cell_slopes s cell e) = size e.
Proof. by move=> sz; rewrite /cell_slopes size_map2 sz. Qed.

Lemma same_noiseE e e' n : same_noise e e' -> (n < size e)%N -> nth q0 e n = nth q0 e' n.
Proof.
case/(all2_nth q0 q0) => _ H lt; have /andP[/Z.eqb_eq + /Z.eqb_eq] := H n lt.
by case: (nth q0 e n) (nth q0 e' n) => [a b] [a' b'] /= -> [->].
Qed.
End Slopes.

Section Bounded.
Variables (R : realFieldType) (d N : nat) (s : Q) (xs units : seq (seq Q)) (y : seq Q) (bias : bool).
Notation rv := (@rv R).
Notation D := (size units).
Definition noise_of_units : 'M[R]_(D, N) := \matrix_(i, n) rv (nth q0 (nth [::] units i) n).
Definition targets_of (n : 'I_N) : R := rv (nth q0 y n).
Hypotheses (szx : size xs = N) (lenx : lengths_are d xs) (lenu : lengths_are N units) (szy : size y = N).

(* The residuals of a choice are those of the outputs of its row space that are nearest to the targets. *)
Lemma choice_nearest cells (t : 'I_D -> 'I_(size cells)) z e : (forall k, (k < size cells)%N -> size (nth [::] cells k) = N) ->
  choice_residuals bias d s xs (transposed d xs) units y cells (taken (fun i => if insub i is Some i then nat_of_ord (t i) else 0%N) D) z = Some e ->
  size e = N /\ nearest (rv s) noise_of_units (matrix_of_rows R d xs N) targets_of bias
    (fun k n => cell_sign cells k n) t (fun n => rv (nth q0 e n) + targets_of n).
Proof.
move=> szk; rewrite /choice_residuals; set sl := Arithmetic.map2 _ _ _ => Er.
have revE : List.rev (taken (fun i => if insub i is Some i then nat_of_ord (t i) else 0%N) D) = [seq (if insub i is Some i then nat_of_ord (t i) else 0%N) | i <- iota 0 D].
  by rewrite /taken map_rev -[List.rev _]/(List.rev _) -{1}[rev _]/(rev _) (_ : forall s, List.rev s = rev s) ?revK //; elim=> //= a s0 ->; rewrite rev_cons -cats1.
have szsl : size sl = D by rewrite /sl revE size_map2 ?size_map ?size_iota.
have slE (i : 'I_D) : nth [::] sl i = cell_slopes s (nth [::] cells (t i)) (nth [::] units i).
  have lt := ltn_ord i; rewrite /sl revE (nth_map2 _ 0%N [::]) ?size_map ?size_iota //.
  by rewrite (nth_map 0%N) ?size_iota // nth_iota // add0n insubT list_nth; congr (cell_slopes _ (nth _ _ (t _)) _); apply: val_inj.
have su (i : 'I_D) : size (nth [::] units i) = N by rewrite (lengths_areP lenu).
have sc (i : 'I_D) : size (nth [::] cells (t i)) = size (nth [::] units i) by rewrite su szk.
have sli i : (i < size sl)%N -> size (nth [::] sl i) = N.
  by rewrite szsl => lt; rewrite (slE (Ordinal lt)) size_cell_slopes ?sc // su.
have lenx' n : (n < N)%N -> size (nth [::] xs n) = d by rewrite -szx => lt; exact: lengths_areP.
have [sze [z' [b [bb fE]]] rows ones] := nearest_residualsP R szx lenx' sli szy Er.
have aE (i : 'I_D) (n : 'I_N) : rv (nth q0 (nth [::] sl i) n) = noise_of_units i n * slope_of (rv s) (fun k n => cell_sign cells k n) (t i) n.
  by rewrite slE nth_cell_slopes ?sc ?su // mxE /slope_of /cell_sign.
have subr n : rv (nth q0 e (nat_of_ord n)) + targets_of n - targets_of n = rv (nth q0 e n) by rewrite addrK.
split=> //; split.
- exists (fun (i : 'I_D) (j : 'I_d) => z' i j), b; split=> // n; rewrite fE; congr (_ + b); rewrite szsl; apply: eq_bigr => i _; apply: eq_bigr => j _.
  by rewrite aE /row_of !mulrA.
- move=> i j; have lt : (i < size sl)%N by rewrite szsl.
  have := rows (Ordinal lt) j; congr (_ = 0); apply: eq_bigr => n _; by rewrite /= subr (aE i) /row_of !mulrA.
by move=> /ones; congr (_ = 0); apply: eq_bigr => n _; rewrite subr.
Qed.

Theorem bounded_by_choices_sound ps zs bound : bounded_by_choices bias d s xs units y ps zs bound ->
  forall (U : 'M[R]_(D, d)) v b, bias || (b == 0) ->
  rv bound <= flat_error (rv s) noise_of_units (matrix_of_rows R d xs N) targets_of U v b.
Proof.
rewrite /bounded_by_choices; case/andP=> _; case Ec: (cells_of_unit d ps xs) => [cells|] //.
have [[szc szk] _ _ all] := cells_of_unit_sound R Ec; rewrite szx in szk all.
set decide := fun _ _ => _; move/every_choice_decided => decided U v b bb.
rewrite -szc in szk all; apply: (cells_bound all) bb => t.
pose P (t : 'I_D -> 'I_(size cells)) := exists2 f, nearest (rv s) noise_of_units (matrix_of_rows R d xs N) targets_of bias (fun k n => cell_sign cells k n) t f
  & rv bound <= \sum_n (f n - targets_of n) ^+ 2.
apply: (@sorted_enough D (size cells) (fun i j => same_noise (nth [::] units i) (nth [::] units j)) P) => {t} [t i j same [f nf le]|t sorted].
  exists f => //; apply: nearest_exchange nf => n; rewrite !mxE; apply/esym; congr rv; apply: same_noiseE same _.
  by rewrite (lengths_areP lenu).
set u := fun i => if insub i is Some i then nat_of_ord (t i) else 0%N.
have [] := decided (taken u D).
  apply: nondecreasing_choices => [i lt|i j ij lt same]; rewrite /u; first by rewrite insubT.
  by rewrite insubT ?(ltn_trans ij) // => lt'; rewrite insubT; exact: (sorted (Ordinal lt') (Ordinal lt)).
move=> z; rewrite /decide; case Er: (choice_residuals _ _ _ _ _ _ _ _ _ _) => [e|] //.
rewrite (rv_lt R) -leNgt square_sumE; have [sze nf] := choice_nearest szk Er.
by rewrite sze => le; exists (fun n : 'I_N => rv (nth q0 e n) + targets_of n) => //; apply: le_trans le _; under [X in _ <= X]eq_bigr => n _ do rewrite addrK.
Qed.
End Bounded.

(* --- an instance --- *)

Section Instance.
Variables (R : realFieldType) (net : instance).
Notation rv := (@rv R).
Let N := sample_size net.
Let d := column_size net.

(* the columns with a 1 at their end *)
Lemma columnsE j (n : 'I_N) : lengths_are d (input_columns net) -> (j < d)%N ->
  nth q0 (nth [::] (input_columns net) n) j = nth q0 (column net n) j.
Proof.
rewrite /input_columns /column /d /column_size; case: (bias net); last by rewrite list_nth.
move=> len jd; have lt : (n < size (inputs net))%N by exact: ltn_ord.
have := @lengths_areP _ _ _ n len; rewrite -[List.map _ _]/(map _ _) size_map (nth_map [::]) // => /(_ lt).
rewrite size_cat addn1 => -[sz]; rewrite -[RHS]list_nth nth_tab // list_nth nth_cat sz.
case: ltnP => [/ssrnat.ltP/PeanoNat.Nat.ltb_lt ->|ge]; first by rewrite list_nth.
have jl : (j <= layer_size net 0)%N := jd.
have -> : j = layer_size net 0 by apply/eqP; rewrite eqn_leq jl ge.
have -> : Nat.ltb (layer_size net 0) (layer_size net 0) = false by exact: PeanoNat.Nat.ltb_irrefl.
by rewrite subnn.
Qed.

Lemma size_input_columns : size (input_columns net) = N.
Proof. by rewrite /input_columns; case: ifP => // _; rewrite -[List.map _ _]/(map _ _) size_map. Qed.

Lemma columns_atE : lengths_are d (input_columns net) -> matrix_of_rows R d (input_columns net) N = columns_at R net.
Proof. by move=> len; apply/matrixP=> j n; rewrite !mxE columnsE. Qed.

Lemma unit_noiseE i (n : 'I_N) : size (unit_noise net) = layer_size net 1 -> (i < layer_size net 1)%N ->
  size (nth [::] (unit_noise net) i) = N ->
  nth q0 (nth [::] (unit_noise net) i) n = factor net 0 n i.
Proof.
rewrite /unit_noise /factor; case: (List.nth 0 (noises net) Generic) => [| |f] sz lt szi.
- by rewrite repeatE nth_nseq lt repeatE nth_nseq ltn_ord.
- by rewrite repeatE nth_nseq lt repeatE nth_nseq ltn_ord.
move: szi; rewrite /transposed seq_iota -[List.map _ _]/(map _ _) (nth_map 0%N) ?size_iota // nth_iota // add0n.
rewrite -[List.map _ _]/(map _ _) size_map => szf.
by rewrite (nth_map [::]) ?szf // /entry_of !list_nth.
Qed.

(* Units by a matrix of their noise *)
Lemma bounded_by_choices_noise D M s xs units y b0 ps zs bound (E : 'M[R]_(D, M)) (t : 'I_M -> R) : size units = D ->
  (forall i n, E i n = rv (nth q0 (nth [::] units (nat_of_ord i)) (nat_of_ord n))) -> (forall n, t n = rv (nth q0 y (nat_of_ord n))) ->
  size xs = M -> lengths_are d xs -> lengths_are M units -> size y = M -> bounded_by_choices b0 d s xs units y ps zs bound ->
  forall (U : 'M[R]_(D, d)) v b, b0 || (b == 0) -> rv bound <= flat_error (rv s) E (matrix_of_rows R d xs M) t U v b.
Proof.
move=> szu; subst D => EE tE szx lx lu szy ok U v b bb.
have -> : E = noise_of_units R M units by apply/matrixP=> i n; rewrite EE mxE.
have := @bounded_by_choices_sound R d M s xs units y b0 szx lx lu szy ps zs bound ok U v b bb; congr (_ <= _).
by apply: eq_bigr => n _; rewrite tE.
Qed.

Variable p : parameters.
Hypothesis fc : allowed (bias net) (c_at R net p).

Theorem global_by_cells_sound ps zs : least_by_cells net ps zs (loss_at net p) -> is_global_minimum R net p.
Proof.
rewrite /least_by_cells; do 4!case/andP; move=> /PeanoNat.Nat.eqb_eq L2 /PeanoNat.Nat.eqb_eq o1; move=> /squares_huber hE.
move=> /PeanoNat.Nat.eqb_eq szu ok W' c' fc'; have {}szu : size (unit_noise net) = layer_size net 1 := szu.
case/andP: (ok) => /andP[/andP[lx lu] /PeanoNat.Nat.eqb_eq szy] _.
have szx := size_input_columns; rewrite -[length _]/(size _) szx in lu; rewrite -[length _]/(size _) -[length (input_columns _)]/(size _) szx in szy.
rewrite -[loss _ _ _ _ _ _ _]/(@loss_over R net (W_at R net p) (c_at R net p)) -[loss _ _ _ _ _ _ _]/(@loss_over R net W' c').
have [N0|N0] := posnP N.
  have z : (sample_size net)%:R^-1 = 0 :> R by rewrite -/N N0 invr0.
  by rewrite !(loss_flat L2 o1 hE) // z !mul0r.
have lp : @loss_over R net (W_at R net p) (c_at R net p) = rv (loss_at net p) := esym (loss_atE R net p).
rewrite lp (loss_flat L2 o1 hE W' fc') ler_pdivl_mull ?ltr0n // ler_pdivl_mulr ?ltr0n //.
have bE : rv (qmul (loss_at net p) (Qmake (Z.mul (Zpos 2) (samples net)) 1)) = N%:R * rv (loss_at net p) * 2%:R.
  rewrite rvM; have -> : rv (Qmake (Z.mul (Zpos 2) (samples net)) 1) = (2 * N)%:R.
    rewrite /rv /q2r [Qnum _]/= [Qden _]/= divr1 /samples /Form.count -[length _]/N.
    have -> : iz (Z.mul (Zpos 2) (Z.of_nat N)) = (2 * N)%:Z by reckon.
    by rewrite rmorph_int.
  by rewrite natrM; ring.
rewrite -bE; have := bounded_by_choices_noise (E := noise_at R net) (t := @targets_at R net) szu _ _ szx lx lu szy ok.
rewrite columns_atE //; apply.
- by move=> i n; rewrite mxE unit_noiseE ?(lengths_areP lu) ?szu.
- move=> n; rewrite /targets_at /target; move: szy; rewrite /single_targets; case: (wanted net) => [[y|y]|] //= szy.
  + by rewrite list_nth.
  + by exfalso; rewrite -szy in N0.
  by exfalso; rewrite -szy in N0.
by case: fc' => [-> |z] //; rewrite /shift_of z mxE eqxx orbT.
Qed.
End Instance.
