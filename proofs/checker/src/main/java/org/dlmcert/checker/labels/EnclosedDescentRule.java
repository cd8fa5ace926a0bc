package org.dlmcert.checker.labels;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.point.LossPath;
import org.dlmcert.checker.rule.Rule;

/** A direction in which a loss of labels has a negative derivative (soundness.md section 35). */
public final class EnclosedDescentRule implements Rule<Network, LabelPointClaim> {
  private static final int MOST_BITS = 4097;

  @Override
  public String kind() {
    return "enclosed-descent";
  }

  @Override
  public LabelPointClaim readClaim(CanonicalReader in) {
    return LabelPointClaim.read(in);
  }

  @Override
  public Network readSubject(CanonicalReader in) {
    return Network.readGeneral(in);
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, LabelPointClaim claim) {
    in.open();
    in.field("bits");
    int bits = in.index(MOST_BITS);
    in.field("direction");
    in.open();
    in.field("weights");
    Network.Parameters direction = network.readParameters(in);
    in.close();
    in.close();
    return steps -> check(network, direction, bits, steps);
  }

  private static void check(Network network, Network.Parameters direction, int bits, Steps steps) {
    LossPath path = new LossPath(network, direction, steps.work());
    boolean logistic = network.loss().word().equals("logistic");
    Rational sum = Rational.ZERO;
    for (int n = 0; n < network.samples(); n++) {
      List<Rational[]> outputs = path.outputs(n);
      Rational[] v = outputs.get(0);
      Rational[] change = outputs.get(1);
      Rational[] labels = network.targets().orElseThrow().get(n);
      LabelGradient gradient =
          logistic
              ? LabelGradient.logistic(v, labels, bits, steps.work())
              : LabelGradient.crossEntropy(v, labels, bits, steps.work());
      Rational[] most = new Rational[v.length];
      Arrays.setAll(
          most,
          c ->
              new Rational(
                  change[c].signum() > 0 ? gradient.high()[c] : gradient.low()[c], BigInteger.ONE));
      sum = Vectors.plus(sum, Vectors.dot(most, change, steps.work()), steps.work());
    }
    Rational bound = sum;
    steps.require(
        bound.signum() < 0, "direction", () -> "the derivative of the loss may not be negative");
  }
}
