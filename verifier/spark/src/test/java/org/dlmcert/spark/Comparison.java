package org.dlmcert.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The same commands on threads and on a cluster.
 *
 * @param folder for files
 * @param url of the cluster
 */
record Comparison(Path folder, String url) {
  private static final Path ACCEPTED = Path.of("..", "..", "examples", "accepted");

  /** A seeded instance. */
  Path instance(String widths, int samples) {
    Path file = folder.resolve("instance-" + widths + "-" + samples + ".json");
    String words = "generate --force --slope 1/4 --seed 3 --widths " + widths;
    assertThat(Dlmcert.run(words, "--samples", samples, "-o", file).exit()).isZero();
    return file;
  }

  /** 343 subtrees and more, all of them independent. */
  void everyPattern() throws IOException {
    assertSame(0, "certify --method tree", instance("3,3,1", 7));
  }

  /** The first deficient pattern ends the search, whoever comes upon one first. */
  void aDeficientPattern() throws IOException {
    Path file = folder.resolve("deficient.json");
    // The last two samples are dependent where one unit has slope 1 and 1/2.
    Files.writeString(
        file,
        """
        {"format": "dlmcert-instance/1", "widths": [2, 4, 1], "slope": "1/2",
         "inputs": [[3, 1], [1, 7], [5, -2], [2, 9], [4, 3], [1, 1], [1, 1]],
         "targets": [1, 2, 3, 4, 5, 6, 7],
         "noise": [[[1, 2, 3, 5], [2, 1, 7, 1], [5, 3, 1, 2], [7, 5, 2, 3], [1, 9, 4, 2],
                    [1, 1, 1, 1], [1, 2, 1, 1]]]}
        """,
        StandardCharsets.UTF_8);
    assertSame(1, "certify --method tree", file);
  }

  void minima() throws IOException {
    assertSame(1, "minima", instance("2,2,1", 8));
  }

  void minimaOnKinks() throws IOException {
    assertSame(1, "minima --kinks", instance("1,2,1", 4));
  }

  void theLeastLoss() throws IOException {
    assertSame(0, "global", instance("2,2,1", 7));
  }

  /** The times of trials differ; their table does not. */
  void trialsOfAFigure() {
    String figure = "figure 6.1 --quick --quiet --samples 6 --repetitions 1 --epochs 20 -o ";
    assertThat(Dlmcert.run(figure + folder.resolve("figure-here")).exit()).isZero();
    Path there = folder.resolve("figure-there");
    Dlmcert run = Dlmcert.run(figure + there + " --cluster " + url);
    assertThat(run.exit()).as(run.messages()).isZero();
    assertThat(there.resolve("figure-6.1.csv"))
        .hasSameBinaryContentAs(folder.resolve("figure-here").resolve("figure-6.1.csv"));
  }

  void aCheckInParts(String name) {
    Path certificate = ACCEPTED.resolve(name);
    Dlmcert here = Dlmcert.run("check --quiet", certificate);
    Dlmcert there = Dlmcert.run("check --quiet --cluster " + url, certificate);
    assertThat(there.exit()).as(there.messages()).isEqualTo(here.exit()).isZero();
    assertThat(there.output()).startsWith("ACCEPTED");
    // Each part reads the certificate, so that the work is more; and who has checked what is said.
    String work = "work [0-9]+";
    String parts = "  part 1 of [0-9]+ was checked here; that the other parts hold is [^\n]+\n";
    assertThat(there.output()).containsPattern(parts);
    assertThat(there.output().replaceAll(parts, "").replaceAll(work, ""))
        .isEqualTo(here.output().replaceAll(work, ""));
  }

  /** All that a command says and writes is the same. */
  private void assertSame(int exit, String command, Path instance) throws IOException {
    Path here = folder.resolve("here.cert");
    Path there = folder.resolve("there.cert");
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.addAll(List.of(instance.toString(), "--quiet", "--force", "--certificate"));
    List<String> onThreads = new ArrayList<>(words);
    onThreads.add(here.toString());
    List<String> onCluster = new ArrayList<>(words);
    onCluster.addAll(List.of(there.toString(), "--cluster", url));
    Dlmcert one = Dlmcert.run(onThreads);
    Dlmcert other = Dlmcert.run(onCluster);
    assertThat(one.exit()).as(one.messages()).isEqualTo(exit);
    assertThat(other.exit()).as(other.messages()).isEqualTo(exit);
    assertThat(other.output().replace("there.cert", "here.cert")).isEqualTo(one.output());
    assertThat(there).hasSameBinaryContentAs(here);
    Files.delete(there);
  }
}
