(* Local minima of one hidden layer, at kinks or not, by choices of a face and a sign of the output weight for each unit
   (soundness.md 27): those of one choice have the same outputs; why a choice has none; idle units move into cells; units of
   equal noise are exchanged. *)
From Dlmcert Require Import Algebra Model Minimum Nearby Points PointRules MinimaForm OneHidden StrictMinima
  CellMinima StationaryMinima.
From mathcomp Require Import fingroup perm ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- signs --- *)

Section Signs.
Variables (R : realFieldType) (s : R).
Implicit Types x : R.

Lemma sign_of_eq0 x : (x == 0) = (if sign_of x is Zero then true else false).
Proof. by rewrite /sign_of; case: ltrgt0P. Qed.
Lemma sign_of_ge0 x : (0 <= x) = (if sign_of x is Minus then false else true).
Proof. by rewrite /sign_of; case: ltrgt0P. Qed.
Lemma sign_of0 : sign_of (0 : R) = Zero. Proof. by rewrite /sign_of ltxx eqxx. Qed.

Lemma sign_of_nz x x' : x != 0 -> x' != 0 -> (0 <= x) = (0 <= x') -> sign_of x = sign_of x'.
Proof. by rewrite /sign_of; case: (ltrgt0P x) => //; case: (ltrgt0P x'). Qed.

Lemma dphi_same x x' h : sign_of x = sign_of x' -> dphi s x h = dphi s x' h.
Proof. by move=> E; rewrite /dphi !sign_of_eq0 !sign_of_ge0 E. Qed.
Lemma phi_same x x' : sign_of x' = sign_of x -> phi s x' = dphi s x x'.
Proof. by move=> E; rewrite -dphi_self; exact: dphi_same. Qed.
Lemma dphi_pos t x h : 0 < t -> dphi s x (t * h) = t * dphi s x h.
Proof. by move=> t0; rewrite /dphi; case: ifP => _; [exact: phi_pos|rewrite mulrCA]. Qed.
Lemma dphi_zero x : dphi s x 0 = 0.
Proof. by rewrite /dphi phi0 mulr0; case: ifP. Qed.
End Signs.

Section Choices.
Variables (R : realFieldType) (d D N : nat) (s : R) (E : 'M[R]_(D, N)) (X : 'M[R]_(d, N)) (y : 'I_N -> R) (bias : bool).
Implicit Types (U : 'M[R]_(D, d)) (v : 'I_D -> R) (b : R) (h g : 'rV[R]_d).
Notation out := (flat_output s E X).
Notation stationary := (stationary s E X y bias).
Notation error := (error s E X y).
Notation slope := (unit_slope s E X).

(* What is said of samples that are 0 does not matter. *)
Definition on_faces U (f : 'I_D -> 'I_N -> sign) : Prop := forall i n, col n X != 0 -> sign_of ((U *m X) i n) = f i n.
Definition of_signs v (q : 'I_D -> sign) : Prop := forall i, sign_of (v i) = q i.

Lemma void_entry h n : col n X = 0 -> (h *m X) 0 n = 0.
Proof. by move=> x0; have := @void_row R d 1 N X h 0 n x0. Qed.

(* --- the same outputs --- *)

Lemma slope_same U U' e i h : (forall n, sign_of ((U *m X) i n) = sign_of ((U' *m X) i n)) -> slope e U i h = slope e U' i h.
Proof. by move=> same; apply: eq_bigr => n _; rewrite (dphi_same s _ (same n)). Qed.

Lemma residual_along U U' v b v' b' : stationary U v b -> bias || (b' == 0) ->
  (forall i n, sign_of ((U' *m X) i n) = sign_of ((U *m X) i n)) -> (forall i, sign_of (v i) = sign_of (v' i)) ->
  0 <= \sum_n error U v b n * out U' v' b' n.
Proof.
move=> [pos zero ones] bb' same sv.
rewrite (@residual_outputs _ _ _ _ s E X bias (error U v b) U U' v' b' (fun i => row i U')) //; last first.
  by move=> i; apply: eq_bigr => n _; rewrite row_mulE (phi_same s (same i n)).
rewrite sumr_ge0 // => i _; have [v0|vi] := eqVneq (v i) 0; first by rewrite zero ?mulr0.
have := pos i (row i U') vi; set q := slope _ _ _ _; have := sv i; rewrite /sign_of.
case: (ltrgt0P (v i)) vi => // sgn _; case: (ltrgt0P (v' i)) => // sgn' _.
  by rewrite pmulr_rge0 // => q0; rewrite mulr_ge0 // ltW.
by rewrite nmulr_rge0 // => q0; rewrite mulr_le0 // ltW.
Qed.

Lemma residual_self U v b : stationary U v b -> bias || (b == 0) -> \sum_n error U v b n * out U v b n = 0.
Proof.
move=> st bb; have [_ _ ones] := st; rewrite (@residual_outputs _ _ _ _ s E X bias (error U v b) U U v b (fun i => row i U)) //; last first.
  by move=> i; apply: eq_bigr => n _; rewrite row_mulE dphi_self.
rewrite big1 // => i _; exact: (own_slope i st).
Qed.

Theorem choice_outputs U v b U' v' b' : stationary U v b -> stationary U' v' b' -> bias || (b == 0) -> bias || (b' == 0) ->
  (forall i n, sign_of ((U *m X) i n) = sign_of ((U' *m X) i n)) -> (forall i, sign_of (v i) = sign_of (v' i)) ->
  forall n, out U v b n = out U' v' b' n.
Proof.
move=> st st' bb bb' same sv.
have le := residual_along st bb' (fun i n => esym (same i n)) sv.
have le' := residual_along st' bb same (fun i => esym (sv i)).
have z := residual_self st bb; have z' := residual_self st' bb'.
have : \sum_n (out U v b n - out U' v' b' n) ^+ 2 == 0.
  rewrite eq_le sumr_ge0 ?andbT => [|n _]; last exact: sqr_ge0.
  rewrite -oppr_ge0 -sumrN (eq_bigr (fun n => error U v b n * out U' v' b' n - error U v b n * out U v b n +
    (error U' v' b' n * out U v b n - error U' v' b' n * out U' v' b' n))); last by move=> n _; rewrite /StationaryMinima.error; ring.
  by rewrite big_split /= !sumrB z z' !subr0 addr_ge0.
rewrite psumr_eq0 => [|n _]; last exact: sqr_ge0.
by move=> /allP H n; apply/eqP; rewrite -subr_eq0 -sqrf_eq0; exact: H (mem_index_enum n).
Qed.

(* --- no minimum --- *)

Lemma move_ge0 U v b (q : 'I_D -> sign) i h : stationary U v b -> of_signs v q ->
  0 <= \sum_n error U v b n * ((if q i is Minus then -1 else 1) * (E i n * dphi s ((U *m X) i n) ((h *m X) 0 n))).
Proof.
move=> [pos zero _] sv.
have -> : \sum_n error U v b n * ((if q i is Minus then -1 else 1) * (E i n * dphi s ((U *m X) i n) ((h *m X) 0 n))) =
    (if q i is Minus then -1 else 1) * slope (error U v b) U i h.
  by rewrite mulr_sumr; apply: eq_bigr => n _; rewrite mulrCA.
have [v0|vi] := eqVneq (v i) 0; first by rewrite zero ?mulr0.
have := pos i h vi; rewrite -(sv i) /sign_of; case: (ltrgt0P (v i)) vi => // sgn _; first by rewrite pmulr_rge0 // mul1r.
by rewrite nmulr_rge0 // mulN1r oppr_ge0.
Qed.

Theorem no_stationary U v b (nu : 'I_N -> R) (L : 'I_D -> R) : stationary U v b -> bias || (b == 0) ->
  0 <= \sum_n error U v b n * nu n -> (forall i, v i * (\sum_n nu n * (E i n * phi s ((U *m X) i n))) = - L i) ->
  (bias -> \sum_n nu n = 0) -> \sum_n nu n * y n <= - \sum_i L i.
Proof.
move=> st bb pos H z.
have <- : \sum_n nu n * out U v b n = - \sum_i L i.
  under eq_bigr => n _ do rewrite mulrDr mulr_sumr; rewrite big_split /= exchange_big /= -mulr_suml [X in _ + X](_ : _ = 0) ?addr0.
    by rewrite -sumrN; apply: eq_bigr => i _; rewrite -H mulr_sumr; apply: eq_bigr => n _; rewrite mulrCA.
  by case/orP: bb => [/z ->|/eqP ->]; rewrite ?mul0r ?mulr0.
rewrite -subr_ge0 -sumrB; move: pos; congr (_ <= _); apply: eq_bigr => n _.
by rewrite /StationaryMinima.error -mulrBr mulrC.
Qed.

(* --- idle units move into cells --- *)

Lemma idle_outputs U U' v b : (forall i, v i != 0 -> row i U' = row i U) -> forall n, out U' v b n = out U v b n.
Proof.
move=> same n; rewrite /flat_output; congr (_ + _); apply: eq_bigr => i _.
have [->|vi] := eqVneq (v i) 0; first by rewrite !mul0r.
by rewrite -[(U' *m X) i n]row_mulE -[(U *m X) i n]row_mulE same.
Qed.

Theorem idle_into_cells U v b h : stationary U v b -> (forall n, col n X != 0 -> (h *m X) 0 n != 0) ->
  exists U', [/\ stationary U' v b, forall n, out U' v b n = out U v b n &
    forall i n, v i = 0 -> col n X != 0 -> (U' *m X) i n != 0].
Proof.
move=> st hn; have [pos zero ones] := st; have [eps [eps0 near]] := signs_near X U.
have [delta [d0 sm]] := @small R [finType of 'I_d] (fun=> eps) (fun j => h 0 j) (fun=> eps0).
pose x := delta / 2%:R; have x0 : 0 < x by rewrite divr_gt0 ?ltr0n.
have xd : `|x| < delta by rewrite gtr0_norm // ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
pose U' : 'M[R]_(D, d) := \matrix_(i, j) (if v i == 0 then U i j + x * h 0 j else U i j).
have nU' i j : `|U' i j - U i j| < eps.
  by rewrite mxE; case: ifP => _; rewrite ?subrr ?normr0 // addrC addKr; exact: sm.
have rowE i : row i U' = if v i == 0 then row i U + x *: h else row i U.
  by apply/rowP => j; rewrite !mxE; case: ifP => _; rewrite !mxE.
have idleE i n : v i = 0 -> (U' *m X) i n = (U *m X) i n + x * (h *m X) 0 n.
  move=> vi; rewrite -row_mulE rowE vi eqxx mulmxDl -scalemxAl -row_mul.
  by set A := U *m X; set B := h *m X; rewrite !mxE.
have sameO : forall n, out U' v b n = out U v b n by apply: idle_outputs => i vi; rewrite rowE (negPf vi).
have eE n : error U' v b n = error U v b n by rewrite /StationaryMinima.error sameO.
have off i n : v i = 0 -> col n X != 0 -> (U' *m X) i n != 0.
  move=> vi xn; have [u0|un] := eqVneq ((U *m X) i n) 0; last by have [] := near U' nU' i n un.
  by rewrite idleE // u0 add0r; apply: mulf_neq0; [rewrite gt_eqF|exact: hn].
have slopeE i g : slope (error U' v b) U' i g = slope (error U v b) U' i g by apply: eq_bigr => n _; rewrite eE.
exists U'; split=> //; split=> [i g vi|i g vi|bs]; last by rewrite -[RHS](ones bs); apply: eq_bigr => n _; rewrite eE.
  rewrite slopeE (_ : slope _ U' i g = slope (error U v b) U i g); first exact: pos.
  by apply: slope_same => n; rewrite -row_mulE rowE (negPf vi) row_mulE.
rewrite slopeE; have [eta [eta0 keep]] := signs_near X h.
have [delta' [d0' sm']] := @small R [finType of 'I_d] (fun=> eta) (fun j => g 0 j) (fun=> eta0).
pose t := delta' / 2%:R; have t0 : 0 < t by rewrite divr_gt0 ?ltr0n.
have td : `|t| < delta' by rewrite gtr0_norm // ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
have moved n : ((h + t *: g) *m X) 0 n = (h *m X) 0 n + t * (g *m X) 0 n.
  by rewrite mulmxDl -scalemxAl; set A := h *m X; set B := g *m X; rewrite !mxE.
have kept n : (h *m X) 0 n != 0 -> (0 <= (h *m X) 0 n + t * (g *m X) 0 n) = (0 <= (h *m X) 0 n).
  move=> un; have [|<- _] := keep (h + t *: g) _ 0 n un; last by rewrite moved.
  by move=> a j; rewrite ord1 !mxE addrC addKr; exact: sm'.
have : t * slope (error U v b) U' i g = slope (error U v b) U i (h + t *: g) - slope (error U v b) U i h.
  rewrite /unit_slope mulr_sumr -sumrB; apply: eq_bigr => n _; rewrite -mulrBr -mulrBr mulrCA; congr (_ * _).
  rewrite mulrCA; congr (_ * _); rewrite -dphi_pos // moved.
  have [x_0|xn] := eqVneq (col n X) 0.
    by rewrite !(void_entry _ x_0) mulr0 addr0 subrr dphi_zero.
  have [u0|un] := eqVneq ((U *m X) i n) 0.
    rewrite {2 3}/dphi u0 eqxx (phi_near s (u := (h *m X) 0 n)) => [|un]; last exact: kept.
    rewrite addrC addKr addrC addKr; apply: dphi_same; rewrite idleE // u0 add0r.
    by rewrite /sign_of pmulr_rgt0 // mulf_eq0 gt_eqF.
  have [sgn ne] := near U' nU' i n un; rewrite (dphi_same s _ (sign_of_nz ne un sgn)) /dphi (negPf un).
  by rewrite mulrDr addrC addKr.
rewrite !zero // subrr => /eqP; by rewrite mulf_eq0 gt_eqF // => /eqP.
Qed.

(* --- exchanges --- *)

Variable p : {perm 'I_D}.
Hypothesis rows_same : forall i, row (p i) E = row i E.
Definition exchanged_rows U : 'M[R]_(D, d) := \matrix_(i, j) U (p i) j.

Lemma exchanged_sum U i n : (exchanged_rows U *m X) i n = (U *m X) (p i) n.
Proof. by rewrite !mxE; apply: eq_bigr => j _; rewrite mxE. Qed.
Lemma exchanged_noise i n : E i n = E (p i) n.
Proof. by have := congr1 (fun m : 'rV[R]_N => m 0 n) (rows_same i); rewrite !mxE. Qed.
Lemma exchanged_output U v b n : out (exchanged_rows U) (fun i => v (p i)) b n = out U v b n.
Proof.
rewrite /flat_output; congr (_ + _); rewrite [RHS](reindex_inj (@perm_inj _ p)) /=.
by apply: eq_bigr => i _; rewrite exchanged_sum exchanged_noise.
Qed.
Lemma exchanged_stationary U v b : stationary U v b -> stationary (exchanged_rows U) (fun i => v (p i)) b.
Proof.
have eE n : error (exchanged_rows U) (fun i => v (p i)) b n = error U v b n by rewrite /StationaryMinima.error exchanged_output.
have slopeE i h : slope (error (exchanged_rows U) (fun i => v (p i)) b) (exchanged_rows U) i h = slope (error U v b) U (p i) h.
  by apply: eq_bigr => n _; rewrite eE exchanged_sum exchanged_noise.
case=> pos zero ones; split=> [i h vi|i h vi|bs]; rewrite ?slopeE; [exact: pos|exact: zero|].
by rewrite -[RHS](ones bs); apply: eq_bigr => n _; rewrite eE.
Qed.
End Choices.
