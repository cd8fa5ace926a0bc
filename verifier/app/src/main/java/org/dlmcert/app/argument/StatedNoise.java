package org.dlmcert.app.argument;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.model.LayerNoise;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Noise that a word can state: almost every noise, or none.
 *
 * @param layers for all hidden layers together, or for each
 * @param text as it was given
 */
public record StatedNoise(List<LayerNoise> layers, String text) {
  public StatedNoise {
    layers = List.copyOf(layers);
  }

  @Override
  public String toString() {
    return text;
  }

  /**
   * The noise of so many hidden layers.
   *
   * @throws UsageError if it is stated for another number of layers
   */
  public List<LayerNoise> of(int count) {
    if (layers.size() == 1) {
      return Collections.nCopies(count, layers.get(0));
    }
    if (layers.size() != count) {
      throw new UsageError(
          "--noise " + text + ": one word, or " + count + " for as many hidden layers, expected");
    }
    return layers;
  }

  /** Reads {@code generic}, {@code none}, or such words with commas. */
  public static final class Reader implements ITypeConverter<StatedNoise> {
    @Override
    public StatedNoise convert(String text) {
      return new StatedNoise(Arrays.stream(text.split(",", -1)).map(Reader::word).toList(), text);
    }

    private static LayerNoise word(String word) {
      return switch (word) {
        case "generic" -> LayerNoise.GENERIC;
        case "none" -> LayerNoise.NONE;
        default ->
            throw new TypeConversionException(
                "'" + word + "': generic or none expected; a table goes into an instance file");
      };
    }
  }
}
