package org.dlmcert.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/** Targets that are labels: for every output 1 and -1, or 1 and 0; or a 1 for one output of all. */
final class Labels {
  private static final Rational MINUS_ONE = Rational.of(-1);

  private Labels() {}

  /** What is wrong with targets as labels of a loss, in words; empty if they are. */
  static Optional<String> misfit(Loss.OfLabels loss, Optional<RationalMatrix> targets) {
    if (targets.isEmpty()) {
      return Optional.of("the loss " + loss.word() + " needs targets, and there are none");
    }
    RationalMatrix y = targets.get();
    return loss instanceof Loss.Logistic ? binary(y) : oneOfSeveral(y);
  }

  private static Optional<String> binary(RationalMatrix y) {
    boolean negative = IntStream.range(0, y.rows()).anyMatch(n -> y.row(n).contains(MINUS_ONE));
    Rational other = negative ? MINUS_ONE : Rational.ZERO;
    return IntStream.range(0, y.rows())
        .filter(n -> !y.row(n).stream().allMatch(v -> v.equals(Rational.ONE) || v.equals(other)))
        .mapToObj(n -> misfit(n, "labels 1 and -1, or 1 and 0, expected for logistic", y.row(n)))
        .findFirst();
  }

  private static Optional<String> oneOfSeveral(RationalMatrix y) {
    if (y.columns() == 1) {
      return Optional.of("cross-entropy needs several outputs; for one output there is logistic");
    }
    return IntStream.range(0, y.rows())
        .filter(
            n ->
                y.row(n).stream().filter(Rational.ONE::equals).count() != 1
                    || y.row(n).stream().filter(Rational::isZero).count() != y.columns() - 1)
        .mapToObj(n -> misfit(n, "a single 1 among zeros expected for cross-entropy", y.row(n)))
        .findFirst();
  }

  private static String misfit(int sample, String expected, List<Rational> found) {
    return "targets of sample " + sample + ": " + expected + ", got " + found;
  }
}
