package org.dlmcert.certify.choices;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.dlmcert.cells.Cell;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.progress.Progress;
import org.dlmcert.task.OrderedTasks;

/**
 * Tries the first choices of a cell for each unit of one layer, in lexicographic order, as many as
 * the limits allow. The choices with the same cell for the first unit are one task.
 *
 * <p>A task may spend what the tasks before it have left over, as far as that is known when it
 * begins. What they spend is added up in their order, and the one at which a limit is reached is
 * done again within what was really left. So the answer depends on neither the number of threads
 * nor their timing.
 */
public final class CellChoices {
  private final GradientFamily layer;
  private final List<Cell> cells;
  private final CellWalk.Limits limits;
  private final Progress progress;
  private final AtomicLong tried = new AtomicLong();
  // Tasks finished out of order; then what all tasks before the next have come to.
  private final Map<Integer, CellWalk.Part> waiting = new HashMap<>();
  private final Set<PrimeField> primes = new LinkedHashSet<>();
  private CellWalk.Limits left;
  private int next;
  private Optional<CellWalk.Part> last = Optional.empty();

  /** What came of it. */
  public sealed interface Answer {}

  /** Every choice has full rank modulo one of these primes. */
  public record AllIndependent(List<Integer> primes, long tried) implements Answer {
    public AllIndependent {
      primes = List.copyOf(primes);
    }
  }

  /** The first choice whose matrix has a null vector. */
  public record Refuted(CellWalk.Deficient choice) implements Answer {}

  /** So many choices were tried when a limit was reached, and none is deficient. */
  public record Stopped(long tried) implements Answer {}

  /** The thread was interrupted, and still is, when so many choices had been tried. */
  public record Interrupted(long tried) implements Answer {}

  private CellChoices(
      GradientFamily layer, List<Cell> cells, CellWalk.Limits limits, Progress progress) {
    this.layer = layer;
    this.cells = cells;
    this.limits = limits;
    this.left = limits;
    this.progress = progress;
  }

  /**
   * Tries them.
   *
   * @param layer with given noise and a slope that is not zero
   * @param cells the first cells of one unit, at least one
   */
  public static Answer tryFirst(
      GradientFamily layer,
      List<Cell> cells,
      CellWalk.Limits limits,
      int threads,
      Progress progress) {
    return new CellChoices(layer, cells, limits, progress).run(threads);
  }

  private Answer run(int threads) {
    OrderedTasks row = new OrderedTasks(cells.size());
    row.run(
        threads,
        () -> {
          CellWalk walk = new CellWalk(layer, cells, this::countChoice);
          return cell -> {
            CellWalk.Part part = walk.from(cell, left(), () -> row.isPointless(cell));
            return !row.isPointless(cell) && isLast(cell, part);
          };
        });
    if (row.wasInterrupted()) {
      return new Interrupted(tried.get());
    }
    return answer();
  }

  private void countChoice() {
    progress.step(tried.incrementAndGet());
  }

  /** What the tasks finished so far, up to the first that is not, leave for any other. */
  private synchronized CellWalk.Limits left() {
    return left;
  }

  /** Takes the result of a task; whether those after it do not matter. */
  private synchronized boolean isLast(int cell, CellWalk.Part result) {
    waiting.put(cell, result);
    while (last.isEmpty() && waiting.containsKey(next)) {
      CellWalk.Part part = waiting.remove(next);
      if (part.stopped() || part.deficient().isPresent() || !left.allow(part)) {
        last = Optional.of(part);
      } else {
        left = left.without(part);
        primes.addAll(part.primes());
        next++;
      }
    }
    return last.isPresent() || result.stopped() || result.deficient().isPresent();
  }

  private synchronized Answer answer() {
    if (last.isPresent()) {
      CellWalk.Part part = last.get();
      if (!part.allowed().equals(left) && (part.stopped() || !left.allow(part))) {
        part =
            new CellWalk(layer, cells, () -> {})
                .from(next, left, Thread.currentThread()::isInterrupted);
        if (Thread.currentThread().isInterrupted()) {
          return new Interrupted(tried.get());
        }
      }
      if (part.deficient().isPresent()) {
        return new Refuted(part.deficient().get());
      }
      if (part.stopped()) {
        return new Stopped(limits.choices() - left.without(part).choices());
      }
    }
    return new AllIndependent(
        primes.stream().map(PrimeField::modulus).toList(), limits.choices() - left.choices());
  }
}
