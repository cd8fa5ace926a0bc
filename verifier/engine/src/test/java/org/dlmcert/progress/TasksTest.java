package org.dlmcert.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  @Test
  void progressHearsOfEachTask() throws InterruptedException {
    Set<Long> steps = ConcurrentHashMap.newKeySet();
    Progress progress =
        new Progress() {
          @Override
          public void stage(String name, long total) {}

          @Override
          public void step(long done) {
            steps.add(done);
          }
        };
    assertThat(Tasks.run(2, Collections.nCopies(5, () -> 7), progress)).hasSize(5).containsOnly(7);
    assertThat(steps).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void whatComesAfterATimeComesLater() throws InterruptedException {
    CountDownLatch come = new CountDownLatch(1);
    long start = System.nanoTime();
    Tasks.after(Duration.ofMillis(30), come::countDown);
    assertThat(come.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000L);
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
