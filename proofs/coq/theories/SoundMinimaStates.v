(* Cells of the network as states of its units: each is an exchange of exactly one list of states that does not fall within
   a class; minima in cells and solutions of the normal equations (soundness.md 24). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Form Rules Bridge Points PointRules UnitCells UnitChoices
  MinimaForm MinimaRules SoundNetwork SoundForms SoundUnitChoices CellMinima SoundSignTree SoundMinimaChoice
  SoundMinimaCells MinimaClaims.
From mathcomp Require Import fingroup perm.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope seq_scope.
Local Open Scope ring_scope.

(* --- states --- *)

Definition sign_at_rank (r : nat) : sign := if r is r'.+1 then (if r' is _.+1 then Minus else Zero) else Plus.
Definition cell_index (x : nat) : nat := (x %/ 3)%N.
Definition state_sign (x : nat) : sign := sign_at_rank (x %% 3).
Lemma state_ofE t q : state_of t q = (3 * t + rank_of q)%N.
Proof. by rewrite /state_of; reckon. Qed.
Lemma state_index t q : cell_index (state_of t q) = t /\ state_sign (state_of t q) = q.
Proof.
rewrite state_ofE /cell_index /state_sign mulnC; have r3 : (rank_of q < 3)%N by case: q.
by rewrite divnMDl // divn_small // addn0 modnMDl modn_small //; case: q r3.
Qed.
Lemma state_split x : state_of (cell_index x) (state_sign x) = x.
Proof.
rewrite state_ofE [RHS](divn_eq x 3) mulnC; congr (_ + _)%N; rewrite /state_sign.
by have := ltn_mod x 3; case: (x %% 3)%N => [|[|[|]]].
Qed.
Lemma map_state t qs : size t = size qs -> map cell_index (Arithmetic.map2 state_of t qs) = t /\
  map state_sign (Arithmetic.map2 state_of t qs) = qs.
Proof. by elim: t qs => [|a t IH] [|q qs] //= [/IH[-> ->]]; have [-> ->] := state_index a q. Qed.
Lemma map2_states st : Arithmetic.map2 state_of (map cell_index st) (map state_sign st) = st.
Proof. by elim: st => //= x st ->; rewrite state_split. Qed.

Lemma signed_side (R : realFieldType) q (b : bool) (u : R) : 0 < sign_value R q * (if b then 1 else -1) * u ->
  sign_value R q * u != 0 /\ b = (0 < sign_value R q * u).
Proof.
rewrite mulrAC; case: b; rewrite ?mulr1 ?mulrN1 ?oppr_gt0 => w0; first by rewrite gt_eqF.
by rewrite lt_eqF // lt_gtF.
Qed.

Section States.
Variables (R : realFieldType) (net : instance).
Notation rv := (@rv R).
Notation N := (sample_size net).
Notation D := (layer_size net 1).
Notation dot := (@dot R net).
Hypothesis samples_formed : forall n, (n < N)%N -> size (column net n) = column_size net.
Hypothesis one : layer_size net 2 = 1%N.
Variables (points : seq (seq Q)) (cells : seq (seq bool)).
Hypothesis cellsE : cells_of_unit net points = Some cells.
Let cellsP := cells_of_unitP R samples_formed cellsE.
Let T := size cells.
Let classes := classes_of (noise_rows net).

Definition own_of (t : seq nat) : seq (seq bool) := map (fun k => nth [::] cells k) t.
Definition cell_of (st : seq nat) : cell net :=
  (@sides_of net (own_of (map cell_index st)), fun i : 'I_D => nth Zero (map state_sign st) (nat_of_ord i)).
(* The lists of states that stand for the cells *)
Definition canonical (st : seq nat) : bool := rising classes [::] st && all (fun x => (x < 3 * T)%N) st.

Lemma size_noise : size (noise_rows net) = D. Proof. exact: size_tab. Qed.
Lemma size_classes : size classes = D. Proof. by have [_ [-> _]] := classes_ofP (noise_rows net); rewrite size_noise. Qed.
Lemma classes_inside : all (fun c => (c < size classes)%N) classes.
Proof. by have [al [sz _]] := classes_ofP (noise_rows net); rewrite -/classes sz. Qed.
Lemma canonical_size st : canonical st -> size st = D.
Proof. by case/andP=> /rising_size -> _; exact: size_classes. Qed.

Definition class_at (i : 'I_D) : nat := nth 0%N classes i.
Lemma class_row (i j : 'I_D) : class_at i = class_at j <-> row i (E_at R net 1) = row j (E_at R net 1).
Proof.
have [_ [_ H]] := classes_ofP (noise_rows net).
have si (k : 'I_D) : (k < size (noise_rows net))%N by rewrite size_noise.
have [E1 E2] := H i j (si i) (si j); rewrite /noise_rows !nth_tab' // in E1 E2; split=> E.
  apply/rowP => n; rewrite !mxE; have := congr1 (fun s => nth 0 s n) (E1 E).
  by rewrite /= /noise_row !(nth_map q0 0 q2r) ?size_tab // !nth_tab' // /rv => ->.
have szr k : size (map q2r (noise_row net k)) = N by rewrite size_map; exact: size_tab.
apply: E2; apply: (@eq_from_nth _ 0) => [|n]; rewrite !szr // => lt.
rewrite /noise_row !(nth_map q0 0 q2r) ?size_tab // !nth_tab' //.
have := congr1 (fun m : 'rV[R]_N => m 0 (Ordinal lt)) E; rewrite !mxE; exact: fmorph_inj.
Qed.

Lemma rising_monotone st : size st = D -> rising classes [::] st <-> monotone class_at (fun i : 'I_D => nth 0%N st i).
Proof.
move=> sz; split=> [/rising_spec[_ _ mono] i j ij cE|mono].
  by apply: mono; rewrite ?size_classes ?ij /=.
apply/rising_spec; split=> [|//|i j]; first by rewrite sz size_classes.
rewrite size_classes => /andP[ij jD] cE; have iD := ltn_trans ij jD.
exact: (mono (Ordinal iD) (Ordinal jD)).
Qed.

Lemma nth_states st (i : 'I_D) : size st = D ->
  nth [::] (own_of (map cell_index st)) i = nth [::] cells (cell_index (nth 0%N st i)) /\
  nth Zero (map state_sign st) i = state_sign (nth 0%N st i).
Proof. by move=> sz; rewrite /own_of -map_comp !(nth_map 0%N) ?sz. Qed.

Lemma index_inside st (i : 'I_D) : canonical st -> (cell_index (nth 0%N st i) < T)%N.
Proof.
move=> c; have sz := canonical_size c; case/andP: c => _ /(all_nthP 0%N)/(_ i); rewrite sz => /(_ (ltn_ord i)).
by rewrite /cell_index ltn_divLR // mulnC.
Qed.

(* --- one list of states for each cell --- *)

Lemma canonical_exists (c : cell net) : inhabited R c -> exists2 st, canonical st & exchanged R (cell_of st) c.
Proof.
case=> W [b [al [on sg]]].
have [_ cover _ _] := cellsP.
have pick (i : 'I_D) : exists k : 'I_T, [forall n : 'I_N, seen R n ==> (nth true (nth [::] cells k) n == c.1 i n)].
  have [|k lt kP] := cover (row_of W b i).
    by move=> n sn; rewrite -preactivationE //; have [] := on i n sn.
  exists (Ordinal lt); apply/forallP => n; apply/implyP => sn; have [_ ->] := on i n sn.
  by rewrite preactivationE // kP.
pose k i := xchoose (pick i); pose f (i : 'I_D) := state_of (k i) (c.2 i).
have kP i n : seen R n -> nth true (nth [::] cells (k i)) n = c.1 i n.
  by move=> sn; have /forallP/(_ n) := xchooseP (pick i); rewrite sn => /eqP.
have [p kp mono] := sorted_exists class_at f.
pose st := [seq f (p i) | i <- enum 'I_D]; have szst : size st = D by rewrite size_map size_enum_ord.
have stE (i : 'I_D) : nth 0%N st i = f (p i) by rewrite (nth_map i) ?size_enum_ord // nth_ord_enum.
exists st.
  rewrite /canonical; apply/andP; split.
    by apply/(rising_monotone szst) => i j ij cE; rewrite !stE; exact: mono.
  apply/(all_nthP 0%N) => i; rewrite szst => lt; have := stE (Ordinal lt); rewrite /= => ->.
  by rewrite /f state_ofE; have := ltn_ord (k (p (Ordinal lt))); case: (c.2 _) => /=; reckon.
exists (p^-1)%g; split=> i.
  by apply/class_row; have /eqP := forallP kp (p^-1%g i); rewrite permKV.
have [nE sE] := nth_states (p^-1%g i) szst; rewrite /cell_of /sides_of /= nE sE stE permKV /f.
have [-> ->] := state_index (k i) (c.2 i); split=> // n sn; by rewrite kP.
Qed.

Lemma canonical_unique st st' : canonical st -> canonical st' -> exchanged R (cell_of st) (cell_of st') -> st = st'.
Proof.
move=> c c' [p [rows_same H]]; have sz := canonical_size c; have sz' := canonical_size c'.
have [_ _ _ distinct] := cellsP.
have kp : keeps class_at p by apply/forallP => i; apply/eqP/class_row.
have mono : monotone class_at (fun i : 'I_D => nth 0%N st i) by apply/(rising_monotone sz); case/andP: c.
have mono' : monotone class_at (fun i : 'I_D => nth 0%N st' i) by apply/(rising_monotone sz'); case/andP: c'.
have E (i : 'I_D) : nth 0%N st' i = nth 0%N st (p i).
  have [sgE sideE] := H i; rewrite -[LHS]state_split -[RHS]state_split.
  have [n1 s1] := nth_states i sz'; have [n2 s2] := nth_states (p i) sz.
  congr state_of; last by rewrite -s1 -s2; exact: sgE.
  apply: distinct; [exact: index_inside|exact: index_inside|move=> n sn].
  by have := sideE n sn; rewrite /cell_of /sides_of /= n1 n2.
apply: (@eq_from_nth _ 0%N) => [|i]; rewrite sz // => lt.
by have := monotone_unique kp mono mono' E (Ordinal lt).
Qed.

(* --- solutions --- *)

Definition solvable (c : cell net) : Prop := exists z b, solves c.1 z b /\ forall i : 'I_D,
  match c.2 i with
  | Zero => forall j, z i j = 0
  | _ => forall n, seen R n -> 0 < sign_value R (c.2 i) * (if c.1 i n then 1 else -1) * dot (z i) n
  end.

Lemma exchanged_solution (c c' : cell net) (z : 'I_D -> nat -> R) (b : R) : exchanged R c c' -> solves c.1 z b -> exists2 z', solves c'.1 z' b &
  (forall n, fit c'.1 z' b n = fit c.1 z b n) /\ exists p : {perm 'I_D}, z' = (fun i => z (p i)) /\
  forall i, c'.2 i = c.2 (p i) /\ forall n, seen R n -> c'.1 i n = c.1 (p i) n.
Proof.
case=> p [rows_same H] [bb rs bs]; pose z' (i : 'I_D) := z (p i).
have blockE (i : 'I_D) n v : side_slope R c'.1 i n * dot v n = side_slope R c.1 (p i) n * dot v n.
  have [sn|u] := boolP (seen R n); last by rewrite (unseen v u) !mulr0.
  have [_ sideE] := H i; rewrite /side_slope (sideE n sn); congr (_ * _ * _).
  by have := congr1 (fun m : 'rV[R]_N => m 0 n) (rows_same i); rewrite !mxE.
have fitE n : fit c'.1 z' b n = fit c.1 z b n.
  rewrite /fit; congr (_ + _); rewrite [RHS](reindex_inj (@perm_inj _ p)) /=.
  by apply: eq_bigr => i _; rewrite blockE.
exists z'; last by split=> //; exists p.
split=> //; [move=> i v|move=> B; rewrite -[RHS](bs B)].
  by rewrite -[RHS](rs (p i) v); apply: eq_bigr => n _; rewrite blockE /residual_of fitE.
by apply: eq_bigr => n _; rewrite /residual_of fitE.
Qed.

Lemma exchanged_solvable (c c' : cell net) : exchanged R c c' -> solvable c -> solvable c'.
Proof.
move=> ex [z [b [sol sg]]]; have [z' sol' [_ [p [z'E H]]]] := exchanged_solution ex sol.
exists z', b; split=> // i; have [qE sideE] := H i; rewrite qE z'E; have := sg (p i).
by case: (c.2 (p i)) => // K n sn; rewrite (sideE n sn); exact: K.
Qed.

Lemma exchanged_sym (c c' : cell net) : exchanged R c c' -> exchanged R c' c.
Proof.
case=> p [rows_same H]; exists (p^-1)%g; split=> i; first by rewrite -{2}(permKV p i) rows_same.
have [qE sideE] := H (p^-1%g i); rewrite permKV in qE sideE; by split=> [//|n sn]; rewrite (sideE n sn).
Qed.

Lemma exchanged_nonzero (c c' : cell net) : exchanged R c c' -> nonzero_cell c -> nonzero_cell c'.
Proof. by case=> p [_ H] nz i; have [-> _] := H i. Qed.

Definition solution_loss t z b : R := N%:R^-1 * (\sum_n residual_of (R := R) (net := net) t z b n ^+ 2 / 2%:R).

Let k0 : 'I_(layer_size net 2) := cast_ord (esym one) ord0.

Lemma minimum_solvable (c : cell net) W b : is_minimum (R := R) W b -> in_cell W b c.1 c.2 ->
  exists z b', [/\ solves c.1 z b', loss_with W b = solution_loss c.1 z b' & solvable c].
Proof.
move=> min [on sg]; have al := min.1; have sol := minimum_solution k0 one on min.
exists (fun i j => W 1%N k0 i * row_of W b i j), (b 1%N k0 0); split=> //; first exact: (loss_sides k0 one).
exists (fun i j => W 1%N k0 i * row_of W b i j), (b 1%N k0 0); split=> // i.
have := sg i k0; rewrite /sign_of; case: ltrP => [p0 <-|le].
  move=> n sn; have [ne ->] := on i n sn; rewrite preactivationE // in ne *; rewrite dot_scale /= mul1r.
  case: (ltrP 0 (dot (row_of W b i) n)) => [v0|]; first by rewrite mul1r mulr_gt0.
  by rewrite le_eqVlt (negPf ne) /= => v0; rewrite mulN1r oppr_gt0 pmulr_rlt0.
case: eqP => [p0 <- j|/eqP p0 <-]; first by rewrite p0 mul0r.
have {}p0 : W 1%N k0 i < 0 by rewrite lt_neqAle p0.
move=> n sn; have [ne ->] := on i n sn; rewrite preactivationE // in ne *; rewrite dot_scale /=.
case: (ltrP 0 (dot (row_of W b i) n)) => [v0|]; first by rewrite mulr1 mulN1r oppr_gt0 nmulr_rlt0.
by rewrite le_eqVlt (negPf ne) /= => v0; rewrite mulrNN mulr1 mul1r nmulr_rgt0.
Qed.

Lemma solvable_minimum (c : cell net) : inhabited R c -> solvable c -> exists W b z b',
  [/\ is_minimum (R := R) W b, in_cell W b c.1 c.2, solves c.1 z b' & loss_with W b = solution_loss c.1 z b'].
Proof.
case=> W0 [b0 [al0 [on0 _]]] [z [b [sol sg]]].
pose v (i : 'I_D) : nat -> R := match c.2 i with Zero => row_of W0 b0 i | q => fun j => sign_value R q * z i j end.
pose p (i : 'I_D) : R := sign_value R (c.2 i).
pose W : weights R (layer_size net) := W_of v p; pose B : shifts R (layer_size net) := c_of v b.
have al : allowed (bias net) B by exact: c_allowed.
have dotE i n : dot (row_of W B i) n = dot (v i) n by exact: dot_W_of.
have on : on_sides W B c.1.
  move=> i n sn; rewrite preactivationE // dotE /v; have := sg i; case: (c.2 i) => H.
  - by rewrite dot_scale; exact: signed_side (H n sn).
  - by have [ne ->] := on0 i n sn; rewrite preactivationE // in ne *.
  by rewrite dot_scale; exact: signed_side (H n sn).
pose z' (i : 'I_D) (j : nat) := W 1%N k0 i * row_of W B i j.
have z'E i n : dot (z' i) n = dot (z i) n.
  rewrite dot_scale dotE /W /= mxE /p /v; have := sg i; case Eq: (c.2 i) => /= H; last by rewrite dot_scale mulrA mulrNN !mul1r.
    by rewrite dot_scale !mul1r.
  rewrite mul0r /CellMinima.dot /ldot big1 // => j _; by rewrite H mulr0.
have fitE n : fit c.1 z' b n = fit c.1 z b n by rewrite /fit; congr (_ + _); apply: eq_bigr => i _; rewrite z'E.
have sol' : solves c.1 z' b.
  have [bb rs bs] := sol; split=> // [i u|Bi].
    by rewrite -[RHS](rs i u); apply: eq_bigr => n _; rewrite /residual_of fitE.
  by rewrite -[RHS](bs Bi); apply: eq_bigr => n _; rewrite /residual_of fitE.
have Bb : B 1%N k0 0 = b.
  by rewrite mxE; have [bb _ _] := sol; move: bb; case: (bias net) => //= /eqP ->.
exists W, B, z', b; split=> //; last by rewrite -Bb; exact: (loss_sides k0 one).
  by apply: (@solution_minimum R net k0 one W B c.1 b al on _ Bb); exact: sol'.
split=> // i k; rewrite /W mxE /p /sign_of; case: (c.2 i) => /=; first by rewrite ltr01.
  by rewrite ltxx eqxx.
by rewrite ltr0N1 oppr_eq0 oner_eq0.
Qed.

(* --- numbers of cells --- *)

Theorem number_of_states (L : seq (seq nat)) (P : cell net -> Prop) : uniq L -> (forall st, st \in L -> canonical st) ->
  (forall st, st \in L -> P (cell_of st)) -> (forall c, P c -> inhabited R c) ->
  (forall c st, canonical st -> exchanged R (cell_of st) c -> P c -> st \in L) -> number_of R P (Z.of_nat (size L)).
Proof.
move=> u can holds inh complete; exists (size L), (fun a : 'I_(size L) => cell_of (nth [::] L a)); split=> //.
- by move=> a; apply: holds; exact: (mem_nth _ (ltn_ord a)).
- move=> a b ex; apply/val_inj/eqP; rewrite -(nth_uniq [::] (ltn_ord a) (ltn_ord b) u); apply/eqP.
  by apply: canonical_unique ex; apply: can; exact: (mem_nth _ (ltn_ord _)).
move=> c Pc; have [st cst ex] := canonical_exists (inh c Pc); have inL := complete c st cst ex Pc.
have lt : (index st L < size L)%N by rewrite index_mem.
by exists (Ordinal lt); rewrite /= nth_index.
Qed.
End States.
