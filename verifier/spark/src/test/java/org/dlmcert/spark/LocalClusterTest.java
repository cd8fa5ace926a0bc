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
