package org.dlmcert.models.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.Place;
import org.dlmcert.models.graph.Attribute;
import org.dlmcert.models.graph.Evaluation;
import org.dlmcert.models.graph.Graph;
import org.dlmcert.models.graph.Node;
import org.dlmcert.models.tensor.ElementType;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/**
 * Convolution and pooling on random small tensors of one to three spatial axes, compared with the
 * sums and maxima of their definitions, which are written here element by element.
 */
class WindowTest {
  private static final long SEED = 20261128;

  /** One axis of a window. */
  private record Axis(int size, int kernel, int stride, int dilation, int begin, int end) {
    static Axis random(Random random, boolean wide) {
      int kernel = 1 + random.nextInt(3);
      int dilation = 1 + random.nextInt(2);
      int reach = (kernel - 1) * dilation + 1;
      // Fewer than the kernel's cells, so that no place lies in the padding alone.
      int begin = wide ? random.nextInt(kernel) : 0;
      int end = wide ? random.nextInt(kernel) : 0;
      int size = Math.max(1, reach - begin - end) + dilation + random.nextInt(4);
      return new Axis(size, kernel, 1 + random.nextInt(3), dilation, begin, end);
    }

    /** With the padding that auto_pad chooses. */
    Axis same(boolean upper) {
      int places = (size + stride - 1) / stride;
      int total = Math.max(0, (places - 1) * stride + (kernel - 1) * dilation + 1 - size);
      int less = total / 2;
      return new Axis(
          size, kernel, stride, dilation, upper ? less : total - less, upper ? total - less : less);
    }

    int places(boolean ceil) {
      int count = 0;
      // A place fits in the padded input; with ceil, it starts in it or in the padding before it.
      for (int start = -begin; ; start += stride) {
        boolean fits = start + (kernel - 1) * dilation < size + end;
        boolean reaches = count > 0 && start - stride + (kernel - 1) * dilation < size + end - 1;
        if (!fits && !(ceil && reaches && start < size)) {
          return count;
        }
        count++;
      }
    }

    int at(int place, int cell) {
      return place * stride - begin + cell * dilation;
    }
  }

  @Test
  void convolutionsAndPools() {
    Random random = new Random(SEED);
    Map<String, Integer> seen = new TreeMap<>();
    for (int k = 0; k < Cases.count(300, 6000); k++) {
      int dimensions = 1 + random.nextInt(3);
      String padding =
          List.of("NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID").get(random.nextInt(4));
      String operator = List.of("Conv", "MaxPool", "AveragePool").get(random.nextInt(3));
      boolean ceil = !operator.equals("Conv") && padding.equals("NOTSET") && random.nextBoolean();
      boolean counted = random.nextBoolean();
      List<Axis> axes =
          IntStream.range(0, dimensions)
              .mapToObj(d -> Axis.random(random, padding.equals("NOTSET")))
              .map(a -> padding.startsWith("SAME") ? a.same(padding.endsWith("UPPER")) : a)
              .toList();
      String words = "seed " + SEED + ", case " + k + ": " + operator + " " + padding + " " + axes;
      if (!operator.equals("Conv") && padding.startsWith("SAME") && lonely(axes)) {
        continue;
      }
      seen.merge(operator + " " + padding, 1, Integer::sum);
      Map<String, Attribute> attributes = attributes(axes, padding);
      if (operator.equals("Conv")) {
        convolution(random, axes, attributes, words);
      } else {
        pool(random, axes, attributes, operator, ceil, counted, words);
      }
    }
    assertThat(seen).as("seed " + SEED).hasSize(12);
  }

  /** Whether some place lies in the padding alone, where a pool has no value. */
  private static boolean lonely(List<Axis> axes) {
    return axes.stream()
        .anyMatch(
            a ->
                IntStream.range(0, a.places(false))
                    .anyMatch(
                        p ->
                            IntStream.range(0, a.kernel())
                                .map(c -> a.at(p, c))
                                .noneMatch(i -> i >= 0 && i < a.size())));
  }

  private static Map<String, Attribute> attributes(List<Axis> axes, String padding) {
    Map<String, Attribute> attributes = new TreeMap<>();
    attributes.put("kernel_shape", integers(axes.stream().map(Axis::kernel).toList()));
    attributes.put("strides", integers(axes.stream().map(Axis::stride).toList()));
    attributes.put("dilations", integers(axes.stream().map(Axis::dilation).toList()));
    if (padding.equals("NOTSET")) {
      List<Integer> pads = new ArrayList<>(axes.stream().map(Axis::begin).toList());
      pads.addAll(axes.stream().map(Axis::end).toList());
      attributes.put("pads", integers(pads));
    } else {
      attributes.put("auto_pad", new Attribute.Text(padding));
    }
    return attributes;
  }

  private static Attribute integers(List<Integer> values) {
    return new Attribute.Integers(values.stream().map(v -> (long) v).toList());
  }

  private static void convolution(
      Random random, List<Axis> axes, Map<String, Attribute> attributes, String words) {
    int groups = 1 + random.nextInt(2);
    int own = 1 + random.nextInt(2);
    int maps = groups * (1 + random.nextInt(2));
    attributes.put("group", integers(List.of(groups)));
    Shape size = shape(axes.stream().map(Axis::size).toList());
    Shape kernel = shape(axes.stream().map(Axis::kernel).toList());
    Shape places = shape(axes.stream().map(a -> a.places(false)).toList());
    Tensor x = random(random, Shape.of(2, groups * own).followedBy(size));
    Tensor w = random(random, Shape.of(maps, own).followedBy(kernel));
    Tensor b = random(random, Shape.of(maps));
    List<Rational> expected = new ArrayList<>();
    for (int n = 0; n < 2; n++) {
      for (int m = 0; m < maps; m++) {
        int first = m / (maps / groups) * own;
        for (int[] place : indices(places)) {
          Rational sum = b.value(m);
          for (int c = 0; c < own; c++) {
            for (int[] cell : indices(kernel)) {
              int from = position(axes, place, cell);
              if (from >= 0) {
                Rational weight = w.value((m * own + c) * kernel.size() + row(kernel, cell));
                int channel = n * groups * own + first + c;
                sum = sum.plus(weight.times(x.value(channel * size.size() + from)));
              }
            }
          }
          expected.add(sum);
        }
      }
    }
    check(
        "Conv",
        attributes,
        List.of(x, w, b),
        Shape.of(2, maps).followedBy(places),
        expected,
        words);
  }

  private static void pool(
      Random random,
      List<Axis> axes,
      Map<String, Attribute> attributes,
      String operator,
      boolean ceil,
      boolean counted,
      String words) {
    boolean average = operator.equals("AveragePool");
    attributes.put("ceil_mode", integers(List.of(ceil ? 1 : 0)));
    if (average) {
      attributes.put("count_include_pad", integers(List.of(counted ? 1 : 0)));
    }
    Shape size = shape(axes.stream().map(Axis::size).toList());
    Shape kernel = shape(axes.stream().map(Axis::kernel).toList());
    Shape places = shape(axes.stream().map(a -> a.places(ceil)).toList());
    Tensor x = random(random, Shape.of(1, 2).followedBy(size));
    List<Rational> expected = new ArrayList<>();
    for (int c = 0; c < 2; c++) {
      for (int[] place : indices(places)) {
        List<Rational> values = new ArrayList<>();
        int padding = 0;
        for (int[] cell : indices(kernel)) {
          int from = position(axes, place, cell);
          if (from >= 0) {
            values.add(x.value(c * size.size() + from));
          } else if (IntStream.range(0, axes.size())
              .allMatch(
                  d ->
                      axes.get(d).at(place[d], cell[d]) < axes.get(d).size() + axes.get(d).end())) {
            padding++;
          }
        }
        expected.add(
            average
                ? values.stream()
                    .reduce(Rational.ZERO, Rational::plus)
                    .dividedBy(Rational.of(values.size() + (counted ? padding : 0)))
                : values.stream().reduce((a, b) -> a.compareTo(b) >= 0 ? a : b).orElseThrow());
      }
    }
    check(operator, attributes, List.of(x), Shape.of(1, 2).followedBy(places), expected, words);
  }

  private static void check(
      String operator,
      Map<String, Attribute> attributes,
      List<Tensor> inputs,
      Shape shape,
      List<Rational> expected,
      String words) {
    Map<String, Tensor> constants = new TreeMap<>();
    inputs.forEach(t -> constants.put("t" + constants.size(), t));
    Node node = new Node("n", operator, List.copyOf(constants.keySet()), List.of("y"), attributes);
    Graph graph =
        new Graph(Place.of("model", ""), 19, List.of(), constants, List.of(node), List.of("y"));
    Tensor found = new Evaluation(graph, Operators.TABLE).apply(Map.of()).get("y");
    assertThat(found).as(words + attributes).isNotNull();
    assertThat(found.shape()).as(words + attributes).isEqualTo(shape);
    assertThat(found.values()).as(words + attributes).isEqualTo(expected);
  }

  /** The position in the spatial part of the input, or -1 outside of it. */
  private static int position(List<Axis> axes, int[] place, int[] cell) {
    int position = 0;
    for (int d = 0; d < axes.size(); d++) {
      int at = axes.get(d).at(place[d], cell[d]);
      if (at < 0 || at >= axes.get(d).size()) {
        return -1;
      }
      position = position * axes.get(d).size() + at;
    }
    return position;
  }

  private static int row(Shape shape, int[] index) {
    int row = 0;
    for (int d = 0; d < index.length; d++) {
      row = row * shape.dimension(d) + index[d];
    }
    return row;
  }

  private static List<int[]> indices(Shape shape) {
    List<int[]> all = new ArrayList<>(List.of(new int[0]));
    for (int dimension : shape.dimensions()) {
      List<int[]> longer = new ArrayList<>();
      for (int[] index : all) {
        for (int i = 0; i < dimension; i++) {
          int[] next = Arrays.copyOf(index, index.length + 1);
          next[index.length] = i;
          longer.add(next);
        }
      }
      all = longer;
    }
    return all;
  }

  private static Shape shape(List<Integer> dimensions) {
    return new Shape(dimensions);
  }

  private static Tensor random(Random random, Shape shape) {
    List<Rational> values =
        IntStream.range(0, shape.size())
            .mapToObj(k -> Rational.of(random.nextInt(41) - 20, 4))
            .toList();
    return Tensor.rationals(ElementType.FLOAT, shape, values);
  }
}
