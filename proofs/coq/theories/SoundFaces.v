(* The points of an evidence are on all faces of one unit, each on one of its own (soundness.md 27, faces of one unit): every
   flat is reached from the smallest one, line by line, and within each flat all faces are there, as SoundFlatFaces.v
   says. *)
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Algebra Reckon Arithmetic Form PointRules UnitCells MinimaForm MinimaRules FaceRules
  Bridge SoundCellCount SoundUnitCells CellMinima SoundFlats SoundFlatFaces.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope seq_scope.
Local Open Scope ring_scope.

Lemma subseq_map_filter (T : Type) (V : eqType) (f : T -> V) P s : subseq (map f (filter P s)) (map f s).
Proof. by elim: s => //= x s IH; case: ifP => _ /=; rewrite ?eqxx //; exact: subseq_trans IH (subseq_cons _ _). Qed.

Section Faces.
Variables (R : realFieldType) (d : nat) (ps xs : seq (seq Q)) (faces : seq (seq sign)).
Notation point := (nat -> R).
Notation val := (@val R).
Notation value := (@value R d).
Notation point_of_row := (@point_of_row R).
Notation code := (@code R d xs).
Notation zero_set := (@zero_set R d xs).
Notation contains := (@contains R d xs).
Hypothesis accepted : unit_faces d ps xs = Some faces.

Let flats := distinct_flats (map zeros_of (map (face_signs xs) ps)) [::].

Lemma unit_faces_parts : exists zs, [/\ integral_rows false xs = Some zs, lengths_are d xs /\ lengths_are d ps,
  faces = map (face_signs xs) ps /\ ascending_faces faces, has (open_face xs) faces &
  all (fun z => flat_complete d (map direction zs) flats z (count (filter (same_flat z) (map zeros_of faces)))) flats].
Proof.
move: accepted; rewrite /unit_faces; case E: (integral_rows _ _) => [zs|] //.
case: ifP => // /andP[/andP[/andP[/andP[lx lp] asc] op] al] [<-].
by exists zs; split.
Qed.

Lemma uniq_codes : uniq (map code (map point_of_row ps)).
Proof.
have [zs [_ [lenx lenp] [E asc] _ _]] := unit_faces_parts.
have := ascending_uniq asc; rewrite E -map_comp; suff -> : map (map rank_of \o face_signs xs) ps = map code (map point_of_row ps) by [].
elim: (ps) lenp => [|p qs IH] //= /andP[/PeanoNat.Nat.eqb_eq szp /IH ->]; by rewrite (face_code R szp lenx).
Qed.

Lemma zerosE : map zeros_of (map (face_signs xs) ps) = map zero_set (map point_of_row ps).
Proof.
have [zs [_ [lenx lenp] _ _ _]] := unit_faces_parts.
elim: (ps) lenp => [|p qs IH] //= /andP[/PeanoNat.Nat.eqb_eq szp /IH ->]; by rewrite (face_zeros R szp lenx).
Qed.

(* What the rule has found within a flat *)
Lemma flatP z : z \in flats -> exists (ms : seq (seq Z)) (p : point -> point) (e : nat),
  [/\ size ms = size xs /\ of_length e ms, (forall n, nth false z n -> vanishes (nth [::] ms n)),
      (forall n, (n < size xs)%N -> exists2 c : R, c != 0 &
         forall w, contains z w -> val (p w) (nth [::] ms n) = c * value w (nth [::] xs n)),
      let m := Z.of_nat (seq.count (pred1 z \o zero_set) (map point_of_row ps)) in
      cell_count e m (distinct (List.filter (fun r => ~~ vanishes r) ms) [::]) = m &
      all (fun l => Arithmetic.map2 (fun (b : bool) r => b || same_vector r l) z ms \in flats)
        (distinct (List.filter (fun r => ~~ vanishes r) ms) [::])].
Proof.
have [zs [Ez [lenx lenp] [E asc] _ al]] := unit_faces_parts => inz.
have [szz [lam [lam0 [szv zE]]]] := integral_rows_sound Ez.
have := allP al z inz; rewrite E zerosE /flat_complete; case W: (within_flat _ _ _ _) => [e ms] /andP[/Z.eqb_eq cnt clo].
have len : of_length d (map direction zs).
  rewrite /of_length all_map; apply/(all_nthP [::]) => n; rewrite szz => lt /=.
  by rewrite size_direction szv (lengths_areP lenx).
have [szm lenm _ gone [p pP]] := within_flatP R W len; rewrite size_map szz in szm.
exists ms, p, e; split=> //.
- move=> n lt; have [|c c0 cE] := pP n; first by rewrite size_map szz.
  have [g g0 gE] := @directionP R (nth [::] zs n); have l0 : ratr (lam n) != 0 :> R by rewrite fmorph_eq0; exact: lam0.
  have valE m w : (m < size xs)%N -> val w (nth [::] zs m) = ratr (lam m) * value w (nth [::] xs m).
    move=> ltm; rewrite val_sum szv (lengths_areP lenx) // mulr_sumr; apply: eq_bigr => j _.
    rewrite mulrCA /zr; congr (_ * _); by rewrite -rmorphM -zE /= ratr_int.
  have normalE w : val w (nth [::] (map direction zs) n) = ratr (lam n) / zr R g * value w (nth [::] xs n).
    by rewrite (nth_map [::]) ?szz // mulrAC -valE // gE mulrC mulKf.
  exists (c * (ratr (lam n) / zr R g)) => [|w on]; first by apply: mulf_neq0 => //; rewrite mulf_neq0 ?invr_eq0.
  rewrite cE ?normalE ?mulrA // => i zi; rewrite add0n; have [lti|ge] := ltnP i (size xs); last by rewrite nth_default ?size_map ?szz.
  rewrite (nth_map [::]) ?szz //; have [h h0 hE] := @directionP R (nth [::] zs i).
  by apply: (mulfI h0); rewrite -hE valE // (on i) // !mulr0.
- move: cnt; have -> // : count [seq y <- map zero_set (map point_of_row ps) | same_flat z y] =
    Z.of_nat (seq.count (pred1 z \o zero_set) (map point_of_row ps)).
  rewrite /count -[length _]/(size _) size_filter count_map; congr (Z.of_nat _); apply: eq_count => y /=.
  by rewrite same_flatE eq_sym.
apply/allP => l inl; have := allP clo l inl; by rewrite has_flat.
Qed.

Lemma in_flats z : z \in flats = (z \in map zero_set (map point_of_row ps)).
Proof. by rewrite /flats zerosE distinct_flatsE orbF. Qed.

Lemma flat_of_row z : z \in flats -> exists w, zero_set w = z.
Proof.
rewrite in_flats; elim: (map _ ps) => //= w ws IH; rewrite in_cons => /orP[/eqP ->|/IH //]; by exists w.
Qed.

(* The smallest flat: the samples that are 0 *)
Lemma smallest_flat : exists2 z, z \in flats & forall w, contains z w.
Proof.
have [zs [_ [lenx _] [E _] op _]] := unit_faces_parts.
have [face inf opf] : exists2 face, face \in map zeros_of faces &
    forall n, (n < size xs)%N -> nth false face n -> unseen_column (nth [::] xs n).
  elim: (faces) op => [|f fs IH] //= /orP[opf|/IH[g ing H]]; last by exists g; rewrite // in_cons ing orbT.
  exists (zeros_of f); rewrite ?mem_head // => n lt.
  have [sz H] := all2_nth [::] Zero opf; rewrite (nth_map Zero) ?sz // => zn; by have := H n lt; rewrite zn orbF.
exists face; first by rewrite /flats distinct_flatsE -E inf.
move=> w n lt zn; apply: big1 => j _; have un := opf n lt zn.
have [ltj|ge] := ltnP j (size (nth [::] xs n)); last by rewrite nth_default // q2r0 rmorph0 mulr0.
by have := all_nthP q0 un j ltj; rewrite q2r_eq0 => /eqP ->; rewrite rmorph0 mulr0.
Qed.

Lemma zero_set_contains z w : size z = size xs -> contains z w -> z != zero_set w ->
  exists n, [/\ (n < size xs)%N, nth false z n = false & value w (nth [::] xs n) = 0].
Proof.
move=> szz con ne; pose wanted (n : 'I_(size xs)) := ~~ nth false z n && (value w (nth [::] xs n) == 0).
have [/existsP[n /andP[zn /eqP v0]]|none] := boolP [exists n, wanted n]; first by exists n; split=> //; apply/negbTE.
case/negP: ne; apply/eqP; apply: (@eq_from_nth _ false); rewrite ?size_map // szz => n lt.
rewrite (nth_map [::]) //; case zn: (nth false z n); first by rewrite con ?eqxx.
apply/esym/negbTE; apply: contra none => v0; apply/existsP; exists (Ordinal lt); by rewrite /wanted zn.
Qed.

(* Every flat is reached: one that some point is in, and not all of its zeros, is followed by a larger one. *)
Lemma all_flats w z : z \in flats -> contains z w -> zero_set w \in flats.
Proof.
have [m] := ubnP #|[pred n : 'I_(size xs) | ~~ nth false z n]|; elim: m z => // m IH z.
rewrite ltnS => le inz con; have [<- //|ne] := eqVneq z (zero_set w).
have [p pz] := flat_of_row inz; have szz : size z = size xs by rewrite -pz size_map.
have [n [lt zn v0]] := zero_set_contains szz con ne.
have [ms [f [e [[szm _] gone carried _ closed]]]] := flatP inz.
have van := on_hyperplane carried pz lt zn.
have := closed; rewrite (all_rest szm) => /forallP/(_ (Ordinal lt)); rewrite (negPf van) /=.
set z' := Arithmetic.map2 _ _ _ => inz'.
have z'E k : (k < size xs)%N -> nth false z' k = nth false z k || same_vector (nth [::] ms k) (nth [::] ms n).
  by move=> ltk; rewrite (@nth_map2 _ _ _ _ _ _ _ false [::] false) ?szm ?szz.
apply: IH (inz') _ => [|k ltk].
  apply: leq_trans le; apply: proper_card; apply/properP; split.
    by apply/subsetP => k; rewrite !inE z'E // negb_or => /andP[].
  exists (Ordinal lt); rewrite !inE /= ?zn // z'E // zn /= negbK.
  by elim: (nth [::] ms n) => //= a r IHr; rewrite Z.eqb_refl.
rewrite z'E // => /orP[/con -> //|/same_vectorP E].
have [c c0 cE] := carried k ltk; have [a a0 aE] := carried n lt.
have := cE w con; rewrite E aE // v0 mulr0 => /esym/eqP; by rewrite mulf_eq0 (negPf c0) => /eqP.
Qed.

Lemma filter_in (P : pred (seq bool)) w : List.In w (filter (P \o zero_set) (map point_of_row ps)) -> P (zero_set w).
Proof. by elim: (map _ ps) => //= v vs IH; case: ifP => // Pv [<- //|/IH]. Qed.

Theorem every_code w : code w \in map code (map point_of_row ps).
Proof.
have [z inz con] := smallest_flat; have {inz} := all_flats inz (con w); clear z con.
set z := zero_set w => inz; have [ms [f [e [[szm lenm] gone carried cnt _]]]] := flatP inz.
apply/negPn/negP => new; set us := filter (pred1 z \o zero_set) (map point_of_row ps).
have inus v : List.In v us -> zero_set v = z by move=> /(@filter_in (pred1 z)) /eqP.
have [||le|lt] := @count_faces R d xs ms z f e szm lenm gone carried (Z.of_nat (size us)) (w :: us).
- by move=> v /= [<- //|/inus].
- have sub : subseq (map code us) (map code (map point_of_row ps)) by exact: subseq_map_filter.
  by rewrite /= (subseq_uniq sub uniq_codes) andbT; apply: contra new; exact: mem_subseq sub _.
- by move: le; rewrite /us size_filter cnt -size_filter -/us /=; reckon.
by move: lt; rewrite /us size_filter cnt; reckon.
Qed.

End Faces.
