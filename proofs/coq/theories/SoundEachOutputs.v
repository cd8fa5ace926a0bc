(* Soundness of every-pattern for the patterns of one layer with several outputs (soundness.md 33 and 46). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Model Linear Collapse Form Rules EachPattern Outputs
  ReducedOutputs SoundWalk Bridge Groups SoundOneLayer HeldOutputs SoundOutputs SoundOutputKinds SoundTree SoundEach
  Trained SoundTrained SoundReducedOutputs.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma kernel_columns q r n cols : size cols = n -> (forall m, (size (nth [::] cols m) <= r)%N) -> independent_mod q cols ->
  kernel_mod (iz q) (iz q) (columns_matrix r n cols).
Proof.
move=> szn; case: n / szn => szs ind w Mw m.
have F := ind _ (size_zseq w) (comb_divides szs Mw).
by rewrite -(nth_zseq w m); apply/iz_divide/(Forall_nth F); rewrite size_zseq.
Qed.

Lemma nth_lists T (b : T) k (L : seq (seq T)) n c : (forall m, (m < size L)%N -> size (nth [::] L m) = k) ->
  (n < size L)%N -> (c < k)%N -> nth b (flatten L) (n * k + c) = nth b (nth [::] L n) c.
Proof.
elim: L n => //= l L IH n H lt ltc; have szl : size l = k by exact: (H 0%N isT).
rewrite nth_cat szl; case: n lt => [|n] lt; first by rewrite mul0n add0n ltc.
by rewrite mulSn -addnA ltnNge leq_addr /= addKn IH // => m ltm; exact: (H m.+1 ltm).
Qed.

Lemma size_lists T k (L : seq (seq T)) : (forall m, (m < size L)%N -> size (nth [::] L m) = k) -> size (flatten L) = (size L * k)%N.
Proof.
elim: L => //= l L IH H; rewrite size_cat IH ?mulSn => [|m ltm]; last exact: (H m.+1 ltm).
by rewrite (H 0%N isT).
Qed.

Lemma nth_unit_row k c c' : (c' < k)%N -> q2r (nth q0 (unit_row k c) c') = (c' == c)%:R.
Proof.
move=> lt; rewrite /unit_row seqE -[List.map _ _]/(map _ _) (nth_map 0%N) ?size_iota // nth_iota // add0n.
by case: PeanoNat.Nat.eqb_spec => [->|/eqP/negPf ->]; rewrite ?eqxx ?q2r1 ?q2r0.
Qed.

(* A column of a sample for the slopes c *)
Definition chosen_column D d (c : seq bool) (column : seq Z) : seq Z :=
  chosen_blocks d c (take (D * d) column) (take (D * d) (drop (D * d) column)) ++ drop (D * d) (drop (D * d) column).

Lemma each_outputs_columns D d css path : size path = size css ->
  List.concat (Arithmetic.map2 columns (each_outputs_levels D d css) path) =
  flatten (Arithmetic.map2 (fun c cs => map (chosen_column D d c) cs) path css).
Proof.
elim: css path => [|cs css IH] [|p path] //= [/IH ->]; congr (_ ++ _).
by rewrite -[List.map _ cs]/(map _ cs); apply: eq_map => column; rewrite /chosen_column !firstn_take !skipn_drop.
Qed.

Lemma each_outputs_ranges D d css path : size path = size css -> all (fun c => size c == D) path ->
  List.Forall2 ranges_over (each_outputs_levels D d css) path.
Proof.
elim: css path => [|c css IH] [|p path] //= [szp] /andP[/eqP szc H]; constructor; last exact: IH.
by move=> f Hf; exact: (each_choice_sound _ _ _ Hf _ szc).
Qed.

Theorem every_slope_outputs_sound trained D d N s p w es rs : size rs = N -> Z.lt (Zpos xH) p ->
  every_slope_outputs trained D d s p w es rs ->
  forall sg, held_rank trained (gradient_held (W_held (size w) D w) (q2r s) (mat D N es) (mat d N rs) sg).
Proof.
move=> szr q1; rewrite /every_slope_outputs; do 2!case/andP; move=> /andP[/andP[lenX lenE] lenW] /PeanoNat.Nat.eqb_eq szE.
case Ec: (integral_lists _) => [css|] // W sg; set k := size w.
set t := if trained then k else 0%N.
have szE' : size es = N by rewrite -szr; exact: szE.
have [szcss szcss0] := integral_lists_size Ec.
set L := Arithmetic.map2 _ es rs in Ec szcss szcss0.
have szL : size L = N by rewrite size_map2 ?szE'.
have szx n : (n < N)%N -> size (nth [::] rs n) = d by move=> lt; rewrite (lengths_areP lenX) // szr.
have sze n : (n < N)%N -> size (nth [::] es n) = D by move=> lt; rewrite (lengths_areP lenE) // szE'.
have szw c : (c < k)%N -> size (nth [::] w c) = D by move=> lt; rewrite (lengths_areP lenW).
have nthL n : (n < N)%N -> nth [::] L n = both_columns_of trained s w (nth [::] es n) (nth [::] rs n).
  by move=> lt; rewrite (nth_map2 _ [::] [::]) // szE'.
have szLn n : (n < size L)%N -> size (nth [::] L n) = k.
  by rewrite szL => lt; rewrite nthL // size_map2 // seqE size_iota.
have szcs n : (n < size css)%N -> size (nth [::] css n) = k by move=> lt; rewrite szcss0 szLn // -szcss.
have szN : size css = N by rewrite szcss.
have := integral_lists_flat Ec; set cs := flatten css => Ecs.
have [szc0 [lam [lam0 [sizec entryc]]]] := integral_rows_sound Ecs.
have split_q q : (q < N * k)%N -> (q %/ k < N)%N /\ (q %% k < k)%N.
  by move=> lt; have k0 : (0 < k)%N by [move: lt; case: (k) => //; rewrite muln0]; rewrite ltn_divLR // ltn_mod.
(* the blocks with slope 1, with slope s, and the unit vector of the output *)
pose e' n c := Arithmetic.map2 qmul (nth [::] es n) (nth [::] w c).
have sze' n c : (n < N)%N -> (c < k)%N -> size (e' n c) = D by move=> ln lc; rewrite size_map2 sze ?szw.
have rowE n c : (n < N)%N -> (c < k)%N -> nth [::] (flatten L) (n * k + c) =
    (block_column (e' n c) (nth [::] rs n) ++ block_column (map (fun a => qmul a s) (e' n c)) (nth [::] rs n)) ++ (if trained then unit_row k c else [::]).
  move=> ln lc; rewrite (nth_lists [::] szLn) ?szL // nthL // /both_columns_of (nth_map2 _ [::] 0%N) ?seqE ?size_iota //.
  by rewrite nth_iota.
have szb n c : (n < N)%N -> (c < k)%N -> size (block_column (e' n c) (nth [::] rs n)) = (D * d)%N /\
    size (block_column (map (fun a => qmul a s) (e' n c)) (nth [::] rs n)) = (D * d)%N.
  by move=> ln lc; rewrite !size_block_column size_map sze' // szx.
have szunit c : size (unit_row k c) = k by rewrite /unit_row seqE -[List.map _ _]/(map _ _) size_map size_iota.
have szrow n c : (n < N)%N -> (c < k)%N -> size (nth [::] (flatten L) (n * k + c)) = (D * d + D * d + t)%N.
  by move=> ln lc; rewrite rowE // !size_cat (szb _ _ ln lc).1 (szb _ _ ln lc).2 /t; case: (trained); rewrite ?szunit.
have szcol n c : (n < N)%N -> (c < k)%N -> size (nth [::] (nth [::] css n) c) = (D * d + D * d + t)%N.
  move=> ln lc; have := sizec (n * k + c)%N; rewrite szrow // /cs (nth_lists [::] szcs) ?szN //.
(* the columns for the slopes sg *)
pose path := [seq bits_of (sg ^~ n) | n <- enum 'I_N].
have szp : size path = size css by rewrite size_map size_enum_ord szN.
have nthp (n : 'I_N) : nth [::] path n = bits_of (sg ^~ n) by rewrite (nth_map n) ?size_enum_ord // nth_ord_enum.
have bits : all (fun c => size c == D) path by apply/allP=> c /mapP[n _ ->]; rewrite size_bits.
have only q : List.In q [:: p] -> Z.lt (Zpos xH) q by case=> // <-.
have [q [inq ind]] := walk_sound _ _ _ only W _ (each_outputs_ranges d szp bits).
case: inq ind => [<-|//] {q} ind; rewrite each_outputs_columns // in ind.
set Lc := Arithmetic.map2 _ path css in ind; set cols := flatten Lc in ind.
have szLc : size Lc = N by rewrite size_map2 szp ?szN.
have nthLc (n : 'I_N) : nth [::] Lc n = map (chosen_column D d (bits_of (sg ^~ n))) (nth [::] css n).
  by rewrite (nth_map2 _ [::] [::]) ?szp ?szN // nthp.
have szLcn n : (n < size Lc)%N -> size (nth [::] Lc n) = k.
  by rewrite szLc => lt; rewrite (nthLc (Ordinal lt)) size_map szcs ?szN.
have szcols : size cols = (N * k)%N by rewrite /cols (size_lists szLcn) szLc.
have nthcol (n : 'I_N) (c : 'I_k) : nth [::] cols (n * k + c) = chosen_column D d (bits_of (sg ^~ n)) (nth [::] (nth [::] css n) c).
  by rewrite /cols (nth_lists [::] szLcn) ?szLc // nthLc (nth_map [::]) // szcs ?szN.
pose on (n : 'I_N) (c : 'I_k) := take (D * d) (nth [::] (nth [::] css n) c).
pose off (n : 'I_N) (c : 'I_k) := take (D * d) (drop (D * d) (nth [::] (nth [::] css n) c)).
have szon n c : size (on n c) = (size (bits_of (sg ^~ n)) * d)%N.
  by rewrite size_bits size_takel // szcol // -addnA leq_addr.
have szoff n c : size (off n c) = (size (bits_of (sg ^~ n)) * d)%N.
  by rewrite size_bits size_takel // size_drop szcol // -addnA addKn leq_addr.
have blocks n c := chosen_blocksP (szon n c) (szoff n c).
have szchosen (n : 'I_N) (c : 'I_k) : size (nth [::] cols (n * k + c)) = (D * d + t)%N.
  by rewrite nthcol size_cat (blocks n c).1 size_bits !size_drop szcol // -addnA !addKn.
have p1 : (1 < `|iz p|)%N by reckon.
have ker : kernel_mod (iz p) (iz p) (columns_matrix (D * d + t) (N * k) cols).
  apply: kernel_columns ind => // m; have [lt|ge] := ltnP m (N * k); last by rewrite nth_default ?szcols.
  have [la lc] := split_q m lt; by rewrite (divn_eq m k) (szchosen (Ordinal la) (Ordinal lc)).
have /full_column_rankP inj := kernel_mod_sound p1 ker.
(* the entry of a column in the rational matrix *)
have upper (n : 'I_N) (c : 'I_k) (i : 'I_D) (j : 'I_d) : (entry cols (n * k + c) (i * d + j))%:~R =
    lam (n * k + c)%N * (W_held k D w c i * (activations (q2r s) (mat D N es) sg i n * mat d N rs j n)).
  have lij : (i * d + j < D * d)%N.
    by apply: (@leq_trans (i.+1 * d)%N); rewrite ?leq_mul2r ?ltn_ord ?orbT // mulSn addnC ltn_add2r.
  have -> : entry cols (n * k + c) (i * d + j) = entry cs (n * k + c) (if sg i n then i * d + j else D * d + (i * d + j))%N.
    rewrite /entry nthcol nth_cat (blocks n c).1 size_bits lij (blocks n c).2 ?size_bits // nth_bits /cs (nth_lists [::] szcs) ?szN //.
    by congr (iz _); case: ifP => _; rewrite /on /off ?nth_take // nth_drop.
  rewrite entryc rowE // nth_cat size_cat (szb _ _ (ltn_ord n) (ltn_ord c)).1 (szb _ _ (ltn_ord n) (ltn_ord c)).2.
  have weightE : q2r (nth q0 (e' n c) i) = mat D N es i n * W_held k D w c i.
    by rewrite (nth_map2 _ q0 q0) ?q2rM ?sze ?szw // !mxE.
  congr (_ * _); rewrite [activations _ _ _ _ _]mxE; case: (sg i n); cbv iota.
    rewrite ltn_addr // nth_cat (szb _ _ (ltn_ord n) (ltn_ord c)).1 lij block_columnE ?szx ?sze' // weightE [mat d _ _ _ _]mxE.
    by move: (mat D N es i n) (W_held k D w c i) (q2r _) => x y z; ring.
  rewrite ltn_add2l lij nth_cat (szb _ _ (ltn_ord n) (ltn_ord c)).1 ltnNge leq_addr /= addKn block_columnE ?szx ?size_map ?sze' //.
  rewrite (nth_map q0) ?sze' // q2rM weightE [mat d _ _ _ _]mxE.
  by move: (mat D N es i n) (W_held k D w c i) (q2r _) (q2r s) => x y z u; ring.
have lower (n : 'I_N) (c : 'I_k) c' : trained -> (c' < k)%N -> (entry cols (n * k + c) (D * d + c'))%:~R = lam (n * k + c)%N * (c' == c)%:R.
  move=> tr lc'; have -> : entry cols (n * k + c) (D * d + c') = entry cs (n * k + c) (D * d + D * d + c').
    rewrite /entry nthcol nth_cat (blocks n c).1 size_bits ltnNge leq_addr /= addKn /cs (nth_lists [::] szcs) ?szN //.
    by rewrite !nth_drop addnA.
  rewrite entryc rowE // nth_cat size_cat (szb _ _ (ltn_ord n) (ltn_ord c)).1 (szb _ _ (ltn_ord n) (ltn_ord c)).2.
  by rewrite ltnNge leq_addr /= addKn tr nth_unit_row.
apply/held_rankP=> v; rewrite -[v]trmxK -[v^T]vec_mxK; set V := vec_mx v^T => Gv sums.
suff V0 : V = 0 by rewrite V0 linear0 trmx0.
pose vn (q : nat) : rat := if insub (q %/ k)%N is Some n then (if insub (q %% k)%N is Some c then V n c else 0) else 0.
have vnE (n : 'I_N) (c : 'I_k) : vn (n * k + c)%N = V n c.
  have k0 : (0 < k)%N := leq_ltn_trans (leq0n _) (ltn_ord c).
  by rewrite /vn divnMDl // divn_small // addn0 modnMDl modn_small // !valK.
pose v' : 'cV[rat]_(N * k) := \col_q ((lam q)^-1 * vn q).
have v'0 : v' = 0.
  apply: inj; apply/matrixP=> a z; rewrite (ord1 z) [RHS]mxE mxE.
  rewrite (eq_bigr (fun q : 'I_(N * k) => (fun q => (entry cols q a)%:~R * ((lam q)^-1 * vn q)) q)) => [|q _]; last by rewrite !mxE.
  rewrite (sum_blocks N k (fun q => (entry cols q a)%:~R * ((lam q)^-1 * vn q))).
  under eq_bigr => n _ do under eq_bigr => c _ do rewrite vnE.
  have [lt|ge] := ltnP a (D * d).
    have d0 : (0 < d)%N by have := leq_ltn_trans (leq0n _) lt; rewrite muln_gt0 => /andP[].
    have li : (a %/ d < D)%N by rewrite ltn_divLR.
    have lj : (a %% d < d)%N by rewrite ltn_mod.
    have := congr1 (fun K : 'cV_(D * d) => K (mxvec_index (Ordinal li) (Ordinal lj)) 0) Gv; rewrite /= [RHS]mxE mxE sum_columns => H.
    rewrite -[RHS]H; apply: eq_bigr => n _; apply: eq_bigr => c _; rewrite gradient_heldE [_^T _ _]mxE mxvecE.
    rewrite {1}(divn_eq a d) (upper n c (Ordinal li) (Ordinal lj)) mulrA [lam _ * _]mulrC -[_ * lam _ * _]mulrA mulfV // mulr1.
    by rewrite mulrA.
  have t0 : trained = false -> t = 0%N by rewrite /t => ->.
  have tr : trained by case E: (trained) => //; have := leq_ltn_trans ge (ltn_ord a); rewrite (t0 E) addn0 ltnn.
  have tk : t = k by rewrite /t tr.
  have lc : (a - D * d < k)%N by rewrite -tk ltn_subLR.
  have lowa (n : 'I_N) (c : 'I_k) : (entry cols (n * k + c) a)%:~R = lam (n * k + c)%N * ((a - D * d)%N == c)%:R.
    by have := lower n c (a - D * d)%N tr lc; rewrite subnKC.
  rewrite -[RHS](sums tr (Ordinal lc)); apply: eq_bigr => n _; rewrite (bigD1 (Ordinal lc)) //= big1 ?addr0 => [|c ne].
    have := lowa n (Ordinal lc); rewrite /= eqxx mulr1 => ->; by rewrite mulrA mulfV // mul1r [_^T _ _]mxE mxvecE.
  rewrite lowa (_ : ((a - D * d)%N == c) = false) ?mulr0 ?mul0r //.
  by apply/negbTE; apply: contra ne => /eqP E; apply/eqP; apply: val_inj.
apply/matrixP=> n c; rewrite [RHS]mxE -vnE.
have lq : (n * k + c < N * k)%N.
  by apply: (@leq_trans (n.+1 * k)%N); rewrite ?leq_mul2r ?ltn_ord ?orbT // mulSn addnC ltn_add2r.
have /matrixP/(_ (Ordinal lq) 0) := v'0; rewrite [LHS]mxE [RHS]mxE /= => /eqP.
by rewrite mulf_eq0 invr_eq0 (negPf (lam0 _)) => /eqP.
Qed.

(* One table in place of generic noise, or none *)
Theorem check_every_outputs_sound trained P w p tables : check_every_outputs trained P w p tables ->
  forall sg, held_rank trained (gradient_held (W_held (size w) (unit_count P) w) (s_of P)
    (match tables with [::] => E_of P | e :: _ => mat (unit_count P) (sample_count P) e end) (X_of P) sg).
Proof.
case/andP=> pp; have p1 : Z.lt (Zpos xH) p by case/andP: pp => /andP[/Z.leb_le]; reckon.
by case: tables => [|e ts] H; exact: (every_slope_outputs_sound (erefl (sample_count P)) p1 H).
Qed.
