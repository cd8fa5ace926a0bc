package org.dlmcert.checker.network;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.data.Settings;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.rule.Claim;

/** The claim of full column rank over activation patterns (format.md 4.1). */
public record FullRankClaim(
    boolean holds, String patterns, NetworkSetting setting, long patternBits)
    implements Claim<Network> {

  static FullRankClaim read(CanonicalReader in) {
    in.open();
    in.field("property");
    in.word(List.of("full-column-rank"));
    in.field("holds");
    boolean holds = in.flag();
    in.field("patterns");
    String patterns = in.word(List.of("all", "realizable", "every-w", "all-layers"));
    NetworkSetting setting = NetworkSetting.read(in, List.of("generic", "none", "given", "mixed"));
    in.field("pattern_bits");
    long bits = in.count(Long.MAX_VALUE);
    in.close();
    return new FullRankClaim(holds, patterns, setting, bits);
  }

  @Override
  public void compare(Network network) {
    int last = network.layers();
    Rejection.unless(
        network.width(last) == 1,
        "claim",
        "instance.widths",
        () -> "there is more than one output");
    Rejection.unless(
        network.loss().squared(), "claim", "instance.loss", () -> "the loss is not squared");
    int k = patterns.equals("all-layers") ? 0 : network.determinedLayers();
    Rejection.unless(
        !patterns.equals("all-layers")
            || network.determinedLayers() == last - 2
                && last >= 3
                && !network.noise(last - 1).generic(),
        "claim",
        "claim.patterns",
        () -> "all-layers needs weights, two hidden layers, and noise that is not generic");
    for (int l = 1; network.parameters().isEmpty() && l <= last - 2; l++) {
      Rejection.unless(
          network.noise(l).generic(),
          "claim",
          "instance.noise[" + (l - 1) + "]",
          () -> "noise below the last hidden layer that is not generic needs weights");
    }
    setting.compare(network);
    BigInteger units = BigInteger.ZERO;
    for (int l = k + 1; l < last; l++) {
      units = units.add(BigInteger.valueOf(network.width(l)));
    }
    Claim.same(
        "pattern_bits",
        BigInteger.valueOf(patternBits),
        units.multiply(BigInteger.valueOf(network.samples())));
  }

  @Override
  public Settings settings() {
    return setting.settings();
  }

  @Override
  public String verdict() {
    return holds ? "CERTIFIED" : "REFUTED";
  }

  @Override
  public String sentence(Network network) {
    String set =
        switch (patterns) {
          case "realizable" -> "all realizable activation patterns (of 2^" + patternBits + ")";
          case "all-layers" -> "all 2^" + patternBits + " activation patterns of all hidden layers";
          case "every-w" -> "the activation patterns of all weights (of 2^" + patternBits + ")";
          default -> "all 2^" + patternBits + " activation patterns";
        };
    String rank = (holds ? "full column rank for " : "not full column rank for ") + set;
    return rank + noiseWords(network) + setting.words();
  }

  /** What soundness.md section 0 concludes from full column rank. */
  @Override
  public Optional<String> conclusion(Network network) {
    if (!holds) {
      return Optional.empty();
    }
    String almostEvery =
        switch (setting.noise()) {
          case "generic" -> "for almost every noise, ";
          case "mixed" -> "for almost every noise that is not given, ";
          default -> "";
        };
    return Optional.of(
        almostEvery
            + "every differentiable local minimum "
            + (network.layers() > 2 ? trained(network) : "")
            + "has zero training error");
  }

  private String trained(Network network) {
    int last = network.layers();
    return "in ("
        + weights(last - 1)
        + ", "
        + weights(last)
        + "), with "
        + weights(1)
        + (last > 4 ? ", …" : "")
        + (last > 3 ? ", " + weights(last - 2) : "")
        + " held at "
        + (network.parameters().isEmpty() ? "almost every value" : "the given values")
        + ", ";
  }

  private String weights(int layer) {
    return "W_" + layer + (setting.bias() ? ", b_" + layer : "");
  }

  private String noiseWords(Network network) {
    String free =
        network.parameters().isEmpty() && setting.widths().size() > 3 ? " and lower weights" : "";
    return switch (setting.noise()) {
      case "generic" -> (holds ? ", for almost every noise" : ", whatever the noise") + free;
      case "mixed" ->
          (holds ? ", for almost every" : ", whatever the") + " noise that is not given";
      case "given" -> ", with the given noise";
      default -> ", without noise";
    };
  }
}
