package org.dlmcert.checker.network;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;

/**
 * The loss of a sample, as far as conclusions about minima depend on it (format.md 4.1,
 * soundness.md section 0): differentiable and convex in the outputs.
 */
public enum SampleLoss {
  SQUARED("squared"),
  HUBER("huber"),
  CONVEX("convex"),
  LOGISTIC("logistic"),
  CROSS_ENTROPY("cross-entropy");

  private static final List<String> STATED =
      List.of("huber", "convex", "logistic", "cross-entropy");
  private static final Rational MINUS_ONE =
      new Rational(Rational.ONE.numerator().negate(), Rational.ONE.denominator());

  private final String word;

  SampleLoss(String word) {
    this.word = word;
  }

  /** Reads the field {@code loss} if it comes next; without it the loss is the squared error. */
  static SampleLoss read(CanonicalReader in) {
    if (!in.optionalField("loss")) {
      return SQUARED;
    }
    String stated = in.word(STATED);
    return Arrays.stream(values()).filter(loss -> loss.word.equals(stated)).findFirst().get();
  }

  /** Rejects targets that are not labels of this loss. */
  void compare(Network network) {
    if (this != LOGISTIC && this != CROSS_ENTROPY) {
      return;
    }
    List<Rational[]> targets =
        network
            .targets()
            .orElseThrow(
                () ->
                    new Rejection(
                        "claim", "instance.targets", "the loss " + word + " needs labels"));
    if (this == LOGISTIC) {
      Rational other =
          targets.stream().anyMatch(y -> has(y, MINUS_ONE)) ? MINUS_ONE : Rational.ZERO;
      require(
          targets,
          y -> count(y, Rational.ONE) + count(y, other) == y.length,
          "1 and -1, or 1 and 0");
    } else {
      Rejection.unless(
          network.outputs() > 1,
          "claim",
          "instance.widths",
          () -> "cross-entropy needs several outputs");
      require(
          targets,
          y -> count(y, Rational.ONE) == 1 && count(y, Rational.ZERO) == y.length - 1,
          "a single 1 among zeros");
    }
  }

  private void require(List<Rational[]> targets, Predicate<Rational[]> fits, String expected) {
    for (int n = 0; n < targets.size(); n++) {
      Rejection.unless(
          fits.test(targets.get(n)),
          "claim",
          "instance.targets[" + n + "]",
          () -> "labels of the loss " + word + " are " + expected);
    }
  }

  private static boolean has(Rational[] row, Rational value) {
    return count(row, value) > 0;
  }

  private static long count(Rational[] row, Rational value) {
    return Arrays.stream(row).filter(value::equals).count();
  }

  /**
   * What is so for minima where the derivatives of all losses are 0.
   *
   * @param minima with the words that follow "every", ending without a comma
   * @param comma what goes between these words and the next, if they end in an insertion
   */
  String conclusion(String minima, String comma, int samples) {
    if (samples > 0 && (this == LOGISTIC || this == CROSS_ENTROPY)) {
      // Their derivatives are never 0.
      return "there is no " + minima + comma + " at all";
    }
    return "every "
        + minima
        + comma
        + (this == CONVEX
            ? " has the least loss on every sample; if that is nowhere attained, there is none"
            : " has zero training error");
  }
}
