package org.dlmcert.io.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;
import org.dlmcert.model.Dataset;

/**
 * How a table of separated values is laid out, and which of its columns are what.
 *
 * @param dropped columns that are not read
 * @param target the columns of the targets; empty where none was named, {@link ColumnChoice#NONE}
 *     for a table without targets
 */
public record TableLayout(
    Header header,
    Delimiter delimiter,
    DecimalMark decimal,
    ColumnChoice dropped,
    Optional<ColumnChoice> target,
    TargetValues targetValues) {

  /** Whether the first line holds names. */
  public enum Header {
    /** If none of its cells is a number; a line that leaves it open is a question to the user. */
    AUTO,
    YES,
    NO
  }

  /** What separates cells. */
  public enum Delimiter {
    /** The first of these that the first line has outside quotes. */
    AUTO,
    COMMA,
    SEMICOLON,
    TAB,
    /** One or more blanks or tabs. */
    BLANKS
  }

  /** How decimals are written: 0.5 or 0,5. */
  public enum DecimalMark {
    POINT,
    COMMA
  }

  /** What targets may be. */
  public enum TargetValues {
    NUMBERS,
    /** Targets with a word among them are left out, for questions that do not depend on them. */
    NUMBERS_OR_LEFT_OUT
  }

  /** Everything told by the content; no column is named as target. */
  public static final TableLayout AUTO =
      new TableLayout(
          Header.AUTO,
          Delimiter.AUTO,
          DecimalMark.POINT,
          ColumnChoice.NONE,
          Optional.empty(),
          TargetValues.NUMBERS);

  /** This layout with these columns as targets. */
  public TableLayout withTarget(Optional<ColumnChoice> columns) {
    return new TableLayout(header, delimiter, decimal, dropped, columns, targetValues);
  }

  /** This layout with such targets. */
  public TableLayout withTargetValues(TargetValues values) {
    return new TableLayout(header, delimiter, decimal, dropped, target, values);
  }

  /** What becomes of the columns of a table. */
  public record Roles(List<Integer> inputs, List<Integer> targets) {
    public Roles {
      inputs = List.copyOf(inputs);
      targets = List.copyOf(targets);
    }
  }

  /**
   * The roles of the columns.
   *
   * @param names their names, if there is a header
   * @throws BadInput at {@code place}, if a column is not there, or is both dropped and a target
   */
  public Roles roles(int columns, Optional<List<String>> names, Place place) {
    List<Integer> out = dropped.in(columns, names, place);
    ColumnChoice chosen = target.orElse(ColumnChoice.NONE);
    List<Integer> targets = chosen.in(columns, names, place);
    List<Integer> inputs = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      if (out.contains(j) && targets.contains(j)) {
        throw place.expected("column " + j + " either dropped or a target", "both");
      }
      if (!out.contains(j) && !targets.contains(j)) {
        inputs.add(j);
      }
    }
    if (inputs.isEmpty() && columns > 0) {
      throw place.expected(
          "columns of inputs besides those of targets and those dropped",
          columns + (columns == 1 ? " column" : " columns"));
    }
    return new Roles(inputs, targets);
  }

  /** The data set that the columns of a table of numbers hold. */
  public static Dataset split(RationalMatrix table, Roles roles) {
    return new Dataset(
        table.columns(array(roles.inputs())),
        roles.targets().isEmpty()
            ? Optional.empty()
            : Optional.of(table.columns(array(roles.targets()))));
  }

  private static int[] array(List<Integer> indices) {
    return indices.stream().mapToInt(Integer::intValue).toArray();
  }
}
