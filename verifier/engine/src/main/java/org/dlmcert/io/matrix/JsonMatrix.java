package org.dlmcert.io.matrix;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.exact.sparse.SparseMatrix;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Input;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;
import org.dlmcert.io.Table;
import org.dlmcert.io.json.JsonInput;
import org.dlmcert.io.json.JsonTable;
import org.dlmcert.io.number.Numbers;

/**
 * A matrix in JSON: a list of rows; {@code {"format":"dlmcert-matrix/1","rows":r,"columns":c,
 * "entries":[[…],…]}}; or {@code dlmcert-sparse-matrix/1} with entries {@code [i,j,"v"]}, ordered
 * by i, then by j, v not zero (proofs/format.md, section 2).
 */
final class JsonMatrix {
  private static final String DENSE = "dlmcert-matrix/1";
  private static final String SPARSE = "dlmcert-sparse-matrix/1";

  private JsonMatrix() {}

  /**
   * The matrix.
   *
   * @throws BadInput with the field
   */
  static MatrixFile read(Input input, Numbers numbers) {
    try (JsonInput json = new JsonInput(input, numbers)) {
      json.next();
      MatrixFile matrix;
      if (json.at(JsonToken.START_OBJECT)) {
        matrix = object(json);
      } else {
        Table table = JsonTable.read(json);
        if (table.list()) {
          throw table.place().expected("a list of rows", table.shape());
        }
        matrix = new MatrixFile.Dense(table.matrix(), Optional.empty());
      }
      json.expectEnd();
      return matrix;
    }
  }

  private static MatrixFile object(JsonInput json) {
    Place place = json.fixed();
    Set<String> seen = new LinkedHashSet<>();
    boolean sparse = false;
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
          String format = json.string("\"" + DENSE + "\"");
          sparse = format.equals(SPARSE);
          if (!sparse && !format.equals(DENSE)) {
            throw json.expected("\"" + DENSE + "\" or \"" + SPARSE + "\"", Place.quote(format));
          }
        }
        case "rows" -> rows = json.integer(0, Integer.MAX_VALUE - 1);
        case "columns" -> columns = json.integer(0, Integer.MAX_VALUE - 1);
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
    return sparse
        ? new MatrixFile.Sparse(sparse(table, rows, columns))
        : new MatrixFile.Dense(dense(table, rows, columns), Optional.empty());
  }

  private static RationalMatrix dense(Table table, int rows, int columns) {
    Limits.checkShape(rows, columns, table.place());
    return table.list() && table.matrix().rows() == 0 && rows == 0
        ? RationalMatrix.of(0, columns, (i, j) -> Rational.ZERO)
        : table.matrix(rows, columns, "rows × columns");
  }

  private static SparseMatrix sparse(Table table, int rows, int columns) {
    RationalMatrix items = table.matrix();
    boolean none = items.rows() == 0;
    if (!none && (table.list() || items.columns() != 3)) {
      throw table.place().expected("entries [row, column, value]", table.shape());
    }
    List<SparseMatrix.Entry> entries = new ArrayList<>();
    long last = -1;
    for (int k = 0; k < items.rows(); k++) {
      Place place = table.place().at("entries[" + k + "]");
      int i = index(items.get(k, 0), rows, "a row", place);
      int j = index(items.get(k, 1), columns, "a column", place);
      if (items.get(k, 2).isZero()) {
        throw place.expected("a value that is not zero", "0");
      }
      if ((long) i * columns + j <= last) {
        throw place.expected(
            "entries ordered by row, then by column, no place twice", "row " + i + ", column " + j);
      }
      last = (long) i * columns + j;
      entries.add(new SparseMatrix.Entry(i, j, items.get(k, 2)));
    }
    return new SparseMatrix(rows, columns, entries);
  }

  private static int index(Rational value, int bound, String what, Place place) {
    boolean fits = value.isInteger() && value.signum() >= 0 && value.numerator().bitLength() < 32;
    long index = fits ? value.numerator().longValueExact() : -1;
    if (index < 0 || index >= bound) {
      throw place.expected(what + " from 0 to " + (bound - 1), Place.quote(value.toString()));
    }
    return (int) index;
  }
}
