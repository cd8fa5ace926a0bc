package org.dlmcert.io.table;

import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;
import org.dlmcert.io.number.NumberLiteral;

/**
 * Whether the first line of a table holds names or numbers. A line that could be either is a
 * question to the user: an answer guessed wrongly would drop a sample, or add one.
 */
public final class FirstLine {
  private static final String ANSWERS = ": --header yes skips it, --header no reads it";

  private final List<String> cells;
  private final List<Integer> read;
  private final DelimitedCells place;

  /**
   * @param cells the cells of the line
   * @param read the columns that are read
   * @param place the line's place
   */
  public FirstLine(List<String> cells, List<Integer> read, DelimitedCells place) {
    this.cells = cells;
    this.read = read;
    this.place = place;
  }

  /**
   * Whether this line is a header.
   *
   * @throws org.dlmcert.io.BadInput if that cannot be told
   */
  public boolean isHeader() {
    List<Integer> numbers = read.stream().filter(j -> isNumber(cells.get(j))).toList();
    List<Integer> words =
        read.stream().filter(j -> !cells.get(j).isEmpty() && !isNumber(cells.get(j))).toList();
    if (numbers.size() == read.size()) {
      if (countsColumns()) {
        throw place
            .linePlace()
            .bad(
                "the first line is 0, 1, 2, …: the numbers of the columns (a data frame's header),"
                    + " or a sample?"
                    + ANSWERS.substring(1));
      }
      return false;
    }
    if (!numbers.isEmpty() || words.isEmpty()) {
      int other = read.stream().filter(j -> !numbers.contains(j)).findFirst().orElse(0);
      throw place
          .cellPlace(other)
          .bad(
              "a number expected, found "
                  + (cells.get(other).isEmpty() ? "nothing" : Place.quote(cells.get(other)))
                  + (numbers.isEmpty() ? "" : ", beside numbers")
                  + ". Is the first line a header?"
                  + ANSWERS.substring(1));
    }
    if (cells.size() > 1 && read.contains(0) && cells.get(0).isEmpty()) {
      throw place
          .cellPlace(0)
          .bad(
              "the first name is empty: is this column the index of a data frame?"
                  + " --drop-columns 0 leaves it out, --header yes keeps it");
    }
    return true;
  }

  private boolean countsColumns() {
    return cells.size() > 1
        && IntStream.range(0, cells.size()).allMatch(j -> cells.get(j).equals("" + j));
  }

  private boolean isNumber(String cell) {
    return cell.length() > Limits.LITERAL
        || NumberLiteral.isNumber(cell)
        || NumberLiteral.isNotFinite(cell);
  }
}
