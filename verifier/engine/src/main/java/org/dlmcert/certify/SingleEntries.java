package org.dlmcert.certify;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * Networks that pass at most one number on to each unit, like the witness of Soudry and Carmon,
 * (B.3)–(B.6): every pattern's matrix has one entry in each column, in rows of their own
 * (proofs/soundness.md, section 18). O(N·Σ d_l·d_{l-1}).
 */
final class SingleEntries implements Method {
  @Override
  public MethodName name() {
    return MethodName.IMMEDIATE;
  }

  @Override
  public Attempt attempt(
      FullRankProblem problem, PatternScope scope, Budget budget, Progress progress) {
    if (!(problem instanceof FullRankProblem.AllLayers layers)
        || (problem.slope().isZero() && problem.samples() > 0)) {
      return Attempt.INAPPLICABLE;
    }
    return isDiagonal(layers.family().instance())
        ? new Attempt.Decided(new Evidence.Diagonal())
        : new Attempt.Open("the matrix has columns with several entries");
  }

  private static boolean isDiagonal(Instance instance) {
    Network network = instance.network();
    int last = network.depth() - 1;
    Set<List<Integer>> rows = new HashSet<>();
    for (int n = 0; n < instance.samples(); n++) {
      Optional<BitSet> below = unitsOn(instance, n);
      if (below.isEmpty()) {
        return false;
      }
      BitSet on = below.get();
      on.set(network.width(last - 1), network.bias());
      int entries = 0;
      for (int i = 0; i < network.width(last); i++) {
        if (!instance.noise(last).factor(n, i).isZero()) {
          entries += on.cardinality();
          rows.add(List.of(i, on.nextSetBit(0)));
        }
      }
      if (entries != 1) {
        return false;
      }
    }
    return rows.size() == instance.samples();
  }

  /** The units of layer L-2 that are on; empty if some unit has several terms. */
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
