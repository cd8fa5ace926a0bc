package org.dlmcert.cells;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dlmcert.exact.IntegerMatrix;

/**
 * The nonzero inputs sorted by the line through 0 on which they lie.
 *
 * <p>Inputs on one line have one hyperplane, and their signs determine each other.
 */
public final class ParallelInputs {
  /** A sample on a line, and whether it lies on the side of the line's direction. */
  public record Member(int sample, boolean along) {}

  private final int samples;
  private final IntegerMatrix directions;
  private final List<List<Member>> members;

  private ParallelInputs(int samples, IntegerMatrix directions, List<List<Member>> members) {
    this.samples = samples;
    this.directions = directions;
    this.members = members.stream().map(List::copyOf).toList();
  }

  /** Sorts the columns of X (d×N). */
  public static ParallelInputs of(IntegerMatrix inputs) {
    Map<List<BigInteger>, List<Member>> byDirection = new LinkedHashMap<>();
    IntegerMatrix rows = inputs.transpose();
    for (int n = 0; n < rows.rows(); n++) {
      List<BigInteger> column = rows.row(n);
      BigInteger content = column.stream().reduce(BigInteger.ZERO, BigInteger::gcd);
      if (content.signum() == 0) {
        continue;
      }
      boolean along =
          column.stream().mapToInt(BigInteger::signum).filter(s -> s != 0).findFirst().orElseThrow()
              > 0;
      BigInteger divisor = along ? content : content.negate();
      byDirection
          .computeIfAbsent(
              column.stream().map(e -> e.divide(divisor)).toList(), key -> new ArrayList<>())
          .add(new Member(n, along));
    }
    return new ParallelInputs(
        inputs.columns(),
        IntegerMatrix.ofRows(inputs.rows(), List.copyOf(byDirection.keySet())).transpose(),
        List.copyOf(byDirection.values()));
  }

  /** One primitive vector for every line, its first nonzero entry positive: d × lines. */
  public IntegerMatrix directions() {
    return directions;
  }

  /** The number of lines. */
  public int classes() {
    return members.size();
  }

  /** The samples on a line, ascending. */
  public List<Member> members(int line) {
    return members.get(line);
  }

  /** The first sample on a line. */
  public int first(int line) {
    return members.get(line).get(0).sample();
  }

  /** The signs of all samples where these lines' directions have +; + at zero inputs. */
  SignVector signs(BitSet plus) {
    boolean[] signs = new boolean[samples];
    Arrays.fill(signs, true);
    for (int k = 0; k < members.size(); k++) {
      for (Member member : members.get(k)) {
        signs[member.sample()] = plus.get(k) == member.along();
      }
    }
    return SignVector.of(signs);
  }

  /** The signs on the other side of a line's hyperplane. */
  SignVector flipped(SignVector signs, int line) {
    return signs.flipped(members.get(line));
  }
}
