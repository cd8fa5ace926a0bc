package org.dlmcert.numeric.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.gradient.Hessian;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatGradient;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;
import org.dlmcert.numeric.network.KinkConvention;
import org.dlmcert.numeric.vectors.ExactValues;
import org.dlmcert.numeric.vectors.PartialMatrix;
import org.dlmcert.point.LossGradient;
import org.dlmcert.progress.Progress;

/**
 * Double and exact arithmetic on the same instance, quantity by quantity.
 *
 * @param signs preactivations whose sign differs; 0 counts as positive, as in the network
 * @param quantities preactivations, slopes, outputs, loss, gradient, every G_l
 * @param ranks of every G_l and of G
 * @param inertia of the Hessian, where it was asked for
 * @param lossGradient whether the loss has a gradient; empty without targets. Gradients are left
 *     out where it has none and no convention is given
 */
public record Comparison(
    List<SignDisagreement> signs,
    List<Quantity> quantities,
    List<RankComparison> ranks,
    Optional<InertiaComparison> inertia,
    Optional<LossGradient> lossGradient) {

  public Comparison {
    signs = List.copyOf(signs);
    quantities = List.copyOf(quantities);
    ranks = List.copyOf(ranks);
  }

  /**
   * Compares all but the Hessian.
   *
   * @param convention the slope where u = 0, of both; without one it is 1, but the exact gradient
   *     of the loss is the true one
   * @throws IllegalArgumentException if the instance has no weights, or generic noise
   */
  public static Comparison of(
      Instance instance, Optional<KinkConvention> convention, Progress progress) {
    Work work = new Work(instance, convention);
    work.run(progress);
    return work.result(Optional.empty());
  }

  /**
   * Compares, with the Hessian, ω × ω, and its inertia: O(ω²·N) and O(ω³) operations on integers as
   * long as minors.
   *
   * @throws IllegalArgumentException if the instance has no weights or no targets, or generic noise
   */
  public static Comparison withHessian(
      Instance instance, Optional<KinkConvention> convention, Progress progress) {
    Work work = new Work(instance, convention);
    work.run(progress);
    return work.result(Optional.of(work.hessian(progress)));
  }

  private static final class Work {
    private final Instance instance;
    private final Network network;
    private final ExactValues values;
    private final ForwardPass pass;
    private final Gradient gradient;
    private final FloatGradient computed;
    private final RoundingBounds bounds;
    private final List<SignDisagreement> signs = new ArrayList<>();
    private final List<Quantity> quantities = new ArrayList<>();
    private final List<RankComparison> ranks = new ArrayList<>();

    Work(Instance instance, Optional<KinkConvention> given) {
      KinkConvention convention = given.orElse(KinkConvention.RIGHT);
      this.instance = instance;
      this.network = instance.network();
      this.values =
          given.isPresent() ? ExactValues.of(instance, convention) : ExactValues.of(instance);
      ForwardPass right = ForwardPass.of(instance);
      this.pass = convention == KinkConvention.RIGHT ? right : right.leftOfKinks(instance);
      this.gradient = Gradient.at(instance, pass);
      FloatNetwork floats = FloatNetwork.of(network);
      FloatWeights weights = FloatWeights.of(floats, instance.weights().orElseThrow());
      FloatData data = FloatData.of(instance);
      this.computed = FloatGradient.of(weights, data, convention);
      this.bounds = new RoundingBounds(weights, data);
    }

    Comparison result(Optional<InertiaComparison> inertia) {
      return new Comparison(signs, quantities, ranks, inertia, values.lossGradient());
    }

    void run(Progress progress) {
      progress.stage("comparing " + network.depth() + " layers", network.depth());
      for (int l = 1; l <= network.depth(); l++) {
        preactivations(l);
        if (l < network.depth()) {
          slopes(l);
        }
        progress.step(l);
      }
      outputs();
      values.mse().ifPresent(this::losses);
      progress.stage("ranks", network.depth() + 1L);
      for (int l = 1; l <= network.depth(); l++) {
        layer(l);
        progress.step(l);
      }
      rank("G", gradient.full(), computed.full(), bounds.full());
    }

    InertiaComparison hessian(Progress progress) {
      progress.stage("Hessian and its inertia", 0);
      RationalMatrix exact = Hessian.at(instance, pass);
      double[][] floats = computed.hessian();
      double[][] most = bounds.hessian();
      List<Entry> entries = new ArrayList<>();
      for (int r = 0; r < floats.length; r++) {
        for (int q = 0; q <= r; q++) {
          String place = weight(r) + ", " + weight(q);
          entries.add(new Entry(place, floats[r][q], exact.get(r, q), most[r][q]));
        }
      }
      quantities.add(new Quantity("Hessian", entries));
      return InertiaComparison.of(exact, floats, most, !pass.isDifferentiable());
    }

    /** The parameter of a row of G. */
    private String weight(int row) {
      int layer = 1;
      int first = 0;
      while (row - first >= gradient.layer(layer).rows()) {
        first += gradient.layer(layer).rows();
        layer++;
      }
      return parameter(layer, row - first);
    }

    private void preactivations(int layer) {
      List<Entry> entries = new ArrayList<>();
      for (int n = 0; n < instance.samples(); n++) {
        for (int i = 0; i < network.width(layer); i++) {
          Rational exact = pass.preactivation(layer).get(i, n);
          double u = computed.preactivation(layer, i, n);
          double bound = bounds.preactivation(layer, i, n);
          entries.add(new Entry("sample " + n + ", unit " + i, u, exact, bound));
          if (layer < network.depth() && u >= 0 != exact.signum() >= 0) {
            signs.add(new SignDisagreement(layer, i, n, u, exact, bound));
          }
        }
      }
      quantities.add(new Quantity("u_" + layer, entries));
    }

    private void slopes(int layer) {
      List<Entry> entries = new ArrayList<>();
      for (int n = 0; n < instance.samples(); n++) {
        for (int i = 0; i < network.width(layer); i++) {
          double a = computed.slope(layer, i, n);
          // Slope, noise and their product are rounded.
          entries.add(
              new Entry(
                  "sample " + n + ", unit " + i,
                  a,
                  pass.slopes(layer).get(i, n),
                  4 * 0x1p-53 * Math.abs(a)));
        }
      }
      quantities.add(new Quantity("a_" + layer, entries));
    }

    private void outputs() {
      List<Entry> entries = new ArrayList<>();
      int depth = network.depth();
      for (int n = 0; n < instance.samples(); n++) {
        for (int o = 0; o < network.outputs(); o++) {
          entries.add(
              new Entry(
                  "sample " + n + ", output " + o,
                  computed.output(depth, o, n),
                  pass.output(depth).get(o, n),
                  bounds.output(depth, o, n)));
        }
      }
      quantities.add(new Quantity("v_" + depth, entries));
    }

    private void losses(Rational mse) {
      quantities.add(
          new Quantity("MSE", List.of(new Entry("", computed.mse(), mse, bounds.mse()))));
      for (int l = 1; l <= network.depth(); l++) {
        PartialMatrix exact = values.gradient(l).orElseThrow();
        Optional<PartialMatrix> biases = values.biasGradient(l);
        if (!exact.isWhole()) {
          continue;
        }
        double[] floats = computed.gradient(l);
        double[] most = bounds.gradient(l);
        int fanIn = floats.length / network.width(l);
        List<Entry> entries = new ArrayList<>();
        for (int r = 0; r < floats.length; r++) {
          Rational value =
              r % fanIn == network.width(l - 1)
                  ? biases.orElseThrow().values().get(0, r / fanIn)
                  : exact.values().get(r / fanIn, r % fanIn);
          entries.add(new Entry(parameter(l, r), floats[r], value, most[r]));
        }
        quantities.add(new Quantity("gradient by W_" + l, entries));
      }
    }

    private String parameter(int layer, int row) {
      int fanIn = network.width(layer - 1) + (network.bias() ? 1 : 0);
      int input = row % fanIn;
      return input == network.width(layer - 1)
          ? "b_" + layer + "[" + row / fanIn + "]"
          : "W_" + layer + "[" + row / fanIn + "][" + input + "]";
    }

    private void layer(int l) {
      RationalMatrix exact = gradient.layer(l);
      double[][] floats = computed.layer(l);
      double[][] most = bounds.layerBounds(l);
      List<Entry> entries = new ArrayList<>();
      for (int r = 0; r < exact.rows(); r++) {
        for (int c = 0; c < exact.columns(); c++) {
          entries.add(
              new Entry(
                  parameter(l, r) + ", column " + c, floats[r][c], exact.get(r, c), most[r][c]));
        }
      }
      quantities.add(new Quantity("G_" + l, entries));
      rank("G_" + l, exact, floats, most);
    }

    private void rank(String name, RationalMatrix exact, double[][] floats, double[][] most) {
      if (Entry.allFinite(floats)) {
        ranks.add(RankComparison.of(name, exact, floats, most));
      }
    }
  }

  /** The quantity of this name. */
  public Optional<Quantity> quantity(String name) {
    return quantities.stream().filter(q -> q.name().equals(name)).findFirst();
  }

  /** Whether double differs from exact in kind: in a sign, in a rank or in the inertia. */
  public boolean differsInKind() {
    return quantities.stream().anyMatch(q -> !q.withWrongSign().isEmpty())
        || ranks.stream().anyMatch(r -> !r.agrees())
        || inertia.stream().anyMatch(i -> !i.agrees());
  }
}
