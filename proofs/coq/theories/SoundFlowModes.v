(* The integers of the rule for gradient flow, mode by mode, bound what matrices with entries in given intervals do to
   residuals (soundness.md 38): the hypotheses of FlowMatrix.v. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Form Rules Bridge PointRules NearbyRules BallRules FlowRules
  SoundNetwork SoundEnclosure SoundBox FlowMatrix.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Integers.
Variable R : realFieldType.
Variable one : Z.
Hypothesis one0 : Z.lt Z0 one.
Notation zr := (zr R).
Notation holds := (@holds R one).
Definition real (x : Z) : R := zr x / zr one.

Lemma zr_gt0 x : Z.lt Z0 x -> 0 < zr x.
Proof. by move=> x0; rewrite -[0](zr0 R) -zr_lt; apply/Z.ltb_lt. Qed.
Lemma one_gt0 : 0 < zr one. Proof. exact: zr_gt0. Qed.
Lemma realE x : real x * zr one = zr x. Proof. by rewrite divfK // gt_eqF ?one_gt0. Qed.
Lemma real_le x y : Z.le x y -> real x <= real y.
Proof. by move=> xy; rewrite /real ler_wpmul2r ?zr_le // invr_ge0 ltW // one_gt0. Qed.
Lemma real_gt0 x : Z.lt Z0 x -> 0 < real x.
Proof. by move=> /zr_gt0 x0; rewrite divr_gt0 ?one_gt0. Qed.
Lemma real0 : real Z0 = 0. Proof. by rewrite /real zr0 mul0r. Qed.
Lemma realD x y : real (Z.add x y) = real x + real y. Proof. by rewrite /real zrD mulrDl. Qed.
Lemma realB x y : real (Z.sub x y) = real x - real y. Proof. by rewrite /real zrB mulrBl. Qed.
Lemma realN x : real (Z.opp x) = - real x. Proof. by rewrite /real zrN mulNr. Qed.
Lemma real2 x : real (Z.mul 2 x) = 2%:R * real x.
Proof. by rewrite mulr_natl mulr2n -realD; congr (real _); reckon. Qed.
Lemma real_abs x : real (Z.abs x) = `|real x|.
Proof. by rewrite /real zr_abs normrM normfV (gtr0_norm one_gt0). Qed.
Lemma real_one : real one = 1. Proof. by rewrite /real divff // gt_eqF ?one_gt0. Qed.

Lemma sharp_in x : holds (sharp x) (real x). Proof. by rewrite /SoundEnclosure.holds realE; split=> /=. Qed.
Lemma largest_in a x : holds a x -> `|x| <= real (largest a).
Proof.
case=> lo hi; rewrite ler_pdivl_mulr ?one_gt0 // -{1}(gtr0_norm one_gt0) -normrM ler_norml -zrN; apply/andP; split.
  by apply: le_trans lo; apply: zr_le; rewrite /largest; reckon.
by apply: le_trans hi _; apply: zr_le; rewrite /largest; reckon.
Qed.
Lemma largest_ge0 a : 0 <= real (largest a).
Proof. by rewrite -real0; apply: real_le; rewrite /largest; reckon. Qed.
Lemma low_in a x : holds a x -> real a.1 <= x.
Proof. by case=> lo _; rewrite ler_pdivr_mulr ?one_gt0. Qed.
Lemma high_in a x : holds a x -> x <= real a.2.
Proof. by case=> _ hi; rewrite ler_pdivl_mulr ?one_gt0. Qed.
Lemma product_upP x y : real x * real y <= real (product_up one x y).
Proof. by apply: high_in; apply: times_in => //; exact: sharp_in. Qed.

Lemma size_sharps xs : size (sharps xs) = size xs. Proof. by rewrite /sharps -[List.map _ _]/(map _ _) size_map. Qed.
Lemma nth_sharps xs i : nth no_interval (sharps xs) i = sharp (nth Z0 xs i).
Proof. by elim: xs i => [|x xs IH] [|i] //=; rewrite IH. Qed.
Lemma sharps_in xs i : holds (nth no_interval (sharps xs) i) (real (nth Z0 xs i)).
Proof. by rewrite nth_sharps; exact: sharp_in. Qed.
Lemma real_total xs n : size xs = n -> real (total xs) = \sum_(i < n) real (nth Z0 xs i).
Proof.
move=> <-; elim: xs => [|x xs IH]; first by rewrite big_ord0 real0.
by rewrite [total _]/= realD big_ord_recl IH.
Qed.
Lemma maximum_ge xs i : Z.le (nth Z0 xs i) (maximum xs).
Proof. by elim: xs i => [|x xs IH] [|i] /=; try reckon; have := IH i; reckon. Qed.
Lemma maximum_ge0 xs : Z.le Z0 (maximum xs). Proof. by elim: xs => [|x xs IH] /=; reckon. Qed.
Lemma size_column q j : size (column q j) = size q. Proof. by rewrite /column -[List.map _ _]/(map _ _) size_map. Qed.
Lemma nth_column q j k : (k < size q)%N -> nth Z0 (column q j) k = nth Z0 (nth [::] q k) j.
Proof. by move=> kq; rewrite /column -[List.map _ _]/(map _ _) (nth_map [::]) // list_nth. Qed.
Lemma nth_tab2 T (a : T) n f i : (i < n)%N -> nth a (tab n f) i = f i.
Proof. by move=> lt; rewrite -list_nth nth_tab. Qed.

Lemma subE k l (A B : 'M[R]_(k, l)) i j : (A - B) i j = A i j - B i j. Proof. by rewrite !mxE. Qed.

Section Modes.
Variables (n m : nat) (Q P : seq (seq Z)) (G : seq (seq interval)) (S radii : seq Z) (e : seq interval).
Hypotheses (sQ : size Q = n) (sP : size P = n) (sG : size G = n) (sS : size S = n) (sr : size radii = m) (se : size e = n).
Hypotheses (rQ : forall i, (i < n)%N -> size (nth [::] Q i) = n) (rP : forall i, (i < n)%N -> size (nth [::] P i) = n).
Hypothesis test : modes_contract one n m Q P G S radii e.
Definition matrix_of (q : seq (seq Z)) : 'M[R]_n := \matrix_(i, j) real (nth Z0 (nth [::] q i) j).
Definition in_columns (M : 'M[R]_(m, n)) : Prop := forall (p : 'I_m) (c : 'I_n),
  holds (nth no_interval (nth [::] G c) p) (M p c).
Let d := defect_of one n Q P.
Let shares := shares_of one n Q d.
Let rows := G_rows m G.
Let gamma := gammas rows.
Let speeds := mode_speeds one n Q rows.
Let by_mode := turned n speeds.
Let Qr := matrix_of Q.
Let Pr := matrix_of P.

Lemma test_parts : [/\ Z.le (Z.mul 2 d) one,
  forall i, (i < n)%N -> Z.lt (Z.mul (largest (scalar_product one (sharps (nth [::] P i)) e)) one)
    (dot (decay_row one n P rows by_mode gamma shares i) S) &
  forall p, (p < m)%N -> Z.lt (dot (bounds_of one (nth [::] speeds p) (nth Z0 gamma p) shares) S) (Z.mul (nth Z0 radii p) one)].
Proof.
move: test; rewrite /modes_contract; cbv zeta; case/andP => /Z.leb_le H /andP[/everyP A /everyP B]; split=> // [i lt|p lt].
  by have /Z.ltb_lt := A (Ordinal lt); rewrite list_nth.
by have /Z.ltb_lt := B (Ordinal lt); rewrite !list_nth.
Qed.

Lemma defect_half : 2%:R * real d <= 1.
Proof.
have [H _ _] := test_parts.
by move: (real_le H); rewrite real_one real2.
Qed.
Lemma defect_sound (i : 'I_n) : \sum_j `|(1%:M - Qr *m Pr) i j| <= real d.
Proof.
have lt := ltn_ord i; set rs := tab n (fun i => total (tab n (fun j =>
  largest (isub (sharp (if Nat.eqb i j then one else Z0)) (scalar_product one (sharps (List.nth i Q [::]))
    (List.nth j (tab n (fun j => sharps (column P j))) [::])))))).
have top : Z.le (nth Z0 rs i) d by exact: maximum_ge.
apply: le_trans (real_le top); rewrite /rs nth_tab2 // (@real_total _ n) ?size_tab //.
apply: ler_sum => j _; have jn := ltn_ord j; rewrite nth_tab2 // nth_tab //; apply: largest_in.
rewrite /SoundEnclosure.holds subE mulrBl; apply: bounds_sub.
  have -> : Nat.eqb i j = (i == j) by apply/PeanoNat.Nat.eqb_spec/eqP => [/val_inj|->].
  by rewrite mxE; case: eqP => _; split; rewrite ?mul1r ?mul0r ?zr0.
rewrite mxE; pose x k := real (nth Z0 (nth [::] Q i) k); pose y k := real (nth Z0 (column P j) k).
rewrite (eq_bigr (fun k : 'I_n => x k * y k)) => [|k _]; last by rewrite !mxE /x /y nth_column ?sP.
apply: scalar_product_in => //; rewrite ?size_sharps ?size_column ?list_nth ?rQ // => k _.
by split; exact: sharps_in.
Qed.

Lemma share_at j : (j < n)%N -> nth Z0 shares j = product_up one (Z.mul 2 d) (maximum (List.map Z.abs (column Q j))).
Proof. by move=> jn; rewrite /shares /shares_of nth_tab2. Qed.
Lemma shares_sound (k j : 'I_n) : 2%:R * real d * `|Qr k j| <= real (nth Z0 shares j).
Proof.
rewrite share_at //; apply: le_trans (product_upP _ _); rewrite real2; apply: ler_wpmul2l.
  by rewrite mulr_ge0 ?ler0n // -real0; apply: real_le; rewrite /d /defect_of; exact: maximum_ge0.
rewrite mxE -real_abs; apply: real_le.
have <- : nth Z0 (List.map Z.abs (column Q j)) k = Z.abs (nth Z0 (nth [::] Q k) j); last exact: maximum_ge.
by rewrite -[List.map _ _]/(map _ _) (nth_map Z0) ?size_column ?sQ // nth_column ?sQ.
Qed.

(* --- the set of matrices --- *)

Lemma row_at (p : nat) : (p < m)%N -> nth [::] rows p = List.map (fun c => List.nth p c no_interval) G.
Proof. by move=> pm; rewrite /rows /G_rows nth_tab2. Qed.
Lemma size_row p : (p < m)%N -> size (nth [::] rows p) = n.
Proof. by move=> pm; rewrite row_at // -[List.map _ _]/(map _ _) size_map. Qed.
Lemma row_in M (p : 'I_m) (c : 'I_n) : in_columns M -> holds (nth no_interval (nth [::] rows p) c) (M p c).
Proof. by move=> H; rewrite row_at // -[List.map _ _]/(map _ _) (nth_map [::]) ?sG // list_nth; exact: H. Qed.
Lemma size_rows : size rows = m. Proof. by rewrite /rows /G_rows size_tab. Qed.

Lemma largest_sum k (x : 'I_k -> R) xs : size xs = k -> (forall c : 'I_k, holds (nth no_interval xs c) (x c)) ->
  \sum_c `|x c| <= real (total (List.map largest xs)).
Proof.
move=> sx H; rewrite (@real_total _ k) -?[List.map _ _]/(map _ _) ?size_map //; apply: ler_sum => c _.
by rewrite (nth_map no_interval) ?sx //; apply: largest_in.
Qed.
Lemma gamma_at p : (p < m)%N -> nth Z0 gamma p = total (List.map largest (nth [::] rows p)).
Proof. by move=> pm; rewrite /gamma /gammas -[List.map _ rows]/(map _ _) (nth_map [::]) ?size_rows. Qed.
Lemma rows_sound M (p : 'I_m) : in_columns M -> \sum_c `|M p c| <= real (nth Z0 gamma p).
Proof. by move=> H; rewrite gamma_at //; apply: largest_sum => [|c]; [exact: size_row|exact: row_in]. Qed.

Lemma speed_at p : (p < m)%N -> nth [::] speeds p =
  List.map (fun q => scalar_product one q (nth [::] rows p)) (tab n (fun j => sharps (column Q j))).
Proof. by move=> pm; rewrite /speeds /mode_speeds -[List.map _ rows]/(map _ _) (nth_map [::]) ?size_rows. Qed.
Lemma size_speed p : (p < m)%N -> size (nth [::] speeds p) = n.
Proof. by move=> pm; rewrite speed_at // -[List.map _ _]/(map _ _) size_map size_tab. Qed.
Lemma size_speeds : size speeds = m.
Proof. by rewrite /speeds /mode_speeds -[List.map _ rows]/(map _ _) size_map size_rows. Qed.
Lemma speed_in M (p : 'I_m) (j : 'I_n) : in_columns M -> holds (nth no_interval (nth [::] speeds p) j) ((M *m Qr) p j).
Proof.
move=> H; rewrite speed_at // -[List.map _ _]/(map _ _) (nth_map [::]) ?size_tab // nth_tab2 // mxE.
pose x k := real (nth Z0 (column Q j) k); pose y k : R := if insub k is Some c then M p c else 0.
rewrite (eq_bigr (fun k : 'I_n => x k * y k)) => [|k _]; last by rewrite /x /y valK nth_column ?sQ // mxE mulrC.
apply: scalar_product_in => //; rewrite ?size_sharps ?size_column ?size_row // => k lt; split; first exact: sharps_in.
by rewrite /y insubT; exact: (row_in p (Ordinal lt) H).
Qed.

Lemma bounds_at values rest j : size values = n -> (j < n)%N ->
  nth Z0 (bounds_of one values rest shares) j = Z.add (largest (nth no_interval values j)) (product_up one rest (nth Z0 shares j)).
Proof.
rewrite /bounds_of; have : size shares = n by rewrite /shares /shares_of size_tab.
elim: values shares n j => [|v vs IH] [|s ss] [|k] [|j] //= [] sz [] sv lt //; exact: (IH _ k).
Qed.
Lemma size_bounds values rest : size values = n -> size (bounds_of one values rest shares) = n.
Proof.
rewrite /bounds_of; have : size shares = n by rewrite /shares /shares_of size_tab.
by elim: values shares n => [|v vs IH] [|s ss] [|k] //= [] sz [] sv; rewrite (IH _ k).
Qed.

Definition speed_matrix : 'M[R]_(m, n) := \matrix_(p, j) real (nth Z0 (bounds_of one (nth [::] speeds p) (nth Z0 gamma p) shares) j).
Lemma speeds_sound M (p : 'I_m) (j : 'I_n) : in_columns M ->
  `|(M *m Qr) p j| + real (nth Z0 gamma p) * real (nth Z0 shares j) <= speed_matrix p j.
Proof.
move=> H; rewrite [speed_matrix p j]mxE bounds_at ?size_speed // realD; apply: ler_add; last exact: product_upP.
by apply: largest_in; exact: speed_in.
Qed.


(* --- one row --- *)

Section Row.
Variable i : 'I_n.
Let through := List.map (fun g => scalar_product one g (sharps (nth [::] P i))) rows.
Let rest := (scalar_product one (sharps (List.map largest through)) (sharps gamma)).2.
Let rates := List.map (fun v => scalar_product one v through) by_mode.

Lemma size_through : size through = m. Proof. by rewrite /through -[List.map _ _]/(map _ _) size_map size_rows. Qed.
Lemma through_in M (p : 'I_m) : in_columns M -> holds (nth no_interval through p) ((Pr *m M^T) i p).
Proof.
move=> H; rewrite /through -[List.map _ _]/(map _ _) (nth_map [::]) ?size_rows // mxE.
pose x k : R := if insub k is Some c then M p c else 0; pose y k := real (nth Z0 (nth [::] P i) k).
rewrite (eq_bigr (fun k : 'I_n => x k * y k)) => [|k _]; last by rewrite /x /y valK !mxE mulrC.
apply: scalar_product_in => //; rewrite ?size_sharps ?size_row ?rP // => k lt; split; last exact: sharps_in.
by rewrite /x insubT; exact: (row_in p (Ordinal lt) H).
Qed.
Lemma gamma_ge0 p : (p < m)%N -> 0 <= real (nth Z0 gamma p).
Proof.
move=> pm; rewrite gamma_at // (@real_total _ n) -?[List.map _ _]/(map _ _) ?size_map ?size_row //.
by apply: sumr_ge0 => c _; rewrite (nth_map no_interval) ?size_row // largest_ge0.
Qed.
Lemma rest_sound M : in_columns M -> \sum_p `|(Pr *m M^T) i p| * real (nth Z0 gamma p) <= real rest.
Proof.
move=> H; apply: (@le_trans _ _ (\sum_(p < m) real (nth Z0 (List.map largest through) p) * real (nth Z0 gamma p))).
  apply: ler_sum => p _; rewrite ler_wpmul2r ?gamma_ge0 //.
  by rewrite -[List.map _ _]/(map _ _) (nth_map no_interval) ?size_through //; apply: largest_in; exact: through_in.
apply: high_in; apply: (@scalar_product_in R one m _ _ (fun p => real (nth Z0 (List.map largest through) p)) (fun p => real (nth Z0 gamma p))) => //.
- by rewrite size_sharps -[List.map _ _]/(map _ _) size_map size_through.
- by rewrite size_sharps /gamma /gammas -[List.map _ rows]/(map _ _) size_map size_rows.
by move=> p _; split; exact: sharps_in.
Qed.
Lemma size_by_mode : size by_mode = n. Proof. by rewrite /by_mode /turned size_tab. Qed.
Lemma size_rates : size rates = n. Proof. by rewrite /rates -[List.map _ by_mode]/(map _ _) size_map size_by_mode. Qed.
Lemma rates_in M M' (j : 'I_n) : in_columns M -> in_columns M' ->
  holds (nth no_interval rates j) ((Pr *m M'^T *m (M *m Qr)) i j).
Proof.
move=> H H'; rewrite /rates -[List.map _ by_mode]/(map _ _) (nth_map [::]) ?size_by_mode // mxE.
have mode : nth [::] by_mode j = List.map (fun r => List.nth j r no_interval) speeds.
  by rewrite /by_mode /turned nth_tab2.
pose x k : R := if insub k is Some p then (M *m Qr) p j else 0; pose y k : R := if insub k is Some p then (Pr *m M'^T) i p else 0.
rewrite (eq_bigr (fun k : 'I_m => x k * y k)) => [|k _]; last by rewrite /x /y !valK mulrC.
rewrite mode; apply: (scalar_product_in one0 (etrans (List.map_length _ _) size_speeds) size_through) => k lt.
rewrite -[List.map _ speeds]/(map _ _) (nth_map [::]) ?size_speeds // list_nth /x /y insubT; split.
  exact: (speed_in (Ordinal lt) j H).
exact: (through_in (Ordinal lt) H').
Qed.
Lemma decay_at (j : 'I_n) : nth Z0 (decay_row one n P rows by_mode gamma shares i) j =
  if i == j then Z.sub (nth no_interval rates i).1 (product_up one rest (nth Z0 shares i))
  else Z.opp (Z.add (largest (nth no_interval rates j)) (product_up one rest (nth Z0 shares j))).
Proof.
rewrite /decay_row !list_nth -/through -/rest -/rates nth_tab2 //.
have -> : Nat.eqb i j = (i == j) by apply/PeanoNat.Nat.eqb_spec/eqP => [/val_inj|->].
by rewrite !list_nth bounds_at ?size_rates.
Qed.
End Row.

Definition decay_matrix : 'M[R]_n := \matrix_(i, j) real (nth Z0 (decay_row one n P rows by_mode gamma shares i) j).
Definition rest_of (i : 'I_n) : R := real (scalar_product one (sharps (List.map largest
  (List.map (fun g => scalar_product one g (sharps (nth [::] P i))) rows))) (sharps gamma)).2.

Lemma decays_sound M M' (i : 'I_n) : in_columns M -> in_columns M' ->
  decay_matrix i i <= (Pr *m M'^T *m (M *m Qr)) i i - rest_of i * real (nth Z0 shares i).
Proof.
move=> JM JM'; rewrite [decay_matrix i i]mxE decay_at eqxx realB; apply: ler_sub; last exact: product_upP.
by apply: low_in; exact: rates_in.
Qed.
Lemma mixes_sound M M' (i j : 'I_n) : in_columns M -> in_columns M' -> i != j ->
  decay_matrix i j <= - (`|(Pr *m M'^T *m (M *m Qr)) i j| + rest_of i * real (nth Z0 shares j)).
Proof.
move=> JM JM' /negPf ij; rewrite [decay_matrix i j]mxE decay_at ij realN realD ler_opp2; apply: ler_add; last exact: product_upP.
by apply: largest_in; exact: rates_in.
Qed.

Lemma S_row row : size row = n -> \sum_(j < n) real (nth Z0 row j) * real (nth Z0 S j) = zr (dot row S) / (zr one * zr one).
Proof.
by move=> sz; rewrite (zr_dot R sz sS) mulr_suml; apply: eq_bigr => j _; rewrite /real invfM mulrACA.
Qed.
Lemma one2 : 0 < zr one * zr one. Proof. by rewrite mulr_gt0 ?one_gt0. Qed.
Lemma start_sound (x : 'cV[R]_n) (i : 'I_n) : (forall c : 'I_n, holds (nth no_interval e c) (x c 0)) ->
  `|(Pr *m x) i 0| < \sum_j decay_matrix i j * real (nth Z0 S j).
Proof.
move=> xe; have [_ T _] := test_parts; have := T i (ltn_ord i) => /Z.ltb_lt; rewrite (zr_lt R) zrM => lt.
under eq_bigr => j _ do rewrite mxE.
rewrite S_row ?size_tab // ltr_pdivl_mulr ?one2 // mulrA; apply: le_lt_trans lt.
rewrite ler_pmul2r ?one_gt0 // -ler_pdivl_mulr ?one_gt0 //; apply: largest_in; rewrite mxE.
pose u k := real (nth Z0 (nth [::] P i) k); pose v k : R := if insub k is Some c then x c 0 else 0.
rewrite (eq_bigr (fun k : 'I_n => u k * v k)) => [|k _]; last by rewrite /u /v valK mxE.
apply: scalar_product_in => //; rewrite ?size_sharps ?rP // => k lt; split; first exact: sharps_in.
by rewrite /v insubT; exact: (xe (Ordinal lt)).
Qed.
Lemma way_sound (p : 'I_m) : \sum_j speed_matrix p j * real (nth Z0 S j) < real (nth Z0 radii p).
Proof.
have [_ _ T] := test_parts; have := T p (ltn_ord p) => /Z.ltb_lt; rewrite (zr_lt R) zrM => lt.
under eq_bigr => j _ do rewrite mxE.
rewrite S_row ?size_bounds ?size_speed // ltr_pdivr_mulr ?one2 // mulrA realE //.
Qed.

End Modes.
End Integers.
