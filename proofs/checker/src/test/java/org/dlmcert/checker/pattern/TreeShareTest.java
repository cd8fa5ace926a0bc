package org.dlmcert.checker.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
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

  /** The first samples, until there are four paths for each part, one sample is left, or 2^26. */
  @Test
  void noMoreSamplesAreDividedThanItTakes() {
    assertDivided(new SlopeClasses(1, false), 6, "1/2", 3, 8);
    assertDivided(new SlopeClasses(3, true), 6, "1/2", 3, 16);
    assertDivided(new SlopeClasses(1, false), 2, "1/9", 1, 2);
    assertDivided(new SlopeClasses(14, false), 6, "1/5000", 1, 1 << 14);
    assertDivided(new SlopeClasses(26, false), 3, "1/2", 1, 1 << 26);
    assertDivided(new SlopeClasses(27, false), 3, "1/2", 0, 1);
    assertDivided(new SlopeClasses(3, false), 6, "1/1", 0, 1);
  }

  private static void assertDivided(
      SlopeClasses classes, int samples, String part, int divided, int paths) {
    TreeShare share = TreeShare.of(classes, samples, Part.named(part));
    assertThat(List.of(share.divided(), share.paths()))
        .as("%s, %d samples, %s", classes, samples, part)
        .containsExactly(divided, paths);
  }

  /** All parts together try each choice below each path: no work is left out of the count. */
  @Test
  void partsCountTheChoicesBelowTheirPaths() {
    for (boolean folded : new boolean[] {false, true}) {
      SlopeClasses classes = new SlopeClasses(3, folded);
      assertThat(TreeShare.of(classes, 6, Part.WHOLE).choices()).isEqualTo(classes.choices(6));
      for (int parts = 2; parts <= 9; parts++) {
        BigInteger sum = BigInteger.ZERO;
        TreeShare share = TreeShare.of(classes, 6, Part.named("1/" + parts));
        for (int k = 1; k <= parts; k++) {
          sum = sum.add(TreeShare.of(classes, 6, Part.named(k + "/" + parts)).choices());
        }
        BigInteger below = BigInteger.valueOf(folded ? 4 : 7).pow(6 - share.divided());
        assertThat(sum)
            .as("%s, %d parts", classes, parts)
            .isEqualTo(below.multiply(BigInteger.valueOf(share.paths())))
            .isGreaterThanOrEqualTo(classes.choices(6));
      }
    }
    // Beyond 63 bits the count is a bound of its own, and is not divided.
    SlopeClasses many = new SlopeClasses(8, true);
    assertThat(TreeShare.of(many, 10, Part.named("1/2")).divided()).isPositive();
    assertThat(TreeShare.of(many, 10, Part.named("1/2")).choices())
        .isEqualTo(BigInteger.ONE.shiftLeft(63));
    assertThat(TreeShare.of(many, 9, Part.named("1/2")).choices())
        .isEqualTo(BigInteger.ONE.shiftLeft(55));
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
