(* Exponential and logarithm without analysis: functions on an ordered field with the two laws of exp below and log an
   inverse. The real numbers have them, and in an archimedean field the laws leave one exp (exponential_unique) and
   one log. Derivatives in the sense of Nearby.v; partial sums of the series of exp(-x) as bounds. *)
From Dlmcert Require Import Algebra Nearby.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Definition exponential (R : realFieldType) (exp : R -> R) :=
  (forall x y, exp (x + y) = exp x * exp y) /\ forall x, 1 + x <= exp x.
Definition logarithm (R : realFieldType) (exp log : R -> R) := forall x, 0 < x -> exp (log x) = x.

(* Second-order errors are enough for a derivative. *)
Lemma expands_through (R : realFieldType) (F : R -> R) a g e K f b : 0 < e ->
  (forall u, `|u| < e -> `|F (a + u) - F a - g * u| <= K * u ^+ 2) ->
  expands f a b -> expands (fun t => F (f t)) (F a) (g * b).
Proof.
move=> e0 H [C ex]; pose B := `|b| + `|C|; have B0 : 0 <= B by rewrite addr_ge0.
have d0 : 0 < e / (B + 1) by rewrite divr_gt0 // ltr_paddl.
exists (`|g| * `|C| + `|K| * B ^+ 2).
apply: near_imp (near_and (@soon_le _) ex (near_and (@soon_le _) (@soon_pos R)
  (near_and (@soon_le _) (soon_lt (@ltr01 R)) (soon_lt d0)))) => t [[h fE hC] [t0 [t1 td]]].
have hC' : `|h| <= `|C| := le_trans hC (ler_norm _).
pose k := b + t * h; have kB : `|k| <= B.
  by apply: le_trans (ler_norm_add _ _) _; rewrite ler_add2l normrM gtr0_norm //; apply: le_trans hC'; rewrite ler_pimull // ltW.
have uE : f t = a + t * k by rewrite fE /k; ring.
have ue : `|t * k| < e.
  rewrite normrM gtr0_norm //; move: td; rewrite ltr_pdivl_mulr ?ltr_paddl //; apply: le_lt_trans.
  by rewrite ler_pmul2l // (le_trans kB) // ler_addl.
pose r := F (a + t * k) - F a - g * (t * k); have t2 : 0 < t ^+ 2 by rewrite exprn_gt0.
exists (g * h + r / t ^+ 2).
  have rE : t ^+ 2 * (r / t ^+ 2) = r by rewrite mulrC divfK // gt_eqF.
  by rewrite mulrDr rE uE /r /k; ring.
apply: le_trans (ler_norm_add _ _) _; apply: ler_add; first by rewrite normrM ler_wpmul2l.
rewrite normrM normfV [`|t ^+ 2|]ger0_norm ?sqr_ge0 // ler_pdivr_mulr //; apply: le_trans (H _ ue) _.
apply: le_trans (_ : `|K| * (t * k) ^+ 2 <= _); first by rewrite ler_wpmul2r ?sqr_ge0 // ler_norm.
rewrite -mulrA ler_wpmul2l // exprMn mulrC ler_wpmul2r ?sqr_ge0 //.
by rewrite -[k ^+ 2]ger0_norm ?sqr_ge0 // normrX ler_sqr ?nnegrE.
Qed.

Section Laws.
Variables (R : realFieldType) (exp log : R -> R).
Hypotheses (law : exponential exp) (inverse : logarithm exp log).

Lemma expD x y : exp (x + y) = exp x * exp y. Proof. by case: law. Qed.
Lemma exp_ge x : 1 + x <= exp x. Proof. by case: law. Qed.
Lemma exp0 : exp 0 = 1.
Proof.
have e1 : 1 <= exp 0 by have := exp_ge 0; rewrite addr0.
have ne : exp 0 != 0 by rewrite gt_eqF // (lt_le_trans _ e1) ?ltr01.
by apply: (mulfI ne); rewrite mulr1 -expD addr0.
Qed.
Lemma expNM x : exp (- x) * exp x = 1. Proof. by rewrite -expD addNr exp0. Qed.
Lemma exp_neq0 x : exp x != 0.
Proof. by apply/eqP=> z; have := expNM x; rewrite z mulr0 => /esym/eqP; rewrite oner_eq0. Qed.
Lemma expN x : exp (- x) = (exp x)^-1.
Proof. by apply: (mulIf (exp_neq0 x)); rewrite expNM mulVf ?exp_neq0. Qed.
Lemma exp_gt0 x : 0 < exp x.
Proof. by rewrite lt0r exp_neq0 [x]splitr expD -expr2 sqr_ge0. Qed.
Lemma exp_lt x y : x < y -> exp x < exp y.
Proof.
move=> lt; rewrite -[y](subrK x) addrC expD ltr_pmulr ?exp_gt0 //.
by apply: lt_le_trans (exp_ge _); rewrite ltr_addl subr_gt0.
Qed.
Lemma exp_le x y : (exp x <= exp y) = (x <= y).
Proof.
case: (lerP x y) => [|/exp_lt lt]; last by rewrite leNgt lt.
by rewrite le_eqVlt => /orP[/eqP ->|/exp_lt/ltW]; rewrite ?lexx.
Qed.
Lemma exp_inj : injective exp.
Proof. by move=> x y E; apply/eqP; rewrite eq_le -(exp_le x y) -(exp_le y x) E lexx. Qed.
Lemma exp_below h : h < 1 -> exp h <= (1 - h)^-1.
Proof.
move=> h1; have p : 0 < 1 - h by rewrite subr_gt0.
by rewrite -[exp h]invrK lef_pinv ?posrE ?invr_gt0 ?exp_gt0 // -expN exp_ge.
Qed.
Lemma exp_le1 x : 0 <= x -> exp (- x) <= 1.
Proof. by rewrite -exp0 exp_le oppr_le0. Qed.

Lemma exp_second u : `|u| < 2%:R^-1 -> `|exp u - 1 - u| <= 2%:R * u ^+ 2.
Proof.
move=> lt; have h1 : 2%:R^-1 < 1 :> R by rewrite invf_lt1 ?ltr0n // ltr1n.
have u1 : u < 1 := lt_trans (le_lt_trans (ler_norm u) lt) h1.
have p : 0 < 1 - u by rewrite subr_gt0.
rewrite ger0_norm; last by rewrite -addrA -opprD subr_ge0 exp_ge.
rewrite -addrA -opprD ler_subl_addr; apply: le_trans (exp_below u1) _.
have q : 1 <= 2%:R * (1 - u).
  have lu : u <= 2%:R^-1 by apply: le_trans (ler_norm _) _; exact: ltW.
  rewrite mulrBr mulr1 ler_subr_addr -ler_subr_addl.
  have -> : 2%:R - 1 = 1 :> R by ring.
  by rewrite -[X in _ <= X](@divff _ (2%:R : R)) ?pnatr_eq0 // ler_pmul2l ?ltr0n.
rewrite -(ler_pmul2r p) mulVf ?gt_eqF // -subr_ge0.
have -> : (2%:R * u ^+ 2 + (1 + u)) * (1 - u) - 1 = u ^+ 2 * (2%:R * (1 - u) - 1) by ring.
by rewrite mulr_ge0 ?sqr_ge0 // subr_ge0.
Qed.

Lemma expands_exp f a b : expands f a b -> expands (fun t => exp (f t)) (exp a) (exp a * b).
Proof.
apply: (@expands_through _ exp a (exp a) (2%:R^-1) (exp a * 2%:R)); first by rewrite invr_gt0 ltr0n.
move=> u lt; rewrite expD [X in `|X|](_ : _ = exp a * (exp u - 1 - u)); last by ring.
by rewrite normrM gtr0_norm ?exp_gt0 // -mulrA ler_pmul2l ?exp_gt0 // exp_second.
Qed.

Lemma log_le x y : 0 < x -> 0 < y -> (log x <= log y) = (x <= y).
Proof. by move=> x0 y0; rewrite -exp_le !inverse. Qed.
Lemma logM x y : 0 < x -> 0 < y -> log (x * y) = log x + log y.
Proof. by move=> x0 y0; apply: exp_inj; rewrite expD !inverse ?mulr_gt0. Qed.
Lemma log_exp x : log (exp x) = x.
Proof. by apply: exp_inj; rewrite inverse ?exp_gt0. Qed.
Lemma log_below u : 0 < 1 + u -> log (1 + u) <= u.
Proof. by move=> p; rewrite -exp_le inverse // exp_ge. Qed.

Lemma log_second u : `|u| < 2%:R^-1 -> `|log (1 + u) - u| <= 2%:R * u ^+ 2.
Proof.
rewrite ltr_norml => /andP[lo _].
have h0 : 0 < 1 - 2%:R^-1 :> R by rewrite subr_gt0 invf_lt1 ?ltr0n // ltr1n.
have q : 2%:R^-1 <= 1 + u.
  have -> : 2%:R^-1 = 1 - 2%:R^-1 :> R by field.
  by rewrite ler_add2l ltW.
have p : 0 < 1 + u by apply: lt_le_trans q; rewrite invr_gt0 ltr0n.
rewrite ler0_norm ?subr_le0 ?log_below // opprB ler_subl_addr -ler_subl_addl -exp_le [X in _ <= X]inverse //.
pose v := 2%:R * u ^+ 2 - u.
have v1 : 1 + v = 1 - u + 2%:R * u ^+ 2 by rewrite /v; ring.
have vp : 0 < 1 + v.
  have -> : 1 + v = 2%:R * (u - 4%:R^-1) ^+ 2 + 7%:R / 8%:R by rewrite /v; field.
  by apply: ltr_paddl; [rewrite mulr_ge0 ?sqr_ge0 ?ler0n|rewrite divr_gt0 ?ltr0n].
have -> : u - 2%:R * u ^+ 2 = - v by rewrite /v; ring.
rewrite expN; apply: le_trans (_ : (1 + v)^-1 <= _).
  by rewrite lef_pinv ?posrE ?exp_gt0 // exp_ge.
rewrite -(ler_pmul2l vp) divff ?gt_eqF // -subr_ge0.
have -> : (1 + v) * (1 + u) - 1 = u ^+ 2 * (2%:R * (1 + u) - 1) by rewrite /v; ring.
rewrite mulr_ge0 ?sqr_ge0 // subr_ge0 -[X in X <= _](@divff _ (2%:R : R)) ?pnatr_eq0 //.
by rewrite ler_pmul2l ?ltr0n.
Qed.

Lemma expands_log f a b : 0 < a -> expands f a b -> expands (fun t => log (f t)) (log a) (a^-1 * b).
Proof.
move=> a0; have i0 : 0 < a^-1 by rewrite invr_gt0.
apply: (@expands_through _ log a a^-1 (a / 2%:R) (2%:R * (a^-1) ^+ 2)); first by rewrite divr_gt0 ?ltr0n.
move=> u lt; have small : `|u / a| < 2%:R^-1.
  by rewrite normrM normfV (gtr0_norm a0) ltr_pdivr_mulr // mulrC.
have p : 0 < 1 + u / a.
  move: small; rewrite ltr_norml => /andP[lo _]; rewrite -ltr_subl_addl sub0r.
  by apply: lt_trans lo; rewrite ltr_opp2 invf_lt1 ?ltr0n // ltr1n.
have -> : a + u = a * (1 + u / a) by rewrite mulrDr mulr1 mulrCA divff ?mulr1 ?gt_eqF.
rewrite logM // [X in `|X|](_ : _ = log (1 + u / a) - u / a); last by rewrite [u / a]mulrC; ring.
by apply: le_trans (log_second small) _; rewrite exprMn; rewrite [u ^+ 2 * _]mulrC mulrA.
Qed.
End Laws.

(* --- archimedean fields --- *)

Section Archimedean.
Variable R : archiFieldType.

Lemma small_all (x B : R) : (forall n : nat, x * n%:R <= B) -> x <= 0.
Proof.
move=> H; case: (lerP x 0) => // x0; have := archi_boundP (divr_ge0 (normr_ge0 B) (ltW x0)).
set k := Num.bound _; rewrite ltr_pdivr_mulr // mulrC => lt.
by have := le_lt_trans (le_trans (H k) (ler_norm B)) lt; rewrite ltxx.
Qed.

(* Steps of a function that grows to first order lead upwards. *)
Lemma step_up (f g : R -> R) Y C : 0 <= Y -> 0 <= C ->
  (forall x h, 0 <= x -> 0 <= h -> x + h <= Y -> h * g x - C * h ^+ 2 <= f (x + h) - f x) ->
  (forall x, 0 <= x -> x <= Y -> 0 <= g x) -> f 0 <= f Y.
Proof.
move=> Y0 C0 H G; rewrite -subr_le0; apply: (@small_all _ (C * Y ^+ 2)) => n.
case: n => [|n]; first by rewrite mulr0 mulr_ge0 ?sqr_ge0.
pose h := Y / n.+1%:R; have n0 : 0 < n.+1%:R :> R by rewrite ltr0n.
have h0 : 0 <= h by rewrite divr_ge0 // ltW.
have nh : n.+1%:R * h = Y by rewrite mulrC divfK // gt_eqF.
have up i : (i <= n.+1)%N -> f 0 - i%:R * (C * h ^+ 2) <= f (i%:R * h).
  elim: i => [|i IH] lt; first by rewrite !mul0r subr0.
  have ih0 : 0 <= i%:R * h by rewrite mulr_ge0 ?ler0n.
  have E : i.+1%:R * h = i%:R * h + h by rewrite -addn1 natrD; ring.
  have ihY : i%:R * h + h <= Y by rewrite -E -nh ler_wpmul2r // ler_nat.
  have g0 : 0 <= g (i%:R * h) by apply: G => //; apply: le_trans ihY; rewrite ler_addl.
  have S := H _ _ ih0 h0 ihY; rewrite E.
  have -> : f 0 - i.+1%:R * (C * h ^+ 2) = f 0 - i%:R * (C * h ^+ 2) - C * h ^+ 2 by rewrite -addn1 natrD; ring.
  have S' : - (C * h ^+ 2) <= f (i%:R * h + h) - f (i%:R * h).
    by apply: le_trans S; rewrite ler_addr mulr_ge0.
  have := ler_add (IH (ltnW lt)) S'; by rewrite [f (i%:R * h) + _]addrC subrK.
have := up n.+1 (leqnn _); rewrite nh ler_subl_addl -ler_subl_addr => U.
rewrite -ler_pdivl_mulr //; apply: le_trans U _; rewrite le_eqVlt; apply/orP; left; apply/eqP.
by rewrite /h; field; rewrite -(natrD _ 1 n) add1n pnatr_eq0.
Qed.

Lemma power_step (Y : R) j : 0 <= Y -> exists2 C, 0 <= C & forall x h, `|x| <= Y -> `|x + h| <= Y ->
  `|(x + h) ^+ j.+1 - x ^+ j.+1 - j.+1%:R * h * x ^+ j| <= C * h ^+ 2.
Proof.
move=> Y0; elim: j => [|j [C C0 IH]].
  by exists 0 => // x h _ _; rewrite expr0 !expr1 mul0r mulr1 mul1r [x + h]addrC addrK subrr normr0.
exists (Y * C + j.+1%:R * Y ^+ j); first by rewrite addr_ge0 ?mulr_ge0 ?exprn_ge0 ?ler0n.
move=> x h xY hY; rewrite [X in `|X|](_ : _ =
  (x + h) * ((x + h) ^+ j.+1 - x ^+ j.+1 - j.+1%:R * h * x ^+ j) + j.+1%:R * x ^+ j * h ^+ 2); last first.
  rewrite [j.+2%:R]mulrSr !exprS; move: (x ^+ j) ((x + h) ^+ j) => a b; ring.
apply: le_trans (ler_norm_add _ _) _; rewrite [X in _ <= X]mulrDl; apply: ler_add.
  by rewrite normrM -(mulrA Y); apply: ler_pmul => //; exact: IH.
rewrite normrM [`|h ^+ 2|]ger0_norm ?sqr_ge0 // ler_wpmul2r ?sqr_ge0 // normrM normr_nat ler_wpmul2l ?ler0n //.
by rewrite normrX ler_expn2r ?nnegrE.
Qed.

(* The partial sums of the series of exp(-x), and what is smaller than twice the step squared *)
Definition series (k : nat) (x : R) : R := \sum_(j < k.+1) (- x) ^+ j / j`!%:R.

Lemma series_step Y k : 0 <= Y -> exists2 C, 0 <= C & forall x h, 0 <= x -> 0 <= h -> x + h <= Y ->
  `|series k.+1 (x + h) - series k.+1 x + h * series k x| <= C * h ^+ 2.
Proof.
move=> Y0.
have term j : exists2 C, 0 <= C & forall x h, 0 <= x -> 0 <= h -> x + h <= Y ->
    `|(- (x + h)) ^+ j.+1 / (j.+1)`!%:R - (- x) ^+ j.+1 / (j.+1)`!%:R + h * ((- x) ^+ j / j`!%:R)| <= C * h ^+ 2.
  have [C C0 H] := power_step j Y0; exists C => // x h x0 h0 xh.
  have xY : `|- x| <= Y by rewrite normrN ger0_norm //; apply: le_trans xh; rewrite ler_addl.
  have yY : `|- x + - h| <= Y by rewrite -opprD normrN ger0_norm ?addr_ge0.
  have f0 : j`!%:R != 0 :> R by rewrite pnatr_eq0 -lt0n fact_gt0.
  have j0 : j.+1%:R != 0 :> R by rewrite pnatr_eq0.
  rewrite [X in `|X|](_ : _ = ((- x + - h) ^+ j.+1 - (- x) ^+ j.+1 - j.+1%:R * (- h) * (- x) ^+ j) / (j.+1)`!%:R).
    have g1 : 1 <= (j.+1)`!%:R :> R by rewrite ler1n fact_gt0.
    rewrite normrM normfV normr_nat ler_pdivr_mulr ?ltr0n ?fact_gt0 //; apply: le_trans (H _ _ xY yY) _.
    by rewrite sqrrN ler_pemulr // mulr_ge0 ?sqr_ge0.
  rewrite factS natrM invfM opprD !mulrBl; congr (_ + _).
  rewrite mulrN !mulNr opprK; set a := (- x) ^+ j; set b := j`!%:R.
  have -> : j.+1%:R * h * a * (j.+1%:R^-1 / b) = (j.+1%:R / j.+1%:R) * (h * (a / b)).
    by rewrite [_ / b]mulrC; ring.
  by rewrite divff // mul1r.
have [C [C0 H]] : exists C, 0 <= C /\ forall x h, 0 <= x -> 0 <= h -> x + h <= Y ->
    `|\sum_(j < k.+1) ((- (x + h)) ^+ j.+1 / (j.+1)`!%:R - (- x) ^+ j.+1 / (j.+1)`!%:R + h * ((- x) ^+ j / j`!%:R))| <= C * h ^+ 2.
  elim: k.+1 => [|m [C [C0 IH]]]; first by exists 0; split=> // x h _ _ _; rewrite big_ord0 normr0 mul0r.
  have [C' C0' H'] := term m; exists (C + C'); split=> [|x h x0 h0 xh]; first exact: addr_ge0.
  rewrite big_ord_recr [X in _ <= X]mulrDl; apply: le_trans (ler_norm_add _ _) _; apply: ler_add; [exact: IH|exact: H'].
exists C => // x h x0 h0 xh; apply: le_trans (H x h x0 h0 xh).
rewrite le_eqVlt; apply/orP; left; apply/eqP; congr `|_|.
rewrite big_split sumrB -mulr_sumr /= -/(series k x); congr (_ + _).
have recl z : series k.+1 z = 1 + \sum_(i < k.+1) (- z) ^+ i.+1 / (i.+1)`!%:R.
  by rewrite /series big_ord_recl expr0 fact0 divr1.
rewrite !recl; set a := \sum_(i < k.+1) (- (x + h)) ^+ i.+1 / _; set b := \sum_(i < k.+1) (- x) ^+ i.+1 / _; ring.
Qed.

Lemma series0 k : series k 0 = 1.
Proof.
rewrite /series big_ord_recl expr0 fact0 divr1 big1 ?addr0 // => j _.
by rewrite oppr0 expr0n /= mul0r.
Qed.

Variable exp : R -> R.
Hypothesis law : exponential exp.

Lemma exp_step x h : 0 <= x -> 0 <= h -> `|exp (- (x + h)) - exp (- x) + h * exp (- x)| <= h ^+ 2.
Proof.
move=> x0 h0; rewrite opprD (expD law) [X in `|X|](_ : _ = exp (- x) * (exp (- h) - (1 - h))); last by ring.
have p : 0 <= exp (- h) - (1 - h) by rewrite subr_ge0 (exp_ge law).
rewrite normrM !ger0_norm // ?(ltW (exp_gt0 law _)) // -[X in _ <= X]mul1r; apply: ler_pmul => //.
- exact: ltW (exp_gt0 law _).
- exact: exp_le1.
have h1 : 0 < 1 + h by rewrite ltr_paddr ?ltr01.
rewrite ler_subl_addr; rewrite (expN law).
apply: le_trans (_ : (1 + h)^-1 <= _); first by rewrite lef_pinv ?posrE ?(exp_gt0 law) // (exp_ge law).
rewrite -(ler_pmul2r h1) mulVf ?gt_eqF // -subr_ge0.
have -> : (h ^+ 2 + (1 - h)) * (1 + h) - 1 = h ^+ 3 by ring.
by rewrite exprn_ge0.
Qed.

(* In turn above and below *)
Theorem partial_sums k x : 0 <= x -> 0 <= (-1) ^+ k * (series k x - exp (- x)).
Proof.
elim: k x => [|k IH] Y Y0.
  by rewrite expr0 mul1r /series big_ord_recl big_ord0 expr0 fact0 divr1 addr0 subr_ge0 exp_le1.
pose f x := (-1) ^+ k.+1 * (series k.+1 x - exp (- x)).
have f0 : f 0 = 0 by rewrite /f series0 oppr0 (exp0 law) subrr mulr0.
have [C C0 S] := series_step k Y0; rewrite -/(f Y) -f0.
apply: (@step_up f (fun x => (-1) ^+ k * (series k x - exp (- x))) Y (C + 1)) => //; first by rewrite addr_ge0 ?ler01.
  move=> x h x0 h0 xh; rewrite -subr_ge0; set D := (X in 0 <= X).
  have one : `|(-1) ^+ k.+1 : R| = 1 by rewrite normrX normrN1 expr1n.
  pose a := series k.+1 (x + h) - series k.+1 x + h * series k x.
  pose b := exp (- (x + h)) - exp (- x) + h * exp (- x).
  have identity (z p p' r q q' g : R) :
      -1 * z * (p - q) - -1 * z * (p' - q') - (h * (z * (r - q')) - g) =
      -1 * z * (p - p' + h * r - (q - q' + h * q')) + g by ring.
  have -> : D = (-1) ^+ k.+1 * (a - b) + (C + 1) * h ^+ 2 by rewrite /D /f /a /b [(-1) ^+ k.+1]exprS identity.
  have : `|(-1) ^+ k.+1 * (a - b)| <= (C + 1) * h ^+ 2.
    rewrite normrM one mul1r mulrDl mul1r; apply: le_trans (ler_norm_sub _ _) _.
    by apply: ler_add; [exact: S|exact: exp_step].
  by rewrite ler_norml => /andP[lo _]; rewrite -ler_subl_addr sub0r.
by move=> x x0 _; exact: IH.
Qed.

Lemma sum_below k x : odd k -> 0 <= x -> series k x <= exp (- x).
Proof. by move=> o /(partial_sums k); rewrite -signr_odd o expr1 mulN1r oppr_ge0 subr_le0. Qed.
Lemma sum_above k x : ~~ odd k -> 0 <= x -> exp (- x) <= series k x.
Proof. by move=> /negPf o /(partial_sums k); rewrite -signr_odd o expr0 mul1r subr_ge0. Qed.
End Archimedean.

(* The laws leave one function. *)
Theorem exponential_unique (R : archiFieldType) (e e' : R -> R) : exponential e -> exponential e' -> e =1 e'.
Proof.
move=> E E'; pose r x := e x * e' (- x).
have rD x y : r (x + y) = r x * r y by rewrite /r opprD (expD E) (expD E') mulrACA.
have rn n x : r (n%:R * x) = r x ^+ n.
  elim: n => [|n IH]; first by rewrite mul0r expr0 /r oppr0 (exp0 E) (exp0 E') mulr1.
  by rewrite -addn1 natrD mulrDl mul1r rD IH addn1 exprSr.
have bern (q : R) n : 0 <= q -> q <= 1 -> 1 - n%:R * q <= (1 - q) ^+ n.
  move=> q0 q1; elim: n => [|n IH]; first by rewrite mul0r subr0 expr0.
  rewrite exprSr; apply: le_trans (_ : (1 - n%:R * q) * (1 - q) <= _); last by rewrite ler_wpmul2r ?subr_ge0.
  rewrite -subr_ge0; have -> : (1 - n%:R * q) * (1 - q) - (1 - n.+1%:R * q) = n%:R * q ^+ 2 by rewrite -addn1 natrD; ring.
  by rewrite mulr_ge0 ?sqr_ge0 ?ler0n.
have r1 x : 1 <= r x.
  rewrite -subr_le0; apply: (@small_all _ _ (x ^+ 2)) => n.
  case: (lerP (1 - r x) 0) => [neg|pos].
    by apply: le_trans (sqr_ge0 x); rewrite mulr_le0_ge0 ?ler0n.
  pose m := (n + Num.bound `|x|).+1; apply: le_trans (_ : (1 - r x) * m%:R <= _).
    by rewrite ler_pmul2l // ler_nat /m -addnS leq_addr.
  have m0 : 0 < m%:R :> R by rewrite ltr0n.
  pose h := x / m%:R; have mh : m%:R * h = x by rewrite mulrC divfK // gt_eqF.
  have h1 : `|h| < 1.
    rewrite normrM normfV (gtr0_norm m0) ltr_pdivr_mulr // mul1r.
    by apply: lt_le_trans (archi_boundP (normr_ge0 x)) _; rewrite ler_nat /m leqW ?leq_addl.
  have [lo hi] : - 1 < h /\ h < 1 by move: h1; rewrite ltr_norml => /andP[].
  have q1 : h ^+ 2 <= 1 by rewrite -[h ^+ 2]ger0_norm ?sqr_ge0 // normrX expr_le1 // ltW.
  have rh : 1 - h ^+ 2 <= r h.
    have -> : 1 - h ^+ 2 = (1 + h) * (1 - h) by ring.
    apply: ler_pmul; rewrite ?(exp_ge E) ?(exp_ge E') // ?subr_ge0 ?(ltW hi) //.
    by rewrite -ler_subl_addl sub0r ltW.
  have := le_trans (bern _ m (sqr_ge0 h) q1) (ler_expn2r m _ _ rh); rewrite -rn mh => K.
  have {K} : 1 - m%:R * h ^+ 2 <= r x.
    by apply: K; rewrite nnegrE ?subr_ge0 //; apply: le_trans rh; rewrite subr_ge0.
  rewrite ler_subl_addl -ler_subl_addr => K; rewrite -ler_pdivl_mulr //; apply: le_trans K _.
  by rewrite ler_pdivl_mulr // -mulrA mulrC -mulrA -expr2 mulrC -exprMn mh.
move=> x; have rr : r x * r (- x) = 1.
  by rewrite -rD subrr /r oppr0 (exp0 E) (exp0 E') mulr1.
have rx : r x = 1.
  apply/eqP; rewrite eq_le r1 andbT -rr ler_pmulr ?r1 //; exact: lt_le_trans ltr01 (r1 x).
by rewrite -[e' x]mul1r -rx /r -mulrA [e' (- x) * _](expNM E') mulr1.
Qed.
