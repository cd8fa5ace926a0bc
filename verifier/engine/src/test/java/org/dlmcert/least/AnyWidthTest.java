package org.dlmcert.least;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/**
 * The least loss over all widths by brute force: the outputs of a unit are linear on every closed
 * cell, and a cell of hyperplanes in at most three dimensions is spanned by its edges, where two
 * hyperplanes meet, or by fewer where all inputs are in a plane or on a line. So the outputs at all
 * such edges span the outputs of all units; the targets are projected on them by Gram and Schmidt.
 */
class AnyWidthTest {
  private static final long SEED = 20261129;
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 2),
          Rational.ZERO,
          Rational.of(-1),
          Rational.ONE,
          Rational.of(2),
          Rational.of(-1, 3));

  private static CensusProblem random(Random random) {
    boolean bias = random.nextInt(3) == 0;
    int inputs = 1 + random.nextInt(bias ? 2 : 3);
    int units = 1 + random.nextInt(2);
    int samples = 1 + random.nextInt(7);
    int range = 1 + random.nextInt(3);
    // Multiples of few vectors, so that many samples are parallel, some opposite, some zero.
    RationalMatrix few =
        RationalMatrix.of(
            1 + random.nextInt(4),
            inputs,
            (n, j) -> Rational.of(random.nextInt(2 * range + 1) - (long) range));
    int[] which = random.ints(samples, 0, few.rows()).toArray();
    int[] times = random.ints(samples, -2, 3).toArray();
    RationalMatrix x =
        RationalMatrix.of(
            samples, inputs, (n, j) -> few.get(which[n], j).times(Rational.of(times[n])));
    LayerNoise noise =
        random.nextInt(3) == 0
            ? new LayerNoise.Given(
                RationalMatrix.of(samples, units, (n, i) -> Rational.of(random.nextInt(5) - 2L)))
            : LayerNoise.NONE;
    return CensusProblem.of(
        new Instance(
            Optional.empty(),
            new Network(List.of(inputs, units, 1), SLOPES.get(random.nextInt(SLOPES.size())), bias),
            new Dataset(
                x,
                Optional.of(
                    RationalMatrix.of(samples, 1, (n, j) -> Rational.of(random.nextInt(9) - 4L)))),
            List.of(noise),
            Optional.empty()));
  }

  private static List<Rational> sample(CensusProblem problem, int n) {
    List<Rational> x = new ArrayList<>();
    for (int j = 0; j < 3; j++) {
      x.add(j < problem.dimensions() ? problem.inputs().get(j, n) : Rational.ZERO);
    }
    return x;
  }

  private static List<Rational> cross(List<Rational> a, List<Rational> b) {
    List<Rational> product = new ArrayList<>();
    for (int j = 0; j < 3; j++) {
      int k = (j + 1) % 3;
      int l = (j + 2) % 3;
      product.add(a.get(k).times(b.get(l)).minus(a.get(l).times(b.get(k))));
    }
    return product;
  }

  private static Rational dot(List<Rational> a, List<Rational> b) {
    Rational sum = Rational.ZERO;
    for (int j = 0; j < a.size(); j++) {
      sum = sum.plus(a.get(j).times(b.get(j)));
    }
    return sum;
  }

  /** In a plane an edge is orthogonal to an input, and in it; on a line it is an input. */
  private static List<List<Rational>> edges(CensusProblem problem) {
    List<List<Rational>> edges = new ArrayList<>();
    for (int m = 0; m < problem.samples(); m++) {
      List<Rational> a = sample(problem, m);
      edges.add(a);
      for (int n = 0; n < problem.samples(); n++) {
        List<Rational> product = cross(a, sample(problem, n));
        edges.add(product);
        edges.add(cross(a, product));
      }
    }
    return edges;
  }

  private static List<List<Rational>> outputs(CensusProblem problem) {
    List<List<Rational>> outputs = new ArrayList<>();
    for (List<Rational> edge : edges(problem)) {
      for (int i = 0; i < problem.units(); i++) {
        for (boolean negative : new boolean[] {false, true}) {
          List<Rational> output = new ArrayList<>();
          for (int n = 0; n < problem.samples(); n++) {
            Rational u = dot(edge, sample(problem, n));
            u = negative ? u.negate() : u;
            u = u.signum() < 0 ? u.times(problem.slope()) : u;
            output.add(u.times(problem.noise().get(i, n)));
          }
          outputs.add(output);
        }
      }
    }
    if (problem.bias()) {
      outputs.add(Collections.nCopies(problem.samples(), Rational.ONE));
    }
    return outputs;
  }

  /** What is left of the targets. */
  private static Rational distance(List<Rational> targets, List<List<Rational>> span) {
    List<List<Rational>> basis = new ArrayList<>();
    for (List<Rational> vector : span) {
      List<Rational> rest = rest(vector, basis);
      if (dot(rest, rest).signum() > 0) {
        basis.add(rest);
      }
    }
    List<Rational> rest = rest(targets, basis);
    return dot(rest, rest);
  }

  private static List<Rational> rest(List<Rational> vector, List<List<Rational>> orthogonal) {
    List<Rational> rest = new ArrayList<>(vector);
    for (List<Rational> other : orthogonal) {
      Rational part = dot(rest, other).dividedBy(dot(other, other));
      for (int n = 0; n < rest.size(); n++) {
        rest.set(n, rest.get(n).minus(part.times(other.get(n))));
      }
    }
    return rest;
  }

  private static Rational loss(CensusProblem problem, Weights weights) {
    Rational sum = Rational.ZERO;
    for (int n = 0; n < problem.samples(); n++) {
      Rational v = weights.bias(2, 0);
      for (int i = 0; i < weights.matrix(1).rows(); i++) {
        Rational u = weights.bias(1, i);
        for (int j = 0; j < weights.matrix(1).columns(); j++) {
          u = u.plus(weights.matrix(1).get(i, j).times(problem.inputs().get(j, n)));
        }
        u = u.signum() < 0 ? u.times(problem.slope()) : u;
        v = v.plus(u.times(weights.matrix(2).get(0, i)));
      }
      Rational e = v.minus(problem.targets().get(n));
      sum = sum.plus(e.times(e));
    }
    return sum.dividedBy(Rational.of(2L * problem.samples()));
  }

  @Test
  void isTheDistanceFromTheOutputsOfSingleUnits() {
    int cases = Cases.count(120, 6_000);
    int positive = 0;
    int noisy = 0;
    for (int k = 0; k < cases; k++) {
      CensusProblem problem = random(Cases.random(SEED + k));
      AnyWidth found = AnyWidth.of(problem);
      Rational slow =
          distance(problem.targets(), outputs(problem))
              .dividedBy(Rational.of(2L * problem.samples()));
      String name = "seed " + (SEED + k) + ": " + problem.instance();
      assertThat(found.loss()).as(name).isEqualTo(slow);
      if (found.weights().isPresent()) {
        assertThat(loss(problem, found.weights().get())).as(name).isEqualTo(slow);
      } else {
        noisy++;
      }
      positive += slow.signum();
    }
    System.out.printf(
        "least loss over all widths: %d cases, %d positive, %d with given noise%n",
        cases, positive, noisy);
    assertThat(positive).isBetween(cases / 4, cases * 9 / 10);
    assertThat(noisy).isGreaterThan(cases / 6);
  }
}
