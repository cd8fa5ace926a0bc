package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.dlmcert.checker.data.BadInstanceException;
import org.dlmcert.checker.data.TableOptions;
import org.dlmcert.checker.data.UserFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The user's own data beside detached and embedded certificates. */
final class UserInstanceTest {
  private static final Path DETACHED = Examples.ACCEPTED.resolve("partition-detached.cert");
  private static final String CSV =
      Examples.text(Examples.ACCEPTED.resolve("partition-detached.csv"));
  private static final String JSON =
      Examples.text(Examples.ACCEPTED.resolve("partition-detached.json"));

  private static Verdict check(Path certificate, String data, String targetColumn) {
    return Checker.check(
        Examples.bytes(certificate),
        Optional.of(Examples.user(data, targetColumn)),
        Checker.DEFAULT_MAX_WORK);
  }

  private static Verdict embedded(String name, String data) {
    return check(Examples.ACCEPTED.resolve(name + ".cert"), data, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "last", "2"})
  void detachedWithCsv(String targetColumn) {
    assertThat(check(DETACHED, CSV, targetColumn)).isInstanceOf(Verdict.Accepted.class);
    String windows = CSV.replace("\n", "\r\n").replace(",", " , ");
    assertThat(check(DETACHED, windows, targetColumn)).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void detachedWithGzip() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(CSV.getBytes(StandardCharsets.UTF_8));
    }
    UserFile user =
        new UserFile(zipped.toByteArray(), new TableOptions(Map.of("--target-column", "last")));
    assertThat(Checker.check(Examples.bytes(DETACHED), Optional.of(user), 1_000_000))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void headerHasNoNumbers() {
    assertThat(check(DETACHED, CSV.replace("x0,x1,y", "\"x0\",\"x1\",\"y\""), ""))
        .isInstanceOf(Verdict.Accepted.class);
    for (String first : new String[] {"1,O,0", "O,1,0", ",1,2", "\"1\",x1,y"}) {
      assertThatThrownBy(() -> check(DETACHED, CSV.replace("x0,x1,y", first), ""))
          .as(first)
          .isInstanceOf(BadInstanceException.class)
          .hasMessageStartingWith("line 1, column ")
          .hasMessageContaining(
              "beside numbers: --header yes skips the line, --header no reads it");
    }
    assertThatThrownBy(() -> check(DETACHED, CSV.replace("x0,x1,y", "0,1,2"), ""))
        .hasMessageContaining("line 1 is 0, 1, 2, …: --header yes");
  }

  @Test
  void detachedWithJson() {
    assertThat(check(DETACHED, JSON, "")).isInstanceOf(Verdict.Accepted.class);
    String noNoise = JSON.replace("\"noise\": \"generic\",", "");
    assertThat(check(DETACHED, noNoise, "")).isInstanceOf(Verdict.Accepted.class);
    String list = JSON.replace("\"noise\": \"generic\"", "\"noise\": [ \"generic\" ]");
    assertThat(check(DETACHED, list, "")).isInstanceOf(Verdict.Accepted.class);
  }

  /** Noise that is a formula, its fields in any order; for one hidden layer without a list. */
  @Test
  void noiseMayBeAFormula() {
    String start = "{\"widths\":[2,2,1],\"slope\":0.5,\"inputs\":[[1,0],[0,1],[1,1]],\"noise\":";
    String lift = "{\"lift\": {\"groups\":[[0, 1],[2]],\"bits\":4, \"near\":\"none\",\"prime\":5}}";
    for (String noise : new String[] {lift, "[" + lift + "]"}) {
      assertThat(embedded("lift-formula", start + noise + "}"))
          .as(noise)
          .isInstanceOf(Verdict.Accepted.class);
    }
    String table = "{\"lift\":{\"near\":[[1,5],[2,0],[1e1,3]],\"prime\":5,\"bits\":7,";
    assertThat(embedded("lift-formula-near-table", start + table + "\"groups\":[[0,1],[2]]}}}"))
        .isInstanceOf(Verdict.Accepted.class);
    for (String other :
        new String[] {
          lift.replace("[2]", "[1]"),
          lift.replace(":4", ":5"),
          lift.replace(":5", ":7"),
          "\"none\"",
          "[[[1,1],[1,1],[1,1]]]"
        }) {
      assertThat(embedded("lift-formula", start + other + "}"))
          .as(other)
          .isInstanceOf(Verdict.Rejected.class);
    }
    for (String bad :
        new String[] {
          "{\"lift\":{}}",
          "{\"raise\":{}}",
          "{\"lift\":{\"near\":\"none\",\"near\":\"none\"}}",
          lift.replace("bits", "bit"),
          lift.replace("\"bits\":4, ", ""),
          lift.replace("}}", "}")
        }) {
      assertThatThrownBy(() -> embedded("lift-formula", start + bad + "}"))
          .as(bad)
          .isInstanceOf(BadInstanceException.class);
    }
  }

  @Test
  void otherDataAreRejected() {
    for (Verdict verdict :
        new Verdict[] {
          check(DETACHED, CSV.replace("0.5", "0.25"), ""),
          check(DETACHED, CSV.replace(",-1", ",1"), ""),
          check(DETACHED, JSON.replace("5e-1", "5e-2"), ""),
          check(DETACHED, JSON.replace("\"generic\"", "\"none\""), ""),
          check(DETACHED, CSV.replace("x0,x1,y\n", "").substring(0, 6), ""),
          embedded("rank", "{\"format\":\"dlmcert-sparse-matrix/1\",\"entries\":[]}"),
          embedded("sparse-rank", "{\"format\":\"dlmcert-matrix/1\",\"entries\":[]}"),
          check(DETACHED, "1,2,3,4\n", ""),
          embedded("partition", "1,0\n0,1\n1,2\n"),
          embedded("partition", "1,0,1\n0,1,1\n1,1,1\n"),
          embedded("rank", "1,2,3\n2,4,7\n"),
          embedded("width", "1,0\n2,0\n3,0\n")
        }) {
      assertThat(verdict)
          .as(Report.text(verdict))
          .isInstanceOfSatisfying(
              Verdict.Rejected.class, r -> assertThat(r.rule()).isEqualTo("instance"));
    }
  }

  @Test
  void embeddedInstancesAreCompared() {
    for (Verdict verdict :
        new Verdict[] {
          embedded("partition", "1,0\n0,1\n1,1\n"),
          embedded("partition", "1,0,1\n0,1,-1\n1,1,1\n"),
          embedded("rank", "1,2,3\n2,4,6\n"),
          embedded("rank", "[[1, 2, 3], [2, \"4\", 6.0]]"),
          embedded("rank-no-columns", "[[], []]"),
          embedded("rank-empty", "[]"),
          embedded("width", "1,0\n2,0\n3,0\n0,1\n"),
          embedded("width", "{\"inputs\": [[1,0],[2,0],[3,0],[0,1]]}"),
          embedded("null-vector-pattern", "1\n1\n"),
          embedded(
              "null-vector-pattern",
              "{\"format\":\"dlmcert-instance/1\",\"widths\":[1,2,1],\"slope\":0.5,"
                  + "\"inputs\":[[1],[1]],\"noise\":[[[1,4],[2,4]]]}")
        }) {
      assertThat(verdict).as(Report.text(verdict)).isInstanceOf(Verdict.Accepted.class);
    }
  }

  @Test
  void noiseTablesCannotComeFromCsv() {
    String text = Examples.text(Examples.ACCEPTED.resolve("null-vector-pattern.cert"));
    String detached = text.replaceFirst("\"instance\":\\{.*?\\},", "");
    Verdict verdict =
        Checker.check(
            detached.getBytes(StandardCharsets.UTF_8),
            Optional.of(Examples.user("1\n1\n", "")),
            1_000_000);
    assertThat(Report.text(verdict)).contains("cannot come from a table");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2\n3\n",
        "1,2\n3,x\n",
        "1,2\n3,1e10001\n",
        "1,2\n3,1e-99999999999\n",
        "1,2\n3,1/0\n",
        "1,2\n3,NaN\n",
        "1,2\n3,0x\n",
        "{\"inputs\":[[1]],\"inputs\":[[1]]}",
        "{\"input\":[[1]]}",
        "{\"inputs\":[[1,]]}",
        "{\"inputs\":[[1]}",
        "{\"inputs\":[[1]]",
        "{\"inputs\":[[1]]} x",
        "{\"inputs\":[[1e10001]]}",
        "{\"inputs\":[[null]]}",
        "{\"name\":\"x",
        "{\"name\":\"x\\",
        "{",
        "[",
        "[1",
        "{\"inputs\":5}"
      })
  void badFilesAreNamedAsSuch(String file) {
    assertThatThrownBy(() -> embedded("width", file)).isInstanceOf(BadInstanceException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "3,3", "-0.25,-1/4", "1e-3,1/1000", "2/4,1/2", "0x1.8p-3,3/16", "-0,0", "1E2,100", "+5,5",
    "007,7", ".5,1/2", "5.,5", "0x10,16", "-0x.8p1,-1", "1e+2,100", "-4/2,-2", "0e9999,0"
  })
  void numbersAreExact(String literal, String canonical) {
    Verdict verdict = embedded("rank-full-left", literal + "\n0\n");
    assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
    String certificate =
        Examples.withDigest(
            Examples.text(Examples.ACCEPTED.resolve("rank-full-left.cert"))
                .replace("[\"0\"]", "[\"" + canonical + "\"]"));
    assertThat(
            Checker.check(
                certificate.getBytes(StandardCharsets.UTF_8),
                Optional.of(Examples.user(literal + "\n-1/3\n", "")),
                10_000_000))
        .isInstanceOf(Verdict.Accepted.class);
  }
}
