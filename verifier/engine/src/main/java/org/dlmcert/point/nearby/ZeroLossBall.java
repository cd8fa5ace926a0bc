package org.dlmcert.point.nearby;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.jspecify.annotations.Nullable;

/**
 * Whether all critical points near given weights have loss 0, and whether gradient flow from them
 * reaches loss 0 (proofs/soundness.md, section 38): a matrix L that nearly inverts G, the
 * derivatives of all outputs by all parameters, from the left, for all slopes in a box.
 */
public final class ZeroLossBall {
  private static final int BITS = 56;
  private static final int NORM_BITS = 20;
  private static final int SMALLEST = 40;
  private static final int GROWTH = 8;
  private static final int BISECTIONS = 4;
  private static final List<Integer> EIGHTHS = List.of(6, 7, 10, 12, 5, 14);

  private final Instance instance;
  private final Preconditioner leftInverse;
  private final RangeArithmetic arithmetic = new RangeArithmetic(BITS);
  private final List<Coordinate> all;
  private final Range[] centre;
  private @Nullable Rational squaredNorm; // of L, once it is asked for

  /**
   * A search at the weights of an instance.
   *
   * @param leftInverse N·d_L rows of ω entries
   */
  public ZeroLossBall(Instance instance, Preconditioner leftInverse) {
    this.instance = instance;
    this.leftInverse = leftInverse;
    all = Coordinate.all(instance.network());
    centre = ParameterBox.given(instance).stream().map(arithmetic::around).toArray(Range[]::new);
  }

  /**
   * What a radius gives.
   *
   * @param number what has to be below 1
   * @param isNumberOfReach for gradient flow, whether the norm of I - L·G is below 1, so that the
   *     number is that of the second condition
   * @param certificate if it is
   */
  public record Attempt(
      Rational radius,
      Rational number,
      boolean isNumberOfReach,
      Optional<Certificate> certificate) {}

  /** Critical points within a radius, in each coordinate: the largest row sum of |I - L·G|. */
  public Attempt criticalPoints(Rational radius) throws InterruptedException {
    BigInteger[][] defects = defects(radius);
    Rational number = Rational.of(largest(defects), one());
    return new Attempt(
        radius,
        number,
        false,
        number.compareTo(Rational.ONE) < 0
            ? Optional.of(evidence(Optional.empty()).of(instance, radius))
            : Optional.empty());
  }

  /** Gradient flow: |e|·|L| / ((1 - q)·radius), squared. */
  public Attempt gradientFlow(Rational radius) throws InterruptedException {
    BigInteger[][] defects = defects(radius);
    BigInteger[][] transposed = new BigInteger[defects.length][defects.length];
    for (int i = 0; i < defects.length; i++) {
      for (int j = 0; j < defects.length; j++) {
        transposed[j][i] = defects[i][j];
      }
    }
    BigInteger product = largest(defects).multiply(largest(transposed));
    // q² ≥ product/one²: one step above the root, in units of 2^-20.
    BigInteger root =
        product.shiftLeft(2 * NORM_BITS).divide(one().multiply(one())).sqrt().add(BigInteger.ONE);
    Rational q = Rational.of(root, BigInteger.ONE.shiftLeft(NORM_BITS));
    if (q.compareTo(Rational.ONE) >= 0) {
      return new Attempt(radius, q, false, Optional.empty());
    }
    Rational norm = squaredNorm == null ? norm() : squaredNorm;
    squaredNorm = norm;
    Rational reach = Rational.ONE.minus(q).times(radius);
    Rational number = residuals().times(norm).dividedBy(reach.times(reach));
    return new Attempt(
        radius,
        number,
        true,
        number.compareTo(Rational.ONE) < 0
            ? Optional.of(evidence(Optional.of(q)).of(instance, radius))
            : Optional.empty());
  }

  private BallCertificate evidence(Optional<Rational> norm) {
    List<Integer> rows = IntStream.range(0, all.size()).boxed().toList();
    return new BallCertificate(BITS, rows, leftInverse, norm);
  }

  private BigInteger one() {
    return BigInteger.ONE.shiftLeft(leftInverse.scale() + BITS + 1);
  }

  private BigInteger[][] defects(Rational radius) throws InterruptedException {
    BigInteger r = arithmetic.around(radius).high();
    Range around = new Range(r.negate(), r);
    Range[] box = Arrays.stream(centre).map(w -> w.plus(around)).toArray(Range[]::new);
    NetworkEnclosure enclosure = NetworkEnclosure.ofAllSlopes(instance, box, arithmetic);
    int outputs = instance.network().outputs();
    Range[][] g = new Range[all.size()][instance.samples() * outputs];
    for (int c = 0; c < instance.samples() * outputs; c++) {
      int n = c / outputs;
      Range[] column =
          enclosure.gradient(
              all, n, enclosure.backwardFrom(instance.network().depth(), c % outputs, n));
      for (int p = 0; p < column.length; p++) {
        g[p][c] = column[p];
      }
    }
    return leftInverse.defects(g, arithmetic);
  }

  private static BigInteger largest(BigInteger[][] rows) {
    BigInteger largest = BigInteger.ZERO;
    for (BigInteger[] row : rows) {
      largest = largest.max(Arrays.stream(row).reduce(BigInteger.ZERO, BigInteger::add));
    }
    return largest;
  }

  /** A number that |e|² does not exceed: as the checker computes it, a sum over samples. */
  private Rational residuals() {
    NetworkEnclosure point = NetworkEnclosure.ofAllSlopes(instance, centre, arithmetic);
    BigInteger sum = BigInteger.ZERO;
    for (int n = 0; n < instance.samples(); n++) {
      sum = sum.add(arithmetic.squares(List.of(point.residuals(n))).high());
    }
    return Rational.of(sum, BigInteger.ONE.shiftLeft(BITS));
  }

  /** A number that the square of the norm of L does not exceed: the largest row sum of |L·Lᵀ|. */
  private Rational norm() throws InterruptedException {
    BigInteger norm = BigInteger.ZERO;
    for (BigInteger[] row : leftInverse.square()) {
      norm =
          norm.max(
              Arrays.stream(row).map(BigInteger::abs).reduce(BigInteger.ZERO, BigInteger::add));
    }
    return Rational.of(norm, BigInteger.ONE.shiftLeft(2 * leftInverse.scale()));
  }

  private static List<Rational> radii(Rational first, int count) {
    List<Rational> radii = new ArrayList<>();
    Rational radius = first;
    for (int t = 0; t < count; t++) {
      radii.add(radius);
      radius = radius.times(Rational.of(2));
    }
    return radii;
  }

  /**
   * The largest radius found for critical points: doubled from a very small one, then bisected.
   *
   * @return the best attempt, or the smallest one if none is below 1
   */
  public Attempt largest() throws InterruptedException {
    Attempt best = criticalPoints(Rational.of(BigInteger.ONE, BigInteger.ONE.shiftLeft(SMALLEST)));
    if (best.certificate().isEmpty()) {
      return best;
    }
    Rational factor = Rational.of(2);
    for (Rational radius : radii(best.radius().times(factor), SMALLEST + GROWTH)) {
      Attempt next = criticalPoints(radius);
      if (next.certificate().isEmpty()) {
        break;
      }
      best = next;
    }
    Rational step = best.radius();
    for (int t = 0; t < BISECTIONS; t++) {
      step = step.dividedBy(factor);
      Attempt next = criticalPoints(best.radius().plus(step));
      best = next.certificate().isPresent() ? next : best;
    }
    return best;
  }

  /**
   * The smallest radius found for gradient flow, or the attempt with the smallest number: radii are
   * doubled until the norm of I - L·G may reach 1, and then tried between powers of two.
   */
  public Attempt flow() throws InterruptedException {
    Rational first = Rational.of(BigInteger.ONE, BigInteger.ONE.shiftLeft(SMALLEST));
    Attempt best = gradientFlow(first);
    if (!best.isNumberOfReach()) {
      return best;
    }
    for (Rational radius : radii(first.times(Rational.of(2)), SMALLEST + GROWTH)) {
      Attempt next = gradientFlow(radius);
      if (next.certificate().isPresent()) {
        return next;
      }
      if (!next.isNumberOfReach()) {
        break;
      }
      best = next.number().compareTo(best.number()) < 0 ? next : best;
    }
    Attempt powerOfTwo = best;
    for (int eighths : EIGHTHS) {
      Attempt next = gradientFlow(powerOfTwo.radius().times(Rational.of(eighths, 8)));
      if (next.certificate().isPresent()) {
        return next;
      }
      best = next.isNumberOfReach() && next.number().compareTo(best.number()) < 0 ? next : best;
    }
    return best;
  }
}
