package org.dlmcert.checker.network;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;

/** What full column rank says about minima of an instance's loss (soundness.md section 0). */
final class Conclusion {
  private static final Rational MINUS_ONE =
      new Rational(Rational.ONE.numerator().negate(), Rational.ONE.denominator());

  private Conclusion() {}

  /** Rejects targets that are not labels, if the loss is one of labels. */
  static void compareLabels(Network network) {
    String loss = network.loss().word();
    if (loss.isEmpty()) {
      return;
    }
    List<Rational[]> targets =
        network
            .targets()
            .orElseThrow(
                () ->
                    new Rejection(
                        "claim", "instance.targets", "the loss " + loss + " needs labels"));
    if (loss.equals("logistic")) {
      boolean negative = targets.stream().anyMatch(y -> count(y, MINUS_ONE) > 0);
      Rational other = negative ? MINUS_ONE : Rational.ZERO;
      require(
          targets,
          y -> count(y, Rational.ONE) + count(y, other) == y.length,
          "logistic are 1 and -1, or 1 and 0");
    } else {
      Rejection.unless(
          network.outputs() > 1,
          "claim",
          "instance.widths",
          () -> "cross-entropy needs several outputs");
      require(
          targets,
          y -> count(y, Rational.ONE) == 1 && count(y, Rational.ZERO) == y.length - 1,
          "cross-entropy are a single 1 among zeros");
    }
  }

  private static void require(
      List<Rational[]> targets, Predicate<Rational[]> fits, String expected) {
    for (int n = 0; n < targets.size(); n++) {
      Rejection.unless(
          fits.test(targets.get(n)),
          "claim",
          "instance.targets[" + n + "]",
          () -> "labels of the loss " + expected);
    }
  }

  private static long count(Rational[] row, Rational value) {
    return Arrays.stream(row).filter(value::equals).count();
  }

  /**
   * What is so for minima at which the derivatives of all samples' losses are 0.
   *
   * @param minima the words that follow "every"
   * @param comma closes an insertion in these words; empty if there is none
   */
  static String words(Network network, String minima, String comma) {
    // The derivatives of a loss of labels are never 0.
    return network.loss().word().isEmpty() || network.samples() == 0
        ? "every " + minima + comma + " has zero training error"
        : "the loss " + network.loss().word() + " has no " + minima + comma + " at all";
  }
}
