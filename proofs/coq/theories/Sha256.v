(* SHA-256 (FIPS 180-4) on bytes, as the formats use it. Extracted; vectors at the end. *)
From Coq Require Import ZArith List Bool Ascii String.
From Dlmcert Require Import Json.
Import ListNotations.
Open Scope Z_scope.

(* Numbers have names because an extracted numeral is computed anew, bit by bit, wherever it stands. *)
Definition mask := 4294967295.
Definition n1 := 1. Definition n2 := 2. Definition n3 := 3. Definition n6 := 6. Definition n7 := 7.
Definition n8 := 8. Definition n10 := 10. Definition n11 := 11. Definition n13 := 13. Definition n14 := 14.
Definition n15 := 15. Definition n16 := 16. Definition n17 := 17. Definition n18 := 18. Definition n19 := 19.
Definition n22 := 22. Definition n25 := 25. Definition n32 := 32. Definition n128 := 128. Definition n256 := 256.

Definition word (x : Z) : Z := Z.land x mask.
Definition rotate (n x : Z) : Z := Z.lor (Z.shiftr x n) (word (Z.shiftl x (n32 - n))).

Definition constants : list Z := [
 1116352408; 1899447441; 3049323471; 3921009573; 961987163; 1508970993; 2453635748; 2870763221;
 3624381080; 310598401; 607225278; 1426881987; 1925078388; 2162078206; 2614888103; 3248222580;
 3835390401; 4022224774; 264347078; 604807628; 770255983; 1249150122; 1555081692; 1996064986;
 2554220882; 2821834349; 2952996808; 3210313671; 3336571891; 3584528711; 113926993; 338241895;
 666307205; 773529912; 1294757372; 1396182291; 1695183700; 1986661051; 2177026350; 2456956037;
 2730485921; 2820302411; 3259730800; 3345764771; 3516065817; 3600352804; 4094571909; 275423344;
 430227734; 506948616; 659060556; 883997877; 958139571; 1322822218; 1537002063; 1747873779;
 1955562222; 2024104815; 2227730452; 2361852424; 2428436474; 2756734187; 3204031479; 3329325298].

Record state := State { sa : Z; sb : Z; sc : Z; sd : Z; se : Z; sf : Z; sg : Z; sh : Z }.

Definition initial : state :=
  State 1779033703 3144134277 1013904242 2773480762 1359893119 2600822924 528734635 1541459225.

(* the schedule, newest word first *)
Fixpoint schedule (n : nat) (w : list Z) : list Z :=
  match n with
  | O => w
  | S n' =>
    match w with
    | _ :: w2 :: _ :: _ :: _ :: _ :: w7 :: _ :: _ :: _ :: _ :: _ :: _ :: _ :: w15 :: w16 :: _ =>
      let s0 := Z.lxor (Z.lxor (rotate n7 w15) (rotate n18 w15)) (Z.shiftr w15 n3) in
      let s1 := Z.lxor (Z.lxor (rotate n17 w2) (rotate n19 w2)) (Z.shiftr w2 n10) in
      schedule n' (word (w16 + s0 + w7 + s1) :: w)
    | _ => w
    end
  end.

Fixpoint rounds (ks ws : list Z) (s : state) : state :=
  match ks, ws with
  | k :: ks', w :: ws' =>
    let 'State a b c d e f g h := s in
    let s1 := Z.lxor (Z.lxor (rotate n6 e) (rotate n11 e)) (rotate n25 e) in
    let ch := Z.lxor g (Z.land e (Z.lxor f g)) in
    let t1 := h + s1 + ch + k + w in
    let s0 := Z.lxor (Z.lxor (rotate n2 a) (rotate n13 a)) (rotate n22 a) in
    let maj := Z.lor (Z.land a b) (Z.land c (Z.lor a b)) in
    rounds ks' ws' (State (word (t1 + s0 + maj)) a b c (word (d + t1)) e f g)
  | _, _ => s
  end.

(* w: sixteen words, newest first *)
Definition block (w : list Z) (s : state) : state :=
  let 'State a b c d e f g h := s in
  let 'State a' b' c' d' e' f' g' h' := rounds constants (rev_append (schedule 48 w) []) s in
  State (word (a + a')) (word (b + b')) (word (c + c')) (word (d + d'))
        (word (e + e')) (word (f + f')) (word (g + g')) (word (h + h')).

(* partial word and its bytes; finished words of the block, newest first, and their number *)
Record buffer := Buffer { part : Z; part_bytes : Z; words : list Z; word_count : Z; digest : state }.

Definition add_byte (b : buffer) (x : Z) : buffer :=
  let 'Buffer p n w k s := b in
  let p := n256 * p + x in
  if n =? n3 then
    if k =? n15 then Buffer 0 0 [] 0 (block (p :: w) s) else Buffer 0 0 (p :: w) (k + n1) s
  else Buffer p (n + n1) w k s.

Fixpoint zeros (fuel : nat) (b : buffer) : buffer :=
  match fuel with
  | O => b
  | S f => if (word_count b =? n14) && (part_bytes b =? 0) then b else zeros f (add_byte b 0)
  end.

Fixpoint big_endian (n : nat) (x : Z) (acc : list Z) : list Z :=
  match n with O => acc | S n' => big_endian n' (x / n256) (x mod n256 :: acc) end.

Definition count_bytes (bs : bytes) : Z := fold_left (fun n _ => n + n1) bs 0.

Definition sha256 (bs : bytes) : list Z :=
  let b := fold_left (fun b c => add_byte b (code c)) bs (Buffer 0 0 [] 0 initial) in
  let b := zeros 64 (add_byte b n128) in
  let 'State a1 b1 c1 d1 e1 f1 g1 h1 :=
    digest (fold_left add_byte (big_endian 8 (n8 * count_bytes bs) []) b) in
  [a1; b1; c1; d1; e1; f1; g1; h1].

Definition hexadecimal (d : Z) : ascii :=
  nth (Z.to_nat d) ["0"; "1"; "2"; "3"; "4"; "5"; "6"; "7"; "8"; "9"; "a"; "b"; "c"; "d"; "e"; "f"]%char "0"%char.
Fixpoint hex (n : nat) (x : Z) (acc : string) : string :=
  match n with O => acc | S n' => hex n' (x / n16) (String (hexadecimal (x mod n16)) acc) end.

Definition sha256_text (bs : bytes) : string :=
  fold_right (fun w acc => hex 8 w acc) EmptyString (sha256 bs).

Example vector_empty : sha256_text [] =
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"%string.
Proof. vm_compute. reflexivity. Qed.
Example vector_abc : sha256_text ["a"; "b"; "c"]%char =
  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"%string.
Proof. vm_compute. reflexivity. Qed.
Example vector_two_blocks :
  sha256_text (list_ascii_of_string "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") =
  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"%string.
Proof. vm_compute. reflexivity. Qed.
