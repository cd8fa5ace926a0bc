package org.dlmcert.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @TempDir private Path folder;

  private Comparison comparison() {
    return new Comparison(folder, "local[2]");
  }

  private Path instance(String widths, int samples) {
    return comparison().instance(widths, samples);
  }

  @Test
  void everyPattern() throws IOException {
    comparison().everyPattern();
  }

  @Test
  void aDeficientPattern() throws IOException {
    comparison().aDeficientPattern();
  }

  @Test
  void minima() throws IOException {
    comparison().minima();
  }

  @Test
  void minimaOnKinks() throws IOException {
    comparison().minimaOnKinks();
  }

  @Test
  void theLeastLoss() throws IOException {
    comparison().theLeastLoss();
  }

  @Test
  void trialsOfAFigure() {
    comparison().trialsOfAFigure();
  }

  @ParameterizedTest
  @ValueSource(strings = {"partition.cert", "lift.cert", "tree-two-primes.cert"})
  void aCheckInParts(String name) {
    comparison().aCheckInParts(name);
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

  /** The same for a tree of patterns: stopped by a limit, by its end cut off, or on threads. */
  @Test
  void aTreeIsContinued() throws IOException {
    Path file = instance("3,3,1", 7);
    Path whole = folder.resolve("whole.cert");
    Path resumed = folder.resolve("resumed.cert");
    Path kept = folder.resolve("kept");
    String tree = "certify --quiet --force --method tree --checkpoint " + kept;
    Dlmcert stopped = Dlmcert.run(tree + " --max-patterns 400000 --cluster local[2]", file);
    assertThat(stopped.exit()).as(stopped.messages()).isEqualTo(3);
    List<String> before = Files.readAllLines(kept);
    assertThat(before).hasSizeGreaterThan(50);
    assertThat(Dlmcert.run(tree + " --resume --cluster local[2] --certificate", whole, file).exit())
        .isZero();
    List<String> lines = Files.readAllLines(kept);
    // What was known is not done again. (The limit came within a subtree, which has a line of its
    // own for what was searched of it.)
    assertThat(lines).startsWith(before.toArray(String[]::new)).hasSizeGreaterThan(before.size());
    assertThat(lines).doesNotHaveDuplicates();
    for (String cluster : List.of("", " --cluster local[2]")) {
      Files.writeString(
          kept, String.join("\n", lines.subList(0, lines.size() / 2)) + "\n0123 half a li");
      Dlmcert run = Dlmcert.run(tree + " --resume" + cluster + " --certificate", resumed, file);
      assertThat(run.exit()).as(run.messages()).isZero();
      assertThat(resumed).hasSameBinaryContentAs(whole);
      assertThat(Files.readAllLines(kept)).containsExactlyInAnyOrderElementsOf(lines);
    }
    assertThat(
            Dlmcert.run("certify --quiet --force --method tree --certificate", resumed, file)
                .exit())
        .isZero();
    assertThat(resumed).hasSameBinaryContentAs(whole);
  }

  /** Of another instance, or of no tree: one message, and no task is given to anybody. */
  @Test
  void aCheckpointThatDoesNotFitIsRefused() throws IOException {
    Path kept = folder.resolve("kept");
    String tree = "certify --quiet --method tree --cluster local[2] --checkpoint " + kept;
    assertThat(Dlmcert.run(tree, instance("2,2,1", 3)).exit()).isZero();
    String before = Files.readString(kept);
    Dlmcert other = Dlmcert.run(tree + " --resume", instance("3,3,1", 7));
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.messages()).contains("a checkpoint of the patterns of this instance expected");
    Dlmcert collapse =
        Dlmcert.run(
            "certify --quiet --method collapse --cluster local[2] --resume --checkpoint " + kept,
            instance("2,2,1", 3));
    assertThat(collapse.exit()).isEqualTo(2);
    assertThat(collapse.messages()).contains("go with --method auto, reduction or tree");
    assertThat(kept).hasContent(before);
  }

  /** Of inputs in their file each worker compares the blocks that its groups lie in. */
  @Test
  void blocksOfAFileAreComparedByWhoReadsThem() throws IOException {
    Path certificate = EXAMPLES.resolve("accepted").resolve("lift-array.cert");
    Path data = EXAMPLES.resolve("accepted").resolve("lift-array.npy");
    String check = "check --quiet --cluster local[2] --instance ";
    Dlmcert there = Dlmcert.run(check + data, certificate);
    assertThat(there.exit()).as(there.messages()).isZero();
    assertThat(there.output()).startsWith("ACCEPTED").contains("part 1 of 5 was checked here");
    // The last row is in the last block and group: no part but the last reads it.
    byte[] bytes = Files.readAllBytes(data);
    bytes[bytes.length - 1]++;
    Path changed = Files.write(folder.resolve("changed.npy"), bytes);
    there = Dlmcert.run(check + changed, certificate);
    Dlmcert here = Dlmcert.run("check --quiet --instance " + changed, certificate);
    assertThat(there.exit()).as(there.messages()).isEqualTo(here.exit()).isEqualTo(1);
    assertThat(there.output()).startsWith("REJECTED").isEqualTo(here.output());
    assertThat(here.output()).contains("sha256[1]");
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

  /** The checker's words are those of the part that has found it. */
  @Test
  void aTreeInPartsThatFails() {
    Path certificate = EXAMPLES.resolve("rejected").resolve("tree-leaf.cert");
    Dlmcert there = Dlmcert.run("check --quiet --cluster local[2]", certificate);
    Dlmcert here = Dlmcert.run("check --quiet", certificate);
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
