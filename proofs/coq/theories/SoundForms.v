(* The sums over the samples of one unit of layer 1 as functions: linear plus absolute values of linear functions
   (format.md, Balanced and Kinks). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Form Rules Bridge Nearby Points PointRules SoundNetwork.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Forms.
Variables (R : realFieldType) (d : nat).
Notation rv := (@rv R).
Implicit Types (v : nat -> R) (x z : seq Q).

Definition ldot x v : R := \sum_(j < d) rv (nth q0 x j) * v j.
Definition lsum (ls : seq (Q * seq Q)) v : R := \sum_(l <- ls) rv l.1 * `|ldot l.2 v|.
Definition fval (f : unit_form) v : R := ldot (linear f) v + lsum (lines f) v.

Lemma ldot0 x v : all qis0 x -> ldot x v = 0.
Proof.
move=> H; rewrite /ldot big1 // => j _; have [lt|ge] := ltnP j (size x); last by rewrite nth_default // rv0 mul0r.
by have := all_nthP q0 H j lt; rewrite (rv_eq0 R) => /eqP ->; rewrite mul0r.
Qed.

Lemma rv_inverse a : rv (qinverse a) = (rv a)^-1.
Proof.
have -> : (rv a)^-1 = ratr (q2r a)^-1 by rewrite fmorphV.
congr ratr; case: a => [[|n|n] m]; rewrite /qinverse /q2r [Qnum _]/= [Qden _]/= ?mul0r ?invr0 // invf_div //.
rewrite -[Zneg m]/(Z.opp (Zpos m)) -[Zneg n]/(Z.opp (Zpos n)) !izN !mulrNz mulNr.
by rewrite invrN mulrN.
Qed.

Lemma ldot_scale a x v : ldot (List.map (qmul a) x) v = rv a * ldot x v.
Proof.
rewrite /ldot mulr_sumr; apply: eq_bigr => j _; rewrite mulrA; congr (_ * _).
rewrite -[List.map _ _]/(map _ _); have [lt|ge] := ltnP j (size x).
  by rewrite (nth_map q0) // rvM.
by rewrite !nth_default ?size_map // rv0 mulr0.
Qed.

Lemma first_zero x : qis0 (first_nonzero x) -> all qis0 x.
Proof.
rewrite /first_nonzero; elim: x => [//|a x IH]; rewrite [List.filter _ _]/=; case E: (qis0 a) => H.
  by rewrite /= E IH.
by move: H; rewrite /= E.
Qed.

Lemma ldot_same x z v : all2 qequal x z -> ldot x v = ldot z v.
Proof.
move=> /(all2_nth q0 q0)[sz H]; apply: eq_bigr => j _; congr (_ * _).
have [lt|ge] := ltnP j (size x); last by rewrite !nth_default ?sz.
by have := H j lt; rewrite (rv_equal R) => /eqP.
Qed.

Lemma on_lineE g z ls v : lsum (on_line g z ls) v = rv g * `|ldot z v| + lsum ls v.
Proof.
rewrite /lsum; elim: ls => [|[g' y] ls IH] /=; first by rewrite big_seq1 big_nil addr0.
case: ifP => [/ldot_same->|_]; rewrite !big_cons /=; first by rewrite rvD; ring.
by rewrite IH addrCA.
Qed.

Lemma add_kinkE g x ls v : lsum (add_kink g x ls) v = rv g * `|ldot x v| + lsum ls v.
Proof.
rewrite /add_kink; cbv zeta; case: ifP => [/first_zero/ldot0-> |/negbT a0]; first by rewrite normr0 mulr0 add0r.
rewrite on_lineE ldot_scale rvM rv_abs rv_inverse (normrM (rv _)^-1) (normfV (rv _)); congr (_ + _).
by rewrite mulrA mulfK // normr_eq0 -(rv_eq0 R).
Qed.

Definition part s (a : form_sample) v : R :=
  let: (kink, q, sigma, x) := a in rv q * (if kink then phi (rv s) (ldot x v) else rv sigma * ldot x v).

Lemma form_ofE s samples v : fval (form_of s d samples) v = \sum_(a <- samples) part s a v.
Proof.
elim: samples => [|[[[kink q] sigma] x] samples IH] /=.
  by rewrite big_nil /fval /lsum big_nil addr0 ldot0.
rewrite big_cons -IH /fval /=; set f := form_of _ _ _.
have -> : ldot (tab d (fun j => qadd (qmul (qmul q (if kink then even_part s else sigma)) (List.nth j x q0)) (List.nth j (linear f) q0))) v
    = rv q * rv (if kink then even_part s else sigma) * ldot x v + ldot (linear f) v.
  rewrite /ldot mulr_sumr -big_split; apply: eq_bigr => j _ /=.
  by rewrite -list_nth nth_tab ?ltn_ord // rvD !rvM !list_nth; ring.
case: kink; last by ring.
rewrite add_kinkE rvM phi_half /even_part /odd_part !rvM rvD rvB rv_half rv1; by field.
Qed.

Lemma form_zeroE f v : form_zero f -> fval f v = 0.
Proof.
case/andP=> /ldot0 E L; rewrite /fval E add0r /lsum.
elim: (lines f) L => [|l ls IH] /=; first by rewrite big_nil.
by case/andP=> l0 /IH; rewrite big_cons => ->; move: l0; rewrite (rv_eq0 R) => /eqP ->; rewrite mul0r addr0.
Qed.

Lemma big_tab T (F : T -> R) n f : \sum_(a <- tab n f) F a = \sum_(i < n) F (f i).
Proof.
rewrite /tab seq_iota -[List.map _ _]/(map _ _) big_map -(big_mkord xpredT (fun i => F (f i))).
by rewrite /index_iota subn0.
Qed.
End Forms.

Section Unit.
Variables (R : realFieldType) (net : instance).
Let N := sample_size net.
Let d := layer_size net.
Notation rv := (@rv R).
Notation X := (X_at R net).

(* A change of the incoming weights of a unit, and of its bias, as a vector *)
Definition vector (w : 'I_(d 0) -> R) (b : R) (j : nat) : R := if insub j is Some i then w i else b.

Lemma column_dot w b n : bias net \/ b = 0 ->
  ldot (column_size net) (column net (nat_of_ord n)) (vector w b) = \sum_j w j * X j n + b.
Proof.
move=> ab; rewrite /ldot /column /column_size; case: (bias net) ab => ab; last first.
  have {ab} -> : b = 0 by case: ab.
  rewrite addr0; apply: eq_bigr => j _; rewrite mxE /vector insubT // => lt.
  by rewrite mulrC /entry_of -list_nth; congr (w _ * _); apply: val_inj.
rewrite big_ord_recr /= -list_nth nth_tab // -/d.
have -> : Nat.ltb (d 0) (d 0) = false by exact: PeanoNat.Nat.ltb_irrefl.
rewrite rv1 mul1r {2}/vector insubN ?ltnn //; congr (_ + _); apply: eq_bigr => j _.
have jd : (j < d 0)%N := ltn_ord j.
rewrite -list_nth nth_tab ?(ltn_trans jd) // -/d.
have -> : Nat.ltb j (d 0) = true by apply/PeanoNat.Nat.ltb_lt; move: jd; rewrite /d; reckon.
rewrite mxE /vector insubT mulrC; congr (w _ * _); exact: val_inj.
Qed.

Variable (u : rows) (q : seq Q) (i : nat).

Lemma form_atE v : fval (column_size net) (form_at net u q i) v =
  \sum_(n < N) rv (List.nth n q q0) * rv (factor net 0 n i) *
     dphi (s_at R net) (rv (entry_of u n i)) (ldot (column_size net) (column net n) v).
Proof.
rewrite form_ofE big_tab; apply: eq_bigr => n _; rewrite /part rvM; congr (_ * _).
rewrite /dphi (rv_eq0 R); case: eqP => // _; congr (_ * _).
by rewrite /sigma_of (rv_lt0 R) leNgt; case: ifP; rewrite //= rv1.
Qed.

Lemma form_everywhereE v : fval (column_size net) (form_everywhere net q i) v =
  \sum_(n < N) rv (List.nth n q q0) * rv (factor net 0 n i) *
     phi (s_at R net) (ldot (column_size net) (column net n) v).
Proof. by rewrite form_ofE big_tab; apply: eq_bigr => n _; rewrite /part rvM. Qed.
End Unit.
