(* The two bounds of the rule hold the loss of every point of the box at which the network has the values of the one whose
   kinks give 0 (format.md 5.40; soundness.md 37, Loss). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Theorem5 Derivative NearbyForm Form Rules Bridge Nearby
  Points PointRules NearbyRules CriticalRules SoundNetwork SoundGradient SoundEnclosure SoundSecant SoundBox
  SoundContraction Smooth SoundHeld SoundSecond SoundPoint SoundNearby SoundCritical.
From mathcomp Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Local Opaque held_slopes held_enclosure.
Section Loss.
Variables (R : realFieldType) (net : instance) (one : Z) (box : seq (seq (seq interval))) (kink : nat -> nat -> nat -> bool).
Hypothesis one0 : Z.lt Z0 one.
Let N := sample_size net.
Let d := layer_size net.
Let h := last_hidden net.
Hypothesis layersL : layers net = h.+1.
Hypotheses (squares : huber net = None) (some : Z.le 1 (samples net)).
Notation A := (held_slopes R net one box kink).
Notation e := (held_enclosure net one box kink).
Notation zr := (zr R).
Notation rv := (@rv R).
Variables (W : weights R d) (c : shifts R d).
Hypotheses (fc : allowed (bias net) c) (inside : in_this_box one box W c).
Hypothesis same : at_sum (s_at R net) (E_at R net) (X_at R net) W c h = Model.U W c A (X_at R net) h.
Let residual (n : 'I_N) (i : 'I_(d h.+1)) : R := Model.U W c A (X_at R net) h i n - rv (target net n i).

Lemma squares_hold : SoundEnclosure.holds one (squares_in net one e) (\sum_n \sum_i residual n i ^+ 2).
Proof.
pose F (q : nat * nat) : R := if insub q.1 is Some n then if insub q.2 is Some i then residual n i else 0 else 0.
have -> : \sum_n \sum_i residual n i ^+ 2 = \sum_(j < size (equations net)) F (nth (0%N, 0%N) (equations net) j) * F (nth (0%N, 0%N) (equations net) j).
  rewrite (equations_sum net (fun q => F q * F q)); apply: eq_bigr => n _; apply: eq_bigr => i _.
  by rewrite /F !valK expr2.
rewrite /squares_in; cbv zeta; rewrite -[List.map _ _]/(map _ _).
apply: (@scalar_product_in _ one (size (equations net)) _ _ (fun j => F (nth (0%N, 0%N) (equations net) j)) (fun j => F (nth (0%N, 0%N) (equations net) j)) one0); rewrite ?size_map //.
move=> j je; rewrite (nth_map (0%N, 0%N)) //; suff K : SoundEnclosure.holds one (residual_in net one e (nth (0%N, 0%N) (equations net) j).1 (nth (0%N, 0%N) (equations net) j).2) (F (nth (0%N, 0%N) (equations net) j)) by [].
case q : (nth _ _ j) => [n i].
have : List.In (n, i) (equations net) by rewrite -q -list_nth; apply: List.nth_In; apply/ssrnat.ltP.
move/equationP=> [nN io]; rewrite /F (insubT (fun x => x < N)%N nN) (insubT (fun x => x < d h.+1)%N io).
rewrite /SoundEnclosure.holds mulrBl; apply: bounds_sub; last exact: around_in.
by apply: (sum_in kink one0 fc inside (Ordinal io) (Ordinal nN)); rewrite layersL.
Qed.

Theorem loss_between : rv (share_of net one (Z.max Z0 (squares_in net one e).1)) <= @loss_over R net W c /\
  @loss_over R net W c <= rv (share_of net one (squares_in net one e).2).
Proof.
have [lo hi] := squares_hold; set S := \sum_n _ in lo hi.
have S0 : 0 <= S by rewrite sumr_ge0 // => n _; rewrite sumr_ge0 // => i _; exact: sqr_ge0.
have o0 : 0 < zr one by rewrite -[0](zr0 R) -zr_lt; apply/Z.ltb_lt.
have NE : zr (samples net) = N%:R.
  rewrite /SoundEnclosure.zr; have -> : iz (samples net) = N%:Z by rewrite /samples /Form.count /N /sample_size; reckon.
  by rewrite -pmulrn.
have some' : Z.lt Z0 (samples net) by apply: Z.lt_le_trans some.
have zpos (x : Z) : Z.lt Z0 x -> 0 < zr x by move=> x0; rewrite -[0](zr0 R) -zr_lt; apply/Z.ltb_lt.
have N0 : 0 < N%:R :> R by rewrite -NE zpos.
have D0 : 0 < 2%:R * N%:R * zr one by rewrite mulr_gt0 ?mulr_gt0 // ltr0n.
have share x : rv (share_of net one x) = zr x / (2%:R * N%:R * zr one).
  have P : Z.lt Z0 (Z.mul (Z.mul 2 (samples net)) one) by apply: Z.mul_pos_pos => //; apply: Z.mul_pos_pos.
  apply: (mulIf (lt0r_neq0 D0)); rewrite divfK ?gt_eqF // -NE.
  have -> : 2%:R * zr (samples net) * zr one = zr (Z.mul (Z.mul 2 (samples net)) one) by rewrite !zrM.
  exact: rv_make.
have -> : @loss_over R net W c = S * zr one / (2%:R * N%:R * zr one).
  transitivity (N%:R^-1 * (S / 2%:R)); last by field; rewrite !gt_eqF.
  congr (_ * _); rewrite mulr_suml; apply: eq_bigr => n _; rewrite mulr_suml; apply: eq_bigr => i _.
  by rewrite ell_squares ?/huber_at ?squares // /residual -y_atE -same.
rewrite !share !ler_pmul2r ?invr_gt0 //; split=> //.
have : zr (squares_in net one e).1 <= S * zr one by [].
case: (Z.max_spec Z0 (squares_in net one e).1) => -[_ ->] // _; rewrite zr0; by rewrite mulr_ge0 // ltW.
Qed.
End Loss.
