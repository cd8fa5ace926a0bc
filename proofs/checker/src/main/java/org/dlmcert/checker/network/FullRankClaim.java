package org.dlmcert.checker.network;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.rule.Claim;

/**
 * The claim of full column rank over activation patterns (format.md 4.1).
 *
 * @param outputWeights {@code absorbed} with one output; otherwise the value at which they are held
 * @param outputBiases whether b_L is trained; held in all other cases
 * @param patternBits log_r of the number of patterns, where every unit chooses among r
 * @param minima the local minima of which something follows
 */
public record FullRankClaim(
    boolean holds,
    String patterns,
    String outputWeights,
    OutputBiases outputBiases,
    NetworkSetting setting,
    long patternBits,
    MinimaScope minima)
    implements NetworkClaim {

  static FullRankClaim read(CanonicalReader in) {
    in.open();
    in.field("property");
    in.word(List.of("full-column-rank"));
    in.field("holds");
    boolean holds = in.flag();
    in.field("patterns");
    String patterns = in.word(List.of("all", "realizable", "every-w", "all-layers"));
    String outputWeights =
        in.optionalField("output_weights") ? in.word(List.of("given", "generic")) : "absorbed";
    OutputBiases outputBiases = OutputBiases.read(in);
    NetworkSetting setting = NetworkSetting.read(in, List.of("generic", "none", "given", "mixed"));
    in.field("pattern_bits");
    long bits = in.count(Long.MAX_VALUE);
    MinimaScope minima = MinimaScope.read(in);
    in.close();
    return new FullRankClaim(holds, patterns, outputWeights, outputBiases, setting, bits, minima);
  }

  @Override
  public void compare(Network network) {
    int last = network.layers();
    compareOutputs(network);
    outputBiases.compare(network.outputs(), network.bias());
    Conclusion.compareLabels(network);
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
    minima.compare(holds, network);
    BigInteger units = BigInteger.ZERO;
    for (int l = k + 1; l < last; l++) {
      units = units.add(BigInteger.valueOf(network.width(l)));
    }
    Claim.same(
        "pattern_bits",
        BigInteger.valueOf(patternBits),
        units.multiply(BigInteger.valueOf(network.samples())));
  }

  /** Several outputs, and maxout units, only in the one-layer problem and for all its patterns. */
  private void compareOutputs(Network network) {
    boolean held = network.outputs() > 1;
    Rejection.unless(
        held != outputWeights.equals("absorbed"),
        "claim",
        "claim.output_weights",
        () -> "the field belongs to several outputs, here there are " + network.outputs());
    Rejection.unless(
        !outputWeights.equals("given") || network.parameters().isPresent(),
        "claim",
        "claim.output_weights",
        () -> "the instance has no weights");
    Rejection.unless(
        !held && network.pieces() == 1 || patterns.equals("all"),
        "claim",
        "claim.patterns",
        () -> "with several outputs or maxout units claims are about all patterns");
    Rejection.unless(
        !held
            || network.determinedLayers() == network.layers() - 2
            || network.genericFrom(network.determinedLayers() + 1),
        "claim",
        "instance.noise",
        () ->
            "with several outputs all layers below the last hidden one must be determined, or all"
                + " noise above the determined ones generic");
    Rejection.unless(
        network.pieces() == 1 || network.layers() == 2 && network.slope().equals(Rational.ONE),
        "claim",
        "instance.pieces",
        () -> "maxout units are those of one hidden layer, with slope 1");
  }

  @Override
  public String verdict() {
    return holds ? "CERTIFIED" : "REFUTED";
  }

  @Override
  public String sentence(Network network) {
    String number = Math.max(2, setting.pieces()) + "^" + patternBits;
    String set =
        switch (patterns) {
          case "realizable" -> "realizable activation patterns (of " + number + ")";
          case "all-layers" -> number + " activation patterns of all hidden layers";
          case "every-w" -> "activation patterns that some weights have (of " + number + ")";
          default ->
              number + (setting.pieces() > 1 ? " choices of pieces" : " activation patterns");
        };
    String rank =
        (holds ? "full column rank for all " : "no full column rank for at least one of the ")
            + set;
    String held =
        switch (outputWeights) {
          case "given" -> ", with the output weights held at the given values";
          case "generic" ->
              holds
                  ? ", for almost every value of the output weights, which are held"
                  : ", whatever the output weights, which are held";
          default -> "";
        };
    String trained =
        outputBiases == OutputBiases.TRAINED ? ", the rows of the output biases included" : "";
    String noise = minima.radius().isPresent() ? ", with " + minima.ball() : noiseWords(network);
    return rank + trained + noise + held + setting.words();
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
          default -> minima.radius().isPresent() ? "for " + minima.ball() + ", " : "";
        };
    // The differentiability of the loss is not needed with maxout units (soundness.md section 32).
    boolean ties = setting.pieces() > 1;
    String each =
        (ties || minima.all() ? "local minimum" : "differentiable local minimum")
            + (outputWeights.equals("absorbed")
                ? network.layers() > 2 ? trained(network) : ""
                : held(network));
    boolean plain = outputWeights.equals("absorbed") && network.layers() == 2;
    String included =
        ties ? " (ties between pieces included)" : minima.all() ? " (kinks included)" : "";
    return Optional.of(almostEvery + Conclusion.words(network, each, plain ? "" : ",") + included);
  }

  /** Whether the evidence has to serve all slopes between s and 1, for each unit and sample. */
  public boolean needsSlopesBetween() {
    return minima.all() && setting.samples() > 0 && !setting.slope().equals(Rational.ONE);
  }

  /** What is trained and what is held with several outputs. */
  private String held(Network network) {
    int last = network.layers();
    String below =
        last == 2
            ? ""
            : weights(1) + (last > 4 ? ", …" : "") + (last > 3 ? ", " + weights(last - 2) : "");
    boolean given = outputWeights.equals("given");
    boolean trained = outputBiases == OutputBiases.TRAINED;
    boolean sameAsBelow = given || network.parameters().isEmpty();
    return " in "
        + weights(last - 1)
        + (trained ? ", b_" + last : "")
        + ", with "
        + (below.isEmpty()
            ? ""
            : below + (sameAsBelow ? " and " : " held at the given values and "))
        + (trained ? "W_" + last : weights(last))
        + (given ? " held at the given values" : " held at almost every value");
  }

  private String trained(Network network) {
    int last = network.layers();
    return " in ("
        + weights(last - 1)
        + ", "
        + weights(last)
        + "), with "
        + weights(1)
        + (last > 4 ? ", …" : "")
        + (last > 3 ? ", " + weights(last - 2) : "")
        + " held at "
        + (network.parameters().isEmpty() ? "almost every value" : "the given values");
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
