(* Soundness of noise-ball (soundness.md 29): full column rank for every noise near the given one and all slopes between
   s and 1, those of the patterns among them. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Linear Form Rules Outputs NoiseBall Bridge Groups SoundOneLayer
  SoundArchimedean HeldOutputs SoundOutputs Dominance.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* Every noise nearer than rho, and all slopes between s and 1 *)
Definition claim_of_ball (P : problem) (rho : rat) : Prop :=
  forall (R : realFieldType) (E th : 'M[R]_(unit_count P, sample_count P)),
  (forall i n, `|E i n - ratr (E_of P i n)| < ratr rho) ->
  (forall i n, Num.min (ratr (s_of P)) 1 <= th i n <= Num.max (ratr (s_of P)) 1) ->
  full_column_rank (khatri_rao (entrywise E th) (map_mx ratr (X_of P))).

Lemma qsum_map2 A B (f : A -> B -> Q) xs ys a b N : size xs = N -> size ys = N ->
  q2r (qsum (Arithmetic.map2 f xs ys)) = \sum_(m < N) q2r (f (nth a xs m) (nth b ys m)).
Proof.
rewrite /qsum; move=> <-; elim: xs ys => [|x xs IH] [|y ys] //=; first by rewrite big_ord0 q2r0.
by case=> sz; rewrite big_ord_recl /= q2rD IH.
Qed.

(* The patterns are among these slopes. *)
Lemma ball_patterns P rho : 0 < rho -> claim_of_ball P rho ->
  forall (R : realFieldType) (E : 'M[R]_(unit_count P, sample_count P)), (forall i n, `|E i n - ratr (E_of P i n)| < ratr rho) ->
  every_pattern (ratr (s_of P)) E (map_mx ratr (X_of P)).
Proof.
move=> rho0 H R E near sg; rewrite /gradient.
have -> : activations (ratr (s_of P)) E sg = entrywise E (\matrix_(i, n) (if sg i n then 1 else ratr (s_of P))).
  by apply/matrixP=> i n; rewrite !mxE.
by apply: H near _ => i n; rewrite mxE; case: ifP => _; rewrite le_minl le_maxr lexx ?orbT.
Qed.

Section Ball.
Variables (P : problem) (rho : Q) (groups : seq ball_group) (z : seq Q).
Notation D := (unit_count P).
Notation N := (sample_count P).
Notation d := (dim P).
Let left := List.map (row_of groups) (List.seq 0 N).
Let samples := List.map (fun n => (n, owner groups n)) (List.seq 0 N).
Let l : 'M[rat]_(N, d) := \matrix_(m, j) q2r (nth q0 (nth [::] left m) j).
Let zz (m : 'I_N) : rat := q2r (nth q0 z m).

Theorem check_noise_ball_sound : check_noise_ball P rho groups z -> claim_of_ball P (q2r rho).
Proof.
rewrite /check_noise_ball; cbv zeta; do 11!case/andP.
move=> s0 rho0 lenX lenE /PeanoNat.Nat.eqb_eq szE /PeanoNat.Nat.leb_le leD _ one /PeanoNat.Nat.eqb_eq szz z0 lenl dom R E th near between.
have szl : size left = N by rewrite /left seqE size_map size_iota.
have szs : size samples = N by rewrite /samples seqE size_map size_iota.
have szf : size (factors P) = N by exact: szE.
have szz' : size z = N by exact: szz.
have ownD (n : 'I_N) : (owner groups n < D)%N.
  have /PeanoNat.Nat.eqb_eq := forallb_seq one (ltn_ord n); rewrite /owner.
  case Eo: (owners_of groups n) => [|a [|]] //= _.
  have : a \in owners_of groups n by rewrite Eo mem_head.
  rewrite /owners_of /units_of_sample seqE -[List.filter _ _]/(filter _ _) mem_filter mem_iota add0n => /andP[_ /andP[_ lt]].
  by apply: leq_trans lt _; apply/ssrnat.leP.
pose g n := Ordinal (ownD n).
have nths (m : 'I_N) : nth (0, 0)%N samples m = (m : nat, owner groups m).
  by rewrite /samples seqE -[List.map _ _]/(map _ _) (nth_map 0%N) ?size_iota // nth_iota.
have zpos m : 0 < zz m.
  rewrite /zz -q2r_gt0; have /(all_nthP q0) : all qsign_pos z by []. by apply; rewrite szz'.
(* the terms *)
have nthT (n m : 'I_N) : q2r (nth q0 (terms z left (nth [::] (xs P) n)) m) = taken (X_of P) l zz m n.
  rewrite /terms (nth_map2 _ q0 [::]) ?szz' ?szl // q2rM q2r_abs /taken -/(zz m); congr (_ * `|_|).
  have szx : size (nth [::] (xs P) n) = d by rewrite (lengths_areP lenX).
  rewrite qdot_sum ?szx ?(lengths_areP lenl) ?szl // [RHS]mxE; by apply: eq_bigr => j _; rewrite !mxE.
have szT (n : 'I_N) : size (terms z left (nth [::] (xs P) n)) = N by rewrite size_map2 ?szz' ?szl.
have ownE (n : 'I_N) : q2r (own_sum n (owner groups n) samples (terms z left (nth [::] (xs P) n))) = margin (X_of P) g l zz n.
  rewrite /own_sum (@qsum_map2 _ _ _ _ _ (0, 0)%N q0 N) // /margin (bigD1 n) //= nths /= !PeanoNat.Nat.eqb_refl nthT.
  congr (_ + _); rewrite -sumrN big_mkcondr /=; apply: eq_bigr => m ne; rewrite nths /=.
  have -> : Nat.eqb m n = false by apply/PeanoNat.Nat.eqb_neq => /val_inj E0; case/eqP: ne.
  have -> : Nat.eqb (owner groups m) (owner groups n) = (g m == g n).
    by apply/idP/eqP => [/PeanoNat.Nat.eqb_eq E0|/(congr1 val) /= ->]; [apply: val_inj|exact: PeanoNat.Nat.eqb_refl].
  by case: ifP => _; rewrite ?q2r0 // q2rN nthT.
have otherE (n : 'I_N) : q2r (other_sum (owner groups n) rho (nth [::] (factors P) n) samples (terms z left (nth [::] (xs P) n))) =
    \sum_(m | g m != g n) (`|E_of P (g m) n| + q2r rho) * taken (X_of P) l zz m n.
  rewrite /other_sum (@qsum_map2 _ _ _ _ _ (0, 0)%N q0 N) // [RHS]big_mkcond /=; apply: eq_bigr => m _; rewrite nths /=.
  have -> : Nat.eqb (owner groups m) (owner groups n) = (g m == g n).
    by apply/idP/eqP => [/PeanoNat.Nat.eqb_eq E0|/(congr1 val) /= ->]; [apply: val_inj|exact: PeanoNat.Nat.eqb_refl].
  by case: ifP => _ /=; rewrite ?q2r0 // q2rM q2rD q2r_abs nthT list_nth mxE.
pose lo := Num.min (s_of P) 1; pose hi := Num.max (s_of P) 1.
have loE : q2r (least_slope (problem_slope P)) = lo.
  by rewrite /least_slope /lo /s_of minElt q2r_lt q2r1; case: ifP; rewrite ?q2r1.
have hiE : q2r (largest_slope (problem_slope P)) = hi.
  by rewrite /largest_slope /hi /s_of maxElt q2r_lt q2r1; case: ifP; rewrite ?q2r1.
have cond (n : 'I_N) : [/\ 0 < margin (X_of P) g l zz n, q2r rho <= `|E_of P (g n) n| &
   (hi * (\sum_(m | g m != g n) (`|E_of P (g m) n| + q2r rho) * taken (X_of P) l zz m n) <=
    lo * (`|E_of P (g n) n| - q2r rho) * margin (X_of P) g l zz n)%R].
  have := forallb_seq dom (ltn_ord n); rewrite /dominant; cbv zeta; rewrite !list_nth.
  rewrite q2r_gt0 !q2r_lt ownE q2r_abs !q2rM otherE ownE loE hiE /qsub q2rD q2rN q2r_abs -!leNgt.
  by rewrite [E_of P (g n) n]mxE => /andP[/andP[]].
(* in any ordered field *)
have takenE m n : taken (map_mx ratr (X_of P)) (map_mx (ratr : rat -> R) l) (fun m => ratr (zz m)) m n = ratr (taken (X_of P) l zz m n).
  by rewrite /taken -map_mxM [map_mx _ _ m n]mxE [RHS]rmorphM /= ratr_norm.
have marginE n : margin (map_mx ratr (X_of P)) g (map_mx (ratr : rat -> R) l) (fun m => ratr (zz m)) n = ratr (margin (X_of P) g l zz n).
  by rewrite /margin rmorphB rmorph_sum /= takenE; congr (_ - _); apply: eq_bigr => m _; exact: takenE.
apply: (@noise_ball_sound R _ _ _ _ g (map_mx ratr l) (fun m => ratr (zz m)) (map_mx ratr (E_of P)) E th (ratr lo) (ratr hi) (ratr (q2r rho))).
- by move=> m; rewrite ltr0q.
- by rewrite ltr0q /lo lt_minr ltr01 andbT -q2r_gt0.
- by rewrite ltr0q -q2r_gt0.
- move=> i n; have := between i n; rewrite /lo /hi.
  have -> : ratr (Num.min (s_of P) 1) = Num.min (ratr (s_of P)) 1 :> R.
    by rewrite !minElt -[1 in RHS](rmorph1 [rmorphism of (ratr : rat -> R)]) ltr_rat; case: ifP => //; rewrite rmorph1.
  have -> : ratr (Num.max (s_of P) 1) = Num.max (ratr (s_of P)) 1 :> R.
    by rewrite !maxElt -[1 in RHS](rmorph1 [rmorphism of (ratr : rat -> R)]) ltr_rat; case: ifP => //; rewrite rmorph1.
  by [].
- by move=> i n; rewrite mxE; exact: near.
move=> n; have [m0 le ineq] := cond n.
have ratrE i m : map_mx (ratr : rat -> R) (E_of P) i m = ratr (E_of P i m) by rewrite mxE.
have sumE : \sum_(m | g m != g n) (`|map_mx ratr (E_of P) (g m) n| + ratr (q2r rho)) *
    taken (map_mx ratr (X_of P)) (map_mx (ratr : rat -> R) l) (fun m => ratr (zz m)) m n =
    ratr (\sum_(m | g m != g n) (`|E_of P (g m) n| + q2r rho) * taken (X_of P) l zz m n).
  rewrite rmorph_sum; apply: eq_bigr => m _.
  by rewrite takenE ratrE [RHS]rmorphM rmorphD /= ratr_norm.
split; first by rewrite marginE ltr0q.
  by rewrite ratrE -ratr_norm ler_rat.
by rewrite sumE marginE ratrE -ratr_norm -rmorphB -!rmorphM ler_rat.
Qed.
End Ball.
