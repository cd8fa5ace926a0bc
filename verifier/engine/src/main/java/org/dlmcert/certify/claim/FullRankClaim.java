package org.dlmcert.certify.claim;

import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certificate.MixedSlopesProof;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Proof;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Loss;
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
  /** The field {@code scope} of a claim that is about all local minima. */
  public static final String ALL_MINIMA = "all-local-minima";

  private final Instance instance;
  private final PatternScope scope;
  private final int determinedLayers;
  private final OutputWeights outputWeights;
  private final OutputBiases outputBiases;
  private final FullRankProblem problem;

  private FullRankClaim(
      Instance instance,
      PatternScope scope,
      int determinedLayers,
      OutputWeights outputWeights,
      OutputBiases outputBiases,
      FullRankProblem problem) {
    this.instance = instance;
    this.scope = scope;
    this.determinedLayers = determinedLayers;
    this.outputWeights = outputWeights;
    this.outputBiases = outputBiases;
    this.problem = problem;
  }

  private FullRankClaim(Instance instance, PatternScope scope, int determinedLayers) {
    this(
        instance,
        scope,
        determinedLayers,
        OutputWeights.ABSORBED,
        OutputBiases.HELD,
        classified(instance, scope, determinedLayers));
  }

  /**
   * The claim about an instance; with several outputs, for its output weights, or for almost every
   * output weights if it has none.
   *
   * @throws IllegalArgumentException if there are lower layers with given noise but no weights; if
   *     the scope is all layers and there is but one hidden layer, or no weights, or generic noise;
   *     or if {@link #ofOutputs} throws it
   */
  public static FullRankClaim of(Instance instance, PatternScope scope) {
    Network network = instance.network();
    requireLabels(instance);
    if (network.outputs() > 1) {
      return ofOutputs(instance, scope, OutputWeights.ofInstance(instance));
    }
    if (network.isMaxout()) {
      return ofMaxout(instance, scope);
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
    int determined = determinedLayers(instance);
    if (instance.weights().isEmpty()) {
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

  /**
   * The claim about an instance with several outputs, whose output weights are held.
   *
   * @param outputWeights given or generic
   * @throws IllegalArgumentException if the scope is not all patterns; if some layer below the last
   *     hidden one is not determined, and the noise of one above is not generic; if the output
   *     weights are to be given and are not; or if they are generic and the noise of the last
   *     hidden layer is not
   */
  public static FullRankClaim ofOutputs(
      Instance instance, PatternScope scope, OutputWeights outputWeights) {
    return ofOutputs(instance, scope, outputWeights, OutputBiases.HELD);
  }

  /**
   * The same claim where the output biases are held or trained.
   *
   * @throws IllegalArgumentException also if they are to be trained and the network has no biases
   */
  public static FullRankClaim ofOutputs(
      Instance instance,
      PatternScope scope,
      OutputWeights outputWeights,
      OutputBiases outputBiases) {
    Network network = instance.network();
    requireLabels(instance);
    if (network.outputs() == 1 && outputBiases == OutputBiases.TRAINED) {
      throw new IllegalArgumentException(
          "with one output the row of the output bias is not used: trained or held, all is the same");
    }
    if (network.outputs() == 1) {
      throw new IllegalArgumentException(
          "with one output the output weights are absorbed: they are neither given nor generic");
    }
    if (outputBiases == OutputBiases.TRAINED && !network.bias()) {
      throw new IllegalArgumentException(
          "the output biases are to be trained, and the network has no biases");
    }
    requireAll(instance, scope);
    int last = network.depth() - 1;
    int determined = determinedLayers(instance);
    boolean allGeneric =
        IntStream.rangeClosed(determined + 1, last).allMatch(l -> isGeneric(instance, l));
    if (determined < last - 1 && !allGeneric) {
      throw new IllegalArgumentException(
          "with several outputs all layers below the last hidden one need given weights, and noise"
              + " that is given or none, or the noise of all layers from some layer on is generic:"
              + " that of layer "
              + (determined + 1)
              + (isGeneric(instance, determined + 1)
                  ? " is, and that of some layer above is not"
                  : " is not, and there are no weights"));
    }
    if (determined < last - 1
        && instance.weights().isEmpty()
        && outputBiases == OutputBiases.TRAINED) {
      throw new IllegalArgumentException(
          "with several hidden layers output biases are trained only where the weights below the"
              + " outputs are given");
    }
    if (outputWeights == OutputWeights.GIVEN && instance.weights().isEmpty()) {
      throw new IllegalArgumentException(
          "the output weights are to be given, and the instance has no weights; without them the"
              + " claim is made for almost every output weights (generic)");
    }
    if (outputWeights == OutputWeights.GENERIC && !isGeneric(instance, last)) {
      throw new IllegalArgumentException(
          "with given noise, or none, the output weights have to be given, too");
    }
    FullRankProblem held = outputsProblem(instance, determined, outputWeights);
    return new FullRankClaim(
        instance,
        scope,
        determined,
        outputWeights,
        outputBiases,
        zeroSlope(instance, outputBiases == OutputBiases.TRAINED ? new BiasedOutputs(held) : held));
  }

  private static FullRankProblem outputsProblem(
      Instance instance, int determined, OutputWeights outputWeights) {
    Network network = instance.network();
    int last = network.depth() - 1;
    if (determined < last - 1 && instance.weights().isEmpty()) {
      return GenericWeights.of(instance);
    }
    if (determined < last - 1) {
      GivenWeights layers = GivenWeights.of(instance, determined);
      return outputWeights == OutputWeights.GENERIC
          ? layers
          : new GivenUpperWeights(layers, instance.weights().get().matrix(network.depth()));
    }
    RationalMatrix inputs = inputs(instance, determined);
    if (outputWeights == OutputWeights.GENERIC) {
      return new GenericOutputs(inputs, network.width(last), network.outputs());
    }
    RationalMatrix held = instance.weights().orElseThrow().matrix(network.depth());
    if (isGeneric(instance, last)) {
      return new HeldOutputs(inputs, held);
    }
    GivenOutputs given =
        new GivenOutputs(GivenLayer.of(instance, inputs, PatternScope.ALL).family(), held);
    return network.isMaxout() ? new LinearLayer(given) : given;
  }

  private static FullRankClaim ofMaxout(Instance instance, PatternScope scope) {
    Network network = instance.network();
    requireAll(instance, scope);
    RationalMatrix inputs = inputs(instance, 0);
    FullRankProblem problem =
        isGeneric(instance, 1)
            ? new FullRankProblem.GenericLayer(inputs, network.width(1))
            : new LinearLayer(
                new GivenOutputs(
                    GivenLayer.of(instance, inputs, scope).family(),
                    RationalMatrix.of(1, network.width(1), (c, i) -> Rational.ONE)));
    return new FullRankClaim(
        instance, scope, 0, OutputWeights.ABSORBED, OutputBiases.HELD, problem);
  }

  /** Without labels there is nothing to conclude about a loss of labels. */
  private static void requireLabels(Instance instance) {
    Optional<String> misfit =
        instance.loss() instanceof Loss.OfLabels loss
            ? loss.misfit(instance.dataset().targets())
            : Optional.empty();
    if (misfit.isPresent()) {
      throw new IllegalArgumentException(misfit.get());
    }
  }

  private static void requireAll(Instance instance, PatternScope scope) {
    if (scope != PatternScope.ALL) {
      throw new IllegalArgumentException(
          "patterns "
              + scope.word()
              + ": with "
              + (instance.network().isMaxout() ? "maxout units" : "several outputs")
              + " claims are about all patterns");
    }
    if (instance.network().isMaxout() && instance.network().depth() != 2) {
      throw new IllegalArgumentException(
          "maxout units are those of one hidden layer, and there are "
              + (instance.network().depth() - 1));
    }
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

  private static int determinedLayers(Instance instance) {
    int determined = 0;
    while (instance.weights().isPresent()
        && determined < instance.network().depth() - 2
        && !isGeneric(instance, determined + 1)) {
      determined++;
    }
    return determined;
  }

  private static RationalMatrix inputs(Instance instance, int determined) {
    return Gradient.withOnes(
        ForwardPass.through(instance, determined).output(determined), instance.network().bias());
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

  public OutputWeights outputWeights() {
    return outputWeights;
  }

  public OutputBiases outputBiases() {
    return outputBiases;
  }

  /** The number k ≤ L-2 of determined layers. */
  public int determinedLayers() {
    return determinedLayers;
  }

  /**
   * N times the number of hidden units whose patterns the claim ranges over; each chooses between
   * two slopes, or among the pieces of a maxout unit.
   */
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
    return zeroSlope(instance, anySlope(instance, scope, determined));
  }

  private static FullRankProblem zeroSlope(Instance instance, FullRankProblem problem) {
    return instance.network().slope().isZero() ? new FullRankProblem.ZeroSlope(problem) : problem;
  }

  private static FullRankProblem anySlope(Instance instance, PatternScope scope, int determined) {
    Network network = instance.network();
    int last = network.depth() - 1;
    if (scope == PatternScope.ALL_LAYERS) {
      return new FullRankProblem.AllLayers(new NetworkFamily(instance));
    }
    if (determined == last - 1) {
      RationalMatrix inputs = inputs(instance, determined);
      return isGeneric(instance, last)
          ? new FullRankProblem.GenericLayer(inputs, network.width(last))
          : GivenLayer.of(instance, inputs, scope);
    }
    if (IntStream.rangeClosed(determined + 1, last).anyMatch(l -> !isGeneric(instance, l))) {
      return new FullRankProblem.BetweenLayers(instance, determined);
    }
    return instance.weights().isPresent()
        ? GivenWeights.of(instance, determined)
        : GenericWeights.of(instance);
  }

  /** The certificate of the claim, or of its contrary. */
  public Certificate certificate(Evidence evidence) {
    return Certificate.of(instance, json -> writeFields(json, evidence), evidence);
  }

  /**
   * Whether the evidence excludes bad local minima of every kind, kinks included; otherwise it
   * speaks of those at which the loss is differentiable, or proves nothing (proofs/soundness.md,
   * section 28).
   */
  public boolean coversAllMinima(Evidence evidence) {
    Rational slope = instance.network().slope();
    return evidence instanceof Proof
        && (instance.samples() == 0
            || slope.equals(Rational.ONE)
            || slope.signum() > 0
                && evidence instanceof MixedSlopesProof proof
                && proof.servesMixedSlopes(instance.samples()));
  }

  private void writeFields(CanonicalJson json, Evidence evidence) {
    json.field("property").string("full-column-rank");
    json.field("holds").flag(evidence instanceof Proof);
    json.field("patterns").string(scope.word());
    if (outputWeights != OutputWeights.ABSORBED) {
      json.field("output_weights").string(outputWeights.word());
    }
    if (outputBiases == OutputBiases.TRAINED) {
      json.field("output_biases").string(outputBiases.word());
    }
    NetworkSetting.of(instance).write(json);
    json.field("pattern_bits").integer(patternBits());
    if (coversAllMinima(evidence)) {
      json.field("scope").string(ALL_MINIMA);
      if (evidence instanceof MixedSlopesProof proof) {
        proof.radius().ifPresent(radius -> json.field("radius").rational(radius));
      }
    }
  }
}
