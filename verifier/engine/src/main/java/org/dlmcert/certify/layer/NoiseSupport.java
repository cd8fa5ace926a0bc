package org.dlmcert.certify.layer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.partition.MaskedPartition;
import org.dlmcert.certify.partition.MaskedTightSet;
import org.dlmcert.certify.refutation.MaskedTightSetEvidence;
import org.dlmcert.progress.Progress;

/**
 * Given noise with zeros: if no noise with these zeros gives full column rank, this one does not,
 * for any pattern (proofs/soundness.md, section 15).
 */
public final class NoiseSupport implements Method<GivenLayer> {
  @Override
  public MethodName name() {
    return MethodName.PARTITION;
  }

  @Override
  public Attempt attempt(GivenLayer layer, Budget budget, Progress progress) {
    List<BitSet> seen = seen(layer);
    if (seen.stream().allMatch(set -> set.cardinality() == layer.samples())) {
      return Attempt.INAPPLICABLE;
    }
    Optional<MaskedTightSet> obstacle =
        new MaskedPartition(layer.inputs().clearColumns().matrix(), seen, progress).obstacle();
    return obstacle
        .<Attempt>map(set -> new Attempt.Decided(new MaskedTightSetEvidence(set)))
        .orElse(
            new Attempt.Open(
                "the support of the noise allows full rank for almost every noise of that"
                    + " support"));
  }

  /** Per unit the samples at which its noise is not zero. */
  private static List<BitSet> seen(GivenLayer layer) {
    List<BitSet> seen = new ArrayList<>();
    for (int i = 0; i < layer.units(); i++) {
      BitSet samples = new BitSet();
      for (int n = 0; n < layer.samples(); n++) {
        samples.set(n, !layer.noise(i, n).isZero());
      }
      seen.add(samples);
    }
    return seen;
  }
}
