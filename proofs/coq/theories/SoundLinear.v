(* Soundness of linear-units and diagonal (soundness.md 18, 32), one layer and one output. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Elimination Model Linear Collapse Form Rules Bridge Groups SoundOneLayer.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* --- linear-units --- *)

Lemma slope_is_one P : Z.eqb (Qnum (problem_slope P)) (Zpos xH) -> Z.eqb (Zpos (Qden (problem_slope P))) (Zpos xH) -> s_of P = 1.
Proof. by move=> /Z.eqb_eq a /Z.eqb_eq b; rewrite /s_of /q2r a b divff. Qed.

Lemma activations_one (F : fieldType) D N (E : 'M[F]_(D, N)) sg : activations 1 E sg = E.
Proof. by apply/matrixP=> i n; rewrite mxE if_same mulr1. Qed.

Theorem check_linear_rank_sound P p : check_linear_rank P p -> every_pattern (s_of P) (E_of P) (X_of P).
Proof.
rewrite /check_linear_rank; do 6!case/andP; move=> n1 d1 _ lenX lenE /PeanoNat.Nat.eqb_eq szE.
case Ees: (integral_rows false (factors P)) => [es|] //; case Exs: (integral_rows false (xs P)) => [zs|] // ind sg.
rewrite (slope_is_one n1 d1) /gradient activations_one {sg}.
have [szes [lamE [lamE0 [sizeE entryE]]]] := integral_rows_sound Ees.
have [szzs [lamX [lamX0 [sizeX entryX]]]] := integral_rows_sound Exs.
have szf : size (factors P) = size (xs P) by exact: szE.
have sz : size zs = size es by rewrite szes szzs szf.
set D := unit_count P in lenE *; set d := dim P in lenX *; set N := sample_count P.
have szN : size (Arithmetic.map2 kronecker es zs) = N by rewrite size_map2 // szes szf.
have nthc n : (n < N)%N -> nth [::] (Arithmetic.map2 kronecker es zs) n = kronecker (nth [::] es n) (nth [::] zs n).
  by move=> lt; rewrite (nth_map2 _ [::] [::]) // szes szf.
have sze n : (n < N)%N -> size (nth [::] es n) = D by move=> lt; rewrite sizeE (lengths_areP lenE) // szf.
have szz n : (n < N)%N -> size (nth [::] zs n) = d by move=> lt; rewrite sizeX (lengths_areP lenX).
have szs n : (size (nth [::] (Arithmetic.map2 kronecker es zs) n) <= D * d)%N.
  have [lt|ge] := ltnP n N; last by rewrite nth_default ?szN.
  by rewrite nthc // size_kronecker sze // szz.
have [p1 ker] := independent_kernel ind szN szs.
have /full_column_rankP inj := kernel_mod_sound p1 ker.
apply/full_column_rankP=> v /khatri_rao_mul0 Gv.
pose v' : 'cV[rat]_N := \col_n (v n 0 / (lamE n * lamX n)).
have lam0 n : lamE n * lamX n != 0 by rewrite mulf_neq0.
have v'0 : v' = 0.
  apply: inj; apply/matrixP=> k z; rewrite (ord1 z) [RHS]mxE {z} mxE.
  have d0 : (0 < d)%N by case: (posnP d) => // d0; case: k => k /= lt; move: (lt); rewrite d0 muln0.
  have ilt : (k %/ d < D)%N by rewrite ltn_divLR.
  have jlt : (k %% d < d)%N by rewrite ltn_mod.
  rewrite -[RHS](Gv (Ordinal ilt) (Ordinal jlt)); apply: eq_bigr => n _; rewrite !mxE /entry nthc //.
  rewrite {1}(divn_eq k d) -[X in (k %/ d * X + _)%N](szz n) // nth_kronecker ?szz //.
  rewrite izM intrM -/(entry es n (k %/ d)) -/(entry zs n (k %% d)) entryE entryX /=.
  by rewrite [X in X * _ = _]mulrACA [lamE n * lamX n * _]mulrC -[LHS]mulrA [X in _ * X = _]mulrCA divff // mulr1.
apply/matrixP=> n z; rewrite (ord1 z) [RHS]mxE.
have /eqP := congr1 (fun M : 'cV_N => M n 0) v'0; rewrite !mxE.
by rewrite mulf_eq0 invr_eq0 (negPf (lam0 n)) orbF => /eqP.
Qed.

Theorem check_linear_null_sound P v : check_linear_null P v ->
  forall sg, ~~ full_column_rank (gradient (s_of P) (E_of P) (X_of P) sg).
Proof.
case/andP=> /andP[n1 d1] /check_null_vector_sound H sg; move: H.
by rewrite /gradient (slope_is_one n1 d1) !activations_one.
Qed.

(* --- diagonal --- *)

Lemma one_place (F : fieldType) D d N (A : 'M[F]_(D, N)) (X : 'M[F]_(d, N)) (f : 'I_N -> 'I_D) (g : 'I_N -> 'I_d) :
  (forall i n, (A i n != 0) = (i == f n)) -> (forall j n, (X j n != 0) = (j == g n)) ->
  injective (fun n => (f n, g n)) -> full_column_rank (khatri_rao A X).
Proof.
move=> AE XE inj; apply/full_column_rankP=> v /khatri_rao_mul0 Gv; apply/matrixP=> n z; rewrite (ord1 z) [RHS]mxE {z}.
have := Gv (f n) (g n); rewrite (bigD1 n) //= big1 ?addr0 => [|k kn].
  have An : A (f n) n != 0 by rewrite AE.
  have Xn : X (g n) n != 0 by rewrite XE.
  by move/eqP; rewrite !mulf_eq0 (negPf An) (negPf Xn) => /eqP.
have := AE (f n) k; case: (f n =P f k) => [fE _|_ /negbFE/eqP ->]; last by rewrite !mul0r.
have := XE (g n) k; case: (g n =P g k) => [gE _|_ /negbFE/eqP ->]; last by rewrite mulr0 mul0r.
by case/eqP: kn; apply: inj; rewrite fE gE.
Qed.

Lemma nonzero_atP x i : nonzero_at x = [:: i] -> (i < size x)%N /\ forall j, (j < size x)%N -> (q2r (nth q0 x j) != 0) = (j == i).
Proof.
have seqE a b : List.seq a b = iota a b by elim: b a => //= b IH a; rewrite IH.
rewrite /nonzero_at seqE -[List.filter _ _]/(filter _ _) -[length x]/(size x) => E.
have H j : (j \in [:: i]) = (q2r (nth q0 x j) != 0) && (j < size x)%N.
  by rewrite -E mem_filter mem_iota add0n list_nth q2r_eq0.
split; first by have := H i; rewrite mem_head => /esym/andP[].
by move=> j lt; have := H j; rewrite lt andbT inE => ->.
Qed.

Lemma diagonalP d es xs before : diagonal d es xs before -> size es = size xs /\ exists f g : nat -> nat,
  (forall n, (n < size xs)%N -> nonzero_at (nth [::] es n) = [:: f n] /\ nonzero_at (nth [::] xs n) = [:: g n]) /\
  (forall n, (n < size xs)%N -> Z.add (Z.mul (Z.of_nat (f n)) (Z.of_nat d)) (Z.of_nat (g n)) \notin before) /\
  forall n k, (n < size xs)%N -> (k < size xs)%N -> f n = f k -> g n = g k -> n = k.
Proof.
elim: es xs before => [|e es IH] [|x xs] before //=.
  by move=> _; split=> //; exists id, id; split=> //; split.
case Ee: (nonzero_at e) => [|i [|]] //; case Ex: (nonzero_at x) => [|j [|]] // /andP[nin /IH[-> [f [g [H1 [H2 H3]]]]]].
split=> //; exists (fun n => if n is n'.+1 then f n' else i), (fun n => if n is n'.+1 then g n' else j).
have exE k l : List.existsb (Z.eqb k) l = (k \in l) by elim: l => //= a l IHl; rewrite IHl inE.
split; first by case=> [_|n /H1[]].
split.
  case=> [_|n /H2]; first by rewrite -exE.
  by rewrite inE negb_or => /andP[].
case=> [|n] [|k] //= ltn ltk fE gE; last by rewrite (H3 n k).
- by have := H2 k ltk; rewrite -fE -gE mem_head.
by have := H2 n ltn; rewrite fE gE mem_head.
Qed.

Theorem check_diagonal_sound P : check_diagonal P -> every_pattern (s_of P) (E_of P) (X_of P).
Proof.
case/andP=> /andP[/andP[/slope_okP[s0|N0] lenX] lenE] /diagonalP[szf [f [g [places_ok [_ inj]]]]]; last exact: no_samples_every.
have fP (n : 'I_(sample_count P)) : exists i : 'I_(unit_count P), f n = i.
  have [/nonzero_atP[lt _] _] := places_ok n (ltn_ord n).
  rewrite (lengths_areP lenE) ?szf // in lt; by exists (Ordinal lt).
have gP (n : 'I_(sample_count P)) : exists j : 'I_(dim P), g n = j.
  have [_ /nonzero_atP[lt _]] := places_ok n (ltn_ord n).
  rewrite (lengths_areP lenX) // in lt; by exists (Ordinal lt).
have [f' fE] := fin_all_exists fP; have [g' gE] := fin_all_exists gP => sg.
apply: (@one_place _ _ _ _ _ _ f' g').
- move=> i n; have [/nonzero_atP[_ H] _] := places_ok n (ltn_ord n).
  have -> : (activations (s_of P) (E_of P) sg i n != 0) = (E_of P i n != 0).
    by rewrite mxE mulf_eq0 negb_or; case: ifP; rewrite ?oner_neq0 ?s0 andbT.
  by rewrite mxE H ?(lengths_areP lenE) ?szf // fE.
- move=> j n; have [_ /nonzero_atP[_ H]] := places_ok n (ltn_ord n).
  by rewrite mxE H ?(lengths_areP lenX) // gE.
move=> n k [E1 E2]; apply: val_inj; apply: (inj n k (ltn_ord n) (ltn_ord k)); first by rewrite !fE E1.
by rewrite !gE E2.
Qed.
