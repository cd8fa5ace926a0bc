package org.dlmcert.app.words;

import java.util.List;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.OutputWeights;
import org.dlmcert.model.Network;

/**
 * The two layers that a claim about patterns speaks of, and those below them, which are held
 * (proofs/soundness.md, section 0).
 */
public record TrainedLayers(FullRankClaim claim) {

  /** The trained layers, from 1: L-1 and L; or L-1 alone, if the output weights are held. */
  public List<Integer> numbers() {
    int last = network().depth();
    return claim.outputWeights() == OutputWeights.ABSORBED
        ? List.of(last - 1, last)
        : List.of(last - 1);
  }

  private Network network() {
    return claim.instance().network();
  }

  /**
   * In which weights a minimum of a claim with given lower layers is one, to follow the word
   * "minimum": nothing with one hidden layer.
   */
  String heldAtGivenValues() {
    int last = network().depth();
    return last == 2
        ? ""
        : " in ("
            + weights(last - 1)
            + ", "
            + weights(last)
            + "), with "
            + weights(1)
            + (last > 4 ? ", …" : "")
            + (last > 3 ? ", " + weights(last - 2) : "")
            + " held at the given values,";
  }

  private String weights(int layer) {
    return "W_" + layer + (network().bias() ? ", b_" + layer : "");
  }
}
