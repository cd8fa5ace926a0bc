package org.dlmcert.io.instance;

import java.nio.file.Path;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Input;
import org.dlmcert.io.Place;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;

/**
 * Reads instances: JSON in the format {@code dlmcert-instance/1}, or NPZ with arrays of the same
 * names ({@link NpzInstance}); either may be gzipped. The format is told by the content.
 */
public final class InstanceReader {
  private InstanceReader() {}

  /**
   * The instance in a file, whose hidden units are not maxout units.
   *
   * @throws BadInput if the file is no such instance
   */
  public static Instance read(Path path, LayerNoise defaultNoise, Numbers numbers) {
    Instance instance = readWithMaxout(path, defaultNoise, numbers);
    if (instance.network().isMaxout()) {
      throw Place.of(path)
          .at("activation")
          .expected("leaky: only certify speaks about maxout units", "maxout");
    }
    return instance;
  }

  /**
   * The instance that has this canonical form.
   *
   * @throws BadInput if there is none
   */
  public static Instance canonical(byte[] form) {
    try (Input input = Input.of(form, Place.of("the canonical form", ""))) {
      return JsonInstance.read(input, Numbers.EXACT).assemble(LayerNoise.NONE);
    }
  }

  /**
   * The instance in a file.
   *
   * @param defaultNoise the noise of every hidden layer where the file has no noise
   * @param numbers how number literals are read; arrays of floats are always exact
   * @throws BadInput if the file is no such instance
   */
  public static Instance readWithMaxout(Path path, LayerNoise defaultNoise, Numbers numbers) {
    try (Input input = Input.open(path)) {
      return switch (input.format()) {
        case JSON -> JsonInstance.read(input, numbers).assemble(defaultNoise);
        case ZIP -> NpzInstance.read(input, numbers).assemble(defaultNoise);
        default -> throw input.expected("an instance in JSON or NPZ", input.format().words());
      };
    }
  }
}
