package org.dlmcert.certify.claim;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;

/**
 * The loss of a sample, as far as conclusions about minima depend on it (proofs/soundness.md,
 * section 0): differentiable and convex in the outputs. Rank itself does not depend on it.
 */
public enum SampleLoss {
  SQUARED("squared"),
  HUBER("huber"),
  /** Any differentiable convex loss. */
  CONVEX("convex"),
  /** log(1 + exp(-y·v)) for every output v with label y = 1 or -1 (or 0 in place of -1). */
  LOGISTIC("logistic"),
  /** The logarithm of the softmax of the labelled output, negated. */
  CROSS_ENTROPY("cross-entropy");

  private static final Rational MINUS_ONE = Rational.of(-1);

  private final String word;

  SampleLoss(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** What is wrong with the targets of an instance as labels of this loss, in words. */
  Optional<String> misfit(Instance instance) {
    if (this != LOGISTIC && this != CROSS_ENTROPY) {
      return Optional.empty();
    }
    Optional<RationalMatrix> targets = instance.dataset().targets();
    if (targets.isEmpty()) {
      return Optional.of("the loss " + word + " needs targets, and there are none");
    }
    if (this == CROSS_ENTROPY && instance.network().outputs() == 1) {
      return Optional.of("cross-entropy needs several outputs; with one output use logistic");
    }
    RationalMatrix y = targets.get();
    boolean negative =
        IntStream.range(0, y.rows()).anyMatch(n -> y.row(n).contains(MINUS_ONE));
    Rational other = negative ? MINUS_ONE : Rational.ZERO;
    return IntStream.range(0, y.rows())
        .filter(n -> this == LOGISTIC ? !areBinary(y.row(n), other) : !isOneOf(y.row(n)))
        .mapToObj(
            n ->
                "targets of sample "
                    + n
                    + ": "
                    + (this == LOGISTIC
                        ? "labels 1 and -1, or 1 and 0, expected for logistic"
                        : "a single 1 among zeros expected for cross-entropy")
                    + ", got "
                    + y.row(n))
        .findFirst();
  }

  private static boolean areBinary(List<Rational> row, Rational other) {
    return row.stream().allMatch(v -> v.equals(Rational.ONE) || v.equals(other));
  }

  private static boolean isOneOf(List<Rational> row) {
    return row.stream().filter(Rational.ONE::equals).count() == 1
        && row.stream().filter(Rational::isZero).count() == row.size() - 1;
  }
}
