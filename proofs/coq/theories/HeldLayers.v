(* Several outputs above several layers (soundness.md 44): at some noise the inputs of layer L-1 are independent on all samples
   of a unit that can be matched with alive units of layer L-2, for all units at once; and what is not alive bounds their rank. *)
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Model Linear Generic CommonPoint Witness Theorem5 GenericLayers SoundLayers
  HeldOutputs Trained SoundOutputs.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Field.
Variables (N : nat) (d : nat -> nat) (bias : bool) (F : fieldType).
Variables (W : forall l, 'M[F]_(d l.+1, d l)) (c : forall l, 'cV[F]_(d l.+1)) (X : 'M[F]_(d 0, N)).
Implicit Types A E : forall l, 'M[F]_(d l, N).

(* The inputs of layer m + 1 *)
Definition inputs_above A m : 'M[F]_(d m + bias, N) := with_bias bias (V W c A X m).

(* One unit: its samples J keep one unit of layer L-2 each. *)
Lemma matched_columns m s (sg : forall l, 'M[bool]_(d l, N)) (J : {set 'I_N}) (named : 'I_N -> 'I_(d m.+1 + bias)) : s != 0 ->
  (forall n, n \in J -> named_alive W c X n (named n)) -> {in J &, injective named} ->
  exists E, forall v : 'cV[F]_N, (forall n, n \notin J -> v n 0 = 0) ->
    inputs_above (fun l => activations s (E l) (sg l)) m.+1 *m v = 0 -> v = 0.
Proof.
move=> s0 al inj.
have lowP n : exists E, n \in J -> match split (named n) with inl j => U W c (fun l => activations s (E l) (sg l)) X m j n != 0 | inr _ => true end.
  have [nJ|_] := boolP (n \in J); last by exists (fun l => 0).
  have := al n nJ; rewrite /named_alive; case: split => [j|_ _]; last by exists (fun l => 0).
  by move=> /(alive_noise sg s0)[E H]; exists E.
have {lowP}[E0 E0P] := @fin_all_exists [finType of 'I_N] (fun=> forall l, 'M[F]_(d l, N)) (fun n E =>
  (n \in J -> match split (named n) with
  | inl j => U W c (fun l => activations s (E l) (sg l)) X m j n != 0 | inr _ => true end) : Prop) lowP.
pose E (l : nat) : 'M[F]_(d l, N) := \matrix_(a, n) if l == m.+1 then ((a == named n :> nat)%N)%:R else E0 n l a n.
pose A l := activations s (E l) (sg l); exists E => v vout Bv; rewrite -[inputs_above _ _]/(inputs_above A m.+1) in Bv.
have slope0 l i n : (A l i n != 0) = (E l i n != 0).
  by rewrite [A l i n]mxE mulf_eq0 negb_or; case: ifP; rewrite ?oner_neq0 ?s0 ?andbT.
have lowE j n : n \in J -> named n = lshift bias j -> U W c A X m j n != 0.
  move=> nJ nE; have := E0P n nJ; rewrite nE; case: splitP => [j' /= E1|k /= E1]; last first.
    by move: (ltn_ord j); rewrite E1 ltnNge leq_addr.
  have -> : j' = j by apply: val_inj.
  have UE : U W c A X m j n = U W c (fun l => activations s (E0 n l) (sg l)) X m j n; last by rewrite UE.
  rewrite /U !mxE; congr (_ + _); apply: eq_bigr => b _; congr (_ * _).
  have H : V W c A X m = V W c (fun l => if (l <= m)%N then A l else activations s (E0 n l) (sg l)) X m.
    by apply: V_below => // l lm; rewrite lm.
  rewrite H; apply: V_column => l i; case: ifP => // lm.
  rewrite [A l i n]mxE [RHS]mxE [E l i n]mxE; congr (_ * _).
  by rewrite (ltn_eqF (lm : (l < m.+1)%N)).
have VE j n : n \in J -> (V W c A X m.+1 j n != 0) = (lshift bias j == named n).
  move=> nJ; rewrite /= mxE mulf_eq0 negb_or slope0 mxE eqxx.
  rewrite bool_neq0 -[X in _ = X]/(j == named n :> nat)%N; case E1: (_ == _ :> nat)%N => //=.
  by rewrite -/(U W c A X m) lowE //; apply: val_inj; apply: esym; exact/eqP.
have rowsum k : \sum_n inputs_above A m.+1 k n * v n 0 = 0.
  by have := congr1 (fun M : 'cV_(d m.+1 + bias) => M k 0) Bv; rewrite /= [RHS]mxE mxE.
have unit_row n j : n \in J -> named n = lshift bias j -> v n 0 = 0.
  move=> nJ nE; have := rowsum (lshift bias j); rewrite (bigD1 n) //= big1 ?addr0 => [|n' ne].
    have v0 : V W c A X m.+1 j n != 0 by rewrite VE ?nE.
    by rewrite /inputs_above /with_bias col_mxEu => /eqP; rewrite mulf_eq0 (negPf v0) => /eqP.
  have [n'J|/vout ->] := boolP (n' \in J); last by rewrite mulr0.
  rewrite /inputs_above /with_bias col_mxEu; have := VE j n' n'J; have [nE'|_] := eqVneq (lshift bias j) (named n').
    by case/eqP: ne; apply: inj => //; rewrite -nE'.
  by move/negbFE/eqP ->; rewrite mul0r.
apply/matrixP=> n z; rewrite (ord1 z) [RHS]mxE {z}; have [nJ|/vout//] := boolP (n \in J).
case: (split_ordP (named n)) => [j /(unit_row n j nJ) //|k nE].
have := rowsum (rshift (d m.+1) k); rewrite (bigD1 n) //= big1 ?addr0 => [|n' ne].
  by rewrite /inputs_above /with_bias col_mxEd [const_mx _ _ _]mxE mul1r.
have [n'J|/vout ->] := boolP (n' \in J); last by rewrite mulr0.
case: (split_ordP (named n')) => [j /(unit_row n' j n'J) ->|k' nE']; first by rewrite mulr0.
case/eqP: ne; apply: inj => //; rewrite nE nE'; congr rshift.
by case: (bias) k k' {nE nE'} => -[[|a] ?] // -[[|b] ?] //; exact: val_inj.
Qed.

(* What is not alive on any of the samples S adds nothing to the rank of their inputs. *)
Lemma alive_rank m A (I : 'I_N -> bool) (G : {set 'I_(d m.+1 + bias)}) :
  (forall n k, I n -> k \notin G -> match split k with inl j => ~~ alive W c X m j n | inr _ => false end) ->
  (\rank (\matrix_(j, n) (if I n then inputs_above A m.+1 j n else 0 : F)%R) <= minn #|[set n | I n]| #|G|)%N.
Proof.
move=> H; pose f : 'I_#|~: G| -> 'I_(d m.+1 + bias) := enum_val.
pose Y : 'M[F]_(#|~: G|, d m.+1 + bias) := rowsub f 1%:M.
have gcard : (d m.+1 + bias - #|~: G| = #|G|)%N.
  by apply: canLR (addnK _) _; rewrite cardsC card_ord.
rewrite -gcard; apply: (@rank_bound_set _ _ _ _ _ _ Y).
- apply/inj_row_free => v vY; apply/matrixP=> z k; rewrite (ord1 z) [RHS]mxE {z}.
  have := congr1 (fun M : 'rV_(d m.+1 + bias) => M 0 (f k)) vY; rewrite [X in X = _ -> _]mxE [X in _ = X -> _]mxE.
  rewrite (bigD1 k) //= big1 ?addr0 => [|a ne]; first by rewrite !mxE eqxx mulr1.
  by rewrite !mxE (inj_eq (@enum_val_inj _ (mem (~: G)))) (negPf ne) mulr0.
- by move=> n; rewrite inE => /negPf nI; apply/matrixP=> j z; rewrite [LHS]mxE [LHS]mxE nI [RHS]mxE.
move=> n; rewrite inE => nI; apply/matrixP=> k z; rewrite (ord1 z) [RHS]mxE {z} mxE (bigD1 (f k)) //= big1 ?addr0 => [|a ne]; last first.
  by rewrite [Y _ _]mxE [_%:M _ _]mxE eq_sym (negPf ne) mul0r.
have -> : col n (\matrix_(j, n) (if I n then inputs_above A m.+1 j n else 0)) (f k) 0 = inputs_above A m.+1 (f k) n.
  by rewrite mxE mxE nI.
have fk : f k \notin G by have := enum_valP k; rewrite inE.
have := H n (f k) nI fk; case: splitP => // j E na.
have -> : f k = lshift bias j by exact: val_inj.
by rewrite /inputs_above /with_bias col_mxEu /= [entrywise _ _ _ _]mxE -/(U _ _ _ _ _) (not_alive _ na) !mulr0.
Qed.
End Field.

(* --- one noise for all units --- *)

Section Noise.
Variables (N : nat) (d : nat -> nat) (bias : bool) (m D : nat).
Variables (W : forall l, 'M[rat]_(d l.+1, d l)) (c : forall l, 'cV[rat]_(d l.+1)) (X : 'M[rat]_(d 0, N)).
Variables (s : rat) (sg : forall l, 'M[bool]_(d l, N)).
Notation inputs E := (inputs_above bias W c X (fun l => activations s (E l) (sg l)) m.+1).
Notation T := (noise_index m N d).
Notation C := (@mpolyC #|T| rat_Ring).

Lemma supported (J : {set 'I_N}) k (B : 'M[rat]_(k, N)) :
  (forall v : 'cV[rat]_N, (forall n, n \notin J -> v n 0 = 0) -> B *m v = 0 -> v = 0) <->
  full_column_rank (colsub (@enum_val _ (mem J)) B).
Proof.
pose f : 'I_#|J| -> 'I_N := @enum_val _ (mem J).
have sumE (g : 'I_N -> rat) : (forall n, n \notin J -> g n = 0) -> \sum_n g n = \sum_a g (f a).
  move=> g0; rewrite (bigID (mem J)) /= [X in _ + X]big1 ?addr0 // -[LHS]/(\sum_(n in J) g n).
  by rewrite big_enum_val.
split=> [H|/full_column_rankP H v vout Bv].
  apply/full_column_rankP=> v Bv; pose w : 'cV[rat]_N := \col_n (if [pick a | f a == n] is Some a then v a 0 else 0).
  have wE a : w (f a) 0 = v a 0.
    rewrite mxE; case: pickP => [b /eqP/enum_val_inj -> //|/(_ a)]; by rewrite eqxx.
  have w0 : w = 0.
    apply: H => [n nJ|]; first by rewrite mxE; case: pickP => // a /eqP E; case/negP: nJ; rewrite -E; exact: enum_valP.
    apply/matrixP=> i z; rewrite (ord1 z) [RHS]mxE mxE sumE => [|n nJ]; last first.
      by rewrite mxE; case: pickP => [a /eqP E|]; [case/negP: nJ; rewrite -E; exact: enum_valP|rewrite mulr0].
    have := congr1 (fun M : 'cV_k => M i 0) Bv; rewrite /= [RHS]mxE mxE => E; rewrite -[RHS]E.
    by apply: eq_bigr => a _; rewrite wE [in RHS]mxE.
  by apply/matrixP=> a z; rewrite (ord1 z) [RHS]mxE -wE w0 mxE.
have /H v0 : colsub f B *m (\col_a v (f a) 0) = 0.
  apply/matrixP=> i z; rewrite (ord1 z) [RHS]mxE mxE.
  have := congr1 (fun M : 'cV_k => M i 0) Bv; rewrite /= [RHS]mxE mxE sumE => [E|n /vout ->]; last by rewrite mulr0.
  by rewrite -[RHS]E; apply: eq_bigr => a _; rewrite !mxE.
apply/matrixP=> n z; rewrite (ord1 z) [RHS]mxE; have [nJ|/vout//] := boolP (n \in J).
have /matrixP/(_ (enum_rank_in nJ n) 0) := v0; rewrite !mxE /f enum_rankK_in //.
Qed.

(* The inputs at a noise of the layers up to m + 1, as values of polynomials *)
Definition noisy_inputs : 'M[polynomial T]_(d m.+1 + bias, N) :=
  with_bias bias (V (fun l => map_mx C (W l)) (fun l => map_mx C (c l)) (fun l => activations s%:MP (noise_of (@coordinate T) l) (sg l)) (map_mx C X) m.+1).

Lemma noisy_inputsE (z : T -> rat) : map_mx (at_point z) noisy_inputs = inputs (noise_of z).
Proof.
rewrite /noisy_inputs map_with_bias map_V; congr with_bias; apply: V_below => [l _|l _|l lm|]; rewrite ?ratr_at ?ratr_rat //.
rewrite map_activations /= at_point_constant.
have -> : ratr s = s by exact: esym (fmorph_eq_rat [rmorphism of (@idfun rat)] _).
congr activations; exact: (@noise_of_at m N d T [numFieldType of rat] z id).
Qed.

Lemma inputs_noise_of (E : forall l, 'M[rat]_(d l, N)) :
  inputs (noise_of (fun t : T => E (tag t).+1 (tagged t).1 (tagged t).2)) = inputs E.
Proof.
congr with_bias; apply: V_below => // l lm; congr activations; apply/matrixP=> i n; rewrite [LHS]mxE.
exact: (@layer_of_tagged _ 1 m.+1 (cell_index N d) (fun l (t : cell_index N d l) => E l.+1 t.1 t.2) l (i, n) lm).
Qed.

Theorem matched_pairs (I : 'I_D -> 'I_N -> bool) (named : 'I_D -> 'I_N -> 'I_(d m.+1 + bias)) : s != 0 ->
  (forall i n, I i n -> named_alive W c X n (named i n)) ->
  (forall i n n', I i n -> I i n' -> named i n = named i n' -> n = n') ->
  exists E : forall l, 'M[rat]_(d l, N), independent_pairs (inputs E) I.
Proof.
move=> s0 al inj; pose J i := [set n | I i n].
pose Q i : property T := fun R z => full_column_rank (map_mx (at_point z) (colsub (@enum_val _ (mem (J i))) noisy_inputs)).
have [|z zP] := @common_point T _ Q.
  move=> i; have [||E EP] := @matched_columns N d bias _ W c X m s sg (J i) (named i) s0.
  - by move=> n; rewrite inE; exact: al.
  - by move=> n n'; rewrite !inE; exact: inj.
  exists (fun t : T => E (tag t).+1 (tagged t).1 (tagged t).2); apply: lemma8.
  by rewrite map_mxsub noisy_inputsE inputs_noise_of; apply/supported.
exists (noise_of z) => i v vout; have := zP i; rewrite /Q.
rewrite map_mxsub noisy_inputsE; move/supported; apply=> n; rewrite inE => nI; exact: vout.
Qed.
End Noise.
