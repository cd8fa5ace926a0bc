package org.dlmcert.checker.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a CSV as the user says, or as the certificate does: docs/guide/input.md. */
final class CsvTable {
  private static final int LONG = 64;

  private final Literals literals;
  private final boolean decimalComma;

  private CsvTable(Literals literals, boolean decimalComma) {
    this.literals = literals;
    this.decimalComma = decimalComma;
  }

  static Table parse(
      String text, TableOptions given, Optional<Reading> reading, Literals literals) {
    TableOptions options = given.orElse(reading);
    boolean decimalComma = options.word("--decimal", "point").equals("comma");
    CsvTable table = new CsvTable(literals, decimalComma);
    return table.parse(
        new CsvLines(text, options), options.word("--header", "auto"), given, reading);
  }

  private Table parse(
      CsvLines lines, String header, TableOptions given, Optional<Reading> reading) {
    List<Table.Row> rows = new ArrayList<>();
    List<String> names = List.of();
    List<String> line = lines.next();
    int columns = line.size();
    if (header.equals("auto") ? isHeader(line, lines.line()) : header.equals("yes")) {
      names = line;
      line = lines.next();
    }
    while (!line.isEmpty()) {
      String place = "line " + lines.line();
      if (line.size() != columns) {
        throw new BadInstanceException(
            place + " has " + line.size() + " cells, expected " + columns);
      }
      String[] cells = new String[columns];
      for (int j = 0; j < columns; j++) {
        cells[j] = literals.canonical(plain(line.get(j))).orElse(Table.word(line.get(j)));
      }
      rows.add(new Table.Row(place, cells));
      line = lines.next();
    }
    return Table.of(rows, columns, names, given, reading);
  }

  /** The cell as numbers are written elsewhere; with decimal commas a point is no part of one. */
  private String plain(String cell) {
    return decimalComma ? cell.replace('.', '?').replace(',', '.') : cell;
  }

  /** Whether the first line holds names; where that cannot be told the user is asked. */
  private boolean isHeader(List<String> line, int number) {
    boolean counts = line.size() > 1;
    boolean numbers = false;
    int word = -1;
    for (int j = 0; j < line.size(); j++) {
      String cell = plain(line.get(j));
      boolean isNumber =
          NumberLiteral.isNotFinite(cell)
              || NumberLiteral.size(cell) > LONG
              || NumberLiteral.canonical(cell).isPresent();
      counts &= cell.equals(String.valueOf(j));
      numbers |= isNumber;
      word = word < 0 && !isNumber ? j : word;
    }
    if (counts || numbers && word >= 0) {
      throw new BadInstanceException(
          "line "
              + number
              + (counts
                  ? " is 0, 1, 2, …"
                  : Table.noNumber(word, line.get(word)) + ", beside numbers")
              + ": --header yes skips the line, --header no reads it");
    }
    return !numbers;
  }
}
