package org.dlmcert.checker.point;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.OtherWeights;
import org.dlmcert.checker.rule.Claimed;

/** A local minimum of several hidden layers (soundness.md section 22). */
public final class PathProductsRule implements PointClaimRule {
  @Override
  public String kind() {
    return "path-products";
  }

  @Override
  public List<String> verdicts() {
    return List.of("LOCAL_MINIMUM");
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, PointClaim claim) {
    applies(network.layers() >= 3, () -> "to two hidden layers or more");
    in.open();
    Optional<Network.Parameters> better = OtherWeights.readBetter(in, network);
    in.close();
    return steps -> {
      ExactPoint point = PointClaimRule.point(network, claim, steps);
      PointClaimRule.checkSpurious(network, claim, better, steps);
      List<BitSet> voids = point.voidSamples();
      for (int l = 2; l < network.layers(); l++) {
        requireNonzero(network, point, l, voids.get(l - 1), steps);
      }
      Balance balance = Balance.atPoint(network, point, steps);
      new PathSums(network, point, balance, steps).require();
    };
  }

  /** No preactivation of the layer is zero where its input is not void. */
  private static void requireNonzero(
      Network network, ExactPoint point, int layer, BitSet isVoid, Steps steps) {
    for (int i = 0; i < network.width(layer); i++) {
      for (int n = 0; n < network.samples(); n++) {
        int unit = i;
        int sample = n;
        Claimed.require(
            isVoid.get(n) || !point.isKink(layer, i, n),
            "verdict",
            () -> "unit " + unit + " of layer " + layer + " is zero on sample " + sample,
            steps);
      }
    }
  }
}
