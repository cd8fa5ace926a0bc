package org.dlmcert.app.argument;

import org.dlmcert.io.Place;
import org.dlmcert.io.instance.LossWord;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Loss;
import picocli.CommandLine.ITypeConverter;

/**
 * The loss of a sample, such as squared or huber:1/2.
 *
 * @param exact with the exact value of its number
 * @param text as it was given
 */
public record StatedLoss(Loss exact, String text) {

  @Override
  public String toString() {
    return text;
  }

  /**
   * The loss with its number read as the numbers of a file are: exactly, or as the nearest double.
   *
   * @param option the option's name, for messages
   */
  public Loss as(Numbers numbers, String option) {
    return LossWord.read(text, numbers, Place.of(option, ""));
  }

  /** Reads {@code --loss}. */
  public static final class Reader implements ITypeConverter<StatedLoss> {
    @Override
    public StatedLoss convert(String text) {
      return new StatedLoss(LossWord.read(text, Numbers.EXACT, Place.of("", "")), text);
    }
  }
}
