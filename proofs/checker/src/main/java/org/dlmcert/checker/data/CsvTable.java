package org.dlmcert.checker.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads a CSV as the user says, or as the certificate does: docs/guide/input.md. */
final class CsvTable {
  private final Literals literals;
  private final char decimalMark;

  private CsvTable(Literals literals, char decimalMark) {
    this.literals = literals;
    this.decimalMark = decimalMark;
  }

  static Table parse(
      String text, TableOptions given, Optional<Reading> reading, Literals literals) {
    TableOptions options = given.orElse(reading);
    CsvTable table = new CsvTable(literals, options.decimalMark());
    return table.parse(
        new CsvLines(text, options), options.word("--header", "auto"), given, reading);
  }

  private Table parse(
      CsvLines lines, String header, TableOptions given, Optional<Reading> reading) {
    List<Table.Row> rows = new ArrayList<>();
    List<String> names = List.of();
    List<String> line = lines.next();
    int columns = line.size();
    if (columns > 0
        && (header.equals("auto")
            ? isHeader(line, read(line, given), lines.line())
            : header.equals("yes"))) {
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
        cells[j] = cell(line.get(j));
      }
      rows.add(new Table.Row(place, cells));
      line = lines.next();
    }
    if (rows.isEmpty()) {
      throw new BadInstanceException("rows of numbers expected, found none");
    }
    return Table.of(rows, columns, names, given, reading, literals.work());
  }

  private String cell(String cell) {
    // A point beside decimal commas, and too many digits, make a bad number and not a word.
    boolean bad = NumberLiteral.isNumber(cell) || NumberLiteral.isNumber(plain(cell));
    return literals.canonical(plain(cell)).orElse(bad ? Table.badNumber(cell) : Table.word(cell));
  }

  /** The cell as numbers are written elsewhere; with decimal commas a point is no part of one. */
  private String plain(String cell) {
    return decimalMark == ',' ? cell.replace('.', '?').replace(',', '.') : cell;
  }

  /** The columns that are read if the line is a header. */
  private static List<Integer> read(List<String> line, TableOptions given) {
    List<Integer> dropped = given.columns("--drop-columns", line.size(), line).orElse(List.of());
    return IntStream.range(0, line.size()).filter(j -> !dropped.contains(j)).boxed().toList();
  }

  /** Whether the first line holds names; where that cannot be told the user is asked. */
  private boolean isHeader(List<String> line, List<Integer> read, int number) {
    boolean counts = line.size() > 1;
    for (int j = 0; j < line.size(); j++) {
      counts &= line.get(j).equals(String.valueOf(j));
    }
    boolean numbers = false;
    boolean names = false;
    int word = -1;
    for (int j : read) {
      boolean isNumber = isNumber(line.get(j)) || isNumber(plain(line.get(j)));
      numbers |= isNumber;
      names |= !isNumber && !line.get(j).isEmpty();
      word = word < 0 && !isNumber ? j : word;
    }
    String what = "";
    if (word < 0 && counts) {
      what = " is 0, 1, 2, …";
    } else if (word >= 0 && (numbers || !names)) {
      what = Table.noNumber(word, line.get(word)) + (numbers ? ", beside numbers" : "");
    } else if (word == 0 && line.size() > 1 && line.get(0).isEmpty()) {
      what = " has no first name, as before the index of a data frame (--drop-columns 0)";
    }
    if (!what.isEmpty()) {
      throw new BadInstanceException(
          "line " + number + what + ": --header yes skips the line, --header no reads it");
    }
    return word >= 0;
  }

  private static boolean isNumber(String cell) {
    return NumberLiteral.isNotFinite(cell) || NumberLiteral.isNumber(cell);
  }
}
