(* The hyperplanes within a flat (soundness.md 27, faces of one unit): restricted to the hyperplanes of some samples, one after
   the other, the normal vectors have on each point of the flat the values that they had, up to factors that are not 0; and
   those of these samples vanish. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic UnitCells FaceRules Bridge SoundCellCount.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope seq_scope.
Local Open Scope ring_scope.

(* --- vectors that are 0 --- *)

Lemma vanishesE r : vanishes r = all (fun a => Z.eqb a Z0) r.
Proof.
rewrite /vanishes; elim: r => [|a r IH] //=; case: (Z.eqb_spec a Z0) => // _.
by rewrite -IH; case: (first_entry r) => [[j b]|].
Qed.

Lemma all_without (P : Z -> bool) j r : all P r -> all P (without j r).
Proof. by elim: r j => [|a r IH] [|j] //= /andP[Pa Pr] //; rewrite Pa IH. Qed.

Lemma direction_vanishes r : vanishes r -> vanishes (direction r).
Proof.
rewrite !vanishesE /direction => r0; case: ifP => // _; rewrite -[List.map _ _]/(map _ _) all_map.
by apply/allP=> a /(allP r0) /= /Z.eqb_eq ->; rewrite Zdiv_0_l.
Qed.

Lemma trace_vanishes r j b x : vanishes x -> vanishes (trace r j b x).
Proof.
rewrite !vanishesE /trace list_nth => x0.
have -> : nth Z0 x j = Z0.
  have [lt|ge] := ltnP j (size x); last exact: nth_default.
  by have := all_nthP Z0 x0 j lt => /Z.eqb_eq.
by elim: (without j x) (without j r) (all_without j x0) => [|e y IH] [|f z] //= /andP[/Z.eqb_eq -> /IH ->]; rewrite andbT.
Qed.

Lemma trace_self r j b : nth Z0 r j = b -> vanishes (trace r j b r).
Proof.
move=> rb; rewrite vanishesE /trace list_nth rb.
by elim: (without j r) => [|e y IH] //=; rewrite IH andbT; apply/Z.eqb_eq; reckon.
Qed.

Lemma size_direction r : size (direction r) = size r.
Proof. by rewrite /direction; case: ifP => // _; rewrite -[List.map _ _]/(map _ _) size_map. Qed.

Section Flat.
Variable R : realFieldType.
Notation point := (nat -> R).
Notation val := (@val R).

(* The points of one arrangement are mapped to those of another: on those that satisfy a condition, the normal vectors have the
   same values, up to factors. *)
Definition carries (on : point -> Prop) (p : point -> point) (ns ms : seq (seq Z)) : Prop :=
  forall n, (n < size ns)%N -> exists2 c : R, c != 0 &
    forall w, on w -> val (p w) (nth [::] ms n) = c * val w (nth [::] ns n).

Definition of_length (d : nat) (ns : seq (seq Z)) : bool := all (fun r => size r == d) ns.

Lemma restrict_toP k d ns d' ms : restrict_to (nth [::] ns k) d ns = (d', ms) -> of_length d ns ->
  [/\ size ms = size ns, of_length d' ms, (forall n, vanishes (nth [::] ns n) -> vanishes (nth [::] ms n)),
      vanishes (nth [::] ms k) & exists p, carries (fun w => val w (nth [::] ns k) = 0) p ns ms].
Proof.
rewrite /restrict_to; case E: (first_entry _) => [[j b]|]; last first.
  case=> <- <- len; split=> //; first by rewrite /vanishes E.
  by exists id => n _; exists 1 => [|w _]; rewrite ?oner_neq0 ?mul1r.
set r := nth [::] ns k in E * => -[<- <-] len; rewrite -[List.map _ _]/(map _ _).
have [rb b0 jr] := @first_entryP R _ _ _ E.
have kn : (k < size ns)%N by rewrite ltnNge; apply: contraTN jr => ge; rewrite /r nth_default.
have szr : size r = d by apply/eqP; exact: (all_nthP [::] len).
have at_n n : (n < size ns)%N -> nth [::] (map (fun x => direction (trace r j b x)) ns) n = direction (trace r j b (nth [::] ns n)).
  by move=> lt; rewrite (nth_map [::]).
split=> [| |n van| |].
- by rewrite size_map.
- rewrite /of_length all_map; apply/allP => x inx /=; have /eqP szx := allP len x inx.
  by rewrite size_direction /trace size_map2 !size_without szx ?szr // -szr jr.
- have [lt|ge] := ltnP n (size ns); last by rewrite nth_default ?size_map.
  by rewrite at_n //; apply: direction_vanishes; exact: trace_vanishes.
- by rewrite at_n // -/r; apply: direction_vanishes; exact: trace_self.
exists (skip j) => n lt; rewrite at_n //; set x := nth _ ns n; have [g g0 gE] := @directionP R (trace r j b x).
exists (zr R b / zr R g) => [|w on]; first by rewrite mulf_neq0 ?invr_eq0.
have szx : size x = size r by rewrite szr; apply/eqP; exact: (all_nthP [::] len).
by rewrite mulrAC -(val_trace szx rb on) gE mulrC mulKf.
Qed.

Lemma within_flatP zeros k d ns d' ms : within_flat zeros k d ns = (d', ms) -> of_length d ns ->
  [/\ size ms = size ns, of_length d' ms, (forall n, vanishes (nth [::] ns n) -> vanishes (nth [::] ms n)),
      (forall i, nth false zeros i -> vanishes (nth [::] ms (k + i))) &
      exists p, carries (fun w => forall i, nth false zeros i -> val w (nth [::] ns (k + i)) = 0) p ns ms].
Proof.
elim: zeros k d ns => [|z zeros IH] k d ns /=.
  case=> <- <- len; split=> // [i|]; first by rewrite nth_nil.
  by exists id => n _; exists 1 => [|w _]; rewrite ?oner_neq0 ?mul1r.
case: z => E len; last first.
  have [sz len' van vans [p pP]] := IH _ _ _ E len; split=> //.
    by case=> [|i] //; rewrite addnS -addSn; exact: vans.
  exists p => n lt; have [c c0 cE] := pP n lt; exists c => // w on; apply: cE => i zi.
  by rewrite addSn -addnS; exact: (on i.+1).
rewrite list_nth in E; move: E; case E1: (restrict_to _ _ _) => [d1 ms1] E.
have [sz1 len1 van1 self1 [p1 p1P]] := restrict_toP E1 len; have [sz len' van vans [p pP]] := IH _ _ _ E len1.
split=> //; [by rewrite sz|by move=> n /van1/van| |].
  by case=> [_|i zi]; [rewrite addn0; exact: van|rewrite addnS -addSn; exact: vans].
exists (p \o p1) => n lt; have [c1 c10 c1E] := p1P n lt; have [|c c0 cE] := pP n; first by rewrite sz1.
exists (c * c1) => [|w on]; first by rewrite mulf_neq0.
have on1 : val w (nth [::] ns k) = 0 by rewrite -[k]addn0; exact: (on 0%N).
rewrite /= cE ?c1E ?mulrA // => i zi; have [lti|ge] := ltnP (k.+1 + i)%N (size ns); last first.
  by rewrite nth_default // sz1.
have [c2 _ ->] := p1P _ lti => //; by rewrite addSn -addnS (on i.+1) ?mulr0.
Qed.

End Flat.
