package org.dlmcert.paper.tool;

import java.util.stream.IntStream;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.paper.Rank;

/** Inputs in general position: any d_0 of them, or all if there are fewer, are independent. */
public final class GeneralPosition {
  private GeneralPosition() {}

  /** Random inputs (d×N) without a zero, drawn until they are in general position. */
  public static RationalMatrix draw(Draws draws, int rows, int columns) {
    while (true) {
      RationalMatrix inputs = draws.nonzero(rows, columns);
      if (holds(inputs)) {
        return inputs;
      }
    }
  }

  /** Whether the columns are in general position. */
  public static boolean holds(RationalMatrix inputs) {
    int n = inputs.columns();
    int size = Math.min(inputs.rows(), n);
    return IntStream.range(0, 1 << n)
        .filter(set -> Integer.bitCount(set) == size)
        .allMatch(
            set ->
                Rank.of(
                        inputs.columns(
                            IntStream.range(0, n).filter(m -> (set >> m & 1) == 1).toArray()))
                    == size);
  }
}
