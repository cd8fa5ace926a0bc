(* What Extract.v maps to, where zarith's Big_int_Z has no function of the same meaning. *)
let logand = Z.logand
let logor = Z.logor
let logxor = Z.logxor
let log2 z = if Z.sign z <= 0 then Z.zero else Z.of_int (Z.numbits z - 1)
let to_nat z = if Z.sign z <= 0 then 0 else Z.to_int z
let code c = Z.of_int (Char.code c)
