package org.dlmcert.app.argument;

import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code inspect --ball} is to prove of the weights around the given ones. */
public sealed interface BallRadius {

  /** No critical points of positive loss within this radius. */
  record Within(Rational radius) implements BallRadius {}

  /** The same within the largest radius that is found. */
  record Largest() implements BallRadius {}

  /** Gradient flow from the given weights reaches loss 0. */
  record Flow() implements BallRadius {}

  /** Reads {@code --ball}. */
  final class Reader implements ITypeConverter<BallRadius> {
    @Override
    public BallRadius convert(String text) {
      return switch (text) {
        case "max" -> new Largest();
        case "flow" -> new Flow();
        default -> new Within(radius(text));
      };
    }

    private static Rational radius(String text) {
      try {
        return new StatedNumber.Positive().convert(text).exact();
      } catch (BadInput | TypeConversionException e) {
        throw new TypeConversionException(
            "'" + text + "': a positive number, max or flow expected");
      }
    }
  }
}
