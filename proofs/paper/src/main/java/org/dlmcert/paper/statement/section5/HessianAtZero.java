package org.dlmcert.paper.statement.section5;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dlmcert.exact.Inertia;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.gradient.Hessian;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.symbolic.RationalPolynomial;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.RandomPoint;
import org.dlmcert.paper.tool.RowSpace;
import org.dlmcert.paper.tool.Setting;
import org.dlmcert.paper.tool.SymbolicNetwork;

/** The point where all weights are zero: flat to second order for L ≥ 3, and no minimum. */
public final class HessianAtZero implements Statement {
  private static final long SEED = 50;

  @Override
  public Heading heading() {
    return new Heading(
        "hessian-at-zero",
        "Section 5, w = 0",
        "section 5",
        "All weights zero; for L ≥ 3 any data, noise and slopes.",
        "For L ≥ 3, G = 0 and H = 0 in every cell that meets this point. For L = 2, G ="
            + " 0, and H = 0 only if Ê[y a_i x] = 0 for all i.",
        List.of("2N·MSE(t·w) = ‖y‖² - 2t^L y·v(w) + t^{2L}‖v(w)‖²"),
        "That w = 0 is a local minimum: the loss falls along rays with y·v(w) > 0.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    symbolic(transcript, extent);
    int networks = rays(transcript, extent.of(6, 30, 400));
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "G = 0 and H = 0 for all slopes and data of the shapes with L ≥ 3, not for L = 2; the loss along %d rays begins with the power L",
            networks));
  }

  private static void symbolic(Transcript transcript, Extent extent) {
    transcript.heading("Derivatives as polynomials, at w = 0");
    for (SymbolicNetwork network : SymbolicNetwork.shapes(extent)) {
      boolean gradient = true;
      boolean flat = true;
      for (int m = 1; m <= network.depth(); m++) {
        gradient &= network.gradient(m).map(p -> atZero(p, network)).isZero();
        for (int l = 1; l <= m; l++) {
          flat &= network.secondDerivative(m, l).map(p -> atZero(p, network)).isZero();
        }
      }
      transcript.check("G = 0, " + network, gradient);
      if (network.depth() > 2) {
        transcript.check("H = 0, " + network, flat);
      } else {
        transcript.control("L = 2 in place of L ≥ 3: H ≠ 0, " + network, !flat);
      }
    }
  }

  private static RationalPolynomial atZero(RationalPolynomial p, SymbolicNetwork network) {
    Map<String, Rational> zero = new HashMap<>();
    for (int l = 1; l <= network.depth(); l++) {
      network.names(l).forEach(name -> zero.put(name, Rational.ZERO));
    }
    return p.at(zero);
  }

  private static int rays(Transcript transcript, int networks) {
    transcript.heading("Random networks and directions, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    boolean engine = true;
    boolean order = true;
    int lower = 0;
    int saddles = 0;
    int twoLayers = 0;
    for (int k = 0; k < networks; k++) {
      Setting point =
          RandomPoint.of(draws, RandomPoint.widths(draws, 2 + k % 3, 3), draws.between(1, 5));
      List<Rational> direction = point.parameters();
      Setting zero = point.moved(direction, Rational.of(-1));
      int depth = point.depth();
      RationalMatrix hessian = Hessian.of(zero.instance());
      engine &= Gradient.of(zero.instance()).full().isZero() && (depth == 2 || hessian.isZero());
      // v_L(t·w) = t^L·v_L(w) for t > 0, so the loss is a quadratic in t^L.
      Rational t = Rational.of(1, draws.between(2, 9));
      Rational power = power(t, depth);
      Rational y = RowSpace.squaredNorm(point.targets());
      Rational v = RowSpace.squaredNorm(point.outputs());
      Rational mixed = y.plus(v).minus(RowSpace.squaredNorm(point.residuals()));
      Rational predicted = y.minus(power.times(mixed)).plus(power.times(power).times(v));
      Rational found = zero.moved(direction, t).loss().times(Rational.of(2L * point.samples()));
      order &= predicted.equals(found);
      if (depth > 2) {
        lower += zero.isLowerAlong(direction) ? 1 : 0;
      } else {
        twoLayers++;
        saddles += Inertia.of(hessian).negative() > 0 ? 1 : 0;
      }
    }
    transcript.check("the engine finds G = 0, and H = 0 for L ≥ 3", engine);
    transcript.check("2N·MSE(t·w) = ‖y‖² - 2t^L y·v(w) + t^{2L}‖v(w)‖², exactly", order);
    transcript.control(
        String.format(
            Locale.ROOT,
            "H = 0 does not make w = 0 a minimum: L ≥ 3 and the loss is lower along %d random rays",
            lower),
        lower > 0);
    transcript.check(
        String.format(
            Locale.ROOT,
            "for L = 2 the Hessian has a negative eigenvalue in %d of %d networks",
            saddles,
            twoLayers),
        saddles > 0);
    return networks;
  }

  private static Rational power(Rational base, int exponent) {
    Rational product = Rational.ONE;
    for (int k = 0; k < exponent; k++) {
      product = product.times(base);
    }
    return product;
  }
}
