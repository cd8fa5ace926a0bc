(* Choices of faces and signs as lists of states: each choice is an exchange of exactly one list of states that does not fall
   within a class (soundness.md 27). *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge PointRules UnitCells UnitChoices MinimaForm
  MinimaRules FaceRules LocalMinimaForm LocalMinimaRules LocalMinimaClaims SoundUnitCells SoundNetwork
  SoundUnitChoices CellMinima SoundSignTree SoundMinimaStates SoundFaces SoundUnitFaces FaceMinima.
From mathcomp Require Import fingroup perm.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope seq_scope.
Local Open Scope nat_scope.

Section States.
Variables (R : realFieldType) (net : instance) (points : seq (seq Q)) (faces : seq (seq sign)).
Notation D := (layer_size net 1).
Notation xs := (columns_of_net net).
Hypothesis facesE : faces_of_unit net points = Some faces.
Let facesP := faces_of_unitP R facesE.
Let pairs := state_numbers xs faces.
Let states := face_states xs points faces.
Let classes := classes_of (noise_rows net).

(* --- states --- *)

Lemma pairsE : pairs = flatten [seq signs_of_face xs faces k | k <- iota 0 (size faces)].
Proof. by rewrite /pairs /state_numbers flat_mapE list_seqE. Qed.

Lemma signs_of_faceE k q k' : ((k, q) \in signs_of_face xs faces k') =
  (k == k') && ((q != Zero) || open_face xs (nth [::] faces k')).
Proof.
rewrite /signs_of_face list_nth; case: (open_face _ _); rewrite !inE !xpair_eqE; case: (k == k') => //=; by case: q.
Qed.

Lemma mem_pairs k q : ((k, q) \in pairs) = (k < size faces) && ((q != Zero) || open_face xs (nth [::] faces k)).
Proof.
rewrite pairsE; apply/flattenP/idP => [[s /mapP[k' + ->]]|/andP[lt ok]].
  by rewrite mem_iota signs_of_faceE => /= lt /andP[/eqP -> ->]; rewrite lt.
exists (signs_of_face xs faces k); last by rewrite signs_of_faceE eqxx.
by apply/mapP; exists k; rewrite ?mem_iota.
Qed.

Lemma pairs_uniq : uniq pairs.
Proof.
rewrite pairsE; elim: (iota 0 _) (iota_uniq 0 (size faces)) => //= k ks IH /andP[nk /IH u].
rewrite cat_uniq u andbT; apply/andP; split; first by rewrite /signs_of_face; case: (open_face _ _); rewrite /= !inE !xpair_eqE eqxx.
apply/hasPn => -[k' q] /flattenP[s /mapP[k2 ink2 ->]]; rewrite !signs_of_faceE => /andP[/eqP -> _].
by apply: contra nk; rewrite -[mem _ _]/((k2, q) \in signs_of_face xs faces k) signs_of_faceE => /andP[/eqP <- _].
Qed.

Definition pair_of (x : nat) : nat * sign := nth (0, Plus) pairs x.
Definition face_of_state (x : nat) : signs_of_samples net := fun n => nth Zero (state_face (nth no_state states x)) n.
Definition sign_of_state (x : nat) : sign := state_weight (nth no_state states x).

Lemma size_states : size states = size pairs. Proof. by rewrite /states /face_states -[List.map _ _]/(map _ _) size_map. Qed.
Lemma stateE x : x < size states -> nth no_state states x =
  FaceState (nth [::] points (pair_of x).1) (nth [::] faces (pair_of x).1) (pair_of x).2.
Proof.
rewrite size_states => lt; rewrite /states /face_states -[List.map _ _]/(map _ _) (nth_map (0, Plus)) //.
by rewrite /state_at !list_nth.
Qed.
Lemma pair_inside x : x < size states -> ((pair_of x).1 < size faces) && (((pair_of x).2 != Zero) || open_face xs (nth [::] faces (pair_of x).1)).
Proof. by rewrite size_states => lt; rewrite -mem_pairs -surjective_pairing mem_nth. Qed.
Lemma face_of_stateE x n : x < size states -> face_of_state x n = face_sign faces (pair_of x).1 n.
Proof. by move=> lt; rewrite /face_of_state stateE. Qed.
Lemma sign_of_stateE x : x < size states -> sign_of_state x = (pair_of x).2.
Proof. by move=> lt; rewrite /sign_of_state stateE. Qed.

Lemma state_face_is x : x < size states -> is_face R (face_of_state x) /\ (sign_of_state x = Zero -> is_open_face R (face_of_state x)).
Proof.
move=> lt; have [_ _ signP _ _] := facesP; have /andP[kf op] := pair_inside lt.
have fa : is_face R (face_of_state x).
  by exists (point_of_row R (nth [::] points (pair_of x).1)) => n sn; rewrite face_of_stateE // signP.
split=> //; rewrite sign_of_stateE // => z; split=> // n sn; rewrite face_of_stateE //.
by move: op; rewrite z /= => op; exact: (open_faceP R facesE kf).1.
Qed.

Lemma state_exists (f : signs_of_samples net) q : is_face R f -> (q = Zero -> is_open_face R f) ->
  exists2 x, x < size states & same_face R (face_of_state x) f /\ sign_of_state x = q.
Proof.
move=> [v vP] op; have [_ _ _ cover _] := facesP; have [k lt kP] := cover v.
have inp : (k, q) \in pairs.
  rewrite mem_pairs lt; have [/op[_ H]|//] := eqVneq q Zero; apply/(open_faceP R facesE lt) => n sn.
  by rewrite kP -vP //; exact: H.
have ltx : index (k, q) pairs < size states by rewrite size_states index_mem.
have pE : pair_of (index (k, q) pairs) = (k, q) by rewrite /pair_of nth_index.
exists (index (k, q) pairs) => //; rewrite sign_of_stateE // pE; split=> // n sn.
by rewrite face_of_stateE // pE /= kP vP.
Qed.

Lemma state_unique x x' : x < size states -> x' < size states -> same_face R (face_of_state x) (face_of_state x') ->
  sign_of_state x = sign_of_state x' -> x = x'.
Proof.
move=> lt lt' same; rewrite !sign_of_stateE // => qE; have [_ _ _ _ distinct] := facesP.
have /andP[kf _] := pair_inside lt; have /andP[kf' _] := pair_inside lt'.
have kE : (pair_of x).1 = (pair_of x').1.
  apply: distinct => // n; have [sn|un] := boolP (seen R n); last by rewrite !(face_unseen facesE _ un).
  by rewrite -!face_of_stateE // same.
apply/eqP; rewrite -(nth_uniq (0, Plus) _ _ pairs_uniq) -?size_states //; apply/eqP.
by rewrite -!/(pair_of _) [LHS]surjective_pairing kE qE -surjective_pairing.
Qed.

(* --- lists of states --- *)

Definition choice_of (st : seq nat) : choice net :=
  (fun i : 'I_D => face_of_state (nth 0 st i), fun i : 'I_D => sign_of_state (nth 0 st i)).
Definition canonical_states (st : seq nat) : bool := rising classes [::] st && all (fun x => x < size states) st.

Lemma canonical_states_size st : canonical_states st -> size st = D.
Proof. by case/andP=> /rising_size -> _; exact: size_classes. Qed.
Lemma state_inside st (i : 'I_D) : canonical_states st -> nth 0 st i < size states.
Proof. by move=> c; have sz := canonical_states_size c; case/andP: c => _ /(all_nthP 0)/(_ i); rewrite sz; apply. Qed.

Lemma choice_of_is st : canonical_states st -> is_choice R (choice_of st).
Proof. by move=> c i; exact: state_face_is (state_inside i c). Qed.

Lemma states_exist (c : choice net) : is_choice R c -> exists2 st, canonical_states st & exchanged_choice R (choice_of st) c.
Proof.
move=> ic; have pick (i : 'I_D) : exists x : 'I_(size states), [forall n : 'I_(sample_size net), seen R n ==> (face_of_state x n == c.1 i n)] && (sign_of_state x == c.2 i).
  have [fa op] := ic i; have [x lt [same qE]] := state_exists fa op; exists (Ordinal lt); rewrite qE eqxx andbT.
  by apply/forallP => n; apply/implyP => sn; rewrite same.
pose f (i : 'I_D) : nat := xchoose (pick i).
have fP i : f i < size states /\ same_face R (face_of_state (f i)) (c.1 i) /\ sign_of_state (f i) = c.2 i.
  have /andP[/forallP same /eqP qE] := xchooseP (pick i); split; first exact: ltn_ord.
  by split=> // n sn; have := same n; rewrite sn => /eqP.
have [p kp mono] := sorted_exists (@class_at net) f.
pose st := [seq f (p i) | i <- enum 'I_D]; have szst : size st = D by rewrite size_map size_enum_ord.
have stE (i : 'I_D) : nth 0 st i = f (p i) by rewrite (nth_map i) ?size_enum_ord // nth_ord_enum.
exists st.
  rewrite /canonical_states; apply/andP; split.
    by apply/(rising_monotone szst) => i j ij cE; rewrite !stE; exact: mono.
  by apply/(all_nthP 0) => i; rewrite szst => lt; have := stE (Ordinal lt); rewrite /= => ->; have [] := fP (p (Ordinal lt)).
exists (p^-1)%g; split=> i.
  by apply/class_row; have /eqP := forallP kp (p^-1%g i); rewrite permKV.
have [_ [same qE]] := fP i; rewrite /choice_of /= stE permKV; split=> // n sn; by rewrite same.
Qed.

Lemma states_unique st st' : canonical_states st -> canonical_states st' ->
  exchanged_choice R (choice_of st) (choice_of st') -> st = st'.
Proof.
move=> c c' [p [rows_same H]]; have sz := canonical_states_size c; have sz' := canonical_states_size c'.
have kp : keeps (@class_at net) p by apply/forallP => i; apply/eqP/(@class_row R).
have mono : monotone (@class_at net) (fun i : 'I_D => nth 0 st i) by apply/(rising_monotone sz); case/andP: c.
have mono' : monotone (@class_at net) (fun i : 'I_D => nth 0 st' i) by apply/(rising_monotone sz'); case/andP: c'.
have E0 (i : 'I_D) : nth 0 st' i = nth 0 st (p i).
  have [qE same] := H i; apply: state_unique; [exact: state_inside|exact: state_inside|exact: same|exact: qE].
apply: (@eq_from_nth _ 0) => [|i]; rewrite sz // => lt.
by have := monotone_unique kp mono mono' E0 (Ordinal lt).
Qed.

Theorem number_of_choices (L : seq (seq nat)) (P : choice net -> Prop) : uniq L -> (forall st, st \in L -> canonical_states st) ->
  (forall st, st \in L -> P (choice_of st)) -> (forall c, P c -> is_choice R c) ->
  (forall c st, canonical_states st -> exchanged_choice R (choice_of st) c -> P c -> st \in L) -> choices_number R P (Z.of_nat (size L)).
Proof.
move=> u can holds inh complete; exists (size L), (fun a : 'I_(size L) => choice_of (nth [::] L a)); split=> //.
- by move=> a; apply: holds; exact: (mem_nth _ (ltn_ord a)).
- move=> a b ex; apply/val_inj/eqP; rewrite -(nth_uniq [::] (ltn_ord a) (ltn_ord b) u); apply/eqP.
  by apply: states_unique ex; apply: can; exact: (mem_nth _ (ltn_ord _)).
move=> c Pc; have [st cst ex] := states_exist (inh c Pc); have inL := complete c st cst ex Pc.
have lt : index st L < size L by rewrite index_mem.
by exists (Ordinal lt); rewrite /= nth_index.
Qed.

(* There are cells. *)
Lemma some_cell : exists v : nat -> R, forall n, seen R n -> dot (net := net) v n != 0%R.
Proof.
have [zs [_ _ _ op _]] := unit_faces_parts facesE; have [_ _ signP _ _] := facesP.
have /hasP[f /(nthP [::])[k lt <-] fop] := op.
exists (point_of_row R (nth [::] points k)) => n sn; rewrite sign_of_eq0 -signP //.
by have := (open_faceP R facesE lt).1 fop n sn; case: (face_sign _ _ _).
Qed.
End States.
