package org.dlmcert.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command with its tasks on Spark in this process, against the same on threads. */
@Isolated
class LocalClusterTest {
  private static final Path EXAMPLES = Path.of("..", "..", "examples");
  private static final String GENERATE = "generate --slope 1/4 --seed 3 --widths ";

  @TempDir private Path folder;

  private Path instance(String widths, int samples) {
    Path file = folder.resolve("instance-" + samples + ".json");
    assertThat(Dlmcert.run(GENERATE + widths, "--samples", samples, "-o", file).exit()).isZero();
    return file;
  }

  /** Runs a command with a certificate on both sides; all that it says and writes is the same. */
  private void assertSame(int exit, String command, Object... more) throws IOException {
    Path here = folder.resolve("here.cert");
    Path there = folder.resolve("there.cert");
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    for (Object one : more) {
      words.add(one.toString());
    }
    words.addAll(List.of("--quiet", "--force", "--certificate"));
    List<String> onThreads = new ArrayList<>(words);
    onThreads.add(here.toString());
    List<String> onCluster = new ArrayList<>(words);
    onCluster.addAll(List.of(there.toString(), "--cluster", "local[2]"));
    Dlmcert one = Dlmcert.run(onThreads);
    Dlmcert other = Dlmcert.run(onCluster);
    assertThat(one.exit()).as(one.messages()).isEqualTo(exit);
    assertThat(other.exit()).as(other.messages()).isEqualTo(exit);
    assertThat(other.output().replace("there.cert", "here.cert")).isEqualTo(one.output());
    assertThat(there).hasSameBinaryContentAs(here);
  }

  /** 64 tasks and more, all independent. */
  @Test
  void everyPattern() throws IOException {
    assertSame(0, "certify --method tree", instance("3,3,1", 7));
  }

  /** The first deficient pattern ends the search, whichever machine comes upon one first. */
  @Test
  void aDeficientPattern() throws IOException {
    Path file = folder.resolve("deficient.json");
    // The last two samples are dependent for slopes 1 and 1/2 of one unit, and not for equal
    // slopes.
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

  @Test
  void minima() throws IOException {
    assertSame(1, "minima", instance("2,2,1", 8));
  }

  @Test
  void minimaOnKinks() throws IOException {
    assertSame(1, "minima --kinks", instance("1,2,1", 4));
  }

  @Test
  void theLeastLoss() throws IOException {
    assertSame(0, "global", instance("2,2,1", 7));
  }

  /** A search that was stopped goes on where it was, on a cluster or not. */
  @Test
  void aCheckpointIsContinued() throws IOException {
    Path file = instance("2,2,1", 10);
    Path whole = folder.resolve("whole.cert");
    Path resumed = folder.resolve("resumed.cert");
    Path kept = folder.resolve("kept");
    assertThat(
            Dlmcert.run(
                    "minima --quiet --cluster local[2] --checkpoint",
                    kept,
                    "--certificate",
                    whole,
                    file)
                .exit())
        .isEqualTo(1);
    List<String> lines = Files.readAllLines(kept);
    assertThat(lines.size()).isGreaterThan(5);
    Files.write(kept, lines.subList(0, lines.size() / 2));
    assertThat(
            Dlmcert.run(
                    "minima --quiet --resume --cluster local[2] --checkpoint",
                    kept,
                    "--certificate",
                    resumed,
                    file)
                .exit())
        .isEqualTo(1);
    assertThat(resumed).hasSameBinaryContentAs(whole);
    assertThat(Files.readAllLines(kept)).containsExactlyInAnyOrderElementsOf(lines);
  }

  /** The times of trials differ; their table does not. */
  @Test
  void trialsOfAFigure() throws IOException {
    String figure = "figure 6.1 --quick --quiet --samples 6 --repetitions 1 --epochs 20 -o ";
    assertThat(Dlmcert.run(figure + folder.resolve("here")).exit()).isZero();
    Dlmcert there = Dlmcert.run(figure + folder.resolve("there") + " --cluster local[2]");
    assertThat(there.exit()).as(there.messages()).isZero();
    assertThat(folder.resolve("there").resolve("figure-6.1.csv"))
        .hasSameBinaryContentAs(folder.resolve("here").resolve("figure-6.1.csv"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"partition.cert", "lift.cert"})
  void aCheckInParts(String name) {
    Path certificate = EXAMPLES.resolve("accepted").resolve(name);
    Dlmcert here = Dlmcert.run("check --quiet", certificate);
    Dlmcert there = Dlmcert.run("check --quiet --cluster local[2]", certificate);
    assertThat(there.exit()).as(there.messages()).isEqualTo(here.exit()).isZero();
    assertThat(there.output()).startsWith("ACCEPTED");
    // Each part reads the certificate, so that the work is more.
    String work = "work [0-9]+";
    assertThat(there.output().replaceAll(work, "")).isEqualTo(here.output().replaceAll(work, ""));
  }

  /** The part of a group that is dependent is not the first, which is checked here. */
  @Test
  void aCheckInPartsThatFails() throws IOException {
    String whole = Files.readString(EXAMPLES.resolve("accepted").resolve("partition.cert"));
    Path changed = folder.resolve("changed.cert");
    Files.writeString(changed, whole.replaceFirst("\"groups\":\\[\\[", "\"groups\":[[99,"));
    Dlmcert there = Dlmcert.run("check --quiet --cluster local[2]", changed);
    Dlmcert here = Dlmcert.run("check --quiet", changed);
    assertThat(there.exit()).as(there.messages()).isEqualTo(here.exit()).isEqualTo(1);
    assertThat(there.output()).startsWith("REJECTED").isEqualTo(here.output());
  }

  @Test
  void aKindThatIsCheckedWholeSaysSo() {
    Dlmcert said =
        Dlmcert.run(
            "check --cluster local[2]", EXAMPLES.resolve("accepted").resolve("collapse.cert"));
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.messages()).contains("certificates of the kind collapse are checked whole");
    assertThat(said.output()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"spark:/127.0.0.1:7077", "spark://host", "local[0]", "yarn", "", "http://a:1"})
  void aWrongAddressIsNamed(String address) {
    Dlmcert said =
        Dlmcert.run(
            List.of("global", instance("1,1,1", 2).toString(), "--quiet", "--cluster", address));
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.output()).isEmpty();
    assertThat(said.messages())
        .contains("--cluster " + address + ": spark://HOST:PORT or local[K] expected");
  }

  @Test
  void aMasterThatIsNotThereIsNamed() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String master = "spark://127.0.0.1:" + port;
    Dlmcert said = Dlmcert.run("global --quiet --cluster " + master, instance("1,1,1", 2));
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.output()).isEmpty();
    assertThat(said.messages().lines()).hasSize(1);
    assertThat(said.messages()).contains(master + ": nobody answers at 127.0.0.1:" + port);
  }

  @Test
  void aPortThatIsNoneIsNamed() {
    Dlmcert said =
        Dlmcert.run("global --quiet --cluster spark://127.0.0.1:99999", instance("1,1,1", 2));
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.messages().lines()).hasSize(1);
    assertThat(said.messages()).contains("nobody answers at 127.0.0.1:99999");
  }

  @Test
  void thereIsOneCertificateForTheCluster() {
    Path certificate = EXAMPLES.resolve("accepted").resolve("partition.cert");
    Dlmcert said = Dlmcert.run("check --cluster local[2]", certificate, certificate);
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.messages()).contains("--cluster goes with one certificate");
  }
}
