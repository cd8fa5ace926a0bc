package org.dlmcert.checker.nearby;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.rule.Claimed;
import org.dlmcert.checker.rule.Rule;

/** All critical points in a box, or gradient flow, reach loss 0 (soundness.md section 38). */
public final class BallRule implements Rule<Network, BallClaim> {
  @Override
  public String kind() {
    return "ball";
  }

  @Override
  public BallClaim readClaim(CanonicalReader in) {
    return BallClaim.read(in);
  }

  @Override
  public Network readSubject(CanonicalReader in) {
    return Network.read(in);
  }

  /** Some slope between the two, wherever the sign is not sure. */
  static final Enclosure.AtKinks BOTH = (layer, unit, sample, above, below) -> above.hull(below);

  private record Ball(
      int bits, List<Box.Parameter> rows, Contraction inverse, Optional<Rational> q) {}

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, BallClaim claim) {
    NearbyRule.requireSquares(this, network);
    in.open();
    int bits = Box.readBits(in, "bits");
    List<Box.Parameter> parameters = Box.parameters(network);
    int columns = network.samples() * network.width(network.layers());
    if (claim.flow() && in.optionalField("radii")) {
      FlowModes modes = FlowModes.read(in, parameters.size(), columns);
      in.close();
      return steps -> {
        requirePositive(claim, steps);
        modes.check(network, claim.radius(), new FixedPoint(bits, steps.work()), steps);
      };
    }
    in.field("rows");
    int[] rows = in.indexSet(parameters.size());
    Contraction inverse = Contraction.read(in, columns, rows.length);
    Optional<Rational> q = Optional.empty();
    if (claim.flow()) {
      in.field("q");
      q = Optional.of(in.rational());
    }
    in.close();
    List<Box.Parameter> chosen = Arrays.stream(rows).mapToObj(parameters::get).toList();
    Ball ball = new Ball(bits, chosen, inverse, q);
    return steps -> check(network, claim, ball, steps);
  }

  private static void requirePositive(BallClaim claim, Steps steps) {
    Claimed.require(
        claim.radius().signum() > 0, "radius", () -> "the radius is not positive", steps);
  }

  private static void check(Network network, BallClaim claim, Ball ball, Steps steps) {
    requirePositive(claim, steps);
    steps.require(!ball.rows().isEmpty(), "rows", () -> "there are none");
    FixedPoint numbers = new FixedPoint(ball.bits(), steps.work());
    Interval radius = numbers.of(claim.radius());
    Interval around = new Interval(radius.upper().negate(), radius.upper());
    Interval[] centre =
        Box.parameters(network).stream()
            .map(p -> numbers.of(Box.given(network, p)))
            .toArray(Interval[]::new);
    Interval[] box = Arrays.stream(centre).map(w -> w.plus(around)).toArray(Interval[]::new);
    Enclosure onBox = new Enclosure(network, box, numbers, Set.of(), BOTH);
    BigInteger[][] defects =
        ball.inverse().defects(gradients(network, onBox, ball.rows()), numbers);
    BigInteger one = BigInteger.ONE.shiftLeft(ball.inverse().scale() + ball.bits() + 1);
    if (!claim.flow()) {
      for (int i = 0; i < defects.length; i++) {
        Contraction.requireLess(sum(defects[i]), one, "preconditioner[" + i + "]", steps);
      }
      return;
    }
    Rational q = ball.q().orElseThrow();
    steps.require(
        q.signum() >= 0 && q.numerator().compareTo(q.denominator()) < 0,
        "q",
        () -> "expected at least 0 and less than 1");
    FlowBounds.requireNorm(defects, one, q, steps);
    Enclosure atCentre = new Enclosure(network, centre, numbers, Set.of(), BOTH);
    FlowBounds.requireReach(
        claim.radius(),
        ball.inverse(),
        q,
        FlowBounds.squares(network, atCentre),
        ball.bits(),
        steps);
  }

  /** Returns G on the box: a row for each chosen parameter, a column for each output and sample. */
  static Interval[][] gradients(Network network, Enclosure onBox, List<Box.Parameter> rows) {
    int outputs = network.width(network.layers());
    int columns = network.samples() * outputs;
    onBox.numbers().work().reserve(rows.size(), columns, 3 * Work.NUMBER);
    Interval[][] g = new Interval[rows.size()][columns];
    for (int c = 0; c < columns; c++) {
      int n = c / outputs;
      Interval[] column =
          onBox.gradient(rows, n, onBox.derivativesOf(network.layers(), c % outputs, n));
      for (int r = 0; r < column.length; r++) {
        g[r][c] = column[r];
      }
    }
    return g;
  }

  static BigInteger sum(BigInteger[] row) {
    return Arrays.stream(row).reduce(BigInteger.ZERO, BigInteger::add);
  }
}
