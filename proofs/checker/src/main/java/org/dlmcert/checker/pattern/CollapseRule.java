package org.dlmcert.checker.pattern;

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
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.BlockColumns;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;

/** The matrices of all patterns agree modulo a number (soundness.md section 12). */
public final class CollapseRule implements NetworkRule {

  /** What the evidence names: a modulus, and row operations inside the blocks (none: identity). */
  private record Collapse(
      CollapseModulus modulus, List<Rational[][]> transforms, int transformPrime) {}

  @Override
  public String kind() {
    return "collapse";
  }

  @Override
  public List<String> covers() {
    return List.of("given");
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(true, claim);
    appliesToOneLayer(network);
    appliesIfLastNoiseIsGiven(network);
    appliesIfSlopeIsNotZero(network);
    int d = LastHiddenLayer.inputs(network);
    in.open();
    CollapseModulus modulus = CollapseModulus.read(in);
    in.field("transforms");
    List<Rational[][]> transforms = new ArrayList<>();
    in.list(() -> transforms.add(in.table(d, d)));
    in.field("transform_prime");
    int prime = in.prime();
    in.close();
    Collapse read = new Collapse(modulus, transforms, prime);
    return steps -> check(network, read, steps);
  }

  private static void check(Network network, Collapse evidence, Steps steps) {
    Work work = steps.work();
    int d = LastHiddenLayer.inputs(network);
    int units = LastHiddenLayer.units(network);
    evidence.modulus().requireCollapse(network.slope(), steps);
    List<Rational[][]> transforms = evidence.transforms();
    steps.require(
        transforms.isEmpty() || transforms.size() == units,
        "transforms",
        () -> "there are " + transforms.size() + " transforms for " + units + " units");
    for (Rational[][] u : transforms) {
      steps.countIndependent(d, d);
      steps.independent(
          columnsOf(u), IntStream.range(0, d).toArray(), evidence.transformPrime(), "transforms");
    }
    int samples = network.samples();
    if (samples == 0) {
      return;
    }
    long columns = (long) samples * network.outputs();
    // Equal blocks with equal transforms say nothing new.
    int different = transforms.isEmpty() ? LastHiddenLayer.distinctUnits(network) : units;
    work.add(columns, different, d);
    long rows = (long) different * d;
    if (Math.max(rows, columns) > Integer.MAX_VALUE) {
      work.add(Long.MAX_VALUE, Long.MAX_VALUE); // no array is so long: beyond every limit
    }
    LastHiddenLayer layer = new LastHiddenLayer(network, work);
    int[] all = IntStream.range(0, samples).toArray();
    BlockColumns[] blocks = new BlockColumns[different];
    for (int i = 0; i < different; i++) {
      Optional<Rational[][]> u =
          transforms.isEmpty() ? Optional.empty() : Optional.of(transforms.get(i));
      blocks[i] = new BlockColumns(layer, new int[] {i}, all, u, work);
    }
    evidence
        .modulus()
        .requireFullColumnRank((int) rows, (int) columns, n -> column(blocks, n, steps), steps);
  }

  private static BigInteger[] column(BlockColumns[] blocks, int n, Steps steps) {
    BigInteger[] column = CollapseModulus.primitive(stacked(blocks, n), steps.work());
    steps.require(!CollapseModulus.isZero(column), "transforms", () -> "column " + n + " is zero");
    return column;
  }

  private static Rational[] stacked(BlockColumns[] blocks, int n) {
    return Arrays.stream(blocks)
        .flatMap(block -> Arrays.stream(block.column(n)))
        .toArray(Rational[]::new);
  }

  private static Columns columnsOf(Rational[][] square) {
    return new Columns() {
      @Override
      public int length() {
        return square.length;
      }

      @Override
      public Rational[] column(int n) {
        return Arrays.stream(square).map(row -> row[n]).toArray(Rational[]::new);
      }
    };
  }
}
