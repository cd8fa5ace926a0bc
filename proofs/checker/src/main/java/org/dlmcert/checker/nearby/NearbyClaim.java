package org.dlmcert.checker.nearby;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkClaim;
import org.dlmcert.checker.network.NetworkSetting;

/** The claim about a point near given weights (format.md 4.12). */
record NearbyClaim(
    String verdict,
    boolean spurious,
    NetworkSetting setting,
    Rational radius,
    Rational lossFrom,
    Rational lossTo,
    int kinks,
    int negative)
    implements NetworkClaim {

  static NearbyClaim read(CanonicalReader in) {
    in.open();
    in.field("property");
    in.word(List.of("nearby-point"));
    in.field("verdict");
    String verdict = in.word(List.of("GLOBAL_MINIMUM", "LOCAL_MINIMUM", "SADDLE"));
    in.field("spurious");
    boolean spurious = in.flag();
    NetworkSetting setting = NetworkSetting.read(in, List.of("none", "given"));
    in.field("radius");
    Rational radius = in.rational();
    in.field("loss_from");
    Rational from = in.rational();
    in.field("loss_to");
    Rational to = in.rational();
    in.field("kinks");
    int kinks = in.count();
    in.field("negative");
    int negative = in.count();
    in.close();
    return new NearbyClaim(verdict, spurious, setting, radius, from, to, kinks, negative);
  }

  @Override
  public void compare(Network network) {
    requireWeights(network);
    setting.compare(network);
  }

  /** Rejects instances without weights or targets, or with generic noise. */
  static void requireWeights(Network network) {
    NetworkClaim.needs(network.parameters().isPresent(), "weights", "there are no weights");
    NetworkClaim.needs(network.targets().isPresent(), "targets", "there are no targets");
    NetworkClaim.needs(network.samples() > 0, "inputs", "there are no samples");
    NetworkClaim.needsNoNoiseThatIsGeneric(network);
  }

  @Override
  public String sentence(Network network) {
    String what =
        switch (verdict) {
          case "GLOBAL_MINIMUM" -> "a global minimum, with loss exactly 0";
          case "LOCAL_MINIMUM" -> "a local minimum" + atKinks() + ", with a loss" + between();
          default ->
              "a saddle, critical and with "
                  + negative
                  + (negative == 1 ? " direction" : " independent directions")
                  + " of negative curvature, with a loss"
                  + between();
        };
    return "within "
        + radius
        + " of the given weights, in each coordinate, there are weights, in general irrational, that are "
        + what
        + (spurious ? ", and other weights have a smaller loss" : "")
        + setting.noiseWords()
        + setting.words()
        + network.loss().words();
  }

  private String atKinks() {
    return kinks == 0
        ? ""
        : " with " + kinks + (kinks == 1 ? " preactivation" : " preactivations") + " 0";
  }

  private String between() {
    return " between " + lossFrom + " and " + lossTo;
  }
}
