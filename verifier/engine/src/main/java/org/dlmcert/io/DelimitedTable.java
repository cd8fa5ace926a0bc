package org.dlmcert.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.RationalMatrix;

/**
 * Reads a table of separated values (CSV).
 *
 * <p>A first line with a cell that is no number, such as a word or an empty cell, is a header and
 * is skipped; {@code nan} and {@code inf} are numbers, though bad ones. Blank lines may stand at
 * the end only.
 */
final class DelimitedTable {
  private DelimitedTable() {}

  /**
   * The matrix of the table.
   *
   * @throws BadInput with line and column
   */
  static RationalMatrix read(Input input, Numbers numbers) {
    DelimitedCells cells = new DelimitedCells(input);
    LiteralCache values = new LiteralCache(numbers);
    RationalBuffer entries = new RationalBuffer();
    List<String> line = new ArrayList<>();
    int rows = 0;
    int columns = 0;
    int firstLine = 0;
    Optional<Place> blank = Optional.empty();
    while (cells.next(line)) {
      if (line.isEmpty()) {
        blank = blank.or(() -> Optional.of(cells.linePlace()));
        continue;
      }
      if (blank.isPresent()) {
        throw blank.get().expected("a row", "a blank line before the end of the table");
      }
      if (firstLine == 0) {
        firstLine = cells.line();
        columns = line.size();
        if (isHeader(line)) {
          continue;
        }
      }
      if (line.size() != columns) {
        throw cells
            .cellPlace(Math.min(columns, line.size()))
            .expected(columns + " cells like line " + firstLine, "" + line.size());
      }
      for (int j = 0; j < columns; j++) {
        Place place = cells.cellPlace(j);
        entries.add(values.read(line.get(j), place), place);
      }
      rows++;
    }
    if (rows == 0) {
      throw input.expected(
          "rows of numbers", firstLine == 0 ? "blank lines only" : "only a header line");
    }
    return entries.toMatrix(rows, columns);
  }

  private static boolean isHeader(List<String> line) {
    return line.stream()
        .anyMatch(
            cell ->
                cell.length() <= Limits.LITERAL
                    && !NumberLiteral.isNumber(cell)
                    && !NumberLiteral.isNotFinite(cell));
  }
}
