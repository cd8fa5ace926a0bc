package org.dlmcert.checker.minima;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.Network;

/**
 * Which signs of the output weights have a minimum for one choice of cells, and why others have
 * none (format.md 5.26): a tree over the units.
 */
public record SignTree(List<Node> nodes) {
  private static final int[] SIGNS = {1, 0, -1};

  private sealed interface Node {}

  private record Split() implements Node {}

  private record Minimum(Rational[] solution) implements Node {}

  private record Term(int unit, int sample, Rational factor) {}

  private record Nothing(List<Term> lambda, List<Term> nu) implements Node {}

  /** One choice of cells: its matrix, f = Gᵀz, and for each unit the samples with sign +. */
  record Cell(ChoiceMatrix matrix, Rational[] outputs, List<BitSet> positive, BitSet nonzero) {
    /** Whether z_i = 0 for q = 0, and q·τ_{i,n}·(z_i·x⁽ⁿ⁾) > 0 on all samples otherwise. */
    boolean hasSign(int unit, Rational[] z, int q) {
      if (q == 0) {
        return Vectors.isZero(matrix.block(z, unit));
      }
      int[] signs = matrix.signs(z, unit);
      return nonzero.stream().allMatch(n -> signs[n] == (positive.get(unit).get(n) ? q : -q));
    }
  }

  static SignTree read(CanonicalReader in, Network network, int rows) {
    return new SignTree(in.list(() -> readNode(in, network, rows)));
  }

  private static Node readNode(CanonicalReader in, Network network, int rows) {
    if (in.skip("0")) {
      return new Split();
    }
    if (!in.skip("{")) {
      return new Minimum(in.row(rows));
    }
    int units = network.width(1);
    int samples = network.samples();
    in.expect("\"lambda\":");
    List<Term> lambda = in.list(() -> readTerm(in, units, samples));
    in.expect(",\"nu\":");
    List<Term> nu = in.list(() -> readTerm(in, 0, samples));
    in.expect("}");
    return new Nothing(lambda, nu);
  }

  /** Reads [i,n,λ], or [n,ν] if the number of units is 0. */
  private static Term readTerm(CanonicalReader in, int units, int samples) {
    in.expect("[");
    int unit = 0;
    if (units > 0) {
      unit = in.index(units);
      in.expect(",");
    }
    int sample = in.index(samples);
    in.expect(",");
    Rational factor = in.rational();
    in.expect("]");
    return new Term(unit, sample, factor);
  }

  /**
   * Walks through the tree, without recursion; rejects it unless it is complete.
   *
   * @return for each cell with a minimum whether all its signs are nonzero
   */
  List<Boolean> minima(Cell cell, UnitChoices choice, String parent, Steps steps) {
    List<Boolean> minima = new ArrayList<>();
    // Places in SIGNS of the units that have a sign.
    int[] q = new int[choice.units()];
    int length = 0;
    boolean complete = false;
    for (int t = 0; t < nodes.size(); t++) {
      String place = parent + ".signs[" + t + "]";
      steps.require(!complete, place, () -> "the tree was complete before this node");
      if (nodes.get(t) instanceof Split) {
        steps.require(length < q.length, place, () -> "all units have signs");
        int twin = choice.twin(length);
        q[length++] = twin < 0 ? 0 : q[twin];
      } else {
        int[] signs = Arrays.stream(q).limit(length).map(k -> SIGNS[k]).toArray();
        if (nodes.get(t) instanceof Minimum minimum) {
          requireMinimum(minimum.solution(), signs, cell, place, steps);
          minima.add(Arrays.stream(signs).allMatch(sign -> sign != 0));
        } else if (nodes.get(t) instanceof Nothing nothing) {
          requireNothing(nothing, signs, cell, place, steps);
        }
        while (length > 0 && q[length - 1] == SIGNS.length - 1) {
          length--;
        }
        complete = length == 0;
        if (!complete) {
          q[length - 1]++;
        }
      }
    }
    boolean end = complete;
    steps.require(end, parent + ".signs", () -> "the tree is not complete");
    return minima;
  }

  private static void requireMinimum(
      Rational[] z, int[] signs, Cell cell, String place, Steps steps) {
    steps.require(
        signs.length == cell.matrix().units(),
        place,
        () -> "a solution where " + signs.length + " units have signs");
    steps.require(
        Arrays.equals(cell.matrix().outputs(z), cell.outputs()),
        place,
        () -> "the outputs are not those of the solution of the choice");
    for (int i = 0; i < signs.length; i++) {
      int unit = i;
      steps.require(
          cell.hasSign(i, z, signs[i]), place, () -> "block " + unit + " does not have its signs");
    }
  }

  /** With these signs ν·f would be the sum of all λ times something positive. */
  private static void requireNothing(
      Nothing pair, int[] signs, Cell cell, String place, Steps steps) {
    ChoiceMatrix g = cell.matrix();
    Work work = steps.work();
    Rational[] nu = new Rational[g.length()];
    Arrays.fill(nu, Rational.ZERO);
    int last = -1;
    for (Term term : pair.nu()) {
      steps.require(term.sample() > last, place, () -> "nu is not in order");
      steps.require(term.factor().signum() != 0, place, () -> "an entry of nu is zero");
      last = term.sample();
      nu[last] = term.factor();
    }
    Map<Integer, Rational> sums = sums(pair.lambda(), signs, cell, place, steps);
    Cleared cleared = Cleared.of(nu, work);
    for (int r = 0; r < g.rows(); r++) {
      int row = r;
      int unit = r / g.d();
      boolean free = unit < signs.length && signs[unit] == 0;
      if (!free) {
        Rational entry = Vectors.dot(Cleared.of(g.column(r), work), cleared, work);
        steps.require(
            entry.equals(sums.getOrDefault(r, Rational.ZERO)),
            place,
            () -> "row " + row + " of G times nu is not the combination of lambda");
      }
    }
    int sign = Vectors.dot(Cleared.of(cell.outputs(), work), cleared, work).signum();
    steps.require(
        sign < 0 || (sign == 0 && !pair.lambda().isEmpty()),
        place,
        () -> "nu times the outputs is no contradiction");
  }

  /** Returns the rows of Σ λ_{i,n}·q_i·τ_{i,n}·x⁽ⁿ⁾ for all units with some λ. */
  private static Map<Integer, Rational> sums(
      List<Term> lambda, int[] signs, Cell cell, String place, Steps steps) {
    ChoiceMatrix g = cell.matrix();
    Map<Integer, Rational> sums = new TreeMap<>();
    int lastUnit = -1;
    int lastSample = -1;
    for (Term term : lambda) {
      int i = term.unit();
      int n = term.sample();
      steps.require(
          i > lastUnit || (i == lastUnit && n > lastSample), place, () -> "lambda is not in order");
      lastUnit = i;
      lastSample = n;
      steps.require(term.factor().signum() > 0, place, () -> "a factor in lambda is not positive");
      steps.require(
          i < signs.length && signs[i] != 0 && cell.nonzero().get(n),
          place,
          () -> "lambda for unit " + i + " and sample " + n + ", where there is no sign");
      boolean plus = (signs[i] > 0) == cell.positive().get(i).get(n);
      BigInteger numerator = term.factor().numerator();
      Rational factor =
          new Rational(plus ? numerator : numerator.negate(), term.factor().denominator());
      for (int j = 0; j < g.d(); j++) {
        Rational product = Vectors.times(g.x()[n][j], factor, steps.work());
        sums.merge(i * g.d() + j, product, (a, b) -> Vectors.plus(a, b, steps.work()));
      }
    }
    return sums;
  }
}
