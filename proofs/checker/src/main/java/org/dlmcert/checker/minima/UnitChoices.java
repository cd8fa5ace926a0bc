package org.dlmcert.checker.minima;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.Network;

/**
 * The choices of a cell for each hidden unit of a single layer, up to the order of units with equal
 * noise (format.md 5.26): an iteration in lexicographic order that starts with zeros.
 */
public final class UnitChoices {
  private static final int MOST_BITS = 70;
  private final int cells;
  private final int[] choice;
  // The unit before of the same class; -1 for the first of its class.
  private final int[] previous;
  private final Map<Integer, Integer> sizes = new HashMap<>();

  public UnitChoices(Network network, int cells) {
    this.cells = cells;
    int units = network.width(1);
    this.choice = new int[units];
    this.previous = new int[units];
    Network.Noise noise = network.noise(1);
    int samples = noise.word().equals("none") ? 0 : network.samples();
    Map<List<Rational>, Integer> last = new HashMap<>();
    int[] first = new int[units];
    for (int i = 0; i < units; i++) {
      List<Rational> row = new ArrayList<>();
      for (int n = 0; n < samples; n++) {
        row.add(noise.factor(i, n));
      }
      previous[i] = last.getOrDefault(row, -1);
      last.put(row, i);
      first[i] = previous[i] < 0 ? i : first[previous[i]];
      sizes.merge(first[i], 1, Integer::sum);
    }
  }

  /** Returns the cell of a unit. */
  public int cell(int unit) {
    return choice[unit];
  }

  public int units() {
    return choice.length;
  }

  /** Decides one choice after the other, each by its evidence; there are as many. */
  public <E> void decide(List<E> evidence, BiConsumer<E, String> decision, Steps steps) {
    boolean more = true;
    for (int c = 0; c < evidence.size(); c++) {
      String place = "choices[" + c + "]";
      steps.require(more, place, () -> "there are no more choices");
      decision.accept(evidence.get(c), place);
      more = next();
    }
    steps.require(!more, "choices", () -> "there are more choices than " + evidence.size());
  }

  /** Moves on to the next choice, if there is one. */
  public boolean next() {
    int i = choice.length - 1;
    while (i >= 0 && choice[i] == cells - 1) {
      i--;
    }
    if (i < 0) {
      return false;
    }
    choice[i]++;
    for (int j = i + 1; j < choice.length; j++) {
      choice[j] = previous[j] < 0 ? 0 : choice[previous[j]];
    }
    return true;
  }

  /**
   * Returns a unit before this one that it can be exchanged with in the choice, the one next to it
   * in its class; -1 if there is none.
   */
  int twin(int unit) {
    int before = previous[unit];
    return before >= 0 && choice[before] == choice[unit] ? before : -1;
  }

  /**
   * Returns the number of multisets: the product over the classes of C(kinds·T+m-1, m).
   *
   * @return some number above 2^64 if it is above
   */
  public BigInteger count(int kinds) {
    BigInteger product = BigInteger.ONE;
    BigInteger kindsOfCells = BigInteger.valueOf((long) kinds * cells - 1);
    for (int m : sizes.values()) {
      // C(t-1+k, k) grows with k.
      for (int k = 1; k <= m && product.bitLength() < MOST_BITS; k++) {
        BigInteger step = BigInteger.valueOf(k);
        product = product.multiply(kindsOfCells.add(step)).divide(step);
      }
    }
    return product;
  }
}
