(* The rule for worst minima of several outputs whose weights are held proves its claim (soundness.md 43). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Form Rules Bridge Minimum Nearby Points KinkMinima
  CellChoices PointRules CellBounds WorstForm WorstRules WorstHeldRules SoundNetwork SoundForms SoundGradient
  SoundPoint SoundTree CellsBound SoundCellsOfUnit SoundChoices SoundNearest OneHidden StrictMinima SoundCellBounds
  WorstClaims SoundWorst HeldCells SoundHeldNearest SoundHeldNetwork.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- the rule --- *)

Section Rule.
Variables (R : realFieldType) (net : instance).
Notation rv := (@rv R).
Let D := layer_size net 1.
Let d := column_size net.
Let N := sample_size net.
Let k := layer_size net 2.
Notation X := (columns_at R net).
Notation s := (s_at R net).

Lemma given_weight w i j : nth q0 (nth [::] (List.nth 1 w [::]) i) j = weight (Parameters w (biases net)) 1 i j.
Proof. by rewrite /weight /entry_of /= !list_nth. Qed.

Theorem worst_of_held_sound cells from to points lower columns solutions :
  worst_of_held_rule net cells from to points lower columns solutions -> exists w, Form.weights net = Some w /\
  let p := Parameters w (biases net) in
  [/\ open_cells X cells,
      (if from is Some l then exists (W : @weights R (layer_size net)) (c : @shifts R (layer_size net)), [/\ allowed (bias net) c,
         given_outputs p W, @off_all_kinks R net W c, held_minimum W c & @loss_over R net W c = rv l] else True) &
      forall (W : @weights R (layer_size net)) (c : @shifts R (layer_size net)), allowed (bias net) c -> @given_outputs R net p W ->
        held_minimum W c -> derivative_along_lines W c -> @loss_over R net W c <= rv to].
Proof.
rewrite /worst_of_held_rule; cbv zeta; do 13!case/andP; move=> /PeanoNat.Nat.eqb_eq L2 k2 sq plain hasw hast lx /PeanoNat.Nat.eqb_eq szt lw.
move=> /PeanoNat.Nat.eqb_eq szw /Z.eqb_eq szc cols _ main.
have hE : huber net = None by exact: (squares_huber _ sq).
case Ew: (Form.weights net) hasw => [w|] // _; exists w; split=> //; set p := Parameters _ _; cbv zeta.
have wE : output_rows_of net = List.nth 1 w [::] by rewrite /output_rows_of Ew.
set wr := output_rows_of net in wE lw szw main *.
move: main; case Ec: (cells_of_unit d points (input_columns net)) => [signs|] //; case/andP => low up.
have [[szs szk] own differ all] := cells_of_unit_sound R Ec; rewrite size_input_columns columns_atE // in szk own differ all.
have szx : size (input_columns net) = N := size_input_columns net.
have lenx n : (n < N)%N -> size (nth [::] (input_columns net) n) = d by rewrite -szx => lt; exact: lengths_areP.
have cellsE : Z.to_nat cells = size points by move: szc; rewrite /Form.count -[length points]/(size points); reckon.
have szT : size (target_rows net) = N := szt.
set ys := transposed k (target_rows net) in low up *.
have szy : size ys = k by exact: size_transposed.
have leny c : (c < k)%N -> size (nth [::] ys c) = N by exact: (size_transposed_row szT).
have yE (c : 'I_k) (n : 'I_N) : rv (nth q0 (nth [::] ys c) n) = all_targets R net c n.
  rewrite /ys (nth_transposed szT) // mxE /target; move: szT; rewrite /target_rows; case: (wanted net) => [[t|t]|] //= szT.
  + by have := leq_trans (ltn_ord n) (eq_leq (esym szT)).
  + by rewrite /entry_of !list_nth.
  by have := leq_trans (ltn_ord n) (eq_leq (esym szT)).
set slopes_in := fun t => cell_slopes (slope net) (List.nth t signs [::]) (List.repeat q1 N) in low up *.
have szsl t : (t < size points)%N -> size (slopes_in t) = N.
  by move=> lt; rewrite /slopes_in size_cell_slopes ?repeatE ?size_nseq // list_nth szk.
have slE t (n : 'I_N) : (t < size points)%N -> rv (nth q0 (slopes_in t) n) = if cell_sign signs t n then 1 else s.
  move=> lt; have ln : (n < size (List.repeat q1 N))%N by rewrite repeatE size_nseq ltn_ord.
  rewrite /slopes_in nth_cell_slopes //; last by rewrite list_nth szk // repeatE size_nseq.
  by rewrite repeatE nth_nseq ltn_ord rv1 mul1r list_nth.
pose V : 'M[R]_(k, D) := W_at R net p 1%N.
have VE (c : 'I_k) (i : 'I_D) : V c i = rv (nth q0 (nth [::] wr c) i) by rewrite /V mxE /weight /entry_of wE !list_nth.
have szwr : size wr = k := szw.
have lenw c : (c < k)%N -> size (nth [::] wr c) = D by rewrite -szwr => lt; exact: lengths_areP.
have ownE i (n : 'I_N) : (i < size points)%N -> col n X != 0 ->
    (if cell_sign signs i n then 1 else s) = if 0 <= (row_of_point R d (nth [::] points i) *m X) 0 n then 1 else s.
  move=> lt xn; have [ne ->] := own i n lt xn; by rewrite [0 < _]lt_def ne.
split.
- exists (fun i => row_of_point R d (nth [::] points i)); rewrite cellsE; split.
  + by move=> i lt n xn; have [] := own i n lt xn.
  + move=> i j ij lt same; have [n [xn]] := differ i j ij lt; rewrite (own i n (ltn_trans ij lt) xn).2 (own j n lt xn).2.
    by rewrite same // eqxx.
  split; first by rewrite -szc /Form.count; reckon.
  move=> v off; have [i iP] := all v off; exists i => // n xn; by rewrite -(iP n xn) (own i n (ltn_ord i) xn).2.
- case: lower low => [bl|]; case: from => [l|] //; do 5!case/andP.
  move=> /PeanoNat.Nat.eqb_eq szbc /PeanoNat.Nat.eqb_eq szbb inT pos can.
  set sl := List.map _ _; case Er: (held_residuals _ _ _ _ _ _ _ _ _) => [es|] //.
  rewrite (rv_equal R) => /eqP lE.
  have szbc' : size (balanced_cells bl) = D := szbc; have szbb' : size (balance bl) = D := szbb.
  pose t (i : 'I_D) := Z.to_nat (nth Z0 (balanced_cells bl) i).
  have ltT (i : 'I_D) : (t i < size points)%N.
    have : seq.all (fun t => Z.leb Z0 t && Z.ltb t (count points)) (balanced_cells bl) by [].
    move/(all_nthP Z0)/(_ i); rewrite szbc' => /(_ (ltn_ord i))/andP[/Z.leb_le a0 /Z.ltb_lt]; rewrite /t /count -[length points]/(size points); reckon.
  have slnth (i : 'I_D) : nth [::] sl i = slopes_in (t i).
    by rewrite /sl -[List.map _ _]/(map _ _) (nth_map Z0) // szbc'.
  have szsl' : size sl = D by rewrite /sl -[List.map _ _]/(map _ _) size_map.
  have sza i : (i < size sl)%N -> size (nth [::] sl i) = N.
    by rewrite szsl' => lt; rewrite (slnth (Ordinal lt)) szsl.
  have lenw' c : (c < k)%N -> size (nth [::] wr c) = size sl by rewrite szsl'; exact: lenw.
  have [[sze lene] [z [b [bb fE]]] orth ones] := held_residualsP R szx lenx sza szwr szy lenw' leny Er.
  rewrite columns_atE // in fE orth.
  pose a (i : 'I_D) (n : 'I_N) : R := if cell_sign signs (t i) n then 1 else s.
  pose pt i := row_of_point R d (nth [::] points (t i)).
  pose be (i : 'I_D) := rv (nth q0 (balance bl) i).
  have aE (i : 'I_D) (n : 'I_N) : rv (nth q0 (nth [::] sl i) n) = a i n by rewrite slnth slE.
  pose f (c : 'I_k) (n : 'I_N) := \sum_i V c i * (a i n * \sum_(j < d) z i j * X j n) + b c.
  have feE (c : 'I_k) (n : 'I_N) : rv (nth q0 (nth [::] es c) n) = f c n - all_targets R net c n.
    apply/eqP; rewrite eq_sym subr_eq -yE fE /f; apply/eqP; congr (_ + _); rewrite szsl'; apply: eq_bigr => i _.
    by rewrite VE aE.
  have be0 i : 0 < be i.
    have : seq.all qsign_pos (balance bl) by [].
    by move/(all_nthP q0)/(_ i); rewrite szbb' => /(_ (ltn_ord i)); rewrite (rv_gt0 R).
  have pX i : in_open_cell X (pt i) by move=> n xn; have [] := own (t i) n (ltT i) xn.
  have pa i n : col n X != 0 -> a i n = if 0 <= (pt i *m X) 0 n then 1 else s by exact: ownE.
  have cancel c n : \sum_i V c i * (be i * (a i n * (pt i *m X) 0 n)) = 0.
    have inw : List.In (nth [::] wr c) wr by rewrite -list_nth; apply: List.nth_In; apply/ssrnat.ltP; rewrite -[length _]/(size _) szwr.
    exact: (@cancels_sum R D wr bl (fun t => (if cell_sign signs t n then 1 else s) * (row_of_point R d (nth [::] points t) *m X) 0 n)
      (nth [::] wr c) (fun i => V c i) szbc' szbb' can (lenw c (ltn_ord c)) inw (VE c) (fun i => a i n * (pt i *m X) 0 n) (fun i => erefl)).
  have unit i : orthogonal_unit X V (fun c n => f c n - all_targets R net c n) (a i) i.
    move=> j; have lt : (i < size sl)%N by rewrite szsl'.
    rewrite -[RHS](orth (Ordinal lt) j); apply: eq_bigr => n _; rewrite /= (aE i); congr (_ * _).
    by apply: eq_bigr => c _; rewrite feE VE.
  have sum : orthogonal_bias (bias net) (fun c n => f c n - all_targets R net c n).
    by move=> bs c; rewrite -[RHS](ones bs c); apply: eq_bigr => n _; rewrite feE.
  have [U [off min errE]] := balanced_minimum (z := fun (i : 'I_D) (j : 'I_d) => z i j) bb be0 pX pa cancel unit sum.
  have fc := held_free U bb; exists (held_weights U V), (held_shifts U b); split=> //.
  + move=> i n xn; have := off i n xn; rewrite -{1}(held_hidden U V b) hidden_sum // at_sumE; exact.
  + exact: minimum_of_flat.
  rewrite (loss_held L2 hE plain _ fc) (held_hidden U V b) (held_error_ext _ _ (held_shifts_out U b)) errE.
  rewrite -lE (held_loss_ofE R sze lene); congr (_ * (_ / _)); apply: eq_bigr => n _; apply: eq_bigr => c _; by rewrite feE.
move=> W c fc WE min smooth.
move: up; case Ewalk: (walk _ _ _ _ _) => [[[|z0 left0] m]|] //; rewrite (rv_equal R) => /eqP <-.
have [unit unitE] : exists unit : 'I_(size columns) -> 'I_D, forall j : 'I_(size columns), Z.to_nat (nth Z0 columns j) = unit j.
  have [_ ex] := index_setP cols; apply: (@fin_all_exists _ (fun=> 'I_D) (fun (j : 'I_(size columns)) (i : 'I_D) => Z.to_nat (nth Z0 columns j) = i)) => j.
  have [i ->] := ex (nth Z0 columns j) (mem_nth _ (ltn_ord j)); by exists i; rewrite Nat2Z.id.
have [t tP] := upper_bound (bias_free fc) (flat_of_minimum L2 hE plain fc min smooth) all.
pose u j := if insub j is Some i then nat_of_ord (t (unit i)) else 0%N.
have ltu j : (j < size columns)%N -> (u j < size points)%N by move=> lt; rewrite /u insubT.
have inch : taken u (size columns) \in choices (length signs) (List.map (fun=> None) columns) [::].
  have szb : size (List.map (fun=> None) columns : seq (option nat)) = size columns by rewrite -[List.map _ _]/(map _ _) size_map.
  rewrite -{1}szb -[X in taken u X]add0n -[X in choices _ _ X]/(taken u 0); apply: taken_choices => i; rewrite szb add0n => lt.
  split; first by rewrite -[length signs]/(size signs) szs; exact: ltu.
  by rewrite -[List.map _ _]/(map _ _) (nth_map Z0).
have [z [l [+ le]]] := held_walk R Ewalk inch; rewrite rev_taken.
set sl := List.map slopes_in _; case Er: (held_residuals _ _ _ _ _ _ _ _ _) => [es|] // [lE].
have szsl' : size sl = size columns by rewrite /sl -[List.map _ _]/(map _ _) !size_map size_iota.
have slnth j : (j < size columns)%N -> nth [::] sl j = slopes_in (u j).
  by move=> lt; rewrite /sl -[List.map _ _]/(map _ _) (nth_map 0%N) ?size_map ?size_iota // (nth_map 0%N) ?size_iota // nth_iota.
have sza i : (i < size sl)%N -> size (nth [::] sl i) = N by rewrite szsl' => lt; rewrite slnth // szsl // ltu.
have szcw : size (chosen_weights wr columns) = k by rewrite /chosen_weights -[List.map _ _]/(map _ _) size_map.
have nthcw o j : (o < k)%N -> (j < size columns)%N ->
    nth q0 (nth [::] (chosen_weights wr columns) o) j = nth q0 (nth [::] wr o) (Z.to_nat (nth Z0 columns j)).
  move=> lt ltj; rewrite /chosen_weights -[List.map _ _]/(map _ _) (nth_map [::]) ?szwr //.
  by rewrite -[List.map _ _]/(map _ _) (nth_map Z0) // /at_index list_nth.
have lencw c' : (c' < k)%N -> size (nth [::] (chosen_weights wr columns) c') = size sl.
  by move=> lt; rewrite szsl' /chosen_weights -[List.map _ _]/(map _ _) (nth_map [::]) ?szwr // -[List.map _ _]/(map _ _) size_map.
have [[sze lene] [z' [b [bb fE]]] orth ones] := held_residualsP R szx lenx sza szcw szy lencw leny Er.
rewrite columns_atE // in fE.
apply: le_trans le; rewrite -lE (held_loss_ofE R sze lene) (loss_held L2 hE plain _ fc).
rewrite ler_wpmul2l ?invr_ge0 ?ler0n // ler_wpmul2r ?invr_ge0 ?ler0n //.
have := tP _ xpredT unit (fun j l => z' j l) b bb; rewrite WE => /le_trans; apply.
rewrite le_eqVlt; apply/orP; left; apply/eqP; apply: eq_bigr => n _; apply: eq_bigr => c' _; congr (_ ^+ 2).
apply/eqP; rewrite subr_eq -yE fE; apply/eqP; congr (_ + _); rewrite szsl'; apply: eq_bigr => j _.
have lt := ltn_ord j; rewrite nthcw // unitE -VE slnth // slE ?ltu // /u insubT; congr (_ * (_ * _)).
by rewrite /slope_of; congr (if cell_sign _ _ _ then _ else _); congr (nat_of_ord (t (unit _))); apply: val_inj.
Qed.
End Rule.

Theorem worst_rule_sound net w : worst_rule net w -> claim_of_worst net w.
Proof.
case: w => [cells l points solutions ok R|cells from to points lower columns solutions ok]; first exact: (worst_of_one_sound R ok).
have [w [wE _]] := worst_of_held_sound rat_realFieldType ok; exists w; split=> // R.
by have [w' [+ H]] := worst_of_held_sound R ok; rewrite wE => -[E]; rewrite E.
Qed.
