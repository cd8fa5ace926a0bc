package org.dlmcert.io;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;

/**
 * Reads data sets: tables of separated values and JSON lists of rows, with a target column; NPZ
 * with arrays x and y (or X and Y); NPY, the inputs alone; a directory of MNIST-style IDX files
 * ({@link IdxFolder}). Any file may be gzipped. The format is told by the content. The number d_L
 * of outputs is the number of target columns.
 */
public final class DatasetReader {
  private static final Set<String> ARRAYS = Set.of("x", "y", "X", "Y");

  private DatasetReader() {}

  /**
   * The data set in a file or directory.
   *
   * @param target the target column: required for tables, optional for NPY, and not for the others,
   *     which hold their targets apart
   * @throws BadInput if there is no such data set
   */
  public static Dataset read(Path path, Optional<TargetColumn> target, Numbers numbers) {
    if (Files.isDirectory(path)) {
      Place folder = Place.of(path.toString(), "");
      checkAbsent(target, folder, "the files of labels");
      return IdxFolder.read(path);
    }
    try (Input input = Input.open(path)) {
      return switch (input.format()) {
        case DELIMITED -> {
          TargetColumn column = required(target, input);
          yield column.split(DelimitedTable.read(input, numbers), input.fixed());
        }
        case JSON -> {
          TargetColumn column = required(target, input);
          yield column.split(rows(input, numbers), input.fixed());
        }
        case NPY -> {
          NpyArray array = NpyReader.read(input.bytes(), input.fixed());
          yield target
              .orElse(TargetColumn.NONE)
              .split(samples(array).matrix(numbers), input.fixed());
        }
        case ZIP -> {
          checkAbsent(target, input, "the array y");
          yield arrays(NpzArchive.read(input, ARRAYS::contains), numbers);
        }
        case MATRIX_MARKET ->
            throw input.expected(
                "a data set in CSV, JSON, NPZ, NPY or IDX files", input.format().words());
      };
    }
  }

  private static TargetColumn required(Optional<TargetColumn> target, Place place) {
    return target.orElseThrow(
        () -> place.bad("a table needs a target column: last, none or an index from 0"));
  }

  private static void checkAbsent(Optional<TargetColumn> target, Place place, String where) {
    if (target.isPresent()) {
      throw place.bad("a target column is given, but the targets here are in " + where);
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

  private static Dataset arrays(NpzArchive archive, Numbers numbers) {
    NpyArray x = samples(either(archive, "x", "X").orElseGet(() -> archive.get("x")));
    RationalMatrix inputs = x.matrix(numbers);
    Optional<RationalMatrix> targets =
        either(archive, "y", "Y")
            .map(
                y -> {
                  RationalMatrix matrix = y.matrix(numbers);
                  if (matrix.rows() != inputs.rows()) {
                    throw y.expected(
                        "as many rows as x, which is " + inputs.shape(), matrix.shape());
                  }
                  return matrix;
                });
    return new Dataset(inputs, targets);
  }

  private static Optional<NpyArray> either(NpzArchive archive, String lower, String upper) {
    if (archive.find(lower).isPresent() && archive.find(upper).isPresent()) {
      throw archive.place().expected("one of the arrays " + lower + " and " + upper, "both");
    }
    return archive.find(lower).or(() -> archive.find(upper));
  }

  private static NpyArray samples(NpyArray x) {
    if (x.rank() != 2) {
      throw x.expected("a two-dimensional array, one sample per row", x.describe());
    }
    return x;
  }
}
