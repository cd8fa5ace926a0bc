package org.dlmcert.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.dlmcert.checker.data.BadInstanceException;
import org.dlmcert.checker.data.Settings;
import org.dlmcert.checker.data.TableOptions;
import org.dlmcert.checker.data.UserFile;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.form.Work;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.exact.sparse.SparseMatrix;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;
import org.dlmcert.io.dataset.DatasetReader;
import org.dlmcert.io.matrix.MatrixFile;
import org.dlmcert.io.matrix.MatrixReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.ColumnChoice;
import org.dlmcert.io.table.TableLayout;
import org.dlmcert.io.table.TableLayout.DecimalMark;
import org.dlmcert.io.table.TableLayout.Delimiter;
import org.dlmcert.io.table.TableLayout.Header;
import org.dlmcert.io.table.TableLayout.TargetValues;
import org.dlmcert.model.Dataset;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine and the checker read files with readers that share no code. Of tables and matrices
 * changed at random both read the same numbers, or both refuse.
 */
class ReadersAgreeTest {
  private static final long SEED = Long.getLong("agree.seed", 20161105);
  private static final String REFUSED = "refused: ";
  private static final List<String> TABLES =
      List.of(
          "1,2,3\n4,5,6\n",
          "a,b,y\n1,2,3\n4,5,6\n",
          "1;2;3\n4;5;6\n",
          "1 2 3\n4 5 6\n",
          "1\t2\t3\n4\t5\t6\n",
          "\"a\",\"b\"\n1,2\n",
          "[[1,2,3],[4,5,6]]",
          "1,5;2\n3;4\n",
          "# c\n1,2\n3,4\n");
  private static final List<String> PIECES =
      List.of(
          "1", "2", "-3", "0.5", "1/2", "1,5", "x", "y", "\"a\"", "\"1\"", "\"a,b\"", "\"\"", ",",
          ",", ",", ";", "\t", " ", "  ", "\n", "\n", "\r\n", "\r", "#", "# c\n", "\n\n", "\ufeff",
          "nan", "inf", "1e3", "0x1p-1", "+1", ".5", "5.", "0", "00", "\"", ",\n", "'1'", "1_000",
          "\0", "\u00a0", "\u2003", "\u0661", "[", "1e99999", "%");
  private static final List<List<String>> OPTIONS =
      List.of(
          List.of(),
          List.of(),
          List.of(),
          List.of("--header", "yes"),
          List.of("--header", "no"),
          List.of("--delimiter", "comma"),
          List.of("--delimiter", "semicolon"),
          List.of("--delimiter", "blanks"),
          List.of("--delimiter", "tab"),
          List.of("--decimal", "comma"),
          List.of("--drop-columns", "0"),
          List.of("--drop-columns", "a"));
  private static final List<String> TARGETS =
      List.of("last", "-1", "0", "none", "y", "1", "0,1", "-2", "b");
  private static final List<String> MATRICES =
      List.of(
          "%%MatrixMarket matrix coordinate real general\n2 3 2\n1 1 1/2\n2 3 4\n",
          "%%MatrixMarket matrix coordinate integer symmetric\n3 3 3\n1 1 5\n2 1 4\n3 3 1\n",
          "%%MatrixMarket matrix coordinate pattern general\n2 2 2\n1 1\n2 2\n",
          "%%MatrixMarket matrix array real skew-symmetric\n3 3\n1\n2\n3\n",
          "%%MatrixMarket matrix array real general\n2 2\n1\n2\n3\n4\n",
          "%%MatrixMarket matrix coordinate real skew-symmetric\n9 9 2\n2 1 1.5\n9 3 -2\n",
          "%%MatrixMarket matrix coordinate real general\n90 90 2\n2 1 0\n9 3 -2\n");
  private static final List<String> MATRIX_PIECES =
      List.of(
          "1",
          "2",
          "3",
          "0",
          "-1",
          "1.5",
          "1/2",
          " ",
          "\n",
          "% c\n",
          "%",
          "x",
          "nan",
          "\r",
          "\t",
          "\n\n",
          "real",
          "integer",
          "pattern",
          "general",
          "symmetric",
          "skew-symmetric",
          "complex",
          "coordinate",
          "array",
          "99999999999",
          "1e3",
          ",",
          "0x1p-1",
          " 1 1 5\n",
          "\u2003");

  @TempDir Path folder = Path.of("");

  @Test
  void onTables() throws IOException {
    Random random = new Random(SEED);
    int read = 0;
    int cases = Cases.count(1_500, 400_000);
    for (int t = 0; t < cases; t++) {
      String text = changed(TABLES, PIECES, random);
      Map<String, String> options = new TreeMap<>();
      options.put("--target-column", TARGETS.get(random.nextInt(TARGETS.size())));
      for (int k = random.nextInt(2); k >= 0; k--) {
        List<String> option = OPTIONS.get(random.nextInt(OPTIONS.size()));
        if (!option.isEmpty()) {
          options.put(option.get(0), option.get(1));
        }
      }
      read += agreed(text, options) ? 1 : 0;
    }
    System.out.printf(Locale.ROOT, "seed %d: %d tables, %d read%n", SEED, cases, read);
    assertThat(read).isBetween(cases / 10, cases - cases / 10);
  }

  @Test
  void onTablesThatOnceDivided() throws IOException {
    String[][] tables = {
      {"1,2\n\n3,4\n"},
      {"\n1,2\n"},
      {"a,b\n\n1,2\n"},
      {"1,2\n3,4\n\n \n"},
      {"a,b\n", "--header", "yes"},
      {"1,2\n3,4\n", "--drop-columns", "1"},
      {"1,2,3\n", "--target-column", "0,0"},
      {",b,y\n1,2,3\n"},
      {",b,y\n1,2,3\n", "--drop-columns", "0"},
      {"n,2,3\n4,5,6\n", "--drop-columns", "0"},
      {"1,2\n3,1e99999\n"},
      {"1;2\n3;.5\n", "--decimal", "comma"},
      {"a;0.5\n1;2\n", "--decimal", "comma"},
      {"1,\u20032\n3,4\n", "--target-column", "none"},
      {"1\u2003,2\n3,4\n", "--target-column", "none"},
      {"\t\n1\t2\n", "--delimiter", "tab"},
      {"1\"0;2\n3;4\n", "--header", "no"},
      {"# \0\n1,2\n"},
      {"[[1,2],[3,4.]]"},
      {"[[1,02],[3,4]]"},
      {"[[1,+2],[3,4]]"},
      {"[[1,0x1],[3,4]]"},
      {"[1,2,[3,4]]"},
      {"[[1,2],[3,[4]]]"},
      {"[[1,2],[3]]"},
      {"[]"},
      {"[[]]"}
    };
    for (String[] table : tables) {
      Map<String, String> options = new TreeMap<>(Map.of("--target-column", "last"));
      for (int k = 1; k < table.length; k += 2) {
        options.put(table[k], table[k + 1]);
      }
      agreed(table[0], options);
    }
  }

  @Test
  void onMatrices() throws IOException {
    Random random = new Random(SEED);
    int read = 0;
    int cases = Cases.count(1_000, 300_000);
    Path file = folder.resolve("matrix");
    for (int t = 0; t < cases; t++) {
      String text = changed(MATRICES, MATRIX_PIECES, random);
      Files.writeString(file, text);
      String engine = engine(file);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (engine.startsWith(REFUSED)) {
        for (String format : List.of("dlmcert-matrix/1", "dlmcert-sparse-matrix/1")) {
          assertThat(checker(bytes, TableOptions.NONE, format, 3, 1))
              .as("%s, by the engine %s", text, engine)
              .startsWith(REFUSED);
        }
      } else {
        read++;
        boolean sparse = engine.contains("sparse");
        String format = sparse ? "dlmcert-sparse-matrix/1" : "dlmcert-matrix/1";
        assertThat(checker(bytes, TableOptions.NONE, format, 3, 1)).as(text).isEqualTo(engine);
      }
    }
    System.out.printf(Locale.ROOT, "seed %d: %d matrices, %d read%n", SEED, cases, read);
    assertThat(read).isBetween(cases / 10, cases - cases / 10);
  }

  private static String changed(List<String> texts, List<String> pieces, Random random) {
    StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
    for (int k = random.nextInt(4); k > 0; k--) {
      // Seldom in the banner of a matrix, after which little is read.
      int banner = text.indexOf("%%") == 0 ? Math.max(0, text.indexOf("\n")) : 0;
      int from = random.nextInt(8) == 0 ? 0 : banner;
      int at = from + random.nextInt(text.length() - from + 1);
      int change = random.nextInt(3);
      int to = Math.min(text.length(), change == 0 ? at : at + 1);
      text.replace(at, to, change == 1 ? "" : pieces.get(random.nextInt(pieces.size())));
      text.append(text.length() == 0 ? "1" : "");
    }
    return text.toString();
  }

  /** Asserts that both readers say the same; whether they read the table. */
  private boolean agreed(String text, Map<String, String> options) throws IOException {
    Path file = folder.resolve("table");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Files.write(file, bytes);
    String what = text + " with " + options;
    String format = "dlmcert-instance/1";
    try {
      Dataset data = DatasetReader.read(file, layout(options), Numbers.EXACT).dataset();
      int outputs = data.targets().map(RationalMatrix::columns).orElse(1);
      String expected =
          "\"inputs\":"
              + rows(data.inputs())
              + data.targets()
                  .map(y -> ",\"targets\":" + (y.columns() == 1 ? list(y) : rows(y)))
                  .orElse("")
              + ",\"noise\"";
      assertThat(
              checker(bytes, new TableOptions(options), format, data.inputs().columns(), outputs))
          .as(what)
          .contains(expected);
      return true;
    } catch (BadInput refusal) {
      for (int inputs = 1; inputs <= 4; inputs++) {
        for (int outputs = 1; outputs <= 2; outputs++) {
          assertThat(checker(bytes, new TableOptions(options), format, inputs, outputs))
              .as("%s, by the engine: %s", what, refusal.getMessage())
              .startsWith(REFUSED);
        }
      }
      return false;
    }
  }

  private static TableLayout layout(Map<String, String> options) {
    Place place = Place.of("options", "");
    return new TableLayout(
        Header.valueOf(upper(options.getOrDefault("--header", "auto"))),
        Delimiter.valueOf(upper(options.getOrDefault("--delimiter", "auto"))),
        DecimalMark.valueOf(upper(options.getOrDefault("--decimal", "point"))),
        ColumnChoice.named(options.getOrDefault("--drop-columns", "none"), place),
        Optional.of(ColumnChoice.named(options.getOrDefault("--target-column", "last"), place)),
        TargetValues.NUMBERS_OR_LEFT_OUT);
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  private static String engine(Path file) {
    try {
      MatrixFile matrix = MatrixReader.readSparsely(file, Numbers.EXACT, TableLayout.AUTO);
      if (matrix instanceof MatrixFile.Sparse found) {
        SparseMatrix sparse = found.matrix();
        List<String> entries = new ArrayList<>();
        sparse
            .entries()
            .forEach(e -> entries.add("[" + e.row() + "," + e.column() + "," + quoted(e.value())));
        String text = String.join("],", entries) + (entries.isEmpty() ? "" : "]");
        return canonical("dlmcert-sparse-matrix/1", sparse.rows(), sparse.columns(), text);
      }
      RationalMatrix dense = ((MatrixFile.Dense) matrix).matrix();
      String rows = rows(dense);
      return canonical(
          "dlmcert-matrix/1", dense.rows(), dense.columns(), rows.substring(1, rows.length() - 1));
    } catch (BadInput refusal) {
      return REFUSED + refusal.getMessage();
    }
  }

  private static String canonical(String format, int rows, int columns, String entries) {
    return "{\"format\":\""
        + format
        + "\",\"rows\":"
        + rows
        + ",\"columns\":"
        + columns
        + ",\"entries\":["
        + entries
        + "]}";
  }

  private static String checker(
      byte[] bytes, TableOptions options, String format, int inputs, int outputs) {
    try {
      Settings settings =
          new Settings(format, List.of(inputs, 1, outputs), "1/2", false, "generic");
      byte[] form =
          new UserFile(bytes, options)
              .read(Optional.empty(), new Work(1_000_000_000))
              .canonical(settings)
              .findFirst()
              .orElseThrow();
      return new String(form, StandardCharsets.UTF_8);
    } catch (BadInstanceException refusal) {
      return REFUSED + refusal.getMessage();
    } catch (Rejection | Work.Exceeded refusal) {
      return REFUSED + refusal;
    }
  }

  private static String quoted(Rational value) {
    return "\"" + value + "\"";
  }

  private static String list(RationalMatrix column) {
    return rows(column).replace("[", "").replace("]", "").transform(all -> "[" + all + "]");
  }

  private static String rows(RationalMatrix matrix) {
    String[] rows = new String[matrix.rows()];
    Arrays.setAll(
        rows,
        i ->
            "["
                + String.join(",", matrix.row(i).stream().map(ReadersAgreeTest::quoted).toList())
                + "]");
    return "[" + String.join(",", rows) + "]";
  }
}
