package org.dlmcert.paper.statement.appendix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dlmcert.exact.Rational;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.symbolic.PolynomialMatrix;
import org.dlmcert.paper.symbolic.RationalPolynomial;
import org.dlmcert.paper.tool.Draws;

/** Fact 7: finitely many properties that hold almost everywhere hold at once almost everywhere. */
public final class Fact7 implements Statement {
  private static final long SEED = 7;

  /** Side of the grids on which points are counted. */
  private static final int GRID = 6;

  @Override
  public Heading heading() {
    return new Heading(
        "fact-7",
        "Fact 7",
        "appendix A",
        "Finitely many properties, each of which holds almost everywhere; here properties"
            + " g_k(θ) ≠ 0 of polynomials that are not identically zero.",
        "Almost everywhere all hold at once: the product of the g_k is not identically"
            + " zero, and is nonzero exactly where all are.",
        List.of("Π_k g_k ≢ 0 if no g_k ≡ 0"),
        "The same for infinitely many properties.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int patterns = patterns(transcript);
    int families = families(transcript, extent.of(5, 30, 300));
    controls(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "the product of the determinants of %d patterns is not zero, and neither is that of any of %d random families of nonzero polynomials",
            patterns,
            families));
  }

  /** d_0 = 1, d_1 = 2, N = 2, s = 1/2: the determinant of each of the 16 patterns. */
  private static int patterns(Transcript transcript) {
    transcript.heading("All patterns at once: d_0 = 1, d_1 = 2, N = 2, s = 1/2, x = (1, 1)");
    Rational s = Rational.of(1, 2);
    List<PolynomialMatrix> matrices = matrices(s);
    RationalPolynomial product = RationalPolynomial.ONE;
    boolean each = true;
    for (PolynomialMatrix matrix : matrices) {
      RationalPolynomial determinant = matrix.determinant();
      each &= !determinant.isZero();
      product = product.times(determinant);
    }
    transcript.say(
        "The matrices are [[σ_11·ε_11, σ_12·ε_12], [σ_21·ε_21, σ_22·ε_22]], σ in {1, 1/2}.");
    transcript.say("The product of their determinants: " + product);
    transcript.check("each of the 16 determinants is not the zero polynomial", each);
    transcript.check("their product is not the zero polynomial", !product.isZero());
    int bad = 0;
    boolean same = true;
    int points = GRID * GRID * GRID * GRID;
    for (int k = 0; k < points; k++) {
      Map<String, Rational> point =
          Map.of(
              "ε_11", Rational.of(1 + k % GRID),
              "ε_12", Rational.of(1 + k / GRID % GRID),
              "ε_21", Rational.of(1 + k / GRID / GRID % GRID),
              "ε_22", Rational.of(1 + k / GRID / GRID / GRID));
      boolean zero = product.value(point).isZero();
      bad += zero ? 1 : 0;
      if (k % 9 == 0 || zero) {
        same &= zero == matrices.stream().anyMatch(m -> Rank.of(m.value(point)) < 2);
      }
    }
    transcript.check(
        "the product is zero exactly where some pattern is deficient, on the grid {1, …, 6}⁴",
        same);
    // For three entries given, each determinant up to a constant is zero for one value of the last.
    long different =
        matrices.stream()
            .map(PolynomialMatrix::determinant)
            .map(
                d -> d.times(d.coefficients().getOrDefault("ε_11·ε_22", Rational.ONE).reciprocal()))
            .distinct()
            .count();
    transcript.check(
        String.format(
            Locale.ROOT,
            "it is zero at %d of %d points, at most %d·6³ for %d determinants that differ by more than a factor",
            bad,
            points,
            different,
            different),
        bad <= different * GRID * GRID * GRID && different < GRID && bad > 0);
    return matrices.size();
  }

  private static List<PolynomialMatrix> matrices(Rational s) {
    PolynomialMatrix noise = PolynomialMatrix.ofVariables("ε", 2, 2);
    List<PolynomialMatrix> all = new ArrayList<>();
    for (int bits = 0; bits < 16; bits++) {
      int pattern = bits;
      all.add(
          PolynomialMatrix.of(
              2,
              2,
              (i, n) ->
                  (pattern >> (2 * i + n) & 1) == 0 ? noise.get(i, n) : noise.get(i, n).times(s)));
    }
    return all;
  }

  private static int families(Transcript transcript, int families) {
    transcript.heading("Random families of nonzero polynomials in x, y, z, seed " + SEED);
    Draws draws = new Draws(SEED, 3);
    boolean nonzero = true;
    boolean union = true;
    for (int k = 0; k < families; k++) {
      List<RationalPolynomial> family = new ArrayList<>();
      RationalPolynomial product = RationalPolynomial.ONE;
      while (family.size() < 4) {
        RationalPolynomial p =
            RationalPolynomial.variable("x")
                .times(draws.any())
                .plus(RationalPolynomial.variable("y").times(draws.any()))
                .plus(RationalPolynomial.variable("z").times(draws.any()))
                .plus(RationalPolynomial.of(draws.any()));
        if (!p.isZero()) {
          family.add(p);
          product = product.times(p);
        }
      }
      nonzero &= !product.isZero();
      for (int t = 0; t < 20; t++) {
        Map<String, Rational> point = Map.of("x", draws.any(), "y", draws.any(), "z", draws.any());
        union &=
            product.value(point).isZero() == family.stream().anyMatch(p -> p.value(point).isZero());
      }
    }
    transcript.check("the product of four is not zero, for " + families + " families", nonzero);
    transcript.check("it is zero exactly where one of them is, at 20 points each", union);
    return families;
  }

  private static void controls(Transcript transcript) {
    transcript.heading("Hypotheses dropped");
    List<PolynomialMatrix> dead = matrices(Rational.ZERO);
    RationalPolynomial product = RationalPolynomial.ONE;
    long zero = 0;
    for (PolynomialMatrix matrix : dead) {
      product = product.times(matrix.determinant());
      zero += matrix.determinant().isZero() ? 1 : 0;
    }
    transcript.control(
        "with properties that fail everywhere among them: at s = 0, "
            + zero
            + " of the 16 determinants are zero, and the product is "
            + product,
        product.isZero());
    boolean covered = true;
    RationalPolynomial x = RationalPolynomial.variable("x");
    for (int t = -20; t <= 20; t++) {
      Rational own = Rational.of(t);
      covered &= x.minus(RationalPolynomial.of(own)).value(Map.of("x", own)).isZero();
    }
    transcript.control(
        "without finitely many: x ≠ t holds for almost every x, for each t; but no x has it for all t,"
            + " as x fails for t = x (tried for 41 x)",
        covered);
  }
}
