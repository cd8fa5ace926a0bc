package org.dlmcert.checker.array;

/** The elements of an array in a file of the user's: rows one after the other, as bytes. */
public interface ArraySource {
  /** Returns the type of an element, as in format.md 5.47. */
  String type();

  /** Returns the number of rows, the first dimension. */
  int rows();

  /** Returns the number of elements of a row. */
  int columns();

  /** Reads bytes of the elements into the array, from its beginning. */
  void read(long from, byte[] into, int count);
}
