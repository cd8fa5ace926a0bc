package org.dlmcert.point.nearby;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.progress.Interruption;

/**
 * Whether gradient flow from given weights reaches loss 0, followed mode by mode
 * (proofs/soundness.md, section 38): residuals are written in a basis Q in which the flow nearly
 * decouples, each mode's integral over the time is bounded, and from these bounds the way of each
 * parameter. The box grows until the ways stay in it.
 *
 * <p>A box costs N·d_L·ω·(2·N·d_L) products of intervals.
 */
public final class FlowByModes {
  /** Bits after the point of all numbers. */
  public static final int BITS = 96;

  private static final int MOST_BOXES = 40;
  private static final int MOST_ROUNDS = 400;
  private static final int MARGIN = 4;
  private static final int FLOOR = 24;
  private static final int RADIUS_BITS = 10;

  private final Instance instance;
  private final RangeArithmetic arithmetic = new RangeArithmetic(BITS);
  private final List<Coordinate> all;
  private final Range[] centre;
  private final Range[][] columns; // of Q
  private final Range[][] inverse; // rows of P
  private final Range[] residuals;
  private Rational best = Rational.of(Long.MAX_VALUE);

  /**
   * A search at the weights of an instance.
   *
   * @param modes Q, N·d_L × N·d_L, in units of 2^-{@value #BITS}
   * @param inverse P, near the inverse of Q, likewise
   */
  public FlowByModes(Instance instance, BigInteger[][] modes, BigInteger[][] inverse) {
    this.instance = instance;
    all = Coordinate.all(instance.network());
    centre = ParameterBox.given(instance).stream().map(arithmetic::around).toArray(Range[]::new);
    columns = transposed(exactly(modes), modes.length);
    this.inverse = exactly(inverse);
    NetworkEnclosure point = NetworkEnclosure.ofAllSlopes(instance, centre, arithmetic);
    residuals = new Range[modes.length];
    int outputs = instance.network().outputs();
    for (int c = 0; c < residuals.length; c++) {
      residuals[c] = point.residuals(c / outputs)[c % outputs];
    }
  }

  private static Range[][] exactly(BigInteger[][] numbers) {
    return Arrays.stream(numbers)
        .map(row -> Arrays.stream(row).map(Range::exactly).toArray(Range[]::new))
        .toArray(Range[][]::new);
  }

  /** What can be said of gradient flow; the number is that of the box that came nearest. */
  public ZeroLossBall.Attempt attempt() throws InterruptedException {
    BigInteger[] radii = new BigInteger[all.size()];
    Arrays.fill(radii, BigInteger.ONE);
    for (int t = 0; t < MOST_BOXES; t++) {
      Interruption.check();
      Optional<Ways> ways = ways(radii);
      if (ways.isEmpty()) {
        break;
      }
      BigInteger[] way = ways.get().parameters();
      Rational number = Rational.ZERO;
      for (int p = 0; p < way.length; p++) {
        Rational own = Rational.of(way[p], radii[p].shiftLeft(BITS));
        number = own.compareTo(number) > 0 ? own : number;
      }
      if (number.compareTo(Rational.ONE) < 0) {
        return proved(radii, ways.get().integrals(), number);
      }
      best = number.compareTo(best) < 0 ? number : best;
      for (int p = 0; p < way.length; p++) {
        BigInteger own = way[p].shiftRight(BITS);
        radii[p] = radii[p].max(own.add(own.shiftRight(MARGIN)).add(BigInteger.TWO));
      }
    }
    return new ZeroLossBall.Attempt(radius(radii), best, true, Optional.empty());
  }

  private ZeroLossBall.Attempt proved(BigInteger[] radii, BigInteger[] integrals, Rational number) {
    Rational radius = radius(radii);
    return new ZeroLossBall.Attempt(
        radius,
        number,
        true,
        Optional.of(
            new FlowCertificate(
                    BITS, radii, integrals, transposed(columns, columns.length), inverse)
                .of(instance, radius)));
  }

  /** The distance of the corners of a box from its centre, rounded up. */
  private static Rational radius(BigInteger[] radii) {
    BigInteger squares =
        Arrays.stream(radii).map(r -> r.multiply(r)).reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger root = squares.sqrt().add(BigInteger.ONE);
    int shift = Math.max(0, root.bitLength() - RADIUS_BITS);
    BigInteger up = root.negate().shiftRight(shift).negate().shiftLeft(shift);
    return Rational.of(up, BigInteger.ONE.shiftLeft(BITS));
  }

  /**
   * What a box gives.
   *
   * @param integrals of the modes, in units of 2^-BITS
   * @param parameters how far each parameter moves at most, in units of 2^-2·BITS
   */
  private record Ways(BigInteger[] integrals, BigInteger[] parameters) {}

  private Optional<Ways> ways(BigInteger[] radii) {
    int size = columns.length;
    Range[] box = new Range[centre.length];
    Arrays.setAll(box, p -> centre[p].plus(new Range(radii[p].negate(), radii[p])));
    Range[][] g = derivatives(NetworkEnclosure.ofAllSlopes(instance, box, arithmetic));
    BigInteger defect = defect();
    Range[] shares = new Range[size];
    Arrays.setAll(
        shares, j -> arithmetic.times(Range.exactly(defect.shiftLeft(1)), largest(columns[j])));
    Range[][] speeds = new Range[g.length][];
    Range[] sums = new Range[g.length];
    for (int p = 0; p < g.length; p++) {
      speeds[p] = times(columns, g[p]);
      sums[p] = Arrays.stream(sizes(g[p])).reduce(Range.ZERO, Range::plus);
    }
    Range[][] speedsOfModes = transposed(speeds, size);
    BigInteger[][] growth = new BigInteger[size][];
    BigInteger[] start = new BigInteger[size];
    for (int i = 0; i < size; i++) {
      Range[] through = times(g, inverse[i]);
      Range rest = arithmetic.dot(sizes(through), sums);
      Range[] rates = times(speedsOfModes, through);
      growth[i] = bounds(rates, rest, shares);
      growth[i][i] = arithmetic.times(rest, shares[i]).high().subtract(rates[i].low());
      start[i] = size(arithmetic.dot(inverse[i], residuals));
    }
    return integrals(growth, start)
        .map(
            s -> {
              BigInteger[] way = new BigInteger[g.length];
              Arrays.setAll(way, p -> IntegerVectors.dot(bounds(speeds[p], sums[p], shares), s));
              return new Ways(s, way);
            });
  }

  private Range[][] derivatives(NetworkEnclosure enclosure) {
    int outputs = instance.network().outputs();
    Range[][] byColumn = new Range[columns.length][];
    for (int c = 0; c < byColumn.length; c++) {
      int n = c / outputs;
      byColumn[c] =
          enclosure.gradient(
              all, n, enclosure.backwardFrom(instance.network().depth(), c % outputs, n));
    }
    return transposed(byColumn, all.size());
  }

  /** The largest row sum of |I - Q·P|. */
  private BigInteger defect() {
    Range[][] right = transposed(inverse, inverse.length);
    Range[][] rows = transposed(columns, columns.length);
    BigInteger most = BigInteger.ZERO;
    for (int i = 0; i < rows.length; i++) {
      Range[] row = times(right, rows[i]);
      row[i] = arithmetic.one().minus(row[i]);
      most = most.max(Arrays.stream(sizes(row)).reduce(Range.ZERO, Range::plus).high());
    }
    return most;
  }

  /**
   * S with -Σ_j growth_ij·S_j above start_i for every i, by Jacobi's iteration from 0; empty if
   * there is none, as the flow may mix the modes too much.
   */
  private Optional<BigInteger[]> integrals(BigInteger[][] growth, BigInteger[] start) {
    int size = start.length;
    BigInteger floor =
        Arrays.stream(start)
            .reduce(BigInteger.ZERO, BigInteger::max)
            .shiftRight(FLOOR)
            .add(BigInteger.ONE);
    BigInteger[] wanted = new BigInteger[size];
    for (int i = 0; i < size; i++) {
      if (growth[i][i].signum() >= 0) {
        return Optional.empty();
      }
      wanted[i] = start[i].add(start[i].shiftRight(MARGIN)).add(floor).shiftLeft(BITS);
    }
    BigInteger[] s = new BigInteger[size];
    Arrays.fill(s, BigInteger.ONE);
    for (int t = 0; t < MOST_ROUNDS; t++) {
      boolean enough = true;
      BigInteger[] next = new BigInteger[size];
      for (int i = 0; i < size; i++) {
        BigInteger decay = IntegerVectors.dot(growth[i], s).negate();
        enough &= decay.compareTo(start[i].shiftLeft(BITS)) > 0;
        BigInteger own = growth[i][i].negate();
        BigInteger others = own.multiply(s[i]).subtract(decay);
        next[i] = others.add(wanted[i]).divide(own).add(BigInteger.ONE);
      }
      if (enough) {
        return Optional.of(s);
      }
      s = next;
    }
    return Optional.empty();
  }

  private BigInteger[] bounds(Range[] values, Range rest, Range[] shares) {
    BigInteger[] bounds = new BigInteger[values.length];
    Arrays.setAll(bounds, j -> size(values[j]).add(arithmetic.times(rest, shares[j]).high()));
    return bounds;
  }

  private Range[] times(Range[][] rows, Range[] list) {
    return Arrays.stream(rows).map(row -> arithmetic.dot(row, list)).toArray(Range[]::new);
  }

  private static BigInteger size(Range range) {
    return range.low().abs().max(range.high().abs());
  }

  private static Range[] sizes(Range[] list) {
    return Arrays.stream(list).map(v -> Range.exactly(size(v))).toArray(Range[]::new);
  }

  private static Range largest(Range[] list) {
    return Range.exactly(
        Arrays.stream(list).map(FlowByModes::size).reduce(BigInteger.ZERO, BigInteger::max));
  }

  private static Range[][] transposed(Range[][] rows, int width) {
    Range[][] columns = new Range[width][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < width; j++) {
        columns[j][i] = rows[i][j];
      }
    }
    return columns;
  }
}
