package org.dlmcert.paper.statement.appendix;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Network;
import org.dlmcert.model.Widths;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.symbolic.PolynomialMatrix;
import org.dlmcert.paper.symbolic.PolynomialMatrix.Minor;
import org.dlmcert.paper.symbolic.RationalPolynomial;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.SymbolicLastLayer;

/** Lemma 8: a polynomial matrix of full column rank at one point has it almost everywhere. */
public final class Lemma8 implements Statement {
  private static final long SEED = 8;

  /** Side of the grids on which points are counted. */
  private static final int GRID = 7;

  /** Widths and N for which g is expanded into its terms. */
  private static final List<List<Integer>> EXPANDED =
      List.of(
          List.of(1, 2, 1, 2),
          List.of(2, 1, 1, 2),
          List.of(2, 2, 1, 2),
          List.of(2, 2, 1, 3),
          List.of(2, 2, 1, 4),
          List.of(3, 1, 1, 3),
          List.of(1, 2, 1, 1, 2),
          List.of(2, 2, 1, 1, 2),
          List.of(1, 1, 2, 1, 2),
          List.of(1, 2, 2, 1, 4),
          List.of(1, 2, 2, 1, 1, 2));

  /** Widths and N for which a minor is expanded. */
  private static final List<List<Integer>> MINORS =
      List.of(List.of(2, 2, 2, 1, 3), List.of(2, 2, 2, 1, 4), List.of(1, 2, 2, 2, 1, 3));

  @Override
  public Heading heading() {
    return new Heading(
        "lemma-8",
        "Lemma 8",
        "appendix B",
        "M(θ) with N columns and entries that are polynomials in θ, and one θ' with rank"
            + " M(θ') = N.",
        "M(θ) has rank N for almost every θ.",
        List.of(
            "g(θ) = Σ (N×N minors of M(θ))² = 0 ⇔ rank M(θ) < N",
            "g(θ') > 0, so that g ≢ 0 and its zeros have measure 0"),
        "At which θ the rank is short: for that its own rank is taken.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    inFull(transcript);
    expanded(transcript);
    int points = onGrids(transcript, extent.of(4, 20, 200));
    controls(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "g expanded for %d shapes of G_{L-1}, a minor for %d more, not zero at the witness; g = 0 exactly where the rank is below N at %d grid points, and nowhere more often than its degree allows",
            EXPANDED.size(),
            MINORS.size(),
            points));
  }

  private static Network network(List<Integer> shape) {
    return new Network(shape.subList(0, shape.size() - 1), Rational.of(1, 4), false);
  }

  private static SymbolicLastLayer layer(List<Integer> shape) {
    return SymbolicLastLayer.of(network(shape), shape.get(shape.size() - 1));
  }

  /** g, the sum of the squares of all maximal minors. */
  static RationalPolynomial sumOfSquares(PolynomialMatrix matrix) {
    return RationalPolynomial.sum(
        matrix.maximalMinors().stream().map(Minor::value).map(m -> m.times(m)).toList());
  }

  private static void inFull(Transcript transcript) {
    for (List<Integer> shape : List.of(EXPANDED.get(0), List.of(1, 2, 1, 1, 2))) {
      SymbolicLastLayer layer = layer(shape);
      transcript.heading(
          "In full: widths " + Widths.text(shape.subList(0, shape.size() - 1)) + ", N = 2");
      transcript.show("M", layer.matrix().text());
      for (Minor minor : layer.matrix().maximalMinors()) {
        transcript.say("Minor of rows " + minor.chosen() + ": " + minor.value());
      }
      RationalPolynomial g = sumOfSquares(layer.matrix());
      transcript.say("g = " + g);
      Map<String, Rational> witness = layer.witness();
      transcript.show("M at the witness " + witness, layer.matrix().value(witness));
      transcript.checkEqual("g there", Rational.ONE, g.value(witness));
    }
  }

  private static void expanded(Transcript transcript) {
    transcript.heading("g for more shapes");
    boolean nonzero = true;
    boolean ranks = true;
    boolean signs = true;
    Draws draws = new Draws(SEED, 9);
    for (List<Integer> shape : EXPANDED) {
      SymbolicLastLayer layer = layer(shape);
      int samples = layer.samples();
      RationalPolynomial g = sumOfSquares(layer.matrix());
      nonzero &= !g.isZero() && g.value(layer.witness()).equals(Rational.ONE);
      ranks &= Rank.of(layer.matrix().value(layer.witness())) == samples;
      for (int k = 0; k < 10; k++) {
        Map<String, Rational> point = point(draws, g, k % 2 == 0 ? 1 : 9);
        signs &= g.value(point).isZero() == Rank.of(layer.matrix().value(point)) < samples;
      }
      transcript.say(
          String.format(
              Locale.ROOT,
              "Widths %s, N = %d: M is %s, g has degree %d and %d terms.",
              Widths.text(shape.subList(0, shape.size() - 1)),
              samples,
              layer.matrix().shape(),
              g.degree(),
              g.size()));
    }
    for (List<Integer> shape : MINORS) {
      SymbolicLastLayer layer = layer(shape);
      int samples = layer.samples();
      int[] rows = IntStream.range(0, samples).toArray();
      RationalPolynomial minor = layer.matrix().rows(rows).determinant();
      nonzero &= minor.value(layer.witness()).abs().equals(Rational.ONE);
      transcript.say(
          String.format(
              Locale.ROOT,
              "Widths %s, N = %d: the minor of the first %d rows has degree %d and %d terms.",
              Widths.text(shape.subList(0, shape.size() - 1)),
              samples,
              samples,
              minor.degree(),
              minor.size()));
    }
    transcript.check("g = 1 at the witness (B.3)–(B.6), so g is not identically zero", nonzero);
    transcript.check("M has rank N there", ranks);
    transcript.check(
        "at ten random integer points for each g, seed "
            + SEED
            + ": g = 0 exactly where the rank is below N",
        signs);
  }

  private static Map<String, Rational> point(Draws draws, RationalPolynomial g, int range) {
    Map<String, Rational> point = new TreeMap<>();
    g.variables().forEach(name -> point.put(name, Rational.of(draws.between(-range, range))));
    return point;
  }

  /**
   * Matrices of random polynomials in x and y. A nonzero minor of degree D has at most D·B zeros on
   * a grid of B×B points (Schwartz 1980, Zippel 1979): "almost everywhere", in numbers.
   */
  private static int onGrids(Transcript transcript, int matrices) {
    transcript.heading("Random polynomial matrices in x and y on a grid, seed " + (SEED + 1));
    Draws draws = new Draws(SEED + 1, 2);
    int points = 0;
    int most = 0;
    boolean equivalent = true;
    boolean few = true;
    int zero = 0;
    for (int k = 0; k < matrices; k++) {
      PolynomialMatrix matrix = random(draws, 2 + k % 2, 2);
      List<Minor> minors = matrix.maximalMinors();
      RationalPolynomial g = sumOfSquares(matrix);
      int deficient = 0;
      for (int i = 0; i < GRID * GRID; i++, points++) {
        Map<String, Rational> point =
            Map.of("x", Rational.of(i / GRID - 3), "y", Rational.of(i % GRID - 3));
        boolean below = Rank.of(matrix.value(point)) < 2;
        deficient += below ? 1 : 0;
        equivalent &= below == g.value(point).isZero();
      }
      int bound =
          minors.stream()
              .filter(m -> !m.value().isZero())
              .mapToInt(m -> m.value().degree() * GRID)
              .min()
              .orElse(GRID * GRID);
      few &= g.isZero() ? deficient == GRID * GRID : deficient <= bound;
      most = g.isZero() ? most : Math.max(most, deficient);
      zero += g.isZero() ? 1 : 0;
    }
    transcript.check(
        "g = 0 exactly where the rank is below N, at " + points + " points", equivalent);
    transcript.check(
        String.format(
            Locale.ROOT,
            "the points where it is are at most %d·(degree of a minor) of %d, and for one matrix up to %d; all of them where g is identically zero (%d of %d matrices)",
            GRID,
            GRID * GRID,
            most,
            zero,
            matrices),
        few);
    return points;
  }

  private static PolynomialMatrix random(Draws draws, int rows, int columns) {
    RationalPolynomial x = RationalPolynomial.variable("x");
    RationalPolynomial y = RationalPolynomial.variable("y");
    return PolynomialMatrix.of(
        rows,
        columns,
        (i, j) ->
            draws.between(0, 3) == 0
                ? RationalPolynomial.ZERO
                : x.times(draws.any())
                    .plus(y.times(draws.any()))
                    .plus(x.times(y).times(draws.any()))
                    .plus(RationalPolynomial.of(draws.any())));
  }

  private static void controls(Transcript transcript) {
    transcript.heading("Hypotheses dropped");
    RationalPolynomial x = RationalPolynomial.variable("x");
    RationalPolynomial y = RationalPolynomial.variable("y");
    PolynomialMatrix dependent =
        PolynomialMatrix.of(
            2, 2, (i, j) -> (i == 0 ? x : y).times(j == 0 ? RationalPolynomial.ONE : x));
    transcript.show("M = x and y times (1, x)", dependent.text());
    transcript.control(
        "without a point of rank N: g = " + sumOfSquares(dependent) + ", deficient everywhere",
        sumOfSquares(dependent).isZero());
    PolynomialMatrix wide = PolynomialMatrix.ofVariables("a", 1, 2);
    transcript.control(
        "with fewer rows than columns there are no maximal minors, and g = " + sumOfSquares(wide),
        sumOfSquares(wide).isZero());
    int positive = 0;
    int negative = 0;
    for (int t = -10; t <= 10; t++) {
      int rank = Rank.of(RationalMatrix.of(new long[][] {{Math.max(t, 0)}}));
      positive += t > 0 && rank == 1 ? 1 : 0;
      negative += t < 0 && rank == 0 ? 1 : 0;
    }
    transcript.control(
        "without polynomials: M(t) = max(t, 0) has rank 1 at "
            + positive
            + " positive points of a grid and rank 0 at all "
            + negative
            + " negative ones, no null set",
        positive == 10 && negative == 10);
  }
}
