package org.dlmcert.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A master and workers of Spark in processes of their own, on the loopback of this machine; closing
 * ends them all, with what they have begun.
 */
final class StandaloneCluster implements AutoCloseable {
  private final Path home;
  private final int port;
  private final Process master;
  private final List<Process> workers = new ArrayList<>();

  private StandaloneCluster(Path home, int port, Process master) {
    this.home = home;
    this.port = port;
    this.master = master;
  }

  /** Begins a master, and waits until it answers. */
  static StandaloneCluster begin(Path home) throws IOException, InterruptedException {
    Files.createDirectories(home.resolve("jars"));
    Files.createFile(home.resolve("RELEASE"));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    StandaloneCluster cluster =
        new StandaloneCluster(
            home,
            port,
            java(
                home,
                Map.of(),
                "org.apache.spark.deploy.master.Master",
                List.of("--host", "127.0.0.1", "--port", "" + port, "--webui-port", "0")));
    try {
      cluster.await();
    } catch (IOException | InterruptedException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private void await() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        if (!master.isAlive() || System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }

  String url() {
    return "spark://127.0.0.1:" + port;
  }

  /** Begins a worker with one core. */
  Process addWorker(Map<String, String> environment) throws IOException {
    Process worker =
        java(
            home,
            environment,
            "org.apache.spark.deploy.worker.Worker",
            List.of(
                "--host",
                "127.0.0.1",
                "--webui-port",
                "0",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                home.resolve("work-" + workers.size()).toString(),
                url()));
    workers.add(worker);
    return worker;
  }

  /** Ends a worker and its executors at once, as when a machine is switched off. */
  static void kill(Process worker) {
    List<ProcessHandle> executors = worker.descendants().toList();
    worker.destroyForcibly();
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  private static Process java(
      Path home, Map<String, String> environment, String main, List<String> words)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dspark.deploy.maxExecutorRetries=2"); // after which the master gives up
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(words);
    File log = home.resolve(main + "-" + System.nanoTime() + ".log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().putAll(environment);
    return builder.start();
  }

  @Override
  public void close() throws InterruptedException {
    for (Process worker : workers) {
      kill(worker);
      worker.waitFor();
    }
    master.destroyForcibly().waitFor();
  }
}
