package org.dlmcert.checker;

/** Slope zero and at least one sample (soundness.md section 6). */
final class DeadPatternRule implements NetworkRule {
  @Override
  public String kind() {
    return "dead-pattern";
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(false, claim);
    applies(network.slope().signum() == 0, () -> "to slope 0");
    applies(network.samples() >= 1, () -> "if there is a sample");
    in.open();
    in.close();
    return steps -> {};
  }
}
