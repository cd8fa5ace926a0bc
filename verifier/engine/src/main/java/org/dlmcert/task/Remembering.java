package org.dlmcert.task;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Workers that others do the tasks for, and only those that are not known: the results of {@link
 * Repeatable} work are looked up in a memory and kept there. What is not such work is left to the
 * others.
 *
 * @param others who does the tasks
 * @param memory what is known
 */
public record Remembering(Workers others, Memory memory) implements Workers {
  @Override
  public int size() {
    return others.size();
  }

  @Override
  public int threads() {
    return others.threads();
  }

  @Override
  public <T extends Serializable, R extends Serializable> List<R> run(
      Work<T, R> work, List<T> tasks, Results<R> results) throws InterruptedException {
    return work instanceof Repeatable<T, R> repeatable
        ? open(repeatable, tasks, results)
        : others.run(work, tasks, results);
  }

  private <T extends Serializable, R extends Serializable> List<R> open(
      Repeatable<T, R> work, List<T> tasks, Results<R> results) throws InterruptedException {
    String name = work.word();
    TreeMap<Integer, R> found = new TreeMap<>();
    List<Integer> open = new ArrayList<>();
    AtomicInteger end = new AtomicInteger(tasks.size());
    for (int task = 0; task < end.get(); task++) {
      Optional<R> known = memory.result(name, work.wordOf(tasks.get(task))).flatMap(work::resultOf);
      if (known.isEmpty()) {
        open.add(task);
      } else {
        found.put(task, known.get());
        if (results.ends(task, known.get())) {
          end.set(task + 1);
        }
      }
    }
    if (!open.isEmpty()) {
      List<R> made =
          others.run(
              work,
              open.stream().map(tasks::get).toList(),
              (index, result) -> {
                int task = open.get(index);
                work.wordOfResult(result)
                    .ifPresent(word -> memory.keep(name, work.wordOf(tasks.get(task)), word));
                boolean last = results.ends(task, result);
                if (last) {
                  end.accumulateAndGet(task + 1, Math::min);
                }
                return last;
              });
      for (int index = 0; index < made.size(); index++) {
        found.put(open.get(index), made.get(index));
      }
    }
    return List.copyOf(found.headMap(end.get()).values());
  }

  @Override
  public void close() {
    others.close();
  }
}
