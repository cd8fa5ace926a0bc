package org.dlmcert.certify.claim;

/**
 * Units of slope 1, with given noise or none: one matrix for all patterns. Maxout units ask this
 * question, too (proofs/soundness.md, section 32).
 *
 * @param layer with one output, its weight is 1 for every unit
 */
public record LinearLayer(GivenOutputs layer) implements FullRankProblem {
  @Override
  public int samples() {
    return layer.samples();
  }
}
