(* Deletion and restriction: points in different cells are no more than what is counted (soundness.md 24). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic UnitCells Bridge.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Count.
Variable R : realFieldType.
Implicit Types (w v u : nat -> R) (r x : seq Z) (ns : seq (seq Z)) (ws : seq (nat -> R)).

Definition zr (a : Z) : R := (iz a)%:~R.
Lemma zrM a b : zr (Z.mul a b) = zr a * zr b. Proof. by rewrite /zr izM intrM. Qed.
Lemma zrB a b : zr (Z.sub a b) = zr a - zr b. Proof. by rewrite /zr izB rmorphB. Qed.
Lemma zr_eq0 a : (zr a == 0) = Z.eqb a Z0. Proof. by rewrite /zr intr_eq0 iz_eq0. Qed.

(* w . r *)
Fixpoint val w r : R := match r with [::] => 0 | a :: r' => w 0%N * zr a + val (fun j => w j.+1) r' end.

Lemma val_sum w r : val w r = \sum_(j < size r) w j * zr (nth Z0 r j).
Proof. by elim: r w => [|a r IH] w; rewrite ?big_ord0 //= big_ord_recl IH. Qed.

Lemma val_mix a w b v r : val (fun j => a * w j + b * v j) r = a * val w r + b * val v r.
Proof. by rewrite !val_sum !mulr_sumr -big_split; apply: eq_bigr => j _ /=; ring. Qed.

(* on the same side of each hyperplane, and on none *)
Definition same ns w v : bool := all (fun r => 0 < val w r * val v r) ns.

Lemma sameC ns w v : same ns w v = same ns v w.
Proof. by apply: eq_all => r; rewrite mulrC. Qed.

Lemma same_trans ns w v u : same ns w v -> same ns v u -> same ns w u.
Proof.
move=> /allP wv /allP vu; apply/allP=> r inr; have a := wv r inr; have b := vu r inr.
have v0 : 0 < val v r ^+ 2.
  by rewrite lt_def sqr_ge0 sqrf_eq0 andbT; apply: contraTneq a => ->; rewrite mulr0 ltxx.
have := mulr_gt0 a b; rewrite (_ : _ * _ * (_ * _) = val w r * val u r * val v r ^+ 2); last by ring.
by rewrite pmulr_lgt0.
Qed.

(* points in different cells *)
Fixpoint apart ns ws : Prop :=
  match ws with
  | [::] => True
  | w :: ws' => [/\ same ns w w, (forall v, List.In v ws' -> ~~ same ns w v) & apart ns ws']
  end.

Lemma apart_off ns ws w : apart ns ws -> List.In w ws -> same ns w w.
Proof. by elim: ws => //= v ws IH [vv _ ap] [<-|] //; exact: IH. Qed.

(* --- cells that a hyperplane cuts --- *)

(* Where the segment from w to v meets the hyperplane *)
Definition meeting r w v : nat -> R := fun j => `|val v r| * w j + `|val w r| * v j.

Lemma meeting_on r w v : val w r * val v r < 0 -> val (meeting r w v) r = 0.
Proof.
move=> neg; rewrite val_mix; case: (ltP (val w r) 0) => w0.
  have v0 : 0 < val v r by move: neg; rewrite nmulr_rlt0.
  by rewrite (ltr0_norm w0) (gtr0_norm v0); ring.
have {}w0 : 0 < val w r by rewrite lt_def w0 andbT; apply: contraTneq neg => ->; rewrite mul0r ltxx.
have v0 : val v r < 0 by move: neg; rewrite pmulr_rlt0.
by rewrite (gtr0_norm w0) (ltr0_norm v0); ring.
Qed.

Lemma meeting_same ns r w v : val w r * val v r < 0 -> same ns w v -> same ns (meeting r w v) w.
Proof.
move=> neg sm; apply/allP=> x inx; have xx := allP sm x inx; rewrite val_mix mulrDl.
have v0 : 0 < `|val v r| by rewrite normr_gt0; apply: contraTneq neg => ->; rewrite mulr0 ltxx.
have w0 : 0 < `|val w r| by rewrite normr_gt0; apply: contraTneq neg => ->; rewrite mul0r ltxx.
have sq : 0 < val w x * val w x.
  rewrite -expr2 lt_def sqr_ge0 sqrf_eq0 andbT; apply: contraTneq xx => ->; by rewrite mul0r ltxx.
by rewrite -!mulrA addr_gt0 // mulr_gt0 // mulrC.
Qed.

Lemma split r ns ws : apart (r :: ns) ws -> exists A B,
  [/\ apart ns A, apart ns B, forall v, List.In v B -> val v r = 0 & (size ws <= size A + size B)%N].
Proof.
move=> H; suff [A [B [ap ap' sub [crossed sz]]]] : exists A B, [/\ apart ns A, apart ns B, (forall a, List.In a A -> List.In a ws) &
    (forall v, List.In v B -> val v r = 0 /\ exists w a, [/\ List.In w ws, List.In a A, same ns w a, same ns v w & val w r * val a r < 0])
    /\ (size ws <= size A + size B)%N].
  by exists A, B; split=> // v /crossed[].
elim: ws H => [|w ws IH] /=; first by exists [::], [::].
case=> /andP[wr ww] wapart ap; have [A [B [apA apB sub [crossed sz]]]] := IH ap.
have nz v : 0 < val v r * val v r -> val v r != 0 by apply: contraTneq => ->; rewrite mulr0 ltxx.
have off v : List.In v ws -> val v r != 0 by move=> inv; have /andP[/nz] := apart_off ap inv.
(* two that are apart by r alone *)
have opposite v : List.In v ws -> same ns w v -> val w r * val v r < 0.
  move=> inv sm; have := wapart v inv; rewrite /= -/(same ns w v) sm andbT -leNgt le_eqVlt.
  by rewrite mulf_eq0 (negPf (nz _ wr)) (negPf (off v inv)).
have [/List.existsb_exists[a [inA sm]]|none] := boolP (List.existsb (same ns w) A); last first.
  exists (w :: A), B; split=> //.
  - split=> // v inv; apply: contra none => sm; apply/List.existsb_exists; by exists v.
  - by move=> v /= [->|/sub]; [left|right].
  - split; last by rewrite /= addSn ltnS.
    move=> v /crossed[v0 [w' [a [inw ina sm1 sm2 neg]]]]; split=> //; exists w', a; split=> //; by right.
have ina := sub a inA; have neg := opposite a ina sm.
exists A, (meeting r w a :: B); split=> //.
- split=> //; first by apply: same_trans (meeting_same neg sm) _; rewrite sameC; exact: meeting_same.
  move=> v /crossed[v0 [w' [a' [inw' ina' sm1 sm2 neg']]]]; apply/negP => sm3.
  have ww' : same ns w w'.
    by apply: same_trans sm2; apply: same_trans sm3; rewrite sameC; exact: meeting_same.
  have wa' : same ns w a' := same_trans ww' sm1.
  have n1 := opposite w' inw' ww'; have n2 := opposite a' (sub a' ina') wa'.
  have : 0 < val w r * val w' r * (val w r * val a' r) by rewrite nmulr_rgt0.
  rewrite (_ : _ * _ * (_ * _) = val w r * val w r * (val w' r * val a' r)); last by ring.
  by rewrite pmulr_rgt0 // ltNge ltW.
- by move=> v /sub; right.
split; last by rewrite /= addnS ltnS.
move=> v /= [<-|/crossed[v0 [w' [a' [inw ina' sm1 sm2 neg']]]]].
  by split; [exact: meeting_on|exists w, a; split=> //; [left|exact: meeting_same]].
by split=> //; exists w', a'; split=> //; right.
Qed.

(* --- the hyperplane as a space with one coordinate less --- *)

Definition skip (j : nat) w : nat -> R := fun k => w (if (k < j)%N then k else k.+1).

Lemma val_ext w v r : w =1 v -> val w r = val v r.
Proof. by move=> E; rewrite !val_sum; apply: eq_bigr => j _; rewrite E. Qed.

Lemma val_without j w x : val (skip j w) (without j x) = val w x - w j * zr (nth Z0 x j).
Proof.
elim: x j w => [|a x IH] [|j] w; rewrite /= ?mulr0 ?subr0 //.
  by rewrite addrC addKr; apply: val_ext.
have -> : val (fun k => skip j.+1 w k.+1) (without j x) = val (skip j (fun k => w k.+1)) (without j x).
  by apply: val_ext => k; rewrite /skip ltnS; case: ifP.
by rewrite IH addrA.
Qed.

Lemma val_map2 w b a x y : size x = size y ->
  val w (Arithmetic.map2 (fun e f => Z.sub (Z.mul e b) (Z.mul a f)) x y) = zr b * val w x - zr a * val w y.
Proof.
elim: x y w => [|e x IH] [|f y] w //=; first by rewrite !mulr0 subrr.
by case=> sz; rewrite (IH _ _ sz) zrB !zrM; ring.
Qed.

Lemma size_without (T : Type) j (x : seq T) : size (without j x) = if (j < size x)%N then (size x).-1 else size x.
Proof.
elim: x j => [|a x IH] [|j] //=; rewrite IH ltnS; case: ifP => // lt; case: (x) lt => //.
Qed.

Lemma val_trace r j b x w : size x = size r -> nth Z0 r j = b -> val w r = 0 ->
  val (skip j w) (trace r j b x) = zr b * val w x.
Proof.
move=> sz rb w0; rewrite /trace list_nth val_map2 ?size_without ?sz //.
by rewrite !val_without rb w0; ring.
Qed.

Lemma first_entryP r j b : first_entry r = Some (j, b) -> [/\ nth Z0 r j = b, zr b != 0 & (j < size r)%N].
Proof.
elim: r j => [|a r IH] j //=; case: (Z.eqb_spec a Z0) => [_|a0].
  by case E: (first_entry r) => [[i c]|] // [<- cb]; have [] := IH i; rewrite -?cb.
by case=> <- <-; split=> //; rewrite zr_eq0; apply/negP=> /Z.eqb_eq.
Qed.
Lemma first_entry0 r : first_entry r = None -> forall w, val w r = 0.
Proof.
elim: r => [|a r IH] //=; case: (Z.eqb_spec a Z0) => [-> |//].
by case E: (first_entry r) => [[i c]|] // _ w; rewrite /zr mulr0 add0r IH.
Qed.

(* --- one vector for each line --- *)

Lemma directionP r : exists2 g : Z, zr g != 0 & forall w, val w r = zr g * val w (direction r).
Proof.
rewrite /direction; set g := Z.mul _ _; set q := List.map _ r; case: ifP => [/andP[g0 E]|_].
  exists g => [|w]; first by rewrite zr_eq0.
  move: E; move: (q) => s; clear q g0; move: g => g; elim: r s w => [|a r' IH] [|e s] w //=; first by rewrite mulr0.
  by case/andP=> /Z.eqb_eq -> /IH ->; rewrite zrM; ring.
by exists (Zpos xH) => [|w]; rewrite ?mul1r // zr_eq0.
Qed.

Lemma same_vectorP x y : same_vector x y -> x = y.
Proof. by elim: x y => [|a x IH] [|b y] //= /andP[/Z.eqb_eq -> /IH ->]. Qed.

Lemma distinct_all (P : seq Z -> bool) ls kept : all P (distinct ls kept) = all P ls && all P kept.
Proof.
elim: ls kept => [|x ls IH] kept //=; rewrite IH; case: ifP => [|_] /=; last by rewrite andbCA andbA.
move=> /List.existsb_exists[y [iny /same_vectorP xy]]; case Px: (P x) => //=.
apply/negbTE/negP=> /andP[_ al]; have := proj1 (List.forallb_forall P kept) al y iny.
by rewrite -xy Px.
Qed.

Lemma scaled_sign (a x y : R) : a != 0 -> (0 < a * x * (a * y)) = (0 < x * y).
Proof.
move=> a0; have p : 0 < a * a by rewrite -expr2 lt_def sqr_ge0 sqrf_eq0 a0.
by rewrite mulrACA (pmulr_rgt0 _ p).
Qed.

Lemma same_lines rs w v : same (lines_of rs) w v = same rs w v.
Proof.
rewrite /same /lines_of distinct_all andbT -[List.map _ _]/(map _ _) all_map; apply: eq_all => r /=.
by have [g g0 E] := directionP r; rewrite !E scaled_sign.
Qed.

Lemma size_lines d rs : all (fun r => size r == d) rs -> all (fun r => size r == d) (lines_of rs).
Proof.
move=> H; rewrite /lines_of distinct_all andbT -[List.map _ _]/(map _ _) all_map; apply/allP=> r /(allP H)/eqP <-.
by rewrite /= /direction; case: ifP => // _; rewrite -[List.map _ _]/(map _ _) size_map.
Qed.

Lemma apart_weaken ns ms (f : (nat -> R) -> nat -> R) ws : 
  (forall w v, List.In w ws -> List.In v ws -> same ms (f w) (f v) = same ns w v) -> apart ns ws -> apart ms (map f ws).
Proof.
elim: ws => [|w ws IH] //= H [ww ap aps]; split.
- by rewrite H //; left.
- by move=> v /List.in_map_iff[u [<- inu]]; rewrite H ?ap //; [left|right].
by apply: IH => // u v inu inv; apply: H; right.
Qed.

(* --- the count --- *)

Lemma add_cells_mono f most ns cells : Z.le cells (add_cells f most ns cells).
Proof.
elim: ns cells => [|r ns IH] cells /=; first exact: Z.le_refl.
case: ifP => _; first exact: Z.le_refl.
case: (first_entry r) => [[j b]|] //; apply: Z.le_trans (IH _); reckon.
Qed.

Lemma add_cells_sound (f : Z -> seq (seq Z) -> Z) d most : 
  (forall most ns ws, all (fun r => size r == d) ns -> apart ns ws ->
    Z.le (Z.of_nat (size ws)) (f most ns) \/ Z.lt most (f most ns)) ->
  forall ns cells ws, all (fun r => size r == d.+1) ns -> apart ns ws ->
  Z.le (Z.add (Z.of_nat (size ws)) (Z.sub cells (Zpos xH))) (add_cells f most ns cells) \/ Z.lt most (add_cells f most ns cells).
Proof.
move=> H; elim=> [|r ns IH] cells ws szs ap /=.
  left; case: ws ap => [_|w [_|v ws [_ nosame _]]]; [rewrite [size _]/=; reckon|rewrite [size _]/=; reckon|].
  by have /negP[] := nosame v (or_introl erefl).
case: (Z.ltb_spec most cells) => [lt|le]; first by right.
move: szs => /= /andP[/eqP szr szs].
case E: (first_entry r) => [[j b]|]; last first.
  case: ws ap => [|w ws] ap; first by left; have := @add_cells_mono f most ns cells; rewrite /=; reckon.
  by case: ap => /andP[]; rewrite (first_entry0 E) mul0r ltxx.
have [rb b0 jr] := first_entryP E; have [A [B [apA apB on sz]]] := split ap.
set ts := lines_of _; set c := f _ ts.
have apB' : apart ts (map (skip j) B).
  apply: (@apart_weaken ns) => // w v inw inv; rewrite /ts same_lines -[List.map _ _]/(map _ _) /same all_map.
  apply: eq_in_all => x inx /=; have szx : size x = size r by rewrite szr; apply/eqP; exact: (allP szs).
  by rewrite !(val_trace szx rb) ?on // scaled_sign.
have szt : all (fun t => size t == d) ts.
  apply: size_lines; rewrite -[List.map _ _]/(map _ _) all_map; apply/allP=> x inx /=.
  have /eqP szx := allP szs x inx.
  by rewrite /trace size_map2 !size_without szx ?szr // -szr jr szr.
have := IH (Z.add cells (Z.max Z0 c)) A szs apA; have := H (Z.sub most cells) ts _ szt apB'.
rewrite size_map -/c; have := @add_cells_mono f most ns (Z.add cells (Z.max Z0 c)); reckon.
Qed.

Theorem count_sound d most ns ws : all (fun r => size r == d) ns -> apart ns ws ->
  Z.le (Z.of_nat (size ws)) (cell_count d most ns) \/ Z.lt most (cell_count d most ns).
Proof.
elim: d most ns ws => [|d IH] most ns ws szs ap.
  left; case: ws ap => [|w [|v ws]] //= [ww nosame _]; have /negP[] := nosame v (or_introl erefl).
  apply/allP=> r inr; have := allP ww r inr; move: (allP szs r inr); rewrite size_eq0 => /eqP ->.
  by rewrite /= mulr0 ltxx.
by have := @add_cells_sound (cell_count d) d most IH ns (Zpos xH) ws szs ap; rewrite /=; reckon.
Qed.
End Count.
