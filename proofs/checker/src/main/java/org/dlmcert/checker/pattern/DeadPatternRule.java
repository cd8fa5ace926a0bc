package org.dlmcert.checker.pattern;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;
import org.dlmcert.checker.network.OutputBiases;

/** Slope zero and at least one sample (soundness.md section 6). */
public final class DeadPatternRule implements NetworkRule {
  @Override
  public String kind() {
    return "dead-pattern";
  }

  @Override
  public List<String> covers() {
    return List.of("given", "generic");
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(false, claim);
    applies(network.slope().signum() == 0, () -> "to slope 0");
    int needed = claim.outputBiases() == OutputBiases.TRAINED ? 2 : 1;
    applies(
        network.samples() >= needed,
        () -> needed == 1 ? "if there is a sample" : "if there are two samples");
    in.open();
    in.close();
    return steps -> {};
  }
}
