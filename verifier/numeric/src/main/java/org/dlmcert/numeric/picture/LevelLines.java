package org.dlmcert.numeric.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lines of equal value on a square grid, by marching squares (W. Lorensen and H. Cline 1987, in the
 * plane), joined to long lines.
 *
 * @param values at (column, row), equally many of both
 * @param left of the grid
 * @param bottom of the grid
 * @param span its width and height
 */
@SuppressWarnings("ArrayRecordComponent") // a grid, from one loop to the next
record LevelLines(double[][] values, double left, double bottom, double span) {

  /** A point of a line. */
  record Point(double x, double y) {}

  /** A side of a square of the grid, from (column, row) to the right or up. */
  private record Side(int column, int row, boolean up) {}

  private int squares() {
    return values.length - 1;
  }

  /**
   * The lines of a level, without points that are no farther than the tolerance from the lines
   * without them (D. Douglas and T. Peucker 1973).
   */
  List<List<Point>> at(double level, double tolerance) {
    return at(level).stream().map(line -> thinned(line, tolerance)).toList();
  }

  private static List<Point> thinned(List<Point> line, double tolerance) {
    if (line.size() < 3) {
      return line;
    }
    Point from = line.get(0);
    Point to = line.get(line.size() - 1);
    int farthest = 0;
    double most = -1;
    for (int k = 1; k < line.size() - 1; k++) {
      double distance = distance(line.get(k), from, to);
      if (distance > most) {
        most = distance;
        farthest = k;
      }
    }
    if (most <= tolerance) {
      return List.of(from, to);
    }
    List<Point> all = new ArrayList<>(thinned(line.subList(0, farthest + 1), tolerance));
    all.remove(all.size() - 1);
    all.addAll(thinned(line.subList(farthest, line.size()), tolerance));
    return all;
  }

  /** The distance of a point from a segment. */
  private static double distance(Point p, Point from, Point to) {
    double x = to.x - from.x;
    double y = to.y - from.y;
    double squared = x * x + y * y;
    double share =
        squared == 0
            ? 0
            : Math.max(0, Math.min(1, ((p.x - from.x) * x + (p.y - from.y) * y) / squared));
    return Math.hypot(p.x - from.x - share * x, p.y - from.y - share * y);
  }

  /** The lines of a level. */
  List<List<Point>> at(double level) {
    Map<Side, List<Side>> next = new HashMap<>();
    for (int k = 0; k < squares(); k++) {
      for (int l = 0; l < squares(); l++) {
        List<Side> crossed = new ArrayList<>();
        for (Side side :
            List.of(
                new Side(k, l, false),
                new Side(k + 1, l, true),
                new Side(k, l + 1, false),
                new Side(k, l, true))) {
          if (from(side) < level != to(side) < level) {
            crossed.add(side);
          }
        }
        for (int c = 0; c + 1 < crossed.size(); c += 2) {
          join(next, crossed.get(c), crossed.get(c + 1));
          join(next, crossed.get(c + 1), crossed.get(c));
        }
      }
    }
    List<List<Point>> lines = new ArrayList<>();
    Set<Side> seen = new HashSet<>();
    for (int k = 0; k <= squares(); k++) {
      for (int l = 0; l <= squares(); l++) {
        for (Side side : List.of(new Side(k, l, false), new Side(k, l, true))) {
          if (next.containsKey(side) && seen.add(side)) {
            lines.add(line(side, next, seen, level));
          }
        }
      }
    }
    return lines;
  }

  private static void join(Map<Side, List<Side>> next, Side from, Side to) {
    next.computeIfAbsent(from, s -> new ArrayList<>()).add(to);
  }

  /** The value where a side begins. */
  private double from(Side side) {
    return values[side.column][side.row];
  }

  /** The value where a side ends. */
  private double to(Side side) {
    return side.up ? values[side.column][side.row + 1] : values[side.column + 1][side.row];
  }

  /** The whole line through a side, closed where it returns. */
  private List<Point> line(Side start, Map<Side, List<Side>> next, Set<Side> seen, double level) {
    List<Side> forth = trace(start, next, seen);
    List<Side> back = trace(start, next, seen);
    List<Side> sides = new ArrayList<>(back);
    Collections.reverse(sides);
    sides.add(start);
    sides.addAll(forth);
    Side last = sides.get(sides.size() - 1);
    if (back.isEmpty() && forth.size() > 1 && next.getOrDefault(last, List.of()).contains(start)) {
      sides.add(start);
    }
    return sides.stream().map(side -> crossing(side, level)).toList();
  }

  /** What follows a side, as far as it has not been seen. */
  private static List<Side> trace(Side start, Map<Side, List<Side>> next, Set<Side> seen) {
    List<Side> sides = new ArrayList<>();
    Optional<Side> at = Optional.of(start);
    while (at.isPresent()) {
      at = next.getOrDefault(at.get(), List.of()).stream().filter(seen::add).findFirst();
      at.ifPresent(sides::add);
    }
    return sides;
  }

  private Point crossing(Side side, double level) {
    double from = from(side);
    double to = to(side);
    double share = from == to ? 0.5 : (level - from) / (to - from);
    double step = span / squares();
    return new Point(
        left + step * (side.column + (side.up ? 0 : share)),
        bottom + step * (side.row + (side.up ? share : 0)));
  }
}
