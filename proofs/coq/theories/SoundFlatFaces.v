(* The faces of one unit with given zeros are cells within a flat (soundness.md 27, faces of one unit), and no more of them
   have different signs than deletion and restriction count (SoundCellCount.v). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic UnitCells MinimaForm MinimaRules FaceRules Bridge SoundCellCount
  SoundUnitCells CellMinima SoundFlats.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope seq_scope.
Local Open Scope ring_scope.

(* --- lists of signs, and of flats --- *)

Lemma rank_of_inj : injective rank_of.
Proof. by case; case. Qed.
Lemma is_zeroE s : is_zero s = (rank_of s == 1%N).
Proof. by case: s. Qed.

Lemma same_flatE z y : same_flat z y = (z == y).
Proof. by rewrite /same_flat; elim: z y => [|a z IH] [|b y] //=; rewrite IH eqseq_cons; case: a; case: b. Qed.

Lemma has_flat z ls : List.existsb (same_flat z) ls = (z \in ls).
Proof. by elim: ls => //= y ls IH; rewrite IH same_flatE in_cons. Qed.

Lemma distinct_flatsE z ls kept : (z \in distinct_flats ls kept) = (z \in ls) || (z \in kept).
Proof.
elim: ls kept => [|y ls IH] kept //=; rewrite IH has_flat in_cons; case: ifP => yk.
  by case: eqP => [->|] //; rewrite yk orbT.
by rewrite in_cons orbCA orbA.
Qed.

Lemma face_precedes_trans x y z : face_precedes x y -> face_precedes y z -> face_precedes x z.
Proof. by elim: x y z => [|a x IH] [|b y] [|c z] //=; case: a; case: b; case: c => //=; exact: IH. Qed.
Lemma face_precedes_differ x y : face_precedes x y -> map rank_of x != map rank_of y.
Proof. by elim: x y => [|a x IH] [|b y] //=; rewrite eqseq_cons; case: a; case: b => //= /IH. Qed.

Lemma ascending_uniq ls : ascending_faces ls -> uniq (map (map rank_of) ls).
Proof.
have before x ms : ascending_faces (x :: ms) -> ascending_faces ms /\ forall y, List.In y ms -> face_precedes x y.
  elim: ms x => [|y ms IH] x //= /andP[xy asc]; split=> // z [<-|inz] //.
  by have [_ H] := IH y asc; exact: face_precedes_trans xy (H z inz).
elim: ls => [|x ls IH] // /before[asc H]; rewrite /= IH // andbT.
apply/negP=> inx; have [y [iny E]] : exists y, List.In y ls /\ map rank_of x = map rank_of y.
  elim: (ls) inx {IH asc H} => [|y ms IH] //=; rewrite in_cons => /orP[/eqP E|/IH[z [inz E]]].
    by exists y; split=> //; left.
  by exists z; split=> //; right.
by have := face_precedes_differ (H y iny); rewrite E eqxx.
Qed.

Section Faces.
Variables (R : realFieldType) (d : nat).
Notation point := (nat -> R).
Notation val := (@val R).
Notation value := (@value R d).
Notation point_of_row := (@point_of_row R).

Lemma sign_of_point p x : size p = d -> size x = d -> sign_of_value (qdot p x) = sign_of (value (point_of_row p) x).
Proof.
move=> szp szx; rewrite /sign_of_value /sign_of -(qdot_value R szp szx) q2r_eq0 q2r_lt0 fmorph_eq0 ltr0q.
by case: ltgtP.
Qed.

Lemma sign_of0 (a : R) : is_zero (sign_of a) = (a == 0).
Proof. by rewrite /sign_of; case: ltgtP. Qed.
Lemma same_sign (a b : R) : a != 0 -> b != 0 -> (0 < a * b) = (rank_of (sign_of a) == rank_of (sign_of b)).
Proof.
rewrite /sign_of => a0 b0; have [pa|na|/eqP] := ltgtP 0 a; last by rewrite eq_sym (negPf a0).
  by rewrite (pmulr_rgt0 _ pa); have [pb|nb|/eqP] := ltgtP 0 b; rewrite // eq_sym (negPf b0).
by rewrite (nmulr_rgt0 _ na); have [pb|nb|/eqP] := ltgtP 0 b; rewrite // eq_sym (negPf b0).
Qed.

(* The signs of a point as numbers, and where they are 0 *)
Definition code (xs : seq (seq Q)) (w : point) : seq nat := [seq rank_of (sign_of (value w x)) | x <- xs].
Definition zero_set (xs : seq (seq Q)) (w : point) : seq bool := [seq value w x == 0 | x <- xs].

Lemma zero_code xs w : zero_set xs w = [seq c == 1%N | c <- code xs w].
Proof. by rewrite /code -map_comp; apply: eq_map => x /=; rewrite -is_zeroE sign_of0. Qed.

Lemma face_code xs p : size p = d -> lengths_are d xs -> map rank_of (face_signs xs p) = code xs (point_of_row p).
Proof.
move=> szp; rewrite /face_signs -[List.map _ _]/(map _ _); elim: xs => [|x xs IH] //= /andP[/PeanoNat.Nat.eqb_eq szx /IH ->].
by rewrite sign_of_point.
Qed.
Lemma face_zeros xs p : size p = d -> lengths_are d xs -> zeros_of (face_signs xs p) = zero_set xs (point_of_row p).
Proof.
move=> szp len; rewrite zero_code -face_code // -map_comp /zeros_of -[List.map _ _]/(map _ _).
by apply: eq_map => s; rewrite is_zeroE.
Qed.

Section Within.
(* The normal vectors within a flat, which is where some point is 0 *)
Variables (xs : seq (seq Q)) (ms : seq (seq Z)) (zeros : seq bool) (project : point -> point) (e : nat).
Hypothesis szms : size ms = size xs.
Hypothesis lenms : of_length e ms.
Hypothesis gone : forall n, nth false zeros n -> vanishes (nth [::] ms n).

Definition contains w := forall n, (n < size xs)%N -> nth false zeros n -> value w (nth [::] xs n) = 0.

Hypothesis carried : forall n, (n < size xs)%N -> exists2 c : R, c != 0 &
  forall w, contains w -> val (project w) (nth [::] ms n) = c * value w (nth [::] xs n).

Lemma zero_contains w : zero_set xs w = zeros -> contains w.
Proof. by move=> E n lt; rewrite -E (nth_map [::]) // => /eqP. Qed.

(* A hyperplane that does not vanish has all points of a flat with these zeros off itself. *)
Lemma off_hyperplane w n : zero_set xs w = zeros -> (n < size xs)%N -> ~~ vanishes (nth [::] ms n) -> value w (nth [::] xs n) != 0.
Proof. by move=> E lt; apply: contra => z; apply: gone; rewrite -E (nth_map [::]). Qed.
Lemma on_hyperplane w n : zero_set xs w = zeros -> (n < size xs)%N -> nth false zeros n = false -> ~~ vanishes (nth [::] ms n).
Proof.
move=> E lt zn; apply/negP => van; have [c c0 cE] := carried lt.
have := cE w (zero_contains E); move: van; rewrite /vanishes; case F: (first_entry _) => [//|] _.
rewrite (first_entry0 F) => /esym/eqP; rewrite mulf_eq0 (negPf c0) /=.
by move: zn; rewrite -E (nth_map [::]) // => ->.
Qed.

Let rest := List.filter (fun r => ~~ vanishes r) ms.

Lemma all_rest (P : seq Z -> bool) : all P (distinct rest [::]) = [forall n : 'I_(size xs), vanishes (nth [::] ms n) || P (nth [::] ms n)].
Proof.
rewrite distinct_all andbT /rest -[List.filter _ _]/(filter _ _) all_filter.
apply/(all_nthP [::])/forallP => [al n|al n lt]; first by rewrite -[vanishes _]negbK -implybE; apply: al; rewrite szms.
by rewrite szms in lt; have := al (Ordinal lt); rewrite -[vanishes _]negbK -implybE.
Qed.

Lemma same_code w v : zero_set xs w = zeros -> zero_set xs v = zeros ->
  same (distinct rest [::]) (project w) (project v) = (code xs w == code xs v).
Proof.
move=> wz vz; rewrite /same all_rest.
have at_n u n : (n < size xs)%N -> nth 0%N (code xs u) n = rank_of (sign_of (value u (nth [::] xs n))).
  by move=> lt; rewrite (nth_map [::]).
have sideE n : (n < size xs)%N -> ~~ vanishes (nth [::] ms n) ->
    (0 < val (project w) (nth [::] ms n) * val (project v) (nth [::] ms n)) = (nth 0%N (code xs w) n == nth 0%N (code xs v) n).
  move=> lt van; have [c c0 cE] := carried lt; rewrite !cE ?scaled_sign //; try exact: zero_contains.
  by rewrite !at_n // same_sign // off_hyperplane.
apply/forallP/eqP => [al|E n]; last by case van: (vanishes _) => //=; rewrite sideE ?van // E eqxx.
apply: (@eq_from_nth _ 0%N) => [|n]; rewrite !size_map // => lt; apply/eqP.
have := al (Ordinal lt) => /=; case van: (vanishes _) => /=; last by rewrite sideE ?van.
have zn : nth false zeros n by apply: contraLR van => /negPf zn; exact: (on_hyperplane wz).
have zero u : zero_set xs u = zeros -> value u (nth [::] xs n) = 0 by move=> /zero_contains H; exact: H.
by move=> _; rewrite !at_n // !zero.
Qed.

Lemma apart_faces ws : (forall w, List.In w ws -> zero_set xs w = zeros) -> uniq (map (code xs) ws) ->
  apart (distinct rest [::]) (map project ws).
Proof.
elim: ws => [|w ws IH] //= H /andP[new u]; have wz := H w (or_introl erefl).
split; [by rewrite same_code|move=> v' /List.in_map_iff[v [<- inv]]|by apply: IH => // v inv; apply: H; right].
rewrite same_code //; last by apply: H; right.
apply: contra new => /eqP ->; elim: (ws) inv => //= y ys IHy [->|/IHy]; rewrite in_cons ?eqxx // => ->; exact: orbT.
Qed.

(* No more faces have these zeros than are counted. *)
Lemma count_faces most ws : (forall w, List.In w ws -> zero_set xs w = zeros) -> uniq (map (code xs) ws) ->
  Z.le (Z.of_nat (size ws)) (cell_count e most (distinct rest [::])) \/ Z.lt most (cell_count e most (distinct rest [::])).
Proof.
move=> H u; rewrite -(size_map project); apply: count_sound (apart_faces H u).
rewrite -/(of_length e (distinct rest [::])) /of_length all_rest; apply/forallP => n; apply/orP; right.
by apply: (all_nthP [::] lenms); rewrite szms.
Qed.
End Within.
End Faces.
