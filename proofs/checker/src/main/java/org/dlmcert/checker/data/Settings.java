package org.dlmcert.checker.data;

import java.util.List;

/**
 * What a certificate says about its instance apart from the data.
 *
 * @param format the format of the canonical form: instance, data set, matrix or sparse matrix
 * @param widths d_0, …, d_L; d_0 alone for a data set; the number of columns for a matrix
 * @param slope canonical text
 * @param bias whether there are biases
 * @param pieces of a maxout unit; 1 for others
 * @param noise the claim's word for the noise
 */
public record Settings(
    String format, List<Integer> widths, String slope, boolean bias, int pieces, String noise) {

  /** Copies the list. */
  public Settings {
    widths = List.copyOf(widths);
  }

  /** The same where units have one piece. */
  public Settings(String format, List<Integer> widths, String slope, boolean bias, String noise) {
    this(format, widths, slope, bias, 1, noise);
  }

  boolean network() {
    return format.equals("dlmcert-instance/1");
  }

  boolean matrix() {
    return format.equals("dlmcert-matrix/1") || sparse();
  }

  boolean sparse() {
    return format.equals("dlmcert-sparse-matrix/1");
  }

  /** The number of inputs, or of columns. */
  int inputs() {
    return widths.get(0);
  }

  /** The number of outputs; 1 where there is no network. */
  int outputs() {
    return widths.size() == 1 ? 1 : widths.get(widths.size() - 1);
  }
}
