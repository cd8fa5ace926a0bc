package org.dlmcert.checker.pattern;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;

/** More samples than the units that see them allow (soundness.md section 15). */
public final class MaskedTightSetRule implements NetworkRule {
  @Override
  public String kind() {
    return "masked-tight-set";
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(false, claim);
    appliesToOneLayer(network);
    appliesIfLastNoiseIsGiven(network);
    int units = LastHiddenLayer.units(network);
    int d = LastHiddenLayer.inputs(network);
    in.open();
    in.field("samples");
    int[] set = in.indexSet(network.samples());
    in.field("prime");
    int prime = in.prime();
    in.field("orthogonal");
    List<List<BigInteger[]>> orthogonal = in.list(units, () -> in.integerVectors(d));
    in.close();
    return steps -> {
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      BigInteger room = BigInteger.ZERO;
      for (int i = 0; i < units; i++) {
        int unit = i;
        String place = "orthogonal[" + i + "]";
        steps.independent(orthogonal.get(i), d, prime, place);
        room = room.add(BigInteger.valueOf(d - (long) orthogonal.get(i).size()));
        steps.work().add(set.length);
        int[] seen =
            Arrays.stream(set).filter(n -> layer.noise().factor(unit, n).signum() != 0).toArray();
        steps.orthogonal(orthogonal.get(i), layer, seen, place);
      }
      BigInteger ranks = room;
      steps.require(
          BigInteger.valueOf(set.length).compareTo(ranks) > 0,
          "samples",
          () -> set.length + " samples do not exceed the sum " + ranks + " of the units' ranks");
    };
  }
}
