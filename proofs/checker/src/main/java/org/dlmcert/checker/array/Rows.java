package org.dlmcert.checker.array;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;

/** The inputs, a row for every sample. */
public interface Rows {
  int count();

  /** Returns a row, which must not be changed. */
  Rational[] row(int n);

  /** Returns the length of every row; 0 if there is none. */
  int length();

  /** Reads rows of the given length, or an array whose rows are in a file (format.md 5.47). */
  static Rows read(CanonicalReader in, int columns) {
    return in.nextIsObject() ? ArrayRows.read(in, columns) : listed(in.list(() -> in.row(columns)));
  }

  /** Reads rows of the length that the first one has, or an array. */
  static Rows read(CanonicalReader in) {
    if (in.nextIsObject()) {
      return ArrayRows.read(in, -1);
    }
    int[] length = {-1};
    return listed(
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

  /** Returns rows that are at hand, of one length. */
  static Rows listed(List<Rational[]> rows) {
    Rational[][] table = rows.toArray(new Rational[0][]);
    return new Rows() {
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
    };
  }
}
