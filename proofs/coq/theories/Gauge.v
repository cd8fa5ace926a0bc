(* Which parameters near a point can be held (soundness.md 37, Gauge): every point near it has the outputs of a point
   near it that differs from it in other parameters only. A unit's weights can be scaled, those of units with one slope on
   each sample turned by a matrix, and idle units' weights do not matter. Over any ordered field. *)
From Dlmcert Require Import Algebra Model Nearby Points NearMatrices.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- matrices that mix the units of a class only --- *)

Section Blocks.
Variables (F : fieldType) (n : nat) (same : rel 'I_n).
Hypotheses (sym : symmetric same) (trans : transitive same).
Definition in_class (i k : 'I_n) := same i k || (i == k).
Lemma class_step i a b : in_class a b -> in_class i a = in_class i b.
Proof.
have one x y : in_class x y -> in_class i x -> in_class i y.
  rewrite /in_class => /orP[xy|/eqP <- //] /orP[ix|/eqP ->]; last by rewrite xy.
  by rewrite (trans ix xy).
move=> ab; have ba : in_class b a by move: ab; rewrite /in_class sym eq_sym.
by apply/idP/idP; exact: one.
Qed.
Definition part i : 'M[F]_n := diag_mx (\row_k (in_class i k)%:R).
Definition blocky (M : 'M[F]_n) := forall i, M *m part i = part i *m M.
Lemma blockyP (M : 'M[F]_n) : (forall a b, ~~ in_class a b -> M a b = 0) -> blocky M.
Proof.
move=> H i; rewrite /part mul_diag_mx mul_mx_diag; apply/matrixP=> a b; rewrite !mxE.
case ab : (in_class a b); last by rewrite H ?ab // mul0r mulr0.
by rewrite (class_step i ab) mulrC.
Qed.
Lemma blocky0 M a b : blocky M -> ~~ in_class a b -> M a b = 0.
Proof.
move=> /(_ a); rewrite /part mul_diag_mx mul_mx_diag => /matrixP/(_ a b); rewrite !mxE => E /negPf ab.
by move: E; rewrite ab mulr0 /in_class eqxx orbT mul1r => <-.
Qed.
Lemma blocky_mul M M' : blocky M -> blocky M' -> blocky (M *m M').
Proof. by move=> H H' i; rewrite -mulmxA H' mulmxA H mulmxA. Qed.
Lemma blocky_inv M : M \in unitmx -> blocky M -> blocky (invmx M).
Proof.
move=> u H i; rewrite -[LHS]mulmx1 -(mulmxV u) mulmxA -[invmx M *m part i *m M]mulmxA -H.
by rewrite (mulKmx u).
Qed.
End Blocks.

(* the entries of a unit's row: weights, and the bias after them *)
Definition read (R : ringType) m n (M : 'M[R]_(m, n)) (v : 'cV[R]_m) (i : 'I_m) (j : nat) : R := if insub j is Some j' then M i j' else v i 0.
Lemma read_mul (R : ringType) p m n (T : 'M[R]_(p, m)) (M : 'M[R]_(m, n)) (v : 'cV[R]_m) i j :
  read (T *m M) (T *m v) i j = \sum_k T i k * read M v k j.
Proof. by rewrite /read; case: insubP => [j' _ _|_]; rewrite mxE. Qed.

Section Gauge.
Variables (R : realFieldType) (N : nat) (d : nat -> nat) (h : nat).
Variables (s : R) (E : forall k, 'M[R]_(d k, N)) (X : 'M[R]_(d 0, N)) (bias : bool).
Variables (W0 : weights R d) (c0 : shifts R d).
Hypothesis f0 : allowed bias c0.
Notation pt := (weights R d * shifts R d)%type.
Notation here := (within h bias W0 c0).
Notation near_here := (near here).
Notation V w := (V_at w.1 w.2 s E X).
Notation U w := (at_sum s E X w.1 w.2).
Let le := @within_le R d h bias W0 c0.

Variables (same : forall l : nat, rel 'I_(d l.+1)) (pin : forall l : nat, 'I_(d l.+1) -> nat) (idle : nat -> nat -> bool).
Arguments same l%nat_scope _ _ : clear implicits.
Arguments pin l%nat_scope _ : clear implicits.
Hypotheses (same_sym : forall l, symmetric (same l)) (same_trans : forall l, transitive (same l)).
Hypothesis no_last : forall i i', ~~ same h i i'.

Definition held_block (l : nat) (M : 'M[R]_(d l.+1, d l)) (v : 'cV[R]_(d l.+1)) : 'M[R]_(d l.+1) :=
  \matrix_(i, i') if same l i i' then read M v i (pin l i') else (i == i')%:R.
Arguments held_block l%nat_scope _ _ : clear implicits.
Hypothesis regular : forall l, (l <= h)%N -> held_block l (W0 l) (c0 l) \in unitmx.
(* a class of one, or one slope for the whole class *)
Hypothesis slopes : forall l, (l < h)%N -> forall i n, (forall i', same l i i' -> i' = i) \/
  exists a, near_here (fun w => forall i', same l i i' -> V w l.+1 i' n = a * U w l i' n).
Hypothesis idle_zero : forall l, (l <= h)%N -> forall i : 'I_(d l), idle l i -> near_here (fun w => forall n, V w l i n = 0).

Lemma block_blocky l M v : blocky (same l) (held_block l M v).
Proof.
apply: blockyP => [||a b]; [exact: same_sym|exact: same_trans|].
by rewrite /in_class negb_or mxE => /andP[/negPf -> /negPf ->].
Qed.

Fixpoint turn (w : pt) l : 'M[R]_(d l) :=
  match l with
  | 0 => 1%:M
  | k.+1 => held_block k (W0 k) (c0 k) *m invmx (held_block k (w.1 k *m invmx (turn w k)) (w.2 k))
  end.
Notation block w l := (held_block l%N (w.1 l%N *m invmx (turn w l%N)) (w.2 l%N)).
Definition turned (w : pt) : pt := (fun l => turn w l.+1 *m w.1 l *m invmx (turn w l), fun l => turn w l.+1 *m w.2 l).

Lemma block_limit l : (l <= h)%N -> limit here (fun w => turn w l) 1%:M -> limit here (fun w => block w l) (held_block l (W0 l) (c0 l)).
Proof.
move=> lh H i i' eta eta0.
suff K : near_here (fun w => `|read (w.1 l *m invmx (turn w l)) (w.2 l) i (pin l i') - read (W0 l) (c0 l) i (pin l i')| < eta).
  apply: near_imp K => w lt; rewrite !mxE; case: (same l i i') => //; by rewrite subrr normr0.
rewrite /read; case: insubP => [j _ _|_]; last exact: c_tends.
have K := limit_mul le (fun i j => @W_tends R d h bias W0 c0 l i j lh) (limit_inv le H (unitmx1 _ _)).
by have := K i j eta eta0; rewrite invmx1 mulmx1.
Qed.

Lemma turn_limit l : (l <= h.+1)%N -> limit here (fun w => turn w l) 1%:M.
Proof.
elim: l => [_|l IH lh]; first exact: limit_const.
have u := regular lh; have B := block_limit lh (IH (ltnW lh)).
have := limit_mul le (limit_const here (held_block l (W0 l) (c0 l))) (limit_inv le B u); by rewrite mulmxV.
Qed.

Lemma near_units : near_here (fun w => forall l, (l <= h)%N -> turn w l \in unitmx /\ block w l \in unitmx).
Proof.
suff H (l : 'I_h.+1) : near_here (fun w => turn w l \in unitmx /\ block w l \in unitmx).
  apply: near_imp (near_all le H) => w K l lh; exact: (K (Ordinal (lh : (l < h.+1)%N))).
have lh : (l <= h)%N by rewrite -ltnS.
apply: (near_and le); first exact: (near_unit le (turn_limit (ltnW (ltn_ord l))) (unitmx1 _ _)).
exact: (near_unit le (block_limit lh (turn_limit (ltnW (ltn_ord l)))) (regular lh)).
Qed.

Lemma turned_limit l : (l <= h)%N -> limit here (fun w => (turned w).1 l) (W0 l) /\ limit here (fun w => (turned w).2 l) (c0 l).
Proof.
move=> lh; have T := turn_limit (leqW lh); have T' := turn_limit (lh : (l.+1 <= h.+1)%N); split.
  have := limit_mul le (limit_mul le T' (fun i j => @W_tends R d h bias W0 c0 l i j lh)) (limit_inv le T (unitmx1 _ _)).
  by rewrite mul1mx invmx1 mulmx1.
have := limit_mul le T' (B := c0 l) (G := fun w : pt => w.2 l); rewrite mul1mx; apply=> i j; rewrite ord1; exact: c_tends.
Qed.

Lemma near_turned e : 0 < e -> near_here (fun w => here e (turned w)).
Proof.
move=> e0.
have H (l : 'I_h.+1) : near_here (fun w => (forall i j, `|(turned w).1 l i j - W0 l i j| < e) /\ (forall i, `|(turned w).2 l i 0 - c0 l i 0| < e)).
  have [LW Lc] := turned_limit (ltn_ord l : (l <= h)%N); apply: (near_and le).
    by apply: (near_all le) => i; apply: (near_all le) => j; exact: LW.
  by apply: (near_all le) => i; exact: Lc.
have A : near_here (fun w => allowed bias (turned w).2).
  exists 1; split=> [|w [_ [b|z]]]; rewrite ?ltr01 //; [by left|right=> k /=; by rewrite z mulmx0].
apply: near_imp (near_and le A (near_all le H)) => w [al K]; split=> // k kh; exact: (K (Ordinal (kh : (k < h.+1)%N))).
Qed.
Lemma near_through (P : pt -> Prop) : near_here P -> near_here (fun w => P (turned w)).
Proof. by move=> [e [e0 H]]; apply: near_imp (near_turned e0) => w; exact: H. Qed.

Lemma turn_last w : turn w h.+1 = 1%:M.
Proof.
have one M v : held_block h M v = 1%:M by apply/matrixP=> i i'; rewrite !mxE (negPf (no_last i i')).
by rewrite /= !one mul1mx invmx1.
Qed.

Lemma turned_sums w l : turn w l \in unitmx -> V (turned w) l = turn w l *m V w l -> U (turned w) l = turn w l.+1 *m U w l.
Proof.
by move=> u H; rewrite {1}/at_sum H /at_sum mulmxDr [(turned w).1 l]/= [(turned w).2 l]/= !mulmxA mulmxKV.
Qed.

Lemma near_slopes : near_here (fun w => forall l, (l < h)%N -> forall i n, (forall i', same l i i' -> i' = i) \/
  exists a, forall i', same l i i' -> V w l.+1 i' n = a * U w l i' n /\ V (turned w) l.+1 i' n = a * U (turned w) l i' n).
Proof.
suff H (l : 'I_h) : near_here (fun w => forall i n, (forall i', same l i i' -> i' = i) \/
  exists a, forall i', same l i i' -> V w l.+1 i' n = a * U w l i' n /\ V (turned w) l.+1 i' n = a * U (turned w) l i' n).
  apply: near_imp (near_all le H) => w K l lh; exact: (K (Ordinal lh)).
apply: (near_all le) => i; apply: (near_all le) => n; case: (slopes (ltn_ord l) i n) => [one|[a S]].
  by apply: near_always => w; left.
apply: near_imp (near_and le S (near_through S)) => w [A B]; right; exists a => i' ii; by split; [exact: A|exact: B].
Qed.

Lemma near_diagonal : near_here (fun w => forall l, (l < h)%N -> forall i, 0 < turn w l.+1 i i).
Proof.
suff H (l : 'I_h) : near_here (fun w => forall i, 0 < turn w l.+1 i i).
  apply: near_imp (near_all le H) => w K l lh; exact: (K (Ordinal lh)).
apply: (near_all le) => i; have := turn_limit (leqW (ltn_ord l)) i i (@ltr01 R); apply: near_imp => w.
have -> : (1%:M : 'M[R]_(d l.+1)) i i = 1 by rewrite mxE eqxx.
by rewrite ltr_distl subrr => /andP[].
Qed.

Theorem near_outputs : near_here (fun w => U (turned w) h = U w h).
Proof.
apply: near_imp (near_and le near_units (near_and le near_slopes near_diagonal)) => w [un [sl dg]].
suff H l : (l <= h)%N -> V (turned w) l = turn w l *m V w l.
  by rewrite (turned_sums (un _ (leqnn h)).1 (H _ (leqnn h))) turn_last mul1mx.
elim: l => [_|l IH lh]; first by rewrite mul1mx.
have S := turned_sums (un l (ltnW lh)).1 (IH (ltnW lh)).
have bt : blocky (same l) (turn w l.+1).
  by apply: blocky_mul; [exact: block_blocky|apply: blocky_inv; [exact: (un l (ltnW lh)).2|exact: block_blocky]].
apply/matrixP=> i n; rewrite [RHS]mxE; case: (sl l lh i n) => [one|[a A]].
  have only k : k != i -> turn w l.+1 i k = 0.
    move=> ki; apply: (blocky0 bt); rewrite /in_class negb_or [i == k]eq_sym ki andbT; apply/negP=> /one E1.
    by move: ki; rewrite E1 eqxx.
  rewrite (bigD1 i) //= big1 ?addr0 => [|k ki]; last by rewrite only ?mul0r.
  rewrite !V_atS S mxE (bigD1 i) //= big1 ?addr0 => [|k ki]; last by rewrite only ?mul0r.
  by rewrite phi_pos ?dg // mulrCA.
case ii : (same l i i); last first.
  have none k : same l i k = false by apply/negP=> ik; rewrite (same_trans ik) // same_sym in ii.
  have only k : k != i -> turn w l.+1 i k = 0 by move=> ki; apply: (blocky0 bt); rewrite /in_class none eq_sym (negPf ki).
  rewrite (bigD1 i) //= big1 ?addr0 => [|k ki]; last by rewrite only ?mul0r.
  rewrite !V_atS S mxE (bigD1 i) //= big1 ?addr0 => [|k ki]; last by rewrite only ?mul0r.
  by rewrite phi_pos ?dg // mulrCA.
rewrite (A i ii).2 S mxE mulr_sumr; apply: eq_bigr => k _; rewrite mulrCA.
case ik : (same l i k); first by rewrite -(A k ik).1.
rewrite (blocky0 bt) ?mul0r // /in_class ik; apply/negP=> /eqP E1; by rewrite -E1 ii in ik.
Qed.

Lemma near_pinned : near_here (fun w => forall l, (l <= h)%N -> forall i i', same l i i' ->
  read ((turned w).1 l) ((turned w).2 l) i (pin l i') = read (W0 l) (c0 l) i (pin l i')).
Proof.
apply: near_imp near_units => w un l lh i i' ii; rewrite /= -mulmxA read_mul.
have bt : blocky (same l) (turn w l.+1).
  by apply: blocky_mul; [exact: block_blocky|apply: blocky_inv; [exact: (un l lh).2|exact: block_blocky]].
transitivity ((turn w l.+1 *m block w l) i i'); last by rewrite /= mulmxKV ?(un l lh).2 // mxE ii.
rewrite [RHS]mxE; apply: eq_bigr => k _; case ik : (in_class (same l) i k); last by rewrite (blocky0 bt) ?ik // !mul0r.
rewrite [held_block _ _ _ k i']mxE; have -> // : same l k i'.
by case/orP: ik => [ik|/eqP <- //]; apply: same_trans ii; rewrite same_sym.
Qed.

(* --- idle units --- *)

Definition unused (l : nat) (i : 'I_(d l.+1)) j : bool := (j < d l)%N && idle l j || (l < h)%N && idle l.+1 i.
Arguments unused l%nat_scope _ _ : clear implicits.
Definition reset (w : pt) : pt :=
  (fun l => \matrix_(i, j) if unused l i j then W0 l i j else w.1 l i j,
   fun l => \col_i if unused l i (d l) then c0 l i 0 else w.2 l i 0).

Lemma reset_within e w : 0 < e -> here e w -> here e (reset w).
Proof.
move=> e0 [cl al]; split=> [k kh|].
  have [HW Hc] := cl k kh; split=> [i j|i]; rewrite mxE; case: ifP => _ //; by rewrite subrr normr0.
case: al => [b|z]; first by left.
case: f0 => [b|z0]; first by left.
by right=> k; apply/colP=> i; rewrite !mxE z z0 mxE if_same.
Qed.

Lemma near_reset : near_here (fun w => U (reset w) h = U w h).
Proof.
have NZ : near_here (fun w => forall l, (l <= h)%N -> forall i : 'I_(d l), idle l i -> forall n, V w l i n = 0).
  suff H (l : 'I_h.+1) : near_here (fun w => forall i : 'I_(d l), idle l i -> forall n, V w l i n = 0).
    apply: near_imp (near_all le H) => w K l lh; exact: (K (Ordinal (lh : (l < h.+1)%N))).
  apply: (near_all le) => i; case id : (idle l i); last by apply: near_always.
  by apply: near_imp (idle_zero (ltn_ord l : (l <= h)%N) id) => w H _; exact: H.
have [e [e0 K]] := NZ; exists e; split=> // w wi; have Z := K w wi; have Z' := K _ (reset_within e0 wi).
have sums l : (l <= h)%N -> V (reset w) l = V w l -> forall (i : 'I_(d l.+1)) n, ~~ ((l < h)%N && idle l.+1 i) -> U (reset w) l i n = U w l i n.
  move=> lh EV i n ni; rewrite !at_sumE EV; congr (_ + _).
    by apply: eq_bigr => j _; rewrite /= mxE /unused (negPf ni) orbF ltn_ord /=; case: ifP => // id; rewrite (Z _ lh _ id) !mulr0.
  by rewrite /= mxE /unused ltnn (negPf ni).
have H l : (l <= h)%N -> V (reset w) l = V w l.
  elim: l => [//|l IH lh]; apply/matrixP=> i n; case id : (idle l.+1 i); first by rewrite (Z _ lh) ?(Z' _ lh).
  by rewrite !V_atS (sums _ (ltnW lh) (IH (ltnW lh))) // id andbF.
by apply/matrixP=> i n; rewrite (sums _ (leqnn h) (H _ (leqnn h))) // ltnn.
Qed.

(* --- together --- *)

Definition frozen (l : nat) (i : 'I_(d l.+1)) j : bool := unused l i j || [exists i', same l i i' && (j == pin l i')].
Arguments frozen l%nat_scope _ _ : clear implicits.

Theorem gauge e : 0 < e -> near_here (fun w => exists w', [/\ here e w', U w' h = U w h &
  forall l (i : 'I_(d l.+1)) j, (l <= h)%N -> frozen l i j -> read (w'.1 l) (w'.2 l) i j = read (W0 l) (c0 l) i j]).
Proof.
move=> e0; have NR := near_through near_reset.
apply: near_imp (near_and le (near_and le NR near_outputs) (near_and le near_pinned (near_turned e0))) => w [[R1 R2] [P1 P2]].
exists (reset (turned w)); split; [exact: reset_within|by rewrite R1|].
move=> l i j lh; rewrite /frozen; case un : (unused l i j) => /=.
  move=> _; rewrite /read; case: insubP => [j' _ jE|nj]; rewrite mxE; first by rewrite jE un.
  have -> // : unused l i (d l); move: un; rewrite /unused ltnn /= => /orP[/andP[jd]|//]; by rewrite jd in nj.
case/existsP=> i' /andP[ii /eqP jE]; rewrite -[RHS]/(read (W0 l) (c0 l) i j) {2}jE -(P1 l lh i i' ii) -jE.
rewrite /read; case: insubP => [j' _ j'E|nj]; rewrite mxE; first by rewrite j'E un.
have -> // : unused l i (d l) = false.
by apply/negP=> U1; move/negP: un; apply; move: U1; rewrite /unused ltnn /= => ->; rewrite orbT.
Qed.
End Gauge.
