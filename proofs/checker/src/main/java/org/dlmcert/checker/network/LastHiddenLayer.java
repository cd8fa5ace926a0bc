package org.dlmcert.checker.network;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.dlmcert.checker.algebra.Columns;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/** The one-layer problem (format.md 4.1): X with its columns, and G^σ = (E∘σ) ∘ X. */
public final class LastHiddenLayer implements Columns {
  private final Network network;
  private final IntFunction<Rational[]> outputs;
  private final Work work;
  private final int below;
  private final OutputWeights outputWeights;

  /** All layers below the last hidden one must be determined. */
  public LastHiddenLayer(Network network, Work work) {
    this(network, work, determined(network, work));
  }

  private LastHiddenLayer(Network network, Work work, IntFunction<Rational[]> outputs) {
    this.network = network;
    this.work = work;
    this.below = network.layers() - 2;
    this.outputs = outputs;
    this.outputWeights = OutputWeights.of(network);
  }

  private static IntFunction<Rational[]> determined(Network network, Work work) {
    int below = network.layers() - 2;
    ForwardPass pass = new ForwardPass(network, below, work);
    return sample -> pass.outputs(below, sample);
  }

  /** The layer as it is if the slopes of the layers below are those of a pattern. */
  public static LastHiddenLayer underPattern(
      Network network, ForwardPass.Pattern pattern, Work work) {
    int below = network.layers() - 2;
    ForwardPass pass = new ForwardPass(network, below, work);
    return new LastHiddenLayer(network, work, sample -> pass.outputs(below, sample, pattern));
  }

  /** Returns N·k, the number of columns of G; a list of so many entries is to be read. */
  public static int columns(CanonicalReader in, Network network) {
    long columns = (long) network.samples() * network.outputs();
    if (columns > Integer.MAX_VALUE) {
      throw in.malformed("a vector of so many entries does not fit here");
    }
    return (int) columns;
  }

  /** Says which units are active (slope 1 instead of s) on which samples. */
  @FunctionalInterface
  public interface Pattern {
    boolean active(int unit, int sample);
  }

  /** Returns d, the number of rows of X. */
  public static int inputs(Network network) {
    return network.width(network.layers() - 2) + (network.bias() ? 1 : 0);
  }

  /** Returns D, the number of units. */
  public static int units(Network network) {
    return network.width(network.layers() - 1);
  }

  int units() {
    return units(network);
  }

  /**
   * Returns the number of units whose blocks of G can differ in one pattern that is the same for
   * all units: without noise, and with one output, all blocks repeat the first one (soundness.md
   * section 12).
   */
  public static int distinctUnits(Network network) {
    boolean noNoise = network.noise(network.layers() - 1).word().equals("none");
    return noNoise && network.outputs() == 1 ? 1 : units(network);
  }

  @Override
  public int length() {
    return inputs(network);
  }

  @Override
  public Rational[] column(int sample) {
    Rational[] v = outputs.apply(sample);
    return network.bias() ? Vectors.append(v, Rational.ONE) : v;
  }

  Rational slope() {
    return network.slope();
  }

  public Network.Noise noise() {
    return network.noise(below + 1);
  }

  public OutputWeights outputWeights() {
    return outputWeights;
  }

  /** Returns the units with noise on a sample. */
  public int[] live(int[] units, int sample) {
    work.add(units.length);
    return Arrays.stream(units).filter(i -> noise().factor(i, sample).signum() != 0).toArray();
  }
}
