package org.dlmcert.checker.pattern;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;
import org.dlmcert.checker.network.NullVector;

/** A pattern and a null vector of its matrix (soundness.md section 4). */
public final class NullVectorRule implements NetworkRule {
  @Override
  public String kind() {
    return "null-vector";
  }

  @Override
  public List<String> covers() {
    return List.of("given");
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(false, claim);
    appliesToOneLayer(network);
    appliesIfLastNoiseIsGiven(network);
    applies(claim.patterns().equals("all"), () -> "to claims about all patterns");
    int samples = network.samples();
    int units = LastHiddenLayer.units(network);
    in.open();
    in.field("pattern");
    List<List<Boolean>> pattern = in.list(samples, () -> in.list(units, () -> in.index(2) == 1));
    in.field("null_vector");
    NullVector vector = NullVector.read(in, network);
    in.close();
    return steps -> {
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      vector.require(layer, (unit, n) -> pattern.get(n).get(unit), steps);
      vector.requireZeroSums(claim.outputBiases(), network.outputs(), steps);
    };
  }
}
