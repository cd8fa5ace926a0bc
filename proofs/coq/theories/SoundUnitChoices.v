(* The choices of a state for each unit are all up to the order within classes, once each, and as many as is counted
   (soundness.md 24). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic UnitChoices Bridge.
From mathcomp Require Import fingroup perm.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope nat_scope.

Lemma list_seqE a b : List.seq a b = iota a b.
Proof. by elim: b a => //= b IH a; rewrite IH. Qed.
Lemma flat_mapE (A B : Type) (f : A -> seq B) s : List.flat_map f s = flatten (map f s).
Proof. by elim: s => //= x s ->. Qed.

(* --- membership --- *)

Lemma rising_size cl before x : rising cl before x -> size x = size cl.
Proof. by elim: cl before x => [|c cl IH] before [|a x] //= /andP[_ /IH ->]. Qed.

Lemma choices_fromP n cl before x : (x \in choices_from n cl before) = rising cl before x && all (fun a => a < n) x.
Proof.
elim: cl before x => [|c cl IH] before x /=; first by case: x => [|a x]; rewrite inE.
rewrite flat_mapE list_seqE; apply/flattenP/idP => [[s /mapP[a]]|].
  rewrite mem_iota => /andP[la an] ->; rewrite -[List.map _ _]/(map _ _) => /mapP[y yin ->] /=.
  move: yin; rewrite IH => /andP[-> ->]; rewrite !andbT.
  by apply/andP; split; [apply/PeanoNat.Nat.leb_le; reckon|reckon].
case: x => [|a x] //= /andP[/andP[/PeanoNat.Nat.leb_le la r] /andP[an al]].
exists (map (cons a) (choices_from n cl ((c, a) :: before))); last by rewrite map_f // IH r al.
by apply/mapP; exists a => //; rewrite mem_iota; reckon.
Qed.

Lemma choices_from_uniq n cl before : uniq (choices_from n cl before).
Proof.
elim: cl before => [|c cl IH] before //=; rewrite flat_mapE list_seqE.
elim: (iota _ _) (iota_uniq (least c before) (n - least c before)%coq_nat) => //= a s IHs /andP[ns us].
rewrite cat_uniq -[List.map _ _]/(map _ _) map_inj_uniq; last by move=> x y [].
rewrite IH (IHs us) andbT; apply/hasPn => x /flattenP[u /mapP[b bs ->]].
rewrite -[List.map _ _]/(map _ _) => /mapP[y _ ->]; apply/mapP => -[z _ [ab _]].
by move: ns; rewrite -ab bs.
Qed.

Lemma rising_spec cl before x : rising cl before x <->
  [/\ size x = size cl, forall i, i < size cl -> least (nth 0 cl i) before <= nth 0 x i &
      forall i j, i < j < size cl -> nth 0 cl i = nth 0 cl j -> nth 0 x i <= nth 0 x j].
Proof.
elim: cl before x => [|c cl IH] before [|a x] //=; [by split=> // _; split=> // i j /andP[]|by split=> // -[]|by split=> // -[]|].
rewrite -/(rising _ _ _); split=> [/andP[/PeanoNat.Nat.leb_le la /IH[sz lo mono]]|[[sz] lo mono]].
  split=> [|[|i] lt|[|i] [|j] //]; rewrite /= ?sz //; first reckon.
  - by have := lo i lt; rewrite /=; case: (PeanoNat.Nat.eqb_spec c (nth 0 cl i)) => [<-|_] //; reckon.
  - by move=> lt cE; have := lo j lt; rewrite /= cE PeanoNat.Nat.eqb_refl.
  by move=> lt cE; exact: mono.
apply/andP; split; first by apply/PeanoNat.Nat.leb_le; have := lo 0 isT; rewrite /=; reckon.
apply/IH; split=> // [i lt|i j lt cE]; last by have := mono i.+1 j.+1; rewrite /= ltnS lt; exact.
rewrite /=; case: (PeanoNat.Nat.eqb_spec c (nth 0 cl i)) => [cE|_]; last exact: (lo i.+1 lt).
by have := mono 0 i.+1; rewrite /= ltnS; apply.
Qed.

(* --- how many --- *)

(* multisets of m out of n *)
Fixpoint mc (m n : nat) : nat := if m is m'.+1 then \sum_(k < n) mc m' k.+1 else 1.

Lemma mcS m n : mc m.+1 n.+1 = mc m.+1 n + mc m n.+1.
Proof. by rewrite /= big_ord_recr. Qed.

Lemma sums_so_farE s row k : k < size row ->
  nth Z0 (sums_so_far s row) k = Z.add s (nth Z0 (sums_so_far Z0 row) k).
Proof.
elim: row s k => [|a row IH] s [|k] //= lt.
by rewrite IH // [in RHS]IH // Z.add_assoc.
Qed.
Lemma size_sums s row : size (sums_so_far s row) = size row.
Proof. by elim: row s => //= a row IH s; rewrite IH. Qed.

Lemma sums_mc n row : (forall k, k < size row -> nth Z0 row k = Z.of_nat (mc k n)) ->
  forall k, k < size row -> nth Z0 (sums_so_far Z0 row) k = Z.of_nat (mc k n.+1).
Proof.
have step (r : seq Z) k : k.+1 < size r ->
    nth Z0 (sums_so_far Z0 r) k.+1 = Z.add (nth Z0 (sums_so_far Z0 r) k) (nth Z0 r k.+1).
  elim: r k => [|a r IH] [|k] //=; first by case: r {IH} => [|b r] //=; reckon.
  move=> lt; rewrite sums_so_farE; last by reckon.
  by rewrite IH; [rewrite [in RHS]sums_so_farE; reckon|reckon].
move=> H; elim=> [|k IH] lt; first by case: row H lt => [|a row] //= H _; have := H 0 isT; rewrite /=; reckon.
by rewrite step // IH ?H // 1?ltnW // mcS; reckon.
Qed.

Lemma multiset_rowE n row k n0 : (forall k, k < size row -> nth Z0 row k = Z.of_nat (mc k n0)) -> k < size row ->
  nth Z0 (multiset_row n row) k = Z.of_nat (mc k (n0 + n)).
Proof.
elim: n n0 row => [|n IH] n0 row H lt /=; first by rewrite addn0 H.
by rewrite (IH n0.+1) ?addSnnS // size_sums //; exact: sums_mc.
Qed.

Lemma multisetsE n m : multisets n m = Z.of_nat (mc m n).
Proof.
rewrite /multisets; have -> : forall s, List.nth m s Z0 = nth Z0 s m by elim: (m) => [|k IH] [|a s] //=.
have sz : size (Zpos xH :: List.repeat Z0 m) = m.+1 by rewrite /= -[size _]/(length _) List.repeat_length.
rewrite (@multiset_rowE n _ m 0) ?add0n ?sz // => -[|k] lt //=.
rewrite big_ord0; elim: (m) (k) => [|j IH] [|l] //=; exact: IH.
Qed.

Definition occ c (cl : seq nat) := count (pred1 c) cl.
Lemma occurrencesE c cl : occurrences c cl = occ c cl.
Proof. by rewrite /occurrences; elim: cl => //= a cl IH; rewrite eq_sym -IH; case: (PeanoNat.Nat.eqb_spec c a) => [->|/eqP/negPf ->]; rewrite ?eqxx. Qed.

Lemma size_choices K n cl before : all (fun c => c < K) cl -> (forall c, least c before <= n) ->
  size (choices_from n cl before) = \prod_(c < K) mc (occ c cl) (n - least c before).
Proof.
elim: cl before => [|c cl IH] before /=; first by move=> _ _; rewrite big1.
case/andP=> cK al lo; rewrite flat_mapE list_seqE size_flatten /shape -map_comp.
pose low := least c before; pose F k := \prod_(c' < K | c' != Ordinal cK) mc (occ c' cl) (n - least c' before).
have szE x : x \in iota low (n - low) -> size (List.map (cons x) (choices_from n cl ((c, x) :: before))) =
    mc (occ c cl) (n - x) * \prod_(c' < K | c' != Ordinal cK) mc (occ c' cl) (n - least c' before).
  rewrite mem_iota => /andP[lx xn]; rewrite -[List.map _ _]/(map _ _) size_map IH // => [|c'].
    rewrite (bigD1 (Ordinal cK)) //= PeanoNat.Nat.eqb_refl; congr (_ * _); apply: eq_bigr => c' ne /=.
    by case: (PeanoNat.Nat.eqb_spec c c') => // E; move: ne; rewrite -val_eqE /= E eqxx.
  rewrite /=; case: ifP => _ //; have := lo c; rewrite -/low; reckon.
rewrite -/low.
rewrite (_ : [seq _ | x <- iota low (n - low)] = [seq mc (occ c cl) (n - x) *
    \prod_(c' < K | c' != Ordinal cK) mc (occ c' cl) (n - least c' before) | x <- iota low (n - low)]); last first.
  by apply/eq_in_map => x /szE.
rewrite sumnE big_map [RHS](bigD1 (Ordinal cK)) //= -big_distrl /=; congr (_ * _); last first.
  by apply: eq_bigr => c' ne; rewrite /occ /= (_ : (c == c') = false) ?add0n //; apply: contraNF ne => /eqP E; rewrite -val_eqE /= E.
rewrite /occ /= eqxx add1n /= -/(occ c cl) -/low.
have -> : \sum_(x <- iota low (n - low)) mc (occ c cl) (n - x) = \sum_(j < n - low) mc (occ c cl) (n - low - j).
  rewrite -{1}[low]addn0 iotaDl big_map -(big_mkord xpredT (fun j => mc (occ c cl) (n - low - j))) /index_iota subn0.
  by apply: eq_bigr => j _; rewrite subnDA.
rewrite (reindex_inj rev_ord_inj) /=; apply: eq_bigr => j _; congr (mc _ _); have := ltn_ord j; reckon.
Qed.

Theorem choice_countE n cl : all (fun c => c < size cl) cl ->
  choice_count n cl = Z.of_nat (size (unit_choices n cl)).
Proof.
move=> al; rewrite /unit_choices (@size_choices (size cl)) //.
rewrite /choice_count list_seqE -[length cl]/(size cl) -(big_mkord xpredT (fun c => mc (occ c cl) (n - 0))) /index_iota subn0.
elim: (iota _ _) => [|c s IH] /=; first by rewrite big_nil.
rewrite big_cons IH occurrencesE; case E: (occ c cl) => [|m]; first by rewrite /= mul1n.
by rewrite multisetsE subn0; reckon.
Qed.

(* --- each once, up to the order within classes --- *)

Section Order.
Variables (D : nat) (cl : 'I_D -> nat).
Implicit Types f g : 'I_D -> nat.
Definition keeps (p : {perm 'I_D}) : bool := [forall i, cl (p i) == cl i].
Definition monotone f := forall i j : 'I_D, i < j -> cl i = cl j -> f i <= f j.

Theorem monotone_unique f g p : keeps p -> monotone f -> monotone g -> (forall i, g i = f (p i)) -> forall i, g i = f i.
Proof.
move=> /forallP keep mf mg gE i; pose s := filter (fun j => cl j == cl i) (enum 'I_D).
have ins j : (j \in s) = (cl j == cl i) by rewrite mem_filter mem_enum andbT.
have sorted_s : sorted (fun a b : 'I_D => a < b) s.
  apply: sorted_filter; first by move=> a b c; exact: ltn_trans.
  by have := iota_ltn_sorted 0 D; rewrite -val_enum_ord sorted_map.
have sf h : monotone h -> sorted leq (map h s).
  move=> mh; rewrite sorted_map; apply: (@sub_in_sorted _ [pred a | cl a == cl i] _ _ _ _ _ sorted_s).
    by move=> a b; rewrite !inE => /eqP ca /eqP cb lt; apply: mh; rewrite // ca cb.
  by apply/allP => a; rewrite ins inE.
have pe : perm_eq (map g s) (map f s).
  rewrite (eq_map gE) (map_comp f p); apply: (seq.perm_map f); apply: uniq_perm.
  - by rewrite (map_inj_uniq (@perm_inj _ p)) filter_uniq ?enum_uniq.
  - by rewrite filter_uniq ?enum_uniq.
  move=> a; apply/mapP/idP => [[b + ->]|ina]; first by rewrite !ins (eqP (keep b)).
  by exists (p^-1%g a); rewrite ?permKV // ins -(eqP (keep (p^-1%g a))) permKV -ins.
have /eq_in_map E : map g s = map f s.
  by apply: (sorted_eq _ _ (sf g mg) (sf f mf) pe); [exact: leq_trans|exact: anti_leq].
by apply: E; rewrite ins.
Qed.

Theorem sorted_exists f : exists2 p, keeps p & monotone (fun i => f (p i)).
Proof.
have k1 : keeps 1%g by apply/forallP => i; rewrite perm1.
case: (@arg_maxnP _ 1%g keeps (fun p : {perm 'I_D} => \sum_(i < D) i * f (p i)) k1) => p /forallP kp mx.
exists p; first exact/forallP.
move=> i j ij cE; rewrite leqNgt; apply/negP => inv.
have kt : keeps (tperm i j * p)%g.
  apply/forallP => k; rewrite permM (eqP (kp _)); case: tpermP => [->|->|//]; by rewrite cE.
have : \sum_(k < D) k * f ((tperm i j * p)%g k) <= \sum_(k < D) k * f (p k) := mx _ kt.
rewrite leqNgt => /negP; apply.
have ne : j != i by rewrite -val_eqE /= gtn_eqF.
rewrite (bigD1 i) //= (bigD1 j) //= [in X in _ < X](bigD1 i) //= [in X in _ < X](bigD1 j) //=.
rewrite !permM tpermL tpermR (eq_bigr (fun k : 'I_D => k * f ((tperm i j * p)%g k))); last first.
  by move=> k /andP[k1' k2]; rewrite permM tpermD // eq_sym.
set S := \sum_(_ < D | _) _; nia.
Qed.
End Order.

(* --- classes --- *)

Lemma equal_rowE x y : equal_row x y = (map q2r x == map q2r y).
Proof.
rewrite /equal_row; elim: x y => [|a x IH] [|b y] //=; rewrite eqseq_cons -IH; congr (_ && _).
apply/idP/eqP => [/Z.eqb_eq/q2r_cross //|]; rewrite /q2r => /eqP; rewrite GRing.eqr_div ?iz_pos //.
rewrite -!intrM eqr_int -!izM => /eqP H; apply/Z.eqb_eq.
by rewrite -[LHS]int_of_ZK H int_of_ZK.
Qed.

Lemma first_equalP (e : seq Q) (es : seq (seq Q)) k : map q2r e \in map (map q2r) es -> exists2 j, j < size es &
  first_equal e es k = k + j /\ map q2r (nth [::] es j) = map q2r e /\ forall l, l < j -> map q2r (nth [::] es l) <> map q2r e.
Proof.
elim: es k => [|e' es IH] k //=; rewrite in_cons equal_rowE; case: eqP => [E _|ne].
  by exists 0; rewrite ?addn0.
case/(IH k.+1) => j lt [-> [E before]]; exists j.+1 => //; rewrite addSnnS; split=> //; split=> // -[|l] //=; last exact: before.
by move=> _ E'; case: ne; rewrite E'.
Qed.

Lemma first_equal_same a b es k : map q2r a = map q2r b -> first_equal a es k = first_equal b es k.
Proof. by move=> E; elim: es k => //= e es IH k; rewrite !equal_rowE E IH. Qed.

Lemma classes_ofP (es : seq (seq Q)) : all (fun c => c < size es) (classes_of es) /\ size (classes_of es) = size es /\
  forall i j, i < size es -> j < size es -> nth 0 (classes_of es) i = nth 0 (classes_of es) j <-> map q2r (nth [::] es i) = map q2r (nth [::] es j).
Proof.
have inr i : i < size es -> map q2r (nth [::] es i) \in map (map q2r) es by move=> lt; apply/(nthP [::]); exists i; rewrite ?size_map // (nth_map [::]).
have nthE i : i < size es -> nth 0 (classes_of es) i = first_equal (nth [::] es i) es 0.
  by move=> lt; rewrite /classes_of -[List.map _ _]/(map _ _) (nth_map [::]).
split; [|split; first by rewrite /classes_of -[List.map _ _]/(map _ _) size_map].
  apply/(all_nthP 0) => i; rewrite /classes_of -[List.map _ _]/(map _ _) size_map => lt.
  by rewrite (nth_map [::]) //; have [j jl [-> _]] := first_equalP 0 (inr i lt).
move=> i j li lj; rewrite !nthE //; split=> [|E].
  have [a _ [-> [<- _]]] := first_equalP 0 (inr i li); have [b _ [-> [<- _]]] := first_equalP 0 (inr j lj).
  by rewrite !add0n => ->.
exact: first_equal_same.
Qed.
