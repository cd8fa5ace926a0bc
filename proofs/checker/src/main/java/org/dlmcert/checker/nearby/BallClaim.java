package org.dlmcert.checker.nearby;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkClaim;
import org.dlmcert.checker.network.NetworkSetting;

/** The claim about all weights near given ones (format.md 4.15). */
record BallClaim(String statement, NetworkSetting setting, Rational radius)
    implements NetworkClaim {

  static BallClaim read(CanonicalReader in) {
    in.open();
    in.field("property");
    in.word(List.of("ball"));
    in.field("statement");
    String statement = in.word(List.of("critical-points", "gradient-flow"));
    NetworkSetting setting = NetworkSetting.read(in, List.of("none", "given"));
    in.field("radius");
    Rational radius = in.rational();
    in.close();
    return new BallClaim(statement, setting, radius);
  }

  boolean flow() {
    return statement.equals("gradient-flow");
  }

  @Override
  public void compare(Network network) {
    NearbyClaim.requireWeights(network);
    setting.compare(network);
  }

  @Override
  public String verdict() {
    return "CERTIFIED";
  }

  @Override
  public String sentence(Network network) {
    String what =
        flow()
            ? "gradient flow of the loss from the given weights stays at a distance below "
                + radius
                + " of them and converges to weights of loss 0"
            : "every critical point of the loss, with or without a gradient, and so every local"
                + " minimum, within "
                + radius
                + " of the given weights, in each coordinate, has loss 0";
    return what + setting.noiseWords() + setting.words() + network.loss().words();
  }
}
