(* A negative sum of 5.38 is a negative one-sided derivative of the loss of labels. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model LabelForm Form Rules Bridge Nearby Points PointRules
  NearbyRules SoundNetwork SoundPaths SoundEnclosure Exponential LabelRules SoundExponential LabelPoints.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma map_tab (A B : Type) (f : A -> B) n (g : nat -> A) : List.map f (tab n g) = tab n (fun k => f (g k)).
Proof. exact: List.map_map. Qed.
Lemma map2_tab (A B C : Type) (f : A -> B -> C) n (g : nat -> A) (h : nat -> B) :
  map2 f (tab n g) (tab n h) = tab n (fun k => f (g k) (h k)).
Proof. by rewrite /tab; elim: (List.seq 0 n) => //= k s ->. Qed.
Lemma tab_eq (A : Type) n (f g : nat -> A) : (forall k, (k < n)%N -> f k = g k) -> tab n f = tab n g.
Proof.
move=> H; rewrite /tab; apply: List.map_ext_in => k /List.in_seq[_ lt]; apply: H; reckon.
Qed.

Section Quotients.
Variable R : realFieldType.
Notation zr := (@zr R).
Variable o : Z.
Hypothesis o0 : Z.lt Z0 o.

(* P / (P + Q) grows in P and falls in Q. *)
Lemma at_most_in p q P Q : 0 <= zr p -> zr p <= P -> 0 <= Q -> Q <= zr q -> 0 < P + Q ->
  zr (at_most o p (Z.add p q)) <= P / (P + Q) * zr o.
Proof.
move=> p0 pP Q0 Qq PQ; have o1 := zr_pos R o0; have P0 := le_trans p0 pP; have q0 := le_trans Q0 Qq.
rewrite /at_most; case: Z.eqb_spec => [_|ne].
  by rewrite zr0; apply: mulr_ge0; [apply: divr_ge0 => //|]; exact: ltW.
have pq : Z.lt Z0 (Z.add p q) by have := ge0_zr p0; have := ge0_zr q0; reckon.
have pq1 := zr_pos R pq; apply: le_trans (floor_le _ _ pq) _.
rewrite zrM mulrAC ler_pmul2r // ler_pdivr_mulr // mulrAC ler_pdivl_mulr // zrD !mulrDr [zr p * P]mulrC ler_add2l.
by apply: ler_pmul.
Qed.
Lemma at_least_in p q P Q : 0 <= P -> P <= zr p -> 0 <= zr q -> zr q <= Q -> 0 < P + Q ->
  P / (P + Q) * zr o <= zr (at_least o p (Z.add p q)).
Proof.
move=> P0 Pp q0 qQ PQ; have o1 := zr_pos R o0; have p0 := le_trans P0 Pp; have Q0 := le_trans q0 qQ.
rewrite /at_least; case: Z.eqb_spec => [_|ne].
  by rewrite -[X in _ <= X]mul1r ler_pmul2r // ler_pdivr_mulr // mul1r ler_addl.
have pq : Z.lt Z0 (Z.add p q) by have := ge0_zr p0; have := ge0_zr q0; reckon.
have pq1 := zr_pos R pq; apply: le_trans (above_ge _ _ pq).
rewrite zrM [X in _ <= X]mulrAC ler_pmul2r // ler_pdivr_mulr // mulrAC ler_pdivl_mulr // zrD !mulrDr [P * zr p]mulrC ler_add2l.
by apply: ler_pmul.
Qed.

Lemma holds_opp a (x : R) : holds o a x -> holds o (Z.opp a.2, Z.opp a.1) (- x).
Proof. by case=> l u; rewrite /SoundEnclosure.holds /bounds /= !zrN mulNr !ler_opp2. Qed.

Lemma rv_integer n : rv R (Qmake n xH) = zr n.
Proof. by have := rv_fraction R (Qmake n xH); rewrite /= mulr1. Qed.

Lemma most_of_term_in g c (x : R) : holds o g x -> x * rv R c * zr o <= rv R (most_of_term g c).
Proof.
case=> l u; rewrite /most_of_term rvM rv_integer mulrAC (rv_gt0 R); case: ltrP => c0.
  by rewrite ler_pmul2r.
by rewrite ler_wnmul2r.
Qed.

Lemma zr_total K (f : nat -> Z) : zr (List.fold_right Z.add Z0 (tab K f)) = \sum_(j < K) zr (f j).
Proof.
rewrite /tab seq_iota -(big_mkord xpredT (fun j => zr (f j))) /index_iota subn0.
by elim: (iota 0 K) => [|k r IH] /=; rewrite ?big_nil ?zr0 // big_cons zrD IH.
Qed.
End Quotients.

Lemma rv_minus_one (R : realFieldType) : rv R (Qmake (Zneg xH) xH) = -1.
Proof. by rewrite rv_integer. Qed.

Lemma largest_ge (R : realFieldType) v : forall x, rv R x <= rv R (largest x v) /\
  forall y, List.In y v -> rv R y <= rv R (largest x v).
Proof.
elim: v => [|z v IH] x /=; first by split.
have [H K] := IH (if qlt x z then z else x); move: H K; rewrite (rv_lt R); case: ltrP => lt /= H K.
  by split; [exact: le_trans (ltW lt) H|move=> y [<-|/K]].
by split=> // y [<-|/K] //; exact: le_trans lt H.
Qed.

Section Gradient.
Variables (R : archiFieldType) (exp : R -> R).
Hypothesis law : exponential exp.
Notation zr := (@zr R).
Notation rv := (@rv R).
Variable b : Z.
Hypothesis b0 : Z.le Z0 b.
Let o := Z.pow (Zpos 2) b.
Let o0 : Z.lt Z0 o. Proof. exact: power_pos. Qed.
Let o1 : 0 < zr o. Proof. exact: zr_pos. Qed.

Lemma logistic_in v label : let sg : R := if qsign_pos label then 1 else -1 in
  holds o (logistic_gradient b v label) (- sg * (exp (- (sg * rv v)) / (1 + exp (- (sg * rv v))))).
Proof.
move=> sg; rewrite /logistic_gradient -/o; cbv zeta.
have x0 : 0 <= rv (qabs v) by rewrite rv_abs.
have [[l u] l0] := exp_minus_in law b0 x0; move: l u l0; rewrite -/o; set I := exp_minus _ _.
rewrite rv_abs; set e := exp (- `|rv v|) => l u l0.
have e0 : 0 < e := exp_gt0 law _; have eo : 0 <= e * zr o by rewrite mulr_ge0 // ltW.
have u0 : 0 <= zr I.2 := le_trans eo u.
have p : 0 < e * zr o + zr o by rewrite ltr_paddl.
have p' : 0 < zr o + e * zr o by rewrite addrC.
have qe : e * zr o / (e * zr o + zr o) = e / (1 + e) by field; rewrite !gt_eqF // ?addr_gt0 ?ltr01.
have q1 : zr o / (zr o + e * zr o) = (1 + e)^-1 by field; rewrite !gt_eqF // ?addr_gt0 ?ltr01.
pose agrees := Bool.eqb (negb (qneg v)) (qsign_pos label).
pose q := exp (- (sg * rv v)) / (1 + exp (- (sg * rv v))).
have qE : q = if agrees then e / (1 + e) else (1 + e)^-1.
  have inv : exp `|rv v| / (1 + exp `|rv v|) = (1 + e)^-1.
    rewrite /e (expN law); have f0 := exp_gt0 law `|rv v|; field.
    by rewrite !gt_eqF // ?addr_gt0 ?ltr01.
  rewrite /q /agrees /sg (rv_lt0 R); case: ltrP => v0; case: (qsign_pos label) => /=;
    rewrite ?mul1r ?mulN1r ?opprK.
  - by rewrite -inv ltr0_norm.
  - by rewrite /e ltr0_norm ?opprK.
  - by rewrite /e ger0_norm.
  by rewrite -inv ger0_norm.
rewrite -/q -/agrees.
have least : zr (if agrees then at_most o I.1 (Z.add o I.1) else at_most o o (Z.add o I.2)) <= q * zr o.
  rewrite qE; case: (agrees); first by rewrite Z.add_comm -qe; apply: at_most_in => //; exact: ltW.
  by rewrite -q1; apply: at_most_in => //; exact: ltW.
have most : q * zr o <= zr (if agrees then at_least o I.2 (Z.add o I.2) else at_least o o (Z.add o I.1)).
  rewrite qE; case: (agrees); first by rewrite Z.add_comm -qe; apply: at_least_in => //; exact: ltW.
  by rewrite -q1; apply: at_least_in => //; exact: ltW.
rewrite /sg; case: (qsign_pos label); last by rewrite opprK mul1r; split.
by rewrite mulN1r; apply: (@holds_opp R o (_, _)); split.
Qed.

Variables (K : nat) (a y : nat -> Q).
Hypothesis labels : forall k, (k < K)%N -> qsign_pos (y k) = (rv (y k) == 1).

Lemma softmax_in (k : 'I_K) : holds o (List.nth k (softmax_gradient b (tab K a) (tab K y)) no_interval)
  (exp (rv (a k)) / (\sum_(j < K) exp (rv (a j))) - (rv (y k) == 1)%:R).
Proof.
rewrite /softmax_gradient -/o; cbv zeta; set m := largest _ _.
rewrite map_tab map2_tab nth_tab // labels //; set I := fun j => exp_minus b (qsub m (a j)).
pose e j := exp (- (rv m - rv (a j))).
have In j : (j < K)%N -> holds o (I j) (e j) /\ 0 <= zr (I j).1.
  move=> jK; rewrite /e -rvB; apply: exp_minus_in => //; rewrite rvB subr_ge0.
  have [_] := largest_ge R (tab K a) (List.hd q0 (tab K a)); apply.
  by apply: List.in_map; apply/List.in_seq; reckon.
have e0 j : 0 < e j by exact: exp_gt0.
have quotient : exp (rv (a k)) / (\sum_(j < K) exp (rv (a j))) = e k / (\sum_(j < K) e j).
  have eE j : e j = exp (- rv m) * exp (rv (a j)) by rewrite /e opprB addrC (expD law).
  have sE : \sum_(j < K) e j = exp (- rv m) * \sum_(j < K) exp (rv (a j)).
    by rewrite mulr_sumr; apply: eq_bigr => j _; exact: eE.
  by rewrite eE sE invfM mulrACA divff ?mul1r // (exp_neq0 law).
pose Q := (\sum_(j < K | j != k) e j) * zr o; pose P := e k * zr o.
have PQ : P + Q = (\sum_(j < K) e j) * zr o by rewrite (bigD1 k) //= mulrDl.
have P0 : 0 < P by rewrite mulr_gt0.
have Q0 : 0 <= Q by apply: mulr_ge0; [apply: sumr_ge0 => j _|]; exact: ltW.
have qE : P / (P + Q) = e k / (\sum_(j < K) e j).
  by rewrite PQ /P invfM mulrACA divff ?mulr1 ?gt_eqF.
have PQ0 : 0 < P + Q by rewrite ltr_paddr.
have [[lk uk] l0] := In k (ltn_ord k).
have sum_others (f : interval -> Z) : zr (Z.sub (List.fold_right Z.add Z0 (List.map f (tab K I))) (f (I k))) =
    \sum_(j < K | j != k) zr (f (I j)).
  by rewrite map_tab zrB zr_total (bigD1 k) //= addrC addKr.
rewrite quotient -qE; set w := (_ == _).
have shiftE : zr (if w then o else Z0) = w%:R * zr o by case: w; rewrite ?mul1r ?mul0r.
rewrite /SoundEnclosure.holds /bounds [fst _]/= [snd _]/= !zrB mulrBl shiftE !ler_add2r; split.
  apply: at_most_in => //.
  rewrite (sum_others snd) /Q mulr_suml; apply: ler_sum => j _; by have [[_ u] _] := In j (ltn_ord j).
apply: at_least_in => //.
- exact: ltW.
- by rewrite (sum_others fst); apply: sumr_ge0 => j _; have [_] := In j (ltn_ord j).
rewrite (sum_others fst) /Q mulr_suml; apply: ler_sum => j _; by have [[l _] _] := In j (ltn_ord j).
Qed.

Lemma gradient_in kind (k : 'I_K) : holds o (List.nth k (label_gradient kind b (tab K a) (tab K y)) no_interval)
  (label_slope exp kind (fun j : 'I_K => rv (a j)) (fun j : 'I_K => rv (y j)) k).
Proof.
case: kind; last exact: softmax_in.
rewrite /label_gradient map2_tab nth_tab // /label_slope /sign_of -labels //; exact: logistic_in.
Qed.

Lemma sample_in kind (c : nat -> Q) :
  (\sum_(k < K) label_slope exp kind (fun j : 'I_K => rv (a j)) (fun j : 'I_K => rv (y j)) k * rv (c k)) * zr o <=
  rv (most_of_sample (label_gradient kind b (tab K a) (tab K y)) (tab K c)).
Proof.
have [G E] : exists G, label_gradient kind b (tab K a) (tab K y) = tab K G.
  by case: kind => /=; rewrite /softmax_gradient ?map_tab ?map2_tab; eexists.
rewrite E /most_of_sample map2_tab qsum_tab mulr_suml; apply: ler_sum => k _.
by apply: most_of_term_in => //; have := gradient_in kind k; rewrite E nth_tab.
Qed.
End Gradient.

(* --- outputs on a path --- *)

Section Path.
Variable R : realFieldType.
Notation rv := (@rv R).

Lemma peval_expands p : expands (@peval R p) (rv (constant_term p)) (rv (linear_term p)).
Proof.
case: p => [|u [|w r]]; rewrite /constant_term /linear_term /=.
- by rewrite rv0; apply: (@expands_eq _ (fun=> 0)) => //; exact: expands_const.
- rewrite rv0; apply: (@expands_eq _ (fun=> rv u)) => [t|]; first by rewrite peval_const.
  exact: expands_const.
have [B B0 H] := peval_bounded R r; exists B.
apply: near_imp (near_and (@soon_le R) (@soon_pos R) (soon_lt (@ltr01 R))) => t [t0 t1].
exists (@peval R r t); last by apply: H; rewrite !ltW.
rewrite /= -/(peval r t); ring.
Qed.
Lemma expands_near (f g : R -> R) u w : near (@soon R) (fun t => g t = f t) -> expands f u w -> expands g u w.
Proof.
move=> fg [C H]; exists C; apply: near_imp (near_and (@soon_le R) fg H) => t [->].
by case=> h E hC; exists h.
Qed.
Lemma peval_at0 p : @peval R p 0 = rv (constant_term p).
Proof. by case: p => [|u r]; rewrite /constant_term /= ?rv0 // mul0r addr0. Qed.
End Path.

Theorem label_descent_sound (R : archiFieldType) (exp log : R -> R) net kind p dir b :
  exponential exp -> logarithm exp log -> allowed (bias net) (c_at R net dir) ->
  labels_formed net kind -> label_descent net kind p dir b ->
  labels_not_critical exp log kind (s_at R net) (E_at R net) (X_at R net) (y_at R net) (bias net) (W_at R net p) (c_at R net p).
Proof.
move=> law inverse fd formed; rewrite /label_descent; set f := path_sums _ _ _ _ _.
case/andP=> /andP[/Z.leb_le b0 _]; set S := qsum _; rewrite (rv_lt0 R) => neg.
set K := output_count net in S neg.
have o0 := power_pos b0; have o1 := zr_pos R o0.
pose v (k : 'I_K) (n : 'I_(sample_size net)) : R := rv R (constant_term (poly_of f n k)).
pose v' (k : 'I_K) (n : 'I_(sample_size net)) : R := rv R (linear_term (poly_of f n k)).
have labels (n : 'I_(sample_size net)) k : (k < K)%N -> qsign_pos (target net n k) = (rv R (target net n k) == 1).
  move=> kK; have ok (g : Q -> bool) : every_label net g -> g (target net n k).
    by move=> /everyP/(_ n)/everyP/(_ (Ordinal kK)).
  have one : is_one (target net n k) -> qsign_pos (target net n k) = (rv R (target net n k) == 1).
    by rewrite /is_one (rv_equal R) rv1 (rv_gt0 R) => /eqP ->; rewrite eqxx ltr01.
  have zero : qis0 (target net n k) -> qsign_pos (target net n k) = (rv R (target net n k) == 1).
    by rewrite (rv_eq0 R) (rv_gt0 R) => /eqP ->; rewrite ltxx eq_sym oner_eq0.
  move: formed; rewrite /labels_formed; case: (kind) => [/orP[/ok|/ok]|/andP[/andP[_ H] _]].
  - case/orP=> //; rewrite /is_minus_one (rv_equal R) rv_minus_one (rv_gt0 R) => /eqP ->.
    by rewrite ltr0N1 eq_sym -subr_eq0 opprK -(natrD _ 1 1) pnatr_eq0.
  - by case/orP.
  by case/orP: (ok _ H).
have [e [e0 H]] := @path_outputsE R net p dir (last_hidden net).
have outE t : from_0 e t -> forall (k : 'I_K) (n : 'I_(sample_size net)),
    out (last_hidden net) (s_at R net) (E_at R net) (X_at R net) (ahead_W (W_at R net p) (W_at R net dir) t)
      (ahead_c (c_at R net p) (c_at R net dir) t) k n = @peval R (poly_of f n k) t.
  by move=> /H Ht k n; rewrite outE -(path_sumsE Ht).
exists (W_at R net dir), (c_at R net dir).
exists ((sample_size net)%:R^-1 * \sum_n \sum_k label_slope exp kind (fun k => v k n) (fun k => y_at R net k n) k * v' k n).
split=> //; last first.
  apply: labels_descend => //.
  - by move=> E; move: formed; rewrite E => /andP[/andP[/PeanoNat.Nat.ltb_lt lt _] _]; move: lt; rewrite /output_count; reckon.
  - by move=> k n; rewrite outE ?peval_at0 // /from_0 lexx e0.
  move=> k n; apply: (@expands_near _ (@peval R (poly_of f n k))); last exact: peval_expands.
  by exists e; split=> // t /andP[t0 te]; rewrite outE // /from_0 ltW ?t0.
have total : (\sum_n \sum_k label_slope exp kind (fun k => v k n) (fun k => y_at R net k n) k * v' k n) * zr R (Z.pow (Zpos 2) b) <= rv R S.
  rewrite /S qsum_tab mulr_suml; apply: ler_sum => n _; rewrite !map_tab /labels_of -/K.
  have := @sample_in R exp law b b0 K (fun k => constant_term (poly_of f n k)) (target net n) (labels n) kind (fun k => linear_term (poly_of f n k)).
  apply: le_trans; rewrite ler_pmul2r //; apply: ler_sum => k _.
  rewrite le_eqVlt; apply/orP; left; apply/eqP; congr (_ * _); rewrite /label_slope.
  by case: (kind); rewrite ?y_atE.
have neg' := le_lt_trans total neg; rewrite pmulr_rlt0; first by rewrite -(pmulr_llt0 _ o1).
rewrite invr_gt0 ltr0n lt0n; apply/eqP=> N0; move: neg; rewrite /S N0.
by rewrite qsum_tab big_ord0 ltxx.
Qed.

(* Targets are labels. *)
Lemma labels_formed_sound (R : realFieldType) net kind : labels_formed net kind -> are_labels kind (y_at R net).
Proof.
rewrite /labels_formed /are_labels /labels_ok; case: kind.
  have two (g : Q -> bool) (other : R) : (forall x, g x -> rv R x = other) ->
      every_label net (fun y => is_one y || g y) -> forall n k, y_at R net k n = 1 \/ y_at R net k n = other.
    move=> gE /everyP H n k; have /everyP/(_ k) := H n; rewrite y_atE => /orP[|/gE]; last by right.
    by rewrite /is_one (rv_equal R) rv1 => /eqP; left.
  case/orP=> [/(two is_minus_one (-1))|/(two qis0 0)] H.
    exists (-1); split; first by left.
    by apply: H => x; rewrite /is_minus_one (rv_equal R) rv_minus_one => /eqP.
  exists 0; split; first by right.
  by apply: H => x; rewrite (rv_eq0 R) => /eqP.
case/andP=> /andP[/PeanoNat.Nat.ltb_lt K1 /everyP ok] /everyP sum1; exists 0; split; first by right.
move=> n; split; first by move: K1; rewrite /output_count; reckon.
have y01 k : y_at R net k n = 1 \/ y_at R net k n = 0.
  have /everyP/(_ k) := ok n; rewrite y_atE /is_one (rv_equal R) (rv_eq0 R) rv1.
  by case/orP=> /eqP; [left|right].
have S1 : \sum_k y_at R net k n = 1.
  have := sum1 n; rewrite /is_one (rv_equal R) rv1 totalE => /eqP <-.
  by apply: eq_bigr => k _; rewrite y_atE.
case: (pickP (fun k => y_at R net k n == 1)) => [c /eqP c1|none]; last first.
  move: S1; rewrite big1 => [/esym/eqP|k _]; first by rewrite oner_eq0.
  by case: (y01 k) => // k1; have := none k; rewrite k1 eqxx.
exists c; split=> // k kc; case: (y01 k) => // k1.
move: S1; rewrite (bigD1 c) //= c1 (bigD1 k) //= k1 => /eqP; rewrite -subr_eq0 addrC addKr => /eqP S0.
have : 0 < 1 + \sum_(i | (i != c) && (i != k)) y_at R net i n.
  by rewrite ltr_paddr ?ltr01 // sumr_ge0 // => i _; case: (y01 i) => ->; rewrite ?ler01.
by rewrite S0 ltxx.
Qed.
