(* The faces of one unit of an instance (format.md 4.7, 5.30): the sign vectors that preactivations have on its samples, each
   once, and their numbers. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Arithmetic Model Form Rules Bridge PointRules UnitCells MinimaForm MinimaRules
  FaceRules LocalMinimaClaims SoundUnitCells SoundNetwork SoundForms CellMinima SoundMinimaChoice SoundMinimaCells
  SoundFlatFaces SoundFaces.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope seq_scope.
Local Open Scope ring_scope.

Section Faces.
Variables (R : realFieldType) (net : instance).
Notation N := (sample_size net).
Notation dd := (column_size net).
Notation xs := (columns_of_net net).
Notation dot := (@dot R net).
Variables (points : seq (seq Q)) (faces : seq (seq sign)).
Hypothesis facesE : faces_of_unit net points = Some faces.

Definition face_sign (k n : nat) : sign := nth Zero (nth [::] faces k) n.

Lemma code_nth w (n : 'I_N) : nth 0%N (code dd xs w) n = rank_of (sign_of (dot w n)).
Proof. by rewrite (nth_map [::]) ?size_xs // value_dot. Qed.

Lemma size_code w : size (code (R := R) dd xs w) = N.
Proof. by rewrite /code size_map size_xs. Qed.

Theorem faces_of_unitP :
  [/\ size faces = size points, (forall k, (k < size faces)%N -> size (nth [::] faces k) = N),
      forall k (n : 'I_N), (k < size faces)%N -> face_sign k n = sign_of (dot (point_of_row R (nth [::] points k)) n),
      forall v : nat -> R, exists2 k, (k < size faces)%N & forall n : 'I_N, face_sign k n = sign_of (dot v n) &
      forall k k', (k < size faces)%N -> (k' < size faces)%N -> (forall n : 'I_N, face_sign k n = face_sign k' n) -> k = k'].
Proof.
have [zs [_ [lenx lenp] [E asc] _ _]] := unit_faces_parts facesE.
have szf : size faces = size points by rewrite E size_map.
have szk k : (k < size faces)%N -> size (nth [::] faces k) = N.
  by rewrite szf => lt; rewrite E (nth_map [::]) // size_map size_xs.
have signP k (n : 'I_N) : (k < size faces)%N -> face_sign k n = sign_of (dot (point_of_row R (nth [::] points k)) n).
  rewrite szf => lt; rewrite /face_sign E (nth_map [::]) // (nth_map [::]) ?size_xs //.
  rewrite (sign_of_point R (d := dd)) ?value_dot //; first exact: lengths_areP lenp lt.
  by apply: (lengths_areP lenx); rewrite size_xs.
split=> //.
- move=> v; have := every_code facesE v; rewrite -map_comp => /(nthP [::])[k]; rewrite size_map => lt.
  rewrite (nth_map [::]) // => vE; exists k; rewrite ?szf // => n; rewrite signP ?szf //.
  by apply: rank_of_inj; rewrite -!code_nth -vE.
move=> k k' lt lt' same; have := uniq_codes R facesE; rewrite -map_comp => u.
have lt1 : (k < size points)%N by rewrite -szf.
have lt2 : (k' < size points)%N by rewrite -szf.
apply/eqP; rewrite -(nth_uniq [::] _ _ u) ?size_map // !(nth_map [::]) //; apply/eqP.
apply: (@eq_from_nth _ 0%N) => [|n]; rewrite /= !size_code // => ltn.
have := same (Ordinal ltn); rewrite !signP // => sE.
by rewrite -[n]/(nat_of_ord (Ordinal ltn)) !code_nth sE.
Qed.

(* --- their numbers --- *)

Lemma face_unseen k (n : 'I_N) : (k < size faces)%N -> ~~ seen R n -> face_sign k n = Zero.
Proof. by have [_ _ signP _ _] := faces_of_unitP => lt un; rewrite signP // unseen // /sign_of ltxx eqxx. Qed.

Lemma open_faceP k : (k < size faces)%N ->
  open_face xs (nth [::] faces k) <-> forall n : 'I_N, seen R n -> face_sign k n <> Zero.
Proof.
have [zs [_ [lenx _] _ _ _]] := unit_faces_parts facesE; have [_ szk _ _ _] := faces_of_unitP => lt.
have formed m : (m < N)%N -> size (column net m) = dd by move=> ltm; rewrite -nth_xs //; apply: (lengths_areP lenx); rewrite size_xs.
have seenE (n : 'I_N) : unseen_column (nth [::] xs n) = ~~ seen R n := @unseenP R net formed n (ltn_ord n) n (erefl _).
split=> [/(all2_nth [::] Zero)[sz H] n sn z|H].
  by have := H n; rewrite size_xs => /(_ (ltn_ord n)); rewrite seenE sn /= -[nth Zero _ _]/(face_sign k n) z.
apply: (@all2_of_nth _ _ _ _ _ [::] Zero) => [|m]; rewrite ?size_xs ?szk // => ltm.
have := seenE (Ordinal ltm) => /= ->; case sn: (seen R (Ordinal ltm)) => //=.
by have := H (Ordinal ltm) sn; rewrite /face_sign /=; case: (nth Zero _ m).
Qed.

Lemma filter_nth T (x0 : T) P s : filter P s = [seq nth x0 s k | k <- iota 0 (size s) & P (nth x0 s k)].
Proof. by rewrite -[in LHS](mkseq_nth x0 s) /mkseq filter_map. Qed.

Lemma number_of_faces (P : pred (seq sign)) (Q : signs_of_samples net -> Prop) :
  (forall k, (k < size faces)%N -> P (nth [::] faces k) -> Q (face_sign k)) ->
  (forall g, Q g -> is_face R g /\ forall k, (k < size faces)%N -> same_face R (fun n => face_sign k n) g -> P (nth [::] faces k)) ->
  faces_number R Q (count (filter P faces)).
Proof.
move=> PQ QP; set ks := [seq k <- iota 0 (size faces) | P (nth [::] faces k)].
have [_ _ _ cover one] := faces_of_unitP.
have inks a : (a < size ks)%N -> (nth 0%N ks a < size faces)%N /\ P (nth [::] faces (nth 0%N ks a)).
  by move=> /(mem_nth 0%N); rewrite mem_filter mem_iota => /andP[-> /= ->].
exists (size ks), (fun (a : 'I_(size ks)) n => face_sign (nth 0%N ks a) n); split.
- by rewrite (filter_nth [::]) /count -[length _]/(size _) size_map.
- by move=> a; have [lt Pa] := inks a (ltn_ord a); exact: PQ.
- move=> a b same; have [lta _] := inks a (ltn_ord a); have [ltb _] := inks b (ltn_ord b).
  apply: val_inj; apply/eqP; rewrite -(@nth_uniq _ 0%N ks a b) ?filter_uniq ?iota_uniq //; apply/eqP.
  apply: one => // n; have [sn|un] := boolP (seen R n); first exact: same.
  by rewrite !face_unseen.
move=> g Qg; have [[v vP] gP] := QP g Qg; have [k lt kP] := cover v.
have sm : same_face R (fun n => face_sign k n) g by move=> n sn; rewrite kP vP.
have ink : k \in ks by rewrite mem_filter mem_iota lt (gP k lt sm).
have lta : (index k ks < size ks)%N by rewrite index_mem.
by exists (Ordinal lta) => n sn /=; rewrite nth_index //; exact: sm.
Qed.

(* The counts that 4.7 claims *)
Theorem unit_faces_number : faces_number R (@is_face R net) (count faces).
Proof.
have [_ _ signP _ _] := faces_of_unitP; rewrite -[faces]filter_predT.
apply: number_of_faces => // k; rewrite ?filter_predT => lt _; by eexists => n sn; exact: signP.
Qed.

Theorem unit_cells_number : faces_number R (@is_open_face R net) (count (open_faces xs faces)).
Proof.
have [_ _ signP _ _] := faces_of_unitP; apply: number_of_faces => [k lt op|g [fg off]].
  split; last exact/(open_faceP lt).
  by exists (point_of_row R (nth [::] points k)) => n sn; exact: signP.
split=> // k lt same; apply/(open_faceP lt) => n sn; rewrite (same n sn); exact: off.
Qed.
End Faces.
