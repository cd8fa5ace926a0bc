package org.dlmcert.certify.outputs;

import java.util.List;
import java.util.Optional;
import org.dlmcert.certify.claim.BiasedOutputs;
import org.dlmcert.certify.claim.FullRankProblem;
import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.claim.LinearLayer;
import org.dlmcert.certify.each.EveryPatternSearch;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.refutation.LinearUnitsRefutation;
import org.dlmcert.certify.refutation.NullVectorEvidence;
import org.dlmcert.exact.NullVectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.progress.Interruption;
import org.dlmcert.progress.Progress;

/**
 * Looks for a pattern whose matrix, with the rows of trained output biases, is deficient: that of
 * ones, and then, if they are few, every other (proofs/soundness.md, section 33). Where none is, a
 * prime modulo which each has full column rank is the proof (section 46): multiplying the columns
 * of a sample, as the tree of patterns does, would change the rows of biases.
 */
public final class PatternsAndBiases {
  private static final int MOST_BITS = 12;

  private PatternsAndBiases() {}

  /** The pattern of ones; for maxout units, one piece for each unit. */
  public static final class Ones implements Method<BiasedOutputs> {
    @Override
    public MethodName name() {
      return MethodName.IMMEDIATE;
    }

    @Override
    public Attempt attempt(BiasedOutputs problem, Budget budget, Progress progress) {
      progress.stage("rank of the pattern of ones, with output biases", 0);
      FullRankProblem held = problem.held();
      Optional<Attempt> decided = Optional.empty();
      if (held instanceof GivenOutputs layer) {
        ActivationPattern ones = ActivationPattern.ones(layer.samples(), layer.units());
        decided =
            nullVector(layer, ones).map(v -> new Attempt.Decided(new NullVectorEvidence(ones, v)));
      } else if (held instanceof LinearLayer linear) {
        GivenOutputs layer = linear.layer();
        decided =
            nullVector(layer, ActivationPattern.ones(layer.samples(), layer.units()))
                .map(v -> new Attempt.Decided(new LinearUnitsRefutation(v)));
      } else {
        return Attempt.INAPPLICABLE;
      }
      return decided.orElse(new Attempt.Open("the pattern of ones has full column rank"));
    }
  }

  /** All patterns, if they are few. */
  public static final class All implements Method<BiasedOutputs> {
    @Override
    public MethodName name() {
      return MethodName.TREE;
    }

    @Override
    public Attempt attempt(BiasedOutputs problem, Budget budget, Progress progress) {
      if (!(problem.held() instanceof GivenOutputs layer)) {
        return Attempt.INAPPLICABLE;
      }
      long bits = (long) layer.samples() * layer.units();
      if (bits > MOST_BITS) {
        return new Attempt.Open("too many patterns to look for a deficient one");
      }
      for (long number = 0; number < 1L << bits; number++) {
        Interruption.check();
        long bitsOf = number;
        ActivationPattern pattern =
            ActivationPattern.of(
                layer.samples(),
                layer.units(),
                (n, i) -> (bitsOf >>> n * layer.units() + i & 1) == 1);
        Optional<List<Rational>> vector = nullVector(layer, pattern);
        if (vector.isPresent()) {
          return new Attempt.Decided(new NullVectorEvidence(pattern, vector.get()));
        }
      }
      return EveryPatternSearch.withBiases(layer.family(), layer.outputWeights())
          .<Attempt>map(Attempt.Decided::new)
          .orElse(
              new Attempt.Open(
                  "no pattern is deficient with the rows of the biases, but some seem so modulo"
                      + " three primes"));
    }
  }

  private static Optional<List<Rational>> nullVector(
      GivenOutputs layer, ActivationPattern pattern) {
    return NullVectors.find(BiasedOutputs.withRows(layer.matrix(pattern), layer.outputs()));
  }
}
