package org.dlmcert.paper.statement.beyond;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Determinant;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;

/** An open ball of noise for which every pattern has rank N. */
public final class DominatedNoise implements Statement {
  private static final long SEED = 372;

  @Override
  public Heading heading() {
    return new Heading(
        "dominated-noise",
        "Dominated noise",
        "beyond the paper: an open set of E_1 for a fixed X",
        "Samples in groups g(n), B_i square and invertible with the inputs of group i"
            + " among its columns, and the inequality below for every n.",
        "Every pattern has rank N. The inequality is strict, so it holds on an open ball"
            + " of E.",
        List.of("min(1,|s|)·|ε_{g(n),n}| > Σ_{i≠g(n)} max(1,|s|)·|ε_{i,n}|·‖B_i⁻¹x⁽ⁿ⁾‖₁"),
        "Deficiency where the inequality fails.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    transcript.heading("d_0 = d_1 = 2, N = 4, sample n in group n mod 2, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    int datasets = extent.of(8, 60, 600);
    boolean full = true;
    boolean ball = true;
    int certified = 0;
    int dropped = 0;
    for (int k = 0; k < datasets; ) {
      RationalMatrix inputs = draws.nonzero(2, 4);
      Optional<List<RationalMatrix>> inverses = inverses(inputs);
      if (inverses.isEmpty()) {
        continue;
      }
      k++;
      Rational slope = k % 2 == 0 ? Rational.of(1, 2) : Rational.of(-3, 2);
      int scale = draws.between(1, 60);
      RationalMatrix noise =
          RationalMatrix.of(
              2, 4, (i, n) -> n % 2 == i ? draws.nonzero().times(Rational.of(scale)) : draws.any());
      RationalMatrix ones = RationalMatrix.of(2, 4, (i, n) -> Rational.ONE);
      dropped +=
          !dominates(inverses.get(), inputs, ones, slope)
                  && !EveryPattern.of(inputs, ones, slope).isFull(0)
              ? 1
              : 0;
      if (dominates(inverses.get(), inputs, noise, slope)) {
        certified++;
        full &= EveryPattern.of(inputs, noise, slope).allFull();
        ball &= ballAround(draws, inverses.get(), inputs, noise, slope);
      }
    }
    transcript.check(
        String.format(
            Locale.ROOT,
            "every pattern of the %d data sets with the inequality has rank N",
            certified),
        full && certified > 0);
    transcript.check("so has every pattern of random noise within the margin around it", ball);
    transcript.control(
        String.format(
            Locale.ROOT,
            "without the inequality, E = 1: the pattern of ones is deficient for %d of %d data sets",
            dropped,
            datasets),
        dropped == datasets);
    atTheBound(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "%d certified by one inequality for every sample and confirmed by every pattern",
            certified));
  }

  /** Inputs e_1, e_1, e_2, e_2, noise 2 on the diagonal and 1 beside it: both sides are 1. */
  private static void atTheBound(Transcript transcript) {
    transcript.heading(
        "Both sides equal: X = [e_1 e_1 e_2 e_2], noise 2 in group, 1 outside, s = 1/2");
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 1, 0, 0}, {0, 0, 1, 1}});
    RationalMatrix noise = RationalMatrix.of(new long[][] {{2, 1, 2, 1}, {1, 2, 1, 2}});
    Rational half = Rational.of(1, 2);
    List<RationalMatrix> inverses = inverses(inputs).orElseThrow();
    transcript.check(
        "the margin is 0 for every sample at s = 1/2, and positive at s = 501/1000",
        !dominates(inverses, inputs, noise, half)
            && margin(inverses, inputs, noise, half, 0).isZero()
            && dominates(inverses, inputs, noise, Rational.of(501, 1000)));
    transcript.check(
        "at s = 501/1000 every pattern has rank N",
        EveryPattern.of(inputs, noise, Rational.of(501, 1000)).allFull());
    transcript.control(
        "≥ in place of >, or max(1,|s|) in place of min(1,|s|): a pattern is deficient at s = 1/2",
        !EveryPattern.of(inputs, noise, half).allFull());
  }

  /** B_i⁻¹ for the inputs of both groups, 2×2. */
  private static Optional<List<RationalMatrix>> inverses(RationalMatrix inputs) {
    RationalMatrix even = inputs.columns(new int[] {0, 2});
    RationalMatrix odd = inputs.columns(new int[] {1, 3});
    return Determinant.of(even).isZero() || Determinant.of(odd).isZero()
        ? Optional.empty()
        : Optional.of(List.of(inverse(even), inverse(odd)));
  }

  private static RationalMatrix inverse(RationalMatrix b) {
    Rational d = Determinant.of(b);
    return RationalMatrix.of(
        2,
        2,
        (i, j) -> {
          Rational cofactor = b.get(1 - j, 1 - i).dividedBy(d);
          return i == j ? cofactor : cofactor.negate();
        });
  }

  private static boolean dominates(
      List<RationalMatrix> inverses, RationalMatrix inputs, RationalMatrix noise, Rational slope) {
    for (int n = 0; n < inputs.columns(); n++) {
      if (margin(inverses, inputs, noise, slope, n).signum() <= 0) {
        return false;
      }
    }
    return true;
  }

  /** The left side minus the right side for sample n. */
  private static Rational margin(
      List<RationalMatrix> inverses,
      RationalMatrix inputs,
      RationalMatrix noise,
      Rational slope,
      int n) {
    Rational larger = max(Rational.ONE, slope.abs());
    Rational smaller = Rational.ONE.plus(slope.abs()).minus(larger);
    int other = 1 - n % 2;
    return smaller
        .times(noise.get(n % 2, n).abs())
        .minus(larger.times(noise.get(other, n).abs()).times(norm(inverses, inputs, n)));
  }

  /** ‖B_i⁻¹x⁽ⁿ⁾‖₁ for the group i that sample n is not in. */
  private static Rational norm(List<RationalMatrix> inverses, RationalMatrix inputs, int n) {
    RationalMatrix image = inverses.get(1 - n % 2).times(inputs.columns(new int[] {n}));
    return image.get(0, 0).abs().plus(image.get(1, 0).abs());
  }

  /** Noise moved by less than the margin divided by what a unit of movement can cost. */
  private static boolean ballAround(
      Draws draws,
      List<RationalMatrix> inverses,
      RationalMatrix inputs,
      RationalMatrix noise,
      Rational slope) {
    Rational radius = Rational.of(1_000_000);
    Rational larger = max(Rational.ONE, slope.abs());
    for (int n = 0; n < inputs.columns(); n++) {
      Rational cost = larger.times(Rational.ONE.plus(norm(inverses, inputs, n)));
      Rational room = margin(inverses, inputs, noise, slope, n).dividedBy(cost);
      radius = room.compareTo(radius) < 0 ? room : radius;
    }
    Rational step = radius.dividedBy(Rational.of(10));
    RationalMatrix moved =
        RationalMatrix.of(2, 4, (i, n) -> noise.get(i, n).plus(step.times(draws.any())));
    return dominates(inverses, inputs, moved, slope)
        && EveryPattern.of(inputs, moved, slope).allFull();
  }

  private static Rational max(Rational a, Rational b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
