(* "Almost every" is never said of nothing: a nonzero polynomial is not 0 at some rational point, so a property of almost every
   point has a rational point, and points of each ordered field near any given one. What is said of almost every point without
   speaking of it is so. *)
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra SoundPatterns Generic.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* The last variable's powers, with polynomials in the others *)
Lemma muni_neq0 n (P : {mpoly rat[n.+1]}) : P != 0 -> muni P != 0.
Proof.
move=> P0; have [m mP] : exists m, P@_m != 0.
  move: P0; rewrite -msupp_eq0; case E: (msupp P) => [|m ms] // _.
  by exists m; rewrite -mcoeff_msupp E mem_head.
pose others (a : 'X_{1..n.+1}) : 'X_{1..n} := [multinom a (widen_ord (leqnSn n) i) | i < n].
apply/eqP => U0; case/negP: mP; have := congr1 (fun U : {poly {mpoly rat[n]}} => (U`_(m ord_max))@_(others m)) U0.
rewrite /= coef0 mcoeff0 muniE coef_sum linear_sum /= => <-.
have same a : (others m == others a) && (m ord_max == a ord_max) = (m == a).
  apply/andP/eqP => [[/eqP/mnmP om /eqP mm]|-> //]; apply/mnmP => i.
  have [lt|] := ltnP i n; last first.
    by move=> ge; have -> : i = ord_max by apply: val_inj; apply/eqP; rewrite eqn_leq ge -ltnS ltn_ord.
  have := om (Ordinal lt); rewrite !mnmE; by have -> : widen_ord (leqnSn n) (Ordinal lt) = i by exact: val_inj.
have termE a : ((P@_a *: 'X_[others a] *: 'X^(a ord_max)) : {poly {mpoly rat[n]}})`_(m ord_max)@_(others m) =
    if m == a then P@_a else 0.
  rewrite coefZ coefXn -same eq_sym; case: (_ == _ :> nat); last by rewrite andbF mulr0 mcoeff0.
  by rewrite andbT mulr1 mcoeffZ mcoeffX eq_sym; case: (_ == _); rewrite ?mulr1 ?mulr0.
rewrite (eq_bigr (fun a => if m == a then P@_a else 0)) => [|a _]; last exact: termE.
have [inP|notP] := boolP (m \in msupp P); last first.
  rewrite big1_seq => [|a /andP[_ aP]]; first by rewrite memN_msupp_eq0.
  by case: eqP => // E; rewrite E aP in notP.
by rewrite (bigD1_seq m) ?msupp_uniq //= eqxx big1 ?addr0 // => a ne; rewrite eq_sym (negPf ne).
Qed.

(* Its values, with one for the last variable *)
Lemma muni_value n (P : {mpoly rat[n.+1]}) (z : 'I_n.+1 -> rat) :
  meval z P = (map_poly (meval (fun i => z (widen_ord (leqnSn n) i))) (muni P)).[z ord_max].
Proof.
pose g : {rmorphism {poly {mpoly rat[n]}} -> rat} :=
  [rmorphism of horner_eval (z ord_max) \o map_poly (meval (fun i => z (widen_ord (leqnSn n) i)))].
have -> : (map_poly (meval (fun i => z (widen_ord (leqnSn n) i))) (muni P)).[z ord_max] = g (muni P) by [].
rewrite /muni; apply: esym; apply: push_mmap => [c|k] /=.
  by rewrite map_polyC /= mevalC /horner_eval hornerC.
rewrite /horner_eval; case: splitP => j kj.
  by rewrite map_polyC /= mevalXU hornerC; congr z; exact: val_inj.
by rewrite map_polyX hornerX; congr z; apply: val_inj; have /= -> := kj; rewrite (ord1 j) addn0.
Qed.

Theorem nonzero_point n (P : {mpoly rat[n]}) : P != 0 -> exists z : 'I_n -> rat, meval z P != 0.
Proof.
elim: n P => [|n IH] P P0.
  have PE : P = (P@_0)%:MP by apply/mpolyP => m; rewrite mcoeffC (_ : m = 0%MM) ?eqxx ?mulr1 //; apply/mnmP => -[].
  exists (fun=> 0); rewrite PE mevalC; apply: contraNneq P0 => E; by rewrite PE E mpolyC0.
have lead0 : lead_coef (muni P) != 0 by rewrite lead_coef_eq0 muni_neq0.
have [z zP] := IH _ lead0.
have q0 : map_poly (meval z) (muni P) != 0.
  by apply/eqP => /(congr1 (fun q : {poly rat} => q`_(size (muni P)).-1)); rewrite coef_map coef0 /= -lead_coefE => /eqP; rewrite (negPf zP).
have [k kP] := nonroot q0.
pose z' (i : 'I_n.+1) : rat := if insub (i : nat) is Some j then z j else k%:R.
exists z'; rewrite muni_value; have -> : z' ord_max = k%:R by rewrite /z' insubF //= ltnn.
rewrite (_ : map_poly _ _ = map_poly (meval z) (muni P)) //; apply: eq_map_poly => p; apply: meval_eq => i.
by rewrite /z' /= (insubT (fun k => (k < n)%N) (ltn_ord i)); congr z; exact: val_inj.
Qed.

Section Points.
Variables (T : finType) (Q : property T).

(* Almost every point: a rational one is among them. *)
Theorem almost_every_somewhere : almost_every Q -> exists z : T -> rat, forall R : realFieldType, Q (fun t => ratr (z t) : R).
Proof.
case=> P [P0 H]; have [z zP] := nonzero_point P0; exists (fun t => z (enum_rank t)) => R; apply: H.
have -> : at_point (fun t => ratr (z (enum_rank t)) : R) P = ratr (meval z P).
  apply: esym; apply: push_mmap => [c|k] //=; by rewrite enum_valK.
by rewrite fmorph_eq0.
Qed.

(* and near each point of each ordered field there is one *)
Theorem almost_every_near : almost_every Q -> forall (R : realFieldType) (z : T -> R) (eps : R), 0 < eps ->
  exists z', (forall t, `|z' t - z t| < eps) /\ Q z'.
Proof.
case=> P [P0 H] R z eps eps0; have [z1 z1P] := nonzero_point P0.
pose PR : {mpoly R[#|T|]} := mmap (fun c : rat => (ratr c)%:MP) (fun k => 'X_k) P.
have valueE (u : 'I_#|T| -> R) : meval u PR = at_point (fun t => u (enum_rank t)) P.
  by apply: push_mmap => [c|k] /=; rewrite ?mevalC // mevalXU enum_valK.
have nz : meval (fun k => ratr (z1 k)) PR != 0.
  rewrite valueE; have -> : at_point (fun t => ratr (z1 (enum_rank t)) : R) P = ratr (meval z1 P).
    by apply: esym; apply: push_mmap => [c|k] //=; rewrite enum_valK.
  by rewrite fmorph_eq0.
have [u [near uP]] := zeros_nowhere_dense nz (fun k => z (enum_val k)) eps0.
exists (fun t => u (enum_rank t)); split=> [t|]; first by have := near (enum_rank t); rewrite enum_rankK.
by apply: H; rewrite -valueE.
Qed.
End Points.

(* What does not speak of the point is so, if it is so at almost every one. *)
Corollary almost_every_constant (T : finType) (Q : forall R : realFieldType, Prop) :
  almost_every (T := T) (fun R _ => Q R) -> forall R, Q R.
Proof. by move/almost_every_somewhere=> [z H] R; exact: H. Qed.
