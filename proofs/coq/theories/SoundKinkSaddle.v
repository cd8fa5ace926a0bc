(* A saddle of one hidden layer without a gradient (soundness.md 26). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Form Rules Bridge Nearby Points KinkForm PointRules
  KinkRules SoundNetwork SoundForms SoundGradient SoundRays SoundPoint SoundKinks SoundKinkPoints.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Values.
Variables (R : realFieldType) (d : nat).
Notation rv := (@rv R).
Notation fval := (@fval R d).

Lemma fval_ext f v v' : (forall j, (j < d)%N -> v j = v' j) -> fval f v = fval f v'.
Proof.
move=> E; have D x : ldot d x v = ldot d x v' by apply: eq_bigr => j _; rewrite E.
by rewrite /SoundForms.fval D; congr (_ + _); apply: eq_bigr => l _; rewrite D.
Qed.
Lemma fval_scale f t v : 0 <= t -> fval f (fun j => t * v j) = t * fval f v.
Proof.
move=> t0; have D x : ldot d x (fun j => t * v j) = t * ldot d x v.
  by rewrite /ldot mulr_sumr; apply: eq_bigr => j _; rewrite mulrCA.
rewrite /SoundForms.fval D mulrDr; congr (_ + _); rewrite /lsum mulr_sumr; apply: eq_bigr => l _.
by rewrite D [`|t * _|]normrM ger0_norm // mulrCA.
Qed.
Lemma dot_toE x v : rv (dot_to d x v) = ldot d x (fun j => rv (nth q0 v j)).
Proof. by rewrite /dot_to totalE; apply: eq_bigr => j _; rewrite rvM !list_nth. Qed.
Lemma form_valueE f v : rv (form_value d f v) = fval f (fun j => rv (nth q0 v j)).
Proof.
rewrite /form_value rvD dot_toE; congr (_ + _); rewrite /lsum; elim: (lines f) => [|l ls IH] /=.
  by rewrite big_nil rv0.
by rewrite big_cons -IH rvD rvM rv_abs dot_toE.
Qed.
End Values.

Section Saddle.
Variables (R : realFieldType) (net : instance) (p : parameters).
Notation rv := (@rv R).
Notation W := (W_at R net p). Notation c := (c_at R net p).
Notation K := (output_count net).
Let u := sums_at net p 0.
Let e := residuals net (network_at net p).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Notation N := (sample_size net).
Let d := layer_size net.
Notation dd := (column_size net).
Let V := V_at W c s E X.
Let U := at_sum s E X W c.
Lemma own_value (i : 'I_(d 1)) k : qis0 (form_value dd (form_in_order net u (sample_column net e k) i) (own_weights net p i)) ->
  Hk net p i k (own R p i) = 0.
Proof.
rewrite (rv_eq0 R) form_valueE => /eqP H; rewrite -[RHS]H form_in_orderE; apply: fval_ext => j jd.
rewrite /own_weights -list_nth nth_tab // /own /vector; case: insubP => [a ja aj|ja].
  by rewrite mxE aj; have -> : Nat.ltb j (layer_size net 0) = true by apply/PeanoNat.Nat.ltb_lt; move: ja; rewrite /d; reckon.
have -> : Nat.ltb j (layer_size net 0) = false by apply/PeanoNat.Nat.ltb_ge; move: ja; rewrite /d; reckon.
by rewrite mxE.
Qed.

Hypothesis L : last_hidden net = 1%N.
Hypothesis pr : proper (huber_at R net).
Hypothesis fc : free c.
Hypothesis zs : zero_sums net e.
Hypothesis own0 : forall (i : 'I_(d 1)) k, (k < K)%N -> Hk net p i k (own R p i) = 0.
Hypothesis along0 : forall (i : 'I_(d 1)) (v : nat -> R), 0 <= fval dd (form_along net p u e i) v.

Lemma along_sum (i : 'I_(d 1)) v : 0 <= \sum_(k < K) rv (weight p 1 k i) * Hk net p i k v.
Proof. by rewrite -alongE. Qed.

(* --- no one-sided derivative is negative --- *)

Lemma H_direction (D : weights R d) (b : shifts R d) q (i : 'I_(d 1)) : free b ->
  \sum_(n < N) rv (List.nth n q q0) * dV s E X W D c b 1 i n = H_of net p q i (vector (fun j => D 0%N i j) (b 0%N i 0)).
Proof.
move=> fb; rewrite /H_of form_atE; apply: eq_bigr => n _; rewrite -mulrA; congr (_ * _).
rewrite dVS E_atE column_dot; last exact: bias_or_zero.
rewrite sums_atE; congr (_ * dphi _ _ _).
by rewrite mxE; congr (_ + _); apply: eq_bigr => j _; rewrite [dV _ _ _ _ _ _ _ _ _ _]mxE mulr0 addr0.
Qed.

Lemma slopes_by_units (D : weights R d) (b : shifts R d) (q : seq (seq Q)) : free b -> zero_sums net q ->
  \sum_(n < N) \sum_(k < d (last_hidden net).+1) rv (entry_of q n k) * dU s E X W D c b (last_hidden net) k n =
  \sum_(i < d 1) \sum_(k < d 2)
     (D 1%N k i * (\sum_(n < N) rv (List.nth n (sample_column net q k) q0) * V 1 i n) +
      W 1%N k i * \sum_(n < N) rv (List.nth n (sample_column net q k) q0) * dV s E X W D c b 1 i n).
Proof.
move=> fb; rewrite /zero_sums /output_count; move: (last_hidden net) L => m ->{m} zq.
under eq_bigr => n _ do under eq_bigr => k _ do rewrite [dU _ _ _ _ _ _ _ _ _ _]mxE mulrDr mulr_sumr.
under eq_bigr => n _ do rewrite big_split /=; rewrite big_split /= [X in _ + X](_ : _ = 0) ?addr0; last first.
  rewrite exchange_big big1 //= => k _; rewrite -mulr_suml; case/orP: zq => [nb|/everyP/(_ k)/total0 ->]; last by rewrite mul0r.
  by rewrite (free_zero _ fb) // mxE mulr0.
under eq_bigr => n _ do rewrite exchange_big /=; rewrite exchange_big /=; apply: eq_bigr => i _.
rewrite exchange_big /=; apply: eq_bigr => k _; rewrite !mulr_sumr -big_split; apply: eq_bigr => n _ /=.
by rewrite nth_tab // mulrDr; congr (_ + _); rewrite mulrCA.
Qed.

Lemma no_negative_derivative (D : weights R d) (b : shifts R d) : free b ->
  exists2 g, 0 <= g & one_sided (loss_along s E X (y_at R net) (huber_at R net) W c D b) g.
Proof.
move=> fb; have := loss_one_sided s E X (y_at R net) pr W D c b; set g := _ * _ => H; exists g => //.
rewrite /g mulr_ge0 ?invr_ge0 ?ler0n //.
rewrite (eq_bigr (fun n : 'I_N => \sum_(k < d (last_hidden net).+1) rv (entry_of e n k) * dU s E X W D c b (last_hidden net) k n)) => [|n _]; last first.
  by apply: eq_bigr => k _; rewrite residualsE.
rewrite slopes_by_units // sumr_ge0 // => i _; have := along_sum i (vector (fun j => D 0%N i j) (b 0%N i 0)).
have K2 : K = d 2 by rewrite /output_count L.
rewrite K2; congr (_ <= _); apply: eq_bigr => k _; rewrite -H_own // H_direction //.
by have := own0 i (k := k); rewrite K2 /Hk => -> //; rewrite mulr0 add0r mxE.
Qed.

(* --- lower nearby --- *)

Section Lower.
Variables (i : 'I_(d 1)) (k0 : 'I_(d 2)) (v : seq Q).
Hypothesis idle : forall k : 'I_(d 2), W 1%N k i = 0.
Let mv j : R := rv (nth q0 v j).
Hypothesis ne : Hk net p i k0 mv != 0.
Let h := Hk net p i k0 mv.
Let S := \sum_(n < N) (V 1 i n ^+ 2 + 1).
Let T := S / `|h|.

Definition down_W : weights R d := fun k => \matrix_(a, j)
  (if k == 0%N then if a == i :> nat then T * mv j else 0
   else if (k == 1%N) && (a == k0 :> nat) && (j == i :> nat) then - Num.sg h else 0).
Definition down_c : shifts R d := fun k => \col_a (if (k == 0%N) && (a == i :> nat) && bias net then T * mv (d 0) else 0).

Lemma down_free : free down_c.
Proof.
case B: (bias net); [by left|right=> k; apply/matrixP=> a b].
by rewrite !mxE B andbF.
Qed.

Lemma some_samples : (0 < N)%N.
Proof.
case: posnP ne => // n0 /negP[]; apply/eqP; rewrite /Hk /H_of form_atE big1 // => n.
by have := leq_trans (ltn_ord n) (eq_leq n0).
Qed.
Lemma samples_more : \sum_(n < N) V 1 i n ^+ 2 < S.
Proof. by rewrite /S big_split /= ltr_addl sumr_const card_ord ltr0n some_samples. Qed.
Lemma samples_positive : 0 < S.
Proof. by apply: le_lt_trans samples_more; rewrite sumr_ge0 // => n _; rewrite sqr_ge0. Qed.

Notation aW t := (ahead_W W down_W t).
Notation ac t := (ahead_c c down_c t).
Definition V' t n : R := V_at (aW t) (ac t) s E X 1 i n.

Lemma ahead_free t : free (ac t).
Proof.
case: fc => [?|c0]; first by left.
by case: down_free => [?|b0]; [left|right=> k; rewrite /ahead_c c0 b0 scaler0 addr0].
Qed.

Lemma ahead_move t j : (j < dd)%N -> move p (aW t) (ac t) i j = t * T * mv j.
Proof.
rewrite /column_size /move /vector => jd; case: insubP => [a ja aj|ja].
  by rewrite !mxE /= eqxx addrC addKr mulrA aj.
move: jd; rewrite !mxE /= eqxx -/d; case: (bias net) => jd; last by move: ja; rewrite /d jd.
have -> : j = d 0 by move: ja jd; rewrite /d; reckon.
by rewrite /= addrC addKr mulrA.
Qed.

Lemma V_other t (j : 'I_(d 1)) n : j != i -> V_at (aW t) (ac t) s E X 1 j n = V 1 j n.
Proof.
move=> ji; rewrite /V !V_atS; congr (_ * phi s _); rewrite !at_sumE /=; congr (_ + _).
  by apply: eq_bigr => a _; rewrite !mxE /= -val_eqE in ji *; rewrite (negPf ji) mulr0 addr0.
by rewrite !mxE /= -val_eqE in ji *; rewrite (negPf ji) /= mulr0 addr0.
Qed.

Lemma last_weight t (k : 'I_(d 2)) (j : 'I_(d 1)) :
  aW t 1%N k j = W 1%N k j + (if (k == k0) && (j == i) then - Num.sg h * t else 0).
Proof.
by rewrite /ahead_W [LHS]mxE [X in _ + X]mxE [X in _ + _ * X]mxE /= -!val_eqE; case: (_ && _); rewrite ?mulr0 // mulrC.
Qed.

Lemma out_shift t (k : 'I_(d 2)) n : at_sum s E X (aW t) (ac t) 1 k n - at_sum s E X W c 1 k n =
  if k == k0 then - Num.sg h * t * V' t n else 0.
Proof.
rewrite !at_sumE; have -> : ac t 1%N k 0 = c 1%N k 0 by rewrite !mxE /= mulr0 addr0.
rewrite opprD addrACA subrr addr0 -sumrB (bigD1 i) //= big1 ?addr0 => [|j ji]; last first.
  by rewrite last_weight (negPf ji) andbF addr0 V_other // subrr.
by rewrite last_weight eqxx andbT idle mul0r subr0 add0r; case: (k == k0); rewrite ?mul0r.
Qed.

Lemma squares_at m : m = 1%N -> forall t,
  \sum_n \sum_k (at_sum s E X (aW t) (ac t) m k n - at_sum s E X W c m k n) ^+ 2 = t ^+ 2 * \sum_(n < N) V' t n ^+ 2.
Proof.
move=> -> t; rewrite mulr_sumr; apply: eq_bigr => n _; rewrite (bigD1 k0) //= big1 => [|k kk].
  rewrite addr0 out_shift eqxx !exprMn sqrrN sqr_sg; rewrite ne mul1r //.
by rewrite out_shift (negPf kk) expr0n.
Qed.

Lemma first_order_at t : 0 <= t -> (forall n, U 0%N i n != 0 -> (0 <= at_sum s E X (aW t) (ac t) 0 i n) = (0 <= U 0%N i n)) ->
  \sum_n \sum_k residual s E X (y_at R net) (huber_at R net) W c k n *
    (out (last_hidden net) s E X (aW t) (ac t) k n - out (last_hidden net) s E X W c k n) = - (t ^+ 2 * S).
Proof.
move=> t0 same; have K2 : K = d 2 by rewrite /output_count L.
rewrite (eq_bigr _ (fun n _ => eq_bigr _ (fun k _ => mulrBr _ _ _))) (eq_bigr _ (fun n _ => sumrB _ _ _ _)) sumrB.
have res (W1 : weights R d) (c1 : shifts R d) : free c1 ->
    \sum_n \sum_k residual s E X (y_at R net) (huber_at R net) W c k n * out (last_hidden net) s E X W1 c1 k n =
    \sum_(i < d 1) \sum_(k < d 2) W1 1%N k i *
     \sum_(n < N) rv (List.nth n (sample_column net e k) q0) * V_at W1 c1 s E X 1 i n.
  move=> f1; rewrite -(outputs_by_units L W1 f1 zs); apply: eq_bigr => n _; apply: eq_bigr => k _.
  by rewrite residualsE.
rewrite (res _ _ (ahead_free t)) (res _ _ fc).
have own00 (j : 'I_(d 1)) (k : 'I_(d 2)) : \sum_(n < N) rv (List.nth n (sample_column net e k) q0) * V 1 j n = 0.
  by rewrite -H_own //; have := own0 j (k := k); rewrite K2 /Hk => ->.
rewrite [X in _ - X](_ : _ = 0) ?subr0; last by rewrite big1 // => j _; rewrite big1 // => k _; rewrite own00 mulr0.
rewrite (bigD1 i) //= [X in _ + X](_ : _ = 0) ?addr0; last first.
  rewrite big1 // => j ji; rewrite big1 // => k _; rewrite (eq_bigr _ (fun n _ => congr1 _ (V_other t n ji))).
  by rewrite own00 mulr0.
rewrite (bigD1 k0) //= [X in _ + X](_ : _ = 0) ?addr0; last first.
  by rewrite big1 // => k kk; rewrite last_weight (negPf kk) /= idle addr0 mul0r.
rewrite (H_move fc (ahead_free t)) // H_own // own00 add0r last_weight !eqxx idle add0r.
have -> : H_of net p (sample_column net e k0) i (move p (aW t) (ac t) i) = t * T * h.
  rewrite /h /Hk /H_of -fval_scale; first exact/fval_ext/ahead_move.
  by rewrite mulr_ge0 // divr_ge0 // ltW // samples_positive.
have -> : - Num.sg h * t * (t * T * h) = - (t ^+ 2 * (T * (Num.sg h * h))) by ring.
by rewrite -normrEsg divfK // normr_eq0.
Qed.

Lemma sum_upper (W1 : weights R d) (c1 : shifts R d) :
  \sum_n \sum_k ell (huber_at R net) (out (last_hidden net) s E X W1 c1 k n - y_at R net k n) <=
  \sum_n \sum_k ell (huber_at R net) (out (last_hidden net) s E X W c k n - y_at R net k n) +
  (\sum_n \sum_k residual s E X (y_at R net) (huber_at R net) W c k n *
     (out (last_hidden net) s E X W1 c1 k n - out (last_hidden net) s E X W c k n) +
   (\sum_n \sum_k (out (last_hidden net) s E X W1 c1 k n - out (last_hidden net) s E X W c k n) ^+ 2) / 2%:R).
Proof.
rewrite mulr_suml -!big_split; apply: ler_sum => n _ /=; rewrite mulr_suml -!big_split; apply: ler_sum => k _ /=.
set a := out _ _ _ _ W1 c1 k n; set b := out _ _ _ _ W c k n; rewrite addrA.
have -> : a - b = (a - y_at R net k n) - (b - y_at R net k n) by ring.
exact: ell_upper.
Qed.

(* Signs do not change for small t, and the squares stay small. *)
Lemma soon_signs : near (@soon R) (fun t => forall n, U 0%N i n != 0 ->
  (0 <= at_sum s E X (aW t) (ac t) 0 i n) = (0 <= U 0%N i n)).
Proof.
apply: (near_all (@soon_le R)) => n; have [z|nz] := eqVneq (U 0%N i n) 0; first exact: near_always.
have := expands_sign ((V_expands s E X W down_W c down_c 0).2 i n) nz; exact: near_imp.
Qed.
Lemma soon_squares : near (@soon R) (fun t => \sum_(n < N) V' t n ^+ 2 <= S).
Proof.
have H n : expands (V'^~ n) (V 1 i n) (dV s E X W down_W c down_c 1 i n) := (V_expands s E X W down_W c down_c 1).1 i n.
have := expands_add (expands_const S) (expands_scale (- 1) (expands_sum (fun n => expands_mul (H n) (H n)))).
move=> /expands_sign; have S0 := samples_more.
have -> : S + - 1 * (\sum_(n < N) V 1 i n * V 1 i n) = S - \sum_(n < N) V 1 i n ^+ 2 by rewrite mulN1r.
rewrite subr_eq0 gt_eqF // => /(_ isT); apply: near_imp => t.
by rewrite subr_ge0 (ltW S0) mulN1r subr_ge0.
Qed.

Theorem lower_nearby : forall ep, 0 < ep -> exists W1 c1,
  [/\ free c1, close (last_hidden net) W c ep W1 c1 &
      loss s E X (y_at R net) (huber_at R net) W1 c1 < loss s E X (y_at R net) (huber_at R net) W c].
Proof.
apply: (descent_saddle (D := down_W) (b := down_c)) => //; first exact: down_free.
have le := @soon_le R; apply: near_imp (near_and le (@soon_pos R) (near_and le soon_signs soon_squares)).
move=> t [t0 [sg sq]]; rewrite /loss_along /loss ltr_pmul2l; last by rewrite invr_gt0 ltr0n some_samples.
apply: le_lt_trans (sum_upper _ _) _; rewrite gtr_addl (first_order_at (ltW t0) sg).
have -> := squares_at L t; rewrite addrC subr_lt0 -mulrA ltr_pmul2l ?exprn_gt0 //.
by rewrite ltr_pdivr_mulr ?ltr0n //; apply: le_lt_trans sq _; rewrite ltr_pmulr ?samples_positive // ltr1n.
Qed.
End Lower.
End Saddle.

Lemma no_descent_along (R : realFieldType) net p ks :
  settled (column_size net) 0 (tab (layer_size net 1) (fun j =>
    ([:: q1], [:: form_along net p (sums_at net p 0) (residuals net (network_at net p)) j]))) ks ->
  forall (i : 'I_(layer_size net 1)) (v : nat -> R),
    0 <= fval (column_size net) (form_along net p (sums_at net p 0) (residuals net (network_at net p)) i) v.
Proof.
move=> /settled_spec st i v; have := st i.
rewrite {1}/tab -[List.map _ _]/(map _ _) size_map seq_iota size_iota => /(_ (ltn_ord i)); cbv zeta.
rewrite -list_nth nth_tab //= => -[/andP[z _]|[by_ nd]]; first by rewrite form_zeroE.
have al : aligned [:: form_along net p (sums_at net p 0) (residuals net (network_at net p)) i] by case.
have [ep [ep0 H]] := no_descent_sound R al nd; have := H (fun=> 1) _ v; rewrite /= big_ord1 mul1r; apply.
by case=> // _; rewrite /= rv1 subrr normr0.
Qed.

Theorem kink_saddle_sound (R : realFieldType) net p unit mv ks : proper (huber_at R net) -> free (c_at R net p) ->
  layers net = 2%N -> kink_saddle_rule net p unit mv ks -> is_saddle R net p.
Proof.
move=> pr fc L2; rewrite /kink_saddle_rule; cbv zeta.
case/andP=> /andP[/andP[/andP[/andP[/andP[/andP[/andP[/andP[zs _] /everyP ow] st] /Z.leb_le u0] /Z.ltb_lt u1] _] _] idle] ex.
have L : last_hidden net = 1%N by rewrite /last_hidden L2.
have K2 : output_count net = layer_size net 2 by rewrite /output_count L.
have along0 := @no_descent_along R _ _ _ st.
have own0 (i : 'I_(layer_size net 1)) k : (k < output_count net)%N -> Hk net p i k (own R p i) = 0.
  move=> kK; apply: own_value; have := all_nthP (UnitForm [::] [::]) (ow i) k; rewrite size_unit_forms => /(_ kK).
  by rewrite -list_nth nth_tab.
have lt : (Z.to_nat unit < layer_size net 1)%N by rewrite /layer_size; move: u0 u1; reckon.
have idle0 (k : 'I_(layer_size net 2)) : W_at R net p 1%N k (Ordinal lt) = 0.
  have := all_nthP q0 idle k; rewrite /output_weights {1}/tab -[List.map _ _]/(map _ _) size_map seq_iota size_iota K2.
  by move=> /(_ (ltn_ord k)); rewrite -list_nth nth_tab // (rv_eq0 R) mxE => /eqP.
have [k kK] := has_nthP (UnitForm [::] [::]) ex; rewrite size_unit_forms in kK.
rewrite (rv_eq0 R) form_valueE (unit_formsE _ _ _ kK) => ne; rewrite K2 in kK.
split=> [D b fb|]; first exact: no_negative_derivative.
exact: (@lower_nearby R net p L pr fc zs own0 (Ordinal lt) (Ordinal kK) mv idle0 ne).
Qed.
