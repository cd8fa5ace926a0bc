package org.dlmcert.paper.statement.section5;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.symbolic.PolynomialMatrix;
import org.dlmcert.paper.symbolic.RationalPolynomial;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;
import org.dlmcert.paper.tool.LastLayer;
import org.dlmcert.paper.tool.NetworkTally;
import org.dlmcert.paper.tool.SampleSets;

/** Extension c of Theorem 5: convolutional layers, or others, below layer L-2. */
public final class ExtensionC implements Statement {
  private static final long SEED = 53;

  @Override
  public Heading heading() {
    return new Heading(
        "theorem-5-c",
        "Theorem 5, extension c",
        "section 5, after Theorem 5, where the hypothesis on the features is missing",
        "Layers 1, …, L-3 of any kind (convolutions, pooling, …), held; v_{L-3}⁽ⁿ⁾ ≠ 0"
            + " for every sample; L-2 a dense layer of almost every W_{L-2}; N ≤"
            + " d_{L-2}·d_{L-1}; almost every E_{L-2}, E_{L-1}; s ≠ 0.",
        "Theorem 5 holds, too. If layer L-2 is not dense, the features V_{L-2} decide:"
            + " |S| ≤ d_{L-1}·rank V_S for every set S of samples.",
        List.of(
            "rank(A_{L-1}∘V_{L-2}) = N under every pattern of layers L-2 and L-1",
            "v_{L-3}⁽ⁿ⁾ = 0 ⇒ column n of G_{L-1} is 0"),
        "That a convolution gives v_{L-3} ≠ 0: a filter orthogonal to all patches of one"
            + " sample gives 0 there, whatever comes above.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    convolutionIsOne(transcript);
    int terms = symbolically(transcript);
    int networks = atRandom(transcript, extent);
    int pooled = withPooling(transcript, extent.of(3, 10, 100));
    int[] features = givenFeatures(transcript, extent.of(10, 60, 600));
    controls(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "a minor of %d terms in the filter is not zero; rank N for %d random networks with a convolution in layer 1, %d more with maximum pooling after it; given features decided %d times yes, %d times no",
            terms,
            networks,
            pooled,
            features[0],
            features[1]));
  }

  /**
   * The matrix of a one-dimensional convolution with stride 1: unit c·positions + p is Σ_k
   * f[c][k]·x[p + k].
   *
   * @param filters one row for each channel
   */
  private static RationalMatrix convolution(RationalMatrix filters, int inputs) {
    int positions = inputs - filters.columns() + 1;
    return RationalMatrix.of(
        filters.rows() * positions,
        inputs,
        (r, j) -> {
          int k = j - r % positions;
          return k >= 0 && k < filters.columns() ? filters.get(r / positions, k) : Rational.ZERO;
        });
  }

  /** The matrix against the sums that define a convolution. */
  private static void convolutionIsOne(Transcript transcript) {
    transcript.heading("What a convolution is");
    Draws draws = new Draws(SEED - 1, 9);
    boolean same = true;
    for (int k = 0; k < 20; k++) {
      RationalMatrix filters = draws.nonzero(1 + k % 2, 1 + k % 3);
      int inputs = filters.columns() + k % 4;
      RationalMatrix x = draws.nonzero(inputs, 1);
      RationalMatrix image = convolution(filters, inputs).times(x);
      int positions = inputs - filters.columns() + 1;
      for (int unit = 0; unit < image.rows(); unit++) {
        Rational sum = Rational.ZERO;
        for (int m = 0; m < filters.columns(); m++) {
          sum = sum.plus(filters.get(unit / positions, m).times(x.get(unit % positions + m, 0)));
        }
        same &= image.get(unit, 0).equals(sum);
      }
      same &= image.rows() == filters.rows() * positions;
    }
    transcript.check(
        "output p of channel c is Σ_k f_c[k]·x[p + k], for 20 filters and inputs", same);
  }

  /** d = 3-2-2-1-1, a filter (f_1, f_2), N = 2. */
  private static int symbolically(Transcript transcript) {
    transcript.heading("In full: x of 3 entries, a filter (f_1, f_2) in layer 1, N = 2");
    RationalPolynomial f1 = RationalPolynomial.variable("f_1");
    RationalPolynomial f2 = RationalPolynomial.variable("f_2");
    PolynomialMatrix w1 =
        PolynomialMatrix.of(
            2, 3, (p, j) -> j == p ? f1 : j == p + 1 ? f2 : RationalPolynomial.ZERO);
    transcript.show("W_1", w1.text());
    transcript.say("d = 3-2-2-1-1; slopes with noise a_1, a_2, a_3, weights w of layer 2.");
    PolynomialMatrix v1 =
        PolynomialMatrix.ofVariables("a1", 2, 2)
            .entrywise(w1.times(PolynomialMatrix.ofVariables("x", 3, 2)));
    PolynomialMatrix v2 =
        PolynomialMatrix.ofVariables("a2", 2, 2)
            .entrywise(PolynomialMatrix.ofVariables("w", 2, 2).times(v1));
    PolynomialMatrix g = PolynomialMatrix.ofVariables("a3", 1, 2).khatriRao(v2);
    RationalPolynomial minor = g.determinant();
    transcript.say(
        "G_3 = A_3∘V_2 is 2×2; its determinant has "
            + minor.size()
            + " terms, of degree "
            + minor.degree()
            + ".");
    transcript.check("the determinant is not the zero polynomial", !minor.isZero());
    Draws draws = new Draws(SEED, 9);
    Map<String, Rational> point = new TreeMap<>();
    minor.variables().forEach(name -> point.put(name, draws.nonzero()));
    transcript.checkEqual(
        "rank at a random integer point where it is " + minor.value(point),
        minor.value(point).isZero() ? 1 : 2,
        Rank.of(g.value(point)));
    Map<String, Rational> zero = Map.of("f_1", Rational.ZERO, "f_2", Rational.ZERO);
    transcript.control(
        "without \"almost every filter\": at f_1 = f_2 = 0 the determinant is " + minor.at(zero),
        minor.at(zero).isZero());
    return minor.size();
  }

  private static LastLayer random(
      Draws draws, int inputs, int channels, int filter, List<Integer> above, Rational slope) {
    RationalMatrix w1 = convolution(draws.nonzero(channels, filter), inputs);
    int samples = above.get(above.size() - 2) * above.get(above.size() - 1);
    List<RationalMatrix> weights = new ArrayList<>(List.of(w1));
    List<RationalMatrix> noise = new ArrayList<>(List.of(draws.nonzero(w1.rows(), samples)));
    int below = w1.rows();
    for (int l = 0; l < above.size(); l++) {
      if (l < above.size() - 1) {
        weights.add(draws.nonzero(above.get(l), below));
      }
      noise.add(draws.nonzero(above.get(l), samples));
      below = above.get(l);
    }
    return new LastLayer(draws.nonzero(inputs, samples), weights, noise, slope);
  }

  private static int atRandom(Transcript transcript, Extent extent) {
    transcript.heading("Random filters, weights, noise and inputs, seed " + SEED);
    transcript.say(
        "x of 4 to 6 entries, 1 or 2 channels of filters of 2 or 3 entries, then layers of widths"
            + " 2-2, 3-1 or 2-2-2, N = d_{L-2}·d_{L-1}. Every second time E_1 is all ones.");
    Draws draws = new Draws(SEED + 1, 1_000_000);
    List<List<Integer>> above = List.of(List.of(2, 2), List.of(3, 1), List.of(2, 2, 2));
    NetworkTally tally = new NetworkTally();
    for (int k = 0; k < extent.of(6, 24, 240); k++) {
      LastLayer free =
          random(
              draws,
              4 + k % 3,
              1 + k % 2,
              2 + k / 2 % 2,
              above.get(k % 3),
              NetworkTally.slope(k / 3));
      LastLayer network =
          k % 2 == 0 ? free : free.withFixedNoise(Rational.ONE, free.weights().size() - 1);
      if (k == 0) {
        transcript.show("W_1, the first of them", network.weights().get(0));
      }
      tally.add(network, draws, extent.of(3, 20, 100));
    }
    return tally.check(transcript);
  }

  /** A layer of another kind: the maximum of neighbouring outputs of the convolution. */
  private static int withPooling(Transcript transcript, int networks) {
    transcript.heading("Maximum pooling after the convolution, seed " + (SEED + 2));
    transcript.say("x of 5 entries, a filter of 2, the maximum of neighbours: 2 values; 2-2-1.");
    Draws draws = new Draws(SEED + 2, 1_000_000);
    int full = 0;
    boolean largest = true;
    for (int k = 0; k < networks; k++) {
      RationalMatrix u = convolution(draws.nonzero(1, 2), 5).times(draws.nonzero(5, 4));
      RationalMatrix pooled = pooled(u);
      largest &= isMaximum(pooled, u);
      LastLayer network =
          new LastLayer(
              pooled,
              List.of(draws.nonzero(2, 2)),
              List.of(draws.nonzero(2, 4), draws.nonzero(2, 4)),
              NetworkTally.slope(k));
      full +=
          EveryPattern.of(network.values(), network.noise().get(1), network.slope()).allFull()
              ? 1
              : 0;
    }
    transcript.check("every pooled value is (a + b + |a - b|)/2 of its two", largest);
    transcript.checkEqual(
        "networks with rank N = 4 under every pattern of layer L-1", networks, full);
    return full;
  }

  /** The larger of rows 2i and 2i + 1. */
  private static RationalMatrix pooled(RationalMatrix u) {
    return RationalMatrix.of(
        u.rows() / 2,
        u.columns(),
        (i, n) ->
            u.get(2 * i, n).compareTo(u.get(2 * i + 1, n)) >= 0
                ? u.get(2 * i, n)
                : u.get(2 * i + 1, n));
  }

  private static boolean isMaximum(RationalMatrix pooled, RationalMatrix u) {
    boolean right = true;
    for (int i = 0; i < pooled.rows(); i++) {
      for (int n = 0; n < pooled.columns(); n++) {
        Rational a = u.get(2 * i, n);
        Rational b = u.get(2 * i + 1, n);
        Rational half = a.plus(b).plus(a.minus(b).abs()).dividedBy(Rational.of(2));
        right &= pooled.get(i, n).equals(half);
      }
    }
    return right;
  }

  /** A convolution without noise as layer L-2: its features decide, by every set of samples. */
  private static int[] givenFeatures(Transcript transcript, int networks) {
    transcript.heading("A convolution as layer L-2, its features given, seed " + (SEED + 4));
    transcript.say(
        "x of 3 entries from -1, 0, 1, a filter of 2, N = 4 = d_{L-2}·d_{L-1}; random E_{L-1}.");
    Draws small = new Draws(SEED + 4, 1);
    Draws draws = new Draws(SEED + 5, 1_000_000);
    int[] yesNo = new int[2];
    boolean agree = true;
    for (int k = 0; k < networks; k++) {
      LastLayer network =
          new LastLayer(
              small.matrix(3, 4),
              List.of(convolution(small.nonzero(1, 2), 3)),
              List.of(RationalMatrix.of(2, 4, (i, n) -> Rational.ONE), draws.nonzero(2, 4)),
              NetworkTally.slope(k));
      SampleSets sets = new SampleSets(network.values());
      boolean yes = sets.violated(sets.everything(2)).isEmpty();
      yesNo[yes ? 0 : 1]++;
      agree &= yes == network.lastPatterns().allFull();
    }
    transcript.check(
        String.format(
            Locale.ROOT,
            "|S| ≤ d_{L-1}·rank V_S for every S exactly if every pattern of layer L-1 has rank N: %d yes, %d no",
            yesNo[0],
            yesNo[1]),
        agree && yesNo[0] > 0 && yesNo[1] > 0);
    return yesNo;
  }

  private static void controls(Transcript transcript) {
    orthogonalFilter(transcript);
    transcript.heading("The convolution in layer L-2 itself, without its noise");
    Draws draws = new Draws(SEED + 3, 50);
    RationalMatrix w = convolution(draws.nonzero(4, 1), 1);
    LastLayer network =
        new LastLayer(
            draws.nonzero(1, 4),
            List.of(w),
            List.of(RationalMatrix.of(4, 4, (i, n) -> Rational.ONE), draws.nonzero(1, 4)),
            Rational.of(1, 4));
    int rank = Rank.of(network.gradient(network.slopes(0)));
    transcript.control(
        "without E_{L-2}: one input, 4 channels, d = 1-4-1-1, N = 4 = d_1·d_2, all slopes 1 give"
            + " rank "
            + rank,
        rank < 4);
  }

  /** The filter (1, -1) and a sample of equal entries: v_1 = 0 there, whatever comes above. */
  private static void orthogonalFilter(Transcript transcript) {
    transcript.heading("A filter orthogonal to all patches of one sample");
    Draws draws = new Draws(SEED + 6, 1_000_000);
    RationalMatrix drawn = draws.nonzero(3, 4);
    RationalMatrix x =
        RationalMatrix.of(3, 4, (j, n) -> n == 0 ? drawn.get(0, 0) : drawn.get(j, n));
    LastLayer network =
        new LastLayer(
            x,
            List.of(convolution(RationalMatrix.of(new long[][] {{1, -1}}), 3), draws.nonzero(2, 2)),
            List.of(draws.nonzero(2, 4), draws.nonzero(2, 4), draws.nonzero(2, 4)),
            Rational.of(1, 100));
    EveryPattern patterns = network.lastPatterns();
    int deficient = patterns.countDeficient();
    transcript.control(
        String.format(
            Locale.ROOT,
            "without v_{L-3} ≠ 0: f = (1, -1), a sample of equal entries, N = 4 = d_{L-2}·d_{L-1}: %d of %d patterns of layer L-1 are deficient",
            deficient,
            patterns.count()),
        deficient == patterns.count());
    LastLayer other = new LastLayer(drawn, network.weights(), network.noise(), network.slope());
    transcript.check(
        "with a sample of other entries and the same filter every pattern has rank N",
        other.lastPatterns().allFull());
  }
}
