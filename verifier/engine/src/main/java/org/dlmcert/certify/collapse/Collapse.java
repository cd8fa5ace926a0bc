package org.dlmcert.certify.collapse;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
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
 * <p>For each prime that divides the numerator of s - 1, columns are made primitive, and the matrix
 * is eliminated modulo p, its first rows first, and, if that fails, modulo the largest power. If
 * that fails too, the inputs are saturated at p, by one transform, then the block of every unit by
 * one of its own, and at last together with factors of the columns. O(D·d·N²) each, and O(N³) if
 * the first rows suffice.
 */
public final class Collapse {
  /** The most operations for one elimination: seconds, in long and in BigInteger arithmetic. */
  private static final long MOST_OPERATIONS = 10_000_000_000L;

  private static final long MOST_LARGE_OPERATIONS = 200_000_000L;

  /** The most operations for one step of all saturations, in BigInteger arithmetic. */
  private static final long MOST_SATURATED = 400_000_000L;

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

  /** Tries all primes, the most promising first, and each with as few transforms as possible. */
  public Answer search() {
    Optional<IntegerMatrix> primitive = PrimitiveColumns.of(inputs.clearColumns().matrix());
    if (primitive.isEmpty()) {
      return new NotFound("an input is zero");
    }
    Optional<LeadingRows> leading =
        PrimitiveColumns.of(noise.clearColumns().matrix())
            .map(factors -> new LeadingRows(factors, primitive.get()));
    List<PrimePower> powers = PrimePower.of(slope);
    for (PrimePower power : powers) {
      if (power.fitsInt()
          && leading.isPresent()
          && leading.get().reachEveryColumn(power.prime(), MOST_OPERATIONS)) {
        return new Found(power.prime(), 1, List.of(), otherPrime(power.prime()));
      }
      List<Integer> exponents = affordable(power);
      if (exponents.isEmpty()) {
        continue;
      }
      Optional<IntegerMatrix> plain = matrix(List.of());
      if (plain.isEmpty()) {
        return new NotFound("a gradient is zero");
      }
      Optional<Found> found = reaching(plain.get(), power, exponents, List.of());
      if (found.isEmpty() && power.fitsInt() && saturationIsAffordable()) {
        found = transformed(primitive.get(), plain.get(), power, exponents);
      }
      if (found.isPresent()) {
        return found.get();
      }
      exponents.forEach(k -> deficient.add(power.withExponent(k).toString()));
    }
    return new NotFound(reason(powers));
  }

  /** With one transform for all blocks, and then with one for each. */
  private Optional<Found> transformed(
      IntegerMatrix primitive, IntegerMatrix plain, PrimePower power, List<Integer> exponents) {
    PrimeField field = PrimeField.of(power.prime().intValueExact());
    Optional<List<RationalMatrix>> shared =
        Saturation.of(List.of(primitive), field)
            .map(only -> Collections.nCopies(noise.rows(), only.get(0)));
    Optional<IntegerMatrix> start = shared.isPresent() ? matrix(shared.get()) : Optional.of(plain);
    if (shared.isPresent()) {
      Optional<Found> found = reaching(start.orElseThrow(), power, exponents, shared.get());
      if (found.isPresent()) {
        return found;
      }
    }
    List<RationalMatrix> before =
        shared.orElse(
            Collections.nCopies(
                noise.rows(), RationalMatrix.of(IntegerMatrix.identity(inputs.rows()))));
    List<IntegerMatrix> blocks = blocks(start.orElseThrow());
    Optional<Found> found = reaching(Saturation.of(blocks, field), before, power, exponents);
    return found.isPresent() || !hasFullRank(plain)
        ? found
        : reaching(Optional.of(JointSaturation.of(blocks, field)), before, power, exponents);
  }

  private Optional<Found> reaching(
      Optional<List<RationalMatrix>> own,
      List<RationalMatrix> before,
      PrimePower power,
      List<Integer> exponents) {
    Optional<List<RationalMatrix>> transforms =
        own.map(
            each ->
                IntStream.range(0, each.size())
                    .mapToObj(i -> each.get(i).times(before.get(i)))
                    .toList());
    return transforms.flatMap(u -> reaching(matrix(u).orElseThrow(), power, exponents, u));
  }

  /** Whether the pattern of ones is independent modulo a large prime. */
  private static boolean hasFullRank(IntegerMatrix plain) {
    return ModularMatrix.of(PrimeField.descending().iterator().next(), plain).rank()
        == plain.columns();
  }

  private List<IntegerMatrix> blocks(IntegerMatrix matrix) {
    int height = inputs.rows();
    return IntStream.range(0, noise.rows())
        .mapToObj(i -> matrix.rows(IntStream.range(i * height, (i + 1) * height).toArray()))
        .toList();
  }

  /** M of the format with these transforms, or with none; empty if a column is zero. */
  private Optional<IntegerMatrix> matrix(List<RationalMatrix> transforms) {
    if (transforms.isEmpty()) {
      return PrimitiveColumns.of(KhatriRao.product(noise, inputs).clearColumns().matrix());
    }
    Map<RationalMatrix, RationalMatrix> products = new HashMap<>();
    List<RationalMatrix> transformed =
        transforms.stream().map(u -> products.computeIfAbsent(u, m -> m.times(inputs))).toList();
    int height = inputs.rows();
    return PrimitiveColumns.of(
        RationalMatrix.of(
                Math.multiplyExact(noise.rows(), height),
                inputs.columns(),
                (row, n) ->
                    noise
                        .get(row / height, n)
                        .times(transformed.get(row / height).get(row % height, n)))
            .clearColumns()
            .matrix());
  }

  private boolean saturationIsAffordable() {
    long height = inputs.rows();
    return height * height * (height + inputs.columns()) <= MOST_SATURATED / noise.rows();
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

  private Optional<Found> reaching(
      IntegerMatrix matrix,
      PrimePower power,
      List<Integer> exponents,
      List<RationalMatrix> transforms) {
    for (int k : exponents) {
      if (PrimePowerElimination.reachesEveryColumn(matrix, power.prime(), k)) {
        return Optional.of(new Found(power.prime(), k, transforms, otherPrime(power.prime())));
      }
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
