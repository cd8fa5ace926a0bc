package org.dlmcert.checker.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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
        for (int path = 0; path < first.paths(); path++) {
          for (int outputs = 1; outputs <= 3; outputs++) {
            long[] choices = choices(path, first, outputs);
            int times = 0;
            for (int k = 1; k <= parts; k++) {
              Part part = Part.named(k + "/" + parts);
              boolean held = TreeShare.of(classes, 6, part).holds(choices, outputs);
              assertThat(held).isEqualTo(part.holds(path, first.paths()));
              times += held ? 1 : 0;
            }
            assertThat(times).as("path %d, %d parts, %d outputs", path, parts, outputs).isOne();
          }
        }
      }
    }
  }

  /** The choices of a path: one for each column, those of a sample equal. */
  private static long[] choices(int path, TreeShare share, int outputs) {
    long[] choices = new long[6 * outputs];
    int rest = path;
    for (int n = share.divided() - 1; n >= 0; n--) {
      long count = share.classes().count(n);
      Arrays.fill(choices, n * outputs, (n + 1) * outputs, rest % count);
      rest /= (int) count;
    }
    return choices;
  }
}
