(* The point of a choice of faces and signs is a local minimum in it (soundness.md 27, Point). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Unreduced Model Form Rules Bridge Nearby Points KinkForm
  PointRules KinkRules UnitChoices MinimaForm MinimaRules FaceRules LocalMinimaForm LocalMinimaRules LocalMinimaClaims
  SoundUnitCells SoundNetwork SoundForms SoundGradient SoundPoint SoundKinkPoints OneHidden CellMinima SoundSignTree
  SoundMinimaChoice WorstClaims FaceMinima SoundFaceDirections.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope seq_scope.
Local Open Scope ring_scope.

Lemma firstnE T n (s : seq T) : List.firstn n s = take n s.
Proof. by elim: n s => [|n IH] [|a s] //=; rewrite IH. Qed.
Lemma same_signP s t : same_sign s t -> s = t.
Proof. by case: s; case: t. Qed.

Lemma last_place (m j : nat) (b : bool) : ~~ (j < m)%N -> (j < (if b then m.+1 else m))%N -> j = m.
Proof. by case: b => /negP ge jd; reckon. Qed.

Section Point.
Variables (R : realFieldType) (net : instance).
Notation rv := (@rv R).
Notation N := (sample_size net).
Notation D := (layer_size net 1).
Notation dd := (column_size net).
Notation xs := (columns_of_net net).
Hypothesis samples_formed : forall n, (n < N)%N -> size (column net n) = dd.
Hypotheses (L2 : layers net = 2%N) (one : layer_size net 2 = 1%N) (squares : huber net = None).
Hypothesis full_of : forall z, Form.count z = solution_size net -> full_size net z.

(* A state for each unit: its point has the signs of its face. *)
Variable own : seq face_state.
Notation state i := (nth no_state own i).
Hypotheses (size_own : size own = D) (size_faces : forall i, (i < D)%N -> size (state_face (state i)) = N).
Hypothesis signs_of_points : forall (i : 'I_D) (n : 'I_N), seen R n ->
  sign_of (dot (point_of_row R (state_point (state i))) n) = nth Zero (state_face (state i)) n.

Lemma sign_of_valueE q : sign_of_value q = sign_of (rv q).
Proof. by rewrite /sign_of_value (rv_eq0 R) (rv_lt0 R) /sign_of; case: ltrgt0P. Qed.
Lemma sign_of_opp (x : R) : sign_of (- x) = times_sign Minus (sign_of x).
Proof. by rewrite /sign_of oppr_gt0 oppr_eq0; case: ltrgt0P. Qed.
Lemma times_minus s : times_sign Minus (times_sign Minus s) = s. Proof. by case: s. Qed.
Lemma sign_of_weight q : sign_of (rv (q_of_sign q)) = q.
Proof.
by rewrite (rv_sign R) /sign_of; case: q; rewrite /= ?ltr01 ?ltxx ?eqxx ?ltr0N1 ?oppr_eq0 ?oner_eq0.
Qed.

Variables (z : seq Q) (ks : seq kink) (l : Q).
Hypothesis decided : point_decides net xs own z ks = Some l.
Notation p := (parameters_of net own z).
Let blocks := solution_blocks net z.
Let table := Arithmetic.map2 row_of_block own blocks.

Lemma decidedP : [/\ full_size net z, all2 (block_inside xs) own blocks, local_minimum_rule net p ks & loss_at net p = l].
Proof.
move: decided; rewrite /point_decides; case: ifP => // /andP[/andP[/Z.eqb_eq cz ins] lm] [<-]; split=> //; exact: full_of.
Qed.

Lemma point_free : free (c_at R net p).
Proof.
case B: (bias net); [by left|right=> k]; apply/matrixP => i j; by rewrite !mxE /shift /parameters_of B /= rv0.
Qed.

Lemma size_table : size table = D.
Proof. by have [fz _ _ _] := decidedP; rewrite size_map2 ?size_blocks. Qed.
Lemma nth_table (i : 'I_D) : nth [::] table i = row_of_block (state i) (nth [::] blocks i).
Proof. by have [fz _ _ _] := decidedP; rewrite (@nth_map2 _ _ _ _ _ _ _ no_state [::]) ?size_blocks ?size_own. Qed.
Lemma point_row (i : 'I_D) j : (j < dd)%N -> row_of (W_at R net p) (c_at R net p) i j = rv (nth q0 (nth [::] table i) j).
Proof.
move=> jd; have it : (i < size table)%N by rewrite size_table.
rewrite /row_of /vector; case: insubP => [k kd kj|ge].
  rewrite mxE /weight /entry_of !list_nth /= -/table -[List.map _ table]/(map _ table) (nth_map [::]) // firstnE nth_take //.
  by rewrite kj.
have jE : j = layer_size net 0.
  exact: last_place ge jd.
have B : bias net.
  by apply/negPn/negP => /negPf nb; move: ge jd; rewrite /column_size nb => /negP.
rewrite mxE /shift /parameters_of B /= list_nth -/table -[List.map _ table]/(map _ table) (nth_map [::]) //.
by rewrite list_nth -jE.
Qed.

Lemma point_dot (i : 'I_D) (n : 'I_N) : dot (row_of (W_at R net p) (c_at R net p) i) n = dot (point_of_row R (nth [::] table i)) n.
Proof. by apply: eq_bigr => j _; rewrite point_row. Qed.

Lemma block_sign (i : 'I_D) (n : 'I_N) : seen R n -> state_weight (state i) <> Zero ->
  sign_of (dot (point_of_row R (nth [::] blocks i)) n) = times_sign (state_weight (state i)) (nth Zero (state_face (state i)) n).
Proof.
move=> sn w0; have [fz ins _ _] := decidedP; have /(all2_nth no_state [::])[_ H] := ins.
have := H i; rewrite size_own => /(_ (ltn_ord i)); rewrite /block_inside.
have value : rv (dot_over (nth [::] blocks i) (nth [::] xs n)) = dot (point_of_row R (nth [::] blocks i)) n by exact: dot_zf.
case Ew: (state_weight (state i)) w0 => // _ => /(all2_nth Zero [::])[_ K].
all: have := K n; rewrite size_faces // => /(_ (ltn_ord n)); rewrite (@unseenP R net samples_formed _ (ltn_ord n) n) // sn /=.
all: by rewrite sign_of_valueE value => /same_signP.
Qed.

Lemma point_sign (i : 'I_D) (n : 'I_N) : seen R n ->
  sign_of (dot (point_of_row R (nth [::] table i)) n) = nth Zero (state_face (state i)) n.
Proof.
move=> sn; rewrite nth_table /row_of_block; have := block_sign sn (i := i); case: (state_weight (state i)) => H.
- by rewrite H.
- exact: signs_of_points.
have -> : dot (point_of_row R (List.map Qopp (nth [::] blocks i))) n = - dot (point_of_row R (nth [::] blocks i)) n.
  have [fz _ _ _] := decidedP; rewrite /CellMinima.dot /ldot -sumrN; apply: eq_bigr => j _; rewrite -mulrN; congr (_ * _).
  rewrite /point_of_row -[List.map _ _]/(map _ _) (nth_map q0) ?size_block // -[LHS]/(rv _) -[X in _ = - X]/(rv _); exact: rvN.
by rewrite sign_of_opp H // times_minus.
Qed.

Theorem point_decides_sound : holds_minimum_of (rv l) (own_choice net own).
Proof.
have [fz ins lm lE] := decidedP; have fc := point_free.
have pr : proper (huber_at R net) by rewrite /huber_at squares.
exists (W_at R net p), (c_at R net p); split.
  split=> //; first exact: local_minimum_sound pr fc L2 lm.
  by rewrite -lE; exact: esym (loss_atE R net p).
split=> [i n sn|i k].
  by rewrite preactivationE // point_dot point_sign.
rewrite mxE /weight /entry_of !list_nth /= (single_ord k one) /= -[List.map _ own]/(map _ own) (nth_map no_state) ?size_own //.
exact: sign_of_weight.
Qed.
End Point.
