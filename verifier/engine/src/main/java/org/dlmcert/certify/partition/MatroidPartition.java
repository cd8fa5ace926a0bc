package org.dlmcert.certify.partition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.progress.Interruption;

/**
 * Matroid partition by augmenting paths (J. Edmonds, Minimum partition of a matroid into
 * independent subsets, 1965; shortest paths as in W. H. Cunningham, Improved bounds for matroid
 * partition and intersection algorithms, 1986), for the columns of a matrix modulo a prime.
 *
 * <p>A sample that fits in no group may replace a member of its circuit in some group, which then
 * looks for a place itself, and so on: breadth-first search finds a shortest chain of replacements,
 * and along a shortest chain all groups stay independent. If the search ends without finding a
 * place, the set S of the samples it has seen satisfies span(S ∩ group) = span(S) for every group,
 * so |S| = k·rank(S) + 1 for k groups, and S proves that k groups are too few. Where a group admits
 * only some samples, S ∩ (what it admits) takes the place of S (union of different matroids).
 *
 * <p>The costly step of the search is to find all circuits of a whole level of samples in a group.
 * Their union is the support of the coordinates of one random linear combination of the level: an
 * element is missed with probability 1/p only. So a level costs one product of a matrix with a
 * vector for each group, however many samples it has. What a miss can do is to be guarded against:
 * a pivot of zero breaks off a chain (the groups stay independent, and the sample is tried again),
 * and a set S is only returned with |S| &gt; k·rank(S) verified.
 *
 * <p>Not thread-safe. The random numbers have a fixed seed, so results are repeatable.
 */
final class MatroidPartition {
  private static final int UNASSIGNED = -1;

  private final PrimeField field;
  private final int[][] vectors;
  private final int dimension;
  private final Admission admission;
  private final List<GroupBasis> groups = new ArrayList<>();
  private final int[] groupOf;
  private final int[] slotOf;
  private final Random random = new Random(20160528);
  private int nextGroup;

  /**
   * @param vectors the samples' inputs modulo p, N vectors of r residues, not all-zero
   * @param groups the number of groups to begin with, at least 1
   */
  MatroidPartition(PrimeField field, int[][] vectors, int dimension, int groups) {
    this(field, vectors, dimension, groups, Admission.EVERYWHERE);
  }

  /**
   * @param admission which samples each of the groups may hold
   */
  MatroidPartition(
      PrimeField field, int[][] vectors, int dimension, int groups, Admission admission) {
    this.field = field;
    this.admission = admission;
    this.vectors = vectors;
    this.dimension = dimension;
    groupOf = new int[vectors.length];
    slotOf = new int[vectors.length];
    Arrays.fill(groupOf, UNASSIGNED);
    for (int i = 0; i < groups; i++) {
      addGroup();
    }
  }

  void addGroup() {
    groups.add(new GroupBasis(field, dimension, random));
  }

  /** The groups, each with its samples in ascending order. */
  List<int[]> groups() {
    return groups.stream().map(GroupBasis::members).toList();
  }

  /**
   * Puts a sample in the first group, in turn, in which it is independent as things stand.
   *
   * @return whether there was one
   */
  boolean insertDirectly(int sample) {
    for (int tried = 0; tried < groups.size(); tried++) {
      int g = (nextGroup + tried) % groups.size();
      int slot =
          admission.admits(g, sample)
              ? groups.get(g).acceptingSlot(vectors[sample])
              : GroupBasis.FREE;
      if (slot != GroupBasis.FREE) {
        place(sample, g, slot);
        nextGroup = (g + 1) % groups.size();
        return true;
      }
    }
    return false;
  }

  /**
   * Puts a sample in a group by an augmenting path.
   *
   * @return empty if there is a place now; otherwise the samples (ascending, the given one
   *     included) of a set S with |S| &gt; Σ rank(S ∩ M_g) modulo p, the sum over the present
   *     groups g and M_g the samples that g admits
   */
  Optional<int[]> insert(int sample) {
    while (true) {
      Interruption.check();
      Search search = new Search(sample);
      if (!search.findsPlace()) {
        int[] closed = search.visited();
        if (closed.length > room(closed)) {
          return Optional.of(closed);
        }
      } else if (augment(search.chain(), search.acceptingGroup)) {
        return Optional.empty();
      }
      // A random combination missed something: search again with new random numbers.
      groups.forEach(group -> group.drawProbe(random));
    }
  }

  /**
   * Carries out a chain of replacements, last first, so that every group is independent after every
   * step even if a later step turns out to be impossible.
   */
  private boolean augment(int[] chain, int acceptingGroup) {
    int last = chain[chain.length - 1];
    int group = acceptingGroup;
    int slot = groups.get(group).acceptingSlot(vectors[last]);
    for (int t = chain.length - 1; t >= 0; t--) {
      int sample = chain[t];
      int oldGroup = groupOf[sample];
      int oldSlot = slotOf[sample];
      if (slot == GroupBasis.FREE || !place(sample, group, slot)) {
        if (t < chain.length - 1) {
          groups.get(group).release(slot); // the sample that was to be replaced has moved on
        }
        return false;
      }
      group = oldGroup;
      slot = oldSlot;
    }
    return true;
  }

  private boolean place(int sample, int group, int slot) {
    if (!groups.get(group).place(slot, sample, vectors[sample])) {
      return false;
    }
    groupOf[sample] = group;
    slotOf[sample] = slot;
    return true;
  }

  /** The sum over the groups of the ranks of those of the samples that they admit. */
  private long room(int[] samples) {
    long room = 0;
    int[] previous = {};
    int rank = 0;
    for (int g = 0; g < groups.size(); g++) {
      int[] admitted = admission.admitted(g, samples);
      rank = admitted == previous ? rank : rank(admitted);
      previous = admitted;
      room += rank;
    }
    return room;
  }

  private int rank(int[] samples) {
    GroupBasis basis = new GroupBasis(field, dimension, random);
    for (int sample : samples) {
      int slot = basis.acceptingSlot(vectors[sample]);
      if (slot != GroupBasis.FREE) {
        basis.place(slot, sample, vectors[sample]);
      }
      if (basis.isFull()) {
        break;
      }
    }
    return basis.size();
  }

  /** One breadth-first search for a place for a sample, level by level. */
  private final class Search {
    private final List<int[]> levels = new ArrayList<>();
    private final boolean[] visited = new boolean[vectors.length];
    private final int[] unvisitedIn = new int[groups.size()];
    private int acceptingGroup = UNASSIGNED;
    private int accepted = UNASSIGNED;

    Search(int sample) {
      levels.add(new int[] {sample});
      visited[sample] = true;
      for (int g = 0; g < unvisitedIn.length; g++) {
        unvisitedIn[g] = groups.get(g).size();
      }
    }

    boolean findsPlace() {
      while (true) {
        int[] level = levels.get(levels.size() - 1);
        if (level.length == 0) {
          levels.remove(levels.size() - 1);
          return false;
        }
        int[][] admitted = new int[groups.size()][];
        int[][] combinations = new int[groups.size()][];
        for (int g = 0; g < groups.size(); g++) {
          admitted[g] = admission.admitted(g, level);
          combinations[g] =
              g > 0 && admitted[g] == admitted[g - 1]
                  ? combinations[g - 1]
                  : combination(admitted[g]);
          int slot = groups.get(g).acceptingSlot(combinations[g]);
          if (slot != GroupBasis.FREE) {
            acceptingGroup = g;
            accepted = memberWithCoordinateAt(slot, groups.get(g), admitted[g]);
            return true;
          }
        }
        levels.add(replaceable(combinations));
      }
    }

    private int[] combination(int[] level) {
      int[] sum = new int[dimension];
      for (int sample : level) {
        int factor = 1 + random.nextInt(field.modulus() - 1);
        field.addScaled(sum, 0, factor, vectors[sample], 0, dimension);
      }
      return sum;
    }

    /** The unvisited members of each group at whose slots its combination has a coordinate. */
    private int[] replaceable(int[][] combinations) {
      int[] next = new int[vectors.length];
      int count = 0;
      for (int g = 0; g < groups.size(); g++) {
        GroupBasis group = groups.get(g);
        for (int slot = 0; slot < dimension && unvisitedIn[g] > 0; slot++) {
          int member = group.member(slot);
          if (member != GroupBasis.FREE
              && !visited[member]
              && group.coordinate(slot, combinations[g]) != 0) {
            visited[member] = true;
            unvisitedIn[g]--;
            next[count++] = member;
          }
        }
      }
      return Arrays.copyOf(next, count);
    }

    private int memberWithCoordinateAt(int slot, GroupBasis group, int[] level) {
      for (int sample : level) {
        if (group.coordinate(slot, vectors[sample]) != 0) {
          return sample;
        }
      }
      throw new IllegalStateException("a combination has a coordinate that none of its terms has");
    }

    /**
     * The chain that ends at the accepted sample: each replaces the next in the next one's group.
     */
    int[] chain() {
      int[] chain = new int[levels.size()];
      int t = levels.size() - 1;
      chain[t] = accepted;
      for (; t > 0; t--) {
        chain[t - 1] = predecessor(chain[t], levels.get(t - 1));
      }
      return chain;
    }

    private int predecessor(int sample, int[] level) {
      int group = groupOf[sample];
      return memberWithCoordinateAt(
          slotOf[sample], groups.get(group), admission.admitted(group, level));
    }

    int[] visited() {
      return levels.stream().flatMapToInt(Arrays::stream).sorted().toArray();
    }
  }
}
