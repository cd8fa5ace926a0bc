package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dlmcert.checker.data.BadInstanceException;
import org.dlmcert.checker.data.Reading;
import org.dlmcert.checker.data.Settings;
import org.dlmcert.checker.data.TableOptions;
import org.dlmcert.checker.data.UserFile;
import org.dlmcert.checker.form.Work;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables as people write them, in the form that a digest is taken of. */
final class TableReaderTest {
  private static final String MARKET = "%%MatrixMarket matrix coordinate real ";

  private static final Settings TWO_INPUTS =
      new Settings("dlmcert-instance/1", List.of(2, 1, 1), "1", false, "none");

  private static UserFile file(String text, String options) {
    Map<String, String> words =
        Arrays.stream(options.split(" "))
            .filter(word -> !word.isEmpty())
            .collect(
                Collectors.toMap(
                    w -> "--" + w.split("=")[0], w -> w.contains("=") ? w.split("=")[1] : ""));
    return Examples.user(text, words);
  }

  private static String canonical(UserFile file, Settings settings, Optional<Reading> reading) {
    return new String(
        file.read(reading, new Work(Long.MAX_VALUE)).canonical(settings).toList().get(0),
        StandardCharsets.UTF_8);
  }

  private static String canonical(String text, String options) {
    return canonical(file(text, options), TWO_INPUTS, Optional.empty());
  }

  static List<List<String>> tables() {
    return List.of(
        List.of("1,2,3\n4,5,6\n", ""),
        List.of("\ufeff1,2,3\r\n4,5,6", ""),
        List.of("1,2,3\r4,5,6\r", ""),
        List.of("a,b,c\n1,2,3\n4,5,6\n", ""),
        List.of("1;2;3\n4;5;6\n", ""),
        List.of("1\t2\t3\n4\t5\t6\n", ""),
        List.of("1.0e+00 2.0e+00 3.0e+00\n4.0e+00   5.0e+00\t6.0e+00  \n", ""),
        List.of("# x\n1,2,3\n  # y\n4,5,6\n\n # z\n\n", ""),
        List.of("\"a\",\"b, b\",\"c\"\"\"\n\"1\",2,\"3\" \n4, 5 ,6\n", ""),
        List.of("1,0;2,00;3\n4;5;6,0\n", "decimal=comma"),
        List.of("1,0\t2\t3\n4\t5\t6,0\n", "decimal=comma"),
        List.of("1,;2;3\n4;5;6\n", "decimal=comma delimiter=semicolon"),
        List.of("0,1,2\n1,2,3\n4,5,6\n", "header=yes"),
        List.of("1,x,2,3\n4,y,5,6\n", "header=no drop-columns=1"),
        List.of("i,a,b,c\nx,1,2,3\ny,4,5,6\n", "drop-columns=i"),
        List.of("a,y,b\n1,3,2\n4,6,5\n", "target-column=y"),
        List.of("a,y,b\n1,3,2\n4,6,5\n", "target-column=-2"),
        List.of("a,y,b,z\n1,3,2,9\n4,6,5,9\n", "target-column=1 drop-columns=last"),
        List.of("[[1, 2, 3], [4, \"10/2\", 6.0]]", ""),
        List.of("[[3, 1, 2], [6, 4, 5]]", "target-column=0"),
        List.of("0x1p0,2,3\n0x.8p+3,0X5,60e-1\n", ""));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void oneDataSetInManyForms(List<String> table) {
    String expected =
        "{\"format\":\"dlmcert-instance/1\",\"widths\":[2,1,1],\"slope\":\"1\",\"bias\":false,"
            + "\"inputs\":[[\"1\",\"2\"],[\"4\",\"5\"]],\"targets\":[\"3\",\"6\"],\"noise\":[\"none\"]}";
    assertThat(canonical(table.get(0), table.get(1))).isEqualTo(expected);
  }

  static List<List<String>> refused() {
    return List.of(
        List.of("1,2,3\n4,5\n", "", "line 2 has 2 cells, expected 3"),
        List.of("1,2\n4,nan\n", "", "line 2, column 1 (from 0): expected a number, found nan"),
        List.of("nan,inf\n4,5\n", "", "line 1, column 0 (from 0): expected a number, found nan"),
        List.of("1,2\n4,\n", "", "line 2, column 1 (from 0): expected a number, found nothing"),
        List.of("1.5;2\n4;5\n", "decimal=comma", "found 1.5"),
        List.of("1,5;2\n4;5\n", "", "both commas and semicolons"),
        List.of("a,b\n1,\"2\n", "", "line 2: a closing quote expected"),
        List.of("a,b\n1,\"2\"3\n", "", "a separator expected after the closing quote"),
        List.of("1,b\n1,2\n", "", "column 1 (from 0): expected a number, found b, beside numbers"),
        List.of("1,\n1,2\n", "", "found nothing, beside numbers: --header yes skips"),
        List.of("0,1\n1,2\n", "", "line 1 is 0, 1, 2, …: --header yes skips"),
        List.of("a,a\n1,2\n", "target-column=a", "--target-column a: last, none, an index below 2"),
        List.of("a,b\n1,2\n", "target-column=2", "--target-column 2: "),
        List.of("a,b\n1,2\n", "target-column=-3", "--target-column -3: "),
        List.of("a,b\n1,2\n", "drop-columns=c", "--drop-columns c: "),
        List.of("1,2\n3,1e10001\n", "", "found 1e10001"),
        List.of("1,2\n3,1e999999999\n", "", "found 1e999999999"),
        List.of("[[1,2],[3]]", "", "row 1 has 1 numbers, expected 2"),
        List.of("{\"inputs\":[[1,2]]}", "target-column=0", "--target-column is for a table"),
        List.of("PK\u0003\u0004", "", "found a binary file or another encoding"),
        List.of("1,2,3\n\n4,5,6\n", "", "line 2: a row expected, found a blank line"),
        List.of("a,b,c\n", "header=yes", "rows of numbers expected, found none"),
        List.of("1,2,3\n", "target-column=0,0", "column 0 twice"),
        List.of("1,2,3\n", "target-column=0 drop-columns=0", "both dropped and a target"),
        List.of(",b,c\n1,2,3\n", "", "line 1 has no first name"),
        List.of("[[1,2,3.]]", "", "column 7: expected a number as JSON has it"),
        List.of("[[1,2,03]]", "", "expected a number as JSON has it"),
        List.of("[1,[2,3]]", "", "row 0: a list of numbers expected"),
        List.of(MARKET + "symmetric\n2 2 1\n1 2 3\n", "", "line 3: an entry below the diagonal"),
        List.of(MARKET + "general\n2 2 2\n1 2 3\n1 2 3\n", "", "line 4: row 1, column 2 a second"),
        List.of(MARKET + "general\n2 2 1\n0 2 3\n", "", "line 3: an integer from 1 to 2"),
        List.of(MARKET + "general\n2 2 1\n1 2 3 4\n", "", "found 4 words"),
        List.of(MARKET + "symmetric\n2 3 1\n1 2 3\n", "", "a square matrix expected"));
  }

  @Test
  void longNumbersAreChargedBeforeAnyIsRead() {
    // Each alone is within the limit, and the second line would be refused if it were read.
    String digits = "7".repeat(50_000) + "5";
    for (String text :
        List.of(
            digits + "," + digits + "\n\n" + digits + ",1\n",
            "[[" + digits + "," + digits + "],[" + digits + "]]",
            "%%MatrixMarket matrix array real general\n3 1\n" + (digits + "\n").repeat(3) + "x")) {
      UserFile user = Examples.user(text, Map.of());
      Work enough = new Work(70_000_000);
      assertThatThrownBy(() -> user.read(Optional.empty(), enough))
          .isInstanceOf(Work.Exceeded.class);
      assertThatThrownBy(() -> user.read(Optional.empty(), new Work(Long.MAX_VALUE)))
          .isInstanceOf(BadInstanceException.class);
    }
  }

  @Test
  void classesOfSeveralOutputsAreOnesAndZeros() {
    Settings three = new Settings("dlmcert-instance/1", List.of(1, 1, 3), "1", false, 2, "none");
    String form = canonical(file("5,2\n6,0\n", ""), three, Optional.empty());
    assertThat(form)
        .contains("\"pieces\":2,\"inputs\"")
        .contains("\"targets\":[[\"0\",\"0\",\"1\"],[\"1\",\"0\",\"0\"]]");
    for (String label : List.of("3", "-1", "1/2", "99999999999")) {
      assertThatThrownBy(() -> canonical(file("5," + label + "\n", ""), three, Optional.empty()))
          .isInstanceOf(BadInstanceException.class)
          .hasMessageContaining("line 1, column 1: a class from 0 to 2 expected");
    }
    Settings many =
        new Settings("dlmcert-instance/1", List.of(1, 1, Integer.MAX_VALUE), "1", false, "none");
    assertThatThrownBy(() -> canonical(file("5,2\n", ""), many, Optional.empty()))
        .isInstanceOf(Work.Exceeded.class);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCannotBeReadIsSaid(List<String> table) {
    assertThatThrownBy(() -> canonical(table.get(0), table.get(1)))
        .isInstanceOf(BadInstanceException.class)
        .hasMessageContaining(table.get(2));
  }

  @Test
  void optionsThatAreNoneAreRefused() {
    for (String options : List.of("header=maybe", "delimiter=pipe", "decimal=2")) {
      assertThatThrownBy(() -> file("1", options))
          .isInstanceOf(BadInstanceException.class)
          .hasMessageContaining("expected");
    }
    assertThat(TableOptions.NONE.words()).isEmpty();
  }

  @Test
  void theCertificatesReadingIsFollowedUnlessTheUserSaysOtherwise() {
    Reading reading = new Reading(true, "tab", "comma", true, List.of(0, 3), List.of(2));
    String text = "0\t1\t2\t3\n0,1\tx\t7\t0x1p-3\n";
    String tenth = "\"3602879701896397/36028797018963968\"";
    assertThat(canonical(file(text, ""), TWO_INPUTS, Optional.of(reading)))
        .contains("\"inputs\":[[" + tenth + ",\"1/8\"]],\"targets\":[\"7\"]");
    assertThat(reading.words())
        .isEqualTo(
            "with a header, delimiter tab, decimal comma, numbers as the nearest doubles, inputs 0,"
                + " 3, targets 2");
    assertThat(
            canonical(
                file(text, "header=yes decimal=comma drop-columns=1 target-column=0"),
                TWO_INPUTS,
                Optional.of(reading)))
        .contains("\"inputs\":[[\"7\",\"1/8\"]],\"targets\":[\"1/10\"]");
  }

  @Test
  void severalTargetsKeepTheirOrder() {
    Settings two = new Settings("dlmcert-instance/1", List.of(1, 1, 2), "1", true, "generic");
    assertThat(canonical(file("a,b,c\n1,2,3\n", "target-column=c,a"), two, Optional.empty()))
        .contains("\"inputs\":[[\"2\"]],\"targets\":[[\"3\",\"1\"]]");
    assertThat(canonical(file("1,2,3\n", ""), two, Optional.empty()))
        .contains("\"inputs\":[[\"1\"]],\"targets\":[[\"2\",\"3\"]]");
  }

  @Test
  void matricesOfMatrixMarket() {
    Settings dense = new Settings("dlmcert-matrix/1", List.of(2), "0", false, "none");
    Settings sparse = new Settings("dlmcert-sparse-matrix/1", List.of(2), "0", false, "none");
    String head = "%%MatrixMarket matrix ";
    String skew = head + "coordinate real skew-symmetric\n% remark\n2 2 1\n2 1 1.5\n";
    assertThat(canonical(file(skew, ""), dense, Optional.empty()))
        .endsWith("\"rows\":2,\"columns\":2,\"entries\":[[\"0\",\"-3/2\"],[\"3/2\",\"0\"]]}");
    assertThat(canonical(file(skew, ""), sparse, Optional.empty()))
        .endsWith("\"entries\":[[0,1,\"-3/2\"],[1,0,\"3/2\"]]}");
    assertThat(canonical(file("0,2\n-3/2,0\n", ""), sparse, Optional.empty()))
        .endsWith("\"rows\":2,\"columns\":2,\"entries\":[[0,1,\"2\"],[1,0,\"-3/2\"]]}");
    assertThat(
            canonical(
                file(head + "array integer symmetric\n2 2\n1\n2\n3\n", ""),
                dense,
                Optional.empty()))
        .endsWith("\"entries\":[[\"1\",\"2\"],[\"2\",\"3\"]]}");
    assertThat(
            canonical(
                file(head + "coordinate pattern general\n2 2 1\n1 2\n", ""),
                sparse,
                Optional.empty()))
        .endsWith("\"entries\":[[0,1,\"1\"]]}");
    for (String bad :
        List.of(
            "coordinate complex general\n1 1 0\n",
            "coordinate real general\n2 2 1\n3 1 1\n",
            "coordinate real general\n2 2 1\n1 1 x\n",
            "coordinate real general\n2 2 2\n1 1 1\n",
            "coordinate real general\n2 2 0\n1 1 1\n",
            "coordinate real general\n2 -2 0\n")) {
      assertThatThrownBy(() -> canonical(file(head + bad, ""), dense, Optional.empty()))
          .as(bad)
          .isInstanceOf(BadInstanceException.class);
    }
  }

  @Test
  void firstDifferencesAreShown() {
    Settings settings = new Settings("dlmcert-instance/1", List.of(2, 1, 1), "1/2", true, "given");
    String mine =
        "{\"format\":\"dlmcert-instance/1\",\"widths\":[2,1,1],\"slope\":\"1/2\",\"bias\":true,"
            + "\"inputs\":[[\"1\",\"2\"],[\"4\",\"5\"]],\"targets\":[\"3\",\"6\"],"
            + "\"noise\":[[[\"1\"],[\"2\"]]],\"weights\":[[[\"1\",\"2\"]],[[\"3\"]]],"
            + "\"biases\":[[\"1\"],[\"2\"]]}";
    String[][] changes = {
      {
        "\"2\"],[\"4\"",
        "\"2\"],[\"-7/3\"",
        "inputs differs first at sample 1, coordinate 0: 4 in the certificate, -7/3 in the file"
      },
      {
        "\"6\"],\"noise",
        "\"60\"],\"noise",
        "targets differs first at sample 1: 6 in the certificate, 60 in the file"
      },
      {"\"1/2\"", "\"1/3\"", "slope differs first: 1/2 in the certificate, 1/3 in the file"},
      {"true", "false", "bias differs first: true in the certificate, false in the file"},
      {
        "[[\"1\"],[\"2\"]]]",
        "[[\"1\"],[\"3\"]]]",
        "noise differs first at hidden layer 1, sample 1, unit 0: 2 in the certificate, 3 in the file"
      },
      {
        "[[\"3\"]]",
        "[[\"1\"]]",
        "weights differs first at layer 2, row 0, column 0: 3 in the certificate, 1 in the file"
      },
      {
        "[[\"1\"],[\"2\"]]}",
        "[[\"1\"],[\"9\"]]}",
        "biases differs first at layer 2, unit 0: 2 in the certificate, 9 in the file"
      },
      {
        ",[\"4\",\"5\"]]",
        "]",
        "inputs differs first at sample 1: [4,5] in the certificate, nothing in the file"
      },
      {
        "\"5\"]]",
        "\"5\"],[\"6\",\"7\"]]",
        "inputs differs first at sample 2: nothing in the certificate, [6,7] in the file"
      },
      {
        "\"4\",\"5\"",
        "\"4\"",
        "inputs differs first at sample 1, coordinate 1: 5 in the certificate, nothing in the file"
      },
      {
        "\"5\"",
        "\"" + "5".repeat(60) + "\"",
        "5 in the certificate, " + "5".repeat(40) + "… in the file"
      },
      {
        "[[[\"1\"],[\"2\"]]]",
        "[\"none\"]",
        "noise differs first at hidden layer 1: [[1],[2]] in the certificate, none in the file"
      },
    };
    for (String[] change : changes) {
      String other = mine.replace(change[0], change[1]);
      assertThat(other).as(change[0]).isNotEqualTo(mine);
      assertThat(
              file(other, "")
                  .read(Optional.empty(), new Work(1_000_000))
                  .difference(mine, settings)
                  .orElse(""))
          .endsWith(change[2]);
    }
    assertThat(
            file(mine, "").read(Optional.empty(), new Work(1_000_000)).difference(mine, settings))
        .isEmpty();
  }

  @Test
  void numbersAreChargedBeforeTheyAreWrittenOut() {
    String many = "1e10000,".repeat(1000) + "1\n";
    assertThatThrownBy(() -> file("7e9999\n", "").read(Optional.empty(), new Work(100_000)))
        .isInstanceOf(Work.Exceeded.class)
        .hasMessage("the work needed exceeds the limit");
    assertThatThrownBy(
            () -> file(many.repeat(400), "").read(Optional.empty(), new Work(Long.MAX_VALUE)))
        .as("4 GB of digits in 3 MB")
        .isInstanceOf(Work.Exceeded.class)
        .hasMessage("the memory needed exceeds what there is");
  }
}
