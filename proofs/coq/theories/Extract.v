(* Extraction to OCaml. Trusted: Coq's extraction and the mappings below. nat becomes int, the binary
   integers become zarith's, ascii becomes char. *)
From Coq Require Import Extraction ExtrOcamlBasic ExtrOcamlNatInt ExtrOcamlZBigInt ExtrOcamlChar.
From Coq Require Import ZArith QArith_base.
From Dlmcert Require Import Arithmetic Json Sha256 Check AllKinds FieldCheck.
Extraction NoInline mask n1 n2 n3 n6 n7 n8 n10 n11 n13 n14 n15 n16 n17 n18 n19 n22 n25 n32 n128 n256
  ten first_digit last_digit no_digit.
Extraction Blacklist List String Char.
Extract Constant Z.gcd => "Big_int_Z.gcd_big_int".
Extract Constant Z.land => "Zarith_bits.logand".
Extract Constant Z.lor => "Zarith_bits.logor".
Extract Constant Z.lxor => "Zarith_bits.logxor".
Extract Constant Z.log2 => "Zarith_bits.log2".
Extract Constant Z.of_nat => "Big_int_Z.big_int_of_int".
Extract Constant Z.to_nat => "Zarith_bits.to_nat".
Extract Constant Z.ltb => "Big_int_Z.lt_big_int".
Extract Constant Z.leb => "Big_int_Z.le_big_int".
Extract Constant Nat.leb => "(<=)".
Extract Constant code => "Zarith_bits.code".
Extract Constant List.length => "Stdlib.List.length".
Extract Constant List.rev_append => "Stdlib.List.rev_append".
Extraction "../ocaml/proved.ml" check_file.
