package org.dlmcert.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TasksTest {
  @Test
  void resultsAreInOrderWhateverTheThreads() throws InterruptedException {
    for (int threads = 1; threads < 5; threads++) {
      for (int count : new int[] {0, 1, 2, 50}) {
        List<Integer> results =
            Tasks.run(
                threads,
                IntStream.range(0, count)
                    .<Callable<Integer>>mapToObj(
                        k ->
                            () -> {
                              Thread.sleep((count - k) % 3); // later ones are done first
                              return k * k;
                            })
                    .iterator());
        assertThat(results).isEqualTo(IntStream.range(0, count).mapToObj(k -> k * k).toList());
      }
    }
  }

  /** A failure is thrown, and no task begins after it on any thread. */
  @Test
  void afterAFailureNothingBegins() {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch failed = new CountDownLatch(1);
    Callable<Integer> fails =
        () -> {
          begun.incrementAndGet();
          failed.countDown();
          throw new IllegalArgumentException("on purpose");
        };
    Callable<Integer> waits =
        () -> {
          begun.incrementAndGet();
          failed.await();
          Thread.sleep(100);
          return 0;
        };
    assertThatThrownBy(() -> Tasks.run(2, List.of(waits, fails, waits, waits).iterator()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("on purpose");
    assertThat(begun).hasValue(2);
  }

  @Test
  void anInterruptReachesTheTasks() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Callable<Integer> waits =
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
          return 0;
        };
    Thread caller =
        new Thread(
            () ->
                assertThatThrownBy(() -> Tasks.run(1, List.of(waits).iterator()))
                    .isInstanceOf(InterruptedException.class));
    caller.start();
    begun.await();
    caller.interrupt();
    interrupted.await();
    caller.join();
  }
}
