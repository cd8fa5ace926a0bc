package org.dlmcert.checker.data;

import java.util.Optional;
import java.util.stream.Stream;

/** Data that the user gives beside a certificate. */
public sealed interface UserInstance permits Table, JsonInstance, MatrixMarketFile {

  /**
   * Returns the canonical forms that the data can have under these settings, each made when it is
   * asked for.
   *
   * @throws org.dlmcert.checker.form.Rejection if the settings need more than the data has
   * @throws BadInstanceException if a cell that is needed is no number
   */
  Stream<byte[]> canonical(Settings settings);

  /**
   * Returns where these data and those of the canonical instance differ first; empty if they do
   * not.
   *
   * @throws org.dlmcert.checker.form.Rejection if they cannot be compared
   * @throws BadInstanceException if a cell that is needed is no number
   */
  Optional<String> difference(String canonical, Settings settings);

  /** Returns in words what was compared with the certificate's instance, where that is not all. */
  Optional<String> compared(String canonical, Settings settings);

  /** Returns what is added to the words that the data are others; empty if there is nothing. */
  String hint();

  /** Returns in words how the file was read, where the certificate says that. */
  Optional<String> howRead();
}
