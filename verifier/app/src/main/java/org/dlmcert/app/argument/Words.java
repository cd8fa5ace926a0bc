package org.dlmcert.app.argument;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One of some words, each with its meaning. An option's converter is a subclass that lists them.
 *
 * @param <T> what the words stand for
 */
public abstract class Words<T> implements ITypeConverter<T> {
  private final Map<String, T> meanings = new LinkedHashMap<>();

  /** A word for each of the values. */
  protected Words(T[] values, Function<T, String> word) {
    for (T value : values) {
      meanings.put(word.apply(value), value);
    }
  }

  /** Words in the order in which a message lists them. */
  protected Words(Map<String, ? extends T> meanings) {
    this.meanings.putAll(meanings);
  }

  @Override
  public final T convert(String word) {
    T meaning = meanings.get(word);
    if (meaning == null) {
      throw new TypeConversionException(
          "'" + word + "': one of " + String.join(", ", meanings.keySet()) + " expected");
    }
    return meaning;
  }
}
