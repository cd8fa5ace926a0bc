package org.dlmcert.model;

import java.util.Optional;
import org.dlmcert.exact.RationalMatrix;

/**
 * A data set of N samples.
 *
 * @param inputs N × d_0: samples are rows, so this is the transpose of the paper's X
 * @param targets N × d_L, where the data set has them
 */
public record Dataset(RationalMatrix inputs, Optional<RationalMatrix> targets) {
  public Dataset {
    targets.ifPresent(
        y -> {
          if (y.rows() != inputs.rows()) {
            throw new IllegalArgumentException(
                "inputs are "
                    + inputs.shape()
                    + ", so targets need "
                    + inputs.rows()
                    + " rows, got "
                    + y.shape());
          }
        });
  }

  /** The number N of samples. */
  public int samples() {
    return inputs.rows();
  }
}
