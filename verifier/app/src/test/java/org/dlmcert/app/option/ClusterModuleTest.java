package org.dlmcert.app.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dlmcert.app.report.UsageError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the module for Spark is looked for, and what is said where it is not. */
class ClusterModuleTest {
  @TempDir private Path folder;

  @Test
  void aMissingModuleIsNamedWithTheCommandThatBuildsIt() {
    assertThatThrownBy(() -> ClusterModule.module(folder.resolve("app/target/dlmcert.jar")))
        .isInstanceOf(UsageError.class)
        .hasMessageContainingAll(
            "--cluster needs", "dlmcert-spark.jar", "mvn -P spark package -DskipTests");
  }

  @Test
  void theModuleIsBesideTheProgramOrWhereABuildPutsIt() throws IOException {
    Path program = folder.resolve("app/target/dlmcert.jar");
    Path built = empty(folder.resolve("spark/target/dlmcert-spark.jar"));
    assertThat(ClusterModule.module(program)).isEqualTo(built);
    Path beside = empty(folder.resolve("app/target/dlmcert-spark.jar"));
    assertThat(ClusterModule.module(program)).isEqualTo(beside);
  }

  @Test
  void aMissingSparkIsNamed() throws IOException {
    assumeTrue(System.getenv("SPARK_HOME") == null, "a Spark is installed here");
    Path module = folder.resolve("dlmcert-spark.jar");
    assertThatThrownBy(() -> ClusterModule.spark(module))
        .isInstanceOf(UsageError.class)
        .hasMessageContainingAll("set SPARK_HOME", folder.resolve("spark.classpath").toString());
    Files.writeString(folder.resolve("spark.classpath"), "a.jar" + File.pathSeparator + "b.jar\n");
    assertThat(ClusterModule.spark(module)).containsExactly(Path.of("a.jar"), Path.of("b.jar"));
  }

  private static Path empty(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }
}
