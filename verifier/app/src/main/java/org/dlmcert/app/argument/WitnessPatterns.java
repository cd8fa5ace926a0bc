package org.dlmcert.app.argument;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The activation patterns for which {@code witness} shows its point. */
public sealed interface WitnessPatterns {

  /** All patterns, if they are few; otherwise random ones beside the general argument. */
  record All() implements WitnessPatterns {}

  /** Every unit active at every sample. */
  record Ones() implements WitnessPatterns {}

  /** So many random patterns. */
  record Drawn(int count) implements WitnessPatterns {}

  /** Reads {@code --pattern}. */
  final class Reader implements ITypeConverter<WitnessPatterns> {
    private static final Pattern DRAWN = Pattern.compile("random:([1-9][0-9]{0,5})");

    @Override
    public WitnessPatterns convert(String text) {
      Matcher drawn = DRAWN.matcher(text);
      if (drawn.matches()) {
        return new Drawn(Integer.parseInt(drawn.group(1)));
      }
      return switch (text) {
        case "all" -> new All();
        case "ones" -> new Ones();
        default ->
            throw new TypeConversionException("'" + text + "': all, ones or random:K expected");
      };
    }
  }
}
