(* Points of a network: losses that are 0, directions in which the loss decreases, and local minima of one
   hidden layer without kinks (soundness.md 20, 21, 23), for the networks of Model.v over any ordered field. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From Dlmcert Require Import Model Minimum.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- first order: q(t) = a + t b + O(t^2) for small t > 0 --- *)

Section FirstOrder.
Variable R : realFieldType.
Implicit Types (q : R -> R) (a b t : R).

Definition expands q a b := exists C delta : R, [/\ 0 <= C, 0 < delta, delta <= 1 &
  forall t, 0 < t < delta -> `|q t - (a + t * b)| <= C * t ^+ 2].

Lemma expands_ext q q' a b : (forall t, q t = q' t) -> expands q a b -> expands q' a b.
Proof. by move=> E [C [delta [C0 d0 d1 H]]]; exists C, delta; split=> // t /H; rewrite E. Qed.

Lemma expands_line a b : expands (fun t => a + t * b) a b.
Proof.
by exists 0, 1; split; rewrite ?ltr01 ?lexx // => t _; rewrite subrr normr0 mul0r.
Qed.

Lemma expands_const a : expands (fun=> a) a 0.
Proof. by apply: expands_ext (expands_line a 0) => t; rewrite mulr0 addr0. Qed.

Lemma expandsD q q' a b a' b' : expands q a b -> expands q' a' b' ->
  expands (fun t => q t + q' t) (a + a') (b + b').
Proof.
move=> [C [e [C0 e0 e1 H]]] [C' [e' [C0' e0' _ H']]].
exists (C + C'), (Num.min e e'); rewrite lt_minr e0 e0' le_minl e1 addr_ge0 //; split=> // t.
rewrite lt_minr => /andP[t0 /andP[te te']].
have -> : q t + q' t - (a + a' + t * (b + b')) = (q t - (a + t * b)) + (q' t - (a' + t * b')) by ring.
apply: le_trans (ler_norm_add _ _) _; rewrite mulrDl; apply: ler_add.
  by apply: H; rewrite t0.
by apply: H'; rewrite t0.
Qed.

Lemma expandsM q q' a b a' b' : expands q a b -> expands q' a' b' ->
  expands (fun t => q t * q' t) (a * a') (a * b' + b * a').
Proof.
move=> [C [e [C0 e0 e1 H]]] [C' [e' [C0' e0' _ H']]].
exists (`|b * b'| + (`|a| + `|b|) * C' + C * (`|a'| + `|b'|) + C * C'), (Num.min e e').
rewrite lt_minr e0 e0' le_minl e1; split=> //.
  by rewrite !addr_ge0 ?mulr_ge0 ?addr_ge0.
move=> t; rewrite lt_minr => /andP[t0 /andP[te te']].
have t1 : t <= 1 by apply: le_trans (ltW te) e1.
have tt : 0 <= t ^+ 2 by rewrite sqr_ge0.
have le1 (x y : R) : `|x + t * y| <= `|x| + `|y|.
  apply: le_trans (ler_norm_add _ _) _; rewrite ler_add2l normrM (gtr0_norm t0).
  by rewrite ler_pimull.
set r := q t - (a + t * b); set r' := q' t - (a' + t * b').
have Hr : `|r| <= C * t ^+ 2 by apply: H; rewrite t0.
have Hr' : `|r'| <= C' * t ^+ 2 by apply: H'; rewrite t0.
have -> : q t * q' t - (a * a' + t * (a * b' + b * a')) =
    b * b' * t ^+ 2 + (a + t * b) * r' + r * (a' + t * b') + r * r' by rewrite /r /r'; ring.
rewrite [X in _ <= X](_ : _ = `|b * b'| * t ^+ 2 + (`|a| + `|b|) * C' * t ^+ 2 + C * (`|a'| + `|b'|) * t ^+ 2
  + C * C' * t ^+ 2); last by rewrite -!mulrDl.
apply: le_trans (ler_norm_add _ _) _; apply: ler_add; last first.
  rewrite normrM; apply: le_trans (ler_pmul (normr_ge0 _) (normr_ge0 _) Hr Hr') _.
  have -> : C * t ^+ 2 * (C' * t ^+ 2) = C * C' * t ^+ 2 * t ^+ 2 by ring.
  have t0' := ltW t0; apply: ler_pimulr; first by apply: mulr_ge0 => //; apply: mulr_ge0.
  by rewrite expr2 mulr_ile1.
apply: le_trans (ler_norm_add _ _) _; apply: ler_add; last first.
  rewrite normrM; have -> : C * (`|a'| + `|b'|) * t ^+ 2 = C * t ^+ 2 * (`|a'| + `|b'|) by ring.
  by apply: ler_pmul.
apply: le_trans (ler_norm_add _ _) _; apply: ler_add.
  by rewrite normrM [X in _ * X]ger0_norm.
by rewrite normrM -mulrA; apply: ler_pmul.
Qed.

Lemma expands_sum (I : finType) (q : I -> R -> R) (a b : I -> R) : (forall i, expands (q i) (a i) (b i)) ->
  expands (fun t => \sum_i q i t) (\sum_i a i) (\sum_i b i).
Proof.
move=> H; elim: (index_enum I) => [|i r IH].
  rewrite !big_nil; apply: (@expands_ext (fun=> 0)); last exact: expands_const.
  by move=> t; rewrite big_nil.
by rewrite !big_cons; apply: expands_ext (expandsD (H i) IH) => t; rewrite big_cons.
Qed.

(* The activation, and its one-sided derivative at a in the direction b *)
Variable s : R.
Definition phi x := (if 0 <= x then 1 else s) * x.
Definition dphi a b := if a == 0 then phi b else (if 0 <= a then 1 else s) * b.

Lemma phi_lipschitz x y : `|phi x - phi y| <= (1 + `|s|) * `|x - y|.
Proof.
wlog: x y / y <= x => [W|yx].
  by case/orP: (le_total y x) => [/W //|/W]; rewrite distrC [`|y - x|]distrC.
have ns := normr_ge0 s; rewrite /phi [X in _ <= _ * X]ger0_norm ?subr_ge0 //.
case: (leP 0 y) => y0; case: (leP 0 x) => x0.
- by rewrite !mul1r ger0_norm ?subr_ge0 // mulrDl mul1r ler_addl mulr_ge0 ?subr_ge0.
- by move: (lt_le_trans x0 (le_trans y0 yx)); rewrite ltxx.
- rewrite mul1r; apply: le_trans (ler_norm_sub _ _) _; rewrite normrM (ger0_norm x0) (ltr0_norm y0).
  rewrite mulrDl mul1r ler_add //; first by rewrite ler_addl oppr_ge0 ltW.
  by rewrite ler_wpmul2l // ler_addr.
by rewrite -mulrBr normrM (@ger0_norm _ (x - y)) ?subr_ge0 // ler_wpmul2r ?subr_ge0 // ler_addr.
Qed.

Lemma phi_line a b : exists delta, [/\ 0 < delta, delta <= 1 &
  forall t, 0 < t < delta -> phi (a + t * b) = phi a + t * dphi a b].
Proof.
have [->|a0] := eqVneq a 0.
  exists 1; split=> // t /andP[t0 _]; rewrite /dphi eqxx /phi add0r mulr0 add0r.
  by rewrite pmulr_rge0 // mulrCA.
have [|delta [d0 H]] := @small _ [finType of unit] (fun=> `|a|) (fun=> b); first by rewrite normr_gt0.
exists (Num.min delta 1); rewrite lt_minr d0 ltr01 le_minl lexx orbT; split=> // t.
rewrite lt_minr => /andP[t0 /andP[td _]]; have := H t; rewrite (gtr0_norm t0) td => /(_ isT tt) lt.
rewrite /dphi (negPf a0) /phi.
have -> : (0 <= a + t * b) = (0 <= a).
  move: lt; rewrite ltr_norml => /andP[l1 l2]; case: (leP 0 a) => ap.
    by apply/idP; rewrite (ger0_norm ap) in l1; rewrite -ler_subl_addl sub0r ltW.
  by apply/negbTE; rewrite -ltNge; rewrite (ltr0_norm ap) in l2; rewrite -ltr_subr_addl sub0r.
by ring.
Qed.

Lemma expands_phi q a b : expands q a b -> expands (fun t => phi (q t)) (phi a) (dphi a b).
Proof.
move=> [C [e [C0 e0 e1 H]]]; have [delta [d0 _ line]] := phi_line a b.
exists ((1 + `|s|) * C), (Num.min e delta).
rewrite lt_minr e0 d0 le_minl e1 mulr_ge0 ?addr_ge0 //; split=> // t.
rewrite lt_minr => /andP[t0 /andP[te td]]; rewrite -line ?t0 //.
apply: le_trans (phi_lipschitz _ _) _; rewrite -mulrA ler_wpmul2l ?addr_ge0 //.
by apply: H; rewrite t0.
Qed.

Lemma expands_descent q a b : expands q a b -> q 0 = a -> b < 0 -> exists k delta, [/\ 0 < k, 0 < delta &
  forall t, 0 < t < delta -> q t <= q 0 - k * t].
Proof.
move=> [C [e [C0 e0 e1 H]]] -> b0; pose k := - b / 2%:R.
have k0 : 0 < k by rewrite divr_gt0 ?oppr_gt0.
have C1 : 0 < C + 1 by rewrite ltr_paddl.
exists k, (Num.min e (k / (C + 1))); rewrite lt_minr e0 divr_gt0 //; split=> // t.
rewrite lt_minr => /andP[t0 /andP[te tk]].
have := H t; rewrite t0 te => /(_ isT) /(le_trans (ler_norm _)).
rewrite ler_subl_addl => /le_trans; apply; rewrite -addrA ler_add2l.
have bE : b = - (k + k) by rewrite /k -mulr2n -mulr_natr divfK ?opprK // pnatr_eq0.
have -> : t * b + C * t ^+ 2 = (C * t - k - k) * t by rewrite bE; ring.
rewrite -mulNr ler_pmul2r // -[X in _ <= X]add0r ler_add2r subr_le0.
apply: ltW; apply: le_lt_trans (_ : (C + 1) * t < _); first by rewrite ler_pmul2r // ler_addl ler01.
by rewrite mulrC -ltr_pdivl_mulr.
Qed.
End FirstOrder.

(* --- along a direction --- *)

Section Direction.
Variables (R : realFieldType) (N : nat) (d : nat -> nat).
Variables (W D : forall l, 'M[R]_(d l.+1, d l)) (c dc : forall l, 'cV[R]_(d l.+1)).
Variables (s : R) (E : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)).

Definition moved t l := W l + t *: D l.
Definition moved_shift t l := c l + t *: dc l.

Let Vt t := V_at (moved t) (moved_shift t) s E X.
Let V0 := V_at W c s E X.

(* The derivatives of the outputs *)
Fixpoint dV l : 'M[R]_(d l, N) :=
  match l with
  | 0 => 0
  | k.+1 => \matrix_(i, n) (E k.+1 i n * dphi s ((W k *m V0 k + c k *m const_mx 1) i n)
              (\sum_j (W k i j * dV k j n + D k i j * V0 k j n) + dc k i 0))
  end.

Lemma linear_expands k (v : R -> 'M[R]_(d k, N)) (v0 dv : 'M[R]_(d k, N)) :
  (forall j n, expands (fun t => v t j n) (v0 j n) (dv j n)) -> forall i n,
  expands (fun t => (moved t k *m v t + moved_shift t k *m const_mx 1) i n)
    ((W k *m v0 + c k *m const_mx 1) i n) (\sum_j (W k i j * dv j n + D k i j * v0 j n) + dc k i 0).
Proof.
move=> H i n.
have -> : (W k *m v0 + c k *m const_mx 1) i n = \sum_j W k i j * v0 j n + c k i 0.
  by rewrite mxE mxE; congr (_ + _); rewrite mxE big_ord1 mxE mulr1.
apply: (@expands_ext _ (fun t => \sum_j (W k i j + t * D k i j) * v t j n + (c k i 0 + t * dc k i 0))).
  move=> t; rewrite mxE mxE; congr (_ + _); last by rewrite mxE big_ord1 !mxE mulr1.
  by apply: eq_bigr => j _; rewrite !mxE.
apply: expandsD (expands_line _ _); apply: expands_sum => j.
exact: expandsM (expands_line _ _) (H j n).
Qed.

Theorem V_expands l i n : expands (fun t => Vt t l i n) (V0 l i n) (dV l i n).
Proof.
elim: l i n => [|k IH] i n; first by rewrite mxE; exact: expands_const.
have U := linear_expands IH i n.
have vE (W' : forall l, 'M[R]_(d l.+1, d l)) (c' : forall l, 'cV[R]_(d l.+1)) :
    V_at W' c' s E X k.+1 i n = E k.+1 i n * phi s ((W' k *m V_at W' c' s E X k + c' k *m const_mx 1) i n).
  by rewrite /= [LHS]mxE [X in X * _ = _]mxE [X in (if X then _ else _) * _]mxE -mulrA.
rewrite /V0 vE; apply: (@expands_ext _ (fun t => E k.+1 i n * phi s ((moved t k *m Vt t k + moved_shift t k *m const_mx 1) i n))).
  by move=> t; rewrite /Vt vE.
have := expandsM (expands_const (E k.+1 i n)) (expands_phi s U).
by rewrite mul0r addr0 [dV k.+1]/= [in X in expands _ _ X -> _]mxE; rewrite [X in _ -> expands _ _ X]mxE.
Qed.

Variables (l : nat) (y : 'M[R]_(d l.+1, N)).
Let error W' c' := squared_error W' c' s E X y.
Let f0 := network_output W c s E X l.
Definition df : 'M[R]_(d l.+1, N) := \matrix_(k, n) (\sum_j (W l k j * dV l j n + D l k j * V0 l j n) + dc l k 0).

Theorem descent : \sum_n \sum_k (f0 k n - y k n) * df k n < 0 -> exists b delta : R, [/\ 0 < b, 0 < delta &
  forall t, 0 < t < delta -> error (moved t) (moved_shift t) <= error W c - b * t].
Proof.
move=> neg.
have H : expands (fun t => error (moved t) (moved_shift t)) (error W c)
    (\sum_n \sum_k 2%:R * ((f0 k n - y k n) * df k n)).
  apply: expands_sum => n; apply: expands_sum => k.
  have F := linear_expands (V_expands l) k n.
  have G : expands (fun t => network_output (moved t) (moved_shift t) s E X l k n - y k n)
      (f0 k n - y k n) (df k n + 0).
    by apply: expandsD (expands_const _); rewrite mxE; exact: F.
  have := expandsM G G; rewrite addr0 -expr2 [X in expands _ _ X -> _](_ : _ = 2%:R * ((f0 k n - y k n) * df k n)); last by ring.
  by apply: expands_ext => t; rewrite -expr2.
have zero0 : error (moved 0) (moved_shift 0) = error W c.
  rewrite /error /squared_error /network_output.
  have m0 k : moved 0 k = W k by rewrite /moved scale0r addr0.
  have s0 k : moved_shift 0 k = c k by rewrite /moved_shift scale0r addr0.
  have -> : V_at (moved 0) (moved_shift 0) s E X l = V0 l.
    by rewrite /V0; elim: (l) => //= k ->; rewrite m0 s0.
  by rewrite m0 s0.
have lt0 : \sum_n \sum_k 2%:R * ((f0 k n - y k n) * df k n) < 0.
  rewrite (eq_bigr (fun n => 2%:R * \sum_k (f0 k n - y k n) * df k n)) => [|n _]; last by rewrite mulr_sumr.
  by rewrite -mulr_sumr pmulr_rlt0 ?ltr0n.
have [b [delta [b0 d0 P]]] := expands_descent H zero0 lt0.
by exists b, delta; split=> // t /P; rewrite zero0.
Qed.
End Direction.

(* --- local minima of one hidden layer, without kinks --- *)

Section Balanced.
Variables (R : realFieldType) (N : nat) (d : nat -> nat) (biased : bool).
Variables (W : forall l, 'M[R]_(d l.+1, d l)) (c : forall l, 'cV[R]_(d l.+1)).
Variables (s : R) (E : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)) (y : 'M[R]_(d 2, N)).

Definition allowed (c' : forall l, 'cV[R]_(d l.+1)) := biased \/ forall l, c' l = 0.

Let u (W' : forall l, 'M[R]_(d l.+1, d l)) (c' : forall l, 'cV[R]_(d l.+1)) : 'M[R]_(d 1, N) :=
  W' 0%N *m X + c' 0%N *m const_mx 1.
Let a : 'M[R]_(d 1, N) := activations s (E 1) (map_mx (fun x => 0 <= x) (u W c)).
Let e : 'M[R]_(d 2, N) := network_output W c s E X 1 - y.

Hypothesis bias_ok : allowed c.
Hypothesis strict : forall i n, u W c i n != 0 \/ (~~ biased /\ forall j, X j n = 0).
Hypothesis balanced : forall k i j, \sum_n e k n * a i n * X j n = 0.
Hypothesis balanced_bias : biased -> forall k, \sum_n e k n = 0 /\ forall i, \sum_n e k n * a i n = 0.

Let uE W' c' i n : u W' c' i n = \sum_j W' 0%N i j * X j n + c' 0%N i 0.
Proof. by rewrite mxE mxE; congr (_ + _); rewrite mxE big_ord1 mxE mulr1. Qed.

(* The slopes stay as they are near the point. *)
Let near W' c' := forall i n, u W c i n != 0 -> (0 <= u W' c' i n) = (0 <= u W c i n).

Lemma bias_term c' l i x : allowed c' -> (biased -> x = 0) -> c' l i 0 * x = 0.
Proof. by case=> [b /(_ b) -> |-> _]; rewrite ?mulr0 // mxE mul0r. Qed.

Lemma orthogonal W' c' : allowed c' -> near W' c' -> forall k, \sum_n e k n * network_output W' c' s E X 1 k n = 0.
Proof.
move=> ok same k.
have hidden i n : V_at W' c' s E X 1 i n = a i n * u W' c' i n.
  have vE : V_at W' c' s E X 1 i n = E 1 i n * (if 0 <= u W' c' i n then 1 else s) * u W' c' i n.
    by rewrite /= [LHS]mxE [X in X * _]mxE [X in (if X then _ else _)]mxE.
  have aE : a i n = E 1 i n * (if 0 <= u W c i n then 1 else s).
    by rewrite [LHS]mxE [X in (if X then _ else _)]mxE.
  rewrite vE aE; have [nz|[nb x0]] := strict i n; first by rewrite same.
  have -> : u W' c' i n = 0; last by rewrite !mulr0.
  rewrite uE big1 => [|j _]; last by rewrite x0 mulr0.
  by case: ok => [b|->]; [rewrite b in nb|rewrite mxE addr0].
have unit_zero i : \sum_n e k n * (a i n * u W' c' i n) = 0.
  rewrite (eq_bigr (fun n => \sum_j W' 0%N i j * (e k n * a i n * X j n) + c' 0%N i 0 * (e k n * a i n))); last first.
    move=> n _; rewrite uE mulrA mulrDr mulr_sumr; congr (_ + _); last by rewrite mulrC.
    by apply: eq_bigr => j _; rewrite mulrCA.
  rewrite big_split /= exchange_big /= big1 => [|j _]; last by rewrite -mulr_sumr balanced mulr0.
  by rewrite add0r -mulr_sumr; apply: bias_term => // b; have [_ ->] := balanced_bias b k.
rewrite (eq_bigr (fun n => \sum_i W' 1%N k i * (e k n * (a i n * u W' c' i n)) + c' 1%N k 0 * e k n)); last first.
  move=> n _; rewrite /network_output [X in _ * X]mxE mulrDr; congr (_ + _); last first.
    by rewrite mxE big_ord1 [X in _ * X]mxE mulr1 mulrC.
  rewrite [X in _ * X]mxE mulr_sumr; apply: eq_bigr => i _.
  by rewrite hidden mulrCA.
rewrite big_split /= exchange_big /= big1 => [|i _]; last by rewrite -mulr_sumr unit_zero mulr0.
by rewrite add0r -mulr_sumr; apply: bias_term => // b; have [-> _] := balanced_bias b k.
Qed.

Lemma near_point : exists eps, 0 < eps /\ forall W' c', (forall i j, `|W' 0%N i j - W 0%N i j| < eps) ->
  (forall i, `|c' 0%N i 0 - c 0%N i 0| < eps) -> near W' c'.
Proof.
pose v (k : 'I_(d 1) * 'I_N) := if u W c k.1 k.2 == 0 then 1 else `|u W c k.1 k.2|.
pose b (k : 'I_(d 1) * 'I_N) := \sum_j `|X j k.2| + 1.
have v0 k : 0 < v k by rewrite /v; case: eqP => [_|/eqP nz]; rewrite ?ltr01 ?normr_gt0.
have [delta [d0 H]] := @small _ [finType of 'I_(d 1) * 'I_N] v b v0.
exists (delta / 2%:R); rewrite divr_gt0 ?ltr0n //; split=> // W' c' nW nc i n nz.
have half : `|delta / 2%:R| < delta.
  by rewrite gtr0_norm ?divr_gt0 ?ltr0n // ltr_pdivr_mulr ?ltr0n // mulr_natr mulr2n ltr_addl.
have := H _ half (i, n); rewrite /v /b /= (negPf nz) => lt.
have {lt} : `|u W' c' i n - u W c i n| < `|u W c i n|.
  apply: le_lt_trans lt; rewrite !uE opprD addrACA -sumrB.
  rewrite normrM [X in X * _]gtr0_norm ?divr_gt0 ?ltr0n // ger0_norm; last first.
    by rewrite addr_ge0 ?ler01 // sumr_ge0.
  rewrite mulrDr mulr1; apply: le_trans (ler_norm_add _ _) _; apply: ler_add; last exact: ltW (nc i).
  rewrite mulr_sumr; apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => j _.
  by rewrite -mulrBl normrM ler_wpmul2r // ltW.
move: (u W' c' i n) (u W c i n) => x z; rewrite ltr_norml => /andP[l1 l2].
case: (leP 0 z) => zp.
  by rewrite (ger0_norm zp) ltr_subr_addl subrr in l1; apply/idP; exact: ltW.
by apply/negbTE; rewrite -ltNge; rewrite (ltr0_norm zp) ltr_subl_addr addNr in l2.
Qed.

Theorem balanced_minimum : exists eps : R, 0 < eps /\ forall W' c', allowed c' ->
  (forall i j, `|W' 0%N i j - W 0%N i j| < eps) -> (forall i, `|c' 0%N i 0 - c 0%N i 0| < eps) ->
  squared_error W c s E X y <= squared_error W' c' s E X y.
Proof.
have [eps [e0 H]] := near_point; exists eps; split=> // W' c' ok nW nc.
pose f := network_output W c s E X 1; pose f' := network_output W' c' s E X 1.
have o k : \sum_n e k n * f k n = 0 by apply: orthogonal.
have o' k : \sum_n e k n * f' k n = 0 by apply: orthogonal => //; exact: H.
have eE k n : e k n = f k n - y k n by rewrite !mxE.
rewrite -subr_ge0 /squared_error -/f -/f' -sumrB.
rewrite (eq_bigr (fun n => \sum_k (2%:R * (e k n * f' k n) - 2%:R * (e k n * f k n) + (f' k n - f k n) ^+ 2))).
  rewrite exchange_big /= sumr_ge0 // => k _.
  by rewrite big_split big_split /= sumrN -!mulr_sumr o o' mulr0 subr0 add0r sumr_ge0 // => n _; rewrite sqr_ge0.
move=> n _; rewrite -sumrB; apply: eq_bigr => k _; rewrite eE; ring.
Qed.
End Balanced.

(* --- rational points in any ordered field --- *)

Section Rational.
Variables (R : realFieldType) (N : nat) (d : nat -> nat).
Variables (W : forall l, 'M[rat]_(d l.+1, d l)) (c : forall l, 'cV[rat]_(d l.+1)).
Variables (s : rat) (E : forall l, 'M[rat]_(d l, N)) (X : 'M[rat]_(d 0, N)).
Let toR m n (A : 'M[rat]_(m, n)) : 'M[R]_(m, n) := map_mx ratr A.

Lemma ratr_preactivation l : toR (V_at W c s E X l) =
    V_at (fun l => toR (W l)) (fun l => toR (c l)) (ratr s) (fun l => toR (E l)) (toR X) l ->
  toR (network_output W c s E X l) =
    network_output (fun l => toR (W l)) (fun l => toR (c l)) (ratr s) (fun l => toR (E l)) (toR X) l.
Proof. by move=> H; rewrite /network_output -H /toR map_mxD !map_mxM map_const_mx rmorph1. Qed.

Lemma ratr_V_at l : toR (V_at W c s E X l) =
  V_at (fun l => toR (W l)) (fun l => toR (c l)) (ratr s) (fun l => toR (E l)) (toR X) l.
Proof.
elim: l => //= l /ratr_preactivation; rewrite /network_output => <-.
apply/matrixP=> i n; rewrite [LHS]mxE [X in ratr X]mxE [RHS]mxE rmorphM; congr (_ * _); last by rewrite mxE.
rewrite [X in ratr X]mxE [RHS]mxE rmorphM; congr (_ * _); first by rewrite mxE.
rewrite [X in ratr (if X then _ else _)]mxE [X in _ = if X then _ else _]mxE [X in _ = if _ <= X then _ else _]mxE ler0q.
by case: ifP; rewrite ?rmorph1.
Qed.

Lemma ratr_output l : toR (network_output W c s E X l) =
  network_output (fun l => toR (W l)) (fun l => toR (c l)) (ratr s) (fun l => toR (E l)) (toR X) l.
Proof. exact: ratr_preactivation (ratr_V_at l). Qed.

Lemma ratr_squared_error l (y : 'M[rat]_(d l.+1, N)) : ratr (squared_error W c s E X y) =
  squared_error (fun l => toR (W l)) (fun l => toR (c l)) (ratr s) (fun l => toR (E l)) (toR X) (toR y).
Proof.
rewrite /squared_error -ratr_output rmorph_sum; apply: eq_bigr => n _; rewrite rmorph_sum; apply: eq_bigr => k _.
by rewrite rmorphX rmorphB !mxE.
Qed.
End Rational.

Lemma squared_error_ge0 (R : realFieldType) N (d : nat -> nat) (W : forall l, 'M[R]_(d l.+1, d l)) c s E X l
    (y : 'M[R]_(d l.+1, N)) : 0 <= squared_error W c s E X y.
Proof. by apply: sumr_ge0 => n _; apply: sumr_ge0 => k _; rewrite sqr_ge0. Qed.
