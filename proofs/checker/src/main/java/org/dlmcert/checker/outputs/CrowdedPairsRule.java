package org.dlmcert.checker.outputs;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Columns;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;
import org.dlmcert.checker.network.OutputBiases;
import org.dlmcert.checker.network.OutputWeights;

/**
 * A set of pairs of units and samples such that the inputs inside it and the output weights outside
 * it leave too little room for all columns, whatever the noise (soundness.md, 34 and 44).
 */
public final class CrowdedPairsRule implements NetworkRule {
  @Override
  public String kind() {
    return "crowded-pairs";
  }

  @Override
  public List<String> covers() {
    return List.of("given");
  }

  @Override
  public boolean coversMaxout() {
    return true;
  }

  /** What the evidence names; the vectors bound ranks from above. */
  private record Crowd(
      List<int[]> pairs,
      int prime,
      Optional<List<List<BigInteger[]>>> inputs,
      List<List<BigInteger[]>> weights,
      Optional<List<BigInteger[]>> biases) {}

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(false, claim);
    boolean oneLayer = network.determinedLayers() == network.layers() - 2;
    if (!oneLayer) {
      appliesToGenericLayersAbove(network);
    }
    applies(network.outputs() > 1, () -> "to several outputs");
    int units = LastHiddenLayer.units(network);
    int d = LastHiddenLayer.inputs(network);
    in.open();
    in.field("pairs");
    List<int[]> pairs = in.list(units, () -> in.indexSet(network.samples()));
    in.field("prime");
    int prime = in.prime();
    Optional<List<List<BigInteger[]>>> inputs = Optional.empty();
    if (oneLayer) {
      in.field("orthogonal_inputs");
      inputs = Optional.of(in.list(units, () -> in.integerVectors(d)));
    }
    in.field("orthogonal_weights");
    List<List<BigInteger[]>> weights =
        in.list(network.samples(), () -> in.integerVectors(network.outputs()));
    Optional<List<BigInteger[]>> biases = Optional.empty();
    if (claim.outputBiases() == OutputBiases.TRAINED) {
      in.field("orthogonal_biases");
      biases = Optional.of(in.integerVectors(network.outputs()));
    }
    in.close();
    Crowd crowd = new Crowd(pairs, prime, inputs, weights, biases);
    return steps -> check(crowd, network, steps);
  }

  private static void check(Crowd crowd, Network network, Steps steps) {
    int k = network.outputs();
    OutputWeights held = OutputWeights.of(network);
    long room =
        crowd.inputs().isPresent()
            ? InputRoom.ofRanks(crowd.pairs(), crowd.inputs().get(), crowd.prime(), network, steps)
            : InputRoom.ofAlive(crowd.pairs(), network, steps);
    int[][] outside = outside(crowd.pairs(), network, steps);
    for (int n = 0; n < outside.length; n++) {
      List<BigInteger[]> y = crowd.weights().get(n);
      String place = "orthogonal_weights[" + n + "]";
      steps.independent(y, k, crowd.prime(), place);
      steps.orthogonal(y, held, outside[n], place);
      int rank = k - y.size();
      // With biases, all rows that are orthogonal to y count (soundness.md section 34).
      room += crowd.biases().isPresent() ? rank : Math.min(outside[n].length, rank);
    }
    if (crowd.biases().isPresent()) {
      List<BigInteger[]> common = crowd.biases().get();
      steps.independent(common, k, crowd.prime(), "orthogonal_biases");
      for (List<BigInteger[]> y : crowd.weights()) {
        int[] all = IntStream.range(0, y.size()).toArray();
        steps.orthogonal(common, new IntegerColumns(k, y), all, "orthogonal_biases");
      }
      room += k - common.size();
    }
    long columns = (long) network.samples() * k;
    long found = room;
    steps.require(
        found < columns, "pairs", () -> "the ranks add up to " + found + ", for " + columns);
  }

  /** For every sample the units that have noise on it and are not in a pair with it. */
  private static int[][] outside(List<int[]> pairs, Network network, Steps steps) {
    Network.Noise noise = network.noise(network.layers() - 1);
    boolean masked = noise.word().equals("given");
    steps.work().add(network.samples(), pairs.size());
    steps.work().reserve(network.samples(), pairs.size());
    List<List<Integer>> units = new ArrayList<>();
    IntStream.range(0, network.samples()).forEach(n -> units.add(new ArrayList<>()));
    for (int i = 0; i < pairs.size(); i++) {
      for (int n = 0; n < network.samples(); n++) {
        boolean live = !masked || noise.factor(i, n).signum() != 0;
        if (live && Arrays.binarySearch(pairs.get(i), n) < 0) {
          units.get(n).add(i);
        }
      }
    }
    return units.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /** Integer vectors as columns. */
  private record IntegerColumns(int length, List<BigInteger[]> vectors) implements Columns {
    @Override
    public Rational[] column(int n) {
      return Arrays.stream(vectors.get(n))
          .map(entry -> new Rational(entry, BigInteger.ONE))
          .toArray(Rational[]::new);
    }
  }
}
