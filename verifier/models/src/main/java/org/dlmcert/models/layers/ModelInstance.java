package org.dlmcert.models.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.io.BadInput;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Features;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.models.graph.Batches;
import org.dlmcert.models.graph.Graph;
import org.dlmcert.models.operator.Operators;
import org.dlmcert.models.tensor.ElementType;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;

/**
 * The last layers of a model as an instance: its inputs are what the layers below give, evaluated
 * exactly, on each sample.
 *
 * @param instance without noise
 * @param last which layers they are
 * @param notes what was said about the function below, by node
 * @param biasAsInput whether a bias of the lowest layer alone became the weight of an input that is
 *     always 1
 */
public record ModelInstance(
    Instance instance, LastLayers last, Map<String, List<String>> notes, boolean biasAsInput) {

  /** How many samples are compared with the model's own outputs. */
  private static final int COMPARED = 2;

  /**
   * Makes the instance.
   *
   * @param graph the model
   * @param digest the SHA-256 of its file
   * @param last its last layers
   * @param data inputs to the model, and targets for its outputs
   * @param slope in place of the model's own
   * @param done told how many samples are evaluated
   * @throws BadInput if data and model do not fit, or some layers have biases and some do not
   */
  public static ModelInstance of(
      Graph graph,
      String digest,
      LastLayers last,
      Dataset data,
      Optional<Rational> slope,
      IntConsumer done) {
    List<Dense> layers = last.layers();
    List<Integer> widths = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      if (l > 0 && layers.get(l).weights().columns() != layers.get(l - 1).weights().rows()) {
        throw graph
            .place()
            .at(layers.get(l).node().words())
            .expected(
                "weights for " + layers.get(l - 1).weights().rows() + " units",
                layers.get(l).weights().shape());
      }
      widths.add(layers.get(l).weights().columns());
    }
    widths.add(layers.get(layers.size() - 1).weights().rows());
    Batches below = new Batches(graph.withOutputs(List.of(last.features())), Operators.TABLE);
    Tensor samples =
        Tensor.ofMatrix(
            ElementType.DOUBLE, Shape.of(data.samples(), data.inputs().columns()), data.inputs());
    Tensor features = below.apply(samples, done).values().iterator().next();
    if (!features.shape().equals(Shape.of(data.samples(), widths.get(0)))) {
      throw graph
          .place()
          .at(layers.get(0).node().words())
          .expected(
              "features " + data.samples() + "×" + widths.get(0), features.shape().toString());
    }
    int outputs = widths.get(widths.size() - 1);
    data.targets()
        .ifPresent(
            y -> {
              if (y.columns() != outputs) {
                throw graph
                    .place()
                    .expected(
                        "targets for " + outputs + (outputs == 1 ? " output" : " outputs"),
                        y.columns()
                            + (y.columns() == 1 ? " target column" : " target columns")
                            + (y.columns() == 1 ? " (classes 0, 1, …: give --one-hot)" : ""));
              }
            });
    long biased = layers.stream().filter(l -> l.bias().isPresent()).count();
    boolean asInput = biased == 1 && layers.size() > 1 && layers.get(0).bias().isPresent();
    if (biased != 0 && biased != layers.size() && !asInput) {
      throw graph
          .place()
          .expected(
              "biases in all of the last layers, in none, or in the first of them alone",
              "some of " + String.join(", ", last.names()) + " with a bias and some without");
    }
    RationalMatrix x = features.matrix();
    List<RationalMatrix> matrices = new ArrayList<>();
    layers.forEach(l -> matrices.add(l.weights()));
    if (asInput) {
      List<Rational> bias = layers.get(0).bias().orElseThrow();
      x = withColumn(x, Collections.nCopies(x.rows(), Rational.ONE));
      matrices.set(0, withColumn(matrices.get(0), bias));
      widths.set(0, widths.get(0) + 1);
    }
    boolean bias = biased > 0 && !asInput;
    Instance instance =
        new Instance(
            Optional.empty(),
            new Network(widths, last.slope(), bias),
            new Dataset(
                x,
                data.targets(),
                Optional.of(below.nodes()).filter(n -> n > 0).map(n -> new Features(digest, n))),
            Collections.nCopies(layers.size() - 1, LayerNoise.NONE),
            Optional.of(
                new Weights(
                    matrices,
                    bias
                        ? Optional.of(layers.stream().map(l -> l.bias().orElseThrow()).toList())
                        : Optional.empty())));
    compare(graph.withOutputs(List.of(last.output())), instance, samples);
    return new ModelInstance(
        slope.map(s -> withSlope(instance, s)).orElse(instance), last, below.notes(), asInput);
  }

  private static RationalMatrix withColumn(RationalMatrix matrix, List<Rational> column) {
    int columns = matrix.columns();
    return RationalMatrix.of(
        matrix.rows(), columns + 1, (i, j) -> j < columns ? matrix.get(i, j) : column.get(i));
  }

  private static Instance withSlope(Instance instance, Rational slope) {
    Network network = instance.network();
    return new Instance(
        instance.name(),
        new Network(network.widths(), slope, network.bias()),
        instance.dataset(),
        instance.noise(),
        instance.weights());
  }

  /** The instance's outputs are those of the whole model, on the first samples. */
  private static void compare(Graph graph, Instance instance, Tensor samples) {
    int count = Math.min(COMPARED, instance.samples());
    int[] rows = new int[count];
    Arrays.setAll(rows, i -> i);
    int features = samples.shape().dimension(1);
    int[] positions = new int[count * features];
    Arrays.setAll(positions, k -> k);
    Tensor some = samples.select(Shape.of(count, features), positions);
    Tensor whole =
        new Batches(graph, Operators.TABLE).apply(some, n -> {}).values().iterator().next();
    Instance part =
        new Instance(
            Optional.empty(),
            instance.network(),
            new Dataset(instance.dataset().inputs().rows(rows), Optional.empty()),
            instance.noise(),
            instance.weights());
    RationalMatrix outputs = ForwardPass.of(part).output(instance.network().depth());
    for (int k = 0; k < whole.size(); k++) {
      // The columns of the engine's matrix are the samples, the rows of the tensor are.
      if (!whole.value(k).equals(outputs.get(k % outputs.rows(), k / outputs.rows()))) {
        throw new IllegalStateException("the instance is not the end of the model: output " + k);
      }
    }
  }
}
