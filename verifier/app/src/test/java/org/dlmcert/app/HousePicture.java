package org.dlmcert.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The picture of the house: a panel for each module, a box for each group of packages. */
final class HousePicture {
  private static final int FLOOR = 70;
  private static final int BOX = 28;
  private static final int GAP = 14;
  private static final int PAD = 20;
  private static final int HEAD = 34;
  private static final int BETWEEN = 56;
  private static final int TITLE = 110;

  /** The panels, from the top: what is used stands below. */
  private static final List<List<String>> ROWS =
      List.of(
          List.of("spark"),
          List.of("app"),
          List.of("paper", "models", "junit", "numeric"),
          List.of("engine", "checker"));

  private static final String STYLE =
      """
      <style>
        .panel { fill: #f6f8fa; stroke: #8c959f; }
        .trusted { fill: #eef4ff; stroke: #0969da; stroke-width: 2; }
        .box { fill: #ffffff; stroke: #57606a; }
        .arrow { stroke: #57606a; fill: none; }
        .road { stroke: #0969da; stroke-width: 2.5; fill: none; }
        .head { fill: #57606a; } .roadhead { fill: #0969da; }
        text { font: 13px ui-sans-serif, system-ui, sans-serif; fill: #1f2328; }
        .title { font-weight: 600; font-size: 15px; }
        @media (prefers-color-scheme: dark) {
          .panel { fill: #161b22; stroke: #6e7681; }
          .trusted { fill: #0d2240; stroke: #58a6ff; }
          .box { fill: #0d1117; stroke: #8b949e; }
          .arrow { stroke: #8b949e; } .road { stroke: #58a6ff; }
          .head { fill: #8b949e; } .roadhead { fill: #58a6ff; }
          text { fill: #e6edf3; }
        }
      </style>
      <defs>
        <marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker>
        <marker id="roadhead" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path class="roadhead" d="M0 0L8 4L0 8z"/></marker>
      </defs>
      """;

  private final HouseGraph graph;
  private final int right;
  private final StringBuilder svg = new StringBuilder();
  private final Map<String, Panel> panels = new TreeMap<>();

  private HousePicture(HouseGraph graph) {
    this.graph = graph;
    this.right = PAD + ROWS.stream().mapToInt(this::rowWidth).max().orElseThrow();
  }

  /** Returns the picture as SVG; the same bytes for the same graph. */
  static String of(HouseGraph graph) {
    return new HousePicture(graph).draw();
  }

  private record Spot(int x, int y, int width) {
    int middle() {
      return x + width / 2;
    }
  }

  private record Panel(int x, int y, int width, int height) {
    int middle() {
      return x + width / 2;
    }
  }

  private String draw() {
    int width = right - PAD;
    int y = PAD;
    for (List<String> row : ROWS) {
      int room = (width - row.stream().mapToInt(this::width).sum()) / (row.size() + 1);
      int height = row.stream().mapToInt(this::height).max().orElseThrow();
      int x = PAD + room;
      for (String module : row) {
        panels.put(module, new Panel(x, y, width(module), height));
        x += width(module) + room;
      }
      y += height + BETWEEN;
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n",
            right + 2 * PAD,
            y - BETWEEN + PAD));
    svg.append("<title>Modules, packages, and which uses which</title>\n").append(STYLE);
    Map<String, Set<String>> roads = HouseGraph.reduced(graph.modules());
    roads.forEach((from, used) -> used.forEach(to -> road(from, to)));
    panels.forEach(this::panel);
    return svg.append("</svg>\n").toString();
  }

  private int rowWidth(List<String> row) {
    return row.stream().mapToInt(this::width).sum() + BETWEEN * (row.size() + 1);
  }

  private int width(String module) {
    return HouseGraph.floors(graph.within(module)).stream()
            .mapToInt(HousePicture::floorWidth)
            .reduce(TITLE, Math::max)
        + 2 * PAD;
  }

  private static int floorWidth(List<String> floor) {
    return floor.stream().mapToInt(g -> boxWidth(g) + GAP).sum() - GAP;
  }

  private int height(String module) {
    return HouseGraph.floors(graph.within(module)).size() * FLOOR - (FLOOR - BOX) + HEAD + 2 * PAD;
  }

  private static int boxWidth(String group) {
    return 8 * group.length() + 22;
  }

  private void road(String from, String to) {
    Panel a = of(panels, from);
    Panel b = of(panels, to);
    String path;
    if (a.y() == b.y()) {
      path = line(a.x() + a.width(), a.y() + FLOOR, b.x() - 2, b.y() + FLOOR);
    } else if (rowOf(to) - rowOf(from) > 1) {
      // Round the rows between.
      int side = right + PAD;
      path =
          line(a.x() + a.width(), a.y() + FLOOR, side, a.y() + FLOOR)
              + String.format(Locale.ROOT, "V%dH%d", b.y() + FLOOR, b.x() + b.width() + 2);
    } else {
      int start = within(b.middle(), a);
      path = line(start, a.y() + a.height(), within(a.middle(), b), b.y() - 2);
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<path class=\"road\" marker-end=\"url(#roadhead)\" data-arrow=\"%s %s\""
                + " d=\"%s\"/>%n",
            from,
            to,
            path));
  }

  private static <V> V of(Map<String, V> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  private static int rowOf(String module) {
    return IntStream.range(0, ROWS.size())
        .filter(r -> ROWS.get(r).contains(module))
        .findFirst()
        .orElseThrow();
  }

  private static int within(int x, Panel panel) {
    return Math.max(panel.x() + PAD, Math.min(x, panel.x() + panel.width() - PAD));
  }

  private static String line(int x1, int y1, int x2, int y2) {
    return String.format(Locale.ROOT, "M%d %dL%d %d", x1, y1, x2, y2);
  }

  private void panel(String module, Panel panel) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\"/>%n",
            module.equals("checker") ? "trusted" : "panel",
            panel.x(),
            panel.y(),
            panel.width(),
            panel.height()));
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"title\" x=\"%d\" y=\"%d\">%s</text>%n",
            panel.x() + PAD,
            panel.y() + 24,
            HouseGraph.MODULES.get(module)));
    Map<String, Spot> spots = spots(module, panel);
    HouseGraph.reduced(graph.within(module))
        .forEach(
            (from, used) ->
                used.forEach(
                    to ->
                        svg.append(
                            String.format(
                                Locale.ROOT,
                                "<path class=\"arrow\" marker-end=\"url(#head)\""
                                    + " data-arrow=\"%s/%s %s/%s\" d=\"M%d %dL%d %d\"/>%n",
                                module,
                                from,
                                module,
                                to,
                                of(spots, from).middle(),
                                of(spots, from).y() + BOX,
                                of(spots, to).middle(),
                                of(spots, to).y() - 1))));
    spots.forEach(
        (group, spot) ->
            svg.append(
                String.format(
                    Locale.ROOT,
                    "<rect class=\"box\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\"/>"
                        + "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    spot.x(),
                    spot.y(),
                    spot.width(),
                    BOX,
                    spot.middle(),
                    spot.y() + 19,
                    group)));
  }

  /** The places of the groups: floor by floor, each near the middle of those that use it. */
  private Map<String, Spot> spots(String module, Panel panel) {
    Map<String, Set<String>> inside = graph.within(module);
    List<List<String>> floors = HouseGraph.floors(inside);
    Map<String, Spot> spots = new TreeMap<>();
    for (int f = floors.size() - 1; f >= 0; f--) {
      List<String> floor = new ArrayList<>(floors.get(f));
      floor.sort(
          Comparator.comparingDouble((String g) -> center(g, inside, spots, panel.middle()))
              .thenComparing(Comparator.naturalOrder()));
      int x = panel.x() + (panel.width() - floorWidth(floor)) / 2;
      int y = panel.y() + HEAD + PAD + (floors.size() - 1 - f) * FLOOR;
      for (String group : floor) {
        spots.put(group, new Spot(x, y, boxWidth(group)));
        x += boxWidth(group) + GAP;
      }
    }
    return spots;
  }

  private static double center(
      String group, Map<String, Set<String>> inside, Map<String, Spot> spots, int otherwise) {
    return spots.keySet().stream()
        .filter(user -> of(inside, user).contains(group))
        .mapToInt(user -> of(spots, user).middle())
        .average()
        .orElse(otherwise);
  }
}
