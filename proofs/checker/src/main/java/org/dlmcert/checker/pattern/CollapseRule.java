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
    BigInteger power = evidence.modulus().requireCollapse(network.slope(), steps);
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
    long length = Work.length(power);
    // Equal blocks with equal transforms say nothing new.
    int different = transforms.isEmpty() ? LastHiddenLayer.distinctUnits(network) : units;
    work.add(columns, columns, different, d, length * length);
    work.reserve(columns, different, d, Work.NUMBER + length);
    LastHiddenLayer layer = new LastHiddenLayer(network, work);
    int[] all = IntStream.range(0, samples).toArray();
    BlockColumns[] blocks = new BlockColumns[different];
    for (int i = 0; i < different; i++) {
      Optional<Rational[][]> u =
          transforms.isEmpty() ? Optional.empty() : Optional.of(transforms.get(i));
      blocks[i] = new BlockColumns(layer, new int[] {i}, all, u, work);
    }
    BigInteger[][] matrix = new BigInteger[(int) columns][];
    for (int n = 0; n < columns; n++) {
      int column = n;
      matrix[n] = CollapseModulus.primitive(stacked(blocks, n), work);
      steps.require(
          !CollapseModulus.isZero(matrix[n]), "transforms", () -> "column " + column + " is zero");
    }
    evidence.modulus().requireFullColumnRank(matrix, steps);
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
