package org.dlmcert.point;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.dlmcert.cells.Faces;
import org.dlmcert.census.BoundaryMinima;
import org.dlmcert.census.Census;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.CensusResult;
import org.dlmcert.census.faces.FaceCensus;
import org.dlmcert.census.faces.FaceCensusResult;
import org.dlmcert.census.faces.FaceMinimum;
import org.dlmcert.census.faces.UnitFaces;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;

/**
 * The census of all local minima against the decision that goes through all cells around a point:
 * on its own minima, on random points of all faces, and on perturbations; against the census of
 * open cells, which solves normal equations; and the point at which full rank does not help.
 */
class FaceCensusTest {
  private static final long SEED = 20190507;
  private static final int CASES = "full".equals(System.getProperty("cases")) ? 1500 : 30;
  private static final int POINTS = 40;
  private static final List<Rational> SLOPES =
      List.of(Rational.ZERO, Rational.of(1, 2), Rational.of(-1), Rational.ONE, Rational.of(3));

  private final Random random = new Random(SEED);

  @Test
  void everyMinimumIsFoundAndIsOne() throws InterruptedException {
    Map<String, Integer> seen = new TreeMap<>();
    for (int t = 0; t < CASES; t++) {
      Instance instance = instance();
      String place = "seed " + SEED + ", case " + t + ": " + instance;
      FaceCensusResult result = census(instance, 2);
      TreeSet<String> choices = new TreeSet<>();
      result.forEachMinimum(
          minimum -> {
            choices.add(name(minimum));
            isMinimum(minimum, instance, place, seen);
          });
      assertThat(choices.size())
          .as(place)
          .isEqualTo(
              (int) result.losses().stream().mapToLong(FaceCensusResult.LossCount::faces).sum());
      missesNone(instance, result.faces(), place, seen);
      containsTheOpenCells(instance, result, place);
    }
    System.out.println("all local minima of " + CASES + " instances: " + seen);
    assertThat(seen)
        .as("%s", seen)
        .containsKeys("minimum on a kink", "minimum", "random minimum", "random point");
    assertThat(seen.get("minimum on a kink")).as("%s", seen).isGreaterThan(CASES);
    assertThat(seen.get("random minimum")).as("%s", seen).isGreaterThan(CASES / 3);
  }

  private static FaceCensusResult census(Instance instance, int threads)
      throws InterruptedException {
    FaceCensus.Outcome outcome =
        new FaceCensus(
                CensusProblem.of(instance),
                new Census.Limits(100_000, threads),
                Optional.empty(),
                Progress.NONE)
            .run();
    return ((FaceCensus.Complete) outcome).result();
  }

  private static String name(FaceMinimum minimum) {
    return minimum.states().toString();
  }

  /** The point found and the most interior one, by the verdict and by the slow decision. */
  private void isMinimum(
      FaceMinimum minimum, Instance instance, String place, Map<String, Integer> seen) {
    for (FaceMinimum one : List.of(minimum, minimum.interior())) {
      Point point = Point.of(instance.at(one.weights()));
      assertThat(point.loss()).as(place).isEqualTo(minimum.loss());
      for (int i = 0; i < one.states().size(); i++) {
        List<Rational> u = point.pass().preactivation(1).row(i);
        assertThat(u.stream().map(Rational::signum).toList())
            .as(place)
            .isEqualTo(one.face(i).signs());
      }
      assertThat(point.loss().isZero() || SlowMinimum.is(point)).as(place).isTrue();
      perturbed(point, place);
    }
    seen.merge(minimum.isOnKink() ? "minimum on a kink" : "minimum", 1, Integer::sum);
  }

  private void perturbed(Point point, String place) {
    ParameterLayout layout = new ParameterLayout(point.network());
    for (int k = 0; k < 4; k++) {
      List<Rational> vector =
          layout.zeros().stream()
              .map(zero -> Rational.of(random.nextInt(9) - 4, 1L << (30 + random.nextInt(20))))
              .toList();
      Weights near = ParameterLayout.moved(point.weights(), layout.weights(vector), Rational.ONE);
      assertThat(SlowLoss.at(point.instance(), near))
          .as("%s near %s", place, near)
          .isGreaterThanOrEqualTo(point.loss());
    }
  }

  /** Random points of faces, with targets that often make them minima: the census has the loss. */
  private void missesNone(
      Instance instance, UnitFaces faces, String place, Map<String, Integer> seen)
      throws InterruptedException {
    for (int k = 0; k < POINTS; k++) {
      List<Integer> states =
          IntStream.range(0, instance.network().width(1))
              .mapToObj(i -> random.nextInt(faces.states().size()))
              .toList();
      Instance other = withTargets(instance.at(weights(instance, faces, states)));
      Point point = Point.of(other);
      boolean minimum = point.loss().isZero() || SlowMinimum.is(point);
      seen.merge(minimum ? "random minimum" : "random point", 1, Integer::sum);
      if (minimum ? k % 3 == 0 : k % 20 == 0) {
        List<Rational> known =
            census(other, 1).losses().stream().map(FaceCensusResult.LossCount::loss).toList();
        assertThat(point.loss()).as(place).isGreaterThanOrEqualTo(known.get(0));
        assertThat(!minimum || known.contains(point.loss()))
            .as("%s at %s: %s", place, other, known)
            .isTrue();
      }
    }
  }

  private Weights weights(Instance instance, UnitFaces faces, List<Integer> states) {
    int inputs = instance.network().inputs();
    List<List<Rational>> rows = new ArrayList<>();
    List<Rational> biases = new ArrayList<>();
    List<Rational> outputs = new ArrayList<>();
    for (int state : states) {
      UnitFaces.State chosen = faces.states().get(state);
      Faces.Face face = faces.faces().get(chosen.face());
      Rational factor = Rational.of(1 + random.nextInt(3));
      List<Rational> row = face.point().stream().map(factor::times).toList();
      rows.add(row.subList(0, inputs));
      if (instance.network().bias()) {
        biases.add(row.get(inputs));
      }
      outputs.add(Rational.of(chosen.sign() * (1L + random.nextInt(2))));
    }
    return new Weights(
        List.of(
            RationalMatrix.ofRows(inputs, rows),
            RationalMatrix.ofRows(outputs.size(), List.of(outputs))),
        instance.network().bias()
            ? Optional.of(List.of(biases, List.of(integer(1))))
            : Optional.empty());
  }

  /** Targets with small residuals, zero more often where no preactivation is zero. */
  private Instance withTargets(Instance instance) {
    Point point = Point.of(instance);
    RationalMatrix u = point.pass().preactivation(1);
    RationalMatrix outputs = point.pass().output(2);
    RationalMatrix targets =
        RationalMatrix.of(
            instance.samples(),
            1,
            (n, k) -> {
              boolean kink = IntStream.range(0, u.rows()).anyMatch(i -> u.get(i, n).isZero());
              Rational e = random.nextInt(kink ? 3 : 2) == 0 ? Rational.ZERO : integer(1);
              return outputs.get(0, n).minus(e);
            });
    return new Instance(
        Optional.empty(),
        instance.network(),
        new Dataset(instance.dataset().inputs(), Optional.of(targets)),
        instance.noise(),
        instance.weights());
  }

  /** Choices of cells only are those of the other census, loss by loss. */
  private static void containsTheOpenCells(Instance instance, FaceCensusResult result, String place)
      throws InterruptedException {
    CensusProblem problem = CensusProblem.of(instance);
    CensusResult open =
        ((Census.Complete)
                new Census(problem, new Census.Limits(100_000, 1), Optional.empty(), Progress.NONE)
                    .run())
            .result();
    Map<Rational, Long> expected = new TreeMap<>();
    open.losses().forEach(l -> expected.put(l.loss(), l.cells() + l.zeroOutputCells()));
    Map<Rational, Long> found = new TreeMap<>();
    result.losses().stream()
        .filter(l -> l.faces() > l.kinks())
        .forEach(l -> found.put(l.loss(), l.faces() - l.kinks()));
    assertThat(found).as(place).isEqualTo(expected);
    List<Rational> all = result.losses().stream().map(FaceCensusResult.LossCount::loss).toList();
    BoundaryMinima.of(problem, open.cells(), 100_000, Progress.NONE)
        .orElseThrow()
        .forEach(l -> assertThat(all).as(place).contains(l.loss()));
  }

  @Test
  void fullRankDoesNotExcludeBadMinimaAtKinks() throws InterruptedException {
    Instance instance =
        new Instance(
            Optional.empty(),
            new Network(List.of(1, 2, 1), Rational.of(1, 2), false),
            new Dataset(
                RationalMatrix.of(2, 1, (n, j) -> Rational.of(n == 0 ? 1 : -1)),
                Optional.of(RationalMatrix.of(2, 1, (n, k) -> Rational.of(-n)))),
            List.of(
                new LayerNoise.Given(
                    RationalMatrix.of(2, 2, (n, i) -> Rational.of(n * i == 1 ? 3 : 1)))),
            Optional.empty());
    FaceCensusResult result = census(instance, 1);
    assertThat(result.losses().stream().map(FaceCensusResult.LossCount::loss).toList())
        .containsExactly(Rational.ZERO, Rational.of(1, 20), Rational.of(1, 13));
    Weights bad = result.losses().get(1).first().weights();
    assertThat(bad.matrix(1).get(0, 0)).isEqualTo(Rational.of(-4, 5));
    assertThat(bad.matrix(1).get(1, 0)).isEqualTo(Rational.ZERO);
    assertThat(result.certificate().bytes()).isEqualTo(census(instance, 3).certificate().bytes());
  }

  private Rational integer(int range) {
    return Rational.of(random.nextInt(2 * range + 1) - (long) range);
  }

  /** At most 14 faces and 2 units; parallel, repeated and zero samples, zero noise. */
  private Instance instance() {
    int d = 1 + random.nextInt(2);
    int units = d == 2 && random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(2);
    int samples = 1 + random.nextInt(units * d == 4 ? 2 : 3);
    boolean bias = d == 1 && random.nextInt(3) == 0;
    List<List<Rational>> rows = new ArrayList<>();
    for (int n = 0; n < samples; n++) {
      Rational factor = integer(2);
      rows.add(
          n > 0 && random.nextInt(4) == 0
              ? rows.get(random.nextInt(n)).stream().map(factor::times).toList()
              : IntStream.range(0, d).mapToObj(j -> integer(2)).toList());
    }
    LayerNoise noise =
        random.nextBoolean()
            ? new LayerNoise.Given(RationalMatrix.of(samples, units, (n, i) -> integer(2)))
            : LayerNoise.NONE;
    return new Instance(
        Optional.empty(),
        new Network(List.of(d, units, 1), SLOPES.get(random.nextInt(SLOPES.size())), bias),
        new Dataset(
            RationalMatrix.ofRows(d, rows),
            Optional.of(RationalMatrix.of(samples, 1, (n, k) -> integer(2)))),
        List.of(noise),
        Optional.empty());
  }
}
