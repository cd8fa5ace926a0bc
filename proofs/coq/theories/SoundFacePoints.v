(* Local minima of an instance in a choice of faces and signs (soundness.md 27), from FaceMinima.v: all of one choice have one
   loss, an exchange of units of equal noise keeps it, and every loss is one of a choice. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge Nearby Points PointRules MinimaForm
  LocalMinimaForm LocalMinimaClaims SoundNetwork SoundForms SoundPoint OneHidden StrictMinima CellMinima WorstClaims
  StationaryMinima FaceMinima.
From mathcomp Require Import fingroup perm ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Instance.
Variables (R : realFieldType) (net : instance).
Hypotheses (L2 : layers net = 2%N) (one : layer_size net 2 = 1%N) (squares : huber net = None).
Notation rv := (@rv R).
Notation N := (sample_size net).
Notation D := (layer_size net 1).
Notation dd := (column_size net).
Notation X := (columns_at R net).
Notation E := (noise_at R net).
Notation s := (s_at R net).
Notation y := (@targets_at R net).
Implicit Types (W : @weights R (layer_size net)) (c : @shifts R (layer_size net)) (ch : choice net).
Implicit Types (U : 'M[R]_(D, dd)) (v : 'I_D -> R) (b : R).
Notation stationary := (stationary s E X y (bias net)).

(* --- vectors and samples --- *)

Lemma row_dot (v : nat -> R) n : ((\row_(j < dd) v j) *m X) 0 n = dot v n.
Proof. by rewrite mxE; apply: eq_bigr => j _; rewrite !mxE mulrC. Qed.
Definition entries (h : 'rV[R]_dd) (j : nat) : R := if insub j is Some a then h 0 a else 0.
Lemma dot_row (h : 'rV[R]_dd) n : dot (entries h) n = (h *m X) 0 n.
Proof. by rewrite mxE; apply: eq_bigr => j _; rewrite /entries valK mxE mulrC. Qed.

Lemma seenE n : seen R n = (col n X != 0).
Proof.
apply/idP/idP => [sn|xn]; last first.
  apply: contraNT xn => un; apply/eqP/matrixP => j k; rewrite !mxE.
  have := unseen (fun m => (m == j)%:R) un; rewrite /CellMinima.dot /ldot (bigD1 j) //= big1 => [|m mj].
    by rewrite addr0 eqxx mulr1.
  by rewrite -val_eqE /= in mj; rewrite (negPf mj) mulr0.
apply/negP => /eqP x0; have z (w : nat -> R) : dot w n = 0.
  by rewrite -row_dot; apply: void_entry.
case/orP: sn => [B|/negP[]].
  by have := @dot_split R net (fun m => (m == layer_size net 0)%:R) n; rewrite z B eqxx big1 => [|j _]; [rewrite add0r => /esym/eqP; rewrite oner_eq0|rewrite ltn_eqF // mul0r].
apply/eqP/matrixP => j k; rewrite [LHS]mxE [RHS]mxE.
have := @dot_split R net (fun m => (m == j)%:R) n; rewrite z (bigD1 j) //= eqxx mul1r big1 ?addr0 => [|m mj].
  by rewrite gtn_eqF //= if_same addr0 => <-.
by rewrite -val_eqE /= in mj; rewrite (negPf mj) mul0r.
Qed.

Lemma hidden_preactivation W c i n : allowed (bias net) c -> (hidden_of W c *m X) i n = preactivation W c i n.
Proof. by move=> al; rewrite hidden_sum // /preactivation at_sumE. Qed.

(* --- points of the one-layer problem --- *)

Lemma stationary_ext U v v' b : v =1 v' -> stationary U v b -> stationary U v' b.
Proof.
move=> E0; have oE n : error s E X y U v b n = error s E X y U v' b n.
  by congr (_ + _ - _); apply: eq_bigr => i _; rewrite E0.
have sE i h : unit_slope s E X (error s E X y U v b) U i h = unit_slope s E X (error s E X y U v' b) U i h.
  by apply: eq_bigr => n _; rewrite oE.
case=> pos zero ones; split=> [i h|i h|bs]; rewrite -?sE -?E0; [exact: pos|exact: zero|].
by rewrite -[RHS](ones bs); apply: eq_bigr => n _; rewrite oE.
Qed.

Definition loss_at_point U v b : R := N%:R^-1 * (flat_error s E X y U v b / 2%:R).

Lemma minimum_is_stationary l W c : minimum_of_loss l W c ->
  [/\ bias net || (shift_of one c == 0), stationary (hidden_of W c) (output_of one W) (shift_of one c) &
      loss_at_point (hidden_of W c) (output_of one W) (shift_of one c) = l].
Proof.
case=> al min <-; have bb : bias net || (shift_of one c == 0).
  by case: al => [->|z] //; rewrite /shift_of z mxE eqxx orbT.
split=> //; last by rewrite (loss_flat L2 one).
by apply: minimum_stationary => //; apply/(local_flat L2 one squares W al).
Qed.

Lemma stationary_gives U v b : bias net || (b == 0) -> stationary U v b -> exists W c,
  [/\ minimum_of_loss (loss_at_point U v b) W c, hidden_of W c = U & output_of one W =1 v].
Proof.
move=> bb st; pose W := weights_from U v; pose c := shifts_from U b; have al := from_free U bb.
have hE : hidden_of W c = U by exact: hidden_from.
have oE : output_of one W =1 v by exact: output_from.
have sE : shift_of one c = b by exact: shift_from.
have eE : flat_error s E X y (hidden_of W c) (output_of one W) (shift_of one c) = flat_error s E X y U v b.
  by rewrite hE sE; apply: eq_bigr => n _; rewrite (flat_output_ext _ _ _ _ _ oE).
exists W, c; split=> //; split=> //; last by rewrite (loss_flat L2 one) // eE.
apply/(local_flat L2 one squares W al); rewrite hE sE; apply: stationary_is_minimum => //.
by apply: stationary_ext st => i; rewrite oE.
Qed.

(* --- in a choice --- *)

Definition point_in ch U v : Prop := on_faces X U (fun i n => ch.1 i n) /\ of_signs v ch.2.

Lemma in_choice_point W c ch : allowed (bias net) c -> in_choice W c ch <-> point_in ch (hidden_of W c) (output_of one W).
Proof.
move=> al; split=> -[f q]; split=> [i n sn|i].
- by rewrite hidden_preactivation // f // seenE.
- exact: q.
- by rewrite -hidden_preactivation // f // -seenE.
by move=> k; rewrite -(q i) (output_unitE one k).
Qed.

Definition stationary_in ch (l : R) : Prop := exists U v b,
  [/\ bias net || (b == 0), stationary U v b, point_in ch U v & loss_at_point U v b = l].

Lemma holds_stationary l ch : holds_minimum_of l ch <-> stationary_in ch l.
Proof.
split=> [[W [c [min ic]]]|[U [v [b [bb st [f q] <-]]]]].
  have [al _ _] := min; have [bb st lE] := minimum_is_stationary min.
  by exists (hidden_of W c), (output_of one W), (shift_of one c); split=> //; apply/in_choice_point.
have [W [c [min hE oE]]] := stationary_gives bb st; have [al _ _] := min.
exists W, c; split=> //; apply/in_choice_point => //; split; first by rewrite hE.
by move=> i; rewrite oE.
Qed.

Lemma same_signs_in ch U v U' v' : point_in ch U v -> point_in ch U' v' ->
  (forall i n, sign_of ((U *m X) i n) = sign_of ((U' *m X) i n)) /\ forall i, sign_of (v i) = sign_of (v' i).
Proof.
case=> f q [f' q']; split=> [i n|i]; last by rewrite q q'.
have [x0|xn] := eqVneq (col n X) 0; last by rewrite f ?f'.
by rewrite !void_row.
Qed.

Theorem one_loss ch l l' : stationary_in ch l -> stationary_in ch l' -> l = l'.
Proof.
case=> U [v [b [bb st ic <-]]] [U' [v' [b' [bb' st' ic' <-]]]].
have [sU sv] := same_signs_in ic ic'; have same := choice_outputs st st' bb bb' sU sv.
by congr (_ * (_ / _)); apply: eq_bigr => n _; rewrite same.
Qed.

Lemma stationary_exchanged ch ch' l : exchanged_choice R ch ch' -> stationary_in ch l -> stationary_in ch' l.
Proof.
case=> p [rows_same H] [U [v [b [bb st [f q] <-]]]].
exists (exchanged_rows p U), (fun i => v (p i)), b; split=> //.
- exact: exchanged_stationary.
- split=> [i n xn|i]; last by have [-> _] := H i; exact: q.
  by have [_ ->] := H i; rewrite ?seenE // exchanged_sum f.
by congr (_ * (_ / _)); apply: eq_bigr => n _; rewrite exchanged_output.
Qed.

(* A vector that is orthogonal to no sample; there is one, as there are cells. *)
Theorem minimum_in_choice l W c (v : nat -> R) : (forall n, seen R n -> dot (net := net) v n != 0) -> minimum_of_loss l W c ->
  exists2 ch : choice net, is_choice R ch & stationary_in ch l.
Proof.
move=> off min; have [bb st lE] := minimum_is_stationary min.
have hn n : col n X != 0 -> ((\row_(j < dd) v j) *m X) 0 n != 0 by rewrite -seenE row_dot => /off.
have [U [st' same offU]] := idle_into_cells st hn.
exists (fun i n => sign_of ((U *m X) i n), fun i => sign_of (output_of one W i)).
  move=> i; have fa : is_face R (fun n => sign_of ((U *m X) i n)).
    by exists (entries (row i U)) => n _; rewrite dot_row row_mulE.
  split=> //= z; split=> // n sn; have v0 : output_of one W i = 0 by apply/eqP; rewrite sign_of_eq0 z.
  have := offU i n v0; rewrite -seenE => /(_ sn); by rewrite sign_of_eq0; case: (sign_of _).
exists U, (output_of one W), (shift_of one c); split=> //.
by rewrite -lE; congr (_ * (_ / _)); apply: eq_bigr => n _; rewrite same.
Qed.
End Instance.
