package org.dlmcert.certify;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.certificate.CheckerWork;
import org.dlmcert.certify.archimedean.GuessedInverse;
import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.collapse.Collapse;
import org.dlmcert.certify.evidence.ArchimedeanEvidence;
import org.dlmcert.certify.evidence.CollapseEvidence;
import org.dlmcert.certify.evidence.IndependentInputsEvidence;
import org.dlmcert.certify.evidence.NullVectorEvidence;
import org.dlmcert.certify.evidence.TreeEvidence;
import org.dlmcert.certify.tree.PatternTree;
import org.dlmcert.certify.tree.Reduction;
import org.dlmcert.certify.tree.TiedTree;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.NullVectors;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.progress.Progress;

/**
 * The methods for one output, for several whose weights are given and held, with given noise or
 * none (proofs/soundness.md, section 33).
 */
final class GivenOutputMethods {
  private GivenOutputMethods() {}

  /** Independent inputs, and on every sample output weights that span all outputs. */
  static final class Inputs implements Method<GivenOutputs> {
    @Override
    public MethodName name() {
      return MethodName.IMMEDIATE;
    }

    @Override
    public Attempt attempt(GivenOutputs layer, Budget budget, Progress progress) {
      IntegerMatrix inputs = layer.family().inputs().clearColumns().matrix();
      IntegerMatrix weights = layer.outputWeights().clearColumns().matrix();
      PrimeField field = PrimeField.largest();
      boolean independent =
          inputs.columns() <= inputs.rows()
              && ModularMatrix.of(field, inputs).rank() == inputs.columns();
      return independent
              && IntStream.range(0, layer.samples()).allMatch(n -> spans(layer, weights, n, field))
          ? new Attempt.Decided(new IndependentInputsEvidence(field.modulus()))
          : new Attempt.Open(
              independent
                  ? "on some sample the output weights of the units with noise do not span the"
                      + " outputs"
                  : "the inputs are not linearly independent");
    }

    private static boolean spans(
        GivenOutputs layer, IntegerMatrix weights, int sample, PrimeField field) {
      int[] units =
          IntStream.range(0, layer.units())
              .filter(i -> !layer.family().noise().get(i, sample).isZero())
              .toArray();
      return ModularMatrix.of(field, weights.columns(units)).rank() == layer.outputs();
    }
  }

  /** A deficient matrix of the pattern of ones refutes. */
  static final class Ones implements Method<GivenOutputs> {
    @Override
    public MethodName name() {
      return MethodName.IMMEDIATE;
    }

    @Override
    public Attempt attempt(GivenOutputs layer, Budget budget, Progress progress) {
      progress.stage("rank of the pattern of ones", 0);
      return refutation(layer, ActivationPattern.ones(layer.samples(), layer.units()))
          .<Attempt>map(Attempt.Decided::new)
          .orElse(new Attempt.Open("the pattern of ones has full column rank"));
    }
  }

  private static Optional<NullVectorEvidence> refutation(
      GivenOutputs layer, ActivationPattern pattern) {
    Optional<List<Rational>> vector = NullVectors.find(layer.matrix(pattern));
    return vector.map(v -> new NullVectorEvidence(pattern, v));
  }

  /** All patterns are one matrix modulo a prime power. */
  static final class OneMatrix implements Method<GivenOutputs> {
    @Override
    public MethodName name() {
      return MethodName.COLLAPSE;
    }

    @Override
    public Attempt attempt(GivenOutputs layer, Budget budget, Progress progress) {
      progress.stage("primes modulo which the slope is 1", Progress.UNKNOWN);
      GradientFamily columns = layer.columns();
      Collapse.Answer answer =
          new Collapse(columns.inputs(), columns.noise(), columns.slope()).search();
      return answer instanceof Collapse.Found found
          ? new Attempt.Decided(new CollapseEvidence(found))
          : new Attempt.Open(((Collapse.NotFound) answer).because());
    }
  }

  /** A left inverse that serves for all slopes near one. */
  static final class LeftInverse implements Method<GivenOutputs> {
    @Override
    public MethodName name() {
      return MethodName.ARCHIMEDEAN;
    }

    @Override
    public Attempt attempt(GivenOutputs layer, Budget budget, Progress progress) {
      if (layer.family().slope().signum() < 0) {
        return Attempt.INAPPLICABLE;
      }
      GradientFamily columns = layer.columns();
      if (columns.rows() < columns.samples()) {
        return new Attempt.Open("there are more columns than rows");
      }
      if (!GuessedInverse.isAffordable(
          columns.units(), columns.inputs().rows(), columns.samples())) {
        return new Attempt.Open("the left inverse is too large to guess");
      }
      progress.stage("left inverse for slopes near one", Progress.UNKNOWN);
      return GuessedInverse.find(columns)
          .<Attempt>map(
              b -> new Attempt.Decided(new ArchimedeanEvidence(Reduction.none(layer.family()), b)))
          .orElse(
              new Attempt.Open("no left inverse found that is good for slopes as far from one"));
    }
  }

  /** Every pattern, one after the other. */
  static final class Tree implements Method<GivenOutputs> {
    /** So many operations modulo a prime take minutes. */
    private static final BigInteger MOST_OPERATIONS = BigInteger.valueOf(20_000_000_000L);

    @Override
    public MethodName name() {
      return MethodName.TREE;
    }

    @Override
    public Attempt attempt(GivenOutputs layer, Budget budget, Progress progress) {
      TiedTree tree = new TiedTree(layer);
      BigInteger choices = tree.patterns();
      int rows = Math.multiplyExact(layer.units(), layer.family().inputs().rows());
      BigInteger work =
          CheckerWork.tree(
              rows * layer.outputs(), layer.samples() * layer.outputs(), layer.units(), choices);
      boolean tooMuch = work.compareTo(MOST_OPERATIONS) > 0 && budget.chosenPatterns().isEmpty();
      PatternTree.Answer answer = tree.search(tooMuch ? 0 : budget.maxPatterns());
      if (answer instanceof PatternTree.Independent independent) {
        return new Attempt.Decided(new TreeEvidence(Reduction.none(layer.family()), independent));
      }
      if (answer instanceof PatternTree.Deficient deficient) {
        return new Attempt.Decided(refutation(layer, deficient.pattern()).orElseThrow());
      }
      return new Attempt.Limited(
          tooMuch ? "the work of trying all patterns" : "--max-patterns " + budget.maxPatterns(),
          "none of " + Attempt.about(choices) + " patterns (up to a factor of each sample) tried",
          "--max-patterns "
              + Attempt.about(choices)
              + " and time for as many, where that is"
              + " feasible; "
              + FullRankDecision.NEARBY);
    }
  }
}
