package org.dlmcert.checker.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Limits that are reached and not passed; products that no machine word holds. */
final class WorkTest {
  @Test
  void soMuchWorkIsDoneAndNoMore() {
    Work work = new Work(12);
    work.add(3, 4);
    assertThat(work.total()).isEqualTo(12);
    assertThat(work.limit()).isEqualTo(12);
    assertThatThrownBy(() -> work.add(1))
        .isInstanceOfSatisfying(
            Work.Exceeded.class,
            exceeded -> {
              assertThat(exceeded.total()).isEqualTo(13);
              assertThat(exceeded.limit()).isEqualTo(12);
            });
  }

  @Test
  void whatWrapsAroundIsBeyondEveryLimit() {
    for (long[] factors :
        new long[][] {{1L << 32, 1L << 31}, {1L << 32, 1L << 32}, {Long.MAX_VALUE, 2, 1}}) {
      assertThatThrownBy(() -> new Work(Long.MAX_VALUE).add(factors))
          .isInstanceOf(Work.Exceeded.class);
    }
    Work sum = new Work(Long.MAX_VALUE);
    sum.add(Long.MAX_VALUE - 1);
    assertThatThrownBy(() -> sum.add(2)).isInstanceOf(Work.Exceeded.class);
  }

  /** Half of the memory, in words of eight bytes. */
  @Test
  void halfOfTheMemoryMayBeReserved() {
    long words = Runtime.getRuntime().maxMemory() / 16;
    Work work = new Work(1);
    work.reserve(words);
    assertThatThrownBy(() -> work.reserve(1)).isInstanceOf(Work.Exceeded.class);
    work.release(words);
    work.reserve(words - 1);
    assertThat(work.mostReserved()).isEqualTo(words);
  }

  /** A number of 60 bits has length 1, one of 61 bits 2. */
  @Test
  void lengthsAreInUnitsOfSixtyBits() {
    BigInteger one = BigInteger.ONE;
    assertThat(Work.length(BigInteger.ZERO)).isEqualTo(1);
    assertThat(Work.length(one.shiftLeft(59))).isEqualTo(1);
    assertThat(Work.length(one.shiftLeft(60))).isEqualTo(2);
  }
}
