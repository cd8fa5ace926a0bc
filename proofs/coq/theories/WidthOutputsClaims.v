(* Widths for several outputs whose weights are held at almost every value: what is claimed (format.md 4.2), and that an accepted file is
   a true claim (soundness.md 9 and 33). *)
From Coq Require Import ZArith QArith_base.
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Reckon Arithmetic Json Form Rules Outputs TrainedOutputs Check WidthCheck Model
  Linear Bridge Groups Generic SoundOneLayer SoundRank SoundLayers HeldOutputs SoundOutputs SoundOutputKinds Trained
  SoundTrained.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Claim.
Variables (k : nat) (trained : bool) (d N : nat) (X : 'M[rat]_(d, N)).

(* Noise and output weights *)
Definition width_index D : finType := [finType of ('I_D * 'I_N + 'I_k * 'I_D)%type].

(* With D units full column rank for almost every noise and W_L, for every pattern at once; with D units never *)
Definition enough (s : rat) (D : nat) : Prop := @almost_every (width_index D) (fun R z => forall sg,
  held_rank trained (gradient_held (\matrix_(c, i) z (inr (c, i))) (ratr s) (\matrix_(i, n) z (inl (i, n))) (map_mx ratr X) sg)).
Definition fails (D : nat) : Prop := forall (R : realFieldType) (W : 'M[R]_(k, D)) s E sg,
  ~~ held_rank trained (gradient_held W s E (map_mx ratr X) sg).

Definition held_width_is (w : option Z) : Prop :=
  match w with
  | Some w => Z.le Z0 w /\ (forall s : Q, q2r s != 0 -> enough (q2r s) (Z.to_nat w)) /\ (forall D, Z.lt (Z.of_nat D) w -> fails D)
  | None => forall D, fails D
  end.

Lemma one_witness D s (W : 'M[rat]_(k, D)) E : (forall sg, held_rank trained (gradient_held W s E X sg)) -> enough s D.
Proof.
move=> H; pose z0 (t : width_index D) := match t with inl t => E t.1 t.2 | inr t => W t.1 t.2 end.
pose Wp : 'M[polynomial (width_index D)]_(k, D) := \matrix_(c, i) @coordinate (width_index D) (inr (c, i)).
pose Ep : 'M[polynomial (width_index D)]_(D, N) := \matrix_(i, n) @coordinate (width_index D) (inl (i, n)).
have Wz (R : numFieldType) (z : width_index D -> R) : map_mx (at_point z) Wp = \matrix_(c, i) z (inr (c, i)).
  by apply/matrixP=> c i; rewrite !mxE at_point_coordinate.
have Ez (R : numFieldType) (z : width_index D -> R) : map_mx (at_point z) Ep = \matrix_(i, n) z (inl (i, n)).
  by apply/matrixP=> i n; rewrite !mxE at_point_coordinate.
apply: almost_every_weaken (@one_point_trained _ trained k d D N Wp Ep s X z0 _) => [R z|sg]; first by rewrite Wz Ez.
rewrite Wz Ez; have -> : \matrix_(c, i) z0 (inr (c, i)) = W by apply/matrixP=> c i; rewrite mxE.
by have -> : \matrix_(i, n) z0 (inl (i, n)) = E by apply/matrixP=> i n; rewrite mxE.
Qed.

(* More units, the others with x0 *)
Definition wide (T : Type) D D' (x0 : T) (f : 'I_D -> T) (i : 'I_D') : T := if insub (i : nat) is Some j then f j else x0.
Lemma wideE (T : Type) D D' (le : (D <= D')%N) (x0 : T) f (j : 'I_D) : wide x0 f (widen_ord le j) = f j.
Proof. by rewrite /wide; case: insubP => [j' _ E1|/negP[]]; [congr f; apply: val_inj|exact: (ltn_ord j)]. Qed.

(* More units do not fail if fewer do not. *)
Lemma fewer_fail D D' : (D <= D')%N -> fails D' -> fails D.
Proof.
move=> le F R W s E sg; apply/negP=> /held_rankP inj.
pose W' : 'M[R]_(k, D') := \matrix_(c, i) wide 0 (fun j => W c j) i.
pose E' : 'M[R]_(D', N) := \matrix_(i, n) wide 0 (fun j => E j n) i.
pose sg' : pattern D' N := \matrix_(i, n) wide true (fun j => sg j n) i.
case/negP: (F R W' s E' sg'); apply/held_rankP=> v Gv bv; apply: inj bv.
rewrite -[v]trmxK -[v^T]vec_mxK; rewrite -[v]trmxK -[v^T]vec_mxK in Gv; move: (vec_mx v^T) Gv => V /held_block Gv.
apply/held_block=> i; rewrite -[RHS](Gv (widen_ord le i)); congr (_ *m _).
apply/matrixP=> n z; rewrite !mxE !wideE; congr (_ * _); apply: eq_bigr => c _; by rewrite !mxE wideE.
Qed.
End Claim.

Section Rule.
Variables (k : nat) (trained : bool) (d D : nat) (s : Q) (rows : rows).
Hypothesis s0 : q2r s != 0.
Notation P := (width_problem d D s rows).
Notation P1 := (width_problem d D q1 rows).
Notation X := (mat d (size rows) rows).

Lemma slope_any : slope_ok P. Proof. by rewrite /slope_ok /= q2r_eq0 s0. Qed.

Lemma check_enough_sound u : check_enough trained k P1 u -> enough k trained X (q2r s) D.
Proof.
case: u => [p groups|p pairs C W] /=.
  case/andP=> _ chk; have {}chk : check_partition_outputs P k p groups.
    move: chk; rewrite /check_partition_outputs; cbv zeta; do 6!case/andP; move=> _ -> -> -> -> -> ->; by rewrite slope_any.
  exact: one_witness (fun sg => held_rank_full trained (check_partition_outputs_sound chk s0 sg)).
case/andP=> /andP[/andP[tr /PeanoNat.Nat.eqb_eq szW] _]; rewrite -szW; case: C => [C|] chk.
  have {}chk : check_pairs_trained P W p pairs C.
    move: chk; rewrite /check_pairs_trained; cbv zeta; do 8!case/andP; move=> _ -> -> -> -> -> -> -> ->; by rewrite slope_any.
  rewrite tr; exact: one_witness (fun sg => check_pairs_trained_sound chk s0 sg).
have {}chk : check_common_pairs P W true p pairs.
  move: chk; rewrite /check_common_pairs; cbv zeta; do 6!case/andP; move=> _ -> -> -> -> -> _; by rewrite slope_any.
exact: one_witness (fun sg => held_rank_full trained (common_pairs_generic chk s0 sg)).
Qed.
End Rule.

Lemma check_tight_fails k trained d D rows t : check_tight trained k (width_problem d D q1 rows) t -> fails k trained (mat d (size rows) rows) D.
Proof.
rewrite /check_tight; case: trained => chk R W s E sg; first exact: (check_tight_trained_sound chk).
by rewrite held_rank_held; exact: (check_tight_outputs_sound chk).
Qed.

Theorem check_held_width_sound trained k d rows r w e : (0 < k)%N -> check_held_width trained k d rows r w e ->
  Z.of_nat (\rank (mat d (size rows) rows)) = r /\ held_width_is k trained (mat d (size rows) rows) w.
Proof.
move=> k0; case: e => [t u tight|t n]; case: w => [w|] //=.
  case/andP=> /andP[/andP[rk /Z.leb_le w0] en] tt; split; first exact: check_rank_of_samples_sound rk.
  split=> //; split=> [s s0|D Dw]; first exact: check_enough_sound s0 _ en.
  case: tight tt => [t'|/Z.eqb_eq]; last by reckon.
  by case/andP=> _ /check_tight_fails; apply: fewer_fail; reckon.
case/andP=> /andP[/andP[/andP[rk /Z.leb_le n0] /Z.ltb_lt nN] zero] nt.
split=> [|D R W s E sg]; first exact: check_rank_of_samples_sound rk.
have ltn : (Z.to_nat n < size rows)%N by move: nN; rewrite /Form.count -[length rows]/(size rows); reckon.
pose m := Ordinal ltn; rewrite (negPf nt) held_rank_held.
apply: (@deficientP _ _ _ _ (delta_mx (mxvec_index m (Ordinal k0)) 0)).
  by apply/eqP=> /matrixP/(_ (mxvec_index m (Ordinal k0)) 0); rewrite !mxE !eqxx; apply/eqP; exact: oner_neq0.
apply/matrixP=> q o; rewrite [RHS]mxE mxE (bigD1 (mxvec_index m (Ordinal k0))) //= [X in _ + X]big1 ?addr0 => [|a ne]; last first.
  by rewrite [delta_mx _ _ _ _]mxE (negPf ne) mulr0.
case/mxvec_indexP: q => i j; rewrite gradient_heldE [map_mx _ _ _ _]mxE [mat _ _ _ _ _]mxE.
have -> : q2r (nth q0 (nth [::] rows m) j) = 0; last by rewrite rmorph0 mulr0 mul0r.
have : all qis0 (at_index [::] rows n) by [].
rewrite /at_index list_nth; have [lt|ge] := ltnP j (size (nth [::] rows (Z.to_nat n))).
  by move/(all_nthP q0)=> /(_ j lt); rewrite q2r_eq0 => /eqP.
by move=> _; rewrite [nth q0 _ _]nth_default ?q2r0.
Qed.

(* The claim of a certificate *)
Definition held_width_claim (D : dataset) (k : nat) (trained : bool) (r : Z) (w : option Z) : Prop :=
  let rs := with_ones (data_bias D) (data_inputs D) in
  Z.of_nat (\rank (mat (data_dim D) (size rs) rs)) = r /\ held_width_is k trained (mat (data_dim D) (size rs) rs) w.

Lemma width_valid_sound c : width_valid c ->
  held_width_claim (width_data c) (Z.to_nat (width_outputs c)) (width_trained c) (width_rank c) (width_said c).
Proof.
rewrite /width_valid; cbv zeta; do 4!case/andP; move=> _ /Z.leb_le k2 _ _ chk.
by apply: check_held_width_sound chk; move: k2; reckon.
Qed.

Theorem check_width_outputs_sound bs claim kind : check_width_outputs bs = Accepted claim kind ->
  exists c, [/\ bs = width_file c, claim = print (width_claim_json c) &
    held_width_claim (width_data c) (Z.to_nat (width_outputs c)) (width_trained c) (width_rank c) (width_said c)].
Proof. by move=> /check_width_outputs_valid[c [fE [cE v]]]; exists c; split=> //; exact: width_valid_sound. Qed.
