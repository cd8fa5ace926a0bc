package org.dlmcert.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.dataset.DatasetReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.ColumnChoice;
import org.dlmcert.io.table.TableLayout;
import org.dlmcert.model.Dataset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetReaderTest {
  @TempDir Path folder = Path.of("");
  private Inputs inputs = new Inputs(folder);

  @BeforeEach
  void setUp() {
    inputs = new Inputs(folder);
  }

  private static Dataset read(Path file, ColumnChoice target) {
    return DatasetReader.read(file, Optional.of(target), Numbers.EXACT);
  }

  private String table(String text) {
    return read(inputs.of(text), ColumnChoice.NONE).inputs().toString();
  }

  private String refusal(String text) {
    Path file = inputs.of(text);
    return Inputs.refusal(file, () -> read(file, ColumnChoice.LAST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,1/2,0.25\n-3,1e-3,0x1p-1\n",
        "1,1/2,0.25\n-3,1e-3,0x1p-1",
        "1,1/2,0.25\r\n-3,1e-3,0x1p-1\r\n\r\n  \r\n",
        "1,1/2,0.25\r-3,1e-3,0x1p-1\r",
        "\uFEFF1,1/2,0.25\n-3,1e-3,0x1p-1\n\n\n",
        "a,b,c\n1,1/2,0.25\n-3,1e-3,0x1p-1\n",
        "\uFEFFa,,2c\n1,1/2,0.25\n-3,1e-3,0x1p-1\n",
        "# 1,2,3\n1,1/2,0.25\n-3,1e-3,0x1p-1\n",
        " \"1\" , \"1/2\",\"0.25\"\n-3 ,\t1e-3, 0x1p-1 \n",
        "1;1/2;0.25\n-3;1e-3;0x1p-1\n",
        "\"a,b\";c;d\n1;1/2;0.25\n-3;1e-3;0x1p-1\n",
        "1\t1/2\t0.25\n-3\t1e-3\t0x1p-1\n",
        "\"x \"\"y\"\"\",b,c\n1,1/2,0.25\n-3,1e-3,0x1p-1\n"
      })
  void theFormsOfATable(String text) {
    assertThat(table(text)).isEqualTo("2×3 [[1, 1/2, 1/4], [-3, 1/1000, 1/2]]");
    Path zipped = inputs.of(Inputs.gzipped(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(read(zipped, ColumnChoice.NONE).inputs())
        .hasToString("2×3 [[1, 1/2, 1/4], [-3, 1/1000, 1/2]]");
  }

  @Test
  void theTargetColumnIsTakenOut() {
    Path file = inputs.of("1,2,3\n4,5,6\n");
    Dataset last = read(file, ColumnChoice.LAST);
    assertThat(last.inputs()).isEqualTo(RationalMatrix.of(new long[][] {{1, 2}, {4, 5}}));
    assertThat(last.targets()).contains(RationalMatrix.of(new long[][] {{3}, {6}}));
    Dataset middle = read(file, new ColumnChoice.Index(1));
    assertThat(middle.inputs()).isEqualTo(RationalMatrix.of(new long[][] {{1, 3}, {4, 6}}));
    assertThat(middle.targets()).contains(RationalMatrix.of(new long[][] {{2}, {5}}));
    assertThat(read(file, ColumnChoice.NONE).targets()).isEmpty();
    assertThat(read(file, ColumnChoice.NONE).inputs().shape()).isEqualTo("2×3");
    assertThat(read(inputs.of("[[1, \"1/2\"], [3, 4]]"), ColumnChoice.LAST).inputs())
        .isEqualTo(RationalMatrix.of(new long[][] {{1}, {3}}));
  }

  @Test
  void targetColumnsThatAreNotThereAreRefused() {
    Path file = inputs.of("1,2,3\n4,5,6\n");
    assertThat(Inputs.refusal(file, () -> read(file, new ColumnChoice.Index(3))))
        .isEqualTo(": a column from 0 to 2, or from -3 to -1 expected, found column 3");
    assertThat(
            Inputs.refusal(file, () -> DatasetReader.read(file, Optional.empty(), Numbers.EXACT)))
        .isEqualTo(
            ": a target column of the table (last, none, an index from 0 or the name of a column) expected, found none");
    assertThat(refusal("1\n2\n"))
        .isEqualTo(
            ": columns of inputs besides those of targets and those dropped expected, found 1"
                + " column");
    Place option = Place.of("--target-column", "");
    assertThat(ColumnChoice.named("last", option)).isEqualTo(ColumnChoice.LAST);
    assertThat(ColumnChoice.named("none", option)).isEqualTo(ColumnChoice.NONE);
    assertThat(ColumnChoice.named("12", option)).isEqualTo(new ColumnChoice.Index(12));
    assertThat(ColumnChoice.named("-2", option)).isEqualTo(new ColumnChoice.Index(-2));
    assertThat(ColumnChoice.named("x 1", option)).isEqualTo(new ColumnChoice.Named("x 1"));
    assertThatThrownBy(() -> ColumnChoice.named("a,", option)).hasMessageContaining("found \"a,\"");
  }

  @Test
  void nearestDoubles() {
    Path file = inputs.of("0.1,1\n");
    assertThat(
            DatasetReader.read(file, Optional.of(ColumnChoice.LAST), Numbers.NEAREST_DOUBLES)
                .inputs())
        .hasToString("1×1 [[3602879701896397/36028797018963968]]");
  }

  @Test
  void aFirstLineThatMayBeNamesOrNumbersIsAQuestion() {
    assertThat(refusal(",0,1\n7,8,9\n"))
        .startsWith(": line 1, column 0 (columns count from 0): a number expected, found nothing")
        .contains("--header yes", "--header no");
    assertThat(refusal("1;2;3o\n4;5;6\n")).contains("line 1, column 2", "\"3o\"", "--header");
    assertThat(refusal("0,1,2\n5,5,5\n")).contains("line 1", "--header");
    assertThat(refusal(",a,b\n0,1,2\n")).contains("--drop-columns 0", "--header yes");
    assertThat(refusal("1,5;2,5\n1,5;2,5\n")).contains("--delimiter", "--decimal comma");
  }

  private String laid(TableLayout layout, String text) {
    Dataset data = DatasetReader.read(inputs.of(text), layout, Numbers.EXACT).dataset();
    return data.inputs() + " " + data.targets().map(RationalMatrix::toString).orElse("");
  }

  private static TableLayout layout(
      TableLayout.Header header, TableLayout.DecimalMark decimal, String dropped, String target) {
    Place option = Place.of("option", "");
    return new TableLayout(
        header,
        TableLayout.Delimiter.AUTO,
        decimal,
        ColumnChoice.named(dropped, option),
        Optional.of(ColumnChoice.named(target, option)),
        TableLayout.TargetValues.NUMBERS);
  }

  @Test
  void theLayoutOfATable() {
    TableLayout.Header auto = TableLayout.Header.AUTO;
    TableLayout.DecimalMark point = TableLayout.DecimalMark.POINT;
    assertThat(laid(layout(auto, point, "none", "b,-1"), "a,b,c\n1,2,3\n"))
        .isEqualTo("1×1 [[1]] 1×2 [[2, 3]]");
    assertThat(laid(layout(auto, point, "0", "none"), ",a,b\n7,1,2\n")).isEqualTo("1×2 [[1, 2]] ");
    assertThat(laid(layout(TableLayout.Header.YES, point, "none", "0"), "0,1\n5,6\n"))
        .isEqualTo("1×1 [[6]] 1×1 [[5]]");
    assertThat(laid(layout(TableLayout.Header.NO, point, "none", "0"), "0,1\n5,6\n"))
        .isEqualTo("2×1 [[1], [6]] 2×1 [[0], [5]]");
    assertThat(laid(layout(auto, TableLayout.DecimalMark.COMMA, "none", "none"), "1,5;2\n3;,5\n"))
        .isEqualTo("2×2 [[3/2, 2], [3, 1/2]] ");
    assertThat(laid(layout(auto, point, "none", "none"), "# x\n 1.0e+00  2\n# y\n3 \t 4 \n"))
        .isEqualTo("2×2 [[1, 2], [3, 4]] ");
    TableLayout words = layout(auto, point, "none", "last");
    assertThat(
            laid(
                words.withTargetValues(TableLayout.TargetValues.NUMBERS_OR_LEFT_OUT),
                "a,b\n1,cat\n2,3\n"))
        .isEqualTo("2×1 [[1], [2]] ");
    assertThat(refusal("a,b\n1,cat\n")).contains("line 2, column 1", "\"cat\"");
  }

  @Test
  void everyDefectOfATableIsPlaced() {
    assertThat(refusal("1,2\n3,4,5\n"))
        .isEqualTo(
            ": line 2, column 2 (columns count from 0): 2 cells like line 1 expected, found 3");
    assertThat(refusal("a,b,c\n3,4\n"))
        .isEqualTo(
            ": line 2, column 2 (columns count from 0): 3 cells like line 1 expected, found 2");
    assertThat(refusal("1,2\n3,x\n"))
        .isEqualTo(": line 2, column 1 (columns count from 0): a number expected, found \"x\"");
    assertThat(refusal("1,2\n3,\n"))
        .isEqualTo(": line 2, column 1 (columns count from 0): a number expected, found nothing");
    assertThat(refusal("1,nan,2\n3,4,5\n"))
        .isEqualTo(
            ": line 1, column 1 (columns count from 0): a finite number expected, found \"nan\"");
    assertThat(refusal("1,1e10001\n"))
        .isEqualTo(
            ": line 1, column 1 (columns count from 0): an exponent from -10000 to 10000"
                + " expected, found \"1e10001\"");
    assertThat(refusal("1,2\n\n3,4\n"))
        .isEqualTo(": line 2: a row expected, found a blank line before the end of the table");
    assertThat(refusal("\n\n")).isEqualTo(": rows of numbers expected, found blank lines only");
    assertThat(refusal("a,b\n")).isEqualTo(": rows of numbers expected, found only a header line");
    assertThat(refusal("1,2\n3,\"4\n5\"\n"))
        .isEqualTo(
            ": line 2, column 1 (columns count from 0): a closing quote expected, found the end of"
                + " the line");
    assertThat(refusal("1,2\n3,\"4\"5\n"))
        .isEqualTo(
            ": line 2, column 1 (columns count from 0): a separator after the closing quote"
                + " expected, found \"5\"");
    assertThat(refusal("1,2\n3,4\u0000\n"))
        .isEqualTo(
            ": line 2, column 1 (columns count from 0): text expected, found a NUL byte: this is a"
                + " binary file of an unknown format");
    assertThat(refusal("1,2\n3," + "7".repeat(100_001) + "\n"))
        .startsWith(
            ": line 2, column 1 (columns count from 0): a number of at most 100000 digits expected");
  }

  @Test
  void textThatIsNotUtf8IsRefused() {
    Path file = inputs.of(new byte[] {'1', ',', '2', '\n', (byte) 0xC3, '(', '\n'});
    assertThat(Inputs.refusal(file, () -> read(file, ColumnChoice.LAST)))
        .isEqualTo(": UTF-8 text expected, found bytes that are not");
    Path json = inputs.of(new byte[] {'[', '[', '"', (byte) 0xFF, '"', ']', ']'});
    assertThat(Inputs.refusal(json, () -> read(json, ColumnChoice.LAST)))
        .contains("UTF-8 text expected, found bytes that are not");
    Path wide = inputs.of("1,2\n".getBytes(StandardCharsets.UTF_16));
    assertThat(Inputs.refusal(wide, () -> read(wide, ColumnChoice.LAST)))
        .contains("found UTF-16 text: save it as UTF-8");
  }

  @Test
  void otherFormatsAreRefused() {
    assertThat(refusal("%%MatrixMarket matrix array real general\n1 1\n1\n"))
        .isEqualTo(
            ": a data set in CSV, JSON, NPZ, NPY or a folder of IDX files expected, found a MatrixMarket file");
    assertThat(refusal("{}")).isEqualTo(": line 1: a list of rows expected, found an object");
    assertThat(refusal("[1, 2]"))
        .isEqualTo(": line 1: a list of rows expected, found a list of 2 numbers");
    assertThat(refusal("[[1, 2], [3]]"))
        .isEqualTo(": line 1, [1]: a row of 2 numbers like row 0 expected, found one of 1");
    assertThat(refusal("[[1, 2]] []"))
        .isEqualTo(
            ": line 1: one JSON value expected, found another behind it: JSON lines are not read; put the rows into one list, [[…], […]]");
  }

  @Test
  void gzipFilesOfSeveralMembersAreReadWhole() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int k = 0; k < 5000; k++) {
      members.write(Inputs.gzipped((k + "," + k + "\n").getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(read(inputs.of(members.toByteArray()), ColumnChoice.NONE).samples()).isEqualTo(5000);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void pipesAreReadLikeFiles() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    byte[] zipped = Inputs.gzipped("1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
    Thread writer =
        new Thread(
            () -> {
              try {
                Files.write(pipe, zipped, StandardOpenOption.WRITE);
              } catch (IOException failure) {
                throw new UncheckedIOException(failure);
              }
            });
    writer.start();
    assertThat(read(pipe, ColumnChoice.LAST).samples()).isEqualTo(2);
    writer.join();
  }

  @Test
  void theDigitsDataSet() {
    Path digits = Path.of("../../examples/data/digits.csv.gz");
    Dataset data = read(digits, ColumnChoice.LAST);
    assertThat(data.inputs().shape()).isEqualTo("1797×64");
    assertThat(data.targets().map(RationalMatrix::shape)).contains("1797×1");
  }

  private static byte[] idx(int[] shape, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
    bytes.put(new byte[] {0, 0, 8, (byte) shape.length});
    for (int dimension : shape) {
      bytes.putInt(dimension);
    }
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.array();
  }

  private static final byte[] IMAGES = idx(new int[] {2, 1, 3}, 0, 127, 128, 255, 1, 2);
  private static final byte[] LABELS = idx(new int[] {2}, 7, 200);

  private Dataset readFolder() {
    return DatasetReader.read(folder, Optional.empty(), Numbers.EXACT);
  }

  private String folderRefusal() {
    return Inputs.refusal(folder, this::readFolder);
  }

  @Test
  void idxFilesAreToldByTheirContent() throws IOException {
    Files.write(folder.resolve("b"), Inputs.gzipped(IMAGES));
    Files.write(folder.resolve("a.txt"), LABELS);
    Files.writeString(folder.resolve("README"), "not data");
    Files.writeString(folder.resolve("paper.pdf"), "%PDF-1.7");
    Files.createFile(folder.resolve("empty"));
    Files.createDirectory(folder.resolve("sub"));
    Dataset data = readFolder();
    assertThat(data.inputs())
        .isEqualTo(RationalMatrix.of(new long[][] {{0, 127, 128}, {255, 1, 2}}));
    assertThat(data.targets()).contains(RationalMatrix.of(new long[][] {{7}, {200}}));
    assertThat(Inputs.refusal(folder, () -> read(folder, ColumnChoice.LAST)))
        .isEqualTo(
            ": no target column, as the targets are in the files of labels, expected, found one");
  }

  @Test
  void idxFilesOfOtherTypesAndOutsideAFolderAreNamed() throws IOException {
    byte[] floats = IMAGES.clone();
    floats[2] = 13;
    Path images = folder.resolve("images");
    Files.write(images, floats);
    Files.write(folder.resolve("labels"), LABELS);
    assertThat(folderRefusal())
        .endsWith("images: an IDX file of unsigned bytes expected, found one of type 0xd");
    Files.write(images, IMAGES);
    assertThat(Inputs.refusal(images, () -> read(images, ColumnChoice.LAST)))
        .endsWith(
            "found an IDX file: of such give the folder, with one of images and one of labels in it");
  }

  @Test
  void ofSeveralIdxPairsTheTrainingPairCounts() throws IOException {
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), idx(new int[] {1, 1, 1}, 9));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), idx(new int[] {1}, 9));
    Files.write(folder.resolve("other"), IMAGES);
    assertThat(folderRefusal())
        .isEqualTo(
            ": one file of images (3 dimensions), or one whose name starts with train- expected,"
                + " found other, t10k-images-idx3-ubyte");
    Files.write(folder.resolve("train-images-idx3-ubyte.gz"), Inputs.gzipped(IMAGES));
    Files.write(folder.resolve("train-labels-idx1-ubyte"), LABELS);
    assertThat(readFolder().samples()).isEqualTo(2);
  }

  @Test
  void idxFilesThatLieAreRefused() throws IOException {
    assertThat(folderRefusal())
        .isEqualTo(
            ": one file of images (3 dimensions), or one whose name starts with train- expected,"
                + " found none");
    Files.write(folder.resolve("images"), IMAGES);
    Files.write(folder.resolve("labels"), idx(new int[] {3}, 1, 2, 3));
    assertThat(folderRefusal())
        .endsWith("labels: 2 labels, one per image in images expected, found 3");
    Files.write(folder.resolve("labels"), idx(new int[] {2}, 1));
    assertThat(folderRefusal())
        .endsWith("labels: 2 bytes, for the shape [2] expected, found only 1");
    Files.write(folder.resolve("labels"), idx(new int[] {2}, 1, 2, 3));
    assertThat(folderRefusal()).endsWith("labels: 2 bytes, for the shape [2] expected, found more");
    Files.write(folder.resolve("labels"), idx(new int[] {-2}, 1, 2));
    assertThat(folderRefusal())
        .endsWith("labels: dimensions up to 2147483647 expected, found 4294967294");
    Files.write(folder.resolve("labels"), new byte[] {0, 0, 8, 1, 0});
    assertThat(folderRefusal())
        .endsWith("labels: an IDX header expected, found the end of the file");
    Files.write(folder.resolve("labels"), LABELS);
    Files.write(folder.resolve("images"), idx(new int[] {2, 1 << 20, 1 << 20}, 1));
    assertThat(folderRefusal())
        .endsWith("at most 67108864 entries expected, found the shape [2, 1048576, 1048576]");
    Files.write(folder.resolve("images"), idx(new int[] {0, 1 << 20, 1 << 20}));
    Files.write(folder.resolve("labels"), idx(new int[] {0}));
    assertThat(folderRefusal())
        .endsWith("at most 67108864 entries expected, found 0×1099511627776");
  }
}
