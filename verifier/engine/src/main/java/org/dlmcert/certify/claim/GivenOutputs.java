package org.dlmcert.certify.claim;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;

/**
 * One layer of units with given noise, or none, on known inputs, below outputs with given weights
 * that are held. The matrix of a pattern has k columns for every sample, one after the other, with
 * the factors W_L[c,i] in block i.
 *
 * @param family the matrices of one output of weights 1
 * @param outputWeights W_L, k×D
 */
public record GivenOutputs(GradientFamily family, RationalMatrix outputWeights)
    implements FullRankProblem {
  @Override
  public int samples() {
    return family.samples();
  }

  /** The number D of units. */
  public int units() {
    return family.units();
  }

  /** The number k of outputs. */
  public int outputs() {
    return outputWeights.rows();
  }

  /**
   * The matrices as those of one output: every sample k times, with the noise ε_{i,n}·W_L[c,i]. Its
   * patterns are more, as copies of a sample may have different ones; so what holds for all of them
   * holds for the problem (proofs/soundness.md, section 33).
   */
  public GradientFamily columns() {
    int k = outputs();
    int all = Math.multiplyExact(samples(), k);
    return new GradientFamily(
        family.inputs().columns(IntStream.range(0, all).map(m -> m / k).toArray()),
        RationalMatrix.of(
            units(),
            all,
            (i, m) -> family.noise().get(i, m / k).times(outputWeights.get(m % k, i))),
        family.slope());
  }

  /** The same with some of the units only, in this order. */
  public GivenOutputs ofUnits(List<Integer> units) {
    return new GivenOutputs(
        new GradientFamily(family.inputs(), family.noise().rows(indices(units)), family.slope()),
        outputWeights.columns(indices(units)));
  }

  private static int[] indices(List<Integer> units) {
    return units.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The matrix of a pattern of the samples. */
  public RationalMatrix matrix(ActivationPattern pattern) {
    int k = outputs();
    return columns()
        .matrix(ActivationPattern.of(samples() * k, units(), (m, i) -> pattern.isActive(m / k, i)));
  }

  /** Per unit the samples on which its noise is not zero. */
  public List<BitSet> seen() {
    return IntStream.range(0, units())
        .mapToObj(
            i -> {
              BitSet samples = new BitSet();
              IntStream.range(0, samples())
                  .filter(n -> !family.noise().get(i, n).isZero())
                  .forEach(samples::set);
              return samples;
            })
        .toList();
  }
}
