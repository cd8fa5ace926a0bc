package org.dlmcert.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A master and workers of Spark's own, in other processes of this machine. */
@Isolated
@Timeout(600)
class StandaloneClusterTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.executor.extraClassPath",
          System.getProperty("java.class.path"),
          "spark.executor.extraJavaOptions",
          "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
          "spark.executor.memory",
          "512m",
          "spark.dlmcert.beginning",
          "180s",
          "spark.dlmcert.patience",
          "10s");

  @TempDir private Path folder;

  @BeforeEach
  void settings() {
    SETTINGS.forEach(System::setProperty);
  }

  @AfterEach
  void noSettings() {
    SETTINGS.keySet().forEach(System::clearProperty);
  }

  /** In other processes, to which all has to be sent. */
  @Test
  void eachCommandGivesTheSame() throws Exception {
    try (StandaloneCluster cluster = StandaloneCluster.begin(folder.resolve("spark"))) {
      cluster.addWorker(Map.of());
      Comparison comparison = new Comparison(folder, cluster.url());
      comparison.everyPattern();
      comparison.aDeficientPattern();
      comparison.minimaOnKinks();
      comparison.theLeastLoss();
      comparison.trialsOfAFigure();
      comparison.aCheckInParts("partition.cert");
    }
  }

  /** What is lost is done again by the other, and nobody can see that from the certificate. */
  @Test
  void aWorkerIsKilled() throws Exception {
    Path here = folder.resolve("here.cert");
    Path there = folder.resolve("there.cert");
    Path kept = folder.resolve("kept");
    Path instance = new Comparison(folder, "none").instance("2,3,1", 7);
    assertThat(Dlmcert.run("minima --quiet --certificate", here, instance).exit()).isEqualTo(1);
    try (StandaloneCluster cluster = StandaloneCluster.begin(folder.resolve("spark"))) {
      Process first = cluster.addWorker(Map.of());
      Process second = cluster.addWorker(Map.of());
      FutureTask<Dlmcert> run =
          begin(
              "minima --quiet --cluster "
                  + cluster.url()
                  + String.format(
                      Locale.ROOT, " --checkpoint %s --certificate %s %s", kept, there, instance));
      // Both have an executor, and some blocks are done, and many are not.
      waitForBlocks(4, kept, run, first, second);
      StandaloneCluster.kill(first);
      long before = blocks(kept);
      Dlmcert said = run.get();
      assertThat(said.exit()).as(said.messages()).isEqualTo(1);
      assertThat(blocks(kept)).isGreaterThan(before);
      assertThat(there).hasSameBinaryContentAs(here);
      assertThat(second.isAlive()).isTrue();
    }
  }

  /** Nobody is left: UNDECIDED, and what is finished is kept for a run without a cluster. */
  @Test
  void allWorkersAreKilled() throws Exception {
    Path here = folder.resolve("here.cert");
    Path there = folder.resolve("there.cert");
    Path kept = folder.resolve("kept");
    Path instance = new Comparison(folder, "none").instance("2,3,1", 7);
    assertThat(Dlmcert.run("minima --quiet --certificate", here, instance).exit()).isEqualTo(1);
    String command =
        String.format(
            Locale.ROOT,
            "minima --quiet --checkpoint %s --certificate %s %s",
            kept,
            there,
            instance);
    try (StandaloneCluster cluster = StandaloneCluster.begin(folder.resolve("spark"))) {
      Process only = cluster.addWorker(Map.of());
      FutureTask<Dlmcert> run = begin(command + " --cluster " + cluster.url());
      waitForBlocks(4, kept, run, only);
      StandaloneCluster.kill(only);
      Dlmcert said = run.get();
      assertThat(said.exit()).as(said.messages()).isEqualTo(3);
      assertThat(said.output())
          .startsWith("UNDECIDED")
          .contains("without a worker for 10 s")
          .contains("--resume");
      assertThat(there).doesNotExist();
    }
    long before = blocks(kept);
    assertThat(before).isPositive();
    assertThat(Dlmcert.run(command + " --resume").exit()).isEqualTo(1);
    assertThat(there).hasSameBinaryContentAs(here);
  }

  private static void waitForBlocks(
      int count, Path checkpoint, FutureTask<Dlmcert> run, Process... workers)
      throws IOException, InterruptedException {
    while (!run.isDone()
        && (blocks(checkpoint) < count
            || Stream.of(workers).anyMatch(w -> w.descendants().findAny().isEmpty()))) {
      Thread.sleep(5);
    }
    assertThat(run.isDone()).as("done before a worker could be killed").isFalse();
  }

  /** The lines of a checkpoint but its first. */
  private static long blocks(Path checkpoint) throws IOException {
    if (!Files.exists(checkpoint)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(checkpoint, StandardCharsets.UTF_8)) {
      return lines.count() - 1;
    }
  }

  /**
   * Java refuses classes that are too new: its processes end as soon as they begin. Whether Spark's
   * master gives up first or patience ends is all the same.
   */
  @Test
  void workersWithAnotherJavaAreNamed() throws Exception {
    Path java = folder.resolve("old").resolve("bin").resolve("java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\necho 'UnsupportedClassVersionError' >&2\nexit 1\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Path instance = new Comparison(folder, "none").instance("1,1,1", 3);
    System.setProperty("spark.dlmcert.beginning", "10s");
    try (StandaloneCluster cluster = StandaloneCluster.begin(folder.resolve("spark"))) {
      cluster.addWorker(Map.of("JAVA_HOME", folder.resolve("old").toString()));
      Dlmcert said = Dlmcert.run("global --quiet --cluster " + cluster.url(), instance);
      assertThat(said.exit()).as(said.messages()).isEqualTo(2);
      assertThat(said.output()).isEmpty();
      assertThat(said.messages().lines()).hasSize(1);
      assertThat(said.messages()).contains(cluster.url()).contains("Java 17 or newer");
    }
  }

  private static FutureTask<Dlmcert> begin(String line) {
    FutureTask<Dlmcert> task = new FutureTask<>(() -> Dlmcert.run(line));
    Thread thread = new Thread(task, "a run of the program");
    thread.setDaemon(true);
    thread.start();
    return task;
  }
}
