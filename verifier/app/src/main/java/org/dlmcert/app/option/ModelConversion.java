package org.dlmcert.app.option;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.Place;
import org.dlmcert.io.dataset.DataFile;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.io.table.TableLayout.TargetValues;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Features;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.models.file.ModelFile;
import org.dlmcert.models.graph.Graph;
import org.dlmcert.models.layers.InstanceArchive;
import org.dlmcert.models.layers.LastLayers;
import org.dlmcert.models.layers.ModelInstance;

/** The last layers of a model, with the features that the layers below give, as an instance. */
public final class ModelConversion {
  private final InstanceOptions source;
  private final ModelOptions options;

  public ModelConversion(InstanceOptions source, ModelOptions options) {
    this.source = source;
    this.options = options;
  }

  /**
   * Reads model and data, evaluates the layers below, and writes the instance.
   *
   * @throws UsageError if there is no data for the model
   */
  public Report report(Path model, OutputOption output, JobContext context) {
    source.refuseNetwork();
    if (!source.data().isGiven()) {
      throw new UsageError("a model (" + model + ") and --data FILE, with its inputs, expected");
    }
    int count = options.layers();
    Optional<List<LayerNoise>> noise = source.statedNoise(count - 1);
    context.progress().stage("reading", 0);
    ModelFile file = ModelFile.read(model);
    Graph graph = file.graph(source.statedSlope(), options.order());
    LastLayers last = LastLayers.of(graph, count, options.outputName());
    DataFile data = source.data().read(TargetValues.NUMBERS, context);
    Dataset dataset = data.dataset();
    if (options.oneHot()) {
      int classes = last.outputs();
      dataset = new Dataset(dataset.inputs(), dataset.targets().map(y -> oneHot(y, classes)));
    }
    context.progress().stage("layers below", dataset.samples());
    ModelInstance made =
        ModelInstance.of(
            graph,
            ModelFile.sha256(model),
            last,
            dataset,
            source.statedSlope(),
            done -> context.progress().step(done));
    return report(made, noise, output, context);
  }

  private static RationalMatrix oneHot(RationalMatrix targets, int classes) {
    if (targets.columns() != 1) {
      throw new UsageError("--one-hot: one target column expected, got " + targets.columns());
    }
    for (int i = 0; i < targets.rows(); i++) {
      Rational y = targets.get(i, 0);
      if (!y.isInteger() || y.signum() < 0 || y.compareTo(Rational.of(classes)) >= 0) {
        throw new UsageError(
            "--one-hot: classes 0 to " + (classes - 1) + " expected, got " + y + " in row " + i);
      }
    }
    return RationalMatrix.of(
        targets.rows(),
        classes,
        (i, j) -> targets.get(i, 0).equals(Rational.of(j)) ? Rational.ONE : Rational.ZERO);
  }

  private static Report report(
      ModelInstance made,
      Optional<List<LayerNoise>> noise,
      OutputOption output,
      JobContext context) {
    Instance silent = made.instance();
    Instance instance =
        new Instance(
            silent.name(),
            silent.network(),
            silent.dataset(),
            noise.orElse(silent.noise()),
            silent.weights());
    List<String> notes = new ArrayList<>();
    notes.add(
        "the layers are "
            + String.join(", then ", made.last().names())
            + "; its inputs are the tensor "
            + made.last().features()
            + ", evaluated exactly: what is said of this instance is said with all layers below"
            + " held");
    made.last()
        .leftOut()
        .forEach(node -> notes.add(node + " is left out: the outputs are what it is applied to"));
    instance
        .dataset()
        .features()
        .ifPresent(
            features ->
                notes.add(
                    "features of "
                        + features.nodes()
                        + (features.nodes() == 1 ? " node" : " nodes")
                        + " of the model with the SHA-256 "
                        + features.model()
                        + ": certificates name it, and the checker takes the features as they"
                        + " stand"));
    made.notes().forEach((node, words) -> words.forEach(w -> notes.add(node + ": " + w)));
    if (made.biasAsInput()) {
      notes.add(
          "the bias of the first layer is the weight of an added last input, which is always 1");
    }
    notes.add(
        noise.isPresent()
            ? "noise as in --noise"
            : "no noise is stated: certify, width and lift take almost every noise, other commands"
                + " none");
    Report.Builder report =
        context
            .done()
            .field("samples", instance.samples())
            .field("widths", instance.network().widths())
            .field("slope", instance.network().slope().toString())
            .field("bias", instance.network().bias())
            .field("layers", made.last().names())
            .field("features", made.last().features())
            .field("model_sha256", instance.dataset().features().map(Features::model).orElse(null))
            .field("left_out", made.last().leftOut())
            .field("bias_as_input", made.biasAsInput())
            .field("notes", notesByNode(made));
    Optional<Path> file = output.file();
    byte[] bytes = bytes(instance, noise, file);
    if (file.isEmpty()) {
      notes.forEach(context::note);
      return report.document(new String(bytes, StandardCharsets.UTF_8)).build();
    }
    context.outputs().stage(file.get(), bytes);
    report.field("output", file.get().toString()).line("instance: " + file.get());
    notes.forEach(note -> report.line("  " + note));
    return report.build();
  }

  private static List<String> notesByNode(ModelInstance made) {
    List<String> notes = new ArrayList<>();
    for (Map.Entry<String, List<String>> entry : made.notes().entrySet()) {
      entry.getValue().forEach(words -> notes.add(entry.getKey() + ": " + words));
    }
    return notes;
  }

  /** The instance's own noise is written only where it was stated. */
  private static byte[] bytes(
      Instance instance, Optional<List<LayerNoise>> stated, Optional<Path> file) {
    boolean archive =
        file.map(f -> f.toString().toLowerCase(Locale.ROOT).endsWith(".npz")).orElse(false);
    if (archive) {
      return InstanceArchive.bytes(
          instance,
          stated.orElse(List.of()).stream()
              .map(n -> n instanceof LayerNoise.Generic ? "generic" : "none")
              .toList());
    }
    return stated.isPresent()
        ? InstanceWriter.readable(instance)
        : InstanceWriter.readableWithoutNoise(instance);
  }

  /** Whether the file is a model. */
  public static boolean isModel(Path file) {
    return !Place.of(file.toString(), "").source().equals("-") && ModelFile.isModel(file);
  }
}
