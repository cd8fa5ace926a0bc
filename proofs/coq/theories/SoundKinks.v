(* Evidence that a function of one unit does not descend, and that these are the sums over the samples of one unit
   (soundness.md 21). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge Nearby Points KinkForm PointRules KinkRules
  SoundNetwork SoundForms SoundGradient SoundRays SoundPoint.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- evidence about functions of one unit --- *)

Section Evidence.
Variables (R : realFieldType) (d : nat).
Notation rv := (@rv R).
Notation at_ := (@at_ R).
Implicit Types (v : nat -> R) (zs ys : seq (Q * seq Q)).
Notation ldot := (@ldot R d).
Notation lsum := (@lsum R d).
Notation fval := (@fval R d).

Lemma ldot_padd x y v : ldot (padd x y) v = ldot x v + ldot y v.
Proof. by rewrite -big_split; apply: eq_bigr => j _ /=; rewrite -mulrDl -at_padd. Qed.
Lemma ldot_pscale t x v : ldot (pscale t x) v = rv t * ldot x v.
Proof. exact: ldot_scale. Qed.

Lemma lsum_signs zs v : lsum zs v = lsum (List.filter (fun l => qsign_pos l.1) zs) v + lsum (List.filter (fun l => qneg l.1) zs) v.
Proof.
rewrite /SoundForms.lsum; elim: zs => [|l zs IH] /=; first by rewrite big_nil addr0.
rewrite big_cons IH (rv_gt0 R) (rv_lt0 R); case: (ltrgt0P (rv l.1)) => [_|_|z] /=; rewrite ?big_cons ?z; ring.
Qed.
Lemma lsum_falling zs v : lsum (List.filter (fun l => qneg l.1) zs) v =
  - \sum_(x <- List.map (fun l => pscale (Qopp l.1) l.2) (List.filter (fun l => qneg l.1) zs)) `|ldot x v|.
Proof.
rewrite /SoundForms.lsum; elim: zs => [|l zs IH] /=; first by rewrite !big_nil oppr0.
case: ifP => //=; rewrite (rv_lt0 R) => neg; rewrite !big_cons IH ldot_pscale rvN normrM normrN (ltr0_norm neg).
by rewrite opprD mulNr opprK.
Qed.

Lemma combinesE x t zs v : combines d x t zs ->
  size t = size zs /\ ldot x v = \sum_(j < size zs) rv (nth q0 t j) * ldot (nth no_line zs j).2 v.
Proof.
case/andP=> /PeanoNat.Nat.eqb_eq sz /everyP H; split=> //.
rewrite /SoundForms.ldot; under [RHS]eq_bigr do rewrite mulr_sumr.
rewrite exchange_big /=; apply: eq_bigr => i _; have := H i; rewrite (rv_equal R) list_nth => /eqP ->.
rewrite totalE mulr_suml -[length zs]/(size zs); apply: eq_bigr => j _.
by rewrite rvM !list_nth mulrA.
Qed.
Lemma takenE t zs v : size t = size zs ->
  lsum (taken t zs) v = lsum zs v - \sum_(j < size zs) `|rv (nth q0 t j)| * `|ldot (nth no_line zs j).2 v|.
Proof.
rewrite /SoundForms.lsum; elim: zs t => [|z zs IH] [|a t] //=; first by rewrite !big_nil big_ord0 subr0.
by case=> sz; rewrite !big_cons IH // big_ord_recl /= rvB rv_abs; ring.
Qed.
Lemma taken_le x t zs v : combines d x t zs -> lsum (taken t zs) v <= lsum zs v - `|ldot x v|.
Proof.
move=> /(combinesE v)[sz ->]; rewrite takenE // ler_add2l ler_opp2; apply: le_trans (ler_norm_sum _ _ _) _.
by apply: ler_sum => j _; rewrite normrM.
Qed.
Lemma none_negativeE zs v : none_negative zs -> 0 <= lsum zs v.
Proof.
rewrite /SoundForms.lsum; elim: zs => [|l zs IH] /=; first by rewrite big_nil.
by case/andP=> l0 /IH H; rewrite big_cons addr_ge0 // mulr_ge0 // leNgt -(rv_lt0 R).
Qed.

Lemma combinedE xs ts zs v : combined d xs ts zs -> \sum_(x <- xs) `|ldot x v| <= lsum zs v.
Proof.
elim: xs ts zs => [|x xs IH] [|t ts] zs //=; first by move=> /none_negativeE H; rewrite big_nil.
case/andP=> /(taken_le v) le /IH H; rewrite big_cons addrC -ler_subr_addr; exact: le_trans H le.
Qed.
Lemma ge_norm (x r f : R) : `|x| + f <= r -> 0 <= x + (r - f).
Proof.
move=> H; rewrite addrA subr_ge0; apply: le_trans (_ : r - `|x| <= _); first by rewrite ler_subr_addl.
by rewrite addrC ler_add2r ler_oppl; apply: le_trans (ler_norm _) _; rewrite normrN.
Qed.
Lemma combination_sound h t T : combination_rule d h t T -> forall v, 0 <= fval h v.
Proof.
move=> cr v; have := combinedE v cr; rewrite big_cons => H.
by rewrite /SoundForms.fval lsum_signs lsum_falling; exact: ge_norm.
Qed.

Lemma signs_from_sound x ys zs points v : signs_rule_from d x ys zs points ->
  0 <= ldot x v + (lsum zs v + lsum ys v).
Proof.
elim: ys x points => [|[g y] ys IH] x points /=.
  case: points => [|t [|t' r]] // /andP[/(taken_le v) le /(none_negativeE v) ge].
  have -> : lsum zs v + lsum [::] v = lsum zs v - 0 by rewrite {2}/SoundForms.lsum big_nil addr0 subr0.
  by apply: ge_norm; rewrite addr0 -subr_ge0; exact: le_trans ge le.
case/andP=> /IH + /IH; rewrite !ldot_padd !ldot_pscale rvN mulNr [lsum (_ :: _) v]big_cons /= -/(lsum ys v).
case: (lerP 0 (ldot y v)) => [y0|y0] H1 H2.
  by move: H1; rewrite ger0_norm //; congr (_ <= _); ring.
by move: H2; rewrite ltr0_norm //; congr (_ <= _); ring.
Qed.
Lemma signs_sound h points : signs_rule d h points -> forall v, 0 <= fval h v.
Proof. by move=> sr v; rewrite /SoundForms.fval lsum_signs; exact: (signs_from_sound v sr). Qed.

(* --- rays --- *)

Definition aligned (hs : seq unit_form) : Prop := forall k, (k < size hs)%N ->
  map snd (lines (nth (UnitForm [::] [::]) hs k)) = map snd (lines (head (UnitForm [::] [::]) hs)).

Lemma hd_head (hs : seq unit_form) f : List.hd f hs = head f hs. Proof. by case: hs. Qed.
Lemma filterE T (P : T -> bool) s : List.filter P s = filter P s.
Proof. by elim: s => //= x s ->. Qed.

Lemma joinedE hs k v : aligned hs -> (k < size hs)%N ->
  lsum (lines (nth (UnitForm [::] [::]) hs k)) v =
  \sum_(c < size (joined hs)) rv (nth q0 (nth ([::], [::]) (joined hs) c).1 k) * `|ldot (nth ([::], [::]) (joined hs) c).2 v|.
Proof.
move=> al kl; pose F (l : seq Q * seq Q) := rv (nth q0 l.1 k) * `|ldot l.2 v|.
have -> : \sum_(c < size (joined hs)) rv (nth q0 (nth ([::], [::]) (joined hs) c).1 k) * `|ldot (nth ([::], [::]) (joined hs) c).2 v| =
   \sum_(l <- joined hs) F l by rewrite (big_nth ([::], [::])) big_mkord.
rewrite /joined filterE big_filter big_mkcond /= big_tab hd_head.
set h0 := head _ hs; set h := nth _ hs k.
have sz : size (lines h) = size (lines h0) by have := congr1 size (al k kl); rewrite !size_map.
rewrite /SoundForms.lsum (big_nth no_line) big_mkord sz -[length _]/(size (lines h0)); apply: eq_bigr => c _.
have E : (nth no_line (lines h0) c).2 = (nth no_line (lines h) c).2.
  by have := congr1 (fun s => nth [::] s c) (al k kl); rewrite -/h -/h0 /= (nth_map no_line) ?sz // (nth_map no_line) //.
have Fz (l : seq Q * seq Q) : List.forallb qis0 l.1 -> F l = 0.
  move=> z; rewrite /F; have [lt|ge] := ltnP k (size l.1); last by rewrite nth_default // rv0 mul0r.
  by have := all_nthP q0 z k lt; rewrite (rv_eq0 R) => /eqP ->; rewrite mul0r.
rewrite -if_neg negbK; case: ifP => [/Fz|_]; rewrite /F /= -[List.map _ hs]/(map _ hs) (nth_map (UnitForm [::] [::])) // !list_nth E.
  by [].
by [].
Qed.

(* Weights w' near w *)
Section Rays.
Variables (w : seq Q) (hs : seq unit_form).
Hypothesis al : aligned hs.
Notation K := (size hs).
Notation h k := (nth (UnitForm [::] [::]) hs k).
Definition near_w (n : nat) (e : R) (w' : nat -> R) : Prop := forall k, (k < n)%N -> `|w' k - rv (nth q0 w k)| < e.
Lemma near_w_le n e e' w' : e <= e' -> near_w n e w' -> near_w n e' w'.
Proof. by move=> le H k /H lt; exact: lt_le_trans lt le. Qed.

Lemma allowed_near values : allowed_value w values ->
  near (near_w (size values)) (fun w' => 0 <= \sum_(k < size values) w' k * rv (nth q0 values k)).
Proof.
rewrite /allowed_value; case/orP=> [|z]; last first.
  apply: near_always => w'; rewrite big1 // => k _.
  by have := all_nthP q0 z k (ltn_ord k); rewrite (rv_eq0 R) => /eqP ->; rewrite mulr0.
rewrite (rv_gt0 R) totalE -[length values]/(size values) => S0.
set S := \sum_(i < _) _ in S0; pose B := \sum_(k < size values) `|rv (nth q0 values k)|.
have B0 : 0 <= B by rewrite sumr_ge0.
have B1 : 0 < B + 1 by rewrite ltr_paddl.
exists (S / (B + 1)); split; first by rewrite divr_gt0.
move=> w' H; have -> : \sum_(k < size values) w' k * rv (nth q0 values k) =
    S + \sum_(k < size values) (w' k - rv (nth q0 w k)) * rv (nth q0 values k).
  by rewrite -big_split; apply: eq_bigr => k _; rewrite rvM !list_nth /=; ring.
set r := \sum_(k < _) _; suff : `|r| <= S by rewrite ler_norml => /andP[lo _]; rewrite -ler_subl_addl sub0r.
apply: le_trans (ler_norm_sum _ _ _) _; apply: le_trans (_ : S / (B + 1) * B <= _).
  rewrite mulr_sumr; apply: ler_sum => k _; rewrite normrM ler_wpmul2r // ltW //; exact: H.
by rewrite mulrAC ler_pdivr_mulr // ler_wpmul2l ?ltW // ltr_addl ltr01.
Qed.

Lemma near_list T (P : T -> (nat -> R) -> Prop) n (s : seq T) : (forall a, List.In a s -> near (near_w n) (P a)) ->
  near (near_w n) (fun w' => forall a, List.In a s -> P a w').
Proof.
elim: s => [|a s IH] H; first exact: near_always.
have := near_and (@near_w_le n) (H a (or_introl erefl)) (IH (fun b i => H b (or_intror i))).
by apply: near_imp => w' [Pa Ps] b [<-|/Ps].
Qed.

Lemma forallb_In T (P : T -> bool) s a : List.forallb P s -> List.In a s -> P a.
Proof. by move=> /List.forallb_forall H /H. Qed.

Lemma spans_sum n (f : nat -> seq Q) v : spans (tab n f) (fun c => \sum_(j < n) v j * at_ (f j) c).
Proof.
rewrite /tab seq_iota -[List.map _ _]/(map _ _).
have gen m k : spans (map f (iota k m)) (fun c => \sum_(j < m) v (k + j)%N * at_ (f (k + j)%N) c).
  elim: m k => [|m IH] k /=; first by move=> c; rewrite big_ord0.
  exists (v k); apply: spans_ext (IH k.+1) => c; rewrite big_ord_recl /= addn0 [X in _ = X - _]addrC addrK.
  by apply: eq_bigr => j _; rewrite addSnnS.
by apply: spans_ext (gen n 0%N) => c.
Qed.

Theorem rays_sound : rays_rule d w hs ->
  near (near_w K) (fun w' => forall v, 0 <= \sum_(k < K) w' k * fval (h k) v).
Proof.
rewrite /rays_rule; set ls := joined hs; set m := length ls.
case Ee: (echelon m _) => [bs|] // ok.
have [st sp] := @echelon_spec R _ _ _ Ee; have tr := stepped_triangular st.
pose G (w' : nat -> R) c := \sum_(k < K) w' k * rv (nth q0 (nth ([::], [::]) ls c).1 k).
pose f w' := bent m K w' (G w').
have value (sign : Q) (x : seq Q) (a : nat -> R) (w' : nat -> R) : (forall c, a c = rv sign * at_ x c) -> `|rv sign| = 1 ->
    f w' a = \sum_(k < K) w' k * rv (nth q0 (tab (length hs) (fun k => qadd (even_value ls k x) (qmul sign (List.nth (m + k) x q0)))) k).
  move=> aE s1; rewrite /f /bent.
  have ev k : rv (even_value ls k x) = \sum_(c < m) rv (nth q0 (nth ([::], [::]) ls c).1 k) * `|a c|.
    rewrite /even_value totalE; apply: eq_bigr => c _.
    by rewrite rvM rv_abs !list_nth aE [`|rv sign * _|]normrM s1 mul1r.
  have -> : \sum_(c < m) G w' c * `|a c| = \sum_(k < K) w' k * rv (even_value ls k x).
    under [RHS]eq_bigr => k _ do rewrite ev mulr_sumr.
    rewrite [RHS]exchange_big; apply: eq_bigr => c _; rewrite /G mulr_suml; apply: eq_bigr => k _; by rewrite mulrA.
  rewrite -big_split; apply: eq_bigr => k _ /=; rewrite -[nth q0 (tab _ _) k]list_nth nth_tab ?ltn_ord //.
  by rewrite rvD rvM aE /SoundRays.at_ list_nth; ring.
have : near (near_w K) (fun w' => forall x, List.In x (rays (List.seq 0 m) bs) ->
    0 <= f w' (at_ x) /\ 0 <= f w' (fun c => - at_ x c)).
  apply: near_list => x /(forallb_In ok)/andP[ok1 ok2].
  have sz V : size (tab (length hs) V : seq Q) = K.
    by rewrite /tab -[List.map _ _]/(map _ _) size_map seq_iota size_iota.
  have A1 := allowed_near ok1; have A2 := allowed_near ok2; rewrite !sz in A1 A2.
  have := near_and (@near_w_le _) A1 A2; apply: near_imp => w' [H1 H2]; split.
    by rewrite (value q1 x) //; [move=> c; rewrite rv1 mul1r|rewrite rv1 normr1].
  by rewrite (value (Qopp q1) x) //; [move=> c; rewrite rvN rv1 mulN1r|rewrite rvN rv1 normrN normr1].
apply: near_imp => w'; rewrite seq_iota => H v.
have := bent_ge0 tr H (sp _ (spans_sum d (coordinate ls hs) v)).
congr (_ <= _); rewrite /bent /G.
have coord c : (c < m)%N -> \sum_(j < d) v j * at_ (coordinate ls hs j) c = ldot (nth ([::], [::]) ls c).2 v.
  move=> cm; rewrite /SoundForms.ldot; apply: eq_bigr => j _; rewrite mulrC; congr (rv _ * _).
  by rewrite /coordinate nth_cat size_map -[size ls]/m cm (nth_map ([::], [::])) // list_nth.
have linear_part k : (k < K)%N -> \sum_(j < d) v j * at_ (coordinate ls hs j) (m + k)%N = ldot (linear (h k)) v.
  move=> kK; rewrite /SoundForms.ldot; apply: eq_bigr => j _; rewrite mulrC; congr (rv _ * _).
  rewrite /coordinate nth_cat size_map -[size ls]/m ltnNge leq_addr /= addKn.
  by rewrite -[List.map _ hs]/(map _ hs) (nth_map (UnitForm [::] [::])) // list_nth.
rewrite (eq_bigr (fun k : 'I_K => w' k * ldot (linear (h k)) v)) => [|k _]; last by rewrite linear_part.
rewrite [X in _ + X](_ : _ = \sum_(k < K) w' k * lsum (lines (h k)) v); last first.
  under [RHS]eq_bigr => k _ do rewrite (joinedE _ al (ltn_ord k)) mulr_sumr; rewrite exchange_big /=.
  apply: eq_bigr => c _; rewrite coord // mulr_suml; apply: eq_bigr => k _; by rewrite mulrA.
by rewrite -big_split; apply: eq_bigr => k _ /=; rewrite -mulrDr.
Qed.

Lemma no_descent_sound by_ : no_descent d w hs by_ ->
  near (near_w K) (fun w' => forall v, 0 <= \sum_(k < K) w' k * fval (h k) v).
Proof.
have one (a : Q) f : w = [:: a] -> hs = [:: f] -> qsign_pos a -> (forall v, 0 <= fval f v) ->
    near (near_w K) (fun w' => forall v, 0 <= \sum_(k < K) w' k * fval (h k) v).
  move=> wE hE; rewrite (rv_gt0 R) => a0 H; exists (rv a); split=> // w' /(_ 0%N); rewrite hE wE /= => /(_ isT) lt v.
  rewrite big_ord1 mulr_ge0 //; move: lt; rewrite ltr_distl subrr => /andP[lo _]; exact: ltW.
case: by_ => [|t T|ps] /=; first exact: rays_sound.
  case Ew: w => [|a [|a' w0]] //; case Eh: hs => [|f [|f' h0]] // /andP[a0 /combination_sound H].
  by rewrite -Eh; apply: (one a f).
case Ew: w => [|a [|a' w0]] //; case Eh: hs => [|f [|f' h0]] // /andP[a0 /signs_sound H].
by rewrite -Eh; apply: (one a f).
Qed.

Lemma zero_forms_near : all form_zero hs -> near (near_w K) (fun w' => forall v, 0 <= \sum_(k < K) w' k * fval (h k) v).
Proof.
move=> z; apply: near_always => w' v; rewrite big1 // => k _; rewrite form_zeroE ?mulr0 //.
exact: (all_nthP _ z).
Qed.
End Rays.
End Evidence.

Lemma settled_spec d i asked ks : settled d i asked ks -> forall j, (j < size asked)%N ->
  let a := nth ([::], [::]) asked j in all form_zero a.2 \/ exists by_, no_descent d a.1 a.2 by_.
Proof.
elim: asked i ks => [|[w hs] asked IH] i ks //=; case: ifP => [z /IH H [|j] //|_].
- by move=> _; left.
- exact: H.
case: ks => // k ks /andP[/andP[_ nd] /IH H] [|j] //; last exact: H.
by move=> _; right; exists (kink_by k).
Qed.

(* --- lines of the outputs of one unit are the same --- *)

Lemma rev_appendE T (s t : seq T) : List.rev_append s t = catrev s t.
Proof. by elim: s t => //= x s IH t; rewrite IH. Qed.
Lemma big_catrev (R : zmodType) T (F : T -> R) s t : \sum_(a <- catrev s t) F a = \sum_(a <- s) F a + \sum_(a <- t) F a.
Proof. by elim: s t => [|x s IH] t /=; rewrite ?big_nil ?add0r // IH !big_cons addrCA addrA. Qed.

Lemma on_line_lines g g' z ls ls' : map snd ls = map snd ls' -> map snd (on_line g z ls) = map snd (on_line g' z ls').
Proof.
elim: ls ls' => [|[a y] ls IH] [|[a' y'] ls'] //= [-> E]; case: ifP => _ /=; first by rewrite E.
by rewrite (IH _ E).
Qed.
Lemma form_of_lines s d samples samples' : map (fun a : form_sample => (a.1.1.1, a.2)) samples = map (fun a : form_sample => (a.1.1.1, a.2)) samples' ->
  map snd (lines (form_of s d samples)) = map snd (lines (form_of s d samples')).
Proof.
elim: samples samples' => [|[[[k q] sg] x] samples IH] [|[[[k' q'] sg'] x'] samples'] //= [-> -> /IH E].
case: k' => //; rewrite /add_kink; cbv zeta; case: ifP => // _; exact: on_line_lines.
Qed.
Lemma form_in_order_lines net u q q' i :
  map snd (lines (form_in_order net u q i)) = map snd (lines (form_in_order net u q' i)).
Proof.
apply: form_of_lines; rewrite !rev_appendE /catrev -!/(catrev _ _) -!/(rev _) !map_rev; congr (rev _).
by rewrite /tab -![List.map _ _]/(map _ _) -!map_comp.
Qed.

Section Unit.
Variables (R : realFieldType) (net : instance) (p : parameters).
Let N := sample_size net.
Let d := layer_size net.
Let dd := column_size net.
Notation rv := (@rv R).
Notation W := (W_at R net p). Notation c := (c_at R net p).
Notation s := (s_at R net). Notation E := (E_at R net). Notation X := (X_at R net).
Let V := V_at W c s E X.
Let U := at_sum s E X W c.
Let u := sums_at net p 0.
Hypothesis fc : free c.

Lemma form_in_orderE q i v : fval dd (form_in_order net u q i) v = fval (R := R) dd (form_at net u q i) v.
Proof. by rewrite !form_ofE rev_appendE big_catrev big_nil addr0. Qed.

(* The function H of unit i for the numbers q_n *)
Definition H_of (q : seq Q) (i : nat) (v : nat -> R) : R := fval dd (form_at net u q i) v.

Lemma H_opp q (i : 'I_(d 1)) v : (forall n : 'I_N, rv (entry_of u n i) = 0 -> ldot dd (column net n) v = 0) ->
  H_of q i (fun j => - v j) = - H_of q i v.
Proof.
move=> z; rewrite /H_of !form_atE -sumrN; apply: eq_bigr => n _; rewrite -mulrN; congr (_ * _).
have -> : ldot dd (column net n) (fun j => - v j) = - ldot dd (column net n) v.
  by rewrite /ldot -sumrN; apply: eq_bigr => j _; rewrite mulrN.
rewrite /dphi; case: eqP => [/z ->|_]; last by rewrite mulrN.
by rewrite oppr0 phi0 oppr0.
Qed.

Definition own (i : 'I_(d 1)) : nat -> R := vector (fun j => W 0%N i j) (c 0%N i 0).
Lemma bias_or_zero (b : shifts R d) k i : free b -> bias net \/ b k i 0 = 0.
Proof. by case=> [?|->]; [left|right; rewrite mxE]. Qed.
Lemma own_dot (i : 'I_(d 1)) (n : 'I_N) : ldot dd (column net n) (own i) = U 0%N i n.
Proof. by rewrite column_dot; [rewrite /U at_sumE|exact: bias_or_zero]. Qed.

Lemma H_own q (i : 'I_(d 1)) : H_of q i (own i) = \sum_(n < N) rv (List.nth n q q0) * V 1%N i n.
Proof.
rewrite /H_of form_atE; apply: eq_bigr => n _; rewrite own_dot sums_atE -/U dphi_self -mulrA; congr (_ * _).
by rewrite /V V_atS E_atE.
Qed.
Lemma H_own_opp q (i : 'I_(d 1)) : H_of q i (fun j => - own i j) = - H_of q i (own i).
Proof. by apply: H_opp => n; rewrite own_dot sums_atE. Qed.

Section Moved.
Variables (W' : weights R d) (c' : shifts R d).
Hypothesis fc' : free c'.
Definition move (i : 'I_(d 1)) : nat -> R := vector (fun j => W' 0%N i j - W 0%N i j) (c' 0%N i 0 - c 0%N i 0).

Lemma H_move q (i : 'I_(d 1)) :
  (forall n, U 0%N i n != 0 -> (0 <= at_sum s E X W' c' 0 i n) = (0 <= U 0%N i n)) ->
  \sum_(n < N) rv (List.nth n q q0) * V_at W' c' s E X 1 i n = H_of q i (own i) + H_of q i (move i).
Proof.
move=> same; rewrite H_own /H_of form_atE -big_split; apply: eq_bigr => n _ /=.
have -> : ldot dd (column net n) (move i) = at_sum s E X W' c' 0 i n - U 0%N i n.
  rewrite column_dot; last first.
    by case: fc' => [?|->]; [left|case: fc => [?|->]; [left|right; rewrite !mxE subrr]].
  rewrite /U !at_sumE; under eq_bigr do rewrite mulrBl; by rewrite sumrB /= opprD addrACA.
by rewrite sums_atE -/U /V !V_atS -/U !E_atE (phi_near s (same n)) !mulrDr !mulrA.
Qed.
End Moved.

(* p·H *)
Notation K := (output_count net).
Let e := residuals net (network_at net p).
Definition Hk (i k : nat) (v : nat -> R) : R := H_of (sample_column net e k) i v.

Lemma alongE i v : fval dd (form_along net p u e i) v = \sum_(k < K) rv (weight p 1 k i) * Hk i k v.
Proof.
rewrite form_in_orderE form_atE /Hk /H_of; under [RHS]eq_bigr do rewrite form_atE mulr_sumr.
rewrite exchange_big; apply: eq_bigr => n _ /=; rewrite nth_tab // totalE !mulr_suml; apply: eq_bigr => k _.
by rewrite nth_tab // rvM !mulrA.
Qed.

Lemma size_unit_forms i : size (unit_forms net u e i) = K.
Proof. by rewrite /unit_forms /tab -[List.map _ _]/(map _ _) size_map seq_iota size_iota. Qed.
Lemma unit_formsE i k v : (k < K)%N -> fval dd (nth (UnitForm [::] [::]) (unit_forms net u e i) k) v = Hk i k v.
Proof. by move=> kK; rewrite -list_nth nth_tab // form_in_orderE. Qed.
Lemma unit_forms_aligned i : aligned (unit_forms net u e i).
Proof.
move=> k; rewrite size_unit_forms => kK; rewrite -nth0 -!list_nth !nth_tab //; first exact: form_in_order_lines.
exact: leq_ltn_trans kK.
Qed.
Lemma unit_forms_zero i k v : all form_zero (unit_forms net u e i) -> (k < K)%N -> Hk i k v = 0.
Proof.
move=> z kK; rewrite -unit_formsE // form_zeroE //; apply: (all_nthP _ z); by rewrite size_unit_forms.
Qed.
End Unit.

