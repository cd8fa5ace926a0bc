package org.dlmcert.io.dataset;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Input;
import org.dlmcert.io.Place;
import org.dlmcert.io.Table;
import org.dlmcert.io.array.IdxFolder;
import org.dlmcert.io.array.NpyArray;
import org.dlmcert.io.array.NpyReader;
import org.dlmcert.io.array.NpzArchive;
import org.dlmcert.io.json.JsonInput;
import org.dlmcert.io.json.JsonTable;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.ColumnChoice;
import org.dlmcert.io.table.TableLayout;
import org.dlmcert.io.table.TableReading;
import org.dlmcert.model.Dataset;

/**
 * Reads data sets: tables of separated values and JSON lists of rows, with target columns; NPZ
 * ({@link DataArrays}); NPY, the inputs alone; a directory of MNIST-style IDX files ({@link
 * IdxFolder}). Any file may be gzipped. The format is told by the content. The number d_L of
 * outputs is the number of target columns.
 */
public final class DatasetReader {
  private DatasetReader() {}

  /**
   * The data set in a file or directory.
   *
   * @param target the target column: required for tables, optional for NPY, and not for the others,
   *     which hold their targets apart
   * @throws BadInput if there is no such data set
   */
  public static Dataset read(Path path, Optional<ColumnChoice> target, Numbers numbers) {
    return read(path, TableLayout.AUTO.withTarget(target), numbers).dataset();
  }

  /**
   * The same, with the layout of tables, and what the file holds besides.
   *
   * @throws BadInput if there is no such data set
   */
  public static DataFile read(Path path, TableLayout layout, Numbers numbers) {
    Optional<ColumnChoice> target = layout.target();
    if (Files.isDirectory(path)) {
      Place folder = Place.of(path);
      checkAbsent(target, folder, "the files of labels");
      return DataFile.of(IdxFolder.read(path));
    }
    try (Input input = Input.open(path)) {
      return switch (input.format()) {
        case DELIMITED -> {
          required(target, input);
          yield DelimitedTable.read(input, numbers, layout);
        }
        case JSON -> {
          required(target, input);
          yield split(rows(input, numbers), layout, numbers, input.fixed());
        }
        case NPY -> {
          NpyArray array = NpyReader.read(input.bytes(), input.fixed());
          yield split(samples(array, numbers), layout, numbers, input.fixed());
        }
        case ZIP -> {
          checkAbsent(target, input, "the array y");
          yield DataFile.of(
              new DataArrays(
                  NpzArchive.read(input, DataArrays::isKnown), numbers, layout.targetValues()));
        }
        case MATRIX_MARKET, IDX ->
            throw input.expected(
                "a data set in CSV, JSON, NPZ, NPY or a folder of IDX files",
                input.format().words());
      };
    }
  }

  private static DataFile split(
      RationalMatrix table, TableLayout layout, Numbers numbers, Place place) {
    TableLayout.Roles roles = layout.roles(table.columns(), Optional.empty(), place);
    return DataFile.of(
        TableLayout.split(table, roles), TableReading.ofRows(numbers, roles), Optional.empty());
  }

  private static void required(Optional<ColumnChoice> target, Place place) {
    if (target.isEmpty()) {
      throw place.expected(
          "a target column of the table (last, none, an index from 0 or the name of a column)",
          "none");
    }
  }

  private static void checkAbsent(Optional<ColumnChoice> target, Place place, String where) {
    if (target.isPresent()) {
      throw place.expected("no target column, as the targets are in " + where + ",", "one");
    }
  }

  private static RationalMatrix rows(Input input, Numbers numbers) {
    try (JsonInput json = new JsonInput(input, numbers)) {
      json.expect(JsonToken.START_ARRAY, "a list of rows");
      Table table = JsonTable.read(json);
      json.expectEnd();
      if (table.list()) {
        throw table.place().expected("a list of rows", table.shape());
      }
      return table.matrix();
    }
  }

  private static RationalMatrix samples(NpyArray x, Numbers numbers) {
    if (x.rank() < 2) {
      throw x.expected("an array of two dimensions or more, one sample per row", x.describe());
    }
    return x.flattened().matrix(numbers);
  }
}
