package org.dlmcert.app.argument;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Decimals of options that are used as doubles: the nearest one. */
public final class Decimal {
  private static final int LONGEST = 40;

  private Decimal() {}

  /**
   * The nearest double.
   *
   * @throws TypeConversionException if this is no decimal, or a long one
   */
  public static double nearest(String text) {
    if (text.length() > LONGEST) {
      throw new TypeConversionException("a number of at most " + LONGEST + " characters expected");
    }
    try {
      return new BigDecimal(text).doubleValue();
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "': a number expected");
    }
  }

  /** Reads a number whose nearest double is positive and finite, such as a step size. */
  public static final class Positive implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = nearest(text);
      if (!(value > 0) || Double.isInfinite(value)) {
        throw new TypeConversionException("'" + text + "': a positive double expected");
      }
      return value;
    }
  }

  /** Reads a factor by which something does not grow. */
  public static final class UpToOne implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = nearest(text);
      if (!(value > 0 && value <= 1)) {
        throw new TypeConversionException("'" + text + "': a factor above 0 and up to 1 expected");
      }
      return value;
    }
  }
}
