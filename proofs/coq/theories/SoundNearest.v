(* Outputs nearest to the targets (format.md 5.26): what nearest_residuals accepts. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Rules CellChoices Bridge SoundNetwork SoundCellsOfUnit.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Nearest.
Variables (R : realFieldType) (d N : nat).
Notation rv := (@rv R).

Lemma qdot_rv x z : size x = size z -> rv (qdot x z) = \sum_(j < size z) rv (nth q0 x j) * rv (nth q0 z j).
Proof. by move=> sz; rewrite /rv qdot_sum // rmorph_sum; apply: eq_bigr => j _; rewrite rmorphM. Qed.

Lemma square_sumE e : rv (square_sum e) = \sum_(n < size e) rv (nth q0 e n) ^+ 2.
Proof. by rewrite /square_sum qdot_rv //; apply: eq_bigr => n _; rewrite expr2. Qed.

Lemma fold_qadd e a : rv (List.fold_left qadd e a) = rv a + \sum_(n < size e) rv (nth q0 e n).
Proof. by elim: e a => [|x e IH] a /=; rewrite ?big_ord0 ?addr0 // IH rvD big_ord_recl addrA. Qed.

Lemma size_add_unit a xs z f : size a = size xs -> size f = size xs -> size (add_unit a xs z f) = size xs.
Proof. by elim: xs a f => [|x xs IH] [|an a] [|fn f] //= [sza] [szf]; rewrite IH. Qed.

Lemma nth_add_unit a xs z f n : size a = size xs -> size f = size xs -> (n < size xs)%N ->
  nth q0 (add_unit a xs z f) n = qadd (nth q0 f n) (qmul (nth q0 a n) (qdot z (nth [::] xs n))).
Proof. by elim: xs a f n => [|x xs IH] [|an a] [|fn f] [|n] //= [sza] [szf] lt; rewrite IH. Qed.

Lemma list_firstn T k (s : seq T) : List.firstn k s = take k s.
Proof. by elim: s k => [|x s IH] [|k] //=; rewrite IH. Qed.
Lemma list_skipn T k (s : seq T) : List.skipn k s = drop k s.
Proof. by elim: s k => [|x s IH] [|k] //=. Qed.

Variable xs : seq (seq Q).
Hypotheses (szx : size xs = N) (lenx : forall n, (n < N)%N -> size (nth [::] xs n) = d).

Definition extra (b : bool) : nat := if b then 1%N else 0%N.

Lemma add_unitsE bias slopes z f n : size z = (size slopes * d + extra bias)%N -> (forall i, (i < size slopes)%N -> size (nth [::] slopes i) = N) ->
  size f = N -> (n < N)%N ->
  rv (nth q0 (add_units d slopes xs z f) n) = rv (nth q0 f n)
    + \sum_(i < size slopes) \sum_(j < d) rv (nth q0 z (i * d + j)) * (rv (nth q0 (nth [::] slopes i) n) * rv (nth q0 (nth [::] xs n) j))
    + (if bias then rv (nth q0 z (size slopes * d)) else 0).
Proof.
move=> + + + lt; elim: slopes z f => [|a slopes IH] z f szz sza szf /=.
  rewrite big_ord0 addr0 mul0n; case: bias szz => /= szz; last by case: z szz => //= _; rewrite addr0.
  by case: z szz => [|b [|]] //= _; rewrite -[List.map _ _]/(map _ _) (nth_map q0) ?szf // rvD addrC.
have sa : size a = size xs by rewrite szx; exact: (sza 0%N).
have szf' : size f = size xs by rewrite szx.
have szt : size (take d z) = d by rewrite size_take szz /= mulSn; case: ltnP => //; reckon.
rewrite list_firstn list_skipn IH; first last.
- by rewrite size_add_unit.
- by move=> i lti; exact: (sza i.+1).
- by rewrite size_drop szz /= mulSn; reckon.
rewrite (nth_add_unit (take d z) sa szf') ?szx // rvD rvM qdot_rv; last by rewrite szt lenx.
rewrite big_ord_recl mul0n !nth_drop mulSn -!addrA; congr (_ + _); rewrite !addrA; congr (_ + _ + _).
  rewrite lenx // mulr_sumr; apply: eq_bigr => j _; by rewrite nth_take ?ltn_ord // add0n mulrCA.
by apply: eq_bigr => i _; apply: eq_bigr => j _; rewrite nth_drop /= addnA mulSn.
Qed.

Lemma nth_transposed j n : (j < d)%N -> (n < N)%N -> nth q0 (nth [::] (transposed d xs) j) n = nth q0 (nth [::] xs n) j.
Proof.
move=> jd lt; rewrite /transposed seq_iota -[List.map _ _]/(map _ _) (nth_map 0%N) ?size_iota // nth_iota // add0n.
by rewrite -[List.map _ _]/(map _ _) (nth_map [::]) ?szx // list_nth.
Qed.
Lemma size_transposed : size (transposed d xs) = d.
Proof. by rewrite /transposed seq_iota -[List.map _ _]/(map _ _) size_map size_iota. Qed.
Lemma size_transposed_row j : (j < d)%N -> size (nth [::] (transposed d xs) j) = N.
Proof.
move=> jd; rewrite /transposed seq_iota -[List.map _ _]/(map _ _) (nth_map 0%N) ?size_iota //.
by rewrite -[List.map _ _]/(map _ _) size_map.
Qed.

Theorem nearest_residualsP bias slopes y z e :
  (forall i, (i < size slopes)%N -> size (nth [::] slopes i) = N) -> size y = N ->
  nearest_residuals bias d slopes xs (transposed d xs) y z = Some e ->
  [/\ size e = N,
      exists (z' : nat -> nat -> R) b, (bias || (b == 0)) /\ forall n : 'I_N, rv (nth q0 e n) + rv (nth q0 y n) =
        \sum_(i < size slopes) \sum_(j < d) z' i j * (rv (nth q0 (nth [::] slopes i) n) * matrix_of_rows R d xs N j n) + b,
      forall (i : 'I_(size slopes)) (j : 'I_d),
        \sum_n rv (nth q0 e (nat_of_ord n)) * (rv (nth q0 (nth [::] slopes i) n) * matrix_of_rows R d xs N j n) = 0 &
      bias -> \sum_(n < N) rv (nth q0 e n) = 0].
Proof.
move=> sza szy; rewrite /nearest_residuals; case: ifP => // /PeanoNat.Nat.eqb_eq szz.
set f := add_units _ _ _ _ _; case: ifP => // /andP[ones /List.forallb_forall orth] [<-] {e}.
have szz' : size z = (size slopes * d + extra bias)%N := szz.
have sz0 : size (List.map (fun=> q0) y) = N by rewrite -[List.map _ _]/(map _ _) size_map.
have fE := @add_unitsE bias slopes z _ _ szz' sza sz0.
have szf : size f = N.
  rewrite /f; move: sza (List.map _ y) sz0; clear -szx; elim: slopes z => [|a sl IH] z sza g szg /=.
    by case: z => [|b z] //; rewrite -[List.map _ _]/(map _ _) size_map.
  by apply: IH => [i lt|]; [exact: (sza i.+1)|rewrite size_add_unit ?szx // (sza 0%N)].
set e := Arithmetic.map2 qsub f y in ones orth *.
have sze : size e = N by rewrite /e size_map2 szf.
have eE n : (n < N)%N -> rv (nth q0 e n) = rv (nth q0 f n) - rv (nth q0 y n).
  by move=> lt; rewrite /e (nth_map2 _ q0 q0) ?szf // rvB.
split=> //.
- exists (fun i j => rv (nth q0 z (i * d + j))), (if bias then rv (nth q0 z (size slopes * d)) else 0).
  split=> [|n]; first by case: bias {fE ones szz szz' f szf e orth sze eE}; rewrite ?eqxx.
  have lt := ltn_ord n; rewrite eE // subrK fE // -[List.map _ _]/(map _ _) (nth_map q0) ?szy // rv0 add0r.
  congr (_ + _); apply: eq_bigr => i _. apply: eq_bigr => j _; by rewrite mxE.
- move=> i j; set a := nth [::] slopes i; have ina : List.In a slopes.
    by rewrite /a -list_nth; apply: List.nth_In; apply/ssrnat.ltP; exact: ltn_ord.
  have := orth a ina => /List.forallb_forall/(_ (nth [::] (transposed d xs) j)) H.
  have {}H := H _; have inr : List.In (nth [::] (transposed d xs) j) (transposed d xs).
    by rewrite -list_nth; apply: List.nth_In; apply/ssrnat.ltP; rewrite -[length _]/(size _) size_transposed.
  have := H inr; have szae : size (Arithmetic.map2 qmul a e) = N by rewrite size_map2 ?(sza i) ?sze.
  rewrite (rv_eq0 R) qdot_rv size_transposed_row // => /eqP S0; rewrite -[RHS]S0; apply: eq_bigr => n _.
  by rewrite (nth_map2 _ q0 q0) ?(sza i) ?sze // rvM nth_transposed // mxE; ring.
move=> b; move: ones; rewrite b /= (rv_eq0 R) fold_qadd rv0 add0r sze => /eqP; exact.
Qed.
End Nearest.
