package org.dlmcert.checker.least;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.minima.MinimaClaim;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkClaim;
import org.dlmcert.checker.network.NetworkSetting;

/** The claim about the least loss of all weights (format.md 4.8). */
public record LeastLossClaim(NetworkSetting setting, Rational loss) implements NetworkClaim {

  static LeastLossClaim read(CanonicalReader in) {
    in.open();
    in.field("property");
    in.word(List.of("least-loss"));
    NetworkSetting setting = NetworkSetting.read(in, List.of("none", "given"));
    in.field("loss");
    Rational loss = in.rational();
    in.close();
    return new LeastLossClaim(setting, loss);
  }

  @Override
  public void compare(Network network) {
    MinimaClaim.requireOneHiddenLayer(network);
    setting.compare(network);
  }

  @Override
  public String verdict() {
    return "GLOBAL_MINIMUM";
  }

  @Override
  public String sentence(Network network) {
    return "the least loss of all weights is "
        + loss
        + ", and the weights in the certificate have it"
        + setting.noiseWords()
        + setting.words();
  }
}
