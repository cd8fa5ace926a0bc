(* The rule of local-minima proves the claim (soundness.md 27). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge Points PointRules UnitCells UnitChoices
  MinimaForm MinimaRules FaceRules LocalMinimaForm LocalMinimaRules LocalMinimaClaims SoundUnitCells SoundNetwork
  SoundUnitChoices CellMinima SoundSignTree SoundMinimaChoice SoundMinimaTally SoundMinimaStates SoundFaces
  SoundUnitFaces SoundFacePoints SoundFaceStates SoundFaceDirections SoundFacePoint.
From mathcomp Require Import fingroup perm ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope seq_scope.
Local Open Scope ring_scope.

Lemma exchanged_choice_sym (R : realFieldType) net (c c' : choice net) : exchanged_choice R c c' -> exchanged_choice R c' c.
Proof.
case=> p [rows_same H]; exists (p^-1)%g; split=> i; first by rewrite -{2}(permKV p i) rows_same.
have [qE same] := H (p^-1%g i); rewrite permKV in qE same; by split=> [//|n sn]; rewrite (same n sn).
Qed.

Lemma decide_choicesP decide ts cs found : decide_choices decide ts cs = Some found ->
  [/\ size cs = size ts, size found = size ts & forall r t0 c0, (r < size ts)%N ->
      decide (nth t0 ts r) (nth c0 cs r) = Some (nth None found r)].
Proof.
elim: ts cs found => [|t ts IH] [|c cs] found //=; first by case=> <-.
case E: (decide t c) => [x|] //; case Es: (decide_choices decide ts cs) => [xs|] // [<-].
have [s1 s2 H] := IH _ _ Es; split; rewrite /= ?s1 ?s2 // => -[|r] t0 c0 lt //=; exact: H.
Qed.

(* --- one choice --- *)

Section Choice.
Variables (R : realFieldType) (net : instance) (points : seq (seq Q)) (faces : seq (seq sign)).
Notation rv := (@rv R).
Notation N := (sample_size net).
Notation D := (layer_size net 1).
Notation xs := (columns_of_net net).
Hypothesis samples_formed : forall n, (n < N)%N -> size (column net n) = column_size net.
Hypothesis full_of : forall z, Form.count z = solution_size net -> full_size net z.
Hypotheses (L2 : layers net = 2%N) (one : layer_size net 2 = 1%N) (squares : huber net = None).
Hypothesis facesE : faces_of_unit net points = Some faces.
Let states := face_states xs points faces.
Variable st : seq nat.
Hypothesis cst : canonical_states net points faces st.
Let own := map (fun k => List.nth k states no_state) st.

Lemma own_state (i : 'I_D) : nth no_state own i = nth no_state states (nth 0%N st i).
Proof. by rewrite /own (nth_map 0%N) ?list_nth // (canonical_states_size cst). Qed.

Lemma own_exchanged : exchanged_choice R (own_choice net own) (choice_of net points faces st).
Proof.
exists 1%g; split=> i; rewrite perm1 //; split=> [|n _].
  by rewrite /own_choice /choice_of /sign_of_state /= own_state.
by rewrite /own_choice /choice_of /face_of_state /= own_state.
Qed.

Lemma size_own : size own = D.
Proof. by rewrite /own size_map (canonical_states_size cst). Qed.

Lemma own_stateE i : (i < D)%N -> exists k q, (k < size faces)%N /\
  nth no_state own i = FaceState (nth [::] points k) (nth [::] faces k) q.
Proof.
move=> lt; have inx := state_inside (Ordinal lt) cst; have := own_state (Ordinal lt); rewrite /= => ->.
rewrite (stateE inx); have /andP[kf _] := pair_inside inx.
by exists (pair_of net faces (nth 0%N st i)).1, (pair_of net faces (nth 0%N st i)).2.
Qed.

Theorem decided_choice c r : decide_face_choice net xs (input_rows net xs) (noise_rows net) (target_row net) own c = Some r ->
  if r is Some l then stationary_in (choice_of net points faces st) (rv l)
  else forall l : R, ~ stationary_in (choice_of net points faces st) l.
Proof.
have [_ szk signP _ _] := faces_of_unitP R facesE; have [zs [_ [_ lenp] _ _ _]] := unit_faces_parts facesE.
have [szf _ _ _ _] := faces_of_unitP R facesE.
have size_faces i : (i < D)%N -> size (state_face (nth no_state own i)) = N.
  by move=> /own_stateE[k [q [kf ->]]]; exact: szk.
case: c => [z ks|moves sum lambda] /=.
  case Ep: (point_decides _ _ _ _ _) => [l|] // [<-].
  apply: (stationary_exchanged own_exchanged); apply/(holds_stationary L2 one squares).
  have sgn (i : 'I_D) (n : 'I_N) : seen R n ->
      sign_of (dot (point_of_row R (state_point (nth no_state own i))) n) = nth Zero (state_face (nth no_state own i)) n.
    by have [k [q [kf ->]]] := own_stateE (ltn_ord i); rewrite /= -signP.
  exact: (point_decides_sound samples_formed L2 one squares full_of size_own size_faces sgn Ep).
case: ifP => // ex [<-] l sl; have := stationary_exchanged (exchanged_choice_sym own_exchanged) sl.
exact: (directions_exclude_all samples_formed size_own size_faces ex).
Qed.
End Choice.

(* --- all choices --- *)

Section Rule.
Variables (net : instance) (cl : faces_claim) (ev : faces_evidence).
Notation N := (sample_size net).
Notation D := (layer_size net 1).
Notation xs := (columns_of_net net).
Hypothesis samples_formed : forall n, (n < N)%N -> size (column net n) = column_size net.
Hypothesis full_of : forall z, Form.count z = solution_size net -> full_size net z.
Hypotheses (L2 : layers net = 2%N) (one : layer_size net 2 = 1%N) (squares : huber net = None).
Hypothesis rule : faces_rule net cl ev.

Section Field.
Variable R : realFieldType.
Notation rv := (@rv R).

Lemma rv_inj p q : rv p = rv q -> q2r p = q2r q.
Proof. exact: (fmorph_inj [rmorphism of ratr : rat -> R]). Qed.

Theorem faces_rule_sound : face_lines cl <> [::] /\ increasing_losses (List.map line_of_face (face_lines cl)) /\ faces_over R net cl.
Proof.
move: rule; rewrite /faces_rule; case facesE: (faces_of_unit _ _) => [faces|] //; cbv zeta.
set points := face_points ev in facesE *; set states := face_states xs points faces; set classes := classes_of (noise_rows net).
do 6!case/andP; move=> some /Z.eqb_eq nf /Z.eqb_eq nc /Z.eqb_eq nch _ _.
case Ed: (decide_choices _ _ _) => [found|] // /andP[inc lines_same].
split; first by case: (face_lines cl) some.
split=> //.
have clin : all (fun c => (c < size classes)%N) classes := classes_inside net.
set ts := unit_choices (length states) classes in Ed.
have [szcs szfound decided] := decide_choicesP Ed.
pose t_ r := nth [::] ts r; pose got r := omap q2r (nth None found r).
have tsP st : (st \in ts) = canonical_states net points faces st by exact: choices_fromP.
have uniq_ts : uniq ts := choices_from_uniq _ _ _.
have canT r : (r < size ts)%N -> canonical_states net points faces (t_ r) by move=> lt; rewrite -tsP mem_nth.
have facts r : (r < size ts)%N -> if nth None found r is Some l then stationary_in (choice_of net points faces (t_ r)) (rv l)
    else forall l : R, ~ stationary_in (choice_of net points faces (t_ r)) l.
  move=> lt; have := decided r [::] (PointOfChoice [::] [::]) lt.
  exact: (decided_choice R samples_formed full_of L2 one squares facesE (canT r lt)).
have lossP r l : (r < size ts)%N -> stationary_in (choice_of net points faces (t_ r)) l ->
    exists2 q, nth None found r = Some q & l = rv q.
  move=> lt sl; have := facts r lt; case: (nth None found r) => [q|no]; last by case: (no l).
  by move=> sq; exists q => //; exact: one_loss sl sq.
have index st : canonical_states net points faces st -> exists2 r, (r < size ts)%N & t_ r = st.
  by rewrite -tsP => ist; exists (seq.index st ts); rewrite ?index_mem // /t_ nth_index.
pose L (q : rat) := [seq t_ r | r <- iota 0 (size ts) & got r == Some q].
have inL q st : reflect (exists r, [/\ (r < size ts)%N, got r = Some q & st = t_ r]) (st \in L q).
  apply: (iffP mapP) => [[r]|[r [lt gE ->]]]; last by exists r => //; rewrite mem_filter gE eqxx mem_iota.
  by rewrite mem_filter mem_iota => /andP[/eqP gE lt] ->; exists r.
have uniqL q : uniq (L q).
  rewrite map_inj_in_uniq ?filter_uniq ?iota_uniq // => r r'; rewrite !mem_filter !mem_iota => /andP[_ lt] /andP[_ lt'] E.
  by apply/eqP; rewrite -(nth_uniq [::] lt lt' uniq_ts); apply/eqP.
have counted (l : Q) : choices_number R (fun c : choice net => is_choice R c /\ holds_minimum_of (rv l) c) (Z.of_nat (size (L (q2r l)))).
  apply: (@number_of_choices R net points faces facesE (L (q2r l)) _ (uniqL _)) => [st /inL[r [lt _ ->]]|st /inL[r [lt gE ->]]|c []//|c st cst ex [_ hm]]; first exact: canT.
    split; first by apply: (choice_of_is R facesE); exact: canT.
    apply/(holds_stationary L2 one squares); have := facts r lt; move: gE; rewrite /got.
    by case: (nth None found r) => // q [qE]; rewrite /SoundNetwork.rv qE.
  have [r lt tE] := index st cst; have := stationary_exchanged (exchanged_choice_sym ex) ((holds_stationary L2 one squares _ _).1 hm).
  rewrite -tE => /(lossP r _ lt)[q qE lE]; apply/inL; exists r; split=> //.
  by rewrite /got qE /=; congr Some; apply/esym/rv_inj.
have lines_at q : at_loss line_nonzero q (map line_of_face (face_lines cl)) = Z.of_nat (size (L q)) /\
    has (line_of_loss q) (map line_of_face (face_lines cl)) = has (fun r => got r == Some q) (iota 0 (size ts)).
  have same : forall l m, same_line l m -> line_nonzero l = line_nonzero m by move=> l m /andP[/andP[_ /Z.eqb_eq]].
  have [<- <-] := same_lines_at q same lines_same.
  have [-> ->] := merge_all_at q adds_nonzero (Z.to_nat (Z.log2 (Form.count found)) + 2)%coq_nat (List.map line_of_found found).
  have foundE : found = [seq nth None found r | r <- iota 0 (size ts)] by rewrite -szfound -/(mkseq _ _) mkseq_nth.
  rewrite {1 2}foundE -[List.map _ _]/(map _ _) -map_comp; split; last first.
    by rewrite has_map; apply: eq_has => r; rewrite /got /=; case: (nth None found r) => //= l; rewrite orbF.
  rewrite /L size_map; elim: (iota 0 (size ts)) => //= r rs ->; rewrite /got.
  case: (nth None found r) => //= l; rewrite /line_of_loss /= (inj_eq (@Some_inj _)).
  by case: (q2r l == q) => //; rewrite [size (_ :: _)]/= Nat2Z.inj_succ -Z.add_1_l.
have number_at (m : face_line) : List.In m (face_lines cl) -> faces_of_loss m = Z.of_nat (size (L (q2r (face_loss m)))).
  move=> inm; have [<- _] := lines_at (q2r (face_loss m)).
  by rewrite (increasing_at line_nonzero inc (List.in_map line_of_face _ _ inm) (erefl _)).
split.
- by rewrite nf; exact: unit_faces_number facesE.
- by rewrite nc; exact: unit_cells_number facesE.
- rewrite nch (choice_countE _ clin).
  apply: (@number_of_choices R net points faces facesE ts _ uniq_ts) => [st|st|c //|c st cst _ _] //; rewrite ?tsP //.
  by move=> cst; exact: (choice_of_is R facesE).
- move=> l W b min; have [v off] := some_cell R facesE; have [ch ic sl] := minimum_in_choice L2 one squares off min.
  have [st cst ex] := states_exist facesE ic; have [r lt tE] := index st cst.
  have := stationary_exchanged (exchanged_choice_sym ex) sl; rewrite -tE => /(lossP r _ lt)[q qE ->].
  have [_ H] := lines_at (q2r q); have /has_in[m' inm mE] : has (line_of_loss (q2r q)) (map line_of_face (face_lines cl)).
    by rewrite H; apply/hasP; exists r; rewrite ?mem_iota // /got qE /=.
  have [m [mmE inm']] := proj1 (List.in_map_iff _ _ _) inm; exists m => //.
  by rewrite /SoundNetwork.rv -mE -mmE.
move=> m inm; split; last by rewrite (number_at m inm); exact: counted.
have [_ H] := lines_at (q2r (face_loss m)).
have : has (line_of_loss (q2r (face_loss m))) (map line_of_face (face_lines cl)) by exact: in_has (List.in_map line_of_face _ _ inm) (erefl _).
rewrite H => /hasP[r]; rewrite mem_iota => lt /eqP gE; have := facts r lt; move: gE; rewrite /got.
case: (nth None found r) => // q [qE] sq; have [W [b [min _]]] := (holds_stationary L2 one squares _ _).2 sq.
by exists W, b; move: min; rewrite /SoundNetwork.rv qE.
Qed.
End Field.
End Rule.
