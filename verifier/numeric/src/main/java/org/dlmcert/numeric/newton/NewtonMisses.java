package org.dlmcert.numeric.newton;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;

/**
 * Why attempts at a critical point came to nothing: how many, and the number nearest to success.
 */
final class NewtonMisses {

  /** What was not as it has to be. */
  enum Cause {
    GAUGE("more units of a layer have the same signs on all samples than it has inputs", ""),
    NOT_FINITE("the loss was beyond the range of double precision, more than 1e308", ""),
    NO_CONVERGENCE("the last step was too long", "less than 1e-11"),
    SINGULAR("the smallest curvature was too small beside the largest", "more than 1e-13 of it"),
    OTHER_KINK("another preactivation was too near 0", "more than 1e-10"),
    NOT_STRICT("the loss decreased to one side of some kink, at a rate", "less than 0");

    private final String words;
    private final String bound;

    Cause(String words, String bound) {
      this.words = words;
      this.bound = bound;
    }

    /** The one of two numbers that is nearer to what is wanted. */
    private double better(double a, double b) {
      DoubleBinaryOperator choice = this == SINGULAR || this == OTHER_KINK ? Math::max : Math::min;
      return choice.applyAsDouble(a, b);
    }
  }

  private record Miss(int count, double best) {}

  private final Map<Cause, Miss> misses = new EnumMap<>(Cause.class);

  /** Counts an attempt. */
  void add(Cause cause, double number) {
    misses.merge(
        cause,
        new Miss(1, number),
        (a, b) -> new Miss(a.count + b.count, cause.better(a.best, b.best)));
  }

  /** All of them in words. */
  String words() {
    return misses.entrySet().stream()
        .map(entry -> words(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String words(Cause cause, Miss miss) {
    String times = miss.count == 1 ? "once " : miss.count + " times ";
    return cause.bound.isEmpty()
        ? times + cause.words
        : times
            + cause.words
            + String.format(
                Locale.ROOT,
                miss.count == 1 ? ": %.2g instead of %s" : ": at best %.2g instead of %s",
                miss.best,
                cause.bound);
  }
}
