(* The integers of LabelRules.v hold exp(-x), for every function with the laws of Exponential.v. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Form Rules Bridge Points PointRules NearbyRules SoundNetwork
  SoundEnclosure Exponential LabelRules.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Rounding.
Variable R : realFieldType.
Notation zr := (@zr R).

Lemma zr_pos n : Z.lt Z0 n -> 0 < zr n.
Proof. by move=> n0; rewrite -zr0 -zr_lt; apply/Z.ltb_lt. Qed.
Lemma zr_ge0 n : Z.le Z0 n -> 0 <= zr n.
Proof. by move=> n0; rewrite -zr0; apply: zr_le. Qed.
Lemma ge0_zr n : 0 <= zr n -> Z.le Z0 n.
Proof. by rewrite leNgt -(zr0 R) -zr_lt => /negP nx; apply/Z.nlt_ge => lt; apply: nx; exact/Z.ltb_lt. Qed.
Lemma zr1 : zr (Zpos xH) = 1. Proof. by []. Qed.
Lemma zr_nat n : zr (Z.of_nat n) = n%:R.
Proof. by rewrite /SoundEnclosure.zr; have -> : iz (Z.of_nat n) = n%:Z by reckon. Qed.

Lemma floor_le p q : Z.lt Z0 q -> zr (Z.div p q) <= zr p / zr q.
Proof.
move=> q0; have q1 := zr_pos q0; rewrite ler_pdivl_mulr // -zrM; apply: zr_le.
by rewrite Z.mul_comm; exact: Z.mul_div_le.
Qed.
Lemma floor_next p q : Z.lt Z0 q -> zr p / zr q <= zr (Z.add (Z.div p q) (Zpos xH)).
Proof.
move=> q0; have q1 := zr_pos q0; rewrite ler_pdivr_mulr // -zrM; apply: zr_le.
by have := Z.mul_succ_div_gt p q q0; reckon.
Qed.
Lemma above_ge p q : Z.lt Z0 q -> zr p / zr q <= zr (above p q).
Proof.
by move=> q0; rewrite /above zrN ler_oppr -mulNr -zrN; exact: floor_le.
Qed.

Lemma zr_power a b : Z.le Z0 a -> Z.le Z0 b -> zr (Z.pow (Zpos 2) (Z.add a b)) = zr (Z.pow (Zpos 2) a) * zr (Z.pow (Zpos 2) b).
Proof. by move=> a0 b0; rewrite -zrM Z.pow_add_r. Qed.
Lemma power_pos a : Z.le Z0 a -> Z.lt Z0 (Z.pow (Zpos 2) a).
Proof. by move=> a0; apply: Z.pow_pos_nonneg. Qed.
Lemma zr_power_nat n : zr (Z.pow (Zpos 2) (Z.of_nat n)) = 2%:R ^+ n.
Proof.
elim: n => [|n IH]; first by rewrite expr0.
rewrite Nat2Z.inj_succ Z.pow_succ_r; last by reckon.
by rewrite zrM IH exprS.
Qed.
End Rounding.

Section Exponential.
Variables (R : archiFieldType) (exp : R -> R).
Hypothesis law : exponential exp.
Notation zr := (@zr R).
Notation rv := (@rv R).

Section Sums.
Variables (o a : Z).
Hypotheses (o0 : Z.lt Z0 o) (a0 : Z.le Z0 a).
Let y := zr a / zr o.
Let y0 : 0 <= y. Proof. by rewrite divr_ge0 ?zr_ge0 //; reckon. Qed.
Definition size_of_term k : R := y ^+ k / k`!%:R.
Definition before k : R := \sum_(j < k) (- y) ^+ j / j`!%:R.

Lemma size_ge0 k : 0 <= size_of_term k.
Proof. by rewrite divr_ge0 ?exprn_ge0 ?ler0n. Qed.
Lemma beforeS k : before k.+1 = before k + (if odd k then - size_of_term k else size_of_term k).
Proof.
rewrite /before big_ord_recr /=; congr (_ + _).
by rewrite /size_of_term exprNn -signr_odd; case: (odd k); rewrite ?expr1 ?expr0 ?mul1r // mulN1r mulNr.
Qed.
Lemma sizeS k : size_of_term k.+1 = size_of_term k * y / k.+1%:R.
Proof.
have identity (p z q r : R) : p * z * (q * r) = p * r * z * q by ring.
by rewrite /size_of_term factS natrM invfM exprSr identity.
Qed.

(* On the side of a bound *)
Definition side (over : bool) (x b : R) : Prop := if over then x <= b else b <= x.

Lemma partial_sum_side fuel over sum small large k even : even = ~~ odd k ->
  0 <= zr small -> zr small <= size_of_term k * zr o -> size_of_term k * zr o <= zr large ->
  side over (before k * zr o) (zr sum) ->
  side over (exp (- y) * zr o) (zr (partial_sum fuel over o a sum small large (Z.of_nat k) even)).
Proof.
have o1 := zr_pos R o0.
elim: fuel sum small large k even => [|fuel IH] sum small large k even evenE s0 sl ll sd.
  rewrite /= /side; case: (over); last by rewrite zr0 mulr_ge0 ?(ltW (exp_gt0 law _)) ?ltW.
  by rewrite -[X in _ <= X]mul1r ler_pmul2r // exp_le1.
have sd' : side over (before k.+1 * zr o)
    (zr (if even then Z.add sum (if over then large else small) else Z.sub sum (if over then small else large))).
  rewrite beforeS mulrDl evenE; move: sd; rewrite /side; case: (over) => sd; case: (odd k) => /=;
    rewrite ?zrB ?zrD ?mulNr; apply: ler_add => //; by rewrite ler_opp2.
rewrite [partial_sum _ _ _ _ _ _ _ _ _]/=; case: ifP => [/andP[_ /eqP eo]|_].
  have eo' : over = ~~ odd k by move: eo; case: (over); case: (even) evenE => <-.
  move: sd' eo'; rewrite /side; case: (over) => sd' eo'.
    by apply: le_trans sd'; rewrite ler_pmul2r //; apply: sum_above => //; rewrite -eo'.
  by apply: le_trans sd' _; rewrite ler_pmul2r //; apply: sum_below => //; rewrite -[odd k]negbK -eo'.
have k1 : Z.lt Z0 (Z.add (Z.of_nat k) (Zpos xH)) by reckon.
have kE : Z.add (Z.of_nat k) (Zpos xH) = Z.of_nat k.+1 by reckon.
have kr : zr (Z.add (Z.of_nat k) (Zpos xH)) = k.+1%:R by rewrite kE zr_nat.
have kp : 0 < k.+1%:R :> R by rewrite ltr0n.
have sE : size_of_term k.+1 * zr o = (size_of_term k * zr o) * y / k.+1%:R by rewrite sizeS mulrAC [_ * y * _]mulrAC.
rewrite {3}kE; apply: IH => //.
- by rewrite evenE.
- apply: zr_ge0; apply: Z.div_pos; last by reckon.
  apply: Z.div_pos; last by reckon.
  by apply: Z.mul_nonneg_nonneg => //; exact: ge0_zr s0.
- apply: le_trans (floor_le _ _ k1) _; rewrite sE kr ler_pmul2r ?invr_gt0 //.
  apply: le_trans (floor_le _ _ o0) _; rewrite zrM -mulrA -/y; exact: ler_wpmul2r.
apply: le_trans (floor_next _ _ k1); rewrite sE kr ler_pmul2r ?invr_gt0 //.
apply: le_trans (above_ge _ _ o0); rewrite zrM -[X in _ <= X]mulrA -/y; exact: ler_wpmul2r.
Qed.
End Sums.

Lemma exp_bound_side over w a : Z.le Z0 w -> Z.le Z0 a ->
  side over (exp (- (zr a / zr (Z.pow (Zpos 2) w))) * zr (Z.pow (Zpos 2) w)) (zr (exp_bound over w a)).
Proof.
move=> w0 a0; have o0 := power_pos w0; rewrite /exp_bound.
apply: (@partial_sum_side _ a o0 a0 _ over Z0 _ _ 0%N true) => //; rewrite /size_of_term ?expr0 ?fact0 ?divr1 ?mul1r //.
  by apply: zr_ge0; reckon.
by rewrite /before big_ord0 mul0r /side zr0; case: over.
Qed.

Lemma squared_side over n o a (e : R) : Z.lt Z0 o -> 0 <= e -> (~~ over -> 0 <= zr a) -> side over (e * zr o) (zr a) ->
  side over (e ^+ (2 ^ n) * zr o) (zr (squared n (fun b => if over then above b o else Z.div b o) a)) /\
  (~~ over -> 0 <= zr (squared n (fun b => if over then above b o else Z.div b o) a)).
Proof.
move=> o0; have o1 := zr_pos R o0; elim: n a e => [|n IH] a e e0 a0 H; first by rewrite expn0 expr1.
rewrite expnS exprM; apply: IH; first by rewrite sqr_ge0.
  case: (over) a0 => // a0 _; apply: zr_ge0; apply: Z.div_pos => //; exact: Z.square_nonneg.
have e2 : e ^+ 2 * zr o = (e * zr o) * (e * zr o) / zr o by rewrite expr2; field; rewrite gt_eqF.
have eo : 0 <= e * zr o by rewrite mulr_ge0 // ltW.
move: H a0; rewrite /side e2; case: over => H a0.
  by apply: le_trans (above_ge _ _ o0); rewrite zrM ler_pmul2r ?invr_gt0 //; apply: ler_pmul.
apply: le_trans (floor_le _ _ o0) _; rewrite zrM ler_pmul2r ?invr_gt0 //; apply: ler_pmul => //; exact: a0.
Qed.

Lemma exp_power x n : exp (n%:R * x) = exp x ^+ n.
Proof.
elim: n => [|n IH]; first by rewrite mul0r expr0 (exp0 law).
by rewrite -addn1 natrD mulrDl mul1r (expD law) IH addn1 exprSr.
Qed.

(* The enclosure *)
Theorem exp_minus_in b x : Z.le Z0 b -> 0 <= rv x ->
  holds (Z.pow (Zpos 2) b) (exp_minus b x) (exp (- rv x)) /\ 0 <= zr (exp_minus b x).1.
Proof.
move=> b0 x0; have den0 : Z.lt Z0 (Zpos (Qden x)) by [].
have den1 := zr_pos R den0.
have xE : rv x = zr (Qnum x) / zr (Zpos (Qden x)) by rewrite -rv_fraction mulfK ?gt_eqF.
have num0 : Z.le Z0 (Qnum x).
  move: x0; rewrite leNgt -(rv_lt0 R) /qneg => /negP nx; apply/Z.nlt_ge => lt; apply: nx; exact/Z.ltb_lt.
rewrite /exp_minus; set whole := Z.div _ _; have wh0 : Z.le Z0 whole by apply: Z.div_pos.
case: (Z.leb_spec b whole) => [big|small].
  split=> //; split; first by rewrite zr0 mulr_ge0 ?(ltW (exp_gt0 law _)) // zr_ge0 //; apply: Z.lt_le_incl; exact: power_pos.
  have bx : zr b <= rv x.
    by rewrite xE; apply: le_trans (floor_le _ _ den0); exact: zr_le.
  have [n nE] : exists n, b = Z.of_nat n by exists (Z.to_nat b); reckon.
  rewrite nE zr1 zr_power_nat; apply: le_trans (_ : exp (- zr b) * 2%:R ^+ n <= _).
    by rewrite ler_wpmul2r ?exprn_ge0 ?ler0n // (exp_le law) ler_opp2.
  rewrite (expN law) nE zr_nat -[n%:R]mulr1 exp_power mulrC ler_pdivr_mulr ?exprn_gt0 ?(exp_gt0 law) // mul1r.
  rewrite ler_expn2r ?nnegrE ?ler0n ?(ltW (exp_gt0 law _)) //.
  by apply: le_trans (exp_ge law 1).
set h := (if _ then _ else _); have h0 : Z.le Z0 h.
  by rewrite /h; case: ifP => // _; have := Z.log2_nonneg whole; reckon.
set w := Z.add _ (Zpos 16); have w0 : Z.le Z0 w by rewrite /w; reckon.
have wh : Z.le Z0 (Z.sub w h) by rewrite /w; reckon.
have wb : Z.le Z0 (Z.sub w b) by rewrite /w; reckon.
have wE : Z.add b (Z.sub w b) = w := Zplus_minus b w.
have o0 := power_pos w0; set o := Z.pow (Zpos 2) w in o0 *; have o1 := zr_pos R o0.
set a := Z.div (Z.mul _ _) _; have a0 : Z.le Z0 a.
  by apply: Z.div_pos => //; apply: Z.mul_nonneg_nonneg => //; apply: Z.lt_le_incl; exact: power_pos.
pose n := Z.to_nat h; have hn : h = Z.of_nat n by rewrite /n; reckon.
pose y := rv x / 2%:R ^+ n.
have p0 : 0 < 2%:R ^+ n :> R by rewrite exprn_gt0 ?ltr0n.
have yo : y * zr o = zr (Z.mul (Qnum x) (Z.pow (Zpos 2) (Z.sub w h))) / zr (Zpos (Qden x)).
  have -> : zr o = 2%:R ^+ n * zr (Z.pow (Zpos 2) (Z.sub w h)).
    by rewrite /o -zr_power_nat -hn -zr_power //; congr (zr (Z.pow _ _)); reckon.
  by rewrite zrM /y mulrA divfK ?gt_eqF // xE mulrAC.
have yE : exp (- rv x) = exp (- y) ^+ (2 ^ n).
  by rewrite -exp_power natrX mulrN /y [_ * (_ / _)]mulrC divfK ?gt_eqF.
have ya : zr a / zr o <= y by rewrite ler_pdivr_mulr // yo; exact: floor_le.
have ya1 : y <= zr (Z.add a (Zpos xH)) / zr o by rewrite ler_pdivl_mulr // yo; exact: floor_next.
have e0 := ltW (exp_gt0 law (- y)).
have low : side false (exp (- y) * zr o) (zr (Z.max Z0 (exp_bound false w (Z.add a (Zpos xH))))).
  have a1 : Z.le Z0 (Z.add a (Zpos xH)) by reckon.
  have := exp_bound_side false w0 a1; rewrite /side -/o => B.
  case: (Z.max_spec Z0 (exp_bound false w (Z.add a (Zpos xH)))) => -[_ ->].
    by apply: le_trans B _; rewrite ler_pmul2r // (exp_le law) ler_opp2.
  by rewrite zr0 mulr_ge0 // ltW.
have low0 : ~~ false -> 0 <= zr (Z.max Z0 (exp_bound false w (Z.add a (Zpos xH)))) by move=> _; apply: zr_ge0; reckon.
have high : side true (exp (- y) * zr o) (zr (exp_bound true w a)).
  by apply: le_trans (exp_bound_side true w0 a0); rewrite ler_pmul2r // (exp_le law) ler_opp2.
have [L L0] := squared_side n o0 e0 low0 low; have [H _] := @squared_side true n o _ _ o0 e0 (fun f => False_ind _ (notF f)) high.
have less0 := power_pos wb; have less1 := zr_pos R less0.
have bo : zr (Z.pow (Zpos 2) b) = zr o / zr (Z.pow (Zpos 2) (Z.sub w b)).
  have -> : zr o = zr (Z.pow (Zpos 2) b) * zr (Z.pow (Zpos 2) (Z.sub w b)).
    by rewrite -(zr_power R b0 wb) wE.
  by rewrite mulfK ?gt_eqF.
move: L L0 H; rewrite /side /= -yE => L L0 H; split; last first.
  apply: zr_ge0; apply: Z.div_pos => //; exact: ge0_zr (L0 isT).
rewrite /SoundEnclosure.holds /bounds [fst _]/= [snd _]/= bo mulrA; split.
  by apply: le_trans (floor_le _ _ less0) _; rewrite ler_pmul2r ?invr_gt0.
by apply: le_trans (above_ge _ _ less0); rewrite ler_pmul2r ?invr_gt0.
Qed.
End Exponential.
