package org.dlmcert.checker.point;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkClaim;
import org.dlmcert.checker.network.NetworkSetting;

/** The claim about one point, given weights (format.md 4.4). */
public record PointClaim(String verdict, boolean spurious, NetworkSetting setting, Rational loss)
    implements NetworkClaim {

  static PointClaim read(CanonicalReader in) {
    in.open();
    in.field("property");
    in.word(List.of("point"));
    in.field("verdict");
    String verdict = in.word(List.of("GLOBAL_MINIMUM", "LOCAL_MINIMUM", "SADDLE", "NOT_CRITICAL"));
    in.field("spurious");
    boolean spurious = in.flag();
    NetworkSetting setting = NetworkSetting.read(in, List.of("none", "given"));
    in.field("loss");
    Rational loss = in.rational();
    in.close();
    return new PointClaim(verdict, spurious, setting, loss);
  }

  @Override
  public void compare(Network network) {
    NetworkClaim.needs(network.parameters().isPresent(), "weights", "there are no weights");
    NetworkClaim.needs(network.targets().isPresent(), "targets", "there are no targets");
    NetworkClaim.needsNoNoiseThatIsGeneric(network);
    setting.compare(network);
  }

  @Override
  public String sentence(Network network) {
    String what =
        switch (verdict) {
          case "GLOBAL_MINIMUM" -> "the point is a global minimum, with loss " + loss;
          case "LOCAL_MINIMUM" -> "the point is a local minimum, with loss " + loss;
          case "SADDLE" ->
              "the point is a saddle: no direction of descent to first order, but smaller losses than its "
                  + loss
                  + " arbitrarily near";
          default ->
              "the point is not critical: there is a descent direction from its loss " + loss;
        };
    return what
        + (spurious ? ", and other weights have a smaller loss" : "")
        + setting.noiseWords()
        + setting.words()
        + network.loss().words();
  }
}
