package org.dlmcert.checker.cells;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import org.dlmcert.checker.form.Work;

/**
 * The number of open cells that hyperplanes through 0 leave, by deletion and restriction (format.md
 * 5.26): every arrangement met on the way counts for one cell.
 */
public final class CellCount {
  /** The first k hyperplanes of an arrangement, yet to be restricted to the next one. */
  private record Restriction(List<List<BigInteger>> normals, int k) {}

  private final Deque<Restriction> open = new ArrayDeque<>();
  private final Work work;

  private CellCount(Work work) {
    this.work = work;
  }

  /** Returns the number of cells, or some number above the most if there are more. */
  public static long of(Collection<BigInteger[]> normals, long most, Work work) {
    CellCount count = new CellCount(work);
    LinkedHashSet<List<BigInteger>> lines = new LinkedHashSet<>();
    normals.forEach(normal -> lines.add(count.direction(normal)));
    count.add(List.copyOf(lines));
    long cells = 1;
    while (!count.open.isEmpty() && cells <= most) {
      count.add(count.restricted(count.open.pop()));
      cells++;
    }
    return cells;
  }

  private void add(List<List<BigInteger>> normals) {
    for (int k = 0; k < normals.size(); k++) {
      open.push(new Restriction(normals, k));
    }
  }

  /** The hyperplanes' traces in that of r_k: different ones, without the coordinate j. */
  private List<List<BigInteger>> restricted(Restriction restriction) {
    List<BigInteger> last = restriction.normals().get(restriction.k());
    int j = 0;
    while (last.get(j).signum() == 0) {
      j++;
    }
    LinkedHashSet<List<BigInteger>> traces = new LinkedHashSet<>();
    for (List<BigInteger> normal : restriction.normals().subList(0, restriction.k())) {
      work.add(2, last.size(), length(last), length(normal));
      BigInteger[] trace = new BigInteger[last.size() - 1];
      for (int m = 0; m < trace.length; m++) {
        int from = m < j ? m : m + 1;
        trace[m] =
            normal.get(from).multiply(last.get(j)).subtract(normal.get(j).multiply(last.get(from)));
      }
      traces.add(direction(trace));
    }
    return List.copyOf(traces);
  }

  private static long length(List<BigInteger> vector) {
    return Work.length(vector.toArray(new BigInteger[0]));
  }

  /** Returns the primitive multiple of a nonzero vector with positive first nonzero entry. */
  private List<BigInteger> direction(BigInteger[] vector) {
    work.add(vector.length, Work.length(vector), Work.length(vector));
    BigInteger divisor = Arrays.stream(vector).reduce(BigInteger.ZERO, BigInteger::gcd);
    BigInteger first =
        Arrays.stream(vector).filter(entry -> entry.signum() != 0).findFirst().orElseThrow();
    BigInteger signed = first.signum() < 0 ? divisor.negate() : divisor;
    return Arrays.stream(vector).map(entry -> entry.divide(signed)).toList();
  }
}
