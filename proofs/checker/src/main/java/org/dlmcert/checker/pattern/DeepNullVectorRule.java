package org.dlmcert.checker.pattern;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.ForwardPass;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;
import org.dlmcert.checker.network.NullVector;

/** A pattern of all layers and a null vector of its matrix (soundness.md section 19). */
public final class DeepNullVectorRule implements NetworkRule {
  @Override
  public String kind() {
    return "deep-null-vector";
  }

  @Override
  public boolean coversAllLayers() {
    return true;
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(false, claim);
    applies(claim.patterns().equals("all-layers"), () -> "to the patterns of all layers");
    int samples = network.samples();
    int last = network.layers() - 1;
    in.open();
    in.field("patterns");
    List<List<List<Boolean>>> patterns = new ArrayList<>();
    in.list(
        last,
        () -> {
          int units = network.width(patterns.size() + 1);
          return patterns.add(in.list(samples, () -> in.list(units, () -> in.index(2) == 1)));
        });
    in.field("null_vector");
    NullVector vector = new NullVector(in.row(samples));
    in.close();
    ForwardPass.Pattern pattern = (l, unit, n) -> patterns.get(l - 1).get(n).get(unit);
    return steps ->
        vector.require(
            LastHiddenLayer.underPattern(network, pattern, steps.work()),
            (unit, n) -> pattern.active(last, unit, n),
            steps);
  }
}
