package org.dlmcert.numeric.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.CensusResult;
import org.dlmcert.census.MinimumPoint;
import org.dlmcert.census.faces.FaceCensusResult;
import org.dlmcert.census.faces.FaceMinimum;
import org.dlmcert.exact.Rational;

/** The minima of a census, and the open cells of one unit with what is counted in them. */
public record PlottedMinima(
    CensusProblem problem, List<CountedCell> cells, List<PlottedMinimum> minima) {
  /** Of more minima, points of their cells are drawn, not the most interior ones. */
  private static final int MOST_MOVED = 300;

  /**
   * An open cell of one unit.
   *
   * @param point inside it
   * @param minima the number of minima with a unit inside it whose output weight is not 0
   */
  record CountedCell(List<Rational> point, long minima) {}

  public PlottedMinima {
    cells = List.copyOf(cells);
    minima = List.copyOf(minima);
  }

  /** The minima inside cells. */
  public static PlottedMinima of(CensusResult result) {
    List<MinimumPoint> found = new ArrayList<>();
    result.forEachMinimum(found::add);
    boolean moved = found.size() <= MOST_MOVED;
    Map<Integer, Long> counts = new LinkedHashMap<>();
    for (MinimumPoint minimum : found) {
      Set<Integer> own = new TreeSet<>();
      IntStream.range(0, minimum.cells().size())
          .filter(i -> minimum.outputSigns().get(i) != 0)
          .forEach(i -> own.add(minimum.cells().get(i)));
      own.forEach(cell -> counts.merge(cell, 1L, Long::sum));
    }
    return new PlottedMinima(
        result.problem(),
        IntStream.range(0, result.cells().size())
            .mapToObj(
                c ->
                    new CountedCell(
                        result.cells().cells().get(c).point(), counts.getOrDefault(c, 0L)))
            .toList(),
        found.stream()
            .map(minimum -> PlottedMinimum.of(moved ? result.interior(minimum) : minimum))
            .toList());
  }

  /** All minima, those on kinks among them. */
  public static PlottedMinima of(FaceCensusResult result) {
    List<FaceMinimum> found = new ArrayList<>();
    result.forEachMinimum(found::add);
    boolean moved = found.size() <= MOST_MOVED;
    Map<Integer, Long> counts = new LinkedHashMap<>();
    for (FaceMinimum minimum : found) {
      Set<Integer> own = new TreeSet<>();
      minimum.states().stream()
          .filter(state -> state.sign() != 0)
          .forEach(state -> own.add(state.face()));
      own.forEach(face -> counts.merge(face, 1L, Long::sum));
    }
    return new PlottedMinima(
        result.problem(),
        IntStream.range(0, result.faces().faces().size())
            .filter(f -> result.faces().faces().get(f).isOpenCell())
            .mapToObj(
                f ->
                    new CountedCell(
                        result.faces().faces().get(f).point(), counts.getOrDefault(f, 0L)))
            .toList(),
        found.stream()
            .map(minimum -> PlottedMinimum.of(moved ? minimum.interior() : minimum))
            .toList());
  }
}
