package org.dlmcert.certify.partition;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.progress.Progress;

/**
 * Divides the columns of a d×N integer matrix into one independent group for each unit, where a
 * unit may only take samples that it sees: the union of the linear matroids of the units (J.
 * Edmonds, 1968). Both answers are exact, as in {@link DatasetPartition}.
 *
 * <p>Noise with the support of the units' views gives full column rank almost always exactly if
 * there is such a division.
 */
public final class MaskedPartition {
  private final IntegerMatrix inputs;
  private final List<BitSet> seen;
  private final Progress progress;

  /**
   * @param inputs d×N, a sample a column
   * @param seen per unit the samples that it sees
   */
  public MaskedPartition(IntegerMatrix inputs, List<BitSet> seen, Progress progress) {
    this.inputs = inputs;
    this.seen = seen.stream().map(set -> (BitSet) set.clone()).toList();
    this.progress = progress;
  }

  /** The set that shows that there is no division; empty if there is one. */
  public Optional<MaskedTightSet> obstacle() {
    for (PrimeField field : PrimeField.descending()) {
      Optional<int[]> blocked = blocked(field);
      if (blocked.isEmpty()) {
        return Optional.empty(); // groups that are independent modulo a prime are independent
      }
      Optional<MaskedTightSet> proof = MaskedTightSet.of(inputs, seen, blocked.get(), field);
      if (proof.isPresent()) {
        return proof;
      }
    }
    throw new IllegalStateException("every prime is unlucky");
  }

  private Optional<int[]> blocked(PrimeField field) {
    int samples = inputs.columns();
    SampleSpace space = SampleSpace.of(inputs, IntStream.range(0, samples).toArray(), field);
    MatroidPartition partition =
        new MatroidPartition(
            field, space.vectors(), space.dimension(), seen.size(), Admission.of(seen));
    progress.stage("partition with masks modulo " + field.modulus(), samples);
    int done = 0;
    for (int n : leastSeenFirst()) {
      if (!partition.insertDirectly(n)) {
        Optional<int[]> blocked = partition.insert(n);
        if (blocked.isPresent()) {
          return blocked;
        }
      }
      progress.step(++done);
    }
    return Optional.empty();
  }

  private int[] leastSeenFirst() {
    return IntStream.range(0, inputs.columns())
        .boxed()
        .sorted(Comparator.comparingLong(n -> seen.stream().filter(unit -> unit.get(n)).count()))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
