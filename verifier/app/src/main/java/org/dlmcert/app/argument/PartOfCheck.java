package org.dlmcert.app.argument;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A part of the check of a certificate.
 *
 * @param part from 1
 * @param of the number of parts
 */
public record PartOfCheck(int part, int of) {

  /** As the checker reads it. */
  @Override
  public String toString() {
    return part + "/" + of;
  }

  /** Reads {@code --part}. */
  public static final class Reader implements ITypeConverter<PartOfCheck> {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,6})/([1-9][0-9]{0,6})");

    @Override
    public PartOfCheck convert(String text) {
      Matcher form = FORM.matcher(text);
      if (form.matches()) {
        PartOfCheck found =
            new PartOfCheck(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        if (found.part <= found.of) {
          return found;
        }
      }
      throw new TypeConversionException("'" + text + "': K/M with K from 1 to M expected");
    }
  }
}
