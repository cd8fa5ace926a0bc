(* The elimination of sparse rows is right (soundness.md 10). Plain Coq, as Elimination.v. *)
From Coq Require Import ZArith List Bool Lia.
From Dlmcert Require Import Arithmetic Sparse.
Import ListNotations.
Open Scope Z_scope.

(* the value at j of the combination of the rows with the coefficients v *)
Fixpoint scomb (v : list Z) (rows : list (list (Z * Z))) (j : Z) : Z :=
  match v, rows with
  | x :: v', c :: rows' => x * value j c + scomb v' rows' j
  | _, _ => 0
  end.

Section Modulo.
Variable p : Z.
Hypothesis p1 : 1 < p.

Lemma mod_divide a : (p | a mod p - a).
Proof. exists (- (a / p)). rewrite (Z.mod_eq a p) by lia. ring. Qed.

Lemma subtract_value t j x : forall y, (p | value j (subtract p t x y) - (value j y - t * value j x)).
Proof.
induction x as [|[k a] x IH]; intro y; cbn [subtract].
{ exists 0. cbn [value]. ring. }
induction y as [|[l b] y IHy].
{ cbn [value]. destruct (k =? j); cbn [value] in *.
  - destruct (IH []) as [r R]. destruct (mod_divide (- (t * a))) as [r' R']. cbn [value] in R.
    exists (r + r'). replace ((r + r') * p) with (r * p + r' * p) by ring. rewrite <- R, <- R'. ring.
  - exact (IH []). }
destruct (l <? k) eqn:LK.
- cbn [value]. destruct (l =? j).
  + destruct IHy as [r R]. exists r. rewrite <- R. cbn [value]. ring.
  + exact IHy.
- destruct (l =? k) eqn:E.
  + apply Z.eqb_eq in E. subst l. cbn [value]. destruct (IH y) as [r R]. destruct (k =? j).
    * destruct (mod_divide (b - t * a)) as [r' R'].
      exists (r + r'). replace ((r + r') * p) with (r * p + r' * p) by ring. rewrite <- R, <- R'. ring.
    * exists r. rewrite <- R. ring.
  + cbn [value]. destruct (IH ((l, b) :: y)) as [r R]. cbn [value] in R. destruct (k =? j).
    * destruct (mod_divide (- (t * a))) as [r' R'].
      exists (r + r'). replace ((r + r') * p) with (r * p + r' * p) by ring. rewrite <- R, <- R'. ring.
    * exists r. rewrite <- R. ring.
Qed.

Lemma clear_value j u c y : exists t,
  (forall i, (p | value i (clear_at p j u c y) - (value i y - t * value i c))) /\ (p | t - value j y * u).
Proof.
unfold clear_at. cbv zeta. destruct (value j y mod p =? 0) eqn:E.
- exists 0. split.
  + intro i. exists 0. ring.
  + apply Z.eqb_eq in E. apply Z.mod_divide in E; [|lia]. destruct E as [r R]. exists (- (r * u)). rewrite R. ring.
- exists ((value j y * u) mod p). split; [|apply mod_divide]. intro i. apply subtract_value.
Qed.

Lemma cleared_comb j u c rows : forall v, length v = length rows -> exists T,
  (forall i, (p | scomb v (map (clear_at p j u c) rows) i - (scomb v rows i - T * value i c))) /\
  (p | T - scomb v rows j * u) /\ (Forall (Z.divide p) v -> (p | T)).
Proof.
induction rows as [|y rows IH]; intros [|x v] len; try discriminate.
{ exists 0. repeat split; intros; exists 0; cbn [scomb map]; ring. }
injection len as len. destruct (IH v len) as (T & H & U & D). destruct (clear_value j u c y) as (t & Ht & Ut).
exists (x * t + T). repeat split.
- intro i. destruct (H i) as [r R]. destruct (Ht i) as [r' R']. exists (x * r' + r). cbn [scomb map].
  replace ((x * r' + r) * p) with (x * (r' * p) + r * p) by ring. rewrite <- R, <- R'. ring.
- destruct U as [r R]. destruct Ut as [r' R']. exists (x * r' + r). cbn [scomb].
  replace ((x * r' + r) * p) with (x * (r' * p) + r * p) by ring. rewrite <- R, <- R'. ring.
- intro F. inversion F as [|? ? [q Q] F']; subst. destruct (D F') as [r R]. exists (q * t + r). rewrite R. ring.
Qed.

Theorem eliminate_sparse_sound : forall js rows v, eliminate_sparse p js rows = true -> length v = length rows ->
  (forall j, In j js -> (p | scomb v rows j)) -> Forall (Z.divide p) v.
Proof.
induction js as [|j js IH]; intros [|c rows] [|x v]; cbn [eliminate_sparse]; try discriminate;
  try (intros; constructor; fail).
intros H len div. injection len as len. apply andb_prop in H. destruct H as [unit He]. apply Z.eqb_eq in unit.
set (u := inverse p (value j c)) in *.
destruct (cleared_comb j u c rows v len) as (T & HT & [r R] & D).
assert (U : exists k, value j c * u = 1 + k * p).
{ exists (value j c * u / p). rewrite (Z.div_mod (value j c * u) p) at 1 by lia. rewrite unit. ring. }
destruct U as [k K]. destruct (div j (or_introl eq_refl)) as [s S]. cbn [scomb] in S.
assert (XT : (p | x + T)).
{ exists (s * u - x * k + r). replace ((s * u - x * k + r) * p) with (s * p * u - x * (k * p) + r * p) by ring.
  rewrite <- S, <- R. replace (k * p) with (value j c * u - 1) by (rewrite K; ring). ring. }
assert (F : Forall (Z.divide p) v).
{ apply (IH _ _ He); [rewrite map_length; exact len|]. intros i ini. destruct (HT i) as [r' R'].
  destruct (div i (or_intror ini)) as [s' S']. cbn [scomb] in S'. destruct XT as [q Q].
  exists (r' + s' - q * value i c). replace ((r' + s' - q * value i c) * p) with (r' * p + s' * p - (q * p) * value i c) by ring.
  rewrite <- R', <- S', <- Q. ring. }
constructor; [|exact F]. destruct XT as [q Q]. destruct (D F) as [t Ht]. exists (q - t).
replace ((q - t) * p) with (q * p - t * p) by ring. rewrite <- Q, <- Ht. ring.
Qed.
End Modulo.
