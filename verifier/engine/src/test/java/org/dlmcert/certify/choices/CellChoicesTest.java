package org.dlmcert.certify.choices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.cells.Cell;
import org.dlmcert.cells.CellEnumeration;
import org.dlmcert.cells.SignConvention;
import org.dlmcert.certify.BruteForce;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/**
 * The first choices of a cell for each unit, up to limits and on several threads, against a plain
 * recursion over all of them with ranks in fractions.
 */
class CellChoicesTest {
  private static final long NO_LIMIT = Long.MAX_VALUE;

  private static GivenLayer layer(long seed) {
    Random random = Cases.random(seed);
    int d = 1 + random.nextInt(2);
    int units = 1 + random.nextInt(3);
    int samples = 1 + random.nextInt(d * units);
    int range = 1 + random.nextInt(4);
    RationalMatrix inputs =
        RationalMatrix.of(samples, d, (n, j) -> Rational.of(1 + random.nextInt(3), j + 1));
    RationalMatrix noise =
        RationalMatrix.of(
            samples, units, (n, i) -> Rational.of(random.nextInt(2 * range + 1) - range / 2));
    Instance instance =
        new Instance(
            Optional.empty(),
            new Network(List.of(d, units, 1), Rational.of(1, 1 + random.nextInt(3)), false),
            new Dataset(inputs, Optional.empty()),
            List.of(new LayerNoise.Given(noise)),
            Optional.empty());
    return (GivenLayer) FullRankClaim.of(instance, PatternScope.REALIZABLE).problem().atAnySlope();
  }

  private static List<Cell> cells(GivenLayer layer) {
    return CellEnumeration.first(layer.inputs(), SignConvention.OPEN, 1000, count -> {}).cells();
  }

  /** Choices in order, cut where the first units have full rank; ranks in fractions. */
  private static final class Plain {
    private final GivenLayer layer;
    private final List<Cell> cells;
    private final List<Integer> chosen = new ArrayList<>();
    private final long most;
    private long tried;
    private long work;
    private Optional<List<Integer>> deficient = Optional.empty();
    private boolean stopped;

    Plain(GivenLayer layer, List<Cell> cells, long most) {
      this.layer = layer;
      this.cells = cells;
      this.most = most;
    }

    void go() {
      int rank = rank();
      if (rank == layer.samples() || chosen.size() == layer.units()) {
        tried++;
        if (rank < layer.samples()) {
          deficient = Optional.of(List.copyOf(chosen));
        }
        return;
      }
      for (int c = 0; c < cells.size() && deficient.isEmpty() && !stopped; c++) {
        if (tried == most) {
          stopped = true;
          return;
        }
        int d = layer.inputs().rows();
        work += (long) d * layer.samples() * (rank + d + 9);
        chosen.add(c);
        go();
        chosen.remove(chosen.size() - 1);
      }
    }

    private int rank() {
      if (chosen.isEmpty()) {
        return 0;
      }
      int d = layer.inputs().rows();
      return BruteForce.rank(
          RationalMatrix.of(
              chosen.size() * d,
              layer.samples(),
              (r, n) -> {
                Rational entry = layer.noise(r / d, n).times(layer.inputs().get(r % d, n));
                return cells.get(chosen.get(r / d)).signs().isPlus(n)
                    ? entry
                    : entry.times(layer.slope());
              }));
    }
  }

  @Test
  void theFirstChoicesDecideWhateverTheThreads() {
    int[] endings = new int[3];
    for (long seed = 0; seed < 150; seed++) {
      GivenLayer layer = layer(seed);
      List<Cell> cells = cells(layer);
      for (long most : new long[] {1, 2, 3, 7, 20, NO_LIMIT}) {
        Plain plain = new Plain(layer, cells, most);
        plain.go();
        for (int threads : new int[] {1, 3}) {
          CellChoices.Answer answer =
              CellChoices.tryFirst(
                  layer.family(),
                  cells,
                  new CellWalk.Limits(most, NO_LIMIT),
                  threads,
                  Progress.NONE);
          String described =
              String.format(Locale.ROOT, "seed %d, %d choices, %d threads", seed, most, threads);
          if (answer instanceof CellChoices.Refuted refuted) {
            assertThat(plain.deficient.map(c -> c.stream().map(cells::get).toList()))
                .as(described)
                .contains(refuted.choice().cells());
            endings[0]++;
          } else if (answer instanceof CellChoices.AllIndependent all) {
            assertThat(plain.stopped || plain.deficient.isPresent()).as(described).isFalse();
            assertThat(all.tried()).as(described).isEqualTo(plain.tried);
            endings[1]++;
          } else {
            assertThat(plain.stopped).as(described).isTrue();
            assertThat(answer).as(described).isEqualTo(new CellChoices.Stopped(most));
            endings[2]++;
          }
        }
      }
    }
    assertThat(IntStream.of(endings).min().orElseThrow()).isGreaterThan(100);
  }

  /**
   * The checker's work is that of the cells tried: with exactly so much the search comes to an end.
   */
  @Test
  void theCheckersWorkIsALimitToo() {
    int compared = 0;
    for (long seed = 0; seed < 60; seed++) {
      GivenLayer layer = layer(seed);
      List<Cell> cells = cells(layer);
      Plain plain = new Plain(layer, cells, NO_LIMIT);
      plain.go();
      if (plain.deficient.isEmpty()) {
        for (int threads : new int[] {1, 2}) {
          String described = String.format(Locale.ROOT, "seed %d, %d threads", seed, threads);
          assertThat(
                  CellChoices.tryFirst(
                      layer.family(),
                      cells,
                      new CellWalk.Limits(NO_LIMIT, plain.work),
                      threads,
                      Progress.NONE))
              .as(described)
              .isInstanceOf(CellChoices.AllIndependent.class);
          CellChoices.Answer less =
              CellChoices.tryFirst(
                  layer.family(),
                  cells,
                  new CellWalk.Limits(NO_LIMIT, plain.work - 1),
                  threads,
                  Progress.NONE);
          assertThat(less).as(described).isInstanceOf(CellChoices.Stopped.class);
          assertThat(((CellChoices.Stopped) less).tried()).as(described).isLessThan(plain.tried);
        }
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(15);
  }
}
