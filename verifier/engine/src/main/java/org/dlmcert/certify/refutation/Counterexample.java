package org.dlmcert.certify.refutation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.claim.OutputBiases;
import org.dlmcert.exact.NullVectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.WritableObject;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.pattern.ActivationPattern;

/** The counterexample of a refuted claim, in the public form. */
public sealed interface Counterexample extends WritableObject {

  /**
   * Too many samples for the space they span: valid for every noise and pattern.
   *
   * @param rank the most that the rank of the layer's input on these samples can be
   * @param width D
   * @param outputs k; k times the number of samples is more than D·rank, plus the biases
   * @param biases how many output biases are trained: none or k
   */
  record CrowdedSamples(List<Integer> samples, int rank, int width, int outputs, int biases)
      implements Counterexample {
    public CrowdedSamples {
      samples = List.copyOf(samples);
    }

    @Override
    public void writeFields(CanonicalJson json) {
      json.field("samples").integers(samples);
      json.field("rank").integer(rank);
      json.field("width").integer(width);
      if (outputs > 1) {
        json.field("outputs").integer(outputs);
      }
      if (biases > 0) {
        json.field("biases").integer(biases);
      }
    }
  }

  /**
   * Fewer units than outputs whose biases are trained, and two samples: some combination of the
   * outputs does not depend on the units, and the samples' biases are the same.
   *
   * @param samples the two
   */
  record FewUnits(List<Integer> samples, int width, int outputs) implements Counterexample {
    public FewUnits {
      samples = List.copyOf(samples);
    }

    @Override
    public void writeFields(CanonicalJson json) {
      json.field("samples").integers(samples);
      json.field("width").integer(width);
      json.field("outputs").integer(outputs);
    }
  }

  /**
   * Pairs of units and samples that leave too little room: valid for every noise (with the zeros of
   * the given one) and every pattern.
   *
   * @param pairs per unit the samples that it is paired with
   * @param room the rank of their inputs, unit by unit, and of the output weights of all other
   *     pairs, sample by sample, together; at most
   * @param columns N·k, which is more
   */
  record CrowdedPairs(List<List<Integer>> pairs, long room, long columns)
      implements Counterexample {
    public CrowdedPairs {
      pairs = pairs.stream().map(List::copyOf).toList();
    }

    @Override
    public void writeFields(CanonicalJson json) {
      json.field("pairs").list(pairs, json::integers);
      json.field("room").integer(room);
      json.field("columns").integer(columns);
    }
  }

  /** A null vector of the matrix of units that use the same piece on all samples. */
  record EqualPieces(List<Rational> nullVector) implements Counterexample {
    public EqualPieces {
      nullVector = List.copyOf(nullVector);
    }

    @Override
    public void writeFields(CanonicalJson json) {
      new LinearUnitsRefutation(nullVector).writeFields(json); // the same field
    }
  }

  /** A pattern and a null vector of its matrix. */
  record DeficientPattern(ActivationPattern pattern, List<Rational> nullVector)
      implements Counterexample {
    public DeficientPattern {
      nullVector = List.copyOf(nullVector);
    }

    @Override
    public void writeFields(CanonicalJson json) {
      new NullVectorEvidence(pattern, nullVector).writeFields(json); // the same fields
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
    public void writeFields(CanonicalJson json) {
      new DeepNullVectorEvidence(patterns, nullVector).writeFields(json); // the same fields
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
    public void writeFields(CanonicalJson json) {
      json.field("pattern").list(at.pattern().rows(), json::integers);
      json.field("null_vector").rationals(at.nullVector());
      json.field("weights").rows(weights);
      badMinimum.ifPresent(b -> json.field("bad_minimum").value(b));
    }
  }

  /**
   * A differentiable local minimum with positive loss (proofs/soundness.md, section 5), for squared
   * losses: another loss has other derivatives there.
   *
   * @param weights all weights, as an instance has them: the determined layers' own, then those of
   *     the point; where the targets are made for the point, the output weights are 1 and the last
   *     bias is 0
   */
  record BadMinimum(Weights weights, List<Rational> targets, Rational loss)
      implements WritableObject {
    public BadMinimum {
      targets = List.copyOf(targets);
    }

    @Override
    public void writeFields(CanonicalJson json) {
      InstanceWriter.weights(weights, json);
      json.field("targets").rationals(targets);
      json.field("loss").rational(loss);
    }
  }

  /** The counterexample that a refutation of a claim holds. */
  static Counterexample of(FullRankClaim claim, Refutation evidence) {
    int width = claim.instance().network().width(claim.instance().network().depth() - 1);
    int outputs = claim.instance().network().outputs();
    int biases = claim.outputBiases() == OutputBiases.TRAINED ? outputs : 0;
    if (evidence instanceof TightSetEvidence tight) {
      return crowded(tight.set().samples(), tight.set().rank(), width, outputs, biases);
    }
    if (evidence instanceof CrowdedPairsEvidence found) {
      return new CrowdedPairs(
          found.crowd().samples(),
          found.crowd().room(),
          (long) claim.instance().samples() * claim.instance().network().outputs());
    }
    if (evidence instanceof LinearUnitsRefutation found) {
      return new EqualPieces(found.vector());
    }
    if (evidence instanceof NullVectorEvidence found) {
      return new DeficientPattern(found.pattern(), found.vector());
    }
    if (evidence instanceof DeepNullVectorEvidence found) {
      return new DeficientPatterns(found.patterns(), found.vector());
    }
    if (evidence instanceof HallSetEvidence found) {
      return crowded(found.samples(), found.rank(), width, outputs, biases);
    }
    if (evidence instanceof GenericLayersRefutation found) {
      return new CrowdedSamples(found.samples(), found.rank(), width, outputs, 0);
    }
    if (!(claim.problem().atAnySlope() instanceof GivenLayer layer)) {
      // a dead pattern, on one sample or two
      return new CrowdedSamples(
          biases == 0 ? List.of(0) : List.of(0, 1), 0, width, outputs, biases);
    }
    return of(claim.instance(), layer, evidence);
  }

  private static Counterexample crowded(
      List<Integer> samples, int rank, int width, int outputs, int biases) {
    return biases > width && samples.size() >= 2
        ? new FewUnits(samples, width, outputs)
        : new CrowdedSamples(samples, rank, width, outputs, biases);
  }

  private static Counterexample of(Instance instance, GivenLayer layer, Refutation evidence) {
    if (evidence instanceof MaskedTightSetEvidence found) {
      // every pattern has a null vector on these samples
      int[] support = found.set().samples().stream().mapToInt(Integer::intValue).toArray();
      return of(instance, layer, LayerRefutation.anyPattern(layer, support).orElseThrow());
    }
    if (evidence instanceof NullVectorEvidence found) {
      return new DeficientPattern(found.pattern(), found.vector());
    }
    if (evidence instanceof OpenCellEvidence found) {
      return point(instance, layer, found);
    }
    if (evidence instanceof PointEvidence found) {
      return new DeficientPoint(
          patternAt(layer, found.weights(), found.vector()), found.weights(), Optional.empty());
    }
    if (evidence instanceof OwnMinimumEvidence found) {
      return new DeficientPoint(
          patternAt(layer, found.weights(), found.residual()),
          found.weights(),
          Optional.of(ownMinimum(instance, found)));
    }
    if (evidence instanceof DeadPatternEvidence) {
      return new DeficientPattern(
          ActivationPattern.zeros(layer.samples(), layer.units()),
          NullVectors.unit(layer.samples(), 0));
    }
    throw new IllegalArgumentException("evidence of kind " + evidence.kind() + " on one layer");
  }

  private static Counterexample point(Instance instance, GivenLayer layer, OpenCellEvidence found) {
    DeficientPattern at = patternAt(layer, found.weights(), found.vector());
    Rational sum = found.vector().stream().reduce(Rational.ZERO, Rational::plus);
    Optional<BadMinimum> bad =
        !instance.loss().equals(Loss.SQUARED) || instance.network().bias() && !sum.isZero()
            ? Optional.empty()
            : Optional.of(badMinimum(instance, layer.family().matrix(at.pattern()), found));
    return new DeficientPoint(at, found.weights(), bad);
  }

  private static DeficientPattern patternAt(
      GivenLayer layer, RationalMatrix weights, List<Rational> nullVector) {
    return new DeficientPattern(
        ActivationPattern.ofPreactivations(weights.times(layer.inputs())), nullVector);
  }

  private static BadMinimum ownMinimum(Instance instance, OwnMinimumEvidence found) {
    RationalMatrix targets = instance.dataset().targets().orElseThrow();
    Rational squares = Rational.dot(found.residual(), found.residual());
    return new BadMinimum(
        weightsAt(instance, found.weights(), found.outputWeights(), found.outputBias()),
        targets.transpose().row(0),
        squares.dividedBy(Rational.of(2L * instance.samples())));
  }

  /** Targets y = Gᵀw - v make v the residual; then Gv = 0 makes w critical, with loss |v|²/2N. */
  private static BadMinimum badMinimum(
      Instance instance, RationalMatrix gradient, OpenCellEvidence found) {
    int inputs = found.weights().columns();
    List<Rational> targets = new ArrayList<>();
    for (int n = 0; n < gradient.columns(); n++) {
      Rational output = Rational.ZERO;
      for (int row = 0; row < gradient.rows(); row++) {
        output =
            output.plus(
                gradient.get(row, n).times(found.weights().get(row / inputs, row % inputs)));
      }
      targets.add(output.minus(found.vector().get(n)));
    }
    return new BadMinimum(
        weightsAt(
            instance,
            found.weights(),
            Collections.nCopies(found.weights().rows(), Rational.ONE),
            Rational.ZERO),
        targets,
        Rational.dot(found.vector(), found.vector())
            .dividedBy(Rational.of(2L * gradient.columns())));
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
