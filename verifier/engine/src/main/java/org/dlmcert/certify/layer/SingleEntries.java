package org.dlmcert.certify.layer;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.dlmcert.certify.claim.FullRankProblem;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.DiagonalEvidence;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.progress.Progress;

/**
 * Layers whose every pattern's matrix has one entry in each column, in rows of their own, like
 * single pixels under masks of zeros and ones, and whole networks that pass at most one number on
 * to each unit, like the witness of Soudry and Carmon, (B.3)–(B.6) (proofs/soundness.md, section
 * 18). O(N·Σ d_l·d_{l-1}).
 */
public final class SingleEntries {
  private SingleEntries() {}

  /** On one layer. */
  public static final class OfLayer implements Method<GivenLayer> {
    @Override
    public MethodName name() {
      return MethodName.IMMEDIATE;
    }

    @Override
    public Attempt attempt(GivenLayer layer, Budget budget, Progress progress) {
      return isDiagonal(
              layer::noise, layer.units(), layer.samples(), n -> Optional.of(nonzero(layer, n)))
          ? new Attempt.Decided(new DiagonalEvidence())
          : Attempt.INAPPLICABLE;
    }
  }

  /** On all layers. */
  public static final class OfAllLayers implements Method<FullRankProblem.AllLayers> {
    @Override
    public MethodName name() {
      return MethodName.IMMEDIATE;
    }

    @Override
    public Attempt attempt(FullRankProblem.AllLayers layers, Budget budget, Progress progress) {
      Instance instance = layers.family().instance();
      int last = instance.network().depth() - 1;
      return isDiagonal(
              (i, n) -> instance.noise(last).factor(n, i),
              instance.network().width(last),
              instance.samples(),
              n -> unitsOn(instance, n))
          ? new Attempt.Decided(new DiagonalEvidence())
          : new Attempt.Open("the matrix has columns with several entries");
    }
  }

  /**
   * Whether every column has one entry, in a row of its own.
   *
   * @param on the rows of the inputs that are not zero on a sample; empty if that is not known
   */
  private static boolean isDiagonal(
      RationalMatrix.Entry noise, int units, int samples, IntFunction<Optional<BitSet>> on) {
    Set<List<Integer>> rows = new HashSet<>();
    for (int n = 0; n < samples; n++) {
      Optional<BitSet> inputs = on.apply(n);
      if (inputs.isEmpty()) {
        return false;
      }
      int entries = 0;
      for (int i = 0; i < units; i++) {
        if (!noise.at(i, n).isZero()) {
          entries += inputs.get().cardinality();
          rows.add(List.of(i, inputs.get().nextSetBit(0)));
        }
      }
      if (entries != 1) {
        return false;
      }
    }
    return rows.size() == samples;
  }

  private static BitSet nonzero(GivenLayer layer, int sample) {
    BitSet nonzero = new BitSet();
    for (int j = 0; j < layer.inputs().rows(); j++) {
      nonzero.set(j, !layer.inputs().get(j, sample).isZero());
    }
    return nonzero;
  }

  /** The units of layer L-2 that are on, and the row of ones; empty if one has several terms. */
  private static Optional<BitSet> unitsOn(Instance instance, int sample) {
    RationalMatrix inputs = instance.dataset().inputs();
    BitSet on = new BitSet();
    for (int j = 0; j < inputs.columns(); j++) {
      on.set(j, !inputs.get(sample, j).isZero());
    }
    for (int l = 1; l < instance.network().depth() - 1; l++) {
      BitSet next = new BitSet();
      for (int i = 0; i < instance.network().width(l); i++) {
        if (!instance.noise(l).factor(sample, i).isZero()) {
          int terms = terms(instance, l, i, on);
          if (terms > 1) {
            return Optional.empty();
          }
          next.set(i, terms == 1);
        }
      }
      on = next;
    }
    int last = instance.network().depth() - 1;
    on.set(instance.network().width(last - 1), instance.network().bias());
    return Optional.of(on);
  }

  private static int terms(Instance instance, int layer, int unit, BitSet below) {
    RationalMatrix weights = instance.weights().orElseThrow().matrix(layer);
    int terms = instance.weights().orElseThrow().bias(layer, unit).isZero() ? 0 : 1;
    for (int j = below.nextSetBit(0); j >= 0; j = below.nextSetBit(j + 1)) {
      terms += weights.get(unit, j).isZero() ? 0 : 1;
    }
    return terms;
  }
}
