package org.dlmcert.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.dlmcert.exact.sparse.SparseMatrix;
import org.dlmcert.io.matrix.MatrixFile;
import org.dlmcert.io.matrix.MatrixReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.TableLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixReaderTest {
  @TempDir Path folder = Path.of("");
  private Inputs inputs = new Inputs(folder);

  @BeforeEach
  void setUp() {
    inputs = new Inputs(folder);
  }

  private String read(String text) {
    return MatrixReader.read(inputs.of(text), Numbers.EXACT).toString();
  }

  private String refusal(String text) {
    Path file = inputs.of(text);
    return Inputs.refusal(file, () -> MatrixReader.read(file, Numbers.EXACT));
  }

  private static String market(String kind, String lines) {
    return "%%MatrixMarket matrix " + kind + "\n% a comment\n\n" + lines.replace(";", "\n") + "\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "coordinate real general | 2 3 3;1 1 0.1;2 3 -1e-2;1 2 1/3 | 2×3 [[1/10, 1/3, 0], [0, 0, -1/100]]",
        "coordinate integer general | 2 2 1;2 1 12345678901234567890 | 2×2 [[0, 0], [12345678901234567890, 0]]",
        "coordinate pattern general | 2 2 2;1 2;2 1 | 2×2 [[0, 1], [1, 0]]",
        "coordinate real symmetric | 2 2 2;1 1 5;2 1 3 | 2×2 [[5, 3], [3, 0]]",
        "coordinate real skew-symmetric | 2 2 1;2 1 3 | 2×2 [[0, -3], [3, 0]]",
        "coordinate pattern symmetric | 2 2 1;2 1 | 2×2 [[0, 1], [1, 0]]",
        "array real general | 2 2;1;2;3;4 | 2×2 [[1, 3], [2, 4]]",
        "array integer symmetric | 2 2;1;2;3 | 2×2 [[1, 2], [2, 3]]",
        "array real skew-symmetric | 3 3;1;2;3 | 3×3 [[0, -1, -2], [1, 0, -3], [2, 3, 0]]",
        "Coordinate REAL General | 0 3 0 | 0×3 []",
        "array real general | 2 0 | 2×0 [[], []]"
      })
  void matrixMarket(String kind, String lines, String matrix) {
    assertThat(read(market(kind, lines))).isEqualTo(matrix);
    assertThat(read(market(kind, lines).replace("\n", "\r\n"))).isEqualTo(matrix);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "coordinate complex general | 1 1 0 | : line 1: real entries expected, found complex ones; of a matrix A + iB give the real matrix [[A, -B], [B, A]], whose rank is twice as large",
        "coordinate real hermitian | 1 1 0 | : line 1: real entries expected, found complex ones; of a matrix A + iB give the real matrix [[A, -B], [B, A]], whose rank is twice as large",
        "dense real general | 1 1 0 | : line 1: coordinate, array expected, found \"dense\"",
        "array pattern general | 1 1 | : line 1: real or integer entries of an array expected, found pattern",
        "array real | 1 1 | : line 1: %%MatrixMarket matrix LAYOUT FIELD SYMMETRY expected, found \"%%matrixmarket matrix array real\"",
        "array real symmetric | 2 3 | : line 4: a square symmetric matrix expected, found 2×3",
        "array real general | 1 | : line 4: rows and columns expected, found 1 words",
        "array real general | -1 2 | : line 4: the number of rows from 0 to 2147483647 expected, found \"-1\"",
        "array real general | 99999999999 2 | : line 4: the number of rows from 0 to 2147483647 expected, found \"99999999999\"",
        "array real general | 100000 100000 | : line 4: at most 67108864 entries expected, found 100000×100000",
        "array real general | 1 2;3 | : line 5: one value expected, found the end of the file",
        "array real general | 1 1;3;4 | : line 6: the end of the file after the last entry expected, found another line",
        "array real general | 1 1;x | : line 5: a number expected, found \"x\"",
        "array real general | 1 1;nan | : line 5: a finite number expected, found \"nan\"",
        "array integer general | 1 1;1.5 | : line 5: an integer expected, found \"1.5\"",
        "coordinate real general | 2 2 5 | : line 4: the number of entries from 0 to 4 expected, found \"5\"",
        "coordinate real general | 2 2 1;3 1 1 | : line 5: a row from 1 to 2 expected, found \"3\"",
        "coordinate real general | 2 2 1;1 0 1 | : line 5: a column from 1 to 2 expected, found \"0\"",
        "coordinate real general | 2 2 1;1 1 | : line 5: row, column and value expected, found 2 words",
        "coordinate pattern general | 2 2 1;1 1 1 | : line 5: row and column expected, found 3 words",
        "coordinate real general | 2 2 2;1 1 1;1 1 1 | : line 6: each entry once expected, found row 1, column 1 a second time",
        "coordinate real symmetric | 2 2 1;1 2 1 | : line 5: an entry on or below the diagonal expected, found row 1, column 2",
        "coordinate real skew-symmetric | 2 2 1;1 1 1 | : line 5: a zero diagonal expected, found \"1\""
      })
  void matrixMarketDefects(String kind, String lines, String message) {
    assertThat(refusal(market(kind, lines))).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "real general | 9 9 2;9 1 1/2;1 8 -3 | 0,7,-3 8,0,1/2",
        "integer general | 99999 2147483647 1;7 2147483647 0 | ''",
        "pattern symmetric | 8 8 2;3 3;8 1 | 0,7,1 2,2,1 7,0,1",
        "real skew-symmetric | 8 8 1;8 1 5 | 0,7,-5 7,0,5",
        "real general | 0 99 0 | ''"
      })
  void coordinatesStaySparse(String kind, String lines, String entries) {
    MatrixFile read =
        MatrixReader.readSparsely(
            inputs.of(market("coordinate " + kind, lines)), Numbers.EXACT, TableLayout.AUTO);
    SparseMatrix matrix = ((MatrixFile.Sparse) read).matrix();
    assertThat(
            matrix.entries().stream()
                .map(e -> e.row() + "," + e.column() + "," + e.value())
                .collect(Collectors.joining(" ")))
        .isEqualTo(entries);
    assertThat(lines).startsWith(matrix.rows() + " " + matrix.columns() + " ");
  }

  @Test
  void fullFilesAreFilled() {
    for (String text :
        List.of(
            market("coordinate real general", "3 2 1;1 1 1"),
            market("array real general", "1 1;0"),
            "0,0,0,0,0,0,0,0,0\n")) {
      MatrixFile read = MatrixReader.readSparsely(inputs.of(text), Numbers.EXACT, TableLayout.AUTO);
      assertThat(read).as(text).isInstanceOf(MatrixFile.Dense.class);
    }
    Path full = inputs.of(market("coordinate real general", "10000 100000 200000000;1 1 1"));
    assertThat(
            Inputs.refusal(
                full, () -> MatrixReader.readSparsely(full, Numbers.EXACT, TableLayout.AUTO)))
        .endsWith("at most 67108864 entries expected, found 10000×100000");
  }

  @Test
  void tablesAndJson() {
    assertThat(read("1,2\n3,4\n")).isEqualTo("2×2 [[1, 2], [3, 4]]");
    assertThat(read("7\n")).isEqualTo("1×1 [[7]]");
    assertThat(read("[[1, \"1/2\"], [0.1, 4]]")).isEqualTo("2×2 [[1, 1/2], [1/10, 4]]");
    assertThat(read("[[], []]")).isEqualTo("2×0 [[], []]");
    String object = "{\"format\":\"dlmcert-matrix/1\",\"rows\":%d,\"columns\":%d,\"entries\":%s}";
    assertThat(read(object.formatted(1, 2, "[[\"1\",\"2/3\"]]"))).isEqualTo("1×2 [[1, 2/3]]");
    assertThat(read(object.formatted(0, 5, "[]"))).isEqualTo("0×5 []");
    assertThat(read(object.formatted(2, 0, "[[],[]]"))).isEqualTo("2×0 [[], []]");
    Path zipped = inputs.of(Inputs.gzipped("[[1]]".getBytes(StandardCharsets.UTF_8)));
    assertThat(MatrixReader.read(zipped, Numbers.EXACT)).hasToString("1×1 [[1]]");
    assertThat(refusal(object.formatted(2, 2, "[[1,2]]")))
        .isEqualTo(": line 1, entries: 2×2 (rows × columns) expected, found 1×2");
    assertThat(refusal(object.formatted(1, 1, "[1]")))
        .isEqualTo(": line 1, entries: 1×1 (rows × columns) expected, found a list of 1 numbers");
    assertThat(refusal(object.formatted(-1, 1, "[]")))
        .startsWith(": line 1, rows: an integer from 0 to 2147483646 expected, found -1");
    assertThat(refusal("{\"format\":\"dlmcert-matrix/1\",\"rows\":1}"))
        .isEqualTo(": line 1: the field \"columns\" expected, found only format, rows");
    assertThat(refusal("{\"rows\":1,\"rows\":1}"))
        .isEqualTo(": line 1, rows: each field once expected, found \"rows\" a second time");
    assertThat(refusal("{\"format\":\"dlmcert-instance/1\"}"))
        .isEqualTo(
            ": line 1, format: \"dlmcert-matrix/1\" or \"dlmcert-sparse-matrix/1\" expected, found"
                + " \"dlmcert-instance/1\"");
    assertThat(refusal("{\"cells\":1}"))
        .isEqualTo(
            ": line 1, cells: one of format, rows, columns, entries expected, found \"cells\"");
    assertThat(refusal("[1, 2]"))
        .isEqualTo(": line 1: a list of rows expected, found a list of 2 numbers");
  }
}
