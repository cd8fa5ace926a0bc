package org.dlmcert.app.run;

import java.lang.reflect.Field;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/** Numbers of options, with messages that say what was expected. */
final class WholeNumbers {
  private static final int LONGEST = 40;

  private WholeNumbers() {}

  static Integer integer(String text) {
    return (int) within(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  static Long longInteger(String text) {
    return within(text, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** What is wrong with the value of an option or argument that has {@link Bounds}, if anything. */
  static Optional<String> problem(ArgSpec argument) {
    Bounds bounds =
        argument.userObject() instanceof Field field ? field.getAnnotation(Bounds.class) : null;
    if (bounds == null) {
      return Optional.empty();
    }
    Object value = argument.getValue();
    if (value instanceof List<?> list) {
      return new HashSet<>(list).size() == list.size()
              && list.stream().allMatch(one -> isWithin(one, bounds))
          ? Optional.empty()
          : Optional.of(": different numbers " + words(bounds));
    }
    Object given = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    return isWithin(given, bounds)
        ? Optional.empty()
        : Optional.of(" " + given + ": a number " + words(bounds));
  }

  private static boolean isWithin(@Nullable Object value, Bounds bounds) {
    return value == null
        || value instanceof Number number
            && number.longValue() >= bounds.least()
            && number.longValue() <= bounds.most();
  }

  private static String words(Bounds bounds) {
    String to = bounds.most() == Long.MAX_VALUE ? "" : " to " + bounds.most();
    return "from " + bounds.least() + to + " expected";
  }

  private static long within(String text, long least, long largest) {
    if (!text.matches("[+-]?[0-9]{1," + LONGEST + "}")) {
      throw new TypeConversionException("'" + text + "': an integer expected");
    }
    BigInteger value = new BigInteger(text);
    if (value.compareTo(BigInteger.valueOf(least)) < 0
        || value.compareTo(BigInteger.valueOf(largest)) > 0) {
      throw new TypeConversionException(
          "'" + text + "': an integer from " + least + " to " + largest + " expected");
    }
    return value.longValueExact();
  }
}
