package org.dlmcert.checker.algebra;

import org.dlmcert.checker.form.Rational;

/** A matrix that gives its columns one by one, so that no copy of it is held. */
public interface Columns {
  /** Returns the length of every column. */
  int length();

  /** Returns column n; the array must not be changed. */
  Rational[] column(int n);
}
