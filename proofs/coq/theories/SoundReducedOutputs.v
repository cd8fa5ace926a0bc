(* Soundness of reductions, archimedean and tree with several outputs (soundness.md 13, 14 and 33). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Model Linear Collapse Archimedean Form Rules
  EachPattern Outputs Trained ReducedOutputs SoundWalk Bridge Groups SoundOneLayer HeldOutputs KinkMinima HeldMinima
  SoundArchimedean SoundOutputs SoundOutputKinds SoundTree.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Reduction.
Variables (F : fieldType) (k d d' D D' N N' : nat).
Variables (W : 'M[F]_(k, D)) (A : 'M[F]_(D, N)) (X : 'M[F]_(d, N)).
Variables (J : 'I_D' -> 'I_D) (K : 'I_N' -> 'I_N) (T : {set 'I_N}) (M : 'M[F]_(d', d)).
Hypotheses (Kinj : injective K) (Kall : forall n, n \notin T -> exists m, n = K m).
Hypotheses (MT : forall n, n \in T -> M *m col n X = 0) (KT : forall m, K m \notin T).

(* What X maps to 0, M X maps to 0 on the samples that are kept. *)
Lemma kept_columns (y : 'cV_N) : X *m y = 0 -> (M *m colsub K X) *m (\col_m y (K m) 0) = 0.
Proof.
move=> Xy; apply/matrixP=> j z; rewrite (ord1 z) [RHS]mxE {z}.
have tot : \sum_n (M *m col n X) j 0 * y n 0 = 0.
  have := congr1 (fun B : 'cV_d' => B j 0) (congr1 (mulmx M) Xy); rewrite /= mulmx0 mulmxA [RHS]mxE mxE => H.
  by rewrite -[RHS]H; apply: eq_bigr => n _; congr (_ * _); rewrite !mxE; apply: eq_bigr => h _; rewrite !mxE.
rewrite -[RHS]tot [RHS](bigID (fun n => n \in T)) /= [X in _ = X + _]big1 ?add0r => [|n nT]; last first.
  by rewrite MT // mxE mul0r.
rewrite [LHS]mxE; rewrite [RHS](eq_bigl (fun n => n \in K @: [set: 'I_N'])) => [|n]; last first.
  apply/idP/imsetP=> [/Kall[m ->]|[m _ ->]]; [by exists m|exact: KT].
rewrite big_imset /=; last by move=> m m' _ _; exact: Kinj.
rewrite [RHS](eq_bigl xpredT) => [|m]; last by rewrite inE.
by apply: eq_bigr => m _; rewrite [(\col__ _) _ _]mxE; congr (_ * _); rewrite !mxE; apply: eq_bigr => h _; rewrite !mxE.
Qed.

Lemma reduction_held :
  (forall v : 'cV_N, (forall n, n \notin T -> v n 0 = 0) -> X *m v = 0 -> v = 0) ->
  (forall n, n \in T -> forall u : 'I_k -> F, (forall i, A (J i) n != 0 -> \sum_c W c (J i) * u c = 0) -> forall c, u c = 0) ->
  full_column_rank (khatri_rao (held_slopes (colsub J W) (\matrix_(i, m) A (J i) (K m))) (copied k (M *m colsub K X))) ->
  full_column_rank (khatri_rao (held_slopes W A) (copied k X)).
Proof.
move=> Tind Tspan /full_column_rankP inj; apply/full_column_rankP=> v; rewrite -[v]trmxK -[v^T]vec_mxK.
set V := vec_mx v^T => /held_block Gv; suff -> : V = 0 by rewrite linear0 trmx0.
pose V' : 'M[F]_(N', k) := \matrix_(m, c) V (K m) c.
have V'0 : V' = 0.
  apply: (can_inj mxvecK); apply: trmx_inj; rewrite linear0 trmx0; apply: inj; apply/held_block=> i.
  rewrite -[RHS](kept_columns (Gv (J i))); congr (_ *m _); apply/matrixP=> m z; rewrite !mxE; congr (_ * _).
  by rewrite /seen; apply: eq_bigr => c _; rewrite !mxE.
have out n c : n \notin T -> V n c = 0 by case/Kall=> m ->; have /matrixP/(_ m c) := V'0; rewrite !mxE.
apply/matrixP=> n c; rewrite [RHS]mxE; have [nT|] := boolP (n \in T); last exact: out.
move: c; apply: (Tspan n nT) => i Ain; have : \col_n0 (A (J i) n0 * seen W V n0 (J i)) = 0.
  apply: (Tind _ _ (Gv (J i))) => n0 n0T; rewrite mxE /seen big1 ?mulr0 // => c _; by rewrite out // mulr0.
by move/matrixP/(_ n 0); rewrite !mxE => /eqP; rewrite mulf_eq0 (negPf Ain) => /eqP.
Qed.
End Reduction.

(* W_L's columns of the units that are kept *)
Lemma reduced_weights P w r R v : reduce_outputs P w r = Some (R, v) ->
  exists (J : 'I_(unit_count R) -> 'I_(unit_count P)) (K : 'I_(sample_count R) -> 'I_(sample_count P))
    (T : {set 'I_(sample_count P)}) (M : 'M[rat]_(dim R, dim P)),
  [/\ reduce P r = Some R, injective K, forall n, n \notin T -> exists m, n = K m, forall m, K m \notin T &
      forall n, n \in T -> M *m col n (X_of P) = 0] /\
  [/\ forall u : 'cV_(sample_count P), (forall n, n \notin T -> u n 0 = 0) -> X_of P *m u = 0 -> u = 0,
      forall n, n \in T -> forall u : 'I_(size w) -> rat,
        (forall i, E_of P (J i) n != 0 -> \sum_c W_held (size w) (unit_count P) w c (J i) * u c = 0) -> forall c, u c = 0,
      E_of R = \matrix_(i, m) E_of P (J i) (K m), X_of R = M *m colsub K (X_of P) &
      size v = size w /\ W_held (size w) (unit_count R) v = colsub J (W_held (size w) (unit_count P) w)].
Proof.
rewrite /reduce_outputs; case Er: (reduce P r) => [R'|] //; case Ew: (integral_rows _ _) => [ws|] //.
case: ifP => // /andP[lenw spans] [ER <-]; rewrite -{}ER {R v}.
have [J [K [T [M [[Kinj Kall MT Tind] [[Tseen KT ER XR] [JE TE]]]]]]] := reduceP Er.
have pp : is_prime (reduction_prime r).
  by move: Er; rewrite /reduce; cbv zeta; case: ifP => //; do 6!case/andP.
have p1 : (1 < `|iz (reduction_prime r)|)%N by case/andP: pp => /andP[/Z.leb_le H _] _; reckon.
have szU : size (units r) = unit_count R'.
  move: Er; rewrite /reduce; cbv zeta; case: ifP => // _.
  by case: (removed r) => [|? ?]; [case: (projection r) => // -[<-]|case: (integral_rows _ _) => // ?; case: ifP => // _ [<-]].
have [szw [lam [lam0 [_ entryW]]]] := integral_weights Ew.
exists J, K, T, M; split; split=> //; last first.
  split; first by rewrite -[List.map _ _]/(map _ _) size_map.
  apply/matrixP=> c i; rewrite !mxE -[List.map _ _]/(map _ _) (nth_map [::]) // nth_select ?szU // JE Nat2Z.id //.
move=> n nT u Hu; rewrite TE in nT.
have : all (fun t => spanning (reduction_prime r) (length w) ws
    (List.filter (fun i => ~~ qis0 (List.nth i (at_index [::] (factors P) t) q0)) (List.map Z.to_nat (units r)))) (removed r) by exact: spans.
move/allP=> /(_ _ nT) sp; apply: (spans_free p1 sp) => i.
rewrite -[List.filter _ _]/(filter _ _) mem_filter => /andP[e0]; rewrite -[List.map _ _]/(map _ _) => /mapP[z zu iE].
have [a lta zE] := nthP Z0 zu; rewrite szU in lta.
have iJ : i = J (Ordinal lta) by rewrite iE -zE (JE (Ordinal lta)) Nat2Z.id.
rewrite iJ /at_index Nat2Z.id !list_nth q2r_eq0 in e0.
have H := Hu (Ordinal lta); rewrite mxE in H; have {}H := H e0.
rewrite iJ -[RHS](mulr0 (lam (J (Ordinal lta)))) -[in RHS]H mulr_sumr; apply: eq_bigr => c _.
by rewrite entryW mulrA.
Qed.

Theorem reduce_outputs_sound P w r R v : reduce_outputs P w r = Some (R, v) -> s_of P != 0 ->
  (forall sg, full_column_rank (gradient_held (W_held (size v) (unit_count R) v) (s_of R) (E_of R) (X_of R) sg)) ->
  forall sg, full_column_rank (gradient_held (W_held (size w) (unit_count P) w) (s_of P) (E_of P) (X_of P) sg).
Proof.
case/reduced_weights=> J [K [T [M [[Er Kinj Kall KT MT] [Tind Tspan ER XR [szv WE]]]]]] s0.
rewrite szv WE => every sg; have slR : s_of R = s_of P by rewrite /s_of; have [-> _ _] := reduce_shape Er.
apply: (reduction_held (J := J) (K := K) (T := T) (M := M)) => // [n nT u Hu|].
  by apply: (Tspan n nT) => i Ein; apply: Hu; exact: activation_neq0.
have AE : activations (s_of R) (E_of R) (\matrix_(i, m) sg (J i) (K m)) = \matrix_(i, m) activations (s_of P) (E_of P) sg (J i) (K m).
  by rewrite slR ER; apply/matrixP=> i m; rewrite !mxE.
by have := every (\matrix_(i, m) sg (J i) (K m)); rewrite /gradient_held AE XR.
Qed.

(* for slopes that are not 0, in every ordered field *)
Theorem reduce_outputs_slopes P w r R v : reduce_outputs P w r = Some (R, v) -> 0 < s_of P -> forall F : realFieldType,
  every_slope_held (map_mx ratr (W_held (size v) (unit_count R) v)) (ratr (s_of P) : F) (map_mx ratr (E_of R)) (map_mx ratr (X_of R)) false ->
  every_slope_held (map_mx ratr (W_held (size w) (unit_count P) w)) (ratr (s_of P) : F) (map_mx ratr (E_of P)) (map_mx ratr (X_of P)) false.
Proof.
case/reduced_weights=> J [K [T [M [[Er Kinj Kall KT MT] [Tind Tspan ER XR [szv WE]]]]]] s0 F.
rewrite szv WE => every th thP; rewrite held_rank_held.
have th0 i n : th i n != 0 by rewrite gt_eqF // (between_slopes_gt0 _ thP) // ltr0q.
apply: (reduction_held (J := J) (K := K) (T := T) (M := map_mx ratr M)) => // [n nT|v'|n nT u Hu|].
- by rewrite -map_col -map_mxM MT // map_mx0.
- exact: independent_over.
- pose own i := E_of P (J i) n != 0.
  pose B : 'M[rat]_(unit_count R, size w) := \matrix_(i, c) (if own i then W_held (size w) (unit_count P) w c (J i) else 0).
  have /full_column_rankP inj : full_column_rank B.
    apply/full_column_rankP=> x Bx; apply/matrixP=> c z; rewrite (ord1 z) [RHS]mxE {z}; move: c.
    apply: (Tspan n nT) => i Ein; have /matrixP/(_ i 0) := Bx; rewrite [RHS]mxE mxE => H; rewrite -[RHS]H.
    by apply: eq_bigr => c _; rewrite [B _ _]mxE /own Ein.
  have : full_column_rank (map_mx (ratr : rat -> F) B) by rewrite /full_column_rank mxrank_map; apply/full_column_rankP.
  move/full_column_rankP=> injF c; have -> : u c = (\col_c u c) c 0 by rewrite mxE.
  suff -> : \col_c u c = 0 by rewrite mxE.
  apply: injF; apply/matrixP=> i z; rewrite (ord1 z) [RHS]mxE mxE.
  have [Ein|nEin] := boolP (own i); last by rewrite big1 // => c' _; rewrite !mxE (negPf nEin) rmorph0 mul0r.
  rewrite -[RHS](Hu i); last by rewrite mxE mulf_neq0 // mxE fmorph_eq0.
  by apply: eq_bigr => c' _; rewrite !mxE Ein.
have bs : between_slopes (ratr (s_of P)) (\matrix_(i, m) th (J i) (K m)) by move=> i m; rewrite mxE.
have WR : map_mx ratr (colsub J (W_held (size w) (unit_count P) w)) = colsub J (map_mx ratr (W_held (size w) (unit_count P) w)) :> 'M[F]_(_, _).
  by apply/matrixP=> c i; rewrite !mxE.
have ARE : entrywise (map_mx ratr (E_of R)) (\matrix_(i, m) th (J i) (K m)) =
    \matrix_(i, m) entrywise (map_mx ratr (E_of P)) th (J i) (K m) :> 'M[F]_(_, _).
  by rewrite ER; apply/matrixP=> i m; rewrite !mxE.
have XRE : map_mx ratr (X_of R) = map_mx ratr M *m colsub K (map_mx ratr (X_of P)) :> 'M[F]_(_, _).
  by rewrite XR map_mxM; congr (_ *m _); apply/matrixP=> j m; rewrite !mxE.
by have := every _ bs; rewrite held_rank_held WR ARE XRE.
Qed.

Lemma reduce_outputs_slope P w r R v : reduce_outputs P w r = Some (R, v) -> s_of R = s_of P.
Proof. by case/reduced_weights=> J [K [T [M [[Er _ _ _ _] _]]]]; rewrite /s_of; have [-> _ _] := reduce_shape Er. Qed.

(* --- archimedean --- *)

Theorem check_archimedean_outputs_sound P w r l z : check_archimedean_outputs P w r l z ->
  forall sg, full_column_rank (gradient_held (W_held (size w) (unit_count P) w) (s_of P) (E_of P) (X_of P) sg).
Proof.
rewrite /check_archimedean_outputs; case Er: (reduce_outputs P w r) => [[R v]|] // /andP[sp chk].
apply: (reduce_outputs_sound Er); last by apply: spread_sound sp _; exact: check_archimedean_sound chk.
rewrite -(reduce_outputs_slope Er); case/andP: chk => sp0 _.
by apply: lt0r_neq0; rewrite -q2r_gt0.
Qed.

(* --- tree --- *)

Lemma integral_app prim a b : integral_rows prim (a ++ b) =
  match integral_rows prim a, integral_rows prim b with Some x, Some y => Some (x ++ y) | _, _ => None end.
Proof.
elim: a => [|r a IH] /=; first by case: (integral_rows prim b).
rewrite IH; case: (integral prim r) => [z|] //; case: (integral_rows prim a) => [zs|] //.
by case: (integral_rows prim b).
Qed.

Lemma integral_lists_flat rss css : integral_lists rss = Some css -> integral_rows false (flatten rss) = Some (flatten css).
Proof.
elim: rss css => [|rs rss IH] css /=; first by case=> <-.
rewrite integral_app; case: (integral_rows false rs) => [zs|] //; case: (integral_lists rss) IH => [zss|] // IH [<-].
by rewrite (IH zss).
Qed.

Lemma integral_lists_size rss css : integral_lists rss = Some css -> size css = size rss /\
  forall n, size (nth [::] css n) = size (nth [::] rss n).
Proof.
elim: rss css => [|rs rss IH] css /=; first by case=> <-; split=> // n; rewrite !nth_nil.
case Ez: (integral_rows false rs) => [zs|] //; case: (integral_lists rss) IH => [zss|] // /(_ _ erefl)[sz H] [<-] /=.
by rewrite sz; split=> // -[|n] //=; have [] := integral_rows_sound Ez.
Qed.

Lemma spread_columns v es rs : size es = size rs ->
  flatten (Arithmetic.map2 (columns_of_sample v) es rs) =
  Arithmetic.map2 block_column (List.flat_map (fun e => List.map (Arithmetic.map2 qmul e) v) es) (List.flat_map (fun x => List.map (fun _ => x) v) rs).
Proof.
elim: es rs => [|e es IH] [|x rs] //= [/IH ->]; rewrite /columns_of_sample.
have map2_cat (a a' : seq (seq Q)) b b' : size a = size b ->
    Arithmetic.map2 block_column (a ++ a') (b ++ b') = Arithmetic.map2 block_column a b ++ Arithmetic.map2 block_column a' b'.
  by elim: a b => [|y a IHa] [|y' b] //= [/IHa ->].
rewrite -![(_ ++ _)%list]/(cat _ _) map2_cat; last by rewrite -![List.map _ v]/(map _ v) !size_map.
by congr (_ ++ _); elim: (v) => //= y v' ->.
Qed.

Lemma output_columns fold first units d a b css path : size path = size css ->
  List.concat (Arithmetic.map2 columns (outputs_levels fold first units d a b css) path) =
  Arithmetic.map2 (sloped d a b) (flatten (Arithmetic.map2 (fun p cs => List.map (fun _ => p) cs) path css)) (flatten css).
Proof.
elim: css first path => [|cs css IH] first [|p path] //= [/IH ->].
have map2_cat (x x' : seq (seq bool)) (y y' : seq (seq Z)) : size x = size y ->
    Arithmetic.map2 (sloped d a b) (x ++ x') (y ++ y') = Arithmetic.map2 (sloped d a b) x y ++ Arithmetic.map2 (sloped d a b) x' y'.
  by elim: x y => [|t x IHx] [|t' y] //= [/IHx ->].
rewrite -[(_ ++ _)%list]/(cat _ _) map2_cat; last by rewrite -[List.map _ cs]/(map _ cs) size_map.
by congr (_ ++ _); elim: cs => //= c cs ->.
Qed.

Lemma output_ranges fold first units d a b css path : size path = size css ->
  (forall n, (n < size css)%N -> forall f, classes fold (first && (n == 0%N)) units f -> f (nth [::] path n)) ->
  List.Forall2 ranges_over (outputs_levels fold first units d a b css) path.
Proof.
elim: css first path => [|c css IH] first [|p path] //= [szp] H; constructor.
  by move=> f Hf; apply: (H 0%N) => //; rewrite andbT.
by apply: IH => // n lt f Hf; apply: (H n.+1) => //; rewrite andbF.
Qed.

Theorem check_tree_outputs_sound P w r primes fold : check_tree_outputs P w r primes fold ->
  forall sg, full_column_rank (gradient_held (W_held (size w) (unit_count P) w) (s_of P) (E_of P) (X_of P) sg).
Proof.
rewrite /check_tree_outputs; do 2!case/andP; move=> /slope_okP[s0|N0]; last first.
  by move=> _ _ sg; rewrite /full_column_rank eqn_leq rank_leq_col /=; apply: leq_trans (leq0n _); rewrite leqn0 muln_eq0 N0.
case: primes => [|p later] //; rewrite -/(is_true _) => allp.
case Er: (reduce_outputs P w r) => [[R v]|] //; do 2!case/andP; move=> lenX sp.
case Ec: (integral_lists _) => [css|] // W.
have sRP := reduce_outputs_slope Er.
apply: (reduce_outputs_sound Er s0) => sg; apply: (spread_pattern_sound sp).
have [_ [_ [_ [_ [[Er' _ _ _ _] _]]]]] := reduced_weights Er; have [slR szE pos] := reduce_shape Er'.
set D := unit_count R in pos W sg *; set d := dim R in lenX W *; set N := sample_count R in szE sg *; set k := size v.
set Q' := spread R v; set N' := sample_count Q'.
case/andP: (sp) => /andP[lenv lenE] _.
have N'E : N' = (N * k)%N := spread_count R v.
have primeP q : List.In q (p :: later) -> Z.lt (Zpos xH) q /\ (fold -> Z.divide q (Z.add (slope_num P) (slope_den P))).
  move=> inq; have := proj1 (List.forallb_forall _ _) allp q inq.
  case/andP=> /andP[/andP[pq _] _] f; have q1 : Z.lt (Zpos xH) q.
    by case/andP: pq => /andP[/Z.leb_le]; reckon.
  split=> // fo; move: f; rewrite fo /= => /Z.eqb_eq; apply: (proj1 (Z.mod_divide _ _ _)); reckon.
have [szcss szcs0] := integral_lists_size Ec.
have szm : size (Arithmetic.map2 (columns_of_sample v) (factors R) (xs R)) = N by rewrite size_map2 szE.
have szN : size css = N by rewrite szcss.
have szk n : (n < N)%N -> size (nth [::] css n) = k.
  move=> lt; rewrite szcs0 (nth_map2 _ [::] [::]) ?szE // /columns_of_sample -[List.map _ v]/(map _ v) size_map //.
have := integral_lists_flat Ec; rewrite spread_columns //; set cs := flatten css => Ecs.
have [szcs [lam [lam0 [sizec entryc]]]] := integral_rows_sound Ecs.
set es' := List.flat_map _ (factors R) in Ecs sizec entryc szcs; set rs' := List.flat_map _ (xs R) in Ecs sizec entryc szcs.
have szrs' : size rs' = N' by [].
have szes' : size es' = N'.
  by rewrite N'E -[N]szE; apply: size_flat => x; rewrite -[List.map _ v]/(map _ v) size_map.
have split_q q : (q < N')%N -> (q %/ k < N)%N /\ (q %% k < k)%N.
  rewrite N'E => lt; have k0 : (0 < k)%N by move: lt; case: (k) => //; rewrite muln0.
  by rewrite ltn_divLR // ltn_mod.
have szx q : (q < N')%N -> size (nth [::] rs' q) = d.
  move=> /split_q[la lc]; rewrite (divn_eq q k) /rs' (@nth_flat _ _ _ k _ [::]) //; last by move=> x; rewrite -[List.map _ v]/(map _ v) size_map.
  by rewrite -[List.map _ v]/(map _ v) (nth_map [::]) // (lengths_areP lenX).
have sze q : (q < N')%N -> size (nth [::] es' q) = D.
  move=> /split_q[la lc]; rewrite (divn_eq q k) /es' (@nth_flat _ _ _ k _ [::]) ?szE //; last by move=> x; rewrite -[List.map _ v]/(map _ v) size_map.
  by rewrite -[List.map _ v]/(map _ v) (nth_map [::]) // size_map2 (lengths_areP lenE) ?szE // (lengths_areP lenv).
have nthc n : (n < N')%N -> nth [::] (Arithmetic.map2 block_column es' rs') n
    = block_column (nth [::] es' n) (nth [::] rs' n).
  by move=> lt; rewrite (nth_map2 _ [::] [::]) // szes'.
have szN' : size cs = N' by rewrite szcs size_map2 szes'.
have szc n : (n < N')%N -> size (nth [::] cs n) = (D * d)%N.
  by move=> lt; rewrite sizec nthc // size_block_column sze // szx.
pose m (i : 'I_D) (j : 'I_d) (n : 'I_N') : int := entry cs n (i * d + j).
have mE i j n : (m i j n)%:~R = lam n * (E_of Q' i n * X_of Q' j n).
  by rewrite /m entryc nthc // block_columnE ?szx ?sze // !mxE.
have b0 : iz (slope_den P) != 0 by rewrite iz_eq0.
have sQ : s_of R = (iz (slope_num P))%:~R / (iz (slope_den P))%:~R by rewrite sRP.
have sQ' : s_of Q' = (iz (slope_num P))%:~R / (iz (slope_den P))%:~R by rewrite -sQ.
have spreadE (sg' : pattern D N) i (q : 'I_N') (lt : (q %/ k < N)%N) : spread_pattern v sg' i q = sg' i (Ordinal lt).
  by rewrite mxE (nth_map (Ordinal lt)) ?size_enum_ord // -[(q %/ k)%N]/(nat_of_ord (Ordinal lt)) nth_ord_enum.
(* a way to choose, and the prime modulo which its columns are independent *)
have chosen (sg' : pattern D N) :
    (forall (n : 'I_N) f, classes fold (n == 0%N :> nat) D f -> f (bits_of (sg' ^~ n))) ->
    exists q, [/\ (1 < `|iz q|)%N, fold -> divides (iz q) (iz (slope_num P) + iz (slope_den P)) &
      kernel_mod (iz q) (iz q) (sloped_matrix (iz (slope_num P)) (iz (slope_den P)) m (spread_pattern v sg'))].
  move=> H; pose path := [seq bits_of (sg' ^~ n) | n <- enum 'I_N].
  have szp : size path = size css by rewrite size_map size_enum_ord szN.
  have nthp (n : 'I_N) : nth [::] path n = bits_of (sg' ^~ n) by rewrite (nth_map n) ?size_enum_ord // nth_ord_enum.
  have ranges : List.Forall2 ranges_over (outputs_levels fold true D d (slope_num P) (slope_den P) css) path.
    apply: output_ranges => // n; rewrite szN => lt f Hf; have := H (Ordinal lt) f Hf; by rewrite -(nthp (Ordinal lt)).
  have [q [inq ind]] := walk_sound _ _ _ (fun q i => proj1 (primeP q i)) W _ ranges.
  have [q1 qab] := primeP q inq; exists q; split; first by reckon.
    by move=> /qab; rewrite -izD => /iz_divide.
  rewrite output_columns // -/cs in ind; set path' := flatten _ in ind.
  have path'E : path' = List.flat_map (fun p => nseq k p) path.
    have szall : forall n, (n < size css)%N -> size (nth [::] css n) = k by move=> n; rewrite szN; exact: szk.
    rewrite /path'; elim: (path) (css) szp szall => [|y path0 IH] [|c css0] //= [szp0] szall; congr (_ ++ _).
      by rewrite -(szall 0%N isT) /=; elim: c {szall} => //= ? ? ->.
    by apply: IH => // n; exact: (szall n.+1).
  have szpN : size path = N by rewrite size_map size_enum_ord.
  have szp' : size path' = N'.
    by rewrite path'E N'E -szpN; apply: size_flat => x; exact: size_nseq.
  have nthp' (q0 : 'I_N') : nth [::] path' q0 = bits_of (fun i => spread_pattern v sg' i q0).
    have [la lc] := split_q q0 (ltn_ord q0).
    rewrite path'E {1}(divn_eq q0 k) (nth_flat [::] [::] (fun x => size_nseq k x) (leq_trans la (eq_leq (esym szpN))) lc).
    rewrite nth_nseq lc -[(q0 %/ k)%N]/(nat_of_ord (Ordinal la)) nthp; apply: eq_map => i.
    by rewrite (spreadE sg' i q0 la).
  apply: kernel_blocks ind; first by rewrite size_map2 szp' ?szN'.
    move=> n; have [lt|ge] := ltnP n N'; last by rewrite nth_default // size_map2 szp' ?szN'.
    rewrite (nth_map2 _ [::] [::]) ?szp' ?szN' // (@size_sloped _ _ _ _ _ D) ?szc //.
    by rewrite (nthp' (Ordinal lt)) size_bits.
  move=> i j n; rewrite sloped_matrixE /entry (nth_map2 _ [::] [::]) ?szp' ?szN' //.
  by rewrite (@nth_sloped _ _ _ _ _ _ _ D) ?szc ?nthp' ?size_bits ?nth_bits.
have [N0|n0] := posnP N'; first exact: (no_samples_every _ _ _ N0 _).
have N0 : (0 < N)%N by move: n0; rewrite N'E; case: (N).
rewrite sQ'; case: fold allp W primeP chosen => allp W primeP chosen; last first.
  (* scaled *)
  have [|q [q1 _ ker]] := chosen (without_none sg); first by move=> n f; exact: without_none_class (Ordinal pos) _ _ _.
  have fr := sloped_sound q1 b0 lam0 mE ker; rewrite -sQ' in fr.
  pose none' (q0 : 'I_N') := if insub (q0 %/ k)%N is Some n then none_on sg n else false.
  apply: (@scaled_columns _ _ _ _ _ (fun n => if none' n then s_of Q' else 1) _ _ fr) => [n|g n].
    by case: ifP => _; rewrite ?oner_neq0 // -[s_of Q']/(s_of R) sRP.
  case/mxvec_indexP: g => i j; rewrite !khatri_raoE ![activations _ _ _ _ _]mxE.
  have [la _] := split_q n (ltn_ord n); rewrite !(spreadE _ _ _ la) [without_none sg i _]mxE -sQ' /none' insubT.
  case H: (none_on sg _) => /=; last by rewrite mul1r.
  by move/forallP: H => /(_ i)/negPf ->; rewrite mulr1 mulrAC mulrC mulrA.
(* folded *)
pose n1 : 'I_N := Ordinal N0; pose i1 : 'I_D := Ordinal pos.
have [|q [q1 qab ker]] := chosen (turned_pattern sg i1 n1); first by move=> n f; exact: turned_class.
pose all_turned' (q0 : 'I_N') := if insub (q0 %/ k)%N is Some n then turned_sample sg i1 n1 n else false.
apply: (sloped_sound q1 b0 lam0 mE); apply: (turned_kernel (all_turned := all_turned') (qab isT) _ ker) => i n.
by have [la _] := split_q n (ltn_ord n); rewrite !(spreadE _ _ _ la) mxE /all_turned' insubT.
Qed.
