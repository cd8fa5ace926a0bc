package org.dlmcert.spark;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.dlmcert.task.Cluster;
import org.dlmcert.task.Workers;

/** Whether anybody is there who does tasks. */
final class Executors {
  /** How long the first, or the next one after the last is gone, is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String JAVA =
      "each needs Java 17 or newer, the same Spark as here, and the memory that is asked for"
          + " (1 GB, unless -Dspark.executor.memory says otherwise); what became of its processes is"
          + " in its folder work";

  private final JavaSparkContext spark;
  private final String master;
  private Optional<Instant> nobody = Optional.empty();

  Executors(JavaSparkContext spark, String master) {
    this.spark = spark;
    this.master = master;
  }

  private boolean areInThisProcess() {
    return spark.isLocal();
  }

  /** The driver is in the list, too. */
  private boolean areThere() {
    return areInThisProcess() || spark.sc().getExecutorMemoryStatus().size() > 1;
  }

  /**
   * Waits for the first one.
   *
   * @throws Cluster.Unusable if none comes
   */
  void await() throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!isStopped() && !areThere()) {
      if (Instant.now().isAfter(end)) {
        throw new Cluster.Unusable(
            "--cluster "
                + master
                + ": no worker has begun to work in "
                + PATIENCE.toSeconds()
                + " s: is one registered there, with a free core? "
                + JAVA);
      }
      Thread.sleep(50);
    }
    if (isStopped()) {
      throw new Cluster.Unusable(
          "--cluster " + master + ": the workers there cannot work for this program: " + JAVA);
    }
  }

  private boolean isStopped() {
    return spark.sc().isStopped();
  }

  /**
   * Looks whether somebody is still there.
   *
   * @throws Workers.Lost if nobody has been for some time
   */
  void check() {
    if (isStopped()) {
      throw new Workers.Lost("the cluster " + master + ", which has given up: " + JAVA);
    }
    if (areThere()) {
      nobody = Optional.empty();
      return;
    }
    Instant since = nobody.orElseGet(Instant::now);
    nobody = Optional.of(since);
    if (since.plus(PATIENCE).isBefore(Instant.now())) {
      throw new Workers.Lost(
          "the cluster " + master + ", without a worker for " + PATIENCE.toSeconds() + " s");
    }
  }

  /** What is to be said when Spark gives up a job. */
  Workers.Lost lost(Throwable reason) {
    String words = String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
    return new Workers.Lost("the cluster " + master + ", which has given up (" + words + ")");
  }
}
