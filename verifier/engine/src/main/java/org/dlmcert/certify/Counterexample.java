package org.dlmcert.certify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.pattern.ActivationPattern;

/** The counterexample of a refuted claim, in the public form. */
public sealed interface Counterexample {

  /** The JSON fields: strings, integers, and lists and maps of them. */
  Map<String, Object> fields();

  /**
   * Too many samples for the space they span: valid for every noise and pattern.
   *
   * @param rank the most that the rank of the layer's input on these samples can be
   * @param width D; the samples are more than D·rank
   */
  record CrowdedSamples(List<Integer> samples, int rank, int width) implements Counterexample {
    public CrowdedSamples {
      samples = List.copyOf(samples);
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("samples", samples);
      fields.put("rank", rank);
      fields.put("width", width);
      return fields;
    }
  }

  /** A pattern and a null vector of its matrix. */
  record DeficientPattern(ActivationPattern pattern, List<Rational> nullVector)
      implements Counterexample {
    public DeficientPattern {
      nullVector = List.copyOf(nullVector);
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("pattern", pattern.rows());
      fields.put("null_vector", Evidence.strings(nullVector));
      return fields;
    }
  }

  /**
   * A pattern of all hidden layers and a null vector of its matrix.
   *
   * @param patterns one for each hidden layer, from the lowest
   */
  record DeficientPatterns(List<ActivationPattern> patterns, List<Rational> nullVector)
      implements Counterexample {
    public DeficientPatterns {
      patterns = List.copyOf(patterns);
      nullVector = List.copyOf(nullVector);
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("patterns", patterns.stream().map(ActivationPattern::rows).toList());
      fields.put("null_vector", Evidence.strings(nullVector));
      return fields;
    }
  }

  /**
   * The pattern of a point of the network, with a null vector.
   *
   * @param weights W_{L-1} with the column of b_{L-1}, if there is one: D rows
   * @param badMinimum targets for which the point is a bad minimum; empty if a preactivation is
   *     zero, or if there are biases and the null vector does not sum to zero, because then the
   *     last bias would move
   */
  record DeficientPoint(
      DeficientPattern at, RationalMatrix weights, Optional<BadMinimum> badMinimum)
      implements Counterexample {
    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>(at.fields());
      fields.put("weights", Evidence.strings(weights));
      badMinimum.ifPresent(b -> fields.put("bad_minimum", b.fields()));
      return fields;
    }
  }

  /**
   * A differentiable local minimum with positive loss (proofs/soundness.md, section 5).
   *
   * @param weights all weights, as an instance has them: the determined layers' own, then those of
   *     the point; where the targets are made for the point, the output weights are 1 and the last
   *     bias is 0
   */
  record BadMinimum(Weights weights, List<Rational> targets, Rational loss) {
    public BadMinimum {
      targets = List.copyOf(targets);
    }

    Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("weights", weights.matrices().stream().map(Evidence::strings).toList());
      weights
          .biases()
          .ifPresent(b -> fields.put("biases", b.stream().map(Evidence::strings).toList()));
      fields.put("targets", Evidence.strings(targets));
      fields.put("loss", loss.toString());
      return fields;
    }
  }

  /**
   * The counterexample that a piece of evidence holds.
   *
   * @throws IllegalArgumentException if the evidence is that the claim holds
   */
  static Counterexample of(FullRankClaim claim, Evidence evidence) {
    FullRankProblem problem = claim.problem();
    Network network = claim.instance().network();
    int width = network.width(network.depth() - 1);
    if (evidence instanceof Evidence.Tight tight) {
      return new CrowdedSamples(tight.set().samples(), tight.set().rank(), width);
    }
    if (evidence instanceof Evidence.NullVector found) {
      return new DeficientPattern(found.pattern(), found.vector());
    }
    if (evidence instanceof DeepNullVectorEvidence found) {
      return new DeficientPatterns(found.patterns(), found.vector());
    }
    if (evidence instanceof MaskedTightSetEvidence found) {
      return of(claim, found.example((FullRankProblem.OneLayer) problem, claim.scope()));
    }
    if (evidence instanceof Evidence.OpenCell found) {
      return point(claim.instance(), (FullRankProblem.OneLayer) problem, found);
    }
    if (evidence instanceof PointEvidence found) {
      return new DeficientPoint(
          patternAt((FullRankProblem.OneLayer) problem, found.weights(), found.vector()),
          found.weights(),
          Optional.empty());
    }
    if (evidence instanceof OwnMinimumEvidence found) {
      return new DeficientPoint(
          patternAt((FullRankProblem.OneLayer) problem, found.weights(), found.residual()),
          found.weights(),
          Optional.of(ownMinimum(claim.instance(), found)));
    }
    if (evidence instanceof Evidence.HallSet found) {
      FullRankProblem.GivenWeights layers = (FullRankProblem.GivenWeights) problem;
      int units =
          (int)
              IntStream.range(0, layers.below())
                  .filter(j -> found.samples().stream().anyMatch(n -> layers.alive().get(n).get(j)))
                  .count();
      return new CrowdedSamples(found.samples(), units, width);
    }
    if (evidence instanceof Evidence.GenericLayers
        && problem instanceof FullRankProblem.GenericWeights layers) {
      return layers.zeroSample().isPresent()
          ? new CrowdedSamples(List.of(layers.zeroSample().get()), 0, width)
          : new CrowdedSamples(
              IntStream.range(0, layers.samples()).boxed().toList(), layers.below(), width);
    }
    if (evidence instanceof Evidence.DeadPattern) {
      return problem instanceof FullRankProblem.OneLayer layer && !layer.hasGenericNoise()
          ? new DeficientPattern(
              ActivationPattern.zeros(layer.samples(), layer.units()),
              NullVectors.unit(layer.samples(), 0))
          : new CrowdedSamples(List.of(0), 0, width);
    }
    throw new IllegalArgumentException("evidence of kind " + evidence.kind() + " refutes nothing");
  }

  private static Counterexample point(
      Instance instance, FullRankProblem.OneLayer layer, Evidence.OpenCell found) {
    DeficientPattern at = patternAt(layer, found.weights(), found.vector());
    RationalMatrix gradient =
        KhatriRao.product(at.pattern().slopes(layer.noise(), layer.slope()), layer.inputs());
    Rational sum = found.vector().stream().reduce(Rational.ZERO, Rational::plus);
    Optional<BadMinimum> bad =
        instance.network().bias() && !sum.isZero()
            ? Optional.empty()
            : Optional.of(badMinimum(instance, gradient, found));
    return new DeficientPoint(at, found.weights(), bad);
  }

  private static DeficientPattern patternAt(
      FullRankProblem.OneLayer layer, RationalMatrix weights, List<Rational> nullVector) {
    return new DeficientPattern(
        ActivationPattern.ofPreactivations(weights.times(layer.inputs())), nullVector);
  }

  private static BadMinimum ownMinimum(Instance instance, OwnMinimumEvidence found) {
    RationalMatrix targets = instance.dataset().targets().orElseThrow();
    Rational squares =
        found.residual().stream().map(e -> e.times(e)).reduce(Rational.ZERO, Rational::plus);
    return new BadMinimum(
        weightsAt(instance, found.weights(), found.outputWeights(), found.outputBias()),
        targets.transpose().row(0),
        squares.dividedBy(Rational.of(2L * instance.samples())));
  }

  /** Targets y = Gᵀw - v make v the residual; then Gv = 0 makes w critical, with loss |v|²/2N. */
  private static BadMinimum badMinimum(
      Instance instance, RationalMatrix gradient, Evidence.OpenCell found) {
    int inputs = found.weights().columns();
    List<Rational> targets = new ArrayList<>();
    Rational squares = Rational.ZERO;
    for (int n = 0; n < gradient.columns(); n++) {
      Rational output = Rational.ZERO;
      for (int row = 0; row < gradient.rows(); row++) {
        output =
            output.plus(
                gradient.get(row, n).times(found.weights().get(row / inputs, row % inputs)));
      }
      Rational residual = found.vector().get(n);
      targets.add(output.minus(residual));
      squares = squares.plus(residual.times(residual));
    }
    return new BadMinimum(
        weightsAt(
            instance,
            found.weights(),
            Collections.nCopies(found.weights().rows(), Rational.ONE),
            Rational.ZERO),
        targets,
        squares.dividedBy(Rational.of(2L * gradient.columns())));
  }

  private static Weights weightsAt(
      Instance instance, RationalMatrix point, List<Rational> outputWeights, Rational outputBias) {
    Network network = instance.network();
    int last = network.depth() - 1;
    int below = network.width(last - 1);
    List<RationalMatrix> matrices = new ArrayList<>();
    List<List<Rational>> biases = new ArrayList<>();
    for (int l = 1; l < last; l++) {
      matrices.add(instance.weights().orElseThrow().matrix(l));
      int layer = l;
      biases.add(
          IntStream.range(0, network.width(l))
              .mapToObj(i -> instance.weights().orElseThrow().bias(layer, i))
              .toList());
    }
    matrices.add(RationalMatrix.of(point.rows(), below, point::get));
    biases.add(
        IntStream.range(0, point.rows())
            .mapToObj(i -> network.bias() ? point.get(i, below) : Rational.ZERO)
            .toList());
    matrices.add(RationalMatrix.ofRows(point.rows(), List.of(outputWeights)));
    biases.add(List.of(outputBias));
    return new Weights(matrices, network.bias() ? Optional.of(biases) : Optional.empty());
  }
}
