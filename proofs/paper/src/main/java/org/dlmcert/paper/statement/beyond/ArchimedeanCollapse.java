package org.dlmcert.paper.statement.beyond;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;
import org.dlmcert.paper.tool.RowSpace;

/** Slopes near 1: all patterns are near one matrix, and near enough to be as regular as it is. */
public final class ArchimedeanCollapse implements Statement {
  private static final long SEED = 34;

  @Override
  public Heading heading() {
    return new Heading(
        "archimedean-collapse",
        "Archimedean collapse",
        "beyond the paper: Lemma 3 for fixed X and E and slopes near 1",
        "L(E∘X) = I, L = [L_1 … L_{d_1}], K = Σ_i |L_i X diag(ε_i)| entrywise, z > 0, s >"
            + " 0 and |1-s|·Kz < (1+s)·z.",
        "Every pattern has rank N for s, and so has every choice of slopes between s and"
            + " 1, unit by unit and sample by sample.",
        List.of("|1-s|·Kz < (1+s)·z"),
        "Deficiency where the inequality fails, for patterns of s and 1 alone.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    tight(transcript);
    int datasets = random(transcript, extent.of(5, 40, 400));
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "%d data sets certified just above their bounds on s and confirmed by every pattern; a bound that is attained",
            datasets));
  }

  private static void tight(Transcript transcript) {
    transcript.heading("d_0 = 1, d_1 = 2, x = 1, 1, E_1 = [[2, 1], [1, 1]]: the bound is s² > 1/2");
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 1}});
    RationalMatrix noise = RationalMatrix.of(new long[][] {{2, 1}, {1, 1}});
    RationalMatrix k = bound(inputs, noise);
    transcript.show("K", k);
    transcript.checkEqual("K", RationalMatrix.of(new long[][] {{3, 2}, {4, 3}}), k);
    List<Rational> z = List.of(Rational.ONE, Rational.of(7, 5));
    Rational above = Rational.of(71, 100);
    transcript.check("|1-s|·Kz < (1+s)·z at s = 71/100, z = (1, 7/5)", holds(k, z, above));
    transcript.check(
        "every pattern has rank 2 at s = 71/100", EveryPattern.of(inputs, noise, above).allFull());
    Rational below = Rational.of(7, 10);
    // Perron: for a positive K some z serves s exactly if |1-s|/(1+s) < 1/ρ(K), ρ = 3 + 2√2; and
    // (1-7/10)/(1+7/10) = 3/17 > 1/ρ since 17/3 < 3 + 2√2, that is 16 < 18.
    RationalMatrix slopes =
        RationalMatrix.ofRows(
            2,
            List.of(
                List.of(below.times(Rational.of(2)), Rational.ONE),
                List.of(Rational.of(98, 100), below)));
    transcript.show("noise times slopes from [7/10, 1]", slopes);
    transcript.control(
        "without the inequality, at s = 7/10: slopes between 7/10 and 1 give rank "
            + Rank.of(slopes),
        !holds(k, z, below) && Rank.of(slopes) == 1);
    transcript.control(
        "at s = 1/2 a pattern is deficient",
        !EveryPattern.of(inputs, noise, Rational.of(1, 2)).allFull());
  }

  private static int random(Transcript transcript, int datasets) {
    transcript.heading("d_0 = d_1 = 2, N = 3 or 4, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    boolean patterns = true;
    boolean between = true;
    for (int k = 0; k < datasets; ) {
      int samples = 3 + draws.between(0, 1);
      RationalMatrix inputs = draws.nonzero(2, samples);
      RationalMatrix noise = draws.nonzero(2, samples);
      if (Rank.of(KhatriRao.product(noise, inputs)) < samples) {
        continue;
      }
      k++;
      RationalMatrix bound = bound(inputs, noise);
      List<Rational> z = nearPerron(bound);
      Rational slope = leastSlope(bound, z);
      if (!holds(bound, z, slope)) {
        patterns = false;
      }
      if (k <= 3) {
        transcript.say("certified for all slopes from " + slope + " to 1");
      }
      patterns &= EveryPattern.of(inputs, noise, slope).allFull();
      for (int trial = 0; trial < 20; trial++) {
        RationalMatrix slopes =
            RationalMatrix.of(
                2,
                samples,
                (i, n) -> {
                  Rational part = Rational.of(draws.between(0, 8), 8);
                  return noise.get(i, n).times(slope.plus(Rational.ONE.minus(slope).times(part)));
                });
        between &= Rank.of(KhatriRao.product(slopes, inputs)) == samples;
      }
    }
    transcript.check("every pattern has rank N at the least slope certified", patterns);
    transcript.check("so have random slopes between it and 1, entry by entry", between);
    return datasets;
  }

  /** K for the left inverse whose rows are found by projection. */
  private static RationalMatrix bound(RationalMatrix inputs, RationalMatrix noise) {
    int samples = inputs.columns();
    RowSpace rows = RowSpace.of(KhatriRao.product(noise, inputs));
    List<RationalMatrix> inverse = new ArrayList<>();
    for (int m = 0; m < samples; m++) {
      int unit = m;
      inverse.add(
          rows.coefficients(
              RationalMatrix.of(1, samples, (o, n) -> n == unit ? Rational.ONE : Rational.ZERO)));
    }
    int d = inputs.rows();
    return RationalMatrix.of(
        samples,
        samples,
        (m, n) -> {
          Rational sum = Rational.ZERO;
          for (int i = 0; i < noise.rows(); i++) {
            Rational entry = Rational.ZERO;
            for (int j = 0; j < d; j++) {
              entry = entry.plus(inverse.get(m).get(0, i * d + j).times(inputs.get(j, n)));
            }
            sum = sum.plus(entry.times(noise.get(i, n)).abs());
          }
          return sum;
        });
  }

  private static boolean holds(RationalMatrix k, List<Rational> z, Rational slope) {
    Rational left = Rational.ONE.minus(slope).abs();
    Rational right = Rational.ONE.plus(slope);
    for (int m = 0; m < k.rows(); m++) {
      if (left.times(product(k, z, m)).compareTo(right.times(z.get(m))) >= 0) {
        return false;
      }
    }
    return slope.signum() > 0;
  }

  /** The least multiple of 1/1000 for which the inequality holds, below 1. */
  private static Rational leastSlope(RationalMatrix k, List<Rational> z) {
    for (int thousandths = 1; thousandths < 1000; thousandths++) {
      Rational slope = Rational.of(thousandths, 1000);
      if (holds(k, z, slope)) {
        return slope;
      }
    }
    return Rational.of(999_999, 1_000_000);
  }

  /** Some steps of the power method, rounded up to integers: any positive vector is a valid z. */
  private static List<Rational> nearPerron(RationalMatrix k) {
    List<Rational> z = new ArrayList<>();
    for (int m = 0; m < k.rows(); m++) {
      z.add(Rational.of(1000));
    }
    for (int step = 0; step < 10; step++) {
      List<Rational> next = new ArrayList<>();
      Rational largest = Rational.ZERO;
      for (int m = 0; m < k.rows(); m++) {
        next.add(product(k, z, m));
        largest = largest.compareTo(next.get(m)) < 0 ? next.get(m) : largest;
      }
      Rational scale = Rational.of(100_000).dividedBy(largest);
      next.replaceAll(
          entry -> {
            Rational scaled = entry.times(scale);
            return Rational.of(scaled.numerator().divide(scaled.denominator()).add(BigInteger.ONE));
          });
      z = next;
    }
    return z;
  }

  private static Rational product(RationalMatrix k, List<Rational> z, int row) {
    Rational sum = Rational.ZERO;
    for (int n = 0; n < z.size(); n++) {
      sum = sum.plus(k.get(row, n).times(z.get(n)));
    }
    return sum;
  }
}
