package org.dlmcert.certify.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.tree.Reduction;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.RankProfile;

/** Reductions to some units, without some samples, drawn at random. */
final class RandomReduction {
  private RandomReduction() {}

  /** These units, and random samples with independent inputs. */
  static Optional<Reduction> draw(
      GivenLayer layer, IntegerMatrix inputs, List<Integer> units, int removed, Random random) {
    List<Integer> samples =
        shuffled(layer.samples(), random).stream()
            .filter(n -> units.stream().anyMatch(i -> !layer.noise(i, n).isZero()))
            .toList();
    int[] columns = samples.stream().mapToInt(Integer::intValue).toArray();
    RankProfile profile =
        ModularMatrix.of(PrimeField.largest(), inputs.columns(columns)).rankProfile();
    if (profile.rank() < removed) {
      return Optional.empty();
    }
    List<Integer> chosen =
        IntStream.of(profile.columnIndices())
            .limit(removed)
            .mapToObj(samples::get)
            .sorted()
            .toList();
    return Reduction.of(layer.family(), units.stream().sorted().toList(), chosen);
  }

  static List<Integer> shuffled(int count, Random random) {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(numbers, random);
    return numbers;
  }
}
