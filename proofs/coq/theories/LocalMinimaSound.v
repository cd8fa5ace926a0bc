(* An accepted certificate of the kind local-minima is a true claim (format.md 4.7). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Json Form Rules Bridge Check PointRules MinimaForm MinimaRules
  LocalMinimaForm LocalMinimaRules LocalMinimaCheck LocalMinimaClaims MinimaSound SoundLocalMinima.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope seq_scope.

Theorem local_minima_sound net cl e : well_formed net -> minima_subject net -> faces_rule net cl e -> local_minima_claimed net cl.
Proof.
move=> wf sub rl; have [L2 one sq] := @two_layers net sub.
have H R := faces_rule_sound (samples_formed wf) (full_of wf) L2 one (squares_huber net sq) rl R.
split=> [||R]; last by have [_ []] := H R.
  by apply: minima_asked => //.
by have [some [inc _]] := H rat_realFieldType.
Qed.

(* The checker accepts a file of this kind only if it is, byte by byte, what a certificate is printed as whose claim is true. *)
Theorem check_local_minima_sound bs claim k : check_faces bs = Accepted claim k ->
  exists c, bs = faces_file c /\ claim = print (faces_claim_json c) /\ local_minima_claimed (faces_net c) (faces_said c).
Proof.
move=> /check_faces_valid[c [fE [cE]]]; rewrite /faces_valid => /andP[/andP[/andP[wf sub] _] rl].
by exists c; do 2!split=> //; exact: local_minima_sound rl.
Qed.
