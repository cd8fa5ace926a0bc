(* Finitely many properties, each of almost every point and with a point of its own where it is sure, hold together at
   some rational point: on the line from one point to another a product of polynomials has few roots. *)
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Model Generic.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Points.
Variable T : finType.
Implicit Types P Q : polynomial T.
Notation value := (at_point (R := [numFieldType of rat])).

(* P along the line from z to z1 *)
Definition along (z z1 : T -> rat) P : {poly rat} := mmap (@polyC _) (fun k => (z (enum_val k))%:P + (z1 (enum_val k) - z (enum_val k))%:P * 'X) P.

Lemma alongE z z1 P t : (along z z1 P).[t] = value (fun i => z i + t * (z1 i - z i)) P.
Proof.
rewrite /along -[LHS]/(horner_eval t _).
have -> : horner_eval t = [rmorphism of horner_eval t] by [].
apply: push_mmap => [c|k]; rewrite /= horner_evalE ?hornerC; first exact: (fmorph_eq_rat [rmorphism of (@idfun rat)]).
by rewrite hornerD hornerM !hornerC hornerX mulrC.
Qed.

Lemma two_points z z1 P Q : value z P != 0 -> value z1 Q != 0 -> exists z', value z' P != 0 /\ value z' Q != 0.
Proof.
move=> P0 Q0; have p0 : along z z1 P != 0.
  apply: contraNneq P0 => p0; have := alongE z z1 P 0; rewrite p0 horner0 => E; apply/eqP; rewrite E.
  by apply: at_point_eq => i; rewrite mul0r addr0.
have q0 : along z z1 Q != 0.
  apply: contraNneq Q0 => q0; have := alongE z z1 Q 1; rewrite q0 horner0 => E; apply/eqP; rewrite E.
  by apply: at_point_eq => i; rewrite mul1r addrCA subrr addr0.
have [t [_]] := few_roots (mulf_neq0 p0 q0) (@ltr01 [numDomainType of rat]).
rewrite hornerM mulf_eq0 negb_or !alongE => /andP[Pt Qt].
by exists (fun i => z i + t * (z1 i - z i)).
Qed.

Theorem common_point (I : finType) (Q : I -> property T) : (forall i, exists z0, almost_every_at z0 (Q i)) ->
  exists z : T -> rat, forall i, Q i [realFieldType of rat] z.
Proof.
move=> H; have some i : exists P : polynomial T, (exists z, value z P != 0) /\
    forall (R : realFieldType) (z : T -> R), at_point z P != 0 -> Q i R z.
  by have [z0 [P [nz PH]]] := H i; exists P; split=> //; exists z0.
have [P PH] := fin_all_exists some.
have [z zP] : exists z : T -> rat, value z (\prod_i P i) != 0.
  elim/big_ind: _ => [|A B [za Aa] [zb Bb]|i _]; last by have [[z nz] _] := PH i; exists z.
    by exists (fun=> 0); rewrite rmorph1 oner_neq0.
  by have [z [Az Bz]] := two_points Aa Bb; exists z; rewrite rmorphM mulf_neq0.
exists z => i; have [_] := PH i; apply; move: zP; rewrite rmorph_prod => /prodf_neq0; exact.
Qed.
End Points.
