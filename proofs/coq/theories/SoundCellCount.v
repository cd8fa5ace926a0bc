(* Deletion and restriction: points in different cells are no more than what is counted (soundness.md 24). *)
From Coq Require Import ZArith QArith_base.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify ssrZ ring.
From Dlmcert Require Import Arithmetic UnitCells Bridge.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Count.
Variable R : realFieldType.
Implicit Types (w v u : nat -> R) (r x : seq Z) (ns : seq (seq Z)) (ws : seq (nat -> R)).

Definition zr (a : Z) : R := (iz a)%:~R.
Lemma zrM a b : zr (Z.mul a b) = zr a * zr b. Proof. by rewrite /zr izM intrM. Qed.
Lemma zrB a b : zr (Z.sub a b) = zr a - zr b. Proof. by rewrite /zr izB intrB. Qed.
Lemma zr_eq0 a : (zr a == 0) = Z.eqb a Z0. Proof. by rewrite /zr intr_eq0 iz_eq0. Qed.

(* w . r *)
Fixpoint val w r : R := match r with [::] => 0 | a :: r' => w 0%N * zr a + val (fun j => w j.+1) r' end.

Lemma val_sum w r : val w r = \sum_(j < size r) w j * zr (nth Z0 r j).
Proof. by elim: r w => [|a r IH] w; rewrite ?big_ord0 //= big_ord_recl IH. Qed.

Lemma val_mix a w b v r : val (fun j => a * w j + b * v j) r = a * val w r + b * val v r.
Proof. by rewrite !val_sum !mulr_sumr -big_split; apply: eq_bigr => j _ /=; ring. Qed.

(* on the same side of each hyperplane, and on none *)
Definition same ns w v : bool := all (fun r => 0 < val w r * val v r) ns.

Lemma sameC ns w v : same ns w v = same ns v w.
Proof. by apply: eq_all => r; rewrite mulrC. Qed.

Lemma same_trans ns w v u : same ns w v -> same ns v u -> same ns w u.
Proof.
move=> /allP wv /allP vu; apply/allP=> r inr; have a := wv r inr; have b := vu r inr.
have v0 : 0 < val v r ^+ 2.
  by rewrite lt_def sqr_ge0 sqrf_eq0 andbT; apply: contraTneq a => ->; rewrite mulr0 ltxx.
have := mulr_gt0 a b; rewrite (_ : _ * _ * (_ * _) = val w r * val u r * val v r ^+ 2); last by ring.
by rewrite pmulr_lgt0.
Qed.

(* points in different cells *)
Fixpoint apart ns ws : Prop :=
  match ws with
  | [::] => True
  | w :: ws' => [/\ same ns w w, (forall v, List.In v ws' -> ~~ same ns w v) & apart ns ws']
  end.

Lemma apart_off ns ws w : apart ns ws -> List.In w ws -> same ns w w.
Proof. by elim: ws => //= v ws IH [vv _ ap] [<-|] //; exact: IH. Qed.

(* --- cells that a hyperplane cuts --- *)

(* Where the segment from w to v meets the hyperplane *)
Definition meeting r w v : nat -> R := fun j => `|val v r| * w j + `|val w r| * v j.

Lemma meeting_on r w v : val w r * val v r < 0 -> val (meeting r w v) r = 0.
Proof.
move=> neg; rewrite val_mix; case: (ltP (val w r) 0) => w0.
  have v0 : 0 < val v r by move: neg; rewrite nmulr_rlt0.
  by rewrite (ltr0_norm w0) (gtr0_norm v0); ring.
have {}w0 : 0 < val w r by rewrite lt_def w0 andbT; apply: contraTneq neg => ->; rewrite mul0r ltxx.
have v0 : val v r < 0 by move: neg; rewrite pmulr_rlt0.
by rewrite (gtr0_norm w0) (ltr0_norm v0); ring.
Qed.

Lemma meeting_same ns r w v : val w r * val v r < 0 -> same ns w v -> same ns (meeting r w v) w.
Proof.
move=> neg sm; apply/allP=> x inx; have xx := allP sm x inx; rewrite val_mix mulrDl.
have v0 : 0 < `|val v r| by rewrite normr_gt0; apply: contraTneq neg => ->; rewrite mulr0 ltxx.
have w0 : 0 < `|val w r| by rewrite normr_gt0; apply: contraTneq neg => ->; rewrite mul0r ltxx.
have sq : 0 < val w x * val w x.
  rewrite -expr2 lt_def sqr_ge0 sqrf_eq0 andbT; apply: contraTneq xx => ->; by rewrite mul0r ltxx.
by rewrite -!mulrA addr_gt0 // mulr_gt0 // mulrC.
Qed.

Lemma split r ns ws : apart (r :: ns) ws -> exists A B,
  [/\ apart ns A, apart ns B, forall v, List.In v B -> val v r = 0 & (size ws <= size A + size B)%N].
Proof.
move=> H; suff [A [B [ap ap' sub [crossed sz]]]] : exists A B, [/\ apart ns A, apart ns B, (forall a, List.In a A -> List.In a ws) &
    (forall v, List.In v B -> val v r = 0 /\ exists w a, [/\ List.In w ws, List.In a A, same ns w a, same ns v w & val w r * val a r < 0])
    /\ (size ws <= size A + size B)%N].
  by exists A, B; split=> // v /crossed[].
elim: ws H => [|w ws IH] /=; first by exists [::], [::].
case=> /andP[wr ww] wapart /IH{IH}[A [B [apA apB sub [crossed sz]]]].
(* two that are apart by r alone *)
have opposite u v : val u r * val u r > 0 -> val v r * val v r > 0 -> ~~ same (r :: ns) u v -> same ns u v -> val u r * val v r < 0.
  move=> u0 v0; rewrite /= negb_and -leNgt => /orP[le|/negP//] _; rewrite lt_def le andbT eq_sym mulf_neq0 //.
    by apply: contraTneq u0 => ->; rewrite mul0r ltxx.
  by apply: contraTneq v0 => ->; rewrite mul0r ltxx.
have offr v : List.In v ws -> val v r * val v r > 0.
  by move=> inv; have := wapart v inv; move: sz => _; case: (ltP 0 (val v r * val v r)) => // le _; exact: (absurd_off v inv le).
Abort.
End Count.
