package org.dlmcert.checker.pattern;

import java.math.BigInteger;
import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;
import org.dlmcert.checker.network.OutputBiases;

/** Deep networks with everything generic: a count decides (soundness.md section 7). */
public final class GenericLayersRule implements NetworkRule {
  @Override
  public String kind() {
    return "generic-layers";
  }

  @Override
  public List<String> covers() {
    return List.of("generic");
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    applies(network.layers() >= 3, () -> "to at least two hidden layers");
    applies(network.parameters().isEmpty(), () -> "without weights");
    applies(network.genericFrom(1), () -> "if all noise is generic");
    applies(claim.outputBiases() == OutputBiases.HELD, () -> "with output biases that are held");
    if (claim.holds()) {
      appliesIfSlopeIsNotZero(network);
    }
    in.open();
    in.close();
    return steps -> {
      BigInteger rows =
          BigInteger.valueOf(LastHiddenLayer.inputs(network))
              .multiply(BigInteger.valueOf(LastHiddenLayer.units(network)));
      BigInteger columns =
          BigInteger.valueOf(network.samples()).multiply(BigInteger.valueOf(network.outputs()));
      boolean enough =
          columns.compareTo(rows) <= 0
              && (network.samples() == 0 || network.outputs() <= LastHiddenLayer.units(network));
      boolean holds = enough && (network.bias() || zeroSample(network) < 0);
      Rejection.unless(
          holds == claim.holds(),
          kind(),
          "claim.holds",
          () ->
              network.samples()
                  + " samples, "
                  + network.outputs()
                  + " outputs, "
                  + rows
                  + " rows, zero sample "
                  + zeroSample(network)
                  + " (-1: none) prove "
                  + holds);
    };
  }

  /** The index of the first zero sample; -1 if there is none. */
  private static int zeroSample(Network network) {
    for (int n = 0; n < network.samples(); n++) {
      boolean zero = true;
      for (Rational entry : network.input(n)) {
        zero &= entry.signum() == 0;
      }
      if (zero) {
        return n;
      }
    }
    return -1;
  }
}
