package org.dlmcert.app.argument;

import org.dlmcert.exact.Rational;
import org.dlmcert.io.Place;
import org.dlmcert.io.number.Numbers;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of an option, such as 1/100 or 0.01.
 *
 * @param exact its exact value
 * @param text as it was given
 */
public record StatedNumber(Rational exact, String text) {

  @Override
  public String toString() {
    return text;
  }

  /**
   * The value as the numbers of a file are read: exactly, or as the nearest double.
   *
   * @param option the option's name, for messages
   */
  public Rational as(Numbers numbers, String option) {
    return numbers.read(text, Place.of(option, ""));
  }

  /** Reads a number exactly. */
  public static final class Reader implements ITypeConverter<StatedNumber> {
    @Override
    public StatedNumber convert(String text) {
      return new StatedNumber(Numbers.EXACT.read(text, Place.of("", "")), text);
    }
  }

  /** Reads a number above 0. */
  public static final class Positive implements ITypeConverter<StatedNumber> {
    @Override
    public StatedNumber convert(String text) {
      StatedNumber number = new Reader().convert(text);
      if (number.exact().signum() <= 0) {
        throw new TypeConversionException("'" + text + "': a positive number expected");
      }
      return number;
    }
  }
}
