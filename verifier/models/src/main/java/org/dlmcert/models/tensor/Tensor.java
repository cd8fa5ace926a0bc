package org.dlmcert.models.tensor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * An immutable tensor of exact rationals, in C order: integers over one positive common
 * denominator, a power of two for the values of floating point numbers.
 */
public final class Tensor {
  private final ElementType type;
  private final Shape shape;
  private final IntegerVector numerators;
  private final BigInteger denominator;

  private Tensor(ElementType type, Shape shape, IntegerVector numerators, BigInteger denominator) {
    this.type = type;
    this.shape = shape;
    this.numerators = numerators;
    this.denominator = denominator;
  }

  /**
   * The tensor {@code numerators / denominator}; common factors two are divided out.
   *
   * @throws Unfit if it is a tensor of integers and some element is none of its type's
   */
  public static Tensor of(
      ElementType type, Shape shape, IntegerVector numerators, BigInteger denominator) {
    if (numerators.size() != shape.size()) {
      throw new Unfit(shape.size() + " elements for " + shape, "" + numerators.size());
    }
    if (denominator.signum() <= 0) {
      throw new IllegalArgumentException("positive denominator expected");
    }
    Tensor tensor = new Tensor(type, shape, numerators, denominator).reduced();
    if (type.isInteger()) {
      tensor.checkRange();
    }
    return tensor;
  }

  /** The tensor of integers. */
  public static Tensor integers(ElementType type, Shape shape, long... values) {
    return of(type, shape, IntegerVector.of(values), BigInteger.ONE);
  }

  /** The tensor of rationals. */
  public static Tensor rationals(ElementType type, Shape shape, List<Rational> values) {
    return ofMatrix(type, shape, RationalMatrix.of(1, values.size(), (i, j) -> values.get(j)));
  }

  /** The elements of a matrix, row by row, in the given shape. */
  public static Tensor ofMatrix(ElementType type, Shape shape, RationalMatrix matrix) {
    RationalMatrix.Cleared cleared = matrix.clear();
    int columns = matrix.columns();
    IntegerVector numerators =
        IntegerVector.of(
            Math.multiplyExact(matrix.rows(), columns),
            k -> cleared.matrix().get(k / columns, k % columns));
    return of(type, shape, numerators, cleared.scale());
  }

  private Tensor reduced() {
    int twos = denominator.getLowestSetBit();
    if (twos == 0) {
      return this;
    }
    int common = twos;
    boolean zero = true;
    for (int k = 0; k < numerators.size() && (common > 0 || zero); k++) {
      if (numerators.signum(k) != 0) {
        zero = false;
        common =
            Math.min(
                common,
                numerators.isSmall()
                    ? Long.numberOfTrailingZeros(numerators.low(k))
                    : numerators.get(k).getLowestSetBit());
      }
    }
    if (zero) {
      return new Tensor(type, shape, numerators, BigInteger.ONE);
    }
    if (common == 0) {
      return this;
    }
    int shift = common;
    return new Tensor(
        type,
        shape,
        IntegerVector.of(numerators.size(), k -> numerators.get(k).shiftRight(shift)),
        denominator.shiftRight(shift));
  }

  private void checkRange() {
    BigInteger least = type.least();
    BigInteger greatest = type.greatest();
    if (!denominator.equals(BigInteger.ONE)) {
      throw new Unfit("integers as values of type " + type, "fractions");
    }
    if (numerators.bits() <= 8 * type.bytes() - 1 && least.signum() < 0) {
      return;
    }
    for (int k = 0; k < numerators.size(); k++) {
      BigInteger value = numerators.get(k);
      if (value.compareTo(least) < 0 || value.compareTo(greatest) > 0) {
        throw new Unfit(
            "values from " + least + " to " + greatest + " of type " + type, value.toString());
      }
    }
  }

  public ElementType type() {
    return type;
  }

  public Shape shape() {
    return shape;
  }

  public int size() {
    return shape.size();
  }

  public IntegerVector numerators() {
    return numerators;
  }

  /** The common denominator, positive. */
  public BigInteger denominator() {
    return denominator;
  }

  /** Element k, in C order. */
  public Rational value(int k) {
    BigInteger numerator = numerators.get(k);
    if (denominator.equals(BigInteger.ONE)) {
      return Rational.of(numerator);
    }
    int twos = denominator.getLowestSetBit();
    return denominator.bitLength() == twos + 1
        ? Rational.over(numerator, twos, 0)
        : Rational.of(numerator, denominator);
  }

  /**
   * All elements as integers.
   *
   * @throws Unfit if one is none, or beyond 64 bits
   */
  public List<Long> longs() {
    if (!denominator.equals(BigInteger.ONE) || !numerators.isSmall()) {
      throw new Unfit(
          "integers of 64 bits", denominator.equals(BigInteger.ONE) ? "larger ones" : "fractions");
    }
    List<Long> longs = new ArrayList<>();
    for (int k = 0; k < numerators.size(); k++) {
      longs.add(numerators.low(k));
    }
    return longs;
  }

  /** The matrix of a tensor of two dimensions. */
  public RationalMatrix matrix() {
    int columns = shape.dimension(1);
    return RationalMatrix.of(shape.dimension(0), columns, (i, j) -> value(i * columns + j));
  }

  /** All elements, in C order. */
  public List<Rational> values() {
    List<Rational> values = new ArrayList<>();
    for (int k = 0; k < size(); k++) {
      values.add(value(k));
    }
    return values;
  }

  /** The same elements in another shape. */
  public Tensor reshaped(Shape other) {
    if (other.size() != size()) {
      throw new Unfit("a shape for " + size() + " elements (" + shape + ")", other.toString());
    }
    return new Tensor(type, other, numerators, denominator);
  }

  /**
   * The one element, as a scalar.
   *
   * @param what for the message
   * @throws Unfit if there is not one
   */
  public Tensor scalar(String what) {
    if (size() != 1) {
      throw new Unfit("one number as " + what, shape.toString());
    }
    return reshaped(Shape.SCALAR);
  }

  /** The same values as another type. */
  public Tensor as(ElementType other) {
    return of(other, shape, numerators, denominator);
  }

  /** The elements at these positions, in a shape of as many; zero at position -1. */
  public Tensor select(Shape other, int[] positions) {
    return of(type, other, numerators.select(positions), denominator);
  }

  /** This tensor, broadcast. */
  public Tensor broadcast(Shape target) {
    return shape.equals(target) ? this : select(target, shape.broadcastPositions(target));
  }

  /** The numerators over a multiple of the denominator. */
  public IntegerVector over(BigInteger multiple) {
    return numerators.times(multiple.divide(denominator));
  }

  /** The least common multiple of two denominators. */
  public static BigInteger common(BigInteger p, BigInteger q) {
    return p.equals(q) ? p : p.divide(p.gcd(q)).multiply(q);
  }

  /** The sum, broadcast. */
  public Tensor plus(Tensor other) {
    return sameScale(other, Long::sum, BigInteger::add);
  }

  /** The difference, broadcast. */
  public Tensor minus(Tensor other) {
    return sameScale(other, (a, b) -> a - b, BigInteger::subtract);
  }

  /** The elementwise maximum, broadcast. */
  public Tensor max(Tensor other) {
    return sameScale(other, Math::max, BigInteger::max);
  }

  /** The elementwise minimum, broadcast. */
  public Tensor min(Tensor other) {
    return sameScale(other, Math::min, BigInteger::min);
  }

  /** The elementwise product, broadcast. */
  public Tensor times(Tensor other) {
    Shape target = shape.broadcast(other.shape);
    return combined(
        other,
        target,
        numerators,
        other.numerators,
        denominator.multiply(other.denominator),
        numerators.bits() + other.numerators.bits() <= 62,
        (a, b) -> a * b,
        BigInteger::multiply);
  }

  /** Each element times a number. */
  public Tensor times(Rational factor) {
    return of(
        type,
        shape,
        numerators.times(factor.numerator()),
        denominator.multiply(factor.denominator()));
  }

  private Tensor sameScale(Tensor other, LongBinaryOperator small, BinaryOperator<BigInteger> big) {
    Shape target = shape.broadcast(other.shape);
    BigInteger scale = common(denominator, other.denominator);
    IntegerVector left = over(scale);
    IntegerVector right = other.over(scale);
    boolean fits = Math.max(left.bits(), right.bits()) <= 62;
    return combined(other, target, left, right, scale, fits, small, big);
  }

  private Tensor combined(
      Tensor other,
      Shape target,
      IntegerVector left,
      IntegerVector right,
      BigInteger scale,
      boolean fits,
      LongBinaryOperator small,
      BinaryOperator<BigInteger> big) {
    int[] i = shape.broadcastPositions(target);
    int[] j = other.shape.broadcastPositions(target);
    IntegerVector values;
    if (fits && left.isSmall() && right.isSmall()) {
      long[] results = new long[i.length];
      for (int k = 0; k < results.length; k++) {
        results[k] = small.applyAsLong(left.low(i[k]), right.low(j[k]));
      }
      values = IntegerVector.of(results);
    } else {
      values = IntegerVector.of(i.length, k -> big.apply(left.get(i[k]), right.get(j[k])));
    }
    return of(type, target, values, scale);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && type == that.type
        && shape.equals(that.shape)
        && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + values().hashCode();
  }

  /** The shape and, of a small tensor, the values. */
  @Override
  public String toString() {
    return type + " " + shape + (size() <= 64 ? " " + values() : "");
  }
}
