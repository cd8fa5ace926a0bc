package org.dlmcert.checker.rank;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;

/** A matrix, of which only the entries that are not zero are held, row by row. */
record SparseMatrix(int rows, int columns, List<Entry> entries) implements RankClaim.Shape {
  /** An entry that is not zero. */
  record Entry(int row, int column, Rational value) {}

  /** Reads {@code dlmcert-sparse-matrix/1} (format.md section 2). */
  static SparseMatrix read(CanonicalReader in) {
    in.open();
    in.field("format");
    in.word(List.of("dlmcert-sparse-matrix/1"));
    in.field("rows");
    int rows = in.count();
    in.field("columns");
    int columns = in.count();
    in.field("entries");
    List<Entry> entries = new ArrayList<>();
    in.list(() -> entries.add(entry(in, rows, columns, entries)));
    in.close();
    return new SparseMatrix(rows, columns, entries);
  }

  @Override
  public String words() {
    return " with "
        + entries.size()
        + (entries.size() == 1 ? " entry not zero" : " entries not zero");
  }

  private static Entry entry(CanonicalReader in, int rows, int columns, List<Entry> before) {
    in.expect("[");
    int i = in.index(rows);
    in.expect(",");
    int j = in.index(columns);
    in.expect(",");
    Entry entry = new Entry(i, j, in.rational());
    in.expect("]");
    if (entry.value.signum() == 0) {
      throw in.malformed("a zero among the entries that are not zero");
    }
    if (!before.isEmpty()) {
      Entry last = before.get(before.size() - 1);
      if (i < last.row || i == last.row && j <= last.column) {
        throw in.malformed("the place does not come after the one before it");
      }
    }
    return entry;
  }
}
