package org.dlmcert.checker.minima;

import java.util.List;
import org.dlmcert.checker.data.Settings;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkSetting;
import org.dlmcert.checker.rule.Claim;

/** The claim about the largest loss of differentiable minima without noise (format.md 4.6). */
public record WorstMinimumClaim(String verdict, NetworkSetting setting, int cells, Rational loss)
    implements Claim<Network> {

  static WorstMinimumClaim read(CanonicalReader in) {
    in.open();
    in.field("property");
    in.word(List.of("worst-minimum"));
    in.field("verdict");
    String verdict = in.word(List.of("ALL_GLOBAL", "BAD_MINIMA"));
    NetworkSetting setting = NetworkSetting.read(in, List.of("none", "given"));
    in.field("cells");
    int cells = in.count();
    in.field("loss");
    Rational loss = in.rational();
    in.close();
    return new WorstMinimumClaim(verdict, setting, cells, loss);
  }

  @Override
  public void compare(Network network) {
    MinimaClaim.requireOneHiddenLayer(network);
    Rejection.unless(
        network.noiseWord().equals("none"), "claim", "instance.noise", () -> "there is noise");
    Rejection.unless(
        network.width(1) >= 2, "claim", "instance.widths", () -> "there is one hidden unit only");
    setting.compare(network);
  }

  @Override
  public Settings settings() {
    return setting.settings();
  }

  @Override
  public String sentence(Network network) {
    return "the largest loss of the differentiable local minima is "
        + loss
        + ", over "
        + cells
        + (cells == 1 ? " cell" : " cells")
        + " of a unit, without noise"
        + setting.words();
  }
}
