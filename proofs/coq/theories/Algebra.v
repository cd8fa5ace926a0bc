(* What the proofs use of mathcomp: all_algebra without what they do not use (finite rings, quotients, fractions, vector
   spaces), as every file reads it anew: a fifth less time for it. *)
From mathcomp Require Export all_ssreflect ssralg ssrnum ssrint rat zmodp poly matrix mxalgebra mxpoly intdiv interval.
