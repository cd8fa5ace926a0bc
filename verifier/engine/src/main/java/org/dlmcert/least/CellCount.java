package org.dlmcert.least;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.RationalMatrix;

/**
 * The number of open cells of one unit, by deletion and restriction (Zaslavsky 1975): without
 * hyperplanes there is one, and each further hyperplane adds as many as there are cells of the
 * others inside it. O(N^{d-2}) restricted vectors.
 */
final class CellCount {
  private static final long MOST_VECTORS = 2_000_000;

  private long left = MOST_VECTORS;

  private CellCount() {}

  /** The number of cells of the hyperplanes orthogonal to the columns; empty if it is much work. */
  static Optional<BigInteger> of(RationalMatrix inputs) {
    IntegerMatrix rows = inputs.clearColumns().matrix().transpose();
    Set<List<BigInteger>> lines = new LinkedHashSet<>();
    for (int n = 0; n < rows.rows(); n++) {
      add(lines, rows.row(n));
    }
    CellCount count = new CellCount();
    BigInteger cells = count.cells(new ArrayList<>(lines));
    return count.left < 0 ? Optional.empty() : Optional.of(cells);
  }

  /** Adds the primitive vector of a line whose first nonzero entry is positive. */
  private static void add(Set<List<BigInteger>> lines, List<BigInteger> vector) {
    BigInteger content = vector.stream().reduce(BigInteger.ZERO, BigInteger::gcd);
    if (content.signum() != 0) {
      int sign = vector.stream().filter(e -> e.signum() != 0).findFirst().orElseThrow().signum();
      BigInteger divisor = sign < 0 ? content.negate() : content;
      lines.add(vector.stream().map(e -> e.divide(divisor)).toList());
    }
  }

  private BigInteger cells(List<List<BigInteger>> lines) {
    if (lines.isEmpty() || left < 0) {
      return BigInteger.ONE;
    }
    if (lines.get(0).size() <= 2) {
      return BigInteger.valueOf(2L * lines.size());
    }
    BigInteger cells = BigInteger.ONE;
    for (int k = 0; k < lines.size() && left >= 0; k++) {
      left -= k + 1;
      Set<List<BigInteger>> inside = new LinkedHashSet<>();
      for (List<BigInteger> other : lines.subList(0, k)) {
        add(inside, restricted(other, lines.get(k)));
      }
      cells = cells.add(cells(new ArrayList<>(inside)));
    }
    return cells;
  }

  private static List<BigInteger> restricted(List<BigInteger> vector, List<BigInteger> normal) {
    int pivot = 0;
    while (normal.get(pivot).signum() == 0) {
      pivot++;
    }
    List<BigInteger> rest = new ArrayList<>();
    for (int j = 0; j < vector.size(); j++) {
      if (j != pivot) {
        rest.add(
            vector
                .get(j)
                .multiply(normal.get(pivot))
                .subtract(vector.get(pivot).multiply(normal.get(j))));
      }
    }
    return rest;
  }
}
