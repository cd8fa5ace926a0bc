(* The rule of minima proves the claim (soundness.md 24). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Form Rules Bridge Points PointRules UnitCells UnitChoices
  MinimaForm MinimaRules SoundNetwork SoundForms SoundUnitChoices CellMinima SoundSignTree SoundMinimaChoice
  SoundMinimaDecide SoundMinimaCells MinimaClaims SoundMinimaStates SoundMinimaTally.
From mathcomp Require Import fingroup perm.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope seq_scope.
Local Open Scope ring_scope.

(* --- states without sign 0 are states of two signs --- *)

Definition widen (x : nat) : nat := (3 * (x %/ 2) + 2 * (x %% 2))%N.
Definition narrow (x : nat) : nat := (2 * (x %/ 3) + (x %% 3) %/ 2)%N.
Definition nonzero_state (x : nat) : bool := (x %% 3 != 1)%N.
Lemma widen_mono x y : (x <= y)%N -> (widen x <= widen y)%N. Proof. by rewrite /widen; reckon. Qed.
Lemma narrow_mono x y : (x <= y)%N -> (narrow x <= narrow y)%N. Proof. by rewrite /narrow; reckon. Qed.
Lemma widenK x : narrow (widen x) = x. Proof. by rewrite /widen /narrow; reckon. Qed.
Lemma narrowK x : nonzero_state x -> widen (narrow x) = x.
Proof. by rewrite /nonzero_state /widen /narrow => /eqP; reckon. Qed.
Lemma widen_nonzero x : nonzero_state (widen x). Proof. by rewrite /nonzero_state /widen; reckon. Qed.
Lemma widen_lt x n : (widen x < 3 * n)%N = (x < 2 * n)%N. Proof. by rewrite /widen; reckon. Qed.
Lemma state_sign_nonzero x : (if state_sign x is Zero then false else true) = nonzero_state x.
Proof. by rewrite /state_sign /nonzero_state; have := ltn_mod x 3; case: (x %% 3)%N => [|[|[|]]]. Qed.

Lemma rising_map g cl st : (forall x y, (x <= y)%N -> (g x <= g y)%N) -> rising cl [::] st -> rising cl [::] (map g st).
Proof.
move=> mono /rising_spec[sz _ H]; apply/rising_spec; rewrite size_map; split=> // i j /andP[ij jc] cE.
by rewrite !(nth_map 0%N) ?sz ?(ltn_trans ij) // mono // H // ij.
Qed.

Lemma unit_choicesP n cl st : (st \in unit_choices n cl) = rising cl [::] st && all (fun a => (a < n)%N) st.
Proof. exact: choices_fromP. Qed.

(* Those without zero signs among n times three states are as many as lists of n times two. *)
Lemma nonzero_count n cl : size (filter (all nonzero_state) (unit_choices (3 * n) cl)) = size (unit_choices (2 * n) cl).
Proof.
rewrite -(size_map (map widen) (unit_choices (2 * n) cl)); apply: perm_size; apply: uniq_perm.
- by rewrite filter_uniq // choices_from_uniq.
- by rewrite map_inj_uniq ?choices_from_uniq //; apply: inj_map; exact: can_inj widenK.
move=> st; rewrite mem_filter unit_choicesP; apply/idP/mapP => [/and3P[nz r al]|[st' + ->]].
  have stE : st = map widen (map narrow st).
    by rewrite -map_comp -[LHS]map_id; apply/eq_in_map => x inx /=; rewrite narrowK // (allP nz).
  exists (map narrow st) => //; rewrite unit_choicesP rising_map //=; last exact: narrow_mono.
  by rewrite all_map; apply/allP => x inx /=; rewrite -widen_lt narrowK ?(allP nz) // (allP al).
rewrite unit_choicesP => /andP[r al]; rewrite rising_map ?andTb; [|exact: widen_mono|exact: r].
apply/andP; split; first by rewrite all_map; apply/allP => x _; exact: widen_nonzero.
by rewrite all_map; apply/allP => x inx /=; rewrite widen_lt (allP al).
Qed.

Lemma exchanged_trans (R : realFieldType) net (c c' c'' : cell net) : exchanged R c c' -> exchanged R c' c'' -> exchanged R c c''.
Proof.
case=> p [rp Hp] [p' [rp' Hp']]; exists (p' * p)%g; split=> i; rewrite !permM; first by rewrite (rp (p' i)) rp'.
have [q1 s1] := Hp' i; have [q2 s2] := Hp (p' i); split=> [|n sn]; first by rewrite q1 q2.
by rewrite (s1 n sn) (s2 n sn).
Qed.

(* --- the instance --- *)

Lemma count_size T (s : seq T) : Form.count s = Z.of_nat (size s). Proof. by []. Qed.

Section Minima.
Variables (net : instance) (cl : minima_claim) (ev : minima_evidence).
Notation N := (sample_size net).
Notation D := (layer_size net 1).
Hypothesis samples_formed : forall n, (n < N)%N -> size (column net n) = column_size net.
Hypothesis full_of : forall z, Form.count z = solution_size net -> full_size net z.
Hypothesis one : layer_size net 2 = 1%N.
Hypothesis rule : minima_rule net cl ev.

Section Field.
Variable R : realFieldType.
Notation rv := (@rv R).

Theorem minima_rule_sound : increasing_losses (loss_lines cl) /\ minima_over R net cl.
Proof.
move: rule; rewrite /minima_rule; case/andP=> /andP[/andP[_ sizes] _].
case Ec: (cells_of_unit net (unit_points ev)) => [cells|] //.
set T := length cells; set classes := classes_of (noise_rows net); cbv zeta.
do 5!case/andP; move=> /Z.eqb_eq nch _ /Z.eqb_eq cn /Z.eqb_eq cz _.
case Ed: (decide_all _ _ _) => [found|] // /andP[inc lines_same]; split=> //.
have [szcells cover realized distinct] := cells_of_unitP R samples_formed Ec.
have szcl : size classes = D := size_classes net.
have clin : all (fun c => (c < size classes)%N) classes := classes_inside net.
set ts := unit_choices T classes in Ed.
have [szcs szfound decided] := decide_allP Ed.
pose t_ r := nth [::] ts r; pose loss_ r := (nth (q0, [::]) found r).1; pose found_ r := (nth (q0, [::]) found r).2.
have tsP r : (r < size ts)%N -> [/\ size (t_ r) = D, rising classes [::] (t_ r) & all (fun k => (k < size cells)%N) (t_ r)].
  move=> lt; have := mem_nth [::] lt; rewrite -/(t_ r) unit_choicesP => /andP[ri al].
  by split=> //; rewrite (rising_size ri).
have findings r : (r < size ts)%N -> @finding R net (own_of cells (t_ r)) classes (t_ r) (loss_ r) (found_ r).
  move=> lt; have [szt _ al] := tsP r lt; have lt' : (r < size (cell_choices ev))%N by rewrite szcs.
  have := decided r [::] (CellChoice [::] None) lt; rewrite [nth (q0, _) _ _]surjective_pairing => E.
  apply: (decide_choiceP R samples_formed szcells szcl szt al full_of _ E).
  have sz' : all (fun c => Z.eqb (Form.count (solution c)) (solution_size net)) (cell_choices ev) by [].
  by apply/Z.eqb_eq; exact: (all_nthP _ sz').
(* the list of states of a loss, with or without signs 0 *)
pose part (b : bool) (q : rat) r := if q2r (loss_ r) == q
  then [seq Arithmetic.map2 state_of (t_ r) qs | qs <- found_ r & nonzero_signs qs == b] else [::].
pose L b q := flatten [seq part b q r | r <- iota 0 (size ts)].
have szqs r qs : (r < size ts)%N -> qs \in found_ r -> size (t_ r) = size qs.
  by move=> lt; have [szt _ _] := tsP r lt; have [_ H _] := findings r lt; move=> /H[-> _ _].
have inL b q st : reflect (exists r qs, [/\ (r < size ts)%N, q2r (loss_ r) = q, qs \in found_ r, nonzero_signs qs = b &
    st = Arithmetic.map2 state_of (t_ r) qs]) (st \in L b q).
  apply: (iffP flattenP) => [[s /mapP[r]]|[r [qs [lt lq inf nz ->]]]].
    rewrite mem_iota => lt ->; rewrite /part; case: eqP => // lq /mapP[qs]; rewrite mem_filter => /andP[/eqP nz inf ->].
    by exists r, qs.
  exists (part b q r); first by apply/mapP; exists r => //; rewrite mem_iota.
  by rewrite /part lq eqxx; apply/mapP; exists qs => //; rewrite mem_filter nz eqxx.
have indexL b q r st : (r < size ts)%N -> st \in part b q r -> map cell_index st = t_ r.
  move=> lt; rewrite /part; case: ifP => // _ /mapP[qs]; rewrite mem_filter => /andP[_ inf] ->.
  by have [-> _] := map_state (szqs r qs lt inf).
have uniqL b q : uniq (L b q).
  have : forall rs, uniq rs -> all (fun r => (r < size ts)%N) rs -> uniq (flatten [seq part b q r | r <- rs]).
    elim=> //= r rs IH /andP[nr ur] /andP[lt al]; rewrite cat_uniq IH // andbT; apply/andP; split.
      rewrite /part; case: ifP => // _; rewrite map_inj_in_uniq ?filter_uniq //; first by have [] := findings r lt.
      move=> x y; rewrite !mem_filter => /andP[_ inx] /andP[_ iny] E.
      have [_ <-] := map_state (szqs r x lt inx); have [_ <-] := map_state (szqs r y lt iny); by rewrite E.
    apply/hasPn => st /flattenP[s /mapP[r' inr' ->] ins]; apply/negP => ins'.
    have lt' : (r' < size ts)%N := allP al _ inr'.
    have : t_ r = t_ r' by rewrite -(indexL b q r st) // -(indexL b q r' st).
    move/eqP; rewrite nth_uniq // ?choices_from_uniq // => /eqP E; by move: nr; rewrite E inr'.
  by apply; [exact: iota_uniq|apply/allP => r; rewrite mem_iota].
have canL b q st : st \in L b q -> canonical net cells st.
  case/inL=> r [qs [lt _ inf _ ->]]; have [szt _ al] := tsP r lt; have [_ H _] := findings r lt.
  have [szq ri _] := (H qs).1 inf; rewrite /canonical ri /=.
  have sz := szqs r qs lt inf; apply/(all_nthP 0%N) => i; rewrite size_map2 // => lti.
  rewrite (@nth_map2 _ _ _ _ _ _ _ 0%N Zero) // state_ofE; have := all_nthP 0%N al i lti.
  by case: (nth Zero qs i) => /=; reckon.
(* solutions in cells are found *)
have foundP st : canonical net cells st -> exists r, [/\ (r < size ts)%N, map cell_index st = t_ r &
    solvable R (cell_of net cells st) <-> map state_sign st \in found_ r].
  move=> cst; have szst := canonical_size cst; case/andP: (cst) => ri al.
  have int : map cell_index st \in ts.
    rewrite unit_choicesP rising_map //= => [|x y]; last by rewrite /cell_index => /leq_div2r.
    by rewrite all_map; apply/allP => x inx /=; rewrite /cell_index ltn_divLR // mulnC (allP al).
  exists (index (map cell_index st) ts); rewrite index_mem int; split=> //; first by rewrite /t_ nth_index.
  have lt : (index (map cell_index st) ts < size ts)%N by rewrite index_mem.
  have tE : t_ (index (map cell_index st) ts) = map cell_index st by rewrite /t_ nth_index.
  have [_ H _] := findings _ lt; rewrite tE in H; split=> [[z [b [sol sg]]]|/H[_ _ [_ [z [b [sol sg]]]]]].
    by apply/H; split; [rewrite size_map|rewrite map2_states|split; [rewrite size_map|exists z, b]].
  by exists z, b.
have inhabited_can st : canonical net cells st -> inhabited R (cell_of net cells st).
  move=> cst; have szst := canonical_size cst.
  have pick (i : 'I_D) : exists v : nat -> R, forall n : 'I_N, seen R n ->
      dot v n != 0 /\ nth true (nth [::] cells (cell_index (nth 0%N st i))) n = (0 < dot v n).
    exact: realized (index_inside i cst).
  have [v vP] := fin_all_exists pick.
  exists (@W_of R net v (fun i => sign_value R (state_sign (nth 0%N st i)))), (c_of v 0).
  have al := c_allowed v (0 : R); split=> //; split=> [i n sn|i k].
    rewrite preactivationE // dot_W_of /cell_of /sides_of /=; have [-> _] := nth_states cells i szst.
    exact: vP.
  rewrite /cell_of /= mxE; have [_ ->] := nth_states cells i szst; rewrite /sign_of; case: (state_sign _) => /=.
  - by rewrite ltr01.
  - by rewrite ltxx eqxx.
  by rewrite ltr0N1 oppr_eq0 oner_eq0.
have lossP st r : canonical net cells st -> (r < size ts)%N -> map cell_index st = t_ r ->
    forall z b, solves (cell_of net cells st).1 z b -> @solution_loss R net (cell_of net cells st).1 z b = rv (loss_ r).
  by move=> cst lt tE z b; rewrite /cell_of /= tE; have [_ _ H] := findings r lt; exact: H.
have nonzeroP st : canonical net cells st -> reflect (nonzero_cell (cell_of net cells st)) (nonzero_signs (map state_sign st)).
  move=> cst; have szst := canonical_size cst; apply: (iffP idP) => [al i|nz].
    have al' : all (fun q => match q with Zero => false | _ => true end) (map state_sign st) by [].
    have := all_nthP Zero al' i; rewrite size_map szst => /(_ (ltn_ord i)); by rewrite /cell_of /=; case: (nth _ _ _).
  apply/(all_nthP Zero) => i; rewrite size_map szst => lt; have := nz (Ordinal lt); by rewrite /cell_of /=; case: (nth _ _ _).
(* a minimum in a cell *)
have minimum_found (c : cell net) W b : is_minimum (R := R) W b -> in_cell W b c.1 c.2 -> exists st r,
    [/\ canonical net cells st, exchanged R (cell_of net cells st) c, (r < size ts)%N /\ map cell_index st = t_ r,
        map state_sign st \in found_ r & loss_with W b = rv (loss_ r)].
  move=> min ic; have [z [b' [sol lossE sv]]] := minimum_solvable one min ic.
  have [st cst ex] := canonical_exists samples_formed one Ec (ex_intro _ W (ex_intro _ b (conj min.1 ic))).
  have ex' := exchanged_sym ex; have [r [lt tE sP]] := foundP st cst.
  exists st, r; split=> //; first exact/sP/(exchanged_solvable ex').
  have [z' sol' [fitE _]] := exchanged_solution ex' sol; rewrite lossE -(lossP st r cst lt tE z' b' sol').
  by congr (_ * _); apply: eq_bigr => n _; rewrite /residual_of fitE.
have minimum_exists st r : canonical net cells st -> (r < size ts)%N -> map cell_index st = t_ r -> map state_sign st \in found_ r ->
    exists W b, [/\ is_minimum (R := R) W b, in_cell W b (cell_of net cells st).1 (cell_of net cells st).2 & loss_with W b = rv (loss_ r)].
  move=> cst lt tE inf; have [r' [lt' tE' sP]] := foundP st cst.
  have rr : r' = r by apply/eqP; rewrite -(nth_uniq [::] lt' lt (choices_from_uniq _ _ _)) -/(t_ r') -tE' tE.
  rewrite rr in sP; have [W [b [z [b' [min ic sol lossE]]]]] := solvable_minimum one (inhabited_can st cst) (sP.2 inf).
  by exists W, b; split=> //; rewrite lossE; exact: lossP.
(* numbers of minima *)
have counted b (l : Q) : number_of R (fun c : cell net => holds_minimum R l c /\ (if b then nonzero_cell c else ~ nonzero_cell c))
    (Z.of_nat (size (L b (q2r l)))).
  have base := @number_of_states R net samples_formed one (unit_points ev) cells Ec (L b (q2r l)) _ (uniqL b (q2r l)) (canL b (q2r l)).
  apply: base => [st stL|c [[W [b' [min ic _]]] _]|c st cst ex [[W [b' [min ic lossE]]] nz]].
  - have cst := canL _ _ _ stL; case/inL: stL => r [qs [lt lq inf nz stE]]; have [tE qE] := map_state (szqs r qs lt inf).
    rewrite -stE in tE qE; split.
      have [|W [b' [min ic lossE]]] := minimum_exists st r cst lt tE; first by rewrite qE.
      by exists W, b'; split=> //; rewrite lossE /SoundNetwork.rv lq.
    have := nonzeroP st cst; rewrite qE nz; case: (b) => H; [exact: (elimT H isT)|exact: (elimF H (erefl _))].
  - by exists W, b'; split=> //; exact: min.1.
  have [st' [r [cst' ex' [lt tE] inf lossE']]] := minimum_found c W b' min ic.
  have stst : st' = st.
    exact: (canonical_unique samples_formed Ec cst' cst (exchanged_trans ex' (exchanged_sym ex))).
  rewrite stst in tE inf; apply/inL; exists r, (map state_sign st); split=> //.
  - by apply: (fmorph_inj [rmorphism of ratr : rat -> R]); rewrite -[LHS]/(rv (loss_ r)) -lossE'.
  - have := nonzeroP st cst; case: (b) nz => nz; case=> // nz'; [case: nz'|case: nz]; first exact: (exchanged_nonzero (exchanged_sym ex)).
    exact: (exchanged_nonzero ex).
  by rewrite -tE map2_states.
have lines_at (b : bool) q : at_loss (if b then line_nonzero else line_zero) q (loss_lines cl) = Z.of_nat (size (L b q)) /\
    has (line_of_loss q) (loss_lines cl) = has (fun r => (q2r (loss_ r) == q) && (found_ r != [::])) (iota 0 (size ts)).
  have fa : adds (if b then line_nonzero else line_zero) by case: (b); [exact: adds_nonzero|exact: adds_zero].
  have same : forall l m, same_line l m -> (if b then line_nonzero else line_zero) l = (if b then line_nonzero else line_zero) m.
    by move=> l m; case: (b) => /andP[/andP[_ /Z.eqb_eq E1] /Z.eqb_eq E2].
  have [<- <-] := same_lines_at q same lines_same.
  have [-> ->] := merge_all_at q fa (Z.to_nat (Z.log2 (Form.count found)) + 2)%coq_nat
    (List.map (fun r => line_of r.1 r.2) found).
  have foundE : found = [seq nth (q0, [::]) found r | r <- iota 0 (size ts)].
    by rewrite -szfound -/(mkseq _ _) mkseq_nth.
  rewrite {1 2}foundE -[List.map _ _]/(map _ _) -map_comp; split; last first.
    by rewrite has_map; apply: eq_has => r /=; rewrite line_of_has.
  rewrite /L; elim: (iota 0 (size ts)) => //= r rs IH; rewrite size_cat IH line_of_at Nat2Z.inj_add; congr (Z.add _ _).
  by rewrite /part /loss_ /found_; case: ifP => // _; rewrite size_map size_filter.
have number_at b (l : loss_line) : List.In l (loss_lines cl) ->
    (if b then line_nonzero else line_zero) l = Z.of_nat (size (L b (q2r (line_loss l)))).
  move=> inl; have [<- _] := lines_at b (q2r (line_loss l)).
  by rewrite (increasing_at (if b then line_nonzero else line_zero) inc inl (erefl _)).
(* numbers of all cells *)
have all_can st : (st \in unit_choices (3 * T) classes) = canonical net cells st by exact: unit_choicesP.
have nz_states st : canonical net cells st -> nonzero_signs (map state_sign st) = all nonzero_state st.
  move=> _; rewrite -[nonzero_signs _]/(all (fun q => match q with Zero => false | _ => true end) (map state_sign st)) all_map.
  by apply: eq_all => x; exact: state_sign_nonzero.
have cells_counted (b : bool) : number_of R (fun c : cell net => inhabited R c /\ (if b then nonzero_cell c else ~ nonzero_cell c))
    (Z.of_nat (size (filter (fun st => all nonzero_state st == b) (unit_choices (3 * T) classes)))).
  apply: (number_of_states samples_formed one Ec) => [|st|st|c []//|c st cst ex [_ nz]].
  - by rewrite filter_uniq // choices_from_uniq.
  - by rewrite mem_filter all_can => /andP[].
  - rewrite mem_filter all_can => /andP[/eqP nz cst]; split; first exact: inhabited_can.
    have := nonzeroP st cst; rewrite nz_states // nz; case: (b) => H; [exact: (elimT H isT)|exact: (elimF H (erefl _))].
  rewrite mem_filter all_can cst andbT -nz_states //.
  have := nonzeroP st cst; case: (b) nz => nz; case=> // nz'; [case: nz'|case: nz]; first exact: (exchanged_nonzero (exchanged_sym ex)).
  exact: (exchanged_nonzero ex).
have count_true : size (filter (fun st => all nonzero_state st == true) (unit_choices (3 * T) classes)) = size (unit_choices (2 * T) classes).
  by rewrite -nonzero_count; congr size; apply: eq_filter => st; rewrite eqb_id.
have count_false : Z.of_nat (size (filter (fun st => all nonzero_state st == false) (unit_choices (3 * T) classes))) =
    Z.sub (choice_count (3 * T) classes) (choice_count (2 * T) classes).
  rewrite !(choice_countE _ clin) -count_true !size_filter -(count_predC (fun st => all nonzero_state st == true) (unit_choices (3 * T) classes)).
  rewrite (eq_count (a2 := predC (fun st => all nonzero_state st == true))); last by move=> st /=; case: (all _ _).
  by reckon.
split.
- by have := cells_counted true; rewrite count_true -(choice_countE _ clin) -cn.
- by have := cells_counted false; rewrite count_false cz.
- move=> W b min ins; pose k0 : 'I_(layer_size net 2) := cast_ord (esym one) ord0.
  pose c : cell net := (fun i n => 0 < preactivation W b i n, fun i => sign_of (W 1%N k0 i)).
  have ic : in_cell W b c.1 c.2.
    split=> [i n sn|i k]; first by split=> //; exact: ins.
    by rewrite /c /=; congr sign_of; congr (W 1%N _ i); apply: val_inj; rewrite /= (single_ord k one).
  have [st [r [cst _ [lt tE] inf lossE]]] := minimum_found c W b min ic.
  have [_ H] := lines_at true (q2r (loss_ r)).
  have /has_in[l inl lE] : has (line_of_loss (q2r (loss_ r))) (loss_lines cl).
    rewrite H; apply/hasP; exists r; first by rewrite mem_iota.
    by rewrite eqxx /=; apply: contraTneq inf => ->.
  by exists l => //; rewrite lossE /SoundNetwork.rv lE.
move=> l inl; split; [|by rewrite (number_at true l inl); exact: counted|by rewrite (number_at false l inl); exact: counted].
have [_ H] := lines_at true (q2r (line_loss l)).
have : has (line_of_loss (q2r (line_loss l))) (loss_lines cl) by exact: in_has inl (erefl _).
rewrite H => /hasP[r]; rewrite mem_iota => lt /andP[/eqP lE]; case F: (found_ r) => [|qs rest] // _.
have inf : qs \in found_ r by rewrite F mem_head.
have [tE qE] := map_state (szqs r qs lt inf); pose st := Arithmetic.map2 state_of (t_ r) qs.
have stL : st \in L (nonzero_signs qs) (q2r (loss_ r)) by apply/inL; exists r, qs.
have cst := canL _ _ _ stL; have [|W [b [min ic lossE]]] := minimum_exists st r cst lt tE; first by rewrite qE.
exists W, b; split=> //; last by rewrite lossE /SoundNetwork.rv lE.
by move=> i n sn; have [on _] := ic; have [] := on i n sn.
Qed.
End Field.
End Minima.

(* --- the shape of a well-formed instance is in Check.v; what is needed of it --- *)
