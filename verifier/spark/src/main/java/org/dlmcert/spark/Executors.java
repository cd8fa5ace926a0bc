package org.dlmcert.spark;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.dlmcert.task.Cluster;
import org.dlmcert.task.Workers;

/** Whether anybody is there who does tasks. */
final class Executors {
  /** A setting: how long the first one is waited for. */
  private static final String BEGINNING = "spark.dlmcert.beginning";

  /** A setting: how long the next one is waited for, when the last is gone. */
  private static final String PATIENCE = "spark.dlmcert.patience";

  private static final String A_MINUTE = "60s";

  private static final String JAVA =
      "each needs Java 17 or newer, the same Spark as here, and the memory that is asked for"
          + " (1 GB, unless -Dspark.executor.memory says otherwise); what became of its processes is"
          + " in its folder work";

  private final JavaSparkContext spark;
  private final String master;
  private final Duration beginning;
  private final Duration patience;
  private Optional<Instant> nobody = Optional.empty();

  Executors(JavaSparkContext spark, String master) {
    this.spark = spark;
    this.master = master;
    this.beginning = time(BEGINNING);
    this.patience = time(PATIENCE);
  }

  private Duration time(String setting) {
    return Duration.ofSeconds(spark.getConf().getTimeAsSeconds(setting, A_MINUTE));
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
    Instant end = Instant.now().plus(beginning);
    while (!isStopped() && !areThere()) {
      if (Instant.now().isAfter(end)) {
        throw new Cluster.Unusable(
            "--cluster "
                + master
                + ": no worker has begun to work in "
                + beginning.toSeconds()
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
    if (since.plus(patience).isBefore(Instant.now())) {
      throw new Workers.Lost(
          "the cluster " + master + ", without a worker for " + patience.toSeconds() + " s");
    }
  }

  /** What is to be said when Spark gives up a job. */
  Workers.Lost lost(Throwable reason) {
    String words = String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
    return new Workers.Lost("the cluster " + master + ", which has given up (" + words + ")");
  }
}
