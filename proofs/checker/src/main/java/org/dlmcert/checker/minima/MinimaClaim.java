package org.dlmcert.checker.minima;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkClaim;
import org.dlmcert.checker.network.NetworkSetting;

/** The claim about all differentiable minima of one hidden layer (format.md 4.5). */
public record MinimaClaim(
    String verdict, NetworkSetting setting, long cellsNonzero, long cellsZero, List<Minimum> minima)
    implements NetworkClaim {

  /** A loss, and in how many cells of either sort there are minima with it. */
  record Minimum(Rational loss, long nonzero, long zero) {}

  static MinimaClaim read(CanonicalReader in) {
    in.open();
    in.field("property");
    in.word(List.of("differentiable-minima"));
    MinimaClaim claim = readFields(in);
    in.close();
    return claim;
  }

  /** Reads the fields after {@code property}. */
  public static MinimaClaim readFields(CanonicalReader in) {
    in.field("verdict");
    String verdict = in.word(List.of("NONE", "ALL_GLOBAL", "BAD_MINIMA"));
    NetworkSetting setting = NetworkSetting.read(in, List.of("none", "given"));
    in.field("cells_nonzero_output");
    long nonzero = in.count(Long.MAX_VALUE);
    in.field("cells_zero_output");
    long zero = in.count(Long.MAX_VALUE);
    in.field("minima");
    List<Minimum> minima = in.list(() -> readMinimum(in));
    return new MinimaClaim(verdict, setting, nonzero, zero, minima);
  }

  private static Minimum readMinimum(CanonicalReader in) {
    in.open();
    in.field("loss");
    Rational loss = in.rational();
    in.field("cells");
    long nonzero = in.count(Long.MAX_VALUE);
    in.field("cells_with_zero_output_weights");
    long zero = in.count(Long.MAX_VALUE);
    in.close();
    return new Minimum(loss, nonzero, zero);
  }

  @Override
  public void compare(Network network) {
    requireOneHiddenLayer(network);
    setting.compare(network);
  }

  /** One hidden layer, one output, targets, no weights, no generic noise. */
  public static void requireOneHiddenLayer(Network network) {
    NetworkClaim.needs(network.layers() == 2, "widths", "there is more than one hidden layer");
    NetworkClaim.needs(network.width(2) == 1, "widths", "there is more than one output");
    NetworkClaim.needs(network.targets().isPresent(), "targets", "there are no targets");
    NetworkClaim.needs(network.parameters().isEmpty(), "weights", "there are weights");
    NetworkClaim.needs(network.loss().squared(), "loss", "the loss is not squared");
    NetworkClaim.needs(!network.noise(1).generic(), "noise[0]", "the noise is generic");
  }

  /** Returns the targets as one row. */
  public static Rational[] targets(Network network) {
    return network.targets().orElseThrow().stream().map(y -> y[0]).toArray(Rational[]::new);
  }

  @Override
  public String sentence(Network network) {
    return counts() + setting.noiseWords() + setting.words();
  }

  /** Returns the claim in words, without those about the network. */
  public String counts() {
    String what =
        switch (verdict) {
          case "NONE" -> "no local minima inside cells (no preactivation zero)";
          case "ALL_GLOBAL" -> "all local minima inside cells (no preactivation zero) have loss 0";
          default -> "local minima inside cells (no preactivation zero) with " + losses();
        };
    long inNonzero = minima.stream().mapToLong(Minimum::nonzero).sum();
    long inZero = minima.stream().mapToLong(Minimum::zero).sum();
    return what
        + (", in " + inNonzero + " of " + cellsNonzero + " cells without and ")
        + (inZero + " of " + cellsZero + " cells with zero output weights");
  }

  private String losses() {
    Rational least = minima.get(0).loss();
    Rational largest = minima.get(minima.size() - 1).loss();
    return minima.size() == 1
        ? "loss " + least
        : minima.size() + " losses from " + least + " to " + largest;
  }
}
