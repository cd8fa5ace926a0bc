package org.dlmcert.checker.nearby;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.rule.Claimed;

/** Weights of loss 0 near given ones (soundness.md section 36). */
public final class NearbyZeroRule implements NearbyRule {
  @Override
  public String kind() {
    return "nearby-zero";
  }

  @Override
  public String verdict() {
    return "GLOBAL_MINIMUM";
  }

  private record Zero(
      int boxBits, Box box, List<Box.Parameter> moving, BigInteger[] radii, Contraction c) {}

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, NearbyClaim claim) {
    NearbyRule.requireSquares(this, network);
    in.open();
    int bits = Box.readBits(in, "bits");
    int boxBits = Box.readBits(in, "box_bits");
    List<Box.Parameter> parameters = Box.parameters(network);
    BigInteger[] centre = Box.readIntegers(in, "centre", parameters.size());
    in.field("moving");
    int[] moving = in.indexSet(parameters.size());
    BigInteger[] radii = Box.readPositive(in, "radii", moving.length);
    Contraction c = Contraction.read(in, moving.length, moving.length);
    in.close();
    BigInteger[] all = new BigInteger[centre.length];
    Arrays.fill(all, BigInteger.ZERO);
    IntStream.range(0, moving.length).forEach(p -> all[moving[p]] = radii[p]);
    Zero zero =
        new Zero(
            boxBits,
            new Box(bits, parameters, centre, all),
            Arrays.stream(moving).mapToObj(parameters::get).toList(),
            radii,
            c);
    return steps -> check(network, claim, zero, steps);
  }

  private static void check(Network network, NearbyClaim claim, Zero zero, Steps steps) {
    int outputs = network.width(network.layers());
    int equations = network.samples() * outputs;
    steps.require(
        zero.moving().size() == (long) network.samples() * outputs,
        "moving",
        () -> "as many numbers as outputs on samples, " + equations + ", have to move");
    FixedPoint fine = new FixedPoint(zero.box().bits(), steps.work());
    FixedPoint coarse = new FixedPoint(zero.boxBits(), steps.work());
    Enclosure.AtKinks noKinks = NearbyRule.noKinks(steps);
    Enclosure centre =
        new Enclosure(network, zero.box().point().intervals(fine), fine, Set.of(), noKinks);
    Enclosure box = new Enclosure(network, zero.box().intervals(coarse), coarse, Set.of(), noKinks);
    Interval[] value = new Interval[equations];
    Interval[][] jacobian = new Interval[equations][];
    steps.work().reserve(equations, equations, 3 * Work.NUMBER);
    for (int n = 0; n < network.samples(); n++) {
      System.arraycopy(centre.residuals(n), 0, value, n * outputs, outputs);
      for (int k = 0; k < outputs; k++) {
        Interval[][] delta = box.derivativesOf(network.layers(), k, n);
        jacobian[n * outputs + k] = box.gradient(zero.moving(), n, delta);
      }
    }
    zero.c()
        .requireZero(
            new Contraction.Test(value, fine, jacobian, coarse, zero.radii(), zero.box().bits()),
            steps);
    Claimed.same("radius", claim.radius(), zero.box().reach(network, steps.work()), steps);
    Claimed.same("spurious", claim.spurious(), false, steps);
    NearbyRule.sameRest(claim, Rational.ZERO, Rational.ZERO, new int[2], steps);
  }
}
