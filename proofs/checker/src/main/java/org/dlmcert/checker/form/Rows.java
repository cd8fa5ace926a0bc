package org.dlmcert.checker.form;

/** The inputs, a row for every sample. */
public interface Rows {
  int count();

  /** Returns a row, which must not be changed. */
  Rational[] row(int n);

  /** Returns the length of every row; 0 if there is none. */
  int length();
}
