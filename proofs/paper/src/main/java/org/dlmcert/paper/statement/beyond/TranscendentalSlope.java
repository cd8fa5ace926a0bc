package org.dlmcert.paper.statement.beyond;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Network;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.Witness;
import org.dlmcert.paper.tool.BadMinimum;
import org.dlmcert.paper.tool.DecimalInterval;
import org.dlmcert.paper.tool.Determinant;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;
import org.dlmcert.paper.tool.ReciprocalOfPi;
import org.dlmcert.paper.tool.SlopePolynomial;
import org.dlmcert.paper.tool.UnitCells;
import org.dlmcert.pattern.ActivationPattern;

/**
 * The slope 1/π, at which no number of the network is rational: minors and the loss of a minimum to
 * 1000 digits.
 *
 * <p>Why the bounds are rigorous. Every minor, and every numerator and denominator of the loss, is
 * a polynomial in s with rational coefficients, found exactly. {@link ReciprocalOfPi} encloses 1/π
 * between two decimal fractions by integer arithmetic, and Horner's scheme in intervals rounded
 * outwards encloses the polynomial's value. An interval that excludes 0 proves that the minor at
 * 1/π is not zero; no property of Apfloat is used. Apfloat then computes the same numbers another
 * way, by elimination and by a forward pass at s = 1/π in floating point of 1100 digits, and has to
 * agree with the enclosures to 1000 places.
 */
public final class TranscendentalSlope implements Statement {
  private static final long SEED = 314;
  private static final int DIGITS = 1100;
  private static final int PLACES = 1000;

  @Override
  public Heading heading() {
    return new Heading(
        "slope-one-over-pi",
        "Slope 1/π",
        "beyond the paper: a slope that is no root of any polynomial",
        "s = 1/π, X and E rational.",
        "The witness's minor is a power of s, for every pattern, and not zero; for given"
            + " X and E with rank(E∘X) = N = d_0·d_1 no pattern's determinant is zero; and the"
            + " loss of a bad minimum without noise is a quotient of polynomials in s.",
        List.of("a nonzero polynomial with rational coefficients is not zero at 1/π"),
        "Anything for the rational number a computer has in place of 1/π.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    DecimalInterval s = ReciprocalOfPi.enclosure(DIGITS);
    Apfloat slope = ApfloatMath.inverseRoot(ApfloatMath.pi(DIGITS), 1); // 1/π to 1100 digits
    transcript.say("1/π = " + s.commonDigits().substring(0, 62) + "…");
    transcript.check(
        "Apfloat's 1/π agrees with the enclosure to 1000 places",
        s.isWithin(PLACES, rational(slope)));
    witness(transcript, s, slope, extent);
    int patterns = everyPattern(transcript, s, slope);
    loss(transcript, s, slope);
    nearRoot(transcript, s);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "the witness's minor, the determinants of %d patterns bounded away from 0, and the loss of a minimum to 1000 digits",
            patterns));
  }

  /** The minor of a random pattern of all hidden layers is s^k; at slope 2 it is 2^k. */
  private static void witness(
      Transcript transcript, DecimalInterval s, Apfloat slope, Extent extent) {
    transcript.heading("The witness, d = 3-2-3-1, N = 6, random patterns, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    Witness witness = Witness.of(new Network(List.of(3, 2, 3, 1), Rational.of(2), false), 6);
    boolean positive = true;
    boolean agree = true;
    for (int trial = 0; trial < extent.of(2, 5, 20); trial++) {
      List<ActivationPattern> patterns =
          List.of(
              ActivationPattern.of(6, 2, (n, i) -> draws.between(0, 1) == 0),
              ActivationPattern.of(6, 3, (n, i) -> draws.between(0, 1) == 0));
      RationalMatrix atTwo = witness.gradientUnder(patterns);
      int[] exponents = new int[6];
      int sum = 0;
      for (int n = 0; n < 6; n++) {
        exponents[n] = atTwo.get(n, n).numerator().bitLength() - 1;
        sum += exponents[n];
      }
      positive &=
          RationalMatrix.of(
                  6, 6, (i, n) -> i == n ? Rational.of(1L << exponents[n]) : Rational.ZERO)
              .equals(atTwo);
      DecimalInterval minor = power(sum).at(s);
      positive &= minor.signum() > 0;
      Apfloat[][] matrix = new Apfloat[6][6];
      for (int i = 0; i < 6; i++) {
        for (int n = 0; n < 6; n++) {
          matrix[i][n] =
              i == n ? ApfloatMath.pow(slope, (long) exponents[n]) : number(Rational.ZERO);
        }
      }
      agree &= minor.isWithin(PLACES, rational(determinant(matrix)));
      if (trial == 0) {
        transcript.say(
            String.format(
                Locale.ROOT,
                "first pattern: the minor is s^%d = %s…",
                sum,
                minor.commonDigits().substring(0, 62)));
      }
    }
    transcript.check("G' is diagonal with powers of s, and the minor is positive", positive);
    transcript.check("the minor by elimination in Apfloat agrees to 1000 places", agree);
  }

  private static SlopePolynomial power(int exponent) {
    List<Rational> coefficients = new ArrayList<>();
    for (int k = 0; k <= exponent; k++) {
      coefficients.add(k == exponent ? Rational.ONE : Rational.ZERO);
    }
    return new SlopePolynomial(coefficients);
  }

  private static int everyPattern(Transcript transcript, DecimalInterval s, Apfloat slope) {
    transcript.heading("Every pattern, d_0 = d_1 = 2, N = 4");
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 2, 1, 3}, {1, 1, 3, -1}});
    RationalMatrix noise = RationalMatrix.of(new long[][] {{2, 3, 1, 1}, {1, 5, 2, 4}});
    transcript.show("X", inputs);
    transcript.show("E_1", noise);
    List<SlopePolynomial> polynomials = AllSlopesButFinitelyMany.polynomials(inputs, noise);
    Rational least = Rational.of(1_000_000);
    boolean agree = true;
    int worst = 0;
    for (int bits = 0; bits < polynomials.size(); bits++) {
      DecimalInterval value = polynomials.get(bits).at(s);
      Rational bound = value.leastAbsolute();
      if (bound.compareTo(least) < 0) {
        least = bound;
        worst = bits;
      }
      if (bits % 51 == 0) {
        agree &= value.isWithin(PLACES, rational(determinant(matrix(inputs, noise, bits, slope))));
      }
    }
    transcript.say(
        String.format(
            Locale.ROOT,
            "the determinant nearest to 0 is %s = %s…",
            polynomials.get(worst),
            polynomials.get(worst).at(s).commonDigits().substring(0, 40)));
    transcript.check(
        String.format(
            Locale.ROOT, "all %d determinants are bounded away from 0", polynomials.size()),
        least.signum() > 0);
    transcript.check("determinants by elimination in Apfloat agree to 1000 places", agree);
    return polynomials.size();
  }

  /** A^σ∘X at s = 1/π. */
  private static Apfloat[][] matrix(
      RationalMatrix inputs, RationalMatrix noise, int bits, Apfloat slope) {
    int samples = inputs.columns();
    int d = inputs.rows();
    Apfloat[][] matrix = new Apfloat[noise.rows() * d][samples];
    for (int row = 0; row < matrix.length; row++) {
      for (int n = 0; n < samples; n++) {
        Apfloat entry = number(noise.get(row / d, n).times(inputs.get(row % d, n)));
        boolean active = (bits >> (row / d * samples + n) & 1) == 0;
        matrix[row][n] = active ? entry : entry.multiply(slope);
      }
    }
    return matrix;
  }

  /** The minimum of {@link NoNoise} in one cell: loss by polynomials and by a forward pass. */
  private static void loss(Transcript transcript, DecimalInterval s, Apfloat slope) {
    transcript.heading("The loss of a bad minimum without noise, d_0 = d_1 = 2, N = 4");
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 2, 1, 3}, {1, 1, 3, -1}});
    RationalMatrix targets = RationalMatrix.of(new long[][] {{1, -2, 3, 1}});
    RationalMatrix point = RationalMatrix.of(new long[][] {{-1000, 1001}});
    transcript.show("X", inputs);
    transcript.show("y", targets);
    transcript.show("c, a point of the cell", point);
    SlopePolynomial denominator =
        SlopePolynomial.interpolate(4, t -> gram(inputs, targets, point, t, 2));
    SlopePolynomial numerator =
        SlopePolynomial.interpolate(6, t -> gram(inputs, targets, point, t, 3));
    transcript.say(String.format(Locale.ROOT, "2N·MSE = (%s)/(%s)", numerator, denominator));
    DecimalInterval eight = DecimalInterval.of(DIGITS, Rational.of(8));
    DecimalInterval enclosure = numerator.at(s).dividedBy(denominator.at(s)).dividedBy(eight);
    List<SlopePolynomial> solution = new ArrayList<>();
    for (int j = 0; j < 2; j++) {
      int column = j;
      solution.add(SlopePolynomial.interpolate(4, t -> cramer(inputs, targets, point, t, column)));
    }
    boolean inside = isInCell(inputs, point, solution, denominator, s);
    transcript.check("ŵ + c has the signs of the cell at s = 1/π, so this is a minimum", inside);
    transcript.check("its loss is positive", enclosure.signum() > 0);
    Apfloat[] best = solve(inputs, targets, point, slope);
    Apfloat found = forward(inputs, targets, point, slope, best);
    transcript.check(
        "the forward pass in Apfloat agrees to 1000 places",
        enclosure.isWithin(PLACES, rational(found)));
    transcript.say("MSE = " + enclosure.commonDigits().substring(0, PLACES + 2) + "…");
    Rational half = Rational.of(1, 2);
    BadMinimum atHalf = BadMinimum.withoutNoise(inputs, half, targets, point, 2);
    transcript.checkEqual(
        "the same quotient at s = 1/2 is the exact loss of the minimum there",
        atHalf.setting().loss(),
        numerator.at(half).dividedBy(denominator.at(half)).dividedBy(Rational.of(8)));
  }

  /**
   * The Gram determinant of the rows of X diag(a), and of y as the third row if there are three.
   */
  private static Rational gram(
      RationalMatrix inputs,
      RationalMatrix targets,
      RationalMatrix point,
      Rational slope,
      int rows) {
    RationalMatrix g = KhatriRao.product(UnitCells.slopes(point, inputs, slope), inputs);
    List<List<Rational>> all = List.of(g.row(0), g.row(1), targets.row(0));
    RationalMatrix chosen = RationalMatrix.ofRows(4, all.subList(0, rows));
    return Determinant.of(chosen.times(chosen.transpose()));
  }

  /** Cramer's numerator of entry j of ŵ, (G Gᵀ) ŵ = G y. */
  private static Rational cramer(
      RationalMatrix inputs, RationalMatrix targets, RationalMatrix point, Rational slope, int j) {
    RationalMatrix g = KhatriRao.product(UnitCells.slopes(point, inputs, slope), inputs);
    RationalMatrix square = g.times(g.transpose());
    RationalMatrix right = g.times(targets.transpose());
    return Determinant.of(
        RationalMatrix.of(2, 2, (r, c) -> c == j ? right.get(r, 0) : square.get(r, c)));
  }

  private static boolean isInCell(
      RationalMatrix inputs,
      RationalMatrix point,
      List<SlopePolynomial> solution,
      SlopePolynomial denominator,
      DecimalInterval s) {
    RationalMatrix u = point.times(inputs);
    boolean inside = true;
    for (int n = 0; n < inputs.columns(); n++) {
      DecimalInterval sum = DecimalInterval.of(DIGITS, u.get(0, n));
      for (int j = 0; j < 2; j++) {
        DecimalInterval w = solution.get(j).at(s).dividedBy(denominator.at(s));
        sum = sum.plus(w.times(DecimalInterval.of(DIGITS, inputs.get(j, n))));
      }
      inside &= sum.signum() == u.get(0, n).signum() && sum.signum() != 0;
    }
    return inside;
  }

  /** ŵ by Cramer's rule in Apfloat. */
  private static Apfloat[] solve(
      RationalMatrix inputs, RationalMatrix targets, RationalMatrix point, Apfloat slope) {
    Apfloat[][] g = new Apfloat[2][4];
    RationalMatrix u = point.times(inputs);
    for (int j = 0; j < 2; j++) {
      for (int n = 0; n < 4; n++) {
        Apfloat x = number(inputs.get(j, n));
        g[j][n] = u.get(0, n).signum() > 0 ? x : x.multiply(slope);
      }
    }
    Apfloat[] right = {number(Rational.ZERO), number(Rational.ZERO)};
    Apfloat[][] square = new Apfloat[2][2];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        square[i][j] = dot(g[i], g[j]);
      }
      for (int n = 0; n < 4; n++) {
        right[i] = right[i].add(g[i][n].multiply(number(targets.get(0, n))));
      }
    }
    Apfloat d = determinant(new Apfloat[][] {square[0].clone(), square[1].clone()});
    return new Apfloat[] {
      determinant(new Apfloat[][] {{right[0], square[0][1]}, {right[1], square[1][1]}}).divide(d),
      determinant(new Apfloat[][] {{square[0][0], right[0]}, {square[1][0], right[1]}}).divide(d)
    };
  }

  /** MSE of w_1 = ŵ + c, w_2 = c with output weights 1, -1, through both hidden units. */
  private static Apfloat forward(
      RationalMatrix inputs,
      RationalMatrix targets,
      RationalMatrix point,
      Apfloat slope,
      Apfloat[] best) {
    Apfloat sum = number(Rational.ZERO);
    for (int n = 0; n < 4; n++) {
      Apfloat first = number(Rational.ZERO);
      Apfloat second = number(Rational.ZERO);
      for (int j = 0; j < 2; j++) {
        Apfloat x = number(inputs.get(j, n));
        Apfloat c = number(point.get(0, j));
        first = first.add(best[j].add(c).multiply(x));
        second = second.add(c.multiply(x));
      }
      Apfloat output = activated(first, slope).subtract(activated(second, slope));
      Apfloat e = output.subtract(number(targets.get(0, n)));
      sum = sum.add(e.multiply(e));
    }
    return sum.divide(number(Rational.of(8)));
  }

  private static Apfloat activated(Apfloat u, Apfloat slope) {
    return u.signum() >= 0 ? u : u.multiply(slope);
  }

  /** 355/113 is near π: six digits of 1/π do not tell this determinant from zero. */
  private static void nearRoot(Transcript transcript, DecimalInterval s) {
    transcript.heading("x = 1, 1, E_1 = [[355, 113], [1, 1]]: a determinant 355s - 113");
    SlopePolynomial p = new SlopePolynomial(List.of(Rational.of(-113), Rational.of(355)));
    RationalMatrix noise = RationalMatrix.of(new long[][] {{355, 113}, {1, 1}});
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 1}});
    transcript.check(
        "it is a determinant of a pattern",
        AllSlopesButFinitelyMany.polynomials(inputs, noise).contains(p));
    transcript.say("355/π - 113 = " + p.at(s).commonDigits().substring(0, 40) + "…");
    transcript.check("with 1100 digits it is not zero", p.at(s).signum() > 0);
    transcript.control(
        "with 6 digits of 1/π in place of 1100 its interval contains zero",
        !p.at(ReciprocalOfPi.enclosure(6)).excludesZero());
    transcript.control(
        "at the rational slope 113/355 the pattern is deficient",
        p.at(Rational.of(113, 355)).isZero()
            && !EveryPattern.of(inputs, noise, Rational.of(113, 355)).allFull());
  }

  /** By elimination; the matrix is overwritten. */
  private static Apfloat determinant(Apfloat[][] rows) {
    Apfloat product = number(Rational.ONE);
    for (int k = 0; k < rows.length; k++) {
      int pivot = k;
      for (int i = k; i < rows.length; i++) {
        if (ApfloatMath.abs(rows[i][k]).compareTo(ApfloatMath.abs(rows[pivot][k])) > 0) {
          pivot = i;
        }
      }
      if (rows[pivot][k].signum() == 0) {
        return number(Rational.ZERO);
      }
      if (pivot != k) {
        Apfloat[] row = rows[pivot];
        rows[pivot] = rows[k];
        rows[k] = row;
        product = product.negate();
      }
      product = product.multiply(rows[k][k]);
      for (int i = k + 1; i < rows.length; i++) {
        Apfloat factor = rows[i][k].divide(rows[k][k]);
        for (int j = k; j < rows.length; j++) {
          rows[i][j] = rows[i][j].subtract(factor.multiply(rows[k][j]));
        }
      }
    }
    return product;
  }

  private static Apfloat dot(Apfloat[] a, Apfloat[] b) {
    Apfloat sum = number(Rational.ZERO);
    for (int n = 0; n < a.length; n++) {
      sum = sum.add(a[n].multiply(b[n]));
    }
    return sum;
  }

  /** The number to 1100 digits: without a precision Apfloat would take integers for exact. */
  private static Apfloat number(Rational value) {
    return new Apfloat(value.numerator(), DIGITS).divide(new Apfloat(value.denominator(), DIGITS));
  }

  private static Rational rational(Apfloat value) {
    BigDecimal decimal = new BigDecimal(value.toString(true));
    return decimal.scale() >= 0
        ? Rational.of(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()))
        : Rational.of(decimal.toBigIntegerExact());
  }
}
