package org.dlmcert.paper.statement.beyond;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;
import org.dlmcert.paper.tool.SmithExponent;

/** Modulo a power of a prime all patterns have one and the same matrix. */
public final class CollapseTheorem implements Statement {
  private static final long SEED = 33;

  /** A slope s with k = v_p(1 - s). */
  private record Collapsing(Rational slope, int prime, int exponent) {}

  private static final List<Collapsing> SLOPES =
      List.of(
          new Collapsing(Rational.of(1, 4), 3, 1),
          new Collapsing(Rational.of(1, 5), 2, 2),
          new Collapsing(Rational.of(1, 10), 3, 2),
          new Collapsing(Rational.of(3, 10), 7, 1),
          new Collapsing(Rational.of(1, 100), 3, 2),
          new Collapsing(Rational.of(1, 100), 11, 1));

  @Override
  public Heading heading() {
    return new Heading(
        "collapse",
        "Collapse",
        "beyond the paper: Lemma 3 for fixed X and E",
        "s ≡ 1 (mod p^k), k ≥ 1, E and X p-integral; for more layers p-integral weights"
            + " below.",
        "A^σ∘X ≡ E∘X (mod p^k) for every σ; if L(E∘X) ≡ p^e·I (mod p^k) with e < k, every"
            + " pattern has rank N. A deep network collapses to the linear one, for the"
            + " patterns of all layers.",
        List.of("e = the largest exponent of p in the Smith form of E∘X, e < k"),
        "Deficiency where e ≥ k: then some pattern may fail or not.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int certified = oneLayer(transcript, extent.of(4, 20, 200));
    int deep = twoLayers(transcript, extent);
    noPrime(transcript);
    exponentTooLarge(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "%d data sets with one hidden layer and %d with two certified by one matrix each and confirmed by every pattern",
            certified,
            deep));
  }

  private static int oneLayer(Transcript transcript, int datasets) {
    Draws draws = new Draws(SEED, 9);
    transcript.heading("d_0 = d_1 = 2, N = 3 or 4, 64 or 256 patterns, seed " + SEED);
    boolean congruent = true;
    boolean full = true;
    int certified = 0;
    int unlucky = 0;
    int deficient = 0;
    for (Collapsing c : SLOPES) {
      BigInteger p = BigInteger.valueOf(c.prime());
      congruent &= SmithExponent.valuation(Rational.ONE.minus(c.slope()), p) == c.exponent();
      int before = certified;
      for (int k = 0; k < datasets; k++) {
        RationalMatrix inputs = draws.matrix(2, 3 + k % 2);
        RationalMatrix noise = draws.matrix(2, 3 + k % 2);
        EveryPattern patterns = EveryPattern.of(inputs, noise, c.slope());
        RationalMatrix linear = KhatriRao.product(noise, inputs);
        for (int bits = 0; bits < patterns.count(); bits += 7) {
          congruent &= isCongruent(patterns.gradient(bits), linear, p, c.exponent());
        }
        if (isCertified(linear, p, c.exponent())) {
          certified++;
          full &= patterns.allFull();
        } else {
          unlucky++;
          deficient += patterns.allFull() ? 0 : 1;
        }
      }
      transcript.say(
          String.format(
              Locale.ROOT,
              "s = %s, modulo %d^%d: %d of %d certified",
              c.slope(),
              c.prime(),
              c.exponent(),
              certified - before,
              datasets));
    }
    transcript.check("A^σ∘X ≡ E∘X (mod p^k), entry by entry, for every 7th pattern", congruent);
    transcript.check(
        String.format(
            Locale.ROOT, "every pattern of the %d certified data sets has rank N", certified),
        full && certified > 0);
    transcript.control(
        String.format(
            Locale.ROOT,
            "without e < k: of %d other data sets %d have a deficient pattern",
            unlucky,
            deficient),
        deficient > 0);
    return certified;
  }

  /** G_2^σ = A_2∘A_1∘(W_1 X) for the patterns of both hidden layers. */
  private static int twoLayers(Transcript transcript, Extent extent) {
    int samples = extent.of(2, 3, 3);
    transcript.heading(
        String.format(
            Locale.ROOT,
            "Two hidden layers of width 2, N = %d, s = 1/10, modulo 9, seed %d",
            samples,
            SEED + 1));
    Draws draws = new Draws(SEED + 1, 9);
    Rational slope = Rational.of(1, 10);
    BigInteger p = BigInteger.valueOf(3);
    boolean full = true;
    boolean congruent = true;
    int certified = 0;
    for (int k = 0; k < extent.of(10, 30, 100); k++) {
      RationalMatrix u = draws.matrix(2, 2).times(draws.matrix(2, samples));
      RationalMatrix lower = draws.matrix(2, samples);
      RationalMatrix upper = draws.matrix(2, samples);
      EveryPattern first = EveryPattern.of(u, lower, slope);
      RationalMatrix linear = KhatriRao.product(upper, entrywise(lower, u));
      if (!isCertified(linear, p, 2)) {
        continue;
      }
      certified++;
      for (int bits = 0; bits < first.count(); bits++) {
        RationalMatrix v = entrywise(first.slopes(bits), u);
        EveryPattern second = EveryPattern.of(v, upper, slope);
        full &= second.allFull();
        congruent &= isCongruent(second.gradient(bits), linear, p, 2);
      }
    }
    transcript.check(
        String.format(
            Locale.ROOT,
            "every pattern of both layers has rank N, for %d certified networks",
            certified),
        full && certified > 0);
    transcript.check("G_2^σ is that of the linear network modulo 9", congruent);
    return certified;
  }

  private static void noPrime(Transcript transcript) {
    transcript.heading("s = 1/2 collapses modulo no prime");
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 1}});
    RationalMatrix noise = RationalMatrix.of(new long[][] {{2, 1}, {1, 1}});
    transcript.show("E∘X, of determinant 1", KhatriRao.product(noise, inputs));
    transcript.control(
        "without s ≡ 1 (mod p^k): det(E∘X) = 1, yet a pattern is deficient at s = 1/2",
        !EveryPattern.of(inputs, noise, Rational.of(1, 2)).allFull());
  }

  /** det(E∘X) = 3 and s = 1/4: e = k = 1, and a determinant 4s - 1 = 0. */
  private static void exponentTooLarge(Transcript transcript) {
    transcript.heading("s = 1/4 modulo 3, x = 1, 1, E_1 = [[4, 1], [1, 1]]");
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 1}});
    RationalMatrix noise = RationalMatrix.of(new long[][] {{4, 1}, {1, 1}});
    RationalMatrix linear = KhatriRao.product(noise, inputs);
    transcript.checkEqual(
        "the largest exponent e of 3 in the Smith form of E∘X",
        1,
        SmithExponent.largest(linear, BigInteger.valueOf(3)).orElseThrow());
    transcript.check(
        "so this data set is not certified", !isCertified(linear, BigInteger.valueOf(3), 1));
    transcript.control(
        "e = k in place of e < k: the pattern of determinant 4s - 1 is deficient",
        !EveryPattern.of(inputs, noise, Rational.of(1, 4)).allFull());
  }

  /** Whether L(E∘X) ≡ p^e·I (mod p^k) for some L and e < k. */
  private static boolean isCertified(RationalMatrix linear, BigInteger p, int k) {
    OptionalInt e = SmithExponent.largest(linear, p);
    return e.isPresent() && e.getAsInt() < k;
  }

  private static boolean isCongruent(
      RationalMatrix a, RationalMatrix b, BigInteger p, int exponent) {
    for (int i = 0; i < a.rows(); i++) {
      for (int n = 0; n < a.columns(); n++) {
        if (SmithExponent.valuation(a.get(i, n).minus(b.get(i, n)), p) < exponent) {
          return false;
        }
      }
    }
    return true;
  }

  private static RationalMatrix entrywise(RationalMatrix a, RationalMatrix b) {
    return RationalMatrix.of(a.rows(), a.columns(), (i, n) -> a.get(i, n).times(b.get(i, n)));
  }
}
