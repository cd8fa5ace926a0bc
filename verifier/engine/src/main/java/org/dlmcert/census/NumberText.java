package org.dlmcert.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dlmcert.exact.Rational;

/** Lists of exact numbers as words of a line, in answers that are kept as text. */
public final class NumberText {
  private NumberText() {}

  /** The values with commas between. */
  public static String list(List<Rational> values) {
    return values.stream().map(Rational::toString).collect(Collectors.joining(","));
  }

  /** Reads what {@link #list} has written. */
  public static List<Rational> rationals(String text) {
    return Arrays.stream(text.split(",", -1)).map(NumberText::rational).toList();
  }

  /** Reads one number. */
  public static Rational rational(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? Rational.of(new BigInteger(text))
        : Rational.of(
            new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
  }

  /** The factors as {@code unit:sample:value}, with the separator between. */
  public static String factors(List<OutputSignTree.Factor> factors, String separator) {
    return factors.stream()
        .map(f -> f.unit() + ":" + f.sample() + ":" + f.value())
        .collect(Collectors.joining(separator));
  }

  /** Reads what {@link #factors(List, String)} has written. */
  public static List<OutputSignTree.Factor> readFactors(String text, String separator) {
    return parts(text, separator, 3).stream()
        .map(
            part ->
                new OutputSignTree.Factor(
                    Integer.parseInt(part[0]), Integer.parseInt(part[1]), rational(part[2])))
        .toList();
  }

  /**
   * Groups of items with colons between.
   *
   * @throws IllegalArgumentException if a group has another number of items than {@code length}
   */
  public static List<String[]> parts(String text, String separator, int length) {
    List<String[]> parts = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(separator, -1)) {
      String[] items = part.split(":", -1);
      if (items.length != length) {
        throw new IllegalArgumentException(length + " items expected: " + part);
      }
      parts.add(items);
    }
    return parts;
  }
}
