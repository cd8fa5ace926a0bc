(* The rules about points of one hidden layer with kinks prove their verdicts (soundness.md 21 and 26). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge Nearby Points KinkForm PointRules KinkRules
  SoundNetwork SoundForms SoundGradient SoundRays SoundPoint SoundKinks.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Minimum.
Variables (R : realFieldType) (net : instance) (p : parameters).
Notation rv := (@rv R).
Notation W := (W_at R net p). Notation c := (c_at R net p).
Notation K := (output_count net).
Let u := sums_at net p 0.
Let e := residuals net (network_at net p).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Let d := layer_size net.
Hypothesis L : last_hidden net = 1%N.
Hypothesis pr : proper (huber_at R net).
Hypothesis fc : free c.

(* the sum of residuals times outputs, by the units *)
Lemma outputs_by_units (W' : weights R d) (c' : shifts R d) (q : seq (seq Q)) : free c' -> zero_sums net q ->
  \sum_(n < sample_size net) \sum_(k < d (last_hidden net).+1) rv (entry_of q n k) * at_sum s E X W' c' (last_hidden net) k n =
  \sum_(i < d 1) \sum_(k < d 2) W' 1%N k i *
     \sum_(n < sample_size net) rv (List.nth n (sample_column net q k) q0) * V_at W' c' s E X 1 i n.
Proof.
move=> fc'; rewrite /zero_sums /output_count; move: (last_hidden net) L => m ->{m} zs.
under eq_bigr => n _ do under eq_bigr => k _ do rewrite at_sumE mulrDr mulr_sumr.
under eq_bigr => n _ do rewrite big_split /=; rewrite big_split /= [X in _ + X](_ : _ = 0) ?addr0; last first.
  rewrite exchange_big big1 //= => k _; rewrite -mulr_suml; case/orP: zs => [nb|/everyP/(_ k)/total0 ->]; last by rewrite mul0r.
  by rewrite (free_zero _ fc') // mxE mulr0.
under eq_bigr => n _ do rewrite exchange_big /=; rewrite exchange_big /=; apply: eq_bigr => i _.
rewrite exchange_big /=; apply: eq_bigr => k _; rewrite mulr_sumr; apply: eq_bigr => n _.
by rewrite nth_tab // mulrCA.
Qed.

Definition near_weights (i : nat) (ep : R) (w' : nat -> R) : Prop := forall k, (k < K)%N -> `|w' k - rv (weight p 1 k i)| < ep.

(* p'·H does not descend, for p' near the weights of the point. *)
Definition never_down (i : 'I_(d 1)) : Prop :=
  near (near_weights i) (fun w' => forall v, 0 <= \sum_(k < K) w' k * Hk net p i k v).

Lemma own_zero (i : 'I_(d 1)) : never_down i -> forall k, (k < K)%N -> Hk net p i k (own R p i) = 0.
Proof.
move=> [ep [ep0 H]] k kK; pose S (w' : nat -> R) := \sum_(j < K) w' j * Hk net p i j (own R p i).
have zero w' : near_weights i ep w' -> S w' = 0.
  move=> /H D; apply/eqP; rewrite eq_le D andbT -oppr_ge0; have := D (fun j => - own R p i j).
  rewrite /S -sumrN; congr (_ <= _); apply: eq_bigr => j _; by rewrite /Hk H_own_opp // mulrN.
pose w0 j := rv (weight p 1 j i); pose w1 j := w0 j + (if j == k then ep / 2%:R else 0).
have h0 : 0 < ep / 2%:R by rewrite divr_gt0 ?ltr0n.
have z0 : S w0 = 0 by apply: zero => j _; rewrite subrr normr0.
have z1 : S w1 = 0.
  apply: zero => j _; rewrite /w1 addrC addKr; case: eqP => _; last by rewrite normr0.
  by rewrite gtr0_norm // ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
have : S w1 = S w0 + ep / 2%:R * Hk net p i k (own R p i).
  rewrite /S (bigD1 (Ordinal kK)) //= [X in _ = X + _](bigD1 (Ordinal kK)) //= {1}/w1 eqxx mulrDl addrAC; congr (_ + _ + _).
  by apply: eq_bigr => j; rewrite /w1 -val_eqE /= => /negPf ->; rewrite addr0.
by rewrite z0 z1 add0r => /esym/eqP; rewrite mulf_eq0 (gt_eqF h0) => /eqP.
Qed.

Theorem never_down_minimum : zero_sums net e -> (forall i, never_down i) -> is_local_minimum R net p.
Proof.
move=> zs nd; apply: near_local_minimum.
have K2 : K = d 2 by rewrite /output_count L.
pose P (i : 'I_(d 1)) (w : weights R d * shifts R d) :=
  forall v, 0 <= \sum_(k < d 2) w.1 1%N k i * Hk net p i k v.
have nP : near (@within R d (last_hidden net) (bias net) W c) (fun w => forall i, P i w).
  apply: (near_all (@within_le R d (last_hidden net) (bias net) W c)) => i; have [ep [ep0 H]] := nd i.
  exists ep; split=> // w [cl _] v; have := H (fun k => if insub k is Some k' then w.1 1%N (k' : 'I_(d 2)) i else 0) _ v.
  rewrite K2 => Hv; rewrite (eq_bigr (fun k : 'I_(d 2) => (if insub (nat_of_ord k) is Some k' then w.1 1%N (k' : 'I_(d 2)) i else 0) * Hk net p i k v)).
    apply: Hv => k kK; rewrite K2 in kK; rewrite insubT /=; have [|Hw _] := cl 1%N; first by rewrite L.
    by have := Hw (Ordinal kK) i; rewrite mxE; congr (`|_ - _| < _); congr (w.1 1%N _ i); exact: val_inj.
  by move=> k _; rewrite valK.
have nS := near_same_signs (last_hidden net) s E X (bias net) W c.
have nA : near (@within R d (last_hidden net) (bias net) W c) (fun w => free w.2).
  by exists 1; split=> [|w []] //; exact: ltr01.
have le := @within_le R d (last_hidden net) (bias net) W c.
apply: near_imp (near_and le nA (near_and le nP nS)) => w [fc' [Pw Sw]].
apply: (loss_convex pr); rewrite (eq_bigr _ (fun n _ => eq_bigr _ (fun k _ => mulrBr _ _ _))).
rewrite (eq_bigr _ (fun n _ => sumrB _ _ _ _)) sumrB.
have res (W1 : weights R d) (c1 : shifts R d) : free c1 ->
    \sum_n \sum_k residual s E X (y_at R net) (huber_at R net) W c k n * out (last_hidden net) s E X W1 c1 k n =
    \sum_(i < d 1) \sum_(k < d 2) W1 1%N k i *
     \sum_(n < sample_size net) rv (List.nth n (sample_column net e k) q0) * V_at W1 c1 s E X 1 i n.
  move=> f1; rewrite -(outputs_by_units W1 f1 zs); apply: eq_bigr => n _; apply: eq_bigr => k _.
  by rewrite residualsE.
rewrite res // res //.
have own0 (i : 'I_(d 1)) k : (k < K)%N -> Hk net p i k (own R p i) = 0 by apply: own_zero.
rewrite [X in _ - X](_ : _ = 0) ?subr0; last first.
  rewrite big1 // => i _; rewrite big1 // => k _; rewrite -H_own //; have := own0 i k; rewrite K2 /Hk => -> //; by rewrite mulr0.
rewrite sumr_ge0 // => i _; have := Pw i (move p w.1 w.2 i); congr (_ <= _); apply: eq_bigr => k _; congr (_ * _).
rewrite (H_move fc fc') // => [|n u0]; last by case: (Sw 0%N (leq0n _) i n u0).
by have := own0 i k; rewrite K2 /Hk => -> //; rewrite add0r.
Qed.

(* What the evidence of each unit says *)
Lemma minimum_never_down ks : local_minimum_rule net p ks -> zero_sums net e /\ forall i, never_down i.
Proof.
case/andP=> /andP[/andP[zs _] /everyP idle] /settled_spec st; split=> // i.
have := st i; rewrite {1}/tab -[List.map _ _]/(map _ _) size_map seq_iota size_iota => /(_ (ltn_ord i)); cbv zeta.
rewrite -list_nth nth_tab //; case: (PeanoNat.Nat.eqb_spec K 1) => [K1|_] /=; last first.
  have conv : near (near_w (output_weights net p i) (size (unit_forms net u e i)))
      (fun w' => forall v, 0 <= \sum_(k < size (unit_forms net u e i)) w' k *
        fval (R := R) (column_size net) (nth (UnitForm [::] [::]) (unit_forms net u e i) k) v) -> never_down i.
    rewrite size_unit_forms => -[ep [ep0 H]]; exists ep; split=> // w' Hw v.
    have := H w' _ v; rewrite (eq_bigr (fun k : 'I_K => w' k * Hk net p i k v)) => [|k _]; last by rewrite unit_formsE.
    by apply=> k kK; rewrite -list_nth nth_tab //; exact: Hw.
  case=> [z|[by_ nd]]; apply: conv; first exact: zero_forms_near.
  by apply: no_descent_sound nd; exact: unit_forms_aligned.
have K0 : (0 < K)%N by rewrite K1.
move=> ev; have H0 v : 0 <= fval (R := R) (column_size net) (form_along net p u e i) v.
  have al : aligned [:: form_along net p u e i] by case.
  case: ev => [/andP[z _]|[by_ nd]]; first by rewrite form_zeroE.
  have [ep [ep0 H]] := no_descent_sound R al nd; have := H (fun=> 1) _ v; rewrite /= big_ord1 mul1r; apply.
  by case=> // _; rewrite /= rv1 subrr normr0.
have HE v : fval (R := R) (column_size net) (form_along net p u e i) v = rv (weight p 1 0 i) * Hk net p i 0 v.
  by rewrite alongE K1 big_ord1.
have sum1 (w' v : nat -> R) : \sum_(k < K) w' k * Hk net p i k v = w' 0%N * Hk net p i 0 v by rewrite K1 big_ord1.
case/orP: (idle i) => [z|nz].
  by apply: near_always => w' v; rewrite sum1 (unit_forms_zero _ z) ?mulr0.
have p0 : rv (weight p 1 0 i) != 0.
  apply: contra nz; rewrite -(rv_eq0 R) => w0; rewrite /output_weights K1; by rewrite /tab /= w0.
exists `|rv (weight p 1 0 i)|; split=> [|w' /(_ 0%N K0) lt v]; first by rewrite normr_gt0.
rewrite sum1; have := H0 v; rewrite HE; move: lt p0; set a := rv _; set b := w' 0%N => lt a0 ge.
have ab : 0 < b / a.
  case: (ltrgt0P a) a0 lt => // sa _; rewrite ltr_distl subrr => /andP[lo hi]; first by rewrite divr_gt0.
  by rewrite nmulr_rgt0 ?invr_lt0.
have -> : b * Hk net p i 0 v = b / a * (a * Hk net p i 0 v) by rewrite mulrA divfK.
by rewrite mulr_ge0 // ltW.
Qed.
End Minimum.

Theorem local_minimum_sound (R : realFieldType) net p ks : proper (huber_at R net) -> free (c_at R net p) ->
  layers net = 2%N -> local_minimum_rule net p ks -> is_local_minimum R net p.
Proof.
move=> pr fc L2 /(@minimum_never_down R _ p)[zs nd].
by apply: never_down_minimum; rewrite // /last_hidden L2.
Qed.
