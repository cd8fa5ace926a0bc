package org.dlmcert.checker.least;

import java.math.BigInteger;
import java.util.Arrays;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.minima.MinimaClaim;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.point.Balance;
import org.dlmcert.checker.point.ExactPoint;
import org.dlmcert.checker.rule.Claimed;
import org.dlmcert.checker.rule.Rule;

/** The least loss of one hidden layer over all widths (soundness.md section 31). */
public final class AnyWidthRule implements Rule<Network, AnyWidthClaim> {
  @Override
  public String kind() {
    return "any-width";
  }

  @Override
  public AnyWidthClaim readClaim(CanonicalReader in) {
    return AnyWidthClaim.read(in);
  }

  @Override
  public Network readSubject(CanonicalReader in) {
    return Network.read(in);
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, AnyWidthClaim claim) {
    if (claim.width().isEmpty()) {
      in.open();
      in.field("residuals");
      Rational[] residuals = in.row(network.samples());
      in.close();
      return steps -> {
        requireOrthogonal(network, residuals, steps);
        Claimed.same("loss", claim.loss(), bound(network, residuals, steps), steps);
      };
    }
    Network wide = network.withHiddenUnits(claim.width().getAsInt());
    in.open();
    in.field("weights");
    Network.Parameters parameters = wide.readParameters(in);
    in.close();
    return steps -> {
      ExactPoint point = new ExactPoint(wide, parameters, steps.work());
      Claimed.same("loss", claim.loss(), point.loss(), steps);
      requireOrthogonal(network.withHiddenUnits(1), point.residuals(0), steps);
    };
  }

  /** The residuals are orthogonal to what the units give for any weights, and to the bias. */
  private static void requireOrthogonal(Network network, Rational[] residuals, Steps steps) {
    Rational[] ones = new Rational[residuals.length];
    Arrays.fill(ones, Rational.ONE);
    steps.require(
        !network.bias() || Vectors.dot(residuals, ones, steps.work()).signum() == 0,
        "residuals",
        () -> "they do not add up to 0");
    Balance.everywhere(network, steps).requireAll(residuals);
  }

  /** Returns (μ·y)²/(2N·|μ|²), or 0 for μ = 0. */
  private static Rational bound(Network network, Rational[] mu, Steps steps) {
    if (Vectors.isZero(mu)) {
      return Rational.ZERO;
    }
    Rational square = Vectors.dot(mu, mu, steps.work());
    Rational product = Vectors.dot(mu, MinimaClaim.targets(network), steps.work());
    Rational inverse = new Rational(square.denominator(), square.numerator());
    Rational share = Rational.of(BigInteger.ONE, BigInteger.valueOf(2L * mu.length));
    return Vectors.times(
        Vectors.times(Vectors.times(product, product, steps.work()), inverse, steps.work()),
        share,
        steps.work());
  }
}
