package org.dlmcert.certify.collapse;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.PrimePowerElimination;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/**
 * Searches for a prime power p^k modulo which the slope is 1, and with it the matrix of every
 * pattern of all hidden layers that of the linear network, and in which this matrix is certifiably
 * of full column rank (proofs/soundness.md, section 19).
 *
 * <p>Without biases, inputs and noise of a sample and the weight matrices are first freed from
 * their common factors, which only multiply columns. With biases they have to be p-integral as they
 * are. O(N·Σ d_l·d_{l-1} + D·d·N²) for each prime.
 */
public final class DeepCollapse {
  /** The most operations for one elimination, as in {@link Collapse}. */
  private static final long MOST_OPERATIONS = 10_000_000_000L;

  private static final long MOST_LARGE_OPERATIONS = 200_000_000L;

  private final Instance instance;
  private final Network network;
  private final Weights weights;
  private final int last; // L-1
  private final List<String> said = new ArrayList<>();

  /**
   * @param instance with weights, and noise that is generic in no layer
   */
  public DeepCollapse(Instance instance) {
    this.instance = instance;
    this.network = instance.network();
    this.weights = instance.weights().orElseThrow();
    this.last = network.depth() - 1;
  }

  /** What {@link #search} finds. */
  public sealed interface Answer {}

  /** The matrix has a pivot of valuation below k in every column, modulo p^k. */
  public record Found(BigInteger prime, int exponent) implements Answer {}

  /** Nothing was found; nothing follows. */
  public record NotFound(String because) implements Answer {}

  /** Tries all primes, the most promising first. */
  public Answer search() {
    List<PrimePower> powers = PrimePower.of(network.slope());
    if (powers.isEmpty()) {
      return new NotFound("no prime modulo which the slope " + network.slope() + " is 1");
    }
    IntegerMatrix matrix = matrix();
    if (hasZeroColumn(matrix)) {
      return new NotFound("with all slopes 1 a gradient is zero");
    }
    for (PrimePower power : powers) {
      if (network.bias() && !isIntegral(power.prime())) {
        said.add("numbers are not integral at " + power.prime());
        continue;
      }
      int most = power.fitsInt() ? power.exponent() : 1;
      for (int k = 1; k <= most; k = k == 1 && most > 1 ? most : most + 1) {
        String modulus = power.withExponent(k).toString();
        boolean words = PrimePowerElimination.fitsLong(power.prime(), k);
        if (operations(matrix) > (words ? MOST_OPERATIONS : MOST_LARGE_OPERATIONS)) {
          said.add("too large to try modulo " + modulus);
        } else if (PrimePowerElimination.reachesEveryColumn(matrix, power.prime(), k)) {
          return new Found(power.prime(), k);
        } else {
          said.add("deficient modulo " + modulus + ", which proves nothing");
        }
      }
    }
    return new NotFound("the matrix of the linear network: " + String.join("; ", said));
  }

  private static long operations(IntegerMatrix matrix) {
    return (long) matrix.rows() * matrix.columns() * matrix.columns();
  }

  /** M: the matrix with all slopes 1, of integers prime in common to every p that is tried. */
  private IntegerMatrix matrix() {
    boolean free = !network.bias();
    RationalMatrix inputs = instance.dataset().inputs();
    RationalMatrix values = (free ? primitiveRows(inputs) : inputs).transpose();
    for (int l = 1; l < last; l++) {
      RationalMatrix w = free ? primitive(weights.matrix(l)) : weights.matrix(l);
      RationalMatrix noise = free ? primitiveRows(noise(l)) : noise(l);
      RationalMatrix product = w.times(values);
      int layer = l;
      values =
          RationalMatrix.of(
              product.rows(),
              product.columns(),
              (i, n) -> noise.get(n, i).times(product.get(i, n).plus(weights.bias(layer, i))));
    }
    return KhatriRao.product(
            primitiveRows(noise(last)).transpose(), Gradient.withOnes(values, network.bias()))
        .clearColumns()
        .matrix();
  }

  /** The noise of a layer, N×d_l. */
  private RationalMatrix noise(int layer) {
    LayerNoise noise = instance.noise(layer);
    return RationalMatrix.of(instance.samples(), network.width(layer), noise::factor);
  }

  private boolean isIntegral(BigInteger prime) {
    List<RationalMatrix> numbers = new ArrayList<>();
    numbers.add(instance.dataset().inputs());
    for (int l = 1; l < last; l++) {
      int layer = l;
      numbers.add(weights.matrix(l));
      numbers.add(noise(l));
      numbers.add(RationalMatrix.of(1, network.width(l), (z, i) -> weights.bias(layer, i)));
    }
    return numbers.stream().allMatch(matrix -> isIntegral(matrix, prime));
  }

  private static boolean isIntegral(RationalMatrix matrix, BigInteger prime) {
    return IntStream.range(0, matrix.rows())
        .boxed()
        .flatMap(i -> matrix.row(i).stream())
        .allMatch(x -> x.denominator().mod(prime).signum() != 0);
  }

  private static boolean hasZeroColumn(IntegerMatrix matrix) {
    return IntStream.range(0, matrix.columns())
        .anyMatch(
            n -> IntStream.range(0, matrix.rows()).allMatch(i -> matrix.get(i, n).signum() == 0));
  }

  /** The matrix times the rational that makes its entries integers without a common factor. */
  private static RationalMatrix primitive(RationalMatrix matrix) {
    List<Rational> all =
        IntStream.range(0, matrix.rows()).boxed().flatMap(i -> matrix.row(i).stream()).toList();
    Rational factor = factor(all);
    return RationalMatrix.of(
        matrix.rows(), matrix.columns(), (i, j) -> matrix.get(i, j).times(factor));
  }

  /** The same for each row by itself. */
  private static RationalMatrix primitiveRows(RationalMatrix matrix) {
    List<Rational> factors =
        IntStream.range(0, matrix.rows()).mapToObj(i -> factor(matrix.row(i))).toList();
    return RationalMatrix.of(
        matrix.rows(), matrix.columns(), (i, j) -> matrix.get(i, j).times(factors.get(i)));
  }

  /** The least common denominator over the greatest common numerator; 1 if all are zero. */
  private static Rational factor(List<Rational> numbers) {
    BigInteger content = IntegerVectors.content(numbers.stream().map(Rational::numerator).toList());
    return content.signum() == 0
        ? Rational.ONE
        : Rational.of(Rational.commonDenominator(numbers), content);
  }
}
