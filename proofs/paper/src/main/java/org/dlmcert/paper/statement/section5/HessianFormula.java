package org.dlmcert.paper.statement.section5;

import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.gradient.Hessian;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.symbolic.PolynomialMatrix;
import org.dlmcert.paper.tool.Differences;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.RandomPoint;
import org.dlmcert.paper.tool.Setting;
import org.dlmcert.paper.tool.SymbolicNetwork;

/** The Hessian of the loss inside a cell, and what section 5 says about its two terms. */
public final class HessianFormula implements Statement {
  private static final long SEED = 57;

  @Override
  public Heading heading() {
    return new Heading(
        "hessian",
        "(5.6), (5.7)",
        "section 5",
        "A point inside a cell; square loss, one output.",
        "The blocks of the Hessian are those of (5.6) with Λ of (5.7); diagonal blocks"
            + " are (1/N) G_l G_lᵀ alone, so that Ê[eΛ] has trace 0; rank GGᵀ = rank G ≤ N.",
        List.of(
            "H_{ml} = Ê[eΛ_{ml}] + (1/N) G_m G_lᵀ",
            "Λ_{ml} = δ_m ⊗ (Π_{l<k<m} diag(a_k) W_k) diag(a_l) ⊗ v_{l-1}ᵀ for l < m (k = m-1"
                + " first), Λ_{ll} = 0, Λ_{lm} = Λ_{ml}ᵀ"),
        "A Hessian at a kink; and that H ⪰ 0 anywhere but at minima.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    List<SymbolicNetwork> shapes = SymbolicNetwork.shapes(extent);
    symbolic(transcript, shapes);
    int points = numeric(transcript, extent.of(3, 20, 200));
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "coefficient by coefficient for %d shapes; exactly at %d random points, with trace 0 and rank GGᵀ ≤ N",
            shapes.size(),
            points));
  }

  private static void symbolic(Transcript transcript, List<SymbolicNetwork> shapes) {
    transcript.heading("The loss as a polynomial in weights, inputs, targets and slopes");
    for (SymbolicNetwork network : shapes) {
      boolean equal = true;
      boolean diagonal = true;
      boolean needed = false;
      for (int m = 1; m <= network.depth(); m++) {
        for (int l = 1; l <= m; l++) {
          PolynomialMatrix second = network.secondDerivative(m, l);
          equal &= second.equals(network.hessianFormula(m, l));
          PolynomialMatrix square =
              network.mean(network.gradient(m).times(network.gradient(l).transpose()));
          if (l == m) {
            diagonal &= second.equals(square);
          } else {
            needed |= !second.equals(square);
          }
        }
      }
      transcript.check("H_ml is the second derivative for all l ≤ m, " + network, equal);
      transcript.check(
          "∂²MSE/∂w_l² = (1/N) G_l G_lᵀ for every l, so that what is left over has trace 0",
          diagonal);
      if (network == shapes.get(0)) {
        transcript.show("Ê[eΛ_21]", network.weightedLambda(2, 1).text());
        transcript.control("without Λ, (1/N) G_m G_lᵀ is wrong for some l < m", needed);
      }
    }
  }

  private static int numeric(Transcript transcript, int points) {
    transcript.heading("Random points, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    boolean equal = true;
    boolean trace = true;
    boolean rank = true;
    int traces = 0;
    for (int k = 0; k < points; k++) {
      Setting point =
          RandomPoint.of(draws, RandomPoint.widths(draws, 2 + k % 3, 2), draws.between(1, 5));
      RationalMatrix hessian = Hessian.of(point.instance());
      equal &= hessian.equals(Differences.hessian(point));
      RationalMatrix full = Gradient.of(point.instance()).full();
      RationalMatrix square = full.times(full.transpose());
      Rational mean = Rational.of(1, point.samples());
      trace &= trace(hessian).equals(trace(square).times(mean));
      traces += trace(hessian).isZero() ? 0 : 1;
      int r = Rank.of(square);
      rank &= r <= point.samples() && r == Rank.of(full);
    }
    transcript.check(
        "the engine's Hessian equals second differences of the loss at all " + points, equal);
    transcript.check("the trace of H is that of (1/N) GGᵀ: Ê[eΛ] has trace 0", trace);
    transcript.check("rank GGᵀ = rank G ≤ N", rank);
    transcript.control("H itself has not trace 0, at " + traces + " points", traces > 0);
    return points;
  }

  private static Rational trace(RationalMatrix matrix) {
    Rational sum = Rational.ZERO;
    for (int i = 0; i < matrix.rows(); i++) {
      sum = sum.plus(matrix.get(i, i));
    }
    return sum;
  }
}
