(* The points of an evidence are in all cells of one unit (soundness.md 24). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic UnitCells Bridge SoundCellCount.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- lists that ascend --- *)

Lemma precedes_trans x y z : precedes x y -> precedes y z -> precedes x z.
Proof. by elim: x y z => [|a x IH] [|b y] [|c z] //=; case: a; case: b; case: c => //=; exact: IH. Qed.

Lemma precedes_differ x y : precedes x y -> exists n, nth false x n != nth false y n.
Proof.
elim: x y => [|a x IH] [|b y] //=; case: a; case: b => //= H; try by exists 0%N.
  by have [n ne] := IH y H; exists n.+1.
by have [n ne] := IH y H; exists n.+1.
Qed.

Lemma ascendingP x ls : ascending (x :: ls) -> ascending ls /\ forall y, List.In y ls -> precedes x y.
Proof.
elim: ls x => [|y ls IH] x //= /andP[xy asc]; split=> // z [<-|inz] //.
by have [_ H] := IH y asc; exact: precedes_trans xy (H z inz).
Qed.

Lemma same_positive (R : realFieldType) (a b : R) : 0 < a * b -> (0 < a) = (0 < b).
Proof.
have [a0|a0|<-] := ltgtP 0 a; last by rewrite mul0r ltxx.
  by rewrite pmulr_rgt0 // => ->.
by rewrite nmulr_rgt0 // => b0; rewrite ltNge ltW.
Qed.

Section Unit.
Variables (R : realFieldType) (d : nat).
Implicit Types (w : nat -> R) (x : seq Q).

Definition value w x : R := \sum_(j < d) w j * ratr (q2r (nth q0 x j)).
Definition point_of_row (p : seq Q) : nat -> R := fun j => ratr (q2r (nth q0 p j)).

Lemma qdot_value p x : size p = d -> size x = d -> ratr (q2r (qdot p x)) = value (point_of_row p) x.
Proof.
move=> szp szx; rewrite qdot_sum ?szp ?szx // rmorph_sum; apply: eq_bigr => j _.
by rewrite rmorphM.
Qed.

Lemma strict_signsP p xs ss : size p = d -> lengths_are d xs -> strict_signs p xs = Some ss ->
  size ss = size xs /\ forall n, (n < size xs)%N ->
    value (point_of_row p) (nth [::] xs n) != 0 /\ nth false ss n = (0 < value (point_of_row p) (nth [::] xs n)).
Proof.
move=> szp; elim: xs ss => [|x xs IH] ss /=; first by move=> _ [<-].
case/andP=> /PeanoNat.Nat.eqb_eq szx len; rewrite q2r_eq0; case: eqP => // u0.
case E: (strict_signs p xs) => [ss'|] // [<-]; have [sz H] := IH _ len E.
have uE := qdot_value szp szx.
have v0 : value (point_of_row p) x != 0 by rewrite -uE fmorph_eq0; apply/eqP.
split=> [|[|n]] //=; [by rewrite sz|split=> //|exact: H].
by rewrite q2r_lt0 -leNgt -uE ltr0q lt_def; case: eqP u0.
Qed.

Lemma all_signsP ps xs ss : lengths_are d ps -> lengths_are d xs -> all_signs ps xs = Some ss ->
  size ss = size ps /\ forall k, (k < size ps)%N -> strict_signs (nth [::] ps k) xs = Some (nth [::] ss k).
Proof.
move=> + lenx; elim: ps ss => [|p ps IH] ss /=; first by move=> _ [<-].
case/andP=> _ len; case Es: (strict_signs p xs) => [s|] //; case E: (all_signs ps xs) => [ss'|] // [<-].
by have [sz H] := IH _ len E; split=> [|[|k]] //=; [rewrite sz|exact: H].
Qed.

Theorem unit_cells_sound ps xs ss : unit_cells d ps xs = Some ss ->
  [/\ size ss = size ps, forall k, (k < size ps)%N -> size (nth [::] ss k) = size xs &
  forall w, (forall n, (n < size xs)%N -> value w (nth [::] xs n) != 0) ->
  exists2 k, (k < size ps)%N & forall n, (n < size xs)%N -> nth false (nth [::] ss k) n = (0 < value w (nth [::] xs n))].
Proof.
rewrite /unit_cells; case Ez: (integral_rows _ _) => [zs|] //; case Es: (all_signs _ _) => [ss'|] //.
case: ifP => // /andP[/andP[/andP[lenx lenp] asc] /Z.eqb_eq cnt] [<-] {ss}.
have [szs H] := all_signsP lenp lenx Es; have [szz [lam [lam0 [szv zE]]]] := integral_rows_sound Ez.
have szk k : (k < size ps)%N -> size (nth [::] ss' k) = size xs.
  by move=> lt; have [] := strict_signsP (lengths_areP lenp lt) lenx (H k lt).
split=> // w offw.
have valE v n : (n < size xs)%N -> val v (nth [::] zs n) = ratr (lam n) * value v (nth [::] xs n).
  move=> lt; rewrite val_sum szv (lengths_areP lenx) // mulr_sumr; apply: eq_bigr => j _.
  rewrite mulrCA /zr; congr (_ * _); by rewrite -rmorphM -zE /= ratr_int.
have sameE v u : same (lines_of zs) v u = [forall n : 'I_(size xs), 0 < value v (nth [::] xs n) * value u (nth [::] xs n)].
  rewrite same_lines /same; apply/(all_nthP [::])/forallP => [al n|al n].
    have := al n; rewrite szz => /(_ (ltn_ord n)); rewrite !valE // scaled_sign // fmorph_eq0; exact: lam0.
  rewrite szz => lt; rewrite !valE // scaled_sign; last by rewrite fmorph_eq0; exact: lam0.
  exact: (al (Ordinal lt)).
have signP k n : (k < size ps)%N -> (n < size xs)%N -> value (point_of_row (nth [::] ps k)) (nth [::] xs n) != 0 /\
    nth false (nth [::] ss' k) n = (0 < value (point_of_row (nth [::] ps k)) (nth [::] xs n)).
  by move=> lt ltn; have [_] := strict_signsP (lengths_areP lenp lt) lenx (H k lt); exact.
have sq (a : R) : a != 0 -> 0 < a * a by move=> a0; rewrite -expr2 lt_def sqr_ge0 sqrf_eq0 a0.
have ap : apart (lines_of zs) (map point_of_row ps).
  move: {signP szk szs H cnt} lenp asc Es; elim: (ps) (ss') => [|p qs IH] tt //=.
  case/andP=> /PeanoNat.Nat.eqb_eq szp lenq asc; case Es: (strict_signs p xs) => [s|] //; case E: (all_signs qs xs) => [ts|] // [tE].
  move: asc; rewrite -tE => /ascendingP[asc before]; have [szt Ht] := all_signsP lenq lenx E.
  have [sp Hp] := strict_signsP szp lenx Es.
  split; [by rewrite sameE; apply/forallP => n; apply: sq; have [] := Hp n (ltn_ord n)| |exact: (IH _ lenq asc E)].
  move=> v /List.in_map_iff[p' [<- inp]]; have [k [/ssrnat.ltP lt kE]] := List.In_nth _ _ [::] inp.
  rewrite list_nth in kE; have szp' : size p' = d by rewrite -kE (lengths_areP lenq).
  have Es' := Ht k lt; rewrite kE in Es'; have [sp' Hp'] := strict_signsP szp' lenx Es'.
  have [n] : exists n, nth false s n != nth false (nth [::] ts k) n.
    apply: precedes_differ; apply: before; rewrite -list_nth; apply: List.nth_In; apply/ssrnat.ltP.
    by rewrite -[length ts]/(size ts) szt.
  have [ltn|ge] := ltnP n (size xs); last first.
    have -> : nth false s n = false by apply: nth_default; rewrite sp.
    by have -> : nth false (nth [::] ts k) n = false by apply: nth_default; rewrite sp'.
  have [p0 ->] := Hp n ltn; have [p0' ->] := Hp' n ltn; apply: contra => sm.
  by move: sm; rewrite sameE => /forallP/(_ (Ordinal ltn)) /= /same_positive ->.
have szl : all (fun r => size r == d) (lines_of zs).
  by apply: size_lines; apply/(all_nthP [::]) => n; rewrite szz => lt; rewrite szv (lengths_areP lenx).
have [/List.existsb_exists[v [inv sm]]|none] := boolP (List.existsb (same (lines_of zs) w) (map point_of_row ps)); last first.
  have bad : apart (lines_of zs) (w :: map point_of_row ps).
    split=> //; first by rewrite sameE; apply/forallP => n; apply: sq; exact: offw.
    by move=> v inv; apply: contra none => sm; apply/List.existsb_exists; exists v.
  have := @count_sound R d (Z.of_nat (length ps)) _ _ szl bad; rewrite cnt /= size_map -[length ps]/(size ps); reckon.
have {inv} [k lt vE] : exists2 k, (k < size ps)%N & v = point_of_row (nth [::] ps k).
  have [p [<- inp]] := proj1 (List.in_map_iff _ _ _) inv.
  have [k [/ssrnat.ltP lt <-]] := List.In_nth _ _ [::] inp; by exists k; rewrite ?list_nth.
exists k => // n ltn; have [p0 ->] := signP k n lt ltn.
move: sm; rewrite sameE vE => /forallP/(_ (Ordinal ltn)) /=; set a := value w _; set b := value _ _.
by move=> /same_positive ->.
Qed.
End Unit.
