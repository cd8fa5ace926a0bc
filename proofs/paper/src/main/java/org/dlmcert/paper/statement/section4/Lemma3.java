package org.dlmcert.paper.statement.section4;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Widths;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.symbolic.PolynomialMatrix;
import org.dlmcert.paper.symbolic.RationalPolynomial;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;

/** Lemma 3: for almost all data and noise, A_1∘X has rank N for all weights at once. */
public final class Lemma3 implements Statement {
  private static final long SEED = 3;
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 100), Rational.of(1, 4), Rational.of(-1), Rational.of(2), Rational.ONE);

  @Override
  public Heading heading() {
    return new Heading(
        "lemma-3",
        "Lemma 3",
        "section 4, proved in appendix A",
        "L = 2, s ≠ 0, N ≤ d_0·d_1; almost every (X, E_1), jointly.",
        "rank(A_1∘X) = N simultaneously for every w.",
        List.of(
            "A_1 = E_1∘σ entrywise, σ ∈ {1, s}^{d_1×N}",
            "for each σ some N×N minor of A_1∘X is a nonzero polynomial in (X, E_1, s)"),
        "Whether a given (X, E_1) is among the exceptions, and nothing at s = 0 or for a"
            + " fixed X.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int minors = symbolically(transcript);
    int drawn = atRandom(transcript, extent.of(3, 20, 200), extent.of(8, 12, 16));
    everyWeight(transcript, extent.of(20, 200, 2000));
    controls(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "a minor of each of %d patterns is not the zero polynomial; rank N under every pattern of %d random (X, E_1) up to N = d_0·d_1",
            minors,
            drawn));
  }

  /** For every pattern of small shapes, a minor as a polynomial in ε and x. */
  private static int symbolically(Transcript transcript) {
    transcript.heading("Every pattern has a minor that is not the zero polynomial in x, ε and s");
    RationalPolynomial s = RationalPolynomial.variable("s");
    int dead = 0;
    int patterns = 0;
    boolean nonzero = true;
    for (List<Integer> shape :
        List.of(List.of(1, 2), List.of(2, 1), List.of(1, 3), List.of(2, 2))) {
      int d0 = shape.get(0);
      int d1 = shape.get(1);
      int n = d0 * d1;
      PolynomialMatrix x = PolynomialMatrix.ofVariables("x", d0, n);
      PolynomialMatrix e = PolynomialMatrix.ofVariables("ε", d1, n);
      // The matrix of a pattern at columns scaled by 1 and s has the minors of another one times a
      // power of s, so the slopes of the first unit may be taken as 1.
      for (int bits = 0; bits < 1 << n * (d1 - 1); bits++, patterns++) {
        int pattern = bits;
        PolynomialMatrix a =
            PolynomialMatrix.of(
                d1,
                n,
                (i, m) ->
                    i > 0 && (pattern >> ((i - 1) * n + m) & 1) == 1
                        ? e.get(i, m).times(s)
                        : e.get(i, m));
        PolynomialMatrix g = a.khatriRao(x);
        RationalPolynomial determinant = g.determinant();
        for (Rational slope : SLOPES) {
          nonzero &= !determinant.at(Map.of("s", slope)).isZero();
        }
        dead += determinant.at(Map.of("s", Rational.ZERO)).isZero() ? 1 : 0;
        if (d0 == 1 && d1 == 2 && bits == 1) {
          transcript.show("A_1∘X for d_0 = 1, d_1 = 2, N = 2 and one pattern", g.text());
          transcript.say("Its determinant: " + determinant);
        }
      }
    }
    transcript.check(
        "for d_0×d_1 = 1×2, 2×1, 1×3, 2×2 and N = d_0·d_1: det(A_1∘X) is not zero for any of "
            + patterns
            + " patterns (up to column scaling), at the slopes "
            + SLOPES,
        nonzero);
    transcript.control(
        "without s ≠ 0: at s = 0 it is the zero polynomial for "
            + dead
            + " of these patterns, those of a unit that is s throughout among them",
        dead > 0 && dead < patterns);
    return patterns;
  }

  private static int atRandom(Transcript transcript, int trials, int bits) {
    transcript.heading("Random integers, every pattern, seed " + SEED);
    Draws draws = new Draws(SEED, 1000);
    List<List<Integer>> shapes =
        List.of(
                List.of(2, 2),
                List.of(3, 1),
                List.of(1, 3),
                List.of(3, 2),
                List.of(5, 1),
                List.of(2, 3),
                List.of(4, 2),
                List.of(8, 1),
                List.of(1, 4))
            .stream()
            .filter(shape -> shape.get(0) * shape.get(1) * shape.get(1) <= bits)
            .toList();
    int full = 0;
    for (int k = 0; k < trials; k++) {
      List<Integer> shape = shapes.get(k % shapes.size());
      int most = shape.get(0) * shape.get(1);
      int n = k < 2 * shapes.size() ? most : draws.between(0, most);
      Rational s = SLOPES.get(k % SLOPES.size());
      full +=
          EveryPattern.of(draws.matrix(shape.get(0), n), draws.matrix(shape.get(1), n), s).allFull()
              ? 1
              : 0;
    }
    transcript.say("Widths d_0-d_1: " + Widths.texts(shapes) + ", slopes " + SLOPES + ".");
    transcript.checkEqual("(X, E_1) with rank N under every pattern, of " + trials, trials, full);
    RationalMatrix x = draws.matrix(2, 5);
    RationalMatrix e = draws.matrix(2, 5);
    EveryPattern past = EveryPattern.of(x, e, Rational.of(1, 4));
    int ranks = 0;
    for (int pattern = 0; pattern < past.count(); pattern++) {
      ranks += past.rank(pattern) == 4 ? 1 : 0;
    }
    transcript.control(
        "without N ≤ d_0·d_1: at N = 5, d_0 = d_1 = 2 the rank is 4, the number of rows, under "
            + ranks
            + " of "
            + past.count()
            + " patterns",
        ranks == past.count());
    return trials;
  }

  /** Weights themselves, those with preactivations at zero among them. */
  private static void everyWeight(Transcript transcript, int weights) {
    transcript.heading("Weights, u = 0 among the preactivations, seed " + (SEED + 1));
    Draws draws = new Draws(SEED + 1, 100);
    RationalMatrix x = draws.nonzero(3, 6);
    RationalMatrix e = draws.nonzero(2, 6);
    Rational s = Rational.of(1, 100);
    boolean full = true;
    int kinks = 0;
    for (int k = 0; k < weights; k++) {
      int n = k % 6;
      RationalMatrix random = draws.matrix(2, 3);
      // every second one is orthogonal to a sample in its first unit, and the first one is zero
      boolean orthogonal = k % 2 == 0;
      boolean zero = k == 0;
      RationalMatrix w =
          RationalMatrix.of(
              2,
              3,
              (i, j) -> {
                if (zero) {
                  return Rational.ZERO;
                }
                if (i > 0 || !orthogonal) {
                  return random.get(i, j);
                }
                return List.of(x.get(1, n), x.get(0, n).negate(), Rational.ZERO).get(j);
              });
      RationalMatrix u = w.times(x);
      kinks +=
          (int)
              IntStream.range(0, 6)
                  .filter(m -> u.get(0, m).isZero() || u.get(1, m).isZero())
                  .count();
      RationalMatrix a =
          RationalMatrix.of(
              2, 6, (i, m) -> u.get(i, m).signum() >= 0 ? e.get(i, m) : e.get(i, m).times(s));
      full &= Rank.of(KhatriRao.product(a, x)) == 6;
    }
    transcript.check(
        "rank(A_1∘X) = N = 6 at "
            + weights
            + " weights, with u = 0 for "
            + kinks
            + " pairs of weights and samples, for d_0 = 3, d_1 = 2",
        full);
  }

  private static void controls(Transcript transcript) {
    transcript.heading("Hypotheses dropped");
    Draws draws = new Draws(SEED + 2, 100);
    RationalMatrix x = draws.nonzero(2, 3);
    RationalMatrix e = draws.nonzero(2, 3);
    RationalMatrix ones = RationalMatrix.of(2, 3, (i, n) -> Rational.ONE);
    Rational s = Rational.of(1, 4);
    transcript.control(
        "without noise (E_1 all ones), N = 3 > d_0 = 2: deficient where all slopes are equal",
        !EveryPattern.of(x, ones, s).isFull(0));
    EveryPattern dead = EveryPattern.of(x, e, Rational.ZERO);
    transcript.control(
        "without s ≠ 0: at s = 0 the pattern of all s gives rank "
            + Rank.of(dead.gradient(dead.count() - 1)),
        !dead.isFull(dead.count() - 1));
    RationalMatrix same = RationalMatrix.of(2, 3, (j, n) -> x.get(j, 0));
    EveryPattern equal = EveryPattern.of(same, e, s);
    transcript.control(
        "without \"almost every X\": d_1 + 1 = 3 equal samples, all patterns deficient though N = 3 ≤"
            + " d_0·d_1 = 4",
        equal.countDeficient() == equal.count());
  }
}
