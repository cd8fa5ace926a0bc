package org.dlmcert.certify.partition;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.Function;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;

/**
 * The inputs of the last hidden layer, as the side of pairs of units and samples that is the same
 * for every unit: which samples are independent.
 */
public sealed interface InputSide permits KnownInputs, AliveInputs {
  /** The number N of samples. */
  int samples();

  /**
   * A column for every sample. What is independent modulo the prime is independent; the same field
   * gives the same vectors.
   */
  IntegerMatrix vectors(PrimeField field);

  /**
   * Bounds for ranks of sets of samples, which are exact but for bad luck with the prime: then they
   * may be missing, or too large to be of use.
   */
  Function<BitSet, Optional<RankBound>> bounds(PrimeField field);
}
