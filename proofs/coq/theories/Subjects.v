(* Accepted certificates are about instances as format.md asks for them (Asked.v): together with the meaning of the claim
   (Claims.v), what check accepts. *)
From Coq Require Import ZArith QArith_base.
From mathcomp Require Import all_ssreflect.
From mathcomp Require Import ssrZ.
From Dlmcert Require Import Arithmetic Json Sparse WorstForm NearbyForm Form Rules PointRules NoiseBall WorstRules
  WorstHeldRules Maxout Check Asked Claims.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* Full column rank: of one output, or of several; with maxout units of the instance that has a piece for each *)
Definition asked_one (net : instance) (which : patterns) (e : evidence) : Prop :=
  outputs_are net 1 /\
  match pieces net with
  | None => asked_rank net which /\ asked_layers net e
  | Some r => pieces_formed net r /\ which = All /\ asked_rank (first_pieces net) All
  end.
Definition asked_several (net : instance) (given trained : bool) : Prop :=
  match pieces net with
  | None => [/\ asked_rank net All, asked_held net given trained & asked_above net]
  | Some r => pieces_formed net r /\ asked_rank (first_pieces net) All /\ asked_held (first_pieces net) given trained
  end.

Definition asked (c : certificate) : Prop :=
  match c with
  | FullRank net which e => asked_one net which e
  | FullRankHeld net given trained e => asked_several net given trained
  | EveryMinimum net which e => asked_one net which e /\ asked_scope net
  | EveryMinimumHeld net given trained e => asked_several net given trained /\ asked_scope net
  | NoiseBall net which radius _ _ =>
      [/\ outputs_are net 1, asked_rank net which, asked_scope net & qsign_pos radius /\ ~~ generic (last_noise net)]
  | Width D _ _ _ => well_formed_dataset D
  | RankOf M _ _ | MinorsOf M _ _ _ _ => well_formed_matrix M
  | SparseRank M _ _ => well_formed_sparse M
  | AtPoint net _ _ => asked_point net
  | NearPoint net _ _ _ => [/\ asked_point net, squares_alone net & inputs net <> [::]]
  | WorstMinimum net (WorstOfOne _ _ _ _) => [/\ asked_hidden net, no_noise net & Z.le 2 (width net 1)]
  | WorstMinimum net (WorstOfHeld _ _ _ _ _ _ _) =>
      [/\ well_formed net, layers net = 2%N, Z.le 2 (width net 2) & [/\ squares_alone net, no_noise net, has_targets net & has_weights net]]
  | LeastLoss net _ _ _ => asked_hidden net
  | AnyWidth net _ e => asked_hidden net /\ no_noise net = (width_of e : bool)
  end.

Lemma one_asked net which e :
  match pieces net with
  | None => valid_rank net which e
  | Some r => pieces_formed net r && of_all which && of_pieces e && valid_rank (first_pieces net) All e
  end -> asked_one net which e.
Proof.
rewrite /asked_one; case: (pieces net) => [r|]; last by case/valid_rank_asked.
by do 3!case/andP; move=> pf al _ /valid_rank_asked[o [rk _]]; split=> //; do !split=> //; case: (which) al.
Qed.
Lemma several_asked net given trained e :
  match pieces net with
  | None => if above_layers_free net then valid_held_layers net given trained e else valid_held net given trained e
  | Some r => pieces_formed net r && of_pieces e && valid_held (first_pieces net) given trained e
  end -> asked_several net given trained.
Proof.
rewrite /asked_several; case: (pieces net) => [r|]; last first.
  by rewrite /asked_above; case: ifP => _; [case/valid_held_layers_asked|case/valid_held_asked].
by do 2!case/andP; move=> pf _ /valid_held_asked[].
Qed.

Theorem valid_asked c : valid c -> asked c.
Proof.
case: c => [net which e|net given trained e|net which e|net given trained e|net which rho groups z|D r w e|M r e|M r p R C|M r e|net loss e|net w|net cl e better|net loss p b|net loss e] /=.
- exact: one_asked.
- exact: several_asked.
- move=> v; split.
    by apply: one_asked; move: v; case: (pieces net) => [r|] /andP[].
  by apply: (@covers_asked net e); move: v; case: (pieces net) => [r|] /andP[].
- move=> v; split.
    apply: (@several_asked net given trained e); move: v; case: (pieces net) => [r|] /andP[] //.
    by case: ifP => // _ /andP[].
  by apply: (@covers_asked net e); move: v; case: (pieces net) => [r|] /andP[].
- do 9!case/andP; move=> wf lf ol /Z.eqb_eq one /Z.ltb_lt bits ng _ _ _; case EP: (problem_of net) => [P|] // rl.
  have [slE _ _ _] := problem_of_network wf EP.
  split=> //.
  + by split=> //; [move=> E; rewrite E in ol|exact: problem_generic EP].
  + by right; move: rl; rewrite /check_noise_ball slE; cbv zeta; do 11!case/andP.
  by split=> //; move: rl; rewrite /check_noise_ball; cbv zeta; do 11!case/andP.
- by case/andP.
- by case/andP.
- by case/andP.
- by case/andP.
- rewrite /valid_point; case/andP=> /andP[/andP[/andP[/andP[wf lf] ng] tw] _].
  by case Ep: (point_of net) => [p|] // _; exact: point_asked Ep.
- case/andP=> /andP[wf _]; case: w => [cells l points sols|cells from to points lower cols sols]; rewrite /worst_rule.
  + rewrite /worst_of_one_rule; cbv zeta; do 10!case/andP; move=> /PeanoNat.Nat.eqb_eq L2 /Z.eqb_eq o1 /Z.leb_le two sq nn nw tw _ _ _ _.
    split=> //; split=> //; first by apply: last_width => //; rewrite /layer_size o1.
    split=> //; last exact: negb_some nw.
    by move: nn; rewrite /no_noise /not_generic; elim: (noises net) => //= -[] // ns IH /IH.
  rewrite /worst_of_held_rule; cbv zeta; do 13!case/andP; move=> /PeanoNat.Nat.eqb_eq L2 /Z.leb_le two sq nn ww tw _ _ _ _ _ _ _ _.
  by [].
- rewrite /valid_near; do 8!case/andP; move=> wf sq ng tw /Z.leb_le n1 _ _ _; case Ep: (point_of net) => [p|] // _.
  split=> //; last by move=> E; move: n1; rewrite /samples E.
  apply: (point_asked wf _ ng tw Ep); move: sq; rewrite /squares_alone /loss_formed /huber_formed /of_labels /huber /one_piece.
  by case: (sample_loss net) => // _; case: (pieces net).
- by do 4!case/andP; move=> oh _ _ _ _; exact: one_hidden_asked.
rewrite /valid_any_width; case/andP=> /andP[oh _] rl; split; first exact: one_hidden_asked.
have nnE : no_noise net = List.forallb absent (noises net) by [].
case: e rl => [w p|mu] /=; rewrite nnE.
  by do 4!case/andP; move=> ->.
by do 2!case/andP; move=> /negbTE ->.
Qed.

Theorem check_asked bs claim k : check bs = Accepted claim k ->
  exists c, [/\ bs = file c, claim = print (claim_json c), asked c & meaning c].
Proof. by move=> /check_valid[c [fE [cE v]]]; exists c; split=> //; [exact: valid_asked|exact: valid_meaning]. Qed.
