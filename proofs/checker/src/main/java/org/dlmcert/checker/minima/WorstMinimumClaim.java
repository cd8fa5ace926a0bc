package org.dlmcert.checker.minima;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkClaim;
import org.dlmcert.checker.network.NetworkSetting;

/** The claim about the largest loss of differentiable minima without noise (format.md 4.6). */
public record WorstMinimumClaim(String verdict, NetworkSetting setting, int cells, Rational loss)
    implements NetworkClaim {

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
    NetworkClaim.needs(network.noiseWord().equals("none"), "noise", "there is noise");
    NetworkClaim.needs(network.width(1) >= 2, "widths", "there is one hidden unit only");
    setting.compare(network);
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
