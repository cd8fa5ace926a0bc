(* Limits of products, determinants and inverses of matrices, in the sense of Nearby.v. *)
From Dlmcert Require Import Algebra Nearby.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Limits.
Variables (R : realFieldType) (T : Type) (within : R -> T -> Prop).
Hypothesis within_le : forall e e' t, e <= e' -> within e t -> within e' t.
Notation near := (near within).
Notation tends := (tends within).

Lemma tends_near f g a : near (fun t => f t = g t) -> tends g a -> tends f a.
Proof.
move=> E G eta eta0; by apply: near_imp (near_and within_le E (G eta eta0)) => t [->].
Qed.
Lemma tends_prod (I : finType) (F : I -> T -> R) (a : I -> R) : (forall i, tends (F i) (a i)) ->
  tends (fun t => \prod_i F i t) (\prod_i a i).
Proof.
move=> H; rewrite /index_enum; elim: (Finite.enum I) => [|i r IH].
  by move=> eta eta0; apply: near_always => t; rewrite !big_nil subrr normr0.
move=> eta eta0; have := tends_mul within_le (H i) IH eta0.
by apply: near_imp => t; rewrite !big_cons.
Qed.
Lemma tends_inv f a : a != 0 -> tends f a -> tends (fun t => (f t)^-1) a^-1.
Proof.
move=> a0 F eta eta0; have n0 : 0 < `|a| by rewrite normr_gt0.
have h0 : 0 < `|a| / 2%:R by rewrite divr_gt0 ?ltr0n.
have e0 : 0 < eta * (`|a| * (`|a| / 2%:R)) by rewrite !mulr_gt0 ?invr_gt0 ?ltr0n.
apply: near_imp (near_and within_le (F _ h0) (F _ e0)) => t [big small].
have fb : `|a| / 2%:R < `|f t|.
  have := ler_norm_add (a - f t) (f t); rewrite subrK distrC => le.
  have : `|a| < `|a| / 2%:R + `|f t| by apply: le_lt_trans le _; rewrite ltr_add2r.
  by rewrite {1}[`|a|]splitr ltr_add2l.
have f0 : f t != 0 by rewrite -normr_gt0 (lt_trans h0).
have -> : (f t)^-1 - a^-1 = (a - f t) / (a * f t) by field; rewrite f0 a0.
rewrite normrM normfV normrM distrC ltr_pdivr_mulr ?mulr_gt0 ?normr_gt0 //; apply: lt_le_trans small _.
by rewrite ler_pmul2l // ler_pmul2l // ltW.
Qed.

Definition limit m n (F : T -> 'M[R]_(m, n)) (A : 'M[R]_(m, n)) := forall i j, tends (fun t => F t i j) (A i j).

Lemma limit_const m n (A : 'M[R]_(m, n)) : limit (fun=> A) A.
Proof. by move=> i j; exact: tends_const. Qed.
Lemma limit_mul m n p (F : T -> 'M[R]_(m, n)) (G : T -> 'M[R]_(n, p)) A B : limit F A -> limit G B ->
  limit (fun t => F t *m G t) (A *m B).
Proof.
move=> HF HG i j eta eta0.
have H := @tends_sum _ _ _ within_le [finType of 'I_n] (fun k t => F t i k * G t k j) (fun k => A i k * B k j)
  (fun k => tends_mul within_le (HF i k) (HG k j)).
by apply: near_imp (H eta eta0) => t; rewrite !mxE.
Qed.
Lemma limit_det n (F : T -> 'M[R]_n) A : limit F A -> tends (fun t => \det (F t)) (\det A).
Proof.
move=> H; apply: (tends_sum within_le) => p; apply: (tends_mul within_le); first exact: tends_const.
by apply: tends_prod => i; exact: H.
Qed.
Lemma near_unit n (F : T -> 'M[R]_n) A : limit F A -> A \in unitmx -> near (fun t => F t \in unitmx).
Proof.
move=> H; rewrite unitmxE unitfE => u; have := tends_sign (limit_det H) u.
by apply: near_imp => t [_ nz]; rewrite unitmxE unitfE.
Qed.
Lemma limit_inv n (F : T -> 'M[R]_n) A : limit F A -> A \in unitmx -> limit (fun t => invmx (F t)) (invmx A).
Proof.
move=> H u i j; have nu := near_unit H u.
have minor : limit (fun t => row' j (col' i (F t))) (row' j (col' i A)).
  by move=> a b eta eta0; apply: near_imp (H (lift j a) (lift i b) eta eta0) => t; rewrite !mxE.
apply: (@tends_near _ (fun t => (\det (F t))^-1 * ((-1) ^+ (j + i) * \det (row' j (col' i (F t)))))).
  by apply: near_imp nu => t ut; rewrite /invmx ut !mxE.
have -> : invmx A i j = (\det A)^-1 * ((-1) ^+ (j + i) * \det (row' j (col' i A))) by rewrite /invmx u !mxE.
apply: (tends_mul within_le); first by apply: tends_inv (limit_det H); move: u; rewrite unitmxE unitfE.
apply: (tends_mul within_le); [exact: tends_const|exact: limit_det].
Qed.
End Limits.
