package org.dlmcert.checker.outputs;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.BlockColumns;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;
import org.dlmcert.checker.network.NullVector;

/** Slope 1, and maxout units: one rank for all patterns (soundness.md section 32). */
public final class LinearUnitsRule implements NetworkRule {
  @Override
  public String kind() {
    return "linear-units";
  }

  @Override
  public List<String> covers() {
    return List.of("given");
  }

  @Override
  public boolean coversMaxout() {
    return true;
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesToOneLayer(network);
    appliesIfLastNoiseIsGiven(network);
    applies(network.slope().equals(Rational.ONE), () -> "to slope 1");
    in.open();
    Evidence evidence = claim.holds() ? readPrime(in, network) : readNullVector(in, network, claim);
    in.close();
    return evidence;
  }

  private static Evidence readPrime(CanonicalReader in, Network network) {
    in.field("prime");
    int prime = in.prime();
    return steps -> {
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      long columns = (long) network.samples() * network.outputs();
      int units = LastHiddenLayer.distinctUnits(network);
      steps.countIndependent(columns, (long) units * layer.length());
      steps.work().reserve(columns);
      BlockColumns matrix =
          new BlockColumns(
              layer,
              IntStream.range(0, units).toArray(),
              IntStream.range(0, network.samples()).toArray(),
              Optional.empty(),
              steps.work());
      steps.independent(matrix, IntStream.range(0, matrix.size()).toArray(), prime, "prime");
    };
  }

  private static Evidence readNullVector(CanonicalReader in, Network network, FullRankClaim claim) {
    in.field("null_vector");
    NullVector vector = NullVector.read(in, network);
    return steps -> {
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      vector.require(layer, LastHiddenLayer.distinctUnits(network), (unit, n) -> true, steps);
      vector.requireZeroSums(claim.outputBiases(), network.outputs(), steps);
    };
  }
}
