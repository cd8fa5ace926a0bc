package org.dlmcert.checker.algebra;

import java.util.ArrayList;
import java.util.List;

/** The row space of rows modulo a prime below 2³¹; rows can be taken back in reverse order. */
public final class ModularRows {
  private final int prime;
  private final int length;
  private final ModularBasis field;
  private final List<long[]> rows = new ArrayList<>();
  private final List<Integer> pivots = new ArrayList<>();

  public ModularRows(int prime, int length) {
    this.prime = prime;
    this.length = length;
    this.field = new ModularBasis(prime, length);
  }

  public int rank() {
    return rows.size();
  }

  /** Returns to the state in which the rank was the given one. */
  public void truncate(int rank) {
    rows.subList(rank, rows.size()).clear();
    pivots.subList(rank, pivots.size()).clear();
  }

  /** Adds a row of residues, which is changed; O(rank · length). */
  public void add(long[] row) {
    for (int r = 0; r < rows.size(); r++) {
      long factor = prime - row[pivots.get(r)];
      long[] other = rows.get(r);
      for (int j = 0; j < length; j++) {
        row[j] = (row[j] + factor * other[j]) % prime;
      }
    }
    int pivot = 0;
    while (pivot < length && row[pivot] == 0) {
      pivot++;
    }
    if (pivot < length) {
      long inverse = field.inverse(row[pivot]);
      for (int j = 0; j < length; j++) {
        row[j] = row[j] * inverse % prime;
      }
      rows.add(row);
      pivots.add(pivot);
    }
  }
}
