package org.dlmcert.census;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.dlmcert.cells.Cell;
import org.dlmcert.cells.OpenCells;
import org.dlmcert.cells.SignVector;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.Writable;

/**
 * The open cells of one unit on the nonzero inputs. That there are no others is proved by their
 * number, which the checker counts in its own way.
 */
public final class UnitCells implements Writable {
  /**
   * What is needed of a cell, or of a face of it.
   *
   * @param signs + at zero inputs
   * @param boundingSamples whose signs describe it; ascending
   * @param zeroSamples on whose hyperplanes it lies; none for a cell
   */
  public record Choice(SignVector signs, int[] boundingSamples, int[] zeroSamples) {}

  private final OpenCells open;
  private final Map<Integer, Choice> choices = new ConcurrentHashMap<>(); // made when asked for

  private UnitCells(OpenCells open) {
    this.open = open;
  }

  /**
   * Finds the cells of X (d×N).
   *
   * @return empty if there are more than the limit
   * @throws InterruptedException if the thread is interrupted
   */
  public static Optional<UnitCells> of(RationalMatrix inputs, int limit, IntConsumer progress)
      throws InterruptedException {
    return OpenCells.of(inputs, limit, progress).map(UnitCells::new);
  }

  public int size() {
    return open.size();
  }

  /** The cells, + before - at the first sample in which two differ. */
  public List<Cell> cells() {
    return open.cells();
  }

  public Choice choice(int cell) {
    return choices.computeIfAbsent(
        cell, c -> new Choice(open.cells().get(c).signs(), open.boundingSamples(c), new int[0]));
  }

  /** The field {@code cells} of the evidence (proofs/format.md, 5.26): a point of each cell. */
  @Override
  public void write(CanonicalJson json) {
    json.list(open.cells(), cell -> json.rationals(cell.point()));
  }
}
