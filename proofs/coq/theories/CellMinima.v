(* The local minima of one hidden layer inside a cell (soundness.md 24): there is one if and only if the normal equations
   have a solution with the signs of the cell, and all have the same outputs. Over any ordered field, about the network of
   Points.v. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge Nearby Points PointRules MinimaForm
  SoundNetwork SoundForms.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma sum_single (R : zmodType) m (k0 : 'I_m) (F : 'I_m -> R) : m = 1%N -> \sum_k F k = F k0.
Proof. by move=> m1; subst m; rewrite big_ord1 (ord1 k0). Qed.

Lemma single_ord m (k0 : 'I_m) : m = 1%N -> nat_of_ord k0 = 0%N.
Proof. by move=> m1; subst m; rewrite (ord1 k0). Qed.

Section Cells.
Variables (R : realFieldType) (net : instance).
Notation rv := (@rv R).
Notation N := (sample_size net).
Notation d := (layer_size net).
Notation dd := (column_size net).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Implicit Types (W D : weights R d) (c b : shifts R d) (i : 'I_(d 1)) (n : 'I_N) (v : nat -> R).

(* --- the network of the instance, with one hidden layer: its loss, its local minima, its preactivations --- *)

Definition wished : 'M[R]_(d 2, N) := \matrix_(k, n) rv (target net n k).
Definition loss_with W c : R := loss (l := 1) s E X wished None W c.
Definition is_minimum W c : Prop := allowed (bias net) c /\ local_minimum (l := 1) s E X wished None (bias net) W c.
Definition preactivation W c : 'M[R]_(d 1, N) := at_sum s E X W c 0.
(* The input of the layer, with the 1 for a bias, is not zero. *)
Definition seen n : bool := bias net || (col n X != 0).

Definition sign_value (q : sign) : R := match q with Plus => 1 | Zero => 0 | Minus => -1 end.
Definition sign_of (x : R) : sign := if 0 < x then Plus else if x == 0 then Zero else Minus.

(* A choice of sides of the samples for every unit, and of signs of the output weights; what it says of samples that are
   not seen does not matter. *)
Definition sides := 'I_(d 1) -> 'I_N -> bool.
Implicit Types (t : sides) (q : 'I_(d 1) -> sign).

Definition on_sides W c t : Prop := forall i n, seen n -> preactivation W c i n != 0 /\ t i n = (0 < preactivation W c i n).
Definition in_cell W c t q : Prop := on_sides W c t /\ forall i k, sign_of (W 1%N k i) = q i.

(* --- vectors with an entry for a bias --- *)

Definition dot v n : R := ldot dd (column net n) v.
Definition row_of W c i : nat -> R := vector (fun j => W 0%N i j) (c 0%N i 0).

Lemma dot_mix a v a' (w : nat -> R) n : dot (fun j => a * v j + a' * w j) n = a * dot v n + a' * dot w n.
Proof. by rewrite /dot /ldot !mulr_sumr -big_split; apply: eq_bigr => j _ /=; ring. Qed.
Lemma dot_scale a v n : dot (fun j => a * v j) n = a * dot v n.
Proof. by rewrite /dot /ldot mulr_sumr; apply: eq_bigr => j _; ring. Qed.

Lemma vector_self v j : (j < dd)%N ->
  vector (fun k : 'I_(d 0) => v (nat_of_ord k)) (if bias net then v (d 0) else 0) j = v j.
Proof.
rewrite /column_size -/(layer_size net 0) /vector => lt; case: insubP => [k _ <- //|]; rewrite -leqNgt => ge.
case: (bias net) lt => lt; last by move: (leq_trans lt ge); rewrite ltnn.
by congr v; apply/eqP; rewrite eqn_leq ge -ltnS lt.
Qed.
Lemma dot_split v n : dot v n = \sum_j v (nat_of_ord j) * X j n + (if bias net then v (d 0) else 0).
Proof.
have ab : bias net \/ (if bias net then v (d 0) else 0) = 0 :> R by case: (bias net); [left|right].
rewrite -(column_dot (fun j => v (nat_of_ord j)) n ab); apply: eq_bigr => j _; congr (_ * _).
by rewrite vector_self.
Qed.

Lemma preactivationE W c i n : allowed (bias net) c -> preactivation W c i n = dot (row_of W c i) n.
Proof.
move=> al; rewrite /dot column_dot; first by rewrite /preactivation at_sumE.
by case: al => [?|->]; [left|right; rewrite mxE].
Qed.

Lemma unseen v n : ~~ seen n -> dot v n = 0.
Proof.
rewrite negb_or negbK dot_split => /andP[/negPf -> /eqP x0]; rewrite addr0 big1 // => j _.
by have /matrixP/(_ j 0) := x0; rewrite [col n X j 0]mxE [RHS]mxE => ->; rewrite mulr0.
Qed.

(* Weights from a vector for each unit, output weights and an output bias *)
Definition W_of (v : 'I_(d 1) -> nat -> R) (p : 'I_(d 1) -> R) : weights R d := fun k =>
  match k return 'M[R]_(d k.+1, d k) with
  | 0%N => \matrix_(i, j) v i (nat_of_ord j)
  | 1%N => \matrix_(k, i) p i
  | _ => 0
  end.
Definition c_of (v : 'I_(d 1) -> nat -> R) (b : R) : shifts R d := fun k =>
  match k return 'cV[R]_(d k.+1) with
  | 0%N => \col_i (if bias net then v i (d 0) else 0)
  | 1%N => \col_k (if bias net then b else 0)
  | _ => 0
  end.
Lemma c_allowed (v : 'I_(d 1) -> nat -> R) (b : R) : allowed (bias net) (c_of v b).
Proof.
case B: (bias net); [by left|right=> k]; apply/matrixP => i j.
by case: k i => [|[|k]] i; rewrite !mxE ?B.
Qed.
Lemma dot_W_of (v : 'I_(d 1) -> nat -> R) p (b : R) i n : dot (row_of (W_of v p) (c_of v b) i) n = dot (v i) n.
Proof.
rewrite [LHS]column_dot; last by case B: (bias net); [left|right; rewrite mxE B].
by rewrite dot_split; congr (_ + _); [apply: eq_bigr => j _; rewrite mxE|rewrite mxE].
Qed.

(* --- the outputs of a choice of sides --- *)

Definition side_slope t i n : R := E 1%N i n * (if t i n then 1 else s).
Definition fit t (z : 'I_(d 1) -> nat -> R) (b : R) n : R := \sum_i side_slope t i n * dot (z i) n + b.

Lemma phi_side (side : bool) (x h : R) : x != 0 -> side = (0 < x) ->
  phi s x = (if side then 1 else s) * x /\ dphi s x h = (if side then 1 else s) * h.
Proof. by move=> x0 ->; rewrite /dphi /phi (negPf x0) lt_def x0. Qed.

Lemma on_sidesE W c t i n : allowed (bias net) c -> on_sides W c t ->
  E 1%N i n * phi s (preactivation W c i n) = side_slope t i n * dot (row_of W c i) n.
Proof.
move=> al on; rewrite preactivationE // /side_slope -mulrA; congr (_ * _).
have [sn|/unseen z] := boolP (seen n); last by rewrite z phi0 mulr0.
by have [ne sE] := on i n sn; rewrite preactivationE // in ne sE; have [-> _] := phi_side 0 ne sE.
Qed.
Lemma on_sides_dphi W c t v i n : allowed (bias net) c -> on_sides W c t ->
  E 1%N i n * dphi s (preactivation W c i n) (dot v n) = side_slope t i n * dot v n.
Proof.
move=> al on; rewrite preactivationE // /side_slope -mulrA; congr (_ * _).
have [sn|u] := boolP (seen n); last by rewrite !(unseen _ u) dphi_self phi0 mulr0.
by have [ne sE] := on i n sn; rewrite preactivationE // in ne sE; have [_ ->] := phi_side (dot v n) ne sE.
Qed.

Variable k0 : 'I_(d 2).
Hypothesis one : d 2 = 1%N.

Lemma out_sides W c t n : allowed (bias net) c -> on_sides W c t ->
  out 1 s E X W c k0 n = fit t (fun i j => W 1%N k0 i * row_of W c i j) (c 1%N k0 0) n.
Proof.
move=> al on; rewrite outE at_sumE; congr (_ + _); apply: eq_bigr => i _.
rewrite V_atS -/(preactivation W c) (on_sidesE i n al on) dot_scale; ring.
Qed.

Lemma loss_sides W c t : allowed (bias net) c -> on_sides W c t -> loss_with W c =
  N%:R^-1 * \sum_n (fit t (fun i j => W 1%N k0 i * row_of W c i j) (c 1%N k0 0) n - rv (target net n 0)) ^+ 2 / 2%:R.
Proof.
move=> al on; rewrite /loss_with /loss; congr (_ * _); apply: eq_bigr => n _.
rewrite (sum_single k0 _ one) ell_squares // (out_sides n al on) mxE.
by rewrite (single_ord k0 one).
Qed.

(* --- solutions of the normal equations --- *)

Definition residual_of t z (b : R) n : R := fit t z b n - rv (target net n 0).
Definition solves t z (b : R) : Prop :=
  [/\ bias net || (b == 0), forall i v, \sum_n residual_of t z b n * (side_slope t i n * dot v n) = 0 &
      bias net -> \sum_n residual_of t z b n = 0].
Definition signed t q (z : 'I_(d 1) -> nat -> R) : Prop := forall i,
  match q i with
  | Zero => forall j, z i j = 0
  | _ => forall n, seen n -> 0 < sign_value (q i) * (if t i n then 1 else -1) * dot (z i) n
  end.

Lemma orthogonal_fit t z (b : R) z' (b' : R) : solves t z b -> bias net || (b' == 0) ->
  \sum_n residual_of t z b n * fit t z' b' n = 0.
Proof.
case=> _ rows ones bb; under eq_bigr => n _ do rewrite /fit mulrDr mulr_sumr; rewrite big_split /= exchange_big /=.
rewrite big1 ?add0r => [|i _]; last exact: rows.
by rewrite -mulr_suml; case/orP: bb => [/ones ->|/eqP ->]; rewrite ?mul0r ?mulr0.
Qed.

(* All have the same outputs. *)
Theorem same_outputs t z (b : R) z' (b' : R) : solves t z b -> solves t z' b' -> forall n, fit t z b n = fit t z' b' n.
Proof.
move=> H H'; have [bb _ _] := H; have [bb' _ _] := H'.
have : \sum_n (fit t z b n - fit t z' b' n) ^+ 2 == 0.
  rewrite (eq_bigr (fun n => residual_of t z b n * fit t z b n - residual_of t z b n * fit t z' b' n -
    (residual_of t z' b' n * fit t z b n - residual_of t z' b' n * fit t z' b' n))); last first.
    by move=> n _; rewrite /residual_of; ring.
  by rewrite !sumrB !(orthogonal_fit _ H) // !(orthogonal_fit _ H') // !subr0.
rewrite psumr_eq0 => [|n _]; last exact: sqr_ge0.
by move=> /allP H0 n; apply/eqP; rewrite -subr_eq0 -sqrf_eq0; exact: H0 (mem_index_enum n).
Qed.

(* --- a solution gives a minimum --- *)

Lemma near_on_sides W c t : allowed (bias net) c -> on_sides W c t ->
  near (@within R d 1 (bias net) W c) (fun w => on_sides w.1 w.2 t).
Proof.
move=> al on; have := near_same_signs 1 s E X (bias net) W c; apply: near_imp => w sw i n sn.
have [ne ->] := on i n sn; have [|lt ne'] := sw 0%N _ i n ne; first by [].
by split=> //; rewrite !lt_def ne ne' lt.
Qed.

Theorem solution_minimum W c t (b : R) : allowed (bias net) c -> on_sides W c t ->
  solves t (fun i j => W 1%N k0 i * row_of W c i j) b -> c 1%N k0 0 = b -> is_minimum W c.
Proof.
move=> al on sol cb; split=> //; apply: near_local_minimum.
have near_al : near (@within R d 1 (bias net) W c) (fun w => allowed (bias net) w.2).
  by exists 1; split=> [|w []] //; exact: ltr01.
apply: near_imp (near_and (@within_le R d 1 (bias net) W c) near_al (near_on_sides al on)) => -[W' c'] [/= al' on'].
apply: loss_convex => //; rewrite (eq_bigr (fun n => residual_of t (fun i j => W 1%N k0 i * row_of W c i j) b n *
    fit t (fun i j => W' 1%N k0 i * row_of W' c' i j) (c' 1%N k0 0) n -
  residual_of t (fun i j => W 1%N k0 i * row_of W c i j) b n * fit t (fun i j => W 1%N k0 i * row_of W c i j) b n)); last first.
  move=> n _; rewrite (sum_single k0 _ one) (out_sides n al on) (out_sides n al' on') cb -mulrBr; congr (_ * _).
  rewrite /residual /clip (out_sides n al on) cb mxE /residual_of.
  by rewrite (single_ord k0 one).
have [bb _ _] := sol; rewrite sumrB !(orthogonal_fit _ sol) // ?subr0 ?lexx //.
by case: al' => [->|->] //; rewrite mxE eqxx orbT.
Qed.

(* --- and a minimum is a solution --- *)

Section Necessary.
Variables (W : weights R d) (c : shifts R d) (t : sides).
Hypotheses (on : on_sides W c t) (min : is_minimum W c).
Let al : allowed (bias net) c := min.1.
Let z i j := W 1%N k0 i * row_of W c i j.
Let e n := residual_of t z (c 1%N k0 0) n.

Lemma residual_sides k n : residual s E X wished None W c k n = e n.
Proof.
have -> : k = k0 by apply: val_inj => /=; rewrite (single_ord k0 one) (single_ord k one).
rewrite /residual /clip (out_sides n al on) mxE /e /residual_of.
by rewrite (single_ord k0 one).
Qed.

(* Nothing descends. *)
Lemma no_descent (v : 'I_(d 1) -> nat -> R) p (b : R) : 0 <= \sum_n e n * (fit t (fun i j => p i * row_of W c i j + W 1%N k0 i * v i j) 0 n + (if bias net then b else 0)).
Proof.
rewrite leNgt; apply/negP => neg; have [_ [ep [ep0 low]]] := min.
have Npos : 0 < N%:R :> R.
  rewrite ltr0n lt0n; apply/eqP => N0; move: neg; rewrite big1 ?ltxx // => n.
  by have : (nat_of_ord n < 0)%N by rewrite -N0.
pose D := W_of v p; pose B := c_of v b; have aB : allowed (bias net) B by exact: c_allowed.
have pr : proper (None : option R) by [].
have := loss_one_sided s E X wished pr W D c B.
have -> : \sum_n \sum_k residual s E X wished None W c k n * dU s E X W D c B 1 k n =
    \sum_n e n * (fit t (fun i j => p i * row_of W c i j + W 1%N k0 i * v i j) 0 n + (if bias net then b else 0)).
  apply: eq_bigr => n _; rewrite (sum_single k0 _ one) residual_sides; congr (_ * _).
  rewrite [dU _ _ _ _ _ _ _ _ _ _]mxE /fit addr0; congr (_ + _); last by rewrite mxE.
  apply: eq_bigr => i _; rewrite dot_mix V_atS -/(preactivation W c) (on_sidesE i n al on) dVS -/(preactivation W c).
  have -> : dU s E X W D c B 0 i n = dot (v i) n.
    rewrite mxE dot_split; congr (_ + _); last by rewrite mxE.
    by apply: eq_bigr => j _; rewrite [Points.dV _ _ _ _ _ _ _ _ _ _]mxE mulr0 addr0 mxE.
  by rewrite (on_sides_dphi _ _ _ al on) mxE; ring.
set S := \sum_n _ in neg *; move=> os; pose g := N%:R^-1 * S.
have g0 : g < 0 by rewrite pmulr_rlt0 // invr_gt0.
have h0 : 0 < - g / 2%:R by rewrite divr_gt0 ?ltr0n // oppr_gt0.
have [delta [d0 H]] := os _ h0.
have at0 : loss_along s E X wished None W c D B 0 = loss_with W c by exact: loss_ahead_0.
have down : near (@soon R) (fun x => loss_along s E X wished None W c D B x < loss (l := 1) s E X wished None W c).
  exists delta; split=> // x /andP[x0 xd]; have := H x; rewrite x0 xd at0 -/(loss_with W c) => /(_ isT).
  rewrite ler_norml => /andP[_]; rewrite -/g => up; rewrite -subr_lt0.
  apply: le_lt_trans (_ : x * g + - g / 2%:R * x < 0); first by rewrite -ler_subl_addl.
  have -> : x * g + - g / 2%:R * x = x * (g / 2%:R) by field.
  by rewrite pmulr_rlt0 // pmulr_llt0 // invr_gt0 ltr0n.
have [W' [c' [a' cl lt]]] := descent_saddle al aB down ep0.
by have := low W' c' a' cl; rewrite leNgt lt.
Qed.

Lemma zero_sum (S : R) : 0 <= S -> 0 <= - S -> S = 0.
Proof. by move=> a; rewrite oppr_ge0 => b; apply/eqP; rewrite eq_le a b. Qed.


Lemma block_derivative i v : W 1%N k0 i * (\sum_n e n * (side_slope t i n * dot v n)) = 0.
Proof.
have H (a : R) : 0 <= a * (W 1%N k0 i * \sum_n e n * (side_slope t i n * dot v n)).
  have := no_descent (fun i' j => (i' == i)%:R * (a * v j)) (fun=> 0) 0; congr (_ <= _).
  rewrite !mulr_sumr; apply: eq_bigr => n _; rewrite (_ : (if _ then _ else _) = 0); last by case: ifP.
  rewrite /fit !addr0 (bigD1 i) //= big1 => [|i' /negPf ne]; last by rewrite dot_mix dot_scale ne mulr0n; ring.
  by rewrite dot_mix dot_scale dot_scale eqxx mulr1n; ring.
by apply: zero_sum; [have := H 1; rewrite mul1r|have := H (-1); rewrite mulN1r].
Qed.

Lemma own_derivative i : \sum_n e n * (side_slope t i n * dot (row_of W c i) n) = 0.
Proof.
have H (a : R) : 0 <= a * (\sum_n e n * (side_slope t i n * dot (row_of W c i) n)).
  have := no_descent (fun i' j => 0) (fun i' => (i' == i)%:R * a) 0; congr (_ <= _).
  rewrite mulr_sumr; apply: eq_bigr => n _; rewrite (_ : (if _ then _ else _) = 0); last by case: ifP.
  have z0 : dot (fun=> 0) n = 0 by rewrite /dot /ldot big1 // => j _; rewrite mulr0.
  rewrite /fit !addr0 (bigD1 i) //= big1 => [|i' /negPf ne]; last by rewrite dot_mix ne mulr0n z0; ring.
  by rewrite dot_mix eqxx mulr1n z0; ring.
by apply: zero_sum; [have := H 1; rewrite mul1r|have := H (-1); rewrite mulN1r].
Qed.

Lemma bias_derivative : bias net -> \sum_n e n = 0.
Proof.
move=> B; have H (a : R) : 0 <= a * (\sum_n e n).
  have := no_descent (fun i' j => 0) (fun=> 0) a; congr (_ <= _).
  rewrite mulr_sumr; apply: eq_bigr => n _; rewrite B.
  have z0 : dot (fun=> 0) n = 0 by rewrite /dot /ldot big1 // => j _; rewrite mulr0.
  by rewrite /fit big1 ?add0r => [|i' _]; [ring|rewrite dot_mix z0; ring].
by apply: zero_sum; [have := H 1; rewrite mul1r|have := H (-1); rewrite mulN1r].
Qed.
End Necessary.

(* Moving a unit of output weight 0 *)
Lemma idle_block W c t i v : on_sides W c t -> is_minimum W c -> W 1%N k0 i = 0 ->
  \sum_n residual_of t (fun i j => W 1%N k0 i * row_of W c i j) (c 1%N k0 0) n * (side_slope t i n * dot v n) = 0.
Proof.
move=> on min idle; have al := min.1; have [_ [ep [ep0 low]]] := min.
pose vi (i' : 'I_(d 1)) (j : nat) : R := (i' == i)%:R * v j.
pose D := W_of vi (fun=> 0); pose B := c_of vi 0; have aB : allowed (bias net) B by exact: c_allowed.
have [ep' [ep'0 keep]] := near_on_sides al on.
pose M := \sum_(k < 2) (\sum_i \sum_j `|D k i j| + \sum_i `|B k i 0|) + 1.
have M0 : 0 < M by rewrite ltr_paddl ?sumr_ge0 // => k _; rewrite addr_ge0 ?sumr_ge0 // => i' _; rewrite sumr_ge0.
pose h := Num.min (ep / 2%:R) ep'; have h0 : 0 < h by rewrite lt_minr divr_gt0 ?ltr0n.
pose x := h / M / 2%:R; have x0 : 0 < x by rewrite !divr_gt0 ?ltr0n.
pose W' := ahead_W W D x; pose c' := ahead_c c B x.
have al' : allowed (bias net) c'.
  case: al => [?|c0]; [by left|case: aB => [?|B0]; [by left|right=> k]].
  by rewrite /c' /ahead_c c0 B0 scaler0 addr0.
have cl : @close R d 1 W c h W' c'.
  have small r : `|r| < M -> `|x * r| < h.
    move=> rM; rewrite normrM (gtr0_norm x0); apply: lt_trans (_ : x * M < h); first by rewrite ltr_pmul2l.
    have -> : x * M = h / 2%:R by rewrite /x; field; rewrite gt_eqF.
    by rewrite ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
  move=> k k1; have kM : \sum_i \sum_j `|D k i j| + \sum_i `|B k i 0| < M.
    rewrite /M (bigD1 (Ordinal (k1 : (k < 2)%N))) //= -addrA ltr_addl ltr_paddl // sumr_ge0 // => k' _.
    by rewrite addr_ge0 ?sumr_ge0 // => i' _; rewrite sumr_ge0.
  split=> [i' j|i']; rewrite /W' /c' /ahead_W /ahead_c !mxE addrC addKr; apply: small; apply: le_lt_trans kM.
    rewrite (bigD1 i') //= (bigD1 j) //= -!addrA ler_addl !addr_ge0 ?sumr_ge0 // => m _; by rewrite sumr_ge0.
  rewrite addrC (bigD1 i') //= -addrA ler_addl addr_ge0 ?sumr_ge0 // => m _; by rewrite sumr_ge0.
have cl_le e1 e2 Wa ca Wb cb : e1 <= e2 -> @close R d 1 Wa ca e1 Wb cb -> @close R d 1 Wa ca e2 Wb cb.
  move=> le H k k1; have [Ha Hb] := H k k1; by split=> [i' j|i']; [apply: lt_le_trans (Ha i' j) le|apply: lt_le_trans (Hb i') le].
have on' : on_sides W' c' t.
  by apply: (keep (W', c')); split=> //; apply: cl_le cl; rewrite /h le_minl lexx orbT.
have W1 : W' 1%N = W 1%N.
  by apply/matrixP => k i'; rewrite /W' /ahead_W !mxE mulr0 addr0.
have c1 : c' 1%N k0 0 = c 1%N k0 0.
  by rewrite /c' /ahead_c !mxE; case: ifP; rewrite mulr0 addr0.
have rowE i' n : dot (row_of W' c' i') n = dot (row_of W c i') n + x * ((i' == i)%:R * dot v n).
  have -> : (i' == i)%:R * dot v n = dot (vi i') n by rewrite dot_scale.
  have ab cc : allowed (bias net) cc -> bias net \/ (cc : shifts R d) 0%N i' 0 = 0.
    by case=> [?|->]; [left|right; rewrite mxE].
  rewrite /dot !column_dot; try exact: ab.
  rewrite -/(dot (vi i') n) dot_split mulrDr mulr_sumr addrACA -big_split; congr (_ + _).
    by apply: eq_bigr => j _; rewrite /W' /ahead_W !mxE mulrDl -!mulrA.
  by rewrite /c' /ahead_c !mxE.
have fitE n : fit t (fun i j => W' 1%N k0 i * row_of W' c' i j) (c' 1%N k0 0) n =
              fit t (fun i j => W 1%N k0 i * row_of W c i j) (c 1%N k0 0) n.
  rewrite /fit c1; congr (_ + _); apply: eq_bigr => i' _; rewrite !dot_scale W1 rowE.
  by case: eqP => [->|_]; rewrite ?idle ?mul0r ?mulr0 ?addr0.
have min' : is_minimum W' c'.
  split=> //; exists (ep / 2%:R); split; first by rewrite divr_gt0 ?ltr0n.
  move=> W2 c2 al2 cl2; rewrite -/(loss_with W' c') (loss_sides al' on') (eq_bigr _ (fun n _ => congr1 (fun r => (r - _) ^+ 2 / _) (fitE n))).
  rewrite -(loss_sides al on); apply: low => // k k1; have [Ha Hb] := cl2 k k1; have [Ga Gb] := cl k k1.
  have add (a b' r : R) : `|a - b'| < ep / 2%:R -> `|b' - r| < h -> `|a - r| < ep.
    move=> u1 u2; have -> : a - r = (a - b') + (b' - r) by ring.
    apply: le_lt_trans (ler_norm_add _ _) _; rewrite [ep]splitr ltr_add //.
    by apply: lt_le_trans u2 _; rewrite /h le_minl lexx.
  by split=> [i' j|i']; [apply: add (Ha i' j) (Ga i' j)|apply: add (Hb i') (Gb i')].
have := own_derivative on' min' i; rewrite (eq_bigr (fun n =>
    residual_of t (fun i j => W 1%N k0 i * row_of W c i j) (c 1%N k0 0) n * (side_slope t i n * dot (row_of W c i) n) +
    x * (residual_of t (fun i j => W 1%N k0 i * row_of W c i j) (c 1%N k0 0) n * (side_slope t i n * dot v n)))); last first.
  by move=> n _; rewrite /residual_of fitE rowE eqxx mulr1n; ring.
rewrite big_split /= (own_derivative on min) add0r -mulr_sumr => /eqP.
by rewrite mulf_eq0 gt_eqF // => /eqP.
Qed.

Theorem minimum_solution W c t : on_sides W c t -> is_minimum W c ->
  solves t (fun i j => W 1%N k0 i * row_of W c i j) (c 1%N k0 0).
Proof.
move=> on min; split; last exact: bias_derivative.
  by case: min.1 => [->|->] //; rewrite mxE eqxx orbT.
move=> i v; have [idle|ne] := eqVneq (W 1%N k0 i) 0; first exact: idle_block.
by have /eqP := block_derivative on min i v; rewrite mulf_eq0 (negPf ne) => /eqP.
Qed.
End Cells.
