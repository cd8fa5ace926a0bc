package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowSpaceTest {
  @Test
  void rankAndAnswerAreThoseOfTheWholeMatrix() {
    long seed = 20261129;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      PrimeField field =
          PrimeField.of(List.of(2, 3, 5, 101, PrimeField.LARGEST_PRIME).get(round % 5));
      int length = random.nextInt(6);
      RowSpace space = new RowSpace(field);
      List<int[]> rows = new ArrayList<>();
      List<Integer> ranks = new ArrayList<>(List.of(0));
      for (int step = 0; step < 12; step++) {
        String place = "seed " + seed + ", round " + round + ", step " + step;
        if (random.nextInt(4) == 0) {
          int kept = random.nextInt(rows.size() + 1);
          rows.subList(kept, rows.size()).clear();
          ranks.subList(kept + 1, ranks.size()).clear();
          space.shrinkTo(ranks.get(kept));
        } else {
          int[] row = random.ints(length, 0, Math.min(field.modulus(), 4)).toArray();
          rows.add(row);
          ranks.add(ModularMatrix.of(field, rows.size(), length, (i, j) -> rows.get(i)[j]).rank());
          boolean grows = ranks.get(rows.size()) > ranks.get(rows.size() - 1);
          assertThat(space.add(row.clone())).as(place).isEqualTo(grows);
        }
        assertThat(space.rank()).as(place).isEqualTo(ranks.get(rows.size()));
      }
    }
  }
}
