package org.dlmcert.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formula of lifted noise, against a walk over all numerators. */
class LiftedNoiseTest {
  private static final int[] PRIMES = {3, 5, 7, 11};

  private record Case(LiftedNoise noise, LayerNoise near, int prime, int bits) {}

  private static Case random(Random random, int samples, int units) {
    LayerNoise near =
        random.nextInt(3) == 0
            ? LayerNoise.NONE
            : new LayerNoise.Given(
                RationalMatrix.of(
                    samples,
                    units,
                    (n, i) -> Rational.of(random.nextInt(41) - 20, 1 + random.nextInt(6))));
    List<List<Integer>> groups = new ArrayList<>();
    for (int i = 0; i < random.nextInt(units + 1); i++) {
      List<Integer> group = new ArrayList<>();
      for (int n = 0; n < samples; n++) {
        if (random.nextBoolean()) {
          group.add(n);
        }
      }
      groups.add(group);
    }
    int prime = PRIMES[random.nextInt(PRIMES.length)];
    int bits = random.nextInt(5);
    return new Case(new LiftedNoise(near, prime, bits, groups, samples, units), near, prime, bits);
  }

  @Test
  void everyFactorIsTheNearestOfItsResidueClass() {
    Random random = new Random(17);
    int ties = 0;
    for (int round = 0; round < Cases.count(60, 200); round++) {
      Case c = random(random, 4, 3);
      int m = 1 << c.bits();
      for (int n = 0; n < 4; n++) {
        for (int i = 0; i < 3; i++) {
          List<List<Integer>> groups = c.noise().groups();
          boolean member = i < groups.size() && groups.get(i).contains(n);
          Rational start = c.near().factor(n, i);
          Rational best = Rational.of(1_000_000);
          for (int r = -2000; r <= 2000; r++) {
            if (Math.floorMod(r - (member ? m : 0), c.prime()) == 0) {
              Rational candidate = Rational.of(r, m);
              int closer = gap(candidate, start).compareTo(gap(best, start));
              ties += closer == 0 ? 1 : 0;
              best = closer <= 0 ? candidate : best; // the upper one of two
            }
          }
          assertThat(c.noise().factor(n, i)).as("round %d: %s", round, c.noise()).isEqualTo(best);
        }
      }
      assertThat(c.noise().table()).contains(c.noise().factors());
    }
    assertThat(ties).isPositive();
  }

  private static Rational gap(Rational a, Rational b) {
    Rational difference = a.minus(b);
    return difference.signum() < 0 ? difference.negate() : difference;
  }

  @Test
  void bothFormsOfAnInstanceReadBackAsTheSame() throws IOException {
    Random random = new Random(18);
    for (int round = 0; round < 50; round++) {
      Instance instance =
          new Instance(
              Optional.empty(),
              new Network(List.of(2, 3, 1), Rational.of(1, 2), false),
              new Dataset(
                  RationalMatrix.of(4, 2, (n, j) -> Rational.of(random.nextInt(9))),
                  Optional.empty()),
              List.of(random(random, 4, 3).noise()),
              Optional.empty());
      assertThat(read(InstanceWriter.canonical(instance))).isEqualTo(instance);
      assertThat(read(InstanceWriter.readable(instance))).isEqualTo(instance);
    }
  }

  @TempDir private Path folder;

  private Instance read(byte[] json) throws IOException {
    Path file = Files.write(folder.resolve("case.json"), json);
    return InstanceReader.read(file, LayerNoise.GENERIC, Numbers.EXACT);
  }

  private static final String START =
      "{\"format\":\"dlmcert-instance/1\",\"widths\":[1,2,1],\"slope\":1,\"inputs\":[[1],[2]],\"noise\":";

  @Test
  void theOnlyHiddenLayerNeedsNoList() throws IOException {
    String lift = "{\"lift\":{\"groups\":[[1]],\"bits\":3,\"prime\":5,\"near\":\"none\"}}";
    Instance instance = read((START + lift + "}").getBytes(StandardCharsets.UTF_8));
    assertThat(instance)
        .isEqualTo(read((START + "[" + lift + "]}").getBytes(StandardCharsets.UTF_8)));
    assertThat(instance.noise(1).factor(1, 0))
        .isEqualTo(Rational.of(BigInteger.ONE)); // 8 ≡ 8 modulo 5
    assertThat(instance.noise(1).factor(0, 0)).isEqualTo(Rational.of(10, 8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"lift\":{}};the fields near, prime, bits, groups",
        "{\"lift\":{\"near\":\"none\",\"prime\":5,\"bits\":3}};the fields near",
        "{\"lift\":{\"near\":\"none\",\"prime\":9,\"bits\":3,\"groups\":[]}};odd prime",
        "{\"lift\":{\"near\":\"none\",\"prime\":2,\"bits\":3,\"groups\":[]}};3",
        "{\"lift\":{\"near\":\"none\",\"prime\":5,\"bits\":100001,\"groups\":[]}};100000",
        "{\"lift\":{\"near\":\"generic\",\"prime\":5,\"bits\":1,\"groups\":[]}};table",
        "{\"lift\":{\"near\":[[1,2]],\"prime\":5,\"bits\":1,\"groups\":[]}};N × d_1",
        "{\"lift\":{\"near\":\"none\",\"prime\":5,\"bits\":1,\"groups\":[[0],[1],[]]}};3 groups",
        "{\"lift\":{\"near\":\"none\",\"prime\":5,\"bits\":1,\"groups\":[[1,0]]}};increasing",
        "{\"lift\":{\"near\":\"none\",\"prime\":5,\"bits\":1,\"groups\":[[2]]}};from 0 to 1",
        "{\"lift\":{\"near\":\"none\",\"prime\":5,\"bits\":1,\"groups\":[0]}};list of samples",
        "{\"lift\":{\"near\":\"none\",\"near\":1}};once",
        "{\"raise\":{}};lift",
        "{\"lift\":{\"near\":\"none\",\"prime\":5,\"bits\":1,\"groups\":[]},\"x\":1};no other field"
      })
  void aMalformedFormulaIsBadInput(String noise, String expected) {
    assertThatThrownBy(() -> read((START + noise + "}").getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(expected);
  }
}
