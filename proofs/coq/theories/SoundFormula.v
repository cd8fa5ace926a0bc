(* The factors of a formula (format.md 5.46) are what the formula is meant to be: of all r / M with r = rho modulo p
   the nearest to x, the upper one of two. *)
From Coq Require Import ZArith Lia QArith_base.
From Dlmcert Require Import Arithmetic Formula.
Open Scope Z_scope.

Lemma lowest_Qeq x : Qeq (lowest x) x.
Proof.
unfold lowest; destruct x as [a q]; cbn [Qnum Qden]. destruct (Z.eqb_spec (Z.gcd a (Z.pos q)) 1) as [_|ne]; [reflexivity|].
unfold Qeq; cbn [Qnum Qden].
pose proof (Z.gcd_nonneg a (Z.pos q)) as g0.
destruct (Z.gcd_divide_l a (Z.pos q)) as [u uE]. destruct (Z.gcd_divide_r a (Z.pos q)) as [v vE].
set (g := Z.gcd a (Z.pos q)) in *.
assert (gp : 0 < g) by (destruct (Z.eq_dec g 0) as [z|]; [rewrite z, Z.mul_0_r in vE; discriminate|lia]).
assert (vp : 0 < v) by nia.
rewrite uE at 1. rewrite Z.div_mul by lia.
replace (Z.pos q / g) with v by (rewrite vE, Z.div_mul; lia).
rewrite Z2Pos.id by assumption. rewrite uE, vE. ring.
Qed.

(* The numerator that is chosen *)
Definition numerator (M p rho : Z) (x : Q) : Z :=
  let q := Z.pos (Qden x) in rho + p * ((2 * (M * Qnum x - rho * q) + p * q) / (2 * (p * q))).

Lemma nearest_numerator M p rho x : 0 < M -> Qeq (nearest M p rho x) (Qmake (numerator M p rho x) (Z.to_pos M)).
Proof. intros _. apply lowest_Qeq. Qed.

(* No r = rho modulo p is nearer to M x = a / q, and a larger one is farther away. *)
Theorem nearest_is_nearest M p rho x : 0 < p ->
  let q := Z.pos (Qden x) in let a := Qnum x in let r := numerator M p rho x in
  (exists t, r = rho + p * t) /\
  forall t, let r' := rho + p * t in
    Z.abs (q * r - M * a) <= Z.abs (q * r' - M * a) /\ (r < r' -> Z.abs (q * r - M * a) < Z.abs (q * r' - M * a)).
Proof.
intros pp q a r. assert (qp : 0 < q) by (unfold q; lia).
unfold r, numerator. fold q a. set (u := 2 * (M * a - rho * q) + p * q).
assert (dp : 0 < 2 * (p * q)) by nia.
pose proof (Z.div_mod u (2 * (p * q))) as dm. pose proof (Z.mod_pos_bound u (2 * (p * q)) dp) as mb.
specialize (dm ltac:(lia)). set (t0 := u / (2 * (p * q))) in *. set (w := u mod (2 * (p * q))) in *.
split; [exists t0; reflexivity|]. intros t.
(* with c = M a - rho q: 2 c + p q = 2 p q t0 + w, so |p q t0 - c| <= p q / 2 *)
set (c := M * a - rho * q) in *.
replace (q * (rho + p * t0) - M * a) with (p * q * t0 - c) by (unfold c; ring).
replace (q * (rho + p * t) - M * a) with (p * q * t - c) by (unfold c; ring).
assert (eq1 : 2 * (p * q * t0 - c) = p * q - w) by (unfold u in dm; nia).
assert (step : p * q * t - c = (p * q * t0 - c) + p * q * (t - t0)) by ring.
set (m := p * q) in *. assert (mp : 0 < m) by (unfold m; nia).
assert (lo : 0 <= w) by lia. assert (hi : w < 2 * m) by lia.
split.
- destruct (Z.lt_trichotomy t t0) as [lt|[->|gt]]; [|lia|].
  + assert (m * (t - t0) <= - m) by nia. lia.
  + assert (m <= m * (t - t0)) by nia. lia.
- intros gt. assert (t0 < t) by nia. assert (m <= m * (t - t0)) by nia. lia.
Qed.
