package org.dlmcert.io.dataset;

import java.util.Optional;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.table.TableReading;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/** What a file of data holds: a data set, and sometimes weights. */
public final class DataFile {
  private final Dataset dataset;
  private final Optional<DataArrays> arrays;
  private final Optional<TableReading> reading;
  private final Optional<String> targetsLeftOut;

  private DataFile(
      Dataset dataset,
      Optional<DataArrays> arrays,
      Optional<TableReading> reading,
      Optional<String> targetsLeftOut) {
    this.dataset = dataset;
    this.arrays = arrays;
    this.reading = reading;
    this.targetsLeftOut = targetsLeftOut;
  }

  static DataFile of(Dataset dataset) {
    return new DataFile(dataset, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * A table.
   *
   * @param word the place of a target that is a word and the word, where targets were left out
   */
  static DataFile of(Dataset dataset, TableReading reading, Optional<String> word) {
    return new DataFile(dataset, Optional.empty(), Optional.of(reading), word);
  }

  static DataFile of(DataArrays arrays) {
    return new DataFile(
        arrays.dataset(), Optional.of(arrays), Optional.empty(), arrays.textTargets());
  }

  /** How the table was read, if it is one. */
  public Optional<TableReading> reading() {
    return reading;
  }

  /** Which target is a word, if the targets were left out for it. */
  public Optional<String> targetsLeftOut() {
    return targetsLeftOut;
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
