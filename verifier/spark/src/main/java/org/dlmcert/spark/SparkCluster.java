package org.dlmcert.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.dlmcert.task.Cluster;
import org.dlmcert.task.Workers;

/**
 * Connects to Spark. Settings of Spark itself are Java's system properties of the same names, such
 * as {@code spark.executor.memory}.
 */
public final class SparkCluster implements Cluster {
  private static final String STANDALONE = "spark://";
  private static final int ANSWERS_WITHIN = 5_000; // ms
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  @Override
  public Workers connect(String master, List<Path> code) throws InterruptedException {
    if (System.getProperty("log4j2.configurationFile") == null) {
      URL silent = SparkCluster.class.getResource("log4j2.properties");
      System.setProperty("log4j2.configurationFile", String.valueOf(silent));
    }
    if (master.startsWith(STANDALONE)) {
      lookFor(master);
    }
    JavaSparkContext spark;
    Quiet quiet = new Quiet();
    try {
      spark = new JavaSparkContext(settings(master, code));
    } catch (Exception e) {
      // What is thrown where the master gives up depends on how far Spark has come; Scala's checked
      // exceptions are not declared.
      quiet.close();
      if (Thread.interrupted() || (Throwable) e instanceof InterruptedException) {
        throw new InterruptedException();
      }
      throw new Unusable(
          "--cluster "
              + master
              + ": no Spark master of the version here ("
              + org.apache.spark.package$.MODULE$.SPARK_VERSION()
              + ") answers there");
    }
    Executors executors = new Executors(spark, master);
    try {
      executors.await();
      return new SparkWorkers(spark, executors, quiet);
    } catch (Unusable | InterruptedException e) {
      spark.close();
      quiet.close();
      throw e;
    }
  }

  private static SparkConf settings(String master, List<Path> code) {
    SparkConf settings = new SparkConf().setMaster(master).setAppName("dlmcert");
    settings.setIfMissing("spark.ui.enabled", "false");
    settings.setIfMissing("spark.driver.maxResultSize", "0"); // answers are kept here in any case
    settings.setIfMissing("spark.task.maxFailures", "16"); // machines may be lost again and again
    if (!code.isEmpty()) {
      settings.setIfMissing(
          "spark.jars", code.stream().map(Path::toString).collect(Collectors.joining(",")));
    }
    boolean here =
        !master.startsWith(STANDALONE)
            || hosts(master).stream().allMatch(h -> LOOPBACK.contains(name(h)));
    if (here) { // then nothing listens to other machines
      settings.setIfMissing("spark.driver.host", "127.0.0.1");
      settings.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    return settings;
  }

  private static List<String> hosts(String master) {
    return List.of(master.substring(STANDALONE.length()).split(",", -1));
  }

  private static String name(String host) {
    return host.substring(0, host.lastIndexOf(':'));
  }

  /** Spark itself would ask for a minute. One of several masters is enough. */
  private static void lookFor(String master) {
    List<String> silent = new ArrayList<>();
    for (String host : hosts(master)) {
      int port = Integer.parseInt(host.substring(host.lastIndexOf(':') + 1));
      String name = name(host).replaceAll("[\\[\\]]", "");
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(name, port), ANSWERS_WITHIN);
        return;
      } catch (UnknownHostException e) {
        silent.add(host + " (no such host)");
      } catch (IOException | IllegalArgumentException e) {
        silent.add(host + " (" + String.valueOf(e.getMessage()) + ")");
      }
    }
    throw new Unusable("--cluster " + master + ": nobody answers at " + String.join(", ", silent));
  }
}
