package org.dlmcert.checker.form;

/**
 * The user's file, if it holds rows of which a certificate may speak without having them (format.md
 * 5.47). Nothing of it is reached where the certificate has its inputs.
 */
public interface InputFile {
  /**
   * Reads what the certificate says of the rows, and compares it with the file.
   *
   * @param columns the length that rows must have; negative if any will do
   */
  Rows rows(CanonicalReader in, int columns);
}
