package org.dlmcert.checker.array;

import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.InputFile;
import org.dlmcert.checker.form.Rows;

/**
 * An array in the user's file as inputs.
 *
 * @param inParts whether blocks are compared only where they are read
 */
public record ArrayInputs(ArraySource source, boolean inParts) implements InputFile {
  @Override
  public Rows rows(CanonicalReader in, int columns) {
    ArrayRows rows = new ArrayRows(in, source, columns);
    rows.compareShape();
    if (!inParts) {
      rows.compareAll();
    }
    return rows;
  }
}
