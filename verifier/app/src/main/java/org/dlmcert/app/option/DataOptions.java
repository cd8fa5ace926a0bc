package org.dlmcert.app.option;

import java.nio.file.Path;
import java.util.Optional;
import org.dlmcert.app.argument.Columns;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.run.OptionHeading;
import org.dlmcert.io.array.ArrayOnDisk;
import org.dlmcert.io.dataset.DataFile;
import org.dlmcert.io.dataset.DatasetReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.TableLayout;
import org.dlmcert.io.table.TableLayout.TargetValues;
import org.dlmcert.model.Dataset;
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
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--target-column",
      paramLabel = "last|none|K|NAME",
      converter = Columns.Reader.class,
      description =
          "The target column of a CSV data set: an index from 0 (or from the end, as -1), or a name "
              + "of the header; several with commas.")
  private Optional<Columns> targetColumn = Optional.empty();

  @Mixin private TableLayoutOptions table = new TableLayoutOptions();

  @OptionHeading("The network")
  @Option(names = "--bias", description = "The network has trainable biases; with --data only.")
  private boolean bias;

  @Option(
      names = "--doubles",
      description = "Read decimals as the nearest double: 0.1 is 3602879701896397/2^55.")
  private boolean doubles;

  public boolean isGiven() {
    return data.isPresent();
  }

  /** The file or folder, if one is given. */
  public Optional<Path> file() {
    return data;
  }

  /** The file, for messages. */
  String source() {
    return data.map(Path::toString).orElse("--data");
  }

  public boolean bias() {
    return bias;
  }

  public Numbers numbers() {
    return doubles ? Numbers.NEAREST_DOUBLES : Numbers.EXACT;
  }

  /** The first option that makes sense with {@code --data} only, if one was given. */
  public Optional<String> withoutData() {
    if (targetColumn.isPresent()) {
      return Optional.of("--target-column");
    }
    if (table.given().isPresent()) {
      return table.given();
    }
    return bias ? Optional.of("--bias") : Optional.empty();
  }

  /** How tables are laid out. */
  TableLayout layout() {
    return table.layout().withTarget(targetColumn.map(Columns::choice));
  }

  /**
   * Reads the data set.
   *
   * @throws UsageError if none is given
   */
  public DataFile read(TargetValues targetValues, JobContext context) {
    Path file = data.orElseThrow(() -> new UsageError("--data FILE expected"));
    DataFile found = DatasetReader.read(file, layout().withTargetValues(targetValues), numbers());
    found.reading().ifPresent(context::tableRead);
    Dataset dataset = found.dataset();
    ArrayOnDisk.ofData(file)
        .filter(array -> array.rows() == dataset.samples())
        .filter(array -> array.columns() == dataset.inputs().columns())
        .ifPresent(context::arrayRead);
    found.targetsLeftOut().ifPresent(context::targetsLeftOut);
    found.flattening().ifPresent(words -> context.note(file + ": " + words));
    return found;
  }
}
