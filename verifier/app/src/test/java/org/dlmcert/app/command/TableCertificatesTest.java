package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dlmcert.app.Program.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.dlmcert.app.Captured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables in their many forms, from the file to the independent check of a detached certificate. */
final class TableCertificatesTest {
  @TempDir private Path folder;

  private String file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String named(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void detachedCertificatesSayHowTheTableWasRead() throws Exception {
    String[][] tables = {
      {"a,b,y\n1,2,0\n3,1,1\n", "--target-column", "y"},
      {"a;b;y\r\n1,5;2;0\r\n# remark\r\n3;1;1\r\n", "--decimal", "comma", "--target-column", "-1"},
      {"1\t2\t0\n3\t1\t1\n", "--target-column", "last"},
      {"1 2 0\n3  1 1\n", "--target-column", "2"},
      {"i,a,b,y\np,1,2,0\nq,3,1,1\n", "--drop-columns", "i", "--target-column", "3"},
      {"0,1,2\n1,2,0\n", "--header", "yes", "--target-column", "none"},
      {"0,1,2\n1,2,0\n", "--header", "no", "--target-column", "0"},
      {"a,b,kind\n1,2,red\n3,1,blue\n", "--target-column", "kind"},
      {"0.1,2,0\n3,0x1p-1,1\n", "--doubles", "--target-column", "last"}
    };
    for (int k = 0; k < tables.length; k++) {
      String csv = file(k + ".csv", tables[k][0]);
      String certificate = named(k + ".cert");
      String[] line = new String[tables[k].length + 5];
      String[] head = {"width", "--data", csv, "--certificate", certificate, "--detached"};
      System.arraycopy(head, 0, line, 0, head.length);
      System.arraycopy(tables[k], 1, line, head.length, tables[k].length - 1);
      assertThat(run(line).exitCode()).as(tables[k][0]).isZero();
      Captured checked = run("check", certificate, "--instance", csv);
      assertThat(checked.exitCode()).as(tables[k][0] + checked.out() + checked.err()).isZero();
      assertThat(checked.out()).contains("the table was read as the certificate says: with");
      String changed = file("other.csv", tables[k][0].replace('2', '7'));
      assertThat(run("check", certificate, "--instance", changed).exitCode())
          .as(tables[k][0])
          .isEqualTo(1);
    }
  }

  @Test
  void targetsThatAreWordsAreLeftOutAndThatIsSaid() throws Exception {
    String csv = file("w.csv", "a,b,kind\n1,2,red\n3,1,blue\n");
    Captured width = run("width", "--data", csv, "--target-column", "kind");
    assertThat(width.out())
        .contains("the targets were left out, on which this does not depend: the target in line 2")
        .contains("is \"red\", no number");
    assertThat(run("width", "--data", csv, "--target-column", "kind", "--json").out())
        .contains("\"targets_left_out\":true");
    assertThat(run("width", "--data", csv, "--target-column", "none", "--drop-columns", "2").out())
        .doesNotContain("left out");
  }

  @Test
  void firstDifferenceIsNamed() throws Exception {
    String csv = file("d.csv", "1,2,0\n3,1,1\n");
    String certificate = named("d.cert");
    run("width", "--data", csv, "--target-column", "2", "--certificate", certificate);
    String other = file("e.csv", "1,2,0\n3,1/7,1\n");
    Captured checked = run("check", certificate, "--instance", other, "--target-column", "2");
    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(checked.out())
        .contains("inputs differs first at sample 1, coordinate 1: 1 in the certificate, 1/7 in");
  }

  @Test
  void classesMaxoutUnitsAndLossesComeFromATable() throws Exception {
    String csv = file("c.csv", "1,2,0\n3,-1,1\n-2,1,2\n1,1,1\n");
    String[] networks = {
      "--outputs 3 --slope 1/3",
      "--outputs 3 --activation maxout:2",
      "--outputs 3 --slope 1/3 --loss logistic",
      "--outputs 3 --activation maxout:2 --loss cross-entropy",
      "--slope 1/3 --loss huber:1"
    };
    for (String network : networks) {
      for (boolean detached : new boolean[] {true, false}) {
        String certificate = named("c" + network.hashCode() + detached);
        String line =
            "certify --data FILE --target-column last --hidden 4 OPTIONS --certificate CERT"
                + (detached ? " --detached" : "");
        Captured certified =
            run(
                Stream.of(line.replace("OPTIONS", network).split(" "))
                    .map(
                        word ->
                            word.equals("FILE") ? csv : word.equals("CERT") ? certificate : word)
                    .toArray(String[]::new));
        assertThat(certified.exitCode()).as(network + certified.err()).isIn(0, 1);
        Captured checked =
            detached
                ? run("check", certificate, "--instance", csv)
                : run("check", certificate, "--instance", csv, "--target-column", "last");
        if (detached && network.contains("huber")) {
          assertThat(checked.exitCode()).isEqualTo(1);
          assertThat(checked.out()).contains("if the loss is Huber's, give an instance JSON");
        } else {
          assertThat(checked.exitCode()).as(network + checked.out()).isZero();
          assertThat(checked.out())
              .contains(
                  detached
                      ? "the table was read as the certificate says"
                      : "compared with the table: inputs and targets; nothing else");
        }
        String other = file("other.csv", "1,2,0\n3,-1,2\n-2,1,2\n1,1,1\n");
        assertThat(
                run("check", certificate, "--instance", other, "--target-column", "-1").exitCode())
            .as(network)
            .isEqualTo(1);
      }
    }
  }

  @Test
  void whatWasNotComparedIsSaid() throws Exception {
    String csv = file("n.csv", "1,2,0\n3,1,1\n");
    String certificate = named("n.cert");
    run(
        "certify",
        "--data",
        csv,
        "--target-column",
        "2",
        "--hidden",
        "2",
        "--slope",
        "1/2",
        "--certificate",
        certificate);
    Captured checked =
        run(
            "check",
            certificate,
            "--instance",
            csv,
            "--target-column",
            "none",
            "--drop-columns",
            "2");
    assertThat(checked.exitCode()).as(checked.err()).isZero();
    assertThat(checked.out())
        .contains("compared with the table: inputs; targets were not compared");
  }

  @Test
  void sparseRanksAreDetached() throws Exception {
    String mtx =
        file("s.mtx", "%%MatrixMarket matrix coordinate real general\n9 9 2\n2 3 1.5\n9 1 -2\n");
    String certificate = named("s.cert");
    assertThat(run("rank", mtx, "--certificate", certificate, "--detached", "--json").out())
        .contains("\"rank\":2");
    assertThat(run("check", certificate, "--instance", mtx).exitCode()).isZero();
    String json =
        file(
            "s.json",
            "{\"format\":\"dlmcert-sparse-matrix/1\",\"rows\":9,\"columns\":9,"
                + "\"entries\":[[1,2,1.5],[8,0,-2]]}");
    assertThat(run("rank", json, "--json").out()).contains("\"rank\":2");
    assertThat(run("check", certificate, "--instance", json).exitCode()).isZero();
    String unordered =
        file("u.json", Files.readString(Path.of(json)).replace("[1,2,1.5]", "[8,2,1]"));
    assertThat(run("rank", unordered).err()).contains("entries ordered by row");
  }

  @Test
  void fractionsWithoutQuotesAreToldTheirPlace() throws Exception {
    String json = file("f.json", "{\"format\": \"dlmcert-instance/1\", \"inputs\": [[1], [1/2]]}");
    Captured inspect = run("inspect", json);
    assertThat(inspect.exitCode()).isEqualTo(2);
    assertThat(inspect.err())
        .contains(
            "line 1, inputs[1][0]: \"1/2\" in quotes expected, found a fraction without quotes");
  }

  @Test
  void figuresDoNotGoToStandardOutput() {
    Captured figure = run("figure", "6.2", "-o", "-", "--quick");
    assertThat(figure.exitCode()).isEqualTo(2);
    assertThat(figure.err()).contains("-o -: several files are made");
  }
}
