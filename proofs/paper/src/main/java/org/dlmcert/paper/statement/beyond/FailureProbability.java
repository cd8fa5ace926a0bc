package org.dlmcert.paper.statement.beyond;

import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.EveryPattern;

/** How rarely random noise fails: bounds against the exact count over all noise of a box. */
public final class FailureProbability implements Statement {
  private static final int PATTERN = 0b010101;

  @Override
  public Heading heading() {
    return new Heading(
        "failure-probability",
        "Probability of failure",
        "beyond the paper: how almost \"almost every\" is",
        "A data set that passes the partition theorem; noise uniform on B consecutive"
            + " integers; for all patterns at once a slope s ≡ 1 (mod p) and a partition modulo"
            + " p.",
        "A given pattern is deficient with probability at most N/B; some pattern with"
            + " probability at most N·⌈B/p⌉/B.",
        List.of("Schwartz–Zippel: a nonzero minor of degree N vanishes on at most the share N/B"),
        "How far the bounds are from the true shares, but for the boxes counted here.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int boxes = onePattern(transcript, extent.of(4, 5, 7));
    allPatterns(transcript, extent);
    noPartition(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "all noise of %d boxes counted for given patterns, and all patterns of all noise of one box with a collapse prime",
            boxes));
  }

  private static int onePattern(Transcript transcript, int largest) {
    transcript.heading("One pattern: d_0 = 2, d_1 = 2, N = 3, noise from 0 to B - 1, s = 1/4");
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 2, 1}, {1, 1, 3}});
    transcript.show("X", inputs);
    int boxes = 0;
    for (int b = 4; b <= largest; b++, boxes++) {
      int size = b;
      long total = power(b, 6);
      long deficient = 0;
      for (long index = 0; index < total; index++) {
        long noise = index;
        RationalMatrix e =
            RationalMatrix.of(2, 3, (i, n) -> Rational.of(noise / power(size, i * 3 + n) % size));
        deficient += EveryPattern.of(inputs, e, Rational.of(1, 4)).isFull(PATTERN) ? 0 : 1;
      }
      transcript.check(
          String.format(
              Locale.ROOT,
              "B = %d: %d of %d noise matrices are deficient, at most N/B = 3/%d of them",
              b,
              deficient,
              total,
              b),
          deficient * b <= 3 * total);
    }
    return boxes;
  }

  private static void allPatterns(Transcript transcript, Extent extent) {
    int p = extent.of(7, 11, 11);
    Rational slope = p == 7 ? Rational.of(3, 10) : Rational.of(1, 100);
    transcript.heading(
        String.format(
            Locale.ROOT,
            "All 16 patterns: x = 1, 2, d_1 = 2, s = %s, p = %d, noise from 0 to %d",
            slope,
            p,
            p - 1));
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 2}});
    long total = power(p, 4);
    long deficient = countDeficient(inputs, slope, p);
    transcript.check(
        String.format(
            Locale.ROOT,
            "some pattern is deficient for %d of %d noise matrices, at most N·⌈B/p⌉/B = 2/%d of them",
            deficient,
            total,
            p),
        deficient * p <= 2 * total);
    long half = countDeficient(inputs, Rational.of(1, 2), p);
    transcript.say(
        String.format(
            Locale.ROOT, "For s = 1/2, which collapses modulo no prime, it is %d.", half));
    long zero = countDeficient(inputs, Rational.ZERO, p);
    transcript.control(
        String.format(Locale.ROOT, "without s ≡ 1 (mod p), s = 0: all %d fail", zero),
        zero == total);
  }

  /** The number of noise matrices with a deficient pattern, entries from 0 to p - 1. */
  private static long countDeficient(RationalMatrix inputs, Rational slope, int p) {
    long deficient = 0;
    for (long index = 0; index < power(p, 4); index++) {
      long noise = index;
      RationalMatrix e =
          RationalMatrix.of(2, 2, (i, n) -> Rational.of(noise / power(p, i * 2 + n) % p));
      deficient += EveryPattern.of(inputs, e, slope).allFull() ? 0 : 1;
    }
    return deficient;
  }

  private static void noPartition(Transcript transcript) {
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 2}, {1, 2}});
    long deficient = 0;
    for (long index = 0; index < 25; index++) {
      RationalMatrix e =
          RationalMatrix.ofRows(
              2, List.of(List.of(Rational.of(index % 5), Rational.of(index / 5))));
      deficient += EveryPattern.of(inputs, e, Rational.of(1, 4)).isFull(0) ? 0 : 1;
    }
    transcript.control(
        "without a partition (d_1 = 1, two samples on one line) all 25 noise rows are deficient",
        deficient == 25);
  }

  private static long power(long base, int exponent) {
    long product = 1;
    for (int k = 0; k < exponent; k++) {
      product *= base;
    }
    return product;
  }
}
