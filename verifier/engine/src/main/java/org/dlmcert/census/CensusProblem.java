package org.dlmcert.census;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Network;
import org.dlmcert.model.Widths;

/**
 * A data set and a network with one hidden layer and one output, whose differentiable local minima
 * are asked for (proofs/format.md, 4.5).
 */
public final class CensusProblem implements Serializable {
  private static final long serialVersionUID = 1L;

  private final transient Instance instance;
  private final transient RationalMatrix inputs;
  private final transient RationalMatrix noise;
  private final transient List<Rational> targets;
  private final transient int[] equalBefore;

  private CensusProblem(Instance instance) {
    this.instance = instance;
    Network network = instance.network();
    inputs = Gradient.withOnes(instance.dataset().inputs().transpose(), network.bias());
    noise =
        RationalMatrix.of(
            network.width(1), instance.samples(), (i, n) -> instance.noise(1).factor(n, i));
    RationalMatrix y = instance.dataset().targets().orElseThrow();
    targets = IntStream.range(0, y.rows()).mapToObj(n -> y.get(n, 0)).toList();
    equalBefore =
        IntStream.range(0, noise.rows())
            .map(
                i ->
                    IntStream.range(0, i)
                        .filter(k -> noise.row(k).equals(noise.row(i)))
                        .max()
                        .orElse(-1))
            .toArray();
  }

  /**
   * The problem of an instance; its weights are left out.
   *
   * @throws IllegalArgumentException with a message for people, if the instance has maxout units,
   *     more than one hidden layer or output, no targets, another loss, or generic noise
   */
  public static CensusProblem of(Instance instance) {
    Network network = instance.network();
    if (network.isMaxout()) {
      throw new IllegalArgumentException(
          "activation: leaky expected for a census of minima, got maxout");
    }
    if (network.depth() != 2) {
      throw new IllegalArgumentException(
          "widths: one hidden layer expected for a census of minima, got "
              + Widths.text(network.widths()));
    }
    if (network.outputs() != 1) {
      throw new IllegalArgumentException(
          "widths: one output expected for a census of minima, got "
              + Widths.text(network.widths()));
    }
    if (instance.noise(1) instanceof LayerNoise.Generic) {
      throw new IllegalArgumentException(
          "noise: a table or \"none\" expected for a census of minima, got \"generic\"");
    }
    if (instance.dataset().targets().isEmpty()) {
      throw new IllegalArgumentException("targets: expected for a census of minima, and missing");
    }
    if (!instance.loss().equals(Loss.SQUARED)) {
      throw new IllegalArgumentException(
          "loss: squared expected for a census of minima, got " + instance.loss().word());
    }
    return new CensusProblem(
        new Instance(
            instance.name(), network, instance.dataset(), instance.noise(), Optional.empty()));
  }

  /** It is sent as its instance. */
  private Object writeReplace() {
    return new Sent(InstanceWriter.canonical(instance));
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a census problem is sent as its instance");
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sent(byte[] instance) implements Serializable {
    private Object readResolve() {
      return CensusProblem.of(InstanceReader.canonical(instance));
    }
  }

  /** The instance, without weights. */
  public Instance instance() {
    return instance;
  }

  /** X, d×N: the inputs as columns, with a row of ones below if the network has biases. */
  public RationalMatrix inputs() {
    return inputs;
  }

  /** E, D×N. */
  public RationalMatrix noise() {
    return noise;
  }

  /** y, N entries. */
  public List<Rational> targets() {
    return targets;
  }

  public Rational slope() {
    return instance.network().slope();
  }

  /** Whether the output has a bias. */
  public boolean bias() {
    return instance.network().bias();
  }

  /** The number N of samples. */
  public int samples() {
    return inputs.columns();
  }

  /** The number d of inputs, with the constant one. */
  public int dimensions() {
    return inputs.rows();
  }

  /** The number D of hidden units. */
  public int units() {
    return noise.rows();
  }

  /** The number R of rows of G: D·d, and one more for the bias of the output. */
  public int rows() {
    return Math.addExact(Math.multiplyExact(units(), dimensions()), bias() ? 1 : 0);
  }

  /** The last unit before this one with equal noise, or -1. */
  public int equalBefore(int unit) {
    return equalBefore[unit];
  }

  /** The noise in one word, {@code none} or {@code given}. */
  public String noiseWord() {
    return instance.noise(1) instanceof LayerNoise.None ? "none" : "given";
  }

  /**
   * The number of ways to give every unit one of k things, where units of equal noise may be
   * exchanged: the product over the classes of C(k+m-1, m), m the size of the class.
   */
  public BigInteger multisets(int k) {
    BigInteger product = BigInteger.ONE;
    int[] rank = new int[units()]; // the place of a unit in its class, from 1
    for (int i = 0; i < units(); i++) {
      rank[i] = equalBefore[i] < 0 ? 1 : rank[equalBefore[i]] + 1;
      // C(k+m-1, m) = C(k+m-2, m-1) · (k+m-1)/m: the product stays an integer
      product =
          product
              .multiply(BigInteger.valueOf((long) k + rank[i] - 1))
              .divide(BigInteger.valueOf(rank[i]));
    }
    return product;
  }
}
