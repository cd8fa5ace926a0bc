package org.dlmcert.checker.each;

import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;

/**
 * Every pattern by itself, modulo a prime and at one value of the noise that is generic
 * (soundness.md section 46).
 */
public final class EveryPatternRule implements NetworkRule {
  @Override
  public String kind() {
    return "every-pattern";
  }

  @Override
  public List<String> covers() {
    return List.of("given");
  }

  @Override
  public boolean coversAllLayers() {
    return true;
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(true, claim);
    applies(
        List.of("all", "all-layers").contains(claim.patterns()),
        () -> "to all patterns of one layer or more");
    applies(
        network.layers() == 2 || network.parameters().isPresent(),
        () -> "with weights, where there are several hidden layers");
    in.open();
    in.field("prime");
    int prime = in.prime();
    in.field("noise");
    Network chosen = network.withNoise(readValues(in, network));
    in.close();
    int free = claim.patterns().equals("all-layers") ? 1 : network.determinedLayers() + 1;
    int more = claim.outputBiases().rows(network.outputs());
    return steps -> {
      if (network.samples() == 0) {
        return;
      }
      long units = LastHiddenLayer.units(network);
      long below =
          LongStream.range(free, network.layers() - 1)
              .map(l -> (long) network.width((int) l) * network.samples())
              .sum();
      long length = units * LastHiddenLayer.inputs(network) + more;
      count(network, below, length, steps.work());
      LowerPatterns lower = new LowerPatterns(chosen, free, steps.work());
      for (long number = 0; number < 1L << below; number++) {
        LastHiddenLayer layer =
            LastHiddenLayer.underPattern(chosen, lower.pattern(number), steps.work());
        new PatternDescent(layer, chosen, more, prime, steps).check();
      }
    };
  }

  /** Tables, N rows of d_l, in place of the noise that is generic, the lowest layer first. */
  private static List<Network.Noise> readValues(CanonicalReader in, Network network) {
    List<Network.Noise> noise =
        new ArrayList<>(IntStream.range(1, network.layers()).mapToObj(network::noise).toList());
    int[] generic = IntStream.range(0, noise.size()).filter(l -> noise.get(l).generic()).toArray();
    PrimitiveIterator.OfInt layers = IntStream.of(generic).iterator();
    in.list(
        generic.length,
        () -> {
          int l = layers.nextInt();
          Rational[][] table = in.table(network.samples(), network.width(l + 1));
          return noise.set(l, new Network.Noise("given", table));
        });
    return noise;
  }

  /** The eliminations of all patterns, and the columns of one pattern of the layers below. */
  private static void count(Network network, long below, long length, Work work) {
    long units = LastHiddenLayer.units(network);
    long outputs = network.outputs();
    if (below + network.samples() * units >= Long.SIZE - 2 || length >= Integer.MAX_VALUE / 2) {
      // So many patterns, or rows, are beyond every limit.
      work.add(Long.MAX_VALUE, 2);
    }
    for (long n = 1; n <= network.samples(); n++) {
      work.add(1L << (below + n * units), outputs, n * outputs, length);
    }
    work.reserve(network.samples() * outputs, 3, length);
  }
}
