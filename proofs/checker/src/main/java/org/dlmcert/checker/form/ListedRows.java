package org.dlmcert.checker.form;

import java.util.List;

/** Inputs that the certificate lists. */
public final class ListedRows implements Rows {
  private final Rational[][] table;

  private ListedRows(List<Rational[]> rows) {
    table = rows.toArray(new Rational[0][]);
  }

  /** Reads rows of the given length. */
  public static Rows read(CanonicalReader in, int columns) {
    return new ListedRows(in.list(() -> in.row(columns)));
  }

  /** Reads rows of the given length, or of those in the user's file (format.md 5.47). */
  public static Rows readOrFind(CanonicalReader in, int columns) {
    return in.nextIsObject() ? find(in, columns) : read(in, columns);
  }

  /** Reads rows of the length that the first one has, or of those in the user's file. */
  public static Rows readOrFind(CanonicalReader in) {
    if (in.nextIsObject()) {
      return find(in, -1);
    }
    int[] length = {-1};
    return new ListedRows(
        in.list(
            () -> {
              Rational[] row =
                  length[0] < 0
                      ? in.list(in::rational).toArray(new Rational[0])
                      : in.row(length[0]);
              length[0] = row.length;
              return row;
            }));
  }

  private static Rows find(CanonicalReader in, int columns) {
    InputFile file =
        in.file()
            .orElseThrow(
                () ->
                    new Rejection(
                        "instance",
                        "instance.inputs",
                        "the inputs are an array in a file: give it with --instance, NPY or IDX"));
    return file.rows(in, columns);
  }

  @Override
  public int count() {
    return table.length;
  }

  @Override
  public int length() {
    return table.length == 0 ? 0 : table[0].length;
  }

  @Override
  public Rational[] row(int n) {
    return table[n];
  }
}
