(* What PointRules.v computes of a network are the values of the network of Model.v at the same weights, in any
   ordered field: outputs, preactivations, residuals, the loss. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Model Form Rules Bridge Nearby Points PointRules.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* --- tables --- *)

Lemma seq_iota n : List.seq 0 n = iota 0 n.
Proof. by elim: n 0%N => //= n IH k; rewrite IH. Qed.
Lemma size_tab T n (f : nat -> T) : size (tab n f) = n.
Proof. by rewrite /tab -[List.map _ _]/(map _ _) size_map seq_iota size_iota. Qed.
Lemma nth_tab T (a : T) n f i : (i < n)%N -> List.nth i (tab n f) a = f i.
Proof.
by move=> lt; rewrite list_nth /tab seq_iota -[List.map _ _]/(map _ _) (nth_map 0%N) ?size_iota // nth_iota.
Qed.
Lemma entry_tab N d f n i : (n < N)%N -> (i < d)%N -> entry_of (tab N (fun m => tab d (f m))) n i = f n i.
Proof. by move=> nN id; rewrite /entry_of !nth_tab. Qed.
Lemma everyP n f : every n f -> forall i : 'I_n, f i.
Proof.
rewrite /every seq_iota => H i; have : all f (iota 0 n) by [].
by move/allP; apply; rewrite mem_iota add0n ltn_ord.
Qed.

(* --- values in a field --- *)

Section Values.
Variable R : realFieldType.
Definition rv (x : Q) : R := ratr (q2r x).

Lemma rv0 : rv q0 = 0. Proof. by rewrite /rv q2r0 rmorph0. Qed.
Lemma rv1 : rv q1 = 1. Proof. by rewrite /rv q2r1 rmorph1. Qed.
Lemma rvD x y : rv (qadd x y) = rv x + rv y. Proof. by rewrite /rv q2rD rmorphD. Qed.
Lemma rvM x y : rv (qmul x y) = rv x * rv y. Proof. by rewrite /rv q2rM rmorphM. Qed.
Lemma rvN x : rv (Qopp x) = - rv x. Proof. by rewrite /rv q2rN rmorphN. Qed.
Lemma rvB x y : rv (qsub x y) = rv x - rv y. Proof. by rewrite /qsub rvD rvN. Qed.
Lemma rv_abs x : rv (qabs x) = `|rv x|. Proof. by rewrite /rv q2r_abs ratr_norm. Qed.
Lemma rv_half : rv half = 2%:R^-1.
Proof.
have -> : rv half = ratr (2%:R^-1 : rat) by rewrite /rv /q2r /half mul1r.
by rewrite fmorphV rmorph_nat.
Qed.
Lemma rv_eq0 x : qis0 x = (rv x == 0). Proof. by rewrite q2r_eq0 /rv fmorph_eq0. Qed.
Lemma rv_lt0 x : qneg x = (rv x < 0). Proof. by rewrite q2r_lt0 /rv ltrq0. Qed.
Lemma rv_gt0 x : qsign_pos x = (0 < rv x). Proof. by rewrite q2r_gt0 /rv ltr0q. Qed.
Lemma rv_lt x y : qlt x y = (rv x < rv y). Proof. by rewrite q2r_lt /rv ltr_rat. Qed.
Lemma rv_equal x y : qequal x y = (rv x == rv y).
Proof. by rewrite /qequal rv_eq0 rvB subr_eq0. Qed.

Lemma totalE n f : rv (total n f) = \sum_(i < n) rv (f i).
Proof.
rewrite /total /tab seq_iota -(big_mkord xpredT (fun i => rv (f i))) /index_iota subn0 /qsum.
by elim: (iota 0 n) => [|k r IH] /=; rewrite ?big_nil ?rv0 // big_cons rvD IH.
Qed.
Lemma qsum_tab n f : rv (qsum (tab n f)) = \sum_(i < n) rv (f i).
Proof. exact: totalE. Qed.

Lemma rv_share n : rv (share n) = n%:R^-1.
Proof.
case: n => [|n]; first by rewrite rv0 invr0.
have -> : rv (share n.+1) = ratr ((n.+1%:R)^-1 : rat).
  rewrite /rv /q2r /share [Qnum _]/= [Qden _]/= mul1r; congr (ratr (_^-1)).
  by have -> : iz (Zpos (Pos.of_nat n.+1)) = n.+1%:Z by reckon.
by rewrite fmorphV rmorph_nat.
Qed.
Lemma rv_clipped h x : rv (clipped h x) = clip (omap rv h) (rv x).
Proof.
case: h => [q|] //=; rewrite /clip rv_lt rv_abs leNgt; case: ifP => //= _.
by rewrite rv_lt0 leNgt; case: ifP => //= _; rewrite rvN.
Qed.
Lemma rv_loss h x : rv (loss_of_residual h x) = ell (omap rv h) (rv x).
Proof. by rewrite /loss_of_residual rvB !rvM rv_half rv_clipped /ell expr2 [_ / _]mulrC. Qed.
End Values.

(* --- the network of an instance --- *)

Section Network.
Variables (R : realFieldType) (net : instance).
Let N := sample_size net.
Let d := layer_size net.
Notation rv := (@rv R).

Definition W_at (p : parameters) : @weights R d := fun l => \matrix_(i, j) rv (weight p l i j).
Definition c_at (p : parameters) : @shifts R d := fun l => \col_i rv (shift p l i).
Definition E_at k : 'M[R]_(d k, N) := \matrix_(i, n) rv (factor net k.-1 n i).
Definition X_at : 'M[R]_(d 0, N) := \matrix_(i, n) rv (entry_of (inputs net) n i).
Definition y_at : 'M[R]_(d (last_hidden net).+1, N) := \matrix_(k, n) rv (target net n k).
Definition s_at : R := rv (slope net).
Definition huber_at : option R := omap rv (huber net).

Lemma rv_phi s u : rv (if qneg u then qmul s u else u) = phi (rv s) (rv u).
Proof. by rewrite (rv_lt0 R) /phi leNgt; case: ifP => _ /=; rewrite ?rvM ?mul1r. Qed.

Lemma E_atE k i n : E_at k.+1 i n = rv (factor net k n i). Proof. by rewrite mxE. Qed.
Lemma y_atE k n : y_at k n = rv (target net n k). Proof. by rewrite mxE. Qed.

Section At.
Variable p : parameters.
Let V := V_at (W_at p) (c_at p) s_at E_at X_at.
Let U := at_sum s_at E_at X_at (W_at p) (c_at p).

Lemma sumsE l v : (forall i n, rv (entry_of v (nat_of_ord n) (nat_of_ord i)) = V l i n) ->
  forall i n, rv (entry_of (sums net p l v) (nat_of_ord n) (nat_of_ord i)) = U l i n.
Proof.
move=> H i n; rewrite /sums entry_tab ?ltn_ord // rvD totalE /U at_sumE mxE; congr (_ + _).
by apply: eq_bigr => j _; rewrite rvM mxE -/V -H.
Qed.
Lemma outputs_atE l : forall i n, rv (entry_of (outputs_at net p l) (nat_of_ord n) (nat_of_ord i)) = V l i n.
Proof.
elim: l => [|l IH] i n; first by rewrite /V /= mxE.
rewrite /= /activated entry_tab ?ltn_ord // rvM rv_phi -[List.nth i _ _]/(entry_of _ n i).
by rewrite (sumsE IH) /V V_atS -/U E_atE.
Qed.
Lemma sums_atE l : forall i n, rv (entry_of (sums_at net p l) (nat_of_ord n) (nat_of_ord i)) = U l i n.
Proof. by rewrite /sums_at => i n; rewrite (sumsE (@outputs_atE l)). Qed.

Lemma residualsE k n : rv (entry_of (residuals net (network_at net p)) (nat_of_ord n) (nat_of_ord k)) =
  residual s_at E_at X_at y_at huber_at (W_at p) (c_at p) k n.
Proof.
rewrite /residuals entry_tab ?ltn_ord // rv_clipped rvB -[List.nth k _ _]/(entry_of _ n k).
by rewrite sums_atE /residual y_atE.
Qed.

Lemma loss_atE : rv (loss_at net p) = loss s_at E_at X_at y_at huber_at (W_at p) (c_at p).
Proof.
rewrite /loss_at /mean_loss rvM rv_share totalE; congr (_ * _); apply: eq_bigr => n _.
rewrite totalE; apply: eq_bigr => k _; rewrite rv_loss rvB -[List.nth k _ _]/(entry_of _ n k).
by rewrite sums_atE y_atE.
Qed.
End At.
End Network.
