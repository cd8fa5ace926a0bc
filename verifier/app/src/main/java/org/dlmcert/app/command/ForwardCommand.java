package org.dlmcert.app.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.app.argument.Columns;
import org.dlmcert.app.argument.ModelInput;
import org.dlmcert.app.argument.StatedNumber;
import org.dlmcert.app.option.OutputOption;
import org.dlmcert.app.option.TableLayoutOptions;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.Place;
import org.dlmcert.io.array.NpzWriter;
import org.dlmcert.io.dataset.DatasetReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.models.file.InputFiles;
import org.dlmcert.models.file.ModelFile;
import org.dlmcert.models.graph.Batches;
import org.dlmcert.models.graph.Evaluation;
import org.dlmcert.models.graph.Graph;
import org.dlmcert.models.operator.Operators;
import org.dlmcert.models.tensor.ElementType;
import org.dlmcert.models.tensor.Rounding;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dlmcert forward}: the outputs of a model in exact arithmetic. */
@Command(name = "forward", header = "Applies a model to data exactly, and rounds its outputs once.")
public final class ForwardCommand implements Job {
  /** How outputs are written. */
  enum OutputType {
    FLOAT64,
    FLOAT32,
    EXACT
  }

  @Parameters(
      paramLabel = "MODEL",
      description = "A model: ONNX, safetensors, or NPZ of a state_dict.")
  private Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "[NAME=]FILE",
      converter = ModelInput.Reader.class,
      description =
          "The inputs: NPY, NPZ with arrays by the inputs' names (or x, or input_0, …), CSV, tensors of "
              + "ONNX (.pb) or a folder of them; several times for several inputs.")
  private List<ModelInput> data = new ArrayList<>();

  @Option(
      names = "--target-column",
      paramLabel = "last|none|K|NAME",
      converter = Columns.Reader.class,
      defaultValue = "none",
      description = "The columns of a CSV that are no inputs. Default: none.")
  private Columns targetColumn;

  @Mixin private TableLayoutOptions table = new TableLayoutOptions();

  @Option(
      names = "--slope",
      paramLabel = "S",
      converter = StatedNumber.Reader.class,
      description = "The slope of the activation between layers, for weights alone.")
  private Optional<StatedNumber> slope = Optional.empty();

  @Option(
      names = "--layer-order",
      paramLabel = "A,B,…",
      split = ",",
      description = "The layers of weights alone (safetensors, NPZ), first to last.")
  private List<String> order = List.of();

  @Option(
      names = "--dtype",
      paramLabel = "float64|float32|exact",
      defaultValue = "float64",
      description =
          "Outputs are the nearest such numbers, or fractions as texts. Default: float64.")
  private OutputType type = OutputType.FLOAT64;

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Report run(JobContext context) {
    if (output.file().isEmpty()) {
      throw new UsageError("-o FILE.npz expected");
    }
    context.progress().stage("reading", 0);
    Graph graph =
        ModelFile.read(model)
            .graph(
                slope.map(StatedNumber::exact),
                Optional.of(order).filter(names -> !names.isEmpty()));
    Evaluation evaluation = new Evaluation(graph, Operators.TABLE);
    Map<String, Tensor> arguments = arguments(evaluation.inputs());
    context.progress().stage("layers", 0);
    Map<String, Tensor> outputs;
    Map<String, List<String>> notes;
    boolean fits =
        evaluation.inputs().stream().allMatch(i -> InputFiles.fits(i, value(arguments, i.name())));
    if (fits || evaluation.inputs().size() != 1) {
      outputs = evaluation.apply(arguments);
      notes = evaluation.notes();
    } else {
      Batches batches = new Batches(graph, Operators.TABLE);
      outputs = batches.apply(arguments.values().iterator().next(), done -> {});
      notes = batches.notes();
    }
    return report(outputs, notes, context);
  }

  private static Tensor value(Map<String, Tensor> values, String name) {
    Tensor value = values.get(name);
    if (value == null) {
      throw new IllegalStateException(name);
    }
    return value;
  }

  private Map<String, Tensor> arguments(List<Graph.Input> inputs) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    List<Tensor> unnamed = new ArrayList<>();
    for (ModelInput entry : data) {
      Map<String, Tensor> found =
          InputFiles.read(entry.file()).orElseGet(() -> Map.of("", table(entry.file())));
      if (entry.name().isPresent() && found.size() != 1) {
        throw new UsageError("--data " + entry.text() + ": one array expected in the file");
      }
      found.forEach(
          (name, tensor) -> {
            if (entry.name().isPresent()) {
              named.put(entry.name().get(), tensor);
            } else if (name.isEmpty()) {
              unnamed.add(tensor);
            } else {
              named.put(name, tensor);
            }
          });
    }
    String files = String.join(", ", data.stream().map(ModelInput::text).toList());
    return InputFiles.assigned(inputs, named, unnamed, Place.of(files, ""));
  }

  private Tensor table(Path file) {
    RationalMatrix x =
        DatasetReader.read(
                file, table.layout().withTarget(Optional.of(targetColumn.choice())), Numbers.EXACT)
            .dataset()
            .inputs();
    return Tensor.ofMatrix(ElementType.DOUBLE, Shape.of(x.rows(), x.columns()), x);
  }

  private Report report(
      Map<String, Tensor> outputs, Map<String, List<String>> notes, JobContext context) {
    Path file = output.file().orElseThrow();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Report.Builder report = context.done();
    List<Map<String, Object>> described = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    try (NpzWriter npz = new NpzWriter(bytes)) {
      int k = 0;
      for (Map.Entry<String, Tensor> entry : outputs.entrySet()) {
        String array = "output_" + k++;
        Tensor value = entry.getValue();
        List<Integer> shape = value.shape().dimensions();
        switch (type) {
          case FLOAT64 -> npz.add(array, shape, Rounding.doubles(value));
          case FLOAT32 -> npz.add(array, shape, Rounding.floats(value));
          case EXACT ->
              npz.add(
                  array,
                  shape,
                  value.values().stream().map(Rational::toString).toArray(String[]::new));
        }
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("array", array);
        one.put("name", entry.getKey());
        one.put("shape", shape);
        described.add(one);
        lines.add("  " + array + ": " + entry.getKey() + ", " + value.shape());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    context.outputs().stage(file, bytes.toByteArray());
    List<String> said = new ArrayList<>();
    notes.forEach((node, words) -> words.forEach(w -> said.add(node + ": " + w)));
    report.field("outputs", described).field("notes", said).field("output", file.toString());
    report.line("outputs: " + file);
    lines.forEach(report::line);
    said.forEach(w -> report.line("  " + w));
    return report.build();
  }
}
