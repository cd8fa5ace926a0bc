package org.dlmcert.app.argument;

import org.dlmcert.io.Place;
import org.dlmcert.io.table.ColumnChoice;
import picocli.CommandLine.ITypeConverter;

/**
 * Columns of a table: {@code last}, {@code none}, indices or names.
 *
 * @param choice which ones
 * @param text as it was given, for the checker, which reads tables by itself
 */
public record Columns(ColumnChoice choice, String text) {

  @Override
  public String toString() {
    return text;
  }

  /** Reads them. */
  public static final class Reader implements ITypeConverter<Columns> {
    @Override
    public Columns convert(String text) {
      return new Columns(ColumnChoice.named(text, Place.of("", "")), text);
    }
  }
}
