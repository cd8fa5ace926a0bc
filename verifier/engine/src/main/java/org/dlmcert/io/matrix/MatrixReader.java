package org.dlmcert.io.matrix;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.exact.sparse.SparseMatrix;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Format;
import org.dlmcert.io.Input;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;
import org.dlmcert.io.array.NpyArray;
import org.dlmcert.io.array.NpyReader;
import org.dlmcert.io.array.NpzArchive;
import org.dlmcert.io.dataset.DataFile;
import org.dlmcert.io.dataset.DelimitedTable;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.TableLayout;

/**
 * Reads matrices: tables of separated values, NPY arrays of two dimensions, MatrixMarket, JSON
 * ({@link JsonMatrix}). Any file may be gzipped. The format is told by the content.
 */
public final class MatrixReader {
  private MatrixReader() {}

  /**
   * The matrix in a file.
   *
   * @throws BadInput if there is none
   */
  public static RationalMatrix read(Path path, Numbers numbers) {
    return read(path, numbers, TableLayout.AUTO);
  }

  /**
   * The matrix in a file; of a MatrixMarket coordinate file with few entries these alone, so that
   * the limit on rows times columns does not hold for it.
   *
   * @throws BadInput if there is none
   */
  public static MatrixFile readSparsely(Path path, Numbers numbers, TableLayout layout) {
    try (Input input = Input.open(path)) {
      if (input.format() == Format.MATRIX_MARKET) {
        return MatrixMarket.readSparsely(input, numbers);
      }
      if (input.format() == Format.JSON) {
        return JsonMatrix.read(input, numbers);
      }
      if (input.format() == Format.DELIMITED) {
        DataFile table = DelimitedTable.read(input, numbers, layout);
        return new MatrixFile.Dense(table.dataset().inputs(), table.reading());
      }
      return new MatrixFile.Dense(read(input, numbers, layout), Optional.empty());
    }
  }

  /**
   * The same, with the layout of a table of separated values.
   *
   * @throws BadInput if there is none
   */
  public static RationalMatrix read(Path path, Numbers numbers, TableLayout layout) {
    try (Input input = Input.open(path)) {
      return read(input, numbers, layout);
    }
  }

  private static RationalMatrix read(Input input, Numbers numbers, TableLayout layout) {
    return switch (input.format()) {
      case DELIMITED -> DelimitedTable.read(input, numbers, layout).dataset().inputs();
      case MATRIX_MARKET -> MatrixMarket.read(input, numbers);
      case JSON -> filled(JsonMatrix.read(input, numbers), input.fixed());
      case NPY -> {
        NpyArray array = NpyReader.read(input.bytes(), input.fixed());
        if (array.rank() != 2) {
          throw array.expected("a rows × columns array", array.describe());
        }
        yield array.matrix(numbers);
      }
      case ZIP -> throw NpzArchive.instead("a matrix in CSV, NPY, MatrixMarket or JSON", input);
    };
  }

  private static RationalMatrix filled(MatrixFile file, Place place) {
    if (file instanceof MatrixFile.Dense dense) {
      return dense.matrix();
    }
    SparseMatrix sparse = ((MatrixFile.Sparse) file).matrix();
    Limits.checkShape(sparse.rows(), sparse.columns(), place);
    Map<Long, Rational> values = new HashMap<>();
    sparse
        .entries()
        .forEach(e -> values.put((long) e.row() * sparse.columns() + e.column(), e.value()));
    return RationalMatrix.of(
        sparse.rows(),
        sparse.columns(),
        (i, j) -> values.getOrDefault((long) i * sparse.columns() + j, Rational.ZERO));
  }
}
