(* Lists, sums over the equations, and networks whose slopes agree in the hidden layers: the same outputs, sources and
   derivatives by two sorts of intervals (soundness.md 37). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby
  Points PointRules NearbyRules CriticalRules SoundNetwork SoundEnclosure SoundSecant SoundBox SoundContraction Smooth
  SoundHeld SoundSecond.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma skipn_drop T n (s : seq T) : List.skipn n s = drop n s.
Proof. by elim: n s => [|n IH] [|y s] //=; rewrite IH. Qed.
Lemma nth_combine S T (x : S) (y : T) s t b : size s = size t -> nth (x, y) (List.combine s t) b = (nth x s b, nth y t b).
Proof. by elim: s t b => [|a s IH] [|e t] [|b] //= [sz]; exact: IH. Qed.
Lemma size_combine S T (s : seq S) (t : seq T) : size s = size t -> size (List.combine s t) = size t.
Proof. by elim: s t => [|a s IH] [|e t] //= [sz]; rewrite IH. Qed.

Lemma leb_leq a b : Nat.leb a b = (a <= b)%N.
Proof. by apply/idP/idP => [/PeanoNat.Nat.leb_le|H]; [reckon|apply/PeanoNat.Nat.leb_le; reckon]. Qed.

(* Sums over the equations are sums over samples and outputs. *)
Lemma equations_sum (R : zmodType) net (F : nat * nat -> R) :
  \sum_(j < size (equations net)) F (nth (0%N, 0%N) (equations net) j) =
  \sum_(n < sample_size net) \sum_(k < output_count net) F (nat_of_ord n, nat_of_ord k).
Proof.
rewrite -(big_mkord xpredT (fun j => F (nth (0%N, 0%N) (equations net) j))) -(big_nth _ xpredT F).
rewrite /equations seq_iota.
have -> : \sum_(n < sample_size net) \sum_(k < output_count net) F (nat_of_ord n, nat_of_ord k) =
    \sum_(n <- iota 0 (sample_size net)) \sum_(k <- iota 0 (output_count net)) F (n, k).
  rewrite -(big_mkord xpredT (fun n => \sum_(k < output_count net) F (n, nat_of_ord k))) /index_iota subn0.
  by apply: eq_bigr => n _; rewrite -(big_mkord xpredT (fun k => F (n, k))) /index_iota subn0.
elim: (iota 0 (sample_size net)) => [|n s IH]; first by rewrite !big_nil.
by rewrite /= big_cat /= IH big_cons; congr (_ + _); rewrite /tab seq_iota -[List.map _ _]/(map _ _) big_map.
Qed.

(* Slopes that agree in the hidden layers *)
Section Agree.
Variables (R : comRingType) (N : nat) (d : nat -> nat) (h : nat) (A A' : forall l, 'M[R]_(d l, N)) (X : 'M[R]_(d 0, N)).
Variables (W : forall l, 'M[R]_(d l.+1, d l)) (c : forall l, 'cV[R]_(d l.+1)).
Hypothesis agree : forall l, (l < h)%N -> A l.+1 = A' l.+1.
Lemma same_V l : (l <= h)%N -> Model.V W c A X l = Model.V W c A' X l.
Proof. by elim: l => [//|l IH] lh; rewrite [LHS]/= [RHS]/= (IH (ltnW lh)) (agree lh). Qed.
Lemma same_adjoint (F G : sources R N d) l : (forall k, (k <= h)%N -> F k = G k) -> (l <= h)%N -> adjoint h A W F l = adjoint h A' W G l.
Proof.
move=> FG lh; have : exists k, (k + l = h)%N by exists (h - l)%N; rewrite subnK.
case=> k; elim: k l lh => [|k IH] l lh kl; first by have -> : l = h by []; rewrite !adjoint_last FG.
have lt : (l < h)%N by rewrite -kl addSn ltnS leq_addl.
have kl' : (k + l.+1 = h)%N by rewrite addnS -addSn.
by rewrite (adjoint_step A W F lt) (adjoint_step A' W G lt) (agree lt) (FG l lh) (IH l.+1 lt kl').
Qed.
End Agree.

(* Otherwise unification would compute intervals. *)
Local Opaque held_slopes held_enclosure box_of box_columns.

(* The same of derivatives, with two sorts of intervals *)
Section SameSlopes.
Variables (R : realFieldType) (net : instance) (one one' : Z) (box box' : seq (seq (seq interval))).
Variables (kink : nat -> nat -> nat -> bool) (ks : seq (nat * nat * nat)).
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis agree : forall l, (l < h)%N -> held_slopes R net one box kink l.+1 = held_slopes R net one' box' kink l.+1.
Variables (W : weights R d) (c : shifts R d).
Lemma same_sum l : (l <= h)%N -> Model.U W c (held_slopes R net one box kink) (X_at R net) l = Model.U W c (held_slopes R net one' box' kink) (X_at R net) l.
Proof. by move=> lh; rewrite /Model.U; have -> := same_V (X_at R net) W c agree lh. Qed.
Lemma same_fed l s j : (l <= h)%N -> fed one box kink W c l s j = fed one' box' kink W c l s j.
Proof. by move=> lh; rewrite /fed; have -> := same_V (X_at R net) W c agree lh. Qed.
Lemma same_sources lam l : (l <= h)%N -> lagrange one box kink ks lam W c l = lagrange one' box' kink ks lam W c l.
Proof. by move=> lh; apply/matrixP=> i s; rewrite [LHS]mxE [RHS]mxE; have -> := same_sum lh. Qed.
Lemma same_slope lam p : (p.1.1 <= h)%N -> slope_of_loss one box kink ks lam W c p = slope_of_loss one' box' kink ks lam W c p.
Proof.
move=> lh; apply: eq_bigr => s _; rewrite /S_at /fed_at; have <- := same_fed s p.2 lh.
by have E := same_adjoint W agree (@same_sources lam) lh; rewrite /adjoint_nat; have -> := E.
Qed.
Notation kk b := (nth (0%N, 0%N, 0%N) ks b).
Lemma kink_sumE b (s : 'I_(sample_size net)) (i : 'I_(d (kk b).1.1.+1)) : (kk b).1.2 = s -> (kk b).2 = i ->
  kink_sum one box kink ks W c b = Model.U W c (held_slopes R net one box kink) (X_at R net) (kk b).1.1 i s.
Proof.
rewrite /kink_sum /= => -> ->; rewrite (bigD1 s) //= [X in _ + X]big1 ?addr0 => [|s' ss]; last first.
  have -> : (nat_of_ord s' == s) = false by apply: contra_neqF ss => /eqP E; exact: val_inj.
  by rewrite big1 // => a _; rewrite mul0r.
rewrite (bigD1 i) //= [X in _ + X]big1 ?addr0 => [|s' ss]; last first.
  have -> : (nat_of_ord s' == i) = false by apply: contra_neqF ss => /eqP E; exact: val_inj.
  by rewrite andbF mul0r.
by rewrite !eqxx mul1r.
Qed.
Lemma same_kink b : ((kk b).1.1 <= h)%N -> kink_sum one box kink ks W c b = kink_sum one' box' kink ks W c b.
Proof. by move=> lh; rewrite /kink_sum; have -> := same_sum lh. Qed.
End SameSlopes.
