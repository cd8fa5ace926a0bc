package org.dlmcert.paper;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dlmcert.exact.RationalMatrix;

/** What a replay of one statement saw, in order; written by the statement while it runs. */
public final class Transcript {
  /** One entry of a transcript. */
  public sealed interface Line permits Part, Text, Table, Check, Control {}

  /** The beginning of a new instance or part. */
  public record Part(String text) implements Line {}

  /** A sentence for the reader. */
  public record Text(String text) implements Line {}

  /**
   * A matrix.
   *
   * @param rows all of one length; empty for a matrix without rows
   */
  public record Table(String name, List<List<String>> rows) implements Line {
    public Table {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** Something that has to be true. */
  public record Check(String what, boolean holds) implements Line {}

  /** A hypothesis that was dropped, and whether the conclusion broke, as it has to. */
  public record Control(String dropped, boolean breaks) implements Line {}

  /** Fractions up to this denominator are easier to read one by one. */
  private static final BigInteger LARGE = BigInteger.valueOf(1000);

  private final List<Line> lines = new ArrayList<>();
  private Optional<String> conclusion = Optional.empty();

  /** Begins a new instance or part. */
  public void heading(String text) {
    lines.add(new Part(text));
  }

  /** Adds a sentence for the reader. */
  public void say(String text) {
    lines.add(new Text(text));
  }

  /** Shows a matrix of numbers, with their common denominator in its name where that is shorter. */
  public void show(String name, RationalMatrix matrix) {
    List<List<String>> rows = entries(matrix);
    RationalMatrix.Cleared cleared = matrix.clear();
    String unit = ", in units of 1/" + cleared.scale();
    List<List<String>> numerators = entries(RationalMatrix.of(cleared.matrix()));
    boolean shorter =
        cleared.scale().compareTo(LARGE) > 0 && length(numerators) + unit.length() < length(rows);
    if (shorter) {
      show(name + unit, numerators);
    } else {
      show(name, rows);
    }
  }

  private static List<List<String>> entries(RationalMatrix matrix) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < matrix.rows(); i++) {
      rows.add(matrix.row(i).stream().map(Object::toString).toList());
    }
    return rows;
  }

  private static int length(List<List<String>> rows) {
    return rows.stream().flatMap(List::stream).mapToInt(String::length).sum();
  }

  /** Shows a matrix of any entries, polynomials for example. */
  public void show(String name, List<List<String>> rows) {
    lines.add(new Table(name, rows));
  }

  /** Notes something that has to be true. */
  public void check(String what, boolean holds) {
    lines.add(new Check(what, holds));
  }

  /** Notes that two values have to be equal, and shows both where they are not. */
  public void checkEqual(String what, Object expected, Object found) {
    boolean equal = Objects.equals(expected, found);
    check(equal ? what + " = " + found : what + " = " + found + ", not " + expected, equal);
  }

  /**
   * Notes a negative control.
   *
   * @param dropped what was changed, and what becomes of the conclusion
   * @param breaks whether the conclusion did break
   */
  public void control(String dropped, boolean breaks) {
    lines.add(new Control(dropped, breaks));
  }

  /** Says in one sentence what was seen, with its numbers. */
  public void conclude(String sentence) {
    conclusion = Optional.of(sentence);
  }

  /** All lines so far. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /** The sentence of {@link #conclude}, if there was one. */
  public Optional<String> conclusion() {
    return conclusion;
  }
}
