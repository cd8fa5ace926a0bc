package org.dlmcert.paper.statement.section5;

import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.symbolic.PolynomialMatrix;
import org.dlmcert.paper.symbolic.RationalPolynomial;
import org.dlmcert.paper.tool.Differences;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.RandomPoint;
import org.dlmcert.paper.tool.Setting;
import org.dlmcert.paper.tool.SymbolicNetwork;

/** The gradient of the loss inside a cell. */
public final class GradientFormula implements Statement {
  private static final long SEED = 51;

  @Override
  public Heading heading() {
    return new Heading(
        "gradient",
        "(4.3), (5.1)–(5.5)",
        "sections 4 and 5",
        "A point inside a cell: every hidden u ≠ 0; square loss, one output.",
        "The gradient by the weights of layer l is the mean of e·δ_l⊗v_{l-1}; with w_2"
            + " absorbed it is that of e·a_1⊗x.",
        List.of(
            "∇_{w_l} MSE = Ê[e·δ_l⊗v_{l-1}] = (1/N) G_l e, G_l = Δ_l∘V_{l-1}",
            "∇_{w̃} MSE = Ê[e·a_1⊗x]"),
        "A gradient at a kink: there the one-sided quotients differ.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int shapes = symbolic(transcript, SymbolicNetwork.shapes(extent));
    absorbed(transcript);
    int points = numeric(transcript, extent.of(5, 30, 400));
    kink(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "coefficient by coefficient for %d shapes with all data, noise and slopes as variables; exactly at %d random points",
            shapes,
            points));
  }

  private static int symbolic(Transcript transcript, List<SymbolicNetwork> shapes) {
    transcript.heading("The loss as a polynomial in weights, inputs, targets and slopes");
    for (SymbolicNetwork network : shapes) {
      boolean equal = true;
      boolean broken = false;
      for (int l = 1; l <= network.depth(); l++) {
        PolynomialMatrix derivative = network.derivative(l);
        equal &= derivative.equals(network.gradientFormula(l));
        broken |= !derivative.equals(withoutOwnSlopes(network, l));
      }
      transcript.check(
          String.format(
              Locale.ROOT,
              "∂MSE/∂w_l = (1/N) G_l e for every l, %s, %d terms in the loss",
              network,
              network.loss().size()),
          equal);
      if (network == shapes.get(0)) {
        transcript.show("∂MSE/∂w_1", network.derivative(1).text());
        transcript.control("with δ_1 = W_2ᵀ in place of diag(a_1) W_2ᵀ it is wrong", broken);
      }
    }
    return shapes.size();
  }

  /** The formula with diag(a_l) left out of δ_l. */
  private static PolynomialMatrix withoutOwnSlopes(SymbolicNetwork network, int layer) {
    PolynomialMatrix ones = network.slopes(layer).map(entry -> RationalPolynomial.ONE);
    PolynomialMatrix back =
        layer == network.depth()
            ? ones
            : ones.entrywise(network.weight(layer + 1).transpose().times(above(network, layer)));
    return network.mean(
        back.khatriRao(network.output(layer - 1)).times(network.errors().transpose()));
  }

  /** Δ_{l+1}, for the last hidden layer: the other layers are not needed here. */
  private static PolynomialMatrix above(SymbolicNetwork network, int layer) {
    PolynomialMatrix delta = network.slopes(network.depth());
    for (int l = network.depth() - 1; l > layer; l--) {
      delta = network.slopes(l).entrywise(network.weight(l + 1).transpose().times(delta));
    }
    return delta;
  }

  private static void absorbed(Transcript transcript) {
    transcript.heading("(4.3): one hidden layer with w_2 absorbed, d_0 = d_1 = 2, N = 2");
    PolynomialMatrix weights = PolynomialMatrix.ofVariables("w", 2, 2);
    PolynomialMatrix slopes = PolynomialMatrix.ofVariables("a", 2, 2);
    PolynomialMatrix inputs = PolynomialMatrix.ofVariables("x", 2, 2);
    PolynomialMatrix v = slopes.entrywise(weights.times(inputs));
    PolynomialMatrix e =
        PolynomialMatrix.of(
            1,
            2,
            (o, n) ->
                v.get(0, n).plus(v.get(1, n)).minus(RationalPolynomial.variable("y_" + (n + 1))));
    RationalPolynomial loss = e.times(e.transpose()).get(0, 0).times(Rational.of(1, 4));
    PolynomialMatrix formula =
        slopes.khatriRao(inputs).times(e.transpose()).map(p -> p.times(Rational.of(1, 2)));
    PolynomialMatrix derivative =
        PolynomialMatrix.of(4, 1, (k, c) -> loss.derivative(weights.get(k / 2, k % 2).toString()));
    transcript.check(
        "∂MSE/∂w̃ = Ê[e·a_1⊗x], coefficient by coefficient", derivative.equals(formula));
  }

  private static int numeric(Transcript transcript, int points) {
    transcript.heading("Random points, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    boolean equal = true;
    for (int k = 0; k < points; k++) {
      Setting point =
          RandomPoint.of(draws, RandomPoint.widths(draws, 2 + k % 3, 3), draws.between(1, 6));
      RationalMatrix gradient = point.gradient();
      equal &= gradient.transpose().equals(Differences.gradient(point));
    }
    transcript.check(
        "(1/N) G e of the engine equals central differences of the loss at all " + points, equal);
    return points;
  }

  /** One unit with u = 0: the quotients of both sides differ, so there is no gradient. */
  private static void kink(Transcript transcript) {
    Setting point =
        new Setting(
            RationalMatrix.of(new long[][] {{1}, {1}}),
            List.of(RationalMatrix.of(new long[][] {{1}})),
            Rational.of(1, 4),
            List.of(
                RationalMatrix.of(new long[][] {{1, -1}}), RationalMatrix.of(new long[][] {{1}})),
            RationalMatrix.of(new long[][] {{1}}));
    Rational step = Rational.of(1, 1024);
    List<Rational> direction = List.of(Rational.ONE, Rational.ZERO, Rational.ZERO);
    Rational forward = point.moved(direction, step).loss().minus(point.loss());
    Rational back = point.loss().minus(point.moved(direction, step.negate()).loss());
    Rational formula = point.gradient().get(0, 0);
    Rational error = Rational.of(1, 100);
    transcript.control(
        String.format(
            Locale.ROOT,
            "on the boundary of a cell: at u = 0 the formula gives %s, the quotient from below is near -1/4",
            formula),
        forward.dividedBy(step).minus(formula).abs().compareTo(error) < 0
            && back.dividedBy(step).minus(formula).abs().compareTo(Rational.of(1, 2)) > 0);
  }
}
