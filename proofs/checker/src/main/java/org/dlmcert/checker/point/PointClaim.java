package org.dlmcert.checker.point;

import java.util.List;
import org.dlmcert.checker.data.Settings;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.SettingWords;
import org.dlmcert.checker.rule.Claim;

/** The claim about one point, given weights (format.md 4.4). */
public record PointClaim(
    String verdict,
    boolean spurious,
    List<Integer> widths,
    Rational slope,
    boolean bias,
    String noise,
    int samples,
    Rational loss)
    implements Claim<Network> {

  static PointClaim read(CanonicalReader in) {
    in.open();
    in.field("property");
    in.word(List.of("point"));
    in.field("verdict");
    String verdict = in.word(List.of("GLOBAL_MINIMUM", "LOCAL_MINIMUM", "SADDLE", "NOT_CRITICAL"));
    in.field("spurious");
    boolean spurious = in.flag();
    in.field("widths");
    List<Integer> widths = Network.readWidths(in);
    in.field("slope");
    Rational slope = in.rational();
    in.field("bias");
    boolean bias = in.flag();
    in.field("noise");
    String noise = in.word(List.of("none", "given"));
    in.field("samples");
    int samples = in.count();
    in.field("loss");
    Rational loss = in.rational();
    in.close();
    return new PointClaim(verdict, spurious, widths, slope, bias, noise, samples, loss);
  }

  @Override
  public void compare(Network network) {
    requireInInstance(network.parameters().isPresent(), "weights", "there are no weights");
    requireInInstance(network.targets().isPresent(), "targets", "there are no targets");
    for (int l = 1; l < network.layers(); l++) {
      requireInInstance(
          !network.noise(l).generic(), "noise[" + (l - 1) + "]", "the noise is generic");
    }
    Claim.same("widths", widths, network.widths());
    Claim.same("slope", slope, network.slope());
    Claim.same("bias", bias, network.bias());
    Claim.same("noise", noise, network.noiseWord());
    Claim.same("samples", samples, network.samples());
  }

  private static void requireInInstance(boolean condition, String field, String reason) {
    Rejection.unless(condition, "claim", "instance." + field, () -> reason);
  }

  @Override
  public Settings settings() {
    return new Settings(Network.FORMAT, widths, slope.toString(), bias, noise);
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
        + (noise.equals("given") ? ", with the given noise" : ", without noise")
        + SettingWords.of(samples, widths, slope, bias);
  }
}
