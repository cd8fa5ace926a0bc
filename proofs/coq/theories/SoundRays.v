(* Functions that are linear but for absolute values of some coordinates, on a subspace: they are nowhere negative
   if they are not so on the rays of KinkRules.v (soundness.md 21, Rays). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Form Rules Bridge PointRules KinkRules SoundNetwork SoundForms.
From mathcomp Require Import ssrZ ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Spans.
Variable R : realFieldType.
Notation rv := (@rv R).
Implicit Types (a d : nat -> R) (x b : seq Q) (bs : seq (seq Q)).

Definition at_ x (c : nat) : R := rv (nth q0 x c).

Lemma at_padd x y c : at_ (padd x y) c = at_ x c + at_ y c.
Proof.
rewrite /at_; elim: x y c => [|p x IH] [|q y] [|c] //=; rewrite ?rv0 ?add0r ?addr0 ?rvD //.
Qed.
Lemma at_pscale t x c : at_ (pscale t x) c = rv t * at_ x c.
Proof.
rewrite /at_ /pscale -[List.map _ _]/(map _ _); have [lt|ge] := ltnP c (size x).
  by rewrite (nth_map q0) // rvM.
by rewrite !nth_default ?size_map // rv0 mulr0.
Qed.

Lemma without_spec c x b : at_ b c != 0 ->
  exists t, (forall k, at_ (without c x b) k = at_ x k - t * at_ b k) /\ at_ (without c x b) c = 0.
Proof.
rewrite /without !list_nth => nz; case: ifP => [z|_].
  by exists 0; split=> [k|]; [rewrite mul0r subr0|apply/eqP; rewrite -(rv_eq0 R)].
exists (at_ x c / at_ b c); have E k : at_ (padd x (pscale (Qopp (qmul (nth q0 x c) (qinverse (nth q0 b c)))) b)) k =
    at_ x k - at_ x c / at_ b c * at_ b k.
  by rewrite at_padd at_pscale rvN rvM rv_inverse mulNr.
by split=> //; rewrite E divfK ?subrr.
Qed.

(* Σ t b is a *)
Fixpoint spans bs a : Prop :=
  if bs is b :: bs' then exists t, spans bs' (fun c => a c - t * at_ b c) else forall c, a c = 0.

Lemma spans_ext bs a a' : (forall c, a c = a' c) -> spans bs a -> spans bs a'.
Proof.
elim: bs a a' => [|b bs IH] a a' E /= => [H c|[t H]]; first by rewrite -E.
by exists t; apply: IH H => c; rewrite E.
Qed.
Lemma spans_lin bs a a' t : spans bs a -> spans bs a' -> spans bs (fun c => a c + t * a' c).
Proof.
elim: bs a a' => [|b bs IH] a a' /= => [H H' c|[u H] [u' H']]; first by rewrite H H' mulr0 addr0.
by exists (u + t * u'); apply: spans_ext (IH _ _ H H') => c; ring.
Qed.
Lemma spans_0 bs : spans bs (fun=> 0).
Proof. by elim: bs => //= b bs IH; exists 0; apply: spans_ext IH => c; rewrite mul0r subr0. Qed.

Fixpoint zero_at p bs : Prop := if bs is b :: bs' then at_ b p = 0 /\ zero_at p bs' else True.
Lemma spans_zero p bs a : zero_at p bs -> spans bs a -> a p = 0.
Proof.
elim: bs a => [|b bs IH] a /= => [_ H|[b0 zs] [t /(IH _ zs)]]; first exact: H.
by rewrite b0 mulr0 subr0.
Qed.

(* Each vector has an entry below m where those after it have 0. *)
Fixpoint triangular m bs : Prop :=
  if bs is b :: bs' then (exists p, [/\ (p < m)%N, at_ b p != 0 & zero_at p bs']) /\ triangular m bs' else True.
Lemma pointed m bs a : triangular m bs -> spans bs a -> (forall c, (c < m)%N -> a c = 0) -> forall c, a c = 0.
Proof.
elim: bs a => [|b bs IH] a /= => [_ H _|[[p [pm bp zs]] tr] [t H] z]; first exact: H.
have t0 : t = 0.
  have := spans_zero zs H; rewrite z // sub0r => /eqP; rewrite oppr_eq0 mulf_eq0 (negPf bp) orbF; exact/eqP.
by apply: IH tr _ z; apply: spans_ext H => c; rewrite t0 mul0r subr0.
Qed.

(* --- an echelon basis --- *)

Lemma first_place_spec m x p : first_place m x = Some p -> (p < m)%N /\ at_ x p != 0.
Proof.
elim: m x p => [|m IH] [|a x] p //=; case: ifP => [_|a0].
  by case E: first_place => [q|] //= [<-]; exact: IH E.
by case=> <-; rewrite /at_ /= -(rv_eq0 R) a0.
Qed.

Fixpoint stepped m bs : Prop :=
  if bs is b :: bs' then (exists2 p, first_place m b = Some p & zero_at p bs') /\ stepped m bs' else True.
Lemma stepped_triangular m bs : stepped m bs -> triangular m bs.
Proof.
by elim: bs => //= b bs IH [[p /first_place_spec[pm nz] zs] /IH]; split=> //; exists p.
Qed.

Lemma insert_zero m x bs bs' p : KinkRules.insert m x bs = Some bs' -> at_ x p = 0 -> zero_at p bs -> zero_at p bs'.
Proof.
elim: bs x bs' => [|b bs IH] x bs' /=.
  by case: first_place => [q [<-] x0 _|]; [split|case: ifP => // _ [<-]].
case Ep: first_place => [q|] //; case Ei: KinkRules.insert => [r|] //= [<-] x0 [b0 zs]; split=> //.
have [_ nz] := first_place_spec Ep; have [t [E _]] := without_spec x nz.
by apply: IH Ei _ zs; rewrite E x0 b0 mulr0 subr0.
Qed.
Lemma insert_stepped m x bs bs' : KinkRules.insert m x bs = Some bs' -> stepped m bs -> stepped m bs'.
Proof.
elim: bs x bs' => [|b bs IH] x bs' /=.
  by case Ep: first_place => [q|]; [case=> <- _; split=> //; exists q|case: ifP => // _ [<-]].
case Ep: first_place => [q|] //; case Ei: KinkRules.insert => [r|] //= [<-] [[q' [<-] zs] st]; split; last exact: IH Ei st.
have [_ nz] := first_place_spec Ep; have [t [_ E]] := without_spec x nz.
by exists q => //; exact: insert_zero Ei E zs.
Qed.
Lemma insert_spans m x bs bs' a t : KinkRules.insert m x bs = Some bs' ->
  spans bs (fun c => a c - t * at_ x c) -> spans bs' a.
Proof.
elim: bs x bs' a t => [|b bs IH] x bs' a t /=.
  case: first_place => [q [<-] H|]; first by exists t.
  case: ifP => // x0 [<-] H c; have := H c; rewrite /at_.
  have [lt|ge] := ltnP c (size x); last by rewrite nth_default // rv0 mulr0 subr0.
  by have := all_nthP q0 x0 c lt; rewrite (rv_eq0 R) => /eqP ->; rewrite mulr0 subr0.
case Ep: first_place => [q|] //; case Ei: KinkRules.insert => [r|] //= [<-] [u H].
have [_ nz] := first_place_spec Ep; have [v [E _]] := without_spec x nz.
by exists (u + t * v); apply: (IH _ _ _ t Ei); apply: spans_ext H => c; rewrite E; ring.
Qed.
Lemma echelon_spec m xs bs : echelon m xs = Some bs -> stepped m bs /\ forall a, spans xs a -> spans bs a.
Proof.
elim: xs bs => [|x xs IH] bs /= => [[<-]|]; first by split.
case E: (echelon m xs) => [r|] // Ei; have [st sp] := IH _ E.
by split=> [|a [t /sp]]; [exact: insert_stepped Ei st|exact: insert_spans Ei].
Qed.

(* --- the vectors with a coordinate 0 --- *)

Lemma orthogonal_none c bs bs' : orthogonal c bs = (None, bs') -> bs' = bs /\ zero_at c bs.
Proof.
elim: bs bs' => [|b bs IH] bs' /= => [[<-]//|].
case E: (orthogonal c bs) => [[p|] r] //; have [-> zs] := IH _ E; case: ifP => // b0 [<-].
by do 2!split=> //; apply/eqP; rewrite -(rv_eq0 R) -list_nth.
Qed.
Lemma orthogonal_some m c bs pivot bs' : orthogonal c bs = (Some pivot, bs') ->
  [/\ at_ pivot c != 0, zero_at c bs', forall p, zero_at p bs -> at_ pivot p = 0 /\ zero_at p bs',
      triangular m bs -> triangular m bs' &
      (forall a, spans bs a -> exists t, spans bs' (fun k => a k - t * at_ pivot k)) /\
      (forall a t, spans bs' (fun k => a k - t * at_ pivot k) -> spans bs a)].
Proof.
elim: bs pivot bs' => [|b bs IH] pivot bs' //=; case E: (orthogonal c bs) => [[p|] r].
  case=> <- <-; have [n z zz tr [s1 s2]] := IH _ _ E; have [t [Eq E0]] := without_spec b n; split=> //.
  - by move=> q [b0 /zz[p0 r0]]; split=> //=; split=> //; rewrite Eq b0 p0 mulr0 subr0.
  - move=> [[q [qm bq zs]] /tr T]; split=> //; have [p0 r0] := zz q zs.
    by exists q; split=> //; rewrite Eq p0 mulr0 subr0.
  split=> [a [u /s1[v H]]|a v [u H]].
    by exists (v + u * t), u; apply: spans_ext H => k; rewrite Eq; ring.
  by exists u; apply: (s2 _ (v - u * t)); apply: spans_ext H => k; rewrite Eq; ring.
have [-> zs] := orthogonal_none E; case: ifP => // b0 [<- <-]; split=> //.
- by rewrite /at_ -(rv_eq0 R) -list_nth b0.
- by move=> [].
by split=> [a [t H]|a t H]; exists t.
Qed.

(* Each vector of the span is on a ray; or another one is 0 wherever it is. *)
Lemma rays_spec m cs bs a : triangular m bs -> spans bs a ->
  [\/ exists2 w, List.In w (rays cs bs) & exists t, forall c, a c = t * at_ w c, forall c, a c = 0 |
      exists d, [/\ spans bs d, forall c, c \in cs -> a c = 0 -> d c = 0 & forall t, exists c, d c != t * a c]].
Proof.
have one b ds : spans [:: b] a -> List.In b ds -> exists2 w, List.In w ds & exists t, forall c, a c = t * at_ w c.
  by move=> [t H] i; exists b => //; exists t => c; apply/eqP; rewrite -subr_eq0; apply/eqP; exact: H.
elim: cs bs => [|c cs IH] bs; case: bs => [|b [|b' bs]] tr H; try by constructor 2.
- by constructor 1; apply: one H _; left.
- constructor 3; case: tr => [[p [_ bp [b'p _]]] [[p' [_ b'p' _]] _]].
  have [ap|ap] := eqVneq (a p) 0.
    exists (at_ b); split=> // [|t]; last by exists p; rewrite ap mulr0.
    by exists 1; apply: spans_ext (spans_0 _) => k; rewrite mul1r subrr.
  exists (at_ b'); split=> // [|t].
    by exists 0, 1; apply: spans_ext (spans_0 _) => k; rewrite mul0r subr0 mul1r subrr.
  have [->|t0] := eqVneq t 0; first by exists p'; rewrite mul0r.
  by exists p; rewrite b'p eq_sym mulf_neq0.
- by constructor 1; apply: one H _; left.
move: tr H; set B := [:: b, b' & bs] => tr H.
have -> : rays (c :: cs) B = match orthogonal c B with
  | (Some _, smaller) => List.app (rays cs smaller) (rays cs B) | (None, _) => rays cs B end by [].
case E: (orthogonal c B) => [[piv|] r]; last first.
  have [_ zc] := orthogonal_none E; case: (IH B tr H) => [h|h|[d [sd dz dn]]]; [by constructor 1|by constructor 2|].
  constructor 3; exists d; split=> // k; rewrite inE => /orP[/eqP -> _|]; [exact: spans_zero zc sd|exact: dz].
have [n z zz T [s1 s2]] := orthogonal_some m E; have [ac|ac] := eqVneq (a c) 0; last first.
  case: (IH B tr H) => [[w wi par]|h|[d [sd dz dn]]]; [|by constructor 2|].
    by constructor 1; exists w => //; apply: List.in_or_app; right.
  by constructor 3; exists d; split=> // k; rewrite inE => /orP[/eqP ->|/dz//]; move=> a0; rewrite a0 eqxx in ac.
have Hr : spans r a.
  have [t Ht] := s1 _ H; have := spans_zero z Ht; rewrite ac sub0r => /eqP; rewrite oppr_eq0 mulf_eq0 (negPf n) orbF.
  by move/eqP=> t0; apply: spans_ext Ht => k; rewrite t0 mul0r subr0.
case: (IH r (T tr) Hr) => [[w wi par]|h|[d [sd dz dn]]]; [|by constructor 2|].
  by constructor 1; exists w => //; apply: List.in_or_app; left.
constructor 3; exists d; split=> // [|k].
  by apply: (s2 _ 0); apply: spans_ext sd => k; rewrite mul0r subr0.
rewrite inE => /orP[/eqP -> _|]; [exact: spans_zero z sd|exact: dz].
Qed.

(* --- linear but for absolute values --- *)

Section Values.
Variables (m K : nat) (l g : nat -> R).
Definition bent a : R := \sum_(k < K) l k * a (m + k)%N + \sum_(c < m) g c * `|a c|.

Lemma bent_ext a a' : (forall c, a c = a' c) -> bent a = bent a'.
Proof. by move=> E; congr (_ + _); apply: eq_bigr => i _; rewrite E. Qed.
Lemma bent_scale t a : 0 <= t -> bent (fun c => t * a c) = t * bent a.
Proof.
move=> t0; rewrite /bent mulrDr !mulr_sumr; congr (_ + _); apply: eq_bigr => i _; first by rewrite mulrCA.
by rewrite normrM ger0_norm // mulrCA.
Qed.
Lemma bent0 a : (forall c, a c = 0) -> bent a = 0.
Proof. by move=> H; rewrite (@bent_ext a (fun c => 0 * a c)) ?bent_scale ?mul0r // => c; rewrite H mulr0. Qed.

Definition rate a d : R := \sum_(k < K) l k * d (m + k)%N + \sum_(c < m) g c * (Num.sg (a c) * d c).
Definition under a d := forall c : 'I_m, a c = 0 -> d c = 0.

Lemma bent_along a d t : under a d -> (forall c : 'I_m, 0 <= a c * (a c + t * d c)) ->
  bent (fun c => a c + t * d c) = bent a + t * rate a d.
Proof.
move=> un co; have E (c : 'I_m) : `|a c + t * d c| = `|a c| + t * (Num.sg (a c) * d c).
  case: (ltrgt0P (a c)) (co c) (un c) => [p|n|z] H U.
  - by move: H; rewrite (pmulr_rge0 _ p) => /ger0_norm ->; rewrite gtr0_sg // mul1r.
  - by move: H; rewrite (nmulr_rge0 _ n) => /ler0_norm ->; rewrite ltr0_sg //; ring.
  by rewrite U // z !(mulr0, addr0) normr0.
have A : \sum_(k < K) l k * (a (m + k)%N + t * d (m + k)%N) = \sum_(k < K) l k * a (m + k)%N + t * \sum_(k < K) l k * d (m + k)%N.
  by rewrite mulr_sumr -big_split; apply: eq_bigr => k _; rewrite /=; ring.
have B : \sum_(c < m) g c * `|a c + t * d c| = \sum_(c < m) g c * `|a c| + t * \sum_(c < m) g c * (Num.sg (a c) * d c).
  by rewrite mulr_sumr -big_split; apply: eq_bigr => c _; rewrite E /=; ring.
by rewrite /bent /rate A B; ring.
Qed.
Lemma bent_direction a d : under a d -> (forall c : 'I_m, 0 <= a c * d c) -> bent d = rate a d.
Proof.
move=> un co; congr (_ + _); apply: eq_bigr => c _; congr (_ * _).
case: (ltrgt0P (a c)) (co c) (un c) => [p|n|z] H U.
- by move: H; rewrite (pmulr_rge0 _ p) => /ger0_norm ->; rewrite gtr0_sg // mul1r.
- by move: H; rewrite (nmulr_rge0 _ n) => /ler0_norm ->; rewrite ltr0_sg // mulN1r.
by rewrite U // normr0 mulr0.
Qed.
Lemma rate_opp a d : rate a (fun c => - d c) = - rate a d.
Proof. by rewrite /rate opprD -!sumrN; congr (_ + _); apply: eq_bigr => i _; rewrite ?mulrN. Qed.

Definition places a := #|[pred c : 'I_m | a c != 0]|.
Lemma places_lt a d (c0 : 'I_m) : under a d -> a c0 != 0 -> d c0 = 0 -> (places d < places a)%N.
Proof.
move=> un a0 d0; apply: proper_card; apply/properP; split; last by exists c0; rewrite !inE // d0 eqxx.
by apply/subsetP => c; rewrite !inE; apply: contra => /eqP/un ->.
Qed.

(* As far as the first coordinate becomes 0 *)
Lemma first_hit a d (c0 : 'I_m) : under a d -> a c0 * d c0 < 0 ->
  exists t, [/\ 0 < t, forall c : 'I_m, 0 <= a c * (a c + t * d c) & (places (fun c => (a c + t * d c)%R) < places a)%N].
Proof.
move=> un neg0; pose P := [pred c : 'I_m | a c * d c < 0]; pose F (c : 'I_m) := - (a c) / d c.
have [i Pi least] := @Order.TotalTheory.arg_minP _ _ _ c0 P F neg0.
have dn c : P c -> d c != 0 by apply: contraTneq => /= ->; rewrite mulr0 ltxx.
have Fp c : P c -> 0 < F c.
  move=> Pc; have d2 : 0 < d c ^+ 2 by rewrite exprn_even_gt0 //= dn.
  have -> : F c = - (a c * d c) / d c ^+ 2 by rewrite /F expr2; field; exact: dn.
  by rewrite divr_gt0 // oppr_gt0.
have zero : a i + F i * d i = 0 by rewrite /F divfK ?dn // subrr.
exists (F i); split; first exact: Fp.
  move=> c; have [Pc|] := boolP (P c); last first.
    by rewrite /P /= -leNgt => ge; rewrite mulrDr mulrCA addr_ge0 -?expr2 ?sqr_ge0 // mulr_ge0 // ltW // Fp.
  have E : a c * (a c + F c * d c) = 0 by rewrite /F divfK ?dn // subrr mulr0.
  by rewrite -E !mulrDr ler_add2l !(mulrCA (a c)) ler_nmul2r //; exact: least.
apply: (@places_lt a _ i) => // [c a0|]; first by rewrite a0 un // mulr0 addr0.
by apply: contraTneq Pi => /= ->; rewrite mul0r ltxx.
Qed.

Theorem bent_ge0 bs : triangular m bs ->
  (forall w, List.In w (rays (iota 0 m) bs) -> 0 <= bent (at_ w) /\ 0 <= bent (fun c => - at_ w c)) ->
  forall a, spans bs a -> 0 <= bent a.
Proof.
move=> tr ray a; move: {2}(places a).+1 (ltnSn (places a)) => n; elim: n a => // n IH a; rewrite ltnS => le sp.
have [c0 a0|no] := pickP (fun c : 'I_m => a c != 0); last first.
  rewrite bent0 //; apply: pointed tr sp _ => c cm; apply/eqP; rewrite -[_ == _]negbK.
  by apply/negP => H; have := no (Ordinal cm); rewrite H.
case: (rays_spec (iota 0 m) tr sp) => [[w /ray[w1 w2] [t E]]|/bent0 ->//|[d [sd dz dn]]].
  have [t0|t0] := lerP 0 t; first by rewrite (bent_ext E) bent_scale // mulr_ge0.
  rewrite (@bent_ext a (fun c => - t * - at_ w c)) => [|c]; last by rewrite E mulrNN.
  by rewrite bent_scale ?mulr_ge0 // oppr_ge0 ltW.
pose s := d c0 / a c0; pose e c := d c + - s * a c.
have un : under a e by move=> c ac; rewrite /e ac mulr0 addr0 dz // mem_iota add0n ltn_ord.
have e0 : e c0 = 0 by rewrite /e /s mulNr divfK // subrr.
have se : spans bs e by exact: spans_lin.
have [c1 nz1|z1] := pickP (fun c : 'I_m => e c != 0); last first.
  have [c /eqP[]] := dn s; apply/eqP; rewrite -subr_eq0 -mulNr; apply/eqP.
  apply: (pointed tr se) => k km; apply/eqP; rewrite -[_ == _]negbK.
  by apply/negP => H; have := z1 (Ordinal km); rewrite H.
have small := leq_trans (places_lt un a0 e0) le.
pose f c := - e c.
have unf : under a f by move=> c /un ec; rewrite /f ec oppr0.
have sf : spans bs f by apply: spans_ext (spans_lin (- 1) (spans_0 bs) se) => c; rewrite add0r mulN1r.
have smallf : (places f < n)%N by rewrite (_ : places f = places e) //; apply: eq_card => c; rewrite !inE oppr_eq0.
have E1 := IH _ small se; have F1 := IH _ smallf sf.
have step h (c : 'I_m) : under a h -> spans bs h -> a c * h c < 0 -> exists2 t, 0 < t & 0 <= bent a + t * rate a h.
  move=> uh sh /(first_hit uh)[t [t0 co lt]]; exists t => //; rewrite -bent_along //.
  by apply: IH; [exact: leq_trans lt le|exact: spans_lin].
have fe c : a c * f c = - (a c * e c) by rewrite mulrN.
have rf : rate a f = - rate a e := rate_opp a e.
have [c2 n2|ge] := pickP (fun c : 'I_m => a c * e c < 0); have [c3 n3|le3] := pickP (fun c : 'I_m => a c * f c < 0).
- have [t t0 ht] := step _ _ un se n2; have [u u0 hu] := step _ _ unf sf n3.
  have tu : 0 < u + t by rewrite addr_gt0.
  rewrite -(pmulr_rge0 _ tu); have := addr_ge0 (mulr_ge0 (ltW u0) ht) (mulr_ge0 (ltW t0) hu).
  by rewrite rf; congr (_ <= _); ring.
- have [t t0 ht] := step _ _ un se n2.
  have := @bent_direction a f unf (fun c => _); rewrite rf => Ef.
  have : 0 <= - rate a e by rewrite -Ef // => c; rewrite leNgt le3.
  by move=> r0; rewrite -[bent a](addrK (t * rate a e)) -mulrN addr_ge0 // mulr_ge0 // ltW.
- have [u u0 hu] := step _ _ unf sf n3.
  have Ee := @bent_direction a e un (fun c => _).
  have r0 : 0 <= rate a e by rewrite -Ee // => c; rewrite leNgt ge.
  by rewrite -[bent a](addrK (u * rate a f)) {2}rf mulrN opprK addr_ge0 // mulr_ge0 // ltW.
have := ge c1; have := le3 c1; rewrite fe oppr_lt0 => /negbT; rewrite -leNgt => x /negbT; rewrite -leNgt => y.
have : a c1 * e c1 == 0 by rewrite eq_le x.
rewrite mulf_eq0 (negPf nz1) orbF => /eqP/un z; by rewrite z eqxx in nz1.
Qed.
End Values.
End Spans.
