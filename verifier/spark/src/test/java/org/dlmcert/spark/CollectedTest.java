package org.dlmcert.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Answers come in any order, and twice; what is made of them does not show it. */
class CollectedTest {
  private static final List<Batch<Integer>> BATCHES =
      Batch.of(IntStream.range(0, 10).boxed().toList(), 4);

  private final TreeMap<Integer, String> heard = new TreeMap<>();

  /** Tasks are their own results; those with these results end the search. */
  private Collected<Integer, String> collected(String... ends) {
    return new Collected<>(
        BATCHES,
        (task, result) -> {
          assertThat(heard.put(task, result)).isNull();
          return List.of(ends).contains(result);
        });
  }

  private static List<Answer<String>> answers(int batch) {
    return BATCHES.get(batch).tasks().stream()
        .<Answer<String>>map(task -> new Answer.Result<>("r" + task))
        .toList();
  }

  @Test
  void batchesAreConsecutiveAndOfOneSize() {
    assertThat(BATCHES.stream().map(Batch::tasks))
        .containsExactly(
            new ArrayList<>(List.of(0, 1)),
            new ArrayList<>(List.of(2, 3, 4)),
            new ArrayList<>(List.of(5, 6)),
            new ArrayList<>(List.of(7, 8, 9)));
    assertThat(BATCHES.stream().map(Batch::first)).containsExactly(0, 2, 5, 7);
    assertThat(Batch.of(List.of(1, 2), 5)).hasSize(2);
  }

  @Test
  void resultsAreInTheOrderOfTheTasks() {
    Collected<Integer, String> collected = collected();
    for (int batch : new int[] {2, 0, 3}) {
      collected.add(batch, answers(batch));
      assertThat(collected.whole()).isNotDone();
    }
    collected.add(2, answers(2)); // an executor that was thought to be lost
    collected.add(1, answers(1));
    assertThat(collected.whole().join())
        .isEqualTo(IntStream.range(0, 10).mapToObj(k -> "r" + k).toList());
    assertThat(heard).hasSize(10);
  }

  @Test
  void theFirstThatEndsTheSearchIsTheLast() {
    Collected<Integer, String> collected = collected("r8", "r3");
    collected.add(3, answers(3)); // r8, before anything is known of what comes before
    collected.add(1, answers(1)); // r3
    assertThat(collected.whole()).isNotDone();
    collected.add(2, answers(2)); // pointless
    assertThat(collected.whole()).isNotDone();
    collected.add(0, answers(0));
    assertThat(collected.whole().join()).containsExactly("r0", "r1", "r2", "r3");
    assertThat(heard.keySet()).containsExactly(0, 1, 2, 3, 7, 8);
  }

  @Test
  void whatATaskHasThrownIsThrown() {
    Collected<Integer, String> collected = collected();
    collected.add(
        0,
        Stream.<Answer<String>>of(new Answer.Failure<>(new ArithmeticException("by zero")))
            .toList());
    assertThatThrownBy(() -> collected.whole().join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ArithmeticException.class);
  }
}
