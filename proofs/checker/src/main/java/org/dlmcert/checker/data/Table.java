package org.dlmcert.checker.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.form.Work;

/**
 * Rows of cells.
 *
 * @param inputs the columns that are neither targets nor left out
 * @param targets the columns of targets, where they were named
 * @param howRead the certificate's reading, where it was followed
 */
record Table(
    List<Row> rows,
    List<Integer> inputs,
    Optional<List<Integer>> targets,
    Optional<String> howRead,
    Work work)
    implements UserInstance {
  /** The words for losses that have no parameter; squares have no field. */
  private static final List<String> LOSSES =
      List.of("", "\"loss\":\"logistic\",", "\"loss\":\"cross-entropy\",");

  private static final char QUOTE = '"';
  private static final char WORD = '?';
  private static final int MOST_CHARACTERS = 40;

  /** Cells: canonical rationals in quotation marks, words and bad numbers. */
  record Row(String place, String[] cells) {}

  private record Columns(List<Integer> inputs, List<Integer> targets) {}

  /** A cell that is no number, as it is kept in a row. */
  static String word(String cell) {
    return WORD + cell;
  }

  /** A cell that is a number by its form, but none that can be read. */
  static String badNumber(String cell) {
    return "!" + cell;
  }

  static String noNumber(int column, String cell) {
    String found = cell.substring(0, Math.min(MOST_CHARACTERS, cell.length()));
    return ", column "
        + column
        + " (from 0): expected a number, found "
        + (cell.isEmpty() ? "nothing" : found);
  }

  static Table of(
      List<Row> rows,
      int columns,
      List<String> names,
      TableOptions given,
      Optional<Reading> reading,
      Work work) {
    if (reading.isPresent() && given.isEmpty()) {
      Reading said = reading.get();
      List<Integer> all = new ArrayList<>(said.inputs());
      all.addAll(said.targets());
      for (int column : all) {
        if (column >= columns) {
          throw unfit(
              "the certificate names column " + column + ", the file has " + columns + " columns");
        }
      }
      return new Table(
          rows, said.inputs(), Optional.of(said.targets()), Optional.of(said.words()), work);
    }
    Optional<List<Integer>> targets = given.columns("--target-column", columns, names);
    List<Integer> out =
        new ArrayList<>(given.columns("--drop-columns", columns, names).orElse(List.of()));
    for (int target : targets.orElse(List.of())) {
      if (out.contains(target)) {
        throw new BadInstanceException("column " + target + " is both dropped and a target");
      }
      out.add(target);
    }
    List<Integer> inputs =
        IntStream.range(0, columns).filter(j -> !out.contains(j)).boxed().toList();
    if (inputs.isEmpty() && columns > 0) {
      throw new BadInstanceException(
          "columns of inputs expected besides those of targets and those dropped");
    }
    return new Table(rows, inputs, targets, Optional.empty(), work);
  }

  /** The table in the canonical text of a list of rows. */
  static Table json(String text, TableOptions given, Optional<Reading> reading, Work work) {
    List<Row> rows = new ArrayList<>();
    // No number contains a bracket or a comma.
    for (String row : text.substring(1, text.length() - 1).split("(?<=\\]),")) {
      if (!row.isEmpty()) {
        if (row.lastIndexOf('[') != 0 || row.indexOf(']') != row.length() - 1) {
          throw new BadInstanceException("row " + rows.size() + ": a list of numbers expected");
        }
        String cells = row.replace("[", "").replace("]", "");
        rows.add(new Row("row " + rows.size(), cells.isEmpty() ? new String[0] : cells.split(",")));
      }
    }
    int columns = rows.isEmpty() ? 0 : rows.get(0).cells().length;
    for (Row row : rows) {
      if (row.cells().length != columns) {
        throw new BadInstanceException(
            row.place() + " has " + row.cells().length + " numbers, expected " + columns);
      }
    }
    return of(rows, columns, List.of(), given, reading, work);
  }

  @Override
  public Stream<byte[]> canonical(Settings settings) {
    String start = "{\"format\":\"" + settings.format() + "\",";
    if (settings.matrix()) {
      String size = "\"rows\":" + rows.size() + ",\"columns\":" + settings.inputs();
      return Stream.of(utf8(start + size + ",\"entries\":" + entries(settings) + "}"));
    }
    Columns columns = columns(settings);
    String bias = "\"bias\":" + settings.bias() + ",";
    String inputs = "\"inputs\":" + text(columns.inputs());
    if (!settings.network()) {
      return Stream.of(utf8(start + bias + inputs + "}"));
    }
    if (!settings.noise().equals("generic") && !settings.noise().equals("none")) {
      throw unfit(
          "the certificate's noise is "
              + settings.noise()
              + ": noise tables and weights cannot come from a table, give an instance JSON");
    }
    String widths = settings.widths().toString().replace(" ", "");
    String pieces = settings.pieces() > 1 ? "\"pieces\":" + settings.pieces() + "," : "";
    String network =
        start
            + ("\"widths\":" + widths + ",\"slope\":\"" + settings.slope() + "\",")
            + bias
            + pieces;
    String noise = (",\"" + settings.noise() + "\"").repeat(settings.widths().size() - 2);
    String end = ",\"noise\":[" + noise.substring(1) + "]}";
    // A claim that does not depend on targets may have been made without them.
    List<String> targets = new ArrayList<>();
    if (!columns.targets().isEmpty() && !hasWords(columns.targets())) {
      targets.add(",\"targets\":" + targets(columns.targets(), settings));
    }
    targets.add("");
    int losses = LOSSES.size();
    return IntStream.range(0, losses * targets.size())
        .mapToObj(
            k -> utf8(network + LOSSES.get(k % losses) + inputs + targets.get(k / losses) + end));
  }

  /** Compares the inputs, and the targets where both have them. */
  @Override
  public Optional<String> difference(String canonical, Settings settings) {
    if (settings.matrix()) {
      return FirstDifference.in("entries", canonical, entries(settings));
    }
    Columns columns = columns(settings);
    Optional<String> inputsDiffer = FirstDifference.in("inputs", canonical, text(columns.inputs()));
    return inputsDiffer.isPresent() || !bothHaveTargets(columns, canonical)
        ? inputsDiffer
        : FirstDifference.in("targets", canonical, targets(columns.targets(), settings));
  }

  @Override
  public Optional<String> compared(String canonical, Settings settings) {
    if (settings.matrix()) {
      return Optional.empty();
    }
    return Optional.of(
        bothHaveTargets(columns(settings), canonical)
            ? "inputs and targets; nothing else of the instance is in the table"
            : "inputs; targets were not compared, as only one of the two has them");
  }

  @Override
  public String hint() {
    return howRead
        .map(
            words ->
                ", read as the certificate says: "
                    + words
                    + "; if the loss is Huber's, give an instance JSON, which a table cannot replace")
        .orElse("");
  }

  private static boolean bothHaveTargets(Columns columns, String canonical) {
    return !columns.targets().isEmpty() && !FirstDifference.field(canonical, "targets").isEmpty();
  }

  /** The columns; where no target was named, the last ones may be targets that are left over. */
  private Columns columns(Settings settings) {
    if (rows.isEmpty()) {
      throw new BadInstanceException("rows of numbers expected, found none");
    }
    int d = settings.inputs();
    int more = inputs.size() - d;
    if (targets.isEmpty() && more > 0 && (more == settings.outputs() || more == 1)) {
      return new Columns(inputs.subList(0, d), inputs.subList(d, inputs.size()));
    }
    if (more != 0) {
      throw unfit(
          "the file has "
              + rows.get(0).cells().length
              + " columns, "
              + inputs.size()
              + " of them inputs; the certificate speaks of "
              + d
              + " inputs (see --target-column, --drop-columns, --delimiter)");
    }
    return new Columns(inputs, targets.orElse(List.of()));
  }

  private static Rejection unfit(String reason) {
    return new Rejection("instance", "--instance", reason);
  }

  private boolean hasWords(List<Integer> columns) {
    for (Row row : rows) {
      for (int j : columns) {
        if (row.cells()[j].charAt(0) == WORD) {
          return true;
        }
        number(row, j);
      }
    }
    return false;
  }

  private String entries(Settings settings) {
    if (!settings.sparse()) {
      return text(inputs);
    }
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < inputs.size(); j++) {
        String value = number(rows.get(i), inputs.get(j));
        if (!value.equals("\"0\"")) {
          json.append(json.length() == 1 ? "[" : ",[");
          json.append(i).append(',').append(j).append(',').append(value).append(']');
        }
      }
    }
    return json.append(']').toString();
  }

  /** The targets; of a single column of classes 0, 1, … for several outputs a 1 and zeros. */
  private String targets(List<Integer> columns, Settings settings) {
    if (columns.size() == 1 && settings.outputs() > 1) {
      return classes(columns.get(0), settings.outputs());
    }
    String text = text(columns);
    return columns.size() == 1 ? "[" + text.replace("[", "").replace("]", "") + "]" : text;
  }

  private String classes(int column, int outputs) {
    work.reserve(rows.size(), outputs);
    work.add(rows.size(), outputs);
    StringBuilder json = new StringBuilder("[");
    for (Row row : rows) {
      String cell = number(row, column);
      boolean fits = cell.matches("\"[0-9]{1,9}\"");
      int label = fits ? Integer.parseInt(cell.substring(1, cell.length() - 1)) : outputs;
      if (label >= outputs) {
        throw new BadInstanceException(
            row.place()
                + ", column "
                + column
                + ": a class from 0 to "
                + (outputs - 1)
                + " expected");
      }
      String zeros = ",\"0\"".repeat(outputs);
      String one = zeros.substring(0, 4 * label) + ",\"1\"" + zeros.substring(4 * label + 4);
      json.append(json.length() == 1 ? "[" : ",[").append(one, 1, one.length()).append(']');
    }
    return json.append(']').toString();
  }

  private String text(List<Integer> columns) {
    StringBuilder json = new StringBuilder("[");
    for (Row row : rows) {
      json.append(json.length() == 1 ? "[" : ",[");
      for (int j : columns) {
        json.append(json.charAt(json.length() - 1) == '[' ? "" : ",").append(number(row, j));
      }
      json.append(']');
    }
    return json.append(']').toString();
  }

  private static String number(Row row, int column) {
    String cell = row.cells()[column];
    if (cell.charAt(0) != QUOTE) {
      throw new BadInstanceException(row.place() + noNumber(column, cell.substring(1)));
    }
    return cell;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
