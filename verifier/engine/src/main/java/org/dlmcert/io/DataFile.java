package org.dlmcert.io;

import java.util.Optional;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/** What a file of data holds: a data set, and sometimes weights. */
public final class DataFile {
  private final Dataset dataset;
  private final Optional<DataArrays> arrays;

  private DataFile(Dataset dataset, Optional<DataArrays> arrays) {
    this.dataset = dataset;
    this.arrays = arrays;
  }

  static DataFile of(Dataset dataset) {
    return new DataFile(dataset, Optional.empty());
  }

  static DataFile of(DataArrays arrays) {
    return new DataFile(arrays.dataset(), Optional.of(arrays));
  }

  public Dataset dataset() {
    return dataset;
  }

  /** Whether the file has biases beside the data. */
  public boolean hasBiases() {
    return arrays.map(DataArrays::hasBiases).orElse(false);
  }

  /**
   * The weights beside the data, where there are any.
   *
   * @throws BadInput if they do not fit the network
   */
  public Optional<Weights> weights(Network network) {
    return arrays.flatMap(a -> a.weights(network));
  }

  /** What was done with the shape of the inputs, in words, where it was changed. */
  public Optional<String> flattening() {
    return arrays.flatMap(DataArrays::flattening);
  }
}
