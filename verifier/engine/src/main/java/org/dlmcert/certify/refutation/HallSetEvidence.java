package org.dlmcert.certify.refutation;

import java.util.List;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.GivenWeights;
import org.dlmcert.io.CanonicalJson;

/**
 * Samples that too few units of layer L-2 are alive on (format.md, 5.9).
 *
 * @param rank the most that the rank of their inputs to layer L-1 can be
 */
public record HallSetEvidence(List<Integer> samples, int rank) implements Refutation {
  public HallSetEvidence {
    samples = List.copyOf(samples);
  }

  /** The evidence from a set of samples. */
  public static HallSetEvidence of(GivenWeights layers, List<Integer> samples) {
    return new HallSetEvidence(samples, Math.min(samples.size(), layers.aliveOn(samples)));
  }

  /** Whether it refutes k outputs, whose biases are trained, too: k·|S| > D·rank + k. */
  public boolean refutesWithBiases(int units, int outputs) {
    return (long) samples.size() * outputs > (long) units * rank + outputs;
  }

  @Override
  public String kind() {
    return "hall-set";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("samples").integers(samples);
  }
}
