package org.dlmcert.app;

import java.nio.file.Path;
import java.util.Optional;
import org.dlmcert.io.DatasetReader;
import org.dlmcert.io.Numbers;
import org.dlmcert.io.Place;
import org.dlmcert.io.ColumnChoice;
import org.dlmcert.model.Dataset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that name a data set, in place of an instance file. */
final class DataOptions {

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "A data set: CSV (also gzipped), NPZ with x and y, NPY, or a folder of IDX files.")
  private @Nullable Path data;

  @Option(
      names = "--target-column",
      paramLabel = "last|none|K",
      description = "The target column of a CSV data set; K counts from 0.")
  private @Nullable String targetColumn;

  @Option(names = "--bias", description = "The network has trainable biases; with --data only.")
  private boolean bias;

  @Option(
      names = "--doubles",
      description = "Read decimals as the nearest double: 0.1 is 3602879701896397/2^55.")
  private boolean doubles;

  boolean isGiven() {
    return data != null;
  }

  /** The file, for messages. */
  String source() {
    return String.valueOf(data);
  }

  boolean bias() {
    return bias;
  }

  Numbers numbers() {
    return doubles ? Numbers.NEAREST_DOUBLES : Numbers.EXACT;
  }

  /** The first option that makes sense with {@code --data} only, if one was given. */
  Optional<String> withoutData() {
    if (targetColumn != null) {
      return Optional.of("--target-column");
    }
    return bias ? Optional.of("--bias") : Optional.empty();
  }

  /** Reads the data set. */
  Dataset read() {
    if (data == null) {
      throw new UsageError("--data FILE expected");
    }
    Optional<ColumnChoice> target =
        Optional.ofNullable(targetColumn)
            .map(word -> ColumnChoice.named(word, Place.of("--target-column", "")));
    return DatasetReader.read(data, target, numbers());
  }
}
