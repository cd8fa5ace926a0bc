package org.dlmcert.certify.claim;

import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Subject;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.pattern.NetworkFamily;
import org.dlmcert.pattern.PatternScope;

/**
 * The claim that the gradient matrix of layer L-1 has full column rank for every activation pattern
 * of a scope (proofs/format.md, 4.1).
 *
 * <p>Where weights are given, the lowest layers whose noise is not generic are <em>determined</em>:
 * their outputs are known numbers, and the claim ranges over the patterns of the layers above.
 */
public final class FullRankClaim {
  private final Instance instance;
  private final PatternScope scope;
  private final int determinedLayers;
  private final FullRankProblem problem;

  private FullRankClaim(Instance instance, PatternScope scope, int determinedLayers) {
    this.instance = instance;
    this.scope = scope;
    this.determinedLayers = determinedLayers;
    this.problem = classified(instance, scope, determinedLayers);
  }

  /**
   * The claim about an instance.
   *
   * @throws IllegalArgumentException if the instance has several outputs, or lower layers with
   *     given noise but no weights; or if the scope is all layers and there is but one hidden
   *     layer, or no weights, or generic noise
   */
  public static FullRankClaim of(Instance instance, PatternScope scope) {
    Network network = instance.network();
    if (network.outputs() != 1) {
      throw new IllegalArgumentException(
          "one output expected for a claim about all patterns, got d_L = " + network.outputs());
    }
    if (scope == PatternScope.ALL_LAYERS) {
      Optional<String> missing = missingForAllLayers(instance);
      if (missing.isPresent()) {
        throw new IllegalArgumentException(
            "patterns of all layers (all-layers) are those of a network with three layers or more,"
                + " weights, and noise that is generic in no layer; here "
                + missing.get());
      }
      return new FullRankClaim(instance, scope, 0);
    }
    int last = network.depth() - 2;
    int determined = 0;
    if (instance.weights().isPresent()) {
      while (determined < last && !isGeneric(instance, determined + 1)) {
        determined++;
      }
    } else {
      for (int l = 1; l <= last; l++) {
        if (!isGeneric(instance, l)) {
          throw new IllegalArgumentException(
              "the noise of layer "
                  + l
                  + " is not generic, so the weights W_1, …, W_"
                  + last
                  + " are needed, and the instance has none");
        }
      }
    }
    return new FullRankClaim(instance, scope, determined);
  }

  /** Whether there is a claim about the patterns of all layers of this instance. */
  public static boolean hasAllLayers(Instance instance) {
    return instance.network().outputs() == 1 && missingForAllLayers(instance).isEmpty();
  }

  private static Optional<String> missingForAllLayers(Instance instance) {
    int depth = instance.network().depth();
    if (depth < 3) {
      return Optional.of("there is one hidden layer: use all");
    }
    if (instance.weights().isEmpty()) {
      return Optional.of("there are no weights");
    }
    return IntStream.range(1, depth)
        .filter(l -> isGeneric(instance, l))
        .mapToObj(l -> "the noise of layer " + l + " is generic")
        .findFirst();
  }

  private static boolean isGeneric(Instance instance, int layer) {
    return instance.noise(layer) instanceof LayerNoise.Generic;
  }

  public Instance instance() {
    return instance;
  }

  public PatternScope scope() {
    return scope;
  }

  /** The number k ≤ L-2 of determined layers. */
  public int determinedLayers() {
    return determinedLayers;
  }

  /** N times the number of hidden units whose patterns the claim ranges over. */
  public long patternBits() {
    Network network = instance.network();
    long units = 0;
    for (int l = determinedLayers + 1; l < network.depth(); l++) {
      units += network.width(l);
    }
    return Math.multiplyExact(units, (long) instance.samples());
  }

  /** The noise in one word: {@code generic}, {@code none}, {@code given} or {@code mixed}. */
  public String noiseWord() {
    return NetworkSetting.noise(instance.noise());
  }

  /** The mathematical question behind the claim. */
  public FullRankProblem problem() {
    return problem;
  }

  private static FullRankProblem classified(Instance instance, PatternScope scope, int determined) {
    FullRankProblem problem = anySlope(instance, scope, determined);
    return instance.network().slope().isZero() ? new FullRankProblem.ZeroSlope(problem) : problem;
  }

  private static FullRankProblem anySlope(Instance instance, PatternScope scope, int determined) {
    Network network = instance.network();
    int last = network.depth() - 1;
    if (scope == PatternScope.ALL_LAYERS) {
      return new FullRankProblem.AllLayers(new NetworkFamily(instance));
    }
    if (determined == last - 1) {
      RationalMatrix inputs =
          Gradient.withOnes(
              ForwardPass.through(instance, determined).output(determined), network.bias());
      return isGeneric(instance, last)
          ? new FullRankProblem.GenericLayer(inputs, network.width(last))
          : GivenLayer.of(instance, inputs, scope);
    }
    if (IntStream.rangeClosed(determined + 1, last).anyMatch(l -> !isGeneric(instance, l))) {
      return new FullRankProblem.BetweenLayers(instance.samples());
    }
    return instance.weights().isPresent()
        ? GivenWeights.of(instance, determined)
        : GenericWeights.of(instance);
  }

  /** The certificate of the claim, or of its contrary. */
  public Certificate certificate(Evidence evidence) {
    return new Certificate(
        json -> write(json, evidence instanceof Proof), new Subject.OfInstance(instance), evidence);
  }

  private void write(CanonicalJson json, boolean holds) {
    json.beginObject();
    json.field("property").string("full-column-rank");
    json.field("holds").flag(holds);
    json.field("patterns").string(scope.word());
    NetworkSetting.of(instance).write(json);
    json.field("pattern_bits").integer(patternBits());
    json.endObject();
  }
}
