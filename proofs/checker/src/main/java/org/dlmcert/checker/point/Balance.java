package org.dlmcert.checker.point;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.rule.Claimed;

/**
 * Whether the units of layer 1 are balanced on sets of samples (format.md, "Points"): then the sum
 * of q_n·ε_{i,n}·φ(w·x⁽ⁿ⁾) is 0 for all w nearby, or everywhere (soundness.md section 20).
 */
public final class Balance {
  private final Network network;
  private final Steps steps;
  private final Rational[][] columns;
  private final Cleared[] rows;
  // The sets K, and the slopes of all units.
  private final BitSet[] kinks;
  private final Rational[][] slopes;
  // On the samples in the sets: the number of the line, and |c_n|.
  private final int[] line;
  private final Rational[] size;
  private int lines;

  private Balance(Network network, Rational[][] columns, BitSet[] kinks, Steps steps) {
    this.network = network;
    this.steps = steps;
    this.columns = columns;
    this.kinks = kinks;
    this.slopes = new Rational[kinks.length][];
    this.line = new int[columns.length];
    this.size = new Rational[columns.length];
    this.rows = new Cleared[network.width(0) + (network.bias() ? 1 : 0)];
    for (int j = 0; j < rows.length; j++) {
      int row = j;
      rows[j] =
          Cleared.of(Stream.of(columns).map(x -> x[row]).toArray(Rational[]::new), steps.work());
    }
    findLines();
  }

  /** K is the set of samples with u = 0 and x⁽ⁿ⁾ ≠ 0. */
  static Balance atPoint(Network network, ExactPoint point, Steps steps) {
    Rational[][] columns = columns(network);
    BitSet[] kinks = new BitSet[network.width(1)];
    for (int i = 0; i < kinks.length; i++) {
      kinks[i] = nonzero(columns);
      for (int n = 0; n < columns.length; n++) {
        kinks[i].set(n, kinks[i].get(n) && point.isKink(1, i, n));
      }
    }
    Balance balance = new Balance(network, columns, kinks, steps);
    Arrays.setAll(balance.slopes, i -> point.slopes(1, i));
    return balance;
  }

  /** K is the set of all samples with x⁽ⁿ⁾ ≠ 0. */
  public static Balance everywhere(Network network, Steps steps) {
    Rational[][] columns = columns(network);
    BitSet[] kinks = new BitSet[network.width(1)];
    Arrays.fill(kinks, nonzero(columns));
    Balance balance = new Balance(network, columns, kinks, steps);
    Rational middle = ExactPoint.middle(network, steps.work());
    for (int i = 0; i < kinks.length; i++) {
      balance.slopes[i] = new Rational[columns.length];
      for (int n = 0; n < columns.length; n++) {
        Rational noise = network.noise(1).factor(i, n);
        balance.slopes[i][n] = Vectors.times(noise, middle, steps.work());
      }
    }
    return balance;
  }

  private static Rational[][] columns(Network network) {
    Rational[][] columns = new Rational[network.samples()][];
    for (int n = 0; n < columns.length; n++) {
      Rational[] x = network.input(n);
      columns[n] = network.bias() ? Vectors.append(x, Rational.ONE) : x;
    }
    return columns;
  }

  private static BitSet nonzero(Rational[][] columns) {
    BitSet nonzero = new BitSet();
    IntStream.range(0, columns.length)
        .filter(n -> !Vectors.isZero(columns[n]))
        .forEach(nonzero::set);
    return nonzero;
  }

  private void findLines() {
    BitSet all = new BitSet();
    Stream.of(kinks).forEach(all::or);
    steps.work().add(all.cardinality(), all.cardinality(), rows.length);
    Map<List<Rational>, Integer> known = new HashMap<>();
    for (int n = all.nextSetBit(0); n >= 0; n = all.nextSetBit(n + 1)) {
      // With r the column divided by its first nonzero entry, c_n is this entry.
      List<Rational> direction = Vectors.direction(columns[n], steps.work());
      line[n] = known.computeIfAbsent(direction, r -> known.size());
      Rational first = Stream.of(columns[n]).filter(x -> x.signum() != 0).findFirst().orElseThrow();
      size[n] = new Rational(first.numerator().abs(), first.denominator());
    }
    lines = known.size();
  }

  /** Rejects the claim unless every unit is balanced for q, one number for each sample. */
  public void requireAll(Rational[] q) {
    for (int i = 0; i < kinks.length; i++) {
      require(i, q);
    }
  }

  /** Rejects the claim unless the unit is balanced for q, one number for each sample. */
  void require(int unit, Rational[] q) {
    steps.work().add(rows.length + 3, q.length);
    if (!network.slope().equals(Rational.ONE)) {
      requireKinksCancel(unit, q);
    }
    Rational[] weighted = new Rational[q.length];
    Arrays.setAll(weighted, n -> Vectors.times(q[n], slopes[unit][n], steps.work()));
    Cleared cleared = Cleared.of(weighted, steps.work());
    for (int j = 0; j < rows.length; j++) {
      int row = j;
      Claimed.require(
          Vectors.dot(cleared, rows[j], steps.work()).signum() == 0,
          "verdict",
          () -> "unit " + unit + " of layer 1 is not balanced: row " + row + " of the sum",
          steps);
    }
  }

  private void requireKinksCancel(int unit, Rational[] q) {
    Rational[] sums = new Rational[lines];
    Arrays.fill(sums, Rational.ZERO);
    BitSet set = kinks[unit];
    for (int n = set.nextSetBit(0); n >= 0; n = set.nextSetBit(n + 1)) {
      Rational noise = network.noise(1).factor(unit, n);
      Rational term =
          Vectors.times(Vectors.times(q[n], noise, steps.work()), size[n], steps.work());
      sums[line[n]] = Vectors.plus(sums[line[n]], term, steps.work());
    }
    for (int n = set.nextSetBit(0); n >= 0; n = set.nextSetBit(n + 1)) {
      int sample = n;
      Claimed.require(
          sums[line[n]].signum() == 0,
          "verdict",
          () -> "unit " + unit + " of layer 1 has a kink on the line of sample " + sample,
          steps);
    }
  }
}
