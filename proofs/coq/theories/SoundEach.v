(* Soundness of every-pattern for the patterns of one layer (soundness.md 46). *)
From Coq Require Import ZArith QArith_base.
From SsrMultinomials Require Import mpoly.
From Dlmcert Require Import Algebra Reckon Arithmetic Elimination Model Linear Collapse AlmostEvery Form Rules
  EachPattern SoundWalk Bridge Groups SoundOneLayer SoundTree.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma firstn_take T n (s : seq T) : List.firstn n s = take n s.
Proof. by elim: n s => [|n IH] [|x s] //=; rewrite IH. Qed.
Lemma skipn_drop T n (s : seq T) : List.skipn n s = drop n s.
Proof. by elim: n s => [|n IH] [|x s] //=. Qed.

Lemma chosen_blocksP d c on off : size on = (size c * d)%N -> size off = (size c * d)%N ->
  size (chosen_blocks d c on off) = (size c * d)%N /\
  forall i j, (i < size c)%N -> (j < d)%N ->
    nth Z0 (chosen_blocks d c on off) (i * d + j) = nth Z0 (if nth false c i then on else off) (i * d + j).
Proof.
elim: c on off => [|one c IH] on off //= szon szoff.
rewrite -[_ ++ _]/(cat _ _) firstn_take !skipn_drop.
have szt : size (take d (if one then on else off)) = d.
  by rewrite size_takel //; case: ifP => _; rewrite ?szon ?szoff mulSn leq_addr.
have [|//|sz' H] := IH (drop d on) (drop d off); try by rewrite size_drop ?szon ?szoff mulSn addKn.
rewrite size_cat szt sz' mulSn; split=> // i j lti ltj; rewrite nth_cat szt; case: i lti => [|i] lti.
  by rewrite mul0n add0n ltj nth_take.
rewrite mulSn -addnA ltnNge leq_addr /= addKn H //.
by case: ifP => _; rewrite nth_drop.
Qed.

Lemma each_columns D d cs path : size path = size cs ->
  List.concat (Arithmetic.map2 columns (each_levels D d cs) path) =
  Arithmetic.map2 (fun c column => chosen_blocks d c (take (D * d) column) (drop (D * d) column)) path cs.
Proof. by elim: cs path => [|c cs IH] [|p path] //= [/IH ->]; rewrite firstn_take skipn_drop. Qed.

Lemma each_ranges D d cs path : size path = size cs -> all (fun c => size c == D) path ->
  List.Forall2 ranges_over (each_levels D d cs) path.
Proof.
elim: cs path => [|c cs IH] [|p path] //= [szp] /andP[/eqP szc H]; constructor; last exact: IH.
by move=> f Hf; exact: (each_choice_sound _ _ _ Hf _ szc).
Qed.

Theorem every_slope_sound D d N s p es rs : size rs = N -> Z.lt (Zpos xH) p -> every_slope D d s p es rs ->
  every_pattern (q2r s) (mat D N es) (mat d N rs).
Proof.
move=> szr q1; rewrite /every_slope; do 2!case/andP; move=> /andP[lenX lenE] /PeanoNat.Nat.eqb_eq szE.
case Ec: (integral_rows _ _) => [cs|] // W sg.
have szE' : size es = N by rewrite -szr; exact: szE.
have [szcs [lam [lam0 [sizec entryc]]]] := integral_rows_sound Ec.
have szx n : (n < N)%N -> size (nth [::] rs n) = d by move=> lt; rewrite (lengths_areP lenX) // szr.
have sze n : (n < N)%N -> size (nth [::] es n) = D by move=> lt; rewrite (lengths_areP lenE) // szE'.
have szm : size (Arithmetic.map2 (both_columns s) es rs) = N by rewrite size_map2 ?szE'.
have szN : size cs = N by rewrite szcs.
have nthc n : (n < N)%N -> nth [::] (Arithmetic.map2 (both_columns s) es rs) n
    = both_columns s (nth [::] es n) (nth [::] rs n).
  by move=> lt; rewrite (nth_map2 _ [::] [::]) // szE'.
have szb n : (n < N)%N -> size (block_column (nth [::] es n) (nth [::] rs n)) = (D * d)%N /\
    size (block_column (List.map (fun a => qmul a s) (nth [::] es n)) (nth [::] rs n)) = (D * d)%N.
  by move=> lt; rewrite !size_block_column -[List.map _ _]/(map _ _) size_map sze // szx.
have szc n : (n < N)%N -> size (nth [::] cs n) = (D * d + D * d)%N.
  by move=> lt; rewrite sizec nthc // /both_columns -[_ ++ _]/(cat _ _) size_cat (szb _ lt).1 (szb _ lt).2.
pose path := [seq bits_of (sg ^~ n) | n <- enum 'I_N].
have szp : size path = size cs by rewrite size_map size_enum_ord szN.
have nthp (n : 'I_N) : nth [::] path n = bits_of (sg ^~ n) by rewrite (nth_map n) ?size_enum_ord // nth_ord_enum.
have bits : all (fun c => size c == D) path by apply/allP=> c /mapP[n _ ->]; rewrite size_bits.
have only q : List.In q [:: p] -> Z.lt (Zpos xH) q by case=> // <-.
have [q [inq ind]] := walk_sound _ _ _ only W _ (each_ranges d szp bits).
case: inq ind => [<-|//] {q} ind; rewrite each_columns // in ind.
set cols := Arithmetic.map2 _ path cs in ind.
have szcols : size cols = N by rewrite size_map2 szp ?szN.
have nthcol (n : 'I_N) : nth [::] cols n =
    chosen_blocks d (bits_of (sg ^~ n)) (take (D * d) (nth [::] cs n)) (drop (D * d) (nth [::] cs n)).
  by rewrite (nth_map2 _ [::] [::]) ?szp ?szN // nthp.
have blocks (n : 'I_N) := @chosen_blocksP d (bits_of (sg ^~ n)) (take (D * d) (nth [::] cs n)) (drop (D * d) (nth [::] cs n)).
have szon (n : 'I_N) : size (take (D * d) (nth [::] cs n)) = (size (bits_of (sg ^~ n)) * d)%N.
  by rewrite size_bits size_takel // szc // leq_addr.
have szoff (n : 'I_N) : size (drop (D * d) (nth [::] cs n)) = (size (bits_of (sg ^~ n)) * d)%N.
  by rewrite size_bits size_drop szc // addKn.
pose M : 'M[int]_(D * d, N) := \matrix_(k, n) mxvec (\matrix_(i < D, j < d) entry cols n (i * d + j)) 0 k.
have ME i j n : M (mxvec_index i j) n = entry cols n (i * d + j) by rewrite mxE mxvecE mxE.
have ker : kernel_mod (iz p) (iz p) M.
  apply: kernel_blocks ind => // n; have [lt|ge] := ltnP n N; last by rewrite nth_default // szcols.
  by rewrite (nthcol (Ordinal lt)) (blocks (Ordinal lt) (szon _) (szoff _)).1 size_bits.
have p1 : (1 < `|iz p|)%N by reckon.
apply: (@scaled_columns _ _ _ _ _ (fun n : 'I_N => (lam n)^-1) _ _ (kernel_mod_sound p1 ker)) => [n|k n].
  by rewrite invr_eq0.
case/mxvec_indexP: k => i j; rewrite khatri_raoE [ratz _ _ _]mxE ME /entry nthcol.
rewrite (blocks n (szon _) (szoff _)).2 ?size_bits // nth_bits.
have lt : (i * d + j < D * d)%N.
  by apply: leq_trans (_ : i.+1 * d <= _)%N; rewrite ?leq_mul2r ?ltn_ord ?orbT // mulSn addnC ltn_add2r.
have -> : iz (nth Z0 (if sg i n then take (D * d) (nth [::] cs n) else drop (D * d) (nth [::] cs n)) (i * d + j))
    = entry cs n (if sg i n then i * d + j else D * d + (i * d + j))%N.
  by rewrite /entry; case: ifP => _; rewrite ?nth_take ?nth_drop.
rewrite entryc nthc // /both_columns -[_ ++ _]/(cat _ _) nth_cat (szb _ (ltn_ord n)).1.
rewrite mulKf // !mxE; case: ifP => _.
  by rewrite lt block_columnE ?szx ?sze // mulr1.
rewrite ltnNge leq_addr /= addKn block_columnE ?szx // -[List.map _ _]/(map _ _) ?size_map ?sze //.
by rewrite (nth_map q0) ?sze // q2rM.
Qed.

(* All entries of one table, if there is one: at this value of the noise that is generic *)
Theorem check_every_pattern_sound P p tables : check_every_pattern P p tables ->
  match tables with
  | [::] => every_pattern (s_of P) (E_of P) (X_of P)
  | _ => almost_every_noise (unit_count P) (s_of P) (X_of P)
  end.
Proof.
case/andP=> pp; have p1 : Z.lt (Zpos xH) p by case/andP: pp => /andP[/Z.leb_le]; reckon.
case: tables => [|e ts] H; first exact: (every_slope_sound (erefl (sample_count P)) p1 H).
exact: (one_noise_almost_every (every_slope_sound (erefl (sample_count P)) p1 H)).
Qed.
