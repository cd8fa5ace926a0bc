package org.dlmcert.app.option;

import java.util.Optional;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.task.Threads;
import org.dlmcert.task.Workers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Who does the tasks of a command: the threads of this process, or a cluster. */
public final class ClusterOption {
  private static final String LOCAL = "local(\\[([1-9][0-9]{0,3}|\\*)])?";
  private static final String HOST = "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):[1-9][0-9]{0,4}";
  private static final String STANDALONE = "spark://" + HOST + "(," + HOST + ")*";

  @Option(
      names = "--cluster",
      paramLabel = "URL",
      converter = Address.class,
      description =
          "Have the tasks done by an Apache Spark cluster, spark://HOST:PORT, or by Spark in this"
              + " process, local[K]: the same result and the same certificate (docs/cluster.md).")
  private Optional<String> master = Optional.empty();

  private @Nullable Workers connected;

  /** Reads the address of a cluster. */
  static final class Address implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!text.matches(LOCAL) && !text.matches(STANDALONE)) {
        throw new TypeConversionException("'" + text + "': spark://HOST:PORT or local[K] expected");
      }
      return text;
    }
  }

  /** Whether there is one. */
  public boolean isGiven() {
    return master.isPresent();
  }

  /**
   * Those who do the tasks; connected when first asked for, until the command has ended.
   *
   * @throws org.dlmcert.app.report.UsageError if the program's part for it is missing
   * @throws org.dlmcert.task.Cluster.Unusable if there is no such cluster
   * @throws InterruptedException if the thread is interrupted
   */
  public synchronized Workers workers(JobContext context) throws InterruptedException {
    if (master.isEmpty()) {
      return new Threads(context.threads());
    }
    if (connected == null) {
      context.progress().stage("connecting to the cluster", 0);
      connected = ClusterModule.connect(master.get());
      context.closeAtEnd(connected);
    }
    return connected;
  }
}
