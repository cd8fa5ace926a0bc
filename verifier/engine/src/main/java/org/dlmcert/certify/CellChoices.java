package org.dlmcert.certify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.dlmcert.cells.Cell;
import org.dlmcert.certify.tree.OrderedTasks;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.progress.Progress;

/**
 * Tries all choices of a cell for each unit of one layer, depth first over the units.
 *
 * <p>Ranks are taken modulo a prime at which the slope is a unit. As soon as the first units alone
 * have full rank the choices for the others do not matter. A choice that is deficient modulo the
 * prime is decided exactly: it has a null vector, or there is another prime modulo which its matrix
 * has full rank. Units with equal noise are interchangeable, so their cells are chosen in ascending
 * order. At most (cells)^D choices, each O(d · N · rank).
 */
final class CellChoices {

  /** What came of it. */
  sealed interface Answer {}

  /** Every choice has full rank modulo one of these primes. */
  record AllIndependent(List<Integer> primes) implements Answer {
    AllIndependent {
      primes = List.copyOf(primes);
    }
  }

  /**
   * A choice whose matrix has a null vector.
   *
   * @param cells one for each unit
   */
  record Deficient(List<Cell> cells, List<Rational> nullVector) implements Answer {
    Deficient {
      cells = List.copyOf(cells);
      nullVector = List.copyOf(nullVector);
    }
  }

  private final FullRankProblem.OneLayer layer;
  private final List<Cell> cells;
  private final Progress progress;
  private final int dimensions;
  private final IntegerMatrix cleared; // E∘X with the denominators of its columns cleared
  private final int[] equalBefore; // per unit the last one before it with equal noise, or -1
  private final List<PrimeField> primes = new ArrayList<>();
  private final ModularMatrix residues;
  private final int slope;
  private final RowSpace space;
  private final int[] chosen;
  private final AtomicLong tried;
  private BooleanSupplier pointless = () -> false;

  private CellChoices(
      FullRankProblem.OneLayer layer, List<Cell> cells, AtomicLong tried, Progress progress) {
    this.tried = tried;
    this.layer = layer;
    this.cells = cells;
    this.progress = progress;
    dimensions = layer.inputs().rows();
    RationalMatrix noise =
        RationalMatrix.of(layer.units(), layer.samples(), (i, n) -> layer.noise().factor(n, i));
    cleared = KhatriRao.product(noise, layer.inputs()).clearColumns().matrix();
    equalBefore =
        IntStream.range(0, layer.units())
            .map(
                i ->
                    IntStream.range(0, i)
                        .filter(k -> noise.row(k).equals(noise.row(i)))
                        .max()
                        .orElse(-1))
            .toArray();
    PrimeField first = usable().iterator().next();
    primes.add(first);
    residues = ModularMatrix.of(first, cleared);
    slope = residue(first, layer.slope());
    space = new RowSpace(first);
    chosen = new int[layer.units()];
  }

  /**
   * Tries all choices. The choices with the same cell for the first unit are one task.
   *
   * @param layer with given noise and a slope that is not zero
   * @param cells the cells of one unit, at least one
   */
  static Answer tryAll(
      FullRankProblem.OneLayer layer, List<Cell> cells, int threads, Progress progress) {
    AtomicLong tried = new AtomicLong();
    Map<Integer, Deficient> deficient = new ConcurrentHashMap<>();
    List<Set<PrimeField>> primes =
        IntStream.range(0, cells.size())
            .<Set<PrimeField>>mapToObj(c -> new LinkedHashSet<>())
            .toList();
    OrderedTasks row = new OrderedTasks(cells.size());
    OptionalInt end =
        row.run(
            threads,
            () -> {
              CellChoices search = new CellChoices(layer, cells, tried, progress);
              return cell -> {
                Optional<Deficient> found = search.withFirst(cell, () -> row.isPointless(cell));
                found.ifPresent(answer -> deficient.put(cell, answer));
                primes.get(cell).addAll(search.primes);
                return found.isPresent();
              };
            });
    if (row.wasInterrupted()) {
      throw new CancellationException("interrupted");
    }
    if (end.isPresent()) {
      return Optional.ofNullable(deficient.get(end.getAsInt())).orElseThrow();
    }
    return new AllIndependent(
        primes.stream().flatMap(Set::stream).distinct().map(PrimeField::modulus).toList());
  }

  /** The primes found for other choices are forgotten, so that threads do not matter. */
  private Optional<Deficient> withFirst(int cell, BooleanSupplier pointless) {
    primes.subList(1, primes.size()).clear();
    space.shrinkTo(0);
    this.pointless = pointless;
    return take(0, cell);
  }

  private Optional<Deficient> take(int unit, int cell) {
    chosen[unit] = cell;
    for (int j = 0; j < dimensions; j++) {
      space.add(row(unit, j, cells.get(cell)));
    }
    return firstDeficient(unit + 1);
  }

  private Optional<Deficient> firstDeficient(int unit) {
    if (space.rank() == layer.samples()) {
      progress.step(tried.incrementAndGet());
      return Optional.empty();
    }
    if (unit == layer.units()) {
      progress.step(tried.incrementAndGet());
      return independentModuloAnother() ? Optional.empty() : exactly();
    }
    int rank = space.rank();
    int from = equalBefore[unit] < 0 ? 0 : chosen[equalBefore[unit]];
    for (int c = from; c < cells.size() && !pointless.getAsBoolean(); c++) {
      Optional<Deficient> found = take(unit, c);
      if (found.isPresent()) {
        return found;
      }
      space.shrinkTo(rank);
    }
    return Optional.empty();
  }

  private int[] row(int unit, int input, Cell cell) {
    int[] row = new int[layer.samples()];
    for (int n = 0; n < row.length; n++) {
      int entry = residues.get(unit * dimensions + input, n);
      row[n] = cell.signs().isPlus(n) ? entry : primes.get(0).multiply(entry, slope);
    }
    return row;
  }

  private boolean independentModuloAnother() {
    return primes.stream().skip(1).anyMatch(this::isIndependentModulo);
  }

  private boolean isIndependentModulo(PrimeField field) {
    int s = residue(field, layer.slope());
    return ModularMatrix.of(
                field,
                cleared.rows(),
                cleared.columns(),
                (row, n) -> {
                  int entry = field.reduce(cleared.get(row, n));
                  return isPlus(row / dimensions, n) ? entry : field.multiply(entry, s);
                })
            .rank()
        == layer.samples();
  }

  /** The null vector of the current choice; if there is none, adds a prime that shows it. */
  private Optional<Deficient> exactly() {
    ActivationPattern pattern =
        ActivationPattern.of(layer.samples(), layer.units(), (n, i) -> isPlus(i, n));
    Optional<List<Rational>> vector =
        NullVectors.find(
            KhatriRao.product(pattern.slopes(layer.noise(), layer.slope()), layer.inputs()));
    if (vector.isEmpty()) {
      for (PrimeField field : usable()) {
        if (!primes.contains(field) && isIndependentModulo(field)) {
          primes.add(field);
          break;
        }
      }
    }
    return vector.map(v -> new Deficient(IntStream.of(chosen).mapToObj(cells::get).toList(), v));
  }

  private boolean isPlus(int unit, int sample) {
    return cells.get(chosen[unit]).signs().isPlus(sample);
  }

  /** The primes at which the slope is a unit, the largest first. */
  private Iterable<PrimeField> usable() {
    return () ->
        java.util.stream.StreamSupport.stream(PrimeField.descending().spliterator(), false)
            .filter(
                field ->
                    field.reduce(layer.slope().numerator()) != 0
                        && field.reduce(layer.slope().denominator()) != 0)
            .iterator();
  }

  private static int residue(PrimeField field, Rational value) {
    return field.multiply(
        field.reduce(value.numerator()), field.inverse(field.reduce(value.denominator())));
  }
}
