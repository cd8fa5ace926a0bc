(* Farkas's lemma over an ordered field, by Fourier's and Motzkin's elimination, and what section 28 of soundness.md
   needs of it: combinations between bounds give 0 if no vector separates them from 0. *)
From Dlmcert Require Import Algebra.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Separation.
Variable R : realFieldType.

(* A number between finitely many lower and upper bounds *)
Lemma between (I : finType) (P Q : pred I) (f : I -> R) : (forall i j, P i -> Q j -> f j <= f i) ->
  exists z, (forall i, P i -> z <= f i) /\ (forall j, Q j -> f j <= z).
Proof.
move=> PQ; have [[j Qj]|no] := altP (@existsP _ Q).
  have := arg_maxP (P := Q) f Qj; set m := [arg max_(_ > _ | _) _]%O => -[m0 Qm max].
  by exists (f m0); split=> [i Pi|k Qk]; [exact: PQ|exact: max].
have no' j : ~~ Q j by apply/negP=> Qj; case/negP: no; apply/existsP; exists j.
have [[i Pi]|none] := altP (@existsP _ P).
  have := arg_minP (P := P) f Pi; set m := [arg min_(_ < _ | _) _]%O => -[m0 Pm min].
  by exists (f m0); split=> [k Pk|k Qk]; [exact: min|by case/negP: (no' k)].
exists 0; split=> [i Pi|k Qk]; last by case/negP: (no' k).
by case/negP: none; apply/existsP; exists i.
Qed.

(* Σ_{k<p} a_i k x k <= b i for all i has a solution, or some combination of the inequalities says 0 <= b < 0.
   Q: what is true of the inequalities and of all combinations with weights that are not negative. *)
Lemma farkas p : forall (I : finType) (a : I -> nat -> R) (b : I -> R) (Q : (nat -> R) -> R -> Prop),
  (forall i, Q (a i) (b i)) ->
  (forall a1 b1 a2 b2 (l m : R), 0 <= l -> 0 <= m -> Q a1 b1 -> Q a2 b2 ->
     Q (fun k => l * a1 k + m * a2 k) (l * b1 + m * b2)) ->
  (exists x : nat -> R, forall i, \sum_(k < p) a i k * x k <= b i) \/
  (exists a' b', [/\ Q a' b', forall k, (k < p)%N -> a' k = 0 & b' < 0]).
Proof.
elim: p => [|p IH] I a b Q Qab Qc.
  have [/forallP all|/existsP[i]] := boolP [forall i, 0 <= b i].
    by left; exists (fun=> 0) => i; rewrite big_ord0.
  by rewrite -ltNge => bi; right; exists (a i), (b i).
pose a' (k : I + I * I) := match k with
  | inl i => if a i p == 0 then a i else fun m => 0 * a i m + 0 * a i m
  | inr (i, j) => if (0 < a i p) && (a j p < 0) then fun m => a i p * a j m + (- a j p) * a i m
                  else fun m => 0 * a i m + 0 * a i m
  end.
pose b' (k : I + I * I) := match k with
  | inl i => if a i p == 0 then b i else 0 * b i + 0 * b i
  | inr (i, j) => if (0 < a i p) && (a j p < 0) then a i p * b j + (- a j p) * b i else 0 * b i + 0 * b i
  end.
case: (IH _ a' b' (fun a0 b0 => Q a0 b0 /\ a0 p = 0)).
- have zero i : Q (fun m => 0 * a i m + 0 * a i m) (0 * b i + 0 * b i) by apply: Qc.
  case=> [i|[i j]] /=; first by case: eqP => // _; split=> //; rewrite !mul0r addr0.
  case: ifP => [/andP[pos neg]|_]; last by split=> //; rewrite !mul0r addr0.
  by split; [apply: Qc; rewrite ?oppr_ge0 ?ltW|ring].
- move=> a1 b1 a2 b2 l m l0 m0 [Q1 z1] [Q2 z2]; split; first exact: Qc.
  by rewrite z1 z2 !mulr0 addr0.
- case=> x Hx; left; pose S i := \sum_(k < p) a i k * x k.
  have [|z [up lo]] := @between I (fun i => 0 < a i p) (fun i => a i p < 0) (fun i => (b i - S i) / a i p).
    move=> i j pos neg; have := Hx (inr (i, j)); rewrite /= pos neg /=.
    have -> : \sum_(k < p) (a i p * a j k + (- a j p) * a i k) * x k = a i p * S j + (- a j p) * S i.
      by rewrite /S !mulr_sumr -big_split /=; apply: eq_bigr => k _; ring.
    move=> le; rewrite ler_ndivr_mulr // mulrAC ler_pdivr_mulr //.
    rewrite -subr_ge0; move: le; rewrite -subr_ge0.
    have -> : a i p * b j + - a j p * b i - (a i p * S j + - a j p * S i) =
      (b j - S j) * a i p - (b i - S i) * a j p by ring.
    by [].
  exists (fun k => if k == p then z else x k) => i; rewrite big_ord_recr /= eqxx.
  have -> : \sum_(k < p) a i k * (if nat_of_ord k == p then z else x k) = S i.
    by apply: eq_bigr => k _; rewrite ltn_eqF.
  rewrite -ler_subr_addl; case: (ltrgt0P (a i p)) => [pos|neg|z0].
  + by rewrite mulrC -ler_pdivl_mulr //; exact: up.
  + by rewrite mulrC -ler_ndivr_mulr //; exact: lo.
  by have := Hx (inl i); rewrite /= z0 eqxx mul0r subr_ge0.
case=> a0 [b0 [[Q0 z0] zero neg]]; right; exists a0, b0; split=> // k.
by rewrite ltnS leq_eqVlt => /orP[/eqP -> //|]; exact: zero.
Qed.

(* The theorem of the alternative for combinations with weights between bounds *)
Theorem separation N d (g : 'I_N -> 'I_d -> R) (lo hi : 'I_N -> R) :
  (forall v : 'I_d -> R, exists2 th : 'I_N -> R, forall n, lo n <= th n <= hi n &
     0 <= \sum_n th n * \sum_j v j * g n j) ->
  exists2 th : 'I_N -> R, forall n, lo n <= th n <= hi n & forall j, \sum_n th n * g n j = 0.
Proof.
move=> H.
have lohi n : lo n <= hi n by have [th /(_ n)/andP[l h] _] := H (fun=> 0); exact: le_trans h.
pose g' (k : nat) j := if insub k is Some n then g n j else 0.
pose a (k : 'I_d + 'I_d + ('I_N + 'I_N)) (m : nat) : R := match k with
  | inl (inl j) => g' m j | inl (inr j) => - g' m j
  | inr (inl n) => (m == n)%:R | inr (inr n) => - (m == n)%:R end.
pose b (k : 'I_d + 'I_d + ('I_N + 'I_N)) : R := match k with
  | inl _ => 0 | inr (inl n) => hi n | inr (inr n) => - lo n end.
(* combinations: v of the equations, p and q of the bounds *)
pose Q (a0 : nat -> R) (b0 : R) := exists v : 'I_d -> R, exists p q : 'I_N -> R,
  [/\ forall n, 0 <= p n, forall n, 0 <= q n,
      forall n : 'I_N, a0 n = \sum_j v j * g n j + p n - q n &
      b0 = \sum_n (hi n * p n - lo n * q n)].
have g'E (n : 'I_N) j : g' n j = g n j by rewrite /g' valK.
have sum0 (I : finType) : \sum_(n : I) (0 : R) = 0 by rewrite big1.
case: (@farkas N _ a b Q).
- case=> [[j|j]|[m|m]]; rewrite /a /b.
  + exists (fun j' => (j' == j)%:R), (fun=> 0), (fun=> 0); split=> //.
      move=> n; rewrite g'E (bigD1 j) //= eqxx mul1r big1 ?addr0 ?subr0 // => j' /negPf ->; exact: mul0r.
    by rewrite big1 // => n _; rewrite !mulr0 subr0.
  + exists (fun j' => - (j' == j)%:R), (fun=> 0), (fun=> 0); split=> //.
      move=> n; rewrite g'E (bigD1 j) //= eqxx mulN1r big1 ?addr0 ?subr0 // => j' /negPf ->; by rewrite oppr0 mul0r.
    by rewrite big1 // => n _; rewrite !mulr0 subr0.
  + exists (fun=> 0), (fun n => (n == m)%:R), (fun=> 0); split=> //.
    * by move=> n; exact: ler0n.
    * by move=> n; rewrite big1 ?add0r ?subr0 // => j _; exact: mul0r.
    by rewrite (bigD1 m) //= eqxx mulr1 mulr0 subr0 big1 ?addr0 // => n /negPf ->; rewrite !mulr0 subr0.
  exists (fun=> 0), (fun=> 0), (fun n => (n == m)%:R); split=> //.
  * by move=> n; exact: ler0n.
  * by move=> n; rewrite big1 ?add0r // => j _; exact: mul0r.
  by rewrite (bigD1 m) //= eqxx mulr1 mulr0 sub0r big1 ?addr0 // => n /negPf ->; rewrite !mulr0 subr0.
- move=> a1 b1 a2 b2 l m l0 m0 [v1 [p1 [q1 [p10 q10 a1E ->]]]] [v2 [p2 [q2 [p20 q20 a2E ->]]]].
  exists (fun j => l * v1 j + m * v2 j), (fun n => l * p1 n + m * p2 n), (fun n => l * q1 n + m * q2 n).
  split=> [n|n|n|]; rewrite ?addr_ge0 ?mulr_ge0 //; last first.
    by rewrite !mulr_sumr -big_split /=; apply: eq_bigr => n _; ring.
  rewrite a1E a2E.
  have -> : \sum_j (l * v1 j + m * v2 j) * g n j = l * (\sum_j v1 j * g n j) + m * (\sum_j v2 j * g n j).
    by rewrite !mulr_sumr -big_split /=; apply: eq_bigr => j _; ring.
  by ring.
- case=> x Hx; exists (fun n => x n) => [n|j].
    have sumx (c : R) : \sum_(k < N) (c * (k == n :> nat)%:R) * x k = c * x n.
      rewrite (bigD1 n) //= eqxx mulr1 big1 ?addr0 // => k kn.
      by rewrite (inj_eq val_inj) (negPf kn) mulr0 mul0r.
    have := Hx (inr (inl n)); have := Hx (inr (inr n)); rewrite /a /b.
    have := sumx 1; rewrite mul1r => s1; have := sumx (-1); rewrite mulN1r => s2.
    rewrite (eq_bigr (fun k : 'I_N => (-1 * (k == n :> nat)%:R) * x k)) => [|k _]; last by rewrite mulN1r.
    rewrite s2 ler_opp2 => ->.
    by rewrite (eq_bigr (fun k : 'I_N => (1 * (k == n :> nat)%:R) * x k)) => [|k _]; rewrite ?mul1r // s1.
  have := Hx (inl (inl j)); have := Hx (inl (inr j)); rewrite /a /b.
  rewrite (eq_bigr (fun k : 'I_N => - (x k * g k j))) => [|k _]; last by rewrite g'E mulNr mulrC.
  rewrite sumrN oppr_le0 => ge; rewrite (eq_bigr (fun k : 'I_N => x k * g k j)) => [le|k _]; last by rewrite g'E mulrC.
  by apply/eqP; rewrite eq_le le ge.
case=> a0 [b0 [[v [p [q [p0 q0 aE bE]]]] zero neg]]; exfalso.
have [th thP] := H (fun j => - v j); rewrite leNgt => /negP; apply.
apply: le_lt_trans neg; rewrite bE; apply: ler_sum => n _.
have pq : \sum_j v j * g n j = q n - p n.
  by apply/eqP; rewrite -subr_eq0 opprB addrA; have := aE n; rewrite zero // => <-.
have [lt ht] := andP (thP n); rewrite (eq_bigr (fun j => - (v j * g n j))) => [|j _]; last by rewrite mulNr.
rewrite sumrN pq -subr_ge0.
have -> : hi n * p n - lo n * q n - th n * - (q n - p n) = (hi n - th n) * p n + (th n - lo n) * q n by ring.
by rewrite addr_ge0 ?mulr_ge0 ?subr_ge0.
Qed.
End Separation.
