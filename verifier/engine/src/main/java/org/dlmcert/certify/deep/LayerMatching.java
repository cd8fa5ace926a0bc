package org.dlmcert.certify.deep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.dlmcert.certify.claim.GivenWeights;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.MatchingEvidence;
import org.dlmcert.certify.refutation.HallSetEvidence;
import org.dlmcert.progress.Progress;

/**
 * With given lower weights and generic noise on top, an assignment of samples to units of layer L-2
 * that are alive on them decides, at most d_{L-1} samples to a unit (proofs/soundness.md, section
 * 8). Augmenting paths in the bipartite graph, O(N·edges); the samples reached by a failing search
 * are a Hall set. With k outputs of generic weights each sample is assigned k times (section 44).
 */
public final class LayerMatching implements Method<GivenWeights> {
  private static final int UNASSIGNED = -1;

  @Override
  public MethodName name() {
    return MethodName.PARTITION;
  }

  @Override
  public Attempt attempt(GivenWeights layers, Budget budget, Progress progress) {
    if (layers.outputs() > layers.units() && layers.samples() > 0) {
      return new Attempt.Decided(HallSetEvidence.of(layers, List.of(0)));
    }
    Assignment assignment = new Assignment(layers);
    int copies = Math.multiplyExact(layers.samples(), layers.outputs());
    progress.stage("matching of samples and units", copies);
    for (int m = 0; m < copies; m++) {
      Optional<List<Integer>> violator = assignment.insert(m);
      if (violator.isPresent()) {
        return new Attempt.Decided(HallSetEvidence.of(layers, violator.get()));
      }
      progress.step(m + 1);
    }
    return new Attempt.Decided(
        new MatchingEvidence(Arrays.stream(assignment.unitOf).boxed().toList()));
  }

  private static final class Assignment {
    private final GivenWeights layers;
    private final int[] unitOf; // per copy of a sample
    private final List<List<Integer>> samplesOf = new ArrayList<>();

    Assignment(GivenWeights layers) {
      this.layers = layers;
      unitOf = new int[layers.samples() * layers.outputs()];
      Arrays.fill(unitOf, UNASSIGNED);
      for (int j = 0; j < layers.below(); j++) {
        samplesOf.add(new ArrayList<>());
      }
    }

    /** Assigns a copy of a sample, or returns a Hall set of samples that contains it. */
    Optional<List<Integer>> insert(int sample) {
      int[] reachedFrom = new int[layers.below()]; // unit -> sample
      Arrays.fill(reachedFrom, UNASSIGNED);
      BitSet seen = new BitSet();
      seen.set(sample);
      Deque<Integer> queue = new ArrayDeque<>(List.of(sample));
      while (!queue.isEmpty()) {
        int n = queue.remove();
        for (int j : layers.alive().get(n / layers.outputs()).stream().toArray()) {
          if (reachedFrom[j] != UNASSIGNED) {
            continue;
          }
          reachedFrom[j] = n;
          if (samplesOf.get(j).size() < layers.units()) {
            move(j, sample, reachedFrom);
            return Optional.empty();
          }
          for (int m : samplesOf.get(j)) {
            if (!seen.get(m)) {
              seen.set(m);
              queue.add(m);
            }
          }
        }
      }
      return Optional.of(seen.stream().map(m -> m / layers.outputs()).distinct().boxed().toList());
    }

    private void move(int lastUnit, int sample, int[] reachedFrom) {
      int unit = lastUnit;
      while (true) {
        int n = reachedFrom[unit];
        int old = unitOf[n];
        if (old != UNASSIGNED) {
          samplesOf.get(old).remove(Integer.valueOf(n));
        }
        unitOf[n] = unit;
        samplesOf.get(unit).add(n);
        if (n == sample) {
          return;
        }
        unit = old;
      }
    }
  }
}
