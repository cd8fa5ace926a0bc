package org.dlmcert.certify.partition;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.progress.Progress;

/**
 * Divides the columns of a d×N integer matrix into independent groups, each column into so many of
 * them as there are copies of it, or proves that it cannot be done: both answers are exact. The
 * search runs modulo a prime; a group that is independent modulo p is independent, and a set that
 * blocks the search is only believed when its rank over the rationals is proved to be what it is
 * modulo p. Otherwise the search starts again with the next prime.
 */
public final class DatasetPartition {
  private final IntegerMatrix inputs;
  private final int copies;
  private final Progress progress;

  /**
   * @param inputs d×N, a sample a column; multiplying columns by nonzero numbers changes nothing
   */
  public DatasetPartition(IntegerMatrix inputs, Progress progress) {
    this(inputs, 1, progress);
  }

  /**
   * @param inputs d×N, a sample a column; multiplying columns by nonzero numbers changes nothing
   * @param copies in how many groups each sample has to be, at least 1
   * @throws ArithmeticException if there are 2^31 or more copies of all samples
   */
  public DatasetPartition(IntegerMatrix inputs, int copies, Progress progress) {
    this.inputs = inputs;
    this.copies = copies;
    this.progress = progress;
    Math.multiplyExact(inputs.columns(), copies);
  }

  /** What {@link #into} finds. */
  public sealed interface Answer {}

  /**
   * Groups with independent columns that together hold every column once, or once for every copy.
   *
   * @param prime a prime modulo which each group is independent
   */
  public record Groups(int prime, List<List<Integer>> groups) implements Answer {
    public Groups {
      groups = groups.stream().map(List::copyOf).toList();
    }
  }

  /** The proof that there are no such groups. */
  public record TooFew(TightSet proof) implements Answer {}

  /**
   * The least number of groups, with the proof that fewer are not enough.
   *
   * @param tooFew refutes one group less; empty for a matrix without columns
   */
  public record Least(Groups groups, Optional<TightSet> tooFew) {
    public int width() {
      return groups.groups().size();
    }
  }

  /** Divides the columns into at most {@code count ≥ 1} groups. */
  public Answer into(int count) {
    int groups = Math.max(1, Math.min(count, inputs.columns() * copies));
    for (PrimeField field : PrimeField.descending()) {
      Run run = new Run(field);
      Optional<int[]> blocked = run.fill(groups);
      if (blocked.isEmpty()) {
        return run.result();
      }
      Optional<TightSet> proof =
          TightSet.of(inputs, blocked.get(), field).filter(set -> set.refutes(groups, copies));
      if (proof.isPresent()) {
        return new TooFew(proof.get());
      }
    }
    throw new IllegalStateException("every prime is unlucky");
  }

  /**
   * The least number of groups.
   *
   * @throws IllegalArgumentException if a column is zero
   */
  public Least least() {
    for (int n = 0; n < inputs.columns(); n++) {
      int column = n;
      if (IntStream.range(0, inputs.rows()).allMatch(i -> inputs.get(i, column).signum() == 0)) {
        throw new IllegalArgumentException("column " + n + " is zero");
      }
    }
    if (inputs.columns() == 0) {
      return new Least(new Groups(PrimeField.LARGEST_PRIME, List.of()), Optional.empty());
    }
    for (PrimeField field : PrimeField.descending()) {
      Optional<Least> least = fewest(field).flatMap(filled -> proved(filled, field));
      if (least.isPresent()) {
        return least.get();
      }
    }
    throw new IllegalStateException("every prime is unlucky");
  }

  /**
   * The fewest groups modulo a prime.
   *
   * @param last samples that have no room in one group less, modulo the prime
   */
  private record Filled(Groups groups, int[] last) {}

  /**
   * The fewest groups modulo a prime. The state of the search, an inverse for each group, ends with
   * it: the exact proof that follows takes its place in memory.
   *
   * @return empty if a sample is zero modulo the prime
   */
  private Optional<Filled> fewest(PrimeField field) {
    Run run = new Run(field);
    int rank = run.space.dimension();
    if (run.hasZeroVector()) {
      return Optional.empty(); // it would find no place in any number of groups
    }
    int groups = (int) (((long) inputs.columns() * copies + rank - 1) / rank);
    Optional<int[]> blocked = run.fill(groups);
    int[] last = IntStream.range(0, inputs.columns()).toArray(); // N > (groups - 1)·rank
    while (blocked.isPresent()) {
      last = blocked.get();
      // All in the span of these need so many groups; the last step, alone, shows the samples.
      int needed = Math.max(groups + 1, run.groupsFor(run.span(last)) - 1);
      blocked = run.resume(needed - groups);
      groups = needed;
    }
    return Optional.of(new Filled(run.result(), last));
  }

  private Optional<Least> proved(Filled filled, PrimeField field) {
    int fewer = filled.groups().groups().size() - 1;
    return TightSet.of(inputs, filled.last(), field)
        .filter(set -> set.refutes(fewer, copies))
        .map(set -> new Least(filled.groups(), Optional.of(set)));
  }

  /** One run modulo one prime. Copy j of sample n has the number n·copies + j. */
  private final class Run {
    private final SampleSpace space;
    private final int[][] vectors; // copies share their sample's
    private final int[] order;
    private int next;
    private MatroidPartition partition;
    private boolean[] placed;

    Run(PrimeField field) {
      space = SampleSpace.of(inputs, IntStream.range(0, inputs.columns()).toArray(), field);
      vectors = new int[inputs.columns() * copies][];
      Arrays.setAll(vectors, c -> space.vectors()[c / copies]);
      order = hardestFirst();
      placed = new boolean[order.length];
      partition = new MatroidPartition(field, vectors, space.dimension(), 0);
    }

    /** Places all samples in so many groups; the result is a set that blocks this, if one does. */
    Optional<int[]> fill(int groups) {
      for (int g = 0; g < groups; g++) {
        partition.addGroup();
      }
      progress.stage("partition modulo " + space.field().modulus(), order.length);
      for (int n : order) {
        placed[n] = partition.insertDirectly(n);
      }
      return augment();
    }

    /** Goes on with so many groups more. */
    Optional<int[]> resume(int more) {
      for (int g = 0; g < more; g++) {
        partition.addGroup();
      }
      return augment();
    }

    /** All samples in the span of these, ascending: no group has room for more of them. */
    int[] span(int[] samples) {
      GroupBasis basis = basis(samples);
      return IntStream.range(0, inputs.columns())
          .filter(n -> basis.acceptingSlot(space.vectors()[n]) == GroupBasis.FREE)
          .toArray();
    }

    /** The least number of groups that has room for all copies of these samples. */
    int groupsFor(int[] samples) {
      int rank = Math.max(1, basis(samples).size());
      return (int) (((long) samples.length * copies + rank - 1) / rank);
    }

    private GroupBasis basis(int[] samples) {
      GroupBasis basis = new GroupBasis(space.field(), space.dimension(), new Random(0));
      for (int n : samples) {
        int slot = basis.acceptingSlot(space.vectors()[n]);
        if (slot != GroupBasis.FREE) {
          basis.place(slot, n, space.vectors()[n]);
        }
      }
      return basis;
    }

    private Optional<int[]> augment() {
      for (; next < order.length; next++) {
        int n = order[next];
        if (!placed[n]) {
          Optional<int[]> blocked = partition.insert(n);
          if (blocked.isPresent()) {
            return blocked.map(all -> Arrays.stream(all).map(c -> c / copies).distinct().toArray());
          }
          placed[n] = true;
        }
        progress.step(next + 1);
      }
      return Optional.empty();
    }

    boolean hasZeroVector() {
      return Arrays.stream(vectors).anyMatch(v -> Arrays.stream(v).allMatch(c -> c == 0));
    }

    Groups result() {
      return new Groups(
          space.field().modulus(),
          partition.groups().stream()
              .map(g -> Arrays.stream(g).map(c -> c / copies).boxed().toList())
              .toList());
    }

    /**
     * Samples with few nonzero entries first: they have the fewest places to go. Those with equally
     * many stay in their order.
     */
    private int[] hardestFirst() {
      int[] nonzero = new int[vectors.length];
      int[] before = new int[space.dimension() + 2];
      for (int n = 0; n < nonzero.length; n++) {
        for (int residue : vectors[n]) {
          nonzero[n] += residue == 0 ? 0 : 1;
        }
        before[nonzero[n] + 1]++;
      }
      for (int count = 1; count < before.length; count++) {
        before[count] += before[count - 1];
      }
      int[] sorted = new int[nonzero.length];
      for (int n = 0; n < nonzero.length; n++) {
        sorted[before[nonzero[n]]++] = n;
      }
      return sorted;
    }
  }
}
