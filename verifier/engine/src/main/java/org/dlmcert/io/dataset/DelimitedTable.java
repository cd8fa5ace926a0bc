package org.dlmcert.io.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Input;
import org.dlmcert.io.Place;
import org.dlmcert.io.number.LiteralCache;
import org.dlmcert.io.number.NumberLiteral;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.number.RationalBuffer;
import org.dlmcert.io.table.DelimitedCells;
import org.dlmcert.io.table.FirstLine;
import org.dlmcert.io.table.TableLayout;
import org.dlmcert.io.table.TableLayout.DecimalMark;
import org.dlmcert.io.table.TableLayout.TargetValues;
import org.dlmcert.io.table.TableReading;
import org.dlmcert.model.Dataset;

/**
 * Reads a table of separated values (CSV): docs/guide/input.md.
 *
 * <p>A first line of names is skipped ({@link FirstLine}); {@code nan} and {@code inf} are numbers,
 * though bad ones. Blank lines may stand at the end only; lines that start with # are comments.
 */
public final class DelimitedTable {
  private static final Pattern DECIMAL_COMMA =
      Pattern.compile("[+-]?[0-9]*+,?+[0-9]*+(?:[eE][+-]?[0-9]++)?+");

  private final TableLayout layout;
  private final DelimitedCells cells;
  private final LiteralCache values;
  private final boolean nearestDoubles;
  private final RationalBuffer inputs = new RationalBuffer();
  private final RationalBuffer targets = new RationalBuffer();
  private TableLayout.Roles roles = new TableLayout.Roles(List.of(), List.of());
  private Optional<String> word = Optional.empty();
  private boolean header;
  private int rows;

  private DelimitedTable(Input input, Numbers numbers, TableLayout layout) {
    this.layout = layout;
    this.cells = new DelimitedCells(input, layout);
    this.values = new LiteralCache(numbers);
    this.nearestDoubles = TableReading.areNearestDoubles(numbers);
  }

  /**
   * The columns of inputs and targets.
   *
   * @throws BadInput with line and column
   */
  public static DataFile read(Input input, Numbers numbers, TableLayout layout) {
    return new DelimitedTable(input, numbers, layout).read(input.fixed());
  }

  private DataFile read(Place file) {
    List<String> line = new ArrayList<>();
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
        if (isHeader(line, file)) {
          continue;
        }
      }
      if (line.size() != columns) {
        throw cells
            .cellPlace(Math.min(columns, line.size()))
            .expected(columns + " cells like line " + firstLine, "" + line.size());
      }
      row(line);
    }
    if (rows == 0) {
      throw file.expected(
          "rows of numbers", firstLine == 0 ? "blank lines only" : "only a header line");
    }
    RationalMatrix x = inputs.toMatrix(rows, roles.inputs().size());
    boolean without = word.isPresent() || roles.targets().isEmpty();
    Dataset dataset =
        new Dataset(
            x,
            without
                ? Optional.empty()
                : Optional.of(targets.toMatrix(rows, roles.targets().size())));
    TableReading reading =
        new TableReading(header, cells.delimiter(), layout.decimal(), nearestDoubles, roles);
    return DataFile.of(dataset, without ? reading.withoutTargets() : reading, word);
  }

  /** Decides what the first line is, and with it what the columns are. */
  private boolean isHeader(List<String> line, Place file) {
    List<String> names = List.copyOf(line);
    int columns = line.size();
    header =
        switch (layout.header()) {
          case YES -> true;
          case NO -> false;
          case AUTO ->
              new FirstLine(line.stream().map(this::plain).toList(), read(names), cells).isHeader();
        };
    roles = layout.roles(columns, header ? Optional.of(names) : Optional.empty(), file);
    return header;
  }

  /** The columns that are read, if the line is a header; all of them where the names do not fit. */
  private List<Integer> read(List<String> names) {
    List<Integer> dropped =
        layout.dropped().in(names.size(), Optional.of(names), cells.linePlace());
    return IntStream.range(0, names.size()).filter(j -> !dropped.contains(j)).boxed().toList();
  }

  /** The cell as numbers are written elsewhere. */
  private String plain(String cell) {
    boolean replace = layout.decimal() == DecimalMark.COMMA;
    return replace && DECIMAL_COMMA.matcher(cell).matches() ? cell.replace(',', '.') : cell;
  }

  private void row(List<String> line) {
    for (int j : roles.inputs()) {
      inputs.add(values.read(number(line, j), cells.cellPlace(j)), cells.cellPlace(j));
    }
    boolean mayBeWords = layout.targetValues() == TargetValues.NUMBERS_OR_LEFT_OUT;
    for (int j : roles.targets()) {
      if (word.isEmpty() && mayBeWords && !NumberLiteral.isNumber(plain(line.get(j)))) {
        word = Optional.of(cells.cellPlace(j).where() + ", is " + Place.quote(line.get(j)));
      }
      if (word.isEmpty()) {
        targets.add(values.read(number(line, j), cells.cellPlace(j)), cells.cellPlace(j));
      }
    }
    rows++;
  }

  private String number(List<String> line, int column) {
    String cell = line.get(column);
    if (layout.decimal() == DecimalMark.COMMA && cell.contains(".")) {
      throw cells
          .cellPlace(column)
          .expected("a number with a decimal comma", Place.quote(cell) + ", with a point");
    }
    return plain(cell);
  }
}
