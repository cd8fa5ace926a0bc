package org.dlmcert.certify.choices;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.dlmcert.cells.Cell;
import org.dlmcert.certificate.CheckerWork;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.NullVectors;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RowSpace;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;

/**
 * Tries the choices of a cell for each unit of a layer that begin with the same cell, depth first
 * over the units as the checker does (proofs/format.md, 5.18). For use by one thread.
 *
 * <p>Ranks are taken modulo a prime at which the slope is a unit. As soon as the first units alone
 * have full rank the choices for the others do not matter. A choice that is deficient modulo the
 * prime is decided exactly: it has a null vector, or there is another prime modulo which its matrix
 * has full rank. O(d · N · rank) for each cell tried for a unit.
 */
public final class CellWalk {
  private final GradientFamily layer;
  private final List<Cell> cells;
  private final int dimensions;
  private final IntegerMatrix cleared; // E∘X with the denominators of its columns cleared
  private final List<PrimeField> primes = new ArrayList<>();
  private final ModularMatrix residues;
  private final int slope;
  private final RowSpace space;
  private final int[] chosen;
  private final Runnable onChoice;
  private Limits limits = new Limits(0, 0);
  private long tried;
  private long work;
  private boolean stopped;
  private BooleanSupplier pointless = () -> false;

  /**
   * What may be spent.
   *
   * @param choices the most choices to try: for all units, or for so many that the others' do not
   *     matter
   * @param work the most work of the checker, as proofs/format.md counts it
   */
  public record Limits(long choices, long work) {
    /** What is left after a part. */
    Limits without(Part part) {
      return new Limits(choices - part.tried(), work - part.work());
    }

    boolean allow(Part part) {
      return part.tried() <= choices && part.work() <= work;
    }
  }

  /**
   * The choices that begin with the same cell for the first unit.
   *
   * @param allowed what was allowed
   * @param tried how many choices were tried
   * @param work the work of the checker on them, if it needs no third prime
   * @param primes modulo one of which each of them has full rank
   * @param deficient the choice with a null vector at which the walk ended
   * @param stopped whether a limit kept it from an end
   */
  record Part(
      Limits allowed,
      long tried,
      long work,
      Set<PrimeField> primes,
      Optional<Deficient> deficient,
      boolean stopped) {
    Part {
      primes = new LinkedHashSet<>(primes);
    }
  }

  /**
   * A choice whose matrix has a null vector.
   *
   * @param cells one for each unit
   */
  public record Deficient(List<Cell> cells, List<Rational> nullVector) {
    public Deficient {
      cells = List.copyOf(cells);
      nullVector = List.copyOf(nullVector);
    }
  }

  /**
   * For one layer and some of its cells.
   *
   * @param onChoice hears of every choice that was tried
   */
  CellWalk(GradientFamily layer, List<Cell> cells, Runnable onChoice) {
    this.onChoice = onChoice;
    this.layer = layer;
    this.cells = cells;
    dimensions = layer.inputs().rows();
    cleared = layer.clearedOnes();
    PrimeField first = usable().iterator().next();
    primes.add(first);
    residues = ModularMatrix.of(first, cleared);
    slope = first.reduce(layer.slope());
    space = new RowSpace(first);
    chosen = new int[layer.units()];
  }

  /**
   * Tries the choices that begin with a cell. What is found depends on cell and limits only: the
   * primes found for other cells are forgotten.
   *
   * @param pointless whether nobody wants the answer any more
   */
  Part from(int cell, Limits allowed, BooleanSupplier pointless) {
    primes.subList(1, primes.size()).clear();
    space.shrinkTo(0);
    this.pointless = pointless;
    limits = allowed;
    tried = 0;
    work = 0;
    stopped = false;
    Optional<Deficient> deficient = take(0, cell);
    return new Part(allowed, tried, work, new LinkedHashSet<>(primes), deficient, stopped);
  }

  private Optional<Deficient> take(int unit, int cell) {
    long more = CheckerWork.cell(dimensions, layer.samples(), space.rank());
    if (more > limits.work() - work || tried == limits.choices()) {
      stopped = true;
      return Optional.empty();
    }
    work += more;
    chosen[unit] = cell;
    for (int j = 0; j < dimensions; j++) {
      space.add(row(unit, j, cells.get(cell)));
    }
    return firstDeficient(unit + 1);
  }

  private Optional<Deficient> firstDeficient(int unit) {
    if (space.rank() == layer.samples()) {
      countChoice();
      return Optional.empty();
    }
    if (unit == layer.units()) {
      countChoice();
      work += layer.units() * CheckerWork.cell(dimensions, layer.samples(), layer.samples());
      return independentModuloAnother() ? Optional.empty() : exactly();
    }
    int rank = space.rank();
    for (int c = 0; c < cells.size() && !stopped && !pointless.getAsBoolean(); c++) {
      Optional<Deficient> found = take(unit, c);
      if (found.isPresent()) {
        return found;
      }
      space.shrinkTo(rank);
    }
    return Optional.empty();
  }

  private void countChoice() {
    tried++;
    onChoice.run();
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
    int s = field.reduce(layer.slope());
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
    Optional<List<Rational>> vector = NullVectors.find(layer.matrix(pattern));
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
        StreamSupport.stream(PrimeField.descending().spliterator(), false)
            .filter(field -> field.isUnit(layer.slope()))
            .iterator();
  }
}
