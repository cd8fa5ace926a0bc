package org.dlmcert.checker.labels;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.Conclusion;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkClaim;
import org.dlmcert.checker.network.NetworkSetting;

/** The claim about one point with a loss of labels (format.md 4.13). */
public record LabelPointClaim(NetworkSetting setting) implements NetworkClaim {

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
    NetworkClaim.needs(network.parameters().isPresent(), "weights", "there are no weights");
    NetworkClaim.needs(!network.loss().word().isEmpty(), "loss", "the loss is not one of labels");
    NetworkClaim.needs(network.pieces() == 1, "pieces", "there are maxout units");
    NetworkClaim.needsNoNoiseThatIsGeneric(network);
    Conclusion.compareLabels(network);
    setting.compare(network);
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
