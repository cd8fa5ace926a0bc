package org.dlmcert.certify.tree;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.WritableObject;
import org.dlmcert.pattern.GradientFamily;

/**
 * A smaller problem whose full column rank implies that of the given one: some units only, and the
 * inputs projected along some samples, which drop out (proofs/soundness.md, section 13).
 *
 * @param units the units J that are kept, ascending
 * @param removed the samples T that drop out, ascending, with independent inputs
 * @param projection d - |T| independent vectors orthogonal to the inputs of T; none if T is empty
 * @param prime a prime modulo which both are independent
 */
public record Reduction(
    List<Integer> units, List<Integer> removed, IntegerMatrix projection, int prime)
    implements WritableObject {
  private static final int PRIMES = 3;

  public Reduction {
    units = List.copyOf(units);
    removed = List.copyOf(removed);
  }

  /** The whole problem. */
  public static Reduction none(GradientFamily layer) {
    return new Reduction(
        IntStream.range(0, layer.units()).boxed().toList(),
        List.of(),
        IntegerMatrix.identity(0),
        PrimeField.LARGEST_PRIME);
  }

  /**
   * The reduction to these units and without these samples; empty unless the samples are found to
   * have independent inputs, and noise ≠ 0 on one of the units.
   */
  public static Optional<Reduction> of(
      GradientFamily layer, List<Integer> units, List<Integer> removed) {
    boolean alive =
        removed.stream()
            .allMatch(n -> units.stream().anyMatch(i -> !layer.noise().get(i, n).isZero()));
    if (!alive) {
      return Optional.empty();
    }
    if (removed.isEmpty()) {
      return Optional.of(
          new Reduction(units, removed, IntegerMatrix.identity(0), PrimeField.LARGEST_PRIME));
    }
    int[] columns = removed.stream().mapToInt(Integer::intValue).toArray();
    IntegerMatrix inputs = layer.inputs().columns(columns).clearColumns().matrix();
    IntegerMatrix projection = IntegerKernel.basis(inputs.transpose());
    int tries = 0;
    for (PrimeField field : PrimeField.descending()) {
      if (ModularMatrix.of(field, inputs).rank() == removed.size()
          && ModularMatrix.of(field, projection).rank() == projection.rows()) {
        return Optional.of(new Reduction(units, removed, projection, field.modulus()));
      }
      if (++tries == PRIMES) {
        break;
      }
    }
    return Optional.empty();
  }

  /** The matrices of the reduced problem. */
  public GradientFamily family(GradientFamily layer) {
    int[] kept = IntStream.range(0, layer.samples()).filter(n -> !removed.contains(n)).toArray();
    RationalMatrix inputs = layer.inputs().columns(kept);
    return new GradientFamily(
        removed.isEmpty() ? inputs : RationalMatrix.of(projection).times(inputs),
        RationalMatrix.of(
            units.size(), kept.length, (i, n) -> layer.noise().get(units.get(i), kept[n])),
        layer.slope());
  }

  /** The section of the certificate. */
  @Override
  public void writeFields(CanonicalJson json) {
    json.field("units").integers(units);
    json.field("removed").integers(removed);
    json.field("projection").rows(projection);
    json.field("prime").integer(prime);
  }
}
