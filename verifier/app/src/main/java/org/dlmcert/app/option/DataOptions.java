package org.dlmcert.app.option;

import java.nio.file.Path;
import java.util.Optional;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.run.OptionHeading;
import org.dlmcert.io.Place;
import org.dlmcert.io.array.ArrayOnDisk;
import org.dlmcert.io.dataset.DataFile;
import org.dlmcert.io.dataset.DatasetReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.ColumnChoice;
import org.dlmcert.io.table.TableLayout;
import org.dlmcert.io.table.TableLayout.TargetValues;
import org.dlmcert.model.Dataset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that name a data set, in place of an instance file. */
@OptionHeading("The data set")
public final class DataOptions {

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "A data set: CSV (also gzipped), NPZ with x and y, NPY, or a folder of IDX files.")
  private @Nullable Path data;

  @Option(
      names = "--target-column",
      paramLabel = "last|none|K|NAME",
      description =
          "The target column of a CSV data set: an index from 0 (or from the end, as -1), or a name "
              + "of the header; several with commas.")
  private @Nullable String targetColumn;

  @Mixin private TableOptions table = new TableOptions();

  @OptionHeading("The network")
  @Option(names = "--bias", description = "The network has trainable biases; with --data only.")
  private boolean bias;

  @Option(
      names = "--doubles",
      description = "Read decimals as the nearest double: 0.1 is 3602879701896397/2^55.")
  private boolean doubles;

  public boolean isGiven() {
    return data != null;
  }

  /** The file or folder, if one is given. */
  public Optional<Path> file() {
    return Optional.ofNullable(data);
  }

  /** The file, for messages. */
  String source() {
    return String.valueOf(data);
  }

  public boolean bias() {
    return bias;
  }

  public Numbers numbers() {
    return doubles ? Numbers.NEAREST_DOUBLES : Numbers.EXACT;
  }

  /** The first option that makes sense with {@code --data} only, if one was given. */
  public Optional<String> withoutData() {
    if (targetColumn != null) {
      return Optional.of("--target-column");
    }
    if (table.given().isPresent()) {
      return table.given();
    }
    return bias ? Optional.of("--bias") : Optional.empty();
  }

  /** How tables are laid out. */
  TableLayout layout() {
    return table
        .layout()
        .withTarget(
            Optional.ofNullable(targetColumn)
                .map(words -> ColumnChoice.named(words, Place.of("--target-column", ""))));
  }

  /**
   * Reads the data set.
   *
   * @throws UsageError if none is given
   */
  public DataFile read(TargetValues targetValues, JobContext context) {
    if (data == null) {
      throw new UsageError("--data FILE expected");
    }
    DataFile found = DatasetReader.read(data, layout().withTargetValues(targetValues), numbers());
    found.reading().ifPresent(context::tableRead);
    Dataset dataset = found.dataset();
    ArrayOnDisk.ofData(data)
        .filter(array -> array.rows() == dataset.samples())
        .filter(array -> array.columns() == dataset.inputs().columns())
        .ifPresent(context::arrayRead);
    found.targetsLeftOut().ifPresent(context::targetsLeftOut);
    found.flattening().ifPresent(words -> context.note(data + ": " + words));
    return found;
  }
}
