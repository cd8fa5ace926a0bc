package org.dlmcert.app.option;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.task.Cluster;
import org.dlmcert.task.Workers;

/**
 * The part of the program that knows Spark. It lies in a jar of its own, with Spark beside it or
 * installed, and is looked for only when somebody asks for a cluster.
 */
final class ClusterModule {
  private static final String JAR = "dlmcert-spark.jar";
  private static final String CLASS_PATH = "spark.classpath";

  private ClusterModule() {}

  /** Connects through it. */
  static Workers connect(String master) throws InterruptedException {
    Path program = location(ClusterModule.class);
    // Under spark-submit, and in tests, it is on the class path already.
    Optional<Cluster> present = ServiceLoader.load(Cluster.class).findFirst();
    if (present.isPresent()) {
      return present.get().connect(master, jars(program, location(present.get().getClass())));
    }
    Path module = module(program);
    ClassLoader loader = loader(module);
    Thread.currentThread().setContextClassLoader(loader); // Spark's threads inherit it
    return ServiceLoader.load(Cluster.class, loader)
        .findFirst()
        .orElseThrow(() -> new UsageError("--cluster: " + module + " is not the module for Spark"))
        .connect(master, jars(program, module));
  }

  /** Those of them that are jars: where there are none, the tests care for the code. */
  private static List<Path> jars(Path... places) {
    return Stream.of(places).distinct().filter(place -> place.toString().endsWith(".jar")).toList();
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Beside the program's jar, or where a build puts it. */
  static Path module(Path program) {
    Path folder = Optional.ofNullable(program.getParent()).orElse(Path.of(""));
    Path built = folder.resolve(Path.of("..", "..", "spark", "target", JAR)).normalize();
    return Stream.of(folder.resolve(JAR), built)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new UsageError(
                    "--cluster needs the module for Spark, "
                        + JAR
                        + ", and it is not built. In the folder of the sources:\n"
                        + "  mvn -P spark package -DskipTests"));
  }

  private static ClassLoader loader(Path module) {
    List<Path> classes = new ArrayList<>();
    classes.add(module);
    classes.addAll(spark(module));
    URL[] urls = new URL[classes.size()];
    for (int k = 0; k < urls.length; k++) {
      try {
        urls[k] = classes.get(k).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }
    return new URLClassLoader(urls, ClusterModule.class.getClassLoader());
  }

  /** The jars of an installed Spark; else those with which the module was built. */
  static List<Path> spark(Path module) {
    Path folder = Optional.ofNullable(module.getParent()).orElse(Path.of(""));
    Path list = folder.resolve(CLASS_PATH);
    try {
      String home = System.getenv("SPARK_HOME");
      if (home != null && !home.isEmpty()) {
        Path jars = Path.of(home, "jars");
        if (!Files.isDirectory(jars)) {
          throw new UsageError("SPARK_HOME is " + home + ": a Spark with a folder jars expected");
        }
        try (Stream<Path> files = Files.list(jars)) {
          return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
      }
      if (Files.isRegularFile(list)) {
        return Stream.of(Files.readString(list).strip().split(File.pathSeparator, -1))
            .map(Path::of)
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new UsageError(
        "--cluster: set SPARK_HOME to where Apache Spark 4 is installed; there is no "
            + list
            + " either");
  }
}
