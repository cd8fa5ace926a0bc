package org.dlmcert.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleInstancesTest {
  private static final Path EXAMPLES = Path.of("../../examples/instances");

  @TempDir Path folder = Path.of("");

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static Instance read(String name) {
    return InstanceReader.read(EXAMPLES.resolve(name), LayerNoise.NONE, Numbers.EXACT);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleSurvivesWriting(Path example) {
    Instance instance = InstanceReader.readWithMaxout(example, LayerNoise.NONE, Numbers.EXACT);
    assertThat(instance.name()).isPresent();
    Path copy = new Inputs(folder).of(InstanceWriter.readable(instance));
    assertThat(InstanceReader.readWithMaxout(copy, LayerNoise.NONE, Numbers.EXACT))
        .isEqualTo(instance);
  }

  @Test
  void theExamplesCoverTheFormat() {
    assertThat(read("one-hidden-layer.json").noise()).containsExactly(LayerNoise.GENERIC);
    assertThat(read("given-noise.json").noise(1)).isInstanceOf(LayerNoise.Given.class);
    Instance deep = read("deep-with-weights.json");
    assertThat(deep.network().depth()).isEqualTo(3);
    assertThat(deep.weights()).isPresent();
    assertThat(read("with-bias.json").network().bias()).isTrue();
    assertThat(read("no-noise.json").noise()).containsExactly(LayerNoise.NONE);
    assertThat(read("no-noise.json").network().outputs()).isEqualTo(2);
  }
}
