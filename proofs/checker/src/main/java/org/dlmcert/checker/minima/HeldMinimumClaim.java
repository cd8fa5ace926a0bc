package org.dlmcert.checker.minima;

import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkClaim;
import org.dlmcert.checker.network.NetworkSetting;

/** The claim about the largest loss of minima with held output weights (format.md 4.16). */
public record HeldMinimumClaim(
    String verdict, NetworkSetting setting, int cells, Optional<Rational> from, Rational to)
    implements NetworkClaim {

  static HeldMinimumClaim read(CanonicalReader in) {
    in.open();
    in.field("property");
    in.word(List.of("worst-minimum-held"));
    in.field("verdict");
    String verdict = in.word(List.of("ALL_GLOBAL", "BAD_MINIMA", "DONE"));
    NetworkSetting setting = NetworkSetting.read(in, List.of("none"));
    in.field("cells");
    int cells = in.count();
    in.field("loss_from");
    Optional<Rational> from = in.skip("null") ? Optional.empty() : Optional.of(in.rational());
    in.field("loss_to");
    Rational to = in.rational();
    in.close();
    return new HeldMinimumClaim(verdict, setting, cells, from, to);
  }

  @Override
  public void compare(Network network) {
    NetworkClaim.needs(network.layers() == 2, "widths", "there is more than one hidden layer");
    NetworkClaim.needs(network.outputs() > 1, "widths", "there is one output");
    NetworkClaim.needs(network.targets().isPresent(), "targets", "there are no targets");
    NetworkClaim.needs(network.parameters().isPresent(), "weights", "there are no weights");
    NetworkClaim.needs(network.loss().squared(), "loss", "the loss is not squared");
    NetworkClaim.needs(network.noiseWord().equals("none"), "noise", "there is noise");
    setting.compare(network);
  }

  @Override
  public String sentence(Network network) {
    String minima =
        "local minima in "
            + (network.bias() ? "W_1, b_1, b_2, with W_2" : "W_1, with W_2")
            + " held at the given values";
    boolean exact = from.isPresent() && from.get().equals(to);
    return (exact
            ? "the largest loss of the differentiable " + minima + ", is " + to
            : "none of the differentiable "
                + minima
                + ", has a loss above "
                + to
                + from.map(loss -> ", and one has the loss " + loss).orElse(""))
        + ", over "
        + cells
        + (cells == 1 ? " cell" : " cells")
        + " of a unit, without noise"
        + setting.words();
  }
}
