package org.dlmcert.checker.rank;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dlmcert.checker.algebra.Steps;

/** Elimination modulo a prime in a given order of pivots (format.md 5.28). */
final class SparseElimination {
  private static final int LOOK_UP = 80;
  private static final int WORDS_OF_A_ROW = 16;

  private final int prime;
  private final Steps steps;
  // Of each pivot the row that it left, from the pivot on, scaled to 1 there.
  private final List<int[]> places = new ArrayList<>();
  private final List<long[]> residues = new ArrayList<>();

  SparseElimination(int prime, Steps steps) {
    this.prime = prime;
    this.steps = steps;
  }

  /** Rejects the pivots, pairs of equation and unknown, unless their minor is nonzero. */
  void check(List<int[]> pivots, SparseEquations equations) {
    Map<Integer, Integer> order = new HashMap<>();
    for (int t = 0; t < pivots.size(); t++) {
      int index = t;
      steps.require(
          order.put(pivots.get(t)[1], t) == null,
          "pivots",
          () -> "pivot " + index + " is in the line of one before it");
    }
    for (int t = 0; t < pivots.size(); t++) {
      TreeMap<Integer, Long> row = new TreeMap<>();
      for (SparseEquations.Term term : equations.equation(pivots.get(t)[0])) {
        Integer place = order.get(term.index());
        if (place != null) {
          add(row, place, residue(term.value()));
        }
      }
      reduce(row, t);
      int index = t;
      steps.require(
          !row.isEmpty() && row.firstKey() == index,
          "pivots",
          () -> "pivot " + index + " is 0 modulo " + prime + " when its turn comes");
      keep(row);
    }
  }

  private long residue(BigInteger value) {
    steps.work().add((value.bitLength() + 59) / 60);
    return value.mod(BigInteger.valueOf(prime)).longValueExact();
  }

  private void reduce(TreeMap<Integer, Long> row, int t) {
    while (!row.isEmpty() && row.firstKey() < t) {
      Map.Entry<Integer, Long> first = row.firstEntry();
      int[] at = places.get(first.getKey());
      long[] values = residues.get(first.getKey());
      steps.work().add(LOOK_UP, at.length);
      for (int k = 0; k < at.length; k++) {
        add(row, at[k], (prime - first.getValue()) * values[k] % prime);
      }
    }
  }

  private void add(TreeMap<Integer, Long> row, int place, long summand) {
    long sum = (row.getOrDefault(place, 0L) + summand) % prime;
    if (sum == 0) {
      row.remove(place);
    } else {
      row.put(place, sum);
    }
  }

  private void keep(TreeMap<Integer, Long> row) {
    steps.work().reserve(2L * row.size() + WORDS_OF_A_ROW);
    BigInteger p = BigInteger.valueOf(prime);
    long inverse = BigInteger.valueOf(row.firstEntry().getValue()).modInverse(p).longValueExact();
    places.add(row.keySet().stream().mapToInt(k -> k).toArray());
    residues.add(row.values().stream().mapToLong(v -> v * inverse % prime).toArray());
  }
}
