package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dlmcert.app.Program.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.dlmcert.app.Captured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON to NPZ and back: nothing that an instance says is lost. */
class ConvertRoundTripTest {
  private static final Path INSTANCES = Path.of("..", "..", "examples", "instances");

  @TempDir private Path folder;

  static Stream<Path> instances() throws IOException {
    try (Stream<Path> files = Files.list(INSTANCES)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  private void staysTheSame(Path source) throws IOException {
    Path json = folder.resolve("one.json");
    Path npz = folder.resolve("one.npz");
    Path back = folder.resolve("back.json");
    converted(source, json);
    converted(json, npz);
    converted(npz, back);
    assertThat(back).hasSameTextualContentAs(json);
  }

  private static void converted(Path from, Path to) {
    Captured result = run("convert", from.toString(), "-o", to.toString());
    assertThat(result.exitCode()).as(from + ": " + result.err()).isZero();
  }

  @ParameterizedTest
  @MethodSource("instances")
  void instanceWithItsLossItsUnitsAndItsName(Path source) throws IOException {
    staysTheSame(source);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"none\"", "[[1,2],[\"1/3\",4],[5,6],[7,8]]"})
  void noiseThatIsAFormula(String noise) throws IOException {
    Path source = folder.resolve("source.json");
    Path lifted = folder.resolve("lifted.json");
    Files.writeString(
        source,
        "{\"format\":\"dlmcert-instance/1\",\"widths\":[2,2,1],\"slope\":\"1/2\",\"bias\":false,"
            + "\"inputs\":[[1,0],[0,1],[1,1],[1,2]],\"noise\":["
            + noise
            + "]}");
    String[] lift = {"lift", source.toString(), "--tolerance", "1/7", "-o", lifted.toString()};
    assertThat(run(lift).exitCode()).isZero();
    assertThat(lifted).content().contains("\"lift\"");
    staysTheSame(lifted);
  }

  @Test
  void featuresOfAModelAreKept() throws IOException {
    Path source = folder.resolve("source.json");
    Files.writeString(
        source,
        "{\"format\":\"dlmcert-instance/1\",\"widths\":[1,1,1],\"slope\":\"1/2\",\"bias\":false,"
            + "\"loss\":\"huber:1/2\",\"features\":{\"model\":\""
            + "0123456789abcdef".repeat(4)
            + "\",\"nodes\":3},\"inputs\":[[1]],\"targets\":[2],\"noise\":[\"none\"]}");
    staysTheSame(source);
    assertThat(folder.resolve("back.json")).content().contains("\"features\"", "huber:1/2");
  }
}
