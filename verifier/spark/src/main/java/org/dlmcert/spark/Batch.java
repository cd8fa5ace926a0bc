package org.dlmcert.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive tasks that one executor does, one after the other.
 *
 * @param first the number of the first
 */
record Batch<T extends Serializable>(int first, ArrayList<T> tasks) implements Serializable {
  /** Divides tasks into at most so many batches, of sizes that differ by one at most. */
  static <T extends Serializable> List<Batch<T>> of(List<T> tasks, int most) {
    int count = Math.min(tasks.size(), most);
    List<Batch<T>> batches = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int from = (int) ((long) tasks.size() * k / count);
      int to = (int) ((long) tasks.size() * (k + 1) / count);
      batches.add(new Batch<>(from, new ArrayList<>(tasks.subList(from, to))));
    }
    return batches;
  }
}
