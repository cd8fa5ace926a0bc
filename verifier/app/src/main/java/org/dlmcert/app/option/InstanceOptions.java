package org.dlmcert.app.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dlmcert.app.argument.LayerWidths;
import org.dlmcert.app.argument.StatedNoise;
import org.dlmcert.app.argument.StatedNumber;
import org.dlmcert.app.report.Overridden;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.InputOverrides;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.run.OptionHeading;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.dataset.DataFile;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.TableLayout;
import org.dlmcert.io.table.TableLayout.TargetValues;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Network;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An instance: a file, or a data set with the description of a network. */
@OptionHeading("The network")
public final class InstanceOptions implements InputOverrides {

  @Parameters(
      arity = "0..1",
      paramLabel = "INSTANCE",
      description = "An instance file (JSON or NPZ); or give --data, --hidden and --slope.")
  private Optional<Path> file = Optional.empty();

  @Mixin private DataOptions data = new DataOptions();

  @Option(
      names = "--hidden",
      paramLabel = "D1,D2,…",
      converter = LayerWidths.OfHiddenLayers.class,
      description = "The widths of the hidden layers; with --data.")
  private Optional<LayerWidths> hidden = Optional.empty();

  @Option(
      names = "--slope",
      paramLabel = "S",
      converter = StatedNumber.Reader.class,
      description =
          "The slope of the activation on negative inputs, as 1/100 or 0.01; in place of an"
              + " instance's own.")
  private Optional<StatedNumber> slope = Optional.empty();

  @Option(
      names = "--noise",
      paramLabel = "generic|none",
      converter = StatedNoise.Reader.class,
      description =
          "Almost every noise, or no noise: one word, or one for each hidden layer; in"
              + " place of an instance's own.")
  private Optional<StatedNoise> noise = Optional.empty();

  private final List<Overridden> overrides = new ArrayList<>();

  /**
   * Reads the instance.
   *
   * @param defaultNoise the noise where none is stated
   * @throws UsageError if the options do not describe one instance
   */
  public Instance read(LayerNoise defaultNoise, JobContext context) {
    return squared(read(defaultNoise, TargetValues.NUMBERS, Optional.empty(), context), context);
  }

  /**
   * The same for commands that say nothing of it: an instance file with any loss and any units.
   *
   * @throws UsageError if the options do not describe one instance
   */
  public Instance readAsItStands(LayerNoise defaultNoise, JobContext context) {
    if (file.isEmpty() || data.isGiven() || strayOption().isPresent()) {
      return read(defaultNoise, context);
    }
    return overridden(InstanceReader.readWithMaxout(file.get(), defaultNoise, data.numbers()));
  }

  /** The same for commands that know other losses than squares. */
  Instance readAnyLoss(LayerNoise defaultNoise, JobContext context) {
    return read(defaultNoise, TargetValues.NUMBERS, Optional.empty(), context);
  }

  /**
   * The same for commands about full column rank, which know any loss, any number of outputs and
   * maxout units; targets of a table that are words are left out.
   *
   * @throws UsageError if the options do not describe one instance
   */
  public Instance readGeneral(
      LayerNoise defaultNoise, UnitOptions units, LossOption loss, JobContext context) {
    return loss.applied(
        read(defaultNoise, TargetValues.NUMBERS_OR_LEFT_OUT, Optional.of(units), context), this);
  }

  /** What a command says of squares is not to be read as said of another loss. */
  private Instance squared(Instance instance, JobContext context) {
    if (!instance.loss().equals(Loss.SQUARED)) {
      throw new UsageError(
          source()
              + ": loss: \"squared\" expected for "
              + context.command()
              + ", got \""
              + instance.loss().word()
              + "\"");
    }
    return instance;
  }

  /**
   * The same, where targets do not matter: targets of a table that are words are left out.
   *
   * @throws UsageError if the options do not describe one instance
   */
  public Instance readInputs(LayerNoise defaultNoise, JobContext context) {
    return squared(
        read(defaultNoise, TargetValues.NUMBERS_OR_LEFT_OUT, Optional.empty(), context), context);
  }

  private Instance read(
      LayerNoise defaultNoise,
      TargetValues targetValues,
      Optional<UnitOptions> units,
      JobContext context) {
    if (!data.isGiven()) {
      Optional<String> stray = strayOption().or(() -> units.flatMap(UnitOptions::withoutData));
      if (stray.isPresent()) {
        throw new UsageError(stray.get() + " goes with --data FILE");
      }
      Path given =
          file.orElseThrow(
              () ->
                  new UsageError(
                      "an instance file, or --data FILE with --hidden and --slope, expected"));
      return overridden(
          units.isPresent()
              ? InstanceReader.readWithMaxout(given, defaultNoise, data.numbers())
              : InstanceReader.read(given, defaultNoise, data.numbers()));
    }
    if (file.isPresent()) {
      throw new UsageError(
          "both an instance file (" + file.get() + ") and --data; one of them expected");
    }
    List<Integer> hiddenWidths =
        hidden.orElseThrow(() -> new UsageError("--hidden D1,D2,… expected with --data")).widths();
    int pieces = units.map(UnitOptions::pieces).orElse(1);
    if (slope.isEmpty() && pieces == 1) {
      throw new UsageError("--slope S expected with --data");
    }
    if (slope.isPresent() && pieces > 1) {
      throw new UsageError("--slope: maxout units have none");
    }
    Rational s = statedSlope().orElse(Rational.ONE);
    List<LayerNoise> layers =
        statedNoise(hiddenWidths.size())
            .orElseGet(() -> Collections.nCopies(hiddenWidths.size(), defaultNoise));
    DataFile found = data.read(targetValues, context);
    Dataset dataset = units.map(u -> u.outputs().applied(found.dataset())).orElse(found.dataset());
    List<Integer> widths = new ArrayList<>();
    widths.add(dataset.inputs().columns());
    widths.addAll(hiddenWidths);
    widths.add(
        units
            .flatMap(u -> u.outputs().given())
            .or(() -> dataset.targets().map(y -> y.columns()))
            .orElse(1));
    if (widths.get(0) == 0) {
      throw new UsageError("--data: a data set with at least one input column expected");
    }
    Network network = new Network(widths, s, data.bias() || found.hasBiases(), pieces);
    return new Instance(Optional.empty(), network, dataset, layers, found.weights(network));
  }

  @Override
  public List<Overridden> overrides() {
    return List.copyOf(overrides);
  }

  private Instance overridden(Instance instance) {
    Network own = instance.network();
    if (slope.isPresent() && own.isMaxout()) {
      throw new UsageError("--slope: maxout units have none");
    }
    Rational s = statedSlope().orElse(own.slope());
    List<LayerNoise> layers = statedNoise(own.depth() - 1).orElse(instance.noise());
    if (!s.equals(own.slope())) {
      overrides.add(new Overridden("slope", own.slope().toString(), s.toString()));
    }
    if (!layers.equals(instance.noise())) {
      String stated = noise.map(StatedNoise::text).orElseThrow();
      overrides.add(new Overridden("noise", words(instance.noise()), stated));
    }
    return new Instance(
        instance.name(),
        new Network(own.widths(), s, own.bias(), own.pieces()),
        instance.dataset(),
        layers,
        instance.weights(),
        instance.loss());
  }

  private static String words(List<LayerNoise> layers) {
    return layers.stream()
        .map(
            layer ->
                layer instanceof LayerNoise.Generic
                    ? "generic"
                    : layer instanceof LayerNoise.None ? "none" : "table")
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** The file named, which may be no instance but a model. */
  public Optional<Path> file() {
    return file;
  }

  /** The options of a data set. */
  public DataOptions data() {
    return data;
  }

  /** The widths of the hidden layers, where they are given as an option. */
  public Optional<List<Integer>> statedHidden() {
    return hidden.map(LayerWidths::widths);
  }

  /** The slope, where it is given as an option. */
  public Optional<Rational> statedSlope() {
    return slope.map(s -> s.as(data.numbers(), "--slope"));
  }

  /**
   * The noise of so many layers, where it is given as an option.
   *
   * @throws UsageError if it is for another number of layers
   */
  public Optional<List<LayerNoise>> statedNoise(int layers) {
    return noise.map(stated -> stated.of(layers));
  }

  /**
   * Refuses options that describe the network of a data set.
   *
   * @throws UsageError if there is one
   */
  public void refuseNetwork() {
    if (hidden.isPresent() || data.bias()) {
      throw new UsageError(
          (hidden.isPresent() ? "--hidden" : "--bias") + " and a model, which says this itself");
    }
  }

  /** Whether an instance file or a data set is given. */
  public boolean isGiven() {
    return file.isPresent() || data.isGiven();
  }

  /** How numbers are read. */
  public Numbers numbers() {
    return data.numbers();
  }

  /** How tables are laid out. */
  public TableLayout layout() {
    return data.layout();
  }

  /** What the instance was read from, for messages. */
  public String source() {
    return file.map(Path::toString).orElseGet(data::source);
  }

  private Optional<String> strayOption() {
    if (hidden.isPresent()) {
      return Optional.of("--hidden");
    }
    return data.withoutData();
  }
}
