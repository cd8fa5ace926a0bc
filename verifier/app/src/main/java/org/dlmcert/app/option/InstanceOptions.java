package org.dlmcert.app.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dlmcert.app.report.Overridden;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.InputOverrides;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.run.OptionHeading;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.Place;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An instance: a file, or a data set with the description of a network. */
@OptionHeading("The network")
public final class InstanceOptions implements InputOverrides {

  private static final int MOST_LAYERS = 1000;

  @Parameters(
      arity = "0..1",
      paramLabel = "INSTANCE",
      description = "An instance file (JSON or NPZ); or give --data, --hidden and --slope.")
  private @Nullable Path file;

  @Mixin private DataOptions data = new DataOptions();

  @Option(
      names = "--hidden",
      paramLabel = "D1,D2,…",
      description = "The widths of the hidden layers; with --data.")
  private @Nullable String hidden;

  @Option(
      names = "--slope",
      paramLabel = "S",
      description =
          "The slope of the activation on negative inputs, as 1/100 or 0.01; in place of an"
              + " instance's own.")
  private @Nullable String slope;

  @Option(
      names = "--noise",
      paramLabel = "generic|none",
      description =
          "Almost every noise, or no noise: one word, or one for each hidden layer; in"
              + " place of an instance's own.")
  private @Nullable String noise;

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
      if (file == null) {
        throw new UsageError(
            "an instance file, or --data FILE with --hidden and --slope, expected");
      }
      return overridden(
          units.isPresent()
              ? InstanceReader.readWithMaxout(file, defaultNoise, data.numbers())
              : InstanceReader.read(file, defaultNoise, data.numbers()));
    }
    if (file != null) {
      throw new UsageError("both an instance file (" + file + ") and --data; one of them expected");
    }
    if (hidden == null) {
      throw new UsageError("--hidden D1,D2,… expected with --data");
    }
    int pieces = units.map(UnitOptions::pieces).orElse(1);
    if (slope == null && pieces == 1) {
      throw new UsageError("--slope S expected with --data");
    }
    if (slope != null && pieces > 1) {
      throw new UsageError("--slope: maxout units have none");
    }
    List<Integer> hiddenWidths = widths(hidden);
    Rational s = slope == null ? Rational.ONE : data.numbers().read(slope, Place.of("--slope", ""));
    List<LayerNoise> layers = noise(hiddenWidths.size(), defaultNoise);
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
    if (slope != null && own.isMaxout()) {
      throw new UsageError("--slope: maxout units have none");
    }
    Rational s = slope == null ? own.slope() : data.numbers().read(slope, Place.of("--slope", ""));
    List<LayerNoise> layers =
        noise == null ? instance.noise() : noise(own.depth() - 1, LayerNoise.GENERIC);
    if (slope != null && !s.equals(own.slope())) {
      overrides.add(new Overridden("slope", own.slope().toString(), s.toString()));
    }
    if (noise != null && !layers.equals(instance.noise())) {
      overrides.add(new Overridden("noise", words(instance.noise()), noise));
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
    return Optional.ofNullable(file);
  }

  /** The options of a data set. */
  public DataOptions data() {
    return data;
  }

  /** The widths of the hidden layers, where they are given as an option. */
  public Optional<List<Integer>> statedHidden() {
    return Optional.ofNullable(hidden).map(InstanceOptions::widths);
  }

  /** The slope, where it is given as an option. */
  public Optional<Rational> statedSlope() {
    return Optional.ofNullable(slope).map(s -> data.numbers().read(s, Place.of("--slope", "")));
  }

  /**
   * The noise of so many layers, where it is given as an option.
   *
   * @throws UsageError if it is for another number of layers
   */
  public Optional<List<LayerNoise>> statedNoise(int layers) {
    return noise == null ? Optional.empty() : Optional.of(noise(layers, LayerNoise.GENERIC));
  }

  /**
   * Refuses options that describe the network of a data set.
   *
   * @throws UsageError if there is one
   */
  public void refuseNetwork() {
    if (hidden != null || data.bias()) {
      throw new UsageError(
          (hidden != null ? "--hidden" : "--bias") + " and a model, which says this itself");
    }
  }

  /** Whether an instance file or a data set is given. */
  public boolean isGiven() {
    return file != null || data.isGiven();
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
    return file != null ? file.toString() : data.source();
  }

  private Optional<String> strayOption() {
    if (hidden != null) {
      return Optional.of("--hidden");
    }
    return data.withoutData();
  }

  private static List<Integer> widths(String text) {
    List<Integer> widths = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      if (!word.matches("[0-9]{1,9}") || Integer.parseInt(word) == 0) {
        throw new UsageError("--hidden " + text + ": positive widths expected, as in 34 or 20,20");
      }
      widths.add(Integer.parseInt(word));
    }
    if (widths.size() > MOST_LAYERS) {
      throw new UsageError("--hidden: at most " + MOST_LAYERS + " layers expected");
    }
    return widths;
  }

  private List<LayerNoise> noise(int layers, LayerNoise defaultNoise) {
    if (noise == null) {
      return java.util.Collections.nCopies(layers, defaultNoise);
    }
    List<LayerNoise> all = new ArrayList<>();
    for (String word : noise.split(",", -1)) {
      if (word.equals("generic")) {
        all.add(LayerNoise.GENERIC);
      } else if (word.equals("none")) {
        all.add(LayerNoise.NONE);
      } else {
        throw new UsageError(
            "--noise " + noise + ": generic or none expected; a table goes into an instance file");
      }
    }
    if (all.size() == 1) {
      return java.util.Collections.nCopies(layers, all.get(0));
    }
    if (all.size() != layers) {
      throw new UsageError(
          "--noise " + noise + ": one word, or " + layers + " for as many hidden layers, expected");
    }
    return all;
  }
}
