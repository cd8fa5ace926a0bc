package org.dlmcert.paper.statement.section5;

import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.symbolic.PolynomialMatrix;
import org.dlmcert.paper.symbolic.RationalPolynomial;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.RandomPoint;
import org.dlmcert.paper.tool.Setting;
import org.dlmcert.paper.tool.SymbolicNetwork;

/** The derivative of the output by the preactivations of a layer, as (5.2) prints it. */
public final class DeltaProduct implements Statement {
  private static final long SEED = 52;

  @Override
  public Heading heading() {
    return new Heading(
        "delta-product",
        "(5.2), δ_l as a product",
        "section 5, (5.2)",
        "A point inside a cell; a_L = 1.",
        "δ_l, the derivative of the output by u_l, is the printed product of the layers"
            + " above, and the backward recursion gives the same.",
        List.of(
            "δ_l = diag(a_l) W_{l+1}ᵀ diag(a_{l+1}) ⋯ W_Lᵀ",
            "δ_l = diag(a_l) W_{l+1}ᵀ δ_{l+1}, δ_L = 1"),
        "Anything across a kink, where a_l jumps.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    transcript.heading("The product against derivatives of the output, as polynomials");
    int shapes = 0;
    boolean broken = false;
    for (SymbolicNetwork network : SymbolicNetwork.shapes(extent)) {
      boolean equal = true;
      for (int l = 1; l <= network.depth(); l++) {
        equal &= isDerivative(network, l, product(network, l, l));
        broken |= l < network.depth() && !isDerivative(network, l, product(network, l, l + 1));
      }
      shapes++;
      transcript.check(
          "∂v_L/∂W_l[i,j] = δ_{i,l}·v_{j,l-1} for every l, i, j and sample, " + network, equal);
    }
    transcript.control("with diag(a_l) left out of the product it is wrong", broken);
    int points = atRandom(transcript, extent.of(5, 30, 300));
    transcript.conclude(
        "coefficient by coefficient for "
            + shapes
            + " shapes, and the engine's G_l at "
            + points
            + " random points");
  }

  /** The columns diag(a_first)… W_{l+1}ᵀ diag(a_{l+1}) ⋯ W_Lᵀ, d_l×N; first = l as printed. */
  private static PolynomialMatrix product(SymbolicNetwork network, int layer, int first) {
    List<PolynomialMatrix> columns =
        IntStream.range(0, network.samples())
            .mapToObj(
                n -> {
                  int d = network.slopes(layer).rows();
                  PolynomialMatrix all = first == layer ? diagonal(network, layer, n) : identity(d);
                  for (int m = layer + 1; m <= network.depth(); m++) {
                    all = all.times(network.weight(m).transpose()).times(diagonal(network, m, n));
                  }
                  return all;
                })
            .toList();
    return PolynomialMatrix.of(
        network.slopes(layer).rows(), network.samples(), (i, n) -> columns.get(n).get(i, 0));
  }

  private static PolynomialMatrix diagonal(SymbolicNetwork network, int layer, int sample) {
    PolynomialMatrix a = network.slopes(layer);
    return PolynomialMatrix.of(
        a.rows(), a.rows(), (i, j) -> i == j ? a.get(i, sample) : RationalPolynomial.ZERO);
  }

  private static PolynomialMatrix identity(int size) {
    return PolynomialMatrix.of(
        size, size, (i, j) -> i == j ? RationalPolynomial.ONE : RationalPolynomial.ZERO);
  }

  private static boolean isDerivative(SymbolicNetwork network, int layer, PolynomialMatrix delta) {
    PolynomialMatrix below = network.output(layer - 1);
    List<String> names = network.names(layer);
    for (int n = 0; n < network.samples(); n++) {
      RationalPolynomial output = network.output(network.depth()).get(0, n);
      for (int k = 0; k < names.size(); k++) {
        RationalPolynomial formula =
            delta.get(k / below.rows(), n).times(below.get(k % below.rows(), n));
        if (!output.derivative(names.get(k)).equals(formula)) {
          return false;
        }
      }
    }
    return true;
  }

  private static int atRandom(Transcript transcript, int points) {
    transcript.heading("Random points of up to four layers, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    boolean equal = true;
    int reversed = 0;
    for (int k = 0; k < points; k++) {
      Setting point = RandomPoint.of(draws, List.of(2, 2, 2, 2, 1), 3);
      Gradient gradient = Gradient.of(point.instance());
      for (int l = 1; l < point.depth(); l++) {
        equal &=
            gradient
                .layer(l)
                .equals(KhatriRao.product(delta(point, l, Order.AS_PRINTED), below(point, l)));
      }
      reversed += delta(point, 1, Order.REVERSED).equals(delta(point, 1, Order.AS_PRINTED)) ? 0 : 1;
    }
    transcript.check(
        "G_l = Δ_l∘V_{l-1} of the engine, with the product for Δ_l, at all " + points, equal);
    transcript.control(
        "with W_2ᵀ and W_3ᵀ in the other order δ_1 is another one at " + reversed + " points",
        reversed == points);
    return points;
  }

  /** The order of the factors W_2ᵀ and W_3ᵀ. */
  private enum Order {
    AS_PRINTED,
    /** The control. */
    REVERSED
  }

  private static RationalMatrix delta(Setting point, int layer, Order order) {
    return RationalMatrix.of(
        point.weight(layer).rows(),
        point.samples(),
        (i, n) -> {
          RationalMatrix row = diagonal(point, layer, n);
          for (int m = layer + 1; m < point.depth(); m++) {
            RationalMatrix w =
                point.weight(order == Order.REVERSED && m < 4 ? 2 + 3 - m : m).transpose();
            row = row.times(w).times(diagonal(point, m, n));
          }
          return row.times(point.weight(point.depth()).transpose()).get(i, 0);
        });
  }

  private static RationalMatrix diagonal(Setting point, int layer, int sample) {
    RationalMatrix a = point.slopes().get(layer - 1);
    return RationalMatrix.of(
        a.rows(), a.rows(), (i, j) -> i == j ? a.get(i, sample) : Rational.ZERO);
  }

  /** V_{l-1}. */
  private static RationalMatrix below(Setting point, int layer) {
    if (layer == 1) {
      return point.inputs();
    }
    RationalMatrix u = point.preactivations().get(layer - 2);
    RationalMatrix a = point.slopes().get(layer - 2);
    return RationalMatrix.of(u.rows(), u.columns(), (i, n) -> a.get(i, n).times(u.get(i, n)));
  }
}
