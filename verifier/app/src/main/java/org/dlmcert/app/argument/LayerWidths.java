package org.dlmcert.app.argument;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Widths of layers, all positive.
 *
 * @param widths from below to above
 */
public record LayerWidths(List<Integer> widths) {
  private static final int MOST_LAYERS = 1000;

  public LayerWidths {
    widths = List.copyOf(widths);
  }

  @Override
  public String toString() {
    return widths.toString();
  }

  private static LayerWidths parse(String text, String example) {
    List<String> words = Stream.of(text.split(",", -1)).toList();
    if (words.size() > MOST_LAYERS) {
      throw new TypeConversionException("at most " + MOST_LAYERS + " layers expected");
    }
    if (!words.stream().allMatch(word -> word.matches("0{0,9}[1-9][0-9]{0,8}"))) {
      throw new TypeConversionException(
          "'" + text + "': positive widths expected, as in " + example);
    }
    return new LayerWidths(words.stream().map(Integer::valueOf).toList());
  }

  /** Reads d_0, …, d_L of a whole network. */
  public static final class OfNetwork implements ITypeConverter<LayerWidths> {
    @Override
    public LayerWidths convert(String text) {
      LayerWidths found = parse(text, "3,4,1");
      if (found.widths().size() < 3) {
        throw new TypeConversionException("'" + text + "': at least d_0, d_1 and d_2 expected");
      }
      return found;
    }
  }

  /** Reads d_1, …, d_{L-1}. */
  public static final class OfHiddenLayers implements ITypeConverter<LayerWidths> {
    @Override
    public LayerWidths convert(String text) {
      return parse(text, "34 or 20,20");
    }
  }
}
