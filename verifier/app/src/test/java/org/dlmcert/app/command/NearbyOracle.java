package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.dlmcert.app.JsonNode;

/**
 * The point that a certificate says is in its box, by Newton's method in 200 digits from the
 * centre, without intervals and without the preconditioner; and what is claimed of it, looked at
 * there. Networks without noise.
 */
final class NearbyOracle {
  private static final long DIGITS = 200;
  private static final int MOST_STEPS = 40;
  private static final int DIRECTIONS = 6;
  private static final Apfloat ZERO = new Apfloat(0, DIGITS);
  private static final Apfloat ONE = new Apfloat(1, DIGITS);
  private static final Apfloat DIFFERENCE = power(-90);
  private static final Apfloat TINY = power(-190);
  private static final Apfloat ROUNDING = power(-180);
  private static final Apfloat SURELY_NOT_ZERO = power(-60);

  private final String name;
  private final JsonNode claim;
  private final List<Integer> widths = new ArrayList<>();
  private final boolean bias;
  private final Apfloat slope;
  private final List<Apfloat[]> inputs = new ArrayList<>();
  private final List<Apfloat[]> targets = new ArrayList<>();
  private final Apfloat[] given;
  private final int parameters;
  private final boolean zero;
  private final Set<List<Integer>> kinks = new HashSet<>();
  private final List<List<Integer>> orderedKinks = new ArrayList<>();
  // Parameters, and after them multipliers.
  private final Apfloat[] centre;
  private final List<Integer> moving = new ArrayList<>();
  private final List<Apfloat> radii;
  private final List<Integer> signs;

  /**
   * @param name for messages
   * @param certificate of kind nearby-zero, nearby-minimum or nearby-saddle
   */
  NearbyOracle(String name, JsonNode certificate) {
    this.name = name;
    claim = certificate.get("claim");
    zero = certificate.get("kind").text().equals("nearby-zero");
    JsonNode instance = certificate.get("instance");
    JsonNode evidence = certificate.get("evidence");
    assertThat(claim.get("noise").text()).as(name).isEqualTo("none");
    instance.get("widths").elements().forEach(w -> widths.add(Integer.valueOf(w.text())));
    bias = instance.get("bias").text().equals("true");
    slope = number(instance.get("slope"));
    instance.get("inputs").elements().forEach(row -> inputs.add(numbers(row.elements())));
    for (JsonNode row : instance.get("targets").elements()) {
      targets.add(
          row instanceof JsonNode.Array ? numbers(row.elements()) : new Apfloat[] {number(row)});
    }
    given = numbers(flat(instance));
    parameters = given.length;
    Apfloat unit =
        new Apfloat(BigInteger.ONE.shiftLeft(Integer.parseInt(evidence.get("bits").text())));
    List<Apfloat> point = scaled(evidence.get("centre"), unit);
    if (!zero) {
      point.addAll(scaled(evidence.get("multipliers"), unit));
      for (JsonNode kink : evidence.get("kinks").elements()) {
        orderedKinks.add(kink.elements().stream().map(k -> Integer.valueOf(k.text())).toList());
      }
      kinks.addAll(orderedKinks);
    }
    centre = point.toArray(new Apfloat[0]);
    if (zero) {
      evidence.get("moving").elements().forEach(p -> moving.add(Integer.valueOf(p.text())));
    } else {
      moving.addAll(notHeld(evidence.get("gauge").elements()));
    }
    radii = scaled(evidence.get("radii"), unit);
    assertThat(radii).as(name).hasSameSizeAs(moving);
    signs = signs(centre);
  }

  private static Apfloat power(int exponent) {
    return ApfloatMath.scale(ONE, exponent);
  }

  private static Apfloat number(JsonNode node) {
    String[] parts = node.text().split("/", -1);
    Apfloat value = new Apfloat(parts[0], DIGITS);
    return parts.length == 1 ? value : value.divide(new Apfloat(parts[1], DIGITS));
  }

  private static Apfloat[] numbers(List<JsonNode> nodes) {
    return nodes.stream().map(NearbyOracle::number).toArray(Apfloat[]::new);
  }

  private static List<Apfloat> scaled(JsonNode integers, Apfloat unit) {
    List<Apfloat> all = new ArrayList<>();
    integers.elements().forEach(k -> all.add(number(k).divide(unit)));
    return all;
  }

  /** All weights, unit by unit, each unit's bias after its weights. */
  private List<JsonNode> flat(JsonNode instance) {
    List<JsonNode> all = new ArrayList<>();
    for (int l = 0; l + 1 < widths.size(); l++) {
      List<JsonNode> rows = instance.get("weights").elements().get(l).elements();
      for (int i = 0; i < rows.size(); i++) {
        all.addAll(rows.get(i).elements());
        if (bias) {
          all.add(instance.get("biases").elements().get(l).elements().get(i));
        }
      }
    }
    return all;
  }

  private List<Integer> notHeld(List<JsonNode> gauge) {
    Set<List<Integer>> held = new HashSet<>();
    Set<List<Integer>> used = new HashSet<>();
    for (JsonNode group : gauge) {
      Integer layer = Integer.valueOf(group.get("layer").text());
      for (JsonNode unit : group.get("units").elements()) {
        used.add(List.of(layer, Integer.valueOf(unit.text())));
        for (JsonNode input : group.get("inputs").elements()) {
          held.add(List.of(layer, Integer.valueOf(unit.text()), Integer.valueOf(input.text())));
        }
      }
    }
    List<Integer> all = new ArrayList<>();
    int at = 0;
    int last = widths.size() - 1;
    for (int l = 1; l <= last; l++) {
      for (int i = 0; i < widths.get(l); i++) {
        for (int j = 0; j < widths.get(l - 1) + (bias ? 1 : 0); j++, at++) {
          boolean heard = l == last || used.contains(List.of(l, i));
          boolean heeds = l == 1 || j == widths.get(l - 1) || used.contains(List.of(l - 1, j));
          if (heard && heeds && !held.contains(List.of(l, i, j))) {
            all.add(at);
          }
        }
      }
    }
    for (int k = 0; k < orderedKinks.size(); k++) {
      all.add(parameters + k);
    }
    return all;
  }

  /** What follows u on one sample: a slope for each hidden unit, or 0 for a kink. */
  private interface Activation {
    Apfloat slope(int layer, int unit, int sample, Apfloat u);
  }

  /** All preactivations of a sample, [l][i]. */
  private DigitTape.Node[][] forward(
      DigitTape tape, DigitTape.Node[] w, int sample, Activation activation) {
    DigitTape.Node[][] all = new DigitTape.Node[widths.size()][];
    DigitTape.Node[] v =
        Arrays.stream(inputs.get(sample)).map(tape::number).toArray(DigitTape.Node[]::new);
    int at = 0;
    for (int l = 1; l < widths.size(); l++) {
      all[l] = new DigitTape.Node[widths.get(l)];
      DigitTape.Node[] next = new DigitTape.Node[widths.get(l)];
      for (int i = 0; i < next.length; i++) {
        DigitTape.Node u = tape.number(ZERO);
        for (DigitTape.Node input : v) {
          u = tape.sum(u, tape.product(w[at++], input));
        }
        u = bias ? tape.sum(u, w[at++]) : u;
        all[l][i] = u;
        next[i] = tape.scaled(u, activation.slope(l, i, sample, u.value()));
      }
      v = next;
    }
    return all;
  }

  private Apfloat frozen(int layer, int unit, int sample) {
    if (kinks.contains(List.of(layer, unit, sample))) {
      return ZERO;
    }
    return signs.get((sample * widths.size() + layer) * width() + unit) < 0 ? slope : ONE;
  }

  private int width() {
    return widths.stream().mapToInt(w -> w).max().orElseThrow();
  }

  /** The signs of all hidden preactivations; kinks count as 0, and nothing else may be. */
  private List<Integer> signs(Apfloat[] point) {
    Integer[] all = new Integer[inputs.size() * widths.size() * width()];
    Arrays.fill(all, 0);
    for (int n = 0; n < inputs.size(); n++) {
      DigitTape tape = new DigitTape(DIGITS);
      DigitTape.Node[] w = Arrays.stream(point).map(tape::number).toArray(DigitTape.Node[]::new);
      int sample = n;
      forward(
          tape,
          w,
          n,
          (l, i, s, u) -> {
            if (l + 1 == widths.size() || kinks.contains(List.of(l, i, s))) {
              return l + 1 == widths.size() ? ONE : ZERO;
            }
            if (isVoid(s)) {
              return ONE;
            }
            assertThat(ApfloatMath.abs(u))
                .as("%s: u_%d[%d] on %d", name, l, i, s)
                .isGreaterThan(SURELY_NOT_ZERO);
            all[(sample * widths.size() + l) * width() + i] = u.signum();
            return u.signum() < 0 ? slope : ONE;
          });
    }
    return List.of(all);
  }

  /** Whether all preactivations are 0 whatever the weights are. */
  private boolean isVoid(int sample) {
    return !bias && Arrays.stream(inputs.get(sample)).allMatch(x -> x.signum() == 0);
  }

  /** Residuals, or the gradient of N·loss - Σλu by what moves: what has to be 0. */
  private Apfloat[] equations(Apfloat[] point) {
    Apfloat[] gradient = new Apfloat[centre.length];
    Arrays.fill(gradient, ZERO);
    List<Apfloat> residuals = new ArrayList<>();
    for (int n = 0; n < inputs.size(); n++) {
      DigitTape tape = new DigitTape(DIGITS);
      DigitTape.Node[] w = Arrays.stream(point).map(tape::number).toArray(DigitTape.Node[]::new);
      DigitTape.Node[][] u =
          forward(tape, w, n, (l, i, s, x) -> l + 1 == widths.size() ? ONE : frozen(l, i, s));
      DigitTape.Node lagrangian = tape.number(ZERO);
      DigitTape.Node[] last = u[widths.size() - 1];
      for (int k = 0; k < last.length; k++) {
        DigitTape.Node e = tape.sum(last[k], tape.number(targets.get(n)[k].negate()));
        residuals.add(e.value());
        DigitTape.Node half = tape.scaled(tape.product(e, e), ONE.divide(new Apfloat(2)));
        lagrangian = tape.sum(lagrangian, half);
      }
      if (zero) {
        continue;
      }
      for (int k = 0; k < orderedKinks.size(); k++) {
        List<Integer> kink = orderedKinks.get(k);
        if (kink.get(2) == n) {
          DigitTape.Node term = tape.product(w[parameters + k], u[kink.get(0)][kink.get(1)]);
          lagrangian = tape.sum(lagrangian, tape.scaled(term, ONE.negate()));
        }
      }
      tape.differentiate(lagrangian);
      for (int p = 0; p < gradient.length; p++) {
        gradient[p] = gradient[p].add(w[p].derivative());
      }
    }
    return zero
        ? residuals.toArray(new Apfloat[0])
        : moving.stream().map(p -> gradient[p]).toArray(Apfloat[]::new);
  }

  /** Newton's method with the derivatives at the centre. */
  private Apfloat[] solved() {
    Apfloat[] point = centre.clone();
    Apfloat[] value = equations(point);
    Apfloat[][] jacobian = new Apfloat[value.length][moving.size()];
    for (int c = 0; c < moving.size(); c++) {
      Apfloat[] beside = point.clone();
      beside[moving.get(c)] = beside[moving.get(c)].add(DIFFERENCE);
      Apfloat[] there = equations(beside);
      for (int r = 0; r < value.length; r++) {
        jacobian[r][c] = there[r].subtract(value[r]).divide(DIFFERENCE);
      }
    }
    Apfloat[][] inverse = inverse(jacobian);
    for (int step = 0; step < MOST_STEPS && largest(value).compareTo(TINY) > 0; step++) {
      for (int r = 0; r < inverse.length; r++) {
        Apfloat change = ZERO;
        for (int c = 0; c < value.length; c++) {
          change = change.add(inverse[r][c].multiply(value[c]));
        }
        // Fewer digits of the inverse are right; the point is what it is, with all digits.
        Apfloat moved = point[moving.get(r)].subtract(change);
        point[moving.get(r)] = moved.precision(DIGITS);
      }
      value = equations(point);
    }
    assertThat(largest(value)).as("%s: Newton's method converges", name).isLessThan(TINY);
    return point;
  }

  private static Apfloat largest(Apfloat[] values) {
    return Arrays.stream(values).map(ApfloatMath::abs).reduce(ZERO, ApfloatMath::max);
  }

  /** Gauss and Jordan, with the largest pivot of each column. */
  private static Apfloat[][] inverse(Apfloat[][] matrix) {
    int n = matrix.length;
    Apfloat[][] rows = new Apfloat[n][2 * n];
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < 2 * n; c++) {
        rows[r][c] = c < n ? matrix[r][c] : c - n == r ? ONE : ZERO;
      }
    }
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int r = c + 1; r < n; r++) {
        pivot =
            ApfloatMath.abs(rows[r][c]).compareTo(ApfloatMath.abs(rows[pivot][c])) > 0 ? r : pivot;
      }
      Apfloat[] row = rows[pivot];
      rows[pivot] = rows[c];
      rows[c] = row;
      Apfloat scale = ONE.divide(row[c]);
      for (int k = c; k < 2 * n; k++) {
        row[k] = row[k].multiply(scale);
      }
      for (int r = 0; r < n; r++) {
        Apfloat factor = rows[r][c];
        for (int k = c; r != c && factor.signum() != 0 && k < 2 * n; k++) {
          rows[r][k] = rows[r][k].subtract(factor.multiply(row[k]));
        }
      }
    }
    return Arrays.stream(rows).map(r -> Arrays.copyOfRange(r, n, 2 * n)).toArray(Apfloat[][]::new);
  }

  /** The loss of the network as it is, kinks and all. */
  private Apfloat loss(Apfloat[] point) {
    Apfloat sum = ZERO;
    for (int n = 0; n < inputs.size(); n++) {
      DigitTape tape = new DigitTape(DIGITS);
      DigitTape.Node[] w =
          Arrays.stream(point).limit(parameters).map(tape::number).toArray(DigitTape.Node[]::new);
      DigitTape.Node[][] u =
          forward(
              tape, w, n, (l, i, s, x) -> l + 1 < widths.size() && x.signum() < 0 ? slope : ONE);
      DigitTape.Node[] last = u[widths.size() - 1];
      for (int k = 0; k < last.length; k++) {
        Apfloat e = last[k].value().subtract(targets.get(n)[k]);
        sum = sum.add(e.multiply(e));
      }
    }
    return sum.divide(new Apfloat(2L * inputs.size()));
  }

  /** Fails unless the point is in the box and is what is claimed. */
  void confirm() {
    Apfloat[] point = solved();
    for (int p = 0; p < moving.size(); p++) {
      int at = moving.get(p);
      assertThat(ApfloatMath.abs(point[at].subtract(centre[at])))
          .as("%s: coordinate %d is inside the box", name, at)
          .isLessThan(radii.get(p));
    }
    for (int p = 0; p < parameters; p++) {
      assertThat(ApfloatMath.abs(point[p].subtract(given[p])))
          .as("%s: parameter %d is within the radius", name, p)
          .isLessThanOrEqualTo(number(claim.get("radius")));
    }
    assertThat(signs(point)).as("%s: the same signs as at the centre", name).isEqualTo(signs);
    Apfloat loss = loss(point);
    assertThat(loss)
        .as("%s: loss", name)
        .isBetween(
            number(claim.get("loss_from")).subtract(ROUNDING),
            number(claim.get("loss_to")).add(ROUNDING));
    if (claim.get("verdict").text().equals("LOCAL_MINIMUM")) {
      assertMinimum(point, loss);
    }
  }

  private void assertMinimum(Apfloat[] point, Apfloat loss) {
    Random random = new Random(parameters);
    for (int t = 0; t < DIRECTIONS; t++) {
      Apfloat[] near = point.clone();
      for (int p = 0; p < parameters; p++) {
        Apfloat step = new Apfloat(random.nextGaussian(), DIGITS);
        near[p] = near[p].add(step.multiply(power(-6 - 4 * t)));
      }
      assertThat(loss(near))
          .as("%s: direction %d, seed %d", name, t, parameters)
          .isGreaterThanOrEqualTo(loss.subtract(ROUNDING));
    }
  }
}
