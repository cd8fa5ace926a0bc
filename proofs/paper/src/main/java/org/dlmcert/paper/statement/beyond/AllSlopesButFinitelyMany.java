package org.dlmcert.paper.statement.beyond;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.symbolic.PolynomialMatrix;
import org.dlmcert.paper.symbolic.RationalPolynomial;
import org.dlmcert.paper.tool.Determinant;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;
import org.dlmcert.paper.tool.SlopePolynomial;

/** One rank, that of E∘X, for all patterns and all slopes but finitely many. */
public final class AllSlopesButFinitelyMany implements Statement {
  private static final long SEED = 331;

  @Override
  public Heading heading() {
    return new Heading(
        "all-slopes-but-finitely-many",
        "All slopes but finitely many",
        "beyond the paper: Lemma 3 for fixed X and E",
        "L = 2, rank(E∘X) = N.",
        "Every pattern has rank N for all slopes s but finitely many.",
        List.of(
            "a minor of A^σ∘X is a polynomial in s with the value of the minor of E∘X at s ="
                + " 1"),
        "That a given slope is none of the finitely many.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    smallest(transcript);
    int patterns = random(transcript, extent.of(1, 6, 60));
    withoutRank(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "the determinants of %d patterns as polynomials in s, all with the value det(E∘X) at 1; their roots are the slopes that fail",
            patterns));
  }

  private static void smallest(Transcript transcript) {
    transcript.heading("d_0 = 1, d_1 = 2, x = 1, 1, E_1 = [[2, 1], [1, 1]]");
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 1}});
    RationalMatrix noise = RationalMatrix.of(new long[][] {{2, 1}, {1, 1}});
    Set<String> different = new LinkedHashSet<>();
    Set<Rational> roots = new LinkedHashSet<>();
    for (SlopePolynomial p : polynomials(inputs, noise)) {
      different.add(p.toString());
      for (long numerator = -4; numerator <= 4; numerator++) {
        for (long denominator = 1; denominator <= 4; denominator++) {
          Rational s = Rational.of(numerator, denominator);
          if (p.at(s).isZero()) {
            roots.add(s);
          }
        }
      }
    }
    transcript.show("the determinants of the 16 patterns", List.of(List.copyOf(different)));
    // A rational root p/q has p | 2 and q | 2, so the search above is complete.
    transcript.checkEqual(
        "the rational slopes that fail",
        List.of(Rational.ZERO, Rational.of(1, 2), Rational.of(2)),
        roots.stream().sorted().toList());
    transcript.control(
        "s = 1/2 is such a slope: a pattern is deficient, although rank(E∘X) = 2",
        !EveryPattern.of(inputs, noise, Rational.of(1, 2)).allFull());
    boolean others = true;
    for (long denominator = 3; denominator <= 60; denominator++) {
      others &= EveryPattern.of(inputs, noise, Rational.of(1, denominator)).allFull();
    }
    transcript.check("every pattern has rank 2 for s = 1/3, 1/4, …, 1/60", others);
  }

  private static int random(Transcript transcript, int datasets) {
    transcript.heading("d_0 = d_1 = 2, N = 4, noise and inputs from -3 to 3, seed " + SEED);
    Draws draws = new Draws(SEED, 3);
    boolean atOne = true;
    boolean symbolic = true;
    boolean exact = true;
    int count = 0;
    int failing = 0;
    for (int k = 0; k < datasets; ) {
      RationalMatrix inputs = draws.nonzero(2, 4);
      RationalMatrix noise = draws.nonzero(2, 4);
      EveryPattern ones = EveryPattern.of(inputs, noise, Rational.ONE);
      Rational determinant = Determinant.of(ones.gradient(0));
      if (determinant.isZero()) {
        continue;
      }
      k++;
      List<SlopePolynomial> polynomials = polynomials(inputs, noise);
      count += polynomials.size();
      atOne &= polynomials.stream().allMatch(p -> p.at(Rational.ONE).equals(determinant));
      for (int bits = 0; bits < polynomials.size(); bits += 37) {
        symbolic &=
            symbolicDeterminant(inputs, noise, bits).equals(polynomials.get(bits).symbolic());
      }
      for (long numerator = -3; numerator <= 3; numerator++) {
        for (long denominator = 1; denominator <= 3; denominator++) {
          Rational s = Rational.of(numerator, denominator);
          boolean root = polynomials.stream().anyMatch(p -> p.at(s).isZero());
          failing += root ? 1 : 0;
          exact &= root == !EveryPattern.of(inputs, noise, s).allFull();
        }
      }
    }
    transcript.check(
        String.format(
            Locale.ROOT, "all %d determinants have at s = 1 the value det(E∘X) ≠ 0", count),
        atOne);
    transcript.check(
        "interpolated ones equal those expanded symbolically, for every 37th pattern", symbolic);
    transcript.check(
        String.format(
            Locale.ROOT,
            "among the slopes p/q, |p|, q ≤ 3, every pattern has rank N exactly off the roots; %d times it fails",
            failing),
        exact && failing > 0);
    return count;
  }

  private static void withoutRank(Transcript transcript) {
    transcript.heading("rank(E∘X) < N");
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 2, 1}, {1, 1, 3}});
    RationalMatrix ones = RationalMatrix.of(2, 3, (i, n) -> Rational.ONE);
    boolean always = true;
    for (long denominator = 2; denominator <= 20; denominator++) {
      always &= !EveryPattern.of(inputs, ones, Rational.of(1, denominator)).allFull();
    }
    transcript.control(
        "without rank(E∘X) = N: for E = 1 and N = 3 > rank X a pattern fails for every slope",
        always);
  }

  /** det(A^σ∘X) for all patterns in the order of their bits, where N = d_0·d_1. */
  static List<SlopePolynomial> polynomials(RationalMatrix inputs, RationalMatrix noise) {
    int samples = inputs.columns();
    List<EveryPattern> atSlopes = new ArrayList<>();
    for (int s = 0; s <= samples; s++) {
      atSlopes.add(EveryPattern.of(inputs, noise, Rational.of(s)));
    }
    List<SlopePolynomial> all = new ArrayList<>();
    for (int bits = 0; bits < atSlopes.get(0).count(); bits++) {
      int pattern = bits;
      all.add(
          SlopePolynomial.interpolate(
              samples,
              s -> Determinant.of(atSlopes.get(s.numerator().intValueExact()).gradient(pattern))));
    }
    return all;
  }

  /** The same determinant, expanded with s as a variable. */
  private static RationalPolynomial symbolicDeterminant(
      RationalMatrix inputs, RationalMatrix noise, int bits) {
    int samples = inputs.columns();
    PolynomialMatrix slopes =
        PolynomialMatrix.of(
            noise.rows(),
            samples,
            (i, n) ->
                (bits >> (i * samples + n) & 1) == 0
                    ? RationalPolynomial.of(noise.get(i, n))
                    : RationalPolynomial.variable("s").times(noise.get(i, n)));
    return slopes.khatriRao(PolynomialMatrix.of(inputs)).determinant();
  }
}
