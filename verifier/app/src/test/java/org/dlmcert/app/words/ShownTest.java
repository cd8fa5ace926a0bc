package org.dlmcert.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is left out is said, with the number of all. */
class ShownTest {
  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void rowsAreCutAfterTwelve() {
    for (int count : new int[] {0, 1, 12}) {
      assertThat(Shown.rows(count, k -> "row " + k, "units"))
          .isEqualTo(upTo(count).stream().map(k -> "row " + k).toList());
      assertThat(Shown.rowsAndLast(count, k -> "row " + k, "units"))
          .isEqualTo(Shown.rows(count, k -> "row " + k, "units"));
    }
    assertThat(Shown.rows(13, k -> "row " + k, "units"))
        .hasSize(13)
        .endsWith("row 10", "row 11", "  … (13 units)");
    assertThat(Shown.rowsAndLast(14, k -> "row " + k, "losses"))
        .hasSize(13)
        .endsWith("row 9", "row 10", "  … (14 losses)", "row 13");
  }

  @Test
  void listsAreCut() {
    assertThat(Shown.indices(upTo(16))).endsWith("14, 15");
    assertThat(Shown.indices(upTo(17))).endsWith("14, 15, … (17 in all)");
    assertThat(Shown.listed(List.of("a", "b", "c"), name -> "u_" + name, 2))
        .isEqualTo("u_a, u_b, … (3 in all)");
    assertThat(Shown.listed(List.<String>of(), name -> name, 2)).isEmpty();
    assertThat(Shown.entries(upTo(13))).endsWith(" 10 11 …");
    assertThat(Shown.entries(upTo(12))).endsWith(" 10 11");
  }

  @Test
  void longNumbersAreCut() {
    String number = String.join("", Collections.nCopies(25, "7"));
    assertThat(Shown.number(number)).isEqualTo("777777777777… (25 characters)");
    assertThat(Shown.number(number.substring(1))).isEqualTo(number.substring(1));
  }
}
