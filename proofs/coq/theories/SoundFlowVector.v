(* All weights and biases of a network as one vector, in the order of the parameters (format.md, Enclosures). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge Nearby Points PointRules Clarke NearbyRules
  BallRules SoundNetwork SoundEnclosure SoundSecant SoundBox SoundBallForward SoundBallMatrix SoundBallSecant
  SoundBallBox SoundBallNear Flow FlowCurves.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Vector.
Variables (R : realFieldType) (net : instance).
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Notation none := (0%N, 0%N, 0%N).
Notation m := (size (places net)).
Notation place_at a := (nth none (places net) (nat_of_ord a)).
Notation zr := (zr R).
Implicit Types (W : @Points.weights R d) (c : @Points.shifts R d).

(* Each parameter is in the list once. *)
Lemma places_once q : in_range net q -> \sum_(a < m) (place_at a == q)%:R = 1 :> R.
Proof.
move=> rg; rewrite -(sum_at_places net (fun q' => (q' == q)%:R : R)) (sum_places layersL).
rewrite -[RHS](sum_at_place layersL (fun _ _ _ => 1 : R) rg); apply: eq_bigr => l _; apply: eq_bigr => i _.
by apply: eq_bigr => j _; rewrite mul1r eq_sym.
Qed.
Lemma place_index q : in_range net q -> exists a : 'I_m, place_at a = q.
Proof.
move=> /places_once; have [/existsP[a /eqP aq] _|/existsPn no] := boolP [exists a : 'I_m, place_at a == q]; first by exists a.
rewrite big1 => [/esym/eqP|a _]; first by rewrite oner_eq0.
by rewrite (negPf (no a)).
Qed.
Lemma place_inj (a b : 'I_m) : place_at a = place_at b -> a = b.
Proof.
move=> E; apply/eqP; have [//|ab] := eqVneq a b; have := places_once (places_range (ltn_ord a)).
rewrite (bigD1 a) //= eqxx (bigD1 b) 1?eq_sym //= E eqxx => /eqP; rewrite addrC -subr_eq0 addrK => /eqP S0.
have : 0 < 1 + \sum_(i < m | (i != a) && (i != b)) (place_at i == place_at b)%:R :> R.
  by rewrite ltr_paddr ?ltr01 // sumr_ge0 // => i _; exact: ler0n.
by rewrite S0 ltxx.
Qed.

Definition vector W c : 'cV[R]_m := \col_a par W c (place_at a).
Definition ext (x : 'cV[R]_m) (a : nat) : R := if insub a is Some a' then x a' 0 else 0.
Definition W_of x := W_near net (Zpos xH) [::] (places net) (ext x).
Definition c_of x := c_near net (Zpos xH) [::] (places net) (ext x).

Lemma par_at W c (a : 'I_m) : exists (i : 'I_(d (place_at a).1.1.+1)), nat_of_ord i = (place_at a).1.2 /\
  par W c (place_at a) = value W c i (place_at a).2.
Proof.
have [_ il _] := in_range_lt layersL (places_range (ltn_ord a)).
by exists (Ordinal il); split=> //; rewrite /par insubT.
Qed.

Lemma entry3_nil q : entry3 Z0 [::] q = Z0.
Proof. by case: q => [[[|l] [|i]] [|j]]. Qed.
Lemma vectorK x : vector (W_of x) (c_of x) = x.
Proof.
apply/colP=> a; rewrite mxE; have [i [iE ->]] := par_at (W_of x) (c_of x) a.
have [_ _ jl] := in_range_lt layersL (places_range (ltn_ord a)).
rewrite value_near // /parameter.
rewrite entry3_nil zr0 mul0r add0r /deviation iE -!surjective_pairing (bigD1 a) //= eqxx mul1r /ext valK big1 ?addr0 // => b ba.
by case: eqP => [/place_inj E|_]; [rewrite E eqxx in ba|rewrite mul0r].
Qed.
Lemma allowed_of x : allowed (bias net) (c_of x). Proof. exact: allowed_near. Qed.

Lemma par_value W c l (i : 'I_(d l.+1)) j : par W c (l, nat_of_ord i, j) = value W c i j.
Proof. by rewrite /par /= valK. Qed.
Lemma range_of l (i : 'I_(d l.+1)) j : (l <= h)%N -> (j < inputs_to net l)%N -> in_range net (l, nat_of_ord i, j).
Proof. by move=> lh jl; rewrite /in_range !ltb_ltn layersL ltnS lh jl ltn_ord. Qed.

Lemma close_vectors W c W' c' e : 0 < e -> allowed (bias net) c -> allowed (bias net) c' ->
  (forall a, `|vector W' c' a 0 - vector W c a 0| < e) -> close h W c e W' c'.
Proof.
move=> e0 ac ac' near k kh.
have at_ (i : 'I_(d k.+1)) j : (j < inputs_to net k)%N -> `|value W' c' i j - value W c i j| < e.
  move=> jl; have [a aE] := place_index (range_of i kh jl).
  by have := near a; rewrite !mxE aE !par_value.
have low (j : 'I_(d k)) : (j < inputs_to net k)%N.
  by rewrite /inputs_to; case: (bias net); rewrite ?ltnS ?(ltnW (ltn_ord j)) ?ltn_ord.
split=> [i j|i]; first by have := at_ i j (low j); rewrite /value !valK.
case b : (bias net); last first.
  by move: ac ac'; rewrite /allowed b => -[//|->] [//|->]; rewrite mxE subrr normr0.
have := at_ i (d k); rewrite /inputs_to b -/d ltnSn => /(_ isT); by rewrite /value !insubN ?ltnn.
Qed.

Lemma slot_vector (p : slot d) : slot_ok h (bias net) p -> exists a, forall W c, at_slot W c p = vector W c a 0.
Proof.
case: p => k [i j] [/= kh nb]; pose j0 : nat := if j is Some j' then nat_of_ord j' else d k.
have jl : (j0 < inputs_to net k)%N.
  rewrite /j0; case: j nb {j0} => [j|] nb; rewrite /inputs_to; last by rewrite (nb erefl) ltnSn.
  by case: (bias net); rewrite ?ltnS ?(ltnW (ltn_ord j)) ?ltn_ord.
have [a aE] := place_index (range_of i kh jl); exists a => W c; rewrite mxE aE par_value /at_slot /value /j0 /=.
by case: (j) => [j'|]; rewrite ?valK // insubN ?ltnn.
Qed.

(* --- the box --- *)

Variables (one : Z) (p : parameters) (radii : seq Z).
Hypotheses (one0 : Z.lt Z0 one) (sr : size radii = m).
Definition given : 'cV[R]_m := vector (W_at R net p) (c_at R net p).

Lemma radius_at (a : 'I_m) : zr (nth Z0 radii a) <= zr (radius_of (places net) radii (place_at a)).
Proof.
have sum (ms : seq place) rs q : size rs = size ms ->
    zr (radius_of ms rs q) = \sum_(b < size ms) (nth none ms b == q)%:R * zr (nth Z0 rs b).
  elim: ms rs => [|q' ms IH] [|r rs] //=; first by rewrite big_ord0 zr0.
  by case=> sz; rewrite zrD big_ord_recl /= IH // same_placeE; case: (q' == q); rewrite ?mul1r ?mul0r ?zr0.
rewrite sum // (bigD1 a) //= eqxx mul1r big1 ?addr0 // => b ba.
by case: eqP => [/place_inj E|_]; [rewrite E eqxx in ba|rewrite mul0r].
Qed.

Lemma box_inside W c : (forall a, `|vector W c a 0 - given a 0| <= zr (nth Z0 radii a) / zr one) ->
  in_this_box one (widened net one p (fun l i j => radius_of (places net) radii (l, i, j))) W c.
Proof.
have o1 : 0 < zr one by rewrite -[0](zr0 R) -zr_lt; apply/Z.ltb_lt.
move=> near; apply: widened_inside => // l i j; rewrite layersL ltnS => lh jl.
have [a aE] := place_index (range_of i lh jl); have := near a; rewrite !mxE aE !par_value value_given.
by rewrite ler_pdivl_mulr // => /le_trans; apply; rewrite -aE; exact: radius_at.
Qed.

(* --- distances --- *)

Lemma distance_vectors W c W' c' : allowed (bias net) c -> allowed (bias net) c' ->
  distance2 h W c W' c' = \sum_a (vector W' c' a 0 - vector W c a 0) ^+ 2.
Proof.
move=> ac ac'; pose D l := W' l - W l; pose b l := c' l - c l.
have ab : allowed (bias net) b by case: ac => [?|z]; [left|case: ac' => [?|z']; [left|right=> k; rewrite /b z z' subrr]].
transitivity (\sum_(k < h.+1) (\sum_i \sum_j D k i j * D k i j + \sum_i b k i 0 * b k i 0)).
  apply: eq_bigr => k _; congr (_ + _); apply: eq_bigr => i _; last by rewrite !mxE expr2.
  by apply: eq_bigr => j _; rewrite !mxE expr2.
rewrite (slots_dot layersL) // sum_at_places; apply: eq_bigr => a _.
by rewrite par_sub -expr2 !mxE.
Qed.
End Vector.
