package org.dlmcert.certify.collapse;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.PrimePowerElimination;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;

/**
 * Searches for a prime power p^k modulo which the slope is 1 and the matrix of the pattern of ones
 * certifiably of full column rank; then every pattern's matrix is (proofs/soundness.md, section
 * 12).
 *
 * <p>For each prime that divides the numerator of s - 1, the inputs are saturated at p, columns are
 * made primitive, and the matrix is eliminated modulo p and, if that fails, modulo the largest
 * power. O(D·d·N²) each.
 */
public final class Collapse {
  /** The most operations for one elimination: seconds, in long and in BigInteger arithmetic. */
  private static final long MOST_OPERATIONS = 10_000_000_000L;

  private static final long MOST_LARGE_OPERATIONS = 200_000_000L;

  private final RationalMatrix inputs;
  private final RationalMatrix noise;
  private final Rational slope;
  private final List<String> deficient = new ArrayList<>();
  private final List<String> tooLarge = new ArrayList<>();

  /**
   * @param inputs X, d×N
   * @param noise E, D×N
   */
  public Collapse(RationalMatrix inputs, RationalMatrix noise, Rational slope) {
    this.inputs = inputs;
    this.noise = noise;
    this.slope = slope;
  }

  /** What {@link #search} finds. */
  public sealed interface Answer {}

  /**
   * The matrix has a pivot of valuation below k in every column, modulo p^k.
   *
   * @param transforms U_1, …, U_D, applied to the inputs in the blocks of the units; none if all
   *     are the identity
   * @param transformPrime a prime modulo which the columns of each are independent
   */
  public record Found(
      BigInteger prime, int exponent, List<RationalMatrix> transforms, int transformPrime)
      implements Answer {
    public Found {
      transforms = List.copyOf(transforms);
    }

    /** The modulus in words, such as {@code 3^2}. */
    public String modulus() {
      return new PrimePower(prime, exponent).toString();
    }
  }

  /** Nothing was found; nothing follows. */
  public record NotFound(String because) implements Answer {}

  /** Tries all primes, the most promising first. */
  public Answer search() {
    Optional<IntegerMatrix> primitive = PrimitiveColumns.of(inputs.clearColumns().matrix());
    if (primitive.isEmpty()) {
      return new NotFound("an input is zero");
    }
    List<PrimePower> powers = PrimePower.of(slope);
    for (PrimePower power : powers) {
      List<Integer> exponents = affordable(power);
      if (exponents.isEmpty()) {
        continue;
      }
      Optional<RationalMatrix> transform =
          power.fitsInt()
              ? Saturation.of(primitive.get(), PrimeField.of(power.prime().intValueExact()))
              : Optional.empty(); // no data are made of multiples of such primes
      Optional<IntegerMatrix> matrix = matrix(transform);
      if (matrix.isEmpty()) {
        return new NotFound("a gradient is zero");
      }
      Optional<PrimePower> modulus = reaching(matrix.get(), power, exponents);
      if (modulus.isPresent()) {
        PrimePower found = modulus.get();
        List<RationalMatrix> transforms =
            transform.map(u -> Collections.nCopies(noise.rows(), u)).orElse(List.of());
        return new Found(found.prime(), found.exponent(), transforms, otherPrime(found.prime()));
      }
    }
    return new NotFound(reason(powers));
  }

  private Optional<IntegerMatrix> matrix(Optional<RationalMatrix> transform) {
    RationalMatrix transformed = transform.map(u -> u.times(inputs)).orElse(inputs);
    return PrimitiveColumns.of(KhatriRao.product(noise, transformed).clearColumns().matrix());
  }

  /** The exponents to try: 1, because that is fastest, then the largest. */
  private List<Integer> affordable(PrimePower power) {
    List<Integer> exponents =
        power.exponent() == 1 || !power.fitsInt() ? List.of(1) : List.of(1, power.exponent());
    long samples = inputs.columns();
    long operations = (long) noise.rows() * inputs.rows() * samples * samples;
    List<Integer> affordable = new ArrayList<>();
    for (int k : exponents) {
      boolean words = PrimePowerElimination.fitsLong(power.prime(), k);
      if (operations <= (words ? MOST_OPERATIONS : MOST_LARGE_OPERATIONS)) {
        affordable.add(k);
      } else {
        tooLarge.add(power.withExponent(k).toString());
      }
    }
    return affordable;
  }

  private Optional<PrimePower> reaching(
      IntegerMatrix matrix, PrimePower power, List<Integer> exponents) {
    for (int k : exponents) {
      PrimePower modulus = power.withExponent(k);
      if (PrimePowerElimination.reachesEveryColumn(matrix, power.prime(), k)) {
        return Optional.of(modulus);
      }
      deficient.add(modulus.toString());
    }
    return Optional.empty();
  }

  private static int otherPrime(BigInteger prime) {
    for (PrimeField field : PrimeField.descending()) {
      if (!prime.equals(BigInteger.valueOf(field.modulus()))) {
        return field.modulus();
      }
    }
    throw new IllegalStateException("there is more than one prime");
  }

  private String reason(List<PrimePower> powers) {
    if (powers.isEmpty()) {
      return "no prime modulo which the slope " + slope + " is 1";
    }
    List<String> parts = new ArrayList<>();
    if (!deficient.isEmpty()) {
      parts.add(
          "the slope is 1 modulo "
              + deficient.stream().collect(Collectors.joining(", "))
              + ", where the matrix is deficient, which proves nothing");
    }
    if (!tooLarge.isEmpty()) {
      parts.add("not tried modulo " + String.join(", ", tooLarge) + ": too large a matrix");
    }
    return String.join("; ", parts);
  }
}
