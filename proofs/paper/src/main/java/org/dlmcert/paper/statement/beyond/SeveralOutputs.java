package org.dlmcert.paper.statement.beyond;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.RowSpace;
import org.dlmcert.paper.tool.Setting;

/** Lemma 1 for several outputs, and for any differentiable loss. */
public final class SeveralOutputs implements Statement {
  private static final long SEED = 504;

  @Override
  public Heading heading() {
    return new Heading(
        "several-outputs",
        "Several outputs",
        "beyond the paper: Lemma 1 for d_L > 1",
        "A critical point where the Jacobian of all N·d_L outputs by all weights,"
            + " ω×N·d_L, has full column rank.",
        "The loss's derivative by every output is zero there: for the square loss all"
            + " residuals are zero.",
        List.of("J·∇_v loss = 0, rank J = N·d_L ⇒ ∇_v loss = 0"),
        "That the Jacobian has full column rank: with more outputs that needs more" + " weights.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    transcript.heading("d = 3-3-2, N = 3 or 7, random points, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    int points = extent.of(5, 40, 400);
    boolean jacobian = true;
    boolean trivial = true;
    boolean critical = true;
    int deficient = 0;
    for (int k = 0; k < points; k++) {
      Setting small = point(draws, 3);
      RationalMatrix full = Gradient.of(small.instance()).full();
      jacobian &= full.equals(differences(small));
      trivial &= Rank.of(full) == 6 && RowSpace.of(full).nullVector().isEmpty();
      Setting large = point(draws, 7);
      RationalMatrix wide = Gradient.of(large.instance()).full();
      Optional<RationalMatrix> e = RowSpace.of(wide).nullVector();
      if (e.isPresent()) {
        deficient++;
        critical &= differences(large).times(e.get().transpose()).isZero() && !e.get().isZero();
      }
    }
    transcript.check("the Jacobian equals differences of the outputs, entry by entry", jacobian);
    transcript.check(
        "N·d_L = 6: full column rank, so that J·e = 0 leaves only e = 0, at all " + points,
        trivial);
    transcript.check("N·d_L = 14: e ≠ 0 with J·e = 0 is found exactly", critical);
    transcript.control(
        String.format(
            Locale.ROOT,
            "without full column rank (ω = 15, ceiling 12 < 14): critical with e ≠ 0 at %d points",
            deficient),
        deficient == points);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "full rank leaves no residual at %d points with two outputs; deficiency leaves one at as many",
            points));
  }

  /** A point inside a cell, without noise. */
  private static Setting point(Draws draws, int samples) {
    return Stream.generate(
            () ->
                new Setting(
                    draws.nonzero(3, samples),
                    List.of(RationalMatrix.of(3, samples, (i, n) -> Rational.ONE)),
                    Rational.of(1, 4),
                    List.of(draws.nonzero(3, 3), draws.nonzero(2, 3)),
                    draws.matrix(2, samples)))
        .filter(Setting::isDifferentiable)
        .findFirst()
        .orElseThrow();
  }

  /** Outputs are of degree 1 in each weight inside a cell, so that quotients have no error. */
  private static RationalMatrix differences(Setting point) {
    int count = point.parameters().size();
    RationalMatrix here = point.outputs();
    List<List<Rational>> rows = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      int weight = p;
      List<Rational> unit =
          IntStream.range(0, count)
              .mapToObj(q -> q == weight ? Rational.ONE : Rational.ZERO)
              .toList();
      Rational step = Rational.ONE;
      while (!point.moved(unit, step).signs().equals(point.signs())) {
        step = step.dividedBy(Rational.of(2));
      }
      RationalMatrix there = point.moved(unit, step).outputs();
      List<Rational> row = new ArrayList<>();
      for (int n = 0; n < point.samples(); n++) {
        for (int o = 0; o < here.rows(); o++) {
          row.add(there.get(o, n).minus(here.get(o, n)).dividedBy(step));
        }
      }
      rows.add(row);
    }
    return RationalMatrix.ofRows(point.samples() * here.rows(), rows);
  }
}
