(* The intervals of BallRules.v hold outputs and preactivations at all points of the box, and all slopes that the units
   may have there: at one point, between two points, and along a direction (soundness.md 38, Derivatives). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model NearbyForm Form Rules Bridge Nearby Points PointRules
  NearbyRules BallRules SoundNetwork SoundEnclosure.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- one activation: its slopes, and those of its chords, are between s and 1 --- *)

Section Chords.
Variables (R : realFieldType) (s : R).
Notation phi := (phi s).

Definition between_slopes (t : R) : Prop := exists2 x, 0 <= x <= 1 & t = x + (1 - x) * s.
Definition sign_slope (u : R) : R := if 0 <= u then 1 else s.
Lemma between1 : between_slopes 1. Proof. by exists 1; rewrite ?lexx ?ler01 // subrr mul0r addr0. Qed.
Lemma between_s : between_slopes s. Proof. by exists 0; rewrite ?lexx ?ler01 // subr0 mul1r add0r. Qed.
Lemma sign_slope_between u : between_slopes (sign_slope u).
Proof. by rewrite /sign_slope; case: ifP => _; [exact: between1|exact: between_s]. Qed.

Definition chord (u v : R) : R := if u == v then sign_slope u else (phi u - phi v) / (u - v).
Lemma chordE u v : phi u - phi v = chord u v * (u - v).
Proof.
rewrite /chord; case: eqP => [->|/eqP]; first by rewrite !subrr mulr0.
by rewrite -subr_eq0 => nz; rewrite divfK.
Qed.
Lemma chord_between u v : between_slopes (chord u v).
Proof.
rewrite /chord; case: eqP => [_|/eqP]; first exact: sign_slope_between.
rewrite -subr_eq0 => nz; exists (2%:R^-1 + (`|u| - `|v|) / (u - v) / 2%:R); last first.
  rewrite !phi_half; move: (`|u|) (`|v|) nz => a b nz; field; by rewrite nz.
have : `|(`|u| - `|v|) / (u - v)| <= 1.
  by rewrite normrM normfV ler_pdivr_mulr ?normr_gt0 // mul1r ler_dist_dist.
move: ((`|u| - `|v|) / (u - v)) => q; rewrite ler_norml => /andP[lo hi]; apply/andP; split.
  by rewrite -[X in X + _]mul1r -mulrDl divr_ge0 ?ler0n // -ler_subl_addl sub0r.
by rewrite -[X in X + _]mul1r -mulrDl ler_pdivr_mulr ?ltr0n // mul1r mulr2n ler_add2l.
Qed.
Lemma chord_positive u v : 0 < u -> 0 < v -> chord u v = 1.
Proof.
move=> u0 v0; rewrite /chord; case: eqP => [_|/eqP]; first by rewrite /sign_slope ltW.
by rewrite -subr_eq0 /Points.phi (ltW u0) (ltW v0) !mul1r => nz; rewrite divff.
Qed.
Lemma chord_negative u v : u < 0 -> v < 0 -> chord u v = s.
Proof.
move=> u0 v0; rewrite /chord; case: eqP => [_|/eqP]; first by rewrite /sign_slope leNgt u0.
by rewrite -subr_eq0 /Points.phi leNgt u0 leNgt v0 /= -mulrBr => nz; rewrite mulfK.
Qed.

(* the slope of the one-sided derivative along v *)
Definition side (u v : R) : R := sign_slope (if u == 0 then v else u).
Lemma sideE u v : dphi s u v = side u v * v.
Proof. by rewrite /dphi /side /sign_slope; case: eqP. Qed.
End Chords.

Lemma hull_in (R : realFieldType) (one : Z) a b (x y q : R) : 0 <= q <= 1 -> holds one a x -> holds one b y ->
  holds one (hull a b) (q * x + (1 - q) * y).
Proof.
move=> /andP[q0 q1] [l1 u1] [l2 u2]; have r0 : 0 <= 1 - q by rewrite subr_ge0.
have mid (z : R) : z = q * z + (1 - q) * z by rewrite -mulrDl addrCA subrr addr0 mul1r.
rewrite /holds (_ : _ * zr R one = q * (x * zr R one) + (1 - q) * (y * zr R one)); last by ring.
have [A [B [C D]]] : Z.le (hull a b).1 a.1 /\ Z.le (hull a b).1 b.1 /\ Z.le a.2 (hull a b).2 /\ Z.le b.2 (hull a b).2.
  by rewrite /hull /=; reckon.
split; [rewrite [X in X <= _]mid|rewrite [X in _ <= X]mid]; apply: ler_add; apply: ler_wpmul2l => //.
- by apply: le_trans l1; exact: zr_le.
- by apply: le_trans l2; exact: zr_le.
- by apply: le_trans u1 _; exact: zr_le.
by apply: le_trans u2 _; exact: zr_le.
Qed.

Section Forward.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))).
Hypothesis one0 : Z.lt Z0 one.
Let N := sample_size net.
Let d := layer_size net.
Notation rv := (@rv R).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Notation holds := (@holds R one).

Definition wide_empty l n : bool := List.nth n (wide_layer net one box l).2 false.
Definition wide_sum l n i : interval :=
  List.nth i (List.nth n (box_sums net one box l (wide_layer net one box l).1) [::]) no_interval.
Definition slope_interval l n i : interval := wide_slope net one l n i (wide_empty l n) (wide_sum l n i).
(* slopes of the layers up to m in their intervals *)
Definition fits (A : forall l, 'M[R]_(d l, N)) m : Prop :=
  forall l, (l < m)%N -> forall (n : 'I_N) (i : 'I_(d l.+1)), holds (slope_interval l n i) (A l.+1 i n).

(* Where a unit's input is void, any slope will do. *)
Definition slope_with (empty : bool) (eps t : R) : R := if empty then eps else eps * t.
Lemma slope_with_in k n i empty u t : between_slopes s t -> (sure_positive u -> t = 1) -> (sure_negative u -> t = s) ->
  holds (wide_slope net one k n i empty u) (slope_with empty (rv (factor net k n i)) t).
Proof.
move=> [q q01 tE] pos neg; rewrite /wide_slope /sure /slope_of /slope_with.
case up: (upper net k n i empty u); rewrite [X in if X then _ else _]/=.
  move: up; rewrite /upper /smooth; case/orP=> [/orP[/orP[->|]|]|p0].
  - exact: around_in.
  - rewrite (rv_eq0 R) => /eqP z; have := around_in R one (factor net k n i); rewrite z mul0r; by case: ifP.
  - rewrite (rv_equal R) rv1 -/s => /eqP E1; rewrite tE E1 mulr1 addrCA subrr addr0 mulr1 if_same; exact: around_in.
  by rewrite (pos p0) mulr1 if_same; exact: around_in.
have -> : empty = false by case: (empty) up.
case: ifP => [n0|_]; first by rewrite (neg n0) /s_at -rvM; exact: around_in.
have -> : rv (factor net k n i) * t = q * rv (factor net k n i) + (1 - q) * rv (qmul (factor net k n i) (slope net)).
  by rewrite tE rvM -/s; move: (rv (factor net k n i)) s => a b; ring.
by apply: hull_in => //; exact: around_in.
Qed.

(* --- at one point; it need not be in the box, if its preactivations have the sure signs --- *)

Section At.
Variables (W : weights R d) (c : shifts R d).
Hypothesis fc : allowed (bias net) c.
Notation V := (V_at W c s E X).
Notation U := (at_sum s E X W c).
Definition signs_fit m : Prop := forall l, (l < m)%N -> forall (n : 'I_N) (i : 'I_(d l.+1)),
  (sure_positive (wide_sum l n i) -> 0 < U l i n) /\ (sure_negative (wide_sum l n i) -> U l i n < 0).

Lemma void_below l : signs_fit l -> forall n : 'I_N, wide_empty l n -> ~~ bias net /\ forall j, V l j n = 0.
Proof.
elim: l => [|l IH] sf n; rewrite /wide_empty /= nth_tab // => /andP[nb /everyP z]; split=> // j.
  by rewrite /= mxE; have := z j; rewrite (rv_eq0 R) => /eqP.
have Z := IH (fun k kl => sf k (ltnW kl)) n.
have := z j; rewrite /off -[List.nth n _ false]/(wide_empty l n) -[List.nth j _ no_interval]/(wide_sum l n j).
rewrite V_atS E_atE; case/orP=> [/orP[/Z[_ v]|]|/andP[]].
- by rewrite (void_sum fc) // phi0 mulr0.
- by rewrite (rv_eq0 R) => /eqP ->; rewrite mul0r.
rewrite (rv_eq0 R) => /eqP s0 /(sf l (ltnSn l) n j).2 neg.
by rewrite /phi leNgt neg /= /s_at s0 mul0r mulr0.
Qed.

Hypothesis inside : in_this_box one box W c.

Lemma wide_in l : (l < layers net)%N -> forward_in one W c l (wide_layer net one box l).1 /\ signs_fit l.
Proof.
elim: l => [|l IH] lL.
  by split=> // n; rewrite /= nth_tab //; apply: unit_row_in => j; rewrite /= mxE; exact: around_in.
have [F sf] := IH (ltnW lL); have S i n := box_sums_in one0 fc inside i n (ltnW lL) F.
have sf' : signs_fit l.+1.
  move=> k; rewrite ltnS leq_eqVlt => /orP[/eqP -> n i|]; last exact: sf.
  by split; [exact: is_positive one0 (S i n)|exact: is_negative one0 (S i n)].
split=> // n; rewrite /= nth_tab //; apply: unit_row_in => i.
rewrite -[List.nth n _ false]/(wide_empty l n) -[List.nth i _ no_interval]/(wide_sum l n i).
have [pos neg] := sf' l (ltnSn l) n i.
have -> : V l.+1 i n = slope_with (wide_empty l n) (rv (factor net l n i)) (sign_slope s (U l i n)) * U l i n.
  rewrite V_atS E_atE /slope_with; case: ifP => [/(void_below sf)[nb v]|_]; last by rewrite -mulrA.
  by rewrite (void_sum fc) // phi0 !mulr0.
apply: times_in => //; last exact: S.
apply: slope_with_in; first exact: sign_slope_between.
  by move=> /pos p; rewrite /sign_slope (ltW p).
by move=> /neg p; rewrite /sign_slope leNgt p.
Qed.
End At.
End Forward.
