package org.dlmcert.app.run;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * A time-out, with the words it was given in.
 *
 * @param text as the user wrote it
 * @param duration positive, at most 1000 hours
 */
record TimeLimit(String text, Duration duration) {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1));
  private static final Duration LONGEST = Duration.ofHours(1000);

  @Override
  public String toString() {
    return text;
  }

  /**
   * Reads a whole number with a unit.
   *
   * @throws TypeConversionException if the text is anything else, or the time is zero or over 1000
   *     hours
   */
  static TimeLimit parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      Duration unit = UNITS.getOrDefault(matcher.group(2), Duration.ZERO);
      Duration duration = unit.multipliedBy(Integer.parseInt(matcher.group(1)));
      if (!duration.isZero() && duration.compareTo(LONGEST) <= 0) {
        return new TimeLimit(text, duration);
      }
    }
    throw new TypeConversionException(
        "'" + text + "': a time such as 500ms, 90s, 5m or 1h expected, up to 1000h");
  }
}
