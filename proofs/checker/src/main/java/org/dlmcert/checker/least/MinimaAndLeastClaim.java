package org.dlmcert.checker.least;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.minima.MinimaClaim;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkClaim;
import org.dlmcert.checker.network.NetworkSetting;

/** The claim about all differentiable minima and the least loss of all weights (format.md 4.14). */
public record MinimaAndLeastClaim(MinimaClaim minima, Rational least) implements NetworkClaim {

  static MinimaAndLeastClaim read(CanonicalReader in) {
    in.open();
    in.field("property");
    in.word(List.of("differentiable-minima-and-least-loss"));
    MinimaClaim minima = MinimaClaim.readFields(in);
    in.field("loss");
    Rational least = in.rational();
    in.close();
    return new MinimaAndLeastClaim(minima, least);
  }

  @Override
  public void compare(Network network) {
    minima.compare(network);
  }

  @Override
  public NetworkSetting setting() {
    return minima.setting();
  }

  @Override
  public String verdict() {
    return minima.verdict();
  }

  @Override
  public String sentence(Network network) {
    return minima.counts()
        + "; the least loss of all weights, also where preactivations are zero, is "
        + least
        + minima.setting().noiseWords()
        + minima.setting().words();
  }
}
