package org.dlmcert.io.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Input;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;
import org.dlmcert.io.array.NpyArray;
import org.dlmcert.io.array.NpzArchive;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Features;
import org.dlmcert.model.LayerNoise;

/**
 * Reads the fields of an instance from an NPZ archive. Its arrays are
 *
 * <ul>
 *   <li>{@code widths}: integers, length L + 1;
 *   <li>{@code slope}: a scalar, a number or a text such as {@code "1/100"} (the float 0.01 is not
 *       1/100, but exactly what it holds); or, in its place, {@code activation}: a text such as
 *       {@code "maxout:2"};
 *   <li>{@code bias} (optional: true where there are biases, else false): a scalar truth value;
 *   <li>{@code inputs}: N × d_0;
 *   <li>{@code targets} (optional): length N, or N × d_L;
 *   <li>noise (optional): {@code noise}, a text for all hidden layers or one text per hidden layer;
 *       or {@code noise_1} to {@code noise_{L-1}}, each an N × d_l table or a text, which may also
 *       be the JSON of a formula, <code>{"lift":…}</code>;
 *   <li>{@code weights_1} to {@code weights_L} (optional): W_l is d_l × d_{l-1};
 *   <li>{@code biases_1} to {@code biases_L} (with weights and bias): length d_l;
 *   <li>{@code features_model} and {@code features_nodes} (optional, both or none): a text and an
 *       integer, where the inputs come from;
 *   <li>{@code loss} (optional): a text, {@code "squared"} or {@code "huber:1/2"};
 *   <li>{@code format} ({@code "dlmcert-instance/1"}) and {@code name} (both optional): texts.
 * </ul>
 *
 * Any other array is bad input. A scalar may also be an array of length 1.
 */
final class NpzInstance {
  private static final Pattern KNOWN =
      Pattern.compile(
          "format|name|widths|slope|activation|bias|inputs|targets|noise|loss|features_model|features_nodes"
              + "|(?:noise|weights|biases)_[1-9][0-9]{0,2}");

  private final NpzArchive archive;
  private final Numbers numbers;
  private final LayerArrays layers;

  private NpzInstance(NpzArchive archive, Numbers numbers) {
    this.archive = archive;
    this.numbers = numbers;
    this.layers = new LayerArrays(archive, numbers);
  }

  /**
   * The fields of the instance.
   *
   * @throws BadInput with the array and the index, if one is unknown, missing or malformed
   */
  static InstanceFields read(Input input, Numbers numbers) {
    NpzArchive archive = NpzArchive.read(input, name -> KNOWN.matcher(name).matches());
    return new NpzInstance(archive, numbers).fields();
  }

  private InstanceFields fields() {
    for (String name : archive.names()) {
      if (!KNOWN.matcher(name).matches()) {
        throw archive
            .place()
            .expected(
                "arrays widths, slope or activation, bias, inputs, targets, noise, noise_l,"
                    + " weights_l, biases_l, loss, features_model, features_nodes, format, name",
                Place.quote(name));
      }
    }
    archive
        .find("format")
        .ifPresent(
            array -> {
              String format = text(array);
              if (!format.equals(JsonInstance.FORMAT)) {
                throw array.expected("\"" + JsonInstance.FORMAT + "\"", Place.quote(format));
              }
            });
    List<Integer> widths = widths();
    int depth = widths.size() - 1;
    int pieces = pieces();
    return new InstanceFields(
        archive.find("name").map(NpzInstance::text),
        widths,
        pieces > 1 ? Rational.ONE : scalar(archive.get("slope")),
        bias(),
        pieces,
        features(),
        archive.get("inputs").table(numbers),
        archive.find("targets").map(array -> array.table(numbers)),
        noise(depth - 1),
        layers.layers("weights", depth),
        layers.layers("biases", depth),
        archive.find("loss").map(word -> LossWord.read(text(word), numbers, word)));
  }

  private int pieces() {
    Optional<NpyArray> word = archive.find("activation");
    int pieces = word.map(array -> Activation.pieces(text(array), array)).orElse(1);
    if (pieces > 1 && archive.find("slope").isPresent()) {
      throw word.orElseThrow()
          .expected("no array slope with maxout units, which have none,", "one");
    }
    return pieces;
  }

  private Optional<Features> features() {
    Optional<NpyArray> model = archive.find("features_model");
    if (model.isEmpty() && archive.find("features_nodes").isEmpty()) {
      return Optional.empty();
    }
    NpyArray nodes = archive.get("features_nodes");
    Rational count = scalar(nodes);
    if (!count.isInteger() || count.compareTo(Rational.of(Integer.MAX_VALUE)) > 0) {
      throw nodes.expected("how many nodes, an integer", Place.quote(count.toString()));
    }
    try {
      return Optional.of(
          new Features(text(archive.get("features_model")), count.numerator().intValue()));
    } catch (IllegalArgumentException unfit) {
      throw nodes.bad(String.valueOf(unfit.getMessage()));
    }
  }

  private List<Integer> widths() {
    NpyArray array = archive.get("widths");
    if (array.rank() != 1) {
      throw array.expected("a list of integers d_0, …, d_L", array.describe());
    }
    Widths.checkCount(array.shape().get(0), Limits.LAYERS, array);
    List<Integer> widths = new ArrayList<>();
    for (int k = 0; k < array.shape().get(0); k++) {
      Rational width = array.value(Numbers.EXACT, k);
      if (!width.isInteger()
          || width.signum() <= 0
          || width.compareTo(Rational.of(Limits.WIDTH)) > 0) {
        throw array
            .at("array widths[" + k + "]")
            .expected("an integer from 1 to " + Limits.WIDTH, Place.quote(width.toString()));
      }
      widths.add(width.numerator().intValueExact());
    }
    return Widths.checked(widths, array);
  }

  /** Left out, it is true where there are biases. */
  private boolean bias() {
    if (archive.find("bias").isEmpty()) {
      return archive.names().stream().anyMatch(name -> name.startsWith("biases_"));
    }
    NpyArray array = archive.get("bias");
    Rational value = scalar(array);
    if (!value.equals(Rational.ZERO) && !value.equals(Rational.ONE)) {
      throw array.expected("True or False", Place.quote(value.toString()));
    }
    return value.equals(Rational.ONE);
  }

  private Optional<InstanceFields.Noise> noise(int hidden) {
    Optional<NpyArray> all = archive.find("noise");
    List<NpyArray> perLayer = layers.all("noise", hidden);
    if (all.isPresent()) {
      if (!perLayer.isEmpty()) {
        throw all.get().expected("noise or noise_1, …", "both");
      }
      return Optional.of(noiseWords(all.get()));
    }
    if (perLayer.isEmpty()) {
      return Optional.empty();
    }
    List<InstanceFields.LayerEntry> entries = new ArrayList<>();
    for (NpyArray array : perLayer) {
      entries.add(layer(array));
    }
    return Optional.of(new InstanceFields.Noise.PerLayer(entries, archive.place()));
  }

  private InstanceFields.LayerEntry layer(NpyArray array) {
    if (!array.isText() || array.rank() > 0) {
      return new InstanceFields.LayerEntry.Factors(array.table(numbers));
    }
    String text = array.text();
    return text.startsWith("{")
        ? JsonLift.read(text, numbers, array)
        : new InstanceFields.LayerEntry.Word(InstanceFields.noiseNamed(text, array));
  }

  private static InstanceFields.Noise noiseWords(NpyArray array) {
    if (!array.isText() || array.rank() > 1) {
      throw array.expected(
          "texts \"generic\" or \"none\" (tables go into noise_1, …)", array.describe());
    }
    if (array.rank() == 0) {
      LayerNoise word = InstanceFields.noiseNamed(array.text(), array);
      return new InstanceFields.Noise.Everywhere(word);
    }
    List<InstanceFields.LayerEntry> entries = new ArrayList<>();
    for (int l = 0; l < array.shape().get(0); l++) {
      entries.add(
          new InstanceFields.LayerEntry.Word(InstanceFields.noiseNamed(array.text(l), array)));
    }
    return new InstanceFields.Noise.PerLayer(entries, array);
  }

  private Rational scalar(NpyArray array) {
    if (!isScalar(array)) {
      throw array.expected("a scalar", array.describe());
    }
    return array.value(numbers, first(array));
  }

  private static String text(NpyArray array) {
    if (!isScalar(array) || !array.isText()) {
      throw array.expected("a text", array.describe());
    }
    return array.text(first(array));
  }

  private static boolean isScalar(NpyArray array) {
    return array.rank() == 0 || array.rank() == 1 && array.shape().get(0) == 1;
  }

  private static int[] first(NpyArray array) {
    return new int[array.rank()];
  }
}
