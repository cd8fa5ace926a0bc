package org.dlmcert.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.numeric.ExactDouble;

/**
 * What is wrong with computed numbers, each held against its exact value; nothing if all is right.
 *
 * @param actual the computed numbers
 * @param what what they are, in messages, with a blank at the end; or empty
 */
record ValuesCheck(double[][] actual, String what) {

  /** The ulps that a test allows. */
  static double limit(double ulps) {
    if (!(ulps >= 0)) {
      throw new IllegalArgumentException("ulps from 0 expected, got " + ulps);
    }
    return ulps;
  }

  Optional<String> within(double ulps, RationalMatrix exact) {
    Optional<String> misfit = shape(exact);
    if (misfit.isPresent()) {
      return misfit;
    }
    List<Off> failures = new ArrayList<>();
    for (int i = 0; i < exact.rows(); i++) {
      for (int j = 0; j < exact.columns(); j++) {
        Off off = new Off(i, j, exact.get(i, j), ExactDouble.ulps(actual[i][j], exact.get(i, j)));
        if (off.exceeds(ExactDouble.of(ulps))) {
          failures.add(off);
        }
      }
    }
    return failures.isEmpty()
        ? Optional.empty()
        : Optional.of(message(ulps, failures, (long) exact.rows() * exact.columns()));
  }

  private String message(double ulps, List<Off> failures, long entries) {
    Off first = failures.get(0);
    Off worst = first;
    for (Off off : failures) {
      worst = worst.ulps.isPresent() && off.exceeds(worst.ulps.get()) ? off : worst;
    }
    String text =
        what
            + "within "
            + ulps
            + " ulps of the exact values expected, but "
            + failures.size()
            + " of "
            + entries
            + (failures.size() == 1 ? " is" : " are")
            + " not; the first is\n"
            + describe(first);
    return worst == first ? text : text + "\nthe one furthest off is\n" + describe(worst);
  }

  /** How far the number in a place is off; infinitely far without ulps. */
  private record Off(int row, int column, Rational exact, Optional<Rational> ulps) {
    boolean exceeds(Rational limit) {
      return ulps.isEmpty() || ulps.get().compareTo(limit) > 0;
    }
  }

  private String describe(Off off) {
    return "at ["
        + off.row
        + "]["
        + off.column
        + "]: exact "
        + Words.number(off.exact)
        + "\n  double "
        + actual[off.row][off.column]
        + ", nearest double "
        + ExactDouble.nearest(off.exact)
        + ", off by "
        + off.ulps.map(u -> ExactDouble.nearest(u) + " ulps").orElse("infinitely many ulps");
  }

  private Optional<String> shape(RationalMatrix exact) {
    boolean fits = actual.length == exact.rows();
    for (int i = 0; fits && i < actual.length; i++) {
      fits = actual[i].length == exact.columns();
    }
    return fits
        ? Optional.empty()
        : Optional.of(
            what
                + "a "
                + exact.shape()
                + " array expected, but it has "
                + actual.length
                + " rows"
                + (actual.length == 0 ? "" : ", the first of " + actual[0].length));
  }

  Optional<String> signs(RationalMatrix exact) {
    Optional<String> misfit = shape(exact);
    if (misfit.isPresent()) {
      return misfit;
    }
    int failures = 0;
    String first = "";
    for (int i = 0; i < exact.rows(); i++) {
      for (int j = 0; j < exact.columns(); j++) {
        if (!(Math.signum(actual[i][j]) == exact.get(i, j).signum())) {
          failures++;
          first =
              failures > 1
                  ? first
                  : "at ["
                      + i
                      + "]["
                      + j
                      + "] the double is "
                      + actual[i][j]
                      + " and the exact value "
                      + Words.number(exact.get(i, j));
        }
      }
    }
    return failures == 0
        ? Optional.empty()
        : Optional.of(
            what
                + "the exact signs expected, but "
                + failures
                + " of "
                + (long) exact.rows() * exact.columns()
                + (failures == 1 ? " is" : " are")
                + " wrong; "
                + first);
  }
}
