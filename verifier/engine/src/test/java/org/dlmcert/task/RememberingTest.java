package org.dlmcert.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** What is remembered is what would have been found, whichever tasks are known before. */
class RememberingTest {
  /** Doubles numbers; negative results end the rest, and those divisible by 7 are not kept. */
  private record Doubling(String word, Set<Integer> done) implements Repeatable<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Worker<Integer, Integer> worker() {
      return (task, pointless) -> {
        done.add(task);
        return 2 * task;
      };
    }

    @Override
    public String wordOf(Integer task) {
      return task.toString();
    }

    @Override
    public Optional<String> wordOfResult(Integer result) {
      return result % 7 == 0 ? Optional.empty() : Optional.of(result.toString());
    }

    @Override
    public Optional<Integer> resultOf(String word) {
      return word.startsWith("?") ? Optional.empty() : Optional.of(Integer.valueOf(word));
    }
  }

  private static final class Kept implements Memory {
    final Map<String, String> results = new ConcurrentHashMap<>();

    @Override
    public Optional<String> result(String work, String task) {
      return Optional.ofNullable(results.get(work + " " + task));
    }

    @Override
    public void keep(String work, String task, String result) {
      results.put(work + " " + task, result);
    }
  }

  @Test
  void resultsAreThoseOfTheOthers() throws InterruptedException {
    for (int seed = 0; seed < Cases.count(200, 2000); seed++) {
      Random random = new Random(seed);
      List<Integer> tasks = new ArrayList<>();
      int size = random.nextInt(12);
      while (tasks.size() < size) {
        tasks.add(1 + random.nextInt(40));
      }
      for (int ends = random.nextInt(3); ends > 0 && size > 0; ends--) {
        int at = random.nextInt(size);
        tasks.set(at, -Math.abs(tasks.get(at)));
      }
      Workers threads = new Threads(1 + random.nextInt(3));
      Doubling plain = new Doubling("w", ConcurrentHashMap.newKeySet());
      List<Integer> expected = threads.run(plain, tasks, (task, result) -> result < 0);

      Kept memory = new Kept();
      Map<Integer, String> known = new HashMap<>();
      for (int task : tasks) {
        int kind = random.nextInt(4);
        if (kind == 0) {
          known.put(task, String.valueOf(2 * task));
        } else if (kind == 1) {
          memory.keep("another", String.valueOf(task), "999"); // of other work
        } else if (kind == 2) {
          memory.keep("w", String.valueOf(task), "?"); // not a result
        }
      }
      known.forEach((task, result) -> memory.keep("w", String.valueOf(task), result));
      Doubling work = new Doubling("w", ConcurrentHashMap.newKeySet());
      List<Integer> heard = Collections.synchronizedList(new ArrayList<>());
      List<Integer> found =
          new Remembering(threads, memory)
              .run(
                  work,
                  tasks,
                  (task, result) -> {
                    heard.add(task);
                    assertThat(result).isEqualTo(2 * tasks.get(task));
                    return result < 0;
                  });
      String as = "seed " + seed + ": " + tasks + ", known " + known;
      assertThat(found).as(as).isEqualTo(expected);
      assertThat(work.done()).as(as).noneMatch(known::containsKey);
      assertThat(heard).as(as).doesNotHaveDuplicates();
      assertThat(heard).as(as).containsAll(IntStream.range(0, found.size()).boxed().toList());
      for (int task : tasks.subList(0, found.size())) {
        if (2 * task % 7 != 0 && !known.containsKey(task)) {
          assertThat(memory.result("w", String.valueOf(task))).as(as).contains("" + 2 * task);
        }
      }

      // Again: only what is not kept is done.
      Doubling again = new Doubling("w", new TreeSet<>());
      assertThat(new Remembering(Threads.ONE, memory).run(again, tasks, (task, r) -> r < 0))
          .isEqualTo(expected);
      assertThat(again.done()).as(as).allMatch(task -> task % 7 == 0);
    }
  }

  @Test
  void otherWorkIsLeftToTheOthers() throws InterruptedException {
    Work<Integer, Integer> plain = () -> (task, pointless) -> task + 1;
    Kept memory = new Kept();
    assertThat(new Remembering(Threads.ONE, memory).run(plain, List.of(1, 2), (t, r) -> false))
        .containsExactly(2, 3);
    assertThat(memory.results).isEmpty();
  }
}
