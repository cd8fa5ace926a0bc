(* Polynomials for small t, and the loss along a path (format.md, Path). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge Nearby Points PointRules SoundNetwork.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Polynomials.
Variable R : realFieldType.
Notation rv := (@rv R).

Definition peval (p : polynomial) (t : R) : R := foldr (fun a v => rv a + t * v) 0 p.

Lemma peval_add p q t : peval (padd p q) t = peval p t + peval q t.
Proof.
elim: p q => [|a p IH] [|b q] /=; rewrite ?add0r ?addr0 //.
by rewrite IH rvD; ring.
Qed.
Lemma peval_scale a p t : peval (pscale a p) t = rv a * peval p t.
Proof. by elim: p => [|b p IH] /=; rewrite ?mulr0 // -/(peval _ t) IH rvM; ring. Qed.
Lemma peval_mul p q t : peval (pmul p q) t = peval p t * peval q t.
Proof.
elim: p => [|a p IH] /=; first by rewrite mul0r.
by rewrite peval_add peval_scale /= IH rv0; ring.
Qed.
Lemma peval_sum n f t : peval (psum (tab n f)) t = \sum_(i < n) peval (f i) t.
Proof.
rewrite /tab seq_iota -(big_mkord xpredT (fun i => peval (f i) t)) /index_iota subn0 /psum.
by elim: (iota 0 n) => [|k r IH] /=; rewrite ?big_nil // big_cons peval_add IH.
Qed.
Lemma peval_const a t : peval [:: a] t = rv a. Proof. by rewrite /= mulr0 addr0. Qed.
Lemma peval_linear a b t : peval [:: a; b] t = rv a + t * rv b. Proof. by rewrite /= mulr0 addr0. Qed.

Lemma peval_bounded p : exists2 B, 0 <= B & forall t, 0 <= t <= 1 -> `|peval p t| <= B.
Proof.
elim: p => [|a p [B B0 IH]]; first by exists 0 => // t _; rewrite normr0.
exists (`|rv a| + B); first by rewrite addr_ge0.
move=> t /andP[t0 t1] /=; apply: le_trans (ler_norm_add _ _) _; rewrite ler_add2l normrM ger0_norm //.
by rewrite -[B]mul1r; apply: ler_pmul => //; apply: IH; rewrite t0.
Qed.

(* Soon after 0 a polynomial has the sign of its lowest coefficient. *)
Lemma peval_soon p : near (@soon R) (fun t => Num.sg (peval p t) = Num.sg (rv (lowest_of p))).
Proof.
elim: p => [|a p IH] /=; first by apply: near_always => t; rewrite rv0.
rewrite (rv_eq0 R); case: eqP => [->|/eqP a0].
  apply: near_imp (near_and (@soon_le _) IH (@soon_pos R)) => t [E t0].
  by rewrite add0r sgrM (gtr0_sg t0) mul1r E.
have [B B0 H] := peval_bounded p; have n0 : 0 < `|rv a| by rewrite normr_gt0.
have e0 : 0 < `|rv a| / (B + 1) by rewrite divr_gt0 // ltr_paddl.
have B1 : 0 < B + 1 by rewrite ltr_paddl.
apply: near_imp (near_and (@soon_le _) (@soon_pos R) (near_and (@soon_le _) (soon_lt (@ltr01 R)) (soon_lt e0))).
move=> t [t0 [t1 te]]; set r := t * _.
have : `|r| < `|rv a|.
  rewrite /r normrM gtr0_norm //; move: te; rewrite ltr_pdivl_mulr //; apply: le_lt_trans.
  rewrite ler_pmul2l //; apply: le_trans (H t _) _; last by rewrite ler_addl.
  by rewrite !ltW.
case: (ltrgt0P (rv a)) a0 => // sa _; rewrite ltr_norml => /andP[lo hi].
  by rewrite (gtr0_sg sa) gtr0_sg // -ltr_subl_addl sub0r.
by rewrite (ltr0_sg sa) ltr0_sg // addrC -ltr_subr_addr sub0r.
Qed.

Definition from_0 (e t : R) := 0 <= t < e.
Lemma from_0_le e e' t : e <= e' -> from_0 e t -> from_0 e' t.
Proof. by move=> le /andP[t0 te]; rewrite /from_0 t0; exact: lt_le_trans le. Qed.

Definition signed (a x : R) : Prop := [/\ 0 < a -> 0 <= x, a < 0 -> x <= 0 & a = 0 -> x = 0].

Lemma peval_from_0 p : near from_0 (fun t => signed (rv (lowest_of p)) (peval p t)).
Proof.
have [e [e0 H]] := peval_soon p; exists e; split=> // t /andP[].
rewrite le_eqVlt => /orP[/eqP <- _|t0 te].
  have -> : peval p 0 = rv (List.hd q0 p) by case: (p) => [|a q] /=; rewrite ?rv0 // mul0r addr0.
  case: (p) => [|a q] /=; first by rewrite rv0; split; rewrite ?ltxx.
  rewrite (rv_eq0 R); case: eqP => [->|_]; split=> //; exact: ltW.
have E := H t; rewrite /soon t0 te in E; have {E} := E isT => E.
split=> [a0|a0|a0].
- by rewrite -sgr_ge0 E sgr_ge0 ltW.
- by rewrite -sgr_le0 E sgr_le0 ltW.
by move: E; rewrite a0 sgr0 => /eqP; rewrite sgr_eq0 => /eqP.
Qed.

(* The sign chosen for a polynomial gives the activation. *)
Lemma peval_phi s p t : signed (rv (lowest_of p)) (peval p t) ->
  rv (if qneg (lowest_of p) then s else q1) * peval p t = phi (rv s) (peval p t).
Proof.
rewrite (rv_lt0 R) /phi => -[Hp Hn H0].
case: ltrgt0P Hp Hn H0 => [_ /(_ isT) -> _ _|_ _ /(_ isT) x0 _|_ _ _ ->//]; last by rewrite !mulr0.
  by rewrite rv1.
have [ge|//] := lerP 0 (peval p t); have -> : peval p t = 0 by apply/eqP; rewrite eq_le x0.
by rewrite !mulr0.
Qed.

Lemma peval_term h e : proper (omap rv h) ->
  near from_0 (fun t => peval (path_term h e) t = ell (omap rv h) (peval e t)).
Proof.
case: h => [q|] pr; last first.
  apply: near_always => t; rewrite ell_squares // /path_term peval_scale peval_mul rv_half expr2; exact: mulrC.
rewrite /path_term; cbv zeta; set size := if _ then pscale (Qopp q1) e else e.
have sizeE : near from_0 (fun t => peval size t = `|peval e t|).
  apply: near_imp (peval_from_0 e) => t; rewrite /size (rv_lt0 R) => -[Hp Hn H0].
  case: ltrgt0P Hp Hn H0 => [_ /(_ isT) x _ _|_ _ /(_ isT) x _|_ _ _ ->//].
  - by rewrite ger0_norm.
  - by rewrite ler0_norm // peval_scale rvN rv1 mulN1r.
  by rewrite normr0.
apply: near_imp (near_and from_0_le sizeE (peval_from_0 (padd size [:: Qopp q]))) => t [szE].
have qE : omap rv (Some q) = Some (rv q) by [].
rewrite (ell_huber _ qE) peval_add szE peval_const rvN (rv_gt0 R) => -[Hp Hn H0].
have e2 : peval e t * peval e t = `|peval e t| ^+ 2 by rewrite -expr2 -normrX ger0_norm ?sqr_ge0.
rewrite expr2 e2; set a := `|_| in Hp Hn H0 szE e2 *.
case: ltrgt0P Hp Hn H0 => [_ /(_ isT) x _ _|_ _ /(_ isT) x _|z _ _ /(_ z) x].
- rewrite peval_add peval_scale peval_const szE rvN !rvM rv_half.
  move: x; rewrite subr_ge0 le_eqVlt => /orP[/eqP <-|x]; first by rewrite lexx; field.
  by rewrite leNgt x /=; field.
- by rewrite subr_le0 in x; rewrite x peval_scale peval_mul rv_half e2; exact: mulrC.
by move/eqP: x; rewrite subr_eq0 => /eqP <-; rewrite lexx peval_scale peval_mul rv_half e2; exact: mulrC.
Qed.
End Polynomials.

Section Path.
Variables (R : realFieldType) (net : instance) (p dir : parameters).
Let N := sample_size net.
Let d := layer_size net.
Notation rv := (@rv R).
Notation W := (W_at R net p). Notation D := (W_at R net dir).
Notation c := (c_at R net p). Notation b := (c_at R net dir).
Let V t := V_at (ahead_W W D t) (ahead_c c b t) (s_at R net) (E_at R net) (X_at R net).
Let U t := at_sum (s_at R net) (E_at R net) (X_at R net) (ahead_W W D t) (ahead_c c b t).

Lemma poly_tab m k f n i : (n < m)%N -> (i < k)%N -> poly_of (tab m (fun j => tab k (f j))) n i = f n i.
Proof. by move=> nm ik; rewrite /poly_of !nth_tab. Qed.

Lemma path_sumsE l v t : (forall i n, peval (poly_of v (nat_of_ord n) (nat_of_ord i)) t = V t l i n) ->
  forall i n, peval (poly_of (path_sums net p dir l v) (nat_of_ord n) (nat_of_ord i)) t = U t l i n.
Proof.
move=> H i n; rewrite /path_sums poly_tab ?ltn_ord // peval_add peval_sum peval_linear /U at_sumE.
congr (_ + _); last by rewrite /ahead_c !mxE.
apply: eq_bigr => j _; rewrite peval_mul peval_linear -[List.nth j _ _]/(poly_of v n j) H /ahead_W.
by rewrite [X in _ = X * _]mxE [X in _ = (_ + X) * _]mxE !mxE.
Qed.

Lemma path_outputsE l : near (@from_0 R) (fun t =>
  forall i n, peval (poly_of (path_outputs net p dir l) (nat_of_ord n) (nat_of_ord i)) t = V t l i n).
Proof.
elim: l => [|l IH].
  apply: near_always => t i n; rewrite /= poly_tab ?ltn_ord // peval_const /V /=; by rewrite mxE.
pose u := path_sums net p dir l (path_outputs net p dir l).
have S : near (@from_0 R) (fun t => forall (k : 'I_(d l.+1) * 'I_N),
    signed (rv (lowest_of (poly_of u k.2 k.1))) (peval (poly_of u k.2 k.1) t)).
  by apply: (near_all (@from_0_le R)) => k; exact: peval_from_0.
apply: near_imp (near_and (@from_0_le R) IH S) => t [H K] i n.
rewrite /= /path_activated poly_tab ?ltn_ord // -/u -[List.nth i _ _]/(poly_of u n i).
rewrite peval_scale rvM -mulrA peval_phi; last exact: (K (i, n)).
by rewrite (path_sumsE H) /V V_atS E_atE.
Qed.

(* N times the loss along the path *)
Theorem path_lossE : proper (huber_at R net) -> near (@from_0 R) (fun t =>
  N%:R^-1 * peval (path_loss net p dir) t =
  loss_along (s_at R net) (E_at R net) (X_at R net) (y_at R net) (huber_at R net) W c D b t).
Proof.
move=> pr; rewrite /path_loss; set f := path_sums _ _ _ _ _.
have T : near (@from_0 R) (fun t => forall (k : 'I_(output_count net) * 'I_N),
    peval (path_term (huber net) (padd (poly_of f k.2 k.1) [:: Qopp (target net k.2 k.1)])) t =
    ell (huber_at R net) (peval (padd (poly_of f k.2 k.1) [:: Qopp (target net k.2 k.1)]) t)).
  by apply: (near_all (@from_0_le R)) => k; exact: peval_term.
apply: near_imp (near_and (@from_0_le R) T (path_outputsE (last_hidden net))) => t [H K].
rewrite /loss_along /loss; congr (_ * _); rewrite peval_sum; apply: eq_bigr => n _.
rewrite peval_sum; apply: eq_bigr => k _; rewrite -[List.nth k _ _]/(poly_of f n k).
by rewrite (H (k, n)) /= peval_add peval_const rvN y_atE (path_sumsE K).
Qed.
End Path.
