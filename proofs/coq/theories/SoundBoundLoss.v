(* An accepted bound tree: no weights of the network of Model.v, over any ordered field, have a smaller loss (format.md 5.33). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model BoundForm Form Rules Bridge Points PointRules BoundTree
  SoundNetwork SoundForms SoundPatterns SoundGradient SoundPoint SoundBound SoundBoundTree.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- lists --- *)

Lemma size_repeat T (a : T) n : size (List.repeat a n) = n.
Proof. by elim: n => //= n ->. Qed.
Lemma nth_repeat T (a x : T) n i : (i < n)%N -> List.nth i (List.repeat a n) x = a.
Proof. by elim: n i => // n IH [|i] //= lt; exact: IH. Qed.

Section Lists.
Variable R : realFieldType.
Notation rv := (@rv R).

Lemma rv_dot x z : size x = size z -> rv (qdot x z) = \sum_(j < size z) rv (List.nth (nat_of_ord j) x q0) * rv (List.nth (nat_of_ord j) z q0).
Proof.
move=> sz; rewrite /SoundNetwork.rv qdot_sum // rmorph_sum; apply: eq_bigr => j _.
by rewrite rmorphM !list_nth.
Qed.

Lemma rv_int z : rv (Qmake z 1) = (iz z)%:~R.
Proof. by rewrite /SoundNetwork.rv /q2r /= divr1 rmorph_int. Qed.

Lemma rv_qsum x : rv (qsum x) = \sum_(j < size x) rv (List.nth (nat_of_ord j) x q0).
Proof.
elim: x => [|a x IH]; first by rewrite big_ord0 rv0.
by rewrite /qsum /= rvD big_ord_recl /= -IH.
Qed.

Lemma all_zero x : all qis0 x = [forall j : 'I_(size x), rv (List.nth j x q0) == 0].
Proof.
apply/(all_nthP q0)/forallP => [H j|H j lt].
  by rewrite -(rv_eq0 R) list_nth; exact: H.
by have := H (Ordinal lt); rewrite -(rv_eq0 R) list_nth.
Qed.

(* sum of k_n x_n = 0, for rows that are multiples *)
Lemma dependencyP (rs : seq (seq Q)) zs k : integral_rows false rs = Some zs -> lengths_are (size k) rs ->
  dependency zs k -> forall j, (j < size rs)%N ->
  \sum_(n < size k) rv (List.nth (nat_of_ord n) k q0) * rv (List.nth (nat_of_ord n) (List.nth j rs [::]) q0) = 0.
Proof.
move=> /integral_rows_sound[szz [lam [lam0 [szs zE]]]] len; rewrite /dependency.
case Ez: (integral false k) => [z|] //; have [sz [mu [mu0 kE]]] := integral_sound Ez.
move=> /(all_nthP [::]) H j lt; have {}H := H j; rewrite szz in H; have /Z.eqb_eq D0 := H lt.
have szj : size (nth [::] zs j) = size z by rewrite szs sz (lengths_areP len).
have : \sum_(n < size k) q2r (nth q0 k n) * q2r (nth q0 (nth [::] rs j) n) = 0.
  apply: (mulfI (mulf_neq0 (lam0 j) mu0)); rewrite mulr0.
  have := congr1 (fun i => (iz i)%:~R : rat) D0; rewrite /= dot_sum // sz rmorph_sum => E0.
  rewrite -[RHS]E0 mulr_sumr; apply: eq_bigr => n _; rewrite rmorphM /= kE -[iz (nth Z0 (nth [::] zs j) n)]/(entry zs j n) zE.
  by ring.
move=> /(congr1 (ratr : rat -> R)); rewrite rmorph_sum rmorph0 => E0; rewrite -[RHS]E0.
by apply: eq_bigr => n _; rewrite rmorphM !list_nth.
Qed.
End Lists.

(* --- the loss of one hidden layer, one output and squares --- *)

Section Loss.
Variables (R : realFieldType) (N : nat) (d : nat -> nat).
Variables (s : R) (E : forall k, 'M[R]_(d k, N)) (X : 'M[R]_(d 0, N)) (t : 'I_N -> R) (k0 : 'I_(d 2)).
Hypothesis one : forall k, k = k0.

(* Outputs without the bias of the output *)
Definition unit_sum (W : weights R d) (c : shifts R d) n : R :=
  \sum_i W 1%N k0 i * (E 1 i n * phi s (at_sum s E X W c 0 i n)).

Lemma out_units l (k : 'I_(d l.+1)) n W c : l = 1%N -> out l s E X W c k n = unit_sum W c n + c 1%N k0 0.
Proof.
move=> l1; subst l; rewrite (one k) outE at_sumE; congr (_ + _).
by apply: eq_bigr => i _; rewrite V_atS.
Qed.

Lemma squared_loss l (y : 'M[R]_(d l.+1, N)) W c : l = 1%N -> (forall k n, y k n = t n) ->
  loss s E X y None W c = N%:R^-1 * (\sum_n (unit_sum W c n + c 1%N k0 0 - t n) ^+ 2 / 2%:R).
Proof.
move=> l1 yE; rewrite /loss; congr (_ * _); apply: eq_bigr => n _.
have k1 : 'I_(d l.+1) by rewrite l1.
rewrite (bigD1 k1) //= big1 ?addr0 => [|k]; last first.
  by subst l; rewrite (one k) (one k1) eqxx.
by rewrite ell_squares // yE out_units.
Qed.
End Loss.

(* --- the rule --- *)

Section Network.
Variables (R : realFieldType) (net : instance).
Hypothesis len : lengths_are (layer_size net 0) (inputs net).
Notation rv := (@rv R).
Notation N := (sample_size net).
Notation dd := (column_size net).
Definition columns_at : 'M[R]_(dd, N) := \matrix_(j, n) rv (List.nth j (column net n) q0).
Notation X := columns_at.

Lemma size_column (n : 'I_N) : size (column net n) = dd.
Proof.
rewrite /column /column_size; case: (bias net); first exact: size_tab.
by rewrite list_nth (lengths_areP len).
Qed.

Lemma zero_column (n : 'I_N) : all qis0 (column net n) = (col n X == 0).
Proof.
rewrite (all_zero R) size_column; apply/forallP/eqP => [H|H j].
  by apply/matrixP=> j c; rewrite !mxE; exact/eqP/H.
by have := congr1 (fun M : 'cV_dd => M j 0) H; rewrite /= !mxE => ->.
Qed.

Definition unit_row (W : weights R (layer_size net)) (c : shifts R (layer_size net)) (i : 'I_(layer_size net 1)) : 'rV[R]_dd :=
  \row_j vector (W 0%N i) (c 0%N i 0) j.

Lemma unit_rowE W c i n : free c ->
  sum_at X (unit_row W c i) n = at_sum (s_at R net) (E_at R net) (X_at R net) W c 0 i n.
Proof.
move=> fc; rewrite first_sum -column_dot /ldot; last exact: bias_or_0.
by rewrite /sum_at mxE; apply: eq_bigr => j _; rewrite !mxE mulrC list_nth.
Qed.

Lemma one_output : one_hidden_squares net -> [/\ last_hidden net = 1%N, layer_size net 2 = 1%N & huber_at R net = None].
Proof.
case/andP=> /andP[/PeanoNat.Nat.eqb_eq L2 /PeanoNat.Nat.eqb_eq out1]; move=> /squares_huber; rewrite /huber_at => -> /=.
have L : last_hidden net = 1%N by rewrite /last_hidden L2.
by split=> //; move: out1; rewrite /output_count L.
Qed.

Lemma targets_at k n : y_at R net k n = rv (target net n 0) \/ output_count net <> 1%N.
Proof.
rewrite y_atE; case: (PeanoNat.Nat.eq_dec (output_count net) 1) => [o|]; [left|by right].
have : (k < 1)%N by rewrite -[X in (_ < X)%N]o; exact: ltn_ord.
by rewrite ltnS leqn0 => /eqP ->.
Qed.

Definition outputs_with W c (v : 'I_(layer_size net 1) -> R) (b : R) (n : 'I_N) : R :=
  \sum_i v i * (E_at R net 1 i n * phi (s_at R net) (sum_at X (unit_row W c i) n)) + b.

Lemma loss_of_units W c : one_hidden_squares net -> free c -> exists v b,
  [/\ bias net \/ b = 0, forall k n, out (last_hidden net) (s_at R net) (E_at R net) (X_at R net) W c k n = outputs_with W c v b n &
      @loss_over R net W c = N%:R^-1 * (\sum_n (outputs_with W c v b n - rv (target net n 0)) ^+ 2 / 2%:R)].
Proof.
move=> oh fc; have [L d2 hu] := one_output oh; have out1 : output_count net = 1%N by rewrite /output_count L.
have lt : (0 < layer_size net 2)%N by rewrite d2.
pose k0 := Ordinal lt.
have one (k : 'I_(layer_size net 2)) : k = k0.
  by apply: val_inj => /=; have := ltn_ord k; rewrite [X in (_ < X)%N]d2; case: (nat_of_ord k).
have sumE n : unit_sum (s_at R net) (E_at R net) (X_at R net) k0 W c n + c 1%N k0 0 =
    outputs_with W c (fun i => W 1%N k0 i) (c 1%N k0 0) n.
  by congr (_ + _); apply: eq_bigr => i _; rewrite unit_rowE.
exists (fun i => W 1%N k0 i), (c 1%N k0 0); split=> [|k n|].
- by case: fc => [?|->]; [left|right; rewrite mxE].
- by rewrite -sumE; exact: out_units.
rewrite /loss_over hu (@squared_loss R N _ _ _ _ (fun n => rv (target net n 0)) k0 one _ _ _ _ L) => [|k n]; last first.
  by case: (targets_at k n).
by congr (_ * _); apply: eq_bigr => n _; rewrite sumE.
Qed.

Lemma rows_dependent zs k (j : 'I_dd) :
  integral_rows false (tab dd (fun j => map (fun x => List.nth j x q0) (tab N (column net)))) = Some zs ->
  dependency zs k -> size k = N -> \sum_(n < N) rv (List.nth (nat_of_ord n) k q0) * X j n = 0.
Proof.
move=> Ez dep szk; have lenr : lengths_are (size k) (tab dd (fun j => map (fun x => List.nth j x q0) (tab N (column net)))).
  apply/(all_nthP [::]) => m; rewrite size_tab => lt; rewrite -list_nth nth_tab //.
  by apply/PeanoNat.Nat.eqb_eq; rewrite -[length _]/(size _) size_map size_tab szk.
have := dependencyP R Ez lenr dep (j := j); rewrite size_tab szk => /(_ (ltn_ord j)) S0.
rewrite -[RHS]S0; apply: eq_bigr => n _; rewrite mxE nth_tab //; congr (_ * rv _).
by rewrite [in RHS]list_nth (nth_map [::]) ?size_tab // -list_nth nth_tab.
Qed.

Lemma twice_samples : (iz (Z.mul 2 (samples net)))%:~R = 2%:R * N%:R :> R.
Proof.
rewrite izM intrM; congr (_ * _).
rewrite /samples /Form.count -[RHS]/(N%:Z%:~R) /sample_size; congr (_%:~R).
by move: (length (inputs net)) => n; reckon.
Qed.

Lemma vector_bounds l mu (o : 'I_N -> R) b : vector_rule net l (tab N (fun n => target net n 0)) mu ->
  0 <= \sum_n rv (List.nth (nat_of_ord n) mu q0) * o n -> bias net \/ b = 0 ->
  rv l <= N%:R^-1 * (\sum_n (o n + b - rv (target net n 0)) ^+ 2 / 2%:R).
Proof.
case/andP=> /andP[/andP[/PeanoNat.Nat.eqb_eq szmu zs] neg] sq ge0 bb.
have {}szmu : size mu = N := szmu.
have szt : size (tab N (fun n => target net n 0)) = N by exact: size_tab.
have prod : rv (qdot mu (tab N (fun n => target net n 0))) = \sum_(n < N) rv (List.nth (nat_of_ord n) mu q0) * rv (target net n 0).
  rewrite rv_dot ?szt //; apply: eq_bigr => n _; by rewrite nth_tab.
have norm : rv (qdot mu mu) = \sum_(n < N) rv (List.nth (nat_of_ord n) mu q0) ^+ 2.
  by rewrite rv_dot // szmu; apply: eq_bigr => n _; rewrite expr2.
apply: (bounded_by_vector (mu := fun n => rv (List.nth (nat_of_ord n) mu q0))).
- by rewrite -prod -(rv_lt0 R).
- by move: sq; rewrite (rv_lt R) -leNgt !rvM prod norm -expr2 rv_int twice_samples.
rewrite (eq_bigr (fun n : 'I_N => rv (List.nth n mu q0) * o n + rv (List.nth n mu q0) * b)) => [|n _]; last by rewrite mulrDr.
rewrite big_split -mulr_suml /=; suff -> : (\sum_(n < N) rv (List.nth n mu q0)) * b = 0 by rewrite addr0.
case: bb => [bi|->]; last by rewrite mulr0.
by move: zs; rewrite bi (rv_eq0 R) rv_qsum szmu => /eqP ->; rewrite mul0r.
Qed.

Theorem bound_sound l b : bound_rule net l b -> forall W c, free c -> rv l <= @loss_over R net W c.
Proof.
case/andP=> oh; have [L d2 hu] := one_output oh.
case: ifP => [l0 _ W c fc|_].
  by move: l0; rewrite (rv_eq0 R) => /eqP ->; apply: loss_ge0; rewrite hu.
case/andP=> /andP[_ /(all_nthP [::]) vs]; case EU: (bounded_of net (bound_vectors b)) => [U|] // wk W c fc.
have [g gX] := generic_weights X.
have [v [b1 [bb _ ->]]] := loss_of_units W oh fc.
move: EU; rewrite /bounded_of; case Ez: (integral_rows _ _) => [zs|] // -[UE].
have UE' : U = BoundedUnits (slope net) (tab (layer_size net 1) (fun i => tab N (fun m => factor net 0 m i)))
    (map (List.forallb qis0) (tab N (column net))) zs (bound_vectors b) by [].
pose ths i : unit_weights R dd := (unit_row W c i, v i).
pose bounded (o : 'I_N -> R) := forall b', bias net \/ b' = 0 ->
  rv l <= N%:R^-1 * \sum_n ((o n + b' - rv (target net n 0)) ^+ 2 / 2%:R).
suff H : bounded (outputs U X (E_at R net 1) ths).
  by have := H _ bb; rewrite UE'.
apply: (walk_bounded gX _ _ _ _ _ _ _ wk) => //.
- move=> k dep szk j.
  by rewrite UE' in dep; exact: (rows_dependent j Ez dep szk).
- by rewrite UE' size_map size_tab.
- move=> n; rewrite UE' /= list_nth (nth_map [::]) ?size_tab // -list_nth nth_tab //; exact: zero_column.
- by rewrite UE' size_tab.
- by move=> i n; rewrite UE' /= !nth_tab // E_atE.
- move=> o o' same H b' bb'; have := H b' bb'.
  by rewrite (eq_bigr (fun n : 'I_N => (o' n + b' - rv (target net n 0)) ^+ 2 / 2%:R)) // => n _; rewrite same.
- move=> m o; rewrite UE' /= => lt; rewrite list_nth => ge0 b' bb'.
  exact: (vector_bounds (vs m lt) ge0 bb').
- by left.
split; first by rewrite size_repeat.
move=> i; rewrite nth_repeat //; split=> //=; first by rewrite size_repeat.
by move=> n x; rewrite nth_repeat.
Qed.
End Network.
