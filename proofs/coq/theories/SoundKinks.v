(* The rules about points of one hidden layer with kinks prove their verdicts (soundness.md 21 and 26). *)
From Coq Require Import ZArith QArith_base.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify ssrZ ring.
From Dlmcert Require Import Arithmetic Model Form Rules Bridge Nearby Points KinkForm PointRules KinkRules SoundNetwork
  SoundForms SoundGradient SoundRays SoundPoint.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- evidence about functions of one unit --- *)

Section Evidence.
Variables (R : realFieldType) (d : nat).
Notation rv := (@rv R).
Notation at_ := (@at_ R).
Implicit Types (v : nat -> R) (zs ys : seq (Q * seq Q)).
Notation ldot := (@ldot R d).
Notation lsum := (@lsum R d).
Notation fval := (@fval R d).

Lemma ldot_padd x y v : ldot (padd x y) v = ldot x v + ldot y v.
Proof. by rewrite -big_split; apply: eq_bigr => j _ /=; rewrite -mulrDl -at_padd. Qed.
Lemma ldot_pscale t x v : ldot (pscale t x) v = rv t * ldot x v.
Proof. exact: ldot_scale. Qed.

Lemma lsum_signs zs v : lsum zs v = lsum (List.filter (fun l => qsign_pos l.1) zs) v + lsum (List.filter (fun l => qneg l.1) zs) v.
Proof.
rewrite /SoundForms.lsum; elim: zs => [|l zs IH] /=; first by rewrite big_nil addr0.
rewrite big_cons IH (rv_gt0 R) (rv_lt0 R); case: ltrgt0P => [_|_|->]; rewrite ?big_cons ?mul0r ?add0r ?addrA //.
by rewrite addrCA addrA.
Qed.
Lemma lsum_falling zs v : lsum (List.filter (fun l => qneg l.1) zs) v =
  - \sum_(x <- List.map (fun l => pscale (Qopp l.1) l.2) (List.filter (fun l => qneg l.1) zs)) `|ldot x v|.
Proof.
rewrite /SoundForms.lsum; elim: zs => [|l zs IH] /=; first by rewrite !big_nil oppr0.
case: ifP => //=; rewrite (rv_lt0 R) => neg; rewrite !big_cons IH ldot_pscale rvN normrM normrN (ltr0_norm neg).
by rewrite opprD mulNr opprK.
Qed.

Lemma combinesE x t zs v : combines d x t zs ->
  size t = size zs /\ ldot x v = \sum_(j < size zs) rv (nth q0 t j) * ldot (nth no_line zs j).2 v.
Proof.
case/andP=> /PeanoNat.Nat.eqb_eq sz /everyP H; split=> //.
rewrite /SoundForms.ldot; under [RHS]eq_bigr do rewrite mulr_sumr.
rewrite exchange_big /=; apply: eq_bigr => i _; have := H i; rewrite (rv_equal R) list_nth => /eqP ->.
rewrite totalE mulr_suml -[length zs]/(size zs); apply: eq_bigr => j _.
by rewrite rvM !list_nth mulrA.
Qed.
Lemma takenE t zs v : size t = size zs ->
  lsum (taken t zs) v = lsum zs v - \sum_(j < size zs) `|rv (nth q0 t j)| * `|ldot (nth no_line zs j).2 v|.
Proof.
rewrite /SoundForms.lsum; elim: zs t => [|z zs IH] [|a t] //=; first by rewrite !big_nil big_ord0 subr0.
by case=> sz; rewrite !big_cons IH // big_ord_recl /= rvB rv_abs; ring.
Qed.
Lemma taken_le x t zs v : combines d x t zs -> lsum (taken t zs) v <= lsum zs v - `|ldot x v|.
Proof.
move=> /combinesE/(_ v)[sz ->]; rewrite takenE // ler_add2l ler_opp2; apply: le_trans (ler_norm_sum _ _ _) _.
by apply: ler_sum => j _; rewrite normrM.
Qed.
Lemma none_negativeE zs v : none_negative zs -> 0 <= lsum zs v.
Proof.
rewrite /SoundForms.lsum; elim: zs => [|l zs IH] /=; first by rewrite big_nil.
by case/andP=> l0 /IH H; rewrite big_cons addr_ge0 // mulr_ge0 // leNgt -(rv_lt0 R).
Qed.

Lemma combinedE xs ts zs v : combined d xs ts zs -> \sum_(x <- xs) `|ldot x v| <= lsum zs v.
Proof.
elim: xs ts zs => [|x xs IH] [|t ts] zs //=; first by move=> /none_negativeE H; rewrite big_nil.
case/andP=> /taken_le/(_ v) le /IH H; rewrite big_cons addrC -ler_subr_addr; exact: le_trans H le.
Qed.
Lemma combination_sound h t T v : combination_rule d h t T -> 0 <= fval h v.
Proof.
move=> /combinedE/(_ v); rewrite big_cons /SoundForms.fval lsum_signs lsum_falling => H.
rewrite addrA subr_ge0 -ler_subl_addl; apply: le_trans (_ : lsum (rising h) v - `|ldot (linear h) v| <= _).
Abort.

Lemma ge_norm (x r f : R) : `|x| + f <= r -> 0 <= x + (r - f).
Proof.
move=> H; rewrite addrA subr_ge0; apply: le_trans (_ : r - `|x| <= _); first by rewrite ler_subr_addl.
by rewrite addrC ler_add2r ler_oppl; apply: le_trans (ler_norm _) _; rewrite normrN.
Qed.
Lemma combination_sound h t T v : combination_rule d h t T -> 0 <= fval h v.
Proof.
move=> /combinedE/(_ v); rewrite big_cons /SoundForms.fval lsum_signs lsum_falling; exact: ge_norm.
Qed.

Lemma signs_from_sound x ys zs points v : signs_rule_from d x ys zs points ->
  0 <= ldot x v + (lsum zs v + lsum ys v).
Proof.
elim: ys x points => [|[g y] ys IH] x points /=.
  case: points => [|t [|t' r]] // /andP[/taken_le/(_ v) le /none_negativeE/(_ v) ge].
  rewrite /SoundForms.lsum [X in _ + (_ + X)]big_nil -/(lsum zs v) -oppr0; apply: ge_norm.
  by rewrite addr0 -subr_ge0; exact: le_trans ge le.
case/andP=> /IH + /IH; rewrite !ldot_padd !ldot_pscale rvN mulNr [lsum (_ :: _) v]big_cons /= -/(lsum ys v).
case: (lerP 0 (ldot y v)) => [y0|y0] H1 H2.
  by move: H1; rewrite ger0_norm //; congr (_ <= _); ring.
by move: H2; rewrite ltr0_norm //; congr (_ <= _); ring.
Qed.
Lemma signs_sound h points v : signs_rule d h points -> 0 <= fval h v.
Proof. by move=> /signs_from_sound/(_ v); rewrite /SoundForms.fval lsum_signs. Qed.

(* --- rays --- *)

Definition aligned (hs : seq unit_form) : Prop := forall k, (k < size hs)%N ->
  map snd (lines (nth (UnitForm [::] [::]) hs k)) = map snd (lines (head (UnitForm [::] [::]) hs)).

Lemma hd_head (hs : seq unit_form) f : List.hd f hs = head f hs. Proof. by case: hs. Qed.
Lemma filterE T (P : T -> bool) s : List.filter P s = filter P s.
Proof. by elim: s => //= x s ->. Qed.

Lemma joinedE hs k v : aligned hs -> (k < size hs)%N ->
  lsum (lines (nth (UnitForm [::] [::]) hs k)) v =
  \sum_(c < size (joined hs)) rv (nth q0 (nth ([::], [::]) (joined hs) c).1 k) * `|ldot (nth ([::], [::]) (joined hs) c).2 v|.
Proof.
move=> al kl; pose F (l : seq Q * seq Q) := rv (nth q0 l.1 k) * `|ldot l.2 v|.
have -> : \sum_(c < size (joined hs)) rv (nth q0 (nth ([::], [::]) (joined hs) c).1 k) * `|ldot (nth ([::], [::]) (joined hs) c).2 v| =
   \sum_(l <- joined hs) F l by rewrite (big_nth ([::], [::])) big_mkord.
rewrite /joined filterE big_filter big_mkcond /= big_tab hd_head.
set h0 := head _ hs; set h := nth _ hs k.
have sz : size (lines h) = size (lines h0) by have := congr1 size (al k kl); rewrite !size_map.
rewrite /SoundForms.lsum (big_nth no_line) big_mkord sz -[length _]/(size (lines h0)); apply: eq_bigr => c _.
have E : (nth no_line (lines h0) c).2 = (nth no_line (lines h) c).2.
  by rewrite -!(nth_map _ [::]) ?sz // al.
have Fz (l : seq Q * seq Q) : List.forallb qis0 l.1 -> F l = 0.
  move=> z; rewrite /F; have [lt|ge] := ltnP k (size l.1); last by rewrite nth_default // rv0 mul0r.
  by have := all_nthP q0 z k lt; rewrite (rv_eq0 R) => /eqP ->; rewrite mul0r.
rewrite -if_neg negbK; case: ifP => [/Fz|_]; rewrite /F /= -[List.map _ hs]/(map _ hs) (nth_map (UnitForm [::] [::])) // !list_nth E.
  by [].
by [].
Qed.
End Evidence.
