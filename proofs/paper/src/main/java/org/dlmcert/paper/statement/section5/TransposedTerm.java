package org.dlmcert.paper.statement.section5;

import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.gradient.Hessian;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Differences;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.Setting;

/** The second term of (5.6), which is printed transposed. */
public final class TransposedTerm implements Statement {
  private static final long SEED = 56;

  @Override
  public Heading heading() {
    return new Heading(
        "transposed-term",
        "(5.6), its middle expression",
        "section 5, (5.6)",
        "A point inside a cell, two layers m ≠ l.",
        "The block with rows w_m and columns w_l has the second term (1/N) G_m G_lᵀ, as"
            + " the last expression of (5.6) has it; with the two factors swapped, as in the"
            + " middle expression, it is wrong, and where d_m d_{m-1} ≠ d_l d_{l-1} it has"
            + " another shape.",
        List.of("H_{ml} = Ê[eΛ_{ml}] + (1/N) G_m G_lᵀ"),
        "A fault in what the paper concludes from (5.6): it uses the last expression.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    Draws draws = new Draws(SEED, 5);
    int points = extent.of(2, 10, 100);
    boolean right = true;
    boolean engine = true;
    int wrong = 0;
    for (int k = 0; k < points; k++) {
      Setting point = point(draws);
      Gradient gradient = Gradient.of(point.instance());
      RationalMatrix lambda = lambda(point);
      RationalMatrix square = mean(gradient.layer(2).times(gradient.layer(1).transpose()), 3);
      RationalMatrix corrected = sum(lambda, square);
      RationalMatrix printed = sum(lambda, square.transpose());
      RationalMatrix truth = block(Differences.hessian(point));
      right &= corrected.equals(truth);
      engine &= block(Hessian.of(point.instance())).equals(truth);
      wrong += printed.equals(truth) ? 0 : 1;
      if (k == 0) {
        transcript.heading("d = 2-2-2-1, N = 3, m = 2, l = 1, seed " + SEED);
        transcript.show("Ê[eΛ_21]", lambda);
        transcript.show("(1/N) G_2 G_1ᵀ", square);
        transcript.show("∂²MSE/∂w_2∂w_1ᵀ by differences of the loss", truth);
      }
    }
    transcript.check("Ê[eΛ_21] + (1/N) G_2 G_1ᵀ is the block, at all " + points, right);
    transcript.check("the engine's Hessian has this block", engine);
    transcript.control(
        "with the factors in the order of the middle expression the block is wrong at "
            + wrong
            + " of "
            + points
            + " points",
        wrong == points);
    transcript.say(
        "For d = 2-2-1 the middle expression cannot be formed: Λ_21 is 2×4, G_1 G_2ᵀ is 4×2.");
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "the block with (1/N) G_m G_lᵀ, the last expression of (5.6), agrees with second differences at %d points, the order of the middle expression at none",
            points));
  }

  private static Setting point(Draws draws) {
    while (true) {
      Setting point =
          new Setting(
              draws.nonzero(2, 3),
              List.of(draws.nonzero(2, 3), draws.nonzero(2, 3)),
              Rational.of(1, 4),
              List.of(draws.nonzero(2, 2), draws.nonzero(2, 2), draws.nonzero(1, 2)),
              draws.matrix(1, 3));
      if (point.isDifferentiable()) {
        return point;
      }
    }
  }

  /** Ê[eΛ_21] = Ê[e·δ_2 ⊗ diag(a_1) ⊗ xᵀ] for widths 2, 2, 2, 1, written out: 4×4. */
  private static RationalMatrix lambda(Setting point) {
    RationalMatrix e = point.residuals();
    RationalMatrix a1 = point.slopes().get(0);
    RationalMatrix a2 = point.slopes().get(1);
    RationalMatrix total =
        RationalMatrix.of(
            4,
            4,
            (row, column) -> {
              int p = row / 2;
              int i = column / 2;
              Rational sum = Rational.ZERO;
              for (int n = 0; n < point.samples() && row % 2 == i; n++) {
                Rational delta = a2.get(p, n).times(point.weight(3).get(0, p));
                sum =
                    sum.plus(
                        e.get(0, n)
                            .times(delta)
                            .times(a1.get(i, n))
                            .times(point.inputs().get(column % 2, n)));
              }
              return sum;
            });
    return mean(total, point.samples());
  }

  /** Rows of W_2 and columns of W_1 for widths 2, 2, 2, 1. */
  private static RationalMatrix block(RationalMatrix hessian) {
    return RationalMatrix.of(4, 4, (i, j) -> hessian.get(4 + i, j));
  }

  private static RationalMatrix mean(RationalMatrix matrix, int samples) {
    Rational factor = Rational.of(1, samples);
    return RationalMatrix.of(
        matrix.rows(), matrix.columns(), (i, j) -> matrix.get(i, j).times(factor));
  }

  private static RationalMatrix sum(RationalMatrix a, RationalMatrix b) {
    return RationalMatrix.of(a.rows(), a.columns(), (i, j) -> a.get(i, j).plus(b.get(i, j)));
  }
}
