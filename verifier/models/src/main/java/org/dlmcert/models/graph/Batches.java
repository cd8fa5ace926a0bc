package org.dlmcert.models.graph;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.dlmcert.io.BadInput;
import org.dlmcert.models.tensor.IntegerVector;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;

/**
 * Applies a model with one input to many samples, some at a time, so that memory does not grow with
 * their number. The model's first axis has to be that of the samples: if it fixes its length B,
 * they are given B at a time, the last block filled up with its last sample.
 */
public final class Batches {
  private static final int OPEN_BATCH = 128;

  private final Graph graph;
  private final Evaluation evaluation;
  private final Graph.Input input;

  /**
   * @throws BadInput if the outputs depend on more than one input
   */
  public Batches(Graph graph, Map<String, Operator> operators) {
    this.graph = graph;
    this.evaluation = new Evaluation(graph, operators);
    if (evaluation.inputs().size() != 1) {
      throw graph
          .place()
          .expected("a model with one input", evaluation.inputs().size() + " inputs");
    }
    this.input = evaluation.inputs().get(0);
  }

  /** How many nodes the outputs need. */
  public int nodes() {
    return evaluation.nodes();
  }

  /** What was said about the function that was evaluated, by node. */
  public Map<String, List<String>> notes() {
    return evaluation.notes();
  }

  /**
   * The shape in which the model takes one sample of {@code features} numbers.
   *
   * @throws BadInput if it takes other samples
   */
  public Shape sampleShape(int features) {
    List<Long> declared =
        input.dimensions().filter(d -> !d.isEmpty()).orElse(List.of(-1L, (long) features));
    List<Long> sample = new ArrayList<>(declared.subList(1, declared.size()));
    int open = sample.indexOf(-1L);
    if (open >= 0 && open == sample.lastIndexOf(-1L)) {
      long others = product(sample.stream().filter(d -> d >= 0).toList(), features);
      if (others > 0 && features % others == 0) {
        sample.set(open, features / others);
      }
    }
    if (product(sample, features) != features) {
      throw graph
          .place()
          .at("input " + input.name())
          .expected(
              "data of the shape " + input.words(),
              "samples of " + features + (features == 1 ? " number" : " numbers"));
    }
    return Shape.ofLongs(sample);
  }

  /** The product of the dimensions; -1 if it is above a bound, or one of them is open. */
  private static long product(List<Long> dimensions, int most) {
    long product = 1;
    for (long dimension : dimensions) {
      if (dimension < 0 || dimension > most || product * dimension > most) {
        return -1;
      }
      product *= dimension;
    }
    return product;
  }

  /**
   * The outputs on all samples, by name.
   *
   * @param samples N × any number of features, in C order
   * @param done told after each block how many samples are done
   * @throws BadInput if an output's first axis is not that of the samples
   */
  public Map<String, Tensor> apply(Tensor samples, IntConsumer done) {
    int count = samples.shape().dimension(0);
    int features = samples.shape().size(1, samples.shape().rank());
    Shape sample = sampleShape(features);
    long fixed = input.dimensions().filter(d -> !d.isEmpty()).map(d -> d.get(0)).orElse(-1L);
    int block = fixed > 0 ? (int) Math.min(fixed, 1 << 20) : Math.min(OPEN_BATCH, count);
    Map<String, List<Tensor>> parts = new LinkedHashMap<>();
    for (int from = 0; from < count; from += block) {
      int used = Math.min(block, count - from);
      int[] positions = new int[Math.multiplyExact(block, features)];
      for (int k = 0; k < positions.length; k++) {
        int row = Math.min(from + k / features, count - 1);
        positions[k] = row * features + k % features;
      }
      Tensor batch = samples.select(Shape.of(block).followedBy(sample), positions).as(input.type());
      evaluation
          .apply(Map.of(input.name(), batch))
          .forEach(
              (name, value) ->
                  parts
                      .computeIfAbsent(name, n -> new ArrayList<>())
                      .add(firstRows(name, value, block, used)));
      done.accept(from + used);
    }
    Map<String, Tensor> results = new LinkedHashMap<>();
    parts.forEach((name, values) -> results.put(name, joined(values)));
    return results;
  }

  private Tensor firstRows(String name, Tensor value, int block, int used) {
    if (value.shape().rank() < 1 || value.shape().dimension(0) != block) {
      throw graph
          .place()
          .at("output " + name)
          .expected("one row for each of " + block + " samples", value.shape().toString());
    }
    if (used == block) {
      return value;
    }
    Shape shape = value.shape().with(0, used);
    int[] positions = new int[shape.size()];
    Arrays.setAll(positions, k -> k);
    return value.select(shape, positions);
  }

  private static Tensor joined(List<Tensor> parts) {
    BigInteger scale = BigInteger.ONE;
    int rows = 0;
    for (Tensor part : parts) {
      scale = Tensor.common(scale, part.denominator());
      rows += part.shape().dimension(0);
    }
    BigInteger common = scale;
    return Tensor.of(
        parts.get(0).type(),
        parts.get(0).shape().with(0, rows),
        IntegerVector.concatenated(parts.stream().map(p -> p.over(common)).toList()),
        common);
  }
}
