package org.dlmcert.checker.data;

import java.util.List;

/**
 * What a certificate says about its instance apart from the data.
 *
 * @param format the format of the canonical form: instance, data set, matrix or sparse matrix
 * @param widths d_0, …, d_L; d_0 alone for a data set; the number of columns for a matrix
 * @param slope canonical text
 * @param bias whether there are biases
 * @param noise the claim's word for the noise
 */
public record Settings(
    String format, List<Integer> widths, String slope, boolean bias, String noise) {

  /** Copies the list. */
  public Settings {
    widths = List.copyOf(widths);
  }

  boolean network() {
    return format.equals("dlmcert-instance/1");
  }

  boolean matrix() throws BadInstanceException {
    if (format.equals("dlmcert-sparse-matrix/1")) {
      throw new BadInstanceException("a sparse matrix cannot be compared with a file yet");
    }
    return format.equals("dlmcert-matrix/1");
  }
}
