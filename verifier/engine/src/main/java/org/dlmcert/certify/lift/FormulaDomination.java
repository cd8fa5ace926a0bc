package org.dlmcert.certify.lift;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.model.LiftedNoise;

/**
 * Noise that is a formula and says itself which unit each sample is left to (proofs/soundness.md,
 * section 41): one rank for each group, and no look at the factors.
 */
public final class FormulaDomination {
  private FormulaDomination() {}

  /** The groups of the noise, if they divide the samples and have independent inputs. */
  public static Optional<DatasetPartition.Groups> of(GivenLayer layer, LiftedNoise noise) {
    PrimeField field = PrimeField.of(noise.prime());
    int[] times = new int[layer.samples()];
    noise.groups().forEach(group -> group.forEach(n -> times[n]++));
    if (!field.isUnit(layer.slope()) || Arrays.stream(times).anyMatch(t -> t != 1)) {
      return Optional.empty();
    }
    IntegerMatrix cleared = layer.inputs().clearColumns().matrix();
    for (List<Integer> group : noise.groups()) {
      if (!PadicUnits.areIndependent(cleared, group, field)) {
        return Optional.empty();
      }
    }
    return Optional.of(new DatasetPartition.Groups(noise.prime(), noise.groups()));
  }
}
