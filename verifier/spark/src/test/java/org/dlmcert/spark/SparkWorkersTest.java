package org.dlmcert.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.dlmcert.task.Work;
import org.dlmcert.task.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Many more tasks than batches, each with a result of its own. */
@Isolated
class SparkWorkersTest {
  /** The quotient of a number by the task. */
  private record Quotient(int number) implements Work<Integer, Integer> {
    @Override
    public Worker<Integer, Integer> worker() {
      return (task, pointless) -> number / task;
    }
  }

  @Test
  void resultsAreThoseOfTheTasks() throws InterruptedException {
    List<Integer> tasks = IntStream.rangeClosed(1, 1000).boxed().toList();
    List<Integer> quotients = tasks.stream().map(task -> 1_000_000 / task).toList();
    Map<Integer, Integer> heard = new ConcurrentHashMap<>();
    try (Workers workers = new SparkCluster().connect("local[2]", List.of())) {
      Quotient work = new Quotient(1_000_000);
      List<Integer> all =
          workers.run(
              work,
              tasks,
              (task, result) -> {
                heard.put(task, result);
                return false;
              });
      assertThat(all).isEqualTo(quotients);
      assertThat(heard)
          .hasSize(1000)
          .allSatisfy((k, q) -> assertThat(q).isEqualTo(quotients.get(k)));
      // 1000000/300 = 3333 is the 300th.
      assertThat(workers.run(work, tasks, (task, result) -> result <= 3333))
          .isEqualTo(quotients.subList(0, 300));
      assertThat(workers.run(work, List.<Integer>of(), (task, result) -> false)).isEmpty();
      assertThatThrownBy(() -> workers.run(work, List.of(5, 0), (task, result) -> false))
          .isInstanceOf(ArithmeticException.class);
    }
  }
}
