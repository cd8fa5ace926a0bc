package org.dlmcert.checker.least;

import java.util.List;
import java.util.OptionalInt;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.minima.MinimaClaim;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkClaim;
import org.dlmcert.checker.network.NetworkSetting;

/**
 * The claim about the least loss over all widths (format.md 4.9).
 *
 * @param width a width that has the loss; none with given noise
 */
public record AnyWidthClaim(NetworkSetting setting, Rational loss, OptionalInt width)
    implements NetworkClaim {

  static AnyWidthClaim read(CanonicalReader in) {
    in.open();
    in.field("property");
    in.word(List.of("least-loss-any-width"));
    NetworkSetting setting = NetworkSetting.read(in, List.of("none", "given"));
    in.field("loss");
    Rational loss = in.rational();
    in.field("width");
    OptionalInt width = in.skip("null") ? OptionalInt.empty() : OptionalInt.of(in.count());
    in.close();
    return new AnyWidthClaim(setting, loss, width);
  }

  @Override
  public void compare(Network network) {
    MinimaClaim.requireOneHiddenLayer(network);
    setting.compare(network);
    boolean none = setting.noise().equals("none");
    Rejection.unless(
        none == width.isPresent() && width.orElse(1) > 0,
        "claim",
        "claim.width",
        () ->
            none
                ? "a positive width is expected without noise"
                : "null is expected with given noise");
  }

  @Override
  public String verdict() {
    return "DONE";
  }

  @Override
  public String sentence(Network network) {
    if (width.isEmpty()) {
      return "no weights have a loss smaller than " + loss + setting.noiseWords() + setting.words();
    }
    return "no network with one hidden layer, of any width, has a loss smaller than "
        + loss
        + ", and the one of width "
        + width.getAsInt()
        + " in the certificate has it"
        + setting.noiseWords()
        + "; "
        + setting.samples()
        + (setting.samples() == 1 ? " sample" : " samples")
        + ", "
        + setting.widths().get(0)
        + (setting.widths().get(0) == 1 ? " input" : " inputs")
        + ", slope "
        + setting.slope()
        + (setting.bias() ? ", with biases" : "");
  }
}
