(* Directions that exclude every local minimum of a choice of faces and signs (soundness.md 27, Directions). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Unreduced Model Form Rules Bridge Points PointRules UnitChoices
  MinimaForm MinimaRules FaceRules LocalMinimaForm LocalMinimaRules LocalMinimaClaims SoundNetwork SoundForms
  OneHidden StrictMinima CellMinima SoundSignTree SoundMinimaChoice StationaryMinima FaceMinima SoundFacePoints.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope seq_scope.
Local Open Scope ring_scope.

Section Directions.
Variables (R : realFieldType) (net : instance).
Notation rv := (@rv R).
Notation N := (sample_size net).
Notation D := (layer_size net 1).
Notation dd := (column_size net).
Notation xs := (columns_of_net net).
Notation rows := (input_rows net xs).
Notation es := (noise_rows net).
Notation X := (columns_at R net).
Notation E := (noise_at R net).
Notation s := (s_at R net).
Notation y := (@targets_at R net).
Hypothesis samples_formed : forall n, (n < N)%N -> size (column net n) = dd.

(* A state for each unit, and what it says *)
Variable own : seq face_state.
Notation state i := (nth no_state own i).
Hypotheses (size_own : size own = D) (size_faces : forall i, (i < D)%N -> size (state_face (state i)) = N).
Definition own_choice : choice net :=
  (fun (i : 'I_D) (n : 'I_N) => nth Zero (state_face (state i)) n, fun i : 'I_D => state_weight (state i)).

(* --- lists --- *)

Lemma rv_sign q : rv (q_of_sign q) = sign_value R q.
Proof. by case: q; rewrite /= ?rvN ?rv0 ?rv1. Qed.

Lemma size_es : size es = D. Proof. exact: size_tab. Qed.
Lemma nth_es (i : 'I_D) : nth [::] es i = noise_row net i. Proof. exact: nth_tab'. Qed.
Lemma nth_noise (i : 'I_D) (n : 'I_N) : rv (nth q0 (noise_row net i) n) = E i n.
Proof. by rewrite nth_tab' // /noise_at E_atE. Qed.

Definition row_of_list (v : seq Q) : 'rV[R]_dd := \row_j rv (nth q0 v j).
Lemma qdot_row v (n : 'I_N) : size v = dd -> rv (qdot v (nth [::] xs n)) = (row_of_list v *m X) 0 n.
Proof.
move=> sz; rewrite nth_xs // rv_qdot ?samples_formed // mxE; by apply: eq_bigr => j _; rewrite !mxE.
Qed.

Lemma dphi_sign (u h : R) : dphi s u h = match sign_of u with Plus => h | Minus => s * h | Zero => phi s h end.
Proof. by rewrite /dphi sign_of_eq0 sign_of_ge0; case: (sign_of u); rewrite ?mul1r. Qed.

Lemma below_nat k m : Z.le Z0 k -> Z.lt k (Z.of_nat m) -> (Z.to_nat k < m)%N.
Proof. by reckon. Qed.
Lemma unit_index k : Z.le Z0 k -> Z.lt k (width net 1) -> (Z.to_nat k < D)%N.
Proof. by rewrite /layer_size /width => k0 kw; apply: below_nat => //; move: k0 kw; reckon. Qed.

Lemma product_positive (a p : R) (f q : sign) : sign_of a = f -> sign_of p = q -> f != Zero -> q != Zero ->
  0 < rv (lambda_sign q f) * p * a.
Proof.
rewrite /sign_of => <- <-; case: (ltrgt0P a) => // a0 _; case: (ltrgt0P p) => // p0 _ /=.
- by rewrite rv1 mul1r mulr_gt0.
- by rewrite rvN rv1 mulN1r mulNr oppr_gt0 nmulr_rlt0.
- by rewrite rvN rv1 mulN1r mulNr oppr_gt0 pmulr_rlt0.
by rewrite rv1 mul1r nmulr_rgt0.
Qed.

Section Point.
Variables (U : 'M[R]_(D, dd)) (v : 'I_D -> R) (b : R).
Hypotheses (bb : bias net || (b == 0)) (st : stationary s E X y (bias net) U v b) (ic : point_in own_choice U v).
Notation e := (error s E X y U v b).
Let u (i : 'I_D) (n : 'I_N) : R := (U *m X) i n.

Lemma faceP (i : 'I_D) (n : 'I_N) : col n X != 0 -> sign_of (u i n) = nth Zero (state_face (state i)) n.
Proof. by case: ic => f _; exact: f. Qed.
Lemma weightP (i : 'I_D) : sign_of (v i) = state_weight (state i).
Proof. by case: ic => _ q; exact: q. Qed.

Lemma size_qdots w : size (List.map (qdot w) xs) = N.
Proof. by rewrite -[List.map _ _]/(map _ _) size_map size_xs. Qed.
Lemma size_opp (r : seq Q) : size (List.map Qopp r) = size r.
Proof. exact: size_map. Qed.

Lemma size_bent (i : 'I_D) w : size (Arithmetic.map2 (bent_value (slope net)) (state_face (state i)) (List.map (qdot w) xs)) = N.
Proof. by rewrite size_map2 ?size_qdots size_faces. Qed.
Lemma size_product (i : 'I_D) (r : seq Q) : size r = N -> size (Arithmetic.map2 qmul (nth [::] es i) r) = N.
Proof. by move=> sz; rewrite size_map2 ?sz nth_es size_tab. Qed.
Lemma size_move_row (i : 'I_D) w : size (move_row net xs (nth [::] es i) (state i) w) = N.
Proof. by rewrite /move_row; case: (state_weight _); rewrite ?size_opp size_product // size_bent. Qed.

Lemma move_rowE (i : 'I_D) w (n : 'I_N) : size w = dd -> rv (nth q0 (move_row net xs (nth [::] es i) (state i) w) n) =
  (if own_choice.2 i is Minus then -1 else 1) * (E i n * dphi s (u i n) ((row_of_list w *m X) 0 n)).
Proof.
move=> szw; set r := Arithmetic.map2 qmul (nth [::] es i) (Arithmetic.map2 (bent_value (slope net)) (state_face (state i)) (List.map (qdot w) xs)).
have szq := size_qdots w.
have szb := size_bent i w; have szr : size r = N by exact: size_product.
have rE : rv (nth q0 r n) = E i n * dphi s (u i n) ((row_of_list w *m X) 0 n).
  rewrite (@nth_map2 _ _ _ _ _ _ _ q0 q0) ?szb ?nth_es ?size_tab // rvM nth_noise; congr (_ * _).
  rewrite (@nth_map2 _ _ _ _ _ _ _ Zero q0) ?szq ?size_faces // -[List.map _ _]/(map _ _) (nth_map [::]) ?size_xs //.
  rewrite -qdot_row // dphi_sign; set q := qdot _ _.
  have [x0|xn] := eqVneq (col n X) 0.
    have q_0 : rv q = 0 by rewrite qdot_row // void_entry.
    have z : qneg q = false by rewrite (rv_lt0 R) q_0 ltxx.
    by rewrite /bent_value q_0 mulr0 phi0; case: (nth Zero _ _); rewrite ?z ?rvM q_0 ?mulr0; case: (sign_of _).
  rewrite (faceP i xn) /bent_value; case: (nth Zero _ _) => //; last by rewrite rvM.
  by rewrite -rv_phi.
rewrite /move_row -/r /own_choice /=; case: (state_weight _); rewrite ?mul1r //.
by rewrite -[List.map Qopp r]/(map Qopp r) (nth_map q0) ?szr // rvN rE mulN1r.
Qed.

Definition good_moves (moves : seq (Z * seq Q)) : bool :=
  all (fun m => Z.leb Z0 m.1 && Z.ltb m.1 (width net 1) && Nat.eqb (size m.2) dd) moves.

Lemma movesP beta moves : good_moves moves -> bias net || (rv beta == 0) ->
  size (moves_row net xs es own (List.repeat beta N) moves) = N /\
  0 <= \sum_n e n * rv (nth q0 (moves_row net xs es own (List.repeat beta N) moves) n).
Proof.
move=> + bz; elim: moves => [_|[i w] moves IH] /=.
  rewrite -[size _]/(length _) List.repeat_length; split=> //; have [_ _ ones] := st.
  rewrite (eq_bigr (fun n => e n * rv beta)) => [|n _]; last by rewrite repeat_nseq nth_nseq ltn_ord.
  by rewrite -mulr_suml; case/orP: bz => [/ones ->|/eqP ->]; rewrite ?mul0r ?mulr0.
case/andP=> /andP[/andP[/Z.leb_le i0 /Z.ltb_lt iD] /PeanoNat.Nat.eqb_eq szw] /IH[szm ge].
have lt := unit_index i0 iD.
rewrite !list_nth; pose k : 'I_D := Ordinal lt; rewrite -[Z.to_nat i]/(nat_of_ord k).
have szr := size_move_row k w; split; first by rewrite size_map2 ?szr ?szm.
rewrite (eq_bigr (fun n : 'I_N => e n * rv (nth q0 (move_row net xs (nth [::] es k) (state k) w) n) +
   e n * rv (nth q0 (moves_row net xs es own (List.repeat beta N) moves) n))) => [|n _]; last first.
  by rewrite (@nth_map2 _ _ _ _ _ _ _ q0 q0) ?szr ?szm // rvD mulrDr.
rewrite big_split addr_ge0 //=.
rewrite (eq_bigr (fun n => e n * ((if own_choice.2 k is Minus then -1 else 1) * (E k n * dphi s (u k n) ((row_of_list w *m X) 0 n)))))
  => [|n _]; last by congr (_ * _); exact: (move_rowE k n szw).
exact: (move_ge0 k (row_of_list w) st (proj2 ic)).
Qed.

(* --- blocks --- *)

Lemma blocks_vanishP nu lambda i0 os fs : blocks_vanish net rows nu lambda i0 os fs -> forall i, (i < size os)%N ->
  is_zero (state_weight (nth no_state os i)) \/ all (fun r => qis0 (dot_over r (Arithmetic.map2 qadd
     (Arithmetic.map2 qmul (slopes_on_face net (nth [::] fs i) (state_face (nth no_state os i))) nu)
     (lambda_row net (i0 + i) (nth no_state os i) lambda)))) rows.
Proof.
elim: os fs i0 => [|o os IH] [|f fs] i0 //= /andP[H /IH{}IH] [|i] lt /=; last by rewrite -addSnnS; exact: IH.
by rewrite addn0; case/orP: H => H; [left|right].
Qed.

Definition lam (lambda : seq (Z * Z * Q)) (i n : nat) : R :=
  \sum_(t <- lambda | Z.eqb t.1.1 (Z.of_nat i) && Z.eqb t.1.2 (Z.of_nat n)) rv t.2.

Lemma spreadE lambda i (n : 'I_N) :
  rv (nth q0 (spread_nu N (List.map (fun t : Z * Z * Q => let '(_, m, a) := t in (m, a)) (terms_of i lambda))) n) = lam lambda i n.
Proof.
rewrite nth_tab' // /lam; elim: lambda => [|[[k m] a] lambda IH]; first by rewrite big_nil rv0.
rewrite big_cons /= /terms_of /=; case: (Z.eqb k (Z.of_nat i)) => //=.
by case: (Z.eqb m (Z.of_nat n)) => //=; rewrite rvD IH.
Qed.

Definition face_slope (f : sign) : R := match f with Plus => 1 | Zero => 0 | Minus => s end.

Lemma size_block_entries (i : 'I_D) (nu : seq Q) lambda k : size nu = N -> size (Arithmetic.map2 qadd
  (Arithmetic.map2 qmul (slopes_on_face net (nth [::] es i) (state_face (state i))) nu) (lambda_row net k (state i) lambda)) = N.
Proof.
move=> szn; have sza : size (slopes_on_face net (nth [::] es i) (state_face (state i))) = N.
  by rewrite size_map2 nth_es size_tab ?size_faces.
have szl : size (lambda_row net k (state i) lambda) = N by rewrite size_map2 ?size_tab size_faces.
have szm : size (Arithmetic.map2 qmul (slopes_on_face net (nth [::] es i) (state_face (state i))) nu) = N by rewrite size_map2 ?szn.
by rewrite size_map2 ?szl.
Qed.

Lemma block_entry (i : 'I_D) (nu : seq Q) lambda (n : 'I_N) : size nu = N -> rv (nth q0 (Arithmetic.map2 qadd
    (Arithmetic.map2 qmul (slopes_on_face net (nth [::] es i) (state_face (state i))) nu) (lambda_row net i (state i) lambda)) n) =
  E i n * face_slope (nth Zero (state_face (state i)) n) * rv (nth q0 nu n) +
  rv (lambda_sign (state_weight (state i)) (nth Zero (state_face (state i)) n)) * lam lambda i n.
Proof.
move=> szn; have sza : size (slopes_on_face net (nth [::] es i) (state_face (state i))) = N.
  by rewrite size_map2 nth_es size_tab ?size_faces.
have szl : size (lambda_row net i (state i) lambda) = N by rewrite size_map2 ?size_tab size_faces.
have szm : size (Arithmetic.map2 qmul (slopes_on_face net (nth [::] es i) (state_face (state i))) nu) = N by rewrite size_map2 ?szn.
rewrite (@nth_map2 _ _ _ _ _ _ _ q0 q0) ?szl ?szm // rvD; congr (_ + _).
  rewrite (@nth_map2 _ _ _ _ _ _ _ q0 q0) ?sza ?szn // rvM; congr (_ * _).
  rewrite (@nth_map2 _ _ _ _ _ _ _ q0 Zero) ?size_faces // ?nth_es ?size_tab // -nth_noise.
  by case: (nth Zero _ _); rewrite /= ?rvM ?rv0 ?mulr1 ?mulr0.
by rewrite (@nth_map2 _ _ _ _ _ _ _ Zero q0) ?size_faces ?size_tab // rvM spreadE.
Qed.

Lemma lam_ge0 lambda i n : (forall t, List.In t lambda -> t.1.1 = Z.of_nat i -> t.1.2 = Z.of_nat n -> 0 < rv t.2) ->
  0 <= lam lambda i n /\ ((exists2 t, List.In t lambda & t.1.1 = Z.of_nat i /\ t.1.2 = Z.of_nat n) -> 0 < lam lambda i n).
Proof.
rewrite /lam; elim: lambda => [|t lambda IH] H; first by rewrite big_nil; split=> // -[].
have [ge pos] := IH (fun t' inl => H t' (or_intror inl)).
rewrite big_cons; case: ifP => [/andP[/Z.eqb_eq t1 /Z.eqb_eq t2]|no].
  have t0 := H t (or_introl erefl) t1 t2; split=> [|_]; first by rewrite addr_ge0 // ltW.
  by rewrite ltr_paddr.
split=> // -[t' [tE|inl] [t1 t2]]; last by apply: pos; exists t'.
by move: no; rewrite tE t1 t2 !Z.eqb_refl.
Qed.
End Point.

Section Rule.
Variables (moves : seq (Z * seq Q)) (sum : option Q) (lambda : seq (Z * Z * Q)).
Hypothesis rule : directions_exclude net xs rows es (target_row net) own moves sum lambda.
Let nu := moves_row net xs es own (List.repeat (if sum is Some beta then beta else q0) N) moves.

Theorem directions_exclude_all (l : R) : ~ stationary_in own_choice l.
Proof.
move=> [U [v [b [bb st ic _]]]]; pose u (i : 'I_D) (n : 'I_N) : R := (U *m X) i n.
move: rule; rewrite /directions_exclude; case/andP=> /andP[/andP[/andP[/andP[/andP[good sb] _] fits] van] zero].
rewrite -/nu => contra.
have bz : bias net || (rv (if sum is Some beta then beta else q0) == 0).
  by case: (sum) sb => [beta|] /=; [move=> ->|rewrite rv0 eqxx orbT].
have [sznu pos] := movesP st ic good bz; rewrite -/nu in sznu pos.
have zsum : bias net -> \sum_(n < N) rv (nth q0 nu n) = 0.
  by move=> B; move: zero; rewrite B /= (rv_eq0 R) rv_qsum sznu => /eqP.
have dy : rv (qdot nu (target_row net)) = \sum_(n < N) rv (nth q0 nu n) * y n.
  by rewrite rv_qdot ?size_target_row //; apply: eq_bigr => n _; rewrite nth_tab'.
have fitsP t : List.In t lambda -> exists (i : 'I_D) (n : 'I_N), [/\ t.1.1 = Z.of_nat i, t.1.2 = Z.of_nat n,
    state_weight (state i) <> Zero, col n X != 0 & nth Zero (state_face (state i)) n = Zero \/ 0 < rv t.2].
  move=> inl; have := proj1 (List.forallb_forall _ _) fits t inl; case: t {inl} => [[k m] a] /=; rewrite !list_nth.
  case/andP=> /andP[/andP[/andP[/andP[/andP[/Z.leb_le m0 /Z.ltb_lt mN] /Z.leb_le k0] /Z.ltb_lt kD] w0] un] sg.
  have ltk := unit_index k0 kD; have ltm := below_nat m0 mN.
  exists (Ordinal ltk), (Ordinal ltm); split; rewrite /= ?Z2Nat.id //.
  - by move=> z; rewrite z in w0.
  - by rewrite -seenE; move: un; rewrite (@unseenP R net samples_formed _ ltm (Ordinal ltm)) // negbK.
  by move: sg; case: (nth Zero _ _) => /= H; [right|left|right]; rewrite // -(rv_gt0 R).
pose L (i : 'I_D) := \sum_(n < N) lam lambda i n * (rv (lambda_sign (state_weight (state i)) (nth Zero (state_face (state i)) n)) * v i * u i n).
have block (i : 'I_D) : v i * (\sum_(n < N) rv (nth q0 nu n) * (E i n * phi s (u i n))) = - L i.
  have [w0|w0] := eqVneq (state_weight (state i)) Zero.
    have v0 : v i = 0 by apply/eqP; rewrite sign_of_eq0 (weightP ic) w0.
    by rewrite v0 mul0r /L big1 ?oppr0 // => n _; rewrite v0 mulr0 mul0r mulr0.
  have io : (i < size own)%N by rewrite size_own.
  case: (blocks_vanishP van io) => [|al]; first by case: (state_weight _) w0.
  rewrite add0n in al; set g := Arithmetic.map2 qadd _ _ in al.
  have gE (n : 'I_N) : rv (nth q0 g n) = E i n * face_slope (nth Zero (state_face (state i)) n) * rv (nth q0 nu n) +
      rv (lambda_sign (state_weight (state i)) (nth Zero (state_face (state i)) n)) * lam lambda i n.
    by apply: block_entry.
  have szg : size g = N by exact: size_block_entries.
  have {al} : \sum_(n < N) rv (nth q0 g n) * dot (net := net) (entries (row i U)) n = 0.
    rewrite (@block_sum R net [::] g (fun n : 'I_N => rv (nth q0 g n)) (fun=> 0) _ szg (fun n => erefl _)) => [|j jd].
      by rewrite big1 // => j _; rewrite mul0r.
    by have := all_nthP [::] al j; rewrite size_rows => /(_ jd); rewrite (rv_eq0 R) => /eqP.
  rewrite (eq_bigr (fun n : 'I_N => rv (nth q0 nu n) * (E i n * phi s (u i n)) +
      lam lambda i n * (rv (lambda_sign (state_weight (state i)) (nth Zero (state_face (state i)) n)) * u i n))) => [|n _]; last first.
    rewrite gE dot_row row_mulE -/(u i n) mulrDl; congr (_ + _); last by ring.
    suff -> : phi s (u i n) = face_slope (nth Zero (state_face (state i)) n) * u i n by ring.
    have [x0|xn] := eqVneq (col n X) 0; first by rewrite /u void_row // phi0 mulr0.
    rewrite -(faceP ic i xn) -/(u i n) -dphi_self dphi_sign; have := sign_of_eq0 (u i n).
    by case: (sign_of _) => /= z; rewrite ?mul1r ?mul0r //; move/eqP: z => ->; rewrite phi0.
  rewrite big_split /= => /eqP; rewrite addr_eq0 => /eqP ->; rewrite mulrN mulr_sumr; congr (- _).
  by apply: eq_bigr => n _; ring.
have term (i : 'I_D) (n : 'I_N) : 0 <= lam lambda i n * (rv (lambda_sign (state_weight (state i)) (nth Zero (state_face (state i)) n)) * v i * u i n) /\
   (nth Zero (state_face (state i)) n <> Zero -> (exists2 t, List.In t lambda & t.1.1 = Z.of_nat i /\ t.1.2 = Z.of_nat n) ->
    0 < lam lambda i n * (rv (lambda_sign (state_weight (state i)) (nth Zero (state_face (state i)) n)) * v i * u i n)).
  have same t : List.In t lambda -> t.1.1 = Z.of_nat i -> t.1.2 = Z.of_nat n ->
      [/\ state_weight (state i) <> Zero, col n X != 0 & nth Zero (state_face (state i)) n = Zero \/ 0 < rv t.2].
    move=> inl t1 t2; have [i' [n' [e1 e2 w0 xn sg]]] := fitsP t inl.
    have ii : i' = i by apply/ord_inj/Nat2Z.inj; rewrite -e1.
    have nn : n' = n by apply/ord_inj/Nat2Z.inj; rewrite -e2.
    by rewrite -ii -nn.
  have [w0|w0] := eqVneq (state_weight (state i)) Zero.
    have v0 : v i = 0 by apply/eqP; rewrite sign_of_eq0 (weightP ic) w0.
    by rewrite v0 mulr0 mul0r mulr0; split=> // _ [t inl [t1 t2]]; have [] := same t inl t1 t2.
  have [x0|xn] := eqVneq (col n X) 0.
    rewrite {1 2}/u void_row // !mulr0; split=> // _ [t inl [t1 t2]]; have [_] := same t inl t1 t2; by rewrite x0 eqxx.
  have [f0|fn] := eqVneq (nth Zero (state_face (state i)) n) Zero.
    by have := sign_of_eq0 (u i n); rewrite /u (faceP ic i xn) f0 => /eqP ->; rewrite !mulr0.
  have [ge gt] : 0 <= lam lambda i n /\ ((exists2 t, List.In t lambda & t.1.1 = Z.of_nat i /\ t.1.2 = Z.of_nat n) -> 0 < lam lambda i n).
    by apply: lam_ge0 => t inl t1 t2; have [_ _ [z|//]] := same t inl t1 t2; rewrite z in fn.
  suff pos' : 0 < rv (lambda_sign (state_weight (state i)) (nth Zero (state_face (state i)) n)) * v i * u i n.
    by split=> [|_ /gt lt]; [rewrite mulr_ge0 // ltW|rewrite mulr_gt0].
  exact: product_positive (faceP ic i xn) (weightP ic i) fn w0.
have L0 (i : 'I_D) : 0 <= L i by rewrite sumr_ge0 // => n _; have [] := term i n.
have := no_stationary st bb pos block zsum; rewrite -dy => le.
have S0 : 0 <= \sum_i L i by rewrite sumr_ge0.
case/orP: contra => [|/andP[]].
  by rewrite (rv_gt0 R) => gt; move: (lt_le_trans gt le); rewrite oppr_gt0 ltNge S0.
rewrite (rv_eq0 R) => /eqP z0 /List.existsb_exists[t [inl stt]].
have [i [n [tE1 tE2 w0 xn _]]] := fitsP t inl.
have nz : nth Zero (state_face (state i)) n <> Zero.
  move: stt; rewrite /lambda_strict; case: (t) tE1 tE2 => [[k m] a] /= -> ->; rewrite !list_nth !Nat2Z.id => nz zz.
  by rewrite zz in nz.
have Li : 0 < L i.
  rewrite /L (bigD1 n) //= ltr_paddr //; first by rewrite sumr_ge0 // => n' _; have [] := term i n'.
  by have [_] := term i n; apply=> //; exists t.
move: le; rewrite z0 oppr_ge0 leNgt => /negP; apply.
by rewrite (bigD1 i) //= ltr_paddr // sumr_ge0.
Qed.
End Rule.
End Directions.
