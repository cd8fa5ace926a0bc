package org.dlmcert.paper.statement.section4;

import java.math.BigInteger;
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

/** Fact 2: the Khatri–Rao product of almost all matrices has the largest rank possible. */
public final class Fact2 implements Statement {
  private static final long SEED = 2;

  @Override
  public Heading heading() {
    return new Heading(
        "fact-2",
        "Fact 2",
        "section 4",
        "B (d_B×N) and C (d_C×N) with N ≤ d_B·d_C; almost every pair, so not every one.",
        "rank(B∘C) = N for almost every (B, C).",
        List.of(
            "column n of B∘C is b⁽ⁿ⁾⊗c⁽ⁿ⁾",
            "N×N minors of B∘C are polynomials in B and C, nonzero at one point"),
        "Which B and C are the exceptions: of two given matrices only their own rank" + " tells.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int shapes = atPoints(transcript, extent.of(3, 5, 7));
    int drawn = atRandom(transcript, extent);
    pastTheBound(transcript);
    controls(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "rank N at explicit points for %d shapes and at %d random integer matrices; deficient at N = d_B·d_C + 1",
            shapes,
            drawn));
  }

  /** One point of rank N proves rank N almost everywhere (Lemma 8); here are two for each shape. */
  private static int atPoints(Transcript transcript, int largest) {
    transcript.heading("Explicit points");
    transcript.say(
        "B' = first N columns of I⊗1 and C' = first N columns of 1⊗I; for d_B = 2, d_C = 3, N = 6:");
    transcript.show("B'", blocks(2, 3, 6));
    transcript.show("C'", cycles(3, 6));
    transcript.show("B'∘C'", KhatriRao.product(blocks(2, 3, 6), cycles(3, 6)));
    int shapes = 0;
    boolean units = true;
    boolean powers = true;
    for (int b = 1; b <= largest; b++) {
      for (int c = 1; c <= largest; c++) {
        for (int n = Math.max(0, b * c - 1); n <= b * c; n++, shapes++) {
          units &= Rank.of(KhatriRao.product(blocks(b, c, n), cycles(c, n))) == n;
          powers &= Rank.of(KhatriRao.product(powers(b, 1, n), powers(c, b, n))) == n;
        }
      }
    }
    transcript.check("rank N at B', C' for all " + shapes + " shapes", units);
    transcript.check(
        "rank N, too, where row i of B' is (p^i) and row j of C' is (p^(j·d_B)), p the first N primes:"
            + " then B'∘C' is a Vandermonde matrix (Allman, Matias and Rhodes 2009)",
        powers);
    return shapes;
  }

  private static int atRandom(Transcript transcript, Extent extent) {
    transcript.heading("Random integers, seed " + SEED);
    Draws draws = new Draws(SEED, 1000);
    int trials = extent.of(10, 200, 2000);
    int full = 0;
    int square = 0;
    for (int k = 0; k < trials; k++) {
      int b = draws.between(1, 5);
      int c = draws.between(1, 5);
      int n = k % 3 == 0 ? b * c : draws.between(0, b * c);
      square += n == b * c ? 1 : 0;
      full += Rank.of(KhatriRao.product(draws.matrix(b, n), draws.matrix(c, n))) == n ? 1 : 0;
    }
    transcript.checkEqual("products of rank N, of " + trials, trials, full);
    transcript.check(square + " of them square, N = d_B·d_C", square > 0);
    return trials;
  }

  private static void pastTheBound(Transcript transcript) {
    transcript.heading("N = d_B·d_C + 1");
    Draws draws = new Draws(SEED, 1000);
    RationalMatrix product = KhatriRao.product(draws.matrix(2, 5), draws.matrix(2, 5));
    transcript.show("B∘C", product);
    transcript.control(
        "without N ≤ d_B·d_C the rank is " + Rank.of(product) + ", not 5: there are only 4 rows",
        Rank.of(product) < 5);
  }

  private static void controls(Transcript transcript) {
    RationalMatrix b = RationalMatrix.of(new long[][] {{1, 2, 1}, {1, 2, 3}});
    RationalMatrix c = RationalMatrix.of(new long[][] {{1, 3, 0}, {2, 6, 1}});
    int rank = Rank.of(KhatriRao.product(b, c));
    transcript.show("B with proportional columns", b);
    transcript.show("C with proportional columns", c);
    transcript.control(
        "without \"almost every\": columns proportional in B and in C give rank "
            + rank
            + ", not 3",
        rank < 3);
  }

  /** The first n columns of I_b ⊗ 1_{1×c}. */
  private static RationalMatrix blocks(int b, int c, int n) {
    return RationalMatrix.of(b, n, (i, m) -> m / c == i ? Rational.ONE : Rational.ZERO);
  }

  /** The first n columns of 1 ⊗ I_c. */
  private static RationalMatrix cycles(int c, int n) {
    return RationalMatrix.of(c, n, (j, m) -> m % c == j ? Rational.ONE : Rational.ZERO);
  }

  /** Powers p^(i·step), i the row, p the prime of the column. */
  private static RationalMatrix powers(int rows, int step, int n) {
    BigInteger[] primes = new BigInteger[n];
    BigInteger p = BigInteger.ONE;
    for (int m = 0; m < n; m++) {
      p = p.nextProbablePrime();
      primes[m] = p;
    }
    return RationalMatrix.of(rows, n, (i, m) -> Rational.of(primes[m].pow(i * step)));
  }
}
