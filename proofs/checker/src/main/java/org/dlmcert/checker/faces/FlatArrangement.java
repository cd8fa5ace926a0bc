package org.dlmcert.checker.faces;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dlmcert.checker.cells.CellCount;
import org.dlmcert.checker.form.Work;

/**
 * What hyperplanes leave of the subspace in which some of them meet (format.md 5.30).
 *
 * @param byLine the samples whose hyperplanes do not contain the subspace, by the line of their
 *     normal vectors there
 */
record FlatArrangement(Map<List<BigInteger>, BitSet> byLine, Work work) {

  private static final BigInteger[] NOTHING = {};

  /** Restricts the normal vectors of all samples to the hyperplanes of those of a flat. */
  static FlatArrangement of(BitSet flat, Map<Integer, BigInteger[]> normals, Work work) {
    Map<Integer, BigInteger[]> rest = new LinkedHashMap<>(normals);
    for (int k = flat.nextSetBit(0); k >= 0; k = flat.nextSetBit(k + 1)) {
      BigInteger[] last = rest.getOrDefault(k, NOTHING);
      int j = firstNonzero(last);
      if (j < last.length) {
        rest.replaceAll((n, normal) -> trace(normal, last, j, work));
      }
    }
    Map<List<BigInteger>, BitSet> byLine = new LinkedHashMap<>();
    rest.forEach(
        (n, normal) -> {
          work.add(2, Work.length(normal), normal.length);
          int first = firstNonzero(normal);
          if (first < normal.length) {
            byLine.computeIfAbsent(direction(normal, first), line -> new BitSet()).set(n);
          }
        });
    return new FlatArrangement(byLine, work);
  }

  private static int firstNonzero(BigInteger[] vector) {
    int j = 0;
    while (j < vector.length && vector[j].signum() == 0) {
      j++;
    }
    return j;
  }

  /** The normal vector in the hyperplane of another, without its coordinate j; primitive. */
  private static BigInteger[] trace(BigInteger[] normal, BigInteger[] last, int j, Work work) {
    work.add(4, last.length, Work.length(last), Work.length(normal));
    BigInteger[] trace = new BigInteger[last.length - 1];
    BigInteger content = BigInteger.ZERO;
    for (int m = 0; m < trace.length; m++) {
      int from = m < j ? m : m + 1;
      trace[m] = normal[from].multiply(last[j]).subtract(normal[j].multiply(last[from]));
      content = content.gcd(trace[m]);
    }
    BigInteger divisor = content.signum() == 0 ? BigInteger.ONE : content;
    return Arrays.stream(trace).map(entry -> entry.divide(divisor)).toArray(BigInteger[]::new);
  }

  private static List<BigInteger> direction(BigInteger[] normal, int first) {
    BigInteger divisor = Arrays.stream(normal).reduce(BigInteger.ZERO, BigInteger::gcd);
    BigInteger signed = normal[first].signum() < 0 ? divisor.negate() : divisor;
    return Arrays.stream(normal).map(entry -> entry.divide(signed)).toList();
  }

  /** Returns the number of open cells in the subspace, or some number above the most. */
  long cells(long most) {
    List<BigInteger[]> normals =
        byLine.keySet().stream().map(line -> line.toArray(BigInteger[]::new)).toList();
    return CellCount.of(normals, most, work);
  }

  /** Returns the samples on each line. */
  Collection<BitSet> lines() {
    return byLine.values();
  }
}
