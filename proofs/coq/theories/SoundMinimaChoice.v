(* One choice of a cell for each unit: its loss, and the signs of the output weights with which the normal equations have a
   solution, are what the rule finds (soundness.md 24). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Unreduced Model Form Rules Bridge Groups PointRules UnitChoices
  MinimaForm MinimaRules SoundNetwork SoundUnreduced SoundForms SoundUnitChoices CellMinima SoundSignTree.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope seq_scope.
Local Open Scope ring_scope.

Section Lists.
Variable R : realFieldType.
Notation rv := (@rv R).

Lemma rv_qdot x z : size x = size z -> rv (qdot x z) = \sum_(j < size z) rv (nth q0 x j) * rv (nth q0 z j).
Proof. by move=> sz; rewrite /SoundNetwork.rv qdot_sum // rmorph_sum; apply: eq_bigr => j _; rewrite rmorphM. Qed.
Lemma rv_qsum x : rv (qsum x) = \sum_(j < size x) rv (nth q0 x j).
Proof. by elim: x => [|a x IH]; rewrite ?big_ord0 ?rv0 //= rvD big_ord_recl IH. Qed.

Lemma nth_tab' T (a : T) n f i : (i < n)%N -> nth a (tab n f) i = f i.
Proof. by move=> lt; rewrite -list_nth nth_tab. Qed.
Lemma all_rv0 z : all qis0 z <-> forall j, rv (nth q0 z j) = 0.
Proof.
split=> [H j|H]; last by apply/(all_nthP q0) => j _; rewrite (rv_eq0 R) H.
have [lt|ge] := ltnP j (size z); last by rewrite nth_default // rv0.
by have := all_nthP q0 H j lt; rewrite (rv_eq0 R) => /eqP.
Qed.

Lemma all2_of_nth A B (f : A -> B -> bool) x y a b : size y = size x ->
  (forall n, (n < size x)%N -> f (nth a x n) (nth b y n)) -> all2 f x y.
Proof.
elim: x y => [|u x IH] [|v y] //= [sz] H; rewrite (H 0%N isT) /= IH // => n lt; exact: (H n.+1).
Qed.

(* A choice of rows that are independent kills no numbers but 0. *)
Lemma independent_zero p N rows (vs : seq R) : lengths_are N rows -> size vs = size rows -> independent_rational p rows ->
  (forall n : 'I_N, \sum_(k < size rows) rv (nth q0 (nth [::] rows k) n) * nth 0 vs k = 0) -> all (fun a => a == 0) vs.
Proof.
move=> len szv; rewrite /independent_rational; case Ez: (integral_rows _ _) => [zs|] // ind H.
have := all_independent (erefl _) len Ez ind; rewrite /full_column_rank -(mxrank_map [rmorphism of ratr : rat -> R]).
move=> fr; have /full_column_rankP/(_ (\col_k nth 0 vs k)) K := fr.
have v0 : \col_k nth 0 vs k = 0 :> 'cV[R]_(size rows); last first.
  apply/(all_nthP 0) => k; rewrite szv => lt; apply/eqP.
  by have := congr1 (fun M : 'cV[R]_(size rows) => M (Ordinal lt) 0) v0; rewrite !mxE.
apply: K; apply/matrixP => n c; rewrite (ord1 c) [LHS]mxE [RHS]mxE -[RHS](H n); apply: eq_bigr => k _.
by rewrite mxE [X in _ * X]mxE mxE.
Qed.
End Lists.

Section Choice.
Variables (R : realFieldType) (net : instance).
Notation rv := (@rv R).
Notation N := (sample_size net).
Notation d := (layer_size net).
Notation dd := (column_size net).
Notation D := (layer_size net 1).
Notation dot := (@dot R net).
Let xs := columns_of_net net.
Let rows := input_rows net xs.

Hypothesis samples_formed : forall n, (n < N)%N -> size (column net n) = dd.

Lemma size_xs : size xs = N. Proof. exact: size_tab. Qed.
Lemma nth_xs n : (n < N)%N -> nth [::] xs n = column net n. Proof. exact: nth_tab'. Qed.
Lemma size_rows : size rows = dd. Proof. exact: size_tab. Qed.
Lemma nth_rows j : (j < dd)%N -> nth [::] rows j = [seq nth q0 x j | x <- xs].
Proof.
move=> lt; rewrite /rows /input_rows nth_tab' // -[List.map _ _]/(map _ _).
by apply: eq_map => x; rewrite list_nth.
Qed.

Lemma unseenP n : (n < N)%N -> forall (n' : 'I_N), nat_of_ord n' = n -> unseen_column (nth [::] xs n) = ~~ seen R n'.
Proof.
move=> lt n' E; rewrite nth_xs // -E /seen; apply/idP/idP.
  move=> /(all_rv0 R) H; rewrite negb_or negbK.
  have B : bias net = false.
    apply/negbTE/negP => B; have := H (d 0); rewrite /column B -list_nth nth_tab ?E ?PeanoNat.Nat.ltb_irrefl ?rv1 //.
    by move/eqP; rewrite oner_eq0.
  rewrite B /=; apply/eqP/matrixP => j c; rewrite !mxE -[RHS](H j) /entry_of /column B.
  by rewrite !list_nth.
rewrite negb_or negbK => /andP[/negPf B /eqP x0]; apply/(all_rv0 R) => j; rewrite /column B.
rewrite /entry_of list_nth; have [lt'|ge] := ltnP j (d 0); last first.
  rewrite nth_default ?rv0 //; have := samples_formed lt; rewrite /column /column_size B -E list_nth => ->; exact: ge.
by have /matrixP/(_ (Ordinal lt') 0) := x0; rewrite !mxE /entry_of !list_nth => <-.
Qed.

(* --- a solution as numbers --- *)

Definition zf (z : seq Q) (i : 'I_D) (j : nat) : R := rv (nth q0 (nth [::] (solution_blocks net z) i) j).
Definition zb (z : seq Q) : R := rv (solution_bias net z).

Lemma blocks_ofP k z : (k * dd <= size z)%N -> size (blocks_of dd k z) = k /\
  forall i, (i < k)%N -> size (nth [::] (blocks_of dd k z) i) = dd.
Proof.
elim: k z => [|k IH] z //=; rewrite mulSn => le.
have firstnE : forall T m (s : seq T), List.firstn m s = take m s.
  by move=> T; elim=> [|m IHm] [|a s] //=; rewrite IHm.
have skipnE : forall T m (s : seq T), List.skipn m s = drop m s by move=> T; elim=> [|m IHm] [|a s] //=.
have [|-> H] := IH (List.skipn dd z); first by rewrite skipnE size_drop; reckon.
split=> // -[|i] lt /=; last exact: H.
by rewrite firstnE size_take; case: ltnP le; reckon.
Qed.

Definition full_size (z : seq Q) : Prop := size z = (D * dd + (if bias net then 1 else 0))%N.
Lemma size_block z (i : 'I_D) : full_size z -> size (nth [::] (solution_blocks net z) i) = dd.
Proof. by move=> sz; have [|_ ->] := @blocks_ofP D z; rewrite ?sz ?leq_addr. Qed.
Lemma size_blocks z : full_size z -> size (solution_blocks net z) = D.
Proof. by move=> sz; have [|->] := @blocks_ofP D z; rewrite ?sz ?leq_addr. Qed.

Lemma dot_zf z (i : 'I_D) (n : 'I_N) : full_size z -> rv (dot_over (nth [::] (solution_blocks net z) i) (nth [::] xs n)) = dot (zf z i) n.
Proof.
move=> sz; rewrite nth_xs // rv_dot_over ?size_block ?samples_formed // /CellMinima.dot /ldot.
by apply: eq_bigr => j _; rewrite mulrC.
Qed.

(* --- the choice --- *)

Variable own : seq (seq bool).
Hypotheses (size_own : size own = D) (sizes_own : forall i, (i < D)%N -> size (nth [::] own i) = N).
Definition sides_of : sides net := fun i n => nth true (nth [::] own i) n.
Notation tau := sides_of.
Let slopes := Arithmetic.map2 (slopes_on net) (noise_rows net) own.

Lemma size_slopes : size slopes = D.
Proof. by rewrite size_map2 size_tab. Qed.
Lemma slopesE (i : 'I_D) : nth [::] slopes i = slopes_on net (noise_row net i) (nth [::] own i).
Proof. by rewrite (@nth_map2 _ _ _ _ _ _ _ [::] [::]) ?size_tab ?nth_tab' // size_own. Qed.
Lemma size_slope (i : 'I_D) : size (nth [::] slopes i) = N.
Proof. by rewrite slopesE size_map2 size_tab // sizes_own. Qed.
Lemma slopeE (i : 'I_D) (n : 'I_N) : rv (nth q0 (nth [::] slopes i) n) = side_slope R tau i n.
Proof.
rewrite slopesE (@nth_map2 _ _ _ _ _ _ _ q0 true) ?size_tab ?sizes_own // nth_tab' // /side_slope E_atE /sides_of.
by case: ifP => _; rewrite ?rvM ?mulr1.
Qed.

Lemma size_fitted (as_ zs : seq (seq Q)) b : size b = N -> all (fun a => size a == N) as_ -> size (fitted xs as_ zs b) = N.
Proof.
move=> szb; elim: as_ zs => [|a as_ IH] [|z zs] //= /andP[/eqP sza al].
have szm : size (Arithmetic.map2 Qmult a (List.map (dot_over z) xs)) = N.
  by rewrite size_map2 // -[List.map _ _]/(map _ _) size_map size_xs sza.
by rewrite size_map2 szm // IH.
Qed.
Lemma fittedE (as_ zs : seq (seq Q)) b n : size b = N -> all (fun a => size a == N) as_ -> size zs = size as_ -> (n < N)%N ->
  rv (nth q0 (fitted xs as_ zs b) n) =
  \sum_(i < size as_) rv (nth q0 (nth [::] as_ i) n) * rv (dot_over (nth [::] zs i) (nth [::] xs n)) + rv (nth q0 b n).
Proof.
move=> szb + + lt; elim: as_ zs => [|a as_ IH] [|z zs] //=; first by rewrite big_ord0 add0r.
case/andP=> /eqP sza al [szz].
have szm : size (Arithmetic.map2 Qmult a (List.map (dot_over z) xs)) = N.
  by rewrite size_map2 // -[List.map _ _]/(map _ _) size_map size_xs sza.
rewrite (@nth_map2 _ _ _ _ _ _ _ q0 q0) ?size_fitted ?szm // rv_add_over IH // big_ord_recl addrA; congr (_ + _ + _).
have szq : size (List.map (dot_over z) xs) = N by rewrite -[List.map _ _]/(map _ _) size_map size_xs.
rewrite (@nth_map2 _ _ _ _ _ _ _ q0 q0) ?szq ?sza // rv_times -[List.map _ _]/(map _ _).
by rewrite (nth_map [::]) ?size_xs.
Qed.

Lemma all_slopes : all (fun a => size a == N) slopes.
Proof. by apply/(all_nthP [::]) => i; rewrite size_slopes => lt; rewrite (size_slope (Ordinal lt)). Qed.

Lemma size_outputs z : size (outputs_of_solution net xs slopes z) = N.
Proof. by rewrite size_fitted ?all_slopes // -[size _]/(length _) List.repeat_length. Qed.

Lemma repeat_nseq T (a : T) n : List.repeat a n = nseq n a.
Proof. by elim: n => //= n ->. Qed.

Lemma sum_size m (F : nat -> R) : m = D -> \sum_(i < m) F i = \sum_(i < D) F i.
Proof. by move=> ->. Qed.

Lemma outputsE z (n : 'I_N) : full_size z ->
  rv (nth q0 (outputs_of_solution net xs slopes z) n) = fit tau (zf z) (zb z) n.
Proof.
move=> sz; rewrite fittedE ?all_slopes ?size_slopes ?size_blocks // -?[size _]/(length _) ?List.repeat_length //.
rewrite repeat_nseq nth_nseq ltn_ord; congr (_ + _).
rewrite (@sum_size _ (fun i => rv (nth q0 (nth [::] slopes i) n) * rv (dot_over (nth [::] (solution_blocks net z) i) (nth [::] xs n)))) ?size_slopes //.
by apply: eq_bigr => i _; rewrite slopeE dot_zf.
Qed.
(* --- residuals --- *)

Lemma size_target_row : size (target_row net) = N. Proof. exact: size_tab. Qed.
Lemma residualE z (n : 'I_N) : full_size z ->
  rv (nth q0 (Arithmetic.map2 subtract_over (outputs_of_solution net xs slopes z) (target_row net)) n) = residual_of tau (zf z) (zb z) n.
Proof.
move=> sz; rewrite (@nth_map2 _ _ _ _ _ _ _ q0 q0) ?size_outputs ?size_target_row // rv_subtract_over outputsE //.
by rewrite /residual_of nth_tab'.
Qed.

(* What rows kill, all vectors do. *)
Lemma block_sum (a w : seq Q) (g : 'I_N -> R) (h : nat -> R) v : size w = N ->
  (forall n : 'I_N, rv (nth q0 w n) = g n) ->
  (forall j, (j < dd)%N -> rv (dot_over (nth [::] rows j) w) = h j) -> \sum_n g n * dot v n = \sum_(j < dd) h j * v j.
Proof.
move=> szw wE H; rewrite (eq_bigr (fun n : 'I_N => \sum_(j < dd) g n * rv (nth q0 (column net n) j) * v j)) => [|n _]; last first.
  by rewrite /CellMinima.dot /ldot mulr_sumr; apply: eq_bigr => j _; rewrite mulrA.
rewrite exchange_big; apply: eq_bigr => j _ /=; rewrite -mulr_suml -(H j) // rv_dot_over ?szw; last first.
  by rewrite nth_rows // size_map size_xs.
congr (_ * _); apply: eq_bigr => n _; rewrite wE mulrC nth_rows // (nth_map [::]) ?size_xs // nth_xs //.
Qed.

Lemma residuals_solve z : full_size z ->
  residuals_orthogonal net rows slopes (Arithmetic.map2 subtract_over (outputs_of_solution net xs slopes z) (target_row net)) ->
  solves tau (zf z) (zb z).
Proof.
move=> sz; set e := Arithmetic.map2 _ _ _; case/andP=> al bs.
have sze : size e = N by rewrite size_map2 ?size_outputs ?size_target_row.
split.
- by rewrite /zb /solution_bias; case: (bias net) => //=; rewrite rv0 eqxx.
- move=> i v; have szw : size (Arithmetic.map2 Qmult (nth [::] slopes i) e) = N by rewrite size_map2 size_slope.
  rewrite (eq_bigr (fun n => (side_slope R tau i n * residual_of tau (zf z) (zb z) n) * dot v n)) => [|n _]; last by ring.
  rewrite (@block_sum [::] _ _ (fun=> 0) v szw) => [|n|j jd].
  + by rewrite big1 // => j _; rewrite mul0r.
  + by rewrite (@nth_map2 _ _ _ _ _ _ _ q0 q0) ?size_slope ?sze // rv_times slopeE residualE.
  have al' : all (fun a => all (fun r => qis0 (dot_over r (Arithmetic.map2 Qmult a e))) rows) slopes by [].
  have := all_nthP [::] al' i; rewrite size_slopes => /(_ (ltn_ord i)) => /(all_nthP [::]) /(_ j).
  by rewrite size_rows jd (rv_eq0 R) => /(_ isT) /eqP.
move=> B; move: bs; rewrite B /= (rv_eq0 R) rv_sum_over sze => /eqP H; rewrite -[RHS]H.
by apply: eq_bigr => n _; rewrite residualE.
Qed.

Lemma mean_squareE z : full_size z ->
  rv (mean_square N (Arithmetic.map2 subtract_over (outputs_of_solution net xs slopes z) (target_row net))) =
  N%:R^-1 * \sum_n residual_of tau (zf z) (zb z) n ^+ 2 / 2%:R.
Proof.
move=> sz; rewrite /mean_square !rvM rv_share rv_half rv_dot_over // size_map2 ?size_outputs ?size_target_row // mulr_sumr.
congr (_ * _); apply: eq_bigr => n _; rewrite residualE //; by rewrite expr2 mulrC.
Qed.

(* --- signs --- *)

Definition signed_block (q : sign) (i : 'I_D) (z : nat -> R) : Prop :=
  match q with
  | Zero => forall j, z j = 0
  | _ => forall n, seen R n -> 0 < sign_value R q * (if tau i n then 1 else -1) * dot z n
  end.

Lemma side_sign (plus b : bool) (u : R) : (if (if plus then b else ~~ b) then 0 < u else u < 0) =
  (0 < (if plus then 1 else -1) * (if b then 1 else -1) * u).
Proof. by case: plus b => -[]; rewrite /= ?mul1r ?mulN1r ?opprK ?mul1r ?oppr_gt0 // mulrNN !mul1r. Qed.

Lemma has_signP q (i : 'I_D) z : full_size z ->
  has_sign q (nth [::] own i) xs (nth [::] (solution_blocks net z) i) <-> signed_block q i (zf z i).
Proof.
move=> sz; case: q => /=; [|exact: all_rv0|].
all: split=> [/(all2_nth true [::])[_ H] n sn|H].
- have lt : (n < size (nth [::] own i))%N by rewrite sizes_own.
  have := H n lt; rewrite (@unseenP n _ n) // sn /= (rv_gt0 R) (rv_lt0 R) dot_zf //.
  by rewrite -/(tau i n); have := side_sign true (tau i n) (dot (zf z i) n); rewrite /= => ->.
- apply: (@all2_of_nth _ _ _ _ _ true [::]) => [|n]; rewrite ?size_xs ?sizes_own // => lt.
  rewrite (@unseenP n lt (Ordinal lt)) //; case sn: (seen R _) => //=.
  have := H _ sn; rewrite (rv_gt0 R) (rv_lt0 R) -[n in nth [::] xs n]/(nat_of_ord (Ordinal lt)) dot_zf //.
  by have := side_sign true (tau i (Ordinal lt)) (dot (zf z i) (Ordinal lt)); rewrite /= => ->.
- have lt : (n < size (nth [::] own i))%N by rewrite sizes_own.
  have := H n lt; rewrite (@unseenP n _ n) // sn /= (rv_gt0 R) (rv_lt0 R) dot_zf //.
  by rewrite -/(tau i n); have := side_sign false (tau i n) (dot (zf z i) n); rewrite /= => ->.
apply: (@all2_of_nth _ _ _ _ _ true [::]) => [|n]; rewrite ?size_xs ?sizes_own // => lt.
rewrite (@unseenP n lt (Ordinal lt)) //; case sn: (seen R _) => //=.
have := H _ sn; rewrite (rv_gt0 R) (rv_lt0 R) -[n in nth [::] xs n]/(nat_of_ord (Ordinal lt)) dot_zf //.
by have := side_sign false (tau i (Ordinal lt)) (dot (zf z i) (Ordinal lt)); rewrite /= => ->.
Qed.

Definition has_solution (qs : seq sign) : Prop := size qs = D /\
  exists z b, solves tau z b /\ forall i : 'I_D, signed_block (nth Zero qs i) i (z i).
End Choice.
