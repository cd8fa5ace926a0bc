(* An accepted certificate of the kind minima is a true claim (format.md 4.5). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Json Form Rules Bridge Check PointRules UnitChoices MinimaForm
  MinimaRules MinimaCheck SoundNetwork CellMinima SoundMinimaChoice Asked MinimaClaims SoundMinima.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope seq_scope.

Section Formed.
Variable net : instance.
Hypothesis wf : well_formed net.

Lemma formed_parts : [/\ all (fun w => Z.leb (Zpos xH) w && Z.ltb w (Z.sub (Z.pow (Zpos (xO xH)) (Zpos (xI (xI (xI (xI xH)))))) (Zpos xH))) (widths net),
  (3 <= size (widths net))%N & shape (samples net) (width net 0) (inputs net)].
Proof.
move: wf; rewrite /well_formed; do 6!case/andP; move=> /Z.leb_le c3 al _ sh _ _ _; split=> //.
by move: c3; rewrite /Form.count -[length _]/(size _); reckon.
Qed.

Lemma width_pos l : (l < 3)%N -> Z.le (Zpos xH) (width net l).
Proof.
have [al sz _] := formed_parts => lt; have := all_nthP Z0 al l; rewrite (leq_trans lt sz) => /(_ isT) /andP[/Z.leb_le H _].
by rewrite /width list_nth.
Qed.

Lemma layer_width l : layer_size net l = Z.to_nat (width net l). Proof. by []. Qed.

Lemma samples_formed n : (n < sample_size net)%N -> size (column net n) = column_size net.
Proof.
move=> lt; have [_ _ sh] := formed_parts; rewrite /column /column_size; case: (bias net); first by rewrite size_tab.
move: sh; rewrite /shape => /andP[/andP[_ al] _]; rewrite list_nth.
have al' : all (fun x => Z.eqb (Form.count x) (width net 0)) (inputs net) by [].
by have := all_nthP [::] al' n lt => /Z.eqb_eq; rewrite layer_width => <-; rewrite /Form.count Nat2Z.id.
Qed.

Lemma full_of z : Form.count z = solution_size net -> full_size net z.
Proof.
rewrite /solution_size /full_size /Form.count -[length z]/(size z) /column_size !layer_width.
have := @width_pos 0 isT; have := @width_pos 1 isT; case: (bias net) => w1 w0 E.
  have -> : (Z.to_nat (width net 1) * (Z.to_nat (width net 0)).+1 + 1)%N =
    Z.to_nat (Z.add (Z.mul (width net 1) (Z.add (width net 0) (Zpos xH))) (Zpos xH)) by nia.
  by rewrite -E Nat2Z.id.
have -> : (Z.to_nat (width net 1) * Z.to_nat (width net 0) + 0)%N =
  Z.to_nat (Z.add (Z.mul (width net 1) (Z.add (width net 0) Z0)) Z0) by nia.
by rewrite -E Nat2Z.id.
Qed.

Hypothesis sub : minima_subject net.
Lemma two_layers : [/\ layers net = 2%N, layer_size net 2 = 1%N & squares_alone net].
Proof.
move: sub; rewrite /minima_subject; do 4!case/andP; move=> /PeanoNat.Nat.eqb_eq -> /Z.eqb_eq w2 sq _ _.
by rewrite layer_width w2.
Qed.

Lemma minima_asked : asked_hidden net.
Proof.
have [L2 one sq] := two_layers; split=> //; first exact: last_width.
by move: sub; rewrite /minima_subject; do 4!case/andP; rewrite /has_targets /has_weights; case: (weights net); case: (wanted net).
Qed.
End Formed.

Theorem minima_sound net cl e : well_formed net -> minima_subject net -> minima_rule net cl e -> minima_claimed net cl.
Proof.
move=> wf sub rl; have [L2 one sq] := @two_layers net sub.
have H R := minima_rule_sound (samples_formed wf) (full_of wf) one rl R.
split; [exact: minima_asked|by have [inc _] := H rat_realFieldType|by move=> R; have [_] := H R].
Qed.

(* The checker accepts a file of this kind only if it is, byte by byte, what a certificate is printed as whose claim is true. *)
Theorem check_minima_sound bs claim k : check_minima bs = Accepted claim k ->
  exists c, bs = minima_file c /\ claim = print (minima_claim_json c) /\ minima_claimed (minima_net c) (minima_said c).
Proof.
move=> /check_minima_valid[c [fE [cE]]]; rewrite /minima_valid => /andP[/andP[/andP[wf sub] _] rl].
by exists c; do 2!split=> //; exact: minima_sound rl.
Qed.
