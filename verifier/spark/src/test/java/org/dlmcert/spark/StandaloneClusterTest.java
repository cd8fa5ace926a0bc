package org.dlmcert.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
          "spark.storage.replication.proactive",
          "false");

  @TempDir private Path folder;

  @BeforeEach
  void settings() {
    SETTINGS.forEach(System::setProperty);
  }

  @AfterEach
  void noSettings() {
    SETTINGS.keySet().forEach(System::clearProperty);
  }

  /** What is lost is done again by the other, and nobody can see that from the certificate. */
  @Test
  void aWorkerIsKilled() throws Exception {
    Path instance = folder.resolve("instance.json");
    Path here = folder.resolve("here.cert");
    Path there = folder.resolve("there.cert");
    Path kept = folder.resolve("kept");
    Dlmcert.run("generate --slope 1/4 --seed 3 --widths 2,3,1 --samples 7 -o", instance);
    assertThat(Dlmcert.run("minima --quiet --certificate", here, instance).exit()).isEqualTo(1);
    try (StandaloneCluster cluster = StandaloneCluster.begin(folder.resolve("spark"))) {
      Process first = cluster.addWorker(Map.of());
      Process second = cluster.addWorker(Map.of());
      FutureTask<Dlmcert> run =
          begin(
              () ->
                  Dlmcert.run(
                      List.of(
                          "minima",
                          "--quiet",
                          "--cluster",
                          cluster.url(),
                          "--checkpoint",
                          kept.toString(),
                          "--certificate",
                          there.toString(),
                          instance.toString())));
      // Both have an executor, and some blocks are done, and many are not.
      while (!run.isDone()
          && (blocks(kept) < 4
              || first.descendants().findAny().isEmpty()
              || second.descendants().findAny().isEmpty())) {
        Thread.sleep(5);
      }
      assertThat(run.isDone()).as("done before a worker could be killed").isFalse();
      StandaloneCluster.kill(first);
      long before = blocks(kept);
      Dlmcert said = run.get();
      assertThat(said.exit()).as(said.messages()).isEqualTo(1);
      assertThat(blocks(kept)).isGreaterThan(before);
      assertThat(there).hasSameBinaryContentAs(here);
      assertThat(second.isAlive()).isTrue();
    }
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

  /** Java refuses classes that are too new: its processes end as soon as they begin. */
  @Test
  void workersWithAnotherJavaAreNamed() throws Exception {
    Path java = folder.resolve("old").resolve("bin").resolve("java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\necho 'UnsupportedClassVersionError' >&2\nexit 1\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Path instance = folder.resolve("instance.json");
    Dlmcert.run("generate --slope 1/4 --seed 3 --widths 1,1,1 --samples 3 -o", instance);
    try (StandaloneCluster cluster = StandaloneCluster.begin(folder.resolve("spark"))) {
      cluster.addWorker(Map.of("JAVA_HOME", folder.resolve("old").toString()));
      Dlmcert said = Dlmcert.run("global --quiet --cluster " + cluster.url(), instance);
      assertThat(said.exit()).as(said.messages()).isEqualTo(2);
      assertThat(said.output()).isEmpty();
      assertThat(said.messages().lines()).hasSize(1);
      assertThat(said.messages())
          .contains("the workers there cannot work for this program")
          .contains("Java 17 or newer");
    }
  }

  private static <T> FutureTask<T> begin(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "a run of the program");
    thread.setDaemon(true);
    thread.start();
    return task;
  }
}
