(* The signs with which a choice of cells has minima: why there is only one solution, why there is none with given signs, and
   what is found (soundness.md 24). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Unreduced Model Form Rules Bridge Groups PointRules UnitChoices
  MinimaForm MinimaRules SoundNetwork SoundUnreduced SoundForms SoundUnitChoices CellMinima SoundSignTree
  SoundMinimaChoice.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope seq_scope.
Local Open Scope ring_scope.

Section Sums.
Variable R : realFieldType.
Notation rv := (@rv R).

Lemma positive_sum T (s : seq T) (P : T -> bool) (W : T -> R) : all P s -> (forall t, P t -> 0 < W t) ->
  0 <= \sum_(t <- s) W t /\ (s <> [::] -> 0 < \sum_(t <- s) W t).
Proof.
move=> + H; elim: s => [|a s IH] /=; first by rewrite big_nil.
case/andP=> /H a0 /IH[ge _]; rewrite big_cons; split=> [|_]; first by rewrite addr_ge0 // ltW.
by rewrite ltr_paddr.
Qed.

Lemma all_flattened T (a : pred T) ss : all a (flatten ss) = all (all a) ss.
Proof. by elim: ss => //= s ss IH; rewrite all_cat IH. Qed.

Lemma weight_sign (q : sign) (b : bool) (a : Q) (u : R) : q <> Zero -> 0 < rv a ->
  0 < sign_value R q * (if b then 1 else -1) * u ->
  0 < rv (if (match q with Plus => b | _ => ~~ b end) then a else Qopp a) * u.
Proof.
move=> nz a0; case: q nz b => // _ [] /=; rewrite ?rvN.
- by rewrite !mul1r; exact: mulr_gt0.
- by rewrite mul1r mulN1r oppr_gt0 mulNr oppr_gt0 pmulr_rlt0.
- by rewrite mulr1 mulN1r oppr_gt0 mulNr oppr_gt0 pmulr_rlt0.
by rewrite mulrNN mulr1 mul1r; exact: mulr_gt0.
Qed.

(* rows times numbers *)
Fixpoint psum (rs : seq (seq Q)) (vs : seq R) (n : nat) : R :=
  match rs, vs with r :: rs', v :: vs' => rv (nth q0 r n) * v + psum rs' vs' n | _, _ => 0 end.
Lemma psumE rs vs n : size vs = size rs ->
  \sum_(k < size rs) rv (nth q0 (nth [::] rs k) n) * nth 0 vs k = psum rs vs n.
Proof. by elim: rs vs => [|r rs IH] [|v vs] //=; rewrite ?big_ord0 // => -[/IH E]; rewrite big_ord_recl /= E. Qed.
Lemma psum_cat rs vs rs' vs' n : size vs = size rs -> psum (rs ++ rs') (vs ++ vs') n = psum rs vs n + psum rs' vs' n.
Proof. by elim: rs vs => [|r rs IH] [|v vs] //=; rewrite ?add0r // => -[/IH ->]; rewrite addrA. Qed.
Lemma psum_flatten I (s : seq I) (F : I -> seq (seq Q)) (G : I -> seq R) n : (forall i, size (G i) = size (F i)) ->
  psum (flatten (map F s)) (flatten (map G s)) n = \sum_(i <- s) psum (F i) (G i) n.
Proof. by move=> sz; elim: s => [|i s IH] /=; rewrite ?big_nil // psum_cat // IH big_cons. Qed.
Lemma psum_map I (s : seq I) (F : I -> seq Q) (G : I -> R) n :
  psum (map F s) (map G s) n = \sum_(i <- s) rv (nth q0 (F i) n) * G i.
Proof. by elim: s => [|i s IH] /=; rewrite ?big_nil // IH big_cons. Qed.
Lemma size_flatten_maps I (s : seq I) (F : I -> seq (seq Q)) (G : I -> seq R) : (forall i, size (G i) = size (F i)) ->
  size (flatten (map G s)) = size (flatten (map F s)).
Proof. by move=> sz; elim: s => //= i s IH; rewrite !size_cat sz IH. Qed.
Lemma list_concatE T (s : seq (seq T)) : List.concat s = flatten s.
Proof. by elim: s => //= a s ->. Qed.
End Sums.

Section Choice.
Variables (R : realFieldType) (net : instance).
Notation rv := (@rv R).
Notation N := (sample_size net).
Notation d := (layer_size net).
Notation dd := (column_size net).
Notation D := (layer_size net 1).
Notation dot := (@dot R net).
Notation xs := (columns_of_net net).
Notation rows := (input_rows net xs).
Notation ldot := (@ldot R dd).

Hypothesis samples_formed : forall n, (n < N)%N -> size (column net n) = dd.
Variable own : seq (seq bool).
Hypotheses (size_own : size own = D) (sizes_own : forall i, (i < D)%N -> size (nth [::] own i) = N).
Notation tau := (@sides_of net own).
Notation slopes := (Arithmetic.map2 (slopes_on net) (noise_rows net) own).
Notation zf := (@zf R net).
Notation zb := (@zb R net).
Notation full := (full_size net).
Notation has_solution := (@has_solution R net own).

(* --- independent rows of G: one solution --- *)

Lemma enum_map T (F : nat -> T) n : [seq F (nat_of_ord i) | i <- enum 'I_n] = [seq F i | i <- iota 0 n].
Proof. by rewrite -val_enum_ord -[RHS]map_comp. Qed.

Lemma slopes_enum : slopes = [seq nth [::] slopes (nat_of_ord i) | i <- enum 'I_D].
Proof.
by rewrite (enum_map (fun i => nth [::] slopes i)) -(size_slopes size_own) -/(mkseq _ _) mkseq_nth.
Qed.

Lemma only_solution p z0 b0 z b : independent_rational p (matrix_rows_of net rows slopes) ->
  solves tau z0 b0 -> solves tau z b -> forall (i : 'I_D) j, (j < dd)%N -> z i j = z0 i j :> R.
Proof.
move=> ind sol0 sol; have same := same_outputs sol sol0.
pose G (i : 'I_D) : seq R := [seq z i j - z0 i j | j <- iota 0 dd].
pose F (i : 'I_D) : seq (seq Q) := [seq Arithmetic.map2 qmul (nth [::] slopes i) (nth [::] rows j) | j <- iota 0 dd].
have rowsE : rows = [seq nth [::] rows j | j <- iota 0 dd] by rewrite -{1}(size_rows net) -/(mkseq _ _) mkseq_nth.
have matrixE : matrix_rows_of net rows slopes = flatten (map F (enum 'I_D)) ++ (if bias net then [:: List.repeat q1 N] else [::]).
  rewrite /matrix_rows_of list_concatE; congr (flatten _ ++ _); rewrite {1}slopes_enum -[List.map _ _]/(map _ _) -map_comp.
  by apply: eq_map => i /=; rewrite -[List.map _ _]/(map _ _) {1}rowsE -map_comp.
have szG i : size (G i) = size (F i) by rewrite !size_map.
pose vs := flatten (map G (enum 'I_D)) ++ (if bias net then [:: b - b0] else [::]).
have szA : size (flatten (map G (enum 'I_D))) = size (flatten (map F (enum 'I_D))) by exact: size_flatten_maps.
have szvs : size vs = size (matrix_rows_of net rows slopes).
  by rewrite matrixE /vs !size_cat szA; case: (bias net).
have szrow (i : 'I_D) j : (j < dd)%N -> size (Arithmetic.map2 qmul (nth [::] slopes i) (nth [::] rows j)) = N.
  by move=> jd; rewrite size_map2 size_slope // nth_rows // size_map size_xs.
have len : lengths_are N (matrix_rows_of net rows slopes).
  rewrite matrixE; suff : all (fun r => Nat.eqb (size r) N) (flatten (map F (enum 'I_D)) ++ (if bias net then [:: List.repeat q1 N] else [::])) by [].
  rewrite all_cat; apply/andP; split; last first.
    by case: (bias net) => //=; rewrite andbT -[size _]/(length _) List.repeat_length PeanoNat.Nat.eqb_refl.
  rewrite all_flattened all_map; apply/allP => i _ /=; rewrite all_map; apply/allP => j /=.
  by rewrite mem_iota => jd; rewrite szrow // PeanoNat.Nat.eqb_refl.
have zero : all (fun a => a == 0) vs.
  apply: (independent_zero len szvs ind) => n; rewrite psumE // matrixE /vs psum_cat // psum_flatten //.
  have -> : psum (if bias net then [:: List.repeat q1 N] else [::]) (if bias net then [:: b - b0] else [::]) n = b - b0.
    have [bb _ _] := sol; have [bb0 _ _] := sol0; move: bb bb0; case: (bias net) => /= [_ _|/eqP -> /eqP ->]; last by rewrite subrr.
    by rewrite repeat_nseq nth_nseq ltn_ord rv1 mul1r addr0.
  have := same n; rewrite /fit => /eqP; rewrite -subr_eq0 => /eqP H; rewrite -[RHS]H big_enum /=.
  rewrite opprD addrACA -sumrB; congr (_ + _); apply: eq_bigr => i _.
  rewrite psum_map -mulrBr -(slopeE _ size_own sizes_own) /CellMinima.dot /SoundForms.ldot -sumrB mulr_sumr.
  rewrite -(big_mkord xpredT (fun j => rv (nth q0 (nth [::] slopes i) n) *
    (rv (nth q0 (column net n) j) * z i j - rv (nth q0 (column net n) j) * z0 i j))) /index_iota subn0.
  apply: eq_big_seq => j; rewrite mem_iota => jd; have szr : size (nth [::] rows j) = N by rewrite nth_rows // size_map size_xs.
  rewrite (@nth_map2 _ _ _ _ _ _ _ q0 q0) ?size_slope ?szr // rvM nth_rows // (nth_map [::]) ?size_xs //.
  by rewrite nth_xs // -mulrBr -mulrA.
move=> i j jd; move: zero; rewrite all_cat all_flattened all_map => /andP[/allP/(_ i (mem_enum _ i)) + _].
rewrite /= all_map => /allP/(_ j); rewrite mem_iota => /(_ jd) /=; by rewrite subr_eq0 => /eqP.
Qed.

(* --- no solution with these signs --- *)

Definition term_weight (q : sign) (cell : seq bool) (v : nat -> R) (t : Z * Z * Q) : R :=
  let: (_, n, a) := t in
  rv (if (match q with Plus => nth true cell (Z.to_nat n) | _ => ~~ nth true cell (Z.to_nat n) end) then a else Qopp a) *
  ldot (column net (Z.to_nat n)) v.
Definition term_inside (t : Z * Z * Q) : bool := (Z.to_nat t.1.2 < N)%N.

Lemma signed_columnsP q cell terms : all term_inside terms ->
  size (signed_columns dd q cell xs terms) = dd /\
  forall v, \sum_(j < dd) rv (nth q0 (signed_columns dd q cell xs terms) j) * v (nat_of_ord j) = \sum_(t <- terms) term_weight q cell v t.
Proof.
elim: terms => [|[[k n] a] terms IH] /=.
  split=> [|v]; first by rewrite -[size _]/(length _) List.repeat_length.
  by rewrite big_nil big1 // => j _; rewrite repeat_nseq nth_nseq ltn_ord rv0 mul0r.
case/andP=> ins /IH[sz H]; rewrite !list_nth nth_xs //; have szc := samples_formed ins.
split=> [|v]; first by rewrite size_map2 ?szc // sz.
rewrite big_cons -H /term_weight /SoundForms.ldot mulr_sumr -big_split; apply: eq_bigr => j _ /=.
by rewrite (@nth_map2 _ _ _ _ _ _ _ q0 q0) ?szc // rvD rvM mulrDl; congr (_ + _); rewrite mulrA; case: (q).
Qed.

Lemma blocks_balancedP nu lambda i0 qs cells as_ : blocks_balanced dd xs rows nu lambda i0 qs cells as_ ->
  forall i, (i < size cells)%N -> let w := Arithmetic.map2 Qmult (nth [::] as_ i) nu in
  ((i < size qs)%N -> nth Zero qs i <> Zero ->
     all2 (fun r c => qequal (dot_over r w) c) rows (signed_columns dd (nth Zero qs i) (nth [::] cells i) xs (terms_of (i0 + i) lambda))) /\
  ((size qs <= i)%N -> all (fun r => qis0 (dot_over r w)) rows).
Proof.
elim: cells as_ i0 qs => [|cell cells IH] [|a as_] i0 qs //=.
case: qs => [|q qs] H [|i] lt /=.
- by case/andP: H.
- case/andP: H => _ /IH/(_ i lt) /= [_ H]; split=> // _; exact: H.
- by rewrite addn0; case: q H => [/andP[H _]|_|/andP[H _]].
have {}H : blocks_balanced dd xs rows nu lambda i0.+1 qs cells as_ by case: q H => [/andP[]|//|/andP[]].
by have := IH _ _ _ H i lt; rewrite /= addSnnS.
Qed.

Lemma excluded_sound z0 qs lambda nu rest : full z0 -> solves tau (zf z0) (zb z0) ->
  signs_excluded net xs rows own slopes (outputs_of_solution net xs slopes z0) qs lambda nu ->
  size (qs ++ rest) = D -> ~ has_solution (qs ++ rest).
Proof.
move=> sz0 sol0; rewrite /signs_excluded; set f := outputs_of_solution _ _ _ _; set v := spread_nu N nu.
case/andP=> /andP[/andP[/andP[/andP[/andP[_ _] _] fits] bal] bs] contra szD [_ [z [b [sol sg]]]].
have szv : size v = N by rewrite /v /spread_nu size_tab.
have szf : size f = N by rewrite /f size_outputs.
pose g (n : 'I_N) := rv (nth q0 v n); have same := same_outputs sol sol0.
have fitsP t : term_fits (Z.of_nat N) xs qs t -> [/\ term_inside t, (Z.to_nat t.1.1 < size qs)%N, t.1.1 = Z.of_nat (Z.to_nat t.1.1),
    0 < rv t.2 & nth Zero qs (Z.to_nat t.1.1) <> Zero /\ ~~ unseen_column (nth [::] xs (Z.to_nat t.1.2))].
  case: t => [[k m] a] /=; rewrite !list_nth.
  case/andP=> /andP[/andP[/andP[/andP[/andP[/Z.leb_le m0 /Z.ltb_lt mN] /Z.leb_le k0] /Z.ltb_lt kq] a0] nz] un.
  rewrite /Form.count -[length qs]/(size qs) in kq.
  split; rewrite /= ?Z2Nat.id // -?(rv_gt0 R) //.
  - by apply/ssrnat.ltP/Nat2Z.inj_lt; rewrite Z2Nat.id.
  - by apply/ssrnat.ltP/Nat2Z.inj_lt; rewrite Z2Nat.id.
  by split=> // E; rewrite E in nz.
have fits' : all (term_fits (Z.of_nat N) xs qs) lambda by [].
pose mine i t := term_fits (Z.of_nat N) xs qs t && (t.1.1 == Z.of_nat i).
have minesP i : all (mine i) (terms_of i lambda).
  rewrite /terms_of -[List.filter _ _]/(filter _ _) all_filter; apply: sub_all fits' => -[[k m] a] H /=.
  by apply/implyP => /Z.eqb_eq E; rewrite /mine H /= E.
have inside i : all term_inside (terms_of i lambda).
  by apply: sub_all (minesP i) => t /andP[/fitsP[]].
pose S (i : 'I_D) := \sum_n (side_slope R tau i n * g n) * dot (z i) n.
pose T (i : 'I_D) := \sum_(t <- terms_of i lambda) term_weight (nth Zero qs i) (nth [::] own i) (z i) t.
have weight0 (i : 'I_D) t : mine i t -> 0 < term_weight (nth Zero qs i) (nth [::] own i) (z i) t.
  case/andP=> /fitsP; case: t => [[k m] a] /= [ins kq kE a0 [nz un]] /eqP kE'.
  have ki : Z.to_nat k = i by rewrite kE' Nat2Z.id.
  rewrite ki in kq nz; pose m' : 'I_N := Ordinal (ins : (Z.to_nat m < N)%N).
  have sn : seen R m' by move: un; rewrite (@unseenP R net samples_formed _ _ m') // negbK.
  have := sg i; rewrite nth_cat kq => H; apply: weight_sign => //.
  by move: H; case: (nth Zero qs i) nz => // _ /(_ m' sn).
have [T0 Tpos] : (forall i, 0 <= T i) /\ forall i : 'I_D, terms_of i lambda <> [::] -> 0 < T i.
  by split=> i; have [] := positive_sum (minesP i) (weight0 i).
have ST (i : 'I_D) : S i = T i.
  have szw : size (Arithmetic.map2 Qmult (nth [::] slopes i) v) = N by rewrite size_map2 size_slope.
  have wE (n : 'I_N) : rv (nth q0 (Arithmetic.map2 Qmult (nth [::] slopes i) v) n) = side_slope R tau i n * g n.
    by rewrite (@nth_map2 _ _ _ _ _ _ _ q0 q0) ?size_slope ?szv // rv_times slopeE.
  have io : (i < size own)%N by rewrite size_own.
  have [Hsigned Hfree] := blocks_balancedP bal io; rewrite add0n in Hsigned.
  have [lt|ge] := ltnP i (size qs); last first.
    have -> : T i = 0.
      rewrite /T; case E: (terms_of i lambda) (minesP i) => [|t r] /=; first by rewrite big_nil.
      case/andP=> /andP[/fitsP[_ kq kE _ _] /eqP kE'] _; move: kq; rewrite kE' Nat2Z.id ltnNge ge; by [].
    rewrite /S (@block_sum R net [::] _ _ (fun=> 0) (z i) szw wE) => [|j jd].
      by rewrite big1 // => j _; rewrite mul0r.
    have := all_nthP [::] (Hfree ge) j; rewrite size_rows => /(_ jd); by rewrite (rv_eq0 R) => /eqP.
  have [qz|nz] := eqVneq (nth Zero qs i) Zero.
    have -> : S i = 0.
      have := sg i; rewrite nth_cat lt qz /= => z0'; rewrite /S big1 // => n _.
      by rewrite /CellMinima.dot /SoundForms.ldot big1 ?mulr0 // => j _; rewrite z0' mulr0.
    rewrite /T; case E: (terms_of i lambda) (minesP i) => [|t r] /=; first by rewrite big_nil.
    by case/andP=> /andP[/fitsP[_ _ _ _ [+ _]] /eqP kE'] _; rewrite kE' Nat2Z.id qz.
  have [szc colE] := signed_columnsP (nth Zero qs i) (nth [::] own i) (inside i).
  have /(all2_nth [::] q0)[_ H] := Hsigned lt (elimN eqP nz).
  rewrite /S /T -colE; apply: (@block_sum R net [::] _ _
    (fun j => rv (nth q0 (signed_columns dd (nth Zero qs i) (nth [::] own i) xs (terms_of i lambda)) j)) (z i) szw wE) => j jd.
  by have := H j; rewrite size_rows => /(_ jd); rewrite (rv_equal R) => /eqP.
have fv : rv (dot_over f v) = \sum_i T i.
  have -> : rv (dot_over f v) = \sum_n fit tau z b n * g n.
    by rewrite rv_dot_over ?szf ?szv //; apply: eq_bigr => n _; rewrite (outputsE R samples_formed size_own sizes_own n sz0) same.
  rewrite (eq_bigr (fun n => \sum_i side_slope R tau i n * dot (z i) n * g n + b * g n)) => [|n _]; last first.
    by rewrite /fit mulrDl mulr_suml.
  rewrite big_split /= exchange_big /= -mulr_sumr.
  have -> : b * (\sum_n g n) = 0.
    have [bb _ _] := sol; case/orP: bb => [B|/eqP ->]; last by rewrite mul0r.
    by move: bs; rewrite B /= (rv_eq0 R) rv_qsum szv => /eqP ->; rewrite mulr0.
  rewrite addr0; apply: eq_bigr => i _; rewrite -ST /S; apply: eq_bigr => n _; by rewrite /g; ring.
have ge0 : 0 <= rv (dot_over f v) by rewrite fv sumr_ge0 // => i _.
case/orP: contra => [|/andP[]]; first by rewrite (rv_lt0 R) ltNge ge0.
rewrite (rv_eq0 R) fv => /eqP E0; case El: lambda fits' => [|t l] // /andP[/fitsP[_ kq kE _ _] _] _.
have kD : (Z.to_nat t.1.1 < D)%N by rewrite -szD size_cat ltn_addr.
have : 0 < T (Ordinal kD).
  apply: Tpos; rewrite /terms_of El /=; case: t kq kE kD {El} => [[k m] a] /= _ kE _.
  by rewrite -kE Z.eqb_refl.
have : T (Ordinal kD) <= 0 by rewrite -E0 (bigD1 (Ordinal kD)) //= ler_addl sumr_ge0.
by move=> le gt; move: (lt_le_trans gt le); rewrite ltxx.
Qed.
End Choice.
