(* Soundness of deep-collapse (soundness.md 19): the networks of all patterns agree modulo q. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Elimination Form Rules Check DeepPatterns Model Linear Collapse Bridge
  Groups SoundOneLayer SoundCongruence SoundForward GenericLayers SoundEachLayer SoundDeep.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- rationals with denominators prime to q, and their residues --- *)

Section Near.
Variable q : int.
Implicit Types (x y : rat) (r t : int).

Definition near x r := exists D z : int, coprimez q D /\ D%:~R * x = (D * r + q * z)%:~R.

Lemma near_int r : near r%:~R r.
Proof. by exists 1, 0; rewrite coprimezE coprimen1 mul1r mulr0 addr0 mul1r. Qed.

Lemma near_move x r t : near x r -> divides q (t - r) -> near x t.
Proof.
move=> [D [z [co E]]] /dvdzP[k tE]; exists D, (z - k * D); split=> //; rewrite E; congr (_%:~R).
have -> : t = r + k * q by rewrite -tE; ring.
by ring.
Qed.

Lemma near_add x r y t : near x r -> near y t -> near (x + y) (r + t).
Proof.
move=> [D [z [co E]]] [D' [z' [co' E']]]; exists (D * D'), (D' * z + D * z'); split; first by rewrite coprimezMr co.
have -> : (D * D')%:~R * (x + y) = D'%:~R * (D%:~R * x) + D%:~R * (D'%:~R * y) by rewrite intrM; ring.
by rewrite E E' -!intrM -intrD; congr (_%:~R); ring.
Qed.

Lemma near_mul x r y t : near x r -> near y t -> near (x * y) (r * t).
Proof.
move=> [D [z [co E]]] [D' [z' [co' E']]]; exists (D * D'), (r * D * z' + D' * t * z + q * z * z'); split; first by rewrite coprimezMr co.
rewrite intrM mulrACA E E' -intrM; congr (_%:~R); by ring.
Qed.

Lemma near_sum (I : Type) (l : seq I) (P : pred I) (f : I -> rat) (g : I -> int) :
  (forall i, P i -> near (f i) (g i)) -> near (\sum_(i <- l | P i) f i) (\sum_(i <- l | P i) g i).
Proof.
move=> H; apply: (big_ind2 near) => //; [exact: (near_int 0)|exact: near_add].
Qed.

(* The slope is 1 modulo q. *)
Lemma near_slope (a b : int) : b != 0 -> coprimez q b -> divides q (a - b) -> near (a%:~R / b%:~R) 1.
Proof.
move=> b0 co /dvdzP[k E]; exists b, k; split=> //; rewrite mulrC divfK ?intr_eq0 //; congr (_%:~R).
by rewrite mulr1 mulrC -E; ring.
Qed.

Lemma factored (D r y z p : int) : D * r * y - r * (D * y + p * z) = - (r * z) * p.
Proof. by ring. Qed.

Lemma regrouped (a b x y z : rat) : a * b * (x * y * z) = a * x * (y * (b * z)).
Proof. by ring. Qed.

(* Columns times nonzero numbers that agree with those of M *)
Theorem near_columns (h : int) m n (G : 'M[rat]_(m, n)) (M : 'M[int]_(m, n)) (nu : 'I_n -> rat) :
  (1 < `|h|)%N -> kernel_mod q h M -> (forall k, nu k != 0) -> (forall i k, near (nu k * G i k) (M i k)) -> full_column_rank G.
Proof.
move=> h1 ker nu0 H.
have [D DP] := fin_all_exists (fun p : 'I_m * 'I_n => H p.1 p.2); have [Z ZP] := fin_all_exists DP.
pose all_D := \prod_p D p.
have co : coprimez q all_D.
  rewrite /all_D; elim/big_rec: _ => [|p x _ cx]; first by rewrite coprimezE coprimen1.
  by rewrite coprimezMr cx andbT; case: (ZP p).
pose H' : 'M[int]_(m, n) := \matrix_(i, k) ((\prod_(p | p != (i, k)) D p) * (D (i, k) * M i k + q * Z (i, k))).
have all_DE i k : all_D = D (i, k) * \prod_(p | p != (i, k)) D p by rewrite /all_D (bigD1 (i, k)).
have HE i k : (H' i k)%:~R = all_D%:~R * (nu k * G i k) :> rat.
  have -> : H' i k = (\prod_(p | p != (i, k)) D p) * (D (i, k) * M i k + q * Z (i, k)) by rewrite mxE.
  have [_ /= DZ] := ZP (i, k); rewrite (all_DE i k).
  move: (\prod_(_ | _) _) => r; by rewrite [LHS]intrM -DZ [in RHS]intrM mulrCA !mulrA.
have free : full_column_rank (ratz H').
  apply: (@kernel_mod_sound q h) => // v Hv; apply: ker => i; have : divides q (all_D * (M *m v) i 0); last by rewrite Gauss_dvdzr.
  rewrite -[_ * _](subrK ((H' *m v) i 0)); apply: rpredD => //.
  rewrite !mxE mulr_sumr -sumrB; apply: rpred_sum => k _.
  rewrite mulrA -mulrBl; apply: dvdz_mulr; rewrite mxE (all_DE i k).
  move: (\prod_(_ | _) _) => r; apply/dvdzP; exists (- (r * Z (i, k))); exact: factored.
apply/full_column_rankP=> v Gv; pose v' : 'cV[rat]_n := \col_k (v k 0 / nu k).
suff v'0 : v' = 0.
  apply/matrixP=> k z; rewrite (ord1 z) [RHS]mxE.
  have /(congr1 (fun M : 'cV_n => M k 0)) := v'0; rewrite !mxE => /eqP.
  by rewrite mulf_eq0 invr_eq0 (negPf (nu0 k)) orbF => /eqP.
apply: (full_column_rankP _ free); apply/matrixP=> i z; rewrite (ord1 z) [RHS]mxE.
have Gi : \sum_k G i k * v k 0 = 0 by have /matrixP/(_ i 0) := Gv; rewrite !mxE.
rewrite mxE; transitivity (all_D%:~R * \sum_k G i k * v k 0); last by rewrite Gi mulr0.
rewrite mulr_sumr; apply: eq_bigr => k _.
by rewrite [ratz _ _ _]mxE HE mxE -!mulrA; congr (_ * _); rewrite mulrCA; congr (_ * _); rewrite mulrC divfK.
Qed.
End Near.

(* --- the lists of the rule --- *)

Lemma residuesP q r zs : residues q r = Some zs ->
  size zs = size r /\ forall j, near (iz q) (q2r (nth q0 r j)) (iz (nth Z0 zs j)).
Proof.
elim: r zs => [|x r IH] zs /=; first by move=> -[<-]; split=> // j; rewrite !nth_nil q2r0; exact: (near_int _ 0).
case: ifP => // /andP[co /Z.eqb_eq modE]; case E: (residues q r) => [zs'|] // [<-]; have [sz H] := IH _ E.
split=> [|[|j]] /=; [by rewrite sz| |exact: H].
set z := Z.modulo (Z.mul (Qnum x) _) _ in modE *.
have /iz_divide : Z.divide q (Z.sub (Z.mul (Zpos (Qden x)) z) (Qnum x)).
  have [q0'|nz] := Z.eq_dec q Z0; last exact: (proj1 (Z.mod_divide _ _ nz) modE).
  by move: modE; rewrite q0' Zmod_0_r => ->; exists Z0.
rewrite izB izM => /dvdzP[k kE]; exists (iz (Zpos (Qden x))), (- k); split.
  by rewrite coprimez_sym; apply: gcd1_coprime; rewrite Z.gcd_comm.
rewrite /q2r mulrC divfK ?iz_pos //; congr (_%:~R); rewrite mulrN [iz q * k]mulrC -kE; by ring.
Qed.

Lemma scaledP b q r zs : scaled b q r = Some zs -> size zs = size r /\
  exists lam : rat, [/\ lam != 0, b -> lam = 1 & forall j, near (iz q) (lam * q2r (nth q0 r j)) (iz (nth Z0 zs j))].
Proof.
rewrite /scaled; case: b => [/residuesP|/integral_sound] [sz H]; split=> //.
  by exists 1; split=> // j; rewrite mul1r.
by have [lam [lam0 E]] := H; exists lam; split=> // j; rewrite -E; exact: near_int.
Qed.

Lemma scaled_rowsP b q rs zs : scaled_rows b q rs = Some zs -> size zs = size rs /\
  (forall n, size (nth [::] zs n) = size (nth [::] rs n)) /\
  exists lam : nat -> rat, forall n, [/\ lam n != 0, b -> lam n = 1 &
    forall j, near (iz q) (lam n * q2r (nth q0 (nth [::] rs n) j)) (iz (nth Z0 (nth [::] zs n) j))].
Proof.
elim: rs zs => [|r rs IH] zs /=.
  move=> -[<-]; split; [by []|split; [by move=> n; rewrite !nth_nil|]].
  exists (fun _ : nat => 1 : rat) => n; split; [exact: oner_neq0|by []|move=> j].
  by rewrite !nth_nil q2r0 mulr0; exact: (near_int _ 0).
case Er: (scaled b q r) => [z|] //; case E: (scaled_rows b q rs) => [zs'|] // [<-].
have [szz [lam1 H1]] := scaledP Er; have [sz [szn [lam H]]] := IH _ E.
split; first by rewrite /= sz.
split; first by case=> [|n] /=.
by exists (fun n => if n is n'.+1 then lam n' else lam1) => -[|n] /=.
Qed.

Lemma size_concat T k (rs : seq (seq T)) : lengths_are k rs -> size (List.concat rs) = (size rs * k)%N.
Proof.
elim: rs => //= r rs IH /andP[/PeanoNat.Nat.eqb_eq sz /IH E]; by rewrite -[_ ++ _]/(cat _ _) size_cat E -[size r]/(length r) sz mulSn.
Qed.

Lemma nth_concat T (x0 : T) k (rs : seq (seq T)) i j : lengths_are k rs -> (j < k)%N ->
  nth x0 (List.concat rs) (i * k + j) = nth x0 (nth [::] rs i) j.
Proof.
move=> len jk; elim: rs i len => [|r rs IH] i /=; first by rewrite !nth_nil.
case/andP=> /PeanoNat.Nat.eqb_eq sz len; rewrite -[_ ++ _]/(cat _ _) nth_cat.
have szr : size r = k by exact: sz.
case: i => [|i]; first by rewrite mul0n add0n szr jk.
by rewrite mulSn -addnA szr ltnNge leq_addr /= addKn IH.
Qed.

Lemma linear_unitsP ws cs x : size ws = (size cs * size x)%N -> size (linear_units ws cs x) = size cs /\
  forall i, (i < size cs)%N -> iz (nth Z0 (linear_units ws cs x) i) =
    \sum_(j < size x) iz (nth Z0 ws (i * size x + j)) * iz (nth Z0 x j) + iz (nth Z0 cs i).
Proof.
have skipnE (T : Type) n (t : seq T) : List.skipn n t = drop n t by elim: n t => [|n IH] [|y t] //=.
elim: cs ws => [|a cs IH] ws //= sz.
have [|sz' H] := IH (List.skipn (length x) ws); first by rewrite skipnE size_drop sz mulSn addKn.
split=> [|[|i] lt]; first by rewrite sz'.
  rewrite /= izD firstnE dot_sum; last by rewrite size_takel // sz mulSn leq_addr.
  by congr (_ + _); apply: eq_bigr => j _; rewrite mul0n add0n nth_take.
rewrite /= H //; congr (_ + _); apply: eq_bigr => j _; congr (iz _ * _).
by rewrite skipnE nth_drop mulSn addnA.
Qed.

(* Row (i, j) of the matrix is row i d + j of the columns. *)
Lemma kernel_of_entries q h D k N cols (M : 'M[int]_(D * k, N)) :
  (forall i j n, M (mxvec_index i j) n = entry cols n (i * k + j)) ->
  kernel_mod q h (columns_matrix (D * k) N cols) -> kernel_mod q h M.
Proof.
move=> ME ker u Mu; apply: ker => r.
have ij : (r %/ k < D)%N && (r %% k < k)%N.
  case: (posnP k) => [k0|kpos]; first by case: r => r /= lt; move: (lt); rewrite k0 muln0.
  by rewrite ltn_divLR // ltn_pmod // (ltn_ord r).
case/andP: ij => ilt jlt; have := Mu (mxvec_index (Ordinal ilt) (Ordinal jlt)); rewrite !mxE; congr (divides _ _).
by apply: eq_bigr => n _; rewrite ME mxE /= -divn_eq.
Qed.

Section Lists.
Variables (d : nat -> nat) (N : nat) (w : nat -> rows) (c : nat -> seq Q) (e : nat -> rows).
Hypotheses (szw : forall l, size (w l) = d l.+1) (lenw : forall l, lengths_are (d l) (w l)).
Hypotheses (szc : forall l, size (c l) = d l.+1).
Hypotheses (sze : forall l, size (e l) = N) (lene : forall l, lengths_are (d l.+1) (e l)).
Variables (bias : bool) (s : Q) (q : Z) (x : rows) (sg : forall l, 'M[bool]_(d l, N)).
Hypotheses (q0' : q <> Z0) (sq : near (iz q) (q2r s) 1) (noc : ~~ bias -> forall l i, q2r (nth q0 (c l) i) = 0).
Notation W := (weight_of d w).
Notation b := (bias_of d c).
Notation X := (mat (d 0%N) N x).
Notation E := (noise_in d N e).
Notation A := (fun l => activations (q2r s) (E l) (sg l)).

(* v has residues of the outputs of layer a, a factor for each sample aside. *)
Definition outputs_mod a (v : seq (seq Z)) := [/\ size v = N, lengths_are (d a) v &
  exists mu : 'I_N -> rat, forall n, [/\ mu n != 0, bias -> mu n = 1 &
    forall j, near (iz q) (mu n * V W b A X a j n) (iz (nth Z0 (nth [::] v n) j))]].

Lemma near_factor l i n : near (iz q) (if sg l i n then 1 else q2r s) 1.
Proof. by case: ifP => _ //; exact: (near_int _ 1). Qed.

Lemma near_modulo y t : near (iz q) y (iz t) -> near (iz q) y (iz (Z.modulo t q)).
Proof.
move=> H; apply: near_move H _; rewrite -izB; apply/iz_divide; apply: (proj1 (Z.mod_divide _ _ q0')).
by rewrite Zminus_mod Z.mod_mod // Z.sub_diag Z.mod_0_l.
Qed.

Lemma linear_layersP f k a v : linear_layers bias q (map w (iota a k)) (map c (iota a k)) (map e (iota a k)) v f ->
  outputs_mod a v -> exists v', f v' /\ outputs_mod (a + k) v'.
Proof.
elim: k a v => [|k IH] a v /=; first by exists v; rewrite addn0.
case Ew: (scaled _ _ _) => [w1|] //; case Ec: (residues _ _) => [c1|] //; case Ee: (scaled_rows _ _ _) => [e1|] //.
set v1 := Arithmetic.map2 _ _ _ => H [szv lenv [mu muP]].
have [szw1 [lw [lw0 lwb wP]]] := scaledP Ew; have [szc1 cP] := residuesP Ec; have [sze1 [szen1 [le eP]]] := scaled_rowsP Ee.
rewrite (size_concat (lenw a)) szw in szw1; rewrite szc in szc1; rewrite sze in sze1.
have szvn n : (n < N)%N -> size (nth [::] v n) = d a by move=> lt; rewrite (lengths_areP lenv) ?szv.
have szen n : (n < N)%N -> size (nth [::] e1 n) = d a.+1 by move=> lt; rewrite szen1 (lengths_areP (lene a)) ?sze.
have uP (n : 'I_N) := @linear_unitsP w1 c1 (nth [::] v n) (ltac:(by rewrite szw1 szc1 szvn)).
have szu1 (n : 'I_N) : size (linear_units w1 c1 (nth [::] v n)) = d a.+1 by rewrite (proj1 (uP n)) szc1.
have szv1 : size v1 = N by rewrite /v1 size_map2 sze1 ?szv.
have nthv (n : 'I_N) : nth [::] v1 n = Arithmetic.map2 (fun y u => Z.modulo (Z.mul y u) q) (nth [::] e1 n) (linear_units w1 c1 (nth [::] v n)).
  by rewrite /v1 (nth_map2 _ [::] [::]) ?sze1 ?szv.
rewrite -addSnnS; apply: (IH _ _ H); split=> //.
  apply: lengths_each => n; rewrite szv1 => lt; have := nthv (Ordinal lt); have := szu1 (Ordinal lt) => /= szu2 ->; by rewrite size_map2 ?szu2 szen.
exists (fun n : 'I_N => le n * (lw * mu n)) => n; have [le0 leb len] := eP n; have [mu0 mub vn] := muP n; split.
- by rewrite !mulf_neq0.
- by move=> B; rewrite leb // lwb // mub // !mulr1.
move=> i; rewrite nthv (nth_map2 _ Z0 Z0) ?(szu1 n) ?szen //; apply: near_modulo; rewrite izM (proj2 (uP n)) ?szc1 // szvn //.
rewrite [V _ _ _ _ _]/= mxE [activations _ _ _ _ _]mxE.
set sgi := if _ then _ else _; set u := (W a *m _ + _) i n.
have -> : le n * (lw * mu n) * (E a.+1 i n * sgi * u) = (le n * E a.+1 i n) * (sgi * (lw * mu n * u)) by ring.
apply: near_mul; first by rewrite [E _ _ _]mxE; exact: len.
rewrite -[_ + _]mul1r; apply: near_mul; first exact: near_factor.
rewrite /u mxE mulrDr; apply: near_add.
  rewrite mxE mulr_sumr; apply: near_sum => j _.
  rewrite mulrACA; apply: near_mul; last exact: vn.
  by rewrite mxE -(nth_concat q0 i (lenw a)) //; exact: wP.
rewrite mxE big_ord1 [const_mx _ _ _]mxE mulr1 mxE; case B: bias; last by rewrite (noc (negbT B)) mulr0 -(noc (negbT B) a i); exact: cP.
by rewrite lwb // mub // !mul1r; exact: cP.
Qed.

Theorem check_linear_layers_sound m k k' : q = Z.pow m k' -> size x = N -> lengths_are (d 0%N) x ->
  check_linear_layers bias m k' (map w (iota 0 k)) (map c (iota 0 k)) (map e (iota 0 k)) (e k) x ->
  full_column_rank (G_above bias W b A X k).
Proof.
move=> qE szx lenx; rewrite /check_linear_layers -qE.
case Ex: (scaled_rows _ _ _) => [v|] //; case Ee: (integral_rows _ _) => [e1|] //.
have [szv [szvn [lam lamP]]] := scaled_rowsP Ex; rewrite szx in szv.
have lenv : lengths_are (d 0%N) v by apply: lengths_each => n lt; rewrite szvn (lengths_areP lenx) // szx -szv.
case/linear_layersP.
  split=> //; exists (fun n => lam n) => n; have [l0 lb ln] := lamP n; split=> // j; rewrite mxE; exact: ln.
move=> v'; rewrite add0n => -[ind [szv' lenv' [mu muP]]].
have [sze1 [le [le0 [szen eE]]]] := integral_rows_sound Ee; rewrite sze in sze1.
set v1 := if bias then _ else _ in ind.
have szv1 : size v1 = N by rewrite /v1; case: bias => //; rewrite -[List.map _ _]/(map _ _) size_map.
have szvn' n : (n < N)%N -> size (nth [::] v' n) = d k by move=> lt; rewrite (lengths_areP lenv') ?szv'.
have szvn1 n : (n < N)%N -> size (nth [::] v1 n) = (d k + bias)%N.
  move=> lt; rewrite /v1; case: bias; last by rewrite szvn' ?addn0.
  by rewrite -[List.map _ _]/(map _ _) (nth_map [::]) ?szv' // -[_ ++ _]/(cat _ _) size_cat szvn'.
have szen' n : (n < N)%N -> size (nth [::] e1 n) = d k.+1 by move=> lt; rewrite szen (lengths_areP (lene k)) ?sze.
set cols := Arithmetic.map2 _ _ _ in ind.
have szcols : size cols = N by rewrite /cols size_map2 sze1 ?szv1.
have nthc (n : 'I_N) : nth [::] cols n = kronecker (nth [::] e1 n) (nth [::] v1 n).
  by rewrite /cols (nth_map2 _ [::] [::]) ?sze1 ?szv1.
have [|m1 [_ ker]] := @independent_power_kernel m k' (d k.+1 * (d k + bias)) N cols ind szcols.
  move=> n; have [lt|ge] := ltnP n N; last by rewrite nth_default ?szcols.
  by rewrite (nthc (Ordinal lt)) size_kronecker szen' ?szvn1.
rewrite -qE in ker; pose M : 'M[int]_(d k.+1 * (d k + bias), N) :=
  \matrix_(r, n) mxvec (\matrix_(i < d k.+1, j < d k + bias) entry cols n (i * (d k + bias) + j)) 0 r.
have ME i j n : M (mxvec_index i j) n = entry cols n (i * (d k + bias) + j) by rewrite mxE mxvecE mxE.
apply: (near_columns (nu := fun n => le n * mu n) m1 (kernel_of_entries ME ker)) => [n|r n].
  by have [mu0 _ _] := muP n; rewrite mulf_neq0 ?le0.
case/mxvec_indexP: r => i j; have [mu0 mub vn] := muP n.
have kE : nth Z0 (kronecker (nth [::] e1 n) (nth [::] v1 n)) (i * (d k + bias) + j) = Z.mul (nth Z0 (nth [::] e1 n) i) (nth Z0 (nth [::] v1 n) j).
  by have := @nth_kronecker (nth [::] e1 n) (nth [::] v1 n) i j; rewrite szvn1 //; apply.
rewrite /G_above khatri_raoE ME /entry nthc kE izM.
have -> : le n * mu n * (activations (q2r s) (E k.+1) (sg k.+1) i n * with_bias bias (V W b A X k) j n) =
    (le n * E k.+1 i n) * ((if sg k.+1 i n then 1 else q2r s) * (mu n * with_bias bias (V W b A X k) j n)).
  by rewrite [activations _ _ _ _ _]mxE regrouped.
apply: near_mul; first by rewrite [E _ _ _]mxE -eE; exact: near_int.
rewrite -[iz (nth Z0 (nth _ v1 _) _)]mul1r; apply: near_mul; first exact: near_factor.
clear kE; rewrite /v1 /with_bias; case B: bias j => j; case: (split_ordP j) => l ->.
- rewrite col_mxEu -[List.map _ _]/(map _ _) (nth_map [::]) ?szv' // -[_ ++ _]/(cat _ _) nth_cat szvn' //= ltn_ord; exact: vn.
- rewrite col_mxEd [const_mx _ _ _]mxE mulr1 mub // -[List.map _ _]/(map _ _) (nth_map [::]) ?szv' // -[_ ++ _]/(cat _ _) nth_cat szvn' //=.
  by rewrite (ord1 l) addn0 ltnn subnn; exact: (near_int _ 1).
- by rewrite col_mxEu; exact: vn.
by case: l => l lt; move: (lt).
Qed.
End Lists.
