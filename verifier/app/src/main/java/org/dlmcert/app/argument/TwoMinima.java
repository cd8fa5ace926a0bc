package org.dlmcert.app.argument;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Two different minima among those that are shown.
 *
 * @param first from 0
 * @param second from 0
 */
public record TwoMinima(int first, int second) {

  @Override
  public String toString() {
    return first + "," + second;
  }

  /** Reads {@code --between}. */
  public static final class Reader implements ITypeConverter<TwoMinima> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}),([0-9]{1,9})");

    @Override
    public TwoMinima convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException("'" + text + "': two numbers expected, as in 0,3");
      }
      TwoMinima found =
          new TwoMinima(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
      if (found.first == found.second) {
        throw new TypeConversionException("'" + text + "': two different numbers expected");
      }
      return found;
    }
  }
}
