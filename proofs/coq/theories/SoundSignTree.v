(* The tree of the signs of output weights finds those that are good, if its leaves are what they say (format.md 5.26). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge Groups PointRules UnitChoices MinimaForm
  MinimaRules SoundNetwork SoundForms SoundUnitChoices CellMinima.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope seq_scope.
Local Open Scope ring_scope.

Lemma rank_of_inj : injective rank_of. Proof. by case=> -[]. Qed.
Definition sign_eqMixin := InjEqMixin rank_of_inj.
Canonical sign_eqType := Eval hnf in EqType sign sign_eqMixin.

Lemma list_revE T (s : seq T) : List.rev s = rev s.
Proof. by elim: s => //= x s ->; rewrite rev_cons -cats1. Qed.

(* --- the tree of signs, whatever is asked of its leaves --- *)

Section Tree.
Variables (solved : seq sign -> seq Q -> bool) (excluded : seq sign -> seq (Z * Z * Q) -> seq (Z * Q) -> bool).
Variables (D : nat) (good : seq sign -> Prop).
Hypothesis solvedP : forall qs z, solved qs z -> size qs = D -> good qs.
Hypothesis excludedP : forall qs l v rest, excluded qs l v -> size (qs ++ rest) = D -> ~ good (qs ++ rest).

Definition fits (units before : seq (nat * nat)) qs (x : seq sign) : Prop :=
  [/\ size x = size units, rising (map fst units) before (map2 state_of (map snd units) x) & good (rev qs ++ x)].
Definition all_found units before qs (found : seq (seq sign)) : Prop :=
  uniq found /\ forall x, x \in found <-> fits units before qs x.

Lemma all_found_split c t units before qs m1 m2 m3 :
  (forall q, Nat.leb (least c before) (state_of t q) ->
     all_found units ((c, state_of t q) :: before) (q :: qs) (match q with Plus => m1 | Zero => m2 | Minus => m3 end)) ->
  (forall q, ~~ Nat.leb (least c before) (state_of t q) -> (match q with Plus => m1 | Zero => m2 | Minus => m3 end) = [::]) ->
  all_found ((c, t) :: units) before qs (map (cons Plus) m1 ++ map (cons Zero) m2 ++ map (cons Minus) m3).
Proof.
move=> yes no; set m := fun q => match q with Plus => m1 | Zero => m2 | Minus => m3 end.
have um q : uniq (m q).
  by have [le|/no] := boolP (Nat.leb (least c before) (state_of t q)); [have [] := yes q le|rewrite /m => ->].
have inm q x : (cons q x \in map (cons Plus) m1 ++ map (cons Zero) m2 ++ map (cons Minus) m3) = (x \in m q).
  have inj q' : injective (cons (q' : sign)) by move=> a b [].
  have other q' s : q' != q -> (q :: x \in map (cons q') s) = false.
    by move=> ne; apply/mapP => -[y _ [E _]]; rewrite E eqxx in ne.
  by rewrite !mem_cat; case: q other => other; rewrite mem_map // !other ?orbF //.
split.
  have dis q q' s s' : q != q' -> ~~ has [mem map (cons q) s] (map (cons (q' : sign)) s').
    by move=> ne; apply/hasPn => x /mapP[y _ ->]; apply/mapP => -[y' _ [E _]]; rewrite E eqxx in ne.
  have u q s : uniq s -> uniq (map (cons (q : sign)) s) by rewrite map_inj_uniq // => a b [].
  rewrite !cat_uniq !has_cat !negb_or !dis // !u //; [exact: (um Minus)|exact: (um Zero)|exact: (um Plus)].
move=> [|q x]; first by split=> [|[]//]; rewrite !mem_cat => /or3P[] /mapP[].
rewrite inm; split.
  have [le|/no] := boolP (Nat.leb (least c before) (state_of t q)); last by rewrite /m => ->.
  have [_ H] := yes q le; move=> /H[sz r g]; split; rewrite /= ?sz // ?le //.
  by move: g; rewrite rev_cons cat_rcons.
case=> /= -[sz] /andP[le r] g; have [_ H] := yes q le; apply/H; split=> //.
by rewrite rev_cons cat_rcons.
Qed.

Lemma with_signP may q walk left nodes' found' : with_sign may q walk left = Some (nodes', found') ->
  exists nodes found m, [/\ left = Some (nodes, found), found' = found ++ map (cons q) m,
    may -> walk nodes = Some (nodes', m) & ~~ may -> m = [::]].
Proof.
rewrite /with_sign; case: left => [[nodes found]|] //; case: may => [|[_ <-]].
  by case E: (walk nodes) => [[n m]|] // [<- <-]; exists nodes, found, m.
by exists nodes, found, [::]; split=> //=; rewrite cats0.
Qed.

Theorem signs_fromP units before qs nodes nodes' found : (size units + size qs)%N = D ->
  signs_from solved excluded units before qs nodes = Some (nodes', found) -> all_found units before qs found.
Proof.
elim: units before qs nodes nodes' found => [|[c t] units IH] before qs [|[|z|l v] nodes] nodes' found //= szD.
- case: ifP => // sv [_ <-]; split=> // x; rewrite inE list_revE in sv *; split=> [/eqP ->|[/size0nil -> //]].
  by split=> //; rewrite cats0; apply: solvedP sv _; rewrite size_rev.
- case: ifP => // ex [_ <-]; split=> // x; split=> // -[sz _ g]; rewrite list_revE in ex.
  have szx : size (rev qs ++ x) = D by rewrite size_cat size_rev sz addn0.
  by case: (excludedP ex szx g).
- move/with_signP=> [n3 [f3 [m3 [/with_signP[n2 [f2 [m2 [+ -> y2 o2]]]] -> y3 o3]]]].
  move/(@with_signP (Nat.leb (least c before) (state_of t Plus)) Plus
    (signs_from solved excluded units ((c, state_of t Plus) :: before) (Plus :: qs)) (Some (nodes, [::])) n2 f2).
  case=> [n1 [f1 [m1 [[_ <-] -> y1 o1]]]].
  rewrite cat0s -catA; apply: all_found_split => [q le|q nle].
    have szq : (size units + size (q :: qs))%N = D by rewrite /= addnS -szD.
    by case: q le szq => le szq; [exact: IH szq (y1 le)|exact: IH szq (y2 le)|exact: IH szq (y3 le)].
  by case: q nle => nle; [exact: o1|exact: o2|exact: o3].
case: ifP => // ex [_ <-]; split=> // x; split=> // -[sz _ g]; rewrite list_revE in ex.
have szx : size (rev qs ++ x) = D by rewrite size_cat size_rev sz /= addnC.
by case: (excludedP ex szx g).
Qed.
End Tree.
