package org.dlmcert.numeric.vectors;

import java.util.BitSet;
import org.dlmcert.exact.RationalMatrix;

/**
 * A matrix of which some entries have no value.
 *
 * @param values with any number where there is none
 * @param undefined the entries without a value, at {@code row·columns + column}
 */
public record PartialMatrix(RationalMatrix values, BitSet undefined) {
  public PartialMatrix {
    undefined = (BitSet) undefined.clone();
  }

  /** Whether an entry has a value. */
  @FunctionalInterface
  interface Place {
    boolean at(int row, int column);
  }

  /** A matrix without the entries at which a condition holds. */
  static PartialMatrix without(RationalMatrix values, Place condition) {
    BitSet undefined = new BitSet();
    for (int i = 0; i < values.rows(); i++) {
      for (int j = 0; j < values.columns(); j++) {
        undefined.set(i * values.columns() + j, condition.at(i, j));
      }
    }
    return new PartialMatrix(values, undefined);
  }

  /** Whether every entry has a value. */
  public boolean isWhole() {
    return undefined.isEmpty();
  }

  /** Whether an entry has a value. */
  public boolean isDefined(int row, int column) {
    return !undefined.get(row * values.columns() + column);
  }
}
