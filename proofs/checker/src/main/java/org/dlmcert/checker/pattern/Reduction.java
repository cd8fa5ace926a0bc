package org.dlmcert.checker.pattern;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.BlockColumns;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;

/** A problem with fewer units and samples that decides the given one (soundness.md section 13). */
public record Reduction(int[] units, int[] removed, List<BigInteger[]> projection, int prime) {

  static Reduction read(CanonicalReader in, Network network) {
    in.field("reduction");
    in.open();
    in.field("units");
    int[] units = in.indexSet(LastHiddenLayer.units(network));
    in.field("removed");
    int[] removed = in.indexSet(network.samples());
    in.field("projection");
    List<BigInteger[]> projection = in.integerVectors(LastHiddenLayer.inputs(network));
    in.field("prime");
    int prime = in.prime();
    in.close();
    return new Reduction(units, removed, projection, prime);
  }

  /** Returns N', the number of samples that are left. */
  int samples(Network network) {
    return network.samples() - removed.length;
  }

  /** Returns N'·k, the number of columns of a reduced matrix. */
  long columns(Network network) {
    return (long) samples(network) * network.outputs();
  }

  /** Returns |J|·d', the number of rows of a reduced matrix. */
  long rows(Network network) {
    int d = removed.length == 0 ? LastHiddenLayer.inputs(network) : projection.size();
    return (long) units.length * d;
  }

  /** Rejects the evidence unless the reduction is allowed; returns the columns of E'∘X'. */
  BlockColumns check(LastHiddenLayer layer, Network network, Steps steps) {
    steps.require(units.length > 0, "reduction.units", () -> "there are no units");
    int left = removed.length == 0 ? 0 : layer.length() - removed.length;
    steps.require(
        projection.size() == left,
        "reduction.projection",
        () -> "the projection has " + projection.size() + " vectors, expected " + left);
    if (removed.length > 0) {
      steps.countIndependent(removed.length, layer.length());
      steps.independent(layer, removed, prime, "reduction.removed");
      steps.independent(projection, layer.length(), prime, "reduction.projection");
      steps.orthogonal(projection, layer, removed, "reduction.projection");
    }
    for (int t : removed) {
      int[] live = layer.live(units, t);
      layer.outputWeights().requireSpan(live, prime, "reduction.removed", t, steps);
    }
    int[] kept =
        IntStream.range(0, network.samples())
            .filter(n -> Arrays.binarySearch(removed, n) < 0)
            .toArray();
    Optional<Rational[][]> rows = removed.length == 0 ? Optional.empty() : Optional.of(matrix());
    return new BlockColumns(layer, units, kept, rows, steps.work());
  }

  private Rational[][] matrix() {
    return projection.stream()
        .map(
            row ->
                Arrays.stream(row)
                    .map(entry -> new Rational(entry, BigInteger.ONE))
                    .toArray(Rational[]::new))
        .toArray(Rational[][]::new);
  }
}
