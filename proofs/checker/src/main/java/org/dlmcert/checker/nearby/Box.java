package org.dlmcert.checker.nearby;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.Network;

/**
 * A box of parameters: for each, in order (layer by layer, unit by unit, a unit's weights and then
 * its bias), a centre and a radius, both in units of 1/2^bits. A radius is 0 where the parameter is
 * held.
 */
final class Box {
  /** The most bits after the point, of whatever number. */
  static final int MOST_BITS = 4096;

  /** A weight W_layer[unit][input], or the unit's bias if input = d_{layer-1}. */
  record Parameter(int layer, int unit, int input) {}

  private final int bits;
  private final List<Parameter> parameters;
  private final BigInteger[] centre;
  private final BigInteger[] radii;

  Box(int bits, List<Parameter> parameters, BigInteger[] centre, BigInteger[] radii) {
    this.bits = bits;
    this.parameters = parameters;
    this.centre = centre;
    this.radii = radii;
  }

  /** Returns all parameters in order; the instance states as many numbers. */
  static List<Parameter> parameters(Network network) {
    List<Parameter> all = new ArrayList<>();
    for (int l = 1; l <= network.layers(); l++) {
      for (int i = 0; i < network.width(l); i++) {
        for (int j = 0; j < network.width(l - 1) + (network.bias() ? 1 : 0); j++) {
          all.add(new Parameter(l, i, j));
        }
      }
    }
    return List.copyOf(all);
  }

  /** Reads a field with a number of bits after the point. */
  static int readBits(CanonicalReader in, String field) {
    in.field(field);
    return in.index(MOST_BITS + 1);
  }

  /** Reads a field with a list of integers. */
  static BigInteger[] readIntegers(CanonicalReader in, String field, int length) {
    in.field(field);
    return in.list(length, in::integer).toArray(new BigInteger[0]);
  }

  /** Returns a field with a list of positive integers. */
  static BigInteger[] readPositive(CanonicalReader in, String field, int length) {
    BigInteger[] numbers = readIntegers(in, field, length);
    if (Arrays.stream(numbers).anyMatch(number -> number.signum() <= 0)) {
      throw in.malformed("expected positive integers");
    }
    return numbers;
  }

  int bits() {
    return bits;
  }

  /** Returns the centre of one parameter. */
  BigInteger centre(Parameter parameter) {
    return centre[parameters.indexOf(parameter)];
  }

  /** Returns the same centre with all radii 0. */
  Box point() {
    BigInteger[] none = new BigInteger[radii.length];
    Arrays.fill(none, BigInteger.ZERO);
    return new Box(bits, parameters, centre, none);
  }

  /** Returns all parameters as intervals, in order. */
  Interval[] intervals(FixedPoint numbers) {
    Interval[] all = new Interval[centre.length];
    Arrays.setAll(
        all,
        p ->
            numbers.from(
                new Interval(centre[p].subtract(radii[p]), centre[p].add(radii[p])), bits));
    return all;
  }

  /** Returns the largest distance of a point of the box from the given weights, in a coordinate. */
  Rational reach(Network network, Work work) {
    BigInteger unit = BigInteger.ONE.shiftLeft(bits);
    Rational reach = Rational.ZERO;
    for (int p = 0; p < centre.length; p++) {
      Rational w = given(network, parameters.get(p));
      BigInteger q = w.denominator();
      work.add(4, Work.length(centre[p]) + Work.length(unit), Work.length(q));
      BigInteger distance = centre[p].multiply(q).subtract(w.numerator().multiply(unit)).abs();
      Rational far = new Rational(distance.add(radii[p].multiply(q)), q.multiply(unit));
      work.add(2, Work.length(far.numerator()), Work.length(reach.denominator()));
      work.add(2, Work.length(reach.numerator()), Work.length(far.denominator()));
      boolean farther =
          far.numerator()
                  .multiply(reach.denominator())
                  .compareTo(reach.numerator().multiply(far.denominator()))
              > 0;
      reach = farther ? far : reach;
    }
    work.add(4, Work.length(reach.numerator()), Work.length(reach.denominator()));
    return Rational.of(reach.numerator(), reach.denominator());
  }

  private static Rational given(Network network, Parameter p) {
    Network.Parameters given = network.parameters().orElseThrow();
    return p.input() < network.width(p.layer() - 1)
        ? given.weights().get(p.layer() - 1)[p.unit()][p.input()]
        : given.biases().get(p.layer() - 1)[p.unit()];
  }
}
