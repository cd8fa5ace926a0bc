(* The lines of losses add up what is found of each choice (soundness.md 24). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Form Rules Bridge PointRules UnitChoices MinimaForm MinimaRules
  SoundSignTree SoundNetwork.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope seq_scope.
Local Open Scope ring_scope.

Definition line_of_loss (q : rat) (l : loss_line) : bool := q2r (line_loss l) == q.
(* What the lines of a loss add up to *)
Definition at_loss (f : loss_line -> Z) (q : rat) (ls : seq loss_line) : Z :=
  foldr (fun l a => if line_of_loss q l then Z.add (f l) a else a) Z0 ls.
Definition adds (f : loss_line -> Z) := forall q l m,
  f (LossLine q (Z.add (line_nonzero l) (line_nonzero m)) (Z.add (line_zero l) (line_zero m))) = Z.add (f l) (f m).

Section Tally.
Variables (f : loss_line -> Z) (q : rat).
Hypothesis fa : adds f.

Lemma at_loss_cat a b : at_loss f q (a ++ b) = Z.add (at_loss f q a) (at_loss f q b).
Proof. by elim: a => //= l a ->; case: ifP => _; reckon. Qed.

Lemma merge_cons l a m b : merge_lines (l :: a) (m :: b) =
  if qlt (line_loss l) (line_loss m) then l :: merge_lines a (m :: b)
  else if qlt (line_loss m) (line_loss l) then m :: merge_lines (l :: a) b
  else LossLine (line_loss l) (Z.add (line_nonzero l) (line_nonzero m)) (Z.add (line_zero l) (line_zero m)) :: merge_lines a b.
Proof. by []. Qed.
Lemma merge_nil a : merge_lines a [::] = a. Proof. by case: a. Qed.

Lemma merge_at a b : at_loss f q (merge_lines a b) = Z.add (at_loss f q a) (at_loss f q b).
Proof.
elim: a b => [|l a IH] b; first by case: b.
elim: b => [|m b IHb]; first by rewrite merge_nil /=; reckon.
rewrite merge_cons; case: ifP => [_|lt1]; first by rewrite /= IH /=; case: ifP => _; reckon.
case: ifP => [_|lt2]; first by rewrite /= IHb /=; do 2!case: ifP => _; reckon.
rewrite /= IH fa /line_of_loss /=; have -> : q2r (line_loss m) = q2r (line_loss l).
  by apply/eqP; rewrite eq_le !leNgt -!q2r_lt lt1 lt2.
by case: ifP => _; reckon.
Qed.
Lemma merge_has a b : has (line_of_loss q) (merge_lines a b) = has (line_of_loss q) a || has (line_of_loss q) b.
Proof.
elim: a b => [|l a IH] b; first by case: b.
elim: b => [|m b IHb]; first by rewrite merge_nil orbF.
rewrite merge_cons; case: ifP => [_|lt1]; first by rewrite /= IH /= !orbA.
case: ifP => [_|lt2]; first by rewrite /= IHb /= orbCA.
rewrite /= IH /line_of_loss /=; have -> : q2r (line_loss m) = q2r (line_loss l).
  by apply/eqP; rewrite eq_le !leNgt -!q2r_lt lt1 lt2.
by case: (_ == q).
Qed.

Definition all_at (ls : seq (seq loss_line)) : Z := foldr (fun a s => Z.add (at_loss f q a) s) Z0 ls.
Lemma pairs_at n ls : (size ls < n)%N -> all_at (merge_pairs ls) = all_at ls /\
  has (has (line_of_loss q)) (merge_pairs ls) = has (has (line_of_loss q)) ls.
Proof.
elim: n ls => // n IH [|a [|b ls]] //= lt; have [|-> ->] := IH ls; first by reckon.
by rewrite merge_at merge_has orbA; split=> //; reckon.
Qed.
Lemma merge_all_at n ls : at_loss f q (merge_all n ls) = all_at ls /\
  has (line_of_loss q) (merge_all n ls) = has (has (line_of_loss q)) ls.
Proof.
have base xs : at_loss f q (List.concat xs) = all_at xs /\ has (line_of_loss q) (List.concat xs) = has (has (line_of_loss q)) xs.
  elim: xs => //= a xs [E H]; split; first by rewrite -E; exact: at_loss_cat.
  by rewrite -H; exact: has_cat.
elim: n ls => [|n IH] ls; first exact: base.
case: ls => [|a [|b ls]] //=; first by rewrite orbF; split=> //; reckon.
have [E H] := pairs_at (leqnn (size (a :: b :: ls)).+1).
by have [-> ->] := IH (merge_pairs (a :: b :: ls)); rewrite E H.
Qed.

Lemma same_lines_at ls ms : (forall l m, same_line l m -> f l = f m) -> all2 same_line ls ms ->
  at_loss f q ls = at_loss f q ms /\ has (line_of_loss q) ls = has (line_of_loss q) ms.
Proof.
move=> same; elim: ls ms => [|l ls IH] [|m ms] //= /andP[lm /IH[-> ->]].
have E : line_of_loss q l = line_of_loss q m.
  rewrite /line_of_loss; case/andP: (lm) => /andP[+ _] _; rewrite /qequal q2r_eq0 /qsub q2rD q2rN subr_eq0.
  by move=> /eqP ->.
by rewrite E (same l m lm).
Qed.

Lemma increasing_at ls l : increasing_losses ls -> List.In l ls -> q2r (line_loss l) = q -> at_loss f q ls = f l.
Proof.
have above : forall m ms, increasing_losses (m :: ms) -> forall l', List.In l' ms -> q2r (line_loss m) < q2r (line_loss l').
  move=> m ms; elim: ms m => [|m' ms IH] m //= /andP[lt inc] l' [<-|inl]; first by rewrite -q2r_lt.
  by apply: lt_trans (IH m' inc l' inl); rewrite -q2r_lt.
have none ms : (forall l', List.In l' ms -> q < q2r (line_loss l')) -> at_loss f q ms = Z0.
  elim: ms => //= m ms IH H; rewrite /line_of_loss gt_eqF; last by apply: H; left.
  by apply: IH => l' inl; apply: H; right.
elim: ls => //= m ms IH inc [E|inl] qE.
  rewrite E /line_of_loss qE eqxx none ?Z.add_0_r // => l' inl; rewrite -qE -E.
  exact: (above m ms inc l' inl).
have lt := above m ms inc l inl; rewrite /line_of_loss lt_eqF ?IH -?qE //.
by case: (ms) inc => //= m' ms' /andP[].
Qed.

Lemma has_in ls : has (line_of_loss q) ls -> exists2 l, List.In l ls & q2r (line_loss l) = q.
Proof.
elim: ls => //= l ls IH /orP[/eqP E|/IH[l' inl E]]; first by exists l => //; left.
by exists l' => //; right.
Qed.
Lemma in_has ls l : List.In l ls -> q2r (line_loss l) = q -> has (line_of_loss q) ls.
Proof. by elim: ls => //= m ls IH [->|inl] E; [rewrite /line_of_loss E eqxx|rewrite IH ?orbT]. Qed.
End Tally.

Lemma adds_nonzero : adds line_nonzero. Proof. by []. Qed.
Lemma adds_zero : adds line_zero. Proof. by []. Qed.

(* What one choice gives *)
Lemma line_of_at (b : bool) q loss found :
  at_loss (if b then line_nonzero else line_zero) q (line_of loss found) =
  if q2r loss == q then Z.of_nat (seq.count (fun qs => nonzero_signs qs == b) found) else Z0.
Proof.
rewrite /line_of; case F: found => [|x r]; first by case: (_ == q).
rewrite -F [at_loss _ _ _]/= /line_of_loss [line_loss _]/=; case: (_ == q) => //; rewrite Z.add_0_r.
have cE (p p' : pred (seq sign)) s : p =1 p' -> Form.count (List.filter p s) = Z.of_nat (seq.count p' s).
  move=> pp; rewrite /Form.count -(eq_count pp); congr Z.of_nat; elim: s => //= a s <-; by case: (p a).
by case: b; cbv beta iota delta [line_nonzero line_zero]; apply: cE => a; case: (nonzero_signs a).
Qed.
Lemma line_of_has q loss found : has (line_of_loss q) (line_of loss found) = (q2r loss == q) && (found != [::]).
Proof. by case: found => [|x found]; rewrite /= ?andbF ?orbF ?andbT. Qed.

Lemma decide_allP decide ts cs found : decide_all decide ts cs = Some found ->
  [/\ size cs = size ts, size found = size ts & forall r t0 c0, (r < size ts)%N ->
      decide (nth t0 ts r) (nth c0 cs r) = Some (nth (q0, [::]) found r)].
Proof.
elim: ts cs found => [|t ts IH] [|c cs] found //=; first by case=> <-.
case E: (decide t c) => [x|] //; case Es: (decide_all decide ts cs) => [xs|] // [<-].
have [s1 s2 H] := IH _ _ Es; split; rewrite /= ?s1 ?s2 // => -[|r] t0 c0 lt //=; exact: H.
Qed.
