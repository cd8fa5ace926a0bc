package org.dlmcert.checker.labels;

import java.util.List;
import org.dlmcert.checker.data.Settings;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.network.Conclusion;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkSetting;
import org.dlmcert.checker.rule.Claim;

/** The claim about one point with a loss of labels (format.md 4.13). */
public record LabelPointClaim(NetworkSetting setting) implements Claim<Network> {

  static LabelPointClaim read(CanonicalReader in) {
    in.open();
    in.field("property");
    in.word(List.of("point-of-labels"));
    in.field("verdict");
    in.word(List.of("NOT_CRITICAL"));
    NetworkSetting setting = NetworkSetting.read(in, List.of("none", "given"));
    in.close();
    return new LabelPointClaim(setting);
  }

  @Override
  public void compare(Network network) {
    require(network.parameters().isPresent(), "weights", "there are no weights");
    require(!network.loss().word().isEmpty(), "loss", "the loss is not one of labels");
    require(network.pieces() == 1, "pieces", "there are maxout units");
    for (int l = 1; l < network.layers(); l++) {
      require(!network.noise(l).generic(), "noise[" + (l - 1) + "]", "the noise is generic");
    }
    Conclusion.compareLabels(network);
    setting.compare(network);
  }

  private static void require(boolean condition, String field, String reason) {
    Rejection.unless(condition, "claim", "instance." + field, () -> reason);
  }

  @Override
  public Settings settings() {
    return setting.settings();
  }

  @Override
  public String verdict() {
    return "NOT_CRITICAL";
  }

  @Override
  public String sentence(Network network) {
    return "the point is not critical: there is a direction of descent"
        + setting.noiseWords()
        + setting.words()
        + network.loss().words();
  }
}
