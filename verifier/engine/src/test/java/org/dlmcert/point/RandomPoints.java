package org.dlmcert.point;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/** Tiny seeded instances with small integers: many zero preactivations, many critical points. */
final class RandomPoints {
  private static final List<Rational> SLOPES =
      List.of(
          Rational.ZERO,
          Rational.of(1, 2),
          Rational.of(1, 10),
          Rational.of(-1),
          Rational.of(-1, 3),
          Rational.ONE,
          Rational.of(2));

  private final Random random;

  RandomPoints(long seed) {
    random = new Random(seed);
  }

  Random random() {
    return random;
  }

  /** An instance with weights; in two of three cases the targets make G·e zero in some cell. */
  Instance next(int depth) {
    List<Integer> widths = new ArrayList<>();
    for (int l = 0; l < depth; l++) {
      widths.add(1 + random.nextInt(2));
    }
    widths.add(random.nextInt(4) == 0 ? 2 : 1);
    Network network =
        new Network(widths, SLOPES.get(random.nextInt(SLOPES.size())), random.nextInt(3) == 0);
    int samples = 1 + random.nextInt(4);
    RationalMatrix inputs = integers(samples, network.inputs());
    List<LayerNoise> noise = new ArrayList<>();
    for (int l = 1; l < depth; l++) {
      noise.add(
          random.nextInt(3) == 0
              ? new LayerNoise.Given(integers(samples, network.width(l)))
              : LayerNoise.NONE);
    }
    List<RationalMatrix> matrices = new ArrayList<>();
    List<List<Rational>> biases = new ArrayList<>();
    for (int l = 1; l <= depth; l++) {
      matrices.add(integers(network.width(l), network.width(l - 1)));
      biases.add(IntStream.range(0, network.width(l)).mapToObj(i -> integer()).toList());
    }
    Weights weights =
        new Weights(matrices, network.bias() ? Optional.of(biases) : Optional.empty());
    Instance some =
        new Instance(
            Optional.empty(),
            network,
            new Dataset(inputs, Optional.of(integers(samples, network.outputs()))),
            noise,
            Optional.of(weights));
    return random.nextInt(3) == 0 ? some : critical(some);
  }

  private RationalMatrix integers(int rows, int columns) {
    return RationalMatrix.of(rows, columns, (i, j) -> integer());
  }

  private Rational integer() {
    return Rational.of(random.nextInt(5) - 2);
  }

  /** Targets f - e with G·e = 0, for slope 1 and, sometimes, slope s at zero preactivations. */
  private Instance critical(Instance instance) {
    ForwardPass pass = ForwardPass.of(instance);
    Gradient gradient = Gradient.at(instance, pass);
    List<List<Rational>> rows = new ArrayList<>();
    RationalMatrix full = gradient.full();
    IntStream.range(0, full.rows()).forEach(i -> rows.add(full.row(i)));
    int outputs = instance.network().outputs();
    int columns = full.columns();
    if (!pass.isDifferentiable() && random.nextBoolean()) {
      for (int n = 0; n < instance.samples(); n++) {
        boolean kink = false;
        for (int l = 1; l < instance.network().depth(); l++) {
          for (int i = 0; i < instance.network().width(l); i++) {
            kink |= pass.preactivation(l).get(i, n).isZero();
          }
        }
        for (int k = 0; k < outputs && kink; k++) {
          int column = n * outputs + k;
          rows.add(
              IntStream.range(0, columns)
                  .mapToObj(c -> c == column ? Rational.ONE : Rational.ZERO)
                  .toList());
        }
      }
    }
    RationalMatrix.ClearedColumns cleared = RationalMatrix.ofRows(columns, rows).clearColumns();
    IntegerMatrix kernel = IntegerKernel.basis(cleared.matrix());
    Rational[] e = new Rational[columns];
    for (int c = 0; c < columns; c++) {
      e[c] = Rational.ZERO;
    }
    for (int k = 0; k < kernel.rows(); k++) {
      Rational factor = integer();
      for (int c = 0; c < columns; c++) {
        e[c] =
            e[c].plus(
                factor
                    .times(Rational.of(kernel.get(k, c)))
                    .times(Rational.of(cleared.scales().get(c))));
      }
    }
    RationalMatrix outputsAt = pass.output(instance.network().depth());
    RationalMatrix targets =
        RationalMatrix.of(
            instance.samples(), outputs, (n, k) -> outputsAt.get(k, n).minus(e[n * outputs + k]));
    return new Instance(
        Optional.empty(),
        instance.network(),
        new Dataset(instance.dataset().inputs(), Optional.of(targets)),
        instance.noise(),
        instance.weights());
  }

  /** A direction of small integers, often with zeros. */
  Weights direction(Instance instance) {
    ParameterLayout layout = new ParameterLayout(instance.network());
    boolean sparse = random.nextBoolean();
    return layout.weights(
        layout.zeros().stream()
            .map(
                zero -> sparse && random.nextInt(3) > 0 ? zero : Rational.of(random.nextInt(7) - 3))
            .toList());
  }
}
