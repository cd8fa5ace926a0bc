package org.dlmcert.checker.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.dlmcert.checker.algebra.Part;
import org.junit.jupiter.api.Test;

/** Every path of a divided tree is in one part. */
class TreeShareTest {
  @Test
  void everyPathIsInOnePart() {
    for (boolean folded : new boolean[] {false, true}) {
      for (int parts = 2; parts <= 9; parts++) {
        SlopeClasses classes = new SlopeClasses(3, folded);
        TreeShare first = TreeShare.of(classes, 6, Part.named("1/" + parts));
        assertThat(first.paths()).isGreaterThanOrEqualTo(4 * parts);
        long[] choices = new long[6];
        for (int path = 0; path < first.paths(); path++) {
          int rest = path;
          for (int n = first.divided() - 1; n >= 0; n--) {
            choices[n] = rest % classes.count(n);
            rest /= (int) classes.count(n);
          }
          int times = 0;
          for (int k = 1; k <= parts; k++) {
            times +=
                TreeShare.of(classes, 6, Part.named(k + "/" + parts)).holds(choices, 1) ? 1 : 0;
          }
          assertThat(times).as("path %d, %d parts", path, parts).isEqualTo(1);
        }
      }
    }
  }
}
