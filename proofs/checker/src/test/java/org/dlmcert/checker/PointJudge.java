package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.dlmcert.checker.BruteForce.Q;

/**
 * Judges claims about a point by evaluating the loss exactly, and nothing else: very near the point
 * in some directions, and for minima at many other weights, near or anywhere.
 */
final class PointJudge {
  private static final long SEED = 20161107;
  private static final int DIRECTIONS = 10;
  private static final int STARTS = 4;
  private static final int STEPS = 6;
  private static final int DRAWS = 40;

  /** Nearer than any change of sign on a line, where numbers have some 20 digits. */
  private static final Q NEAR = powerOfTwo(-300);

  private static final Set<String> JUDGED = ConcurrentHashMap.newKeySet();

  private final TinyJson.Fields instance;
  private final List<Integer> widths = new ArrayList<>();
  private final boolean bias;
  private final Q slope;
  private final List<List<Q>> inputs;
  private final List<List<Q>> targets = new ArrayList<>();
  private final List<Q> point;
  private final Random random = new Random(SEED);

  PointJudge(TinyJson.Fields instance) {
    this.instance = instance;
    TinyJson.list(instance.get("widths")).forEach(w -> widths.add(Integer.valueOf(w.toString())));
    bias = instance.get("bias").equals(true);
    slope = Q.of(instance.get("slope"));
    inputs = BruteForce.table(instance.get("inputs"));
    for (Object row : TinyJson.list(instance.get("targets"))) {
      List<Object> entries = row instanceof List<?> ? TinyJson.list(row) : List.of(row);
      targets.add(entries.stream().map(Q::of).toList());
    }
    point = parameters(instance);
  }

  private int layers() {
    return widths.size() - 1;
  }

  /** All weights and biases in a row: for each unit its weights, then its bias. */
  private List<Q> parameters(TinyJson.Fields fields) {
    List<Q> flat = new ArrayList<>();
    for (int l = 0; l < layers(); l++) {
      List<List<Q>> rows = BruteForce.table(TinyJson.list(fields.get("weights")).get(l));
      for (int i = 0; i < rows.size(); i++) {
        flat.addAll(rows.get(i));
        if (bias) {
          flat.add(Q.of(TinyJson.list(TinyJson.list(fields.get("biases")).get(l)).get(i)));
        }
      }
    }
    return flat;
  }

  private Q noise(int layer, int sample, int unit) {
    Object given = TinyJson.list(instance.get("noise")).get(layer - 1);
    return given.equals("none")
        ? Q.ONE
        : Q.of(TinyJson.list(TinyJson.list(given).get(sample)).get(unit));
  }

  /** The outputs of the last hidden layer, the outputs of the network after them. */
  private List<List<Q>> lastTwoLayers(List<Q> parameters, int sample) {
    List<Q> v = inputs.get(sample);
    List<Q> below = v;
    int at = 0;
    for (int l = 1; l <= layers(); l++) {
      List<Q> out = new ArrayList<>();
      for (int i = 0; i < widths.get(l); i++) {
        Q u = Q.ZERO;
        for (Q value : v) {
          u = u.plus(parameters.get(at++).times(value));
        }
        u = bias ? u.plus(parameters.get(at++)) : u;
        if (l < layers()) {
          u = u.times(u.sign() < 0 ? slope : Q.ONE).times(noise(l, sample, i));
        }
        out.add(u);
      }
      below = v;
      v = out;
    }
    return List.of(below, v);
  }

  private Q loss(List<Q> parameters) {
    Q sum = Q.ZERO;
    for (int n = 0; n < inputs.size(); n++) {
      List<Q> outputs = lastTwoLayers(parameters, n).get(1);
      for (int k = 0; k < outputs.size(); k++) {
        Q e = minus(outputs.get(k), targets.get(n).get(k));
        sum = sum.plus(twice(e));
      }
    }
    return inputs.isEmpty() ? sum : sum.dividedBy(Q.of(2L * inputs.size()));
  }

  /** Twice the loss of a residual; Huber's grows by 2δ for each unit beyond δ. */
  private Q twice(Q e) {
    Q size = e.sign() < 0 ? e.negated() : e;
    if (!instance.map().containsKey("loss")) {
      return e.times(e);
    }
    Q delta = Q.of(instance.get("loss").toString().replace("huber:", ""));
    Q beyond = minus(size, delta);
    return beyond.sign() <= 0
        ? e.times(e)
        : delta.times(delta).plus(delta.plus(delta).times(beyond));
  }

  /** The loss at the point. */
  Q lossAtPoint() {
    return loss(point);
  }

  /** The outputs at the point, a row for each sample. */
  List<List<Q>> outputs() {
    return IntStream.range(0, inputs.size()).mapToObj(n -> lastTwoLayers(point, n).get(1)).toList();
  }

  /** A number as the formats write it. */
  static String text(Q value) {
    BigInteger common = value.p().gcd(value.q());
    String p = value.p().divide(common).toString();
    return value.q().equals(common) ? p : p + "/" + value.q().divide(common);
  }

  /** Fails if the claim is false. */
  void assertClaim(TinyJson.Fields claim, TinyJson.Fields evidence, String text) {
    assertThat(compare(Q.of(claim.get("loss")), loss(point))).as(text).isZero();
    boolean spurious = claim.get("spurious").equals(true);
    if (spurious) {
      List<Q> better = parameters(TinyJson.fields(evidence.get("better")));
      assertThat(compare(loss(better), loss(point))).as("better in " + text).isNegative();
    }
    String verdict = claim.get("verdict").toString();
    String described = String.format(Locale.ROOT, "seed %d: %s", SEED, text);
    boolean first = JUDGED.add(verdict + instance);
    switch (verdict) {
      case "NOT_CRITICAL" -> {
        Q gain = gain(direction(evidence));
        assertThat(gain.sign()).as(described).isNegative();
        assertThat(isOfFirstOrder(gain)).as(described).isTrue();
      }
      case "SADDLE" -> {
        Q along =
            evidence.map().containsKey("move") ? idleGain(evidence) : gain(direction(evidence));
        assertThat(along.sign()).as(described).isNegative();
        assertThat(isOfFirstOrder(along)).as(described).isFalse();
        for (List<Q> direction : first ? directions() : List.<List<Q>>of()) {
          Q gain = gain(direction);
          assertThat(gain.sign() < 0 && isOfFirstOrder(gain))
              .as("%s towards %s", described, direction)
              .isFalse();
        }
      }
      case "LOCAL_MINIMUM", "GLOBAL_MINIMUM" -> {
        if (first) {
          assertLocalMinimum(described);
        }
        if (first && verdict.equals("GLOBAL_MINIMUM") && !instance.map().containsKey("loss")) {
          assertThat(spurious).as(described).isFalse();
          assertGlobalMinimum(described);
        }
      }
      default -> throw new AssertionError("nothing judges " + verdict + " in " + text);
    }
  }

  /** The gain where a unit moves much further than its output weight, for the best of the signs. */
  private Q idleGain(TinyJson.Fields evidence) {
    int unit = Integer.parseInt(evidence.get("unit").toString());
    List<Object> move = TinyJson.list(evidence.get("move"));
    Q least = Q.ZERO;
    for (int k = 0; k < widths.get(2); k++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        List<Q> direction = new ArrayList<>(Collections.nCopies(point.size(), Q.ZERO));
        for (int j = 0; j < move.size(); j++) {
          direction.set(unit * move.size() + j, Q.of(move.get(j)).dividedBy(powerOfTwo(-40)));
        }
        int outputs = widths.get(1) + (bias ? 1 : 0);
        direction.set(widths.get(1) * move.size() + k * outputs + unit, Q.of(sign));
        Q gain = gain(direction);
        least = compare(gain, least) < 0 ? gain : least;
      }
    }
    return least;
  }

  private List<Q> direction(TinyJson.Fields evidence) {
    return parameters(TinyJson.fields(evidence.get("direction")));
  }

  /** What the loss gains very near the point in a direction. */
  private Q gain(List<Q> direction) {
    return minus(loss(moved(point, direction, NEAR)), loss(point));
  }

  /** Whether the gain is of first order: a difference quotient that is not as small as the step. */
  private boolean isOfFirstOrder(Q gain) {
    Q quotient = gain.dividedBy(NEAR);
    return compare(quotient.times(quotient), powerOfTwo(-200)) > 0;
  }

  /** The directions of all coordinates, both ways, and random ones, many of them sparse. */
  private List<List<Q>> directions() {
    List<List<Q>> directions = new ArrayList<>();
    for (int j = 0; j < point.size(); j++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        List<Q> one = new ArrayList<>(Collections.nCopies(point.size(), Q.ZERO));
        one.set(j, Q.of(sign));
        directions.add(one);
      }
    }
    for (int t = 0; t < DIRECTIONS; t++) {
      int range = 1 + t % 4;
      directions.add(draw(range));
    }
    return directions;
  }

  private List<Q> draw(int range) {
    List<Q> drawn = new ArrayList<>();
    for (int j = 0; j < point.size(); j++) {
      drawn.add(Q.of(random.nextInt(2 * range + 1) - (long) range));
    }
    return drawn;
  }

  /** No line leads down, and nothing near is lower: also not where descent leads. */
  private void assertLocalMinimum(String text) {
    for (List<Q> direction : directions()) {
      assertThat(gain(direction).sign()).as("%s towards %s", text, direction).isNotNegative();
    }
    Q start = loss(point);
    for (int t = 0; t < STARTS; t++) {
      Q step = powerOfTwo(-40);
      List<Q> near = moved(point, draw(1 + t % 3), step);
      for (int k = 0; k < STEPS; k++) {
        assertThat(compare(loss(near), start)).as("%s at %s", text, near).isNotNegative();
        List<Q> gradient = gradient(near);
        Q largest = Q.ZERO;
        for (Q g : gradient) {
          Q size = g.sign() < 0 ? g.negated() : g;
          largest = compare(size, largest) > 0 ? size : largest;
        }
        if (largest.sign() == 0) {
          break;
        }
        near = rounded(moved(near, gradient, step.negated().dividedBy(largest)));
        step = step.times(Q.of("2/3"));
      }
    }
  }

  /** About the gradient, by difference quotients. */
  private List<Q> gradient(List<Q> at) {
    Q small = powerOfTwo(-90);
    Q start = loss(at);
    List<Q> gradient = new ArrayList<>();
    for (int j = 0; j < at.size(); j++) {
      List<Q> next = new ArrayList<>(at);
      next.set(j, at.get(j).plus(small));
      gradient.add(minus(loss(next), start).dividedBy(small));
    }
    return rounded(gradient);
  }

  /** With any lower weights the best last layer is not better. */
  private void assertGlobalMinimum(String text) {
    Q start = loss(point);
    for (int t = 0; t < DRAWS && !inputs.isEmpty(); t++) {
      List<Q> other = draw(1 + t % 5);
      assertThat(compare(lossOfBestLastLayer(other), start))
          .as("%s with the lower layers of %s", text, other)
          .isNotNegative();
    }
  }

  private Q lossOfBestLastLayer(List<Q> parameters) {
    List<List<Q>> features = new ArrayList<>();
    for (int i = 0; i < widths.get(layers() - 1); i++) {
      List<Q> feature = new ArrayList<>();
      for (int n = 0; n < inputs.size(); n++) {
        feature.add(lastTwoLayers(parameters, n).get(0).get(i));
      }
      features.add(feature);
    }
    if (bias) {
      features.add(Collections.nCopies(inputs.size(), Q.ONE));
    }
    List<List<Q>> basis = new ArrayList<>();
    for (List<Q> feature : features) {
      List<Q> rest = orthogonal(feature, basis);
      if (dot(rest, rest).sign() != 0) {
        basis.add(rest);
      }
    }
    Q sum = Q.ZERO;
    for (int k = 0; k < widths.get(layers()); k++) {
      int output = k;
      List<Q> rest = orthogonal(targets.stream().map(y -> y.get(output)).toList(), basis);
      sum = sum.plus(dot(rest, rest));
    }
    return sum.dividedBy(Q.of(2L * inputs.size()));
  }

  private static List<Q> orthogonal(List<Q> vector, List<List<Q>> basis) {
    List<Q> rest = vector;
    for (List<Q> other : basis) {
      rest = moved(rest, other, dot(rest, other).negated().dividedBy(dot(other, other)));
    }
    return rest;
  }

  private static Q dot(List<Q> a, List<Q> b) {
    Q sum = Q.ZERO;
    for (int j = 0; j < a.size(); j++) {
      sum = sum.plus(a.get(j).times(b.get(j)));
    }
    return sum;
  }

  private static List<Q> moved(List<Q> from, List<Q> direction, Q by) {
    List<Q> to = new ArrayList<>();
    for (int j = 0; j < from.size(); j++) {
      to.add(from.get(j).plus(direction.get(j).times(by)));
    }
    return to;
  }

  private static List<Q> rounded(List<Q> values) {
    BigInteger unit = BigInteger.ONE.shiftLeft(120);
    return values.stream().map(v -> new Q(v.p().multiply(unit).divide(v.q()), unit)).toList();
  }

  private static Q powerOfTwo(int exponent) {
    return Q.ONE.dividedBy(new Q(BigInteger.ONE.shiftLeft(-exponent), BigInteger.ONE));
  }

  private static Q minus(Q a, Q b) {
    return a.plus(b.negated());
  }

  private static int compare(Q a, Q b) {
    return minus(a, b).sign();
  }
}
