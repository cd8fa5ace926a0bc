package org.dlmcert.io;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * Reads matrices: tables of separated values, NPY arrays of two dimensions, MatrixMarket, JSON
 * lists of rows, and the JSON object {@code {"format":"dlmcert-matrix/1","rows":r,"columns":c,
 * "entries":[[…],…]}}. Any file may be gzipped. The format is told by the content.
 */
public final class MatrixReader {
  static final String FORMAT = "dlmcert-matrix/1";

  private MatrixReader() {}

  /**
   * The matrix in a file.
   *
   * @throws BadInput if there is none
   */
  public static RationalMatrix read(Path path, Numbers numbers) {
    return read(path, numbers, TableLayout.AUTO);
  }

  /**
   * The matrix in a file; of a MatrixMarket coordinate file with few entries these alone, so that
   * the limit on rows times columns does not hold for it.
   *
   * @throws BadInput if there is none
   */
  public static MatrixFile readSparsely(Path path, Numbers numbers, TableLayout layout) {
    try (Input input = Input.open(path)) {
      if (input.format() == Format.MATRIX_MARKET) {
        return MatrixMarket.readSparsely(input, numbers);
      }
      return new MatrixFile.Dense(read(input, numbers, layout));
    }
  }

  /**
   * The same, with the layout of a table of separated values.
   *
   * @throws BadInput if there is none
   */
  public static RationalMatrix read(Path path, Numbers numbers, TableLayout layout) {
    try (Input input = Input.open(path)) {
      return read(input, numbers, layout);
    }
  }

  private static RationalMatrix read(Input input, Numbers numbers, TableLayout layout) {
    return switch (input.format()) {
      case DELIMITED -> DelimitedTable.read(input, numbers, layout).inputs();
      case MATRIX_MARKET -> MatrixMarket.read(input, numbers);
      case JSON -> json(input, numbers);
      case NPY -> {
        NpyArray array = NpyReader.read(input.bytes(), input.fixed());
        if (array.rank() != 2) {
          throw array.expected("a rows × columns array", array.describe());
        }
        yield array.matrix(numbers);
      }
      case ZIP -> throw NpzArchive.instead("a matrix in CSV, NPY, MatrixMarket or JSON", input);
    };
  }

  private static RationalMatrix json(Input input, Numbers numbers) {
    try (JsonInput json = new JsonInput(input, numbers)) {
      json.next();
      RationalMatrix matrix;
      if (json.at(JsonToken.START_OBJECT)) {
        matrix = object(json);
      } else {
        Table table = JsonTable.read(json);
        if (table.list()) {
          throw table.place().expected("a list of rows", table.shape());
        }
        matrix = table.matrix();
      }
      json.expectEnd();
      return matrix;
    }
  }

  private static RationalMatrix object(JsonInput json) {
    Place place = json.fixed();
    Set<String> seen = new LinkedHashSet<>();
    int rows = 0;
    int columns = 0;
    Optional<Table> entries = Optional.empty();
    while (json.next() == JsonToken.FIELD_NAME) {
      String field = json.fieldName();
      if (!seen.add(field)) {
        throw json.expected("each field once", Place.quote(field) + " a second time");
      }
      json.next();
      switch (field) {
        case "format" -> {
          String format = json.string("\"" + FORMAT + "\"");
          if (!format.equals(FORMAT)) {
            throw json.expected("\"" + FORMAT + "\"", Place.quote(format));
          }
        }
        case "rows" -> rows = json.integer(0, Limits.ENTRIES);
        case "columns" -> columns = json.integer(0, Limits.ENTRIES);
        case "entries" -> entries = Optional.of(JsonTable.read(json));
        default -> throw json.expected("one of format, rows, columns, entries", Place.quote(field));
      }
    }
    for (String field : List.of("format", "rows", "columns", "entries")) {
      if (!seen.contains(field)) {
        throw place.expected("the field \"" + field + "\"", "only " + String.join(", ", seen));
      }
    }
    Table table = entries.orElseThrow();
    if (table.list() && table.matrix().rows() == 0 && rows == 0) {
      return RationalMatrix.of(0, columns, (i, j) -> Rational.ZERO);
    }
    return table.matrix(rows, columns, "rows × columns");
  }
}
